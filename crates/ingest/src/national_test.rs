//! National tests: two entrances to one resolved table.
//!
//! Pupil rows are resolved to one result per pupil, test and year; aggregates are read as they
//! are. Both become the same cells, school × year × subject × grade, with the number of pupils on
//! each level and the number who should have been tested.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::Series;
use kvalitet_core::finding::{ExclusionRule, Expected, FindingKind};
use kvalitet_core::{
    Grade, InstitutionNumber, Level, Origin, SchoolKind, SchoolYear, Subject, TestCode,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::cell;
use crate::folder::Sources;
use crate::layout::{AGGREGATES, level, subject};
use crate::register::Register;
use crate::roll::Roll;
use crate::table::{Fate, Request, Row, SourceSpec, TableFile, read_table};

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

/// One pupil's attempt at one test, 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Attempt {
    pupil: u128,
    year: SchoolYear,
    test: (Subject, Grade),
    time: u32,
    level: Level,
    /// Place in the register.
    school: u16,
    file: u16,
    line: u32,
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
    attempts: Vec<Attempt>,
    aggregates: Vec<Aggregate>,
}

impl TestFile {
    pub(crate) fn read(
        sources: &dyn Sources,
        source: &Arc<str>,
        spec: &SourceSpec,
        request: &Request<'_>,
        register: &Register,
    ) -> Self {
        let (mut attempts, mut aggregates) = (Vec::new(), Vec::new());
        let schools: Vec<InstitutionNumber> = register.schools().keys().copied().collect();
        let reader = Reader { request, register, schools: &schools };
        let file = read_table(sources, source, spec, request.catalogue, &mut |layout, row| {
            let fate = if layout == AGGREGATES {
                reader.aggregate(row).map(|aggregate| aggregates.push(aggregate))
            } else {
                reader.attempt(row).map(|attempt| attempts.push(attempt))
            };
            fate.map_or_else(|fate| fate, |()| Fate::Pending)
        });
        Self { file, attempts, aggregates }
    }
}

struct Reader<'a> {
    request: &'a Request<'a>,
    register: &'a Register,
    schools: &'a [InstitutionNumber],
}

impl Reader<'_> {
    /// One pupil row. Everything in it is checked, what the figures do not use included: a shifted
    /// column shows there first.
    fn attempt(&self, row: &mut Row<'_>) -> Result<Attempt, Fate> {
        let pupil = row.value(0, Expected::PupilId, |text| Some(pupil_id(text)));
        let school = row
            .value(1, Expected::InstitutionNumber, |text| InstitutionNumber::from_bytes(text).ok());
        let year = row.value(2, Expected::SchoolYear, |text| SchoolYear::from_bytes(text).ok());
        let grade = row.value(3, Expected::Grade, |text| Grade::from_bytes(text).ok());
        let code = row.value(4, Expected::TestCode, |text| TestCode::from_bytes(text).ok());
        let time = row.value(5, Expected::DateTime, cell::date_time);
        let obligatory = row.value(6, Expected::TestKind, |text| match text {
            b"obligatorisk" => Some(true),
            b"frivillig" => Some(false),
            _ => None,
        });
        for place in 7..13 {
            row.optional(place, Expected::DecimalComma, cell::decimal_comma);
        }
        let overall = row.optional(13, Expected::Level, level);
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let whole = || Some((pupil?, school?, year?, grade?, code?, time?, obligatory?));
        let (pupil, school, year, grade, code, time, obligatory) =
            whole().ok_or(Fate::Quarantined)?;
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
        let key = CellKey { school, year, subject, grade };
        self.belongs(row, key, [1, 2, 4])?;
        let Some(level) = overall else {
            return excluded(ExclusionRule::NoLevel);
        };
        let place = self.schools.binary_search(&school).ok();
        let school = place.and_then(|place| u16::try_from(place).ok()).ok_or(Fate::Quarantined)?;
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        Ok(Attempt { pupil, year, test: (subject, grade), time, level, school, file: 0, line })
    }

    fn aggregate(&self, row: &mut Row<'_>) -> Result<Aggregate, Fate> {
        let year = row.value(0, Expected::SchoolYear, |text| SchoolYear::from_bytes(text).ok());
        let school = row
            .value(1, Expected::InstitutionNumber, |text| InstitutionNumber::from_bytes(text).ok());
        let subject = row.value(2, Expected::Subject, subject);
        let grade = row.value(3, Expected::Grade, |text| Grade::from_bytes(text).ok());
        let mut counts = [0; 8];
        for (count, place) in counts.iter_mut().zip(4..12) {
            *count = row.pupils(place).unwrap_or(0);
        }
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let key =
            || Some(CellKey { school: school?, year: year?, subject: subject?, grade: grade? });
        let key = key().ok_or(Fate::Quarantined)?;
        self.belongs(row, key, [1, 0, 3])?;
        let [enrolled, tested, levels @ ..] = counts;
        let sum: u64 = levels.iter().map(|level| u64::from(*level)).sum();
        if sum != u64::from(tested) {
            row.problem(5, FindingKind::LevelsDoNotAdd);
            return Err(Fate::Quarantined);
        }
        Ok(Aggregate { key, levels, enrolled, line: row.line })
    }

    /// Whether a result at `key` counts; `columns` are those of school, year and test.
    fn belongs(&self, row: &mut Row<'_>, key: CellKey, columns: [usize; 3]) -> Result<(), Fate> {
        let [school_column, _, test_column] = columns;
        let CellKey { school, year, subject, grade } = key;
        if !self.request.years.contains(&year) {
            return Err(Fate::Excluded(ExclusionRule::OtherYear));
        }
        match self.register.fate(school, self.request.municipality) {
            Ok(_) => {}
            Err(Ok(rule)) => return Err(Fate::Excluded(rule)),
            Err(Err(kind)) => {
                row.problem(school_column, kind);
                return Err(Fate::Quarantined);
            }
        }
        if series_of(self.request, key).is_none() {
            row.problem(test_column, FindingKind::NotTestedHere { subject, grade, year });
            return Err(Fate::Quarantined);
        }
        Ok(())
    }
}

fn series_of<'a>(request: &Request<'a>, key: CellKey) -> Option<&'a Series> {
    let mut series = request.catalogue.series();
    series.find(|series| series.subject == Some(key.subject) && series.covers(key.year, key.grade))
}

/// An id as a number: short ones hold their length and their own bytes, longer ones the start of
/// their SHA-256, so that two ids are never one by accident.
fn pupil_id(text: &[u8]) -> u128 {
    let digest;
    let (mark, bytes) = match u8::try_from(text.len()) {
        Ok(length) if length <= 15 => (length, text),
        Ok(_) | Err(_) => {
            digest = Sha256::digest(text);
            (u8::MAX, digest.get(..15).unwrap_or_default())
        }
    };
    bytes.iter().fold(u128::from(mark), |id, byte| (id << 8) | u128::from(*byte))
}

/// Holds the rows of every file against each other: one result per pupil, test and year, one row
/// per cell of the aggregates, and the roll beside them.
pub(crate) fn resolve(
    files: &mut [TestFile],
    roll: &Roll,
    register: &Register,
    request: &Request<'_>,
) -> Resolved {
    let mut cells = resolve_pupils(files, register);
    let given_up = resolve_aggregates(files, &mut cells, register);
    enrol(files, &mut cells, &Enrolment { roll, register, request, given_up });
    note_schools_without_results(files, &cells, register, request);
    Resolved { cells }
}

/// One result per pupil, test and year: the first attempt.
fn resolve_pupils(files: &mut [TestFile], register: &Register) -> BTreeMap<CellKey, TestCell> {
    let mut attempts: Vec<Attempt> = Vec::new();
    for (place, file) in files.iter_mut().enumerate() {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        let of_file = std::mem::take(&mut file.attempts);
        attempts.extend(of_file.into_iter().map(|attempt| Attempt { file: place, ..attempt }));
    }
    // Sorted by content, so that the order of rows and files decides nothing.
    attempts.par_sort_unstable();
    let schools: Vec<_> = register.schools().iter().collect();
    let mut cells = BTreeMap::new();
    let same = |a: &Attempt, b: &Attempt| (a.pupil, a.year, a.test) == (b.pupil, b.year, b.test);
    for group in attempts.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        if let Some(column) = contradiction(group, first) {
            for attempt in group {
                if let Some(file) = files.get_mut(usize::from(attempt.file)) {
                    let line = u64::from(attempt.line);
                    file.file.quarantine(line, Some(column), &FindingKind::Contradiction);
                }
            }
            continue;
        }
        account_for(group, files);
        if let Some((number, school)) = schools.get(usize::from(first.school)) {
            let (subject, grade) = first.test;
            let key = CellKey { school: **number, year: first.year, subject, grade };
            let cell = cells.entry(key).or_insert(TestCell {
                levels: [0; 6],
                enrolled: None,
                kind: school.kind,
                origin: Origin::PupilRows,
            });
            add(&mut cell.levels, first.level);
        }
    }
    cells
}

/// The column in which attempts at the moment of the first contradict it, if any does.
fn contradiction(group: &[Attempt], first: &Attempt) -> Option<&'static str> {
    let at_once = || group.iter().take_while(|attempt| attempt.time == first.time);
    if at_once().any(|attempt| attempt.level != first.level) {
        return Some("niveau");
    }
    at_once().any(|attempt| attempt.school != first.school).then_some("instnr")
}

/// Where the rows of one pupil, test and year go: the first is used, the others are left out.
fn account_for(group: &[Attempt], files: &mut [TestFile]) {
    let moment = |attempt: &Attempt| (attempt.time, attempt.level, attempt.school);
    let mut before: Option<&Attempt> = None;
    for attempt in group {
        let again = before.is_some_and(|before| moment(before) == moment(attempt));
        let is_first = before.replace(attempt).is_none();
        let Some(TestFile { file, .. }) = files.get_mut(usize::from(attempt.file)) else {
            continue;
        };
        if is_first {
            file.report.rows.used += 1;
            file.report.years.insert(attempt.year);
        } else if again {
            file.report.rows.exclude(ExclusionRule::SameRowTwice, 1);
            let line = u64::from(attempt.line);
            file.note(Some(line), Some("pnr"), FindingKind::SameRowTwice);
        } else {
            file.report.rows.exclude(ExclusionRule::NotFirstAttempt, 1);
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
    /// Cells whose counts are in quarantine: they have results, only not known ones.
    given_up: BTreeSet<CellKey>,
}

/// Puts the roll beside the pupil rows: how many should have been tested. Counts have it with them.
///
/// A school that is on the roll and has no result at all counts with nobody tested, in every
/// subject and year that has pupil rows, unless the year is one in which not every school tested.
fn enrol(files: &mut [TestFile], cells: &mut BTreeMap<CellKey, TestCell>, of: &Enrolment<'_>) {
    let of_pupils = cells.iter().filter(|(_, cell)| cell.origin == Origin::PupilRows);
    let years: BTreeSet<_> = of_pupils.map(|(key, _)| (key.subject, key.year)).collect();
    for ((school, year, grade), enrolled) in of.roll.iter() {
        for subject in Subject::ALL {
            let key = CellKey { school, year, subject, grade };
            let kind = of.register.schools().get(&school).map(|school| school.kind);
            let owed = years.contains(&(subject, year)) && everybody_tests(of.request, key);
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

/// Whether the test of a cell is one that every school takes in that year.
fn everybody_tests(request: &Request<'_>, key: CellKey) -> bool {
    let series = series_of(request, key);
    series.is_some_and(|series| series.no_municipality_figure(key.year).is_none())
}

/// Says which of the municipality's schools have no result in a year that has results and in which
/// every school tests: at the first file of that year, for it concerns no single row.
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
            if !with_results.contains(&(school, year)) {
                file.note(None, None, FindingKind::NoResultsForSchool { school, year });
            }
        }
    }
}

/// One row per cell; a cell that stands in two rows, or in pupil rows too, is given up by the
/// aggregates. Returns those that are given up.
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
    for (key, found) in rows {
        let alone = found.len() == 1 && !cells.contains_key(&key);
        if !alone {
            given_up.insert(key);
        }
        for (place, aggregate) in &found {
            let Some(TestFile { file, .. }) = files.get_mut(*place) else { continue };
            if !alone {
                let column = Some("institutionsnummer");
                file.quarantine(aggregate.line, column, &FindingKind::RowTwice);
                continue;
            }
            file.report.rows.used += 1;
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
    }
    given_up
}
