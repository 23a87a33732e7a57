//! Sums and quantiles that do not depend on the order of their values.
//!
//! The order of schools is an accident of a source. A sum of doubles depends on it in its last
//! bits, so values are sorted before they are added.

use super::count_to_f64;

/// The sum of `values`, taken from the smallest to the greatest.
pub(super) fn sorted_sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.into_iter().sum()
}

/// How many there are, as a double.
pub(super) fn how_many<T>(values: &[T]) -> f64 {
    u64::try_from(values.len()).map_or(f64::INFINITY, count_to_f64)
}

/// The quantile at `tenth` tenths of `sorted` values: linear interpolation between order
/// statistics (type 7 of Hyndman & Fan 1996, the default of R). `None` for no values.
pub(super) fn decile(sorted: &[f64], tenth: usize) -> Option<f64> {
    let position = sorted.len().checked_sub(1)? * tenth;
    let (index, rest) = (position / 10, position % 10);
    let low = *sorted.get(index)?;
    let high = *sorted.get(index + 1).unwrap_or(&low);
    let part = f64::from(u8::try_from(rest).ok()?) / 10.0;
    Some(low + part * (high - low))
}
