//! Statistical methods: formulas with their source, edges and values computed apart from this code.
//!
//! Slices and numbers in, plain structs out. Pupils are a full cohort: an interval speaks of the
//! process behind the year group, not of a sample from a population.

mod discovery;
mod funnel;
mod order;
mod shrinkage;
mod special;
mod trend;

pub use discovery::{benjamini_hochberg, benjamini_yekutieli, bh_cut, holm};
pub use funnel::{
    FUNNEL_QUANTILES, Overdispersion, exact_binomial_limit, exact_limits, funnel_target,
    normal_limits, overdispersion, score_limits, score_z, two_sided_p,
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

/// The Wilson score interval for `part` of `whole`.
///
/// # Formula
///
/// ```text
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n),   p = part/whole, n = whole
/// ```
///
/// `part = 0` gives a lower limit of exactly 0, `part = whole` an upper limit of exactly 1, and
/// both still have width: that is why small schools get this one and not the normal approximation.
/// Its coverage, averaged over p, is close to 95 %; the smallest is about 91 % at small n.
///
/// `None` when `whole` is zero or smaller than `part`: there is no interval around nobody.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, wilson};
///
/// let interval = wilson(65, 100, Z_95).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "0.5525 to 0.7364");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Wilson (1927), J Am Stat Assoc 22:209-212, <https://doi.org/10.1080/01621459.1927.10502953>.
/// Brown, Cai & `DasGupta` (2001), Statist Sci 16:101-133.
pub fn wilson(part: u64, whole: u64, z: f64) -> Option<Interval> {
    if whole == 0 || whole < part {
        return None;
    }
    let n = count_to_f64(whole);
    let p = count_to_f64(part) / n;
    let centre = p + z * z / (2.0 * n);
    let half_width = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Some(Interval {
        lower: if part == 0 { 0.0 } else { (centre - half_width) / scale },
        upper: if part == whole { 1.0 } else { (centre + half_width) / scale },
    })
}

/// The 97.5 % quantile of Student's t with `degrees` of freedom, or `None` for none.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::t_95;
///
/// // R: qt(.975, c(1, 9, 100))
/// let shown = |degrees| t_95(degrees).map(|t| format!("{t:.3}"));
/// assert_eq!(shown(1).as_deref(), Some("12.706"));
/// assert_eq!(shown(9).as_deref(), Some("2.262"));
/// assert_eq!(shown(100).as_deref(), Some("1.984"));
/// assert_eq!(shown(0), None);
/// ```
pub fn t_95(degrees: u64) -> Option<f64> {
    if degrees == 0 {
        return None;
    }
    let df = count_to_f64(degrees);
    // P(|T| > t) is the incomplete beta of df / (df + t²) with parameters df/2 and 1/2.
    let x = puruspe::invbetai(0.05, df / 2.0, 0.5);
    Some((df * (1.0 - x) / x).sqrt())
}

/// The 95 % interval of a mean, from `n`, Σx and Σx² of values with so many `decimals`.
///
/// # Formula
///
/// ```text
/// x̄ ± t(n − 1) · s / √n,   s² = (Σx² − (Σx)²/n) / (n − 1)
/// ```
///
/// The sum of squares about the mean is worked out in whole numbers, so that nothing cancels.
/// `None` below two values: one value says nothing of its spread.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::mean_interval;
///
/// // R: t.test(c(3.1, 3.6, 4.0, 2.9))$conf.int = 2.610 to 4.190
/// let squares = [31_i128, 36, 40, 29].map(|x| x * x).iter().sum();
/// let interval = mean_interval(4, 31 + 36 + 40 + 29, squares, 1).ok_or("too few")?;
/// assert_eq!(format!("{:.3} to {:.3}", interval.lower, interval.upper), "2.610 to 4.190");
/// assert!(mean_interval(1, 31, 961, 1).is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn mean_interval(n: u64, sum: i64, sum_sq: i128, decimals: u8) -> Option<Interval> {
    let degrees = n.checked_sub(1)?;
    let t = t_95(degrees)?;
    let about_mean = i128::from(n)
        .checked_mul(sum_sq)?
        .checked_sub(i128::from(sum).checked_mul(i128::from(sum))?)?;
    let (count, scale) = (count_to_f64(n), 10_f64.powi(i32::from(decimals)));
    let variance = wide_to_f64(about_mean.max(0)) / (count * count_to_f64(degrees));
    let half_width = t * (variance / count).sqrt() / scale;
    let mean = to_f64(sum) / count / scale;
    Some(Interval { lower: mean - half_width, upper: mean + half_width })
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

/// The interval of the difference `second - first` of two independent shares, each given as
/// `(part, whole)`: Newcombe's method 10.
///
/// # Formula
///
/// ```text
/// d − √((p₂ − l₂)² + (u₁ − p₁)²)   to   d + √((u₂ − p₂)² + (p₁ − l₁)²),   d = p₂ − p₁
/// ```
///
/// with (l, u) the Wilson limits of each share. Not for the same pupils tested twice: that takes a
/// paired method.
///
/// `None` when one of the two has nobody in it.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, newcombe};
///
/// let interval = newcombe((48, 80), (56, 70), Z_95).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "0.0524 to 0.3339");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Newcombe (1998), Stat Med 17:873-890.
pub fn newcombe(first: (u64, u64), second: (u64, u64), z: f64) -> Option<Interval> {
    let ((part_1, whole_1), (part_2, whole_2)) = (first, second);
    let limits_1 = wilson(part_1, whole_1, z)?;
    let limits_2 = wilson(part_2, whole_2, z)?;
    let p_1 = count_to_f64(part_1) / count_to_f64(whole_1);
    let p_2 = count_to_f64(part_2) / count_to_f64(whole_2);
    let difference = p_2 - p_1;
    let below = libm::hypot(p_2 - limits_2.lower, limits_1.upper - p_1);
    let above = libm::hypot(limits_2.upper - p_2, p_1 - limits_1.lower);
    Some(Interval { lower: difference - below, upper: difference + above })
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
