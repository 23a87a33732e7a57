//! Tallies: integers that stand for a set of persons and merge in any order.

use serde::{Deserialize, Serialize};

/// What was counted for one key. Integers only, so that neither the order of rows nor the number
/// of threads can move a digit.
///
/// Tallies of one kind are a commutative monoid under [`Tally::merge`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::Tally;
///
/// let merged = Tally::share(9, 12)?.merge(Tally::share(1, 8)?)?;
/// assert_eq!(merged, Tally::share(10, 20)?);
/// assert!(Tally::share(3, 2).is_err());
/// assert!(merged.merge(Tally::Count(1)).is_err());
/// # Ok::<(), kvalitet_core::TallyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tally {
    /// A number of persons, or of whatever the indicator counts.
    Count(u64),
    /// How many of `n` persons hit.
    Share {
        /// The denominator, in persons.
        n: u64,
        /// The numerator, at most `n`.
        hits: u64,
    },
    /// The sums of two amounts, such as days absent of school days, in millionths.
    Ratio {
        /// How many persons the amounts are of, where that is known for all of them.
        persons: Option<u64>,
        /// The sum of the numerators.
        numerator: i64,
        /// The sum of the denominators.
        denominator: i64,
    },
    /// Published values of groups, each times the number of persons it is about.
    Weighted {
        /// How many persons.
        n: u64,
        /// The sum of value times persons, in millionths.
        sum: i64,
    },
    /// The sums a mean and a standard deviation are made of, at the scale of the definition.
    Moments {
        /// How many persons have a value.
        n: u64,
        /// Σx.
        sum: i64,
        /// Σx².
        sum_sq: i128,
    },
}

/// Two tallies that cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    /// They count different kinds of things.
    #[error("tallies of two kinds cannot be merged")]
    Kind,
    /// The sum does not fit its integer.
    #[error("a tally does not fit its integer")]
    Overflow,
    /// More hits than persons.
    #[error("a share has more hits than persons")]
    PartExceedsWhole,
}

impl Tally {
    /// `hits` of `n`.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError::PartExceedsWhole`] when `n < hits`.
    pub const fn share(hits: u64, n: u64) -> Result<Self, TallyError> {
        if n < hits { Err(TallyError::PartExceedsWhole) } else { Ok(Self::Share { n, hits }) }
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError::Kind`] for two kinds, [`TallyError::Overflow`] for sums that do not
    /// fit.
    pub fn merge(self, other: Self) -> Result<Self, TallyError> {
        let merged = match (self, other) {
            (Self::Count(a), Self::Count(b)) => a.checked_add(b).map(Self::Count),
            (Self::Share { n, hits }, Self::Share { n: other_n, hits: other_hits }) => n
                .checked_add(other_n)
                .zip(hits.checked_add(other_hits))
                .map(|(n, hits)| Self::Share { n, hits }),
            (
                Self::Moments { n, sum, sum_sq },
                Self::Moments { n: other_n, sum: other_sum, sum_sq: other_sum_sq },
            ) => n
                .checked_add(other_n)
                .zip(sum.checked_add(other_sum))
                .zip(sum_sq.checked_add(other_sum_sq))
                .map(|((n, sum), sum_sq)| Self::Moments { n, sum, sum_sq }),
            (
                Self::Ratio { persons, numerator, denominator },
                Self::Ratio { persons: a, numerator: b, denominator: c },
            ) => {
                let persons = match persons.zip(a) {
                    Some((ours, theirs)) => {
                        Some(ours.checked_add(theirs).ok_or(TallyError::Overflow)?)
                    }
                    None => None,
                };
                let sums = numerator.checked_add(b).zip(denominator.checked_add(c));
                sums.map(|(numerator, denominator)| Self::Ratio { persons, numerator, denominator })
            }
            (Self::Weighted { n, sum }, Self::Weighted { n: other_n, sum: other_sum }) => n
                .checked_add(other_n)
                .zip(sum.checked_add(other_sum))
                .map(|(n, sum)| Self::Weighted { n, sum }),
            _ => return Err(TallyError::Kind),
        };
        merged.ok_or(TallyError::Overflow)
    }

    /// How many persons it stands for, where that is known. What a [`Tally::Count`] counts may be
    /// something else: the definition says.
    pub const fn persons(self) -> Option<u64> {
        match self {
            Self::Count(n)
            | Self::Share { n, .. }
            | Self::Moments { n, .. }
            | Self::Weighted { n, .. } => Some(n),
            Self::Ratio { persons, .. } => persons,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments() -> impl Strategy<Value = Tally> {
        (0..1_000_u64, -1_000_000..1_000_000_i64, 0..1_000_000_i128)
            .prop_map(|(n, sum, sum_sq)| Tally::Moments { n, sum, sum_sq })
    }

    fn ratios() -> impl Strategy<Value = Tally> {
        let persons = proptest::option::of(0..1_000_u64);
        (persons, -1_000_000..1_000_000_i64, 0..1_000_000_i64).prop_map(
            |(persons, numerator, denominator)| Tally::Ratio { persons, numerator, denominator },
        )
    }

    fn shares() -> impl Strategy<Value = Tally> {
        (0..1_000_u64, 0..1_000_u64).prop_map(|(a, b)| Tally::share(a.min(b), a.max(b)).unwrap())
    }

    proptest! {
        #[test]
        fn merging_depends_on_neither_order_nor_brackets(
            (a, b, c) in prop_oneof![
                (moments(), moments(), moments()),
                (ratios(), ratios(), ratios()),
            ],
        ) {
            prop_assert_eq!(a.merge(b), b.merge(a));
            prop_assert_eq!(a.merge(b).unwrap().merge(c), b.merge(c).unwrap().merge(a));
        }

        #[test]
        fn a_merged_share_is_still_a_share(a in shares(), b in shares()) {
            let Tally::Share { n, hits } = a.merge(b).unwrap() else { unreachable!() };
            prop_assert!(hits <= n);
            prop_assert_eq!(Some(n), a.persons().zip(b.persons()).map(|(a, b)| a + b));
        }
    }

    #[test]
    fn sums_that_do_not_fit_are_refused() {
        assert_eq!(Tally::Count(u64::MAX).merge(Tally::Count(1)), Err(TallyError::Overflow));
    }
}
