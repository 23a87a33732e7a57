//! The national tests of one year, up to 2021/22, in text: pupil rows, counts and the expected
//! shares.

use crate::calendar::Calendar;
use crate::exam::{Exam, exams};
use crate::population::{Population, Roll};
use crate::random::Purpose;
use crate::school::{BySubject, School, testing};
use crate::testing::{Counted, Sitting};
use crate::writing::Table;
use crate::year::Year;
use crate::{Files, WriteError};

const PUPIL_ROWS: &str = "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;\
    theta_p1;sem_p1;theta_p2;sem_p2;theta_p3;sem_p3;niveau";
const COUNTS: &str = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;\
    niveau_1;niveau_2;niveau_3;niveau_4;niveau_5;niveau_6";
const SHARES: &str = "skoleaar;institutionsnummer;fag;klassetrin;forventet_andel_gode";

/// The tests of all years: their expected shares.
#[derive(Debug)]
pub(crate) struct NationalTests {
    shares: Table,
}

/// The tests of one year.
struct OfYear<'a> {
    year: &'a Year<'a>,
    exams: Vec<Exam>,
    calendar: Calendar,
}

impl NationalTests {
    /// Before the first year.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        Ok(Self { shares: Table::new(files, "sandhed/andele.csv", SHARES)? })
    }

    /// Writes the tests of one year; returns the number of pupil rows. A year without tests has no
    /// files.
    pub(crate) fn write(
        &mut self,
        year: &Year<'_>,
        schools: &[School],
        population: &Population,
        files: &mut dyn Files,
    ) -> Result<u64, WriteError> {
        let of_year = OfYear { year, exams: exams(year.when), calendar: Calendar::of(year.when) };
        if of_year.exams.is_empty() {
            return Ok(0);
        }
        let name = format!("nationale_test_{}.csv", year.key());
        let mut rows = Table::new(files, &format!("elevraekker/{name}"), PUPIL_ROWS)?;
        let mut counts = Table::new(files, &format!("aggregater/{name}"), COUNTS)?;
        let tests = testing(schools, year.when, year.streams());
        let mut written = 0;
        for ((school, roll), tests) in schools.iter().zip(population.rolls()).zip(tests) {
            of_year.shares(school, roll, &mut self.shares)?;
            if tests {
                written += of_year.tests(school, roll, &mut rows, &mut counts)?;
            }
        }
        rows.finish()?;
        counts.finish()?;
        Ok(written)
    }

    /// Passes on what has gathered.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.shares.finish()
    }
}

impl OfYear<'_> {
    fn tests(
        &self,
        school: &School,
        roll: &Roll,
        rows: &mut Table,
        counts: &mut Table,
    ) -> Result<u64, WriteError> {
        let mut random = self.year.random(Purpose::Tests, school);
        let (year, calendar, shock) = (self.year.when, &self.calendar, BySubject::default());
        let sitting = Sitting { school, roll, year, calendar, shock }.shocked(&mut random);
        let mut written = 0;
        for exam in &self.exams {
            let counted = sitting.hold(exam, &mut random, rows)?;
            written += counted.rows;
            let on_the_roll = roll.count(exam.grade);
            if on_the_roll != 0 {
                self.key(school, exam, counts);
                counted.write(on_the_roll, counts)?;
            }
        }
        Ok(written)
    }

    fn shares(&self, school: &School, roll: &Roll, table: &mut Table) -> Result<(), WriteError> {
        for exam in self.exams.iter().filter(|exam| roll.count(exam.grade) != 0) {
            let effect = school.effect_in(exam.subject, self.year.when)
                + roll.gained(exam.grade, exam.subject);
            self.key(school, exam, table);
            table.rounded(exam.expected_good(effect, school.kind), 6).end()?;
        }
        Ok(())
    }

    /// The cells that say which school, year, subject and grade a line is about.
    fn key(&self, school: &School, exam: &Exam, table: &mut Table) {
        table.text(self.year.text()).text(&school.number);
        table.text(exam.subject.id()).count(u64::from(exam.grade));
    }
}

impl Counted {
    fn write(&self, on_the_roll: u64, table: &mut Table) -> Result<(), WriteError> {
        table.count(on_the_roll).count(self.tested());
        for level in self.levels {
            table.count(level);
        }
        table.end()
    }
}
