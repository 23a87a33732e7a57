//! Groups that overlap others, and what can be told from their sums.
//!
//! A group that stands beside ([`RollupGraph::is_beside`]) cuts the schools of a sum in two: the sum
//! less the group is the rest. So where schools are hidden, the sum of such a group is shown only if
//! nothing small follows from it, alone or with the other sums that are shown:
//!
//! 1. No cut is small: the schools with the same groups among those shown, of all sums they share and
//!    of each of them, have together nobody or at least `k` persons.
//! 2. Where a shown group has hidden parts, each school with fewer than `k` persons in some cell has a
//!    twin: a school of the same sums and the same shown groups that is hidden, with persons, wherever
//!    the first is. Whatever the one could be, the other makes up for, and every sum that is shown
//!    stays as it is.
//!
//! A group is shown or hidden for a whole way of dividing pupils (all of them, every grade): what is
//! hidden for one grade would follow from the others. Groups are taken in order of id, those that
//! fit are shown. This is more than must be hidden.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::{Breakdown, PartKind, RollupGraph, Unit};

use crate::pattern::Cell;

/// A group and a way of dividing its pupils.
type Sum = (Unit, PartKind);

/// The cells of groups that stand beside which must be hidden, given those that are hidden of all
/// other units.
pub(crate) fn hidden_beside(
    persons: &BTreeMap<Cell, u64>,
    hidden: &BTreeSet<Cell>,
    graph: &RollupGraph,
    k: u64,
) -> BTreeSet<Cell> {
    let all: BTreeSet<Sum> = persons
        .keys()
        .filter(|(unit, _)| graph.is_beside(*unit))
        .map(|(unit, breakdown)| (*unit, breakdown.part.kind()))
        .collect();
    if all.is_empty() {
        return BTreeSet::new();
    }
    let cuts = Cuts::new(persons, hidden, graph, k);
    let mut shown = BTreeSet::new();
    for sum in &all {
        shown.insert(*sum);
        if !cuts.are_safe(&shown) {
            shown.remove(sum);
        }
    }
    let is_hidden = |(unit, breakdown): &&Cell| {
        graph.is_beside(*unit) && !shown.contains(&(*unit, breakdown.part.kind()))
    };
    persons.keys().filter(is_hidden).copied().collect()
}

/// A school, as cuts see it.
struct School {
    /// The sums it is part of, but for groups that stand beside.
    sums: Vec<Unit>,
    /// The groups that stand beside.
    groups: BTreeSet<Unit>,
    /// The persons of each of its cells that has some.
    cells: BTreeMap<Breakdown, u64>,
    /// Those of its cells with persons that are hidden.
    hidden: BTreeSet<Breakdown>,
}

/// What groups cut schools into.
struct Cuts {
    schools: Vec<School>,
    k: u64,
}

impl Cuts {
    fn new(
        persons: &BTreeMap<Cell, u64>,
        hidden: &BTreeSet<Cell>,
        graph: &RollupGraph,
        k: u64,
    ) -> Self {
        let mut schools: BTreeMap<Unit, School> = BTreeMap::new();
        for ((unit, breakdown), n) in persons {
            if !matches!(unit, Unit::School(_)) || *n == 0 {
                continue;
            }
            let school = schools.entry(*unit).or_insert_with(|| {
                let above = graph.with_ancestors(*unit).into_iter().filter(|above| above != unit);
                let (groups, sums): (Vec<_>, _) = above.partition(|above| graph.is_beside(*above));
                let groups = groups.into_iter().collect();
                School { sums, groups, cells: BTreeMap::new(), hidden: BTreeSet::new() }
            });
            school.cells.insert(*breakdown, *n);
            if hidden.contains(&(*unit, *breakdown)) {
                school.hidden.insert(*breakdown);
            }
        }
        Self { schools: schools.into_values().collect(), k }
    }

    fn are_safe(&self, shown: &BTreeSet<Sum>) -> bool {
        !self.cut_small(shown) && self.schools.iter().all(|school| self.is_covered(school, shown))
    }

    /// Whether schools with the same groups have together fewer than `k` persons in a cell that a
    /// shown group divides: of those with all sums in common, and of those with any one. Where a group
    /// is the whole of one kind, the municipality less the group is the whole of the other.
    fn cut_small(&self, shown: &BTreeSet<Sum>) -> bool {
        let mut cuts: BTreeMap<(Breakdown, &[Unit], Vec<Unit>), u64> = BTreeMap::new();
        for school in &self.schools {
            for (breakdown, n) in &school.cells {
                let of_kind = shown.iter().filter(|(_, kind)| *kind == breakdown.part.kind());
                let groups = of_kind.map(|(group, _)| *group);
                let groups: Vec<Unit> =
                    groups.filter(|group| school.groups.contains(group)).collect();
                let each = school.sums.iter().map(std::slice::from_ref);
                let sums: BTreeSet<&[Unit]> = each.chain([school.sums.as_slice()]).collect();
                for sums in sums {
                    *cuts.entry((*breakdown, sums, groups.clone())).or_default() += n;
                }
            }
        }
        // Where no shown group meets the schools of a sum, it is the sum that is small.
        let met: BTreeSet<(Breakdown, &[Unit])> = cuts
            .keys()
            .filter(|(.., groups)| !groups.is_empty())
            .map(|(breakdown, sums, _)| (*breakdown, *sums))
            .collect();
        cuts.iter()
            .any(|((breakdown, sums, _), n)| *n < self.k && met.contains(&(*breakdown, sums)))
    }

    /// Whether a school with a cell of fewer than `k` persons has a twin, if it needs one: a shown group
    /// need not tell of the school itself, for what it tells of another can undo what covers this one.
    fn is_covered(&self, school: &School, shown: &BTreeSet<Sum>) -> bool {
        let kinds = |school: &School| -> BTreeSet<PartKind> {
            school.hidden.iter().map(|of| of.part.kind()).collect()
        };
        let tells = |of: &School| {
            let hidden = kinds(of);
            shown.iter().any(|(_, kind)| hidden.contains(kind))
        };
        let is_small = school.cells.values().any(|n| *n < self.k);
        if !is_small || !self.schools.iter().any(tells) {
            return true;
        }
        let hidden = kinds(school);
        let told: Vec<Unit> = shown
            .iter()
            .filter(|(_, kind)| hidden.contains(kind))
            .map(|(group, _)| *group)
            .collect();
        let is_twin = |other: &&School| {
            other.sums == school.sums
                && school.hidden.is_subset(&other.hidden)
                && told.iter().all(|of| school.groups.contains(of) == other.groups.contains(of))
        };
        self.schools.iter().filter(is_twin).any(|other| !std::ptr::eq(other, school))
    }
}
