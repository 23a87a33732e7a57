//! Levels, bands or answers of every school as stacked bars of 100 per cent.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Look, Plane, Plot, Spot, tenths};
use crate::fonts::Weight;
use crate::frame::{Arrangement, NAME, STRONG, Sheet, Swatch, WORD, baseline, number};
use crate::palette::{GRID, Ink, TEXT, diverging, hex, on_level};
use crate::spec::{Column, Data, Datum, Draw, Spec};
use crate::{Axis, ChartError, Heading, Width};

/// The gap at the boundary that matters, and half of the gap between other levels; px.
const BOUNDARY: f64 = 6.0;
const HALF_GAP: f64 = 1.0;
const NUMBER: Look = Look { weight: Weight::SemiBold, size: 12.5, ink: &TEXT };

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
    /// The share of each level, lowest first, in per cent 0-100.
    pub levels: Vec<Option<&'a ReleasedFigure>>,
    /// A share beside the bar, such as that of the levels above the boundary, in per cent 0-100.
    pub total: Option<&'a ReleasedFigure>,
    /// How much it stands out.
    pub emphasis: Emphasis,
}

/// Stacked bars over levels, bands or answers, one row a school, the widest gap at the boundary.
///
/// A row is drawn when every level is shown and they add up to 100 within what rounding can do.
/// A row with a hidden level has the word [`hidden`](Self::hidden) and no bar at all: one part of a
/// bar can be worked out of the others.
///
/// Colours run from brown below the middle to blue above it; an odd number of levels has a grey one
/// in the middle. They tell levels apart and judge nothing.
#[derive(Clone, Debug)]
pub struct LevelsChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// The names of the levels, lowest first.
    pub level_names: Vec<String>,
    /// How many of the levels lie below the boundary that matters, such as three of six below God;
    /// `None` where none of the levels is such a boundary.
    pub below: Option<usize>,
    /// The head of the right-hand column, such as "Gode"; empty where there is none.
    pub total_name: String,
    /// What stands in place of a hidden row.
    pub hidden: String,
    /// What stands in place of a row without pupils.
    pub absent: String,
    /// The rows, top to bottom.
    pub rows: Vec<LevelsRow<'a>>,
}

impl Draw for LevelsChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin(&self.heading, width)?;
        let columns = self.columns(&sheet, texts);
        let names = self.level_names.iter().map(String::as_str);
        let legend: Vec<_> = self.inks().into_iter().map(Swatch::Fill).zip(names).collect();
        sheet.legend(&legend, columns.bars)?;
        self.draw_head(&mut sheet, &columns)?;
        let mut before = None;
        for row in &self.rows {
            if before.is_some_and(|before| before != row.emphasis) {
                let y = sheet.y + 5.0;
                sheet.canvas.line(&[(0.0, y), (sheet.width(), y)], &GRID, 10)?;
                sheet.y += 10.0;
            }
            before = Some(row.emphasis);
            sheet.canvas.open(self.describe(row, texts));
            self.draw_row(&mut sheet, &columns, texts, row)?;
            sheet.canvas.close();
        }
        Ok(sheet)
    }
}

impl Spec for LevelsChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("enhed"),
            Column::words("kategori"),
            Column::numbers("andel", Axis::Percent),
            Column::numbers("samlet", Axis::Percent),
        ];
        let of_row = |row: &LevelsRow<'_>| {
            let bar = self.bar(row);
            let total = Datum::of(row.total);
            let name = row.name.clone();
            let of_level = move |(place, level): (usize, &String)| {
                let share = match &bar {
                    Bar::Shares(shares) => Datum::maybe(shares.get(place).copied()),
                    Bar::Hidden => Datum::Hidden,
                    Bar::Absent => Datum::Absent,
                };
                vec![Datum::Text(name.clone()), Datum::Text(level.clone()), share, total.clone()]
            };
            self.level_names.iter().enumerate().map(of_level).collect::<Vec<_>>()
        };
        Data { columns, rows: self.rows.iter().flat_map(of_row).collect() }
    }

    fn encoding(&self) -> Value {
        let colours: Vec<String> = self.inks().iter().map(|ink| hex(ink.light)).collect();
        let place = self.level_names.iter().enumerate();
        let order =
            place.map(|(place, name)| format!("datum.kategori === {} ? {place} : ", json!(name)));
        json!({
            "transform": [{ "calculate": format!("{}-1", order.collect::<String>()), "as": "plads" }],
            "mark": { "type": "bar", "tooltip": true },
            "encoding": {
                "y": { "field": "enhed", "type": "nominal", "sort": null, "title": null },
                "x": { "field": "andel", "type": "quantitative", "stack": "zero", "title": null },
                "color": {
                    "field": "kategori", "type": "nominal", "title": null,
                    "scale": { "domain": self.level_names, "range": colours },
                },
                "order": { "field": "plads", "type": "quantitative" },
            },
        })
    }
}

impl LevelsChart<'_> {
    fn inks(&self) -> Vec<&'static Ink> {
        diverging(self.level_names.len())
    }

    /// The row's bar: none without a figure for each of the chart's levels.
    fn bar(&self, row: &LevelsRow<'_>) -> Bar {
        if row.levels.len() == self.level_names.len() { row.bar() } else { Bar::Absent }
    }

    fn columns(&self, sheet: &Sheet, texts: &Texts) -> Columns {
        let (canvas, right) = (&sheet.canvas, sheet.width());
        let totals: Vec<String> = self.rows.iter().map(|row| self.total(row, texts)).collect();
        let numbers = canvas.widest(totals.iter().map(String::as_str), &STRONG);
        let head = canvas.widest(self.total_name.split(' '), &STRONG).min(0.25 * right);
        let total = numbers.max(head);
        let many = self.rows.len();
        let (names, bars, height, pitch) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let names = self.rows.iter().map(|row| row.name.as_str());
                let names = canvas.widest(names, &STRONG).min(0.3 * right).ceil();
                let (height, pitch) = match many {
                    0..=16 => (22.0, 30.0),
                    17..=30 => (19.0, 26.0),
                    _ => (17.0, 23.0),
                };
                (names, names + 12.0, height, pitch)
            }
            Arrangement::Above => (right, 0.0, 20.0, 29.0),
        };
        let end = if total == 0.0 { right } else { right - total - 14.0 };
        Columns { names, bars, end, total, height, pitch }
    }

    fn draw_head(&self, sheet: &mut Sheet, columns: &Columns) -> Result<(), ChartError> {
        sheet.y += 6.0;
        if self.total_name.is_empty() {
            return Ok(());
        }
        let lines = sheet.canvas.wrap(&self.total_name, &STRONG, columns.total.max(1.0));
        let spot = Spot { anchor: Anchor::End, x: sheet.width(), y: sheet.y + STRONG.size };
        sheet.canvas.lines(spot, &STRONG, &lines)?;
        sheet.y += number(lines.len()) * STRONG.leading() + 3.0;
        Ok(())
    }

    fn draw_row(
        &self,
        sheet: &mut Sheet,
        columns: &Columns,
        texts: &Texts,
        row: &LevelsRow<'_>,
    ) -> Result<(), ChartError> {
        let look = if row.emphasis == Emphasis::Strong { &STRONG } else { &NAME };
        let lines = sheet.canvas.wrap(&row.name, look, columns.names);
        let text_height = number(lines.len()) * look.leading();
        let (pitch, middle, first, anchor, x) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let pitch = columns.pitch.max(text_height + 6.0);
                let middle = sheet.y + pitch / 2.0;
                let first = middle - (text_height - look.leading()) / 2.0;
                (pitch, middle, first, Anchor::End, columns.names)
            }
            Arrangement::Above => {
                let middle = sheet.y + text_height + columns.height / 2.0 + 2.0;
                let first = sheet.y + look.leading() / 2.0;
                (text_height + columns.pitch, middle, first, Anchor::Start, 0.0)
            }
        };
        sheet.canvas.lines(Spot { anchor, x, y: baseline(first, look) }, look, &lines)?;
        match self.bar(row) {
            Bar::Shares(shares) => self.draw_bar(sheet, columns, middle, &shares)?,
            other => {
                let word = if other == Bar::Hidden { &self.hidden } else { &self.absent };
                let spot =
                    Spot { anchor: Anchor::Start, x: columns.bars, y: baseline(middle, &WORD) };
                sheet.canvas.text(spot, &WORD, word)?;
            }
        }
        let shown = row.total.and_then(ReleasedFigure::value).is_some();
        let look = if shown { look } else { &WORD };
        let spot = Spot { anchor: Anchor::End, x: sheet.width(), y: baseline(middle, look) };
        sheet.canvas.text(spot, look, &self.total(row, texts))?;
        sheet.y += pitch;
        Ok(())
    }

    /// The bar of one row around the middle line. Its parts fill it: what rounding left over or
    /// short is spread over them in proportion.
    fn draw_bar(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        middle: f64,
        shares: &[Decimal],
    ) -> Result<(), ChartError> {
        let sum: f64 = shares.iter().map(|share| share.to_f64()).sum();
        let gap = if self.below.is_some() { BOUNDARY } else { 0.0 };
        let plane = |shift: f64| {
            let across = columns.bars + shift..columns.end - gap + shift;
            sheet.canvas.plane([0.0..sum, 0.0..1.0], [across, middle..middle + 1.0])
        };
        let (below, above) = (plane(0.0), plane(gap));
        let mut from = 0.0;
        for (place, (share, ink)) in shares.iter().zip(self.inks()).enumerate() {
            let to = from + share.to_f64();
            let plane =
                if self.below.is_some_and(|first| first <= place) { &above } else { &below };
            if share.units() != 0 {
                let part = Part { ink, from, to, middle, height: columns.height };
                draw_part(sheet, plane, &part)?;
                draw_number(sheet, plane, &part, *share)?;
            }
            if self.below == Some(place + 1) && 0.0 < to && to < sum {
                let x = below.px((to, 0.0)).0 + BOUNDARY / 2.0;
                let half = columns.height / 2.0 + 2.5;
                sheet.canvas.line(&[(x, middle - half), (x, middle + half)], &TEXT, 12)?;
            }
            from = to;
        }
        Ok(())
    }

    /// What stands in the right-hand column; nothing where the bar's place says it already.
    fn total(&self, row: &LevelsRow<'_>, texts: &Texts) -> String {
        match row.total {
            Some(figure) if figure.is_hidden() => match self.bar(row) {
                Bar::Hidden => String::new(),
                Bar::Shares(_) | Bar::Absent => self.hidden.clone(),
            },
            Some(figure) => figure.value().map_or_else(String::new, |value| texts.percent(value)),
            None => String::new(),
        }
    }

    /// The row in words.
    fn describe(&self, row: &LevelsRow<'_>, texts: &Texts) -> String {
        let figures = row.levels.iter().zip(&self.level_names);
        let figures = match self.bar(row) {
            Bar::Shares(_) => figures.collect(),
            Bar::Hidden | Bar::Absent => Vec::new(),
        };
        let named = figures.into_iter().map(|(figure, name)| (*figure, name));
        let all = named.chain([(row.total, &self.total_name)]);
        let parts: Vec<String> = all
            .filter_map(|(figure, name)| {
                Some(format!("{name} {}", Axis::Percent.describe_plain(texts, figure?)?))
            })
            .collect();
        let word = match self.bar(row) {
            Bar::Shares(_) => None,
            Bar::Hidden => Some(self.hidden.clone()),
            Bar::Absent => Some(self.absent.clone()),
        };
        let parts: Vec<String> = word.into_iter().chain(parts).collect();
        format!("{}: {}", row.name, parts.join(", "))
    }
}

/// Where things stand in a row, in px.
struct Columns {
    names: f64,
    bars: f64,
    end: f64,
    total: f64,
    height: f64,
    pitch: f64,
}

/// What stands in the bar's place.
#[derive(Clone, Debug, PartialEq)]
enum Bar {
    /// Shares that add up to 100 but for rounding.
    Shares(Vec<Decimal>),
    Hidden,
    Absent,
}

impl LevelsRow<'_> {
    fn bar(&self) -> Bar {
        if self.levels.iter().flatten().any(|figure| figure.is_hidden()) {
            return Bar::Hidden;
        }
        let zero = Decimal::from_ratio(0, 1, 0);
        let shown = self.levels.iter().map(|figure| figure.and_then(ReleasedFigure::value));
        let shown: Vec<Option<Decimal>> = shown.collect();
        let coarsest = shown.iter().flatten().map(|share| share.decimals()).min();
        let (Some(zero), Some(coarsest)) = (zero, coarsest) else {
            return Bar::Absent;
        };
        let shares: Vec<Decimal> = shown.into_iter().map(|share| share.unwrap_or(zero)).collect();
        let sum: f64 = shares.iter().map(|share| share.to_f64()).sum();
        // Half of the last decimal for each share.
        let slack = 0.5 * number(shares.len()) / 10_f64.powi(i32::from(coarsest)) + 1e-9;
        if (sum - 100.0).abs() <= slack { Bar::Shares(shares) } else { Bar::Absent }
    }
}

struct Part {
    ink: &'static Ink,
    from: f64,
    to: f64,
    middle: f64,
    height: f64,
}

/// One part of a bar. The outline of 1 px straddles the rectangle's edge, so the part is seen
/// half a px larger on every side, and 1 px of ground stays between two parts.
fn draw_part(sheet: &Sheet, plane: &Plane, part: &Part) -> Result<(), ChartError> {
    let (left, right) = (plane.px((part.from, 0.0)).0, plane.px((part.to, 0.0)).0);
    let (left, right) = (tenths(left + HALF_GAP), tenths(right - HALF_GAP));
    let half = part.height / 2.0 - 0.5;
    let (top, bottom) = (tenths(part.middle - half), tenths(part.middle + half));
    sheet.canvas.rect((left, top), (right.max(left + 1), bottom), part.ink)
}

/// The share in a part, in whole per cent, where it fits.
fn draw_number(
    sheet: &Sheet,
    plane: &Plane,
    part: &Part,
    share: Decimal,
) -> Result<(), ChartError> {
    let text = share.with_decimals(0).map(|whole| whole.to_string()).unwrap_or_default();
    let (left, right) = (plane.px((part.from, 0.0)).0, plane.px((part.to, 0.0)).0);
    if right - left < sheet.canvas.width_of(&text, &NUMBER) + 6.0 {
        return Ok(());
    }
    let look = Look { ink: on_level(part.ink), ..NUMBER };
    let (x, y) = (f64::midpoint(left, right), baseline(part.middle, &look));
    sheet.canvas.text(Spot { anchor: Anchor::Middle, x, y }, &look, &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        WIDTHS, corners, elements, group, length, levels, levels_chart, saying, shown, texts, words,
    };

    const ROW: (&str, &str) = ("10.0 5.0 15.0 40.0 20.0 10.0", "70.0");

    #[test]
    fn the_parts_of_a_bar_are_as_wide_as_their_shares() {
        for width in WIDTHS {
            let figures = [levels(ROW), levels(("20.0 20.0 10.0 10.0 20.0 20.0", "50.0"))];
            let svg = levels_chart(&figures).svg(&texts(), width, "a").unwrap();
            let widths = |name| {
                let parts = elements(group(&svg, name), "rect");
                parts.into_iter().map(|part| length(part, "width") + 2.0 * HALF_GAP).collect()
            };
            let (one, other): (Vec<f64>, Vec<f64>) = (widths("Ådals"), widths("Bøge"));
            let scale = one.iter().sum::<f64>() / 100.0;
            for (part, share) in one.iter().zip([10.0, 5.0, 15.0, 40.0, 20.0, 10.0]) {
                assert!((part - share * scale).abs() < 0.21, "{part} is not {share}");
            }
            for (part, share) in other.iter().zip([20.0, 20.0, 10.0, 10.0, 20.0, 20.0]) {
                assert!((part - share * scale).abs() < 0.21, "{part} is not {share}");
            }
        }
    }

    #[test]
    fn a_row_with_one_hidden_level_has_a_word_and_nothing_else() {
        for width in WIDTHS {
            let mut row = levels(ROW);
            row.0[1] = crate::testing::hidden();
            row.1 = crate::testing::hidden();
            let svg = levels_chart(&[row]).svg(&texts(), width, "a").unwrap();
            let row = group(&svg, "Ådalsskolen: skjult");
            assert!(corners(row).is_empty());
            let said: Vec<&str> = elements(row, "text").into_iter().map(words).collect();
            assert_eq!(said, ["Ådalsskolen", "skjult"]);
        }
    }

    #[test]
    fn a_number_stands_only_where_it_fits() {
        let figures = [levels(("1.0 2.0 4.9 47.0 31.0 14.1", "92.1"))];
        let svg = levels_chart(&figures).svg(&texts(), Width::Wide, "a").unwrap();
        let said: Vec<&str> =
            elements(group(&svg, "Ådals"), "text").into_iter().map(words).collect();
        assert_eq!(said, ["Ådalsskolen", "5", "47", "31", "14", "92,1\u{a0}%"]);
    }

    #[test]
    fn shares_that_do_not_add_up_are_no_bar() {
        let (bar, total) = levels(ROW);
        let row = |levels| LevelsRow {
            name: String::new(),
            levels,
            total: Some(&total),
            emphasis: Emphasis::Plain,
        };
        let [one, two, three, four, five, _] = bar.each_ref().map(Some);
        assert_eq!(row(vec![one, two, three, four, five, None]).bar(), Bar::Absent);
        let nobody = shown("0.0");
        assert!(matches!(
            row(vec![one, one, four, None, four, Some(&nobody)]).bar(),
            Bar::Shares(_)
        ));
    }

    #[test]
    fn the_boundary_has_the_widest_gap() {
        let svg = levels_chart(&[levels(ROW)]).svg(&texts(), Width::Wide, "a").unwrap();
        let parts = elements(group(&svg, "Ådals"), "rect");
        let gaps: Vec<f64> = parts
            .windows(2)
            .map(|pair| length(pair[1], "x") - length(pair[0], "x") - length(pair[0], "width"))
            .collect();
        let others = gaps.iter().enumerate().filter(|(place, _)| *place != 2);
        assert!(others.map(|(_, gap)| *gap).fold(0.0, f64::max) + 4.0 < gaps[2], "{gaps:?}");
        assert!(length(saying(&svg, "Gode"), "x") > length(parts[5], "x"));
    }

    #[test]
    fn bands_and_answers_are_bars_too() {
        let shares = ["2.0", "8.0", "10.0", "50.0", "30.0"].map(shown);
        for (count, below, names) in [(4, Some(2), "abcd"), (5, None, "abcde")] {
            let mut levels: Vec<_> = shares.iter().skip(5 - count).map(Some).collect();
            let rest = shown("10.0");
            if count == 4 {
                levels[0] = Some(&rest);
            }
            let row = |levels: &[_]| LevelsRow {
                name: "Ådalsskolen".to_owned(),
                levels: levels.to_vec(),
                total: None,
                emphasis: Emphasis::Plain,
            };
            let mut chart = levels_chart(&[]);
            chart.level_names = names.chars().map(String::from).collect();
            (chart.below, chart.total_name) = (below, String::new());
            chart.rows = vec![row(&levels), row(levels.get(1..).unwrap())];
            let svg = chart.svg(&texts(), Width::Wide, "a").unwrap();
            let bar = group(&svg, "Ådalsskolen: a");
            assert_eq!(elements(bar, "rect").len(), count);
            // The divider is there exactly where there is a boundary.
            assert_eq!(elements(bar, "path").len(), usize::from(below.is_some()));
            // A row that lacks a category is no bar.
            saying(&svg, "ingen elever");
        }
    }

    #[test]
    fn a_small_chart() {
        let figures = [levels(ROW), levels(("hidden", "hidden"))];
        let svg = levels_chart(&figures).svg(&texts(), Width::Wide, "niveauer").unwrap();
        insta::assert_snapshot!(svg);
    }
}
