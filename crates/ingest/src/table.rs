//! One file read as a table: a header that fits a layout, then row by row.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::{Grade, InstitutionNumber, Reconciliation, SchoolYear};
use rayon::prelude::*;

use crate::corrections::{Applied, Corrections};
use crate::folder::Sources;
use crate::form::{Form, Value};
use crate::layout::{Layout, Recognised, Rows, SourceKind, layouts};
use crate::open::{Body, FlatRow, Opened, Opening, encoding_note, reading};
use crate::percents::Percents;
use crate::pseudonym::CprSuspicion;
use crate::quarantine::QuarantinedRow;
use crate::records::{Cells, Part, Parts, Shape};
use crate::refused::{quarantine_row, refuse_row};
use crate::request::{Request, SourceReport, SourceSpec};
use crate::row::{Pass, Problem, Row};

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
    /// What rows of figures in quarantine are about, as far as those can be read.
    pub(crate) lost: BTreeSet<Lost>,
}

/// What a figure in quarantine is about: its school, its school year and, where there is one, grade.
pub(crate) type Lost = (InstitutionNumber, SchoolYear, Option<Grade>);

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
            lost: BTreeSet::new(),
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
pub(crate) struct Outcome<S> {
    pub(crate) state: S,
    pub(crate) rows: Reconciliation,
    pub(crate) findings: Vec<Finding>,
    pub(crate) quarantine: Vec<QuarantinedRow>,
    /// Rows that are notes under the table if no row follows them.
    pub(crate) foot: Vec<(QuarantinedRow, Vec<Finding>)>,
    /// The last row that is neither a total nor a note, right or wrong.
    pub(crate) last_row: u64,
    pub(crate) suspicions: Vec<CprSuspicion>,
    pub(crate) corrected: BTreeSet<u64>,
    pub(crate) corrections: BTreeSet<usize>,
    /// Whether it was said that a row is of another year than the plan says.
    pub(crate) other_year: bool,
    /// What the counts of the rows add up to, by place of the column.
    pub(crate) sums: BTreeMap<usize, u64>,
    /// The first line that is a header and not the file's own.
    pub(crate) other_header: Option<u64>,
    /// The school years of the rows that were left out as of another year.
    pub(crate) other_years: BTreeSet<SchoolYear>,
    /// The per cents of each column that holds them, by place.
    pub(crate) percents: BTreeMap<usize, Percents>,
    /// What rows of figures in quarantine are about.
    pub(crate) lost: BTreeSet<Lost>,
}

impl<S> Outcome<S> {
    pub(crate) fn new(state: S, pass: &Pass<'_>) -> Self {
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
            other_years: BTreeSet::new(),
            percents: BTreeMap::new(),
            lost: BTreeSet::new(),
        }
    }
}

/// How the rows of a file are parsed: a state for each part of it, and what is done with a row.
pub(crate) struct Parser<'a, S> {
    pub(crate) begin: &'a (dyn Fn(&Recognised) -> S + Sync),
    pub(crate) row: &'a (dyn Fn(&mut S, &mut Row<'_>) -> Fate + Sync),
    /// Reads the rows that a passage begins with and nothing is to be said of: what becomes of them is
    /// pending. The columns that are watched have been looked at in them, and in no others.
    pub(crate) plain: Option<&'a ReadsPlain<'a, S>>,
    /// What is done when a part was read to its end.
    pub(crate) end: &'a (dyn Fn(&mut S) + Sync),
}

type ReadsPlain<'a, S> = dyn Fn(&mut S, Passage<'_>, &mut [CprSuspicion]) -> Passed + Sync + 'a;

/// What of a file is still to be read.
#[derive(Clone, Copy)]
pub(crate) struct Passage<'t> {
    pub(crate) text: &'t [u8],
    /// The number of its first line.
    pub(crate) line: u64,
    /// What stands between cells.
    pub(crate) delimiter: u8,
}

/// How much of a passage was read.
pub(crate) struct Passed {
    /// Lines, a row each.
    pub(crate) lines: u64,
    pub(crate) bytes: usize,
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
pub(crate) fn watched(recognised: &Recognised) -> Vec<usize> {
    let layout = &recognised.layout;
    let may_hold = |form: Form| {
        matches!(
            form,
            Form::PupilId | Form::Text | Form::Name | Form::MunicipalityName | Form::ClassLabel
        )
    };
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
    let mut other_years = BTreeSet::new();
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
        file.lost.extend(outcome.lost);
        other_years.extend(outcome.other_years);
        note_shares(file, &outcome.percents, pass);
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
    note_unused(file);
    note_other_years(file, &other_years);
    states
}

/// Says that a file has no rows, or none that say anything.
fn note_unused(file: &mut TableFile) {
    let rows = &file.report.rows;
    if rows.read == 0 {
        file.note(None, None, FindingKind::NoRows);
    } else if rows.excluded.contains_key(&ExclusionRule::NothingSaid)
        && rows.excluded_rows() + rows.quarantined == rows.read
    {
        file.note(None, None, FindingKind::NothingInFile);
    }
}

/// Says where a cell may be a share of one among per cents. Figures are read as one part, so that each
/// column comes once.
fn note_shares(file: &mut TableFile, percents: &BTreeMap<usize, Percents>, pass: &Pass<'_>) {
    for (place, percents) in percents {
        let column = pass.recognised.layout.columns.get(*place);
        if let (Some(line), Some(column)) = (percents.share(), column) {
            file.note(Some(line), Some(&column.name), FindingKind::ShareAmongPercents);
        }
    }
}

/// Says that more than nine rows of ten are of school years that the plan does not ask for, and which.
fn note_other_years(file: &mut TableFile, years: &BTreeSet<SchoolYear>) {
    let rows = &file.report.rows;
    let read = rows.read;
    let excluded = rows.excluded.get(&ExclusionRule::OtherYear).copied().unwrap_or_default();
    if read.saturating_mul(9) < excluded.saturating_mul(10) {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        let years = Arc::from(years.join(", "));
        file.note(None, None, FindingKind::OtherYears { excluded, read, years });
    }
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
            parts.take_back(part);
        }
        (parser.end)(&mut outcome.state);
        return Ok(vec![outcome]);
    }
    let mut outcomes = Vec::new();
    let mut batch = next_parts(&mut parts)?;
    while !batch.is_empty() {
        let parse = || -> Vec<Outcome<S>> {
            let parsed = batch.par_iter().map(|part| {
                let mut outcome = begin();
                read_part(part, delimiter, pass, &mut outcome, parser);
                (parser.end)(&mut outcome.state);
                outcome
            });
            parsed.collect()
        };
        let (parsed, next) = rayon::join(parse, || next_parts(&mut parts));
        outcomes.extend(parsed);
        for part in batch {
            parts.take_back(part);
        }
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
    let mut records = part.records(delimiter).expect_cells(width);
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    // Nothing but its own cells says what a row is: no correction, and no year of the plan.
    let stands_alone = pass.corrections.is_empty() && pass.spec.year.is_none();
    let plain = parser.plain.filter(|_| stands_alone);
    loop {
        if let Some(plain) = plain {
            let (text, line) = (records.plain_rest(), records.lines() + 1);
            let passage = Passage { text, line, delimiter };
            let passed = plain(&mut outcome.state, passage, &mut outcome.suspicions);
            records.pass(passed.lines, passed.bytes);
            outcome.rows.read += passed.lines;
            if passed.lines != 0 {
                outcome.last_row = records.lines();
            }
        }
        let Some(record) = records.next_record() else { break };
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
    (parser.end)(&mut outcome.state);
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
                Fate::Excluded(rule) => {
                    if rule == ExclusionRule::OtherYear {
                        outcome.other_years.extend(year_of(&row));
                    }
                    outcome.rows.exclude(rule, 1);
                }
                Fate::Pending => add_percents(&row, &mut outcome.percents),
                Fate::Quarantined => quarantine_row(&row, outcome),
            }
            return;
        }
    }
    refuse_row(&row, outcome);
}

pub(crate) fn located(
    pass: &Pass<'_>,
    line: u64,
    place: Option<usize>,
    kind: &FindingKind,
) -> Finding {
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

/// Keeps the per cents of a row of figures.
fn add_percents(row: &Row<'_>, percents: &mut BTreeMap<usize, Percents>) {
    let layout = row.layout();
    if layout.rows_are_persons() {
        return;
    }
    for (place, column) in layout.columns.iter().enumerate() {
        if column.form == Form::Percent
            && let Ok(Value::Number(percent)) = column.read(row.cell(place), row.pass.spec.decimal)
        {
            percents.entry(place).or_default().add(row.line, percent);
        }
    }
}

/// The school year of a row, or else of its source.
fn year_of(row: &Row<'_>) -> Option<SchoolYear> {
    let columns = &row.layout().columns;
    let place = columns.iter().position(|column| column.form == Form::SchoolYear);
    let own = place.map(|place| row.cell(place)).filter(|text| !text.is_empty());
    let own = own.and_then(|text| SchoolYear::from_bytes(text).ok().or(row.single_year(text)));
    own.or(row.year_of_source())
}

/// What a row of figures is about; `None` where it names no school or no year, and of persons.
pub(crate) fn figure_of(row: &Row<'_>) -> Option<Lost> {
    let layout = row.layout();
    if layout.rows != Rows::Figures || !row.is_cut_right() {
        return None;
    }
    let value = |forms: &[Form]| {
        let mut columns = layout.columns.iter().enumerate();
        let (place, column) = columns.find(|(_, column)| forms.contains(&column.form))?;
        column.read(row.cell(place), row.decimal_mark()).ok()
    };
    let Some(Value::School(school)) = value(&[Form::InstitutionNumber]) else { return None };
    let grade = match value(&[Form::Grade, Form::GradeOrStage]) {
        Some(Value::Grade(grade)) => Some(grade),
        _ => None,
    };
    Some((school, year_of(row)?, grade))
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
