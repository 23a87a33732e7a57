//! Rows of persons and of the municipality's own tables, packed: a few bytes each, no text.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::wellbeing::{Questionnaire, Questionnaires};
use kvalitet_core::{ClassLabel, Decimal, Grade, InstitutionNumber, SchoolYear, Stage, Subject};

use crate::belonging::Belonging;
use crate::cell::NonValue;
use crate::figures::check_row;
use crate::form::{Form, Value};
use crate::layout::{Layout, Recognised, Rows};
use crate::marks::{MarkColumns, outranked};
use crate::open::Opened;
use crate::pupil::PupilId;
use crate::row::Row;
use crate::table::{Fate, Parser, Reading, TableFile, read_opened};

/// The rows of one layout, of every file.
#[derive(Clone)]
pub struct PersonTable {
    /// The layout.
    pub layout: Arc<Layout>,
    /// Where each column lies in a packed row.
    columns: Vec<Packed>,
    stride: usize,
    bytes: Vec<u8>,
    /// The schools, by their place in a packed row.
    schools: Arc<[InstitutionNumber]>,
}

/// Rows are persons: only the layout is shown.
impl std::fmt::Debug for PersonTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonTable").field("layout", &self.layout.id).finish_non_exhaustive()
    }
}

/// Where a column lies in a packed row: its first byte and how many it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Packed {
    start: usize,
    width: usize,
}

/// How many bytes a form takes. Text is checked and not kept.
const fn width(form: Form) -> usize {
    match form {
        Form::SchoolYear
        | Form::Grade
        | Form::Stage
        | Form::GradeOrStage
        | Form::Subject
        | Form::Level
        | Form::Score
        | Form::Mark
        | Form::Answer
        | Form::Choice
        | Form::Verdict
        | Form::Flag => 1,
        Form::InstitutionNumber
        | Form::Municipality
        | Form::MunicipalityNumber
        | Form::TestCode => 2,
        Form::Date | Form::DateTime | Form::Count | Form::WholeNumber => 4,
        Form::ClassLabel => 6,
        Form::PupilId | Form::Decimal | Form::Percent => 8,
        Form::MunicipalityName | Form::Text | Form::Name | Form::Digest => 0,
    }
}

/// Decimals of a number in a packed row.
const PACKED_DECIMALS: u8 = 6;

impl PersonTable {
    fn new(layout: &Arc<Layout>, schools: &Arc<[InstitutionNumber]>) -> Self {
        let mut start = 0;
        let mut columns = Vec::new();
        for column in &layout.columns {
            let width = width(column.form);
            columns.push(Packed { start, width });
            start += width;
        }
        let (layout, schools) = (Arc::clone(layout), Arc::clone(schools));
        Self { layout, columns, stride: start, bytes: Vec::new(), schools }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.bytes.len().checked_div(self.stride).unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// How many bytes a row takes.
    pub const fn bytes_per_row(&self) -> usize {
        self.stride
    }

    /// The value of a cell: `row` and `column` are places. Numbers come back with six decimals; text
    /// that was only checked is missing.
    pub fn value(&self, row: usize, column: usize) -> Value<'_> {
        let absent = Value::Absent(NonValue::Missing);
        let form = self.layout.columns.get(column).map(|column| column.form);
        let (Some(form), Some(code)) = (form, self.code(row, column)) else { return absent };
        let width = self.columns.get(column).map_or(0, |packed| packed.width);
        if let Some(non_value) = absent_of(code, width) {
            return Value::Absent(non_value);
        }
        self.unpacked(form, code).unwrap_or(absent)
    }

    /// The pupil of a row.
    pub fn pupil(&self, row: usize) -> Option<u64> {
        let form = |column: &crate::layout::Column| column.form == Form::PupilId;
        self.code(row, self.layout.columns.iter().position(form)?)
    }

    fn row(&self, row: usize) -> &[u8] {
        let start = row * self.stride;
        self.bytes.get(start..start + self.stride).unwrap_or_default()
    }

    fn code(&self, row: usize, column: usize) -> Option<u64> {
        let Packed { start, width } = *self.columns.get(column)?;
        let bytes = self.row(row).get(start..start + width).filter(|bytes| !bytes.is_empty())?;
        Some(bytes.iter().fold(0, |code, byte| (code << 8) | u64::from(*byte)))
    }

    fn unpacked(&self, form: Form, code: u64) -> Option<Value<'_>> {
        let small = u8::try_from(code).ok();
        Some(match form {
            Form::SchoolYear => {
                Value::Year(SchoolYear::starting(FIRST_YEAR + u16::try_from(code).ok()?)?)
            }
            Form::InstitutionNumber => {
                Value::School(*self.schools.get(usize::try_from(code).ok()?)?)
            }
            Form::Grade | Form::Stage | Form::GradeOrStage => match small? {
                stage @ FIRST_STAGE.. => {
                    Value::Stage(*Stage::ALL.get(usize::from(stage - FIRST_STAGE))?)
                }
                grade => Value::Grade(Grade::new(grade)?),
            },
            Form::Mark => {
                let mut scale = kvalitet_core::Mark::SCALE.into_iter();
                Value::Mark(scale.nth(usize::try_from(code).ok()?)?)
            }
            Form::Choice | Form::Verdict => Value::Choice(small?),
            Form::ClassLabel => Value::Class(ClassLabel::unpack(code)?),
            Form::Decimal | Form::Percent => {
                let shifted = i128::from(code) - i128::from(NUMBER_ZERO);
                Value::Number(Decimal::new(i64::try_from(shifted).ok()?, PACKED_DECIMALS)?)
            }
            _ => Value::Whole(u32::try_from(code).ok()?),
        })
    }

    fn push(&mut self, values: &[Option<Value<'_>>], pupil: Option<PupilId>) {
        for (packed, (value, column)) in
            self.columns.iter().zip(values.iter().zip(&self.layout.columns))
        {
            let code = match column.form {
                Form::PupilId => pupil.map(PupilId::number),
                _ => value.and_then(|value| code_of(value, packed.width, &self.schools)),
            };
            let code = code.unwrap_or_else(|| code_of_absent(NonValue::Missing, packed.width));
            let bytes = code.to_be_bytes();
            let from = bytes.len().saturating_sub(packed.width);
            self.bytes.extend_from_slice(bytes.get(from..).unwrap_or_default());
        }
    }

    fn append(&mut self, other: &mut Self) {
        self.bytes.append(&mut other.bytes);
    }

    fn keep(&mut self, kept: &[bool]) {
        let mut bytes = Vec::new();
        for (row, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
            bytes.extend_from_slice(self.row(row));
        }
        self.bytes = bytes;
    }
}

const FIRST_YEAR: u16 = 1950;
const FIRST_STAGE: u8 = 100;
/// Numbers are packed with an offset, so that negative ones keep their order.
const NUMBER_ZERO: u64 = 1 << 62;

/// The code of a value in `width` bytes; `None` for one that does not fit.
fn code_of(value: Value<'_>, width: usize, schools: &[InstitutionNumber]) -> Option<u64> {
    let code = match value {
        Value::Absent(absent) => return Some(code_of_absent(absent, width)),
        Value::Whole(number) => u64::from(number),
        Value::Number(number) => {
            let zeros = PACKED_DECIMALS.checked_sub(number.decimals());
            let ratio = |decimals: u8| 10_i128.pow(u32::from(decimals));
            let number = match zeros {
                Some(_) => number,
                None => Decimal::from_ratio(
                    i128::from(number.units()),
                    ratio(number.decimals()),
                    PACKED_DECIMALS,
                )?,
            };
            let scale = ratio(PACKED_DECIMALS.checked_sub(number.decimals())?);
            u64::try_from(i128::from(number.units()) * scale + i128::from(NUMBER_ZERO)).ok()?
        }
        Value::Year(year) => u64::from(year.start().checked_sub(FIRST_YEAR)?),
        Value::School(school) => u64::try_from(schools.binary_search(&school).ok()?).ok()?,
        Value::Municipality(number) => u64::from(u16::from(number)),
        Value::Nation => 0,
        Value::Grade(grade) => u64::from(grade.number()),
        Value::Stage(stage) => {
            let at = Stage::ALL.iter().position(|of| *of == stage)?;
            u64::from(FIRST_STAGE) + u64::try_from(at).ok()?
        }
        Value::Mark(mark) => {
            let at = kvalitet_core::Mark::SCALE.iter().position(|of| *of == mark)?;
            u64::try_from(at).ok()?
        }
        Value::NonMark(code) => u64::from(code),
        Value::Choice(place) => u64::from(place),
        Value::Class(label) => label.pack(),
        Value::Text(_) => return None,
    };
    Some(code).filter(|code| absent_of(*code, width).is_none())
}

const ABSENT: [NonValue; 4] =
    [NonValue::Missing, NonValue::Withheld, NonValue::NotApplicable, NonValue::NotReported];

/// The greatest codes of a width say why there is no value.
fn greatest(width: usize) -> u64 {
    let bits = u32::try_from(8 * width).unwrap_or(u32::MAX);
    1_u64.checked_shl(bits).map_or(u64::MAX, |end| end - 1)
}

fn code_of_absent(absent: NonValue, width: usize) -> u64 {
    let at = ABSENT.iter().position(|of| *of == absent).unwrap_or_default();
    greatest(width).saturating_sub(u64::try_from(at).unwrap_or_default())
}

fn absent_of(code: u64, width: usize) -> Option<NonValue> {
    let below = greatest(width).checked_sub(code)?;
    ABSENT.get(usize::try_from(below).ok()?).copied()
}

/// A part of a file: its rows, packed, and the line of each.
pub(crate) struct PersonRows {
    table: PersonTable,
    lines: Vec<u32>,
    pupil: Option<usize>,
    year: Option<usize>,
    school: Option<usize>,
    marks: Option<MarkColumns>,
    /// Columns with answers to the wellbeing survey, and how many answers each question has.
    answers: Vec<(usize, u8)>,
    /// The grades that are asked, of a layout with such answers, and the column of the grade.
    asked: Option<(usize, Vec<Grade>)>,
}

/// The questionnaire that the rows of a layout answer, if they do.
fn questionnaire(layout: &Layout) -> Option<Questionnaire> {
    let id = match layout.table.as_deref()? {
        "wellbeing" => "4-9",
        "wellbeing_early" => "0-3",
        _ => return None,
    };
    Questionnaires::built_in().ok()?.with_id(id).cloned()
}

/// The columns of a layout that hold answers to the wellbeing survey, and how many answers each
/// question has: fewer than the column allows where one question has fewer.
fn answers(layout: &Layout, questionnaire: &Questionnaire) -> Vec<(usize, u8)> {
    let place = |number: u8| layout.place(&format!("q{number}"));
    let items = questionnaire.items().iter();
    items.filter_map(|item| Some((place(item.number())?, item.answers()))).collect()
}

/// Reads one file of persons.
pub(crate) fn read(
    reading: &Reading<'_>,
    opened: Result<Opened, Vec<Finding>>,
    belonging: Belonging<'_>,
) -> (TableFile, Option<PersonRows>) {
    let schools: Arc<[InstitutionNumber]> = belonging.register.schools().keys().copied().collect();
    let begin = |recognised: &Recognised| {
        let layout = &recognised.layout;
        let at = |form| layout.columns.iter().position(|column| column.form == form);
        let asked = questionnaire(layout);
        let asked = asked.as_ref();
        PersonRows {
            table: PersonTable::new(layout, &schools),
            lines: Vec::new(),
            pupil: at(Form::PupilId),
            year: at(Form::SchoolYear),
            school: at(Form::InstitutionNumber),
            answers: asked.map(|asked| answers(layout, asked)).unwrap_or_default(),
            asked: at(Form::Grade).zip(asked.map(|asked| asked.grades().to_vec())),
            marks: MarkColumns::of(layout),
        }
    };
    let parser = Parser {
        begin: &begin,
        row: &|rows: &mut PersonRows, row: &mut Row<'_>| {
            rows.take(row, belonging).map_or_else(|fate| fate, |()| Fate::Pending)
        },
        plain: None,
        end: &|_| {},
    };
    let (file, states) = read_opened(reading, opened, &parser);
    let whole = states.into_iter().reduce(|mut whole, mut part| {
        whole.table.append(&mut part.table);
        whole.lines.append(&mut part.lines);
        whole
    });
    (file, whole)
}

impl PersonRows {
    fn take(&mut self, row: &mut Row<'_>, belonging: Belonging<'_>) -> Result<(), Fate> {
        let layout = row.layout();
        let mut values = row.read_all();
        let pupil = self.pupil.map(|at| row.pupil(at));
        check_row(layout, &values, row);
        for (at, answers) in &self.answers {
            if let Some(Value::Whole(answer)) = values.get(*at).copied().flatten()
                && u32::from(*answers) < answer
            {
                row.problem(*at, FindingKind::OutOfRange);
            }
        }
        if !row.is_sound() || pupil == Some(None) {
            return Err(Fate::Quarantined);
        }
        let timeless = layout.rows == Rows::Own
            && !self.year.is_some_and(|at| row.has(at))
            && row.year_of_source().is_none();
        let year = if timeless { None } else { Some(Belonging::year(row, self.year)?) };
        year.map_or(Ok(()), |year| belonging.asked_for(year))?;
        let school = self.school.and_then(|at| Some((values.get(at).copied().flatten()?, at)));
        if let Some((Value::School(school), at)) = school {
            belonging.school(row, (school, at))?;
        }
        if values.iter().flatten().any(|value| matches!(value, Value::NonMark(_))) {
            return Err(Fate::Excluded(ExclusionRule::NonMark));
        }
        if let Some((at, grades)) = &self.asked
            && let Some(Value::Grade(grade)) = values.get(*at).copied().flatten()
            && !grades.contains(&grade)
        {
            return Err(Fate::Excluded(ExclusionRule::OtherGrade));
        }
        if let Some(year) = year {
            taken_here(&values, year, (row, belonging))?;
        }
        // A row without a year of its own has that of the source.
        if let (Some(of_row), Some(year)) = (self.year.and_then(|at| values.get_mut(at)), year) {
            *of_row = Some(Value::Year(year));
        }
        if let Some(rule) = self.marks.as_ref().and_then(|marks| marks.left_out(&values)) {
            return Err(Fate::Excluded(rule));
        }
        self.table.push(&values, pupil.flatten());
        self.lines.push(u32::try_from(row.line).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// Whether the test of a row is one that its grade takes in that year; rows of no test always
/// are.
fn taken_here(
    values: &[Option<Value<'_>>],
    year: SchoolYear,
    (row, belonging): (&mut Row<'_>, Belonging<'_>),
) -> Result<(), Fate> {
    let layout = row.layout();
    let of_form = |form| layout.columns.iter().position(|column| column.form == form);
    let (Some(table), Some(subject), Some(at)) =
        (&layout.table, of_form(Form::Subject), of_form(Form::Grade))
    else {
        return Ok(());
    };
    let value = |at: usize| values.get(at).copied().flatten();
    let (Some(Value::Whole(subject)), Some(Value::Grade(grade))) = (value(subject), value(at))
    else {
        return Ok(());
    };
    let subject = if subject == 1 { Subject::Mathematics } else { Subject::Reading };
    let catalogue = belonging.request.catalogue;
    if catalogue.is_test(table)
        && catalogue.series_of_result(table, subject, (year, grade)).is_none()
    {
        row.problem(at, FindingKind::NotTestedHere { subject, grade, year });
        return Err(Fate::Quarantined);
    }
    Ok(())
}

/// Holds the rows of every file of one layout against each other: one row per key. Rows that say the
/// same count once; rows that contradict each other are all given up.
pub(crate) fn resolve(
    mut parts: Vec<(usize, PersonRows)>,
    files: &mut [TableFile],
) -> Option<PersonTable> {
    // For each row the place of its file and its line.
    let mut places: Vec<(usize, u32)> = Vec::new();
    let mut whole: Option<PersonTable> = None;
    for (file, rows) in &mut parts {
        places.extend(rows.lines.iter().map(|line| (*file, *line)));
        match &mut whole {
            Some(table) => table.append(&mut rows.table),
            None => whole = Some(rows.table.clone()),
        }
    }
    let mut table = whole?;
    // Without a key every row is one of its own.
    let key = |row: usize| -> Vec<Option<u64>> {
        if table.layout.key.is_empty() {
            return vec![u64::try_from(row).ok()];
        }
        table.layout.key.iter().map(|column| table.code(row, *column)).collect()
    };
    let mut order: Vec<usize> = (0..table.len()).collect();
    order.sort_by_cached_key(|row| (key(*row), places.get(*row).copied()));
    let mut kept = vec![true; table.len()];
    for group in order.chunk_by(|a, b| key(*a) == key(*b)) {
        let same = group.windows(2).all(|pair| match pair {
            [a, b] => table.row(*a) == table.row(*b),
            _ => true,
        });
        for (turn, row) in group.iter().enumerate() {
            let Some((file, line)) = places.get(*row).copied() else { continue };
            let Some(file) = files.get_mut(file) else { continue };
            let line = u64::from(line);
            if turn == 0 && same {
                continue;
            }
            if let Some(kept) = kept.get_mut(*row) {
                *kept = false;
            }
            if same {
                file.report.rows.exclude(ExclusionRule::SameRowTwice, 1);
                file.note(Some(line), None, FindingKind::SameRowTwice);
            } else {
                file.quarantine(line, None, &FindingKind::Contradiction);
            }
        }
    }
    use_rows(&table, &mut kept, &places, files);
    note_two_schools(&table, &kept, &places, files);
    note_years(&table, &kept, &places, files);
    table.keep(&kept);
    Some(table)
}

/// Accounts for the rows that are kept; of several marks of one exam one is.
fn use_rows(
    table: &PersonTable,
    kept: &mut [bool],
    places: &[(usize, u32)],
    files: &mut [TableFile],
) {
    for row in outranked(table, kept) {
        if let Some(kept) = kept.get_mut(row) {
            *kept = false;
        }
        if let Some(file) = places.get(row).and_then(|(file, _)| files.get_mut(*file)) {
            file.report.rows.exclude(ExclusionRule::OtherMarkOfExam, 1);
        }
    }
    for ((file, line), _) in places.iter().zip(kept.iter()).filter(|(_, kept)| **kept) {
        if let Some(file) = files.get_mut(*file) {
            file.use_row(u64::from(*line));
        }
    }
}

fn note_years(
    table: &PersonTable,
    kept: &[bool],
    places: &[(usize, u32)],
    files: &mut [TableFile],
) {
    let year = table.layout.columns.iter().position(|column| column.form == Form::SchoolYear);
    let Some(year) = year else { return };
    for (row, (file, _)) in places.iter().enumerate() {
        let is_kept = kept.get(row).copied().unwrap_or_default();
        if let (true, Value::Year(year), Some(file)) =
            (is_kept, table.value(row, year), files.get_mut(*file))
        {
            file.report.years.insert(year);
        }
    }
}

/// Says where a pupil is at more than one school in a year: at the first row of the other school.
fn note_two_schools(
    table: &PersonTable,
    kept: &[bool],
    places: &[(usize, u32)],
    files: &mut [TableFile],
) {
    let at = |form| table.layout.columns.iter().position(|column| column.form == form);
    let found = (at(Form::PupilId), at(Form::SchoolYear), at(Form::InstitutionNumber));
    let (Some(pupil), Some(year), Some(school)) = found else { return };
    let mut schools: BTreeMap<(Option<u64>, Option<u64>), Vec<u64>> = BTreeMap::new();
    for (row, (file, line)) in places.iter().enumerate() {
        if !kept.get(row).copied().unwrap_or_default() {
            continue;
        }
        let Some(of_row) = table.code(row, school) else { continue };
        let seen = schools.entry((table.code(row, pupil), table.code(row, year))).or_default();
        if !seen.is_empty()
            && !seen.contains(&of_row)
            && let Some(file) = files.get_mut(*file)
        {
            let column = table.layout.columns.get(school).map(|column| column.name.as_ref());
            file.note(Some(u64::from(*line)), column, FindingKind::TwoSchools);
        }
        if !seen.contains(&of_row) {
            seen.push(of_row);
        }
    }
}
