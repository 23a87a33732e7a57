//! What a plan says of a source is used, or it is told that it was not.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/small.rs"]
mod small;

use std::collections::BTreeSet;

use kvalitet_core::finding::FindingKind;
use kvalitet_ingest::{Ingested, SourceKind};

use crate::small::{read, rows, source};

/// What is told, but that nobody says how many pupils the per cents are of.
fn told(ingested: &Ingested) -> Vec<String> {
    let all = small::told(ingested).into_iter();
    all.filter(|of| !of.starts_with("K0128")).collect()
}

/// The years of the figures of a kind.
fn years(ingested: &Ingested, kind: SourceKind) -> BTreeSet<String> {
    let of_kind = ingested.figures.observations.get(&kind).unwrap();
    of_kind.iter().map(|of| of.year.to_string()).collect()
}

fn one(year: &str) -> BTreeSet<String> {
    BTreeSet::from([year.to_owned()])
}

const ABSENCE: &str = "institutionsnummer;Fravær i alt\n999101;7.8\n999104;6.8\n";
const MAPPED: &str = "columns = { samlet_fravaer_pct = \"Fravær i alt\" }\ndecimal = \"point\"\n";

#[test]
fn the_plan_says_the_year_of_a_source_without_a_column_for_it() {
    let said = format!("{MAPPED}year = \"2018/19\"");
    let ingested = read(&[("f.csv", ABSENCE)], &[source("absence", "f.csv", &said)]);
    assert_eq!(told(&ingested), [""; 0]);
    assert_eq!(years(&ingested, SourceKind::Absence), one("2018/19"));
}

#[test]
fn every_table_about_years_can_have_its_year_from_the_plan() {
    let roll = "institutionsnummer;klassetrin;elever\n999101;4;20\n";
    let marks = "pnr;institutionsnummer;fag;disciplin;karaktertype;karakter\n\
                 9700000001;999101;Dansk;Læsning;prøve;7\n";
    let tests = "unikid;instnr;klassetrin;fagid;testafslutningstidspunkt;testtype;niveau\n";
    let of = |kind, text| {
        let said = "year = \"2018/19\"";
        let ingested = read(&[("f.csv", text)], &[source(kind, "f.csv", said)]);
        let missing = |code: &String| code.starts_with("K0105") && code.ends_with("skoleaar");
        assert!(!told(&ingested).iter().any(missing), "{kind} {:?}", told(&ingested));
        ingested
    };
    let _ = (of("marks", marks), of("national_test", tests));
    assert_eq!(rows(&of("roll", roll), "f.csv"), [1, 0, 0, 0]);
}

#[test]
fn a_source_that_nobody_says_the_year_of_is_stopped() {
    let ingested = read(&[("f.csv", ABSENCE)], &[source("absence", "f.csv", MAPPED)]);
    assert_eq!(told(&ingested), ["K0105 f.csv:1 skoleaar"]);
    assert!(ingested.is_stopped());
}

const YEARS: &str = "skoleaar;institutionsnummer;samlet_fravaer_pct\n";

#[test]
fn a_row_without_a_year_has_that_of_the_plan() {
    let text = format!("{YEARS};999101;7,8\n2018/19;999104;6,8\n");
    let of = |said| read(&[("f.csv", &text)], &[source("absence", "f.csv", said)]);
    let ingested = of("year = \"2018/19\"");
    assert_eq!(told(&ingested), [""; 0]);
    assert_eq!(years(&ingested, SourceKind::Absence), one("2018/19"));
    let ingested = of("");
    assert_eq!(told(&ingested), ["K0207 f.csv:2 skoleaar"]);
    assert_eq!(rows(&ingested, "f.csv"), [1, 0, 0, 1]);
}

#[test]
fn a_row_of_another_year_than_the_plan_says_keeps_its_year_and_is_told_of_once() {
    let text = format!("{YEARS}2017/18;999101;7,8\n2018/19;999101;6,8\n2018/19;999104;6,8\n");
    let ingested = read(&[("f.csv", &text)], &[source("absence", "f.csv", "year = \"2017/18\"")]);
    assert_eq!(told(&ingested), ["K0327 f.csv:3 skoleaar"]);
    let (year, plan) = ("2018/19".parse().unwrap(), "2017/18".parse().unwrap());
    let other = FindingKind::OtherYearThanPlan { year, plan };
    assert!(ingested.findings.iter().any(|of| of.kind == other));
    assert_eq!(rows(&ingested, "f.csv"), [3, 0, 0, 0]);
    assert_eq!(years(&ingested, SourceKind::Absence).len(), 2);
}

#[test]
fn a_pupils_result_of_another_year_than_the_plan_says_is_told_of() {
    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sources/good/elevraekker.csv");
    let text = std::fs::read_to_string(good).unwrap();
    let of = |said| {
        let ingested = read(&[("f.csv", &text)], &[source("national_test", "f.csv", said)]);
        told(&ingested).iter().filter(|told| told.starts_with("K0327")).count()
    };
    assert_eq!((of("year = \"2015/16\""), of("")), (1, 0));
}

#[test]
fn a_file_under_two_sources_is_read_by_the_first_and_told_of() {
    let text = format!("{YEARS}2018/19;999101;7,8\n");
    let both = |other: &str| {
        let sources = [source("absence", "f*", ""), source("absence", "f.csv", other)];
        read(&[("f.csv", &text)], &sources)
    };
    assert_eq!(told(&both("")), [""; 0]);
    let ingested = both("decimal = \"point\"");
    assert_eq!(told(&ingested), ["K0328 f.csv"]);
    assert_eq!(rows(&ingested, "f.csv"), [1, 0, 0, 0]);
}

#[test]
fn a_name_of_a_column_that_no_file_has_is_told_of() {
    let own = format!("{YEARS}2018/19;999101;7,8\n");
    let other = own.replace("samlet_fravaer_pct", "Fravær i alt").replace("999101", "999104");
    let of = |files: &[(&str, &str)], name: &str| {
        let said = format!("columns = {{ samlet_fravaer_pct = \"{name}\" }}");
        told(&read(files, &[source("absence", "f*", &said)]))
    };
    let (one, two) = (("f1.csv", own.as_str()), ("f2.csv", other.as_str()));
    assert_eq!(of(&[one], "Fravær ialt"), ["K0328 f1.csv samlet_fravaer_pct"]);
    assert_eq!(of(&[one, two], "fravaer I ALT"), [""; 0]);
}
