//! Numbers that nobody can tell even if nearly all leaders told them everything.
//!
//! Who knows more can tell more. So a number that is open to somebody who knows every count of all schools
//! but a few is open to each of their leaders, to readers, and to a pupil of any of them: one linear
//! program of the few instead of one of everything for each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::{RollupGraph, Unit};
use rayon::prelude::*;

use super::attackers::Own;
use super::model::{Model, Sensitive, Slot};
use super::reach::{Reach, View};
use super::system::{Limits, Place};

/// How many schools besides the number's own are left open: first one half of those, nearest first, then the
/// other, so that each leader is one of those who know.
const HALVES: [usize; 3] = [4, 10, 24];

/// Where that is too few: so many, and then all of those but some.
const NEAREST: [usize; 3] = [8, 24, 48];

/// How many are known of those at once.
const SOME: usize = 6;

/// Of no more than this each is known alone where some together tell too much.
const ONE_BY_ONE: usize = 24;

/// That a number is open to somebody who knows every school but these.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    unknown: BTreeSet<Unit>,
    /// Whether whole numbers were not tried.
    pub(super) is_linear: bool,
}

impl Settled {
    /// Whether it says that the number is open to one who knows this besides what everybody does.
    pub(super) fn is_for(&self, own: &Own<'_>) -> bool {
        match own {
            Own::Nothing => true,
            // What is read of the ledger no leader knows.
            Own::Ledger => false,
            Own::Schools(units, _) => units.iter().all(|unit| !self.unknown.contains(unit)),
            Own::Person(key, _) => {
                matches!(key.unit, Unit::School(_)) && !self.unknown.contains(&key.unit)
            }
        }
    }
}

/// Schools in the order of how many groups they share with one, but for itself.
pub(super) fn nearest(
    graph: &RollupGraph,
    own: Unit,
    schools: impl Iterator<Item = Unit>,
) -> Vec<Unit> {
    let above: BTreeSet<Unit> = graph.with_ancestors(own).into_iter().collect();
    let shared = |other: &Unit| {
        graph.with_ancestors(*other).iter().filter(|unit| above.contains(unit)).count()
    };
    let mut others: Vec<Unit> = schools.filter(|unit| *unit != own).collect();
    others.sort_by_cached_key(|other| (Reverse(shared(other)), *other));
    others
}

/// All leaders, and what they can know together.
pub(super) struct Coalitions<'a> {
    pub(super) model: &'a Model<'a>,
    /// The limits that everybody knows.
    pub(super) limits: &'a [Limits],
    /// The unknowns of each school.
    pub(super) leaders: &'a BTreeMap<Unit, BTreeSet<Place>>,
    /// The unknowns that are public.
    pub(super) public: &'a BTreeSet<Place>,
}

impl<'a> Coalitions<'a> {
    /// What can be settled so of numbers, by their places; each with its school.
    pub(super) fn settle(&self, numbers: &[(usize, Unit)]) -> BTreeMap<usize, Vec<Settled>> {
        let mut of_schools: BTreeMap<Unit, Vec<(usize, &'a Sensitive)>> = BTreeMap::new();
        for (place, school) in numbers {
            let of = self.model.sensitive.get(*place).map(|of| (*place, of));
            of_schools.entry(*school).or_default().extend(of);
        }
        let settled: Vec<_> = of_schools
            .par_iter()
            .map(|(school, numbers)| self.settle_school(*school, numbers))
            .collect();
        let mut found: BTreeMap<usize, Vec<Settled>> = BTreeMap::new();
        for (place, of) in settled.into_iter().flatten() {
            found.entry(place).or_default().push(of);
        }
        found
    }

    fn settle_school(
        &self,
        own: Unit,
        numbers: &[(usize, &'a Sensitive)],
    ) -> Vec<(usize, Settled)> {
        let others = nearest(self.model.input.graph, own, self.leaders.keys().copied());
        let with_own = |others: Vec<Unit>| others.into_iter().chain([own]).collect::<BTreeSet<_>>();
        let mut limits: Vec<Limits> = self.limits.to_vec();
        let mut settled = Vec::new();
        // Asks somebody who knows all but `unknown`; those that are not open to them are left.
        let mut open = |unknown: BTreeSet<Unit>, left: &mut Vec<(usize, &'a Sensitive)>| {
            let known = self.leaders.iter().filter(|(unit, _)| !unknown.contains(unit));
            let known = known.flat_map(|(_, places)| places).chain(self.public).copied().collect();
            let Ok(mut view) = View::new(&self.model.system, &mut limits, &known) else { return };
            left.retain(|(place, of)| {
                let Slot::Free(target) = of.slot else { return false };
                let Some(reach) = view.open_by_program((target, of.need)) else { return true };
                let is_linear = reach == Reach::Linear;
                settled.push((*place, Settled { unknown: unknown.clone(), is_linear }));
                false
            });
        };
        let mut hard: BTreeMap<usize, &Sensitive> = BTreeMap::new();
        for half in 0..2 {
            let mut left = numbers.to_vec();
            for most in HALVES {
                let of_half = others.iter().skip(half).step_by(2).take(most);
                open(with_own(of_half.copied().collect()), &mut left);
            }
            hard.extend(left);
        }
        for most in NEAREST {
            let nearest: Vec<Unit> = others.iter().take(most).copied().collect();
            let mut left: Vec<(usize, &Sensitive)> =
                hard.iter().map(|(at, of)| (*at, *of)).collect();
            open(with_own(nearest.clone()), &mut left);
            let still: BTreeSet<usize> = left.iter().map(|(place, _)| *place).collect();
            let (left, done) = hard.into_iter().partition(|(place, _)| still.contains(place));
            hard = left;
            let done: BTreeMap<usize, &Sensitive> = done;
            for some in nearest.chunks(SOME).filter(|_| !done.is_empty()) {
                let but = |known: &[Unit]| {
                    with_own(nearest.iter().copied().filter(|of| !known.contains(of)).collect())
                };
                let mut left: Vec<(usize, &Sensitive)> =
                    done.iter().map(|(place, of)| (*place, *of)).collect();
                open(but(some), &mut left);
                for one in some.chunks(1).filter(|_| !left.is_empty() && most <= ONE_BY_ONE) {
                    open(but(one), &mut left.clone());
                }
            }
        }
        settled
    }
}
