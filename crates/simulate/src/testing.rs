//! What happens when a school tests: who takes part, what each pupil gets, and the rows that a
//! careful reader leaves out again.

use kvalitet_core::{SchoolYear, Subject};

use crate::WriteError;
use crate::calendar::Calendar;
use crate::calibration as known;
use crate::exam::{Exam, UNITS_PER_LOGIT, normal_below};
use crate::number::nearest;
use crate::population::{Pupil, Roll};
use crate::random::Random;
use crate::school::{BySubject, School};
use crate::writing::Table;

/// The count of one school, grade and subject: what the second entrance shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Pupils with a result at each level, 1 to 6.
    pub(crate) levels: [u64; 6],
    /// Rows written, those that do not count included.
    pub(crate) rows: u64,
}

/// A school in one year, about to test.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sitting<'a> {
    pub(crate) school: &'a School,
    pub(crate) roll: &'a Roll,
    pub(crate) year: SchoolYear,
    pub(crate) calendar: &'a Calendar,
    /// The shock of the school and year.
    pub(crate) shock: BySubject,
}

/// One class at one test.
#[derive(Clone, Copy, Debug)]
struct Class<'a> {
    shock: f64,
    day: &'a str,
    /// Minutes since midnight.
    starts: u16,
}

/// One result: the three areas in units, and the level.
#[derive(Clone, Copy, Debug)]
struct Outcome {
    areas: [Area; 3],
    level: u8,
}

#[derive(Clone, Copy, Debug)]
struct Area {
    theta: i64,
    sem: i64,
}

/// Which kind of row: what distinguishes it in the file.
#[derive(Clone, Copy, Debug)]
struct Occasion<'a> {
    day: &'a str,
    /// Minutes since midnight.
    minute: u16,
    kind: &'static str,
}

const OBLIGATORY: &str = "obligatorisk";
const VOLUNTARY: &str = "frivillig";

impl<'a> Sitting<'a> {
    /// Draws the shock of the school and year.
    pub(crate) fn shocked(mut self, random: &mut Random) -> Self {
        self.shock = BySubject { reading: random.normal(), mathematics: random.normal() }
            .map(|z| known::SCHOOL_YEAR_SD * z);
        self
    }

    /// Holds one test: writes its rows and returns what counts.
    pub(crate) fn hold(
        &self,
        exam: &Exam,
        random: &mut Random,
        table: &mut Table,
    ) -> Result<Counted, WriteError> {
        let pupils = self.roll.grade(exam.grade);
        let classes = self.classes(pupils.len(), random);
        let lines = Lines::new(self, exam, exam.grade);
        let mut counted = Counted::default();
        for (pupil, class) in pupils.iter().zip(classes.iter().cycle()) {
            if !self.takes_part(*pupil, exam.subject, random) {
                continue;
            }
            let ability = self.ability(*pupil, exam.subject) + class.shock;
            let outcome = exam.measure(ability, random);
            lines.write(*pupil, self.occasion(class, random), outcome, table)?;
            counted.count(outcome);
            for occasion in self.extra(random).into_iter().flatten() {
                lines.write(*pupil, occasion, exam.measure(ability, random), table)?;
                counted.rows += 1;
            }
        }
        counted.rows += self.one_grade_late(exam, random, table)?;
        Ok(counted)
    }

    /// A few pupils of the grade above take the test as well.
    fn one_grade_late(
        &self,
        exam: &Exam,
        random: &mut Random,
        table: &mut Table,
    ) -> Result<u64, WriteError> {
        let grade = exam.grade + 1;
        let lines = Lines::new(self, exam, grade);
        let mut rows = 0;
        for pupil in self.roll.grade(grade) {
            if random.chance(known::WRONG_GRADE) {
                let day = pick_day(&self.calendar.ordinary, random);
                let occasion = Occasion { day, minute: lesson(random), kind: OBLIGATORY };
                let ability = self.ability(*pupil, exam.subject);
                lines.write(*pupil, occasion, exam.measure(ability, random), table)?;
                rows += 1;
            }
        }
        Ok(rows)
    }

    fn classes(&self, pupils: usize, random: &mut Random) -> Vec<Class<'a>> {
        let tracks = usize::try_from(self.school.tracks()).unwrap_or(1);
        let class = |_| Class {
            shock: known::CLASS_SD * random.normal(),
            day: pick_day(&self.calendar.ordinary, random),
            starts: lesson(random),
        };
        (0..tracks.min(pupils)).map(class).collect()
    }

    /// Ability in the school in this year, in pupil SD, the class apart.
    fn ability(&self, pupil: Pupil, subject: Subject) -> f64 {
        self.lasting(pupil, subject) + self.shock.of(subject)
    }

    fn lasting(&self, pupil: Pupil, subject: Subject) -> f64 {
        pupil.ability(subject) + self.school.effect_in(subject, self.year)
    }

    fn takes_part(&self, pupil: Pupil, subject: Subject, random: &mut Random) -> bool {
        let above = self.lasting(pupil, subject) - known::exempt_below(self.school.kind);
        random.chance(normal_below(above / known::EXEMPTION_SD)) && !random.chance(known::ABSENT)
    }

    /// When the test that counts is taken: with the class, or in the make-up period.
    fn occasion(&self, class: &Class<'a>, random: &mut Random) -> Occasion<'a> {
        if random.chance(known::MAKE_UP) {
            let day = pick_day(&self.calendar.make_up, random);
            return Occasion { day, minute: lesson(random), kind: OBLIGATORY };
        }
        let late = u16::try_from(random.below(6)).unwrap_or_default();
        Occasion { day: class.day, minute: class.starts + late, kind: OBLIGATORY }
    }

    /// What else the pupil takes: a voluntary test, a second attempt, mostly neither.
    fn extra(&self, random: &mut Random) -> [Option<Occasion<'a>>; 2] {
        let mut sometimes = |probability, days: &'a [String], kind| {
            random.chance(probability).then(|| {
                let day = pick_day(days, random);
                Occasion { day, minute: lesson(random), kind }
            })
        };
        [
            sometimes(known::VOLUNTARY, &self.calendar.voluntary, VOLUNTARY),
            sometimes(known::SECOND_ATTEMPT, &self.calendar.again, OBLIGATORY),
        ]
    }
}

impl Counted {
    fn count(&mut self, outcome: Outcome) {
        self.rows += 1;
        if let Some(count) = self.levels.get_mut(usize::from(outcome.level - 1)) {
            *count += 1;
        }
    }

    /// Pupils with a result.
    pub(crate) fn tested(&self) -> u64 {
        self.levels.iter().sum()
    }
}

impl Exam {
    /// One pupil's result, measured with error.
    fn measure(&self, ability: f64, random: &mut Random) -> Outcome {
        let areas = self.locations.map(|location| {
            let from_middle = known::LOADING * ability + known::AREA_SD * random.normal();
            let (least, greatest) = known::SEM_LIMITS;
            let own = random.between(-known::SEM_RANGE, known::SEM_RANGE);
            let sem = (known::SEM_MIDDLE + known::SEM_CURVE * from_middle * from_middle + own)
                .clamp(least, greatest);
            let theta = location + from_middle + sem * random.normal();
            Area { theta: nearest(UNITS_PER_LOGIT * theta), sem: nearest(UNITS_PER_LOGIT * sem) }
        });
        let level = self.level(areas.iter().map(|area| area.theta).sum());
        Outcome { areas, level }
    }
}

/// The start of a lesson, in minutes since midnight.
fn lesson(random: &mut Random) -> u16 {
    const STARTS: [u16; 7] = [490, 540, 600, 650, 700, 740, 790];
    random.pick(&STARTS).copied().unwrap_or_default()
}

fn pick_day<'a>(days: &'a [String], random: &mut Random) -> &'a str {
    random.pick(days).map_or("", String::as_str)
}

/// Writes the rows of one school, test and grade.
struct Lines {
    /// School, year, grade and test, with their separators.
    middle: String,
}

impl Lines {
    fn new(sitting: &Sitting<'_>, exam: &Exam, grade: u8) -> Self {
        let number = &sitting.school.number;
        let year = long_year(sitting.year);
        let subject = match exam.subject {
            Subject::Reading => "01",
            Subject::Mathematics => "02",
        };
        Self { middle: format!("{number};{year};{grade};{subject}{:02};", exam.grade) }
    }

    fn write(
        &self,
        pupil: Pupil,
        occasion: Occasion<'_>,
        outcome: Outcome,
        table: &mut Table,
    ) -> Result<(), WriteError> {
        table.count(pupil.id()).raw(&self.middle);
        table.raw(occasion.day).clock(occasion.minute).text(occasion.kind);
        for Area { theta, sem } in outcome.areas {
            table.decimal(theta, 4).decimal(sem, 4);
        }
        table.count(u64::from(outcome.level)).end()
    }
}

/// The school year as the sources write it: `2016/2017`.
pub(crate) fn long_year(year: SchoolYear) -> String {
    format!("{}/{}", year.start(), year.start() + 1)
}
