//! Statistical methods: formulas with their source, edges and values computed apart from this code.
//!
//! Slices and numbers in, plain structs out. Pupils are a full cohort: an interval speaks of the
//! process behind the year group, not of a sample from a population. `None` is undefined (there is
//! nobody, or a number is no number), never an error.
//!
//! | of | there are |
//! |---|---|
//! | one share | [`wilson`], [`wilson_effective`], [`clopper_pearson`], [`design_effect`], [`counts_that_round_to`], [`missing_bounds`] |
//! | one mean | [`MeanEstimate`], [`mean_interval`], [`t_95`] |
//! | many values | [`quartile`] |
//! | two groups | [`newcombe`], [`welch`], [`mover`], [`fisher_mid_p`] |
//! | the same persons twice | [`paired_mean`], [`paired_shares`], [`mcnemar`]; partly the same: [`partial_overlap_variance`] |
//! | a school from year to year | [`Measured`], [`Change`], [`Shock`], [`moderated_shock`], [`clustered_error`]; years together: [`distinct_persons`], [`distinct_share`]; what could be seen: [`power`], [`readability`] |
//! | many schools | [`benjamini_hochberg`], [`benjamini_yekutieli`], [`holm`], [`bh_cut`]; [`exact_limits`], [`score_limits`], [`normal_limits`], [`overdispersion`]; [`empirical_bayes_shares`], [`empirical_bayes_means`]; with a supplied prior [`shrink_shares`], [`shrink_means`] |
//! | a trend | [`cochran_armitage`], [`mean_trend`]; many points in time: [`xmr`] |
//! | distributions | [`normal_cdf`], [`normal_upper_tail`], [`normal_quantile`], [`t_two_sided`], [`t_quantile`], [`chi_square_upper_tail`], [`binomial_mass`], [`binomial_cdf`], [`beta_quantile`] |

mod detect;
mod difference;
mod discovery;
mod discrete;
mod distribution;
mod funnel;
mod mean;
mod measured;
mod order;
mod pooled;
mod proportion;
mod shock;
mod shrinkage;
mod trend;

pub use detect::{READABLE, Readability, power, readability};
pub use difference::{
    Difference, PairedCounts, mover, newcombe, paired_mean, paired_shares,
    partial_overlap_variance, welch,
};
pub use discovery::{benjamini_hochberg, benjamini_yekutieli, bh_cut, holm};
pub use discrete::{McNemar, fisher_mid_p, mcnemar};
pub use distribution::{
    beta_quantile, binomial_cdf, binomial_mass, chi_square_upper_tail, normal_cdf, normal_quantile,
    normal_upper_tail, t_quantile, t_two_sided,
};
pub use funnel::{
    FUNNEL_QUANTILES, Overdispersion, exact_binomial_limit, exact_limits, funnel_target,
    normal_limits, overdispersion, score_limits, score_z, two_sided_p,
};
pub use mean::{MeanEstimate, mean_interval, t_95};
pub use measured::{Change, Measured, Needed, Shock, Spread};
pub use pooled::{distinct_persons, distinct_share};
pub use proportion::{
    clopper_pearson, counts_that_round_to, design_effect, missing_bounds, wilson, wilson_effective,
};
pub use shock::{
    ModeratedShock, SHOCK_CUT, SchoolChange, ShockPrior, clustered_error, moderated_shock,
};
pub use shrinkage::{
    MIN_SCHOOLS, NormalPrior, PriorFit, SharePrior, Shrunken, ShrunkenMeans, ShrunkenShares,
    empirical_bayes_means, empirical_bayes_shares, shrink_means, shrink_shares,
};
pub use trend::{
    MeanTrend, ShareTrend, TREND_MIN_POINTS, XMR_MIN_POINTS, Xmr, XmrRefused, XmrRule,
    cochran_armitage, mean_trend, xmr,
};

/// The 97.5 % quantile of the standard normal distribution: two-sided 95 %.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Interval {
    /// Whether `value` lies in it, the limits included.
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// A whole number as the nearest double; exact below 2^53.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts of persons and released units lie far below 2^53"
)]
pub const fn to_f64(number: i64) -> f64 {
    number as f64
}

/// A count as the nearest double; exact below 2^53.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts of persons lie far below 2^53"
)]
pub const fn count_to_f64(count: u64) -> f64 {
    count as f64
}

/// A wide whole number as the nearest double.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "rounded once, to the nearest double"
)]
const fn wide_to_f64(number: i128) -> f64 {
    number as f64
}

/// The value below which a `quarter` quarter of the sorted `values` lies (1, 2, 3: lower quartile,
/// median, upper quartile), as `(sum, parts)`: the exact fraction `sum / parts`.
///
/// # Formula
///
/// Linear interpolation between order statistics at position `(n − 1)·quarter/4` (type 7 of
/// Hyndman & Fan 1996, the default of R), kept as an exact fraction of whole numbers.
///
/// `None` for no values or a quarter above 4.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::quartile;
///
/// assert_eq!(quartile(&[1, 2, 3, 4], 2), Some((10, 4))); // 2.5
/// assert_eq!(quartile(&[], 2), None);
/// ```
pub fn quartile(values: &[i64], quarter: u8) -> Option<(i128, i128)> {
    if values.is_empty() || 4 < quarter {
        return None;
    }
    let position = (values.len() - 1) * usize::from(quarter);
    let (index, remainder) = (position / 4, position % 4);
    let low = i128::from(*values.get(index)?);
    let high = i128::from(*values.get(index + 1).unwrap_or(values.get(index)?));
    let remainder = i128::try_from(remainder).ok()?;
    Some((low * (4 - remainder) + high * remainder, 4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const Z_998: f64 = 3.090_232_306_167_813_5;

    /// Each row: part, whole, z, lower, upper: the formula in 40-digit decimal arithmetic (Python
    /// `decimal`), rounded. 65 of 100 agrees with the values that the UK Health Security Agency
    /// publishes with its indicator methods.
    const WILSON: &[(u64, u64, f64, f64, f64)] = &[
        (65, 100, Z_95, 0.552_544_432_968_879_6, 0.736_357_517_569_024_7),
        (65, 100, Z_998, 0.495_494_657_407_044_7, 0.778_354_061_408_968_6),
        (0, 10, Z_95, 0.0, 0.277_532_799_862_889_2),
        (10, 10, Z_95, 0.722_467_200_137_110_8, 1.0),
        (1, 3, Z_95, 0.061_491_944_720_396_3, 0.792_340_399_197_444_1),
    ];

    #[test]
    fn wilson_matches_the_reference_table() {
        for &(part, whole, z, lower, upper) in WILSON {
            let got = wilson(part, whole, z).unwrap();
            assert!((got.lower - lower).abs() < 1e-12, "{part}/{whole}: {got:?}");
            assert!((got.upper - upper).abs() < 1e-12, "{part}/{whole}: {got:?}");
        }
    }

    #[test]
    fn there_is_no_interval_around_nobody() {
        assert_eq!(wilson(0, 0, Z_95), None);
        assert_eq!(newcombe((0, 0), (1, 2), Z_95), None);
    }

    /// Newcombe (1998), table II, method 10; differences are second minus first.
    const NEWCOMBE: [[(u64, u64); 2]; 2] = [[(48, 80), (56, 70)], [(3, 10), (9, 10)]];
    const LIMITS: [[f64; 2]; 2] = [[0.0524, 0.3339], [0.1705, 0.8090]];

    #[test]
    fn newcombe_matches_the_published_table() {
        for ([first, second], [lower, upper]) in NEWCOMBE.into_iter().zip(LIMITS) {
            let got = newcombe(first, second, Z_95).unwrap();
            assert!((got.lower - lower).abs() < 5e-5, "{first:?} {second:?}: {got:?}");
            assert!((got.upper - upper).abs() < 5e-5, "{first:?} {second:?}: {got:?}");
        }
    }

    /// R 4: `quantile(c(1, 3, 4, 8, 15, 16), c(.25, .5, .75))` gives 3.25, 6, 13.25.
    #[test]
    fn quartiles_match_r_type_7() {
        let values = [1, 3, 4, 8, 15, 16];
        assert_eq!(quartile(&values, 1), Some((13, 4)));
        assert_eq!(quartile(&values, 2), Some((24, 4)));
        assert_eq!(quartile(&values, 3), Some((53, 4)));
        assert_eq!(quartile(&[7], 3), Some((28, 4)));
    }

    proptest! {
        #[test]
        fn wilson_holds_the_share_and_stays_within_zero_and_one(n in 1..5_000_u64, part in 0..5_000_u64) {
            let part = part.min(n);
            let interval = wilson(part, n, Z_95).unwrap();
            prop_assert!(0.0 <= interval.lower && interval.upper <= 1.0);
            prop_assert!(interval.contains(count_to_f64(part) / count_to_f64(n)));
        }

        #[test]
        fn more_persons_with_the_same_share_narrow_the_interval(n in 1..500_u64, part in 0..500_u64, times in 2..20_u64) {
            let part = part.min(n);
            let few = wilson(part, n, Z_95).unwrap();
            let many = wilson(part * times, n * times, Z_95).unwrap();
            prop_assert!(many.upper - many.lower < few.upper - few.lower);
        }

        #[test]
        fn newcombe_turned_round_changes_sign(a in 0..50_u64, b in 0..60_u64) {
            let forth = newcombe((a, 50), (b, 60), Z_95).unwrap();
            let back = newcombe((b, 60), (a, 50), Z_95).unwrap();
            prop_assert!((forth.lower + back.upper).abs() < 1e-12);
        }
    }
}
