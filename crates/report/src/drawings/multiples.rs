//! Every school's years beside the municipality's, a panel each.

use kvalitet_charts::{Certainty, ChartError, Heading, Line, MultiplesChart, Panel};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Unit};
use kvalitet_disclosure::ReleasedFigure;

use super::change::tested;
use super::development::{breaks, target_line, years_of};
use super::{axis_of, chart, findings, note};
use crate::changes;
use crate::document::Chart;
use crate::tables::{anchor, schools_by_year};
use crate::view::{View, capital};

/// The panels of an indicator; `None` where fewer than two schools have two years to show.
pub(crate) fn multiples(
    view: &View<'_>,
    indicator: &Indicator,
    schools: &[Unit],
) -> Result<Option<Chart>, ChartError> {
    let several = |unit: &&Unit| 1 < view.years_with_value(indicator, **unit).len();
    if schools.iter().filter(several).count() < 2 {
        return Ok(None);
    }
    let years = years_of(view, indicator);
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
    let series = view.release.catalogue().series_of(indicator);
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
        breaks: series.map(|series| breaks(view, series, &years)).unwrap_or_default(),
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
