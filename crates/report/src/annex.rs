//! The numbers of an edition as a workbook: `tal.xlsx`.
//!
//! | sheet | what |
//! |---|---|
//! | `Læs mig` | what the workbook is, who it is for, what each sheet holds, how what is not shown is marked |
//! | `Figurer` | every figure, a row each |
//! | `Skoler` | the headlines of every school in the newest year, the municipality and the nation first |
//! | `Kommunen` | the municipality's headlines year by year, with a chart |
//! | `Udvikling` | every change between two years, with its verdict |
//! | `Definitioner` | what each indicator is, where it is from, since when |
//! | `Handlinger` | what is done for the goals and what was agreed with schools |
//!
//! Names of sheets and tables, and of the columns of `Figurer`, `Udvikling`, `Definitioner` and
//! `Handlinger`, never change, in any language. Numbers are numbers as released: percentages as fractions, shown as per
//! cent. A cell without a number is empty or holds the word that says why; nothing is hidden in the
//! workbook, and no cell is a formula.

mod actions;
mod changes;
mod definitions;
mod figures;
mod guide;
mod long;
mod municipality;
mod schools;
mod table;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::view::View;
use crate::workbook::printable;
use crate::{RunInfo, WorkbookError, stamps};

/// The name of the file, before it says that it is confidential.
pub(crate) const PATH: &str = "tal.xlsx";

/// The names of the sheets.
const GUIDE: &str = "Læs mig";
const FIGURES: &str = "Figurer";
/// The part of the packed file that the second sheet is.
const FIGURES_PART: &str = "xl/worksheets/sheet2.xml";
const SCHOOLS: &str = "Skoler";
const MUNICIPALITY: &str = "Kommunen";
const CHANGES: &str = "Udvikling";
const DEFINITIONS: &str = "Definitioner";
const ACTIONS: &str = "Handlinger";

/// How hard the workbook is packed: harder takes three times as long and saves a tenth.
const COMPRESSION: u8 = 4;
/// A4.
const PAPER: u8 = 9;

/// The workbook. Same release, same bytes.
pub(crate) fn file(view: &View<'_>, run: &RunInfo) -> Result<Vec<u8>, WorkbookError> {
    let edition = view.release.edition();
    let stamp = stamps::every_page(view.release, view.texts, &run.stamp);
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    let title = format!("{}, {}", edition.title, edition.municipality_name);
    workbook.set_properties(&properties(&title, stamp.as_deref(), &edition.date)?);
    let chosen = figures::chosen(view, table::ROWS);
    let head = stamp.as_deref().unwrap_or(&title);
    guide::fill(sheet(&mut workbook, GUIDE, head)?, view, run, &chosen)?;
    figures::frame(sheet(&mut workbook, FIGURES, head)?, view, &chosen)?;
    schools::fill(sheet(&mut workbook, SCHOOLS, head)?, view)?;
    municipality::fill(sheet(&mut workbook, MUNICIPALITY, head)?, view)?;
    changes::fill(sheet(&mut workbook, CHANGES, head)?, view)?;
    definitions::fill(sheet(&mut workbook, DEFINITIONS, head)?, view)?;
    actions::fill(sheet(&mut workbook, ACTIONS, head)?, view)?;
    let framed = workbook.save_to_buffer()?;
    Ok(long::fill(framed, FIGURES_PART, figures::rows(view, &chosen))?)
}

fn properties(title: &str, stamp: Option<&str>, date: &str) -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::parse_from_str(date).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1));
    let properties = DocProperties::new().set_creation_datetime(&made?).set_title(title);
    Ok(match stamp {
        Some(stamp) => properties.set_subject(stamp).set_category(stamp),
        None => properties,
    })
}

/// An empty sheet, set up for print: `head` on every page, as wide as the page.
fn sheet<'w>(
    workbook: &'w mut Workbook,
    name: &str,
    head: &str,
) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet().set_name(name)?;
    sheet.set_header(format!("&C{}", printable(head)));
    sheet.set_footer("&L&A&R&P / &N");
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(sheet)
}
