//! The national wellbeing survey of one year: answers of pupils, and the public figures that follow
//! from them by the ministry's rules.
//!
//! - [`Climate`]: what lies behind the answers.
//! - [`Survey`]: the files of a year.

mod climate;
mod public_figures;

use kvalitet_core::wellbeing::{Questionnaire, Questionnaires};

pub(crate) use climate::{Climate, bisect, school_effect};

use crate::calibration::wellbeing as known;
use crate::population::{Pupil, Roll};
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::wellbeing::climate::{Around, Class};
use crate::wellbeing::public_figures::{PublicFigures, SchoolFigures};
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

/// The survey of one year, school by school.
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    lower: Form<'a>,
    upper: Form<'a>,
    public: PublicFigures,
}

/// One of the two questionnaires in one year.
#[derive(Debug)]
struct Form<'a> {
    questionnaire: &'a Questionnaire,
    climate: Climate,
    table: Table,
}

/// How an answer sheet is left.
const NO_ANSWER: u8 = 0;

impl<'a> Survey<'a> {
    /// The survey of this year, without any pupil yet.
    pub(crate) fn new(
        year: &Year<'_>,
        questionnaires: &'a Questionnaires,
        files: &mut dyn Files,
    ) -> Result<Self, WriteError> {
        let lower = Form::new(year, questionnaires, ("0-3", "0_3"), files)?;
        let upper = Form::new(year, questionnaires, ("4-9", "4_9"), files)?;
        Ok(Self { lower, upper, public: PublicFigures::new(year, files)? })
    }
}

impl Source for Survey<'_> {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut random = year.random(Purpose::Wellbeing, school);
        let around = Around::school(school, &mut random);
        let mut figures = SchoolFigures::new(&self.lower, &self.upper);
        for form in [&mut self.lower, &mut self.upper] {
            for grade in form.questionnaire.grades() {
                let pupils = roll.grade(grade.number());
                figures.on_the_roll(grade.number(), pupils.len());
                let classes = Class::of(&around, grade.number(), school.classes(pupils.len()));
                let classes = classes.shocked(&mut random);
                for (pupil, class) in pupils.iter().zip(classes.iter().cycle()) {
                    if !random.chance(taking_part(year, school)) {
                        continue;
                    }
                    let sheet = form.answer(*pupil, class, year, &mut random);
                    form.write((year, school), *pupil, class, &sheet)?;
                    figures.add(form.questionnaire, class.grade, &sheet)?;
                }
            }
        }
        self.public.school(year, school, &figures)
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        self.public.municipality(year)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.lower.table.finish()?;
        self.upper.table.finish()?;
        self.public.finish()
    }
}

fn taking_part(year: &Year<'_>, school: &School) -> f64 {
    if school.is_special() { known::TAKING_PART_SPECIAL } else { known::taking_part(year.start()) }
}

/// The answers of one pupil: so many were reached, the rest is empty.
#[derive(Debug)]
struct Sheet {
    answers: Vec<u8>,
    reached: usize,
}

impl<'a> Form<'a> {
    /// The questionnaire with this id, in the file of these grades.
    fn new(
        year: &Year<'_>,
        questionnaires: &'a Questionnaires,
        (id, grades): (&str, &str),
        files: &mut dyn Files,
    ) -> Result<Self, WriteError> {
        let missing = || WriteError::Definitions(format!("questionnaire `{id}`"));
        let questionnaire = questionnaires.with_id(id).ok_or_else(missing)?;
        let mut header = "pnr;skoleaar;institutionsnummer;klassetrin;klassebetegnelse".to_owned();
        for item in questionnaire.items() {
            header.push_str(";q");
            header.push_str(&item.number().to_string());
        }
        let path = format!("trivsel/elevsvar_{grades}_{}.csv", year.key());
        let climate = Climate::of(questionnaire, year.start());
        Ok(Self { questionnaire, climate, table: Table::new(files, &path, &header)? })
    }

    fn answer(&self, pupil: Pupil, class: &Class, year: &Year<'_>, random: &mut Random) -> Sheet {
        let mood = class.mood(pupil, year, random);
        let mut answers = self.climate.answers(&mood, random);
        for answer in &mut answers {
            if random.chance(known::NO_ANSWER) {
                *answer = NO_ANSWER;
            }
        }
        let stops = random.chance(known::STOPS);
        let reached = if stops { random.below(answers.len()) } else { answers.len() };
        for answer in answers.iter_mut().skip(reached) {
            *answer = NO_ANSWER;
        }
        Sheet { answers, reached }
    }

    fn write(
        &mut self,
        (year, school): (&Year<'_>, &School),
        pupil: Pupil,
        class: &Class,
        sheet: &Sheet,
    ) -> Result<(), WriteError> {
        let table = &mut self.table;
        table.count(pupil.id()).text(year.text()).text(&school.number);
        table.count(u64::from(class.grade)).text(&class.label);
        for (place, answer) in sheet.answers.iter().enumerate() {
            if place < sheet.reached {
                table.count(u64::from(*answer))
            } else {
                table.text("")
            };
        }
        table.end()
    }
}
