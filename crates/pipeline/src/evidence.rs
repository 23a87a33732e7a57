//! From what was read to the evidence of every figure: what is counted, what is added up, and what
//! stands as it was published.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};

use kvalitet_core::catalogue::{Catalogue, Indicator};
use kvalitet_core::table::{MARKS, TableDefinition};
use kvalitet_core::{
    Breakdown, Decimal, Evidence, FigureKey, IndicatorId, Origin, Part, Period, Published,
    PublishedForm, RollupGraph, SchoolYear, Tally, TallyError, Unit, with_wholes,
};
use kvalitet_disclosure::AbsentReason;
use kvalitet_figures::{Coverage, Figures, Value, estimate};
use kvalitet_ingest::cell::NonValue;
use kvalitet_ingest::groups::Succession;
use kvalitet_ingest::marks::mark_rows;
use kvalitet_ingest::national_test::national_test_rows;
use kvalitet_ingest::observed::observed;
use kvalitet_ingest::persons::PersonTable;
use kvalitet_ingest::tally::{Tallies, tally};
use kvalitet_ingest::{Ingested, KeyFigureRow, KeyFigures, Measured};

use crate::over_schools::add_means_over_schools;
use crate::plan::Plan;

/// The figures of a run, and what was published beside those that were worked out.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    pub(crate) figures: Figures,
    /// What was published under the key of a figure that is worked out from something else.
    pub(crate) beside: BTreeMap<FigureKey, Published>,
}

/// A tally and what it was counted from.
type Counted = (Tally, Origin);

/// Everything there is, for each figure.
#[derive(Default)]
struct Assembly {
    evidence: BTreeMap<FigureKey, Evidence>,
    absent: BTreeMap<FigureKey, AbsentReason>,
    beside: BTreeMap<FigureKey, Published>,
}

/// Works out every figure.
///
/// # Errors
///
/// Returns [`TallyError`] when a count does not fit.
pub(crate) fn assemble(
    ingested: &Ingested,
    graph: &RollupGraph,
    plan: &Plan,
) -> Result<Assembled, TallyError> {
    let catalogue = &plan.catalogue;
    let said = observed(&ingested.figures, catalogue);
    let mut rows = vec![national_test_rows(&ingested.tests)];
    rows.extend(
        ingested
            .persons
            .values()
            .filter(|table| is_of(table, &MARKS))
            .map(|table| mark_rows(table, &ingested.register, &plan.settings)),
    );
    let mut leaves = succeeded(tally(&rows, catalogue)?, &ingested.succession)?;
    let mut elsewhere = BTreeMap::new();
    for (key, counted) in &said.tallies {
        match key.unit {
            // What pupil rows say stands before what a source of figures says of the same.
            Unit::School(_) => {
                leaves.entry(key.clone()).or_insert(*counted);
            }
            Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => {
                elsewhere.insert(key.clone(), *counted);
            }
        }
    }
    let sums = sums(&leaves, graph, catalogue)?;
    let mut assembly = Assembly::default();
    for (key, (tally, origin)) in &sums.all {
        let evidence = Evidence::Counted { tally: *tally, origin: *origin };
        assembly.evidence.insert(key.clone(), evidence);
    }
    for (key, (tally, origin)) in elsewhere {
        let evidence = Evidence::Counted { tally, origin };
        assembly.evidence.entry(key).or_insert(evidence);
    }
    for (key, published) in &said.published {
        assembly.publish(key.clone(), published.clone());
    }
    for (key, reason) in &said.absent {
        assembly.absent.insert(key.clone(), absent_reason(*reason));
    }
    for (year, key_figures) in &ingested.key_figures {
        if plan.report.years.contains(year) {
            assembly.key_figures(ingested, plan, (*year, key_figures));
        }
    }
    assembly.prune(catalogue);
    let mut figures = estimate(&assembly.evidence, &assembly.absent, catalogue);
    cover(&mut figures, &sums, graph);
    add_means_over_schools(&mut figures, graph, catalogue);
    for (year, key_figures) in &ingested.key_figures {
        for indicator in catalogue.indicators() {
            describe(&mut figures, indicator, *year, key_figures);
        }
    }
    Ok(Assembled { figures, beside: assembly.beside })
}

/// Whether rows of persons are of a built-in table.
fn is_of(rows: &PersonTable, table: &TableDefinition) -> bool {
    rows.layout.table.as_deref() == Some(table.name.as_str())
}

/// What was counted, added up.
struct Sums {
    /// The leaves, the wholes of each school, and the sums of every unit above.
    all: BTreeMap<FigureKey, Counted>,
    /// The figures of schools that are in the sums above them.
    schools: BTreeSet<FigureKey>,
}

/// The leaves, the wholes of each school, and the sums of every unit above.
///
/// A sum is made of one kind of tally: the strongest that an indicator has in a year. What is of
/// another kind stands for its own school alone.
fn sums(
    leaves: &BTreeMap<FigureKey, Counted>,
    graph: &RollupGraph,
    catalogue: &Catalogue,
) -> Result<Sums, TallyError> {
    let mut kinds: BTreeMap<(&IndicatorId, Period), Tally> = BTreeMap::new();
    for (key, (tally, _)) in leaves {
        let strongest = kinds.entry((&key.indicator, key.period)).or_insert(*tally);
        if strength(*strongest) < strength(*tally) {
            *strongest = *tally;
        }
    }
    let kind = |key: &FigureKey| -> Option<Discriminant<Tally>> {
        kinds.get(&(&key.indicator, key.period)).map(discriminant)
    };
    let (together, alone): (BTreeMap<_, _>, BTreeMap<_, _>) = leaves
        .iter()
        .map(|(key, counted)| (key.clone(), *counted))
        .partition(|(key, (tally, _))| kind(key) == Some(discriminant(tally)));
    let staged: BTreeSet<&IndicatorId> = catalogue
        .indicators()
        .iter()
        .filter(|indicator| indicator.by.contains(&kvalitet_core::PartKind::Stage))
        .map(|indicator| &indicator.id)
        .collect();
    let join = |(a, x): Counted, (b, y): Counted| Ok::<_, TallyError>((a.merge(b)?, x.max(y)));
    let whole = with_wholes(&together, join, |indicator| staged.contains(indicator))?;
    let mut all = graph.roll_up(&whole, join)?;
    for (key, counted) in with_wholes(&alone, join, |indicator| staged.contains(indicator))? {
        all.entry(key).or_insert(counted);
    }
    Ok(Sums { all, schools: whole.into_keys().collect() })
}

/// How much can be said on the strength of a tally.
const fn strength(tally: Tally) -> u8 {
    match tally {
        Tally::Weighted { .. } => 0,
        Tally::Count(_) => 1,
        Tally::Ratio { .. } => 2,
        Tally::Share { .. } => 3,
        Tally::Moments { .. } => 4,
    }
}

const fn absent_reason(reason: NonValue) -> AbsentReason {
    match reason {
        NonValue::Withheld => AbsentReason::Withheld,
        NonValue::NotReported => AbsentReason::NotReported,
        NonValue::Missing | NonValue::NotApplicable => AbsentReason::NotPublished,
    }
}

impl Assembly {
    /// A value as it was published: the figure itself where nothing stronger is there, otherwise
    /// beside it. A unit's own published value is stronger than a sum of published values.
    fn publish(&mut self, key: FigureKey, published: Published) {
        let weak = match self.evidence.get(&key) {
            None => true,
            Some(Evidence::Counted { origin: Origin::Published, .. }) => {
                if !matches!(key.unit, Unit::School(_)) {
                    self.beside.insert(key.clone(), published.clone());
                }
                true
            }
            Some(Evidence::Published(_) | Evidence::Counted { .. }) => false,
        };
        if weak {
            self.evidence.insert(key, Evidence::Published(published));
        } else {
            self.beside.entry(key).or_insert(published);
        }
    }

    /// The municipality's schools in a source of published key figures, or why a school has none.
    fn key_figures(
        &mut self,
        ingested: &Ingested,
        plan: &Plan,
        (year, key_figures): (SchoolYear, &KeyFigures),
    ) {
        // What the source has a column for.
        let measures: BTreeSet<&IndicatorId> =
            key_figures.schools.values().flat_map(|row| row.measures.keys()).collect();
        for (number, _) in ingested.register.of_municipality(plan.report.municipality) {
            let row = key_figures.schools.get(&number);
            for indicator in &measures {
                let key = FigureKey {
                    indicator: (*indicator).clone(),
                    unit: Unit::School(number),
                    period: Period::Year(year),
                    breakdown: Breakdown::ALL,
                };
                let reason = match row.and_then(|row| row.measures.get(*indicator)) {
                    Some(Measured::Value(value, verdict)) => {
                        let form = PublishedForm::Other;
                        let (value, verdict) = (*value, *verdict);
                        self.publish(key, Published { value, form, n: None, verdict });
                        continue;
                    }
                    Some(Measured::NotReported) => AbsentReason::NotReported,
                    Some(Measured::Withheld) => AbsentReason::Withheld,
                    Some(Measured::Empty) => AbsentReason::NotPublished,
                    None => AbsentReason::NotInSource,
                };
                self.absent.entry(key).or_insert(reason);
            }
        }
    }

    /// Leaves out the parts of pupils that a definition has no figures of: they were added up.
    fn prune(&mut self, catalogue: &Catalogue) {
        let kinds: BTreeMap<&str, &Indicator> =
            catalogue.indicators().iter().map(|of| (of.id.as_str(), of)).collect();
        let wanted = |key: &FigureKey| {
            key.breakdown.part == Part::All
                || kinds
                    .get(key.indicator.as_str())
                    .is_some_and(|of| of.by.contains(&key.breakdown.part.kind()))
        };
        self.evidence.retain(|key, _| wanted(key));
        self.absent.retain(|key, _| wanted(key));
        self.beside.retain(|key, _| wanted(key));
    }
}

/// Says of each sum over schools how many schools it holds, where others have a figure that is not
/// in it: no value, a value alone, or one of another kind.
fn cover(figures: &mut Figures, sums: &Sums, graph: &RollupGraph) {
    let mut held: BTreeMap<FigureKey, (u32, u32)> = BTreeMap::new();
    for key in figures.figures.keys().filter(|key| matches!(key.unit, Unit::School(_))) {
        let is_in = sums.schools.contains(key);
        for unit in graph.of(&key.indicator).with_ancestors(key.unit) {
            let (with, without) = held.entry(FigureKey { unit, ..key.clone() }).or_default();
            *(if is_in { with } else { without }) += 1;
        }
    }
    let above = |key: &FigureKey| !matches!(key.unit, Unit::School(_));
    for (key, (with, without)) in held.into_iter().filter(|(key, held)| above(key) && 0 < held.1) {
        // A whole unit may have a value of its own, which is no sum.
        if let (true, Some(figure)) = (sums.all.contains_key(&key), figures.figures.get_mut(&key))
            && !matches!(figure.value(), Some(Value::Published { .. }))
        {
            figure.coverage = Some(Coverage { with, of: with + without });
        }
    }
}

/// The tallies of schools that were taken over go to the schools that took over.
fn succeeded(
    leaves: Tallies,
    succession: &Succession,
) -> Result<BTreeMap<FigureKey, Counted>, TallyError> {
    let mut moved: BTreeMap<FigureKey, Counted> = BTreeMap::new();
    let Tallies { tallies, origins } = leaves;
    for (key, tally) in tallies {
        // Every tally has an origin; should one be missing, the weakest claims the least.
        let origin = origins.get(&key).copied().unwrap_or(Origin::Published);
        let unit = match key.unit {
            Unit::School(school) => Unit::School(succession.current(school)),
            unit @ (Unit::Group(_) | Unit::Municipality(_) | Unit::Nation) => unit,
        };
        let key = FigureKey { unit, ..key };
        let sum = match moved.get(&key) {
            Some((before, weakest)) => (before.merge(tally)?, (*weakest).max(origin)),
            None => (tally, origin),
        };
        moved.insert(key, sum);
    }
    Ok(moved)
}

fn describe(figures: &mut Figures, indicator: &Indicator, year: SchoolYear, of: &KeyFigures) {
    let value = |row: &KeyFigureRow| match row.measures.get(&indicator.id) {
        Some(Measured::Value(value, _)) => Some(*value),
        Some(Measured::Empty | Measured::NotReported | Measured::Withheld) | None => None,
    };
    let values: Vec<Decimal> = of.schools.values().filter_map(value).collect();
    let without = of.schools.len().saturating_sub(values.len());
    let without = u64::try_from(without).unwrap_or(u64::MAX);
    figures.describe(indicator, Period::Year(year), &values, without);
}
