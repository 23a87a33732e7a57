//! Where the pupils of each earlier level are now.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Look, Spot, tenths};
use crate::fonts::Weight;
use crate::frame::{Arrangement, NAME, SMALL, STRONG, Sheet, WORD, baseline, number};
use crate::levels::Bar;
use crate::palette::{DEEP_SHARE, MUTED, PAPER_LIGHT, SHARE_STEPS, SHARES, TEXT, hex, share};
use crate::spec::{Column, Data, Datum, Draw, Spec};
use crate::{Axis, ChartError, Heading, Width};

/// Between two cells, and between their edge and the text in them; px.
const GAP: f64 = 3.0;
const PADDING: f64 = 4.0;
/// The widest a cell grows; px. Numbers in wider ones are hard to follow down a column.
const WIDEST: f64 = 150.0;
const NUMBER: Look = Look { weight: Weight::SemiBold, size: 14.0, ink: &TEXT };
const NONE: Look = Look { weight: Weight::Regular, size: 14.0, ink: &MUTED };

/// One row of a [`TransitionsChart`]: the pupils who were on one level.
#[derive(Clone, Debug)]
pub struct TransitionsRow<'a> {
    /// The earlier level.
    pub from: String,
    /// What is said of the row beside its name, such as "n = 412"; may be empty.
    pub note: String,
    /// How many of them are on each level now, lowest first, in per cent 0-100 of the row.
    pub shares: Vec<Option<&'a ReleasedFigure>>,
}

/// A table of tinted cells: a row for each earlier level, a column for each later one.
///
/// With the rows given lowest first, as the columns are, those who stayed stand on the diagonal from
/// the upper left: to the right of it are those who have moved up. A cell whose column is named as
/// its row is outlined, and [`same`](Self::same) says what that means.
///
/// A row is drawn when its shares are shown and add up to 100 within what rounding can do. A row
/// with a hidden share has the word [`hidden`](Self::hidden) and no cell at all: one can be worked
/// out of the others.
///
/// The tint follows the printed number in fixed steps of one hue; 0 has none. Where the names of the
/// levels do not fit over their columns, the columns are numbered, and a key names them.
#[derive(Clone, Debug)]
pub struct TransitionsChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// What the rows are, such as "Niveau i 2. klasse".
    pub from_name: String,
    /// What the columns are, such as "Niveau i 4. klasse".
    pub to_name: String,
    /// The names of the later levels, lowest first.
    pub level_names: Vec<String>,
    /// What an outlined cell is, such as "samme niveau".
    pub same: String,
    /// What stands in place of a hidden row.
    pub hidden: String,
    /// What stands in place of a row without pupils.
    pub absent: String,
    /// The rows, top to bottom.
    pub rows: Vec<TransitionsRow<'a>>,
}

impl Draw for TransitionsChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin(&self.heading, width)?;
        let grid = self.grid(&sheet);
        self.draw_head(&mut sheet, &grid)?;
        for row in &self.rows {
            sheet.canvas.open(self.describe(row, texts));
            self.draw_row(&mut sheet, &grid, row)?;
            sheet.canvas.close();
        }
        Ok(sheet)
    }
}

impl Spec for TransitionsChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("fra"),
            Column::words("til"),
            Column::numbers("andel", Axis::Percent),
        ];
        let of_row = |row: &TransitionsRow<'_>| {
            let bar = self.bar(row);
            let (from, shares) = (row.from.clone(), row.shares.clone());
            let of_level = move |(place, level): (usize, &String)| {
                let figure = shares.get(place).copied().flatten();
                let share = match &bar {
                    Bar::Shares(_) => Datum::maybe(figure.and_then(ReleasedFigure::value)),
                    Bar::Hidden => Datum::Hidden,
                    Bar::Absent => Datum::Absent,
                };
                vec![Datum::Text(from.clone()), Datum::Text(level.clone()), share]
            };
            self.level_names.iter().enumerate().map(of_level).collect::<Vec<_>>()
        };
        Data { columns, rows: self.rows.iter().flat_map(of_row).collect() }
    }

    fn encoding(&self) -> Value {
        // In the steps of the picture, which go by the share as it is printed: in whole per cent.
        let steps: Vec<f64> = SHARE_STEPS.iter().filter_map(|least| printed_from(*least)).collect();
        let tints = SHARES.iter().map(|ink| hex(ink.light));
        let tints: Vec<String> = std::iter::once(PAPER_LIGHT.to_owned()).chain(tints).collect();
        let deep = format!("datum.andel >= {}", printed_from(DEEP_SHARE).unwrap_or_default());
        json!({
            "encoding": {
                "y": { "field": "fra", "type": "nominal", "sort": null, "title": self.from_name },
                "x": {
                    "field": "til", "type": "nominal", "sort": self.level_names,
                    "title": self.to_name, "axis": { "orient": "top", "labelAngle": 0 },
                },
            },
            "layer": [
                {
                    "mark": { "type": "rect", "tooltip": true },
                    "encoding": { "color": {
                        "field": "andel", "type": "quantitative", "legend": null,
                        "scale": { "type": "threshold", "domain": steps, "range": tints },
                    } },
                },
                {
                    "mark": "text",
                    "encoding": {
                        "text": { "field": "andel", "type": "quantitative", "format": ".0f" },
                        "color": {
                            "condition": { "test": deep, "value": PAPER_LIGHT },
                            "value": hex(TEXT.light),
                        },
                    },
                },
            ],
        })
    }
}

impl TransitionsChart<'_> {
    /// The row's cells: none without a figure for each of the chart's levels.
    fn bar(&self, row: &TransitionsRow<'_>) -> Bar {
        if row.shares.len() == self.level_names.len() { Bar::of(&row.shares) } else { Bar::Absent }
    }

    fn grid(&self, sheet: &Sheet) -> Grid {
        let (canvas, right) = (&sheet.canvas, sheet.width());
        let (names, left) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let names = canvas.widest(self.rows.iter().map(|row| row.from.as_str()), &NAME);
                let notes = canvas.widest(self.rows.iter().map(|row| row.note.as_str()), &SMALL);
                let head = canvas.width_of(&self.from_name, &STRONG);
                let names = names.max(notes).max(head).min(0.28 * right).ceil();
                (names, names + 14.0)
            }
            Arrangement::Above => (right, 0.0),
        };
        let columns = number(self.level_names.len()).max(1.0);
        let pitch = ((right - left + GAP) / columns).clamp(GAP + 0.2, WIDEST);
        let room = pitch - GAP - 2.0 * PADDING;
        let words = || self.level_names.iter().flat_map(|name| name.split(' '));
        let look = [NAME, SMALL.in_ink(&TEXT)]
            .into_iter()
            .find(|look| canvas.widest(words(), look) <= room);
        Grid { names, left, pitch, look }
    }

    /// The names of rows and columns and, where columns are numbered, their key.
    fn draw_head(&self, sheet: &mut Sheet, grid: &Grid) -> Result<(), ChartError> {
        let (left, right) = (grid.left, sheet.width());
        sheet.y += 4.0;
        let lines = sheet.canvas.wrap(&self.to_name, &STRONG, right - left);
        let spot = Spot { anchor: Anchor::Start, x: left, y: sheet.y + STRONG.size };
        sheet.canvas.lines(spot, &STRONG, &lines)?;
        let beside = sheet.canvas.widest(lines.iter().map(String::as_str), &STRONG);
        sheet.y += number(lines.len()) * STRONG.leading();
        if grid.look.is_none() {
            self.draw_key(sheet, left)?;
        }
        self.draw_same(sheet, left, (beside, lines.len()), grid)?;
        self.draw_heads(sheet, grid)?;
        if sheet.kind.arrangement() == Arrangement::Above && !self.from_name.is_empty() {
            sheet.y += 4.0;
            let lines = sheet.canvas.wrap(&self.from_name, &STRONG, right);
            let spot = Spot { anchor: Anchor::Start, x: 0.0, y: sheet.y + STRONG.size };
            sheet.canvas.lines(spot, &STRONG, &lines)?;
            sheet.y += number(lines.len()) * STRONG.leading() + 2.0;
        }
        Ok(())
    }

    /// The number and name of every level, as many beside each other as there is room for.
    fn draw_key(&self, sheet: &mut Sheet, left: f64) -> Result<(), ChartError> {
        let (right, mut x, mut y) = (sheet.width(), left, sheet.y + NAME.leading() / 2.0 + 2.0);
        let mut bottom = sheet.y;
        for (place, name) in self.level_names.iter().enumerate() {
            let digits = (place + 1).to_string();
            let indent = sheet.canvas.width_of(&digits, &STRONG) + 5.0;
            let extent = indent + sheet.canvas.width_of(name, &NAME);
            if left < x && right < x + extent {
                (x, y) = (left, bottom + NAME.leading() / 2.0);
            }
            let lines = sheet.canvas.wrap(name, &NAME, right - x - indent);
            let spot = Spot { anchor: Anchor::Start, x, y: baseline(y, &NAME) };
            sheet.canvas.text(spot, &STRONG, &digits)?;
            sheet.canvas.lines(Spot { x: x + indent, ..spot }, &NAME, &lines)?;
            bottom = bottom.max(y + (number(lines.len()) - 0.5) * NAME.leading());
            x += extent + 16.0;
        }
        sheet.y = bottom + 2.0;
        Ok(())
    }

    /// What an outlined cell is: at the right end of the line that names the columns, or under it.
    fn draw_same(
        &self,
        sheet: &mut Sheet,
        left: f64,
        (beside, lines): (f64, usize),
        grid: &Grid,
    ) -> Result<(), ChartError> {
        let outlined = |row: &TransitionsRow<'_>| {
            matches!(self.bar(row), Bar::Shares(_)) && self.level_names.contains(&row.from)
        };
        if self.same.is_empty() || !self.rows.iter().any(outlined) {
            return Ok(());
        }
        let right = left + grid.pitch * number(self.level_names.len()) - GAP;
        let extent = 18.0 + sheet.canvas.width_of(&self.same, &NAME);
        let fits = lines == 1 && grid.look.is_some() && left + beside + 24.0 + extent <= right;
        let (x, middle) = if fits {
            (right - extent, sheet.y - STRONG.leading() / 2.0)
        } else {
            (left, sheet.y + 11.0)
        };
        outline(sheet, (x + 1.0, middle - 5.5), (x + 12.0, middle + 5.5))?;
        // Measured once more than it was added up: half a px for what binary fractions lose.
        let said = sheet.canvas.wrap(&self.same, &NAME, sheet.width() - x - 17.5);
        let spot = Spot { anchor: Anchor::Start, x: x + 18.0, y: baseline(middle, &NAME) };
        sheet.canvas.lines(spot, &NAME, &said)?;
        if !fits {
            sheet.y += number(said.len()) * NAME.leading() + 5.0;
        }
        Ok(())
    }

    /// The heads of the columns and, at left of them, what the rows are.
    fn draw_heads(&self, sheet: &mut Sheet, grid: &Grid) -> Result<(), ChartError> {
        let look = grid.look.unwrap_or(STRONG);
        let room = grid.pitch - GAP - 2.0 * PADDING;
        let heads: Vec<Vec<String>> = match grid.look {
            Some(_) => {
                self.level_names.iter().map(|name| sheet.canvas.wrap(name, &look, room)).collect()
            }
            None => (1..=self.level_names.len()).map(|place| vec![place.to_string()]).collect(),
        };
        let widest =
            heads.iter().map(|head| sheet.canvas.widest(head.iter().map(String::as_str), &look));
        let widest = widest.fold(0.0, f64::max);
        // Of numbers that have no room beside each other, every second, third ... one.
        let steps = 1..=heads.len().max(1);
        let step = steps.into_iter().find(|step| widest + 2.0 <= number(*step) * grid.pitch);
        let right = sheet.width();
        let inside = |place: usize| {
            let x = grid.middle(place);
            grid.left <= x - widest / 2.0 && x + widest / 2.0 <= right
        };
        let all = widest <= grid.pitch - GAP;
        let stands =
            |place: usize| all || (place.is_multiple_of(step.unwrap_or(1)) && inside(place));
        let rows = match sheet.kind.arrangement() {
            Arrangement::Beside => sheet.canvas.wrap(&self.from_name, &STRONG, grid.names),
            Arrangement::Above => Vec::new(),
        };
        let most = heads.iter().map(Vec::len).max().unwrap_or(0);
        let height = (number(most) * look.leading()).max(number(rows.len()) * STRONG.leading());
        sheet.y += 4.0;
        let bottom = sheet.y + height;
        let first = |lines: &[String], look: &Look| {
            bottom - (number(lines.len()) - 0.5) * look.leading() + 0.33 * look.size
        };
        let spot = Spot { anchor: Anchor::End, x: grid.names, y: first(&rows, &STRONG) };
        sheet.canvas.lines(spot, &STRONG, &rows)?;
        for (place, head) in heads.iter().enumerate().filter(|(place, _)| stands(*place)) {
            let spot =
                Spot { anchor: Anchor::Middle, x: grid.middle(place), y: first(head, &look) };
            sheet.canvas.lines(spot, &look, head)?;
        }
        sheet.y = bottom + 5.0;
        Ok(())
    }

    fn draw_row(
        &self,
        sheet: &mut Sheet,
        grid: &Grid,
        row: &TransitionsRow<'_>,
    ) -> Result<(), ChartError> {
        let bar = self.bar(row);
        let label = self.label(sheet, grid, row);
        let height = number(label.names.len()) * NAME.leading()
            + number(label.notes.len()) * SMALL.leading();
        let (first, anchor, x, top, bottom) = match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let cell = (height + 8.0).max(if self.rows.len() <= 8 { 42.0 } else { 36.0 });
                let first = sheet.y + (cell - height) / 2.0;
                (first, Anchor::End, grid.names, sheet.y, sheet.y + cell)
            }
            Arrangement::Above => {
                let top = sheet.y + height + 4.0;
                // A word needs less room than a row of cells.
                let cell = if matches!(bar, Bar::Shares(_)) { 32.0 } else { 16.0 };
                (sheet.y, Anchor::Start, 0.0, top, top + cell)
            }
        };
        let y = baseline(first + NAME.leading() / 2.0, &NAME);
        sheet.canvas.lines(Spot { anchor, x, y }, &NAME, &label.names)?;
        let under = first + number(label.names.len()) * NAME.leading();
        let spot = Spot { anchor, x, y: baseline(under + SMALL.leading() / 2.0, &SMALL) };
        sheet.canvas.lines(spot, &SMALL, &label.notes)?;
        if let Some(x) = label.beside {
            let spot = Spot { anchor: Anchor::Start, x, y };
            sheet.canvas.text(spot, &SMALL, &row.note)?;
        }
        match bar {
            Bar::Shares(_) => self.draw_cells(sheet, grid, row, (top, bottom))?,
            Bar::Hidden | Bar::Absent => {
                let word = if bar == Bar::Hidden { &self.hidden } else { &self.absent };
                let y = baseline(f64::midpoint(top, bottom), &WORD);
                sheet.canvas.text(Spot { anchor: Anchor::Start, x: grid.left, y }, &WORD, word)?;
            }
        }
        sheet.y = match sheet.kind.arrangement() {
            Arrangement::Beside => bottom + GAP,
            Arrangement::Above => bottom + 11.0,
        };
        Ok(())
    }

    /// The name of a row, with its number where the columns have numbers, and its note: under the
    /// name, or after it where names stand above the cells and there is room.
    fn label(&self, sheet: &Sheet, grid: &Grid, row: &TransitionsRow<'_>) -> Label {
        let place = self.level_names.iter().position(|name| *name == row.from);
        let name = match place.filter(|_| grid.look.is_none()) {
            Some(place) => format!("{} {}", place + 1, row.from),
            None => row.from.clone(),
        };
        let names = sheet.canvas.wrap(&name, &NAME, grid.names);
        let beside = sheet.canvas.widest(names.last().map(String::as_str), &NAME) + 10.0;
        let fits = sheet.kind.arrangement() == Arrangement::Above
            && names.len() == 1
            && beside + sheet.canvas.width_of(&row.note, &SMALL) <= grid.names;
        let notes =
            if fits { Vec::new() } else { sheet.canvas.wrap(&row.note, &SMALL, grid.names) };
        Label { names, notes, beside: fits.then_some(beside) }
    }

    /// The cells of one row between two heights. A share that is not there leaves its place empty.
    fn draw_cells(
        &self,
        sheet: &Sheet,
        grid: &Grid,
        row: &TransitionsRow<'_>,
        (top, bottom): (f64, f64),
    ) -> Result<(), ChartError> {
        for (place, (figure, level)) in row.shares.iter().zip(&self.level_names).enumerate() {
            let middle = grid.middle(place);
            let half = (grid.pitch - GAP) / 2.0;
            if let Some(value) = figure.and_then(ReleasedFigure::value) {
                let extent = [(middle - half, top), (middle + half, bottom)];
                draw_cell(sheet, extent, value)?;
            }
            if *level == row.from {
                outline(sheet, (middle - half, top), (middle + half, bottom))?;
            }
        }
        Ok(())
    }

    /// The row in words.
    fn describe(&self, row: &TransitionsRow<'_>, texts: &Texts) -> String {
        let share = |(figure, name): (Option<&ReleasedFigure>, &String)| {
            Some(format!("{name} {}", Axis::Percent.describe_plain(texts, figure?)?))
        };
        let said = match self.bar(row) {
            Bar::Shares(_) => {
                let shares = row.shares.iter().copied().zip(&self.level_names).filter_map(share);
                shares.collect::<Vec<_>>().join(", ")
            }
            Bar::Hidden => self.hidden.clone(),
            Bar::Absent => self.absent.clone(),
        };
        let note = if row.note.is_empty() { String::new() } else { format!(" ({})", row.note) };
        format!("{}{note}: {said}", row.from)
    }
}

/// Where the cells stand, in px.
struct Grid {
    /// How wide the names of rows may be.
    names: f64,
    /// Where the first column begins.
    left: f64,
    /// From column to column.
    pitch: f64,
    /// The look of the names over the columns; `None` where they do not fit and numbers stand there.
    look: Option<Look>,
}

impl Grid {
    /// The middle of a column.
    fn middle(&self, place: usize) -> f64 {
        self.left + number(place) * self.pitch + (self.pitch - GAP) / 2.0
    }
}

/// What names a row.
struct Label {
    names: Vec<String>,
    notes: Vec<String>,
    /// Where the note begins on the line of the name.
    beside: Option<f64>,
}

/// A cell between two corners in px: its tint, and its number where it fits.
/// The least share that is printed as so many whole per cent.
fn printed_from(percent: i64) -> Option<f64> {
    Decimal::new(10 * percent - 5, 1).map(Decimal::to_f64)
}

fn draw_cell(sheet: &Sheet, extent: [(f64, f64); 2], value: Decimal) -> Result<(), ChartError> {
    let [(left, top), (right, bottom)] = extent;
    let whole = value.with_decimals(0);
    let tint = whole.and_then(|whole| share(whole.units()));
    if let Some((ink, _)) = tint {
        sheet.canvas.rect((tenths(left), tenths(top)), (tenths(right), tenths(bottom)), ink)?;
    }
    let look = tint.map_or(NONE, |(_, on)| NUMBER.in_ink(on));
    let text = whole.map(|whole| whole.to_string()).unwrap_or_default();
    if right - left < sheet.canvas.width_of(&text, &look) {
        return Ok(());
    }
    let (x, y) = (f64::midpoint(left, right), baseline(f64::midpoint(top, bottom), &look));
    sheet.canvas.text(Spot { anchor: Anchor::Middle, x, y }, &look, &text)
}

/// A frame just inside two corners in px.
fn outline(sheet: &Sheet, from: (f64, f64), to: (f64, f64)) -> Result<(), ChartError> {
    let ((left, top), (right, bottom)) = ((from.0 + 0.5, from.1 + 0.5), (to.0 - 0.5, to.1 - 0.5));
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    sheet.canvas.line(&corners, &TEXT, 20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        WIDTHS, attribute, corners, elements, group, hidden, length, shown, texts,
        transitions_chart, words,
    };

    fn row(figures: &[ReleasedFigure], from: usize) -> TransitionsChart<'_> {
        let mut chart = transitions_chart(&[]);
        chart.rows = vec![TransitionsRow {
            from: chart.level_names[from].clone(),
            note: "n = 40".to_owned(),
            shares: figures.iter().map(Some).collect(),
        }];
        chart
    }

    #[test]
    fn a_cell_has_the_tint_and_the_number_of_its_share() {
        let figures = ["0.0", "4.6", "9.6", "50.3", "30.0", "5.5"].map(shown);
        for width in WIDTHS {
            let svg = row(&figures, 3).svg(&texts(), width, "a").unwrap();
            let cells = group(&svg, "God (n = 40): Ikke tilstrækkelig 0,0\u{a0}%, Mangelfuld 4,6");
            let tints: Vec<_> = elements(cells, "rect")
                .into_iter()
                .map(|cell| attribute(cell, "class").unwrap())
                .collect();
            assert_eq!(tints, ["f-share-1", "f-share-2", "f-share-5", "f-share-3", "f-share-1"]);
            let said: Vec<_> = elements(cells, "text").into_iter().map(words).collect();
            let last = said.len() - 6;
            assert_eq!(said[last..], ["0", "5", "10", "50", "30", "6"]);
        }
    }

    #[test]
    fn the_outlined_cell_is_the_one_of_the_same_name() {
        let figures = ["10.0", "10.0", "10.0", "40.0", "20.0", "10.0"].map(shown);
        for width in WIDTHS {
            for from in 0..6 {
                let svg = row(&figures, from).svg(&texts(), width, "a").unwrap();
                let name = &row(&figures, from).level_names[from].clone();
                let cells = group(&svg, name);
                let [frame] = elements(cells, "path")[..] else { panic!("{cells}") };
                let cell = elements(cells, "rect")[from];
                let x = attribute(frame, "d").unwrap().trim_start_matches('M');
                let x: f64 = x.split(' ').next().unwrap().parse().unwrap();
                assert!((x - length(cell, "x") - 0.5).abs() < 0.11, "{frame} {cell}");
            }
            let mut chart = row(&figures, 0);
            chart.rows[0].from = "Andet".to_owned();
            let svg = chart.svg(&texts(), width, "a").unwrap();
            assert!(elements(&svg, "path").is_empty() && !svg.contains(">samme niveau<"));
        }
    }

    #[test]
    fn a_row_with_one_hidden_share_has_a_word_and_no_cell() {
        let mut figures = ["10.0", "10.0", "10.0", "40.0", "20.0", "10.0"].map(shown);
        figures[4] = hidden();
        for width in WIDTHS {
            let chart = row(&figures, 2);
            let svg = chart.svg(&texts(), width, "a").unwrap();
            let cells = group(&svg, "Jævn (n = 40): skjult");
            assert!(corners(cells).is_empty());
            assert_eq!(elements(cells, "text").last().map(|line| words(line)), Some("skjult"));
            assert!(chart.data().rows.iter().all(|row| row[2] == Datum::Hidden));
        }
    }

    #[test]
    fn columns_are_numbered_where_their_names_do_not_fit() {
        let figures = ["10.0", "10.0", "10.0", "40.0", "20.0", "10.0"].map(shown);
        for (width, numbered) in WIDTHS.into_iter().zip([false, false, true, true]) {
            let svg = row(&figures, 2).svg(&texts(), width, "a").unwrap();
            let said: Vec<_> = elements(&svg, "text").into_iter().map(words).collect();
            assert_eq!(said.contains(&"3 Jævn"), numbered);
            assert_eq!(said.iter().filter(|said| **said == "6").count(), usize::from(numbered) * 2);
        }
    }

    #[test]
    fn vega_lite_has_the_tints_of_the_picture() {
        let chart = transitions_chart(&[]);
        let scale = chart.encoding()["layer"][0]["encoding"]["color"]["scale"].clone();
        let steps: Vec<f64> =
            scale["domain"].as_array().unwrap().iter().map(|step| step.as_f64().unwrap()).collect();
        for tenths in 0..=1000 {
            let value = Decimal::new(tenths, 1).unwrap();
            let place = steps.iter().filter(|step| **step <= value.to_f64()).count();
            let tint = share(value.with_decimals(0).unwrap().units());
            let expected = tint.map_or(PAPER_LIGHT.to_owned(), |(ink, _)| hex(ink.light));
            assert_eq!(scale["range"][place], expected, "{value}");
        }
    }

    #[test]
    fn a_small_chart() {
        let figures = ["0.0", "4.6", "9.6", "50.3", "30.0", "5.5"].map(shown);
        let svg = row(&figures, 3).svg(&texts(), Width::Wide, "overgange").unwrap();
        insta::assert_snapshot!(svg);
    }
}
