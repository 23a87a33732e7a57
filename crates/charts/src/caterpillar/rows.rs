//! The rows of a caterpillar and the ground they stand on.

use kvalitet_core::Decimal;
use kvalitet_text::Texts;

use super::{Columns, Effect, Placed};
use crate::ChartError;
use crate::canvas::{Anchor, Plane, Plot, Spot};
use crate::frame::{Arrangement, SMALL, Sheet, baseline, number};
use crate::palette::{AXIS, DOT, GRID, Ink, MUTED, TEXT};
use crate::scale::{Scale, signed};

/// Half the height of a dot's strip where names stand above the dots; px.
pub(super) const STRIP: f64 = 7.0;

pub(super) fn draw_ticks(
    sheet: &Sheet,
    (plane, scale): (&Plane, &Scale),
    texts: &Texts,
    y: f64,
) -> Result<(), ChartError> {
    for tick in &scale.ticks {
        let label = if tick.units() == 0 { "0".to_owned() } else { signed(texts, *tick) };
        let half = sheet.canvas.width_of(&label, &SMALL) / 2.0;
        let x = plane.px((tick.to_f64(), 0.0)).0.clamp(half, sheet.width() - half);
        sheet.canvas.text(Spot { anchor: Anchor::Middle, x, y }, &SMALL, &label)?;
    }
    Ok(())
}

/// What lies under the dots between two heights: the ticks' lines and the line at zero.
fn draw_ground(
    sheet: &Sheet,
    (plane, scale): (&Plane, &Scale),
    (top, bottom): (f64, f64),
) -> Result<(), ChartError> {
    for tick in &scale.ticks {
        let x = plane.px((tick.to_f64(), 0.0)).0;
        let (ink, width) = if tick.units() == 0 { (&TEXT, 12) } else { (&GRID, 8) };
        sheet.canvas.line(&[(x, top), (x, bottom)], ink, width)?;
    }
    Ok(())
}

/// The ground of every row. Where names stand between the rows, it keeps to the dots' strips, so
/// that no line runs through a name.
pub(super) fn draw_grounds(
    sheet: &Sheet,
    columns: &Columns,
    ground: (&Plane, &Scale),
    rows: &[Placed<'_>],
) -> Result<(), ChartError> {
    let height: f64 = rows.iter().map(|row| row.pitch).sum();
    let mut y = sheet.y;
    for row in rows {
        let middle = y + row.middle;
        y += row.pitch;
        match sheet.kind.arrangement() {
            Arrangement::Beside => {
                let guide = [(columns.left, middle), (columns.right, middle)];
                sheet.canvas.line(&guide, &GRID, 8)?;
            }
            Arrangement::Above if row.row.effect.numbers().is_empty() => (),
            Arrangement::Above => draw_ground(sheet, ground, (middle - STRIP, middle + STRIP))?,
        }
    }
    match sheet.kind.arrangement() {
        Arrangement::Beside => draw_ground(sheet, ground, (sheet.y, sheet.y + height + 3.0)),
        Arrangement::Above => Ok(()),
    }
}

pub(super) fn draw_row(
    sheet: &mut Sheet,
    columns: &Columns,
    plane: Option<&Plane>,
    row: &Placed<'_>,
) -> Result<(), ChartError> {
    let middle = sheet.y + row.middle;
    let [of_name, of_value] = row.looks;
    let value_height = number(row.values.len()) * of_value.leading();
    let (first, value, anchor, x) = match sheet.kind.arrangement() {
        Arrangement::Beside => (
            middle - row.text_height / 2.0,
            middle - value_height / 2.0,
            Anchor::End,
            columns.names,
        ),
        Arrangement::Above => (sheet.y, sheet.y, Anchor::Start, 0.0),
    };
    let canvas = &sheet.canvas;
    canvas.open(row.title.clone());
    let y = baseline(first + of_name.leading() / 2.0, &of_name);
    canvas.lines(Spot { anchor, x, y }, &of_name, &row.names)?;
    let below = first + number(row.names.len()) * of_name.leading();
    let y = baseline(below + SMALL.leading() / 2.0, &SMALL);
    canvas.lines(Spot { anchor, x, y }, &SMALL, &row.notes)?;
    let y = baseline(value + of_value.leading() / 2.0, &of_value);
    let spot = Spot { anchor: Anchor::End, x: sheet.width(), y };
    canvas.lines(spot, &of_value, &row.values)?;
    if let Some(plane) = plane {
        draw_effect(sheet, plane, &row.row.effect, middle)?;
    }
    canvas.close();
    sheet.y += row.pitch;
    Ok(())
}

/// The strokes of the intervals and the dot on them.
fn draw_effect(
    sheet: &Sheet,
    plane: &Plane,
    effect: &Effect,
    middle: f64,
) -> Result<(), ChartError> {
    let Effect::Shown { value, interval, comparison, is_sure } = *effect else {
        return Ok(());
    };
    let x = |value: Decimal| plane.px((value.to_f64(), 0.0)).0;
    let (stroke, dot): (&Ink, &Ink) = if is_sure { (&DOT, &DOT) } else { (&AXIS, &MUTED) };
    for (ends, width) in [(Some(interval), 14), (comparison, 50)] {
        if let Some(ends) = ends {
            sheet.canvas.line(&ends.map(|end| (x(end), middle)), stroke, width)?;
        }
    }
    let at = (x(value), middle);
    if is_sure { sheet.canvas.ringed(at, 46, dot) } else { sheet.canvas.open_dot(at, 44, dot) }
}
