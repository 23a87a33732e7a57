//! What was found, and how much of it is true.

use std::cmp::Ordering;

use kvalitet_core::method::count_to_f64;

use crate::report::{Claim, Judged};
use crate::rules::{LEVELS, rules};

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub(crate) of: u64,
    pub(crate) part: u64,
}

impl Part {
    fn count(&mut self, is_in: bool) {
        self.of += 1;
        self.part += u64::from(is_in);
    }

    fn merge(&mut self, other: Self) {
        self.of += other.of;
        self.part += other.part;
    }

    /// The share of 1; NaN of nothing.
    pub(crate) fn share(self) -> f64 {
        count_to_f64(self.part) / count_to_f64(self.of)
    }
}

/// The arrows of many reports.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Reports with a false arrow.
    pub(crate) with_false: Part,
    /// Sum over reports of false arrows per arrow, and of its square.
    false_rate: (f64, f64),
    /// Schools that truly changed, and got the arrow that way.
    pub(crate) power: Part,
    /// Schools with an arrow.
    pub(crate) arrows: Part,
}

impl Found {
    /// Adds one report: the arrows in the order of the claims. An arrow is false where the process did
    /// not move that way.
    pub(crate) fn add(&mut self, claims: &[Claim], arrows: impl Iterator<Item = Ordering>) {
        let (mut shown, mut wrong) = (0_u32, 0_u32);
        for (claim, arrow) in claims.iter().zip(arrows) {
            let is_shown = arrow != Ordering::Equal;
            let is_right = is_shown && arrow == claim.truth;
            shown += u32::from(is_shown);
            wrong += u32::from(is_shown && !is_right);
            self.arrows.count(is_shown);
            if claim.changed {
                self.power.count(is_right);
            }
        }
        let rate = if 0 < shown { f64::from(wrong) / f64::from(shown) } else { 0.0 };
        self.with_false.count(0 < wrong);
        self.false_rate = (self.false_rate.0 + rate, self.false_rate.1 + rate * rate);
    }

    fn merge(&mut self, other: &Self) {
        self.with_false.merge(other.with_false);
        self.power.merge(other.power);
        self.arrows.merge(other.arrows);
        self.false_rate.0 += other.false_rate.0;
        self.false_rate.1 += other.false_rate.1;
    }

    /// The false discovery rate: the mean over reports of false arrows per arrow, 0 where there is none.
    pub(crate) fn rate(&self) -> f64 {
        self.false_rate.0 / count_to_f64(self.with_false.of)
    }

    /// Its standard error over reports.
    pub(crate) fn rate_error(&self) -> f64 {
        let (reports, rate) = (count_to_f64(self.with_false.of), self.rate());
        ((self.false_rate.1 / reports - rate * rate).max(0.0) / reports).sqrt()
    }
}

/// Sizes of schools that power is told by: fewer pupils than this in a year, and not fewer than the one
/// before.
pub(crate) const SIZES: [f64; 4] = [50.0, 100.0, 200.0, f64::INFINITY];

/// One indicator in all reports of one cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    /// What the report says.
    pub(crate) ours: Found,
    /// Any difference coloured.
    pub(crate) any: Found,
    /// Independent pupils at 5 %, no correction.
    pub(crate) naive: Found,
    /// Schools that truly changed, and got the arrow that way, by [`SIZES`].
    pub(crate) by_size: [Part; 4],
    /// Of the schools that are not among the changing: the arrow goes the way the process moved.
    pub(crate) others: Part,
    /// School-years whose interval holds the process.
    pub(crate) years_held: Part,
    /// Changes whose interval holds that of the process.
    pub(crate) changes_held: Part,
    /// Municipalities whose own change is held by its interval.
    pub(crate) wholes_held: Part,
    /// Municipalities with an arrow of their own.
    pub(crate) whole_arrows: Part,
    /// Sums over schools of the shock factor worked with, and of half the width of the interval of the
    /// change.
    sums: (f64, f64),
    /// What every rule finds at every level.
    pub(crate) rules: Vec<Vec<Found>>,
}

impl Measured {
    pub(crate) fn new() -> Self {
        let rules = rules().iter().map(|_| vec![Found::default(); LEVELS.len()]).collect();
        Self { rules, ..Self::default() }
    }

    /// Adds one report.
    pub(crate) fn add(&mut self, judged: &Judged) {
        let claims = &judged.schools;
        self.ours.add(claims, claims.iter().map(|claim| claim.arrow));
        self.any.add(claims, claims.iter().map(|claim| claim.seen));
        let is_naive = |claim: &Claim| {
            let [.., p] = claim.p;
            if p <= 0.05 { claim.seen } else { Ordering::Equal }
        };
        self.naive.add(claims, claims.iter().map(is_naive));
        for claim in claims {
            let is_right = claim.arrow != Ordering::Equal && claim.arrow == claim.truth;
            if claim.changed {
                let class = SIZES.iter().position(|limit| claim.persons < *limit);
                if let Some(size) = class.and_then(|class| self.by_size.get_mut(class)) {
                    size.count(is_right);
                }
            } else {
                self.others.count(is_right);
            }
            for held in claim.years_held {
                self.years_held.count(held);
            }
            self.changes_held.count(claim.change_held);
            self.sums = (self.sums.0 + claim.factor, self.sums.1 + claim.half_width);
        }
        self.wholes_held.count(judged.whole.held);
        self.whole_arrows.count(judged.whole.arrow != Ordering::Equal);
        for (rule, found) in rules().into_iter().zip(&mut self.rules) {
            rule.add_to(found, claims);
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.ours.merge(&other.ours);
        self.any.merge(&other.any);
        self.naive.merge(&other.naive);
        for (size, more) in self.by_size.iter_mut().zip(other.by_size) {
            size.merge(more);
        }
        self.others.merge(other.others);
        self.years_held.merge(other.years_held);
        self.changes_held.merge(other.changes_held);
        self.wholes_held.merge(other.wholes_held);
        self.whole_arrows.merge(other.whole_arrows);
        self.sums = (self.sums.0 + other.sums.0, self.sums.1 + other.sums.1);
        for (found, more) in self.rules.iter_mut().flatten().zip(other.rules.iter().flatten()) {
            found.merge(more);
        }
    }

    /// The mean shock factor that the report worked with.
    pub(crate) fn factor(&self) -> f64 {
        self.sums.0 / count_to_f64(self.changes_held.of)
    }

    /// The mean of half the width of the interval of a change.
    pub(crate) fn half_width(&self) -> f64 {
        self.sums.1 / count_to_f64(self.changes_held.of)
    }
}
