//! National tests: two entrances to one resolved table.
//!
//! Pupil rows are resolved to one result per pupil, test and year; aggregates are read as they
//! are. Both become the same cells, school × year × subject × grade, with the number of pupils on
//! each level and the number who should have been tested.

mod attempts;
mod counts;
mod enrolment;
mod following;
mod plain;
mod rows;
mod settle;
mod table;

pub use table::{national_test_rows, progression_rows};

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Series;
use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::progression::{AreaSums, CohortSums, PairSums, Progress};
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Grade, InstitutionNumber, Origin, SchoolKind, SchoolYear, Subject};
use rayon::prelude::*;

use attempts::{FIRST_YEAR, PARTITIONS, Packed, Partitioned, TESTS};
use counts::resolve_aggregates;
use enrolment::{Enrolment, enrol, note_grades_without_results, note_schools_without_results};
use following::Routes;
use plain::With;
use rows::Columns;
use settle::{Aside, OfTest, Places, Settled, Settling, Sums};

use crate::belonging::Belonging;
use crate::layout::Recognised;
use crate::lookup::Lookup;
use crate::open::Opened;
use crate::pseudonym::CprSuspicion;
use crate::request::Request;
use crate::roll::Roll;
use crate::row::Row;
use crate::table::{Fate, Parser, Passage, Reading, TableFile, read_opened};

/// Where a result belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    /// The school.
    pub school: InstitutionNumber,
    /// The school year.
    pub year: SchoolYear,
    /// The subject.
    pub subject: Subject,
    /// The grade.
    pub grade: Grade,
}

/// The results of one school, year, subject and grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestCell {
    /// Pupils on each level, lowest first.
    pub levels: [u32; 6],
    /// Pupils on the grade, where it is known and not fewer than those tested.
    pub enrolled: Option<u32>,
    /// What kind of school it is.
    pub kind: SchoolKind,
    /// What it was counted from.
    pub origin: Origin,
}

impl TestCell {
    /// How many have a result.
    pub fn tested(&self) -> u32 {
        self.levels.iter().sum()
    }
}

/// The resolved table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// By school, year, subject and grade.
    pub cells: BTreeMap<CellKey, TestCell>,
    /// The abilities of pupils, where there are rows of them that say all three.
    pub abilities: BTreeMap<CellKey, AreaSums>,
    /// How pupils went from test to test, where there are rows of pupils.
    pub progress: Progress,
}

/// One row of the aggregates.
#[derive(Clone, Copy, Debug)]
struct Aggregate {
    key: CellKey,
    levels: [u32; 6],
    enrolled: u32,
    line: u64,
}

/// One file of results, before its rows are held against each other.
pub(crate) struct TestFile {
    pub(crate) file: TableFile,
    parts: Vec<Partitioned>,
    aggregates: Vec<Aggregate>,
    /// The cells of pupil rows in quarantine, as far as those can be read.
    given_up: BTreeSet<CellKey>,
    /// How many lines the files before it have.
    before: u32,
}

impl TestFile {
    /// Reads a file of pupil rows or of counts.
    pub(crate) fn read(
        reading: &Reading<'_>,
        opened: Result<Opened, Vec<Finding>>,
        (belonging, lookup): (Belonging<'_>, &Lookup),
    ) -> Self {
        let begin = |recognised: &Recognised| Columns::new(recognised);
        let with =
            With { lookup, mark: reading.spec.decimal, pseudonyms: reading.request.pseudonyms };
        let plain = |columns: &mut Columns, passage: Passage<'_>, seen: &mut [CprSuspicion]| {
            columns.plain_attempts(passage, with, seen)
        };
        let row = |columns: &mut Columns, row: &mut Row<'_>| {
            let fate = if row.layout().rows_are_persons() {
                columns.attempt(row, belonging, lookup)
            } else {
                columns.aggregate(row, belonging)
            };
            fate.map_or_else(|fate| fate, |()| Fate::Pending)
        };
        let parser = Parser { begin: &begin, row: &row, plain: Some(&plain), end: &Columns::end };
        let (file, states) = read_opened(reading, opened, &parser);
        let (mut parts, mut aggregates) = (Vec::new(), Vec::new());
        let mut given_up = BTreeSet::new();
        for columns in states {
            parts.extend(columns.partitioned);
            aggregates.extend(columns.aggregates);
            given_up.extend(columns.given_up);
        }
        Self { file, parts, aggregates, given_up, before: 0 }
    }
}

fn series_of<'a>(
    request: &Request<'a>,
    subject: Subject,
    test: (SchoolYear, Grade),
) -> Option<&'a Series> {
    request.catalogue.series_of_result(&NATIONAL_TEST.name, subject, test)
}

/// Holds the rows of every file against each other: one result per pupil, test and year, one row
/// per cell of the aggregates, and the roll beside them.
pub(crate) fn resolve(files: &mut [TestFile], roll: &Roll, belonging: Belonging<'_>) -> Resolved {
    let Belonging { request, register } = belonging;
    let PupilResults { mut cells, abilities, progress } = resolve_pupils(files, belonging);
    let mut given_up = resolve_aggregates(files, &mut cells, register);
    given_up.extend(files.iter_mut().flat_map(|file| std::mem::take(&mut file.given_up)));
    note_grades_without_results(files, &cells, roll, request);
    enrol(files, &mut cells, &Enrolment { roll, register, request, given_up });
    note_schools_without_results(files, &cells, register, request);
    Resolved { cells, abilities, progress }
}

/// One result per pupil, test and year: the first attempt; and the pairs of results of a pupil. Pupils
/// are settled in parallel, a partition of them at a time.
fn resolve_pupils(
    files: &mut [TestFile],
    Belonging { request, register }: Belonging<'_>,
) -> PupilResults {
    let parts = partitioned(files);
    let places = Places {
        before: files.iter().map(|file| file.before).collect(),
        corrected: files.iter().map(|file| file.file.corrected_lines().clone()).collect(),
    };
    let routes = Routes::new(request, &held(&parts));
    let schools: Vec<_> = register.schools().iter().collect();
    let keeps_pairs = request.progression.keeps_pairs;
    let settled = settled(&Settling {
        parts: &parts,
        places: &places,
        routes: &routes,
        schools: schools.len(),
        keeps_pairs,
    });
    drop(parts);
    let numbers: Vec<InstitutionNumber> = schools.iter().map(|(number, _)| **number).collect();
    for (TestFile { file, .. }, of) in files.iter_mut().zip(&settled.files) {
        file.report.rows.used += of.used;
        file.report.rows.corrected += of.corrected;
        let years = (FIRST_YEAR..).zip(of.years).filter(|(_, found)| *found);
        file.report.years.extend(years.filter_map(|(year, _)| SchoolYear::starting(year)));
    }
    for (at, line, aside) in &settled.aside {
        if let Some(TestFile { file, given_up, .. }) = files.get_mut(*at) {
            put_aside(file, *line, aside);
            if let Aside::Contradicts(_, what) = aside {
                given_up.extend(key_of(&numbers, usize::from(what.school()), *what));
            }
        }
    }
    let (cells, abilities) = cells_of(&settled, &schools);
    PupilResults { cells, abilities, progress: progress(settled, &routes, (request, numbers)) }
}

/// What pupil rows come to.
struct PupilResults {
    cells: BTreeMap<CellKey, TestCell>,
    abilities: BTreeMap<CellKey, AreaSums>,
    progress: Progress,
}

/// The attempts of every part of every file by partition; a file's lines are counted on over those
/// before it.
fn partitioned(files: &mut [TestFile]) -> Vec<Partitioned> {
    let mut parts = Vec::new();
    let mut before = 0_u32;
    for file in files {
        file.before = before;
        let of_file = std::mem::take(&mut file.parts);
        let last = of_file.iter().map(Partitioned::last).max().unwrap_or(0);
        parts.extend(of_file.into_iter().map(|part| part.after(before)));
        before = before.saturating_add(last).saturating_add(1);
    }
    parts
}

/// The tests that there are attempts at, by number.
fn held(parts: &[Partitioned]) -> Vec<bool> {
    let mut all = vec![false; TESTS];
    for part in parts {
        all.iter_mut().zip(part.held()).for_each(|(held, of_part)| *held |= of_part);
    }
    all
}

fn settled(settling: &Settling<'_>) -> Settled {
    let none = || Settled::new(settling);
    // A run of partitions for each thread: each has sums of its own, over every school and test.
    let least = PARTITIONS.div_ceil(rayon::current_num_threads());
    let runs = (0..PARTITIONS).into_par_iter().with_min_len(least);
    let settled = runs.fold(none, |sums, partition| sums.settle(partition, settling));
    settled.reduce_with(Settled::merge).unwrap_or_else(none)
}

fn key_of(schools: &[InstitutionNumber], school: usize, what: Packed) -> Option<CellKey> {
    let school = *schools.get(school)?;
    Some(CellKey { school, year: what.year()?, subject: what.subject(), grade: what.grade()? })
}

/// How pupils went from test to test.
fn progress(
    settled: Settled,
    routes: &Routes,
    (request, schools): (&Request<'_>, Vec<InstitutionNumber>),
) -> Progress {
    let cohorts = cohorts(&settled);
    let steps = routes.followed(request, &cohorts);
    let (mut unpaired, mut sums) = (BTreeMap::new(), BTreeMap::new());
    for ((school, test, reason), count) in settle::unpaired(&settled, routes) {
        if let (Some(school), Some(test)) = (schools.get(school), following::occasion(test)) {
            unpaired.insert((*school, test, reason), count);
        }
    }
    for (test, of_test) in settled.tests() {
        let Some(step) = routes.step_to(test) else { continue };
        let paired = schools.iter().zip(&of_test.schools).map(|(school, of)| (school, of.pairs()));
        for (school, pairs) in paired.filter(|(_, [before, _])| before.pupils != 0) {
            let [before, now] = pairs.map(AreaSums::from);
            sums.insert((*school, step), PairSums { before: before.sums, now });
        }
    }
    let cohorts = cohorts.into_iter();
    let cohorts = cohorts.filter_map(|(test, sums)| Some((following::occasion(test)?, sums)));
    let cohorts = cohorts.collect();
    let pairs = following::with_standings(settled.pairs, &steps);
    Progress { schools, cohorts, steps, pairs, sums, unpaired }
}

/// The sums over everybody with abilities in a test, by its number.
fn cohorts(settled: &Settled) -> BTreeMap<u64, CohortSums> {
    let cohort = |(test, of_test): (u64, &OfTest)| {
        let mut all = Sums::default();
        of_test.schools.iter().for_each(|school| all.merge(school.abilities));
        let products = of_test.products.map(i128::from);
        let sums = CohortSums::new(u64::from(all.pupils), all.sums, products);
        (all.pupils != 0).then_some((test, sums))
    };
    settled.tests().filter_map(cohort).collect()
}

fn put_aside(file: &mut TableFile, line: u64, aside: &Aside) {
    match aside {
        Aside::Contradicts(column, _) => {
            file.quarantine(line, Some(column), &FindingKind::Contradiction);
        }
        Aside::SameRowTwice => {
            file.report.rows.exclude(ExclusionRule::SameRowTwice, 1);
            file.note(Some(line), Some("pnr"), FindingKind::SameRowTwice);
        }
        Aside::NotFirst => file.report.rows.exclude(ExclusionRule::NotFirstAttempt, 1),
        Aside::OtherSchool => file.note(Some(line), Some("instnr"), FindingKind::TwoSchools),
    }
}

/// The cells in which somebody has a result with a level, and those in which somebody has abilities.
fn cells_of(
    settled: &Settled,
    schools: &[(&InstitutionNumber, &crate::register::School)],
) -> (BTreeMap<CellKey, TestCell>, BTreeMap<CellKey, AreaSums>) {
    let (mut cells, mut abilities) = (BTreeMap::new(), BTreeMap::new());
    for (test, of_test) in settled.tests() {
        let test = Packed::of_test(test);
        let (Some(year), Some(grade)) = (test.year(), test.grade()) else { continue };
        let subject = test.subject();
        for ((number, school), of) in schools.iter().zip(&of_test.schools) {
            let key = CellKey { school: **number, year, subject, grade };
            if of.levels.iter().any(|pupils| *pupils != 0) {
                let (levels, kind) = (of.levels, school.kind);
                let origin = Origin::PupilRows;
                cells.insert(key, TestCell { levels, enrolled: None, kind, origin });
            }
            if of.abilities.pupils != 0 {
                abilities.insert(key, of.abilities.into());
            }
        }
    }
    (cells, abilities)
}

impl From<Sums> for AreaSums {
    fn from(Sums { pupils, sums }: Sums) -> Self {
        Self { pupils, sums }
    }
}
