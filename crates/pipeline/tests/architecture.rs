//! The walls of the workspace, held against its manifests and sources.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// For each package the packages of the workspace it may name, in any kind of dependency.
const ARROWS: &[(&str, &[&str])] = &[
    ("kvalitet-core", &[]),
    ("kvalitet-text", &["kvalitet-core"]),
    ("kvalitet-ingest", &["kvalitet-core"]),
    ("kvalitet-simulate", &["kvalitet-core"]),
    ("kvalitet-figures", &["kvalitet-core"]),
    ("kvalitet-disclosure", &["kvalitet-core", "kvalitet-figures"]),
    ("kvalitet-charts", &["kvalitet-core", "kvalitet-text", "kvalitet-disclosure"]),
    (
        "kvalitet-report",
        &["kvalitet-core", "kvalitet-text", "kvalitet-disclosure", "kvalitet-charts"],
    ),
    (
        "kvalitet-pdf",
        &[
            "kvalitet-core",
            "kvalitet-text",
            "kvalitet-disclosure",
            "kvalitet-charts",
            "kvalitet-report",
        ],
    ),
    (
        "kvalitet-pipeline",
        &[
            "kvalitet-core",
            "kvalitet-text",
            "kvalitet-ingest",
            "kvalitet-figures",
            "kvalitet-disclosure",
            "kvalitet-charts",
            "kvalitet-report",
            "kvalitet-simulate",
        ],
    ),
    (
        "kvalitetsrapport",
        &[
            "kvalitet-core",
            "kvalitet-text",
            "kvalitet-ingest",
            "kvalitet-disclosure",
            "kvalitet-report",
            "kvalitet-pdf",
            "kvalitet-pipeline",
            "kvalitet-simulate",
        ],
    ),
];

/// External packages that one package alone may name.
const ALONE: &[(&str, &str)] = &[
    ("plotters", "kvalitet-charts"),
    ("polars", "kvalitet-pipeline"),
    ("typst", "kvalitet-pdf"),
    ("sqlparser", "kvalitet-core"),
    ("minijinja", "kvalitet-report"),
    ("fluent-bundle", "kvalitet-text"),
    ("clap", "kvalitetsrapport"),
];

/// What core may name: nothing that reads files, starts threads or knows data frames.
const CORE_MAY_NAME: &[&str] =
    &["libm", "serde", "sqlparser", "strsim", "thiserror", "toml", "proptest"];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn manifests() -> BTreeMap<String, toml::Table> {
    let crates = fs::read_dir(workspace().join("crates")).unwrap();
    let read = |folder: PathBuf| {
        let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest: toml::Table = text.parse().unwrap();
        let package = manifest.get("package").unwrap();
        let name = package.get("name").unwrap().as_str().unwrap().to_owned();
        (name, manifest)
    };
    crates.map(|entry| read(entry.unwrap().path())).collect()
}

/// Every package a manifest names: normal, dev, build and target dependencies.
fn named(manifest: &toml::Table) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (key, value) in manifest {
        if let (true, Some(table)) = (key.ends_with("dependencies"), value.as_table()) {
            let renamed = |(key, value): (&String, &toml::Value)| {
                value.get("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned()
            };
            names.extend(table.iter().map(renamed));
        }
        if let ("target", Some(table)) = (key.as_str(), value.as_table()) {
            names.extend(table.values().filter_map(toml::Value::as_table).flat_map(named));
        }
    }
    names
}

/// What is wrong with one manifest.
fn forbidden(package: &str, manifest: &toml::Table) -> Vec<String> {
    let Some((_, may)) = ARROWS.iter().find(|(name, _)| *name == package) else {
        return vec![format!("{package} has no place in the table of arrows")];
    };
    let ours = |name: &str| name.starts_with("kvalitet");
    let names = named(manifest);
    let arrows = names.iter().filter(|name| ours(name) && !may.contains(&name.as_str()));
    let mut wrong: Vec<String> = arrows.map(|name| format!("{package} -> {name}")).collect();
    for (external, alone) in ALONE {
        if names.contains(*external) && package != *alone {
            wrong.push(format!("{package} -> {external}"));
        }
    }
    if package == "kvalitet-core" {
        let foreign = names.iter().filter(|name| !CORE_MAY_NAME.contains(&name.as_str()));
        wrong.extend(foreign.map(|name| format!("{package} -> {name}")));
    }
    wrong
}

#[test]
fn every_arrow_between_crates_is_allowed() {
    let wrong: Vec<String> =
        manifests().iter().flat_map(|(name, manifest)| forbidden(name, manifest)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_forbidden_arrow_of_any_kind_is_seen() {
    for manifest in [
        "[dependencies]\nkvalitet-figures.workspace = true",
        "[dev-dependencies]\nkvalitet-figures = { path = \"../figures\" }",
        "[dependencies]\nf = { package = \"kvalitet-figures\", path = \"../figures\" }",
        "[target.'cfg(unix)'.dependencies]\nkvalitet-figures.workspace = true",
        "[dependencies]\npolars = \"0.55\"",
    ] {
        let manifest = manifest.parse().unwrap();
        assert_eq!(forbidden("kvalitet-report", &manifest).len(), 1, "{manifest}");
    }
    let manifest = "[dependencies]\nrayon.workspace = true".parse().unwrap();
    assert_eq!(forbidden("kvalitet-core", &manifest), ["kvalitet-core -> rayon"]);
    assert_eq!(forbidden("kvalitet-new", &toml::Table::new()).len(), 1);
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for (name, manifest) in manifests() {
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{name}");
    }
}

/// Every line of a crate's sources outside its tests, with its file.
fn lines(krate: &str) -> Vec<(String, String)> {
    let mut files = vec![workspace().join("crates").join(krate).join("src")];
    let mut lines = Vec::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            lines.extend(code.lines().map(|line| (name.clone(), line.to_owned())));
        }
    }
    lines
}

#[test]
fn core_has_no_files_no_clock_no_environment_and_no_threads() {
    for (file, line) in lines("core") {
        for word in ["std::fs", "std::env", "std::thread", "std::time", "std::io", "println!"] {
            assert!(!line.contains(word), "{file}: {line}");
        }
    }
}

#[test]
fn sources_are_opened_in_one_place() {
    for krate in ["ingest", "figures", "disclosure", "charts", "report", "text", "simulate"] {
        for (file, line) in lines(krate) {
            let opens = line.contains("std::fs") || line.contains("File::open");
            assert!(!opens || (krate == "ingest" && file == "folder.rs"), "{krate}/{file}: {line}");
        }
    }
}

#[test]
fn the_gate_passes_on_no_figure() {
    let passed_on: Vec<String> = lines("disclosure")
        .into_iter()
        .filter(|(file, line)| file == "lib.rs" && line.contains("kvalitet_figures"))
        .map(|(_, line)| line)
        .collect();
    assert_eq!(passed_on, ["pub use kvalitet_figures::{AbsentReason, Coverage};"]);
}

#[test]
fn no_file_is_called_after_nothing() {
    for krate in fs::read_dir(workspace().join("crates")).unwrap() {
        let krate = krate.unwrap().file_name().to_string_lossy().into_owned();
        for (file, _) in lines(&krate) {
            assert!(!["mod.rs", "utils.rs", "helpers.rs", "imp.rs"].contains(&file.as_str()));
        }
    }
}
