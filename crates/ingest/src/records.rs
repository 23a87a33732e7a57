//! Bytes to records: lines cut into cells, with their line numbers.
//!
//! A record is a line. A cell in quotation marks may hold delimiters, doubled quotation marks and
//! line breaks. Where a mark is opened and the record that closes it is none (it has not the
//! header's number of cells, text follows the closing mark, or two of its lines are whole rows by
//! themselves), only the line it stands on is given up, and reading goes on with the next one: an
//! unclosed mark never swallows rows.
//!
//! Memory is one block and the longest record, whatever the size of the file.

use std::io::Read;

use sha2::{Digest, Sha256};

/// How far a quoted cell may reach before the opening mark counts as a mistake.
const LONGEST_QUOTED_RECORD: usize = 64 * 1024;
const BLOCK: usize = 256 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One record, borrowed from the reader.
#[derive(Debug)]
pub struct Record<'a> {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its cells; empty when it is [`Shape::Unclosed`].
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
    Unclosed,
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
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    text: &'a [u8],
    /// End of each cell in `text`; cells are separated by one byte.
    ends: &'a [usize],
}

impl<'a> Cells<'a> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at `place`, without spaces around it; empty where there is none.
    pub fn get(&self, place: usize) -> &'a [u8] {
        self.raw(place).trim_ascii()
    }

    /// The cell at `place` as it stands; empty where there is none.
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

/// Reads records from bytes, and digests the bytes on the way.
pub struct RecordReader<R> {
    input: R,
    digest: Sha256,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: u64,
    delimiter: u8,
    width: Option<usize>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<R> std::fmt::Debug for RecordReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecordReader").field("line", &self.line).finish_non_exhaustive()
    }
}

impl<R: Read> RecordReader<R> {
    /// A reader of records whose cells are separated by `delimiter`. A byte-order mark is passed
    /// over.
    pub fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            digest: Sha256::new(),
            buffer: Vec::with_capacity(BLOCK),
            start: 0,
            ended: false,
            line: 0,
            delimiter,
            width: None,
            text: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Says how many cells a record should have; without it, no quoted cell may hold a line break.
    pub const fn expect_cells(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// The next record, blank lines passed over; `None` at the end.
    ///
    /// # Errors
    ///
    /// Returns the reader's error.
    pub fn next_record(&mut self) -> std::io::Result<Option<Record<'_>>> {
        loop {
            let Some((from, to)) = self.next_line(self.start)? else {
                return Ok(None);
            };
            self.line += 1;
            let line = self.line;
            let (begin, end) = self.content(from, to);
            if begin == end {
                self.start = to;
                continue;
            }
            if memchr::memchr(b'"', self.bytes(begin, end)).is_none() {
                self.cut_plain(begin, end);
                self.start = to;
                return Ok(Some(self.record(line, Shape::Whole)));
            }
            let shape = self.quoted(from, to)?;
            return Ok(Some(self.record(line, shape)));
        }
    }

    /// The SHA-256 of everything read, in hex. Reads to the end first.
    ///
    /// # Errors
    ///
    /// Returns the reader's error.
    pub fn digest(mut self) -> std::io::Result<String> {
        while self.next_record()?.is_some() {}
        Ok(hex(&self.digest.finalize()))
    }

    fn bytes(&self, from: usize, to: usize) -> &[u8] {
        self.buffer.get(from..to).unwrap_or_default()
    }

    fn record(&self, line: u64, shape: Shape) -> Record<'_> {
        Record { line, cells: Cells { text: &self.text, ends: &self.ends }, shape }
    }

    /// Where the content of a line lies: without line break and, on line 1, byte-order mark.
    fn content(&self, from: usize, to: usize) -> (usize, usize) {
        let line = self.bytes(from, to);
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let end = from + line.len();
        let marked = self.line == 1 && line.starts_with(BYTE_ORDER_MARK);
        (if marked { from + BYTE_ORDER_MARK.len() } else { from }, end)
    }

    fn cut_plain(&mut self, begin: usize, end: usize) {
        self.text.clear();
        self.ends.clear();
        let content = self.buffer.get(begin..end).unwrap_or_default();
        self.text.extend_from_slice(content);
        self.ends.extend(memchr::memchr_iter(self.delimiter, content));
        self.ends.push(content.len());
    }

    /// Cuts a record with quotation marks, which may reach over several lines.
    fn quoted(&mut self, from: usize, first_end: usize) -> std::io::Result<Shape> {
        let (mut start, mut to, mut lines) = (from, first_end, 0);
        // A block may move in the buffer while more is read: places are kept relative to `start`.
        loop {
            let (begin, end) = self.content(start, to);
            let content = self.bytes(begin, end).to_vec();
            let marks = self.cut_quoted(&content);
            let closed = marks != Marks::Open;
            let one_record = marks == Marks::Closed && self.width == Some(self.ends.len());
            let swallows = 0 < lines && self.holds_rows(&content);
            if (lines == 0 && closed) || (one_record && !swallows) {
                self.start = to;
                self.line += lines;
                return Ok(Shape::Whole);
            }
            let too_long = LONGEST_QUOTED_RECORD < to - start;
            let given_up = closed || swallows || too_long || self.width.is_none();
            let offset = to - start;
            self.start = start;
            let next = if given_up { None } else { self.next_line(start + offset)? };
            start = self.start;
            let Some((_, next_to)) = next else {
                self.text.clear();
                self.ends.clear();
                self.start = start + (first_end - from);
                return Ok(Shape::Unclosed);
            };
            to = next_to;
            lines += 1;
        }
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

    /// The line that begins at `from`, line break included, as places in the buffer. May move what
    /// lies before `self.start` out of the buffer: `from` is then moved with it.
    fn next_line(&mut self, from: usize) -> std::io::Result<Option<(usize, usize)>> {
        let mut from = from;
        let mut searched = from;
        loop {
            let unread = self.buffer.get(searched..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', unread) {
                return Ok(Some((from, searched + at + 1)));
            }
            searched = self.buffer.len();
            if self.ended {
                return Ok((from < searched).then_some((from, searched)));
            }
            let dropped = self.start;
            self.fill()?;
            from -= dropped;
            searched -= dropped;
        }
    }

    /// Drops what is behind and reads one more block.
    fn fill(&mut self) -> std::io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let kept = self.buffer.len();
        self.buffer.resize(kept + BLOCK, 0);
        let room = self.buffer.get_mut(kept..).unwrap_or_default();
        let read = loop {
            match self.input.read(room) {
                Ok(read) => break read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        self.digest.update(room.get(..read).unwrap_or_default());
        self.buffer.truncate(kept + read);
        self.ended = read == 0;
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives one byte at a time, so that every record crosses a block.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    type Read1 = Vec<(u64, Shape, Vec<String>)>;

    fn read(input: impl Read, width: usize) -> Read1 {
        let mut reader = RecordReader::new(input, b';');
        reader.expect_cells(width);
        let mut records = Vec::new();
        while let Some(record) = reader.next_record().unwrap() {
            let cells = record.cells.iter().map(|c| String::from_utf8_lossy(c).into_owned());
            records.push((record.line, record.shape, cells.collect()));
        }
        records
    }

    fn cells(records: &Read1) -> Vec<Vec<&str>> {
        records.iter().map(|(_, _, cells)| cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn marks_breaks_and_blank_lines_are_passed_over() {
        let records = read("\u{feff}a;b\r\n\r\n1; 2 \n;\n3;4".as_bytes(), 2);
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
    fn an_unclosed_mark_costs_its_own_line_only() {
        for text in ["a;b\n\"x;2\n3;4\n5;6\n", "a;b\n\"x;2\n3;4\n5;\"6\n7;8\n"] {
            let records = read(text.as_bytes(), 2);
            assert_eq!((records[1].0, records[1].1), (2, Shape::Unclosed), "{text}");
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
            assert_eq!((records[1].0, records[1].1), (2, Shape::Unclosed), "{text}");
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
        fn blocks_do_not_matter(text in "([a-c\";\n]|\r\n){0,60}") {
            prop_assert_eq!(read(Dripping(text.as_bytes()), 2), read(text.as_bytes(), 2));
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
    fn spans(input: impl Read, width: usize) -> Vec<(u64, u64)> {
        let mut reader = RecordReader::new(input, b';');
        reader.expect_cells(width);
        let mut spans = Vec::new();
        while let Some(first) = reader.next_record().unwrap().map(|record| record.line) {
            spans.push((first, reader.line));
        }
        spans
    }

    #[test]
    fn the_digest_is_of_the_bytes() {
        let mut reader = RecordReader::new("abc".as_bytes(), b';');
        reader.next_record().unwrap();
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            reader.digest().unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
