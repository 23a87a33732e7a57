//! Levels, bands or answers of every school as stacked bars of 100 per cent.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Look, Plane, Plot, Spot, tenths};
use crate::fonts::Weight;
use crate::frame::{Arrangement, CLOSE, NAME, STRONG, Sheet, Swatch, WORD, baseline, number};
use crate::palette::{GRID, Ink, TEXT, diverging, hex, on_level};
use crate::spec::{Column, Data, Datum, Draw, Spec, rows_named};
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

/// Where the bars of a [`LevelsChart`] stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// All begin at one line, and fill the same width.
    Left,
    /// The boundary of each stands on one line: what lies below it runs to the left, what lies above
    /// it to the right. Without a [boundary](LevelsChart::below) that is the middle, which runs through
    /// the neutral level of an odd number.
    Boundary {
        /// The head of the column of [`LevelsRow::total_below`], at left of the bars; empty where
        /// there is none.
        below_name: String,
    },
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
    /// The share below the boundary, in per cent 0-100: printed at the other end of the bar where
    /// bars are aligned at the boundary, and nowhere else. It is never added up here, for rounded
    /// parts need not add up to it.
    pub total_below: Option<&'a ReleasedFigure>,
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
    /// Where the bars stand.
    pub aligned: Alignment,
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
        let mut sheet = Sheet::begin_rows(&self.heading, width, self.rows.len())?;
        let names = self.level_names.iter().map(String::as_str);
        let legend: Vec<_> = self.inks().into_iter().map(Swatch::Fill).zip(names).collect();
        let indent = self.columns(&sheet, texts).bars;
        sheet.legend(&legend, indent)?;
        sheet.in_columns(&self.rows, |sheet, rows| self.draw_rows(sheet, rows, texts))?;
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
        let below = self.below_name().map(|_| Column::numbers("samlet_under", Axis::Percent));
        let columns = columns.into_iter().chain(below).collect();
        let of_row = |row: &LevelsRow<'_>| {
            let bar = self.bar(row);
            let below = self.below_name().map(|_| Datum::of(row.total_below));
            let totals: Vec<Datum> = [Datum::of(row.total)].into_iter().chain(below).collect();
            let name = row.name.clone();
            let of_level = move |(place, level): (usize, &String)| {
                let share = match &bar {
                    Bar::Shares(shares) => Datum::maybe(shares.get(place).copied()),
                    Bar::Hidden => Datum::Hidden,
                    Bar::Absent => Datum::Absent,
                };
                let named = [Datum::Text(name.clone()), Datum::Text(level.clone()), share];
                named.into_iter().chain(totals.clone()).collect()
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
        let order = format!("{}-1", order.collect::<String>());
        let mut transform = vec![json!({ "calculate": order, "as": "plads" })];
        let mut x =
            json!({ "field": "andel", "type": "quantitative", "stack": "zero", "title": null });
        let mut x2 = Value::Null;
        if self.below_name().is_some() {
            transform.extend(self.moved_to_the_boundary());
            x = json!({ "field": "venstre", "type": "quantitative", "title": null });
            x2 = json!({ "field": "hoejre" });
        }
        let mut encoding = json!({
            "y": rows_named(self.rows.iter().map(|row| row.name.as_str())),
            "x": x,
            "color": {
                "field": "kategori", "type": "nominal", "title": null,
                "scale": { "domain": self.level_names, "range": colours },
            },
            "order": { "field": "plads", "type": "quantitative" },
        });
        if let (Value::Object(fields), false) = (&mut encoding, x2.is_null()) {
            fields.insert("x2".to_owned(), x2);
        }
        let mark = json!({ "type": "bar", "tooltip": true });
        json!({ "transform": transform, "mark": mark, "encoding": encoding })
    }
}

impl LevelsChart<'_> {
    fn draw_rows(
        &self,
        sheet: &mut Sheet,
        rows: &[LevelsRow<'_>],
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let columns = self.columns(sheet, texts);
        self.draw_head(sheet, &columns)?;
        let mut before = None;
        for row in rows {
            if before.is_some_and(|before| before != row.emphasis) {
                let y = sheet.y + 5.0;
                sheet.canvas.line(&[(0.0, y), (sheet.width(), y)], &GRID, 10)?;
                sheet.y += 10.0;
            }
            before = Some(row.emphasis);
            sheet.canvas.open(self.describe(row, texts));
            self.draw_row(sheet, &columns, texts, row)?;
            sheet.canvas.close();
        }
        Ok(())
    }

    fn inks(&self) -> Vec<&'static Ink> {
        diverging(self.level_names.len())
    }

    /// The head of the left-hand column; `None` where bars are not aligned at the boundary.
    fn below_name(&self) -> Option<&str> {
        match &self.aligned {
            Alignment::Left => None,
            Alignment::Boundary { below_name } => Some(below_name),
        }
    }

    /// What is printed over the left-hand column; nothing where the column is empty.
    fn below_head(&self) -> &str {
        let filled = self.rows.iter().any(|row| row.total_below.is_some());
        self.below_name().filter(|_| filled).unwrap_or_default()
    }

    /// How many levels lie wholly left of the line that bars are aligned at, and whether the line
    /// runs through the next one.
    fn cut(&self) -> (usize, bool) {
        let count = self.level_names.len();
        self.below.map_or((count / 2, count % 2 == 1), |below| (below, false))
    }

    /// How much of a bar lies left of the line that bars are aligned at, in the unit of its shares.
    fn origin(&self, shares: &[Decimal]) -> f64 {
        if self.below_name().is_none() {
            return 0.0;
        }
        let (whole, through) = self.cut();
        let left: f64 = shares.iter().take(whole).map(|share| share.to_f64()).sum();
        let middle = shares.get(whole).filter(|_| through).map_or(0.0, |share| share.to_f64());
        left + middle / 2.0
    }

    /// How far the longest bars reach to the left and right of that line, in per cent of a bar.
    fn span(&self) -> (f64, f64) {
        if self.below_name().is_none() {
            return (0.0, 100.0);
        }
        let reach = |row| match self.bar(row) {
            Bar::Shares(shares) => {
                let sum: f64 = shares.iter().map(|share| share.to_f64()).sum();
                let left = 100.0 * self.origin(&shares) / sum;
                Some((left, 100.0 - left))
            }
            Bar::Hidden | Bar::Absent => None,
        };
        let reached = self.rows.iter().filter_map(reach);
        reached
            .reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))
            .unwrap_or((0.0, 100.0))
    }

    /// For Vega-Lite: the ends of each part, counted from the line that bars are aligned at.
    fn moved_to_the_boundary(&self) -> [Value; 5] {
        let (whole, through) = self.cut();
        let through = if through { 0.5 } else { 0.0 };
        let left = format!(
            "datum.plads < {whole} ? datum.andel : datum.plads === {whole} ? {through} * datum.andel : 0"
        );
        [
            json!({
                "stack": "andel", "groupby": ["enhed"], "as": ["fra", "til"],
                "sort": [{ "field": "plads", "order": "ascending" }],
            }),
            json!({ "calculate": left, "as": "foer" }),
            json!({
                "joinaggregate": [{ "op": "sum", "field": "foer", "as": "nul" }],
                "groupby": ["enhed"],
            }),
            json!({ "calculate": "datum.fra - datum.nul", "as": "venstre" }),
            json!({ "calculate": "datum.til - datum.nul", "as": "hoejre" }),
        ]
    }

    /// The row's bar: none without a figure for each of the chart's levels.
    fn bar(&self, row: &LevelsRow<'_>) -> Bar {
        if row.levels.len() == self.level_names.len() { row.bar() } else { Bar::Absent }
    }

    fn columns(&self, sheet: &Sheet, texts: &Texts) -> Columns {
        let (canvas, right) = (&sheet.canvas, sheet.width());
        let width = |name: &str, figure: &dyn Fn(&LevelsRow<'_>) -> String| {
            let numbers: Vec<String> = self.rows.iter().map(figure).collect();
            let numbers = canvas.widest(numbers.iter().map(String::as_str), &STRONG);
            numbers.max(canvas.widest(name.split(' '), &STRONG).min(0.25 * right))
        };
        let total = width(&self.total_name, &|row| self.printed(row, row.total, texts));
        let below = width(self.below_head(), &|row| match self.below_name() {
            Some(_) => self.printed(row, row.total_below, texts),
            None => String::new(),
        });
        let many = self.rows.len();
        let (names, bars, height, pitch) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let names = self.rows.iter().map(|row| row.name.as_str());
                let names = canvas.widest(names, &STRONG).min(0.3 * right).ceil();
                let (height, pitch) = match many {
                    0..=16 => (22.0, 30.0),
                    17..=30 => (19.0, 26.0),
                    many if sheet.crowds(many) => (CLOSE - 3.0, CLOSE),
                    _ => (17.0, 23.0),
                };
                (names, names + 12.0, height, pitch)
            }
            Arrangement::Above => (right, 0.0, 20.0, 29.0),
        };
        let bars = if below == 0.0 { bars } else { bars + below + 12.0 };
        let end = if total == 0.0 { right } else { right - total - 14.0 };
        Columns { names, below, bars, end, total, height, pitch, span: self.span() }
    }

    fn draw_head(&self, sheet: &mut Sheet, columns: &Columns) -> Result<(), ChartError> {
        sheet.y += 6.0;
        let heads = [
            (self.below_head(), columns.bars - 12.0, columns.below),
            (self.total_name.as_str(), sheet.width(), columns.total),
        ];
        let heads = heads.map(|(name, x, width)| {
            (
                sheet.canvas.wrap(name, &STRONG, width.max(1.0)),
                Spot { anchor: Anchor::End, x, y: 0.0 },
            )
        });
        let most = heads.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0);
        if most == 0 {
            return Ok(());
        }
        for (lines, spot) in heads {
            let down = number(most - lines.len()) * STRONG.leading();
            let y = sheet.y + down + STRONG.size;
            sheet.canvas.lines(Spot { y, ..spot }, &STRONG, &lines)?;
        }
        sheet.y += number(most) * STRONG.leading() + 3.0;
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
                let air = if sheet.crowds(self.rows.len()) { 1.0 } else { 6.0 };
                let pitch = columns.pitch.max(text_height + air);
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
            Bar::Shares(shares) => {
                let line = match sheet.kind.arrangement() {
                    Arrangement::Beside => pitch / 2.0,
                    Arrangement::Above => columns.height / 2.0 + 2.5,
                };
                self.draw_bar(sheet, columns, (middle, line), &shares)?;
            }
            other => {
                let word = if other == Bar::Hidden { &self.hidden } else { &self.absent };
                let x = match sheet.kind.arrangement() {
                    Arrangement::Beside => columns.bars,
                    Arrangement::Above => 0.0,
                };
                let spot = Spot { anchor: Anchor::Start, x, y: baseline(middle, &WORD) };
                sheet.canvas.text(spot, &WORD, word)?;
            }
        }
        let below = row.total_below.filter(|_| self.below_name().is_some());
        for (figure, x) in [(below, columns.bars - 12.0), (row.total, sheet.width())] {
            let shown = figure.and_then(ReleasedFigure::value).is_some();
            let look = if shown { look } else { &WORD };
            let spot = Spot { anchor: Anchor::End, x, y: baseline(middle, look) };
            sheet.canvas.text(spot, look, &self.printed(row, figure, texts))?;
        }
        sheet.y += pitch;
        Ok(())
    }

    /// The bar of one row around the middle line. Its parts fill it: what rounding left over or
    /// short is spread over them in proportion.
    fn draw_bar(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        (middle, line): (f64, f64),
        shares: &[Decimal],
    ) -> Result<(), ChartError> {
        let sum: f64 = shares.iter().map(|share| share.to_f64()).sum();
        let gap = if self.below.is_some() { BOUNDARY } else { 0.0 };
        let (left, right) = (columns.span.0 * sum / 100.0, columns.span.1 * sum / 100.0);
        let plane = |shift: f64| {
            let across = columns.bars + shift..columns.end - gap + shift;
            sheet.canvas.plane([-left..right, 0.0..1.0], [across, middle..middle + 1.0])
        };
        let (below, above) = (plane(0.0), plane(gap));
        let vertical = |value: f64, half: f64| {
            let x = below.px((value, 0.0)).0 + gap / 2.0;
            sheet.canvas.line(&[(x, middle - half), (x, middle + half)], &TEXT, 12)
        };
        // Under the parts: a neutral level covers it, and its number stands clear.
        if self.below_name().is_some() {
            vertical(0.0, line)?;
        }
        let first = -self.origin(shares);
        let mut from = first;
        for (place, (share, ink)) in shares.iter().zip(self.inks()).enumerate() {
            let to = from + share.to_f64();
            let plane =
                if self.below.is_some_and(|first| first <= place) { &above } else { &below };
            if share.units() != 0 {
                let part = Part { ink, from, to, middle, height: columns.height };
                draw_part(sheet, plane, &part)?;
                draw_number(sheet, plane, &part, *share)?;
            }
            let inside = first < to && to < first + sum;
            if self.below == Some(place + 1) && inside && self.below_name().is_none() {
                vertical(to, columns.height / 2.0 + 2.5)?;
            }
            from = to;
        }
        Ok(())
    }

    /// What stands in the column of a total; nothing where the bar's place says it already.
    fn printed(
        &self,
        row: &LevelsRow<'_>,
        total: Option<&ReleasedFigure>,
        texts: &Texts,
    ) -> String {
        match total {
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
        let named = figures.into_iter().map(|(figure, name)| (*figure, name.as_str()));
        let below = self.below_name().map(|name| (row.total_below, name));
        let all = named.chain(below).chain([(row.total, self.total_name.as_str())]);
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
    /// How wide the left-hand column of totals is; it ends 12 px before the bars.
    below: f64,
    bars: f64,
    end: f64,
    total: f64,
    height: f64,
    pitch: f64,
    /// How far bars reach to the left and right of the line they are aligned at, in per cent.
    span: (f64, f64),
}

/// What stands in the bar's place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bar {
    /// Shares that add up to 100 but for rounding.
    Shares(Vec<Decimal>),
    Hidden,
    Absent,
}

impl LevelsRow<'_> {
    fn bar(&self) -> Bar {
        Bar::of(&self.levels)
    }
}

impl Bar {
    /// The bar of a whole's parts: hidden as soon as one of them is, absent where they do not add up
    /// to 100 within what rounding can do. A part that is not there counts as none.
    pub(crate) fn of(parts: &[Option<&ReleasedFigure>]) -> Self {
        if parts.iter().flatten().any(|figure| figure.is_hidden()) {
            return Self::Hidden;
        }
        let zero = Decimal::from_ratio(0, 1, 0);
        let shown = parts.iter().map(|figure| figure.and_then(ReleasedFigure::value));
        let shown: Vec<Option<Decimal>> = shown.collect();
        let coarsest = shown.iter().flatten().map(|share| share.decimals()).min();
        let (Some(zero), Some(coarsest)) = (zero, coarsest) else {
            return Self::Absent;
        };
        let shares: Vec<Decimal> = shown.into_iter().map(|share| share.unwrap_or(zero)).collect();
        let sum: f64 = shares.iter().map(|share| share.to_f64()).sum();
        // Half of the last decimal for each share.
        let slack = 0.5 * number(shares.len()) / 10_f64.powi(i32::from(coarsest)) + 1e-9;
        if (sum - 100.0).abs() <= slack { Self::Shares(shares) } else { Self::Absent }
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
        WIDTHS, attribute, boundary_chart, corners, elements, group, length, levels, levels_chart,
        saying, shown, texts, words,
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
            total_below: None,
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

    /// Left and right ends of the parts of a row.
    fn ends(svg: &str, begins: &str) -> Vec<(f64, f64)> {
        let parts = elements(group(svg, begins), "rect");
        let end = |part: &&str| (length(part, "x"), length(part, "x") + length(part, "width"));
        parts.iter().map(end).collect()
    }

    #[test]
    fn what_lies_below_the_boundary_stands_left_of_one_line() {
        for width in WIDTHS {
            let rows = ["10.0 5.0 15.0 40.0 20.0 10.0", "20.0 20.0 10.0 10.0 20.0 20.0", "hidden"];
            let figures = rows.map(|row| levels((row, "70.0")));
            let svg = boundary_chart(&figures, 6).svg(&texts(), width, "a").unwrap();
            let (one, other) = (ends(&svg, "Ådals"), ends(&svg, "Bøge"));
            assert!((one[2].1 - other[2].1).abs() < 0.11 && (one[3].0 - other[3].0).abs() < 0.11);
            // The same share is as wide in both rows, and the longer side reaches the end.
            let below = |ends: &[(f64, f64)]| ends[2].1 - ends[0].0 + 2.0 * HALF_GAP;
            let above = |ends: &[(f64, f64)]| ends[5].1 - ends[3].0 + 2.0 * HALF_GAP;
            assert!((below(&one) / 30.0 - below(&other) / 50.0).abs() < 0.02);
            assert!((above(&one) / 70.0 - below(&other) / 50.0).abs() < 0.02);
            assert!((above(&other) / 50.0 - below(&other) / 50.0).abs() < 0.02);
            // A hidden row has a word and no part, and moves nothing.
            assert!(corners(group(&svg, "Sct. Søren")).is_empty());
        }
    }

    #[test]
    fn a_hidden_row_moves_nothing() {
        let figures = [ROW, ("hidden", "hidden")].map(levels);
        let other = [ROW, ("20.0 80.0 0.0 0.0 0.0 0.0", "0.0")].map(levels);
        let chart = |figures| boundary_chart(figures, 6).svg(&texts(), Width::Narrow, "a").unwrap();
        let (hidden, shown) = (chart(&figures), chart(&other));
        let across = |svg: &str| {
            let ends = ends(svg, "Ådals");
            ends[5].1 - ends[0].0
        };
        // 30 + 70 of one row fill what 100 + 70 of two rows fill.
        assert!(1.5 < across(&hidden) / across(&shown));
    }

    #[test]
    fn the_neutral_level_of_an_odd_number_straddles_the_line() {
        let figures = ["10.0 20.0 40.0 20.0 10.0", "5.0 5.0 10.0 50.0 30.0"];
        let figures = figures.map(|row| levels((row, "30.0")));
        for width in WIDTHS {
            let svg = boundary_chart(&figures, 5).svg(&texts(), width, "a").unwrap();
            let middle = |begins| {
                let (left, right) = ends(&svg, begins)[2];
                f64::midpoint(left, right)
            };
            assert!((middle("Ådals") - middle("Bøge")).abs() < 0.11);
            let line = elements(group(&svg, "Ådals"), "path")[0];
            let x: f64 =
                attribute(line, "d").unwrap()[1..].split(' ').next().unwrap().parse().unwrap();
            assert!((x - middle("Ådals")).abs() < 0.11, "{line}");
        }
    }

    #[test]
    fn a_total_below_is_printed_as_it_is_given_and_never_added_up() {
        let figures = [levels(("10.4 20.4 40.4 20.4 8.4", "28.8"))];
        let mut chart = boundary_chart(&figures, 5);
        let below = shown("30.9");
        for (total, said) in [(Some(&below), Some("30,9\u{a0}%")), (None, None)] {
            chart.rows[0].total_below = total;
            let svg = chart.svg(&texts(), Width::Wide, "a").unwrap();
            let row: Vec<_> =
                elements(group(&svg, "Ådals"), "text").into_iter().map(words).collect();
            let printed = row.iter().filter(|word| word.ends_with('%')).copied();
            assert_eq!(
                printed.collect::<Vec<_>>(),
                said.into_iter().chain(["28,8\u{a0}%"]).collect::<Vec<_>>()
            );
        }
        assert_eq!(chart.data().columns.len(), 5);
        assert_eq!(chart.encoding()["encoding"]["x2"]["field"], "hoejre");
        chart.aligned = Alignment::Left;
        assert!(chart.encoding()["encoding"].get("x2").is_none());
        chart.rows[0].total_below = Some(&below);
        assert!(!chart.svg(&texts(), Width::Wide, "a").unwrap().contains("30,9"));
        assert_eq!(chart.data().columns.len(), 4);
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
                total_below: None,
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
