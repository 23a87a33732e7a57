//! One row of a file, as a parser sees it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use kvalitet_core::SchoolYear;
use kvalitet_core::finding::{Expected, FindingKind};

use crate::cell::{self, DecimalMark};
use crate::corrections::{CorrectedCells, FileCorrections};
use crate::form::{CellError, Form, Value};
use crate::layout::{Column, Layout, Recognised, normalised};
use crate::pupil::PupilId;
use crate::records::Cells;
use crate::request::{Request, SingleYear, SourceSpec};

/// More pupils than any grade of a school has.
const MOST_PUPILS: u32 = 9_999;

/// A problem of a row: the column's place in the layout, where it is about one, and what it is.
pub(crate) type Problem = (Option<usize>, FindingKind);

/// What every row of a file is read with.
pub(crate) struct Pass<'a> {
    pub(crate) recognised: &'a Recognised,
    pub(crate) source: &'a Arc<str>,
    pub(crate) spec: &'a SourceSpec,
    pub(crate) request: &'a Request<'a>,
    pub(crate) corrections: &'a FileCorrections,
    /// The columns whose cells are looked at for civil registration numbers, by place in the file.
    pub(crate) watched: Vec<usize>,
}

/// One row, for a parser.
pub(crate) struct Row<'a> {
    pub(crate) cells: Cells<'a>,
    pub(crate) pass: &'a Pass<'a>,
    pub(crate) corrected: Option<&'a CorrectedCells>,
    /// The corrections whose cells were asked for.
    pub(crate) asked_for: RefCell<BTreeSet<usize>>,
    pub(crate) problems: &'a mut Vec<Problem>,
    /// Findings that do not keep the row from being used.
    pub(crate) notes: &'a mut Vec<Problem>,
    /// The line it begins on.
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// The layout.
    pub(crate) fn layout(&self) -> &'a Layout {
        &self.pass.recognised.layout
    }

    /// The cell of the layout's column at `place`; empty where the source lacks it.
    pub(crate) fn cell(&self, place: usize) -> &'a [u8] {
        if let Some((correction, value)) = self.corrected.and_then(|cells| cells.get(&place)) {
            self.asked_for.borrow_mut().insert(*correction);
            return value.as_bytes();
        }
        let column = self.pass.recognised.places.get(place).copied().flatten();
        column.map_or(&[], |column| self.cells.get(column))
    }

    /// Whether the source has the layout's column at `place`.
    pub(crate) fn has(&self, place: usize) -> bool {
        self.pass.recognised.places.get(place).copied().flatten().is_some()
    }

    /// The value of a cell that must have one.
    pub(crate) fn value<T>(
        &mut self,
        place: usize,
        expected: Expected,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(place);
        if text.is_empty() {
            self.problem(place, FindingKind::EmptyCell { expected });
            return None;
        }
        self.optional(place, expected, read)
    }

    /// The value of a cell that may be empty.
    pub(crate) fn optional<T>(
        &mut self,
        place: usize,
        expected: Expected,
        read: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Option<T> {
        let text = self.cell(place);
        if text.is_empty() {
            return None;
        }
        let value = read(text);
        if value.is_none() {
            let length = String::from_utf8_lossy(text).chars().count();
            self.problem(place, FindingKind::WrongForm { expected, length });
        }
        value
    }

    /// The value of the layout's column at `place`, by its form. An empty cell of a required column
    /// is a problem.
    pub(crate) fn read(&mut self, place: usize) -> Option<Value<'a>> {
        let column = self.layout().columns.get(place)?;
        self.read_as(place, column)
    }

    /// The value of a cell, by the form of a column.
    pub(crate) fn read_as(&mut self, place: usize, column: &Column) -> Option<Value<'a>> {
        let text = self.cell(place);
        match column.read(text, self.pass.spec.decimal) {
            Ok(Value::Absent(_)) if text.is_empty() && !column.may_be_empty => {
                self.problem(place, FindingKind::EmptyCell { expected: column.form.expected() });
                None
            }
            Ok(value) => Some(value),
            Err(CellError(kind)) => self.mended(place, column.form, text).or_else(|| {
                self.problem(place, kind);
                None
            }),
        }
    }

    /// How the source writes numbers.
    pub(crate) const fn decimal_mark(&self) -> DecimalMark {
        self.pass.spec.decimal
    }

    /// Looks at a cell that is only checked; as [`Row::read`], and quicker for a plain number.
    pub(crate) fn check(&mut self, place: usize) {
        let text = self.cell(place);
        let column = self.layout().columns.get(place);
        let is_plain = column.is_some_and(|column| {
            let empty = text.is_empty() && column.may_be_empty;
            let number = column.form == Form::Decimal && column.range.is_none();
            empty || (number && cell::is_decimal(text, self.pass.spec.decimal))
        });
        if !is_plain {
            self.read(place);
        }
    }

    /// The value of each column of the layout; `None` where the source lacks the column, and where
    /// something is wrong.
    pub(crate) fn read_all(&mut self) -> Vec<Option<Value<'a>>> {
        let layout = self.layout();
        let named = self.named_value();
        let read = |(at, column): (usize, &Column)| match named {
            _ if !self.has(at) => None,
            Some((value, of_measure)) if value == at => self.read_as(at, of_measure),
            _ => self.read_as(at, column),
        };
        layout.columns.iter().enumerate().map(read).collect()
    }

    /// In a long form, where the value stands, and the column that holds the values of the row's
    /// measure in the wide form: each measure has its own range.
    pub(crate) fn named_value(&self) -> Option<(usize, &'a Column)> {
        let layout = self.layout();
        let long = layout.long.as_ref()?;
        let naming = layout.columns.get(long.measure)?;
        let named = naming.read(self.cell(long.measure), self.pass.spec.decimal);
        let Ok(Value::Choice(measure)) = named else { return None };
        let measure = usize::from(measure);
        let column = long.values.get(measure)?.as_ref()?;
        Some((layout.measures.get(measure)?.value?, column))
    }

    /// What a cell means whose form a spreadsheet or the source's own habit has changed.
    pub(crate) fn mended(&mut self, place: usize, form: Form, text: &'a [u8]) -> Option<Value<'a>> {
        let restored = match form {
            Form::SchoolYear => return self.single_year(text).map(Value::Year),
            Form::Mark => kvalitet_core::Mark::without_zero(text).map(Value::Mark)?,
            _ => return None,
        };
        self.note(place, FindingKind::ZeroRestored);
        Some(restored)
    }

    /// A school year, or a calendar year where the plan says which school year it means. Where the
    /// row says none, it is that of the source.
    pub(crate) fn year(&mut self, place: usize) -> Option<SchoolYear> {
        match (self.read(place)?, self.year_of_source()) {
            (Value::Year(year), plan) => {
                if let Some(plan) = plan.filter(|plan| *plan != year) {
                    self.note(place, FindingKind::OtherYearThanPlan { year, plan });
                }
                Some(year)
            }
            (_, None) => {
                self.problem(place, FindingKind::NoYear);
                None
            }
            (_, plan) => plan,
        }
    }

    pub(crate) fn single_year(&self, text: &[u8]) -> Option<SchoolYear> {
        let year = u16::try_from(cell::whole_number(text)?).ok()?;
        match self.pass.spec.single_year? {
            SingleYear::Begins => SchoolYear::starting(year),
            SingleYear::Ends => SchoolYear::starting(year.checked_sub(1)?),
        }
    }

    /// A pupil's id.
    pub(crate) fn pupil(&mut self, place: usize) -> Option<PupilId> {
        let text = self.cell(place);
        if text.is_empty() {
            self.problem(place, FindingKind::EmptyCell { expected: Expected::PupilId });
            return None;
        }
        let pseudonyms = self.pass.request.pseudonyms;
        if pseudonyms.is_some() && text.len() == 9 {
            let lost = crate::pseudonym::reads_as_cpr(text);
            if lost.is_some_and(|number| number.restored_zero()) {
                self.note(place, FindingKind::ZeroRestored);
            }
        }
        Some(PupilId::new(text, pseudonyms))
    }

    /// A number of pupils of one grade of a school. More than any grade has is no count: it would
    /// be printed as one, and may be somebody's number.
    pub(crate) fn pupils(&mut self, place: usize) -> Option<u32> {
        match self.read(place)? {
            Value::Whole(pupils) if pupils <= MOST_PUPILS => Some(pupils),
            Value::Whole(_) => {
                self.problem(place, FindingKind::OutOfRange);
                None
            }
            _ => {
                // A value that is held back is none, but the cell is not empty.
                let (expected, text) = (Expected::WholeNumber, self.cell(place));
                let length = String::from_utf8_lossy(text).chars().count();
                self.problem(
                    place,
                    match length {
                        0 => FindingKind::EmptyCell { expected },
                        length => FindingKind::WrongForm { expected, length },
                    },
                );
                None
            }
        }
    }

    /// The cells as they stand in the source, whatever a correction says.
    pub(crate) fn as_it_stands(&self) -> Vec<String> {
        self.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    /// The school year that the plan gives the whole source.
    pub(crate) fn year_of_source(&self) -> Option<SchoolYear> {
        self.pass.spec.year
    }

    /// The source.
    pub(crate) fn source(&self) -> Arc<str> {
        Arc::clone(self.pass.source)
    }

    /// Says that the row as a whole is wrong.
    pub(crate) fn whole_row(&mut self, kind: FindingKind) {
        self.problems.push((None, kind));
    }

    /// Says that a cell is wrong, once.
    pub(crate) fn problem(&mut self, place: usize, kind: FindingKind) {
        let problem = (Some(place), kind);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Says something of a cell that is used all the same.
    pub(crate) fn note(&mut self, place: usize, kind: FindingKind) {
        self.notes.push((Some(place), kind));
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    pub(crate) fn is_unclosed(&self) -> bool {
        matches!(self.problems.first(), Some((_, FindingKind::UnclosedQuote { .. })))
    }

    /// Whether its cells stand under their columns: in a ragged row each may stand under another's
    /// name.
    pub(crate) fn is_cut_right(&self) -> bool {
        let cut_wrong = |(_, kind): &Problem| {
            matches!(kind, FindingKind::Ragged { .. } | FindingKind::UnclosedQuote { .. })
        };
        !self.problems.iter().any(cut_wrong)
    }

    /// Whether a cell is the name of a column.
    pub(crate) fn names(&self, column: &Column, cell: &[u8]) -> bool {
        let text = normalised(&String::from_utf8_lossy(cell));
        let mapped = self.pass.spec.columns.get(column.name.as_ref());
        column.names.contains(&text) || mapped.is_some_and(|name| normalised(name) == text)
    }
}
