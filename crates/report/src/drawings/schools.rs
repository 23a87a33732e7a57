//! Schools beside each other in one year: how their pupils are divided, and where their values lie.

use kvalitet_charts::{
    Alignment, Band, ChartError, DotChart, DotRow, Emphasis, Heading, LevelsChart, LevelsRow,
};
use kvalitet_core::catalogue::{Categories, Indicator, Statistic};
use kvalitet_core::{Breakdown, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedBand, ReleasedFigure};

use super::{axis_of, chart, findings, note};
use crate::document::{Chart, Table};
use crate::tables::{anchor, categories_of_units};
use crate::view::{View, measure};

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
    let rows = units_of_bars(view, indicator, year);
    let arguments =
        [("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())];
    let names = View::categories(indicator).into_iter();
    let spec = LevelsChart {
        heading: Heading {
            title: findings::categories(view, (indicator, good), (&rows, year))
                .unwrap_or_else(|| view.with("rap-diagram-niveauer", &arguments)),
            subtitle: view.get(words.subtitle),
            note: note(view, indicator),
            description: view.with(words.description, &arguments),
        },
        level_names: names.map(|category| view.category_in(indicator, category)).collect(),
        below: words.below,
        aligned: words.aligned,
        total_name: good.map(|_| view.get("rap-gode")).unwrap_or_default(),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-mangler-ingen-elever"),
        rows: rows.iter().map(|unit| levels_row(view, indicator, good, (*unit, year))).collect(),
    };
    let id = format!("{}-skoler", anchor(indicator.id.as_str()));
    let mut table = categories_of_units(view, indicator, year);
    table.id = format!("{id}-tal");
    chart(view, &id, table, &spec).map(Some)
}

/// What a chart of categories says of them.
struct CategoryWords {
    /// How many lie below the boundary that matters.
    below: Option<usize>,
    /// Where bars start: those of wellbeing spread from where the scale is halved.
    aligned: Alignment,
    subtitle: &'static str,
    description: &'static str,
}

impl CategoryWords {
    fn of(indicator: &Indicator) -> Self {
        let (below, aligned, subtitle, description) = match indicator.statistic {
            Statistic::Distribution { categories: Categories::Levels, .. } => (
                Some(3),
                Alignment::Left,
                "rap-diagram-niveauer-under",
                "rap-diagram-niveauer-beskrivelse",
            ),
            Statistic::Distribution { categories: Categories::Bands, .. } => (
                Some(2),
                Alignment::Boundary { below_name: String::new() },
                "rap-diagram-baand-under",
                "rap-diagram-baand-beskrivelse",
            ),
            _ => (None, Alignment::Left, "rap-diagram-svar-under", "rap-diagram-svar-beskrivelse"),
        };
        Self { below, aligned, subtitle, description }
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
        total_below: None,
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
    let spec = DotChart {
        heading: Heading {
            title: findings::of_schools(view, indicator, year)
                .unwrap_or_else(|| view.with("rap-diagram-skoler", &arguments)),
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
    chart(view, &id, table, &spec)
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
    let spec = DotChart {
        heading: Heading {
            title: findings::against_others(view, indicator, school)
                .unwrap_or_else(|| view.with("rap-ark-diagram-andre", &arguments)),
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
    chart(view, &id, table, &spec)
}
