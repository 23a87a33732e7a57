//! One school year in text: pupil rows, counts, rolls and the expected shares.

use kvalitet_core::{SchoolYear, Subject};

use crate::calendar::Calendar;
use crate::exam::{Exam, exams};
use crate::population::{GRADES, Population, Roll};
use crate::random::{Purpose, Streams};
use crate::school::{BySubject, School, testing};
use crate::testing::{Counted, Sitting, long_year};
use crate::writing::Table;
use crate::{Files, WriteError};

const PUPIL_ROWS: &str = "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;\
    theta_p1;sem_p1;theta_p2;sem_p2;theta_p3;sem_p3;niveau";
const COUNTS: &str = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;\
    niveau_1;niveau_2;niveau_3;niveau_4;niveau_5;niveau_6";
const ROLLS: &str = "skoleaar;institutionsnummer;klassetrin;elever";
const SHARES: &str = "skoleaar;institutionsnummer;fag;klassetrin;forventet_andel_gode";

/// The files that hold all years.
#[derive(Debug)]
pub(crate) struct LongTables {
    rolls: Table,
    shares: Table,
}

impl LongTables {
    /// Both, empty.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        Ok(Self {
            rolls: Table::new(files, "elevtal.csv", ROLLS)?,
            shares: Table::new(files, "sandhed/andele.csv", SHARES)?,
        })
    }

    /// Passes on what has gathered.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.rolls.finish()?;
        self.shares.finish()
    }
}

/// The year and what belongs to it.
struct Year<'a> {
    when: SchoolYear,
    text: String,
    exams: Vec<Exam>,
    calendar: Calendar,
    streams: &'a Streams,
}

/// Writes everything about one year; returns the number of pupil rows.
pub(crate) fn write(
    (year, streams): (SchoolYear, &Streams),
    schools: &[School],
    population: &Population,
    long: &mut LongTables,
    files: &mut dyn Files,
) -> Result<u64, WriteError> {
    let name = format!("nationale_test_{}.csv", year.key());
    let mut rows = Table::new(files, &format!("elevraekker/{name}"), PUPIL_ROWS)?;
    let mut counts = Table::new(files, &format!("aggregater/{name}"), COUNTS)?;
    let (exams, calendar) = (exams(year), Calendar::of(year));
    let year = Year { when: year, text: long_year(year), exams, calendar, streams };
    let tests = testing(schools, year.when, streams);
    let mut written = 0;
    for ((school, roll), tests) in schools.iter().zip(population.rolls()).zip(tests) {
        year.rolls(school, roll, &mut long.rolls)?;
        year.shares(school, roll, &mut long.shares)?;
        if tests {
            written += year.tests(school, roll, &mut rows, &mut counts)?;
        }
    }
    rows.finish()?;
    counts.finish()?;
    Ok(written)
}

impl Year<'_> {
    fn tests(
        &self,
        school: &School,
        roll: &Roll,
        rows: &mut Table,
        counts: &mut Table,
    ) -> Result<u64, WriteError> {
        let mut random = self.streams.school(Purpose::Tests, self.when, school.index);
        let (year, calendar, shock) = (self.when, &self.calendar, BySubject::default());
        let sitting = Sitting { school, roll, year, calendar, shock }.shocked(&mut random);
        let mut written = 0;
        for exam in &self.exams {
            let counted = sitting.hold(exam, &mut random, rows)?;
            written += counted.rows;
            let on_the_roll = length(roll, exam.grade);
            if on_the_roll != 0 {
                self.key(school, exam, counts);
                counted.write(on_the_roll, counts)?;
            }
        }
        Ok(written)
    }

    fn rolls(&self, school: &School, roll: &Roll, table: &mut Table) -> Result<(), WriteError> {
        for grade in (0..).take(GRADES) {
            let on_the_roll = length(roll, grade);
            if on_the_roll != 0 {
                table.text(&self.text).text(&school.number).count(u64::from(grade));
                table.count(on_the_roll).end()?;
            }
        }
        Ok(())
    }

    fn shares(&self, school: &School, roll: &Roll, table: &mut Table) -> Result<(), WriteError> {
        for exam in self.exams.iter().filter(|exam| length(roll, exam.grade) != 0) {
            let effect = school.effect_in(exam.subject, self.when);
            self.key(school, exam, table);
            table.rounded(exam.expected_good(effect, school.kind), 6).end()?;
        }
        Ok(())
    }

    /// The cells that say which school, year, subject and grade a line is about.
    fn key(&self, school: &School, exam: &Exam, table: &mut Table) {
        table.text(&self.text).text(&school.number);
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

fn length(roll: &Roll, grade: u8) -> u64 {
    u64::try_from(roll.grade(grade).len()).unwrap_or(u64::MAX)
}

/// Writes `sandhed/skoler.csv`: what is true of each school.
pub(crate) fn write_truth(schools: &[School], files: &mut dyn Files) -> Result<(), WriteError> {
    const HEADER: &str = "institutionsnummer;skoletype;elever;effekt_laesning;effekt_matematik;\
        reel_aendring;aendring_laesning;aendring_matematik;fra_skoleaar";
    let mut table = Table::new(files, "sandhed/skoler.csv", HEADER)?;
    for school in schools {
        let step = school.change.map(|change| change.step);
        let from = school.change.map(|change| long_year(change.from));
        table.text(&school.number).text(school.kind.id()).count(u64::from(school.size));
        for subject in Subject::ALL {
            table.rounded(school.effect.of(subject), 4);
        }
        table.text(if step.is_some() { "ja" } else { "nej" });
        for subject in Subject::ALL {
            table.rounded(step.unwrap_or_default().of(subject), 4);
        }
        table.text(&from.unwrap_or_default()).end()?;
    }
    table.finish()
}
