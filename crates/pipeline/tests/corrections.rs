//! What corrections change, and what becomes of those that change nothing.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/small.rs"]
mod small;

use kvalitet_ingest::Ingested;
use kvalitet_ingest::layout::SourceKind;

use crate::small::{read, rows, source, told};

const ROLL: &str = "skoleaar;institutionsnummer;klassetrin;elever\n2018/19;999101;4;20\n\
                    2018/19;999104;4;30\n";

/// Reads a file of one kind with corrections: line, column and new value of each.
fn corrected(kind: &str, text: &str, corrections: &[(u64, &str, &str)]) -> Ingested {
    let files = source(kind, "fil.csv", "");
    let before = read(&[("fil.csv", text)], std::slice::from_ref(&files));
    let digest = &before.sources.iter().find(|of| &*of.source == "fil.csv").unwrap().digest;
    let row = |(line, column, value): &(u64, &str, &str)| {
        format!("{digest};{line};{column};{value};aftalt;nn;2019-10-14\n")
    };
    let rows: String = corrections.iter().map(row).collect();
    let header = "kilde_sha256;post;kolonne;ny_vaerdi;begrundelse;hvem;dato\n";
    let of_corrections = source("corrections", "ret.csv", "");
    let texts = [("fil.csv", text), ("ret.csv", &format!("{header}{rows}"))];
    read(&texts, &[of_corrections, files])
}

fn used(ingested: &Ingested) -> Vec<bool> {
    ingested.corrections.iter().map(|outcome| outcome.used).collect()
}

#[test]
fn one_cell_under_two_names_of_its_column_is_corrected_by_neither() {
    let ingested = corrected("roll", ROLL, &[(2, "elever", "21"), (2, "antal_elever", "22")]);
    assert_eq!(told(&ingested), ["K0304 ret.csv:2 post", "K0304 ret.csv:3 post"]);
    assert_eq!(rows(&ingested, "fil.csv"), [2, 0, 0, 0]);
    assert_eq!(rows(&ingested, "ret.csv"), [0, 0, 0, 2]);
    assert_eq!(used(&ingested), [false; 0]);
}

#[test]
fn two_columns_of_a_line_are_two_cells() {
    let ingested = corrected("roll", ROLL, &[(2, "antal_elever", "21"), (2, "klassetrin", "5")]);
    assert_eq!(told(&ingested), [""; 0]);
    assert_eq!(rows(&ingested, "fil.csv"), [1, 1, 0, 0]);
    assert_eq!(used(&ingested), [true, true]);
}

#[test]
fn a_column_that_the_file_does_not_have_is_not_corrected() {
    let absence = "skoleaar;institutionsnummer;samlet_fravaer_pct\n2018/19;999101;7,8\n";
    let ingested = corrected("absence", absence, &[(2, "sygefravaer_pct", "3,0")]);
    // That the file does not say how many it is about is told too.
    assert_eq!(told(&ingested), ["K0128 fil.csv:1 elever", "K0121 fil.csv:2"]);
    assert_eq!((rows(&ingested, "fil.csv"), used(&ingested)), ([1, 0, 0, 0], vec![false]));
}

#[test]
fn a_column_that_is_not_read_is_not_corrected() {
    let register = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN;ADRESSE\n\
                    999107;Gg;1012;999;Eksempelby Kommune;Vej 1\n";
    let columns = kvalitet_ingest::layout::layouts(SourceKind::SchoolRegister);
    let known = columns.iter().flat_map(|layout| &layout.columns).map(|column| &column.name);
    assert!(known.clone().all(|name| &**name != "adresse"));
    let ingested = corrected("school_register", register, &[(2, "adresse", "Vej 2")]);
    assert!(told(&ingested).contains(&"K0121 fil.csv:2".to_owned()), "{:?}", told(&ingested));
    assert_eq!((rows(&ingested, "fil.csv"), used(&ingested)), ([1, 0, 0, 0], vec![false]));
}

#[test]
fn the_new_value_is_taken_as_it_stands() {
    let groups = "institutionsnummer;gruppe;gruppenavn\n999101;nord;Nord\n";
    let ingested = corrected("groups", groups, &[(2, "gruppenavn", "Mod  nord")]);
    let names: Vec<&str> = ingested.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!((names, used(&ingested)), (vec!["Mod  nord"], vec![true]));
}

#[test]
fn twenty_thousand_corrections_are_each_used() {
    let row = |at: u64| format!("2018/19;999101;4;{}\n", at % 30);
    let text: String = (0..20_000).map(row).collect();
    let text = format!("skoleaar;institutionsnummer;klassetrin;elever\n{text}");
    let corrections: Vec<_> = (2..20_002).map(|line| (line, "elever", "7")).collect();
    let ingested = corrected("roll", &text, &corrections);
    assert_eq!(used(&ingested), vec![true; 20_000]);
}
