//! Every school's years beside the municipality's, a panel each.

use kvalitet_charts::{Certainty, ChartError, Heading, Line, MultiplesChart, Panel};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedFigure;

use super::change::tested;
use super::development::{breaks, target_line, years_of};
use super::{axis_of, chart, findings, note};
use crate::changes;
use crate::document::Chart;
use crate::tables::{anchor, schools_by_year};
use crate::view::{View, capital};

/// The panels of an indicator; `None` unless most schools, and two of them at least, have two years that a
/// line joins.
pub(crate) fn multiples(
    view: &View<'_>,
    indicator: &Indicator,
    schools: &[Unit],
) -> Result<Option<Chart>, ChartError> {
    let years = years_of(view, indicator);
    let series = view.release.catalogue().series_of(indicator);
    let breaks = series.map(|series| breaks(view, series, &years)).unwrap_or_default();
    let joins = |from: SchoolYear, to: SchoolYear| {
        from.next() == Some(to) && breaks.iter().all(|of| of.year != to)
    };
    let has_line = |unit: &&Unit| {
        let years = view.years_with_value(indicator, **unit);
        years.iter().zip(years.iter().skip(1)).any(|(from, to)| joins(*from, *to))
    };
    let lines = schools.iter().filter(has_line).count();
    if lines < 2 || 2 * lines <= schools.len() {
        return Ok(None);
    }
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(None) };
    let points = |unit: Unit| -> Vec<Option<&ReleasedFigure>> {
        let of = |year| view.figure(indicator, unit, year, Breakdown::ALL);
        years.iter().copied().map(of).collect()
    };
    let panel = |unit: &Unit| Panel {
        name: view.name(*unit),
        points: points(*unit),
        certainty: certainty(view, indicator, *unit),
    };
    let municipality = view.municipality();
    let judged = changes::judged_years(view, indicator);
    let sure = judged.map(|(from, to)| {
        let years = [("fra", from.to_string().into()), ("til", to.to_string().into())];
        view.with("rap-dia-sikker-mellem", &years)
    });
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("fra", first.to_string().into()),
        ("til", last.to_string().into()),
        ("maaleenhed", view.measured_as(indicator).into()),
        ("kommune", if municipality.is_some() { "ja" } else { "nej" }.into()),
    ];
    let spec = MultiplesChart {
        heading: Heading {
            title: findings::panels(view, indicator, schools)
                .unwrap_or_else(|| view.with("rap-dia-aarene", &arguments)),
            subtitle: capital(&view.with("rap-dia-aarene-under", &arguments)),
            note: note(view, indicator),
            description: view.with("rap-dia-aarene-beskrivelse", &arguments),
        },
        axis: axis_of(indicator),
        target: target_line(view, indicator),
        judged: judged.map(|(from, to)| [from, to]),
        beside: municipality.map(|unit| Line { name: view.name(unit), points: points(unit) }),
        panels: schools.iter().map(panel).collect(),
        breaks,
        sure: sure.unwrap_or_default(),
        not_sure: view.get("rap-dia-ikke-sikker-aendring"),
        not_judged: view.get("rap-dia-ikke-bedoemt"),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-intet-tal-kort"),
        years,
    };
    let id = format!("{}-skolernes-aar", anchor(indicator.id.as_str()));
    let mut table = schools_by_year(view, indicator);
    table.id = format!("{id}-tal");
    chart(view, &id, table, &spec).map(Some)
}

/// Whether the change between the years that the indicator is judged between is sure.
fn certainty(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Certainty {
    match tested(view, changes::of_unit(view, indicator, unit)) {
        Ok(verdict) if verdict.is_sure() => Certainty::Sure,
        Ok(_) => Certainty::NotSure,
        Err(word) => Certainty::NotJudged(word),
    }
}
