//! The roll: how many pupils a school has on each grade.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::{Grade, InstitutionNumber, SchoolYear};

use crate::belonging::Belonging;
use crate::form::Value;
use crate::layout::Recognised;
use crate::register::Register;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_table};
use crate::together::{Standing, standings};

type Place = (InstitutionNumber, SchoolYear, Grade);

/// Pupils per school, year and grade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    pupils: BTreeMap<Place, u32>,
}

impl Roll {
    /// How many pupils there are, where it is known.
    pub(crate) fn pupils(&self, place: Place) -> Option<u32> {
        self.pupils.get(&place).copied()
    }

    /// Every place with its pupils.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Place, u32)> + '_ {
        self.pupils.iter().map(|(place, pupils)| (*place, *pupils))
    }

    /// Holds the rows of every file against each other. A main school's row is left out where its
    /// branches have rows of their own.
    pub(crate) fn settle(files: &mut [TableFile], rows: &[RollRow], register: &Register) -> Self {
        let held: Vec<_> = rows.iter().map(|row| (row.file, row.place, row.pupils)).collect();
        let places: BTreeSet<Place> = rows.iter().map(|row| row.place).collect();
        let mut roll = Self::default();
        for (row, standing) in rows.iter().zip(standings(&held)) {
            let (school, year, grade) = row.place;
            let Some(file) = files.get_mut(row.file) else { continue };
            let has_row = |branch: &InstitutionNumber| places.contains(&(*branch, year, grade));
            match standing {
                Standing::Contradicted => {
                    let column = Some("institutionsnummer");
                    file.quarantine(row.line, column, &FindingKind::RowTwice);
                }
                Standing::Again => file.say_again(row.line),
                Standing::Alone if register.branches(school).iter().any(has_row) => {
                    file.report.rows.exclude(ExclusionRule::MainSchool, 1);
                    file.note(Some(row.line), None, FindingKind::MainAndBranches { school });
                }
                Standing::Alone => {
                    file.use_row(row.line);
                    file.report.years.insert(year);
                    roll.pupils.insert(row.place, row.pupils);
                }
            }
        }
        roll
    }

    /// Says where a school's roll has changed by more than half and by 30 pupils or more from one
    /// year to the next, over the grades that both years have.
    pub(crate) fn note_jumps(&self, file: &mut TableFile) {
        let mut years: BTreeMap<(InstitutionNumber, SchoolYear), BTreeMap<Grade, u32>> =
            BTreeMap::new();
        for ((school, year, grade), pupils) in self.iter() {
            years.entry((school, year)).or_default().insert(grade, pupils);
        }
        for ((school, year), grades) in &years {
            let before = year.previous().and_then(|before| years.get(&(*school, before)));
            let Some(before) = before else { continue };
            let both = grades.iter().filter_map(|(grade, now)| Some((*now, *before.get(grade)?)));
            let sums = |(now, then): (u64, u64), (n, t): (u32, u32)| {
                (now + u64::from(n), then + u64::from(t))
            };
            let (now, then) = both.fold((0, 0), sums);
            if LEAST_JUMP <= now.abs_diff(then) && then < 2 * now.abs_diff(then) {
                let (school, year) = (*school, *year);
                file.note(None, None, FindingKind::RollJump { school, year });
            }
        }
    }
}

/// One row of a roll, before it is held against the others.
pub(crate) struct RollRow {
    file: usize,
    place: Place,
    line: u64,
    pupils: u32,
}

/// Reads a file of a roll; `file` is its place among those of the kind.
pub(crate) fn read(
    reading: &Reading<'_>,
    belonging: Belonging<'_>,
    file: usize,
) -> (TableFile, Vec<RollRow>) {
    let row = |columns: &mut Columns, row: &mut Row<'_>| {
        columns.take(row, belonging).map_or_else(|fate| fate, |()| Fate::Pending)
    };
    let (read, states) =
        read_table(reading, &Parser { begin: &Columns::new, row: &row, plain: None, end: &|_| {} });
    let rows = states.into_iter().flat_map(|columns| columns.rows);
    let rows = rows.map(|(place, line, pupils)| RollRow { file, place, line, pupils });
    (read, rows.collect())
}

/// Fewer pupils come and go in small schools without a cause worth a question.
const LEAST_JUMP: u64 = 30;

/// Where the columns of a roll stand.
struct Columns {
    year: Option<usize>,
    school: usize,
    grade: usize,
    pupils: usize,
    rows: Vec<(Place, u64, u32)>,
}

impl Columns {
    fn new(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let at = |name| layout.place(name).unwrap_or(usize::MAX);
        Self {
            year: layout.place("skoleaar"),
            school: at("institutionsnummer"),
            grade: at("klassetrin"),
            pupils: at("elever"),
            rows: Vec::new(),
        }
    }

    fn take(&mut self, row: &mut Row<'_>, belonging: Belonging<'_>) -> Result<(), Fate> {
        let year = Belonging::year(row, self.year);
        let school = row.read(self.school);
        let grade = row.read(self.grade);
        let pupils = row.pupils(self.pupils);
        let (Some(Value::School(school)), Some(Value::Grade(grade)), Some(pupils)) =
            (school, grade, pupils)
        else {
            return Err(Fate::Quarantined);
        };
        let year = year?;
        belonging.check(row, (school, self.school), year)?;
        self.rows.push(((school, year, grade), row.line, pupils));
        Ok(())
    }
}
