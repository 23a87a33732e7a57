//! Numbers between types, and numbers as Danish text.

/// `value` to the nearest whole number, half away from zero. What does not fit becomes the nearest
/// number that does; what is no number becomes 0.
#[expect(clippy::as_conversions, reason = "the cast saturates, which is what is documented")]
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, which is documented")]
pub(crate) const fn nearest(value: f64) -> i64 {
    value.round() as i64
}

/// `value` to the nearest count; 0 for anything below one half.
pub(crate) fn nearest_count(value: f64) -> u32 {
    u32::try_from(nearest(value).max(0)).unwrap_or(u32::MAX)
}

/// `numerator / denominator` to the nearest whole number, half up; 0 over 0.
pub(crate) fn half_up(numerator: i64, denominator: u64) -> i64 {
    let denominator = i128::from(denominator.max(1));
    let doubled = 2 * i128::from(numerator) + denominator;
    i64::try_from(doubled.div_euclid(2 * denominator)).unwrap_or_default()
}

/// Appends a whole number.
pub(crate) fn push_whole(text: &mut Vec<u8>, number: u64) {
    push_padded(text, number, 1);
}

/// Appends a whole number with zeros before it, up to `width` digits.
pub(crate) fn push_padded(text: &mut Vec<u8>, number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = number;
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        if rest == 0 {
            break;
        }
        // A remainder below ten always fits.
        *digit += u8::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
        used += 1;
    }
    let shown = used.max(width).min(digits.len());
    text.extend_from_slice(digits.split_at(digits.len() - shown).1);
}

/// Appends `units / 10^decimals` with a decimal comma: -0,0300 for -300 units and 4 decimals.
pub(crate) fn push_decimal(text: &mut Vec<u8>, units: i64, decimals: u32) {
    let whole = 10_u64.pow(decimals);
    if units < 0 {
        text.push(b'-');
    }
    push_whole(text, units.unsigned_abs() / whole);
    text.push(b',');
    push_padded(text, units.unsigned_abs() % whole, usize::try_from(decimals).unwrap_or_default());
}

/// Appends `value` with this many decimals and a decimal comma.
pub(crate) fn push_rounded(text: &mut Vec<u8>, value: f64, decimals: u32) {
    push_decimal(text, nearest(value * libm::exp10(f64::from(decimals))), decimals);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(units: i64) -> String {
        let mut text = Vec::new();
        push_decimal(&mut text, units, 4);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn a_decimal_has_a_comma_and_all_its_digits() {
        assert_eq!(decimal(26_092), "2,6092");
        assert_eq!(decimal(-300), "-0,0300");
        assert_eq!(decimal(0), "0,0000");
        assert_eq!(decimal(-1_234_567), "-123,4567");
    }

    #[test]
    fn a_half_goes_up() {
        assert_eq!([half_up(5, 2), half_up(-5, 2), half_up(7, 3), half_up(0, 0)], [3, -2, 2, 0]);
    }

    #[test]
    fn a_count_is_never_negative() {
        assert_eq!(nearest_count(-3.2), 0);
        assert_eq!(nearest_count(2.5), 3);
        assert_eq!(nearest_count(f64::NAN), 0);
    }
}
