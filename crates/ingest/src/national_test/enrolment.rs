//! Who should have been tested: the roll beside the pupil rows.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::finding::FindingKind;
use kvalitet_core::{Grade, InstitutionNumber, Origin, SchoolYear, Subject};

use super::{CellKey, TestCell, TestFile, series_of};
use crate::register::Register;
use crate::request::Request;
use crate::roll::Roll;

pub(super) struct Enrolment<'a> {
    pub(super) roll: &'a Roll,
    pub(super) register: &'a Register,
    pub(super) request: &'a Request<'a>,
    /// Cells with rows in quarantine: they have results, only not known ones.
    pub(super) given_up: BTreeSet<CellKey>,
}

/// Puts the roll beside the pupil rows: how many should have been tested. Counts have it with them.
///
/// A school that is on the roll and has no result counts with nobody tested, in every subject, year
/// and grade that has pupil rows, unless the year is one in which not every school tested, a branch
/// or the main school has the results, or rows of it lie in quarantine: then nobody knows.
pub(super) fn enrol(
    files: &mut [TestFile],
    cells: &mut BTreeMap<CellKey, TestCell>,
    of: &Enrolment<'_>,
) {
    let mut tests = tests_of_pupils(cells);
    tests.retain(|test| everybody_tests(of.request, *test));
    let with_results: BTreeSet<CellKey> = cells.keys().copied().collect();
    for ((school, year, grade), enrolled) in of.roll.iter() {
        for subject in Subject::ALL {
            let key = CellKey { school, year, subject, grade };
            let kind = of.register.schools().get(&school).map(|school| school.kind);
            let owed = tests.contains(&(subject, year, grade))
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
pub(super) fn note_grades_without_results(
    files: &mut [TestFile],
    cells: &BTreeMap<CellKey, TestCell>,
    roll: &Roll,
    request: &Request<'_>,
) {
    let tested = tests_of_pupils(cells);
    let years: BTreeSet<_> = tested.iter().map(|(subject, year, _)| (*subject, *year)).collect();
    let grades = || (0..=10).filter_map(Grade::new);
    let all = years.iter().flat_map(|(subject, year)| grades().map(|of| (*subject, *year, of)));
    let owed: BTreeSet<Test> = all.filter(|test| everybody_tests(request, *test)).collect();
    let mut missing = BTreeSet::new();
    for ((school, year, grade), pupils) in roll.iter() {
        for subject in Subject::ALL {
            let key = CellKey { school, year, subject, grade };
            let test = (subject, year, grade);
            if 0 < pupils && owed.contains(&test) && !cells.contains_key(&key) {
                missing.insert(test);
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

/// A test, wherever it is taken.
type Test = (Subject, SchoolYear, Grade);

/// The tests that rows of pupils have results of.
fn tests_of_pupils(cells: &BTreeMap<CellKey, TestCell>) -> BTreeSet<Test> {
    let of_pupils = cells.iter().filter(|(_, cell)| cell.origin == Origin::PupilRows);
    of_pupils.map(|(key, _)| (key.subject, key.year, key.grade)).collect()
}

/// Whether a test is one that every school takes in that year.
fn everybody_tests(request: &Request<'_>, (subject, year, grade): Test) -> bool {
    let series = series_of(request, subject, (year, grade));
    series.is_some_and(|series| series.no_municipality_figure(year).is_none())
}

/// Says which of the municipality's schools have no result, of a branch neither, in a year that has
/// results and in which every school tests: at the first file of that year, for it concerns no
/// single row.
pub(super) fn note_schools_without_results(
    files: &mut [TestFile],
    cells: &BTreeMap<CellKey, TestCell>,
    register: &Register,
    request: &Request<'_>,
) {
    let tested: Vec<&CellKey> =
        cells.iter().filter(|(_, cell)| 0 < cell.tested()).map(|(key, _)| key).collect();
    let tests: BTreeSet<Test> =
        tested.iter().map(|key| (key.subject, key.year, key.grade)).collect();
    let everybody = tests.into_iter().filter(|test| everybody_tests(request, *test));
    let years: BTreeSet<SchoolYear> = everybody.map(|(_, year, _)| year).collect();
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
