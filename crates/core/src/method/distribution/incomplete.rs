//! The incomplete beta and gamma functions, and the root of a concave function.
//!
//! Both are a factor times a continued fraction or a series. The factor is where digits get lost: as
//! a sum of logarithms of gamma functions it has none left of twelve at a million degrees of
//! freedom. It is written as a deviance instead (Loader 2000), which keeps them.

use std::f64::consts::PI;

/// Enough for parameters of 10⁸: the fractions take about five times the root of them.
const MOST_TERMS: u32 = 50_000;

/// ln Γ(z + 1) less Stirling's formula for it.
fn stirling_error(z: f64) -> f64 {
    const HALF_LN_2PI: f64 = 0.918_938_533_204_672_8;
    if z < 15.0 {
        return libm::lgamma(z + 1.0) - (z + 0.5) * libm::log(z) + z - HALF_LN_2PI;
    }
    let w = z * z;
    let tail = 1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / w) / w;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - tail / w) / w) / w) / z
}

/// x ln(x/m) + m − x, without cancelling where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let apart = x - m;
    if 0.1 * (x + m) <= apart.abs() {
        return x * libm::log(x / m) - apart;
    }
    let v = apart / (x + m);
    let (mut term, mut sum) = (2.0 * x * v, apart * v);
    for odd in [3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0] {
        term *= v * v;
        sum += term / odd;
    }
    sum
}

/// Γ(n + 1) / (Γ(k + 1) Γ(n − k + 1)) · pᵏ qⁿ⁻ᵏ for 0 < k < n, not necessarily whole.
pub(super) fn binomial_term(k: f64, rest: f64, p: f64, q: f64) -> f64 {
    let n = k + rest;
    let error = stirling_error(n) - stirling_error(k) - stirling_error(rest);
    let exponent = error - deviance(k, n * p) - deviance(rest, n * q);
    libm::exp(exponent) / (2.0 * PI * k * (rest / n)).sqrt()
}

/// xᵃ yᵇ / B(a, b), with y = 1 − x: the slope of the incomplete beta function along ln(x/y).
pub(super) fn beta_slope(a: f64, b: f64, x: f64, y: f64) -> f64 {
    a * (b / (a + b)) * binomial_term(a, b, x, y)
}

/// The lower tail Iₓ(a, b) and the upper tail of the beta distribution; y = 1 − x.
///
/// The smaller of the two keeps its relative accuracy, the other is one less it.
pub(super) fn beta_tails(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    let slope = beta_slope(a, b, x, y);
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = (slope / a * beta_fraction(a, b, x)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (slope / b * beta_fraction(b, a, y)).min(1.0);
        (1.0 - upper, upper)
    }
}

/// The continued fraction of the incomplete beta function, DLMF 8.17.22.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut fraction = Fraction::of(1.0);
    let mut m = 0.0;
    for _ in 0..MOST_TERMS {
        let (twice, sum) = (a + 2.0 * m, a + m);
        let odd = -(sum * (sum + b) / (twice * (twice + 1.0))) * x;
        m += 1.0;
        let twice = a + 2.0 * m;
        let even = m * (b - m) / ((twice - 1.0) * twice) * x;
        fraction.add(odd, 1.0);
        if fraction.add(even, 1.0) {
            break;
        }
    }
    1.0 / fraction.value
}

/// The upper tail of the gamma distribution of shape `a` at `x`: Q(a, x).
pub(super) fn gamma_upper_tail(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    // xᵃ e⁻ˣ / Γ(a + 1)
    let factor = libm::exp(-stirling_error(a) - deviance(a, x)) / (2.0 * PI * a).sqrt();
    if x < a + 1.0 { 1.0 - factor * gamma_series(a, x) } else { factor * a * gamma_fraction(a, x) }
}

/// Σ xⁿ / ((a + 1) … (a + n)), DLMF 8.11.4.
fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    for _ in 0..MOST_TERMS {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum
}

/// The continued fraction of the upper incomplete gamma function, DLMF 8.9.2 contracted.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut fraction = Fraction::of(x + 1.0 - a);
    let (mut n, mut along) = (0.0, x + 1.0 - a);
    for _ in 0..MOST_TERMS {
        n += 1.0;
        along += 2.0;
        if fraction.add(n * (a - n), along) {
            break;
        }
    }
    1.0 / fraction.value
}

/// A continued fraction b₀ + a₁/(b₁ + a₂/(b₂ + …)) worked out forwards: Lentz's algorithm.
struct Fraction {
    value: f64,
    above: f64,
    below: f64,
}

impl Fraction {
    /// Stands in for zero in a denominator.
    const TINY: f64 = 1e-300;

    fn of(first: f64) -> Self {
        let first = away_from_zero(first);
        Self { value: first, above: first, below: 0.0 }
    }

    /// Takes the next term; whether the value stays what it was.
    fn add(&mut self, a: f64, b: f64) -> bool {
        self.below = 1.0 / away_from_zero(b + a * self.below);
        self.above = away_from_zero(b + a / self.above);
        let change = self.above * self.below;
        self.value *= change;
        (change - 1.0).abs() <= f64::EPSILON
    }
}

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < Fraction::TINY { Fraction::TINY } else { x }
}

/// The root that Newton's method reaches from `start`; `step` is function over slope at a point.
///
/// For a concave function the second point and all after it lie on one side of the root and move
/// towards it, whatever the start: no bracket is needed. `None` where a step is not finite.
pub(super) fn concave_root(start: f64, step: impl Fn(f64) -> f64) -> Option<f64> {
    let mut at = start;
    for _ in 0..60 {
        let by = step(at);
        at -= by;
        // Convergence is quadratic: the step after this one would be some 1e-18.
        if by.abs() <= 1e-9 {
            break;
        }
    }
    at.is_finite().then_some(at)
}
