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
/// Its coverage, averaged over shares of 1 % to 99 %, lies within 94 and 96.5 %; the least of them is
/// 86 % at n = 5 and 15, 90 to 92 % at 10 and 25, and 92.5 % or more from 45 on.
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
    use proptest::prelude::*;

    use super::*;
    use crate::method::{Z_95, binomial_mass};

    const Z_998: f64 = 3.090_232_306_167_813_5;

    #[track_caller]
    fn assert_limits(got: Option<Interval>, lower: f64, upper: f64) {
        let got = got.unwrap();
        let near = |got: f64, wanted: f64| (got - wanted).abs() < 1e-12;
        assert!(
            near(got.lower, lower) && near(got.upper, upper),
            "{got:?}, not {lower} to {upper}"
        );
    }

    /// Each row: part, whole, z, lower, upper: the formula in 40-digit decimal arithmetic (Python
    /// `decimal`), rounded. 65 of 100 agrees with the values that the UK Health Security Agency
    /// publishes with its indicator methods.
    const WILSON: &[(u64, u64, f64, f64, f64)] = &[
        (65, 100, Z_95, 0.552_544_432_968_879_6, 0.736_357_517_569_024_7),
        (65, 100, Z_998, 0.495_494_657_407_044_7, 0.778_354_061_408_968_6),
        (0, 10, Z_95, 0.0, 0.277_532_799_862_889_2),
        (10, 10, Z_95, 0.722_467_200_137_110_8, 1.0),
        (1, 3, Z_95, 0.061_491_944_720_396_3, 0.792_340_399_197_444_1),
    ];

    /// Each row: share, effective number, lower, upper: as above.
    const EFFECTIVE: &[(f64, f64, f64, f64)] = &[
        (0.65, 34.5, 0.483_250_427_212_167_5, 0.786_692_353_223_035_2),
        (0.2, 7.25, 0.046_588_399_735_309_2, 0.561_217_924_903_980_4),
        (0.0, 3.5, 0.0, 0.523_255_515_629_374_6),
        (1.0, 3.5, 0.476_744_484_370_625_4, 1.0),
        (0.97, 1234.5, 0.958_929_686_064_513_7, 0.978_154_340_101_507_4),
        (0.5, 0.5, 0.029_672_630_286_123_4, 0.970_327_369_713_876_6),
    ];

    #[test]
    fn wilson_matches_the_reference_tables() {
        for &(part, whole, z, lower, upper) in WILSON {
            assert_limits(wilson(part, whole, z), lower, upper);
        }
        for &(share, n, lower, upper) in EFFECTIVE {
            assert_limits(wilson_effective(share, n, Z_95), lower, upper);
        }
    }

    /// R 4.2.2: `binom.test(part, whole)$conf.int`
    const CLOPPER_PEARSON: &[(u64, u64, f64, f64)] = &[
        (0, 10, 0.0, 0.308_497_107_818_760_8),
        (3, 10, 0.066_739_511_177_734_5, 0.652_452_850_059_997_3),
        (10, 10, 0.691_502_892_181_239_2, 1.0),
        (1, 1, 0.025, 1.0),
        (65, 100, 0.548_150_638_176_030_4, 0.742_706_221_468_548_8),
        (2, 45, 0.005_428_488_700_250_9, 0.151_492_900_243_339_2),
        (399, 400, 0.986_150_230_037_986_7, 0.999_936_707_483_095_2),
        (2801, 4000, 0.685_784_513_025_764_7, 0.714_422_430_188_276_9),
    ];

    #[test]
    fn clopper_pearson_matches_r() {
        for &(part, whole, lower, upper) in CLOPPER_PEARSON {
            assert_limits(clopper_pearson(part, whole, 0.05), lower, upper);
        }
    }

    #[test]
    fn there_is_no_interval_around_nobody() {
        assert_eq!(wilson(0, 0, Z_95), None);
        assert_eq!(wilson(3, 2, Z_95), None);
        assert_eq!(clopper_pearson(0, 0, 0.05), None);
        assert_eq!([0.0, -1.0, f64::NAN].map(|n| wilson_effective(0.5, n, Z_95)), [None; 3]);
        assert_eq!([-0.1, 1.1, f64::NAN].map(|p| wilson_effective(p, 9.0, Z_95)), [None; 3]);
        assert_eq!([0.0, 1.0, f64::NAN].map(|alpha| clopper_pearson(1, 2, alpha)), [None; 3]);
    }

    /// The chance that an interval holds the true share, for true shares of 1 % to 99 %: mean and
    /// least of the 99.
    fn coverage(n: u64, interval: impl Fn(u64) -> Option<Interval>) -> (f64, f64) {
        let intervals: Vec<Interval> = (0..=n).map(|part| interval(part).unwrap()).collect();
        let of = |p: f64| -> f64 {
            let holding = (0..=n).zip(&intervals).filter(|(_, interval)| interval.contains(p));
            holding.map(|(part, _)| binomial_mass(part, n, p).unwrap()).sum()
        };
        let all: Vec<f64> = (1..100).map(|percent| of(f64::from(percent) / 100.0)).collect();
        (all.iter().sum::<f64>() / 99.0, all.into_iter().fold(1.0, f64::min))
    }

    /// n, mean and least coverage over shares of 1 % to 99 %: scipy 1.17.1 `binom.pmf` over the limits
    /// of statsmodels 0.15.0 `proportion_confint(k, n, method="wilson")`.
    const WILSON_COVERAGE: &[(u64, f64, f64)] = &[
        (5, 0.955_251_051_937_373_5, 0.858_734_025_699_999_9),
        (10, 0.955_318_731_867_636_8, 0.904_382_075_008_804_1),
        (15, 0.952_233_286_849_488_5, 0.860_058_354_641_288_1),
        (25, 0.951_474_025_828_712_4, 0.911_354_898_033_436_3),
        (45, 0.951_129_935_546_398_2, 0.925_360_707_001_994_2),
        (75, 0.951_460_528_898_283_8, 0.935_925_599_804_109_2),
        (150, 0.950_012_251_885_726, 0.935_305_314_688_677),
        (400, 0.949_867_467_590_939_2, 0.931_812_030_942_930_1),
    ];

    #[test]
    fn wilson_covers_as_often_on_average_as_it_says() {
        for &(n, mean, least) in WILSON_COVERAGE {
            let got = coverage(n, |part| wilson(part, n, Z_95));
            assert!((got.0 - mean).abs() < 1e-10 && (got.1 - least).abs() < 1e-10, "{n}: {got:?}");
            assert!((0.94..=0.965).contains(&got.0), "{n}: {got:?}");
        }
    }

    #[test]
    fn clopper_pearson_never_covers_less_often_than_it_says() {
        for &(n, ..) in WILSON_COVERAGE {
            let (_, least) = coverage(n, |part| clopper_pearson(part, n, 0.05));
            assert!(0.95 <= least, "{n}: {least}");
        }
    }

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

    #[test]
    fn numbers_that_do_not_fit_have_no_counts() {
        let widest = Decimal::new(i64::MAX, 9).unwrap();
        assert_eq!(counts_that_round_to(widest, u64::MAX), None);
        assert_eq!(missing_bounds(1, u64::MAX, 1), None);
        assert_eq!(missing_bounds(3, 2, 1), None);
    }

    fn width(interval: Option<Interval>) -> f64 {
        interval.map(|interval| interval.upper - interval.lower).unwrap()
    }

    fn holds(interval: Option<Interval>, share: f64) -> bool {
        interval.is_some_and(|i| 0.0 <= i.lower && i.upper <= 1.0 && i.contains(share))
    }

    proptest! {
        #[test]
        fn every_interval_holds_the_share_within_zero_and_one(n in 1..5_000_u64, part in 0..5_000_u64, effect in 1.0..40.0_f64) {
            let part = part.min(n);
            let (hits, whole) = (count_to_f64(part), count_to_f64(n));
            prop_assert!(holds(wilson(part, n, Z_95), hits / whole));
            prop_assert!(holds(clopper_pearson(part, n, 0.05), hits / whole));
            let effective = wilson_effective(hits / whole, whole / effect, Z_95);
            prop_assert!(holds(effective, hits / whole));
            prop_assert_eq!(part == 0, effective.unwrap().lower <= 0.0);
            prop_assert_eq!(part == n, 1.0 <= effective.unwrap().upper);
        }

        #[test]
        fn more_persons_with_the_same_share_narrow_the_interval(n in 1..500_u64, part in 0..500_u64, times in 2..20_u64) {
            let part = part.min(n);
            let narrows = |few, many| width(many) < width(few);
            prop_assert!(narrows(wilson(part, n, Z_95), wilson(part * times, n * times, Z_95)));
            let exact = |times| clopper_pearson(part * times, n * times, 0.05);
            prop_assert!(narrows(exact(1), exact(times)));
        }

        #[test]
        fn more_effective_persons_narrow_the_interval(share in 0.0..=1.0_f64, n in 0.1..5_000.0_f64, times in 1.01..50.0_f64) {
            let of = |n| width(wilson_effective(share, n, Z_95));
            prop_assert!(of(n * times) < of(n));
        }

        #[test]
        fn the_exact_interval_never_covers_too_seldom(n in 1..200_u64, p in 0.001..0.999_f64) {
            let holding = (0..=n).filter(|part| clopper_pearson(*part, n, 0.05).unwrap().contains(p));
            let covered: f64 = holding.map(|part| binomial_mass(part, n, p).unwrap()).sum();
            prop_assert!(0.95 <= covered + 1e-12, "{covered}");
        }

        #[test]
        fn counts_that_round_to_a_share_round_to_it(n in 1..2_000_u64, part in 0..2_000_u64, decimals in 0..4_u8) {
            let part = part.min(n);
            let percent = |part: u64| Decimal::from_ratio(100 * i128::from(part), i128::from(n), decimals);
            let (least, most) = counts_that_round_to(percent(part).unwrap(), n).unwrap();
            prop_assert!(least <= part && part <= most);
            prop_assert!((least..=most).all(|other| percent(other) == percent(part)));
            prop_assert!(least == 0 || percent(least - 1) != percent(part));
            prop_assert!(most == n || percent(most + 1) != percent(part));
        }

        #[test]
        fn what_the_missing_answer_stays_within_the_bounds(n in 1..500_u64, hits in 0..500_u64, missing in 0..200_u64, of_them in 0..200_u64) {
            let (hits, of_them) = (hits.min(n), of_them.min(missing));
            let bounds = missing_bounds(hits, n, missing).unwrap();
            let share = count_to_f64(hits + of_them) / count_to_f64(n + missing);
            prop_assert!(bounds.contains(share) && bounds.contains(count_to_f64(hits) / count_to_f64(n)));
        }
    }
}
