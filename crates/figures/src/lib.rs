//! Estimates and judgements: what the evidence says, before anybody is shown anything.
//!
//! - [`estimate`] turns evidence into [`Figures`]: one division at the end, one interval.
//! - [`judge`] says what surely changed, where schools stand and whether targets are met, claims
//!   corrected for each other: [`Judgements`].
//! - [`follow`] learns how standings follow each other from test to test, and what each pupil gained
//!   beyond that: [`Followed`].
//!
//! Nothing here can be printed or saved: [`Figure`] implements neither `Display` nor `Serialize`.
//! What leaves the program passes the gate of `kvalitet-disclosure` first.

mod estimate;
mod judge;
mod progression;

pub use estimate::{AbsentReason, Content, Coverage, Figure, Figures, Reference, Value, estimate};
pub use judge::{
    Beyond, ChangeJudgement, ChangeMethod, ChangeNumbers, CohortJudgement, CohortLevel,
    CohortNumbers, FamilySummary, Funnel, Judgements, MISS, PositionJudgement, PositionNumbers,
    RollChange, Scope, Shocks, Spreading, TargetJudgement, Tested, judge,
};
pub use progression::{
    Expectation, Followed, Growth, NoExpectation, STANDING_DECIMALS, SchoolGain, SchoolGains,
    Schools, Way, WayFound, follow, norms_of, school_gains,
};
