//! Year groups followed from one test to the next, as an audience may see them.

use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::{Decimal, IndicatorId, Unit};

/// How a year group did at two tests.
#[derive(Clone, Debug, PartialEq)]
pub struct ReleasedCohort {
    /// In what.
    pub indicator: IndicatorId,
    /// Of whom.
    pub unit: Unit,
    /// The first test.
    pub from: Occasion,
    /// The second.
    pub to: Occasion,
    /// What is seen.
    pub content: CohortContent,
}

/// What an audience sees of a year group.
#[derive(Clone, Debug, PartialEq)]
pub enum CohortContent {
    /// What can be said of it, and its numbers.
    Shown {
        /// What can be said: no verdict.
        state: CohortState,
        /// The numbers; `None` where the tests are not compared and for few pupils.
        numbers: Option<Box<ReleasedCohortNumbers>>,
    },
    /// One of the tests is hidden.
    Hidden,
}

/// The numbers of a year group at released precision: per cent, and differences in percentage points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedCohortNumbers {
    /// At the first test.
    pub before: ReleasedCohortLevel,
    /// At the second.
    pub after: ReleasedCohortLevel,
    /// What its distance is taken to; `None` where nobody's value is known at both tests.
    pub against: Option<HeldAgainst>,
    /// The distance at the second test less that at the first.
    pub difference: Option<Decimal>,
    /// The limits of its 95 % interval; `None` without a spread, and where a school that it is made of is
    /// hidden.
    pub limits: Option<[Decimal; 2]>,
    /// What the interval is made with; `None` with the limits.
    pub made_with: Option<CohortError>,
    /// How many more pupils have a result.
    pub roll: Option<ReleasedRoll>,
}

/// What the interval of a year group is made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CohortError {
    /// How it was worked out: `newcombe` or `skoler-som-klynger`.
    pub method: &'static str,
    /// The standard error of the unit's own change, counting and shocks.
    pub standard_error: Decimal,
    /// The shock factor in it.
    pub shock: Decimal,
    /// Its degrees of freedom; `None` for infinitely many.
    pub degrees: Option<Decimal>,
}

/// How a year group did at one test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedCohortLevel {
    /// The share.
    pub value: Decimal,
    /// Of how many pupils.
    pub n: Option<u64>,
    /// The whole country's share of the same grade and year, as it was published.
    pub nation: Option<Decimal>,
    /// The municipality's.
    pub municipality: Option<Decimal>,
    /// The distance, above as a positive number.
    pub distance: Option<Decimal>,
}

/// How the number of pupils with a result changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleasedRoll {
    /// In whole per cent of those at the first test.
    pub percent: Decimal,
    /// Whether it is more than the setting `aargang_elevtal_procent`.
    pub is_large: bool,
}
