//! Charts out of released figures, each in two widths with the numbers it draws.

use kvalitet_charts::{
    Axis, Band, ChartError, DevelopmentChart, DotChart, DotRow, Emphasis, Heading, LevelsChart,
    LevelsRow, Line, TargetLine, Width, YearMark,
};
use kvalitet_core::catalogue::{Confidentiality, Indicator, Scale, Series};
use kvalitet_core::target::TargetRule;
use kvalitet_core::{Breakdown, Category, Decimal, Level, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedFigure;

use crate::document::{Chart, Table};
use crate::tables::{anchor, grades_by_year, levels_of_units};
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

/// One unit's development: a line for each grade and one for all of them.
pub(crate) fn development(
    view: &View<'_>,
    indicator: &Indicator,
    series: &Series,
    unit: Unit,
) -> Result<Option<Chart>, ChartError> {
    let Some((newest, value)) = newest_value(view, indicator, unit) else {
        return Ok(None);
    };
    let facts = view.facts(indicator);
    let years = without_gaps(facts.years.iter().copied().collect());
    let line = |breakdown: Breakdown| Line {
        name: view.breakdown(breakdown),
        points: years.iter().map(|y| view.figure(indicator, unit, *y, breakdown)).collect(),
    };
    let mut lines = vec![line(Breakdown::ALL)];
    lines.extend(facts.grades.iter().map(|grade| line(Breakdown::of_grade(*grade))));
    let name = view.local(&indicator.name);
    let arguments = [
        ("navn", name.into()),
        ("enhed", view.name(unit).into()),
        ("aar", newest.to_string().into()),
        ("vaerdi", view.value(indicator, value).into()),
    ];
    let chart = DevelopmentChart {
        heading: Heading {
            title: view.with("rap-diagram-udvikling", &arguments),
            subtitle: view.with("rap-diagram-udvikling-under", &arguments),
            note: note(view, indicator),
            description: view.with("rap-diagram-udvikling-beskrivelse", &arguments),
        },
        target: target_line(view, indicator),
        marks: marks(view, series, &years),
        breaks: Vec::new(),
        years,
        lines,
    };
    let id = format!("{}-udvikling", anchor(indicator.id.as_str()));
    let mut table = grades_by_year(view, indicator, unit);
    table.id = format!("{id}-tal");
    let drawn = in_both_widths(view, &id, table, |width, id| chart.svg(view.texts, width, id))?;
    Ok(Some(Chart { unfolded: true, ..drawn }))
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
        let label = if series.no_municipality_figure(*year).is_some() {
            "rap-maerke-uden-kommunetal"
        } else {
            series.reservation(*year).map(|_| "rap-maerke-forbehold")?
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
    view.with("rap-diagram-note", &[("antal", k.into())])
}

/// The levels of every school in the newest year that has any, the municipality first.
pub(crate) fn levels(
    view: &View<'_>,
    indicator: &Indicator,
    good: Option<&Indicator>,
) -> Result<Option<Chart>, ChartError> {
    let Some(year) = view.newest_distribution(indicator) else {
        return Ok(None);
    };
    let facts = view.facts(indicator);
    let (mut units, groups): (Vec<Unit>, Vec<Unit>) = View::wholes(&facts.units)
        .into_iter()
        .partition(|unit| matches!(unit, Unit::Municipality(_) | Unit::Nation));
    units.extend(groups);
    for kind in [Some(SchoolKind::Folkeskole), Some(SchoolKind::SpecialSchool), None] {
        units.extend(view.schools_of(kind, &facts.units));
    }
    units.retain(|unit| view.any_level(indicator, *unit, year).is_some());
    let rows = units.into_iter().map(|unit| levels_row(view, indicator, good, (unit, year)));
    let arguments =
        [("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())];
    let chart = LevelsChart {
        heading: Heading {
            title: view.with("rap-diagram-niveauer", &arguments),
            subtitle: view.get("rap-diagram-niveauer-under"),
            note: note(view, indicator),
            description: view.with("rap-diagram-niveauer-beskrivelse", &arguments),
        },
        level_names: Level::ALL.map(|level| view.level(level)).to_vec(),
        below: Some(3),
        total_name: view.get("rap-gode"),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-mangler-ingen-elever"),
        rows: rows.collect(),
    };
    let id = format!("{}-skoler", anchor(indicator.id.as_str()));
    let mut table = levels_of_units(view, indicator, year);
    table.id = format!("{id}-tal");
    in_both_widths(view, &id, table, |width, id| chart.svg(view.texts, width, id)).map(Some)
}

fn levels_row<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    good: Option<&Indicator>,
    (unit, year): (Unit, SchoolYear),
) -> LevelsRow<'a> {
    let of =
        |level| view.figure(indicator, unit, year, Breakdown::of_category(Category::Level(level)));
    LevelsRow {
        name: view.name(unit),
        levels: Level::ALL.map(of).to_vec(),
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
        percent: match indicator.scale {
            Scale::Percent => Axis::Percent,
            Scale::Number => Axis::Number,
        },
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
        middle,
        upper,
        label: view.get("rap-midterste-halvdel"),
        middle_label: view.get("rap-median"),
    })
}
