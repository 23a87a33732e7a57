//! The sheet of definitions: what each indicator of the workbook is.

use kvalitet_core::SchoolYear;
use kvalitet_core::catalogue::Indicator;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::table::{self, About, Cell};
use crate::view::View;

/// The columns. Never changed.
pub(super) const COLUMNS: [&str; 12] = [
    "indikator",
    "navn",
    "definition",
    "population",
    "beregning",
    "maaleenhed",
    "retning",
    "siden",
    "forbehold",
    "version",
    "kilde",
    "status",
];

pub(super) fn fill(sheet: &mut Worksheet, view: &View<'_>) -> Result<(), XlsxError> {
    let about = About {
        name: super::DEFINITIONS,
        description: view.get("rap-regneark-definitioner"),
        fixed: 2,
    };
    let rows = view.indicators().iter().map(|indicator| row(view, indicator));
    table::write(sheet, &about, &COLUMNS.map(str::to_owned), rows)
}

fn row(view: &View<'_>, indicator: &Indicator) -> Vec<Cell> {
    let series = view.release.catalogue().series_of(indicator);
    let years: Vec<SchoolYear> = view.facts(indicator).years.iter().copied().collect();
    let since = series.map(|of| of.from).or(years.first().copied());
    let notes = series.map(|of| view.year_notes(&[(of, years)])).unwrap_or_default();
    let status = view.status(indicator.status);
    let status = match &indicator.status_note {
        Some(note) => format!("{status}: {}", view.local(note)),
        None => status,
    };
    vec![
        Cell::text(indicator.id.as_str()),
        Cell::text(view.local(&indicator.name)),
        Cell::text(view.local(&indicator.description)),
        Cell::text(view.local(&indicator.population)),
        Cell::Text(view.formula(indicator)),
        Cell::Text(view.unit_of(indicator)),
        Cell::Text(view.polarity(indicator.polarity)),
        since.map_or(Cell::Empty, |year| Cell::Text(year.to_string())),
        if notes.is_empty() { Cell::Empty } else { Cell::Text(notes.join(" ")) },
        Cell::Count(u64::from(indicator.version)),
        Cell::text(&*indicator.source),
        Cell::Text(status),
    ]
}
