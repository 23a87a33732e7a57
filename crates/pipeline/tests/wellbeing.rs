//! Wellbeing from answers to figures: small made sources, values by hand.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use std::fmt::Write;

use kvalitet_core::finding::ExclusionRule;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::wellbeing::{Indicator, Item, Questionnaire, Questionnaires};
use kvalitet_disclosure::{Audience, Release, ReleasedContent, TargetContent};
use kvalitet_ingest::SourceKind;
use kvalitet_pipeline::{Plan, Run, run};

use crate::memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Æblehaven;1012;999;Eksempelby Kommune\n\
                        999102;Birkelund;1012;999;Eksempelby Kommune\n";

fn run_of(sources: &[(&str, &str)], settings: &str) -> Run {
    let mut plan = format!(
        "[report]\ntitle = \"T\"\ndate = 2022-10-31\nmunicipality = 999\n\
         years = [\"2018/19\", \"2021/22\"]\n{settings}\n[data]\nquarantine_limit = 50\n\
         [[source]]\nkind = \"school_register\"\nfiles = [\"register.csv\"]\n"
    );
    let names: Vec<String> = (0..sources.len()).map(|at| format!("{at}.csv")).collect();
    for ((kind, _), name) in sources.iter().zip(&names) {
        writeln!(plan, "[[source]]\nkind = \"{kind}\"\nfiles = [\"{name}\"]").unwrap();
    }
    let files = names.iter().map(String::as_str).zip(sources.iter().map(|(_, table)| *table));
    let files = Memory::new(files.chain([("register.csv", REGISTER)]));
    run(&Plan::parse(&plan, "p.toml").unwrap(), &files, &|_| {}).unwrap()
}

fn administration(sources: &[(&str, &str)]) -> Release {
    run_of(sources, "").releases.remove(&Audience::Administration).unwrap()
}

/// A figure as it is told: `value of n, class`, with `~` where it has an interval.
fn told(release: &Release, key: &str) -> String {
    let Some(figure) = release.figures().get(&key.parse().unwrap()) else {
        return "none".to_owned();
    };
    match figure.content() {
        ReleasedContent::Shown { value, n, .. } => {
            let interval = if figure.interval().is_some() { " ~" } else { "" };
            format!("{value} of {}, {}{interval}", n.unwrap_or_default(), figure.class())
        }
        ReleasedContent::Hidden => "hidden".to_owned(),
        ReleasedContent::Absent { reason } => format!("{reason:?}"),
    }
}

fn assert_told(release: &Release, expected: &[(&str, &str)]) {
    for (key, expected) in expected {
        assert_eq!(told(release, key), *expected, "{key}");
    }
}

fn upper() -> Questionnaire {
    Questionnaires::built_in().unwrap().with_id("4-9").unwrap().clone()
}

/// Pupils' answers as a file, one line at a time.
struct Answers(String);

impl Answers {
    fn new() -> Self {
        let mut header = "pnr;skoleaar;institutionsnummer;klassetrin;klasse;koen".to_owned();
        (1..=40).for_each(|number| write!(header, ";q{number}").unwrap());
        Self(header + "\n")
    }

    /// `pupils` who answer alike; an answer of `None` is an empty cell.
    fn add(
        &mut self,
        (pupils, year, about): (usize, &str, &str),
        answer: impl Fn(&Item) -> Option<u8>,
    ) {
        for _ in 0..pupils {
            let number = self.0.lines().count();
            write!(self.0, "{};{year};{about}", 9_700_000_000 + number).unwrap();
            for item in upper().items() {
                let answer = answer(item).map(|answer| answer.to_string());
                write!(self.0, ";{}", answer.unwrap_or_default()).unwrap();
            }
            self.0.push('\n');
        }
    }
}

/// The first `few` questions of an indicator have an answer, everything else has `rest`.
fn first_of(
    indicator: Indicator,
    (few, answer): (usize, u8),
    rest: Option<u8>,
) -> impl Fn(&Item) -> Option<u8> {
    let all = upper();
    let of = all.items().iter().filter(|item| item.indicator() == Some(indicator));
    let first: Vec<u8> = of.take(few).map(Item::number).collect();
    move |item| if first.contains(&item.number()) { Some(answer) } else { rest }
}

/// By hand. Social wellbeing: six pupils with five answers of ten, all 4; six with ten 2s; six with
/// five 3s, which is exactly 3.0; four with four answers, too few. (24 + 12 + 18) / 18 = 3.00.
///
/// 25 of 30 took part: those 22 and three who wished to answer nothing; two empty rows are nobody.
#[test]
fn half_of_the_answers_are_enough_zero_and_empty_are_none_and_three_is_not_over_three() {
    let mut answers = Answers::new();
    let about = "999101;5;5A;pige";
    let social = Indicator::Social;
    answers.add((6, "2018/19", about), first_of(social, (5, 4), Some(0)));
    answers.add((6, "2018/19", about), first_of(social, (10, 2), None));
    answers.add((6, "2018/19", about), first_of(social, (5, 3), None));
    answers.add((4, "2018/19", about), first_of(social, (4, 5), Some(0)));
    answers.add((3, "2018/19", about), |_| Some(0));
    answers.add((2, "2018/19", about), |_| None);
    let roll = "skoleaar;institutionsnummer;klassetrin;elever\n2018/19;999101;5;30\n\
                2018/19;999101;3;20\n";
    let release = administration(&[("wellbeing", &answers.0), ("roll", roll)]);
    assert_told(
        &release,
        &[
            ("trivsel.social/skole:999101/2018-19", "3.00 of 18, A ~"),
            ("trivsel.social.baand/skole:999101/2018-19/baand:1", "33.3 of 18, A ~"),
            ("trivsel.social.baand/skole:999101/2018-19/baand:2", "33.3 of 18, A ~"),
            ("trivsel.social.baand/skole:999101/2018-19/baand:3", "33.3 of 18, A ~"),
            ("trivsel.social.baand/skole:999101/2018-19/baand:4", "0.0 of 18, A ~"),
            ("trivsel.social.over-3/skole:999101/2018-19", "33.3 of 18, A ~"),
            ("trivsel.social.over-4/skole:999101/2018-19", "0.0 of 18, A ~"),
            ("trivsel.generel/skole:999101/2018-19", "NobodyCounts"),
            ("trivsel.svarprocent/skole:999101/2018-19", "83.3 of 30, A ~"),
            ("trivsel.svarprocent/kommune:999/2018-19/klasse:5", "83.3 of 30, A ~"),
        ],
    );
}

/// By hand: social ten 4s, faglig seven 4s and the lowest of four answers, støtte seven 3s, ro three
/// 4s and a 3. 105 points of 29 questions are 3.62; the mean of 4, 3.625, 3 and 3.75 is 3.59.
#[test]
fn general_wellbeing_is_over_all_questions_and_not_the_mean_of_four() {
    let mut answers = Answers::new();
    let last = |indicator| {
        let items = upper();
        let of = items.items().iter().rev().find(|item| item.indicator() == Some(indicator));
        of.unwrap().number()
    };
    let last_of_order = last(Indicator::Order);
    answers.add((12, "2018/19", "999101;7;7A;dreng"), |item| match item.indicator() {
        Some(Indicator::Academic) if item.answers() == 4 => Some(1),
        Some(Indicator::Support) => Some(3),
        Some(Indicator::Order) if item.number() == last_of_order => Some(3),
        _ => Some(4),
    });
    let release = administration(&[("wellbeing", &answers.0)]);
    assert_told(
        &release,
        &[
            ("trivsel.generel/skole:999101/2018-19", "3.62 of 12, A ~"),
            ("trivsel.social/skole:999101/2018-19", "4.00 of 12, A ~"),
            ("trivsel.faglig/skole:999101/2018-19", "3.63 of 12, A ~"),
            ("trivsel.stoette-og-inspiration/skole:999101/2018-19", "3.00 of 12, A ~"),
            ("trivsel.ro-og-orden/skole:999101/2018-19/trin:udskoling", "3.75 of 12, A ~"),
            ("trivsel.svarprocent/skole:999101/2018-19", "NobodyCounts"),
        ],
    );
}

/// Two schools whose pupils answer in a pattern: what the ministry's rule gives, worked out here in
/// whole points, is written as figures, and both sources say the same.
#[test]
fn answers_and_figures_of_the_same_answers_agree_to_the_printed_decimal() {
    let mut answers = Answers::new();
    let mut figures =
        "skoleaar;institutionsnummer;trivsel_social;trivsel_ro;antal_svar\n".to_owned();
    let mut bands = "skoleaar;institutionsnummer;trivselsindikator;andel_1_til_2;andel_2_1_til_3;\
                     andel_3_1_til_4;andel_4_1_til_5;antal_svar\n"
        .to_owned();
    for (school, pupils) in [(999_101_u32, 37_u32), (999_102, 53)] {
        let (mut social, mut order, mut in_bands) = (0, 0, [0_u32; 4]);
        for pupil in 0..pupils {
            let given = move |item: &Item| {
                let number = u32::from(item.number());
                let best = u32::from(item.answers());
                u8::try_from(1 + (pupil * pupil + number * (pupil % 7 + 3) + school % 5) % best)
                    .unwrap()
            };
            let points = |indicator| -> u32 {
                let all = upper();
                let of = all.items().iter().filter(|item| item.indicator() == Some(indicator));
                of.map(|item| u32::from(given(item))).sum()
            };
            // Ten questions: 20 points are exactly 2, 21 are over it.
            let of_social = points(Indicator::Social);
            social += of_social;
            order += points(Indicator::Order);
            in_bands[usize::try_from((of_social - 1) / 10).unwrap().clamp(1, 4) - 1] += 1;
            let about = format!("{school};6;6A;uoplyst");
            answers.add((1, "2018/19", &about), |item| Some(given(item)));
        }
        // Rounded half up to the last of so many zeros.
        let decimals = |points: u32, of: u32, zeros: u32| (2 * points * zeros + of) / (2 * of);
        let comma = |hundredths: u32| format!("{},{:02}", hundredths / 100, hundredths % 100);
        let social = comma(decimals(social, 10 * pupils, 100));
        let order = comma(decimals(order, 4 * pupils, 100));
        writeln!(figures, "2018/19;{school};{social};{order};{pupils}").unwrap();
        let shares = in_bands.map(|count| {
            let tenths = decimals(count, pupils, 1000);
            format!("{},{}", tenths / 10, tenths % 10)
        });
        let shares = shares.join(";");
        writeln!(bands, "2018/19;{school};Social trivsel;{shares};{pupils}").unwrap();
    }
    let of_pupils = administration(&[("wellbeing", &answers.0)]);
    let of_figures = administration(&[("wellbeing", &figures), ("wellbeing", &bands)]);
    for school in ["999101", "999102"] {
        for (part, class) in [
            ("trivsel.social/skole:S/2018-19", 'D'),
            ("trivsel.ro-og-orden/skole:S/2018-19", 'D'),
            ("trivsel.social.baand/skole:S/2018-19/baand:1", 'C'),
            ("trivsel.social.baand/skole:S/2018-19/baand:2", 'C'),
            ("trivsel.social.baand/skole:S/2018-19/baand:3", 'C'),
            ("trivsel.social.baand/skole:S/2018-19/baand:4", 'C'),
            ("trivsel.social.over-4/skole:S/2018-19", 'C'),
        ] {
            let key = part.replace('S', school);
            let (ours, theirs) = (told(&of_pupils, &key), told(&of_figures, &key));
            let number = |told: &str| told.split(',').next().unwrap().to_owned();
            assert_eq!(number(&ours), number(&theirs), "{key}");
            assert!(ours.contains(", A"), "{key}: {ours}");
            assert!(theirs.contains(&format!(", {class}")), "{key}: {theirs}");
        }
    }
}

/// Published means and bands alone: the mean of general wellbeing has a known deviation (D, with an
/// interval), a share has its pupils (C), and the two upper bands are the share over 3.0.
#[test]
fn published_means_and_bands_alone_are_figures_with_intervals() {
    let means = "skoleaar;institutionsnummer;klassetrin;trivsel_generel;antal_svar;elever\n\
                 2018/19;999101;;3,6;150;200\n2018/19;999102;;3,8;50;50\n";
    let bands = "skoleaar;institutionsnummer;trivselsindikator;andel_1_til_2;andel_2_1_til_3;\
                 andel_3_1_til_4;andel_4_1_til_5;antal_svar\n\
                 2018/19;999101;Generel trivsel;2,0;10,0;68,0;20,0;150\n";
    let answers = "skoleaar;institutionsnummer;klassetrin;spoergsmaal;andel_1;andel_2;andel_3;\
                   andel_4;andel_5;elever_svar\n2018/19;999101;;q14;1;2;7;20;70;100\n\
                   2018/19;999101;indskoling;q1;20;30;50;;;60\n";
    let release =
        administration(&[("wellbeing", means), ("wellbeing", bands), ("wellbeing", answers)]);
    assert_told(
        &release,
        &[
            ("trivsel.generel/skole:999101/2018-19", "3.6 of 150, D ~"),
            // (3.6 · 150 + 3.8 · 50) / 200.
            ("trivsel.generel/kommune:999/2018-19", "3.65 of 200, D ~"),
            ("trivsel.generel.over-3/skole:999101/2018-19", "88.0 of 150, C ~"),
            ("trivsel.generel.over-4/skole:999101/2018-19", "20.0 of 150, C ~"),
            ("trivsel.social.over-3/skole:999101/2018-19", "none"),
            ("trivsel.svarprocent/kommune:999/2018-19", "80.0 of 250, B ~"),
            ("trivsel.spoergsmaal-4-9.14/skole:999101/2018-19/svar:5", "70 of 100, C"),
            ("trivsel.spoergsmaal-0-3.14/skole:999101/2018-19/svar:3", "none"),
            ("trivsel.spoergsmaal-0-3.1/skole:999101/2018-19/svar:3", "50 of 60, C"),
            ("trivsel.spoergsmaal-4-9.1/skole:999101/2018-19/svar:3", "none"),
        ],
    );
}

#[test]
fn a_class_is_for_the_administration_and_stays_in_its_school() {
    let mut answers = Answers::new();
    for (about, answer) in
        [("999101;5;5A;pige", 4), ("999101;5;05. b;dreng", 2), ("999102;5;5A;dreng", 3)]
    {
        answers.add((15, "2018/19", about), first_of(Indicator::Social, (10, answer), None));
    }
    let run = run_of(&[("wellbeing", &answers.0)], "");
    let [inside, outside] =
        [Audience::Administration, Audience::Public].map(|audience| &run.releases[&audience]);
    assert_told(
        inside,
        &[
            ("trivsel.social/skole:999101/2018-19/klasse:5A", "4.00 of 15, A ~"),
            ("trivsel.social/skole:999101/2018-19/klasse:5B", "2.00 of 15, A ~"),
            ("trivsel.social/skole:999101/2018-19/koen:pige", "4.00 of 15, A ~"),
            ("trivsel.social/kommune:999/2018-19/koen:dreng", "2.50 of 30, A ~"),
            ("trivsel.social/kommune:999/2018-19/klasse:5A", "none"),
        ],
    );
    assert_eq!(told(outside, "trivsel.social/skole:999101/2018-19/klasse:5"), "3.00 of 30, A ~");
    let classes = outside.figures().keys().filter(|key| key.to_string().contains("klasse:5A"));
    assert_eq!(classes.count(), 0);
    assert!(!outside.ledger().iter().any(|entry| entry.breakdown.contains("klasse:5A")));
}

/// A question that has four answers has no fifth, and the tenth grade is asked nothing.
#[test]
fn an_answer_its_question_has_not_and_a_grade_that_is_not_asked_are_told_of() {
    let mut answers = Answers::new();
    let good = first_of(Indicator::Social, (10, 4), None);
    answers.add((12, "2018/19", "999101;9;9A;pige"), &good);
    answers.add((1, "2018/19", "999101;10;10A;pige"), &good);
    let four = upper().items().iter().find(|item| item.answers() == 4).unwrap().number();
    let wrong = |item: &Item| if item.number() == four { Some(5) } else { good(item) };
    answers.add((1, "2018/19", "999101;9;9A;pige"), wrong);
    let run = run_of(&[("wellbeing", &answers.0)], "");
    let report = run.ingested.sources.iter().find(|of| of.kind == SourceKind::Wellbeing).unwrap();
    assert_eq!((report.rows.used, report.rows.quarantined), (12, 1));
    assert_eq!(report.rows.excluded.get(&ExclusionRule::OtherGrade), Some(&1));
    let told_of: Vec<String> = run.ingested.findings.iter().map(ToString::to_string).collect();
    assert!(told_of.contains(&format!("K0204 0.csv:15 q{four}")), "{told_of:?}");
    let release = &run.releases[&Audience::Administration];
    assert_eq!(
        told(release, "trivsel.spoergsmaal-4-9.1/skole:999101/2018-19/svar:4"),
        "100.0 of 12, A"
    );
}

/// The mean rises from 3.5 to 3.8 while the share over 3.0 falls from 50 to 40 per cent.
#[test]
fn the_target_is_read_off_what_the_plan_says() {
    let mut answers = Answers::new();
    let all = |answer: u8| move |item: &Item| Some(if item.answers() == 4 { 0 } else { answer });
    let about = "999101;8;8A;pige";
    answers.add((20, "2018/19", about), all(4));
    answers.add((20, "2018/19", about), all(3));
    answers.add((16, "2021/22", about), all(5));
    answers.add((24, "2021/22", about), all(3));
    for (choice, of, expected) in [
        ("gennemsnit", "trivsel.generel", RuleVerdict::Met),
        ("andel-over-3", "trivsel.generel.over-3", RuleVerdict::NotMet),
    ] {
        let settings = format!("[settings]\ntrivselsmaal_maal = \"{choice}\"\n");
        let run = run_of(&[("wellbeing", &answers.0)], &settings);
        let release = &run.releases[&Audience::Administration];
        let verdicts = release.targets().iter().filter(|target| {
            target.unit.to_string() == "kommune:999" && target.year.to_string() == "2021/22"
        });
        let verdicts: Vec<_> = verdicts
            .filter(|target| target.target.indicator.as_str().starts_with("trivsel."))
            .collect();
        let [verdict] = verdicts.as_slice() else { panic!("{choice}: {verdicts:?}") };
        assert_eq!(verdict.target.indicator.as_str(), of);
        assert!(
            matches!(&verdict.content, TargetContent::Shown { rule, .. } if *rule == expected),
            "{choice}: {verdict:?}"
        );
    }
}

/// Who answers alike to every question makes questions that hang together wholly: alpha is 1. 99
/// pupils who answered all of them are too few.
#[test]
fn alpha_is_of_a_hundred_pupils_or_more_and_shown_to_everybody() {
    let mut answers = Answers::new();
    let all = |answer: u8| move |item: &Item| Some(answer.min(item.answers()));
    answers.add((60, "2018/19", "999101;5;5A;pige"), all(4));
    answers.add((40, "2018/19", "999102;5;5A;pige"), all(2));
    answers.add((60, "2021/22", "999101;5;5A;pige"), all(4));
    answers.add((39, "2021/22", "999102;5;5A;pige"), all(2));
    answers.add((1, "2021/22", "999102;5;5A;pige"), first_of(Indicator::Social, (5, 4), None));
    let run = run_of(&[("wellbeing", &answers.0)], "");
    for release in run.releases.values() {
        let social =
            release.reliability().iter().filter(|of| of.indicator.as_str() == "trivsel.social");
        let social: Vec<_> = social
            .map(|of| {
                (
                    of.year.to_string(),
                    usize::try_from(of.items).unwrap(),
                    of.n,
                    of.alpha.to_string(),
                )
            })
            .collect();
        assert_eq!(social, [("2018/19".to_owned(), 10, 100, "1.00".to_owned())]);
    }
}
