//! Numbers that are others than in an earlier edition, a row for each.

use kvalitet_disclosure::{ChangedContent, ChangedFigure, ChangedSince, ReleasedFigure};

use super::{Cell, Column, OF_UNIT};
use crate::view::View;

pub(super) const COLUMNS: [Column; 18] = [
    Column::text("noegle"),
    OF_UNIT[0],
    OF_UNIT[1],
    OF_UNIT[2],
    OF_UNIT[3],
    OF_UNIT[4],
    OF_UNIT[5],
    Column::text("skoleaar"),
    Column::text("opdeling"),
    Column::text("siden_udgave"),
    Column::text("siden_trin"),
    Column::text("status_foer"),
    Column::number("vaerdi_foer"),
    Column::count("n_foer"),
    Column::text("status_nu"),
    Column::number("vaerdi_nu"),
    Column::count("n_nu"),
    Column::text("aarsager"),
];

pub(super) fn rows<'a>(
    view: &'a View<'a>,
    since: &'a ChangedSince,
) -> impl Iterator<Item = Vec<Cell>> + 'a {
    since.figures.iter().map(move |of| row(view, since, of))
}

fn row(view: &View<'_>, since: &ChangedSince, of: &ChangedFigure) -> Vec<Cell> {
    let key = &of.key;
    let mut row = vec![Cell::text(key.to_string())];
    row.extend(super::of_unit(view, &key.indicator, key.unit));
    row.push(Cell::text(super::period(key.period)));
    row.push(Cell::text(key.breakdown.to_string()));
    row.extend([Cell::text(since.edition.as_str()), Cell::text(since.stage.id())]);
    let [then, now] = match &of.content {
        ChangedContent::Shown { then, now } => [shown(then), shown(now)],
        ChangedContent::ShownNow { now } => [word("skjult"), shown(now)],
        ChangedContent::HiddenNow => [word("vist"), word("skjult")],
        ChangedContent::Gone => [word("vist"), word("mangler")],
    };
    row.extend(then.into_iter().chain(now));
    let causes: Vec<&str> = of.causes.iter().map(|of| of.id()).collect();
    row.push(Cell::text(causes.join(" ")));
    row
}

fn shown(figure: &ReleasedFigure) -> [Cell; 3] {
    [Cell::text("vist"), Cell::number(figure.value()), Cell::count(figure.n())]
}

/// A status without a number: that of a figure which one of the editions hides is not printed again.
fn word(status: &str) -> [Cell; 3] {
    [Cell::text(status), Cell::Empty, Cell::Empty]
}
