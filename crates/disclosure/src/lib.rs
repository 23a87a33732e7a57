//! The gate between figures and readers.
//!
//! [`release`] takes figures and judgements and gives a [`Release`] for one [`Audience`]: what it
//! may see, and nothing else. Charts, reports, files and explanations are made of a release alone.
//!
//! - [`Policy`]: who may see what, as data.
//! - [`protect`]: secondary suppression of any additive table, attacked and proven.
//! - [`Release`]: released figures, verdicts, counts and the definitions behind them.
//! - [`Register`]: what earlier editions published, and what a new one tells beside them.
//! - [`audit()`]: what a reader, or somebody who knows more, can find out of what is hidden.
//!
//! A figure that rests on too few persons, or tells of too few, is hidden (primary suppression), and so is
//! whatever it would follow from (secondary suppression): see [`protect`].

mod audit;
mod bands;
mod cohorts;
mod context;
mod gate;
mod judged;
mod pattern;
mod policy;
mod progress;
pub mod protect;
mod register;
mod release;
mod statement;

pub use audit::{
    Audit, AuditError, AuditInput, AuditedAttacker, Breach, BrokenSum, Coalition, Cover, Knowledge,
    Margins, Quantity, Way, audit, audit_input,
};
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
pub use pattern::{NotKept, hidden_cells};
pub use policy::{
    Audience, Level, NotAnAudience, Policy, PolicyError, Readers, Rule, Shows, Threshold,
};
pub use progress::{
    EffectAccount, ExpectationAccount, FollowedPupils, GrowthAccount, ModelAccount, NormLevels,
    NormsSource, ProgressAccount, SchoolGainAccount, SchoolGainsAccount, TestCoverage, WayAccount,
};
pub use register::{
    Basis, BasisSource, ChangeCause, ChangedContent, ChangedFigure, ChangedSince, Choice, Conflict,
    ConflictKind, Crossing, Differences, EditionFacts, EditionName, EditionStage, Known,
    NotAnEditionName, OrderError, Register, RegisterError, RegisteredEdition, Resolved, Rules,
    Step, Supersedes, compare_editions, crossings, known_from, resolve, said_otherwise,
};
pub use release::{
    CorrectionNote, Edition, HidingRule, LedgerEntry, Quality, Release, ReleasedContent,
    ReleasedCount, ReleasedFigure, ReleasedReference, ReleasedSource, ReleasedTarget,
    SourceAccount, SourceUse, TargetContent, UnitInfo,
};

pub use statement::{Assessment, Statement, StatementRelease};

/// Why there is no number, as the gate passes it on.
pub use kvalitet_figures::{AbsentReason, Coverage};
