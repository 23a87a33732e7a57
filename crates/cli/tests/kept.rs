//! Only what changed is done: what was taken from an earlier run is the same to the byte as what a run
//! that does everything makes.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a step that is not there is a failed test")]

#[path = "support/place.rs"]
#[expect(dead_code, reason = "each test uses some of it")]
mod place;

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::place::{PLAN, Place};

const CACHE: &str = "out-arbejde/mellemlager";

/// What a run answered, and for each step whether it was done and why.
struct Told {
    code: Option<i32>,
    answer: String,
    steps: Vec<(String, bool, String)>,
}

fn told(command: &mut Command) -> Told {
    let called = command.output().unwrap();
    let said = String::from_utf8(called.stderr).unwrap();
    let steps = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let steps = steps.flat_map(|line| line["hvorfor"].as_array().unwrap().clone());
    let text = |of: &Value| of.as_str().unwrap_or_default().to_owned();
    let step = |of: Value| {
        let what = format!("{} {}", text(&of["grund"]), text(&of["hvad"]));
        (text(&of["trin"]), of["gjort"].as_bool().unwrap(), what.trim_end().to_owned())
    };
    let answer = String::from_utf8(called.stdout).unwrap();
    Told { code: called.status.code(), answer, steps: steps.map(step).collect() }
}

fn run(place: &Place, arguments: &str) -> Told {
    told(&mut place.command(&format!("run plan.toml --why --format json {arguments}")))
}

/// Runs again, which must do everything for this reason, and make what a run without a memory makes.
fn is_done_again(place: &Place, why: &str) {
    let told = run(place, "");
    assert_eq!(told.code, Some(0), "{why}: {}", told.answer);
    let reasons: Vec<&str> = told.steps.iter().map(|(_, _, why)| why.as_str()).collect();
    assert_eq!(reasons, [why; 5]);
    assert!(told.steps.iter().all(|(_, is_done, _)| *is_done), "{why}");
    is_as_fresh(place, why);
    assert!(is_reused(&run(place, "")), "{why}: not kept");
}

/// The result is what a run makes that knows of no other.
fn is_as_fresh(place: &Place, what: &str) {
    let fresh = run(place, "--out ny --fresh");
    assert_eq!(fresh.code, Some(0), "{what}");
    assert!(place.files("out") == place.files("ny"), "{what}: another result");
    for folder in ["ny", "ny-arbejde"] {
        fs::remove_dir_all(place.path(folder)).unwrap();
    }
}

fn is_reused(told: &Told) -> bool {
    told.code == Some(0) && !told.steps.is_empty() && told.steps.iter().all(|(_, done, _)| !done)
}

/// A plan with a file of every kind that a plan may name.
fn every_kind() -> Place {
    let place = Place::good();
    let more = r#"
[[source]]
kind = "corrections"
files = ["rettelser.csv"]

[[source]]
kind = "succession"
files = ["skoleafloesning.csv"]

[[source]]
kind = "groups"
files = ["grup*.csv"]

[progression]
norms = "normer.json"

[pseudonymisation]
key_file = "noegle.txt"

[[known]]
file = "kendt.csv"
source = "Ministeriet"

[[statement]]
file = "udtalelse.md"
school = "999101"
"#;
    place.write("plan.toml", &format!("{PLAN}{more}"));
    place.write("normer.json", "{ \"kilde\": \"Prøve\", \"test\": [] }");
    place.write("noegle.txt", "0123456789abcdefghijklmnopqrstuvwxyz");
    place.write("kendt.csv", "noegle;vaerdi\ntrivsel.generel/land/2018-19;3,8\n");
    place.write("udtalelse.md", "Vi er stolte.\n");
    place
}

#[test]
fn with_nothing_changed_nothing_is_done_and_the_answer_is_the_same() {
    let place = every_kind();
    let first = run(&place, "");
    assert_eq!(first.code, Some(0), "{}", first.answer);
    let reasons: Vec<&str> = first.steps.iter().map(|(_, _, why)| why.as_str()).collect();
    assert_eq!(reasons, ["intet-gemt"; 5]);
    let (made, text) = (place.files(""), place.call("run plan.toml"));
    let again = run(&place, "--jobs 1");
    assert!(is_reused(&again));
    assert_eq!(again.answer, first.answer);
    assert!(place.files("") == made, "something was written");
    is_as_fresh(&place, "nothing changed");
    assert_eq!(place.call("run plan.toml --fresh"), text);
}

#[test]
fn every_file_that_a_run_reads_is_one_that_it_rests_on() {
    let place = every_kind();
    assert_eq!(run(&place, "").code, Some(0));
    let longer = |file: &str| {
        let text = place.text(file);
        place.write(file, &format!("{text}\n"));
    };
    for source in [
        "institutionsregister.csv",
        "elevtal.csv",
        "elevraekker.csv",
        "rettelser.csv",
        "skoleafloesning.csv",
        "grupper.csv",
    ] {
        longer(&format!("data/{source}"));
        is_done_again(&place, &format!("kilde {source}"));
    }
    fs::copy(place.path("data/grupper.csv"), place.path("data/grupper2.csv")).unwrap();
    let more = run(&place, "");
    assert!(more.steps.iter().all(|(_, done, why)| *done && why == "kilder grup*.csv"));
    fs::remove_file(place.path("data/grupper2.csv")).unwrap();
    assert_eq!(run(&place, "").code, Some(0));
    place.change("normer.json", "Prøve", "Anden");
    is_done_again(&place, "normer");
    place.change("kendt.csv", "3,8", "3,7");
    is_done_again(&place, "kendte");
    place.change("udtalelse.md", "stolte", "glade");
    is_done_again(&place, "udtalelser");
    place.change("plan.toml", "Prøve", "Anden");
    is_done_again(&place, "plan");
    let setting = "\n[settings]\nmaal_aendring_procentpoint = 7\n";
    place.write("plan.toml", &format!("{}{setting}", place.text("plan.toml")));
    is_done_again(&place, "plan");
}

#[test]
fn another_key_is_never_taken_for_the_one_before() {
    let place = every_kind();
    assert_eq!(run(&place, "").code, Some(0));
    let before = place.files("out");
    place.change("noegle.txt", "0123", "3210");
    let told = run(&place, "");
    assert_eq!((told.code, told.steps[0].2.as_str()), (Some(3), "noegle"));
    assert!(place.files("out") == before);
    place.change("noegle.txt", "3210", "0123");
    // What the refused run left is removed, as a run removes it.
    assert!(is_reused(&run(&place, "")));
    assert!(!place.path("out-afvist").exists());
}

#[test]
fn a_result_that_is_not_as_it_was_written_is_made_again() {
    let place = Place::good();
    assert_eq!(run(&place, "").code, Some(0));
    let made = place.files("out");
    let page = "fortrolig/rapport.html";
    let text = place.text("out/fortrolig/rapport.html");
    place.write("out/fortrolig/rapport.html", &text.replacen('e', "a", 1));
    is_done_again(&place, &format!("resultat {page}"));
    fs::remove_file(place.path("out/fortrolig/rapport.html")).unwrap();
    is_done_again(&place, &format!("resultat {page}"));
    place.write("out/min-egen.txt", "x");
    is_done_again(&place, "resultat min-egen.txt");
    fs::remove_dir_all(place.path("out")).unwrap();
    assert!(run(&place, "").steps.iter().all(|(_, done, _)| *done));
    assert!(place.files("out") == made);
}

#[test]
fn what_is_remembered_is_used_whole_or_not_at_all() {
    let place = Place::good();
    assert_eq!(run(&place, "").code, Some(0));
    let made = place.files("out");
    let entry = place.names(CACHE).into_iter().find(|of| of.starts_with("resultat-")).unwrap();
    let entry = format!("{CACHE}/{entry}");
    let kept = place.text(&entry);
    let (head, body) = kept.split_once('\n').unwrap();
    let half = kept.get(..kept.len() / 2).unwrap_or_default();
    for damaged in ["", head, half, body, &kept.replacen("Ok", "Err", 1), "{}\n{}"] {
        place.write(&entry, damaged);
        is_done_again(&place, "intet-gemt");
        assert_eq!(place.text(&entry), kept);
    }
    // A folder of somebody else is no memory, and stays as it is.
    fs::remove_dir_all(place.path(CACHE)).unwrap();
    fs::create_dir(place.path(CACHE)).unwrap();
    place.write(&format!("{CACHE}/noter.txt"), "x");
    assert_eq!(run(&place, "").code, Some(0));
    assert_eq!(place.names(CACHE), ["noter.txt"]);
    // Neither is one that cannot be made.
    fs::remove_dir_all(place.path("out-arbejde")).unwrap();
    place.write("out-arbejde", "en fil");
    assert_eq!(run(&place, "").code, Some(0));
    assert!(place.files("out") == made);
}

#[test]
fn rows_as_they_stand_are_written_each_time_and_never_kept() {
    let place = Place::good();
    place.change("data/elevraekker.csv", ";2017/2018;4;0104;", ";2017/2018;4;DL04;");
    assert_eq!(run(&place, "").code, Some(0));
    for file in ["raa.csv", "igen.csv"] {
        let told = run(&place, &format!("--raw-quarantine {file}"));
        assert!(told.steps.iter().all(|(_, done, why)| *done && why == "raekker"));
        assert!(place.path(file).is_file());
    }
    // A pupil's id has ten digits here; the numbers of schools have six.
    for (path, bytes) in place.files(CACHE) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("97000000") && !text.contains("DL04"), "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn what_is_remembered_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::good();
    assert_eq!(run(&place, "").code, Some(0));
    let mode = |path: &str| fs::metadata(place.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(CACHE), 0o700);
    for name in place.names(CACHE) {
        assert_eq!(mode(&format!("{CACHE}/{name}")), 0o600, "{name}");
    }
}

#[test]
fn another_program_does_everything_again() {
    let place = Place::good();
    assert_eq!(run(&place, "").code, Some(0));
    let other = place.path("program");
    fs::copy(env!("CARGO_BIN_EXE_kvalitetsrapport"), &other).unwrap();
    let mut bytes = fs::read(&other).unwrap();
    bytes.push(0);
    fs::write(&other, bytes).unwrap();
    let mut command = Command::new(&other);
    command.args(["run", "plan.toml", "--why", "--format", "json"]).current_dir(place.path(""));
    let told = told(&mut command);
    assert_eq!(told.code, Some(0));
    assert!(told.steps.iter().all(|(_, done, why)| *done && why == "program"));
}

#[test]
fn sources_are_simulated_once_and_again_when_they_were_touched() {
    let place = Place::empty();
    let plan = PLAN.replace(
        "[data]\nroot = \"data\"\nquarantine_limit = 50",
        "[simulate]\nschools = 2\npupils = 300",
    );
    place.write("plan.toml", &plan.replace("elevraekker.csv", "elevraekker/*.csv"));
    let simulated = |told: &Told| told.steps[0].clone();
    let step = |done: bool, why: &str| ("trin-simuler".to_owned(), done, why.to_owned());
    assert_eq!(simulated(&run(&place, "")), step(true, "intet-gemt"));
    assert!(is_reused(&run(&place, "")));
    // Only the text of the report is another.
    place.change("plan.toml", "Prøve", "Anden");
    let told = run(&place, "");
    assert_eq!(simulated(&told), step(false, "uaendret"));
    assert_eq!(told.steps[1].2, "plan");
    is_as_fresh(&place, "title");
    let made = place.files("out-arbejde/simuleret");
    place.change("out-arbejde/simuleret/elevtal.csv", ";", ",");
    assert_eq!(simulated(&run(&place, "")), step(true, "simuleret elevtal.csv"));
    assert!(place.files("out-arbejde/simuleret") == made);
    place.change("plan.toml", "pupils = 300", "pupils = 310");
    assert_eq!(simulated(&run(&place, "")), step(true, "simulering"));
    is_as_fresh(&place, "pupils");
    assert_eq!(simulated(&run(&place, "--fresh")), step(true, "bedt"));
}

#[test]
fn times_are_told_beside_the_answer_and_stand_in_no_result() {
    let place = Place::good();
    let called = place.command("run plan.toml --timings --format json").output().unwrap();
    let told: Value = serde_json::from_slice(&called.stderr).unwrap();
    let steps = told["tider"].as_array().unwrap();
    let names: Vec<&str> = steps.iter().map(|of| of["trin"].as_str().unwrap()).collect();
    let expected = ["indlaes", "tal", "frigiv", "rapport", "skriv"].map(|of| format!("trin-{of}"));
    assert_eq!(names[..5], expected);
    assert_eq!(names[5..], ["i-alt"]);
    let milliseconds = |of: &Value| of["ms"].as_u64().unwrap();
    let sum: u64 = steps[..5].iter().map(milliseconds).sum();
    assert!(sum <= milliseconds(&steps[5]), "{told}");
    is_as_fresh(&place, "timings");
}
