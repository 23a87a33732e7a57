//! Probabilities of the normal, chi-square and binomial distributions, quantiles of the beta.
//!
//! Arguments outside a distribution's domain give `None`, never a panic. The incomplete beta function
//! is our own, as `puruspe::betai` is wrong where both parameters exceed 3000; so is the incomplete
//! gamma function, as `puruspe::gammq` is NaN below the mean from 200 degrees of freedom on.

use super::count_to_f64;

/// The probability that a standard normal value exceeds `z`.
pub(super) fn normal_upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / core::f64::consts::SQRT_2)
}

/// The probability that a chi-square value with `df` degrees of freedom exceeds `x`.
pub(super) fn chi_square_upper_tail(x: f64, df: f64) -> Option<f64> {
    if x.is_nan() || !(0.0 < df && df.is_finite()) {
        return None;
    }
    Some(if x <= 0.0 { 1.0 } else { gamma_upper_tail(df / 2.0, x / 2.0) })
}

/// The regularised upper incomplete gamma function, by series or by continued fraction (Lentz).
fn gamma_upper_tail(a: f64, x: f64) -> f64 {
    let front = libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    if x < a + 1.0 {
        let (mut sum, mut term) = (1.0 / a, 1.0 / a);
        for step in 1..STEPS {
            term *= x / (a + f64::from(step));
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        return (1.0 - front * sum).max(0.0);
    }
    let mut divisor = x + 1.0 - a;
    let (mut upper, mut lower) = (1e300, 1.0 / divisor);
    let mut fraction = lower;
    for step in 1..STEPS {
        let i = f64::from(step);
        divisor += 2.0;
        lower = 1.0 / away_from_zero(divisor - i * (i - a) * lower);
        upper = away_from_zero(divisor - i * (i - a) / upper);
        fraction *= lower * upper;
        if (lower * upper - 1.0).abs() < 1e-15 {
            break;
        }
    }
    front * fraction
}

/// A bound on the steps of a series or fraction: reached by no table of schools.
const STEPS: u32 = 100_000;

/// What Lentz's method divides by: never nothing.
fn away_from_zero(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

/// The probability of at most `k` hits among `n`, each with probability `p`.
///
/// The point masses relative to the most probable count, outwards until they vanish, divided by
/// their sum: nothing but products of positive numbers, so nothing cancels at any size.
pub(super) fn binomial_cdf(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    if n <= k || p <= 0.0 {
        return Some(1.0);
    }
    if 1.0 <= p {
        return Some(0.0);
    }
    let (n_f, odds) = (count_to_f64(n), p / (1.0 - p));
    let mode = whole_part((n_f + 1.0) * p).min(n);
    let (mut total, mut below) = (0.0, 0.0);
    let mut mass = 1.0;
    let mut count = mode;
    while mass > NEGLIGIBLE {
        total += mass;
        below += if count <= k { mass } else { 0.0 };
        if count == 0 {
            break;
        }
        mass *= count_to_f64(count) / (count_to_f64(n - count + 1) * odds);
        count -= 1;
    }
    let mut mass = 1.0;
    for count in mode + 1..=n {
        mass *= count_to_f64(n - count + 1) * odds / count_to_f64(count);
        if mass <= NEGLIGIBLE {
            break;
        }
        total += mass;
        below += if count <= k { mass } else { 0.0 };
    }
    Some(below / total)
}

/// Point masses below this part of the greatest add nothing to a double.
const NEGLIGIBLE: f64 = 1e-60;

/// The whole part of a number that is not negative.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a saturating cast of a number that is not negative"
)]
fn whole_part(number: f64) -> u64 {
    number as u64
}

/// The `p` quantile of the beta distribution with parameters `a` and `b`, by bisection.
pub(super) fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let proper = a.is_finite() && b.is_finite() && 0.0 < a && 0.0 < b;
    if !proper || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if beta_cdf(middle, a, b) < p {
            low = middle;
        } else {
            high = middle;
        }
        if high - low <= f64::EPSILON * high {
            break;
        }
    }
    Some(f64::midpoint(low, high))
}

/// More than the halvings that a quantile of a school takes; a bound for extreme parameters.
const HALVINGS: u32 = 300;

/// The probability that a beta value lies below `x`, `0 < x < 1`.
fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    let scale = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let front = libm::exp(scale + a * libm::log(x) + b * libm::log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(x, a, b) / a
    } else {
        1.0 - front * continued_fraction(1.0 - x, b, a) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut upper = 1.0;
    let mut lower = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = lower;
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            lower = 1.0 / away_from_zero(1.0 + term * lower);
            upper = away_from_zero(1.0 + term / upper);
            fraction *= lower * upper;
        }
        if (lower * upper - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_close(got: impl Into<Option<f64>>, expected: f64) {
        let got = got.into().unwrap();
        assert!((got - expected).abs() <= 1e-9 * expected.abs(), "{got} for {expected}");
    }

    /// scipy 1.17: `scipy.stats.binom.cdf(k, n, p)`.
    #[test]
    fn binomial_probabilities_agree_with_scipy() {
        assert_close(binomial_cdf(0, 10, 0.3), 0.028_247_524_900_000_005);
        assert_close(binomial_cdf(7, 10, 0.7), 0.617_217_213_6);
        assert_close(binomial_cdf(30, 45, 0.72), 0.259_461_743_282_651_6);
        assert_close(binomial_cdf(13_950, 20_000, 0.7), 0.222_365_330_882_231_48);
        assert_close(binomial_cdf(3, 100_000, 1e-4), 0.010_333_402_489_842_509);
        assert_close(binomial_cdf(699_000, 1_000_000, 0.7), 0.014_608_639_268_022_994);
    }

    /// scipy 1.17: `scipy.stats.beta.ppf(p, a, b)`.
    #[test]
    fn beta_quantiles_agree_with_scipy() {
        assert_close(beta_quantile(0.025, 3.5, 2.5), 0.209_416_664_076_004_84);
        assert_close(beta_quantile(0.975, 30.0, 12.0), 0.838_701_430_285_692_3);
        assert_close(beta_quantile(0.025, 0.02, 5.0), 9.961_750_417_280_905e-82);
        assert_close(beta_quantile(0.975, 5_000.0, 4_000.0), 0.565_809_001_203_966_4);
        assert_close(beta_quantile(0.025, 7e5, 3e5), 0.699_101_453_505_034_5);
    }

    /// scipy 1.17: `scipy.stats.chi2.sf(x, df)` and `norm.sf(z)`.
    #[test]
    fn chi_square_and_normal_tails_agree_with_scipy() {
        assert_close(chi_square_upper_tail(3.84, 1.0), 0.050_043_521_248_705_19);
        assert_close(chi_square_upper_tail(30.0, 14.0), 0.007_631_899_637_514_952);
        assert_close(chi_square_upper_tail(60.0, 14.0), 1.173_194_200_234_698_1e-7);
        assert_close(chi_square_upper_tail(400.0, 300.0), 9.678_621_994_933_555e-5);
        assert_close(chi_square_upper_tail(280.0, 300.0), 0.790_456_376_081_393);
        assert_close(normal_upper_tail(-1.0), 0.841_344_746_068_542_9);
        assert_close(normal_upper_tail(10.0), 7.619_853_024_160_47e-24);
    }
}
