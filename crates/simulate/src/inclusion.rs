//! Pupils in ordinary and in special teaching, `inklusion.csv`, and complaints about special
//! teaching, `klager.csv`.

use crate::calibration::figures as known;
use crate::number::nearest_count;
use crate::population::Roll;
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

const INCLUSION: &str = "skoleaar;institutionsnummer;kommune;opgjort_efter;inklusionsgrad_pct;\
    elever_i_almenundervisning;elever_i_specialtilbud;elever_i_alt;andel_specialundervisning_pct";
const COMPLAINTS: &str =
    "skoleaar;kommune;modtaget;afsluttet;realitetsbehandlet;stadfaestet;aendret;hjemvist";
/// With fewer pupils than this a figure is left out.
const FEWEST: u64 = 4;

/// The two files of all years.
#[derive(Debug)]
pub(crate) struct Inclusion {
    table: Table,
    complaints: Table,
    municipality: Pupils,
}

#[derive(Clone, Copy, Debug, Default)]
struct Pupils {
    ordinary: u64,
    special: u64,
}

impl Inclusion {
    /// Without any year.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        Ok(Self {
            table: Table::new(files, "inklusion.csv", INCLUSION)?,
            complaints: Table::new(files, "klager.csv", COMPLAINTS)?,
            municipality: Pupils::default(),
        })
    }

    fn write(
        &mut self,
        year: &Year<'_>,
        school: Option<&School>,
        of: Pupils,
    ) -> Result<(), WriteError> {
        let all = of.ordinary + of.special;
        if all < FEWEST {
            return Ok(());
        }
        let table = year.about(school, &mut self.table).text("skolens kommune");
        table.percent(of.ordinary, all).count(of.ordinary).count(of.special).count(all);
        table.percent(of.special, all).end()
    }

    fn complain(&mut self, year: &Year<'_>, pupils: u64) -> Result<(), WriteError> {
        let mut random = year.of_municipality(Purpose::Complaints);
        let mean = known::COMPLAINTS * kvalitet_core::method::count_to_f64(pupils);
        let received = nearest_count(mean + mean.sqrt() * random.normal());
        let before = nearest_count(mean * 0.1 + random.uniform());
        let closed = part(received, 0.9, &mut random) + before;
        // 2023, nationally: 218 of 345 tried on substance, of these 78 upheld, 97 changed.
        let tried = part(closed, 218.0 / 345.0, &mut random);
        let upheld = part(tried, 78.0 / 218.0, &mut random);
        let changed = part(tried - upheld, 97.0 / 140.0, &mut random);
        year.about_municipality(&mut self.complaints);
        for count in [received, closed, tried, upheld, changed, tried - upheld - changed] {
            self.complaints.count(count.into());
        }
        self.complaints.end()
    }
}

/// How many of `all` it happens to, each with this probability.
fn part(all: u32, probability: f64, random: &mut Random) -> u32 {
    (0..all).map(|_| u32::from(random.chance(probability))).sum()
}

impl Source for Inclusion {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut of = Pupils::default();
        for (_, pupil) in roll.all() {
            if school.is_special() || year.in_special_class(school, pupil) {
                of.special += 1;
            } else {
                of.ordinary += 1;
            }
        }
        self.municipality.ordinary += of.ordinary;
        self.municipality.special += of.special;
        self.write(year, Some(school), of)
    }

    fn municipality(&mut self, year: &Year<'_>) -> Result<(), WriteError> {
        let of = std::mem::take(&mut self.municipality);
        self.write(year, None, of)?;
        self.complain(year, of.ordinary + of.special)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.table.finish()?;
        self.complaints.finish()
    }
}
