//! What the columns of a table hold, for the side they stand at and the width they get.

use std::collections::BTreeMap;

use super::links::tables;
use crate::document::{CellStyle, Document, Table};

/// How many letters a column of short words has at most in a cell, and one of long texts at least in one.
const SHORT: usize = 14;
const LONG: usize = 70;

/// The classes of the columns of every table of a document.
pub(super) struct Columns {
    of: BTreeMap<String, Vec<&'static str>>,
}

impl Columns {
    pub(super) fn of(document: &Document) -> Self {
        Self { of: tables(document).map(|table| (table.id.clone(), classes(table))).collect() }
    }

    /// The classes of the columns after the first, in order; none for an unknown table.
    pub(super) fn of_table(&self, id: &str) -> Vec<&'static str> {
        self.of.get(id).cloned().unwrap_or_default()
    }
}

/// `tal` for numbers and what stands in their place, `domme` for verdicts, and for words `kort`, `ord` or
/// `lang` by the longest of them.
fn classes(table: &Table) -> Vec<&'static str> {
    let class = |place: usize| {
        let rows = table.groups.iter().flat_map(|group| &group.rows);
        let cells: Vec<_> = rows.filter_map(|row| row.cells.get(place)).collect();
        let any = |style| cells.iter().any(|cell| cell.style == style);
        let letters = |style| {
            let of_style = cells.iter().filter(move |cell| cell.style == style);
            of_style.map(|cell| cell.text.chars().count()).max().unwrap_or(0)
        };
        if any(CellStyle::Words) {
            match letters(CellStyle::Words) {
                0..=SHORT => "kort",
                LONG.. => "lang",
                _ => "ord",
            }
        } else if any(CellStyle::Verdict) {
            "domme"
        } else {
            "tal"
        }
    };
    (0..table.columns.len()).map(class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Row, RowGroup};

    #[test]
    fn a_column_is_what_its_cells_are_and_not_what_its_neighbours_are() {
        let verdict = || Cell::of(CellStyle::Verdict, "stigning");
        let row = |words: &str, long: &str| {
            let said = [Cell::words(words), Cell::words(long), Cell::number("7,1"), verdict()];
            Row::new("Nordskolen", said.to_vec())
        };
        let absent = Row::new("Sydskolen", vec![Cell::absent("skjult"); 4]);
        let rows = vec![row("2018/19", "kort"), row("", &"lange ord ".repeat(9)), absent];
        let table = Table {
            columns: ["Fra", "Hvad data siger", "Tal", "Dom"].map(str::to_owned).to_vec(),
            groups: vec![RowGroup::untitled(rows)],
            ..Table::default()
        };
        assert_eq!(classes(&table), ["kort", "lang", "tal", "domme"]);
    }
}
