//! What is hidden from whom: which figures each sort of readers does not see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::{Indicator, Units};
use kvalitet_core::{Breakdown, FigureKey, IndicatorId, Period, RollupGraph, Unit};
use kvalitet_figures::{Figure, Value};

use crate::beside::hidden_beside;
use crate::gate::Draft;
use crate::{Policy, Readers};

/// A population: who is counted in one unit and grade. Every figure of one series, period and cell
/// rests on the same persons, so they are shown or hidden together.
pub(crate) type Cell = (Unit, Breakdown);

/// One series (or indicator without a series) in one period.
type Group = (String, Period);

/// What is hidden from some readers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pattern {
    hidden: BTreeMap<IndicatorId, BTreeMap<Period, Arc<BTreeSet<Cell>>>>,
}

impl Pattern {
    /// Whether a figure is hidden.
    pub(crate) fn hides(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        let periods = self.hidden.get(&indicator.id);
        let cells = periods.and_then(|periods| periods.get(&key.period));
        cells.is_some_and(|cells| cells.contains(&cell_of(key)))
    }
}

/// What is hidden from each sort of readers.
pub(crate) fn patterns(draft: &Draft<'_>, policy: &Policy) -> BTreeMap<Readers, Pattern> {
    Readers::ALL.map(|readers| (readers, pattern(draft, policy, readers))).into()
}

/// The cells that must be hidden, given how many `persons` each rests on: those with fewer than
/// `k`, and everything their relations would give away.
///
/// A hidden part hides every part of its sum; the sum itself stays, unless it is hidden too or has
/// one part only. A hidden sum hides its parts. Repeated until nothing is added.
///
/// Groups that stand beside the others ([`RollupGraph::is_beside`]) take no part in that: a way of
/// dividing such a group's pupils is shown only where nothing small follows from it together with the
/// other sums that are shown.
///
/// This is more than must be hidden, and it has not been attacked.
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
    let cells: BTreeSet<Cell> = persons.keys().copied().collect();
    let mut relations = graph.relations(&cells);
    relations.retain(|relation| !graph.is_beside(relation.total.0));
    let unsafe_count = |n: u64| 0 < n && n < k;
    let mut hidden: BTreeSet<Cell> =
        persons.iter().filter(|(_, n)| unsafe_count(**n)).map(|(cell, _)| *cell).collect();
    loop {
        let before = hidden.len();
        for relation in &relations {
            let touched = hidden.contains(&relation.total)
                || relation.parts.iter().any(|part| hidden.contains(part));
            if !touched {
                continue;
            }
            hidden.extend(&relation.parts);
            let with_persons = |part: &&Cell| persons.get(*part).is_some_and(|n| 0 < *n);
            if relation.parts.iter().filter(with_persons).count() < 2 {
                hidden.insert(relation.total);
            }
        }
        if hidden.len() == before {
            break;
        }
    }
    let beside = hidden_beside(persons, &hidden, graph, k);
    hidden.extend(beside);
    hidden
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

fn pattern(draft: &Draft<'_>, policy: &Policy, readers: Readers) -> Pattern {
    let mut persons: BTreeMap<Group, BTreeMap<Cell, u64>> = BTreeMap::new();
    let mut k: BTreeMap<String, (u64, BTreeSet<&IndicatorId>)> = BTreeMap::new();
    for (key, figure) in &draft.figures.figures {
        let indicator = draft.catalogue.indicator(key.indicator.as_str());
        let (Some(indicator), Some(n)) = (indicator, guarded(figure)) else {
            continue;
        };
        // The nation adds to nothing here, and so do its parts.
        if key.unit == Unit::Nation {
            continue;
        }
        let group = group_of(indicator);
        let rule = policy.rule_of(readers, indicator, (key.unit, true));
        // What is not shown gives nothing away.
        if rule.is_some_and(|rule| rule.without.contains(&key.breakdown.part.kind())) {
            continue;
        }
        let (strictest, of) = k.entry(group.clone()).or_default();
        of.insert(&indicator.id);
        *strictest = (*strictest).max(rule.map_or(0, |rule| rule.least(figure.class)));
        let cells = persons.entry((group, key.period)).or_default();
        let fewest = cells.entry(cell_of(key)).or_insert(n);
        *fewest = (*fewest).min(n);
    }
    let mut hidden: BTreeMap<IndicatorId, BTreeMap<Period, Arc<BTreeSet<Cell>>>> = BTreeMap::new();
    for ((group, period), cells) in persons {
        let Some((k, indicators)) = k.get(&group) else { continue };
        // The indicators of one series count the same schools.
        let Some(first) = indicators.first() else { continue };
        let cells = Arc::new(hidden_cells(&cells, &draft.graph.of(first), *k));
        for indicator in indicators {
            let periods = hidden.entry((*indicator).clone()).or_default();
            periods.insert(period, Arc::clone(&cells));
        }
    }
    Pattern { hidden }
}
