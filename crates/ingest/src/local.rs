//! Rows of a municipality's own tables, as the definitions read them.
//!
//! | a column that holds | is read as |
//! |---|---|
//! | `choice`, `verdict`, `stage`, `subject` | a word: `sted = 'ude'` |
//! | `grade`, `count`, `whole_number`, `score`, `level`, `answer`, `mark`, `flag` (1 is yes) | a whole number |
//! | `decimal`, `percent` | a number with six decimals |
//! | anything else: dates, schools, years, ids, names, text | not at all |
//!
//! A cell without a value is null. A row is one of what the table is about: a person, a visit, a
//! course. It needs a school and a school year; a row without one falls in no cell, and the plan lets
//! no definition read a table in which that can be.

use kvalitet_core::Stage;
use kvalitet_core::expression::Chunk;
use kvalitet_core::table::{ColumnDefinition, ColumnKind, TableDefinition};

use crate::cells::{BLOCK, Cells};
use crate::form::{Form, Value};
use crate::layout::{Column, Layout};
use crate::persons::PersonTable;
use crate::tally::{Block, TableRows};

/// The table that expressions read of a layout's rows: its readable columns, in order, with names in
/// lower case.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::layout::local_layout;
/// use kvalitet_ingest::local::table_of;
///
/// let schema = toml::from_str::<toml::Table>(
///     "column = [{ name = \"sted\", holds = \"choice\", one_of = [\"ude\", \"inde\"] },
///                { name = \"dato\", holds = \"date\" }]",
/// )?;
/// let columns: Vec<_> = schema["column"].clone().try_into()?;
/// let table = table_of(&local_layout("laeringsforloeb", &columns)?);
/// assert!(table.position("sted").is_some() && table.position("dato").is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn table_of(layout: &Layout) -> TableDefinition {
    let columns = readable(layout).map(|(_, definition)| definition).collect();
    TableDefinition { name: layout.id.as_ref().to_owned(), columns }
}

/// Each readable column, by its place in the layout.
fn readable(layout: &Layout) -> impl Iterator<Item = (usize, ColumnDefinition)> {
    layout.columns.iter().enumerate().filter_map(|(place, column)| {
        Some((place, ColumnDefinition::new(column.name.to_lowercase(), kind_of(column)?)))
    })
}

/// What expressions make of a column; `None` for one that they cannot read.
fn kind_of(column: &Column) -> Option<ColumnKind> {
    let words = |words: &[&str]| {
        Some(ColumnKind::Category(words.iter().map(|word| (*word).to_owned()).collect()))
    };
    match column.form {
        Form::Choice => Some(ColumnKind::Category(column.choices.words.clone())),
        Form::Verdict => words(&["under", "paa", "over"]),
        Form::Stage => words(&Stage::ALL.map(Stage::id)),
        Form::Subject => words(&["laesning", "matematik"]),
        Form::Grade
        | Form::Count
        | Form::WholeNumber
        | Form::Score
        | Form::Level
        | Form::Answer
        | Form::Mark
        | Form::Flag => Some(ColumnKind::Integer),
        Form::Decimal | Form::Percent => Some(ColumnKind::Scaled(6)),
        Form::SchoolYear
        | Form::InstitutionNumber
        | Form::Municipality
        | Form::MunicipalityNumber
        | Form::MunicipalityName
        | Form::PupilId
        | Form::GradeOrStage
        | Form::ClassLabel
        | Form::TestCode
        | Form::Date
        | Form::DateTime
        | Form::Text
        | Form::Name
        | Form::Digest => None,
    }
}

/// A value as a column of the table holds it.
fn coded(value: Value<'_>) -> i64 {
    match value {
        Value::Whole(number) => i64::from(number),
        Value::Number(number) => {
            number.with_decimals(6).map_or(Chunk::NULL, kvalitet_core::Decimal::units)
        }
        Value::Grade(grade) => i64::from(grade.number()),
        Value::Mark(mark) => i64::from(mark.points()),
        Value::Choice(place) => i64::from(place),
        Value::Stage(stage) => {
            let place = Stage::ALL.iter().position(|of| *of == stage);
            place.and_then(|place| i64::try_from(place).ok()).unwrap_or(Chunk::NULL)
        }
        Value::Absent(_)
        | Value::Year(_)
        | Value::School(_)
        | Value::Municipality(_)
        | Value::Nation
        | Value::NonMark(_)
        | Value::Class(_)
        | Value::Text(_) => Chunk::NULL,
    }
}

/// The rows of a table.
///
/// They are divided by grade where every row has one, and by sex and heritage where the schema has a
/// `choice` called `koen` or `herkomst` with the words of the reports (`pige`, `dreng`; `dansk`,
/// `indvandrer`, `efterkommer`; `uoplyst`).
pub fn local_rows(table: &PersonTable) -> TableRows {
    let layout = &table.layout;
    let columns: Vec<usize> = readable(layout).map(|(place, _)| place).collect();
    let mut cells = Cells::new(layout);
    let mut blocks = Vec::new();
    let mut from = 0;
    while from < table.len() {
        let rows = from..table.len().min(from + BLOCK);
        let of_column =
            |column: &usize| rows.clone().map(|row| coded(table.value(row, *column))).collect();
        let chunk = Chunk {
            columns: columns.iter().map(of_column).collect(),
            weights: vec![1; rows.len()],
        };
        blocks.push(Block { chunk, places: cells.places(table, rows.clone()) });
        from = rows.end;
    }
    TableRows { definition: table_of(layout), divisions: cells.divisions(), blocks }
}
