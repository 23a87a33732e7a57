use proptest::prelude::*;

use super::*;
use crate::method::Z_95;

fn near(got: f64, wanted: f64) -> bool {
    (got - wanted).abs() < 1e-12
}

#[track_caller]
fn assert_limits(got: Option<Interval>, lower: f64, upper: f64) {
    let got = got.unwrap();
    assert!(near(got.lower, lower) && near(got.upper, upper), "{got:?}, not {lower} to {upper}");
}

/// Newcombe (1998), table II, method 10; differences are second minus first.
const NEWCOMBE: [[(u64, u64); 2]; 2] = [[(48, 80), (56, 70)], [(3, 10), (9, 10)]];
const LIMITS: [[f64; 2]; 2] = [[0.0524, 0.3339], [0.1705, 0.8090]];

#[test]
fn newcombe_matches_the_published_table() {
    for ([first, second], [lower, upper]) in NEWCOMBE.into_iter().zip(LIMITS) {
        let got = newcombe(first, second, Z_95).unwrap();
        assert!((got.lower - lower).abs() < 5e-5, "{first:?} {second:?}: {got:?}");
        assert!((got.upper - upper).abs() < 5e-5, "{first:?} {second:?}: {got:?}");
    }
    assert_eq!(newcombe((0, 0), (1, 2), Z_95), None);
}

/// Its formula in 40-digit decimal arithmetic (Python `decimal`), rounded.
#[test]
fn recovered_variances_match_the_formula() {
    let of = |value, lower, upper| (value, Interval { lower, upper });
    let (first, second) = (of(7.1, 6.2, 8.3), of(6.4, 5.1, 7.2));
    let limits = mover(first, second, 0.6);
    assert_limits(limits, -1.821_605_991_424_796_2, 0.065_506_368_360_185_5);
    let limits = mover(first, second, -0.3);
    assert_limits(limits, -2.716_432_493_291_059_8, 0.671_860_051_171_401_4);
    // The same persons, and all moved alike: no chance is left.
    assert_limits(mover(of(0.65, 0.5, 0.8), of(0.7, 0.55, 0.85), 1.0), 0.05, 0.05);
}

#[test]
fn what_is_no_number_has_no_difference() {
    let half = (0.5, Interval { lower: 0.4, upper: 0.6 });
    assert_eq!(
        [-1.01, 1.01, f64::NAN].map(|correlation| mover(half, half, correlation)),
        [None; 3]
    );
    let broken = [f64::NAN, f64::INFINITY].map(|bad| {
        let limits = Interval { upper: bad, ..half.1 };
        [mover(half, (0.5, limits), 0.0), mover((bad, half.1), half, 0.0)]
    });
    assert_eq!(broken, [[None; 2]; 2]);
}

/// R 4.2.2: `t.test(b, a)` with `a <- c(2,4,7,7,10,2); b <- c(7,4,10,12,7)`, and with
/// `a <- c(31,36,40,29,33,35,38)/10; b <- c(45,28,39)/10`: stderr, parameter, p.value, conf.int.
#[test]
fn welch_matches_r() {
    let of = |n, sum, sum_sq, decimals| MeanEstimate::of_moments(n, sum, sum_sq, decimals).unwrap();
    let change = welch(of(6, 32, 222, 0), of(5, 40, 358, 0)).unwrap();
    assert!(
        near(change.difference, 8.0 / 3.0) && near(change.standard_error, 1.900_292_375_165_230_2)
    );
    assert!(near(change.degrees, 8.763_051_242_590_297));
    assert!(near(change.p_value().unwrap(), 0.194_956_249_256_908_5));
    assert_limits(change.interval(0.05), -1.649_877_318_752_751, 6.983_210_652_086_085);

    let change = welch(of(7, 242, 8456, 1), of(3, 112, 4330, 1)).unwrap();
    assert!(near(change.standard_error, 0.518_785_429_629_114_6));
    assert!(near(change.degrees, 2.353_866_465_580_213));
    assert!(near(change.p_value().unwrap(), 0.640_510_202_112_487_7));
    assert_limits(change.interval(0.05), -1.663_311_144_406_195_2, 2.215_692_096_787_147_4);
}

/// R 4.2.2: `t.test(y, x, paired = TRUE)` with `x <- c(4,4,7,10,7); y <- c(7,4,10,7,12)`.
#[test]
fn a_paired_mean_matches_r() {
    let change = paired_mean(5, 8, 52, 0).unwrap();
    assert!(near(change.difference, 1.6) && near(change.standard_error, 1.4));
    assert!(near(change.p_value().unwrap(), 0.316_854_846_416_359_5));
    assert_limits(change.interval(0.05), -2.287_023_147_276_911, 5.487_023_147_276_911);
}

#[test]
fn without_any_spread_no_difference_is_sure() {
    let seven = MeanEstimate::of_moments(3, 21, 147, 0).unwrap();
    let eight = MeanEstimate::of_moments(3, 24, 192, 0).unwrap();
    assert_eq!(welch(seven, eight), None);
    assert_eq!(paired_mean(3, 3, 3, 0), None);
}

#[test]
fn known_deviations_make_the_normal_test() {
    let of = |mean, n| MeanEstimate::with_known_deviation(mean, 2.5, n).unwrap();
    let change = welch(of(7.0, 25), of(7.7, 25)).unwrap();
    assert!(change.degrees.is_infinite());
    // R: 2 * pnorm(-.7 / (2.5 * sqrt(2 / 25))) = 0.3221988
    assert!((change.p_value().unwrap() - 0.322_198_8).abs() < 5e-8);
}

/// Both, first only, second only, neither; the limits in 40-digit decimal arithmetic (Python
/// `decimal`), rounded.
const PAIRED: &[([u64; 4], f64, f64)] = &[
    ([36, 2, 12, 0], 0.056_929_584_003_238_8, 0.340_427_602_974_940_7),
    ([36, 12, 2, 0], -0.340_427_602_974_940_7, -0.056_929_584_003_238_8),
    ([20, 1, 8, 21], 0.022_181_147_791_600_6, 0.249_262_838_164_636_4),
    ([1, 10, 3, 6], -0.604_625_046_557_847_1, -0.007_982_882_379_761_9),
    ([0, 0, 0, 7], -0.354_330_435_066_687_4, 0.354_330_435_066_687_4),
    ([5, 0, 0, 5], -0.166_593_157_081_222_6, 0.166_593_157_081_222_6),
    ([120, 25, 9, 46], -0.136_563_285_111_748_5, -0.022_962_182_840_745_9),
    ([3, 4, 5, 6], -0.248_434_183_803_931_8, 0.345_897_399_620_965_3),
];

fn counts([both, first_only, second_only, neither]: [u64; 4]) -> PairedCounts {
    PairedCounts { both, first_only, second_only, neither }
}

#[test]
fn paired_shares_match_the_formula() {
    for &(table, lower, upper) in PAIRED {
        assert_limits(paired_shares(counts(table), Z_95), lower, upper);
    }
    assert_eq!(paired_shares(counts([0; 4]), Z_95), None);
    assert_eq!(paired_shares(counts([u64::MAX; 4]), Z_95), None);
}

/// R 4.2.2, the pairs above: `var(x)` 6.3, `var(y)` 9.5, `cov(x, y)` 3, `var(y - x) / 5` 1.96.
#[test]
fn a_full_overlap_is_a_paired_comparison_and_none_an_independent_one() {
    let variance = partial_overlap_variance((6.3, 5), (9.5, 5), (3.0, 5)).unwrap();
    assert!(near(variance, 1.96));
    let variance = partial_overlap_variance((6.3, 5), (9.5, 4), (3.0, 0)).unwrap();
    assert!(near(variance, 6.3 / 5.0 + 9.5 / 4.0));
}

#[test]
fn contradictory_groups_have_no_variance() {
    let of = |n, variance, covariance, both| {
        partial_overlap_variance((variance, n), (4.0, 9), (covariance, both))
    };
    assert_eq!(of(0, 4.0, 0.0, 0), None);
    assert_eq!(of(9, 4.0, 1.0, 10), None);
    assert_eq!(of(9, -4.0, 1.0, 3), None);
    assert_eq!(of(9, f64::NAN, 1.0, 3), None);
    assert_eq!(of(9, 4.0, 5.0, 9), None);
}

fn estimate() -> impl Strategy<Value = (f64, Interval)> {
    (-5.0..5.0_f64, 0.0..3.0_f64, 0.0..3.0_f64).prop_map(|(value, below, above)| {
        (value, Interval { lower: value - below, upper: value + above })
    })
}

fn mean() -> impl Strategy<Value = MeanEstimate> {
    (-5.0..5.0_f64, 0.001..3.0_f64, 1.0..500.0_f64)
        .prop_map(|(mean, standard_error, degrees)| MeanEstimate { mean, standard_error, degrees })
}

/// Whether `back` is `forth` with its sign turned.
fn turned(forth: Interval, back: Interval) -> bool {
    near(forth.lower, -back.upper) && near(forth.upper, -back.lower)
}

proptest! {
    #[test]
    fn groups_turned_round_change_the_sign(first in estimate(), second in estimate(), correlation in -1.0..=1.0_f64, means in (mean(), mean()), table in prop::array::uniform4(0..60_u64)) {
        let forth = mover(first, second, correlation).unwrap();
        prop_assert!(turned(forth, mover(second, first, correlation).unwrap()));

        let (forth, back) = (welch(means.0, means.1).unwrap(), welch(means.1, means.0).unwrap());
        prop_assert!(turned(forth.interval(0.05).unwrap(), back.interval(0.05).unwrap()));
        prop_assert!(near(forth.p_value().unwrap(), back.p_value().unwrap()));

        let [both, first_only, second_only, neither] = table;
        if let Some(forth) = paired_shares(counts(table), Z_95) {
            let back = paired_shares(counts([both, second_only, first_only, neither]), Z_95);
            prop_assert!(turned(forth, back.unwrap()));
        }
    }

    #[test]
    fn newcombe_is_wilson_limits_without_correlation(a in 0..50_u64, b in 0..60_u64) {
        let (l_1, l_2) = (wilson(a, 50, Z_95).unwrap(), wilson(b, 60, Z_95).unwrap());
        let (p_1, p_2) = (count_to_f64(a) / 50.0, count_to_f64(b) / 60.0);
        let got = newcombe((a, 50), (b, 60), Z_95).unwrap();
        let below = (p_2 - l_2.lower).powi(2) + (l_1.upper - p_1).powi(2);
        let above = (l_2.upper - p_2).powi(2) + (p_1 - l_1.lower).powi(2);
        prop_assert!(near(got.lower, p_2 - p_1 - below.sqrt()));
        prop_assert!(near(got.upper, p_2 - p_1 + above.sqrt()));
        prop_assert!(-1.0 <= got.lower && got.upper <= 1.0);
    }

    #[test]
    fn more_alike_never_widens(first in estimate(), second in estimate(), one in -1.0..=1.0_f64, other in -1.0..=1.0_f64) {
        let less = mover(first, second, one.min(other)).unwrap();
        let more = mover(first, second, one.max(other)).unwrap();
        prop_assert!(less.lower <= more.lower + 1e-12 && more.upper <= less.upper + 1e-12);
        prop_assert!(more.lower <= second.0 - first.0 && second.0 - first.0 <= more.upper);
    }

    #[test]
    fn the_degrees_lie_between_the_smaller_and_the_sum(first in mean(), second in mean()) {
        let change = welch(first, second).unwrap();
        let least = first.degrees.min(second.degrees);
        prop_assert!(least * (1.0 - 1e-12) <= change.degrees);
        prop_assert!(change.degrees <= (first.degrees + second.degrees) * (1.0 + 1e-12));
    }

    #[test]
    fn a_p_value_below_five_per_cent_is_an_interval_without_zero(first in mean(), second in mean()) {
        let change = welch(first, second).unwrap();
        let p = change.p_value().unwrap();
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assume!(1e-9 < (p - 0.05).abs());
        prop_assert_eq!(p < 0.05, !change.interval(0.05).unwrap().contains(0.0));
    }

    #[test]
    fn paired_shares_hold_the_difference_within_one(table in prop::array::uniform4(0..200_u64)) {
        let [_, first_only, second_only, _] = table;
        let n = count_to_f64(table.iter().sum());
        prop_assume!(0.0 < n);
        let interval = paired_shares(counts(table), Z_95).unwrap();
        let difference = (count_to_f64(second_only) - count_to_f64(first_only)) / n;
        prop_assert!(interval.lower <= difference + 1e-12 && difference <= interval.upper + 1e-12);
        prop_assert!(-1.0 <= interval.lower && interval.upper <= 1.0);
    }
}
