//! Lines over school years, with intervals and a target.

use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::canvas::{Anchor, Canvas, Look, Plane, Plot, Spot};
use crate::fonts::Weight;
use crate::frame::{Arrangement, SMALL, Sheet, baseline, number};
use crate::palette::{AXIS, GRID, Ink, MARK, MUTED, TARGET, TEXT, hex, line};
use crate::placing::{Area, Room, Wish, along, leader};
use crate::scale::Scale;
use crate::spec::{Column, Data, Datum, Draw, Spec};
use crate::timeline::{Flag, Slot, flags, pieces, runs, short, spread, thinned};
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
///
/// Marks with one label in years that follow each other share that label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearMark {
    /// The year; one before the chart's first or after its last is left out.
    pub year: SchoolYear,
    /// What is said about it.
    pub label: String,
}

/// Lines over school years.
///
/// Years lie as far apart as they are in time. Points are joined only where no year lies between
/// them: a year without a figure, also one that is not in [`years`](Self::years), breaks the line.
/// A [break](Self::breaks) cuts every line. A point that stands alone shows its interval as a stroke.
///
/// A line that reaches the last year is labelled at the right of the plot. One that ends before is
/// labelled where it ends, with the year of its last figure; one without any figure keeps its name in grey.
///
/// Of more than three lines the first alone has its intervals drawn: it is that of the whole, and bands
/// upon each other can be told apart by nobody.
#[derive(Clone, Debug)]
pub struct DevelopmentChart<'a> {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// Whether the values are per cent or numbers.
    pub axis: Axis,
    /// The years, oldest first.
    pub years: Vec<SchoolYear>,
    /// The target, where there is one.
    pub target: Option<TargetLine>,
    /// The lines, in the order of their colours.
    pub lines: Vec<Line<'a>>,
    /// Years to mark.
    pub marks: Vec<YearMark>,
    /// Years before which every line is cut and a mark stands: figures on the two sides of it are not
    /// made the same way.
    pub breaks: Vec<YearMark>,
}

/// A shown figure and its year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point<'f> {
    pub(crate) year: SchoolYear,
    value: f64,
    interval: Option<(f64, f64)>,
    figure: &'f ReleasedFigure,
}

impl Point<'_> {
    fn x(&self) -> f64 {
        f64::from(self.year.start())
    }
}

/// A label at the end of a line.
struct EndLabel {
    lines: Vec<String>,
    ink: &'static Ink,
    /// The point it belongs to, as values; `None` for a line without figures.
    at: Option<(f64, f64)>,
    /// Whether its line reaches the right edge.
    reaches: bool,
}

/// Of how many lines every one has its intervals drawn.
const BANDS: usize = 3;

/// Steps of the axis of values at most: the same axis at every width.
const STEPS: i64 = 5;
/// What an axis keeps free at both ends; px.
const INSET: f64 = 8.0;
/// From the plot to the labels at the ends of lines; px.
const LABEL_GAP: f64 = 12.0;
/// Half of a dot at the end of a line; px.
const DOT_RADIUS: f64 = 4.4;
const LABEL: Look = Look { weight: Weight::SemiBold, size: 13.0, ink: &TEXT };

impl Draw for DevelopmentChart<'_> {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let axis = self.axis;
        for line in &self.lines {
            let (years, points) = (self.years.len(), line.points.len());
            if years != points {
                return Err(ChartError::Points { line: line.name.clone(), years, points });
            }
        }
        let mut sheet = Sheet::begin(&self.heading, width)?;
        let scale = self.scale();
        let labels = self.labels(&sheet, axis, texts);
        let print = |value| axis.print(texts, value);
        let (view, inside) = self.arranged(&sheet, scale.as_ref(), &labels, &print);
        view.draw_grid(&sheet, scale.as_ref(), &print)?;
        view.draw_flags(&sheet)?;
        self.draw_years(&sheet, &view)?;
        self.draw_intervals(&view)?;
        self.draw_target(&view)?;
        self.draw_lines(&sheet, &view, &|figure| axis.describe(texts, figure))?;
        view.draw_labels(&sheet, &labels, &inside)?;
        sheet.y = view.bottom + 24.0;
        Ok(sheet)
    }
}

impl Spec for DevelopmentChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("linje"),
            Column::words("skoleaar"),
            Column::numbers("vaerdi", self.axis),
            Column::numbers("nedre", self.axis),
            Column::numbers("oevre", self.axis),
        ];
        let of_line = |line: &Line<'_>| {
            let name = line.name.clone();
            let points = self.years.iter().copied().zip(line.points.clone());
            let of_year = move |(year, figure): (SchoolYear, Option<&ReleasedFigure>)| {
                let head = [Datum::Text(name.clone()), Datum::Text(year.to_string())];
                head.into_iter().chain(Datum::with_interval(figure)).collect()
            };
            points.map(of_year).collect::<Vec<_>>()
        };
        Data { columns, rows: self.lines.iter().flat_map(of_line).collect() }
    }

    fn encoding(&self) -> Value {
        let names: Vec<&str> = self.lines.iter().map(|line| line.name.as_str()).collect();
        let colours: Vec<String> = (0..names.len()).map(|place| hex(line(place).light)).collect();
        let x = json!({ "field": "skoleaar", "type": "ordinal", "title": null });
        let y = |field: &str| {
            json!({ "field": field, "type": "quantitative", "title": null,
            "scale": { "zero": self.axis == Axis::Count } })
        };
        let color = json!({ "field": "linje", "type": "nominal", "title": null, "sort": null,
            "scale": { "domain": names, "range": colours } });
        let detail = json!({ "field": "stykke", "type": "nominal" });
        let mut layer = vec![
            json!({
                "transform": self.filter_of_bands(),
                "mark": { "type": "errorband", "opacity": 0.14 },
                "encoding": {
                    "x": x, "y": y("nedre"), "y2": { "field": "oevre" }, "color": color,
                    "detail": detail,
                },
            }),
            json!({
                "mark": { "type": "line", "point": true, "tooltip": true, "invalid": "break-paths-filter-domains" },
                "encoding": { "x": x, "y": y("vaerdi"), "color": color, "detail": detail },
            }),
        ];
        if let Some(target) = &self.target {
            layer.push(json!({
                "mark": { "type": "rule", "strokeDash": [6, 4] },
                "encoding": { "y": { "datum": target.value.to_f64() } },
            }));
        }
        json!({ "transform": [pieces(&self.breaks)], "layer": layer })
    }
}

impl DevelopmentChart<'_> {
    /// The ends of the vertical axis, for a text that states them; `None` without a figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_charts::{Axis, DevelopmentChart, Heading, Line, Width};
    ///
    /// let figure: kvalitet_disclosure::ReleasedFigure = serde_json::from_str(
    ///     r#"{"evidens":"B","status":"vist","vaerdi":"4.1","n":400,"taeller":null,
    ///         "nedre":"4.0","oevre":"4.2","for_faa":false}"#,
    /// )?;
    /// let chart = DevelopmentChart {
    ///     heading: Heading::default(),
    ///     axis: Axis::Number,
    ///     years: vec!["2018/19".parse()?],
    ///     target: None,
    ///     lines: vec![Line { name: "Kommunen".to_owned(), points: vec![Some(&figure)] }],
    ///     marks: Vec::new(),
    ///     breaks: Vec::new(),
    /// };
    /// let (lower, upper) = chart.range().ok_or("a figure")?;
    /// assert_eq!((lower.to_string(), upper.to_string()), ("3.8".into(), "4.4".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn range(&self) -> Option<(Decimal, Decimal)> {
        let scale = self.scale()?;
        Some((*scale.ticks.first()?, *scale.ticks.last()?))
    }

    /// Points that a line joins: of years that follow each other with no break between them.
    fn joined<'p, T>(
        &'p self,
        items: &'p [T],
        year: impl Fn(&T) -> SchoolYear + Copy,
    ) -> Vec<&'p [T]> {
        let cut = |year: SchoolYear| self.breaks.iter().any(|of| of.year == year);
        let runs = runs(items, year);
        runs.flat_map(|run| run.chunk_by(move |_, next| !cut(year(next)))).collect()
    }

    /// How many lines, from the first, have their intervals drawn.
    pub fn banded(&self) -> usize {
        if BANDS < self.lines.len() { 1 } else { self.lines.len() }
    }

    /// The same for Vega-Lite.
    fn filter_of_bands(&self) -> Vec<Value> {
        let names = self.lines.iter().take(self.banded()).map(|line| line.name.as_str());
        let names: Vec<&str> = names.collect();
        let all = names.len() == self.lines.len();
        let only = || json!({ "filter": { "field": "linje", "oneOf": names } });
        if all { Vec::new() } else { vec![only()] }
    }

    fn points(&self) -> impl Iterator<Item = Vec<Point<'_>>> {
        self.lines.iter().map(|line| {
            let points = self.years.iter().zip(&line.points);
            points
                .filter_map(|(year, figure)| {
                    let figure = (*figure)?;
                    let interval = figure.interval().map(|(l, u)| (l.to_f64(), u.to_f64()));
                    let value = figure.value()?.to_f64();
                    Some(Point { year: *year, value, interval, figure })
                })
                .collect()
        })
    }

    fn scale(&self) -> Option<Scale> {
        let banded = self.banded();
        let ends = self.lines.iter().enumerate().flat_map(|(place, line)| {
            let figures = line.points.iter().copied().flatten();
            figures.flat_map(move |figure| {
                let interval = figure.interval().filter(|_| place < banded);
                let (lower, upper) = interval.unzip();
                [figure.value(), lower, upper]
            })
        });
        let target = self.target.iter().map(|target| Some(target.value));
        Scale::over(ends.chain(target).flatten(), self.axis, STEPS)
    }

    /// The labels at the right, the target's last.
    fn labels(&self, sheet: &Sheet, axis: Axis, texts: &Texts) -> Vec<EndLabel> {
        let names = self.lines.iter().flat_map(|line| line.name.split(' '));
        let most = match sheet.kind.arrangement() {
            Arrangement::Beside => 200.0,
            Arrangement::Above => sheet.canvas.widest(names, &LABEL).clamp(112.0, 150.0),
        };
        let wrap = |text: &str| sheet.canvas.wrap(text, &LABEL, most);
        let last_year = self.years.last();
        let lines =
            self.lines.iter().zip(self.points()).enumerate().map(|(place, (row, points))| {
                let Some(last) = points.last() else {
                    return EndLabel {
                        lines: wrap(&row.name),
                        ink: &MUTED,
                        at: None,
                        reaches: false,
                    };
                };
                let reaches = Some(&last.year) == last_year;
                let value = axis.describe_plain(texts, last.figure);
                let year = (!reaches).then(|| format!("({})", short(last.year)));
                let parts = [Some(row.name.clone()), value, year];
                let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let at = Some((last.x(), last.value));
                EndLabel { lines: wrap(&text), ink: line(place), at, reaches }
            });
        let (_, end) = self.span();
        let target = self.target.iter().map(|target| EndLabel {
            lines: wrap(&target.label),
            ink: &TEXT,
            at: Some((end, target.value.to_f64())),
            reaches: true,
        });
        lines.chain(target).collect()
    }

    /// The plot with room for the labels at its right, and where those of lines that end before stand in
    /// it: `None` for every label that stands at the right.
    fn arranged(
        &self,
        sheet: &Sheet,
        scale: Option<&Scale>,
        labels: &[EndLabel],
        print: &dyn Fn(Decimal) -> String,
    ) -> (View, Vec<Option<Area>>) {
        let mut is_beside: Vec<bool> =
            labels.iter().map(|label| label.reaches || label.at.is_none()).collect();
        loop {
            let beside = labels.iter().zip(&is_beside).filter(|(_, beside)| **beside);
            let beside: Vec<&EndLabel> = beside.map(|(label, _)| label).collect();
            let view = self.view(sheet, scale, &beside, print);
            let inside = self.inside(&sheet.canvas, &view, labels, &is_beside);
            let homeless = |(beside, area): (&bool, &Option<Area>)| !beside && area.is_none();
            // What finds no room in the plot stands at the right, where that makes the plot narrower.
            match is_beside.iter().zip(&inside).position(homeless) {
                None => return (view, inside),
                Some(place) => is_beside.iter_mut().skip(place).take(1).for_each(|of| *of = true),
            }
        }
    }

    fn view(
        &self,
        sheet: &Sheet,
        scale: Option<&Scale>,
        beside: &[&EndLabel],
        print: &dyn Fn(Decimal) -> String,
    ) -> View {
        let across = across(sheet, scale, beside, print);
        let flags = self.flags(sheet, across);
        let tiers = flags.iter().map(|flag| flag.bottom).fold(0.0, f64::max);
        let top = sheet.y + tiers + 6.0;
        let room = beside.iter().map(|label| label.height()).sum::<f64>();
        let bottom = top + plot_height(sheet.kind).max(room);
        let plane = self.plane(sheet, scale, across, (top, bottom));
        View { plane, across, top, bottom, flags }
    }

    /// Where the labels that do not stand at the right have room, clear of dots and of each other.
    fn inside(
        &self,
        canvas: &Canvas,
        view: &View,
        labels: &[EndLabel],
        is_beside: &[bool],
    ) -> Vec<Option<Area>> {
        let points: Vec<Vec<Point<'_>>> = self.points().collect();
        let px = |point: &Point<'_>| view.plane.px((point.x(), point.value));
        let dots = points.iter().flatten().map(|point| Area::around(px(point), DOT_RADIUS));
        let strokes = points.iter().flat_map(|points| self.joined(points, |point| point.year));
        let strokes = strokes.flat_map(|run| {
            let pairs = run.windows(2).filter_map(|pair| match pair {
                [from, to] => Some([px(from), px(to)]),
                _ => None,
            });
            pairs.flat_map(|ends| along(ends, 3.0)).collect::<Vec<_>>()
        });
        let upright = view.flags.iter().map(|flag| [(flag.x, view.top), (flag.x, view.bottom)]);
        let (first, last) = self.span();
        let target = self
            .target
            .iter()
            .map(|target| [first, last].map(|x| view.plane.px((x, target.value.to_f64()))));
        let straight = upright.chain(target).flat_map(|ends| along(ends, 3.0));
        let frame = Area {
            left: view.across.0,
            top: view.top,
            right: view.across.1,
            bottom: view.bottom - 2.0,
        };
        let mut room =
            Room { frame, taken: dots.collect(), lines: strokes.chain(straight).collect() };
        let wish = |label: &EndLabel, at: (f64, f64)| Wish {
            at: view.plane.px(at),
            radius: DOT_RADIUS,
            width: canvas.widest(label.lines.iter().map(String::as_str), &LABEL),
            height: label.height(),
        };
        let asked: Vec<Option<Wish>> = labels
            .iter()
            .zip(is_beside)
            .map(|(label, beside)| label.at.filter(|_| !beside).map(|at| wish(label, at)))
            .collect();
        let wishes: Vec<Wish> = asked.iter().copied().flatten().collect();
        let mut placed = room.place(&wishes).into_iter();
        asked.iter().map(|wish| wish.and_then(|_| placed.next().flatten())).collect()
    }

    /// The years' place on the axis; a single year stands at the right, beside its labels.
    fn span(&self) -> (f64, f64) {
        let year = |year: Option<&SchoolYear>| year.map_or(0.0, |year| f64::from(year.start()));
        let (first, last) = (year(self.years.first()), year(self.years.last()));
        if first < last { (first, last) } else { (last - 1.0, last) }
    }

    fn plane(
        &self,
        sheet: &Sheet,
        scale: Option<&Scale>,
        (left, right): (f64, f64),
        (top, bottom): (f64, f64),
    ) -> Plane {
        let (first, last) = self.span();
        let (lower, upper) = scale.map_or((0.0, 1.0), |scale| (scale.lower, scale.upper));
        sheet.canvas.plane([first..last, lower..upper], [left + INSET..right - INSET, bottom..top])
    }

    fn flags(&self, sheet: &Sheet, across: (f64, f64)) -> Vec<Flag> {
        let (first, last) = self.span();
        let plane = self.plane(sheet, None, across, (0.0, 1.0));
        let inside = |mark: &YearMark| (first..=last).contains(&f64::from(mark.year.start()));
        // A break stands between its year and the one before.
        let after_first = |mark: &&YearMark| first < f64::from(mark.year.start());
        let cuts = self.breaks.iter().filter(after_first).map(|mark| (mark, 0.5));
        let mut marks: Vec<(&YearMark, f64)> =
            self.marks.iter().map(|mark| (mark, 0.0)).chain(cuts).collect();
        marks.retain(|(mark, _)| inside(mark));
        marks.sort_by(|(one, before), (other, after)| {
            one.year.cmp(&other.year).then(after.total_cmp(before))
        });
        let placed = marks.into_iter().map(|(mark, before)| {
            let x = plane.px((f64::from(mark.year.start()) - before, 0.0)).0;
            (mark.year, x, mark.label.as_str())
        });
        flags(&sheet.canvas, &placed.collect::<Vec<_>>(), sheet.width())
    }

    fn draw_years(&self, sheet: &Sheet, view: &View) -> Result<(), ChartError> {
        let years: Vec<(f64, String)> = self
            .years
            .iter()
            .map(|year| (view.plane.px((f64::from(year.start()), 0.0)).0, short(*year)))
            .collect();
        for (x, _) in &years {
            sheet.canvas.line(&[(*x, view.bottom), (*x, view.bottom + 5.0)], &AXIS, 10)?;
        }
        for (x, label) in thinned(&sheet.canvas, &years, sheet.width()) {
            let spot = Spot { anchor: Anchor::Middle, x, y: view.bottom + 19.0 };
            sheet.canvas.text(spot, &SMALL, label)?;
        }
        Ok(())
    }

    fn draw_intervals(&self, view: &View) -> Result<(), ChartError> {
        for (place, points) in self.points().enumerate().take(self.banded()) {
            let ends = points.iter().filter_map(|point| Some((*point, point.interval?)));
            let ends: Vec<_> = ends.collect();
            for run in self.joined(&ends, |(point, _)| point.year) {
                match run {
                    [(point, (lower, upper))] => {
                        let stroke = vec![(point.x(), *lower), (point.x(), *upper)];
                        view.plane.faint(stroke, line(place), 30)?;
                    }
                    run => {
                        let up = run.iter().map(|(point, (_, upper))| (point.x(), *upper));
                        let down = run.iter().rev().map(|(point, (lower, _))| (point.x(), *lower));
                        view.plane.area(up.chain(down).collect(), line(place))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn draw_target(&self, view: &View) -> Result<(), ChartError> {
        let Some(target) = &self.target else {
            return Ok(());
        };
        let ((first, last), y) = (self.span(), target.value.to_f64());
        view.plane.path(vec![(first, y), (last, y)], &TARGET, 14)
    }

    fn draw_lines(
        &self,
        sheet: &Sheet,
        view: &View,
        say: &dyn Fn(&ReleasedFigure) -> Option<String>,
    ) -> Result<(), ChartError> {
        for (place, (row, points)) in self.lines.iter().zip(self.points()).enumerate() {
            let said = points
                .iter()
                .filter_map(|point| Some(format!("{} {}", point.year, say(point.figure)?)));
            sheet.canvas.open(format!("{}: {}", row.name, said.collect::<Vec<_>>().join("; ")));
            let runs = self.joined(&points, |point| point.year);
            for run in runs.into_iter().filter(|run| 1 < run.len()) {
                let path = run.iter().map(|point| (point.x(), point.value)).collect();
                view.plane.path(path, line(place), 24)?;
            }
            for point in &points {
                let last = points.last().is_some_and(|last| last.year == point.year);
                let radius = if last { 44 } else { 32 };
                view.plane.dot((point.x(), point.value), radius, line(place))?;
            }
            sheet.canvas.close();
        }
        Ok(())
    }
}

fn plot_height(width: Width) -> f64 {
    match width {
        Width::Slide => 340.0,
        Width::Wide => 280.0,
        Width::Narrow | Width::Half => 220.0,
    }
}

/// The plot's left and right edge: what the labels on both sides leave.
fn across(
    sheet: &Sheet,
    scale: Option<&Scale>,
    labels: &[&EndLabel],
    print: &dyn Fn(Decimal) -> String,
) -> (f64, f64) {
    let ticks = scale.iter().flat_map(|scale| &scale.ticks).map(|tick| print(*tick));
    let left = ticks.map(|tick| sheet.canvas.width_of(&tick, &SMALL)).fold(0.0, f64::max);
    let lines = labels.iter().flat_map(|label| &label.lines).map(String::as_str);
    let right = sheet.canvas.widest(lines, &LABEL);
    (left + 8.0, sheet.width() - right - LABEL_GAP + INSET - 4.0)
}

impl EndLabel {
    fn height(&self) -> f64 {
        number(self.lines.len()) * LABEL.leading() + 2.0
    }

    /// Where its first line begins, from `x` around the middle line `y`, and how it looks.
    fn first(&self, x: f64, y: f64) -> (Spot, Look) {
        let look = Look { ink: self.ink, ..LABEL };
        let rise = number(self.lines.len().saturating_sub(1)) * LABEL.leading() / 2.0;
        (Spot { anchor: Anchor::Start, x, y: baseline(y - rise, &look) }, look)
    }
}

/// The plot, and its edges in px.
struct View {
    plane: Plane,
    across: (f64, f64),
    top: f64,
    bottom: f64,
    flags: Vec<Flag>,
}

impl View {
    fn draw_grid(
        &self,
        sheet: &Sheet,
        scale: Option<&Scale>,
        print: &dyn Fn(Decimal) -> String,
    ) -> Result<(), ChartError> {
        let (left, right) = self.across;
        for tick in scale.iter().flat_map(|scale| &scale.ticks) {
            let y = self.plane.px((0.0, tick.to_f64())).1;
            if y + 1.0 < self.bottom {
                sheet.canvas.line(&[(left, y), (right, y)], &GRID, 10)?;
            }
            let spot = Spot { anchor: Anchor::End, x: left - 8.0, y: baseline(y, &SMALL) };
            sheet.canvas.text(spot, &SMALL, &print(*tick))?;
        }
        sheet.canvas.line(&[(left, self.bottom), (right, self.bottom)], &AXIS, 10)
    }

    fn draw_flags(&self, sheet: &Sheet) -> Result<(), ChartError> {
        // The lowest line of text ends this far above the plot.
        let base = self.top - 6.0;
        for flag in &self.flags {
            let y = base - flag.bottom;
            sheet.canvas.line(
                &[
                    (flag.x, if flag.lines.is_empty() { self.top } else { y }),
                    (flag.x, self.bottom),
                ],
                &MARK,
                12,
            )?;
            let spot = Spot { anchor: Anchor::Start, x: flag.left, y: y + SMALL.size - 2.0 };
            sheet.canvas.lines(spot, &SMALL, &flag.lines)?;
        }
        Ok(())
    }

    /// Labels with an area stand there, the others at the right.
    fn draw_labels(
        &self,
        sheet: &Sheet,
        labels: &[EndLabel],
        inside: &[Option<Area>],
    ) -> Result<(), ChartError> {
        let mut beside: Vec<&EndLabel> = Vec::new();
        for (label, area) in labels.iter().zip(inside) {
            match area {
                Some(area) => self.draw_inside(sheet, label, area)?,
                None => beside.push(label),
            }
        }
        let wanted =
            |label: &EndLabel| label.at.map_or(self.bottom, |(_, y)| self.plane.px((0.0, y)).1);
        let slot = |label: &&EndLabel| Slot { middle: wanted(label), height: label.height() };
        let slots: Vec<Slot> = beside.iter().map(slot).collect();
        let x = self.across.1 - INSET + LABEL_GAP;
        for (label, middle) in beside.into_iter().zip(spread(&slots, (self.top, self.bottom))) {
            let want = wanted(label);
            if label.reaches && 3.0 < (middle - want).abs() {
                let from = self.across.1 - INSET + 5.0;
                sheet.canvas.line(&[(from, want), (x - 2.0, middle)], label.ink, 8)?;
            }
            let (spot, look) = label.first(x, middle);
            sheet.canvas.lines(spot, &look, &label.lines)?;
        }
        Ok(())
    }

    /// A label in the plot, with a line to its point where it stands apart from that.
    fn draw_inside(&self, sheet: &Sheet, label: &EndLabel, area: &Area) -> Result<(), ChartError> {
        let at = label.at.map(|at| self.plane.px(at));
        if let Some(ends) = at.and_then(|at| leader(at, DOT_RADIUS, area)) {
            sheet.canvas.line(&ends, label.ink, 8)?;
        }
        // The paper shows around it: it may lie on a band.
        let (mut spot, look) = label.first(area.left, f64::midpoint(area.top, area.bottom));
        for line in &label.lines {
            sheet.canvas.haloed(spot, &look, line)?;
            spot.y += look.leading();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        WIDTHS, attribute, corners, development_chart, elements, group, hidden, length, saying,
        shown, texts, year,
    };

    fn figures() -> Vec<Vec<ReleasedFigure>> {
        let values = ["70.0 66.0 74.0", "75.0 71.1 79.0", "-", "82.5 78.0 86.0", "79.1 75.5 82.0"];
        vec![values.map(|value| if value == "-" { hidden() } else { shown(value) }).to_vec()]
    }

    #[test]
    fn a_point_stands_at_its_released_value() {
        for width in WIDTHS {
            let (figures, texts) = (figures(), texts());
            let svg = development_chart(&figures).svg(&texts, width, "b").unwrap();
            let height = |said| {
                let line = saying(&svg, said);
                length(line, "y") - 0.33 * length(line, "font-size")
            };
            let (low, high) = (height("70\u{a0}%"), height("80\u{a0}%"));
            let dots = elements(group(&svg, "2. klasse"), "circle");
            for (dot, value) in dots.iter().zip([70.0, 75.0, 82.5, 79.1]) {
                let expected = low + (value - 70.0) / 10.0 * (high - low);
                assert!((length(dot, "cy") - expected).abs() < 0.21, "{dot} is not {value}");
            }
        }
    }

    #[test]
    fn a_hidden_year_breaks_the_line_and_leaves_no_dot() {
        let (figures, texts) = (figures(), texts());
        let svg = development_chart(&figures).svg(&texts, Width::Wide, "b").unwrap();
        let line = group(&svg, "2. klasse");
        assert_eq!(elements(line, "circle").len(), 4);
        let paths = elements(line, "path");
        let points: Vec<usize> = paths
            .iter()
            .map(|path| attribute(path, "d").unwrap().matches(['M', 'L']).count())
            .collect();
        assert_eq!(points, [2, 2]);
        assert!(!svg.contains("2018/19 "));
    }

    #[test]
    fn a_year_that_is_not_asked_for_breaks_the_line_too() {
        let (figures, texts) = (figures(), texts());
        let mut chart = development_chart(&figures);
        chart.years.remove(2);
        chart.lines[0].points.remove(2);
        let svg = chart.svg(&texts, Width::Wide, "b").unwrap();
        assert_eq!(elements(group(&svg, "2. klasse"), "path").len(), 2);
    }

    #[test]
    fn a_line_that_ends_before_the_last_year_is_labelled_where_it_ends_with_the_year() {
        let (mut figures, texts) = (figures(), texts());
        figures[0].extend([hidden(), hidden(), hidden()]);
        let mut chart = development_chart(&figures);
        chart.target = None;
        let svg = chart.svg(&texts, Width::Wide, "b").unwrap();
        let label = saying(&svg, "2. klasse 79,1\u{a0}% (20/21)");
        let last = elements(group(&svg, "2. klasse"), "circle").pop().unwrap();
        let (x, y) = (length(last, "cx"), length(last, "cy"));
        let words = length(label, "x")..=length(label, "x") + 180.0;
        let far = (length(label, "y") - y).abs();
        assert!(
            far < 40.0 && (words.contains(&x) || (length(label, "x") - x).abs() < 30.0),
            "{label}"
        );
        // Nothing stands at the right, so the plot has all of the width.
        assert!(680.0 < corners(&svg).into_iter().map(|(x, _)| x).fold(0.0, f64::max));
    }

    #[test]
    fn of_many_lines_the_first_alone_has_a_band() {
        let texts = texts();
        let line = ["70.0 60.0 80.0", "71.0 61.0 81.0"].map(shown).to_vec();
        let bands = |count: usize| {
            let figures = vec![line.clone(); count];
            let mut chart = development_chart(&figures);
            for (place, line) in chart.lines.iter_mut().enumerate() {
                line.name = format!("{}. klasse", place + 2);
            }
            let svg = chart.svg(&texts, Width::Wide, "b").unwrap();
            let filter = chart.vega_lite(&texts)["layer"][0]["transform"].clone();
            (svg.matches("fill-opacity").count(), filter)
        };
        assert_eq!(bands(3), (3, json!([])));
        let only = json!([{ "filter": { "field": "linje", "oneOf": ["2. klasse"] } }]);
        assert_eq!(bands(4), (1, only));
    }

    #[test]
    fn a_break_cuts_the_line_before_its_year_and_is_marked_there() {
        let (mut figures, texts) = (figures(), texts());
        figures[0][2] = shown("76.0");
        let mut chart = development_chart(&figures);
        chart.marks.clear();
        let whole = chart.svg(&texts, Width::Wide, "b").unwrap();
        assert_eq!(elements(group(&whole, "2. klasse"), "path").len(), 1);
        let label = "nye spørgsmål".to_owned();
        chart.breaks = vec![YearMark { year: chart.years[3], label }];
        let svg = chart.svg(&texts, Width::Wide, "b").unwrap();
        let line = group(&svg, "2. klasse");
        assert_eq!(elements(line, "path").len(), 2);
        let x = |place: usize| length(elements(line, "circle")[place], "cx");
        let label = length(saying(&svg, "nye spørgsmål"), "x");
        assert!(x(2) < label && label < x(3), "{label} is not between {} and {}", x(2), x(3));
    }

    #[test]
    fn a_mean_from_1_to_5_has_an_axis_of_its_own_and_no_per_cent() {
        let texts = texts();
        let values = ["4.13 4.09 4.17", "4.09 4.05 4.13", "4.11 4.07 4.15"];
        let figures = vec![values.map(shown).to_vec()];
        let mut chart = development_chart(&figures);
        (chart.target, chart.marks) = (None, Vec::new());
        chart.axis = Axis::Number;
        chart.heading.title = "Generel trivsel".to_owned();
        for width in WIDTHS {
            let svg = chart.svg(&texts, width, "b").unwrap();
            assert!(!svg.contains('%'));
            let (lower, upper) = chart.range().unwrap();
            assert!((3.5..4.05).contains(&lower.to_f64()) && (4.17..4.8).contains(&upper.to_f64()));
            saying(&svg, &texts.number(lower));
            saying(&svg, &texts.number(upper));
        }
    }

    #[test]
    fn a_point_for_every_year_is_asked() {
        let (figures, texts) = (figures(), texts());
        let mut chart = development_chart(&figures);
        chart.lines[0].points.pop();
        let refused = chart.svg(&texts, Width::Wide, "b");
        let line = "2. klasse".to_owned();
        assert_eq!(refused, Err(ChartError::Points { line, years: 5, points: 4 }));
    }

    #[test]
    fn vega_lite_cuts_line_and_band_where_the_line_is_cut() {
        let (figures, texts) = (figures(), texts());
        let mut chart = development_chart(&figures);
        chart.breaks = vec![YearMark { year: year(2018), label: "nye spørgsmål".to_owned() }];
        let vega = chart.vega_lite(&texts);
        assert_eq!(
            vega["transform"][0],
            json!({ "calculate": "0 + (datum.skoleaar >= \"2018/19\" ? 1 : 0)", "as": "stykke" })
        );
        for layer in [0, 1] {
            assert_eq!(vega["layer"][layer]["encoding"]["detail"]["field"], "stykke");
        }
    }

    #[test]
    fn a_small_chart() {
        let (figures, texts) = (figures(), texts());
        let svg = development_chart(&figures).svg(&texts, Width::Wide, "udvikling").unwrap();
        insta::assert_snapshot!(svg);
    }
}
