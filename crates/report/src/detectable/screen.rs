//! The answer for a terminal.

use kvalitet_core::Decimal;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::method::count_to_f64;
use kvalitet_core::verdict::{Family, ShockBasis};

use super::assess::YEARS;
use super::assessment::{Assessed, Assessment, Grade, ShockFrom};
use super::goals::{GoalGrade, Goals, unit_and_grade};
use super::question::{Answer, Question, is_on_scale};
use super::words::newest;
use crate::terminal::Screen;
use crate::view::View;

/// The answer to one question.
pub(crate) fn one(view: &View<'_>, screen: &mut Screen, question: &Question<'_>, answer: &Answer) {
    let Question { indicator, unit, change } = *question;
    let name = ("indikator", view.local(&indicator.name).into());
    screen.heading(&match change {
        Some(change) => {
            let change = view.change_in_words(indicator, change);
            view.with("rap-afl-overskrift", &[name, ("aendring", change.into())])
        }
        None => view.with("rap-afl-overskrift-uden", &[name]),
    });
    screen.line(&format!("{} · {unit} · {}", view.name(unit), indicator.id));
    screen.line("");
    let answer_is = view.get("rap-afl-svar");
    match &answer.assessment {
        Assessment::Hidden => screen.field(&answer_is, &view.get("rap-forklar-skjult")),
        Assessment::NoFigure | Assessment::NoChange => {
            screen.field(&answer_is, &view.graded(&answer.assessment));
        }
        Assessment::Cannot { why } => {
            screen.field(&answer_is, &view.graded(&answer.assessment));
            screen.field(&view.get("rap-afl-hvorfor"), &view.why_not(*why));
        }
        Assessment::Assessed(assessed) => {
            screen.field(&answer_is, &grade(view, assessed.grade));
            what(view, screen, question, assessed);
            screen.heading(&view.get("rap-afl-regnet"));
            how(view, screen, question, assessed);
            screen.line("");
            screen.paragraph(&view.get("rap-afl-forbehold"));
        }
    }
}

fn grade(view: &View<'_>, grade: Grade) -> String {
    match grade {
        Grade::Now => view.get("rap-afl-nu-langt"),
        Grade::After(years) => {
            view.with("rap-afl-foerst-efter-langt", &[("aar", u64::from(years).into())])
        }
        Grade::Never => view.with("rap-afl-aldrig-langt", &[("aar", u64::from(YEARS).into())]),
    }
}

/// What the data can show.
fn what(view: &View<'_>, screen: &mut Screen, question: &Question<'_>, of: &Assessed) {
    let Question { indicator, change, .. } = *question;
    if let Some(obstacle) = of.obstacle {
        screen.field(&view.get("rap-bemaerk"), &view.obstacle(indicator, obstacle));
    }
    let change = change.map(|of| view.change_in_words(indicator, of)).unwrap_or_default();
    let chance = [("chance", chance(view, of.chance).into()), ("aendring", change.into())];
    screen.field(&view.get("rap-afl-chance"), &view.with("rap-afl-chance-om", &chance));
    screen.field(&view.get("rap-afl-sikker-fra"), &sure(view, indicator, of));
    let discoverable = match of.discoverable.filter(|of| is_on_scale(indicator, *of)) {
        Some(number) => {
            let number = view.change_in_words(indicator, number);
            view.with("rap-afl-opdages-om", &[("aendring", number.into())])
        }
        None => view.get("rap-afl-opdages-ingen"),
    };
    screen.field(&view.get("rap-afl-opdages"), &discoverable);
    let value = view.value_in_text(indicator, of.value);
    let newest = newest(of).map(|n| view.persons(indicator, n)).unwrap_or_default();
    let latest = format!("{}: {value}, {newest}", of.year);
    screen.field(&view.get("rap-afl-seneste"), &latest);
    let persons = of.persons.iter().map(|of| format!("{} {}", of.year, view.texts.count(of.n)));
    let persons: Vec<String> = persons.collect();
    screen.field(&view.get("rap-afl-pr-aar"), &persons.join(" · "));
}

/// A chance in whole per cent; never 0 or 100, which no chance is.
fn chance(view: &View<'_>, chance: Decimal) -> String {
    let per_cent = Decimal::from_f64(100.0 * chance.to_f64(), 0);
    let per_cent = per_cent.map_or(0, Decimal::units);
    let printed = |per_cent: i64| {
        Decimal::new(per_cent, 0).map(|of| view.texts.percent_in_text(of)).unwrap_or_default()
    };
    match per_cent {
        ..=0 => view.with("rap-afl-under", &[("chance", printed(1).into())]),
        100.. => view.with("rap-afl-over", &[("chance", printed(99).into())]),
        _ => printed(per_cent),
    }
}

fn sure(view: &View<'_>, indicator: &Indicator, of: &Assessed) -> String {
    let words = |number| view.change_in_words(indicator, number);
    match (of.sure_fall, of.sure_rise) {
        (Some(fall), Some(rise)) if fall.compare(rise).is_eq() => {
            view.with("rap-afl-sikker-begge", &[("aendring", words(fall).into())])
        }
        (Some(fall), Some(rise)) => view.with(
            "rap-afl-sikker-hver",
            &[("fald", words(fall).into()), ("stigning", words(rise).into())],
        ),
        (Some(fall), None) => view.with("rap-afl-sikker-kun-fald", &[("fald", words(fall).into())]),
        (None, Some(rise)) => {
            view.with("rap-afl-sikker-kun-stigning", &[("stigning", words(rise).into())])
        }
        (None, None) => view.get("rap-afl-sikker-ingen"),
    }
}

/// How it was worked out.
fn how(view: &View<'_>, screen: &mut Screen, question: &Question<'_>, of: &Assessed) {
    let indicator = question.indicator;
    let basis = match of.between {
        Some([from, to]) => {
            let years = [("fra", from.to_string().into()), ("til", to.to_string().into())];
            view.with("rap-afl-af-aendring", &years)
        }
        None => view.with("rap-afl-af-et-aar", &[("aar", of.year.to_string().into())]),
    };
    let favourable = of.is_most_favourable.then(|| view.get("rap-afl-gunstigste"));
    let basis = std::iter::once(basis).chain(favourable).collect::<Vec<_>>().join(" ");
    screen.field(&view.get("rap-afl-grundlag"), &basis);
    let error = view.change_in_words(indicator, of.standard_error);
    let error = view.with("rap-afl-standardfejl-om", &[("tal", error.into())]);
    screen.field(&view.get("rap-afl-standardfejl"), &error);
    screen.field(&view.get("rap-afl-chok"), &shock(view, of));
    screen.field(&view.get("rap-afl-kritisk"), &critical(view, of));
    screen.field(&view.get("rap-afl-sammen"), &together(view, indicator, of));
}

fn shock(view: &View<'_>, of: &Assessed) -> String {
    let basis = view.get(match of.prior_basis {
        ShockBasis::Measured => "rap-afl-chok-maalt",
        ShockBasis::Assumed => "rap-afl-chok-antaget",
    });
    let arguments = [
        ("faktor", view.texts.number(of.shock).into()),
        ("forud", view.texts.number(of.prior).into()),
        ("grundlag", basis.into()),
    ];
    let id = match of.shock_from {
        ShockFrom::Clusters => "rap-afl-chok-klynger",
        ShockFrom::Schools => "rap-afl-chok-skoler",
        ShockFrom::Prior => "rap-afl-chok-forud",
    };
    view.with(id, &arguments)
}

fn critical(view: &View<'_>, of: &Assessed) -> String {
    let number = ("tal", view.texts.number(of.critical).into());
    let comparisons = ("antal", of.comparisons.unwrap_or_default().into());
    match &of.family {
        Some(Family::Municipality | Family::Confidential) => {
            view.with("rap-afl-kritisk-kommune", &[number, comparisons])
        }
        Some(Family::Schools { theme } | Family::Positions { theme }) => {
            let themes = view.release.catalogue().themes();
            let name = themes.iter().find(|of| of.id == *theme).map(|of| view.local(&of.name));
            let name = ("tema", name.unwrap_or(theme).into());
            view.with("rap-afl-kritisk-skoler", &[number, comparisons, name])
        }
        None => view.with("rap-afl-kritisk-alene", &[number]),
    }
}

/// How many different persons several years are of.
fn together(view: &View<'_>, indicator: &Indicator, of: &Assessed) -> String {
    let years = match of.grade {
        Grade::Now => return view.get("rap-afl-sammen-nej"),
        Grade::After(years) => years,
        Grade::Never => YEARS,
    };
    let results = newest(of).unwrap_or_default().saturating_mul(u64::from(years));
    let distinct = Decimal::from_f64(of.distinct.to_f64() * count_to_f64(results), 0);
    let distinct = distinct.and_then(|of| u64::try_from(of.units()).ok()).unwrap_or_default();
    view.with(
        "rap-afl-sammen-ja",
        &[
            ("aar", u64::from(years).into()),
            ("resultater", results.into()),
            ("talt", View::counted(indicator).into()),
            ("forskellige", distinct.into()),
        ],
    )
}

/// Every goal, and whether it can be read off.
pub(crate) fn goals(view: &View<'_>, screen: &mut Screen, goals: &Goals) {
    screen.heading(&view.get("rap-afl-titel"));
    if goals.goals.is_empty() {
        screen.line("");
        screen.paragraph(&view.get("rap-afl-ingen-maal"));
        return;
    }
    for goal in &goals.goals {
        goal_lines(view, screen, goal);
    }
    screen.line("");
    screen.paragraph(&view.get("rap-afl-forbehold"));
}

fn goal_lines(view: &View<'_>, screen: &mut Screen, goal: &GoalGrade) {
    screen.line("");
    screen.paragraph(&goal.name);
    let catalogue = view.release.catalogue();
    let indicator = goal.indicator.as_ref().and_then(|id| catalogue.indicator(id.as_str()));
    let Some(indicator) = indicator else {
        screen.line(&format!("    {}", view.get("rap-tegn-uden-data")));
        return;
    };
    let Some(first) = goal.answers.first() else {
        screen.line(&format!("    {}", view.get("rap-afl-ingen-svar")));
        return;
    };
    let id = indicator.id.as_str();
    let read = match first.answer.change {
        Some(change) => {
            let change = view.change_in_words(indicator, change);
            view.with("rap-afl-laest-af", &[("indikator", id.into()), ("aendring", change.into())])
        }
        None => id.to_owned(),
    };
    screen.line(&format!("    {read}"));
    for of in &goal.answers {
        screen.line(&format!("    {}", unit_and_grade(view, indicator, of)));
    }
}
