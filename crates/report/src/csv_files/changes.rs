//! Every change as a row, with the numbers of both years.

use kvalitet_core::{Breakdown, Decimal, SchoolYear};
use kvalitet_disclosure::{ChangeContent, ReleasedChange, ReleasedChangeNumbers};

use super::{Cell, Column, OF_UNIT};
use crate::view::View;

pub(super) const COLUMNS: [Column; 35] = [
    OF_UNIT[0],
    OF_UNIT[1],
    OF_UNIT[2],
    OF_UNIT[3],
    OF_UNIT[4],
    OF_UNIT[5],
    Column::text("fra"),
    Column::text("til"),
    Column::text("status"),
    Column::text("dom"),
    Column::text("familie"),
    Column::text("maaleenhed"),
    Column::number("vaerdi_fra"),
    Column::count("n_fra"),
    Column::number("vaerdi_til"),
    Column::count("n_til"),
    Column::number("aendring"),
    Column::number("nedre"),
    Column::number("oevre"),
    Column::number("standardfejl"),
    Column::number("chokfaktor"),
    Column::number("frihedsgrader"),
    Column::number("p"),
    Column::number("p_korrigeret"),
    Column::number("kritisk_vaerdi"),
    Column::number("sikkert_fald_fra"),
    Column::number("sikker_stigning_fra"),
    Column::number("opdages_normalt_fra"),
    Column::number("ud_over_kommunen"),
    Column::number("ud_over_kommunen_nedre"),
    Column::number("ud_over_kommunen_oevre"),
    Column::number("ud_over_landet"),
    Column::number("ud_over_landet_nedre"),
    Column::number("ud_over_landet_oevre"),
    Column::text("metode"),
];

/// The columns of both years and of the change: `vaerdi_fra` to `metode`.
const NUMBERS: usize = 23;

pub(super) fn row(view: &View<'_>, change: &ReleasedChange) -> Vec<Cell> {
    let mut row = super::of_unit(view, &change.indicator, change.unit).to_vec();
    row.extend([change.from, change.to].map(|year| Cell::text(year.to_string())));
    let in_units = super::measured_in(view, &change.indicator);
    match &change.content {
        // Hidden whole: not even the year that may be seen by itself.
        ChangeContent::Hidden => {
            row.extend([Cell::text("skjult"), Cell::Empty, Cell::Empty, in_units]);
            row.extend(vec![Cell::Empty; NUMBERS]);
        }
        ChangeContent::Shown { verdict, family, numbers } => {
            row.push(Cell::text("vist"));
            row.push(verdict.map_or(Cell::Empty, |verdict| Cell::text(verdict.id())));
            row.push(family.as_ref().map_or(Cell::Empty, |of| Cell::text(of.to_string())));
            row.push(in_units);
            for year in [change.from, change.to] {
                let (value, n) = of_year(view, change, year);
                row.extend([Cell::number(value), Cell::count(n)]);
            }
            match numbers {
                Some(numbers) => row.extend(numbers_of(numbers)),
                None => row.extend(vec![Cell::Empty; NUMBERS - 4]),
            }
        }
    }
    row
}

/// The value of a year and how many persons it is of, as far as they are shown.
pub(crate) fn of_year(
    view: &View<'_>,
    change: &ReleasedChange,
    year: SchoolYear,
) -> (Option<Decimal>, Option<u64>) {
    let definition = view.release.catalogue().indicator(change.indicator.as_str());
    let figure =
        definition.and_then(|of| view.release.figure(of, change.unit, year, Breakdown::ALL));
    figure.map_or((None, None), |figure| (figure.value(), figure.n()))
}

fn numbers_of(of: &ReleasedChangeNumbers) -> Vec<Cell> {
    let beyond = |beyond: Option<[Decimal; 3]>| {
        beyond.map_or([Cell::Empty, Cell::Empty, Cell::Empty], |of| of.map(Cell::Number))
    };
    let numbers = [
        Some(of.difference),
        Some(of.lower),
        Some(of.upper),
        Some(of.standard_error),
        Some(of.shock),
        of.degrees,
        Some(of.p),
        of.adjusted,
        of.critical,
        of.sure_fall,
        of.sure_rise,
        of.discoverable,
    ];
    let mut cells: Vec<Cell> = numbers.map(Cell::number).into();
    cells.extend(beyond(of.beyond_municipality));
    cells.extend(beyond(of.beyond_nation));
    cells.push(Cell::text(of.method));
    cells
}
