//! Tails and quantiles of the normal, t, chi-square, binomial and beta distributions.
//!
//! Their accuracy is held against R in tails down to 1e-12: see the tests. Arithmetic and `libm`
//! alone, so the last bit is the same on every platform.

mod incomplete;

use std::f64::consts::{PI, SQRT_2};

use incomplete::{beta_slope, beta_tails, binomial_term, concave_root, gamma_upper_tail};

use super::count_to_f64;

/// The chance that a standard normal variable is at most `x`; NaN for NaN.
///
/// # Formula
///
/// ```text
/// Φ(x) = erfc(−x/√2) / 2
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::normal_cdf;
///
/// // R: pnorm(1.959964)
/// assert_eq!(format!("{:.6}", normal_cdf(1.959_964)), "0.975000");
/// ```
pub fn normal_cdf(x: f64) -> f64 {
    normal_upper_tail(-x)
}

/// The chance that a standard normal variable exceeds `x`, with all its digits far out; NaN for NaN.
///
/// # Formula
///
/// ```text
/// 1 − Φ(x) = erfc(x/√2) / 2
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::normal_upper_tail;
///
/// // R: pnorm(6, lower.tail = FALSE)
/// assert_eq!(format!("{:.4e}", normal_upper_tail(6.0)), "9.8659e-10");
/// ```
pub fn normal_upper_tail(x: f64) -> f64 {
    libm::erfc(x / SQRT_2) / 2.0
}

/// The value that a standard normal variable stays below with chance `p`.
///
/// `None` unless 0 < `p` < 1. An upper quantile near 1 is better asked for as the lower one with its
/// sign turned: 1 − 1e-17 is 1 as a number.
///
/// # Formula
///
/// The root of ln Φ(x) = ln p, by Newton's method: ln Φ is concave.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Z_95, normal_quantile};
///
/// // R: qnorm(.025)
/// let z = normal_quantile(0.025).ok_or("no chance")?;
/// assert!((z + Z_95).abs() < 1e-14);
/// assert_eq!(normal_quantile(0.0), None);
/// # Ok::<(), &str>(())
/// ```
pub fn normal_quantile(p: f64) -> Option<f64> {
    if !(0.0 < p && p < 1.0) {
        return None;
    }
    let tail = p.min(1.0 - p);
    let step = |x: f64| {
        let upper = normal_upper_tail(x);
        let density = libm::exp(-x * x / 2.0) / (2.0 * PI).sqrt();
        -libm::log(upper / tail) * upper / density
    };
    // The tail is at most exp(−x²/2)/2, so this lies beyond the root.
    let x = concave_root((-2.0 * libm::log(2.0 * tail)).max(0.0).sqrt(), step)?;
    Some(if p < 0.5 { -x } else { x })
}

/// The chance that Student's t with `df` degrees of freedom is `t` or more away from zero: the
/// two-sided p-value of `t`.
///
/// `df` need not be whole (Welch); infinitely many make the normal distribution. `None` when `t` is
/// not a number or `df` is not positive. Where t² is beyond the range of a double the chance is 0.
///
/// # Formula
///
/// ```text
/// P(|T| ≥ t) = Iₓ(df/2, 1/2),   x = df / (df + t²)
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::t_two_sided;
///
/// // R: 2 * pt(-2.5, 7.3)
/// let p = t_two_sided(-2.5, 7.3).ok_or("no degrees")?;
/// assert_eq!(format!("{p:.6}"), "0.039650");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Student (1908), Biometrika 6:1-25. The series for many degrees of freedom: `DiDonato` & Morris
/// (1992), ACM Trans Math Softw 18:360-373.
pub fn t_two_sided(t: f64, df: f64) -> Option<f64> {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return None;
    }
    if df.is_infinite() {
        return Some(libm::erfc(t.abs() / SQRT_2));
    }
    let ratio = t * t / df;
    if 20.0 <= df && ratio < 2.0 {
        return Some(t_of_many(ratio, df));
    }
    let x = 1.0 / (1.0 + ratio);
    let y = if ratio < 1.0 { ratio * x } else { 1.0 / (1.0 + 1.0 / ratio) };
    Some(beta_tails(df / 2.0, 0.5, x, y).0)
}

/// [`t_two_sided`] for many degrees of freedom, with `ratio` = t²/df.
///
/// With s = ln(1 + t²/df) the density is e^(−νs) s^(−1/2) √(w / sinh w), where w = s/2 and
/// ν = df/2 − 1/4. The root is a power series in w², and each term's tail comes from the one before
/// it. The same sum at t = 0 is what to divide by.
fn t_of_many(ratio: f64, df: f64) -> f64 {
    /// √(w / sinh w) in powers of w², from 1 on.
    const ROOT: [f64; 12] = [
        -0.083_333_333_333_333_33,
        0.006_25,
        -0.000_504_298_941_798_941_8,
        4.343_722_442_680_776e-5,
        -3.896_385_732_323_232e-6,
        3.583_335_463_450_790_6e-7,
        -3.349_747_072_060_578e-8,
        3.167_585_434_316_114_6e-9,
        -3.021_036_851_736_096_3e-10,
        2.900_415_787_669_253e-11,
        -2.799_396_748_375_269e-12,
        2.713_639_320_017_204e-13,
    ];
    let nu = df / 2.0 - 0.25;
    let s = libm::log1p(ratio);
    let u = nu * s;
    let (half_sq, four_nu_sq) = (s * s / 4.0, 4.0 * nu * nu);
    let mut edge = (u / PI).sqrt() * libm::exp(-u);
    let (mut tail, mut whole) = (libm::erfc(u.sqrt()), 1.0);
    let (mut sum, mut sum_whole) = (tail, whole);
    let mut power = 0.5;
    for coefficient in ROOT {
        let both = power * (power + 1.0);
        tail = (both * tail + (u + power + 1.0) * edge) / four_nu_sq;
        whole *= both / four_nu_sq;
        edge *= half_sq;
        power += 2.0;
        sum += coefficient * tail;
        sum_whole += coefficient * whole;
        if (coefficient * tail).abs() <= 1e-17 * sum {
            break;
        }
    }
    (sum / sum_whole).min(1.0)
}

/// The value that Student's t with `df` degrees of freedom exceeds, either way, with chance
/// `two_sided_alpha`: 0.05 for a 95 % interval.
///
/// Infinitely many degrees make the normal distribution. `None` unless 0 < α < 1 and 0 < `df`, and
/// where the quantile is beyond the range of a double (few degrees of freedom, well below 1).
///
/// # Formula
///
/// The root of ln P(|T| ≥ t) = ln α along ln t, by Newton's method: the left side is concave.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::t_quantile;
///
/// // R: qt(.975, 7.3)
/// let t = t_quantile(0.05, 7.3).ok_or("no degrees")?;
/// assert_eq!(format!("{t:.6}"), "2.345067");
/// # Ok::<(), &str>(())
/// ```
pub fn t_quantile(two_sided_alpha: f64, df: f64) -> Option<f64> {
    let alpha = two_sided_alpha;
    if !(0.0 < alpha && alpha < 1.0 && 0.0 < df) {
        return None;
    }
    let z = -normal_quantile(alpha / 2.0)?;
    if df.is_infinite() {
        return Some(z);
    }
    let step = |log_t: f64| {
        let t = libm::exp(log_t);
        let ratio = t * t / df;
        let x = 1.0 / (1.0 + ratio);
        let p = t_two_sided(t, df).unwrap_or(f64::NAN);
        -libm::log(p / alpha) * p / (2.0 * beta_slope(df / 2.0, 0.5, x, ratio * x))
    };
    concave_root(libm::log(z), step).map(libm::exp).filter(|t| t.is_finite())
}

/// The chance that a chi-square variable with `df` degrees of freedom exceeds `x`.
///
/// `None` when `x` is not a number or `df` is not positive and finite; 1 for `x` at or below 0.
///
/// # Formula
///
/// ```text
/// Q(df/2, x/2), the upper incomplete gamma function
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::chi_square_upper_tail;
///
/// // Fleiss' smokers: chi-square 8.2249223 on one degree of freedom.
/// let p = chi_square_upper_tail(8.224_922_3, 1.0).ok_or("no degrees")?;
/// assert_eq!(format!("{p:.9}"), "0.004131897");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Pearson (1900), Phil Mag 50:157-175.
pub fn chi_square_upper_tail(x: f64, df: f64) -> Option<f64> {
    if x.is_nan() || !(0.0 < df && df.is_finite()) {
        return None;
    }
    Some(if x.is_infinite() {
        f64::from(u8::from(x < 0.0))
    } else {
        gamma_upper_tail(df / 2.0, x / 2.0)
    })
}

/// The chance of exactly `k` of `n`, each with chance `p`.
///
/// 0 for `k` above `n`; `None` unless 0 ≤ `p` ≤ 1. With `n` = 0 the one outcome, 0, has chance 1.
///
/// # Formula
///
/// ```text
/// n! / (k! (n − k)!) · pᵏ (1 − p)ⁿ⁻ᵏ
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::binomial_mass;
///
/// // R: dbinom(3, 10, .2)
/// let chance = binomial_mass(3, 10, 0.2).ok_or("no chance")?;
/// assert_eq!(format!("{chance:.9}"), "0.201326592");
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Loader (2000), Fast and accurate computation of binomial probabilities.
pub fn binomial_mass(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let Some(rest) = n.checked_sub(k) else {
        return Some(0.0);
    };
    let (hits, misses) = (count_to_f64(k), count_to_f64(rest));
    Some(match (k, rest) {
        (0, 0) => 1.0,
        (0, _) => libm::exp(misses * libm::log1p(-p)),
        (_, 0) => libm::exp(hits * libm::log(p)),
        _ if p <= 0.0 || 1.0 <= p => 0.0,
        _ => binomial_term(hits, misses, p, 1.0 - p),
    })
}

/// The chance of at most `k` of `n`, each with chance `p`.
///
/// 1 for `k` at or above `n`; `None` unless 0 ≤ `p` ≤ 1. The chance of at least `k` is that of at
/// most `n − k` with chance `1 − p`, and so keeps its digits where it is small.
///
/// # Formula
///
/// ```text
/// I₁₋ₚ(n − k, k + 1), the incomplete beta function
/// ```
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::binomial_cdf;
///
/// // R: pbinom(3, 10, .2)
/// let chance = binomial_cdf(3, 10, 0.2).ok_or("no chance")?;
/// assert_eq!(format!("{chance:.9}"), "0.879126118");
/// # Ok::<(), &str>(())
/// ```
pub fn binomial_cdf(k: u64, n: u64, p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    if n <= k {
        return Some(1.0);
    }
    Some(beta_tails(count_to_f64(n - k), count_to_f64(k) + 1.0, 1.0 - p, p).0)
}

/// The value that a beta variable with the parameters `a` and `b` stays below with chance `p`.
///
/// `None` unless 0 < `p` < 1 and both parameters are positive and finite.
///
/// # Formula
///
/// The root of ln Iₓ(a, b) = ln p along ln(x/(1 − x)), by Newton's method: the left side is concave.
/// Above one half it is the other tail of (b, a).
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::beta_quantile;
///
/// // R: qbeta(.025, 3, 8)
/// let low = beta_quantile(0.025, 3.0, 8.0).ok_or("no parameters")?;
/// assert_eq!(format!("{low:.9}"), "0.066739511");
/// # Ok::<(), &str>(())
/// ```
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let positive = |parameter: f64| 0.0 < parameter && parameter.is_finite();
    if !(0.0 < p && p < 1.0 && positive(a) && positive(b)) {
        return None;
    }
    if p <= 0.5 {
        return beta_log_odds(p, a, b).map(|odds| 1.0 / (1.0 + libm::exp(-odds)));
    }
    beta_log_odds(1.0 - p, b, a).map(|odds| 1.0 / (1.0 + libm::exp(odds)))
}

fn beta_log_odds(chance: f64, a: f64, b: f64) -> Option<f64> {
    let step = |odds: f64| {
        let (x, y) = (1.0 / (1.0 + libm::exp(-odds)), 1.0 / (1.0 + libm::exp(odds)));
        let lower = beta_tails(a, b, x, y).0;
        libm::log(lower / chance) * lower / beta_slope(a, b, x, y)
    };
    let start = libm::log(a / b) + normal_quantile(chance)? * (1.0 / a + 1.0 / b).sqrt();
    concave_root(start, step)
}
