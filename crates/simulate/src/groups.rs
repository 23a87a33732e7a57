//! The municipality's groups of schools, `grupper.csv`: laboratories of schools alike in size,
//! cohorts of a programme with the year they began, districts.

use crate::random::{Purpose, Streams};
use crate::school::School;
use crate::writing::Table;
use crate::{Files, WriteError};

const HEADER: &str = "institutionsnummer;gruppe;gruppenavn;fra_skoleaar;til_skoleaar";
const LABORATORIES: usize = 8;
/// Out of 56 schools so many began with each cohort, and when.
const COHORTS: [(&str, &str, usize, &str); 4] = [
    ("forloeb-2018", "Forløbet, hold 2018", 10, "2018/2019"),
    ("forloeb-2020-1", "Forløbet, hold 2020, første", 12, "2020/2021"),
    ("forloeb-2020-2", "Forløbet, hold 2020, andet", 14, "2020/2021"),
    ("forloeb-2021", "Forløbet, hold 2021", 15, "2021/2022"),
];
const DISTRICTS: [(&str, &str); 3] = [
    ("distrikt-nord", "Distrikt Nord"),
    ("distrikt-midt", "Distrikt Midt"),
    ("distrikt-syd", "Distrikt Syd"),
];

/// Writes the file.
pub(crate) fn write(
    schools: &[School],
    streams: &Streams,
    files: &mut dyn Files,
) -> Result<(), WriteError> {
    let mut table = Table::new(files, "grupper.csv", HEADER)?;
    let mut line = |school: &School, (id, name): (&str, &str), from: &str| {
        table.text(&school.number).text(id).text(name).text(from).text("").end()
    };
    let mut by_size: Vec<&School> = schools.iter().collect();
    by_size.sort_by_key(|school| (school.size, school.index));
    let each = schools.len().div_ceil(LABORATORIES).max(1);
    for (number, alike) in (1..).zip(by_size.chunks(each)) {
        let (id, name) = (format!("lab-{number}"), format!("Ledelseslaboratorium {number}"));
        for school in alike {
            line(school, (&id, &name), "")?;
        }
    }
    let mut random = streams.whole(Purpose::Groups);
    let mut in_turn: Vec<&School> = schools.iter().collect();
    random.shuffle(&mut in_turn);
    let mut in_turn = in_turn.into_iter();
    for (id, name, of_56, from) in COHORTS {
        for school in in_turn.by_ref().take((schools.len() * of_56 + 28) / 56) {
            line(school, (id, name), from)?;
        }
    }
    for school in schools {
        let district = random.pick(&DISTRICTS).copied().unwrap_or_default();
        line(school, district, "")?;
    }
    table.finish()
}
