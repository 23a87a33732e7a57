//! Another table that looks the same: a proof that an unknown may be something else.
//!
//! The true table fits what is released. If an unknown can be moved in it and others made to take up
//! the move, so that every row still holds, a reader cannot tell the two tables apart.

use std::collections::BTreeMap;

use super::system::{Limits, Place, System};

/// How far each unknown is moved from its true value.
pub(super) type Moves = BTreeMap<Place, i128>;

/// How many moves are tried before the search is given up.
const TRIES: usize = 300;

/// How many unknowns of a row are tried to take up a move.
const CHOICES: usize = 24;

/// Looks for a table in which the unknown at `target` is `by` more than it is and all else fits, by
/// taking up the move row by row. `None` where none was found: that proves nothing.
pub(super) fn other_table(
    system: &System,
    limits: &[Limits],
    (target, by): (Place, i128),
) -> Option<Moves> {
    completed(system, limits, Moves::from([(target, by)]))
}

/// The same, where some unknowns are moved to begin with.
pub(super) fn completed(system: &System, limits: &[Limits], start: Moves) -> Option<Moves> {
    let (moves, more, broken) = (Moves::new(), BTreeMap::new(), BTreeMap::new());
    let mut search = Search { system, limits, moves, more, broken, left: TRIES };
    if !start.iter().all(|(place, by)| search.may_be(*place, *by)) {
        return None;
    }
    for (place, by) in start {
        search.add(place, by);
    }
    search.settle(2 * system.len().min(200)).then_some(search.moves)
}

struct Search<'a> {
    system: &'a System,
    limits: &'a [Limits],
    moves: Moves,
    /// How much more each row is than it really is.
    more: BTreeMap<usize, i128>,
    /// The rows that do not hold, and what they lack.
    broken: BTreeMap<usize, i128>,
    left: usize,
}

impl Search<'_> {
    fn may_be(&self, place: Place, by: i128) -> bool {
        let value = self.system.truth(place) + by;
        self.limits.get(place).is_some_and(|[least, most]| *least <= value && value <= *most)
    }

    /// Moves an unknown that is not moved yet.
    fn add(&mut self, place: Place, by: i128) {
        self.moves.insert(place, by);
        self.shift(place, by);
    }

    /// Moves it back.
    fn take_back(&mut self, place: Place) {
        if let Some(by) = self.moves.remove(&place) {
            self.shift(place, -by);
        }
    }

    fn shift(&mut self, place: Place, by: i128) {
        for (number, factor) in self.system.rows_with(place) {
            let more = self.more.entry(*number).or_default();
            *more += factor * by;
            let lacks = self.system.row_at(*number).map_or(0, |row| row.lacks(row.sum + *more));
            if lacks == 0 {
                self.broken.remove(number);
            } else {
                self.broken.insert(*number, lacks);
            }
        }
    }

    /// How many rows of `place` do not hold with it moved.
    fn broken_with(&self, place: Place, by: i128) -> usize {
        let fails = |(number, factor): &&(usize, i128)| {
            let more = self.more.get(number).copied().unwrap_or_default() + factor * by;
            self.system.row_at(*number).is_some_and(|row| row.lacks(row.sum + more) != 0)
        };
        self.system.rows_with(place).iter().filter(fails).count()
    }

    /// Moves further unknowns until every row holds.
    fn settle(&mut self, depth: usize) -> bool {
        let first = self.broken.first_key_value();
        let Some((number, lacks)) = first.map(|(number, lacks)| (*number, *lacks)) else {
            return true;
        };
        if depth == 0 || self.left == 0 {
            return false;
        }
        let mut choices = self.choices(number, lacks);
        choices.sort_unstable();
        for (_, place, by) in choices.into_iter().take(CHOICES) {
            self.left = self.left.saturating_sub(1);
            self.add(place, by);
            if self.settle(depth - 1) {
                return true;
            }
            self.take_back(place);
            if self.left == 0 {
                return false;
            }
        }
        false
    }

    /// The unknowns that can take up what a row lacks, or a part of it, those that leave least to be
    /// settled first.
    fn choices(&self, number: usize, lacks: i128) -> Vec<(usize, Place, i128)> {
        let Some(row) = self.system.row_at(number) else { return Vec::new() };
        let mut found = Vec::new();
        for (place, factor) in &row.terms {
            let Some([least, most]) = self.limits.get(*place) else { continue };
            if self.moves.contains_key(place) || least == most {
                continue;
            }
            let size = factor.abs();
            let whole = (lacks.abs() + size - 1) / size * lacks.signum() * factor.signum();
            let truth = self.system.truth(*place);
            let by = (truth + whole).clamp(*least, *most) - truth;
            if by != 0 {
                found.push((self.broken_with(*place, by), *place, by));
            }
        }
        found
    }
}
