//! Removing what runs left behind: what is old goes, and nothing else.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/place.rs"]
mod place;

use std::fs;

use serde_json::Value;

use crate::place::Place;

const QUARANTINE: &str = "out/fortrolig/kvalitet/karantaene";
const KEPT: &str = "[data_protection]\npurpose = \"Tilsyn\"\nlegal_basis = \"Folkeskoleloven § 57 c\"\n\
                    controller = \"Eksempelby Kommune\"\nretention = 2024-12-31\n";

/// A result of 2019 with rows in quarantine, a refused run beside it, and what killed runs left.
fn left_behind(data_protection: &str) -> Place {
    let place = Place::good();
    place.change("data/elevraekker.csv", ";2017/2018;4;0104;", ";2017/2018;4;DL04;");
    place.write("plan.toml", &format!("{}\n{data_protection}", place::PLAN));
    place.call("run plan.toml");
    place.write("plan.register.json", "{ \"version\": 1, \"udgaver\": [] }");
    let rows = place.text("data/elevraekker.csv");
    place.change("data/elevraekker.csv", ";niveau\n", ";nivau\n");
    place.bad("run plan.toml", 3);
    place.write("data/elevraekker.csv", &rows);
    for folder in [".out-ny", ".out-afvist-ny"] {
        fs::create_dir(place.path(folder)).unwrap();
        place.write(&format!("{folder}/LAES-MIG.txt"), "x");
    }
    fs::create_dir(place.path(".out-gammel")).unwrap();
    place
}

fn kinds(receipt: &Value) -> Vec<&str> {
    receipt["slettes"].as_array().unwrap().iter().map(|of| of["art"].as_str().unwrap()).collect()
}

#[test]
fn what_is_old_is_shown_first_and_removed_when_asked_for() {
    let place = left_behind("");
    let everything = place.files("");
    let said = place.call("purge plan.toml --before 2020-01-01");
    assert!(said.contains(QUARANTINE) && said.contains("--delete"), "{said}");
    assert!(said.contains("2019-10-31"), "{said}");
    let result = place.call("purge plan.toml --before 2020-01-01 --result");
    assert!(result.contains("retention"), "{result}");
    assert!(!said.contains("retention"), "{said}");
    let elsewhere = place.call("purge plan.toml --before 2020-01-01 --out andetsteds");
    assert!(elsewhere.contains("`andetsteds` findes ikke") && elsewhere.contains("--out"));
    assert!(place.files("") == everything, "a trial removed something");
    assert!(place.path(".out-gammel").exists());

    let said = place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(said.contains("sletning-2020-01-01.json"), "{said}");
    let receipt = place.json("sletning-2020-01-01.json");
    let all = ["karantaene", "afvist", "efterladt", "efterladt", "efterladt", "mellemlager"];
    assert_eq!(kinds(&receipt), all);
    let slettes = receipt["slettes"].as_array().unwrap();
    assert!(slettes.iter().all(|of| of["slettet"] == true), "{receipt}");
    assert_eq!(slettes[0]["filer"], 2);
    assert_eq!(slettes[0]["grund"]["dato"], "2019-10-31");
    let gone = |path: &str| {
        path.starts_with(QUARANTINE)
            || path.starts_with("out-afvist/")
            || path.starts_with(".out-")
            || path.starts_with("out-arbejde/")
    };
    let mut left = everything;
    left.retain(|path, _| !gone(&path.to_string_lossy()));
    let mut now = place.files("");
    now.retain(|path, _| !path.starts_with("sletning-2020-01-01.json"));
    assert!(now == left, "something else was touched");
    let names = ["data", "out", "plan.register.json", "plan.toml", "sletning-2020-01-01.json"];
    assert_eq!(place.names(""), names);

    let said = place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(said.contains("intet at slette"), "{said}");
    assert_eq!(place.names(""), names);
    // The next run goes on as before, and its quarantine has a receipt of its own.
    place.call("run plan.toml");
    place.call("purge plan.toml --before 2020-01-01 --delete");
    assert_eq!(kinds(&place.json("sletning-2020-01-01-2.json")), ["karantaene", "mellemlager"]);
    assert_eq!(place.json("sletning-2020-01-01.json"), receipt);
}

#[test]
fn what_is_kept_longer_stays_until_then() {
    let place = left_behind(KEPT);
    let manifest = place.json("out/fortrolig/kvalitet/manifest.json");
    let said = &manifest["databeskyttelse"];
    assert_eq!(said["formaal"], "Tilsyn");
    assert_eq!(said["retsgrundlag"], "Folkeskoleloven § 57 c");
    assert_eq!(said["dataansvarlig"], "Eksempelby Kommune");
    assert_eq!(said["slettes_senest"], "2024-12-31");
    for file in ["out/LAES-MIG.txt", "out-afvist/LAES-MIG.txt"] {
        let text = place.text(file);
        assert!(text.contains("slettes senest: 2024-12-31"), "{text}");
        assert!(text.contains("formål: Tilsyn"), "{text}");
    }
    let public = place.text("out/offentlig/manifest.json");
    assert!(!public.contains("databeskyttelse"), "{public}");
    let everything = place.files("");
    // The day itself still counts.
    for before in ["2020-01-01", "2024-12-31"] {
        let said = place.call(&format!("purge plan.toml --before {before} --delete"));
        assert!(said.contains("2024-12-31"), "{said}");
        assert!(place.files("") == everything, "{before}");
    }
    let said = place.call("purge plan.toml --before 2025-01-01 --delete");
    assert!(said.contains("--result"), "{said}");
    assert!(!place.path(QUARANTINE).exists() && place.path("out/LAES-MIG.txt").exists());
    place.call("purge plan.toml --before 2025-01-01 --result --delete");
    assert_eq!(kinds(&place.json("sletning-2025-01-01-2.json")), ["resultat"]);
    assert!(!place.path("out").exists());
    assert!(place.path("data/elevraekker.csv").exists());
}

#[test]
fn a_plan_without_data_protection_says_nothing_of_it() {
    let place = Place::good();
    place.call("run plan.toml");
    assert!(!place.text("out/LAES-MIG.txt").contains("Databeskyttelse"));
    let manifest = place.json("out/fortrolig/kvalitet/manifest.json");
    assert_eq!(manifest["databeskyttelse"], Value::Null);
}

#[test]
fn a_date_that_is_none_is_refused() {
    let place = Place::good();
    for before in ["2020", "31-12-2020", "2020-13-01", "2020-01-01T10:00:00"] {
        let said = place.bad(&format!("purge plan.toml --before {before} --delete"), 2);
        assert!(said.contains(before), "{said}");
    }
    place.bad("purge plan.toml", 2);
    place.bad("purge findes-ikke.toml --before 2020-01-01", 2);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let place = left_behind("");
    fs::create_dir(place.path("egne")).unwrap();
    place.write("egne/brev.txt", "kære");
    // Inside what is removed a link goes, and what it leads to stays.
    symlink("../../../../egne", place.path(QUARANTINE).join("genvej")).unwrap();
    place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(!place.path(QUARANTINE).exists());
    assert_eq!(place.text("egne/brev.txt"), "kære");
    // A link in the place of what would be removed stops it all.
    place.call("run plan.toml");
    let before = place.files("out");
    for (named, folder) in [(QUARANTINE, "egne"), ("out-afvist", "egne")] {
        let path = place.path(named);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        }
        place.write("egne/LAES-MIG.txt", "x");
        symlink(place.path(folder), &path).unwrap();
        let said = place.bad("purge plan.toml --before 2020-01-01 --delete", 5);
        assert!(said.contains(named), "{said}");
        assert_eq!(place.text("egne/brev.txt"), "kære");
        fs::remove_file(&path).unwrap();
        place.call("run plan.toml");
    }
    assert!(place.files("out") == before);
    assert!(!place.path("sletning-2020-01-01-2.json").exists());
}

#[test]
fn what_is_of_another_plan_or_of_somebody_else_stays() {
    let place = left_behind("");
    fs::rename(place.path("plan.toml"), place.path("anden.toml")).unwrap();
    let everything = place.files("out");
    let said = place.call("purge anden.toml --before 2030-01-01 --delete");
    assert!(said.contains("plan.toml"), "{said}");
    assert!(place.files("out") == everything && place.path("out-afvist").exists());
    fs::rename(place.path("anden.toml"), place.path("plan.toml")).unwrap();
    fs::remove_file(place.path("out-afvist/LAES-MIG.txt")).unwrap();
    place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(place.path("out-afvist/afstemning.json").exists());
}

#[test]
fn sources_are_in_nobody_s_way() {
    let place = left_behind("");
    fs::rename(place.path("data"), place.path("out-afvist/data")).unwrap();
    place.change("plan.toml", "root = \"data\"", "root = \"out-afvist/data\"");
    let before = place.files("");
    let said = place.bad("purge plan.toml --before 2020-01-01 --delete", 5);
    assert!(said.contains("out-afvist/data/institutionsregister.csv"), "{said}");
    assert!(place.files("") == before);
}

#[test]
fn a_result_between_two_moves_is_the_only_one_and_stays() {
    let place = left_behind("");
    fs::remove_dir(place.path(".out-gammel")).unwrap();
    fs::rename(place.path("out"), place.path(".out-gammel")).unwrap();
    place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(place.path(".out-gammel/fortrolig/rapport.html").exists());
    assert!(!place.path(".out-ny").exists());
}

#[test]
fn the_key_goes_only_where_it_is_asked_for() {
    let place = Place::good();
    let key = "0123456789abcdef0123456789abcdef";
    place.write("noegle.txt", key);
    let of_file = format!("{}\n[pseudonymisation]\nkey_file = \"noegle.txt\"\n", place::PLAN);
    place.write("plan.toml", &of_file);
    place.call("run plan.toml");
    let said = place.call("purge plan.toml --before 2020-01-01 --delete");
    assert!(said.contains("--key"), "{said}");
    assert_eq!(place.text("noegle.txt"), key);
    place.call("purge plan.toml --before 2019-01-01 --key --delete");
    assert_eq!(place.text("noegle.txt"), key);
    let said = place.call("purge plan.toml --before 2020-01-01 --key --delete");
    assert!(!place.path("noegle.txt").exists() && !said.contains(key), "{said}");
    assert!(!place.text("sletning-2020-01-01.json").contains(key));
    // It is not there any more, and that is no error.
    place.call("purge plan.toml --before 2020-01-01 --key --delete");
    let of_variable = of_file.replace("key_file = \"noegle.txt\"", "key_env = \"NOEGLE\"");
    place.write("plan.toml", &of_variable);
    let said = place.call("purge plan.toml --before 2020-01-01 --key --delete");
    assert!(said.contains("NOEGLE"), "{said}");
}

#[test]
fn simulated_sources_go_with_their_work_folder() {
    let place = Place::empty();
    let plan = place::PLAN.replace(
        "[data]\nroot = \"data\"\nquarantine_limit = 50",
        "[simulate]\nschools = 2\npupils = 300",
    );
    let plan = plan.replace("elevraekker.csv", "elevraekker/*.csv");
    place.write("plan.toml", &plan);
    place.call("run plan.toml");
    assert_eq!(place.names(""), ["out", "out-arbejde", "plan.toml"]);
    place.call("purge plan.toml --before 2020-01-01 --delete");
    assert_eq!(kinds(&place.json("sletning-2020-01-01.json")), ["simuleret", "mellemlager"]);
    assert_eq!(place.names(""), ["out", "plan.toml", "sletning-2020-01-01.json"]);
}
