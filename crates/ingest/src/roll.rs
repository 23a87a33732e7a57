//! The roll: how many pupils a school has on each grade.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, Expected, FindingKind};
use kvalitet_core::{Grade, InstitutionNumber, SchoolYear};

use crate::folder::Sources;
use crate::register::Register;
use crate::table::{Fate, Request, Row, SourceSpec, TableFile, read_table};

type Place = (InstitutionNumber, SchoolYear, Grade);

/// Pupils per school, year and grade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    pupils: BTreeMap<Place, u32>,
}

impl Roll {
    /// How many pupils there are, where it is known.
    pub(crate) fn pupils(&self, place: Place) -> Option<u32> {
        self.pupils.get(&place).copied()
    }

    /// Every place with its pupils.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Place, u32)> + '_ {
        self.pupils.iter().map(|(place, pupils)| (*place, *pupils))
    }

    pub(crate) fn read(
        &mut self,
        sources: &dyn Sources,
        (source, spec): (&Arc<str>, &SourceSpec),
        request: &Request<'_>,
        register: &Register,
    ) -> TableFile {
        let mut rows: BTreeMap<Place, Vec<(u64, u32)>> = BTreeMap::new();
        let mut file = read_table(sources, source, spec, request.catalogue, &mut |_, row| {
            let Some((place, pupils)) = place(row) else {
                return Fate::Quarantined;
            };
            if !request.years.contains(&place.1) {
                return Fate::Excluded(ExclusionRule::OtherYear);
            }
            match register.fate(place.0, request.municipality) {
                Ok(_) => rows.entry(place).or_default().push((row.line, pupils)),
                Err(Ok(rule)) => return Fate::Excluded(rule),
                Err(Err(kind)) => row.problem(1, kind),
            }
            Fate::Pending
        });
        for (place, found) in rows {
            let known = self.pupils.contains_key(&place);
            if let ([(_, pupils)], false) = (found.as_slice(), known) {
                file.report.rows.used += 1;
                file.report.years.insert(place.1);
                self.pupils.insert(place, *pupils);
            } else {
                for (line, _) in found {
                    file.quarantine(line, Some("institutionsnummer"), &FindingKind::RowTwice);
                }
            }
        }
        file
    }
}

fn place(row: &mut Row<'_>) -> Option<(Place, u32)> {
    let year = row.value(0, Expected::SchoolYear, |text| SchoolYear::from_bytes(text).ok());
    let school =
        row.value(1, Expected::InstitutionNumber, |text| InstitutionNumber::from_bytes(text).ok());
    let grade = row.value(2, Expected::Grade, |text| Grade::from_bytes(text).ok());
    let pupils = row.pupils(3);
    Some(((school?, year?, grade?), pupils?))
}
