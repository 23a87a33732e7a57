//! Rows that are wrong: a total, a note, the header once more, or for quarantine.

use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, FindingKind};

use crate::form::Value;
use crate::layout::{Column, Rows, normalised};
use crate::quarantine::QuarantinedRow;
use crate::row::{Problem, Row};
use crate::table::{Outcome, figure_of, located};

/// Words that begin a row of totals, and words that begin a note under a table, normalised.
const TOTALS: [&str; 8] =
    ["i_alt", "ialt", "total", "sum", "samlet", "hovedtotal", "alle_skoler", "kommunen_i_alt"];
const NOTES: [&str; 9] = [
    "kilde",
    "note",
    "noter",
    "anm",
    "anmaerkning",
    "bemaerk",
    "udtrukket",
    "opdateret",
    "dato_for",
];

/// A row that is wrong: it may be no row at all, but a total, a note or the header once more.
pub(crate) fn refuse_row<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    let words: Vec<String> =
        row.cells.iter().take(4).map(|cell| normalised(&String::from_utf8_lossy(cell))).collect();
    let first = words.iter().find(|word| !word.is_empty()).map_or("", String::as_str);
    // Of a line that was not cut nothing is known.
    let says_which = row.is_unclosed() || says_which_it_is(row);
    if TOTALS.contains(&first) && !says_which {
        outcome.rows.exclude(ExclusionRule::TotalRow, 1);
        hold_total_against_rows(row, outcome);
    } else if is_part_total(row, &words) {
        outcome.rows.exclude(ExclusionRule::TotalRow, 1);
    } else if is_header_again(row) {
        outcome.rows.exclude(ExclusionRule::HeaderAgain, 1);
    } else if is_other_header(row) {
        outcome.other_header = outcome.other_header.or(Some(row.line));
    } else if begins_note(first) && !says_which && holds_at_most(row, 2) {
        let mut aside = Outcome::new((), row.pass);
        quarantine_row(row, &mut aside);
        outcome
            .foot
            .extend(aside.quarantine.pop().map(|quarantined| (quarantined, aside.findings)));
    } else {
        outcome.last_row = row.line;
        quarantine_row(row, outcome);
    }
}

/// Whether a row of figures names no school and says that it is a total, behind its school year or
/// subject: what it is the sum of is some of the rows above it.
fn is_part_total(row: &Row<'_>, words: &[String]) -> bool {
    let says_total = words.iter().any(|word| TOTALS.contains(&word.as_str()));
    let names_school = |(place, column): (usize, &Column)| {
        matches!(column.read(row.cell(place), row.decimal_mark()), Ok(Value::School(_)))
    };
    let mut columns = row.layout().columns.iter().enumerate();
    says_total
        && row.layout().rows == Rows::Figures
        && row.is_cut_right()
        && !columns.any(names_school)
}

fn begins_note(word: &str) -> bool {
    NOTES.iter().any(|note| word == *note || word.starts_with(&format!("{note}_")))
}

fn holds_at_most(row: &Row<'_>, cells: usize) -> bool {
    row.cells.iter().filter(|cell| !cell.is_empty()).count() <= cells
}

/// Whether a row names a school, or the school year that every row must name: then it is a row,
/// whatever word it begins with.
fn says_which_it_is(row: &Row<'_>) -> bool {
    let names = |(place, column): (usize, &Column)| {
        let value = column.read(row.cell(place), row.pass.spec.decimal);
        matches!(value, Ok(Value::School(_)))
            || (column.required && matches!(value, Ok(Value::Year(_))))
    };
    row.layout().columns.iter().enumerate().any(names)
}

/// Whether the cells are the names of the columns: files were put one behind the other.
fn is_header_again(row: &Row<'_>) -> bool {
    let mut places = row.layout().columns.iter().zip(&row.pass.recognised.places);
    let same = |(column, place): (&Column, &Option<usize>)| {
        place.is_none_or(|place| row.names(column, row.cells.get(place)))
    };
    row.is_cut_right() && places.all(same)
}

/// Whether the cells are names of columns, and not where the header has them: the rows behind would
/// be read under the wrong names. Half of what the row says must be such names, and two at least.
fn is_other_header(row: &Row<'_>) -> bool {
    let said: Vec<&[u8]> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_name = |cell: &&&[u8]| row.layout().columns.iter().any(|of| row.names(of, cell));
    let names = said.iter().filter(is_name).count();
    2 <= names && said.len() <= 2 * names
}

/// Says where a row of totals is not the sum of the rows above it.
fn hold_total_against_rows<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    for (place, sum) in &outcome.sums {
        let Some(column) = row.layout().columns.get(*place) else { continue };
        let said = column.read(row.cell(*place), row.pass.spec.decimal);
        if let Ok(Value::Whole(total)) = said
            && u64::from(total) != *sum
        {
            let finding = located(row.pass, row.line, Some(*place), &FindingKind::TotalDiffers);
            outcome.findings.push(finding);
        }
    }
    outcome.sums.clear();
}

pub(crate) fn quarantine_row<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    outcome.rows.quarantined += 1;
    outcome.lost.extend(figure_of(row));
    let layout = row.layout();
    let shown = |(place, column): (usize, &Column)| {
        (Arc::clone(&column.name), column.shown(row.cell(place)))
    };
    let cells = if row.is_cut_right() {
        layout.columns.iter().enumerate().filter(|(at, _)| row.has(*at)).map(shown).collect()
    } else {
        Vec::new()
    };
    let keep = row.pass.request.keep_originals;
    let original = if keep { row.as_it_stands() } else { Vec::new() };
    outcome.quarantine.push(QuarantinedRow {
        source: Arc::clone(row.pass.source),
        line: row.line,
        codes: row.problems.iter().map(|(_, kind)| kind.code()).collect(),
        cells,
        original,
    });
    let located = |(place, kind): &Problem| located(row.pass, row.line, *place, kind);
    outcome.findings.extend(row.problems.iter().map(located));
}
