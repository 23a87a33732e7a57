//! The six levels of the criterion scale.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A level of the criterion scale, from 1 (ikke tilstrækkelig) to 6 (fremragende). Ordered.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Level;
///
/// assert!(Level::Good < Level::Outstanding);
/// assert_eq!(Level::try_from(4), Ok(Level::Good));
/// assert!(Level::try_from(7).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Level {
    /// Ikke tilstrækkelig præstation, 1.
    Insufficient,
    /// Mangelfuld præstation, 2.
    Inadequate,
    /// Jævn præstation, 3.
    Fair,
    /// God præstation, 4.
    Good,
    /// Rigtig god præstation, 5.
    VeryGood,
    /// Fremragende præstation, 6.
    Outstanding,
}

/// The number was no level from 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a level from 1 to 6")]
pub struct NotALevel;

impl Level {
    /// All six, lowest first.
    pub const ALL: [Self; 6] = [
        Self::Insufficient,
        Self::Inadequate,
        Self::Fair,
        Self::Good,
        Self::VeryGood,
        Self::Outstanding,
    ];

    /// Its code, 1-6.
    pub const fn code(self) -> u8 {
        match self {
            Self::Insufficient => 1,
            Self::Inadequate => 2,
            Self::Fair => 3,
            Self::Good => 4,
            Self::VeryGood => 5,
            Self::Outstanding => 6,
        }
    }

    /// The overall level of one test out of its three area levels.
    ///
    /// Which rule the ministry used is not documented; the choice moves the share of good results
    /// by several points, so it is a setting that the report prints.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::{Level, OverallRule};
    ///
    /// let areas = [Level::Fair, Level::Good, Level::Outstanding];
    /// assert_eq!(Level::overall(areas, OverallRule::MeanOfCategories), Level::Good);
    /// assert_eq!(Level::overall(areas, OverallRule::Median), Level::Good);
    /// ```
    pub fn overall(mut areas: [Self; 3], rule: OverallRule) -> Self {
        areas.sort_unstable();
        let [low, middle, high] = areas;
        match rule {
            OverallRule::Median => middle,
            OverallRule::MeanOfCategories => {
                let doubled = 2 * (low.code() + middle.code() + high.code());
                Self::try_from((doubled + 3) / 6).unwrap_or(middle)
            }
        }
    }
}

/// How three area levels make one overall level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverallRule {
    /// The mean of the three codes, rounded half up.
    MeanOfCategories,
    /// The middle one: at least two of three reach it.
    Median,
}

impl TryFrom<u8> for Level {
    type Error = NotALevel;

    #[inline]
    fn try_from(code: u8) -> Result<Self, NotALevel> {
        Self::ALL.into_iter().find(|level| level.code() == code).ok_or(NotALevel)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.code()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_categories_rounds_half_up() {
        use Level::{Fair, Good, Insufficient, Outstanding, VeryGood};
        let rule = OverallRule::MeanOfCategories;
        assert_eq!(Level::overall([Fair, Good, Good], rule), Good); // 11/3 = 3.67
        assert_eq!(Level::overall([Fair, Fair, Good], rule), Fair); // 10/3 = 3.33
        assert_eq!(Level::overall([Insufficient, Insufficient, Insufficient], rule), Insufficient);
        assert_eq!(Level::overall([Outstanding, Outstanding, VeryGood], rule), Outstanding);
    }
}
