//! School years: 1 August to 31 July, named by the two calendar years they touch.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A school year, such as 2018/19. Ordered in time.
///
/// # Examples
///
/// ```
/// use kvalitet_core::SchoolYear;
///
/// let year: SchoolYear = "2018/2019".parse()?;
/// assert_eq!(year.to_string(), "2018/19");
/// assert_eq!(year.key().to_string(), "2018-19");
/// assert_eq!(year.next().map(|y| y.to_string()), Some("2019/20".to_owned()));
/// assert!("2018/20".parse::<SchoolYear>().is_err());
/// # Ok::<(), kvalitet_core::NotASchoolYear>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear(u16);

/// The text was no school year such as `2018/19`, `2018/2019` or `2018-19`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a school year such as `2018/19`, `2018/2019` or `2018-19`")]
pub struct NotASchoolYear;

impl SchoolYear {
    /// The earliest year there is: the folkeskole act that the figures rest on is younger.
    const FIRST: u16 = 1950;
    const LAST: u16 = 2099;

    /// The last year there is: a run of years that has not ended reaches it.
    pub const LATEST: Self = Self(Self::LAST);

    /// The school year that begins in `start`, or `None` outside 1950-2099.
    #[inline]
    pub const fn starting(start: u16) -> Option<Self> {
        if start < Self::FIRST || Self::LAST < start { None } else { Some(Self(start)) }
    }

    /// The calendar year in which it begins.
    pub const fn start(self) -> u16 {
        self.0
    }

    /// The school year after this one, if there is one in range.
    pub const fn next(self) -> Option<Self> {
        Self::starting(self.0 + 1)
    }

    /// The school year before this one, if there is one in range.
    pub const fn previous(self) -> Option<Self> {
        Self::starting(self.0 - 1)
    }

    /// The form used in keys and file names: `2018-19`.
    pub fn key(self) -> impl fmt::Display {
        fmt::from_fn(move |f| write!(f, "{}-{:02}", self.0, (self.0 + 1) % 100))
    }

    /// Reads the bytes of a cell; the same forms as [`str::parse`].
    ///
    /// # Errors
    ///
    /// Returns [`NotASchoolYear`] for anything else, years that do not follow each other included.
    #[inline]
    pub fn from_bytes(text: &[u8]) -> Result<Self, NotASchoolYear> {
        let (start, rest) = text.split_at_checked(4).ok_or(NotASchoolYear)?;
        let start = digits(start).and_then(Self::starting).ok_or(NotASchoolYear)?;
        let end = rest.strip_prefix(b"/").or(rest.strip_prefix(b"-")).ok_or(NotASchoolYear)?;
        let following = start.0 + 1;
        let fits = match end.len() {
            2 => digits(end) == Some(following % 100),
            4 => digits(end) == Some(following),
            _ => false,
        };
        if fits { Ok(start) } else { Err(NotASchoolYear) }
    }
}

#[inline]
fn digits(text: &[u8]) -> Option<u16> {
    text.iter().try_fold(0_u16, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + u16::from(byte - b'0'))
    })
}

impl FromStr for SchoolYear {
    type Err = NotASchoolYear;

    fn from_str(text: &str) -> Result<Self, NotASchoolYear> {
        Self::from_bytes(text.as_bytes())
    }
}

impl TryFrom<String> for SchoolYear {
    type Error = NotASchoolYear;

    fn try_from(text: String) -> Result<Self, NotASchoolYear> {
        text.parse()
    }
}

impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> Self {
        year.to_string()
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_the_same_year() {
        for text in ["1999/00", "1999/2000", "1999-00", "1999-2000"] {
            assert_eq!(text.parse(), Ok(SchoolYear(1999)), "{text}");
        }
    }

    #[test]
    fn years_that_do_not_follow_each_other_are_refused() {
        for text in ["", "2018", "2018/18", "2018/2020", "2018/9", "18/19", "2018_19", "2018/1é"] {
            assert_eq!(text.parse::<SchoolYear>(), Err(NotASchoolYear), "{text}");
        }
    }
}
