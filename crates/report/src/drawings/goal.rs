//! A goal as an arrow over the years of the report, with its signs.

use kvalitet_charts::{
    ActionState, ChartError, GoalAction, GoalArrow, GoalKinds, GoalSign, GoalWords, Heading,
    SignState, SubGoal,
};
use kvalitet_core::action::{Action, ActionStatus, school_year_of};
use kvalitet_core::catalogue::{Indicator, Polarity};
use kvalitet_core::goal::{Goal, Sign};
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{SchoolYear, Unit};
use kvalitet_disclosure::{ChangeContent, TargetContent};

use super::{chart, table_of};
use crate::document::Chart;
use crate::tables::anchor;
use crate::view::View;
use crate::{changes, goals};

/// A goal without years of its own is followed over so many: the newest of the report.
const YEARS: usize = 4;

/// The arrow of a goal with its sub-goals and what is done for them; with each sign stands what the data
/// say of it.
pub(crate) fn goal_arrow(
    view: &View<'_>,
    goal: &Goal,
    signs: &[(&Sign, String)],
) -> Result<Chart, ChartError> {
    let sign = |(sign, reading): &(&Sign, String)| GoalSign {
        text: view.local(&sign.text).to_owned(),
        reading: reading.clone(),
        state: state(view, sign),
    };
    let name = view.local(&goal.name);
    let arguments = [("navn", name.into())];
    let years = years(view, goal);
    let last = years.last().copied();
    let spec = GoalArrow {
        heading: Heading {
            title: name.to_owned(),
            subtitle: view.get("rap-dia-maal-under"),
            note: view.get("rap-dia-maal-note"),
            description: view.with("rap-dia-maal-beskrivelse", &arguments),
        },
        newest: view.release.edition().years.last().copied(),
        years,
        goal: view.local(&goal.text).to_owned(),
        sub_goals: goals::below(view, goal).filter_map(|of| sub_goal(view, of, last)).collect(),
        actions: goals::actions_of(view, goal)
            .into_iter()
            .filter_map(|of| action(view, of))
            .collect(),
        signs: signs.iter().map(sign).collect(),
        words: words(view),
    };
    let id = format!("maal-{}-pil", anchor(&goal.id));
    let table = table_of(view, &spec, (&id, view.with("rap-dia-maal-tabel", &arguments)));
    // Words are read as a table too.
    Ok(Chart { unfolded: true, ..chart(view, &id, table, &spec)? })
}

/// The years that are drawn: the goal's own, otherwise the vision's, otherwise the newest of the report.
fn years(view: &View<'_>, goal: &Goal) -> Vec<SchoolYear> {
    let of_vision = || view.release.vision().and_then(|vision| vision.years);
    let all = &view.release.edition().years;
    let newest = || all.iter().skip(all.len().saturating_sub(YEARS)).copied().collect();
    goal.period.or_else(of_vision).map_or_else(newest, |span| span.years().collect())
}

/// A sub-goal in the last year of it, or of the goal.
fn sub_goal(view: &View<'_>, of: &Goal, last: Option<SchoolYear>) -> Option<SubGoal> {
    let year = of.period.map(|span| span.to).or(last)?;
    Some(SubGoal { text: view.local(&of.name).to_owned(), year })
}

/// An action with the status that the municipality gives it; overdue where its time has run out on the
/// report's date. `None` where its days lie outside the years there are.
fn action(view: &View<'_>, of: &Action) -> Option<GoalAction> {
    let to = school_year_of(&of.due)?;
    let state = match of.status {
        ActionStatus::CarriedThrough => ActionState::Done,
        ActionStatus::GivenUp => ActionState::GivenUp,
        _ if of.is_overdue(&view.release.edition().date) => ActionState::Overdue,
        ActionStatus::Planned => ActionState::Planned,
        ActionStatus::Running => ActionState::Running,
    };
    let from = of.from.as_ref().and_then(|from| school_year_of(from)).unwrap_or(to);
    Some(GoalAction { text: view.local(&of.name).to_owned(), from, to, state })
}

fn words(view: &View<'_>) -> GoalWords {
    let get = |id: &str| view.get(&format!("rap-dia-maal-{id}"));
    GoalWords {
        now: get("nu"),
        kinds: GoalKinds {
            goal: get("et-maal"),
            sub_goal: get("et-delmaal"),
            action: get("en-handling"),
            sign: get("et-tegn"),
        },
        sub_goals: get("delmaal"),
        actions: get("handlinger"),
        signs: get("tegn"),
        planned: get("planlagt"),
        running: get("i-gang"),
        done: get("gjort"),
        overdue: get("over-tid"),
        given_up: get("opgivet"),
        seen: get("ses"),
        not_seen: get("ses-ikke"),
        cannot_be_read: get("kan-ikke-aflaeses"),
    }
}

/// Whether a sign is seen: where its indicator has a target, by the newest verdict on that; otherwise by a
/// sure change the way that is better. What is neither met nor tested cannot be read.
fn state(view: &View<'_>, sign: &Sign) -> SignState {
    let catalogue = view.release.catalogue();
    let indicator = sign.indicator.as_ref().and_then(|id| catalogue.indicator(id.as_str()));
    let Some((indicator, unit)) = indicator.zip(view.municipality()) else {
        return SignState::CannotBeRead;
    };
    by_target(view, indicator, unit)
        .or_else(|| by_change(view, indicator, unit))
        .unwrap_or(SignState::CannotBeRead)
}

fn by_target(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<SignState> {
    let years = view.facts(indicator).years.iter().rev();
    let newest = years.copied().find_map(|year| view.verdict(indicator, unit, year))?;
    match newest.content {
        TargetContent::Shown { rule: RuleVerdict::Met, .. } => Some(SignState::Seen),
        TargetContent::Shown { rule: RuleVerdict::NotMet | RuleVerdict::Partly { .. }, .. } => {
            Some(SignState::NotSeen)
        }
        TargetContent::Shown { .. } | TargetContent::Hidden => None,
    }
}

fn by_change(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<SignState> {
    let change = changes::of_unit(view, indicator, unit)?;
    let ChangeContent::Shown { verdict: Some(verdict), .. } = change.content else { return None };
    let better = match indicator.polarity {
        Polarity::HigherIsBetter => ChangeVerdict::Rise,
        Polarity::LowerIsBetter => ChangeVerdict::Fall,
        Polarity::Neutral => return None,
    };
    let seen = if verdict == better { SignState::Seen } else { SignState::NotSeen };
    verdict.is_tested().then_some(seen)
}
