//! Marks, the tests from 2022/23 on, and the figures without pupil rows. Shares are fractions of 1.

use kvalitet_core::Subject;

/// The value of a table by year; years outside it take the value at its nearer end.
fn by_year<T: Copy>(table: &[(u16, T)], start: u16) -> Option<T> {
    let known = table.iter().rev().find(|(year, _)| *year <= start).or(table.first());
    known.map(|(_, value)| *value)
}

/// National means of the bound exams of 9th grade. 7.5 and 7.6 in 2023/24 and 2024/25 were read; the
/// others follow the ministry's means of the leaving exam (7.4 in 2018/19 and 2022/23, 7.8 in
/// 2020/21 when year marks stood for exams).
const MARK_MEANS: &[(u16, f64)] = &[
    (2016, 7.2),
    (2018, 7.3),
    (2019, 7.6),
    (2020, 7.7),
    (2021, 7.5),
    (2022, 7.3),
    (2023, 7.5),
    (2024, 7.6),
    (2025, 7.5),
];

/// The national mean of the bound exams.
pub(crate) fn mark_mean(start: u16) -> f64 {
    by_year(MARK_MEANS, start).unwrap_or(7.4)
}

/// How marks lie, from -3 to 12, before the year's shift. The scale is meant to give 10, 25, 30, 25
/// and 10 % of those who pass; the folkeskole lies higher. Assumption.
pub(crate) const MARK_SHARES: [f64; 7] = [0.004, 0.02, 0.10, 0.185, 0.285, 0.26, 0.146];
/// How much ability tells of a mark. Assumption.
pub(crate) const MARK_LOADING: f64 = 0.72;
/// How much a pupil's exams have in common beside ability. Assumption.
pub(crate) const MARK_COMMON: f64 = 0.42;
/// A school's exams in one year, and what it lastingly adds to marks beside its effect on ability:
/// set so that means of schools have a standard deviation of 0.75 (1,218 schools, 2024/25).
pub(crate) const MARK_YEAR_SD: f64 = 0.06;
/// What lasts.
pub(crate) const MARK_SCHOOL_SD: f64 = 0.06;
/// Chances that a pupil is exempt from every exam, and that one exam has a code in place of a mark.
/// Assumptions.
pub(crate) const MARK_EXEMPT: f64 = 0.012;
/// One exam.
pub(crate) const MARK_CODE: f64 = 0.006;
/// The chance that a pupil of a special school, or of a special class, takes the exams. Assumption.
pub(crate) const MARK_SPECIAL: f64 = 0.15;

/// The share of folkeskoler without a socioeconomic reference: 32 % of all schools had none in
/// 2024/25, special schools included.
pub(crate) const NO_REFERENCE: f64 = 0.27;
/// How much of a school's effect on ability its pupils' background explains. Assumption.
pub(crate) const BACKGROUND: f64 = 0.75;
/// How much of what else sets a school's year apart it explains, too: set so that differences have
/// a standard deviation of 0.33 and one in ten is flagged, as in 2024/25.
pub(crate) const BACKGROUND_OF_YEAR: f64 = 0.42;
/// With fewer marks than this a school has no published mean.
pub(crate) const FEWEST_MARKS: u64 = 4;

/// With fewer it has no reference.
pub(crate) const FEWEST_REFERENCE: u64 = 5;

/// Good results of the overgangstest. Reading had 72 % in 2022/23 and 68 % in 2023/24, mathematics
/// 75 % and 73 %; later years are assumptions.
const TRANSITION_TEST_GOOD: &[(u16, (f64, f64))] =
    &[(2022, (0.72, 0.75)), (2023, (0.68, 0.73)), (2025, (0.69, 0.73))];

/// The national share of good results of the tests from 2022/23 on.
pub(crate) fn linear_test_good(subject: Subject, start: u16) -> f64 {
    let (reading, mathematics) = by_year(TRANSITION_TEST_GOOD, start).unwrap_or((0.7, 0.74));
    match subject {
        Subject::Reading => reading,
        Subject::Mathematics => mathematics,
    }
}

/// The grades of those tests: the ministry's list.
pub(crate) const fn linear_test_grades(subject: Subject) -> &'static [u8] {
    match subject {
        Subject::Reading => &[2, 3, 4, 6, 8],
        Subject::Mathematics => &[2, 4, 6, 7, 8],
    }
}

/// Questions in each of the three areas. Assumption; grade 2 has 30 minutes, the others 45.
pub(crate) const fn linear_test_questions(grade: u8) -> u8 {
    if grade < 3 { 8 } else { 12 }
}

/// The first year of the overgangstest, and of the færdighedstest that follows it.
pub(crate) const TRANSITION_TEST: u16 = 2022;
/// The færdighedstest.
pub(crate) const SKILLS_TEST: u16 = 2026;
/// How far the questions of an area lie apart, in logits. Assumption.
pub(crate) const QUESTION_RANGE: f64 = 1.2;
/// The share of right answers from which a result is called good. How the ministry turns points
/// into good results was not found.
pub(crate) const GOOD_FROM: f64 = 0.5;

/// In or through youth education 3, 9 and 15 months after 9th grade: 42-44 % and 86-87 % nationally;
/// 9 months is an assumption.
pub(crate) const TRANSITION: [f64; 3] = [0.43, 0.46, 0.87];
/// The share of the year group that is projected to have youth education: one municipality's.
pub(crate) const PROJECTED: f64 = 0.849;

/// Absence by stage, indskoling first, in the years before 2021/22 and from then on: mellemtrin 5.3
/// to 8.5 %, udskoling 5.8 to 9.2 % over the municipalities. Indskoling is an assumption.
pub(crate) const fn absence(start: u16) -> [f64; 3] {
    match start {
        ..2021 => [0.048, 0.053, 0.060],
        2021 => [0.079, 0.085, 0.092],
        2022.. => [0.074, 0.080, 0.088],
    }
}

/// How skewed absence is among pupils, and how far schools lie apart: logarithms. Schools had a
/// standard deviation of 2.25 points around 7.4; the split is an assumption.
pub(crate) const ABSENCE_PUPIL_SD: f64 = 0.75;
/// Between schools.
pub(crate) const ABSENCE_SCHOOL_SD: f64 = 0.18;
/// How absence is shared: illness and with leave; the rest is without leave. Assumptions.
pub(crate) const ABSENCE_KINDS: (f64, f64) = (0.62, 0.24);
/// School days a year.
pub(crate) const SCHOOL_DAYS: u32 = 200;
/// The chance that a school reports nothing: 17 of 1,218 showed 0.0 %, and there 1 in 30 so that
/// one or two schools of 56 do.
pub(crate) const NOT_REPORTED: f64 = 0.03;

/// Competence cover: mean of schools 85.4 %, standard deviation 8.3, 10 % without a figure.
pub(crate) const COMPETENCE: (f64, f64) = (0.86, 0.075);
/// What it rises a year.
pub(crate) const COMPETENCE_RISE: f64 = 0.006;
/// Without a figure.
pub(crate) const COMPETENCE_MISSING: f64 = 0.08;
/// Planned lessons of a class a year.
pub(crate) const LESSONS: f64 = 960.0;

/// Pupils per full-time teacher: 12.2, standard deviation 2.2 over schools; small schools have
/// fewer, so less is left to chance.
pub(crate) const PUPILS_PER_TEACHER: (f64, f64) = (12.4, 1.5);
/// Teachers among the teaching staff, and teaching in their working time. Assumptions.
pub(crate) const TEACHERS: f64 = 0.84;
/// Teaching.
pub(crate) const TEACHING: (f64, f64) = (0.41, 0.015);
/// Hours in a year of work.
pub(crate) const WORKING_HOURS: f64 = 1_680.0;

/// One folkeskole in this many has special classes, and there this share of the pupils is in one:
/// with the special schools 5 % of all, as nationally.
pub(crate) const SPECIAL_CLASSES_ONE_IN: u32 = 3;
/// Of a school with special classes.
pub(crate) const SPECIAL_CLASS: f64 = 0.08;

/// Complaints a year for each pupil: 344 of 2023 for about 520,000 pupils.
pub(crate) const COMPLAINTS: f64 = 344.0 / 520_000.0;

/// Learning courses of a school and year, and between which shares take place outside school.
pub(crate) const COURSES: (f64, f64) = (160.0, 240.0);
/// Outside.
pub(crate) const OUTSIDE: (f64, f64) = (0.15, 0.35);
/// Without a place.
pub(crate) const PLACE_UNKNOWN: f64 = 0.03;
