//! The sheet of the municipality: its headlines year by year, and charts of those in per cent.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::{Breakdown, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartLegendPosition, ChartLine, ChartMarker, ChartType, Color,
    Worksheet, XlsxError,
};

use super::table::{self, About, Cell};
use crate::changes;
use crate::key_indicators::key_indicators;
use crate::view::View;

/// The columns before the years: name, unit of measure, verdict, remark.
const BEFORE: u16 = 4;
/// How many lines of a chart can be told apart.
const LINES: usize = 8;
/// The size of a chart, in pixels, and how many rows of the sheet that is, with air below.
const SIZE: (u32, u32) = (960, 480);
const ROWS: u32 = 26;
/// The highest per cent of a line that is drawn with an axis of its own.
const LOW: f64 = 25.0;

/// A headline over years that may be put side by side: a line never crosses a break.
struct Run<'a> {
    indicator: &'a Indicator,
    years: BTreeSet<SchoolYear>,
    /// Whether it is the headline's newest.
    is_newest: bool,
    is_only: bool,
}

pub(super) fn fill(sheet: &mut Worksheet, view: &View<'_>) -> Result<(), XlsxError> {
    let unit = view.municipality();
    let runs: Vec<Run<'_>> = unit.into_iter().flat_map(|unit| runs(view, unit)).collect();
    let years = years(view, &runs);
    let mut head =
        ["rap-indikator", "rap-regneark-maaleenhed", "rap-regneark-dom", "rap-regneark-bemaerk"]
            .map(|id| view.get(id))
            .to_vec();
    head.extend(years.iter().map(ToString::to_string));
    let about = About {
        name: super::MUNICIPALITY,
        description: view.get("rap-regneark-kommunen"),
        fixed: 1,
    };
    let row = |run: &Run<'_>| unit.map_or_else(Vec::new, |unit| row(view, unit, run, &years));
    table::write(sheet, &about, &head, runs.iter().map(row))?;
    if let Some(unit) = unit {
        charts(sheet, view, unit, (&runs, years.len()))?;
    }
    Ok(())
}

/// Every year from the first that is told of to the last: one without numbers is a gap.
fn years(view: &View<'_>, runs: &[Run<'_>]) -> BTreeSet<SchoolYear> {
    let told = runs.iter().flat_map(|run| &view.facts(run.indicator).years);
    let told: BTreeSet<SchoolYear> = told.copied().collect();
    let years = std::iter::successors(told.first().copied(), |year| year.next());
    years.take_while(|year| told.last().is_some_and(|last| year <= last)).collect()
}

/// Every headline of which the municipality has a number, cut where its years do not compare.
fn runs<'a>(view: &View<'a>, unit: Unit) -> Vec<Run<'a>> {
    let of = |indicator: &'a Indicator| {
        let series = view.release.catalogue().series_of(indicator);
        let years = view.years_with_value(indicator, unit);
        let compares =
            |from: &SchoolYear, to: &SchoolYear| series.is_none_or(|of| of.compares(*from, *to));
        let parts: Vec<&[SchoolYear]> = years.chunk_by(compares).collect();
        let last = parts.len().saturating_sub(1);
        let run = |(place, years): (usize, &&[SchoolYear])| Run {
            indicator,
            years: years.iter().copied().collect(),
            is_newest: place == last,
            is_only: last == 0,
        };
        parts.iter().enumerate().map(run).collect::<Vec<_>>()
    };
    key_indicators(view).into_iter().flat_map(of).collect()
}

/// The name of a run: of one of several with its first year.
fn name(view: &View<'_>, run: &Run<'_>) -> String {
    let name = view.local(&run.indicator.name);
    match run.years.first() {
        Some(first) if !run.is_only => {
            let arguments = [("navn", name.into()), ("aar", first.to_string().into())];
            view.with("rap-regneark-fra-aar", &arguments)
        }
        _ => name.to_owned(),
    }
}

fn row(view: &View<'_>, unit: Unit, run: &Run<'_>, years: &BTreeSet<SchoolYear>) -> Vec<Cell> {
    let value = |year: &SchoolYear| {
        let figure = view.figure(run.indicator, unit, *year, Breakdown::ALL);
        let value = figure.filter(|_| run.years.contains(year)).and_then(ReleasedFigure::value);
        Cell::or_empty(run.indicator.scale, value)
    };
    let (verdict, remark) = if run.is_newest {
        (verdict(view, run.indicator, unit), remark(view, run.indicator, (unit, years)))
    } else {
        (Cell::Empty, Cell::Empty)
    };
    let before =
        [Cell::Text(name(view, run)), Cell::Text(view.unit_of(run.indicator)), verdict, remark];
    before.into_iter().chain(years.iter().map(value)).collect()
}

/// The verdict on the judged change, with the years it is between.
fn verdict(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Cell {
    let Some(change) = changes::of_unit(view, indicator, unit) else { return Cell::Empty };
    super::changes::verdict(view, change, Some((change.from, change.to)))
}

/// The years without a number, and why (a word in their cell would be drawn as nothing), and those
/// that are comparable with reservation alone.
fn remark(
    view: &View<'_>,
    indicator: &Indicator,
    (unit, years): (Unit, &BTreeSet<SchoolYear>),
) -> Cell {
    let word = |year: &SchoolYear| {
        let figure = view.figure(indicator, unit, *year, Breakdown::ALL)?;
        let word = match figure.content() {
            ReleasedContent::Hidden => view.get("rap-skjult"),
            ReleasedContent::Absent { reason } => view.absent(indicator, *reason),
            ReleasedContent::Shown { .. } if is_reserved(view, indicator, *year) => {
                view.get("rap-udv-forbehold")
            }
            ReleasedContent::Shown { .. } => return None,
        };
        Some(format!("{year}: {word}"))
    };
    let all: Vec<String> = years.iter().filter_map(word).collect();
    if all.is_empty() { Cell::Empty } else { Cell::Word(all.join("; ")) }
}

fn is_reserved(view: &View<'_>, indicator: &Indicator, year: SchoolYear) -> bool {
    let series = view.release.catalogue().series_of(indicator);
    series.is_some_and(|of| of.reservation(year).is_some())
}

/// The years of lines that are comparable with reservation alone, in words under the axis.
fn reserved(view: &View<'_>, runs: &[(u32, &Run<'_>)]) -> Option<String> {
    let of = |(_, run): &(u32, &Run<'_>)| {
        let years: Vec<String> = run
            .years
            .iter()
            .filter(|year| is_reserved(view, run.indicator, **year))
            .map(ToString::to_string)
            .collect();
        (!years.is_empty()).then(|| format!("{} ({})", name(view, run), years.join(", ")))
    };
    let all: Vec<String> = runs.iter().filter_map(of).collect();
    let all = (!all.is_empty()).then(|| all.join("; "))?;
    Some(view.with("rap-regneark-forbehold", &[("hvad", all.into())]))
}

/// The headlines in per cent over the years: on the whole scale, and those that stay low in a chart of their
/// own, where their changes can be seen; none where no line has two points.
fn charts(
    sheet: &mut Worksheet,
    view: &View<'_>,
    unit: Unit,
    (runs, years): (&[Run<'_>], usize),
) -> Result<(), XlsxError> {
    let is_drawn =
        |(_, run): &(u32, &Run<'_>)| run.indicator.scale == Scale::Percent && 1 < run.years.len();
    let drawn = (1_u32..).zip(runs).filter(is_drawn);
    let (low, high): (Vec<_>, Vec<_>) = drawn.partition(|(_, run)| is_low(view, unit, run));
    let last = BEFORE + u16::try_from(years.saturating_sub(1)).unwrap_or(u16::MAX - BEFORE);
    let parts = [("rap-regneark-diagram", Some(1), high), ("rap-regneark-diagram-lave", None, low)];
    let mut row = u32::try_from(runs.len()).unwrap_or(u32::MAX).saturating_add(2);
    for (title, top, mut lines) in parts {
        lines.truncate(LINES);
        if lines.is_empty() {
            continue;
        }
        let title = view.with(title, &[("enhed", view.name(unit).into())]);
        let chart = chart(view, unit, &title, (&lines, top, last));
        sheet.insert_chart(row, 0, &chart)?;
        row = row.saturating_add(ROWS);
    }
    Ok(())
}

/// Whether a line never rises above the highest per cent of those that stay low.
fn is_low(view: &View<'_>, unit: Unit, run: &Run<'_>) -> bool {
    let value = |year: &SchoolYear| {
        view.figure(run.indicator, unit, *year, Breakdown::ALL).and_then(ReleasedFigure::value)
    };
    run.years.iter().filter_map(value).all(|value| value.to_f64() <= LOW)
}

/// A chart of rows from nothing up to `top`, or to what its lines need; its years end at column `last`.
fn chart(
    view: &View<'_>,
    unit: Unit,
    title: &str,
    (drawn, top, last): (&[(u32, &Run<'_>)], Option<u32>, u16),
) -> Chart {
    let name = super::MUNICIPALITY;
    let mut chart = Chart::new(ChartType::Line);
    for (row, _) in drawn {
        chart
            .add_series()
            .set_name((name, *row, 0))
            .set_marker(ChartMarker::new().set_automatic())
            .set_categories((name, 0, BEFORE, 0, last))
            .set_values((name, *row, BEFORE, *row, last));
    }
    chart.title().set_name(title);
    let grid = ChartLine::new().set_color(Color::RGB(0xD9_D9_D9)).clone();
    chart.y_axis().set_min(0).set_num_format("0%").set_major_gridlines_line(&grid);
    if let Some(top) = top {
        chart.y_axis().set_max(top);
    }
    let reserved = reserved(view, drawn);
    if let Some(reserved) = &reserved {
        chart.x_axis().set_name(reserved);
    }
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    let said = drawn.iter().filter_map(|(_, run)| said(view, unit, run));
    let spoken = [format!("{title}.")].into_iter().chain(said).chain(reserved);
    chart.set_name(title).set_alt_text(as_held(spoken));
    chart.set_width(SIZE.0).set_height(SIZE.1);
    chart
}

/// What a line shows, in words: its first and its last value.
fn said(view: &View<'_>, unit: Unit, run: &Run<'_>) -> Option<String> {
    let value = |year: SchoolYear| {
        let figure = view.figure(run.indicator, unit, year, Breakdown::ALL)?;
        Some(view.value(run.indicator, figure.value()?))
    };
    let (first, last) = (*run.years.first()?, *run.years.last()?);
    let arguments = [
        ("navn", name(view, run).into()),
        ("fra", value(first)?.into()),
        ("aar-fra", first.to_string().into()),
        ("til", value(last)?.into()),
        ("aar-til", last.to_string().into()),
    ];
    Some(view.with("rap-regneark-linje", &arguments))
}

/// How long a description a workbook holds.
const DESCRIPTION: usize = 255;

/// As many whole sentences, from the first, as a description has room for.
fn as_held(sentences: impl Iterator<Item = String>) -> String {
    let mut held = String::new();
    for sentence in sentences {
        let longer = if held.is_empty() { sentence } else { format!("{held} {sentence}") };
        if DESCRIPTION < longer.chars().count() {
            break;
        }
        held = longer;
    }
    held
}
