//! One table of a sheet: a named table of the spreadsheet, with a head that stays, filters and a
//! description.

use kvalitet_core::Decimal;
use kvalitet_core::catalogue::Scale;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};

use crate::workbook::held;

/// How many rows a sheet holds below the head of its table.
pub(super) const ROWS: usize = (1 << 20) - 1;
/// The narrowest and the widest a column is made, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// How wide the name of a column makes it at the most: a longer one is broken into lines.
const HEAD_WIDTH: usize = 18;
/// How high a line of text is, in points.
pub(super) const LINE: u32 = 15;
/// How many rows are looked at for the width of a column.
const MEASURED: usize = 2_000;
/// How many decimals a number has a format for.
pub(super) const DECIMALS: usize = 7;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    /// A word that stands where a number would.
    Word(String),
    /// A verdict that is sure: the only words that are marked.
    Sure(String),
    Count(u64),
    /// A number as released.
    Number(Decimal),
    /// Per cent as released, 0-100: written as a fraction.
    Percent(Decimal),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A released value on a scale.
    pub(super) fn value(scale: Scale, value: Decimal) -> Self {
        match scale {
            Scale::Percent => Self::Percent(value),
            Scale::Number => Self::Number(value),
        }
    }

    pub(super) fn or_empty(scale: Scale, value: Option<Decimal>) -> Self {
        value.map_or(Self::Empty, |value| Self::value(scale, value))
    }

    fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) | Self::Word(text) | Self::Sure(text) => text.chars().count(),
            Self::Count(_) | Self::Number(_) | Self::Percent(_) => 8,
        }
    }
}

/// The looks of cells, made once for a sheet.
pub(super) struct Looks {
    word: Format,
    sure: Format,
    text: Format,
    pub(super) count: Format,
    pub(super) numbers: Vec<Format>,
    pub(super) percent: Vec<Format>,
}

impl Looks {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let decimals = |suffix: &str| {
            let format = |decimals| match decimals {
                0 => format!("0{suffix}"),
                of => format!("0.{}{suffix}", "0".repeat(of)),
            };
            (0..DECIMALS).map(|of| top().set_num_format(format(of))).collect()
        };
        Self {
            word: top().set_italic().set_font_color(Color::RGB(0x59_59_59)),
            sure: top().set_bold().set_background_color(Color::RGB(0xDC_E6_F1)),
            text: top().set_text_wrap(),
            count: top().set_num_format("#,##0"),
            numbers: decimals(""),
            percent: decimals("%"),
        }
    }
}

/// What a table is called and said to be.
pub(super) struct About<'t> {
    /// Its name in formulas; never changes.
    pub(super) name: &'t str,
    /// What it holds, for those who cannot see it.
    pub(super) description: String,
    /// How many columns stay where the rest is moved sideways.
    pub(super) fixed: u16,
}

/// Writes a table from the first row of a sheet on. Without a row it is its head alone.
pub(super) fn write(
    sheet: &mut Worksheet,
    about: &About<'_>,
    head: &[String],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<(), XlsxError> {
    let looks = Looks::new();
    let mut widths = head_widths(head);
    let mut last = 0;
    for (at, cells) in (1_u32..).zip(rows.take(ROWS)) {
        for ((column, cell), width) in (0_u16..).zip(&cells).zip(&mut widths) {
            if usize::try_from(at).is_ok_and(|at| at < MEASURED) {
                *width = (*width).max(cell.width());
            }
            write_cell(sheet, (at, column), cell, &looks)?;
        }
        let high = cells.iter().map(|cell| lines(cell.width(), WIDTHS.1)).max().unwrap_or(1);
        if 1 < high {
            sheet.set_row_height(at, LINE * high)?;
        }
        last = at;
    }
    frame(sheet, about, head, (&widths, last))
}

/// The same without the rows, which are written by themselves: `some` of them tell how wide columns
/// are, and `last` is how many there are.
pub(super) fn write_frame(
    sheet: &mut Worksheet,
    about: &About<'_>,
    head: &[String],
    (some, last): (impl Iterator<Item = Vec<Cell>>, usize),
) -> Result<(), XlsxError> {
    let mut widths = head_widths(head);
    for cells in some.take(MEASURED) {
        for (cell, width) in cells.iter().zip(&mut widths) {
            *width = (*width).max(cell.width());
        }
    }
    let last = u32::try_from(last).map_err(|_| XlsxError::RowColumnLimitError)?;
    frame(sheet, about, head, (&widths, last))
}

fn head_widths(head: &[String]) -> Vec<usize> {
    head.iter().map(|name| (name.chars().count() + 3).min(HEAD_WIDTH)).collect()
}

/// The head, the widths of columns and the table over `last` rows below the head.
fn frame(
    sheet: &mut Worksheet,
    about: &About<'_>,
    head: &[String],
    (widths, last): (&[usize], u32),
) -> Result<(), XlsxError> {
    let (least, most) = WIDTHS;
    let widths: Vec<usize> = widths.iter().map(|of| (of + 1).clamp(least, most)).collect();
    head_of(sheet, head, &widths)?;
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, about.fixed)?;
    let last_column =
        u16::try_from(head.len().saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
    if 0 < last {
        sheet.add_table(0, 0, last, last_column, &table(about, head))?;
    }
    Ok(())
}

/// How many lines a text of some letters needs: words are not broken, so that a line is seldom full.
pub(super) fn lines(letters: usize, width: usize) -> u32 {
    let full = width.saturating_sub(width / 8).max(1);
    u32::try_from(letters.div_ceil(full).max(1)).unwrap_or(u32::MAX)
}

fn head_look() -> Format {
    let look = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    look.set_border_bottom(FormatBorder::Thin)
}

/// The first row, and how wide the columns are.
fn head_of(sheet: &mut Worksheet, head: &[String], widths: &[usize]) -> Result<(), XlsxError> {
    let (look, mut high) = (head_look(), 1);
    let top = Format::new().set_align(FormatAlign::Top);
    for ((column, name), width) in (0_u16..).zip(head).zip(widths) {
        sheet.set_column_width(column, u32::try_from(*width).unwrap_or(u32::MAX))?;
        sheet.set_column_format(column, &top)?;
        sheet.write_string_with_format(0, column, held(name), &look)?;
        // The arrow of the filter takes the room of three letters.
        high = high.max(lines(name.chars().count(), width.saturating_sub(3)));
    }
    sheet.set_row_height(0, LINE * high)?;
    Ok(())
}

fn table(about: &About<'_>, head: &[String]) -> Table {
    let look = head_look();
    let column = |name: &String| TableColumn::new().set_header(held(name)).set_header_format(&look);
    let columns: Vec<TableColumn> = head.iter().map(column).collect();
    Table::new()
        .set_name(about.name)
        .set_columns(&columns)
        .set_style(TableStyle::Light1)
        .set_alt_text_title(about.name)
        .set_alt_text(&*about.description)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            // Only what is long is wrapped: a look for each cell takes its time.
            if WIDTHS.1 < text.len() {
                sheet.write_string_with_format(row, column, held(text), &looks.text)?;
            } else {
                sheet.write_string(row, column, held(text))?;
            }
        }
        Cell::Word(text) => {
            sheet.write_string_with_format(row, column, held(text), &looks.word)?;
        }
        Cell::Sure(text) => {
            sheet.write_string_with_format(row, column, held(text), &looks.sure)?;
        }
        Cell::Count(count) => {
            let number = Decimal::new(i64::try_from(*count).unwrap_or(i64::MAX), 0);
            let number = number.map_or(0.0, Decimal::to_f64);
            sheet.write_number_with_format(row, column, number, &looks.count)?;
        }
        Cell::Number(value) => {
            number(sheet, (row, column), value.to_f64(), (*value, &looks.numbers))?;
        }
        Cell::Percent(value) => {
            number(sheet, (row, column), fraction(*value), (*value, &looks.percent))?;
        }
    }
    Ok(())
}

/// Writes a number with the look of its decimals.
fn number(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    number: f64,
    (released, looks): (Decimal, &[Format]),
) -> Result<(), XlsxError> {
    match looks.get(usize::from(released.decimals())) {
        Some(look) => sheet.write_number_with_format(row, column, number, look)?,
        None => sheet.write_number(row, column, number)?,
    };
    Ok(())
}

/// Per cent as the nearest fraction of one: 74.5 is the number that 0.745 is read as.
pub(super) fn fraction(percent: Decimal) -> f64 {
    let exact = Decimal::new(percent.units(), percent.decimals() + 2);
    exact.map_or_else(|| percent.to_f64() / 100.0, Decimal::to_f64)
}
