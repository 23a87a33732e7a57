//! Every number that is held against was computed by R 4.2.2 with the call beside its table, and
//! agrees with 40-digit arithmetic (mpmath) over 1,021 points of a wider grid.

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
    (-3.0, 0.9986501019683699),
    (0.0, 0.5),
    (0.5, 0.30853753872598694),
    (Z_95, 0.025),
    (3.0, 0.0013498980316300946),
    (4.5, 3.3976731247300598e-06),
    (6.0, 9.8658764503769809e-10),
    (7.0, 1.2798125438858352e-12),
];

/// `p, qnorm(p)`
const NORMAL_QUANTILE: &[(f64, f64)] = &[
    (1e-12, -7.0344838253011321),
    (1e-6, -4.7534243088228987),
    (0.001, -3.0902323061678132),
    (0.025, -Z_95),
    (0.3, -0.52440051270804067),
    (0.6, 0.25334710313579978),
    (0.999, 3.0902323061678132),
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
    (1.5, 1.0, 0.3743340836219976),
    (1000.0, 1.0, 0.00063661956016111774),
    (3.1e7, 1.0, 2.0536121689276808e-08),
    (3.0, 2.7, 0.06589595765676666),
    (2.5, 7.3, 0.039650234665600456),
    (40.0, 7.3, 8.037135167913731e-10),
    (0.5, 12.0, 0.6261174762253241),
    (9.0, 12.0, 1.1040901405871806e-06),
    (0.001, 19.5, 0.99921227516080047),
    (30.0, 19.5, 8.685269641120834e-18),
    (2.0, 20.0, 0.059265535446570504),
    (6.4, 20.0, 3.0408486231259733e-06),
    (8.0, 20.0, 1.1656628271488505e-07),
    (1.3, 45.2, 0.20019145532760563),
    (4.4, 45.2, 6.5322178503267447e-05),
    (2.04, 75.0, 0.04487178315089628),
    (7.0, 75.0, 9.2855502175487214e-10),
    (0.3, 300.0, 0.76438491882814141),
    (6.5, 300.0, 3.344037998172249e-10),
    (0.001, 4000.0, 0.99920216543842899),
    (3.0, 4000.0, 0.0027164427064371491),
    (2.0, 1e6, 0.045500533851319185),
    (6.1, 1e6, 1.0610713814878263e-09),
    (7.1, 1e6, 1.2483928837786509e-12),
];

/// `alpha, df, qt(alpha / 2, df, lower.tail = FALSE)`
const T_QUANTILE: &[(f64, f64, f64)] = &[
    (0.05, 1.0, 12.706204736174707),
    (1e-9, 1.0, 636619772.36758137),
    (0.5, 1.5, 0.87259466254157103),
    (0.05, 7.3, 2.3450667365477034),
    (0.001, 12.0, 4.3177912836061845),
    (1e-6, 19.5, 6.995722678314765),
    (0.05, 20.0, 2.0859634472658648),
    (1e-9, 45.2, 7.6750230864754441),
    (0.9, 300.0, 0.12576776536557399),
    (0.05, 1e6, 1.9599663568141066),
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
    (3.841458820694124, 1.0, 0.05),
    (0.002, 1.0, 0.9643294082703201),
    (37.0, 1.0, 1.1812924646610723e-09),
    (8.2249223, 2.0, 0.016367442184347578),
    (60.0, 3.5, 1.3375204759873794e-12),
    (0.5, 10.0, 0.99999338828943896),
    (70.0, 10.0, 4.4337817499232133e-11),
    (60.0, 55.0, 0.29938924883864648),
    (140.0, 55.0, 2.3776891162441832e-09),
    (300.0, 299.0, 0.47285048381716993),
    (520.0, 299.0, 3.765926291730139e-14),
    (3000.0, 3000.0, 0.49656643883965135),
    (1_003_500.0, 1e6, 0.0067092702179387849),
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
    (3, 10, 0.2, 0.87912611839999988, 0.20132659200000003),
    (0, 45, 0.02, 0.40287786427342548, 0.40287786427342553),
    (10, 45, 0.7, 5.1067403332143917e-11, 4.5085874231251523e-11),
    (60, 150, 0.7, 2.8446432971374446e-14, 2.04917050959779e-14),
    (270, 400, 0.7, 0.15007706993336978, 0.023677883108408793),
    (399, 400, 0.99, 0.98204944672495487, 0.072527487979981195),
    (1900, 3000, 0.7, 3.0095143219938072e-15, 7.9246950300521308e-16),
    (48_500, 70_000, 0.7, 1.9684474147178107e-05, 6.8845386265482262e-07),
    (2, 1_000_000, 1e-05, 0.0027693049164881568, 0.0022699261187930451),
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
    (0.025, 3.0, 8.0, 0.066739511177734467),
    (0.975, 4.0, 7.0, 0.65245285005999731),
    (0.025, 1.0, 10.0, 0.0025285785444617843),
    (0.975, 1.0, 10.0, 0.30849710781876083),
    (0.001, 0.5, 0.5, 2.4673990709169446e-06),
    (0.6, 0.2, 3.0, 0.020062120199277222),
    (0.975, 65.0, 36.0, 0.73359157726676538),
    (0.025, 2801.0, 1201.0, 0.68560909599882802),
    (1e-9, 70.0, 30.0, 0.40378453419099042),
    (0.5, 700_001.0, 300_000.0, 0.70000043333314732),
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
        prop_assert_eq!(p(t), p(-t));
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
