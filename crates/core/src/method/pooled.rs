//! Years and schools taken together, and how many different persons they are about.

use std::collections::BTreeMap;

use super::count_to_f64;
use super::order::sorted_sum;

/// The mean of values that each stand for a number of persons, given as (value, persons): the level of
/// all of them together. `None` for nobody, and where a value is no number.
///
/// # Formula
///
/// ```text
/// Σ nᵢxᵢ / Σ nᵢ
/// ```
///
/// The same bits whatever order the values come in: the numbers that schools have decide nothing.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::weighted_mean;
///
/// assert_eq!(weighted_mean(&[(0.5, 30), (0.75, 10)]), Some(0.5625));
/// assert_eq!(weighted_mean(&[(0.5, 0)]), None);
/// ```
pub fn weighted_mean(values: &[(f64, u64)]) -> Option<f64> {
    let persons = sorted_sum(values.iter().map(|(_, n)| count_to_f64(*n)));
    let sum = sorted_sum(values.iter().map(|(value, n)| value * count_to_f64(*n)));
    Some(sum / persons).filter(|mean| mean.is_finite())
}

/// How many different persons the results of several years are of, from how many there were in each
/// year and grade, given as (first calendar year, grade, persons).
///
/// # Formula
///
/// Pupils who are one grade higher a year later are the same: a cohort is year − grade. Each cohort
/// counts as the greatest number of it in any year, so pupils who moved are not counted twice and the
/// answer is never above the sum.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::distinct_persons;
///
/// // Reading in grades 2 and 4, three years: grade 4 in 2021 was grade 2 in 2019.
/// let cells = [(2019, 2, 50), (2019, 4, 48), (2020, 2, 51), (2020, 4, 47), (2021, 2, 49), (2021, 4, 52)];
/// assert_eq!(distinct_persons(&cells), 48 + 47 + 52 + 51 + 49);
/// assert_eq!(distinct_persons(&[]), 0);
/// ```
pub fn distinct_persons(cells: &[(u16, u8, u64)]) -> u64 {
    let mut cohorts: BTreeMap<i32, u64> = BTreeMap::new();
    for (year, grade, persons) in cells {
        let most = cohorts.entry(i32::from(*year) - i32::from(*grade)).or_default();
        *most = (*most).max(*persons);
    }
    cohorts.values().fold(0, |sum, persons| sum.saturating_add(*persons))
}

/// The share of results over `years` (first calendar years) that are of different persons, for grades
/// of equal size: what [`distinct_persons`] comes to where numbers by grade are not known. 1 without
/// grades.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::distinct_share;
///
/// // Wellbeing in grades 4-9 in two years: 7 cohorts in 12 cells. Next year shares 5 of 6.
/// let share = distinct_share(&[4, 5, 6, 7, 8, 9], &[2021, 2022]);
/// assert!((share - 7.0 / 12.0).abs() < 1e-12);
/// // Reading in grades 2, 4, 6 and 8 shares nobody with the year after, and 3 of 4 with the next.
/// assert!((distinct_share(&[2, 4, 6, 8], &[2021, 2022]) - 1.0).abs() < 1e-12);
/// assert!((distinct_share(&[2, 4, 6, 8], &[2021, 2023]) - 5.0 / 8.0).abs() < 1e-12);
/// ```
pub fn distinct_share(grades: &[u8], years: &[u16]) -> f64 {
    let cells: Vec<(u16, u8, u64)> =
        years.iter().flat_map(|year| grades.iter().map(|grade| (*year, *grade, 1))).collect();
    let all = u64::try_from(cells.len()).unwrap_or(u64::MAX);
    if all == 0 {
        return 1.0;
    }
    count_to_f64(distinct_persons(&cells)) / count_to_f64(all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_are_never_more_persons_than_results(
            cells in proptest::collection::vec((2015..2025_u16, 0..10_u8, 0..200_u64), 0..40),
        ) {
            let distinct = distinct_persons(&cells);
            prop_assert!(distinct <= cells.iter().map(|(_, _, n)| n).sum());
            prop_assert!(cells.iter().all(|(_, _, n)| *n <= distinct));
        }
    }
}
