//! Schools by size and level, against the limits that chance keeps to.

use kvalitet_core::Decimal;
use kvalitet_text::Texts;

use crate::canvas::{Anchor, Look, Plane, Plot, Spot};
use crate::frame::{Arrangement, SMALL, STRONG, Sheet, Swatch, baseline, number};
use crate::palette::{AXIS, GRID, MARK, TEXT};
use crate::placing::Area;
use crate::scale::Scale;
use crate::spec::Draw;
use crate::timeline::{Slot, spread};
use crate::{Axis, ChartError, Heading, Width};

mod labels;
mod numbers;

use labels::draw_rest;

/// What all schools are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelReference {
    /// Where it lies, on the scale of the points.
    pub value: Decimal,
    /// What it is called, with its value, such as "Alle skoler 74,8 %".
    pub label: String,
}

/// One school of a [`FunnelChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelPoint {
    /// Its name.
    pub name: String,
    /// How many persons its value rests on.
    pub persons: u64,
    /// Its value.
    pub value: Decimal,
    /// Whether it is sure to lie above or below: not by these limits alone, but by the verdict that
    /// minds how many schools are asked about.
    pub is_sure: bool,
    /// Its own inner limits, where they follow from more than its number of persons; `None` where the
    /// curves hold for it.
    pub own: Option<[Decimal; 2]>,
}

/// The limits for schools of one size, lower and upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelLimits {
    /// How many persons.
    pub persons: u64,
    /// The limits that few schools pass by chance.
    pub inner: [Decimal; 2],
    /// The limits that next to none do.
    pub outer: [Decimal; 2],
}

/// Schools without a place in the plot, and the word for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunnelRest {
    /// What is said of them, such as "skjult".
    pub word: String,
    /// Their names.
    pub names: Vec<String>,
}

/// Every school as a dot at its size and its value, between the limits that chance keeps to.
///
/// The dots of schools that are [sure](FunnelPoint::is_sure) to differ are larger, have the one
/// strong colour and the name of the school; where a name finds no room it stands in a list under
/// the plot. All others are grey, whatever side of a curve they are on.
///
/// The vertical axis holds every dot, and the inner limits of all but the smallest quarter of the
/// schools: those of a handful of pupils are so wide that the rest would be a thin line. Curves
/// end at the edge of the plot.
/// Without schools there is no plot.
///
/// # Examples
///
/// ```
/// use kvalitet_charts::{Axis, FunnelChart, FunnelPoint, FunnelReference, Spec, Width};
/// use kvalitet_core::Language;
/// use kvalitet_text::Texts;
///
/// let chart = FunnelChart {
///     heading: Default::default(),
///     axis: Axis::Percent,
///     reference: FunnelReference { value: "74.8".parse()?, label: "Alle skoler 74,8 %".into() },
///     limit_names: ["95 %".into(), "99,8 %".into()],
///     limits: Vec::new(),
///     persons_name: "Elever med resultat".into(),
///     points: vec![FunnelPoint {
///         name: "Ærøskolen".into(),
///         persons: 120,
///         value: "91.7".parse()?,
///         is_sure: true,
///         own: None,
///     }],
///     hidden: Default::default(),
///     absent: Default::default(),
/// };
/// let svg = chart.svg(&Texts::new(Language::Danish), Width::Wide, "tragt")?;
/// assert!(svg.contains(">Ærøskolen</text>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct FunnelChart {
    /// Title, subtitle, note and description.
    pub heading: Heading,
    /// Whether the values are per cent or numbers.
    pub axis: Axis,
    /// What all schools are held against.
    pub reference: FunnelReference,
    /// What the inner and the outer limits are called, such as "95 %" and "99,8 %".
    pub limit_names: [String; 2],
    /// The curves, by number of persons; none where each school has its [own](FunnelPoint::own).
    pub limits: Vec<FunnelLimits>,
    /// What is counted along the horizontal axis, such as "Elever med resultat".
    pub persons_name: String,
    /// The schools.
    pub points: Vec<FunnelPoint>,
    /// Schools that are hidden.
    pub hidden: FunnelRest,
    /// Schools that were not tested, by the word for why; each word once.
    pub absent: Vec<FunnelRest>,
}

/// From the plot to the labels at its right; px.
const LABEL_GAP: f64 = 10.0;
/// What the plot keeps free above it, for labels of dots at its upper edge; px.
const TOP: f64 = 16.0;
/// How much of the ground the area between the inner limits covers.
const CHANCE: f64 = 0.1;

impl Draw for FunnelChart {
    fn draw(&self, texts: &Texts, width: Width) -> Result<Sheet, ChartError> {
        let mut sheet = Sheet::begin(&self.heading, width)?;
        if self.has_own() {
            sheet.legend(&[(Swatch::Stroke(&AXIS, 24), self.inner_name())], 0.0)?;
            sheet.y += 4.0;
        }
        // Limits of nobody say nothing.
        if !self.points.is_empty() {
            let view = self.view(&sheet, texts);
            self.draw_grid(&sheet, &view, texts)?;
            self.draw_limits(&sheet, &view)?;
            self.draw_ends(&sheet, &view)?;
            let listed = self.draw_points(&sheet, &view, texts)?;
            sheet.y = view.plot.bottom + 46.0;
            self.draw_list(&mut sheet, &listed, texts)?;
        }
        for rest in std::iter::once(&self.hidden).chain(&self.absent) {
            draw_rest(&mut sheet, rest)?;
        }
        Ok(sheet)
    }
}

/// A count as a number; `None` for one that no number holds.
fn count(persons: u64) -> Option<Decimal> {
    Decimal::new(i64::try_from(persons).ok()?, 0)
}

fn position(persons: u64) -> f64 {
    count(persons).map_or(0.0, Decimal::to_f64)
}

/// A line with a point added wherever what `of` reads of it passes `level`.
fn crossed(line: &[(f64, f64)], level: f64, of: fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let mut crossed: Vec<(f64, f64)> = Vec::new();
    for next in line.iter().copied() {
        if let Some(last) = crossed.last().copied() {
            let (from, to) = (of(last) - level, of(next) - level);
            if from * to < 0.0 {
                let part = from / (from - to);
                let between = |a: f64, b: f64| a + part * (b - a);
                crossed.push((between(last.0, next.0), between(last.1, next.1)));
            }
        }
        crossed.push(next);
    }
    crossed
}

/// The plot: its edges in px, and the values at them.
struct View {
    plane: Plane,
    plot: Area,
    across: (f64, f64),
    heights: (f64, f64),
    sizes: Vec<Decimal>,
    ticks: Vec<Decimal>,
}

impl View {
    /// The parts of a line that lie in the plot. What runs along its upper or lower edge is a limit
    /// that cannot be passed, and no line.
    fn parts(&self, line: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let (lower, upper) = self.heights;
        let line = crossed(&crossed(line, lower, |at| at.1), upper, |at| at.1);
        let is_inside = |one: &(f64, f64), next: &(f64, f64)| {
            let middle = f64::midpoint(one.1, next.1);
            lower < middle && middle < upper
        };
        let parts = line.chunk_by(is_inside).filter(|part| 1 < part.len());
        parts.map(<[_]>::to_vec).collect()
    }

    /// A line kept within the plot, along its edges where it would leave it.
    fn held(&self, line: &[(f64, f64)]) -> Vec<(f64, f64)> {
        let (lower, upper) = self.heights;
        let line = crossed(&crossed(line, lower, |at| at.1), upper, |at| at.1);
        line.into_iter().map(|(x, y)| (x, y.clamp(lower, upper))).collect()
    }

    fn at(&self, point: &FunnelPoint) -> (f64, f64) {
        self.plane.px((position(point.persons), point.value.to_f64()))
    }
}

/// A label at the right of the plot; px.
struct EndLabel {
    lines: Vec<String>,
    look: Look,
    wish: f64,
}

impl FunnelChart {
    fn has_own(&self) -> bool {
        self.points.iter().any(|point| point.own.is_some())
    }

    fn inner_name(&self) -> &str {
        let [inner, _] = &self.limit_names;
        inner
    }

    /// How many persons the horizontal axis runs from and to, and its ticks.
    fn sizes(&self, width: Width) -> ((f64, f64), Vec<Decimal>) {
        let most = match width.arrangement() {
            Arrangement::Beside => 8_i64,
            Arrangement::Above => 6,
        };
        let sizes = || self.points.iter().map(|point| point.persons);
        let (Some(least), Some(largest)) = (sizes().min(), sizes().max()) else {
            return ((0.0, 1.0), Vec::new());
        };
        // No tick stands between two whole numbers.
        let span = most.unsigned_abs();
        let spare = span.saturating_sub(largest - least);
        let (from, to) = (least.saturating_sub(spare / 2), largest);
        let to = to.max(from.saturating_add(span));
        let (lower, upper) = (position(from), position(to));
        let pad = 0.04 * (upper - lower);
        let ends = ((lower - pad).max(0.0), upper + pad);
        let scale = Scale::over([count(from), count(to)].into_iter().flatten(), Axis::Number, most);
        let is_inside = |tick: &Decimal| (ends.0..=ends.1).contains(&tick.to_f64());
        let ticks = scale.map_or_else(Vec::new, |scale| scale.ticks);
        (ends, ticks.into_iter().filter(is_inside).collect())
    }

    fn scale(&self, width: Width) -> Option<Scale> {
        let most = match width.arrangement() {
            Arrangement::Beside => 7,
            Arrangement::Above => 5,
        };
        let mut sizes: Vec<u64> = self.points.iter().map(|point| point.persons).collect();
        sizes.sort_unstable();
        let usual = sizes.get(sizes.len().saturating_sub(1) / 4).copied().unwrap_or(0);
        let curves = self.limits.iter().filter(|of| usual <= of.persons).flat_map(|of| of.inner);
        let large = self.points.iter().filter(|point| usual <= point.persons);
        let own = large.filter_map(|point| point.own).flatten();
        let values = self.points.iter().map(|point| point.value);
        let all = values.chain(curves).chain(own).chain([self.reference.value]);
        Scale::over(all, self.axis, most)
    }

    fn view(&self, sheet: &Sheet, texts: &Texts) -> View {
        let scale = self.scale(sheet.kind);
        let heights = scale.as_ref().map_or((0.0, 1.0), |scale| (scale.lower, scale.upper));
        let ticks = scale.map_or_else(Vec::new, |scale| scale.ticks);
        let (across, sizes) = self.sizes(sheet.kind);
        let canvas = &sheet.canvas;
        let printed: Vec<String> = ticks.iter().map(|tick| self.axis.print(texts, *tick)).collect();
        let left = canvas.widest(printed.iter().map(String::as_str), &SMALL) + 8.0;
        let reference = self.reference_lines(sheet);
        let names = self.limit_names.iter().filter(|_| !self.limits.is_empty());
        let ends = canvas
            .widest(reference.iter().map(String::as_str), &STRONG)
            .max(canvas.widest(names.map(String::as_str), &SMALL));
        let right = sheet.width() - ends - LABEL_GAP;
        let height = match sheet.kind {
            Width::Slide => 380.0,
            Width::Wide => 350.0,
            Width::Narrow | Width::Half => 300.0,
        };
        let (top, bottom) = (sheet.y + TOP, sheet.y + TOP + height);
        let plane =
            canvas.plane([across.0..across.1, heights.0..heights.1], [left..right, bottom..top]);
        View { plane, plot: Area { left, top, right, bottom }, across, heights, sizes, ticks }
    }

    fn reference_lines(&self, sheet: &Sheet) -> Vec<String> {
        let most = match sheet.kind.arrangement() {
            Arrangement::Beside => 110.0,
            Arrangement::Above => 80.0,
        };
        sheet.canvas.wrap(&self.reference.label, &STRONG, most)
    }

    fn draw_grid(&self, sheet: &Sheet, view: &View, texts: &Texts) -> Result<(), ChartError> {
        let (canvas, plot) = (&sheet.canvas, &view.plot);
        for tick in &view.ticks {
            let y = view.plane.px((0.0, tick.to_f64())).1;
            if y + 1.0 < plot.bottom {
                canvas.line(&[(plot.left, y), (plot.right, y)], &GRID, 10)?;
            }
            let spot = Spot { anchor: Anchor::End, x: plot.left - 8.0, y: baseline(y, &SMALL) };
            canvas.text(spot, &SMALL, &self.axis.print(texts, *tick))?;
        }
        canvas.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], &AXIS, 10)?;
        for size in &view.sizes {
            let (x, y) = (view.plane.px((size.to_f64(), 0.0)).0, plot.bottom);
            canvas.line(&[(x, y), (x, y + 5.0)], &AXIS, 10)?;
            let spot = Spot { anchor: Anchor::Middle, x, y: y + 18.0 };
            canvas.text(spot, &SMALL, &texts.number(*size))?;
        }
        let title = format!("{} →", self.persons_name);
        let spot = Spot { anchor: Anchor::End, x: plot.right, y: plot.bottom + 36.0 };
        canvas.text(spot, &SMALL, &title)
    }

    /// One curve over the sizes that the plot shows.
    fn curve(&self, view: &View, pick: impl Fn(&FunnelLimits) -> Decimal) -> Vec<(f64, f64)> {
        let mut limits: Vec<&FunnelLimits> = self.limits.iter().collect();
        limits.sort_by_key(|of| of.persons);
        let line = |of: &&FunnelLimits| (position(of.persons), pick(of).to_f64());
        let mut line: Vec<(f64, f64)> = limits.iter().map(line).collect();
        if let [(x, y)] = *line.as_slice() {
            // Schools of a single size: limits as wide as one person.
            line = vec![(x - 0.5, y), (x + 0.5, y)];
        }
        let (from, to) = view.across;
        let line = crossed(&crossed(&line, from, |at| at.0), to, |at| at.0);
        // A crossing may miss the edge by its last binary digit.
        let slack = 1e-6 * (to - from);
        line.into_iter().filter(|(x, _)| (from - slack..=to + slack).contains(x)).collect()
    }

    /// Inner lower and upper, outer lower and upper.
    fn curves(&self, view: &View) -> [Vec<(f64, f64)>; 4] {
        [
            self.curve(view, |of| of.inner[0]),
            self.curve(view, |of| of.inner[1]),
            self.curve(view, |of| of.outer[0]),
            self.curve(view, |of| of.outer[1]),
        ]
    }

    fn draw_limits(&self, sheet: &Sheet, view: &View) -> Result<(), ChartError> {
        let [inner_lower, inner_upper, outer_lower, outer_upper] = self.curves(view);
        let px = |line: Vec<(f64, f64)>| line.into_iter().map(|at| view.plane.px(at));
        let area = px(view.held(&inner_upper)).chain(px(view.held(&inner_lower)).rev());
        let area: Vec<(f64, f64)> = area.collect();
        if !area.is_empty() {
            sheet.canvas.tint(&area, &AXIS, CHANCE)?;
        }
        for (line, ink) in [
            (&inner_lower, &AXIS),
            (&inner_upper, &AXIS),
            (&outer_lower, &MARK),
            (&outer_upper, &MARK),
        ] {
            for part in view.parts(line) {
                view.plane.path(part, ink, 12)?;
            }
        }
        let (lower, upper) = view.heights;
        for point in &self.points {
            if let Some(own) = point.own {
                let x = position(point.persons);
                let ends = own.map(|end| (x, end.to_f64().clamp(lower, upper)));
                view.plane.faint(ends.to_vec(), &AXIS, 24)?;
            }
        }
        let y = self.reference.value.to_f64();
        view.plane.path(vec![(view.across.0, y), (view.across.1, y)], &TEXT, 14)
    }

    /// The labels at the right: of the reference, and of the limits where they end in the plot.
    fn draw_ends(&self, sheet: &Sheet, view: &View) -> Result<(), ChartError> {
        let y = |value: f64| view.plane.px((view.across.0, value)).1;
        let mut labels = vec![EndLabel {
            lines: self.reference_lines(sheet),
            look: STRONG,
            wish: y(self.reference.value.to_f64()),
        }];
        let [inner_lower, inner_upper, outer_lower, outer_upper] = self.curves(view);
        let (lower, upper) = view.heights;
        let is_inside = |value: &f64| lower < *value && *value < upper;
        for (name, curves) in
            self.limit_names.iter().zip([[inner_upper, inner_lower], [outer_upper, outer_lower]])
        {
            let ends = curves.iter().filter_map(|curve| curve.last()).map(|at| at.1);
            let end = ends.filter(is_inside).map(y).next();
            let lines = vec![name.clone()];
            labels.extend(end.map(|wish| EndLabel { lines, look: SMALL, wish }));
        }
        let height = |label: &EndLabel| number(label.lines.len()) * label.look.leading() + 2.0;
        let slots: Vec<Slot> =
            labels.iter().map(|label| Slot { middle: label.wish, height: height(label) }).collect();
        let x = view.plot.right + LABEL_GAP;
        for (label, middle) in labels.iter().zip(spread(&slots, (view.plot.top, view.plot.bottom)))
        {
            if 5.0 < (middle - label.wish).abs() {
                let from = (view.plot.right + 2.0, label.wish);
                sheet.canvas.line(&[from, (x - 2.0, middle)], label.look.ink, 7)?;
            }
            let rise = number(label.lines.len().saturating_sub(1)) * label.look.leading() / 2.0;
            let spot = Spot { anchor: Anchor::Start, x, y: baseline(middle - rise, &label.look) };
            sheet.canvas.lines(spot, &label.look, &label.lines)?;
        }
        Ok(())
    }

    fn describe(&self, point: &FunnelPoint, texts: &Texts) -> String {
        let value = self.axis.print(texts, point.value);
        let own = point.own.map_or_else(String::new, |[lower, upper]| {
            let (lower, upper) = (texts.number(lower), self.axis.print(texts, upper));
            format!("; {} {lower}–{upper}", self.inner_name())
        });
        let persons = texts.count(point.persons);
        format!("{}: {value}; {} {persons}{own}", point.name, self.persons_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::{Datum, Spec};
    use crate::testing::{
        WIDTHS, attribute, corners, elements, funnel_chart, group, length, saying, texts, words,
    };

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn point(name: &str, persons: u64, value: &str, is_sure: bool) -> FunnelPoint {
        FunnelPoint { name: name.to_owned(), persons, value: decimal(value), is_sure, own: None }
    }

    fn limits(persons: u64, [a, b, c, d]: [&str; 4]) -> FunnelLimits {
        let [outer, inner] = [[a, d], [b, c]].map(|ends| ends.map(decimal));
        FunnelLimits { persons, inner, outer }
    }

    /// Four schools, one of them sure.
    fn chart() -> FunnelChart {
        FunnelChart {
            points: vec![
                point("Ærøskolen", 20, "90.0", false),
                point("Bøgeskolen", 60, "71.5", false),
                point("Elmeskolen", 100, "62.0", true),
                point("Ydby Skole", 100, "80.0", false),
            ],
            limits: vec![
                limits(20, ["40.0", "52.0", "94.0", "100.0"]),
                limits(60, ["55.0", "62.0", "86.0", "95.0"]),
                limits(100, ["60.0", "66.0", "83.0", "90.0"]),
            ],
            ..funnel_chart(0, 10)
        }
    }

    /// Where a value lies, as the printed ticks have it.
    fn height(svg: &str, value: f64) -> f64 {
        let tick = |said: &str| {
            let line = saying(svg, said);
            length(line, "y") - 0.33 * length(line, "font-size")
        };
        let (low, high) = (tick("60\u{a0}%"), tick("80\u{a0}%"));
        low + (value - 60.0) / 20.0 * (high - low)
    }

    #[test]
    fn a_dot_stands_at_its_size_and_its_value() {
        for width in WIDTHS {
            let svg = chart().svg(&texts(), width, "f").unwrap();
            let tick = |said: &str| length(saying(&svg, said), "x");
            let (left, right) = (tick("20"), tick("100"));
            for point in chart().points {
                let dots = elements(group(&svg, &point.name), "circle");
                let across = left + (position(point.persons) - 20.0) / 80.0 * (right - left);
                for dot in dots {
                    assert!((length(dot, "cx") - across).abs() < 0.21, "{dot}");
                    let down = height(&svg, point.value.to_f64());
                    assert!((length(dot, "cy") - down).abs() < 0.21, "{dot}");
                }
            }
        }
    }

    #[test]
    fn only_a_sure_school_is_coloured_and_named() {
        for width in WIDTHS {
            let svg = chart().svg(&texts(), width, "f").unwrap();
            for point in chart().points {
                let group = group(&svg, &point.name);
                assert_eq!(group.contains("-dot\""), point.is_sure, "{group}");
                let said: Vec<&str> = elements(group, "text").into_iter().map(words).collect();
                assert_eq!(said, if point.is_sure { vec!["Elmeskolen"] } else { vec![] });
            }
            // Beside a curve or beyond it: without a verdict it is grey.
            let mut unsure = chart();
            unsure.points[2].is_sure = false;
            assert!(!unsure.svg(&texts(), width, "f").unwrap().contains("-dot\""));
        }
    }

    #[test]
    fn a_curve_goes_through_its_limits_and_stops_at_the_edge() {
        let svg = chart().svg(&texts(), Width::Wide, "f").unwrap();
        let curves: Vec<&str> = elements(&svg, "path")
            .into_iter()
            .filter(|path| {
                let points = attribute(path, "d").unwrap().matches('L').count();
                1 < points && attribute(path, "fill") == Some("none")
            })
            .collect();
        let heights =
            |path: &str| -> Vec<f64> { corners(path).into_iter().map(|(_, y)| y).collect() };
        let lower = heights(curves[0]);
        for (drawn, limit) in lower.iter().zip([52.0, 62.0, 66.0]) {
            assert!((drawn - height(&svg, limit)).abs() < 0.21, "{drawn} is not {limit}");
        }
        let (top, bottom) = (height(&svg, 100.0), height(&svg, 50.0));
        for (_, y) in curves.iter().flat_map(|curve| corners(curve)) {
            assert!((top - 0.2..=bottom + 0.2).contains(&y), "{y}");
        }
        assert_eq!(curves.len(), 4);
    }

    #[test]
    fn the_smallest_schools_limits_do_not_stretch_the_axis() {
        let ends = |chart: &FunnelChart| {
            let scale = chart.scale(Width::Wide).unwrap();
            (scale.lower, scale.upper)
        };
        let mut chart = chart();
        let before = ends(&chart);
        chart.points.push(point("Øskolen", 3, "74.0", false));
        chart.limits.insert(0, limits(3, ["0.0", "5.0", "100.0", "100.0"]));
        assert_eq!(ends(&chart), before);
        chart.points[4].value = decimal("11.0");
        assert!(ends(&chart).0 <= 11.0);
    }

    #[test]
    fn hidden_schools_are_named_and_have_no_place() {
        let mut chart = chart();
        let before = chart.svg(&texts(), Width::Wide, "f").unwrap();
        let rest = |word: &str, name: &str| FunnelRest {
            word: word.to_owned(),
            names: vec![name.to_owned()],
        };
        chart.hidden = rest("skjult", "Åskolen");
        chart.absent = vec![rest("ingen elever", "Øskolen"), rest("for få", "Æskolen")];
        let svg = chart.svg(&texts(), Width::Wide, "f").unwrap();
        saying(&svg, "skjult: Åskolen");
        saying(&svg, "ingen elever: Øskolen");
        saying(&svg, "for få: Æskolen");
        assert_eq!(corners(&svg), corners(&before));
        let rows = chart.data().rows;
        assert_eq!(rows[4][..2], [Datum::Text("Åskolen".to_owned()), Datum::Hidden]);
        assert_eq!(rows[5][..2], [Datum::Text("Øskolen".to_owned()), Datum::Absent]);
        // With nobody else there is no plot that could tell where they are.
        chart.points.clear();
        assert!(corners(&chart.svg(&texts(), Width::Wide, "f").unwrap()).is_empty());
    }

    #[test]
    fn every_sure_school_can_be_read_somewhere() {
        for count in [30, 1300] {
            let mut chart = funnel_chart(count, 10);
            for point in chart.points.iter_mut().step_by(1 + count / 300) {
                (point.is_sure, point.persons) = (true, 40 + point.persons % 9);
            }
            for width in WIDTHS {
                let svg = chart.svg(&texts(), width, "f").unwrap();
                let said: Vec<&str> = elements(&svg, "text").into_iter().map(words).collect();
                let said = said.concat().replace(' ', "");
                for point in chart.points.iter().filter(|point| point.is_sure) {
                    assert!(said.contains(&point.name.replace(' ', "")), "{}", point.name);
                }
            }
        }
    }

    #[test]
    fn a_school_with_limits_of_its_own_has_them_as_a_stroke() {
        let mut chart = chart();
        chart.limits.clear();
        chart.points[0].own = Some(["60.0", "80.0"].map(decimal));
        let svg = chart.svg(&texts(), Width::Wide, "f").unwrap();
        let strokes = elements(&svg, "path");
        let stroke = strokes.iter().find(|path| path.contains("stroke-opacity")).unwrap();
        let heights: Vec<f64> = corners(stroke).into_iter().map(|(_, y)| y).collect();
        for (drawn, limit) in heights.iter().zip([60.0, 80.0]) {
            assert!((drawn - height(&svg, limit)).abs() < 0.21, "{drawn} is not {limit}");
        }
        saying(&svg, "95\u{a0}%");
    }

    #[test]
    fn vega_lite_names_the_sure_schools_too() {
        let named = |chart: &FunnelChart| {
            let vega = chart.vega_lite(&texts());
            let layers = vega["layer"].as_array().unwrap().clone();
            layers.into_iter().find(|layer| layer["mark"]["type"] == "text")
        };
        let layer = named(&chart()).unwrap();
        let filter = serde_json::json!({ "field": "enhed", "oneOf": ["Elmeskolen"] });
        assert_eq!(layer["transform"][0]["filter"], filter);
        let mut unsure = chart();
        unsure.points[2].is_sure = false;
        assert_eq!(named(&unsure), None);
    }

    #[test]
    fn a_small_chart() {
        let svg = chart().svg(&texts(), Width::Wide, "tragt").unwrap();
        insta::assert_snapshot!(svg);
    }
}
