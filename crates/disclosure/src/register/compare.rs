//! What a new edition tells beside the earlier ones.
//!
//! A figure over 46 pupils and the same figure over 45 a year later tell what the pupil did who left.
//! So do the sums: where a school is hidden now, what is left of the municipality without all other
//! schools is the school, and it can be held against what an earlier edition showed of it.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Confidentiality, Scale};
use kvalitet_core::{
    Breakdown, Decimal, EvidenceClass, FigureKey, IndicatorId, Period, Relation, RollupGraph, Unit,
};

use super::{EditionName, Register, RegisteredEdition};
use crate::policy::Level;
use crate::{Release, ReleasedContent, ReleasedFigure, Rule};

type Figures = BTreeMap<FigureKey, ReleasedFigure>;
type Cell = (Unit, Breakdown);

/// What figures are compared by: definitions, sums and thresholds.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// Which figures add up to which.
    pub graph: &'a RollupGraph,
    /// The rules of the audience, the first that fits holds.
    pub policy: &'a [Rule],
}

impl<'a> Rules<'a> {
    /// The rules of a release.
    pub fn of(release: &'a Release) -> Self {
        let common = &release.common;
        Self { catalogue: &common.catalogue, graph: &common.graph, policy: &release.policy }
    }

    /// A difference of fewer persons than this tells of them. The strictest of all where no rule fits.
    fn k(&self, key: &FigureKey, class: EvidenceClass) -> u64 {
        let indicator = self.catalogue.indicator(key.indicator.as_str());
        let fits = |rule: &&Rule| {
            let Some(indicator) = indicator else { return false };
            let is_of_level = match (rule.level, key.unit) {
                (None, _)
                | (Some(Level::Nation), Unit::Nation)
                | (Some(Level::Whole), Unit::Municipality(_) | Unit::Group(_))
                // Of what is published no school is the reader's own.
                | (Some(Level::Other), Unit::School(_)) => true,
                (Some(_), _) => false,
            };
            let is_of_table = rule.tables.as_ref().is_none_or(|of| of.contains(&indicator.table));
            is_of_level && is_of_table && rule.class == indicator.confidentiality
        };
        let rule = self.policy.iter().find(fits);
        let strictest = || self.policy.iter().map(|rule| rule.least(class)).max();
        rule.map(|rule| rule.least(class)).or_else(strictest).unwrap_or(u64::MAX)
    }

    /// Whether figures of it are of persons, however many they are of.
    fn is_of_persons(&self, key: &FigureKey) -> bool {
        let indicator = self.catalogue.indicator(key.indicator.as_str());
        indicator.is_none_or(|indicator| indicator.confidentiality != Confidentiality::Open)
    }

    fn scale(&self, key: &FigureKey) -> Scale {
        let indicator = self.catalogue.indicator(key.indicator.as_str());
        indicator.map_or(Scale::Number, |indicator| indicator.scale)
    }
}

/// A figure that tells of few persons beside an earlier edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The figure.
    pub key: FigureKey,
    /// The earlier edition.
    pub edition: EditionName,
    /// How it tells.
    pub kind: ConflictKind,
    /// Fewer persons than this are guarded.
    pub k: u64,
}

/// How a figure tells of few persons.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// It rests on a few more or fewer persons.
    Persons,
    /// It rests on as many persons, and a few of them have another result, or may have.
    Results,
    /// It has another value, and over how many persons is not known in both editions.
    Unknown,
    /// It is hidden in one of the editions and follows from a sum: its difference, or the figure
    /// itself, is of a few persons.
    Sum {
        /// The figure of the new edition that it follows from; `None` where earlier ones are enough.
        through: Option<FigureKey>,
    },
}

impl ConflictKind {
    /// The id of its wording.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Persons => "personer",
            Self::Results => "resultater",
            Self::Unknown => "ukendt-antal",
            Self::Sum { .. } => "sum",
        }
    }
}

/// Where a new edition shows what earlier ones hid, or the reverse. What was public stays known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crossing {
    /// The figure.
    pub key: FigureKey,
    /// The newest edition that did otherwise.
    pub edition: EditionName,
    /// Whether the earlier edition showed it; otherwise it hid it.
    pub was_shown: bool,
}

/// Every figure of a new edition that tells of few persons beside an earlier one, in order of key.
///
/// 1. The same figure over 1 to k − 1 more or fewer persons, or over as many with fewer than k other
///    results. Where the number of persons is not known, any other value of a figure about persons.
/// 2. A figure that is hidden in one of the editions and follows from a sum there: held against the
///    other edition as under 1.
/// 3. A figure that is hidden in both and follows from the sums of all editions together: where it is
///    of fewer than k persons.
///
/// A figure that some earlier edition has just so tells nothing new. A figure marked as kept from an
/// earlier edition says nothing of this one's sums.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use kvalitet_core::{RollupGraph, catalogue::Catalogue};
/// use kvalitet_disclosure::{Register, Rules, compare_editions};
///
/// let (catalogue, graph) = (Catalogue::built_in()?, RollupGraph::default());
/// let rules = Rules { catalogue: &catalogue, graph: &graph, policy: &[] };
/// assert!(compare_editions(&Register::default(), &BTreeMap::new(), &rules).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare_editions(register: &Register, now: &Figures, rules: &Rules<'_>) -> Vec<Conflict> {
    let mut found = BTreeSet::new();
    for edition in register.editions() {
        for (key, then) in &edition.figures {
            let Some(figure) = now.get(key) else { continue };
            if is_told(register, key, figure) {
                continue;
            }
            let k = rules.k(key, figure.class());
            let kind = difference((then, figure), k, rules.scale(key));
            // An open figure that is not counted in persons is of lessons, posts or schools.
            let kind = kind.filter(|of| *of != ConflictKind::Unknown || rules.is_of_persons(key));
            if let Some(kind) = kind {
                let (key, edition) = (key.clone(), edition.name.clone());
                found.insert(Conflict { key, edition, kind, k });
            }
        }
        found.extend(in_sums(register, edition, now, rules));
    }
    found.extend(in_all_sums(register, now, rules));
    found.into_iter().collect()
}

/// Figures that are shown now and were hidden, and the reverse, in order of key.
pub fn crossings(register: &Register, now: &Figures) -> Vec<Crossing> {
    let of = |(key, figure): (&FigureKey, &ReleasedFigure)| {
        let is_shown = figure.value().is_some();
        if !is_shown && !figure.is_hidden() {
            return None;
        }
        let mut newest_first = register.editions().iter().rev();
        let edition = newest_first.find(|edition| {
            edition.figures.get(key).is_some_and(|then| then.is_hidden() == is_shown)
        })?;
        let (key, edition) = (key.clone(), edition.name.clone());
        Some(Crossing { key, edition, was_shown: !is_shown })
    };
    now.iter().filter_map(of).collect()
}

/// What is printed of a figure.
#[derive(Clone, Copy)]
struct Printed {
    value: Decimal,
    n: Option<u64>,
    hits: Option<u64>,
    is_rounded: bool,
}

impl Printed {
    fn of(figure: &ReleasedFigure) -> Option<Self> {
        match *figure.content() {
            ReleasedContent::Shown { value, n, hits, rounded_to, .. } => {
                Some(Self { value, n, hits, is_rounded: rounded_to.is_some() })
            }
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    fn is(self, other: Self) -> bool {
        (self.n, self.hits) == (other.n, other.hits) && self.value.compare(other.value).is_eq()
    }

    /// What it counts, where it is a whole number of something and not of persons that are counted
    /// apart.
    fn count(self, scale: Scale) -> Option<u64> {
        let whole = self.value.decimals() == 0 && scale == Scale::Number && self.n.is_none();
        whole.then(|| u64::try_from(self.value.units()).ok()).flatten()
    }
}

/// Whether an edition shows a figure just so.
fn is_told(register: &Register, key: &FigureKey, figure: &ReleasedFigure) -> bool {
    let Some(now) = Printed::of(figure) else { return false };
    let mut earlier = register.editions().iter().filter_map(|edition| edition.figures.get(key));
    earlier.any(|then| Printed::of(then).is_some_and(|then| then.is(now)))
}

/// How two editions of one figure tell of fewer than `k` persons.
fn difference(
    (then, now): (&ReleasedFigure, &ReleasedFigure),
    k: u64,
    scale: Scale,
) -> Option<ConflictKind> {
    let (then, now) = (Printed::of(then)?, Printed::of(now)?);
    if then.is(now) || k <= 1 {
        return None;
    }
    if let (Some(before), Some(after)) = (then.count(scale), now.count(scale)) {
        return is_few(before, after, k).then_some(ConflictKind::Persons);
    }
    let (Some(before), Some(after)) = (then.n, now.n) else {
        // As many persons may stand in one edition alone.
        let other = then.value.compare(now.value).is_ne();
        return other.then_some(ConflictKind::Unknown);
    };
    if before != after {
        return is_few(before, after, k).then_some(ConflictKind::Persons);
    }
    let changed = match (then.hits, now.hits) {
        // One person more may be rounded to so many more.
        _ if then.is_rounded || now.is_rounded => 0,
        (Some(before), Some(after)) => before.abs_diff(after),
        _ if scale == Scale::Percent => least_changed(then.value, now.value, after),
        // A mean moves as far with one pupil as with many.
        _ => 0,
    };
    (changed < k).then_some(ConflictKind::Results)
}

fn is_few(before: u64, after: u64, k: u64) -> bool {
    let apart = before.abs_diff(after);
    0 < apart && apart < k
}

/// How many of `n` persons must at least have another result for a per cent to be printed otherwise:
/// each is rounded by up to half of its last decimal.
fn least_changed(then: Decimal, now: Decimal, n: u64) -> u64 {
    let decimals = then.decimals().max(now.decimals());
    let unit = |of: Decimal| 10_i128.pow(u32::from(decimals - of.decimals()));
    let aligned = |of: Decimal| i128::from(of.units()) * unit(of);
    // Twice the distance, less both halves.
    let apart = 2 * (aligned(then) - aligned(now)).abs() - unit(then) - unit(now);
    let whole = 200 * 10_i128.pow(u32::from(decimals));
    let least = apart.max(0) * i128::from(n) / whole;
    u64::try_from(least).unwrap_or(u64::MAX)
}

/// The figures of one indicator and period, which add up.
type Table<'a> = BTreeMap<Cell, &'a ReleasedFigure>;
type Name<'a> = (&'a IndicatorId, Period);

/// The tables of some figures.
#[derive(Default)]
struct Tables<'a> {
    all: BTreeMap<Name<'a>, Table<'a>>,
    none: Table<'a>,
}

impl<'a> Tables<'a> {
    fn of(figures: impl IntoIterator<Item = (&'a FigureKey, &'a ReleasedFigure)>) -> Self {
        let mut tables = Self::default();
        for (key, figure) in figures {
            let table = tables.all.entry((&key.indicator, key.period)).or_default();
            table.insert((key.unit, key.breakdown), figure);
        }
        tables
    }

    fn get(&self, name: Name<'a>) -> &Table<'a> {
        self.all.get(&name).unwrap_or(&self.none)
    }

    /// The tables in which something is hidden, rounded or kept.
    fn with_gaps(&self) -> impl Iterator<Item = Name<'a>> {
        let is_gap = |figure: &&ReleasedFigure| {
            figure.is_hidden() || figure.is_kept() || figure.rounded_to().is_some()
        };
        let has_gap = move |(_, table): &(_, &Table<'_>)| table.values().any(is_gap);
        self.all.iter().filter(has_gap).map(|(name, _)| *name)
    }
}

fn key_of((indicator, period): Name<'_>, (unit, breakdown): Cell) -> FigureKey {
    FigureKey { indicator: indicator.clone(), unit, period, breakdown }
}

/// Counts of a table's cells, shown or worked out of sums.
struct Counts {
    shown: BTreeMap<Cell, u64>,
    /// What follows, and which sum it follows from.
    derived: BTreeMap<Cell, (u64, Relation)>,
}

impl Counts {
    fn new(shown: BTreeMap<Cell, u64>, relations: &[Relation]) -> Self {
        let mut counts = Self { shown, derived: BTreeMap::new() };
        loop {
            let found: Vec<_> = relations.iter().filter_map(|of| counts.follows(of)).collect();
            let before = counts.derived.len();
            for (cell, n, relation) in found {
                counts.derived.entry(cell).or_insert_with(|| (n, relation.clone()));
            }
            if counts.derived.len() == before {
                return counts;
            }
        }
    }

    fn get(&self, cell: Cell) -> Option<u64> {
        self.shown.get(&cell).copied().or_else(|| Some(self.derived.get(&cell)?.0))
    }

    /// The one cell of a sum that is not known, where there is but one and it is no less than zero.
    fn follows<'r>(&self, relation: &'r Relation) -> Option<(Cell, u64, &'r Relation)> {
        let mut unknown = relation.parts.iter().filter(|part| self.get(**part).is_none());
        let first = unknown.next();
        if unknown.next().is_some() {
            return None;
        }
        let known = relation.parts.iter().filter_map(|part| self.get(*part));
        let sum = known.fold(0, u64::saturating_add);
        match (first, self.get(relation.total)) {
            (None, None) => Some((relation.total, sum, relation)),
            (Some(part), Some(total)) => Some((*part, total.checked_sub(sum)?, relation)),
            (None, Some(_)) | (Some(_), None) => None,
        }
    }

    /// The shown figure that a hidden one follows from: its sum, or else a part of it, or what these
    /// follow from themselves.
    fn through(&self, name: Name<'_>, relation: &Relation) -> Option<FigureKey> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![relation];
        while let Some(relation) = waiting.pop() {
            let cells = || [&relation.total].into_iter().chain(&relation.parts);
            if let Some(cell) = cells().find(|cell| self.shown.contains_key(*cell)) {
                return Some(key_of(name, *cell));
            }
            let unseen = cells().filter(|cell| seen.insert(**cell));
            waiting.extend(unseen.filter_map(|cell| Some(&self.derived.get(cell)?.1)));
        }
        None
    }
}

/// A table as one edition has it: how many persons each figure rests on, and how many of them count.
struct Seen {
    persons: Counts,
    hits: Counts,
}

impl Seen {
    /// Of a figure that is kept from an earlier edition nothing is known.
    fn new(name: Name<'_>, table: &Table<'_>, rules: &Rules<'_>) -> Self {
        let (mut persons, mut hits) = (BTreeMap::new(), BTreeMap::new());
        for (cell, figure) in table.iter().filter(|(_, figure)| !figure.is_kept()) {
            let Some(printed) = Printed::of(figure) else { continue };
            let count = printed.n.or_else(|| printed.count(rules.scale(&key_of(name, *cell))));
            persons.extend(count.map(|n| (*cell, n)));
            let exact = printed.hits.filter(|_| !printed.is_rounded);
            hits.extend(exact.map(|n| (*cell, n)));
        }
        let relations = rules.graph.of(name.0).relations(&table.keys().copied().collect());
        let [persons, hits] = [persons, hits].map(|shown| Counts::new(shown, &relations));
        Self { persons, hits }
    }

    /// Which sum a cell follows from.
    fn relation(&self, cell: Cell) -> Option<&Relation> {
        let counts = [&self.persons, &self.hits];
        counts.into_iter().find_map(|counts| Some(&counts.derived.get(&cell)?.1))
    }

    /// Whether the two tell of fewer than `k` persons of a cell.
    fn is_few_apart(&self, other: &Self, cell: Cell, k: u64) -> bool {
        let of = |counts: [&Counts; 2]| counts[0].get(cell).zip(counts[1].get(cell));
        match of([&self.persons, &other.persons]) {
            Some((before, after)) if before != after => is_few(before, after, k),
            Some(_) => of([&self.hits, &other.hits]).is_some_and(|(b, a)| is_few(b, a, k)),
            None => false,
        }
    }
}

/// What follows from the sums of one of two editions, held against the other.
fn in_sums(
    register: &Register,
    edition: &RegisteredEdition,
    now: &Figures,
    rules: &Rules<'_>,
) -> Vec<Conflict> {
    let (earlier, newer) = (Tables::of(&edition.figures), Tables::of(now));
    let names: BTreeSet<Name<'_>> = earlier.with_gaps().chain(newer.with_gaps()).collect();
    let mut found = Vec::new();
    for name in names {
        let (then, now) = (earlier.get(name), newer.get(name));
        let [before, after] = [then, now].map(|table| Seen::new(name, table, rules));
        let cells: BTreeSet<Cell> = then.keys().chain(now.keys()).copied().collect();
        for cell in cells {
            let relation = after.relation(cell);
            if relation.is_none() && before.relation(cell).is_none() {
                continue;
            }
            let key = key_of(name, cell);
            let figure = now.get(&cell).or_else(|| then.get(&cell));
            let k = rules.k(&key, figure.map_or(EvidenceClass::A, |figure| figure.class()));
            let is_told = after.persons.derived.get(&cell);
            let is_told = is_told.is_some_and(|(n, _)| is_shown_over(register, &key, *n));
            if before.is_few_apart(&after, cell, k) && !is_told {
                let through = match relation {
                    Some(relation) => after.persons.through(name, relation),
                    None => after.persons.shown.contains_key(&cell).then(|| key.clone()),
                };
                let (edition, kind) = (edition.name.clone(), ConflictKind::Sum { through });
                found.push(Conflict { key, edition, kind, k });
            }
        }
    }
    found
}

/// Whether an edition shows a figure over so many persons.
fn is_shown_over(register: &Register, key: &FigureKey, n: u64) -> bool {
    let mut earlier = register.editions().iter().filter_map(|edition| edition.figures.get(key));
    earlier.any(|figure| figure.n() == Some(n))
}

/// What follows from the sums of all editions together, and from none of them alone.
fn in_all_sums(register: &Register, now: &Figures, rules: &Rules<'_>) -> Vec<Conflict> {
    let Some(newest) = register.editions().last() else { return Vec::new() };
    let mut union: BTreeMap<&FigureKey, &ReleasedFigure> = now.iter().collect();
    let is_known = |of: &ReleasedFigure| of.value().is_some() && !of.is_kept();
    for (key, figure) in register.editions().iter().flat_map(|edition| &edition.figures) {
        let is_known_now = now.get(key).is_some_and(is_known);
        if !is_known_now && (is_known(figure) || !union.contains_key(key)) {
            union.insert(key, figure);
        }
    }
    let (union, newer) = (Tables::of(union), Tables::of(now));
    let earlier: Vec<Tables<'_>> =
        register.editions().iter().map(|edition| Tables::of(&edition.figures)).collect();
    let mut found = Vec::new();
    for name in union.with_gaps() {
        let of = |tables: &Tables<'_>| Seen::new(name, tables.get(name), rules).persons;
        let (together, alone) = (of(&union), of(&newer));
        let each: Vec<Counts> = earlier.iter().map(of).collect();
        for (cell, (n, relation)) in &together.derived {
            let key = key_of(name, *cell);
            let figure = union.get(name).get(cell);
            let k = rules.k(&key, figure.map_or(EvidenceClass::A, |figure| figure.class()));
            let mut each = each.iter().chain([&alone]);
            if *n == 0 || k <= *n || each.any(|counts| counts.get(*cell).is_some()) {
                continue;
            }
            let kind = ConflictKind::Sum { through: alone.through(name, relation) };
            found.push(Conflict { key, edition: newest.name.clone(), kind, k });
        }
    }
    found
}
