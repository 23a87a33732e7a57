//! The incomplete beta and gamma functions, and the root of a concave function.
//!
//! Both are a factor times a continued fraction or a series. The factor is where digits get lost: as
//! a sum of logarithms of gamma functions it has none left of twelve at a million degrees of
//! freedom. It is written as a deviance instead (Loader 2000), which keeps them.

use std::f64::consts::PI;

/// Enough for parameters of 10⁸: they take a few times the root of it. NaN where it is not enough.
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
        let lower = over(slope, || beta_fraction(a, b, (x, y)));
        (lower, 1.0 - lower)
    } else {
        let upper = over(slope, || beta_fraction(b, a, (y, x)));
        (1.0 - upper, upper)
    }
}

/// A slope too small for a double leaves nothing, whatever the fraction.
fn over(slope: f64, fraction: impl Fn() -> f64) -> f64 {
    if slope <= 0.0 { 0.0 } else { (slope / fraction()).clamp(0.0, 1.0) }
}

/// What to divide [`beta_slope`] by for the lower tail: the continued fraction of `DiDonato` & Morris
/// (1992), two steps of DLMF 8.17.22 in one. Near x = 1 it takes its digits from y.
fn beta_fraction(a: f64, b: f64, (x, y): (f64, f64)) -> f64 {
    let apart = a * y - b * x;
    let mut fraction = Fraction::of(a * (apart + 1.0) / (a + 1.0));
    let mut step = 0.0;
    for _ in 0..MOST_TERMS {
        step += 1.0;
        let (sum, twice) = (a + step, a + 2.0 * step);
        let product = step * (b - step) * x / (twice - 1.0);
        let above = (sum - 1.0) / (twice - 1.0) * (sum + b - 1.0) * x * product;
        let below = step + product + sum * (apart + 1.0 + step * (1.0 + y)) / (twice + 1.0);
        if fraction.add(above, below) {
            return fraction.value;
        }
    }
    f64::NAN
}

/// The upper tail of the gamma distribution of shape `a` at `x`: Q(a, x).
pub(super) fn gamma_upper_tail(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    // xᵃ e⁻ˣ / Γ(a + 1)
    let factor = libm::exp(-stirling_error(a) - deviance(a, x)) / (2.0 * PI * a).sqrt();
    let upper = if x < a + 1.0 {
        1.0 - factor * gamma_series(a, x)
    } else {
        factor * a / gamma_fraction(a, x)
    };
    upper.clamp(0.0, 1.0)
}

/// Σ xⁿ / ((a + 1) … (a + n)), DLMF 8.11.4.
fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    for _ in 0..MOST_TERMS {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term < sum * f64::EPSILON {
            return sum;
        }
    }
    f64::NAN
}

/// What to divide xᵃ e⁻ˣ / Γ(a) by for the upper tail: the continued fraction DLMF 8.9.2, two steps
/// in one.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut fraction = Fraction::of(x + 1.0 - a);
    let (mut n, mut along) = (0.0, x + 1.0 - a);
    for _ in 0..MOST_TERMS {
        n += 1.0;
        along += 2.0;
        if fraction.add(n * (a - n), along) {
            return fraction.value;
        }
    }
    f64::NAN
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
        if by.is_nan() || by.abs() <= 1e-9 {
            break;
        }
    }
    at.is_finite().then_some(at)
}
