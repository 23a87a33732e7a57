//! The cells of one sheet of a workbook.
//!
//! Of a formula the result is read that was last reckoned. Where a program wrote the formula and
//! never reckoned it, the cell is [`UNRECKONED`]: a spreadsheet would show something there.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::number::{self, NumberForm};
use super::workbook::{Part, attributes};
use super::{Refusal, Sheet, SheetCell, SheetRow};

const UNRECKONED: &str = "#CALC!";
const MOST_ROWS: u64 = 1 << 20;
const MOST_COLUMNS: usize = 1 << 14;

/// What the cells of all sheets share.
pub(super) struct Book {
    pub(super) shared: Vec<Arc<str>>,
    /// How the cells of each style show numbers.
    pub(super) forms: Vec<NumberForm>,
    pub(super) since_1904: bool,
}

/// The text of one element, gathered from what is read.
pub(super) struct TextOf {
    element: &'static str,
    text: String,
    inside: bool,
    /// Inside a note on how a word is pronounced.
    spoken: bool,
}

impl TextOf {
    pub(super) const fn new(element: &'static str) -> Self {
        Self { element, text: String::new(), inside: false, spoken: false }
    }

    pub(super) fn clear(&mut self, element: &'static str) {
        self.element = element;
        self.text.clear();
        (self.inside, self.spoken) = (false, false);
    }

    /// Keeps what belongs to the text.
    pub(super) fn take(&mut self, event: &Event<'_>) -> Result<(), Refusal> {
        match event {
            Event::Start(element) => self.step(element.local_name().as_ref(), true),
            Event::End(element) => self.step(element.local_name().as_ref(), false),
            Event::Text(text) if self.inside => self.text.push_str(&text.xml10_content()),
            Event::CData(text) if self.inside => self.text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) if self.inside => {
                match (name.resolve_char_ref(), name.as_ref()) {
                    (Ok(Some(sign)), _) => self.text.push(sign),
                    (_, "amp") => self.text.push('&'),
                    (_, "lt") => self.text.push('<'),
                    (_, "gt") => self.text.push('>'),
                    (_, "quot") => self.text.push('"'),
                    (_, "apos") => self.text.push('\''),
                    _ => return Err(Refusal::Damaged),
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn step(&mut self, element: &str, into: bool) {
        if element == "rPh" {
            self.spoken = into;
        } else if element == self.element {
            self.inside = into && !self.spoken;
        }
    }

    /// The text, with the signs that XML cannot hold: `_x000D_` is a carriage return.
    pub(super) fn unescaped(&self) -> String {
        let mut units = Vec::new();
        let mut text = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some((before, (unit, after))) = escape(rest) {
            if !before.is_empty() {
                flush(&mut units, &mut text);
                text.push_str(before);
            }
            units.push(unit);
            rest = after;
        }
        flush(&mut units, &mut text);
        text.push_str(rest);
        text
    }
}

fn flush(units: &mut Vec<u16>, text: &mut String) {
    text.push_str(&String::from_utf16_lossy(units));
    units.clear();
}

/// The first `_xHHHH_`: what is before it, its UTF-16 unit, and what is after it.
fn escape(text: &str) -> Option<(&str, (u16, &str))> {
    let unit = |at: usize| {
        let (digits, after) = text.get(at..)?.strip_prefix("_x")?.split_at_checked(4)?;
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = u16::from_str_radix(digits, 16).ok().filter(|_| hex)?;
        Some((text.get(..at)?, (unit, after.strip_prefix('_')?)))
    };
    text.match_indices("_x").find_map(|(at, _)| unit(at))
}

/// Reads a sheet. `left` is how many cells there may still be.
pub(super) fn read(mut part: Part<'_, '_>, book: &Book, left: &mut u64) -> Result<Sheet, Refusal> {
    let mut sheet =
        Gathered { book, left, rows: Vec::new(), number: 0, cells: Vec::new(), next: MOST_COLUMNS };
    let (mut cell, mut text, mut is_sheet) = (Cell::default(), TextOf::new("v"), false);
    while let Some(event) = part.next()? {
        text.take(&event)?;
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => is_sheet = true,
                "row" => sheet.begin(&element)?,
                "c" => {
                    cell = Cell::new(&element)?;
                    text.clear(if cell.kind == Kind::Inline { "t" } else { "v" });
                }
                "f" => cell.formula = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "c" => sheet.push(&cell, &text)?,
                "row" => sheet.end(),
                "sheetData" => break,
                _ => {}
            },
            _ => {}
        }
    }
    // The checksum of the part is at its end.
    while part.next()?.is_some() {}
    if is_sheet { Ok(Sheet { rows: sheet.rows }) } else { Err(Refusal::Damaged) }
}

/// The rows while they are read.
struct Gathered<'a> {
    book: &'a Book,
    left: &'a mut u64,
    rows: Vec<SheetRow>,
    number: u64,
    cells: Vec<SheetCell>,
    /// The place of a cell that does not say its own; between rows there is none.
    next: usize,
}

impl Gathered<'_> {
    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let [number] = attributes(element, ["r"])?;
        let number = match number {
            None => self.number + 1,
            Some(number) => number.parse().map_err(|_| Refusal::Damaged)?,
        };
        if number <= self.number || MOST_ROWS < number {
            return Err(Refusal::Damaged);
        }
        (self.number, self.next) = (number, 0);
        self.cells.clear();
        Ok(())
    }

    fn push(&mut self, cell: &Cell, text: &TextOf) -> Result<(), Refusal> {
        let (place, row) = cell.position.unwrap_or((self.next, self.number));
        if row != self.number {
            return Err(Refusal::Damaged);
        }
        if place < self.next || MOST_COLUMNS <= place {
            return Err(Refusal::Damaged);
        }
        self.next = place + 1;
        let value = cell.value(text, self.book)?;
        if value != SheetCell::Empty {
            let count = u64::try_from(place + 1 - self.cells.len()).unwrap_or(u64::MAX);
            *self.left = self.left.checked_sub(count).ok_or(Refusal::TooLarge)?;
            self.cells.resize(place, SheetCell::Empty);
            self.cells.push(value);
        }
        Ok(())
    }

    fn end(&mut self) {
        self.next = MOST_COLUMNS;
        if !self.cells.is_empty() {
            let cells = std::mem::take(&mut self.cells);
            self.rows.push(SheetRow { number: self.number, cells });
        }
    }
}

/// The column from 0 and the row from 1 of a reference such as `AB12`.
fn position(reference: &str) -> Option<(usize, u64)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = reference.split_at_checked(letters)?;
    if !(1..=3).contains(&letters) {
        return None;
    }
    let digit = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = column.bytes().fold(0, |column, letter| column * 26 + digit(letter));
    Some((column - 1, row.parse().ok()?))
}

/// How a cell's value is written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    /// The place of a shared text.
    Shared,
    /// Text in the cell itself.
    Inline,
    Truth,
    Date,
    /// The text of a formula, or an error.
    Text,
}

/// A cell as its element describes it.
#[derive(Default)]
struct Cell {
    position: Option<(usize, u64)>,
    style: usize,
    kind: Kind,
    formula: bool,
}

impl Cell {
    fn new(element: &BytesStart<'_>) -> Result<Self, Refusal> {
        let [reference, style, kind] = attributes(element, ["r", "s", "t"])?;
        let position = match reference {
            None => None,
            Some(reference) => Some(position(&reference).ok_or(Refusal::Damaged)?),
        };
        let style = style.map_or(Ok(0), |style| style.parse()).map_err(|_| Refusal::Damaged)?;
        let kind = match kind.as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("inlineStr") => Kind::Inline,
            Some("b") => Kind::Truth,
            Some("d") => Kind::Date,
            Some("str" | "e") => Kind::Text,
            Some(_) => return Err(Refusal::Damaged),
        };
        Ok(Self { position, style, kind, formula: false })
    }

    fn value(&self, text: &TextOf, book: &Book) -> Result<SheetCell, Refusal> {
        let raw = text.text.as_str();
        if raw.is_empty() {
            let unreckoned = self.formula && self.kind == Kind::Number;
            let cell = || SheetCell::Text(Arc::from(UNRECKONED));
            return Ok(if unreckoned { cell() } else { SheetCell::Empty });
        }
        let text: Arc<str> = match self.kind {
            Kind::Number => return Ok(self.number(raw.trim_ascii(), book)),
            Kind::Shared => {
                let index: usize = raw.trim_ascii().parse().map_err(|_| Refusal::Damaged)?;
                Arc::clone(book.shared.get(index).ok_or(Refusal::Damaged)?)
            }
            Kind::Truth => match raw.trim_ascii() {
                "0" => Arc::from("false"),
                "1" => Arc::from("true"),
                other => Arc::from(other),
            },
            Kind::Date => Arc::from(iso_date(raw.trim_ascii())),
            Kind::Inline | Kind::Text => Arc::from(text.unescaped()),
        };
        Ok(if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(text) })
    }

    /// What is no number, or a date that is none, stays as it is written.
    fn number(&self, raw: &str, book: &Book) -> SheetCell {
        if raw.is_empty() {
            return SheetCell::Empty;
        }
        let Some(value) = raw.parse().ok().filter(|value: &f64| value.is_finite()) else {
            return SheetCell::Text(Arc::from(raw));
        };
        // A whole number is as it is written: it may have more digits than a float.
        let whole = raw.bytes().all(|byte| byte.is_ascii_digit());
        let decimal = || if whole { raw.into() } else { number::decimal(value).into_boxed_str() };
        let text = |text: Option<String>| {
            text.map_or_else(|| SheetCell::Number(decimal()), |text| SheetCell::Text(text.into()))
        };
        match book.forms.get(self.style).copied().unwrap_or_default() {
            NumberForm::Plain => SheetCell::Number(decimal()),
            NumberForm::Padded(digits) => {
                SheetCell::Number(number::padded(&decimal(), digits).into())
            }
            NumberForm::Percent => SheetCell::Percent(number::hundredfold(&decimal()).into()),
            NumberForm::Date => text(number::date(value, book.since_1904)),
            NumberForm::Duration => text(number::duration(value)),
        }
    }
}

/// A date of ISO 8601 in the form of the other dates.
fn iso_date(text: &str) -> String {
    let Some((date, time)) = text.split_once('T') else { return text.to_owned() };
    let time = time.trim_end_matches('Z');
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let short = match time.get(5..) {
        Some(":00") => time.get(..5).unwrap_or(time),
        _ => time,
    };
    if short == "00:00" { date.to_owned() } else { format!("{date} {short}") }
}
