//! Absence of pupils: `fravaer.csv`, per school and stage and for the municipality.

use kvalitet_core::{Grade, Stage, Subject};

use crate::calibration::figures::{self as known, SCHOOL_DAYS};
use crate::number::nearest_count;
use crate::population::{Pupil, Roll};
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

const HEADER: &str = "skoleaar;institutionsnummer;kommune;klassetrin;elever;samlet_fravaer_pct;\
    sygefravaer_pct;fravaer_med_tilladelse_pct;ulovligt_fravaer_pct;fravaersdage;skoledage;\
    elever_over_10;andel_over_10_pct";
/// With fewer pupils than this a figure is left out.
const FEWEST: u64 = 4;

/// The file of all years.
#[derive(Debug)]
pub(crate) struct Absence {
    table: Table,
    municipality: Days,
}

/// Days absent of a group of pupils.
#[derive(Clone, Copy, Debug, Default)]
struct Absent {
    pupils: u64,
    ill: u64,
    with_leave: u64,
    without_leave: u64,
    over_10: u64,
}

impl Absent {
    fn merge(&mut self, other: Self) {
        self.pupils += other.pupils;
        self.ill += other.ill;
        self.with_leave += other.with_leave;
        self.without_leave += other.without_leave;
        self.over_10 += other.over_10;
    }
}

/// All grades, then the three stages.
const GROUPS: [Option<Stage>; 4] =
    [None, Some(Stage::Lower), Some(Stage::Middle), Some(Stage::Upper)];

/// Absence by group, in the order of [`GROUPS`].
type Days = [Absent; 4];

fn merge(sum: &mut Days, other: &Days) {
    sum.iter_mut().zip(other).for_each(|(sum, of)| sum.merge(*of));
}

impl Absence {
    /// Without any year.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        let table = Table::new(files, "fravaer.csv", HEADER)?;
        Ok(Self { table, municipality: Days::default() })
    }

    fn write(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        days: &Days,
    ) -> Result<(), WriteError> {
        for (of, stage) in days.iter().zip(GROUPS).filter(|(of, _)| FEWEST <= of.pupils) {
            let (all, possible) =
                (of.ill + of.with_leave + of.without_leave, of.pupils * u64::from(SCHOOL_DAYS));
            let table = year.about(school, &mut self.table).text(stage.map_or("", Stage::id));
            table.count(of.pupils);
            for part in [all, of.ill, of.with_leave, of.without_leave] {
                table.percent(part, possible);
            }
            table.count(all).count(possible).count(of.over_10);
            table.percent(of.over_10, of.pupils).end()?;
        }
        Ok(())
    }

    /// A school that reports nothing: public figures then say 0.0 %.
    fn write_nothing(
        &mut self,
        year: &Year<'_>,
        school: &School,
        days: &Days,
    ) -> Result<(), WriteError> {
        for (of, stage) in days.iter().zip(GROUPS).filter(|(of, _)| FEWEST <= of.pupils) {
            let table = year.about(Some(school), &mut self.table).text(stage.map_or("", Stage::id));
            table.count(of.pupils);
            for _ in 0..4 {
                table.text("0,0");
            }
            table.text("").text("").text("").text("").end()?;
        }
        Ok(())
    }
}

impl Source for Absence {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut random = year.random(Purpose::Absence, school);
        let is_reported = !random.chance(known::NOT_REPORTED);
        let lasting = year.lasting(Purpose::Absence, school).normal();
        let of_year = 0.3 * random.normal();
        let factor = libm::exp(known::ABSENCE_SCHOOL_SD * (lasting + of_year));
        let mut days = Days::default();
        for (grade, pupil) in roll.all() {
            let stage = Grade::new(grade).map(Stage::of);
            let levels = known::absence(year.start()).into_iter().zip(Stage::ALL);
            let level = levels.filter(|(_, of)| Some(*of) == stage).map(|(level, _)| level).sum();
            let of_pupil = absent(pupil, (level, factor), &mut random);
            for (group, of) in days.iter_mut().zip(GROUPS) {
                if of.is_none() || of == stage {
                    group.merge(of_pupil);
                }
            }
        }
        if is_reported {
            merge(&mut self.municipality, &days);
            self.write(year, Some(school), &days)
        } else {
            self.write_nothing(year, school, &days)
        }
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        let days = std::mem::take(&mut self.municipality);
        self.write(year, None, &days)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.table.finish()
    }
}

/// One pupil's year: the abler are absent a little less.
fn absent(pupil: Pupil, (level, factor): (f64, f64), random: &mut Random) -> Absent {
    let ability: f64 = Subject::ALL.into_iter().map(|subject| pupil.ability(subject)).sum();
    let sd = known::ABSENCE_PUPIL_SD;
    let share = level * factor * libm::exp(sd * random.normal() - sd * sd / 2.0 - 0.06 * ability);
    let days = nearest_count(f64::from(SCHOOL_DAYS) * share).min(SCHOOL_DAYS * 3 / 4);
    let (ill, with_leave) = known::ABSENCE_KINDS;
    let part = |of: f64, random: &mut Random| {
        nearest_count(f64::from(days) * (of + 0.1 * random.normal()).max(0.0))
    };
    let ill = part(ill, random).min(days);
    let with_leave = part(with_leave, random).min(days - ill);
    Absent {
        pupils: 1,
        ill: ill.into(),
        with_leave: with_leave.into(),
        without_leave: (days - ill - with_leave).into(),
        over_10: u64::from(SCHOOL_DAYS < 10 * days),
    }
}
