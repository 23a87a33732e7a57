//! Resolved cells as weighted rows of the table `national_test`.

use std::collections::BTreeMap;

use kvalitet_core::expression::Chunk;
use kvalitet_core::progression::{Gains, Progress, PupilPair};
use kvalitet_core::table::{NATIONAL_TEST, PROGRESSION};
use kvalitet_core::{
    Grade, InstitutionNumber, Level, Origin, Part, PartKind, SchoolKind, SchoolYear, Subject,
};

use crate::groups::Succession;
use crate::national_test::Resolved;
use crate::register::Register;
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

/// The rows of the table `progression`: one for each pair, with its `gains`, and one for those of a
/// school and test who could have been paired and are not. A pair counts at the school of the later
/// test.
///
/// With `keep_movers` off, a pupil who came from another school between the tests is no pair; a school
/// that took over another is the same.
pub fn progression_rows(
    progress: &Progress,
    gains: &[Gains],
    (register, succession): (&Register, &Succession),
    keep_movers: bool,
) -> TableRows {
    let mut rows = ProgressionRows::new(register);
    for (pair, gains) in progress.pairs.iter().zip(gains) {
        let school = |place: u16| progress.schools.get(usize::from(place)).copied();
        let (Some(step), Some(now), Some(before)) = (
            progress.steps.get(usize::from(pair.step)).map(|of| of.step),
            school(pair.school),
            school(pair.from_school),
        ) else {
            continue;
        };
        let moved = succession.current(now) != succession.current(before);
        let place = rows.place(now, (step.to.subject, step.to.year, step.to.grade));
        let row = if moved && !keep_movers {
            Columns { moved: Some(true), ..Columns::default() }
        } else {
            Columns::of(pair, *gains, (step.from.grade, moved))
        };
        rows.push(place, &row, 1);
    }
    let could_be = progress.unpaired.iter().filter(|((.., reason), _)| reason.could_be());
    for ((school, test, _), count) in could_be {
        let place = rows.place(*school, (test.subject, test.year, test.grade));
        rows.push(place, &Columns::default(), *count);
    }
    rows.finish()
}

/// What a row says, beside where it is.
#[derive(Default)]
struct Columns {
    from: Option<Grade>,
    paired: bool,
    moved: Option<bool>,
    levels: [Option<Level>; 2],
    standings: Option<[i32; 2]>,
    gains: Gains,
}

impl Columns {
    fn of(pair: &PupilPair, gains: Gains, (from, moved): (Grade, bool)) -> Self {
        let PupilPair { levels, standings, .. } = *pair;
        let from = Some(from);
        let standings = standings.get();
        Self { from, paired: true, moved: Some(moved), levels, standings, gains }
    }

    fn values(&self) -> [i64; 12] {
        let or_null = |value: Option<i64>| value.unwrap_or(Chunk::NULL);
        let level = |level: Option<Level>| level.map(|level| i64::from(level.code()));
        let [before, now] = self.levels.map(level);
        let [standing_before, standing] = match self.standings {
            Some([before, now]) => [Some(i64::from(before)), Some(i64::from(now))],
            None => [None; 2],
        };
        let change = |before: Option<i64>, now: Option<i64>| Some(now? - before?);
        let [lower, higher] = self.gains.conditional.map(|gain| gain.map(i64::from));
        [
            or_null(self.from.map(|from| i64::from(from.number()))),
            i64::from(self.paired),
            or_null(self.moved.map(i64::from)),
            or_null(before),
            or_null(now),
            or_null(change(before, now)),
            or_null(standing_before),
            or_null(standing),
            or_null(change(standing_before, standing)),
            or_null(lower),
            or_null(higher),
            or_null(self.gains.percentile.map(i64::from)),
        ]
    }
}

/// A test as a cell has it.
type Test = (Subject, SchoolYear, Grade);

/// The rows as they gather.
struct ProgressionRows<'a> {
    register: &'a Register,
    chunk: Chunk,
    cells: Vec<RowCell>,
    /// Whether a cell is of a special school.
    special: Vec<bool>,
    /// The place of each cell.
    known: BTreeMap<(InstitutionNumber, Test), u32>,
    places: Vec<u32>,
}

impl<'a> ProgressionRows<'a> {
    fn new(register: &'a Register) -> Self {
        let columns = vec![Vec::new(); PROGRESSION.columns.len()];
        let chunk = Chunk { columns, ..Chunk::default() };
        let (cells, special, places) = (Vec::new(), Vec::new(), Vec::new());
        Self { register, chunk, cells, special, known: BTreeMap::new(), places }
    }

    fn place(&mut self, school: InstitutionNumber, test: Test) -> u32 {
        if let Some(place) = self.known.get(&(school, test)) {
            return *place;
        }
        let place = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let (subject, year, grade) = test;
        let kind = self.register.schools().get(&school).map(|school| school.kind);
        self.cells.push(RowCell {
            school,
            year,
            part: Part::Grade(grade),
            subject: Some(subject),
            origin: Origin::PupilRows,
        });
        self.special.push(kind == Some(SchoolKind::SpecialSchool));
        self.known.insert((school, test), place);
        place
    }

    fn push(&mut self, place: u32, row: &Columns, persons: u32) {
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let (Some(cell), Some(special)) = (self.cells.get(at), self.special.get(at)) else {
            return;
        };
        let Part::Grade(grade) = cell.part else { return };
        let [from, rest @ ..] = row.values();
        let head = [
            i64::from(cell.subject == Some(Subject::Mathematics)),
            i64::from(grade.number()),
            from,
            i64::from(*special),
        ];
        let values = head.into_iter().chain(rest);
        self.chunk.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        self.chunk.weights.push(persons);
        self.places.push(place);
    }

    fn finish(self) -> TableRows {
        let places = BTreeMap::from([(PartKind::Grade, self.places)]);
        TableRows {
            definition: PROGRESSION.clone(),
            divisions: BTreeMap::from([(PartKind::Grade, self.cells)]),
            blocks: vec![Block { chunk: self.chunk, places }],
        }
    }
}
