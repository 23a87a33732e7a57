//! The arrow pointing down: school years under each other, as on a phone.

use kvalitet_core::SchoolYear;

use super::{GOAL, GoalAction, GoalArrow, SubGoal, action_bar, balanced, block, diamond};
use crate::ChartError;
use crate::canvas::{Anchor, Spot, tenths};
use crate::frame::{NAME, SMALL, STRONG, Sheet, baseline, number};
use crate::palette::{AXIS, BAND, DOT, PAPER, TEXT};

/// How much narrower than the tip the shaft is on either side; px.
const INSET: f64 = 12.0;
/// Where marks stand and where texts begin; px.
const MARK: f64 = INSET + 17.0;
const LEFT: f64 = INSET + 32.0;
/// How far the tip runs out; px.
const POINT: f64 = 30.0;

/// How much of the shaft's ink covers the paper: text on it is read as on paper.
const SHAFT: f64 = 0.5;

/// One thing on the shaft, with its text in lines.
enum Piece<'a> {
    /// A year, and what is said of it as the newest one.
    Year(SchoolYear, Option<Vec<String>>),
    Goal(&'a SubGoal, Vec<String>),
    Action(&'a GoalAction, Vec<String>, Vec<String>),
}

impl Piece<'_> {
    fn height(&self) -> f64 {
        match self {
            Self::Year(_, now) => {
                let lines = now.as_ref().map_or(1, |now| now.len().max(1));
                17.0 + number(lines) * STRONG.leading()
            }
            Self::Goal(_, lines) => number(lines.len()) * NAME.leading() + 9.0,
            Self::Action(_, text, state) => {
                number(text.len()) * NAME.leading() + number(state.len()) * SMALL.leading() + 10.0
            }
        }
    }
}

pub(super) fn draw(arrow: &GoalArrow, sheet: &mut Sheet) -> Result<(), ChartError> {
    draw_key(arrow, sheet)?;
    let pieces = pieces(arrow, sheet);
    let heights: f64 = pieces.iter().map(Piece::height).sum();
    let bottom = sheet.y + heights + if pieces.is_empty() { 0.0 } else { 10.0 };
    let (left, right) = (INSET, sheet.width() - INSET);
    if !pieces.is_empty() {
        let shaft = [(left, sheet.y), (right, sheet.y), (right, bottom), (left, bottom)];
        sheet.canvas.tint(&shaft, &BAND, SHAFT)?;
    }
    for (place, piece) in pieces.iter().enumerate() {
        draw_piece(arrow, sheet, piece, place == 0)?;
        sheet.y += piece.height();
    }
    sheet.y = bottom;
    if pieces.is_empty() && arrow.goal.is_empty() { Ok(()) } else { draw_tip(arrow, sheet) }
}

/// What a mark on the shaft is, where there are both kinds.
fn draw_key(arrow: &GoalArrow, sheet: &mut Sheet) -> Result<(), ChartError> {
    let (goals, actions) = (&arrow.words.sub_goals, &arrow.words.actions);
    let none = arrow.sub_goals.is_empty() || arrow.actions.is_empty();
    if none || goals.is_empty() || actions.is_empty() {
        return Ok(());
    }
    let canvas = &sheet.canvas;
    let mut y = sheet.y;
    let wrapped = |text: &str, x: f64| canvas.wrap(text, &SMALL, sheet.width() - x);
    let lines = wrapped(goals, LEFT);
    diamond(canvas, (MARK, y + SMALL.leading() / 2.0))?;
    block(canvas, (LEFT, y), &SMALL, &lines)?;
    let after = LEFT + canvas.widest(lines.iter().map(String::as_str), &SMALL) + 24.0;
    let fits = after + 16.0 + canvas.width_of(actions, &SMALL) <= sheet.width();
    let x = if fits { after } else { MARK };
    if !fits {
        y += number(lines.len()) * SMALL.leading() + 3.0;
    }
    let text = if fits { x + 12.0 } else { LEFT };
    let said = wrapped(actions, text - 0.5);
    let (top, bottom) = (y + 1.0, y + SMALL.leading() - 1.0);
    let outline =
        [(x - 4.0, top), (x + 4.0, top), (x + 4.0, bottom), (x - 4.0, bottom), (x - 4.0, top)];
    canvas.line(&outline, &AXIS, 12)?;
    block(canvas, (text, y), &SMALL, &said)?;
    let under = if fits { lines.len().max(said.len()) } else { said.len() };
    sheet.y = y + number(under) * SMALL.leading() + 8.0;
    Ok(())
}

/// Every year with what is to be reached in it and what begins in it.
fn pieces<'a>(arrow: &'a GoalArrow, sheet: &Sheet) -> Vec<Piece<'a>> {
    let canvas = &sheet.canvas;
    let room = sheet.width() - INSET - 12.0 - LEFT;
    let mut pieces = Vec::new();
    for year in arrow.span() {
        let now = (arrow.newest == Some(year))
            .then(|| canvas.wrap(&arrow.words.now, &STRONG, room - 80.0));
        pieces.push(Piece::Year(year, now));
        let goals = arrow.sub_goals.iter().filter(|goal| goal.year == year);
        pieces.extend(goals.map(|goal| Piece::Goal(goal, canvas.wrap(&goal.text, &NAME, room))));
        let actions = arrow.actions.iter().filter(|action| action.from == year);
        pieces.extend(actions.map(|action| {
            let state = arrow.action_word(action.state);
            let said = if state.is_empty() {
                action.years()
            } else {
                format!("{} · {state}", action.years())
            };
            let text = canvas.wrap(&action.text, &NAME, room);
            Piece::Action(action, text, canvas.wrap(&said, &SMALL, room))
        }));
    }
    pieces
}

fn draw_piece(
    arrow: &GoalArrow,
    sheet: &Sheet,
    piece: &Piece<'_>,
    first: bool,
) -> Result<(), ChartError> {
    let (canvas, y) = (&sheet.canvas, sheet.y);
    match piece {
        Piece::Year(year, now) => draw_year(sheet, (*year, now.as_deref()), first),
        Piece::Goal(goal, lines) => {
            canvas.open(format!("{}: {}", goal.year, goal.text));
            diamond(canvas, (MARK, y + NAME.leading() / 2.0))?;
            block(canvas, (LEFT, y), &NAME, lines)?;
            canvas.close();
            Ok(())
        }
        Piece::Action(action, text, state) => {
            canvas.open(arrow.describe(action));
            let (from, to) = ((MARK - 4.0, y + 2.0), (MARK + 4.0, y + piece.height() - 12.0));
            action_bar(canvas, from, to, action.state)?;
            block(canvas, (LEFT, y), &NAME, text)?;
            let under = y + number(text.len()) * NAME.leading();
            block(canvas, (LEFT, under), &SMALL, state)?;
            canvas.close();
            Ok(())
        }
    }
}

/// The head of a year, and the mark of the newest one.
fn draw_year(
    sheet: &Sheet,
    (year, now): (SchoolYear, Option<&[String]>),
    first: bool,
) -> Result<(), ChartError> {
    let (canvas, right) = (&sheet.canvas, sheet.width() - INSET);
    if !first {
        let (top, bottom) = (tenths(sheet.y + 3.0), tenths(sheet.y + 5.0));
        canvas.rect((tenths(INSET), top), (tenths(right), bottom), &PAPER)?;
    }
    let (label, middle) = (year.to_string(), sheet.y + 18.0);
    let spot = Spot { anchor: Anchor::Start, x: INSET + 12.0, y: baseline(middle, &STRONG) };
    canvas.text(spot, &STRONG, &label)?;
    let Some(now) = now else {
        return Ok(());
    };
    let x = spot.x + canvas.width_of(&label, &STRONG) + 9.0;
    canvas.tint(&[(x, middle), (x + 7.0, middle - 5.0), (x + 7.0, middle + 5.0)], &TEXT, 1.0)?;
    canvas.lines(Spot { x: x + 12.0, ..spot }, &STRONG, now)
}

/// The tip with the goal.
fn draw_tip(arrow: &GoalArrow, sheet: &mut Sheet) -> Result<(), ChartError> {
    let (canvas, right, top) = (&sheet.canvas, sheet.width(), sheet.y);
    let lines = balanced(canvas, &arrow.goal, right - 40.0);
    let middle = right / 2.0;
    let shoulder = top + number(lines.len()) * GOAL.leading() + 24.0;
    let tip =
        [(0.0, top), (right, top), (right, shoulder), (middle, shoulder + POINT), (0.0, shoulder)];
    canvas.open(arrow.goal.clone());
    canvas.tint(&tip, &DOT, 1.0)?;
    let y = baseline(top + 16.0 + GOAL.leading() / 2.0, &GOAL);
    canvas.lines(Spot { anchor: Anchor::Middle, x: middle, y }, &GOAL, &lines)?;
    canvas.close();
    sheet.y = shoulder + POINT;
    Ok(())
}
