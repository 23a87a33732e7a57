//! A chapter per theme, or per series of it: what each indicator is, what it says, its tables and charts,
//! and last what can be concluded.

use std::collections::BTreeSet;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::{Indicator, Series};
use kvalitet_core::{Breakdown, EvidenceClass, Part, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedTarget;

use crate::document::{Block, Chapter, Section, Term};
use crate::tables::{
    anchor, categories_by_year, classes, parts_by_year, schools_by_year, verdicts_by_year,
};
use crate::view::{Topic, View, is_distribution, is_question};
use crate::{
    actions, cohorts, conclusion, development, drawings, overview, progression, questions,
    sentences,
};

/// How much room a section takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Everything stands open.
    Open,
    /// Schools and parts stand folded.
    Folded,
}

/// The chapter of one topic.
pub(crate) fn of_topic(view: &View<'_>, topic: &Topic<'_>) -> Result<Chapter, ChartError> {
    let good = drawings::good_of(&topic.indicators);
    let headline = overview::headlines(view, &topic.indicators).first().map(|of| of.id.clone());
    let mut sections = progression::sections(view, topic)?;
    sections.extend(development::section(view, topic)?);
    sections.extend(cohorts::section(view, topic));
    // What there are words of alone, and no target, is told of under change and certainty.
    let is_told = |indicator: &&&Indicator| {
        !is_question(indicator)
            && !progression::is_row_of_levels(indicator)
            && (view.has_figures(indicator) || view.has_verdict(indicator))
    };
    for indicator in topic.indicators.iter().filter(is_told) {
        let open = topic.series.is_some() || headline.as_ref() == Some(&indicator.id);
        let room = if open { Room::Open } else { Room::Folded };
        sections.push(section(view, indicator, good, room)?);
    }
    sections.extend(questions::sections(view, &topic.indicators));
    sections.push(conclusion::section(view, topic));
    sections.extend(actions::of_topic(view, topic));
    let mut blocks = match topic.series {
        Some(series) => of_series(view, series, &topic.indicators),
        None => of_theme(view, topic),
    };
    let compares_years = |of: &&ReleasedTarget| {
        let indicator = &of.target.indicator;
        let is_told = topic.indicators.iter().any(|told| told.id == *indicator);
        is_told && of.target.rule.compares_years()
    };
    if view.release.targets().iter().any(|of| compares_years(&of)) {
        blocks.push(Block::note(view.get("rap-udv-uden-aendring")));
    }
    Ok(Chapter {
        id: topic.id.clone(),
        group: group(view, topic),
        title: view.local(topic.title).to_owned(),
        blocks,
        sections,
    })
}

/// The part of the report that a topic's chapter belongs to.
pub(crate) fn group(view: &View<'_>, topic: &Topic<'_>) -> String {
    view.get(if topic.series.is_some() { "rap-del-test" } else { "rap-del-temaer" })
}

/// What a topic is about, and what is special about single years.
pub(crate) fn about(view: &View<'_>, topic: &Topic<'_>) -> Vec<Block> {
    match topic.series {
        Some(series) => of_series(view, series, &topic.indicators),
        None => about_theme(view, topic),
    }
}

fn years_of(view: &View<'_>, indicators: &[&Indicator]) -> Vec<SchoolYear> {
    let years = indicators.iter().flat_map(|indicator| &view.facts(indicator).years);
    let years: BTreeSet<SchoolYear> = years.copied().collect();
    years.into_iter().collect()
}

/// Which grades are tested, and what is special about single years.
fn of_series(view: &View<'_>, series: &Series, indicators: &[&Indicator]) -> Vec<Block> {
    let years = years_of(view, indicators);
    let grades: Vec<String> = series.grades.iter().map(ToString::to_string).collect();
    let source = ("kilde", series.source.as_str().into());
    let about = match grades.as_slice() {
        [] => view.with("rap-kilde-er", &[source]),
        _ => view.with("rap-serie-om", &[("klassetrin", view.listed(&grades).into()), source]),
    };
    let mut blocks = vec![Block::paragraph(about)];
    let notes = view.year_notes(&[(series, years.clone())]).into_iter();
    blocks.extend(notes.chain(missing_of(view, series, &years)).map(Block::note));
    blocks
}

/// What the theme is about, what is special about its years, and every school at a glance.
fn of_theme(view: &View<'_>, topic: &Topic<'_>) -> Vec<Block> {
    let mut blocks = about_theme(view, topic);
    if overview::hides_schools(view, topic) {
        blocks.push(Block::paragraph(view.get("rap-skoler-skjult")));
    }
    if let Some(table) = overview::table(view, topic) {
        blocks.push(Block::Table { table });
        blocks.extend(overview::national_sources(view, topic).map(Block::note));
    }
    blocks
}

fn about_theme(view: &View<'_>, topic: &Topic<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::paragraph(view.local(&topic.theme.about))];
    blocks.extend(progression::basis(view, topic).map(Block::paragraph));
    let series = view.series_among(&topic.indicators).into_iter();
    let told = series.map(|series| (series, years_of(view, &view.of_series(series))));
    blocks.extend(view.year_notes(&told.collect::<Vec<_>>()).into_iter().map(Block::note));
    blocks.extend(missing_of_theme(view, topic).map(Block::note));
    blocks.extend(without_pupils(view, topic).into_iter().map(Block::note));
    blocks
}

/// A sentence for every year of the report that the sources of a series say nothing about.
fn missing_of(view: &View<'_>, series: &Series, years: &[SchoolYear]) -> Option<String> {
    let without = |year: &SchoolYear| {
        series.covers_year(*year) && series.no_municipality_figure(*year).is_none()
    };
    missing(view, years, without)
}

fn missing_of_theme(view: &View<'_>, topic: &Topic<'_>) -> Option<String> {
    missing(view, &years_of(view, &topic.indicators), |_| true)
}

fn missing(
    view: &View<'_>,
    years: &[SchoolYear],
    counts: impl Fn(&SchoolYear) -> bool,
) -> Option<String> {
    let (first, last) = (years.first()?, years.last()?);
    let edition = view.release.edition().years.iter().copied();
    let between = std::iter::successors(Some(*first), |year| year.next().filter(|y| y <= last));
    let all: BTreeSet<SchoolYear> = edition.chain(between).collect();
    let without = all.iter().filter(|year| !years.contains(year) && counts(year));
    let named: Vec<String> = without.map(ToString::to_string).collect();
    if named.is_empty() {
        return None;
    }
    Some(view.with("rap-aar-uden-data", &[("aar", view.listed(&named).into())]))
}

/// Why values of schools stand alone, where a theme has values without the pupils behind them.
fn without_pupils(view: &View<'_>, topic: &Topic<'_>) -> Vec<String> {
    let alone: Vec<&Indicator> =
        topic.indicators.iter().copied().filter(|of| stands_alone(view, of)).collect();
    if alone.is_empty() {
        return Vec::new();
    }
    let mut notes = vec![view.get("rap-vaerdier-alene")];
    let municipality = |unit: &Unit| matches!(unit, Unit::Municipality(_));
    if alone.iter().any(|of| !view.facts(of).units.iter().any(municipality)) {
        notes.push(view.get("rap-vaerdier-alene-ingen-kommune"));
    }
    notes
}

/// Whether the newest values of schools are of evidence class E.
fn stands_alone(view: &View<'_>, indicator: &Indicator) -> bool {
    let Some(year) = overview::newest_year(view, indicator) else {
        return false;
    };
    let schools = view.facts(indicator).units.iter().filter(|of| matches!(of, Unit::School(_)));
    let mut figures =
        schools.filter_map(|unit| view.figure(indicator, *unit, year, Breakdown::ALL));
    figures.any(|figure| figure.class() == EvidenceClass::E && figure.value().is_some())
}

fn section(
    view: &View<'_>,
    indicator: &Indicator,
    good: Option<&Indicator>,
    room: Room,
) -> Result<Section, ChartError> {
    let mut blocks = vec![Block::paragraph(view.local(&indicator.description))];
    if !view.has_figures(indicator) {
        blocks.push(Block::note(view.get("rap-kun-ord")));
        blocks.push(Block::Table { table: verdicts_by_year(view, indicator) });
    } else if view.nobody_counts(indicator) {
        blocks.push(Block::paragraph(view.get("rap-ingen-har-det")));
    } else if is_distribution(indicator) {
        blocks.extend(distribution(view, indicator, good)?);
    } else {
        let told = municipality(view, indicator, room)?;
        let is_drawn = told.iter().any(|block| matches!(block, Block::Chart { .. }));
        let mut units = view.facts(indicator).units.iter();
        let is_alone = units.all(|unit| matches!(unit, Unit::Municipality(_)));
        blocks.extend(told);
        // The numbers of a chart stand in its own table.
        if !(is_drawn && is_alone) {
            blocks.extend(schools(view, indicator, room)?);
        }
    }
    blocks.push(definition(view, indicator));
    Ok(Section {
        id: anchor(indicator.id.as_str()),
        title: view.local(&indicator.name).to_owned(),
        blocks,
    })
}

/// The municipality: what its newest number says, how it moved, and its parts.
fn municipality(
    view: &View<'_>,
    indicator: &Indicator,
    room: Room,
) -> Result<Vec<Block>, ChartError> {
    let mut blocks = Vec::new();
    let units = &view.facts(indicator).units;
    let Some(unit) = view.municipality().filter(|unit| units.contains(unit)) else {
        return Ok(blocks);
    };
    blocks.push(Block::Verdict { sentences: sentences::about(view, indicator, unit) });
    let several = 1 < view.years_with_value(indicator, unit).len();
    let drawn = indicator.target.is_some() || (room == Room::Open && several);
    let in_parts = view.facts(indicator).parts.iter().any(|part| *part != Part::All);
    let chart = if drawn { drawings::development(view, indicator, unit)? } else { None };
    // The chart's own table is the municipality by part; without a chart it stands alone.
    blocks.extend(match chart {
        Some(chart) => Some(Block::Chart { chart }),
        None if !in_parts => None,
        None => Some(room.of(parts_by_year(view, indicator, unit), view.get("rap-vis-dele"))),
    });
    Ok(blocks)
}

/// Every school: against all folkeskoler of the source where those are known, otherwise alone.
fn schools(view: &View<'_>, indicator: &Indicator, room: Room) -> Result<Vec<Block>, ChartError> {
    let mut blocks = Vec::new();
    let table = schools_by_year(view, indicator);
    let newest = overview::newest_year(view, indicator);
    let reference = newest.filter(|year| view.release.reference(indicator, *year).is_some());
    if view.hides_schools(indicator) {
        blocks.push(Block::paragraph(view.get("rap-skoler-skjult")));
        if !table.groups.is_empty() {
            blocks.push(room.of(table, view.get("rap-vis-samlet")));
        }
    } else if let Some(year) = reference {
        blocks.extend(sentences::all_schools(view, indicator, year).map(Block::paragraph));
        let table = crate::document::Table {
            id: format!("{}-tal", anchor(indicator.id.as_str())),
            ..table
        };
        let chart = drawings::schools_as_dots(view, indicator, year, table)?;
        blocks.push(Block::Chart { chart });
    } else {
        let units = &view.facts(indicator).units;
        let has_schools = units.iter().any(|unit| matches!(unit, Unit::School(_)));
        let summary = if has_schools { "rap-vis-skoler" } else { "rap-vis-samlet" };
        blocks.push(room.of(table, view.get(summary)));
    }
    if indicator.target.is_some() {
        blocks.push(Room::Folded.of(verdicts_by_year(view, indicator), view.get("rap-vis-domme")));
    }
    let of_classes = classes(view, indicator).filter(|_| room == Room::Open);
    blocks.extend(of_classes.map(|table| Room::Folded.of(table, view.get("rap-vis-klasser"))));
    Ok(blocks)
}

impl Room {
    fn of(self, table: crate::document::Table, summary: String) -> Block {
        match self {
            Self::Open => Block::Table { table },
            Self::Folded => Block::Folded { summary, table },
        }
    }
}

fn distribution(
    view: &View<'_>,
    indicator: &Indicator,
    good: Option<&Indicator>,
) -> Result<Vec<Block>, ChartError> {
    let chart = drawings::categories(view, indicator, good)?;
    let mut blocks: Vec<Block> = chart.map(|chart| Block::Chart { chart }).into_iter().collect();
    if let Some(unit) = view.municipality() {
        blocks.push(Block::Table { table: categories_by_year(view, indicator, unit) });
    }
    Ok(blocks)
}

/// Who counts, how it is made, where the definition is from and how well founded it is.
pub(crate) fn definition(view: &View<'_>, indicator: &Indicator) -> Block {
    let mut terms = vec![
        Term::new(view.get("rap-hvem"), view.local(&indicator.population)),
        Term::new(view.get("rap-beregning"), view.formula_in_words(indicator)),
        Term::new(view.get("rap-kilde"), indicator.source.as_str()),
    ];
    let held = view.targets_held(indicator);
    if !held.is_empty() {
        terms.push(Term::new(view.get("rap-statens-maal-led"), held.join(" ")));
    }
    if let Some(note) = &indicator.status_note {
        let status = view.status(indicator.status);
        terms.push(Term::new(
            view.get("rap-status"),
            view.with(
                "rap-status-med-note",
                &[("status", status.into()), ("note", view.local(note).into())],
            ),
        ));
    }
    let key = view.with(
        "rap-noegle-version",
        &[
            ("noegle", indicator.id.as_str().into()),
            ("version", indicator.version.to_string().into()),
        ],
    );
    terms.push(Term::new(view.get("rap-noegle"), key));
    Block::Terms { terms }
}
