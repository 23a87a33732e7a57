//! Errors of measurement: what is known of a pupil from one score, and what a score moves by itself.
//!
//! A score is a true standing and an error; the error is another one next time. So slopes on a score
//! are too flat, differences of scores are mostly error, and whoever was picked for being lowest comes
//! out higher next time, whatever was done.

use super::count_to_f64;

/// Why a number about measurement cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasurementRefused {
    /// A number is not finite, a deviation not above 0, an error below 0, a correlation beyond ±1.
    #[error("a deviation, an error or a correlation is outside its range")]
    OutOfRange,
    /// The errors are as great as the whole spread, or greater: the scores tell nothing of pupils.
    #[error("the errors of measurement are as great as the spread of the scores")]
    NothingButError,
    /// Scores correlate more than their reliabilities allow: one of the three is not what it is said
    /// to be, or the errors of the two are not independent.
    #[error("the scores correlate more than their reliabilities allow")]
    CorrelationTooHigh,
}

/// A score's spread among pupils and its error of measurement, in one unit.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::Score;
///
/// // The error of an area is half a standard deviation; areas correlate by 0.6.
/// let area = Score { deviation: 1.0, error: 0.5 };
/// assert_eq!(area.reliability()?.value(), 0.75);
/// let whole = Score::mean_of(&[area; 3], 0.6)?;
/// assert_eq!(format!("{:.4} {:.4}", whole.deviation, whole.error), "0.8563 0.2887");
/// assert_eq!(format!("{:.4}", whole.reliability()?.value()), "0.8864");
/// # Ok::<(), kvalitet_core::method::MeasurementRefused>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The standard deviation of the scores, errors included.
    pub deviation: f64,
    /// The standard error of measurement, SEM.
    pub error: f64,
}

impl Score {
    /// The part of the scores' variance that is the pupils' own.
    ///
    /// # Formula
    ///
    /// ```text
    /// ρ = 1 − SEM²/SD²
    /// ```
    ///
    /// It is about the pupils whose deviation is given: among pupils who are more alike, such as those
    /// of one group, the same error leaves a lower reliability.
    ///
    /// # Errors
    ///
    /// Returns [`MeasurementRefused::OutOfRange`] for numbers that cannot be,
    /// [`MeasurementRefused::NothingButError`] unless SEM < SD.
    ///
    /// # References
    ///
    /// Lord & Novick (1968), Statistical Theories of Mental Test Scores, chapter 3.
    pub fn reliability(self) -> Result<Reliability, MeasurementRefused> {
        let Self { deviation, error } = self;
        let is_possible = deviation.is_finite() && error.is_finite();
        if !(is_possible && 0.0 < deviation && 0.0 <= error) {
            return Err(MeasurementRefused::OutOfRange);
        }
        Reliability::new(1.0 - (error / deviation) * (error / deviation))
    }

    /// The mean of several scores of each pupil, such as three areas of one test.
    ///
    /// # Formula
    ///
    /// ```text
    /// SEM = √ΣSEMⱼ² / m,   SD² = (ΣSDⱼ² + r((ΣSDⱼ)² − ΣSDⱼ²)) / m²
    /// ```
    ///
    /// for m scores. It assumes that the errors of two scores are independent and that every two
    /// observed scores have the same correlation r. Independent errors make r at most √(ρⱼρₖ). If the
    /// areas share an error (the day, the hour, the pupil's zeal) the mean is less reliable than this.
    ///
    /// # Errors
    ///
    /// Returns [`MeasurementRefused::OutOfRange`] for no scores, numbers that cannot be and an r so
    /// low that the mean would have no spread, [`MeasurementRefused::NothingButError`] as
    /// [`Score::reliability`], [`MeasurementRefused::CorrelationTooHigh`] for |r| above √(ρⱼρₖ) of any
    /// two.
    ///
    /// # References
    ///
    /// Spearman (1910), Br J Psychol 3:271-295. Brown (1910), Br J Psychol 3:296-322.
    pub fn mean_of(scores: &[Self], correlation: f64) -> Result<Self, MeasurementRefused> {
        let mut reliabilities = Vec::with_capacity(scores.len());
        for score in scores {
            reliabilities.push(score.reliability()?);
        }
        reliabilities.sort_by(|one, other| one.0.total_cmp(&other.0));
        if let [lowest, next, ..] = reliabilities.as_slice() {
            lowest.allows(*next, correlation)?;
        }
        let many = u64::try_from(scores.len()).map_or(f64::INFINITY, count_to_f64);
        let sum = |of: fn(&Self) -> f64| scores.iter().map(of).sum::<f64>();
        let squares = sum(|score| score.deviation * score.deviation);
        let deviations = sum(|score| score.deviation);
        let shared =
            if 1.0 < many { correlation * (deviations * deviations - squares) } else { 0.0 };
        let mean = Self {
            deviation: (squares + shared).sqrt() / many,
            error: sum(|score| score.error * score.error).sqrt() / many,
        };
        mean.reliability().map(|_| mean)
    }
}

/// The part of scores' variance that is the pupils' own: above 0, at most 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Reliability(f64);

/// A slope on a score, freed of the score's errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CorrectedSlope {
    /// Within ±1, as slopes between standings on two occasions are.
    Possible(f64),
    /// Beyond ±1: the true standings would drift apart from test to test. The reliability is more
    /// likely understated, or that of other pupils than the slope's.
    BeyondOne(f64),
}

impl CorrectedSlope {
    /// The slope, whichever it is.
    pub const fn value(self) -> f64 {
        match self {
            Self::Possible(slope) | Self::BeyondOne(slope) => slope,
        }
    }
}

impl Reliability {
    /// This reliability.
    ///
    /// # Errors
    ///
    /// Returns [`MeasurementRefused::NothingButError`] for 0 and below,
    /// [`MeasurementRefused::OutOfRange`] above 1 and for what is no number.
    pub fn new(value: f64) -> Result<Self, MeasurementRefused> {
        if value <= 0.0 {
            Err(MeasurementRefused::NothingButError)
        } else if value <= 1.0 {
            Ok(Self(value))
        } else {
            Err(MeasurementRefused::OutOfRange)
        }
    }

    /// As a part of 1.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// Frees a slope on a score of this reliability of the score's errors.
    ///
    /// # Formula
    ///
    /// ```text
    /// β = b/ρ
    /// ```
    ///
    /// Uncorrected, groups with high first scores look as if they added more than they do. Both scores
    /// in standard deviations; the reliability is that among the pupils the slope was fitted to, within
    /// groups if the slope is. The standard error is to be divided likewise. `None` for a slope that is
    /// no finite number.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::method::{CorrectedSlope, Reliability};
    ///
    /// let reliability = Reliability::new(0.75)?;
    /// assert_eq!(reliability.correct(0.6), Some(CorrectedSlope::Possible(0.6 / 0.75)));
    /// assert!(matches!(reliability.correct(0.8), Some(CorrectedSlope::BeyondOne(_))));
    /// # Ok::<(), kvalitet_core::method::MeasurementRefused>(())
    /// ```
    ///
    /// # References
    ///
    /// Fuller (1987), Measurement Error Models, chapter 1. Growth: Shang, `VanIwaarden` & Betebenner
    /// (2015), Educ Meas Issues Pract 34(1):4-14.
    pub fn correct(self, slope: f64) -> Option<CorrectedSlope> {
        let corrected = slope / self.0;
        let is_possible = corrected.abs() <= 1.0;
        corrected.is_finite().then_some(if is_possible {
            CorrectedSlope::Possible(corrected)
        } else {
            CorrectedSlope::BeyondOne(corrected)
        })
    }

    /// Whether scores of these reliabilities can correlate so.
    fn allows(self, other: Self, correlation: f64) -> Result<(), MeasurementRefused> {
        if !(-1.0..=1.0).contains(&correlation) {
            return Err(MeasurementRefused::OutOfRange);
        }
        // Rounding may put equal reliabilities a little below themselves.
        let most = (self.0 * other.0).sqrt() * (1.0 + 1e-12);
        if correlation.abs() <= most { Ok(()) } else { Err(MeasurementRefused::CorrelationTooHigh) }
    }
}

/// The part of the variance of pupils' gains, from one standing to the next, that is the pupils' own.
///
/// # Formula
///
/// ```text
/// (ρ₁ + ρ₂ − 2r) / (2 − 2r)
/// ```
///
/// for scores in standard deviations, whose observed values correlate by r. Within 0 and 1; 0 where
/// all true gains are alike. The better two tests agree, the less a gain tells of a pupil.
///
/// # Errors
///
/// Returns [`MeasurementRefused::CorrelationTooHigh`] for |r| above √(ρ₁ρ₂), which would leave less
/// than nothing, and for r = 1, where nobody gains; [`MeasurementRefused::OutOfRange`] for what is no
/// correlation.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Reliability, gain_reliability};
///
/// let test = Reliability::new(0.75)?;
/// let gains = [0.5, 0.6, 0.65, 0.7].map(|r| gain_reliability(test, test, r).map(|it| format!("{it:.3}")));
/// assert_eq!(gains, ["0.500", "0.375", "0.286", "0.167"].map(|it| Ok(it.to_owned())));
/// assert!(gain_reliability(test, test, 0.8).is_err());
/// # Ok::<(), kvalitet_core::method::MeasurementRefused>(())
/// ```
///
/// # References
///
/// Lord (1963), in Harris (ed.), Problems in Measuring Change, 21-38. Rogosa & Willett (1983), J Educ
/// Meas 20:335-343.
pub fn gain_reliability(
    first: Reliability,
    second: Reliability,
    correlation: f64,
) -> Result<f64, MeasurementRefused> {
    first.allows(second, correlation)?;
    if 1.0 <= correlation {
        return Err(MeasurementRefused::CorrelationTooHigh);
    }
    let own = (first.0 + second.0 - 2.0 * correlation).max(0.0);
    Ok(own / (2.0 - 2.0 * correlation))
}

/// The mean and standard deviation of scores on one occasion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Occasion {
    /// The mean of all.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
}

/// What is expected on the second occasion of those who had the score `first` on the first.
///
/// # Formula
///
/// ```text
/// E[x₂|x₁] = μ₂ + r(σ₂/σ₁)(x₁ − μ₁)
/// ```
///
/// For pupils, r is the correlation of pupils' scores; for schools, that of schools' means. `None`
/// unless r is within ±1, the numbers are finite and the deviations above 0.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Occasion, expected_second};
///
/// // Heights in inches, Galton: sons of fathers 4 above the mean are 2 above theirs.
/// let (fathers, sons) = (Occasion { mean: 68.0, deviation: 2.7 }, Occasion { mean: 69.0, deviation: 2.7 });
/// assert_eq!(expected_second(72.0, fathers, sons, 0.5), Some(71.0));
/// ```
///
/// # References
///
/// Galton (1886), J Anthropol Inst 15:246-263.
pub fn expected_second(
    first: f64,
    on_first: Occasion,
    on_second: Occasion,
    correlation: f64,
) -> Option<f64> {
    let is_possible = (-1.0..=1.0).contains(&correlation)
        && 0.0 < on_first.deviation
        && 0.0 < on_second.deviation;
    let slope = correlation * (on_second.deviation / on_first.deviation);
    let expected = on_second.mean + slope * (first - on_first.mean);
    (is_possible && expected.is_finite()).then_some(expected)
}

/// By how much a school rises that was picked for being low, with nothing done and nothing changed:
/// below 0 for one picked for being high.
///
/// # Formula
///
/// ```text
/// (1 − r)(μ − x₁)
/// ```
///
/// with r the correlation of schools' means from one occasion to the next and μ their mean: the part of
/// [`expected_second`] that is no progress, where the mean and the deviation of schools stay. It is to be
/// taken off before any rise is called an effect. `None` unless r is within ±1 and the numbers finite.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::expected_rebound;
///
/// // Half a standard deviation below the mean, and schools' means correlate by 0.6.
/// assert_eq!(expected_rebound(-0.5, 0.0, 0.6), Some(0.2));
/// ```
///
/// # References
///
/// Galton (1886), J Anthropol Inst 15:246-263. Barnett, van der Pols & Dobson (2005), Int J Epidemiol
/// 34:215-220.
pub fn expected_rebound(first: f64, mean: f64, correlation: f64) -> Option<f64> {
    let rebound = (1.0 - correlation) * (mean - first);
    ((-1.0..=1.0).contains(&correlation) && rebound.is_finite()).then_some(rebound)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spearman and Brown: m parallel scores that correlate by their reliability ρ have a mean of
    /// reliability mρ/(1 + (m − 1)ρ). For ρ = .75 and m = 3: .9.
    #[test]
    fn the_mean_of_parallel_areas_is_as_reliable_as_spearman_and_brown_say() {
        let area = Score { deviation: 2.0, error: 1.0 };
        let whole = Score::mean_of(&[area; 3], 0.75).unwrap().reliability().unwrap();
        assert!((whole.value() - 0.9).abs() < 1e-12, "{whole:?}");
        assert_eq!(Score::mean_of(&[area], f64::NAN), Ok(area));
    }

    #[test]
    fn what_cannot_be_says_why() {
        use MeasurementRefused::{CorrelationTooHigh, NothingButError, OutOfRange};
        let score = |deviation, error| Score { deviation, error };
        assert_eq!(score(1.0, 1.0).reliability(), Err(NothingButError));
        assert_eq!(score(1.0, 1.5).reliability(), Err(NothingButError));
        for odd in [score(0.0, 0.0), score(1.0, -0.1), score(f64::NAN, 0.1), score(1.0, f64::NAN)] {
            assert_eq!(odd.reliability(), Err(OutOfRange));
        }
        assert_eq!(Reliability::new(1.01), Err(OutOfRange));
        assert_eq!(Reliability::new(f64::NAN), Err(OutOfRange));
        let area = score(1.0, 0.5);
        assert_eq!(Score::mean_of(&[], 0.5), Err(OutOfRange));
        assert_eq!(Score::mean_of(&[area; 2], f64::NAN), Err(OutOfRange));
        assert_eq!(Score::mean_of(&[area; 2], 0.76), Err(CorrelationTooHigh));
        // The least reliable two decide, wherever they stand.
        let rough = score(1.0, 0.8);
        assert_eq!(Score::mean_of(&[rough, area, rough], 0.4), Err(CorrelationTooHigh));
        // Three cannot all be opposites.
        assert_eq!(Score::mean_of(&[score(1.0, 0.1); 3], -0.9), Err(OutOfRange));
        assert_eq!(Score::mean_of(&[score(1.0, 0.5); 3], -0.45), Err(NothingButError));
        let all = Reliability::new(1.0).unwrap();
        assert_eq!(gain_reliability(all, all, 1.0), Err(CorrelationTooHigh));
        assert_eq!(all.correct(f64::INFINITY), None);
        assert_eq!(expected_rebound(0.0, f64::NAN, 0.5), None);
        let (flat, one) =
            (Occasion { mean: 0.0, deviation: 0.0 }, Occasion { mean: 0.0, deviation: 1.0 });
        assert_eq!(expected_second(1.0, flat, one, 0.5), None);
        assert_eq!(expected_second(1.0, one, one, 1.5), None);
    }

    proptest! {
        /// Of true scores and errors written out: what of the variance of the gains is the true gains'.
        #[test]
        fn the_reliability_of_a_gain_is_the_part_of_the_true_gains(
            first in 0.05..1.0_f64, second in 0.05..1.0_f64, true_correlation in -1.0..0.999_f64,
        ) {
            let own = first + second - 2.0 * true_correlation * (first * second).sqrt();
            let errors = (1.0 - first) + (1.0 - second);
            prop_assume!(1e-6 < own + errors);
            let observed = true_correlation * (first * second).sqrt();
            let of = |value| Reliability::new(value).unwrap();
            let got = gain_reliability(of(first), of(second), observed).unwrap();
            prop_assert!((got - own / (own + errors)).abs() < 1e-9);
        }

        /// Fitting to scores with errors gives back the slope of the true ones: cov/var by hand.
        #[test]
        fn correcting_undoes_what_errors_flatten(slope in -1.0..1.0_f64, own in 0.1..9.0_f64, error in 0.0..9.0_f64) {
            let score = Score { deviation: (own + error).sqrt(), error: error.sqrt() };
            let fitted = slope * own / (own + error);
            let corrected = score.reliability().unwrap().correct(fitted).unwrap().value();
            prop_assert!((corrected - slope).abs() < 1e-9);
        }

        #[test]
        fn the_rebound_is_what_is_expected_less_what_was(first in -3.0..3.0_f64, mean in -1.0..1.0_f64, correlation in -1.0..1.0_f64) {
            let schools = Occasion { mean, deviation: 0.4 };
            let expected = expected_second(first, schools, schools, correlation).unwrap();
            let rebound = expected_rebound(first, mean, correlation).unwrap();
            prop_assert!((expected - first - rebound).abs() < 1e-12);
        }
    }
}
