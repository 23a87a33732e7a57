//! Corrections: single cells of other sources, changed with a reason.
//!
//! A correction names the file by its SHA-256, so that it can never reach another delivery of the
//! same table, and is put in the place of the cell before the row is parsed. The source itself is
//! not touched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::finding::FindingKind;
use sha2::{Digest, Sha256};

use crate::cell::shape;
use crate::folder::Sources;
use crate::form::Value;
use crate::layout::{Layout, Recognised, normalised, sources};
use crate::pseudonym::holds_cpr;
use crate::records::{BLOCK, fill};
use crate::table::{Fate, Parser, Reading, Request, Row, TableFile, read_table};

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
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    rows: Vec<(Correction, String)>,
}

impl Corrections {
    /// What became of each, in the order they were read. A file that was read twice under two names
    /// is named once.
    pub(crate) fn outcomes(&self, files: &[TableFile]) -> Vec<CorrectionOutcome> {
        let outcome = |correction: &Correction| {
            let named = |file: &&TableFile| file.report.digest == correction.digest;
            let place = (correction.line, normalised(&correction.column));
            let used = |file: &TableFile| {
                file.corrected.contains(&correction.line) && !file.without_column.contains(&place)
            };
            let lacks = |file: &TableFile| file.without_column.contains(&place);
            let known = match files.iter().find(named) {
                Some(file) => !lacks(file),
                None => is_a_column(&place.1),
            };
            let mut correction = correction.clone();
            if !known {
                // It may be anything: what stands in the wrong cell is not repeated.
                correction.column = shape(correction.column.as_bytes());
            }
            CorrectionOutcome {
                correction,
                source: files.iter().find(named).map(|file| Arc::clone(&file.report.source)),
                used: files.iter().filter(named).any(used),
            }
        };
        self.iter().map(outcome).collect()
    }

    /// Every correction, in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.rows.iter().map(|(correction, _)| correction)
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
        };
        let (mut file, states) = read_table(reading, &parser);
        let mut found: Vec<_> = states.into_iter().flat_map(|state| state.rows).collect();
        for (correction, _) in &mut found {
            if !is_column(&normalised(&correction.column), reading.request) {
                // The column is told of; what is none may be anything that a row was shifted to.
                correction.column = shape(correction.column.as_bytes());
            }
        }
        let key = |of: &Correction| (of.digest.clone(), of.line, normalised(&of.column));
        let mut lines: BTreeMap<_, Vec<u64>> = BTreeMap::new();
        for (correction, _) in &found {
            lines.entry(key(correction)).or_default().push(correction.place.1);
        }
        for (correction, value) in found {
            let twice = lines.get(&key(&correction)).is_some_and(|lines| 1 < lines.len());
            if twice || self.iter().any(|other| key(other) == key(&correction)) {
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
        layout: &Layout,
    ) -> FileCorrections {
        let mut of = FileCorrections::default();
        if self.rows.is_empty() {
            return of;
        }
        let Some(digest) = digest(sources, source) else { return of };
        for (correction, value) in self.rows.iter().filter(|(found, _)| found.digest == digest) {
            let name = normalised(&correction.column);
            let place = layout.columns.iter().position(|column| column.names.contains(&name));
            match place {
                Some(place) => {
                    let cells = of.lines.entry(correction.line).or_default();
                    cells.insert(place, value.clone());
                }
                None => of.without_column.push((correction.line, name)),
            }
        }
        of
    }
}

/// Whether a name, normalised, is that of a column of any layout.
fn is_a_column(name: &str) -> bool {
    let layouts = sources().iter().flat_map(|source| &source.layouts);
    let mut names = layouts.flat_map(|layout| &layout.columns).flat_map(|column| &column.names);
    names.any(|known| known == name)
}

/// The corrections of one file, by line and place of the column in its layout.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileCorrections {
    lines: BTreeMap<u64, BTreeMap<usize, String>>,
    without_column: Vec<(u64, String)>,
}

impl FileCorrections {
    /// The corrected cells of a line.
    pub(crate) fn of_line(&self, line: u64) -> Option<&BTreeMap<usize, String>> {
        if self.lines.is_empty() { None } else { self.lines.get(&line) }
    }

    /// Line and column of those that name no column of the layout.
    pub(crate) fn into_without_column(self) -> Vec<(u64, String)> {
        self.without_column
    }

    /// The lines with a correction that made no row right.
    pub(crate) fn unused(&self, corrected: &BTreeSet<u64>) -> Vec<u64> {
        let without = self.lines.keys().filter(|line| !corrected.contains(line)).copied();
        let mut lines: Vec<u64> =
            without.chain(self.without_column.iter().map(|(line, _)| *line)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
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

/// Whether any layout, or any table of the plan, has a column of this name.
fn is_column(name: &String, request: &Request<'_>) -> bool {
    let built_in = sources().iter().flat_map(|source| &source.layouts);
    let local = request.specs.iter().filter_map(|spec| spec.local.as_ref());
    let mut columns = built_in.chain(local).flat_map(|layout| &layout.columns);
    columns.any(|column| column.names.contains(name))
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
        let text = |at: usize| {
            let place = self.places.get(at).copied().flatten();
            let cell = place.map(|place| row.cell(place)).unwrap_or_default();
            String::from_utf8_lossy(cell).split_whitespace().collect::<Vec<_>>().join(" ")
        };
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
        row.is_sound().then(|| (correction, text(3)))
    }
}
