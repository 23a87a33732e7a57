//! How lines are drawn, and the same in the key.

use super::Certainty;
use crate::ChartError;
use crate::canvas::Canvas;
use crate::palette::{AXIS, DOT, Ink, MARK, MIDDLE, TARGET};

/// How a line is drawn; the stroke and the radius of a point that stands alone in tenths of a px.
pub(super) struct Pen {
    pub(super) ink: &'static Ink,
    pub(super) stroke: u32,
    pub(super) alone: i32,
}

/// What a school is read against.
pub(super) const BESIDE: Pen = Pen { ink: &AXIS, stroke: 12, alone: 20 };
/// A school's years.
pub(super) const PLAIN: Pen = Pen { ink: &MIDDLE, stroke: 17, alone: 18 };
/// The years between which its change is sure.
pub(super) const SURE: Pen = Pen { ink: &DOT, stroke: 26, alone: 22 };

/// The end of a line: open where its change was not judged.
pub(super) fn draw_end(
    canvas: &Canvas,
    at: (f64, f64),
    pen: &Pen,
    certainty: &Certainty,
) -> Result<(), ChartError> {
    let radius = pen.alone + 12;
    match certainty {
        Certainty::Sure | Certainty::NotSure => canvas.ringed(at, radius, pen.ink),
        Certainty::NotJudged(_) => canvas.open_dot(at, radius, pen.ink),
    }
}

pub(super) fn draw_sure(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x, y), (x + 17.0, y)], SURE.ink, SURE.stroke)?;
    draw_end(canvas, (x + 16.0, y), &SURE, &Certainty::Sure)
}

pub(super) fn draw_not_sure(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x, y), (x + 17.0, y)], PLAIN.ink, PLAIN.stroke)?;
    draw_end(canvas, (x + 16.0, y), &PLAIN, &Certainty::NotSure)
}

pub(super) fn draw_not_judged(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x, y), (x + 16.0, y)], PLAIN.ink, PLAIN.stroke)?;
    draw_end(canvas, (x + 16.0, y), &PLAIN, &Certainty::NotJudged(String::new()))
}

pub(super) fn draw_beside(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x, y), (x + 19.0, y)], BESIDE.ink, BESIDE.stroke)
}

pub(super) fn draw_target(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x, y), (x + 19.0, y)], &TARGET, 6)
}

pub(super) fn draw_cut(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    canvas.line(&[(x + 3.0, y - 8.0), (x + 3.0, y + 8.0)], &MARK, 10)
}
