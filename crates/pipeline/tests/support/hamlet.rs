//! A small municipality in memory: some ordinary schools, two more and two special schools of six
//! pupils each, two years of a test and of the wellbeing survey, both as rows and as counts.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use kvalitet_ingest::{SourceError, Sources};
use kvalitet_pipeline::Plan;

/// When the school years of the municipality begin.
pub(crate) const YEARS: [u16; 2] = [2017, 2018];
/// The two special schools, after the ordinary ones.
pub(crate) const SPECIAL: [u32; 2] = [999_191, 999_192];
/// Two ordinary schools with few pupils.
pub(crate) const SMALL: [u32; 2] = [999_181, 999_182];
/// How many pupils each of the four has.
const FEW: usize = 6;

/// How a municipality reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// A row for each pupil.
    Rows,
    /// Counts for each school.
    Counts,
}

/// What there is of one school in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Results {
    /// The level of each pupil, 1 to 6.
    pub(crate) levels: Vec<u8>,
    /// Its wellbeing, in hundredths of a point.
    pub(crate) wellbeing: u32,
}

/// Every school's results, by school and year.
#[derive(Clone, Debug)]
pub(crate) struct Hamlet {
    pub(crate) results: BTreeMap<(u32, u16), Results>,
}

impl Hamlet {
    pub(crate) fn new(ordinary: u32) -> Self {
        let schools = (999_101..999_101 + ordinary).chain(SMALL).chain(SPECIAL);
        let mut results = BTreeMap::new();
        for (place, school) in (0_u32..).zip(schools) {
            for year in YEARS {
                let is_few = SMALL.contains(&school) || SPECIAL.contains(&school);
                let pupils = if is_few { FEW } else { 31 + usize::try_from(place).unwrap() };
                let turn = place * 3 + u32::from(year);
                let place = usize::try_from(turn).unwrap();
                let level = |pupil: usize| {
                    let mixed = (pupil * 7 + place * 5 + pupil / 6 * place) % 11;
                    [1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6][mixed]
                };
                let levels = (0..pupils).map(level).collect();
                let wellbeing = 340 + (turn * 13) % 47;
                results.insert((school, year), Results { levels, wellbeing });
            }
        }
        Self { results }
    }

    /// Two schools of one size exchange what they have in the last of the years, or in all of them.
    pub(crate) fn exchanging(mut self, [a, b]: [u32; 2], years: &[u16]) -> Self {
        for year in years.iter().copied() {
            let of_a = self.results[&(a, year)].clone();
            let of_b = self.results.insert((b, year), of_a).unwrap();
            self.results.insert((a, year), of_b);
        }
        self
    }

    /// Some pupils of two schools exchange levels in one year, the highest of one for the lowest of the
    /// other: every sum of schools is as it was.
    pub(crate) fn trading(mut self, [a, b]: [u32; 2], year: u16) -> Self {
        for _ in 0..4 {
            let place = |of: &Results, level: Option<u8>| {
                of.levels.iter().position(|of| Some(*of) == level).unwrap()
            };
            let (of_a, of_b) = (&self.results[&(a, year)], &self.results[&(b, year)]);
            let from = place(of_a, of_a.levels.iter().max().copied());
            let to = place(of_b, of_b.levels.iter().min().copied());
            let (high, low) = (of_a.levels[from], of_b.levels[to]);
            self.results.get_mut(&(a, year)).unwrap().levels[from] = low;
            self.results.get_mut(&(b, year)).unwrap().levels[to] = high;
        }
        self
    }

    /// Another municipality: every pupil has another level, and every school another wellbeing.
    pub(crate) fn shifted(mut self) -> Self {
        for of in self.results.values_mut() {
            of.levels.iter_mut().step_by(3).for_each(|level| *level = 7 - *level);
            of.wellbeing += 17;
        }
        self
    }

    fn schools(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.results.keys().map(|(school, _)| *school).collect();
        all.dedup();
        all
    }

    fn register(&self) -> String {
        let mut text = "HOVEDSKOLE_INST;INST_NR;INST_NAVN;INST_TYPE_NR;INST_TYPE_NAVN;KOMMUNE_NR;\
                        ADM_KOMMUNE_NAVN;BEL_KOMMUNE;EJER_KODE;EJERKODE_NAVN\n"
            .to_owned();
        for school in self.schools() {
            let kind =
                if SPECIAL.contains(&school) { "1015;Specialskoler" } else { "1012;Folkeskoler" };
            let letter = char::from(b'A' + u8::try_from(school % 90).unwrap() % 26);
            text += &format!(
                ";{school};{letter}kær Skole {};{kind};999;Eksempelby Kommune;999;2;Kommunale\n",
                school % 1_000
            );
        }
        text
    }

    fn roll(&self) -> String {
        let mut text = "skoleaar;institutionsnummer;klassetrin;elever\n".to_owned();
        for ((school, year), of) in &self.results {
            text += &format!("{year}/{};{school};4;{}\n", year + 1, of.levels.len());
        }
        text
    }

    fn rows(&self) -> String {
        let mut text = "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;theta_p1;sem_p1;\
                        theta_p2;sem_p2;theta_p3;sem_p3;niveau\n"
            .to_owned();
        let mut pupil = 0;
        for ((school, year), of) in &self.results {
            for level in &of.levels {
                pupil += 1;
                let theta = format!("{},{}000", i32::from(*level) - 4, level);
                text += &format!(
                    "9797{pupil:06};{school};{year}/{next};4;0104;{next}-03-05 09:10;obligatorisk;\
                     {theta};0,4000;{theta};0,4000;{theta};0,4000;{level}\n",
                    next = year + 1,
                );
            }
        }
        text
    }

    fn counts(&self) -> String {
        let mut text = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;niveau_1;\
                        niveau_2;niveau_3;niveau_4;niveau_5;niveau_6\n"
            .to_owned();
        for ((school, year), of) in &self.results {
            let all = of.levels.len();
            text += &format!("{year}/{};{school};laesning;4;{all};{all}", year + 1);
            for level in 1..=6 {
                let at: Vec<&u8> = of.levels.iter().filter(|of| **of == level).collect();
                text += &format!(";{}", at.len());
            }
            text += "\n";
        }
        text
    }

    fn wellbeing(&self) -> String {
        let mut text = "skoleaar;institutionsnummer;klassetrin;trivsel_generel;trivsel_social;\
                        trivsel_faglig;trivsel_stoette;trivsel_ro;antal_svar;elever\n"
            .to_owned();
        for ((school, year), of) in &self.results {
            let value = |more: u32| {
                let hundredths = of.wellbeing + more;
                format!("{},{:02}", hundredths / 100, hundredths % 100)
            };
            let values = [0, 21, 7, 32, 11].map(value).join(";");
            let pupils = of.levels.len();
            text += &format!("{year}/{};{school};;{values};{pupils};{pupils}\n", year + 1);
        }
        text
    }

    /// The files, as one entrance has them.
    pub(crate) fn sources(&self, entrance: Entrance) -> Memory {
        let tests = match entrance {
            Entrance::Rows => self.rows(),
            Entrance::Counts => self.counts(),
        };
        let files = [
            ("register.csv", self.register()),
            ("elevtal.csv", self.roll()),
            ("test.csv", tests),
            ("trivsel.csv", self.wellbeing()),
        ];
        Memory(files.map(|(name, text)| (name.to_owned(), text.into_bytes())).into())
    }
}

/// The plan that reads the files, a report on some of the years.
pub(crate) fn plan(years: &[u16]) -> Plan {
    let years: Vec<String> =
        years.iter().map(|year| format!("\"{year}/{}\"", year % 100 + 1)).collect();
    let mut text = format!(
        "[report]\ntitle = \"Prøve\"\ndate = 2019-10-31\nmunicipality = 999\nyears = [{}]\n",
        years.join(", ")
    );
    for (kind, file) in [
        ("school_register", "register.csv"),
        ("roll", "elevtal.csv"),
        ("national_test", "test.csv"),
        ("wellbeing", "trivsel.csv"),
    ] {
        text += &format!("\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]\n");
    }
    Plan::parse(&text, "plan.toml").unwrap()
}

/// Files in memory.
pub(crate) struct Memory(BTreeMap<String, Vec<u8>>);

impl Sources for Memory {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let bytes = self.0.get(path).ok_or(SourceError::Missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }
}
