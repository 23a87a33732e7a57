//! The register of institutions: which schools there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, Expected, FindingKind};
use kvalitet_core::{InstitutionNumber, MunicipalityNumber, SchoolKind};

use crate::cell;
use crate::folder::Sources;
use crate::table::{Fate, Request, Row, SourceSpec, TableFile, read_table};

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

    pub(crate) fn read(
        &mut self,
        sources: &dyn Sources,
        source: &Arc<str>,
        spec: &SourceSpec,
        request: &Request<'_>,
    ) -> TableFile {
        let mut rows: BTreeMap<InstitutionNumber, Vec<(u64, School)>> = BTreeMap::new();
        let mut file = read_table(sources, source, spec, request.catalogue, &mut |_, row| {
            let Some((number, school)) = school(row) else {
                return Fate::Quarantined;
            };
            let Some(school) = school else {
                return Fate::Excluded(ExclusionRule::OtherSchoolKind);
            };
            rows.entry(number).or_default().push((row.line, school));
            Fate::Pending
        });
        for (number, found) in rows {
            let known = self.schools.contains_key(&number);
            if let ([(_, school)], false) = (found.as_slice(), known) {
                match school.excluded(request.municipality) {
                    None => file.report.rows.used += 1,
                    Some(rule) => file.report.rows.exclude(rule, 1),
                }
                self.schools.insert(number, school.clone());
            } else {
                for (line, _) in found {
                    file.quarantine(line, Some("INST_NR"), &FindingKind::RowTwice);
                }
            }
        }
        file
    }
}

/// The number, and the school where it is of a kind the report is about.
fn school(row: &mut Row<'_>) -> Option<(InstitutionNumber, Option<School>)> {
    let number =
        row.value(0, Expected::InstitutionNumber, |text| InstitutionNumber::from_bytes(text).ok());
    let name = row.value(1, Expected::Utf8, name_of);
    let code = row.cell(2);
    row.value(2, Expected::WholeNumber, cell::whole_number);
    let municipality =
        row.optional(3, Expected::MunicipalityNumber, MunicipalityNumber::from_bytes);
    let municipality_name = row.optional(4, Expected::Utf8, name_of).unwrap_or_default();
    if !row.is_sound() {
        return None;
    }
    let (number, name, kind) = (number?, name?, SchoolKind::from_register_code(code));
    Some((number, kind.map(|kind| School { name, kind, municipality, municipality_name })))
}

/// A name on one line. Signs that no page may hold are no text.
fn name_of(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.chars().any(char::is_control)).then_some(name)
}
