//! Every rule at the largest level that keeps the promise, so that their power can be compared.

use crate::Outcome;
use crate::found::Found;
use crate::rules::{LEVELS, Rule, rules};

/// The promise where shocks are about as believed, and beyond.
pub(crate) const INSIDE: f64 = 0.05;
pub(crate) const OUTSIDE: f64 = 0.10;

/// The greatest false discovery rate of some results.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Worst {
    pub(crate) inside: f64,
    pub(crate) outside: f64,
}

impl Worst {
    /// Of what `found` picks out of every cell without a common movement.
    pub(crate) fn of(
        results: &[Outcome],
        found: impl Fn(&crate::found::Measured) -> Option<&Found>,
    ) -> Self {
        let mut worst = Self { inside: 0.0, outside: 0.0 };
        for result in results.iter().filter(|result| !result.cell.is_common()) {
            for rate in result.kinds.iter().filter_map(&found).map(Found::rate) {
                if result.cell.is_inside() {
                    worst.inside = worst.inside.max(rate);
                } else {
                    worst.outside = worst.outside.max(rate);
                }
            }
        }
        worst
    }

    /// Whether the promise is kept.
    pub(crate) fn is_kept(self) -> bool {
        self.inside <= INSIDE && self.outside <= OUTSIDE
    }
}

/// A rule at one level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calibrated {
    pub(crate) rule: Rule,
    /// Its place among the rules and levels.
    pub(crate) place: (usize, usize),
    /// Per mille.
    pub(crate) level: f64,
    pub(crate) worst: Worst,
}

impl Calibrated {
    /// Rule and level at a place.
    pub(crate) fn at(results: &[Outcome], place: (usize, usize)) -> Option<Self> {
        let (rule, level) = (*rules().get(place.0)?, *LEVELS.get(place.1)?);
        let worst = Worst::of(results, |of| of.rules.get(place.0)?.get(place.1));
        Some(Self { rule, place, level, worst })
    }

    /// Every rule at the largest level that keeps the promise.
    pub(crate) fn all(results: &[Outcome]) -> Vec<Self> {
        let levels = |rule| {
            let tried =
                (0..LEVELS.len()).rev().filter_map(move |level| Self::at(results, (rule, level)));
            tried.into_iter().find(|of| of.worst.is_kept())
        };
        (0..rules().len()).filter_map(levels).collect()
    }

    /// The mean power over cells in which schools change and the shocks are about as believed; of
    /// reports with so many schools, or of all.
    pub(crate) fn power(&self, results: &[Outcome], schools: Option<u32>) -> f64 {
        mean_power(results, schools, |of| of.rules.get(self.place.0)?.get(self.place.1))
    }
}

/// The mean power over cells in which schools change and the shocks are about as believed.
pub(crate) fn mean_power(
    results: &[Outcome],
    schools: Option<u32>,
    found: impl Fn(&crate::found::Measured) -> Option<&Found>,
) -> f64 {
    let counts = |result: &&Outcome| {
        let cell = result.cell;
        cell.is_inside()
            && !cell.is_common()
            && 0.0 < cell.changing
            && schools.is_none_or(|schools| cell.schools == schools)
    };
    let found = |result| {
        let result: &Outcome = result;
        result.kinds.iter().filter_map(&found).map(|found| found.power.share()).collect::<Vec<_>>()
    };
    mean(results.iter().filter(counts).flat_map(found))
}

/// The mean of numbers; NaN of none.
pub(crate) fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    sum / count
}
