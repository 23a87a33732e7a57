//! National tests: two entrances to one resolved table.
//!
//! Pupil rows are resolved to one result per pupil, test and year; aggregates are read as they
//! are. Both become the same cells, school × year × subject × grade, with the number of pupils on
//! each level and the number who should have been tested.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Series;
use kvalitet_core::finding::{ExclusionRule, Expected, Finding, FindingKind};
use kvalitet_core::{
    Grade, InstitutionNumber, Level, Origin, SchoolKind, SchoolYear, Subject, TestCode,
};
use rayon::prelude::*;

use crate::belonging::Belonging;
use crate::figures::check_row;
use crate::form::Value;
use crate::layout::Recognised;
use crate::lookup::Lookup;
use crate::open::Opened;
use crate::pupil::PupilId;
use crate::register::Register;
use crate::roll::Roll;
use crate::table::{Fate, Parser, Reading, Request, Row, TableFile, read_opened};

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// By school, year, subject and grade.
    pub cells: BTreeMap<CellKey, TestCell>,
}

/// One pupil's attempt at one test, in 24 bytes. Ordered by pupil, year, test, time, level, school,
/// then by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Attempt {
    pupil: PupilId,
    what: Packed,
    /// The line of its file, counted on over the files before it.
    line: u32,
}

impl Attempt {
    /// Its order as two numbers: comparing them is quicker than part by part.
    fn order(&self) -> (u128, u32) {
        let pupil = u128::from(self.pupil.number());
        ((pupil << 64) | u128::from(self.what.0), self.line)
    }
}

/// Year, test, time, level and school of an attempt, in this order, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Packed(u64);

impl Packed {
    fn new(year: SchoolYear, test: (Subject, Grade), time: u32, level: Level, school: u16) -> Self {
        let subject = u64::from(test.0 == Subject::Mathematics);
        let mut packed = u64::from(year.start() - FIRST_YEAR);
        packed = (packed << 1) | subject;
        packed = (packed << 4) | u64::from(test.1.number());
        packed = (packed << 26) | u64::from(time);
        packed = (packed << 3) | u64::from(level.code());
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

    fn time(self) -> u64 {
        self.part(TIME, 26)
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
const TEST: u32 = TIME + 26;
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

/// Where the columns of the tests stand, and what a part of a file holds.
struct Columns {
    pupil: usize,
    school: usize,
    year: usize,
    grade: usize,
    test: usize,
    time: usize,
    kind: usize,
    /// The word for an obligatory test.
    obligatory: String,
    level: Option<usize>,
    /// Columns that are only checked.
    checked: Vec<usize>,
    subject: usize,
    /// Enrolled, tested and the levels.
    counts: Vec<usize>,
    attempts: Vec<Attempt>,
    aggregates: Vec<Aggregate>,
    /// The cells of rows in quarantine.
    given_up: BTreeSet<CellKey>,
}

impl Columns {
    fn new(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let at = |name: &str| layout.place(name).unwrap_or(usize::MAX);
        let areas = ["theta_p", "sem_p", "score_p", "niveau_p"];
        let of_area = |name: &str, area: u8| layout.place(&format!("{name}{area}"));
        let checked =
            areas.into_iter().flat_map(|name| (1..=3).filter_map(move |n| of_area(name, n)));
        let counts = ["elever_i_alt", "testede"].map(at).into_iter();
        let levels = (1..=6).map(|level| at(&format!("niveau_{level}")));
        Self {
            pupil: at("pnr"),
            school: layout.place("instnr").unwrap_or_else(|| at("institutionsnummer")),
            year: at("skoleaar"),
            grade: at("klassetrin"),
            test: at("fagid"),
            time: at("testtid"),
            kind: at("testtype"),
            obligatory: layout
                .columns
                .get(at("testtype"))
                .and_then(|column| column.choices.words.get(usize::from(OBLIGATORY)).cloned())
                .unwrap_or_default(),
            level: layout.place("niveau"),
            checked: checked
                .filter(|at| recognised.places.get(*at).copied().flatten().is_some())
                .collect(),
            subject: at("fag"),
            counts: counts.chain(levels).collect(),
            attempts: Vec::new(),
            aggregates: Vec::new(),
            given_up: BTreeSet::new(),
        }
    }

    /// One pupil row. Everything in it is checked, what the figures do not use included: a shifted
    /// column shows there first.
    fn attempt(
        &mut self,
        row: &mut Row<'_>,
        belonging: Belonging<'_>,
        lookup: &Lookup,
    ) -> Result<(), Fate> {
        let pupil = row.pupil(self.pupil);
        let place = lookup.school(row.cell(self.school));
        if place.is_none() {
            // Said as it is: an empty cell, no number, or a school of no register.
            row.read(self.school);
        }
        // Read by its form only where the plain reading fails: a form has more to say and is slower.
        let year = SchoolYear::from_bytes(row.cell(self.year)).ok();
        // Where the plan says a year too, the two are held against each other.
        let year = year.filter(|_| row.year_of_source().is_none());
        let year = year.or_else(|| row.year(self.year));
        let grade = row.value(self.grade, Expected::Grade, |text| Grade::from_bytes(text).ok());
        let code = row.value(self.test, Expected::TestCode, |text| TestCode::from_bytes(text).ok());
        let time = row.value(self.time, Expected::DateTime, crate::cell::date_time);
        let obligatory = row.cell(self.kind) == self.obligatory.as_bytes()
            || row.read(self.kind) == Some(Value::Choice(OBLIGATORY));
        self.checked.iter().for_each(|place| row.check(*place));
        let overall =
            self.level.and_then(|at| row.optional(at, Expected::Level, crate::form::level));
        if !row.is_sound() {
            let school = place.and_then(|place| lookup.schools.get(usize::from(place)).copied());
            self.given_up.extend(cell_of(school, year, code));
            return Err(Fate::Quarantined);
        }
        let whole = || Some((pupil?, year?, grade?, code?, time?));
        let (pupil, year, grade, code, time) = whole().ok_or(Fate::Quarantined)?;
        let excluded = |rule| Err(Fate::Excluded(rule));
        if !obligatory {
            return excluded(ExclusionRule::NotObligatory);
        }
        let Some(subject) = code.subject else {
            return excluded(ExclusionRule::OtherSubject);
        };
        if code.grade != grade {
            return excluded(ExclusionRule::OtherGrade);
        }
        let Some(test) = lookup.test(year, (subject, grade)) else {
            return excluded(ExclusionRule::OtherYear);
        };
        let Some(school) = place else {
            let number = InstitutionNumber::from_bytes(row.cell(self.school));
            let number = number.map_err(|_| Fate::Quarantined)?;
            return belonging.check(row, (number, self.school), year);
        };
        if let Some(rule) = lookup.excluded(school) {
            return excluded(rule);
        }
        if !test.is_taken {
            row.problem(self.test, FindingKind::NotTestedHere { subject, grade, year });
            return Err(Fate::Quarantined);
        }
        if test.is_outside(year, time) {
            row.note(self.time, FindingKind::OutsideWindow);
        }
        let Some(level) = overall else {
            return excluded(ExclusionRule::NoLevel);
        };
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        let what = Packed::new(year, (subject, grade), time, level, school);
        self.attempts.push(Attempt { pupil, what, line });
        Ok(())
    }

    fn aggregate(&mut self, row: &mut Row<'_>, belonging: Belonging<'_>) -> Result<(), Fate> {
        let layout = row.layout();
        let year = row.year(self.year);
        let school = row.read(self.school);
        let subject = row.read(self.subject);
        let grade = row.read(self.grade);
        let mut counts = [0; 8];
        for (count, place) in counts.iter_mut().zip(&self.counts) {
            *count = row.pupils(*place).unwrap_or(0);
        }
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let (Some(year), Some(Value::School(school)), Some(Value::Grade(grade))) =
            (year, school, grade)
        else {
            return Err(Fate::Quarantined);
        };
        let mathematics = subject == Some(Value::Whole(1));
        let subject = if mathematics { Subject::Mathematics } else { Subject::Reading };
        let key = CellKey { school, year, subject, grade };
        belongs(row, key, (self.school, self.grade), belonging)?;
        let value = |at: usize| {
            let counted = self.counts.iter().position(|place| *place == at)?;
            counts.get(counted).map(|count| Value::Whole(*count))
        };
        let values: Vec<Option<Value<'_>>> = (0..layout.columns.len()).map(value).collect();
        check_row(layout, &values, row);
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let [enrolled, _, levels @ ..] = counts;
        self.aggregates.push(Aggregate { key, levels, enrolled, line: row.line });
        Ok(())
    }
}

/// The cell of a row in quarantine, as far as it can be read.
fn cell_of(
    school: Option<InstitutionNumber>,
    year: Option<SchoolYear>,
    code: Option<TestCode>,
) -> Option<CellKey> {
    let code = code?;
    Some(CellKey { school: school?, year: year?, subject: code.subject?, grade: code.grade })
}

/// The place of `obligatorisk` among the kinds of test.
const OBLIGATORY: u8 = 0;

/// Whether a result at `key` counts; `columns` are those of school and test.
fn belongs(
    row: &mut Row<'_>,
    key: CellKey,
    (school_column, test_column): (usize, usize),
    belonging: Belonging<'_>,
) -> Result<(), Fate> {
    let CellKey { school, year, subject, grade } = key;
    belonging.check(row, (school, school_column), year)?;
    if series_of(belonging.request, key).is_none() {
        row.problem(test_column, FindingKind::NotTestedHere { subject, grade, year });
        return Err(Fate::Quarantined);
    }
    Ok(())
}

fn series_of<'a>(request: &Request<'a>, key: CellKey) -> Option<&'a Series> {
    let mut series = request.catalogue.series();
    series.find(|series| series.subject == Some(key.subject) && series.covers(key.year, key.grade))
}

/// Holds the rows of every file against each other: one result per pupil, test and year, one row
/// per cell of the aggregates, and the roll beside them.
pub(crate) fn resolve(files: &mut [TestFile], roll: &Roll, belonging: Belonging<'_>) -> Resolved {
    let Belonging { request, register } = belonging;
    let mut cells = resolve_pupils(files, register);
    let mut given_up = resolve_aggregates(files, &mut cells, register);
    given_up.extend(files.iter_mut().flat_map(|file| std::mem::take(&mut file.given_up)));
    note_grades_without_results(files, &cells, roll, request);
    enrol(files, &mut cells, &Enrolment { roll, register, request, given_up });
    note_schools_without_results(files, &cells, register, request);
    Resolved { cells }
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
fn resolve_pupils(files: &mut [TestFile], register: &Register) -> BTreeMap<CellKey, TestCell> {
    let attempts = sorted_attempts(files);
    let places = Places {
        before: files.iter().map(|file| file.before).collect(),
        corrected: files.iter().map(|file| file.file.corrected_lines().clone()).collect(),
    };
    let schools: Vec<_> = register.schools().iter().collect();
    let parts = by_pupils(&attempts, attempts.len() / 64 + 1);
    let settled = parts.into_par_iter().map(|part| settle(part, &places, schools.len()));
    let settled = settled.collect::<Vec<_>>().into_iter().reduce(Settled::merge);
    let settled = settled.unwrap_or_default();
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
    cells_of(&settled.levels, &schools)
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
            *slot = levels.len();
        }
        let of_test = slot.checked_sub(1).and_then(|at| levels.get_mut(at));
        let of_school = of_test.and_then(|(_, levels)| levels.get_mut(first.what.school()));
        if let (Some(levels), Some(level)) = (of_school, first.what.level()) {
            add(levels, level);
        }
    }
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
    let what = |attempt: &Attempt| attempt.what;
    let at_once = || group.iter().map(what).take_while(|what| what.time() == first.what.time());
    if at_once().any(|what| what.level() != first.what.level()) {
        return Some("niveau");
    }
    at_once().any(|what| what.school() != first.what.school()).then_some("instnr")
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

struct Enrolment<'a> {
    roll: &'a Roll,
    register: &'a Register,
    request: &'a Request<'a>,
    /// Cells with rows in quarantine: they have results, only not known ones.
    given_up: BTreeSet<CellKey>,
}

/// Puts the roll beside the pupil rows: how many should have been tested. Counts have it with them.
///
/// A school that is on the roll and has no result counts with nobody tested, in every subject, year
/// and grade that has pupil rows, unless the year is one in which not every school tested, a branch
/// or the main school has the results, or rows of it lie in quarantine: then nobody knows.
fn enrol(files: &mut [TestFile], cells: &mut BTreeMap<CellKey, TestCell>, of: &Enrolment<'_>) {
    let of_pupils = cells.iter().filter(|(_, cell)| cell.origin == Origin::PupilRows);
    let tests: BTreeSet<_> = of_pupils.map(|(key, _)| (key.subject, key.year, key.grade)).collect();
    let with_results: BTreeSet<CellKey> = cells.keys().copied().collect();
    for ((school, year, grade), enrolled) in of.roll.iter() {
        for subject in Subject::ALL {
            let key = CellKey { school, year, subject, grade };
            let kind = of.register.schools().get(&school).map(|school| school.kind);
            let owed = tests.contains(&(subject, year, grade))
                && everybody_tests(of.request, key)
                && !family_has(of.register, key, &with_results);
            if let (true, false, Some(kind)) = (owed, of.given_up.contains(&key), kind) {
                let nobody = TestCell {
                    levels: [0; 6],
                    enrolled: Some(enrolled),
                    kind,
                    origin: Origin::PupilRows,
                };
                cells.entry(key).or_insert(nobody);
            }
        }
    }
    // The finding stands at the first file of results; it concerns no single row.
    let file = files.iter_mut().map(|file| &mut file.file).find(|f| f.report.rows_are_persons);
    let Some(file) = file else { return };
    let mut unknown = BTreeSet::new();
    for (key, cell) in cells.iter_mut().filter(|(_, cell)| cell.origin == Origin::PupilRows) {
        let CellKey { school, year, subject, grade } = *key;
        cell.enrolled = of.roll.pupils((school, year, grade));
        match cell.enrolled {
            None if unknown.insert((school, year, grade)) => {
                file.note(None, None, FindingKind::RollUnknown { school, grade, year });
            }
            Some(enrolled) if enrolled < cell.tested() => {
                let kind = FindingKind::MoreTestedThanEnrolled { school, subject, grade, year };
                file.note(None, None, kind);
                cell.enrolled = None;
            }
            None | Some(_) => {}
        }
    }
}

/// Whether a branch of the school, or the main school it is a branch of, has results.
fn family_has(register: &Register, key: CellKey, cells: &BTreeSet<CellKey>) -> bool {
    let has = |school: &InstitutionNumber| cells.contains(&CellKey { school: *school, ..key });
    let main = register.schools().get(&key.school).and_then(|school| school.main_school);
    register.branches(key.school).iter().any(has) || main.iter().any(has)
}

/// Says which grades of a subject and year have no pupil row at all though schools have pupils on
/// them and other grades have results: at the first file of results.
fn note_grades_without_results(
    files: &mut [TestFile],
    cells: &BTreeMap<CellKey, TestCell>,
    roll: &Roll,
    request: &Request<'_>,
) {
    let of_pupils = cells.iter().filter(|(_, cell)| cell.origin == Origin::PupilRows);
    let tested: BTreeSet<_> =
        of_pupils.map(|(key, _)| (key.subject, key.year, key.grade)).collect();
    let years: BTreeSet<_> = tested.iter().map(|(subject, year, _)| (*subject, *year)).collect();
    let mut missing = BTreeSet::new();
    for ((school, year, grade), pupils) in roll.iter() {
        for subject in Subject::ALL {
            let key = CellKey { school, year, subject, grade };
            let owed = years.contains(&(subject, year)) && everybody_tests(request, key);
            if 0 < pupils && owed && !cells.contains_key(&key) {
                missing.insert((subject, year, grade));
            }
        }
    }
    let file = files.iter_mut().map(|file| &mut file.file).find(|f| f.report.rows_are_persons);
    let Some(file) = file else { return };
    for (subject, year, grade) in missing.difference(&tested) {
        let (subject, grade, year) = (*subject, *grade, *year);
        file.note(None, None, FindingKind::NoResultsForGrade { subject, grade, year });
    }
}

/// Whether the test of a cell is one that every school takes in that year.
fn everybody_tests(request: &Request<'_>, key: CellKey) -> bool {
    let series = series_of(request, key);
    series.is_some_and(|series| series.no_municipality_figure(key.year).is_none())
}

/// Says which of the municipality's schools have no result, of a branch neither, in a year that has
/// results and in which every school tests: at the first file of that year, for it concerns no
/// single row.
fn note_schools_without_results(
    files: &mut [TestFile],
    cells: &BTreeMap<CellKey, TestCell>,
    register: &Register,
    request: &Request<'_>,
) {
    let tested: Vec<&CellKey> =
        cells.iter().filter(|(_, cell)| 0 < cell.tested()).map(|(key, _)| key).collect();
    let everybody = tested.iter().filter(|key| everybody_tests(request, ***key));
    let years: BTreeSet<SchoolYear> = everybody.map(|key| key.year).collect();
    let with_results: BTreeSet<_> = tested.iter().map(|key| (key.school, key.year)).collect();
    for year in years {
        let mut of_year = files.iter_mut().map(|test| &mut test.file);
        let Some(file) = of_year.find(|file| file.report.years.contains(&year)) else { continue };
        for (school, _) in register.of_municipality(request.municipality) {
            let mut all = register.branches(school).iter().copied().chain([school]);
            if !all.any(|school| with_results.contains(&(school, year))) {
                file.note(None, None, FindingKind::NoResultsForSchool { school, year });
            }
        }
    }
}

/// One row per cell; a cell that stands in two rows is given up by the aggregates. Where pupil rows
/// say the cell already, counts that agree are left out and counts that do not are given up. A main
/// school's row is left out where a branch has one. Returns the cells that are given up.
fn resolve_aggregates(
    files: &mut [TestFile],
    cells: &mut BTreeMap<CellKey, TestCell>,
    register: &Register,
) -> BTreeSet<CellKey> {
    let mut given_up = BTreeSet::new();
    let mut rows: BTreeMap<CellKey, Vec<(usize, Aggregate)>> = BTreeMap::new();
    for (place, file) in files.iter_mut().enumerate() {
        for aggregate in std::mem::take(&mut file.aggregates) {
            rows.entry(aggregate.key).or_default().push((place, aggregate));
        }
    }
    let tested: BTreeMap<CellKey, u64> = tested_by_key(&rows, cells);
    let of_pupils: BTreeSet<CellKey> = cells.keys().copied().collect();
    for (key, found) in rows {
        let at = |school| CellKey { school, ..key };
        let branches = register.branches(key.school).iter();
        let of_branches: Vec<u64> =
            branches.filter_map(|branch| tested.get(&at(*branch)).copied()).collect();
        let main = register.schools().get(&key.school).and_then(|school| school.main_school);
        let said_by_main = main.is_some_and(|main| of_pupils.contains(&at(main)));
        let beside = cells.get(&key).copied();
        for (place, aggregate) in &found {
            let Some(TestFile { file, .. }) = files.get_mut(*place) else { continue };
            if 1 < found.len() {
                given_up.insert(key);
                let column = Some("institutionsnummer");
                file.quarantine(aggregate.line, column, &FindingKind::RowTwice);
            } else if let Some(beside) = beside {
                beside_pupil_rows(file, aggregate, &beside);
            } else if said_by_main {
                file.report.rows.exclude(ExclusionRule::SaidByPupilRows, 1);
            } else if !of_branches.is_empty() {
                leave_out_main_school(file, aggregate, of_branches.iter().sum());
            } else {
                use_aggregate(file, aggregate, cells, register);
            }
        }
    }
    given_up
}

/// How many are tested in each cell, by counts or by pupil rows.
fn tested_by_key(
    rows: &BTreeMap<CellKey, Vec<(usize, Aggregate)>>,
    cells: &BTreeMap<CellKey, TestCell>,
) -> BTreeMap<CellKey, u64> {
    let sum = |levels: &[u32; 6]| levels.iter().map(|level| u64::from(*level)).sum();
    let of_counts =
        rows.iter().filter_map(|(key, found)| Some((*key, sum(&found.first()?.1.levels))));
    let of_pupils = cells.iter().map(|(key, cell)| (*key, sum(&cell.levels)));
    of_counts.chain(of_pupils).collect()
}

/// Leaves out a main school whose branches have results of their own, and says where those are
/// fewer or more than its own row has.
fn leave_out_main_school(file: &mut TableFile, aggregate: &Aggregate, of_branches: u64) {
    let school = aggregate.key.school;
    file.report.rows.exclude(ExclusionRule::MainSchool, 1);
    let tested: u64 = aggregate.levels.iter().map(|level| u64::from(*level)).sum();
    let kind = if tested == of_branches {
        FindingKind::MainAndBranches { school }
    } else {
        FindingKind::BranchesDiffer { school }
    };
    file.note(Some(aggregate.line), None, kind);
}

/// Counts of a cell that pupil rows say too.
fn beside_pupil_rows(file: &mut TableFile, aggregate: &Aggregate, beside: &TestCell) {
    if aggregate.levels == beside.levels {
        file.report.rows.exclude(ExclusionRule::SaidByPupilRows, 1);
    } else {
        let CellKey { school, year, subject, grade } = aggregate.key;
        let kind = FindingKind::AggregateContradicts { school, subject, grade, year };
        file.quarantine(aggregate.line, Some("testede"), &kind);
    }
}

fn use_aggregate(
    file: &mut TableFile,
    aggregate: &Aggregate,
    cells: &mut BTreeMap<CellKey, TestCell>,
    register: &Register,
) {
    let key = aggregate.key;
    file.use_row(aggregate.line);
    file.report.years.insert(key.year);
    let tested: u32 = aggregate.levels.iter().sum();
    let enough = tested <= aggregate.enrolled;
    if !enough {
        let CellKey { school, year, subject, grade } = key;
        let kind = FindingKind::MoreTestedThanEnrolled { school, subject, grade, year };
        file.note(Some(aggregate.line), Some("elever_i_alt"), kind);
    }
    if let Some(school) = register.schools().get(&key.school) {
        let (levels, kind, origin) = (aggregate.levels, school.kind, Origin::Counts);
        let enrolled = enough.then_some(aggregate.enrolled);
        cells.insert(key, TestCell { levels, enrolled, kind, origin });
    }
}
