//! What stands around the data: title, subtitle and legend above it, the note under it.

use crate::ChartError;
use crate::canvas::{Anchor, Canvas, Look, Spot, tenths};
use crate::fonts::Weight;
use crate::palette::{AXIS, BAND, Ink, MIDDLE, MUTED, TEXT};
use crate::svg::{self, Page};

/// How wide a chart is laid out. It is laid out anew for each: nothing is shrunk.
///
/// On paper 720 px are the 170 mm between the margins of an A4 page, and 12 px are 8 points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 960 px: a slide. Twice as large it fills a screen of 1920 px.
    Slide,
    /// 720 px: pages, paper and large screens.
    Wide,
    /// 360 px: phones.
    Narrow,
    /// 348 px: two beside each other on a page, as on a data sheet.
    Half,
}

/// Where the names of rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// To the left of their marks.
    Beside,
    /// Above their marks.
    Above,
}

impl Width {
    /// Every width, the widest first.
    pub const ALL: [Self; 4] = [Self::Slide, Self::Wide, Self::Narrow, Self::Half];

    /// The width in px.
    pub const fn px(self) -> u16 {
        match self {
            Self::Slide => 960,
            Self::Wide => 720,
            Self::Narrow => 360,
            Self::Half => 348,
        }
    }

    pub(crate) const fn arrangement(self) -> Arrangement {
        match self {
            Self::Slide | Self::Wide => Arrangement::Beside,
            Self::Narrow | Self::Half => Arrangement::Above,
        }
    }
}

/// The texts around the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The finding.
    pub title: String,
    /// Measure, unit and year.
    pub subtitle: String,
    /// The source and the note on small numbers, under the chart.
    pub note: String,
    /// The finding in words, for those who cannot see the chart.
    pub description: String,
}

const fn look(weight: Weight, size: f64, ink: &'static Ink) -> Look {
    Look { weight, size, ink }
}

const TITLE_SLIDE: Look = look(Weight::Bold, 26.0, &TEXT);
const TITLE_WIDE: Look = look(Weight::Bold, 21.0, &TEXT);
const TITLE_NARROW: Look = look(Weight::Bold, 18.0, &TEXT);
const SUBTITLE: Look = look(Weight::Regular, 14.0, &MUTED);
const NOTE: Look = look(Weight::Regular, 12.0, &MUTED);
/// A school's name, and its value.
pub(crate) const NAME: Look = look(Weight::Regular, 13.5, &TEXT);
/// The name that stands out, and column heads.
pub(crate) const STRONG: Look = look(Weight::SemiBold, 13.5, &TEXT);
/// What stands in place of a number.
pub(crate) const WORD: Look = look(Weight::Regular, 13.0, &MUTED);
/// Tick labels, remarks and labels of years.
pub(crate) const SMALL: Look = look(Weight::Regular, 12.0, &MUTED);

/// The baseline of text that stands around the middle line `y`.
pub(crate) fn baseline(y: f64, look: &Look) -> f64 {
    // Half of the capitals' height, 0.66 em.
    y + 0.33 * look.size
}

/// A count as a length.
pub(crate) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// What a legend shows beside a name.
#[derive(Clone, Copy)]
pub(crate) enum Swatch {
    /// A square of an ink.
    Fill(&'static Ink),
    /// The band of all schools.
    Band,
    /// The line at their median.
    Middle,
    /// A stroke of an ink, its width in tenths of a px.
    Stroke(&'static Ink, u32),
    /// A filled dot on a stroke of an ink.
    Sure(&'static Ink),
    /// A mark that only one kind of chart has: so wide, and drawn from an x around a middle line.
    Own(f64, fn(&Canvas, (f64, f64)) -> Result<(), ChartError>),
}

impl Swatch {
    /// Its width and the gap to its name, in px.
    const fn advance(self) -> f64 {
        match self {
            Self::Fill(_) | Self::Band | Self::Middle | Self::Stroke(..) | Self::Sure(_) => 18.0,
            Self::Own(width, _) => width + 6.0,
        }
    }
}

#[expect(missing_debug_implementations, reason = "half a picture, and nobody's but this crate's")]
/// A chart in the making: everything above `y` px is drawn.
pub struct Sheet {
    pub(crate) canvas: Canvas,
    pub(crate) kind: Width,
    pub(crate) y: f64,
    width: f64,
    /// How many columns rows stand in.
    columns: usize,
}

/// Between columns of rows; px.
const BETWEEN_COLUMNS: f64 = 28.0;
/// The narrowest column that holds a name, its marks and its number; px.
const NARROWEST_COLUMN: f64 = 440.0;
/// What a slide's heading and note take, and a row of it; px.
const SLIDE_AROUND: f64 = 120.0;
const SLIDE_ROW: f64 = 23.0;
/// How many rows stand in one column on a slide, however wide it is.
const SLIDE_ROWS: usize = 16;
/// Beyond how many rows they stand close, and how high a row of one line is then; px.
const CROWDED: usize = 40;
pub(crate) const CLOSE: f64 = 18.0;
/// Width to height of a screen.
pub(crate) const SCREEN: f64 = 16.0 / 9.0;

impl Sheet {
    /// Draws title and subtitle.
    pub(crate) fn begin(heading: &Heading, kind: Width) -> Result<Self, ChartError> {
        Self::started(heading, kind, (f64::from(kind.px()), 1))
    }

    /// As [`Self::begin`], for a chart with so many rows. A slide with many is wider, and its rows stand in
    /// columns beside each other, so that they fill a screen and can be read on it: as many columns as
    /// are wide enough.
    pub(crate) fn begin_rows(
        heading: &Heading,
        kind: Width,
        rows: usize,
    ) -> Result<Self, ChartError> {
        let least = f64::from(kind.px());
        if kind != Width::Slide || rows <= SLIDE_ROWS {
            return Self::begin(heading, kind);
        }
        let page = |columns: usize| {
            let height = SLIDE_AROUND + SLIDE_ROW * number(rows.div_ceil(columns));
            (SCREEN * height).max(least)
        };
        let holds = |columns: &usize| NARROWEST_COLUMN <= page(*columns) / number(*columns);
        let columns = (1..=rows).take_while(holds).last().unwrap_or(1);
        Self::started(heading, kind, (page(columns).round(), columns))
    }

    /// As [`Self::begin`], at least so many px wide.
    pub(crate) fn begin_wide(
        heading: &Heading,
        kind: Width,
        width: f64,
    ) -> Result<Self, ChartError> {
        Self::started(heading, kind, (width.max(f64::from(kind.px())), 1))
    }

    fn started(
        heading: &Heading,
        kind: Width,
        (width, columns): (f64, usize),
    ) -> Result<Self, ChartError> {
        let mut sheet = Self { canvas: Canvas::new(width)?, kind, y: 0.0, width, columns };
        let title = match kind {
            Width::Slide => &TITLE_SLIDE,
            Width::Wide => &TITLE_WIDE,
            Width::Narrow | Width::Half => &TITLE_NARROW,
        };
        sheet.paragraph(&heading.title, title)?;
        sheet.y += 2.0;
        sheet.paragraph(&heading.subtitle, &SUBTITLE)?;
        sheet.y += 12.0;
        Ok(sheet)
    }

    /// Whether so many rows stand as close as they can be read: what is taller than a sheet of paper is
    /// made smaller as a whole, text and all.
    pub(crate) fn crowds(&self, rows: usize) -> bool {
        self.kind == Width::Wide && CROWDED < rows
    }

    pub(crate) const fn width(&self) -> f64 {
        self.width
    }

    /// Draws rows under what is drawn: in one column with all of the width, or in those that
    /// [`Self::begin_rows`] chose, each with a part of it.
    pub(crate) fn in_columns<R>(
        &mut self,
        rows: &[R],
        draw: impl Fn(&mut Self, &[R]) -> Result<(), ChartError>,
    ) -> Result<(), ChartError> {
        if self.columns == 1 {
            return draw(self, rows);
        }
        let width = (self.width + BETWEEN_COLUMNS) / number(self.columns) - BETWEEN_COLUMNS;
        let (top, mut bottom) = (self.y, self.y);
        for (place, rows) in rows.chunks(rows.len().div_ceil(self.columns)).enumerate() {
            let canvas = self.canvas.another(width);
            let mut column = Self { canvas, kind: self.kind, y: top, width, columns: 1 };
            draw(&mut column, rows)?;
            self.canvas.place(&column.canvas, number(place) * (width + BETWEEN_COLUMNS));
            bottom = column.y.max(bottom);
        }
        self.y = bottom;
        Ok(())
    }

    fn paragraph(&mut self, text: &str, look: &Look) -> Result<(), ChartError> {
        let lines = self.canvas.wrap(text, look, self.width());
        let spot = Spot { anchor: Anchor::Start, x: 0.0, y: self.y + look.size };
        self.canvas.lines(spot, look, &lines)?;
        self.y += number(lines.len()) * look.leading();
        Ok(())
    }

    /// A legend from `indent` px, or from the left edge where that does not fit on one line.
    pub(crate) fn legend(
        &mut self,
        items: &[(Swatch, &str)],
        indent: f64,
    ) -> Result<(), ChartError> {
        let (gap, right) = (18.0, self.width());
        let extent = |mark: Swatch, text: &str| mark.advance() + self.canvas.width_of(text, &NAME);
        let total: f64 = items.iter().map(|(mark, text)| extent(*mark, text) + gap).sum();
        let left = if indent + total - gap <= right { indent } else { 0.0 };
        let (mut x, mut y) = (left, self.y + 9.0);
        for (mark, text) in items {
            let swatch = mark.advance();
            let lines = self.canvas.wrap(text, &NAME, right - swatch);
            if left < x && right < x + extent(*mark, text) {
                (x, y) = (left, y + 20.0);
            }
            self.swatch(*mark, (x, y))?;
            let spot = Spot { anchor: Anchor::Start, x: x + swatch, y: baseline(y, &NAME) };
            self.canvas.lines(spot, &NAME, &lines)?;
            y += number(lines.len().saturating_sub(1)) * NAME.leading();
            x += extent(*mark, text) + gap;
        }
        self.y = y + 11.0;
        Ok(())
    }

    /// A swatch from `x` around the middle line `y`.
    fn swatch(&self, mark: Swatch, (x, y): (f64, f64)) -> Result<(), ChartError> {
        let corner = |dx: f64, dy: f64| (tenths(x + dx), tenths(y + dy));
        match mark {
            Swatch::Fill(ink) => self.canvas.rect(corner(0.5, -5.5), corner(11.5, 5.5), ink),
            Swatch::Band => {
                self.canvas.rect(corner(0.5, -6.0), corner(11.5, 6.0), &BAND)?;
                for side in [x + 0.5, x + 11.5] {
                    self.canvas.line(&[(side, y - 6.0), (side, y + 6.0)], &AXIS, 10)?;
                }
                Ok(())
            }
            Swatch::Middle => {
                self.canvas.line(&[(x + 6.0, y - 7.0), (x + 6.0, y + 7.0)], &MIDDLE, 16)
            }
            Swatch::Own(_, draw) => draw(&self.canvas, (x, y)),
            Swatch::Stroke(ink, width) => self.canvas.line(&[(x, y), (x + 12.0, y)], ink, width),
            Swatch::Sure(ink) => {
                self.canvas.line(&[(x, y), (x + 13.0, y)], ink, 14)?;
                self.canvas.dot((x + 6.0, y), 42, ink)
            }
        }
    }

    /// Draws the note and writes the SVG.
    pub(crate) fn finish(mut self, heading: &Heading, id: &str) -> Result<String, ChartError> {
        self.y += 10.0;
        self.paragraph(&heading.note, &NOTE)?;
        let page = Page {
            id: checked(id)?,
            title: &heading.title,
            description: &heading.description,
            width: tenths(self.width()),
            height: tenths((self.y + 4.0).ceil()),
        };
        Ok(svg::write(&page, &self.canvas.nodes()))
    }
}

fn checked(id: &str) -> Result<&str, ChartError> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let begins = id.starts_with(|c: char| c.is_ascii_alphabetic());
    if begins && id.chars().all(legal) { Ok(id) } else { Err(ChartError::Id { id: id.to_owned() }) }
}
