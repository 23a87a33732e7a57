//! Actions, agreements, sub-goals and a vision, from the plan to what each reader opens.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

#[path = "support/memory.rs"]
mod memory;
#[path = "support/opened.rs"]
mod opened;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use kvalitet_disclosure::Audience;
use kvalitet_pipeline::{Plan, Run, output_files, results_in_words, run};

use crate::memory::Memory;
use crate::opened::{parts, readable};

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Anemoneskolen;1012;999;Eksempelby Kommune\n\
                        999104;Bøgeskolen;1012;999;Eksempelby Kommune\n";

const PLAN: &str = r#"[report]
title = "T"
date = 2022-03-31
municipality = 999
years = ["2017/18", "2018/19"]

[[source]]
kind = "school_register"
files = ["register.csv"]

[[source]]
kind = "local"
files = ["forloeb.csv"]
table = "laeringsforloeb"
schema = [
  { name = "skoleaar", holds = "school_year" },
  { name = "institutionsnummer", holds = "institution_number" },
  { name = "sted", holds = "choice", one_of = ["ude", "inde"] },
]

[[indicator]]
id = "laering-ude"
name = "Læreprocesser ude"
table = "laeringsforloeb"
numerator = "sted = 'ude'"
denominator = "sted is not null"
target = { at_least = 0.25 }

[vision]
text = "Alle lærer ude."
years = ["2018/19", "2021/22"]

[[goal]]
id = "aaben-skole"
name = "Åben skole"
text = "Skolen åbner sig."
period = ["2018/19", "2020/21"]

[[goal.sign]]
text = "Flere forløb er ude."
indicator = "laering-ude"

[[goal]]
id = "naer-natur"
parent = "aaben-skole"
name = "Nær natur"
text = "Skoven er klasseværelse."

[[goal.sign]]
text = "Børnene kender bækken."

[[action]]
id = "skov"
goal = "naer-natur"
name = "Skovdage"
text = "Hver klasse får tre skovdage."
sign = "Flere forløb holdes ude."
indicator = "laering-ude"
change = 5
responsible = "Naturskolens leder"
why = "Skolerne savner steder."
from = 2018-08-01
due = 2021-06-30
status = "i-gang"
from_report = "last"

[[action]]
id = "bus"
name = "Fælles bus"
text = "Skolerne deler en bus."
responsible = "Driftschefen"
due = 2023-06-30
status = "gennemfoert"
from_report = "last"

[action.followed_up]
date = 2022-01-10
seen = "Bussen kører."
learned = "Den er bedst om formiddagen."
who = "Elevrådene"
next = "Den kører også til havet."

[[action]]
id = "aftale"
name = "Zirkonaftalen"
text = "Zirkonskolen gør noget Zirkonsk."
sign = "Zirkontegnet."
indicator = "laering-ude"
responsible = "Zirkonlederen"
due = 2021-12-31
school = "999101"
status = "planlagt"

[action.followed_up]
date = 2022-02-01
seen = "Zirkonsyn."
"#;

/// A word of the one agreement with a school, in all of its texts and nowhere else.
const AGREED: &str = "zirkon";

fn courses() -> String {
    let mut text = "skoleaar;institutionsnummer;sted\n".to_owned();
    for (rows, row) in [
        (12, "2018/19;999101;ude"),
        (28, "2018/19;999101;inde"),
        (5, "2018/19;999104;ude"),
        (35, "2018/19;999104;inde"),
    ] {
        text.push_str(&format!("{row}\n").repeat(rows));
    }
    text
}

fn made(text: &str) -> (Plan, Run) {
    let plan = Plan::parse(text, "p.toml").unwrap();
    let courses = courses();
    let sources = Memory::new([("register.csv", REGISTER), ("forloeb.csv", courses.as_str())]);
    let done = run(&plan, &sources, &|_| {}).unwrap();
    (plan, done)
}

#[test]
fn what_was_agreed_with_a_school_is_in_the_files_of_its_readers_and_the_administration_alone() {
    let (plan, done) = made(PLAN);
    let files = output_files(&done, &plan, None).unwrap();
    let tells = |file: &kvalitet_report::OutputFile| {
        parts(file).iter().any(|(name, text)| {
            readable(name, text).iter().any(|said| said.to_lowercase().contains(AGREED))
        })
    };
    let told: Vec<&str> =
        files.iter().filter(|file| tells(file)).map(|file| file.path.as_str()).collect();
    assert!(told.contains(&"fortrolig/rapport.html"), "{told:?}");
    assert!(told.contains(&"fortrolig/skoler/999101/leder-samtale.html"), "{told:?}");
    assert!(told.contains(&"fortrolig/skoler/999101/bestyrelse-samtale.html"), "{told:?}");
    assert!(told.iter().all(|path| path.starts_with("fortrolig/")), "{told:?}");
    assert!(!told.iter().any(|path| path.contains("999104")), "{told:?}");
    let of = |audience: &str| {
        let release = done.release(audience.parse().unwrap()).unwrap();
        release.actions().iter().map(|of| of.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("offentlig"), ["skov", "bus"]);
    assert_eq!(of("leder:999104"), ["skov", "bus"]);
}

#[test]
fn the_report_tells_of_goals_actions_and_what_became_of_them() {
    let (plan, done) = made(PLAN);
    let files = output_files(&done, &plan, None).unwrap();
    let page = files.iter().find(|file| file.path == "offentlig/rapport.html").unwrap();
    let said = readable(&page.path, std::str::from_utf8(&page.bytes).unwrap()).join("\n");
    let place = |words: &str| said.find(words).unwrap_or_else(|| panic!("{words}: {said}"));
    for words in [
        "Alle lærer ude.",
        "Nær natur",
        "Børnene kender bækken.",
        "ventet: en stigning på 5 procentpoint",
        "Over tid pr. 31. marts 2022: Skovdage.",
        "Bussen kører.",
        "Den kører også til havet.",
    ] {
        place(words);
    }
    // In the table of the follow-up, whatever the order of the plan.
    let table = &said[place("Handlinger pr. 31. marts 2022")..];
    assert!(table.find("Skovdage") < table.find("Fælles bus"), "{table}");
}

#[test]
fn the_workbook_lists_what_its_reader_may_read_the_most_urgent_first() {
    let (plan, done) = made(PLAN);
    let files = output_files(&done, &plan, None).unwrap();
    let listed = |path: &str| {
        let file = files.iter().find(|file| file.path == path).unwrap();
        let mut workbook = Xlsx::new(Cursor::new(file.bytes.as_slice())).unwrap();
        let sheet = workbook.worksheet_range("Handlinger").unwrap();
        let row = |row: &[Data]| [0, 6, 11, 17].map(|at| row[at].to_string()).join(";");
        sheet.rows().map(row).collect::<Vec<_>>()
    };
    let [head, skov, bus] = [
        "handling;skole_navn;over_tid;laert",
        "skov;;over tid;",
        "bus;;;Den er bedst om formiddagen.",
    ];
    assert_eq!(listed("offentlig/tal.xlsx"), [head, skov, bus]);
    let agreed = "aftale;Anemoneskolen;over tid;";
    assert_eq!(listed("fortrolig/tal.FORTROLIGT.xlsx"), [head, skov, agreed, bus]);
}

#[test]
fn a_result_in_the_words_of_an_action_stops_an_edition_and_in_an_agreement_does_not() {
    let results = |text: &str| {
        let found = results_in_words(&Plan::parse(text, "p.toml").unwrap()).unwrap();
        found.into_iter().map(|of| of.text).collect::<Vec<_>>()
    };
    let told = "I de nationale test var 74,3 % gode.";
    assert!(results(PLAN).is_empty());
    for words in [
        "Alle lærer ude.",
        "Skovdage",
        "Hver klasse får tre skovdage.",
        "Flere forløb holdes ude.",
        "Naturskolens leder",
        "Skolerne savner steder.",
        "Bussen kører.",
        "Den er bedst om formiddagen.",
        "Elevrådene",
        "Den kører også til havet.",
    ] {
        assert_eq!(PLAN.matches(&format!("\"{words}\"")).count(), 1, "{words}");
        assert_eq!(results(&PLAN.replace(words, told)), [told], "{words}");
    }
    for words in ["Zirkonaftalen", "Zirkonsyn.", "Zirkonlederen"] {
        assert!(results(&PLAN.replace(words, told)).is_empty(), "{words}");
    }
}

#[test]
fn a_plan_without_actions_says_nothing_of_them() {
    let begin = PLAN.find("[vision]").unwrap();
    let (plan, done) = made(&PLAN[..begin]);
    for audience in [Audience::Administration, Audience::Public] {
        assert!(done.releases[&audience].actions().is_empty());
    }
    for file in output_files(&done, &plan, None).unwrap() {
        if file.path.ends_with("rapport.html") {
            let text = String::from_utf8(file.bytes).unwrap();
            assert!(!text.contains("opfoelgning") && !text.contains("maalpil"), "{}", file.path);
        }
    }
}

#[test]
fn a_wrong_action_is_refused_at_its_place() {
    let wrong = |from: &str, to: &str| {
        assert!(PLAN.contains(from), "{from}");
        Plan::parse(&PLAN.replacen(from, to, 1), "p.toml").unwrap_err().to_string()
    };
    insta::assert_snapshot!(
        [
            wrong("years = [\"2018/19\", \"2021/22\"]", "years = [\"2021/22\", \"2018/19\"]"),
            wrong("period = [\"2018/19\", \"2020/21\"]", "period = [\"2018/19\"]"),
            wrong("parent = \"aaben-skole\"", "parent = \"aben-skole\""),
            wrong("parent = \"aaben-skole\"", "parent = \"naer-natur\""),
            wrong("id = \"aaben-skole\"\n", "id = \"aaben-skole\"\nparrent = \"x\"\n"),
            wrong("goal = \"naer-natur\"", "goal = \"naer-naturen\""),
            wrong("id = \"bus\"", "id = \"skov\""),
            wrong("change = 5", "change = 0"),
            wrong("change = 5", "change = 500"),
            wrong("change = 5", "change = \"5\""),
            wrong("indicator = \"laering-ude\"\nchange = 5", "change = 5"),
            wrong("indicator = \"laering-ude\"\nchange", "indicator = \"laering-ud\"\nchange"),
            wrong("due = 2021-06-30", "due = 2018-06-30"),
            wrong("due = 2021-06-30", "due = \"snart\""),
            wrong("status = \"i-gang\"", "status = \"lykkedes\""),
            wrong("status = \"i-gang\"\n", ""),
            wrong("from_report = \"last\"", "from_report = \"2019\""),
            wrong("school = \"999101\"", "school = \"99910\""),
            wrong("date = 2022-01-10", "date = 2022-04-01"),
            wrong("learned =", "laerned ="),
            wrong("responsible = \"Driftschefen\"", "responsibel = \"Driftschefen\""),
            wrong("[vision]\ntext", "[vision]\ntekst"),
        ]
        .join("\n")
    );
}

#[test]
fn a_sub_goal_has_no_sub_goals() {
    let below = "\n[[goal]]\nid = \"dyb\"\nparent = \"naer-natur\"\nname = \"N\"\ntext = \"T\"\n";
    let error = Plan::parse(&format!("{PLAN}{below}"), "p.toml").unwrap_err().to_string();
    assert!(error.ends_with("`naer-natur` is a sub-goal itself"), "{error}");
}
