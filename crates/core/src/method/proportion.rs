//! One share: its interval, its design effect, and what missing pupils and rounding leave open.

use super::{Interval, beta_quantile, count_to_f64};
use crate::Decimal;

/// The Wilson score interval for `part` of `whole`.
///
/// # Formula
///
/// ```text
/// (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n),   p = part/whole, n = whole
/// ```
///
/// `part = 0` gives a lower limit of exactly 0, `part = whole` an upper limit of exactly 1, and
/// both still have width: that is why small schools get this one and not the normal approximation.
/// Its coverage, averaged over p, is close to 95 %; the smallest is about 83 % at the very small p of
/// n below 100 and about 90 % from there.
///
/// `None` when `whole` is zero or smaller than `part`: there is no interval around nobody.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, wilson};
///
/// let interval = wilson(65, 100, Z_95).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "0.5525 to 0.7364");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Wilson (1927), J Am Stat Assoc 22:209-212, <https://doi.org/10.1080/01621459.1927.10502953>.
/// Brown, Cai & `DasGupta` (2001), Statist Sci 16:101-133.
pub fn wilson(part: u64, whole: u64, z: f64) -> Option<Interval> {
    wilson_effective(share(part, whole)?, count_to_f64(whole), z)
}

/// The Wilson score interval for a share of an effective number of persons, not necessarily whole:
/// persons over the [`design_effect`], where classes make pupils alike.
///
/// A share of 0 has a lower limit of exactly 0, a share of 1 an upper limit of exactly 1. `None` when
/// `n` is not positive, the share is not within 0 to 1, or one of the three is not finite.
///
/// # Formula
///
/// That of [`wilson`] with n the effective number.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, design_effect, wilson_effective};
///
/// // 65 of 100 in classes of 20 with an intraclass correlation of 0.1: worth 34.48 persons.
/// let effect = design_effect(20.0, 0.1).ok_or("no class")?;
/// let interval = wilson_effective(0.65, 100.0 / effect, Z_95).ok_or("nobody")?;
/// assert_eq!(format!("{:.4} to {:.4}", interval.lower, interval.upper), "0.4832 to 0.7867");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Wilson (1927), J Am Stat Assoc 22:209-212. Effective numbers in it: Korn & Graubard (1998), Surv
/// Methodol 24:193-201.
pub fn wilson_effective(share: f64, n: f64, z: f64) -> Option<Interval> {
    if !((0.0..=1.0).contains(&share) && 0.0 < n && n.is_finite() && z.is_finite()) {
        return None;
    }
    let p = share;
    let centre = p + z * z / (2.0 * n);
    let half_width = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    Some(Interval {
        lower: if p <= 0.0 { 0.0 } else { ((centre - half_width) / scale).clamp(0.0, p) },
        upper: if 1.0 <= p { 1.0 } else { ((centre + half_width) / scale).clamp(p, 1.0) },
    })
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (0 < whole && part <= whole).then(|| count_to_f64(part) / count_to_f64(whole))
}

/// The exact binomial interval for `part` of `whole`: it never covers less often than it says, and is
/// wider than [`wilson`] for it.
///
/// `part = 0` gives a lower limit of exactly 0, `part = whole` an upper limit of exactly 1. `None`
/// when `whole` is zero or smaller than `part`, or `two_sided_alpha` is not between 0 and 1.
///
/// # Formula
///
/// ```text
/// B(α/2; x, n − x + 1)   to   B(1 − α/2; x + 1, n − x),   B the quantile of the beta distribution
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::clopper_pearson;
///
/// // R: binom.test(3, 10)$conf.int
/// let interval = clopper_pearson(3, 10, 0.05).ok_or("nobody")?;
/// assert_eq!(format!("{:.6} to {:.6}", interval.lower, interval.upper), "0.066740 to 0.652453");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Clopper & Pearson (1934), Biometrika 26:404-413.
pub fn clopper_pearson(part: u64, whole: u64, two_sided_alpha: f64) -> Option<Interval> {
    share(part, whole)?;
    let tail = two_sided_alpha / 2.0;
    if !(0.0 < tail && tail < 0.5) {
        return None;
    }
    let (hits, misses) = (count_to_f64(part), count_to_f64(whole - part));
    let lower = if part == 0 { 0.0 } else { beta_quantile(tail, hits, misses + 1.0)? };
    let upper = if part == whole { 1.0 } else { beta_quantile(1.0 - tail, hits + 1.0, misses)? };
    Some(Interval { lower, upper })
}

/// How many times the variance of a share or mean grows because pupils come in classes that are
/// alike: persons divided by it are the effective number.
///
/// `None` when the mean cluster size is below 1 or the intraclass correlation is not within 0 to 1.
///
/// # Formula
///
/// ```text
/// 1 + (m − 1)ρ
/// ```
///
/// with m the mean number of pupils in a class and ρ the intraclass correlation.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::design_effect;
///
/// assert_eq!(design_effect(21.0, 0.25), Some(6.0));
/// assert_eq!(design_effect(21.0, 0.0), Some(1.0));
/// assert_eq!(design_effect(21.0, 1.5), None);
/// ```
///
/// # References
///
/// Kish (1965), Survey Sampling, Wiley, section 5.4.
pub fn design_effect(mean_cluster_size: f64, icc: f64) -> Option<f64> {
    let sensible = 1.0 <= mean_cluster_size && mean_cluster_size.is_finite();
    (sensible && (0.0..=1.0).contains(&icc)).then_some(1.0 + (mean_cluster_size - 1.0) * icc)
}

/// The least and the greatest count of `n` persons that is `percent` at the decimals it has.
///
/// It carries the rounding of a share published with its n (evidence class C): the share's interval
/// reaches from the lower limit of the least count to the upper limit of the greatest. A share that no
/// count rounds to was rounded in some other way: the counts beside it. A share beyond 0 to 100 is
/// taken as the nearest of the two. `None` where the numbers do not fit.
///
/// # Formula
///
/// ```text
/// x with −½ ≤ 100·10ᵈ·x/n − u < ½,   u the percentage in units of its d-th decimal
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::counts_that_round_to;
///
/// // 43 % of 1000: 425 to 434 persons. One decimal more leaves one count.
/// assert_eq!(counts_that_round_to("43".parse()?, 1000), Some((425, 434)));
/// assert_eq!(counts_that_round_to("43.0".parse()?, 1000), Some((430, 430)));
/// # Ok::<(), kvalitet_core::NotADecimal>(())
/// ```
///
/// # References
///
/// None: the definition of rounding half up, solved for the count.
pub fn counts_that_round_to(percent: Decimal, n: u64) -> Option<(u64, u64)> {
    let whole = 2 * 100 * 10_i128.checked_pow(u32::from(percent.decimals()))?;
    let (twice, n) = (2 * i128::from(percent.units()), i128::from(n));
    let (bottom, top) = (n.checked_mul(twice - 1)?, n.checked_mul(twice + 1)?);
    let least = bottom.div_euclid(whole) + i128::from(bottom.rem_euclid(whole) != 0);
    let most = top.checked_sub(1)?.div_euclid(whole);
    let (least, most) = (least.max(0), most.min(n));
    let (least, most) = if least <= most { (least, most) } else { (most.max(0), least.min(n)) };
    Some((u64::try_from(least).ok()?, u64::try_from(most).ok()?))
}

/// Where a share lies whatever the missing pupils would have answered: from none of them a hit to all
/// of them.
///
/// It is no confidence interval: it has no chance in it. `None` when there is nobody at all, `hits` is
/// above `n`, or the numbers do not fit. With everybody missing it is 0 to 1.
///
/// # Formula
///
/// ```text
/// x/(n + m)   to   (x + m)/(n + m),   x hits of n, m missing
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Interval, missing_bounds};
///
/// assert_eq!(missing_bounds(60, 80, 20), Some(Interval { lower: 0.6, upper: 0.8 }));
/// assert_eq!(missing_bounds(0, 0, 0), None);
/// ```
///
/// # References
///
/// Manski (1989), J Hum Resour 24:343-360; Manski (2003), Partial Identification of Probability
/// Distributions, Springer.
pub fn missing_bounds(hits: u64, n: u64, missing: u64) -> Option<Interval> {
    let everybody = n.checked_add(missing)?;
    if n < hits || everybody == 0 {
        return None;
    }
    let of_everybody = |count: u64| count_to_f64(count) / count_to_f64(everybody);
    Some(Interval { lower: of_everybody(hits), upper: of_everybody(hits + missing) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of 7 pupils 42.9 % is 3 alone; of 1000, 42.9 % is 429 alone and 43 % 425 to 434.
    #[test]
    fn a_rounded_share_stands_for_every_count_that_rounds_to_it() {
        let counts = |text: &str, n| counts_that_round_to(text.parse().unwrap(), n).unwrap();
        assert_eq!(counts("42.9", 7), (3, 3));
        assert_eq!(counts("42.9", 1000), (429, 429));
        assert_eq!(counts("43", 1000), (425, 434));
        assert_eq!(counts("0.0", 20), (0, 0));
        assert_eq!(counts("100.0", 20), (20, 20));
        // No count of 7 is 50 %: the two beside it.
        assert_eq!(counts("50", 7), (3, 4));
    }
}
