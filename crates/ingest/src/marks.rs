//! Marks of pupils: which rows count, and what they make of each pupil.
//!
//! # Which marks count
//!
//! - Exam marks. A year mark counts in 2019/20-2021/22 alone, where it was raised to an exam mark,
//!   and only where the pupil has no exam mark in that exam.
//! - Exams of 9th grade. The elective is taken in 8th grade and follows the pupil to the year of 9th
//!   grade; marks of 10th grade are of another exam.
//! - One mark of each exam, school year and pupil: the highest. What a pupil has in another school
//!   year is of that year. That the highest stands is a choice of ours; no source was found.
//! - Pupils of special classes and private candidates do not count, and a code is no mark.
//!
//! Each row that does not count is left out by a named rule when it is read.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use kvalitet_core::exam::{ExamId, ExamKind, Exams, PupilMarks, Weighting};
use kvalitet_core::expression::Chunk;
use kvalitet_core::finding::ExclusionRule;
use kvalitet_core::settings::Settings;
use kvalitet_core::table::MARKS;
use kvalitet_core::{
    Grade, InstitutionNumber, Mark, Millionths, Origin, Part, PartKind, SchoolKind, SchoolYear,
};

use crate::form::Value;
use crate::layout::Layout;
use crate::persons::PersonTable;
use crate::register::Register;
use crate::tally::{Block, RowCell, TableRows};

/// The exams. A test reads the file; without it no row would be of an exam.
static EXAMS: LazyLock<Option<Exams>> = LazyLock::new(|| Exams::built_in().ok());

/// The school years, by the year they begin in, whose year marks were raised to exam marks. Source:
/// Børne- og Undervisningsministeriet, grundskolekarakterer 2022/23.
const RAISED: std::ops::RangeInclusive<u16> = 2019..=2021;

/// The year in which the school year begins from which the elective is in the leaving exam: the same
/// source.
const WITH_ELECTIVE: u16 = 2021;

/// The grade that the exams are of.
const LEAVING: u8 = 9;

/// The grade in which the elective is taken.
const ELECTIVE: u8 = 8;

/// A year mark, by its place among the words of its column.
const YEAR_MARK: u8 = 1;

/// Where the columns of a layout of marks stand, and which exam a subject and a discipline are.
pub(crate) struct MarkColumns {
    year: Option<usize>,
    school: Option<usize>,
    grade: Option<usize>,
    subject: Option<usize>,
    discipline: Option<usize>,
    kind: Option<usize>,
    mark: Option<usize>,
    special: Option<usize>,
    private: Option<usize>,
    /// By the places of subject and discipline among the words of their columns.
    exams: BTreeMap<(u8, Option<u8>), (ExamId, ExamKind)>,
}

/// What a row says of a mark.
#[derive(Clone, Copy)]
struct Given {
    exam: ExamId,
    kind: ExamKind,
    year: SchoolYear,
    grade: Grade,
    is_year_mark: bool,
}

impl MarkColumns {
    /// The columns of a layout; `None` for a layout of something else.
    pub(crate) fn of(layout: &Layout) -> Option<Self> {
        if layout.table.as_deref() != Some(MARKS.name.as_str()) {
            return None;
        }
        let (subject, discipline) = (layout.place("fag"), layout.place("disciplin"));
        Some(Self {
            year: layout.place("skoleaar"),
            school: layout.place("institutionsnummer"),
            grade: layout.place("klassetrin"),
            subject,
            discipline,
            kind: layout.place("karaktertype"),
            mark: layout.place("karakter"),
            special: layout.place("specialklasse"),
            private: layout.place("privatist"),
            exams: exams_by_word(layout, subject, discipline),
        })
    }

    /// Why a row with these values does not count; `None` for one that does.
    pub(crate) fn left_out(&self, values: &[Option<Value<'_>>]) -> Option<ExclusionRule> {
        let value = |at: Option<usize>| values.get(at?).copied().flatten();
        let is_set = |at| matches!(value(at), Some(Value::Whole(1)));
        if is_set(self.special) {
            return Some(ExclusionRule::SpecialClass);
        }
        if is_set(self.private) {
            return Some(ExclusionRule::PrivateCandidate);
        }
        let Some(given) = self.given(&value) else { return Some(ExclusionRule::OutsideMeans) };
        let elective = given.kind == ExamKind::Elective && given.grade.number() == ELECTIVE;
        let of_leaving = given.grade.number() == LEAVING || elective;
        if given.kind == ExamKind::Outside || !of_leaving {
            Some(ExclusionRule::OutsideMeans)
        } else if given.is_year_mark && !RAISED.contains(&given.year.start()) {
            Some(ExclusionRule::YearMark)
        } else {
            None
        }
    }

    /// What a row says; `None` for one that is of no exam.
    fn given<'v>(&self, value: &impl Fn(Option<usize>) -> Option<Value<'v>>) -> Option<Given> {
        let word = |at| match value(at) {
            Some(Value::Choice(place)) => Some(place),
            _ => None,
        };
        let (exam, kind) = *self.exams.get(&(word(self.subject)?, word(self.discipline)))?;
        let (Some(Value::Year(year)), Some(Value::Grade(grade))) =
            (value(self.year), value(self.grade))
        else {
            return None;
        };
        let is_year_mark = word(self.kind) == Some(YEAR_MARK);
        Some(Given { exam, kind, year, grade, is_year_mark })
    }

    /// What a kept row says, and its mark and school; `None` for a row without a mark.
    fn row(&self, table: &PersonTable, row: usize) -> Option<(Given, Mark, InstitutionNumber)> {
        let value = |at: Option<usize>| at.map(|at| table.value(row, at));
        let given = self.given(&value)?;
        match (value(self.mark), value(self.school)) {
            (Some(Value::Mark(mark)), Some(Value::School(school))) => Some((given, mark, school)),
            _ => None,
        }
    }
}

fn exams_by_word(
    layout: &Layout,
    subject: Option<usize>,
    discipline: Option<usize>,
) -> BTreeMap<(u8, Option<u8>), (ExamId, ExamKind)> {
    let words = |at: Option<usize>| {
        let column = at.and_then(|at| layout.columns.get(at));
        let words = column.map(|column| column.choices.words.as_slice()).unwrap_or_default();
        (0_u8..).zip(words).map(|(place, word)| (place, word.as_str()))
    };
    let Some(exams) = EXAMS.as_ref() else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for (subject, name) in words(subject) {
        let none = std::iter::once((None, ""));
        for (place, of) in none.chain(words(discipline).map(|(place, word)| (Some(place), word))) {
            let exam = exams.find(name, of);
            if let Some((id, exam)) = exam.and_then(|id| Some((id, exams.exam(id)?))) {
                found.insert((subject, place), (id, exam.kind));
            }
        }
    }
    found
}

/// The rows, of those that are kept, that another mark of the same exam, pupil and school year stands
/// before: an exam mark before a year mark, then the highest.
pub(crate) fn outranked(table: &PersonTable, kept: &[bool]) -> Vec<usize> {
    let Some(columns) = MarkColumns::of(&table.layout) else { return Vec::new() };
    let mut ranked = Vec::new();
    for (row, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
        if let Some((given, mark, school)) = columns.row(table, row) {
            let of = (table.pupil(row), given.year, given.exam);
            ranked.push((of, (given.is_year_mark, Reverse(mark), school, row)));
        }
    }
    ranked.sort_unstable();
    let after_first =
        ranked.chunk_by(|(a, _), (b, _)| a == b).flat_map(|marks| marks.iter().skip(1));
    after_first.map(|(_, (.., row))| *row).collect()
}

/// The marks of one pupil in one school year of 9th grade.
#[derive(Default)]
struct Leaver {
    marks: Vec<(ExamId, Mark)>,
    has_elective: bool,
    /// How many of the marks each school gave.
    schools: BTreeMap<InstitutionNumber, u32>,
}

impl Leaver {
    /// The school that gave most of the marks; of two, the one with the lower number.
    fn school(&self) -> Option<InstitutionNumber> {
        let most = self.schools.iter().max_by_key(|(school, marks)| (**marks, Reverse(**school)));
        most.map(|(school, _)| *school)
    }
}

/// How the settings say that means are made.
#[derive(Clone, Copy)]
struct Means {
    at_least: usize,
    bound: Weighting,
    at_least_2: Weighting,
}

impl Means {
    fn new(settings: &Settings) -> Self {
        let weighting = |id| Weighting::from_id(settings.choice(id)).unwrap_or(Weighting::Official);
        let at_least = settings.number("bundne_mindst").and_then(|of| usize::try_from(of).ok());
        Self {
            at_least: at_least.unwrap_or(Exams::BOUND),
            bound: weighting("bundne_vaegtning"),
            at_least_2: weighting("mindst_2_vaegtning"),
        }
    }

    /// The columns `bundne`, `afgangseksamen`, `dansk`, `matematik` and `mindst_2` of a pupil.
    fn of(self, marks: PupilMarks<'_>, year: SchoolYear) -> [i64; 5] {
        let units = |mean: Option<Millionths>| mean.map_or(Chunk::NULL, Millionths::units);
        [
            units(marks.bound_mean(self.at_least, self.bound)),
            units(marks.all_exams_mean(WITH_ELECTIVE <= year.start())),
            units(marks.danish_mean(self.bound)),
            units(marks.mathematics_mean(self.bound)),
            marks.at_least_2_in_both(self.at_least_2).map_or(Chunk::NULL, i64::from),
        ]
    }
}

/// The rows of the table `marks`: one for each pupil and school year with a mark in 9th grade.
///
/// Settings: `bundne_mindst`, `bundne_vaegtning` (also of the means in Danish and mathematics) and
/// `mindst_2_vaegtning`. A pupil with marks from two schools in a year is of the one that gave most
/// of them. A table of another kind makes no rows.
pub fn mark_rows(table: &PersonTable, register: &Register, settings: &Settings) -> TableRows {
    let leavers = leavers(table);
    let means = Means::new(settings);
    let definition = MARKS.clone();
    let mut chunk =
        Chunk { columns: vec![Vec::new(); definition.columns.len()], ..Chunk::default() };
    let mut cells: BTreeMap<(InstitutionNumber, SchoolYear), u32> = BTreeMap::new();
    let mut of_rows = Vec::new();
    for ((_, year), leaver) in &leavers {
        let of_pupil = |exams| PupilMarks::new(exams, &leaver.marks).ok();
        let (Some(school), Some(marks)) = (leaver.school(), EXAMS.as_ref().and_then(of_pupil))
        else {
            continue;
        };
        let kind = register.schools().get(&school).map(|school| school.kind);
        let about = [i64::from(LEAVING), i64::from(kind == Some(SchoolKind::SpecialSchool))];
        let values = about.into_iter().chain(means.of(marks, *year));
        chunk.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        chunk.weights.push(1);
        cells.entry((school, *year)).or_default();
        of_rows.push((school, *year));
    }
    for (place, cell) in (0..).zip(cells.values_mut()) {
        *cell = place;
    }
    let place = |of| cells.get(of).copied().unwrap_or(u32::MAX);
    let places: Vec<u32> = of_rows.iter().map(place).collect();
    divided(chunk, &places, &cells)
}

/// The rows with the cells they fall in: all pupils of a school, who are its 9th grade.
fn divided(
    chunk: Chunk,
    places: &[u32],
    cells: &BTreeMap<(InstitutionNumber, SchoolYear), u32>,
) -> TableRows {
    let of_part = |part| {
        let cell = |(school, year): &(InstitutionNumber, SchoolYear)| RowCell {
            school: *school,
            year: *year,
            part,
            subject: None,
            origin: Origin::PupilRows,
        };
        cells.keys().map(cell).collect()
    };
    let grade = Grade::new(LEAVING).map(|grade| (PartKind::Grade, Part::Grade(grade)));
    let parts: Vec<_> = [(PartKind::All, Part::All)].into_iter().chain(grade).collect();
    let divisions = parts.iter().map(|(kind, part)| (*kind, of_part(*part))).collect();
    let places = parts.iter().map(|(kind, _)| (*kind, places.to_vec())).collect();
    TableRows { definition: MARKS.clone(), divisions, blocks: vec![Block { chunk, places }] }
}

/// Every pupil with a mark in 9th grade, by pupil and school year; the elective of an earlier year
/// follows the pupil.
fn leavers(table: &PersonTable) -> BTreeMap<(u64, SchoolYear), Leaver> {
    let mut leavers: BTreeMap<(u64, SchoolYear), Leaver> = BTreeMap::new();
    let mut electives: BTreeMap<(u64, SchoolYear), (ExamId, Mark)> = BTreeMap::new();
    let Some(columns) = MarkColumns::of(&table.layout) else { return leavers };
    for row in 0..table.len() {
        let Some((pupil, (given, mark, school))) = table.pupil(row).zip(columns.row(table, row))
        else {
            continue;
        };
        let elective = given.kind == ExamKind::Elective;
        if elective {
            electives.insert((pupil, given.year), (given.exam, mark));
        }
        if given.grade.number() == LEAVING {
            let leaver = leavers.entry((pupil, given.year)).or_default();
            leaver.marks.push((given.exam, mark));
            leaver.has_elective |= elective;
            *leaver.schools.entry(school).or_default() += 1;
        }
    }
    for ((pupil, year), leaver) in &mut leavers {
        let first = (*pupil, *year);
        let earlier = electives.range(..=first).next_back().filter(|((of, _), _)| of == pupil);
        if let (Some((_, elective)), false) = (earlier, leaver.has_elective) {
            leaver.marks.push(*elective);
        }
    }
    leavers
}
