//! A model of pupils in groups: one line for all, and how far each group lies above or below it.
//!
//! Of two scores of the same pupils, x and y, it asks how much of what the line leaves belongs to the
//! groups and how much to the pupils in them, and what each group's own part is once the luck of few
//! pupils is taken off. It is fitted from each group's moments, never from pupils, and exactly so:
//! they are all that the likelihood depends on.
//!
//! What it gives is where a group lies among these groups, not what the group has caused.

use std::cmp::Ordering;
use std::f64::consts::PI;

use super::order::how_many;
use super::{Interval, chi_square_upper_tail, count_to_f64};
use crate::PairMoments;

/// The least number of groups with which the model can be fitted at all. How much groups differ is
/// known too badly below [`MIN_SCHOOLS`](super::MIN_SCHOOLS) to be shown.
pub const MIN_GROUPS: usize = 3;

/// The factor of the standard errors of two groups at which intervals that just touch tell a
/// difference at 5 % on average.
const COMPARISON: f64 = 1.39;

/// Whether x means the same within groups as between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slopes {
    /// One slope for both.
    Common,
    /// Two: among the pupils of a group, and among the groups' means.
    WithinAndBetween,
    /// One that is known from elsewhere: the nation's, or one corrected for errors of measurement.
    Given(f64),
}

/// A coefficient of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// What was estimated.
    pub estimate: f64,
    /// Its standard error; it leaves out that the variances are estimated. 0 for a given slope.
    pub standard_error: f64,
}

impl Coefficient {
    fn of(estimate: f64, variance: f64) -> Self {
        Self { estimate, standard_error: variance.sqrt() }
    }
}

/// The slope among the groups' means, where it is kept apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetweenSlope {
    /// What a group's mean of y rises by, per unit of its mean of x.
    pub slope: Coefficient,
    /// How much more that is than within groups: what the company of others adds. Errors of
    /// measurement in x make it greater by themselves, as means have less of them than pupils.
    pub context: Coefficient,
}

/// One group's place above or below the line, in units of y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupEffect {
    /// The mean of what the line leaves of the group's pupils.
    pub raw: f64,
    /// The same drawn towards 0 by the reliability.
    pub shrunken: f64,
    /// The part of the raw effect's variance that is the group's own, within 0 and 1.
    pub reliability: f64,
    /// The deviation of the group's own part about the shrunken effect, the line and the variances
    /// taken as known; 0 when groups do not differ.
    pub standard_error: f64,
    /// The same with the uncertainty of the line; that of the variances is still left out.
    pub prediction_error: f64,
    /// The shrunken effect ± 1.39 standard errors, for holding one group against another: where two
    /// of them do not touch, the groups differ at about 5 %. Not an interval of the group by itself.
    /// `None` when groups do not differ: it would be a point.
    pub comparison: Option<Interval>,
}

/// The fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomIntercept {
    /// What is expected where x is 0.
    pub intercept: Coefficient,
    /// What is expected more per unit of x, among the pupils of a group.
    pub slope: Coefficient,
    /// The slope among groups, where it is kept apart.
    pub between: Option<BetweenSlope>,
    /// The deviation of groups about the line, σᵤ; exactly 0 when no difference between groups can be
    /// detected.
    pub group_deviation: f64,
    /// The deviation of pupils about their group, σₑ.
    pub pupil_deviation: f64,
    /// The logarithm of the restricted likelihood, constants included: that of R's `lme4`.
    pub log_likelihood: f64,
    /// The same if groups did not differ.
    pub log_likelihood_alike: f64,
    /// Each group, in the order given; `None` for an undefined one.
    pub groups: Vec<Option<GroupEffect>>,
}

impl RandomIntercept {
    /// Whether the groups lie farther apart than their pupils alone would put them: σᵤ is above 0.
    ///
    /// It is no test: of groups that are alike nearly every second municipality finds some difference.
    /// See [`RandomIntercept::p_value`].
    pub fn detects_difference(&self) -> bool {
        0.0 < self.group_deviation
    }

    /// How much of what the line leaves lies between groups: the intraclass correlation, within 0
    /// and 1.
    ///
    /// # Formula
    ///
    /// ```text
    /// σᵤ² / (σᵤ² + σₑ²)
    /// ```
    pub fn intraclass_correlation(&self) -> f64 {
        let ratio = self.group_deviation / self.pupil_deviation;
        ratio * ratio / (1.0 + ratio * ratio)
    }

    /// The chance that groups which do not differ look as different as these.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(χ²₁ > 2(ℓ − ℓ₀)) / 2, and 1 where σᵤ = 0
    /// ```
    ///
    /// Half, as σᵤ cannot be below 0. With few groups σᵤ comes out as 0 more than half the time, so that
    /// the chance given is too great rather than too small: of municipalities with 15 schools that are
    /// alike, 4 in 100 come below 0.05.
    ///
    /// # References
    ///
    /// Self & Liang (1987), J Am Stat Assoc 82:605-610. Crainiceanu & Ruppert (2004), J R Stat Soc B
    /// 66:165-185.
    pub fn p_value(&self) -> Option<f64> {
        if !self.detects_difference() {
            return Some(1.0);
        }
        let statistic = 2.0 * (self.log_likelihood - self.log_likelihood_alike);
        chi_square_upper_tail(statistic, 1.0).map(|chance| chance / 2.0)
    }
}

/// Why there is no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MixedRefused {
    /// Too few defined groups.
    #[error("{groups} groups say too little of how groups differ: at least {least} are needed")]
    TooFewGroups {
        /// How many are defined.
        groups: usize,
        /// How many are needed.
        least: usize,
    },
    /// All pupils have the same x; or, with slopes kept apart, all pupils of each group or all groups.
    #[error("the first score does not vary")]
    NoSpreadOfFirst,
    /// The given slope is no finite number.
    #[error("the given slope is no finite number")]
    NoSlope,
    /// The line and the groups leave nothing of y to pupils: all groups have one pupil, or a pupil's y
    /// follows from x and the group.
    #[error("the second score does not vary among the pupils of a group")]
    NoSpreadWithin,
}

/// Fits a line with a place of its own for each group, by restricted maximum likelihood, from each
/// group's moments.
///
/// # Formula
///
/// ```text
/// y_ij = β0 + β1·x_ij + β2·x̄_i + u_i + e_ij,   u_i ~ N(0, σᵤ²),   e_ij ~ N(0, σₑ²)
/// −2ℓ(λ) = Σ ln(1 + n_iλ) + ln|X'V⁻¹X| + (N − p)(1 + ln(2πR(λ)/(N − p))),   λ = σᵤ²/σₑ²
/// reliability_i = n_iλ/(1 + n_iλ),   u_i = reliability_i · mean residual_i
/// standard error_i = σᵤ√(1 − reliability_i),   σₑ² = R/(N − p)
/// prediction error_i² = standard error_i² + reliability_i²·(variance of the line at x̄_i)
/// ```
///
/// V = I + λ·(ones within groups), and R is the generalised residual sum of squares of the p
/// coefficients. With [`Slopes::WithinAndBetween`] the slope within is β1, between β1 + β2, and the
/// context β2 (Mundlak); else β2 is 0, and with [`Slopes::Given`] only β0 is fitted. λ is the one unknown: the score is scanned from 0 in doublings, each fall
/// through 0 is halved down to the last bit, and the greatest likelihood is kept. It may lie at 0.
///
/// Neither the order of groups nor of pupils moves a bit. A group without pupils or with numbers that
/// cannot be moments is undefined and leaves the others as if it were not there. A group of one pupil
/// counts.
///
/// The shrunken effects sum to 0: they are relative to these groups. With x measured with error the
/// slope is too flat, and groups with high x look better than they are: correct it with
/// [`Reliability::correct`](super::Reliability::correct) and give it. An interval of one group by itself
/// takes the prediction error: of 15 groups the standard error alone, which leaves the line out, would
/// hold some 88 of 100 true effects in its 95 %.
///
/// # Errors
///
/// Returns [`MixedRefused::TooFewGroups`] below `least_groups`, and below [`MIN_GROUPS`] whatever the
/// caller asks; [`MixedRefused::NoSlope`]; [`MixedRefused::NoSpreadOfFirst`] and [`MixedRefused::NoSpreadWithin`] where slopes or
/// variances are not determined, or are beyond the range of a double.
///
/// # Examples
///
/// ```
/// use kvalitet_core::PairSums;
/// use kvalitet_core::method::{Slopes, random_intercept};
///
/// // Three invented groups of three pupils: an earlier and a later score.
/// let pupils = [
///     [(10, 14), (20, 21), (30, 37)],
///     [(10, 25), (20, 31), (30, 46)],
///     [(10, 5), (20, 18), (30, 22)],
/// ];
/// let groups: Vec<_> = pupils
///     .iter()
///     .filter_map(|group| {
///         let sums = group.iter().try_fold(PairSums::default(), |all, (x, y)| all.merge(PairSums::of(*x, *y)));
///         sums.ok()?.moments(0)
///     })
///     .collect();
/// let model = random_intercept(&groups, Slopes::Common, 3)?;
/// // R: lmer(y ~ x + (1 | g)): slope 1.016667, SE 0.128884; sd 9.327975 and 3.157003
/// assert_eq!(format!("{:.4} {:.4}", model.slope.estimate, model.slope.standard_error), "1.0167 0.1289");
/// assert_eq!(format!("{:.3} {:.3}", model.group_deviation, model.pupil_deviation), "9.328 3.157");
/// assert!(random_intercept(&groups, Slopes::Common, 15).is_err());
/// # Ok::<(), kvalitet_core::method::MixedRefused>(())
/// ```
///
/// # References
///
/// Patterson & Thompson (1971), Biometrika 58:545-554. Bates, Mächler, Bolker & Walker (2015), J Stat
/// Softw 67(1), <https://doi.org/10.18637/jss.v067.i01>. Mundlak (1978), Econometrica 46:69-85.
/// Prediction errors: Henderson (1975), Biometrics 31:423-447. ± 1.39: Goldstein & Healy (1995), J R
/// Stat Soc A 158:175-177. Schools: Goldstein & Spiegelhalter (1996), J R Stat Soc A 159:385-443.
pub fn random_intercept(
    groups: &[PairMoments],
    slopes: Slopes,
    least_groups: usize,
) -> Result<RandomIntercept, MixedRefused> {
    let least = least_groups.max(MIN_GROUPS);
    let defined: Vec<PairMoments> =
        groups.iter().copied().filter(PairMoments::is_possible).collect();
    if defined.len() < least {
        return Err(MixedRefused::TooFewGroups { groups: defined.len(), least });
    }
    let nested = Nested::of(defined, slopes)?;
    let alike = nested.at(0.0);
    let fit = nested.most_likely().ok_or(MixedRefused::NoSpreadWithin)?;
    let variance = fit.residual / nested.degrees;
    let slope_between = Coefficient::of(fit.between, variance / fit.between_information);
    let slope = Coefficient::of(fit.within, variance / fit.within_information);
    let between = (slopes == Slopes::WithinAndBetween).then(|| BetweenSlope {
        slope: slope_between,
        context: Coefficient {
            estimate: slope_between.estimate - slope.estimate,
            standard_error: libm::hypot(slope_between.standard_error, slope.standard_error),
        },
    });
    Ok(RandomIntercept {
        intercept: Coefficient::of(fit.line_at(0.0), variance * fit.leverage(0.0)),
        slope,
        between,
        group_deviation: (fit.ratio * variance).sqrt(),
        pupil_deviation: variance.sqrt(),
        log_likelihood: -fit.deviance / 2.0,
        log_likelihood_alike: -alike.deviance / 2.0,
        groups: groups
            .iter()
            .map(|group| group.is_possible().then(|| fit.effect(group, variance)))
            .collect(),
    })
}

/// The groups, in an order that is their own, and what of their sums λ does not touch.
struct Nested {
    groups: Vec<PairMoments>,
    slopes: Slopes,
    /// Sums of squares and products about each group's own means.
    within: Products,
    /// N − p.
    degrees: f64,
}

/// Sums of squares and products about means.
#[derive(Clone, Copy, Default)]
struct Products {
    xx: f64,
    yy: f64,
    xy: f64,
}

impl Products {
    /// What a line of this slope leaves of y.
    fn residual(self, slope: f64) -> f64 {
        (self.yy - 2.0 * slope * self.xy + slope * slope * self.xx).max(0.0)
    }
}

/// Everything at one λ.
struct Fit {
    ratio: f64,
    /// Σw, w = n/(1 + nλ), and the means weighted by it.
    weight: f64,
    mean_x: f64,
    mean_y: f64,
    /// The slopes; the same where they are common.
    within: f64,
    between: f64,
    /// The inverses of their variances, in units of σₑ².
    within_information: f64,
    between_information: f64,
    /// The generalised residual sum of squares, R.
    residual: f64,
    deviance: f64,
    /// The derivative of the deviance by λ.
    score: f64,
}

impl Nested {
    fn of(mut groups: Vec<PairMoments>, slopes: Slopes) -> Result<Self, MixedRefused> {
        groups.sort_by(in_order);
        let within = groups.iter().fold(Products::default(), |sums, group| Products {
            xx: sums.xx + group.sum_xx,
            yy: sums.yy + group.sum_yy,
            xy: sums.xy + group.sum_xy,
        });
        let varies_within = 0.0 < within.xx;
        let varies_between = means_differ(&groups);
        let is_determined = match slopes {
            Slopes::Common => varies_within || varies_between,
            Slopes::WithinAndBetween => varies_within && varies_between,
            Slopes::Given(slope) if !slope.is_finite() => return Err(MixedRefused::NoSlope),
            Slopes::Given(_) => true,
        };
        if !is_determined {
            return Err(MixedRefused::NoSpreadOfFirst);
        }
        let persons: f64 = groups.iter().map(|group| count_to_f64(group.n)).sum();
        let (slope, used, coefficients) = match slopes {
            Slopes::Given(slope) => (slope, 0.0, 1.0),
            _ if !varies_within => (0.0, 0.0, 2.0),
            Slopes::Common => (within.xy / within.xx, 1.0, 2.0),
            Slopes::WithinAndBetween => (within.xy / within.xx, 1.0, 3.0),
        };
        // What rounding leaves of nothing is nothing.
        let rounding = (within.yy + slope * slope * within.xx) * 1e-12;
        if within.residual(slope) <= rounding || persons - how_many(&groups) - used <= 0.0 {
            return Err(MixedRefused::NoSpreadWithin);
        }
        Ok(Self { groups, slopes, within, degrees: persons - coefficients })
    }

    /// The groups with their weights at this λ.
    fn weighted(&self, ratio: f64) -> impl Iterator<Item = (f64, &PairMoments)> {
        self.groups.iter().map(move |group| {
            let n = count_to_f64(group.n);
            (n / (1.0 + n * ratio), group)
        })
    }

    fn at(&self, ratio: f64) -> Fit {
        let sum_of = |of: fn(&PairMoments) -> f64| -> f64 {
            self.weighted(ratio).map(|(w, group)| w * of(group)).sum()
        };
        let weight = sum_of(|_| 1.0);
        let mean_x = sum_of(|group| group.mean_x) / weight;
        let mean_y = sum_of(|group| group.mean_y) / weight;
        let apart = self.weighted(ratio).fold(Products::default(), |sums, (w, group)| {
            let (x, y) = (group.mean_x - mean_x, group.mean_y - mean_y);
            Products { xx: sums.xx + w * x * x, yy: sums.yy + w * y * y, xy: sums.xy + w * x * y }
        });
        let (within_products, both) = (self.within, self.within.xx + apart.xx);
        let (within, between, within_information, between_information) = match self.slopes {
            Slopes::Common => {
                let slope = (within_products.xy + apart.xy) / both;
                (slope, slope, both, both)
            }
            Slopes::WithinAndBetween => {
                let slopes = (within_products.xy / within_products.xx, apart.xy / apart.xx);
                (slopes.0, slopes.1, within_products.xx, apart.xx)
            }
            Slopes::Given(slope) => (slope, slope, f64::INFINITY, f64::INFINITY),
        };
        let fit = Fit {
            ratio,
            weight,
            mean_x,
            mean_y,
            within,
            between,
            within_information,
            between_information,
            residual: within_products.residual(within),
            deviance: f64::NAN,
            score: f64::NAN,
        };
        self.with_likelihood(fit)
    }

    /// Adds what the groups' means leave, and the likelihood.
    fn with_likelihood(&self, mut fit: Fit) -> Fit {
        let (mut logs, mut score, mut pull) = (0.0, 0.0, 0.0);
        for (w, group) in self.weighted(fit.ratio) {
            let off = group.mean_y - fit.line_at(group.mean_x);
            fit.residual += w * off * off;
            pull += w * w * off * off;
            logs += libm::log1p(count_to_f64(group.n) * fit.ratio);
            score += w * (1.0 - w * fit.leverage(group.mean_x));
        }
        let information = match self.slopes {
            Slopes::Given(_) => fit.weight,
            Slopes::Common => fit.weight * fit.between_information,
            Slopes::WithinAndBetween => {
                fit.weight * fit.between_information * fit.within_information
            }
        };
        let spread = 1.0 + libm::log(2.0 * PI * fit.residual / self.degrees);
        fit.deviance = logs + libm::log(information) + self.degrees * spread;
        fit.score = score - self.degrees * pull / fit.residual;
        fit
    }

    /// Where the likelihood is greatest; `None` where it grows without end.
    fn most_likely(&self) -> Option<Fit> {
        let mut best = self.at(0.0);
        let (mut low, mut is_rising) = (0.0, best.score < 0.0);
        for doubling in -40..=40 {
            let high = 2_f64.powi(doubling);
            let rises_on = self.at(high).score < 0.0;
            if is_rising && !rises_on {
                let top = self.at(self.turn(low, high));
                if top.deviance < best.deviance {
                    best = top;
                }
            }
            (low, is_rising) = (high, rises_on);
        }
        let is_known = best.deviance.is_finite() && best.residual.is_finite();
        (!is_rising && is_known).then_some(best)
    }

    /// Where the likelihood stops rising between two λ, by halving.
    fn turn(&self, mut low: f64, mut high: f64) -> f64 {
        loop {
            let middle = f64::midpoint(low, high);
            // No double lies between them.
            if middle <= low || high <= middle {
                return low;
            }
            if self.at(middle).score < 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
    }
}

impl Fit {
    /// What is expected of a group with this mean of x.
    fn line_at(&self, mean_x: f64) -> f64 {
        self.mean_y + self.between * (mean_x - self.mean_x)
    }

    /// The variance of the line at a group's mean of x, in units of σₑ².
    fn leverage(&self, mean_x: f64) -> f64 {
        let off = mean_x - self.mean_x;
        1.0 / self.weight + off * off / self.between_information
    }

    fn effect(&self, group: &PairMoments, variance: f64) -> GroupEffect {
        let strength = count_to_f64(group.n) * self.ratio;
        let reliability = strength / (1.0 + strength);
        let raw = group.mean_y - self.line_at(group.mean_x);
        let shrunken = reliability * raw;
        let known = variance * self.ratio / (1.0 + strength);
        let line = reliability * reliability * variance * self.leverage(group.mean_x);
        let standard_error = known.sqrt();
        let comparison = Interval::around(shrunken, COMPARISON * standard_error);
        GroupEffect {
            raw,
            shrunken,
            reliability,
            standard_error,
            prediction_error: (known + line).sqrt(),
            comparison: comparison.filter(|_| 0.0 < self.ratio),
        }
    }
}

/// Whether groups' means of x differ by more than rounding.
fn means_differ(groups: &[PairMoments]) -> bool {
    let means = || groups.iter().map(|group| group.mean_x);
    let (least, most) =
        (means().fold(f64::INFINITY, f64::min), means().fold(f64::NEG_INFINITY, f64::max));
    least.abs().max(most.abs()) * 1e-12 < most - least
}

/// An order of groups by their numbers alone.
fn in_order(one: &PairMoments, other: &PairMoments) -> Ordering {
    let numbers = |of: &PairMoments| [of.mean_x, of.mean_y, of.sum_xx, of.sum_yy, of.sum_xy];
    let pairs = numbers(one).into_iter().zip(numbers(other));
    pairs.fold(one.n.cmp(&other.n), |order, (a, b)| order.then_with(|| a.total_cmp(&b)))
}

#[cfg(test)]
mod tests;
