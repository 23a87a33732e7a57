//! The agenda item: the report as a council or a committee is given it, short, of what is public alone.
//!
//! What is said is taken from the report. What a municipality decides or knows itself is a proposal or a
//! gap that says so.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::legal::LegalKind;
use kvalitet_core::settings::Status;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_disclosure::{Audience, ChangeContent};

use crate::document::{Block, Chapter, Chart, Cover, Document, Layout, Term};
use crate::tables::anchor;
use crate::view::View;
use crate::{RunInfo, changes, compose, development, glance, summary};

/// How many charts there is room for.
const CHARTS: usize = 3;
/// The files that go with the item, each with what it is.
const ANNEXES: [(&str, &str); 4] = [
    ("rapport.html", "rap-sag-bilag-html"),
    ("rapport.docx", "rap-sag-bilag-docx"),
    ("tal.xlsx", "rap-sag-bilag-tal"),
    ("figurer-excel.csv", "rap-sag-bilag-figurer"),
];

/// The agenda item about `report`, the document of the same release; `None` unless that is public.
pub(crate) fn document(view: &View<'_>, run: &RunInfo, report: &Document) -> Option<Document> {
    if view.release.audience() != Audience::Public {
        return None;
    }
    let of_report = compose::cover(view, run);
    let told = [
        ("rap-sag-indstilling", proposal(view)),
        ("rap-sag-resume", resume(view)),
        ("rap-sag-fremstilling", account(view, &of_report)),
        ("rap-sag-noegletal", key_figures(view)),
        ("rap-sag-udvikling", charts(view, report)),
        ("rap-sag-oekonomi", gap(view, "rap-sag-oekonomi-udfyldes")),
        ("rap-sag-hoering", gap(view, "rap-sag-hoering-udfyldes")),
        ("rap-sag-bilag", annexes(view)),
    ];
    let told = told.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    let chapter = |(id, blocks): (&str, Vec<Block>)| Chapter {
        id: id.trim_start_matches("rap-").to_owned(),
        group: String::new(),
        title: view.get(id),
        blocks,
        sections: Vec::new(),
    };
    let title = view.with("rap-sag-titel", &[("titel", of_report.title.as_str().into())]);
    Some(Document {
        language: view.texts.language().tag(),
        layout: Layout::Report,
        cover: Cover { title, reading: Vec::new(), ..of_report },
        chapters: told.map(chapter).collect(),
        colophon: compose::colophon(view, run),
        plan: run.plan.clone(),
        schools: Vec::new(),
    })
}

/// What is proposed, in words that the municipality changes.
fn proposal(view: &View<'_>) -> Vec<Block> {
    let title = view.release.edition().title.as_str();
    let proposed = view.with("rap-sag-indstilles", &[("titel", title.into())]);
    let sentences = vec![proposed];
    vec![Block::Verdict { sentences }, Block::note(view.get("rap-sag-indstilles-udfyldes"))]
}

/// What the report says of the municipality, how much of it was tested, and what surely changed.
fn resume(view: &View<'_>) -> Vec<Block> {
    let mut blocks = summary::in_sentences(view);
    let unit = view.municipality();
    let changed = |indicator: &&Indicator| {
        is_sure(view, indicator).then(|| development::told(view, indicator, unit?)).flatten()
    };
    let headlines = view.indicators().iter().filter(|of| of.headline);
    blocks.extend(headlines.filter_map(changed).map(Block::paragraph));
    if blocks.is_empty() {
        blocks.push(Block::paragraph(view.get("rap-sag-resume-uden")));
    }
    blocks
}

/// What the report is, what the law asks, and how it is read.
fn account(view: &View<'_>, of_report: &Cover) -> Vec<Block> {
    let edition = view.release.edition();
    let years: Vec<String> = edition.years.iter().map(ToString::to_string).collect();
    let about = [
        ("titel", edition.title.as_str().into()),
        ("kommune", edition.municipality_name.as_str().into()),
        ("aar", view.listed(&years).into()),
    ];
    let mut blocks = vec![Block::paragraph(view.with("rap-sag-om", &about))];
    blocks.extend(duties(view).into_iter().map(Block::paragraph));
    let read = ["rap-sag-fortroligt", "rap-sag-sikkert"];
    blocks.extend(read.map(|id| Block::paragraph(view.get(id))));
    blocks.push(Block::Terms { terms: of_report.reading.clone() });
    blocks
}

/// What the law asked of the municipality in the years of the report, and where that was read.
fn duties(view: &View<'_>) -> Vec<String> {
    let years = &view.release.edition().years;
    let all = view.release.catalogue().legal().iter();
    let held =
        all.filter(|of| of.kind == LegalKind::Duty && years.iter().any(|year| of.held_in(*year)));
    let sentence = |of: &kvalitet_core::legal::LegalTarget| {
        let mut arguments = vec![
            ("maal", view.local(&of.text).trim_end_matches('.').into()),
            ("fra", of.valid_from.to_string().into()),
        ];
        arguments.extend(of.valid_to.map(|year| ("til", year.to_string().into())));
        let id = if of.valid_to.is_some() { "rap-maal-gjaldt" } else { "rap-maal-gaelder" };
        let status = match of.status {
            Status::Confirmed => String::new(),
            other => format!(", {}", view.status(other)),
        };
        let source = format!("{}{status}", of.source);
        format!(
            "{} {}",
            view.with(id, &arguments),
            view.with("rap-diagram-kilde", &[("kilde", source.into())])
        )
    };
    held.map(sentence).collect()
}

/// The municipality's number of each theme, and whether the national targets are met.
fn key_figures(view: &View<'_>) -> Vec<Block> {
    let first_table = |blocks: Vec<Block>| {
        let mut blocks = blocks.into_iter();
        blocks.find(|block| matches!(block, Block::Table { .. }))
    };
    let sections = [glance::themes(view), glance::targets(view)].into_iter().flatten();
    let mut blocks: Vec<Block> =
        sections.filter_map(|section| first_table(section.blocks)).collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::paragraph(view.get("rap-sag-noegletal-om")));
    }
    blocks
}

/// Charts of the report that show how a headline developed: those that surely changed first, then in the
/// report's order.
fn charts(view: &View<'_>, report: &Document) -> Vec<Block> {
    let headlines = view.indicators().iter().filter(|of| of.headline);
    let (sure, others): (Vec<&Indicator>, Vec<&Indicator>) =
        headlines.partition(|of| is_sure(view, of));
    let id = |of: &Indicator| format!("{}-udvikling", anchor(of.id.as_str()));
    let of = |indicators: Vec<&Indicator>| {
        let ids: Vec<String> = indicators.into_iter().map(id).collect();
        report.charts().filter(move |chart| ids.contains(&chart.id))
    };
    let charts = of(sure).chain(of(others)).take(CHARTS);
    charts.map(|chart| Block::Chart { chart: Chart { unfolded: false, ..chart.clone() } }).collect()
}

/// Whether the municipality surely changed in an indicator.
fn is_sure(view: &View<'_>, indicator: &Indicator) -> bool {
    let change = view.municipality().and_then(|unit| changes::of_unit(view, indicator, unit));
    change.is_some_and(|of| match of.content {
        ChangeContent::Shown { verdict, .. } => verdict.is_some_and(ChangeVerdict::is_sure),
        ChangeContent::Hidden => false,
    })
}

/// What only the municipality knows.
fn gap(view: &View<'_>, id: &str) -> Vec<Block> {
    vec![Block::note(view.get(id))]
}

fn annexes(view: &View<'_>) -> Vec<Block> {
    let terms = ANNEXES.map(|(file, about)| Term::new(file, view.get(about)));
    vec![Block::Terms { terms: terms.to_vec() }]
}
