//! The numbers the simulation is tuned to, in one place, each with its source.
//!
//! Where no source is known the number is an assumption and says so. Abilities are in standard
//! deviations of a national year group ("pupil SD"), thetas in logits.

pub(crate) mod figures;
pub(crate) mod wellbeing;

use kvalitet_core::{SchoolKind, Subject};

/// Share with good results, by the calendar year in which the school year starts. Years outside
/// the table take the value at its nearer end.
///
/// Reading: the ministry's news of November 2021, whole per cent; 2021/22 is an assumption
/// ("stable or slightly down" was all that was published).
const READING_GOOD: &[(u8, &[(u16, f64)])] = &[
    (2, &[(2014, 0.75), (2017, 0.75), (2018, 0.73), (2019, 0.72), (2020, 0.79), (2021, 0.78)]),
    (
        4,
        &[
            (2014, 0.71),
            (2015, 0.68),
            (2016, 0.67),
            (2017, 0.66),
            (2018, 0.64),
            (2019, 0.62),
            (2020, 0.71),
            (2021, 0.70),
        ],
    ),
    (
        6,
        &[
            (2014, 0.73),
            (2015, 0.71),
            (2016, 0.70),
            (2017, 0.68),
            (2018, 0.66),
            (2019, 0.62),
            (2020, 0.71),
            (2021, 0.70),
        ],
    ),
    (
        8,
        &[
            (2014, 0.78),
            (2015, 0.77),
            (2016, 0.78),
            (2017, 0.78),
            (2018, 0.77),
            (2019, 0.74),
            (2020, 0.75),
            (2021, 0.74),
        ],
    ),
];

/// The same for mathematics. Known: 77 % in grade 3 in 2016/17, 78 % over all grades in 2017/18
/// and 77 % in 2018/19 (the ministry's news of those years), "largely unchanged" in 2020/21. The
/// rest is filled in to agree.
const MATHEMATICS_GOOD: &[(u8, &[(u16, f64)])] = &[
    (3, &[(2014, 0.76), (2016, 0.77), (2017, 0.78), (2018, 0.77), (2020, 0.78), (2021, 0.77)]),
    (6, &[(2014, 0.76), (2016, 0.77), (2017, 0.78), (2018, 0.77), (2019, 0.76), (2020, 0.77)]),
    (8, &[(2017, 0.78), (2018, 0.77), (2020, 0.78), (2021, 0.77)]),
];

/// How the levels of one test were cut in its base year, as shares of the tested.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BaseShares {
    /// Level 1.
    pub(crate) insufficient: f64,
    /// Levels 1 and 2, "dårlige".
    pub(crate) poor: f64,
    /// Levels 4 to 6, "gode".
    pub(crate) good: f64,
    /// Levels 5 and 6.
    pub(crate) very_good: f64,
    /// Level 6, "allerdygtigste".
    pub(crate) outstanding: f64,
}

/// The school year, by its first calendar year, in which the cuts of a test were set here. They
/// are the same for every year.
pub(crate) const fn base_year(subject: Subject, grade: u8) -> u16 {
    match (subject, grade) {
        (Subject::Mathematics, 8) => 2017,
        (Subject::Reading | Subject::Mathematics, _) => 2016,
    }
}

/// The shares the cuts of a test are made from.
///
/// Poor results: 10-14 % by grade in reading, 2019/20 (the ministry's news of 2020). Outstanding:
/// not published per grade; 8-10 % is an assumption, as are levels 1 and 5.
pub(crate) fn base_shares(subject: Subject, grade: u8) -> Option<BaseShares> {
    let good = good_share(subject, grade, base_year(subject, grade))?;
    let (poor, outstanding) = match (subject, grade) {
        (Subject::Reading, 2) => (0.115, 0.095),
        (Subject::Reading, 4) => (0.115, 0.09),
        (Subject::Reading, 6) => (0.105, 0.095),
        (Subject::Reading, _) => (0.10, 0.09),
        (Subject::Mathematics, 3) => (0.11, 0.09),
        (Subject::Mathematics, 6) => (0.12, 0.085),
        (Subject::Mathematics, _) => (0.12, 0.09),
    };
    Some(BaseShares { insufficient: 0.35 * poor, poor, good, very_good: 0.48 * good, outstanding })
}

/// The national share with good results, or `None` for a grade without an obligatory test.
pub(crate) fn good_share(subject: Subject, grade: u8, start: u16) -> Option<f64> {
    let table = match subject {
        Subject::Reading => READING_GOOD,
        Subject::Mathematics => MATHEMATICS_GOOD,
    };
    let (_, years) = table.iter().find(|(tested, _)| *tested == grade)?;
    let known = years.iter().rev().find(|(year, _)| *year <= start).or(years.first())?;
    Some(known.1)
}

/// The grades with an obligatory test, by the calendar year in which the school year starts: the
/// ministry's lists, mathematics in grade 8 being new in 2017/18. The last were held in 2021/22.
pub(crate) const fn tested_grades(subject: Subject, start: u16) -> &'static [u8] {
    match subject {
        _ if figures::TRANSITION_TEST <= start => &[],
        Subject::Reading => &[2, 4, 6, 8],
        Subject::Mathematics if start < 2017 => &[3, 6],
        Subject::Mathematics => &[3, 6, 8],
    }
}

/// The year with obligatory tests for the weakest fifth of the schools and a sample only.
pub(crate) const PANDEMIC_YEAR: u16 = 2019;
/// One in this many folkeskoler counts among the weakest that tested in the pandemic year.
pub(crate) const WEAKEST_ONE_IN: usize = 5;
/// The chance that another folkeskole is in the pandemic year's sample. Assumption.
pub(crate) const SAMPLE_SHARE: f64 = 0.1;

/// Where a test's scale lies, in logits, and how its three areas lie around it. Assumptions: every
/// test has its own scale, so its place means nothing.
pub(crate) const fn scale(subject: Subject, grade: u8) -> (f64, [f64; 3]) {
    match (subject, grade) {
        (Subject::Reading, 2) => (0.35, [0.20, -0.30, 0.10]),
        (Subject::Reading, 4) => (0.60, [0.15, -0.05, -0.10]),
        (Subject::Reading, 6) => (0.85, [-0.10, 0.25, -0.15]),
        (Subject::Reading, _) => (1.05, [-0.05, 0.20, -0.15]),
        (Subject::Mathematics, 3) => (0.45, [0.20, -0.10, -0.10]),
        (Subject::Mathematics, 6) => (0.70, [0.10, 0.10, -0.20]),
        (Subject::Mathematics, _) => (0.90, [0.05, -0.20, 0.15]),
    }
}

/// How much of a pupil SD shows in each area's theta. With [`AREA_SD`] an area has a standard
/// deviation of about 1 logit and two areas correlate 0.8 before measurement error.
pub(crate) const LOADING: f64 = 0.9;
/// What is special to one area, in logits.
pub(crate) const AREA_SD: f64 = 0.45;

/// The standard error of measurement of one area in logits: about 0.5 on average, half an SD, and
/// larger far from the middle. Bundsgaard and Kreiner (2019) and the ministry's answer of 2014.
pub(crate) const SEM_MIDDLE: f64 = 0.44;
/// What one squared logit away from the middle adds.
pub(crate) const SEM_CURVE: f64 = 0.05;
/// How far, up or down, a pupil's own answers move it.
pub(crate) const SEM_RANGE: f64 = 0.06;
/// Its limits.
pub(crate) const SEM_LIMITS: (f64, f64) = (0.30, 0.65);

/// Standard deviations of what adds up to a pupil's result, in pupil SD; together about 1. The
/// split between schools and pupils is an assumption (no intra-class correlation is published).
///
/// The level of a school: whom it takes in, the same in every grade.
pub(crate) const SCHOOL_SD: f64 = 0.20;
/// What two years at one school rather than another add, between schools. What is added stays with
/// the pupil, so levels lie further apart from grade to grade ([`school_variance`]): 0.21 in grade
/// 2, 0.26 in grade 6, 0.30 in grade 9. Assumption, made beside the means of marks (1,218 schools,
/// 2024/25): with 0.10 schools would lie 0.43 apart in grade 9 and means of marks half as far again as
/// they do.
pub(crate) const GROWTH_SD: f64 = 0.06;
/// Between the pupils of one school.
pub(crate) const PUPIL_SD: f64 = 0.95;
/// A class on the day of its test.
pub(crate) const CLASS_SD: f64 = 0.10;
/// A school and subject in one year.
pub(crate) const SCHOOL_YEAR_SD: f64 = 0.08;

/// Correlation of the two subjects, between schools and between the pupils of a school.
pub(crate) const SUBJECT_CORRELATION: f64 = 0.7;
/// Correlation of a pupil's ability with that of the year before. Set so that two overall results
/// of a pupil correlate 0.7-0.8, as the retest study of 2016 found acceptable.
pub(crate) const YEAR_CORRELATION: f64 = 0.95;
/// How many times the growth of a single year ([`yearly_growth`]) a pupil carries who has been at
/// one school since grade 0: `Σ φᵐ` over the years since, φ being [`YEAR_CORRELATION`]. Never more
/// than 20.
pub(crate) fn years_carried(grade: u8) -> f64 {
    (0..grade).fold(0.0, |carried, _| YEAR_CORRELATION * carried + 1.0)
}

/// What a school adds in one year when it adds so much in two.
pub(crate) fn yearly_growth(of_two_years: f64) -> f64 {
    of_two_years / years_carried(2)
}

/// The variance between schools in this grade, level and growth together, in pupil variances.
pub(crate) fn school_variance(grade: u8) -> f64 {
    let grown = yearly_growth(GROWTH_SD) * years_carried(grade);
    SCHOOL_SD * SCHOOL_SD + grown * grown
}

/// The standard deviation of ability among the pupils of this grade in all folkeskoler.
pub(crate) fn nation_sd(grade: u8) -> f64 {
    (PUPIL_SD * PUPIL_SD + school_variance(grade)).sqrt()
}

/// Mean ability in special schools. Assumption.
pub(crate) const SPECIAL_MEAN: f64 = -1.6;

/// How gradually exemption sets in: pupils are exempt below [`exempt_below`] give or take this.
pub(crate) const EXEMPTION_SD: f64 = 1.0;

/// The ability below which a pupil is more likely exempt than not. It makes 4 % exempt in
/// folkeskoler (the ministry's figures of 2015 and 2016), half in special schools (assumption).
pub(crate) const fn exempt_below(kind: SchoolKind) -> f64 {
    match kind {
        SchoolKind::Folkeskole => -2.454,
        SchoolKind::SpecialSchool => SPECIAL_MEAN,
    }
}

/// The chance that a pupil who is not exempt is absent from test and make-up period: 2016 had 2 %
/// never booked and 1 % not completed.
pub(crate) const ABSENT: f64 = 0.025;
/// The chance that a tested pupil takes the test in the make-up period. Assumption.
pub(crate) const MAKE_UP: f64 = 0.04;

/// Rows that a count must leave out, as shares of the tests that count. Assumptions.
/// A voluntary test in the autumn before.
pub(crate) const VOLUNTARY: f64 = 0.03;
/// A second attempt at the end of the make-up period.
pub(crate) const SECOND_ATTEMPT: f64 = 0.015;
/// The test of the grade below, taken one grade too late.
pub(crate) const WRONG_GRADE: f64 = 0.005;

/// The share of folkeskoler whose effect really changes, and by how much in pupil SD.
pub(crate) const CHANGING_SHARE: f64 = 0.2;
/// The least and the greatest change.
pub(crate) const CHANGE_SIZE: (f64, f64) = (0.15, 0.35);

/// Sizes of folkeskoler in pupils: log-normal with mean 420, as in the ministry's key figures of
/// 2024/25 (mean 406, skewed), cut at the limits.
pub(crate) const FOLKESKOLE_MEDIAN: f64 = 380.0;
/// Standard deviation of the logarithm.
pub(crate) const FOLKESKOLE_LOG_SD: f64 = 0.45;
/// Least and greatest.
pub(crate) const FOLKESKOLE_LIMITS: (f64, f64) = (120.0, 900.0);
/// Least and greatest size of a special school. Assumption.
pub(crate) const SPECIAL_LIMITS: (f64, f64) = (40.0, 130.0);
/// One parallel class for each so many pupils in a folkeskole: 1-4 tracks, mean class near 20.
pub(crate) const PUPILS_PER_TRACK: u32 = 250;
/// The same in a special school.
pub(crate) const SPECIAL_PUPILS_PER_TRACK: u32 = 80;
/// How much the year groups of a school differ in size, as a share.
pub(crate) const YEAR_GROUP_SD: f64 = 0.08;

/// Chances each summer: to move to another folkeskole, to leave the municipality (another pupil
/// comes), to repeat a grade. Assumptions.
pub(crate) const MOVES: f64 = 0.015;
/// To leave; a new pupil takes the place.
pub(crate) const LEAVES: f64 = 0.015;

/// The chance to repeat a grade. Grades with a test are never repeated here, so that a pupil meets
/// each obligatory test once: "first attempt" then means the same within a year and over all.
pub(crate) const fn repeats(grade: usize) -> f64 {
    match grade {
        0 => 0.015,
        1 | 5 | 7 => 0.005,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_outside_the_table_takes_the_nearer_end() {
        let share = |grade, start| good_share(Subject::Reading, grade, start).unwrap();
        assert!((share(4, 2009) - 0.71).abs() < 1e-12);
        assert!((share(2, 2016) - 0.75).abs() < 1e-12);
        assert!((share(8, 2030) - 0.74).abs() < 1e-12);
        assert_eq!(good_share(Subject::Reading, 3, 2016), None);
    }

    #[test]
    fn what_is_carried_is_a_geometric_sum() {
        for grade in 0..10 {
            let sum = (1.0 - YEAR_CORRELATION.powi(i32::from(grade))) / (1.0 - YEAR_CORRELATION);
            assert!((years_carried(grade) - sum).abs() < 1e-12);
        }
        // By hand: 0.06 / 1.95 * (1 - 0.95^9) / 0.05, squared, and 0.04.
        assert!((school_variance(9).sqrt() - 0.3029).abs() < 1e-4, "{}", school_variance(9));
    }

    #[test]
    fn the_areas_of_a_test_lie_around_its_scale() {
        for subject in Subject::ALL {
            for &grade in tested_grades(subject, 2020) {
                let sum: f64 = scale(subject, grade).1.iter().sum();
                assert!(sum.abs() < 1e-12, "{subject} {grade}");
            }
        }
    }
}
