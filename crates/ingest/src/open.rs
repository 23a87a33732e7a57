//! Opening a source: what it was saved as, where its header is, which layout it has.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use kvalitet_core::finding::{Finding, FindingKind, ReadAs};

use crate::cell::DecimalMark;
use crate::decode::{
    Container, Content, DecodeError, Encoding, Format, Limits, Original, Refusal, Sheet, SheetCell,
    SheetRow, decode,
};
use crate::folder::{SourceError, Sources};
use crate::form::Value;
use crate::layout::{Header, Layout, Recognised, likeness, recognise};
use crate::records::{BLOCK, Parts, Record, Records, Shape, fill};

/// The marks that may stand between cells, in the order they are tried.
const DELIMITERS: [u8; 3] = [b';', b'\t', b','];
/// How many records may stand above the header.
const MOST_TITLE_ROWS: usize = 40;

/// A source that was opened: its layout is known, its rows are still to be read.
pub(crate) struct Opened {
    pub(crate) recognised: Recognised,
    /// What is worth knowing about the header and the form of the file.
    pub(crate) notes: Vec<Finding>,
    pub(crate) body: Body,
    pub(crate) original: Original,
}

/// The rows behind the header.
pub(crate) enum Body {
    /// Lines of text, and what stands between their cells.
    Text(Parts<Box<dyn Read + Send>>, u8),
    /// Rows of a sheet, flattened.
    Rows(Vec<FlatRow>),
}

/// A row whose cells stand in one text, each ended by a byte.
pub(crate) struct FlatRow {
    pub(crate) line: u64,
    pub(crate) text: Vec<u8>,
    pub(crate) ends: Vec<usize>,
}

impl FlatRow {
    fn new(row: &SheetRow, mark: DecimalMark) -> Self {
        let mut flat = Self { line: row.number, text: Vec::new(), ends: Vec::new() };
        for cell in &row.cells {
            match cell {
                SheetCell::Empty => {}
                SheetCell::Text(text) => flat.text.extend_from_slice(text.as_bytes()),
                SheetCell::Number(number) => flat.number(number, mark),
                SheetCell::Percent(number) => {
                    flat.number(number, mark);
                    flat.text.push(b'%');
                }
            }
            flat.ends.push(flat.text.len());
            flat.text.push(0);
        }
        flat
    }

    /// A number of a sheet has a decimal point of its own; it takes the mark of the source.
    fn number(&mut self, number: &str, mark: DecimalMark) {
        let marked = number.bytes().map(|byte| if byte == b'.' { mark.byte() } else { byte });
        self.text.extend(marked);
    }
}

/// What a source is opened with.
pub(crate) struct Opening<'a> {
    pub(crate) source: &'a Arc<str>,
    pub(crate) layouts: &'a [Arc<Layout>],
    pub(crate) columns: &'a BTreeMap<String, String>,
    pub(crate) mark: DecimalMark,
}

impl Opening<'_> {
    fn at(&self, kind: FindingKind) -> Finding {
        Finding::at(Arc::clone(self.source), kind)
    }

    /// Opens the source and finds its layout.
    ///
    /// # Errors
    ///
    /// Returns the findings that stop it.
    pub(crate) fn open(&self, sources: &dyn Sources) -> Result<Opened, Vec<Finding>> {
        let stop = |kind| vec![self.at(kind)];
        let input = sources.open(self.source).map_err(|error| {
            stop(match error {
                SourceError::Missing => FindingKind::FileMissing,
                SourceError::NothingMatches | SourceError::Unreadable => FindingKind::Unreadable,
            })
        })?;
        let decoded =
            decode(input, &Limits::default()).map_err(|error| stop(finding_of(&error)))?;
        let original = decoded.original;
        match decoded.content {
            Content::Text(text) => self.text(text, original),
            Content::Sheets(sheets) => self.sheets(&sheets, original),
        }
    }

    fn text(
        &self,
        mut input: Box<dyn Read + Send>,
        original: Original,
    ) -> Result<Opened, Vec<Finding>> {
        let mut head = Vec::new();
        fill(&mut input, &mut head, BLOCK).map_err(|error| vec![self.at(reading(&error))])?;
        // A block is filled unless the text ends in it.
        let last = head.len() < BLOCK;
        let candidates = DELIMITERS.map(|delimiter| headers(&head, delimiter, last));
        let all = || candidates.iter().flatten();
        let none = || {
            // A line that goes on and on is something, only no header.
            let blank = head.iter().all(u8::is_ascii_whitespace);
            vec![self.at(if blank { FindingKind::Empty } else { FindingKind::UnknownLayout })]
        };
        let first = all().next().ok_or_else(none)?;
        let like = |found: &Candidate| likeness(self.layouts, &found.header, self.columns);
        // The last of equals wins: in reverse that is the first record, and the first delimiter.
        let best = all().rev().max_by_key(|found| like(found)).filter(|found| 0 < like(found));
        let best = best.unwrap_or(first);
        let (recognised, mut notes) =
            recognise(self.layouts, &best.header, self.columns, self.source)?;
        let above = candidates.iter().flatten().filter(|of| of.delimiter == best.delimiter);
        let above: Vec<&Header> = above.take(best.titles).map(|of| &of.header).collect();
        notes.extend(self.title_rows(&recognised, &above)?);
        notes.extend(self.read_as(original.format(), Some(best.delimiter)));
        let rest = head.split_off(best.end);
        let cut = (best.delimiter, recognised.width);
        let parts = Parts::new(input, rest, best.lines, cut);
        Ok(Opened { recognised, notes, body: Body::Text(parts, best.delimiter), original })
    }

    fn sheets(&self, sheets: &[Sheet], original: Original) -> Result<Opened, Vec<Finding>> {
        let is_json = original.format().container == Container::Json;
        let header = |row: &SheetRow| {
            let flat = FlatRow::new(row, self.mark);
            let cells = crate::records::Cells::new(&flat.text, &flat.ends);
            Header { line: row.number, names: cells.names(), may_hold_rows: !is_json }
        };
        let rows = |sheet: &Sheet| sheet.rows.len().min(MOST_TITLE_ROWS);
        let places = sheets.iter().enumerate();
        let all = places.flat_map(|(sheet, of)| (0..rows(of)).map(move |row| (sheet, row)));
        let like = |(sheet, row): (usize, usize)| {
            let row = sheets.get(sheet).and_then(|sheet| sheet.rows.get(row));
            row.map_or(0, |row| likeness(self.layouts, &header(row), self.columns))
        };
        let all: Vec<(usize, usize)> = all.collect();
        let first = *all.first().ok_or_else(|| vec![self.at(FindingKind::Empty)])?;
        let best = all.iter().rev().copied().max_by_key(|at| like(*at));
        let (sheet, row) = best.filter(|at| 0 < like(*at)).unwrap_or(first);
        let rows = sheets.get(sheet).map(|sheet| sheet.rows.as_slice()).unwrap_or_default();
        let (titles, rest) = rows.split_at_checked(row).unwrap_or_default();
        let Some((names, rest)) = rest.split_first() else {
            return Err(vec![self.at(FindingKind::Empty)]);
        };
        let (recognised, mut notes) =
            recognise(self.layouts, &header(names), self.columns, self.source)?;
        let above: Vec<Header> = titles.iter().map(header).collect();
        notes.extend(self.title_rows(&recognised, &above.iter().collect::<Vec<_>>())?);
        notes.extend(self.read_as(original.format(), None));
        let fits = |row: &SheetRow| {
            recognise(self.layouts, &header(row), self.columns, self.source).is_ok()
        };
        let others = sheets.iter().enumerate().filter(|(at, _)| *at != sheet);
        if others.into_iter().any(|(_, sheet)| has_table(sheet, fits)) {
            return Err(vec![self.at(FindingKind::OtherTable)]);
        }
        let unread = sheets.len() - 1;
        if 0 < unread {
            notes.push(self.at(FindingKind::OtherSheets { read: sheet + 1, unread }));
        }
        let rows = rest.iter().map(|row| FlatRow::new(row, self.mark)).collect();
        Ok(Opened { recognised, notes, body: Body::Rows(rows), original })
    }

    /// What stands above the header. Where that is a row, a table was sorted with its header in it:
    /// the rows above would be lost.
    fn title_rows(
        &self,
        recognised: &Recognised,
        above: &[&Header],
    ) -> Result<Option<Finding>, Vec<Finding>> {
        let row = above.iter().find(|record| self.reads_as_row(recognised, &record.names));
        match row {
            Some(row) => Err(vec![self.at(FindingKind::UnknownLayout).line(row.line)]),
            None if above.is_empty() => Ok(None),
            None => Ok(Some(self.at(FindingKind::TitleRows { rows: above.len() }))),
        }
    }

    /// Whether the cells of a record read as a row of the layout: two of them do, or one does beside
    /// text and none is wrong. Text by itself says nothing, for it reads as everything.
    fn reads_as_row(&self, recognised: &Recognised, cells: &[String]) -> bool {
        let (mut right, mut wrong, mut text) = (0, 0, 0);
        for (column, place) in recognised.layout.columns.iter().zip(&recognised.places) {
            let Some(cell) = place.and_then(|place| cells.get(place)) else { continue };
            match column.read(cell.as_bytes(), self.mark) {
                Ok(Value::Absent(_)) => {}
                Ok(Value::Text(_)) => text += 1,
                Ok(_) => right += 1,
                Err(_) => wrong += 1,
            }
        }
        1 < right || (wrong < right && 1 < right + text)
    }

    /// What the file was saved as, where it is not the plainest form. The encoding follows when the
    /// text was read.
    fn read_as(&self, format: Format, delimiter: Option<u8>) -> Vec<Finding> {
        let container = match format.container {
            Container::Text => None,
            Container::Workbook => Some(ReadAs::Workbook),
            Container::Json => Some(ReadAs::Json),
        };
        let delimiter = match delimiter {
            Some(b',') => Some(ReadAs::Comma),
            Some(b'\t') => Some(ReadAs::Tab),
            Some(_) | None => None,
        };
        let compressed = format.compressed.then_some(ReadAs::Gzip);
        let all = [compressed, container, delimiter].into_iter().flatten();
        all.map(|form| self.at(FindingKind::ReadAs { form })).collect()
    }
}

/// The encoding, where it is worth saying: known when the text was read to its end.
pub(crate) fn encoding_note(original: &Original) -> Option<FindingKind> {
    let form = match original.format().encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16Le | Encoding::Utf16Be => ReadAs::Utf16,
        Encoding::Windows1252 => ReadAs::Windows1252,
    };
    Some(FindingKind::ReadAs { form })
}

/// Whether a sheet has a header with something below it.
fn has_table(sheet: &Sheet, is_header: impl Fn(&SheetRow) -> bool) -> bool {
    let below = sheet.rows.len().saturating_sub(1);
    sheet.rows.iter().take(below.min(MOST_TITLE_ROWS)).any(is_header)
}

/// A record that may be the header.
struct Candidate {
    header: Header,
    delimiter: u8,
    /// How many records stand above it.
    titles: usize,
    /// Where the next record begins, and how many lines lie before it.
    end: usize,
    lines: u64,
}

/// The first records of a text, each as a header.
fn headers(head: &[u8], delimiter: u8, last: bool) -> Vec<Candidate> {
    let mut records = Records::new(head, 0, delimiter, last);
    let mut found = Vec::new();
    while found.len() < MOST_TITLE_ROWS {
        let Some(Record { line, cells, shape }) = records.next_record() else { break };
        let names = if shape == Shape::Whole { cells.names() } else { Vec::new() };
        let header = Header { line, names, may_hold_rows: true };
        let (end, lines) = (records.consumed(), records.lines());
        found.push(Candidate { header, delimiter, titles: found.len(), end, lines });
    }
    found
}

/// The finding for a failure while reading text.
pub(crate) fn reading(error: &std::io::Error) -> FindingKind {
    match Refusal::of(error) {
        Some(refusal) => refused(refusal),
        None if error.kind() == std::io::ErrorKind::InvalidData => FindingKind::Damaged,
        None => FindingKind::Unreadable,
    }
}

fn finding_of(error: &DecodeError) -> FindingKind {
    match error {
        DecodeError::Io(_) => FindingKind::Unreadable,
        DecodeError::Refused(refusal) => refused(*refusal),
    }
}

const fn refused(refusal: Refusal) -> FindingKind {
    match refusal {
        Refusal::TooLarge | Refusal::TooDense => FindingKind::TooLarge,
        Refusal::Damaged => FindingKind::Damaged,
        Refusal::Encrypted => FindingKind::Encrypted,
        Refusal::OldWorkbook => FindingKind::OldWorkbook,
        Refusal::NotATable | Refusal::NoSheet => FindingKind::NotATable,
    }
}
