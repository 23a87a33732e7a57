//! From a plan to finished releases and the folder a reader opens.
//!
//! - [`Plan`]: what to report, on what, with which choices.
//! - [`run`]: ingest → tally → roll up → estimate → judge → the gate, once for every audience.
//! - [`output_files`]: every file of the output folder, in memory.
//! - [`publication`]: the same as an edition that may be published, and the register with it.
//! - [`finding_runs`]: findings of line after line, said once.
//! - [`indicator_pages`], [`definitions`]: every indicator, in words and for programs.
//! - [`source_pages`]: what can be read, column by column, and every rule, in words.
//! - [`RawQuarantine`]: rows in quarantine as they stand, for a file the user asked for.
//! - [`start_files`]: a folder to begin in: a plan with comments and a folder for each kind of source.
//! - [`find_purge`]: what runs left behind and may be removed, and [`Purge::carry_out`] with a receipt.
//! - [`Cache`]: what a run leaves for the next, so that only what changed is done.
//! - [`output`]: the folder is made beside its place and swapped in whole.
//!
//! # Examples
//!
//! ```
//! use kvalitet_pipeline::Plan;
//!
//! let plan = Plan::demo()?;
//! assert_eq!(plan.report.municipality.to_string(), "999");
//! let wrong = Plan::parse("[report]\ntitel = \"x\"\n", "min.toml");
//! assert!(wrong.is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bundle;
mod cache;
mod definitions;
mod digest;
mod digested;
mod evidence;
mod file_names;
mod finding_runs;
#[cfg(feature = "frames")]
pub mod frames;
mod groups;
mod indicator_pages;
mod known;
mod missing;
mod nation;
pub mod output;
mod over_schools;
mod page;
mod plan;
mod plan_error;
mod progression;
mod publish;
mod purge;
mod raw;
mod reconciled;
mod register_file;
mod run;
mod similar;
mod simulated;
mod source_pages;
mod start;
mod statement;
mod tallied;
mod trace;
mod unit_names;

pub use bundle::{BundleError, MakePdf, earlier_key_check, output_files, rejected_files};
pub use cache::{Answer, Cache, Inputs, Why};
pub use definitions::{definition, definitions};
pub use digest::program_digest;
pub use finding_runs::{FindingRun, finding_runs};
pub use indicator_pages::{indicator_page, indicator_pages};
pub use known::{KnownError, KnownErrorKind};
pub use page::Page;
pub use plan::{
    AssessmentFile, DataPlan, DataProtectionPlan, GroupPlan, KeyPlace, KnownFile, NormsError, Plan,
    PlanText, PseudonymPlan, PublishingPlan, ReportPlan, SimulatePlan, StatementFile, read_date,
};
pub use plan_error::{Expectation, PlanError, PlanErrorKind, quoted};
pub use publish::{
    Asked, EditionCheck, NotSafe, Obstacles, Publication, PublishError, publication, refused_files,
    results_in_words,
};
pub use purge::{
    Deadline, Kept, KeptBecause, Purge, PurgeError, PurgeRequest, Removable, Removal, find_purge,
    receipt_path,
};
pub use raw::RawQuarantine;
pub use register_file::{ReadRegister, RegisterFile, RegisterFileError};
pub use run::{
    Keep, Run, RunError, Stage, check, is_rejected, quarantines_too_many, read, run, source_use,
    unbalanced, work_out,
};
pub use simulated::{SimulateError, SimulateErrorKind, simulate_into};
pub use source_pages::{rules_page, source_page, source_pages};
pub use start::{START_PLAN, START_SOURCES, Start, StartProfile, start_files, write_start};
pub use statement::{StatementError, StatementErrorKind};
pub use tallied::{MergeError, TalliedSource, TallyFile, TallyFileError, tallied};
pub use trace::{Recording, Trace};
