//! Short cells as numbers: their bytes are looked at together, eight at a time.
//!
//! What is read here is what most rows hold, in the form that most have; of anything else `None` is said,
//! and it is read as [`mod@crate::cell`] reads it, byte by byte.

/// A cell of at most sixteen bytes: the first is the lowest, and what is behind the last is nought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Short {
    words: [u64; 2],
    length: usize,
}

/// A number of digits around a mark, without its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Its digits as one number.
    pub(crate) units: u64,
    /// How many of them stand before the mark, and how many behind it: at least one each.
    pub(crate) digits: [u32; 2],
    pub(crate) is_negative: bool,
}

/// One in each byte.
const EACH: u64 = u64::MAX / 255;
/// The highest bit of each byte.
const HIGH: u64 = EACH << 7;
const ZEROS: u64 = every(b'0');

/// A byte in each byte.
pub(crate) const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The highest bit of each byte that is zero.
pub(crate) const fn zero_bytes(word: u64) -> u64 {
    let low = !HIGH;
    !(((word & low) + low) | word | low)
}

/// The first byte that is marked; 8 for none.
#[inline]
pub(crate) fn place_of(marked: u64) -> usize {
    usize::try_from(marked.trailing_zeros() / 8).unwrap_or_default()
}

/// The first mark alone.
const fn first_of(marked: u64) -> u64 {
    marked & marked.wrapping_neg()
}

/// The bytes before the one that is marked.
const fn before(mark: u64) -> u64 {
    (mark - 1) >> 7
}

/// The number of eight digits' values, the first in the lowest byte; `None` where one is no digit.
#[inline]
fn eight_digits(values: u64) -> Option<u64> {
    are_digits(values).then(|| number_of(values))
}

/// Whether each byte is the value of a digit.
const fn are_digits(values: u64) -> bool {
    (values.wrapping_add(EACH * 0x76) | values) & HIGH == 0
}

/// The number of eight digits' values.
#[inline]
const fn number_of(values: u64) -> u64 {
    // Two digits to a number, then two of those, then two of those.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let mask = 0x0000_00ff_0000_00ff;
    let first = (pairs & mask).wrapping_mul(100 + (1_000_000 << 32));
    let second = ((pairs >> 16) & mask).wrapping_mul(1 + (10_000 << 32));
    first.wrapping_add(second) >> 32
}

const POWERS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

impl Short {
    /// The cell that a text begins with, which one of `ends`, a byte in each byte, ends. `None` for one that
    /// is longer, and where there are too few bytes to look at.
    #[inline]
    pub(crate) fn cut(text: &[u8], ends: u64) -> Option<Self> {
        let ([first, second, third], []) = text.first_chunk::<24>()?.as_chunks::<8>() else {
            return None;
        };
        let first = u64::from_le_bytes(*first);
        let end = first_of(zero_bytes(first ^ ends));
        if end != 0 {
            return Some(Self { words: [first & before(end), 0], length: place_of(end) });
        }
        let second = u64::from_le_bytes(*second);
        let end = first_of(zero_bytes(second ^ ends));
        if end != 0 {
            return Some(Self { words: [first, second & before(end)], length: 8 + place_of(end) });
        }
        let [end, ..] = (u64::from_le_bytes(*third) ^ ends).to_le_bytes();
        (end == 0).then_some(Self { words: [first, second], length: 16 })
    }

    /// The cell of eight bytes or more that a text begins with, if it is that long: `end` may stand in it.
    #[inline]
    pub(crate) fn of_length(text: &[u8], length: usize, end: u8) -> Option<Self> {
        let ([first, second, _], []) = text.first_chunk::<24>()?.as_chunks::<8>() else {
            return None;
        };
        if text.get(length) != Some(&end) {
            return None;
        }
        let second = u64::from_le_bytes(*second);
        let behind = 8 * (16_usize.checked_sub(length)?);
        let second = if behind < 64 { second << behind >> behind } else { 0 };
        Some(Self { words: [u64::from_le_bytes(*first), second], length })
    }

    /// A text; `None` for one that is longer than sixteen bytes.
    pub(crate) fn new(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        let number = u128::from_le_bytes(bytes);
        let mask = u128::from(u64::MAX);
        let words = [number & mask, number >> 64].map(|word| u64::try_from(word).ok());
        let [Some(first), Some(second)] = words else { return None };
        Some(Self { words: [first, second], length: text.len() })
    }

    pub(crate) const fn len(&self) -> usize {
        self.length
    }

    /// Its bytes, and how many of them are its own.
    pub(crate) fn bytes(&self) -> ([u8; 16], usize) {
        let [first, second] = self.words.map(u64::to_le_bytes);
        let mut bytes = [0; 16];
        for (slot, byte) in bytes.iter_mut().zip(first.into_iter().chain(second)) {
            *slot = byte;
        }
        (bytes, self.length)
    }

    /// The number of its digits; `None` where there are none or something else is in it.
    #[inline]
    pub(crate) fn digits(&self) -> Option<u64> {
        let [first, second] = self.words.map(|word| word ^ ZEROS);
        match self.length {
            1..=8 => eight_digits(first << (8 * (8 - self.length))),
            9..=16 => {
                let rest = eight_digits(second << (8 * (16 - self.length)))?;
                Some(eight_digits(first)? * POWERS.get(self.length - 8)? + rest)
            }
            _ => None,
        }
    }

    /// The number of at most eight bytes, with a minus or without, which has a mark between digits; `marks`
    /// has the mark in each byte.
    #[inline]
    pub(crate) fn marked(&self, marks: u64) -> Option<Marked> {
        let [word, _] = self.words;
        let is_negative = word & 0xff == u64::from(b'-');
        let sign = usize::from(is_negative);
        let (word, length) = (word >> (8 * sign), self.length.checked_sub(1 + sign)?);
        let mark = first_of(zero_bytes(word ^ marks));
        if mark == 0 || 8 < self.length {
            return None;
        }
        let whole = place_of(mark);
        let decimals = length.checked_sub(whole).filter(|decimals| *decimals != 0)?;
        if whole == 0 {
            return None;
        }
        let first = before(mark);
        let digits = ((word & first) | ((word >> 8) & !first)) ^ ZEROS;
        let units = eight_digits(digits << (8 * (8 - length)))?;
        let digits = [u32::try_from(whole).ok()?, u32::try_from(decimals).ok()?];
        Some(Marked { units, digits, is_negative })
    }

    /// The year, month, day, hour and minute of a text such as `2018-03-20 12:20`, whatever they are.
    #[inline]
    pub(crate) fn date_time(&self) -> Option<[u32; 5]> {
        const DATE: u64 = u64::from_le_bytes(*b"0000-00-");
        const TIME: u64 = u64::from_le_bytes(*b"00 00:00");
        const BETWEEN_DATES: u64 = u64::from_le_bytes([0, 0, 0, 0, 255, 0, 0, 255]);
        const BETWEEN_TIMES: u64 = u64::from_le_bytes([0, 0, 255, 0, 0, 255, 0, 0]);
        let [first, second] = self.words;
        let (date, time) = (first ^ DATE, second ^ TIME);
        let between = (date & BETWEEN_DATES) | (time & BETWEEN_TIMES);
        if self.length != 16 || between != 0 || !are_digits(date) || !are_digits(time) {
            return None;
        }
        // At the place of each first digit the number of two.
        let two = |values: u64| values.wrapping_mul(10).wrapping_add(values >> 8).to_le_bytes();
        let [century, _, year, _, _, month, ..] = two(date).map(u32::from);
        let [day, _, _, hour, _, _, minute, _] = two(time).map(u32::from);
        Some([100 * century + year, month, day, hour, minute])
    }

    /// Without a carriage return at its end.
    #[inline]
    pub(crate) fn without_return(self) -> Self {
        let Some(length) = self.length.checked_sub(1) else { return self };
        let [first, second] = self.words;
        let last = if length < 8 { first >> (8 * length) } else { second >> (8 * (length - 8)) };
        if last != u64::from(b'\r') {
            return self;
        }
        let words = if length < 8 {
            [first ^ (last << (8 * length)), 0]
        } else {
            [first, second ^ (last << (8 * (length - 8)))]
        };
        Self { words, length }
    }
}

/// How the numbers of a column are written: with so many digits before the mark and so many behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pattern {
    /// Noughts, the mark and the end of the cell, each at its place.
    text: u64,
    /// The places of all of them; none for no pattern.
    all: u64,
    /// The places of the mark and of the end.
    between: u64,
    /// The places before the mark.
    whole: u64,
    /// How far the digits are from the end of eight bytes.
    shift: u32,
    digits: [u32; 2],
    length: usize,
}

impl Pattern {
    /// The pattern of a number; `None` where it and its end take more than eight bytes, the sign aside.
    pub(crate) fn of(number: &Marked, mark: u8, end: u8) -> Option<Self> {
        let [whole, decimals] = number.digits;
        let length = whole + 1 + decimals;
        let bits = |places: u32| 1_u64.checked_shl(8 * places).map(|bit| bit - 1);
        let at = |byte: u8, place: u32| u64::from(byte).checked_shl(8 * place);
        let between = at(u8::MAX, whole)? | at(u8::MAX, length).filter(|_| length < 8)?;
        let all = bits(length + 1).unwrap_or(u64::MAX);
        let zeros = ZEROS & all & !between;
        Some(Self {
            text: zeros | at(mark, whole)? | at(end, length)?,
            all,
            between,
            whole: bits(whole)?,
            shift: 8 * (9 - length),
            digits: number.digits,
            length: usize::try_from(length).ok()?,
        })
    }

    /// The number that a text begins with, and the length of its cell; `None` where it is not written so.
    #[inline]
    pub(crate) fn read(&self, text: &[u8]) -> Option<(Marked, usize)> {
        let is_negative = text.first() == Some(&b'-');
        let sign = usize::from(is_negative);
        let word = u64::from_le_bytes(*text.get(sign..)?.first_chunk::<8>()?);
        let values = (word ^ self.text) & self.all;
        if self.all == 0 || values & self.between != 0 || !are_digits(values) {
            return None;
        }
        let digits = (values & self.whole) | ((values >> 8) & !self.whole);
        let units = number_of(digits << self.shift);
        Some((Marked { units, digits: self.digits, is_negative }, sign + self.length))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Mostly what is read here, and what is nearly that.
    const CELL: &str = "(-?[0-9]{0,3},?[0-9]{0,6}|[0-9]{0,16}|[0-9a;,\r\u{e5}-]{0,18})";

    proptest! {
        #[test]
        fn a_cell_is_cut_where_it_ends(text in CELL, rest in "[0-9;]{24,30}") {
            let both = format!("{text};{rest}");
            let end = both.bytes().position(|byte| byte == b';').unwrap();
            let cut = Short::cut(both.as_bytes(), every(b';'));
            prop_assert_eq!(cut, Short::new(&both.as_bytes()[..end]));
            for length in 8..=16 {
                let of_length = Short::of_length(both.as_bytes(), length, b';');
                let text = &both.as_bytes()[..length];
                let cut = Short::new(text).filter(|_| both.as_bytes()[length] == b';');
                prop_assert_eq!(of_length, cut);
            }
        }

        #[test]
        fn digits_are_the_number_they_are(text in CELL) {
            let Some(cell) = Short::new(text.as_bytes()) else { return Ok(()) };
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
            let number = if is_number { text.parse().ok() } else { None };
            prop_assert_eq!(cell.digits(), number);
        }

        #[test]
        fn a_marked_number_is_its_digits_and_where_the_mark_is(text in CELL) {
            let Some(cell) = Short::new(text.as_bytes()) else { return Ok(()) };
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let parts = digits.split_once(',').filter(|_| text.len() <= 8).and_then(|(a, b)| {
                let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|of| of.is_ascii_digit());
                (are_digits(a) && are_digits(b)).then(|| Marked {
                    units: [a, b].concat().parse().unwrap(),
                    digits: [a, b].map(|text| u32::try_from(text.len()).unwrap()),
                    is_negative: digits.len() < text.len(),
                })
            });
            prop_assert_eq!(cell.marked(every(b',')), parts);
        }

        #[test]
        fn a_pattern_reads_what_is_written_like_it_and_nothing_else(
            first in "-?[0-9]{1,4},[0-9]{1,5}", text in CELL, alike in "-?[0-9],[0-9]{4}",
        ) {
            let Some(number) = Short::new(first.as_bytes()).and_then(|of| of.marked(every(b','))) else {
                return Ok(());
            };
            let Some(pattern) = Pattern::of(&number, b',', b';') else { return Ok(()) };
            for text in [&first, &text, &alike] {
                let cell = format!("{text};;;;;;;;;;");
                let read = pattern.read(cell.as_bytes());
                let whole = Short::new(text.as_bytes()).and_then(|of| of.marked(every(b',')));
                let alike = whole.filter(|of| of.digits == number.digits);
                prop_assert_eq!(read, alike.map(|of| (of, text.len())), "{} as {}", text, first);
            }
            prop_assert_eq!(Pattern::default().read(b"1,2345;;;;;;"), None);
        }

        #[test]
        fn a_moment_is_its_five_numbers(
            of in [0..10_000_u32, 0..100, 0..100, 0..100, 0..100], at in 0..16_usize, by in "[0-9 :/-]",
        ) {
            let [year, month, day, hour, minute] = of;
            let text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}");
            prop_assert_eq!(Short::new(text.as_bytes()).unwrap().date_time(), Some(of));
            let mut other = text.clone();
            other.replace_range(at..=at, &by);
            let digit = |text: &str| text.as_bytes()[at].is_ascii_digit();
            let is_moment = digit(&text) && digit(&other) || text == other;
            prop_assert_eq!(Short::new(other.as_bytes()).unwrap().date_time().is_some(), is_moment);
        }

        #[test]
        fn a_return_at_the_end_is_taken_off(text in CELL) {
            let Some(cell) = Short::new(text.as_bytes()) else { return Ok(()) };
            let without = text.strip_suffix('\r').unwrap_or(&text);
            prop_assert_eq!(cell.without_return(), Short::new(without.as_bytes()).unwrap());
        }
    }
}
