//! The key of a figure: indicator × unit × period × breakdown, with one grammar and one parser.
//!
//! ```text
//! key       = indicator "/" unit "/" period [ "/" breakdown ]
//! indicator = id, lower case, such as laesning.gode
//! unit      = "skole:" number | "gruppe:" id | "kommune:" number | "land"
//! period    = year | year ".." year          (the second form is the change between two years)
//! year      = 2018-19
//! breakdown = part | category | part "," category
//! part      = "trin:" stage | "klasse:" grade | "klasse:" label | "koen:" sex | "herkomst:" heritage
//! category  = "niveau:" 1-6 | "baand:" 1-4 | "svar:" 0-5 | "interval:" 1-10
//! ```

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ClassLabel, Grade, Heritage, Level, SchoolYear, Sex, Stage, Unit};

/// The id of an indicator: Danish, lower case, `a-z`, `0-9`, `-` and `.`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IndicatorId(Arc<str>);

/// In the order of the text. Ids are clones of few, so that most that are alike are one and the same.
impl Ord for IndicatorId {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for IndicatorId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl IndicatorId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for IndicatorId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl FromStr for IndicatorId {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        if text.is_empty() || !text.bytes().all(legal) {
            return Err(NotAKey::Indicator);
        }
        Ok(Self(Arc::from(text)))
    }
}

impl TryFrom<String> for IndicatorId {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<IndicatorId> for String {
    fn from(id: IndicatorId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One school year.
    Year(SchoolYear),
    /// The change from one school year to a later one.
    Change {
        /// The earlier year.
        from: SchoolYear,
        /// The later year.
        to: SchoolYear,
    },
}

impl Period {
    /// The newest year it covers.
    pub const fn last_year(self) -> SchoolYear {
        match self {
            Self::Year(year) | Self::Change { to: year, .. } => year,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{}", year.key()),
            Self::Change { from, to } => write!(f, "{}..{}", from.key(), to.key()),
        }
    }
}

impl FromStr for Period {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let year = |text: &str| text.parse::<SchoolYear>().map_err(|_| NotAKey::Period);
        match text.split_once("..") {
            None => Ok(Self::Year(year(text)?)),
            Some((from, to)) => {
                let (from, to) = (year(from)?, year(to)?);
                if from < to { Ok(Self::Change { from, to }) } else { Err(NotAKey::Period) }
            }
        }
    }
}

/// Which of a unit's pupils. Sorted by kind: all first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub enum Part {
    /// All of them.
    #[default]
    All,
    /// One stage, `trin:mellemtrin`.
    Stage(Stage),
    /// One grade, `klasse:4`.
    Grade(Grade),
    /// One class, `klasse:4A`.
    Class(ClassLabel),
    /// One sex, `koen:pige`.
    Sex(Sex),
    /// One heritage, `herkomst:dansk`.
    Heritage(Heritage),
}

impl Part {
    /// The parts that this one is a part of, the nearest first: a class of its grade, a grade of its
    /// stage, everything of all.
    pub fn wholes(self) -> impl Iterator<Item = Self> {
        let above = match self {
            Self::All => [None; 3],
            Self::Class(label) => {
                let grade = label.grade();
                [Some(Self::Grade(grade)), Some(Self::Stage(Stage::of(grade))), Some(Self::All)]
            }
            Self::Grade(grade) => [Some(Self::Stage(Stage::of(grade))), Some(Self::All), None],
            Self::Stage(_) | Self::Sex(_) | Self::Heritage(_) => [Some(Self::All), None, None],
        };
        above.into_iter().flatten()
    }

    /// What kind of part it is.
    pub const fn kind(self) -> PartKind {
        match self {
            Self::All => PartKind::All,
            Self::Stage(_) => PartKind::Stage,
            Self::Grade(_) => PartKind::Grade,
            Self::Class(_) => PartKind::Class,
            Self::Sex(_) => PartKind::Sex,
            Self::Heritage(_) => PartKind::Heritage,
        }
    }
}

/// A way to divide the pupils of a unit. Each kind but `All` adds up to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartKind {
    /// Not at all.
    #[serde(rename = "alle")]
    All,
    /// By stage.
    #[serde(rename = "trin")]
    Stage,
    /// By grade.
    #[serde(rename = "klassetrin")]
    Grade,
    /// By class.
    #[serde(rename = "klasse")]
    Class,
    /// By sex.
    #[serde(rename = "koen")]
    Sex,
    /// By heritage.
    #[serde(rename = "herkomst")]
    Heritage,
}

/// One of the values that a distribution is divided into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A level of the national tests, `niveau:4`.
    Level(Level),
    /// A band of a wellbeing score, 1-4: `baand:4` is the best.
    Band(u8),
    /// An answer, 1-5, `svar:5` the best; 0 is *does not wish to answer*.
    Answer(u8),
    /// A national interval of points of a test, 1-10: `interval:10` is the best.
    Interval(u8),
}

impl Category {
    /// The category's number among its kind.
    pub const fn code(self) -> u8 {
        match self {
            Self::Level(level) => level.code(),
            Self::Band(code) | Self::Answer(code) | Self::Interval(code) => code,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(level) => write!(f, "niveau:{level}"),
            Self::Band(code) => write!(f, "baand:{code}"),
            Self::Answer(code) => write!(f, "svar:{code}"),
            Self::Interval(code) => write!(f, "interval:{code}"),
        }
    }
}

/// Which part of a unit's pupils, and of their results.
///
/// The default is all pupils together and no single category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Breakdown {
    /// Which pupils.
    pub part: Part,
    /// One category of a distribution.
    pub category: Option<Category>,
}

impl Breakdown {
    /// All pupils together.
    pub const ALL: Self = Self { part: Part::All, category: None };

    /// One grade.
    pub const fn of_grade(grade: Grade) -> Self {
        Self::of(Part::Grade(grade))
    }

    /// One part of the pupils.
    pub const fn of(part: Part) -> Self {
        Self { part, category: None }
    }

    /// One category, all pupils together.
    pub const fn of_category(category: Category) -> Self {
        Self { part: Part::All, category: Some(category) }
    }

    /// The same pupils, whatever their category.
    #[must_use]
    pub const fn pupils(self) -> Self {
        Self { part: self.part, category: None }
    }

    /// The grade, where it is one.
    pub const fn grade(self) -> Option<Grade> {
        match self.part {
            Part::Grade(grade) => Some(grade),
            Part::All | Part::Stage(_) | Part::Class(_) | Part::Sex(_) | Part::Heritage(_) => None,
        }
    }
}

/// As in a key; nothing for all.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => Ok(()),
            Self::Stage(stage) => write!(f, "trin:{stage}"),
            Self::Grade(grade) => write!(f, "klasse:{grade}"),
            Self::Class(label) => write!(f, "klasse:{label}"),
            Self::Sex(sex) => write!(f, "koen:{sex}"),
            Self::Heritage(heritage) => write!(f, "herkomst:{heritage}"),
        }
    }
}

impl FromStr for Part {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        if text.is_empty() {
            return Ok(Self::All);
        }
        let (kind, value) = text.split_once(':').ok_or(NotAKey::Breakdown)?;
        pupils(kind, value).ok_or(NotAKey::Breakdown)
    }
}

impl TryFrom<String> for Part {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.part)?;
        match self.category {
            Some(category) if self.part == Part::All => write!(f, "{category}"),
            Some(category) => write!(f, ",{category}"),
            None => Ok(()),
        }
    }
}

impl FromStr for Breakdown {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut breakdown = Self::ALL;
        for part in text.split(',') {
            let (kind, value) = part.split_once(':').ok_or(NotAKey::Breakdown)?;
            if breakdown.category.is_some() {
                return Err(NotAKey::Breakdown);
            }
            match category(kind, value) {
                Some(category) => breakdown.category = Some(category),
                None if breakdown.part == Part::All => {
                    breakdown.part = pupils(kind, value).ok_or(NotAKey::Breakdown)?;
                }
                None => return Err(NotAKey::Breakdown),
            }
        }
        Ok(breakdown)
    }
}

fn category(kind: &str, value: &str) -> Option<Category> {
    let code: u8 = value.parse().ok()?;
    match (kind, code) {
        ("niveau", _) => code.try_into().ok().map(Category::Level),
        ("baand", 1..=4) => Some(Category::Band(code)),
        ("svar", 0..=5) => Some(Category::Answer(code)),
        ("interval", 1..=10) => Some(Category::Interval(code)),
        _ => None,
    }
}

fn pupils(kind: &str, value: &str) -> Option<Part> {
    match kind {
        "trin" => Stage::from_id(value).map(Part::Stage),
        "klasse" => match value.parse() {
            Ok(grade) => Some(Part::Grade(grade)),
            Err(_) => value.parse().ok().map(Part::Class),
        },
        "koen" => Sex::from_id(value).map(Part::Sex),
        "herkomst" => Heritage::from_id(value).map(Part::Heritage),
        _ => None,
    }
}

/// The key of one figure. Sorted by indicator, unit, period, breakdown.
///
/// # Examples
///
/// ```
/// use kvalitet_core::FigureKey;
///
/// for text in [
///     "laesning.gode/skole:999001/2018-19/klasse:4",
///     "laesning.niveauer/kommune:999/2018-19/klasse:4,niveau:6",
///     "laesning.gode/kommune:999/2017-18..2018-19",
///     "trivsel.generel.baand/skole:999001/2018-19/trin:mellemtrin,baand:4",
///     "trivsel.generel/skole:999001/2018-19/klasse:4A",
///     "trivsel.generel/skole:999001/2018-19/koen:pige",
/// ] {
///     assert_eq!(text.parse::<FigureKey>()?.to_string(), text);
/// }
/// # Ok::<(), kvalitet_core::NotAKey>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FigureKey {
    /// What is measured.
    pub indicator: IndicatorId,
    /// About whom.
    pub unit: Unit,
    /// When.
    pub period: Period,
    /// For which part.
    pub breakdown: Breakdown,
}

/// The text was no key; says which part was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// Not three or four parts.
    #[error(
        "expected indicator/unit/period or indicator/unit/period/breakdown, such as \
         `laesning.gode/skole:999001/2018-19/klasse:4`"
    )]
    Shape,
    /// The indicator is no id.
    #[error("expected an indicator id such as `laesning.gode`")]
    Indicator,
    /// The unit is none of the four kinds.
    #[error(
        "expected a unit such as `skole:999001`, `gruppe:folkeskoler`, `kommune:999` or `land`"
    )]
    Unit,
    /// The period is no year and no pair of years.
    #[error("expected a period such as `2018-19`, or `2017-18..2018-19` for a change")]
    Period,
    /// The breakdown is none that is known.
    #[error("expected a breakdown such as `klasse:4`, `niveau:6` or `klasse:4,niveau:6`")]
    Breakdown,
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.indicator, self.unit, self.period)?;
        if self.breakdown == Breakdown::ALL { Ok(()) } else { write!(f, "/{}", self.breakdown) }
    }
}

impl FromStr for FigureKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let parts: Vec<&str> = text.split('/').collect();
        let (indicator, unit, period, breakdown) = match parts.as_slice() {
            [indicator, unit, period] => (indicator, unit, period, Breakdown::ALL),
            [indicator, unit, period, breakdown] => (indicator, unit, period, breakdown.parse()?),
            _ => return Err(NotAKey::Shape),
        };
        Ok(Self {
            indicator: indicator.parse()?,
            unit: unit.parse().map_err(|_| NotAKey::Unit)?,
            period: period.parse()?,
            breakdown,
        })
    }
}

impl TryFrom<String> for FigureKey {
    type Error = NotAKey;

    fn try_from(text: String) -> Result<Self, NotAKey> {
        text.parse()
    }
}

impl From<FigureKey> for String {
    fn from(key: FigureKey) -> Self {
        key.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_part_is_named() {
        let error = |text: &str| text.parse::<FigureKey>().unwrap_err();
        assert_eq!(error("laesning.gode"), NotAKey::Shape);
        assert_eq!(error("Læsning/land/2018-19"), NotAKey::Indicator);
        assert_eq!(error("laesning.gode/by:1/2018-19"), NotAKey::Unit);
        assert_eq!(error("laesning.gode/land/2018-20"), NotAKey::Period);
        assert_eq!(error("laesning.gode/land/2018-19..2017-18"), NotAKey::Period);
        assert_eq!(error("laesning.gode/land/2018-19/klasse:11"), NotAKey::Breakdown);
        assert_eq!(error("laesning.gode/land/2018-19/niveau:1,klasse:2"), NotAKey::Breakdown);
    }
}
