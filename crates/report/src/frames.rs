//! The legal frame of the report: what the law asked in its school years, and when.

use kvalitet_core::legal::{Deadline, FrameKind, LegalFrame};
use kvalitet_core::settings::Status;

use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::view::View;

/// The id of the section.
pub(crate) const ID: &str = "retlig-ramme";

/// The section; `None` where no frame is known of the years of the report.
pub(crate) fn section(view: &View<'_>) -> Option<Section> {
    let edition = view.release.edition();
    let held = view.release.catalogue().frames().of(&edition.years, &edition.profile);
    let rows: Vec<Row> = held.map(|frame| row(view, frame)).collect();
    if rows.is_empty() {
        return None;
    }
    let columns =
        ["rap-ramme-gaelder", "rap-ramme-tekst", "rap-ramme-kalender", "rap-ramme-grundlag"];
    let table = Table {
        id: format!("{ID}-tal"),
        caption: view.get("rap-ramme-tabel"),
        corner: view.get("rap-ramme-hvad"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    };
    let blocks = vec![Block::paragraph(view.get("rap-ramme-om")), Block::Table { table }];
    Some(Section { id: ID.to_owned(), title: view.get("rap-ramme"), blocks })
}

fn row(view: &View<'_>, frame: &LegalFrame) -> Row {
    let from = ("fra", frame.valid_from.to_string().into());
    let years = match frame.valid_to {
        Some(to) => view.with("rap-ramme-fra-til", &[from, ("til", to.to_string().into())]),
        None => view.with("rap-ramme-fra", &[from]),
    };
    let text = Cell::words(view.local(&frame.text));
    let text = match &frame.note {
        Some(note) => text.under(view.local(note)),
        None => text,
    };
    let calendar: Vec<String> = frame.calendar.iter().map(|of| deadline(view, of)).collect();
    let calendar = match calendar.as_slice() {
        [] => Cell::absent("–"),
        lines => Cell::words(lines.join(" ")),
    };
    let basis = Cell::words(&frame.source).under(view.status(frame.status));
    let kind = match frame.kind {
        FrameKind::Statutory => "rap-ramme-lovpligtig",
        FrameKind::Voluntary => "rap-ramme-frivillig",
    };
    let cells = vec![Cell::words(years), text, calendar, basis];
    Row::new(view.local(&frame.name), cells).under(view.get(kind))
}

/// A line of the calendar; one that is not confirmed says so.
fn deadline(view: &View<'_>, of: &Deadline) -> String {
    let mut arguments =
        vec![("hvornaar", view.local(&of.when).into()), ("hvad", view.local(&of.what).into())];
    if of.status == Status::Confirmed {
        return view.with("rap-ramme-frist", &arguments);
    }
    arguments.push(("status", view.status(of.status).into()));
    view.with("rap-ramme-frist-status", &arguments)
}
