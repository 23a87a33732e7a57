//! Published key figures: one row per school, one column per measure.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::{Decimal, IndicatorId, InstitutionNumber, PublishedVerdict, SchoolYear};

use crate::belonging::Belonging;
use crate::cell::NonValue;
use crate::figures::check_row;
use crate::form::{Form, Value};
use crate::layout::{Measure, Recognised};
use crate::register::Register;
use crate::request::Request;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};

/// What a source says of one measure of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A value, with the publisher's verdict where it gives one.
    Value(Decimal, Option<PublishedVerdict>),
    /// An empty cell.
    Empty,
    /// A zero that means nothing was reported, or a mark that says so.
    NotReported,
    /// A mark that says that the value is held back.
    Withheld,
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
    /// Puts the schools of a file beside those of earlier files of the same year.
    fn add(&mut self, file: &mut TableFile, rows: Vec<(u64, InstitutionNumber, KeyFigureRow)>) {
        let mut schools: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>> = BTreeMap::new();
        for (line, number, row) in rows {
            schools.entry(number).or_default().push((line, row));
        }
        self.settle(file, schools);
    }

    /// Says which of the municipality's schools are in no file of the year: at the last of them,
    /// once. Where a file could not be read, nothing is known of the schools it should have had.
    pub(crate) fn note_missing(
        &self,
        files: &mut [&mut TableFile],
        request: &Request<'_>,
        register: &Register,
    ) {
        let Some(year) = self.year.filter(|year| request.years.contains(year)) else { return };
        if files.iter().any(|file| file.report.layout.is_empty()) {
            return;
        }
        let Some(last) = files.last_mut() else { return };
        for (school, _) in register.of_municipality(request.municipality) {
            if !self.schools.contains_key(&school) {
                last.note(None, None, FindingKind::NoRowForSchool { school, year });
            }
        }
    }

    /// One row per school; the findings about schools. What an earlier file says of a measure stands,
    /// and a file that says something else is told of.
    fn settle(
        &mut self,
        file: &mut TableFile,
        rows: BTreeMap<InstitutionNumber, Vec<(u64, KeyFigureRow)>>,
    ) {
        for (number, found) in rows {
            let [(line, school)] = found.as_slice() else {
                for (line, _) in found {
                    file.quarantine(line, Some("institutionsnummer"), &FindingKind::RowTwice);
                    file.lost.extend(self.year.map(|year| (number, year, None)));
                }
                continue;
            };
            file.use_row(*line);
            file.report.years.extend(self.year);
            if !school.registered {
                file.note(Some(*line), None, FindingKind::NotInRegister { school: number });
            }
            if school.measures.values().any(|measured| *measured == Measured::NotReported) {
                file.note(Some(*line), None, FindingKind::ReportingGap { school: number });
            }
            let known = self.schools.entry(number).or_insert_with(|| KeyFigureRow {
                registered: school.registered,
                measures: BTreeMap::new(),
            });
            for (indicator, measured) in &school.measures {
                let before = known.measures.entry(indicator.clone()).or_insert(*measured);
                if before.takes(*measured) {
                    let kind = FindingKind::OtherFileDiffers { school: number };
                    file.note(Some(*line), Some(&indicator.to_string()), kind);
                }
            }
        }
    }
}

impl Measured {
    /// Takes from a later file what is not said yet, a value or its verdict; returns whether the two
    /// say different things. The first stands.
    fn takes(&mut self, later: Self) -> bool {
        match (&mut *self, later) {
            (Self::Value(first, verdict), Self::Value(other, its)) => {
                let differ = first.compare(other).is_ne();
                let verdicts = verdict.is_some() && its.is_some() && *verdict != its;
                if !differ {
                    *verdict = verdict.or(its);
                }
                differ || verdicts
            }
            (Self::Empty, _) => {
                *self = later;
                false
            }
            (Self::NotReported | Self::Withheld, Self::Value(..)) => {
                *self = later;
                true
            }
            (_, _) => false,
        }
    }
}

/// Reads a file of key figures into the school years that it has.
pub(crate) fn read(
    years: &mut BTreeMap<SchoolYear, KeyFigures>,
    reading: &Reading<'_>,
    belonging: Belonging<'_>,
) -> (TableFile, BTreeSet<SchoolYear>) {
    let catalogue = reading.request.catalogue.indicators();
    let begin = |recognised: &Recognised| Columns::new(recognised, catalogue);
    let row = |columns: &mut Columns<'_>, row: &mut Row<'_>| {
        columns.take(row, belonging).map_or_else(|fate| fate, |()| Fate::Pending)
    };
    let (mut file, states) =
        read_table(reading, &Parser { begin: &begin, row: &row, plain: None, end: &|_| {} });
    let mut of_years: BTreeMap<SchoolYear, Vec<_>> = BTreeMap::new();
    for (year, found) in states.into_iter().flat_map(|columns| columns.rows) {
        of_years.entry(year).or_default().push(found);
    }
    let found = of_years.keys().copied().collect();
    if let Some(year) = reading.spec.year {
        // A file without a row is of its year all the same: every school is missing in it.
        years.entry(year).or_default().year = Some(year);
    }
    for (year, rows) in of_years {
        let figures = years.entry(year).or_default();
        figures.year = Some(year);
        figures.add(&mut file, rows);
    }
    (file, found)
}

/// Where the columns of key figures stand.
struct Columns<'c> {
    school: usize,
    kind: Option<usize>,
    year: Option<usize>,
    /// Each measure that has an indicator: its place in the layout.
    measures: Vec<(usize, &'c Indicator)>,
    rows: Vec<(SchoolYear, (u64, InstitutionNumber, KeyFigureRow))>,
}

impl<'c> Columns<'c> {
    fn new(recognised: &Recognised, catalogue: &'c [Indicator]) -> Self {
        let layout = &recognised.layout;
        let of_form = |form| layout.columns.iter().position(|column| column.form == form);
        let measure = |indicator: &'c Indicator| {
            // A key figure is about nothing but its school.
            let whole = indicator.observed.takes(&std::iter::empty());
            let [only] = indicator.observed.measures.as_slice() else { return None };
            let at = layout.measures.iter().position(|measure| *measure.id == **only)?;
            whole.then_some((at, indicator))
        };
        Self {
            school: of_form(Form::InstitutionNumber).unwrap_or(usize::MAX),
            kind: layout.place("type"),
            year: of_form(Form::SchoolYear),
            measures: catalogue.iter().filter_map(measure).collect(),
            rows: Vec::new(),
        }
    }

    fn take(&mut self, row: &mut Row<'_>, belonging: Belonging<'_>) -> Result<(), Fate> {
        let layout = row.layout();
        let values = row.read_all();
        let mut measures = BTreeMap::new();
        for (measure, indicator) in &self.measures {
            let Some(measure) = layout.measures.get(*measure) else { continue };
            if let Some(found) = measured(measure, &values) {
                measures.insert(indicator.id.clone(), found);
            }
        }
        check_row(layout, &values, row);
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let value = |at: usize| values.get(at).copied().flatten();
        if let Some(kind) = self.kind.filter(|kind| row.has(*kind))
            && value(kind) != Some(Value::Choice(FOLKESKOLE))
        {
            return Err(Fate::Excluded(ExclusionRule::OtherSchoolKind));
        }
        let year = Belonging::year(row, self.year)?;
        if !belonging.request.years.contains(&year) {
            return Err(Fate::Excluded(ExclusionRule::OtherYear));
        }
        let Some(Value::School(number)) = value(self.school) else {
            return Err(Fate::Quarantined);
        };
        let registered = belonging.register.schools().contains_key(&number);
        let found = KeyFigureRow { registered, measures };
        self.rows.push((year, (row.line, number, found)));
        Ok(())
    }
}

/// The place of `f` among the kinds of school.
const FOLKESKOLE: u8 = 0;

/// What a row says of an indicator; `None` where the source has no column for it.
fn measured(measure: &Measure, values: &[Option<Value<'_>>]) -> Option<Measured> {
    let place = measure.value?;
    let value = |at: usize| values.get(at).copied().flatten();
    let Some(number) = value(place)?.number() else {
        return Some(match value(place)? {
            Value::Absent(NonValue::Withheld) => Measured::Withheld,
            Value::Absent(NonValue::NotReported) => Measured::NotReported,
            _ => Measured::Empty,
        });
    };
    if measure.zero_is_not_reported && number.units() == 0 {
        return Some(Measured::NotReported);
    }
    let verdict = match measure.verdict.and_then(value) {
        Some(Value::Choice(0)) => Some(PublishedVerdict::Below),
        Some(Value::Choice(1)) => Some(PublishedVerdict::Level),
        Some(Value::Choice(_)) => Some(PublishedVerdict::Above),
        _ => None,
    };
    Some(Measured::Value(number, verdict))
}
