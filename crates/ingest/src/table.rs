//! One file read as a table: a header that fits a layout, then row by row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::{ExclusionRule, Expected, Finding, FindingKind};
use kvalitet_core::{MunicipalityNumber, Reconciliation, SchoolYear};

use crate::cell;
use crate::folder::{SourceError, Sources};
use crate::layout::{Header, Recognised, SourceKind, layouts, recognise};
use crate::quarantine::QuarantinedRow;
use crate::records::{Cells, RecordReader, Shape};

/// More pupils than any grade of a school has.
const MOST_PUPILS: u32 = 9_999;

/// One source of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpec {
    /// What it is about.
    pub kind: SourceKind,
    /// File names and patterns, relative to the data folder.
    pub files: Vec<String>,
    /// For a column's name in the layout, its name in the files.
    pub columns: BTreeMap<String, String>,
    /// The school year of a source that does not say it itself.
    pub year: Option<SchoolYear>,
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
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReport {
    /// Its path relative to the data folder.
    pub source: Arc<str>,
    /// What it is about.
    pub kind: SourceKind,
    /// The layout it was recognised as; empty where it was not.
    pub layout: &'static str,
    /// SHA-256 of its bytes, in hex; empty where it could not be read.
    pub digest: String,
    /// Whether a row is a person.
    pub rows_are_persons: bool,
    /// The school years of the rows that are used; empty where rows have none.
    pub years: BTreeSet<SchoolYear>,
    /// Where its rows went.
    pub rows: Reconciliation,
}

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

/// One row, for a parser.
pub(crate) struct Row<'a> {
    cells: Cells<'a>,
    recognised: &'a Recognised,
    problems: &'a mut Vec<(Option<Arc<str>>, FindingKind)>,
    /// The line it begins on.
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// The cell of the layout's column at `place`; empty where the source lacks it.
    pub(crate) fn cell(&self, place: usize) -> &'a [u8] {
        let column = self.recognised.places.get(place).copied().flatten();
        column.map_or(&[], |column| self.cells.get(column))
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

    /// A number of pupils of one grade of a school. More than any grade has is no count: it would
    /// be printed as one, and may be somebody's number.
    pub(crate) fn pupils(&mut self, place: usize) -> Option<u32> {
        let pupils = self.value(place, Expected::WholeNumber, cell::whole_number)?;
        if MOST_PUPILS < pupils {
            self.problem(place, FindingKind::OutOfRange);
            return None;
        }
        Some(pupils)
    }

    /// Says that a cell is wrong.
    pub(crate) fn problem(&mut self, place: usize, kind: FindingKind) {
        let column = self.recognised.layout.columns.get(place);
        self.problems.push((column.map(|column| Arc::clone(&column.name)), kind));
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// One file as it was read.
pub(crate) struct TableFile {
    pub(crate) report: SourceReport,
    pub(crate) findings: Vec<Finding>,
    pub(crate) quarantine: Vec<QuarantinedRow>,
}

impl TableFile {
    pub(crate) fn new(source: &Arc<str>, kind: SourceKind) -> Self {
        Self {
            report: SourceReport {
                source: Arc::clone(source),
                kind,
                layout: "",
                digest: String::new(),
                rows_are_persons: false,
                years: BTreeSet::new(),
                rows: Reconciliation::default(),
            },
            findings: Vec::new(),
            quarantine: Vec::new(),
        }
    }

    pub(crate) fn stopped(mut self, kind: FindingKind) -> Self {
        self.findings.push(Finding::at(Arc::clone(&self.report.source), kind));
        self
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

    fn count(&mut self, row: &Row<'_>, fate: Fate) {
        self.report.rows.read += 1;
        match fate {
            Fate::Excluded(rule) => self.report.rows.exclude(rule, 1),
            Fate::Pending => {}
            Fate::Quarantined => self.quarantine_row(row),
        }
    }

    fn quarantine_row(&mut self, row: &Row<'_>) {
        self.report.rows.quarantined += 1;
        let (layout, width) = (&row.recognised.layout, row.cells.len());
        let shown = |(place, column): (usize, &crate::layout::Column)| {
            (Arc::clone(&column.name), column.form.shown(row.cell(place)))
        };
        // In a ragged row a cell may stand under another column's name: nothing of it is shown.
        let cells = if width == row.recognised.width {
            layout.columns.iter().enumerate().map(shown).collect()
        } else {
            Vec::new()
        };
        let source = &self.report.source;
        self.quarantine.push(QuarantinedRow {
            source: Arc::clone(source),
            line: row.line,
            codes: row.problems.iter().map(|(_, kind)| kind.code()).collect(),
            cells,
        });
        for (column, kind) in row.problems.iter() {
            let finding = Finding::at(Arc::clone(source), kind.clone()).line(row.line);
            self.findings.push(match column {
                Some(column) => finding.column(Arc::clone(column)),
                None => finding,
            });
        }
    }
}

/// Reads one file row by row. `parse` gets the layout's id with each sound row.
pub(crate) fn read_table(
    sources: &dyn Sources,
    source: &Arc<str>,
    spec: &SourceSpec,
    catalogue: &Catalogue,
    parse: &mut dyn FnMut(&'static str, &mut Row<'_>) -> Fate,
) -> TableFile {
    let file = TableFile::new(source, spec.kind);
    let input = match sources.open(source) {
        Ok(input) => input,
        Err(SourceError::Missing) => return file.stopped(FindingKind::FileMissing),
        Err(SourceError::NothingMatches | SourceError::Unreadable) => {
            return file.stopped(FindingKind::Unreadable);
        }
    };
    let mut reader = RecordReader::new(input, b';');
    let header: Header = match reader.next_record() {
        Ok(Some(record)) => Header { line: record.line, names: record.cells.names() },
        Ok(None) => return file.stopped(FindingKind::Empty),
        Err(_) => return file.stopped(FindingKind::Unreadable),
    };
    match recognise(layouts(spec.kind, catalogue), &header, &spec.columns, source) {
        Err(findings) => TableFile { findings, ..file },
        Ok((recognised, notes)) => {
            let mut file = TableFile { findings: notes, ..file };
            file.report.layout = recognised.layout.id;
            file.report.rows_are_persons = recognised.layout.rows_are_persons;
            read_rows(file, reader, &recognised, parse)
        }
    }
}

fn read_rows(
    mut file: TableFile,
    mut reader: RecordReader<Box<dyn std::io::Read + Send>>,
    recognised: &Recognised,
    parse: &mut dyn FnMut(&'static str, &mut Row<'_>) -> Fate,
) -> TableFile {
    reader.expect_cells(recognised.width);
    let mut problems = Vec::new();
    loop {
        let record = match reader.next_record() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            Err(_) => return file.stopped(FindingKind::Unreadable),
        };
        problems.clear();
        let mut row =
            Row { cells: record.cells, recognised, problems: &mut problems, line: record.line };
        let (expected, found) = (recognised.width, record.cells.len());
        let fate = if record.shape == Shape::Unclosed {
            row.problems.push((None, FindingKind::UnclosedQuote));
            Fate::Quarantined
        } else if expected != found {
            row.problems.push((None, FindingKind::Ragged { expected, found }));
            Fate::Quarantined
        } else {
            let fate = parse(recognised.layout.id, &mut row);
            if row.is_sound() { fate } else { Fate::Quarantined }
        };
        file.count(&row, fate);
    }
    if file.report.rows.read == 0 {
        file.note(None, None, FindingKind::NoRows);
    }
    match reader.digest() {
        Ok(digest) => file.report.digest = digest,
        Err(_) => return file.stopped(FindingKind::Unreadable),
    }
    file
}
