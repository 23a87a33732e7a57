//! What others would do with the same numbers.

use kvalitet_core::Tally;
use kvalitet_core::method::{
    Change, MeanEstimate, Shock, ShockPrior, count_to_f64, normal_upper_tail, t_two_sided, welch,
};
use kvalitet_simulate::panel::SchoolPanel;

/// Decimals of the tallies of a mean.
const DECIMALS: u8 = 6;

/// How many pupils a result is of.
pub(crate) const fn persons(tally: Tally) -> u64 {
    match tally {
        Tally::Share { n, .. } | Tally::Moments { n, .. } | Tally::Weighted { n, .. } => n,
        Tally::Count(_) | Tally::Ratio { .. } => 0,
    }
}

/// The p-value of the test that takes pupils for independent: of two proportions with their common
/// variance, or Welch's.
pub(crate) fn independent(school: &SchoolPanel) -> Option<f64> {
    let [from, to] = school.years.as_slice() else { return None };
    match (from.tally, to.tally) {
        (Tally::Share { n: n_1, hits: x_1 }, Tally::Share { n: n_2, hits: x_2 }) => {
            let [n_1, x_1, n_2, x_2] = [n_1, x_1, n_2, x_2].map(count_to_f64);
            let share = (x_1 + x_2) / (n_1 + n_2);
            let error = (share * (1.0 - share) * (1.0 / n_1 + 1.0 / n_2)).sqrt();
            let z = (x_2 / n_2 - x_1 / n_1).abs() / error;
            Some(if 0.0 < error { 2.0 * normal_upper_tail(z) } else { 1.0 })
        }
        (
            Tally::Moments { n: n_1, sum: sum_1, sum_sq: sq_1 },
            Tally::Moments { n: n_2, sum: sum_2, sum_sq: sq_2 },
        ) => {
            let first = MeanEstimate::of_moments(n_1, sum_1, sq_1, DECIMALS)?;
            let second = MeanEstimate::of_moments(n_2, sum_2, sq_2, DECIMALS)?;
            let of = welch(first, second)?;
            t_two_sided(of.difference.abs() / of.standard_error, of.degrees)
        }
        _ => None,
    }
}

/// The shock factor by the plain sum of squares, moderated by `prior` (Smyth 2004): what ours is
/// without its weights.
pub(crate) fn moderated_plainly(changes: &[Change], prior: ShockPrior) -> Shock {
    if changes.len() < 2 {
        return prior.alone();
    }
    let (mut sum, mut precision) = (0.0, 0.0);
    for change in changes {
        let weight = 1.0 / (change.counting_error() * change.counting_error());
        sum += weight * change.difference();
        precision += weight;
    }
    let centre = sum / precision;
    let square = |change: &Change| {
        let z = (change.difference() - centre) / change.counting_error();
        z * z
    };
    let squares: f64 = changes.iter().map(square).sum();
    let others = count_to_f64(u64::try_from(changes.len()).unwrap_or(u64::MAX)) - 1.0;
    let degrees = prior.degrees + others;
    let variance = (prior.degrees * prior.factor * prior.factor + squares) / degrees;
    Shock { factor: variance.max(1.0).sqrt(), degrees }
}
