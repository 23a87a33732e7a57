//! Means of schools, shrunken by the normal model.

use super::super::order::{how_many, sorted_sum};
use super::super::{Interval, Z_95};
use super::{MIN_SCHOOLS, Morris, Shrunken, signal_share};

/// What is known of schools before their pupils are measured: their means follow a normal
/// distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormalPrior {
    /// The mean of schools' means, μ.
    pub mean: f64,
    /// The variance between schools, A; 0 when no difference between schools can be detected.
    pub variance: f64,
}

impl NormalPrior {
    /// Whether schools differ by more than chance.
    pub fn detects_difference(&self) -> bool {
        0.0 < self.variance
    }

    /// How much of the variance of the raw means lies between schools, within 0 and 1.
    ///
    /// # Formula
    ///
    /// ```text
    /// A/(A + mean of σᵢ²),   σᵢ the standard error of school i
    /// ```
    ///
    /// `None` without a defined school.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::NormalPrior;
    ///
    /// let prior = NormalPrior { mean: 7.0, variance: 0.25 };
    /// assert_eq!(prior.signal_share(&[(6.0, 0.5), (7.5, 0.5)]), Some(0.5));
    /// ```
    pub fn signal_share(&self, schools: &[(f64, f64)]) -> Option<f64> {
        let variances = sampling_variances(schools);
        if variances.is_empty() { None } else { signal_share(&variances, self.variance) }
    }
}

/// The means of schools, shrunken with what they themselves say of schools.
#[derive(Clone, Debug, PartialEq)]
pub struct ShrunkenMeans {
    /// The estimated prior.
    pub prior: NormalPrior,
    /// Each school, in the order given; `None` for an undefined one.
    pub schools: Vec<Option<Shrunken>>,
}

/// Draws the mean of every school, given as `(mean, standard error)`, towards a mean estimated from
/// all of them.
///
/// # Formula
///
/// ```text
/// μ + (1 − B)(y − μ),   B = σ²/(σ² + A),   interval = ± 1.96 √(σ²(1 − B))
/// A = max(0, (Σw(y − ȳ)² − (k − 1))/(Σw − Σw²/Σw)),   w = 1/σ²,   ȳ = Σwy/Σw
/// μ = Σy/(σ² + A) / Σ1/(σ² + A)
/// ```
///
/// The reliability is 1 − B. The widened interval has the variance of Morris (1983):
///
/// ```text
/// σ²(1 − B̂(k − r̂)/k) + 2/(k − 3) · B̂²(V̄ + A)/(σ² + A) · (y − μ)²,   B̂ = B(k − 3)/(k − 1)
/// W = 1/(σ² + A),   r̂ = kW/ΣW,   V̄ = ΣWσ²/ΣW,   k schools
/// ```
///
/// A school without a finite mean and a standard error above 0 is undefined. `None` below
/// [`MIN_SCHOOLS`] defined schools: supply a prior to [`shrink_means`] then.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::empirical_bayes_means;
///
/// let mut schools: Vec<(f64, f64)> = (0..16).map(|i| (6.0 + f64::from(i) / 8.0, 0.3)).collect();
/// schools.push((7.0, f64::NAN));
/// let result = empirical_bayes_means(&schools).ok_or("too few")?;
/// let lowest = result.schools[0].ok_or("undefined")?;
/// assert!(lowest.raw < lowest.shrunken && lowest.shrunken < result.prior.mean);
/// assert_eq!(result.schools[16], None);
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// `DerSimonian` & Laird (1986), Control Clin Trials 7:177-188. Morris (1983), J Am Stat Assoc
/// 78:47-55, <https://doi.org/10.1080/01621459.1983.10477920>.
pub fn empirical_bayes_means(schools: &[(f64, f64)]) -> Option<ShrunkenMeans> {
    let defined: Vec<(f64, f64)> = defined(schools).collect();
    if defined.len() < MIN_SCHOOLS {
        return None;
    }
    let weights = || defined.iter().map(|(_, variance)| 1.0 / variance);
    let sum = sorted_sum(weights());
    let spread = sum - sorted_sum(weights().map(|w| w * w)) / sum;
    let centre = weighted_mean(&defined, 0.0);
    let apart = |(mean, variance): &(f64, f64)| (mean - centre) * (mean - centre) / variance;
    let distance = sorted_sum(defined.iter().map(apart));
    let between = ((distance - (how_many(&defined) - 1.0)) / spread).max(0.0);
    let prior = NormalPrior { mean: weighted_mean(&defined, between), variance: between };
    let morris = Morris::of(&sampling_variances(schools), between);
    Some(ShrunkenMeans { prior, schools: shrink_all(schools, prior, Some(&morris)) })
}

/// Draws the mean of every school, given as `(mean, standard error)`, towards a supplied prior.
///
/// As [`empirical_bayes_means`], for any number of schools; nothing is widened, as nothing is
/// estimated. `None` for an undefined school, and for all with a prior that is not finite or has a
/// negative variance.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{NormalPrior, shrink_means};
///
/// let schools = shrink_means(&[(8.0, 0.5)], NormalPrior { mean: 7.0, variance: 0.25 });
/// assert_eq!(schools[0].map(|school| (school.reliability, school.shrunken)), Some((0.5, 7.5)));
/// ```
///
/// # References
///
/// Morris (1983), J Am Stat Assoc 78:47-55.
pub fn shrink_means(schools: &[(f64, f64)], prior: NormalPrior) -> Vec<Option<Shrunken>> {
    let is_proper = prior.mean.is_finite() && prior.variance.is_finite() && 0.0 <= prior.variance;
    if is_proper { shrink_all(schools, prior, None) } else { vec![None; schools.len()] }
}

fn shrink_all(
    schools: &[(f64, f64)],
    prior: NormalPrior,
    morris: Option<&Morris>,
) -> Vec<Option<Shrunken>> {
    schools.iter().map(|school| Some(shrink(as_defined(*school)?, prior, morris))).collect()
}

fn shrink((raw, variance): (f64, f64), prior: NormalPrior, morris: Option<&Morris>) -> Shrunken {
    let reliability = prior.variance / (prior.variance + variance);
    let distance = raw - prior.mean;
    let shrunken = prior.mean + reliability * distance;
    let known = variance * reliability;
    let around = |variance: f64| {
        let half_width = Z_95 * variance.sqrt();
        Interval { lower: shrunken - half_width, upper: shrunken + half_width }
    };
    Shrunken {
        raw,
        shrunken,
        reliability,
        interval: prior.detects_difference().then(|| around(known)),
        widened: morris.map(|m| around(known + m.extra_variance(variance, distance))),
    }
}

/// The mean of schools weighted by the inverse of their variance and that between them.
fn weighted_mean(defined: &[(f64, f64)], between: f64) -> f64 {
    let total = sorted_sum(defined.iter().map(|(mean, variance)| mean / (variance + between)));
    total / sorted_sum(defined.iter().map(|(_, variance)| 1.0 / (variance + between)))
}

fn sampling_variances(schools: &[(f64, f64)]) -> Vec<f64> {
    defined(schools).map(|(_, variance)| variance).collect()
}

/// The means and sampling variances of the defined schools.
fn defined(schools: &[(f64, f64)]) -> impl Iterator<Item = (f64, f64)> {
    schools.iter().filter_map(|school| as_defined(*school))
}

fn as_defined((mean, standard_error): (f64, f64)) -> Option<(f64, f64)> {
    let variance = standard_error * standard_error;
    let is_defined = mean.is_finite() && variance.is_normal() && 0.0 < standard_error;
    is_defined.then_some((mean, variance))
}
