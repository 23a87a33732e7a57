//! What stands first in a theme's chapter: every school by the theme's headline indicators.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Indicator, Polarity};
use kvalitet_core::{Breakdown, SchoolYear, Unit};

use crate::document::{Cell, Row, RowGroup, Table};
use crate::tables::unit_groups;
use crate::view::{Topic, View, is_distribution, is_question};

/// How many columns a table of schools has room for.
const HEADLINES: usize = 8;

/// The indicators that stand for a theme: those that are one number, in its order. One whose id
/// goes on where another's ends, as `trivsel.generel.over-3` after `trivsel.generel`, is a detail of
/// it and comes after all that are none.
pub(crate) fn headlines<'a>(view: &View<'a>, indicators: &[&'a Indicator]) -> Vec<&'a Indicator> {
    let one_number = |indicator: &&Indicator| {
        let told = view.has_figures(indicator) && !view.nobody_counts(indicator);
        told && !is_distribution(indicator) && !is_question(indicator)
    };
    let found: Vec<&Indicator> = indicators.iter().copied().filter(one_number).collect();
    let is_detail = |of: &&Indicator| {
        let id = of.id.as_str();
        let rest = |whole: &&Indicator| id.strip_prefix(whole.id.as_str());
        found.iter().filter_map(rest).any(|rest| rest.starts_with('.'))
    };
    let (details, mut all): (Vec<&Indicator>, Vec<&Indicator>) =
        found.iter().copied().partition(is_detail);
    all.extend(details);
    all
}

/// The indicator that stands alone for a topic, of those that `is_told` says there is something to tell of:
/// a judged one, which has a better and a worse; else the first. None of a series that a newer one took over
/// from: it is told of in its own chapter.
pub(crate) fn first_headline<'a>(
    view: &View<'a>,
    topic: &Topic<'a>,
    is_told: impl Fn(&Indicator) -> bool,
) -> Option<&'a Indicator> {
    let mut told = headlines(view, &topic.indicators);
    told.retain(|of| is_told(of) && !view.is_taken_over(of));
    let has_direction = |of: &&Indicator| of.headline && of.polarity != Polarity::Neutral;
    told.iter().copied().find(has_direction).or_else(|| told.first().copied())
}

/// The newest year in which a unit of the municipality has a number of the indicator; where none
/// has, the newest that anything is said of.
pub(crate) fn newest_year(view: &View<'_>, indicator: &Indicator) -> Option<SchoolYear> {
    let facts = view.facts(indicator);
    let number = |year: &&SchoolYear| {
        facts.units.iter().filter(|unit| **unit != Unit::Nation).any(|unit| {
            let figure = view.figure(indicator, *unit, **year, Breakdown::ALL);
            figure.is_some_and(|figure| figure.value().is_some())
        })
    };
    facts.years.iter().rev().find(number).or(facts.years.last()).copied()
}

/// The headlines that schools have numbers of, as many as a table has room for.
fn of_schools<'a>(view: &View<'a>, topic: &Topic<'a>) -> Vec<&'a Indicator> {
    let school = |unit: &Unit| matches!(unit, Unit::School(_));
    let headlines = headlines(view, &topic.indicators).into_iter();
    headlines.filter(|of| view.facts(of).units.iter().any(school)).take(HEADLINES).collect()
}

/// Whether this audience may see no school's figure of any headline.
pub(crate) fn hides_schools(view: &View<'_>, topic: &Topic<'_>) -> bool {
    let indicators = of_schools(view, topic);
    !indicators.is_empty() && indicators.iter().all(|of| view.hides_schools(of))
}

/// Every school by every headline, each in its newest year; `None` without a headline, and without a
/// row. Schools that are all hidden have none.
pub(crate) fn table(view: &View<'_>, topic: &Topic<'_>) -> Option<Table> {
    let indicators = of_schools(view, topic);
    if indicators.is_empty() {
        return None;
    }
    let mut units: BTreeSet<Unit> = indicators
        .iter()
        .flat_map(|indicator| view.facts(indicator).units.iter().copied())
        .collect();
    if hides_schools(view, topic) {
        units.retain(|unit| !matches!(unit, Unit::School(_)));
    }
    if units.is_empty() {
        return None;
    }
    let row = |unit| {
        let cell = |indicator: &&Indicator| cell(view, indicator, unit);
        Row::new(view.name(unit), indicators.iter().map(cell).collect())
    };
    let mut groups = unit_groups(view, &units, row);
    if let [schools] = groups.as_mut_slice() {
        schools.title.clone_from(&view.release.edition().municipality_name);
    }
    groups.extend(all_schools(view, &indicators));
    let years: BTreeSet<SchoolYear> =
        indicators.iter().filter_map(|indicator| newest_year(view, indicator)).collect();
    let (caption, columns) = heads(view, topic, &indicators, &years);
    Some(Table {
        id: format!("{}-oversigt", topic.id),
        caption,
        corner: view.get("rap-skole"),
        columns,
        groups,
    })
}

/// Where the values of the nation's row are from; `None` where it has none.
pub(crate) fn national_sources(view: &View<'_>, topic: &Topic<'_>) -> Option<String> {
    let indicators = of_schools(view, topic).into_iter();
    let told = |of| newest_year(view, of).map(|year| (of, year));
    let with_row =
        |(of, _): &(&Indicator, SchoolYear)| view.facts(of).units.contains(&Unit::Nation);
    view.national_sources(&indicators.filter_map(told).filter(with_row).collect::<Vec<_>>())
}

/// A value of the newest year. The nation's may be older, and says of which year it is.
pub(crate) fn cell(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Cell {
    let Some(year) = newest_year(view, indicator) else {
        return Cell::absent("–");
    };
    match (unit, view.nation(indicator, year)) {
        (Unit::Nation, Some((year, value))) => {
            let made = view.made(indicator, unit, year, Breakdown::ALL);
            Cell::number(view.value(indicator, value)).under(year.to_string()).made(made)
        }
        _ => view.figure_cell(indicator, unit, year, Breakdown::ALL),
    }
}

/// All folkeskoler of a published source beside the municipality's own: the middle school, and under
/// it the middle half.
fn all_schools(view: &View<'_>, indicators: &[&Indicator]) -> Option<RowGroup> {
    let reference =
        |indicator: &&Indicator| view.release.reference(indicator, newest_year(view, indicator)?);
    if indicators.iter().all(|indicator| reference(indicator).is_none()) {
        return None;
    }
    let cell = |indicator: &&Indicator| {
        let Some(reference) = reference(indicator) else {
            return Cell::absent(view.get("rap-intet-tal-kort"));
        };
        let [lower, middle, upper] = reference.quartiles.map(|value| view.value(indicator, value));
        Cell::number(middle).under(format!("{lower}–{upper}"))
    };
    let row =
        Row::new(view.get("rap-alle-folkeskoler-raekke"), indicators.iter().map(cell).collect());
    Some(RowGroup { title: view.get("rap-alle-folkeskoler"), rows: vec![row.total()] })
}

/// The caption and the heads: the year stands in the caption where it is the same everywhere.
fn heads(
    view: &View<'_>,
    topic: &Topic<'_>,
    indicators: &[&Indicator],
    years: &BTreeSet<SchoolYear>,
) -> (String, Vec<String>) {
    let name = |indicator: &Indicator| view.local(&indicator.name).to_owned();
    let theme = view.local(topic.title);
    if let (Some(only), 1) = (years.first(), years.len()) {
        let arguments = [("tema", theme.into()), ("aar", only.to_string().into())];
        let caption = view.with("rap-tabel-oversigt-aar", &arguments);
        return (caption, indicators.iter().map(|indicator| name(indicator)).collect());
    }
    let with_year = |indicator: &&Indicator| {
        let year = newest_year(view, indicator).map(|year| year.to_string()).unwrap_or_default();
        view.with("rap-kolonne-aar", &[("navn", name(indicator).into()), ("aar", year.into())])
    };
    let caption = view.with("rap-tabel-oversigt", &[("tema", theme.into())]);
    (caption, indicators.iter().map(with_year).collect())
}
