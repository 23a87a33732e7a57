//! False discoveries: p-values of many comparisons, corrected together.
//!
//! A p-value that is none (NaN, below 0, above 1) counts as 1: it can never be a discovery, and it
//! still counts as a comparison. Adding a comparison that was never made is for the caller to avoid.

use super::count_to_f64;
use super::order::how_many;

/// Adjusted p-values of Benjamini and Hochberg, in the order of `p`.
///
/// Rejecting what is at most q keeps the expected share of false discoveries at or below q, when
/// the comparisons are independent or positively dependent.
///
/// # Formula
///
/// ```text
/// adjusted p₍ᵢ₎ = min over j ≥ i of min(1, p₍ⱼ₎ · m/j),   p₍₁₎ ≤ … ≤ p₍ₘ₎
/// ```
///
/// Equal p-values get equal adjusted ones; none is below its p-value. One comparison keeps its
/// p-value; none gives none.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::benjamini_hochberg;
///
/// // R: p.adjust(c(.01, .04, .03), "BH")
/// assert_eq!(benjamini_hochberg(&[0.01, 0.04, 0.03]), [0.03, 0.04, 0.04]);
/// ```
///
/// # References
///
/// Benjamini & Hochberg (1995), J R Stat Soc B 57:289-300,
/// <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, 1.0)
}

/// Adjusted p-values of Benjamini and Yekutieli: valid however the comparisons depend on each
/// other, at the price of power.
///
/// # Formula
///
/// ```text
/// adjusted p₍ᵢ₎ = min over j ≥ i of min(1, p₍ⱼ₎ · c · m/j),   c = 1 + 1/2 + … + 1/m
/// ```
///
/// Never below the values of [`benjamini_hochberg`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::benjamini_yekutieli;
///
/// // R: p.adjust(c(.01, .04, .03), "BY") = .055, .07333, .07333
/// let shown: Vec<String> =
///     benjamini_yekutieli(&[0.01, 0.04, 0.03]).iter().map(|p| format!("{p:.5}")).collect();
/// assert_eq!(shown, ["0.05500", "0.07333", "0.07333"]);
/// ```
///
/// # References
///
/// Benjamini & Yekutieli (2001), Ann Statist 29:1165-1188.
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    let harmonic: f64 = (1..).take(p.len()).map(|j| 1.0 / count_to_f64(j)).sum();
    step_up(p, harmonic.max(1.0))
}

/// Adjusted p-values of Holm: rejecting what is at most α keeps the chance of *any* false claim at
/// or below α. For a handful of headline claims.
///
/// # Formula
///
/// ```text
/// adjusted p₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) · p₍ⱼ₎)
/// ```
///
/// Never below the values of [`benjamini_hochberg`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::holm;
///
/// // R: p.adjust(c(.01, .04, .03), "holm")
/// assert_eq!(holm(&[0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
/// ```
///
/// # References
///
/// Holm (1979), Scand J Statist 6:65-70.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let sorted = Sorted::of(p);
    let m = how_many(p);
    let mut greatest = 0.0_f64;
    let adjusted = sorted.values.iter().zip(0..).map(|(value, before)| {
        greatest = greatest.max((m - count_to_f64(before)) * value).min(1.0);
        greatest
    });
    sorted.in_the_order_given(adjusted)
}

/// For every comparison the largest p-value with which it would have been rejected by
/// [`benjamini_hochberg`] at level `q`, the other comparisons being as they are.
///
/// The basis of "the change before the report calls it sure": the limit that a comparison was in
/// fact held against. A comparison is rejected exactly when its p-value is at most its limit.
///
/// # Formula
///
/// ```text
/// limitᵢ = Rᵢ · q/m,   Rᵢ = the number rejected if pᵢ were 0
/// ```
///
/// and at most 1. Rounded so that the rule holds to the last bit: the limit is the greatest double
/// whose adjusted value is at most `q`. Those rejected share one limit. A level outside `0..=1` is
/// taken as the nearest inside, NaN as 0. Takes m log m steps for all limits together.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::bh_cut;
///
/// // With the second at 0 two are rejected: 2 · .05/3. With the third at 0 all three are.
/// let limits = bh_cut(&[0.01, 0.04, 0.9], 0.05);
/// assert_eq!(format!("{:.4} {:.4} {:.4}", limits[0], limits[1], limits[2]), "0.0167 0.0333 0.0500");
/// ```
///
/// # References
///
/// Benjamini & Hochberg (1995), J R Stat Soc B 57:289-300.
pub fn bh_cut(p: &[f64], q: f64) -> Vec<f64> {
    let q = if q.is_nan() { 0.0 } else { q.clamp(0.0, 1.0) };
    let sorted = Sorted::of(p);
    let m = how_many(p);
    let limits: Vec<f64> =
        (1..).take(p.len()).map(|rank| greatest_rejected(q, m / count_to_f64(rank))).collect();
    let rejected = sorted.values.iter().zip(&limits).rfind(|(p, limit)| p <= limit);
    let reached = rejected.map_or(0.0, |(_, limit)| *limit);
    // The limit that a comparison moved to the front would reach: the others rank one lower, so
    // rank j is reached when j - 1 of the others are at most limit j.
    let before = core::iter::once(&0.0).chain(&sorted.values);
    let within_reach: Vec<f64> = before
        .zip(&limits)
        .scan(0.0, |highest, (p, limit)| {
            if p <= limit {
                *highest = *limit;
            }
            Some(*highest)
        })
        .collect();
    let cuts = sorted.values.iter().map(|value| {
        // Limits at or above the value count it among the others, which it is not.
        let below = limits.partition_point(|limit| limit < value);
        let moved = below.checked_sub(1).and_then(|last| within_reach.get(last));
        moved.copied().unwrap_or(0.0).max(reached)
    });
    sorted.in_the_order_given(cuts)
}

/// The adjusted value of `p` at a rank with `factor` = m/rank, not yet held to 1. Never below `p`, and
/// rising with it, to the last bit.
fn adjusted_at(p: f64, factor: f64) -> f64 {
    p * factor
}

/// The greatest p-value whose adjusted value is at most `q`.
fn greatest_rejected(q: f64, factor: f64) -> f64 {
    if 1.0 <= q {
        return 1.0;
    }
    let mut limit = (q / factor).next_up();
    while q < adjusted_at(limit, factor) {
        limit = limit.next_down();
    }
    // The quotient may lie a bit below the greatest one.
    while adjusted_at(limit.next_up(), factor) <= q {
        limit = limit.next_up();
    }
    limit
}

/// The step-up adjustment with every p-value multiplied by `penalty` first.
fn step_up(p: &[f64], penalty: f64) -> Vec<f64> {
    let sorted = Sorted::of(p);
    let m = how_many(p);
    let mut least = 1.0_f64;
    let from_the_greatest = sorted.values.iter().rev().zip(0..).map(|(value, above)| {
        let rank = m - count_to_f64(above);
        least = least.min(adjusted_at(*value, m * penalty / rank));
        least
    });
    let mut adjusted: Vec<f64> = from_the_greatest.collect();
    adjusted.reverse();
    sorted.in_the_order_given(adjusted.into_iter())
}

/// P-values from the smallest to the greatest, and where each came from.
struct Sorted {
    places: Vec<usize>,
    values: Vec<f64>,
}

impl Sorted {
    fn of(p: &[f64]) -> Self {
        let is_probability = |value: f64| if (0.0..=1.0).contains(&value) { value } else { 1.0 };
        let mut pairs: Vec<(f64, usize)> = p.iter().copied().map(is_probability).zip(0..).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (values, places) = pairs.into_iter().unzip();
        Self { places, values }
    }

    /// What belongs to the sorted values, put back into the order that they were given in.
    fn in_the_order_given(&self, results: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut pairs: Vec<(usize, f64)> = self.places.iter().copied().zip(results).collect();
        pairs.sort_by_key(|(place, _)| *place);
        pairs.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Benjamini & Hochberg (1995), section 3.2: p-values of 15 hypotheses about an infarction trial.
    const PUBLISHED: [f64; 15] = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ];

    /// R 4: `p.adjust(p, "BH")`, `"BY"` and `"holm"` of the published p-values.
    const ADJUSTED: [[f64; 15]; 3] = [
        [
            0.0015,
            0.0030,
            0.0095,
            0.035_625,
            0.0603,
            0.063_857_142_857_142_86,
            0.063_857_142_857_142_86,
            0.0645,
            0.0765,
            0.486,
            0.581_181_818_181_818_1,
            0.714_875,
            0.753_230_769_230_769_3,
            0.813_214_285_714_285_7,
            1.0,
        ],
        [
            0.004_977_343_489_843_49,
            0.009_954_686_979_686_98,
            0.031_523_175_435_675_434,
            0.118_211_907_883_782_89,
            0.200_089_208_291_708_3,
            0.211_892_622_853_337_15,
            0.211_892_622_853_337_15,
            0.214_025_770_063_270_06,
            0.253_844_517_982_018,
            1.0,
            1.0,
            1.0,
            1.0,
            1.0,
            1.0,
        ],
        [
            0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1.0, 1.0, 1.0, 1.0,
            1.0, 1.0,
        ],
    ];

    #[test]
    fn the_published_p_values_are_adjusted_as_r_adjusts_them() {
        let got = [benjamini_hochberg, benjamini_yekutieli, holm].map(|adjust| adjust(&PUBLISHED));
        for (got, expected) in got.iter().flatten().zip(ADJUSTED.iter().flatten()) {
            assert!((got - expected).abs() < 1e-14, "{got} for {expected}");
        }
        // The paper: four are rejected at .05, where Bonferroni's (and Holm's) rule rejects three.
        let rejected = |adjusted: &[f64]| adjusted.iter().filter(|p| **p <= 0.05).count();
        assert_eq!([rejected(&got[0]), rejected(&got[2])], [4, 3]);
    }

    #[test]
    fn a_number_that_is_no_probability_counts_as_one() {
        let odd = [0.01, f64::NAN, -0.5, 1.5, 0.02];
        let plain = [0.01, 1.0, 1.0, 1.0, 0.02];
        for adjust in [benjamini_hochberg, benjamini_yekutieli, holm] {
            assert_eq!(adjust(&odd), adjust(&plain));
            assert!(adjust(&[]).is_empty());
        }
        assert_eq!(bh_cut(&odd, 0.05), bh_cut(&plain, 0.05));
    }

    /// The step-up rule in whole numbers: p-values and q in units of 1/`UNIT`.
    const UNIT: u32 = 1000;

    fn size(number: usize) -> u64 {
        u64::try_from(number).unwrap()
    }

    fn rejected_in_whole_numbers(p: &[u32], q: u32) -> usize {
        let mut sorted = p.to_vec();
        sorted.sort_unstable();
        let reached =
            |rank: usize| u64::from(sorted[rank - 1]) * size(p.len()) <= size(rank) * u64::from(q);
        (1..=p.len()).rev().find(|rank| reached(*rank)).unwrap_or(0)
    }

    fn in_units(p: &[u32]) -> Vec<f64> {
        p.iter().map(|p| f64::from(*p) / f64::from(UNIT)).collect()
    }

    /// Many small ones, many ties.
    fn p_values() -> impl Strategy<Value = Vec<f64>> {
        let one = prop_oneof![
            0.0..=1.0_f64,
            0.0..=0.05_f64,
            (0..=40_u32).prop_map(|k| f64::from(k) * 0.05 / 40.0)
        ];
        prop::collection::vec(one, 0..40)
    }

    proptest! {
        #[test]
        fn adjusted_p_values_rise_with_p_and_are_never_below_it(p in p_values()) {
            for adjust in [benjamini_hochberg, benjamini_yekutieli, holm] {
                let adjusted = adjust(&p);
                for (i, a) in p.iter().zip(&adjusted) {
                    prop_assert!(i <= a && *a <= 1.0);
                    for (j, b) in p.iter().zip(&adjusted) {
                        prop_assert!(j < i || a <= b, "{i} {j}: {a} {b}");
                    }
                }
            }
        }

        #[test]
        fn hochbergs_rule_is_the_mildest(p in p_values()) {
            let mild = benjamini_hochberg(&p);
            for strict in [benjamini_yekutieli(&p), holm(&p)] {
                prop_assert!(mild.iter().zip(&strict).all(|(mild, strict)| mild <= strict));
            }
        }

        #[test]
        fn the_rejected_are_those_of_the_step_up_rule(p in prop::collection::vec(0..=UNIT, 1..40), q in 1..UNIT) {
            // A hair of room, so that equality in whole numbers is equality in doubles.
            let level = f64::from(q) / f64::from(UNIT) + 1e-12;
            let adjusted = benjamini_hochberg(&in_units(&p));
            let rejected = adjusted.iter().filter(|p| **p <= level).count();
            prop_assert_eq!(rejected, rejected_in_whole_numbers(&p, q));
        }

        #[test]
        fn the_limit_counts_those_rejected_if_p_were_zero(p in prop::collection::vec(0..=UNIT, 1..40), q in 1..UNIT) {
            let level = f64::from(q) / f64::from(UNIT) + 1e-12;
            let cuts = bh_cut(&in_units(&p), level);
            for (i, cut) in cuts.into_iter().enumerate() {
                let mut moved = p.clone();
                moved[i] = 0;
                let reached = rejected_in_whole_numbers(&moved, q);
                let expected = level * f64::from(u32::try_from(reached).unwrap()) / f64::from(u32::try_from(p.len()).unwrap());
                prop_assert!((cut - expected).abs() < 1e-12, "{cut} for {expected}");
            }
        }

        #[test]
        fn rejected_means_at_most_the_limit_to_the_last_bit(p in p_values(), q in prop_oneof![Just(0.05), Just(0.0), Just(1.0), 0.0..=1.0_f64]) {
            let adjusted = benjamini_hochberg(&p);
            for (i, cut) in bh_cut(&p, q).into_iter().enumerate() {
                prop_assert_eq!(adjusted[i] <= q, p[i] <= cut);
                let rejected_with = |value: f64| {
                    let mut moved = p.clone();
                    moved[i] = value;
                    benjamini_hochberg(&moved)[i] <= q
                };
                prop_assert!(rejected_with(cut));
                prop_assert!(1.0 <= cut || !rejected_with(cut.next_up()));
            }
        }

        #[test]
        fn the_order_of_comparisons_is_irrelevant(
            (p, order) in p_values().prop_flat_map(|p| {
                let order = Just((0..p.len()).collect::<Vec<_>>()).prop_shuffle();
                (Just(p), order)
            }),
        ) {
            let shuffled: Vec<f64> = order.iter().map(|i| p[*i]).collect();
            let level = |p: &[f64]| bh_cut(p, 0.05);
            for method in [benjamini_hochberg, benjamini_yekutieli, holm, level] {
                let straight = method(&p);
                let expected: Vec<f64> = order.iter().map(|i| straight[*i]).collect();
                prop_assert_eq!(method(&shuffled), expected);
            }
        }
    }
}
