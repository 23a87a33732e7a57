//! The wellbeing survey. Points are those of the scale 1-5; indicators stand in the order of
//! [`Indicator::ALL`](kvalitet_core::wellbeing::Indicator::ALL): social, faglig, støtte, ro.

/// One number for each of the four indicators.
pub(crate) type ByIndicator = [f64; 4];

/// Means of grades 4-9, by the calendar year in which the school year starts. Years outside the
/// table take the value at its nearer end.
///
/// The ministry's news give one decimal up to 2021/22 and the general mean after it; 2023/24 was
/// worked out from 1,345 schools. What lies between was filled in to agree with the national share
/// of general wellbeing over 3.0 (92 % in 2016/17, 86 % in 2023/24, 88 % in 2025/26).
const MEANS: &[(u16, ByIndicator)] = &[
    (2016, [4.10, 3.70, 3.20, 3.80]),
    (2017, [4.10, 3.69, 3.20, 3.80]),
    (2018, [4.09, 3.68, 3.19, 3.80]),
    (2019, [4.06, 3.67, 3.19, 3.80]),
    (2020, [4.02, 3.64, 3.17, 3.78]),
    (2021, [3.98, 3.62, 3.15, 3.75]),
    (2022, [3.92, 3.58, 3.08, 3.70]),
    (2023, [3.895, 3.565, 3.054, 3.666]),
    (2024, [3.92, 3.59, 3.08, 3.69]),
    (2025, [3.94, 3.61, 3.10, 3.71]),
];

/// The national means of the year.
pub(crate) fn means(start: u16) -> ByIndicator {
    let known = MEANS.iter().rev().find(|(year, _)| *year <= start).or(MEANS.first());
    known.map_or([0.0; 4], |(_, means)| *means)
}

/// Standard deviation between schools that lasts, in points. With the shocks of years and classes
/// and with sampling, general wellbeing of schools has one of 0.13: published means of 1,114
/// schools had 0.14, small schools and one decimal included.
pub(crate) const SCHOOL_SD: ByIndicator = [0.12, 0.115, 0.16, 0.13];
/// Correlations between schools, as published means have them (.76 .63 .63 .58 .58 .71), as the
/// lower triangle that makes correlated numbers of independent ones.
pub(crate) const BETWEEN_SCHOOLS: [ByIndicator; 4] = [
    [1.0, 0.0, 0.0, 0.0],
    [0.76, 0.649_923, 0.0, 0.0],
    [0.63, 0.155_711, 0.760_825, 0.0],
    [0.63, 0.155_711, 0.379_659, 0.659_328],
];

/// Standard deviation of pupils of one class, in points. With the error of single questions it
/// gives general wellbeing one of about 0.52, which the published means and shares over 3.0 say.
pub(crate) const PUPIL_SD: ByIndicator = [0.56, 0.54, 0.60, 0.60];
/// Correlations between pupils: .60 .50 .45 .55 .45 .60. Assumption.
pub(crate) const BETWEEN_PUPILS: [ByIndicator; 4] = [
    [1.0, 0.0, 0.0, 0.0],
    [0.6, 0.8, 0.0, 0.0],
    [0.5, 0.3125, 0.807_678, 0.0],
    [0.45, 0.225, 0.377_239, 0.777_538],
];
/// How much of a pupil's variance lasts from year to year. Assumption.
pub(crate) const LASTING: f64 = 0.65;
/// Correlation of what lasts with ability: weak, stronger for faglig. Larsen and others (2020)
/// found a weak relation to marks; the numbers are assumptions.
pub(crate) const WITH_ABILITY: ByIndicator = [0.12, 0.30, 0.12, 0.12];

/// What a school has of its own in one year, and a class in one year: a part common to all
/// indicators and one of each, both with this standard deviation. With them a school of 200-300
/// has one-year changes of 0.07, as published.
pub(crate) const YEAR_SD: f64 = 0.03;
/// A class in one year.
pub(crate) const CLASS_SD: f64 = 0.07;

/// Points per grade away from 6 1/2. Faglig and støtte are highest in the youngest (ministry,
/// 2015); how much is an assumption.
pub(crate) const PER_GRADE: ByIndicator = [0.0, -0.03, -0.06, -0.01];

/// Standard deviation of the answers to one question before they are cut into whole points.
/// Assumption.
pub(crate) const ANSWER_SD: f64 = 1.05;
/// How far the questions of an indicator lie around its mean, in points. Assumption.
pub(crate) const QUESTION_SPREAD: f64 = 0.45;
/// Means of the questions that are in no indicator, in turn. Assumption, but for the last, clean
/// toilets, which few find.
pub(crate) const OTHER_MEANS: [f64; 11] = [4.1, 4.0, 3.8, 3.7, 3.6, 4.4, 3.5, 3.6, 3.7, 3.5, 2.6];

/// Shares of the worst and the best answer to the questions of grades 0-3, in their order. Known
/// for 3, 13 and 20 (the ministry, 2025/26); the rest are assumptions.
pub(crate) const LOWER_GRADES: [(f64, f64); 20] = [
    (0.05, 0.70),
    (0.04, 0.74),
    (0.073, 0.58),
    (0.03, 0.82),
    (0.03, 0.80),
    (0.12, 0.50),
    (0.13, 0.49),
    (0.05, 0.55),
    (0.08, 0.48),
    (0.06, 0.56),
    (0.04, 0.66),
    (0.03, 0.79),
    (0.098, 0.46),
    (0.08, 0.52),
    (0.32, 0.18),
    (0.22, 0.30),
    (0.06, 0.60),
    (0.14, 0.42),
    (0.07, 0.64),
    (0.38, 0.158),
];
/// How much of an answer in grades 0-3 is the pupil's, class's and school's. Assumption.
pub(crate) const LOWER_LOADING: f64 = 0.55;

/// The share of pupils that take part: 85 % in 2015; 2017/18 was held late and on paper, with calls
/// to stay away, and 2020/21 was postponed. The numbers by year are assumptions.
pub(crate) const fn taking_part(start: u16) -> f64 {
    match start {
        2017 => 0.80,
        2020 => 0.85,
        _ => 0.88,
    }
}

/// The share in special schools. Assumption.
pub(crate) const TAKING_PART_SPECIAL: f64 = 0.60;
/// The chance that a pupil does not wish to answer a question. Assumption.
pub(crate) const NO_ANSWER: f64 = 0.02;
/// The chance that a pupil stops somewhere and leaves the rest empty. Assumption.
pub(crate) const STOPS: f64 = 0.015;
/// With fewer answers than this a figure is left out: the ministry's public figures.
pub(crate) const FEWEST: u64 = 5;
