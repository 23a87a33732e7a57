//! The normal distribution of two variables.

use std::f64::consts::{FRAC_PI_2, LN_2, PI};

use super::normal_cdf;

/// Gauss-Legendre nodes above 0 and their weights, of 20 on the stretch from −1 to 1.
const NODES: [(f64, f64); 10] = [
    (0.076_526_521_133_497_34, 0.152_753_387_130_726_28),
    (0.227_785_851_141_645_07, 0.149_172_986_472_604_24),
    (0.373_706_088_715_419_55, 0.142_096_109_318_382_4),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_9),
    (0.636_053_680_726_515, 0.118_194_531_961_518_6),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_7),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_71),
    (0.912_234_428_251_326, 0.062_672_048_334_108_79),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_446),
    (0.993_128_599_185_095, 0.017_614_007_139_150_893),
];

/// Beyond this a tail is 0 as a double.
const FARTHEST: f64 = 40.0;

/// The chance that two standard normal variables with this `correlation` are at most `h` and `k`.
///
/// # Formula
///
/// ```text
/// Φ₂(h, k; ρ) = Φ(h)Φ(k) + 1/2π ∫ exp(−(h − k)²/(2 sin²φ) − hk/(2 cos²(φ/2))) dφ,   φ from arccos ρ to π/2
/// ```
///
/// Integrated along ln φ in panels of Gauss and Legendre's 20 points, short enough that a correlation
/// near 1 costs no digits: within 1e-14. Limits may be infinite. A correlation below 0 is turned by
/// Φ₂(h, k; −ρ) = Φ(h) − Φ₂(h, −k; ρ). `None` unless the correlation is within ±1 and both limits are
/// numbers.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::bivariate_normal_cdf;
///
/// // Sheppard: 1/4 + arcsin(1/2)/2π = 1/3.
/// let chance = bivariate_normal_cdf(0.0, 0.0, 0.5).ok_or("no correlation")?;
/// assert_eq!(format!("{chance:.12}"), "0.333333333333");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Plackett (1954), Biometrika 41:351-360. Drezner & Wesolowsky (1990), J Stat Comput Simul 35:101-107.
/// Genz (2004), Stat Comput 14:251-260.
pub fn bivariate_normal_cdf(h: f64, k: f64, correlation: f64) -> Option<f64> {
    if h.is_nan() || k.is_nan() || !(-1.0..=1.0).contains(&correlation) {
        return None;
    }
    let [h, k] = [h, k].map(|limit| limit.clamp(-FARTHEST, FARTHEST));
    let chance = if correlation < 0.0 {
        normal_cdf(h) - positive(h, -k, -correlation)
    } else {
        positive(h, k, correlation)
    };
    Some(chance.clamp(0.0, 1.0))
}

/// [`bivariate_normal_cdf`] for a correlation from 0 to 1.
fn positive(h: f64, k: f64, correlation: f64) -> f64 {
    if 1.0 <= correlation {
        return normal_cdf(h.min(k));
    }
    let apart = (h - k) * (h - k) / 2.0;
    let along = h * k / 2.0;
    let slope = |log: f64| {
        let angle = libm::exp(log);
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle / 2.0));
        angle * libm::exp(-apart / (sine * sine) - along / (cosine * cosine))
    };
    let start = libm::log(libm::acos(correlation));
    let range = libm::log(FRAC_PI_2) - start;
    let panels = (range / LN_2).ceil().max(1.0);
    let width = range / panels;
    let mut sum = 0.0;
    let mut panel = 0.0;
    while panel < panels {
        let centre = start + (panel + 0.5) * width;
        for (node, weight) in NODES {
            let off = 0.5 * width * node;
            sum += weight * (slope(centre - off) + slope(centre + off));
        }
        panel += 1.0;
    }
    normal_cdf(h) * normal_cdf(k) + 0.5 * width * sum / (2.0 * PI)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// R 4.2.2, mvtnorm 1.1-3: `pmvnorm(upper = c(h, k), corr = ..., algorithm = TVPACK(1e-15))`.
    #[test]
    fn chances_match_mvtnorm() {
        for (h, k, correlation, wanted) in [
            (0.0, 0.0, 0.5, 0.333_333_333_333_333_3),
            (0.5, -0.3, 0.75, 0.363_198_017_040_248_34),
            (-1.2, -1.5, 0.866_025_403_784_439, 0.052_558_796_886_748_874),
            (1.5, 1.4, 0.99, 0.916_464_099_148_142_4),
            (-0.2, 0.7, -0.6, 0.239_526_471_835_103_34),
            (2.1, -2.4, 0.95, 0.008_197_535_924_596_135),
            (-3.0, -3.2, 0.3, 1.397_849_147_835_293e-5),
            (0.4, 0.41, 0.9999, 0.654_687_992_024_429_6),
            (1.0, -1.2, -0.98, 0.003_627_613_793_022_692_7),
            (-5.0, -5.0, 0.8, 2.418_688_831_123_695_3e-8),
        ] {
            let got = bivariate_normal_cdf(h, k, correlation).unwrap();
            assert!((got - wanted).abs() < 1e-14, "{h} {k} {correlation}: {got} for {wanted}");
        }
    }

    #[test]
    fn what_is_no_number_or_correlation_has_no_chance() {
        for (h, k, correlation) in [(f64::NAN, 0.0, 0.5), (0.0, 0.0, 1.01), (0.0, 0.0, f64::NAN)] {
            assert_eq!(bivariate_normal_cdf(h, k, correlation), None);
        }
        assert_eq!(bivariate_normal_cdf(f64::INFINITY, f64::NEG_INFINITY, 0.3), Some(0.0));
        assert_eq!(bivariate_normal_cdf(f64::INFINITY, 0.0, -0.3), Some(0.5));
        assert_eq!(bivariate_normal_cdf(1e300, -1e300, 0.3), Some(0.0));
    }

    fn near(got: f64, wanted: f64) -> bool {
        (got - wanted).abs() < 1e-13
    }

    proptest! {
        /// Sheppard (1899): where both limits are 0 there is a closed form.
        #[test]
        fn at_the_means_it_is_sheppards(correlation in -1.0..1.0_f64) {
            let wanted = 0.25 + libm::asin(correlation) / (2.0 * PI);
            prop_assert!(near(bivariate_normal_cdf(0.0, 0.0, correlation).unwrap(), wanted));
        }

        /// The four quarters about a point are everything, and those on one side its tail.
        #[test]
        fn the_quarters_about_a_point_are_whole(h in -6.0..6.0_f64, k in -6.0..6.0_f64, close in 0.0..30.0_f64, negative: bool) {
            let near_one = 1.0 - libm::exp(-close);
            let correlation = if negative { -near_one } else { near_one };
            let of = |h, k, correlation| bivariate_normal_cdf(h, k, correlation).unwrap();
            let left = of(h, k, correlation) + of(h, -k, -correlation);
            prop_assert!(near(left, normal_cdf(h)));
            let right = of(-h, k, -correlation) + of(-h, -k, correlation);
            prop_assert!(near(left + right, 1.0));
            prop_assert!(near(of(h, k, correlation), of(k, h, correlation)));
        }

        /// Given the first variable the second is normal: summed by the midpoint rule, from −9 on.
        #[test]
        fn it_is_the_sum_over_the_first_variable(h in -3.0..3.0_f64, k in -3.0..3.0_f64, correlation in -0.95..0.95_f64) {
            let steps = 4_000_u16;
            let width = (h + 9.0) / f64::from(steps);
            let rest = (1.0 - correlation * correlation).sqrt();
            let sum: f64 = (0..steps)
                .map(|step| {
                    let x = -9.0 + (f64::from(step) + 0.5) * width;
                    let density = libm::exp(-x * x / 2.0) / (2.0 * PI).sqrt();
                    density * normal_cdf((k - correlation * x) / rest) * width
                })
                .sum();
            prop_assert!((bivariate_normal_cdf(h, k, correlation).unwrap() - sum).abs() < 2e-6);
        }
    }
}
