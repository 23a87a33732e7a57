//! What data could ever show, asked of whole runs on a simulated municipality.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::panic, reason = "a failed step is a failed test")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kvalitet_core::{Decimal, Language, SchoolYear, Unit};
use kvalitet_disclosure::{
    Audience, ChangeContent, Release, ReleasedChange, ReleasedChangeNumbers,
};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, run, simulate_into};
use kvalitet_report::detectable;
use kvalitet_report::detectable::{
    Answer, Asked, Assessed, Assessment, Found, Goals, Grade, Obstacle, ShockFrom, WhyNot,
};
use kvalitet_simulate::Settings;
use kvalitet_text::Texts;

/// Two years, read once for all tests.
static TWO: LazyLock<Release> = LazyLock::new(|| made("\"2015/16\", \"2016/17\""));

/// The administration's release of seven schools, these years of them in the report.
fn made(years: &str) -> Release {
    let folder = tempfile::tempdir().unwrap();
    let year = |start| SchoolYear::starting(start).unwrap();
    let settings = Settings {
        schools: 7,
        pupils: Some(3000),
        first_year: year(2015),
        last_year: year(2016),
        seed: 11,
        ..Settings::default()
    };
    simulate_into(folder.path(), &settings).unwrap();
    let text = std::fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let line = text.lines().find(|line| line.starts_with("years = ")).unwrap();
    let text = text.replace(line, &format!("years = [{years}]"));
    let plan = Plan::parse(&text, "plan.toml").unwrap();
    let mut done = run(&plan, &Folder::new(folder.path()), &|_| ()).unwrap();
    done.releases.remove(&Audience::Administration).unwrap()
}

fn answer(release: &Release, unit: Unit, indicator: &str, change: &str) -> Answer {
    let unit = unit.to_string();
    let asked = Asked { unit: Some(&unit), indicator: Some(indicator), change: Some(change) };
    let found = detectable(release, &Texts::new(Language::Danish), asked).unwrap().found;
    let Found::One(answer) = found else { panic!("{found:?}") };
    *answer
}

fn assessed(release: &Release, unit: Unit, indicator: &str, change: &str) -> Assessed {
    match answer(release, unit, indicator, change).assessment {
        Assessment::Assessed(assessed) => *assessed,
        other => panic!("{unit} {indicator}: {other:?}"),
    }
}

fn numbers(change: &ReleasedChange) -> Option<&ReleasedChangeNumbers> {
    match &change.content {
        ChangeContent::Shown { numbers, .. } => numbers.as_deref(),
        ChangeContent::Hidden => None,
    }
}

#[test]
fn what_is_printed_is_what_the_report_judged_by() {
    let release = &*TWO;
    let (mut judged, mut described) = (0, 0);
    for change in release.changes() {
        let Some(numbers) = numbers(change) else { continue };
        let of = assessed(release, change.unit, change.indicator.as_str(), "3");
        let place = format!("{} {}", change.indicator, change.unit);
        assert_eq!(of.standard_error.to_string(), numbers.standard_error.to_string(), "{place}");
        assert_eq!(of.shock.to_string(), numbers.shock.to_string(), "{place}");
        assert_eq!(of.between, Some([change.from, change.to]), "{place}");
        if numbers.critical.is_some() {
            judged += 1;
            assert_eq!(Some(of.critical), numbers.critical, "{place}");
            assert_eq!(
                (of.sure_fall, of.sure_rise, of.discoverable),
                (numbers.sure_fall, numbers.sure_rise, numbers.discoverable),
                "{place}"
            );
            let family = of.family.unwrap();
            let summary = release.families().iter().find(|of| of.family == family).unwrap();
            assert_eq!(of.comparisons, Some(summary.comparisons), "{place}");
        } else {
            described += 1;
            assert!(of.family.is_none(), "{place}");
            // Alone it needs no more than a claim that is corrected with others does: 6 per mille.
            assert!(2.65 <= of.critical.to_f64() && of.critical.to_f64() < 4.5, "{place} {of:?}");
        }
    }
    assert!(20 < judged && 100 < described, "{judged} {described}");
}

#[test]
fn a_greater_change_has_a_greater_chance_and_no_worse_grade() {
    let release = &*TWO;
    let units: BTreeSet<Unit> = release.changes().iter().map(|of| of.unit).collect();
    let mut grades = BTreeSet::new();
    for unit in units {
        let mut last: Option<(Decimal, Grade)> = None;
        for change in ["1", "2,5", "5", "10", "20", "29"] {
            let of = assessed(release, unit, "laesning.gode", change);
            grades.insert(of.grade);
            if let Some((chance, grade)) = last {
                assert!(!of.chance.compare(chance).is_lt(), "{unit} {change}");
                // Beyond the end of the scale nothing can be read off.
                let beyond = matches!(of.obstacle, Some(Obstacle::EndOfScale { .. }));
                assert!(beyond || of.grade <= grade, "{unit} {change}: {:?} {grade:?}", of.grade);
            }
            last = Some((of.chance, of.grade));
        }
    }
    assert!(grades.contains(&Grade::Now) && grades.contains(&Grade::Never), "{grades:?}");
    assert!(grades.iter().any(|grade| matches!(grade, Grade::After(_))), "{grades:?}");
}

/// One year: its persons stand for both, and a municipality's answer says that it is favourable.
#[test]
fn one_year_stands_for_both() {
    let (one, two) = (&made("\"2016/17\""), &*TWO);
    let whole: Unit = "kommune:999".parse().unwrap();
    let of = assessed(one, whole, "laesning.gode", "5");
    assert_eq!((of.between, of.shock_from), (None, ShockFrom::Prior));
    assert!(of.is_most_favourable && of.family.is_none());
    assert_eq!(of.shock.to_string(), "1.60");
    assert!(!assessed(two, whole, "laesning.gode", "5").is_most_favourable);
    for indicator in ["laesning.gode", "trivsel.generel"] {
        let school = |release: &Release| {
            let changed = release.changes().iter().filter(|of| of.indicator.as_str() == indicator);
            let schools = changed.map(|of| of.unit);
            schools.filter(|unit| matches!(unit, Unit::School(_))).min()
        };
        let school = school(two).unwrap();
        let (one, two) =
            (assessed(one, school, indicator, "1"), assessed(two, school, indicator, "1"));
        assert_eq!((one.year, one.value), (two.year, two.value));
        // With counting alone the two errors differ by the persons of the other year.
        let by_counting = |of: &Assessed| of.standard_error.to_f64() / of.shock.to_f64();
        let ratio = by_counting(&one) / by_counting(&two);
        assert!((0.75..1.33).contains(&ratio), "{indicator}: {ratio}");
        assert!(!one.is_most_favourable);
    }
}

#[test]
fn ratios_distributions_and_values_as_published_cannot_be_assessed() {
    let release = &*TWO;
    let school: Unit = release
        .figures()
        .keys()
        .find(|key| key.indicator.as_str() == "socref.karakter" && key.unit != Unit::Nation)
        .unwrap()
        .unit;
    let why = |indicator: &str| match answer(release, school, indicator, "1").assessment {
        Assessment::Cannot { why } => why,
        other => panic!("{indicator}: {other:?}"),
    };
    assert_eq!(why("laesning.niveauer"), WhyNot::Distribution);
    assert_eq!(why("socref.karakter"), WhyNot::NotShareOrMean);
    assert!(matches!(why("klassekvotient"), WhyNot::NotOfPersons | WhyNot::ValueAlone));
}

#[test]
fn every_goal_is_graded_for_the_municipality_and_the_middle_school() {
    let release = &*TWO;
    let goals = |unit: Option<&str>, language| {
        let asked = Asked { unit, ..Asked::default() };
        let found = detectable(release, &Texts::new(language), asked).unwrap();
        let Found::Goals(Goals { goals }) = found.found else { panic!("{}", found.text) };
        (goals, found.text)
    };
    let (all, text) = goals(None, Language::Danish);
    let national =
        ["laesning.gode", "laesning.allerdygtigste", "laesning.daarlige", "trivsel.generel"];
    for id in national {
        let goal = all.iter().find(|of| of.indicator.as_ref().is_some_and(|of| of.as_str() == id));
        let answers = &goal.unwrap().answers;
        let middle: Vec<bool> = answers.iter().map(|of| of.is_middle_school).collect();
        assert_eq!(middle, [false, true], "{id}");
        let change = if id == "trivsel.generel" { "0.20" } else { "5" };
        assert!(answers.iter().all(|of| of.answer.change.unwrap().to_string() == change), "{id}");
        let grade = |at: usize| match &answers.get(at).unwrap().answer.assessment {
            Assessment::Assessed(of) => of.grade,
            other => panic!("{id}: {other:?}"),
        };
        assert!(grade(0) <= grade(1), "{id}: a school shows more than the municipality");
    }
    // The middle school is larger than as many as it is smaller than.
    let year: SchoolYear = "2016/17".parse().unwrap();
    let catalogue = release.catalogue();
    let reading = catalogue.indicator("laesning.gode").unwrap();
    let mut sizes: Vec<u64> = (release.units().iter())
        .filter(|(unit, _)| matches!(unit, Unit::School(_)))
        .filter(|(_, info)| info.kind.is_some_and(|kind| kind.id() == "folkeskole"))
        .filter_map(|(unit, _)| {
            let all = kvalitet_core::Breakdown::ALL;
            release.figure(reading, *unit, year, all)?.n()
        })
        .collect();
    sizes.sort_unstable();
    let middle = sizes.get((sizes.len() - 1) / 2).unwrap();
    let said = format!("den midterste skole ({middle} elever)");
    assert!(text.contains(&said), "{sizes:?}: {text}");
    let (of_one, english) = goals(Some("kommune:999"), Language::English);
    assert!(of_one.iter().all(|goal| goal.answers.len() <= 1));
    assert!(english.contains("Can the goals be read off?"), "{english}");
}
