//! Estimates and judgements: what the evidence says, before anybody is shown anything.
//!
//! - [`estimate`] turns evidence into [`Figures`]: one division at the end, one interval.
//! - [`judge`] holds figures against the national targets: [`Judgements`].
//!
//! Nothing here can be printed or saved: [`Figure`] implements neither `Display` nor `Serialize`.
//! What leaves the program passes the gate of `kvalitet-disclosure` first.

mod estimate;
mod judge;

pub use estimate::{AbsentReason, Content, Coverage, Figure, Figures, Reference, Value, estimate};
pub use judge::{Judgements, TargetJudgement, judge};
