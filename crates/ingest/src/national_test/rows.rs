//! The rows of the national tests, one by one.

use std::collections::BTreeSet;

use kvalitet_core::finding::{ExclusionRule, Expected, FindingKind};
use kvalitet_core::{Grade, InstitutionNumber, SchoolYear, Subject, TestCode};

use super::attempts::{Abilities, Attempt, Packed, Partitioned};
use super::plain::{Plain, With};
use super::{Aggregate, CellKey, series_of};
use crate::belonging::Belonging;
use crate::cell::DecimalMark;
use crate::figures::check_row;
use crate::form::Value;
use crate::layout::Recognised;
use crate::lookup::Lookup;
use crate::pseudonym::CprSuspicion;
use crate::records::BLOCK;
use crate::row::Row;
use crate::table::{Fate, Passage, Passed};

/// Where the columns of the tests stand, and what a part of a file holds.
pub(super) struct Columns {
    pub(super) pupil: usize,
    pub(super) school: usize,
    pub(super) year: usize,
    pub(super) grade: usize,
    pub(super) test: usize,
    pub(super) time: usize,
    pub(super) kind: usize,
    /// The word for an obligatory test.
    pub(super) obligatory: String,
    pub(super) level: Option<usize>,
    /// The abilities of the three areas, where the file has all of them.
    pub(super) abilities: Option<[usize; 3]>,
    /// Columns that are only checked.
    pub(super) checked: Vec<usize>,
    /// How rows are read at once; `None` for a file that lacks a column of those.
    plain: Option<Plain>,
    subject: usize,
    /// Enrolled, tested and the levels.
    counts: Vec<usize>,
    attempts: Vec<Attempt>,
    /// The attempts of a part that was read to its end.
    pub(super) partitioned: Option<Partitioned>,
    pub(super) aggregates: Vec<Aggregate>,
    /// The cells of rows in quarantine.
    pub(super) given_up: BTreeSet<CellKey>,
}

impl Columns {
    pub(super) fn new(recognised: &Recognised) -> Self {
        let columns = Self::of(recognised);
        Self { plain: Plain::new(recognised, &columns), ..columns }
    }

    fn of(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let at = |name: &str| layout.place(name).unwrap_or(usize::MAX);
        let has = |at: &usize| recognised.places.get(*at).copied().flatten().is_some();
        let of_area = |name: &str, area: u8| layout.place(&format!("{name}{area}")).filter(has);
        let abilities = match [1, 2, 3].map(|area| of_area("theta_p", area)) {
            [Some(first), Some(second), Some(third)] => Some([first, second, third]),
            _ => None,
        };
        let areas = ["theta_p", "sem_p", "score_p", "niveau_p"];
        let checked = areas.into_iter().filter(|name| *name != "theta_p" || abilities.is_none());
        let checked = checked.flat_map(|name| (1..=3).filter_map(move |n| of_area(name, n)));
        let counts = ["elever_i_alt", "testede"].map(at).into_iter();
        let levels = (1..=6).map(|level| at(&format!("niveau_{level}")));
        Self {
            pupil: at("pnr"),
            school: layout.place("instnr").unwrap_or_else(|| at("institutionsnummer")),
            year: at("skoleaar"),
            grade: at("klassetrin"),
            test: at("fagid"),
            time: at("testtid"),
            kind: at("testtype"),
            obligatory: layout
                .columns
                .get(at("testtype"))
                .and_then(|column| column.choices.words.get(usize::from(OBLIGATORY)).cloned())
                .unwrap_or_default(),
            level: layout.place("niveau"),
            abilities,
            checked: checked.collect(),
            plain: None,
            subject: at("fag"),
            counts: counts.chain(levels).collect(),
            attempts: Vec::with_capacity(if layout.rows_are_persons() {
                ROWS_OF_A_PART
            } else {
                0
            }),
            partitioned: None,
            aggregates: Vec::new(),
            given_up: BTreeSet::new(),
        }
    }

    /// Brings the attempts of a part together, while they are at hand.
    pub(super) fn end(&mut self) {
        self.partitioned = Some(Partitioned::new(&std::mem::take(&mut self.attempts)));
    }

    /// Reads the rows that a passage begins with and that say everything as most do.
    pub(super) fn plain_attempts(
        &mut self,
        passage: Passage<'_>,
        with: With<'_>,
        suspicions: &mut [CprSuspicion],
    ) -> Passed {
        match &mut self.plain {
            Some(plain) => plain.read(passage, with, (&mut self.attempts, suspicions)),
            None => Passed { lines: 0, bytes: 0 },
        }
    }

    /// One pupil row, cell by cell. Everything in it is checked, what the figures do not use included: a
    /// shifted column shows there first.
    pub(super) fn attempt(
        &mut self,
        row: &mut Row<'_>,
        belonging: Belonging<'_>,
        lookup: &Lookup,
    ) -> Result<(), Fate> {
        let pupil = row.pupil(self.pupil);
        let place = lookup.school(row.cell(self.school));
        if place.is_none() {
            // Said as it is: an empty cell, no number, or a school of no register.
            row.read(self.school);
        }
        // Read by its form only where the plain reading fails: a form has more to say and is slower.
        let year = SchoolYear::from_bytes(row.cell(self.year)).ok();
        // Where the plan says a year too, the two are held against each other.
        let year = year.filter(|_| row.year_of_source().is_none());
        let year = year.or_else(|| row.year(self.year));
        let grade = row.value(self.grade, Expected::Grade, |text| Grade::from_bytes(text).ok());
        let code = row.value(self.test, Expected::TestCode, |text| TestCode::from_bytes(text).ok());
        let time = row.value(self.time, Expected::DateTime, crate::cell::date_time);
        let obligatory = row.cell(self.kind) == self.obligatory.as_bytes()
            || row.read(self.kind) == Some(Value::Choice(OBLIGATORY));
        self.checked.iter().for_each(|place| row.check(*place));
        let abilities = self.abilities.and_then(|places| abilities(row, places));
        let overall =
            self.level.and_then(|at| row.optional(at, Expected::Level, crate::form::level));
        if !row.is_sound() {
            let school = place.and_then(|place| lookup.schools.get(usize::from(place)).copied());
            self.given_up.extend(cell_of(school, year, code));
            return Err(Fate::Quarantined);
        }
        let whole = || Some((pupil?, year?, grade?, code?, time?));
        let (pupil, year, grade, code, time) = whole().ok_or(Fate::Quarantined)?;
        let excluded = |rule| Err(Fate::Excluded(rule));
        if !obligatory {
            return excluded(ExclusionRule::NotObligatory);
        }
        let Some(subject) = code.subject else {
            return excluded(ExclusionRule::OtherSubject);
        };
        if code.grade != grade {
            return excluded(ExclusionRule::OtherGrade);
        }
        let Some(test) = lookup.test(year, (subject, grade)) else {
            return excluded(ExclusionRule::OtherYear);
        };
        let Some(school) = place else {
            let number = InstitutionNumber::from_bytes(row.cell(self.school));
            let number = number.map_err(|_| Fate::Quarantined)?;
            return belonging.check(row, (number, self.school), year);
        };
        if let Some(rule) = lookup.excluded(school) {
            return excluded(rule);
        }
        if !test.is_taken {
            row.problem(self.test, FindingKind::NotTestedHere { subject, grade, year });
            return Err(Fate::Quarantined);
        }
        if test.is_outside(year, time) {
            row.note(self.time, FindingKind::OutsideWindow);
        }
        // Abilities alone say nothing of a level, but what a pupil gained.
        if overall.is_none() && abilities.is_none() {
            return excluded(ExclusionRule::NoLevel);
        }
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        let what = Packed::new(year, (subject, grade), time, overall, school);
        self.attempts.push(Attempt::new(pupil, what, line, Abilities::new(abilities)));
        Ok(())
    }

    pub(super) fn aggregate(
        &mut self,
        row: &mut Row<'_>,
        belonging: Belonging<'_>,
    ) -> Result<(), Fate> {
        let layout = row.layout();
        let year = row.year(self.year);
        let school = row.read(self.school);
        let subject = row.read(self.subject);
        let grade = row.read(self.grade);
        let mut counts = [0; 8];
        for (count, place) in counts.iter_mut().zip(&self.counts) {
            *count = row.pupils(*place).unwrap_or(0);
        }
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let (Some(year), Some(Value::School(school)), Some(Value::Grade(grade))) =
            (year, school, grade)
        else {
            return Err(Fate::Quarantined);
        };
        let mathematics = subject == Some(Value::Whole(1));
        let subject = if mathematics { Subject::Mathematics } else { Subject::Reading };
        let key = CellKey { school, year, subject, grade };
        belongs(row, key, (self.school, self.grade), belonging)?;
        let value = |at: usize| {
            let counted = self.counts.iter().position(|place| *place == at)?;
            counts.get(counted).map(|count| Value::Whole(*count))
        };
        let values: Vec<Option<Value<'_>>> = (0..layout.columns.len()).map(value).collect();
        check_row(layout, &values, row);
        if !row.is_sound() {
            return Err(Fate::Quarantined);
        }
        let [enrolled, _, levels @ ..] = counts;
        self.aggregates.push(Aggregate { key, levels, enrolled, line: row.line });
        Ok(())
    }
}

/// The abilities in three cells, in thousandths of a logit; `None` where one of them is empty.
fn abilities(row: &mut Row<'_>, places: [usize; 3]) -> Option<[i16; 3]> {
    let [first, second, third] = places.map(|place| ability(row, place));
    Some([first?, second?, third?])
}

fn ability(row: &mut Row<'_>, place: usize) -> Option<i16> {
    // Read by its form only where the plain reading fails: the form has more to say and is slower.
    if let Some(ability) = thousandths(row.cell(place), row.decimal_mark()) {
        return Some(ability);
    }
    let Some(Value::Number(ability)) = row.read(place) else { return None };
    i16::try_from(ability.with_decimals(3)?.units()).ok()
}

/// A plain number within ±20, in thousandths, a half away from nought: digits, and at most one mark
/// with digits behind it.
pub(super) fn thousandths(text: &[u8], mark: DecimalMark) -> Option<i16> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (mut units, mut decimals, mut others) = (0_u32, None, 0);
    for byte in digits.get(..digits.len().min(MOST_SIGNS))? {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            units = units * 10 + u32::from(digit);
            decimals = decimals.map(|count: u32| count + 1);
        } else {
            others += 1;
            decimals = Some(0).filter(|_| *byte == mark.byte());
        }
    }
    let whole = digits.len() - others - usize::try_from(decimals.unwrap_or(0)).ok()?;
    let is_plain = digits.len() <= MOST_SIGNS
        && (1..=2).contains(&whole)
        && match (decimals, others) {
            (None, 0) => true,
            (Some(count), 1) => 0 < count,
            _ => false,
        };
    if !is_plain {
        return None;
    }
    in_thousandths(units, decimals.unwrap_or(0), negative)
}

/// An ability of so many units, in thousandths; at most six of its digits are decimals, and two are not.
pub(super) fn in_thousandths(units: u32, decimals: u32, is_negative: bool) -> Option<i16> {
    let units = match decimals {
        0 => units * 1_000,
        1 => units * 100,
        2 => units * 10,
        3 => units,
        4 => (units + 5) / 10,
        5 => (units + 50) / 100,
        _ => (units + 500) / 1_000,
    };
    let units = i16::try_from(units).ok().filter(|units| *units <= GREATEST_ABILITY)?;
    Some(if is_negative { -units } else { units })
}

/// Two digits, a mark and six digits: more are left to the form.
const MOST_SIGNS: usize = 9;
/// The greatest ability that the layout's range lets through, in thousandths.
const GREATEST_ABILITY: i16 = 20_000;

/// The cell of a row in quarantine, as far as it can be read.
fn cell_of(
    school: Option<InstitutionNumber>,
    year: Option<SchoolYear>,
    code: Option<TestCode>,
) -> Option<CellKey> {
    let code = code?;
    Some(CellKey { school: school?, year: year?, subject: code.subject?, grade: code.grade })
}

/// About how many rows a part of a file has: room for more would be kept until all are read.
const ROWS_OF_A_PART: usize = BLOCK / 100;

/// The place of `obligatorisk` among the kinds of test.
const OBLIGATORY: u8 = 0;

/// Whether a result at `key` counts; `columns` are those of school and test.
fn belongs(
    row: &mut Row<'_>,
    key: CellKey,
    (school_column, test_column): (usize, usize),
    belonging: Belonging<'_>,
) -> Result<(), Fate> {
    let CellKey { school, year, subject, grade } = key;
    belonging.check(row, (school, school_column), year)?;
    if series_of(belonging.request, subject, (year, grade)).is_none() {
        row.problem(test_column, FindingKind::NotTestedHere { subject, grade, year });
        return Err(Fate::Quarantined);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cell::decimal;

    proptest! {
        #[test]
        fn a_plain_ability_is_read_as_any_decimal(text in "-?[0-9]{0,3}(,[0-9]{0,6})?") {
            let comma = DecimalMark::Comma;
            let read = decimal(text.as_bytes(), comma).and_then(|of| of.with_decimals(3));
            let read = read.and_then(|of| i16::try_from(of.units()).ok());
            if let Some(plain) = thousandths(text.as_bytes(), comma) {
                prop_assert_eq!(Some(plain), read, "{}", text);
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_form() {
        let read = |text: &str| thousandths(text.as_bytes(), DecimalMark::Comma);
        assert_eq!(read("-0,5762"), Some(-576));
        assert_eq!(read("20"), Some(20_000));
        for text in ["", "-", "1,", ",5", "20,0005", "1.5", "1,2,3", "1,23x4", "1,2345x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
