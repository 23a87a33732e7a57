//! Funnels: how far groups of each size stray from a common target by chance, and whether all of
//! them stray further than chance explains.
//!
//! Limits are predictions of where a group at the target lands; they are no confidence intervals
//! of a group. A point and the limits that it is held against use one variance: [`score_z`] goes
//! with [`score_limits`], [`Overdispersion::score`] with [`Overdispersion::limits`].
//!
//! A group is `(part, whole)`. A group of nobody, or with more hits than members, is undefined: it
//! gets `None` and leaves the others as if it were not there.

use super::distribution::{binomial_cdf, chi_square_upper_tail, normal_upper_tail};
use super::order::{decile, how_many, sorted_sum};
use super::shrinkage::MIN_SCHOOLS;
use super::{Interval, count_to_f64};

/// The quantiles that a funnel's limits stand at: two-sided 99.8 % and 95 %.
pub const FUNNEL_QUANTILES: [f64; 4] = [0.001, 0.025, 0.975, 0.999];

/// The level at which more spread than chance is called detected.
const OVERDISPERSION_LEVEL: f64 = 0.05;

/// The share of all groups together, `Σx/Σn`: what a funnel is drawn around when no other target is
/// given. `None` without a defined group.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::funnel_target;
///
/// assert_eq!(funnel_target(&[(3, 4), (0, 0), (3, 8)]), Some(0.5));
/// ```
pub fn funnel_target(groups: &[(u64, u64)]) -> Option<f64> {
    let defined = groups.iter().filter(|(part, whole)| part <= whole);
    let (part, whole) = defined.fold((0_u64, 0_u64), |(parts, wholes), (part, whole)| {
        (parts.saturating_add(*part), wholes.saturating_add(*whole))
    });
    (0 < whole).then(|| count_to_f64(part) / count_to_f64(whole))
}

/// Where the `q` quantile of a share lies for `n` persons whose chance is `theta`, interpolated.
///
/// # Formula
///
/// ```text
/// (r − a)/n, at least 0,   r = min{k: F(k) ≥ q},   a = (F(r) − q)/(F(r) − F(r − 1))
/// ```
///
/// with F the distribution function of the binomial. Linear between counts, so that the line does
/// not jump; still not monotone in `n`, as the binomial is not.
///
/// For a low `q` a count strictly below the limit has `P(X ≤ count) < q`. For a high `q` there is
/// no such promise: r itself lies above the limit though `P(X ≥ r)` exceeds `1 − q`. Use
/// [`exact_limits`] to mark groups.
///
/// `None` when `n` is 0 or when `theta` or `q` is no probability.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::exact_binomial_limit;
///
/// let limit = exact_binomial_limit(10, 0.7, 0.025).ok_or("nobody")?;
/// assert_eq!(format!("{limit:.4}"), "0.3392");
/// assert_eq!(exact_binomial_limit(0, 0.7, 0.025), None);
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Spiegelhalter (2005), Stat Med 24:1185-1202, appendix, <https://doi.org/10.1002/sim.1970>.
pub fn exact_binomial_limit(n: u64, theta: f64, q: f64) -> Option<f64> {
    Some(limit_in_persons(n, theta, q)? / count_to_f64(n))
}

/// The limits of a funnel for `n` persons with so much probability outside on each side, exact.
///
/// # Formula
///
/// ```text
/// lower = limit(n, θ, tail),   upper = 1 − limit(n, 1 − θ, tail)
/// ```
///
/// with [`exact_binomial_limit`]: the upper limit is the lower one of those who are not hits. So
/// a count strictly outside has a tail probability below `tail`, on both sides, and counting the
/// others turns the funnel upside down and changes nothing else. Above the target it is up to one
/// person wider than the published `limit(n, θ, 1 − tail)`.
///
/// `None` when `n` is 0 or when `theta` or `tail` is no probability.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::exact_limits;
///
/// let limits = exact_limits(10, 0.7, 0.025).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", limits.lower, limits.upper), "0.3392 to 1.0000");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Spiegelhalter (2005), Stat Med 24:1185-1202. On what limits of counts promise: Manktelow & Seaton
/// (2012), `PLoS` ONE 7:e45723, <https://doi.org/10.1371/journal.pone.0045723>.
pub fn exact_limits(n: u64, theta: f64, tail: f64) -> Option<Interval> {
    let whole = count_to_f64(n);
    let below = limit_in_persons(n, theta, tail)?;
    let above = limit_in_persons(n, 1.0 - theta, tail)?;
    Some(Interval { lower: below / whole, upper: (whole - above) / whole })
}

/// The interpolated quantile of the number of hits among `n`.
fn limit_in_persons(n: u64, theta: f64, q: f64) -> Option<f64> {
    let probabilities = (0.0..=1.0).contains(&theta) && (0.0..=1.0).contains(&q);
    if n == 0 || !probabilities {
        return None;
    }
    let (mut least, mut most) = (0, n);
    while least < most {
        let middle = least + (most - least) / 2;
        if binomial_cdf(middle, n, theta)? < q {
            least = middle + 1;
        } else {
            most = middle;
        }
    }
    let reached = binomial_cdf(least, n, theta)?;
    let before = if least == 0 { 0.0 } else { binomial_cdf(least - 1, n, theta)? };
    let excess = if before < reached { (reached - q) / (reached - before) } else { 0.0 };
    Some((count_to_f64(least) - excess.clamp(0.0, 1.0)).max(0.0))
}

/// The normal limits of a funnel of shares, around the target `theta`, for `n` persons.
///
/// # Formula
///
/// ```text
/// θ ± z · factor · √(θ(1 − θ)/n),   within 0 and 1
/// ```
///
/// `factor` is 1 for chance alone and [`Overdispersion::factor`] for limits that hold what all
/// groups stray. `n` need not be whole: it may be a number of persons corrected for clustering.
/// More persons never widen it. At small `n` prefer [`exact_limits`].
///
/// `None` when `n` is not above 0, `theta` is no probability, or `z` or `factor` is negative.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, score_limits};
///
/// let limits = score_limits(100.0, 0.5, Z_95, 1.0).ok_or("nobody")?;
/// assert_eq!(format!("{:.3} to {:.3}", limits.lower, limits.upper), "0.402 to 0.598");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Spiegelhalter (2005), Stat Med 24:1185-1202.
pub fn score_limits(n: f64, theta: f64, z: f64, factor: f64) -> Option<Interval> {
    if !(0.0..=1.0).contains(&theta) {
        return None;
    }
    let limits = normal_limits((theta, (theta * (1.0 - theta)).sqrt()), n, z, factor)?;
    Some(Interval { lower: limits.lower.max(0.0), upper: limits.upper.min(1.0) })
}

/// The limits of a funnel of means around a `target` given as `(mean, standard deviation)` of
/// persons, for `n` of them.
///
/// # Formula
///
/// ```text
/// mean ± z · factor · sd/√n
/// ```
///
/// A mean has no bounds that we know of: nothing is clipped. More persons never widen it.
///
/// `None` when `n` is not above 0, a number is not finite, or `sd`, `z` or `factor` is negative.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::normal_limits;
///
/// let limits = normal_limits((7.0, 2.5), 25.0, 2.0, 1.0).ok_or("nobody")?;
/// assert_eq!((limits.lower, limits.upper), (6.0, 8.0));
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Spiegelhalter (2005), Stat Med 24:1185-1202.
pub fn normal_limits(target: (f64, f64), n: f64, z: f64, factor: f64) -> Option<Interval> {
    let (mean, sd) = target;
    let usable = |value: f64| value.is_finite() && 0.0 <= value;
    if !(0.0 < n && n.is_finite() && mean.is_finite() && [sd, z, factor].into_iter().all(usable)) {
        return None;
    }
    let half_width = z * factor * (sd / n.sqrt());
    Some(Interval { lower: mean - half_width, upper: mean + half_width })
}

/// How many standard errors a share lies from the target, on the scale of [`score_limits`].
///
/// # Formula
///
/// ```text
/// (p − θ)/√(θ(1 − θ)/n)
/// ```
///
/// Outside `±z` exactly when the share is outside the limits with that `z` and factor 1; with
/// another factor, divide by it. `None` for an undefined group, or a target of 0, of 1 or none.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::score_z;
///
/// assert_eq!(score_z((60, 100), 0.5).map(|z| format!("{z:.3}")).as_deref(), Some("2.000"));
/// assert_eq!(score_z((0, 0), 0.5), None);
/// ```
pub fn score_z(group: (u64, u64), theta: f64) -> Option<f64> {
    let (share, n) = defined(group)?;
    is_inside(theta).then(|| (share - theta) / ((theta * (1.0 - theta)).sqrt() / n.sqrt()))
}

/// The two-sided p-value of a standard normal `z`; NaN for NaN.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, two_sided_p};
///
/// assert_eq!(format!("{:.6}", two_sided_p(-Z_95)), "0.050000");
/// ```
pub fn two_sided_p(z: f64) -> f64 {
    2.0 * normal_upper_tail(z.abs())
}

/// How much further than chance explains groups lie from their target.
#[derive(Clone, Debug, PartialEq)]
pub struct Overdispersion {
    /// The target, strictly between 0 and 1.
    pub target: f64,
    /// The number of defined groups, I.
    pub groups: usize,
    /// How many standard errors each group lies from the target on the arcsine scale, not
    /// winsorised, in the order of the groups; `None` for an undefined one.
    pub scores: Vec<Option<f64>>,
    /// φ: the mean of the winsorised scores squared; about 1 when chance explains the spread.
    pub phi: f64,
    /// The p-value of Iφ against a chi-square with I - 1 degrees of freedom.
    pub p_value: f64,
    /// τ²: the variance between groups on the arcsine scale, 0 or above, detected or not.
    pub tau_squared: f64,
}

/// Whether groups spread more than chance explains, and by how much.
///
/// # Formula
///
/// ```text
/// z = (asin √p − asin √θ) · 2√n,   winsorised at its 10th and 90th centile (type 7): z_w
/// φ = Σz_w²/I
/// τ² = max(0, (Iφ − (I − 1))/(Σw − Σw²/Σw)),   w = 4n
/// ```
///
/// Winsorising keeps a few groups that truly differ from hiding themselves in the spread.
/// Undefined groups are left out and keep their place in [`Overdispersion::scores`]. Not for
/// marking groups below [`MIN_SCHOOLS`] of them: the limits are refused then.
///
/// `None` below two defined groups, or for a target that is not strictly between 0 and 1.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{funnel_target, overdispersion};
///
/// let schools = [(30, 40), (12, 40), (0, 0), (39, 40), (20, 40)];
/// let theta = funnel_target(&schools).ok_or("nobody")?;
/// let spread = overdispersion(&schools, theta).ok_or("too few")?;
/// assert!(spread.is_detected() && spread.scores[2].is_none());
/// // Four schools are too few to tell by how much.
/// assert_eq!(spread.factor(), None);
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Spiegelhalter (2005), Qual Saf Health Care 14:347-351,
/// <https://doi.org/10.1136/qshc.2005.013755>. Spiegelhalter et al. (2012), J R Stat Soc A 175:1-47.
/// `DerSimonian` & Laird (1986), Control Clin Trials 7:177-188.
pub fn overdispersion(groups: &[(u64, u64)], theta: f64) -> Option<Overdispersion> {
    if !is_inside(theta) {
        return None;
    }
    let score = |group: &(u64, u64)| {
        let (share, n) = defined(*group)?;
        Some(arcsine_distance(share, theta) * 2.0 * n.sqrt())
    };
    let scores: Vec<Option<f64>> = groups.iter().map(score).collect();
    let mut sorted: Vec<f64> = scores.iter().copied().flatten().collect();
    sorted.sort_by(f64::total_cmp);
    if sorted.len() < 2 {
        return None;
    }
    let (low, high) = (decile(&sorted, 1)?, decile(&sorted, 9)?);
    let statistic = sorted_sum(sorted.iter().map(|z| z.max(low).min(high)).map(|z| z * z));
    let count = how_many(&sorted);
    let weights = || groups.iter().filter_map(|group| defined(*group)).map(|(_, n)| 4.0 * n);
    let sum = sorted_sum(weights());
    let spread = sum - sorted_sum(weights().map(|w| w * w)) / sum;
    Some(Overdispersion {
        target: theta,
        groups: sorted.len(),
        scores,
        phi: statistic / count,
        p_value: chi_square_upper_tail(statistic, count - 1.0)?,
        tau_squared: ((statistic - (count - 1.0)) / spread).max(0.0),
    })
}

impl Overdispersion {
    /// Whether the spread is more than chance: Iφ above I - 1 and above the 95 % quantile of its
    /// chi-square.
    pub fn is_detected(&self) -> bool {
        self.p_value < OVERDISPERSION_LEVEL && 0.0 < self.tau_squared
    }

    /// What the limits of chance are multiplied by, √φ: 1 when no overdispersion is detected.
    ///
    /// `None` below [`MIN_SCHOOLS`] groups. Multiplies every limit alike, so a large group may
    /// stray as many standard errors as a small one; [`Self::limits`] does not.
    pub fn factor(&self) -> Option<f64> {
        self.is_enough().then(|| if self.is_detected() { self.phi.sqrt() } else { 1.0 })
    }

    /// The limits for `n` persons that hold the groups' own spread beside chance: the additive
    /// model.
    ///
    /// # Formula
    ///
    /// ```text
    /// sin²(asin √θ ± z √(1/4n + τ²)),   the argument within 0 and π/2
    /// ```
    ///
    /// with τ² = 0 when no overdispersion is detected. Held within the quarter turn, the limits
    /// never widen with more persons. `None` below [`MIN_SCHOOLS`] groups, for `n` not above 0 or
    /// a negative `z`.
    ///
    /// # References
    ///
    /// Spiegelhalter et al. (2012), J R Stat Soc A 175:1-47.
    pub fn limits(&self, n: f64, z: f64) -> Option<Interval> {
        if !(0.0 < n && n.is_finite() && 0.0 <= z && z.is_finite()) {
            return None;
        }
        let half_width = z * self.standard_error(n)?;
        let centre = libm::asin(self.target.sqrt());
        let share_at = |angle: f64| {
            let sine = libm::sin(angle.clamp(0.0, core::f64::consts::FRAC_PI_2));
            sine * sine
        };
        Some(Interval {
            lower: share_at(centre - half_width),
            upper: share_at(centre + half_width),
        })
    }

    /// How many of the standard errors of [`Self::limits`] a group lies from the target.
    ///
    /// `None` for an undefined group or below [`MIN_SCHOOLS`] groups.
    pub fn score(&self, group: (u64, u64)) -> Option<f64> {
        let (share, n) = defined(group)?;
        Some(arcsine_distance(share, self.target) / self.standard_error(n)?)
    }

    fn standard_error(&self, n: f64) -> Option<f64> {
        let between = if self.is_detected() { self.tau_squared } else { 0.0 };
        self.is_enough().then(|| (0.25 / n + between).sqrt())
    }

    fn is_enough(&self) -> bool {
        MIN_SCHOOLS <= self.groups
    }
}

/// How far a share lies from the target on the scale where its variance is 1/4n.
fn arcsine_distance(share: f64, theta: f64) -> f64 {
    libm::asin(share.sqrt()) - libm::asin(theta.sqrt())
}

/// The share and the number of persons of a defined group.
fn defined((part, whole): (u64, u64)) -> Option<(f64, f64)> {
    let n = count_to_f64(whole);
    (0 < whole && part <= whole).then(|| (count_to_f64(part) / n, n))
}

/// Whether a target leaves room on both sides.
fn is_inside(theta: f64) -> bool {
    0.0 < theta && theta < 1.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Z_95;
    use super::*;

    /// Each row: n, θ, and the limits at .001, .025, .975, .999. scipy 1.17: `F = binom.cdf`,
    /// `r` the least count with `F(r, n, θ) >= q`, `(r - (F(r)-q)/(F(r)-F(r-1)))/n`.
    const EXACT: &[(u64, f64, [f64; 4])] = &[
        (
            10,
            0.7,
            [
                0.159_190_834_592_232_38,
                0.339_197_859_645_923_9,
                0.911_496_670_633_963_8,
                0.996_459_866_825_358_6,
            ],
        ),
        (
            25,
            0.7,
            [
                0.376_499_165_713_383_93,
                0.491_248_949_246_309_8,
                0.853_575_816_181_284_8,
                0.935_894_837_386_207,
            ],
        ),
        (
            45,
            0.72,
            [
                0.490_750_660_762_352_63,
                0.572_846_203_223_776_2,
                0.836_322_445_017_364_9,
                0.900_496_820_356_119_9,
            ],
        ),
        (
            200,
            0.05,
            [
                0.006_542_157_942_830_593,
                0.019_584_215_202_106_785,
                0.079_707_985_415_885_47,
                0.101_177_876_155_989_37,
            ],
        ),
        (
            20_000,
            0.7,
            [
                0.689_933_156_663_628_8,
                0.693_614_458_318_794_6,
                0.706_316_610_282_085_5,
                0.709_959_765_439_547,
            ],
        ),
    ];

    #[test]
    fn exact_limits_agree_with_scipy() {
        for (n, theta, expected) in EXACT {
            for (q, expected) in FUNNEL_QUANTILES.into_iter().zip(expected) {
                let got = exact_binomial_limit(*n, *theta, q).unwrap();
                assert!((got - expected).abs() < 1e-11, "{n} {theta} {q}: {got}");
            }
        }
    }

    /// Point masses by plain products, apart from the code under test.
    fn masses(n: u64, theta: f64) -> Vec<f64> {
        (0..=n)
            .map(|k| {
                let ways: f64 = (0..k).map(|i| count_to_f64(n - i) / count_to_f64(k - i)).product();
                let hits: f64 = (0..k).map(|_| theta).product();
                ways * hits * (k..n).map(|_| 1.0 - theta).product::<f64>()
            })
            .collect()
    }

    #[test]
    fn beyond_an_exact_limit_lies_less_than_the_nominal_probability() {
        for n in 1..=60 {
            for theta in (1..20).map(|k| f64::from(k) / 20.0) {
                for tail in [0.001, 0.025] {
                    let limits = exact_limits(n, theta, tail).unwrap();
                    let probability = |outside: &dyn Fn(f64) -> bool| -> f64 {
                        let shares = (0..=n).map(|k| count_to_f64(k) / count_to_f64(n));
                        let masses = shares.zip(masses(n, theta));
                        masses.filter(|(share, _)| outside(*share)).map(|(_, mass)| mass).sum()
                    };
                    assert!(probability(&|share| share < limits.lower) < tail + 1e-12);
                    assert!(probability(&|share| limits.upper < share) < tail + 1e-12);
                    // Not wider than it must be: one person further out, the next count fits.
                    let one = 1.0 / count_to_f64(n);
                    assert!(
                        tail <= probability(&|share| share < limits.lower + one + 1e-9) + 1e-12
                    );
                    // The published upper limit gives no such promise, and is at most one wider.
                    let published = exact_binomial_limit(n, theta, 1.0 - tail).unwrap();
                    assert!(
                        published <= limits.upper + 1e-9 && limits.upper <= published + one + 1e-9
                    );
                }
            }
        }
    }

    #[test]
    fn the_published_upper_limit_lets_more_than_the_nominal_probability_outside() {
        let limit = exact_binomial_limit(10, 0.7, 0.975).unwrap();
        // R: pbinom(9, 10, .7, lower.tail = FALSE) = .0282, above .025, and 10 of 10 is outside.
        let above: f64 = masses(10, 0.7)[10];
        assert!(limit < 1.0 && 0.025 < above, "{limit} {above}");
        assert!(exact_limits(10, 0.7, 0.025).unwrap().contains(1.0));
    }

    /// Invented schools; two of them are undefined.
    const SCHOOLS: [(u64, u64); 20] = [
        (18, 25),
        (31, 40),
        (52, 80),
        (0, 0),
        (9, 20),
        (61, 70),
        (44, 60),
        (70, 110),
        (28, 30),
        (12, 33),
        (95, 120),
        (40, 55),
        (9, 8),
        (66, 100),
        (25, 28),
        (33, 64),
        (150, 190),
        (17, 35),
        (48, 50),
        (72, 90),
    ];

    /// numpy 2 and scipy 1.17, without the undefined schools: `t = sum(x)/sum(n)`,
    /// `z = (arcsin(sqrt(x/n)) - arcsin(sqrt(t)))*2*sqrt(n)`, `zw = clip(z, *quantile(z, [.1, .9]))`,
    /// `S = sum(zw**2)`, `chi2.sf(S, 17)`, `w = 4*n`,
    /// `tau2 = max(0, (S - 17)/(sum(w) - sum(w**2)/sum(w)))`.
    #[test]
    fn overdispersion_agrees_with_numpy() {
        let theta = funnel_target(&SCHOOLS).unwrap();
        let got = overdispersion(&SCHOOLS, theta).unwrap();
        assert_eq!((got.groups, got.scores.len()), (18, 20));
        for (got, expected) in [
            (theta, 0.725_833_333_333_333_3),
            (got.phi, 4.847_650_422_873_604),
            (got.p_value * 1e10, 0.191_831_604_069_349_18),
            (got.tau_squared, 0.015_869_605_892_317_97),
            (got.scores[0].unwrap(), -0.065_169_267_538_975_9),
            (got.scores[4].unwrap(), -2.543_750_698_944_177),
        ] {
            assert!((got - expected).abs() < 1e-8, "{got} for {expected}");
        }
        assert_eq!((got.scores[3], got.scores[12]), (None, None));
    }

    /// As above: `sin(clip(arcsin(sqrt(t)) ± 1.959963984540054*sqrt(1/(4*n) + tau2), 0, pi/2))**2`
    /// and `t ± 1.959963984540054*sqrt(phi)*sqrt(t*(1-t)/n)`, for n of 10, 50 and 200.
    #[test]
    fn limits_that_hold_overdispersion_agree_with_numpy() {
        let theta = funnel_target(&SCHOOLS).unwrap();
        let spread = overdispersion(&SCHOOLS, theta).unwrap();
        let additive = [
            (10.0, 0.340_900_458_063_350_34, 0.976_212_210_606_517_6),
            (50.0, 0.451_251_228_665_405_9, 0.929_910_175_240_572_2),
            (200.0, 0.477_878_052_321_892_1, 0.915_672_486_375_358_5),
        ];
        let multiplied = [
            (10.0, 0.117_082_570_388_227, 1.0),
            (50.0, 0.453_591_715_873_309_76, 0.998_074_950_793_356_8),
            (200.0, 0.589_712_524_603_321_6, 0.861_954_142_063_345_1),
        ];
        for ((n, lower, upper), (_, low, high)) in additive.into_iter().zip(multiplied) {
            let got = spread.limits(n, Z_95).unwrap();
            assert!(
                (got.lower - lower).abs() < 1e-12 && (got.upper - upper).abs() < 1e-12,
                "{got:?}"
            );
            let got = score_limits(n, theta, Z_95, spread.factor().unwrap()).unwrap();
            assert!((got.lower - low).abs() < 1e-12 && (got.upper - high).abs() < 1e-12, "{got:?}");
        }
    }

    #[test]
    fn too_few_schools_get_no_wider_limits() {
        let defined: Vec<_> = SCHOOLS.into_iter().filter(|(x, n)| 0 < *n && x <= n).collect();
        let spread = |count: usize| overdispersion(&defined[..count], 0.7).unwrap();
        let (few, enough) = (spread(MIN_SCHOOLS - 1), spread(MIN_SCHOOLS));
        assert!(few.is_detected() && few.factor().is_none());
        assert!(few.limits(50.0, Z_95).is_none() && few.score((1, 2)).is_none());
        assert!(enough.factor().is_some() && enough.limits(50.0, Z_95).is_some());
    }

    #[test]
    fn chance_alone_widens_nothing() {
        let spread = overdispersion(&[(14, 20); 20], 0.7).unwrap();
        assert!(!spread.is_detected());
        assert_eq!(spread.factor(), Some(1.0));
    }

    #[test]
    fn only_shares_are_held_within_bounds() {
        // A clip at a constant shows where a scale is other than 0 to 1.
        let wide = normal_limits((99.0, 30.0), 4.0, 3.0, 2.0).unwrap();
        assert!((wide.upper - 189.0).abs() < 1e-9 && (wide.lower - 9.0).abs() < 1e-9);
        let share = score_limits(4.0, 0.9, 3.0, 2.0).unwrap();
        assert!(0.0 < share.lower.next_up() && share.upper <= 1.0);
        assert_eq!(score_limits(1.0, 0.9, 1e9, 1.0), Some(Interval { lower: 0.0, upper: 1.0 }));
    }

    #[test]
    fn what_is_undefined_is_refused() {
        for n in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(score_limits(n, 0.5, Z_95, 1.0), None);
        }
        assert_eq!(score_limits(10.0, f64::NAN, Z_95, 1.0), None);
        assert_eq!(normal_limits((1.0, -1.0), 10.0, Z_95, 1.0), None);
        assert_eq!(exact_limits(10, 1.5, 0.025), None);
        assert_eq!(overdispersion(&SCHOOLS, 1.0), None);
        assert_eq!(overdispersion(&[(1, 2), (0, 0)], 0.5), None);
        assert_eq!(funnel_target(&[(0, 0), (2, 1)]), None);
    }

    fn schools() -> impl Strategy<Value = Vec<(u64, u64)>> {
        prop::collection::vec((0.0..=1.0_f64, 0..300_u64), 15..40).prop_map(|pairs| {
            let hits = |share: f64, n: u64| {
                (0..n).filter(|i| count_to_f64(*i) < share * count_to_f64(n)).count()
            };
            pairs
                .into_iter()
                .map(|(share, n)| (u64::try_from(hits(share, n)).unwrap(), n))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn more_persons_never_widen_a_funnel(n in 1.0..500.0_f64, more in 0.0..50.0_f64, theta in 0.01..0.99_f64, z in 0.0..4.0_f64) {
            let spread = overdispersion(&SCHOOLS, theta).unwrap();
            let funnels: [&dyn Fn(f64) -> Option<Interval>; 2] =
                [&|n| score_limits(n, theta, z, 1.7), &|n| spread.limits(n, z)];
            for limits in funnels {
                let (few, many) = (limits(n).unwrap(), limits(n + more).unwrap());
                prop_assert!(few.lower <= many.lower + 1e-15 && many.upper <= few.upper + 1e-15);
                prop_assert!(0.0 <= few.lower && few.upper <= 1.0);
                prop_assert!(few.lower <= theta + 1e-15 && theta <= few.upper + 1e-15);
            }
        }

        #[test]
        fn a_point_is_outside_exactly_when_its_own_score_is(n in 1..200_u64, x in 0..200_u64, theta in 0.05..0.95_f64, z in 0.5..4.0_f64) {
            let (x, spread) = (x.min(n), overdispersion(&SCHOOLS, theta).unwrap());
            let (share, persons) = (count_to_f64(x) / count_to_f64(n), count_to_f64(n));
            let pairs = [
                (score_z((x, n), theta).unwrap(), score_limits(persons, theta, z, 1.0).unwrap()),
                (spread.score((x, n)).unwrap(), spread.limits(persons, z).unwrap()),
            ];
            for (score, limits) in pairs {
                prop_assume!(1e-9 < (score.abs() - z).abs());
                prop_assert_eq!(z < score.abs(), !limits.contains(share), "{} {:?}", score, limits);
            }
        }

        #[test]
        fn counting_the_others_turns_the_exact_funnel_upside_down(n in 1..300_u64, k in 1..64_u32) {
            // Sixty-fourths, so that 1 - theta is exact.
            let theta = f64::from(k) / 64.0;
            let hits = exact_limits(n, theta, 0.025).unwrap();
            let others = exact_limits(n, 1.0 - theta, 0.025).unwrap();
            prop_assert!((hits.lower + others.upper - 1.0).abs() < 1e-12);
        }

        #[test]
        fn an_undefined_group_changes_nothing_for_the_others(groups in schools(), at in 0..15_usize) {
            let theta = 0.6;
            let mut with = groups.clone();
            with.insert(at, (0, 0));
            with.insert(at, (7, 3));
            let (before, mut after) = (overdispersion(&groups, theta), overdispersion(&with, theta));
            if let Some(after) = after.as_mut() {
                prop_assert_eq!(after.scores.drain(at..at + 2).collect::<Vec<_>>(), vec![None, None]);
            }
            prop_assert_eq!(before, after);
        }

        #[test]
        fn the_order_of_groups_is_irrelevant(
            (groups, order) in schools().prop_flat_map(|groups| {
                let order = Just((0..groups.len()).collect::<Vec<_>>()).prop_shuffle();
                (Just(groups), order)
            }),
        ) {
            let shuffled: Vec<_> = order.iter().map(|i| groups[*i]).collect();
            prop_assert_eq!(funnel_target(&groups), funnel_target(&shuffled));
            let straight = overdispersion(&groups, 0.6).map(|mut spread| {
                spread.scores = order.iter().map(|i| spread.scores[*i]).collect();
                spread
            });
            prop_assert_eq!(straight, overdispersion(&shuffled, 0.6));
        }
    }
}
