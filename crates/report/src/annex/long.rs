//! A sheet too long to be held cell by cell: its rows are written straight into the packed file.
//!
//! The library that makes the workbook holds some two kilobytes for each row until the end. It makes
//! the sheet with its head, its table and one row of specimens, a cell in every look; here the rows
//! take the place of the specimens, and what they say is added to the texts of the workbook.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use kvalitet_core::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::table::{Cell, DECIMALS, Looks, fraction};
use crate::workbook::held;

/// The part with the texts of all sheets.
const TEXTS: &str = "xl/sharedStrings.xml";
/// How much is written at a time, in bytes.
const PIECE: usize = 1 << 16;

/// The row of specimens: a count, then a number and a share with each number of decimals.
pub(super) fn specimens(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let looks = Looks::new();
    let all = std::iter::once(&looks.count).chain(&looks.numbers).chain(&looks.percent);
    for (column, look) in (0_u16..).zip(all) {
        sheet.write_number_with_format(1, column, 0, look)?;
    }
    Ok(())
}

/// The workbook with `rows` in the place of the specimens of the sheet that is the part `part`.
pub(super) fn fill(
    workbook: Vec<u8>,
    part: &str,
    rows: impl ExactSizeIterator<Item = Vec<Cell>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(i64::from(super::COMPRESSION)))
        .last_modified_time(DateTime::default());
    let mut rows = Some(rows);
    let mut texts = Texts::default();
    for place in 0..archive.len() {
        let name = archive.by_index_raw(place)?.name()?.into_owned();
        // The texts come after the sheets.
        if name == part
            && let Some(rows) = rows.take()
        {
            let sheet = text_of(&mut archive, place, &mut texts)?;
            filled.start_file(&*name, options)?;
            write_rows(&mut filled, &sheet, rows, &mut texts)?;
        } else if name == TEXTS {
            let known = read(&mut archive, place)?;
            filled.start_file(&*name, options)?;
            filled.write_all(texts.added_to(&known).as_bytes())?;
        } else {
            filled.raw_copy_file(archive.by_index_raw(place)?)?;
        }
    }
    Ok(filled.finish()?.into_inner())
}

fn read(archive: &mut ZipArchive<Cursor<Vec<u8>>>, place: usize) -> Result<String, XlsxError> {
    let mut text = String::new();
    archive.by_index(place)?.read_to_string(&mut text)?;
    Ok(text)
}

/// A sheet; the texts are told how many the workbook has already.
fn text_of(
    archive: &mut ZipArchive<Cursor<Vec<u8>>>,
    place: usize,
    texts: &mut Texts,
) -> Result<String, XlsxError> {
    let known = archive.index_for_name(TEXTS);
    texts.known = match known {
        Some(place) => read(archive, place)?.matches("<si>").count(),
        None => 0,
    };
    read(archive, place)
}

/// Texts that rows say, each once, numbered on from those of the workbook.
#[derive(Default)]
struct Texts {
    known: usize,
    added: BTreeMap<String, usize>,
}

impl Texts {
    fn number(&mut self, text: &str) -> usize {
        if let Some(number) = self.added.get(text) {
            return *number;
        }
        let number = self.known + self.added.len();
        self.added.insert(text.to_owned(), number);
        number
    }

    /// The part of texts with those added. How many there are need not be said in it.
    fn added_to(&self, part: &str) -> String {
        let mut added: Vec<(&usize, &String)> = self.added.iter().map(|(t, n)| (n, t)).collect();
        added.sort();
        let items = added.iter().fold(String::new(), |mut items, (_, text)| {
            // `_x` begins a number of a character in this format.
            let said = held(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let said = said.replace("_x", "_x005F_x");
            let _ = write!(items, "<si><t xml:space=\"preserve\">{said}</t></si>");
            items
        });
        let (head, body) = part.split_once("<sst").unwrap_or(("", part));
        let (counts, body) = body.split_once('>').unwrap_or(("", body));
        let space = counts.split(" count=").next().unwrap_or_default();
        let body = body.replace("</sst>", "");
        format!("{head}<sst{space}>{body}{items}</sst>")
    }
}

/// The number of the look of each specimen, in order.
fn looks(specimens: &str) -> Vec<&str> {
    let cells = specimens.split("<c ").skip(1);
    cells
        .map(|cell| {
            cell.split_once(" s=\"").map_or("0", |(_, s)| s.split('"').next().unwrap_or("0"))
        })
        .collect()
}

/// What stands before the rows, with the last cell of as many rows as there are.
fn reaching(before: &str, rows: usize) -> String {
    let Some((head, rest)) = before.split_once("<dimension ref=\"") else {
        return before.to_owned();
    };
    let (reference, rest) = rest.split_once('"').unwrap_or((rest, ""));
    let columns = reference.trim_end_matches(|sign: char| sign.is_ascii_digit());
    format!("{head}<dimension ref=\"{columns}{}\"{rest}", rows + 1)
}

fn write_rows(
    file: &mut impl Write,
    sheet: &str,
    rows: impl ExactSizeIterator<Item = Vec<Cell>>,
    texts: &mut Texts,
) -> Result<(), XlsxError> {
    let (before, rest) = sheet.split_once("<row r=\"2\"").unwrap_or((sheet, ""));
    let (specimens, after) = rest.split_once("</row>").unwrap_or(("", rest));
    let looks = looks(specimens);
    let look = |place: usize| looks.get(place).copied().unwrap_or("0");
    file.write_all(reaching(before, rows.len()).as_bytes())?;
    let mut piece = String::with_capacity(2 * PIECE);
    for (at, cells) in (2_u32..).zip(rows) {
        let _ = write!(piece, "<row r=\"{at}\">");
        for (column, cell) in ('A'..='Z').zip(&cells) {
            let numbers = |number: Decimal, from: usize| {
                look(from + usize::from(number.decimals()).min(DECIMALS - 1))
            };
            // Writing to a string cannot fail.
            let _ = match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) | Cell::Word(text) | Cell::Sure(text) => {
                    let text = texts.number(text);
                    write!(piece, "<c r=\"{column}{at}\" t=\"s\"><v>{text}</v></c>")
                }
                Cell::Count(count) => {
                    write!(piece, "<c r=\"{column}{at}\" s=\"{}\"><v>{count}</v></c>", look(0))
                }
                Cell::Number(of) => {
                    let (look, of) = (numbers(*of, 1), of.to_f64());
                    write!(piece, "<c r=\"{column}{at}\" s=\"{look}\"><v>{of}</v></c>")
                }
                Cell::Percent(of) => {
                    let (look, of) = (numbers(*of, 1 + DECIMALS), fraction(*of));
                    write!(piece, "<c r=\"{column}{at}\" s=\"{look}\"><v>{of}</v></c>")
                }
            };
        }
        piece.push_str("</row>");
        if PIECE < piece.len() {
            file.write_all(piece.as_bytes())?;
            piece.clear();
        }
    }
    file.write_all(piece.as_bytes())?;
    file.write_all(after.as_bytes())?;
    Ok(())
}
