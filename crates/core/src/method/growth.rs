//! Student growth percentiles.

use serde::{Deserialize, Serialize};

use super::order::decile;
use super::{
    CubicSpline, KnotsOutOfOrder, LocalBasis, QuantileError, QuantileRegression, count_to_f64,
};

/// The least number of pairs that a model should be fitted on.
///
/// [`GrowthFit`] takes fewer: who calls it decides. Below this the outermost of the 100 curves, each
/// with 8 coefficients, have fewer than 25 persons beyond them. A nation's year group has ten times
/// as many, a single municipality hardly ever enough.
pub const LEAST_PAIRS: u64 = 5_000;

/// How many curves there are.
const CURVES: usize = 100;

/// An intercept and seven columns: four inner knots make eight functions.
const COEFFICIENTS: usize = 8;

/// Where the inner knots are, in tenths of the priors.
const KNOT_TENTHS: [usize; 4] = [2, 4, 6, 8];

/// How much of the range the boundary lies outside of it.
const EXTENSION: f64 = 0.1;

/// Why there is no model of growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrowthError {
    /// The priors are all equal, or differ only beyond the third decimal.
    #[error("the priors are all equal, or differ only beyond the third decimal")]
    Knots(#[from] KnotsOutOfOrder),
    /// The curves cannot be fitted.
    #[error("the curves of growth cannot be fitted")]
    Curves(#[from] QuantileError),
    /// A model has not a hundred curves.
    #[error("a model of growth has {found} curves, not 100")]
    Incomplete {
        /// How many it has.
        found: usize,
    },
    /// A coefficient is no finite number.
    #[error("a coefficient of a model of growth is not a finite number")]
    NotFinite,
}

/// Curves of the current result on the prior one: at each half per cent, 0.5 % to 99.5 %, where a
/// pupil stands among those who had the same prior.
///
/// # Formula
///
/// ```text
/// Q_k(x) = αₖ + Σⱼ βₖⱼ Bⱼ(x) minimises Σᵢ ρ_τ(yᵢ − Q_k(xᵢ)),   τ = (k − 0.5)/100,   k = 1..100
/// percentile(x, y) = #{k : Q_k(x) < y},   0 as 1 and 100 as 99
/// ```
///
/// B is a cubic spline with inner knots at the 20th, 40th, 60th and 80th centile of the priors,
/// rounded to 3 decimals, and a boundary 10 % of the range outside of it. Cuts are rounded to 5
/// decimals before they are compared: a result on a cut is not above it.
///
/// Curves fitted one by one cross here and there. The cuts of a prior are therefore sorted
/// (rearranged); the percentile is the same either way, for it is how many cuts lie below.
///
/// Equal knots, from a prior with few values, stay equal: see [`CubicSpline`]. With fewer than eight
/// different priors, or too few between the knots, there is no model.
///
/// A result on a cut is not above it, so coarse results have low percentiles: with a standard
/// deviation of 10 points the mean percentile of all was 49.8 in whole points, 43 in steps of 6.
///
/// A percentile of a single pupil has a standard error of about 22 points: it is for means of many.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::GrowthModel;
///
/// // At every prior from 0 to 39 the current results are 0.01, 0.02 … 1 more.
/// let pairs = (0..40).flat_map(|x| (1..=100).map(move |y| (f64::from(x), f64::from(100 * x + y) / 100.0)));
/// let (prior, current): (Vec<f64>, Vec<f64>) = pairs.unzip();
/// let model = GrowthModel::fit(&prior, &current)?;
/// assert_eq!(model.percentile(20.0, 20.505), Some(50));
/// assert_eq!((model.percentile(20.0, 0.0), model.percentile(20.0, 40.0)), (Some(1), Some(99)));
/// # Ok::<(), kvalitet_core::method::GrowthError>(())
/// ```
///
/// # References
///
/// Betebenner (2009), Educ Meas Issues Pract 28(4):42-51, doi:10.1111/j.1745-3992.2009.00161.x, as
/// the R package SGP does it. Rearrangement: Chernozhukov, Fernández-Val & Galichon (2010),
/// Econometrica 78:1093-1125, doi:10.3982/ECTA7880. The error of one pupil's: Wells & Sireci (2020),
/// Appl Meas Educ 33:349-361.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct GrowthModel {
    parts: Parts,
    spline: CubicSpline,
}

/// What a model is written as.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    knots: [f64; 4],
    boundary: [f64; 2],
    pairs: u64,
    /// Of each curve the intercept, then one for each column of the basis.
    coefficients: Vec<[f64; COEFFICIENTS]>,
}

impl TryFrom<Parts> for GrowthModel {
    type Error = GrowthError;

    fn try_from(parts: Parts) -> Result<Self, GrowthError> {
        let spline = CubicSpline::new(&parts.knots, parts.boundary)?;
        if parts.coefficients.len() != CURVES {
            return Err(GrowthError::Incomplete { found: parts.coefficients.len() });
        }
        if !parts.coefficients.iter().flatten().all(|coefficient| coefficient.is_finite()) {
            return Err(GrowthError::NotFinite);
        }
        Ok(Self { parts, spline })
    }
}

impl From<GrowthModel> for Parts {
    fn from(model: GrowthModel) -> Self {
        model.parts
    }
}

impl GrowthModel {
    /// The model of pupils with a `prior` and a `current` result, one after another. [`GrowthFit`]
    /// is the same in pieces.
    ///
    /// # Errors
    ///
    /// Returns a [`GrowthError`] where the lists differ in length, a number is not finite, the priors
    /// are too few or too much alike, or a curve cannot be found.
    pub fn fit(prior: &[f64], current: &[f64]) -> Result<Self, GrowthError> {
        let fit = GrowthFit::new(prior, current)?;
        let chains: Result<Vec<_>, _> = (0..GrowthFit::CHAINS).map(|of| fit.chain(of)).collect();
        fit.model(chains?)
    }

    /// Where a pupil stands, 1 to 99, among those with the same prior; `None` where a result is no
    /// number. A prior outside the boundary counts as on it.
    pub fn percentile(&self, prior: f64, current: f64) -> Option<u8> {
        let at = self.spline.at(prior).filter(|_| !current.is_nan())?;
        let below = self.curves(at).filter(|cut| *cut < current).count();
        u8::try_from(below.clamp(1, CURVES - 1)).ok()
    }

    /// The results that part pupils with this prior, rising; `None` where it is no number.
    pub fn cuts(&self, prior: f64) -> Option<Vec<f64>> {
        let mut cuts: Vec<f64> = self.curves(self.spline.at(prior)?).collect();
        cuts.sort_by(f64::total_cmp);
        Some(cuts)
    }

    /// The curves at one prior, rounded, as they were fitted.
    fn curves(&self, at: LocalBasis) -> impl Iterator<Item = f64> {
        self.parts.coefficients.iter().map(move |coefficients| {
            let [intercept, columns @ ..] = coefficients;
            // The first function is the one that the intercept stands for.
            let own = std::iter::once(&0.0).chain(columns).skip(at.first).zip(at.values);
            let value = own.fold(*intercept, |sum, (beta, value)| sum + beta * value);
            rounded(value, 1e5)
        })
    }

    /// The inner knots, in units of the prior.
    pub const fn knots(&self) -> [f64; 4] {
        self.parts.knots
    }

    /// The boundary knots, in units of the prior.
    pub const fn boundary(&self) -> [f64; 2] {
        self.parts.boundary
    }

    /// How many pairs it was fitted on.
    pub const fn pairs(&self) -> u64 {
        self.parts.pairs
    }

    /// Of each curve, from the lowest level, the intercept and the seven coefficients of
    /// `splines::bs`, in units of the current result.
    pub fn coefficients(&self) -> &[[f64; 8]] {
        &self.parts.coefficients
    }
}

/// A model being fitted: pieces that do not depend on each other, for one thread or many.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{GrowthFit, GrowthModel};
///
/// let prior: Vec<f64> = (0..900).map(|i| f64::from(i % 30)).collect();
/// let current: Vec<f64> = (0..900).map(|i| f64::from(i % 30 + i % 41)).collect();
/// let fit = GrowthFit::new(&prior, &current)?;
/// // Any map will do here, a parallel one too, if it keeps the order.
/// let chains: Result<Vec<_>, _> = (0..GrowthFit::CHAINS).map(|chain| fit.chain(chain)).collect();
/// assert_eq!(fit.model(chains?)?, GrowthModel::fit(&prior, &current)?);
/// # Ok::<(), kvalitet_core::method::GrowthError>(())
/// ```
#[derive(Clone, Debug)]
pub struct GrowthFit {
    knots: [f64; 4],
    boundary: [f64; 2],
    pairs: u64,
    regression: QuantileRegression,
}

impl GrowthFit {
    /// How many pieces there are: so many however many threads, for the last digits depend on it.
    pub const CHAINS: usize = 10;

    /// Makes ready to fit.
    ///
    /// # Errors
    ///
    /// As [`GrowthModel::fit`], but for what only a curve shows.
    pub fn new(prior: &[f64], current: &[f64]) -> Result<Self, GrowthError> {
        if !prior.iter().all(|prior| prior.is_finite()) {
            return Err(QuantileError::NotFinite.into());
        }
        let mut sorted = prior.to_vec();
        sorted.sort_by(f64::total_cmp);
        let knots = KNOT_TENTHS.map(|tenth| decile(&sorted, tenth).unwrap_or(f64::NAN));
        let knots = knots.map(|knot| rounded(knot, 1e3));
        let low = sorted.first().copied().unwrap_or(f64::NAN);
        let high = sorted.last().copied().unwrap_or(f64::NAN);
        let beyond = EXTENSION * (high - low);
        let boundary = [low - beyond, high + beyond].map(written);
        let spline = CubicSpline::new(&knots, boundary)?;
        let regression = QuantileRegression::new(&spline, prior, current)?;
        let pairs = u64::try_from(prior.len()).unwrap_or(u64::MAX);
        Ok(Self { knots, boundary, pairs, regression })
    }

    /// The coefficients of the curves of one piece, from the lowest level; none for a piece from
    /// [`Self::CHAINS`] on.
    ///
    /// # Errors
    ///
    /// Returns [`GrowthError::Curves`] where a curve cannot be found.
    pub fn chain(&self, chain: usize) -> Result<Vec<[f64; 8]>, GrowthError> {
        let length = CURVES / Self::CHAINS;
        let mut levels: Vec<f64> = levels().skip(chain * length).take(length).collect();
        // From the middle outwards: the outermost curves need a neighbour most.
        let from_above = chain < Self::CHAINS / 2;
        if from_above {
            levels.reverse();
        }
        let mut curves = self.regression.fit(&levels)?;
        if from_above {
            curves.reverse();
        }
        let curves = curves.iter().filter_map(|curve| curve.first_chunk().copied());
        Ok(curves.map(|curve: [f64; COEFFICIENTS]| curve.map(written)).collect())
    }

    /// The model, of all pieces in order.
    ///
    /// # Errors
    ///
    /// Returns [`GrowthError::Incomplete`] where a piece is missing.
    pub fn model(
        &self,
        chains: impl IntoIterator<Item = Vec<[f64; 8]>>,
    ) -> Result<GrowthModel, GrowthError> {
        let coefficients = chains.into_iter().flatten().collect();
        let Self { knots, boundary, pairs, .. } = *self;
        Parts { knots, boundary, pairs, coefficients }.try_into()
    }

    /// The sum of the check loss of each curve of `model`, in units of the current result.
    pub fn check_losses(&self, model: &GrowthModel) -> Vec<f64> {
        let curves = levels().zip(model.coefficients());
        curves.map(|(level, curve)| self.regression.check_loss(level, curve)).collect()
    }
}

/// The level of each curve.
fn levels() -> impl Iterator<Item = f64> {
    (1..=CURVES).map(|k| (count_to_f64(u64::try_from(k).unwrap_or(u64::MAX)) - 0.5) / 100.0)
}

/// `value` in so many parts of 1; itself where that is no number.
fn rounded(value: f64, parts: f64) -> f64 {
    let rounded = (value * parts).round() / parts;
    if rounded.is_finite() { rounded } else { value }
}

/// `value` with 9 decimals and at most 15 digits: any reader of JSON gets such a number back as it
/// was, the quick ones too. Cuts have five decimals.
fn written(value: f64) -> f64 {
    let rounded = rounded(value, 1e9);
    format!("{rounded:.14e}").parse().unwrap_or(rounded)
}

#[cfg(test)]
mod tests;
