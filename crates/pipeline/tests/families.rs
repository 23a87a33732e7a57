//! Main schools, their branches and their successors: nobody is counted twice, and nobody is said to
//! be untested who was tested elsewhere in the family.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::collections::BTreeMap;
use std::fmt::Write;

use kvalitet_core::finding::ExclusionRule;
use kvalitet_disclosure::Audience;
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Plan, check, run};

use crate::memory::Memory;

/// 999101 is the main school of 999102 and 999103; 999104 stands alone.
const REGISTER: &str = "HOVEDSKOLE_INST;INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        ;999101;Hovedskolen;1012;999;Eksempelby Kommune\n\
                        999101;999102;Nordafdelingen;1012;999;Eksempelby Kommune\n\
                        999101;999103;Sydafdelingen;1012;999;Eksempelby Kommune\n\
                        ;999104;Enkeltskolen;1012;999;Eksempelby Kommune\n";

/// Pupil rows: so many pupils of a school with a good result in reading on grade 4.
fn pupils(of: &[(&str, u32)]) -> String {
    let mut text =
        "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;theta_p1;sem_p1;theta_p2;\
                    sem_p2;theta_p3;sem_p3;niveau\n"
            .to_owned();
    let mut pupil = 9_700_000_000_u64;
    for (school, count) in of {
        for _ in 0..*count {
            pupil += 1;
            writeln!(text, "{pupil};{school};2018/19;4;0104;2019-03-20 09:00;obligatorisk;;;;;;;5")
                .unwrap();
        }
    }
    text
}

/// Counts: so many tested at a school, all of them good.
fn counts(of: &[(&str, u32)]) -> String {
    let mut text = "skoleaar;institutionsnummer;fag;klassetrin;elever_i_alt;testede;niveau_1;\
                    niveau_2;niveau_3;niveau_4;niveau_5;niveau_6\n"
        .to_owned();
    for (school, count) in of {
        writeln!(text, "2018/19;{school};laesning;4;{count};{count};0;0;0;0;{count};0").unwrap();
    }
    text
}

fn roll(of: &[(&str, u32)]) -> String {
    let rows = of.iter().map(|(school, pupils)| format!("2018/19;{school};4;{pupils}\n"));
    format!("skoleaar;institutionsnummer;klassetrin;elever\n{}", rows.collect::<String>())
}

/// Sources by kind, and a plan that reads them in this order.
fn plan_of(sources: Vec<(&'static str, &'static str, String)>) -> (Plan, Memory) {
    let mut plan = "[report]\ntitle = \"T\"\ndate = 2022-03-31\nmunicipality = 999\n\
                    years = [\"2018/19\"]\n[[source]]\nkind = \"school_register\"\n\
                    files = [\"register.csv\"]\n"
        .to_owned();
    let mut files = BTreeMap::from([("register.csv", REGISTER.to_owned())]);
    for (kind, file, text) in sources {
        writeln!(plan, "[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]").unwrap();
        files.insert(file, text);
    }
    let memory = Memory::new(files.iter().map(|(name, text)| (*name, text.as_str())));
    (Plan::parse(&plan, "p.toml").unwrap(), memory)
}

/// Denominator and per cent of a figure, as the administration is told.
fn counted(sources: Vec<(&'static str, &'static str, String)>, key: &str) -> String {
    let (plan, memory) = plan_of(sources);
    let run = run(&plan, &memory, &|_| {}).unwrap();
    let release = run.releases.get(&Audience::Administration).unwrap();
    let figure = release.figures().get(&key.parse().unwrap());
    let number = figure.and_then(|figure| figure.n().zip(figure.value()));
    number.map_or_else(|| "none".to_owned(), |(n, value)| format!("{value} of {n}"))
}

fn all_of(n: u64) -> String {
    format!("100.0 of {n}")
}

const GOOD: &str = "laesning.gode/kommune:999/2018-19/klasse:4";
const TOOK_PART: &str = "laesning.deltagelse/kommune:999/2018-19/klasse:4";

#[test]
fn a_main_school_and_its_branches_are_never_both_counted() {
    let branches = [("999102", 20), ("999103", 20), ("999104", 30)];
    let of_both = vec![
        ("national_test", "elever.csv", pupils(&branches)),
        ("national_test", "antal.csv", counts(&[("999101", 40)])),
    ];
    assert_eq!(counted(of_both, GOOD), all_of(70));
    let other_way = vec![
        ("national_test", "elever.csv", pupils(&[("999101", 40), ("999104", 30)])),
        ("national_test", "antal.csv", counts(&[("999102", 20), ("999103", 20)])),
    ];
    assert_eq!(counted(other_way, GOOD), all_of(70));
    let of_counts = vec![
        ("national_test", "a.csv", counts(&[("999101", 40), ("999104", 30)])),
        ("national_test", "b.csv", counts(&[("999102", 20), ("999103", 20)])),
    ];
    assert_eq!(counted(of_counts, GOOD), all_of(70));
}

#[test]
fn nobody_is_untested_who_was_tested_elsewhere_in_the_family() {
    let sources = vec![
        ("roll", "elevtal.csv", roll(&[("999101", 42), ("999104", 40)])),
        ("national_test", "elever.csv", pupils(&[("999102", 40), ("999104", 30)])),
    ];
    assert_eq!(counted(sources, TOOK_PART), "75.0 of 40");
}

#[test]
fn a_class_in_quarantine_was_not_absent() {
    let wrong = pupils(&[("999102", 20)]).replace(";5\n", ";9\n");
    let right = pupils(&[("999103", 300), ("999104", 300)]);
    let wrong = wrong.split_once('\n').unwrap().1;
    let sources = vec![
        ("roll", "elevtal.csv", roll(&[("999102", 20), ("999103", 300), ("999104", 300)])),
        ("national_test", "elever.csv", format!("{right}{}", wrong.replace("97000", "98000"))),
    ];
    assert_eq!(counted(sources, TOOK_PART), all_of(600));
}

fn excluded(ingested: &Ingested, file: &str, rule: ExclusionRule) -> u64 {
    let report = ingested.sources.iter().find(|report| &*report.source == file).unwrap();
    assert!(report.rows.balances());
    report.rows.excluded.get(&rule).copied().unwrap_or(0)
}

#[test]
fn files_of_a_kind_are_held_against_each_other_in_any_order() {
    let main = ("roll", "a.csv", roll(&[("999101", 60)]));
    let branch = ("roll", "b.csv", roll(&[("999102", 20), ("999103", 40)]));
    for sources in [vec![main.clone(), branch.clone()], vec![branch, main]] {
        let (plan, memory) = plan_of(sources);
        let ingested = check(&plan, &memory);
        assert_eq!(excluded(&ingested, "a.csv", ExclusionRule::MainSchool), 1);
        assert_eq!(excluded(&ingested, "b.csv", ExclusionRule::MainSchool), 0);
    }
    let one = ("roll", "a.csv", roll(&[("999104", 52)]));
    let other = ("roll", "b.csv", roll(&[("999104", 99)]));
    for sources in [vec![one.clone(), other.clone()], vec![other, one]] {
        let (plan, memory) = plan_of(sources);
        let ingested = check(&plan, &memory);
        assert_eq!(ingested.quarantine.len(), 2);
    }
}

#[test]
fn a_school_that_took_over_has_the_results_of_those_before_it() {
    let succession = "institutionsnummer;afloeses_af;fra_skoleaar\n999102;999103;2018/19\n\
                      999103;999104;2018/19\n";
    let sources = || {
        vec![
            ("succession", "afloest.csv", succession.to_owned()),
            (
                "national_test",
                "antal.csv",
                counts(&[("999102", 20), ("999103", 20), ("999104", 30)]),
            ),
        ]
    };
    let of_school = "laesning.gode/skole:999104/2018-19/klasse:4";
    assert_eq!(counted(sources(), of_school), all_of(70));
    assert_eq!(counted(sources(), GOOD), all_of(70));
    assert_eq!(counted(sources(), "laesning.gode/skole:999102/2018-19/klasse:4"), "none");
}
