//! The marks of a row, and of the key: the band, the line, the dots.

use super::STRIP;
use crate::ChartError;
use crate::canvas::Canvas;
use crate::palette::{AXIS, DOT, Ink, MUTED};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Sure,
    NotSure,
    NotJudged,
}

/// The marks of a row, in px.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    pub(super) before: Option<f64>,
    pub(super) after: Option<f64>,
    pub(super) band: Option<(f64, f64)>,
    pub(super) tone: Tone,
}

impl Marks {
    /// The leftmost and the rightmost of them.
    pub(super) fn extent(&self) -> Option<(f64, f64)> {
        let (left, right) = self.band.unzip();
        let ends = [self.before, self.after, left, right].into_iter().flatten();
        ends.fold(None, |extent, x| {
            let (least, most) = extent.unwrap_or((x, x));
            Some((x.min(least), x.max(most)))
        })
    }
}

/// The marks of a row around the middle line `y`: the band, the line, the dots.
pub(super) fn draw_marks(canvas: &Canvas, marks: &Marks, y: f64) -> Result<(), ChartError> {
    let (ink, stroke, radius): (&Ink, u32, i32) = match marks.tone {
        Tone::Sure => (&DOT, 30, 54),
        Tone::NotSure | Tone::NotJudged => (&MUTED, 14, 46),
    };
    if let Some((left, right)) = marks.band {
        let (half, end) = (STRIP - 4.0, STRIP - 1.5);
        let corners = [(left, y - half), (right, y - half), (right, y + half), (left, y + half)];
        // See-through: the target is seen under it.
        canvas.tint(&corners, &AXIS, 0.25)?;
        // Higher than a dot, so that it is seen on which side a dot near the end lies.
        for side in [left, right] {
            canvas.line(&[(side, y - end), (side, y + end)], &AXIS, 10)?;
        }
    }
    if let (Some(before), Some(after)) = (marks.before, marks.after)
        && marks.tone != Tone::NotJudged
    {
        canvas.line(&[(before, y), (after, y)], ink, stroke)?;
    }
    if let Some(before) = marks.before {
        canvas.open_dot((before, y), radius, ink)?;
    }
    match (marks.before, marks.after) {
        // Within the open one, which it would hide.
        (Some(before), Some(after)) if (after - before).abs() < 2.5 => {
            canvas.dot((after, y), radius / 2, ink)
        }
        (_, Some(after)) => canvas.ringed((after, y), radius, ink),
        (_, None) => Ok(()),
    }
}

/// In the key: a sure change, past its band where rows of the chart have one.
pub(super) fn draw_sure<const BAND: bool>(
    canvas: &Canvas,
    (x, y): (f64, f64),
) -> Result<(), ChartError> {
    let band = BAND.then_some((x + 0.5, x + 26.0));
    let marks = Marks { before: Some(x + 9.0), after: Some(x + 39.0), band, tone: Tone::Sure };
    draw_marks(canvas, &marks, y)
}

/// In the key: one that is not sure, inside its band where rows of the chart have one.
pub(super) fn draw_not_sure<const BAND: bool>(
    canvas: &Canvas,
    (x, y): (f64, f64),
) -> Result<(), ChartError> {
    let band = BAND.then_some((x + 0.5, x + 45.5));
    let marks = Marks { before: Some(x + 13.0), after: Some(x + 31.0), band, tone: Tone::NotSure };
    draw_marks(canvas, &marks, y)
}

pub(super) fn draw_earlier(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    let marks = Marks { before: Some(x + 6.0), after: None, band: None, tone: Tone::NotJudged };
    draw_marks(canvas, &marks, y)
}

pub(super) fn draw_later(canvas: &Canvas, (x, y): (f64, f64)) -> Result<(), ChartError> {
    let marks = Marks { before: None, after: Some(x + 6.0), band: None, tone: Tone::NotJudged };
    draw_marks(canvas, &marks, y)
}
