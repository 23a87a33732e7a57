//! Every year group as a row, with the numbers of both tests.

use kvalitet_core::cohort::Occasion;
use kvalitet_disclosure::{
    CohortContent, ReleasedCohort, ReleasedCohortLevel, ReleasedCohortNumbers,
};

use super::{Cell, Column, OF_UNIT};
use crate::view::View;

pub(super) const COLUMNS: [Column; 33] = [
    OF_UNIT[0],
    OF_UNIT[1],
    OF_UNIT[2],
    OF_UNIT[3],
    OF_UNIT[4],
    OF_UNIT[5],
    Column::text("fra"),
    Column::count("klassetrin_fra"),
    Column::text("til"),
    Column::count("klassetrin_til"),
    Column::text("status"),
    Column::text("tilstand"),
    Column::text("maaleenhed"),
    Column::number("vaerdi_fra"),
    Column::count("n_fra"),
    Column::number("land_fra"),
    Column::number("kommune_fra"),
    Column::number("vaerdi_til"),
    Column::count("n_til"),
    Column::number("land_til"),
    Column::number("kommune_til"),
    Column::text("holdt_op_mod"),
    Column::number("afstand_fra"),
    Column::number("afstand_til"),
    Column::number("aendring"),
    Column::number("nedre"),
    Column::number("oevre"),
    Column::number("standardfejl"),
    Column::number("chokfaktor"),
    Column::number("frihedsgrader"),
    Column::number("elever_aendring_procent"),
    Column::text("mange_andre_elever"),
    Column::text("metode"),
];

/// The columns of both tests and of the change: `vaerdi_fra` to `metode`.
const NUMBERS: usize = 20;

pub(super) fn row(view: &View<'_>, of: &ReleasedCohort) -> Vec<Cell> {
    let mut row = super::of_unit(view, &of.indicator, of.unit).to_vec();
    for Occasion { year, grade } in [of.from, of.to] {
        row.extend([Cell::text(year.to_string()), Cell::Count(u64::from(grade.number()))]);
    }
    let (status, state, numbers) = match &of.content {
        CohortContent::Hidden => (Cell::text("skjult"), Cell::Empty, None),
        CohortContent::Shown { state, numbers } => {
            (Cell::text("vist"), Cell::text(state.id()), numbers.as_deref())
        }
    };
    row.extend([status, state, super::measured_in(view, &of.indicator)]);
    row.extend(numbers.map_or_else(|| vec![Cell::Empty; NUMBERS], numbers_of));
    row
}

fn numbers_of(of: &ReleasedCohortNumbers) -> Vec<Cell> {
    let level = |level: ReleasedCohortLevel| {
        [
            Cell::Number(level.value),
            Cell::count(level.n),
            Cell::number(level.nation),
            Cell::number(level.municipality),
        ]
    };
    let mut cells: Vec<Cell> = level(of.before).into_iter().chain(level(of.after)).collect();
    cells.push(of.against.map_or(Cell::Empty, |against| Cell::text(against.id())));
    cells.extend([of.before.distance, of.after.distance, of.difference].map(Cell::number));
    cells.extend(Cell::limits(of.limits));
    let made_with = of.made_with.map(|of| [Some(of.standard_error), Some(of.shock), of.degrees]);
    cells.extend(made_with.unwrap_or_default().map(Cell::number));
    cells.push(Cell::number(of.roll.map(|roll| roll.percent)));
    let is_large = of.roll.map(|roll| if roll.is_large { "ja" } else { "nej" });
    cells.push(is_large.map_or(Cell::Empty, Cell::text));
    cells.push(of.made_with.map_or(Cell::Empty, |of| Cell::text(of.method)));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohorts::tests::{cohort, numbers};
    use crate::testing::Fixture;

    #[test]
    fn every_row_has_every_column_and_a_hidden_one_no_number() {
        let fixture = Fixture::new();
        let release = fixture.release();
        let view = View::new(&release, &fixture.texts);
        let shown = |numbers| CohortContent::Shown {
            state: kvalitet_core::cohort::CohortState::Described,
            numbers,
        };
        let contents =
            [shown(Some(Box::new(numbers("-5.2", "-2.0")))), shown(None), CohortContent::Hidden];
        for (place, content) in contents.into_iter().enumerate() {
            let row = row(&view, &cohort("skole:999001", content));
            assert_eq!(row.len(), COLUMNS.len());
            for (cell, column) in row.iter().zip(&COLUMNS) {
                let fits = match (cell, column.kind) {
                    (Cell::Empty, _) => true,
                    (Cell::Text(_), kind) => kind == super::super::Kind::Text,
                    (Cell::Count(_), kind) => kind == super::super::Kind::Count,
                    (Cell::Number(_), kind) => kind == super::super::Kind::Number,
                };
                assert!(fits, "{}: {cell:?}", column.name);
            }
            let numbers = row.iter().filter(|cell| matches!(cell, Cell::Number(_))).count();
            assert_eq!(0 < numbers, place == 0);
        }
    }
}
