//! The rollup graph: which figures add up to which.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use crate::{Breakdown, FigureKey, Origin, Tally, TallyError, Unit};

/// Which units add up to which, as data. Tally, disclosure and explanation all read this one
/// graph, so a sum that is printed is a sum that is guarded.
///
/// Units point to the units they belong to; grades add up to all grades in every unit. A unit is
/// counted once in each of its ancestors, however many ways lead there.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{RollupGraph, Unit};
///
/// let (school, group): (Unit, Unit) = ("skole:999001".parse()?, "gruppe:folkeskoler".parse()?);
/// let municipality: Unit = "kommune:999".parse()?;
/// let mut graph = RollupGraph::default();
/// graph.add(school, group);
/// graph.add(group, municipality);
/// assert_eq!(graph.with_ancestors(school), [school, group, municipality]);
/// # Ok::<(), kvalitet_core::NotAnId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupGraph {
    parents: BTreeMap<Unit, BTreeSet<Unit>>,
    children: BTreeMap<Unit, BTreeSet<Unit>>,
}

/// One sum: `total` is the sum of `parts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The sum.
    pub total: (Unit, Breakdown),
    /// What it is the sum of, in order.
    pub parts: Vec<(Unit, Breakdown)>,
}

impl RollupGraph {
    /// Says that `part` belongs to `whole`.
    pub fn add(&mut self, part: Unit, whole: Unit) {
        self.parents.entry(part).or_default().insert(whole);
        self.children.entry(whole).or_default().insert(part);
    }

    /// The units that `unit` is the sum of, in order.
    pub fn children(&self, unit: Unit) -> impl Iterator<Item = Unit> + '_ {
        self.children.get(&unit).into_iter().flatten().copied()
    }

    /// `unit` and every unit it belongs to, each once, in order of unit.
    pub fn with_ancestors(&self, unit: Unit) -> Vec<Unit> {
        let mut found = BTreeSet::from([unit]);
        let mut waiting = vec![unit];
        while let Some(next) = waiting.pop() {
            let above = self.parents.get(&next).into_iter().flatten();
            waiting.extend(above.copied().filter(|parent| found.insert(*parent)));
        }
        found.into_iter().collect()
    }

    /// The tallies of `cells` and of every sum above them: each unit's ancestors, and all grades
    /// together.
    ///
    /// `cells` hold the leaves: schools by grade. A cell that is itself without a grade climbs the
    /// units only.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError`] when two tallies under one key are of two kinds or do not fit.
    pub fn roll_up(
        &self,
        cells: &BTreeMap<FigureKey, Tally>,
    ) -> Result<BTreeMap<FigureKey, Tally>, TallyError> {
        self.gather(cells, Tally::merge)
    }

    /// What `cells` and every sum above them were counted from, by the same ways as
    /// [`roll_up`](Self::roll_up): a sum has the weakest origin among its parts.
    pub fn weakest_origins(
        &self,
        cells: &BTreeMap<FigureKey, Origin>,
    ) -> BTreeMap<FigureKey, Origin> {
        let weakest = |sum: Origin, part| Ok::<_, Infallible>(sum.max(part));
        match self.gather(cells, weakest) {
            Ok(origins) => origins,
            Err(never) => match never {},
        }
    }

    /// Carries the value of each cell to every key above it, and joins those that meet.
    fn gather<T: Copy, E>(
        &self,
        cells: &BTreeMap<FigureKey, T>,
        join: impl Fn(T, T) -> Result<T, E>,
    ) -> Result<BTreeMap<FigureKey, T>, E> {
        let mut sums: BTreeMap<FigureKey, T> = BTreeMap::new();
        for (key, value) in cells {
            for unit in self.with_ancestors(key.unit) {
                for breakdown in BTreeSet::from([key.breakdown, key.breakdown.over_grades()]) {
                    let above = FigureKey { unit, breakdown, ..key.clone() };
                    let sum = match sums.get(&above) {
                        Some(sum) => join(*sum, *value)?,
                        None => *value,
                    };
                    sums.insert(above, sum);
                }
            }
        }
        Ok(sums)
    }

    /// The sums among `cells`: for each unit its parts at the same breakdown, and for each unit
    /// its grades. Only parts that are present are listed; a total that is absent has no relation.
    pub fn relations(&self, cells: &BTreeSet<(Unit, Breakdown)>) -> Vec<Relation> {
        let mut relations = Vec::new();
        for &(unit, breakdown) in cells {
            let by_unit = self.children(unit).map(|child| (child, breakdown));
            let by_grade = cells.range((unit, Breakdown::ALL)..).take_while(|cell| cell.0 == unit);
            let grades = by_grade.filter(|(_, part)| {
                breakdown.grade.is_none() && part.grade.is_some() && part.level == breakdown.level
            });
            let sums: [Vec<_>; 2] = [by_unit.collect(), grades.copied().collect()];
            for parts in sums {
                let parts: Vec<_> = parts.into_iter().filter(|part| cells.contains(part)).collect();
                if !parts.is_empty() {
                    relations.push(Relation { total: (unit, breakdown), parts });
                }
            }
        }
        relations
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> RollupGraph {
        let mut graph = RollupGraph::default();
        for school in ["skole:999001", "skole:999002"] {
            graph.add(school.parse().unwrap(), "gruppe:folkeskoler".parse().unwrap());
            graph.add(school.parse().unwrap(), "gruppe:byen".parse().unwrap());
        }
        graph.add("gruppe:folkeskoler".parse().unwrap(), "kommune:999".parse().unwrap());
        graph.add("gruppe:byen".parse().unwrap(), "kommune:999".parse().unwrap());
        graph
    }

    #[test]
    fn a_school_in_two_groups_counts_once_in_the_municipality() {
        let cell = |text: &str, n| (text.parse::<FigureKey>().unwrap(), Tally::Count(n));
        let cells = BTreeMap::from([
            cell("laesning.gode/skole:999001/2018-19/klasse:2", 10),
            cell("laesning.gode/skole:999001/2018-19/klasse:4", 5),
            cell("laesning.gode/skole:999002/2018-19/klasse:4", 7),
        ]);
        let sums = graph().roll_up(&cells).unwrap();
        let of = |text: &str| sums.get(&text.parse::<FigureKey>().unwrap()).copied();
        assert_eq!(of("laesning.gode/kommune:999/2018-19"), Some(Tally::Count(22)));
        assert_eq!(of("laesning.gode/kommune:999/2018-19/klasse:4"), Some(Tally::Count(12)));
        assert_eq!(of("laesning.gode/gruppe:byen/2018-19/klasse:2"), Some(Tally::Count(10)));
        assert_eq!(of("laesning.gode/skole:999001/2018-19"), Some(Tally::Count(15)));
    }

    #[test]
    fn a_sum_is_as_weak_as_its_weakest_part() {
        let cell = |text: &str, origin| (text.parse::<FigureKey>().unwrap(), origin);
        let cells = BTreeMap::from([
            cell("laesning.gode/skole:999001/2018-19/klasse:2", Origin::PupilRows),
            cell("laesning.gode/skole:999002/2018-19/klasse:4", Origin::Counts),
        ]);
        let origins = graph().weakest_origins(&cells);
        let of = |text: &str| origins.get(&text.parse::<FigureKey>().unwrap()).copied();
        assert_eq!(of("laesning.gode/skole:999001/2018-19"), Some(Origin::PupilRows));
        assert_eq!(of("laesning.gode/skole:999002/2018-19"), Some(Origin::Counts));
        assert_eq!(of("laesning.gode/kommune:999/2018-19/klasse:2"), Some(Origin::PupilRows));
        assert_eq!(of("laesning.gode/kommune:999/2018-19"), Some(Origin::Counts));
    }

    #[test]
    fn relations_name_the_present_parts_only() {
        let all = |text: &str| (text.parse::<Unit>().unwrap(), Breakdown::ALL);
        let grade = |text: &str, n| {
            (text.parse::<Unit>().unwrap(), Breakdown::of_grade(crate::Grade::new(n).unwrap()))
        };
        let cells = BTreeSet::from([
            all("skole:999001"),
            grade("skole:999001", 2),
            grade("skole:999001", 4),
            all("gruppe:folkeskoler"),
        ]);
        let relations = graph().relations(&cells);
        assert_eq!(relations.len(), 2);
        assert!(relations.contains(&Relation {
            total: all("skole:999001"),
            parts: vec![grade("skole:999001", 2), grade("skole:999001", 4)],
        }));
        assert!(relations.contains(&Relation {
            total: all("gruppe:folkeskoler"),
            parts: vec![all("skole:999001")],
        }));
    }
}
