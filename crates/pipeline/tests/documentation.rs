//! Documentation that must follow the code.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kvalitet_core::Language;
use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_ingest::SourceKind;
use kvalitet_ingest::cell::NonValue;
use kvalitet_ingest::decode::Limits;
use kvalitet_pipeline::{definitions, indicator_pages, source_pages};
use kvalitet_text::Texts;
use serde_json::Value;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)).unwrap()
}

#[test]
fn every_indicator_is_in_the_glossary() {
    let glossary = page("docs/glossary.md");
    for indicator in Catalogue::built_in().unwrap().indicators() {
        let id = indicator.id.as_str();
        // Single questions stand in the list of questions; the glossary has their form.
        let form = id.rsplit_once('.').filter(|(form, _)| form.contains(".spoergsmaal-"));
        let id = form.map_or(id.to_owned(), |(form, _)| format!("{form}.nr"));
        assert!(glossary.contains(&format!("`{id}`")), "{id}");
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

/// Set to write the pages instead of holding them against what the program says.
const UPDATE: &str = "UPDATE_DOCS";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn is_updating() -> bool {
    std::env::var_os(UPDATE).is_some()
}

/// Holds generated pages against the files, or writes them; no file of `folders` is without a page.
fn holds(pages: &[(String, String)], folders: &[&str]) {
    let docs = docs();
    for folder in folders {
        if is_updating() {
            fs::create_dir_all(docs.join(folder)).unwrap();
        }
        for entry in fs::read_dir(docs.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            let is_page = pages.iter().any(|(path, _)| *path == name);
            if is_updating() && !is_page {
                fs::remove_file(entry.path()).unwrap();
            } else {
                assert!(is_page, "no page is called {name}");
            }
        }
    }
    for (path, text) in pages {
        if is_updating() {
            fs::write(docs.join(path), text).unwrap();
        }
        let there = fs::read_to_string(docs.join(path)).unwrap_or_default();
        let command = format!("{UPDATE}=1 cargo test -p kvalitet-pipeline --test documentation");
        assert!(there == *text, "docs/{path} is old: {command}");
    }
}

const LANGUAGES: [Language; 2] = [Language::Danish, Language::English];

#[test]
fn the_pages_on_sources_and_rules_are_what_the_program_says() {
    let pages = LANGUAGES.map(|language| source_pages(&Texts::new(language))).concat();
    holds(&pages, &["kilder", "en/kilder"]);
}

#[test]
fn the_pages_on_indicators_are_what_the_catalogue_says() {
    let catalogue = Catalogue::built_in().unwrap();
    let of = |language| indicator_pages(&Texts::new(language), &catalogue);
    let pages = LANGUAGES.map(of).concat();
    assert_eq!(pages.len(), 2 * (1 + catalogue.indicators().len()));
    holds(&pages, &["indikatorer", "en/indikatorer"]);
}

/// What may change without a new version: words about a definition, never what makes its number.
const WORDS: [&str; 7] =
    ["version", "navn", "beskrivelse", "population", "kilde", "status", "status_note"];

/// What makes the number of a definition.
fn number_of(definition: &Value) -> Value {
    let mut definition = definition.clone();
    let fields = definition.as_object_mut().unwrap();
    fields.retain(|field, _| !WORDS.contains(&field.as_str()));
    // The texts of breaks are words too; which years they cut is not.
    for cut in fields.get_mut("brud").and_then(Value::as_array_mut).into_iter().flatten() {
        cut.as_object_mut()
            .unwrap()
            .retain(|field, _| ["art", "aar", "fra"].contains(&field.as_str()));
    }
    definition
}

/// The definitions whose number can have moved without a new version. A field that the file did not
/// have before is no change: it says more of the same definition.
fn unversioned(before: &Value, after: &Value) -> Vec<String> {
    let after: BTreeMap<&str, &Value> = by_id(after);
    let moved = |(id, before): &(&str, &Value)| {
        after.get(id).is_some_and(|after| {
            let raised = before["version"].as_u64() < after["version"].as_u64();
            let mut known = number_of(after);
            let fields = known.as_object_mut().unwrap();
            fields.retain(|field, _| before.get(field).is_some());
            !raised && number_of(before) != known
        })
    };
    by_id(before).into_iter().filter(moved).map(|(id, _)| id.to_owned()).collect()
}

fn by_id(definitions: &Value) -> BTreeMap<&str, &Value> {
    let all = definitions.as_array().unwrap().iter();
    all.map(|definition| (definition["id"].as_str().unwrap(), definition)).collect()
}

/// `docs/indikatorer.json` is the catalogue as it last was; updating it is refused where a definition
/// has changed and its version has not.
#[test]
fn a_changed_definition_has_a_new_version() {
    let now = definitions(&Catalogue::built_in().unwrap());
    let path = docs().join("indikatorer.json");
    let there = fs::read_to_string(&path).unwrap_or_else(|_| "[]".to_owned());
    let before: Value = serde_json::from_str(&there).unwrap();
    assert_eq!(unversioned(&before, &now), [""; 0], "raise `version`");
    let text = serde_json::to_string_pretty(&now).unwrap() + "\n";
    if is_updating() {
        fs::write(&path, &text).unwrap();
    }
    let command = format!("{UPDATE}=1 cargo test -p kvalitet-pipeline --test documentation");
    assert!(is_updating() || there == text, "docs/indikatorer.json is old: {command}");
}

#[test]
fn a_definition_that_moves_is_told_from_one_that_is_reworded() {
    let before = definitions(&Catalogue::built_in().unwrap());
    let change = |field: &str, value: Value| {
        let mut after = before.clone();
        after[0][field] = value;
        unversioned(&before, &after)
    };
    let id = before[0]["id"].as_str().unwrap();
    assert_eq!(change("navn", "Noget andet".into()), [""; 0]);
    assert_eq!(change("et_nyt_felt", 1.into()), [""; 0]);
    let fields = [
        ("mindste_n", 3.into()),
        ("skala", "tal".into()),
        ("serie", "x".into()),
        ("hovedtal", false.into()),
        ("chokfaktor", "maalt".into()),
    ];
    for (field, value) in fields {
        assert_eq!(change(field, value), [id], "{field}");
    }
    let mut fewer = before.clone();
    fewer[0].as_object_mut().unwrap().remove("skala");
    assert_eq!(unversioned(&before, &fewer), [id]);
    let mut raised = before.clone();
    raised[0]["mindste_n"] = 3.into();
    raised[0]["version"] = 99.into();
    assert_eq!(unversioned(&before, &raised), [""; 0]);
}

#[test]
fn the_definitions_follow_their_schema() {
    let schema: Value = serde_json::from_str(&page("docs/indikatorer.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let now = definitions(&Catalogue::built_in().unwrap());
    let wrong: Vec<String> = validator
        .iter_errors(&now)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let mut bad = now;
    bad[0]["skala"] = "promille".into();
    assert!(!validator.is_valid(&bad));
}

#[test]
fn every_finding_is_in_the_page_on_rules() {
    let rules = page("docs/regler.md");
    for code in FindingKind::CODES {
        assert!(rules.contains(&format!("\n### {code}\n")), "{code}");
    }
}

#[test]
fn the_page_on_files_has_the_limits_of_the_reader() {
    let files = page("docs/filer.md");
    let texts = Texts::new(Language::Danish);
    let limits = Limits::default();
    let (gibi, mebi) = (1 << 30, 1 << 20);
    let rows = [
        format!("{} GiB", limits.inflated_text / gibi),
        format!("{} GiB", limits.held / gibi),
        format!("{} gange", limits.gzip_ratio),
        format!("{} gange", limits.workbook_ratio),
        format!("{} MiB", limits.ratio_free / mebi),
        texts.count(limits.cells),
        texts.count(u64::try_from(limits.sheets).unwrap()),
    ];
    let table = files.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n");
    for row in rows {
        assert!(table.contains(&format!("| {row} |")), "{row}");
    }
}

/// The marks that stand for no value, as the page on files pairs them with what they mean.
#[test]
fn the_page_on_files_has_every_mark_for_no_value() {
    let files = page("docs/filer.md");
    let meanings = [
        ("mangler", NonValue::Missing),
        ("holdt tilbage", NonValue::Withheld),
        ("kan ikke findes", NonValue::NotApplicable),
        ("ikke indberettet", NonValue::NotReported),
    ];
    for (name, meaning) in meanings {
        let row = files.lines().find(|line| line.contains(&format!("| {name} |"))).unwrap();
        let marks: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        assert!(!marks.is_empty(), "{row}");
        for mark in marks {
            assert_eq!(NonValue::from_bytes(mark.as_bytes()), Some(meaning), "{mark}");
        }
    }
}

#[test]
fn every_kind_of_source_and_every_exclusion_is_in_the_glossary() {
    let glossary = page("docs/glossary.md");
    let kinds = SourceKind::ALL.map(SourceKind::id);
    for id in kinds.into_iter().chain(ExclusionRule::ALL.map(ExclusionRule::id)) {
        assert!(glossary.contains(&format!("`{id}`")), "{id}");
    }
}

/// Every page of the project.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let own = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root.join(name));
    let mut found = own.to_vec();
    let mut folders = vec![root.join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The anchors of a page: its headings as links write them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_');
        let plain = line.trim_start_matches('#').trim().to_lowercase();
        plain.chars().filter(kept).collect::<String>().replace(' ', "-")
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut links = 0;
    for path in pages() {
        let text = fs::read_to_string(&path).unwrap();
        for after in text.split("](").skip(1) {
            let Some((address, _)) = after.split_once(')') else { continue };
            if address.starts_with("http") {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            let target = if file.is_empty() { path.clone() } else { path.with_file_name(file) };
            assert!(target.exists(), "{}: {address}", path.display());
            if !anchor.is_empty() {
                let there = anchors(&fs::read_to_string(&target).unwrap());
                assert!(there.iter().any(|of| of == anchor), "{}: {address}", path.display());
            }
            links += 1;
        }
    }
    assert!(100 < links, "{links}");
}
