//! What each school added, with its interval, around what was expected.

use kvalitet_core::Decimal;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Look, Plane, Plot, Spot};
use crate::frame::{Arrangement, NAME, SMALL, STRONG, Sheet, Swatch, WORD, number};
use crate::palette::{AXIS, DOT, TEXT, hex};
use crate::scale::{Scale, signed};
use crate::spec::{Column, Data, Datum, Draw, Spec, rows_named};
use crate::{Axis, ChartError, Heading, Width};

mod rows;

use rows::{STRIP, draw_grounds, draw_row, draw_ticks};

/// What a school added to what was expected of it, in the unit of its chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is known, and shown.
    Shown {
        /// How much: below zero less than expected.
        value: Decimal,
        /// The ends of its 95 % interval.
        interval: [Decimal; 2],
        /// The ends of the interval to hold two schools against each other with.
        comparison: Option<[Decimal; 2]>,
        /// Whether it is sure to be more or less than expected.
        is_sure: bool,
    },
    /// It is known, and hidden.
    Hidden,
    /// There is none.
    Absent,
}

/// One row of a [`CaterpillarChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaterpillarRow {
    /// The name of the school.
    pub name: String,
    /// What it added.
    pub effect: Effect,
    /// A remark printed with the name.
    pub note: Option<String>,
}

/// What each school added: a dot, its interval, and the number at right, around the line of what was
/// expected.
///
/// The axis reaches as far below zero as above it, so that the two sides can be compared. A school
/// that is sure to differ is filled, bold and in the one strong colour, whichever side it is on;
/// all others are open and grey. Hidden and absent ones have a word and no place.
///
/// # Examples
///
/// ```
/// use kvalitet_charts::{CaterpillarChart, CaterpillarRow, Effect, Spec, Width};
/// use kvalitet_core::Language;
/// use kvalitet_text::Texts;
///
/// let chart = CaterpillarChart {
///     heading: Default::default(),
///     expected: "som ventet".into(),
///     less: "mindre end ventet".into(),
///     more: "mere end ventet".into(),
///     interval: "95 %-interval".into(),
///     comparison: "til at sammenligne to skoler".into(),
///     sure: "sikker forskel".into(),
///     hidden: "skjult".into(),
///     absent: "ingen elever".into(),
///     rows: vec![CaterpillarRow {
///         name: "Ærøskolen".into(),
///         effect: Effect::Shown {
///             value: "0.12".parse()?,
///             interval: ["0.03".parse()?, "0.21".parse()?],
///             comparison: None,
///             is_sure: true,
///         },
///         note: None,
///     }],
/// };
/// let svg = chart.svg(&Texts::new(Language::Danish), Width::Wide, "loefteevne")?;
/// assert!(svg.contains(">+0,12</text>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CaterpillarChart {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// What the line at zero is called, such as "som ventet".
    pub expected: String,
    /// What lies to the left of it, such as "mindre end ventet".
    pub less: String,
    /// What lies to the right of it, such as "mere end ventet".
    pub more: String,
    /// What the thin strokes are called.
    pub interval: String,
    /// What the thick strokes are called.
    pub comparison: String,
    /// What is said of schools that are sure to differ.
    pub sure: String,
    /// What stands in place of a hidden value.
    pub hidden: String,
    /// What stands in place of a value that is not there.
    pub absent: String,
    /// The rows, top to bottom.
    pub rows: Vec<CaterpillarRow>,
}

/// From how many rows on they stand closer, and the axis is printed above them as well.
const LONG: usize = 24;
/// What the axis keeps free at both ends; px.
const INSET: f64 = 8.0;

impl Draw for CaterpillarChart {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin_rows(&self.heading, width, self.rows.len())?;
        let columns = self.columns(&sheet, texts);
        self.draw_legend(&mut sheet, &columns)?;
        sheet.in_columns(&self.rows, |sheet, rows| self.draw_rows(sheet, rows, texts))?;
        Ok(sheet)
    }
}

impl CaterpillarChart {
    fn draw_rows(
        &self,
        sheet: &mut Sheet,
        rows: &[CaterpillarRow],
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let columns = self.columns(sheet, texts);
        let scale = self.scale(sheet, &columns, texts);
        let plane = scale.as_ref().map(|scale| {
            let across = columns.left + INSET..columns.right - INSET;
            sheet.canvas.plane([scale.lower..scale.upper, 0.0..1.0], [across, 0.0..1.0])
        });
        let ground = plane.as_ref().zip(scale.as_ref());
        if let Some((plane, scale)) = ground {
            self.draw_sides(sheet, &columns, plane)?;
            if LONG < self.rows.len() {
                draw_ticks(sheet, (plane, scale), texts, sheet.y + 12.0)?;
                sheet.y += 20.0;
            }
        }
        let rows: Vec<Placed<'_>> =
            rows.iter().map(|row| self.place(row, sheet, &columns, texts)).collect();
        if let Some(ground) = ground {
            draw_grounds(sheet, &columns, ground, &rows)?;
        }
        for row in &rows {
            draw_row(sheet, &columns, plane.as_ref(), row)?;
        }
        if let Some(ground) = ground {
            let below = match sheet.kind.arrangement() {
                Arrangement::Beside => 17.0,
                Arrangement::Above => 12.0,
            };
            draw_ticks(sheet, ground, texts, sheet.y + below)?;
            sheet.y += below + 3.0;
        }
        Ok(())
    }
}

impl Spec for CaterpillarChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let numbers = ["vaerdi", "nedre", "oevre", "sammenligning_nedre", "sammenligning_oevre"];
        let numbers = numbers.map(Column::differences);
        let columns = std::iter::once(Column::words("enhed")).chain(numbers).collect();
        let of_row = |row: &CaterpillarRow| {
            let numbers = match row.effect {
                Effect::Hidden => vec![Datum::Hidden; 5],
                Effect::Absent => vec![Datum::Absent; 5],
                Effect::Shown { value, interval: [lower, upper], comparison, .. } => {
                    let [from, to] = comparison.map_or([None; 2], |ends| ends.map(Some));
                    [Some(value), Some(lower), Some(upper), from, to].map(Datum::maybe).to_vec()
                }
            };
            std::iter::once(Datum::Text(row.name.clone())).chain(numbers).collect()
        };
        Data { columns, rows: self.rows.iter().map(of_row).collect() }
    }

    fn encoding(&self) -> Value {
        let x = |field: &str| json!({ "field": field, "type": "quantitative", "title": null });
        let y = rows_named(self.rows.iter().map(|row| row.name.as_str()));
        let is_sure = |row: &&CaterpillarRow| row.effect.is_sure();
        let sure: Vec<&str> =
            self.rows.iter().filter(is_sure).map(|row| row.name.as_str()).collect();
        let is_sure = json!({ "field": "enhed", "oneOf": sure });
        let color = json!({
            "condition": { "test": is_sure, "value": hex(DOT.light) }, "value": hex(AXIS.light),
        });
        let thicker = |sure: u8, other: u8| json!({ "condition": { "test": is_sure, "value": sure }, "value": other });
        json!({ "layer": [
            {
                "mark": { "type": "rule", "color": hex(TEXT.light) },
                "encoding": { "x": { "datum": 0 } },
            },
            {
                "mark": "rule",
                "encoding": {
                    "y": y, "x": x("nedre"), "x2": { "field": "oevre" }, "color": color,
                    "strokeWidth": thicker(2, 1),
                },
            },
            {
                "mark": "rule",
                "encoding": {
                    "y": y, "x": x("sammenligning_nedre"), "x2": { "field": "sammenligning_oevre" },
                    "color": color, "strokeWidth": thicker(6, 4),
                },
            },
            {
                "mark": { "type": "point", "filled": true, "tooltip": true },
                "encoding": { "y": y, "x": x("vaerdi"), "color": color, "size": thicker(110, 40) },
            },
        ] })
    }
}

impl Effect {
    const fn is_sure(&self) -> bool {
        matches!(self, Self::Shown { is_sure: true, .. })
    }

    const fn comparison(&self) -> Option<[Decimal; 2]> {
        match self {
            Self::Shown { comparison, .. } => *comparison,
            Self::Hidden | Self::Absent => None,
        }
    }

    /// Everything that is drawn of it.
    fn numbers(&self) -> Vec<Decimal> {
        match *self {
            Self::Shown { value, interval, comparison, .. } => [value]
                .into_iter()
                .chain(interval)
                .chain(comparison.into_iter().flatten())
                .collect(),
            Self::Hidden | Self::Absent => Vec::new(),
        }
    }
}

/// Both ends of an interval, such as `[−0,03; +0,21]`.
fn between(texts: &Texts, [lower, upper]: [Decimal; 2]) -> String {
    format!("[{}; {}]", signed(texts, lower), signed(texts, upper))
}

/// Where things stand in a row, in px.
struct Columns {
    names: f64,
    left: f64,
    right: f64,
    values: f64,
}

/// A row with its texts broken into lines, and how high it is in px.
struct Placed<'r> {
    row: &'r CaterpillarRow,
    title: String,
    names: Vec<String>,
    notes: Vec<String>,
    values: Vec<String>,
    /// Of the name, and of the value.
    looks: [Look; 2],
    text_height: f64,
    /// From the upper edge to the dot.
    middle: f64,
    pitch: f64,
}

impl CaterpillarChart {
    /// The looks of a name, of one that stands out, and of a word: smaller where rows are many.
    fn looks(&self) -> [Look; 3] {
        let size = if LONG < self.rows.len() { 12.5 } else { NAME.size };
        [NAME, STRONG, WORD].map(|look| Look { size: size.min(look.size), ..look })
    }

    fn columns(&self, sheet: &Sheet, texts: &Texts) -> Columns {
        let (canvas, right, [_, strong, _]) = (&sheet.canvas, sheet.width(), self.looks());
        let values: Vec<String> = self.rows.iter().map(|row| self.value(row, texts)).collect();
        let values = canvas.widest(values.iter().map(String::as_str), &strong).min(0.26 * right);
        match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let notes = self.rows.iter().filter_map(|row| row.note.as_deref());
                let names = self.rows.iter().map(|row| row.name.as_str());
                let names = canvas.widest(names, &strong).max(canvas.widest(notes, &SMALL));
                let names = names.min(0.31 * right).ceil();
                Columns { names, left: names + 12.0, right: right - values - 12.0, values }
            }
            Arrangement::Above => {
                Columns { names: right - values - 12.0, left: 0.0, right, values }
            }
        }
    }

    fn value(&self, row: &CaterpillarRow, texts: &Texts) -> String {
        match row.effect {
            Effect::Shown { value, .. } => signed(texts, value),
            Effect::Hidden => self.hidden.clone(),
            Effect::Absent => self.absent.clone(),
        }
    }

    /// The axis: as far below zero as above it.
    fn scale(&self, sheet: &Sheet, columns: &Columns, texts: &Texts) -> Option<Scale> {
        let numbers: Vec<Decimal> = self.rows.iter().flat_map(|row| row.effect.numbers()).collect();
        let opposite =
            numbers.iter().filter_map(|n| Decimal::new(n.units().checked_neg()?, n.decimals()));
        let mut values: Vec<Decimal> = numbers.iter().copied().chain(opposite).collect();
        if !values.is_empty() && values.iter().all(|value| value.units() == 0) {
            values.extend([-1, 1].into_iter().filter_map(|unit| Decimal::new(unit, 0)));
        }
        let room = columns.right - columns.left - 2.0 * INSET;
        let fits = |scale: &Scale| {
            let labels: Vec<String> = scale.ticks.iter().map(|tick| signed(texts, *tick)).collect();
            let widest = sheet.canvas.widest(labels.iter().map(String::as_str), &SMALL);
            number(scale.ticks.len().saturating_sub(1)) * (widest + 14.0) <= room
        };
        let scales = (2..=8).rev().map(|most| Scale::over(values.clone(), Axis::Number, most));
        scales.flatten().find(fits)
    }

    /// What strokes and filled dots mean, as far as there are any.
    fn draw_legend(&self, sheet: &mut Sheet, columns: &Columns) -> Result<(), ChartError> {
        let effects = || self.rows.iter().map(|row| &row.effect);
        let mut legend = Vec::new();
        if effects().any(|effect| !effect.numbers().is_empty()) {
            legend.push((Swatch::Stroke(&AXIS, 14), self.interval.as_str()));
        }
        if effects().any(|effect| effect.comparison().is_some()) {
            legend.push((Swatch::Stroke(&AXIS, 50), self.comparison.as_str()));
        }
        if effects().any(Effect::is_sure) {
            legend.push((Swatch::Sure(&DOT), self.sure.as_str()));
        }
        legend.retain(|(_, words)| !words.is_empty());
        if legend.is_empty() {
            return Ok(());
        }
        sheet.legend(&legend, columns.left)?;
        sheet.y += 6.0;
        Ok(())
    }

    /// What the two sides of zero and zero itself are called: on one line where that has room.
    fn draw_sides(
        &self,
        sheet: &mut Sheet,
        columns: &Columns,
        plane: &Plane,
    ) -> Result<(), ChartError> {
        let zero = plane.px((0.0, 0.0)).0;
        let strong = Look { size: 12.5, ..STRONG };
        let canvas = &sheet.canvas;
        let half = canvas.width_of(&self.expected, &strong) / 2.0;
        let (less, more) = (format!("← {}", self.less), format!("{} →", self.more));
        let (left, right) = (columns.left, columns.right);
        let side = zero - half - 12.0 - left;
        let is_one_line = canvas.widest([less.as_str(), more.as_str()], &SMALL) <= side;
        let most = if is_one_line { side } else { zero - left - 6.0 };
        let [less, more] = [less, more].map(|text| canvas.wrap(&text, &SMALL, most));
        let lines = number(less.len().max(more.len()));
        let expected = canvas.wrap(&self.expected, &strong, right - left);
        let first = sheet.y + strong.size;
        canvas.lines(Spot { anchor: Anchor::Middle, x: zero, y: first }, &strong, &expected)?;
        let under = if is_one_line { 0.0 } else { number(expected.len()) * strong.leading() };
        let y = first + under;
        canvas.lines(Spot { anchor: Anchor::Start, x: left, y }, &SMALL, &less)?;
        canvas.lines(Spot { anchor: Anchor::End, x: right, y }, &SMALL, &more)?;
        let own = number(expected.len()) * strong.leading();
        sheet.y += own.max(under + lines * SMALL.leading()) + 6.0;
        Ok(())
    }

    fn place<'r>(
        &self,
        row: &'r CaterpillarRow,
        sheet: &Sheet,
        columns: &Columns,
        texts: &Texts,
    ) -> Placed<'r> {
        let (canvas, [plain, strong, word]) = (&sheet.canvas, self.looks());
        let looks = match row.effect {
            Effect::Shown { is_sure, .. } if is_sure => [strong, strong.in_ink(&DOT)],
            Effect::Shown { .. } => [plain, plain],
            Effect::Hidden | Effect::Absent => [plain, word],
        };
        let [of_name, of_value] = looks;
        let names = canvas.wrap(&row.name, &of_name, columns.names);
        let notes = canvas.wrap(row.note.as_deref().unwrap_or_default(), &SMALL, columns.names);
        let value = self.value(row, texts);
        let values = canvas.wrap(&value, &of_value, columns.values.max(1.0));
        let text_height =
            number(names.len()) * of_name.leading() + number(notes.len()) * SMALL.leading();
        let value_height = number(values.len()) * of_value.leading();
        let is_long = LONG < self.rows.len();
        let (pitch, middle) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let least = if is_long { 18.0 } else { 24.0 };
                let pitch = (text_height.max(value_height) + 2.0).max(least);
                (pitch, pitch / 2.0)
            }
            Arrangement::Above => {
                let height = text_height.max(value_height);
                let strip = if row.effect.numbers().is_empty() { 0.0 } else { 2.0 * STRIP };
                let gap = if is_long { 5.0 } else { 9.0 };
                (height + strip + gap, height + strip / 2.0)
            }
        };
        let title = self.describe(row, texts);
        Placed { row, title, names, notes, values, looks, text_height, middle, pitch }
    }

    fn describe(&self, row: &CaterpillarRow, texts: &Texts) -> String {
        let mut parts = vec![self.value(row, texts)];
        if let Effect::Shown { interval, comparison, is_sure, .. } = row.effect {
            parts.push(format!("{} {}", self.interval, between(texts, interval)));
            let ends =
                comparison.map(|ends| format!("{} {}", self.comparison, between(texts, ends)));
            parts.extend(ends);
            parts.extend(is_sure.then(|| self.sure.clone()));
        }
        parts.extend(row.note.clone());
        format!("{}: {}", row.name, parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        WIDTHS, caterpillar_chart, corners, elements, group, length, saying, texts, words,
    };

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn shown(numbers: [&str; 5], is_sure: bool) -> Effect {
        let [value, lower, upper, from, to] = numbers.map(decimal);
        Effect::Shown { value, interval: [lower, upper], comparison: Some([from, to]), is_sure }
    }

    /// One school sure to be above, one not sure, one hidden, one without a value.
    fn chart() -> CaterpillarChart {
        let row = |name: &str, effect| CaterpillarRow { name: name.to_owned(), effect, note: None };
        CaterpillarChart {
            rows: vec![
                row("Ærøskolen", shown(["0.32", "0.11", "0.53", "0.20", "0.44"], true)),
                row("Bøgeskolen", shown(["-0.05", "-0.30", "0.20", "-0.15", "0.05"], false)),
                row("Elmeskolen", Effect::Hidden),
                row("Ydby Skole", Effect::Absent),
            ],
            ..caterpillar_chart(0)
        }
    }

    #[test]
    fn dots_and_strokes_stand_at_their_values() {
        for width in WIDTHS {
            let svg = chart().svg(&texts(), width, "c").unwrap();
            let tick = |said: &str| length(saying(&svg, said), "x");
            let (zero, far) = (tick("0"), tick("+0,4"));
            let x = |value: &str| zero + decimal(value).to_f64() / 0.4 * (far - zero);
            for (name, numbers) in [
                ("Ærøskolen", ["0.32", "0.11", "0.53", "0.20", "0.44"]),
                ("Bøgeskolen", ["-0.05", "-0.30", "0.20", "-0.15", "0.05"]),
            ] {
                let row = group(&svg, name);
                let dots = elements(row, "circle").into_iter().map(|dot| length(dot, "cx"));
                let strokes = elements(row, "path").into_iter().flat_map(corners);
                let drawn: Vec<f64> = strokes.map(|(x, _)| x).chain(dots.take(1)).collect();
                let [value, rest @ ..] = numbers;
                let expected: Vec<f64> = rest.into_iter().chain([value]).map(x).collect();
                assert_eq!(drawn.len(), expected.len());
                for (drawn, expected) in drawn.iter().zip(expected) {
                    assert!((drawn - expected).abs() < 0.21, "{name}: {drawn} is not {expected}");
                }
            }
        }
    }

    #[test]
    fn only_a_sure_school_is_coloured() {
        for width in WIDTHS {
            let svg = chart().svg(&texts(), width, "c").unwrap();
            assert!(group(&svg, "Ærøskolen").contains("-dot\""));
            for name in ["Bøgeskolen", "Elmeskolen", "Ydby Skole"] {
                assert!(!group(&svg, name).contains("-dot\""), "{name}");
            }
        }
    }

    #[test]
    fn a_hidden_row_has_a_word_and_no_place() {
        for width in WIDTHS {
            let svg = chart().svg(&texts(), width, "c").unwrap();
            for (name, word) in [("Elmeskolen", "skjult"), ("Ydby Skole", "ingen elever")] {
                let row = group(&svg, &format!("{name}: {word}"));
                assert!(corners(row).is_empty());
                let said: Vec<&str> = elements(row, "text").into_iter().map(words).collect();
                assert_eq!(said, [name, word]);
            }
            let mut others = chart();
            others.rows.truncate(2);
            let without = others.svg(&texts(), width, "c").unwrap();
            let dots = |svg: &str| -> Vec<f64> {
                elements(svg, "circle").into_iter().map(|dot| length(dot, "r")).collect()
            };
            assert_eq!(dots(&svg), dots(&without));
        }
    }

    #[test]
    fn the_axis_reaches_as_far_below_zero_as_above_it() {
        let mut chart = chart();
        chart.rows.truncate(1);
        let sheet = Sheet::begin(&chart.heading, Width::Wide).unwrap();
        let columns = chart.columns(&sheet, &texts());
        let scale = chart.scale(&sheet, &columns, &texts()).unwrap();
        assert!((scale.lower + scale.upper).abs() < 1e-9 && 0.53 <= scale.upper);
        assert!(scale.ticks.iter().any(|tick| tick.units() == 0));
    }

    #[test]
    fn numbers_have_their_sign() {
        let signed = |text| signed(&texts(), decimal(text));
        assert_eq!(["0.12", "-0.05", "0.00"].map(signed), ["+0,12", "\u{2212}0,05", "0,00"]);
        let svg = chart().svg(&texts(), Width::Wide, "c").unwrap();
        group(&svg, "Bøgeskolen: \u{2212}0,05, 95\u{a0}%-interval [\u{2212}0,30; +0,20]");
    }

    #[test]
    fn the_numbers_are_those_of_the_rows() {
        let rows = chart().data().rows;
        let number = |text: &str| Datum::Number(decimal(text));
        let expected = ["0.32", "0.11", "0.53", "0.20", "0.44"].map(number);
        assert_eq!(rows[0][1..], expected);
        assert_eq!(rows[2][1..], vec![Datum::Hidden; 5]);
        assert_eq!(rows[3][1..], vec![Datum::Absent; 5]);
    }

    #[test]
    fn a_small_chart() {
        let svg = chart().svg(&texts(), Width::Wide, "loefteevne").unwrap();
        insta::assert_snapshot!(svg);
    }
}
