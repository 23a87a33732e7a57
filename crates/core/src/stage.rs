//! Stages of the folkeskole: groups of grades that figures are published for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Grade;

/// A stage of the folkeskole.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Grade, Stage};
///
/// assert_eq!(Stage::from_id("mellemtrin"), Some(Stage::Middle));
/// assert_eq!(Grade::new(8).map(Stage::of), Some(Stage::Upper));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Indskoling, grades 0-3.
    #[serde(rename = "indskoling")]
    Lower,
    /// Mellemtrin, grades 4-6.
    #[serde(rename = "mellemtrin")]
    Middle,
    /// Udskoling, grades 7-9.
    #[serde(rename = "udskoling")]
    Upper,
    /// Grade 10.
    #[serde(rename = "10-klasse")]
    Tenth,
}

impl Stage {
    /// Every stage, from the lowest.
    pub const ALL: [Self; 4] = [Self::Lower, Self::Middle, Self::Upper, Self::Tenth];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Lower => "indskoling",
            Self::Middle => "mellemtrin",
            Self::Upper => "udskoling",
            Self::Tenth => "10-klasse",
        }
    }

    /// The stage with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// The stage a grade belongs to.
    pub const fn of(grade: Grade) -> Self {
        match grade.number() {
            0..=3 => Self::Lower,
            4..=6 => Self::Middle,
            7..=9 => Self::Upper,
            _ => Self::Tenth,
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
