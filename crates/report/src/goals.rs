//! The municipality's own goals and their signs. A goal is never judged; its signs are read off data
//! where they can be, and say so where they cannot.

use kvalitet_core::Unit;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::goal::{Goal, Sign};

use crate::document::{Block, Chapter, Section, Term};
use crate::sentences;
use crate::tables::anchor;
use crate::view::View;

/// The chapter, where the plan has goals.
pub(crate) fn chapter(view: &View<'_>) -> Option<Chapter> {
    let goals = view.release.goals();
    if goals.is_empty() {
        return None;
    }
    Some(Chapter {
        id: "egne-maal".to_owned(),
        group: view.get("rap-del-overblik"),
        title: view.get("rap-egne-maal"),
        blocks: vec![Block::paragraph(view.get("rap-egne-maal-om"))],
        sections: goals.iter().map(|goal| section(view, goal)).collect(),
    })
}

fn section(view: &View<'_>, goal: &Goal) -> Section {
    let signs = goal.signs.iter().map(|sign| term(view, sign)).collect();
    Section {
        id: format!("maal-{}", anchor(&goal.id)),
        title: view.local(&goal.name).to_owned(),
        blocks: vec![Block::paragraph(view.local(&goal.text)), Block::Terms { terms: signs }],
    }
}

/// A sign, and what the municipality's newest figure says of it.
fn term(view: &View<'_>, sign: &Sign) -> Term {
    let catalogue = view.release.catalogue();
    let indicator = sign.indicator.as_ref().and_then(|id| catalogue.indicator(id.as_str()));
    let said = match indicator {
        Some(indicator) => reading(view, indicator),
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
