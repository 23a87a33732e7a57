//! Power cuts, full disks, files and folders that nobody may open: the last result is whole, and the
//! next run leaves nothing behind.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/place.rs"]
#[expect(dead_code, reason = "each test uses some of it")]
mod place;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::place::Place;

/// Says how many runs are killed; without it 20.
const KILLS: &str = "KVALITET_KILLS";

/// A small linear congruential generator: the same moments in every run of the test.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's MMIX constants.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Two versions of one plan, and the results of both.
struct Versions {
    place: Place,
    results: [Files; 2],
}

impl Versions {
    fn new() -> Self {
        let place = Place::good();
        let plan = place.text("plan.toml");
        for (file, title) in [("a.toml", "Første"), ("b.toml", "Anden")] {
            place.write(file, &plan.replace("Prøve", title));
        }
        let results = ["a", "b"].map(|plan| {
            place.call(&format!("run {plan}.toml --quiet"));
            place.files("out")
        });
        assert!(results.first() != results.last());
        Self { place, results }
    }

    /// Kills a run of version `to` over the result of the other: at a moment of the whole run, or,
    /// `aimed`, while the result is written and put in its place. Whether it was still running.
    fn kill(&self, to: usize, aimed: bool, wait: Duration) -> bool {
        let plan = ["a", "b"].get(to).unwrap();
        let mut command = self.place.command(&format!("run {plan}.toml --quiet"));
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let is_written = || self.place.path(".out-ny").exists();
        while aimed && !is_written() && run.try_wait().unwrap().is_none() {
            sleep(Duration::from_micros(200));
        }
        sleep(wait);
        let was_running = run.try_wait().unwrap().is_none();
        run.kill().unwrap();
        run.wait().unwrap();
        was_running
    }

    /// The last result is whole: the old one or the new one, in its place or, between the two moves,
    /// beside it.
    fn assert_whole(&self, what: &str) {
        let place = &self.place;
        let at = if place.path("out").exists() { "out" } else { ".out-gammel" };
        assert!(self.results.contains(&place.files(at)), "{what}: {at} is not whole");
    }
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_result_and_the_next_one_clears_up() {
    let kills = std::env::var_os(KILLS).map_or(20, |of| of.to_str().unwrap().parse().unwrap());
    let versions = Versions::new();
    let mut chance = Chance(20_190_331);
    let (mut to, mut cut_short) = (0, 0);
    for kill in 0..kills {
        let aimed = kill % 3 != 0;
        let limit = if aimed { 40_000 } else { 1_000_000 };
        let wait = Duration::from_micros(chance.below(limit));
        let was_running = versions.kill(to, aimed, wait);
        let what = format!("kill {kill}, {wait:?}, aimed {aimed}");
        cut_short += u64::from(was_running);
        versions.assert_whole(&what);
        let plan = ["a", "b"].get(to).unwrap();
        versions.place.call(&format!("run {plan}.toml --quiet"));
        assert!(versions.place.files("out") == *versions.results.get(to).unwrap(), "{what}");
        let names = versions.place.names("");
        assert_eq!(
            names,
            ["a.toml", "b.toml", "data", "out", "out-arbejde", "plan.toml"],
            "{what}"
        );
        to = 1 - to;
    }
    // Not all moments come too late.
    assert!(kills / 2 < cut_short, "only {cut_short} of {kills} were cut short");
}

/// A file larger than the limit cannot be written: what a disk without room does.
#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_the_last_result_and_names_the_file() {
    let place = Place::good();
    place.call("run plan.toml");
    let before = place.files("out");
    place.change("plan.toml", "Prøve", "Anden");
    // Ignored, the signal becomes an error of the write.
    let limited = "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\"";
    for (out, is_there) in [("out", true), ("andet", false)] {
        let called = Command::new("sh")
            .args(["-c", limited, env!("CARGO_BIN_EXE_kvalitetsrapport")])
            .args(["run", "plan.toml", "--out", out])
            .current_dir(place.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8(called.stderr).unwrap();
        assert_eq!(called.status.code(), Some(5), "{said}");
        assert!(said.contains(&format!(".{out}-ny/")), "{said}");
        assert_eq!(place.path(out).exists(), is_there);
    }
    assert!(place.files("out") == before);
    assert_eq!(place.names(""), ["data", "out", "out-arbejde", "plan.toml"]);
}

/// Whether nobody can open the file: for the superuser every file opens.
#[cfg(unix)]
fn is_closed(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    fs::read(path).is_err() && fs::read_dir(path).is_err()
}

#[cfg(unix)]
#[test]
fn a_source_that_cannot_be_read_is_named_and_the_last_result_stays() {
    let place = Place::good();
    place.call("run plan.toml");
    let before = place.files("out");
    let source = place.path("data/elevraekker.csv");
    let kept = fs::read(&source).unwrap();
    let refused = |how: &str, code: &str| {
        for command in ["run plan.toml", "check plan.toml"] {
            let said = place.bad(command, 3);
            let is_named = said.contains("elevraekker.csv") && said.contains(code);
            assert!(is_named, "{how}, {command}: {said}");
        }
        assert!(place.files("out") == before, "{how}");
    };
    if is_closed(&source) {
        refused("closed", "K0103");
    }
    fs::remove_file(&source).unwrap();
    refused("gone", "K0101");
    fs::create_dir(&source).unwrap();
    refused("a folder", "K0103");
    fs::remove_dir(&source).unwrap();
    std::os::unix::fs::symlink("findes-ikke.csv", &source).unwrap();
    refused("a link to nothing", "K01");
    fs::remove_file(&source).unwrap();
    fs::write(&source, kept).unwrap();
    place.call("run plan.toml");
    assert!(place.files("out") == before);
    assert_eq!(place.names(""), ["data", "out", "out-arbejde", "plan.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_named_and_nothing_is_lost() {
    let place = Place::good();
    // Nobody makes a folder there, the superuser neither.
    let said = place.bad("run plan.toml --out /proc/kvalitet", 5);
    assert!(said.contains("/proc/.kvalitet-ny"), "{said}");
    let said = place.bad("new /proc/kvalitet", 5);
    assert!(said.contains("/proc/kvalitet"), "{said}");
    assert_eq!(place.names(""), ["data", "plan.toml"]);
    fs::create_dir(place.path("lukket")).unwrap();
    if is_closed(&place.path("lukket")) {
        let said = place.bad("run plan.toml --out lukket/out", 5);
        assert!(said.contains("lukket"), "{said}");
    }
}
