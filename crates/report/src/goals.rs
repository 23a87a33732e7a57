//! The municipality's own goals and their signs. A goal is never judged; its signs are read off data
//! where they can be, and say so where they cannot.

pub(crate) mod arrow;

use kvalitet_charts::ChartError;
use kvalitet_core::Unit;
use kvalitet_core::action::Action;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::goal::{Goal, Sign, YearSpan};

use crate::document::{Block, Chapter, Section, Term};
use crate::tables::anchor;
use crate::view::View;
use crate::{actions, detectable, drawings, sentences};

/// The chapter, where the plan has goals or any target can be graded: the arrow of goals where the plan
/// has a vision.
pub(crate) fn chapter(view: &View<'_>) -> Result<Option<Chapter>, ChartError> {
    if view.release.vision().is_some() {
        return arrow::chapter(view);
    }
    let goals = view.release.goals();
    let group = view.get("rap-del-maal");
    let graded = detectable::section(view);
    if goals.is_empty() {
        let alone = |Section { id, title, blocks }| Chapter {
            id,
            group,
            title,
            blocks,
            sections: Vec::new(),
        };
        return Ok(graded.map(alone));
    }
    let of_goals = top(view).map(|goal| section(view, goal));
    let sections: Vec<Section> = of_goals.collect::<Result<_, _>>()?;
    Ok(Some(Chapter {
        id: "egne-maal".to_owned(),
        group,
        title: view.get("rap-egne-maal"),
        blocks: vec![Block::paragraph(view.get("rap-egne-maal-om"))],
        sections: sections.into_iter().chain(graded).collect(),
    }))
}

/// The goals that are no sub-goals, in order.
fn top<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Goal> {
    view.release.goals().iter().filter(|goal| goal.parent.is_none())
}

/// The sub-goals of a goal, in order.
pub(crate) fn below<'a>(view: &View<'a>, goal: &Goal) -> impl Iterator<Item = &'a Goal> {
    view.release.goals().iter().filter(|of| of.parent.as_ref() == Some(&goal.id))
}

/// What the municipality does for a goal and its sub-goals, the most urgent first.
pub(crate) fn actions_of<'a>(view: &View<'a>, goal: &Goal) -> Vec<&'a Action> {
    let is_for = |id: &String| *id == goal.id || below(view, goal).any(|of| of.id == *id);
    let all = actions::of_municipality(view).into_iter();
    all.filter(|of| of.goal.as_ref().is_some_and(is_for)).collect()
}

/// School years from a first to a last.
fn years(span: YearSpan) -> String {
    if span.from == span.to {
        span.from.to_string()
    } else {
        format!("{}–{}", span.from, span.to)
    }
}

/// A goal with its sub-goals, and the signs of all of them.
fn section(view: &View<'_>, goal: &Goal) -> Result<Section, ChartError> {
    let all = std::iter::once(goal).chain(below(view, goal));
    let signs = all.flat_map(|goal| &goal.signs).map(|sign| (sign, term(view, sign).text));
    let signs: Vec<(&Sign, String)> = signs.collect();
    let chart = drawings::goal_arrow(view, goal, &signs)?;
    let mut blocks = vec![Block::paragraph(with_years(view, goal))];
    let terms = below(view, goal).map(|of| Term::new(view.local(&of.name), with_years(view, of)));
    let terms: Vec<Term> = terms.collect();
    if !terms.is_empty() {
        blocks.push(Block::Terms { terms });
    }
    blocks.push(Block::Chart { chart });
    Ok(Section {
        id: format!("maal-{}", anchor(&goal.id)),
        title: view.local(&goal.name).to_owned(),
        blocks,
    })
}

/// What is wanted, and in which years.
fn with_years(view: &View<'_>, goal: &Goal) -> String {
    let text = view.local(&goal.text);
    match goal.period {
        Some(span) => {
            let arguments = [("tekst", text.into()), ("aar", years(span).into())];
            view.with("rap-maal-med-aar", &arguments)
        }
        None => text.to_owned(),
    }
}

/// A sign, what the municipality's newest figure says of it, and whether it can be read off.
fn term(view: &View<'_>, sign: &Sign) -> Term {
    let catalogue = view.release.catalogue();
    let indicator = sign.indicator.as_ref().and_then(|id| catalogue.indicator(id.as_str()));
    let said = match indicator {
        Some(indicator) => {
            let grade = detectable::sign(view, indicator);
            std::iter::once(reading(view, indicator)).chain(grade).collect::<Vec<_>>().join(" ")
        }
        None => view.get("rap-tegn-uden-data"),
    };
    Term::new(view.local(&sign.text), said)
}

fn reading(view: &View<'_>, indicator: &Indicator) -> String {
    let municipality = |unit: &Unit| matches!(unit, Unit::Municipality(_));
    let unit = view.facts(indicator).units.iter().copied().find(municipality);
    match unit {
        Some(unit) if view.has_figures(indicator) => {
            sentences::about(view, indicator, unit).join(" ")
        }
        Some(unit) => sentences::newest_verdict(view, indicator, unit)
            .unwrap_or_else(|| view.get("rap-tegn-intet-tal")),
        None => view.get("rap-tegn-intet-tal"),
    }
}
