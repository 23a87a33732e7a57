//! Decimal numbers with a chosen precision: what is published, and what is released.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A decimal number such as 74.3, kept as an integer and a number of decimals.
///
/// Rounding happens once, when one is made, half away from zero: a spreadsheet says 7.3 for 7.25.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Decimal;
///
/// assert_eq!(Decimal::from_ratio(29, 4, 1).map(|d| d.to_string()), Some("7.3".to_owned()));
/// assert_eq!(Decimal::from_ratio(-1, 8, 2).map(|d| d.to_string()), Some("-0.13".to_owned()));
/// assert_eq!(Decimal::from_ratio(1, 0, 1), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    units: i64,
    decimals: u8,
}

/// The text was no plain decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a decimal number such as `7.3`")]
pub struct NotADecimal;

impl Decimal {
    const MAX_DECIMALS: u8 = 9;

    /// `units / 10^decimals`, at most nine decimals.
    pub const fn new(units: i64, decimals: u8) -> Option<Self> {
        if decimals <= Self::MAX_DECIMALS { Some(Self { units, decimals }) } else { None }
    }

    /// `numerator / denominator` with `decimals` decimals, half away from zero.
    ///
    /// `None` when the denominator is zero or the result does not fit.
    pub fn from_ratio(numerator: i128, denominator: i128, decimals: u8) -> Option<Self> {
        if denominator == 0 || Self::MAX_DECIMALS < decimals {
            return None;
        }
        let scaled = numerator.checked_mul(10_i128.pow(u32::from(decimals)))?;
        let sign = scaled.signum() * denominator.signum();
        let (scaled, denominator) = (scaled.checked_abs()?, denominator.checked_abs()?);
        let doubled = scaled.checked_mul(2)?.checked_add(denominator)?;
        let units = sign * (doubled / denominator.checked_mul(2)?);
        Some(Self { units: i64::try_from(units).ok()?, decimals })
    }

    /// The binary number `value` with `decimals` decimals, half away from zero.
    ///
    /// `None` for what is not finite or does not fit. Use [`Decimal::from_ratio`] where the
    /// fraction is known: a binary number may lie on the other side of a half.
    pub fn from_f64(value: f64, decimals: u8) -> Option<Self> {
        if Self::MAX_DECIMALS < decimals {
            return None;
        }
        let scaled = (value * 10_f64.powi(i32::from(decimals))).round();
        if !scaled.is_finite() || 9e15 < scaled.abs() {
            return None;
        }
        #[expect(clippy::as_conversions, reason = "whole and within 9e15, checked above")]
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 9e15, checked above")]
        let units = scaled as i64;
        Some(Self { units, decimals })
    }

    /// The number times ten to the number of decimals.
    pub const fn units(self) -> i64 {
        self.units
    }

    /// The same number without its sign.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::Decimal;
    ///
    /// let fall: Decimal = "-0.20".parse()?;
    /// assert_eq!(fall.magnitude().to_string(), "0.20");
    /// # Ok::<(), kvalitet_core::NotADecimal>(())
    /// ```
    #[must_use]
    pub const fn magnitude(self) -> Self {
        Self { units: self.units.saturating_abs(), ..self }
    }

    /// `self - other`, exactly; `None` where it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        Self::sum(&[self, Self { units: other.units.checked_neg()?, ..other }])
    }

    /// The sum of numbers, exactly; `None` where it does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::Decimal;
    ///
    /// let parts: Vec<Decimal> = ["0.25", "1", "-0.5"].iter().filter_map(|t| t.parse().ok()).collect();
    /// assert_eq!(Decimal::sum(&parts).map(|d| d.to_string()), Some("0.75".to_owned()));
    /// ```
    pub fn sum(parts: &[Self]) -> Option<Self> {
        let decimals = parts.iter().map(|part| part.decimals).max().unwrap_or(0);
        let aligned = |part: &Self| {
            let shift = 10_i64.pow(u32::from(decimals - part.decimals));
            part.units.checked_mul(shift)
        };
        let units = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(aligned(part)?))?;
        Some(Self { units, decimals })
    }

    /// Whether the two are at most `tolerance` apart.
    pub fn is_within(self, other: Self, tolerance: Self) -> bool {
        let apart = self.minus(other);
        let apart = apart.and_then(|d| Some(Self { units: d.units.checked_abs()?, ..d }));
        apart.is_some_and(|apart| !apart.compare(tolerance).is_gt())
    }

    /// How many decimals it has.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The nearest binary number, for geometry; never for a decision.
    pub fn to_f64(self) -> f64 {
        // The quotient of two whole numbers below 2^53 is the nearest double.
        crate::method::to_f64(self.units) / 10_f64.powi(i32::from(self.decimals))
    }

    /// Which of two numbers is the greater, whatever their decimals: 7.30 and 7.3 are equal in
    /// value, though not the same release.
    pub fn compare(self, other: Self) -> Ordering {
        let common = |a: Self, b: Self| {
            i128::from(a.units) * 10_i128.pow(u32::from(b.decimals.saturating_sub(a.decimals)))
        };
        common(self, other).cmp(&common(other, self))
    }

    /// The same number with `decimals` decimals: padded with zeros, or rounded half away from
    /// zero.
    pub fn with_decimals(self, decimals: u8) -> Option<Self> {
        let whole = 10_i128.pow(u32::from(self.decimals));
        Self::from_ratio(i128::from(self.units), whole, decimals)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let whole = 10_u64.pow(u32::from(self.decimals));
        let units = self.units.unsigned_abs();
        if self.decimals == 0 {
            return write!(f, "{sign}{units}");
        }
        let width = usize::from(self.decimals);
        write!(f, "{sign}{}.{:0width$}", units / whole, units % whole)
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let legal = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let complete = !whole.is_empty() && (digits == whole || !fraction.is_empty());
        if !complete || !legal(whole) || !legal(fraction) {
            return Err(NotADecimal);
        }
        let decimals = u8::try_from(fraction.len()).map_err(|_| NotADecimal)?;
        let units: i64 = format!("{whole}{fraction}").parse().map_err(|_| NotADecimal)?;
        Self::new(if negative { -units } else { units }, decimals).ok_or(NotADecimal)
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotADecimal;

    fn try_from(text: String) -> Result<Self, NotADecimal> {
        text.parse()
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_other_precision_compare_by_value() {
        let of = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(of("7.25").compare(of("7.3")), Ordering::Less);
        assert_eq!(of("-1.0").compare(of("-0.99")), Ordering::Less);
        assert_eq!(of("80").compare(of("80.0")), Ordering::Equal);
        assert_eq!(of("2").compare(of("1.999")), Ordering::Greater);
    }

    #[test]
    fn what_is_no_plain_number_is_refused() {
        for text in ["", "-", "7,3", "7.", ".5", "1e3", "nan", "--1", "1.0000000001", "+1"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotADecimal), "{text}");
        }
    }

    #[test]
    fn a_number_below_one_keeps_its_sign() {
        assert_eq!("-0.3".parse::<Decimal>().unwrap().to_string(), "-0.3");
        assert_eq!(Decimal::new(-3, 0).unwrap().with_decimals(1).unwrap().to_string(), "-3.0");
    }
}
