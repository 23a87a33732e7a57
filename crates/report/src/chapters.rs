//! A chapter per series: what each indicator is, what it says, and its tables and chart.

use kvalitet_charts::ChartError;
use kvalitet_core::SchoolYear;
use kvalitet_core::catalogue::{Indicator, Series};

use crate::document::{Block, Chapter, Section, Term};
use crate::tables::{anchor, grades_by_year, levels_by_year, schools_by_year, verdicts_by_year};
use crate::view::{View, is_distribution};
use crate::{drawings, sentences};

/// The chapter of one series.
pub(crate) fn of_series(view: &View<'_>, series: &Series) -> Result<Chapter, ChartError> {
    let indicators = view.of_series(series);
    let good = drawings::good_of(&indicators);
    let mut sections = Vec::new();
    for indicator in &indicators {
        sections.push(section(view, series, indicator, good)?);
    }
    Ok(Chapter {
        id: anchor(&series.id),
        title: view.local(&series.name).to_owned(),
        blocks: introduction(view, series, &indicators),
        sections,
    })
}

/// Which grades are tested, and what is special about single years.
fn introduction(view: &View<'_>, series: &Series, indicators: &[&Indicator]) -> Vec<Block> {
    let mut years: Vec<SchoolYear> =
        indicators.iter().flat_map(|indicator| view.facts(indicator).years).collect();
    years.sort_unstable();
    years.dedup();
    let grades: Vec<String> = series.grades.iter().map(ToString::to_string).collect();
    let about = view.with(
        "rap-serie-om",
        &[("klassetrin", view.listed(&grades).into()), ("kilde", series.source.as_str().into())],
    );
    // A series of no test has no grades to name.
    let tested = !series.grades.is_empty();
    let mut blocks: Vec<Block> = tested.then(|| Block::paragraph(about)).into_iter().collect();
    let notes = view.year_notes(series, &years).into_iter().chain(missing(view, series, &years));
    blocks.extend(notes.map(Block::note));
    blocks
}

/// A sentence for every year of the report that the sources say nothing about.
fn missing(view: &View<'_>, series: &Series, years: &[SchoolYear]) -> Vec<String> {
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Vec::new();
    };
    let edition = view.release.edition().years.iter().copied();
    let between = std::iter::successors(Some(*first), |year| year.next().filter(|y| y <= last));
    let mut all: Vec<SchoolYear> = edition.chain(between).collect();
    all.sort_unstable();
    all.dedup();
    let without = |year: &SchoolYear| {
        series.covers_year(*year)
            && !years.contains(year)
            && series.no_municipality_figure(*year).is_none()
    };
    let named: Vec<String> = all.iter().filter(|y| without(y)).map(ToString::to_string).collect();
    if named.is_empty() {
        return Vec::new();
    }
    vec![view.with("rap-aar-uden-data", &[("aar", view.listed(&named).into())])]
}

fn section(
    view: &View<'_>,
    series: &Series,
    indicator: &Indicator,
    good: Option<&Indicator>,
) -> Result<Section, ChartError> {
    let mut blocks = vec![Block::paragraph(view.local(&indicator.description))];
    if view.has_figures(indicator) {
        if is_distribution(indicator) {
            blocks.extend(distribution(view, indicator, good)?);
        } else {
            blocks.extend(shares(view, series, indicator)?);
        }
    } else {
        blocks.push(Block::note(view.get("rap-kun-ord")));
        blocks.push(Block::Table { table: verdicts_by_year(view, indicator) });
    }
    blocks.push(definition(view, indicator));
    Ok(Section {
        id: anchor(indicator.id.as_str()),
        title: view.local(&indicator.name).to_owned(),
        blocks,
    })
}

fn shares(
    view: &View<'_>,
    series: &Series,
    indicator: &Indicator,
) -> Result<Vec<Block>, ChartError> {
    let mut blocks = Vec::new();
    if let Some(unit) = view.municipality() {
        blocks.push(Block::Verdict { sentences: sentences::about(view, indicator, unit) });
        let chart = match indicator.target {
            Some(_) => drawings::development(view, indicator, series, unit)?,
            None => None,
        };
        // The chart's own table is the municipality by grade; without a chart it stands alone.
        blocks.push(match chart {
            Some(chart) => Block::Chart { chart },
            None => Block::Table { table: grades_by_year(view, indicator, unit) },
        });
    }
    blocks.push(Block::Table { table: schools_by_year(view, indicator) });
    if indicator.target.is_some() {
        blocks.push(Block::Folded {
            summary: view.get("rap-vis-domme"),
            table: verdicts_by_year(view, indicator),
        });
    }
    Ok(blocks)
}

fn distribution(
    view: &View<'_>,
    indicator: &Indicator,
    good: Option<&Indicator>,
) -> Result<Vec<Block>, ChartError> {
    let chart = drawings::levels(view, indicator, good)?;
    let mut blocks: Vec<Block> = chart.map(|chart| Block::Chart { chart }).into_iter().collect();
    if let Some(unit) = view.municipality() {
        blocks.push(Block::Table { table: levels_by_year(view, indicator, unit) });
    }
    Ok(blocks)
}

/// Who counts, how it is made, where the definition is from and how well founded it is.
pub(crate) fn definition(view: &View<'_>, indicator: &Indicator) -> Block {
    let mut terms = vec![
        Term::new(view.get("rap-hvem"), view.local(&indicator.population)),
        Term::new(view.get("rap-beregning"), view.formula(indicator)),
        Term::new(view.get("rap-kilde"), indicator.source.as_str()),
    ];
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

/// The chapter of indicators that belong to no series and are not published, such as local goals.
pub(crate) fn of_others(view: &View<'_>) -> Option<Chapter> {
    let of = |indicator: &&Indicator| Section {
        id: anchor(indicator.id.as_str()),
        title: view.local(&indicator.name).to_owned(),
        blocks: vec![
            Block::paragraph(view.local(&indicator.description)),
            Block::Table { table: schools_by_year(view, indicator) },
            definition(view, indicator),
        ],
    };
    let sections: Vec<Section> = view.others().iter().map(of).collect();
    if sections.is_empty() {
        return None;
    }
    let title = view.get("rap-lokale-maal");
    Some(Chapter { id: "lokale-maal".to_owned(), title, blocks: Vec::new(), sections })
}
