//! JSON as rows: flat objects, one row each.
//!
//! Read are a list of objects, lists of such lists, an object that holds one such list beside
//! whatever else it says (an answer with its page number), and any number of these after one
//! another, also objects line by line; but not rows beside answers, for a row with a list in it would
//! be taken for one and its cells be lost. The first row is the keys in order of first appearance. A list
//! or an object as the value of a row's key is refused, and so are a key that a row has twice and a
//! number too large to be exact.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::{Limits, Refusal, Sheet, SheetCell, SheetRow, number};

/// From here on whole numbers that are no integers of 64 bits have been rounded: two of them could
/// have become one.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether a text that begins like this is JSON. The header of a table may begin with `[` too
/// (`[Institution].[Afdelingsnummer]`): of JSON, a list or an object follows it.
pub(super) fn begins(text: &[u8]) -> bool {
    let Some((first, rest)) = text.trim_ascii_start().split_first() else { return false };
    let next = rest.trim_ascii_start().first();
    match first {
        b'{' => matches!(next, Some(b'"' | b'}')),
        b'[' => matches!(next, Some(b'{' | b'[' | b']')),
        _ => false,
    }
}

/// Reads JSON as one sheet.
pub(super) fn read(text: &[u8], limits: &Limits) -> Result<Sheet, Refusal> {
    let mut table = Table { limit: limits.cells, ..Table::default() };
    let mut reader = serde_json::Deserializer::from_slice(text);
    while reader.end().is_err() {
        let value = Value { table: &mut table, place: Place::Outermost };
        if let Err(error) = value.deserialize(&mut reader) {
            let damaged = error.classify() != Category::Data;
            return Err(table.refusal.unwrap_or(if damaged {
                Refusal::Damaged
            } else {
                Refusal::NotATable
            }));
        }
    }
    if table.rows_alone && table.answers { Err(Refusal::NotATable) } else { Ok(table.sheet()) }
}

#[derive(Default)]
struct Table {
    keys: BTreeMap<Arc<str>, usize>,
    names: Vec<SheetCell>,
    rows: Vec<SheetRow>,
    /// Whether rows stand by themselves, and whether answers do.
    rows_alone: bool,
    answers: bool,
    cells: u64,
    limit: u64,
    refusal: Option<Refusal>,
}

impl Table {
    /// The place of a key; `guess` is where it is when the rows have the same keys.
    fn place(&mut self, key: &str, guess: usize) -> usize {
        if matches!(self.names.get(guess), Some(SheetCell::Text(name)) if **name == *key) {
            return guess;
        }
        if let Some(place) = self.keys.get(key) {
            return *place;
        }
        let (key, place): (Arc<str>, _) = (Arc::from(key), self.names.len());
        self.names.push(SheetCell::Text(Arc::clone(&key)));
        self.keys.insert(key, place);
        place
    }

    /// Adds a row; `None` when it is refused.
    fn push(&mut self, row: Vec<(String, SheetCell)>) -> Option<()> {
        let mut cells: Vec<Option<SheetCell>> = Vec::new();
        for (guess, (key, cell)) in row.into_iter().enumerate() {
            let place = self.place(&key, guess);
            if cells.len() <= place {
                self.count(place + 1 - cells.len())?;
                cells.resize(place + 1, None);
            }
            let slot = cells.get_mut(place)?;
            if slot.replace(cell).is_some() {
                self.refusal = Some(Refusal::NotATable);
                return None;
            }
        }
        let cells = cells.into_iter().map(|cell| cell.unwrap_or(SheetCell::Empty)).collect();
        let number = u64::try_from(self.rows.len()).ok()? + 1;
        self.rows.push(SheetRow { number, cells });
        Some(())
    }

    fn count(&mut self, cells: usize) -> Option<()> {
        self.cells = self.cells.saturating_add(u64::try_from(cells).unwrap_or(u64::MAX));
        if self.limit < self.cells {
            self.refusal = Some(Refusal::TooLarge);
            return None;
        }
        Some(())
    }

    fn sheet(mut self) -> Sheet {
        if !self.rows.is_empty() {
            self.rows.insert(0, SheetRow { number: 0, cells: self.names });
        }
        Sheet { rows: self.rows }
    }
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By itself.
    Outermost,
    /// In a list: an object is a row.
    List,
    /// In an object by itself: a list holds rows.
    Answer,
    /// In an object of a list: only a cell is right.
    Row,
}

/// What a value turned out to be.
enum Kind {
    Cell(SheetCell),
    List,
    Object,
}

struct Value<'t> {
    table: &'t mut Table,
    place: Place,
}

impl Value<'_> {
    fn cell<E: Error>(self, cell: SheetCell) -> Result<Kind, E> {
        match self.place {
            Place::Answer | Place::Row => Ok(Kind::Cell(cell)),
            Place::Outermost | Place::List => Err(E::custom("no row")),
        }
    }

    fn number<E: Error>(self, number: String) -> Result<Kind, E> {
        self.cell(SheetCell::Number(number.into()))
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Kind;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Kind, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row")
    }

    fn visit_unit<E: Error>(self) -> Result<Kind, E> {
        self.cell(SheetCell::Empty)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Kind, E> {
        self.cell(SheetCell::Text(Arc::from(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Kind, E> {
        self.number(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Kind, E> {
        self.number(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Kind, E> {
        if EXACT <= value.abs() {
            return Err(E::custom("a number that was rounded"));
        }
        self.number(number::decimal(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Kind, E> {
        self.cell(SheetCell::Text(Arc::from(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Kind, A::Error> {
        if self.place == Place::Row {
            return Err(A::Error::custom("a list in a row"));
        }
        let place = Place::List;
        while list.next_element_seed(Value { table: &mut *self.table, place })?.is_some() {}
        Ok(Kind::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Kind, A::Error> {
        let place = match self.place {
            Place::Outermost => Place::Answer,
            Place::List => Place::Row,
            Place::Row => return Err(A::Error::custom("an object in a row")),
            Place::Answer => {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(Kind::Object);
            }
        };
        let (mut row, mut lists, mut objects) = (Vec::new(), 0, 0);
        while let Some(key) = object.next_key::<String>()? {
            match object.next_value_seed(Value { table: &mut *self.table, place })? {
                Kind::Cell(cell) => row.push((key, cell)),
                Kind::List => lists += 1,
                Kind::Object => objects += 1,
            }
        }
        self.table.rows_alone |= place == Place::Answer && lists == 0;
        match (lists, objects) {
            (1, _) => {
                self.table.answers = true;
                Ok(Kind::Object)
            }
            (0, 0) => self.table.push(row).map(|()| Kind::Object).ok_or(A::Error::custom("no row")),
            _ => Err(A::Error::custom("no single list")),
        }
    }
}
