//! From a plan to finished releases and the folder a reader opens.
//!
//! - [`Plan`]: what to report, on what, with which choices.
//! - [`run`]: ingest → tally → roll up → estimate → judge → the gate, once for every audience.
//! - [`output_files`]: every file of the output folder, in memory.
//! - [`finding_runs`]: findings of line after line, said once.
//! - [`source_pages`]: what can be read, column by column, and every rule, in words.
//! - [`RawQuarantine`]: rows in quarantine as they stand, for a file the user asked for.
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
mod digest;
mod evidence;
mod file_names;
mod finding_runs;
pub mod output;
mod over_schools;
mod plan;
mod plan_error;
mod raw;
mod run;
mod simulated;
mod source_pages;

pub use bundle::{BundleError, earlier_key_check, output_files, rejected_files};
pub use finding_runs::{FindingRun, finding_runs};
pub use plan::{DataPlan, KeyPlace, Plan, PseudonymPlan, ReportPlan, SimulatePlan};
pub use plan_error::{Expectation, PlanError, PlanErrorKind, quoted};
pub use raw::RawQuarantine;
pub use run::{
    Run, RunError, Stage, check, check_with_originals, is_rejected, run, source_use, unbalanced,
    work_out,
};
pub use simulated::{SimulateError, SimulateErrorKind, simulate_into};
pub use source_pages::{Page, rules_page, source_page, source_pages};
