//! What is hidden from whom: which figures each sort of readers does not see.
//!
//! Figures fall into layers. All figures of one series and table, unit, grade and year rest on the same
//! persons: how many they are is one layer, and what is hidden of it is hidden of all of them. Where
//! shares are guarded too (what few have, or lack), the shares of indicators that count each other's
//! pupils are another, within the persons of each cell.
//!
//! A layer is protected by [`protect`](crate::protect): no number of persons below `k` follows from what
//! is shown, nor can it be told that it is below. Sums and means over the same persons have the same
//! relations, so what leaves the number of persons open leaves them open too.

mod bases;
mod carried;
mod layer;
mod shares;
mod whole;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::{Indicator, Units};
use kvalitet_core::{Breakdown, FigureKey, IndicatorId, Period, RollupGraph, Unit};
use kvalitet_figures::{Figure, Value};
use rayon::prelude::*;
use serde::Serialize;

use crate::gate::Draft;
use crate::protect::{Cell as TableCell, Margin, State};
use crate::{Policy, Readers, Rule};
use carried::Counts;
use layer::{Against, Covered, Covers, Layer, cost, counted, fixed};

/// A population: who is counted in one unit and grade. Every figure of one series, period and cell
/// rests on the same persons, so they are shown or hidden together.
pub(crate) type Cell = (Unit, Breakdown);

/// One series (or indicator without a series) in one period.
type Group = (String, Period);

/// What is hidden from some readers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pattern {
    /// Cells that are hidden of every indicator of a group.
    persons: BTreeMap<IndicatorId, BTreeMap<Period, Arc<BTreeSet<Cell>>>>,
    /// Cells that are hidden of one indicator.
    shares: BTreeMap<IndicatorId, BTreeMap<Period, BTreeSet<Cell>>>,
    /// Those of them that are shown rounded: all that is made of them is hidden.
    rounded: BTreeMap<IndicatorId, BTreeMap<Period, BTreeMap<Cell, u64>>>,
    /// Why.
    pub(crate) reasons: Vec<Reason>,
    /// What cannot be kept.
    pub(crate) exposed: Vec<NotKept>,
}

/// Why a figure is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The series or indicator.
    pub(crate) group: String,
    /// The period.
    pub(crate) period: Period,
    /// The cell.
    pub(crate) cell: Cell,
    /// The rule.
    pub(crate) rule: HiddenBy,
    /// What it is rounded to, where it is shown so instead.
    pub(crate) rounded_to: Option<u64>,
}

/// The rule a figure is hidden by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HiddenBy {
    /// It rests on too few persons.
    Persons,
    /// Too few persons have, or lack, what it counts, or nobody or everybody has it.
    Share,
    /// One school is nearly all of it.
    Dominance,
    /// The public does not see it either.
    Public,
    /// Another would follow from it.
    Covers {
        /// The other: of which indicator, where it is another's, and which cell.
        cell: Cell,
        /// The schools whose leaders would work it out; none where everybody would.
        from: Vec<Unit>,
    },
}

impl Pattern {
    /// Whether the number of persons of a figure of an indicator is hidden.
    pub(crate) fn hides_some(&self, indicator: &str, period: Period) -> bool {
        let hidden = self.persons.get(indicator).and_then(|of| of.get(&period));
        hidden.is_some_and(|cells| !cells.is_empty())
    }

    /// Whether a figure is hidden.
    pub(crate) fn hides(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        self.of(&indicator.id).hides(key)
    }

    /// What is hidden of an indicator.
    pub(crate) fn of(&self, indicator: &IndicatorId) -> HiddenOf<'_> {
        HiddenOf {
            persons: self.persons.get(indicator),
            shares: self.shares.get(indicator),
            rounded: self.rounded.get(indicator),
        }
    }
}

/// What is hidden of one indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HiddenOf<'a> {
    persons: Option<&'a BTreeMap<Period, Arc<BTreeSet<Cell>>>>,
    shares: Option<&'a BTreeMap<Period, BTreeSet<Cell>>>,
    rounded: Option<&'a BTreeMap<Period, BTreeMap<Cell, u64>>>,
}

impl HiddenOf<'_> {
    /// What its figure under `key` is rounded to, where it is hidden but for that.
    pub(crate) fn rounded_to(self, key: &FigureKey) -> Option<u64> {
        self.rounded?.get(&key.period)?.get(&(key.unit, key.breakdown)).copied()
    }

    /// Whether its figure under `key` is hidden.
    pub(crate) fn hides(self, key: &FigureKey) -> bool {
        let persons = self.persons.and_then(|of| of.get(&key.period));
        let shares = self.shares.and_then(|of| of.get(&key.period));
        persons.is_some_and(|cells| cells.contains(&cell_of(key)))
            || shares.is_some_and(|cells| cells.contains(&(key.unit, key.breakdown)))
    }
}

/// Figures that no hiding keeps: what is public already gives them away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NotKept {
    /// From whom.
    #[serde(rename = "modtager")]
    pub readers: Readers,
    /// The series or indicator.
    #[serde(rename = "serie")]
    pub group: String,
    /// The period.
    #[serde(rename = "periode")]
    pub period: String,
    /// The cells, unit and breakdown.
    #[serde(rename = "tal")]
    pub cells: Vec<String>,
}

/// What is hidden from each sort of readers.
pub(crate) fn patterns(draft: &Draft<'_>, policy: &Policy) -> BTreeMap<Readers, Pattern> {
    let of = |readers: Readers| (readers, pattern(draft, policy, readers));
    let mut patterns: BTreeMap<Readers, Pattern> = Readers::ALL.into_par_iter().map(of).collect();
    whole::restrict(draft, policy, &mut patterns);
    for pattern in patterns.values_mut() {
        bases::tie(draft, pattern);
    }
    patterns
}

/// The indicators of one series and table count the same pupils; one without a series, or of the
/// municipality alone, counts its own.
pub(crate) fn group_of(indicator: &Indicator) -> String {
    match &indicator.series {
        Some(series) if indicator.units == Units::Schools => {
            format!("{series}/{}", indicator.table)
        }
        Some(_) | None => indicator.id.to_string(),
    }
}

/// The persons that a figure could give away: those it rests on, or what it counts, a complaint or a
/// pupil each.
pub(crate) const fn guarded(figure: &Figure) -> Option<u64> {
    match figure.value() {
        Some(Value::Count(count)) => Some(count),
        _ => figure.n(),
    }
}

pub(crate) fn cell_of(key: &FigureKey) -> Cell {
    (key.unit, key.breakdown.pupils())
}

/// The figures of one group in one period, as some readers see them.
#[derive(Debug, Default)]
struct Population<'a> {
    indicators: BTreeSet<&'a IndicatorId>,
    cells: BTreeMap<Cell, Persons>,
    counts: Counts<'a>,
}

impl<'a> Population<'a> {
    /// Which units add up to which: the indicators of one group count the same schools.
    fn graph(&self, draft: &Draft<'a>) -> Cow<'a, RollupGraph> {
        let first = self.indicators.first();
        first.map_or(Cow::Borrowed(draft.graph), |first| draft.graph.of(first))
    }
}

/// How many persons a cell rests on, how few are hidden, and whether everybody knows already.
#[derive(Clone, Copy, Debug)]
struct Persons {
    n: u64,
    k: u64,
    is_known: bool,
}

impl Persons {
    const fn are_few(self) -> bool {
        0 < self.n && self.n < self.k
    }
}

/// What the figures that `readers` see rest on. Indicators of one group of which others have made the same
/// cells public are taken together, and no others: their persons are not quite the same.
fn populations<'a>(
    draft: &Draft<'a>,
    policy: &Policy,
    readers: Readers,
) -> Vec<(Group, Population<'a>)> {
    let known = known_persons(draft, readers);
    let nothing = BTreeSet::new();
    let mut populations: BTreeMap<(Group, &BTreeSet<Cell>), Population<'a>> = BTreeMap::new();
    for (key, figure) in &draft.figures.figures {
        let Some((indicator, rule)) = seen(draft, policy, (readers, key)) else { continue };
        let Some(n) = guarded(figure) else { continue };
        let group = (group_of(indicator), key.period);
        let (k, cell) = (rule.least(figure.class), cell_of(key));
        let known = known.get(&(&key.indicator, key.period)).unwrap_or(&nothing);
        let is_known = known.contains(&cell);
        let of = populations.entry((group, known)).or_default();
        of.indicators.insert(&indicator.id);
        let persons = of.cells.entry(cell).or_insert(Persons { n, k, is_known });
        *persons = Persons { n: persons.n.min(n), k: persons.k.max(k), is_known };
        if let Some(counted) = shares::count(figure, indicator.scale) {
            of.counts.add((&indicator.id, key.breakdown.category), cell, counted);
        }
    }
    populations.into_iter().map(|((group, _), of)| (group, of)).collect()
}

/// The cells of each indicator and period of which everybody knows how many persons they are. The
/// administration holds the sources.
fn known_persons<'a>(
    draft: &Draft<'a>,
    readers: Readers,
) -> BTreeMap<(&'a IndicatorId, Period), BTreeSet<Cell>> {
    let mut known: BTreeMap<_, BTreeSet<Cell>> = BTreeMap::new();
    for of in draft.known.iter().filter(|of| of.n.is_some()) {
        if readers != Readers::Administration {
            let cells = known.entry((&of.key.indicator, of.key.period)).or_default();
            cells.insert(cell_of(&of.key));
        }
    }
    known
}

/// The definition of a figure and the rule by which `readers` see its number, each that of their own
/// school; `None` where they do not. The nation adds to nothing here, and so do its parts.
fn seen<'a, 'p>(
    draft: &Draft<'a>,
    policy: &'p Policy,
    (readers, key): (Readers, &FigureKey),
) -> Option<(&'a Indicator, &'p Rule)> {
    if key.unit == Unit::Nation {
        return None;
    }
    let indicator = draft.catalogue.indicator(key.indicator.as_str())?;
    let is_own = readers != Readers::Public;
    let rule = policy.rule_of(readers, indicator, (key.unit, is_own))?;
    // What is not shown gives nothing away.
    rule.shows_number(indicator, key.breakdown).then_some((indicator, rule))
}

/// What is hidden from `readers`, the sheets of all schools taken as one.
fn pattern(draft: &Draft<'_>, policy: &Policy, readers: Readers) -> Pattern {
    let populations = populations(draft, policy, readers);
    let sheets = Sheets::of(readers);
    let against = match readers {
        Readers::Public => Against::LeadersAndPupils,
        Readers::Administration | Readers::Leaders | Readers::Boards => Against::Everybody,
    };
    let covered = populations.par_iter();
    let covered = covered.map(|(_, of)| hidden_persons(of, &of.graph(draft), (against, sheets)));
    let covered: Vec<_> = covered.collect();
    let mut pattern = Pattern::default();
    for ((group, of), covered) in populations.iter().zip(covered) {
        let few = of.cells.iter().filter(|(_, persons)| persons.are_few());
        let few = few.map(|(cell, _)| (*cell, HiddenBy::Persons));
        pattern.reasons.extend(reasons(group, few.chain(covered.added.into_iter().map(covers))));
        pattern.exposed.extend(not_kept(readers, group, &covered.exposed));
        let hidden = Arc::new(covered.hidden);
        for indicator in &of.indicators {
            let periods = pattern.persons.entry((*indicator).clone()).or_default();
            periods.insert(group.1, Arc::clone(&hidden));
        }
    }
    shares::hide(draft, policy, (readers, &mut pattern));
    pattern
}

/// Whether figures of several schools stand before the same readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheets {
    /// All schools in one.
    Together,
    /// One of each school: of the others it has no more than what is in sums, and those are kept from
    /// leaders by themselves (see [`whole`]).
    OfEachSchool,
}

impl Sheets {
    const fn of(readers: Readers) -> Self {
        match readers {
            Readers::Administration | Readers::Public => Self::Together,
            Readers::Leaders | Readers::Boards => Self::OfEachSchool,
        }
    }

    /// The sheet a unit stands in; `None` for sums, and where there is one for all.
    const fn sheet(self, unit: Unit) -> Option<Unit> {
        match (self, unit) {
            (Self::OfEachSchool, Unit::School(_)) => Some(unit),
            _ => None,
        }
    }
}

fn reasons(
    (group, period): &Group,
    cells: impl Iterator<Item = (Cell, HiddenBy)>,
) -> impl Iterator<Item = Reason> {
    cells.map(|(cell, rule)| {
        let (group, period) = (group.clone(), *period);
        Reason { group, period, cell, rule, rounded_to: None }
    })
}

fn covers(of: Covers<Cell>) -> (Cell, HiddenBy) {
    (of.cell, HiddenBy::Covers { cell: of.protects, from: of.from })
}

/// What no hiding keeps of a layer; `None` where all of it is kept.
fn not_kept(
    readers: Readers,
    (group, period): &Group,
    exposed: &BTreeSet<Cell>,
) -> Option<NotKept> {
    let cells = exposed.iter().map(|(unit, breakdown)| format!("{unit}/{breakdown}"));
    let (group, period, cells) = (group.clone(), period.to_string(), cells.collect::<Vec<_>>());
    (!cells.is_empty()).then_some(NotKept { readers, group, period, cells })
}

/// How many persons more there must at least be room for, where so many are short of `k`.
const ROOM: u64 = 3;

/// A number of persons that must not follow: there must be room for more, for `k` where that is near. That
/// there is none for fewer may be told: two classes of which somebody is hidden hold two.
fn few(n: u64, k: u64) -> Margin {
    Margin { down: 0, up: counted(k.saturating_sub(n).min(ROOM)) }
}

/// How few persons a cell may be thought to hold. That nobody is there is seen: whoever is hidden is
/// somebody.
fn least(cell: Cell, n: u64, spare: &BTreeMap<Cell, u64>) -> i64 {
    let spare = spare.get(&cell).copied().unwrap_or(n);
    counted(n.saturating_sub(spare).max(1.min(n)))
}

/// The cells that must be hidden, given how many persons each rests on.
fn hidden_persons(
    population: &Population<'_>,
    graph: &RollupGraph,
    (against, sheets): (Against, Sheets),
) -> Covered<Cell> {
    let few = population.cells.iter().filter(|(_, of)| of.are_few());
    let few: BTreeSet<Cell> = few.map(|(cell, _)| *cell).collect();
    if few.is_empty() {
        return Covered::default();
    }
    let spare = population.counts.spare();
    let mut of_sheets: BTreeMap<Option<Unit>, BTreeMap<Cell, Persons>> = BTreeMap::new();
    for (cell, persons) in &population.cells {
        of_sheets.entry(sheets.sheet(cell.0)).or_default().insert(*cell, *persons);
    }
    of_sheets.retain(|_, cells| cells.values().any(|of| of.are_few()));
    let mut covered = Covered::default();
    for cells in of_sheets.values() {
        covered.extend(persons_of_sheet(cells, &spare, (graph, against)));
    }
    // What others have made public is told by them and not by us.
    covered.hidden.extend(few);
    covered
}

fn persons_of_sheet(
    cells: &BTreeMap<Cell, Persons>,
    spare: &BTreeMap<Cell, u64>,
    (graph, against): (&RollupGraph, Against),
) -> Covered<Cell> {
    let mut layer = Layer::new();
    for ((unit, breakdown), persons) in cells {
        let value = counted(persons.n);
        let cell = TableCell {
            value,
            least: Some(least((*unit, *breakdown), persons.n, spare)),
            most: None,
            cost: cost(*unit, breakdown.part, persons.n),
            state: State::Published,
            need: persons.are_few().then(|| few(persons.n, persons.k)),
        };
        let is_known = persons.n == 0 || persons.is_known;
        let cell = if is_known { fixed(value) } else { cell };
        layer.add((*unit, *breakdown), (*unit, breakdown.part), cell);
    }
    for relation in graph.relations(&cells.keys().copied().collect()) {
        layer.relate(relation.total, relation.parts);
    }
    layer.cover(against)
}

/// The cells that must be hidden so that no number of `persons` below `k` follows from those that are
/// shown, from their sums and from those of groups that stand beside.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use kvalitet_core::{Breakdown, RollupGraph, Unit};
/// use kvalitet_disclosure::hidden_cells;
///
/// let [a, b, whole] = ["skole:999001", "skole:999002", "kommune:999"].map(|u| u.parse::<Unit>());
/// let (a, b, whole) = (a?, b?, whole?);
/// let mut graph = RollupGraph::default();
/// graph.add(a, whole);
/// graph.add(b, whole);
/// let persons = BTreeMap::from([(a, 2), (b, 40), (whole, 42)].map(|(u, n)| ((u, Breakdown::ALL), n)));
/// let hidden = hidden_cells(&persons, &graph, 3);
/// assert!(hidden.contains(&(a, Breakdown::ALL)) && hidden.contains(&(b, Breakdown::ALL)));
/// assert!(!hidden.contains(&(whole, Breakdown::ALL)));
/// # Ok::<(), kvalitet_core::NotAnId>(())
/// ```
pub fn hidden_cells(persons: &BTreeMap<Cell, u64>, graph: &RollupGraph, k: u64) -> BTreeSet<Cell> {
    let cells = persons.iter();
    let cells = cells.map(|(cell, n)| (*cell, Persons { n: *n, k, is_known: false })).collect();
    let population = Population { cells, ..Population::default() };
    hidden_persons(&population, graph, (Against::Everybody, Sheets::Together)).hidden
}
