//! The chapter of published key figures: described, never judged.

use std::collections::BTreeSet;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, SchoolYear, Unit};

use crate::chapters::definition;
use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table};
use crate::drawings;
use crate::tables::{anchor, schools_by_year, unit_groups};
use crate::view::View;

/// The chapter, where anything published is told of.
pub(crate) fn chapter(view: &View<'_>) -> Result<Option<Chapter>, ChartError> {
    let indicators = view.published();
    if indicators.is_empty() {
        return Ok(None);
    }
    let blocks = vec![
        Block::paragraph(view.get("rap-noegletal-om")),
        Block::note(view.get("rap-noegletal-klasse-e")),
        Block::note(view.get("rap-noegletal-ingen-kommune")),
        Block::Table { table: overview(view, &indicators) },
    ];
    let mut sections = Vec::new();
    for indicator in indicators {
        sections.push(section(view, indicator)?);
    }
    let title = view.get("rap-noegletal");
    Ok(Some(Chapter { id: "noegletal".to_owned(), title, blocks, sections }))
}

fn newest_year(view: &View<'_>, indicator: &Indicator) -> Option<SchoolYear> {
    view.facts(indicator).years.last().copied()
}

/// Every school by every indicator, each in its newest year.
fn overview(view: &View<'_>, indicators: &[&Indicator]) -> Table {
    let units: BTreeSet<Unit> =
        indicators.iter().flat_map(|indicator| view.facts(indicator).units).collect();
    let cells = |unit| {
        let cell = |indicator: &&Indicator| {
            let year = newest_year(view, indicator);
            let figure = year.and_then(|year| view.figure(indicator, unit, year, Breakdown::ALL));
            view.cell(indicator, figure)
        };
        indicators.iter().map(cell).collect::<Vec<Cell>>()
    };
    let mut groups = unit_groups(view, &units, cells);
    if let [schools] = groups.as_mut_slice() {
        schools.title.clone_from(&view.release.edition().municipality_name);
    }
    groups.push(all_schools(view, indicators));
    let years: BTreeSet<SchoolYear> =
        indicators.iter().filter_map(|indicator| newest_year(view, indicator)).collect();
    let (caption, columns) = overview_heads(view, indicators, &years);
    Table {
        id: "noegletal-oversigt".to_owned(),
        caption,
        corner: view.get("rap-skole"),
        columns,
        groups,
    }
}

/// All folkeskoler of the source beside the municipality's own: the middle school, and under it the
/// middle half.
fn all_schools(view: &View<'_>, indicators: &[&Indicator]) -> RowGroup {
    let cell = |indicator: &&Indicator| {
        let year = newest_year(view, indicator);
        let Some(reference) = year.and_then(|year| view.release.reference(indicator, year)) else {
            return Cell::absent(view.get("rap-intet-tal-kort"));
        };
        let [lower, middle, upper] = reference.quartiles.map(|value| view.value(indicator, value));
        Cell::number(middle).under(format!("{lower}–{upper}"))
    };
    let row =
        Row::new(view.get("rap-alle-folkeskoler-raekke"), indicators.iter().map(cell).collect());
    RowGroup { title: view.get("rap-alle-folkeskoler"), rows: vec![row.total()] }
}

/// The caption and the heads: the year stands in the caption where it is the same everywhere.
fn overview_heads(
    view: &View<'_>,
    indicators: &[&Indicator],
    years: &BTreeSet<SchoolYear>,
) -> (String, Vec<String>) {
    let name = |indicator: &Indicator| view.local(&indicator.name).to_owned();
    if let (Some(only), 1) = (years.first(), years.len()) {
        let caption = view.with("rap-tabel-noegletal-aar", &[("aar", only.to_string().into())]);
        return (caption, indicators.iter().map(|indicator| name(indicator)).collect());
    }
    let with_year = |indicator: &&Indicator| {
        let year = newest_year(view, indicator).map(|year| year.to_string()).unwrap_or_default();
        view.with("rap-kolonne-aar", &[("navn", name(indicator).into()), ("aar", year.into())])
    };
    (view.get("rap-tabel-noegletal"), indicators.iter().map(with_year).collect())
}

fn section(view: &View<'_>, indicator: &Indicator) -> Result<Section, ChartError> {
    let mut blocks = vec![Block::paragraph(view.local(&indicator.description))];
    blocks.extend(reference(view, indicator).map(Block::paragraph));
    let mut table = schools_by_year(view, indicator);
    table.id = format!("{}-tal", anchor(indicator.id.as_str()));
    if let Some(year) = newest_year(view, indicator) {
        let chart = drawings::schools_as_dots(view, indicator, year, table)?;
        blocks.push(Block::Chart { chart });
    }
    blocks.push(definition(view, indicator));
    Ok(Section {
        id: anchor(indicator.id.as_str()),
        title: view.local(&indicator.name).to_owned(),
        blocks,
    })
}

/// How all folkeskoler of the source lie, in a sentence.
fn reference(view: &View<'_>, indicator: &Indicator) -> Option<String> {
    let reference = view.release.reference(indicator, newest_year(view, indicator)?)?;
    let [lower, middle, upper] = reference.quartiles.map(|value| view.value(indicator, value));
    Some(view.with(
        "rap-reference",
        &[
            ("nedre", lower.into()),
            ("midte", middle.into()),
            ("oevre", upper.into()),
            ("skoler", reference.schools.into()),
            ("uden", reference.without.into()),
        ],
    ))
}
