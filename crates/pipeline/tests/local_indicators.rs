//! A municipality's own indicators and goals, from the plan to the release.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use kvalitet_core::catalogue::Confidentiality;
use kvalitet_core::target::{Certainty, RuleVerdict};
use kvalitet_disclosure::{Audience, Release, ReleasedContent, TargetContent};
use kvalitet_pipeline::{Plan, Run, output_files, run};

use crate::memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Anemoneskolen;1012;999;Eksempelby Kommune\n\
                        999104;Bøgeskolen;1012;999;Eksempelby Kommune\n";

const REPORT: &str = r#"[report]
title = "T"
date = 2022-03-31
municipality = 999
years = ["2017/18", "2018/19"]

[[source]]
kind = "school_register"
files = ["register.csv"]
"#;

const COURSES: &str = r#"
[[source]]
kind = "local"
files = ["forloeb*"]
table = "laeringsforloeb"
schema = [
  { name = "skoleaar", holds = "school_year" },
  { name = "institutionsnummer", holds = "institution_number" },
  { name = "klassetrin", holds = "grade" },
  { name = "Sted", holds = "choice", one_of = ["ude", "inde"] },
  { name = "timer", holds = "decimal", empty = true },
  { name = "elever", holds = "count" },
  { name = "deltog", holds = "count" },
  { name = "dato", holds = "date", required = false },
]
"#;

const INDICATORS: &str = r#"
[[indicator]]
id = "laering-ude"
name = "Læreprocesser uden for skolens mure"
table = "laeringsforloeb"
numerator = "sted = 'ude'"
denominator = "sted is not null"
target = { at_least = 0.25 }

[[indicator]]
id = "laering.timer"
name = { da = "Timer pr. forløb", en = "Hours per course" }
table = "laeringsforloeb"
mean = "timer"
denominator = "timer is not null"
decimals = 2
target = { at_most = 2.5 }

[[indicator]]
id = "laering.deltagelse"
name = "Deltagelse"
table = "laeringsforloeb"
ratio = { numerator = "deltog", denominator = "elever" }
denominator = "elever > 0"
target = { at_most = 0.3 }

[[indicator]]
id = "laering.antal-ude"
name = "Forløb ude"
table = "laeringsforloeb"
count = "sted = 'ude'"
target = { at_least = 10 }
"#;

/// School 999101: 12 courses out of 40; 999104: 5 of 40, those inside without hours.
fn courses() -> String {
    let mut text = "skoleaar;institutionsnummer;klassetrin;sted;timer;elever;deltog\n".to_owned();
    for (rows, row) in [
        (12, "2018/19;999101;4;ude;1,5;20;15"),
        (28, "2018/19;999101;6;inde;3;25;5"),
        (5, "2018/19;999104;4;ude;1,5;10;1"),
        (35, "2018/19;999104;4;inde;;10;1"),
    ] {
        text.push_str(&format!("{row}\n").repeat(rows));
    }
    text
}

fn made(said: &str, files: &[(&str, &str)]) -> (Plan, Run) {
    let plan = Plan::parse(&format!("{REPORT}{said}"), "p.toml").unwrap();
    let sources = Memory::new(files.iter().chain(&[("register.csv", REGISTER)]).copied());
    let done = run(&plan, &sources, &|_| {}).unwrap();
    (plan, done)
}

fn figure(release: &Release, key: &str) -> Option<String> {
    let figure = release.figures().get(&key.parse().unwrap())?;
    Some(match figure.content() {
        ReleasedContent::Shown { value, .. } => value.to_string(),
        ReleasedContent::Hidden => "skjult".to_owned(),
        ReleasedContent::Absent { .. } => "mangler".to_owned(),
    })
}

fn verdict(release: &Release, indicator: &str, unit: &str) -> (RuleVerdict, Option<Certainty>) {
    let of = |target: &&kvalitet_disclosure::ReleasedTarget| {
        target.target.indicator.as_str() == indicator
            && target.unit.to_string() == unit
            && target.year.to_string() == "2018/19"
    };
    let shown = |target: &kvalitet_disclosure::ReleasedTarget| match &target.content {
        TargetContent::Shown { rule, certainty, .. } => Some((*rule, *certainty)),
        TargetContent::Hidden => None,
    };
    release.targets().iter().find(of).and_then(shown).unwrap()
}

/// By hand: 12 of 40, 5 of 40, 17 of 80; hours (12 · 1.5 + 28 · 3) / 40, 1.5, 109.5 / 45; pupils
/// 320 / 940, 40 / 400, 360 / 1340.
#[test]
fn every_way_to_make_a_figure_works_on_a_table_of_the_municipalitys_own() {
    let (_, done) = made(&format!("{COURSES}{INDICATORS}"), &[("forloeb.csv", &courses())]);
    for audience in [Audience::Administration, Audience::Public] {
        let release = &done.releases[&audience];
        for (key, expected) in [
            ("laering-ude/skole:999101/2018-19", "30.0"),
            ("laering-ude/skole:999101/2018-19/klasse:4", "100.0"),
            ("laering-ude/skole:999101/2018-19/klasse:6", "0.0"),
            ("laering-ude/skole:999104/2018-19", "12.5"),
            ("laering-ude/kommune:999/2018-19", "21.3"),
            ("laering.timer/skole:999101/2018-19", "2.55"),
            ("laering.timer/skole:999104/2018-19", "1.50"),
            ("laering.timer/kommune:999/2018-19", "2.43"),
            ("laering.deltagelse/skole:999101/2018-19", "34.0"),
            ("laering.deltagelse/skole:999104/2018-19", "10.0"),
            ("laering.deltagelse/kommune:999/2018-19", "26.9"),
            ("laering.antal-ude/skole:999101/2018-19", "12"),
            ("laering.antal-ude/kommune:999/2018-19", "17"),
        ] {
            assert_eq!(figure(release, key).as_deref(), Some(expected), "{key}");
        }
    }
}

/// 12 of 40 has the interval 18 to 45 per cent, which holds 25 and reaches further than five points.
#[test]
fn targets_are_judged_by_the_plain_rule_and_by_the_interval() {
    use RuleVerdict::{Met, NotMet};
    let (_, done) = made(&format!("{COURSES}{INDICATORS}"), &[("forloeb.csv", &courses())]);
    let release = &done.releases[&Audience::Administration];
    let school = "skole:999101";
    assert_eq!(verdict(release, "laering-ude", school), (Met, Some(Certainty::Undecided)));
    assert_eq!(verdict(release, "laering-ude", "skole:999104").0, NotMet);
    assert_eq!(verdict(release, "laering-ude", "kommune:999").0, NotMet);
    assert_eq!(verdict(release, "laering.timer", school), (NotMet, Some(Certainty::Undecided)));
    assert_eq!(verdict(release, "laering.timer", "kommune:999").0, Met);
    assert_eq!(verdict(release, "laering.deltagelse", school), (NotMet, None));
    assert_eq!(verdict(release, "laering.deltagelse", "skole:999104"), (Met, None));
    assert_eq!(verdict(release, "laering.antal-ude", school), (Met, None));
    assert_eq!(verdict(release, "laering.antal-ude", "skole:999104"), (NotMet, None));
}

const PERSONS: &str = r#"
[[source]]
kind = "local"
files = ["svar.csv"]
table = "egen_maaling"
year = "2018/19"
schema = [
  { name = "skoleaar", holds = "school_year", required = false },
  { name = "elev", holds = "pupil_id" },
  { name = "skole", holds = "institution_number" },
  { name = "koen", holds = "choice", one_of = ["pige", "dreng"], required = false },
  { name = "glad", holds = "flag" },
]

[[indicator]]
id = "glad"
name = "Glade elever"
table = "egen_maaling"
numerator = "glad = 1"
denominator = "glad is not null"
by = ["koen"]
"#;

fn answers() -> String {
    let row = |place: u32| {
        let sex = if place % 10 < 3 { "dreng" } else { "pige" };
        let school = if place < 33 { 999_101 } else { 999_104 };
        format!(
            "97000000{place:02};{school};{sex};{}\n",
            if place.is_multiple_of(4) { "nej" } else { "ja" }
        )
    };
    (0..40).fold("elev;skole;koen;glad\n".to_owned(), |text, place| text + &row(place))
}

#[test]
fn what_is_of_persons_is_kept_as_persons_are() {
    let (plan, done) = made(PERSONS, &[("svar.csv", &answers())]);
    let own = plan.catalogue.indicator("glad").unwrap();
    assert_eq!(own.confidentiality, Confidentiality::Personal);
    let school = "glad/skole:999104/2018-19";
    let of = |audience| figure(&done.releases[&audience], school).unwrap();
    // Seven pupils: more than the administration's three, fewer than the public's ten.
    assert_eq!(
        (of(Audience::Administration).as_str(), of(Audience::Public).as_str()),
        ("85.7", "skjult")
    );
    let girls =
        figure(&done.releases[&Audience::Administration], "glad/skole:999101/2018-19/koen:pige");
    assert!(girls.is_some());
}

const COUNTS: &str = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;niveau_1;niveau_2;niveau_3;niveau_4;niveau_5;niveau_6\n\
                      2018/19;999101;laesning;4;50;50;5;5;10;10;10;10\n";

const TESTS: &str = r#"
[[source]]
kind = "national_test"
files = ["test.csv"]

[[indicator]]
id = "laesning.mindst-5"
name = "Mindst rigtig god"
table = "national_test"
numerator = "niveau >= 5"
denominator = "fag = 'laesning' and niveau is not null"
target = { at_least = 0.4 }
"#;

/// 20 of 50 is 40 per cent exactly.
#[test]
fn of_a_table_that_is_secret_by_law_the_public_reads_words_alone() {
    let (plan, done) = made(TESTS, &[("test.csv", COUNTS)]);
    let own = plan.catalogue.indicator("laesning.mindst-5").unwrap();
    assert_eq!(own.confidentiality, Confidentiality::ByLaw);
    let key = "laesning.mindst-5/skole:999101/2018-19";
    let (administration, public) =
        (&done.releases[&Audience::Administration], &done.releases[&Audience::Public]);
    assert_eq!(figure(administration, key).as_deref(), Some("40.0"));
    assert_eq!(figure(public, key), None);
    let of = |release| verdict(release, "laesning.mindst-5", "skole:999101");
    assert_eq!(of(administration), (RuleVerdict::Met, Some(Certainty::Undecided)));
    assert_eq!(of(public), (RuleVerdict::Met, None));
}

const GOALS: &str = r#"
[[goal]]
id = "aaben-skole"
name = "Åben skole"
text = { da = "Skolen åbner sig.", en = "The school opens up." }

[[goal.sign]]
text = "Mindst en fjerdedel af forløbene er ude."
indicator = "laering-ude"

[[goal.sign]]
text = "Skolerne fortæller om det."

[[goal]]
id = "laesning"
name = "Læsning"
text = "Flere læser godt."

[[goal.sign]]
text = "Flere elever."
indicator = "elevtal"
target = "rises"
"#;

#[test]
fn goals_and_signs_reach_the_release_and_the_file_for_programs() {
    let said = format!("{COURSES}{INDICATORS}{GOALS}");
    let (plan, done) = made(&said, &[("forloeb.csv", &courses())]);
    let release = &done.releases[&Audience::Public];
    let signs: Vec<_> = release.goals().iter().flat_map(|goal| &goal.signs).collect();
    let read: Vec<_> =
        signs.iter().map(|sign| sign.indicator.as_ref().map(ToString::to_string)).collect();
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(read, [some("laering-ude"), None, some("elevtal")]);
    assert!(plan.catalogue.indicator("elevtal").unwrap().target.is_some());
    let files = output_files(&done, &plan, None).unwrap();
    let file = files.iter().find(|file| file.path.ends_with("offentlig/figurer.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(json["egne_maal"][0]["tegn"][0]["indikator"], "laering-ude");
    assert!(json["egne_maal"][0]["tegn"][1]["indikator"].is_null());
    assert_eq!(json["egne_maal"][1]["navn"], "Læsning");
}

/// Rows without a school, with an unknown word or of another municipality are counted where they
/// went, and no text of theirs is in any file.
#[test]
fn rows_that_cannot_be_used_are_counted_and_never_shown() {
    const PLANTED: &str = "0101012345";
    let bad = format!(
        "{}2018/19;;4;ude;1;1;1\n2018/19;999101;4;{PLANTED};1;1;1\n2018/19;999101;4;ude;{PLANTED}x;1;1\n",
        courses()
    );
    let (plan, done) = made(&format!("{COURSES}{INDICATORS}"), &[("forloeb.csv", &bad)]);
    let source = done.ingested.sources.iter().find(|of| &*of.source == "forloeb.csv").unwrap();
    assert_eq!((source.rows.read, source.rows.used, source.rows.quarantined), (83, 80, 3));
    for file in output_files(&done, &plan, None).unwrap() {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        assert!(!text.contains(PLANTED), "{}", file.path);
    }
}

fn error(rest: &str) -> String {
    Plan::parse(&format!("{REPORT}{rest}"), "p.toml").unwrap_err().to_string()
}

fn without(line: &str, other: &str) -> String {
    let whole = format!("{COURSES}{INDICATORS}{GOALS}");
    assert!(whole.contains(line), "{line}");
    error(&whole.replacen(line, other, 1))
}

#[test]
fn a_wrong_expression_is_shown_at_its_place_in_the_plan() {
    insta::assert_snapshot!(
        [
            without("\"sted = 'ude'\"", "\"stedd = 'ude'\""),
            without("\"sted = 'ude'\"", "\"\"\"\n  sted = \\\n  'oppe'\"\"\""),
            without("\"sted = 'ude'\"", "\"sted = 'ude' and random() < 1\""),
            without("\"sted is not null\"", "\"sted is not\""),
            without("\"sted is not null\"", "\"dato > 3\""),
            without("denominator = \"elever\" }", "denominator = \"elver\" }"),
            without("mean = \"timer\"", "mean = \"timer + elever\""),
        ]
        .join("\n\n")
    );
}

#[test]
fn a_wrong_indicator_or_goal_is_refused_at_its_place() {
    let table = "table = \"laeringsforloeb\"\nnumerator";
    let said = |table: &str| {
        without(
            "table = \"laeringsforloeb\"\nnumerator",
            &format!("table = \"{table}\"\nnumerator"),
        )
    };
    let target = |target: &str| without("{ at_least = 0.25 }", target);
    insta::assert_snapshot!(
        [
            without("numerator = \"sted", "numerater = \"sted"),
            without("id = \"laering-ude\"", "id = \"laesning.gode\""),
            without("id = \"laering-ude\"", "id = \"Læring\""),
            without("id = \"laering.timer\"", "id = \"laering-ude\""),
            without("id = \"laering-ude\"\n", ""),
            without("numerator = \"sted = 'ude'\"\n", ""),
            without("denominator = \"sted is not null\"\n", ""),
            said("laeringsforlob"),
            said("wellbeing"),
            without(table, &format!("confidentiality = \"aaben\"\nminimum_n = \"x\"\n{table}")),
            without("decimals = 2", "decimals = 2\nseries = \"dnt-laesninger\""),
            target("{ at_leest = 0.25 }"),
            target("{ at_least = 0.255 }"),
            target("{ at_least = 25 }"),
            target("\"op\""),
            without("laeringsforloeb\"\nschema", "marks\"\nschema"),
            without("laeringsforloeb\"\nschema", "elevraekker\"\nschema"),
            without("institution_number\" }", "institution_number\", empty = true }"),
            without("{ name = \"skoleaar\", holds = \"school_year\" },", ""),
            error(&format!("{COURSES}{}", COURSES.replace("\"timer\"", "\"tid\""))),
            error(&TESTS.replace("target =", "confidentiality = \"personlig\"\ntarget =")),
            error("[[indicator]]\nid = \"x\"\nname = \"X\"\ntable = \"t\"\nreported = \"andel\"\nmeasures = [\"fravaerr\"]"),
            without("indicator = \"laering-ude\"", "indicator = \"laering-ud\""),
            without("indicator = \"laering-ude\"", "indicator = \"laering-ude\"\ntarget = \"rises\""),
            without("indicator = \"elevtal\"\n", ""),
            without("id = \"laesning\"\n", "id = \"aaben-skole\"\n"),
            without("text = \"Flere læser godt.\"", "txt = \"Flere læser godt.\""),
            without("[[goal.sign]]\ntext = \"Skolerne", "[[goal.sign]]\nindikator = \"Skolerne"),
        ]
        .join("\n")
    );
}
