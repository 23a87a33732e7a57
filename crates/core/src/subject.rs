//! Subjects of the national tests and the four-digit codes that name a test.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Grade;

/// A subject with a criterion scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Dansk, læsning.
    #[serde(rename = "laesning")]
    Reading,
    /// Matematik.
    #[serde(rename = "matematik")]
    Mathematics,
}

impl Subject {
    /// Both, in the report's order.
    pub const ALL: [Self; 2] = [Self::Reading, Self::Mathematics];

    /// The id users read and write: `laesning` or `matematik`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reading => "laesning",
            Self::Mathematics => "matematik",
        }
    }

    /// The subject with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.id() == id)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Which test was taken: a subject, and the grade the test is meant for.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Subject, TestCode};
///
/// let code = TestCode::from_bytes(b"0203")?;
/// assert_eq!(code.subject, Some(Subject::Mathematics));
/// assert_eq!(code.grade.number(), 3);
/// # Ok::<(), kvalitet_core::NotATestCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TestCode {
    /// The subject, or `None` for one without a criterion scale, such as English.
    pub subject: Option<Subject>,
    /// The grade the test is meant for.
    pub grade: Grade,
}

/// The text was no test code such as `0203`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a four-digit test code such as `0203`")]
pub struct NotATestCode;

impl TestCode {
    /// Reads `ssgg`: two digits of subject (01 reading, 02 mathematics), two of grade. A leading
    /// zero that a spreadsheet ate is restored.
    ///
    /// # Errors
    ///
    /// Returns [`NotATestCode`] for anything that is not three or four digits with a grade from 0
    /// to 10.
    #[inline]
    pub fn from_bytes(text: &[u8]) -> Result<Self, NotATestCode> {
        let (subject, grade) = match text {
            [a, b, rest @ ..] if rest.len() == 2 => ([*a, *b], rest),
            [b, rest @ ..] if rest.len() == 2 => ([b'0', *b], rest),
            _ => return Err(NotATestCode),
        };
        let grade = Grade::from_bytes(grade).map_err(|_| NotATestCode)?;
        let subject = match &subject {
            b"01" => Some(Subject::Reading),
            b"02" => Some(Subject::Mathematics),
            [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => None,
            _ => return Err(NotATestCode),
        };
        Ok(Self { subject, grade })
    }
}
