//! From resolved rows to tallies: the definitions' expressions over weighted rows.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator, Series, Statistic};
use kvalitet_core::expression::Chunk;
use kvalitet_core::table::TableDefinition;
use kvalitet_core::{
    Breakdown, Category, FigureKey, InstitutionNumber, Origin, Part, PartKind, Period, SchoolYear,
    Subject, Tally, TallyError, Unit,
};
use rayon::prelude::*;

/// What was counted: every counted indicator, school by school and part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// The integers.
    pub tallies: BTreeMap<FigureKey, Tally>,
    /// What they were counted from, under the same keys.
    pub origins: BTreeMap<FigureKey, Origin>,
}

/// The rows of one table, resolved: one per person and occasion, or one for several persons that
/// are alike.
#[derive(Clone, Debug)]
pub struct TableRows {
    /// The table.
    pub definition: TableDefinition,
    /// For each way the rows are divided, the cells they fall in. `All` is always there.
    pub divisions: BTreeMap<PartKind, Vec<RowCell>>,
    /// The rows, block by block.
    pub blocks: Vec<Block>,
}

/// A cell that rows fall in: a part of the pupils of a school in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowCell {
    /// The school.
    pub school: InstitutionNumber,
    /// The school year.
    pub year: SchoolYear,
    /// The part of its pupils.
    pub part: Part,
    /// The subject of a test.
    pub subject: Option<Subject>,
    /// What the rows were made of.
    pub origin: Origin,
}

/// Some rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Their columns, and for how many persons each row stands.
    pub chunk: Chunk,
    /// For each division the place of each row's cell; `u32::MAX` for a row that falls in none.
    pub places: BTreeMap<PartKind, Vec<u32>>,
}

/// The tallies of every indicator that is counted from one of these tables.
///
/// # Errors
///
/// Returns [`TallyError`] when a count does not fit.
pub fn tally(tables: &[TableRows], catalogue: &Catalogue) -> Result<Tallies, TallyError> {
    let mut jobs: Vec<(&TableRows, &Indicator)> = Vec::new();
    for rows in tables {
        let of_table = |indicator: &&Indicator| {
            indicator.table == rows.definition.name && !indicator.is_reported()
        };
        jobs.extend(catalogue.indicators().iter().filter(of_table).map(|of| (rows, of)));
    }
    let counted = jobs.par_iter().map(|(rows, indicator)| {
        Counter { rows, indicator, series: catalogue.series_of(indicator) }.count()
    });
    let counted: Vec<_> = counted.collect::<Result<_, _>>()?;
    let mut all = Tallies::default();
    for (key, (tally, origin)) in counted.into_iter().flatten() {
        all.tallies.insert(key.clone(), tally);
        all.origins.insert(key, origin);
    }
    Ok(all)
}

struct Counter<'a> {
    rows: &'a TableRows,
    indicator: &'a Indicator,
    series: Option<&'a Series>,
}

/// What was counted for one key, and from what.
type Counted = (FigureKey, (Tally, Origin));

/// The tallies of one category, cell by cell of a division.
type OfCategory = (Option<Category>, Vec<Tally>);

impl Counter<'_> {
    fn count(&self) -> Result<Vec<Counted>, TallyError> {
        let mut found = Vec::new();
        for division in self.divisions() {
            let Some(cells) = self.rows.divisions.get(&division) else { continue };
            let mut tallies: Vec<OfCategory> = self.empty(cells.len());
            for block in &self.rows.blocks {
                if let Some(places) = block.places.get(&division) {
                    self.add(&block.chunk, places, &mut tallies)?;
                }
            }
            for (category, of_category) in tallies {
                let counted = cells.iter().zip(of_category).filter(|(cell, _)| self.covers(cell));
                found.extend(
                    counted.map(|(cell, tally)| (self.key(cell, category), (tally, cell.origin))),
                );
            }
        }
        Ok(found)
    }

    /// The ways the indicator's rows are divided. Grades add up to all; without them all are counted
    /// at once.
    fn divisions(&self) -> BTreeSet<PartKind> {
        let has = |kind: &PartKind| self.rows.divisions.contains_key(kind);
        let mut wanted: BTreeSet<PartKind> =
            self.indicator.by.iter().copied().filter(has).collect();
        if !wanted.contains(&PartKind::Grade) {
            let staged = self.indicator.by.contains(&PartKind::Stage);
            let by = if staged && has(&PartKind::Grade) { PartKind::Grade } else { PartKind::All };
            wanted.insert(by);
        }
        wanted
    }

    fn covers(&self, cell: &RowCell) -> bool {
        self.series.is_none_or(|series| {
            let grade = match cell.part {
                Part::Grade(grade) => series.covers(cell.year, grade),
                _ => series.covers_year(cell.year),
            };
            grade && (series.subject.is_none() || series.subject == cell.subject)
        })
    }

    fn empty(&self, cells: usize) -> Vec<OfCategory> {
        let share = Tally::Share { n: 0, hits: 0 };
        match &self.indicator.statistic {
            Statistic::Share { .. } => vec![(None, vec![share; cells])],
            Statistic::Distribution { categories, .. } => {
                let of = |category| (Some(category), vec![share; cells]);
                categories.all().into_iter().map(of).collect()
            }
            Statistic::Mean { .. } => {
                vec![(None, vec![Tally::Moments { n: 0, sum: 0, sum_sq: 0 }; cells])]
            }
            Statistic::Ratio { .. } => {
                let none = Tally::Ratio { persons: Some(0), numerator: 0, denominator: 0 };
                vec![(None, vec![none; cells])]
            }
            Statistic::Count { .. } => vec![(None, vec![Tally::Count(0); cells])],
            Statistic::Reported { .. } => Vec::new(),
        }
    }

    /// Adds the rows of a chunk to the tallies of their cells.
    fn add(
        &self,
        chunk: &Chunk,
        places: &[u32],
        tallies: &mut [OfCategory],
    ) -> Result<(), TallyError> {
        let counts = self.counts(chunk);
        for (category, of_category) in tallies {
            let rows = self.row_tallies(chunk, *category);
            for ((place, counts), row) in places.iter().zip(&counts).zip(rows) {
                let cell = usize::try_from(*place).ok().and_then(|at| of_category.get_mut(at));
                if let (Some(cell), Some(true), Some(row)) = (cell, counts, row) {
                    *cell = cell.merge(row?)?;
                }
            }
        }
        Ok(())
    }

    /// Which rows count at all.
    fn counts(&self, chunk: &Chunk) -> Vec<Option<bool>> {
        match &self.indicator.statistic {
            Statistic::Share { denominator, .. }
            | Statistic::Distribution { denominator, .. }
            | Statistic::Mean { denominator, .. } => denominator.evaluate(chunk),
            Statistic::Ratio { rows, .. } | Statistic::Count { rows } => rows.evaluate(chunk),
            Statistic::Reported { .. } => Vec::new(),
        }
    }

    /// What each row adds where it counts; `None` where a quantity is not there.
    fn row_tallies(
        &self,
        chunk: &Chunk,
        category: Option<Category>,
    ) -> Vec<Option<Result<Tally, TallyError>>> {
        let weights = chunk.weights.iter().map(|weight| u64::from(*weight));
        let share = |(n, hit): (u64, bool)| Some(Tally::share(if hit { n } else { 0 }, n));
        match &self.indicator.statistic {
            Statistic::Share { numerator, .. } => {
                let hits = numerator.evaluate(chunk).into_iter().map(|hit| hit == Some(true));
                weights.zip(hits).map(share).collect()
            }
            Statistic::Distribution { column, .. } => {
                let values = self.rows.definition.position(column);
                let values = values.and_then(|place| chunk.columns.get(place));
                let code = category.map(|category| i64::from(category.code()));
                let hits = values.into_iter().flatten().map(|value| Some(*value) == code);
                weights.zip(hits).map(share).collect()
            }
            Statistic::Mean { value, .. } => {
                let values = value.evaluate(chunk);
                weights.zip(values).map(|(n, value)| value.map(|value| moments(value, n))).collect()
            }
            Statistic::Ratio { numerator, denominator, .. } => {
                let above = (numerator.evaluate(chunk), numerator.decimals());
                let below = (denominator.evaluate(chunk), denominator.decimals());
                let of_row = |(n, (a, b)): (u64, (Option<i64>, Option<i64>))| {
                    a.zip(b).map(|(a, b)| ratio(n, (a, above.1), (b, below.1)))
                };
                weights.zip(above.0.into_iter().zip(below.0)).map(of_row).collect()
            }
            Statistic::Count { .. } => weights.map(|n| Some(Ok(Tally::Count(n)))).collect(),
            Statistic::Reported { .. } => Vec::new(),
        }
    }

    fn key(&self, cell: &RowCell, category: Option<Category>) -> FigureKey {
        FigureKey {
            indicator: self.indicator.id.clone(),
            unit: Unit::School(cell.school),
            period: Period::Year(cell.year),
            breakdown: Breakdown { part: cell.part, category },
        }
    }
}

/// One value, `n` times.
fn moments(value: i64, n: u64) -> Result<Tally, TallyError> {
    let overflow = TallyError::Overflow;
    let sum = i64::try_from(n).ok().and_then(|n| value.checked_mul(n)).ok_or(overflow)?;
    let squared = i128::from(value).checked_mul(i128::from(value)).ok_or(overflow)?;
    let sum_sq = squared.checked_mul(i128::from(n)).ok_or(overflow)?;
    Ok(Tally::Moments { n, sum, sum_sq })
}

/// Two amounts with their decimals, `n` times, in millionths.
fn ratio(n: u64, numerator: (i64, u8), denominator: (i64, u8)) -> Result<Tally, TallyError> {
    let millionths = |(value, decimals): (i64, u8)| {
        let scale = 10_i64.checked_pow(6_u32.checked_sub(u32::from(decimals))?)?;
        value.checked_mul(scale)?.checked_mul(i64::try_from(n).ok()?)
    };
    let (numerator, denominator) =
        millionths(numerator).zip(millionths(denominator)).ok_or(TallyError::Overflow)?;
    Ok(Tally::Ratio { persons: Some(n), numerator, denominator })
}
