//! Year groups step by step: a row for each, a column for each grade that is tested.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::cohort::Occasion;
use kvalitet_core::{Breakdown, Grade, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedCohort, ReleasedCohortLevel, ReleasedFigure};

use super::{Told, held_against, numbers};
use crate::document::{Block, Cell, Row, RowGroup, Table};
use crate::tables::anchor;

/// What stands at each test of a year group.
type Steps = BTreeMap<Grade, (SchoolYear, Cell)>;

/// Who are in the same grade in the same year: the year in which they would have been in grade 0.
fn year_group(of: Occasion) -> i32 {
    i32::from(of.year.start()) - i32::from(of.grade.number())
}

/// The distances of a unit's year groups, the youngest first; `None` where none is seen at more than
/// two tests, for the pairs say it all then.
pub(super) fn table(told: &Told<'_, '_>, unit: Unit) -> Option<Block> {
    let mut groups: BTreeMap<i32, Steps> = BTreeMap::new();
    let mut add = |at: Occasion, cell: Cell| {
        let steps = groups.entry(year_group(at)).or_default();
        steps.entry(at.grade).or_insert((at.year, cell));
    };
    for of in told.of(unit) {
        let levels = numbers(of).map(|numbers| [(of.from, numbers.before), (of.to, numbers.after)]);
        for (at, level) in levels.into_iter().flatten() {
            add(at, cell(told, level).also_under(at.year.to_string()));
        }
    }
    // A test that two pairs share is told of by the one that has its numbers.
    let without = told.of(unit).filter(|of| numbers(of).is_none());
    for at in without.flat_map(|of: &ReleasedCohort| [of.from, of.to]) {
        add(at, Cell::absent("–").under(at.year.to_string()));
    }
    for (from, to) in &told.gaps {
        let first = level(told, unit, *from).map(|level| cell(told, level));
        let first = first.unwrap_or_else(|| Cell::absent("–"));
        add(*from, first.also_under(from.year.to_string()));
        add(*to, Cell::absent(told.view.get("rap-arg-ingen-test")).under(to.year.to_string()));
    }
    let is_chain = groups.values().any(|steps| 2 < steps.len());
    is_chain.then(|| Block::Table { table: of_steps(told, unit, groups) })
}

fn of_steps(told: &Told<'_, '_>, unit: Unit, groups: BTreeMap<i32, Steps>) -> Table {
    let view = told.view;
    let grades: BTreeSet<Grade> = groups.values().flat_map(|of| of.keys().copied()).collect();
    let row = |(_, steps): (i32, Steps)| {
        let (first, (year, _)) = steps.first_key_value()?;
        let head = told.test(Occasion { year: *year, grade: *first });
        let cell = |grade: &Grade| match steps.get(grade) {
            Some((_, cell)) => cell.clone(),
            None => Cell::absent(""),
        };
        Some(Row::new(head, grades.iter().map(cell).collect()))
    };
    let arguments = [
        ("navn", view.local(&told.indicator.name).into()),
        ("enhed", view.name(unit).into()),
        ("hvem", held_against(told.of(unit)).into()),
    ];
    Table {
        id: format!("{}-aargange-trin", anchor(told.indicator.id.as_str())),
        caption: view.with("rap-arg-tabel-trin", &arguments),
        corner: view.get("rap-arg-kol-aargang"),
        columns: grades.iter().map(|grade| view.grade(*grade)).collect(),
        groups: vec![RowGroup::untitled(groups.into_iter().rev().filter_map(row).collect())],
    }
}

/// How a unit did at a test that nothing is followed from, of its figures; the distance to the nation as
/// to that of the others.
fn level(told: &Told<'_, '_>, unit: Unit, at: Occasion) -> Option<ReleasedCohortLevel> {
    let figure =
        |unit| told.view.figure(told.indicator, unit, at.year, Breakdown::of_grade(at.grade));
    let value = figure(unit)?.value()?;
    let nation = figure(Unit::Nation).and_then(ReleasedFigure::value);
    Some(ReleasedCohortLevel {
        value,
        n: figure(unit)?.n(),
        nation,
        municipality: None,
        distance: nation.and_then(|nation| value.minus(nation)),
    })
}

/// The distance, and the share in small print.
fn cell(told: &Told<'_, '_>, level: ReleasedCohortLevel) -> Cell {
    let distance = level.distance.map(|of| Cell::number(told.view.signed(told.told(of))));
    let cell = distance.unwrap_or_else(|| Cell::absent("–"));
    cell.under(told.view.value(told.indicator, level.value))
}
