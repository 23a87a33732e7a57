//! Class size, staff and competence cover of the folkeskoler: `klassekvotient.csv`,
//! `personale.csv` and `kompetencedaekning.csv`.

use crate::calibration::figures as known;
use crate::number::{half_up, nearest_count};
use crate::population::{GRADES, Roll};
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

const CLASSES: &str = "skoleaar;institutionsnummer;kommune;klassekvotient;elever;klasser";
const STAFF: &str = "skoleaar;institutionsnummer;kommune;elever;laereraarsvaerk;aarsvaerk;\
    elever_pr_laereraarsvaerk;elever_pr_aarsvaerk;undervisningstid_pr_elev;undervisningsandel_pct;\
    undervisningstimer;arbejdstimer";
const COMPETENCE: &str = "skoleaar;institutionsnummer;kommune;kompetencedaekning_pct;\
    daekkede_timer;planlagte_timer";

/// The three files of all years.
#[derive(Debug)]
pub(crate) struct Resources {
    classes: Table,
    staff: Table,
    competence: Table,
    municipality: Means,
}

/// What there is at a school, or in the municipality. Posts are in tenths.
#[derive(Clone, Copy, Debug, Default)]
struct Means {
    pupils: u64,
    classes: u64,
    teachers: u64,
    posts: u64,
    taught: u64,
    worked: u64,
    covered: u64,
    planned: u64,
}

impl Means {
    fn merge(&mut self, other: &Self) {
        self.pupils += other.pupils;
        self.classes += other.classes;
        self.teachers += other.teachers;
        self.posts += other.posts;
        self.taught += other.taught;
        self.worked += other.worked;
        self.covered += other.covered;
        self.planned += other.planned;
    }

    fn draw(year: &Year<'_>, school: &School, roll: &Roll) -> Self {
        let mut random = year.random(Purpose::Resources, school);
        let mut lasting = year.lasting(Purpose::Resources, school);
        let pupils = ordinary(year, school, roll);
        let of_grade = |grade| school.classes(roll.grade(grade).len());
        let classes: usize = (0..).take(GRADES).map(of_grade).sum();
        let classes = u64::try_from(classes).unwrap_or_default();
        let mut near =
            |(mean, sd): (f64, f64)| mean + sd * (0.9 * lasting.normal() + 0.3 * random.normal());
        let per_teacher = near(known::PUPILS_PER_TEACHER).max(6.0);
        let share_taught = near(known::TEACHING);
        let rise = known::COMPETENCE_RISE * (f64::from(year.start()) - 2016.0);
        let covered = (near(known::COMPETENCE) + rise).clamp(0.5, 1.0);
        let teachers = rounded(10.0 * number(pupils) / per_teacher).max(1);
        let posts = rounded(number(teachers) / known::TEACHERS);
        let worked = rounded(number(posts) / 10.0 * known::WORKING_HOURS);
        let planned = rounded(number(classes) * known::LESSONS);
        let covered = if is_missing(&mut random) { 0 } else { rounded(number(planned) * covered) };
        let planned = if covered == 0 { 0 } else { planned };
        let taught = rounded(number(worked) * share_taught);
        Self { pupils, classes, teachers, posts, taught, worked, covered, planned }
    }
}

fn is_missing(random: &mut Random) -> bool {
    random.chance(known::COMPETENCE_MISSING)
}

fn number(count: u64) -> f64 {
    kvalitet_core::method::count_to_f64(count)
}

fn rounded(value: f64) -> u64 {
    nearest_count(value).into()
}

/// Pupils of ordinary classes.
fn ordinary(year: &Year<'_>, school: &School, roll: &Roll) -> u64 {
    let pupils = roll.all().filter(|(_, pupil)| !year.in_special_class(school, *pupil));
    u64::try_from(pupils.count()).unwrap_or_default()
}

/// So many tenths over `denominator` as a cell with one decimal; empty over 0.
fn tenths(table: &mut Table, numerator: u64, denominator: u64) {
    if denominator == 0 {
        table.text("");
    } else {
        table.decimal(half_up(i64::try_from(numerator).unwrap_or_default(), denominator), 1);
    }
}

impl Resources {
    /// Without any year.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        Ok(Self {
            classes: Table::new(files, "klassekvotient.csv", CLASSES)?,
            staff: Table::new(files, "personale.csv", STAFF)?,
            competence: Table::new(files, "kompetencedaekning.csv", COMPETENCE)?,
            municipality: Means::default(),
        })
    }

    fn write(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        of: &Means,
    ) -> Result<(), WriteError> {
        if of.classes == 0 {
            return Ok(());
        }
        let table = year.about(school, &mut self.classes);
        tenths(table, 10 * of.pupils, of.classes);
        table.count(of.pupils).count(of.classes).end()?;
        let table = year.about(school, &mut self.staff).count(of.pupils);
        for posts in [of.teachers, of.posts] {
            tenths(table, posts, 1);
        }
        for posts in [of.teachers, of.posts] {
            tenths(table, 100 * of.pupils, posts);
        }
        tenths(table, 10 * of.taught, of.pupils);
        table.percent(of.taught, of.worked).count(of.taught).count(of.worked).end()?;
        if of.planned == 0 {
            return Ok(());
        }
        let table = year.about(school, &mut self.competence).percent(of.covered, of.planned);
        table.count(of.covered).count(of.planned).end()
    }
}

impl Source for Resources {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        if school.is_special() {
            return Ok(());
        }
        let of = Means::draw(year, school, roll);
        self.municipality.merge(&of);
        self.write(year, Some(school), &of)
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        let of = std::mem::take(&mut self.municipality);
        self.write(year, None, &of)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.classes.finish()?;
        self.staff.finish()?;
        self.competence.finish()
    }
}
