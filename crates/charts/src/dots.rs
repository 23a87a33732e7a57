//! One dot a school against the middle half of all folkeskoler.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Look, Plane, Plot, Spot, tenths};
use crate::frame::{Arrangement, NAME, SMALL, Sheet, Swatch, WORD, baseline, number};
use crate::palette::{AXIS, BAND, DOT, GRID, MIDDLE, hex};
use crate::scale::Scale;
use crate::spec::{Column, Data, Datum, Draw, Spec, rows_named};
use crate::{Axis, ChartError, Heading, Width};

/// The radius of a dot, in tenths of a px.
const RADIUS: i32 = 52;
/// From how many rows the axis is printed above them as well.
const LONG: usize = 16;

/// How other schools lie: their middle half and, where it is known, their median.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lower quartile.
    pub lower: Decimal,
    /// The upper quartile.
    pub upper: Decimal,
    /// What the band is called.
    pub label: String,
    /// The median, and what it is called.
    pub middle: Option<(Decimal, String)>,
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
    pub axis: Axis,
    /// The rows, top to bottom.
    pub rows: Vec<DotRow<'a>>,
}

impl Draw for DotChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin_rows(&self.heading, width, self.rows.len())?;
        let columns = self.columns(&sheet, texts);
        if let Some(band) = &self.reference {
            let mut legend = vec![(Swatch::Band, band.label.as_str())];
            legend.extend(band.middle.iter().map(|(_, label)| (Swatch::Middle, label.as_str())));
            sheet.legend(&legend, columns.left)?;
            sheet.y += 4.0;
        }
        sheet.in_columns(&self.rows, |sheet, rows| self.draw_rows(sheet, rows, texts))?;
        Ok(sheet)
    }
}

impl DotChart<'_> {
    fn draw_rows(
        &self,
        sheet: &mut Sheet,
        rows: &[DotRow<'_>],
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let columns = self.columns(sheet, texts);
        let rows: Vec<Placed<'_>> =
            rows.iter().map(|row| self.place(row, sheet, &columns, texts)).collect();
        let scale = self.scale(sheet, &columns, texts);
        if let (Some(scale), true) = (&scale, LONG < rows.len()) {
            sheet.y += 14.0;
            self.draw_ticks(sheet, &columns, (scale, texts), sheet.y - 6.0)?;
        }
        let plane = scale.as_ref().map(|scale| {
            let across = columns.left + INSET..columns.right - INSET;
            sheet.canvas.plane([scale.lower..scale.upper, 0.0..1.0], [across, 0.0..1.0])
        });
        if let Some(ground) = plane.as_ref().zip(scale.as_ref()) {
            self.draw_grounds(sheet, &columns, ground, &rows)?;
        }
        for row in &rows {
            draw_row(sheet, &columns, plane.as_ref(), row)?;
        }
        if let Some(scale) = &scale {
            self.draw_ticks(sheet, &columns, (scale, texts), sheet.y + 16.0)?;
            sheet.y += 20.0;
        }
        Ok(())
    }
}

impl Spec for DotChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("enhed"),
            Column::numbers("vaerdi", self.axis),
            Column::numbers("nedre", self.axis),
            Column::numbers("oevre", self.axis),
        ];
        let of_row = |row: &DotRow<'_>| {
            let name = std::iter::once(Datum::Text(row.name.clone()));
            name.chain(Datum::with_interval(row.figure)).collect()
        };
        Data { columns, rows: self.rows.iter().map(of_row).collect() }
    }

    fn encoding(&self) -> Value {
        let x = |field: &str| {
            json!({ "field": field, "type": "quantitative", "title": null,
            "scale": { "zero": false } })
        };
        let y = rows_named(self.rows.iter().map(|row| row.name.as_str()));
        let mut layer = Vec::new();
        if let Some(band) = &self.reference {
            layer.push(json!({
                "mark": { "type": "rect", "color": hex(BAND.light) },
                "encoding": {
                    "x": { "datum": band.lower.to_f64() }, "x2": { "datum": band.upper.to_f64() },
                },
            }));
        }
        layer.push(json!({
            "mark": { "type": "rule", "color": hex(DOT.light) },
            "encoding": { "y": y, "x": x("nedre"), "x2": { "field": "oevre" } },
        }));
        layer.push(json!({
            "mark": { "type": "point", "filled": true, "color": hex(DOT.light), "tooltip": true },
            "encoding": { "y": y, "x": x("vaerdi") },
        }));
        json!({ "layer": layer })
    }
}

impl DotChart<'_> {
    fn columns(&self, sheet: &Sheet, texts: &Texts) -> Columns {
        let (canvas, right) = (&sheet.canvas, sheet.width());
        let values: Vec<String> = self.rows.iter().map(|row| self.value(row, texts).0).collect();
        let values = canvas.widest(values.iter().map(String::as_str), &NAME).min(0.26 * right);
        let (names, left) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let notes = self.rows.iter().filter_map(|row| row.note.as_deref());
                let names = canvas.widest(self.rows.iter().map(|row| row.name.as_str()), &NAME);
                let names = names.max(canvas.widest(notes, &SMALL)).min(0.34 * right).ceil();
                (names, names + 12.0)
            }
            Arrangement::Above => (right, 0.0),
        };
        Columns { names, left, right: right - values - 10.0, values }
    }

    /// The value column's text, and whether it is a value.
    fn value(&self, row: &DotRow<'_>, texts: &Texts) -> (String, bool) {
        let value = row.figure.and_then(ReleasedFigure::value);
        let hidden = row.figure.is_some_and(ReleasedFigure::is_hidden);
        match value {
            Some(value) => (self.axis.print(texts, value), true),
            None if hidden => (self.hidden.clone(), false),
            None => (self.absent.clone(), false),
        }
    }

    fn scale(&self, sheet: &Sheet, columns: &Columns, texts: &Texts) -> Option<Scale> {
        let shown = |figure: &&ReleasedFigure| figure.value().is_some();
        let figures: Vec<_> = self.rows.iter().filter_map(|row| row.figure).filter(shown).collect();
        if figures.is_empty() {
            return None;
        }
        let ends = figures.into_iter().flat_map(|figure| {
            let (lower, upper) = figure.interval().unzip();
            [figure.value(), lower, upper]
        });
        let band = self.reference.iter().flat_map(|band| [Some(band.lower), Some(band.upper)]);
        let values: Vec<Decimal> = ends.chain(band).flatten().collect();
        let room = columns.right - columns.left - 2.0 * INSET;
        let fits = |scale: &Scale| {
            let labels = scale.ticks.iter().map(|tick| self.axis.print(texts, *tick));
            let widest =
                labels.map(|label| sheet.canvas.width_of(&label, &SMALL)).fold(0.0, f64::max);
            number(scale.ticks.len().saturating_sub(1)) * (widest + 12.0) <= room
        };
        let scales = (1..=6).rev().map(|most| Scale::over(values.clone(), self.axis, most));
        scales.flatten().find(fits)
    }

    fn draw_ticks(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        (scale, texts): (&Scale, &Texts),
        y: f64,
    ) -> Result<(), ChartError> {
        let across = columns.left + INSET..columns.right - INSET;
        let plane = sheet.canvas.plane([scale.lower..scale.upper, 0.0..1.0], [across, y..y + 1.0]);
        for tick in &scale.ticks {
            let label = self.axis.print(texts, *tick);
            let half = sheet.canvas.width_of(&label, &SMALL) / 2.0;
            let x = plane.px((tick.to_f64(), 0.0)).0.clamp(half, sheet.width() - half);
            sheet.canvas.text(Spot { anchor: Anchor::Middle, x, y }, &SMALL, &label)?;
        }
        Ok(())
    }

    /// What lies under the dots between two heights: the band, the ticks' lines, the median.
    fn draw_ground(
        &self,
        sheet: &Sheet,
        (plane, scale): (&Plane, &Scale),
        (top, bottom): (f64, f64),
    ) -> Result<(), ChartError> {
        let x = |value: Decimal| plane.px((value.to_f64(), 0.0)).0;
        if let Some(band) = &self.reference {
            let (left, right) = (x(band.lower), x(band.upper));
            let corners = [(tenths(left), tenths(top)), (tenths(right), tenths(bottom))];
            let [from, to] = corners;
            sheet.canvas.rect(from, to, &BAND)?;
            for side in [left, right] {
                sheet.canvas.line(&[(side, top), (side, bottom)], &AXIS, 8)?;
            }
        }
        for tick in &scale.ticks {
            sheet.canvas.line(&[(x(*tick), top), (x(*tick), bottom)], &GRID, 8)?;
        }
        if let Some((middle, _)) = self.reference.as_ref().and_then(|band| band.middle.as_ref()) {
            let middle = x(*middle);
            sheet.canvas.line(&[(middle, top), (middle, bottom)], &MIDDLE, 16)?;
        }
        Ok(())
    }

    /// The ground of every row and its guide from name to value. Where names stand between the
    /// rows, the ground keeps to the dots' strips, so that no line runs through a name.
    fn draw_grounds(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        ground: (&Plane, &Scale),
        rows: &[Placed<'_>],
    ) -> Result<(), ChartError> {
        let guide = |y: f64| sheet.canvas.line(&[(columns.left, y), (columns.right, y)], &GRID, 8);
        let mut y = sheet.y;
        for row in rows {
            if sheet.kind.arrangement() == Arrangement::Beside {
                guide(y + row.middle)?;
            } else if row.figure.and_then(ReleasedFigure::value).is_some() {
                let middle = y + row.middle;
                guide(middle)?;
                self.draw_ground(sheet, ground, (middle - STRIP, middle + STRIP))?;
            }
            y += row.pitch;
        }
        match sheet.kind.arrangement() {
            Arrangement::Beside => self.draw_ground(sheet, ground, (sheet.y, y + 4.0)),
            Arrangement::Above => Ok(()),
        }
    }

    fn place<'r>(
        &self,
        row: &'r DotRow<'r>,
        sheet: &Sheet,
        columns: &Columns,
        texts: &Texts,
    ) -> Placed<'r> {
        let (canvas, (value, is_value)) = (&sheet.canvas, self.value(row, texts));
        let look = if is_value { &NAME } else { &WORD };
        let names = canvas.wrap(&row.name, &NAME, columns.names);
        let note = row.note.as_deref().unwrap_or_default();
        let beside = canvas.widest(names.last().map(String::as_str), &NAME) + 10.0;
        let follows = sheet.kind.arrangement() == Arrangement::Above
            && !note.is_empty()
            && beside + canvas.width_of(note, &SMALL) <= columns.names;
        let notes =
            if follows { vec![note.to_owned()] } else { canvas.wrap(note, &SMALL, columns.names) };
        let under = if follows { 0.0 } else { number(notes.len()) * SMALL.leading() };
        let text_height = number(names.len()) * NAME.leading() + under;
        let values = canvas.wrap(&value, look, columns.values.max(1.0));
        let value_height = number(values.len()) * look.leading();
        let least = if LONG < self.rows.len() { 22.0 } else { 26.0 };
        let (pitch, middle) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let pitch = text_height.max(value_height).max(least - 6.0) + 6.0;
                (pitch, pitch / 2.0)
            }
            // A word instead of a value stands beside the name where there is room.
            Arrangement::Above
                if !is_value
                    && names.len() == 1
                    && !follows
                    && beside + canvas.width_of(&value, look) <= columns.names =>
            {
                (text_height + 9.0, NAME.leading() / 2.0)
            }
            Arrangement::Above => {
                let strip = value_height.max(2.0 * STRIP);
                (text_height + strip + 10.0, text_height + strip / 2.0)
            }
        };
        let figure = self.percent_of(row, texts).unwrap_or(value);
        let remark = if note.is_empty() { String::new() } else { format!(" ({note})") };
        let title = format!("{}: {figure}{remark}", row.name);
        let notes = Notes { lines: notes, beside: follows.then_some(beside) };
        Placed { figure: row.figure, title, names, notes, values, look, text_height, middle, pitch }
    }

    fn percent_of(&self, row: &DotRow<'_>, texts: &Texts) -> Option<String> {
        row.figure.and_then(|figure| self.axis.describe(texts, figure))
    }
}

/// What an axis keeps free at both ends, so that dots and tick labels at the ends are whole; px.
const INSET: f64 = 13.0;

/// Half the height of a dot's strip where names stand above the dots; px.
const STRIP: f64 = 9.0;

/// Where things stand in a row, in px.
struct Columns {
    names: f64,
    left: f64,
    right: f64,
    values: f64,
}

/// The remark of a row: under the name, or this far to the right on the name's last line.
struct Notes {
    lines: Vec<String>,
    beside: Option<f64>,
}

/// A row with its texts broken into lines, and how high it is in px.
struct Placed<'r> {
    figure: Option<&'r ReleasedFigure>,
    title: String,
    names: Vec<String>,
    notes: Notes,
    values: Vec<String>,
    look: &'static Look,
    text_height: f64,
    /// From the upper edge to the dot.
    middle: f64,
    pitch: f64,
}

fn draw_row(
    sheet: &mut Sheet,
    columns: &Columns,
    plane: Option<&Plane>,
    row: &Placed<'_>,
) -> Result<(), ChartError> {
    let middle = sheet.y + row.middle;
    let (first, anchor, x) = match sheet.kind.arrangement() {
        Arrangement::Beside => (middle - row.text_height / 2.0, Anchor::End, columns.names),
        Arrangement::Above => (sheet.y, Anchor::Start, 0.0),
    };
    let canvas = &sheet.canvas;
    canvas.open(row.title.clone());
    let y = baseline(first + NAME.leading() / 2.0, &NAME);
    canvas.lines(Spot { anchor, x, y }, &NAME, &row.names)?;
    let below = first + number(row.names.len()) * NAME.leading();
    let spot = match row.notes.beside {
        Some(beside) => Spot { anchor, x: x + beside, y: y + below - first - NAME.leading() },
        None => Spot { anchor, x, y: baseline(below + SMALL.leading() / 2.0, &SMALL) },
    };
    canvas.lines(spot, &SMALL, &row.notes.lines)?;
    let rise = number(row.values.len().saturating_sub(1)) * row.look.leading() / 2.0;
    let y = baseline(middle - rise, row.look);
    canvas.lines(Spot { anchor: Anchor::End, x: sheet.width(), y }, row.look, &row.values)?;
    if let Some((plane, figure)) = plane.zip(row.figure) {
        draw_dot(sheet, plane, figure, middle)?;
    }
    canvas.close();
    sheet.y += row.pitch;
    Ok(())
}

fn draw_dot(
    sheet: &Sheet,
    plane: &Plane,
    figure: &ReleasedFigure,
    middle: f64,
) -> Result<(), ChartError> {
    let Some(value) = figure.value() else {
        return Ok(());
    };
    let x = |value: Decimal| plane.px((value.to_f64(), 0.0)).0;
    if let Some((lower, upper)) = figure.interval() {
        sheet.canvas.faint_line(&[(x(lower), middle), (x(upper), middle)], &DOT, 30)?;
    }
    sheet.canvas.dot((x(value), middle), RADIUS, &DOT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        WIDTHS, absent, corners, dot_chart, elements, group, hidden, length, saying, shown, texts,
        words,
    };

    #[test]
    fn a_dot_stands_at_its_released_value() {
        for width in WIDTHS {
            let figures = [shown("7.0"), shown("8.4 7.9 8.9"), shown("6.1")];
            let svg = dot_chart(&figures).svg(&texts(), width, "c").unwrap();
            let at = |said| length(saying(&svg, said), "x");
            let (from, to) = if svg.contains(">6,0<") { ("6,0", "9,0") } else { ("6", "9") };
            let scale = (at(to) - at(from)) / 3.0;
            for (dot, value) in elements(&svg, "circle").iter().zip([7.0, 8.4, 6.1]) {
                let expected = at(from) + (value - 6.0) * scale;
                assert!((length(dot, "cx") - expected).abs() < 0.31, "{dot} is not {value}");
            }
        }
    }

    #[test]
    fn a_hidden_row_has_a_word_and_nothing_else() {
        for width in WIDTHS {
            let figures = [hidden(), shown("7.0"), absent()];
            let svg = dot_chart(&figures).svg(&texts(), width, "c").unwrap();
            for (begins, word) in [("Ådalsskolen", "skjult"), ("Sct. Søren", "ingen elever")] {
                let row = group(&svg, begins);
                assert!(corners(row).is_empty());
                assert_eq!(elements(row, "text").last().map(|line| words(line)), Some(word));
            }
        }
    }

    #[test]
    fn every_dot_has_the_same_colour() {
        let figures = [shown("4.0"), shown("7.2"), shown("9.9")];
        let svg = dot_chart(&figures).svg(&texts(), Width::Wide, "c").unwrap();
        let dots = elements(&svg, "circle");
        assert_eq!(dots.len(), 3);
        assert!(dots.iter().all(|dot| dot.contains("class=\"f-dot\" fill=\"#0a5a93\"")));
    }

    #[test]
    fn a_small_chart() {
        let figures = [shown("7.3 6.9 7.7"), hidden(), shown("8.1")];
        let svg = dot_chart(&figures).svg(&texts(), Width::Wide, "karakterer").unwrap();
        insta::assert_snapshot!(svg);
    }
}
