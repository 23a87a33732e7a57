//! One file read as a table: a header that fits a layout, then row by row.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::{ExclusionRule, Expected, Finding, FindingKind};
use kvalitet_core::{MunicipalityNumber, Reconciliation, SchoolYear};
use rayon::prelude::*;

use crate::cell::{self, DecimalMark};
use crate::corrections::{Applied, CorrectedCells, Corrections, FileCorrections};
use crate::folder::Sources;
use crate::form::{CellError, Form, Value};
use crate::layout::{Column, Layout, Recognised, SourceKind, layouts, normalised};
use crate::open::{Body, FlatRow, Opened, Opening, encoding_note, reading};
use crate::pseudonym::{CprSuspicion, Pseudonymiser};
use crate::pupil::PupilId;
use crate::quarantine::QuarantinedRow;
use crate::records::{Cells, Part, Parts, Records, Shape};

/// More pupils than any grade of a school has.
const MOST_PUPILS: u32 = 9_999;

/// One source of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSpec {
    /// What it is about.
    pub kind: SourceKind,
    /// File names and patterns, relative to the data folder.
    pub files: Vec<String>,
    /// For a column's name in the layout, its name in the files.
    pub columns: BTreeMap<String, String>,
    /// The school year of a source that does not say it itself.
    pub year: Option<SchoolYear>,
    /// How it writes numbers.
    pub decimal: DecimalMark,
    /// What a year alone (`2019`) means in it; refused where nothing is said.
    pub single_year: Option<SingleYear>,
    /// The layout of a table whose schema stands in the plan.
    pub local: Option<Arc<Layout>>,
}

/// Which school year a calendar year alone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SingleYear {
    /// The one that begins in it.
    Begins,
    /// The one that ends in it.
    Ends,
}

/// What to read, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The sources.
    pub specs: &'a [SourceSpec],
    /// The school years of the report.
    pub years: &'a BTreeSet<SchoolYear>,
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// What pupils' ids become; without it a column of civil registration numbers is refused.
    pub pseudonyms: Option<&'a Pseudonymiser>,
    /// Whether rows in quarantine are kept as they stand, for a file that the user asked for.
    pub keep_originals: bool,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReport {
    /// Its path relative to the data folder.
    pub source: Arc<str>,
    /// What it is about.
    pub kind: SourceKind,
    /// The layout it was recognised as; empty where it was not.
    pub layout: Arc<str>,
    /// SHA-256 of its bytes, in hex; empty where it could not be read.
    pub digest: String,
    /// Whether a row is a person.
    pub rows_are_persons: bool,
    /// The school years of the rows that are used; empty where rows have none.
    pub years: BTreeSet<SchoolYear>,
    /// Where its rows went.
    pub rows: Reconciliation,
}

impl SourceReport {
    /// The table that its rows go into, as definitions name it; `None` for a source that others are
    /// read with and that no figure is made of.
    ///
    /// It is the kind, except that results of national tests that are kept apart from the levels of
    /// pupils have the name of their layout.
    pub fn table(&self) -> Option<&str> {
        match self.kind {
            SourceKind::Corrections
            | SourceKind::SchoolRegister
            | SourceKind::Succession
            | SourceKind::Roll => None,
            SourceKind::NationalTest if !RESOLVED.contains(&self.layout.as_ref()) => {
                Some(&self.layout)
            }
            kind => Some(kind.id()),
        }
    }
}

/// The layouts of national tests that are resolved into one table.
pub(crate) const RESOLVED: [&str; 3] = ["elevraekker", "elevraekker_point", "aggregater"];

/// What a parser says of one row.
#[derive(Clone, Copy)]
pub(crate) enum Fate {
    /// It is right and not counted.
    Excluded(ExclusionRule),
    /// It is wrong; the row's problems say how.
    Quarantined,
    /// It is kept until every row of the kind is read.
    Pending,
}

/// A problem of a row: the column's place in the layout, where it is about one, and what it is.
type Problem = (Option<usize>, FindingKind);

/// What every row of a file is read with.
pub(crate) struct Pass<'a> {
    pub(crate) recognised: &'a Recognised,
    source: &'a Arc<str>,
    spec: &'a SourceSpec,
    request: &'a Request<'a>,
    corrections: &'a FileCorrections,
    /// The columns whose cells are looked at for civil registration numbers, by place in the file.
    watched: Vec<usize>,
}

/// One row, for a parser.
pub(crate) struct Row<'a> {
    cells: Cells<'a>,
    pass: &'a Pass<'a>,
    corrected: Option<&'a CorrectedCells>,
    /// The corrections whose cells were asked for.
    asked_for: RefCell<BTreeSet<usize>>,
    problems: &'a mut Vec<Problem>,
    /// Findings that do not keep the row from being used.
    notes: &'a mut Vec<Problem>,
    /// The line it begins on.
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// The layout.
    pub(crate) fn layout(&self) -> &'a Layout {
        &self.pass.recognised.layout
    }

    /// The cell of the layout's column at `place`; empty where the source lacks it.
    pub(crate) fn cell(&self, place: usize) -> &'a [u8] {
        if let Some((correction, value)) = self.corrected.and_then(|cells| cells.get(&place)) {
            self.asked_for.borrow_mut().insert(*correction);
            return value.as_bytes();
        }
        let column = self.pass.recognised.places.get(place).copied().flatten();
        column.map_or(&[], |column| self.cells.get(column))
    }

    /// Whether the source has the layout's column at `place`.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.pass.recognised.places.get(place).copied().flatten().is_some()
    }

    /// The value of a cell that must have one.
    pub(crate) fn value<T>(
        &mut self,
        place: usize,
        expected: Expected,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(place);
        if text.is_empty() {
            self.problem(place, FindingKind::EmptyCell { expected });
            return None;
        }
        self.optional(place, expected, read)
    }

    /// The value of a cell that may be empty.
    pub(crate) fn optional<T>(
        &mut self,
        place: usize,
        expected: Expected,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(place);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            let length = String::from_utf8_lossy(text).chars().count();
            self.problem(place, FindingKind::WrongForm { expected, length });
        }
        value
    }

    /// The value of the layout's column at `place`, by its form. An empty cell of a required column
    /// is a problem.
    pub(crate) fn read(&mut self, place: usize) -> Option<Value<'a>> {
        let column = self.layout().columns.get(place)?;
        self.read_as(place, column)
    }

    /// The value of a cell, by the form of a column.
    fn read_as(&mut self, place: usize, column: &Column) -> Option<Value<'a>> {
        let text = self.cell(place);
        match column.read(text, self.pass.spec.decimal) {
            Ok(Value::Absent(_)) if text.is_empty() && !column.may_be_empty => {
                self.problem(place, FindingKind::EmptyCell { expected: column.form.expected() });
                None
            }
            Ok(value) => Some(value),
            Err(CellError(kind)) => self.mended(place, column.form, text).or_else(|| {
                self.problem(place, kind);
                None
            }),
        }
    }

    /// Looks at a cell that is only checked; as [`Row::read`], and quicker for a plain number.
    pub(crate) fn check(&mut self, place: usize) {
        let text = self.cell(place);
        let column = self.layout().columns.get(place);
        let is_plain = column.is_some_and(|column| {
            let empty = text.is_empty() && column.may_be_empty;
            let number = column.form == Form::Decimal && column.range.is_none();
            empty || (number && cell::is_decimal(text, self.pass.spec.decimal))
        });
        if !is_plain {
            self.read(place);
        }
    }

    /// The value of each column of the layout; `None` where the source lacks the column, and where
    /// something is wrong.
    pub(crate) fn read_all(&mut self) -> Vec<Option<Value<'a>>> {
        let layout = self.layout();
        let named = self.named_value();
        let read = |(at, column): (usize, &Column)| match named {
            _ if !self.has(at) => None,
            Some((value, of_measure)) if value == at => self.read_as(at, of_measure),
            _ => self.read_as(at, column),
        };
        layout.columns.iter().enumerate().map(read).collect()
    }

    /// In a long form, where the value stands, and the column that holds the values of the row's
    /// measure in the wide form: each measure has its own range.
    fn named_value(&self) -> Option<(usize, &'a Column)> {
        let layout = self.layout();
        let long = layout.long.as_ref()?;
        let naming = layout.columns.get(long.measure)?;
        let named = naming.read(self.cell(long.measure), self.pass.spec.decimal);
        let Ok(Value::Choice(measure)) = named else { return None };
        let measure = usize::from(measure);
        let column = long.values.get(measure)?.as_ref()?;
        Some((layout.measures.get(measure)?.value?, column))
    }

    /// What a cell means whose form a spreadsheet or the source's own habit has changed.
    fn mended(&mut self, place: usize, form: Form, text: &'a [u8]) -> Option<Value<'a>> {
        let restored = match form {
            Form::SchoolYear => return self.single_year(text).map(Value::Year),
            Form::Mark => kvalitet_core::Mark::without_zero(text).map(Value::Mark)?,
            _ => return None,
        };
        self.note(place, FindingKind::ZeroRestored);
        Some(restored)
    }

    /// A school year, or a calendar year where the plan says which school year it means. Where the
    /// row says none, it is that of the source.
    pub(crate) fn year(&mut self, place: usize) -> Option<SchoolYear> {
        match (self.read(place)?, self.year_of_source()) {
            (Value::Year(year), plan) => {
                if let Some(plan) = plan.filter(|plan| *plan != year) {
                    self.note(place, FindingKind::OtherYearThanPlan { year, plan });
                }
                Some(year)
            }
            (_, None) => {
                self.problem(place, FindingKind::NoYear);
                None
            }
            (_, plan) => plan,
        }
    }

    fn single_year(&self, text: &[u8]) -> Option<SchoolYear> {
        let year = u16::try_from(cell::whole_number(text)?).ok()?;
        match self.pass.spec.single_year? {
            SingleYear::Begins => SchoolYear::starting(year),
            SingleYear::Ends => SchoolYear::starting(year.checked_sub(1)?),
        }
    }

    /// A pupil's id.
    pub(crate) fn pupil(&mut self, place: usize) -> Option<PupilId> {
        let text = self.cell(place);
        if text.is_empty() {
            self.problem(place, FindingKind::EmptyCell { expected: Expected::PupilId });
            return None;
        }
        let pseudonyms = self.pass.request.pseudonyms;
        if pseudonyms.is_some() && text.len() == 9 {
            let lost = crate::pseudonym::reads_as_cpr(text);
            if lost.is_some_and(|number| number.restored_zero()) {
                self.note(place, FindingKind::ZeroRestored);
            }
        }
        Some(PupilId::new(text, pseudonyms))
    }

    /// A number of pupils of one grade of a school. More than any grade has is no count: it would
    /// be printed as one, and may be somebody's number.
    pub(crate) fn pupils(&mut self, place: usize) -> Option<u32> {
        match self.read(place)? {
            Value::Whole(pupils) if pupils <= MOST_PUPILS => Some(pupils),
            Value::Whole(_) => {
                self.problem(place, FindingKind::OutOfRange);
                None
            }
            _ => {
                // A value that is held back is none, but the cell is not empty.
                let (expected, text) = (Expected::WholeNumber, self.cell(place));
                let length = String::from_utf8_lossy(text).chars().count();
                self.problem(
                    place,
                    match length {
                        0 => FindingKind::EmptyCell { expected },
                        length => FindingKind::WrongForm { expected, length },
                    },
                );
                None
            }
        }
    }

    /// The cells as they stand in the source, whatever a correction says.
    pub(crate) fn as_it_stands(&self) -> Vec<String> {
        self.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    /// The school year that the plan gives the whole source.
    pub(crate) fn year_of_source(&self) -> Option<SchoolYear> {
        self.pass.spec.year
    }

    /// The source.
    pub(crate) fn source(&self) -> Arc<str> {
        Arc::clone(self.pass.source)
    }

    /// Says that the row as a whole is wrong.
    pub(crate) fn whole_row(&mut self, kind: FindingKind) {
        self.problems.push((None, kind));
    }

    /// Says that a cell is wrong, once.
    pub(crate) fn problem(&mut self, place: usize, kind: FindingKind) {
        let problem = (Some(place), kind);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Says something of a cell that is used all the same.
    pub(crate) fn note(&mut self, place: usize, kind: FindingKind) {
        self.notes.push((Some(place), kind));
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    fn is_unclosed(&self) -> bool {
        matches!(self.problems.first(), Some((_, FindingKind::UnclosedQuote { .. })))
    }

    /// Whether its cells stand under their columns: in a ragged row each may stand under another's
    /// name.
    fn is_cut_right(&self) -> bool {
        let cut_wrong = |(_, kind): &Problem| {
            matches!(kind, FindingKind::Ragged { .. } | FindingKind::UnclosedQuote { .. })
        };
        !self.problems.iter().any(cut_wrong)
    }

    /// Whether a cell is the name of a column.
    fn names(&self, column: &Column, cell: &[u8]) -> bool {
        let text = normalised(&String::from_utf8_lossy(cell));
        let mapped = self.pass.spec.columns.get(column.name.as_ref());
        column.names.contains(&text) || mapped.is_some_and(|name| normalised(name) == text)
    }
}

/// One file as it was read.
pub(crate) struct TableFile {
    pub(crate) report: SourceReport,
    pub(crate) findings: Vec<Finding>,
    pub(crate) quarantine: Vec<QuarantinedRow>,
    /// The lines that a correction made right.
    pub(crate) corrected: BTreeSet<u64>,
    /// What became of its corrections.
    pub(crate) corrections: Applied,
    /// The columns of the layout that the header has under the names of the plan.
    pub(crate) mapped: BTreeSet<String>,
}

impl TableFile {
    pub(crate) fn new(source: &Arc<str>, kind: SourceKind) -> Self {
        Self {
            report: SourceReport {
                source: Arc::clone(source),
                kind,
                layout: Arc::from(""),
                digest: String::new(),
                rows_are_persons: false,
                years: BTreeSet::new(),
                rows: Reconciliation::default(),
            },
            findings: Vec::new(),
            quarantine: Vec::new(),
            corrected: BTreeSet::new(),
            corrections: Applied::default(),
            mapped: BTreeSet::new(),
        }
    }

    pub(crate) fn stopped(mut self, kind: FindingKind) -> Self {
        self.findings.push(Finding::at(Arc::clone(&self.report.source), kind));
        self
    }

    /// The lines that a correction changed.
    pub(crate) const fn corrected_lines(&self) -> &BTreeSet<u64> {
        &self.corrected
    }

    /// Counts a row that the figures rest on.
    pub(crate) fn use_row(&mut self, line: u64) {
        if self.corrected.contains(&line) {
            self.report.rows.corrected += 1;
        } else {
            self.report.rows.used += 1;
        }
    }

    /// Leaves a row out that another says too.
    pub(crate) fn say_again(&mut self, line: u64) {
        self.report.rows.exclude(ExclusionRule::SameRowTwice, 1);
        self.note(Some(line), None, FindingKind::SameRowTwice);
    }

    /// Puts a row that was already read into quarantine.
    pub(crate) fn quarantine(&mut self, line: u64, column: Option<&str>, kind: &FindingKind) {
        let source = &self.report.source;
        self.report.rows.quarantined += 1;
        self.quarantine.push(QuarantinedRow {
            source: Arc::clone(source),
            line,
            codes: vec![kind.code()],
            cells: Vec::new(),
            original: Vec::new(),
        });
        let finding = Finding::at(Arc::clone(source), kind.clone()).line(line);
        self.findings.push(column.map_or(finding.clone(), |column| finding.column(column)));
    }

    /// Adds a finding that does not concern the use of the row.
    pub(crate) fn note(&mut self, line: Option<u64>, column: Option<&str>, kind: FindingKind) {
        let mut finding = Finding::at(Arc::clone(&self.report.source), kind);
        finding = line.map_or(finding.clone(), |line| finding.line(line));
        self.findings.push(column.map_or(finding.clone(), |column| finding.column(column)));
    }
}

/// What came of some rows of a file.
struct Outcome<S> {
    state: S,
    rows: Reconciliation,
    findings: Vec<Finding>,
    quarantine: Vec<QuarantinedRow>,
    /// Rows that are notes under the table if no row follows them.
    foot: Vec<(QuarantinedRow, Vec<Finding>)>,
    /// The last row that is neither a total nor a note, right or wrong.
    last_row: u64,
    suspicions: Vec<CprSuspicion>,
    corrected: BTreeSet<u64>,
    corrections: BTreeSet<usize>,
    /// Whether it was said that a row is of another year than the plan says.
    other_year: bool,
    /// What the counts of the rows add up to, by place of the column.
    sums: BTreeMap<usize, u64>,
    /// The first line that is a header and not the file's own.
    other_header: Option<u64>,
}

impl<S> Outcome<S> {
    fn new(state: S, pass: &Pass<'_>) -> Self {
        Self {
            state,
            rows: Reconciliation::default(),
            findings: Vec::new(),
            quarantine: Vec::new(),
            foot: Vec::new(),
            last_row: 0,
            suspicions: vec![CprSuspicion::default(); pass.watched.len()],
            corrected: BTreeSet::new(),
            corrections: BTreeSet::new(),
            other_year: false,
            sums: BTreeMap::new(),
            other_header: None,
        }
    }
}

/// How the rows of a file are parsed: a state for each part of it, and what is done with a row.
pub(crate) struct Parser<'a, S> {
    pub(crate) begin: &'a (dyn Fn(&Recognised) -> S + Sync),
    pub(crate) row: &'a (dyn Fn(&mut S, &mut Row<'_>) -> Fate + Sync),
}

/// What stands in a file, apart from its rows.
pub(crate) struct Reading<'a> {
    pub(crate) sources: &'a dyn Sources,
    pub(crate) source: &'a Arc<str>,
    pub(crate) spec: &'a SourceSpec,
    pub(crate) request: &'a Request<'a>,
    pub(crate) corrections: &'a Corrections,
}

/// Reads one file row by row; the states of its parts come back in their order.
///
/// Rows of persons are read in parts at the same time; how a file is parted never shows.
pub(crate) fn read_table<S: Send>(
    reading_of: &Reading<'_>,
    parser: &Parser<'_, S>,
) -> (TableFile, Vec<S>) {
    read_opened(reading_of, reading_of.open(), parser)
}

/// Reads a file that was opened.
pub(crate) fn read_opened<S: Send>(
    reading_of: &Reading<'_>,
    opened: Result<Opened, Vec<Finding>>,
    parser: &Parser<'_, S>,
) -> (TableFile, Vec<S>) {
    let Reading { sources, source, spec, request, corrections } = *reading_of;
    let mut file = TableFile::new(source, spec.kind);
    let Opened { recognised, notes, body, original } = match opened {
        Ok(opened) => opened,
        Err(findings) => return (TableFile { findings, ..file }, Vec::new()),
    };
    file.findings = notes;
    file.report.layout = Arc::clone(&recognised.layout.id);
    file.report.rows_are_persons = recognised.layout.rows_are_persons();
    file.mapped.clone_from(&recognised.mapped);
    let corrections = corrections.of_file(sources, source, &recognised);
    let pass = Pass {
        watched: watched(&recognised),
        recognised: &recognised,
        source,
        spec,
        request,
        corrections: &corrections,
    };
    let outcomes = match body {
        Body::Text(parts, delimiter) => read_text(parts, delimiter, &pass, parser),
        Body::Rows(rows) => Ok(vec![read_flat(&rows, &pass, parser)]),
    };
    let digest = outcomes.and_then(|outcomes| Ok((outcomes, original.digest()?)));
    match digest {
        Err(error) => (TableFile::new(source, spec.kind).stopped(reading(&error)), Vec::new()),
        Ok((outcomes, digest)) => {
            file.report.digest = digest;
            if let Some(kind) = encoding_note(&original) {
                file.note(None, None, kind);
            }
            let used = outcomes.iter().flat_map(|outcome| outcome.corrections.iter().copied());
            let mut used: BTreeSet<usize> = used.collect();
            let states = settle(&mut file, outcomes, &pass);
            if states.is_empty() {
                used.clear();
            }
            for line in corrections.unused(&used) {
                file.note(Some(line), None, FindingKind::CorrectionUnused);
            }
            file.corrections = corrections.applied(used);
            (file, states)
        }
    }
}

/// Pupils' ids are watched, text, and every column that the layout does not know: one that nobody
/// asked for may be the one with the numbers. A column that it knows and does not read is watched
/// where rows are persons; in a register the number of a production unit looks like a date.
fn watched(recognised: &Recognised) -> Vec<usize> {
    let layout = &recognised.layout;
    let may_hold =
        |form: Form| matches!(form, Form::PupilId | Form::Text | Form::Name | Form::ClassLabel);
    let is_known = |place: usize| {
        let mut columns = layout.columns.iter().zip(&recognised.places);
        if let Some((column, _)) = columns.find(|(_, of)| **of == Some(place)) {
            !may_hold(column.form)
        } else {
            let name = recognised.names.get(place);
            !layout.rows_are_persons() && name.is_some_and(|name| layout.unread.contains(name))
        }
    };
    (0..recognised.width).filter(|place| !is_known(*place)).collect()
}

/// Puts what came of the parts together, in their order.
fn settle<S>(file: &mut TableFile, outcomes: Vec<Outcome<S>>, pass: &Pass<'_>) -> Vec<S> {
    let mut suspicions = vec![CprSuspicion::default(); pass.watched.len()];
    for outcome in &outcomes {
        let both = suspicions.iter().zip(&outcome.suspicions);
        suspicions = both.map(|(a, b)| a.merge(*b)).collect();
    }
    let suspected = suspicions.iter().zip(&pass.watched);
    let suspected = suspected.filter(|(column, _)| column.is_suspected()).map(|(_, place)| *place);
    if let Some(place) = suspected.min().filter(|_| pass.request.pseudonyms.is_none()) {
        let mut columns = pass.recognised.layout.columns.iter().zip(&pass.recognised.places);
        let column = columns.find(|(_, of)| **of == Some(place));
        let name = column.map(|(column, _)| column.name.as_ref());
        file.note(None, name, FindingKind::CprColumn { place: place + 1 });
        return Vec::new();
    }
    if let Some(line) = outcomes.iter().find_map(|outcome| outcome.other_header) {
        file.note(Some(line), None, FindingKind::OtherHeader);
        return Vec::new();
    }
    let last_row = outcomes.iter().map(|outcome| outcome.last_row).max().unwrap_or_default();
    let mut states = Vec::with_capacity(outcomes.len());
    let mut other_year = false;
    for outcome in outcomes {
        let rows = &mut file.report.rows;
        rows.read += outcome.rows.read;
        rows.quarantined += outcome.rows.quarantined;
        outcome.rows.excluded.iter().for_each(|(rule, count)| rows.exclude(*rule, *count));
        // Of each file, the first row of another year than the plan's is told.
        let is_told = other_year;
        other_year |= outcome.other_year;
        let of_year = |of: &Finding| matches!(of.kind, FindingKind::OtherYearThanPlan { .. });
        file.findings.extend(outcome.findings.into_iter().filter(|of| !is_told || !of_year(of)));
        file.quarantine.extend(outcome.quarantine);
        file.corrected.extend(outcome.corrected);
        for (row, findings) in outcome.foot {
            if last_row < row.line {
                file.report.rows.exclude(ExclusionRule::Note, 1);
            } else {
                file.report.rows.quarantined += 1;
                file.quarantine.push(row);
                file.findings.extend(findings);
            }
        }
        states.push(outcome.state);
    }
    let rows = &file.report.rows;
    if rows.read == 0 {
        file.note(None, None, FindingKind::NoRows);
    } else if rows.excluded.contains_key(&ExclusionRule::NothingSaid)
        && rows.excluded_rows() + rows.quarantined == rows.read
    {
        file.note(None, None, FindingKind::NothingInFile);
    }
    states
}

/// How many parts are read before they are parsed.
const PARTS_AT_A_TIME: usize = 8;

fn read_text<S: Send>(
    mut parts: Parts<Box<dyn Read + Send>>,
    delimiter: u8,
    pass: &Pass<'_>,
    parser: &Parser<'_, S>,
) -> std::io::Result<Vec<Outcome<S>>> {
    let begin = || Outcome::new((parser.begin)(pass.recognised), pass);
    if !pass.recognised.layout.rows_are_persons() {
        let mut outcome = begin();
        while let Some(part) = parts.next_part()? {
            read_part(&part, delimiter, pass, &mut outcome, parser);
        }
        return Ok(vec![outcome]);
    }
    let mut outcomes = Vec::new();
    let mut batch = next_parts(&mut parts)?;
    while !batch.is_empty() {
        let parse = || -> Vec<Outcome<S>> {
            let parsed = batch.par_iter().map(|part| {
                let mut outcome = begin();
                read_part(part, delimiter, pass, &mut outcome, parser);
                outcome
            });
            parsed.collect()
        };
        let (parsed, next) = rayon::join(parse, || next_parts(&mut parts));
        outcomes.extend(parsed);
        batch = next?;
    }
    Ok(outcomes)
}

fn next_parts(parts: &mut Parts<Box<dyn Read + Send>>) -> std::io::Result<Vec<Part>> {
    let mut batch = Vec::new();
    while batch.len() < PARTS_AT_A_TIME {
        let Some(part) = parts.next_part()? else { break };
        batch.push(part);
    }
    Ok(batch)
}

fn read_part<S>(
    part: &Part,
    delimiter: u8,
    pass: &Pass<'_>,
    outcome: &mut Outcome<S>,
    parser: &Parser<'_, S>,
) {
    let width = pass.recognised.width;
    let mut records = Records::new(&part.bytes, part.lines, delimiter, true).expect_cells(width);
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    while let Some(record) = records.next_record() {
        problems.clear();
        if let Shape::Unclosed { until } = record.shape {
            problems.push((None, FindingKind::UnclosedQuote { until }));
        } else if record.cells.len() < width || goes_beyond(record.cells, width) {
            problems.push(ragged(record.cells, width));
        }
        let row = (record.cells, record.line);
        read_row(row, (&mut problems, &mut notes), pass, outcome, parser);
    }
}

fn read_flat<S>(rows: &[FlatRow], pass: &Pass<'_>, parser: &Parser<'_, S>) -> Outcome<S> {
    let mut outcome = Outcome::new((parser.begin)(pass.recognised), pass);
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    for row in rows {
        problems.clear();
        let cells = Cells::new(&row.text, &row.ends);
        // A sheet has cells as far as somebody wrote: the rest of the row is empty.
        if goes_beyond(cells, pass.recognised.width) {
            problems.push(ragged(cells, pass.recognised.width));
        }
        read_row((cells, row.line), (&mut problems, &mut notes), pass, &mut outcome, parser);
    }
    outcome
}

/// Whether something stands behind the header's last column: spreadsheets fill rows up with empty
/// cells.
fn goes_beyond(cells: Cells<'_>, width: usize) -> bool {
    (width..cells.len()).any(|at| !cells.get(at).is_empty())
}

const fn ragged(cells: Cells<'_>, expected: usize) -> Problem {
    (None, FindingKind::Ragged { expected, found: cells.len() })
}

fn read_row<S>(
    (cells, line): (Cells<'_>, u64),
    (problems, notes): (&mut Vec<Problem>, &mut Vec<Problem>),
    pass: &Pass<'_>,
    outcome: &mut Outcome<S>,
    parser: &Parser<'_, S>,
) {
    if cells.iter().all(<[u8]>::is_empty) {
        // It holds nothing, like a blank line.
        return;
    }
    notes.clear();
    let corrected = pass.corrections.of_line(line);
    let asked_for = RefCell::default();
    let mut row = Row { cells, pass, corrected, asked_for, problems, notes, line };
    for (suspicion, place) in outcome.suspicions.iter_mut().zip(&pass.watched) {
        suspicion.observe(cells.get(*place));
    }
    outcome.rows.read += 1;
    if row.is_sound() {
        let fate = (parser.row)(&mut outcome.state, &mut row);
        if row.is_sound() {
            outcome.last_row = line;
            if let Some(corrected) = corrected {
                // A row that is left out is not read to its end; what it was asked for is not all.
                let mut used = row.asked_for.take();
                if matches!(fate, Fate::Excluded(_)) {
                    used.extend(corrected.values().map(|(correction, _)| *correction));
                }
                if !used.is_empty() {
                    outcome.corrected.insert(line);
                }
                outcome.corrections.extend(used);
            }
            add_counts(&row, &mut outcome.sums);
            let located = |(place, kind): &Problem| located(pass, line, *place, kind);
            for note in row.notes.iter() {
                let of_year = matches!(note.1, FindingKind::OtherYearThanPlan { .. });
                if !of_year || !std::mem::replace(&mut outcome.other_year, true) {
                    outcome.findings.push(located(note));
                }
            }
            match fate {
                Fate::Excluded(rule) => outcome.rows.exclude(rule, 1),
                Fate::Pending => {}
                Fate::Quarantined => quarantine_row(&row, outcome),
            }
            return;
        }
    }
    refuse_row(&row, outcome);
}

fn located(pass: &Pass<'_>, line: u64, place: Option<usize>, kind: &FindingKind) -> Finding {
    let finding = Finding::at(Arc::clone(pass.source), kind.clone()).line(line);
    let column = place.and_then(|place| pass.recognised.layout.columns.get(place));
    match column {
        Some(column) => finding.column(Arc::clone(&column.name)),
        None => finding,
    }
}

/// Keeps the sums that a row of totals is held against.
fn add_counts(row: &Row<'_>, sums: &mut BTreeMap<usize, u64>) {
    let layout = row.layout();
    if layout.rows_are_persons() {
        return;
    }
    for (place, column) in layout.columns.iter().enumerate() {
        if column.form != Form::Count {
            continue;
        }
        if let Ok(Value::Whole(count)) = column.read(row.cell(place), row.pass.spec.decimal) {
            *sums.entry(place).or_default() += u64::from(count);
        }
    }
}

/// Words that begin a row of totals, and words that begin a note under a table, normalised.
const TOTALS: [&str; 8] =
    ["i_alt", "ialt", "total", "sum", "samlet", "hovedtotal", "alle_skoler", "kommunen_i_alt"];
const NOTES: [&str; 9] = [
    "kilde",
    "note",
    "noter",
    "anm",
    "anmaerkning",
    "bemaerk",
    "udtrukket",
    "opdateret",
    "dato_for",
];

/// A row that is wrong: it may be no row at all, but a total, a note or the header once more.
fn refuse_row<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    let words: Vec<String> =
        row.cells.iter().take(4).map(|cell| normalised(&String::from_utf8_lossy(cell))).collect();
    let first = words.iter().find(|word| !word.is_empty()).map_or("", String::as_str);
    // Of a line that was not cut nothing is known.
    let says_which = row.is_unclosed() || says_which_it_is(row);
    if TOTALS.contains(&first) && !says_which {
        outcome.rows.exclude(ExclusionRule::TotalRow, 1);
        hold_total_against_rows(row, outcome);
    } else if is_header_again(row) {
        outcome.rows.exclude(ExclusionRule::HeaderAgain, 1);
    } else if is_other_header(row) {
        outcome.other_header = outcome.other_header.or(Some(row.line));
    } else if begins_note(first) && !says_which && holds_at_most(row, 2) {
        let mut aside = Outcome::new((), row.pass);
        quarantine_row(row, &mut aside);
        outcome
            .foot
            .extend(aside.quarantine.pop().map(|quarantined| (quarantined, aside.findings)));
    } else {
        outcome.last_row = row.line;
        quarantine_row(row, outcome);
    }
}

fn begins_note(word: &str) -> bool {
    NOTES.iter().any(|note| word == *note || word.starts_with(&format!("{note}_")))
}

fn holds_at_most(row: &Row<'_>, cells: usize) -> bool {
    row.cells.iter().filter(|cell| !cell.is_empty()).count() <= cells
}

/// Whether a row names a school, or the school year that every row must name: then it is a row,
/// whatever word it begins with.
fn says_which_it_is(row: &Row<'_>) -> bool {
    let names = |(place, column): (usize, &Column)| {
        let value = column.read(row.cell(place), row.pass.spec.decimal);
        matches!(value, Ok(Value::School(_)))
            || (column.required && matches!(value, Ok(Value::Year(_))))
    };
    row.layout().columns.iter().enumerate().any(names)
}

/// Whether the cells are the names of the columns: files were put one behind the other.
fn is_header_again(row: &Row<'_>) -> bool {
    let mut places = row.layout().columns.iter().zip(&row.pass.recognised.places);
    let same = |(column, place): (&Column, &Option<usize>)| {
        place.is_none_or(|place| row.names(column, row.cells.get(place)))
    };
    row.is_cut_right() && places.all(same)
}

/// Whether the cells are names of columns, and not where the header has them: the rows behind would
/// be read under the wrong names. Half of what the row says must be such names, and two at least.
fn is_other_header(row: &Row<'_>) -> bool {
    let said: Vec<&[u8]> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_name = |cell: &&&[u8]| row.layout().columns.iter().any(|of| row.names(of, cell));
    let names = said.iter().filter(is_name).count();
    2 <= names && said.len() <= 2 * names
}

/// Says where a row of totals is not the sum of the rows above it.
fn hold_total_against_rows<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    for (place, sum) in &outcome.sums {
        let Some(column) = row.layout().columns.get(*place) else { continue };
        let said = column.read(row.cell(*place), row.pass.spec.decimal);
        if let Ok(Value::Whole(total)) = said
            && u64::from(total) != *sum
        {
            let finding = located(row.pass, row.line, Some(*place), &FindingKind::TotalDiffers);
            outcome.findings.push(finding);
        }
    }
    outcome.sums.clear();
}

fn quarantine_row<S>(row: &Row<'_>, outcome: &mut Outcome<S>) {
    outcome.rows.quarantined += 1;
    let layout = row.layout();
    let shown = |(place, column): (usize, &Column)| {
        (Arc::clone(&column.name), column.shown(row.cell(place)))
    };
    let cells = if row.is_cut_right() {
        layout.columns.iter().enumerate().filter(|(at, _)| row.has(*at)).map(shown).collect()
    } else {
        Vec::new()
    };
    let keep = row.pass.request.keep_originals;
    let original = if keep { row.as_it_stands() } else { Vec::new() };
    outcome.quarantine.push(QuarantinedRow {
        source: Arc::clone(row.pass.source),
        line: row.line,
        codes: row.problems.iter().map(|(_, kind)| kind.code()).collect(),
        cells,
        original,
    });
    let located = |(place, kind): &Problem| located(row.pass, row.line, *place, kind);
    outcome.findings.extend(row.problems.iter().map(located));
}

impl Reading<'_> {
    /// Opens the file and finds its layout.
    ///
    /// # Errors
    ///
    /// Returns the findings that stop it.
    pub(crate) fn open(&self) -> Result<Opened, Vec<Finding>> {
        let own = self.spec.local.as_slice();
        let layouts = if own.is_empty() { layouts(self.spec.kind) } else { own };
        let Self { sources, source, spec, .. } = *self;
        let with_year: Vec<Arc<Layout>>;
        let layouts = if spec.year.is_none() && own.is_empty() {
            with_year = layouts.iter().map(|layout| Arc::new(layout.with_year())).collect();
            &with_year
        } else {
            layouts
        };
        Opening { source, layouts, columns: &spec.columns, mark: spec.decimal }.open(sources)
    }
}
