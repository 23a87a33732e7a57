//! The drawing backend: what plotters draws becomes a list of nodes, and the list becomes SVG.
//!
//! plotters counts in whole pixels, so the backend is ten times as large as the picture and every
//! coordinate is divided on the way out: one decimal of a px, always.

use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;
use std::rc::Rc;

use kvalitet_core::Decimal;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::Cartesian2d;
use plotters::style::{FontDesc, FontFamily, FontStyle, TextStyle};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use crate::ChartError;
use crate::fonts::{Metrics, Weight};
use crate::palette::{Ink, PAPER};

/// Which point of a line of text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// The look of a piece of text; size in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) weight: Weight,
    pub(crate) size: f64,
    pub(crate) ink: &'static Ink,
}

impl Look {
    /// The same in another ink.
    pub(crate) const fn in_ink(self, ink: &'static Ink) -> Self {
        Self { ink, ..self }
    }

    /// From baseline to baseline.
    pub(crate) fn leading(&self) -> f64 {
        (self.size * 1.26).round()
    }
}

/// Where a piece of text stands: on the baseline `y`, in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) anchor: Anchor,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// One thing in the picture; all lengths in tenths of a px.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Open {
        title: String,
    },
    Close,
    Rect {
        from: BackendCoord,
        to: BackendCoord,
        ink: &'static Ink,
    },
    Line {
        points: Vec<BackendCoord>,
        ink: &'static Ink,
        width: u32,
        alpha: f64,
    },
    Area {
        points: Vec<BackendCoord>,
        ink: &'static Ink,
        alpha: f64,
    },
    Circle {
        centre: BackendCoord,
        radius: u32,
        ink: &'static Ink,
    },
    Text {
        at: BackendCoord,
        anchor: Anchor,
        weight: Weight,
        size: i32,
        ink: &'static Ink,
        text: String,
        /// Whether the paper shows around it: what lies under it does not run into its letters.
        halo: bool,
    },
}

impl Node {
    /// The same so many tenths of a px to the right.
    fn moved(self, right: i32) -> Self {
        let point = |(x, y): BackendCoord| (x + right, y);
        let all = |points: Vec<BackendCoord>| points.into_iter().map(point).collect();
        match self {
            Self::Open { .. } | Self::Close => self,
            Self::Rect { from, to, ink } => Self::Rect { from: point(from), to: point(to), ink },
            Self::Line { points, ink, width, alpha } => {
                Self::Line { points: all(points), ink, width, alpha }
            }
            Self::Area { points, ink, alpha } => Self::Area { points: all(points), ink, alpha },
            Self::Circle { centre, radius, ink } => {
                Self::Circle { centre: point(centre), radius, ink }
            }
            Self::Text { at, anchor, weight, size, ink, text, halo } => {
                Self::Text { at: point(at), anchor, weight, size, ink, text, halo }
            }
        }
    }
}

/// Ends the family name of text with a halo.
const HALO: &str = "h";

type Nodes = Rc<RefCell<Vec<Node>>>;
type Refusal = DrawingErrorKind<Infallible>;

/// Tenths of a px; 0 for what is not finite.
pub(crate) fn tenths(px: f64) -> i32 {
    let units = Decimal::from_f64(px, 1).map_or(0, Decimal::units);
    i32::try_from(units).unwrap_or(0)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` asks for")]
fn refused<E: std::error::Error + Send + Sync>(
    error: plotters::drawing::DrawingAreaErrorKind<E>,
) -> ChartError {
    ChartError::Drawing { reason: error.to_string() }
}

/// The backend plotters draws on.
pub(crate) struct Backend {
    nodes: Nodes,
    metrics: Rc<Metrics>,
    width: u32,
}

impl Backend {
    #[expect(clippy::unnecessary_wraps, reason = "what every method of a backend returns")]
    fn push(&mut self, node: Node) -> Result<(), Refusal> {
        self.nodes.borrow_mut().push(node);
        Ok(())
    }
}

impl DrawingBackend for Backend {
    type ErrorType = Infallible;

    /// The height is known only when everything is drawn, and no coordinate depends on it.
    fn get_size(&self) -> (u32, u32) {
        (self.width, 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Result<(), Refusal> {
        let to = (point.0 + 1, point.1 + 1);
        self.push(Node::Rect { from: point, to, ink: Ink::of(color.rgb) })
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), Refusal> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Result<(), Refusal> {
        self.push(Node::Rect { from, to, ink: Ink::of(style.color().rgb) })
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Refusal> {
        let (color, width) = (style.color(), style.stroke_width());
        let (ink, alpha) = (Ink::of(color.rgb), color.alpha);
        self.push(Node::Line { points: path.into_iter().collect(), ink, width, alpha })
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Result<(), Refusal> {
        self.push(Node::Circle { centre, radius, ink: Ink::of(style.color().rgb) })
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Result<(), Refusal> {
        let BackendColor { alpha, rgb } = style.color();
        self.push(Node::Area { points: points.into_iter().collect(), ink: Ink::of(rgb), alpha })
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Result<(), Refusal> {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let family = style.family();
        let tag = family.as_str();
        let (weight, halo) = (Weight::of_tag(tag.trim_end_matches(HALO)), tag.ends_with(HALO));
        let (size, ink) = (tenths(style.size() / 10.0), Ink::of(style.color().rgb));
        self.push(Node::Text { at, anchor, weight, size, ink, text: text.to_owned(), halo })
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), Refusal> {
        let weight = Weight::of_tag(style.family().as_str());
        let width = tenths(self.metrics.width(text, weight, style.size() / 10.0));
        let height = tenths(style.size() / 10.0);
        Ok((u32::try_from(width).unwrap_or(0), u32::try_from(height).unwrap_or(0)))
    }
}

/// Where values lie in the picture; drawn on in values.
pub(crate) type Plane = DrawingArea<Backend, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// What charts draw on, in px from the upper left corner.
pub(crate) struct Canvas {
    area: DrawingArea<Backend, Shift>,
    nodes: Nodes,
    metrics: Rc<Metrics>,
}

impl Canvas {
    pub(crate) fn new(width: f64) -> Result<Self, ChartError> {
        Ok(Self::with(Rc::new(Metrics::new()?), width))
    }

    /// An empty one of another width.
    pub(crate) fn another(&self, width: f64) -> Self {
        Self::with(Rc::clone(&self.metrics), width)
    }

    fn with(metrics: Rc<Metrics>, width: f64) -> Self {
        let nodes = Nodes::default();
        let width = u32::try_from(tenths(width)).unwrap_or(0);
        let backend = Backend { nodes: Rc::clone(&nodes), metrics: Rc::clone(&metrics), width };
        Self { area: backend.into_drawing_area(), nodes, metrics }
    }

    /// Everything drawn on another one, so many px to the right.
    pub(crate) fn place(&self, other: &Self, right: f64) {
        let moved = other.nodes().into_iter().map(|node| node.moved(tenths(right)));
        self.nodes.borrow_mut().extend(moved);
    }

    pub(crate) fn width_of(&self, text: &str, look: &Look) -> f64 {
        self.metrics.width(text, look.weight, look.size)
    }

    pub(crate) fn wrap(&self, text: &str, look: &Look, width: f64) -> Vec<String> {
        self.metrics.wrap(text, look.weight, look.size, width)
    }

    /// The width of the widest of `texts`.
    pub(crate) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t str>, look: &Look) -> f64 {
        texts.into_iter().map(|text| self.width_of(text, look)).fold(0.0, f64::max)
    }

    /// Everything drawn until [`Canvas::close`] belongs together and has this tooltip.
    pub(crate) fn open(&self, title: String) {
        self.nodes.borrow_mut().push(Node::Open { title });
    }

    pub(crate) fn close(&self) {
        self.nodes.borrow_mut().push(Node::Close);
    }

    pub(crate) fn nodes(&self) -> Vec<Node> {
        self.nodes.borrow().clone()
    }

    /// Values `x` and `y` over the px `across` and `down`; `down` may run upwards.
    pub(crate) fn plane(&self, values: [Range<f64>; 2], px: [Range<f64>; 2]) -> Plane {
        let [x, y] = values;
        let [across, down] = px.map(|range| tenths(range.start)..tenths(range.end));
        self.area.apply_coord_spec(Cartesian2d::new(x, y, (across, down)))
    }

    /// One line of text; nothing for an empty one.
    pub(crate) fn text(&self, spot: Spot, look: &Look, text: &str) -> Result<(), ChartError> {
        self.written(spot, look, (text, look.weight.tag()))
    }

    /// One line of text that may stand on lines and areas: the paper shows around its letters.
    pub(crate) fn haloed(&self, spot: Spot, look: &Look, text: &str) -> Result<(), ChartError> {
        let tag = format!("{}{HALO}", look.weight.tag());
        self.written(spot, look, (text, &tag))
    }

    fn written(
        &self,
        spot: Spot,
        look: &Look,
        (text, tag): (&str, &str),
    ) -> Result<(), ChartError> {
        if text.is_empty() {
            return Ok(());
        }
        let family = FontFamily::Name(tag);
        let font = FontDesc::new(family, look.size * 10.0, FontStyle::Normal);
        let h_pos = match spot.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = look.ink.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Bottom));
        let at = (tenths(spot.x), tenths(spot.y));
        self.area.draw(&Text::new(text, at, style)).map_err(refused)
    }

    /// Lines of text under each other, the first on the baseline of `spot`.
    pub(crate) fn lines(
        &self,
        spot: Spot,
        look: &Look,
        lines: &[String],
    ) -> Result<(), ChartError> {
        let mut y = spot.y;
        for line in lines {
            self.text(Spot { y, ..spot }, look, line)?;
            y += look.leading();
        }
        Ok(())
    }

    /// A filled rectangle between two corners in tenths of a px.
    pub(crate) fn rect(
        &self,
        from: BackendCoord,
        to: BackendCoord,
        ink: &Ink,
    ) -> Result<(), ChartError> {
        self.area.draw(&Rectangle::new([from, to], ink.fill())).map_err(refused)
    }

    /// A stroke through points in px, its width in tenths of a px.
    pub(crate) fn line(
        &self,
        points: &[(f64, f64)],
        ink: &Ink,
        width: u32,
    ) -> Result<(), ChartError> {
        let points: Vec<_> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        self.area.draw(&PathElement::new(points, ink.stroke(width))).map_err(refused)
    }

    /// A stroke that lets the rest show through.
    pub(crate) fn faint_line(
        &self,
        points: &[(f64, f64)],
        ink: &Ink,
        width: u32,
    ) -> Result<(), ChartError> {
        let points: Vec<_> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        let style = ink.tint(FAINT).stroke_width(width);
        self.area.draw(&PathElement::new(points, style)).map_err(refused)
    }

    /// A dot with paper around it, so that one on another is seen.
    pub(crate) fn ringed(&self, at: (f64, f64), radius: i32, ink: &Ink) -> Result<(), ChartError> {
        self.dot(at, radius + 12, &PAPER)?;
        self.dot(at, radius, ink)
    }

    /// An open dot: a ring of `ink` around paper.
    pub(crate) fn open_dot(
        &self,
        at: (f64, f64),
        radius: i32,
        ink: &Ink,
    ) -> Result<(), ChartError> {
        self.dot(at, radius, ink)?;
        self.dot(at, radius - 16, &PAPER)
    }

    /// A see-through area between points in px.
    pub(crate) fn tint(
        &self,
        points: &[(f64, f64)],
        ink: &Ink,
        alpha: f64,
    ) -> Result<(), ChartError> {
        let points: Vec<_> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        self.area.draw(&Polygon::new(points, ink.tint(alpha))).map_err(refused)
    }

    /// A dot, its radius in tenths of a px.
    pub(crate) fn dot(&self, at: (f64, f64), radius: i32, ink: &Ink) -> Result<(), ChartError> {
        let at = (tenths(at.0), tenths(at.1));
        self.area.draw(&Circle::new(at, radius, ink.fill())).map_err(refused)
    }
}

/// Draws in values instead of px.
pub(crate) trait Plot {
    /// A stroke, its width in tenths of a px.
    fn path(&self, points: Vec<(f64, f64)>, ink: &Ink, width: u32) -> Result<(), ChartError>;
    /// A stroke that lets the rest show through.
    fn faint(&self, points: Vec<(f64, f64)>, ink: &Ink, width: u32) -> Result<(), ChartError>;
    /// A see-through area.
    fn area(&self, points: Vec<(f64, f64)>, ink: &Ink) -> Result<(), ChartError>;
    /// A dot, its radius in tenths of a px.
    fn dot(&self, at: (f64, f64), radius: i32, ink: &Ink) -> Result<(), ChartError>;
    /// Where a value lies, in px.
    fn px(&self, at: (f64, f64)) -> (f64, f64);
}

/// How much of the ground an interval's area covers.
const AREA: f64 = 0.14;
/// How much of the ground an interval's stroke covers.
const FAINT: f64 = 0.4;

impl Plot for Plane {
    fn path(&self, points: Vec<(f64, f64)>, ink: &Ink, width: u32) -> Result<(), ChartError> {
        self.draw(&PathElement::new(points, ink.stroke(width))).map_err(refused)
    }

    fn faint(&self, points: Vec<(f64, f64)>, ink: &Ink, width: u32) -> Result<(), ChartError> {
        let style = ink.tint(FAINT).stroke_width(width);
        self.draw(&PathElement::new(points, style)).map_err(refused)
    }

    fn area(&self, points: Vec<(f64, f64)>, ink: &Ink) -> Result<(), ChartError> {
        self.draw(&Polygon::new(points, ink.tint(AREA))).map_err(refused)
    }

    fn dot(&self, at: (f64, f64), radius: i32, ink: &Ink) -> Result<(), ChartError> {
        self.draw(&Circle::new(at, radius, ink.fill())).map_err(refused)
    }

    fn px(&self, at: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.map_coordinate(&at);
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }
}
