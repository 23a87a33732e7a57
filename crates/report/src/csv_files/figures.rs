//! Every figure in one long table.

use kvalitet_core::{Breakdown, FigureKey, Part, Period};
use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};

use super::{Cell, Column, OF_UNIT};
use crate::json::reason_id;
use crate::view::View;

/// The columns, in order. Names are stable; `klassetrin` is empty for all of them, `opdeling` for
/// all and for grades, `kategori` where a figure is not of a distribution.
pub(super) const COLUMNS: [Column; 21] = [
    Column::text("noegle"),
    OF_UNIT[0],
    OF_UNIT[1],
    OF_UNIT[2],
    OF_UNIT[3],
    OF_UNIT[4],
    OF_UNIT[5],
    Column::text("skoleaar"),
    Column::text("klassetrin"),
    Column::text("opdeling"),
    Column::text("kategori"),
    Column::text("status"),
    Column::text("aarsag"),
    Column::number("vaerdi"),
    Column::text("maaleenhed"),
    Column::count("n"),
    Column::count("taeller"),
    Column::number("nedre"),
    Column::number("oevre"),
    Column::text("evidens"),
    Column::text("for_faa"),
];

pub(super) fn row(view: &View<'_>, key: &FigureKey, figure: &ReleasedFigure) -> Vec<Cell> {
    let indicator = view.release.catalogue().indicator(key.indicator.as_str());
    let [id, name, version, unit, unit_name, kind] = super::of_unit(view, &key.indicator, key.unit);
    let [status, reason, value, n, hits, lower, upper, too_few] = content(figure);
    let text = |part: Option<String>| part.map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::text(key.to_string()),
        id,
        name,
        version,
        unit,
        unit_name,
        kind,
        Cell::text(period(key.period)),
        text(key.breakdown.grade().map(|grade| grade.to_string())),
        text(other_part(key.breakdown)),
        text(key.breakdown.category.map(|category| category.to_string())),
        status,
        reason,
        value,
        Cell::text(indicator.map(|indicator| view.unit_of(indicator)).unwrap_or_default()),
        n,
        hits,
        lower,
        upper,
        Cell::text(figure.class().to_string()),
        too_few,
    ]
}

/// The part of the pupils, where it is no grade and not all.
pub(crate) fn other_part(breakdown: Breakdown) -> Option<String> {
    let other = breakdown.grade().is_none() && breakdown.part != Part::All;
    other.then(|| breakdown.pupils().to_string())
}

/// Status, reason, value, n, numerator, lower, upper, too few.
fn content(figure: &ReleasedFigure) -> [Cell; 8] {
    let without_number = |status: &str, reason: Cell| {
        let empty = || Cell::Empty;
        [Cell::text(status), reason, empty(), empty(), empty(), empty(), empty(), empty()]
    };
    match *figure.content() {
        ReleasedContent::Shown { value, n, hits, lower, upper, too_few, .. } => [
            Cell::text("vist"),
            match (figure.is_kept(), figure.rounded_to()) {
                (false, None) => Cell::Empty,
                (true, None) => Cell::text("fra-tidligere-udgave"),
                (false, Some(to)) => Cell::text(format!("afrundet-til-{to}")),
                (true, Some(to)) => Cell::text(format!("fra-tidligere-udgave afrundet-til-{to}")),
            },
            Cell::Number(value),
            Cell::count(n),
            Cell::count(hits),
            Cell::number(lower),
            Cell::number(upper),
            Cell::text(if too_few { "ja" } else { "nej" }),
        ],
        ReleasedContent::Hidden => without_number("skjult", Cell::Empty),
        ReleasedContent::Absent { reason } => {
            without_number("mangler", Cell::text(reason_id(reason)))
        }
    }
}

/// A school year, or the two of a change.
pub(crate) fn period(period: Period) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Change { from, to } => format!("{from}..{to}"),
    }
}
