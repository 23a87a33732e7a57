//! A document out of a release.

use kvalitet_charts::ChartError;
use kvalitet_core::Unit;
use kvalitet_core::catalogue::{Confidentiality, Indicator};
use kvalitet_core::profile::{ALL_THEMES, DEFAULT_PROFILE, Outline, Profile, Reader};
use kvalitet_disclosure::Audience;

use crate::document::{Chapter, Cover, Document, Layout, School, Term};
use crate::view::{Topic, View};
use crate::{
    RunInfo, changed_numbers, chapters, followup, glance, goals, methods, quality, schools, stamps,
    statements, summary, tables,
};

/// The whole document of one audience: the chapters of its outline that there is anything to say in.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Result<Document, ChartError> {
    let outline = outline(view);
    let mut all: Vec<Chapter> = changed_numbers::corrections(view, run).into_iter().collect();
    let mut summary = None;
    for id in outline.of(reader(view)) {
        // It tells where there is more, and comes when that is known.
        if id == "opsummering" {
            summary = Some(all.len());
        }
        all.extend(chapters((view, run), &outline, id)?);
    }
    for chapter in &mut all {
        tables::fold_alike(view, chapter);
        tables::say_once(chapter);
    }
    if let Some(place) = summary {
        all.insert(place, summary::chapter(view, &all));
    }
    let language = view.texts.language().tag();
    let colophon = colophon(view, run);
    Ok(Document {
        language,
        layout: Layout::Report,
        cover: cover(view, run),
        chapters: all,
        colophon,
        plan: run.plan.clone(),
        schools: to_choose(view),
    })
}

/// The schools to choose between. The administration has a sheet of each beside its report.
fn to_choose(view: &View<'_>) -> Vec<School> {
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

/// Which chapters there are: those of the plan, or of the profile that the edition names.
fn outline(view: &View<'_>) -> Outline {
    let of_plan = view.release.outline();
    if !of_plan.chapters().is_empty() {
        return of_plan.clone();
    }
    let themes = view.release.catalogue().themes();
    let themes: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
    let profiles = Profile::built_in(&themes).unwrap_or_default();
    let named = &view.release.edition().profile;
    let mut known = profiles.iter().filter(|of| of.id == *named || of.id == DEFAULT_PROFILE);
    let first = known.clone().find(|of| of.id == *named).or_else(|| known.next());
    first.map(|of| of.outline.clone()).unwrap_or_default()
}

fn reader(view: &View<'_>) -> Reader {
    match view.release.audience() {
        Audience::Administration => Reader::Administration,
        Audience::Leader(_) => Reader::Leader,
        Audience::Board(_) => Reader::Board,
        Audience::Public => Reader::Public,
    }
}

/// What an entry of an outline stands for; nothing where there is nothing to say.
fn chapters(
    (view, run): (&View<'_>, &RunInfo),
    outline: &Outline,
    id: &str,
) -> Result<Vec<Chapter>, ChartError> {
    let one = |chapter: Option<Chapter>| Ok(chapter.into_iter().collect());
    match id {
        "overblik" => one(glance::chapter(view)),
        "maal" => one(glance::national(view)),
        "egne-maal" => own_goals(view, outline),
        "grupper" => one(schools::of_groups(view)),
        "skolerne" => one(schools::in_short(view)),
        "udtalelser" => one(statements::chapter(view)),
        // What is another number than before is part of what the numbers rest on: nobody leaves it out.
        "datakvalitet" => {
            let changed = changed_numbers::chapter(view, run);
            Ok(changed.into_iter().chain([quality::chapter(view)]).collect())
        }
        "metode" => one(Some(methods::chapter(view))),
        "definitioner" => one(Some(methods::definitions(view))),
        "opfoelgning" => one(followup::chapter(view)),
        "maalpil" => one(goals::arrow::chapter(view)?),
        // Made from the other chapters.
        "opsummering" => Ok(Vec::new()),
        theme => {
            let topics = of_entry(view, outline, theme);
            topics.iter().map(|topic| chapters::of_topic(view, topic)).collect()
        }
    }
}

/// The municipality's goals, where the arrow of goals does not tell of them, and its own indicators beside
/// them.
fn own_goals(view: &View<'_>, outline: &Outline) -> Result<Vec<Chapter>, ChartError> {
    let as_arrow =
        goals::arrow::is_told(view) && outline.of(reader(view)).any(|id| id == "maalpil");
    let told = if as_arrow { None } else { goals::chapter(view)? };
    let mut all: Vec<Chapter> = told.into_iter().collect();
    for topic in of_entry(view, outline, "egne-maal") {
        let group = view.get("rap-del-maal");
        all.push(Chapter { group, ..chapters::of_topic(view, &topic)? });
    }
    Ok(all)
}

/// The topics of a theme, or of every theme that the outline does not name.
fn of_entry<'a>(view: &View<'a>, outline: &Outline, id: &str) -> Vec<Topic<'a>> {
    let mut topics = view.topics();
    topics.retain(|topic| {
        let theme = topic.theme.id.as_str();
        theme == id || (id == ALL_THEMES && !outline.names(theme))
    });
    topics
}

/// What the chapters of themes are about, in the order and for the reader of the outline.
pub(crate) fn topics<'a>(view: &View<'a>) -> Vec<Topic<'a>> {
    let outline = outline(view);
    outline.of(reader(view)).flat_map(|id| of_entry(view, &outline, id)).collect()
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
    let (stamp, reason) = match &confidential {
        Some(said) => {
            (view.with("rap-stempel-udkast", &[("stempel", said.as_str().into())]), reason(view))
        }
        None => stamps::of_edition(view.texts, &run.stamp),
    };
    Cover {
        municipality: edition.municipality_name.clone(),
        title: edition.title.clone(),
        years: years(view),
        date: view.texts.date(&edition.date),
        iso_date: edition.date.clone(),
        confidential: stamps::every_page(view.release, view.texts, &run.stamp),
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
        terms.push(term("rap-udv-kol-dom", "rap-udv-om"));
    }
    if !view.release.targets().is_empty() {
        terms.push(term("rap-laes-dom", "rap-laes-dom-om"));
    }
    terms
}
