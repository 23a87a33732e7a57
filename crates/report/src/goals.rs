//! The municipality's own goals and their signs. A goal is never judged; its signs are read off data
//! where they can be, and say so where they cannot.

use kvalitet_charts::ChartError;
use kvalitet_core::Unit;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::goal::{Goal, Sign};

use crate::document::{Block, Chapter, Section, Term};
use crate::tables::anchor;
use crate::view::View;
use crate::{detectable, drawings, sentences};

/// The chapter, where the plan has goals or any target can be graded.
pub(crate) fn chapter(view: &View<'_>) -> Result<Option<Chapter>, ChartError> {
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
    let of_goals = goals.iter().map(|goal| section(view, goal));
    let sections: Vec<Section> = of_goals.collect::<Result<_, _>>()?;
    Ok(Some(Chapter {
        id: "egne-maal".to_owned(),
        group,
        title: view.get("rap-egne-maal"),
        blocks: vec![Block::paragraph(view.get("rap-egne-maal-om"))],
        sections: sections.into_iter().chain(graded).collect(),
    }))
}

fn section(view: &View<'_>, goal: &Goal) -> Result<Section, ChartError> {
    let signs: Vec<Term> = goal.signs.iter().map(|sign| term(view, sign)).collect();
    let readings: Vec<String> = signs.iter().map(|sign| sign.text.clone()).collect();
    let chart = drawings::goal_arrow(view, goal, &readings)?;
    Ok(Section {
        id: format!("maal-{}", anchor(&goal.id)),
        title: view.local(&goal.name).to_owned(),
        blocks: vec![Block::paragraph(view.local(&goal.text)), Block::Chart { chart }],
    })
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
