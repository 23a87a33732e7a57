//! Charts out of released figures, each in two widths with the numbers it draws.

use kvalitet_charts::{
    Axis, Band, ChartError, DevelopmentChart, DotChart, DotRow, Emphasis, Heading, LevelsChart,
    LevelsRow, Line, Spec, TargetLine, Width, YearMark,
};
use kvalitet_core::catalogue::{
    BreakWeight, Categories, Confidentiality, Indicator, Scale, Series, Statistic,
};
use kvalitet_core::target::TargetRule;
use kvalitet_core::{Breakdown, Decimal, Part, PartKind, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedBand, ReleasedFigure};

use crate::document::{Chart, Table};
use crate::tables::{anchor, categories_of_units, parts_by_year};
use crate::view::{View, measure};

/// Draws one chart in both widths.
fn in_both_widths(
    view: &View<'_>,
    id: &str,
    table: Table,
    draw: impl Fn(Width, &str) -> Result<String, ChartError>,
) -> Result<Chart, ChartError> {
    Ok(Chart {
        id: id.to_owned(),
        wide: draw(Width::Wide, id)?,
        narrow: draw(Width::Narrow, &format!("{id}-smal"))?,
        summary: view.get("rap-vis-tal"),
        unfolded: false,
        table,
    })
}

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
    let years = without_gaps(view.facts(indicator).years.iter().copied().collect());
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
    let points = lines.iter().flat_map(|line| &line.points).flatten();
    let band = points.into_iter().any(|figure| figure.interval().is_some());
    let under =
        if band { "rap-diagram-udvikling-under" } else { "rap-diagram-udvikling-uden-baand" };
    let chart = DevelopmentChart {
        axis: axis_of(indicator),
        heading: Heading {
            title: view.with("rap-diagram-udvikling", &arguments),
            subtitle: view.with(under, &arguments),
            note: note(view, indicator),
            description: view.with("rap-diagram-udvikling-beskrivelse", &arguments),
        },
        target: target_line(view, indicator),
        marks: series.map(|series| marks(view, series, &years)).unwrap_or_default(),
        breaks: series.map(|series| breaks(view, series, &years)).unwrap_or_default(),
        years,
        lines,
    };
    let id = format!("{}-udvikling", anchor(indicator.id.as_str()));
    table.id = format!("{id}-tal");
    let drawn = in_both_widths(view, &id, table, |width, id| {
        with_range(view, &chart, width).svg(view.texts, width, id)
    })?;
    Ok(Some(Chart { unfolded: true, ..drawn }))
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

fn axis_of(indicator: &Indicator) -> Axis {
    match indicator.scale {
        Scale::Percent => Axis::Percent,
        Scale::Number => Axis::Number,
    }
}

/// The chart with the ends of its axis stated in the note, where it is no axis of per cent.
fn with_range<'c>(
    view: &View<'_>,
    chart: &DevelopmentChart<'c>,
    width: Width,
) -> DevelopmentChart<'c> {
    let mut chart = chart.clone();
    if let (Axis::Number, Some((lower, upper))) = (chart.axis, chart.range(width)) {
        let (lower, upper) = (view.texts.number(lower), view.texts.number(upper));
        let range = [("fra", lower.into()), ("til", upper.into())];
        chart.heading.note =
            format!("{} {}", view.with("rap-diagram-akse", &range), chart.heading.note);
    }
    chart
}

/// Where the line is cut: at breaks that no comparison crosses.
fn breaks(view: &View<'_>, series: &Series, years: &[SchoolYear]) -> Vec<YearMark> {
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

/// The years with every year between them, so that an axis of years has no hidden jumps.
fn without_gaps(years: Vec<SchoolYear>) -> Vec<SchoolYear> {
    let (Some(first), Some(last)) = (years.first().copied(), years.last().copied()) else {
        return years;
    };
    let next = |year: &SchoolYear| year.next().filter(|next| *next <= last);
    std::iter::successors(Some(first), next).collect()
}

fn target_line(view: &View<'_>, indicator: &Indicator) -> Option<TargetLine> {
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

/// What stands under a chart: where the numbers are from, and that small ones are not shown.
fn note(view: &View<'_>, indicator: &Indicator) -> String {
    if indicator.confidentiality == Confidentiality::Open {
        let source = indicator.source.as_str();
        return view.with("rap-diagram-kilde", &[("kilde", source.into())]);
    }
    let rules = view.release.policy().iter();
    let mut rules =
        rules.filter(|rule| rule.class == indicator.confidentiality && rule.level.is_none());
    let k = rules.next().map_or(0, |rule| rule.k);
    let id = match indicator.confidentiality {
        Confidentiality::ByLaw => "rap-diagram-note",
        Confidentiality::Personal | Confidentiality::Open => "rap-diagram-note-personlig",
    };
    view.with(id, &[("antal", k.into())])
}

/// The categories of every school in the newest year that has any, the municipality first.
pub(crate) fn categories(
    view: &View<'_>,
    indicator: &Indicator,
    good: Option<&Indicator>,
) -> Result<Option<Chart>, ChartError> {
    let Some(year) = view.newest_distribution(indicator) else {
        return Ok(None);
    };
    let words = CategoryWords::of(indicator);
    let good = good.filter(|_| words.below == Some(3));
    let rows = units_of_bars(view, indicator, year).into_iter();
    let rows = rows.map(|unit| levels_row(view, indicator, good, (unit, year)));
    let arguments =
        [("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())];
    let names = View::categories(indicator).into_iter();
    let chart = LevelsChart {
        heading: Heading {
            title: view.with("rap-diagram-niveauer", &arguments),
            subtitle: view.get(words.subtitle),
            note: note(view, indicator),
            description: view.with(words.description, &arguments),
        },
        level_names: names.map(|category| view.category_in(indicator, category)).collect(),
        below: words.below,
        total_name: good.map(|_| view.get("rap-gode")).unwrap_or_default(),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-mangler-ingen-elever"),
        rows: rows.collect(),
    };
    let id = format!("{}-skoler", anchor(indicator.id.as_str()));
    let mut table = categories_of_units(view, indicator, year);
    table.id = format!("{id}-tal");
    in_both_widths(view, &id, table, |width, id| chart.svg(view.texts, width, id)).map(Some)
}

/// What a chart of categories says of them.
struct CategoryWords {
    /// How many lie below the boundary that matters.
    below: Option<usize>,
    subtitle: &'static str,
    description: &'static str,
}

impl CategoryWords {
    const fn of(indicator: &Indicator) -> Self {
        let (below, subtitle, description) = match indicator.statistic {
            Statistic::Distribution { categories: Categories::Levels, .. } => {
                (Some(3), "rap-diagram-niveauer-under", "rap-diagram-niveauer-beskrivelse")
            }
            Statistic::Distribution { categories: Categories::Bands, .. } => {
                (Some(2), "rap-diagram-baand-under", "rap-diagram-baand-beskrivelse")
            }
            _ => (None, "rap-diagram-svar-under", "rap-diagram-svar-beskrivelse"),
        };
        Self { below, subtitle, description }
    }
}

/// The municipality and the nation, the groups, and every school, as far as they have results.
fn units_of_bars(view: &View<'_>, indicator: &Indicator, year: SchoolYear) -> Vec<Unit> {
    let facts = view.facts(indicator);
    let (mut units, groups): (Vec<Unit>, Vec<Unit>) = View::wholes(&facts.units)
        .into_iter()
        .partition(|unit| matches!(unit, Unit::Municipality(_) | Unit::Nation));
    let of_school = view.release.audience().school().is_some();
    units.extend(groups.into_iter().filter(|_| !of_school));
    for kind in [Some(SchoolKind::Folkeskole), Some(SchoolKind::SpecialSchool), None] {
        units.extend(view.schools_of(kind, &facts.units));
    }
    units.retain(|unit| view.any_category(indicator, *unit, year).is_some());
    units
}

fn levels_row<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    good: Option<&Indicator>,
    (unit, year): (Unit, SchoolYear),
) -> LevelsRow<'a> {
    let of = |category| view.figure(indicator, unit, year, Breakdown::of_category(category));
    LevelsRow {
        name: view.name(unit),
        levels: View::categories(indicator).into_iter().map(of).collect(),
        total: good.and_then(|good| view.figure(good, unit, year, Breakdown::ALL)),
        emphasis: match unit {
            Unit::School(_) => Emphasis::Plain,
            Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => Emphasis::Strong,
        },
    }
}

/// The indicator of a series that counts the good results, shown beside the levels.
pub(crate) fn good_of<'a>(indicators: &[&'a Indicator]) -> Option<&'a Indicator> {
    indicators.iter().copied().find(|indicator| measure(indicator) == "gode")
}

/// Every school against the middle half of all folkeskoler.
pub(crate) fn schools_as_dots(
    view: &View<'_>,
    indicator: &Indicator,
    year: SchoolYear,
    table: Table,
) -> Result<Chart, ChartError> {
    let facts = view.facts(indicator);
    let kinds = [Some(SchoolKind::Folkeskole), Some(SchoolKind::SpecialSchool), None];
    let units = kinds.into_iter().flat_map(|kind| view.schools_of(kind, &facts.units));
    let rows: Vec<DotRow<'_>> = units.map(|unit| dot(view, indicator, unit, year)).collect();
    let arguments =
        [("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())];
    let unit = view.unit_of(indicator);
    let chart = DotChart {
        heading: Heading {
            title: view.with("rap-diagram-skoler", &arguments),
            subtitle: view.with("rap-diagram-skoler-under", &[("enhed", unit.into())]),
            note: note(view, indicator),
            description: view.with("rap-diagram-skoler-beskrivelse", &arguments),
        },
        reference: band(view, indicator, year),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-intet-tal-kort"),
        axis: axis_of(indicator),
        rows,
    };
    let id = format!("{}-skoler", anchor(indicator.id.as_str()));
    in_both_widths(view, &id, table, |width, id| chart.svg(view.texts, width, id))
}

fn dot<'a>(view: &View<'a>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> DotRow<'a> {
    let figure: Option<&ReleasedFigure> = view.figure(indicator, unit, year, Breakdown::ALL);
    let special = view.kind(unit) == Some(SchoolKind::SpecialSchool);
    DotRow { name: view.name(unit), figure, note: special.then(|| view.get("rap-specialskole")) }
}

fn band(view: &View<'_>, indicator: &Indicator, year: SchoolYear) -> Option<Band> {
    let [lower, middle, upper] = view.release.reference(indicator, year)?.quartiles;
    Some(Band {
        lower,
        upper,
        label: view.get("rap-midterste-halvdel"),
        middle: Some((middle, view.get("rap-median"))),
    })
}

/// One school against where the middle half of the others lie: a band, and no dot of another.
pub(crate) fn against_others(
    view: &View<'_>,
    (indicator, school): (&Indicator, Unit),
    others: &ReleasedBand,
    table: Table,
) -> Result<Chart, ChartError> {
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("aar", others.year.to_string().into()),
        ("enhed", view.unit_of(indicator).into()),
        ("skole", view.name(school).into()),
        ("skoler", others.schools.into()),
        ("nedre", view.value(indicator, others.lower).into()),
        ("oevre", view.value(indicator, others.upper).into()),
    ];
    let chart = DotChart {
        heading: Heading {
            title: view.with("rap-ark-diagram-andre", &arguments),
            subtitle: view.with("rap-ark-diagram-andre-under", &arguments),
            note: view.with("rap-ark-diagram-andre-note", &arguments),
            description: view.with("rap-ark-diagram-andre-beskrivelse", &arguments),
        },
        reference: Some(Band {
            lower: others.lower,
            upper: others.upper,
            label: view.with("rap-ark-baand", &arguments),
            middle: None,
        }),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-intet-tal-kort"),
        axis: axis_of(indicator),
        rows: vec![dot(view, indicator, school, others.year)],
    };
    let id = format!("{}-andre", anchor(indicator.id.as_str()));
    in_both_widths(view, &id, table, |width, id| chart.svg(view.texts, width, id))
}
