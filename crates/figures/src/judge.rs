//! What the figures surely say: intervals, changes, places and targets, judged once for a run.
//!
//! The order of claims is fixed before anybody looks. First the municipality's own changes, one for
//! each headline; then, theme by theme, one change for each school and headline; then where schools
//! stand. Each is a family of its own, corrected for the number of claims in it. Everything else is
//! described, with its interval and without a verdict: year groups followed from one test to the next
//! among it.
//!
//! One standard error stands behind all of it: [`Shocks`] holds how many times the error of counting
//! it is, for every indicator and kind of school.

mod change;
mod cohort;
mod family;
mod lines;
mod position;
mod shocks;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::method::ShockPrior;
use kvalitet_core::settings::Settings;
use kvalitet_core::verdict::ShockBasis;
use kvalitet_core::{RollupGraph, SchoolKind, SchoolYear, Unit};
use rayon::prelude::*;

pub use change::{Beyond, ChangeJudgement, ChangeMethod, ChangeNumbers, Tested};
pub use cohort::{CohortJudgement, CohortLevel, CohortNumbers, RollChange};
pub use family::FamilySummary;
pub use position::{Funnel, PositionJudgement, PositionNumbers, Spreading};
pub use shocks::Shocks;
pub use target::TargetJudgement;

use crate::Figures;
use crate::judge::lines::Lines;

/// What figures are judged within.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// The settings in force.
    pub settings: &'a Settings,
    /// The years of the report.
    pub years: &'a BTreeSet<SchoolYear>,
    /// Which schools a municipality and its groups hold.
    pub graph: &'a RollupGraph,
    /// What kind each school is of. One that is not here is a folkeskole.
    pub kinds: &'a BTreeMap<Unit, SchoolKind>,
}

/// Two-sided chance that an interval misses.
pub const MISS: f64 = 0.05;

impl Scope<'_> {
    pub(crate) fn kind(&self, school: Unit) -> SchoolKind {
        self.kinds.get(&school).copied().unwrap_or(SchoolKind::Folkeskole)
    }

    fn number(&self, id: &str, divisor: f64) -> f64 {
        self.settings
            .number(id)
            .map_or(0.0, |number| kvalitet_core::method::to_f64(number) / divisor)
    }

    /// The level at which a family of claims is corrected.
    pub(crate) fn level(&self) -> f64 {
        self.number("falske_fund_promille", 1000.0)
    }

    /// What the settings say of shocks before any school has spoken.
    pub(crate) fn prior(&self, basis: ShockBasis) -> ShockPrior {
        let (factor, degrees) = match basis {
            ShockBasis::Measured => ("chok_maalt_hundrededele", "chok_maalt_frihedsgrader"),
            ShockBasis::Assumed => ("chok_antaget_hundrededele", "chok_antaget_frihedsgrader"),
        };
        ShockPrior { factor: self.number(factor, 100.0), degrees: self.number(degrees, 1.0) }
    }

    /// How the results of a pupil who is in two years correlate, as far as that is taken off.
    pub(crate) fn correlation_of_pupils(&self) -> f64 {
        self.number("gengangere_korrelation_hundrededele", 100.0)
    }

    /// Whether a year or break with reservation silences a verdict.
    pub(crate) fn is_silent_on_reservation(&self) -> bool {
        self.settings.choice("forbehold") == "ingen-dom"
    }
}

/// Every judgement of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgements {
    /// The targets, in order of indicator, unit and year.
    pub targets: Vec<TargetJudgement>,
    /// Every change of all pupils together, in order of indicator, unit and years.
    pub changes: Vec<ChangeJudgement>,
    /// Year groups followed from one test to the next, in order of indicator, unit and first test.
    pub cohorts: Vec<CohortJudgement>,
    /// Where schools stand in the headlines, in order of indicator and school.
    pub positions: Vec<PositionJudgement>,
    /// How schools spread in each headline, for each kind of school that is judged.
    pub spreading: Vec<Spreading>,
    /// What was corrected together, in the fixed order.
    pub families: Vec<FamilySummary>,
    /// The shock factors that every interval is made with.
    pub shocks: Shocks,
}

/// Judges `figures`: every claim in its family, the families in their fixed order.
///
/// A target that compares years takes the nearest earlier one of the years in the same series that
/// has figures for municipalities; it never leaves the series and never crosses a break. A target
/// of the state is judged in the years in which it held, and in no other.
pub fn judge(figures: &Figures, scope: &Scope<'_>) -> Judgements {
    let lines = Lines::of(figures, scope);
    let shocks = Shocks::of(&lines, scope);
    let judged: Vec<_> = lines
        .par_iter()
        .map(|lines| {
            let changes = change::changes(lines, scope, &shocks);
            let (positions, spreading) = position::positions(lines, figures, scope, &shocks);
            (changes, positions, spreading)
        })
        .collect();
    let (mut changes, mut positions, mut spreading) = (Vec::new(), Vec::new(), Vec::new());
    for (some_changes, some_positions, some_spreading) in judged {
        changes.extend(some_changes);
        positions.extend(some_positions);
        spreading.extend(some_spreading);
    }
    let families = family::correct(&mut changes, &mut positions, scope);
    let targets = target::targets(figures, scope, (&shocks, &changes));
    let cohorts = cohort::cohorts(figures, scope, &shocks);
    Judgements { targets, changes, cohorts, positions, spreading, families, shocks }
}
