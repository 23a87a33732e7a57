//! What charts say of verdicts: never more, and why where there is none.

use kvalitet_core::progression::Basis;
use kvalitet_core::{Subject, Unit};
use kvalitet_disclosure::{EffectAccount, ModelAccount, SchoolGainAccount, SchoolGainsAccount};

use super::*;
use crate::document::Chart;
use crate::drawings;

const SCHOOLS: [&str; 4] = [SCHOOL, "skole:999002", "skole:999003", "skole:999004"];

/// A change of each of four schools: sure, not sure, too few, hidden.
fn changes() -> Vec<ReleasedChange> {
    let verdicts = [ChangeVerdict::Rise, ChangeVerdict::NoSureChange, ChangeVerdict::TooFew];
    let all = verdicts.iter().zip(SCHOOLS).map(|(verdict, unit)| {
        let numbers = numbers(["3.4", "-15.0", "21.0"], "0.7", [None; 2]);
        change(("andel", unit), Some(*verdict), verdict.is_tested().then_some(&numbers))
    });
    let mut hidden = change(("andel", SCHOOLS[3]), None, None);
    hidden.content = ChangeContent::Hidden;
    all.chain([hidden]).collect()
}

/// Places of four schools with numbers, one of them too small to be tested.
fn positions(counting: bool) -> Vec<ReleasedPosition> {
    let verdicts = [
        PositionVerdict::Above,
        PositionVerdict::Level,
        PositionVerdict::Below,
        PositionVerdict::TooFew,
    ];
    let all = SCHOOLS.iter().zip(verdicts).map(|(unit, verdict)| {
        let mut numbers = level();
        numbers.counting = counting.then(|| ["60.0", "80.0"].map(decimal));
        ReleasedPosition { unit: unit.parse().unwrap(), ..position(verdict, Some(&numbers)) }
    });
    all.collect()
}

fn with<T>(
    language: Language,
    (changes, positions): (&[ReleasedChange], &[ReleasedPosition]),
    then: impl FnOnce(&View<'_>) -> T,
) -> T {
    let mut fixture = Fixture::defining(DEFINITIONS);
    fixture.texts = Texts::new(language);
    let release = fixture.release();
    let mut figures = Figures::new();
    for unit in SCHOOLS {
        let key = format!("andel/{unit}/2019-20").parse().unwrap();
        figures.insert(key, share(30, 47));
        figures.extend(two_years("andel", unit, &[share(32, 45), share(35, 47)]));
    }
    let spreading = spreading();
    let judged = Judged { changes, positions, spreading: &spreading, ..Judged::default() };
    then(&View::judged_by(&release, (&figures, judged), &fixture.texts))
}

fn title(svg: &str) -> String {
    let (_, rest) = svg.split_once("<title id=").unwrap();
    rest.split_once('>').unwrap().1.split_once("</title>").unwrap().0.replace('\u{a0}', " ")
}

fn panels(changes: &[ReleasedChange]) -> Chart {
    let schools: Vec<Unit> = SCHOOLS.iter().map(|unit| unit.parse().unwrap()).collect();
    with(Language::Danish, (changes, &[]), |view| {
        let indicator = view.release.catalogue().indicator("andel").unwrap();
        drawings::multiples(view, indicator, &schools).unwrap().unwrap()
    })
}

#[test]
fn panels_tell_tested_changes_from_the_others_and_name_the_judged_years() {
    let svg = panels(&changes()).wide;
    let expected = "Gode, skole for skole: én af 2 ændringer fra 2020/21 til 2021/22 er sikker";
    assert_eq!(title(&svg), expected);
    assert!(svg.contains(">sikker ændring 2020/21–2021/22</text>"), "{svg}");
    for said in ["; ikke sikker</title>", "; for få</title>", "; skjult</title>"] {
        assert_eq!(svg.matches(said).count(), 1, "{said}");
    }
}

#[test]
fn the_one_change_that_was_tested_is_not_one_of_one() {
    let alone = title(&panels(&changes()[..1]).wide);
    assert!(alone.ends_with("den ene ændring, der er prøvet fra 2020/21 til 2021/22, er sikker"));
}

fn funnel(language: Language, positions: &[ReleasedPosition]) -> Option<Chart> {
    with(language, (&[], positions), |view| {
        let indicator = view.release.catalogue().indicator("andel").unwrap();
        drawings::funnels(view, indicator).unwrap().into_iter().next()
    })
}

#[test]
fn a_funnel_is_of_schools_that_were_tested_and_says_why_others_are_not_in_it() {
    let chart = funnel(Language::Danish, &positions(true)).unwrap();
    let expected = "Gode: 2 af 3 skoler skiller sig sikkert ud, uden hensyn til elevernes baggrund";
    assert_eq!(title(&chart.wide), expected);
    let rest = chart.wide.lines().find(|line| line.contains(">for få: ")).unwrap();
    assert!(rest.contains("999004"), "{rest}");
    assert!(!chart.wide.contains("intet tal"));
    let mut none = positions(true);
    for of in &mut none {
        let PositionContent::Shown { verdict, .. } = &mut of.content else { continue };
        *verdict = PositionVerdict::TooFewSchools;
    }
    assert_eq!(funnel(Language::Danish, &none), None);
}

/// Everything that is printed, on one line.
fn said(svg: &str) -> String {
    let lines = svg.lines().filter(|line| line.starts_with("<text "));
    let words = lines.filter_map(|line| line.split_once('>'));
    words.map(|(_, rest)| rest.trim_end_matches("</text>")).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_note_of_a_funnel_is_about_the_limits_it_has() {
    for (counting, inner, own) in [(true, true, false), (false, false, true)] {
        let said = said(&funnel(Language::English, &positions(counting)).unwrap().wide);
        assert_eq!(said.contains("the inner limits and 998"), inner, "{said}");
        assert_eq!(said.contains("their own limits"), own, "{said}");
        assert!(said.contains("All folkeskoler"), "{said}");
    }
}

/// What two schools added, with a model that tells them apart or not.
fn gains(differ: bool) -> Chart {
    let effect = |shrunken: &str| EffectAccount {
        shrunken: decimal(shrunken),
        interval: ["-0.20", "0.20"].map(decimal),
        comparison: differ.then(|| ["-0.10", "0.10"].map(decimal)),
        reliability: decimal("0.50"),
    };
    let school = |unit: &str, shrunken| SchoolGainAccount {
        school: unit.parse().unwrap(),
        n: 50,
        before: decimal("0.10"),
        after: decimal("0.12"),
        rebound: None,
        effect: Some(effect(shrunken)),
    };
    let account = SchoolGainsAccount {
        subject: Subject::Reading,
        kind: SchoolKind::Folkeskole,
        basis: Basis::Own,
        years: ["2021/22".parse().unwrap()].into(),
        model: Some(ModelAccount {
            within: decimal("0.80"),
            between: decimal("0.85"),
            schools: decimal(if differ { "0.05" } else { "0.00" }),
            pupils: decimal("0.60"),
            p: Some(decimal("0.0001")),
        }),
        schools: vec![school(SCHOOLS[0], "0.05"), school(SCHOOLS[1], "-0.05")],
    };
    with(Language::Danish, (&[], &[]), |view| {
        drawings::caterpillar(view, &account).unwrap().unwrap()
    })
}

#[test]
fn what_schools_added_is_no_finding_of_its_own() {
    let (differ, alike) = (gains(true), gains(false));
    assert_eq!(title(&differ.wide), "Løfteevne i læsning, folkeskolerne");
    let expected = "Folkeskolerne i læsning: der kan ikke ses nogen forskel mellem skolerne ud over \
                    det, man kunne vente";
    assert_eq!(title(&alike.wide), expected);
    let [differ, alike] = [differ, alike].map(|chart| (said(&chart.wide), chart.table));
    for (said, _) in [&differ, &alike] {
        assert!(said.contains("gennem det forrige resultat"), "{said}");
    }
    assert!(differ.0.contains("Med mange par") && !alike.0.contains("tykke streger"));
    // Differences have their sign in the table too.
    assert_eq!(differ.1.groups[0].rows[0].cells[0].text, "+0,05");
}

#[test]
fn where_a_school_stands_is_said_without_regard_to_background_and_of_which_years() {
    for (language, background) in [
        (Language::Danish, "uden hensyn til elevernes baggrund"),
        (Language::English, "without regard to the pupils' background"),
    ] {
        for place in ["over", "paa", "under"] {
            let arguments =
                [("navn", "Gode".into()), ("sted", place.into()), ("aar", "2019/20".into())];
            let said = Texts::new(language).with("rap-fund-sted", &arguments);
            assert!(said.contains(background) && said.contains(" i") && said.contains("2019/20"));
        }
    }
}
