//! Documentation that must follow the code.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::fs;
use std::path::Path;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::FindingKind;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)).unwrap()
}

#[test]
fn every_indicator_is_in_the_glossary() {
    let glossary = page("docs/glossary.md");
    for indicator in Catalogue::built_in().unwrap().indicators() {
        assert!(glossary.contains(&format!("`{}`", indicator.id)), "{}", indicator.id);
    }
}

#[test]
fn every_setting_and_its_default_is_in_the_page_on_plans() {
    let plan = page("docs/plan.md");
    for setting in Catalogue::built_in().unwrap().settings().definitions() {
        let row = plan.lines().find(|line| line.starts_with(&format!("| `{}` |", setting.id)));
        let row = row.unwrap_or_else(|| panic!("{}", setting.id));
        assert!(row.contains(&setting.default.to_string()), "{row}");
        assert!(setting.choices.iter().all(|choice| row.contains(&choice.id)), "{row}");
    }
}

#[test]
fn every_finding_is_in_the_page_on_sources() {
    let sources = page("docs/sources.md");
    let covered = |code: &str| {
        let number = |code: &str| code.get(1..).unwrap().parse::<u32>().unwrap();
        sources.lines().filter(|line| line.starts_with("| K0")).any(|line| {
            let codes = line.split('|').nth(1).unwrap().trim();
            codes.split(", ").any(|part| {
                let (from, to) = part.split_once('-').unwrap_or((part, part));
                (number(from)..=number(to)).contains(&number(code))
            })
        })
    };
    for code in FindingKind::CODES {
        assert!(covered(code), "{code}");
    }
}
