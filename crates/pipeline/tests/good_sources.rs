//! The good files, one of every layout: each is recognised, and all of its rows are used.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/good.rs"]
mod good;
#[path = "support/saved.rs"]
#[expect(dead_code, reason = "each test saves in some of the ways")]
mod saved;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::finding::ExclusionRule;
use kvalitet_ingest::figures::Said;
use kvalitet_ingest::layout::sources;
use kvalitet_ingest::{Ingested, SourceReport};
use kvalitet_pipeline::check;

use crate::good::{Memory, ROLES, file, good, plan, read_with};

/// For each role its layout, the rows it has, and how many of them a rule leaves out. Counted with
/// Python's csv and json modules, and the rows left out by reading the files:
/// `elevraekker` five of the six last (the other has abilities and no level), `elevraekker_point` the
/// voluntary test, `karakterer_elever` the code 89 and the two year marks, `noegletal` the private
/// school, `fravaer` the school that reported nothing.
const ROWS: &[(&str, &str, u64, u64)] = &[
    ("register", "institutionsregister", 4, 0),
    ("register_dansk", "institutionsregister", 4, 0),
    ("elevtal", "elevtal", 14, 0),
    ("elevraekker", "elevraekker", 62, 5),
    ("elevraekker_point", "elevraekker_point", 12, 1),
    ("aggregater", "aggregater", 14, 0),
    ("aggregater_andele", "aggregater_andele", 6, 0),
    ("aggregater_andele_lang", "aggregater_andele", 6, 0),
    ("overgangstest_elever", "overgangstest_elever", 9, 0),
    ("overgangstest_aggregater", "overgangstest_aggregater", 3, 0),
    ("faerdighedstest_elever", "faerdighedstest_elever", 9, 0),
    ("faerdighedstest_aggregater", "faerdighedstest_aggregater", 3, 0),
    ("trivsel_elevsvar_4_9", "trivsel_elevsvar_4_9", 12, 0),
    ("trivsel_elevsvar_0_3", "trivsel_elevsvar_0_3", 8, 0),
    ("trivsel_indikatorer", "trivsel_indikatorer", 6, 0),
    ("trivsel_indikatorer_lang", "trivsel_indikatorer", 10, 0),
    ("trivsel_baand", "trivsel_baand", 5, 0),
    ("trivsel_baand_lang", "trivsel_baand", 8, 0),
    ("trivsel_svarfordeling", "trivsel_svarfordeling", 4, 0),
    ("karakterer_elever", "karakterer_elever", 22, 3),
    ("karakterer_gennemsnit", "karakterer_gennemsnit", 5, 0),
    ("karakterer_gennemsnit_kommune", "karakterer_gennemsnit", 3, 0),
    ("karakterer_fag", "karakterer_fag", 6, 0),
    ("socref", "socref", 5, 0),
    ("fravaer", "fravaer", 6, 1),
    ("fravaer_dage", "fravaer", 4, 0),
    ("fravaer_kommune", "fravaer", 4, 0),
    ("fravaer_lang", "fravaer", 4, 0),
    ("overgang", "overgang", 5, 0),
    ("kompetencedaekning", "kompetencedaekning", 6, 0),
    ("klassekvotient", "klassekvotient", 5, 0),
    ("inklusion", "inklusion", 4, 0),
    ("klager", "klager", 3, 0),
    ("personale", "personale", 5, 0),
    ("noegletal", "skolernes_noegletal", 5, 1),
    ("skolernes_noegletal", "skolernes_noegletal", 4, 0),
    ("skoletal_flere_aar", "skoletal_flere_aar", 4, 0),
    ("oversko_api", "oversko_api", 3, 0),
    ("grupper", "grupper", 6, 0),
    ("skoleafloesning", "skoleafloesning", 3, 0),
    ("rettelser", "rettelser", 2, 0),
];

/// The roles that are not read with all others: the same schools, results or key figures stand in
/// another file that is.
const APART: &[&str] = &[
    "register_dansk",
    "elevraekker_point",
    "skolernes_noegletal",
    "skoletal_flere_aar",
    "oversko_api",
];

/// What the good files are told of, and why that is right.
///
/// Commas and JSON are no form that Danish exports mostly have (K0111). A file of key figures with
/// two of the four schools lacks the others (K0309), in each of its years, and so does one of test
/// results (K0312).
///
/// Where a file has schools, a row without one is the whole municipality's, and that is said (K0331).
const TOLD: &[(&str, &str, usize)] = &[
    ("aggregater_andele", "K0331", 1),
    ("karakterer_gennemsnit", "K0331", 1),
    ("overgang", "K0331", 1),
    ("elevraekker_point", "K0312", 4),
    ("fravaer_kommune", "K0111", 1),
    ("oversko_api", "K0111", 1),
    ("oversko_api", "K0309", 1),
    ("skolernes_noegletal", "K0309", 4),
    ("skoletal_flere_aar", "K0309", 4),
];

/// The rows of a file that say what another file says too, when all are read: each counts once.
const AGAIN: &[(&str, usize)] = &[
    ("aggregater_andele_lang", 3),
    ("fravaer_lang", 2),
    ("karakterer_gennemsnit_kommune", 1),
    ("trivsel_indikatorer_lang", 10),
];

fn report<'a>(ingested: &'a Ingested, role: &str) -> &'a SourceReport {
    ingested.sources.iter().find(|report| &*report.source == file(role)).unwrap()
}

/// The findings of each role, by code.
fn told(ingested: &Ingested) -> BTreeMap<(String, &'static str), usize> {
    let mut told = BTreeMap::new();
    for finding in &ingested.findings {
        let of = ROLES.iter().find(|(_, _, file, _)| *file == &*finding.location.source).unwrap();
        *told.entry((of.0.to_owned(), finding.kind.code())).or_default() += 1;
    }
    told
}

fn expected(roles: &[&str]) -> BTreeMap<(String, &'static str), usize> {
    let of_roles = TOLD.iter().filter(|(role, ..)| roles.contains(role));
    of_roles.map(|(role, code, times)| (((*role).to_owned(), *code), *times)).collect()
}

fn assert_whole(ingested: &Ingested, role: &str) {
    let (_, layout, read, left_out) = ROWS.iter().find(|(of, ..)| *of == role).unwrap();
    let report = report(ingested, role);
    assert_eq!(&*report.layout, *layout, "{role}");
    assert_eq!(report.digest.len(), 64, "{role}");
    let rows = &report.rows;
    assert!(rows.balances(), "{role}: {rows:?}");
    assert_eq!((rows.read, rows.excluded_rows()), (*read, *left_out), "{role}: {rows:?}");
    assert_eq!(rows.used + rows.corrected, read - left_out, "{role}");
}

#[test]
fn every_good_file_is_recognised_and_all_of_it_is_used() {
    for (role, ..) in ROLES {
        let read = read_with(role);
        let ingested = check(&plan(&read, 5), &Memory::with(&[]));
        assert_whole(&ingested, role);
        assert_eq!(told(&ingested), expected(&read), "{role}");
        assert_eq!(ingested.quarantine, [], "{role}");
    }
}

#[test]
fn the_good_files_can_be_read_in_one_plan() {
    let together: Vec<&str> =
        ROLES.iter().map(|(role, ..)| *role).filter(|role| !APART.contains(role)).collect();
    let ingested = check(&plan(&together, 0), &Memory::with(&[]));
    let mut expected = expected(&together);
    for (role, rows) in AGAIN {
        expected.insert(((*role).to_owned(), "K0311"), *rows);
        let rows_of = &report(&ingested, role).rows;
        let again = rows_of.excluded.get(&ExclusionRule::SameRowTwice);
        assert_eq!(again.copied(), u64::try_from(*rows).ok(), "{role}");
    }
    assert_eq!(told(&ingested), expected);
    assert_eq!(ingested.quarantine, []);
    let again = |role: &str| role == "aggregater" || AGAIN.iter().any(|(of, _)| *of == role);
    for role in together.into_iter().filter(|role| !again(role)) {
        assert_whole(&ingested, role);
    }
    // Pupil rows say the same, the two corrected rows among them.
    let aggregates = &report(&ingested, "aggregater").rows;
    assert_eq!((aggregates.read, aggregates.excluded_rows()), (14, 14));
}

#[test]
fn every_layout_has_a_good_file() {
    let layouts = sources().iter().flat_map(|source| &source.layouts);
    let forms: BTreeSet<(String, bool)> =
        layouts.map(|layout| (layout.id.to_string(), layout.long.is_some())).collect();
    let mut seen = BTreeSet::new();
    for (role, layout, ..) in ROWS {
        seen.insert(((*layout).to_owned(), role.ends_with("_lang")));
    }
    let ids = |of: &BTreeSet<(String, bool)>| of.iter().map(|(id, _)| id.clone()).collect();
    let (there, covered): (BTreeSet<String>, BTreeSet<String>) = (ids(&forms), ids(&seen));
    assert_eq!(there, covered);
    assert!(seen.is_subset(&forms));
    assert_eq!(ROWS.len(), ROLES.len());
}

#[test]
fn corrections_are_put_in_the_place_of_the_cells() {
    let ingested = check(&plan(&read_with("rettelser"), 5), &Memory::with(&[]));
    let rows = &report(&ingested, "aggregater").rows;
    assert_eq!((rows.used, rows.corrected), (12, 2));
    // Lines 3 and 4 of the file, both with five pupils before.
    let enrolled = |school: &str, subject: &str| {
        let of = |(key, cell): (&kvalitet_ingest::national_test::CellKey, _)| {
            let same = key.school.to_string() == school && key.subject.id() == subject;
            let cell: &kvalitet_ingest::national_test::TestCell = cell;
            (same && key.year.to_string() == "2017/18").then_some(cell.enrolled)
        };
        ingested.tests.cells.iter().find_map(of).flatten()
    };
    assert_eq!(enrolled("999101", "matematik"), Some(6));
    assert_eq!(enrolled("999102", "laesning"), Some(6));
}

/// What the sources say, without where it stands.
fn said(ingested: &Ingested) -> Vec<String> {
    let observations = ingested.figures.observations.values().flatten();
    let figures = observations.map(|of| {
        let number = |number: kvalitet_core::Decimal| number.to_f64();
        let said = match of.said {
            Said::Counts { numerator, denominator, .. } => {
                format!("{} af {}", number(numerator), number(denominator))
            }
            Said::Value { value, n } => format!("{} {n:?}", number(value)),
            Said::Absent(absent) => format!("{absent:?}"),
        };
        let (unit, year, grades) = (of.unit, of.year, of.grades);
        format!("{} {unit} {year} {grades:?} {:?} {said} {:?}", of.measure, of.parts, of.verdict)
    });
    let persons = ingested.persons.iter().map(|(layout, rows)| format!("{layout} {rows:?}"));
    let schools = ingested.register.schools().iter().map(|school| format!("{school:?}"));
    let cells = ingested.tests.cells.iter().map(|cell| format!("{cell:?}"));
    let groups = ingested.groups.iter().map(|group| format!("{group:?}"));
    let rows = ingested.sources.iter().map(|of| format!("{} {:?}", of.layout, of.rows));
    let succession = ingested.succession.iter().map(|pair| format!("{pair:?}"));
    figures
        .chain(persons)
        .chain(schools)
        .chain(cells)
        .chain(groups)
        .chain(rows)
        .chain(succession)
        .collect()
}

/// The ways a table can be saved that change nothing of what it says. A correction names its file by
/// its digest, so its file stays as it is.
#[test]
fn however_it_is_saved_a_source_says_the_same() {
    let tables = ROLES.iter().filter(|(role, ..)| !["oversko_api", "rettelser"].contains(role));
    let mut compared = 0;
    for (role, ..) in tables {
        let plan = plan(&read_with(role), 5);
        let of = |bytes: Vec<u8>| said(&check(&plan, &Memory::with(&[(role, bytes)])));
        let text = String::from_utf8(good(role)).unwrap();
        let cells = saved::cells(&text, if *role == "fravaer_kommune" { ',' } else { ';' });
        let expected = of(good(role));
        for (way, bytes) in [
            ("gzip", saved::gzip(text.as_bytes())),
            ("UTF-16", saved::utf_16(&text, false, true)),
            ("UTF-16 without a mark", saved::utf_16(&text, true, false)),
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("tabulators", saved::delimited(&cells, '\t')),
            ("commas", saved::delimited(&cells, ',')),
            ("JSON", saved::json(&cells)),
            ("a workbook", saved::workbook(&cells, &["En titel"])),
            ("the second sheet", saved::second_sheet(&cells)),
        ] {
            assert_eq!(of(bytes), expected, "{role} as {way}");
            compared += 1;
        }
    }
    assert_eq!(compared, (ROLES.len() - 2) * 9);
}
