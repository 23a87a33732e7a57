//! Rows counted where they are, in parts, and added: the same as counted together.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kvalitet_core::SchoolYear;
use kvalitet_pipeline::{
    MergeError, Plan, TallyFile, TallyFileError, check, simulate_into, tallied,
};
use kvalitet_simulate::Settings;
use proptest::prelude::*;

#[path = "support/memory.rs"]
mod memory;

use crate::memory::Memory;

/// The files of a simulated municipality, by path.
static FILES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let year = |start| SchoolYear::starting(start).unwrap();
    let (first_year, last_year) = (year(2016), year(2018));
    let settings = Settings { schools: 4, first_year, last_year, seed: 7, ..Settings::default() };
    simulate_into(folder.path(), &settings).unwrap();
    let mut files = BTreeMap::new();
    read_below(folder.path(), "", &mut files);
    files
});

fn read_below(folder: &Path, below: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder.join(below)).unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_below(folder, &format!("{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.insert(name, text);
        }
    }
}

fn plan() -> Plan {
    // The pattern of the files in memory is the beginning of names.
    Plan::parse(&FILES["plan.toml"].replace("_*.csv", "_*"), "plan.toml").unwrap()
}

fn count(files: &BTreeMap<String, String>, plan: &Plan) -> TallyFile {
    let sources = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    tallied(plan, check(plan, &sources)).unwrap()
}

/// The sources of a part: of files of persons the lines that fall in it, of others all. Rows that say who
/// they are of fall by that; of others each line is somebody's.
fn part(of: usize, parts: usize, turn: usize) -> BTreeMap<String, String> {
    let whole = count(&FILES, &plan());
    let persons: BTreeSet<&str> = whole.sources().values().map(|of| of.source.as_str()).collect();
    let cut = |(path, text): (&String, &String)| {
        if !persons.contains(path.as_str()) {
            return (path.clone(), text.clone());
        }
        let (head, rows) = text.split_once('\n').unwrap();
        let is_named = head.starts_with("pnr;");
        let falls = |(line, row): &(usize, &str)| {
            let who = if is_named { row.split(';').next().unwrap() } else { "" };
            let place = who.bytes().fold(if is_named { 0 } else { *line }, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(usize::from(byte))
            });
            (place / 3 + turn) % parts == of
        };
        let rows = rows.lines().enumerate().filter(falls).map(|(_, row)| row);
        let rows: Vec<&str> = std::iter::once(head).chain(rows).collect();
        (path.clone(), rows.join("\n"))
    };
    FILES.iter().map(cut).collect()
}

/// What was counted, whatever the files were.
fn integers(file: &TallyFile) -> String {
    let text = String::from_utf8(file.to_bytes().unwrap()).unwrap();
    let (before, rest) = text.split_once("\"kilder\": [").unwrap();
    let (_, after) = rest.split_once("\"national_test\"").unwrap();
    format!("{before}{after}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn parts_in_any_order_add_up_to_the_whole(parts in 2..5_usize, turn in 0..97_usize) {
        let plan = plan();
        let whole = count(&FILES, &plan);
        let mut counted: Vec<TallyFile> =
            (0..parts).map(|of| count(&part(of, parts, turn), &plan)).collect();
        counted.rotate_left(turn % parts);
        // Through files, as programs add them.
        let read = |file: TallyFile| TallyFile::from_bytes(&file.to_bytes().unwrap()).unwrap();
        let sum = counted.into_iter().map(read).reduce(|a, b| a.merge(b).unwrap()).unwrap();
        let (sum_of, whole_of) = (integers(&sum), integers(&whole));
        let differ = sum_of.lines().zip(whole_of.lines()).find(|(a, b)| a != b);
        prop_assert!(differ.is_none() && sum_of.len() == whole_of.len(), "{:?}", differ);
        let used = |file: &TallyFile| file.sources().values().map(|of| of.used).sum::<u64>();
        prop_assert_eq!(used(&sum), used(&whole));
        prop_assert!(500 < whole.cells(), "{}", whole.cells());
    }
}

/// A word in capitals is the same word, but no row is plain then: every one is read cell by cell.
#[test]
fn plain_rows_are_read_as_cell_by_cell() {
    let mut capitals = FILES.clone();
    let tests =
        capitals.iter_mut().filter(|(path, _)| path.starts_with("elevraekker/nationale_test_"));
    for (_, text) in tests {
        assert!(text.contains(";obligatorisk;"));
        *text = text.replace(";obligatorisk;", ";OBLIGATORISK;");
    }
    assert_eq!(integers(&count(&capitals, &plan())), integers(&count(&FILES, &plan())));
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let bytes = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| count(&FILES, &plan()).to_bytes().unwrap())
    };
    let one = bytes(1);
    assert!(one == bytes(2) && one == bytes(8));
}

#[test]
fn a_file_is_what_was_written_and_others_are_refused() {
    let whole = count(&FILES, &plan());
    let bytes = whole.to_bytes().unwrap();
    assert_eq!(TallyFile::from_bytes(&bytes).unwrap(), whole);
    let text = String::from_utf8(bytes).unwrap();
    let refused = |text: &str| TallyFile::from_bytes(text.as_bytes()).unwrap_err();
    assert_eq!(refused("{}"), TallyFileError::OtherForm);
    assert_eq!(refused(&text.replace("optaelling-1", "optaelling-0")), TallyFileError::OtherForm);
    let damaged = text.replacen("\"celler\": [\n[", "\"celler\": [\n[\"x\",", 1);
    assert!(matches!(refused(&damaged), TallyFileError::Damaged { line: 2.., .. }));
    assert_eq!(refused(&text[..text.len() / 2]), TallyFileError::OtherForm);
}

#[test]
fn what_was_not_counted_alike_or_was_counted_before_is_not_added() {
    let (a, b) = (part(0, 2, 0), part(1, 2, 0));
    let first = || count(&a, &plan());
    let merged = |files: &BTreeMap<String, String>, plan: &Plan| first().merge(count(files, plan));
    assert!(merged(&b, &plan()).is_ok());
    assert!(matches!(merged(&a, &plan()), Err(MergeError::SameSource(_))));
    let other = |from: &str, to: &str| {
        let text = FILES["plan.toml"].replace("_*.csv", "_*").replace(from, to);
        Plan::parse(&text, "plan.toml").unwrap()
    };
    let fewer = other("\"2016/17\", ", "");
    assert!(matches!(merged(&b, &fewer), Err(MergeError::OtherYears)));
    let changed = other("[report]", "[settings]\nsamlet_niveau = \"median\"\n[report]");
    let Err(MergeError::OtherDefinitions(which)) = merged(&b, &changed) else { unreachable!() };
    assert_eq!(which, ["indstilling:samlet_niveau"]);
    let mut register = b.clone();
    let text = register.get_mut("institutionsregister.csv").unwrap();
    *text = text.lines().take(text.lines().count() - 1).collect::<Vec<_>>().join("\n");
    assert!(matches!(merged(&register, &plan()), Err(MergeError::OtherRegister)));
    // Counts that somebody else made are added to nothing, in whatever file they stand.
    let text = FILES["plan-aggregater.toml"].replace("_*.csv", "_*");
    let counts = Plan::parse(&text, "plan-aggregater.toml").unwrap();
    let mut same = FILES.clone();
    let tests = same.iter_mut().filter(|(path, _)| path.starts_with("aggregater/nationale_test"));
    tests.for_each(|(_, text)| text.push('\n'));
    let sum = count(&FILES, &counts).merge(count(&same, &counts));
    assert!(matches!(sum, Err(MergeError::SameCell(_))), "{:?}", sum.map(|_| ()));
    let mut roll = b;
    let text = roll.get_mut("elevtal.csv").unwrap();
    let (rest, pupils) = text.trim_end().rsplit_once(';').unwrap();
    *text = format!("{rest};{}", pupils.parse::<u32>().unwrap() + 1);
    assert!(matches!(merged(&roll, &plan()), Err(MergeError::OtherRoll { .. })));
}
