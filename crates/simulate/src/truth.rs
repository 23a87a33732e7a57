//! What is true of each school: `sandhed/skoler.csv`, `sandhed/fremgang.csv` and
//! `sandhed/trivsel.csv`.

use kvalitet_core::Subject;

use crate::school::School;
use crate::testing::long_year;
use crate::writing::Table;
use crate::{Files, WriteError};

/// Writes the three files.
pub(crate) fn write(schools: &[School], files: &mut dyn Files) -> Result<(), WriteError> {
    abilities(schools, files)?;
    growth(schools, files)?;
    wellbeing(schools, files)
}

fn abilities(schools: &[School], files: &mut dyn Files) -> Result<(), WriteError> {
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

fn growth(schools: &[School], files: &mut dyn Files) -> Result<(), WriteError> {
    const HEADER: &str = "institutionsnummer;fag;fremgang_to_aar";
    let mut table = Table::new(files, "sandhed/fremgang.csv", HEADER)?;
    for school in schools {
        for subject in Subject::ALL {
            table.text(&school.number).text(subject.id());
            table.rounded(school.growth.of(subject), 4).end()?;
        }
    }
    table.finish()
}

fn wellbeing(schools: &[School], files: &mut dyn Files) -> Result<(), WriteError> {
    const HEADER: &str = "institutionsnummer;effekt_social;effekt_faglig;effekt_stoette;effekt_ro";
    let mut table = Table::new(files, "sandhed/trivsel.csv", HEADER)?;
    for school in schools {
        table.text(&school.number);
        for effect in school.wellbeing {
            table.rounded(effect, 4);
        }
        table.end()?;
    }
    table.finish()
}
