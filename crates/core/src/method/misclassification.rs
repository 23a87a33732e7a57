//! How many pupils get another level than their own, and how many change level with nothing changed.
//!
//! Levels are cut out of a score, and a score has errors. A pupil near a cut lands on either side of
//! it, so some change level from test to test by measurement alone.

use super::{Reliability, bivariate_normal_cdf, normal_quantile};
use crate::Level;

/// Where the six levels are cut, in standard deviations of the observed scores about their mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelCuts {
    /// From −∞ through the five cuts to ∞.
    edges: [f64; 7],
}

impl LevelCuts {
    /// The cuts that give these shares of pupils, lowest level first, of normal scores. Shares,
    /// percentages or numbers of pupils: they are taken as parts of their sum.
    ///
    /// A level without pupils is one without width. `None` for a share below 0 or not finite, or a sum
    /// of 0.
    ///
    /// # Formula
    ///
    /// ```text
    /// c_k = Φ⁻¹(share of levels 1 to k)
    /// ```
    pub fn of_shares(shares: [f64; 6]) -> Option<Self> {
        let sum: f64 = shares.iter().sum();
        let is_possible = shares.iter().all(|share| 0.0 <= *share) && sum.is_finite();
        if !(is_possible && 0.0 < sum) {
            return None;
        }
        let mut below = 0.0;
        let mut edges = [f64::NEG_INFINITY; 7];
        for (edge, share) in edges.iter_mut().skip(1).zip(shares) {
            below += share;
            *edge = match normal_quantile(below / sum) {
                Some(cut) => cut,
                None if below <= 0.0 => f64::NEG_INFINITY,
                None => f64::INFINITY,
            };
        }
        if let Some(last) = edges.last_mut() {
            *last = f64::INFINITY;
        }
        Some(Self { edges })
    }

    /// The same cuts in standard deviations of the true scores.
    fn of_true_scores(self, reliability: Reliability) -> [f64; 7] {
        self.edges.map(|edge| edge / reliability.value().sqrt())
    }
}

/// The share of pupils with each pair of levels.
///
/// It rests on true scores and errors that are normal, with errors as great for all pupils and
/// independent from test to test.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{LevelCuts, LevelTable, Reliability};
///
/// let cuts = LevelCuts::of_shares([6.0, 12.0, 24.0, 31.0, 19.0, 8.0]).ok_or("no shares")?;
/// let reliability = Reliability::new(0.75)?;
/// let measured = LevelTable::of_measurement(cuts, reliability).ok_or("no table")?;
/// assert_eq!(format!("{:.3}", measured.moved()), "0.470"); // have another level than their own
/// let again = LevelTable::without_change((cuts, reliability), (cuts, reliability)).ok_or("no table")?;
/// assert_eq!(format!("{:.3}", again.moved()), "0.586"); // change level with nothing changed
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelTable {
    /// By the first level, then the second; lowest first.
    joint: [[f64; 6]; 6],
}

impl LevelTable {
    /// The true level first and the observed one second: what measurement makes of pupils on one
    /// occasion.
    ///
    /// # Formula
    ///
    /// ```text
    /// X = T + E,   var T = ρ,   var X = 1:   (T/√ρ, X) is normal with correlation √ρ
    /// P(i, j) = P(c_{i−1} < T ≤ c_i, c_{j−1} < X ≤ c_j)
    /// ```
    ///
    /// The levels are criteria: the true level is cut out of the true score at the same points of the
    /// scale. As true scores spread less, fewer pupils have the outer levels in truth than in the
    /// results.
    ///
    /// # References
    ///
    /// Livingston & Lewis (1995), J Educ Meas 32:179-197, with the normal distribution for the beta.
    pub fn of_measurement(cuts: LevelCuts, reliability: Reliability) -> Option<Self> {
        let correlation = reliability.value().sqrt();
        Self::of(cuts.of_true_scores(reliability), cuts.edges, correlation)
    }

    /// The levels on two occasions between which no pupil's true standing has changed, each occasion
    /// with its own cuts and reliability.
    ///
    /// # Formula
    ///
    /// ```text
    /// P(i, j) = P(c_{i−1} < X₁ ≤ c_i, d_{j−1} < X₂ ≤ d_j),   correlation of X₁ and X₂: √(ρ₁ρ₂)
    /// ```
    ///
    /// # References
    ///
    /// Huynh (1976), J Educ Meas 13:253-264, with the normal distribution for the beta.
    pub fn without_change(
        first: (LevelCuts, Reliability),
        second: (LevelCuts, Reliability),
    ) -> Option<Self> {
        let correlation = (first.1.value() * second.1.value()).sqrt();
        Self::of(first.0.edges, second.0.edges, correlation)
    }

    fn of(first: [f64; 7], second: [f64; 7], correlation: f64) -> Option<Self> {
        let mut below = [[0.0; 7]; 7];
        for (row, h) in below.iter_mut().zip(first) {
            for (cell, k) in row.iter_mut().zip(second) {
                *cell = bivariate_normal_cdf(h, k, correlation)?;
            }
        }
        let mut joint = [[0.0; 6]; 6];
        for (row, [low, high]) in joint.iter_mut().zip(below.array_windows()) {
            let columns = low.array_windows().zip(high.array_windows());
            for (cell, ([a, b], [c, d])) in row.iter_mut().zip(columns) {
                // Rounding may leave less than nothing of an empty cell.
                *cell = ((d - c) - (b - a)).max(0.0);
            }
        }
        Some(Self { joint })
    }

    /// The share of all pupils who have the level `first`, then the level `second`.
    pub fn share(&self, first: Level, second: Level) -> f64 {
        self.cells().find(|cell| (cell.0, cell.1) == (first, second)).map_or(0.0, |cell| cell.2)
    }

    /// Of the pupils with the level `first`, the shares with each second level, lowest first; `None`
    /// where nobody has it.
    pub fn given(&self, first: Level) -> Option<[f64; 6]> {
        let (_, row) = Level::ALL.iter().zip(self.joint).find(|(level, _)| **level == first)?;
        let whole: f64 = row.iter().sum();
        (0.0 < whole).then(|| row.map(|share| share / whole))
    }

    /// The share whose two levels differ.
    pub fn moved(&self) -> f64 {
        self.raised() + self.lowered()
    }

    /// The share whose second level is the higher.
    pub fn raised(&self) -> f64 {
        self.cells().filter(|(first, second, _)| first < second).map(|cell| cell.2).sum()
    }

    /// The share whose second level is the lower.
    pub fn lowered(&self) -> f64 {
        self.cells().filter(|(first, second, _)| second < first).map(|cell| cell.2).sum()
    }

    fn cells(&self) -> impl Iterator<Item = (Level, Level, f64)> {
        let rows = Level::ALL.into_iter().zip(self.joint);
        rows.flat_map(|(first, row)| {
            Level::ALL.into_iter().zip(row).map(move |(second, share)| (first, second, share))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHARES: [f64; 6] = [0.06, 0.12, 0.24, 0.31, 0.19, 0.08];

    fn cuts(shares: [f64; 6]) -> LevelCuts {
        LevelCuts::of_shares(shares).unwrap()
    }

    fn reliability(value: f64) -> Reliability {
        Reliability::new(value).unwrap()
    }

    fn assert_all(wanted: &[(f64, f64)]) {
        for (got, wanted) in wanted {
            assert!((got - wanted).abs() < 1e-11, "{got} for {wanted}");
        }
    }

    /// R 4.2.2, mvtnorm 1.1-3: rectangles from `pmvnorm(upper = c(h, k), corr = ..., algorithm =
    /// TVPACK(1e-15))` at `qnorm(cumsum(shares))`, over `sqrt(.75)` for the true level. numpy, 4,000,000
    /// drawn pupils: .46980 and .58540.
    #[test]
    fn tables_match_mvtnorm() {
        use Level::{Fair, Good, Insufficient, Outstanding};
        let measured = LevelTable::of_measurement(cuts(SHARES), reliability(0.75)).unwrap();
        let fair = measured.given(Fair).unwrap();
        let one = (cuts(SHARES), reliability(0.75));
        let again = LevelTable::without_change(one, one).unwrap();
        let later = (cuts([0.04, 0.10, 0.22, 0.33, 0.21, 0.10]), reliability(0.88));
        let other = LevelTable::without_change(one, later).unwrap();
        assert_all(&[
            (measured.moved(), 0.470_016_853_814),
            (measured.share(Insufficient, Insufficient), 2.602_650_859_39e-2),
            (measured.share(Good, Outstanding), 4.807_295_112_53e-3),
            (fair[0], 0.028_653_277_434_434),
            (fair[2], 0.489_716_438_002_382),
            (fair[5], 0.000_142_372_110_233),
            (again.moved(), 0.585_609_207_52),
            (again.raised(), 0.292_804_603_76),
            (again.share(Good, Good), 0.138_493_601_432_08),
            (other.moved(), 0.540_656_067_349),
            (other.raised(), 0.341_403_797_545),
        ]);
    }

    #[test]
    fn a_test_without_errors_moves_nobody_and_a_level_without_pupils_has_none() {
        let gaps = cuts([0.0, 30.0, 0.0, 50.0, 20.0, 0.0]);
        let exact = LevelTable::of_measurement(gaps, reliability(1.0)).unwrap();
        assert!(exact.moved() < 1e-15);
        assert_eq!(exact.given(Level::Insufficient), None);
        let same = (gaps, reliability(0.8));
        let again = LevelTable::without_change(same, same).unwrap();
        assert_eq!((again.given(Level::Fair), again.given(Level::Outstanding)), (None, None));
        assert_all(&[(again.given(Level::Good).unwrap().iter().sum(), 1.0)]);
    }

    #[test]
    fn shares_that_cannot_be_cut_nothing() {
        for odd in [[0.0; 6], [f64::NAN; 6], [f64::INFINITY; 6], [-1.0, 3.0, 1.0, 1.0, 1.0, 1.0]] {
            assert_eq!(LevelCuts::of_shares(odd), None);
        }
    }

    fn shares() -> impl Strategy<Value = [f64; 6]> {
        prop::array::uniform6(0.01..1.0_f64)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_observed_levels_keep_their_shares(shares in shares(), later in shares(), first in 0.1..1.0_f64, second in 0.1..1.0_f64) {
            let whole: f64 = shares.iter().sum();
            let one = (cuts(shares), reliability(first));
            let two = (cuts(later), reliability(second));
            let again = LevelTable::without_change(one, two).unwrap();
            let measured = LevelTable::of_measurement(one.0, one.1).unwrap();
            for (level, share) in Level::ALL.into_iter().zip(shares) {
                let row: f64 = Level::ALL.iter().map(|second| again.share(level, *second)).sum();
                prop_assert!((row - share / whole).abs() < 1e-12);
                let column: f64 = Level::ALL.iter().map(|own| measured.share(*own, level)).sum();
                prop_assert!((column - share / whole).abs() < 1e-12);
            }
        }

        #[test]
        fn a_more_reliable_test_moves_fewer(shares in shares(), value in 0.1..0.95_f64, more in 0.001..0.05_f64) {
            let of = |value| {
                let one = (cuts(shares), reliability(value));
                LevelTable::without_change(one, one).unwrap()
            };
            let (rough, fine) = (of(value), of(value + more));
            prop_assert!(fine.moved() < rough.moved());
            // With the same test twice as many rise as fall.
            prop_assert!((rough.raised() - rough.lowered()).abs() < 1e-12);
        }
    }
}
