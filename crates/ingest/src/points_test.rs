//! The tests that count points: packed rows of pupils, with the roll beside them, as rows of the
//! tables `overgangstest` and `faerdighedstest`.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::expression::Chunk;
use kvalitet_core::table::{SKILLS_TEST, TRANSITION_TEST, TableDefinition};
use kvalitet_core::{
    Decimal, Grade, InstitutionNumber, Origin, Part, PartKind, SchoolKind, SchoolYear, Subject,
};

use crate::form::{Form, Value};
use crate::persons::PersonTable;
use crate::run::Ingested;
use crate::tally::{Block, RowCell, TableRows};

/// The rows of both tables, as far as there are any.
///
/// A row without points is a pupil without a result: the roll counts them all, so the rows
/// themselves are left aside. Where the roll of a school and grade is not known, or smaller than the
/// number of results, nothing is said of who has none.
pub fn points_test_rows(ingested: &Ingested) -> Vec<TableRows> {
    let tests = [(&TRANSITION_TEST, "overgangstest"), (&SKILLS_TEST, "faerdighedstest")];
    let of_test = |(definition, name): (&TableDefinition, &str)| {
        let table = ingested.persons.get(format!("{name}_elever").as_str())?;
        let columns = Columns::new(table, name)?;
        let mut cells: BTreeMap<Cell, Vec<Points>> = BTreeMap::new();
        for row in 0..table.len() {
            if let Some((cell, result)) = columns.read(table, row) {
                let of_cell = cells.entry(cell).or_default();
                of_cell.extend(result);
            }
        }
        Some(rows(definition, &cells, ingested))
    };
    tests.into_iter().filter_map(|(definition, name)| of_test((definition, name))).collect()
}

/// Year, grade and subject are what a test is; the school last.
type Cell = (SchoolYear, Grade, Subject, InstitutionNumber);

/// One pupil's result.
#[derive(Clone, Copy)]
struct Points {
    right: Option<u32>,
    most: Option<u32>,
    interval: Option<u32>,
}

/// Where the columns stand.
struct Columns {
    year: usize,
    grade: usize,
    subject: usize,
    school: usize,
    right: usize,
    most: usize,
    interval: usize,
}

impl Columns {
    fn new(table: &PersonTable, test: &str) -> Option<Self> {
        let of_form = |form| table.layout.columns.iter().position(|column| column.form == form);
        let named = |name: &str| table.layout.columns.iter().position(|of| *of.name == *name);
        Some(Self {
            year: of_form(Form::SchoolYear)?,
            grade: of_form(Form::Grade)?,
            subject: of_form(Form::Subject)?,
            school: of_form(Form::InstitutionNumber)?,
            right: named(&format!("{test}_rigtige"))?,
            most: named(&format!("{test}_maks"))?,
            interval: named("interval")?,
        })
    }

    /// What a row is of, and its result where it has one.
    fn read(&self, table: &PersonTable, row: usize) -> Option<(Cell, Option<Points>)> {
        let value = |column| table.value(row, column);
        let (Value::Year(year), Value::Grade(grade)) = (value(self.year), value(self.grade)) else {
            return None;
        };
        let (Value::Whole(subject), Value::School(school)) =
            (value(self.subject), value(self.school))
        else {
            return None;
        };
        let subject = if subject == 1 { Subject::Mathematics } else { Subject::Reading };
        let whole = |column| value(column).whole();
        let points = Points {
            right: whole(self.right),
            most: whole(self.most),
            interval: whole(self.interval),
        };
        let has_result = points.right.is_some() || points.interval.is_some();
        Some(((year, grade, subject, school), has_result.then_some(points)))
    }
}

fn rows(
    definition: &TableDefinition,
    cells: &BTreeMap<Cell, Vec<Points>>,
    ingested: &Ingested,
) -> TableRows {
    let mut block = Block {
        chunk: Chunk { columns: vec![Vec::new(); definition.columns.len()], ..Chunk::default() },
        ..Block::default()
    };
    let (mut row_cells, mut places) = (Vec::new(), Vec::new());
    let all = with_roll(cells, ingested);
    for (place, ((year, grade, subject, school), enrolled)) in (0_u32..).zip(&all) {
        let results = cells.get(&(*year, *grade, *subject, *school)).map_or(&[][..], Vec::as_slice);
        let tested = u32::try_from(results.len()).unwrap_or(u32::MAX);
        let enrolled = enrolled.filter(|enrolled| tested <= *enrolled);
        let register = ingested.register.schools();
        let kind = register.get(school).map(|school| school.kind);
        let about = [
            i64::from(*subject == Subject::Mathematics),
            i64::from(grade.number()),
            i64::from(kind == Some(SchoolKind::SpecialSchool)),
            i64::from(enrolled.is_some()),
        ];
        let mut push = |points: [i64; 4], weight: u32| {
            let values = about.into_iter().chain(points);
            block.chunk.columns.iter_mut().zip(values).for_each(|(column, of)| column.push(of));
            block.chunk.weights.push(weight);
            places.push(place);
        };
        for points in results {
            push(points.columns(), 1);
        }
        match enrolled.map(|enrolled| enrolled - tested) {
            None | Some(0) => {}
            Some(absent) => push([Chunk::NULL; 4], absent),
        }
        row_cells.push(RowCell {
            school: *school,
            year: *year,
            part: Part::Grade(*grade),
            subject: Some(*subject),
            origin: Origin::PupilRows,
        });
    }
    block.places.insert(PartKind::Grade, places);
    TableRows {
        definition: definition.clone(),
        divisions: BTreeMap::from([(PartKind::Grade, row_cells)]),
        blocks: vec![block],
    }
}

impl Points {
    /// `rigtige`, `maks`, `rigtige_pct` and `pointinterval`.
    fn columns(self) -> [i64; 4] {
        let or_null = |number: Option<u32>| number.map_or(Chunk::NULL, i64::from);
        let share = self.right.zip(self.most).and_then(|(right, most)| {
            Decimal::from_ratio(100 * i128::from(right), i128::from(most), 6)
        });
        let share = share.map_or(Chunk::NULL, Decimal::units);
        [or_null(self.right), or_null(self.most), share, or_null(self.interval)]
    }
}

/// Every cell with its roll, where that is known. A school that is on the roll and has no row counts
/// with nobody tested wherever others have taken the test, unless a branch or the main school has
/// the rows.
fn with_roll(
    cells: &BTreeMap<Cell, Vec<Points>>,
    ingested: &Ingested,
) -> BTreeMap<Cell, Option<u32>> {
    let mut all: BTreeMap<Cell, Option<u32>> = BTreeMap::new();
    for (year, grade, subject, school) in cells.keys().copied() {
        all.insert(
            (year, grade, subject, school),
            ingested.roll.get(&(school, year, grade)).copied(),
        );
    }
    let tests: BTreeSet<_> = cells.keys().map(|cell| (cell.0, cell.1, cell.2)).collect();
    let family_has = |(year, grade, subject, school): Cell| {
        let register = &ingested.register;
        let main = register.schools().get(&school).and_then(|school| school.main_school);
        let mut family = register.branches(school).iter().copied().chain(main);
        family.any(|school| cells.contains_key(&(year, grade, subject, school)))
    };
    for (&(school, year, grade), &enrolled) in &ingested.roll {
        let known = ingested.register.schools().contains_key(&school);
        for subject in Subject::ALL {
            let cell = (year, grade, subject, school);
            if known && tests.contains(&(year, grade, subject)) && !family_has(cell) {
                all.entry(cell).or_insert(Some(enrolled));
            }
        }
    }
    all
}
