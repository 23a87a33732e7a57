//! Published key figures: one row per school, one column per measure.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::catalogue::{Indicator, Statistic, ZeroMeaning};
use kvalitet_core::finding::{ExclusionRule, Expected, FindingKind};
use kvalitet_core::{Decimal, IndicatorId, InstitutionNumber, PublishedVerdict, SchoolYear};

use crate::cell;
use crate::folder::Sources;
use crate::layout::{KEY_FIGURE_HEAD, SOCREF_DIFFERENCE};
use crate::register::Register;
use crate::table::{Fate, Request, Row, SourceSpec, TableFile, read_table};

/// What a source says of one measure of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A value, with the publisher's verdict where it gives one.
    Value(Decimal, Option<PublishedVerdict>),
    /// An empty cell.
    Empty,
    /// A zero that means nothing was reported.
    NotReported,
}

/// One folkeskole of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigureRow {
    /// Whether it is in a register that was read.
    pub registered: bool,
    /// Every measure that the source has a column for.
    pub measures: BTreeMap<IndicatorId, Measured>,
}

/// The folkeskoler of one school year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFigures {
    /// The school year the plan gives.
    pub year: Option<SchoolYear>,
    /// By number.
    pub schools: BTreeMap<InstitutionNumber, KeyFigureRow>,
}

impl KeyFigures {
    /// Reads a file and puts its schools beside those of earlier files of the same year.
    pub(crate) fn read(
        &mut self,
        sources: &dyn Sources,
        (source, spec): (&Arc<str>, &SourceSpec),
        request: &Request<'_>,
        register: &Register,
    ) -> TableFile {
        let published: Vec<&Indicator> = request
            .catalogue
            .indicators()
            .iter()
            .filter(|indicator| matches!(indicator.statistic, Statistic::Published { .. }))
            .collect();
        self.year = spec.year;
        let asked_for = spec.year.is_some_and(|year| request.years.contains(&year));
        let mut rows: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>> = BTreeMap::new();
        let mut file =
            read_table(sources, source, spec, request.catalogue, &mut |_, row| match school(
                row, &published,
            ) {
                Err(fate) => fate,
                Ok(_) if !asked_for => Fate::Excluded(ExclusionRule::OtherYear),
                Ok((number, mut school)) => {
                    school.registered = register.schools().contains_key(&number);
                    rows.entry(number).or_default().push((row.line, school));
                    Fate::Pending
                }
            });
        self.settle(&mut file, rows);
        file
    }

    /// Says which of the municipality's schools are in no file of the year: at the last of them,
    /// once. Where a file could not be read, nothing is known of the schools it should have had.
    pub(crate) fn note_missing(
        &self,
        files: &mut [&mut TableFile],
        request: &Request<'_>,
        register: &Register,
    ) {
        let asked_for = self.year.is_some_and(|year| request.years.contains(&year));
        if !asked_for || files.iter().any(|file| file.report.layout.is_empty()) {
            return;
        }
        let Some(last) = files.last_mut() else { return };
        for (school, _) in register.of_municipality(request.municipality) {
            if !self.schools.contains_key(&school) {
                last.note(None, None, FindingKind::NoRowForSchool { school });
            }
        }
    }

    /// One row per school; the findings about schools.
    fn settle(
        &mut self,
        file: &mut TableFile,
        rows: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>>,
    ) {
        for (number, found) in rows {
            let known = self.schools.contains_key(&number);
            let ([(line, school)], false) = (found.as_slice(), known) else {
                for (line, _) in found {
                    file.quarantine(line, Some("institutionsnummer"), &FindingKind::RowTwice);
                }
                continue;
            };
            file.report.rows.used += 1;
            if !school.registered {
                file.note(Some(*line), None, FindingKind::NotInRegister { school: number });
            }
            if school.measures.values().any(|measured| *measured == Measured::NotReported) {
                file.note(Some(*line), None, FindingKind::ReportingGap { school: number });
            }
            self.schools.insert(number, school.clone());
        }
    }
}

fn school(
    row: &mut Row<'_>,
    published: &[&Indicator],
) -> Result<(InstitutionNumber, KeyFigureRow), Fate> {
    let number =
        row.value(0, Expected::InstitutionNumber, |text| InstitutionNumber::from_bytes(text).ok());
    let kind = row.value(2, Expected::SchoolKind, |text| match text {
        [kind @ (b'f' | b'p' | b'e' | b'u')] => Some(*kind),
        _ => None,
    });
    let verdict_place = KEY_FIGURE_HEAD + published.len();
    let verdict =
        row.optional(verdict_place, Expected::Verdict, |text| {
            match std::str::from_utf8(text).ok()? {
                "Over niveau" => Some(PublishedVerdict::Above),
                "På niveau" => Some(PublishedVerdict::Level),
                "Under niveau" => Some(PublishedVerdict::Below),
                _ => None,
            }
        });
    let mut measures = BTreeMap::new();
    for (place, indicator) in published.iter().enumerate() {
        let measured = measure(row, KEY_FIGURE_HEAD + place, indicator);
        let measured = match (measured, &indicator.statistic) {
            (Measured::Value(value, None), Statistic::Published { column, .. })
                if column == SOCREF_DIFFERENCE =>
            {
                Measured::Value(value, verdict)
            }
            _ => measured,
        };
        measures.insert(indicator.id.clone(), measured);
    }
    if !row.is_sound() {
        return Err(Fate::Quarantined);
    }
    let number = number.ok_or(Fate::Quarantined)?;
    if kind != Some(b'f') {
        return Err(Fate::Excluded(ExclusionRule::OtherSchoolKind));
    }
    Ok((number, KeyFigureRow { registered: false, measures }))
}

fn measure(row: &mut Row<'_>, place: usize, indicator: &Indicator) -> Measured {
    let value = row.optional(place, Expected::DecimalComma, cell::decimal_comma);
    let Statistic::Published { range: (least, most), zero, .. } = &indicator.statistic else {
        return Measured::Empty;
    };
    let Some(value) = value else {
        return Measured::Empty;
    };
    if value.compare(*least).is_lt() || value.compare(*most).is_gt() {
        row.problem(place, FindingKind::OutOfRange);
    }
    if *zero == ZeroMeaning::NotReported && value.units() == 0 {
        return Measured::NotReported;
    }
    Measured::Value(value, None)
}
