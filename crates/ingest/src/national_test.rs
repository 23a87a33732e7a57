//! National tests: two entrances to one resolved table.
//!
//! Pupil rows are resolved to one result per pupil, test and year; aggregates are read as they
//! are. Both become the same cells, school × year × subject × grade, with the number of pupils on
//! each level and the number who should have been tested.

mod counts;
mod enrolment;
mod following;
mod rows;
mod table;

pub use table::{national_test_rows, progression_rows};

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Series;
use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::progression::{CohortSums, Progress};
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Grade, InstitutionNumber, Level, Origin, SchoolKind, SchoolYear, Subject};
use rayon::prelude::*;

use counts::resolve_aggregates;
use enrolment::{Enrolment, enrol, note_grades_without_results, note_schools_without_results};
use rows::Columns;

use crate::belonging::Belonging;
use crate::layout::Recognised;
use crate::lookup::Lookup;
use crate::open::Opened;
use crate::pupil::PupilId;
use crate::request::Request;
use crate::roll::Roll;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_opened};

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
    /// How pupils went from test to test, where there are rows of pupils.
    pub progress: Progress,
}

/// One pupil's attempt at one test, in 32 bytes. Ordered by pupil, year, test, time, level, school,
/// abilities, then by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Attempt {
    pupil: PupilId,
    what: Packed,
    abilities: Abilities,
    /// The line of its file, counted on over the files before it.
    line: u32,
}

impl Attempt {
    /// Its order as numbers: comparing them is quicker than part by part.
    fn order(&self) -> (u128, Abilities, u32) {
        let pupil = u128::from(self.pupil.number());
        ((pupil << 64) | u128::from(self.what.0), self.abilities, self.line)
    }
}

/// The abilities of three areas, in thousandths of a logit, or none, in twelve bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Abilities([i32; 3]);

impl Abilities {
    const NONE: Self = Self([i32::MIN; 3]);

    fn new(abilities: Option<[i32; 3]>) -> Self {
        abilities.map_or(Self::NONE, Self)
    }

    fn get(self) -> Option<[i32; 3]> {
        (self != Self::NONE).then_some(self.0)
    }
}

/// Year, test, whether there is no level, time, level (0 for none) and school of an attempt, in this
/// order, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u64);

impl Packed {
    fn new(
        year: SchoolYear,
        test: (Subject, Grade),
        time: u32,
        level: Option<Level>,
        school: u16,
    ) -> Self {
        let subject = u64::from(test.0 == Subject::Mathematics);
        let mut packed = u64::from(year.start() - FIRST_YEAR);
        packed = (packed << 1) | subject;
        packed = (packed << 4) | u64::from(test.1.number());
        packed = (packed << 1) | u64::from(level.is_none());
        packed = (packed << 26) | u64::from(time);
        packed = (packed << 3) | level.map_or(0, |level| u64::from(level.code()));
        Self((packed << 16) | u64::from(school))
    }

    fn part(self, shift: u32, bits: u32) -> u64 {
        (self.0 >> shift) & ((1 << bits) - 1)
    }

    fn small(self, shift: u32, bits: u32) -> u8 {
        u8::try_from(self.part(shift, bits)).unwrap_or_default()
    }

    /// Year and test: with the pupil, what an attempt is one of.
    const fn test(self) -> u64 {
        self.0 >> TEST
    }

    fn year(self) -> Option<SchoolYear> {
        SchoolYear::starting(FIRST_YEAR + u16::from(self.small(YEAR, 8)))
    }

    fn subject(self) -> Subject {
        if self.part(SUBJECT, 1) == 1 { Subject::Mathematics } else { Subject::Reading }
    }

    fn grade(self) -> Option<Grade> {
        Grade::new(self.small(TEST, 4))
    }

    /// When it was; an attempt without a level comes after all that have one.
    fn time(self) -> u64 {
        self.part(TIME, 27)
    }

    fn level(self) -> Option<Level> {
        self.small(LEVEL, 3).try_into().ok()
    }

    fn school(self) -> usize {
        usize::try_from(self.part(0, 16)).unwrap_or(usize::MAX)
    }
}

const FIRST_YEAR: u16 = 1950;
const LEVEL: u32 = 16;
const TIME: u32 = LEVEL + 3;
const TEST: u32 = TIME + 27;
const SUBJECT: u32 = TEST + 4;
const YEAR: u32 = SUBJECT + 1;

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
    attempts: Vec<Vec<Attempt>>,
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
        let row = |columns: &mut Columns, row: &mut Row<'_>| {
            let fate = if row.layout().rows_are_persons() {
                columns.attempt(row, belonging, lookup)
            } else {
                columns.aggregate(row, belonging)
            };
            fate.map_or_else(|fate| fate, |()| Fate::Pending)
        };
        let (file, states) = read_opened(reading, opened, &Parser { begin: &begin, row: &row });
        let (mut attempts, mut aggregates) = (Vec::new(), Vec::new());
        let mut given_up = BTreeSet::new();
        for columns in states {
            attempts.push(columns.attempts);
            aggregates.extend(columns.aggregates);
            given_up.extend(columns.given_up);
        }
        Self { file, attempts, aggregates, given_up, before: 0 }
    }
}

fn series_of<'a>(request: &Request<'a>, key: CellKey) -> Option<&'a Series> {
    let test = (key.year, key.grade);
    request.catalogue.series_of_result(&NATIONAL_TEST.name, key.subject, test)
}

/// Holds the rows of every file against each other: one result per pupil, test and year, one row
/// per cell of the aggregates, and the roll beside them.
pub(crate) fn resolve(files: &mut [TestFile], roll: &Roll, belonging: Belonging<'_>) -> Resolved {
    let Belonging { request, register } = belonging;
    let (mut cells, progress) = resolve_pupils(files, belonging);
    let mut given_up = resolve_aggregates(files, &mut cells, register);
    given_up.extend(files.iter_mut().flat_map(|file| std::mem::take(&mut file.given_up)));
    note_grades_without_results(files, &cells, roll, request);
    enrol(files, &mut cells, &Enrolment { roll, register, request, given_up });
    note_schools_without_results(files, &cells, register, request);
    Resolved { cells, progress }
}

/// Every attempt of every file, sorted; a file's lines are counted on over those before it.
fn sorted_attempts(files: &mut [TestFile]) -> Vec<Attempt> {
    let count = files.iter().flat_map(|file| &file.attempts).map(Vec::len).sum();
    let mut attempts: Vec<Attempt> = Vec::with_capacity(count);
    let mut before = 0_u32;
    for file in files {
        file.before = before;
        let mut last = 0;
        for part in file.attempts.drain(..) {
            last = part.iter().map(|attempt| attempt.line).fold(last, u32::max);
            let moved =
                |attempt: Attempt| Attempt { line: attempt.line.saturating_add(before), ..attempt };
            attempts.extend(part.into_iter().map(moved));
        }
        before = before.saturating_add(last).saturating_add(1);
    }
    // Sorted by content, so that the order of rows and files decides nothing.
    attempts.par_sort_unstable_by_key(Attempt::order);
    attempts
}

/// The files, as far as their attempts need them.
struct Places {
    /// The lines before each file.
    before: Vec<u32>,
    /// The lines of each file that a correction changed.
    corrected: Vec<BTreeSet<u64>>,
}

impl Places {
    /// The file an attempt stands in, and its line there.
    fn of(&self, attempt: &Attempt) -> (usize, u64) {
        let after = self.before.partition_point(|before| *before <= attempt.line);
        let at = after.saturating_sub(1);
        let before = self.before.get(at).copied().unwrap_or_default();
        (at, u64::from(attempt.line.saturating_sub(before)))
    }

    fn is_corrected(&self, (at, line): (usize, u64)) -> bool {
        self.corrected.get(at).is_some_and(|lines| !lines.is_empty() && lines.contains(&line))
    }
}

/// What became of an attempt that is not simply used.
enum Aside {
    /// The column, and the attempt.
    Contradicts(&'static str, Packed),
    SameRowTwice,
    NotFirst,
    OtherSchool,
}

/// What came of the attempts of some pupils.
#[derive(Default)]
struct Settled {
    /// For each test the levels of each school.
    levels: BTreeMap<u64, Vec<[u32; 6]>>,
    /// For each test the abilities of everybody.
    cohorts: BTreeMap<u64, CohortSums>,
    /// For each file its used attempts.
    files: Vec<OfFile>,
    /// Attempts that something is to be said of.
    aside: Vec<(usize, u64, Aside)>,
}

/// The used attempts of a file.
#[derive(Clone)]
struct OfFile {
    used: u64,
    corrected: u64,
    /// Their years, by number.
    years: [bool; 256],
}

impl Settled {
    fn merge(mut self, other: Self) -> Self {
        for (test, levels) in other.levels {
            match self.levels.entry(test) {
                Entry::Vacant(slot) => {
                    slot.insert(levels);
                }
                Entry::Occupied(mut slot) => {
                    for (sum, part) in slot.get_mut().iter_mut().zip(levels) {
                        sum.iter_mut().zip(part).for_each(|(sum, part)| *sum += part);
                    }
                }
            }
        }
        for (test, part) in other.cohorts {
            let sum = self.cohorts.entry(test).or_default();
            *sum = sum.merge(part);
        }
        for (sum, part) in self.files.iter_mut().zip(other.files) {
            sum.used += part.used;
            sum.corrected += part.corrected;
            sum.years.iter_mut().zip(part.years).for_each(|(all, part)| *all |= part);
        }
        self.aside.extend(other.aside);
        self
    }
}

/// One result per pupil, test and year: the first attempt. Pupils are settled in parallel; a part
/// holds all attempts of its pupils.
fn resolve_pupils(
    files: &mut [TestFile],
    Belonging { request, register }: Belonging<'_>,
) -> (BTreeMap<CellKey, TestCell>, Progress) {
    let attempts = sorted_attempts(files);
    let places = Places {
        before: files.iter().map(|file| file.before).collect(),
        corrected: files.iter().map(|file| file.file.corrected_lines().clone()).collect(),
    };
    let schools: Vec<_> = register.schools().iter().collect();
    let parts = by_pupils(&attempts, attempts.len() / 64 + 1);
    let settled = parts.par_iter().map(|part| settle(part, &places, schools.len()));
    let settled = settled.collect::<Vec<_>>().into_iter().reduce(Settled::merge);
    let settled = settled.unwrap_or_default();
    let numbers = schools.iter().map(|(number, _)| **number).collect();
    let progress = following::follow(&parts, &settled.cohorts, (request, numbers));
    for (TestFile { file, .. }, of) in files.iter_mut().zip(&settled.files) {
        file.report.rows.used += of.used;
        file.report.rows.corrected += of.corrected;
        let years = (FIRST_YEAR..).zip(of.years).filter(|(_, found)| *found);
        file.report.years.extend(years.filter_map(|(year, _)| SchoolYear::starting(year)));
    }
    for (at, line, aside) in settled.aside {
        if let Some(TestFile { file, given_up, .. }) = files.get_mut(at) {
            put_aside(file, line, &aside);
            if let Aside::Contradicts(_, what) = aside {
                let school = schools.get(what.school()).map(|(number, _)| **number);
                given_up.extend(school.zip(what.year()).zip(what.grade()).map(
                    |((school, year), grade)| CellKey {
                        school,
                        year,
                        subject: what.subject(),
                        grade,
                    },
                ));
            }
        }
    }
    (cells_of(&settled.levels, &schools), progress)
}

/// The attempts in runs of about `length`, cut between two pupils.
fn by_pupils(attempts: &[Attempt], length: usize) -> Vec<&[Attempt]> {
    let mut parts = Vec::new();
    let mut rest = attempts;
    while !rest.is_empty() {
        let pupil = rest.get(length.min(rest.len()) - 1).map(|attempt| attempt.pupil);
        let end = pupil
            .map_or(rest.len(), |pupil| rest.partition_point(|attempt| attempt.pupil <= pupil));
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        parts.push(part);
        rest = after;
    }
    parts
}

fn settle(attempts: &[Attempt], places: &Places, schools: usize) -> Settled {
    let none = OfFile { used: 0, corrected: 0, years: [false; 256] };
    let mut settled = Settled { files: vec![none; places.before.len()], ..Settled::default() };
    // Which of `levels` a test has, plus one: a look-up by number.
    let mut slots = vec![0_usize; 1 << 13];
    let mut levels: Vec<(u64, Vec<[u32; 6]>)> = Vec::new();
    let mut cohorts: Vec<CohortSums> = Vec::new();
    let same = |a: &Attempt, b: &Attempt| a.pupil == b.pupil && a.what.test() == b.what.test();
    for group in attempts.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        if let Some(column) = contradiction(group, first) {
            for attempt in group {
                let (at, line) = places.of(attempt);
                settled.aside.push((at, line, Aside::Contradicts(column, attempt.what)));
            }
            continue;
        }
        account_for(group, places, &mut settled);
        let test = first.what.test();
        let Some(slot) = usize::try_from(test).ok().and_then(|at| slots.get_mut(at)) else {
            continue;
        };
        if *slot == 0 {
            levels.push((test, vec![[0; 6]; schools]));
            cohorts.push(CohortSums::default());
            *slot = levels.len();
        }
        let cohort = slot.checked_sub(1).and_then(|at| cohorts.get_mut(at));
        if let (Some(cohort), Some(abilities)) = (cohort, first.abilities.get()) {
            cohort.add(abilities);
        }
        let of_test = slot.checked_sub(1).and_then(|at| levels.get_mut(at));
        let of_school = of_test.and_then(|(_, levels)| levels.get_mut(first.what.school()));
        if let (Some(levels), Some(level)) = (of_school, first.what.level()) {
            add(levels, level);
        }
    }
    let tests = levels.iter().map(|(test, _)| *test);
    settled.cohorts = tests.zip(cohorts).filter(|(_, of)| of.pupils() != 0).collect();
    settled.levels = levels.into_iter().collect();
    note_two_schools(attempts, places, &mut settled);
    settled
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

/// The cells in which somebody has a result.
fn cells_of(
    levels: &BTreeMap<u64, Vec<[u32; 6]>>,
    schools: &[(&InstitutionNumber, &crate::register::School)],
) -> BTreeMap<CellKey, TestCell> {
    let mut cells = BTreeMap::new();
    for (test, of_schools) in levels {
        let test = Packed(test << TEST);
        let (Some(year), Some(grade)) = (test.year(), test.grade()) else { continue };
        let subject = test.subject();
        for ((number, school), levels) in schools.iter().zip(of_schools) {
            if levels.iter().sum::<u32>() == 0 {
                continue;
            }
            let key = CellKey { school: **number, year, subject, grade };
            let (levels, kind) = (*levels, school.kind);
            let origin = Origin::PupilRows;
            cells.insert(key, TestCell { levels, enrolled: None, kind, origin });
        }
    }
    cells
}

/// Says where a pupil has results of one year at more than one school: at the first row of another.
fn note_two_schools(attempts: &[Attempt], places: &Places, settled: &mut Settled) {
    let year = |attempt: &Attempt| (attempt.pupil, attempt.what.test() >> (YEAR - TEST));
    for group in attempts.chunk_by(|a, b| year(a) == year(b)) {
        let Some(first) = group.first().map(|attempt| attempt.what.school()) else { continue };
        let other = group.iter().find(|attempt| attempt.what.school() != first);
        if let Some(other) = other {
            let (at, line) = places.of(other);
            settled.aside.push((at, line, Aside::OtherSchool));
        }
    }
}

/// The column in which attempts at the moment of the first contradict it, if any does.
fn contradiction(group: &[Attempt], first: &Attempt) -> Option<&'static str> {
    let is_first = |attempt: &&Attempt| attempt.what.time() == first.what.time();
    let at_first = || group.iter().take_while(is_first);
    let at_once = || at_first().map(|attempt| attempt.what);
    if at_once().any(|what| what.level() != first.what.level()) {
        return Some("niveau");
    }
    if at_once().any(|what| what.school() != first.what.school()) {
        return Some("instnr");
    }
    let mut abilities = at_first().map(|attempt| attempt.abilities);
    abilities.any(|of| of != first.abilities).then_some("theta_p1")
}

/// Where the rows of one pupil, test and year go: the first is used, the others are left out.
fn account_for(group: &[Attempt], places: &Places, settled: &mut Settled) {
    let mut last: Option<Packed> = None;
    for attempt in group {
        let again = last == Some(attempt.what);
        let is_first = last.replace(attempt.what).is_none();
        let (at, line) = places.of(attempt);
        let Some(file) = settled.files.get_mut(at) else { continue };
        if is_first {
            let corrected = places.is_corrected((at, line));
            file.corrected += u64::from(corrected);
            file.used += u64::from(!corrected);
            let year = usize::try_from(attempt.what.test() >> (YEAR - TEST)).ok();
            year.and_then(|year| file.years.get_mut(year)).into_iter().for_each(|y| *y = true);
        } else {
            let aside = if again { Aside::SameRowTwice } else { Aside::NotFirst };
            settled.aside.push((at, line, aside));
        }
    }
}

fn add(levels: &mut [u32; 6], level: Level) {
    if let Some(count) = levels.get_mut(usize::from(level.code()) - 1) {
        *count += 1;
    }
}
