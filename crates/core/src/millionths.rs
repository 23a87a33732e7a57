//! Numbers in millionths: the precision in which a pupil's own mean is kept.

use crate::Decimal;

/// A number in millionths.
///
/// A pupil's mean is rounded once, here, and never again before it is added to those of others:
/// sums of whole numbers do not depend on their order.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Millionths;
///
/// assert_eq!(Millionths::ratio(29, 8).map(Millionths::units), Some(3_625_000));
/// assert_eq!(Millionths::ratio(2, 3).map(Millionths::units), Some(666_667));
/// assert_eq!(Millionths::ratio(1, 0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millionths(i64);

impl Millionths {
    /// How many of them make one.
    pub const ONE: i64 = 1_000_000;

    /// `units` millionths.
    pub const fn new(units: i64) -> Self {
        Self(units)
    }

    /// `numerator / denominator`, rounded half up.
    ///
    /// `None` for a denominator that is not positive and for what does not fit.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let doubled = numerator.checked_mul(2 * Self::ONE)?.checked_add(denominator)?;
        Some(Self(doubled.div_euclid(denominator.checked_mul(2)?)))
    }

    /// The number times a million.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The same number as a decimal of six places.
    pub const fn to_decimal(self) -> Option<Decimal> {
        Decimal::new(self.0, 6)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_half_goes_up() {
        assert_eq!(Millionths::ratio(1, 2_000_000), Some(Millionths::new(1)));
        assert_eq!(Millionths::ratio(-1, 2_000_000), Some(Millionths::new(0)));
        assert_eq!(Millionths::ratio(-3, 8), Some(Millionths::new(-375_000)));
        assert_eq!(Millionths::ratio(1, -1), None);
        assert_eq!(Millionths::ratio(i64::MAX, 1), None);
        assert_eq!(Millionths::new(-375_000).to_decimal().unwrap().to_string(), "-0.375000");
    }

    proptest! {
        #[test]
        fn it_is_the_nearest(numerator in -100_000..100_000_i64, denominator in 1..10_000_i64) {
            let units = Millionths::ratio(numerator, denominator).unwrap().units();
            let apart = 2 * (units * denominator - numerator * Millionths::ONE);
            prop_assert!(-denominator < apart && apart <= denominator);
        }
    }
}
