//! The way from 9th grade to youth education: `overgang.csv`, per school and for the municipality.

use kvalitet_core::Subject;

use crate::calibration::figures as known;
use crate::exam::normal_below;
use crate::number::nearest;
use crate::population::{Pupil, Roll};
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::wellbeing::bisect;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, Settings, WriteError};

const HEADER: &str = "skoleaar;institutionsnummer;kommune;afgang_fra;afgaaede;i_uddannelse_3;\
    overgang_3_pct;i_uddannelse_9;overgang_9_pct;i_uddannelse_15;overgang_15_pct;profilmodel_pct;\
    hentet";
/// With fewer pupils than this a figure is left out.
const FEWEST: u64 = 4;
/// How much ability tells of each of the three. Early, the able wait in 10th grade as others do.
/// Assumptions.
const WITH_ABILITY: [f64; 3] = [0.1, 0.15, 0.5];

/// The file of all years.
#[derive(Debug)]
pub(crate) struct Transition {
    table: Table,
    /// When the figures were fetched: in the autumn after the last year.
    fetched: String,
    municipality: Leavers,
}

/// Pupils who left, and those in or through youth education after 3, 9 and 15 months.
#[derive(Clone, Copy, Debug, Default)]
struct Leavers {
    left: u64,
    reached: [u64; 3],
}

impl Transition {
    /// Without any year.
    pub(crate) fn new(settings: &Settings, files: &mut dyn Files) -> Result<Self, WriteError> {
        let fetched = format!("{}-10-15", settings.last_year.start() + 1);
        let table = Table::new(files, "overgang.csv", HEADER)?;
        Ok(Self { table, fetched, municipality: Leavers::default() })
    }

    fn write(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        leavers: Leavers,
    ) -> Result<(), WriteError> {
        if leavers.left < FEWEST {
            return Ok(());
        }
        let table = year.about(school, &mut self.table).text("9. klasse").count(leavers.left);
        // What lies after the last year is not known yet.
        for (of, known) in
            leavers.reached.into_iter().zip([true, 1 <= year.to_come, 2 <= year.to_come])
        {
            if known {
                table.count(of).percent(of, leavers.left);
            } else {
                table.text("").text("");
            }
        }
        // The projection is about those who live in the municipality: no school has one.
        match school {
            None if 1 <= year.to_come => {
                let moved = 0.004 * year.of_municipality(Purpose::Transition).normal();
                table.decimal(nearest(1_000.0 * (known::PROJECTED + moved)), 1)
            }
            None | Some(_) => table.text(""),
        };
        table.text(&self.fetched).end()
    }
}

impl Source for Transition {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut random = year.random(Purpose::Transition, school);
        let lasting = 0.1 * year.lasting(Purpose::Transition, school).normal();
        let mut leavers = Leavers::default();
        for pupil in roll.grade(9) {
            leavers.left += 1;
            let ability = ability(*pupil, school, year);
            for (count, reached) in
                leavers.reached.iter_mut().zip(reached(ability, lasting, &mut random))
            {
                *count += u64::from(reached);
            }
        }
        self.municipality.left += leavers.left;
        let sums = self.municipality.reached.iter_mut().zip(leavers.reached);
        sums.for_each(|(sum, count)| *sum += count);
        self.write(year, Some(school), leavers)
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        let leavers = std::mem::take(&mut self.municipality);
        self.write(year, None, leavers)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.table.finish()
    }
}

fn ability(pupil: Pupil, school: &School, year: &Year<'_>) -> f64 {
    let of = |subject| pupil.ability(subject) + school.effect_in(subject, year.when);
    Subject::ALL.into_iter().map(of).sum::<f64>() / 2.0
}

/// Whether a pupil of this ability is in or through youth education after 3, 9 and 15 months.
fn reached(ability: f64, lasting: f64, random: &mut Random) -> [bool; 3] {
    let mut loadings = WITH_ABILITY.into_iter();
    // One number for all three: who is through stays so, but for a few.
    let luck = random.uniform();
    known::TRANSITION.map(|share| {
        let loading = loadings.next().unwrap_or_default();
        // Over a normal distribution of ability the share comes out as it stands.
        let from = bisect(normal_below, share) * (1.0 + loading * loading).sqrt();
        luck < normal_below(from + loading * ability + lasting)
    })
}
