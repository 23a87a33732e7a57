//! Bytes to records: lines cut into cells, with their line numbers.
//!
//! A record is a line. A cell in quotation marks may hold delimiters, doubled quotation marks and
//! line breaks. Where a mark is opened and the record that closes it is none (it has not the
//! header's number of cells, text follows the closing mark, or two of its lines are whole rows by
//! themselves), only the line it stands on is given up, and reading goes on with the next one: an
//! unclosed mark never swallows rows.
//!
//! [`Records`] cuts bytes in memory; [`Parts`] gives a stream out in parts that end between two
//! records, so that parts can be cut at the same time. How a stream is parted never shows
//! in the records; only the line that [`Shape::Unclosed`] names is looked for in its part alone.

use std::fmt;
use std::io::Read;

use crate::cell;
use crate::short::{every, place_of, zero_bytes};

/// How far a quoted cell may reach before the opening mark counts as a mistake.
const LONGEST_QUOTED_RECORD: usize = 64 * 1024;
/// How much is read at a time.
pub(crate) const BLOCK: usize = 1024 * 1024;
/// The longest line there is: a stream without line breaks is no table.
const LONGEST_LINE: usize = 64 * BLOCK;

/// One record, borrowed from the reader.
#[derive(Debug)]
pub struct Record<'a> {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its cells; the line as one cell when it is [`Shape::Unclosed`].
    pub cells: Cells<'a>,
    /// Whether it could be cut.
    pub shape: Shape,
}

/// Whether a line could be cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It could.
    Whole,
    /// A quotation mark is opened and not closed.
    Unclosed {
        /// The line on which the mark would have been closed, where one follows.
        until: Option<u64>,
    },
}

/// What becomes of the quotation marks of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// Every one is closed.
    Closed,
    /// The last one is still open.
    Open,
    /// Text follows a closing one: it closes nothing, or opens the next cell's.
    Misplaced,
}

/// The cells of a record.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    text: &'a [u8],
    /// End of each cell in `text`; cells are separated by one byte.
    ends: &'a [usize],
}

/// Cells may hold what is about a person: only how many there are is shown.
impl fmt::Debug for Cells<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cells").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl<'a> Cells<'a> {
    /// Cells of a text in which they stand separated by one byte; `ends` has the end of each.
    pub(crate) const fn new(text: &'a [u8], ends: &'a [usize]) -> Self {
        Self { text, ends }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at `place`, without spaces around it; empty where there is none.
    #[inline]
    pub fn get(&self, place: usize) -> &'a [u8] {
        cell::trimmed(self.raw(place))
    }

    /// The cell at `place` as it stands; empty where there is none.
    #[inline]
    fn raw(&self, place: usize) -> &'a [u8] {
        let start = match place.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).map_or(0, |end| end + 1),
        };
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The cells as the names of columns: a line break at the start of one is kept, because it
    /// tells that the rest is no header.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |place| {
            let text = String::from_utf8_lossy(self.raw(place).trim_ascii_end()).into_owned();
            text.trim_start_matches([' ', '\t']).to_owned()
        };
        (0..self.len()).map(name).collect()
    }

    /// The cells in order.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + '_ {
        (0..self.len()).map(|place| self.get(place))
    }
}

/// Cuts bytes into records.
pub struct Records<'a> {
    bytes: &'a [u8],
    /// Whether nothing follows these bytes.
    last: bool,
    /// Whether there is a quotation mark in them.
    has_marks: bool,
    at: usize,
    line: u64,
    delimiter: u8,
    width: Option<usize>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("line", &self.line).finish_non_exhaustive()
    }
}

/// What [`Records`] made of a quoted record.
enum Quoted {
    Record(Shape),
    /// It may go on behind these bytes.
    Unfinished,
}

impl<'a> Records<'a> {
    /// The records of `bytes`, cut at `delimiter`. `lines` lines stand before them; `last` says that
    /// nothing follows, so that a record may end without a line break.
    pub fn new(bytes: &'a [u8], lines: u64, delimiter: u8, last: bool) -> Self {
        let has_marks = memchr::memchr(b'"', bytes).is_some();
        Self::with_marks(bytes, lines, (delimiter, has_marks), last)
    }

    /// The same where it is known whether there may be quotation marks.
    const fn with_marks(
        bytes: &'a [u8],
        lines: u64,
        (delimiter, has_marks): (u8, bool),
        last: bool,
    ) -> Self {
        Self {
            bytes,
            last,
            has_marks,
            at: 0,
            line: lines,
            delimiter,
            width: None,
            text: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Says how many cells a record should have; without it, no quoted cell may hold a line break.
    #[must_use]
    pub const fn expect_cells(mut self, width: usize) -> Self {
        self.width = Some(width);
        self
    }

    /// How many bytes have been cut.
    pub const fn consumed(&self) -> usize {
        self.at
    }

    /// How many lines lie behind, those before the bytes included.
    pub const fn lines(&self) -> u64 {
        self.line
    }

    /// The bytes that are still to be cut; none where a quotation mark is in any of them.
    pub(crate) fn plain_rest(&self) -> &'a [u8] {
        let rest = if self.has_marks { None } else { self.bytes.get(self.at..) };
        rest.unwrap_or_default()
    }

    /// Goes on behind lines that were read elsewhere, and which have so many bytes.
    pub(crate) fn pass(&mut self, lines: u64, bytes: usize) {
        self.line += lines;
        self.at = self.bytes.len().min(self.at + bytes);
    }

    /// The next record, blank lines passed over; `None` at the end of what can be cut.
    pub fn next_record(&mut self) -> Option<Record<'_>> {
        if self.has_marks { self.next_with_marks() } else { self.next_plain() }
    }

    /// The next record of bytes without quotation marks: line and cells are cut in one pass.
    fn next_plain(&mut self) -> Option<Record<'_>> {
        loop {
            let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
            self.ends.clear();
            let end = match cut_line(rest, self.delimiter, &mut self.ends) {
                Some(end) => end,
                None if self.last => rest.len(),
                None => return None,
            };
            let content = content(rest.get(..end).unwrap_or_default());
            self.line += 1;
            self.at = self.bytes.len().min(self.at + end + 1);
            if !content.is_empty() {
                self.ends.push(content.len());
                let cells = Cells { text: content, ends: &self.ends };
                return Some(Record { line: self.line, cells, shape: Shape::Whole });
            }
        }
    }

    fn next_with_marks(&mut self) -> Option<Record<'_>> {
        loop {
            let start = self.at;
            let end = self.line_end(start)?;
            let content = content(self.bytes.get(start..end).unwrap_or_default());
            if content.is_empty() {
                self.line += 1;
                self.at = end;
                continue;
            }
            if memchr::memchr(b'"', content).is_none() {
                self.line += 1;
                self.at = end;
                self.ends.clear();
                self.ends.extend(memchr::memchr_iter(self.delimiter, content));
                self.ends.push(content.len());
                let cells = Cells { text: content, ends: &self.ends };
                return Some(Record { line: self.line, cells, shape: Shape::Whole });
            }
            let line = self.line + 1;
            let Quoted::Record(shape) = self.quoted(start, end) else { return None };
            let cells = Cells { text: &self.text, ends: &self.ends };
            return Some(Record { line, cells, shape });
        }
    }

    /// Where the line that begins at `start` ends, line break included; `None` where it may go on
    /// behind the bytes, and at the end.
    fn line_end(&self, start: usize) -> Option<usize> {
        let rest = self.bytes.get(start..).unwrap_or_default();
        match memchr::memchr(b'\n', rest) {
            Some(at) => Some(start + at + 1),
            None if self.last && !rest.is_empty() => Some(self.bytes.len()),
            None => None,
        }
    }

    /// Cuts a record with quotation marks, which may reach over several lines.
    fn quoted(&mut self, start: usize, first_end: usize) -> Quoted {
        let (mut end, mut lines) = (first_end, 1);
        loop {
            let content = content(self.bytes.get(start..end).unwrap_or_default());
            let marks = self.cut_quoted(content);
            let closed = marks != Marks::Open;
            let one_record = marks == Marks::Closed && self.width == Some(self.ends.len());
            let swallows = 1 < lines && self.holds_rows(content);
            if (lines == 1 && closed) || (one_record && !swallows) {
                self.at = end;
                self.line += lines;
                return Quoted::Record(Shape::Whole);
            }
            let too_long = LONGEST_QUOTED_RECORD < end - start;
            let given_up = closed || swallows || too_long || self.width.is_none();
            let next = if given_up { None } else { self.line_end(end) };
            let Some(next) = next else {
                if !given_up && !self.last {
                    return Quoted::Unfinished;
                }
                let until = self.closing_line(start, first_end);
                self.keep_line(start, first_end);
                self.at = first_end;
                self.line += 1;
                return Quoted::Record(Shape::Unclosed { until });
            };
            end = next;
            lines += 1;
        }
    }

    /// Keeps a line that cannot be cut as one cell.
    fn keep_line(&mut self, start: usize, end: usize) {
        let line = content(self.bytes.get(start..end).unwrap_or_default());
        self.text.clear();
        self.text.extend_from_slice(line);
        self.ends.clear();
        self.ends.push(line.len());
    }

    /// The line of the next quotation mark behind the line that ends at `first_end`: what a reader
    /// that believes the mark would have swallowed.
    fn closing_line(&self, start: usize, first_end: usize) -> Option<u64> {
        let reach = (start + LONGEST_QUOTED_RECORD).min(self.bytes.len());
        let rest = self.bytes.get(first_end..reach)?;
        let at = memchr::memchr(b'"', rest)?;
        let breaks = memchr::memchr_iter(b'\n', rest.get(..at)?).count();
        Some(self.line + 2 + u64::try_from(breaks).ok()?)
    }

    /// Whether two of these lines are rows by themselves. One may be: the first, when its last cell
    /// goes on, or the last, when the first cell ends on it.
    fn holds_rows(&self, content: &[u8]) -> bool {
        let cells = |line: &[u8]| memchr::memchr_iter(self.delimiter, line).count() + 1;
        let lines = content.split(|byte| *byte == b'\n');
        1 < lines.filter(|line| self.width == Some(cells(line))).count()
    }

    /// Cuts `content` into `text` and `ends`, and says what becomes of its quotation marks.
    fn cut_quoted(&mut self, content: &[u8]) -> Marks {
        self.text.clear();
        self.ends.clear();
        let (mut inside, mut misplaced) = (false, false);
        let (mut at_start, mut after_mark) = (true, false);
        let mut bytes = content.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if inside && bytes.peek() == Some(&b'"') => {
                    bytes.next();
                    self.text.push(b'"');
                }
                b'"' if inside => {
                    (inside, after_mark) = (false, true);
                    continue;
                }
                b'"' if at_start => inside = true,
                _ if byte == self.delimiter && !inside => {
                    self.ends.push(self.text.len());
                    self.text.push(byte);
                    (at_start, after_mark) = (true, false);
                    continue;
                }
                _ => {
                    misplaced |= after_mark && !byte.is_ascii_whitespace();
                    self.text.push(byte);
                }
            }
            at_start = false;
        }
        self.ends.push(self.text.len());
        match (inside, misplaced) {
            (true, _) => Marks::Open,
            (false, true) => Marks::Misplaced,
            (false, false) => Marks::Closed,
        }
    }
}

/// Where the line that `bytes` begin with ends, before its line break; `None` where it goes on. The
/// places of its delimiters go to `ends`.
///
/// Eight bytes at a time: cells are so short that a search from one delimiter to the next spends its
/// time on beginning and ending.
fn cut_line(bytes: &[u8], delimiter: u8, ends: &mut Vec<usize>) -> Option<usize> {
    let (words, tail) = bytes.as_chunks::<8>();
    let (delimiters, breaks) = (every(delimiter), every(b'\n'));
    for (at, word) in words.iter().enumerate() {
        let bits = u64::from_le_bytes(*word);
        let mut cells = zero_bytes(bits ^ delimiters);
        let line_break = zero_bytes(bits ^ breaks);
        if line_break != 0 {
            cells &= line_break.wrapping_sub(1);
        }
        while cells != 0 {
            ends.push(8 * at + place_of(cells));
            cells &= cells - 1;
        }
        if line_break != 0 {
            return Some(8 * at + place_of(line_break));
        }
    }
    let before = bytes.len() - tail.len();
    for (at, byte) in (before..).zip(tail) {
        match byte {
            b'\n' => return Some(at),
            _ if *byte == delimiter => ends.push(at),
            _ => {}
        }
    }
    None
}

/// A line without its line break.
fn content(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// A part of a stream: whole records, and the number of lines before them.
pub struct Part {
    /// The records as they stand, and room behind them.
    room: Vec<u8>,
    end: usize,
    has_marks: bool,
    /// How many lines of the stream stand before them.
    pub lines: u64,
}

impl Part {
    /// The records, as they stand.
    pub fn bytes(&self) -> &[u8] {
        self.room.get(..self.end).unwrap_or_default()
    }

    /// The records, cut at `delimiter`.
    pub fn records(&self, delimiter: u8) -> Records<'_> {
        Records::with_marks(self.bytes(), self.lines, (delimiter, self.has_marks), true)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("lines", &self.lines).finish_non_exhaustive()
    }
}

/// Gives a stream out in parts that end between two records.
pub struct Parts<R> {
    input: R,
    delimiter: u8,
    width: usize,
    /// Bytes that belong to the next part.
    held: Vec<u8>,
    /// Room of parts that are done with: it need not be cleared before it is read into.
    rooms: Vec<Vec<u8>>,
    lines: u64,
    ended: bool,
    block: usize,
}

impl<R> fmt::Debug for Parts<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("lines", &self.lines).finish_non_exhaustive()
    }
}

impl<R: Read> Parts<R> {
    /// The parts of `held` and what follows it in `input`; records have `width` cells, and `lines`
    /// lines stand before them.
    pub const fn new(input: R, held: Vec<u8>, lines: u64, (delimiter, width): (u8, usize)) -> Self {
        let rooms = Vec::new();
        Self { input, delimiter, width, held, rooms, lines, ended: false, block: BLOCK }
    }

    /// The same parts of a stream that is read in blocks of so many bytes, and not in the usual ones.
    #[must_use]
    pub const fn in_blocks_of(mut self, block: usize) -> Self {
        self.block = block;
        self
    }

    /// Takes a part back that is done with: others are read into its room.
    pub fn take_back(&mut self, part: Part) {
        self.rooms.push(part.room);
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns the reader's error, and [`std::io::ErrorKind::InvalidData`] for a line that is longer
    /// than any of a table.
    pub fn next_part(&mut self) -> std::io::Result<Option<Part>> {
        let mut room = self.rooms.pop().unwrap_or_default();
        let held = std::mem::take(&mut self.held);
        let mut used = held.len();
        room.resize(room.len().max(used), 0);
        if let Some(begin) = room.get_mut(..used) {
            begin.copy_from_slice(&held);
        }
        let (mut end, mut has_marks) = (used, false);
        while !self.ended {
            let read = self.read_into(&mut room, used)?;
            self.ended = read == 0;
            used += read;
            let bytes = room.get(..used).unwrap_or_default();
            has_marks = memchr::memchr(b'"', bytes).is_some();
            end = if self.ended {
                used
            } else if has_marks {
                self.end_of_records(bytes)
            } else {
                // Every line is a record.
                memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1)
            };
            if 0 < end {
                self.held = bytes.get(end..).unwrap_or_default().to_vec();
                break;
            }
            if LONGEST_LINE < used {
                return Err(std::io::ErrorKind::InvalidData.into());
            }
        }
        if end == 0 {
            return Ok(None);
        }
        let bytes = room.get(..end).unwrap_or_default();
        let lines = self.lines;
        let breaks = memchr::memchr_iter(b'\n', bytes).count();
        self.lines += u64::try_from(breaks).unwrap_or(u64::MAX);
        Ok(Some(Part { room, end, has_marks, lines }))
    }

    /// Reads one block behind what a room holds; how many bytes there were, none at the end.
    fn read_into(&mut self, room: &mut Vec<u8>, used: usize) -> std::io::Result<usize> {
        room.resize(room.len().max(used + self.block), 0);
        let mut rest = room.get_mut(used..used + self.block).unwrap_or_default();
        while !rest.is_empty() {
            match self.input.read(rest) {
                Ok(0) => break,
                Ok(read) => rest = rest.get_mut(read..).unwrap_or_default(),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.block - rest.len())
    }

    /// Where the last whole record ends.
    fn end_of_records(&self, bytes: &[u8]) -> usize {
        let mut records = Records::new(bytes, 0, self.delimiter, false).expect_cells(self.width);
        while records.next_record().is_some() {}
        records.consumed()
    }
}

/// Adds one block to `bytes`; `false` at the end of the input.
///
/// # Errors
///
/// Returns the reader's error.
pub(crate) fn fill(
    input: &mut impl Read,
    bytes: &mut Vec<u8>,
    block: usize,
) -> std::io::Result<bool> {
    let kept = bytes.len();
    bytes.reserve(block);
    let wanted = u64::try_from(block).unwrap_or(u64::MAX);
    input.by_ref().take(wanted).read_to_end(bytes)?;
    Ok(kept < bytes.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Read1 = Vec<(u64, Shape, Vec<String>)>;

    fn read(text: &[u8], width: usize) -> Read1 {
        cut(&mut Records::new(text, 0, b';', true).expect_cells(width))
    }

    fn cut(reader: &mut Records<'_>) -> Read1 {
        let mut records = Vec::new();
        while let Some(record) = reader.next_record() {
            let cells = record.cells.iter().map(|c| String::from_utf8_lossy(c).into_owned());
            records.push((record.line, record.shape, cells.collect()));
        }
        records
    }

    /// The records of a stream that begins with `held` bytes and is read in parts.
    fn read_in_parts(text: &[u8], held: usize, width: usize) -> Read1 {
        let (held, rest) = text.split_at(held.min(text.len()));
        let mut parts = Parts::new(rest, held.to_vec(), 0, (b';', width)).in_blocks_of(7);
        let mut records = Vec::new();
        while let Some(part) = parts.next_part().unwrap() {
            records.extend(cut(&mut part.records(b';').expect_cells(width)));
            parts.take_back(part);
        }
        records
    }

    fn is_unclosed(record: &(u64, Shape, Vec<String>)) -> bool {
        matches!(record.1, Shape::Unclosed { .. })
    }

    /// Where a mark would have been closed is only said as far as a part reaches.
    fn without_spans(records: Read1) -> Read1 {
        let shape = |shape| match shape {
            Shape::Unclosed { .. } => Shape::Unclosed { until: None },
            Shape::Whole => shape,
        };
        records.into_iter().map(|(line, of, cells)| (line, shape(of), cells)).collect()
    }

    fn cells(records: &Read1) -> Vec<Vec<&str>> {
        records.iter().map(|(_, _, cells)| cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn breaks_and_blank_lines_are_passed_over() {
        let records = read("a;b\r\n\r\n1; 2 \n;\n3;4".as_bytes(), 2);
        assert_eq!(cells(&records), [["a", "b"], ["1", "2"], ["", ""], ["3", "4"]]);
        assert_eq!(records.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 3, 4, 5]);
    }

    #[test]
    fn a_quoted_cell_may_hold_delimiters_marks_and_breaks() {
        let records = read("a;b\n\"x;\"\"y\"\"\";2\n\"en\nto\";3\n4;5\n".as_bytes(), 2);
        assert_eq!(cells(&records), [["a", "b"], ["x;\"y\"", "2"], ["en\nto", "3"], ["4", "5"]]);
        assert_eq!(records.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 3, 5]);
    }

    #[test]
    fn what_stands_in_a_record_is_not_in_what_is_shown_of_it() {
        let bytes = b"7777777;8888888\n".to_vec();
        let mut records = Records::new(&bytes, 0, b';', true);
        let shown = [format!("{:?}", records.next_record()), format!("{records:?}")].concat();
        let end = bytes.len();
        let part = Part { room: bytes.clone(), end, has_marks: false, lines: 3 };
        let shown = format!("{shown}{part:?}{:?}", crate::pupil::PupilId::new(b"7777777", None));
        let shown = format!("{shown}{:?}", crate::form::Value::Text(b"7777777"));
        // Bytes are shown as numbers.
        for secret in ["777", "888", "55, 55", "56, 56"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("lines: 3"), "{shown}");
    }

    #[test]
    fn an_unclosed_mark_costs_its_own_line_only() {
        for text in ["a;b\n\"x;2\n3;4\n5;6\n", "a;b\n\"x;2\n3;4\n5;\"6\n7;8\n"] {
            let records = read(text.as_bytes(), 2);
            assert_eq!((records[1].0, is_unclosed(&records[1])), (2, true), "{text}");
            assert_eq!(records[1].2, ["\"x;2"], "{text}");
            assert_eq!(records[2].2, ["3", "4"], "{text}");
        }
    }

    #[test]
    fn an_unclosed_mark_swallows_no_row_that_a_later_mark_would_close() {
        for text in [
            "a;b;c\n1;\"x;3\n4;y;6\n7;\"z\";9\n",
            "a;b;c\n1;\"x;3\n4;y;6\n7;z\";9\n",
            "a;b;c\n1;\"x;3\n4;y\";6\n7;z;9\n",
        ] {
            let records = read(text.as_bytes(), 3);
            assert_eq!((records[1].0, is_unclosed(&records[1])), (2, true), "{text}");
            assert_eq!(records.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 3, 4], "{text}");
        }
    }

    #[test]
    fn a_break_in_the_first_or_the_last_cell_is_no_row() {
        let records = read("a;b;c\n\"en\nto\";2;3\n4;5;\"seks\n\"\n".as_bytes(), 3);
        assert_eq!(cells(&records)[1..], [["en\nto", "2", "3"], ["4", "5", "seks"]]);
    }

    proptest! {
        #[test]
        fn a_line_is_cut_where_its_delimiters_are(text in "[a-c;\n\u{e5}\r]{0,60}") {
            let mut ends = Vec::new();
            let end = cut_line(text.as_bytes(), b';', &mut ends);
            let bytes = text.as_bytes();
            prop_assert_eq!(end, bytes.iter().position(|byte| *byte == b'\n'));
            let line = &bytes[..end.unwrap_or(bytes.len())];
            let all = line.iter().enumerate().filter(|(_, byte)| **byte == b';');
            prop_assert_eq!(ends, all.map(|(at, _)| at).collect::<Vec<_>>());
        }

        #[test]
        fn parts_do_not_matter(text in "([a-c\";\n]|\r\n){0,60}", held in 0..60_usize) {
            let whole = without_spans(read(text.as_bytes(), 2));
            prop_assert_eq!(without_spans(read_in_parts(text.as_bytes(), held, 2)), whole);
        }

        #[test]
        fn no_line_is_lost(text in "([a-c\";]|\r?\n){0,60}") {
            let spans = spans(text.as_bytes(), 2);
            for pair in spans.windows(2) {
                prop_assert!(pair[0].1 < pair[1].0, "{:?}", spans);
            }
            for (line, content) in (1..).zip(text.split('\n')) {
                let blank = content.is_empty() || content == "\r";
                let holds = |span: &&(u64, u64)| span.0 <= line && line <= span.1;
                let records = spans.iter().filter(holds).count();
                prop_assert!(blank || records == 1, "line {}: {:?}", line, spans);
            }
        }
    }

    /// The first and the last line of each record.
    fn spans(text: &[u8], width: usize) -> Vec<(u64, u64)> {
        let mut reader = Records::new(text, 0, b';', true).expect_cells(width);
        let mut spans = Vec::new();
        while let Some(first) = reader.next_record().map(|record| record.line) {
            spans.push((first, reader.lines()));
        }
        spans
    }
}
