//! A folder with a plan and sources, and the real program in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub(crate) const PLAN: &str = r#"[report]
title = "Prøve"
date = 2019-10-31
municipality = 999
years = ["2017/18", "2018/19"]

[data]
root = "data"
quarantine_limit = 50

[[source]]
kind = "school_register"
files = ["institutionsregister.csv"]

[[source]]
kind = "roll"
files = ["elevtal.csv"]

[[source]]
kind = "national_test"
files = ["elevraekker.csv"]
"#;

pub(crate) struct Place(pub(crate) tempfile::TempDir);

impl Place {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with the good sources and a plan for them.
    pub(crate) fn good() -> Self {
        let place = Self::empty();
        let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/good");
        fs::create_dir(place.path("data")).unwrap();
        for entry in fs::read_dir(good).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), place.path("data").join(entry.file_name())).unwrap();
        }
        place.write("plan.toml", PLAN);
        place
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.text(path)).unwrap()
    }

    /// Changes every `from` in a file.
    pub(crate) fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, &text.replace(from, to));
    }

    /// The program, ready to be called here; arguments are separated by spaces.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport"));
        command.args(arguments.split_whitespace()).current_dir(self.0.path());
        command
    }

    fn answer(&self, arguments: &str) -> (Output, String, String) {
        let called = self.command(arguments).output().unwrap();
        let out = String::from_utf8(called.stdout.clone()).unwrap();
        let err = String::from_utf8(called.stderr.clone()).unwrap();
        assert!(!err.contains("panicked"), "{arguments}: {err}");
        (called, out, err)
    }

    /// Calls the program, which must end well and say nothing on standard error.
    pub(crate) fn call(&self, arguments: &str) -> String {
        let (called, out, err) = self.answer(arguments);
        assert_eq!((called.status.code(), err.as_str()), (Some(0), ""), "{arguments}");
        out
    }

    /// Calls the program, which must end with this code; what it says on both.
    pub(crate) fn bad(&self, arguments: &str, code: i32) -> String {
        let (called, out, err) = self.answer(arguments);
        assert_eq!(called.status.code(), Some(code), "{arguments}: {out}{err}");
        out + &err
    }

    /// The names of what is in a folder, hidden files too.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.unwrap().file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// Every file below a folder, by its path in it, with its bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(folder);
        let mut files = BTreeMap::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    files.insert(path.strip_prefix(&root).unwrap().to_path_buf(), bytes);
                }
            }
        }
        files
    }
}
