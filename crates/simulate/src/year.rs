//! One school year: every source goes through its schools, one by one.

use kvalitet_core::SchoolYear;
use kvalitet_core::exam::Exams;
use kvalitet_core::wellbeing::Questionnaires;

use crate::absence::Absence;
use crate::calibration::figures::SPECIAL_CLASS;
use crate::courses::Courses;
use crate::inclusion::Inclusion;
use crate::linear_test::LinearTests;
use crate::marks::{Exams9, References};
use crate::national_test::NationalTests;
use crate::population::{GRADES, Passage, Population, Pupil, Roll};
use crate::random::{Purpose, Random, Streams};
use crate::resources::Resources;
use crate::school::School;
use crate::testing::long_year;
use crate::transition::Transition;
use crate::wellbeing::Survey;
use crate::writing::Table;
use crate::{Files, Settings, WriteError};

/// The year and what belongs to it.
#[derive(Debug)]
pub(crate) struct Year<'a> {
    /// Which it is.
    pub(crate) when: SchoolYear,
    /// How many years of the simulation come after it: what is counted later is not known yet.
    pub(crate) to_come: u16,
    text: String,
    municipality: &'a str,
    streams: &'a Streams,
}

impl<'a> Year<'a> {
    fn new(when: SchoolYear, settings: &Settings, place: &'a str, streams: &'a Streams) -> Self {
        let to_come = settings.last_year.start().saturating_sub(when.start());
        Self { when, to_come, text: long_year(when), municipality: place, streams }
    }

    /// The calendar year in which it starts.
    pub(crate) const fn start(&self) -> u16 {
        self.when.start()
    }

    /// As sources write it: `2016/2017`.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// As names of files have it: `2016-17`.
    pub(crate) fn key(&self) -> String {
        self.when.key().to_string()
    }

    /// What happens by chance in a school in this year.
    pub(crate) fn random(&self, purpose: Purpose, school: &School) -> Random {
        self.streams.school(purpose, self.when, school.index)
    }

    /// What happens by chance in the municipality in this year.
    pub(crate) fn of_municipality(&self, purpose: Purpose) -> Random {
        self.streams.year(purpose, self.when)
    }

    /// What a school keeps through the years.
    pub(crate) fn lasting(&self, purpose: Purpose, school: &School) -> Random {
        self.streams.lasting(purpose, school.index)
    }

    /// What a pupil keeps through the years.
    pub(crate) fn pupil(&self, purpose: Purpose, pupil: Pupil) -> Random {
        self.streams.lasting(purpose, pupil.number())
    }

    /// All streams.
    pub(crate) const fn streams(&self) -> &Streams {
        self.streams
    }

    /// Whether a pupil is in a special class of an ordinary school.
    pub(crate) fn in_special_class(&self, school: &School, pupil: Pupil) -> bool {
        school.has_special_classes()
            && self.pupil(Purpose::SpecialClass, pupil).chance(SPECIAL_CLASS)
    }

    /// The cells that say which year and municipality a line is about.
    pub(crate) fn about_municipality<'t>(&self, table: &'t mut Table) -> &'t mut Table {
        table.text(&self.text).text(self.municipality)
    }

    /// The cells that say whom a line is about: year, school and municipality. Without a school it
    /// is about the whole municipality, and stands after those about schools.
    pub(crate) fn about<'t>(&self, school: Option<&School>, table: &'t mut Table) -> &'t mut Table {
        let table = if school.is_none() { table.hold() } else { table };
        let number = school.map_or("", |school| school.number.as_str());
        table.text(&self.text).text(number).text(self.municipality)
    }
}

/// What goes through the schools of a year.
pub(crate) trait Source {
    /// Writes about one school.
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError>;

    /// Writes about the municipality, after all its schools.
    fn municipality(&mut self, _year: &Year<'_>) -> Result<(), WriteError> {
        Ok(())
    }

    /// Passes on what has gathered.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}

/// The definitions that figures are made by.
#[derive(Debug)]
pub(crate) struct Definitions {
    questionnaires: Questionnaires,
    exams: Exams,
}

impl Definitions {
    /// Those that come with the program.
    pub(crate) fn built_in() -> Result<Self, WriteError> {
        let wrong = |error: &dyn std::error::Error| WriteError::Definitions(error.to_string());
        Ok(Self {
            questionnaires: Questionnaires::built_in().map_err(|error| wrong(&error))?,
            exams: Exams::built_in().map_err(|error| wrong(&error))?,
        })
    }
}

/// What is written year after year.
pub(crate) struct Years<'a> {
    settings: &'a Settings,
    place: String,
    streams: &'a Streams,
    definitions: &'a Definitions,
    /// The files that hold all years.
    long: Vec<Box<dyn Source + 'a>>,
    tests: NationalTests,
    references: References,
}

impl<'a> Years<'a> {
    /// Before the first year.
    pub(crate) fn new(
        settings: &'a Settings,
        streams: &'a Streams,
        definitions: &'a Definitions,
        files: &mut dyn Files,
    ) -> Result<Self, WriteError> {
        let tests = NationalTests::new(files)?;
        let long: Vec<Box<dyn Source + 'a>> = vec![
            Box::new(Rolls::new(files)?),
            Box::new(Absence::new(files)?),
            Box::new(Transition::new(settings, files)?),
            Box::new(Resources::new(files)?),
            Box::new(Inclusion::new(files)?),
            Box::new(Courses::new(files)?),
        ];
        let (place, references) = (settings.municipality.to_string(), References::default());
        Ok(Self { settings, place, streams, definitions, long, tests, references })
    }

    /// Writes everything about one year; returns the number of rows of pupils' tests.
    pub(crate) fn write(
        &mut self,
        when: SchoolYear,
        schools: &[School],
        population: &Population,
        files: &mut dyn Files,
    ) -> Result<u64, WriteError> {
        let year = Year::new(when, self.settings, &self.place, self.streams);
        let pairs = || schools.iter().zip(population.rolls());
        let mut rows = self.tests.write(&year, schools, population, files)?;
        let mut survey = Survey::new(&year, &self.definitions.questionnaires, files)?;
        let mut exams = Exams9::new(&year, &self.definitions.exams, &mut self.references, files)?;
        let mut linear = LinearTests::of(&year, files)?;
        for (school, roll) in pairs() {
            survey.school(&year, school, roll)?;
            exams.school(&year, school, roll)?;
            if let Some(tests) = &mut linear {
                rows += tests.hold(&year, school, roll)?;
            }
            for source in &mut self.long {
                source.school(&year, school, roll)?;
            }
        }
        let yearly: [Box<dyn Source + '_>; 2] = [Box::new(survey), Box::new(exams)];
        for mut source in yearly {
            source.municipality(&year)?;
            source.finish()?;
        }
        for source in &mut self.long {
            source.municipality(&year)?;
        }
        linear.map_or(Ok(()), LinearTests::finish)?;
        Ok(rows)
    }

    /// After the last year.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.tests.finish()?;
        self.long.into_iter().try_for_each(Source::finish)
    }
}

/// Pupils per school and grade, `elevtal.csv`, and the truth about who came and went,
/// `sandhed/til_og_fra.csv`.
#[derive(Debug)]
struct Rolls {
    rolls: Table,
    passages: Table,
}

impl Rolls {
    fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        const ROLLS: &str = "skoleaar;institutionsnummer;klassetrin;elever";
        const PASSAGES: &str = "skoleaar;institutionsnummer;begyndt;fra_andre_skoler;udefra;\
            til_andre_skoler;fraflyttet;afsluttet;gaar_om";
        Ok(Self {
            rolls: Table::new(files, "elevtal.csv", ROLLS)?,
            passages: Table::new(files, "sandhed/til_og_fra.csv", PASSAGES)?,
        })
    }

    fn passage(&mut self, year: &Year<'_>, school: &School, of: Passage) -> Result<(), WriteError> {
        let table = self.passages.text(year.text()).text(&school.number);
        table.count(of.began).count(of.from_school).count(of.from_outside);
        table.count(of.to_school).count(of.to_outside).count(of.finished);
        table.count(of.repeated).end()
    }
}

impl Source for Rolls {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        for grade in (0..).take(GRADES) {
            let on_the_roll = roll.count(grade);
            if on_the_roll != 0 {
                self.rolls.text(year.text()).text(&school.number).count(u64::from(grade));
                self.rolls.count(on_the_roll).end()?;
            }
        }
        roll.passage().map_or(Ok(()), |passage| self.passage(year, school, passage))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.rolls.finish()?;
        self.passages.finish()
    }
}
