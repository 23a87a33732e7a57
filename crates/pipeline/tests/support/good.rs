//! The good sources of `fixtures/sources/good`, in memory, so that a test may change one of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use kvalitet_ingest::{SourceError, Sources};
use kvalitet_pipeline::Plan;

/// For each role its kind in a plan and its file.
pub(crate) const ROLES: [(&str, &str, &str); 5] = [
    ("register", "school_register", "institutionsregister.csv"),
    ("elevtal", "roll", "elevtal.csv"),
    ("elevraekker", "national_test", "elevraekker.csv"),
    ("aggregater", "national_test", "aggregater.csv"),
    ("noegletal", "key_figures", "noegletal.csv"),
];

/// The sources that a plan reads together: both entrances have the same results, so a plan has one
/// of them.
pub(crate) fn read_with(role: &str) -> &'static [&'static str] {
    match role {
        "register" => &["register", "elevtal", "noegletal"],
        "noegletal" => &["register", "noegletal"],
        "aggregater" => &["register", "aggregater"],
        _ => &["register", "elevtal", "elevraekker"],
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The file of a role.
pub(crate) fn file(role: &str) -> &'static str {
    ROLES.into_iter().find(|(id, _, _)| *id == role).unwrap().2
}

/// The bytes of a role's good file.
pub(crate) fn good(role: &str) -> Vec<u8> {
    fs::read(fixtures().join("sources/good").join(file(role))).unwrap()
}

/// A plan that reads these roles and refuses a run with more than `limit` per cent in quarantine.
pub(crate) fn plan(roles: &[&str], limit: u8) -> Plan {
    let mut text = format!(
        "[report]\ntitle = \"Prøve\"\ndate = 2019-10-31\nmunicipality = 999\n\
         years = [\"2016/17\", \"2017/18\", \"2018/19\"]\n[data]\nquarantine_limit = {limit}\n"
    );
    for (_, kind, file) in ROLES.into_iter().filter(|(role, _, _)| roles.contains(role)) {
        let year = if kind == "key_figures" { "year = \"2018/19\"\n" } else { "" };
        text = format!("{text}\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]\n{year}");
    }
    Plan::parse(&text, "plan.toml").unwrap()
}

/// Files in memory.
pub(crate) struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// The good sources, with another file in the place of some roles.
    pub(crate) fn with(others: &[(&str, Vec<u8>)]) -> Self {
        let mut files: BTreeMap<_, _> =
            ROLES.into_iter().map(|(role, _, file)| (file.to_owned(), good(role))).collect();
        for (role, bytes) in others {
            files.insert(file(role).to_owned(), bytes.clone());
        }
        Self(files)
    }
}

impl Sources for Memory {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let bytes = self.0.get(path).ok_or(SourceError::Missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }
}
