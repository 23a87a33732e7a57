//! The register of institutions: which schools there are.

use std::collections::BTreeMap;

use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::{InstitutionNumber, MunicipalityNumber, SchoolKind};

use crate::form::Value;
use crate::layout::{Recognised, normalised};
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};
use crate::together::{Saying, Standing, standings};

/// A school of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its name. Names are not unique: join on the number alone.
    pub name: String,
    /// What kind of school it is.
    pub kind: SchoolKind,
    /// The municipality that runs it; `None` for a school that none runs.
    pub municipality: Option<MunicipalityNumber>,
    /// That municipality's name; empty where there is none.
    pub municipality_name: String,
    /// The main school that it is a branch of.
    pub main_school: Option<InstitutionNumber>,
}

impl School {
    /// Why the school is not part of a report on `municipality`, if it is not.
    fn excluded(&self, municipality: MunicipalityNumber) -> Option<ExclusionRule> {
        match self.municipality {
            Some(own) if own == municipality => None,
            Some(_) => Some(ExclusionRule::OtherMunicipality),
            None => Some(ExclusionRule::NotMunicipal),
        }
    }
}

/// Every school of the registers that were read, those of other municipalities too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    schools: BTreeMap<InstitutionNumber, School>,
    /// By main school.
    branches: BTreeMap<InstitutionNumber, Vec<InstitutionNumber>>,
}

impl Register {
    /// Every school, by number.
    pub const fn schools(&self) -> &BTreeMap<InstitutionNumber, School> {
        &self.schools
    }

    /// The schools of one municipality, by number.
    pub fn of_municipality(
        &self,
        municipality: MunicipalityNumber,
    ) -> impl Iterator<Item = (InstitutionNumber, &School)> {
        let all = self.schools.iter().map(|(number, school)| (*number, school));
        all.filter(move |(_, school)| school.municipality == Some(municipality))
    }

    /// Whether rows of this school count in the municipality's figures.
    pub(crate) fn fate(
        &self,
        number: InstitutionNumber,
        municipality: MunicipalityNumber,
    ) -> Result<&School, Result<ExclusionRule, FindingKind>> {
        let unknown = Err(FindingKind::UnknownSchool { school: number });
        let school = self.schools.get(&number).ok_or(unknown)?;
        match school.excluded(municipality) {
            None => Ok(school),
            Some(rule) => Err(Ok(rule)),
        }
    }

    /// Holds the rows of every file against each other.
    pub(crate) fn settle(
        files: &mut [TableFile],
        rows: Vec<RegisterRow>,
        municipality: MunicipalityNumber,
    ) -> Self {
        let held: Vec<_> =
            rows.iter().map(|row| (row.file, row.number, row.school.clone())).collect();
        let standings = standings(&held);
        let mut register = Self::default();
        for (row, standing) in rows.into_iter().zip(standings) {
            let Some(file) = files.get_mut(row.file) else { continue };
            match standing {
                Standing::Contradicted => {
                    file.quarantine(row.line, Some("INST_NR"), &FindingKind::RowTwice);
                }
                Standing::Again => file.say_again(row.line),
                Standing::Alone => {
                    match row.school.excluded(municipality) {
                        None => file.use_row(row.line),
                        Some(rule) => file.report.rows.exclude(rule, 1),
                    }
                    if let Some(main) = row.school.main_school.filter(|main| *main != row.number) {
                        register.branches.entry(main).or_default().push(row.number);
                    }
                    register.schools.insert(row.number, row.school);
                }
            }
        }
        register
    }

    /// The branches of a main school, by number.
    pub fn branches(&self, main: InstitutionNumber) -> &[InstitutionNumber] {
        self.branches.get(&main).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Saying for School {
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }
}

/// One row of a register, before it is held against the others.
pub(crate) struct RegisterRow {
    file: usize,
    number: InstitutionNumber,
    line: u64,
    school: School,
}

/// Reads a file of a register; `file` is its place among those of the kind.
pub(crate) fn read(reading: &Reading<'_>, file: usize) -> (TableFile, Vec<RegisterRow>) {
    let row = |columns: &mut Columns, row: &mut Row<'_>| {
        let Some((number, school)) = columns.school(row) else {
            return Fate::Quarantined;
        };
        let Some(school) = school else {
            return Fate::Excluded(ExclusionRule::OtherSchoolKind);
        };
        columns.rows.push((number, row.line, school));
        Fate::Pending
    };
    let (read, states) = read_table(reading, &Parser { begin: &Columns::new, row: &row });
    let rows = states.into_iter().flat_map(|columns| columns.rows);
    let rows = rows.map(|(number, line, school)| RegisterRow { file, number, line, school });
    (read, rows.collect())
}

const COLUMNS: [&str; 8] = [
    "INST_NR",
    "INST_NAVN",
    "INST_TYPE_NR",
    "INST_TYPE_NAVN",
    "KOMMUNE_NR",
    "ADM_KOMMUNE_NAVN",
    "BEL_KOMMUNE_NAVN",
    "HOVEDSKOLE_INST",
];

/// Where the columns of a register stand.
struct Columns {
    places: [Option<usize>; 8],
    /// Whether the register says who runs a school; otherwise where it lies stands for it.
    says_who_runs: bool,
    rows: Vec<(InstitutionNumber, u64, School)>,
}

impl Columns {
    fn new(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let has = |place: usize| recognised.places.get(place).copied().flatten().is_some();
        let places = COLUMNS.map(|name| layout.place(name));
        let says_who_runs = layout.place("KOMMUNE_NR").is_some_and(has);
        Self { places, says_who_runs, rows: Vec::new() }
    }

    /// The number, and the school where it is of a kind the report is about.
    fn school(&self, row: &mut Row<'_>) -> Option<(InstitutionNumber, Option<School>)> {
        let values = self.places.map(|place| row.read(place?));
        let [number, name, code, kind, runs, runs_name, lies_name, main] = values;
        let text = |value: Option<Value<'_>>| match value {
            Some(Value::Text(text)) => {
                String::from_utf8_lossy(text).split_whitespace().collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        let (municipality, municipality_name) = if self.says_who_runs {
            let number = match runs {
                Some(Value::Municipality(number)) => Some(number),
                _ => None,
            };
            (number, text(runs_name))
        } else {
            let name = text(lies_name);
            (MunicipalityNumber::from_name(&name), name)
        };
        let kind = match (code, kind) {
            (Some(Value::Whole(code)), _) => {
                SchoolKind::from_register_code(code.to_string().as_bytes())
            }
            (_, kind) => kind_of(&text(kind)),
        };
        let main_school = match main {
            Some(Value::School(main)) => Some(main),
            _ => None,
        };
        let Some(Value::School(number)) = number else { return None };
        let name = text(name);
        let school =
            kind.map(|kind| School { name, kind, municipality, municipality_name, main_school });
        row.is_sound().then_some((number, school))
    }
}

/// The kind of school by its name in the register.
fn kind_of(name: &str) -> Option<SchoolKind> {
    match normalised(name).as_str() {
        "folkeskoler" | "folkeskole" => Some(SchoolKind::Folkeskole),
        "specialskoler_for_boern" | "specialskole_for_boern" | "specialskoler" => {
            Some(SchoolKind::SpecialSchool)
        }
        _ => None,
    }
}
