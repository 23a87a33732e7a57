//! The six levels of every school as stacked bars of 100 per cent.

use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

use crate::{ChartError, Heading, Width};

/// How much a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// One row among others.
    Plain,
    /// The row the others are read against, such as the municipality: set apart and bold.
    Strong,
}

/// One row of a [`LevelsChart`].
#[derive(Clone, Debug)]
pub struct LevelsRow<'a> {
    /// The name of the school.
    pub name: String,
    /// The shares of the six levels, lowest first, in per cent 0-100.
    pub levels: [Option<&'a ReleasedFigure>; 6],
    /// The share of the three highest levels, in per cent 0-100.
    pub total: Option<&'a ReleasedFigure>,
    /// How much it stands out.
    pub emphasis: Emphasis,
}

/// Stacked bars over the six levels, one row a school, the widest gap between Jævn and God.
#[derive(Clone, Debug)]
pub struct LevelsChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// The names of the six levels, lowest first.
    pub level_names: [String; 6],
    /// The head of the right-hand column, such as "Gode".
    pub total_name: String,
    /// What stands in place of a hidden row.
    pub hidden: String,
    /// What stands in place of a row without pupils.
    pub absent: String,
    /// The rows, top to bottom.
    pub rows: Vec<LevelsRow<'a>>,
}

impl LevelsChart<'_> {
    /// The chart as SVG; `id` begins the ids of its elements.
    ///
    /// # Errors
    ///
    /// Returns [`ChartError::Id`] for what is no element id.
    pub fn svg(&self, _texts: &Texts, _width: Width, _id: &str) -> Result<String, ChartError> {
        Ok(String::new())
    }
}
