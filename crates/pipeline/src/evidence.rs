//! From what was read to the evidence of every figure: what is counted, what is added up, and what
//! stands as it was published.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::{Discriminant, discriminant};

use kvalitet_core::catalogue::{Catalogue, Indicator, Units};
use kvalitet_core::reference::NationalValues;
use kvalitet_core::table::{MARKS, TableDefinition};
use kvalitet_core::wellbeing::{self, QuestionnaireError};
use kvalitet_core::{
    Breakdown, Decimal, Evidence, FigureKey, IndicatorId, Origin, Part, Period, Published,
    PublishedForm, RollupGraph, SchoolYear, Tally, TallyError, Unit, with_wholes,
};
use kvalitet_disclosure::{AbsentReason, Compared, NationalSource, Reliability};
use kvalitet_figures::{Coverage, Figures, Value, estimate};
use kvalitet_ingest::cell::NonValue;
use kvalitet_ingest::groups::Succession;
use kvalitet_ingest::local::local_rows;
use kvalitet_ingest::marks::mark_rows;
use kvalitet_ingest::national_test::national_test_rows;
use kvalitet_ingest::observed::{Observed, observed};
use kvalitet_ingest::persons::PersonTable;
use kvalitet_ingest::points_test::points_test_rows;
use kvalitet_ingest::tally::{TableRows, Tallies, tally};
use kvalitet_ingest::wellbeing::{item_moments, wellbeing_rows};
use kvalitet_ingest::{Ingested, KeyFigureRow, KeyFigures, Measured};
use rayon::prelude::*;

use crate::nation::national;
use crate::over_schools::add_means_over_schools;
use crate::plan::Plan;
use crate::progression::Progression;
use crate::reconciled::compared;

/// The figures of a run, and what stands around them.
#[derive(Debug, Default)]
pub(crate) struct Assembled {
    pub(crate) figures: Figures,
    /// How figures agree with what was published of them.
    pub(crate) compared: BTreeMap<FigureKey, Compared>,
    /// Where figures of the nation were read.
    pub(crate) national: BTreeMap<FigureKey, NationalSource>,
    /// How many observations no definition reads, by layout.
    pub(crate) unread: BTreeMap<String, u64>,
    /// How well the questions of the wellbeing indicators hang together.
    pub(crate) reliability: Vec<Reliability>,
    /// Pupils' ways from test to test.
    pub(crate) progression: Progression,
}

/// What was published under the key of a figure that rests on something else.
#[derive(Clone, Debug)]
pub(crate) struct Beside {
    /// What the figure rests on or, where it is the published value itself, the sum of what was
    /// published of its parts.
    pub(crate) ours: Evidence,
    /// What was published.
    pub(crate) theirs: Published,
}

/// Figures that could not be worked out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AssembleError {
    /// A tally does not fit.
    #[error(transparent)]
    Tally(#[from] TallyError),
    /// The questions of the wellbeing survey are wrong: a mistake of the program.
    #[error(transparent)]
    Questionnaire(#[from] QuestionnaireError),
    /// A group or municipality is not the sum of its schools: a mistake of the program.
    #[error("`{0}` is not the sum of its schools")]
    NotASum(Box<FigureKey>),
}

/// A tally and what it was counted from.
type Counted = (Tally, Origin);

/// Tallies by figure.
type Cells = BTreeMap<FigureKey, Counted>;

/// Everything there is, for each figure.
#[derive(Default)]
struct Assembly {
    evidence: BTreeMap<FigureKey, Evidence>,
    absent: BTreeMap<FigureKey, AbsentReason>,
    beside: BTreeMap<FigureKey, Beside>,
    /// What sources say of units above the schools that nothing here adds up to.
    own: BTreeSet<FigureKey>,
}

/// Works out every figure.
///
/// # Errors
///
/// Returns [`AssembleError`] when a count does not fit, or a whole is not the sum of its schools.
pub(crate) fn assemble(
    ingested: &Ingested,
    graph: &RollupGraph,
    plan: &Plan,
) -> Result<Assembled, AssembleError> {
    let catalogue = &plan.catalogue;
    let said = observed(&ingested.figures, catalogue);
    let mut tables = vec![national_test_rows(&ingested.tests)];
    tables.extend(tables_of_persons(ingested, plan)?);
    let progression = Progression::of(ingested, plan)?;
    tables.push(progression.rows(ingested, plan));
    let rows = succeeded(tally(&tables, catalogue)?, &ingested.succession)?;
    let (leaves, elsewhere) = leaves(rows, &said)?;
    let sums = Sums::of(leaves, graph, catalogue)?;
    let mut assembly = Assembly::of(&sums);
    for (key, counted) in elsewhere {
        assembly.count(key, counted, (&said, catalogue));
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
    let compared = compared(&assembly.beside, &assembly.evidence, catalogue);
    // A test says that the values that come with the program can be read.
    let values = NationalValues::built_in();
    let values = values.map(|of| national(&of, &assembly.evidence, &plan.report.years));
    let mut national = BTreeMap::new();
    for (key, (evidence, source)) in values.unwrap_or_default() {
        assembly.evidence.insert(key.clone(), evidence);
        national.insert(key, source);
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
    Ok(Assembled {
        figures,
        compared,
        national,
        unread: said.unread,
        reliability: reliability(ingested)?,
        progression,
    })
}

/// The tables of rows of persons, the national tests aside.
fn tables_of_persons(
    ingested: &Ingested,
    plan: &Plan,
) -> Result<Vec<TableRows>, QuestionnaireError> {
    let mut tables: Vec<TableRows> = wellbeing_rows(ingested)?.into_iter().collect();
    tables.extend(points_test_rows(ingested));
    let marks = ingested.persons.values().filter(|table| is_of(table, &MARKS));
    tables.extend(marks.map(|table| mark_rows(table, &ingested.register, &plan.settings)));
    tables.extend(own_tables(ingested, plan));
    Ok(tables)
}

/// What the rows of persons come to, the national tests aside.
pub(crate) fn tallies_of_persons(
    ingested: &Ingested,
    plan: &Plan,
) -> Result<Tallies, AssembleError> {
    Ok(tally(&tables_of_persons(ingested, plan)?, &plan.catalogue)?)
}

/// What pupil rows and sources say, cell by cell: what can be added up, and what stands beside that.
/// What pupil rows say of a school, or add up to, stands before what a source of figures says of the
/// same.
fn leaves(rows: Cells, said: &Observed) -> Result<(Cells, Cells), TallyError> {
    let join = |(a, x): Counted, (b, y): Counted| Ok::<_, TallyError>((a.merge(b)?, x.max(y)));
    let counted = with_wholes(&rows, join, |_| true)?;
    let mut leaves = rows;
    let mut elsewhere = BTreeMap::new();
    for (key, of_source) in &said.tallies {
        let is_school = matches!(key.unit, Unit::School(_));
        let to = if is_school && !counted.contains_key(key) { &mut leaves } else { &mut elsewhere };
        to.insert(key.clone(), *of_source);
    }
    Ok((leaves, elsewhere))
}

/// Cronbach's alpha of each wellbeing indicator and year, where it can be worked out.
fn reliability(ingested: &Ingested) -> Result<Vec<Reliability>, TallyError> {
    let mut found = Vec::new();
    for ((year, indicator), moments) in item_moments(ingested)? {
        let id = indicator.map_or("generel", wellbeing::Indicator::id);
        let alpha = moments.alpha().and_then(|alpha| Decimal::from_f64(alpha, 2));
        let items = u32::try_from(moments.items()).ok();
        if let (Ok(indicator), Some(alpha), Some(items)) =
            (format!("trivsel.{id}").parse(), alpha, items)
        {
            found.push(Reliability { indicator, year, items, n: moments.cases(), alpha });
        }
    }
    Ok(found)
}

/// The rows of the municipality's own tables that a definition reads.
fn own_tables<'a>(
    ingested: &'a Ingested,
    plan: &'a Plan,
) -> impl Iterator<Item = TableRows> + use<'a> {
    let own: BTreeSet<&str> =
        plan.sources.iter().filter_map(|source| Some(source.local.as_ref()?.id.as_ref())).collect();
    let reads = |name: &&str| plan.catalogue.indicators().iter().any(|of| of.table == **name);
    let tables = own.into_iter().filter(reads).filter_map(|name| ingested.persons.get(name));
    tables.map(local_rows)
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

impl Sums {
    /// Sums the figures of each indicator apart from the others': they have nothing to do with each other.
    fn of(
        leaves: Cells,
        graph: &RollupGraph,
        catalogue: &Catalogue,
    ) -> Result<Self, AssembleError> {
        let mut of_indicators: BTreeMap<IndicatorId, Cells> = BTreeMap::new();
        for (key, counted) in leaves {
            of_indicators.entry(key.indicator.clone()).or_default().insert(key, counted);
        }
        let of_indicators: Vec<Cells> = of_indicators.into_values().collect();
        let summed = |leaves: &Cells| {
            let sums = sums(leaves, graph, catalogue)?;
            match not_a_sum(&sums.all, graph)? {
                Some(key) => Err(AssembleError::NotASum(Box::new(key))),
                None => Ok(sums),
            }
        };
        let summed: Vec<_> = of_indicators.par_iter().map(summed).collect();
        let summed: Vec<Self> = summed.into_iter().collect::<Result<_, AssembleError>>()?;
        let (all, schools): (Vec<_>, Vec<_>) =
            summed.into_iter().map(|sums| (sums.all, sums.schools)).unzip();
        Ok(Self {
            all: all.into_iter().flatten().collect(),
            schools: schools.into_iter().flatten().collect(),
        })
    }
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

/// The first group or municipality whose tally is not that of its schools together, found from above:
/// by the schools below it, and not by the ways its tally was carried.
fn not_a_sum(
    sums: &BTreeMap<FigureKey, Counted>,
    graph: &RollupGraph,
) -> Result<Option<FigureKey>, TallyError> {
    let wholes: BTreeSet<(&IndicatorId, Unit)> = sums
        .keys()
        .filter(|key| !matches!(key.unit, Unit::School(_)))
        .map(|key| (&key.indicator, key.unit))
        .collect();
    let mut above: BTreeMap<(&IndicatorId, Unit), Vec<Unit>> = BTreeMap::new();
    for (indicator, whole) in wholes {
        for school in graph.of(indicator).schools(whole) {
            above.entry((indicator, school)).or_default().push(whole);
        }
    }
    let mut together: BTreeMap<FigureKey, Tally> = BTreeMap::new();
    for (key, (tally, _)) in sums {
        for whole in above.get(&(&key.indicator, key.unit)).into_iter().flatten() {
            let key = FigureKey { unit: *whole, ..key.clone() };
            let kind = sums.get(&key).map(|(sum, _)| discriminant(sum));
            if kind == Some(discriminant(tally)) {
                let sum = match together.get(&key) {
                    Some(sum) => sum.merge(*tally)?,
                    None => *tally,
                };
                together.insert(key, sum);
            }
        }
    }
    let whole = |key: &&FigureKey| !matches!(key.unit, Unit::School(_));
    let wrong = sums
        .keys()
        .filter(whole)
        .find(|key| together.get(*key).copied() != sums.get(*key).map(|(tally, _)| *tally));
    Ok(wrong.cloned())
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
    /// What was counted, and added up.
    fn of(sums: &Sums) -> Self {
        let counted = |(key, (tally, origin)): (&FigureKey, &Counted)| {
            (key.clone(), Evidence::Counted { tally: *tally, origin: *origin })
        };
        Self { evidence: sums.all.iter().map(counted).collect(), ..Self::default() }
    }

    /// What a source counted: the figure itself where nothing else is there, otherwise beside it.
    fn count(
        &mut self,
        key: FigureKey,
        (tally, origin): Counted,
        (said, catalogue): (&Observed, &Catalogue),
    ) {
        let theirs = Evidence::Counted { tally, origin };
        let Some(ours) = self.evidence.get(&key) else {
            self.own.insert(key.clone());
            self.evidence.insert(key, theirs);
            return;
        };
        // A value is held beside as it was printed.
        if said.published.contains_key(&key) {
            return;
        }
        if let Some(theirs) = printed(&key, theirs, catalogue) {
            self.beside.insert(key, Beside { ours: ours.clone(), theirs });
        }
    }

    /// A value as it was published: the figure itself where nothing stronger is there, otherwise
    /// beside it. A unit's own published value is stronger than a sum of published values.
    fn publish(&mut self, key: FigureKey, published: Published) {
        let ours = self.evidence.get(&key);
        let is_own = matches!(key.unit, Unit::School(_)) || self.own.contains(&key);
        let is_weak =
            matches!(ours, None | Some(Evidence::Counted { origin: Origin::Published, .. }));
        if let Some(ours) = ours.filter(|_| !(is_weak && is_own)) {
            let (ours, theirs) = (ours.clone(), published.clone());
            self.beside.entry(key.clone()).or_insert(Beside { ours, theirs });
        }
        if is_weak {
            self.evidence.insert(key, Evidence::Published(published));
        }
    }

    /// The municipality's schools in a source of published key figures, or why a school has none.
    fn key_figures(
        &mut self,
        ingested: &Ingested,
        plan: &Plan,
        (year, key_figures): (SchoolYear, &KeyFigures),
    ) {
        // What the source has a column for, and a school has a value of.
        let of_schools = |id: &&IndicatorId| {
            let indicator = plan.catalogue.indicator(id.as_str());
            indicator.is_some_and(|indicator| indicator.units == Units::Schools)
        };
        let columns = key_figures.schools.values().flat_map(|row| row.measures.keys());
        let measures: BTreeSet<&IndicatorId> = columns.filter(of_schools).collect();
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

    /// Leaves out the parts of pupils, and the schools, that a definition has no figures of: they were
    /// added up. A class is a school's: two schools' 4A are no class.
    fn prune(&mut self, catalogue: &Catalogue) {
        let kinds: BTreeMap<&str, &Indicator> =
            catalogue.indicators().iter().map(|of| (of.id.as_str(), of)).collect();
        let wanted = |key: &FigureKey| {
            let is_school = matches!(key.unit, Unit::School(_));
            if matches!(key.breakdown.part, Part::Class(_)) && !is_school {
                return false;
            }
            let indicator = kinds.get(key.indicator.as_str());
            if is_school && indicator.is_some_and(|of| of.units == Units::Municipality) {
                return false;
            }
            key.breakdown.part == Part::All
                || indicator.is_some_and(|of| of.by.contains(&key.breakdown.part.kind()))
        };
        self.evidence.retain(|key, _| wanted(key));
        self.absent.retain(|key, _| wanted(key));
        self.beside.retain(|key, _| wanted(key));
    }
}

/// What a source counted as it would have printed it, at the decimals of the definition.
fn printed(key: &FigureKey, evidence: Evidence, catalogue: &Catalogue) -> Option<Published> {
    let indicator = catalogue.indicator(key.indicator.as_str())?;
    let evidence = BTreeMap::from([(key.clone(), evidence)]);
    let figures = estimate(&evidence, &BTreeMap::new(), catalogue);
    let value = figures.get(key)?.value()?;
    let (numerator, denominator) = value.exact(indicator.scale)?;
    let n = value.persons();
    let value = Decimal::from_ratio(numerator, denominator, indicator.decimals)?;
    Some(Published { value, form: PublishedForm::Other, n, verdict: None })
}

/// Says of each sum over schools how many schools it holds, where others have a figure that is not
/// in it: no value, a value alone, or one of another kind.
fn cover(figures: &mut Figures, sums: &Sums, graph: &RollupGraph) {
    let is_school = |unit: &Unit| matches!(unit, Unit::School(_));
    let of_schools: Vec<&FigureKey> =
        figures.figures.keys().filter(|key| is_school(&key.unit)).collect();
    let of_indicators: Vec<&[&FigureKey]> =
        of_schools.chunk_by(|one, next| one.indicator == next.indicator).collect();
    let held_by = |keys: &&[&FigureKey]| {
        let mut held: BTreeMap<FigureKey, (u32, u32)> = BTreeMap::new();
        let graph = keys.first().map(|key| graph.of(&key.indicator));
        for key in *keys {
            let is_in = sums.schools.contains(*key);
            let units = graph.iter().flat_map(|graph| graph.with_ancestors(key.unit));
            for unit in units.filter(|unit| !is_school(unit)) {
                let whole = FigureKey { unit, ..(*key).clone() };
                let (with, without) = held.entry(whole).or_default();
                *(if is_in { with } else { without }) += 1;
            }
        }
        held.retain(|_, (_, without)| 0 < *without);
        held
    };
    let held: Vec<_> = of_indicators.par_iter().map(held_by).collect();
    for (key, (with, without)) in held.into_iter().flatten() {
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

#[cfg(test)]
mod tests {
    use kvalitet_core::GroupId;

    use super::*;

    fn graph() -> RollupGraph {
        let mut graph = RollupGraph::default();
        let group: GroupId = "folkeskoler".parse().unwrap();
        for school in ["skole:999001", "skole:999002"] {
            graph.add(school.parse().unwrap(), Unit::Group(group));
        }
        graph.add(Unit::Group(group), "kommune:999".parse().unwrap());
        graph
    }

    fn cell(key: &str, hits: u64, n: u64) -> (FigureKey, Counted) {
        (key.parse().unwrap(), (Tally::share(hits, n).unwrap(), Origin::Counts))
    }

    #[test]
    fn a_whole_that_is_not_its_schools_together_is_found() {
        let leaves = BTreeMap::from([
            cell("laesning.gode/skole:999001/2018-19", 3, 4),
            cell("laesning.gode/skole:999002/2018-19", 1, 4),
        ]);
        let catalogue = Catalogue::built_in().unwrap();
        let mut sums = sums(&leaves, &graph(), &catalogue).unwrap().all;
        assert_eq!(not_a_sum(&sums, &graph()).unwrap(), None);
        let (key, wrong) = cell("laesning.gode/kommune:999/2018-19", 5, 8);
        sums.insert(key.clone(), wrong);
        assert_eq!(not_a_sum(&sums, &graph()).unwrap(), Some(key));
    }

    #[test]
    fn a_sum_is_of_one_kind_and_as_weak_as_its_weakest_part() {
        let mut leaves = BTreeMap::from([
            cell("laesning.gode/skole:999001/2018-19/klasse:2", 3, 4),
            cell("laesning.gode/skole:999001/2018-19/klasse:4", 1, 4),
        ]);
        let key: FigureKey = "laesning.gode/skole:999002/2018-19/klasse:4".parse().unwrap();
        let weighted = Tally::Weighted { n: 10, sum: 750_000_000 };
        leaves.insert(key.clone(), (weighted, Origin::Published));
        let (_, origin) = leaves.values_mut().next().unwrap();
        *origin = Origin::PupilRows;
        let sums = sums(&leaves, &graph(), &Catalogue::built_in().unwrap()).unwrap().all;
        let of = |text: &str| sums.get(&text.parse::<FigureKey>().unwrap()).copied();
        let both = (Tally::share(4, 8).unwrap(), Origin::Counts);
        assert_eq!(of("laesning.gode/kommune:999/2018-19"), Some(both));
        assert_eq!(sums.get(&key), Some(&(weighted, Origin::Published)));
        assert_eq!(not_a_sum(&sums, &graph()).unwrap(), None);
    }
}
