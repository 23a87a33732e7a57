//! Bad input: every finding, every trick of a source, and hundreds of accidents.
//!
//! Whatever a source holds, no row disappears: what is read is used, left out by a named rule or in
//! quarantine.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/balance.rs"]
mod balance;
#[path = "support/good.rs"]
mod good;
#[path = "support/made.rs"]
mod made;
#[path = "support/saved.rs"]
#[expect(dead_code, reason = "each test saves in some of the ways")]
mod saved;

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, DataType, Reader, Xlsx};
use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::{EvidenceClass, Language};
use kvalitet_disclosure::Audience;
use kvalitet_ingest::{Folder, Ingested, QuarantinedRow, SourceKind, SourceReport};
use kvalitet_pipeline::{Plan, check, rejected_files, run};
use kvalitet_report::OutputFile;
use kvalitet_text::Texts;
use rayon::prelude::*;

use crate::balance::assert_balances;
use crate::good::{Memory, ROLES, file, fixtures, good, plan, plan_saying, read_with};
use crate::made::{Made, made, role};

/// The role and the name of a bad file: `elevtal-K0104-kun-blanke-linjer`.
struct Case {
    name: String,
    role: &'static str,
    bytes: Vec<u8>,
}

/// What the plan says of a bad file, where it is not what it says of the good one.
const SAID: &[(&str, &str)] = &[
    ("elevtal-ok-engelske-tal", "decimal = \"point\""),
    ("fravaer-ok-engelske-tal", "decimal = \"point\""),
    ("fravaer-ok-kolonner-med-egne-navne", "columns = { samlet_fravaer_pct = \"Fravær i alt\" }"),
    ("klager-ok-enkelt-aar", "single_year = \"begins\""),
    ("fravaer-K0327-andet-aar-i-planen", "year = \"2016/17\""),
    (
        "fravaer-K0328-kolonnenavn-med-stavefejl",
        "columns = { samlet_fravaer_pct = \"Fravær ialt\" }",
    ),
    ("noegletal-K0105-uden-skoleaar", ""),
    ("noegletal-ok-bindestreg-som-mangler", "year = \"2018/19\""),
];

impl Case {
    fn plan(&self) -> Plan {
        let said = SAID.iter().find(|(name, _)| *name == self.name);
        let said = said.map(|(_, lines)| (self.role, *lines));
        plan_saying(&read_with(self.role), 5, said.as_slice())
    }

    fn check(&self) -> Ingested {
        check(&self.plan(), &Memory::with(&[(self.role, self.bytes.clone())]))
    }
}

/// Every bad file and what was made of it, worked out once for all tests.
static CHECKED: LazyLock<Vec<(Case, Ingested)>> = LazyLock::new(|| {
    let check = |case: Case| {
        let ingested = case.check();
        (case, ingested)
    };
    cases().into_par_iter().map(check).collect()
});

/// The same of what is no text, or more than one file.
static MADE: LazyLock<Vec<(&'static str, Plan, Ingested)>> = LazyLock::new(|| {
    let check = |made: Made| {
        let ingested = check(&made.plan, &made.sources);
        (made.name, made.plan, ingested)
    };
    made().into_par_iter().map(check).collect()
});

/// Every bad input: its name, its plan, and what was made of it.
fn every_bad_input() -> impl Iterator<Item = (String, Plan, &'static Ingested)> {
    let files = CHECKED.iter().map(|(case, ingested)| (case.name.clone(), case.plan(), ingested));
    let made =
        MADE.iter().map(|(name, plan, ingested)| ((*name).to_owned(), plan.clone(), ingested));
    files.chain(made)
}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = fs::read_dir(fixtures().join("sources/bad"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let case = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut parts = name.splitn(3, '-');
        let of = parts.next().unwrap();
        Case { role: role(of), bytes: fs::read(path).unwrap(), name }
    };
    paths.iter().map(case).collect()
}

/// Every finding in words, the account of each source, and what quarantine shows.
fn told(ingested: &Ingested) -> String {
    let texts = Texts::new(Language::Danish);
    let mut lines: Vec<String> =
        ingested.findings.iter().map(|finding| texts.finding_in_full(finding)).collect();
    lines.push("-- afstemning".to_owned());
    for report in &ingested.sources {
        let rows = &report.rows;
        let rules = rows.excluded.iter().map(|(rule, n)| format!(", {n} {}", rule.id()));
        lines.push(format!(
            "{} ({}): {} læst = {} brugt{} + {} karantæne + {} udeladt{}",
            report.source,
            report.layout,
            rows.read,
            rows.used,
            if rows.corrected == 0 {
                String::new()
            } else {
                format!(" + {} rettet", rows.corrected)
            },
            rows.quarantined,
            rows.excluded_rows(),
            rules.collect::<String>(),
        ));
    }
    lines.push("-- karantæne".to_owned());
    for row in &ingested.quarantine {
        let cells: Vec<String> =
            row.cells.iter().map(|(name, shown)| format!("{name}={shown}")).collect();
        lines.push(format!(
            "{}:{} {} {}",
            row.source,
            row.line,
            row.codes.join(" "),
            cells.join(" | ")
        ));
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

fn codes(ingested: &Ingested) -> BTreeSet<&'static str> {
    ingested.findings.iter().map(|finding| finding.kind.code()).collect()
}

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "snapshots/bad_input",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// The lines of a table for spreadsheets, below its header, cell by cell.
fn lines(file: &OutputFile) -> Vec<Vec<String>> {
    let text = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| cells(record.unwrap())).collect()
}

/// The same of a workbook. A cell that is not text is a failure; an empty one is none.
fn cells_of_workbook(file: &OutputFile) -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(Cursor::new(&file.bytes)).unwrap();
    let sheets: Vec<_> = workbook.worksheets().into_iter().map(|(_, sheet)| sheet).collect();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        cell => cell.get_string().unwrap().to_owned(),
    };
    let rows = sheets.iter().flat_map(|sheet| sheet.rows().skip(1));
    rows.map(|row| row.iter().map(text).collect()).collect()
}

#[test]
fn every_finding_and_every_row_in_quarantine_is_in_the_files() {
    let mut compared = 0;
    for (name, plan, ingested) in every_bad_input() {
        let files = rejected_files(ingested, &plan).unwrap();
        let found = lines(files.iter().find(|file| file.path == "fund.FORTROLIGT.csv").unwrap());
        let counted: usize =
            found.iter().map(|line| line.get(5).unwrap().parse::<usize>().unwrap()).sum();
        assert_eq!(counted, ingested.findings.len(), "{name}");
        let kept = files.iter().filter(|file| file.path.starts_with("karantaene/"));
        let (tables, workbooks): (Vec<_>, Vec<_>) =
            kept.partition(|file| Path::new(&file.path).extension() == Some("csv".as_ref()));
        let mut rows = Vec::new();
        for (table, workbook) in tables.iter().zip(&workbooks) {
            assert_eq!(table.path.replace(".csv", ".xlsx"), workbook.path, "{name}");
            assert_eq!(lines(table), cells_of_workbook(workbook), "{name}");
            rows.extend(lines(table));
        }
        assert_eq!(tables.len(), workbooks.len(), "{name}");
        let place = |row: &Vec<String>| row.iter().take(3).cloned().collect::<Vec<_>>();
        let told: Vec<_> = rows.iter().map(place).collect();
        let row = |row: &QuarantinedRow| {
            vec![row.source.to_string(), row.line.to_string(), row.codes.join(" ")]
        };
        let kept: Vec<_> = ingested.quarantine.iter().map(row).collect();
        assert_eq!(told, kept, "{name}");
        compared += kept.len();
    }
    assert!(50 < compared, "{compared}");
}

#[test]
fn both_entrances_of_the_good_sources_have_the_same_results() {
    let cells = |role| {
        let tests = check(&plan(&read_with(role), 5), &Memory::with(&[])).tests;
        tests
            .cells
            .into_iter()
            .map(|(key, cell)| (key, cell.levels, cell.enrolled, cell.kind))
            .collect::<Vec<_>>()
    };
    assert!(!cells("elevraekker").is_empty());
    assert_eq!(cells("elevraekker"), cells("aggregater"));
}

#[test]
fn every_bad_file_says_what_is_wrong_and_where() {
    for (name, _, ingested) in every_bad_input() {
        assert_balances(ingested, &name);
        assert_snapshot(&name, &told(ingested));
    }
}

#[test]
fn every_snapshot_is_of_a_bad_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/bad_input");
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let there: BTreeSet<String> = files_below(&folder).iter().map(name).collect();
    let on_disk = on_disk_cases().into_iter().map(|(name, _)| name.to_owned());
    let all: BTreeSet<String> = every_bad_input().map(|(name, ..)| name).chain(on_disk).collect();
    assert_eq!(there, all);
}

/// The codes without that of rows about the whole municipality: one may be what is left out.
fn beside_municipality(ingested: &Ingested) -> BTreeSet<&'static str> {
    codes(ingested).into_iter().filter(|code| *code != "K0331").collect()
}

#[test]
fn every_bad_file_gives_the_finding_it_is_named_after() {
    for (name, _, ingested) in every_bad_input() {
        let mut parts = name.splitn(3, '-');
        let (of, code) = (role(parts.next().unwrap()), parts.next().unwrap());
        let good = || check(&plan(&read_with(of), 5), &Memory::with(&[]));
        match code {
            // A row of the municipality is always told of, and may be the one that is left out.
            "ok" => {
                assert_eq!(beside_municipality(ingested), beside_municipality(&good()), "{name}");
            }
            "regel" => {
                let left_out = |ingested: &Ingested| {
                    ingested.sources.iter().map(|s| s.rows.excluded_rows()).sum::<u64>()
                };
                assert_eq!(beside_municipality(ingested), beside_municipality(&good()), "{name}");
                assert!(left_out(&good()) < left_out(ingested), "{name}");
            }
            code => assert!(codes(ingested).contains(code), "{name}: {:?}", codes(ingested)),
        }
    }
}

/// The good sources on disk, and the plan of a role with its file pattern replaced.
fn on_disk(role: &'static str, pattern: &str) -> (tempfile::TempDir, Plan) {
    let folder = tempfile::tempdir().unwrap();
    for (role, _, file, _) in ROLES {
        fs::write(folder.path().join(file), good(role)).unwrap();
    }
    let mut plan = plan(&read_with(role), 5);
    for spec in &mut plan.sources {
        for name in &mut spec.files {
            if name == file(role) {
                pattern.clone_into(name);
            }
        }
    }
    (folder, plan)
}

fn on_disk_cases() -> Vec<(&'static str, Ingested)> {
    let checked = |name, pattern, prepare: fn(&Path)| {
        let (folder, plan) = on_disk("elevtal", pattern);
        prepare(folder.path());
        (name, check(&plan, &Folder::new(folder.path())))
    };
    vec![
        checked("elevtal-K0101-filen-er-der-ikke", "elevtal_2018.csv", |_| {}),
        checked("elevtal-K0101-uden-for-datamappen", "../elevtal.csv", |_| {}),
        checked("elevtal-K0102-moenster-uden-filer", "elevtal/*.csv", |_| {}),
        checked("elevtal-K0103-en-mappe-og-ingen-fil", "elevtal_2018.csv", |folder| {
            fs::create_dir(folder.join("elevtal_2018.csv")).unwrap();
        }),
    ]
}

#[test]
fn a_file_that_cannot_be_had_is_named() {
    for (name, ingested) in on_disk_cases() {
        assert_balances(&ingested, name);
        assert!(ingested.is_stopped(), "{name}");
        let code = name.split('-').nth(1).unwrap();
        assert_eq!(codes(&ingested).first(), Some(&code), "{name}");
        assert_snapshot(name, &told(&ingested));
    }
}

#[test]
fn every_code_there_is_occurs() {
    let mut seen = BTreeSet::new();
    for (_, _, ingested) in every_bad_input() {
        seen.extend(codes(ingested));
    }
    for (_, ingested) in on_disk_cases() {
        seen.extend(codes(&ingested));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), FindingKind::CODES);
}

/// The plan of the key figures with a second file, in memory under the name of the counts.
fn two_files_of_key_figures() -> (Plan, Memory) {
    let mut plan = plan(&["register", "noegletal"], 5);
    let specs = plan.sources.iter_mut();
    for spec in specs.filter(|spec| spec.kind == SourceKind::KeyFigures) {
        spec.files.push(file("aggregater").to_owned());
    }
    (plan, Memory::with(&[("aggregater", good("noegletal"))]))
}

#[test]
fn files_of_one_year_that_say_the_same_are_one_table() {
    let (plan_of_two, sources) = two_files_of_key_figures();
    let ingested = check(&plan_of_two, &sources);
    assert_balances(&ingested, "two files");
    assert_eq!(ingested.findings, []);
    let one = check(&plan(&read_with("noegletal"), 5), &Memory::with(&[]));
    assert_eq!(ingested.key_figures, one.key_figures);
}

#[test]
fn key_figures_of_a_year_that_is_not_asked_for_are_left_out_by_rule() {
    let mut plan = plan(&["register", "noegletal"], 5);
    plan.report.years.pop_last();
    let ingested = check(&plan, &Memory::with(&[]));
    let rows = &ingested.sources.last().unwrap().rows;
    assert_eq!((rows.used, rows.excluded.get(&ExclusionRule::OtherYear)), (0, Some(&4)));
    assert!(rows.balances());
    assert_eq!(ingested.findings, []);
}

#[test]
fn a_school_is_missing_only_where_no_file_of_the_year_has_it() {
    let (plan, _) = two_files_of_key_figures();
    let text = String::from_utf8(good("noegletal")).unwrap();
    let of = |wanted: &[&str]| {
        let kept = |line: &&str| {
            wanted.iter().any(|number| line.starts_with(number)) || line.starts_with("inst")
        };
        text.lines().filter(kept).collect::<Vec<_>>().join("\n").into_bytes()
    };
    let (one, other) = (of(&["999101", "999102"]), of(&["999103", "999104"]));
    let sources = Memory::with(&[("noegletal", one.clone()), ("aggregater", other)]);
    assert_eq!(check(&plan, &sources).findings, []);
    let sources = Memory::with(&[("noegletal", one), ("aggregater", of(&["999103"]))]);
    let school = "999104".parse().unwrap();
    let year = "2018/19".parse().unwrap();
    let expected = Finding::at(file("aggregater"), FindingKind::NoRowForSchool { school, year });
    assert_eq!(check(&plan, &sources).findings, [expected]);
}

/// The good sources with the school 999103 as counts and the others as pupil rows.
fn both_entrances() -> (Plan, Memory) {
    let kept = |role, wanted: fn(&str) -> bool| {
        let text = String::from_utf8(good(role)).unwrap();
        let mut lines = text.lines();
        let header = lines.next();
        let rows = lines.filter(|line| wanted(line));
        header.into_iter().chain(rows).collect::<Vec<_>>().join("\n").into_bytes()
    };
    let sources = Memory::with(&[
        ("elevraekker", kept("elevraekker", |line| !line.contains(";999103;"))),
        ("aggregater", kept("aggregater", |line| line.contains(";999103;"))),
    ]);
    (plan(&["register", "elevtal", "elevraekker", "aggregater"], 5), sources)
}

#[test]
fn schools_of_both_entrances_go_into_one_table() {
    let cells = |ingested: Ingested| {
        let cells = ingested.tests.cells.into_iter();
        cells.map(|(key, cell)| (key, cell.levels, cell.enrolled)).collect::<Vec<_>>()
    };
    let (plan_of_both, sources) = both_entrances();
    let mixed = check(&plan_of_both, &sources);
    assert_balances(&mixed, "both entrances");
    assert_eq!(mixed.findings, []);
    let rows_alone = check(&plan(&read_with("elevraekker"), 5), &Memory::with(&[]));
    assert_eq!(cells(mixed), cells(rows_alone));
}

#[test]
fn a_figure_is_as_weak_as_what_it_rests_on() {
    let (plan, sources) = both_entrances();
    let run = run(&plan, &sources, &|_| {}).unwrap();
    let release = run.releases.get(&Audience::Administration).unwrap();
    let class = |unit: &str| {
        let key = format!("laesning.gode/{unit}/2018-19").parse().unwrap();
        release.figures().get(&key).unwrap().class()
    };
    assert_eq!(class("skole:999101"), EvidenceClass::A);
    assert_eq!(class("skole:999103"), EvidenceClass::B);
    assert_eq!(class("kommune:999"), EvidenceClass::B);
    assert_eq!(class("gruppe:specialskoler"), EvidenceClass::A);
}

#[test]
fn a_row_that_is_there_twice_is_used_once_and_said() {
    let text = String::from_utf8(good("elevraekker")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let twice: Vec<&str> = lines.iter().chain(lines.iter().skip(1)).copied().collect();
    let sources = Memory::with(&[("elevraekker", twice.join("\n").into_bytes())]);
    let once = check(&plan(&read_with("elevraekker"), 5), &Memory::with(&[]));
    let ingested = check(&plan(&read_with("elevraekker"), 5), &sources);
    assert_balances(&ingested, "every row twice");
    assert_eq!(ingested.tests, once.tests);
    let (rows, before) =
        (&ingested.sources.last().unwrap().rows, &once.sources.last().unwrap().rows);
    let left_out = |rule: ExclusionRule| rows.excluded.get(&rule).copied().unwrap_or(0);
    // Later attempts are left out as such once; their repetitions are repetitions.
    let later = before.excluded.get(&ExclusionRule::NotFirstAttempt).copied().unwrap_or(0);
    assert_eq!(left_out(ExclusionRule::NotFirstAttempt), later);
    assert_eq!(left_out(ExclusionRule::SameRowTwice), before.used + later);
    let said = u64::try_from(ingested.findings.len()).unwrap();
    assert_eq!((codes(&ingested), said), (BTreeSet::from(["K0311"]), before.used + later));
    let second_half = |finding: &Finding| finding.location.line > u64::try_from(lines.len()).ok();
    assert!(ingested.findings.iter().all(second_half));
}

#[test]
fn counts_in_quarantine_are_not_nobody_tested() {
    let (plan, _) = both_entrances();
    let rows = String::from_utf8(good("elevraekker")).unwrap();
    let rows = rows.lines().filter(|line| !line.contains(";999103;")).collect::<Vec<_>>();
    let counts = String::from_utf8(good("aggregater")).unwrap();
    let twice = |line: &&str| !line.contains(";9991") || line.contains(";999103;");
    let counts: Vec<&str> = counts.lines().filter(twice).collect();
    let again = counts.iter().skip(1);
    let counts: Vec<&str> = counts.iter().chain(again).copied().collect();
    let sources = Memory::with(&[
        ("elevraekker", rows.join("\n").into_bytes()),
        ("aggregater", counts.join("\n").into_bytes()),
    ]);
    let ingested = check(&plan, &sources);
    assert_balances(&ingested, "counts twice");
    assert_eq!(codes(&ingested), BTreeSet::from(["K0304", "K0312", "K0332"]));
    let school = "999103".parse().unwrap();
    assert!(ingested.tests.cells.keys().all(|key| key.school != school));
}

/// A row of counts with as many tested and enrolled as its levels have; one with a level that is no
/// number as it is.
fn totalled(line: &str) -> String {
    let mut cells: Vec<String> = line.split(';').map(str::to_owned).collect();
    let levels = cells.get(6..).unwrap().iter().map(|cell| cell.parse::<u32>().ok());
    if let Some(tested) = levels.sum::<Option<u32>>() {
        for at in [4, 5] {
            *cells.get_mut(at).unwrap() = tested.to_string();
        }
    }
    cells.join(";")
}

#[test]
fn a_sum_names_what_is_in_it_and_no_figure_that_is_in_quarantine() {
    let name = "aggregater-K0332-tal-i-karantaene.csv";
    let text = fs::read_to_string(fixtures().join("sources/bad").join(name)).unwrap();
    // Schools so large that nothing is hidden.
    let larger = |(at, cell): (usize, &str)| match cell.parse::<u32>() {
        Ok(count) if 3 < at => (40 * count + 20 * u32::from(5 < at)).to_string(),
        _ => cell.to_owned(),
    };
    let line = |line: &str| {
        let cells: Vec<String> = line.split(';').enumerate().map(larger).collect();
        cells.join(";")
    };
    let text: Vec<String> = text.lines().map(line).collect();
    let text: Vec<String> = text.iter().map(|line| totalled(line)).collect();
    let sources = Memory::with(&[("aggregater", text.join("\n").into_bytes())]);
    let run = run(&plan(&["register", "aggregater"], 20), &sources, &|_| {}).unwrap();
    let release = run.releases.get(&Audience::Administration).unwrap();
    let texts = Texts::new(Language::Danish);
    let explained = |key: &str| kvalitet_report::explain(release, &texts, &key.parse().unwrap());
    let of_year = |year: &str| {
        explained(&format!("laesning.gode/gruppe:folkeskoler/{year}/klasse:4")).unwrap()
    };
    let missing = "Æblehaven Skole";
    for (year, is_in) in [("2017-18", false), ("2018-19", true)] {
        let text = of_year(year);
        assert!(text.contains("Birkelund Skole"), "{text}");
        assert_eq!(text.contains(missing), is_in, "{text}");
    }
    let error = explained("laesning.gode/skole:999101/2017-18/klasse:4").unwrap_err();
    assert!(error.in_words(&texts).contains("karantæne"), "{error}");
}

#[test]
fn a_municipality_without_a_name_is_called_by_its_number() {
    let text = String::from_utf8(good("register")).unwrap();
    let nameless = text.replace("Eksempelby Kommune", "");
    let partly = text.replacen("Eksempelby Kommune", "", 2);
    for (register, name) in [(nameless, "Kommune 999"), (partly, "Eksempelby Kommune")] {
        let sources = Memory::with(&[("register", register.into_bytes())]);
        let run = run(&plan(&["register", "aggregater"], 5), &sources, &|_| {}).unwrap();
        let release = run.releases.get(&Audience::Administration).unwrap();
        let municipality = "kommune:999".parse().unwrap();
        assert_eq!(release.edition().municipality_name, name);
        assert_eq!(release.units().get(&municipality).unwrap().name, name);
    }
}

#[test]
fn rows_of_schools_of_another_kind_are_left_out_as_such() {
    let text = String::from_utf8(good("register")).unwrap();
    let other = text.replacen(";1012;Folkeskoler;", ";1013;Efterskoler;", 1);
    let sources = Memory::with(&[("register", other.into_bytes())]);
    let ingested = check(&plan(&["register", "aggregater"], 5), &sources);
    assert_balances(&ingested, "another kind");
    assert!(!codes(&ingested).contains("K0301"), "{:?}", ingested.findings);
    let rows = &ingested.sources.last().unwrap().rows;
    assert_eq!(rows.excluded.get(&ExclusionRule::OtherSchoolKind), Some(&4));
}

#[test]
fn a_register_that_cannot_be_read_is_told_of_and_no_school_is_unknown_for_it() {
    let sources = Memory::with(&[("register", b"a;b\n1;2\n".to_vec())]);
    let ingested = check(&plan(&["register", "elevraekker", "aggregater"], 5), &sources);
    assert_balances(&ingested, "no register");
    assert!(ingested.is_stopped());
    assert!(!codes(&ingested).contains("K0301"), "{:?}", ingested.findings);
    let left_out = |report: &SourceReport| {
        report.rows.excluded.get(&ExclusionRule::RegisterNotRead).copied().unwrap_or_default()
    };
    assert!(ingested.sources.iter().skip(1).all(|report| 0 < left_out(report)));
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn every_fixture_is_listed_with_its_origin() {
    let readme = fs::read_to_string(fixtures().join("README.md")).unwrap();
    let mut section = String::new();
    let mut listed = BTreeSet::new();
    for line in readme.lines() {
        if let Some(folder) = line.strip_prefix("## ") {
            folder.clone_into(&mut section);
        }
        if let Some((name, rest)) = line.strip_prefix("| `").and_then(|line| line.split_once('`')) {
            assert!(rest.ends_with("| invented for the tests |"), "{line}");
            listed.insert(format!("{section}/{name}"));
        }
    }
    let relative = |path: PathBuf| {
        let path = path.strip_prefix(fixtures()).unwrap().to_string_lossy().replace('\\', "/");
        (path != "README.md").then_some(path)
    };
    let there: BTreeSet<String> =
        files_below(&fixtures()).into_iter().filter_map(relative).collect();
    assert_eq!(there, listed);
}
