//! What a number of persons could ever show.

use super::normal_upper_tail;

/// The chance that a true change is called sure, from the change, the whole standard error of the
/// difference and the critical value.
///
/// # Formula
///
/// ```text
/// P(Z > t − δ/SE) + P(Z > t + δ/SE)
/// ```
///
/// the normal approximation; the second part is the chance to call it sure in the wrong direction.
/// `None` for a standard error that is not positive, or numbers that are not finite.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::power;
///
/// let of = |change: f64| power(change, 0.05, 1.959964).map(|chance| format!("{chance:.3}"));
/// assert_eq!(of(0.0).as_deref(), Some("0.050"));
/// assert_eq!(of(0.14).as_deref(), Some("0.800"));
/// ```
///
/// # References
///
/// Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 2.
pub fn power(change: f64, standard_error: f64, t: f64) -> Option<f64> {
    let shift = change.abs() / standard_error;
    let known = 0.0 < standard_error && shift.is_finite() && t.is_finite();
    known.then(|| normal_upper_tail(t - shift) + normal_upper_tail(t + shift))
}

/// How likely a change must be to be found before its goal is said to be readable.
pub const READABLE: f64 = 0.8;

/// Whether a change can be read off a unit's numbers at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readability {
    /// From one year to the next: *kan aflæses*.
    Now,
    /// Only when so many years are taken together before and after: *først efter n år*, that is twice
    /// as many.
    Pooled {
        /// Years on each side.
        years: u8,
    },
    /// Not within the years that are tried: *aldrig på dette niveau*.
    Never,
}

/// Whether `change` can be read off, given the whole standard error of a difference between two single
/// years and the critical value: by [`power`] of at least [`READABLE`].
///
/// `distinct` says how many different persons several years together are of, as a share of their
/// results: for one year, two and so on, each at most 1. It has as many entries as years are tried.
///
/// # Formula
///
/// With k years on each side the standard error is SE / √(k · share of different persons).
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Readability, readability};
///
/// let apart = [1.0; 5];
/// assert_eq!(readability(0.05, 0.012, 2.0, &apart), Some(Readability::Now));
/// assert_eq!(readability(0.05, 0.03, 2.0, &apart), Some(Readability::Pooled { years: 3 }));
/// assert_eq!(readability(0.05, 0.10, 2.0, &apart), Some(Readability::Never));
/// ```
pub fn readability(
    change: f64,
    standard_error: f64,
    t: f64,
    distinct: &[f64],
) -> Option<Readability> {
    power(change, standard_error, t)?;
    for (years, share) in (1_u8..).zip(distinct) {
        let error = standard_error / (f64::from(years) * share).sqrt();
        if power(change, error, t).is_some_and(|chance| READABLE <= chance) {
            let now = years == 1;
            return Some(if now { Readability::Now } else { Readability::Pooled { years } });
        }
    }
    Some(Readability::Never)
}
