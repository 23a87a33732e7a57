//! The school at a glance: one line for each headline.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, SchoolYear, Unit};

use super::Sheet;
use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table};
use crate::view::Topic;
use crate::{changes, overview};

/// The columns of the table, each with its head.
const COLUMNS: [(Column, &str); 7] = [
    (Column::Newest, "rap-seneste"),
    (Column::Before, "rap-foer-hoved"),
    (Column::Change, "rap-udv-kol-udvikling"),
    (Column::Municipality, "rap-ark-kommunen"),
    (Column::Others, "rap-samtale-andre"),
    (Column::Nation, "rap-hele-landet"),
    (Column::Target, "rap-maal"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Newest,
    Before,
    Change,
    Municipality,
    /// Of a talk: similar schools, otherwise where the others lie.
    Others,
    Nation,
    Target,
}

/// A headline and the newest year that the school has a number of it.
pub(super) type Told<'a> = (&'a Indicator, SchoolYear);

impl<'a> Sheet<'_, 'a> {
    /// The chapter; `None` for a school without a number.
    pub(super) fn overview(&self) -> Option<Chapter> {
        let view = self.view;
        let topics = view.topics();
        let told: Vec<(&Topic<'a>, Vec<Told<'a>>)> =
            topics.iter().map(|topic| (topic, self.headlines(topic))).collect();
        let told: Vec<_> = told.into_iter().filter(|(_, told)| !told.is_empty()).collect();
        if told.is_empty() {
            return None;
        }
        let blocks = vec![
            Block::paragraph(view.get("rap-ark-overblik-om")),
            Block::Table { table: self.table(&told) },
            Block::note(view.get("rap-ark-overblik-note")),
        ];
        let title = view.get("rap-ark-overblik");
        let sections = vec![Section { id: "skolen".to_owned(), title, blocks }];
        let (group, title) = (view.get("rap-del-overblik"), view.get("rap-overblik"));
        Some(Chapter { id: "overblik".to_owned(), group, title, blocks: Vec::new(), sections })
    }

    /// The headlines of a topic that the school has a number of; where it has none of them, the first
    /// indicator it has one of.
    pub(super) fn headlines(&self, topic: &Topic<'a>) -> Vec<Told<'a>> {
        let all = overview::headlines(self.view, &topic.indicators).into_iter();
        let newest = |of: &'a Indicator| Some((of, self.view.newest(of, self.school)?));
        let recent = all.filter(|of| self.is_recent(of) && !self.view.is_taken_over(of));
        let told: Vec<Told<'a>> = recent.filter_map(newest).collect();
        let headlines = told.iter().filter(|(of, _)| of.headline || of.target.is_some());
        let headlines: Vec<Told<'a>> = headlines.copied().collect();
        if headlines.is_empty() { told.into_iter().take(1).collect() } else { headlines }
    }

    fn table(&self, told: &[(&Topic<'a>, Vec<Told<'a>>)]) -> Table {
        let view = self.view;
        let all = told.iter().flat_map(|(_, told)| told);
        let cells: Vec<(Told<'a>, Vec<(Column, Cell)>)> = all
            .map(|told| {
                (*told, COLUMNS.map(|(column, _)| (column, self.cell(column, *told))).to_vec())
            })
            .collect();
        // A column that says nothing in any line is left out.
        let said = |column: Column| {
            let mut of_column =
                cells.iter().flat_map(|(_, cells)| cells).filter(|(of, _)| *of == column);
            of_column.any(|(_, cell)| cell.text != "–")
        };
        let columns: Vec<(Column, &str)> =
            COLUMNS.into_iter().filter(|(column, _)| said(*column)).collect();
        let row = |(indicator, year): &Told<'a>| {
            let cells = columns.iter().map(|(column, _)| self.cell(*column, (*indicator, *year)));
            Row::new(view.local(&indicator.name), cells.collect())
        };
        let group = |(topic, told): &(&Topic<'a>, Vec<Told<'a>>)| RowGroup {
            title: view.local(topic.title).to_owned(),
            rows: told.iter().map(row).collect(),
        };
        let enhed = view.name(self.school);
        Table {
            id: "skolen-tal".to_owned(),
            caption: view.with("rap-ark-tabel-overblik", &[("enhed", enhed.into())]),
            corner: view.get("rap-indikator"),
            columns: columns.iter().map(|(_, head)| view.get(head)).collect(),
            groups: told.iter().map(group).collect(),
        }
    }

    fn cell(&self, column: Column, (indicator, year): Told<'a>) -> Cell {
        let view = self.view;
        let nothing = || Cell::absent("–");
        let of = |unit: Unit, year: SchoolYear| {
            view.figure_cell_with_interval(indicator, unit, year, Breakdown::ALL)
        };
        match column {
            Column::Newest => of(self.school, year).also_under(year.to_string()),
            Column::Before => self.before(indicator, year).map_or_else(nothing, |before| {
                of(self.school, before).also_under(before.to_string())
            }),
            Column::Change => {
                let change = changes::of_unit(view, indicator, self.school);
                change.filter(|of| of.to == year).map_or_else(nothing, |of| {
                    let against = [("aar", of.from.to_string().into())];
                    let against = view.with("rap-mod-aar", &against);
                    changes::verdict_cell(view, Some(of)).under(against)
                })
            }
            Column::Municipality => {
                let whole = view.municipality().map(|unit| of(unit, year));
                whole.map_or_else(nothing, |mut cell| {
                    cell.under.clear();
                    cell
                })
            }
            Column::Others => self.others(indicator, year).unwrap_or_else(nothing),
            Column::Nation => view.nation(indicator, year).map_or_else(nothing, |(of, value)| {
                let made = view.made(indicator, Unit::Nation, of, Breakdown::ALL);
                Cell::number(view.value(indicator, value)).under(of.to_string()).made(made)
            }),
            Column::Target => match view.verdict(indicator, self.school, year) {
                Some(verdict) => view.verdict_cell(Some(verdict)),
                None => nothing(),
            },
        }
    }

    /// The number before: of a year that compares without reservation.
    fn before(&self, indicator: &Indicator, year: SchoolYear) -> Option<SchoolYear> {
        let years = self.view.years_with_value(indicator, self.school);
        let before = years.into_iter().rev().find(|earlier| *earlier < year)?;
        let series = self.view.release.catalogue().series_of(indicator);
        let compares = series
            .is_none_or(|of| of.compares(before, year) && of.reserved(before, year).is_none());
        compares.then_some(before)
    }
}
