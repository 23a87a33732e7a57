//! Cells to values. Each function reads one form, and says nothing of what it could not read.

use kvalitet_core::Decimal;

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
    text.iter().try_fold(0_u32, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// A number with decimal comma: `7,3`, `-0,5`, `9`, `2.351`, with a hyphen or a true minus.
///
/// A point groups thousands and nothing else: `1.23` is either an English decimal or a damaged
/// thousand, and is refused.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::decimal_comma;
///
/// assert_eq!(decimal_comma(b"2.351,5").map(|d| d.to_string()), Some("2351.5".to_owned()));
/// assert_eq!(decimal_comma("\u{2212}3".as_bytes()).map(|d| d.to_string()), Some("-3".to_owned()));
/// assert_eq!(decimal_comma(b"1.23"), None);
/// ```
pub fn decimal_comma(text: &[u8]) -> Option<Decimal> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] | [0xe2, 0x88, 0x92, rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let comma = digits.iter().position(|byte| *byte == b',').unwrap_or(digits.len());
    let (whole, fraction) = digits.split_at(comma);
    let fraction = match fraction {
        [] => fraction,
        [_, rest @ ..] if !rest.is_empty() => rest,
        [_, ..] => return None,
    };
    let mut units = ungrouped(whole)?;
    for byte in fraction {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte - b'0'))?;
        units = units.checked_mul(10)?.checked_add(digit)?;
    }
    Decimal::new(if negative { -units } else { units }, u8::try_from(fraction.len()).ok()?)
}

/// Digits, or digits grouped in threes by points.
fn ungrouped(text: &[u8]) -> Option<i64> {
    let mut groups = text.split(|byte| *byte == b'.');
    let first = groups.next()?;
    let mut number = i64::from(whole_number(first)?);
    for group in groups {
        if group.len() != 3 || 3 < first.len() {
            return None;
        }
        number = number.checked_mul(1000)?.checked_add(i64::from(whole_number(group)?))?;
    }
    Some(number)
}

/// A date and time such as `2018-03-20 12:20`, as a number that orders them: minutes, with every
/// month counted as 31 days.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::cell::date_time;
///
/// assert!(date_time(b"2018-03-20 12:20") < date_time(b"2018-03-20 12:21"));
/// assert_eq!(date_time(b"2018-13-20 12:20"), None);
/// ```
pub fn date_time(text: &[u8]) -> Option<u32> {
    let [date @ .., b' ' | b'T', hour1, hour2, b':', minute1, minute2] = text else {
        return None;
    };
    let [year @ .., b'-', month1, month2, b'-', day1, day2] = date else {
        return None;
    };
    let within = |text: &[u8], least: u32, most: u32| {
        whole_number(text).filter(|number| least <= *number && *number <= most)
    };
    if year.len() != 4 {
        return None;
    }
    let year = within(year, 1990, 2099)? - 1990;
    let month = within(&[*month1, *month2], 1, 12)? - 1;
    let day = within(&[*day1, *day2], 1, 31)? - 1;
    let hour = within(&[*hour1, *hour2], 0, 23)?;
    let minute = within(&[*minute1, *minute2], 0, 59)?;
    Some((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute)
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
            assert_eq!(decimal_comma(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_number_too_large_is_refused() {
        assert_eq!(whole_number(b"4294967295"), Some(u32::MAX));
        assert_eq!(whole_number(b"4294967296"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_parser_panic(text in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = (whole_number(&text), decimal_comma(&text), date_time(&text));
            let shape = shape(&text);
            let allowed = |sign: char| sign.is_ascii_digit() || "A?{} ".contains(sign);
            prop_assert!(shape.chars().all(allowed), "{}", shape);
        }

        #[test]
        fn a_printed_number_reads_back(units in -999_999_999_i64..999_999_999, decimals in 0..4_u8) {
            let number = Decimal::new(units, decimals).unwrap();
            let text = number.to_string().replace('.', ",");
            prop_assert_eq!(decimal_comma(text.as_bytes()), Some(number));
        }
    }
}
