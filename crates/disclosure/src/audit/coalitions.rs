//! Numbers that nobody can tell even if nearly all leaders told them everything.
//!
//! Who knows more can tell more. So a number that is open to somebody who knows every count of all schools
//! but a few is open to each of their leaders, to readers, and to a pupil of any of them: one linear
//! program of the few instead of one of everything for each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::{RollupGraph, Unit};
use rayon::prelude::*;

use super::attackers::{Attacks, Own};
use super::model::{Sensitive, Slot};
use super::reach::{ByProgram, View};
use super::system::{Limits, Place};

/// How many schools besides the number's own are left open: first one half of those, nearest first, then the
/// other, so that each leader is one of those who know.
const HALVES: [usize; 3] = [4, 10, 24];

/// Where that is too few: so many, and then all of those but some.
const NEAREST: [usize; 3] = [8, 24, 48];

/// How many are known of those at once.
const SOME: usize = 6;

/// That a number is open to somebody who knows every school but these.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    unknown: BTreeSet<Unit>,
    /// Whether whole numbers were not tried.
    pub(super) is_linear: bool,
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

impl From<ByProgram> for Settled {
    fn from(of: ByProgram) -> Self {
        Self { unknown: BTreeSet::new(), is_linear: of.is_linear }
    }
}

impl Attacks<'_> {
    /// Settles what can be settled so, of the numbers that tables do not show to be safe.
    pub(super) fn settle(
        &mut self,
        leaders: &BTreeMap<Unit, BTreeSet<Place>>,
        public: &BTreeSet<Place>,
    ) {
        let mut of_schools: BTreeMap<Unit, Vec<(usize, &Sensitive)>> = BTreeMap::new();
        for place in self.not_shown() {
            let Some(of) = self.model.sensitive.get(place) else { continue };
            let schools = self.schools.get(place);
            // Of a number of many schools there are few, and leaving all of those open leaves everything open.
            let one = schools.filter(|all| all.len() == 1).and_then(BTreeSet::first);
            if let Some(school) = one.filter(|school| matches!(school, Unit::School(_))) {
                of_schools.entry(*school).or_default().push((place, of));
            }
        }
        let settled = of_schools
            .par_iter()
            .map(|(school, numbers)| self.settle_school(*school, numbers, (leaders, public)));
        let settled: Vec<Vec<(usize, Settled)>> = settled.collect();
        for (place, of) in settled.into_iter().flatten() {
            self.settled.entry(place).or_default().push(of);
        }
    }

    /// The numbers that tables do not show to be safe from a reader, and that so many hang together with
    /// that a linear program is asked.
    fn not_shown(&mut self) -> Vec<usize> {
        let model = self.model;
        let mut limits = self.limits.clone();
        let Ok(mut view) = View::new(&model.system, &mut limits, &BTreeSet::new()) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (place, of) in model.sensitive.iter().enumerate() {
            let Slot::Free(target) = of.slot else { continue };
            let is_asked = self.first(place) == place && self.is_tried(place, of, &Own::Nothing);
            if !is_asked || !view.is_large(target) {
                continue;
            }
            let mut tables = Vec::new();
            let pool = self.pool.get(&target).map_or(&[][..], Vec::as_slice);
            if view.is_shown_by_tables((target, of.need), &mut tables, pool) {
                self.keep(place, &tables);
                self.tables.insert(place, tables);
                self.safe.insert(place);
            } else {
                found.push(place);
            }
        }
        found
    }

    fn settle_school(
        &self,
        own: Unit,
        numbers: &[(usize, &Sensitive)],
        (leaders, public): (&BTreeMap<Unit, BTreeSet<Place>>, &BTreeSet<Place>),
    ) -> Vec<(usize, Settled)> {
        let others = nearest(self.model.input.graph, own, leaders.keys().copied());
        let mut limits: Vec<Limits> = self.limits.clone();
        let mut settled = Vec::new();
        let mut open = |unknown: BTreeSet<Unit>, left: &mut Vec<(usize, &Sensitive)>| {
            let known = leaders.iter().filter(|(unit, _)| !unknown.contains(unit));
            let known = known.flat_map(|(_, places)| places).chain(public).copied().collect();
            let Ok(mut view) = View::new(&self.model.system, &mut limits, &known) else { return };
            left.retain(|(place, of)| {
                let Slot::Free(target) = of.slot else { return false };
                let found = view.by_program((target, of.need));
                let of = found.map(|of| Settled { unknown: unknown.clone(), ..of.into() });
                settled.extend(of.map(|of| (*place, of)));
                found.is_none()
            });
        };
        let with_own = |others: Vec<Unit>| others.into_iter().chain([own]).collect::<BTreeSet<_>>();
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
            let before: Vec<(usize, &Sensitive)> = hard.into_iter().collect();
            let mut left = before.clone();
            open(with_own(nearest.clone()), &mut left);
            hard = left.into_iter().collect();
            let done = before.into_iter().filter(|(place, _)| !hard.contains_key(place));
            let done: Vec<(usize, &Sensitive)> = done.collect();
            for some in nearest.chunks(SOME).filter(|_| !done.is_empty()) {
                let but_some = |some: &[Unit]| {
                    let rest = nearest.iter().copied().filter(|of| !some.contains(of));
                    with_own(rest.collect())
                };
                let mut left = done.clone();
                open(but_some(some), &mut left);
                for one in some.chunks(1).filter(|_| !left.is_empty() && most < SOME * SOME) {
                    open(but_some(one), &mut left.clone());
                }
            }
        }
        settled
    }

    /// How a number is settled against an attacker, where it is.
    pub(super) fn is_settled(&self, place: usize, own: &Own<'_>) -> Option<&Settled> {
        let mut all = self.settled.get(&place)?.iter();
        match own {
            Own::Nothing => all.next(),
            // What is read of the ledger no leader knows.
            Own::Ledger => None,
            Own::Schools(units, _) => {
                all.find(|of| units.iter().all(|unit| !of.unknown.contains(unit)))
            }
            Own::Person(key) => {
                let is_school = matches!(key.unit, Unit::School(_));
                all.find(|of| is_school && !of.unknown.contains(&key.unit))
            }
        }
    }

    /// Keeps tables that show a number to be safe.
    pub(super) fn keep(&mut self, place: usize, tables: &[Arc<super::witness::Moves>]) {
        for table in tables {
            for moved in table.keys() {
                self.uses.entry(*moved).or_default().insert(place);
                let pool = self.pool.entry(*moved).or_default();
                if pool.len() < super::attackers::KEPT
                    && !pool.iter().any(|of| Arc::ptr_eq(of, table))
                {
                    pool.push(Arc::clone(table));
                }
            }
        }
    }
}
