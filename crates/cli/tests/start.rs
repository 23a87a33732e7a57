//! From an empty folder to a report, with what the program itself says to do.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/place.rs"]
#[expect(dead_code, reason = "each test uses some of it")]
mod place;

use std::fs;

use crate::place::Place;

/// The folders that a plan of a quality report reads, in order.
const READ: [&str; 8] = [
    "01-institutionsregister",
    "02-test",
    "03-trivsel",
    "04-karakterer",
    "05-overgang",
    "06-kompetencedaekning",
    "07-inklusion",
    "08-klager",
];

#[test]
fn a_new_folder_says_in_order_what_is_missing() {
    let place = Place::empty();
    let said = place.call("new min");
    assert!(said.contains("kvalitetsrapport check min/plan.toml"), "{said}");
    assert!(said.contains("kvalitetsrapport run min/plan.toml --out min/out"), "{said}");
    assert_eq!(place.names("min"), ["kilder", "plan.toml"]);
    assert_eq!(place.names("min/kilder").len(), 16);
    let before = place.files("min");
    let told = place.bad("check min/plan.toml", 3);
    let places: Vec<usize> = READ.iter().map(|folder| told.find(folder).unwrap()).collect();
    assert!(places.is_sorted(), "{told}");
    assert_eq!(told.matches("K0102").count(), READ.len(), "{told}");
    assert!(!told.contains("09-fravaer"), "{told}");
    assert_eq!(place.files("min"), before);
}

#[test]
fn a_newcomer_with_aggregates_alone_gets_a_report() {
    let place = Place::empty();
    let years = "--years 2017/18-2018/19";
    place.call(&format!("new min {years}"));
    place.call(&format!("simulate --out by --schools 5 --pupils 2500 {years}"));
    let copied = [
        ("institutionsregister", "01-institutionsregister"),
        ("aggregater/nationale_test_", "02-test"),
        ("aggregater/trivsel_", "03-trivsel"),
        ("aggregater/karakterer_", "04-karakterer"),
        ("aggregater/socref_", "04-karakterer"),
        ("overgang", "05-overgang"),
        ("kompetencedaekning", "06-kompetencedaekning"),
        ("inklusion", "07-inklusion"),
        ("klager", "08-klager"),
    ];
    for file in place.files("by").into_keys() {
        let name = file.to_string_lossy();
        for (from, to) in copied {
            if name.starts_with(from) {
                let to = place.path("min/kilder").join(to).join(file.file_name().unwrap());
                fs::copy(place.path("by").join(&file), to).unwrap();
            }
        }
    }
    place.call("check min/plan.toml");
    let said = place.call("run min/plan.toml --out min/out");
    assert!(said.contains("min/out/fortrolig/rapport.html"), "{said}");
    assert!(place.path("min/out/fortrolig/rapport.html").is_file());
    // A folder of sources is never a result that may be replaced.
    let sources = place.files("min/kilder");
    place.bad("run min/plan.toml --out min/kilder/02-test", 5);
    place.bad("run min/plan.toml --out min/kilder", 5);
    assert_eq!(place.files("min/kilder"), sources);
}

#[test]
fn nothing_is_overwritten() {
    let place = Place::empty();
    place.call("new min");
    let before = place.files("min");
    assert!(place.bad("new min --language en", 5).contains("`min`"));
    assert_eq!(place.files("min"), before);
    fs::create_dir(place.path("egne")).unwrap();
    place.write("egne/brev.txt", "kære");
    assert!(place.bad("new egne", 5).contains("`egne`"));
    assert_eq!(place.names("egne"), ["brev.txt"]);
    place.bad("new egne/brev.txt", 5);
    assert_eq!(place.text("egne/brev.txt"), "kære");
    // An empty folder may be the one we stand in.
    fs::create_dir(place.path("tom")).unwrap();
    let called = place.command("new .").current_dir(place.path("tom")).output().unwrap();
    assert_eq!(called.status.code(), Some(0));
    assert_eq!(place.names("tom"), ["kilder", "plan.toml"]);
}

#[test]
fn what_was_asked_for_stands_in_the_plan() {
    let place = Place::empty();
    place.call("new a --profile skoleudviklingssamtale --municipality 851");
    let plan = place.text("a/plan.toml");
    assert!(plan.contains("municipality = 851\n"), "{plan}");
    assert!(plan.contains("profile = \"skoleudviklingssamtale\"\n"), "{plan}");
    assert!(plan.contains("\"2022/23\", \"2023/24\", \"2024/25\", \"2025/26\""), "{plan}");
    place.call("new b --language en");
    assert!(place.text("b/plan.toml").contains("language = \"en\""));
    let about = place.text("b/kilder/02-test/OM-MAPPEN.txt");
    assert!(about.contains("sources national_test --language en"), "{about}");
    place.bad("new c --municipality 99", 2);
    place.bad("new c --profile lokal", 2);
    place.bad("new c --years 2018/19-2017/18", 2);
    place.bad("new c --years 2018", 2);
    assert_eq!(place.names(""), ["a", "b"]);
}
