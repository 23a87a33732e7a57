//! Corrections: single cells of other sources, changed with a reason.
//!
//! A correction names the file by its SHA-256, so that it can never reach another delivery of the
//! same table, and is put in the place of the cell before the row is parsed. The source itself is
//! not touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use kvalitet_core::finding::FindingKind;
use sha2::{Digest, Sha256};

use crate::cell::shape;
use crate::folder::Sources;
use crate::form::Value;
use crate::layout::{Recognised, SourceKind, normalised, sources};
use crate::pseudonym::holds_cpr;
use crate::records::{BLOCK, fill};
use crate::request::Request;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};

/// One correction. The new value is kept apart: it may be personal. A text that holds what may be a
/// civil registration number is a shape such as `9{10}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The file it corrects, as SHA-256 in hex.
    pub digest: String,
    /// The line of that file, or the row of its sheet.
    pub line: u64,
    /// The column.
    pub column: String,
    /// Why.
    pub reason: String,
    /// Who corrected.
    pub who: String,
    /// When, as it was written.
    pub date: String,
    /// Where the correction itself stands: its file and line.
    pub place: (Arc<str>, u64),
}

/// A correction and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CorrectionOutcome {
    /// The correction.
    pub correction: Correction,
    /// The file it corrects; `None` where no file that was read has its digest.
    pub source: Option<Arc<str>>,
    /// Whether the cell was changed and the row read as right with it. The row may be left out by a
    /// rule all the same, as any other that is right.
    pub used: bool,
}

/// Every correction of a plan.
#[derive(Clone, Default)]
pub struct Corrections {
    rows: Vec<(Correction, String)>,
}

impl fmt::Debug for Corrections {
    /// The new values are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.rows.iter().map(|(correction, _)| correction)).finish()
    }
}

impl Corrections {
    /// What became of each, in the order they were read. A file that was read twice under two names
    /// is named once. Those that give one cell two values are told of where they stand, and are none.
    pub(crate) fn settle(&self, files: &mut [TableFile]) -> Vec<CorrectionOutcome> {
        let twice: BTreeSet<usize> =
            files.iter().flat_map(|file| file.corrections.twice.iter().copied()).collect();
        for (source, line) in twice.iter().filter_map(|at| Some(&self.rows.get(*at)?.0.place)) {
            let of_correction = |file: &&mut TableFile| {
                file.report.kind == SourceKind::Corrections && file.report.source == *source
            };
            if let Some(file) = files.iter_mut().find(of_correction) {
                file.report.rows.used = file.report.rows.used.saturating_sub(1);
                file.quarantine(*line, Some("post"), &FindingKind::RowTwice);
            }
        }
        let outcome = |(at, (correction, _)): (usize, &(Correction, String))| {
            let named = |file: &&TableFile| file.report.digest == correction.digest;
            CorrectionOutcome {
                correction: correction.clone(),
                source: files.iter().find(named).map(|file| Arc::clone(&file.report.source)),
                used: files.iter().any(|file| file.corrections.used.contains(&at)),
            }
        };
        self.rows.iter().enumerate().filter(|(at, _)| !twice.contains(at)).map(outcome).collect()
    }

    /// Reads a file of corrections and puts them beside those of earlier files.
    pub(crate) fn read(&mut self, reading: &Reading<'_>) -> TableFile {
        let parser = Parser {
            begin: &Columns::new,
            row: &|state: &mut Columns, row: &mut Row<'_>| {
                match state.correction(row) {
                    Some(correction) => state.rows.push(correction),
                    None => return Fate::Quarantined,
                }
                Fate::Pending
            },
            plain: None,
            end: &|_| {},
        };
        let (mut file, states) = read_table(reading, &parser);
        let mut found: Vec<_> = states.into_iter().flat_map(|state| state.rows).collect();
        let names = column_names(reading.request);
        for (correction, _) in &mut found {
            if !names.contains(normalised(&correction.column).as_str()) {
                // The column is told of; what is none may be anything that a row was shifted to.
                correction.column = shape(correction.column.as_bytes());
            }
        }
        let key = |of: &Correction| (of.digest.clone(), of.line, normalised(&of.column));
        let known: BTreeSet<_> = self.rows.iter().map(|(correction, _)| key(correction)).collect();
        let mut times: BTreeMap<_, usize> = BTreeMap::new();
        for (correction, _) in &found {
            *times.entry(key(correction)).or_default() += 1;
        }
        for (correction, value) in found {
            let key = key(&correction);
            if times.get(&key).is_some_and(|times| 1 < *times) || known.contains(&key) {
                file.quarantine(correction.place.1, Some("post"), &FindingKind::RowTwice);
            } else {
                file.use_row(correction.place.1);
                self.rows.push((correction, value));
            }
        }
        file
    }

    /// The corrections of one file. It is read once more to know its digest, where there are any.
    pub(crate) fn of_file(
        &self,
        sources: &dyn Sources,
        source: &Arc<str>,
        recognised: &Recognised,
    ) -> FileCorrections {
        let mut of = FileCorrections::default();
        if self.rows.is_empty() {
            return of;
        }
        let Some(digest) = digest(sources, source) else { return of };
        // A column has several names: what two of them say of one cell is said twice.
        let mut cells: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
        for (at, (correction, _)) in self.rows.iter().enumerate() {
            if correction.digest != digest {
                continue;
            }
            let name = normalised(&correction.column);
            let mut columns = recognised.layout.columns.iter().zip(&recognised.places).enumerate();
            let column = columns.find(|(_, (column, _))| column.names.contains(&name));
            match column {
                Some((place, (_, Some(_)))) => {
                    cells.entry((correction.line, place)).or_default().push(at);
                }
                _ => of.without_cell.push((correction.line, at)),
            }
        }
        for ((line, place), said) in cells {
            if let ([at], Some((_, value))) =
                (said.as_slice(), said.first().and_then(|at| self.rows.get(*at)))
            {
                of.lines.entry(line).or_default().insert(place, (*at, value.clone()));
            } else {
                of.twice.extend(said);
            }
        }
        of
    }
}

/// The corrected cells of a line: by place of the column in the layout, the correction's place among
/// all and the new value.
pub(crate) type CorrectedCells = BTreeMap<usize, (usize, String)>;

/// The corrections of one file, by line.
#[derive(Clone, Default)]
pub(crate) struct FileCorrections {
    lines: BTreeMap<u64, CorrectedCells>,
    /// Line and place of those that name no column of the file.
    without_cell: Vec<(u64, usize)>,
    /// Those that give one cell two values.
    twice: Vec<usize>,
}

/// What became of the corrections of one file; each by its place among all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Applied {
    used: BTreeSet<usize>,
    twice: Vec<usize>,
}

impl FileCorrections {
    /// Whether no line has any.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The corrected cells of a line.
    pub(crate) fn of_line(&self, line: u64) -> Option<&CorrectedCells> {
        if self.lines.is_empty() { None } else { self.lines.get(&line) }
    }

    /// The lines with a correction that made no row right.
    pub(crate) fn unused(&self, used: &BTreeSet<usize>) -> BTreeSet<u64> {
        let is_unused = |cells: &CorrectedCells| cells.values().any(|(at, _)| !used.contains(at));
        let lines = self.lines.iter().filter(|(_, cells)| is_unused(cells)).map(|(line, _)| *line);
        lines.chain(self.without_cell.iter().map(|(line, _)| *line)).collect()
    }

    /// What became of them, given those that were used.
    pub(crate) fn applied(self, used: BTreeSet<usize>) -> Applied {
        Applied { used, twice: self.twice }
    }
}

fn digest(sources: &dyn Sources, source: &str) -> Option<String> {
    let mut input = sources.open(source).ok()?;
    let (mut digest, mut block) = (Sha256::new(), Vec::new());
    while fill(&mut input, &mut block, BLOCK).ok()? {
        digest.update(&block);
        block.clear();
    }
    let hex = |byte: &u8| format!("{byte:02x}");
    Some(digest.finalize().iter().map(hex).collect())
}

/// The names of the columns of every layout and of the plan's own tables.
fn column_names<'r>(request: &Request<'r>) -> BTreeSet<&'r str> {
    let built_in = sources().iter().flat_map(|source| &source.layouts);
    let local = request.specs.iter().filter_map(|spec| spec.local.as_ref());
    let columns = built_in.chain(local).flat_map(|layout| &layout.columns);
    columns.flat_map(|column| &column.names).map(String::as_str).collect()
}

/// Where the columns of a correction stand.
struct Columns {
    places: [Option<usize>; 7],
    rows: Vec<(Correction, String)>,
}

const COLUMNS: [&str; 7] =
    ["kilde_sha256", "post", "kolonne", "ny_vaerdi", "begrundelse", "hvem", "dato"];

impl Columns {
    fn new(recognised: &Recognised) -> Self {
        let places = COLUMNS.map(|name| recognised.layout.place(name));
        Self { places, rows: Vec::new() }
    }

    fn correction(&self, row: &mut Row<'_>) -> Option<(Correction, String)> {
        let values = self.places.map(|place| row.read(place?));
        let cell = |at: usize| {
            let place = self.places.get(at).copied().flatten();
            String::from_utf8_lossy(place.map(|place| row.cell(place)).unwrap_or_default())
        };
        let text = |at| cell(at).split_whitespace().collect::<Vec<_>>().join(" ");
        let [Some(_), Some(Value::Whole(line)), ..] = values else { return None };
        let shown = |at| {
            let text = text(at);
            if holds_cpr(&text) { shape(text.as_bytes()) } else { text }
        };
        let correction = Correction {
            digest: text(0).to_lowercase(),
            line: u64::from(line),
            column: shown(2),
            reason: shown(4),
            who: shown(5),
            date: shown(6),
            place: (row.source(), row.line),
        };
        // The new value is taken as it stands.
        row.is_sound().then(|| (correction, cell(3).into_owned()))
    }
}
