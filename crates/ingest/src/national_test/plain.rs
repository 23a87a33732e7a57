//! Rows of pupils that say everything as most do, read at once: cut, checked and packed in one pass over
//! their bytes.
//!
//! What such a row comes to is what comes of it cell by cell; of any other row nothing is said here, and it
//! is read cell by cell.

use kvalitet_core::{Grade, Level, SchoolYear, Subject, TestCode};

use super::attempts::{Abilities, Attempt, Packed};
use super::rows::{Columns, in_thousandths, thousandths};
use crate::cell::{self, DecimalMark, trimmed};
use crate::form::{Form, level};
use crate::layout::Recognised;
use crate::lookup::{Lookup, Test};
use crate::pseudonym::{CprSuspicion, Pseudonymiser};
use crate::pupil::PupilId;
use crate::short::{Marked, Pattern, Short, every};
use crate::table::{Passage, Passed, watched};

/// How the rows of a file are read.
pub(super) struct Plain {
    /// What stands in a row, from its first column on.
    fields: Vec<Field>,
    /// The cells of school, year, grade and test, as they were last read.
    said: [Short; 4],
    /// What they say: rows about one thing mostly stand together. `None` where that is not known.
    about: Option<About>,
    /// The word for an obligatory test.
    obligatory: Short,
    /// The place of the pupils' ids among the columns that are watched.
    pupil: usize,
}

/// One column, or some beside each other.
enum Field {
    Pupil,
    Said(Said),
    Time,
    Level,
    Number(Number),
    /// Nothing that is read; its place among the columns that are watched.
    Unread(Option<usize>),
}

/// Columns beside each other whose cells are mostly those of the row before.
#[derive(Default)]
struct Said {
    columns: Vec<SaidOf>,
    /// The cells as they were last read, with what ends them: nothing outside `mask`.
    text: [u64; SAID_WORDS],
    mask: [u64; SAID_WORDS],
    length: usize,
}

/// What a column says of its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SaidOf {
    /// School, year, grade or test.
    About(usize),
    /// Whether the test was obligatory.
    Kind,
}

/// Eight bytes each: room for a school, a year, a grade, a test and a kind of test.
const SAID_WORDS: usize = 5;

/// A column of numbers.
struct Number {
    /// The area that it has the ability in; one without is only looked at.
    area: Option<usize>,
    may_be_empty: bool,
    /// How the last one was written.
    pattern: Pattern,
}

/// The school and the test that a row is about.
#[derive(Clone, Copy)]
struct About {
    school: u16,
    year: SchoolYear,
    test: (Subject, Grade),
    rules: Test,
}

impl About {
    /// `None` of what does not count, or is no such thing.
    fn new(cells: [Short; 4], lookup: &Lookup) -> Option<Self> {
        let texts = cells.map(|cell| cell.bytes());
        let [school, year, grade, code] = [0, 1, 2, 3].map(|at: usize| {
            let (bytes, length) = texts.get(at)?;
            bytes.get(..*length)
        });
        let school = lookup.school(school?)?;
        let year = SchoolYear::from_bytes(year?).ok()?;
        let grade = Grade::from_bytes(grade?).ok()?;
        let code = TestCode::from_bytes(code?).ok()?;
        let test = (code.subject.filter(|_| code.grade == grade)?, grade);
        let rules = lookup.test(year, test)?;
        let counts = rules.is_taken && lookup.excluded(school).is_none();
        counts.then_some(Self { school, year, test, rules })
    }
}

/// What every row is read with.
#[derive(Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) lookup: &'a Lookup,
    pub(super) mark: DecimalMark,
    pub(super) pseudonyms: Option<&'a Pseudonymiser>,
}

/// What was found in the cells of a row.
struct Found<'t> {
    pupil: Pupil<'t>,
    time: u32,
    level: Option<Level>,
    abilities: [Option<i16>; 3],
}

/// The cell of a pupil's id.
#[derive(Clone, Copy)]
enum Pupil<'t> {
    /// Ten digits.
    Ten(u64),
    Other(&'t [u8]),
}

/// A cell of which something is to be said, or that is not written as most are.
struct NotPlain;

/// Where reading stands in a row.
struct Cursor<'t> {
    text: &'t [u8],
    at: usize,
    delimiter: u8,
    /// Whether the cell is the last of its row.
    is_last: bool,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t [u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What ends the cell.
    const fn end(&self) -> u8 {
        if self.is_last { b'\n' } else { self.delimiter }
    }

    /// Passes over a cell of so many bytes and what ends it.
    const fn pass(&mut self, length: usize) {
        self.at += length + 1;
    }

    /// The next cell; `None` where it has more than sixteen bytes. What ends the row may stand in it, and
    /// in the last one what ends other cells: then it reads as nothing.
    #[inline]
    fn short(&mut self) -> Option<Short> {
        let short = Short::cut(self.rest(), every(self.end()))?;
        self.pass(short.len());
        Some(if self.is_last { short.without_return() } else { short })
    }

    /// The next cell, however long; `None` where the row has another number of cells.
    fn long(&mut self) -> Option<&'t [u8]> {
        let rest = self.rest();
        let end = memchr::memchr2(self.delimiter, b'\n', rest)?;
        let is_break = rest.get(end) == Some(&b'\n');
        self.pass(end);
        rest.get(..end).filter(|_| is_break == self.is_last).map(trimmed)
    }

    /// The id of a pupil.
    #[inline]
    fn pupil(&mut self, with: With<'_>) -> Option<Pupil<'t>> {
        let ten = Short::of_length(self.rest(), 10, self.end());
        match ten.filter(|_| with.pseudonyms.is_none()).and_then(|ten| ten.digits()) {
            Some(number) => {
                self.pass(10);
                Some(Pupil::Ten(number))
            }
            None => self.long().map(Pupil::Other),
        }
    }

    /// When a test was.
    #[inline]
    fn time(&mut self) -> Option<u32> {
        let usual = Short::of_length(self.rest(), 16, self.end()).and_then(|of| of.date_time());
        match usual {
            Some(of) => {
                self.pass(16);
                cell::moment(of)
            }
            None => of_text(self.short()?, cell::date_time),
        }
    }

    /// An overall level, or none.
    #[inline]
    fn level(&mut self) -> Result<Option<Level>, NotPlain> {
        if let [digit @ b'1'..=b'6', end, ..] = self.rest()
            && *end == self.end()
        {
            self.pass(1);
            return Level::try_from(digit - b'0').map(Some).map_err(|_| NotPlain);
        }
        let cell = self.short().ok_or(NotPlain)?;
        if cell.len() == 0 { Ok(None) } else { of_text(cell, level).ok_or(NotPlain).map(Some) }
    }
}

impl Number {
    /// The ability in the next cell in thousandths; `None` for an empty cell and for what is no ability.
    #[inline]
    fn read(
        &mut self,
        cursor: &mut Cursor<'_>,
        mark: DecimalMark,
    ) -> Result<Option<i16>, NotPlain> {
        if let Some((number, length)) = self.pattern.read(cursor.rest()) {
            cursor.pass(length);
            return self.value(&number);
        }
        self.any(cursor, mark)
    }

    /// The same of a number that is not written as the one before.
    fn any(&mut self, cursor: &mut Cursor<'_>, mark: DecimalMark) -> Result<Option<i16>, NotPlain> {
        let cell = cursor.short().ok_or(NotPlain)?;
        if cell.len() == 0 {
            return if self.may_be_empty { Ok(None) } else { Err(NotPlain) };
        }
        if let Some(number) = cell.marked(every(mark.byte())) {
            let pattern = Pattern::of(&number, mark.byte(), cursor.end());
            self.pattern = pattern.unwrap_or_default();
            return self.value(&number);
        }
        of_text(cell, |text| match self.area {
            Some(_) => thousandths(text, mark).ok_or(NotPlain).map(Some),
            None if cell::is_decimal(text, mark) => Ok(None),
            None => Err(NotPlain),
        })
    }

    #[inline]
    fn value(&self, number: &Marked) -> Result<Option<i16>, NotPlain> {
        if self.area.is_none() {
            return Ok(None);
        }
        let [1 | 2, decimals] = number.digits else { return Err(NotPlain) };
        let units = u32::try_from(number.units).map_err(|_| NotPlain)?;
        in_thousandths(units, decimals, number.is_negative).ok_or(NotPlain).map(Some)
    }
}

impl Said {
    /// Whether the next cells are those that were last read.
    #[inline]
    fn is_said_again(&self, text: &[u8]) -> bool {
        let Some(text) = text.first_chunk::<{ 8 * SAID_WORDS }>() else { return false };
        let (words, _) = text.as_chunks::<8>();
        let mut differ = 0;
        for ((word, said), mask) in words.iter().zip(&self.text).zip(&self.mask) {
            differ |= (u64::from_le_bytes(*word) & mask) ^ said;
        }
        differ == 0 && self.length != 0
    }

    /// Reads the next cells, and remembers them. Those of school, year, grade and test come back, each where
    /// it is one of these columns.
    fn read(
        &mut self,
        cursor: &mut Cursor<'_>,
        is_last: bool,
        obligatory: Short,
    ) -> Option<[Option<Short>; 4]> {
        let (begin, mut cells) = (cursor.at, [None; 4]);
        for (at, column) in self.columns.iter().enumerate() {
            cursor.is_last = is_last && at + 1 == self.columns.len();
            let cell = cursor.short()?;
            match column {
                SaidOf::About(place) => *cells.get_mut(*place)? = Some(cell),
                SaidOf::Kind if cell != obligatory => return None,
                SaidOf::Kind => {}
            }
        }
        self.remember(cursor.text.get(begin..cursor.at)?);
        Some(cells)
    }

    /// Keeps a text as what was last read, if there is room for it.
    fn remember(&mut self, text: &[u8]) {
        *self = Self { columns: std::mem::take(&mut self.columns), ..Self::default() };
        if text.len() <= 8 * SAID_WORDS {
            self.length = text.len();
            let words = self.text.iter_mut().zip(&mut self.mask);
            for ((word, mask), bytes) in words.zip(text.chunks(8)) {
                for (at, byte) in bytes.iter().enumerate() {
                    *word |= u64::from(*byte) << (8 * at);
                    *mask |= u64::from(u8::MAX) << (8 * at);
                }
            }
        }
    }
}

impl Plain {
    /// `None` for a file that lacks one of the columns.
    pub(super) fn new(recognised: &Recognised, columns: &Columns) -> Option<Self> {
        let watched = watched(recognised);
        let is_watched = |place: usize| watched.iter().position(|of| *of == place);
        let at = |place: usize| recognised.places.get(place).copied().flatten();
        let unread = (0..recognised.width).map(|place| Field::Unread(is_watched(place)));
        let mut fields: Vec<Field> = unread.collect();
        let said = |of| Field::Said(Said { columns: vec![of], ..Said::default() });
        let mut named = vec![
            (columns.pupil, Field::Pupil),
            (columns.time, Field::Time),
            (columns.kind, said(SaidOf::Kind)),
            (columns.level?, Field::Level),
        ];
        let about = [columns.school, columns.year, columns.grade, columns.test].into_iter();
        named.extend(about.enumerate().map(|(of, place)| (place, said(SaidOf::About(of)))));
        let areas = columns.abilities?.into_iter().enumerate().map(|(area, at)| (at, Some(area)));
        for (place, area) in areas.chain(columns.checked.iter().map(|place| (*place, None))) {
            let column = recognised.layout.columns.get(place)?;
            if column.form != Form::Decimal || (area.is_none() && column.range.is_some()) {
                return None;
            }
            let may_be_empty = column.may_be_empty;
            let number = Number { area, may_be_empty, pattern: Pattern::default() };
            named.push((place, Field::Number(number)));
        }
        for (place, field) in named {
            *fields.get_mut(at(place)?)? = field;
        }
        Some(Self {
            fields: together(fields),
            said: [Short::default(); 4],
            about: None,
            obligatory: Short::new(columns.obligatory.as_bytes())?,
            pupil: is_watched(at(columns.pupil)?)?,
        })
    }

    /// Reads the plain rows that a passage begins with.
    pub(super) fn read(
        &mut self,
        passage: Passage<'_>,
        with: With<'_>,
        (attempts, suspicions): (&mut Vec<Attempt>, &mut [CprSuspicion]),
    ) -> Passed {
        let mut passed = Passed { lines: 0, bytes: 0 };
        let mut unread = Vec::new();
        while let Some(text) = passage.text.get(passed.bytes..) {
            unread.clear();
            let line = u32::try_from(passage.line + passed.lines).ok();
            let read = line.zip(self.row(Passage { text, ..passage }, with, &mut unread));
            let Some((line, (found, length))) = read else { break };
            let Some(attempt) = self.attempt(&found, line, with) else { break };
            attempts.push(attempt);
            if let Some(suspicion) = suspicions.get_mut(self.pupil) {
                match found.pupil {
                    Pupil::Ten(number) => suspicion.observe_ten(number),
                    Pupil::Other(text) => suspicion.observe(text),
                }
            }
            for (place, text) in &unread {
                if let Some(suspicion) = suspicions.get_mut(*place) {
                    suspicion.observe(text);
                }
            }
            passed.lines += 1;
            passed.bytes += length;
        }
        passed
    }

    /// What stands in a row that a text begins with, and how many bytes it has, its line break included.
    fn row<'t>(
        &mut self,
        passage: Passage<'t>,
        with: With<'_>,
        unread: &mut Vec<(usize, &'t [u8])>,
    ) -> Option<(Found<'t>, usize)> {
        let Passage { text, delimiter, .. } = passage;
        let mut found = Found { pupil: Pupil::Ten(0), time: 0, level: None, abilities: [None; 3] };
        let mut cursor = Cursor { text, at: 0, delimiter, is_last: false };
        let last = self.fields.len() - 1;
        for (place, field) in self.fields.iter_mut().enumerate() {
            let is_last = place == last;
            cursor.is_last = is_last;
            match field {
                Field::Pupil => found.pupil = cursor.pupil(with)?,
                Field::Time => found.time = cursor.time()?,
                Field::Level => found.level = cursor.level().ok()?,
                Field::Said(said) if said.is_said_again(cursor.rest()) => cursor.at += said.length,
                Field::Said(said) => {
                    let cells = said.read(&mut cursor, is_last, self.obligatory)?;
                    for (known, cell) in self.said.iter_mut().zip(cells) {
                        *known = cell.unwrap_or(*known);
                    }
                    self.about = None;
                }
                Field::Number(number) => {
                    let value = number.read(&mut cursor, with.mark).ok()?;
                    if let Some(slot) = number.area.and_then(|area| found.abilities.get_mut(area)) {
                        *slot = value;
                    }
                }
                Field::Unread(watched) => {
                    let text = cursor.long()?;
                    unread.extend(watched.map(|at| (at, text)));
                }
            }
        }
        Some((found, cursor.at))
    }

    /// The attempt of a row; `None` where something is to be said of it.
    fn attempt(&mut self, found: &Found<'_>, line: u32, with: With<'_>) -> Option<Attempt> {
        let about = match self.about {
            Some(about) => about,
            None => *self.about.insert(About::new(self.said, with.lookup)?),
        };
        if about.rules.is_outside(about.year, found.time) {
            return None;
        }
        let abilities = match found.abilities {
            [Some(first), Some(second), Some(third)] => Some([first, second, third]),
            _ => None,
        };
        if found.level.is_none() && abilities.is_none() {
            return None;
        }
        let pupil = match found.pupil {
            Pupil::Ten(number) => PupilId::of_digits(number, 10),
            // Nine digits may have lost a zero, of which something is said.
            Pupil::Other(text)
                if text.is_empty() || (with.pseudonyms.is_some() && text.len() == 9) =>
            {
                return None;
            }
            Pupil::Other(text) => PupilId::new(text, with.pseudonyms),
        };
        let what = Packed::new(about.year, about.test, found.time, found.level, about.school);
        Some(Attempt::new(pupil, what, line, Abilities::new(abilities)))
    }
}

/// Puts columns that say what a row is about together where they stand beside each other.
fn together(fields: Vec<Field>) -> Vec<Field> {
    let mut together: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields {
        match (together.last_mut(), field) {
            (Some(Field::Said(before)), Field::Said(said)) => before.columns.extend(said.columns),
            (_, field) => together.push(field),
        }
    }
    together
}

fn of_text<T>(short: Short, read: impl FnOnce(&[u8]) -> T) -> T {
    let (bytes, length) = short.bytes();
    read(bytes.get(..length).unwrap_or_default())
}
