//! The arrow pointing right: school years beside each other.

use kvalitet_core::SchoolYear;

use super::{GOAL, GoalAction, GoalArrow, action_bar, balanced, block, diamond};
use crate::ChartError;
use crate::canvas::{Anchor, Canvas, Spot, tenths};
use crate::frame::{Arrangement, NAME, SMALL, STRONG, Sheet, baseline, number};
use crate::palette::{AXIS, BAND, DOT, GRID, TEXT};

/// The narrowest column of a year that a sub-goal can be read in; px.
const NARROWEST: f64 = 92.0;
/// How high the shaft is, how far the tip runs out, and how thick the bar of an action is; px.
const SHAFT: f64 = 36.0;
const POINT: f64 = 30.0;
const BAR: f64 = 10.0;
/// The widest a line of text runs; px.
const LINE: f64 = 430.0;
const WIDE_GOAL: f64 = 240.0;

/// Where years stand, in px.
pub(super) struct Ground {
    years: Vec<SchoolYear>,
    /// How wide the column of a year is.
    pitch: f64,
    /// Where the shaft ends and the tip begins.
    end: f64,
    goal: Vec<String>,
    /// How high the tip is.
    tip: f64,
}

impl Ground {
    /// `None` where the years have no room beside each other.
    pub(super) fn of(arrow: &GoalArrow, sheet: &Sheet) -> Option<Self> {
        let years = arrow.span();
        let head = (0.29 * sheet.width()).round();
        let end = sheet.width() - head;
        let pitch = end / number(years.len()).max(1.0);
        if sheet.kind.arrangement() == Arrangement::Above || years.is_empty() || pitch < NARROWEST {
            return None;
        }
        let goal = balanced(&sheet.canvas, &arrow.goal, head - 18.0 - POINT);
        let tip = (number(goal.len()) * GOAL.leading() + 32.0).max(SHAFT + 44.0);
        Some(Self { years, pitch, end, goal, tip })
    }

    /// Left and right edge of what lasts from one year to another.
    fn across(&self, (from, to): (SchoolYear, SchoolYear)) -> (f64, f64) {
        let place = |year| self.years.iter().position(|of| *of == year).unwrap_or(0);
        (number(place(from)) * self.pitch, number(place(to) + 1) * self.pitch)
    }
}

pub(super) fn draw(
    arrow: &GoalArrow,
    sheet: &mut Sheet,
    ground: &Ground,
) -> Result<(), ChartError> {
    let columns = sub_goals(arrow, &sheet.canvas, ground);
    let tallest = columns.iter().map(Standing::height).fold(0.0, f64::max);
    let head = if arrow.sub_goals.is_empty() || arrow.words.sub_goals.is_empty() {
        0.0
    } else {
        let lines = sheet.canvas.wrap(&arrow.words.sub_goals, &STRONG, ground.end - 12.0);
        block(&sheet.canvas, (0.0, sheet.y), &STRONG, &lines)?;
        number(lines.len()) * STRONG.leading() + 6.0
    };
    let above = (head + tallest).max((ground.tip - SHAFT) / 2.0);
    let top = sheet.y + above;
    for column in &columns {
        draw_standing(arrow, sheet, column, top)?;
    }
    draw_arrow(arrow, sheet, ground, top)?;
    let tip_end = top + SHAFT / 2.0 + ground.tip / 2.0;
    sheet.y = top + SHAFT;
    draw_now(arrow, sheet, ground)?;
    draw_actions(arrow, sheet, ground, (top + SHAFT, tip_end))?;
    sheet.y = sheet.y.max(tip_end);
    Ok(())
}

/// The sub-goals of one year, by their place among all, with their text in lines.
struct Standing {
    left: f64,
    goals: Vec<(usize, Vec<String>)>,
}

impl Standing {
    /// With the room under the last.
    fn height(&self) -> f64 {
        let lines = self.goals.iter().map(|(_, lines)| number(lines.len()) * NAME.leading() + 8.0);
        lines.sum()
    }
}

fn sub_goals(arrow: &GoalArrow, canvas: &Canvas, ground: &Ground) -> Vec<Standing> {
    let of_year = |year: &SchoolYear| {
        let of = arrow.sub_goals.iter().enumerate().filter(|(_, goal)| goal.year == *year);
        let left = ground.across((*year, *year)).0;
        // As far as the next year that has one.
        let next = arrow.sub_goals.iter().filter(|goal| *year < goal.year);
        let next = next.map(|goal| ground.across((goal.year, goal.year)).0);
        let room = (next.fold(ground.end, f64::min) - left - 30.0).min(WIDE_GOAL);
        let lines = |text: &str| canvas.wrap(text, &NAME, room);
        let goals: Vec<_> = of.map(|(place, goal)| (place, lines(&goal.text))).collect();
        Standing { left, goals }
    };
    let columns = ground.years.iter().map(of_year);
    columns.filter(|column| !column.goals.is_empty()).collect()
}

/// Sub-goals on a pole whose foot stands on the shaft, at `foot`.
fn draw_standing(
    arrow: &GoalArrow,
    sheet: &Sheet,
    column: &Standing,
    foot: f64,
) -> Result<(), ChartError> {
    let canvas = &sheet.canvas;
    let (x, mut y) = (column.left + 6.0, foot - column.height());
    canvas.line(&[(x, y + NAME.leading() / 2.0), (x, foot)], &AXIS, 12)?;
    for (place, lines) in &column.goals {
        let goal = arrow.sub_goals.get(*place);
        canvas.open(goal.map(|of| format!("{}: {}", of.year, of.text)).unwrap_or_default());
        diamond(canvas, (x, y + NAME.leading() / 2.0))?;
        block(canvas, (x + 12.0, y), &NAME, lines)?;
        canvas.close();
        y += number(lines.len()) * NAME.leading() + 8.0;
    }
    Ok(())
}

/// The shaft, a part a year, and the tip with the goal.
fn draw_arrow(
    arrow: &GoalArrow,
    sheet: &Sheet,
    ground: &Ground,
    top: f64,
) -> Result<(), ChartError> {
    let (canvas, middle) = (&sheet.canvas, top + SHAFT / 2.0);
    for year in &ground.years {
        let (left, right) = ground.across((*year, *year));
        let gap = if Some(year) == ground.years.last() { 0.0 } else { 2.0 };
        let (from, to) = ((left, top), (right - gap, top + SHAFT));
        canvas.rect((tenths(from.0), tenths(from.1)), (tenths(to.0), tenths(to.1)), &BAND)?;
        let look = if arrow.newest == Some(*year) { &STRONG } else { &NAME };
        let spot = Spot {
            anchor: Anchor::Middle,
            x: f64::midpoint(left, right - gap),
            y: baseline(middle, look),
        };
        canvas.text(spot, look, &year.to_string())?;
    }
    let (left, right, half) = (ground.end, sheet.width(), ground.tip / 2.0);
    let shoulder = right - POINT;
    let tip = [
        (left, middle - half),
        (shoulder, middle - half),
        (right, middle),
        (shoulder, middle + half),
        (left, middle + half),
    ];
    canvas.open(arrow.goal.clone());
    canvas.tint(&tip, &DOT, 1.0)?;
    let height = number(ground.goal.len()) * GOAL.leading();
    block(canvas, (left + 16.0, middle - height / 2.0), &GOAL, &ground.goal)?;
    canvas.close();
    Ok(())
}

/// The mark under the newest year.
fn draw_now(arrow: &GoalArrow, sheet: &mut Sheet, ground: &Ground) -> Result<(), ChartError> {
    let Some(newest) = arrow.newest.filter(|newest| ground.years.contains(newest)) else {
        return Ok(());
    };
    let (left, right) = ground.across((newest, newest));
    let (x, y) = (f64::midpoint(left, right - 2.0), sheet.y + 3.0);
    sheet.canvas.tint(&[(x, y), (x + 5.0, y + 7.0), (x - 5.0, y + 7.0)], &TEXT, 1.0)?;
    let lines = sheet.canvas.wrap(&arrow.words.now, &STRONG, ground.pitch - 8.0);
    let spot = Spot { anchor: Anchor::Middle, x, y: y + 8.0 + STRONG.size };
    sheet.canvas.lines(spot, &STRONG, &lines)?;
    sheet.y = y + 12.0 + number(lines.len()) * STRONG.leading();
    Ok(())
}

/// An action where it stands: heights are counted from the upper edge of its row.
struct Placed<'a> {
    action: &'a GoalAction,
    bar: (f64, f64),
    lines: Vec<String>,
    /// Where the text begins.
    left: f64,
    /// Where the word of its state begins.
    word: (f64, f64),
    /// The upper edge of the bar.
    thick: f64,
    height: f64,
    top: f64,
}

fn draw_actions(
    arrow: &GoalArrow,
    sheet: &mut Sheet,
    ground: &Ground,
    (shaft_end, tip_end): (f64, f64),
) -> Result<(), ChartError> {
    if arrow.actions.is_empty() {
        return Ok(());
    }
    sheet.y += 10.0;
    let head = sheet.canvas.wrap(&arrow.words.actions, &STRONG, ground.end - 12.0);
    let head_top = sheet.y;
    sheet.y += if head.is_empty() { 0.0 } else { number(head.len()) * STRONG.leading() + 6.0 };
    let mut rows = Vec::new();
    for action in &arrow.actions {
        // Beside the tip, texts keep out of it.
        let limit = if sheet.y < tip_end + 8.0 { ground.end - 12.0 } else { sheet.width() };
        let row = place(arrow, &sheet.canvas, ground, action, (sheet.y, limit));
        sheet.y += row.height;
        rows.push(row);
    }
    for year in ground.years.iter().skip(1) {
        let x = ground.across((*year, *year)).0 - 1.0;
        sheet.canvas.line(&[(x, shaft_end + 3.0), (x, sheet.y - 8.0)], &GRID, 10)?;
    }
    let y = baseline(head_top + STRONG.leading() / 2.0, &STRONG);
    for (line, down) in head.iter().zip(0..) {
        let y = y + f64::from(down) * STRONG.leading();
        sheet.canvas.haloed(Spot { anchor: Anchor::Start, x: 0.0, y }, &STRONG, line)?;
    }
    for row in &rows {
        sheet.canvas.open(arrow.describe(row.action));
        draw_action(arrow, &sheet.canvas, row)?;
        sheet.canvas.close();
    }
    Ok(())
}

/// Text and word after the bar where they fit on one line, and else over it.
fn place<'a>(
    arrow: &GoalArrow,
    canvas: &Canvas,
    ground: &Ground,
    action: &'a GoalAction,
    (top, limit): (f64, f64),
) -> Placed<'a> {
    let (left, right) = ground.across(action.span());
    let bar = (left, right - 3.0);
    let text = canvas.width_of(&action.text, &NAME);
    let word = canvas.width_of(arrow.action_word(action.state), &SMALL);
    let leading = NAME.leading();
    if bar.1 + 8.0 + text + 8.0 + word <= limit {
        let (x, thick) = (bar.1 + 8.0, (leading - BAR) / 2.0);
        let word = (x + text + 8.0, 0.0);
        let lines = vec![action.text.clone()];
        return Placed { action, bar, lines, left: x, word, thick, height: leading + 12.0, top };
    }
    let wish = (text + 8.0 + word).min(LINE);
    let x = left.min(limit - wish).max(0.0);
    let lines = canvas.wrap(&action.text, &NAME, (limit - x).min(LINE));
    let last = canvas.widest(lines.last().map(String::as_str), &NAME);
    let over = number(lines.len()) * leading;
    let (word, over) = if x + last + 8.0 + word <= limit {
        ((x + last + 8.0, over - leading), over)
    } else {
        ((x, over), over + leading)
    };
    let thick = over + 3.0;
    Placed { action, bar, lines, left: x, word, thick, height: thick + BAR + 16.0, top }
}

fn draw_action(arrow: &GoalArrow, canvas: &Canvas, row: &Placed<'_>) -> Result<(), ChartError> {
    let first = row.top + NAME.leading() / 2.0;
    for (line, down) in row.lines.iter().zip(0..) {
        let y = baseline(first + f64::from(down) * NAME.leading(), &NAME);
        canvas.haloed(Spot { anchor: Anchor::Start, x: row.left, y }, &NAME, line)?;
    }
    let y = baseline(first + row.word.1, &NAME);
    let spot = Spot { anchor: Anchor::Start, x: row.word.0, y };
    canvas.haloed(spot, &SMALL, arrow.action_word(row.action.state))?;
    let thick = row.top + row.thick;
    action_bar(canvas, (row.bar.0, thick), (row.bar.1, thick + BAR), row.action.state)
}
