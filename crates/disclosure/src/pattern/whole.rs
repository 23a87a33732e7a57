//! Sums of schools, for those who know one of them.
//!
//! A leader knows the own school, and two of them may put their sheets side by side. Of results that are
//! confidential by law nobody else's school may follow, however many pupils it has: sums are shown to
//! leaders where, for any two of them, every other school stays open, and none of what is left is nearly
//! all one school's. Of everything else leaders and boards see the sums that everybody may see: the
//! public edition is attacked by leaders too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::Confidentiality;
use kvalitet_core::{RollupGraph, Unit};
use rayon::prelude::*;

use super::layer::{Against, Covered, Layer, cost, counted, fixed};
use super::{
    Cell, Group, HiddenBy, Pattern, Population, Reason, covers, least, not_kept, populations,
    reasons,
};
use crate::gate::Draft;
use crate::protect::{Cell as TableCell, Margin, State};
use crate::{Policy, Readers};

/// Hides sums of schools from leaders and boards.
pub(super) fn restrict(
    draft: &Draft<'_>,
    policy: &Policy,
    patterns: &mut BTreeMap<Readers, Pattern>,
) {
    let Some(public) = patterns.get(&Readers::Public).cloned() else { return };
    for readers in [Readers::Leaders, Readers::Boards] {
        if let Some(pattern) = patterns.get_mut(&readers) {
            pattern.hide_sums_of(&public);
        }
    }
    if let Some(pattern) = patterns.get_mut(&Readers::Leaders) {
        by_law(draft, policy, pattern);
    }
}

const fn is_sum((unit, _): &Cell) -> bool {
    matches!(unit, Unit::Group(_) | Unit::Municipality(_))
}

impl Pattern {
    /// Hides every sum of schools that `public` hides.
    fn hide_sums_of(&mut self, public: &Self) {
        for (indicator, periods) in &public.persons {
            for (period, cells) in periods {
                let own = self.persons.entry(indicator.clone()).or_default();
                let own = own.entry(*period).or_default();
                if cells.iter().any(|cell| is_sum(cell) && !own.contains(cell)) {
                    Arc::make_mut(own).extend(cells.iter().filter(|cell| is_sum(cell)));
                }
            }
        }
        for (indicator, periods) in &public.shares {
            for (period, cells) in periods {
                let own = self.shares.entry(indicator.clone()).or_default();
                own.entry(*period).or_default().extend(cells.iter().filter(|cell| is_sum(cell)));
            }
        }
        let sums = public.reasons.iter().filter(|reason| is_sum(&reason.cell));
        let sums = sums.map(|of| Reason { rule: HiddenBy::Public, ..of.clone() });
        self.reasons.extend(sums);
    }
}

fn by_law(draft: &Draft<'_>, policy: &Policy, pattern: &mut Pattern) {
    let of_class = |population: &Population<'_>| {
        let first = population.indicators.first();
        let first = first.and_then(|first| draft.catalogue.indicator(first.as_str()));
        first.is_some_and(|first| first.confidentiality == Confidentiality::ByLaw)
    };
    let all = populations(draft, policy, Readers::Leaders).into_iter();
    let all: Vec<(Group, Population<'_>)> = all.filter(|(_, of)| of_class(of)).collect();
    let percent = policy.rules(Readers::Leaders).filter_map(|rule| rule.dominance).min();
    let covered: Vec<_> = all
        .par_iter()
        .map(|((_, period), of)| {
            let first = of.indicators.first();
            let hidden = first.and_then(|first| pattern.persons.get(*first));
            let hidden = hidden.and_then(|of| of.get(period)).map(Arc::as_ref);
            let graph = of.graph(draft);
            let near = of.cells.keys().filter(|cell| is_sum(cell));
            let near = near.filter(|cell| is_nearly_one(of, &graph, (**cell, percent)));
            let near: BTreeSet<Cell> = near.copied().collect();
            let nothing = BTreeSet::new();
            let covered = covered(of, &graph, (hidden.unwrap_or(&nothing), &near));
            (near, covered)
        })
        .collect();
    for ((group, of), (near, covered)) in all.iter().zip(covered) {
        let near = near.into_iter().map(|cell| (cell, HiddenBy::Dominance));
        pattern.reasons.extend(reasons(group, near.chain(covered.added.into_iter().map(covers))));
        pattern.exposed.extend(not_kept(Readers::Leaders, group, &covered.exposed));
        let sums: BTreeSet<Cell> = covered.hidden.into_iter().filter(is_sum).collect();
        for indicator in &of.indicators {
            let own = pattern.persons.entry((*indicator).clone()).or_default();
            Arc::make_mut(own.entry(group.1).or_default()).extend(&sums);
        }
    }
}

/// Hides sums until no two leaders can tell another school's number of persons.
fn covered(
    population: &Population<'_>,
    graph: &RollupGraph,
    (hidden, near): (&BTreeSet<Cell>, &BTreeSet<Cell>),
) -> Covered<Cell> {
    let cells = &population.cells;
    let spare = population.counts.spare();
    let mut layer = Layer::new();
    for (cell, persons) in cells {
        let (unit, breakdown) = *cell;
        let shown = TableCell {
            value: counted(persons.n),
            least: Some(least(*cell, persons.n, &spare)),
            most: None,
            cost: cost(unit, breakdown.part, persons.n),
            state: State::Published,
            need: None,
        };
        let of_one =
            TableCell { state: State::Hidden, need: Some(Margin { down: 0, up: 1 }), ..shown };
        let is_kept = hidden.contains(cell) || near.contains(cell);
        layer.add(
            *cell,
            (unit, breakdown.part),
            match () {
                () if persons.n == 0 => fixed(0),
                () if !is_sum(cell) => of_one,
                () if is_kept => TableCell { state: State::Hidden, ..shown },
                () => shown,
            },
        );
    }
    for relation in graph.relations(&cells.keys().copied().collect()) {
        layer.relate(relation.total, relation.parts);
    }
    layer.cover(Against::Leaders)
}

/// Whether one school has at least `percent` of the persons of a sum that are left when any two others are
/// taken out.
fn is_nearly_one(
    of: &Population<'_>,
    graph: &RollupGraph,
    ((unit, breakdown), percent): (Cell, Option<u64>),
) -> bool {
    let schools = graph.schools(unit).into_iter();
    let persons = schools.filter_map(|school| of.cells.get(&(school, breakdown)));
    let persons: Vec<u64> = persons.map(|persons| persons.n).filter(|n| 0 < *n).collect();
    percent.is_some_and(|percent| dominates(&persons, percent))
}

/// Whether one of `persons` is at least `percent` of what is left of them without any two others.
pub(super) fn dominates(persons: &[u64], percent: u64) -> bool {
    let mut sorted: Vec<u64> = persons.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let total: u64 = sorted.iter().sum();
    let largest: Vec<u64> = sorted.iter().copied().take(3).collect();
    // Of the three largest each is held against what the other two leave: others leave more.
    let rest = |place: usize| {
        let others = largest.iter().enumerate().filter(|(other, _)| *other != place);
        total - others.map(|(_, n)| n).sum::<u64>()
    };
    let dominant = |(place, n): (usize, &u64)| percent * rest(place) <= 100 * n;
    largest.iter().enumerate().any(dominant)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn dominance_is_told_whichever_two_are_taken_out(
            persons in proptest::collection::vec(1..60_u64, 0..7), percent in 50..100_u64,
        ) {
            let total: u64 = persons.iter().sum();
            let all = 0..persons.len();
            let of_pair = |one: usize, other: usize, left: usize| {
                let out = if one == other { persons[one] } else { persons[one] + persons[other] };
                one != left && other != left && percent * (total - out) <= 100 * persons[left]
            };
            let alone = persons.iter().any(|n| percent * total <= 100 * n);
            let expected = alone || all.clone().any(|left| {
                all.clone().any(|one| all.clone().any(|other| of_pair(one, other, left)))
            });
            prop_assert_eq!(dominates(&persons, percent), expected, "{:?}", persons);
        }
    }
}
