//! From resolved cells to tallies: the catalogue's expressions over weighted rows.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::{Catalogue, Indicator, Statistic};
use kvalitet_core::expression::{Chunk, NATIONAL_TEST};
use kvalitet_core::{
    Breakdown, FigureKey, Level, Origin, Period, SchoolKind, Subject, Tally, TallyError, Unit,
};
use rayon::prelude::*;

use crate::national_test::{CellKey, Resolved, TestCell};

/// What was counted: every counted indicator, school by school and grade by grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// The integers.
    pub tallies: BTreeMap<FigureKey, Tally>,
    /// What they were counted from, under the same keys.
    pub origins: BTreeMap<FigureKey, Origin>,
}

/// The tallies of every counted indicator, and what each was counted from.
///
/// Each cell becomes at most seven rows of the table `national_test`, weighted by pupils: one per
/// level, and one without a level for those who have no result. Pupil rows and aggregates thus run
/// through the same expressions.
///
/// # Errors
///
/// Returns [`TallyError`] when a count does not fit.
pub fn tally(resolved: &Resolved, catalogue: &Catalogue) -> Result<Tallies, TallyError> {
    let cells: Vec<(&CellKey, &TestCell)> = resolved.cells.iter().collect();
    let (chunk, rows) = chunk(&cells);
    let counted = catalogue.indicators().par_iter().map(|indicator| {
        let tallies = Counter { indicator, catalogue, chunk: &chunk, rows: &rows };
        tallies.count(&cells)
    });
    let counted: Vec<_> = counted.collect::<Result<_, _>>()?;
    let mut all = Tallies::default();
    for (key, (tally, origin)) in counted.into_iter().flatten() {
        all.tallies.insert(key.clone(), tally);
        all.origins.insert(key, origin);
    }
    Ok(all)
}

/// The weighted rows, and for each the place of its cell.
fn chunk(cells: &[(&CellKey, &TestCell)]) -> (Chunk, Vec<usize>) {
    let mut chunk =
        Chunk { columns: vec![Vec::new(); NATIONAL_TEST.columns.len()], ..Chunk::default() };
    let mut rows = Vec::new();
    for (place, (key, cell)) in cells.iter().enumerate() {
        let absent = cell.enrolled.map_or(0, |enrolled| enrolled.saturating_sub(cell.tested()));
        let levels = Level::ALL.iter().zip(cell.levels);
        let with_level = levels.map(|(level, pupils)| (i32::from(level.code()), pupils));
        for (level, pupils) in with_level.chain([(Chunk::NULL, absent)]) {
            if pupils == 0 {
                continue;
            }
            let values = [
                i32::from(key.subject == Subject::Mathematics),
                i32::from(key.grade.number()),
                level,
                i32::from(cell.enrolled.is_some()),
                i32::from(cell.kind == SchoolKind::SpecialSchool),
            ];
            chunk.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            chunk.weights.push(pupils);
            rows.push(place);
        }
    }
    (chunk, rows)
}

struct Counter<'a> {
    indicator: &'a Indicator,
    catalogue: &'a Catalogue,
    chunk: &'a Chunk,
    rows: &'a [usize],
}

impl Counter<'_> {
    fn count(
        &self,
        cells: &[(&CellKey, &TestCell)],
    ) -> Result<BTreeMap<FigureKey, (Tally, Origin)>, TallyError> {
        let Some(series) = self.catalogue.series_of(self.indicator) else {
            return Ok(BTreeMap::new());
        };
        let (denominator, numerators) = match &self.indicator.statistic {
            Statistic::Share { numerator, denominator } => {
                (denominator, vec![(None, numerator.evaluate(self.chunk))])
            }
            Statistic::Distribution { column, denominator } => {
                let of_level = |level: Level| (Some(level), self.equals(column, level));
                (denominator, Level::ALL.map(of_level).to_vec())
            }
            Statistic::Published { .. } => return Ok(BTreeMap::new()),
        };
        let counts = denominator.evaluate(self.chunk);
        let mut tallies = BTreeMap::new();
        for (level, hits) in numerators {
            let totals = self.totals(&counts, &hits, cells.len());
            for ((key, cell), (n, hits)) in cells.iter().zip(totals) {
                if series.subject == Some(key.subject) && series.covers(key.year, key.grade) {
                    let breakdown = Breakdown { grade: Some(key.grade), level };
                    let tally = Tally::share(hits, n)?;
                    tallies.insert(self.key(key, breakdown), (tally, cell.origin));
                }
            }
        }
        Ok(tallies)
    }

    /// `(n, hits)` of each cell.
    fn totals(
        &self,
        counts: &[Option<bool>],
        hits: &[Option<bool>],
        cells: usize,
    ) -> Vec<(u64, u64)> {
        let mut totals = vec![(0, 0); cells];
        let rows = self.rows.iter().zip(&self.chunk.weights).zip(counts.iter().zip(hits));
        for ((place, weight), (counts, hits)) in rows {
            if let (Some((n, total)), Some(true)) = (totals.get_mut(*place), counts) {
                *n += u64::from(*weight);
                *total += if *hits == Some(true) { u64::from(*weight) } else { 0 };
            }
        }
        totals
    }

    fn equals(&self, column: &str, level: Level) -> Vec<Option<bool>> {
        let place = NATIONAL_TEST.position(column);
        let values = place.and_then(|place| self.chunk.columns.get(place));
        let equal =
            |value: &i32| (*value != Chunk::NULL).then(|| *value == i32::from(level.code()));
        values.into_iter().flatten().map(equal).collect()
    }

    fn key(&self, key: &CellKey, breakdown: Breakdown) -> FigureKey {
        FigureKey {
            indicator: self.indicator.id.clone(),
            unit: Unit::School(key.school),
            period: Period::Year(key.year),
            breakdown,
        }
    }
}
