//! Exact tests of counts: two shares of different persons, and of the same persons twice.
//!
//! Both are two-sided by one rule: the chance of every outcome less probable than the observed one,
//! and half the chance of those equally probable (mid-p). Where only one outcome is possible the data
//! say nothing and p is 1.

use std::iter::successors;

use super::{binomial_cdf, binomial_mass, count_to_f64, wide_to_f64};

/// Two chances of one outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct McNemar {
    /// Never too small more often than it says, and so too large on average.
    pub exact: f64,
    /// With half the chance of the observed outcome: right on average.
    pub mid_p: f64,
}

/// `McNemar`'s test of the same persons twice, from those who changed: how many said yes on the first
/// occasion alone, and on the second alone.
///
/// Both p-values are 1 when nobody changed: nothing speaks against "no difference".
///
/// # Formula
///
/// ```text
/// exact = min(1, 2 P(X ≤ m)),   X ~ Bin(b + c, ½),   m = min(b, c)
/// mid-p = 2 P(X ≤ m) − P(X = m),   and 1 − P(X = b)/2 where b = c
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::mcnemar;
///
/// // R: binom.test(2, 14)$p.value; the mid-p is dbinom(2, 14, .5) less.
/// let p = mcnemar(2, 12).ok_or("too many")?;
/// assert_eq!(format!("{:.6} {:.6}", p.exact, p.mid_p), "0.012939 0.007385");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// `McNemar` (1947), Psychometrika 12:153-157. Fagerland, Lydersen & Laake (2013), BMC Med Res
/// Methodol 13:91.
pub fn mcnemar(first_only: u64, second_only: u64) -> Option<McNemar> {
    let changed = first_only.checked_add(second_only)?;
    if changed == 0 {
        return Some(McNemar { exact: 1.0, mid_p: 1.0 });
    }
    let fewer = first_only.min(second_only);
    let observed = binomial_mass(fewer, changed, 0.5)?;
    if first_only == second_only {
        return Some(McNemar { exact: 1.0, mid_p: 1.0 - observed / 2.0 });
    }
    let exact = (2.0 * binomial_cdf(fewer, changed, 0.5)?).min(1.0);
    Some(McNemar { exact, mid_p: (exact - observed).max(0.0) })
}

/// The two-sided mid-p value of Fisher's exact test that two shares of different persons, each given
/// as `(part, whole)`, are one.
///
/// For small groups, where the normal test of a difference is not to be trusted. Weights fall away
/// from the most probable table by ratios, so no factorial is ever worked out; below about 1e-300
/// the result is 0.
///
/// # Formula
///
/// ```text
/// Σ P(k) over P(k) < P(x₁)  +  ½ Σ P(k) over P(k) = P(x₁)
/// P(k) = C(n₁, k) C(n₂, x₁ + x₂ − k) / C(n₁ + n₂, x₁ + x₂)
/// ```
///
/// Chances within 1e-7 of each other, relatively, are equal, as in R's `fisher.test`.
///
/// `None` when a group is empty or has more hits than persons. 1 when all persons or none are hits:
/// no other table is possible.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::fisher_mid_p;
///
/// // R: fisher.test(matrix(c(3, 7, 9, 1), 2))$p.value = 0.0197666; half of dhyper(3, 10, 10, 12)
/// // and of its equal is less.
/// let p = fisher_mid_p((3, 10), (9, 10)).ok_or("nobody")?;
/// assert_eq!(format!("{p:.6}"), "0.010241");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Fisher (1935), J R Stat Soc 98:39-82. Lancaster (1961), J Am Stat Assoc 56:223-234 (mid-p).
pub fn fisher_mid_p(first: (u64, u64), second: (u64, u64)) -> Option<f64> {
    let ((part_1, whole_1), (part_2, whole_2)) = (first, second);
    if whole_1 == 0 || whole_2 == 0 || whole_1 < part_1 || whole_2 < part_2 {
        return None;
    }
    let table = Hypergeometric::of(whole_1, whole_2, part_1.checked_add(part_2)?);
    if table.least == table.greatest {
        return Some(1.0);
    }
    let mut weights = table.upwards().chain(table.downwards());
    let observed = weights.find(|(k, _)| *k == part_1).map_or(0.0, |(_, weight)| weight);
    let (mut less, mut equal, mut all) = (0.0, 0.0, 0.0);
    for (_, weight) in table.upwards().chain(table.downwards().skip(1)) {
        all += weight;
        if weight < observed * (1.0 - 1e-7) {
            less += weight;
        } else if weight <= observed * (1.0 + 1e-7) {
            equal += weight;
        }
    }
    Some((less + equal / 2.0) / all)
}

/// How many of the hits fall in the first of two groups, when who is a hit is drawn by lot.
#[derive(Clone, Copy)]
struct Hypergeometric {
    whole_1: u64,
    whole_2: u64,
    hits: u64,
    least: u64,
    greatest: u64,
    mode: u64,
}

impl Hypergeometric {
    fn of(whole_1: u64, whole_2: u64, hits: u64) -> Self {
        let (least, greatest) = (hits.saturating_sub(whole_2), hits.min(whole_1));
        let [first, second, drawn] = [whole_1, whole_2, hits].map(u128::from);
        let mode = (drawn + 1).saturating_mul(first + 1) / (first + second + 2);
        let mode = u64::try_from(mode).unwrap_or(greatest).clamp(least, greatest);
        Self { whole_1, whole_2, hits, least, greatest, mode }
    }

    /// P(k + 1) / P(k), for `k` from the least to below the greatest.
    fn ratio(self, k: u64) -> f64 {
        let chosen = count_to_f64(self.hits - k) * count_to_f64(self.whole_1 - k);
        let misses = i128::from(self.whole_2) - i128::from(self.hits) + i128::from(k) + 1;
        chosen / (count_to_f64(k + 1) * wide_to_f64(misses))
    }

    /// The outcomes from the most probable one up, each with its chance over that one's.
    fn upwards(self) -> impl Iterator<Item = (u64, f64)> {
        let next = move |&(k, weight): &(u64, f64)| {
            (k < self.greatest).then(|| (k + 1, weight * self.ratio(k)))
        };
        successors(Some((self.mode, 1.0)), next).take_while(|(_, weight)| 0.0 < *weight)
    }

    /// The same downwards.
    fn downwards(self) -> impl Iterator<Item = (u64, f64)> {
        let next = move |&(k, weight): &(u64, f64)| {
            (self.least < k).then(|| (k - 1, weight / self.ratio(k - 1)))
        };
        successors(Some((self.mode, 1.0)), next).take_while(|(_, weight)| 0.0 < *weight)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_close(got: f64, wanted: f64) {
        assert!((got - wanted).abs() <= 1e-10 * wanted, "{got:e}, not {wanted:e}");
    }

    /// R 4.2.2: with `d <- dhyper(k, n1, n2, a + b)` over every possible `k` and `o` that of `a`:
    /// `eq <- abs(d - o) <= 1e-7 * o; sum(d[d < o & !eq]) + sum(d[eq]) / 2`
    const FISHER: &[[(u64, u64); 2]] = &[
        [(3, 10), (9, 10)],
        [(1, 5), (4, 5)],
        [(0, 4), (4, 4)],
        [(7, 12), (2, 5)],
        [(5, 8), (5, 8)],
        [(0, 20), (1, 3)],
        [(48, 80), (56, 70)],
        [(5, 2000), (25, 2100)],
        [(1234, 3000), (1100, 2900)],
        [(2000, 3000), (1000, 3000)],
    ];
    const FISHER_MID_P: [f64; 10] = [
        0.010_240_533_460_347_697,
        0.107_142_857_142_857_07,
        0.014_285_714_285_714_284,
        0.457_013_574_660_633_86,
        0.804_195_804_195_804_6,
        0.065_217_391_304_347_8,
        0.010_421_139_959_037_123,
        0.000_243_838_556_426_058_92,
        0.011_863_770_325_982_568,
        1.032_617_985_652_454e-149,
    ];

    #[test]
    fn fishers_mid_p_matches_r() {
        for (&[first, second], wanted) in FISHER.iter().zip(FISHER_MID_P) {
            assert_close(fisher_mid_p(first, second).unwrap(), wanted);
        }
    }

    /// R 4.2.2: b, c, `binom.test(b, b + c)$p.value`, and the mid-p by the rule above with `dbinom`.
    const MCNEMAR: &[(u64, u64, f64, f64)] = &[
        (2, 12, 0.012_939_453_125, 0.007_385_253_906_25),
        (1, 8, 0.039_062_5, 0.021_484_375),
        (0, 5, 0.062_5, 0.031_25),
        (9, 25, 0.009_041_185_490_787_045, 0.005_988_120_567_053_553),
        (4, 4, 1.0, 0.863_281_25),
        (0, 1, 1.0, 0.5),
        (150, 210, 0.001_834_007_417_096_491_8, 0.001_553_493_739_561_554_3),
        (1000, 1100, 0.030_720_707_864_242_414, 0.029_110_633_685_909_038),
    ];

    #[test]
    fn mcnemar_matches_r() {
        for &(first_only, second_only, exact, mid_p) in MCNEMAR {
            let got = mcnemar(first_only, second_only).unwrap();
            assert_close(got.exact, exact);
            assert_close(got.mid_p, mid_p);
        }
    }

    #[test]
    fn data_that_say_nothing_have_p_one() {
        assert_eq!(mcnemar(0, 0), Some(McNemar { exact: 1.0, mid_p: 1.0 }));
        assert_eq!(fisher_mid_p((0, 10), (0, 20)), Some(1.0));
        assert_eq!(fisher_mid_p((10, 10), (20, 20)), Some(1.0));
    }

    #[test]
    fn what_is_no_share_has_no_p() {
        assert_eq!(fisher_mid_p((0, 0), (1, 2)), None);
        assert_eq!(fisher_mid_p((1, 2), (3, 2)), None);
        assert_eq!(fisher_mid_p((u64::MAX, u64::MAX), (u64::MAX, u64::MAX)), None);
        assert_eq!(mcnemar(u64::MAX, 1), None);
    }

    proptest! {
        #[test]
        fn a_mid_p_is_a_chance_and_the_same_from_every_side(n_1 in 1..400_u64, n_2 in 1..400_u64, x_1 in 0..400_u64, x_2 in 0..400_u64) {
            let (x_1, x_2) = (x_1.min(n_1), x_2.min(n_2));
            let p = fisher_mid_p((x_1, n_1), (x_2, n_2)).unwrap();
            prop_assert!((0.0..=1.0).contains(&p));
            let turned = fisher_mid_p((x_2, n_2), (x_1, n_1)).unwrap();
            let missed = fisher_mid_p((n_1 - x_1, n_1), (n_2 - x_2, n_2)).unwrap();
            prop_assert!((p - turned).abs() < 1e-9 && (p - missed).abs() < 1e-9);
        }

        #[test]
        fn a_mid_p_is_right_on_average(n_1 in 1..40_u64, n_2 in 1..40_u64, hits in 1..80_u64) {
            // Of two tables the less probable one counts for the other, and equal ones count half for
            // each other: every pair once, so the mean over the tables is one half exactly.
            let table = Hypergeometric::of(n_1, n_2, hits.min(n_1 + n_2 - 1));
            prop_assume!(table.least < table.greatest);
            let weights = table.upwards().chain(table.downwards().skip(1));
            let (mut mean, mut all) = (0.0, 0.0);
            for (k, weight) in weights {
                mean += weight * fisher_mid_p((k, n_1), (table.hits - k, n_2)).unwrap();
                all += weight;
            }
            prop_assert!((mean / all - 0.5).abs() < 1e-9, "{}", mean / all);
        }

        #[test]
        fn mcnemars_chances_are_in_order(b in 0..3_000_u64, c in 0..3_000_u64) {
            let p = mcnemar(b, c).unwrap();
            prop_assert!(0.0 <= p.mid_p && p.mid_p <= p.exact && p.exact <= 1.0);
            prop_assert_eq!(p, mcnemar(c, b).unwrap());
        }
    }
}
