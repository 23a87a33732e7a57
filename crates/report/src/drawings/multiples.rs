//! Every school's years beside the municipality's, a panel each.

use kvalitet_charts::{Certainty, ChartError, Heading, Line, MultiplesChart, Panel, YearMark};
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
    let has_line = |unit: &&Unit| joins(&view.years_with_value(indicator, **unit), &breaks);
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

/// Whether a line joins two of the years: one follows the other with no break between them.
fn joins(years: &[SchoolYear], breaks: &[YearMark]) -> bool {
    let cut = |year: SchoolYear| breaks.iter().any(|of| of.year == year);
    let mut pairs = years.iter().zip(years.iter().skip(1));
    pairs.any(|(from, to)| from.next() == Some(*to) && !cut(*to))
}

/// Whether the change between the years that the indicator is judged between is sure.
fn certainty(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Certainty {
    match tested(view, changes::of_unit(view, indicator, unit)) {
        Ok(verdict) if verdict.is_sure() => Certainty::Sure,
        Ok(_) => Certainty::NotSure,
        Err(word) => Certainty::NotJudged(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_apart_and_years_across_a_break_are_joined_by_no_line() {
        let years = |starts: &[u16]| -> Vec<SchoolYear> {
            starts.iter().map(|start| SchoolYear::starting(*start).unwrap()).collect()
        };
        let cut = |start| {
            let year = SchoolYear::starting(start).unwrap();
            [YearMark { year, label: String::from("brud") }]
        };
        assert!(joins(&years(&[2018, 2020, 2021]), &[]));
        assert!(!joins(&years(&[2016, 2018, 2020]), &[]));
        assert!(!joins(&years(&[2018, 2020, 2021]), &cut(2021)));
        assert!(joins(&years(&[2018, 2019]), &cut(2018)));
        assert!(!joins(&years(&[2018]), &[]));
    }
}
