//! The obligatory tests of a year: where their cuts lie, how far the year lies from the base year,
//! and which share of good results is to be expected.

use kvalitet_core::{SchoolKind, SchoolYear, Subject};

use crate::calibration as known;
use crate::number::nearest;

/// Thetas are kept in units of this many to the logit: as many as are written, so that a level
/// always follows from the thetas beside it.
pub(crate) const UNITS_PER_LOGIT: f64 = 10_000.0;

/// One test in one year.
#[derive(Clone, Debug)]
pub(crate) struct Exam {
    /// The subject.
    pub(crate) subject: Subject,
    /// The grade it is meant for.
    pub(crate) grade: u8,
    /// Where a pupil of ability 0 lies in each area in this year, in logits.
    pub(crate) locations: [f64; 3],
    /// The lowest sum of the three thetas, in units, for levels 2 to 6. The same in every year.
    pub(crate) cuts: [i64; 5],
    /// The ability that lies on the cut of level 4 in this year.
    good_from: f64,
}

/// The obligatory tests of this year, reading first, grades ascending.
pub(crate) fn exams(year: SchoolYear) -> Vec<Exam> {
    let of = |subject| {
        let grades = known::tested_grades(subject, year.start()).iter();
        grades.filter_map(move |&grade| Exam::new(subject, grade, year))
    };
    Subject::ALL.into_iter().flat_map(of).collect()
}

impl Exam {
    fn new(subject: Subject, grade: u8, year: SchoolYear) -> Option<Self> {
        let base = known::base_shares(subject, grade)?;
        let nation = Takers::nation(grade);
        let reached =
            [1.0 - base.insufficient, 1.0 - base.poor, base.good, base.very_good, base.outstanding];
        let base_cuts = reached.map(|share| nation.cut_for(share));
        let good_from = nation.cut_for(known::good_share(subject, grade, year.start())?);
        let [_, _, good_in_base_year, _, _] = base_cuts;
        // The cuts stand still; a year with better results lifts everybody.
        let lift = good_in_base_year - good_from;
        let (location, areas) = known::scale(subject, grade);
        Some(Self {
            subject,
            grade,
            locations: areas.map(|area| location + area + known::LOADING * lift),
            cuts: base_cuts
                .map(|cut| nearest(3.0 * UNITS_PER_LOGIT * (location + known::LOADING * cut))),
            good_from,
        })
    }

    /// The level, 1 to 6, for this sum of three thetas in units.
    pub(crate) fn level(&self, sum: i64) -> u8 {
        self.cuts.iter().fold(1, |level, &cut| if cut <= sum { level + 1 } else { level })
    }

    /// The share of good results to be expected among the tested of a school with this effect,
    /// over all that the shocks of class and year may be. `1.0` means everybody.
    pub(crate) fn expected_good(&self, effect: f64, kind: SchoolKind) -> f64 {
        Takers { centre: effect, spread: known::PUPIL_SD, exempt_below: known::exempt_below(kind) }
            .share_reaching(self.good_from)
    }
}

/// A normally distributed group of pupils, the weaker of whom are exempt more often.
#[derive(Clone, Copy, Debug)]
struct Takers {
    centre: f64,
    spread: f64,
    exempt_below: f64,
}

impl Takers {
    /// A national year group of this grade in folkeskoler.
    fn nation(grade: u8) -> Self {
        Self {
            centre: 0.0,
            spread: known::nation_sd(grade),
            exempt_below: known::exempt_below(SchoolKind::Folkeskole),
        }
    }

    /// The share of those tested whose mean theta reaches the place of ability `cut`.
    ///
    /// The integral over ability is a sum over 61 points from -6 to 6 standard deviations, far
    /// finer than the densities in it.
    fn share_reaching(self, cut: f64) -> f64 {
        let mut tested = 0.0;
        let mut reaching = 0.0;
        for step in -30_i8..=30 {
            let distance = f64::from(step) * 0.2;
            let ability = self.centre + self.spread * distance;
            let takes = libm::exp(-distance * distance / 2.0)
                * normal_below((ability - self.exempt_below) / known::EXEMPTION_SD);
            tested += takes;
            reaching += takes * normal_below((ability - cut) / noise_at(ability));
        }
        reaching / tested
    }

    /// The ability whose place is reached by this share of those tested.
    fn cut_for(self, share: f64) -> f64 {
        let (mut low, mut high) = (-8.0, 8.0);
        for _ in 0..50 {
            let middle = f64::midpoint(low, high);
            if share < self.share_reaching(middle) { low = middle } else { high = middle }
        }
        low
    }
}

/// What separates the mean of three thetas from the lasting ability behind it, as a standard
/// deviation in pupil SD: what is special to the areas, measurement error, shocks.
fn noise_at(ability: f64) -> f64 {
    let area = known::AREA_SD * known::AREA_SD;
    let from_middle_squared = known::LOADING * known::LOADING * ability * ability + area;
    let (least, greatest) = known::SEM_LIMITS;
    let sem = (known::SEM_MIDDLE + known::SEM_CURVE * from_middle_squared).clamp(least, greatest);
    let shocks = known::CLASS_SD * known::CLASS_SD + known::SCHOOL_YEAR_SD * known::SCHOOL_YEAR_SD;
    ((area + sem * sem) / (3.0 * known::LOADING * known::LOADING) + shocks).sqrt()
}

/// The share of a standard normal distribution that lies below `z`.
pub(crate) fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(start: u16) -> SchoolYear {
        SchoolYear::starting(start).unwrap()
    }

    #[test]
    fn the_nation_has_the_share_of_the_table() {
        for exam in exams(year(2020)) {
            let goal = known::good_share(exam.subject, exam.grade, 2020).unwrap();
            let got = Takers::nation(exam.grade).share_reaching(exam.good_from);
            assert!((got - goal).abs() < 1e-9, "{} {}", exam.subject, exam.grade);
        }
    }

    #[test]
    fn the_cuts_do_not_move_from_year_to_year() {
        let before = exams(year(2017));
        let after = exams(year(2020));
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before.cuts, after.cuts);
            assert!(before.cuts.is_sorted());
        }
    }

    #[test]
    fn mathematics_in_grade_8_begins_in_2017() {
        assert_eq!(exams(year(2016)).len(), 6);
        assert_eq!(exams(year(2017)).len(), 7);
    }

    #[test]
    fn a_level_begins_on_its_cut() {
        let exam = exams(year(2017)).swap_remove(0);
        let [.., outstanding] = exam.cuts;
        assert_eq!(exam.level(outstanding), 6);
        assert_eq!(exam.level(outstanding - 1), 5);
        assert_eq!(exam.level(i64::MIN), 1);
    }

    #[test]
    fn a_better_school_has_more_good_results() {
        let exam = exams(year(2017)).swap_remove(0);
        let share = |effect| exam.expected_good(effect, SchoolKind::Folkeskole);
        assert!(share(-0.3) < share(0.0) && share(0.0) < share(0.3));
        assert!(exam.expected_good(-1.2, SchoolKind::SpecialSchool) < 0.5);
    }
}
