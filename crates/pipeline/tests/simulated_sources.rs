//! Every file of a simulated municipality is one that a municipality could have: it is read without
//! a row in quarantine, and the two entrances say the same.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use kvalitet_core::SchoolYear;
use kvalitet_core::finding::Severity;
use kvalitet_ingest::{Folder, Ingested};
use kvalitet_pipeline::{Plan, check, simulate_into};
use kvalitet_simulate::Settings;

const ENTRANCES: [&str; 2] = ["plan.toml", "plan-aggregater.toml"];

fn simulate(folder: &Path, schools: u32, years: (u16, u16)) {
    let year = |start| SchoolYear::starting(start).unwrap();
    let (first_year, last_year) = (year(years.0), year(years.1));
    let settings = Settings { schools, first_year, last_year, seed: 4, ..Settings::default() };
    simulate_into(folder, &settings).unwrap();
}

fn read(folder: &Path, plan: &str) -> Ingested {
    let text = fs::read_to_string(folder.join(plan)).unwrap();
    check(&Plan::parse(&text, plan).unwrap(), &Folder::new(folder))
}

/// Every file below a folder, but for the truth and the plans.
fn files(folder: &Path, below: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.join(below)).unwrap().map(Result::unwrap);
    let of = |entry: fs::DirEntry| {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files(folder, &format!("{name}/"))
        } else {
            BTreeSet::from([name])
        }
    };
    let all = entries.flat_map(of);
    all.filter(|name| !name.starts_with("sandhed/") && !name.starts_with("plan")).collect()
}

#[test]
fn every_file_is_read_without_a_row_in_quarantine() {
    for years in [(2016, 2017), (2022, 2023), (2026, 2026)] {
        let folder = tempfile::tempdir().unwrap();
        simulate(folder.path(), 7, years);
        let mut read_files = BTreeSet::new();
        for plan in ENTRANCES {
            let ingested = read(folder.path(), plan);
            let faults = ingested.findings.iter().filter(|finding| {
                !matches!(finding.kind.severity(), Severity::Info | Severity::Warning)
            });
            assert_eq!(faults.collect::<Vec<_>>(), Vec::<&_>::new(), "{years:?} {plan}");
            for source in &ingested.sources {
                let place = format!("{years:?} {plan} {}", source.source);
                assert!(source.rows.balances() && source.rows.quarantined == 0, "{place}");
                assert!(0 < source.rows.used && !source.layout.is_empty(), "{place}");
                read_files.insert(source.source.as_ref().to_owned());
            }
        }
        assert_eq!(read_files, files(folder.path(), ""), "{years:?}");
    }
}

#[test]
fn every_row_of_figures_is_used() {
    let folder = tempfile::tempdir().unwrap();
    simulate(folder.path(), 8, (2017, 2018));
    let ingested = read(folder.path(), "plan-aggregater.toml");
    for source in &ingested.sources {
        let unused: u64 = source.rows.excluded.values().sum();
        // Rows of schools that report no absence say nothing.
        let may_be = if source.source.as_ref() == "fravaer.csv" { 8 } else { 0 };
        assert!(unused <= may_be, "{} {unused}", source.source);
    }
    let warned: BTreeMap<&str, usize> =
        ingested.findings.iter().fold(BTreeMap::new(), |mut codes, finding| {
            *codes.entry(finding.kind.code()).or_default() += 1;
            codes
        });
    // A school that reports no absence is told of, and that a row is the municipality's.
    let told: Vec<&str> = warned.keys().copied().collect();
    assert!(told.iter().all(|code| ["K0308", "K0331"].contains(code)), "{warned:?}");
}

#[test]
fn another_simulation_leaves_no_file_of_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    simulate(folder.path(), 3, (2016, 2023));
    simulate(folder.path(), 2, (2018, 2018));
    let old: Vec<String> = files(folder.path(), "")
        .into_iter()
        .filter(|name| name.contains("20") && !name.contains("2018-19"))
        .collect();
    assert_eq!(old, Vec::<String>::new());
}
