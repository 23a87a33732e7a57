//! The register of institutions: which schools there are.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The numbers of the rows that are of another kind than the report is about.
    of_other_kinds: BTreeSet<InstitutionNumber>,
    /// Whether a file of it could not be used: then no number is known to be unknown.
    is_incomplete: bool,
}

impl Register {
    /// Every school, by number.
    pub const fn schools(&self) -> &BTreeMap<InstitutionNumber, School> {
        &self.schools
    }

    /// The municipalities that run its schools, by number.
    pub fn municipalities(&self) -> BTreeSet<MunicipalityNumber> {
        self.schools.values().filter_map(|school| school.municipality).collect()
    }

    /// The name of a municipality as the register says it: at the first of its schools, by number,
    /// that says one; `None` where none does.
    pub fn municipality_name(&self, municipality: MunicipalityNumber) -> Option<&str> {
        let names = self.of_municipality(municipality).map(|(_, school)| &school.municipality_name);
        names.map(String::as_str).find(|name| !name.is_empty())
    }

    /// The schools of one municipality, by number.
    pub fn of_municipality(
        &self,
        municipality: MunicipalityNumber,
    ) -> impl Iterator<Item = (InstitutionNumber, &School)> {
        let all = self.schools.iter().map(|(number, school)| (*number, school));
        all.filter(move |(_, school)| school.municipality == Some(municipality))
    }

    /// Whether an institution of this number is in it, of whatever kind.
    pub(crate) fn knows(&self, number: InstitutionNumber) -> bool {
        self.schools.contains_key(&number) || self.of_other_kinds.contains(&number)
    }

    /// Whether rows of this school count in the municipality's figures.
    pub(crate) fn fate(
        &self,
        number: InstitutionNumber,
        municipality: MunicipalityNumber,
    ) -> Result<&School, Result<ExclusionRule, FindingKind>> {
        let unknown = || {
            if self.of_other_kinds.contains(&number) {
                Ok(ExclusionRule::OtherSchoolKind)
            } else if self.is_incomplete {
                Ok(ExclusionRule::RegisterNotRead)
            } else {
                Err(FindingKind::UnknownSchool { school: number })
            }
        };
        let school = self.schools.get(&number).ok_or_else(unknown)?;
        match school.excluded(municipality) {
            None => Ok(school),
            Some(rule) => Err(Ok(rule)),
        }
    }

    /// Holds the rows of every file against each other.
    pub(crate) fn settle(
        files: &mut [TableFile],
        (rows, of_other_kinds): (Vec<RegisterRow>, BTreeSet<InstitutionNumber>),
        municipality: MunicipalityNumber,
    ) -> Self {
        let held: Vec<_> =
            rows.iter().map(|row| (row.file, row.number, row.school.clone())).collect();
        let standings = standings(&held);
        let is_incomplete = files.iter().any(|file| file.report.layout.is_empty());
        let mut register = Self { of_other_kinds, is_incomplete, ..Self::default() };
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
///
/// The numbers of the rows that are of another kind come back too.
pub(crate) fn read(
    reading: &Reading<'_>,
    file: usize,
) -> (TableFile, Vec<RegisterRow>, BTreeSet<InstitutionNumber>) {
    let row = |columns: &mut Columns, row: &mut Row<'_>| {
        let Some((number, school)) = columns.school(row) else {
            return Fate::Quarantined;
        };
        let Some(school) = school else {
            columns.of_other_kinds.insert(number);
            return Fate::Excluded(ExclusionRule::OtherSchoolKind);
        };
        columns.rows.push((number, row.line, school));
        Fate::Pending
    };
    let (read, states) =
        read_table(reading, &Parser { begin: &Columns::new, row: &row, plain: None, end: &|_| {} });
    let (mut rows, mut of_other_kinds) = (Vec::new(), BTreeSet::new());
    for columns in states {
        let own = columns.rows.into_iter();
        rows.extend(own.map(|(number, line, school)| RegisterRow { file, number, line, school }));
        of_other_kinds.extend(columns.of_other_kinds);
    }
    (read, rows, of_other_kinds)
}

const COLUMNS: [&str; 9] = [
    "INST_NR",
    "INST_NAVN",
    "INST_TYPE_NR",
    "INST_TYPE_NAVN",
    "KOMMUNE_NR",
    "ADM_KOMMUNE_NAVN",
    "BEL_KOMMUNE",
    "BEL_KOMMUNE_NAVN",
    "HOVEDSKOLE_INST",
];

/// Where the columns of a register stand.
struct Columns {
    places: [Option<usize>; 9],
    /// Whether the register says who runs a school; otherwise where it lies stands for it.
    says_who_runs: bool,
    /// Whether it says where a school lies by the municipality's number.
    says_where_by_number: bool,
    rows: Vec<(InstitutionNumber, u64, School)>,
    of_other_kinds: BTreeSet<InstitutionNumber>,
}

impl Columns {
    fn new(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let has = |place: usize| recognised.places.get(place).copied().flatten().is_some();
        let places = COLUMNS.map(|name| layout.place(name));
        let says_who_runs = layout.place("KOMMUNE_NR").is_some_and(has);
        let says_where_by_number = layout.place("BEL_KOMMUNE").is_some_and(has);
        let (rows, of_other_kinds) = (Vec::new(), BTreeSet::new());
        Self { places, says_who_runs, says_where_by_number, rows, of_other_kinds }
    }

    /// The number, and the school where it is of a kind the report is about.
    fn school(&self, row: &mut Row<'_>) -> Option<(InstitutionNumber, Option<School>)> {
        let values = self.places.map(|place| row.read(place?));
        let [number, name, code, kind, runs, runs_name, lies, lies_name, main] = values;
        let (municipality, municipality_name) = if self.says_who_runs {
            (number_of(runs), name_of(runs_name))
        } else if self.says_where_by_number {
            (number_of(lies), name_of(lies_name))
        } else {
            let name = text(lies_name);
            (MunicipalityNumber::from_name(&name), name)
        };
        let word = text(kind);
        let kind = match code {
            Some(Value::Whole(code)) => SchoolKind::from_register_code(code.to_string().as_bytes()),
            _ => kind_of(&word),
        };
        let is_own = municipality == Some(row.pass.request.municipality);
        let says_code = matches!(code, Some(Value::Whole(_)));
        if let (None, Some(column)) = (kind, self.places.get(KIND).copied().flatten())
            && is_own
            && !says_code
            && !is_other_kind(&word)
        {
            row.note(column, FindingKind::UnknownSchoolKind);
        }
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

/// The place of the name of the kind of school among [`COLUMNS`].
const KIND: usize = 3;

/// A text of a cell, with one space where it has more.
fn text(value: Option<Value<'_>>) -> String {
    match value {
        Some(Value::Text(text)) => {
            String::from_utf8_lossy(text).split_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

/// A municipality's name; a number in its place is none.
fn name_of(value: Option<Value<'_>>) -> String {
    let name = text(value);
    if name.chars().any(char::is_alphabetic) { name } else { String::new() }
}

const fn number_of(value: Option<Value<'_>>) -> Option<MunicipalityNumber> {
    match value {
        Some(Value::Municipality(number)) => Some(number),
        _ => None,
    }
}

/// The kind of school by its name in the register.
fn kind_of(name: &str) -> Option<SchoolKind> {
    match normalised(name).as_str() {
        "folkeskoler" | "folkeskole" => Some(SchoolKind::Folkeskole),
        "specialskoler_for_boern" | "specialskole_for_boern" | "specialskoler" | "specialskole" => {
            Some(SchoolKind::SpecialSchool)
        }
        _ => None,
    }
}

/// Parts of the names of institutions that a report is not about, normalised.
const OTHER_KINDS: [&str; 26] = [
    "akademi",
    "behandling",
    "boernehave",
    "eftersk",
    "erhverv",
    "fgu",
    "friskole",
    "grunduddannelse",
    "gymnasi",
    "haandarbejd",
    "hf",
    "hoejskole",
    "hospital",
    "international",
    "landbrug",
    "musik",
    "opholdssted",
    "privat",
    "produktion",
    "social_og_sundhed",
    "specialundervisning",
    "sprog",
    "ungdom",
    "universitet",
    "voksen",
    "voksne",
];

/// Whether a word names a kind of institution that is known to be none of the report's. An empty cell
/// names none either.
fn is_other_kind(word: &str) -> bool {
    let word = normalised(word);
    let parts = || word.split('_');
    OTHER_KINDS.iter().any(|part| match *part {
        // Short ones only as whole words.
        "hf" | "fgu" => parts().any(|of| of == *part),
        part => word.contains(part),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_name_and_others_by_what_they_are() {
        for name in ["Folkeskoler", "folkeskole", "Specialskoler for børn", "Specialskoler"] {
            assert!(kind_of(name).is_some() && !is_other_kind(name), "{name}");
        }
        let others = [
            "Friskoler og private grundskoler",
            "Efterskoler",
            "Ungdomsskoler og ungdomskostskoler",
            "Kommunale internationale grundskoler",
            "Dagbehandlingstilbud og behandlingshjem",
            "Specialskoler for voksne",
            "HF og VUC",
            "Gymnasier",
        ];
        for name in others {
            assert!(kind_of(name).is_none() && is_other_kind(name), "{name}");
        }
        for name in ["", "Folkeskolerne", "Alm. skole", "Specialskole"] {
            let known = kind_of(name).is_some();
            assert!(!is_other_kind(name) && known == (name == "Specialskole"), "{name}");
        }
    }
}
