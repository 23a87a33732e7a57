//! The curves of funnels, a row for each size of school.

use super::{Cell, Column, Table, measured_in};
use crate::funnels::{Funnel, Point};
use crate::view::View;

pub(super) const COLUMNS: [Column; 12] = [
    Column::text("indikator"),
    Column::text("indikator_navn"),
    Column::text("skoletype"),
    Column::text("maaleenhed"),
    Column::number("alle_skoler"),
    Column::number("chokfaktor"),
    Column::number("frihedsgrader"),
    Column::count("forskellige_elever"),
    Column::number("tragt_95_nedre"),
    Column::number("tragt_95_oevre"),
    Column::number("tragt_998_nedre"),
    Column::number("tragt_998_oevre"),
];

pub(super) fn table<'a>(view: &'a View<'a>, funnels: &'a [Funnel<'a>]) -> Table<'a> {
    let of = move |funnel: &'a Funnel<'a>| {
        funnel.points.iter().map(move |point| row(view, funnel, point))
    };
    let rows = move || Box::new(funnels.iter().flat_map(of)) as super::Rows<'a>;
    Table { name: "tragt", columns: &COLUMNS, rows: Box::new(rows) }
}

fn row(view: &View<'_>, funnel: &Funnel<'_>, point: &Point) -> Vec<Cell> {
    let definition = view.release.catalogue().indicator(funnel.indicator.as_str());
    let name = definition.map_or("", |indicator| view.local(&indicator.name));
    let mut row = vec![
        Cell::text(funnel.indicator.as_str()),
        Cell::text(name),
        Cell::text(funnel.kind.id()),
        measured_in(view, funnel.indicator),
        Cell::Number(funnel.chance.reference),
        Cell::Number(funnel.chance.shock),
        Cell::Number(funnel.chance.degrees),
        Cell::Count(point.persons),
    ];
    row.extend(Cell::limits(Some(point.inner)));
    row.extend(Cell::limits(Some(point.outer)));
    row
}
