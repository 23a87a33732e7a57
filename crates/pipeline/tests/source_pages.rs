//! The pages on sources and rules: what they show can be read, and what can be found is in them.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::collections::BTreeSet;

use kvalitet_core::Language;
use kvalitet_core::finding::Severity;
use kvalitet_ingest::layout::sources;
use kvalitet_ingest::{Ingested, SourceKind};
use kvalitet_pipeline::{Plan, check, source_pages};
use kvalitet_text::Texts;

use crate::memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Eksempelskolen;1012;999;Eksempelby\n\
                        999102;Prøveskolen;1012;999;Eksempelby\n\
                        999103;Afløserskolen;1012;999;Eksempelby\n";

/// The page of a kind as a file.
fn page(kind: SourceKind) -> String {
    let pages = source_pages(&Texts::new(Language::Danish));
    let path = format!("kilder/{}.md", kind.id());
    pages.into_iter().find(|(name, _)| *name == path).unwrap().1
}

/// Every example on the page of a kind.
fn examples(kind: SourceKind) -> Vec<String> {
    let page = page(kind);
    let blocks = page.split("```csv\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

/// A plan that reads one file of a kind.
fn plan(kind: SourceKind) -> Plan {
    let mut plan = "[report]\ntitle = \"T\"\ndate = 2022-03-31\nmunicipality = 999\n\
                    years = [\"2015/16\", \"2016/17\", \"2017/18\", \"2018/19\", \"2019/20\", \
                    \"2020/21\", \"2021/22\", \"2022/23\", \"2023/24\", \"2024/25\", \"2025/26\", \
                    \"2026/27\"]\n"
        .to_owned();
    if kind != SourceKind::SchoolRegister {
        plan += "[[source]]\nkind = \"school_register\"\nfiles = [\"register.csv\"]\n";
    }
    let year = if kind == SourceKind::KeyFigures { "year = \"2018/19\"\n" } else { "" };
    let it = format!("[[source]]\nkind = \"{}\"\nfiles = [\"it.csv\"]\n{year}", kind.id());
    Plan::parse(&(plan + &it), "p.toml").unwrap()
}

fn read(plan: &Plan, text: &str) -> Ingested {
    check(plan, &Memory::new([("register.csv", REGISTER), ("it.csv", text)]))
}

/// What was found in the source itself.
fn codes(ingested: &Ingested) -> BTreeSet<&'static str> {
    let of_it = ingested.findings.iter().filter(|f| f.location.source.as_ref() == "it.csv");
    of_it.map(|finding| finding.kind.code()).collect()
}

#[test]
fn every_example_on_a_page_is_a_file_whose_row_is_used() {
    let mut wrong = Vec::new();
    for source in sources() {
        let examples = examples(source.kind);
        assert_eq!(examples.len(), source.layouts.len(), "{:?}", source.kind);
        for example in examples {
            let ingested = read(&plan(source.kind), &example);
            let report = ingested.sources.iter().find(|r| r.source.as_ref() == "it.csv").unwrap();
            let serious = ingested.findings.iter().filter(|finding| {
                finding.location.source.as_ref() == "it.csv"
                    && Severity::Warning <= finding.kind.severity()
            });
            // The roll of the one grade is in no file, a correction has no file to correct, and the
            // plan says one year for every example.
            let alone = ["K0307", "K0121", "K0327"];
            let serious: Vec<_> = serious.filter(|f| !alone.contains(&f.kind.code())).collect();
            if report.rows.used != 1 || report.rows.read != 1 || !serious.is_empty() {
                wrong.push(format!("{}\n{example}{serious:?} {:?}", source.kind.id(), report.rows));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An example with something wrong: cell by cell, row by row.
fn damaged(example: &str) -> Vec<String> {
    let (header, row) = example.trim_end().split_once('\n').unwrap();
    let cells: Vec<&str> = row.split(';').collect();
    let with = |at: usize, cell: &str| {
        let mut cells = cells.clone();
        *cells.get_mut(at).unwrap() = cell;
        format!("{header}\n{}\n", cells.join(";"))
    };
    let mut all = Vec::new();
    for at in 0..cells.len() {
        let wrong = ["", "x", "0", "99999999", "2050/51"];
        all.extend(wrong.map(|cell| with(at, cell)));
        let mut names: Vec<&str> = header.split(';').collect();
        *names.get_mut(at).unwrap() = "ukendt";
        all.push(format!("{}\n{row}\n", names.join(";")));
        let (first, other) = (with(at, cells.get(at).unwrap()), with(at, "1"));
        all.push(format!("{first}{}", other.split_once('\n').unwrap().1));
        all.push(format!("{first}I alt{}\n", ";9".repeat(cells.len() - 1)));
    }
    all.push(format!("{header}\n{row}\n{row}\n"));
    all.push(format!("{header}\n{row};\n{row};9\n\"{row}\n"));
    all.push(format!("{header}\n"));
    all.push(format!("Titel\n{header}\n{row}\n"));
    all.push(example.replace(';', "\t"));
    all
}

#[test]
fn whatever_is_found_in_a_source_is_on_its_page() {
    for source in sources() {
        let page = page(source.kind);
        let (plan, mut seen) = (plan(source.kind), BTreeSet::new());
        for example in examples(source.kind) {
            seen.extend(damaged(&example).iter().flat_map(|text| codes(&read(&plan, text))));
        }
        assert!(5 < seen.len(), "{:?} {seen:?}", source.kind);
        for code in seen {
            let row = format!("| [{code}](../regler.md#{}) |", code.to_lowercase());
            assert!(page.contains(&row), "{:?} {code}", source.kind);
        }
    }
}

#[test]
fn every_word_on_a_page_is_there_in_both_languages() {
    for language in [Language::Danish, Language::English] {
        for (path, text) in source_pages(&Texts::new(language)) {
            for id in ["kilde-", "alvor-", "omfang-", "fundnavn-", "fund-K", "rap-udeladt"] {
                assert!(!text.contains(id), "{path} {id}");
            }
        }
    }
}
