//! Shrinkage: what a school's figure says of the school once the luck of few pupils is taken off.
//!
//! A small school lands far from the others more often by chance alone. Shrinkage draws a figure
//! towards the schools' common mean, the more the fewer pupils are behind it: by its reliability,
//! the part of its variance that is the school's own.
//!
//! A shrunken figure is shown beside the raw one, never instead of an official figure, and ranks
//! are not made from it (Louis & Shen 1999, Stat Med 18:2493-2505).
//!
//! What the schools have in common, the prior, is estimated from at least [`MIN_SCHOOLS`] schools
//! ([`empirical_bayes_shares`], [`empirical_bayes_means`]); with fewer it must be supplied
//! ([`shrink_shares`], [`shrink_means`]). An undefined school gets `None` and leaves the others as
//! if it were not there.

mod likelihood;
mod means;
mod shares;

use super::Interval;
use super::order::{how_many, sorted_sum};

pub use means::{NormalPrior, ShrunkenMeans, empirical_bayes_means, shrink_means};
pub use shares::{PriorFit, SharePrior, ShrunkenShares, empirical_bayes_shares, shrink_shares};

/// The least number of schools from which we estimate how much schools differ.
pub const MIN_SCHOOLS: usize = 15;

/// One school's figure, raw and drawn towards the common mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunken {
    /// The figure as it is.
    pub raw: f64,
    /// The figure drawn towards the common mean: between it and the raw one.
    pub shrunken: f64,
    /// The part of the figure's variance that is the school's own, within 0 and 1.
    pub reliability: f64,
    /// 95 % of what the school's own level may be, the prior taken as known. `None` when schools do
    /// not differ: it would be a point.
    pub interval: Option<Interval>,
    /// The same, widened because the prior is estimated too. `None` for a supplied prior, and when
    /// nothing varies at all.
    pub widened: Option<Interval>,
}

/// What is needed of the schools together to widen an interval for an estimated prior.
///
/// # Formula
///
/// With V the sampling variances, A the variance between schools, k schools and one common mean μ:
///
/// ```text
/// W = 1/(V + A),   B = V/(V + A),   B̂ = B(k − 3)/(k − 1),   r̂ = kW/ΣW,   V̄ = ΣWV/ΣW
/// variance = V(1 − B̂(k − r̂)/k) + 2/(k − 3) · B̂²(V̄ + A)/(V + A) · (y − μ)²
/// ```
///
/// in place of V(1 − B). The first term holds the error of μ and of the shrinkage, the second that
/// a school far out suffers most from an error in A. The shrunken figure itself keeps the plain B.
///
/// # References
///
/// Morris (1983), J Am Stat Assoc 78:47-55, <https://doi.org/10.1080/01621459.1983.10477920>.
struct Morris {
    schools: f64,
    between: f64,
    weights: f64,
    mean_variance: f64,
}

impl Morris {
    /// `variances` are the sampling variances of the schools, `between` the variance between them.
    fn of(variances: &[f64], between: f64) -> Self {
        let weight = |variance: f64| 1.0 / (variance + between);
        let weights = sorted_sum(variances.iter().map(|v| weight(*v)));
        let weighted = sorted_sum(variances.iter().map(|v| weight(*v) * v));
        Self { schools: how_many(variances), between, weights, mean_variance: weighted / weights }
    }

    /// How much larger a school's variance is than with a known prior; `distance` is from the mean.
    fn extra_variance(&self, variance: f64, distance: f64) -> f64 {
        let (k, total) = (self.schools, variance + self.between);
        let shrinkage = variance / total;
        let cautious = shrinkage * (k - 3.0) / (k - 1.0);
        let leverage = 1.0 / (total * self.weights);
        let of_spread = 2.0 / (k - 3.0) * cautious * cautious * (self.mean_variance + self.between)
            / total
            * distance
            * distance;
        variance * (shrinkage - (1.0 - leverage) * cautious) + of_spread
    }
}

/// The part of the raw figures' variance that lies between schools.
fn signal_share(variances: &[f64], between: f64) -> Option<f64> {
    let total = between + sorted_sum(variances.iter().copied()) / how_many(variances);
    (0.0 < total).then(|| between / total)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{count_to_f64, funnel_target};
    use super::*;

    type Groups = &'static [(u64, u64)];

    /// Invented schools: much, little and very much difference between them.
    const MUCH: Groups = &[
        (18, 25),
        (31, 40),
        (52, 80),
        (9, 20),
        (61, 70),
        (44, 60),
        (70, 110),
        (28, 30),
        (12, 33),
        (95, 120),
        (40, 55),
        (66, 100),
        (25, 28),
        (33, 64),
        (150, 190),
        (17, 35),
        (48, 50),
        (72, 90),
    ];
    const LITTLE: Groups = &[
        (5, 42),
        (19, 61),
        (2, 18),
        (6, 75),
        (3, 15),
        (11, 33),
        (12, 120),
        (7, 28),
        (6, 50),
        (8, 22),
        (7, 88),
        (16, 64),
        (1, 12),
        (9, 39),
        (9, 97),
        (10, 41),
    ];
    const EXTREME: Groups = &[
        (3, 9),
        (210, 300),
        (45, 90),
        (12, 12),
        (88, 160),
        (0, 6),
        (30, 31),
        (500, 640),
        (7, 44),
        (61, 75),
        (18, 36),
        (25, 27),
        (140, 150),
        (2, 20),
        (33, 35),
        (80, 120),
        (10, 11),
    ];

    /// What numpy and scipy make of the schools: mean, strength, signal share; then of the fourth
    /// school the shrunken share, reliability, interval and widened interval.
    struct Expected(Groups, PriorFit, [f64; 3], [f64; 6]);

    /// numpy 2, by the formulas of [`PriorFit::Moments`] and [`empirical_bayes_shares`]. Likelihood:
    /// scipy 1.17 `minimize(method="Nelder-Mead")` of
    /// `-(betaln(x + m*s, n - x + (1-m)*s) - betaln(m*s, (1-m)*s)).sum()` in (logit m, log s) from
    /// s of 1, 10 and 100, then `root` of its derivatives by `psi`. Intervals:
    /// `scipy.stats.beta.ppf([.025, .975], ...)`.
    const EXPECTED: [Expected; 6] = [
        Expected(
            MUCH,
            PriorFit::Moments,
            [0.725_833_333_333_333_3, 11.556_159_607_150_477, 0.802_234_428_910_141_3],
            [
                0.551_012_736_171_167_3,
                0.633_790_684_575_828_2,
                0.378_329_514_640_431,
                0.717_566_000_713_303,
                0.363_582_279_401_832,
                0.731_183_885_257_598,
            ],
        ),
        Expected(
            MUCH,
            PriorFit::Likelihood,
            [0.711_979_642_986_615_6, 9.015_952_155_440_92, 0.838_693_852_795_113],
            [
                0.531_403_357_512_219_7,
                0.689_276_019_372_319_7,
                0.352_232_986_617_512,
                0.706_469_515_499_488,
                0.341_674_859_083_492,
                0.716_507_287_807_236,
            ],
        ),
        Expected(
            LITTLE,
            PriorFit::Moments,
            [0.162_732_919_254_658_38, 19.944_472_093_654_145, 0.622_628_041_009_262_6],
            [
                0.097_379_257_190_175_7,
                0.789_935_404_833_461_8,
                0.046_569_226_117_18,
                0.164_168_048_081_831,
                0.044_087_895_294_279,
                0.168_645_484_741_526,
            ],
        ),
        Expected(
            LITTLE,
            PriorFit::Likelihood,
            [0.180_513_123_106_763_4, 25.015_211_903_975_093, 0.568_120_239_145_065_4],
            [
                0.105_139_746_502_362_7,
                0.749_885_928_072_698_9,
                0.053_233_322_823_222,
                0.171_935_630_800_412,
                0.049_207_219_216_253,
                0.178_925_418_067_35,
            ],
        ),
        Expected(
            EXTREME,
            PriorFit::Moments,
            [0.715_741_789_354_473_4, 4.791_555_359_874_787_5, 0.835_019_977_545_327_6],
            [
                0.918_885_480_015_643_6,
                0.714_644_935_672_563,
                0.753_640_624_216_21,
                0.994_927_689_189_543,
                0.724_888_962_848_232,
                0.997_585_212_456_576,
            ],
        ),
        Expected(
            EXTREME,
            PriorFit::Likelihood,
            [0.630_956_453_333_786_6, 2.024_176_316_606_244_5, 0.922_964_432_418_296_6],
            [
                0.946_734_183_163_857_2,
                0.855_665_226_184_486_5,
                0.788_193_014_261_087,
                0.999_512_061_685_809,
                0.771_158_896_068_185,
                0.999_791_187_288_2,
            ],
        ),
    ];

    #[test]
    fn shrunken_shares_agree_with_numpy_and_scipy() {
        for Expected(groups, fit, of_all, of_fourth) in &EXPECTED {
            let got = empirical_bayes_shares(groups, *fit).unwrap();
            let signal = got.prior.signal_share(groups).unwrap();
            let school = got.schools[3].unwrap();
            let (interval, widened) = (school.interval.unwrap(), school.widened.unwrap());
            for (got, expected) in [got.prior.mean, got.prior.strength, signal].iter().zip(of_all) {
                assert!((got - expected).abs() < 1e-9 * expected, "{fit:?} {got} for {expected}");
            }
            let got = [
                school.shrunken,
                school.reliability,
                interval.lower,
                interval.upper,
                widened.lower,
                widened.upper,
            ];
            for (got, expected) in got.iter().zip(of_fourth) {
                assert!((got - expected).abs() < 1e-9, "{fit:?} {got} for {expected}");
            }
        }
    }

    /// statsmodels 0.15 `combine_effects(y, se**2, method_re="dl")`: `tau2` and `mean_effect_re`;
    /// numpy by the formulas of [`empirical_bayes_means`] for the fifth school.
    #[test]
    fn shrunken_means_agree_with_statsmodels_and_numpy() {
        let means = [
            3.61, 3.80, 3.72, 3.55, 3.90, 3.66, 3.78, 3.49, 3.84, 3.70, 3.58, 3.95, 3.63, 3.75,
            3.68, 3.81,
        ];
        let errors = [
            0.05, 0.08, 0.04, 0.10, 0.12, 0.06, 0.05, 0.09, 0.07, 0.04, 0.06, 0.15, 0.05, 0.08,
            0.06, 0.07,
        ];
        let schools: Vec<(f64, f64)> = means.into_iter().zip(errors).collect();
        let got = empirical_bayes_means(&schools).unwrap();
        let school = got.schools[4].unwrap();
        let (interval, widened) = (school.interval.unwrap(), school.widened.unwrap());
        for (got, expected) in [
            (got.prior.variance, 0.004_851_484_526_999_203),
            (got.prior.mean, 3.701_837_403_207_044),
            (got.prior.signal_share(&schools).unwrap(), 0.439_237_801_165_754_56),
            (school.shrunken, 3.751_775_514_256_231_7),
            (school.reliability, 0.252_005_735_983_385_94),
            (interval.lower, 3.633_706_877_159_126),
            (interval.upper, 3.869_844_151_353_337_5),
            (widened.lower, 3.592_529_985_032_737),
            (widened.upper, 3.911_021_043_479_726_3),
        ] {
            assert!((got - expected).abs() < 1e-9, "{got} for {expected}");
        }
    }

    #[test]
    fn schools_that_are_alike_get_the_common_mean() {
        for fit in [PriorFit::Moments, PriorFit::Likelihood] {
            let got = empirical_bayes_shares(&[(14, 20); 15], fit).unwrap();
            assert!(!got.prior.detects_difference());
            assert_eq!(got.prior.signal_share(&[(14, 20); 15]), Some(0.0));
            let school = got.schools[0].unwrap();
            assert_eq!((school.shrunken, school.reliability, school.interval), (0.7, 0.0, None));
            // The common mean itself is estimated: no school is known to the last digit.
            let widened = school.widened.unwrap();
            assert!(widened.lower < 0.69 && 0.71 < widened.upper);
        }
        let got = empirical_bayes_means(&[(7.0, 0.2); 15]).unwrap();
        assert!(!got.prior.detects_difference());
        assert!(got.schools[0].unwrap().widened.unwrap().contains(7.1));
    }

    #[test]
    fn schools_of_one_pupil_or_without_a_hit_tell_nothing_of_schools() {
        let ones: Vec<(u64, u64)> = (0..20).map(|i| (i % 2, 1)).collect();
        for groups in [ones, vec![(0, 30); 20], vec![(30, 30); 20]] {
            for fit in [PriorFit::Moments, PriorFit::Likelihood] {
                let got = empirical_bayes_shares(&groups, fit).unwrap();
                assert!(!got.prior.detects_difference());
                let shrunken = got.schools[0].unwrap().shrunken;
                assert_eq!(Some(shrunken), funnel_target(&groups));
            }
        }
    }

    #[test]
    fn schools_where_everybody_or_nobody_is_a_hit_keep_nearly_their_own() {
        let groups: Vec<(u64, u64)> = (0..20).map(|i| (50 * (i % 2), 50)).collect();
        for fit in [PriorFit::Moments, PriorFit::Likelihood] {
            let got = empirical_bayes_shares(&groups, fit).unwrap();
            let school = got.schools[1].unwrap();
            assert!(0.99 < school.shrunken && school.shrunken < 1.0, "{fit:?} {school:?}");
        }
    }

    #[test]
    fn too_few_schools_need_a_supplied_prior() {
        let few = &MUCH[..MIN_SCHOOLS - 1];
        let with_undefined = [few, &[(0, 0), (3, 2)]].concat();
        for fit in [PriorFit::Moments, PriorFit::Likelihood] {
            assert_eq!(empirical_bayes_shares(few, fit), None);
            assert_eq!(empirical_bayes_shares(&with_undefined, fit), None);
            assert!(empirical_bayes_shares(&MUCH[..MIN_SCHOOLS], fit).is_some());
        }
        assert_eq!(empirical_bayes_means(&[(1.0, 1.0); MIN_SCHOOLS - 1]), None);
        let supplied = shrink_shares(&with_undefined, SharePrior { mean: 0.7, strength: 20.0 });
        assert_eq!(supplied.len(), with_undefined.len());
        assert!(supplied[0].unwrap().interval.is_some() && supplied[0].unwrap().widened.is_none());
        assert_eq!(supplied[MIN_SCHOOLS - 1..], [None, None]);
    }

    #[test]
    fn a_prior_that_is_none_shrinks_nobody() {
        for (mean, strength) in [(1.5, 10.0), (f64::NAN, 10.0), (0.5, 0.0), (0.5, f64::NAN)] {
            assert_eq!(shrink_shares(&[(1, 2)], SharePrior { mean, strength }), [None]);
        }
        assert_eq!(shrink_means(&[(1.0, 2.0)], NormalPrior { mean: 1.0, variance: -1.0 }), [None]);
        let odd = [(1.0, 0.0), (1.0, -1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)];
        assert_eq!(shrink_means(&odd, NormalPrior { mean: 1.0, variance: 1.0 }), [None; 4]);
    }

    fn share(group: (u64, u64)) -> f64 {
        count_to_f64(group.0) / count_to_f64(group.1)
    }

    /// Schools about a level of their own, some of them undefined, and an order to put them in.
    fn schools() -> impl Strategy<Value = (Vec<(u64, u64)>, Vec<usize>)> {
        let one = (0..=100_u64, 0..250_u64).prop_map(|(percent, n)| (percent * n / 100, n));
        prop::collection::vec(one, 15..40).prop_flat_map(|groups| {
            let order = Just((0..groups.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(groups), order)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_shrunken_share_lies_between_the_schools_own_and_the_mean((groups, _) in schools()) {
            for fit in [PriorFit::Moments, PriorFit::Likelihood] {
                let Some(got) = empirical_bayes_shares(&groups, fit) else { continue };
                prop_assert_eq!(got.schools.len(), groups.len());
                for (group, school) in groups.iter().zip(got.schools) {
                    prop_assert_eq!(school.is_some(), 0 < group.1);
                    let Some(school) = school else { continue };
                    let (low, high) = (school.raw.min(got.prior.mean), school.raw.max(got.prior.mean));
                    prop_assert!(low - 1e-12 <= school.shrunken && school.shrunken <= high + 1e-12);
                    prop_assert!((0.0..=1.0).contains(&school.reliability));
                    if let (Some(known), Some(widened)) = (school.interval, school.widened) {
                        let width = |interval: Interval| interval.upper - interval.lower;
                        prop_assert!(width(known) <= width(widened) + 1e-9, "{school:?}");
                        prop_assert!(0.0 <= widened.lower && widened.upper <= 1.0);
                    }
                }
            }
        }

        #[test]
        fn an_undefined_school_changes_nothing_for_the_others((groups, _) in schools(), at in 0..15_usize) {
            let mut with = groups.clone();
            with.splice(at..at, [(0, 0), (7, 3)]);
            for fit in [PriorFit::Moments, PriorFit::Likelihood] {
                let mut after = empirical_bayes_shares(&with, fit);
                if let Some(after) = after.as_mut() {
                    prop_assert_eq!(after.schools.drain(at..at + 2).collect::<Vec<_>>(), vec![None, None]);
                }
                prop_assert_eq!(empirical_bayes_shares(&groups, fit), after);
            }
        }

        #[test]
        fn more_pupils_shrink_less(part in 0..40_u64, whole in 1..40_u64, times in 2..20_u64, strength in 1.0..200.0_f64) {
            let (part, prior) = (part.min(whole), SharePrior { mean: 0.6, strength });
            let groups = [(part, whole), (part * times, whole * times)];
            let [few, many] = shrink_shares(&groups, prior)[..] else { panic!("two schools") };
            let (few, many) = (few.unwrap(), many.unwrap());
            prop_assert!(few.reliability < many.reliability);
            let own = share((part, whole));
            prop_assert!((many.shrunken - own).abs() <= (few.shrunken - own).abs() + 1e-15);
        }

        #[test]
        fn the_likelihood_is_nowhere_greater_near_the_top((groups, _) in schools(), aside in -0.2..0.2_f64, along in -0.5..0.5_f64) {
            let Some(got) = empirical_bayes_shares(&groups, PriorFit::Likelihood) else { return Ok(()) };
            prop_assume!(got.prior.detects_difference() && 0.011 < got.prior.strength);
            // By gamma functions: apart from the sums under test.
            let log_beta = |a: f64, b: f64| libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
            let likelihood = |mean: f64, strength: f64| -> f64 {
                let (a, b) = (mean * strength, (1.0 - mean) * strength);
                let of_school = |(x, n): &(u64, u64)| {
                    log_beta(count_to_f64(*x) + a, count_to_f64(n - x) + b) - log_beta(a, b)
                };
                groups.iter().map(of_school).sum()
            };
            let SharePrior { mean, strength } = got.prior;
            let (other, stronger) = ((mean * (1.0 + aside)).min(0.999), strength * (1.0 + along));
            prop_assert!(likelihood(other, stronger) <= likelihood(mean, strength) + 1e-6);
        }

        #[test]
        fn the_order_of_schools_is_irrelevant((groups, order) in schools(), spread in 0.1..2.0_f64) {
            let shuffled: Vec<_> = order.iter().map(|i| groups[*i]).collect();
            for fit in [PriorFit::Moments, PriorFit::Likelihood] {
                let straight = empirical_bayes_shares(&groups, fit).map(|mut result| {
                    result.schools = order.iter().map(|i| result.schools[*i]).collect();
                    result
                });
                prop_assert_eq!(straight, empirical_bayes_shares(&shuffled, fit));
            }
            let means = |groups: &[(u64, u64)]| -> Vec<(f64, f64)> {
                groups.iter().map(|group| (share(*group), spread / count_to_f64(group.1).sqrt())).collect()
            };
            let straight = empirical_bayes_means(&means(&groups)).map(|mut result| {
                result.schools = order.iter().map(|i| result.schools[*i]).collect();
                result
            });
            prop_assert_eq!(straight, empirical_bayes_means(&means(&shuffled)));
        }
    }
}
