//! The cells that rows of persons and of local tables fall in.

use std::collections::BTreeMap;

use kvalitet_core::{Heritage, Origin, Part, PartKind, Sex};

use crate::form::{Form, Value};
use crate::layout::{Column, Layout};
use crate::persons::PersonTable;
use crate::tally::RowCell;

/// Rows in a block: enough to be quick, few enough to be small.
pub(crate) const BLOCK: usize = 1 << 14;

/// The cells that rows fall in, and which column says the part of each division.
pub(crate) struct Cells {
    year: Option<usize>,
    school: Option<usize>,
    origin: Origin,
    by: BTreeMap<PartKind, Option<usize>>,
    found: BTreeMap<PartKind, BTreeMap<RowCell, u32>>,
}

impl Cells {
    pub(crate) fn new(layout: &Layout) -> Self {
        let of_form = |form| layout.columns.iter().position(|column| column.form == form);
        let said = |at: &usize| layout.columns.get(*at).is_some_and(|of| !of.may_be_empty);
        let choice = |name| {
            let fits = |column: &Column| &*column.name == name && column.form == Form::Choice;
            layout.columns.iter().position(fits)
        };
        // Grades add up to all: a row without one would be lost.
        let by = [
            (PartKind::Grade, of_form(Form::Grade).filter(said)),
            (PartKind::Class, of_form(Form::ClassLabel)),
            (PartKind::Sex, choice("koen")),
            (PartKind::Heritage, choice("herkomst")),
        ];
        let by = by.into_iter().filter(|(_, column)| column.is_some());
        let by: BTreeMap<_, _> = by.chain([(PartKind::All, None)]).collect();
        Self {
            year: of_form(Form::SchoolYear),
            school: of_form(Form::InstitutionNumber),
            origin: if layout.rows_are_persons() { Origin::PupilRows } else { Origin::Counts },
            found: by.keys().map(|kind| (*kind, BTreeMap::new())).collect(),
            by,
        }
    }

    /// For each division the place of each row's cell.
    pub(crate) fn places(
        &mut self,
        table: &PersonTable,
        rows: std::ops::Range<usize>,
    ) -> BTreeMap<PartKind, Vec<u32>> {
        let mut places = BTreeMap::new();
        let (year, school) = (self.year, self.school);
        let value = |row, column: Option<usize>| column.map(|column| table.value(row, column));
        for (kind, column) in &self.by {
            let found = self.found.entry(*kind).or_default();
            let place = |row| {
                let Some(Value::Year(year)) = value(row, year) else { return u32::MAX };
                let Some(Value::School(school)) = value(row, school) else { return u32::MAX };
                let Some(part) = part_of(table, row, *column, *kind) else { return u32::MAX };
                let cell = RowCell { school, year, part, subject: None, origin: self.origin };
                let next = u32::try_from(found.len()).unwrap_or(u32::MAX);
                *found.entry(cell).or_insert(next)
            };
            places.insert(*kind, rows.clone().map(place).collect());
        }
        places
    }

    /// The place of a cell that no row of the table falls in, such as one of pupils who are on the
    /// roll alone; `None` for a division that there is none of.
    pub(crate) fn place_of(&mut self, kind: PartKind, cell: RowCell) -> Option<u32> {
        let found = self.found.get_mut(&kind)?;
        let next = u32::try_from(found.len()).unwrap_or(u32::MAX);
        Some(*found.entry(cell).or_insert(next))
    }

    pub(crate) fn divisions(self) -> BTreeMap<PartKind, Vec<RowCell>> {
        let in_order = |found: BTreeMap<RowCell, u32>| {
            let mut cells: Vec<(RowCell, u32)> = found.into_iter().collect();
            cells.sort_by_key(|(_, place)| *place);
            cells.into_iter().map(|(cell, _)| cell).collect()
        };
        self.found.into_iter().map(|(kind, found)| (kind, in_order(found))).collect()
    }
}

/// The part of the pupils that a row is about; `None` where its cell says none.
fn part_of(table: &PersonTable, row: usize, column: Option<usize>, kind: PartKind) -> Option<Part> {
    let Some(column) = column else { return Some(Part::All) };
    match (kind, table.value(row, column)) {
        (PartKind::Grade, Value::Grade(grade)) => Some(Part::Grade(grade)),
        (PartKind::Class, Value::Class(label)) => Some(Part::Class(label)),
        (kind, Value::Choice(place)) => {
            let words = &table.layout.columns.get(column)?.choices.words;
            let word = words.get(usize::from(place))?;
            match kind {
                PartKind::Sex => Sex::from_id(word).map(Part::Sex),
                PartKind::Heritage => Heritage::from_id(word).map(Part::Heritage),
                _ => None,
            }
        }
        _ => None,
    }
}
