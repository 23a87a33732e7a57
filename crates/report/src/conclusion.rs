//! What a theme's chapter ends with: a few sentences from verdicts and targets, and the municipality's own
//! assessment. Nothing is judged here.

use kvalitet_core::Unit;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::{ChangeVerdict, Family};
use kvalitet_disclosure::{Assessment, Audience, ChangeContent, ReleasedChange};

use crate::document::{Block, Section};
use crate::view::{Topic, View};
use crate::{changes, overview, sentences};

/// The chapter that the overall assessment belongs to.
const OVERALL: &str = "overblik";

/// The last section of a topic's chapter.
pub(crate) fn section(view: &View<'_>, topic: &Topic<'_>) -> Section {
    let mut blocks = vec![Block::Verdict { sentences: said(view, topic) }];
    let ids = chapter_ids(view, topic);
    blocks.extend(assessments(view, |of| ids.contains(&of.chapter.as_str())));
    if missing(view, topic).is_some() && view.is_administration() {
        blocks.push(Block::note(view.get("rap-vurdering-mangler")));
    }
    let id = format!("{}-vurdering", topic.id);
    Section { id, title: view.get("rap-vurdering"), blocks }
}

/// The name by which a topic's chapter is assessed, where the municipality did not assess it.
fn missing<'a>(view: &View<'a>, topic: &Topic<'a>) -> Option<&'a str> {
    let ids = chapter_ids(view, topic);
    let all = view.release.assessments();
    let is_assessed = all.iter().any(|of| ids.contains(&of.chapter.as_str()));
    ids.first().copied().filter(|_| !is_assessed)
}

/// How the assessments that are missing are written: once, for the administration.
pub(crate) fn how_to_write(view: &View<'_>) -> Option<Section> {
    let topics = view.topics();
    let missing: Vec<String> =
        topics.iter().filter_map(|topic| Some(missing(view, topic)?.to_owned())).collect();
    if missing.is_empty() || !view.is_administration() {
        return None;
    }
    let text = view.with("rap-vurdering-saadan", &[("kapitler", missing.join(", ").into())]);
    let (id, title) = ("vurderinger".to_owned(), view.get("rap-vurdering-egne"));
    Some(Section { id, title, blocks: vec![Block::paragraph(text)] })
}

/// The municipality's assessment of all themes together, where it wrote one.
pub(crate) fn overall(view: &View<'_>) -> Option<Section> {
    let blocks = assessments(view, |of| of.chapter == OVERALL);
    let (id, title) = ("samlet-vurdering".to_owned(), view.get("rap-vurdering-samlet"));
    (!blocks.is_empty()).then_some(Section { id, title, blocks })
}

/// By which names a topic's chapter is assessed: its series, and its theme in the last chapter of that.
fn chapter_ids<'a>(view: &View<'a>, topic: &Topic<'a>) -> Vec<&'a str> {
    let topics = view.topics();
    let last = topics.iter().rfind(|of| of.theme.id == topic.theme.id);
    let is_last = last.is_some_and(|last| last.id == topic.id);
    let series = topic.series.map(|series| series.id.as_str());
    series.into_iter().chain(is_last.then_some(topic.theme.id.as_str())).collect()
}

fn assessments(view: &View<'_>, is_of: impl Fn(&Assessment) -> bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    for of in view.release.assessments().iter().filter(|of| is_of(of)) {
        blocks.extend(of.paragraphs.iter().map(|text| Block::paragraph(text.clone())));
        match &of.released {
            Some(released) => {
                let date = view.texts.date(&released.date);
                let by = [("hvem", released.by.as_str().into()), ("dato", date.into())];
                blocks.push(Block::note(view.with("rap-vurdering-frigivet", &by)));
            }
            None if view.release.audience() == Audience::Public => {}
            None => blocks.push(Block::note(view.get("rap-vurdering-fortrolig"))),
        }
    }
    blocks
}

/// The newest number, what the rule says of the targets, what surely changed for the municipality, and how
/// many schools surely changed; that nothing is judged, where nothing is.
fn said(view: &View<'_>, topic: &Topic<'_>) -> Vec<String> {
    let Some(unit) = view.municipality() else {
        return vec![view.get("rap-vurdering-beskrevet")];
    };
    let mut judged: Vec<String> = targets(view, topic, unit).into_iter().collect();
    judged.extend(change(view, topic, unit));
    judged.extend(schools(view, topic));
    if judged.is_empty() {
        judged.push(view.get("rap-vurdering-beskrevet"));
    }
    newest(view, topic, unit).into_iter().chain(judged).collect()
}

/// The newest number of the first headline that the municipality has one of.
fn newest(view: &View<'_>, topic: &Topic<'_>, unit: Unit) -> Option<String> {
    let mut headlines = overview::headlines(view, &topic.indicators).into_iter();
    let first = headlines.find(|of| view.newest(of, unit).is_some())?;
    sentences::about(view, first, unit).into_iter().next()
}

/// What the rule says of each target of the newest judged year.
fn targets(view: &View<'_>, topic: &Topic<'_>, unit: Unit) -> Option<String> {
    let all = view.release.targets().iter();
    let of_topic = all.filter(|of| {
        let is_told = |told: &&&Indicator| told.id == of.target.indicator;
        of.unit == unit && topic.indicators.iter().find(is_told).is_some()
    });
    let year = of_topic.map(|of| of.year).max()?;
    let verdict = |of: &&Indicator| {
        let cell = view.verdict_cell(Some(view.verdict(of, unit, year)?));
        let verdict = match cell.under.as_str() {
            "" => cell.text,
            under => format!("{} ({under})", cell.text),
        };
        let arguments = [("navn", view.local(&of.name).into()), ("dom", verdict.into())];
        Some(view.with("rap-vurdering-dom", &arguments))
    };
    let verdicts: Vec<String> = topic.indicators.iter().filter_map(verdict).collect();
    let arguments = [("aar", year.to_string().into()), ("domme", verdicts.join("; ").into())];
    Some(view.with("rap-vurdering-maal", &arguments))
}

/// A verdict on a headline's change of the municipality.
pub(crate) struct Judged<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) change: &'a ReleasedChange,
    pub(crate) verdict: ChangeVerdict,
}

/// The verdicts on the municipality's headlines, as far as this audience may read them.
pub(crate) fn judged<'a>(
    view: &View<'a>,
    indicators: &[&'a Indicator],
    unit: Unit,
) -> Vec<Judged<'a>> {
    let headlines = indicators.iter().copied().filter(|of| of.headline);
    let judged = headlines.filter_map(|indicator| {
        let change = changes::of_unit(view, indicator, unit)?;
        match change.content {
            ChangeContent::Shown { verdict, .. } => {
                verdict.map(|verdict| Judged { indicator, change, verdict })
            }
            ChangeContent::Hidden => None,
        }
    });
    judged.collect()
}

fn change(view: &View<'_>, topic: &Topic<'_>, unit: Unit) -> Option<String> {
    let judged = judged(view, &topic.indicators, unit);
    let sure: Vec<String> =
        judged.iter().filter(|of| of.verdict.is_sure()).map(|of| surely(view, of)).collect();
    if !sure.is_empty() {
        let changes = [("aendringer", sure.join("; ").into())];
        return Some(view.with("rap-vurdering-kommune-sikker", &changes));
    }
    if judged.iter().any(|of| of.verdict == ChangeVerdict::NoSureChange) {
        return Some(view.get("rap-vurdering-kommune-ingen"));
    }
    let reason = |of: &Judged<'_>| {
        let name = view.local(&of.indicator.name).into();
        let why = changes::word(view, Some(of.verdict)).into();
        view.with("rap-vurdering-grund", &[("navn", name), ("grund", why)])
    };
    let reasons: Vec<String> = judged.iter().map(reason).collect();
    let reasons = (!reasons.is_empty()).then(|| reasons.join("; "))?;
    Some(view.with("rap-vurdering-kommune-ikke", &[("grunde", reasons.into())]))
}

fn surely(view: &View<'_>, of: &Judged<'_>) -> String {
    let way = if of.verdict == ChangeVerdict::Rise { "op" } else { "ned" };
    let arguments = [
        ("navn", view.local(&of.indicator.name).into()),
        ("retning", way.into()),
        ("fra", of.change.from.to_string().into()),
        ("til", of.change.to.to_string().into()),
    ];
    view.with("rap-vurdering-en-sikker", &arguments)
}

fn schools(view: &View<'_>, topic: &Topic<'_>) -> Option<String> {
    // A series that ended long ago has no share in what was tested of its theme.
    let is_tested = |of: &&Indicator| {
        of.headline && view.judged().changes.iter().any(|change| change.indicator == of.id)
    };
    topic.indicators.iter().find(|of| is_tested(of))?;
    let family = view.family(&Family::Schools { theme: topic.theme.id.clone() })?;
    let arguments = [
        ("tema", view.local(&topic.theme.name).into()),
        ("antal", family.comparisons.into()),
        ("sikre", family.sure.into()),
    ];
    Some(view.with("rap-udv-sum-skoler", &arguments))
}
