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
use crate::run::{Fate, Request, Row, SourceSpec, TableFile, read_table};

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
    /// Puts the schools of another file of the same year beside these.
    pub(crate) fn merge(&mut self, other: Self) {
        self.year = other.year;
        self.schools.extend(other.schools);
    }

    pub(crate) fn read(
        sources: &dyn Sources,
        source: &Arc<str>,
        spec: &SourceSpec,
        request: &Request<'_>,
        register: &Register,
    ) -> (TableFile, Self) {
        let published: Vec<&Indicator> = request
            .catalogue
            .indicators()
            .iter()
            .filter(|indicator| matches!(indicator.statistic, Statistic::Published { .. }))
            .collect();
        let mut rows: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>> = BTreeMap::new();
        let mut file = read_table(sources, source, spec, request.catalogue, &mut |_, row| {
            school(row, &published).map_or_else(
                |fate| fate,
                |(number, mut school)| {
                    school.registered = register.schools().contains_key(&number);
                    rows.entry(number).or_default().push((row.line, school));
                    Fate::Pending
                },
            )
        });
        file.report.years.extend(spec.year);
        let schools = settle(&mut file, rows);
        let figures = Self { year: spec.year, schools };
        for (school, _) in register.of_municipality(request.municipality) {
            if !file.report.layout.is_empty() && !figures.schools.contains_key(&school) {
                file.note(None, None, FindingKind::NoRowForSchool { school });
            }
        }
        (file, figures)
    }
}

/// One row per school; the findings about schools.
fn settle(
    file: &mut TableFile,
    rows: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>>,
) -> BTreeMap<InstitutionNumber, KeyFigureRow> {
    let mut schools = BTreeMap::new();
    for (number, found) in rows {
        let [(line, school)] = found.as_slice() else {
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
        schools.insert(number, school.clone());
    }
    schools
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
    if value < *least || *most < value {
        row.problem(place, FindingKind::OutOfRange);
    }
    if *zero == ZeroMeaning::NotReported && value.units() == 0 {
        return Measured::NotReported;
    }
    Measured::Value(value, None)
}
