//! Whether a row is about the municipality and the years of the report.

use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::{InstitutionNumber, SchoolYear};

use crate::register::Register;
use crate::request::Request;
use crate::row::Row;
use crate::table::Fate;

/// What rows are held against.
#[derive(Clone, Copy)]
pub(crate) struct Belonging<'a> {
    pub(crate) request: &'a Request<'a>,
    pub(crate) register: &'a Register,
}

impl Belonging<'_> {
    /// Whether a row of `year` counts.
    pub(crate) fn asked_for(&self, year: SchoolYear) -> Result<(), Fate> {
        if self.request.years.contains(&year) {
            Ok(())
        } else {
            Err(Fate::Excluded(ExclusionRule::OtherYear))
        }
    }

    /// Whether a row of `school` and `year` counts; `column` is the school's.
    pub(crate) fn check(
        &self,
        row: &mut Row<'_>,
        school: (InstitutionNumber, usize),
        year: SchoolYear,
    ) -> Result<(), Fate> {
        self.asked_for(year)?;
        self.school(row, school)
    }

    /// Whether a row of `school` counts; `column` is the school's.
    pub(crate) fn school(
        &self,
        row: &mut Row<'_>,
        (school, column): (InstitutionNumber, usize),
    ) -> Result<(), Fate> {
        match self.register.fate(school, self.request.municipality) {
            Ok(_) => Ok(()),
            Err(Ok(rule)) => Err(Fate::Excluded(rule)),
            Err(Err(kind)) => {
                row.problem(column, kind);
                Err(Fate::Quarantined)
            }
        }
    }

    /// The year of a row: its own, or that of the whole source.
    pub(crate) fn year(row: &mut Row<'_>, column: Option<usize>) -> Result<SchoolYear, Fate> {
        match column.filter(|column| row.has(*column)) {
            Some(column) => row.year(column).ok_or(Fate::Quarantined),
            None => row.year_of_source().ok_or_else(|| {
                row.whole_row(FindingKind::NoYear);
                Fate::Quarantined
            }),
        }
    }
}
