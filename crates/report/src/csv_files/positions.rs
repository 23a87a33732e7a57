//! Where schools stand, a row for each.

use kvalitet_disclosure::{PositionContent, ReleasedPosition, ReleasedPositionNumbers};

use super::{Cell, Column, OF_UNIT};
use crate::funnels::judged_kind;
use crate::view::View;

pub(super) const COLUMNS: [Column; 30] = [
    OF_UNIT[0],
    OF_UNIT[1],
    OF_UNIT[2],
    OF_UNIT[3],
    OF_UNIT[4],
    OF_UNIT[5],
    Column::text("skoleaar"),
    Column::text("status"),
    Column::text("dom"),
    Column::text("familie"),
    Column::text("maaleenhed"),
    Column::number("niveau"),
    Column::number("nedre"),
    Column::number("oevre"),
    Column::count("n"),
    Column::count("forskellige_elever"),
    Column::number("alle_skoler"),
    Column::number("chokfaktor"),
    Column::number("p"),
    Column::number("p_korrigeret"),
    Column::number("tragt_95_nedre"),
    Column::number("tragt_95_oevre"),
    Column::number("tragt_998_nedre"),
    Column::number("tragt_998_oevre"),
    Column::number("tragt_95_optaelling_nedre"),
    Column::number("tragt_95_optaelling_oevre"),
    Column::number("trukket_mod_alle"),
    Column::number("trukket_mod_alle_nedre"),
    Column::number("trukket_mod_alle_oevre"),
    Column::number("paalidelighed"),
];

/// The columns of a place: `niveau` to `paalidelighed`.
const NUMBERS: usize = 19;

pub(super) fn row(view: &View<'_>, position: &ReleasedPosition) -> Vec<Cell> {
    let [indicator, name, version, unit, unit_name, _] =
        super::of_unit(view, &position.indicator, position.unit);
    let kind = Cell::text(judged_kind(view, position.unit).id());
    let years: Vec<String> = position.years.iter().map(ToString::to_string).collect();
    let (status, verdict, family, numbers) = match &position.content {
        PositionContent::Hidden => ("skjult", Cell::Empty, Cell::Empty, None),
        PositionContent::Shown { verdict, family, numbers } => {
            let family = family.as_ref().map_or(Cell::Empty, |of| Cell::text(of.to_string()));
            ("vist", Cell::text(verdict.id()), family, numbers.as_deref())
        }
    };
    let mut row = vec![indicator, name, version, unit, unit_name, kind];
    row.extend([Cell::text(years.join(" ")), Cell::text(status), verdict, family]);
    row.push(super::measured_in(view, &position.indicator));
    row.extend(numbers.map_or_else(|| vec![Cell::Empty; NUMBERS], numbers_of));
    row
}

fn numbers_of(of: &ReleasedPositionNumbers) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Number(of.level),
        Cell::Number(of.lower),
        Cell::Number(of.upper),
        Cell::Count(of.n),
        Cell::Count(of.distinct),
        Cell::Number(of.reference),
        Cell::Number(of.shock),
        Cell::Number(of.p),
        Cell::number(of.adjusted),
    ];
    for limits in [Some(of.inner), Some(of.outer), of.counting] {
        cells.extend(Cell::limits(limits));
    }
    cells.push(Cell::number(of.shrunken));
    cells.extend(Cell::limits(of.shrunken_interval));
    cells.push(Cell::number(of.reliability));
    cells
}
