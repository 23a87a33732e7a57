//! The arrow of goals (*målpil*): vision, goals, sub-goals, actions and signs over the years. What is
//! overdue on the report's date is told first.

use kvalitet_charts::ChartError;
use kvalitet_core::action::Action;
use kvalitet_core::goal::Goal;

use super::{actions_of, section, top};
use crate::document::{Block, Chapter, Section};
use crate::tables::anchor;
use crate::view::View;
use crate::{actions, detectable};

/// The chapter `maalpil`, where the plan has a vision, a goal or an action of the municipality. It tells
/// of the goals all that the chapter `egne-maal` does: a report has one of the two.
pub(crate) fn chapter(view: &View<'_>) -> Result<Option<Chapter>, ChartError> {
    if !is_told(view) {
        return Ok(None);
    }
    let all = actions::of_municipality(view);
    let sections = top(view).map(|goal| of_goal(view, goal));
    let mut sections: Vec<Section> = sections.collect::<Result<_, _>>()?;
    sections.extend(without_goal(view, &all));
    sections.extend(detectable::section(view));
    Ok(Some(Chapter {
        id: "maalpil".to_owned(),
        group: view.get("rap-del-overblik"),
        title: view.get("rap-maalpil"),
        blocks: about(view, &all),
        sections,
    }))
}

/// Whether there is anything to tell in it.
pub(crate) fn is_told(view: &View<'_>) -> bool {
    let of = view.release;
    of.vision().is_some() || !of.goals().is_empty() || !actions::of_municipality(view).is_empty()
}

fn about(view: &View<'_>, all: &[&Action]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(vision) = view.release.vision() {
        let years = vision.years.map_or_else(
            || view.get("rap-maalpil-vision"),
            |years| view.with("rap-maalpil-vision-aar", &[("aar", super::years(years).into())]),
        );
        let text = view.local(&vision.text);
        blocks.push(Block::Verdict { sentences: vec![format!("{years} {text}")] });
    }
    blocks.push(Block::paragraph(view.get("rap-maalpil-om")));
    if !all.is_empty() {
        let date = &view.release.edition().date;
        let late: Vec<String> =
            all.iter().filter(|of| of.is_overdue(date)).map(|of| actions::name(view, of)).collect();
        let date = ("dato", view.texts.date(date).into());
        blocks.push(Block::note(if late.is_empty() {
            view.with("rap-maalpil-intet-over-tid", &[date])
        } else {
            view.with("rap-maalpil-over-tid", &[date, ("navne", view.listed(&late).into())])
        }));
    }
    blocks
}

/// A goal as everywhere, and what is done for it.
fn of_goal(view: &View<'_>, goal: &Goal) -> Result<Section, ChartError> {
    let mut section = section(view, goal)?;
    let id = format!("maal-{}-handlinger", anchor(&goal.id));
    let table = actions::table(view, &id, &actions_of(view, goal));
    section.blocks.push(match table {
        Some(table) => Block::Table { table },
        None => Block::note(view.get("rap-maalpil-ingen-handling")),
    });
    Ok(section)
}

fn without_goal(view: &View<'_>, all: &[&Action]) -> Option<Section> {
    let without: Vec<&Action> = all.iter().copied().filter(|of| of.goal.is_none()).collect();
    let table = actions::table(view, "handlinger-uden-maal-tabel", &without)?;
    Some(Section {
        id: "handlinger-uden-maal".to_owned(),
        title: view.get("rap-maalpil-uden-maal"),
        blocks: vec![Block::Table { table }],
    })
}
