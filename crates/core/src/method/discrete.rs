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
