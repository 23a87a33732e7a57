//! Cells to values. Each function reads one form, and says nothing of what it could not read.

use kvalitet_core::{Decimal, SchoolYear};

/// A whole number of digits alone, such as `123`.
///
/// # Examples
///
/// ```
/// assert_eq!(kvalitet_ingest::cell::whole_number(b"0042"), Some(42));
/// assert_eq!(kvalitet_ingest::cell::whole_number(b"4,2"), None);
/// ```
pub fn whole_number(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let digit = |byte: &u8| Some(u32::from(byte.wrapping_sub(b'0'))).filter(|digit| *digit < 10);
    // Nine digits always fit.
    if text.len() <= 9 {
        return text.iter().try_fold(0_u32, |number, byte| Some(number * 10 + digit(byte)?));
    }
    text.iter().try_fold(0_u32, |number, byte| number.checked_mul(10)?.checked_add(digit(byte)?))
}

/// How a source writes its numbers. It is declared, never guessed cell by cell: `2.351` is a count
/// in one dialect and a mean in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// `7,3` and `2.351,5`.
    #[default]
    Comma,
    /// `7.3` and `2,351.5`.
    Point,
}

impl DecimalMark {
    /// The mark before the decimals.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Point => b'.',
        }
    }

    const fn between_thousands(self) -> u8 {
        match self {
            Self::Comma => b'.',
            Self::Point => b',',
        }
    }
}

/// A number: `7,3`, `-0,5`, `9`, `2.351`, with a hyphen or a true minus. More than nine decimals are
/// rounded to nine, half away from zero.
///
/// The mark between thousands groups thousands and nothing else: with decimal comma `1.23` is
/// either an English decimal or a damaged thousand, and is refused.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::{DecimalMark, decimal};
///
/// let read = |text: &str, mark| decimal(text.as_bytes(), mark).map(|d| d.to_string());
/// assert_eq!(read("2.351,5", DecimalMark::Comma), Some("2351.5".to_owned()));
/// assert_eq!(read("2.351", DecimalMark::Point), Some("2.351".to_owned()));
/// assert_eq!(read("\u{2212}3", DecimalMark::Comma), Some("-3".to_owned()));
/// assert_eq!(read("1.23", DecimalMark::Comma), None);
/// ```
pub fn decimal(text: &[u8], mark: DecimalMark) -> Option<Decimal> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] | [0xe2, 0x88, 0x92, rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let at = digits.iter().position(|byte| *byte == mark.byte()).unwrap_or(digits.len());
    let (whole, fraction) = digits.split_at(at);
    let fraction = match fraction {
        [] => fraction,
        [_, rest @ ..] if !rest.is_empty() => rest,
        [_, ..] => return None,
    };
    let (kept, beyond) = fraction.split_at_checked(MOST_DECIMALS).unwrap_or((fraction, &[]));
    let mut units = ungrouped(whole, mark)?;
    for byte in kept {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        units = units.checked_mul(10)?.checked_add(digit)?;
    }
    if !beyond.iter().all(u8::is_ascii_digit) {
        return None;
    }
    if beyond.first().is_some_and(|digit| b'5' <= *digit) {
        units = units.checked_add(1)?;
    }
    Decimal::new(if negative { -units } else { units }, u8::try_from(kept.len()).ok()?)
}

/// Whether a text is a number as [`decimal`] reads it; quicker than reading it.
pub(crate) fn is_decimal(text: &[u8], mark: DecimalMark) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    // 17 digits always fit; everything out of the ordinary is read.
    let is_plain =
        digits.len() <= 17 && matches!(digits, [b'0'..=b'9', .., b'0'..=b'9'] | [b'0'..=b'9']) && {
            let (mut others, mut marks) = (0_u32, 0_u32);
            for byte in digits {
                others += u32::from(9 < byte.wrapping_sub(b'0'));
                marks += u32::from(*byte == mark.byte());
            }
            others == marks && marks <= 1
        };
    is_plain || decimal(text, mark).is_some()
}

/// The decimals that are kept of a number.
const MOST_DECIMALS: usize = 9;

/// A per cent, with or without its sign: `16,7 %`, `16,7%`, `16,7`.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::{DecimalMark, percent};
///
/// let read = |text: &str| percent(text.as_bytes(), DecimalMark::Comma).map(|d| d.to_string());
/// assert_eq!(read("16,7 %"), Some("16.7".to_owned()));
/// assert_eq!(read("16,7\u{a0}%"), Some("16.7".to_owned()));
/// ```
pub fn percent(text: &[u8], mark: DecimalMark) -> Option<Decimal> {
    let number = text.strip_suffix(b"%").unwrap_or(text).trim_ascii_end();
    let number = number.strip_suffix(NO_BREAK_SPACE).unwrap_or(number);
    decimal(number, mark)
}

const NO_BREAK_SPACE: &[u8] = b"\xc2\xa0";

/// A cell without the spaces around it, no-break spaces included.
#[inline]
pub(crate) fn trimmed(text: &[u8]) -> &[u8] {
    match text {
        // Most cells are decided here.
        [first, .., last] if is_graphic(*first) && is_graphic(*last) => text,
        [only] if is_graphic(*only) => text,
        [] => text,
        _ => without_spaces(text),
    }
}

const fn is_graphic(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

fn without_spaces(text: &[u8]) -> &[u8] {
    let mut text = text.trim_ascii();
    while let Some(rest) = text.strip_prefix(NO_BREAK_SPACE) {
        text = rest.trim_ascii_start();
    }
    while let Some(rest) = text.strip_suffix(NO_BREAK_SPACE) {
        text = rest.trim_ascii_end();
    }
    text
}

/// Why a cell has no value. The four are not one thing: nobody may read a withheld value as one
/// that was never reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NonValue {
    /// There is none: the cell is empty, or says so.
    Missing,
    /// There is one, and it is held back.
    Withheld,
    /// There can be none.
    NotApplicable,
    /// Nothing was reported.
    NotReported,
}

impl NonValue {
    /// What a cell without a value says; `None` for one that says something else.
    ///
    /// `-` and `..` are missing as in the ministry's figures, `.` cannot be as in Statistics
    /// Denmark's, `x`, `*`, `•` and a bound such as `<5` are withheld: the bound is no value.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_ingest::cell::NonValue;
    ///
    /// assert_eq!(NonValue::from_bytes(b"<5"), Some(NonValue::Withheld));
    /// assert_eq!(NonValue::from_bytes(b""), Some(NonValue::Missing));
    /// assert_eq!(NonValue::from_bytes(b"5"), None);
    /// ```
    pub fn from_bytes(text: &[u8]) -> Option<Self> {
        match text {
            b"" | b"-" | b".." | b"\xe2\x80\x93" => Some(Self::Missing),
            b"x" | b"X" | b"*" | b"\xe2\x80\xa2" => Some(Self::Withheld),
            b"." => Some(Self::NotApplicable),
            b"<fejl>" | b"<uoplyst>" | b"#N/A" | b"#I/T" => Some(Self::NotReported),
            [b'<', bound @ ..] => whole_number(bound.trim_ascii()).map(|_| Self::Withheld),
            _ => None,
        }
    }
}

/// Digits, or digits grouped in threes. No group stands before a number below a thousand: `0.487` is
/// a number in the other dialect.
fn ungrouped(text: &[u8], mark: DecimalMark) -> Option<i64> {
    let mut groups = text.split(|byte| *byte == mark.between_thousands());
    let first = groups.next()?;
    let mut number = digits(first)?;
    for group in groups {
        if group.len() != 3 || 3 < first.len() || first.starts_with(b"0") {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(digits(group)?)?;
    }
    Some(number)
}

fn digits(text: &[u8]) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0_i64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A date and time such as `2018-03-20 12:20`, as a number that orders them: minutes from 1990, with
/// every month counted as 31 days. Seconds are read and dropped; a date alone is its midnight.
///
/// A day may come first (`20-03-2018`): that form has the year at the other end, so neither is
/// guessed.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::date_time;
///
/// assert!(date_time(b"2018-03-20 12:20") < date_time(b"2018-03-20 12:21"));
/// assert_eq!(date_time(b"20-03-2018 12:20:59"), date_time(b"2018-03-20T12:20"));
/// assert_eq!(date_time(b"2018-13-20 12:20"), None);
/// ```
pub fn date_time(text: &[u8]) -> Option<u32> {
    let (date, time) = text.split_at_checked(10)?;
    let [hour, minute] = match time {
        [] => [0, 0],
        [b' ' | b'T', hour1, hour2, b':', minute1, minute2, seconds @ ..] => {
            match seconds {
                [] => {}
                [b':', second1, second2] => {
                    number([*second1, *second2]).filter(|second| *second <= 59)?;
                }
                _ => return None,
            }
            [number([*hour1, *hour2])?, number([*minute1, *minute2])?]
        }
        _ => return None,
    };
    let (year, month, day) = match date {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
        | [d1, d2, b'-' | b'.' | b'/', m1, m2, b'-' | b'.' | b'/', y1, y2, y3, y4] => {
            ([*y1, *y2, *y3, *y4], [*m1, *m2], [*d1, *d2])
        }
        _ => return None,
    };
    moment([number(year)?, number(month)?, number(day)?, hour, minute])
}

/// A year, month, day, hour and minute as [`date_time`] counts; `None` where there is no such moment.
pub(crate) fn moment([year, month, day, hour, minute]: [u32; 5]) -> Option<u32> {
    let is_day =
        (1990..=2099).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let is_time = hour <= 23 && minute <= 59;
    let days = || ((year - 1990) * 12 + month - 1) * 31 + day - 1;
    (is_day && is_time).then(|| (days() * 24 + hour) * 60 + minute)
}

/// A number of so many digits.
fn number<const N: usize>(digits: [u8; N]) -> Option<u32> {
    let (mut number, mut are_digits) = (0, true);
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        are_digits &= digit < 10;
        number = number * 10 + u32::from(digit);
    }
    are_digits.then_some(number)
}

/// The school year that a moment of [`date_time`] falls in: it begins on 1 August.
pub(crate) fn school_year_of(minutes: u32) -> Option<SchoolYear> {
    let months = minutes / (31 * 24 * 60);
    let (year, month) = (months / 12, months % 12);
    let start = 1990 + year - u32::from(month < 7);
    SchoolYear::starting(u16::try_from(start).ok()?)
}

/// Whether a text has six digits or more, school years apart: then it may hold somebody's number,
/// however its digits are parted.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::may_hold_number;
///
/// assert!(may_hold_number("Bo 01 01 01-2345"));
/// assert!(!may_hold_number("10. klasse 2018/19"));
/// ```
pub fn may_hold_number(text: &str) -> bool {
    let (mut digits, mut rest, mut after_digit) = (0, text, false);
    while let Some(sign) = rest.chars().next() {
        let year = if after_digit { None } else { leading_year(rest) };
        if let Some(behind) = year {
            rest = behind;
            continue;
        }
        after_digit = sign.is_numeric();
        digits += usize::from(after_digit);
        rest = rest.get(sign.len_utf8()..).unwrap_or_default();
    }
    FEWEST_DIGITS <= digits
}

/// As many digits as a date of birth has.
const FEWEST_DIGITS: usize = 6;

/// What stands behind a school year that a text begins with.
fn leading_year(text: &str) -> Option<&str> {
    let is_year = |length: &usize| {
        let (year, rest) = text.split_at_checked(*length)?;
        let ends = !rest.starts_with(char::is_numeric);
        (ends && SchoolYear::from_bytes(year.as_bytes()).is_ok()).then_some(rest)
    };
    [9, 7].iter().find_map(is_year)
}

/// What a cell looks like without saying what it says: `9{6}` for six digits, `A{5} A{6}` for two
/// words. Runs of other signs are kept as they are counted: `-`, `,` and the like are `?{n}`.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::shape;
///
/// assert_eq!(shape("010203-1234".as_bytes()), "9{6}?{1}9{4}");
/// assert_eq!(shape("Bo Ærø".as_bytes()), "A{2} A{3}");
/// assert_eq!(shape(b""), "");
/// ```
pub fn shape(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let class = |sign: char| match sign {
        _ if sign.is_numeric() => '9',
        _ if sign.is_alphabetic() => 'A',
        ' ' => ' ',
        _ => '?',
    };
    let mut shape = String::new();
    let mut run: Option<(char, usize)> = None;
    let close = |shape: &mut String, run: Option<(char, usize)>| match run {
        None => {}
        Some((' ', _)) => shape.push(' '),
        Some((sign, length)) => shape.extend([sign.to_string(), format!("{{{length}}}")]),
    };
    for sign in text.chars().map(class) {
        run = match run {
            Some((same, length)) if same == sign => Some((same, length + 1)),
            _ => {
                close(&mut shape, run);
                Some((sign, 1))
            }
        };
    }
    close(&mut shape, run);
    shape
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "-", ",5", "5,", "1,2,3", "1 000", "nan", "12.34", "1234.567", "<5", "1.2345"]
        {
            assert_eq!(decimal(text.as_bytes(), DecimalMark::Comma), None, "{text}");
        }
        for text in ["0.487", "007.123", "0.487,5", "-0.487", "00.000"] {
            assert_eq!(decimal(text.as_bytes(), DecimalMark::Comma), None, "{text}");
            assert!(decimal(text.replace(',', "").as_bytes(), DecimalMark::Point).is_some());
        }
    }

    #[test]
    fn a_tenth_decimal_rounds_half_away_from_zero() {
        let read = |text: &str| decimal(text.as_bytes(), DecimalMark::Point).unwrap().to_string();
        assert_eq!(read("3.798601398601398"), "3.798601399");
        assert_eq!(read("-0.00000000049"), "0.000000000");
        assert_eq!(read("0.0000000005"), "0.000000001");
    }

    #[test]
    fn a_school_year_begins_in_august() {
        let year = |text: &[u8]| school_year_of(date_time(text).unwrap()).unwrap().to_string();
        assert_eq!(year(b"2018-07-31 23:59"), "2017/18");
        assert_eq!(year(b"2018-08-01"), "2018/19");
    }

    #[test]
    fn a_number_too_large_is_refused() {
        assert_eq!(whole_number(b"4294967295"), Some(u32::MAX));
        assert_eq!(whole_number(b"4294967296"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_parser_panic(text in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = (whole_number(&text), percent(&text, DecimalMark::Comma), date_time(&text));
            let _ = NonValue::from_bytes(trimmed(&text));
            prop_assert_eq!(trimmed(&text), without_spaces(&text));
            let shape = shape(&text);
            let allowed = |sign: char| sign.is_ascii_digit() || "A?{} ".contains(sign);
            prop_assert!(shape.chars().all(allowed), "{}", shape);
        }

        #[test]
        fn the_quick_look_agrees_with_the_reading(text in "-?[0-9,.]{0,20}") {
            for mark in [DecimalMark::Comma, DecimalMark::Point] {
                let read = decimal(text.as_bytes(), mark).is_some();
                prop_assert_eq!(is_decimal(text.as_bytes(), mark), read);
            }
        }

        #[test]
        fn a_printed_number_reads_back(units in -999_999_999_i64..999_999_999, decimals in 0..4_u8) {
            let number = Decimal::new(units, decimals).unwrap();
            let text = number.to_string();
            prop_assert_eq!(decimal(text.as_bytes(), DecimalMark::Point), Some(number));
            let text = text.replace('.', ",");
            prop_assert_eq!(decimal(text.as_bytes(), DecimalMark::Comma), Some(number));
        }
    }
}
