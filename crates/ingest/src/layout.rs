//! Layouts: which columns a source has, what they hold, and what makes a row right.
//!
//! Every layout is data, one file per kind of source in `layouts/`; the reader and the
//! documentation of the sources are both made from it.

mod data;
mod recognise;

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::{Decimal, LocalText};
use serde::Deserialize;

pub use data::{LayoutError, RawColumn, Source, layouts, local_layout, sources};
pub(crate) use recognise::likeness;
pub use recognise::{Header, Recognised, recognise};

use crate::form::Form;

/// What a source is about; a plan names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Corrections to other sources.
    Corrections,
    /// The register of institutions.
    SchoolRegister,
    /// Schools that took over from others.
    Succession,
    /// Groups of schools.
    Groups,
    /// Pupils per school and grade.
    Roll,
    /// Results of the national tests.
    NationalTest,
    /// The wellbeing survey.
    Wellbeing,
    /// Marks and the socioeconomic reference.
    Marks,
    /// Transition to youth education.
    Transition,
    /// Absence.
    Absence,
    /// Cover by teachers competent in the subject.
    CompetenceCover,
    /// Pupils per class.
    ClassSize,
    /// Pupils in ordinary teaching.
    Inclusion,
    /// Complaints about special teaching.
    Complaints,
    /// Teachers and their time.
    Staff,
    /// Published key figures per school.
    KeyFigures,
    /// A table of the municipality's own.
    Local,
}

impl SourceKind {
    /// Every kind, in the order they are read: what others are held against comes first.
    pub const ALL: [Self; 17] = [
        Self::Corrections,
        Self::SchoolRegister,
        Self::Succession,
        Self::Groups,
        Self::Roll,
        Self::NationalTest,
        Self::Wellbeing,
        Self::Marks,
        Self::Transition,
        Self::Absence,
        Self::CompetenceCover,
        Self::ClassSize,
        Self::Inclusion,
        Self::Complaints,
        Self::Staff,
        Self::KeyFigures,
        Self::Local,
    ];

    /// The id a plan writes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SchoolRegister => "school_register",
            Self::Succession => "succession",
            Self::Groups => "groups",
            Self::Corrections => "corrections",
            Self::Roll => "roll",
            Self::NationalTest => "national_test",
            Self::Wellbeing => "wellbeing",
            Self::Marks => "marks",
            Self::Transition => "transition",
            Self::Absence => "absence",
            Self::CompetenceCover => "competence_cover",
            Self::ClassSize => "class_size",
            Self::Inclusion => "inclusion",
            Self::Complaints => "complaints",
            Self::Staff => "staff",
            Self::KeyFigures => "key_figures",
            Self::Local => "local",
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rows {
    /// A person, or a person's answer, mark or result.
    Persons,
    /// Figures of a school, a municipality or the nation.
    Figures,
    /// A school.
    Schools,
    /// A school in a group.
    Groups,
    /// A correction.
    Corrections,
    /// A school and the one that took over.
    Succession,
    /// Whatever a table of the municipality's own is about, persons apart.
    Own,
}

/// A column of a layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: Arc<str>,
    /// Its name and others that mean the same, normalised: see [`normalised`].
    pub names: Vec<String>,
    /// What its cells hold.
    pub form: Form,
    /// Whether a source without it is refused.
    pub required: bool,
    /// Whether a cell may be empty.
    pub may_be_empty: bool,
    /// The least and the greatest value.
    pub range: Option<(Decimal, Decimal)>,
    /// The words a cell may hold.
    pub choices: Choices,
    /// What it is.
    pub about: Option<LocalText>,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// A cell as it may look.
    pub example: Option<String>,
}

/// The words a cell of a column may hold, in order; a word is stored as its place here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The words.
    pub words: Vec<String>,
    /// Every spelling, normalised, and the place of the word it means.
    spellings: BTreeMap<String, u8>,
}

impl Choices {
    /// The place of the word a cell means.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_ingest::layout::Choices;
    ///
    /// let choices = Choices::new(vec!["Over niveau".to_owned(), "På niveau".to_owned()], &[]);
    /// assert_eq!(choices.place("PAA NIVEAU"), Some(1));
    /// assert_eq!(choices.place("under"), None);
    /// ```
    pub fn place(&self, text: &str) -> Option<u8> {
        match self.words.iter().position(|word| word == text) {
            Some(place) => u8::try_from(place).ok(),
            None => self.spellings.get(&normalised(text)).copied(),
        }
    }

    /// Every spelling, normalised, with the word it means; by spelling.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, &str)> {
        let word = |place: &u8| self.words.get(usize::from(*place)).map(String::as_str);
        self.spellings.iter().filter_map(move |(spelling, at)| Some((spelling.as_str(), word(at)?)))
    }

    /// The words, and other spellings of some of them.
    pub fn new(words: Vec<String>, also: &[(String, String)]) -> Self {
        let at = |word: &String| words.iter().position(|known| known == word);
        let place = |word: &String| at(word).and_then(|place| u8::try_from(place).ok());
        let own = words.iter().map(|word| (normalised(word), place(word)));
        let other = also.iter().map(|(spelling, word)| (normalised(spelling), place(word)));
        let all = own.chain(other).filter_map(|(spelling, at)| Some((spelling, at?)));
        Self { spellings: all.collect(), words }
    }
}

/// What sort of number a measure is: absence of 7.8 % of the days is no share of the pupils.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureStatistic {
    /// A share of persons.
    Share,
    /// A mean over persons.
    Mean,
    /// A ratio of two amounts.
    Ratio,
    /// A number of something.
    Count,
    /// A projection.
    Projection,
}

/// A measure of a layout of figures: the columns that say it, by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: LocalText,
    /// The value as published.
    pub value: Option<usize>,
    /// The column of the largest value there could be: what is said is the value in per cent of it.
    pub maximum: Option<usize>,
    /// How many persons the value is about.
    pub n: Option<usize>,
    /// The numerator.
    pub numerator: Option<usize>,
    /// The denominator.
    pub denominator: Option<usize>,
    /// The publisher's verdict.
    pub verdict: Option<usize>,
    /// The unit.
    pub unit: Option<String>,
    /// What sort of number it is.
    pub statistic: Option<MeasureStatistic>,
    /// Whether a zero means that nothing was reported.
    pub zero_is_not_reported: bool,
}

impl Measure {
    /// The columns it is read from.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let all =
            [self.value, self.n, self.numerator, self.denominator, self.verdict, self.maximum];
        all.into_iter().flatten()
    }
}

/// The long form of a layout: one column names the measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Long {
    /// The column that names the measure.
    pub measure: usize,
    /// The measures' spellings, and the place of the measure each means.
    pub names: Choices,
    /// The column that holds each measure's value in the wide form: what it may be stands there.
    pub values: Vec<Option<Column>>,
}

/// A rule between the cells of a row; columns by place.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// `of` is `left` - `right`, within a tolerance.
    Difference {
        /// The difference.
        of: usize,
        /// What is taken from.
        left: usize,
        /// What is taken.
        right: usize,
        /// How far it may be off: all three are rounded.
        within: Decimal,
    },
    /// Parts add up to a total, within a tolerance.
    Sum {
        /// The parts.
        parts: Vec<usize>,
        /// The total.
        total: Total,
        /// How far it may be off.
        within: Decimal,
        /// Whether the row is used all the same.
        warn: bool,
    },
    /// One number is at most another.
    AtMost {
        /// The smaller.
        small: usize,
        /// The larger.
        large: usize,
        /// Whether the row is used all the same.
        warn: bool,
    },
}

/// What parts add up to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    /// Another column.
    Column(usize),
    /// A fixed number, such as 100.
    Fixed(Decimal),
}

/// A layout of one kind of source.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: LocalText,
    /// What it is.
    pub about: LocalText,
    /// What a row is about.
    pub rows: Rows,
    /// The table of the definitions that its rows are resolved into; a layout of figures has none,
    /// it says measures.
    pub table: Option<Arc<str>>,
    /// Its columns; a parser names them by their place here.
    pub columns: Vec<Column>,
    /// The columns that make a row the only one of its kind.
    pub key: Vec<usize>,
    /// Columns that such a source has and that are not read, normalised.
    pub unread: Vec<String>,
    /// Of each list at least one column is there.
    pub one_of: Vec<Vec<usize>>,
    /// What a row of figures says.
    pub measures: Vec<Measure>,
    /// How a long form names its measures; `None` where the layout is wide.
    pub long: Option<Long>,
    /// Rules between cells.
    pub checks: Vec<Check>,
}

impl Layout {
    /// The place of the column with this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name.as_ref() == name)
    }

    /// The layout of a source whose plan does not say the school year: the source has a column for it.
    pub(crate) fn with_year(&self) -> Self {
        let mut layout = self.clone();
        if let Some(year) = layout.columns.iter_mut().find(|column| &*column.name == "skoleaar") {
            year.required = true;
        }
        layout
    }

    /// Whether a row is a person.
    pub fn rows_are_persons(&self) -> bool {
        self.rows == Rows::Persons
    }
}

/// A name as headers are compared: lower case, æ, ø and å as ae, oe and aa, every run of other signs
/// than letters and digits as one `_`, and a key of the statistics' API, `[A].[B].[B]`, as its last
/// part.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::layout::normalised;
///
/// assert_eq!(normalised("Skoleår"), "skoleaar");
/// assert_eq!(normalised("[Institution].[Afdelingsnummer].[Afdelingsnummer]"), "afdelingsnummer");
/// assert_eq!(normalised("Institutionstype, navn"), "institutionstype_navn");
/// ```
pub fn normalised(name: &str) -> String {
    let name = name.trim();
    let key = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let name = key.map_or(name, |parts| parts.rsplit("].[").next().unwrap_or(parts));
    let mut result = String::with_capacity(name.len());
    let mut between = false;
    for sign in name.chars().flat_map(char::to_lowercase) {
        if !sign.is_alphanumeric() {
            between = true;
            continue;
        }
        if std::mem::take(&mut between) && !result.is_empty() {
            result.push('_');
        }
        match sign {
            'æ' => result.push_str("ae"),
            'ø' => result.push_str("oe"),
            'å' => result.push_str("aa"),
            _ => result.push(sign),
        }
    }
    result
}
