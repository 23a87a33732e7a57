//! The gate between figures and readers.
//!
//! [`release`] takes figures and judgements and gives a [`Release`] for one [`Audience`]: what it
//! may see, and nothing else. Charts, reports, files and explanations are made of a release alone.
//!
//! - [`Policy`]: who may see what, as data.
//! - [`Release`]: released figures, verdicts, counts and the definitions behind them.
//!
//! A figure that rests on fewer than `k` persons is hidden (primary suppression). Until secondary
//! suppression is worked out and attacked, a hidden figure hides the whole relation it stands in:
//! see [`hidden_cells`]. That has not been attacked, so nothing here may be published yet, and
//! [`Release::may_be_published`] says so.

mod bands;
mod beside;
mod cohorts;
mod context;
mod gate;
mod judged;
mod pattern;
mod policy;
mod progress;
mod release;

pub use bands::ReleasedBand;
pub use cohorts::{
    CohortContent, CohortError, ReleasedCohort, ReleasedCohortLevel, ReleasedCohortNumbers,
    ReleasedRoll,
};
pub use context::{
    Compared, Context, GroupInfo, Member, MissingSource, NationalSource, ReleasedAgreement,
    ReleasedUnread, Reliability, SimilarSchools, UnreadLayout, WhyNoneSimilar,
};
pub use gate::{Draft, Gate, Hidden, release};
pub use judged::{
    ChangeContent, PositionContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFamily,
    ReleasedPosition, ReleasedPositionNumbers, ReleasedSpreading,
};
pub use pattern::hidden_cells;
pub use policy::{
    Audience, Level, NotAnAudience, Policy, PolicyError, Readers, Rule, Shows, Threshold,
};
pub use progress::{
    EffectAccount, ExpectationAccount, FollowedPupils, GrowthAccount, ModelAccount, NormLevels,
    NormsSource, ProgressAccount, SchoolGainAccount, SchoolGainsAccount, TestCoverage, WayAccount,
};
pub use release::{
    CorrectionNote, Edition, LedgerEntry, Quality, Release, ReleasedContent, ReleasedCount,
    ReleasedFigure, ReleasedReference, ReleasedSource, ReleasedTarget, SourceAccount, SourceUse,
    TargetContent, UnitInfo,
};

/// Why there is no number, as the gate passes it on.
pub use kvalitet_figures::{AbsentReason, Coverage};
