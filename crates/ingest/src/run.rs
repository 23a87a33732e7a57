//! Reading every source of a plan.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::finding::{Finding, FindingKind, SaidInPlan, Severity};
use kvalitet_core::{Grade, InstitutionNumber, Origin, SchoolYear};
use rayon::prelude::*;

use crate::belonging::Belonging;
use crate::corrections::{CorrectionOutcome, Corrections};
use crate::figures::{self, FigureRow, PublishedFigures};
use crate::folder::{SourceError, Sources};
use crate::groups::{Membership, Succession, read_groups};
use crate::key_figures::{self, KeyFigures};
use crate::layout::{Rows, SourceKind};
use crate::lookup::Lookup;
use crate::national_test::{CellKey, Resolved, TestCell, TestFile, resolve};
use crate::open::Opened;
use crate::persons::{self, PersonRows, PersonTable};
use crate::quarantine::QuarantinedRow;
use crate::register::{self, Register};
use crate::request::RESOLVED;
use crate::request::{Request, SourceReport, SourceSpec};
use crate::roll::{self, Roll};
use crate::row::Row;
use crate::source_names::mask_names;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// The schools.
    pub register: Register,
    /// Schools that took over from others.
    pub succession: Succession,
    /// Groups of schools.
    pub groups: Vec<Membership>,
    /// Pupils on roll by school, year and grade.
    pub roll: BTreeMap<(InstitutionNumber, SchoolYear, Grade), u32>,
    /// The corrections of the plan, and what became of each.
    pub corrections: Vec<CorrectionOutcome>,
    /// National tests, one cell per school, year, subject and grade.
    pub tests: Resolved,
    /// Rows of persons of the other sources, by layout.
    pub persons: BTreeMap<Arc<str>, PersonTable>,
    /// Figures that somebody else worked out.
    pub figures: PublishedFigures,
    /// Published key figures, by school year.
    pub key_figures: BTreeMap<SchoolYear, KeyFigures>,
    /// What became of each file, in the order they were read.
    pub sources: Vec<SourceReport>,
    /// Findings: those that stop a source first, then by place.
    pub findings: Vec<Finding>,
    /// Rows in quarantine, sorted by place.
    pub quarantine: Vec<QuarantinedRow>,
}

impl Ingested {
    /// Whether a source could not be used at all.
    pub fn is_stopped(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind.severity() == Severity::Stop)
    }

    /// Says which corrections are of a file that was not read: of another delivery, perhaps.
    fn note_corrections_of_other_files(&mut self) {
        let other = self.corrections.iter().filter(|outcome| outcome.source.is_none());
        let unused = |outcome: &CorrectionOutcome| {
            let (source, line) = &outcome.correction.place;
            Finding::at(Arc::clone(source), FindingKind::CorrectionUnused).line(*line)
        };
        self.findings.extend(other.map(unused));
    }
}

/// A run over the sources of a plan: what was read so far, and the files in their order.
struct Run<'a> {
    request: &'a Request<'a>,
    sources: &'a dyn Sources,
    corrections: Corrections,
    files: Vec<TableFile>,
    /// The spec that each file of a kind is read by.
    named: BTreeMap<(SourceKind, Arc<str>), &'a SourceSpec>,
    /// What the plan says of files to no use.
    unused: Vec<Finding>,
}

/// Reads every source of a request: first those that others are held against (corrections,
/// registers, rolls), then persons and figures.
///
/// Files are read in parallel where a kind has many; the result does not depend on how. One bad
/// row or file never hides another.
pub fn ingest(request: &Request<'_>, sources: &dyn Sources) -> Ingested {
    let mut ingested = Ingested::default();
    let corrections = Corrections::default();
    let (named, unused) = (BTreeMap::new(), Vec::new());
    let mut run = Run { request, sources, corrections, files: Vec::new(), named, unused };
    for (source, spec) in run.named_files(SourceKind::Corrections) {
        let none = Corrections::default();
        let file = run.corrections.read(&Reading {
            sources,
            source: &source,
            spec,
            request,
            corrections: &none,
        });
        run.files.push(file);
    }
    ingested.register = run.register();
    let belonging = Belonging { request, register: &ingested.register };
    for (source, spec) in run.named_files(SourceKind::Succession) {
        let file = ingested.succession.read(&run.reading(&source, spec));
        run.files.push(file);
    }
    for (source, spec) in run.named_files(SourceKind::Groups) {
        let file = read_groups(&mut ingested.groups, &run.reading(&source, spec), belonging);
        run.files.push(file);
    }
    let roll = run.roll(belonging);
    ingested.tests = run.tests(&roll, belonging, (&mut ingested.figures, &mut ingested.persons));
    ingested.roll = roll.iter().collect();
    let of_their_own = [
        SourceKind::Wellbeing,
        SourceKind::Marks,
        SourceKind::Transition,
        SourceKind::Absence,
        SourceKind::CompetenceCover,
        SourceKind::ClassSize,
        SourceKind::Inclusion,
        SourceKind::Complaints,
        SourceKind::Staff,
        SourceKind::Local,
    ];
    for kind in of_their_own {
        let opened = run.opened(kind);
        run.plain(kind, opened, belonging, (&mut ingested.figures, &mut ingested.persons));
    }
    ingested.key_figures = run.key_figures(belonging);
    run.settle(&mut ingested);
    ingested
}

/// Whether two sources of a plan say the same of a file that both name.
fn says_the_same(one: &SourceSpec, other: &SourceSpec) -> bool {
    let of_other = SourceSpec { files: one.files.clone(), ..other.clone() };
    *one == of_other
}

/// A file, opened.
type OpenFile<'a> = (Arc<str>, &'a SourceSpec, Result<Opened, Vec<Finding>>);

/// Where figures and rows of persons go.
type Kept<'a> = (&'a mut PublishedFigures, &'a mut BTreeMap<Arc<str>, PersonTable>);

/// What a file of a plain kind holds.
enum Plain {
    Figures(Vec<FigureRow>),
    Persons(Option<Box<PersonRows>>),
}

impl<'a> Run<'a> {
    fn reading<'r>(&'r self, source: &'r Arc<str>, spec: &'r SourceSpec) -> Reading<'r> {
        let Self { request, sources, corrections, .. } = self;
        Reading { sources: *sources, source, spec, request, corrections }
    }

    /// Puts what became of the files together.
    fn settle(&mut self, ingested: &mut Ingested) {
        let mut files = std::mem::take(&mut self.files);
        ingested.corrections = self.corrections.settle(&mut files);
        if self.request.keep_originals {
            for file in &mut files {
                self.complete_originals(file);
            }
        }
        self.note_names_of_no_file(&files);
        ingested.findings.append(&mut self.unused);
        for file in &mut files {
            self.note_lost_figures(file, ingested);
        }
        for file in files {
            ingested.sources.push(file.report);
            ingested.findings.extend(file.findings);
            ingested.quarantine.extend(file.quarantine);
        }
        ingested.note_corrections_of_other_files();
        mask_names(ingested);
        // What stops a source stands first: the findings behind it may only follow from it.
        let followed = |finding: &Finding| finding.kind.severity() != Severity::Stop;
        ingested.findings.sort_by(|a, b| followed(a).cmp(&followed(b)).then_with(|| a.cmp(b)));
        ingested.quarantine.sort();
    }

    /// Says which names of columns in the plan no file of their source has. Of a file that could not
    /// be read nothing is known.
    fn note_names_of_no_file(&mut self, files: &[TableFile]) {
        for spec in self.request.specs.iter().filter(|spec| !spec.columns.is_empty()) {
            let is_of = |file: &&TableFile| {
                let key = (file.report.kind, Arc::clone(&file.report.source));
                self.named.get(&key).is_some_and(|of| std::ptr::eq(*of, spec))
            };
            let of_spec: Vec<&TableFile> = files.iter().filter(is_of).collect();
            let all_read = of_spec.iter().all(|file| !file.report.layout.is_empty());
            let Some(first) = of_spec.first().filter(|_| all_read) else { continue };
            for column in spec.columns.keys() {
                if !of_spec.iter().any(|file| file.mapped.contains(column)) {
                    let kind = FindingKind::PlanUnused { said: SaidInPlan::ColumnName };
                    let finding = Finding::at(Arc::clone(&first.report.source), kind);
                    self.unused.push(finding.column(column.as_str()));
                }
            }
        }
    }

    /// Says which figures of the municipality's schools are missing because their rows are in
    /// quarantine. Rolls are told of where they are used, and what pupil rows say is not missing.
    fn note_lost_figures(&self, file: &mut TableFile, ingested: &Ingested) {
        if file.report.kind == SourceKind::Roll {
            return;
        }
        let is_tests = file.report.kind == SourceKind::NationalTest;
        let is_said = |school: InstitutionNumber, year: SchoolYear, grade: Option<Grade>| {
            let mut cells = ingested.tests.cells.iter();
            let of_pupils = |(key, cell): (&CellKey, &TestCell)| {
                (key.school, key.year, Some(key.grade)) == (school, year, grade)
                    && cell.origin == Origin::PupilRows
            };
            is_tests && cells.any(of_pupils)
        };
        for (school, year, grade) in std::mem::take(&mut file.lost) {
            let is_own = ingested.register.fate(school, self.request.municipality).is_ok();
            if is_own && self.request.years.contains(&year) && !is_said(school, year, grade) {
                file.note(None, None, FindingKind::FigureInQuarantine { school, year, grade });
            }
        }
    }

    /// Reads a file once more for the rows that were right by themselves and were given up when they
    /// were held against others: their cells were not kept.
    fn complete_originals(&self, file: &mut TableFile) {
        let without = |row: &&mut QuarantinedRow| row.original.is_empty();
        let lines: BTreeSet<u64> =
            file.quarantine.iter_mut().filter(without).map(|row| row.line).collect();
        let source = Arc::clone(&file.report.source);
        let spec = self.named.get(&(file.report.kind, Arc::clone(&source)));
        let (Some(spec), false) = (spec, lines.is_empty()) else { return };
        let row = |kept: &mut Vec<(u64, Vec<String>)>, row: &mut Row<'_>| {
            if lines.contains(&row.line) {
                kept.push((row.line, row.as_it_stands()));
            }
            Fate::Pending
        };
        let parser = Parser { begin: &|_| Vec::new(), row: &row, plain: None, end: &|_| {} };
        let (_, kept) = read_table(&self.reading(&source, spec), &parser);
        let mut kept: BTreeMap<u64, Vec<String>> = kept.into_iter().flatten().collect();
        for row in file.quarantine.iter_mut().filter(without) {
            row.original = kept.remove(&row.line).unwrap_or_default();
        }
    }

    fn register(&mut self) -> Register {
        let (mut files, mut rows, mut other) = (Vec::new(), Vec::new(), BTreeSet::new());
        let stopped = self.files.len();
        let named = self.named_files(SourceKind::SchoolRegister);
        // A file that cannot be found stands among the files already.
        files.extend(self.files.split_off(stopped));
        for (source, spec) in named {
            let (file, found, of_other_kinds) =
                register::read(&self.reading(&source, spec), files.len());
            files.push(file);
            rows.extend(found);
            other.extend(of_other_kinds);
        }
        let register = Register::settle(&mut files, (rows, other), self.request.municipality);
        self.files.extend(files);
        register
    }

    fn roll(&mut self, belonging: Belonging<'_>) -> Roll {
        let (mut files, mut rows) = (Vec::new(), Vec::new());
        for (source, spec) in self.named_files(SourceKind::Roll) {
            let (file, found) = roll::read(&self.reading(&source, spec), belonging, files.len());
            files.push(file);
            rows.extend(found);
        }
        let roll = Roll::settle(&mut files, &rows, belonging.register);
        if let Some(last) = files.last_mut() {
            roll.note_jumps(last);
        }
        self.files.extend(files);
        roll
    }

    /// Opens the files of a kind, in the plan's order.
    fn opened(&mut self, kind: SourceKind) -> Vec<OpenFile<'a>> {
        let named = self.named_files(kind);
        let open = |(source, spec): (Arc<str>, &'a SourceSpec)| {
            let opened = self.reading(&source, spec).open();
            (source, spec, opened)
        };
        named.into_iter().map(open).collect()
    }

    /// Pupil rows and counts are resolved together; shares and the later tests are tables of their
    /// own.
    fn tests(&mut self, roll: &Roll, belonging: Belonging<'_>, kept: Kept<'_>) -> Resolved {
        let is_resolved = |(_, _, opened): &OpenFile<'_>| {
            let layout = opened.as_ref().ok().map(|opened| &opened.recognised.layout.id);
            layout.is_none_or(|layout| RESOLVED.contains(&layout.as_ref()))
        };
        let opened = self.opened(SourceKind::NationalTest);
        let (resolved, plain): (Vec<_>, Vec<_>) = opened.into_iter().partition(is_resolved);
        let lookup = Lookup::new(belonging);
        let read = resolved.into_par_iter().map(|(source, spec, opened)| {
            TestFile::read(&self.reading(&source, spec), opened, (belonging, &lookup))
        });
        let mut read: Vec<TestFile> = read.collect();
        let tests = resolve(&mut read, roll, belonging);
        self.files.extend(read.into_iter().map(|test| test.file));
        self.plain(SourceKind::NationalTest, plain, belonging, kept);
        tests
    }

    /// Reads the files of a kind that has nothing of its own to resolve.
    fn plain(
        &mut self,
        kind: SourceKind,
        opened: Vec<OpenFile<'_>>,
        belonging: Belonging<'_>,
        (figures, persons): Kept<'_>,
    ) {
        let read: Vec<(TableFile, Plain)> = opened
            .into_par_iter()
            .map(|(source, spec, opened)| {
                let reading = self.reading(&source, spec);
                let of_opened = |opened: &Opened| {
                    matches!(opened.recognised.layout.rows, Rows::Persons | Rows::Own)
                };
                if opened.as_ref().is_ok_and(of_opened) {
                    let (file, rows) = persons::read(&reading, opened, belonging);
                    (file, Plain::Persons(rows.map(Box::new)))
                } else {
                    let (file, found) = figures::read(&reading, opened, belonging);
                    (file, Plain::Figures(found))
                }
            })
            .collect();
        let (mut files, mut rows) = (Vec::new(), Vec::new());
        let mut parts: BTreeMap<Arc<str>, Vec<(usize, PersonRows)>> = BTreeMap::new();
        for (at, (file, content)) in read.into_iter().enumerate() {
            match content {
                Plain::Figures(found) => rows.extend(found.into_iter().map(|row| (at, row))),
                Plain::Persons(rows) => {
                    let of_layout = parts.entry(Arc::clone(&file.report.layout)).or_default();
                    of_layout.extend(rows.map(|rows| (at, *rows)));
                }
            }
            files.push(file);
        }
        let found = figures::settle(&mut files, rows, belonging.register);
        figures.observations.entry(kind).or_default().extend(found);
        for (layout, parts) in parts {
            if let Some(table) = persons::resolve(parts, &mut files) {
                persons.insert(layout, table);
            }
        }
        self.files.extend(files);
    }

    fn key_figures(&mut self, belonging: Belonging<'_>) -> BTreeMap<SchoolYear, KeyFigures> {
        let mut years: BTreeMap<SchoolYear, KeyFigures> = BTreeMap::new();
        let mut published: Vec<(BTreeSet<SchoolYear>, TableFile)> = Vec::new();
        for (source, spec) in self.named_files(SourceKind::KeyFigures) {
            let reading = self.reading(&source, spec);
            let (file, mut found) = key_figures::read(&mut years, &reading, belonging);
            found.extend(spec.year);
            published.push((found, file));
        }
        for (year, figures) in &years {
            let of_year = published.iter_mut().filter(|(years, _)| years.contains(year));
            let mut of_year: Vec<&mut TableFile> = of_year.map(|(_, file)| file).collect();
            figures.note_missing(&mut of_year, belonging.request, belonging.register);
        }
        self.files.extend(published.into_iter().map(|(_, file)| file));
        years
    }

    /// The files of every spec of one kind, each once, in the plan's order. What cannot be found is
    /// a stopped file.
    fn named_files(&mut self, kind: SourceKind) -> Vec<(Arc<str>, &'a SourceSpec)> {
        let mut named = Vec::new();
        for spec in self.request.specs.iter().filter(|spec| spec.kind == kind) {
            for pattern in &spec.files {
                match self.sources.matching(pattern) {
                    Ok(paths) => {
                        for path in paths.into_iter().map(Arc::<str>::from) {
                            match self.named.entry((kind, Arc::clone(&path))) {
                                Entry::Vacant(entry) => {
                                    entry.insert(spec);
                                    named.push((path, spec));
                                }
                                Entry::Occupied(first) if !says_the_same(first.get(), spec) => {
                                    let said = SaidInPlan::LaterSource;
                                    let kind = FindingKind::PlanUnused { said };
                                    self.unused.push(Finding::at(path, kind));
                                }
                                Entry::Occupied(_) => {}
                            }
                        }
                    }
                    Err(error) => {
                        let kind_found = match error {
                            SourceError::NothingMatches => FindingKind::NothingMatches,
                            SourceError::Missing => FindingKind::FileMissing,
                            SourceError::Unreadable => FindingKind::Unreadable,
                        };
                        let source = Arc::from(pattern.as_str());
                        self.files.push(TableFile::new(&source, kind).stopped(kind_found));
                    }
                }
            }
        }
        named
    }
}
