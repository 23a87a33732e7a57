//! The chapter of methods and settings: what every number rests on.

use kvalitet_core::catalogue::{Confidentiality, Indicator};
use kvalitet_core::settings::SettingDefinition;
use kvalitet_core::{EvidenceClass, SchoolKind};
use kvalitet_disclosure::{Audience, Level, Readers, ReleasedSpreading, Rule, Shows};

use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table, Term};
use crate::view::View;
use crate::{development, frames};

const CLASSES: [EvidenceClass; 5] =
    [EvidenceClass::A, EvidenceClass::B, EvidenceClass::C, EvidenceClass::D, EvidenceClass::E];

/// The chapter.
pub(crate) fn chapter(view: &View<'_>) -> Chapter {
    Chapter {
        id: "metode".to_owned(),
        group: view.get("rap-del-data"),
        title: view.get("rap-metode"),
        blocks: Vec::new(),
        sections: vec![
            uncertainty(view),
            judgement(view),
            evidence(view),
            settings(view),
            policy(view),
        ]
        .into_iter()
        .chain(frames::section(view))
        .collect(),
    }
}

/// The chapter of a school's sheet: without the settings and the legal frame, which stand in the
/// municipality's report.
pub(crate) fn of_school(view: &View<'_>) -> Chapter {
    let about = Block::paragraph(view.get("rap-ark-metode-om"));
    let kept = |section: &Section| !["indstillinger", frames::ID].contains(&&*section.id);
    let Chapter { id, group, title, sections, .. } = chapter(view);
    let sections = sections.into_iter().filter(kept).collect();
    Chapter { id, group, title, blocks: vec![about], sections }
}

fn section(view: &View<'_>, id: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), title: view.get(title), blocks }
}

fn uncertainty(view: &View<'_>) -> Section {
    let paragraphs =
        ["rap-usikkerhed-interval", "rap-usikkerhed-fuld-aargang", "rap-usikkerhed-regel"];
    let blocks = paragraphs.map(|id| Block::paragraph(view.get(id))).to_vec();
    section(view, "usikkerhed", "rap-usikkerhed", blocks)
}

/// How changes and places are judged, and what it rests on in this report.
fn judgement(view: &View<'_>) -> Section {
    let paragraphs = |ids: &[&str]| -> Vec<Block> {
        ids.iter().map(|id| Block::paragraph(view.get(id))).collect()
    };
    let mut blocks = paragraphs(&["rap-udv-met-fejl", "rap-udv-met-chok"]);
    blocks.push(match shocks(view) {
        Some(table) => Block::Table { table },
        None => Block::note(view.get("rap-udv-met-skjult")),
    });
    blocks.extend(paragraphs(&["rap-udv-met-kommune", "rap-udv-met-familier"]));
    blocks.extend(development::families(view).map(|table| Block::Table { table }));
    blocks.extend(paragraphs(&[
        "rap-udv-met-graenser",
        "rap-udv-met-placering",
        "rap-udv-met-varig",
        "rap-udv-met-ingen",
    ]));
    section(view, "domme", "rap-udv-met", blocks)
}

/// The shock factor of every headline and kind of school, and how the schools spread; `None` for an
/// audience that may not see it, and where no schools were compared.
fn shocks(view: &View<'_>) -> Option<Table> {
    let row = |of: &ReleasedSpreading| {
        let indicator = view.release.catalogue().indicator(of.indicator.as_str())?;
        let number = |number| Cell::number(view.texts.number(number));
        let or_dash = |cell: Option<Cell>| cell.unwrap_or_else(|| Cell::absent("–"));
        let signal = of.signal.map(|share| Cell::number(development::level(view, share)));
        let spread = of.overdispersion.map(|times| {
            let times = view.texts.number(times);
            let more = of.is_overdispersed.unwrap_or_default();
            let more = if more { "rap-udv-mere-end" } else { "rap-udv-ikke-mere" };
            Cell::number(view.with("rap-udv-gange", &[("tal", times.into())])).under(view.get(more))
        });
        let cells = vec![
            number(of.shock),
            number(of.prior),
            Cell::number(view.texts.count(of.schools)),
            number(of.degrees),
            or_dash(signal),
            or_dash(spread),
        ];
        let kind = view.get(match of.kind {
            SchoolKind::Folkeskole => "rap-folkeskoler",
            SchoolKind::SpecialSchool => "rap-specialskoler",
        });
        Some(Row::new(view.local(&indicator.name), cells).under(kind))
    };
    let rows: Vec<Row> = view.judged().spreading.iter().filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = [
        "rap-udv-chok",
        "rap-udv-chok-forud",
        "rap-udv-skoler",
        "rap-udv-frihedsgrader",
        "rap-udv-varig",
        "rap-udv-spredning",
    ];
    Some(Table {
        id: "chok-tal".to_owned(),
        caption: view.get("rap-udv-tabel-chok"),
        corner: view.get("rap-indikator"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    })
}

fn evidence(view: &View<'_>) -> Section {
    let term = |class: EvidenceClass| Term::new(class.to_string(), view.evidence(class));
    let blocks = vec![
        Block::paragraph(view.get("rap-evidens-om")),
        Block::Terms { terms: CLASSES.map(term).to_vec() },
    ];
    section(view, "evidens", "rap-evidens", blocks)
}

fn settings(view: &View<'_>) -> Section {
    let settings = view.release.settings();
    let row = |definition: &SettingDefinition| {
        let value = settings.value(&definition.id).unwrap_or(&definition.default);
        let cells = vec![
            Cell::words(view.setting(definition, value)),
            Cell::words(view.setting(definition, &definition.default)),
            Cell::words(view.status(definition.status)),
            Cell::words(view.local(&definition.source)),
        ];
        Row::new(view.local(&definition.name), cells).under(&definition.id)
    };
    let columns = ["rap-vaerdi", "rap-standard", "rap-status", "rap-grundlag"];
    let table = Table {
        id: "indstillinger-tal".to_owned(),
        caption: view.get("rap-tabel-indstillinger"),
        corner: view.get("rap-indstilling"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(settings.definitions().iter().map(row).collect())],
    };
    let blocks = vec![Block::paragraph(view.get("rap-indstillinger-om")), Block::Table { table }];
    section(view, "indstillinger", "rap-indstillinger", blocks)
}

pub(crate) fn class(view: &View<'_>, class: Confidentiality) -> String {
    view.get(match class {
        Confidentiality::Open => "rap-klasse-aaben",
        Confidentiality::Personal => "rap-klasse-personlig",
        Confidentiality::ByLaw => "rap-klasse-fortrolig",
    })
}

pub(crate) fn shows(view: &View<'_>, shows: Shows) -> String {
    view.get(match shows {
        Shows::Figure => "rap-viser-tal",
        Shows::Words => "rap-viser-ord",
        Shows::Nothing => "rap-viser-intet",
    })
}

/// The units that a rule is about. One about all of them, after others of its class, is about the rest.
fn level(view: &View<'_>, rule: &Rule) -> &'static str {
    let is_limited = |of: &&Rule| of.class == rule.class && of.level.is_some();
    match rule.level {
        None if view.release.policy().iter().any(|of| is_limited(&of)) => "rap-niveau-andre",
        None => "rap-niveau-alle",
        Some(Level::Nation) => "rap-niveau-land",
        Some(Level::Whole) => "rap-niveau-kommune",
        Some(Level::Own) => "rap-niveau-egen-skole",
        Some(Level::Other) => "rap-niveau-anden-skole",
    }
}

fn policy(view: &View<'_>) -> Section {
    let row = |rule: &Rule| {
        let cells = vec![
            Cell::words(shows(view, rule.shows)),
            Cell::number(view.texts.count(rule.k)),
            Cell::words(view.status(rule.status)),
            Cell::words(view.local(&rule.basis)),
        ];
        Row::new(class(view, rule.class), cells).under(view.get(level(view, rule)))
    };
    let columns = ["rap-vises", "rap-graense", "rap-status", "rap-grundlag"];
    let table = Table {
        id: "politik-tal".to_owned(),
        caption: view.get("rap-tabel-politik"),
        corner: view.get("rap-klasse-af-tal"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(view.release.policy().iter().map(row).collect())],
    };
    let mut blocks = vec![Block::paragraph(view.get("rap-politik-om"))];
    if view.release.audience() == Audience::Public {
        let has_held = view.release.may_be_published();
        let id = if has_held { "rap-politik-afproevet" } else { "rap-politik-udkast" };
        blocks.push(Block::note(view.get(id)));
    }
    if view.is_administration() {
        let own = view.release.ledger().iter();
        let own = own.filter(|entry| entry.readers == Readers::Administration);
        let hidden = u64::try_from(own.count()).unwrap_or(u64::MAX);
        blocks.push(Block::paragraph(view.with("rap-skjulte-tal", &[("antal", hidden.into())])));
    }
    blocks.push(Block::Table { table });
    for (id, base) in view.release.rounding() {
        let indicator = view.release.catalogue().indicator(id.as_str());
        let Some(indicator) = indicator else { continue };
        let name = view.local(&indicator.name).into();
        let text = [("indikator", name), ("til", (*base).into())];
        blocks.push(Block::note(view.with("rap-politik-afrundes", &text)));
    }
    section(view, "politik", "rap-politik", blocks)
}

/// The chapter of definitions: every indicator of the report in one table.
pub(crate) fn definitions(view: &View<'_>) -> Chapter {
    let row = |indicator: &Indicator| {
        let cells = vec![
            Cell::number(indicator.version.to_string()),
            Cell::words(view.formula(indicator)),
            Cell::words(view.polarity(indicator.polarity)),
            Cell::words(view.status(indicator.status)),
            Cell::words(&indicator.source),
        ];
        Row::new(view.local(&indicator.name), cells).under(indicator.id.as_str())
    };
    let columns = ["rap-version", "rap-beregning", "rap-retning", "rap-status", "rap-kilde"];
    let indicators = view.indicators();
    let table = Table {
        id: "definitioner-tal".to_owned(),
        caption: view.get("rap-tabel-definitioner"),
        corner: view.get("rap-indikator"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(
            indicators.iter().map(|indicator| row(indicator)).collect(),
        )],
    };
    Chapter {
        id: "definitioner".to_owned(),
        group: view.get("rap-del-data"),
        title: view.get("rap-definitioner"),
        blocks: vec![Block::Table { table }],
        sections: Vec::new(),
    }
}
