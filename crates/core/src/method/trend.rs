//! Trends over time: of shares, of means, and the control chart of single values.
//!
//! The tests of a trend take any number of points from two on, so that they can be checked against
//! published ones. A report shows a trend only with [`TREND_MIN_POINTS`] points that are independent
//! of each other and with no break among them: `is_enough` says the first, the caller knows the rest.

use super::distribution::chi_square_upper_tail;
use super::order::{how_many, sorted_sum};
use super::{Interval, count_to_f64};

/// The least number of points in time that a report calls a trend.
pub const TREND_MIN_POINTS: usize = 5;

/// The least number of points that [`xmr`] draws limits around.
pub const XMR_MIN_POINTS: usize = 12;

/// From a mean moving range to three standard deviations: 3/1.128, as it is always rounded.
const MOVING_RANGE_TO_LIMIT: f64 = 2.66;

/// From a mean moving range to the upper limit of moving ranges.
const MOVING_RANGE_LIMIT: f64 = 3.267;

/// So many points on one side, or rising, are a signal.
const RUN: usize = 7;

/// A linear trend in shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareTrend {
    /// The change of the share (1 means everybody) per unit of the scores.
    pub slope: f64,
    /// Chi-square with 1 degree of freedom.
    pub chi_square: f64,
    /// The two-sided p-value.
    pub p_value: f64,
    /// How many different scores have persons.
    pub points: usize,
}

/// Whether shares rise or fall with their scores: the test of Cochran and Armitage.
///
/// # Formula
///
/// ```text
/// χ² = (Σ(xᵢ − nᵢθ)tᵢ)² / (θ(1 − θ) Σnᵢ(tᵢ − t̄)²),   θ = Σx/N,   t̄ = Σnᵢtᵢ/N
/// slope = Σ(xᵢ − nᵢθ)tᵢ / Σnᵢ(tᵢ − t̄)²
/// ```
///
/// `points` are `(part, whole)` of different persons, `scores` their times. Of chance alone: see
/// [`ShareTrend::dispersed`]. A point of nobody, or with more hits than members, is left out.
///
/// `None` when the lists differ in length, a score is not finite, fewer than two different scores
/// have persons, or everybody or nobody is a hit.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::cochran_armitage;
///
/// // R: prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82))
/// let patients = [(83, 86), (90, 93), (129, 136), (70, 82)];
/// let trend = cochran_armitage(&patients, &[1.0, 2.0, 3.0, 4.0]).ok_or("undefined")?;
/// assert_eq!(format!("{:.4} {:.6}", trend.chi_square, trend.p_value), "8.2249 0.004132");
/// assert!(trend.slope < 0.0 && !trend.is_enough());
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Cochran (1954), Biometrics 10:417-451. Armitage (1955), Biometrics 11:375-386.
pub fn cochran_armitage(points: &[(u64, u64)], scores: &[f64]) -> Option<ShareTrend> {
    if points.len() != scores.len() || !scores.iter().all(|score| score.is_finite()) {
        return None;
    }
    let defined: Vec<(f64, f64, f64)> = points
        .iter()
        .zip(scores)
        .filter(|((part, whole), _)| 0 < *whole && part <= whole)
        .map(|((part, whole), score)| (count_to_f64(*part), count_to_f64(*whole), *score))
        .collect();
    let sum = |term: fn(&(f64, f64, f64)) -> f64| sorted_sum(defined.iter().map(term));
    let persons = sum(|(_, n, _)| *n);
    let theta = sum(|(x, _, _)| *x) / persons;
    let centre = sum(|(_, n, t)| n * t) / persons;
    let spread = sorted_sum(defined.iter().map(|(_, n, t)| n * (t - centre) * (t - centre)));
    let along = sorted_sum(defined.iter().map(|(x, n, t)| (x - n * theta) * (t - centre)));
    let different = different(defined.iter().map(|(_, _, t)| *t));
    let variance = theta * (1.0 - theta) * spread;
    if different < 2 || !(0.0 < variance && variance.is_finite()) {
        return None;
    }
    let chi_square = along * along / variance;
    let p_value = chi_square_upper_tail(chi_square, 1.0)?;
    Some(ShareTrend { slope: along / spread, chi_square, p_value, points: different })
}

impl ShareTrend {
    /// Whether there are points enough for a report: [`TREND_MIN_POINTS`].
    pub fn is_enough(&self) -> bool {
        TREND_MIN_POINTS <= self.points
    }

    /// The test when shares of a school vary more from year to year than chance explains:
    /// chi-square divided by `factor`, the ratio of the variances (s²).
    ///
    /// A factor below 1 counts as 1: no school varies less than chance. `None` for a factor that is
    /// not finite.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::cochran_armitage;
    ///
    /// let trend = cochran_armitage(&[(10, 40), (20, 40)], &[2018.0, 2019.0]).ok_or("undefined")?;
    /// let dispersed = trend.dispersed(2.56).ok_or("no factor")?;
    /// assert!(trend.p_value < 0.05 && 0.05 < dispersed.p_value);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn dispersed(self, factor: f64) -> Option<Self> {
        if !factor.is_finite() {
            return None;
        }
        let chi_square = self.chi_square / factor.max(1.0);
        let p_value = chi_square_upper_tail(chi_square, 1.0)?;
        Some(Self { chi_square, p_value, ..self })
    }
}

/// A straight line through means that have standard errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanTrend {
    /// The change of the mean per unit of time.
    pub slope: f64,
    /// The standard error of the slope, from those of the means alone.
    pub standard_error: f64,
    /// The weighted mean of the times: where the line is surest.
    pub centre: f64,
    /// The line at `centre`.
    pub level: f64,
    /// How many different times have a mean.
    pub points: usize,
}

/// The straight line that fits means best, each weighted by the inverse of its variance.
///
/// # Formula
///
/// ```text
/// slope = Σw(t − t̄)(y − ȳ)/Σw(t − t̄)²,   standard error = 1/√Σw(t − t̄)²,   w = 1/SE²
/// ```
///
/// `points` are `(time, mean, standard error)`. The standard errors are taken as they are: put what
/// a class or a year adds to chance into them first. A point whose numbers are not finite, or whose
/// standard error is not above 0, is left out.
///
/// `None` below two different times.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::mean_trend;
///
/// let trend = mean_trend(&[(2018.0, 7.0, 0.1), (2019.0, 7.2, 0.1), (2020.0, 7.4, 0.1)]);
/// let trend = trend.ok_or("undefined")?;
/// assert_eq!(format!("{:.3} ± {:.3}", trend.slope, trend.standard_error), "0.200 ± 0.071");
/// assert_eq!(format!("{:.1}", trend.at(2021.0)), "7.6");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Draper & Smith (1998), Applied Regression Analysis, 3rd ed., section 9.2.
pub fn mean_trend(points: &[(f64, f64, f64)]) -> Option<MeanTrend> {
    let weighted = |(time, mean, error): &(f64, f64, f64)| {
        let weight = 1.0 / (error * error);
        let is_defined = time.is_finite() && mean.is_finite() && 0.0 < *error && weight.is_normal();
        is_defined.then_some((*time, *mean, weight))
    };
    let defined: Vec<(f64, f64, f64)> = points.iter().filter_map(weighted).collect();
    let different = different(defined.iter().map(|(time, _, _)| *time));
    if different < 2 {
        return None;
    }
    let total = sorted_sum(defined.iter().map(|(_, _, w)| *w));
    let centre = sorted_sum(defined.iter().map(|(t, _, w)| w * t)) / total;
    let level = sorted_sum(defined.iter().map(|(_, y, w)| w * y)) / total;
    let spread = sorted_sum(defined.iter().map(|(t, _, w)| w * (t - centre) * (t - centre)));
    let along = sorted_sum(defined.iter().map(|(t, y, w)| w * (t - centre) * (y - level)));
    (0.0 < spread).then(|| MeanTrend {
        slope: along / spread,
        standard_error: 1.0 / spread.sqrt(),
        centre,
        level,
        points: different,
    })
}

impl MeanTrend {
    /// Whether there are points enough for a report: [`TREND_MIN_POINTS`].
    pub fn is_enough(&self) -> bool {
        TREND_MIN_POINTS <= self.points
    }

    /// The line at a time.
    pub fn at(&self, time: f64) -> f64 {
        self.level + self.slope * (time - self.centre)
    }
}

/// How many different values there are.
fn different(values: impl Iterator<Item = f64>) -> usize {
    let mut sorted: Vec<f64> = values.map(|value| value + 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup_by(|a, b| a.total_cmp(b).is_eq());
    sorted.len()
}

/// A control chart of single values (XmR): limits from the differences between neighbours.
#[derive(Clone, Debug, PartialEq)]
pub struct Xmr {
    /// The mean of the values.
    pub mean: f64,
    /// The limits of single values.
    pub limits: Interval,
    /// The mean absolute difference between neighbours.
    pub mean_moving_range: f64,
    /// The upper limit of absolute differences between neighbours.
    pub moving_range_limit: f64,
    /// For each point the rules that it breaks, in the order of [`XmrRule`].
    pub signals: Vec<Vec<XmrRule>>,
}

/// What in a control chart is not the usual variation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum XmrRule {
    /// The point lies outside the limits.
    OutsideLimits,
    /// The point is one of seven or more in a row on one side of the mean; one on it ends the row.
    OneSide,
    /// The point is one of seven or more in a row, each above the one before or each below it.
    RisingOrFalling,
    /// The point is one of two in three successive ones that lie beyond two thirds of the way to
    /// the limit, on the same side.
    NearLimit,
}

/// Why there are no limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmrRefused {
    /// Fewer than [`XMR_MIN_POINTS`] points.
    #[error("draw limits around {points} points: it takes {min}", min = XMR_MIN_POINTS)]
    TooFewPoints {
        /// How many there are.
        points: usize,
    },
    /// A point without a finite value: a gap has no neighbour to differ from.
    #[error("draw limits around a value that is no number")]
    NotFinite,
}

/// The control chart of `values` in the order of time.
///
/// # Formula
///
/// ```text
/// x̄ ± 2.66 · mR,   limit of moving ranges = 3.267 · mR,   mR = mean of |xᵢ − xᵢ₋₁|
/// ```
///
/// Values that are all alike have limits without width and no signal. For many points a year;
/// yearly figures of a school are too few.
///
/// # Errors
///
/// [`XmrRefused`] below [`XMR_MIN_POINTS`] points, or for a value that is not finite.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{XmrRule, xmr};
///
/// let chart = xmr(&[5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 12.0])?;
/// assert_eq!(format!("{:.2} to {:.2}", chart.limits.lower, chart.limits.upper), "1.89 to 10.11");
/// assert_eq!(chart.signals[11], [XmrRule::OutsideLimits]);
/// assert!(xmr(&[5.0; 4]).is_err());
/// # Ok::<(), kvalitet_core::method::XmrRefused>(())
/// ```
///
/// # References
///
/// Shewhart (1931), Economic Control of Quality of Manufactured Product. Wheeler (2000),
/// Understanding Variation, 2nd ed.
pub fn xmr(values: &[f64]) -> Result<Xmr, XmrRefused> {
    if values.len() < XMR_MIN_POINTS {
        return Err(XmrRefused::TooFewPoints { points: values.len() });
    }
    if !values.iter().all(|value| value.is_finite()) {
        return Err(XmrRefused::NotFinite);
    }
    // About the first value, so that values all alike have exactly their value as mean.
    let first = values.first().copied().unwrap_or_default();
    let mean = first + values.iter().map(|x| x - first).sum::<f64>() / how_many(values);
    let moving: f64 = values.iter().zip(values.iter().skip(1)).map(|(a, b)| (b - a).abs()).sum();
    let mean_moving_range = moving / (how_many(values) - 1.0);
    let half_width = MOVING_RANGE_TO_LIMIT * mean_moving_range;
    Ok(Xmr {
        mean,
        limits: Interval { lower: mean - half_width, upper: mean + half_width },
        mean_moving_range,
        moving_range_limit: MOVING_RANGE_LIMIT * mean_moving_range,
        signals: signals(values, mean, half_width),
    })
}

fn signals(values: &[f64], mean: f64, half_width: f64) -> Vec<Vec<XmrRule>> {
    let mut signals = vec![Vec::new(); values.len()];
    let distances: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let mirrored: Vec<f64> = distances.iter().map(|distance| -distance).collect();
    for upward in [distances, mirrored] {
        let near = |distance: &f64| half_width * 2.0 / 3.0 < *distance;
        let rises = |run: &[f64]| run.iter().zip(run.iter().skip(1)).all(|(a, b)| a < b);
        let always = |_: &f64| true;
        mark(
            &mut signals,
            XmrRule::OutsideLimits,
            &in_runs(&upward, 1, always, |run| run.iter().all(|distance| half_width < *distance)),
        );
        mark(
            &mut signals,
            XmrRule::OneSide,
            &in_runs(&upward, RUN, always, |run| run.iter().all(|distance| 0.0 < *distance)),
        );
        mark(&mut signals, XmrRule::RisingOrFalling, &in_runs(&upward, RUN, always, rises));
        mark(
            &mut signals,
            XmrRule::NearLimit,
            &in_runs(&upward, 3, near, |run| {
                2 <= run.iter().filter(|distance| near(distance)).count()
            }),
        );
    }
    for rules in &mut signals {
        rules.sort_unstable();
        rules.dedup();
    }
    signals
}

/// For each value whether it counts and is in a stretch of so many that breaks a rule.
fn in_runs(
    values: &[f64],
    length: usize,
    counts: impl Fn(&f64) -> bool,
    breaks: impl Fn(&[f64]) -> bool,
) -> Vec<bool> {
    let mut marked = vec![false; values.len()];
    for (start, run) in values.windows(length).enumerate() {
        if breaks(run) {
            let stretch = marked.iter_mut().skip(start).zip(run);
            stretch.filter(|(_, value)| counts(value)).for_each(|(mark, _)| *mark = true);
        }
    }
    marked
}

fn mark(signals: &mut [Vec<XmrRule>], rule: XmrRule, marked: &[bool]) {
    let broken = signals.iter_mut().zip(marked).filter(|(_, marked)| **marked);
    broken.for_each(|(rules, _)| rules.push(rule));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-9 * expected.abs(), "{got} for {expected}");
    }

    const YEARS: [f64; 5] = [2017.0, 2018.0, 2019.0, 2021.0, 2022.0];

    /// R 4: `prop.trend.test(x, n, score)`; the smokers are those of Fleiss (1981), the second row
    /// is invented. The slope: `sum((x - n*th)*t)/(sum(n*t^2) - sum(n*t)^2/sum(n))`.
    #[test]
    fn trends_in_shares_agree_with_r() {
        let smokers = [(83, 86), (90, 93), (129, 136), (70, 82)];
        let got = cochran_armitage(&smokers, &[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_close(got.chi_square, 8.224_922_285_197_71);
        assert_close(got.p_value, 0.004_131_897_477_641_487);
        assert_close(got.slope, -0.033_415_626_412_601_4);
        let schools = [(15, 50), (18, 52), (30, 61), (28, 49), (41, 60)];
        let got = cochran_armitage(&schools, &YEARS).unwrap();
        assert_close(got.chi_square, 21.013_287_643_043_494);
        assert_close(got.p_value, 4.561_090_869_166_957e-6);
    }

    /// R 4: `m <- lm(y ~ t, weights = 1/se^2)`, `coef(m)[2]`, `summary(m)$coefficients[2, 2] /
    /// summary(m)$sigma`, `weighted.mean(t, 1/se^2)`, `weighted.mean(y, 1/se^2)`, `predict` at 2020.
    #[test]
    fn trends_in_means_agree_with_r() {
        let means = [7.1, 7.3, 7.2, 7.6, 7.5];
        let errors = [0.12, 0.10, 0.15, 0.11, 0.2];
        let points: Vec<_> = (0..5).map(|i| (YEARS[i], means[i], errors[i])).collect();
        let got = mean_trend(&points).unwrap();
        assert_close(got.slope, 0.098_906_759_544_691_03);
        assert_close(got.standard_error, 0.032_732_387_930_752_38);
        assert_close(got.centre, 2_019.004_355_276_310_2);
        assert_close(got.level, 7.335_641_867_770_954_5);
        assert_close(got.at(2020.0), 7.434_117_861_048_89);
        assert!(got.is_enough());
    }

    #[test]
    fn a_trend_in_a_report_takes_enough_points_with_persons() {
        let points = [(1, 10), (2, 10), (3, 10), (4, 10), (0, 0)];
        let four = cochran_armitage(&points, &YEARS).unwrap();
        assert!(four.points == TREND_MIN_POINTS - 1 && !four.is_enough());
        let five =
            cochran_armitage(&[(1, 10), (2, 10), (3, 10), (4, 10), (5, 10)], &YEARS).unwrap();
        assert!(five.is_enough());
    }

    #[test]
    fn what_is_undefined_has_no_trend() {
        let two = [(1, 10), (5, 10)];
        assert_eq!(cochran_armitage(&two, &[1.0]), None);
        assert_eq!(cochran_armitage(&two, &[1.0, f64::NAN]), None);
        assert_eq!(cochran_armitage(&two, &[3.0, 3.0]), None);
        assert_eq!(cochran_armitage(&[(0, 10), (0, 9)], &[1.0, 2.0]), None);
        assert_eq!(cochran_armitage(&[(0, 0), (5, 9)], &[1.0, 2.0]), None);
        assert_eq!(mean_trend(&[(1.0, 7.0, 0.1), (2.0, 7.0, 0.0), (1.0, 8.0, 0.1)]), None);
        assert!(mean_trend(&[(1.0, 7.0, 0.1), (2.0, f64::NAN, 0.1), (3.0, 8.0, 0.1)]).is_some());
    }

    #[test]
    fn more_variation_than_chance_never_makes_a_trend_surer() {
        let trend = cochran_armitage(&[(10, 40), (20, 40)], &[1.0, 2.0]).unwrap();
        assert_eq!(trend.dispersed(0.5), Some(trend));
        assert_close(trend.dispersed(2.0).unwrap().chi_square, trend.chi_square / 2.0);
        assert_eq!(trend.dispersed(f64::NAN), None);
        assert_eq!(trend.dispersed(f64::INFINITY), None);
    }

    const VALUES: [f64; 14] =
        [52.0, 50.0, 55.0, 49.0, 53.0, 51.0, 54.0, 58.0, 60.0, 61.0, 63.0, 66.0, 64.0, 75.0];

    /// R 4: `mr <- mean(abs(diff(v)))`, `mean(v)`, `mean(v) ± 2.66*mr`, `3.267*mr`.
    #[test]
    fn limits_of_single_values_agree_with_r() {
        let got = xmr(&VALUES).unwrap();
        assert_close(got.mean, 57.928_571_428_571_43);
        assert_close(got.mean_moving_range, 3.615_384_615_384_615_4);
        assert_close(got.limits.lower, 48.311_648_351_648_35);
        assert_close(got.limits.upper, 67.545_494_505_494_5);
        assert_close(got.moving_range_limit, 11.811_461_538_461_538);
    }

    /// By hand: beyond two thirds of the way lies what is below 51.52 or above 64.34.
    #[test]
    fn every_rule_marks_its_points_and_no_others() {
        let got = xmr(&VALUES).unwrap().signals;
        let with = |rule: XmrRule| -> Vec<usize> {
            (0..VALUES.len()).filter(|i| got[*i].contains(&rule)).collect()
        };
        assert_eq!(with(XmrRule::OutsideLimits), [13]);
        assert_eq!(with(XmrRule::OneSide), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        assert_eq!(with(XmrRule::RisingOrFalling), [5, 6, 7, 8, 9, 10, 11]);
        assert_eq!(with(XmrRule::NearLimit), [1, 3, 5, 11, 13]);
    }

    #[test]
    fn six_in_a_row_are_no_signal() {
        let mut values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.0, 6.0, 0.0, 6.0, 0.0, 6.0];
        assert!(xmr(&values).unwrap().signals.iter().all(Vec::is_empty));
        values[6] = 7.0;
        let rising = [XmrRule::RisingOrFalling];
        assert!(xmr(&values).unwrap().signals[..7].iter().all(|rules| *rules == rising));
    }

    #[test]
    fn the_least_number_of_points_is_said_as_it_is_used() {
        assert!(xmr(&VALUES[..XMR_MIN_POINTS]).is_ok());
        let refused = xmr(&VALUES[..XMR_MIN_POINTS - 1]).unwrap_err();
        assert_eq!(refused, XmrRefused::TooFewPoints { points: XMR_MIN_POINTS - 1 });
        assert!(refused.to_string().ends_with(&format!(" {XMR_MIN_POINTS}")));
        let mut gap = VALUES;
        gap[3] = f64::NAN;
        assert_eq!(xmr(&gap), Err(XmrRefused::NotFinite));
    }

    proptest! {
        #[test]
        fn the_order_of_points_is_irrelevant(
            rows in prop::collection::vec((0..60_u64, 0..60_u64, 0..6_i32, 0.05..1.0_f64), 2..12)
                .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        ) {
            type Row = (u64, u64, i32, f64);
            let shares = |rows: &[Row]| {
                let points: Vec<_> = rows.iter().map(|(x, n, ..)| (*x.min(n), *n)).collect();
                let scores: Vec<_> = rows.iter().map(|(_, _, t, _)| f64::from(*t)).collect();
                cochran_armitage(&points, &scores)
            };
            let means = |rows: &[Row]| {
                let point = |(x, _, t, se): &Row| (f64::from(*t), count_to_f64(*x) / 7.0, *se);
                mean_trend(&rows.iter().map(point).collect::<Vec<_>>())
            };
            prop_assert_eq!(shares(&rows.0), shares(&rows.1));
            prop_assert_eq!(means(&rows.0), means(&rows.1));
        }

        #[test]
        fn time_may_start_anywhere_and_backwards_turns_the_trend(parts in prop::collection::vec(0..=40_u64, 3..8), shift in -3000..3000_i32) {
            let points: Vec<_> = parts.iter().map(|part| (*part, 40)).collect();
            let scores: Vec<f64> = (0..8).take(points.len()).map(f64::from).collect();
            let moved: Vec<f64> = scores.iter().map(|t| f64::from(shift) - t).collect();
            let (forth, back) = (cochran_armitage(&points, &scores), cochran_armitage(&points, &moved));
            prop_assert_eq!(forth.is_some(), back.is_some());
            if let (Some(forth), Some(back)) = (forth, back) {
                prop_assert!((forth.slope + back.slope).abs() < 1e-9);
                prop_assert!((forth.p_value - back.p_value).abs() < 1e-9);
            }
        }

        #[test]
        fn values_all_alike_signal_nothing(value in -1e6..1e6_f64, n in XMR_MIN_POINTS..40) {
            let chart = xmr(&vec![value; n]).unwrap();
            prop_assert_eq!(chart.limits, Interval { lower: value, upper: value });
            prop_assert!(chart.signals.iter().all(Vec::is_empty));
        }

        #[test]
        fn upside_down_the_same_points_signal(values in prop::collection::vec(-40..40_i32, XMR_MIN_POINTS..40)) {
            let chart = |sign: i32| {
                let values: Vec<f64> = values.iter().map(|value| f64::from(sign * value) / 8.0).collect();
                xmr(&values).unwrap().signals
            };
            prop_assert_eq!(chart(1), chart(-1));
        }
    }
}
