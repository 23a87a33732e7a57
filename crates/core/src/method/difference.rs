//! The difference between two groups, two years or two answers of the same persons.
//!
//! A difference is always second minus first.

use super::{Interval, MeanEstimate, count_to_f64, t_quantile, t_two_sided, wide_to_f64, wilson};

/// A difference with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Second minus first.
    pub difference: f64,
    /// Its standard error; positive.
    pub standard_error: f64,
    /// The degrees of freedom of the standard error; infinite where the deviations are known.
    pub degrees: f64,
}

impl Difference {
    /// The interval that misses with chance `two_sided_alpha`; `None` unless that is between 0 and 1.
    ///
    /// # Formula
    ///
    /// ```text
    /// d ± t · SE,   P(|T| > t) = α
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::Difference;
    ///
    /// let of = Difference { difference: 1.0, standard_error: 0.5, degrees: 9.0 };
    /// let interval = of.interval(0.05).ok_or("no interval")?;
    /// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "-0.1311 to 2.1311");
    /// # Ok::<(), &str>(())
    /// ```
    ///
    /// # References
    ///
    /// Student (1908), Biometrika 6:1-25.
    pub fn interval(self, two_sided_alpha: f64) -> Option<Interval> {
        let half = t_quantile(two_sided_alpha, self.degrees)? * self.standard_error;
        Some(Interval { lower: self.difference - half, upper: self.difference + half })
    }

    /// The chance of a difference as large as this one, either way, where there is none.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(|T| ≥ |d| / SE)
    /// ```
    ///
    /// `None` where the standard error is not positive.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::Difference;
    ///
    /// // R: 2 * pt(-2, 9)
    /// let of = Difference { difference: 1.0, standard_error: 0.5, degrees: 9.0 };
    /// assert_eq!(of.p_value().map(|p| format!("{p:.6}")).as_deref(), Some("0.076553"));
    /// ```
    ///
    /// # References
    ///
    /// Student (1908), Biometrika 6:1-25.
    pub fn p_value(self) -> Option<f64> {
        let t = (0.0 < self.standard_error).then(|| self.difference / self.standard_error)?;
        t_two_sided(t, self.degrees)
    }
}

/// The difference between two means of different persons, whose spread may differ too.
///
/// # Formula
///
/// ```text
/// SE² = SE₁² + SE₂²,   df = SE⁴ / (SE₁⁴/df₁ + SE₂⁴/df₂)
/// ```
///
/// The degrees of freedom (Welch and Satterthwaite) lie between the smaller of the two and their sum;
/// they are infinite where both deviations are known. Not for the same pupils twice.
///
/// `None` where neither group has any spread: the standard error would be 0 and any difference sure.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{MeanEstimate, welch};
///
/// // R: t.test(c(7, 4, 10, 12, 7), c(2, 4, 7, 7, 10, 2)): t = 1.4033, df = 8.7631, p = 0.195
/// let first = MeanEstimate::of_moments(6, 32, 222, 0).ok_or("too few")?;
/// let second = MeanEstimate::of_moments(5, 40, 358, 0).ok_or("too few")?;
/// let change = welch(first, second).ok_or("no spread")?;
/// let t = change.difference / change.standard_error;
/// assert_eq!(format!("{t:.4} {:.4}", change.degrees), "1.4033 8.7631");
/// assert_eq!(change.p_value().map(|p| format!("{p:.4}")).as_deref(), Some("0.1950"));
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Welch (1947), Biometrika 34:28-35. Satterthwaite (1946), Biometrics Bull 2:110-114.
pub fn welch(first: MeanEstimate, second: MeanEstimate) -> Option<Difference> {
    let variances = [first.standard_error, second.standard_error].map(|error| error * error);
    let variance: f64 = variances.iter().sum();
    if !(0.0 < variance && variance.is_finite()) {
        return None;
    }
    // Shares of the variance, so that neither square nor quotient leaves the range of a double.
    let [one, two] = variances.map(|part| part / variance);
    let degrees = 1.0 / (one * one / first.degrees + two * two / second.degrees);
    let difference = second.mean - first.mean;
    Some(Difference { difference, standard_error: variance.sqrt(), degrees })
}

/// The interval of the difference `second - first` of two estimates, each given as its value and its
/// own interval, with the correlation of the two: the method of variance estimates recovery.
///
/// # Formula
///
/// ```text
/// d − √((v₂ − l₂)² + (u₁ − v₁)² − 2ρ(v₂ − l₂)(u₁ − v₁))
/// d + √((u₂ − v₂)² + (v₁ − l₁)² − 2ρ(u₂ − v₂)(v₁ − l₁)),   d = v₂ − v₁
/// ```
///
/// It works for any estimate that has limits, skew ones too. With [`wilson`]'s limits and ρ = 0 it is
/// [`newcombe`]. A value outside its own limits counts as on them. `None` for what is not finite and
/// a correlation beyond ±1.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Interval, mover};
///
/// let limits = Interval { lower: 0.4, upper: 0.6 };
/// let apart = mover((0.5, limits), (0.5, limits), 0.0).ok_or("no number")?;
/// let alike = mover((0.5, limits), (0.5, limits), 0.5).ok_or("no number")?;
/// assert_eq!(format!("{:.4} {:.4}", apart.upper, alike.upper), "0.1414 0.1000");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Zou & Donner (2008), Stat Med 27:1693-1702; Zou (2007), Psychol Methods 12:399-413 (correlated).
pub fn mover(
    first: (f64, Interval),
    second: (f64, Interval),
    correlation: f64,
) -> Option<Interval> {
    if !(-1.0..=1.0).contains(&correlation) {
        return None;
    }
    let below = |(value, limits): (f64, Interval)| (value - limits.lower).max(0.0);
    let above = |(value, limits): (f64, Interval)| (limits.upper - value).max(0.0);
    // a² + b² − 2ρab = (a − ρb)² + (1 − ρ²)b²: never negative, and no square overflows.
    let rest = (1.0 - correlation * correlation).sqrt();
    let distance = |a: f64, b: f64| libm::hypot(a - correlation * b, rest * b);
    let difference = second.0 - first.0;
    let interval = Interval {
        lower: difference - distance(below(second), above(first)),
        upper: difference + distance(above(second), below(first)),
    };
    let limits = [first.1.lower, first.1.upper, second.1.lower, second.1.upper];
    let finite = limits.iter().chain([&interval.lower, &interval.upper]).all(|x| x.is_finite());
    finite.then_some(interval)
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
    mover(share_with_limits(first, z)?, share_with_limits(second, z)?, 0.0)
}

fn share_with_limits((part, whole): (u64, u64), z: f64) -> Option<(f64, Interval)> {
    Some((count_to_f64(part) / count_to_f64(whole), wilson(part, whole, z)?))
}

/// The mean difference of the same persons measured twice, from their number, Σd and Σd² of
/// differences with so many `decimals`.
///
/// From a pair tally: Σd = Σy − Σx and Σd² = Σx² + Σy² − 2Σxy.
///
/// # Formula
///
/// ```text
/// d̄ = Σd/n,   SE = s/√n,   s² = (Σd² − (Σd)²/n) / (n − 1),   df = n − 1
/// ```
///
/// `None` below two pairs, and where all differences are the same: the standard error would be 0.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::paired_mean;
///
/// // R: t.test(c(7, 4, 10, 7, 12), c(4, 4, 7, 10, 7), paired = TRUE)$conf.int: -2.287 to 5.487
/// let interval = paired_mean(5, 3 + 0 + 3 - 3 + 5, 9 + 0 + 9 + 9 + 25, 0)
///     .and_then(|change| change.interval(0.05))
///     .ok_or("too few")?;
/// assert_eq!(format!("{:.3} to {:.3}", interval.lower, interval.upper), "-2.287 to 5.487");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Student (1908), Biometrika 6:1-25.
pub fn paired_mean(n: u64, sum: i64, sum_sq: i128, decimals: u8) -> Option<Difference> {
    let MeanEstimate { mean, standard_error, degrees } =
        MeanEstimate::of_moments(n, sum, sum_sq, decimals)?;
    (0.0 < standard_error).then_some(Difference { difference: mean, standard_error, degrees })
}

/// The same persons counted by a yes or no on two occasions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedCounts {
    /// Yes on both.
    pub both: u64,
    /// Yes on the first alone.
    pub first_only: u64,
    /// Yes on the second alone.
    pub second_only: u64,
    /// No on both.
    pub neither: u64,
}

impl PairedCounts {
    /// How alike the two answers are: φ, with Newcombe's correction; 0 where all answer alike on one
    /// occasion. `None` where the counts do not fit.
    fn correlation(self) -> Option<f64> {
        let [a, b, c, d] =
            [self.both, self.first_only, self.second_only, self.neither].map(i128::from);
        let excess = a.checked_mul(d)?.checked_sub(b.checked_mul(c)?)?;
        let whole = count_to_f64(u64::try_from(a + b + c + d).ok()?);
        let margins = [a + b, c + d, a + c, b + d].map(|margin| wide_to_f64(margin).sqrt());
        let scale: f64 = margins.iter().product();
        let excess = wide_to_f64(excess);
        let corrected = if 0.0 < excess { (excess - whole / 2.0).max(0.0) } else { excess };
        Some(if 0.0 < scale { (corrected / scale).clamp(-1.0, 1.0) } else { 0.0 })
    }
}

/// The interval of the difference `second - first` of two shares of the same persons: Newcombe's
/// method 10 for paired shares.
///
/// # Formula
///
/// ```text
/// that of mover, with Wilson's limits of (a + b)/n and (a + c)/n and ρ = φ,
/// φ = max(ad − bc − n/2, 0) / √((a + b)(c + d)(a + c)(b + d))   where ad > bc
/// φ = (ad − bc) / √((a + b)(c + d)(a + c)(b + d))               elsewhere
/// ```
///
/// with a both, b the first only, c the second only, d neither. φ is 0 where one margin is 0.
///
/// `None` for nobody.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{PairedCounts, Z_95, paired_shares};
///
/// let counts = PairedCounts { both: 36, first_only: 2, second_only: 12, neither: 0 };
/// let interval = paired_shares(counts, Z_95).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "0.0569 to 0.3404");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Newcombe (1998), Improved confidence intervals for the difference between binomial proportions
/// based on paired data, Stat Med 17:2635-2650.
pub fn paired_shares(counts: PairedCounts, z: f64) -> Option<Interval> {
    let correlation = counts.correlation()?;
    let PairedCounts { both, first_only, second_only, neither } = counts;
    let n = both + first_only + second_only + neither;
    let first = share_with_limits((both + first_only, n), z)?;
    let second = share_with_limits((both + second_only, n), z)?;
    mover(first, second, correlation)
}

/// The variance of the difference between two means or shares when some persons are in both.
///
/// Each group is its variance between persons (s², of a share p(1 − p)) and its number; `both` is
/// the covariance between the two values of one person, and how many have both.
///
/// # Formula
///
/// ```text
/// s₁²/n₁ + s₂²/n₂ − 2 n₁₂ cov / (n₁ n₂)
/// ```
///
/// Nobody in both gives the variance of independent groups; everybody in both that of pairs.
///
/// `None` when a group is empty, more are in both than in one of them, a variance is negative or no
/// number, or the covariance is too large for the variances (the result would be below 0).
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::partial_overlap_variance;
///
/// let apart = partial_overlap_variance((4.0, 40), (4.0, 50), (0.0, 0));
/// let partly = partial_overlap_variance((4.0, 40), (4.0, 50), (3.0, 30));
/// assert_eq!(apart.map(|v| format!("{v:.4}")).as_deref(), Some("0.1800"));
/// assert_eq!(partly.map(|v| format!("{v:.4}")).as_deref(), Some("0.0900"));
/// ```
///
/// # References
///
/// Cochran (1977), Sampling Techniques, 3rd ed., section 12.10 (sampling on two occasions).
/// Derrick, Russ, Toher & White (2017), J Mod Appl Stat Methods 16:137-157.
pub fn partial_overlap_variance(
    first: (f64, u64),
    second: (f64, u64),
    both: (f64, u64),
) -> Option<f64> {
    let ((variance_1, n_1), (variance_2, n_2), (covariance, n_both)) = (first, second, both);
    let negative = variance_1 < 0.0 || variance_2 < 0.0;
    if n_1 == 0 || n_2 == 0 || n_1.min(n_2) < n_both || negative {
        return None;
    }
    let [count_1, count_2, shared] = [n_1, n_2, n_both].map(count_to_f64);
    let variance = variance_1 / count_1 + variance_2 / count_2
        - 2.0 * (shared / count_1) * (covariance / count_2);
    (0.0 <= variance && variance.is_finite()).then_some(variance)
}
