//! Grades (klassetrin).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A grade, 0 (børnehaveklasse) to 10.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Grade;
///
/// assert_eq!("04".parse::<Grade>(), Grade::new(4).ok_or(kvalitet_core::NotAGrade));
/// assert!("11".parse::<Grade>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Grade(u8);

/// The text was no grade from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a grade from 0 to 10")]
pub struct NotAGrade;

impl Grade {
    /// The number of grades there are.
    pub const COUNT: usize = 11;

    /// The grade with this number, or `None` above 10.
    #[inline]
    pub const fn new(number: u8) -> Option<Self> {
        if number <= 10 { Some(Self(number)) } else { None }
    }

    /// Its number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Reads the bytes of a cell: one or two digits.
    ///
    /// # Errors
    ///
    /// Returns [`NotAGrade`] for anything else.
    #[inline]
    pub fn from_bytes(text: &[u8]) -> Result<Self, NotAGrade> {
        let number = match text {
            [ones] if ones.is_ascii_digit() => ones - b'0',
            [tens @ b'0'..=b'1', ones] if ones.is_ascii_digit() => (tens - b'0') * 10 + ones - b'0',
            _ => return Err(NotAGrade),
        };
        Self::new(number).ok_or(NotAGrade)
    }
}

impl FromStr for Grade {
    type Err = NotAGrade;

    fn from_str(text: &str) -> Result<Self, NotAGrade> {
        Self::from_bytes(text.as_bytes())
    }
}

impl TryFrom<u8> for Grade {
    type Error = NotAGrade;

    fn try_from(number: u8) -> Result<Self, NotAGrade> {
        Self::new(number).ok_or(NotAGrade)
    }
}

impl From<Grade> for u8 {
    fn from(grade: Grade) -> Self {
        grade.0
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
