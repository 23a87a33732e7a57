//! Vocabulary, definitions, tallies, the rollup graph and methods of school quality figures.
//!
//! This crate is pure: it reads no files, starts no threads, asks no clock and knows no data
//! frames. Everything else in the workspace speaks its words.
//!
//! - Vocabulary: [`SchoolYear`], [`Grade`], [`Subject`], [`Level`], [`InstitutionNumber`],
//!   [`Unit`], [`Period`], [`Breakdown`] and the [`FigureKey`] they make up.
//! - Definitions as data: [`catalogue::Catalogue`], [`expression::Expression`],
//!   [`settings::Settings`], national values ([`reference::NationalValues`]), targets and duties
//!   ([`legal::LegalTargets`]) and the frames of reports ([`legal::LegalFrames`]).
//! - Which chapters a report has: [`profile::Profile`] and its [`profile::Outline`].
//! - Tallies: [`Tally`] and, of two values of the same persons, [`PairSums`]: integers that merge in
//!   any order; and the [`RollupGraph`] they climb.
//! - What a figure rests on: [`Evidence`] and its [`EvidenceClass`].
//! - One pupil: [`wellbeing`] scores answers, [`exam`] averages marks, in [`Millionths`];
//!   [`progression`] follows results from test to test.
//! - Methods: [`method`], formulas with source, edges and reference values.
//! - Rules about schools: [`grouping`] by size, [`similar`] schools.
//! - Year groups followed from one test to the next: [`cohort`].
//! - What a municipality wants and does: a [`goal::Vision`], [`goal::Goal`]s with their signs, and
//!   [`action::Action`]s.
//! - Holding figures against published ones: [`agreement::compare`].
//! - Findings about data: [`finding::Finding`], a code, a place and typed arguments.
//!
//! # Examples
//!
//! ```
//! use kvalitet_core::{FigureKey, Tally, method};
//!
//! let key: FigureKey = "laesning.gode/skole:999001/2018-19/klasse:4".parse()?;
//! assert_eq!(key.period.last_year().to_string(), "2018/19");
//!
//! let both = Tally::share(30, 40)?.merge(Tally::share(12, 20)?)?;
//! let interval = method::wilson(42, 60, method::Z_95).ok_or("nobody was tested")?;
//! assert_eq!(both, Tally::share(42, 60)?);
//! assert!(interval.lower < 0.7 && 0.7 < interval.upper);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod action;
pub mod agreement;
pub mod catalogue;
pub mod cohort;
mod decimal;
mod evidence;
pub mod exam;
pub mod expression;
pub mod finding;
pub mod goal;
mod grade;
pub mod grouping;
mod inline;
mod key;
mod language;
pub mod legal;
mod level;
mod mark;
pub mod method;
mod millionths;
mod municipality;
mod nearest;
mod pair;
mod person;
pub mod profile;
pub mod progression;
mod reconciliation;
pub mod reference;
mod rollup;
pub mod rule;
pub mod settings;
pub mod similar;
mod stage;
mod subject;
pub mod table;
mod tally;
pub mod target;
mod unit;
pub mod verdict;
pub mod wellbeing;
mod year;

pub use decimal::{Decimal, NotADecimal};
pub use evidence::{Evidence, EvidenceClass, Origin, Published, PublishedForm, PublishedVerdict};
pub use grade::{Grade, NotAGrade};
pub use inline::InlineText;
pub use key::{Breakdown, Category, FigureKey, IndicatorId, NotAKey, Part, PartKind, Period};
pub use language::{Language, LocalText};
pub use level::{Level, NotALevel, OverallRule};
pub use mark::{Mark, NON_MARK_CODES, non_mark_code};
pub use millionths::Millionths;
pub use nearest::{alike, misspelt, nearest};
pub use pair::{PairMoments, PairSums};
pub use person::{ClassLabel, Heritage, NotAClassLabel, NotAHeritage, NotASex, Sex};
pub use reconciliation::Reconciliation;
pub use rollup::{Relation, RollupGraph, with_wholes};
pub use stage::Stage;
pub use subject::{NotATestCode, Subject, TestCode};
pub use tally::{Tally, TallyError};
pub use unit::{
    GroupId, InstitutionNumber, MunicipalityNumber, NotAnId, NotAnInstitutionNumber, SchoolKind,
    Unit,
};
pub use year::{NotASchoolYear, SchoolYear};
