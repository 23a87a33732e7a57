//! Layout along years: which points join, which years are named, where labels find room.

use kvalitet_core::SchoolYear;

use serde_json::{Value, json};

use crate::YearMark;
use crate::canvas::Canvas;
use crate::frame::{SMALL, number};

/// A school year in short: `16/17`.
pub(crate) fn short(year: SchoolYear) -> String {
    let start = year.start() % 100;
    format!("{start:02}/{:02}", (start + 1) % 100)
}

/// Items of years that follow each other without a gap.
pub(crate) fn runs<T>(items: &[T], year: impl Fn(&T) -> SchoolYear) -> impl Iterator<Item = &[T]> {
    items.chunk_by(move |one, next| year(one).next() == Some(year(next)))
}

/// The same for Vega-Lite, which joins what is not told apart: the transform that numbers the pieces of a
/// line, as `stykke`, from the year of each record and the years before which it is cut.
pub(crate) fn pieces(breaks: &[YearMark]) -> Value {
    let cut =
        |of: &YearMark| format!(" + (datum.skoleaar >= {} ? 1 : 0)", json!(of.year.to_string()));
    let cuts: String = breaks.iter().map(cut).collect();
    json!({ "calculate": format!("0{cuts}"), "as": "stykke" })
}

/// The labels that fit beside each other: every one, or every second, third ... counted from the
/// last. Those at the ends are moved in to stay within `0..width`.
pub(crate) fn thinned<'l>(
    canvas: &Canvas,
    labels: &'l [(f64, String)],
    width: f64,
) -> Vec<(f64, &'l str)> {
    let gap = 7.0;
    let half = |label: &str| canvas.width_of(label, &SMALL) / 2.0;
    let every = |step: usize| -> Vec<(f64, &'l str)> {
        let placed = labels.iter().rev().step_by(step).map(|(x, label)| {
            (x.clamp(half(label), (width - half(label)).max(half(label))), label.as_str())
        });
        placed.collect()
    };
    let apart = |placed: &[(f64, &str)]| {
        placed.windows(2).all(|pair| match pair {
            [(right, late), (left, early)] => left + half(early) + gap <= right - half(late),
            _ => true,
        })
    };
    (1..=labels.len()).map(every).find(|placed| apart(placed)).unwrap_or_default()
}

/// A label that wants to stand around a height; px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) middle: f64,
    pub(crate) height: f64,
}

/// Where labels stand so that none overlaps another: as near to where they want to be as a block
/// of neighbours allows, within `top..bottom` while there is room. The order of the wishes is
/// kept; equal wishes keep the order they are given in.
pub(crate) fn spread(slots: &[Slot], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<(usize, Slot)> = slots.iter().copied().enumerate().collect();
    order.sort_by(|(_, one), (_, other)| one.middle.total_cmp(&other.middle));
    let mut blocks: Vec<Block> = Vec::new();
    for member in order {
        let mut block = Block::of(member);
        block.settle(top, bottom);
        while let Some(above) = blocks.pop_if(|above| block.top < above.top + above.height) {
            block = above.joined(block);
            block.settle(top, bottom);
        }
        blocks.push(block);
    }
    let mut placed: Vec<(usize, f64)> = blocks.iter().flat_map(Block::middles).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, middle)| middle).collect()
}

/// Labels that touch each other.
struct Block {
    members: Vec<(usize, Slot)>,
    top: f64,
    height: f64,
}

impl Block {
    fn of(member: (usize, Slot)) -> Self {
        Self { members: vec![member], top: 0.0, height: member.1.height }
    }

    fn joined(mut self, below: Self) -> Self {
        self.members.extend(below.members);
        self.height += below.height;
        self
    }

    /// Puts the block where its members are on average as near as they can be.
    fn settle(&mut self, top: f64, bottom: f64) {
        let (mut offset, mut sum) = (0.0, 0.0);
        for (_, slot) in &self.members {
            sum += slot.middle - (offset + slot.height / 2.0);
            offset += slot.height;
        }
        let wish = sum / number(self.members.len()).max(1.0);
        self.top = wish.min(bottom - self.height).max(top);
    }

    fn middles(&self) -> impl Iterator<Item = (usize, f64)> {
        let mut y = self.top;
        self.members.iter().map(move |(place, slot)| {
            y += slot.height;
            (*place, y - slot.height / 2.0)
        })
    }
}

/// A marked year: a vertical line at `x`, and its label above the plot. The label's upper edge
/// lies `bottom` px above the plot; all lengths in px.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flag {
    pub(crate) x: f64,
    pub(crate) left: f64,
    pub(crate) lines: Vec<String>,
    pub(crate) bottom: f64,
}

/// The flags of marked years in order of time. A label flies to the right of its line; where the
/// next ones are too near, it flies above them.
pub(crate) fn flags(canvas: &Canvas, marks: &[(SchoolYear, f64, &str)], width: f64) -> Vec<Flag> {
    let mut flags: Vec<Flag> = Vec::new();
    for (place, (year, x, label)) in marks.iter().enumerate().rev() {
        let before = place.checked_sub(1).and_then(|before| marks.get(before));
        let said = before.is_some_and(|(earlier, _, text)| {
            earlier.next().is_none_or(|next| *year <= next) && text == label
        });
        let lines = if said { Vec::new() } else { canvas.wrap(label, &SMALL, 150.0) };
        let extent = canvas.widest(lines.iter().map(String::as_str), &SMALL);
        let left = (x + 5.0).min(width - extent).max(0.0);
        let near = |flag: &&Flag| {
            let right = canvas.widest(flag.lines.iter().map(String::as_str), &SMALL) + flag.left;
            !flag.lines.is_empty()
                && flag.x.min(flag.left) < left + extent + 8.0
                && x.min(left) < right + 8.0
        };
        let floor = flags.iter().filter(near).map(|flag| flag.bottom).fold(0.0, f64::max);
        let bottom = if lines.is_empty() {
            0.0
        } else {
            floor + number(lines.len()) * SMALL.leading() + 2.0
        };
        flags.push(Flag { x: *x, left, lines, bottom });
    }
    flags.reverse();
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(start: u16) -> SchoolYear {
        SchoolYear::starting(start).unwrap()
    }

    #[test]
    fn a_year_without_a_figure_breaks_the_line() {
        let years = [2016, 2017, 2018, 2020, 2022].map(year);
        let lengths: Vec<usize> = runs(&years, |year| *year).map(<[_]>::len).collect();
        assert_eq!(lengths, [3, 1, 1]);
    }

    #[test]
    fn labels_are_pushed_apart_and_keep_their_order() {
        let slot = |middle| Slot { middle, height: 10.0 };
        let placed = spread(&[slot(50.0), slot(20.0), slot(52.0)], (0.0, 100.0));
        assert_eq!(placed, [46.0, 20.0, 56.0]);
        let placed = spread(&[slot(99.0), slot(98.0), slot(97.0)], (0.0, 100.0));
        assert_eq!(placed, [95.0, 85.0, 75.0]);
        let placed = spread(&[slot(1.0), slot(1.0), slot(12.0)], (0.0, 100.0));
        assert_eq!(placed, [5.0, 15.0, 25.0]);
    }

    #[test]
    fn year_names_never_touch() {
        let canvas = Canvas::new(720.0).unwrap();
        let named = |count: u16, px: f64| {
            let label = |place: u16| (f64::from(place) * px, short(year(2000 + place)));
            let labels: Vec<_> = (0..count).map(label).collect();
            let names = thinned(&canvas, &labels, 720.0);
            names.iter().map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(4, 60.0), "03/04 02/03 01/02 00/01");
        assert_eq!(named(7, 25.0), "06/07 04/05 02/03 00/01");
        assert_eq!(named(1, 25.0), "00/01");
    }
}
