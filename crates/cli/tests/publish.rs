//! Publishing as a user meets it: what is refused, where the register lies, what it does to a run.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

const PLAN: &str = r#"[report]
title = "Prøve"
date = 2019-10-31
municipality = 999
years = ["2017/18", "2018/19"]

[[source]]
kind = "school_register"
files = ["institutionsregister.csv"]

[[source]]
kind = "marks"
files = ["karakterer/karakterer_*.csv"]
"#;

const FIGURE: &str = "karakterer.dansk/kommune:999/2018-19";
const REGISTER: &str = "by/plan.register.json";

struct Answer {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A simulated municipality in `by/`, with a plan of two sources.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let simulate = "simulate --out by --schools 5 --pupils 2500 --years 2017/18-2018/19";
        assert_eq!(place.call(simulate).code, Some(0));
        place.write("by/plan.toml", PLAN);
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.read(path)).unwrap()
    }

    fn call(&self, arguments: &str) -> Answer {
        let called = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport"))
            .args(arguments.split_whitespace())
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let answer = Answer {
            code: called.status.code(),
            out: String::from_utf8(called.stdout).unwrap(),
            err: String::from_utf8(called.stderr).unwrap(),
        };
        let text = format!("{}{}", answer.out, answer.err);
        assert!(!text.contains("panicked"), "{arguments}: {text}");
        answer
    }

    /// Calls the program, which must end with this code; what it says on standard error.
    fn ends(&self, arguments: &str, code: i32) -> String {
        let answer = self.call(arguments);
        assert_eq!(answer.code, Some(code), "{arguments}: {}{}", answer.out, answer.err);
        answer.err
    }

    /// A register with one edition: what a run shows, before a pupil left.
    fn register_of_last_year(&self) -> Value {
        self.ends("run by/plan.toml", 0);
        let mut figures = self.json("out/offentlig/figurer.json")["figurer"].clone();
        let figures_of = figures.as_object_mut().unwrap();
        figures_of.retain(|_, figure| figure["status"] != "mangler");
        let register = json!({
            "version": 1,
            "udgaver": [{
                "navn": "Foråret 2019",
                "dato": "2019-05-31",
                "modtager": "offentlig",
                "program": "0.1.0",
                "plan": "",
                "definitioner": {},
                "indhold": "",
                "figurer": figures,
                "ord": {},
            }],
        });
        self.write(REGISTER, &register.to_string());
        let file = "by/karakterer/karakterer_2018-19.csv";
        let text = self.read(file);
        let (pupil, _) = text.lines().nth(1).unwrap().split_once(';').unwrap();
        let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(pupil)).collect();
        self.write(file, &others.join("\n"));
        register
    }
}

#[test]
fn an_edition_that_tells_of_one_pupil_is_refused_and_nothing_is_touched() {
    let place = Place::new();
    let register = place.register_of_last_year();
    let before = place.read("out/offentlig/rapport.html");
    let told = place.ends("publish by/plan.toml --edition 2019", 4);
    assert!(told.contains("karakterer.") && told.contains("Foråret 2019"), "{told}");
    assert!(told.contains("edition_difference") && told.contains("--corrects"), "{told}");
    assert_eq!(place.read("out/offentlig/rapport.html"), before);
    assert_eq!(place.json(REGISTER), register);
    let account = place.json("udgivet-afvist/udgivelse.json");
    assert_eq!(account["kan_udgives"], false);
    assert!(account["grunde"].as_array().unwrap().contains(&"tidligere-udgaver".into()));
    let conflicts = account["uafklaret"].as_array().unwrap();
    let conflict = conflicts.iter().find(|of| of["noegle"] == FIGURE).unwrap();
    assert_eq!((&conflict["art"], &conflict["faerre_end"]), (&"personer".into(), &10.into()));
    assert!(place.path("udgivet-afvist/skjult.FORTROLIGT.json").is_file());
    assert!(!place.path("udgivet-afvist/fund.csv").exists());
}

#[test]
fn a_draft_takes_the_place_of_no_edition() {
    let place = Place::new();
    place.ends("run by/plan.toml --out udgivet", 0);
    place.ends("run by/plan.toml --out udgivet", 0);
    let manifest = "udgivet/offentlig/manifest.json";
    let mut edition = place.json(manifest);
    edition["udgave"] = "Foråret 2019".into();
    place.write(manifest, &edition.to_string());
    let told = place.ends("run by/plan.toml --out udgivet", 2);
    assert!(told.contains("Foråret 2019") && told.contains("--out"), "{told}");
    assert_eq!(place.json(manifest), edition);
}

#[test]
fn a_run_warns_of_what_would_be_refused_and_does_what_the_plan_chooses() {
    let place = Place::new();
    let register = place.register_of_last_year();
    let warned = place.ends("run by/plan.toml", 0);
    assert!(warned.contains("advarsel") && warned.contains("karakterer."), "{warned}");
    assert_eq!(place.ends("run by/plan.toml --quiet", 0), "");
    let account = place.json("out/fortrolig/kvalitet/udgivelse.json");
    assert_eq!(account["tidligere_udgaver"], json!(["Foråret 2019"]));
    place.write("by/plan.toml", &format!("{PLAN}\n[[edition_difference]]\nchoose = \"keep\"\n"));
    assert_eq!(place.ends("run by/plan.toml", 0), "");
    let figure = &place.json("out/offentlig/figurer.json")["figurer"][FIGURE];
    assert_eq!(figure["n"], register["udgaver"][0]["figurer"][FIGURE]["n"]);
    assert_eq!(figure["fra_tidligere_udgave"], true);
    let account = place.json("out/fortrolig/kvalitet/udgivelse.json");
    assert_eq!(account["uafklaret"], json!([]));
    let kept = json!({ "noegle": FIGURE, "fra_udgave": "Foråret 2019" });
    assert!(account["afklaret"].as_array().unwrap().contains(&kept));
    // A run writes no register.
    assert_eq!(place.json(REGISTER), register);
    assert!(place.read("out/offentlig/rapport.html").contains("UDKAST"));
}

#[test]
fn what_was_typed_wrong_ends_with_2_and_says_what_there_is() {
    let place = Place::new();
    let empty = place.ends(
        "publish by/plan.toml --edition 2019 --supersedes 2018 --reason fejl --data ingen",
        2,
    );
    assert!(empty.contains("2018") && empty.contains("plan.register.json"), "{empty}");
    place.register_of_last_year();
    let unknown = place.ends("publish by/plan.toml --edition 2019 --supersedes For --reason x", 2);
    assert!(unknown.contains("Foråret 2019"), "{unknown}");
    for wrong in [
        "publish by/plan.toml",
        "publish by/plan.toml --edition 2019 --supersedes 2018",
        "publish by/plan.toml --edition 2019 --reason x",
        "publish by/plan.toml --edition ,",
        "publish by/plan.toml --edition 2019 --supersedes 2019 --reason x",
        "publish findes-ikke.toml --edition 2019",
    ] {
        assert!(!place.ends(wrong, 2).is_empty(), "{wrong}");
    }
    assert!(!place.path("udgivet-afvist").exists());
}

#[test]
fn a_register_that_cannot_be_used_is_told_of_at_its_place_by_publish_and_run() {
    let place = Place::new();
    let good = place.register_of_last_year();
    let mut twice = good.clone();
    let edition = twice["udgaver"][0].clone();
    twice["udgaver"].as_array_mut().unwrap().push(edition);
    let mut newer = good.clone();
    newer["version"] = 3.into();
    for (text, says) in [
        ("{\n  \"version\": 1,\n  \"udgaver\": [\n".to_owned(), "linje 4"),
        (newer.to_string(), "version 3"),
        (twice.to_string(), "Foråret 2019"),
        (good.to_string().replace(FIGURE, "0101012345"), "linje 1"),
    ] {
        place.write(REGISTER, &text);
        for command in ["publish by/plan.toml --edition 2019", "run by/plan.toml"] {
            let told = place.ends(command, 2);
            assert!(told.contains(says) && told.contains("plan.register.json"), "{told}");
            assert!(!told.contains("0101012345"), "{told}");
        }
    }
}

#[test]
fn an_edition_that_was_interrupted_counts_as_published() {
    let place = Place::new();
    place.register_of_last_year();
    fs::rename(place.path(REGISTER), place.path("by/.plan.register.json-ny")).unwrap();
    let told = place.ends("publish by/plan.toml --edition 2019", 4);
    assert!(told.contains("Foråret 2019"), "{told}");
    assert!(place.path("by/.plan.register.json-ny").is_file());
    assert!(!place.path(REGISTER).exists());
}

#[test]
fn a_table_of_known_figures_is_read_from_beside_the_plan() {
    let place = Place::new();
    let known = "\n[[known]]\nfile = \"kendt.csv\"\nsource = \"Ministeriet\"\n";
    place.write("by/plan.toml", &format!("{PLAN}{known}"));
    assert!(place.ends("run by/plan.toml", 2).contains("kendt.csv"));
    place.write("by/kendt.csv", "noegle;vaerdi\n0101012345;3\n");
    let told = place.ends("run by/plan.toml", 2);
    assert!(told.contains("kendt.csv, linje 2") && !told.contains("0101012345"), "{told}");
    place.write("by/kendt.csv", "noegle;vaerdi\ntrivsel.generel/land/2018-19;3,8\n");
    assert_eq!(place.ends("run by/plan.toml", 0), "");
}

#[test]
fn a_result_in_the_words_of_the_plan_stops_publishing_at_its_place() {
    let place = Place::new();
    let goal = "\n[[goal]]\nid = \"a\"\nname = \"Læs\"\ntext = \"74 % klarede læsetesten.\"\n";
    place.write("by/plan.toml", &format!("{PLAN}{goal}"));
    for (command, code) in [("publish by/plan.toml --edition 2019", 4), ("run by/plan.toml", 0)] {
        let told = place.ends(command, code);
        assert!(told.contains("plan.toml, linje 18, kolonne 8"), "{told}");
    }
}

#[test]
fn a_statement_is_for_everybody_once_its_file_says_who_released_it() {
    let place = Place::new();
    let statements = "\n[[statement]]\nfile = \"a.md\"\nschool = \"999001\"\n\
                      [[statement]]\nfile = \"b.md\"\nschool = \"999002\"\n";
    place.write("by/plan.toml", &format!("{PLAN}{statements}"));
    assert!(place.ends("run by/plan.toml", 2).contains("a.md"));
    place.write("by/a.md", "Vi er <stolte>.\n");
    place.write("by/b.md", "+++\nfrigivet_af = \"Bo\"\ndato = 2022-02-01\n+++\nVi <vil> mere.\n");
    assert_eq!(place.ends("run by/plan.toml", 0), "");
    let pages = ["offentlig", "fortrolig"].map(|of| place.read(&format!("out/{of}/rapport.html")));
    assert_eq!(pages.each_ref().map(|page| page.contains("stolte")), [false, true]);
    assert!(pages.iter().all(|page| page.contains("Vi &lt;vil&gt; mere.")));
    assert!(pages[0].contains("Frigivet af Bo"));
    place.write(
        "by/b.md",
        "+++\nfrigivet_af = \"Bo\"\ndato = 2022-02-01\n+++\n\n74 % i læsetesten\n",
    );
    let told = place.ends("publish by/plan.toml --edition 2019", 4);
    assert!(told.contains("b.md, linje 6"), "{told}");
    place.write("by/b.md", "+++\nfrigivet_av = \"Bo\"\n+++\nA\n");
    let told = place.ends("run by/plan.toml", 2);
    assert!(told.contains("b.md, linje 2") && told.contains("frigivet_af"), "{told}");
}

#[test]
fn what_was_heard_stands_until_somebody_says_why_it_changed() {
    let place = Place::new();
    let mut register = place.register_of_last_year();
    register["udgaver"][0]["navn"] = "2019".into();
    register["udgaver"][0]["trin"] = "hoering".into();
    register["version"] = 2.into();
    place.write(REGISTER, &register.to_string());
    let told = place.ends("publish by/plan.toml --edition 2019", 4);
    assert!(told.contains("høringen") && told.contains("--changed"), "{told}");
    let account = place.json("udgivet-afvist/udgivelse.json");
    assert!(account["grunde"].as_array().unwrap().contains(&"aendret-siden-hoering".into()));
    let frozen = account["aendret_siden_hoering"].as_array().unwrap();
    assert!(frozen.contains(&FIGURE.into()), "{frozen:?}");
    // A reason lifts that, and not what the two editions tell together.
    let told = place.ends("publish by/plan.toml --edition 2019 --changed udtræk", 4);
    assert!(!told.contains("--changed") && told.contains("edition_difference"), "{told}");
    assert!(told.contains("`hide`") && !told.contains("rettelsesblad"), "{told}");
    for (wrong, says) in [
        ("--edition 2019 --stage rettelsesblad", "--corrects"),
        ("--edition ny --stage hoering --corrects 2019 --reason x", "--corrects"),
        ("--edition ny --corrects 2019 --reason x", "høring"),
        ("--edition ny --corrects 2O19 --reason x", "2019"),
        ("--edition ny --changed x", "høring"),
        ("--edition 2019 --stage hoering --changed x", "--changed"),
        ("--edition 2019 --stage rettelsesblad --corrects 2018 --reason x", "rettelsesblad"),
        ("--edition 2019 --stage udkast", "hoering"),
    ] {
        let told = place.ends(&format!("publish by/plan.toml {wrong}"), 2);
        assert!(told.contains(says), "{wrong}: {told}");
    }
}
