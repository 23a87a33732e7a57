//! Tables of units by year, grade or level.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Category, Level, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedFigure;

use crate::document::{Cell, Row, RowGroup, Table};
use crate::view::View;

/// An id of the document out of an id of the catalogue: `laesning.gode` is `laesning-gode`.
pub(crate) fn anchor(id: &str) -> String {
    id.replace('.', "-")
}

/// Schools in Danish order, folkeskoler first, then special schools, then groups and municipality.
pub(crate) fn unit_groups(
    view: &View<'_>,
    units: &BTreeSet<Unit>,
    cells: impl Fn(Unit) -> Vec<Cell>,
) -> Vec<RowGroup> {
    let kinds = [
        (Some(SchoolKind::Folkeskole), "rap-folkeskoler"),
        (Some(SchoolKind::SpecialSchool), "rap-specialskoler"),
        (None, "rap-andre-skoler"),
    ];
    let mut groups = Vec::new();
    for (kind, title) in kinds {
        let schools = view.schools_of(kind, units);
        let rows: Vec<Row> =
            schools.into_iter().map(|unit| Row::new(view.name(unit), cells(unit))).collect();
        if !rows.is_empty() {
            groups.push(RowGroup { title: view.get(title), rows });
        }
    }
    let wholes: Vec<Row> = View::wholes(units)
        .into_iter()
        .map(|unit| Row::new(view.name(unit), cells(unit)).total())
        .collect();
    if !wholes.is_empty() {
        groups.push(RowGroup { title: view.get("rap-samlet"), rows: wholes });
    }
    if let [only] = groups.as_mut_slice() {
        only.title.clear();
    }
    groups
}

/// Schools by year, all grades together.
pub(crate) fn schools_by_year(view: &View<'_>, indicator: &Indicator) -> Table {
    let facts = view.facts(indicator);
    let cells = |unit| {
        let figure = |year: &SchoolYear| {
            view.cell(indicator, view.figure(indicator, unit, *year, Breakdown::ALL))
        };
        facts.years.iter().map(figure).collect()
    };
    Table {
        id: format!("{}-skoler", anchor(indicator.id.as_str())),
        caption: view.with("rap-tabel-skoler", &[("navn", view.local(&indicator.name).into())]),
        corner: view.get("rap-skole"),
        columns: facts.years.iter().map(ToString::to_string).collect(),
        groups: unit_groups(view, &facts.units, cells),
    }
}

/// Verdicts on the indicator's target, schools by year.
pub(crate) fn verdicts_by_year(view: &View<'_>, indicator: &Indicator) -> Table {
    let mut facts = view.facts(indicator);
    facts.units.remove(&Unit::Nation);
    let cells = |unit| {
        let verdict = |year: &SchoolYear| view.verdict_cell(view.verdict(indicator, unit, *year));
        facts.years.iter().map(verdict).collect()
    };
    let asked = indicator.target.as_ref().map(|target| view.asked(target.rule));
    Table {
        id: format!("{}-domme", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-domme",
            &[
                ("navn", view.local(&indicator.name).into()),
                ("krav", asked.unwrap_or_default().into()),
            ],
        ),
        corner: view.get("rap-skole"),
        columns: facts.years.iter().map(ToString::to_string).collect(),
        groups: unit_groups(view, &facts.units, cells),
    }
}

/// One unit, grade by grade and year by year, with intervals.
pub(crate) fn grades_by_year(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Table {
    let facts = view.facts(indicator);
    let row = |breakdown: Breakdown| {
        let figure = |year: &SchoolYear| {
            let figure = view.figure(indicator, unit, *year, breakdown);
            view.cell_with_interval(indicator, figure)
        };
        Row::new(view.breakdown(breakdown), facts.years.iter().map(figure).collect())
    };
    let mut rows: Vec<Row> =
        facts.grades.iter().map(|grade| row(Breakdown::of_grade(*grade))).collect();
    rows.push(row(Breakdown::ALL).total());
    Table {
        id: format!("{}-klassetrin", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-klassetrin",
            &[("navn", view.local(&indicator.name).into()), ("enhed", view.name(unit).into())],
        ),
        corner: view.get("rap-klassetrin"),
        columns: facts.years.iter().map(ToString::to_string).collect(),
        groups: vec![RowGroup::untitled(rows)],
    }
}

/// The six levels of every unit in one year, with the number of pupils.
pub(crate) fn levels_of_units(view: &View<'_>, indicator: &Indicator, year: SchoolYear) -> Table {
    let facts = view.facts(indicator);
    let mut columns: Vec<String> = Level::ALL.map(|level| view.level(level)).to_vec();
    columns.push(view.get("rap-elever"));
    Table {
        id: format!("{}-tal", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-niveauer",
            &[("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())],
        ),
        corner: view.get("rap-skole"),
        columns,
        groups: unit_groups(view, &facts.units, |unit| level_cells(view, indicator, unit, year)),
    }
}

fn level_cells(view: &View<'_>, indicator: &Indicator, unit: Unit, year: SchoolYear) -> Vec<Cell> {
    let share = |level| {
        let breakdown = Breakdown::of_category(Category::Level(level));
        let mut cell = view.cell(indicator, view.figure(indicator, unit, year, breakdown));
        cell.under.clear();
        cell
    };
    let mut cells: Vec<Cell> = Level::ALL.map(share).to_vec();
    let n = view.any_level(indicator, unit, year).and_then(ReleasedFigure::n);
    cells.push(n.map_or_else(|| Cell::absent("–"), |n| Cell::number(view.texts.count(n))));
    cells
}

/// The six levels of one unit, year by year.
pub(crate) fn levels_by_year(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Table {
    let facts = view.facts(indicator);
    let row = |level| {
        let breakdown = Breakdown::of_category(Category::Level(level));
        let cell = |year: &SchoolYear| {
            let mut cell = view.cell(indicator, view.figure(indicator, unit, *year, breakdown));
            cell.under.clear();
            cell
        };
        Row::new(view.level(level), facts.years.iter().map(cell).collect())
    };
    Table {
        id: format!("{}-aar", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-niveauer-aar",
            &[("navn", view.local(&indicator.name).into()), ("enhed", view.name(unit).into())],
        ),
        corner: view.get("rap-niveau"),
        columns: facts.years.iter().map(ToString::to_string).collect(),
        groups: vec![RowGroup::untitled(Level::ALL.map(row).to_vec())],
    }
}
