//! A table as a workbook of text cells.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};

use crate::neutralised;

/// How many rows of a table a sheet holds below its header.
const ROWS_OF_A_SHEET: usize = (1 << 20) - 1;
/// How much a cell holds, counted as a spreadsheet counts (UTF-16).
const CELL_LENGTH: usize = (1 << 15) - 1;
/// The narrowest and the widest a column is made, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// A workbook that could not be made: more columns than a sheet has, or a name no sheet can have.
#[derive(Debug, thiserror::Error)]
#[error("cannot make a workbook")]
pub struct WorkbookError(#[from] XlsxError);

/// A workbook in which every cell is text, so that a spreadsheet keeps what it would otherwise
/// change: `02`, `3-9`, ten digits. The first row of `table` is the header: bold, frozen, with
/// filters.
///
/// - A text that begins like a formula is [`neutralised`] as in a CSV file. Here it is only text,
///   but a workbook saved as CSV and opened again would run it.
/// - A character that the format cannot hold stands as `�`.
/// - A text longer than the 32,767 a cell holds is cut, with `…` at its end.
/// - Rows beyond the 1,048,576 of a sheet follow on `<name> 2`, `<name> 3`, ..., under the header.
///   An empty table is a sheet with its header alone.
///
/// `stamp` is what the workbook says of itself, in its properties and at the head of printed pages.
/// `date` (`2022-03-31`) is when the workbook says it was made; one that a spreadsheet does not
/// know is 1900-01-01. Same table, same bytes.
///
/// # Errors
///
/// Returns [`WorkbookError`] for more than 16,384 columns, and for a `name` that no sheet can have:
/// an empty one, one longer than 31 characters with its number, one with any of `*?:[]\/`.
///
/// # Examples
///
/// ```
/// let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
/// let table = [row(["linje", "fagid"]), row(["7", "0203"])];
/// let stamp = "FORTROLIGT, modtager: kommunens administration";
/// let workbook = kvalitet_report::text_workbook("karantæne", &table, (stamp, "2022-03-31"))?;
/// assert!(workbook.starts_with(b"PK"));
/// # Ok::<(), kvalitet_report::WorkbookError>(())
/// ```
pub fn text_workbook(
    name: &str,
    table: &[Vec<String>],
    (stamp, date): (&str, &str),
) -> Result<Vec<u8>, WorkbookError> {
    in_sheets(name, table, (stamp, date), ROWS_OF_A_SHEET)
}

fn in_sheets(
    name: &str,
    table: &[Vec<String>],
    (stamp, date): (&str, &str),
    rows_of_a_sheet: usize,
) -> Result<Vec<u8>, WorkbookError> {
    let (head, rows) = table.split_first().map_or((&[][..], &[][..]), |(h, rows)| (h, rows));
    let widths = widths(table);
    let made = ExcelDateTime::parse_from_str(date).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1));
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_creation_datetime(&made?);
    workbook.set_properties(&properties.set_title(name).set_subject(stamp).set_category(stamp));
    let printed = printable(stamp);
    let mut parts: Vec<&[Vec<String>]> = rows.chunks(rows_of_a_sheet).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    for (part, number) in parts.into_iter().zip(1_usize..) {
        let name = if number == 1 { name.to_owned() } else { format!("{name} {number}") };
        let sheet = workbook.add_worksheet().set_name(name)?;
        sheet.set_header(format!("&C{printed}"));
        fill(sheet, head, part, &widths)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(
    sheet: &mut Worksheet,
    head: &[String],
    rows: &[Vec<String>],
    widths: &[usize],
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let bold = Format::new().set_num_format("@").set_bold();
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_format(column, &text)?;
        // Room for the arrow of the filter.
        sheet.set_column_width(column, u32::try_from(width + 3).unwrap_or(u32::MAX))?;
    }
    for (column, cell) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, column, fitted(cell), &bold)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, fitted(cell))?;
        }
    }
    let last_row = u32::try_from(rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    let columns = u16::try_from(widths.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    if let Some(last_column) = columns.checked_sub(1) {
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, last_row, last_column)?;
        // No green corner that offers to make numbers of them.
        let ignored = IgnoreError::NumberStoredAsText;
        sheet.ignore_error_range(0, 0, last_row, last_column, ignored)?;
    }
    Ok(())
}

/// How wide each column is to be, by its longest cell.
fn widths(table: &[Vec<String>]) -> Vec<usize> {
    let (least, most) = WIDTHS;
    let mut widths = vec![least; table.iter().map(Vec::len).max().unwrap_or_default()];
    for row in table {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().take(most).count());
        }
    }
    widths
}

/// What a printed head can hold: `&` begins a code in it, and the format holds 255 characters.
pub(crate) fn printable(head: &str) -> String {
    head.replace('&', "&&").chars().take(250).collect()
}

/// What a cell can hold of a text that must not become a formula when it is saved as CSV.
fn fitted(text: &str) -> String {
    held(&neutralised(text))
}

/// What a cell can hold of a text.
pub(crate) fn held(text: &str) -> String {
    let kept = |sign: char| match sign {
        '\t' | '\n' => sign,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        _ => sign,
    };
    let text: String = text.chars().map(kept).collect();
    if text.encode_utf16().count() <= CELL_LENGTH {
        return text;
    }
    let mut length = 1;
    let fits = |sign: &char| {
        length += sign.len_utf16();
        length <= CELL_LENGTH
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let cells = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(cells).collect()
    }

    #[test]
    fn the_same_table_gives_the_same_bytes_however_many_sheets() {
        let rows: Vec<Vec<String>> = (0..3_000)
            .map(|n| vec![n.to_string(), format!("9{{{}}}", n % 17), format!("celle {n}")])
            .collect();
        let make = || in_sheets("karantæne", &rows, ("S", "2022-03-31"), 100).unwrap();
        let first = make();
        for _ in 0..5 {
            assert!(make() == first);
        }
        assert!(in_sheets("karantæne", &rows, ("S", "2022-04-01"), 100).unwrap() != first);
    }

    /// Read by another library than the one that writes.
    #[test]
    fn every_cell_is_text_and_no_row_is_lost() {
        let lines = (0..250).map(|n| vec![n.to_string(), "02".to_owned(), "3-9".to_owned()]);
        let head = ["linje", "=kode", "klassetrin"].map(str::to_owned).to_vec();
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(lines).collect();
        let bytes = in_sheets("karantæne", &rows, ("S", "2022-03-31"), 100).unwrap();
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(workbook.sheet_names(), ["karantæne", "karantæne 2", "karantæne 3"]);
        let mut read = Vec::new();
        for (_, sheet) in workbook.worksheets() {
            let text = |cell: &Data| match cell {
                Data::String(text) => text.clone(),
                other => panic!("{other:?}"),
            };
            let mut lines = sheet.rows().map(|row| row.iter().map(text).collect::<Vec<String>>());
            assert_eq!(lines.next().unwrap(), ["linje", "'=kode", "klassetrin"]);
            read.extend(lines);
        }
        assert_eq!(read, rows[1..]);
    }

    #[test]
    fn what_a_cell_cannot_hold_is_cut_or_marked() {
        assert_eq!(fitted("0203"), "0203");
        assert_eq!(fitted("=1+1"), "'=1+1");
        assert_eq!(fitted("a\u{0}b\tc\nd\u{b}\u{ffff}"), "a\u{fffd}b\tc\nd\u{fffd}\u{fffd}");
        // Two UTF-16 units each: 16,383 of them and the mark.
        let cut = fitted(&"\u{1f600}".repeat(20_000));
        assert_eq!((cut.encode_utf16().count(), cut.chars().last()), (CELL_LENGTH, Some('…')));
        assert_eq!(fitted(&"x".repeat(CELL_LENGTH)), "x".repeat(CELL_LENGTH));
    }

    #[test]
    fn ragged_empty_and_overlong_tables_are_made() {
        let long = "=".repeat(40_000);
        for rows in [
            table(&[]),
            table(&[&["linje"]]),
            table(&[&["linje"], &["1", "2", "3"], &[], &[&long, "\u{1}"]]),
        ] {
            assert!(text_workbook("karantæne", &rows, ("S", "ingen dato")).is_ok());
        }
    }

    #[test]
    fn a_name_no_sheet_can_have_is_refused() {
        let refused = |name: &str| text_workbook(name, &[], ("S", "2022-03-31")).is_err();
        assert!(refused("") && refused("a/b") && refused(&"x".repeat(32)));
    }
}
