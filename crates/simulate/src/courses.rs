//! A table of the municipality's own: learning courses and where they take place,
//! `laeringsforloeb.csv`.

use crate::calibration::figures as known;
use crate::number::nearest_count;
use crate::population::{GRADES, Roll};
use crate::random::Purpose;
use crate::school::School;
use crate::writing::Table;
use crate::year::{Source, Year};
use crate::{Files, WriteError};

const HEADER: &str = "skoleaar;institutionsnummer;klassetrin;sted;forloeb";

const THEMES: [&str; 12] = [
    "Skovens træer",
    "Vandhullet",
    "Byens historie",
    "Broer og bæreevne",
    "Teater og fortælling",
    "Kyst og klit",
    "Mad fra marken",
    "Energi og vind",
    "Kunst i det fri",
    "Handel og torv",
    "Fugle og flugt",
    "Kort og kompas",
];

/// The file of all years.
#[derive(Debug)]
pub(crate) struct Courses(Table);

impl Courses {
    /// Without any year.
    pub(crate) fn new(files: &mut dyn Files) -> Result<Self, WriteError> {
        Ok(Self(Table::new(files, "laeringsforloeb.csv", HEADER)?))
    }
}

impl Source for Courses {
    fn school(&mut self, year: &Year<'_>, school: &School, roll: &Roll) -> Result<(), WriteError> {
        let mut random = year.random(Purpose::Courses, school);
        let mut lasting = year.lasting(Purpose::Courses, school);
        let (least, greatest) = known::COURSES;
        let (low, high) = known::OUTSIDE;
        let outside = lasting.between(low, high);
        let count = nearest_count(lasting.between(least, greatest) + 8.0 * random.normal());
        let grades: Vec<u8> = (0..).take(GRADES).filter(|grade| roll.count(*grade) != 0).collect();
        for _ in 0..count {
            let Some(grade) = random.pick(&grades) else { break };
            let place = match (random.chance(known::PLACE_UNKNOWN), random.chance(outside)) {
                (true, _) => "",
                (false, true) => "ude",
                (false, false) => "inde",
            };
            self.0.text(year.text()).text(&school.number).count(u64::from(*grade)).text(place);
            self.0.text(random.pick(&THEMES).copied().unwrap_or_default()).end()?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        self.0.finish()
    }
}
