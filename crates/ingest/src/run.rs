//! Reading every source of a plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::SchoolYear;
use kvalitet_core::finding::{Finding, FindingKind, Severity};
use rayon::prelude::*;

use crate::folder::{SourceError, Sources};
use crate::key_figures::KeyFigures;
use crate::layout::SourceKind;
use crate::national_test::{Resolved, TestFile, resolve};
use crate::quarantine::QuarantinedRow;
use crate::register::Register;
use crate::roll::Roll;
use crate::table::{Request, SourceReport, SourceSpec, TableFile};

/// Everything that was read.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// The schools.
    pub register: Register,
    /// National tests, one cell per school, year, subject and grade.
    pub tests: Resolved,
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
}

/// Reads every source of a request: registers, rolls, tests, key figures, in this order.
///
/// Files are read in parallel where a kind has many; the result does not depend on how. One bad
/// row or file never hides another.
pub fn ingest(request: &Request<'_>, sources: &dyn Sources) -> Ingested {
    let mut files = Vec::new();
    let mut ingested = Ingested::default();
    let registers = named_files(request, sources, SourceKind::SchoolRegister, &mut files);
    for (source, spec) in &registers {
        files.push(ingested.register.read(sources, source, spec, request));
    }
    let mut roll = Roll::default();
    for (source, spec) in &named_files(request, sources, SourceKind::Roll, &mut files) {
        files.push(roll.read(sources, (source, spec), request, &ingested.register));
    }
    let tests = named_files(request, sources, SourceKind::NationalTest, &mut files);
    let register = &ingested.register;
    let mut read: Vec<TestFile> = tests
        .par_iter()
        .map(|(source, spec)| TestFile::read(sources, source, spec, request, register))
        .collect();
    ingested.tests = resolve(&mut read, &roll, register, request);
    files.extend(read.into_iter().map(|test| test.file));
    let named = named_files(request, sources, SourceKind::KeyFigures, &mut files);
    let mut published: Vec<(SchoolYear, TableFile)> = Vec::new();
    for (source, spec) in &named {
        if let Some(year) = spec.year {
            let figures = ingested.key_figures.entry(year).or_default();
            published.push((year, figures.read(sources, (source, spec), request, register)));
        }
    }
    for (year, figures) in &ingested.key_figures {
        let of_year = published.iter_mut().filter(|(of, _)| of == year);
        let mut of_year: Vec<&mut TableFile> = of_year.map(|(_, file)| file).collect();
        figures.note_missing(&mut of_year, request, register);
    }
    files.extend(published.into_iter().map(|(_, file)| file));
    for file in files {
        ingested.sources.push(file.report);
        ingested.findings.extend(file.findings);
        ingested.quarantine.extend(file.quarantine);
    }
    // What stops a source stands first: the findings behind it may only follow from it.
    let followed = |finding: &Finding| finding.kind.severity() != Severity::Stop;
    ingested.findings.sort_by(|a, b| followed(a).cmp(&followed(b)).then_with(|| a.cmp(b)));
    ingested.quarantine.sort();
    ingested
}

/// The files of every spec of one kind, each once, in the plan's order. What cannot be found goes
/// to `files` as a stopped file.
fn named_files<'a>(
    request: &Request<'a>,
    sources: &dyn Sources,
    kind: SourceKind,
    files: &mut Vec<TableFile>,
) -> Vec<(Arc<str>, &'a SourceSpec)> {
    let mut named = Vec::new();
    let mut seen = BTreeSet::new();
    for spec in request.specs.iter().filter(|spec| spec.kind == kind) {
        for pattern in &spec.files {
            match sources.matching(pattern) {
                Ok(paths) => {
                    let fresh = paths.into_iter().filter(|path| seen.insert(path.clone()));
                    named.extend(fresh.map(|path| (Arc::from(path), spec)));
                }
                Err(error) => {
                    let kind_found = match error {
                        SourceError::NothingMatches => FindingKind::NothingMatches,
                        SourceError::Missing => FindingKind::FileMissing,
                        SourceError::Unreadable => FindingKind::Unreadable,
                    };
                    let source = Arc::from(pattern.as_str());
                    files.push(TableFile::new(&source, kind).stopped(kind_found));
                }
            }
        }
    }
    named
}
