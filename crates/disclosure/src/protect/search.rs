//! The search for a change that meets a goal.

use super::change::Change;
use super::program::{Found, any, cheapest};
use super::proof::{Direction, Flags, Goal};
use super::table::Table;

/// How many cells an exchange moves at most, tried in this order: two of two units, and two of two grades
/// of those.
const SIZES: [usize; 2] = [4, 8];

/// How many moves of an exchange are tried for each size.
const MOVES: u32 = 400;

/// Up to how many movable cells the program is given all of them at once.
const SMALL: usize = 260;

/// How hard a change is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effort {
    /// Exchanges of few cells.
    Exchanges,
    /// A linear program too, and small multiples of its answer.
    Fractions,
    /// Where that is not in whole numbers, an integer program.
    Whole,
}

/// A change that meets `goal` and moves `open` cells alone. With less than [`Effort::Whole`] that none was
/// found says little.
pub(super) fn attack(table: &Table, goal: Goal, open: &Flags, effort: Effort) -> Found {
    let mut open = open.clone();
    peel(table, &mut open);
    if !open.has(goal.target) {
        return Found::Nothing;
    }
    if let Some(change) = exchange(table, goal, &open, &|_| 0) {
        return Found::Change(change);
    }
    if effort == Effort::Exchanges {
        return Found::NotWithinLimits;
    }
    let movable = component(table, goal.target, &open);
    let weighed: Vec<(usize, f64)> = movable.iter().map(|cell| (*cell, 1.0)).collect();
    match cheapest(table, goal, &weighed, effort) {
        Found::NotWithinLimits if effort == Effort::Whole => any(table, goal, &movable),
        found => found,
    }
}

/// How dear the cells of a change are to be taken. The cheapest change by itself is not always part of the
/// cheapest pattern: several are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weighing {
    /// By their cost.
    Cost,
    /// By the root of it: fewer cells, and dearer ones.
    Root,
    /// All alike: the fewest cells.
    Alike,
}

impl Weighing {
    /// The weights of cells: of one that is hidden already next to nothing, so that a change moves few. The
    /// dearest weighs [`DEAREST`], however dear that is: the solver does not tell apart what is too far
    /// apart.
    fn weigh(self, table: &Table, cells: &[usize], hidden: &Flags) -> Vec<(usize, f64)> {
        let size = |cell: usize| {
            let cost = f64::from(table.cost(cell).max(1));
            match self {
                Self::Cost => cost,
                Self::Root => cost.sqrt(),
                Self::Alike => 1.0,
            }
        };
        let shown = cells.iter().filter(|cell| !hidden.has(**cell));
        let dearest = shown.map(|cell| size(*cell)).fold(1.0, f64::max);
        let weight = |cell: usize| {
            let shown = (DEAREST * size(cell) / dearest).max(10.0 * HIDDEN);
            if hidden.has(cell) { HIDDEN } else { shown }
        };
        cells.iter().map(|cell| (*cell, weight(*cell))).collect()
    }
}

/// What the dearest cell weighs.
const DEAREST: f64 = 1e3;

/// What a hidden cell weighs.
const HIDDEN: f64 = 1e-2;

/// The cheapest change that meets `goal` and moves `open` cells alone; those that are `hidden` cost next to
/// nothing. Cells near the target are tried first. With less than [`Effort::Whole`] an exchange of cells, each
/// the cheapest at its place, is taken where there is one.
pub(super) fn cover(
    table: &Table,
    goal: Goal,
    open: &Flags,
    hidden: &Flags,
    (weighing, effort): (Weighing, Effort),
) -> Found {
    let mut open = open.clone();
    peel(table, &mut open);
    if !open.has(goal.target) {
        return Found::Nothing;
    }
    let price = |cell: usize| if hidden.has(cell) { 0 } else { table.cost(cell) };
    if effort != Effort::Whole
        && let Some(change) = exchange(table, goal, &open, &price)
    {
        return Found::Change(change);
    }
    let all = component(table, goal.target, &open);
    let weighed = weighing.weigh(table, &all, hidden);
    if all.len() <= SMALL {
        return match cheapest(table, goal, &weighed, Effort::Whole) {
            Found::NotWithinLimits => any(table, goal, &all),
            found => found,
        };
    }
    let near = near(table, goal.target, &open, hidden);
    let of_near = weighing.weigh(table, &near, hidden);
    if let Found::Change(change) = cheapest(table, goal, &of_near, Effort::Fractions) {
        return Found::Change(change);
    }
    match cheapest(table, goal, &weighed, Effort::Whole) {
        Found::NotWithinLimits => (),
        found => return found,
    }
    // What moves everything hides everything: that is the last that is tried.
    if let Found::Change(change) = cheapest(table, goal, &of_near, Effort::Whole) {
        return Found::Change(change);
    }
    if let Found::Change(change) = any(table, goal, &near) {
        return Found::Change(change);
    }
    any(table, goal, &all)
}

/// Closes every cell that the relations leave no choice: one alone in a relation, again and again, and
/// those without room.
pub(super) fn peel(table: &Table, open: &mut Flags) {
    let cells: Vec<usize> = open.iter().collect();
    let mut left = vec![0_u32; table.relations()];
    let mut closed = Vec::new();
    for cell in cells {
        if table.room(cell) == (0, 0) {
            open.set(cell, false);
            continue;
        }
        for (relation, _) in table.relations_of(cell) {
            if let Some(left) = left.get_mut(*relation) {
                *left += 1;
            }
        }
    }
    closed.extend((0..table.relations()).filter(|relation| left.get(*relation) == Some(&1)));
    while let Some(relation) = closed.pop() {
        let last = table.terms(relation).iter().map(|(cell, _)| *cell).find(|cell| open.has(*cell));
        let Some(cell) = last else { continue };
        open.set(cell, false);
        for (of, _) in table.relations_of(cell) {
            if let Some(left) = left.get_mut(*of) {
                *left = left.saturating_sub(1);
                if *left == 1 {
                    closed.push(*of);
                }
            }
        }
    }
}

/// The open cells that relations tie to `target`, itself among them, in order.
pub(super) fn component(table: &Table, target: usize, open: &Flags) -> Vec<usize> {
    let mut reached = Flags::none(table.cells().len());
    let mut seen = Flags::none(table.relations());
    let mut frontier = vec![target];
    reached.set(target, true);
    while let Some(cell) = frontier.pop() {
        for (relation, _) in table.relations_of(cell) {
            if seen.has(*relation) {
                continue;
            }
            seen.set(*relation, true);
            for (other, _) in table.terms(*relation) {
                if open.has(*other) && !reached.has(*other) {
                    reached.set(*other, true);
                    frontier.push(*other);
                }
            }
        }
    }
    reached.iter().collect()
}

/// How many of the cheapest cells of a relation count as near.
const CHEAPEST: usize = 4;

/// The open cells near `target`: the cheapest of its relations, the cheapest of theirs, and every cell that
/// closes a circle between them.
fn near(table: &Table, target: usize, open: &Flags, hidden: &Flags) -> Vec<usize> {
    let mut reached = Flags::none(table.cells().len());
    let mut seen = Flags::none(table.relations());
    reached.set(target, true);
    let mut ring = vec![target];
    for _ in 0..2 {
        let mut next = Vec::new();
        for cell in ring {
            for (relation, _) in table.relations_of(cell) {
                if seen.has(*relation) {
                    continue;
                }
                seen.set(*relation, true);
                let others = table.terms(*relation).iter().map(|(other, _)| *other);
                let mut others: Vec<usize> = others.filter(|other| open.has(*other)).collect();
                let price = |cell: &usize| if hidden.has(*cell) { 0 } else { table.cost(*cell) };
                others.sort_by_key(|cell| (price(cell), *cell));
                for other in others.into_iter().take(CHEAPEST) {
                    if !reached.has(other) {
                        reached.set(other, true);
                        next.push(other);
                    }
                }
            }
        }
        ring = next;
    }
    let mut touched = Flags::none(table.relations());
    for cell in reached.iter() {
        table.relations_of(cell).iter().for_each(|(relation, _)| touched.set(*relation, true));
    }
    let closes =
        |cell: &usize| table.relations_of(*cell).iter().all(|(relation, _)| touched.has(*relation));
    let relations = touched.iter().flat_map(|relation| table.terms(relation));
    let closing: Vec<usize> =
        relations.map(|(cell, _)| *cell).filter(|cell| open.has(*cell)).filter(closes).collect();
    for cell in closing {
        reached.set(cell, true);
    }
    reached.iter().collect()
}

/// A change of few cells, each by as much as the one before it asks for; of those that do as well the one
/// with the lowest price is tried first.
fn exchange(
    table: &Table,
    goal: Goal,
    open: &Flags,
    price: &dyn Fn(usize) -> u32,
) -> Option<Change> {
    let ways: &[i64] = match goal.direction {
        Direction::Up => &[1],
        Direction::Down => &[-1],
        Direction::Either => &[1, -1],
    };
    SIZES.into_iter().flat_map(|size| ways.iter().map(move |way| (size, way))).find_map(
        |(size, way)| {
            let mut exchange =
                Exchange { table, open, price, moves: MOVES, moved: Vec::new(), owed: Vec::new() };
            let by = goal.amount.checked_mul(*way)?;
            table.get(goal.target).filter(|cell| cell.allows(by))?;
            exchange.push(goal.target, by)?;
            exchange.close(size - 1).then(|| Change::new(exchange.moved))
        },
    )
}

/// A change in the making.
struct Exchange<'a> {
    table: &'a Table,
    open: &'a Flags,
    price: &'a dyn Fn(usize) -> u32,
    /// How many moves may still be tried.
    moves: u32,
    moved: Vec<(usize, i64)>,
    /// The relations that do not hold, and by how much.
    owed: Vec<(usize, i64)>,
}

impl Exchange<'_> {
    /// Moves cells, at most `left` of them, until every relation holds.
    fn close(&mut self, left: usize) -> bool {
        let Some((relation, owed)) = self.owed.first().copied() else { return true };
        if left == 0 {
            return false;
        }
        let mut candidates: Vec<(usize, u32, usize, i64)> = Vec::new();
        for (cell, coefficient) in self.table.terms(relation) {
            let is_free = self.open.has(*cell) && !self.moved.iter().any(|(of, _)| of == cell);
            let by = owed.checked_neg().and_then(|owed| owed.checked_div(*coefficient));
            let divides = owed.checked_rem(*coefficient) == Some(0);
            let Some(by) = by.filter(|_| is_free && divides) else { continue };
            if self.table.get(*cell).is_some_and(|of| of.allows(by)) {
                let after = self.owed_after(*cell, by);
                // A cell stands in few relations.
                if after == 0 || (1 < left && after < 4 * left) {
                    candidates.push((after, (self.price)(*cell), *cell, by));
                }
            }
        }
        candidates.sort_unstable();
        for (after, _, cell, by) in candidates {
            if after == 0 {
                self.moved.push((cell, by));
                return true;
            }
            if self.moves == 0 {
                return false;
            }
            self.moves -= 1;
            let before = self.owed.clone();
            if self.push(cell, by).is_some() && self.close(left - 1) {
                return true;
            }
            self.owed = before;
            self.moved.retain(|(of, _)| *of != cell);
        }
        false
    }

    /// How many relations would not hold.
    fn owed_after(&self, cell: usize, by: i64) -> usize {
        let mut after = self.owed.len();
        for (relation, coefficient) in self.table.relations_of(cell) {
            match self.owed.iter().find(|(of, _)| of == relation) {
                None => after += 1,
                Some((_, owed)) if coefficient.checked_mul(by) == owed.checked_neg() => after -= 1,
                Some(_) => (),
            }
        }
        after
    }

    /// Moves a cell; `None` where a sum is no 64-bit number.
    fn push(&mut self, cell: usize, by: i64) -> Option<()> {
        self.moved.push((cell, by));
        for (relation, coefficient) in self.table.relations_of(cell) {
            let more = coefficient.checked_mul(by)?;
            match self.owed.iter_mut().find(|(of, _)| of == relation) {
                Some((_, owed)) => *owed = owed.checked_add(more)?,
                None => self.owed.push((*relation, more)),
            }
        }
        self.owed.retain(|(_, owed)| *owed != 0);
        Some(())
    }
}
