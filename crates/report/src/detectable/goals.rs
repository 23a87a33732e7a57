//! Every goal's grade, before anybody adopts it: signs of the municipality's own goals, own indicators
//! with a target, and the national targets.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Decimal, IndicatorId, SchoolKind, Unit};
use kvalitet_disclosure::{ReleasedContent, Shows};
use serde::Serialize;

use super::question::{Answer, Question, usual_change};
use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::explain::rule;
use crate::overview::newest_year;
use crate::view::View;

/// Every goal with its grade.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Goals {
    /// The goals, in order: signs, own indicators, national targets.
    #[serde(rename = "maal")]
    pub goals: Vec<GoalGrade>,
}

/// One goal and whether it can be read off.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalGrade {
    /// What sort of goal it is.
    #[serde(rename = "art")]
    pub kind: GoalKind,
    /// What it is called.
    #[serde(rename = "navn")]
    pub name: String,
    /// The indicator it is read off; `None` where it is not read off data.
    #[serde(rename = "indikator")]
    pub indicator: Option<IndicatorId>,
    /// The answers, unit by unit; none where this audience sees no figure.
    #[serde(rename = "svar")]
    pub answers: Vec<UnitAnswer>,
}

/// What sort of goal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum GoalKind {
    /// A sign of a goal of the municipality's own.
    #[serde(rename = "tegn")]
    Sign,
    /// An indicator of the municipality's own, with a target.
    #[serde(rename = "egen-indikator")]
    Own,
    /// A national target.
    #[serde(rename = "nationalt-maal")]
    National,
}

/// The answer for one unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnitAnswer {
    /// Whether it is the middle school by number of persons.
    #[serde(rename = "midterste_skole")]
    pub is_middle_school: bool,
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
}

/// Every goal's grade: of `unit`, otherwise of the municipality and the middle school.
pub(crate) fn all(view: &View<'_>, unit: Option<Unit>) -> Goals {
    let catalogue = view.release.catalogue();
    let mut goals = Vec::new();
    for sign in view.release.goals().iter().flat_map(|goal| &goal.signs) {
        let indicator = sign.indicator.as_ref().and_then(|id| catalogue.indicator(id.as_str()));
        goals.push(GoalGrade {
            kind: GoalKind::Sign,
            name: view.local(&sign.text).to_owned(),
            indicator: sign.indicator.clone(),
            answers: indicator.map(|of| answers(view, of, unit)).unwrap_or_default(),
        });
    }
    goals.extend(targets(view, unit));
    Goals { goals }
}

/// Indicators with a target that no sign is read off: own ones first.
fn targets(view: &View<'_>, unit: Option<Unit>) -> Vec<GoalGrade> {
    let catalogue = view.release.catalogue();
    let signs = || view.release.goals().iter().flat_map(|goal| &goal.signs);
    let is_national = |indicator: &Indicator| {
        catalogue.legal().iter().any(|of| of.indicators.contains(&indicator.id))
    };
    let aimed = view.indicators().iter().copied().filter(|of| {
        of.target.is_some()
            && of.target_reading.is_on(view.release.settings())
            && view.has_figures(of)
            && goes_on(view, of)
            && !signs().any(|sign| sign.indicator.as_ref() == Some(&of.id))
    });
    let (national, own): (Vec<&Indicator>, Vec<&Indicator>) = aimed.partition(|of| is_national(of));
    let grade = |kind, of: &Indicator| {
        let name = view.local(&of.name).to_owned();
        let number = of.target.as_ref().map(|of| of.number.as_str()).unwrap_or_default();
        let numbered = [("navn", name.as_str().into()), ("nummer", number.into())];
        GoalGrade {
            kind,
            name: match kind {
                GoalKind::National => view.with("rap-afl-nationalt", &numbered),
                GoalKind::Own | GoalKind::Sign => name,
            },
            indicator: Some(of.id.clone()),
            answers: answers(view, of, unit),
        }
    };
    let own = own.into_iter().map(|of| grade(GoalKind::Own, of));
    own.chain(national.into_iter().map(|of| grade(GoalKind::National, of))).collect()
}

/// Whether its series has not ended before the newest year of the report: nobody adopts a goal on a
/// test that is no longer taken.
fn goes_on(view: &View<'_>, indicator: &Indicator) -> bool {
    let newest = view.release.edition().years.iter().max();
    let series = view.release.catalogue().series_of(indicator);
    newest.zip(series).is_none_or(|(newest, series)| *newest <= series.to)
}

fn answers(view: &View<'_>, indicator: &Indicator, unit: Option<Unit>) -> Vec<UnitAnswer> {
    let change = usual_change(view, indicator);
    let middle = || Some((middle_school(view, indicator)?, true));
    let units: Vec<(Unit, bool)> = match unit {
        Some(unit) => vec![(unit, false)],
        None => view.municipality().map(|unit| (unit, false)).into_iter().chain(middle()).collect(),
    };
    let is_shown = |(unit, _): &(Unit, bool)| {
        rule(view, indicator, *unit).is_some_and(|rule| rule.shows == Shows::Figure)
    };
    let answer = |(unit, is_middle_school)| {
        let question = Question { indicator, unit, change };
        UnitAnswer { is_middle_school, answer: question.answer(view) }
    };
    units.into_iter().filter(is_shown).map(answer).collect()
}

/// The folkeskole in the middle by number of persons in the newest year; of an even number the
/// smaller of the two. Where every value is hidden, or stands alone without its persons, one school
/// speaks for all.
fn middle_school(view: &View<'_>, indicator: &Indicator) -> Option<Unit> {
    let year = newest_year(view, indicator)?;
    let is_ordinary = |unit: &Unit| {
        matches!(unit, Unit::School(_)) && view.kind(*unit) != Some(SchoolKind::SpecialSchool)
    };
    let units = view.facts(indicator).units.iter().copied().filter(is_ordinary);
    let there = units.filter_map(|unit| {
        let figure = view.figure(indicator, unit, year, Breakdown::ALL)?;
        let is_there = !matches!(figure.content(), ReleasedContent::Absent { .. });
        is_there.then(|| ((figure.value().is_some(), figure.n()), unit))
    });
    let mut sized: Vec<((bool, Option<u64>), Unit)> = there.collect();
    sized.sort_unstable();
    // Those of known size; without one those with a value; without one all are hidden.
    let (is_shown, n) = sized.last()?.0;
    sized.retain(|(of, _)| of.0 == is_shown && of.1.is_some() == n.is_some());
    sized.get(sized.len().checked_sub(1)? / 2).map(|(_, unit)| *unit)
}

/// Whether a change of a unit's number could be read off, in one line; without a change the one that
/// goals are graded by. `None` where this audience is shown no figure of it.
pub(crate) fn of_unit(
    view: &View<'_>,
    indicator: &Indicator,
    (unit, change): (Unit, Option<Decimal>),
) -> Option<String> {
    let is_shown = rule(view, indicator, unit).is_some_and(|rule| rule.shows == Shows::Figure);
    let change = change.or_else(|| usual_change(view, indicator)).filter(|_| is_shown)?;
    let answer = Question { indicator, unit, change: Some(change) }.answer(view);
    let words = view.change_in_words(indicator, change);
    let grade = view.graded(&answer.assessment);
    Some(view.with("rap-afl-tegn", &[("aendring", words.into()), ("svar", grade.into())]))
}

/// One line under a sign: whether it can be read off.
pub(crate) fn sign(view: &View<'_>, indicator: &Indicator) -> Option<String> {
    let answers = answers(view, indicator, None);
    let first = answers.first()?;
    let each: Vec<String> = answers.iter().map(|of| unit_and_grade(view, indicator, of)).collect();
    let answer = ("svar", each.join("; ").into());
    Some(match first.answer.change {
        Some(change) => {
            let change = view.change_in_words(indicator, change);
            view.with("rap-afl-tegn", &[("aendring", change.into()), answer])
        }
        None => view.with("rap-afl-tegn-uden", &[answer]),
    })
}

pub(crate) fn unit_and_grade(view: &View<'_>, indicator: &Indicator, of: &UnitAnswer) -> String {
    let unit = view.unit_in_words(indicator, of);
    format!("{unit}: {}", view.graded(&of.answer.assessment))
}

/// The targets that are no sign, in a table.
pub(crate) fn section(view: &View<'_>) -> Option<Section> {
    let goals = targets(view, None);
    let with_answer = goals.iter().filter(|goal| !goal.answers.is_empty());
    let rows: Vec<Row> = with_answer.filter_map(|goal| row(view, goal)).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["rap-afl-ved", "rap-afl-kommunen", "rap-afl-midterste"];
    let table = Table {
        id: "maal-aflaeselighed-tal".to_owned(),
        caption: view.get("rap-afl-tabel"),
        corner: view.get("rap-maal"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    };
    let blocks = vec![
        Block::paragraph(view.get("rap-afl-om")),
        Block::Table { table },
        Block::note(view.get("rap-afl-forbehold")),
    ];
    let title = view.get("rap-afl-titel");
    Some(Section { id: "maal-aflaeselighed".to_owned(), title, blocks })
}

fn row(view: &View<'_>, goal: &GoalGrade) -> Option<Row> {
    let id = goal.indicator.as_ref()?;
    let indicator = view.release.catalogue().indicator(id.as_str())?;
    let change = goal.answers.first()?.answer.change;
    let change = change.map(|of| Cell::words(view.change_in_words(indicator, of)));
    let change = change.unwrap_or_else(|| Cell::absent("–"));
    let cell = |is_middle: bool| {
        let of = goal.answers.iter().find(|of| of.is_middle_school == is_middle);
        of.map_or_else(|| Cell::absent("–"), |of| view.graded_cell(indicator, of))
    };
    Some(Row::new(goal.name.as_str(), vec![change, cell(false), cell(true)]))
}
