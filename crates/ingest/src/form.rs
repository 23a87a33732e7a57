//! Forms: what the cells of a column hold, and how they are read.

use std::fmt;

use kvalitet_core::finding::{Expected, FindingKind};
use kvalitet_core::{
    ClassLabel, Decimal, Grade, InstitutionNumber, Level, Mark, MunicipalityNumber, SchoolYear,
    Stage, Subject, TestCode, non_mark_code,
};
use serde::Deserialize;

use crate::cell::{self, DecimalMark, NonValue};
use crate::layout::{Column, normalised};

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A school year.
    SchoolYear,
    /// An institution number.
    InstitutionNumber,
    /// A municipality, by number or name.
    Municipality,
    /// A municipality's three digits.
    MunicipalityNumber,
    /// A municipality's name, to be shown.
    MunicipalityName,
    /// A pupil's id: any text.
    PupilId,
    /// A grade, 0-10.
    Grade,
    /// A stage.
    Stage,
    /// A grade or a stage.
    GradeOrStage,
    /// The label of a class.
    ClassLabel,
    /// A subject of the national tests.
    Subject,
    /// A test code.
    TestCode,
    /// A date.
    Date,
    /// A date and time.
    DateTime,
    /// An overall level, 1-6.
    Level,
    /// A score, 1-100.
    Score,
    /// A number of persons.
    Count,
    /// A whole number.
    WholeNumber,
    /// A number.
    Decimal,
    /// A per cent.
    Percent,
    /// A mark, or a code in its place.
    Mark,
    /// An answer, 1-5; 0 and an empty cell are none.
    Answer,
    /// One of a list of words.
    Choice,
    /// Text that is never shown.
    Text,
    /// A name of something that is no person.
    Name,
    /// A published verdict.
    Verdict,
    /// A SHA-256, 64 hex digits.
    Digest,
    /// Yes or no.
    Flag,
}

/// The value of a cell.
#[derive(Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// None, and why.
    Absent(NonValue),
    /// A whole number, a count, a score, an answer, a test code as four digits or a time in minutes.
    Whole(u32),
    /// A number.
    Number(Decimal),
    /// A school year.
    Year(SchoolYear),
    /// A school.
    School(InstitutionNumber),
    /// A municipality.
    Municipality(MunicipalityNumber),
    /// The whole country.
    Nation,
    /// A grade.
    Grade(Grade),
    /// A stage.
    Stage(Stage),
    /// A mark.
    Mark(Mark),
    /// A code in the place of a mark.
    NonMark(u8),
    /// The place of a word in the column's list.
    Choice(u8),
    /// A class.
    Class(ClassLabel),
    /// Text: an id, a label, a name.
    Text(&'a [u8]),
}

/// Text may be about a person, and is never shown.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: (&str, &dyn fmt::Debug) = match self {
            Self::Absent(why) => ("Absent", why),
            Self::Whole(number) => ("Whole", number),
            Self::Number(number) => ("Number", number),
            Self::Year(year) => ("Year", year),
            Self::School(school) => ("School", school),
            Self::Municipality(number) => ("Municipality", number),
            Self::Nation => return f.write_str("Nation"),
            Self::Grade(grade) => ("Grade", grade),
            Self::Stage(stage) => ("Stage", stage),
            Self::Mark(mark) => ("Mark", mark),
            Self::NonMark(code) => ("NonMark", code),
            Self::Choice(place) => ("Choice", place),
            Self::Class(label) => ("Class", label),
            Self::Text(_) => return f.write_str("Text(..)"),
        };
        f.debug_tuple(shown.0).field(shown.1).finish()
    }
}

impl Value<'_> {
    /// The number, where it is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(number),
            Self::Whole(number) => Decimal::new(i64::from(number), 0),
            _ => None,
        }
    }

    /// The whole number, where it is one.
    pub const fn whole(self) -> Option<u32> {
        match self {
            Self::Whole(number) => Some(number),
            _ => None,
        }
    }
}

/// More persons than any unit of a figure has.
const MOST_PERSONS: u32 = 9_999_999;

impl Form {
    /// Its wording in a finding.
    pub const fn expected(self) -> Expected {
        match self {
            Self::SchoolYear => Expected::SchoolYear,
            Self::InstitutionNumber => Expected::InstitutionNumber,
            Self::Municipality => Expected::Municipality,
            Self::MunicipalityNumber => Expected::MunicipalityNumber,
            Self::PupilId => Expected::PupilId,
            Self::Grade => Expected::Grade,
            Self::Stage => Expected::Stage,
            Self::GradeOrStage => Expected::GradeOrStage,
            Self::Subject => Expected::Subject,
            Self::TestCode => Expected::TestCode,
            Self::Date | Self::DateTime => Expected::DateTime,
            Self::Level => Expected::Level,
            Self::Score => Expected::Score,
            Self::Count | Self::WholeNumber => Expected::WholeNumber,
            Self::Decimal => Expected::DecimalComma,
            Self::Percent => Expected::Percent,
            Self::Mark => Expected::Mark,
            Self::Answer => Expected::Answer,
            Self::Choice => Expected::Choice,
            Self::Verdict => Expected::Verdict,
            Self::Digest => Expected::Digest,
            Self::Flag => Expected::Flag,
            Self::MunicipalityName | Self::ClassLabel | Self::Text | Self::Name => Expected::Utf8,
        }
    }

    /// Whether a cell that reads as this form may be shown to the people who mend the data: it is
    /// about a school, a year, a test or a word of a list, never about a person.
    const fn may_be_shown(self) -> bool {
        matches!(
            self,
            Self::SchoolYear
                | Self::Grade
                | Self::Stage
                | Self::GradeOrStage
                | Self::TestCode
                | Self::Subject
                | Self::InstitutionNumber
                | Self::Municipality
                | Self::MunicipalityNumber
                | Self::Choice
                | Self::Verdict
        )
    }

    /// Whether a cell may say why it has no value.
    const fn may_be_absent(self) -> bool {
        matches!(
            self,
            Self::Count
                | Self::WholeNumber
                | Self::Decimal
                | Self::Percent
                | Self::Score
                | Self::Level
                | Self::Verdict
                | Self::Answer
                | Self::Mark
        )
    }
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellError(pub FindingKind);

impl Column {
    /// The value of a cell of this column. An empty cell is [`Value::Absent`], whatever the form.
    ///
    /// # Errors
    ///
    /// Returns [`CellError`] for what is not of the form, is outside the range or no word of the
    /// list. The text is not in it.
    pub fn read<'a>(&self, text: &'a [u8], mark: DecimalMark) -> Result<Value<'a>, CellError> {
        if text.is_empty() {
            return Ok(Value::Absent(NonValue::Missing));
        }
        let Some(value) = self.value(text, mark) else {
            return match NonValue::from_bytes(text) {
                Some(absent) if self.form.may_be_absent() => Ok(Value::Absent(absent)),
                _ => Err(self.wrong(text)),
            };
        };
        let number = value.number();
        let outside = |(least, most): &(Decimal, Decimal)| {
            number.is_some_and(|n| n.compare(*least).is_lt() || n.compare(*most).is_gt())
        };
        let too_many = self.form == Form::Count && value.whole().is_some_and(|n| MOST_PERSONS < n);
        if too_many || self.range.as_ref().is_some_and(outside) {
            return Err(CellError(FindingKind::OutOfRange));
        }
        Ok(value)
    }

    fn wrong(&self, text: &[u8]) -> CellError {
        let length = String::from_utf8_lossy(text).chars().count();
        let says_all = self.may_be_empty && means_all(text);
        let expected = match self.form {
            Form::Grade | Form::Stage | Form::GradeOrStage if says_all => Expected::GradeOrNothing,
            Form::MunicipalityName | Form::Name if holds_number(text) => Expected::Name,
            form => form.expected(),
        };
        CellError(match self.form {
            Form::Choice => {
                FindingKind::NotAChoice { choices: self.choices.words.join(", ").into(), length }
            }
            _ => FindingKind::WrongForm { expected, length },
        })
    }

    fn value<'a>(&self, text: &'a [u8], mark: DecimalMark) -> Option<Value<'a>> {
        let whole = |most: u32| cell::whole_number(text).filter(|n| *n <= most).map(Value::Whole);
        match self.form {
            Form::SchoolYear => SchoolYear::from_bytes(text).ok().map(Value::Year),
            Form::InstitutionNumber => InstitutionNumber::from_bytes(text).ok().map(Value::School),
            Form::Municipality => municipality(text),
            Form::MunicipalityNumber => {
                MunicipalityNumber::from_bytes(text).map(Value::Municipality)
            }
            Form::Grade => grade(text).map(Value::Grade),
            Form::Stage => stage(text).map(Value::Stage),
            Form::GradeOrStage => {
                grade(text).map(Value::Grade).or_else(|| stage(text).map(Value::Stage))
            }
            Form::Subject => {
                let subject = Subject::from_id(&normalised(std::str::from_utf8(text).ok()?))?;
                Some(Value::Whole(u32::from(subject == Subject::Mathematics)))
            }
            Form::TestCode => {
                TestCode::from_bytes(text).ok()?;
                whole(u32::MAX)
            }
            Form::Date | Form::DateTime => cell::date_time(text).map(Value::Whole),
            Form::Level => level(text).map(|level| Value::Whole(u32::from(level.code()))),
            Form::Score => whole(100).filter(|value| *value != Value::Whole(0)),
            Form::Count | Form::WholeNumber => count(text, mark).map(Value::Whole),
            Form::Decimal => cell::decimal(text, mark).map(Value::Number),
            Form::Percent => cell::percent(text, mark).map(Value::Number),
            Form::Mark => Mark::from_bytes(text)
                .map(Value::Mark)
                .or_else(|| non_mark_code(text).map(Value::NonMark)),
            Form::Answer => match whole(5)? {
                Value::Whole(0) => Some(Value::Absent(NonValue::NotReported)),
                answer => Some(answer),
            },
            Form::Choice => self.choices.place(std::str::from_utf8(text).ok()?).map(Value::Choice),
            Form::Verdict => verdict(text).map(Value::Choice),
            Form::Digest => digest(text).then_some(Value::Text(text)),
            Form::Flag => flag(text).map(|yes| Value::Whole(u32::from(yes))),
            Form::PupilId => Some(Value::Text(text)),
            Form::MunicipalityName | Form::ClassLabel | Form::Text | Form::Name => {
                let text = std::str::from_utf8(text).ok()?;
                let lines = |sign: char| sign.is_control() && !sign.is_ascii_whitespace();
                // A name is printed: one that may hold somebody's number is none.
                let is_printed = matches!(self.form, Form::MunicipalityName | Form::Name);
                let holds_number = || is_printed && cell::may_hold_number(text);
                if text.chars().any(lines) || holds_number() {
                    return None;
                }
                // A class that is called something else is in none of the grade's.
                let label = (self.form == Form::ClassLabel).then(|| text.parse().ok()).flatten();
                Some(label.map_or(Value::Text(text.as_bytes()), Value::Class))
            }
        }
    }

    /// A cell as quarantine shows it: itself where that is safe, otherwise its shape.
    pub(crate) fn shown(&self, text: &[u8]) -> String {
        let reads = || self.value(text, DecimalMark::Comma).is_some();
        if self.form.may_be_shown() && reads() {
            String::from_utf8_lossy(text).into_owned()
        } else {
            cell::shape(text)
        }
    }
}

/// A count may be written with a mark between thousands: `2.351`. One with decimals is none.
fn count(text: &[u8], mark: DecimalMark) -> Option<u32> {
    cell::whole_number(text).or_else(|| {
        let number = cell::decimal(text, mark).filter(|number| number.decimals() == 0)?;
        u32::try_from(number.units()).ok()
    })
}

pub(crate) fn level(text: &[u8]) -> Option<Level> {
    u8::try_from(cell::whole_number(text)?).ok()?.try_into().ok()
}

/// A grade as registers and statistics write it: `4`, `04`, `4.`, `4. klasse`, `4. kl.`.
fn grade(text: &[u8]) -> Option<Grade> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let rest = rest.strip_prefix(b".").unwrap_or(rest).trim_ascii_start();
    let is_word = matches!(rest, b"" | b"klasse" | b"kl." | b"kl" | b"klassetrin");
    if is_word { Grade::from_bytes(number).ok() } else { None }
}

fn holds_number(text: &[u8]) -> bool {
    cell::may_hold_number(&String::from_utf8_lossy(text))
}

/// Whether a cell says that its row is about all of something.
fn means_all(text: &[u8]) -> bool {
    let text = normalised(&String::from_utf8_lossy(text));
    matches!(
        text.as_str(),
        "alle"
            | "alle_klassetrin"
            | "alle_trin"
            | "hele_skolen"
            | "i_alt"
            | "ialt"
            | "total"
            | "samlet"
    )
}

fn stage(text: &[u8]) -> Option<Stage> {
    let text = normalised(std::str::from_utf8(text).ok()?);
    match text.as_str() {
        "10_klasse" | "10_klasse_mv" => Some(Stage::Tenth),
        other => Stage::from_id(other),
    }
}

fn municipality(text: &[u8]) -> Option<Value<'_>> {
    if let Some(number) = MunicipalityNumber::from_bytes(text) {
        return Some(Value::Municipality(number));
    }
    let text = std::str::from_utf8(text).ok()?;
    if matches!(normalised(text).as_str(), "hele_landet" | "landet" | "land" | "danmark") {
        return Some(Value::Nation);
    }
    MunicipalityNumber::from_name(text).map(Value::Municipality)
}

/// The publisher's verdicts, below first: the statistics word them in two ways.
fn verdict(text: &[u8]) -> Option<u8> {
    match normalised(std::str::from_utf8(text).ok()?).as_str() {
        "under_niveau" | "daarligere_end_forventet" => Some(0),
        "paa_niveau" => Some(1),
        "over_niveau" | "bedre_end_forventet" => Some(2),
        _ => None,
    }
}

fn digest(text: &[u8]) -> bool {
    text.len() == 64 && text.iter().all(u8::is_ascii_hexdigit)
}

fn flag(text: &[u8]) -> Option<bool> {
    match normalised(std::str::from_utf8(text).ok()?).as_str() {
        "ja" | "1" | "true" | "yes" => Some(true),
        "nej" | "0" | "false" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{SourceKind, layouts};

    /// Whether a cell of the register's column of this name reads, and what it should have been.
    fn read(column: &str, text: &str) -> Result<(), CellError> {
        let layout = layouts(SourceKind::SchoolRegister).first().unwrap();
        let column = layout.columns.iter().find(|of| &*of.name == column).unwrap();
        column.read(text.as_bytes(), DecimalMark::Comma).map(|_| ())
    }

    #[test]
    fn a_name_with_somebodys_number_in_it_is_none() {
        for column in ["INST_NAVN", "INST_TYPE_NAVN", "ADM_KOMMUNE_NAVN", "BEL_KOMMUNE_NAVN"] {
            for name in ["Bo 010101-2345", "0101012345", "01 01 01 23 45 Skolen", "Skolen 123456"] {
                let length = name.chars().count();
                let expected = Expected::Name;
                let refused = CellError(FindingKind::WrongForm { expected, length });
                assert_eq!(read(column, name), Err(refused), "{column} {name}");
            }
            for name in
                ["Skolen på 2. sal", "10. klasse 2018/19", "Vejle 2018-2019 B", "Skole 12345"]
            {
                assert_eq!(read(column, name), Ok(()), "{column} {name}");
            }
        }
    }
}
