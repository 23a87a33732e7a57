//! The themes of figure sources, and marks of pupils: small made sources, values by hand.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::fmt::Write;

use kvalitet_core::SchoolYear;
use kvalitet_core::catalogue::{BreakWeight, Catalogue};
use kvalitet_core::finding::ExclusionRule;
use kvalitet_disclosure::{Audience, Release, ReleasedContent};
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Plan, check, run};

use crate::memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Æblehaven;1012;999;Eksempelby Kommune\n\
                        999102;Birkelund;1012;999;Eksempelby Kommune\n\
                        999103;Østervang;1012;999;Eksempelby Kommune\n";

/// A kind of source and its table.
type Source<'s> = (&'s str, &'s str);

fn planned(sources: &[Source<'_>], settings: &str) -> (Plan, Memory) {
    let mut plan = format!(
        "[report]\ntitle = \"T\"\ndate = 2024-03-31\nmunicipality = 999\n\
         years = [\"2018/19\", \"2020/21\", \"2021/22\", \"2022/23\"]\n{settings}\n\
         [[source]]\nkind = \"school_register\"\nfiles = [\"register.csv\"]\n"
    );
    let names: Vec<String> = (0..sources.len()).map(|at| format!("{at}.csv")).collect();
    for ((kind, _), name) in sources.iter().zip(&names) {
        writeln!(plan, "[[source]]\nkind = \"{kind}\"\nfiles = [\"{name}\"]").unwrap();
    }
    let files = names.iter().map(String::as_str).zip(sources.iter().map(|(_, table)| *table));
    let files = Memory::new(files.chain([("register.csv", REGISTER)]));
    (Plan::parse(&plan, "p.toml").unwrap(), files)
}

fn released(sources: &[Source<'_>], settings: &str) -> Release {
    let (plan, files) = planned(sources, settings);
    let mut run = run(&plan, &files, &|_| {}).unwrap();
    run.releases.remove(&Audience::Administration).unwrap()
}

/// A figure as the administration is told of it: `value, n, class, schools in it`, or why not.
fn told(release: &Release, key: &str) -> String {
    let Some(figure) = release.figures().get(&key.parse().unwrap()) else {
        return "none".to_owned();
    };
    let mut text = match figure.content() {
        ReleasedContent::Shown { value, n, .. } => {
            let n = n.map_or_else(|| "?".to_owned(), |n| n.to_string());
            format!("{value} of {n}, {}", figure.class())
        }
        ReleasedContent::Hidden => "hidden".to_owned(),
        ReleasedContent::Absent { reason } => format!("{reason:?}"),
    };
    if let Some(coverage) = figure.coverage() {
        write!(text, ", {} of {} schools", coverage.with, coverage.of).unwrap();
    }
    text
}

/// Figures by key, against what is told of them.
fn assert_told(release: &Release, expected: &[(&str, &str)]) {
    for (key, expected) in expected {
        assert_eq!(told(release, key), *expected, "{key}");
    }
}

/// 10 of 100 and 90 of 300 days: 25 %, where the mean of the schools is 20 %.
#[test]
fn absence_in_days_is_days_of_days() {
    let days = "skoleaar;institutionsnummer;klassetrin;fravaersdage;skoledage;elever\n\
                2018/19;999101;mellemtrin;10;100;50\n2018/19;999102;mellemtrin;90;300;150\n";
    let release = released(&[("absence", days)], "");
    assert_told(
        &release,
        &[
            ("elevfravaer/skole:999101/2018-19", "10.0 of 50, B"),
            ("elevfravaer/kommune:999/2018-19", "25.0 of 200, B"),
            ("elevfravaer/kommune:999/2018-19/trin:mellemtrin", "25.0 of 200, B"),
        ],
    );
}

/// (4.0 · 100 + 8.0 · 300) / 400 = 7.0, where the mean of the schools is 6.0. A zero is no result,
/// and a value without pupils is in no sum.
#[test]
fn absence_in_per_cent_is_weighted_by_pupils_and_zero_is_no_result() {
    let header = "skoleaar;institutionsnummer;elever;samlet_fravaer_pct;sygefravaer_pct;\
                  fravaer_med_tilladelse_pct;ulovligt_fravaer_pct;elever_over_10\n";
    let zero = format!(
        "{header}2018/19;999101;100;4,0;3,0;1,0;0,0;10\n2018/19;999102;300;8,0;5,0;2,0;1,0;90\n\
         2018/19;999103;50;0,0;0,0;0,0;0,0;\n"
    );
    let release = released(&[("absence", &zero)], "");
    assert_told(
        &release,
        &[
            ("elevfravaer/skole:999103/2018-19", "NotReported"),
            ("elevfravaer.sygefravaer/skole:999103/2018-19", "NotReported"),
            ("elevfravaer/kommune:999/2018-19", "7.0 of 400, D, 2 of 3 schools"),
            ("elevfravaer.ulovligt-fravaer/skole:999101/2018-19", "0.0 of 100, E"),
            ("elevfravaer.over-10/kommune:999/2018-19", "25.0 of 400, B, 2 of 3 schools"),
        ],
    );
    let alone = format!(
        "{header}2018/19;999101;100;4,0;;;;\n2018/19;999102;300;8,0;;;;\n2018/19;999103;;9,0;;;;\n"
    );
    let release = released(&[("absence", &alone)], "");
    assert_told(
        &release,
        &[
            ("elevfravaer/skole:999103/2018-19", "9.0 of ?, E"),
            ("elevfravaer/kommune:999/2018-19", "7.0 of 400, D, 2 of 3 schools"),
        ],
    );
}

#[test]
fn what_is_withheld_or_missing_is_said_and_counted() {
    let rows = "skoleaar;institutionsnummer;afgang_fra;afgaaede;i_uddannelse_3\n\
                2018/19;999101;9. klasse;50;20\n2018/19;999102;9. klasse;30;x\n\
                2018/19;999103;9. klasse;20;-\n";
    let release = released(&[("transition", rows)], "");
    assert_told(
        &release,
        &[
            ("overgang.3-mdr-fra-9/skole:999101/2018-19", "40.0 of 50, B"),
            ("overgang.3-mdr-fra-9/kommune:999/2018-19", "40.0 of 50, B, 1 of 3 schools"),
            ("overgang.3-mdr/skole:999101/2018-19", "none"),
        ],
    );
}

/// 42 of 50 and 18 of 30 are 60 of 80: 75 %, where the mean of the schools is 72 %.
#[test]
fn transition_is_of_the_grade_that_was_left_and_a_projection_is_of_no_school() {
    let rows = "skoleaar;institutionsnummer;kommune;afgang_fra;afgaaede;i_uddannelse_15;profilmodel_pct;forventet_6_aar_pct\n\
                2018/19;999101;999;9. klasse;50;42;;\n2018/19;999102;999;9. klasse;30;18;91,0;\n\
                2018/19;999101;999;;60;51;;\n2018/19;;999;9. klasse;80;60;84,9;88,0\n";
    let release = released(&[("transition", rows)], "");
    assert_told(
        &release,
        &[
            ("overgang.15-mdr-fra-9/kommune:999/2018-19", "75.0 of 80, B"),
            ("overgang.15-mdr/kommune:999/2018-19", "85.0 of 60, B"),
            ("overgang.15-mdr-fra-10/skole:999101/2018-19", "none"),
            ("overgang.profilmodel/skole:999102/2018-19", "none"),
            ("overgang.profilmodel/kommune:999/2018-19", "84.9 of ?, E"),
            ("overgang.forventet-6-aar/kommune:999/2018-19", "88.0 of 80, E"),
        ],
    );
}

/// 3960 of 4200 and 1000 of 2000 lessons: 80 %, where the mean of the schools is 72.1 %.
#[test]
fn competence_cover_is_lessons_of_lessons_and_a_subject_is_no_whole() {
    let rows = "skoleaar;institutionsnummer;fag;daekkede_timer;planlagte_timer;kompetencedaekning_pct\n\
                2018/19;999101;;3960;4200;94,3\n2018/19;999102;;1000;2000;50,0\n\
                2018/19;999103;;;;88,1\n2018/19;999101;dansk;90;100;90,0\n";
    let release = released(&[("competence_cover", rows)], "");
    assert_told(
        &release,
        &[
            ("kompetencedaekning/kommune:999/2018-19", "80.0 of ?, B, 2 of 3 schools"),
            ("kompetencedaekning/skole:999103/2018-19", "88.1 of ?, E"),
            ("kompetencedaekning.dansk/skole:999101/2018-19", "90.0 of ?, B"),
        ],
    );
}

const CLASSES: &str = "skoleaar;institutionsnummer;elever;klasser;klassekvotient\n\
                       2018/19;999101;480;20;24,0\n2018/19;999102;120;10;12,0\n\
                       2018/19;999103;;;18,0\n";

/// 600 pupils of 30 classes are 20.0; the schools' mean is (24 + 12 + 18) / 3 = 18.0; the pupils of
/// schools of 500, 100 and 200 meet (500 · 24 + 100 · 12 + 200 · 18) / 800 = 21.0.
#[test]
fn the_three_class_quotients_are_three_numbers() {
    let size = "institutionsnummer;navn;type;kommune;elevtal\n999101;A;f;Eksempelby Kommune;500\n\
                999102;B;f;Eksempelby Kommune;100\n999103;C;f;Eksempelby Kommune;200\n";
    let (plan, files) = planned(&[("class_size", CLASSES), ("key_figures", size)], "");
    let mut plan = plan;
    for source in &mut plan.sources {
        source.year = "2018/19".parse().ok();
    }
    let release = run(&plan, &files, &|_| {}).unwrap().releases.remove(&Audience::Administration);
    let release = release.unwrap();
    assert_told(
        &release,
        &[
            ("klassekvotient/skole:999101/2018-19", "24.0 of ?, B"),
            ("klassekvotient/kommune:999/2018-19", "20.0 of ?, B, 2 of 3 schools"),
            ("klassekvotient.skolegennemsnit/kommune:999/2018-19", "18.0 of ?, D"),
            ("klassekvotient.elevvaegtet/kommune:999/2018-19", "21.0 of ?, D"),
            ("klassekvotient.skolegennemsnit/skole:999101/2018-19", "none"),
        ],
    );
    let release = released(&[("class_size", CLASSES)], "");
    assert_told(&release, &[("klassekvotient.elevvaegtet/kommune:999/2018-19", "none")]);
}

/// 480 and 120 pupils of 30.0 and 20.0 posts: 12.0, where the mean of the schools is 11.0.
#[test]
fn pupils_per_teacher_is_pupils_of_posts() {
    let rows = "skoleaar;institutionsnummer;elever;laereraarsvaerk;undervisningstimer;arbejdstimer\n\
                2018/19;999101;480;30,0;4000;10000\n2018/19;999102;120;20,0;500;2500\n";
    let release = released(&[("staff", rows)], "");
    assert_told(
        &release,
        &[
            ("elever-pr-laereraarsvaerk/kommune:999/2018-19", "12.0 of ?, B"),
            ("undervisningsandel/kommune:999/2018-19", "36.0 of ?, B"),
        ],
    );
}

#[test]
fn the_two_ways_to_count_inclusion_are_two_figures() {
    let rows = "skoleaar;kommune;opgjort_efter;elever_i_almenundervisning;elever_i_specialtilbud;elever_i_alt\n\
                2018/19;999;skolens kommune;90;10;100\n2018/19;999;bopælskommune;95;5;100\n\
                2020/21;999;;80;20;100\n";
    let release = released(&[("inclusion", rows)], "");
    assert_told(
        &release,
        &[
            ("inklusionsgrad/kommune:999/2018-19", "90.0 of 100, B"),
            ("inklusionsgrad.bopael/kommune:999/2018-19", "95.0 of 100, B"),
            ("inklusionsgrad.specialundervisning/kommune:999/2018-19", "10.0 of 100, B"),
            ("inklusionsgrad.specialundervisning-bopael/kommune:999/2018-19", "5.0 of 100, B"),
            ("inklusionsgrad/kommune:999/2020-21", "80.0 of 100, B"),
            ("inklusionsgrad.bopael/kommune:999/2020-21", "none"),
        ],
    );
}

#[test]
fn complaints_are_counts_of_the_municipality() {
    let rows = "skoleaar;kommune;modtaget;afsluttet;realitetsbehandlet;stadfaestet;aendret;hjemvist\n\
                2018/19;999;5;6;4;1;3;0\n";
    let release = released(&[("complaints", rows)], "");
    assert_told(
        &release,
        &[
            ("klager.modtaget/kommune:999/2018-19", "5 of ?, B"),
            ("klager.hjemvist/kommune:999/2018-19", "0 of ?, B"),
        ],
    );
}

#[test]
fn the_reference_of_one_and_of_three_years_are_apart_and_never_added_up() {
    let rows = "skoleaar;institutionsnummer;fag;antal_aar;elever;karakter;reference;forskel;signifikans\n\
                2018/19;999101;;1;48;7,6;6,9;0,7;Over niveau\n2018/19;999101;;3;139;7,5;7,0;0,5;Over niveau\n\
                2018/19;999102;bundne prøver;;31;7,1;6,9;0,2;På niveau\n2018/19;999101;dansk;1;48;9,6;6,9;2,7;Over niveau\n";
    let release = released(&[("marks", rows)], "");
    assert_told(
        &release,
        &[
            ("socref.forskel/skole:999101/2018-19", "0.7 of 48, E"),
            ("socref.forskel-3aar/skole:999101/2018-19", "0.5 of 139, E"),
            ("socref.reference/skole:999102/2018-19", "6.9 of 31, E"),
            ("socref.forskel-3aar/skole:999102/2018-19", "none"),
            ("socref.forskel/kommune:999/2018-19", "none"),
            ("socref.karakter/kommune:999/2018-19", "none"),
        ],
    );
}

/// (8.0 · 10 + 6.0 · 30) / 40 = 6.5, where the mean of the schools is 7.0; 9 of 10 and 15 of 30 are
/// 24 of 40. The municipality's own row stands in the place of a sum.
#[test]
fn published_means_are_weighted_by_their_own_pupils() {
    let header = "skoleaar;institutionsnummer;kommune;elever;gennemsnit_bundne_proever;elever_mindst_2;elever_alle_proever\n";
    let schools = "2018/19;999101;999;10;8,0;9;10\n2018/19;999102;999;30;6,0;15;30\n2018/19;999103;999;;-;;\n";
    let release = released(&[("marks", &format!("{header}{schools}"))], "");
    assert_told(
        &release,
        &[
            ("karakterer.bundne/kommune:999/2018-19", "6.5 of 40, D, 2 of 3 schools"),
            ("karakterer.mindst-2/kommune:999/2018-19", "60.0 of 40, B, 2 of 3 schools"),
        ],
    );
    let own = format!("{header}{schools}2018/19;;999;41;6,6;;\n");
    let release = released(&[("marks", &own)], "");
    assert_told(&release, &[("karakterer.bundne/kommune:999/2018-19", "6.6 of 41, D")]);
}

/// The eight bound exams, in the order of [`pupil`].
const BOUND: [(&str, &str); 8] = [
    ("dansk", "mundtlig"),
    ("dansk", "læsning"),
    ("dansk", "retskrivning"),
    ("dansk", "skriftlig fremstilling"),
    ("matematik", "uden hjælpemidler"),
    ("matematik", "med hjælpemidler"),
    ("engelsk", "mundtlig"),
    ("fælles prøve", "praktisk/mundtlig"),
];

const PUPILS: &str = "pnr;skoleaar;institutionsnummer;klassetrin;fag;disciplin;karaktertype;karakter;specialklasse;privatist\n";

/// A row of a pupil's marks.
fn mark(
    (pupil, year, school, grade): (u32, &str, &str, u8),
    exam: (&str, &str),
    said: [&str; 4],
) -> String {
    let [kind, mark, special, private] = said;
    let (subject, discipline) = exam;
    format!(
        "97{pupil:08};{year};{school};{grade};{subject};{discipline};{kind};{mark};{special};{private}\n"
    )
}

fn plain(of: (u32, &str, &str, u8), exam: (&str, &str), value: &str) -> String {
    mark(of, exam, ["prøve", value, "nej", "nej"])
}

/// A pupil with one mark in every bound exam but those left out.
fn pupil(of: (u32, &str, &str, u8), value: &str, left_out: &[&str]) -> String {
    let taken = BOUND.iter().filter(|(_, part)| !left_out.contains(part));
    taken.map(|exam| plain(of, *exam, value)).collect()
}

/// 12 pupils with 12 and 12 with 4 at one school, 12 with 7 at the other: 8.0 and 7.0, together 276
/// of 36 pupils: 7.7. One lacks English, one has a code.
fn cohort() -> String {
    let school = |from: u32, school, value: &'static str| {
        (from..from + 12)
            .map(move |id| pupil((id, "2018/19", school, 9), value, &[]))
            .collect::<String>()
    };
    let mut rows = [
        PUPILS,
        &school(100, "999101", "12"),
        &school(200, "999101", "4"),
        &school(300, "999102", "7"),
    ]
    .concat();
    let english = BOUND[6];
    rows += &pupil((400, "2018/19", "999101", 9), "00", &["mundtlig"]);
    rows += &pupil((401, "2018/19", "999102", 9), "02", &["læsning"]);
    rows += &plain((401, "2018/19", "999102", 9), BOUND[1], "89");
    rows += &plain((400, "2018/19", "999101", 9), english, "00");
    rows
}

#[test]
fn marks_of_pupils_and_published_means_are_the_same_numbers() {
    let release = released(&[("marks", &cohort())], "");
    assert_told(
        &release,
        &[
            ("karakterer.bundne/skole:999101/2018-19", "8.0 of 24, A"),
            ("karakterer.bundne/skole:999102/2018-19", "7.0 of 12, A"),
            ("karakterer.bundne/kommune:999/2018-19", "7.7 of 36, A"),
            ("karakterer.alle-bundne/kommune:999/2018-19", "94.7 of 38, A"),
        ],
    );
    let published = "skoleaar;institutionsnummer;elever;gennemsnit_bundne_proever\n\
                     2018/19;999101;24;8,0\n2018/19;999102;12;7,0\n";
    let release = released(&[("marks", published)], "");
    assert_told(&release, &[("karakterer.bundne/kommune:999/2018-19", "7.7 of 36, D")]);
    let both = released(&[("marks", &cohort()), ("marks", published)], "");
    assert_told(
        &both,
        &[
            ("karakterer.bundne/skole:999101/2018-19", "8.0 of 24, A"),
            ("karakterer.bundne/kommune:999/2018-19", "7.7 of 36, A"),
        ],
    );
}

/// With four exams enough, the pupil without an oral mark in Danish counts with 00, the one without
/// reading with 2.0: 276 + 2 of 38 pupils are 7.3.
#[test]
fn the_setting_says_how_many_exams_are_enough() {
    let release = released(&[("marks", &cohort())], "[settings]\nbundne_mindst = 4\n");
    assert_told(&release, &[("karakterer.bundne/kommune:999/2018-19", "7.3 of 38, A")]);
}

fn ingested(rows: &str) -> Ingested {
    let (plan, files) = planned(&[("marks", rows)], "");
    check(&plan, &files)
}

#[test]
fn every_mark_that_does_not_count_is_left_out_by_its_rule() {
    let of = (1, "2018/19", "999101", 9);
    let tenth = (1, "2018/19", "999101", 10);
    let rows = [
        PUPILS,
        &plain(of, ("dansk", "mundtlig"), "7"),
        &plain(of, ("dansk", "orden"), "7"),
        &plain(of, ("dansk", "skriftlig"), "7"),
        &plain(tenth, ("dansk", "læsning"), "7"),
        &mark(of, ("dansk", "mundtlig"), ["årskarakter", "10", "nej", "nej"]),
        &mark((2, "2018/19", "999101", 9), ("dansk", "mundtlig"), ["prøve", "10", "ja", "nej"]),
        &mark((3, "2018/19", "999101", 9), ("dansk", "mundtlig"), ["prøve", "10", "nej", "ja"]),
        &plain(of, ("fælles prøve", ""), "7"),
        &plain(of, ("fysik/kemi", "praktisk/mundtlig"), "10"),
        &plain(of, ("engelsk", "mundtlig"), "87"),
    ];
    let ingested = ingested(&rows.concat());
    let report = ingested.sources.iter().find(|report| &*report.source == "0.csv").unwrap();
    assert!(report.rows.balances(), "{report:?}");
    assert_eq!(report.rows.used, 2);
    let left_out = |rule| report.rows.excluded.get(&rule).copied().unwrap_or_default();
    for (rule, rows) in [
        (ExclusionRule::OutsideMeans, 3),
        (ExclusionRule::YearMark, 1),
        (ExclusionRule::SpecialClass, 1),
        (ExclusionRule::PrivateCandidate, 1),
        (ExclusionRule::OtherMarkOfExam, 1),
        (ExclusionRule::NonMark, 1),
    ] {
        assert_eq!(left_out(rule), rows, "{rule:?}");
    }
}

/// In 2020/21 the year mark of a cancelled exam counts, and never before an exam mark.
#[test]
fn a_raised_year_mark_counts_where_no_exam_was_held() {
    let rows = |year: &str| {
        let mut rows = PUPILS.to_owned();
        for id in 1..=12 {
            let of = (id, year, "999101", 9);
            rows += &pupil(of, "4", &["praktisk/mundtlig"]);
            rows += &mark(of, BOUND[7], ["årskarakter", "12", "nej", "nej"]);
            rows += &mark(of, BOUND[0], ["årskarakter", "12", "nej", "nej"]);
        }
        released(&[("marks", &rows)], "")
    };
    // 4, 4, 4, 4 and 12 of five: 5.6.
    let raised = rows("2020/21");
    assert_told(&raised, &[("karakterer.bundne/skole:999101/2020-21", "5.6 of 12, A")]);
    let held = rows("2018/19");
    assert_told(
        &held,
        &[
            ("karakterer.bundne/skole:999101/2018-19", "NobodyCounts"),
            ("karakterer.matematik/skole:999101/2018-19", "4.0 of 12, A"),
        ],
    );
}

/// The bound exams are 5 marks of 4, history and biology 4 and 4, the elective of the year before
/// 12: (7 · 4 + 12) / 8 = 5.0. In 2018/19 the elective did not count: 4.0.
#[test]
fn the_elective_of_8th_grade_follows_the_pupil() {
    let rows = |year: &str, before: &str| {
        let mut rows = PUPILS.to_owned();
        for id in 1..=12 {
            let of = (id, year, "999101", 9);
            rows += &pupil(of, "4", &[]);
            rows += &plain(of, ("historie", ""), "4");
            rows += &plain(of, ("biologi", "skriftlig"), "4");
            rows += &plain((id, before, "999102", 8), ("musik", ""), "12");
        }
        released(&[("marks", &rows)], "")
    };
    let release = rows("2022/23", "2021/22");
    assert_told(
        &release,
        &[
            ("karakterer.afgangseksamen/skole:999101/2022-23", "5.0 of 12, A"),
            ("karakterer.bundne/skole:999101/2022-23", "4.0 of 12, A"),
            ("karakterer.bundne/skole:999102/2021-22", "none"),
        ],
    );
    let release = rows("2018/19", "2018/19");
    assert_told(&release, &[("karakterer.afgangseksamen/skole:999101/2018-19", "4.0 of 12, A")]);
}

#[test]
fn years_are_not_compared_across_what_changed() {
    let catalogue = Catalogue::built_in().unwrap();
    let year = |text: &str| text.parse::<SchoolYear>().unwrap();
    let series = |id| catalogue.series_of(catalogue.indicator(id).unwrap()).unwrap();
    let weight = |id, from, to| series(id).break_between(year(from), year(to)).map(|of| of.weight);
    for (id, from, to, expected) in [
        ("elevfravaer", "2020/21", "2021/22", Some(BreakWeight::Break)),
        ("elevfravaer", "2019/20", "2020/21", None),
        ("elevfravaer.over-10", "2021/22", "2024/25", None),
        ("karakterer.bundne", "2018/19", "2019/20", Some(BreakWeight::Break)),
        ("karakterer.bundne", "2020/21", "2021/22", Some(BreakWeight::Reservation)),
        ("karakterer.afgangseksamen", "2020/21", "2021/22", Some(BreakWeight::Break)),
        ("karakterer.mindst-2", "2022/23", "2023/24", None),
    ] {
        assert_eq!(weight(id, from, to), expected, "{id} {from} {to}");
    }
    let reference = series("socref.forskel");
    assert!(reference.compares(year("2018/19"), year("2022/23")));
    assert!(reference.reserved(year("2018/19"), year("2020/21")).is_some());
}
