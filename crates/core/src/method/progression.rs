//! How far the pupils of a group have come between two scores.

use super::order::sorted_sum;
use super::{Difference, count_to_f64, paired_mean};
use crate::{PairMoments, PairSums};

/// What a later score is expected to be, by the earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Where the earlier score is 0.
    pub intercept: f64,
    /// More per unit of the earlier score.
    pub slope: f64,
}

impl Line {
    /// The line of least squares; `None` where the earlier score does not vary.
    ///
    /// # Formula
    ///
    /// ```text
    /// b = Sxy/Sxx,   a = ȳ − b·x̄
    /// ```
    pub fn least_squares(pupils: &PairMoments) -> Option<Self> {
        (0.0 < pupils.sum_xx).then(|| Self::through_means(pupils, pupils.sum_xy / pupils.sum_xx))
    }

    /// The line with this slope through the means of `pupils`: of a slope that is corrected for errors of
    /// measurement, say, which leave the means where they are.
    pub const fn through_means(pupils: &PairMoments, slope: f64) -> Self {
        Self { intercept: pupils.mean_y - slope * pupils.mean_x, slope }
    }

    /// What is expected at this earlier score.
    pub const fn at(self, earlier: f64) -> f64 {
        self.intercept + self.slope * earlier
    }
}

/// The slope that all groups have in common within them, free of errors of measurement of this variance
/// in the earlier score; of one group, that of its pupils. `None` where the errors leave no spread.
///
/// # Formula
///
/// ```text
/// b = ΣSxyᵢ / (ΣSxxᵢ − Σ(nᵢ − 1)·error variance)
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::PairMoments;
/// use kvalitet_core::method::corrected_slope_within;
///
/// let group = |mean_x, mean_y| PairMoments { n: 5, mean_x, mean_y, sum_xx: 10.0, sum_yy: 9.0, sum_xy: 6.0 };
/// // Far apart, and one slope within: 12 / 20, or 12 / (20 - 8 · .25).
/// let groups = [group(0.0, 0.0), group(9.0, -3.0)];
/// assert_eq!(corrected_slope_within(&groups, 0.0), Some(0.6));
/// assert_eq!(corrected_slope_within(&groups, 0.25), Some(12.0 / 18.0));
/// assert_eq!(corrected_slope_within(&groups, 2.5), None);
/// ```
///
/// # References
///
/// Fuller (1987), Measurement Error Models, section 1.1.
pub fn corrected_slope_within(groups: &[PairMoments], error_variance: f64) -> Option<f64> {
    let sum = |part: fn(&PairMoments) -> f64| sorted_sum(groups.iter().map(part));
    let degrees = sum(|group| count_to_f64(group.n) - 1.0);
    let spread = sum(|group| group.sum_xx) - degrees * error_variance;
    let slope = sum(|group| group.sum_xy) / spread;
    (0.0 < spread && slope.is_finite()).then_some(slope)
}

/// How far pupils lie from the line, about the mean of their own group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResidualSpread {
    /// The standard deviation.
    pub deviation: f64,
    /// Its degrees of freedom; infinite for a known deviation, such as the nation's.
    pub degrees: f64,
}

impl ResidualSpread {
    /// The spread of all groups taken together; of one group for its own.
    ///
    /// # Formula
    ///
    /// ```text
    /// s² = Σᵢ(Syyᵢ − 2b·Sxyᵢ + b²·Sxxᵢ) / Σᵢ(nᵢ − 1)
    /// ```
    ///
    /// for a slope b that is given. The spread of a dozen pupils is itself off by a fifth, which would
    /// make some small groups look sure by luck; so groups are held against one spread, unless there is
    /// reason to think that they differ in it. Groups that cannot be are left out, as are the means: a
    /// group's place is no spread. `None` without two pupils in any group or without any spread.
    pub fn pooled(groups: &[PairMoments], slope: f64) -> Option<Self> {
        let defined = || groups.iter().filter(|group| group.is_possible());
        let of = |group: &PairMoments| {
            group.sum_yy - 2.0 * slope * group.sum_xy + slope * slope * group.sum_xx
        };
        let degrees: f64 = defined().map(|group| count_to_f64(group.n) - 1.0).sum();
        let deviation = (sorted_sum(defined().map(of)) / degrees).sqrt();
        (0.0 < deviation && deviation.is_finite()).then_some(Self { deviation, degrees })
    }
}

/// How much farther a group has come than the line expects of pupils with its earlier scores.
///
/// # Formula
///
/// ```text
/// ȳ − (a + b·x̄),   SE = s/√n
/// ```
///
/// The standard error is that of a given line, such as the nation's: with a line fitted to the
/// same few groups it leaves the line's own error out, and a group is held against itself; use
/// [`random_intercept`](super::random_intercept) there. `None` where a number is not finite or the
/// spread is not above 0.
///
/// # Examples
///
/// ```
/// use kvalitet_core::PairSums;
/// use kvalitet_core::method::{Line, ResidualSpread, conditional_gain};
///
/// let pupils = [(10, 14), (20, 21), (30, 37), (40, 39)];
/// let sums = pupils.iter().try_fold(PairSums::default(), |all, (x, y)| all.merge(PairSums::of(*x, *y)))?;
/// let group = sums.moments(1).ok_or("nobody")?;
/// let line = Line { intercept: 0.2, slope: 0.8 };
/// let spread = ResidualSpread::pooled(&[group], line.slope).ok_or("no spread")?;
/// let gain = conditional_gain(&group, line, spread).ok_or("no gain")?;
/// // R: x <- c(1, 2, 3, 4); y <- c(1.4, 2.1, 3.7, 3.9); t.test(y - .2 - .8 * x)
/// assert_eq!(format!("{:.3} {:.6} {}", gain.difference, gain.standard_error, gain.degrees), "0.575 0.179699 3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Leckie & Goldstein (2017), Br Educ Res J 43:193-212, <https://doi.org/10.1002/berj.3264>.
pub fn conditional_gain(
    group: &PairMoments,
    line: Line,
    spread: ResidualSpread,
) -> Option<Difference> {
    let difference = group.mean_y - line.at(group.mean_x);
    let standard_error = spread.deviation / count_to_f64(group.n).sqrt();
    let is_finite = difference.is_finite() && standard_error.is_finite();
    let is_defined = is_finite && 0.0 < standard_error && group.is_possible();
    is_defined.then_some(Difference { difference, standard_error, degrees: spread.degrees })
}

/// How much the standing of a group has changed, from sums of earlier and later standings with so many
/// `decimals`.
///
/// # Formula
///
/// That of [`paired_mean`] with d = y − x, exactly so from the sums.
///
/// Standings are places among all pupils, so that the nation's change is 0 by itself. Nothing is taken
/// off for the earlier place: a group that was low rises by chance, see
/// [`expected_rebound`](super::expected_rebound). `None` as there, and for sums that do not fit.
///
/// # Examples
///
/// ```
/// use kvalitet_core::PairSums;
/// use kvalitet_core::method::standing_change;
///
/// // R: t.test(c(7, 4, 10, 7, 12), c(4, 4, 7, 10, 7), paired = TRUE)$conf.int: -2.287 to 5.487
/// let pupils = [(4, 7), (4, 4), (7, 10), (10, 7), (7, 12)];
/// let sums = pupils.iter().try_fold(PairSums::default(), |all, (x, y)| all.merge(PairSums::of(*x, *y)))?;
/// let interval = standing_change(sums, 0).and_then(|change| change.interval(0.05)).ok_or("too few")?;
/// assert_eq!(format!("{:.3} to {:.3}", interval.lower, interval.upper), "-2.287 to 5.487");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Student (1908), Biometrika 6:1-25.
pub fn standing_change(pairs: PairSums, decimals: u8) -> Option<Difference> {
    let (sum, sum_sq) = pairs.differences()?;
    paired_mean(pairs.n, sum, sum_sq, decimals)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sums_of(pairs: &[(i64, i64)]) -> PairSums {
        let one = |sums: PairSums, pair: &(i64, i64)| sums.merge(PairSums::of(pair.0, pair.1));
        pairs.iter().try_fold(PairSums::default(), one).unwrap()
    }

    /// Invented pupils of three groups, in thousandths of a standard deviation.
    const GROUPS: [&[(i64, i64)]; 3] = [
        &[(120, 300), (-340, -100), (560, 610), (80, -20)],
        &[(-910, -700), (430, 380), (250, 90)],
        &[(-60, 240), (700, 820), (310, 150), (-150, -400)],
    ];

    /// R 4.2.2: `r <- y - 15 - .7 * x`; `a <- lm(r ~ g)`; `tapply(r, g, mean)`;
    /// `summary(a)$sigma / sqrt(table(g))`; `a$df`; `coef(lm(y ~ x))`;
    /// `tapply(y - x, g, function(d) sd(d) / sqrt(length(d)))`.
    #[test]
    fn gains_match_r() {
        let groups = GROUPS.map(|group| sums_of(group).moments(3).unwrap());
        let line = Line { intercept: 0.015, slope: 0.7 };
        let spread = ResidualSpread::pooled(&groups, line.slope).unwrap();
        let gains = groups.map(|group| conditional_gain(&group, line, spread).unwrap());
        let all = GROUPS.map(sums_of).into_iter().try_fold(PairSums::default(), PairSums::merge);
        let fitted = Line::least_squares(&all.unwrap().moments(3).unwrap()).unwrap();
        let changes = GROUPS.map(|group| standing_change(sums_of(group), 3).unwrap());
        for (got, wanted) in [
            (spread.deviation, 0.205_443_727_088_466),
            (gains[0].difference, 0.109),
            (gains[0].standard_error, 0.102_721_863_544_233),
            (gains[1].difference, -0.038),
            (gains[1].standard_error, 0.118_612_991_137_846),
            (gains[2].difference, 0.0475),
            (gains[2].degrees, 8.0),
            (fitted.intercept, 0.046_534_617_876_509_98),
            (fitted.slope, 0.866_787_074_099_385),
            (changes[0].difference, 0.0925),
            (changes[0].standard_error, 0.075_429_326_745_857_5),
            (changes[2].standard_error, 0.126_647_476_616_525),
            (changes[2].degrees, 3.0),
        ] {
            assert!((got - wanted).abs() < 1e-12, "{got} for {wanted}");
        }
    }

    #[test]
    fn what_has_no_spread_or_cannot_be_has_no_gain() {
        let group = sums_of(GROUPS[0]).moments(3).unwrap();
        let line = Line { intercept: 0.0, slope: 0.7 };
        let known = ResidualSpread { deviation: 0.8, degrees: f64::INFINITY };
        let nobody = PairMoments { n: 0, ..group };
        assert_eq!(conditional_gain(&nobody, line, known), None);
        let none = ResidualSpread { deviation: 0.0, ..known };
        assert_eq!(conditional_gain(&group, line, none), None);
        let odd = Line { slope: f64::NAN, ..line };
        assert_eq!(conditional_gain(&group, odd, known), None);
        let one = PairSums::of(100, 200).moments(3).unwrap();
        assert_eq!((ResidualSpread::pooled(&[one], 0.7), Line::least_squares(&one)), (None, None));
        // One pupil has a gain, where the spread is known from others.
        assert!(conditional_gain(&one, line, known).is_some());
        assert_eq!(standing_change(PairSums::of(1, 2), 0), None);
    }

    fn pairs() -> impl Strategy<Value = Vec<(i64, i64)>> {
        prop::collection::vec((-4_000..4_000_i64, -4_000..4_000_i64), 3..40)
    }

    proptest! {
        #[test]
        fn all_together_gain_nothing_on_their_own_line(groups in prop::collection::vec(pairs(), 1..8)) {
            let sums: Vec<PairSums> = groups.iter().map(|group| sums_of(group)).collect();
            let all = sums.iter().try_fold(PairSums::default(), |all, group| all.merge(*group));
            let Some(line) = Line::least_squares(&all.unwrap().moments(3).unwrap()) else { return Ok(()) };
            let known = ResidualSpread { deviation: 1.0, degrees: f64::INFINITY };
            let gained = |sums: &PairSums| {
                let gain = conditional_gain(&sums.moments(3).unwrap(), line, known).unwrap();
                gain.difference * count_to_f64(sums.n)
            };
            prop_assert!(sums.iter().map(gained).sum::<f64>().abs() < 1e-9);
        }

        /// With a slope of 1 what is expected of a pupil is the pupil's own earlier standing.
        #[test]
        fn a_change_of_standing_is_a_gain_on_the_diagonal(group in pairs()) {
            let sums = sums_of(&group);
            let (moments, line) = (sums.moments(3).unwrap(), Line { intercept: 0.0, slope: 1.0 });
            let Some(change) = standing_change(sums, 3) else { return Ok(()) };
            let spread = ResidualSpread::pooled(&[moments], 1.0).unwrap();
            let gain = conditional_gain(&moments, line, spread).unwrap();
            prop_assert!((change.difference - gain.difference).abs() < 1e-9);
            prop_assert!((change.standard_error - gain.standard_error).abs() < 1e-9);
            prop_assert!((change.degrees - gain.degrees).abs() < 1e-9);
        }

        #[test]
        fn the_order_of_groups_does_not_move_the_spread(groups in prop::collection::vec(pairs(), 2..8), turn in 0..8_usize, slope in -1.0..1.0_f64) {
            let straight: Vec<PairMoments> =
                groups.iter().map(|group| sums_of(group).moments(3).unwrap()).collect();
            let mut turned = straight.clone();
            turned.rotate_left(turn % straight.len());
            prop_assert_eq!(ResidualSpread::pooled(&straight, slope), ResidualSpread::pooled(&turned, slope));
        }
    }
}
