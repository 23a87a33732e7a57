//! Text in the encodings of spreadsheets and registers, as UTF-8.
//!
//! A byte-order mark decides. Without one, a first block in which every second byte is NUL is
//! UTF-16. Otherwise **the first byte sequence that is not ASCII decides for the whole file**: is it
//! a character of UTF-8, the file is UTF-8 and passed on as it is, later bad bytes included (their
//! cells are refused by form); is it none, the file is Windows-1252 from there. So a file is read
//! once, in any number of blocks, and never held.
//!
//! The five bytes that Windows-1252 leaves undefined (81, 8D, 8F, 90, 9D) become the control
//! characters of the same number, as the Encoding Standard says and Windows does; no form of a cell
//! allows them. Half a character in UTF-16 becomes U+FFFD.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

const BLOCK: usize = 64 * 1024;
/// From this size on a caller's buffer is read into directly.
const DIRECT: usize = 1024;
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, of which ASCII is a part.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, Western European.
    Windows1252,
}

/// The encoding as far as the text was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled(Arc<AtomicU8>);

impl Settled {
    pub(super) fn get(&self) -> Encoding {
        match self.0.load(Ordering::Acquire) {
            1 => Encoding::Utf16Le,
            2 => Encoding::Utf16Be,
            3 => Encoding::Windows1252,
            _ => Encoding::Utf8,
        }
    }

    fn set(&self, encoding: Encoding) {
        let number = match encoding {
            Encoding::Utf8 => 0,
            Encoding::Utf16Le => 1,
            Encoding::Utf16Be => 2,
            Encoding::Windows1252 => 3,
        };
        self.0.store(number, Ordering::Release);
    }
}

enum State {
    /// Nothing but ASCII was seen.
    Ascii,
    /// It is UTF-8.
    Utf8,
    /// It is something else.
    Other(Decoder),
}

/// Text as UTF-8.
pub(super) struct Text {
    input: Box<dyn Read + Send>,
    /// What is not given out yet, from `at`.
    ready: Vec<u8>,
    at: usize,
    /// From here on `ready` is undecided: the first byte that is not ASCII.
    undecided: Option<usize>,
    state: State,
    ended: bool,
    settled: Settled,
    /// Whether it began with a byte-order mark.
    pub(super) byte_order_mark: bool,
}

impl Text {
    /// The text that begins with `head` and goes on in `input`.
    pub(super) fn new(head: &[u8], input: Box<dyn Read + Send>) -> Self {
        let (encoding, text) = match head {
            [0xff, 0xfe, text @ ..] => (Encoding::Utf16Le, text),
            [0xfe, 0xff, text @ ..] => (Encoding::Utf16Be, text),
            _ => (utf_16(head), head.strip_prefix(UTF_8_MARK).unwrap_or(head)),
        };
        let byte_order_mark = text.len() < head.len();
        let state = match encoding {
            Encoding::Utf16Le => State::Other(UTF_16LE.new_decoder_without_bom_handling()),
            Encoding::Utf16Be => State::Other(UTF_16BE.new_decoder_without_bom_handling()),
            Encoding::Utf8 | Encoding::Windows1252 if byte_order_mark => State::Utf8,
            Encoding::Utf8 | Encoding::Windows1252 => State::Ascii,
        };
        let settled = Settled::default();
        settled.set(encoding);
        let mut reader = Self {
            input,
            ready: Vec::new(),
            at: 0,
            undecided: None,
            state,
            ended: false,
            settled,
            byte_order_mark,
        };
        reader.accept(text, false);
        reader
    }

    /// The beginning of the text.
    pub(super) fn beginning(&self) -> &[u8] {
        self.ready.get(self.at..).unwrap_or_default()
    }

    pub(super) fn settled(&self) -> Settled {
        self.settled.clone()
    }

    /// Makes `block` the text that is ready; everything before it was given out.
    fn accept(&mut self, block: &[u8], last: bool) {
        self.at = 0;
        self.ready.clear();
        match &mut self.state {
            State::Other(decoder) => decode(decoder, block, &mut self.ready, last),
            State::Utf8 => self.ready.extend_from_slice(block),
            State::Ascii => {
                self.ready.extend_from_slice(block);
                self.undecided = first_beyond_ascii(block);
            }
        }
    }

    /// Reads one more block.
    fn fill(&mut self) -> io::Result<()> {
        let mut block = vec![0; BLOCK];
        let read = self.input.read(&mut block)?;
        self.ended = read == 0;
        self.accept(block.get(..read).unwrap_or_default(), self.ended);
        Ok(())
    }

    /// Decides by the sequence at the start of what is ready.
    fn decide(&mut self, from: usize) -> io::Result<()> {
        self.ready.drain(..from);
        (self.at, self.undecided) = (0, Some(0));
        loop {
            let sequence = self.ready.get(..4).unwrap_or(&self.ready);
            match std::str::from_utf8(sequence) {
                Ok(_) => break self.state = State::Utf8,
                Err(error) if 0 < error.valid_up_to() => break self.state = State::Utf8,
                Err(error) if error.error_len().is_some() || self.ended => {
                    let block = std::mem::take(&mut self.ready);
                    self.settled.set(Encoding::Windows1252);
                    self.state = State::Other(WINDOWS_1252.new_decoder_without_bom_handling());
                    break self.accept(&block, self.ended);
                }
                Err(_) => {
                    let mut block = [0; 4];
                    let read = self.input.read(&mut block)?;
                    self.ended = read == 0;
                    self.ready.extend_from_slice(block.get(..read).unwrap_or_default());
                }
            }
        }
        self.undecided = None;
        Ok(())
    }
}

impl Read for Text {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let end = self.undecided.unwrap_or(self.ready.len());
            let ready = self.ready.get(self.at..end).unwrap_or_default();
            if !ready.is_empty() {
                let count = ready.len().min(buffer.len());
                let (from, to) = (ready.get(..count), buffer.get_mut(..count));
                if let (Some(from), Some(to)) = (from, to) {
                    to.copy_from_slice(from);
                }
                self.at += count;
                return Ok(count);
            }
            match (&self.state, self.undecided) {
                (_, Some(from)) => self.decide(from)?,
                _ if self.ended => return Ok(0),
                (State::Utf8, None) => return self.input.read(buffer),
                (State::Ascii, None) if DIRECT <= buffer.len() => {
                    let read = self.input.read(buffer)?;
                    self.ended = read == 0;
                    let block = buffer.get(..read).unwrap_or_default();
                    let Some(beyond) = first_beyond_ascii(block) else { return Ok(read) };
                    self.accept(block.get(beyond..).unwrap_or_default(), false);
                    if 0 < beyond {
                        return Ok(beyond);
                    }
                }
                (State::Ascii | State::Other(_), None) => self.fill()?,
            }
        }
    }
}

fn first_beyond_ascii(block: &[u8]) -> Option<usize> {
    if block.is_ascii() { None } else { block.iter().position(|byte| !byte.is_ascii()) }
}

fn decode(decoder: &mut Decoder, block: &[u8], text: &mut Vec<u8>, last: bool) {
    let room = decoder.max_utf8_buffer_length(block.len()).unwrap_or_default();
    text.resize(room, 0);
    let (_, _, written, _) = decoder.decode_to_utf8(block, text, last);
    text.truncate(written);
}

/// UTF-16 without a mark, known by its NUL bytes: more than 40 % of one half, under 5 % of the other.
fn utf_16(head: &[u8]) -> Encoding {
    let nuls = |half: usize| head.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, half) = (nuls(0), nuls(1), head.len() / 2);
    let many = |count: usize| 2 <= half && half * 2 < count * 5;
    let few = |count: usize| count * 20 < half || count == 0;
    match (first, second) {
        (first, second) if few(first) && many(second) => Encoding::Utf16Le,
        (first, second) if many(first) && few(second) => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    }
}
