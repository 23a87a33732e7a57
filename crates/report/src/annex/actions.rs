//! The sheet of actions: what is done for the goals, and what was agreed with schools.

use kvalitet_core::action::{Action, FollowUp, in_order};
use kvalitet_core::{IndicatorId, LocalText, Unit};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::table::{self, About, Cell};
use crate::actions;
use crate::document::{self, CellStyle};
use crate::view::View;

/// The columns. Never changed; new ones come last.
pub(super) const COLUMNS: [&str; 19] = [
    "handling",
    "navn",
    "tekst",
    "hvorfor",
    "maal",
    "skole",
    "skole_navn",
    "ansvarlig",
    "fra",
    "frist",
    "kommunen_siger",
    "over_tid",
    "tegn",
    "indikator",
    "tegnet_nu",
    "fulgt_op",
    "set",
    "laert",
    "naeste",
];

pub(super) fn fill(sheet: &mut Worksheet, view: &View<'_>) -> Result<(), XlsxError> {
    let about =
        About { name: super::ACTIONS, description: view.get("rap-regneark-handlinger"), fixed: 2 };
    let all = in_order(view.release.actions(), &view.release.edition().date);
    let rows = all.into_iter().map(|action| row(view, action));
    table::write(sheet, &about, &COLUMNS.map(str::to_owned), rows)
}

fn row(view: &View<'_>, action: &Action) -> Vec<Cell> {
    let written = |text: Option<&str>| text.map_or(Cell::Empty, Cell::text);
    let words = |text: Option<&LocalText>| written(text.map(|text| view.local(text)));
    let day = |day: &str| Cell::Text(view.texts.date(day));
    let school = action.school.map(Unit::School);
    let is_overdue = action.is_overdue(&view.release.edition().date);
    let overdue = is_overdue.then(|| view.get("rap-hand-over-tid"));
    let follow_up = action.follow_up.as_ref();
    let told = |of: fn(&FollowUp) -> Option<&LocalText>| words(follow_up.and_then(of));
    vec![
        Cell::text(&*action.id),
        words(Some(&action.name)),
        words(Some(&action.text)),
        words(action.why.as_ref()),
        written(action.goal.as_deref()),
        action.school.map_or(Cell::Empty, |school| Cell::Text(school.to_string())),
        school.map_or(Cell::Empty, |school| Cell::Text(view.name(school))),
        words(Some(&action.responsible)),
        action.from.as_deref().map_or(Cell::Empty, day),
        day(&action.due),
        Cell::Text(actions::status(view, action).text),
        written(overdue.as_deref()),
        words(action.sign.as_ref()),
        written(action.indicator.as_ref().map(IndicatorId::as_str)),
        told_cell(actions::sign_now(view, action)),
        follow_up.map_or(Cell::Empty, |of| day(&of.date)),
        told(|of| Some(&of.seen)),
        told(|of| of.learned.as_ref()),
        told(|of| of.next.as_ref()),
    ]
}

/// What a cell of the report says, with its small print, as one text.
fn told_cell(cell: document::Cell) -> Cell {
    let parts = [cell.text, cell.under].into_iter().filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join("; ");
    if cell.style == CellStyle::Absent { Cell::Word(text) } else { Cell::Text(text) }
}
