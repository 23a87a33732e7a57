//! What became of the actions that the last report adopted, and of what was agreed with schools: what
//! is overdue and what nobody followed up comes first. An evaluation looks ahead: what was learned, who
//! took part, what follows.

use kvalitet_core::action::Action;

use crate::actions;
use crate::document::{Block, Chapter, Section, Term};
use crate::tables::anchor;
use crate::view::View;

/// The chapter, where the plan has any such action that this audience may read.
pub(crate) fn chapter(view: &View<'_>) -> Option<Chapter> {
    let all = actions::of_municipality(view).into_iter();
    let adopted: Vec<&Action> = all.filter(|of| of.from_last_report).collect();
    let agreed = actions::of_schools(view);
    if adopted.is_empty() && agreed.is_empty() {
        return None;
    }
    let date = view.texts.date(&view.release.edition().date);
    let about = view.with("rap-opf-om", &[("dato", date.into())]);
    let mut blocks = vec![Block::paragraph(about)];
    let table = actions::table(view, "opfoelgning-tabel", &adopted);
    blocks.extend(table.map(|table| Block::Table { table }));
    blocks.push(Block::note(view.get("rap-hand-note")));
    let sections = adopted.iter().filter_map(|action| evaluation(view, action));
    Some(Chapter {
        id: "opfoelgning".to_owned(),
        group: view.get("rap-del-overblik"),
        title: view.get("rap-opf"),
        blocks,
        sections: sections.chain(with_schools(view, &agreed)).collect(),
    })
}

/// What was seen and learned, who took part and what follows; `None` where nobody followed it up: the
/// table says so.
fn evaluation(view: &View<'_>, action: &Action) -> Option<Section> {
    let of = action.follow_up.as_ref()?;
    let told = [
        ("rap-opf-set", Some(&of.seen)),
        ("rap-opf-laert", of.learned.as_ref()),
        ("rap-opf-deltog", of.took_part.as_ref()),
        ("rap-opf-naeste", of.next.as_ref()),
    ];
    let terms = told.into_iter().map(|(term, text)| {
        let missing = || view.get("rap-opf-ikke-sagt");
        Term::new(view.get(term), text.map_or_else(missing, |text| view.local(text).to_owned()))
    });
    Some(Section {
        id: format!("opfoelgning-{}", anchor(&action.id)),
        title: actions::name(view, action),
        blocks: vec![Block::Terms { terms: terms.collect() }],
    })
}

fn with_schools(view: &View<'_>, agreed: &[&Action]) -> Option<Section> {
    let table = actions::table(view, "opfoelgning-skoler-tabel", agreed)?;
    Some(Section {
        id: "opfoelgning-skoler".to_owned(),
        title: view.get("rap-opf-skoler"),
        blocks: vec![Block::paragraph(view.get("rap-opf-skoler-om")), Block::Table { table }],
    })
}
