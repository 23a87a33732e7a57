//! Rows counted where they are, and added, by the real program.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/place.rs"]
#[expect(dead_code, reason = "what others call is for others")]
mod place;

use std::fs;

use crate::place::Place;

/// Two plans over the rows of one file, cut between pupils, and one over all of them.
fn parted() -> Place {
    let place = Place::good();
    let rows = place.text("data/elevraekker.csv");
    let (head, rows) = rows.split_once('\n').unwrap();
    let last_digit = |row: &&str| row.split(';').next().unwrap().bytes().last().unwrap();
    for (part, is_even) in [("a", true), ("b", false)] {
        let own = rows.lines().filter(|row| last_digit(row).is_multiple_of(2) == is_even);
        let own: Vec<&str> = std::iter::once(head).chain(own).collect();
        assert!(2 < own.len(), "{part}");
        place.write(&format!("data/{part}.csv"), &own.join("\n"));
        let plan = place.text("plan.toml").replace("elevraekker.csv", &format!("{part}.csv"));
        place.write(&format!("{part}.toml"), &plan);
    }
    place
}

/// What a tally file holds, whatever its sources are called.
fn counted(place: &Place, file: &str) -> serde_json::Value {
    let mut file = place.json(file);
    file.as_object_mut().unwrap().remove("kilder").unwrap();
    file
}

#[test]
fn parts_are_counted_and_added_and_only_their_owner_reads_them() {
    let place = parted();
    for plan in ["plan", "a", "b"] {
        let said = place.call(&format!("tally {plan}.toml --out {plan}.json"));
        assert!(said.contains("Personoplysninger"), "{said}");
    }
    let merge = "merge b.json a.json --out begge.json --timings --format json";
    let called = place.command(merge).output().unwrap();
    let told: serde_json::Value = serde_json::from_slice(&called.stderr).unwrap();
    let steps = told["tider"].as_array().unwrap().iter().map(|of| of["trin"].as_str().unwrap());
    assert_eq!(steps.collect::<Vec<_>>(), ["trin-indlaes", "trin-skriv", "i-alt"]);
    #[cfg(target_os = "linux")]
    assert!(told["hukommelse_kib"].as_u64().is_some_and(|of| 1_000 < of), "{told}");
    assert_eq!(counted(&place, "begge.json"), counted(&place, "plan.json"));
    assert_ne!(counted(&place, "begge.json"), counted(&place, "a.json"));
    #[cfg(unix)]
    for file in ["a.json", "begge.json"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(place.path(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn what_cannot_be_added_or_written_is_refused_and_nothing_is_made() {
    let place = parted();
    place.call("tally a.toml --out a.json");
    place.call("tally plan.toml --out plan.json");
    let twice = place.bad("merge a.json a.json --out x.json", 3);
    assert!(twice.contains("a.csv") && twice.contains("to gange"), "{twice}");
    place.change("b.toml", "\"2017/18\", ", "");
    place.call("tally b.toml --out b.json");
    let years = place.bad("merge a.json b.json --out x.json", 3);
    assert!(years.contains("b.json") && years.contains("skoleår"), "{years}");
    let text = place.text("a.json");
    place.write("halv.json", &text[..text.len() / 2]);
    assert!(place.bad("merge halv.json --out x.json", 3).contains("halv.json"));
    assert!(place.bad("merge findes-ikke.json --out x.json", 2).contains("findes-ikke.json"));
    assert!(place.bad("tally a.toml --out a.json", 2).contains("findes allerede"));
    assert!(place.bad("tally a.toml --out data/x.json", 2).contains("datamappen"));
    assert!(!place.path("x.json").exists() && !place.path("data/x.json").exists());
    assert_eq!(place.text("a.json"), text);
}
