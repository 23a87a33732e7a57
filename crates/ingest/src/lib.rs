//! Exports to resolved tables and tallies, with findings.
//!
//! The way of a row: bytes → a record ([`mod@records`]) → a recognised layout ([`mod@layout`]) →
//! typed values → one resolved row per pupil and occasion ([`mod@national_test`]) → a tally
//! ([`mod@tally`]). Every row is used, left out by a named rule, or in quarantine with a finding;
//! [`Ingested::sources`] holds the account, and a run is refused when it does not balance.
//!
//! This is the only crate that opens sources, and only below the data folder ([`Folder`]). Nothing
//! is guessed: a header that fits no layout stops its source. The text of a cell never leaves this
//! crate except as a checked value or as a shape.

mod belonging;
pub mod cell;
mod cells;
pub mod corrections;
pub mod decode;
pub mod figures;
mod folder;
pub mod form;
pub mod groups;
mod key_figures;
pub mod layout;
pub mod local;
mod lookup;
pub mod marks;
pub mod national_test;
pub mod observed;
mod open;
mod percents;
pub mod persons;
pub mod points_test;
pub mod pseudonym;
mod pupil;
mod quarantine;
pub mod records;
mod refused;
mod register;
mod request;
mod roll;
mod row;
mod run;
mod short;
mod source_names;
mod table;
pub mod tally;
mod together;
pub mod wellbeing;

pub use folder::{Folder, SourceError, Sources};
pub use key_figures::{KeyFigureRow, KeyFigures, Measured};
pub use layout::SourceKind;
pub use pupil::PupilId;
pub use quarantine::QuarantinedRow;
pub use register::{Register, School};
pub use request::{FollowingRules, Request, SingleYear, SourceReport, SourceSpec};
pub use run::{Ingested, ingest};
