//! Lines over school years.

use kvalitet_charts::{Axis, ChartError, DevelopmentChart, Heading, Line, TargetLine, YearMark};
use kvalitet_core::catalogue::{BreakWeight, Indicator, Series};
use kvalitet_core::target::TargetRule;
use kvalitet_core::{Breakdown, Decimal, Part, PartKind, SchoolYear, Unit};
use kvalitet_text::Argument;

use super::{axis_of, findings, note};
use crate::document::{Chart, Table};
use crate::tables::{anchor, parts_by_year};
use crate::view::View;

/// One unit's development: a line for all pupils and one for each stage or grade.
pub(crate) fn development(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
) -> Result<Option<Chart>, ChartError> {
    let parts = lines_of(view, indicator);
    let alone = parts.len() == 1;
    let named = |part: Part| {
        let name = if alone { view.name(unit) } else { view.part_of(indicator, part) };
        (name, unit, Breakdown::of(part))
    };
    let lines: Vec<Named> = parts.into_iter().map(named).collect();
    of_lines(view, (indicator, unit), &lines, parts_by_year(view, indicator, unit))
}

/// One unit's development beside that of others, all pupils together; `table` has the numbers.
pub(crate) fn beside_others(
    view: &View<'_>,
    (indicator, unit): (&Indicator, Unit),
    others: &[Unit],
    table: Table,
) -> Result<Option<Chart>, ChartError> {
    let units = std::iter::once(&unit).chain(others.iter().filter(|other| **other != unit));
    let lines: Vec<Named> = units.map(|of| (view.name(*of), *of, Breakdown::ALL)).collect();
    of_lines(view, (indicator, unit), &lines, table)
}

/// A line of a chart: its name and whose figures it is of.
type Named = (String, Unit, Breakdown);

fn of_lines(
    view: &View<'_>,
    (indicator, unit): (&Indicator, Unit),
    lines: &[Named],
    mut table: Table,
) -> Result<Option<Chart>, ChartError> {
    let Some((newest, value)) = newest_value(view, indicator, unit) else {
        return Ok(None);
    };
    let series = view.release.catalogue().series_of(indicator);
    let years = years_of(view, indicator);
    let line = |(name, unit, breakdown): &Named| Line {
        name: name.clone(),
        points: years.iter().map(|y| view.figure(indicator, *unit, *y, *breakdown)).collect(),
    };
    let name = view.local(&indicator.name);
    let arguments = [
        ("navn", name.into()),
        ("enhed", view.name(unit).into()),
        ("aar", newest.to_string().into()),
        ("vaerdi", view.value(indicator, value).into()),
        ("maaleenhed", view.measured_as(indicator).into()),
    ];
    let lines: Vec<Line<'_>> = lines.iter().map(line).collect();
    let plain = |arguments: &[_]| view.with("rap-diagram-udvikling", arguments);
    let mut chart = DevelopmentChart {
        axis: axis_of(indicator),
        heading: Heading {
            title: findings::development(view, indicator, unit)
                .unwrap_or_else(|| plain(&arguments)),
            subtitle: String::new(),
            note: note(view, indicator),
            description: view.with("rap-diagram-udvikling-beskrivelse", &arguments),
        },
        target: target_line(view, indicator),
        marks: series.map(|series| marks(view, series, &years)).unwrap_or_default(),
        breaks: series.map(|series| breaks(view, series, &years)).unwrap_or_default(),
        years,
        lines,
    };
    chart.heading.subtitle = under(view, &chart, &arguments);
    if let Some(range) = range(view, &chart) {
        chart.heading.note = format!("{range} {}", chart.heading.note);
    }
    let id = format!("{}-udvikling", anchor(indicator.id.as_str()));
    table.id = format!("{id}-tal");
    let drawn = super::chart(view, &id, table, &chart)?;
    Ok(Some(Chart { unfolded: true, ..drawn }))
}

/// The measure, and whose intervals are drawn.
fn under(view: &View<'_>, chart: &DevelopmentChart<'_>, arguments: &[(&str, Argument)]) -> String {
    let banded = chart.lines.get(..chart.banded()).unwrap_or_default();
    let points = banded.iter().flat_map(|line| &line.points).flatten();
    let has_band = points.into_iter().any(|figure| figure.interval().is_some());
    match (has_band, banded) {
        (true, [one]) if 1 < chart.lines.len() => {
            let line = [("linje", one.name.as_str().into())];
            let arguments: Vec<_> = arguments.iter().cloned().chain(line).collect();
            view.with("rap-diagram-udvikling-et-baand", &arguments)
        }
        (true, _) => view.with("rap-diagram-udvikling-under", arguments),
        (false, _) => view.with("rap-diagram-udvikling-uden-baand", arguments),
    }
}

/// All pupils, and their stages where there are any, otherwise their grades.
fn lines_of(view: &View<'_>, indicator: &Indicator) -> Vec<Part> {
    let parts = &view.facts(indicator).parts;
    let of = |kind| parts.iter().copied().filter(move |part| part.kind() == kind);
    let (stages, grades): (Vec<Part>, Vec<Part>) =
        (of(PartKind::Stage).collect(), of(PartKind::Grade).collect());
    // More than six lines beside that of all cannot be told apart.
    let divided = [stages, grades].into_iter().find(|parts| (1..=6).contains(&parts.len()));
    std::iter::once(Part::All).chain(divided.into_iter().flatten()).collect()
}

/// The ends of an axis that is none of per cent: it shows a part of the scale.
fn range(view: &View<'_>, chart: &DevelopmentChart<'_>) -> Option<String> {
    let (lower, upper) = chart.range().filter(|_| chart.axis == Axis::Number)?;
    let (lower, upper) = (view.texts.number(lower), view.texts.number(upper));
    Some(view.with("rap-diagram-akse", &[("fra", lower.into()), ("til", upper.into())]))
}

/// Where the line is cut: at breaks that no comparison crosses.
pub(super) fn breaks(view: &View<'_>, series: &Series, years: &[SchoolYear]) -> Vec<YearMark> {
    let cut = series.breaks.iter().filter(|of| of.weight == BreakWeight::Break);
    let inside = cut.filter(|of| years.contains(&of.at));
    inside.map(|of| YearMark { year: of.at, label: view.get("rap-maerke-brud") }).collect()
}

fn newest_value(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<(SchoolYear, Decimal)> {
    let newest = view.newest(indicator, unit)?;
    Some((newest, view.figure(indicator, unit, newest, Breakdown::ALL)?.value()?))
}

/// The years of an axis: those of an indicator and every one between them.
pub(super) fn years_of(view: &View<'_>, indicator: &Indicator) -> Vec<SchoolYear> {
    without_gaps(view.facts(indicator).years.iter().copied().collect())
}

/// The years with every year between them, so that an axis of years has no hidden jumps.
fn without_gaps(years: Vec<SchoolYear>) -> Vec<SchoolYear> {
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return years;
    };
    let next = |year: &SchoolYear| year.next().filter(|next| *next <= last);
    std::iter::successors(Some(first), next).collect()
}

pub(super) fn target_line(view: &View<'_>, indicator: &Indicator) -> Option<TargetLine> {
    let TargetRule::AtLeastPercent(percent) = indicator.target.as_ref()?.rule else {
        return None;
    };
    let value = Decimal::new(i64::from(percent), 0)?;
    let label = view.with("rap-maal-linje", &[("procent", view.texts.percent(value).into())]);
    Some(TargetLine { value, label })
}

fn marks(view: &View<'_>, series: &Series, years: &[SchoolYear]) -> Vec<YearMark> {
    let mark = |year: &SchoolYear| {
        let changed = |year: &SchoolYear| {
            let mut breaks = series.breaks.iter();
            breaks.any(|of| of.at == *year && of.weight == BreakWeight::Reservation)
        };
        let label = if series.no_municipality_figure(*year).is_some() {
            "rap-maerke-uden-kommunetal"
        } else if series.reservation(*year).is_some() || changed(year) {
            "rap-maerke-forbehold"
        } else {
            return None;
        };
        Some(YearMark { year: *year, label: view.get(label) })
    };
    years.iter().filter_map(mark).collect()
}
