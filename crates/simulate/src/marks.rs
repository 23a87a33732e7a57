//! Marks at the bound exams of 9th grade: pupil rows, the means that follow from them, and the
//! socioeconomic reference.
//!
//! - [`Exams9`]: the files of a year.
//! - [`References`]: what the reference of three years remembers.

use std::collections::BTreeMap;

use kvalitet_core::exam::{ExamId, Exams, PupilMarks, Weighting};
use kvalitet_core::method::count_to_f64;
use kvalitet_core::{Mark, Millionths, Subject};

use crate::calibration::figures as known;
use crate::calibration::nation_sd;
use crate::exam::normal_below;
use crate::number::{half_up, nearest};
use crate::population::{Pupil, Roll};
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::wellbeing::bisect;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

const ROWS: &str = "pnr;skoleaar;institutionsnummer;klassetrin;fag;disciplin;karaktertype;\
    karakter;proevetype;specialklasse;privatist";
const MEANS: &str = "skoleaar;institutionsnummer;kommune;elever;gennemsnit_bundne_proever;\
    gennemsnit_dansk;gennemsnit_matematik;andel_mindst_2_pct;elever_mindst_2;elever_alle_proever";
const REFERENCES: &str = "skoleaar;institutionsnummer;kommune;antal_aar;elever;karakter;reference;\
    forskel;signifikans";

/// The eight bound exams: subject, discipline, and how much reading counts in the ability behind
/// the mark; mathematics counts the rest.
const BOUND: [(&str, &str, f64); 8] = [
    ("dansk", "mundtlig", 0.9),
    ("dansk", "læsning", 1.0),
    ("dansk", "retskrivning", 0.9),
    ("dansk", "skriftlig fremstilling", 0.9),
    ("matematik", "uden hjælpemidler", 0.0),
    ("matematik", "med hjælpemidler", 0.0),
    ("engelsk", "mundtlig", 0.8),
    ("fælles prøve", "", 0.5),
];

/// Codes in place of one mark: stayed away, considerable impairment, ill.
const CODES: [&str; 3] = ["87", "88", "89"];
/// The code of a pupil who is exempt from all.
const EXEMPT: &str = "88";

/// What goes from one year into the references of the next two: sums of schools, oldest first.
#[derive(Debug, Default)]
pub(crate) struct References(BTreeMap<u32, Vec<Reached>>);

/// What a school's pupils reached in one year and what pupils like them reach.
#[derive(Clone, Copy, Debug, Default)]
struct Reached {
    pupils: u64,
    sum: f64,
    expected: f64,
}

/// Means of a group of pupils.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    bound: Sum,
    danish: Sum,
    mathematics: Sum,
    both: u64,
    at_least_2: u64,
}

/// In millionths.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    pupils: u64,
    sum: i64,
}

impl Sum {
    fn add(&mut self, mean: Option<Millionths>) {
        if let Some(mean) = mean {
            self.pupils += 1;
            self.sum += mean.units();
        }
    }

    fn merge(&mut self, other: Self) {
        self.pupils += other.pupils;
        self.sum += other.sum;
    }

    /// The mean as a cell; empty for too few pupils.
    fn write(self, table: &mut Table) {
        if self.pupils < known::FEWEST_MARKS {
            table.text("");
        } else {
            let millionths = self.pupils.saturating_mul(1_000_000);
            table.decimal(half_up(self.sum.saturating_mul(10), millionths), 1);
        }
    }
}

impl Sums {
    fn add(&mut self, marks: PupilMarks<'_>) {
        // All eight, weighted as in the certificate: the ministry's measure.
        self.bound.add(marks.bound_mean(BOUND.len(), Weighting::Official));
        self.danish.add(marks.danish_mean(Weighting::Official));
        self.mathematics.add(marks.mathematics_mean(Weighting::Official));
        if let Some(is_at_least_2) = marks.at_least_2_in_both(Weighting::Official) {
            self.both += 1;
            self.at_least_2 += u64::from(is_at_least_2);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.bound.merge(other.bound);
        self.danish.merge(other.danish);
        self.mathematics.merge(other.mathematics);
        self.both += other.both;
        self.at_least_2 += other.at_least_2;
    }
}

/// The exams of one year, school by school.
#[derive(Debug)]
pub(crate) struct Exams9<'a> {
    exams: &'a Exams,
    before: &'a mut References,
    /// Where one mark ends and the next begins.
    cuts: Vec<f64>,
    rows: Table,
    means: Table,
    references: Table,
    municipality: Sums,
}

impl<'a> Exams9<'a> {
    /// The exams of this year, before any pupil.
    pub(crate) fn new(
        year: &Year<'_>,
        exams: &'a Exams,
        before: &'a mut References,
        files: &mut dyn Files,
    ) -> Result<Self, WriteError> {
        let mut table =
            |path: &str, header| Table::new(files, &format!("{path}_{}.csv", year.key()), header);
        Ok(Self {
            exams,
            before,
            cuts: cuts(known::mark_mean(year.start())),
            rows: table("karakterer/karakterer", ROWS)?,
            means: table("aggregater/karakterer", MEANS)?,
            references: table("aggregater/socref", REFERENCES)?,
            municipality: Sums::default(),
        })
    }

    fn mark(&self, place: f64) -> Mark {
        let reached = self.cuts.iter().filter(|cut| **cut <= place).count();
        Mark::SCALE.into_iter().nth(reached).unwrap_or(LOWEST)
    }

    /// Examines one pupil; returns the marks.
    fn examine(
        &mut self,
        year: &Year<'_>,
        (school, pupil): (&School, Pupil),
        shock: f64,
        random: &mut Random,
    ) -> Result<Vec<(ExamId, Mark)>, WriteError> {
        let special = year.in_special_class(school, pupil);
        let is_exempt = random.chance(known::MARK_EXEMPT);
        let common = year.pupil(Purpose::Diligence, pupil).normal();
        let mut marks = Vec::new();
        for (subject, discipline, reading) in BOUND {
            let place = shock + place((year, school), pupil, reading, common, random);
            let mark = self.mark(place);
            let code = random.chance(known::MARK_CODE).then(|| random.pick(&CODES).copied());
            let code = if is_exempt { Some(EXEMPT) } else { code.flatten() };
            let text = code.map_or_else(|| mark.to_string(), str::to_owned);
            let rows = &mut self.rows;
            rows.count(pupil.id()).text(year.text()).text(&school.number).text("9").text(subject);
            rows.text(discipline).text("prøve").text(&text).text("bunden");
            rows.text(if special { "ja" } else { "nej" }).text("nej").end()?;
            let exam = self.exams.find(subject, discipline);
            let unknown = || WriteError::Definitions(format!("exam `{subject} {discipline}`"));
            let exam = exam.ok_or_else(unknown)?;
            if code.is_none() {
                marks.push((exam, mark));
            }
        }
        // Pupils of special classes are in no mean.
        Ok(if special { Vec::new() } else { marks })
    }

    fn means(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        of: &Sums,
    ) -> Result<(), WriteError> {
        if of.bound.pupils < known::FEWEST_MARKS {
            return Ok(());
        }
        let table = year.about(school, &mut self.means).count(of.bound.pupils);
        for sum in [of.bound, of.danish, of.mathematics] {
            sum.write(table);
        }
        table.percent(of.at_least_2, of.both).count(of.at_least_2).count(of.both).end()
    }

    /// The reference of one year, and of three once there are three.
    fn references(
        &mut self,
        year: &Year<'_>,
        school: &School,
        of: &Sums,
    ) -> Result<(), WriteError> {
        let sum = count_to_f64(u64::try_from(of.bound.sum).unwrap_or_default()) / 1e6;
        let pupils = of.bound.pupils;
        let background = count_to_f64(pupils) * expected(year, school);
        let expected = background + known::BACKGROUND_OF_YEAR * (sum - background);
        let now = Reached { pupils, sum, expected };
        let before = self.before.0.entry(school.index).or_default();
        before.push(now);
        if 3 < before.len() {
            before.remove(0);
        }
        let three = (before.len() == 3)
            .then(|| before.iter().copied().fold(Reached::default(), Reached::plus));
        let none = year.lasting(Purpose::Marks, school).chance(known::NO_REFERENCE);
        if none || school.is_special() {
            return Ok(());
        }
        self.reference(year, school, ("1", now))?;
        three.map_or(Ok(()), |three| self.reference(year, school, ("3", three)))
    }

    fn reference(
        &mut self,
        year: &Year<'_>,
        school: &School,
        (years, of): (&str, Reached),
    ) -> Result<(), WriteError> {
        if of.pupils < known::FEWEST_REFERENCE {
            return Ok(());
        }
        let n = count_to_f64(of.pupils);
        let (reached, expected) = (of.sum / n, of.expected / n);
        let difference = nearest(10.0 * (reached - expected));
        // Published verdicts fit a test whose standard error lies near 2 over the root of the
        // pupils, within limits: 0.3 was never flagged, 0.8 always.
        let certain = nearest(10.0 * (1.96 * 2.0 / n.sqrt()).clamp(0.36, 0.75));
        let verdict = match difference {
            over if certain <= over => "Over niveau",
            under if under <= -certain => "Under niveau",
            _ => "På niveau",
        };
        let table = year.about(Some(school), &mut self.references).text(years).count(of.pupils);
        table.rounded(reached, 1).rounded(expected, 1).decimal(difference, 1).text(verdict).end()
    }
}

const LOWEST: Mark = {
    let [lowest, ..] = Mark::SCALE;
    lowest
};

impl Reached {
    fn plus(self, other: Self) -> Self {
        Self {
            pupils: self.pupils + other.pupils,
            sum: self.sum + other.sum,
            expected: self.expected + other.expected,
        }
    }
}

impl Source for Exams9<'_> {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut random = year.random(Purpose::Marks, school);
        let lasting = known::MARK_SCHOOL_SD * year.lasting(Purpose::Diligence, school).normal();
        let shock = lasting + known::MARK_YEAR_SD * random.normal();
        let mut sums = Sums::default();
        for pupil in roll.grade(9) {
            let rarely = school.is_special() || year.in_special_class(school, *pupil);
            if rarely && !random.chance(known::MARK_SPECIAL) {
                continue;
            }
            let marks = self.examine(year, (school, *pupil), shock, &mut random)?;
            let wrong =
                |error: kvalitet_core::exam::MarksError| WriteError::Definitions(error.to_string());
            sums.add(PupilMarks::new(self.exams, &marks).map_err(wrong)?);
        }
        self.municipality.merge(&sums);
        self.means(year, Some(school), &sums)?;
        self.references(year, school, &sums)
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        let of = std::mem::take(&mut self.municipality);
        self.means(year, None, &of)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.rows.finish()?;
        self.means.finish()?;
        self.references.finish()
    }
}

/// Where a pupil's performance at one exam lies, in standard deviations of the nation.
fn place(
    (year, school): (&Year<'_>, &School),
    pupil: Pupil,
    reading: f64,
    common: f64,
    random: &mut Random,
) -> f64 {
    let of = |subject| pupil.ability(subject) + school.effect_in(subject, year.when);
    let ability = reading * of(Subject::Reading) + (1.0 - reading) * of(Subject::Mathematics);
    let spread = nation_sd(9);
    let (loading, shared) = (known::MARK_LOADING, known::MARK_COMMON);
    let own = (1.0 - loading * loading - shared * shared).sqrt();
    loading * ability / spread + shared * common + own * random.normal()
}

/// The mean that pupils like the school's own reach.
fn expected(year: &Year<'_>, school: &School) -> f64 {
    let effect = Subject::ALL.into_iter().map(|subject| school.effect_in(subject, year.when));
    let unknown = year.random(Purpose::Reference, school).normal();
    let background = known::BACKGROUND * effect.sum::<f64>() / 2.0 + 0.03 * unknown;
    // A standard deviation of performance is about 3.4 points of the scale.
    known::mark_mean(year.start()) + 3.4 * known::MARK_LOADING * background
}

/// The cuts between marks that give the nation this mean.
fn cuts(mean: f64) -> Vec<f64> {
    let points: Vec<f64> = Mark::SCALE.iter().map(|mark| f64::from(mark.points())).collect();
    let mut below = 0.0;
    let shares = known::MARK_SHARES.iter().take(Mark::SCALE.len() - 1);
    let cuts: Vec<f64> = shares
        .map(|share| {
            below += share;
            bisect(normal_below, below)
        })
        .collect();
    let lowest = points.first().copied().unwrap_or_default();
    let above = points.iter().skip(1);
    let steps: Vec<f64> = points.iter().zip(above).map(|(point, next)| next - point).collect();
    let mean_at = |shift: f64| -> f64 {
        let reached = cuts.iter().zip(&steps).map(|(cut, step)| step * normal_below(shift - cut));
        lowest + reached.sum::<f64>()
    };
    let shift = bisect(mean_at, mean);
    cuts.iter().map(|cut| cut - shift).collect()
}
