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
//! | a school from year to year | [`Measured`], [`Change`], [`Shock`], [`moderated_shock`], [`clustered_error`]; years together: [`distinct_persons`], [`distinct_share`]; years or schools together: [`weighted_mean`]; what could be seen: [`power`], [`readability`] |
//! | many schools | [`benjamini_hochberg`], [`benjamini_yekutieli`], [`holm`], [`bh_cut`]; [`exact_limits`], [`score_limits`], [`normal_limits`], [`overdispersion`]; [`empirical_bayes_shares`], [`empirical_bayes_means`]; with a supplied prior [`shrink_shares`], [`shrink_means`] |
//! | growth | [`GrowthModel`], [`GrowthFit`]; what it rests on: [`QuantileRegression`], [`CubicSpline`] |
//! | pupils from one score to the next | [`conditional_gain`], [`standing_change`], [`Line`], [`corrected_slope_within`]; among many groups [`random_intercept`] |
//! | errors of measurement | [`Score`], [`Reliability`], [`gain_reliability`]; [`expected_second`], [`expected_rebound`]; levels: [`LevelTable`] |
//! | a trend | [`cochran_armitage`], [`mean_trend`]; many points in time: [`xmr`] |
//! | distributions | [`normal_cdf`], [`normal_upper_tail`], [`normal_quantile`], [`bivariate_normal_cdf`], [`t_two_sided`], [`t_quantile`], [`chi_square_upper_tail`], [`binomial_mass`], [`binomial_cdf`], [`beta_quantile`] |

mod bivariate;
mod detect;
mod difference;
mod discovery;
mod discrete;
mod distribution;
mod funnel;
mod growth;
mod mean;
mod measured;
mod measurement;
mod misclassification;
mod mixed;
mod order;
mod pooled;
mod progression;
mod proportion;
mod quantile;
mod shock;
mod shrinkage;
mod spline;
mod trend;

pub use bivariate::bivariate_normal_cdf;
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
pub use growth::{GrowthError, GrowthFit, GrowthModel, LEAST_PAIRS};
pub use mean::{MeanEstimate, mean_interval, t_95};
pub use measured::{Change, Measured, Needed, Shock, Spread};
pub use measurement::{
    CorrectedSlope, MeasurementRefused, Occasion, Reliability, Score, expected_rebound,
    expected_second, gain_reliability,
};
pub use misclassification::{LevelCuts, LevelTable};
pub use mixed::{
    BetweenSlope, Coefficient, GroupEffect, MIN_GROUPS, MixedRefused, RandomIntercept, Slopes,
    random_intercept,
};
pub use pooled::{distinct_persons, distinct_share, weighted_mean};
pub use progression::{
    Line, ResidualSpread, conditional_gain, corrected_slope_within, standing_change,
};
pub use proportion::{
    clopper_pearson, counts_that_round_to, design_effect, missing_bounds, wilson, wilson_effective,
};
pub use quantile::{QuantileError, QuantileRegression};
pub use shock::{
    ModeratedShock, SHOCK_CUT, SchoolChange, ShockPrior, clustered_error, moderated_shock,
};
pub use shrinkage::{
    MIN_SCHOOLS, NormalPrior, PriorFit, SharePrior, Shrunken, ShrunkenMeans, ShrunkenShares,
    empirical_bayes_means, empirical_bayes_shares, shrink_means, shrink_shares,
};
pub use spline::{CubicSpline, KnotsOutOfOrder, LocalBasis};
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

    /// `centre` ± `half_width`; `None` where a limit is no finite number. Limits that are no numbers
    /// hold nothing, and would make any difference sure.
    fn around(centre: f64, half_width: f64) -> Option<Self> {
        let interval = Self { lower: centre - half_width, upper: centre + half_width };
        (interval.lower.is_finite() && interval.upper.is_finite()).then_some(interval)
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
pub(crate) const fn wide_to_f64(number: i128) -> f64 {
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
    use super::*;

    /// R 4: `quantile(c(1, 3, 4, 8, 15, 16), c(.25, .5, .75))` gives 3.25, 6, 13.25.
    #[test]
    fn quartiles_match_r_type_7() {
        let values = [1, 3, 4, 8, 15, 16];
        assert_eq!(quartile(&values, 1), Some((13, 4)));
        assert_eq!(quartile(&values, 2), Some((24, 4)));
        assert_eq!(quartile(&values, 3), Some((53, 4)));
        assert_eq!(quartile(&[7], 3), Some((28, 4)));
    }
}
