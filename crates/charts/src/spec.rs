//! A chart before it is drawn: released figures and what is to be said of them. One spec gives the
//! picture, its alternative text, the numbers as a table, and a Vega-Lite chart for other programs.

use kvalitet_core::{Decimal, Language};
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Map, Value, json};

use crate::frame::Sheet;
use crate::{Axis, ChartError, Heading, Width};

/// What a chart of this crate draws. No other crate has one: pictures are tested as a whole here.
pub trait Draw {
    /// Draws everything between the heading and the note.
    ///
    /// # Errors
    ///
    /// Returns [`ChartError`] where the spec contradicts itself.
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError>;
}

/// A chart before it is drawn.
pub trait Spec: Draw {
    /// The texts around the data.
    fn heading(&self) -> &Heading;

    /// The numbers that are drawn, at released precision, and nothing else.
    fn data(&self) -> Data;

    /// How Vega-Lite is to show [`Spec::records`]: the fields of a chart besides its title and data.
    fn encoding(&self) -> Value;

    /// The rows of [`Spec::data`] as objects of what each has, with a `status`: `vist`, `skjult` or
    /// `mangler`.
    fn records(&self) -> Vec<Map<String, Value>> {
        self.data().records()
    }

    /// The chart as SVG; `id` begins the ids of its elements.
    ///
    /// # Errors
    ///
    /// Returns [`ChartError::Id`] for what is no element id, and others where the spec contradicts
    /// itself.
    fn svg(&self, texts: &Texts, width: Width, id: &str) -> Result<String, ChartError> {
        self.draw(texts, width)?.finish(self.heading(), id)
    }

    /// The chart as a Vega-Lite 6 specification, its data inside. A figure that is hidden or not there has
    /// no number in it, and a `status` that says so. Numbers are printed as `texts` prints them.
    fn vega_lite(&self, texts: &Texts) -> Value {
        let heading = self.heading();
        let mut chart = Map::new();
        let mut put = |key: &str, value: Value| chart.insert(key.to_owned(), value);
        put("$schema", json!("https://vega.github.io/schema/vega-lite/v6.json"));
        put("description", json!(heading.description));
        put(
            "title",
            json!({ "text": heading.title, "subtitle": heading.subtitle, "anchor": "start" }),
        );
        put("usermeta", json!({ "note": heading.note }));
        put("data", json!({ "values": self.records() }));
        put("config", json!({ "locale": { "number": number_locale(texts.language()) } }));
        put("width", json!(560));
        if let Value::Object(own) = self.encoding() {
            chart.extend(own);
        }
        Value::Object(chart)
    }
}

/// How Vega prints numbers; it asks for a currency where none is printed.
fn number_locale(language: Language) -> Value {
    let (decimal, thousands) = match language {
        Language::Danish => (",", "."),
        Language::English => (".", ","),
    };
    json!({ "decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""] })
}

/// The numbers of a chart as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// Its columns, by the names that data files use.
    pub columns: Vec<Column>,
    /// Its rows: a datum for each column.
    pub rows: Vec<Vec<Datum>>,
}

/// A column of a [`Data`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its id, such as `skole`, `skoleaar`, `vaerdi`, `nedre`, `oevre`.
    pub id: &'static str,
    /// How its numbers are printed; `None` for one of words.
    pub axis: Option<Axis>,
    /// Whether its numbers are differences, printed with their sign.
    pub is_signed: bool,
}

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// Words.
    Text(String),
    /// A released number.
    Number(Decimal),
    /// There is a number, and it is hidden.
    Hidden,
    /// There is none.
    Absent,
}

impl Column {
    /// A column of words.
    pub(crate) const fn words(id: &'static str) -> Self {
        Self { id, axis: None, is_signed: false }
    }

    /// A column of numbers.
    pub(crate) const fn numbers(id: &'static str, axis: Axis) -> Self {
        Self { id, axis: Some(axis), is_signed: false }
    }

    /// A column of differences.
    pub(crate) const fn differences(id: &'static str) -> Self {
        // A difference of per cent is no per cent.
        Self { id, axis: Some(Axis::Number), is_signed: true }
    }
}

impl Datum {
    /// A released figure's value, or what stands in its place.
    pub(crate) fn of(figure: Option<&ReleasedFigure>) -> Self {
        match figure {
            Some(figure) if figure.is_hidden() => Self::Hidden,
            Some(figure) => Self::maybe(figure.value()),
            None => Self::Absent,
        }
    }

    /// A number that may not be there.
    pub(crate) fn maybe(number: Option<Decimal>) -> Self {
        number.map_or(Self::Absent, Self::Number)
    }

    /// A figure's value and the ends of its interval.
    pub(crate) fn with_interval(figure: Option<&ReleasedFigure>) -> [Self; 3] {
        let (lower, upper) = figure.and_then(ReleasedFigure::interval).unzip();
        [Self::of(figure), Self::maybe(lower), Self::maybe(upper)]
    }
}

/// The rows of a chart for Vega-Lite, top to bottom: named here, one without a mark keeps its place.
pub(crate) fn rows_named<'n>(names: impl IntoIterator<Item = &'n str>) -> Value {
    let names: Vec<&str> = names.into_iter().collect();
    json!({ "field": "enhed", "type": "nominal", "title": null, "scale": { "domain": names } })
}

impl Data {
    /// Each row as an object of what it has; one with a hidden or absent number says so in `status`.
    pub(crate) fn records(&self) -> Vec<Map<String, Value>> {
        let record = |row: &Vec<Datum>| {
            let mut fields = Map::new();
            let first_number = self.columns.iter().position(|column| column.axis.is_some());
            let status = match first_number.and_then(|place| row.get(place)) {
                Some(Datum::Hidden) => "skjult",
                Some(Datum::Absent) => "mangler",
                _ => "vist",
            };
            for (column, datum) in self.columns.iter().zip(row) {
                let value = match datum {
                    Datum::Text(text) => json!(text),
                    Datum::Number(number) => json!(number.to_f64()),
                    Datum::Hidden | Datum::Absent => continue,
                };
                fields.insert(column.id.to_owned(), value);
            }
            fields.insert("status".to_owned(), json!(status));
            fields
        };
        self.rows.iter().map(record).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::specimens;

    #[test]
    fn vega_lite_prints_numbers_as_the_language_does() {
        let specimen = specimens().into_iter().find(|of| of.name == "funnel 12").unwrap();
        for (language, decimal, thousands) in
            [(Language::Danish, ",", "."), (Language::English, ".", ",")]
        {
            let chart = specimen.spec.vega_lite(&Texts::new(language));
            let number = &chart["config"]["locale"]["number"];
            assert_eq!(
                (&number["decimal"], &number["thousands"]),
                (&json!(decimal), &json!(thousands))
            );
        }
    }
}
