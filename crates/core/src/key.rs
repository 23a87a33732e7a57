//! The key of a figure: indicator × unit × period × breakdown, with one grammar and one parser.
//!
//! ```text
//! key       = indicator "/" unit "/" period [ "/" breakdown ]
//! indicator = id, lower case, such as laesning.gode
//! unit      = "skole:" number | "gruppe:" id | "kommune:" number | "land"
//! period    = year | year ".." year          (the second form is the change between two years)
//! year      = 2018-19
//! breakdown = "klasse:" grade | "niveau:" level | "klasse:" grade ",niveau:" level
//! ```

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Grade, Level, SchoolYear, Unit};

/// The id of an indicator: Danish, lower case, `a-z`, `0-9`, `-` and `.`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IndicatorId(Arc<str>);

impl IndicatorId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
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

/// Which part of a unit's pupils, or of their results.
///
/// The default is all grades together and no single level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Breakdown {
    /// One grade, or all of them together.
    pub grade: Option<Grade>,
    /// One level of a distribution.
    pub level: Option<Level>,
}

impl Breakdown {
    /// All grades together.
    pub const ALL: Self = Self { grade: None, level: None };

    /// One grade.
    pub const fn of_grade(grade: Grade) -> Self {
        Self { grade: Some(grade), level: None }
    }

    /// The same level over all grades together.
    #[must_use]
    pub const fn over_grades(self) -> Self {
        Self { grade: None, level: self.level }
    }
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.grade, self.level) {
            (None, None) => Ok(()),
            (Some(grade), None) => write!(f, "klasse:{grade}"),
            (None, Some(level)) => write!(f, "niveau:{level}"),
            (Some(grade), Some(level)) => write!(f, "klasse:{grade},niveau:{level}"),
        }
    }
}

impl FromStr for Breakdown {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let mut breakdown = Self::ALL;
        for part in text.split(',') {
            match part.split_once(':') {
                Some(("klasse", n)) if breakdown == Self::ALL => {
                    breakdown.grade = Some(n.parse().map_err(|_| NotAKey::Breakdown)?);
                }
                Some(("niveau", n)) if breakdown.level.is_none() => {
                    let code: u8 = n.parse().map_err(|_| NotAKey::Breakdown)?;
                    breakdown.level = Some(code.try_into().map_err(|_| NotAKey::Breakdown)?);
                }
                Some(_) | None => return Err(NotAKey::Breakdown),
            }
        }
        Ok(breakdown)
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
