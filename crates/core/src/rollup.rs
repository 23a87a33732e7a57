//! The rollup graph: which figures add up to which.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Breakdown, FigureKey, IndicatorId, Part, PartKind, Stage, Unit};

/// Which units add up to which, as data. Tally, disclosure and explanation all read this one
/// graph, so a sum that is printed is a sum that is guarded.
///
/// Units point to the units they belong to. A unit is counted once in each of its ancestors, however
/// many ways lead there. Groups that overlap others stand beside ([`RollupGraph::add_beside`]): they
/// are sums of schools and add to nothing, so that what makes up the municipality is a partition. An indicator may leave out a part of a whole, such as special schools of
/// the municipality: see [`RollupGraph::except`]. How the pupils of one unit add up follows from
/// [`Part::wholes`]: classes to grades, grades to stages, each way of dividing to all.
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
///
/// let indicator = "karakterer.bundne".parse()?;
/// graph.except(&indicator, group, municipality);
/// assert_eq!(graph.of(&indicator).with_ancestors(school), [school, group]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupGraph {
    parents: BTreeMap<Unit, BTreeSet<Unit>>,
    children: BTreeMap<Unit, BTreeSet<Unit>>,
    except: BTreeMap<IndicatorId, BTreeSet<(Unit, Unit)>>,
    beside: BTreeSet<Unit>,
}

type Cell = (Unit, Breakdown);

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

    /// Says that `part` belongs to `group`, which stands beside: it is a sum and adds to nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::{RollupGraph, Unit};
    ///
    /// let (school, district): (Unit, Unit) = ("skole:999001".parse()?, "gruppe:nord".parse()?);
    /// let municipality: Unit = "kommune:999".parse()?;
    /// let mut graph = RollupGraph::default();
    /// graph.add(school, municipality);
    /// graph.add_beside(school, district);
    /// assert_eq!(graph.with_ancestors(school), [school, district, municipality]);
    /// assert_eq!(graph.children(municipality).collect::<Vec<_>>(), [school]);
    /// assert!(graph.is_beside(district));
    /// # Ok::<(), kvalitet_core::NotAnId>(())
    /// ```
    pub fn add_beside(&mut self, part: Unit, group: Unit) {
        self.add(part, group);
        self.beside.insert(group);
    }

    /// Whether a unit is a group that stands beside.
    pub fn is_beside(&self, unit: Unit) -> bool {
        self.beside.contains(&unit)
    }

    /// Every group that stands beside, in order.
    pub fn beside(&self) -> impl Iterator<Item = Unit> + '_ {
        self.beside.iter().copied()
    }

    /// Says that `indicator` does not count `part` in `whole`.
    pub fn except(&mut self, indicator: &IndicatorId, part: Unit, whole: Unit) {
        self.except.entry(indicator.clone()).or_default().insert((part, whole));
    }

    /// The graph as an indicator sees it.
    pub fn of(&self, indicator: &IndicatorId) -> Cow<'_, Self> {
        let Some(except) = self.except.get(indicator) else { return Cow::Borrowed(self) };
        let mut graph = self.clone();
        graph.except.clear();
        for (part, whole) in except {
            if let Some(wholes) = graph.parents.get_mut(part) {
                wholes.remove(whole);
            }
            if let Some(parts) = graph.children.get_mut(whole) {
                parts.remove(part);
            }
        }
        Cow::Owned(graph)
    }

    /// The units that `unit` is the sum of, in order.
    pub fn children(&self, unit: Unit) -> impl Iterator<Item = Unit> + '_ {
        self.children.get(&unit).into_iter().flatten().copied()
    }

    /// The schools that `whole` is the sum of, however many units lie between; none for a school.
    pub fn schools(&self, whole: Unit) -> BTreeSet<Unit> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<Unit> = self.children(whole).collect();
        while let Some(unit) = waiting.pop() {
            waiting.extend(self.children(unit));
            if matches!(unit, Unit::School(_)) {
                found.insert(unit);
            }
        }
        found
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

    /// Carries the value of each cell to every unit above it, and joins those that meet; a class is
    /// carried nowhere.
    ///
    /// The parts of a unit must be complete, see [`with_wholes`]: they are carried upwards one by
    /// one.
    ///
    /// # Errors
    ///
    /// Returns what `join` returns, such as a [`TallyError`](crate::TallyError) for two kinds of
    /// tallies under one key.
    pub fn roll_up<T: Copy, E>(
        &self,
        cells: &BTreeMap<FigureKey, T>,
        join: impl Fn(T, T) -> Result<T, E>,
    ) -> Result<BTreeMap<FigureKey, T>, E> {
        let mut sums: BTreeMap<FigureKey, T> = BTreeMap::new();
        let mut of_indicator: Option<(&IndicatorId, Cow<'_, Self>)> = None;
        for (key, value) in cells {
            let known = of_indicator.take().filter(|(indicator, _)| **indicator == key.indicator);
            let (indicator, graph) =
                known.unwrap_or_else(|| (&key.indicator, self.of(&key.indicator)));
            // The 4A of one school is not the 4A of another.
            let stays = matches!(key.breakdown.part, Part::Class(_));
            let units = if stays { vec![key.unit] } else { graph.with_ancestors(key.unit) };
            for unit in units {
                add(&mut sums, FigureKey { unit, ..key.clone() }, *value, &join)?;
            }
            of_indicator = Some((indicator, graph));
        }
        Ok(sums)
    }

    /// The sums among `cells`: for each unit its parts at the same breakdown, and for each unit the
    /// ways its pupils are divided. Only parts that are present are listed; a total that is absent
    /// has no relation.
    pub fn relations(&self, cells: &BTreeSet<(Unit, Breakdown)>) -> Vec<Relation> {
        let mut sums: BTreeMap<(Cell, PartKind), Vec<Cell>> = BTreeMap::new();
        for &(unit, breakdown) in cells {
            for whole in breakdown.part.wholes() {
                let total = (unit, Breakdown { part: whole, ..breakdown });
                let parts = sums.entry((total, breakdown.part.kind())).or_default();
                parts.push((unit, breakdown));
            }
        }
        let mut relations = Vec::new();
        for &(unit, breakdown) in cells {
            let by_unit = self.children(unit).map(|child| (child, breakdown));
            let parts: Vec<_> = by_unit.filter(|part| cells.contains(part)).collect();
            let divided = sums.range(((unit, breakdown), PartKind::All)..);
            let divided = divided.take_while(|((total, _), _)| *total == (unit, breakdown));
            let all = [parts].into_iter().chain(divided.map(|(_, parts)| parts.clone()));
            let present = all.filter(|parts| !parts.is_empty());
            relations.extend(present.map(|parts| Relation { total: (unit, breakdown), parts }));
        }
        relations
    }
}

fn add<T: Copy, E>(
    sums: &mut BTreeMap<FigureKey, T>,
    key: FigureKey,
    value: T,
    join: &impl Fn(T, T) -> Result<T, E>,
) -> Result<(), E> {
    match sums.entry(key) {
        Entry::Occupied(mut sum) => {
            let joined = join(*sum.get(), value)?;
            sum.insert(joined);
        }
        Entry::Vacant(place) => {
            place.insert(value);
        }
    }
    Ok(())
}

/// Adds to the cells of each unit the wholes that its grades and stages make up: stages that are
/// `staged` for the indicator and not there, and all pupils together where they are not there.
///
/// A whole that is there stays as it is. A stage that is there stands for its grades. Classes, sexes
/// and heritages are divisions of pupils that the grades have too, and add to nothing.
///
/// # Errors
///
/// Returns what `join` returns, such as a [`TallyError`](crate::TallyError).
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use kvalitet_core::{FigureKey, Tally, with_wholes};
///
/// let cell = |key: &str, n| key.parse::<FigureKey>().map(|key| (key, Tally::Count(n)));
/// let cells = BTreeMap::from([
///     cell("elevtal/skole:999001/2018-19/klasse:1", 20)?,
///     cell("elevtal/skole:999001/2018-19/trin:udskoling", 30)?,
/// ]);
/// let whole = with_wholes(&cells, Tally::merge, |_| true)?;
/// let of = |key: &str| key.parse().ok().and_then(|key| whole.get(&key).copied());
/// assert_eq!(of("elevtal/skole:999001/2018-19/trin:indskoling"), Some(Tally::Count(20)));
/// assert_eq!(of("elevtal/skole:999001/2018-19"), Some(Tally::Count(50)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_wholes<T: Copy, E>(
    cells: &BTreeMap<FigureKey, T>,
    join: impl Fn(T, T) -> Result<T, E>,
    staged: impl Fn(&IndicatorId) -> bool,
) -> Result<BTreeMap<FigureKey, T>, E> {
    let whole = |key: &FigureKey, part| FigureKey {
        breakdown: Breakdown { part, ..key.breakdown },
        ..key.clone()
    };
    let mut stages: BTreeMap<FigureKey, T> = BTreeMap::new();
    for (key, value) in cells {
        match key.breakdown.part {
            Part::Grade(grade) => {
                let stage = whole(key, Part::Stage(Stage::of(grade)));
                if !cells.contains_key(&stage) {
                    add(&mut stages, stage, *value, &join)?;
                }
            }
            Part::Stage(_) => add(&mut stages, key.clone(), *value, &join)?,
            Part::All | Part::Class(_) | Part::Sex(_) | Part::Heritage(_) => {}
        }
    }
    let mut all: BTreeMap<FigureKey, T> = BTreeMap::new();
    for (key, value) in &stages {
        let of_all = whole(key, Part::All);
        if !cells.contains_key(&of_all) {
            add(&mut all, of_all, *value, &join)?;
        }
    }
    stages.retain(|key, _| staged(&key.indicator));
    Ok(cells.iter().map(|(key, value)| (key.clone(), *value)).chain(stages).chain(all).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tally;

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
        let cells = with_wholes(&cells, Tally::merge, |_| false).unwrap();
        let sums = graph().roll_up(&cells, Tally::merge).unwrap();
        let of = |text: &str| sums.get(&text.parse::<FigureKey>().unwrap()).copied();
        assert_eq!(of("laesning.gode/kommune:999/2018-19"), Some(Tally::Count(22)));
        assert_eq!(of("laesning.gode/kommune:999/2018-19/klasse:4"), Some(Tally::Count(12)));
        assert_eq!(of("laesning.gode/gruppe:byen/2018-19/klasse:2"), Some(Tally::Count(10)));
        assert_eq!(of("laesning.gode/skole:999001/2018-19"), Some(Tally::Count(15)));
    }

    #[test]
    fn a_class_stays_in_its_school_and_is_a_part_of_its_grade() {
        let cell = |text: &str, n| (text.parse::<FigureKey>().unwrap(), Tally::Count(n));
        let cells = BTreeMap::from([
            cell("trivsel.generel/skole:999001/2018-19/klasse:4", 40),
            cell("trivsel.generel/skole:999001/2018-19/klasse:4A", 19),
            cell("trivsel.generel/skole:999001/2018-19/klasse:4B", 21),
            cell("trivsel.generel/skole:999002/2018-19/klasse:4A", 25),
        ]);
        let sums = graph().roll_up(&cells, Tally::merge).unwrap();
        let of = |text: &str| sums.get(&text.parse::<FigureKey>().unwrap()).copied();
        assert_eq!(of("trivsel.generel/kommune:999/2018-19/klasse:4A"), None);
        assert_eq!(of("trivsel.generel/kommune:999/2018-19/klasse:4"), Some(Tally::Count(40)));
        let present = sums.keys().map(|key| (key.unit, key.breakdown)).collect();
        let grade = |text: &str| {
            ("skole:999001".parse::<Unit>().unwrap(), text.parse::<Breakdown>().unwrap())
        };
        let classes = vec![grade("klasse:4A"), grade("klasse:4B")];
        let relation = Relation { total: grade("klasse:4"), parts: classes };
        assert!(graph().relations(&present).contains(&relation));
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
