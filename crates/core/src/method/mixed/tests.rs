//! Values made by R's `lme4`, and what holds of any groups.

use proptest::prelude::*;

use super::super::{Score, to_f64};
use super::*;
use crate::PairSums;

/// Mean reaction times of 18 subjects on days 0 to 9 with little sleep, in ten-thousandths of a
/// millisecond: `sleepstudy` of R's `lme4`. Belenky et al. (2003), J Sleep Res 12:1-12.
const REACTIONS: [[i64; 10]; 18] = [
    [
        2_495_600, 2_587_047, 2_508_006, 3_214_398, 3_568_519, 4_146_901, 3_822_038, 2_901_486,
        4_305_853, 4_663_535,
    ],
    [
        2_227_339, 2_052_658, 2_029_778, 2_047_070, 2_077_161, 2_159_618, 2_136_303, 2_177_272,
        2_242_957, 2_373_142,
    ],
    [
        1_990_539, 1_943_322, 2_343_200, 2_328_416, 2_293_074, 2_204_579, 2_354_208, 2_557_511,
        2_610_125, 2_475_153,
    ],
    [
        3_215_426, 3_004_002, 2_838_565, 2_851_330, 2_857_973, 2_975_855, 2_802_396, 3_182_613,
        3_053_495, 3_540_487,
    ],
    [
        2_876_079, 2_850_000, 3_018_206, 3_201_153, 3_162_773, 2_933_187, 2_900_750, 3_348_177,
        2_937_469, 3_715_811,
    ],
    [
        2_348_606, 2_428_118, 2_729_613, 3_097_688, 3_174_629, 3_099_976, 4_541_619, 3_468_311,
        3_303_003, 2_538_644,
    ],
    [
        2_838_424, 2_895_550, 2_767_693, 2_998_097, 2_971_710, 3_381_665, 3_320_265, 3_488_399,
        3_333_600, 3_620_428,
    ],
    [
        2_654_731, 2_762_012, 2_433_647, 2_546_723, 2_790_244, 2_841_912, 3_055_248, 3_315_229,
        3_357_469, 3_772_990,
    ],
    [
        2_416_083, 2_739_472, 2_544_907, 2_708_021, 2_514_519, 2_546_362, 2_454_523, 2_353_110,
        2_357_541, 2_372_466,
    ],
    [
        3_123_666, 3_138_058, 2_916_112, 3_461_222, 3_657_324, 3_918_385, 4_042_601, 4_166_923,
        4_558_643, 4_589_167,
    ],
    [
        2_361_032, 2_303_167, 2_389_256, 2_549_220, 2_507_103, 2_697_744, 2_815_648, 3_081_020,
        3_362_806, 3_516_451,
    ],
    [
        2_562_968, 2_434_543, 2_562_046, 2_555_271, 2_689_165, 3_297_247, 3_794_445, 3_629_184,
        3_944_872, 3_890_527,
    ],
    [
        2_505_265, 3_000_576, 2_698_939, 2_805_891, 2_718_274, 3_046_336, 2_877_466, 2_665_955,
        3_215_418, 3_475_655,
    ],
    [
        2_216_771, 2_981_939, 3_268_785, 3_468_555, 3_487_402, 3_528_287, 3_544_266, 3_604_326,
        3_756_406, 3_885_417,
    ],
    [
        2_719_235, 2_684_369, 2_572_424, 2_776_566, 3_148_222, 3_172_135, 2_981_353, 3_481_229,
        3_402_800, 3_665_131,
    ],
    [
        2_252_640, 2_345_235, 2_389_008, 2_404_730, 2_675_373, 3_441_937, 2_811_481, 3_475_855,
        3_651_630, 3_722_288,
    ],
    [
        2_698_804, 2_724_428, 2_778_989, 2_817_895, 2_791_705, 2_845_120, 2_592_658, 3_046_306,
        3_507_807, 3_694_692,
    ],
    [
        2_694_117, 2_734_740, 2_975_968, 3_106_316, 2_871_726, 3_296_076, 3_344_818, 3_432_199,
        3_691_417, 3_641_236,
    ],
];

/// A day at the scale of [`REACTIONS`].
const DAY: i64 = 10_000;

fn moments_of(pairs: impl IntoIterator<Item = (i64, i64)>) -> PairMoments {
    let one = |sums: PairSums, (x, y)| sums.merge(PairSums::of(x, y)).unwrap();
    pairs.into_iter().fold(PairSums::default(), one).moments(4).unwrap()
}

/// Each subject with the days that `keeps` says of their number and the day.
fn subjects(keeps: fn(usize, usize) -> bool) -> Vec<PairMoments> {
    let of = |(subject, times): (usize, &[i64; 10])| {
        let days = (0..10).filter(|day| keeps(subject, *day));
        moments_of(days.map(|day| (i64::try_from(day).unwrap() * DAY, times[day])))
    };
    REACTIONS.iter().enumerate().map(of).collect()
}

/// Subject k, from 0, keeps days 0 to 9 − (k mod 8): 123 rows.
fn unbalanced() -> Vec<PairMoments> {
    subjects(|subject, day| day <= 9 - subject % 8)
}

fn assert_all(wanted: &[(f64, f64)]) {
    for (got, wanted) in wanted {
        assert!((got - wanted).abs() <= 1e-7 * wanted.abs().max(1.0), "{got} for {wanted}");
    }
}

/// R 4.2.2, lme4 1.1-31, with `ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12))`:
/// `m <- lmer(Reaction ~ Days + (1 | Subject), sleepstudy, control = ctl)`; `fixef(m)`; `vcov(m)`;
/// `VarCorr(m)`; `logLik(m)`; `ranef(m, condVar = TRUE)`. The line alone:
/// `logLik(lm(Reaction ~ Days, sleepstudy), REML = TRUE)`. Prediction errors: the inverse of Henderson's
/// equations, by `solve`.
#[test]
fn a_balanced_model_matches_lme4() {
    let got = random_intercept(&subjects(|_, _| true), Slopes::Common, 15).unwrap();
    let [first, second] = [0, 1].map(|subject: usize| got.groups[subject].unwrap());
    assert_all(&[
        (got.intercept.estimate, 251.405_104_848_483),
        (got.intercept.standard_error, 9.746_716_338_935_924),
        (got.slope.estimate, 10.467_285_959_596),
        (got.slope.standard_error, 0.804_221_428_228_504),
        (got.group_deviation, 37.123_827_104_249_3),
        (got.pupil_deviation, 30.991_233_871_024_1),
        (got.log_likelihood, -893.232_542_697_46),
        (got.log_likelihood_alike, -946.831_831_736_054),
        (first.shrunken, 40.783_709_892_676_9),
        (first.standard_error, 9.475_668_116_856_94),
        (first.prediction_error, 12.702_972_979_451_5),
        (second.shrunken, -77.849_553_923_667_4),
    ]);
    assert_eq!(got.between, None);
    assert!(got.p_value().unwrap() < 1e-20);
}

/// The same of `u`, the rows of [`unbalanced`].
#[test]
fn an_unbalanced_model_matches_lme4() {
    let got = random_intercept(&unbalanced(), Slopes::Common, 15).unwrap();
    let [first, second, eighth] = [0, 1, 7].map(|subject: usize| got.groups[subject].unwrap());
    assert_all(&[
        (got.intercept.estimate, 253.099_258_244_941_32),
        (got.intercept.standard_error, 9.779_359_579_244_41),
        (got.slope.estimate, 9.521_320_514_979_43),
        (got.slope.standard_error, 1.164_402_470_585_34),
        (got.group_deviation, 36.869_266_183_599_2),
        (got.pupil_deviation, 29.708_107_140_361_1),
        (got.log_likelihood, -607.955_377_577_985),
        (got.log_likelihood_alike, -649.538_608_795_704),
        (first.shrunken, 43.372_604_615_991_53),
        (first.standard_error, 9.103_642_514_596_68),
        (first.prediction_error, 12.630_494_948_847_1),
        (second.shrunken, -73.129_442_904_59),
        (eighth.shrunken, -0.773_508_488_797_373),
        (eighth.prediction_error, 17.377_211_722_793_3),
    ]);
}

/// The same with `u$md <- ave(u$Days, u$Subject)`: `lmer(Reaction ~ Days + md + (1 | Subject), u)`.
/// The slope between is the sum of the coefficients, its variance from `vcov(m)`.
#[test]
fn slopes_kept_apart_match_lme4() {
    let got = random_intercept(&unbalanced(), Slopes::WithinAndBetween, 15).unwrap();
    let between = got.between.unwrap();
    let [first, eighth] = [0, 7].map(|subject: usize| got.groups[subject].unwrap());
    let variance: f64 = 1.387_749_376_224_65 + 65.607_259_083_363_1 - 2.0 * 1.387_749_376_224_67;
    assert_all(&[
        (got.intercept.estimate, 259.640_449_469_761_2),
        (got.intercept.standard_error, 25.519_077_904_752_52),
        (got.slope.estimate, 9.571_626_630_007_88),
        (got.slope.standard_error, 1.178_027_748_495_19),
        (between.context.estimate, -2.258_621_213_823_47),
        (between.context.standard_error, 8.099_830_805_847_83),
        (between.slope.estimate, 9.571_626_630_007_88 - 2.258_621_213_823_47),
        (between.slope.standard_error, variance.sqrt()),
        (got.group_deviation, 37.913_042_136_115_5),
        (got.pupil_deviation, 29.720_405_077_437_8),
        (got.log_likelihood, -604.916_913_812_937),
        (got.log_likelihood_alike, -646.901_796_173_601),
        (first.shrunken, 46.714_200_492_188_78),
        (first.standard_error, 9.122_306_410_094_36),
        (first.prediction_error, 17.214_820_110_884_7),
        (eighth.shrunken, -4.377_175_514_98),
        (eighth.prediction_error, 21.799_559_963_929_3),
    ]);
}

/// The same with a slope that is given: `lmer(I(Reaction - 14 * Days) ~ 1 + (1 | Subject), u)`.
#[test]
fn a_given_slope_matches_lme4() {
    let got = random_intercept(&unbalanced(), Slopes::Given(14.0), 15).unwrap();
    let [first, eighth] = [0, 7].map(|subject: usize| got.groups[subject].unwrap());
    assert_eq!(got.slope, Coefficient { estimate: 14.0, standard_error: 0.0 });
    assert_all(&[
        (got.intercept.estimate, 239.807_759_989_699),
        (got.intercept.standard_error, 9.340_091_924_192_23),
        (got.group_deviation, 37.474_288_600_235_8),
        (got.pupil_deviation, 31.503_742_685_955),
        (got.log_likelihood, -616.038_781_348_714),
        (got.log_likelihood_alike, -654.812_750_075_232),
        (first.shrunken, 36.730_211_941_061_1),
        (first.prediction_error, 12.992_225_410_591_9),
        (eighth.shrunken, 6.371_027_495_237_6),
        (eighth.prediction_error, 18.024_835_674_992_4),
    ]);
}

/// Groups that cut across subjects and days, `g = (subject + day) mod 10`: `lmer(Reaction ~ Days +
/// (1 | g), ...)` is singular, `isSingular(m)` is TRUE.
#[test]
fn groups_that_do_not_differ_are_told_to_be_alike() {
    let of = |group: usize| {
        let cells = (0..18).flat_map(|subject| (0..10).map(move |day| (subject, day)));
        let own = cells.filter(|(subject, day)| (subject + day) % 10 == group);
        moments_of(own.map(|(subject, day): (usize, usize)| {
            (i64::try_from(day).unwrap() * DAY, REACTIONS[subject][day])
        }))
    };
    let groups: Vec<PairMoments> = (0..10).map(of).collect();
    let got = random_intercept(&groups, Slopes::Common, 3).unwrap();
    assert!(!got.detects_difference());
    assert_eq!((got.group_deviation, got.p_value()), (0.0, Some(1.0)));
    assert_eq!(got.log_likelihood.to_bits(), got.log_likelihood_alike.to_bits());
    let first = got.groups[0].unwrap();
    assert_eq!((first.shrunken.abs(), first.reliability, first.comparison), (0.0, 0.0, None));
    assert_eq!((first.standard_error, first.prediction_error), (0.0, 0.0));
    assert_all(&[
        (got.intercept.estimate, 251.405_104_848_485),
        (got.intercept.standard_error, 6.610_154_044_287_57),
        (got.slope.standard_error, 1.238_195_298_049_82),
        (got.pupil_deviation, 47.714_719_743_778_5),
        (got.log_likelihood, -946.831_831_736_054),
    ]);
}

/// Goldstein & Healy (1995): the factor is 1.39 where two standard errors are alike.
#[test]
fn intervals_for_comparing_that_just_touch_tell_a_difference_at_five_percent() {
    let got = random_intercept(&subjects(|_, _| true), Slopes::Common, 15).unwrap();
    let first = got.groups[0].unwrap();
    let half = first.comparison.unwrap().upper - first.shrunken;
    let z = 2.0 * half / (2.0 * first.standard_error * first.standard_error).sqrt();
    assert!((z - crate::method::Z_95).abs() < 0.01, "{z}");
}

/// Groups of which none adds more than another, by the moments themselves: true scores with a variance
/// of .64 within groups and errors of .25, and a true slope of .7.
#[test]
fn a_corrected_slope_does_not_take_a_strong_intake_for_a_gain() {
    let of = |place: i32| PairMoments {
        n: 30,
        mean_x: f64::from(place) / 20.0,
        mean_y: 0.7 * f64::from(place) / 20.0,
        sum_xx: 30.0 * (0.64 + 0.25),
        sum_xy: 30.0 * 0.7 * 0.64,
        sum_yy: 30.0 * (0.49 * 0.64 + 0.36),
    };
    let groups: Vec<PairMoments> = (-10..=10).map(of).collect();
    let apart = random_intercept(&groups, Slopes::WithinAndBetween, 15).unwrap();
    let within = Score { deviation: 0.89_f64.sqrt(), error: 0.5 };
    let slope = within.reliability().unwrap().correct(apart.slope.estimate).unwrap().value();
    assert_all(&[(slope, 0.7), (apart.between.unwrap().slope.estimate, 0.7)]);
    let raw_of = |slopes| {
        let model = random_intercept(&groups, slopes, 15).unwrap();
        [0, 20].map(|place: usize| model.groups[place].unwrap().raw)
    };
    let [low, high] = raw_of(Slopes::Common);
    assert!(low < -0.05 && 0.05 < high, "{low} {high}");
    let [low, high] = raw_of(Slopes::Given(slope));
    assert!(low.abs() < 1e-12 && high.abs() < 1e-12, "{low} {high}");
}

#[test]
fn what_cannot_be_fitted_says_why() {
    let all = subjects(|_, _| true);
    let fit = |groups: &[PairMoments], slopes, least| random_intercept(groups, slopes, least).err();
    let few = |groups, least| Some(MixedRefused::TooFewGroups { groups, least });
    assert_eq!(fit(&all[..14], Slopes::Common, 15), few(14, 15));
    assert_eq!(fit(&all[..2], Slopes::Common, 0), few(2, 3));
    let impossible = [PairMoments { mean_y: f64::NAN, ..all[0] }, PairMoments { n: 0, ..all[0] }];
    assert_eq!(fit(&[all[1], impossible[0], impossible[1]], Slopes::Common, 3), few(1, 3));
    // The means of days are alike in all subjects: no slope between them.
    assert_eq!(fit(&all, Slopes::WithinAndBetween, 3), Some(MixedRefused::NoSpreadOfFirst));
    let one_day: Vec<PairMoments> = (0..5).map(|k| moments_of([(7, k), (7, 2 * k)])).collect();
    assert_eq!(fit(&one_day, Slopes::Common, 3), Some(MixedRefused::NoSpreadOfFirst));
    let alone: Vec<PairMoments> = (0..9).map(|k| moments_of([(k, k * k % 7)])).collect();
    assert_eq!(fit(&alone, Slopes::Common, 3), Some(MixedRefused::NoSpreadWithin));
    let follows: Vec<PairMoments> =
        (0..9).map(|k| moments_of((0..4).map(|x| (x, 3 * x + 7 * k)))).collect();
    assert_eq!(fit(&follows, Slopes::Common, 3), Some(MixedRefused::NoSpreadWithin));
    assert_eq!(fit(&follows, Slopes::Given(3.0), 3), Some(MixedRefused::NoSpreadWithin));
    assert_eq!(fit(&follows, Slopes::Given(f64::NAN), 3), Some(MixedRefused::NoSlope));
    assert_eq!(fit(&follows, Slopes::Given(2.0), 3), None);
}

/// Invented groups of a line with pupils and groups about it.
fn groups() -> impl Strategy<Value = Vec<Vec<(i64, i64)>>> {
    let pupil = (-3_000..3_000_i64, -2_000..2_000_i64);
    let group = (prop::collection::vec(pupil, 1..25), -1_500..1_500_i64);
    let own = |(pupils, level): (Vec<(i64, i64)>, i64)| {
        pupils.into_iter().map(|(x, rest)| (x, level + x * 6 / 10 + rest)).collect()
    };
    prop::collection::vec(group.prop_map(own), 4..25)
}

fn moments(groups: &[Vec<(i64, i64)>]) -> Vec<PairMoments> {
    groups.iter().map(|group| moments_of(group.iter().copied())).collect()
}

fn both_fits(groups: &[PairMoments]) -> Vec<RandomIntercept> {
    let slopes = [Slopes::Common, Slopes::WithinAndBetween];
    slopes.iter().filter_map(|slopes| random_intercept(groups, *slopes, 3).ok()).collect()
}

/// With every kind of slope.
fn all_fits(groups: &[PairMoments]) -> Vec<RandomIntercept> {
    let given = random_intercept(groups, Slopes::Given(0.55), 3).ok();
    both_fits(groups).into_iter().chain(given).collect()
}

/// The likelihood from pupils: each group's covariance taken apart by Gauss' elimination, and the
/// coefficients by the normal equations. Shares no formula with the fit.
fn likelihood(groups: &[Vec<(i64, i64)>], ratio: f64, apart: bool) -> f64 {
    let (mut normal, mut logs, mut persons) = (vec![vec![0.0; 4]; 4], 0.0, 0.0);
    for group in groups {
        let mean = group.iter().map(|(x, _)| to_f64(*x)).sum::<f64>() / how_many(group);
        let mut rows: Vec<Vec<f64>> = group
            .iter()
            .enumerate()
            .map(|(i, (x, y))| {
                let mean = if apart { mean / 1e4 } else { 0.0 };
                let mut row: Vec<f64> =
                    (0..group.len()).map(|j| ratio + f64::from(u8::from(i == j))).collect();
                row.extend([1.0, to_f64(*x) / 1e4, mean, to_f64(*y) / 1e4]);
                row
            })
            .collect();
        let size = group.len();
        let plain: Vec<Vec<f64>> = rows.iter().map(|row| row[size..].to_vec()).collect();
        for i in 0..size {
            logs += libm::log(rows[i][i]);
            let pivot = rows[i].clone();
            for row in rows.iter_mut().skip(i + 1) {
                let times = row[i] / pivot[i];
                row.iter_mut().zip(&pivot).for_each(|(cell, above)| *cell -= times * above);
            }
        }
        for i in (0..size).rev() {
            let pivot: Vec<f64> = rows[i].iter().map(|cell| cell / rows[i][i]).collect();
            rows[i].clone_from(&pivot);
            for row in rows.iter_mut().take(i) {
                let times = row[i];
                row.iter_mut().zip(&pivot).for_each(|(cell, below)| *cell -= times * below);
            }
        }
        for (row, solved) in plain.iter().zip(&rows) {
            for i in 0..4 {
                for j in 0..4 {
                    normal[i][j] += row[i] * solved[size + j];
                }
            }
        }
        persons += how_many(group);
    }
    let used: &[usize] = if apart { &[0, 1, 2] } else { &[0, 1] };
    for i in used {
        logs += libm::log(normal[*i][*i]);
        let pivot = normal[*i].clone();
        for row in normal.iter_mut().skip(i + 1) {
            let times = row[*i] / pivot[*i];
            row.iter_mut().zip(&pivot).for_each(|(cell, above)| *cell -= times * above);
        }
    }
    let degrees = persons - how_many(used);
    -(logs + degrees * (1.0 + libm::log(2.0 * PI * normal[3][3] / degrees))) / 2.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_other_ratio_is_more_likely_by_the_pupils_themselves(pupils in groups(), along in -12.0..4.0_f64) {
        for model in both_fits(&moments(&pupils)) {
            let own = model.group_deviation / model.pupil_deviation;
            let of = |ratio| likelihood(&pupils, ratio, model.between.is_some());
            prop_assert!((of(own * own) - model.log_likelihood).abs() < 1e-6, "{model:?}");
            prop_assert!((of(0.0) - model.log_likelihood_alike).abs() < 1e-6);
            prop_assert!(of(libm::exp(along)) <= model.log_likelihood + 1e-6);
        }
    }

    #[test]
    fn a_shrunken_effect_is_never_farther_out_and_all_sum_to_nothing(pupils in groups()) {
        for model in all_fits(&moments(&pupils)) {
            let mut sum = 0.0;
            for group in model.groups.iter().flatten() {
                prop_assert!(group.shrunken.abs() <= group.raw.abs());
                prop_assert!((0.0..=1.0).contains(&group.reliability));
                prop_assert!(group.standard_error <= group.prediction_error);
                prop_assert!(group.prediction_error <= model.group_deviation * (1.0 + 1e-9));
                sum += group.reliability * group.raw;
            }
            prop_assert!(sum.abs() < 1e-9, "{sum}");
        }
    }

    #[test]
    fn whatever_the_numbers_a_fit_is_finite(
        groups in prop::collection::vec((0..2_000_000_u64, prop::array::uniform5(-200.0..200.0_f64), prop::array::uniform5(any::<bool>())), 3..8),
    ) {
        let of = |(n, logs, signs): (u64, [f64; 5], [bool; 5])| {
            let [mean_x, mean_y, sum_xx, sum_yy, sum_xy] = std::array::from_fn(|i| {
                let size = libm::exp(logs[i] * if signs[i] { 0.02 } else { 1.0 });
                if i == 4 && n % 2 == 0 { -size } else { size }
            });
            let greatest = (sum_xx * sum_yy).sqrt();
            PairMoments { n, mean_x, mean_y, sum_xx, sum_yy, sum_xy: sum_xy.clamp(-greatest, greatest) }
        };
        let groups: Vec<PairMoments> = groups.into_iter().map(of).collect();
        for model in all_fits(&groups) {
            let numbers = [model.slope.estimate, model.slope.standard_error, model.intercept.estimate, model.group_deviation, model.pupil_deviation, model.log_likelihood];
            prop_assert!(numbers.iter().all(|number| number.is_finite()), "{model:?}");
            prop_assert!(0.0 < model.pupil_deviation);
            let effects = model.groups.iter().flatten();
            prop_assert!(effects.clone().all(|group| group.shrunken.is_finite() && group.prediction_error.is_finite()), "{model:?}");
        }
    }

    #[test]
    fn more_pupils_are_more_reliable(pupils in groups()) {
        for model in all_fits(&moments(&pupils)).iter().filter(|model| model.detects_difference()) {
            let mut of: Vec<(usize, f64)> =
                pupils.iter().map(Vec::len).zip(model.groups.iter().map(|group| group.unwrap().reliability)).collect();
            of.sort_by_key(|one| one.0);
            for pair in of.windows(2) {
                prop_assert_eq!(pair[0].0 < pair[1].0, pair[0].1 < pair[1].1);
            }
        }
    }

    #[test]
    fn neither_the_order_of_groups_nor_one_that_is_none_moves_a_bit(pupils in groups(), turn in 0..25_usize) {
        let straight = moments(&pupils);
        let mut other = straight.clone();
        other.rotate_left(turn % straight.len());
        other.reverse();
        other.push(PairMoments { sum_xx: -1.0, ..straight[0] });
        for (mut got, mut turned) in all_fits(&straight).into_iter().zip(all_fits(&other)) {
            prop_assert_eq!(turned.groups.pop(), Some(None));
            got.groups.rotate_left(turn % straight.len());
            got.groups.reverse();
            prop_assert_eq!(got, turned);
        }
    }

    #[test]
    fn another_unit_of_the_second_score_moves_its_numbers_alone(
        pupils in groups(), offset in -500_000..500_000_i64, times in prop_oneof![-9..-1_i64, 2..9_i64],
    ) {
        let moved: Vec<Vec<(i64, i64)>> = pupils
            .iter()
            .map(|group| group.iter().map(|(x, y)| (*x, offset + times * y)).collect())
            .collect();
        let factor = to_f64(times);
        let near = |got: f64, wanted: f64| (got - wanted).abs() < 1e-6 * wanted.abs().max(1.0);
        let all = |pupils: &[Vec<(i64, i64)>]| both_fits(&moments(pupils));
        for (of, other) in all(&pupils).iter().zip(&all(&moved)) {
            prop_assert!(near(other.slope.estimate, factor * of.slope.estimate));
            prop_assert!(near(other.group_deviation, factor.abs() * of.group_deviation));
            prop_assert!(near(other.pupil_deviation, factor.abs() * of.pupil_deviation));
            let intercept = to_f64(offset) / 1e4 + factor * of.intercept.estimate;
            prop_assert!(near(other.intercept.estimate, intercept));
            for (one, two) in of.groups.iter().flatten().zip(other.groups.iter().flatten()) {
                prop_assert!(near(two.shrunken, factor * one.shrunken));
                prop_assert!(near(two.prediction_error, factor.abs() * one.prediction_error));
            }
        }
    }
}
