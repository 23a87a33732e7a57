//! What is missing: for figures that are not there, the kind of source that would give them.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator};
use kvalitet_core::table::{NATIONAL_TEST, PROGRESSION};
use kvalitet_core::{IndicatorId, LocalText, SchoolYear, Unit};
use kvalitet_disclosure::{MissingSource, UnreadLayout};
use kvalitet_figures::Figures;
use kvalitet_ingest::layout::{Layout, Source, layouts, sources};
use kvalitet_ingest::{Ingested, SourceKind};

use crate::plan::Plan;

/// Every indicator of the catalogue without a number of any school, group or municipality in a year
/// of the report that its series covers, by theme, kind of source and years.
///
/// An indicator that several kinds of sources could give is named under the first of them: its own
/// kind before the key figures.
pub(crate) fn missing(plan: &Plan, figures: &Figures) -> Vec<MissingSource> {
    let mut there: BTreeSet<(&IndicatorId, SchoolYear)> = BTreeSet::new();
    for (key, figure) in &figures.figures {
        if key.unit != Unit::Nation && figure.value().is_some() {
            there.insert((&key.indicator, key.period.last_year()));
        }
    }
    let themes = plan.catalogue.themes().iter().map(|theme| theme.id.as_str());
    let order: BTreeMap<&str, usize> = themes.zip(0..).collect();
    let mut found: BTreeMap<(usize, &str, SourceKind, Vec<SchoolYear>), Vec<IndicatorId>> =
        BTreeMap::new();
    for indicator in plan.catalogue.indicators() {
        let years = years_without(indicator, plan, &there);
        if !years.is_empty() {
            let theme = indicator.theme.as_str();
            let place = order.get(theme).copied().unwrap_or(usize::MAX);
            let kind = kind(read_first(indicator, plan, &there, &years));
            let of = found.entry((place, theme, kind, years)).or_default();
            of.push(indicator.id.clone());
        }
    }
    let source = |((_, theme, kind, years), indicators): ((usize, &str, SourceKind, Vec<_>), _)| {
        let about = sources().iter().find(|source| source.kind == kind);
        // A table of the municipality's own has no page.
        let own = |text: &str| LocalText { da: text.to_owned(), en: text.to_owned() };
        let text = |of: fn(&Source) -> &LocalText| {
            about.map_or_else(|| own(""), |source| of(source).clone())
        };
        MissingSource {
            theme: theme.to_owned(),
            kind: kind.id().to_owned(),
            name: about.map_or_else(|| own(kind.id()), |source| source.name.clone()),
            origin: text(|source| &source.origin),
            season: text(|source| &source.season),
            named: plan.sources.iter().any(|spec| spec.kind == kind),
            years: years.into_iter().collect(),
            indicators,
        }
    };
    found.into_iter().map(source).collect()
}

fn years_without(
    indicator: &Indicator,
    plan: &Plan,
    there: &BTreeSet<(&IndicatorId, SchoolYear)>,
) -> Vec<SchoolYear> {
    // In which years nobody could be followed, and why, the chapter says itself.
    let is_there = || there.iter().any(|(id, _)| **id == indicator.id);
    if indicator.table == PROGRESSION.name && is_there() {
        return Vec::new();
    }
    let series = plan.catalogue.series_of(indicator);
    let without = plan.report.years.iter().filter(|year| {
        series.is_none_or(|series| series.covers_year(**year))
            && !there.contains(&(&indicator.id, **year))
    });
    without.copied().collect()
}

/// Whether figures of an indicator can be made from a layout: its rows go into the indicator's table,
/// or the indicator reads what it measures.
pub(crate) fn feeds(layout: &Layout, indicator: &Indicator) -> bool {
    let table = layout.table.as_ref();
    // Pupils are followed from test to test by their rows.
    let follows = |table: &str| {
        indicator.table == PROGRESSION.name
            && table == NATIONAL_TEST.name
            && layout.rows_are_persons()
    };
    let makes = |table: &str| indicator.table == table || follows(table);
    table.is_some_and(|table| makes(table) && !indicator.is_reported())
        || layout
            .measures
            .iter()
            .any(|of| indicator.observed.measures.iter().any(|id| **id == *of.id))
}

/// The indicator that must be there for another to be: itself, and for a mean of schools' figures
/// the first of those it reads that lacks a number in one of these years, or else the first.
fn read_first<'a>(
    indicator: &'a Indicator,
    plan: &'a Plan,
    there: &BTreeSet<(&IndicatorId, SchoolYear)>,
    years: &[SchoolYear],
) -> &'a Indicator {
    let Some(over_schools) = &indicator.over_schools else {
        return indicator;
    };
    let lacks = |id: &&IndicatorId| years.iter().any(|year| !there.contains(&(*id, *year)));
    let first = over_schools.reads().find(lacks).unwrap_or(&over_schools.of);
    plan.catalogue.indicator(first.as_str()).unwrap_or(indicator)
}

/// The first kind of source that gives an indicator; a table of the municipality's own where none
/// does.
///
/// The roll has a measure of pupils too, but is only looked up in and gives no figure: a plan that
/// names it lacks the number of pupils all the same.
fn kind(indicator: &Indicator) -> SourceKind {
    let gives = |kind: &SourceKind| {
        *kind != SourceKind::Roll && layouts(*kind).iter().any(|layout| feeds(layout, indicator))
    };
    SourceKind::ALL.into_iter().find(gives).unwrap_or(SourceKind::Local)
}

/// What was read and no definition reads: observations, and rows of persons in a layout that no
/// indicator is defined on. `observations` are those of layouts of figures.
pub(crate) fn unread(
    ingested: &Ingested,
    catalogue: &Catalogue,
    observations: &BTreeMap<String, u64>,
) -> Vec<UnreadLayout> {
    let of_figures = observations.iter().map(|(layout, count)| UnreadLayout {
        layout: layout.clone(),
        count: *count,
        persons: false,
    });
    let is_unread = |layout: &&std::sync::Arc<Layout>| {
        let table = layout.table.as_ref().unwrap_or(&layout.id);
        !catalogue.indicators().iter().any(|of| of.table == **table && !of.is_reported())
    };
    let of_persons = ingested.persons.values().filter(|table| is_unread(&&table.layout));
    let of_persons = of_persons.map(|table| UnreadLayout {
        layout: table.layout.id.to_string(),
        count: u64::try_from(table.len()).unwrap_or(u64::MAX),
        persons: table.layout.rows_are_persons(),
    });
    of_figures.chain(of_persons).filter(|of| 0 < of.count).collect()
}
