//! Actions in words over figures and changes of a test's own.

use kvalitet_core::LocalText;
use kvalitet_core::action::{Action, ActionStatus};
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_disclosure::{Audience, ChangeContent, ReleasedChange};
use proptest::prelude::*;

use crate::actions::{name, of_municipality, of_schools, sign_briefly, sign_now, status};
use crate::document::Cell;
use crate::followup;
use crate::testing::{Fixture, figures};
use crate::view::{Judged, View};

const DEFINITIONS: &str = r#"
[theme]
id = "laering"
name = { da = "Læring", en = "Learning" }
about = { da = "Om læring.", en = "Of learning." }

[[indicator]]
id = "ude"
version = 1
table = "wellbeing"
name = { da = "Ude", en = "Outside" }
description = { da = "Andelen ude.", en = "The share outside." }
population = { da = "Alle.", en = "All." }
numerator = "generel > 3"
denominator = "generel is not null"
minimum_n = 5
scale = "procent"
decimals = 1
method = "wilson"
polarity = "hoejere-er-bedre"
confidentiality = "aaben"
headline = true
source = "prøve"
status = "antaget"
"#;

fn text(text: &str) -> LocalText {
    LocalText { da: text.to_owned(), en: text.to_owned() }
}

fn action(id: &str, status: ActionStatus) -> Action {
    Action {
        id: id.to_owned(),
        goal: None,
        name: text(id),
        text: text("Der gøres noget."),
        sign: None,
        indicator: Some("ude".parse().unwrap()),
        change: None,
        responsible: text("Skolechefen"),
        why: None,
        from: Some("2020-08-01".to_owned()),
        due: "2022-03-30".to_owned(),
        school: None,
        status,
        from_last_report: true,
        follow_up: None,
    }
}

fn change(content: ChangeContent) -> ReleasedChange {
    ReleasedChange {
        indicator: "ude".parse().unwrap(),
        unit: "kommune:999".parse().unwrap(),
        from: "2019/20".parse().unwrap(),
        to: "2020/21".parse().unwrap(),
        content,
    }
}

const VERDICTS: [ChangeVerdict; 7] = [
    ChangeVerdict::Rise,
    ChangeVerdict::Fall,
    ChangeVerdict::NoSureChange,
    ChangeVerdict::WithReservation,
    ChangeVerdict::NotComparable,
    ChangeVerdict::TooFew,
    ChangeVerdict::CannotBeAssessed,
];

/// What is said of an action's status, and of its sign, beside a change.
fn said(action: &Action, change: &[ReleasedChange], value: &str) -> [Cell; 3] {
    let mut fixture = Fixture::defining(DEFINITIONS);
    fixture.context.actions = vec![action.clone()];
    let release = fixture.release();
    let figures = figures(&[("ude/kommune:999/2020-21", value)]);
    let judged = Judged { changes: change, ..Judged::default() };
    let view = View::judged_by(&release, (&figures, judged), &fixture.texts);
    let action = of_municipality(&view)[0];
    [status(&view, action), sign_now(&view, action), sign_briefly(&view, action)]
}

proptest! {
    /// Whatever the numbers say, the status is the municipality's; whatever it says, the sign is the
    /// numbers'.
    #[test]
    fn no_status_comes_from_a_number_and_no_sign_from_a_status(
        one in 0_usize..7, other in 0_usize..7, of in 0_usize..4, and in 0_usize..4,
    ) {
        let shown = |place: usize| {
            let verdict = Some(VERDICTS[place]);
            [change(ChangeContent::Shown { verdict, family: None, numbers: None })]
        };
        let action_of = |place: usize| action("a", ActionStatus::ALL[place]);
        let first = said(&action_of(of), &shown(one), "74.3 70.0 78.0");
        let second = said(&action_of(of), &shown(other), "12.0 9.0 15.0");
        prop_assert_eq!(&first[0], &second[0]);
        let third = said(&action_of(and), &shown(one), "74.3 70.0 78.0");
        prop_assert_eq!(&first[1..], &third[1..]);
        for cell in &first {
            let all = format!("{} {}", cell.text, cell.under).to_lowercase();
            for word in ["succes", "lykkedes", "virkede", "på grund af"] {
                prop_assert!(!all.contains(word), "{all}");
            }
        }
    }
}

#[test]
fn a_sure_change_is_told_with_its_years_and_that_why_is_not_known() {
    let content = |verdict| ChangeContent::Shown { verdict, family: None, numbers: None };
    let sign =
        |content| said(&action("a", ActionStatus::Running), &[change(content)], "74.3")[1].clone();
    let rise = sign(content(Some(ChangeVerdict::Rise)));
    assert_eq!(
        rise.text,
        "Tallet er steget (sikkert) fra 2019/20 til 2020/21. Hvorfor, vides ikke."
    );
    assert_eq!(rise.under, "74,3\u{a0}pct. (2020/21)");
    let hidden = sign(ChangeContent::Hidden);
    assert_eq!(hidden.text, "Ændringen fra 2019/20 til 2020/21 er skjult.");
    assert_eq!(sign(content(None)).text, "Om tallet har ændret sig, er ikke bedømt.");
}

#[test]
fn a_number_from_before_an_action_says_so() {
    let mut later = action("a", ActionStatus::Running);
    later.from = Some("2021-08-01".to_owned());
    assert!(said(&later, &[], "74.3")[1].under.ends_with("tallet er fra før, handlingen begyndte"));
    assert_eq!(
        said(&action("a", ActionStatus::Running), &[], "74.3")[1].under,
        "74,3\u{a0}pct. (2020/21)"
    );
    // A hidden number is nowhere.
    let hidden = said(&action("a", ActionStatus::Running), &[], "skjult");
    assert_eq!(hidden[1].text, "Intet tal for denne modtager");
}

#[test]
fn a_status_says_whether_its_time_has_run_out_on_the_report_s_date() {
    let of = |due: &str, status: ActionStatus| {
        let action = Action { due: due.to_owned(), ..action("a", status) };
        said(&action, &[], "74.3")[0].clone()
    };
    assert_eq!(of("2022-03-30", ActionStatus::Running).under, "over tid · ikke fulgt op");
    assert_eq!(of("2022-03-31", ActionStatus::Running).under, "");
    assert_eq!(of("2022-03-30", ActionStatus::CarriedThrough).under, "ikke fulgt op");
    assert_eq!(of("2022-03-30", ActionStatus::GivenUp).text, "opgivet");
}

#[test]
fn agreements_stand_with_their_school_for_the_administration_and_nowhere_for_the_public() {
    let mut fixture = Fixture::defining(DEFINITIONS);
    let agreed = Action {
        school: Some("999001".parse().unwrap()),
        ..action("aftalt", ActionStatus::Running)
    };
    fixture.context.actions = vec![agreed];
    let release = fixture.release();
    let view = View::new(&release, &fixture.texts);
    assert_eq!(name(&view, of_schools(&view)[0]), "<b>&\": aftalt");
    let chapter = followup::chapter(&view).unwrap();
    assert_eq!(chapter.sections.len(), 1);
    let fixture = fixture.of(Audience::Public);
    let release = fixture.release();
    assert_eq!(followup::chapter(&View::new(&release, &fixture.texts)), None);
}
