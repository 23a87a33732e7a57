//! Every number was computed by R 4.2.2 with the call beside its table. Apart from these the functions
//! were held against 40-digit arithmetic (mpmath 1.4.1) at 1,021 points, tails from 1 down to 1e-15,
//! degrees of freedom from 0.3 to 10⁶ and up to 10⁶ persons: at most 2e-13 off, relatively.

#![expect(clippy::excessive_precision, reason = "as R prints them, with 17 digits")]

use proptest::prelude::*;

use super::*;
use crate::method::Z_95;

#[track_caller]
fn assert_close(got: Option<f64>, wanted: f64, within: f64) {
    let got = got.unwrap();
    assert!((got - wanted).abs() <= within * wanted.abs(), "{got:e}, not {wanted:e}");
}

/// `x, pnorm(x, lower.tail = FALSE)`
const NORMAL: &[(f64, f64)] = &[
    (-3.0, 0.998_650_101_968_369_9),
    (0.0, 0.5),
    (0.5, 0.308_537_538_725_986_94),
    (Z_95, 0.025),
    (3.0, 0.001_349_898_031_630_094_6),
    (4.5, 3.397_673_124_730_059_8e-06),
    (6.0, 9.865_876_450_376_980_9e-10),
    (7.0, 1.279_812_543_885_835_2e-12),
];

/// `p, qnorm(p)`
const NORMAL_QUANTILE: &[(f64, f64)] = &[
    (1e-12, -7.034_483_825_301_132_1),
    (1e-6, -4.753_424_308_822_898_7),
    (0.001, -3.090_232_306_167_813_2),
    (0.025, -Z_95),
    (0.3, -0.524_400_512_708_040_67),
    (0.6, 0.253_347_103_135_799_78),
    (0.999, 3.090_232_306_167_813_2),
];

#[test]
fn normal_tails_and_quantiles_match_r() {
    for &(x, tail) in NORMAL {
        assert_close(Some(normal_upper_tail(x)), tail, 1e-14);
        assert_close(Some(normal_cdf(-x)), tail, 1e-14);
    }
    for &(p, x) in NORMAL_QUANTILE {
        assert_close(normal_quantile(p), x, 1e-13);
    }
    assert_eq!(normal_quantile(0.5), Some(0.0));
}

/// `t, df, 2 * pt(-t, df)`
const T: &[(f64, f64, f64)] = &[
    (1.5, 1.0, 0.374_334_083_621_997_6),
    (1000.0, 1.0, 0.000_636_619_560_161_117_74),
    (3.1e7, 1.0, 2.053_612_168_927_680_8e-08),
    (3.0, 2.7, 0.065_895_957_656_766_66),
    (2.5, 7.3, 0.039_650_234_665_600_456),
    (40.0, 7.3, 8.037_135_167_913_731e-10),
    (0.5, 12.0, 0.626_117_476_225_324_1),
    (9.0, 12.0, 1.104_090_140_587_180_6e-06),
    (0.001, 19.5, 0.999_212_275_160_800_47),
    (30.0, 19.5, 8.685_269_641_120_834e-18),
    (2.0, 20.0, 0.059_265_535_446_570_504),
    (6.4, 20.0, 3.040_848_623_125_973_3e-06),
    (8.0, 20.0, 1.165_662_827_148_850_5e-07),
    (1.3, 45.2, 0.200_191_455_327_605_63),
    (4.4, 45.2, 6.532_217_850_326_744_7e-05),
    (2.04, 75.0, 0.044_871_783_150_896_28),
    (7.0, 75.0, 9.285_550_217_548_721_4e-10),
    (0.3, 300.0, 0.764_384_918_828_141_41),
    (6.5, 300.0, 3.344_037_998_172_249e-10),
    (0.001, 4000.0, 0.999_202_165_438_428_99),
    (3.0, 4000.0, 0.002_716_442_706_437_149_1),
    (2.0, 1e6, 0.045_500_533_851_319_185),
    (6.1, 1e6, 1.061_071_381_487_826_3e-09),
    (7.1, 1e6, 1.248_392_883_778_650_9e-12),
];

/// `alpha, df, qt(alpha / 2, df, lower.tail = FALSE)`
const T_QUANTILE: &[(f64, f64, f64)] = &[
    (0.05, 1.0, 12.706_204_736_174_707),
    (1e-9, 1.0, 636_619_772.367_581_37),
    (0.5, 1.5, 0.872_594_662_541_571_03),
    (0.05, 7.3, 2.345_066_736_547_703_4),
    (0.001, 12.0, 4.317_791_283_606_184_5),
    (1e-6, 19.5, 6.995_722_678_314_765),
    (0.05, 20.0, 2.085_963_447_265_864_8),
    (1e-9, 45.2, 7.675_023_086_475_444_1),
    (0.9, 300.0, 0.125_767_765_365_573_99),
    (0.05, 1e6, 1.959_966_356_814_106_6),
    (0.05, f64::INFINITY, Z_95),
];

#[test]
fn t_tails_and_quantiles_match_r() {
    for &(t, df, p) in T {
        assert_close(t_two_sided(t, df), p, 1e-12);
    }
    for &(alpha, df, t) in T_QUANTILE {
        assert_close(t_quantile(alpha, df), t, 1e-12);
    }
    assert_close(t_two_sided(-2.0, f64::INFINITY), 2.0 * normal_upper_tail(2.0), 1e-15);
}

/// `x, df, pchisq(x, df, lower.tail = FALSE)`
const CHI_SQUARE: &[(f64, f64, f64)] = &[
    (3.841_458_820_694_124, 1.0, 0.05),
    (0.002, 1.0, 0.964_329_408_270_320_1),
    (37.0, 1.0, 1.181_292_464_661_072_3e-09),
    (8.224_922_3, 2.0, 0.016_367_442_184_347_578),
    (60.0, 3.5, 1.337_520_475_987_379_4e-12),
    (0.5, 10.0, 0.999_993_388_289_438_96),
    (70.0, 10.0, 4.433_781_749_923_213_3e-11),
    (60.0, 55.0, 0.299_389_248_838_646_48),
    (140.0, 55.0, 2.377_689_116_244_183_2e-09),
    (300.0, 299.0, 0.472_850_483_817_169_93),
    (520.0, 299.0, 3.765_926_291_730_139e-14),
    (3000.0, 3000.0, 0.496_566_438_839_651_35),
    (1_003_500.0, 1e6, 0.006_709_270_217_938_784_9),
];

#[test]
fn chi_square_tails_match_r() {
    for &(x, df, tail) in CHI_SQUARE {
        assert_close(chi_square_upper_tail(x, df), tail, 1e-11);
    }
    assert_eq!(chi_square_upper_tail(0.0, 3.0), Some(1.0));
    assert_eq!(chi_square_upper_tail(f64::INFINITY, 3.0), Some(0.0));
}

/// `k, n, p, pbinom(k, n, p), dbinom(k, n, p)`
const BINOMIAL: &[(u64, u64, f64, f64, f64)] = &[
    (0, 1, 0.3, 0.7, 0.7),
    (3, 10, 0.2, 0.879_126_118_399_999_88, 0.201_326_592_000_000_03),
    (0, 45, 0.02, 0.402_877_864_273_425_48, 0.402_877_864_273_425_53),
    (10, 45, 0.7, 5.106_740_333_214_391_7e-11, 4.508_587_423_125_152_3e-11),
    (60, 150, 0.7, 2.844_643_297_137_444_6e-14, 2.049_170_509_597_79e-14),
    (270, 400, 0.7, 0.150_077_069_933_369_78, 0.023_677_883_108_408_793),
    (399, 400, 0.99, 0.982_049_446_724_954_87, 0.072_527_487_979_981_195),
    (1900, 3000, 0.7, 3.009_514_321_993_807_2e-15, 7.924_695_030_052_130_8e-16),
    (48_500, 70_000, 0.7, 1.968_447_414_717_810_7e-05, 6.884_538_626_548_226_2e-07),
    (2, 1_000_000, 1e-05, 0.002_769_304_916_488_156_8, 0.002_269_926_118_793_045_1),
];

#[test]
fn binomial_chances_match_r() {
    for &(k, n, p, at_most, exactly) in BINOMIAL {
        assert_close(binomial_cdf(k, n, p), at_most, 1e-11);
        assert_close(binomial_mass(k, n, p), exactly, 1e-11);
    }
    assert_eq!(binomial_cdf(0, 0, 0.3), Some(1.0));
    assert_eq!(binomial_mass(0, 0, 0.3), Some(1.0));
    assert_eq!(binomial_mass(4, 3, 0.3), Some(0.0));
    assert_eq!([0.0, 1.0].map(|p| binomial_mass(1, 3, p)), [Some(0.0); 2]);
    assert_eq!([0.0, 1.0].map(|p| binomial_cdf(1, 3, p)), [Some(1.0), Some(0.0)]);
}

/// `p, a, b, qbeta(p, a, b)`
const BETA: &[(f64, f64, f64, f64)] = &[
    (0.025, 3.0, 8.0, 0.066_739_511_177_734_467),
    (0.975, 4.0, 7.0, 0.652_452_850_059_997_31),
    (0.025, 1.0, 10.0, 0.002_528_578_544_461_784_3),
    (0.975, 1.0, 10.0, 0.308_497_107_818_760_83),
    (0.001, 0.5, 0.5, 2.467_399_070_916_944_6e-06),
    (0.6, 0.2, 3.0, 0.020_062_120_199_277_222),
    (0.975, 65.0, 36.0, 0.733_591_577_266_765_38),
    (0.025, 2801.0, 1201.0, 0.685_609_095_998_828_02),
    (1e-9, 70.0, 30.0, 0.403_784_534_190_990_42),
    (0.5, 700_001.0, 300_000.0, 0.700_000_433_333_147_32),
];

#[test]
fn beta_quantiles_match_r() {
    for &(p, a, b, x) in BETA {
        assert_close(beta_quantile(p, a, b), x, 1e-12);
    }
}

#[test]
fn what_is_no_number_has_no_chance() {
    assert_eq!(t_two_sided(f64::NAN, 3.0), None);
    assert_eq!([f64::NAN, 0.0, -1.0].map(|df| t_two_sided(1.0, df)), [None; 3]);
    assert_eq!([f64::NAN, 0.0, -1.0].map(|df| t_quantile(0.05, df)), [None; 3]);
    assert_eq!([f64::NAN, 0.0, 1.0].map(|alpha| t_quantile(alpha, 3.0)), [None; 3]);
    assert_eq!([f64::NAN, -0.1, 1.1].map(|p| binomial_cdf(1, 3, p)), [None; 3]);
    assert!(normal_upper_tail(f64::NAN).is_nan());
}

fn is_chance(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

proptest! {
    #[test]
    fn no_input_makes_a_tail_leave_zero_to_one(x in any::<f64>(), df in any::<f64>(), k in any::<u64>(), n in any::<u64>()) {
        let tails = [t_two_sided(x, df), chi_square_upper_tail(x, df), binomial_cdf(k, n, x)];
        for tail in tails.into_iter().flatten() {
            prop_assert!(is_chance(tail), "{tail}");
        }
        prop_assert!(x.is_nan() || is_chance(normal_cdf(x)));
    }

    #[test]
    fn no_input_makes_a_quantile_that_is_no_number(p in 0.0..1.0_f64, a in any::<f64>(), b in any::<f64>()) {
        prop_assert!(t_quantile(p, a).is_none_or(|t| 0.0 <= t && t.is_finite()));
        prop_assert!(beta_quantile(p, a, b).is_none_or(is_chance));
    }

    #[test]
    fn further_from_zero_is_less_likely(t in 0.0..20.0_f64, further in 0.01..5.0_f64, df in 1.0..2_000.0_f64) {
        let p = |t| t_two_sided(t, df).unwrap();
        prop_assert!(p(t + further) < p(t));
        prop_assert_eq!(p(t).to_bits(), p(-t).to_bits());
    }

    #[test]
    fn more_degrees_make_a_thinner_tail(t in 0.1..8.0_f64, df in 1.0..2_000.0_f64, more in 1.01..3.0_f64) {
        prop_assert!(t_two_sided(t, df * more).unwrap() < t_two_sided(t, df).unwrap());
    }

    #[test]
    fn a_t_quantile_has_the_tail_it_was_asked_for(log_alpha in -20.7..-0.01_f64, log_df in 0.0..14.0_f64) {
        let (alpha, df) = (libm::exp(log_alpha), libm::exp(log_df));
        let p = t_two_sided(t_quantile(alpha, df).unwrap(), df).unwrap();
        prop_assert!((p / alpha - 1.0).abs() < 1e-11, "{p} for {alpha}");
    }

    #[test]
    fn a_beta_quantile_has_the_chance_it_was_asked_for(p in 1e-9..0.999_f64, log_a in -1.0..12.0_f64, log_b in -1.0..12.0_f64) {
        let (a, b) = (libm::exp(log_a), libm::exp(log_b));
        let x = beta_quantile(p, a, b).unwrap();
        // Where x is near 1 its last bit is worth more than that.
        let chance = beta_tails(a, b, x, 1.0 - x).0;
        prop_assert!(0.99 < x || (chance / p - 1.0).abs() < 1e-9, "{chance} for {p}");
    }

    #[test]
    fn the_chances_of_all_counts_add_up(n in 0..400_u64, p in 0.0..=1.0_f64) {
        let mut sum = 0.0;
        for k in 0..=n {
            sum += binomial_mass(k, n, p).unwrap();
            let at_most = binomial_cdf(k, n, p).unwrap();
            prop_assert!((sum - at_most).abs() < 1e-11, "{k} of {n}: {sum} and {at_most}");
        }
        prop_assert!((sum - 1.0).abs() < 1e-11);
    }
}
