//! Units beyond schools: groups, the nation, what was published of the same, and what is missing.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::collections::BTreeMap;
use std::fmt::Write;

use kvalitet_core::agreement::Agreement;
use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::finding::{FindingKind, GroupProblem};
use kvalitet_core::{EvidenceClass, FigureKey, Unit};
use kvalitet_disclosure::{
    Audience, Release, ReleasedContent, ReleasedUnread, SimilarSchools, WhyNoneSimilar,
};
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Plan, RunError, check, output_files, run};
use kvalitet_report::{compare, explain};
use kvalitet_text::Texts;
use proptest::prelude::*;

use crate::memory::Memory;

/// Four folkeskoler and a special school.
const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Aa;1012;999;Eksempelby Kommune\n\
                        999102;Bb;1012;999;Eksempelby Kommune\n\
                        999103;Cc;1012;999;Eksempelby Kommune\n\
                        999104;Dd;1012;999;Eksempelby Kommune\n\
                        999105;Ee;1015;999;Eksempelby Kommune\n";

/// The national tests as they are: good readers are read as published too.
const NATIONAL_TESTS: &str = include_str!("../../core/catalogue/nationale-test.toml");

/// Good readers, with special schools in the municipality and without.
const CATALOGUE: &str = r#"
[theme]
id = "proeve"
name = { da = "Prøve", en = "Test" }
about = { da = "Prøve.", en = "Test." }

[defaults]
version = 1
table = "national_test"
name = { da = "Gode", en = "Good" }
description = { da = "Gode.", en = "Good." }
population = { da = "Alle.", en = "All." }
numerator = "niveau in (4, 5, 6)"
denominator = "fag = 'laesning' and niveau is not null"
measures = ["gode"]
parts = { fag = ["laesning"] }
scale = "procent"
decimals = 1
polarity = "hoejere-er-bedre"
minimum_n = 1
method = "wilson"
confidentiality = "fortrolig-ved-lov"
source = "Prøve"
status = "bekraeftet"

[[indicator]]
id = "laesning.gode-uden"
special_schools = "uden"
confidentiality = "aaben"

[[indicator]]
id = "laesning.gode-med"
special_schools = "med"
"#;

/// A figure that no source here has.
const OTHER: &str = r#"
[theme]
id = "andet"
name = { da = "Andet", en = "Other" }
about = { da = "Andet.", en = "Other." }

[[indicator]]
id = "klager"
version = 1
table = "complaints"
name = { da = "Klager", en = "Complaints" }
description = { da = "Klager.", en = "Complaints." }
population = { da = "Alle.", en = "All." }
reported = "antal"
measures = ["klager.modtaget"]
scale = "tal"
decimals = 0
polarity = "neutral"
minimum_n = 1
method = "ingen"
confidentiality = "aaben"
source = "Prøve"
status = "bekraeftet"
"#;

/// Counts of one grade in reading: year, school, grade, tested, good.
type Row = (&'static str, u32, u8, u32, u32);

const HEADER: &str = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;niveau_1;\
                      niveau_2;niveau_3;niveau_4;niveau_5;niveau_6\n";

fn counts(rows: &[Row]) -> String {
    let mut text = HEADER.to_owned();
    for (year, school, grade, n, good) in rows {
        let rest = n - good;
        writeln!(text, "{year};{school};laesning;{grade};{n};{n};0;0;{rest};{good};0;0").unwrap();
    }
    text
}

fn source(kind: &str, file: &str) -> String {
    format!("[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]\n")
}

/// A plan over the register and these files: kind, name, text; and what it says besides.
fn plan(files: &[(&str, &str, String)], besides: &str) -> (Plan, Memory) {
    let mut text = format!(
        "[report]\ntitle = \"T\"\ndate = 2022-03-31\nmunicipality = 999\n\
         years = [\"2017/18\", \"2018/19\"]\n{}",
        source("school_register", "register.csv")
    );
    for (kind, file, _) in files {
        text.push_str(&source(kind, file));
    }
    let mut plan = Plan::parse(&format!("{text}{besides}"), "p.toml").unwrap();
    plan.catalogue = Catalogue::from_toml(&[NATIONAL_TESTS, CATALOGUE, OTHER]).unwrap();
    let files = files.iter().map(|(_, file, text)| (*file, text.as_str()));
    (plan, Memory::new(files.chain([("register.csv", REGISTER)])))
}

fn released(files: &[(&str, &str, String)], besides: &str) -> BTreeMap<Audience, Release> {
    let (plan, memory) = plan(files, besides);
    // The findings of a refused run would fill the screen.
    run(&plan, &memory, &|_| {}).map_err(|error| error.to_string()).unwrap().releases
}

/// `(hits, n)` of a figure that is shown; `None` where it is not.
fn share(release: &Release, key: &str) -> Option<(u64, u64)> {
    match release.figures().get(&key.parse().unwrap())?.content() {
        ReleasedContent::Shown { n, hits, .. } => (*hits).zip(*n),
        _ => None,
    }
}

const GROUPS: &str = "institutionsnummer;gruppe;gruppenavn;fra_skoleaar;til_skoleaar\n\
                      999101;distrikt-nord;Distrikt Nord;;\n\
                      999102;distrikt-nord;Distrikt Nord;;\n\
                      999103;distrikt-syd;Distrikt Syd;;\n\
                      999105;distrikt-syd;Distrikt Syd;;\n\
                      999102;laeseloeft;Læseløft;2018/19;\n\
                      999103;laeseloeft;Læseløft;2017/18;2017/18\n\
                      999104;laeseloeft;Læseløft;;2015/16\n";

const LABORATORIES: &str = "[[group]]\nid = \"laboratorium\"\n\
                            name = { da = \"Laboratorium\", en = \"Laboratory\" }\n\
                            rule = \"alike_in_size\"\ngroups = 2\n";

const PAIR: &str = "[[group]]\nid = \"par\"\nname = { da = \"Parret\", en = \"The pair\" }\n\
                    members = [\"999101\", \"999104\"]\nfrom = \"2018/19\"\n";

/// Every school with 20 pupils on each of grades 2 and 4, school by school more.
fn roll(from: u32) -> String {
    let mut text = "skoleaar;institutionsnummer;klassetrin;elever\n".to_owned();
    for (year, more) in [("2017/18", 900), ("2018/19", 0)] {
        for (place, school) in (999_101..999_106).enumerate() {
            let pupils = from + 10 * u32::try_from(place).unwrap() + more / (school - 999_100);
            writeln!(text, "{year};{school};2;{pupils}\n{year};{school};4;{pupils}").unwrap();
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_group_is_the_sum_of_its_schools(
        cells in proptest::collection::vec((12..40_u32, 0..12_u32), 20),
    ) {
        let mut rows = Vec::new();
        for (place, (n, good)) in cells.iter().enumerate() {
            let school = 999_101 + u32::try_from(place % 5).unwrap();
            let year = if place < 10 { "2017/18" } else { "2018/19" };
            rows.push((year, school, if place / 5 % 2 == 0 { 2 } else { 4 }, *n, *good));
        }
        let files = [
            ("national_test", "antal.csv", counts(&rows)),
            ("groups", "grupper.csv", GROUPS.to_owned()),
            ("roll", "elevtal.csv", roll(20)),
        ];
        let releases = released(&files, &format!("{LABORATORIES}{PAIR}"));
        let release = &releases[&Audience::Administration];
        let ids: Vec<String> = release.groups().keys().map(ToString::to_string).collect();
        prop_assert_eq!(ids, [
            "gruppe:distrikt-nord", "gruppe:distrikt-syd", "gruppe:laboratorium-1",
            "gruppe:laboratorium-2", "gruppe:laeseloeft", "gruppe:par",
        ]);
        for (unit, group) in release.groups() {
            for (year, part) in [("2017/18", None), ("2018/19", None), ("2018/19", Some(4))] {
                let of_part = |row: &&Row| row.0 == year && part.is_none_or(|grade| row.2 == grade);
                let is_member = |row: &&Row| {
                    let school: Unit = format!("skole:{}", row.1).parse().unwrap();
                    group.schools.iter().any(|member| member.school == school)
                };
                let by_hand = rows.iter().filter(of_part).filter(is_member);
                let by_hand = by_hand.fold((0, 0), |(hits, n), row| {
                    (hits + u64::from(row.4), n + u64::from(row.3))
                });
                let part = part.map_or_else(String::new, |grade| format!("/klasse:{grade}"));
                let key = format!("laesning.gode/{unit}/{}{part}", year.replace('/', "-"));
                prop_assert_eq!(share(release, &key), Some(by_hand), "{}", key);
            }
        }
        // Overlapping groups count nobody twice.
        let all = rows.iter().filter(|row| row.0 == "2018/19");
        let all = all.fold((0, 0), |(a, b), row| (a + u64::from(row.4), b + u64::from(row.3)));
        prop_assert_eq!(share(release, "laesning.gode/kommune:999/2018-19"), Some(all));
    }
}

/// Every school has 20 tested in each year, the special school 15.
fn even() -> Vec<Row> {
    let of_year = |year| {
        (999_101..999_106).map(move |school| {
            let n = if school == 999_105 { 15 } else { 20 };
            (year, school, 4, n, 10)
        })
    };
    of_year("2017/18").chain(of_year("2018/19")).collect()
}

#[test]
fn a_cohort_has_figures_before_its_start_and_says_when_it_starts() {
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("groups", "grupper.csv", GROUPS.to_owned()),
    ];
    let release = &released(&files, PAIR)[&Audience::Administration];
    for year in ["2017-18", "2018-19"] {
        assert_eq!(share(release, &format!("laesning.gode/gruppe:par/{year}")), Some((20, 40)));
    }
    let starts = |unit: &str| {
        let group = &release.groups()[&unit.parse().unwrap()];
        let start = |member: &kvalitet_disclosure::Member| {
            let from = member.from.map_or_else(|| "-".to_owned(), |year| year.to_string());
            format!("{} {from}", member.school)
        };
        group.schools.iter().map(start).collect::<Vec<_>>()
    };
    assert_eq!(starts("gruppe:par"), ["skole:999101 2018/19", "skole:999104 2018/19"]);
    // Who left before the report's first year is no member; who left later is.
    assert_eq!(starts("gruppe:laeseloeft"), ["skole:999102 2018/19", "skole:999103 2017/18"]);
    assert_eq!(release.name("gruppe:laeseloeft".parse().unwrap()), "Læseløft");
    assert_eq!(release.groups()[&"gruppe:par".parse().unwrap()].set, "par");
}

#[test]
fn a_prefix_takes_some_groups_of_the_file() {
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("groups", "grupper.csv", GROUPS.to_owned()),
    ];
    let release = &released(&files, "[[group]]\nprefix = \"distrikt-\"\n")[&Audience::Public];
    let sets: Vec<_> =
        release.groups().iter().map(|(unit, of)| format!("{unit} {}", of.set)).collect();
    assert_eq!(sets, ["gruppe:distrikt-nord distrikt", "gruppe:distrikt-syd distrikt"]);
}

#[test]
fn schools_alike_in_size_are_so_in_the_newest_year_of_the_roll() {
    let files =
        [("national_test", "antal.csv", counts(&even())), ("roll", "elevtal.csv", roll(20))];
    let release = &released(&files, LABORATORIES)[&Audience::Administration];
    let schools = |number: u8| {
        let unit = format!("gruppe:laboratorium-{number}").parse().unwrap();
        let schools = release.groups()[&unit].schools.iter().map(|of| of.school.to_string());
        schools.collect::<Vec<_>>()
    };
    // In 2017/18 the order was the other way round.
    assert_eq!(schools(1), ["skole:999101", "skole:999102", "skole:999103"]);
    assert_eq!(schools(2), ["skole:999104", "skole:999105"]);
    assert_eq!(release.name("gruppe:laboratorium-2".parse().unwrap()), "Laboratorium 2");
}

fn refused(files: &[(&str, &str, String)], besides: &str) -> Vec<FindingKind> {
    let (plan, memory) = plan(files, besides);
    let ingested = match run(&plan, &memory, &|_| {}) {
        Err(RunError::SourcesRejected(ingested)) => Some(ingested),
        _ => None,
    };
    let ingested = ingested.unwrap();
    let kinds = |ingested: &Ingested| {
        ingested.findings.iter().map(|finding| finding.kind.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&ingested), kinds(&check(&plan, &memory)));
    kinds(&ingested)
}

#[test]
fn a_group_that_cannot_be_made_stops_the_run() {
    let tests = ("national_test", "antal.csv", counts(&even()));
    let groups = |id: &str| {
        let text = format!("institutionsnummer;gruppe;gruppenavn\n999101;{id};Nord\n");
        vec![tests.clone(), ("groups", "grupper.csv", text)]
    };
    let of = |problem| vec![FindingKind::GroupCannotBeMade { problem }];
    let tests = || vec![tests.clone()];
    assert_eq!(refused(&tests(), LABORATORIES), of(GroupProblem::NoRoll));
    let unknown = PAIR.replace("999104", "999199");
    let school = "999199".parse().unwrap();
    assert_eq!(refused(&tests(), &unknown), of(GroupProblem::NoSuchSchool(school)));
    assert_eq!(refused(&groups("par"), PAIR), of(GroupProblem::IdTaken));
    assert_eq!(refused(&groups("folkeskoler"), ""), of(GroupProblem::IdTaken));
    let prefix = "[[group]]\nprefix = \"distrikt\"\n";
    assert_eq!(refused(&groups("nord"), prefix), of(GroupProblem::NoSchool));
}

#[test]
fn an_indicator_may_leave_special_schools_out_of_the_municipality() {
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("groups", "grupper.csv", GROUPS.to_owned()),
    ];
    for (setting, of_setting) in [("med", (50, 95)), ("uden", (40, 80))] {
        let said = format!("[settings]\nspecialskoler = \"{setting}\"\n");
        let release = &released(&files, &said)[&Audience::Administration];
        let of = |indicator: &str, unit| {
            share(release, &format!("laesning.{indicator}/{unit}/2018-19")).unwrap()
        };
        assert_eq!(of("gode", "kommune:999"), of_setting);
        assert_eq!(of("gode-uden", "kommune:999"), (40, 80));
        assert_eq!(of("gode-med", "kommune:999"), (50, 95));
        // A group is the sum of its schools, whatever kind they are of.
        assert_eq!(of("gode-uden", "gruppe:distrikt-syd"), (20, 35));
        assert_eq!(of("gode-uden", "gruppe:specialskoler"), (10, 15));
    }
}

#[test]
fn the_nation_is_a_reference_with_a_year_and_a_source() {
    let files = [("national_test", "antal.csv", counts(&even()))];
    let releases = released(&files, "");
    let texts = Texts::new(kvalitet_core::Language::Danish);
    for release in releases.values() {
        // 64 per cent of grade 4 in 2018/19, the ministry's news of 8 November 2021.
        let key = "laesning.gode/land/2018-19/klasse:4".parse().unwrap();
        let figure = release.figures()[&key];
        let seen = (figure.value().unwrap().to_string(), figure.class(), figure.n());
        assert_eq!(seen, ("64".to_owned(), EvidenceClass::E, None));
        assert!(figure.interval().is_none());
        let source = release.national_source(&key).unwrap();
        assert!(source.source.contains("8. november 2021"), "{source:?}");
        let explained = explain(release, &texts, &key).unwrap();
        assert!(explained.contains(&source.address), "{explained}");
        assert_eq!(release.name(Unit::Nation), "Hele landet");
        assert!(release.targets().iter().all(|target| target.unit != Unit::Nation));
        // Years that the report is not about have none.
        let years = release.figures().keys().filter(|key| key.unit == Unit::Nation);
        assert!(
            years.map(|key| key.period.to_string()).all(|of| of == "2017-18" || of == "2018-19")
        );
        assert!(release.graph().children(Unit::Nation).next().is_none());
    }
}

#[test]
fn what_a_source_says_of_the_nation_stands_before_what_the_program_has() {
    let published = "skoleaar;kommune;fag;klassetrin;testede;andel_gode_pct\n\
                     2018/19;Hele landet;laesning;4;50000;63,5\n";
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("national_test", "andele.csv", published.to_owned()),
    ];
    let release = &released(&files, "")[&Audience::Administration];
    let key = "laesning.gode/land/2018-19/klasse:4".parse().unwrap();
    assert_eq!(release.figures()[&key].value().unwrap().to_string(), "63.5");
    assert_eq!(release.national_source(&key), None);
}

/// What is published of the municipality: per cent good, and of how many.
fn published(rows: &[(&str, &str, u32)]) -> String {
    let mut text = "skoleaar;kommune;fag;klassetrin;testede;andel_gode_pct\n".to_owned();
    for (grade, value, n) in rows {
        writeln!(text, "2018/19;Eksempelby;laesning;{grade};{n};{value}").unwrap();
    }
    text
}

#[test]
fn figures_are_held_against_what_was_published_of_them() {
    let mut rows = Vec::new();
    // By hand, grade by grade: 2: 50 of 95 is 52.63 %; 4: without the special school 40 of 80.
    for grade in [2, 4, 6, 8] {
        rows.extend(even().into_iter().map(|(year, school, _, n, good)| {
            let good = if school == 999_105 { 4 } else { good };
            (year, school, grade, n, good)
        }));
    }
    let text =
        published(&[("2", "46,3", 95), ("4", "50,0", 80), ("6", "46,4", 95), ("8", "48,0", 95)]);
    let files =
        [("national_test", "antal.csv", counts(&rows)), ("national_test", "andele.csv", text)];
    let releases = released(&files, "");
    // 44 of 95 is 46.32 %.
    let release = &releases[&Audience::Administration];
    let of = |indicator: &str| {
        let of = release.agreements().iter().filter(|of| of.key.indicator.as_str() == indicator);
        of.map(|of| (of.key.breakdown.to_string(), of.agreement.id())).collect::<Vec<_>>()
    };
    let expected = [
        ("klasse:8", "uforklaret"),
        ("klasse:4", "anden-population"),
        ("klasse:6", "afrunding"),
        ("klasse:2", "ens"),
    ];
    assert_eq!(of("laesning.gode"), expected.map(|(part, id)| (part.to_owned(), id)));
    let population = release
        .agreements()
        .iter()
        .find(|of| of.key.to_string() == "laesning.gode/kommune:999/2018-19/klasse:4");
    let explained_by = "uden-specialskoler".parse().ok();
    let other = Agreement::OtherPopulation { ours: 95, theirs: Some(80), explained_by };
    assert_eq!(population.unwrap().agreement, other);
    // What leaves special schools out is explained by them the other way round.
    let out = release
        .agreements()
        .iter()
        .find(|of| of.key.to_string() == "laesning.gode-uden/kommune:999/2018-19/klasse:2");
    let explained_by = "med-specialskoler".parse().ok();
    let other = Agreement::OtherPopulation { ours: 80, theirs: Some(95), explained_by };
    assert_eq!(out.unwrap().agreement, other);
    let counts = release.agreement_counts();
    assert_eq!(counts[&("laesning.gode".parse().unwrap(), "uforklaret")], 1);
    let ranks: Vec<Agreement> = release.agreements().iter().map(|of| of.agreement).collect();
    assert!(ranks.windows(2).all(|pair| pair[1] <= pair[0]), "{ranks:?}");
    // The public sees those of open indicators.
    let public = releases[&Audience::Public].agreements();
    assert!(!public.is_empty());
    assert!(public.iter().all(|of| of.key.indicator.as_str() == "laesning.gode-uden"));
}

#[test]
fn the_agreement_of_a_hidden_figure_is_hidden_too() {
    let mut rows = even();
    rows.push(("2018/19", 999_101, 8, 2, 1));
    let files = [
        ("national_test", "antal.csv", counts(&rows)),
        ("national_test", "andele.csv", published(&[("8", "50,0", 2), ("4", "50,0", 95)])),
    ];
    let release = &released(&files, "")[&Audience::Administration];
    let hidden: FigureKey = "laesning.gode/kommune:999/2018-19/klasse:8".parse().unwrap();
    assert!(release.figures()[&hidden].is_hidden());
    // The open indicator has no threshold for the same pupils.
    let keys: Vec<_> = release.agreements().iter().map(|of| of.key.to_string()).collect();
    let open = hidden.to_string().replace("gode/", "gode-uden/");
    assert!(keys.contains(&open) && !keys.contains(&hidden.to_string()), "{keys:?}");
}

#[test]
fn the_account_has_the_agreements_and_what_nothing_reads() {
    let references = "skoleaar;institutionsnummer;antal_aar;elever;karakter;reference;forskel\n\
                      2018/19;999101;1;48;7,6;7,0;0,6\n";
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("national_test", "andele.csv", published(&[("4", "52,6", 95)])),
        ("marks", "socref.csv", references.to_owned()),
    ];
    let (plan, memory) = plan(&files, "");
    let run = run(&plan, &memory, &|_| {}).unwrap();
    // Mark, reference and difference: no definition here reads them.
    let unread = run.releases[&Audience::Administration].unread();
    let [ReleasedUnread { layout, persons: false, .. }] = unread else { panic!("{unread:?}") };
    assert_eq!(layout, "socref");
    let files = output_files(&run, &plan, None).unwrap();
    let account = files.iter().find(|file| file.path == "fortrolig/kvalitet/afstemning.json");
    let account: serde_json::Value = serde_json::from_slice(&account.unwrap().bytes).unwrap();
    assert_eq!(account["uden_definition"][0]["antal"]["antal"], 3);
    assert_eq!(account["offentliggjorte_tal"]["antal"]["laesning.gode"]["ens"], 1);
    let first = &account["offentliggjorte_tal"]["tal"][0];
    assert_eq!(first["udfald"], "anden-population");
    assert_eq!(first["noegle"], "laesning.gode-uden/kommune:999/2018-19/klasse:4");
}

#[test]
fn what_is_missing_is_named_with_its_kind_and_years() {
    let rows: Vec<Row> = even().into_iter().filter(|row| row.0 == "2018/19").collect();
    let files = [("national_test", "antal.csv", counts(&rows))];
    let release = &released(&files, "")[&Audience::Public];
    let told: Vec<String> = release
        .missing()
        .iter()
        .map(|of| {
            let years: Vec<_> = of.years.iter().map(ToString::to_string).collect();
            let ids: Vec<_> = of.indicators.iter().map(ToString::to_string).collect();
            let (years, ids) = (years.join(" "), ids.join(" "));
            format!("{} {} {} | {years} | {ids}", of.theme, of.kind, of.named)
        })
        .collect();
    let year = "2017/18";
    let reading = "laesning.gode laesning.allerdygtigste laesning.daarlige laesning.niveauer \
                   laesning.deltagelse";
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], format!("nationale-test national_test true | {year} | {reading}"));
    assert!(
        told[1].starts_with("nationale-test national_test true | 2017/18 2018/19 | matematik.")
    );
    let own = "laesning.gode-uden laesning.gode-med";
    assert_eq!(told[2], format!("proeve national_test true | {year} | {own}"));
    assert_eq!(told[3], "andet complaints false | 2017/18 2018/19 | klager");
}

#[test]
fn similar_schools_are_named_and_their_figures_looked_up() {
    let references = "skoleaar;institutionsnummer;antal_aar;elever;karakter;reference;forskel\n\
                      2018/19;999101;1;48;7,6;7,0;0,6\n2018/19;999102;1;48;7,6;7,0;0,6\n\
                      2018/19;999103;1;48;7,6;7,0;0,6\n2018/19;999104;1;48;7,6;7,0;0,6\n\
                      2017/18;999101;3;48;7,6;7,0;0,6\n2017/18;999102;3;48;7,6;6,9;0,7\n\
                      2017/18;999103;3;48;7,6;7,3;0,3\n2017/18;999104;3;48;7,6;7,2;0,4\n";
    let files = [
        ("national_test", "antal.csv", counts(&even())),
        ("roll", "elevtal.csv", roll(20)),
        ("marks", "socref.csv", references.to_owned()),
    ];
    let releases = released(&files, "");
    for release in releases.values() {
        let similar = |school: &str| release.similar(school.parse().unwrap()).unwrap().clone();
        // References of three years stand before newer ones of one year.
        let SimilarSchools::Found { schools, rule } = similar("skole:999101") else {
            panic!("none is similar");
        };
        let schools: Vec<_> = schools.iter().map(ToString::to_string).collect();
        assert_eq!(schools, ["skole:999102", "skole:999104", "skole:999103"]);
        assert_eq!(rule.id(), "reference");
        let none = SimilarSchools::None { reason: WhyNoneSimilar::TooFew };
        assert_eq!(similar("skole:999105"), none);
    }
    let without = released(&files[..1], "");
    let none = SimilarSchools::None { reason: WhyNoneSimilar::NoRoll };
    let release = &without[&Audience::Administration];
    assert_eq!(release.similar("skole:999101".parse().unwrap()), Some(&none));
    let texts = Texts::new(kvalitet_core::Language::Danish);
    let release = &releases[&Audience::Administration];
    let told = compare(release, &texts, "skole:999101".parse().unwrap()).unwrap();
    assert!(told.contains("Lignende skoler"), "{told}");
}
