//! Shares on the normal scale.

use std::f64::consts::{FRAC_PI_2, PI};

pub(super) use crate::exam::normal_below as below;

/// The density of the standard normal distribution.
fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// The number below which this share of a standard normal distribution lies.
///
/// Newton's method from 0, where the distribution function turns from hollow to domed: no step
/// passes the goal. For shares from .0001 to .9999, and the nearest of them for others.
pub(super) fn quantile(share: f64) -> f64 {
    let share = share.clamp(0.0001, 0.9999);
    let mut z = 0.0;
    for _ in 0..30 {
        let step = (share - below(z)) / density(z);
        z += step;
        if step.abs() < 1e-12 {
            break;
        }
    }
    z
}

/// Half of the points and weights of Gauss and Legendre's rule with eight points on −1 to 1
/// (Abramowitz & Stegun 1964, table 25.4); the others lie on the other side of 0.
const POINTS: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
];

/// The integrand of [`joint_excess`].
fn slope(threshold: f64, angle: f64) -> f64 {
    libm::exp(-threshold * threshold / (1.0 + libm::sin(angle))) / (2.0 * PI)
}

/// How much likelier it is that two standard normal numbers with correlation sin `angle` both lie
/// below `threshold` than for two independent ones: `∫₀ᵃ exp(−t²/(1 + sin θ)) dθ / 2π`.
fn joint_excess(threshold: f64, angle: f64) -> f64 {
    let half = angle / 2.0;
    let pair = |(point, weight): &(f64, f64)| {
        let far = half * point;
        weight * (slope(threshold, half - far) + slope(threshold, half + far))
    };
    half * POINTS.iter().map(pair).sum::<f64>()
}

/// The correlation of two standard normal numbers whose lying below `threshold` correlates `alike`
/// (0 to 1): the tetrachoric correlation.
///
/// The excess grows ever faster with the angle, so that Newton's method, once above the goal, comes
/// down to it without passing it.
///
/// # References
///
/// Drezner & Wesolowsky (1990), J Stat Comput Simul 35:101-107: the bivariate normal as an integral
/// over the correlation.
pub(super) fn latent_correlation(threshold: f64, alike: f64) -> f64 {
    let share = below(threshold);
    let wished = alike * share * (1.0 - share);
    let mut angle: f64 = 0.0;
    for _ in 0..30 {
        let step = (wished - joint_excess(threshold, angle)) / slope(threshold, angle);
        angle = (angle + step).clamp(0.0, FRAC_PI_2);
        if step.abs() < 1e-9 {
            break;
        }
    }
    libm::sin(angle)
}

/// The mean of a normal distribution cut at both limits: what lies beyond counts as the limit.
pub(super) fn mean_within(limits: (f64, f64), mean: f64, sd: f64) -> f64 {
    if sd <= 0.0 {
        return mean.clamp(limits.0, limits.1);
    }
    // The mean excess of a standard normal number over z.
    let excess = |z: f64| density(z) - z * below(-z);
    mean + sd * (excess((mean - limits.0) / sd) - excess((limits.1 - mean) / sd))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_that_of_the_tables() {
        // Python, statistics.NormalDist: inv_cdf
        let known = [
            (0.5, 0.0),
            (0.72, 0.582_841_507_271_216),
            (0.975, 1.959_963_984_540_054),
            (0.01, -2.326_347_874_040_841),
            (0.9999, 3.719_016_485_455_709),
        ];
        for (share, z) in known {
            assert!((quantile(share) - z).abs() < 1e-9, "{share}: {}", quantile(share));
        }
    }

    #[test]
    fn results_correlate_as_asked() {
        // Half of all hit: sin(π ρ / 2), Sheppard (1899).
        for (alike, latent) in [(0.0, 0.0), (0.1, 0.156_434_465_040), (0.9, 0.987_688_340_595)] {
            assert!((latent_correlation(0.0, alike) - latent).abs() < 1e-6);
        }
    }
    #[test]
    fn results_of_other_shares_correlate_as_asked() {
        // Python: the variance of Φ((t + √r z)/√(1 − r)) over z by trapezoids, r by bisection.
        let known = [
            (0.72, 0.08, 0.138_822_638),
            (0.95, 0.3, 0.632_384_049),
            (0.05, 0.3, 0.632_384_049),
            (0.99, 0.6, 0.926_753_660),
        ];
        for (share, alike, latent) in known {
            let found = latent_correlation(quantile(share), alike);
            assert!((found - latent).abs() < 1e-5, "{share} {alike}: {found}");
        }
    }

    #[test]
    fn cutting_moves_the_mean() {
        // Python: trapezoids.
        let known =
            [(4.1, 0.52, 4.091_180_646), (3.7, 0.52, 3.698_957_858), (1.5, 0.8, 1.629_534_993)];
        for (mean, sd, cut) in known {
            assert!((mean_within((1.0, 5.0), mean, sd) - cut).abs() < 1e-6);
        }
        assert!((mean_within((1.0, 5.0), 5.5, 0.0) - 5.0).abs() < 1e-12);
    }
}
