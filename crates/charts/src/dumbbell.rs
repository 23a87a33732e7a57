//! Each school's earlier and later year, and how far a change may go by chance.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

mod marks;
mod numbers;

use self::marks::{Marks, Tone, draw_earlier, draw_later, draw_marks, draw_not_sure, draw_sure};
use crate::canvas::{Anchor, Canvas, Look, Plane, Plot, Spot};
use crate::fonts::Weight;
use crate::frame::{
    Arrangement, CLOSE, NAME, SMALL, STRONG, Sheet, Swatch, WORD, baseline, number,
};
use crate::palette::{DOT, GRID, MUTED, TARGET, TEXT};
use crate::scale::{Scale, signed};
use crate::spec::Draw;
use crate::{Axis, ChartError, Emphasis, Heading, TargetLine, Width};

/// From how many rows the axis is printed under them as well.
const LONG: usize = 16;
/// What an axis keeps free at both ends, so that dots and tick labels at the ends are whole; px.
const INSET: f64 = 13.0;
/// Half the height of a row's marks where names stand above them; px.
const STRIP: f64 = 9.0;
/// Room for the years over a row; px.
const YEARS: f64 = 16.0;
const CHANGE: Look = Look { weight: Weight::Regular, size: 13.5, ink: &MUTED };
const SURE: Look = Look { weight: Weight::Bold, size: 13.5, ink: &DOT };
const LATER: Look = Look { weight: Weight::SemiBold, size: 12.0, ink: &TEXT };

/// How a change between two years was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is sure: the later value less the earlier, as released.
    Sure(Decimal),
    /// It may be chance.
    NotSure(Decimal),
    /// It was not judged, and this word stands in its place, such as "brud" or "for få". The years
    /// are not joined.
    NotJudged(String),
}

/// One row of a [`DumbbellChart`].
#[derive(Clone, Debug)]
pub struct DumbbellRow<'a> {
    /// The name of the school.
    pub name: String,
    /// The figure of the earlier year.
    pub before: Option<&'a ReleasedFigure>,
    /// The figure of the later year.
    pub after: Option<&'a ReleasedFigure>,
    /// The change and its verdict; said only where both years are shown.
    pub change: Change,
    /// How great a fall had to be before it was called sure, on the scale of the values and without
    /// a sign; `None` where none could be.
    pub sure_fall: Option<Decimal>,
    /// How great a rise had to be. Without both there is no band.
    pub sure_rise: Option<Decimal>,
    /// How much the row stands out.
    pub emphasis: Emphasis,
}

/// One row a school: an open dot at the earlier year, a filled one at the later, the change at right.
///
/// A pale band around the earlier dot holds the changes that would not have been called sure. Where
/// only a fall or only a rise could be sure, it runs on to where [values end](Self::limits): 0 and 100
/// per cent, and the axis for numbers without an end. It never runs past that.
///
/// Sure changes have the one strong colour, a broad line, and a bold number with an arrow, whichever
/// way they go. All others are grey.
///
/// A row with a hidden year has the word [`hidden`](Self::hidden) and no mark. One with an absent
/// year has its word, and the dot of the other year.
#[derive(Clone, Debug)]
pub struct DumbbellChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// Whether the values are per cent or numbers.
    pub axis: Axis,
    /// Where values end, such as 1 and 5; of per cent 0 and 100, also where it is `None`.
    pub limits: Option<[Decimal; 2]>,
    /// What the earlier and the later year are called: over the first row that shows both.
    pub years: [String; 2],
    /// The target, where there is one.
    pub target: Option<TargetLine>,
    /// The head of the right-hand column, such as "Ændring".
    pub change_name: String,
    /// What the key says of a sure change, such as "sikker ændring".
    pub sure: String,
    /// What is said of a change that is not sure, such as "ikke sikker".
    pub not_sure: String,
    /// What is said of one that is not sure and has a band, such as "ikke sikker: slutter inden for båndet".
    pub in_band: String,
    /// What stands in place of the change where a year is hidden.
    pub hidden: String,
    /// What stands in place of the change where a year has no figure.
    pub absent: String,
    /// The rows, top to bottom.
    pub rows: Vec<DumbbellRow<'a>>,
}

impl Draw for DumbbellChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin_rows(&self.heading, width, self.rows.len())?;
        let indent = self.columns(&sheet, texts).left;
        self.draw_key(&mut sheet, indent)?;
        sheet.in_columns(&self.rows, |sheet, rows| self.draw_rows(sheet, rows, texts))?;
        Ok(sheet)
    }
}

impl DumbbellChart<'_> {
    fn draw_rows(
        &self,
        sheet: &mut Sheet,
        rows: &[DumbbellRow<'_>],
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let columns = self.columns(sheet, texts);
        let axis = self.scale(sheet, &columns, texts).map(|scale| {
            let across = columns.left + INSET..columns.right - INSET;
            let plane =
                sheet.canvas.plane([scale.lower..scale.upper, 0.0..1.0], [across, 0.0..1.0]);
            Ruler { scale, plane }
        });
        self.draw_head(sheet, &columns, axis.as_ref(), texts)?;
        let rows = self.place(rows, (sheet, &columns), texts);
        if let Some(axis) = &axis {
            self.draw_grounds(sheet, &columns, axis, &rows)?;
        }
        for row in &rows {
            if let Some(y) = row.rule {
                sheet.canvas.line(&[(0.0, y), (sheet.width(), y)], &GRID, 10)?;
            }
            sheet.canvas.open(self.describe(row.of, texts));
            self.draw_row(sheet, &columns, axis.as_ref(), row)?;
            sheet.canvas.close();
        }
        sheet.y = rows.last().map_or(sheet.y, |row| row.bottom);
        if let (Some(axis), true) = (&axis, LONG < rows.len()) {
            self.draw_ticks(sheet, axis, texts, (sheet.y + 16.0, None))?;
            sheet.y += 20.0;
        }
        Ok(())
    }

    fn columns(&self, sheet: &Sheet, texts: &Texts) -> Columns {
        let (canvas, right) = (&sheet.canvas, sheet.width());
        let said = self.rows.iter().map(|row| {
            let (text, look) = self.said(row, texts);
            canvas.width_of(&text, look)
        });
        let head = canvas.widest(self.change_name.split(' '), &STRONG);
        let said = said.fold(head, f64::max).min(0.26 * right).ceil();
        match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let names = self.rows.iter().map(|row| row.name.as_str());
                let names = canvas.widest(names, &STRONG).min(0.3 * right).ceil();
                Columns { names, left: names + 6.0, right: right - said - 12.0, said }
            }
            Arrangement::Above => Columns { names: right - said - 14.0, left: 0.0, right, said },
        }
    }

    /// What is said of a row whose change is not sure.
    fn unsure(&self, row: &DumbbellRow<'_>) -> &str {
        if self.band(row).is_some() { &self.in_band } else { &self.not_sure }
    }

    /// Where values end; `None` for numbers without an end.
    fn bounds(&self) -> [Option<Decimal>; 2] {
        match (self.limits, self.axis) {
            (Some(limits), _) => limits.map(Some),
            (None, Axis::Percent) => [0, 100].map(|end| Decimal::new(end, 0)),
            (None, Axis::Number | Axis::Count) => [None; 2],
        }
    }

    /// Every value that is drawn, and the target.
    fn values(&self) -> Vec<Decimal> {
        let mut values: Vec<Decimal> = Vec::new();
        for row in &self.rows {
            match row.years() {
                Years::Hidden => (),
                Years::One { before, after } => values.extend(before.into_iter().chain(after)),
                Years::Both(before, after) => {
                    let band = self.band(row).into_iter().flatten().flatten();
                    values.extend([before, after].into_iter().chain(band));
                }
            }
        }
        if !values.is_empty() {
            values.extend(self.target.iter().map(|target| target.value));
        }
        values
    }

    /// The ends of a row's band; an end is `None` where it runs on to the end of the axis.
    fn band(&self, row: &DumbbellRow<'_>) -> Option<[Option<Decimal>; 2]> {
        let Years::Both(before, _) = row.years() else { return None };
        if row.difference().is_none() || row.sure_fall.or(row.sure_rise).is_none() {
            return None;
        }
        let [least, most] = self.bounds();
        let lower = row.sure_fall.and_then(|fall| before.minus(fall));
        let upper = row.sure_rise.and_then(|rise| Decimal::sum(&[before, rise]));
        let within = |end: Option<Decimal>, bound: Option<Decimal>, past: std::cmp::Ordering| match (
            end, bound,
        ) {
            (Some(end), Some(bound)) if end.compare(bound) == past => Some(bound),
            (end, bound) => end.or(bound),
        };
        Some([
            within(lower, least, std::cmp::Ordering::Less),
            within(upper, most, std::cmp::Ordering::Greater),
        ])
    }

    /// The axis as a wide chart has it.
    fn ends(&self) -> Option<Scale> {
        Scale::over(self.values(), self.axis, 6)
    }

    fn scale(&self, sheet: &Sheet, columns: &Columns, texts: &Texts) -> Option<Scale> {
        let room = columns.right - columns.left - 2.0 * INSET;
        let fits = |scale: &Scale| {
            let labels = scale.ticks.iter().map(|tick| self.axis.print(texts, *tick));
            let widest = labels.map(|label| sheet.canvas.width_of(&label, &SMALL));
            let widest = widest.fold(0.0, f64::max);
            number(scale.ticks.len().saturating_sub(1)) * (widest + 12.0) <= room
        };
        let values = self.values();
        let over = |most| Scale::over(values.iter().copied(), self.axis, most);
        (1..=6).rev().filter_map(over).find(fits)
    }

    /// What stands in the right-hand column, and how it looks.
    fn said(&self, row: &DumbbellRow<'_>, texts: &Texts) -> (String, &'static Look) {
        match (row.years(), &row.change) {
            (Years::Hidden, _) => (self.hidden.clone(), &WORD),
            (Years::One { .. }, _) => (self.absent.clone(), &WORD),
            (Years::Both(..), Change::NotJudged(word)) => (word.clone(), &WORD),
            (Years::Both(..), Change::NotSure(change)) => (signed(texts, *change), &CHANGE),
            (Years::Both(..), Change::Sure(change)) => {
                let arrow = match change.units() {
                    ..0 => "▼\u{a0}",
                    0 => "",
                    1.. => "▲\u{a0}",
                };
                (format!("{arrow}{}", signed(texts, *change)), &SURE)
            }
        }
    }

    fn draw_key(&self, sheet: &mut Sheet, indent: f64) -> Result<(), ChartError> {
        let mut key: Vec<(Swatch, &str)> = Vec::new();
        let both = |row: &&DumbbellRow<'_>| matches!(row.years(), Years::Both(..));
        let pairs: Vec<_> = self.rows.iter().filter(both).collect();
        if pairs.is_empty() && !self.values().is_empty() {
            let [before, after] = &self.years;
            key.push((Swatch::Own(12.0, draw_earlier), before));
            key.push((Swatch::Own(12.0, draw_later), after));
        }
        let has_band = pairs.iter().any(|row| self.band(row).is_some());
        let sure = if has_band { draw_sure::<true> } else { draw_sure::<false> };
        if pairs.iter().any(|row| matches!(row.change, Change::Sure(_))) {
            key.push((Swatch::Own(46.0, sure), &self.sure));
        }
        if has_band {
            key.push((Swatch::Own(46.0, draw_not_sure::<true>), &self.in_band));
        }
        let is_bare = |row: &&&DumbbellRow<'_>| {
            matches!(row.change, Change::NotSure(_)) && self.band(row).is_none()
        };
        if pairs.iter().any(|row| is_bare(&row)) {
            key.push((Swatch::Own(46.0, draw_not_sure::<false>), &self.not_sure));
        }
        if key.is_empty() {
            return Ok(());
        }
        sheet.legend(&key, indent)?;
        sheet.y += 4.0;
        Ok(())
    }

    /// The ticks, the target's label among them, and the head of the right-hand column.
    fn draw_head(
        &self,
        sheet: &mut Sheet,
        columns: &Columns,
        axis: Option<&Ruler>,
        texts: &Texts,
    ) -> Result<(), ChartError> {
        let head = sheet.canvas.wrap(&self.change_name, &STRONG, columns.said.max(1.0));
        let head_height = number(head.len()) * STRONG.leading();
        let labelled = axis.zip(self.target.as_ref()).map(|(axis, target)| {
            let lines = sheet.canvas.wrap(&target.label, &STRONG, 150.0);
            let half = sheet.canvas.widest(lines.iter().map(String::as_str), &STRONG) / 2.0;
            let right = match sheet.kind.arrangement() {
                Arrangement::Beside => columns.right,
                Arrangement::Above => sheet.width(),
            };
            let x = axis.x(target.value).min(right - half).max(columns.left.min(half) + half);
            (lines, x, half)
        });
        let over = labelled.as_ref().map_or(1, |(lines, ..)| lines.len());
        let ticks = if axis.is_some() { number(over) * STRONG.leading() } else { 0.0 };
        let beside = sheet.kind.arrangement() == Arrangement::Beside;
        let bottom = sheet.y + if beside { ticks.max(head_height) } else { ticks };
        if let Some(axis) = axis {
            let taken = labelled.as_ref().map(|(_, x, half)| (x - half, x + half));
            self.draw_ticks(sheet, axis, texts, (bottom - 3.0, taken))?;
        }
        if let Some((lines, x, _)) = &labelled {
            let y = bottom - 3.0 - number(lines.len().saturating_sub(1)) * STRONG.leading();
            sheet.canvas.lines(Spot { anchor: Anchor::Middle, x: *x, y }, &STRONG, lines)?;
        }
        let bottom = if beside { bottom } else { bottom + head_height };
        let y = bottom - 3.0 - number(head.len().saturating_sub(1)) * STRONG.leading();
        let spot = Spot { anchor: Anchor::End, x: sheet.width(), y };
        sheet.canvas.lines(spot, &STRONG, &head)?;
        sheet.y = bottom + 4.0;
        Ok(())
    }

    /// The tick labels on a baseline, but for those that would touch what is taken.
    fn draw_ticks(
        &self,
        sheet: &Sheet,
        axis: &Ruler,
        texts: &Texts,
        (y, taken): (f64, Option<(f64, f64)>),
    ) -> Result<(), ChartError> {
        for tick in &axis.scale.ticks {
            let label = self.axis.print(texts, *tick);
            let half = sheet.canvas.width_of(&label, &SMALL) / 2.0;
            let x = axis.x(*tick).clamp(half, sheet.width() - half);
            if taken.is_some_and(|(from, to)| from < x + half + 6.0 && x - half - 6.0 < to) {
                continue;
            }
            sheet.canvas.text(Spot { anchor: Anchor::Middle, x, y }, &SMALL, &label)?;
        }
        Ok(())
    }

    fn place<'r>(
        &self,
        rows: &'r [DumbbellRow<'r>],
        (sheet, columns): (&Sheet, &Columns),
        texts: &Texts,
    ) -> Vec<Placed<'r>> {
        let canvas = &sheet.canvas;
        let (least, air): (f64, f64) = match self.rows.len() {
            0..=16 => (30.0, 6.0),
            17..=30 => (26.0, 6.0),
            many if sheet.crowds(many) => (CLOSE, 1.0),
            _ => (22.0, 6.0),
        };
        let (mut y, mut before, mut labelled) = (sheet.y, None, false);
        let mut placed = Vec::new();
        for row in rows {
            let rule = before.is_some_and(|before| before != row.emphasis).then_some(y + 5.0);
            y += if rule.is_some() { 10.0 } else { 0.0 };
            before = Some(row.emphasis);
            let both = matches!(row.years(), Years::Both(..));
            let years = both && !labelled;
            labelled |= both;
            let look = if row.emphasis == Emphasis::Strong { &STRONG } else { &NAME };
            let names = canvas.wrap(&row.name, look, columns.names);
            let (said, said_look) = self.said(row, texts);
            let said = canvas.wrap(&said, said_look, columns.said.max(1.0));
            let over = if years { YEARS } else { 0.0 };
            let text = number(names.len().max(said.len())) * look.leading();
            let first = y + look.leading() / 2.0;
            let (text_middle, middle, bottom) = match sheet.kind.arrangement() {
                Arrangement::Beside => {
                    let pitch = least.max(text + air);
                    let middle = y + over + pitch / 2.0;
                    (middle, middle, y + over + pitch)
                }
                Arrangement::Above if row.is_drawn() => {
                    let middle = y + text + over + STRIP + 1.0;
                    (first, middle, middle + STRIP + 11.0)
                }
                Arrangement::Above => (first, first, y + text + 9.0),
            };
            let said = (said, said_look);
            let names = (names, look);
            placed.push(Placed { of: row, names, said, years, rule, text_middle, middle, bottom });
            y = bottom;
        }
        placed
    }

    /// The lines of the ticks and the target. Where names stand between the rows, they keep to the
    /// strips, so that none runs through a name.
    fn draw_grounds(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        axis: &Ruler,
        rows: &[Placed<'_>],
    ) -> Result<(), ChartError> {
        let guide = |row: &Placed<'_>| {
            let y = row.middle;
            // Not under the marks, where it would be a mark.
            let (from, to) =
                self.marks(row.of, axis).extent().unwrap_or((columns.left, columns.left));
            for (left, right) in [(columns.left, from), (to, columns.right)] {
                sheet.canvas.line(&[(left, y), (right, y)], &GRID, 8)?;
            }
            Ok(())
        };
        match sheet.kind.arrangement() {
            Arrangement::Beside => {
                rows.iter().try_for_each(guide)?;
                let bottom = rows.last().map_or(sheet.y, |row| row.bottom);
                self.draw_ground(&sheet.canvas, axis, (sheet.y - 2.0, bottom))
            }
            Arrangement::Above => {
                for row in rows.iter().filter(|row| row.of.is_drawn()) {
                    guide(row)?;
                    let strip = (row.middle - STRIP, row.middle + STRIP);
                    self.draw_ground(&sheet.canvas, axis, strip)?;
                }
                Ok(())
            }
        }
    }

    fn draw_ground(
        &self,
        canvas: &Canvas,
        axis: &Ruler,
        (top, bottom): (f64, f64),
    ) -> Result<(), ChartError> {
        for tick in &axis.scale.ticks {
            let x = axis.x(*tick);
            canvas.line(&[(x, top), (x, bottom)], &GRID, 8)?;
        }
        let Some(target) = &self.target else { return Ok(()) };
        let x = axis.x(target.value);
        canvas.line(&[(x, top), (x, bottom)], &TARGET, 12)
    }

    fn draw_row(
        &self,
        sheet: &Sheet,
        columns: &Columns,
        axis: Option<&Ruler>,
        row: &Placed<'_>,
    ) -> Result<(), ChartError> {
        let canvas = &sheet.canvas;
        let (names, look) = &row.names;
        let (anchor, x) = match sheet.kind.arrangement() {
            Arrangement::Beside => (Anchor::End, columns.names),
            Arrangement::Above => (Anchor::Start, 0.0),
        };
        let first = |lines: usize, look: &Look| {
            let rise = match sheet.kind.arrangement() {
                Arrangement::Beside => number(lines.saturating_sub(1)) * look.leading() / 2.0,
                Arrangement::Above => 0.0,
            };
            baseline(row.text_middle - rise, look)
        };
        canvas.lines(Spot { anchor, x, y: first(names.len(), look) }, look, names)?;
        if let Some(axis) = axis {
            let marks = self.marks(row.of, axis);
            if row.years {
                self.draw_years(canvas, columns, &marks, row)?;
            }
            draw_marks(canvas, &marks, row.middle)?;
        }
        let (said, look) = &row.said;
        let spot = Spot { anchor: Anchor::End, x: sheet.width(), y: first(said.len(), look) };
        canvas.lines(spot, look, said)
    }

    /// The years over the dots of a row, moved apart where they would touch.
    fn draw_years(
        &self,
        canvas: &Canvas,
        columns: &Columns,
        marks: &Marks,
        row: &Placed<'_>,
    ) -> Result<(), ChartError> {
        let (Some(before), Some(after)) = (marks.before, marks.after) else { return Ok(()) };
        let [earlier, later] = &self.years;
        let mut labels = [(before, earlier, &SMALL), (after, later, &LATER)];
        if after < before {
            labels.reverse();
        }
        let [(left, ..), (right, ..)] = labels;
        let [left_half, right_half] =
            labels.map(|(_, text, look)| canvas.width_of(text, look) / 2.0);
        let apart = left_half + right_half + 8.0;
        let missing = (apart - (right - left)).max(0.0) / 2.0;
        let left = (left - missing).max(columns.left + left_half);
        let right = (right + missing).min(columns.right - right_half).max(left + apart);
        let left = left.min(right - apart);
        // Over the highest part of the marks, the band.
        let y = row.middle - STRIP - 3.0;
        for (x, (_, text, look)) in [left, right].into_iter().zip(labels) {
            canvas.haloed(Spot { anchor: Anchor::Middle, x, y }, look, text)?;
        }
        Ok(())
    }

    fn marks(&self, row: &DumbbellRow<'_>, axis: &Ruler) -> Marks {
        let (before, after) = match row.years() {
            Years::Hidden => (None, None),
            Years::One { before, after } => (before, after),
            Years::Both(before, after) => (Some(before), Some(after)),
        };
        let [before, after] = [before, after].map(|value| value.map(|value| axis.x(value)));
        let band = self.band(row).map(|[lower, upper]| {
            let end = |value: Option<Decimal>, else_at: f64| {
                axis.px(value.map_or(else_at, Decimal::to_f64))
            };
            (end(lower, axis.scale.lower), end(upper, axis.scale.upper))
        });
        Marks { before, after, band, tone: row.tone() }
    }

    /// The row in words.
    fn describe(&self, row: &DumbbellRow<'_>, texts: &Texts) -> String {
        let [earlier, later] = &self.years;
        let figure = |name: &str, figure: Option<&ReleasedFigure>| {
            Some(format!("{name} {}", self.axis.describe(texts, figure?)?))
        };
        let figures = || [figure(earlier, row.before), figure(later, row.after)];
        let change = |number: Decimal| format!("{} {}", self.change_name, signed(texts, number));
        let (figures, said) = match (row.years(), &row.change) {
            (Years::Hidden, _) => ([None, None], vec![self.hidden.clone()]),
            (Years::One { .. }, _) => (figures(), vec![self.absent.clone()]),
            (Years::Both(..), Change::NotJudged(word)) => (figures(), vec![word.clone()]),
            (Years::Both(..), Change::Sure(by)) => {
                (figures(), vec![change(*by), self.sure.clone()])
            }
            (Years::Both(..), Change::NotSure(by)) => {
                (figures(), vec![change(*by), self.unsure(row).to_owned()])
            }
        };
        let parts: Vec<String> = figures.into_iter().flatten().chain(said).collect();
        format!("{}: {}", row.name, parts.join("; "))
    }
}

/// Which years of a row are shown.
#[derive(Clone, Copy, Debug)]
enum Years {
    Both(Decimal, Decimal),
    /// At most one of them.
    One {
        before: Option<Decimal>,
        after: Option<Decimal>,
    },
    /// One of them is hidden, and the other keeps silent with it.
    Hidden,
}

impl DumbbellRow<'_> {
    fn years(&self) -> Years {
        let figures = [self.before, self.after];
        if figures.into_iter().flatten().any(ReleasedFigure::is_hidden) {
            return Years::Hidden;
        }
        match figures.map(|figure| figure.and_then(ReleasedFigure::value)) {
            [Some(before), Some(after)] => Years::Both(before, after),
            [before, after] => Years::One { before, after },
        }
    }

    fn is_drawn(&self) -> bool {
        match self.years() {
            Years::Both(..) => true,
            Years::One { before, after } => before.or(after).is_some(),
            Years::Hidden => false,
        }
    }

    const fn difference(&self) -> Option<Decimal> {
        match self.change {
            Change::Sure(change) | Change::NotSure(change) => Some(change),
            Change::NotJudged(_) => None,
        }
    }

    const fn tone(&self) -> Tone {
        match self.change {
            Change::Sure(_) => Tone::Sure,
            Change::NotSure(_) => Tone::NotSure,
            Change::NotJudged(_) => Tone::NotJudged,
        }
    }
}

/// Where things stand in a row, in px.
struct Columns {
    names: f64,
    left: f64,
    right: f64,
    said: f64,
}

/// The axis and where its values lie.
struct Ruler {
    scale: Scale,
    plane: Plane,
}

impl Ruler {
    fn px(&self, value: f64) -> f64 {
        self.plane.px((value, 0.0)).0
    }

    fn x(&self, value: Decimal) -> f64 {
        self.px(value.to_f64())
    }
}

/// A row with its texts broken into lines, and where it lies in px.
struct Placed<'r> {
    of: &'r DumbbellRow<'r>,
    names: (Vec<String>, &'static Look),
    said: (Vec<String>, &'static Look),
    /// Whether the years stand over its dots.
    years: bool,
    /// Where a line sets it apart from the rows above.
    rule: Option<f64>,
    /// The middle line of the name: of all its lines beside the marks, of the first above them.
    text_middle: f64,
    middle: f64,
    bottom: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::hex;
    use crate::spec::{Datum, Spec};
    use crate::testing::{
        PAIRS, Pair, WIDTHS, attribute, corners, dumbbell_chart, elements, group, length, pairs,
        saying, texts, words,
    };

    const ROWS: [Pair; 6] = [
        ["71.4", "75.1", "sure", "2.8", "2.8"],
        ["60.0", "63.0", "not", "9.0", "8.5"],
        ["90.0", "70.0", "sure", "9.9", "8.8"],
        ["hidden", "21.0", "sure", "9", "9"],
        ["62.0", "70.0", "brud", "9", "9"],
        ["66.0", "absent", "not", "-", "-"],
    ];
    const FIRST: &str = "Ådals";
    const SECOND: &str = "Bøge";
    const FALL: &str = "Sct. Søren";
    const HIDDEN: &str = "Ærte";
    const BREAK: &str = "Ydby";
    const ABSENT: &str = "Elme";

    fn drawn(width: Width) -> String {
        let figures = pairs(&ROWS);
        dumbbell_chart(&figures).svg(&texts(), width, "h").unwrap()
    }

    /// Where a value lies, from the labels of two ticks.
    fn place(svg: &str, value: f64) -> f64 {
        let at = |said| length(saying(svg, said), "x");
        let (from, to) = (at("60\u{a0}%"), at("90\u{a0}%"));
        from + (value - 60.0) / 30.0 * (to - from)
    }

    /// A fall of 3.9 and a rise of 1.9 from 3.9 lie outside a scale from 1 to 5.
    #[test]
    fn no_band_runs_past_where_values_end() {
        let numbers =
            crate::testing::specimens().into_iter().find(|of| of.name == "dumbbell numbers");
        let svg = numbers.unwrap().spec.svg(&texts(), Width::Wide, "d").unwrap();
        assert!(svg.contains(">5</text>") && svg.contains(">1</text>"), "{svg}");
        assert!(!svg.contains(">6</text>") && !svg.contains(">0</text>"));
    }

    #[test]
    fn dots_and_band_lie_at_released_values() {
        for width in WIDTHS {
            let svg = drawn(width);
            let at =
                |row: &str, dot: usize| length(elements(group(&svg, row), "circle")[dot], "cx");
            // An open dot is two circles, and so is a ringed one.
            for (row, before, after) in
                [(FIRST, 71.4, 75.1), (SECOND, 60.0, 63.0), (FALL, 90.0, 70.0)]
            {
                assert!((at(row, 0) - place(&svg, before)).abs() < 0.31, "{row} {width:?}");
                assert!((at(row, 3) - place(&svg, after)).abs() < 0.31, "{row} {width:?}");
            }
            let band = elements(group(&svg, SECOND), "path")[0];
            let d = attribute(band, "d").unwrap().trim_start_matches('M').replace('Z', "");
            let x: Vec<f64> = d
                .split('L')
                .map(|point| point.split_once(' ').unwrap().0.parse().unwrap())
                .collect();
            assert!((x[0] - place(&svg, 51.0)).abs() < 0.31, "{d}");
            assert!((x[1] - place(&svg, 68.5)).abs() < 0.31, "{d}");
        }
    }

    #[test]
    fn a_row_with_a_hidden_year_has_a_word_and_neither_marks_nor_numbers() {
        for width in WIDTHS {
            let svg = drawn(width);
            let row = group(&svg, HIDDEN);
            assert!(corners(row).is_empty());
            assert_eq!(elements(row, "text").last().map(|line| words(line)), Some("skjult"));
            // The shown year is 21: the axis does not reach so far down.
            assert!(!svg.contains("21,0") && !svg.contains(">20\u{a0}%<"));
        }
        let figures = pairs(&ROWS);
        let data = dumbbell_chart(&figures).data();
        assert!(data.rows[3][1..6].iter().all(|datum| *datum == Datum::Hidden));
    }

    #[test]
    fn only_sure_changes_have_colour_and_weight_whichever_way_they_go() {
        let svg = drawn(Width::Wide);
        let blue = hex(DOT.light);
        for (row, said) in [(FIRST, "▲\u{a0}+3,7"), (FALL, "▼\u{a0}−20,0")] {
            let row = group(&svg, row);
            let change = saying(row, said);
            assert!(change.contains(&blue) && change.contains("font-weight=\"700\""));
            let dots = elements(row, "circle");
            assert_eq!(dots.iter().filter(|dot| dot.contains(&blue)).count(), 2);
        }
        for row in [SECOND, BREAK, ABSENT] {
            let row = group(&svg, row);
            assert!(!row.contains(&blue) && !row.contains("font-weight") && !row.contains('▲'));
        }
        saying(group(&svg, SECOND), "+3,0");
    }

    #[test]
    fn years_that_are_not_compared_are_not_joined() {
        let svg = drawn(Width::Wide);
        let row = group(&svg, BREAK);
        assert_eq!((elements(row, "circle").len(), elements(row, "path").len()), (4, 0));
        let row = group(&svg, ABSENT);
        assert_eq!((elements(row, "circle").len(), elements(row, "path").len()), (2, 0));
        saying(row, "ingen elever");
    }

    #[test]
    fn the_years_stand_over_the_first_row_that_shows_both_and_keep_the_order_of_its_dots() {
        for width in WIDTHS {
            let figures = pairs(&[ROWS[3], ["80.0", "79.9", "not", "9", "9"], ROWS[0]]);
            let svg = dumbbell_chart(&figures).svg(&texts(), width, "h").unwrap();
            let row = group(&svg, SECOND);
            let at = |said| length(saying(row, said), "x");
            assert!(at("2021/22") < at("2019/20"));
            assert_eq!(svg.matches(">2019/20</text>").count(), 1);
        }
    }

    #[test]
    fn thirteen_hundred_rows_are_all_drawn() {
        let rows: Vec<Pair> = PAIRS.iter().copied().cycle().take(1300).collect();
        let figures = pairs(&rows);
        for width in WIDTHS {
            let svg = dumbbell_chart(&figures).svg(&texts(), width, "h").unwrap();
            assert_eq!(svg.matches("<g>").count(), 1300);
        }
    }

    #[test]
    fn only_a_change_with_a_band_is_said_to_end_inside_it() {
        let figures =
            pairs(&[["60.0", "63.0", "not", "9.0", "8.5"], ["66.0", "69.0", "not", "-", "-"]]);
        let chart = dumbbell_chart(&figures);
        let svg = chart.svg(&texts(), Width::Wide, "h").unwrap();
        let (in_band, bare) = ("ikke sikker: slutter inden for båndet", "ikke sikker");
        for said in [in_band, bare] {
            saying(&svg, said);
            assert!(svg.contains(&format!("; {said}</title>")), "{said}");
        }
        let verdict = |row: usize| chart.data().rows[row].last().cloned();
        let text = |said: &str| Some(Datum::Text(said.to_owned()));
        assert_eq!((verdict(0), verdict(1)), (text(in_band), text(bare)));
    }

    #[test]
    fn vega_lite_says_the_change_and_keeps_bands_within_where_values_end() {
        let figures = pairs(&[["4.1", "3.9", "sure", "0.2", "0.1"]]);
        let mut chart = dumbbell_chart(&figures);
        (chart.axis, chart.target) = (Axis::Number, None);
        chart.limits = Some(["1", "5"].map(|end| end.parse().unwrap()));
        let vega = chart.vega_lite(&texts()).to_string();
        assert!(vega.contains("max(1, datum.foer - datum.usikker_ned)"), "{vega}");
        assert!(vega.contains("min(5, datum.foer + datum.usikker_op)"), "{vega}");
        assert!(vega.contains("format(datum.aendring, '+.1f')"), "{vega}");
    }

    #[test]
    fn a_small_chart() {
        let figures = pairs(&ROWS[..4]);
        let svg = dumbbell_chart(&figures).svg(&texts(), Width::Wide, "aendring").unwrap();
        insta::assert_snapshot!(svg);
    }
}
