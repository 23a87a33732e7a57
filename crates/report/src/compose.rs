//! A document out of a release.

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::{Confidentiality, Indicator};
use kvalitet_disclosure::Audience;

use crate::document::{Chapter, Cover, Document, Term};
use crate::view::View;
use crate::{RunInfo, Stamp, chapters, glance, goals, methods, quality, statements};

/// The whole document of one audience.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Result<Document, ChartError> {
    let mut all: Vec<Chapter> = glance::chapter(view).into_iter().collect();
    all.extend(goals::chapter(view));
    all.extend(statements::chapter(view));
    for topic in view.topics() {
        all.push(chapters::of_topic(view, &topic)?);
    }
    all.push(quality::chapter(view));
    all.push(methods::chapter(view));
    let colophon = view.with(
        "rap-kolofon",
        &[("version", run.program_version.as_str().into()), ("plan", run.plan.as_str().into())],
    );
    let language = view.texts.language().tag();
    Ok(Document { language, cover: cover(view, run), chapters: all, colophon })
}

fn cover(view: &View<'_>, run: &RunInfo) -> Cover {
    let edition = view.release.edition();
    let by_law = |indicator: &Indicator| indicator.confidentiality == Confidentiality::ByLaw;
    let confidential = view.indicators().iter().any(|indicator| by_law(indicator));
    let (stamp, reason) = if view.is_administration() && confidential {
        ("rap-stempel-administration", "rap-stempel-administration-grund")
    } else if view.is_administration() {
        ("rap-stempel-aaben", "rap-stempel-aaben-grund")
    } else {
        ("rap-stempel-offentlig", "rap-stempel-offentlig-grund")
    };
    let edition_name = match &run.stamp {
        Stamp::Published { edition } if view.release.audience() == Audience::Public => {
            Some(edition)
        }
        Stamp::Published { .. } | Stamp::Draft => None,
    };
    let (stamp, reason) = match edition_name {
        Some(name) => {
            let name = [("udgave", name.as_str().into())];
            (view.with("rap-stempel-udgivet", &name), view.get("rap-stempel-udgivet-grund"))
        }
        None => (view.get(stamp), view.get(reason)),
    };
    Cover {
        municipality: edition.municipality_name.clone(),
        title: edition.title.clone(),
        years: years(view),
        date: view.texts.date(&edition.date),
        stamp,
        stamp_reason: reason,
        reading: reading(view),
    }
}

fn years(view: &View<'_>) -> String {
    let years: Vec<String> = view.release.edition().years.iter().map(ToString::to_string).collect();
    match years.as_slice() {
        [] => String::new(),
        [only] => view.with("rap-skoleaaret", &[("aar", only.as_str().into())]),
        _ => view.with("rap-skoleaarene", &[("aar", view.listed(&years).into())]),
    }
}

/// How the tables are read. Signs that this audience never meets are left out.
fn reading(view: &View<'_>) -> Vec<Term> {
    let term = |term: &str, text: &str| Term::new(view.get(term), view.get(text));
    let mut terms = vec![term("rap-skjult", "rap-laes-skjult")];
    if view.is_administration() {
        terms.push(term("rap-for-faa", "rap-laes-for-faa"));
        terms.push(term("rap-laes-graenser", "rap-laes-interval"));
    }
    terms.push(Term::new("–", view.get("rap-laes-streg")));
    if view.judged().families.iter().any(|of| 0 < of.comparisons) {
        terms.push(term("rap-udv-laes", "rap-udv-laes-om"));
    }
    if !view.release.targets().is_empty() {
        terms.push(term("rap-laes-dom", "rap-laes-dom-om"));
    }
    terms
}
