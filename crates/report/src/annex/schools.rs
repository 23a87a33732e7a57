//! The sheet of schools: every headline in its newest year.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::{Breakdown, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatType, Worksheet, XlsxError,
};

use super::table::{self, About, Cell};
use crate::key_indicators::key_indicators;
use crate::overview::newest_year;
use crate::view::View;

/// The columns before the headlines: the name and the type of a school.
const FIXED: u16 = 2;

/// A headline in its newest year.
type Column<'a> = (&'a Indicator, SchoolYear);

pub(super) fn fill(sheet: &mut Worksheet, view: &View<'_>) -> Result<(), XlsxError> {
    let units = units(view);
    let columns = columns(view, &units);
    let mut head = vec![view.get("rap-skole"), view.get("rap-regneark-skoletype")];
    for (indicator, year) in &columns {
        let name = format!("{} {year}", view.local(&indicator.name));
        // A table has no two columns of one name.
        let name = if head.contains(&name) { format!("{name} {}", indicator.id) } else { name };
        head.push(name);
    }
    let about =
        About { name: super::SCHOOLS, description: view.get("rap-regneark-skoler"), fixed: FIXED };
    let row = |unit: &Unit| {
        let kind = view.kind(*unit).map_or(Cell::Empty, |kind| Cell::text(kind.id()));
        let cells = columns.iter().map(|column| cell(view, figure(view, column, *unit), column.0));
        [Cell::Text(view.name(*unit)), kind].into_iter().chain(cells).collect()
    };
    table::write(sheet, &about, &head, units.iter().map(row))?;
    for (place, column) in (FIXED..).zip(&columns) {
        bars(sheet, place, &bare(view, column, &units))?;
    }
    Ok(())
}

fn figure<'a>(
    view: &View<'a>,
    (indicator, year): &Column<'_>,
    unit: Unit,
) -> Option<&'a ReleasedFigure> {
    view.figure(indicator, unit, *year, Breakdown::ALL)
}

/// The municipality, the nation, then schools in Danish order, folkeskoler first.
fn units(view: &View<'_>) -> Vec<Unit> {
    let told: BTreeSet<Unit> =
        key_indicators(view).iter().flat_map(|of| view.facts(of).units.iter().copied()).collect();
    let mut units: Vec<Unit> = view.municipality().into_iter().collect();
    units.extend(told.contains(&Unit::Nation).then_some(Unit::Nation));
    let kinds = kvalitet_core::SchoolKind::ALL.map(Some).into_iter().chain([None]);
    units.extend(kinds.flat_map(|kind| view.schools_of(kind, &told)));
    units
}

/// The headlines that some school has a number of.
fn columns<'a>(view: &View<'a>, units: &[Unit]) -> Vec<Column<'a>> {
    let in_year = |of: &'a Indicator| Some((of, newest_year(view, of)?));
    let shown = |column: &Column<'a>| {
        let mut schools = units.iter().filter(|unit| matches!(unit, Unit::School(_)));
        schools.any(|unit| figure(view, column, *unit).is_some_and(|of| of.value().is_some()))
    };
    key_indicators(view).into_iter().filter_map(in_year).filter(shown).collect()
}

fn cell(view: &View<'_>, figure: Option<&ReleasedFigure>, indicator: &Indicator) -> Cell {
    match figure.map(ReleasedFigure::content) {
        None => Cell::Word("–".to_owned()),
        Some(ReleasedContent::Hidden) => Cell::Word(view.get("rap-skjult")),
        Some(ReleasedContent::Absent { reason }) => Cell::Word(view.absent(indicator, *reason)),
        Some(ReleasedContent::Shown { too_few: true, .. }) => Cell::Word(view.get("rap-for-faa")),
        Some(ReleasedContent::Shown { value, .. }) => Cell::value(indicator.scale, *value),
    }
}

/// The rows of a column that get a bar: numbers in per cent, whose scale begins at nothing and ends at
/// all. What rests on too few, and what is hidden, gets none.
fn bare(view: &View<'_>, column: &Column<'_>, units: &[Unit]) -> Vec<u32> {
    if column.0.scale != Scale::Percent {
        return Vec::new();
    }
    let has_bar = |unit: &Unit| {
        let number = figure(view, column, *unit).map(ReleasedFigure::content);
        matches!(number, Some(ReleasedContent::Shown { too_few: false, .. }))
    };
    (1_u32..).zip(units).filter(|(_, unit)| has_bar(unit)).map(|(row, _)| row).collect()
}

/// Solid light bars from 0 to 100 per cent, over runs of rows.
fn bars(sheet: &mut Worksheet, column: u16, rows: &[u32]) -> Result<(), XlsxError> {
    let bar = ConditionalFormatDataBar::new()
        .set_fill_color(Color::RGB(0xBD_D7_EE))
        .set_solid_fill(true)
        .set_border_off(true)
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1);
    for run in rows.chunk_by(|a, b| a + 1 == *b) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            sheet.add_conditional_format(*first, column, *last, column, &bar)?;
        }
    }
    Ok(())
}
