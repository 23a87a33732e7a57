//! The program as a user meets it: what it prints, what it writes, how it ends.
//!
//! Every call is the real program in a folder of its own; every answer is searched for traces of a
//! crash.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a line that is not there is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PLAN: &str = r#"[report]
title = "Prøve"
date = 2019-10-31
municipality = 999
years = ["2017/18", "2018/19"]

[data]
root = "data"

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

const SHOWN: &str = "laesning.gode/kommune:999/2018-19/klasse:4";
const HIDDEN: &str = "laesning.gode/skole:999104/2018-19/klasse:4";

/// A folder with a plan and the good sources.
struct Place(tempfile::TempDir);

struct Answer {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources/good");
        fs::create_dir(place.path("data")).unwrap();
        for entry in fs::read_dir(good).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), place.path("data").join(entry.file_name())).unwrap();
        }
        place.write("plan.toml", PLAN);
        place
    }

    /// A simulated municipality in `by/`.
    fn simulated() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let arguments = "simulate --out by --schools 5 --pupils 2500 --years 2017/18-2018/19";
        assert_eq!(place.call(arguments).code, Some(0));
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Changes every `from` in a file.
    fn change(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} has no `{from}`");
        self.write(path, &text.replace(from, to));
    }

    /// Calls the program; arguments are separated by spaces.
    fn call(&self, arguments: &str) -> Answer {
        self.call_with(arguments, &[])
    }

    /// The same, with variables of the environment.
    fn call_with(&self, arguments: &str, variables: &[(&str, &str)]) -> Answer {
        let called = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport"))
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .env("RUST_BACKTRACE", "1")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let answer = Answer {
            code: called.status.code(),
            out: String::from_utf8(called.stdout).unwrap(),
            err: String::from_utf8(called.stderr).unwrap(),
        };
        for trace in ["panicked", "stack backtrace", "RUST_BACKTRACE", ".rs:"] {
            let text = format!("{}{}", answer.out, answer.err);
            assert!(!text.contains(trace), "{arguments}: {text}");
        }
        answer
    }

    /// Calls the program, which must end well and say nothing on standard error.
    fn good(&self, arguments: &str) -> String {
        let answer = self.call(arguments);
        assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""), "{arguments}");
        answer.out
    }

    /// Calls the program, which must end with this code; what it says on standard error.
    fn bad(&self, arguments: &str, code: i32) -> String {
        let answer = self.call(arguments);
        assert_eq!(answer.code, Some(code), "{arguments}: {}{}", answer.out, answer.err);
        assert!(!answer.err.is_empty(), "{arguments}");
        answer.err
    }

    fn json(&self, arguments: &str) -> Value {
        let answer = self.call(&format!("{arguments} --format json"));
        serde_json::from_str(&answer.out).unwrap()
    }

    /// The names of what is in the folder, hidden files too.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Every file below a folder, with its bytes.
    fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

/// Whether a text has a per cent with a decimal, as a test result is printed.
fn has_a_share(text: &str) -> bool {
    let plain = text.replace('\u{a0}', " ");
    let before = |unit: &str| {
        plain.match_indices(unit).any(|(at, _)| {
            let word = plain.get(..at).unwrap_or_default().rsplit(' ').next().unwrap_or_default();
            word.contains(',') && word.bytes().any(|byte| byte.is_ascii_digit())
        })
    };
    before(" %") || before(" pct")
}

#[test]
fn a_run_writes_the_folder_and_says_where() {
    let place = Place::new();
    let out = place.good("run plan.toml");
    assert!(out.contains("out"), "{out}");
    for file in [
        "LAES-MIG.txt",
        "fortrolig/rapport.html",
        "fortrolig/kvalitet/fund.FORTROLIGT.csv",
        "offentlig/rapport.html",
    ] {
        assert!(place.path("out").join(file).is_file(), "{file}");
    }
    assert_eq!(place.names(), ["data", "out", "out-arbejde", "plan.toml"]);
}

#[test]
fn a_second_run_writes_the_same_bytes() {
    let place = Place::new();
    place.good("run plan.toml");
    let first = place.files("out");
    place.good("run plan.toml --jobs 1");
    assert_eq!(place.files("out"), first);
}

#[test]
fn other_folders_for_data_and_result_can_be_named() {
    let place = Place::new();
    fs::rename(place.path("data"), place.path("andre")).unwrap();
    place.bad("run plan.toml", 3);
    place.good("run plan.toml --data andre --out resultat/2019");
    assert!(place.path("resultat/2019/fortrolig/rapport.html").is_file());
    place.good("check plan.toml --data andre");
}

#[test]
fn a_quiet_run_says_nothing_unless_it_fails() {
    let place = Place::new();
    assert_eq!(place.good("run plan.toml --quiet"), "");
    assert_eq!(place.good("check plan.toml --quiet"), "");
    assert_eq!(place.good("simulate --out by --schools 2 --pupils 200 --quiet"), "");
    place.change("data/elevraekker.csv", ";niveau\n", ";nivau\n");
    for command in ["run plan.toml --quiet", "check plan.toml --quiet"] {
        let answer = place.call(command);
        assert_eq!((answer.code, answer.out.as_str()), (Some(3), ""), "{command}");
        assert!(answer.err.contains("nivau"), "{command}: {}", answer.err);
    }
}

#[test]
fn what_cannot_be_understood_ends_with_2_and_writes_nothing() {
    let place = Place::new();
    assert!(place.bad("rund", 2).contains("'run'"));
    assert!(place.bad("run plan.toml --udd out", 2).contains("--udd"));
    assert!(place.bad("run findes-ikke.toml", 2).contains("findes-ikke.toml"));
    assert!(place.bad("explain plan.toml", 2).contains("<KEY>"));
    assert!(place.bad("indicators laesning.god", 2).contains("`laesning.gode`"));
    assert!(place.bad("sources rol", 2).contains("`roll`"));
    assert!(place.bad("sources roll --language sv", 2).contains("sv"));
    assert!(place.bad("compare plan.toml --unit 99", 2).contains("`99`"));
    assert!(place.bad("compare plan.toml --unit 999199", 2).contains("999199"));
    assert!(place.bad("simulate --out by --years 2018-2020", 2).contains("`2018-2020`"));
    assert!(place.bad("simulate --out by --schools 0", 2).contains("mindst én skole"));
    assert!(place.bad(&format!("explain plan.toml {SHOWN} --audience alle"), 2).contains("`alle`"));
    assert_eq!(place.names(), ["data", "plan.toml"]);
}

#[test]
fn an_unknown_key_of_a_plan_names_the_nearest_and_its_place() {
    let place = Place::new();
    place.change("plan.toml", "title =", "titel =");
    for command in ["run plan.toml", "check plan.toml"] {
        let error = place.bad(command, 2);
        assert!(error.contains("`titel`") && error.contains("`title`"), "{error}");
        assert!(error.contains("plan.toml, linje 2, kolonne 1"), "{error}");
    }
    assert_eq!(place.names(), ["data", "plan.toml"]);
}

#[test]
fn an_unknown_key_of_a_plan_is_told_with_all_that_the_table_may_have() {
    let place = Place::new();
    place.change("plan.toml", "root =", "mappe =");
    let error = place.bad("check plan.toml", 2);
    assert!(error.contains("`root`, `quarantine_limit`"), "{error}");
}

#[test]
fn a_plan_that_cannot_be_read_is_told_of_in_words_and_with_its_place() {
    let bad = |from: &str, to: &str| {
        let place = Place::new();
        place.change("plan.toml", from, to);
        place.bad("check plan.toml", 2)
    };
    let error = bad("municipality = 999", "municipality = \"999\"");
    assert!(
        error.contains("et helt tal uden anførselstegn") && error.contains("linje 4"),
        "{error}"
    );
    assert!(!error.contains("u16") && !error.contains("expected"), "{error}");
    let error = bad("title = \"Prøve\"\n", "");
    assert!(error.contains("mangler nøglen `title`"), "{error}");
    let error = bad("files = [\"elevtal.csv\"]", "files = \"elevtal.csv\"");
    assert!(error.contains("en liste i kantede parenteser"), "{error}");
    let error = bad("[\"2017/18\", \"2018/19\"]", "[\"2017/18\" \"2018/19\"]");
    assert!(error.contains("planen kan ikke læses herfra") && error.contains("linje 5"), "{error}");
}

#[test]
fn a_folder_of_data_that_is_not_there_is_one_error() {
    let place = Place::new();
    for command in ["check", "run"] {
        let error = place.bad(&format!("{command} plan.toml --data ingen"), 2);
        assert!(error.contains("`ingen`") && !error.contains("K0101"), "{error}");
    }
    assert_eq!(place.names(), ["data", "plan.toml"]);
}

#[test]
fn a_municipality_without_schools_is_told_with_those_of_the_register() {
    let place = Place::new();
    place.change("plan.toml", "municipality = 999", "municipality = 751");
    let error = place.bad("run plan.toml", 3);
    assert!(
        error.contains("kommune 751") && error.contains("det har skoler i kommune 999"),
        "{error}"
    );
}

#[test]
fn rows_that_are_left_out_are_told_by_rule() {
    let place = Place::new();
    place.change("plan.toml", "\"2017/18\", ", "");
    let answer = place.good("check plan.toml");
    assert!(answer.contains("    udeladt: 7 "), "{answer}");
    let json = place.json("check plan.toml");
    assert_eq!(json["kilder"][1]["udeladt_efter_regel"]["andet-skoleaar"].as_u64(), Some(7));
}

#[test]
fn figures_that_are_missing_are_told_of_at_the_end_of_a_run() {
    let place = Place::new();
    place.change("plan.toml", "elevraekker.csv", "aggregater.csv");
    place.change("plan.toml", "root = \"data\"", "root = \"data\"\nquarantine_limit = 20");
    place.change("data/aggregater.csv", "999101;laesning;4;7;6;0;1;", "999101;laesning;4;7;6;0;x;");
    let answer = place.good("run plan.toml");
    assert!(answer.contains("skole:999101/2017-18/klasse:4 (K0332)"), "{answer}");
    place.change("plan.toml", "quarantine_limit = 20", "quarantine_limit = 5");
    let error = place.bad("run plan.toml", 3);
    let limit = "i aggregater.csv er 1 af 14 rækker i karantæne";
    assert!(error.contains(limit) && error.contains("`quarantine_limit`"), "{error}");
}

#[test]
fn refused_sources_leave_the_last_result_and_a_good_run_clears_up() {
    let place = Place::new();
    place.good("run plan.toml");
    let before = place.files("out");
    place.change("data/elevraekker.csv", ";niveau\n", ";nivau\n");
    let error = place.bad("run plan.toml", 3);
    assert!(error.contains("K0105") && error.contains("out-afvist"), "{error}");
    assert_eq!(place.files("out"), before);
    let findings = fs::read_to_string(place.path("out-afvist/fund.FORTROLIGT.csv")).unwrap();
    assert!(findings.contains("K0105") && findings.contains("nivau"), "{findings}");
    assert!(place.path("out-afvist/afstemning.json").is_file());
    place.change("data/elevraekker.csv", ";nivau\n", ";niveau\n");
    place.good("run plan.toml");
    assert_eq!(place.files("out"), before);
    assert_eq!(place.names(), ["data", "out", "out-arbejde", "plan.toml"]);
}

#[test]
fn too_much_in_quarantine_is_refused_by_run_and_check_alike() {
    let place = Place::new();
    place.change("data/elevraekker.csv", ";2017/2018;4;0104;", ";2017/2018;4;DL04;");
    for command in ["run plan.toml", "check plan.toml", "check plan.toml --format json"] {
        let error = place.bad(command, 3);
        assert!(error.contains("5 procent"), "{command}: {error}");
    }
    for file in ["elevraekker.FORTROLIGT.csv", "elevraekker.FORTROLIGT.xlsx"] {
        assert!(place.path("out-afvist/karantaene").join(file).is_file(), "{file}");
    }
    assert!(!place.path("out").exists());
    place.change("plan.toml", "root = \"data\"", "root = \"data\"\nquarantine_limit = 50");
    place.good("check plan.toml");
    place.good("run plan.toml");
    assert!(!place.path("out-afvist").exists());
}

#[test]
fn a_register_without_the_municipality_is_refused_by_run_and_check_alike() {
    let place = Place::new();
    place.change("plan.toml", "municipality = 999", "municipality = 998");
    for command in ["run plan.toml", "check plan.toml"] {
        assert!(place.bad(command, 3).contains("998"), "{command}");
    }
}

#[test]
fn a_result_that_cannot_be_written_ends_with_5() {
    let place = Place::new();
    place.write("fil", "en fil");
    for out in ["fil", "fil/out", "fil/dybere/out"] {
        assert!(place.bad(&format!("run plan.toml --out {out}"), 5).contains("fil"), "{out}");
        assert!(
            place.bad(&format!("simulate --out {out} --schools 2"), 5).contains("fil"),
            "{out}"
        );
    }
    assert_eq!(fs::read_to_string(place.path("fil")).unwrap(), "en fil");
    assert_eq!(place.names(), ["data", "fil", "plan.toml"]);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let place = Place::new();
    fs::create_dir_all(place.path("egne/breve")).unwrap();
    place.write("egne/breve/brev.txt", "kære");
    let before = place.files("egne");
    let error = place.bad("run plan.toml --out egne", 5);
    assert!(error.contains("`egne`") && error.contains("--out"), "{error}");
    place.bad("simulate --out egne --schools 2", 5);
    place.bad("simulate --out . --schools 2", 5);
    place.bad("run plan.toml --out .", 5);
    assert_eq!(place.files("egne"), before);
    assert_eq!(fs::read_to_string(place.path("plan.toml")).unwrap(), PLAN);
    assert_eq!(place.names(), ["data", "egne", "plan.toml"]);
}

#[test]
fn a_refused_run_leaves_a_folder_of_somebody_else_alone() {
    let place = Place::new();
    fs::create_dir(place.path("out-afvist")).unwrap();
    place.write("out-afvist/brev.txt", "kære");
    place.change("data/elevraekker.csv", ";niveau\n", ";nivau\n");
    place.bad("run plan.toml", 5);
    place.change("data/elevraekker.csv", ";nivau\n", ";niveau\n");
    place.good("run plan.toml");
    assert_eq!(fs::read_to_string(place.path("out-afvist/brev.txt")).unwrap(), "kære");
}

#[test]
fn an_empty_folder_that_cannot_be_replaced_stays_empty() {
    let place = Place::new();
    fs::create_dir(place.path("tom")).unwrap();
    let called = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport"))
        .args(["run", "../plan.toml", "--out", "."])
        .current_dir(place.path("tom"))
        .output()
        .unwrap();
    assert_eq!(called.status.code(), Some(5));
    assert_eq!(fs::read_dir(place.path("tom")).unwrap().count(), 0);
}

#[test]
fn programs_get_json() {
    let place = Place::new();
    let checked = place.json("check plan.toml");
    assert_eq!(checked["kilder"].as_array().map(Vec::len), Some(3));
    assert_eq!(checked["fund"].as_array().map(Vec::len), Some(0));
    let run = place.json("run plan.toml");
    assert_eq!(run["mappe"].as_str(), Some("out"));
    let listed = place.files("out").len();
    assert_eq!(run["filer"].as_u64(), u64::try_from(listed).ok());
    let all = place.json("indicators");
    let ids: Vec<&str> = all.as_array().unwrap().iter().filter_map(|i| i["id"].as_str()).collect();
    assert!(ids.contains(&"laesning.gode"), "{ids:?}");
    let one = place.json("indicators laesning.gode");
    assert_eq!(one[0]["naevner"], Value::Null);
    assert!(one[0]["opgoerelse"]["naevner"].is_string());
    let explained = place.json(&format!("explain plan.toml {SHOWN}"));
    assert_eq!(explained["noegle"].as_str(), Some(SHOWN));
    assert_eq!(explained["figur"]["status"].as_str(), Some("vist"));
    assert_eq!(explained["figur"]["n"].as_u64(), Some(17));
}

#[test]
fn refused_sources_are_json_too() {
    let place = Place::new();
    place.change("data/elevraekker.csv", ";niveau\n", ";nivau\n");
    for command in ["run plan.toml", "check plan.toml"] {
        let refused = place.json(command);
        assert_eq!(refused["fund"][0]["kode"].as_str(), Some("K0105"), "{command}");
        assert_eq!(refused["fund"][0]["linje"].as_u64(), Some(1), "{command}");
    }
}

#[test]
fn check_says_how_many_where_and_what_to_do() {
    let place = Place::new();
    assert!(place.good("check plan.toml").contains("62"));
    place.change("data/elevraekker.csv", "2018-03-08 09:25;obligatorisk", "2018-03-08 09:25;?");
    let answer = place.call("check plan.toml");
    for text in ["K0206", "elevraekker.csv", "linje", "testtype", "gør dette"] {
        assert!(answer.out.contains(text), "{text}: {}", answer.out);
    }
}

#[test]
fn check_says_what_is_alike_once_and_then_every_finding() {
    let place = Place::new();
    let path = "data/elevraekker.csv";
    let text = fs::read_to_string(place.path(path)).unwrap();
    // Five lines, three of them in a row.
    let broken = |(number, line): (usize, &str)| match number {
        3 | 4 | 5 | 20 | 30 => line.replace(";obligatorisk;", ";?;").replace(";frivillig;", ";?;"),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().zip(1..).map(|(l, n)| broken((n, l))).collect();
    place.write(path, &format!("{}\n", lines.join("\n")));
    let said = place.call("check plan.toml").out;
    assert!(said.contains("5 gange i elevraekker.csv"), "{said}");
    assert!(said.contains("hvor: linje 3-5, 20, 30, kolonne `testtype`"), "{said}");
    assert!(!said.contains("Alle 5 fund"), "{said}");
    // More places than are named at once: then everything is listed.
    place.change("data/elevtal.csv", ";5\n", ";?\n");
    let said = place.call("check plan.toml").out;
    assert_eq!(said.matches("K0206 elevraekker.csv, linje 3-5, kolonne `testtype`: ").count(), 1);
    assert!(said.contains("først: linje 2, 5, 7, kolonne `elever`"), "{said}");
    assert_eq!(said.matches("K0202 elevtal.csv, linje ").count(), 6, "{said}");
}

#[test]
fn what_is_planted_in_a_source_is_not_repeated_in_the_terminal() {
    let place = Place::new();
    let header = "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;theta_p1;sem_p1;theta_p2;\
                  sem_p2;theta_p3;sem_p3;niveau\n";
    let secrets = ["0101012345", "Prove Provesen"];
    let rows = secrets.map(|secret| {
        let row = format!("{secret};").repeat(13);
        format!("{row}{secret}\n{row}\n\"{secret}\n;{row}{secret};{secret}\n")
    });
    place.write("data/elevraekker.csv", &format!("{header}{}", rows.concat()));
    for command in [
        "check plan.toml",
        "check plan.toml --quiet",
        "check plan.toml --format json",
        "run plan.toml",
        "run plan.toml --format json",
    ] {
        let answer = place.call(command);
        assert_eq!(answer.code, Some(3), "{command}");
        for secret in secrets {
            assert!(!answer.out.contains(secret), "{command}: {}", answer.out);
            assert!(!answer.err.contains(secret), "{command}: {}", answer.err);
        }
    }
    for (path, bytes) in place.files("out-afvist") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(secrets.iter().all(|secret| !text.contains(secret)), "{}", path.display());
    }
}

#[test]
fn explain_says_formula_counts_version_and_source() {
    let place = Place::new();
    let text = place.good(&format!("explain plan.toml {SHOWN}"));
    for part in ["12 af 17", "70,6", "niveau in (4, 5, 6)", "Version", "Kilde", "elevraekker.csv"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn explain_of_a_hidden_figure_says_so_without_a_number() {
    let place = Place::new();
    let text = place.good(&format!("explain plan.toml {HIDDEN}"));
    assert!(text.contains("skjult"), "{text}");
    // It rests on 2 pupils, neither of them with a good result.
    assert!(!has_a_share(&text) && !text.contains(" af 2 "), "{text}");
    let figure = place.json(&format!("explain plan.toml {HIDDEN}"))["figur"].clone();
    let keys: Vec<&String> = figure.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["evidens", "status"]);
    assert_eq!(figure["status"].as_str(), Some("skjult"));
}

#[test]
fn explain_of_an_unknown_key_names_the_nearest_or_what_there_is() {
    let place = Place::new();
    let error = |key: &str| place.bad(&format!("explain plan.toml {key}"), 2);
    assert!(error("laesning.god/kommune:999/2018-19").contains("`laesning.gode`"));
    assert!(error("laesning.gode/kommune:999/2016-17").contains("2017-18, 2018-19"));
    assert!(error("laesning.gode/skole:999199/2018-19").contains("skole:999199"));
    assert!(error("laesning.gode/kommune:999").contains("laesning.gode/skole:999001/2018-19"));
    assert!(error("laesning.gode/by:1/2018-19").contains("`kommune:999`"));
    assert!(error("laesning.gode/kommune:999/2018-20").contains("`2018-19`"));
    assert!(error("laesning.gode/kommune:999/2018-19/klasse:11").contains("`klasse:4`"));
}

#[test]
fn the_public_is_told_no_number_of_a_test_result() {
    let place = Place::simulated();
    // Of other sources the public may see shares: here are tests alone.
    let whole = fs::read_to_string(place.path("by/plan.toml")).unwrap();
    let sources = whole.split("[[source]]").skip(1);
    let of_tests = sources.filter(|source| {
        ["school_register", "roll", "national_test"].iter().any(|kind| source.contains(kind))
    });
    let head = whole.split("[[source]]").next().unwrap().to_owned();
    let tests = of_tests.fold(head, |text, source| text + "[[source]]" + source);
    place.write("by/plan.toml", &tests);
    let figures = place.good("compare by/plan.toml --unit kommune:999");
    assert!(has_a_share(&figures), "{figures}");
    for unit in ["kommune:999", "999001", "999002", "gruppe:folkeskoler"] {
        let answer =
            place.call(&format!("compare by/plan.toml --unit {unit} --audience offentlig"));
        let text = format!("{}{}", answer.out, answer.err);
        assert!(
            !has_a_share(&text) && !text.replace('\u{a0}', " ").contains("(n "),
            "{unit}: {text}"
        );
    }
    for key in [
        "laesning.gode/kommune:999/2018-19",
        "laesning.gode/skole:999001/2018-19/klasse:4",
        "laesning.niveauer/kommune:999/2018-19/niveau:6",
        "laesning.deltagelse/kommune:999/2018-19",
        "matematik.daarlige/skole:999001/2018-19",
    ] {
        place.good(&format!("explain by/plan.toml {key}"));
        for format in ["text", "json"] {
            let command =
                format!("explain by/plan.toml {key} --audience offentlig --format {format}");
            let answer = place.call(&command);
            assert_eq!((answer.code, answer.out.as_str()), (Some(2), ""), "{key}");
            assert!(!has_a_share(&answer.err), "{}", answer.err);
        }
    }
}

#[test]
fn compare_sets_a_school_beside_its_municipality_year_by_year() {
    let place = Place::new();
    for unit in ["999101", "skole:999101"] {
        let text = place.good(&format!("compare plan.toml --unit {unit}"));
        for part in ["Æblehaven Skole", "Eksempelby Kommune", "2017/18", "2018/19", "75,0"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert!(place.good("compare plan.toml --unit 999104").contains("skjult"));
}

#[test]
fn indicators_are_listed_and_shown() {
    let place = Place::new();
    let all = place.good("indicators");
    assert!(all.contains("laesning.gode") && all.contains("elevfravaer"), "{all}");
    let one = place.good("indicators laesning.gode");
    let first = one.lines().next().unwrap_or_default();
    assert!(!first.is_empty() && one.lines().nth(1).unwrap().starts_with("==="), "{one}");
    assert!(!one.contains('{') && !one.contains("](") && !one.contains("| --- |"), "{one}");
    let json = place.json("indicators laesning.gode").to_string();
    assert!(json.contains("niveau in (4, 5, 6)"), "{json}");
}

#[test]
fn sources_are_listed_and_shown_in_both_languages() {
    let place = Place::new();
    let all = place.good("sources");
    assert!(all.contains("national_test") && all.contains("Elevfravær"), "{all}");
    let one = place.good("sources roll");
    assert!(one.contains("`antal_elever`") && one.contains("K0315"), "{one}");
    assert!(!one.contains("](") && !one.contains("| --- |"), "{one}");
    assert!(place.good("sources roll --language en").contains("Pupils per school and grade"));
    let json = place.json("sources roll");
    assert_eq!(json[0]["layouts"][0]["kolonner"][3]["navn"].as_str(), Some("elever"));
    assert_eq!(json[0]["layouts"][0]["noegle"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_simulated_municipality_can_be_reported_from_both_entrances() {
    let place = Place::simulated();
    for plan in ["plan.toml", "plan-aggregater.toml"] {
        let out = place.good(&format!("run by/{plan} --out out"));
        assert!(out.contains("0 i karantæne"), "{out}");
        assert!(place.path("out/fortrolig/rapport.html").is_file(), "{plan}");
    }
    let again = "simulate --out by --schools 5 --pupils 2500 --years 2017/18-2018/19";
    let before = place.files("by");
    place.good(again);
    assert_eq!(place.files("by"), before);
}

#[test]
fn a_plan_that_simulates_reads_what_it_simulated() {
    let place = Place::new();
    let years = "years = [\"2017/18\", \"2018/19\"]\n";
    let register =
        "[[source]]\nkind = \"school_register\"\nfiles = [\"institutionsregister.csv\"]\n";
    place.write(
        "simuleret.toml",
        &format!(
            "[report]\ntitle = \"S\"\ndate = 2019-10-31\nmunicipality = 999\n{years}\
             [simulate]\nschools = 3\npupils = 900\n{register}"
        ),
    );
    place.good("run simuleret.toml --out a --work arbejde");
    assert!(place.path("arbejde/simuleret/institutionsregister.csv").is_file());
    place.good("check simuleret.toml");
    assert!(!place.path("out-arbejde").exists());
    // An earlier simulation in the same work folder leaves nothing to be read by mistake.
    let older = place.path("arbejde/simuleret/elevraekker/nationale_test_2001-02.csv");
    fs::write(&older, "x").unwrap();
    place.good("run simuleret.toml --out a --work arbejde");
    assert!(!older.exists());
    // A work folder with somebody's own files is left alone.
    fs::create_dir_all(place.path("mit/simuleret")).unwrap();
    place.write("mit/simuleret/noter.txt", "x");
    place.bad("run simuleret.toml --out b --work mit", 5);
    assert!(place.path("mit/simuleret/noter.txt").exists());
}

#[test]
fn a_plan_in_the_folder_where_one_stands_finds_its_sources() {
    let place = Place::new();
    place.call("simulate --out by --schools 3 --years 2017/18-2018/19 --quiet");
    let in_by = |arguments: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport"));
        command.args(arguments.split(' ')).current_dir(place.path("by")).output().unwrap()
    };
    for arguments in [
        "check plan.toml",
        "check ./plan.toml",
        "check plan-aggregater.toml --data .",
        "check ../by/plan.toml --data ./",
        "check plan.toml --data ../by/../by",
    ] {
        let output = in_by(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(0), "{arguments}: {said}");
        assert!(said.contains("nationale_test_2018-19.csv"), "{arguments}: {said}");
        assert!(!said.contains("../"), "{arguments}: {said}");
    }
}

/// A key and its check value; worked out with Python 3's `hmac`, as in the tests of pseudonyms.
const KEY: &str = "syntetisk noegle kun til proever 0001";
const KEY_CHECK: &str = "93b6b164f4243c0a";
const OTHER_KEY: &str = "en anden noegle kun til proever 00002";

/// The plan, in a language, with more behind it.
fn plan_with(language: &str, more: &str) -> String {
    PLAN.replace("[data]", &format!("language = \"{language}\"\n[data]")) + more
}

fn manifest(place: &Place) -> Value {
    let manifest = place.path("out/fortrolig/kvalitet/manifest.json");
    serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap()
}

/// The files of a folder that are not zipped, as one text.
fn plain_text(place: &Place, folder: &str) -> String {
    let files = place.files(folder).into_iter();
    let plain = files.filter(|(path, _)| path.extension().is_none_or(|end| end != "xlsx"));
    plain.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn pupils_become_pseudonyms_with_the_key_of_a_file_or_a_variable() {
    let place = Place::new();
    place.good("run plan.toml --out uden");
    place.write("noegle.txt", &format!("{KEY}\r\n"));
    place.write("fil.toml", &plan_with("da", "[pseudonymisation]\nkey_file = \"noegle.txt\"\n"));
    place.write(
        "variabel.toml",
        &plan_with("da", "[pseudonymisation]\nkey_env = \"KVALITET_PROEVE_NOEGLE\"\n"),
    );
    place.good("run fil.toml");
    assert_eq!(manifest(&place)["noegle_kontrol"].as_str(), Some(KEY_CHECK));
    let figures = |out: &str| {
        fs::read(place.path(&format!("{out}/fortrolig/figurer.FORTROLIGT.csv"))).unwrap()
    };
    assert_eq!(figures("out"), figures("uden"));
    assert!(!plain_text(&place, "out").contains(KEY));
    let public = fs::read_to_string(place.path("out/offentlig/manifest.json")).unwrap();
    assert!(!public.contains(KEY_CHECK));
    let variable = [("KVALITET_PROEVE_NOEGLE", KEY)];
    let answer = place.call_with("run variabel.toml", &variable);
    assert_eq!((answer.code, answer.err.as_str()), (Some(0), ""));
    assert_eq!(manifest(&place)["noegle_kontrol"].as_str(), Some(KEY_CHECK));
    for command in [
        "check fil.toml".to_owned(),
        format!("explain fil.toml {SHOWN}"),
        "compare fil.toml --unit 999101".to_owned(),
    ] {
        place.good(&command);
    }
    assert_eq!(place.call("run plan.toml").code, Some(0));
    assert_eq!(manifest(&place)["noegle_kontrol"], Value::Null);
}

#[test]
fn a_key_that_is_missing_or_weak_is_said_in_both_languages_and_never_printed() {
    let place = Place::new();
    place.write("kort.txt", "hemmelig1234");
    place.write("ens.txt", &"z".repeat(40));
    let words = [
        ("da", "findes ikke", "ikke sat", "12 byte", "igen og igen", "openssl rand -hex 32"),
        ("en", "not there", "not set", "12 bytes", "again and again", "openssl rand -hex 32"),
    ];
    for (language, absent, unset, short, one, help) in words {
        for (key, word) in [
            ("key_file = \"væk.txt\"", absent),
            ("key_env = \"KVALITET_PROEVE_UDEN\"", unset),
            ("key_file = \"kort.txt\"", short),
            ("key_file = \"ens.txt\"", one),
        ] {
            place.write("p.toml", &plan_with(language, &format!("[pseudonymisation]\n{key}\n")));
            for command in ["run p.toml", "check p.toml"] {
                let error = place.bad(command, 2);
                let told = error.contains(word) && error.contains(help);
                assert!(told, "{key} {word}: {error}");
                assert!(!error.contains("hemmelig1234") && !error.contains("zzz"), "{error}");
            }
        }
    }
    assert!(!place.path("out").exists() && !place.path("out-afvist").exists());
}

#[test]
fn another_key_than_the_plan_expects_is_refused_by_run_and_check_alike() {
    let place = Place::new();
    place.write("noegle.txt", OTHER_KEY);
    for (language, word) in [("da", "kontrolværdien"), ("en", "check value")] {
        let check =
            format!("[pseudonymisation]\nkey_file = \"noegle.txt\"\ncheck = \"{KEY_CHECK}\"\n");
        place.write("p.toml", &plan_with(language, &check));
        for command in ["run p.toml", "check p.toml", "check p.toml --quiet"] {
            let error = place.bad(command, 3);
            assert!(error.contains(KEY_CHECK) && error.contains(word), "{command}: {error}");
            assert!(!error.contains(OTHER_KEY), "{command}");
        }
        let findings = fs::read_to_string(place.path("out-afvist/fund.FORTROLIGT.csv")).unwrap();
        assert!(findings.contains("K0120") && findings.contains("p.toml"), "{findings}");
        assert_eq!(place.json("check p.toml")["fund"][0]["kode"].as_str(), Some("K0120"));
        assert!(!place.path("out").exists());
    }
    place.write("noegle.txt", KEY);
    place.good("run p.toml");
    assert!(!place.path("out-afvist").exists());
}

#[test]
fn a_key_that_changed_since_the_result_it_replaces_is_asked_about() {
    let place = Place::new();
    let asked = "[pseudonymisation]\nkey_file = \"noegle.txt\"\n";
    place.write("p.toml", &plan_with("da", asked));
    place.write("noegle.txt", KEY);
    place.good("run p.toml");
    place.good("run p.toml");
    let before = place.files("out");
    place.write("noegle.txt", OTHER_KEY);
    let error = place.bad("run p.toml", 3);
    assert!(error.contains("K0120") && error.contains(KEY_CHECK), "{error}");
    assert_eq!(place.files("out"), before);
    // The answer says what to write; in another folder nothing is replaced.
    let value = error.split("check = \"").nth(1).unwrap().split('"').next().unwrap();
    place.good("run p.toml --out andet");
    place.write("p.toml", &plan_with("da", &format!("{asked}check = \"{value}\"\n")));
    place.good("run p.toml");
    assert_eq!(manifest(&place)["noegle_kontrol"].as_str(), Some(value));
}

/// A place with rows in quarantine of every sort: a cell that is wrong, rows that cannot be cut
/// right, and rows that are right alone and contradict each other.
fn with_quarantine() -> Place {
    let place = Place::new();
    place.change("plan.toml", "root = \"data\"", "root = \"data\"\nquarantine_limit = 50");
    let path = "data/elevraekker.csv";
    let text = fs::read_to_string(place.path(path)).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[3] = lines[3].replace(";obligatorisk;", ";=Hemmeligsen;");
    lines[4] = format!("{};0101012345;\"a;b\"", lines[4]);
    "Prove Provesen".clone_into(&mut lines[5]);
    place.write(path, &format!("{}\n", lines.join("\n")));
    place.change(
        "data/elevtal.csv",
        "2018/2019;999104;4;2\n",
        "2018/2019;999104;4;2\n2018/2019;999104;4;3\n",
    );
    place
}

#[test]
fn rows_in_quarantine_are_written_as_they_stand_where_the_user_says() {
    let place = with_quarantine();
    place.good("run plan.toml --out uden");
    assert_eq!(place.names(), ["data", "plan.toml", "uden", "uden-arbejde"]);
    let said = place.good("run plan.toml --raw-quarantine raa.csv");
    assert!(said.contains("Personoplysninger: raa.csv holder 5 rækker"), "{said}");
    let raw = fs::read_to_string(place.path("raa.csv")).unwrap();
    let lines: Vec<&str> = raw.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    assert!(lines[0].starts_with("kilde;linje;koder;celler;1;2;3;"), "{}", lines[0]);
    assert!(lines[1].starts_with("elevraekker.csv;4;K0206;14;9700000075;"), "{}", lines[1]);
    assert!(lines[1].contains(";'=Hemmeligsen;"), "{}", lines[1]);
    assert!(lines[2].starts_with("elevraekker.csv;5;K0201;16;9700000112;"), "{}", lines[2]);
    assert!(lines[2].ends_with(";0101012345;\"a;b\""), "{}", lines[2]);
    assert!(lines[3].starts_with("elevraekker.csv;6;K0201;1;Prove Provesen;"), "{}", lines[3]);
    assert!(lines[4].starts_with("elevtal.csv;15;K0304;4;2018/2019;999104;4;2;"), "{}", lines[4]);
    assert!(lines[5].starts_with("elevtal.csv;16;K0304;4;2018/2019;999104;4;3;"), "{}", lines[5]);
    assert_eq!(lines.len(), 6);
    // Everything else is the same to the byte.
    let without: Vec<_> = place.files("uden").into_values().collect();
    assert_eq!(place.files("out").into_values().collect::<Vec<_>>(), without);
    for secret in ["Hemmeligsen", "0101012345", "Prove Provesen", "9700000112"] {
        assert!(raw.contains(secret) && !said.contains(secret), "{secret}");
        assert!(!plain_text(&place, "out").contains(secret), "{secret}");
    }
    place.good("run plan.toml --raw-quarantine raa.xlsx");
    assert!(fs::read(place.path("raa.xlsx")).unwrap().starts_with(b"PK"));
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_the_rows_as_they_stand() {
    use std::os::unix::fs::PermissionsExt;
    let place = with_quarantine();
    place.good("run plan.toml --raw-quarantine raa.csv --quiet");
    let mode = fs::metadata(place.path("raa.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn rows_as_they_stand_are_written_by_check_and_by_a_refused_run_in_both_languages() {
    for (language, word) in [("da", "Personoplysninger"), ("en", "Personal data")] {
        let place = with_quarantine();
        place.change("plan.toml", "quarantine_limit = 50", "quarantine_limit = 0");
        place.change("plan.toml", "[data]", &format!("language = \"{language}\"\n[data]"));
        let run = place.call("run plan.toml --raw-quarantine a.csv");
        let checked = place.call("check plan.toml --raw-quarantine b.csv");
        for answer in [&run, &checked] {
            assert_eq!(answer.code, Some(3));
            assert!(answer.out.contains(word), "{}", answer.out);
            assert!(!answer.out.contains("Hemmeligsen") && !answer.err.contains("Hemmeligsen"));
        }
        assert_eq!(fs::read(place.path("a.csv")).unwrap(), fs::read(place.path("b.csv")).unwrap());
        assert!(!plain_text(&place, "out-afvist").contains("Hemmeligsen"));
        let json = place.json("check plan.toml --raw-quarantine c.csv");
        assert_eq!(json["raa_karantaene"].as_str(), Some("c.csv"));
        assert_eq!(place.json("check plan.toml")["raa_karantaene"], Value::Null);
    }
    let place = Place::new();
    let said = place.good("check plan.toml --raw-quarantine raa.csv");
    assert!(said.contains("raa.csv er ikke lavet") && !place.path("raa.csv").exists(), "{said}");
}

#[test]
fn personal_data_is_not_written_into_a_result_the_data_or_another_file() {
    let place = with_quarantine();
    place.good("run plan.toml");
    fs::create_dir(place.path("out-afvist")).unwrap();
    place.write("optaget.csv", "x");
    let before = place.files(".");
    for (file, word) in [
        ("out/raa.csv", "resultat"),
        ("out/fortrolig/raa.csv", "resultat"),
        ("out-afvist/raa.csv", "resultat"),
        ("data/../out/raa.csv", "resultat"),
        ("data/raa.csv", "datamappen"),
        ("./data/raa.xlsx", "datamappen"),
        ("optaget.csv", "findes allerede"),
        ("væk/raa.csv", "findes ikke"),
        ("raa.txt", ".xlsx"),
        ("raa", ".csv"),
    ] {
        let error = place.bad(&format!("run plan.toml --raw-quarantine {file}"), 2);
        assert!(error.contains(word), "{file}: {error}");
        let by_check = place.call(&format!("check plan.toml --raw-quarantine {file}"));
        // A check does not know of a refused run's folder that is empty.
        let allowed = file == "out-afvist/raa.csv";
        assert_eq!(by_check.code, Some(if allowed { 0 } else { 2 }), "{file}: {}", by_check.err);
        if allowed {
            fs::remove_file(place.path(file)).unwrap();
        }
    }
    assert!(place.bad("run plan.toml --data . --raw-quarantine raa.csv", 2).contains("datamappen"));
    assert_eq!(place.files("."), before);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_personal_data_into_a_result_or_the_data() {
    use std::os::unix::fs::symlink;
    let place = with_quarantine();
    place.good("run plan.toml");
    symlink(place.path("out"), place.path("genvej")).unwrap();
    symlink(place.path("data"), place.path("genvej2")).unwrap();
    symlink(place.path("out/ny.csv"), place.path("genvej.csv")).unwrap();
    for file in ["genvej/raa.csv", "genvej2/raa.csv", "genvej.csv"] {
        place.bad(&format!("run plan.toml --raw-quarantine {file}"), 2);
        place.bad(&format!("check plan.toml --raw-quarantine {file}"), 2);
    }
    // The result itself may be a link too.
    fs::create_dir(place.path("rigtig")).unwrap();
    symlink(place.path("rigtig"), place.path("ud")).unwrap();
    place.bad("run plan.toml --out ud --raw-quarantine rigtig/raa.csv", 2);
    assert!(!place.path("out/ny.csv").exists());
}

/// A file of corrections to the pupil rows, whose line 4 has a level that is none, and the plan that
/// reads it. `reason` is what the first of them says.
fn with_corrections(language: &str, reason: &str) -> Place {
    let place = Place::new();
    let path = "data/elevraekker.csv";
    let text = fs::read_to_string(place.path(path)).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(lines[3].ends_with(";4"));
    lines[3] = format!("{}97979797", lines[3]);
    place.write(path, &format!("{}\n", lines.join("\n")));
    place.change("plan.toml", "root = \"data\"", "root = \"data\"\nquarantine_limit = 50");
    place.good("run plan.toml");
    let sources = manifest(&place)["kilder"].clone();
    let of_pupils = |source: &&Value| source["kilde"] == "elevraekker.csv";
    let source = sources.as_array().unwrap().iter().find(of_pupils).unwrap();
    let digest = source["sha256"].as_str().unwrap();
    let (other, head) =
        ("ab".repeat(32), "kilde_sha256;post;kolonne;ny_vaerdi;begrundelse;hvem;dato");
    place.write(
        "data/rettelser.csv",
        &format!(
            "{head}\n{digest};4;niveau;4;{reason};=datakonsulenten;2019-10-14\n\
             {digest};5;findes_ikke;4;navn på kolonne;x;2019-10-15\n\
             {other};6;niveau;2;tidligere levering;x;2019-10-16\n"
        ),
    );
    let source = "[[source]]\nkind = \"corrections\"\nfiles = [\"rettelser.csv\"]\n";
    place.write("plan.toml", &plan_with(language, source));
    place
}

#[test]
fn corrections_are_listed_for_the_administration_without_the_new_value() {
    for (language, none, yes) in
        [("da", "ingen læst fil", "ja"), ("en", "no file that was read", "yes")]
    {
        let place = with_corrections(language, "<b>tastefejl</b> hos skolen");
        place.good("run plan.toml");
        let page = fs::read_to_string(place.path("out/fortrolig/rapport.html")).unwrap();
        for part in ["&lt;b&gt;tastefejl", "datakonsulenten", "2019-10-16", "A{6}?{1}A{4}", none] {
            assert!(page.contains(part), "{part}");
        }
        let row = page.split("&lt;b&gt;tastefejl").nth(1).unwrap();
        let cell = row.split("2019-10-14").nth(1).unwrap().split("</tr>").next().unwrap();
        assert!(cell.contains(yes), "{cell}");
        let public = plain_text(&place, "out/offentlig");
        for part in ["tastefejl", "datakonsulenten", "findes_ikke"] {
            assert!(!public.contains(part), "{part}");
        }
        let table =
            fs::read_to_string(place.path("out/fortrolig/kvalitet/rettelser.FORTROLIGT.csv"))
                .unwrap();
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[1].starts_with("elevraekker.csv;"), "{table}");
        assert!(lines[1].ends_with(";4;niveau;<b>tastefejl</b> hos skolen;'=datakonsulenten;2019-10-14;ja;rettelser.csv;2"), "{table}");
        assert!(lines[2].ends_with(";2019-10-15;nej;rettelser.csv;3"), "{table}");
        assert!(lines[3].starts_with(";abab") && lines[3].contains(";nej;"), "{table}");
        assert_eq!(lines.len(), 4);
        assert!(!plain_text(&place, "out").contains("97979797"));
    }
}

#[test]
fn a_civil_registration_number_in_a_correction_is_a_shape_everywhere() {
    for number in
        ["0101012345", "010101-2345", "01 01 01 - 2345", "010101\u{2013}2345", "101012345"]
    {
        let place = with_corrections("da", &format!("gælder {number}, se mail"));
        place.good("run plan.toml");
        let everything = plain_text(&place, "out");
        assert!(!everything.contains(number), "{number}");
        assert!(!everything.contains("se mail"), "{number}");
        assert!(everything.contains("A{6} "), "{number}");
        let said = place.call("check plan.toml").out;
        assert!(!said.contains(number), "{said}");
    }
}

#[test]
fn a_source_that_no_indicator_uses_says_so() {
    for (language, check, report) in [
        ("da", "ingen indikator bruger den", "intet tal i denne rapport hviler på dem"),
        ("en", "no indicator uses it", "no figure of this report rests on them"),
    ] {
        let place = Place::new();
        place.write("plan.toml", &plan_with(language, ""));
        assert!(!place.good("check plan.toml").contains(check));
        place.good("run plan.toml");
        let page = |audience: &str| {
            fs::read_to_string(place.path(&format!("out/{audience}/rapport.html"))).unwrap()
        };
        assert!(!page("fortrolig").contains(report));
        let source = "[[source]]\nkind = \"marks\"\nfiles = [\"karakterer_fag.csv\"]\n";
        place.write("plan.toml", &plan_with(language, source));
        let said = place.good("check plan.toml");
        let line = said.lines().find(|line| line.starts_with("karakterer_fag.csv")).unwrap();
        assert!(line.contains(check), "{said}");
        assert_eq!(said.matches(check).count(), 1, "{said}");
        place.good("run plan.toml");
        assert!(page("fortrolig").contains(report) && page("offentlig").contains(report));
        let used: Vec<Value> = place.json("check plan.toml")["kilder"]
            .as_array()
            .unwrap()
            .iter()
            .map(|source| source["bruges_til"].clone())
            .collect();
        assert_eq!(used[0], "opslag");
        assert_eq!(used[1], "opslag");
        assert!(used[2]["indikatorer"].as_array().unwrap().contains(&"laesning.gode".into()));
        assert_eq!(used[3], "ingen_tal");
    }
}

#[test]
fn quarantine_counts_the_rows_of_a_sheet_and_the_records_of_json() {
    let rows = [
        ["skoleaar", "institutionsnummer", "klassetrin", "elever"],
        ["2018/2019", "999101", "3", "5"],
        ["2018/2019", "999101", "4", "Hemmeligsen"],
    ];
    let place = Place::new();
    place.change("plan.toml", "root = \"data\"", "root = \"data\"\nquarantine_limit = 50");
    let table = rows.map(|row| row.map(str::to_owned).to_vec());
    let sheet = kvalitet_report::text_workbook("elever", &table, ("S", "2019-10-31")).unwrap();
    fs::write(place.path("data/elevtal.xlsx"), sheet).unwrap();
    let objects = rows.iter().skip(1).map(|row| {
        let pairs = rows[0].iter().zip(row).map(|(name, cell)| format!("\"{name}\":\"{cell}\""));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    });
    place.write("data/elevtal.json", &format!("[{}]", objects.collect::<Vec<_>>().join(",")));
    let mut read = "elevtal.csv";
    for (file, line) in [("elevtal.xlsx", 3), ("elevtal.json", 2)] {
        place.change("plan.toml", read, file);
        read = file;
        let answer = place.call(&format!("run plan.toml --raw-quarantine {file}.csv"));
        assert_eq!(answer.code, Some(0), "{}", answer.err);
        let kept = fs::read_to_string(
            place.path(&format!("out/fortrolig/kvalitet/karantaene/{file}.FORTROLIGT.csv")),
        );
        let kept = kept.unwrap();
        let shown = "skoleaar;institutionsnummer;klassetrin;elever";
        assert!(kept.contains(&format!("kilde;linje;koder;{shown}")), "{kept}");
        assert!(
            kept.contains(&format!("{file};{line};K0202;2018/2019;999101;4;A{{11}}")),
            "{kept}"
        );
        let raw = fs::read_to_string(place.path(&format!("{file}.csv"))).unwrap();
        let row = format!("{file};{line};K0202;4;2018/2019;999101;4;Hemmeligsen");
        assert!(raw.contains(&row), "{raw}");
    }
}

#[test]
fn detectable_says_what_the_data_could_ever_show() {
    let place = Place::new();
    let asked = "detectable plan.toml --indicator laesning.gode --change 5";
    let text = place.good(asked);
    for part in ["Eksempelby Kommune · kommune:999", "5 procentpoint", "aldrig på dette niveau"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for part in ["Kaldes sikker fra", "Opdages normalt fra", "Chokfaktor", "Kritisk værdi"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The school's number alone is enough; the change defaults to the setting.
    let school = place.good("detectable plan.toml --unit 999101 --indicator laesning.gode");
    assert!(school.contains("Æblehaven Skole · skole:999101"), "{school}");
    assert!(school.contains("5 procentpoint"), "{school}");
    let json = place.json(asked);
    assert_eq!(json["status"], "vurderet");
    assert_eq!(json["aflaeselighed"]["kan"], "aldrig-paa-dette-niveau");
    place.write("plan.toml", &plan_with("en", "[settings]\nmaal_aendring_procentpoint = 7\n"));
    let english = place.good("detectable plan.toml --indicator laesning.gode");
    for part in ["can a change of 7 percentage points be read off?", "Shock factor", "never at"] {
        assert!(english.contains(part), "{part}: {english}");
    }
}

#[test]
fn detectable_names_the_nearest_and_refuses_a_change_that_is_none() {
    let place = Place::new();
    for (language, number, scale) in
        [("da", "et tal over 0", "større end hele skalaen"), ("en", "above 0", "the whole scale")]
    {
        place.write("plan.toml", &plan_with(language, ""));
        let error = |asked: &str| place.bad(&format!("detectable plan.toml {asked}"), 2);
        let reading = "--indicator laesning.gode";
        assert!(error(&format!("{reading} --unit 99910")).contains("`skole:999101`"));
        assert!(error(&format!("{reading} --unit skole:999109")).contains("`skole:99910"));
        assert!(error("--unit komune:999").contains("`kommune:999`"));
        assert!(error("--indicator laesning.god").contains("`laesning.gode`"));
        for none in ["0", "-5", "0,0", "fem", "5e3", ""] {
            let error = error(&format!("{reading} --change={none}"));
            assert!(error.contains(number), "{none}: {error}");
        }
        assert!(error(&format!("{reading} --change 101")).contains(scale));
        assert!(error("--change 5").contains("--indicator"));
        assert!(error(&format!("{reading} --audience ingen")).contains("`ingen`"));
    }
}

#[test]
fn detectable_of_a_hidden_figure_says_so_and_the_public_is_told_nothing() {
    let place = Place::new();
    let text = place.good("detectable plan.toml --unit 999104 --indicator laesning.gode");
    assert!(text.contains("skjult") && !has_a_share(&text), "{text}");
    assert!(!text.contains("elever") && !text.contains("Chance"), "{text}");
    let json = place.json("detectable plan.toml --unit 999104 --indicator laesning.gode");
    let keys: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["aendring", "enhed", "indikator", "status"]));
    assert_eq!(json["status"], "skjult");
    let public = "detectable plan.toml --indicator laesning.gode --audience offentlig";
    assert!(place.bad(public, 2).contains("`offentlig`"));
    let goals = place.good("detectable plan.toml --audience offentlig");
    assert!(!goals.contains("laesning") && !has_a_share(&goals), "{goals}");
}

const KEY_FIGURES: &str = r#"
[[source]]
kind = "key_figures"
files = ["noegletal.csv"]
year = "2018/19"
"#;

const GOAL: &str = r#"
[[goal]]
id = "trivsel"
name = "Trivsel"
text = "Alle trives."

[[goal.sign]]
text = "Trivslen er høj."
indicator = "trivsel.generel"

[[goal.sign]]
text = "Flere læser godt."
indicator = "laesning.gode"

[[goal.sign]]
text = "Der er grin i gangene."
"#;

#[test]
fn values_alone_cannot_be_assessed_and_every_goal_is_graded() {
    let place = Place::new();
    for (language, cannot, never, unread, chapter) in [
        (
            "da",
            "kan ikke vurderes: elevtal mangler",
            "aldrig på dette niveau",
            "Aflæses ikke af data.",
            "Kan 5 procentpoint aflæses?",
        ),
        (
            "en",
            "cannot be assessed: numbers of pupils are missing",
            "never at this level",
            "Not read off data.",
            "Can 5 percentage points be read off?",
        ),
    ] {
        place.write("plan.toml", &plan_with(language, &format!("{KEY_FIGURES}{GOAL}")));
        let one = "detectable plan.toml --unit 999101 --indicator trivsel.generel --change 0,2";
        assert!(place.good(one).contains(cannot));
        let goals = place.good("detectable plan.toml");
        for part in [cannot, never, unread, "Flere læser godt.", "laesning.gode"] {
            assert!(goals.contains(part), "{part}: {goals}");
        }
        let json = place.json("detectable plan.toml");
        let of = |at: usize| json["maal"][at]["svar"].as_array().unwrap().len();
        assert_eq!((of(0), of(1), of(2)), (2, 2, 0));
        place.good("run plan.toml --out out");
        let page = fs::read_to_string(place.path("out/fortrolig/rapport.html")).unwrap();
        assert!(page.contains(chapter), "{language}");
    }
    // Only the command that is asked says it: `check` reads sources and no goal.
    assert!(!place.good("check plan.toml").contains("never at this level"));
}

#[test]
fn one_year_is_enough_to_be_told_what_could_be_seen() {
    let place = Place::new();
    place.change("plan.toml", "[\"2017/18\", \"2018/19\"]", "[\"2018/19\"]");
    let text = place.good("detectable plan.toml --indicator laesning.gode --change 5");
    for part in ["kun ét år", "gunstige svar", "Udgangspunktet alene", "1,60"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = place.json("detectable plan.toml --indicator laesning.gode --unit kommune:999");
    assert!(json["aendring_mellem"].is_null());
    assert_eq!(json["antal_pr_aar"].as_array().unwrap().len(), 1);
}
