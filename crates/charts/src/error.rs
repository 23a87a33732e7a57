//! What can stop a chart from being drawn.

use std::fmt;

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The id is empty or holds a character that no element id may hold.
    Id {
        /// The id as it was given.
        id: String,
    },
    /// A line has not one point for every year.
    Points {
        /// The name of the line.
        line: String,
        /// How many years the chart has.
        years: usize,
        /// How many points the line has.
        points: usize,
    },
    /// A drawing cannot become pixels; a bug.
    Pixels {
        /// Why.
        reason: String,
    },
    /// A bundled font cannot be read; a bug.
    Font,
    /// The drawing library refused; a bug.
    Drawing {
        /// What it said.
        reason: String,
    },
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id { id } => {
                write!(f, "`{id}` is no element id: expected ASCII letters, digits, `-` and `_`")
            }
            Self::Points { line, years, points } => {
                write!(f, "line `{line}` has {points} points for {years} years")
            }
            Self::Pixels { reason } => write!(f, "a drawing cannot become pixels: {reason}"),
            Self::Font => f.write_str("a bundled font cannot be read"),
            Self::Drawing { reason } => write!(f, "drawing was refused: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}
