//! How near a measure comes to the truth, over many municipalities.

use std::cmp::Ordering;

use kvalitet_core::method::count_to_f64;

use crate::measures::Truth;

/// So many schools are named as those whose pupils gain least.
pub(crate) const NAMED: usize = 5;

/// Sums over municipalities.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Found {
    municipalities: f64,
    schools: f64,
    with_truth: f64,
    with_intake: f64,
    with_prior: f64,
    named_rightly: f64,
    /// Squares and products about each municipality's mean: truth, both, measure.
    truth: f64,
    both: f64,
    measure: f64,
}

impl Found {
    /// Adds one municipality: what is true and what the measure says, school by school.
    pub(crate) fn add(&mut self, truth: &Truth, said: &[f64]) {
        self.municipalities += 1.0;
        self.schools += length(said);
        self.with_truth += correlation(said, &truth.growth);
        self.with_intake += correlation(said, &truth.intake);
        self.with_prior += correlation(said, &truth.prior);
        let (lowest, named) = (lowest(&truth.growth), lowest(said));
        let rightly = u64::try_from(named.iter().filter(|place| lowest.contains(place)).count());
        self.named_rightly += count_to_f64(rightly.unwrap_or_default()) / length(&lowest);
        let [squares, both, of_said] = products(&truth.growth, said);
        self.truth += squares;
        self.both += both;
        self.measure += of_said;
    }

    /// The mean correlation with what was planted.
    pub(crate) fn correlation(&self) -> f64 {
        self.with_truth / self.municipalities
    }

    /// The mean correlation with the true intake.
    pub(crate) fn with_intake(&self) -> f64 {
        self.with_intake / self.municipalities
    }

    /// The mean correlation with the mean of the earlier results.
    pub(crate) fn with_prior(&self) -> f64 {
        self.with_prior / self.municipalities
    }

    /// The share of the schools truly lowest that is among those named, of 1.
    pub(crate) fn named_rightly(&self) -> f64 {
        self.named_rightly / self.municipalities
    }

    /// The root mean square error after scaling, in standard deviations of pupils: the measure about
    /// its municipality's mean, times the one number, for all municipalities, that brings it nearest
    /// to the truth.
    pub(crate) fn error(&self) -> f64 {
        let explained = if 0.0 < self.measure { self.both * self.both / self.measure } else { 0.0 };
        ((self.truth - explained).max(0.0) / self.schools).sqrt()
    }
}

fn length<T>(values: &[T]) -> f64 {
    count_to_f64(u64::try_from(values.len()).unwrap_or_default())
}

/// Sums of squares and products about the means: of the first, of both, of the second.
fn products(first: &[f64], second: &[f64]) -> [f64; 3] {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / length(values);
    let (a, b) = (mean(first), mean(second));
    let pairs = first.iter().zip(second).map(|(x, y)| (x - a, y - b));
    pairs.fold([0.0; 3], |[xx, xy, yy], (x, y)| [xx + x * x, xy + x * y, yy + y * y])
}

/// 0 where either says the same of all schools: value added does so where it detects no difference.
fn correlation(first: &[f64], second: &[f64]) -> f64 {
    let [xx, xy, yy] = products(first, second);
    let spread = (xx * yy).sqrt();
    if 0.0 < spread { xy / spread } else { 0.0 }
}

/// The places of the [`NAMED`] lowest; the first of equals.
fn lowest(values: &[f64]) -> Vec<usize> {
    let mut places: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    places.sort_by(|(_, one), (_, other)| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    places.into_iter().take(NAMED).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth() -> Truth {
        Truth {
            growth: vec![3.0, 1.0, 2.0, 5.0, 4.0, 7.0, 6.0],
            intake: vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0],
            prior: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
        }
    }

    #[test]
    fn the_truth_on_another_scale_is_found_wholly() {
        let mut found = Found::default();
        let said: Vec<f64> = truth().growth.iter().map(|growth| 10.0 * growth - 3.0).collect();
        found.add(&truth(), &said);
        assert!((found.correlation() - 1.0).abs() < 1e-12);
        assert!((found.named_rightly() - 1.0).abs() < 1e-12);
        assert!(found.error() < 1e-6, "{}", found.error());
        // Python: -3 / sqrt(28 · 2).
        assert!((found.with_intake() + 0.400_891_862_9).abs() < 1e-9, "{}", found.with_intake());
    }

    #[test]
    fn the_opposite_of_the_truth_names_the_wrong_schools() {
        let mut found = Found::default();
        let said: Vec<f64> = truth().growth.iter().map(|growth| -growth).collect();
        found.add(&truth(), &said);
        assert!((found.correlation() + 1.0).abs() < 1e-12);
        // Of the lowest five of seven, three must be among any five.
        assert!((found.named_rightly() - 0.6).abs() < 1e-12);
    }

    #[test]
    fn who_says_the_same_of_all_schools_knows_nothing() {
        let mut found = Found::default();
        found.add(&truth(), &[0.0; 7]);
        assert!(found.correlation().abs() < 1e-12 && found.with_prior().abs() < 1e-12);
        // Growth is 3, 1, 2, 5, 4, 7, 6: squares about 4 are 28.
        assert!((found.error() - 2.0).abs() < 1e-12, "{}", found.error());
    }

    #[test]
    fn error_is_what_the_best_scale_leaves() {
        let mut found = Found::default();
        let truth =
            Truth { growth: vec![-1.0, 1.0, 0.0], intake: vec![0.0; 3], prior: vec![0.0; 3] };
        // At right angles to the truth: all of it is left, √(2/3).
        found.add(&truth, &[1.0, 1.0, -2.0]);
        assert!((found.error() - 0.816_496_580_9).abs() < 1e-9, "{}", found.error());
    }
}
