//! One mean: what it is, how sure, and its interval.

use super::{Interval, count_to_f64, t_quantile, to_f64, wide_to_f64};

/// A mean with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanEstimate {
    /// The mean, on the scale of the values.
    pub mean: f64,
    /// Its standard error, on the same scale: the deviation of the values over the root of n.
    pub standard_error: f64,
    /// The degrees of freedom of the standard error: n − 1, or infinite where the deviation is known.
    pub degrees: f64,
}

impl MeanEstimate {
    /// The estimate from `n`, Σx and Σx² of values with so many `decimals`.
    ///
    /// # Formula
    ///
    /// ```text
    /// x̄ = Σx/n,   SE = s/√n,   s² = (Σx² − (Σx)²/n) / (n − 1)
    /// ```
    ///
    /// The sum of squares about the mean is worked out in whole numbers, so that nothing cancels.
    /// `None` below two values: one value says nothing of its spread; and where the sums do not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::MeanEstimate;
    ///
    /// // R: x <- c(3.1, 3.6, 4.0, 2.9); mean(x); sd(x) / 2
    /// let of = MeanEstimate::of_moments(4, 136, 31 * 31 + 36 * 36 + 40 * 40 + 29 * 29, 1);
    /// let of = of.ok_or("too few")?;
    /// assert_eq!(format!("{:.1} {:.6} {}", of.mean, of.standard_error, of.degrees), "3.4 0.248328 3");
    /// # Ok::<(), &str>(())
    /// ```
    ///
    /// # References
    ///
    /// Student (1908), Biometrika 6:1-25.
    pub fn of_moments(n: u64, sum: i64, sum_sq: i128, decimals: u8) -> Option<Self> {
        let degrees = n.checked_sub(1).filter(|degrees| 0 < *degrees)?;
        let about_mean = i128::from(n)
            .checked_mul(sum_sq)?
            .checked_sub(i128::from(sum).checked_mul(i128::from(sum))?)?;
        let (count, scale) = (count_to_f64(n), 10_f64.powi(i32::from(decimals)));
        let variance = wide_to_f64(about_mean.max(0)) / (count * count_to_f64(degrees));
        Some(Self {
            mean: to_f64(sum) / count / scale,
            standard_error: (variance / count).sqrt() / scale,
            degrees: count_to_f64(degrees),
        })
    }

    /// The estimate of a published mean of `n` persons whose deviation is known from elsewhere, such
    /// as the nation's.
    ///
    /// # Formula
    ///
    /// ```text
    /// SE = σ/√n, with infinitely many degrees of freedom
    /// ```
    ///
    /// `None` for nobody, and for a mean or deviation that is not finite or a deviation below 0. One
    /// person is enough: the spread is not theirs.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::MeanEstimate;
    ///
    /// let of = MeanEstimate::with_known_deviation(7.3, 2.5, 25).ok_or("nobody")?;
    /// let interval = of.interval(0.05).ok_or("no interval")?;
    /// assert_eq!(format!("{:.2} to {:.2}", interval.lower, interval.upper), "6.32 to 8.28");
    /// # Ok::<(), &str>(())
    /// ```
    ///
    /// # References
    ///
    /// None: the variance of a mean of independent values.
    pub fn with_known_deviation(mean: f64, deviation: f64, n: u64) -> Option<Self> {
        let finite = mean.is_finite() && deviation.is_finite() && 0.0 <= deviation;
        (finite && 0 < n).then(|| Self {
            mean,
            standard_error: deviation / count_to_f64(n).sqrt(),
            degrees: f64::INFINITY,
        })
    }

    /// The interval that misses with chance `two_sided_alpha`; `None` unless that is between 0 and 1.
    ///
    /// # Formula
    ///
    /// ```text
    /// x̄ ± t · SE,   P(|T| > t) = α
    /// ```
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::MeanEstimate;
    ///
    /// // R: qt(.995, 9) = 3.249836
    /// let of = MeanEstimate { mean: 0.0, standard_error: 1.0, degrees: 9.0 };
    /// let interval = of.interval(0.01).ok_or("no interval")?;
    /// assert_eq!(format!("{:.6}", interval.upper), "3.249836");
    /// # Ok::<(), &str>(())
    /// ```
    ///
    /// # References
    ///
    /// Student (1908), Biometrika 6:1-25.
    pub fn interval(self, two_sided_alpha: f64) -> Option<Interval> {
        let half = t_quantile(two_sided_alpha, self.degrees)? * self.standard_error;
        Some(Interval { lower: self.mean - half, upper: self.mean + half })
    }
}

/// The 97.5 % quantile of Student's t with `degrees` of freedom, or `None` for none.
///
/// # Formula
///
/// [`t_quantile`] at α = 0.05.
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
///
/// # References
///
/// Student (1908), Biometrika 6:1-25.
pub fn t_95(degrees: u64) -> Option<f64> {
    t_quantile(0.05, count_to_f64(degrees))
}

/// The 95 % interval of a mean, from `n`, Σx and Σx² of values with so many `decimals`.
///
/// # Formula
///
/// ```text
/// x̄ ± t(n − 1) · s / √n,   s² = (Σx² − (Σx)²/n) / (n − 1)
/// ```
///
/// The edges are those of [`MeanEstimate::of_moments`].
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
///
/// # References
///
/// Student (1908), Biometrika 6:1-25.
pub fn mean_interval(n: u64, sum: i64, sum_sq: i128, decimals: u8) -> Option<Interval> {
    MeanEstimate::of_moments(n, sum, sum_sq, decimals)?.interval(0.05)
}
