//! A document out of a release.

use kvalitet_charts::ChartError;
use kvalitet_core::Unit;
use kvalitet_core::catalogue::{Confidentiality, Indicator};
use kvalitet_disclosure::Audience;

use crate::document::{Chapter, Cover, Document, Layout, School, Term};
use crate::view::View;
use crate::{RunInfo, Stamp, chapters, glance, goals, methods, quality, stamps, statements};

/// The whole document of one audience.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Result<Document, ChartError> {
    let mut all: Vec<Chapter> = glance::chapter(view).into_iter().collect();
    all.extend(goals::chapter(view)?);
    all.extend(statements::chapter(view));
    for topic in view.topics() {
        all.push(chapters::of_topic(view, &topic)?);
    }
    all.push(quality::chapter(view));
    all.push(methods::chapter(view));
    let language = view.texts.language().tag();
    let colophon = colophon(view, run);
    Ok(Document {
        language,
        layout: Layout::Report,
        cover: cover(view, run),
        chapters: all,
        colophon,
        plan: run.plan.clone(),
        schools: schools(view),
    })
}

/// The schools to choose between. The administration has a sheet of each beside its report.
fn schools(view: &View<'_>) -> Vec<School> {
    let school = |unit: &Unit| match unit {
        Unit::School(number) => Some(School {
            id: number.to_string(),
            name: view.name(*unit),
            sheet: view.is_administration().then(|| format!("skoler/{number}/leder.html")),
        }),
        Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => None,
    };
    view.schools().iter().filter_map(school).collect()
}

/// What stands last.
pub(crate) fn colophon(view: &View<'_>, run: &RunInfo) -> String {
    view.with(
        "rap-kolofon",
        &[("version", run.program_version.as_str().into()), ("plan", run.plan.as_str().into())],
    )
}

/// What stands first.
pub(crate) fn cover(view: &View<'_>, run: &RunInfo) -> Cover {
    let edition = view.release.edition();
    let confidential = stamps::confidential_stamp(view.release, view.texts);
    let name = match &run.stamp {
        Stamp::Published { edition } => Some([("udgave", edition.as_str().into())]),
        Stamp::Draft => None,
    };
    let (stamp, reason) = match (&confidential, name) {
        (Some(said), _) => {
            (view.with("rap-stempel-udkast", &[("stempel", said.as_str().into())]), reason(view))
        }
        (None, Some(name)) => {
            (view.with("rap-stempel-udgivet", &name), "rap-stempel-udgivet-grund")
        }
        (None, None) => (view.get("rap-stempel-offentlig"), "rap-stempel-offentlig-grund"),
    };
    Cover {
        municipality: edition.municipality_name.clone(),
        title: edition.title.clone(),
        years: years(view),
        date: view.texts.date(&edition.date),
        iso_date: edition.date.clone(),
        confidential,
        stamp,
        stamp_reason: view.get(reason),
        reading: reading(view),
    }
}

/// Why what is not public carries its stamp.
fn reason(view: &View<'_>) -> &'static str {
    let class = |indicator: &&Indicator| indicator.confidentiality;
    let strictest = view.release.indicators().iter().map(class).max();
    match strictest {
        Some(Confidentiality::ByLaw) => "rap-stempel-lov-grund",
        Some(Confidentiality::Personal) => "rap-stempel-personlig-grund",
        Some(Confidentiality::Open) | None => "rap-stempel-aaben-grund",
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
    if view.release.audience() != Audience::Public {
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
