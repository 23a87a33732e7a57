//! Resolved cells as weighted rows of the table `national_test`.

use std::collections::BTreeMap;

use kvalitet_core::expression::Chunk;
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Level, Part, PartKind, SchoolKind, Subject};

use crate::national_test::Resolved;
use crate::tally::{Block, RowCell, TableRows};

/// The rows of the table.
///
/// Each cell becomes at most seven rows, weighted by pupils: one per level, and one without a level
/// for those who have no result. Pupil rows and aggregates thus run through the same expressions.
pub fn national_test_rows(resolved: &Resolved) -> TableRows {
    let definition = NATIONAL_TEST.clone();
    let mut chunk =
        Chunk { columns: vec![Vec::new(); definition.columns.len()], ..Chunk::default() };
    let (mut cells, mut places) = (Vec::new(), Vec::new());
    for (place, (key, cell)) in (0_u32..).zip(&resolved.cells) {
        let absent = cell.enrolled.map_or(0, |enrolled| enrolled.saturating_sub(cell.tested()));
        let levels = Level::ALL.iter().zip(cell.levels);
        let with_level = levels.map(|(level, pupils)| (i64::from(level.code()), pupils));
        for (level, pupils) in with_level.chain([(Chunk::NULL, absent)]) {
            if pupils == 0 {
                continue;
            }
            let values = [
                i64::from(key.subject == Subject::Mathematics),
                i64::from(key.grade.number()),
                level,
                i64::from(cell.enrolled.is_some()),
                i64::from(cell.kind == SchoolKind::SpecialSchool),
            ];
            chunk.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            chunk.weights.push(pupils);
            places.push(place);
        }
        cells.push(RowCell {
            school: key.school,
            year: key.year,
            part: Part::Grade(key.grade),
            subject: Some(key.subject),
            origin: cell.origin,
        });
    }
    let places = BTreeMap::from([(PartKind::Grade, places)]);
    TableRows {
        definition,
        divisions: BTreeMap::from([(PartKind::Grade, cells)]),
        blocks: vec![Block { chunk, places }],
    }
}
