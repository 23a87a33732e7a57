//! One dot a school against the middle half of all folkeskoler.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

use crate::{Axis, ChartError, Heading, Width};

/// How all folkeskoler lie: their middle half and their median.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lower quartile.
    pub lower: Decimal,
    /// The median.
    pub middle: Decimal,
    /// The upper quartile.
    pub upper: Decimal,
    /// What the band is called.
    pub label: String,
    /// What the median is called.
    pub middle_label: String,
}

/// One row of a [`DotChart`].
#[derive(Clone, Debug)]
pub struct DotRow<'a> {
    /// The name of the school.
    pub name: String,
    /// Its figure.
    pub figure: Option<&'a ReleasedFigure>,
    /// A remark printed with the name.
    pub note: Option<String>,
}

/// One row a school with a dot at its value and the number at right. All dots have one colour.
#[derive(Clone, Debug)]
pub struct DotChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// How all folkeskoler lie, where it is known.
    pub reference: Option<Band>,
    /// What stands in place of a hidden value.
    pub hidden: String,
    /// What stands in place of a value that is not there.
    pub absent: String,
    /// Whether the values are per cent or numbers.
    pub percent: Axis,
    /// The rows, top to bottom.
    pub rows: Vec<DotRow<'a>>,
}

impl DotChart<'_> {
    /// The chart as SVG; `id` begins the ids of its elements.
    ///
    /// # Errors
    ///
    /// Returns [`ChartError::Id`] for what is no element id.
    pub fn svg(&self, _texts: &Texts, _width: Width, _id: &str) -> Result<String, ChartError> {
        Ok(String::new())
    }
}
