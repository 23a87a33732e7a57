//! What boards and leaders of schools wrote, as they wrote it.

use kvalitet_disclosure::{Audience, Statement};

use crate::document::{Block, Chapter, Section};
use crate::view::View;

/// The chapter, where anything was written that this audience may read.
pub(crate) fn chapter(view: &View<'_>) -> Option<Chapter> {
    let all = view.release.statements();
    let sections = all.iter().zip(1..).map(|(of, number)| section(view, of, number));
    let sections: Vec<Section> = sections.collect();
    (!sections.is_empty()).then(|| Chapter {
        id: "udtalelser".to_owned(),
        group: view.get("rap-del-skoler"),
        title: view.get("rap-udtalelser"),
        blocks: vec![Block::paragraph(view.get("rap-udtalelser-om"))],
        sections,
    })
}

fn section(view: &View<'_>, of: &Statement, number: usize) -> Section {
    let mut blocks: Vec<Block> =
        of.paragraphs.iter().map(|text| Block::paragraph(text.clone())).collect();
    blocks.extend(match &of.released {
        Some(released) => {
            let date = view.texts.date(&released.date);
            let by = [("hvem", released.by.as_str().into()), ("dato", date.into())];
            Some(Block::note(view.with("rap-udtalelse-frigivet", &by)))
        }
        None if view.release.audience() == Audience::Public => None,
        None => Some(Block::note(view.get("rap-udtalelse-fortrolig"))),
    });
    Section { id: format!("udtalelse-{number}"), title: view.name(of.school), blocks }
}
