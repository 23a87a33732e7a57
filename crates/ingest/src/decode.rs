//! Bytes of a source file to text or to rows of cells, whatever the file was saved as.
//!
//! Everything is decided by the bytes, never by the name of the file: gzip around any of the others
//! is unpacked, workbooks (`.xlsx`) and JSON become rows of cells, everything else is text and comes
//! out as UTF-8. Sizes are limited while they grow, so that a small file cannot fill the memory. No
//! error holds text of the file.

mod gzip;
mod json;
mod number;
mod original;
mod sheet;
mod text;
mod workbook;

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use original::Bytes;
use text::{Settled, Text};

pub use text::Encoding;

const HEAD: usize = 64 * 1024;
const GZIP: &[u8] = b"\x1f\x8b";
const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
const PDF: &[u8] = b"%PDF-";
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file was saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// Whether it was packed with gzip.
    pub compressed: bool,
    /// What held the cells.
    pub container: Container,
    /// The encoding of its text; of a workbook always UTF-8. Final once the text was read to its
    /// end.
    pub encoding: Encoding,
    /// Whether the text began with a byte-order mark.
    pub byte_order_mark: bool,
}

/// What holds the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Lines of text.
    Text,
    /// An Excel workbook.
    Workbook,
    /// JSON objects.
    Json,
}

/// A decoded file.
#[derive(Debug)]
pub struct Decoded {
    /// What stands in it.
    pub content: Content,
    /// The file as it lies on disk.
    pub original: Original,
}

/// What stands in a file.
pub enum Content {
    /// Text without byte-order mark, in UTF-8. A file that is UTF-8 is passed on as it is, bad bytes
    /// included. A failure while reading may be a [`Refusal`]: see [`Refusal::of`].
    Text(Box<dyn Read + Send>),
    /// The sheets in their order, hidden ones too; of JSON always one, with the keys as first row.
    Sheets(Vec<Sheet>),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text"),
            Self::Sheets(sheets) => write!(f, "Sheets({})", sheets.len()),
        }
    }
}

/// A sheet: the rows that hold something.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// In the order of the sheet.
    pub rows: Vec<SheetRow>,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sheet({} rows)", self.rows.len())
    }
}

/// A row that holds something.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the sheet, from 1; of JSON the number of the object, the keys being row 0.
    pub number: u64,
    /// Its cells up to the last that is not empty.
    pub cells: Vec<SheetCell>,
}

impl SheetRow {
    /// The cell at `place`, from 0; empty beyond the last.
    pub fn cell(&self, place: usize) -> &SheetCell {
        self.cells.get(place).unwrap_or(&SheetCell::Empty)
    }
}

impl fmt::Debug for SheetRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SheetRow({}, {} cells)", self.number, self.cells.len())
    }
}

/// A cell. Numbers are decimal, with `.` and without exponent or thousands marks.
#[derive(Clone, PartialEq, Eq)]
pub enum SheetCell {
    /// Nothing; also `null` and an absent key.
    Empty,
    /// Text. Dates are `2018-03-20` or `2018-03-20 12:20` (seconds follow where there are any),
    /// times of day `12:20`, truth values `true` and `false`, errors as shown (`#N/A`), a formula
    /// that was never reckoned `#CALC!`.
    Text(Arc<str>),
    /// A number, with the leading zeros its format shows.
    Number(Box<str>),
    /// A number shown in percent, in percent: `16.7` where the sheet holds 0.167 and shows 16,7 %.
    Percent(Box<str>),
}

impl fmt::Debug for SheetCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Empty",
            Self::Text(_) => "Text",
            Self::Number(_) => "Number",
            Self::Percent(_) => "Percent",
        })
    }
}

/// How large a file may become. Sizes are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Text unpacked from gzip.
    pub inflated_text: u64,
    /// A workbook, both as it is and with its parts unpacked; the text of JSON.
    pub held: u64,
    /// How many times its packed size a gzip stream may have.
    pub gzip_ratio: u64,
    /// How many times its packed size a workbook may have.
    pub workbook_ratio: u64,
    /// Up to this size the ratios do not matter.
    pub ratio_free: u64,
    /// Cells of all sheets, empty ones before a full one included.
    pub cells: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            inflated_text: 8192 * MIB,
            held: 1024 * MIB,
            gzip_ratio: 200,
            workbook_ratio: 100,
            ratio_free: 10 * MIB,
            cells: 20_000_000,
            sheets: 255,
        }
    }
}

impl Limits {
    /// The size from which `packed` bytes are too dense.
    fn dense(&self, ratio: u64, packed: u64) -> u64 {
        packed.saturating_mul(ratio).max(self.ratio_free)
    }
}

/// Why a file is not read though its bytes can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is larger than a limit.
    #[error("unpacked it is too large")]
    TooLarge,
    /// It unpacks to so much more than its size that it must be a trap.
    #[error("it unpacks to too many times its size")]
    TooDense,
    /// It breaks off, or is not as its own form says.
    #[error("it is damaged")]
    Damaged,
    /// A password is needed.
    #[error("it is protected by a password")]
    Encrypted,
    /// It is of the form that Excel saved until 2003 (`.xls`).
    #[error("it is a workbook of the old form")]
    OldWorkbook,
    /// It holds no table: another sort of archive or document, JSON that is no list of flat objects,
    /// or gzip within gzip.
    #[error("it holds no table")]
    NotATable,
    /// It is a workbook without a sheet of cells.
    #[error("it is a workbook without sheets")]
    NoSheet,
}

impl Refusal {
    /// The refusal behind a failure while reading text; `None` where reading itself failed.
    pub fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(io::ErrorKind::InvalidData, refusal)
    }
}

/// A file that cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Its bytes cannot be read.
    #[error("its bytes cannot be read")]
    Io(#[source] io::Error),
    /// Its bytes can be read, and are refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl DecodeError {
    fn reading(error: io::Error) -> Self {
        Refusal::of(&error).map_or(Self::Io(error), Self::Refused)
    }
}

/// The file as it lies on disk.
#[derive(Clone)]
pub struct Original {
    bytes: Bytes,
    compressed: bool,
    container: Container,
    settled: Settled,
    byte_order_mark: bool,
}

impl fmt::Debug for Original {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.format().fmt(f)
    }
}

impl Original {
    /// What it was saved as. The encoding is final once the text was read to its end.
    pub fn format(&self) -> Format {
        Format {
            compressed: self.compressed,
            container: self.container,
            encoding: self.settled.get(),
            byte_order_mark: self.byte_order_mark,
        }
    }

    /// The SHA-256 of its bytes, in hex. What is unread is read first; the text cannot be read on
    /// after that, and says so.
    ///
    /// # Errors
    ///
    /// Returns the failure to read the rest.
    pub fn digest(&self) -> io::Result<String> {
        self.bytes.digest()
    }
}

/// Decodes a file.
///
/// Text is decoded while it is read; workbooks and JSON are decoded here.
///
/// # Errors
///
/// Returns an error when the bytes cannot be read or are refused.
///
/// # Examples
///
/// ```
/// use std::io::Read;
///
/// use kvalitet_ingest::decode::{Content, Encoding, Limits, decode};
///
/// let file: &[u8] = b"skole;navn\n999001;\xc6blehaven";
/// let decoded = decode(Box::new(file), &Limits::default())?;
/// let Content::Text(mut text) = decoded.content else { unreachable!() };
/// let mut read = String::new();
/// text.read_to_string(&mut read)?;
/// assert_eq!(read, "skole;navn\n999001;Æblehaven");
/// assert_eq!(decoded.original.format().encoding, Encoding::Windows1252);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decode(input: Box<dyn Read + Send>, limits: &Limits) -> Result<Decoded, DecodeError> {
    let mut bytes = Bytes::new(input);
    let mut head = beginning(&mut bytes)?;
    let mut input: Box<dyn Read + Send> = Box::new(bytes.clone());
    let compressed = head.starts_with(GZIP);
    if compressed {
        input = Box::new(gzip::Gunzip::new(head, bytes.clone(), limits));
        head = beginning(&mut input)?;
    }
    let original = |container, text: Option<&Text>| Original {
        bytes: bytes.clone(),
        compressed,
        container,
        settled: text.map(Text::settled).unwrap_or_default(),
        byte_order_mark: text.is_some_and(|text| text.byte_order_mark),
    };
    if head.starts_with(GZIP) || head.starts_with(EMPTY_ZIP) || head.starts_with(PDF) {
        return Err(Refusal::NotATable.into());
    }
    if head.starts_with(COMPOUND_FILE) {
        return Err(workbook::compound_file(Cursor::new(head).chain(input))?.into());
    }
    if head.starts_with(ZIP) {
        let file = held(Cursor::new(head).chain(input), limits)?;
        let content = Content::Sheets(workbook::read(&file, limits)?);
        return Ok(Decoded { content, original: original(Container::Workbook, None) });
    }
    let text = Text::new(&head, input);
    if !json::begins(text.beginning()) {
        let original = original(Container::Text, Some(&text));
        return Ok(Decoded { content: Content::Text(Box::new(text)), original });
    }
    let original = original(Container::Json, Some(&text));
    let sheet = json::read(&held(text, limits)?, limits)?;
    Ok(Decoded { content: Content::Sheets(vec![sheet]), original })
}

/// The first block, or all there is.
fn beginning(input: &mut impl Read) -> Result<Vec<u8>, DecodeError> {
    let mut head = Vec::new();
    let limit = u64::try_from(HEAD).unwrap_or_default();
    input.take(limit).read_to_end(&mut head).map_err(DecodeError::reading)?;
    Ok(head)
}

/// All of a file that cannot be read in blocks.
fn held(input: impl Read, limits: &Limits) -> Result<Vec<u8>, DecodeError> {
    let mut file = Vec::new();
    let read = input.take(limits.held.saturating_add(1)).read_to_end(&mut file);
    let read = u64::try_from(read.map_err(DecodeError::reading)?).unwrap_or(u64::MAX);
    if limits.held < read { Err(Refusal::TooLarge.into()) } else { Ok(file) }
}

#[cfg(test)]
mod tests;
