//! Each school in short, and groups of schools: the first headline of each theme side by side.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{SchoolYear, Unit};
use kvalitet_disclosure::ChangeContent;

use crate::document::{Block, Cell, Chapter, Row, RowGroup, Table};
use crate::tables::unit_groups;
use crate::view::View;
use crate::{changes, overview};

/// How many headlines there is room for beside what surely changed.
const HEADLINES: usize = 6;

/// How many years back from the report's newest a headline's number may be: what ended before is told of
/// in its own chapter alone.
const BACK: u16 = 2;

/// A line on each school, beside the municipality: its headlines of the newest year and what surely
/// changed. The administration gets from the line to the school's sheet.
pub(crate) fn in_short(view: &View<'_>) -> Option<Chapter> {
    let is_school = |unit: &Unit| matches!(unit, Unit::School(_));
    let indicators = headlines(view, is_school);
    let units = units(view, &indicators, is_school);
    if !units.iter().any(is_school) {
        return None;
    }
    let row = |unit: Unit| {
        let mut cells = cells(view, &indicators, unit);
        cells.push(surely_changed(view, unit));
        let row = Row::new(view.name(unit), cells);
        match unit {
            Unit::School(number) if view.is_administration() => {
                row.link(format!("skoler/{number}/leder.html"))
            }
            Unit::School(_) | Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => row,
        }
    };
    let mut columns = heads(view, &indicators);
    columns.push(view.get("rap-skolerne-sikkert"));
    let table = Table {
        id: "skolerne-tal".to_owned(),
        caption: view.get("rap-skolerne-tabel"),
        corner: view.get("rap-skole"),
        columns,
        groups: unit_groups(view, &units, row),
    };
    let mut blocks = vec![Block::paragraph(view.get("rap-skolerne-om"))];
    if view.is_administration() {
        blocks.push(Block::note(view.get("rap-skolerne-ark")));
    }
    blocks.push(Block::Table { table });
    Some(chapter(view, ("skolerne", "rap-skolerne"), blocks))
}

/// The municipality's own groups of schools beside it; `None` without a figure of a group.
pub(crate) fn of_groups(view: &View<'_>) -> Option<Chapter> {
    let groups = view.release.groups();
    let is_group = |unit: &Unit| groups.contains_key(unit);
    let indicators = headlines(view, is_group);
    let units = units(view, &indicators, is_group);
    if indicators.is_empty() || !units.iter().any(is_group) {
        return None;
    }
    let row = |unit: &Unit| {
        let row = Row::new(view.name(*unit), cells(view, &indicators, *unit));
        match groups.get(unit) {
            Some(group) => {
                let schools = u64::try_from(group.schools.len()).unwrap_or(u64::MAX);
                row.under(view.with("rap-grupper-skoler", &[("antal", schools.into())]))
            }
            None => row.total(),
        }
    };
    let table = Table {
        id: "grupper-tal".to_owned(),
        caption: view.get("rap-grupper-tabel"),
        corner: view.get("rap-enhed"),
        columns: heads(view, &indicators),
        groups: vec![RowGroup::untitled(units.iter().map(row).collect())],
    };
    let blocks = vec![Block::paragraph(view.get("rap-grupper-om")), Block::Table { table }];
    Some(chapter(view, ("grupper", "rap-grupper"), blocks))
}

fn chapter(view: &View<'_>, (id, title): (&str, &str), blocks: Vec<Block>) -> Chapter {
    Chapter {
        id: id.to_owned(),
        group: view.get("rap-del-skoler"),
        title: view.get(title),
        blocks,
        sections: Vec::new(),
    }
}

/// What stands for each topic, of what this audience sees a recent number of for units of some sort.
fn headlines<'a>(view: &View<'a>, is_told: impl Fn(&Unit) -> bool) -> Vec<&'a Indicator> {
    let newest = view.release.edition().years.iter().max();
    let is_recent = |year: SchoolYear| {
        newest.is_none_or(|newest| newest.start().saturating_sub(year.start()) <= BACK)
    };
    let is_shown = |of: &Indicator| {
        let Some(year) = overview::newest_year(view, of).filter(|year| is_recent(*year)) else {
            return false;
        };
        let mut units = view.facts(of).units.iter().filter(|unit| is_told(unit));
        units.any(|unit| {
            let figure = view.figure(of, *unit, year, kvalitet_core::Breakdown::ALL);
            figure.is_some_and(|figure| figure.value().is_some())
        })
    };
    let topics = view.topics().into_iter();
    let first = topics.filter_map(|topic| overview::first_headline(view, &topic, is_shown));
    first.take(HEADLINES).collect()
}

/// The units that are told of and the municipality, as far as anything is known of them here.
fn units(
    view: &View<'_>,
    indicators: &[&Indicator],
    is_told: impl Fn(&Unit) -> bool,
) -> BTreeSet<Unit> {
    let of_figures = indicators.iter().flat_map(|of| view.facts(of).units.iter().copied());
    let of_changes = headline_changes(view).map(|(_, unit)| unit);
    let all = of_figures.chain(of_changes);
    all.filter(|unit| is_told(unit) || matches!(unit, Unit::Municipality(_))).collect()
}

fn cells(view: &View<'_>, indicators: &[&Indicator], unit: Unit) -> Vec<Cell> {
    indicators.iter().map(|of| overview::cell(view, of, unit)).collect()
}

fn heads(view: &View<'_>, indicators: &[&Indicator]) -> Vec<String> {
    let head = |of: &&Indicator| {
        let year = overview::newest_year(view, of).map(|year| year.to_string()).unwrap_or_default();
        let name = view.local(&of.name).into();
        view.with("rap-kolonne-aar", &[("navn", name), ("aar", year.into())])
    };
    indicators.iter().map(head).collect()
}

/// Every headline and unit that a change is told of.
fn headline_changes<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Indicator, Unit)> {
    let catalogue = view.release.catalogue();
    view.judged().changes.iter().filter_map(move |of| {
        let indicator = catalogue.indicator(of.indicator.as_str()).filter(|of| of.headline)?;
        (of.content != ChangeContent::Hidden).then_some((indicator, of.unit))
    })
}

/// What surely changed for a unit; that nothing did, where anything was judged.
fn surely_changed(view: &View<'_>, unit: Unit) -> Cell {
    let of_unit: BTreeSet<&str> = headline_changes(view)
        .filter(|(_, of)| *of == unit)
        .map(|(of, _)| of.id.as_str())
        .collect();
    if of_unit.is_empty() {
        return Cell::absent("–");
    }
    let headlines = view.indicators().iter().filter(|of| of_unit.contains(of.id.as_str()));
    let sure = headlines.filter_map(|of| {
        let verdict = sure_change(view, of, unit)?;
        Some(format!("{}: {}", changes::word(view, Some(verdict)), view.local(&of.name)))
    });
    let sure: Vec<String> = sure.collect();
    if sure.is_empty() {
        return Cell::absent(view.get("rap-skolerne-intet"));
    }
    Cell::words(sure.join("; "))
}

/// The verdict on a change that is sure.
pub(crate) fn sure_change(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<ChangeVerdict> {
    match changes::of_unit(view, indicator, unit)?.content {
        ChangeContent::Shown { verdict, .. } => verdict.filter(|of| of.is_sure()),
        ChangeContent::Hidden => None,
    }
}
