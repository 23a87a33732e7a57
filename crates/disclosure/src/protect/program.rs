//! The cheapest change of a table, as an integer program.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable,
};

use super::change::Change;
use super::proof::{Direction, Goal};
use super::search::Effort;
use super::table::Table;

/// What came of a search.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// A change that agrees with the table and meets the goal.
    Change(Change),
    /// There is none.
    Nothing,
    /// None was found within the limits of the search.
    NotWithinLimits,
}

/// How many nodes of the search tree are tried where the linear program has no answer in whole numbers: so
/// many, and where there are many cells so many of theirs. A node of a large program is dear.
const NODES: u64 = 300;
const NODES_BY_CELLS: u64 = 10_000;

/// No cell is changed by more: what the solver can tell apart from rounding.
const FARTHEST: i64 = 1 << 24;

/// A change that meets `goal`, of the `movable` cells alone, that makes `Σ weight · |change|` least. Weights
/// are 0 or more; that of the target itself does not count.
pub(super) fn cheapest(
    table: &Table,
    goal: Goal,
    movable: &[(usize, f64)],
    effort: Effort,
) -> Found {
    either_way(goal, |up| {
        let cells = movable.iter().map(|(cell, weight)| (*cell, Some(*weight)));
        one_way(table, goal, (up, effort), cells)
    })
}

/// Any change that meets `goal`, of the `movable` cells alone. Half the variables of [`cheapest`]: settles
/// what that one cannot within its limits.
pub(super) fn any(table: &Table, goal: Goal, movable: &[usize]) -> Found {
    let cells = movable.iter().map(|cell| (*cell, None));
    either_way(goal, |up| one_way(table, goal, (up, Effort::Whole), cells.clone()))
}

/// Tries the ways that the goal allows, up first.
fn either_way(goal: Goal, one_way: impl Fn(bool) -> Found) -> Found {
    match goal.direction {
        Direction::Up => one_way(true),
        Direction::Down => one_way(false),
        Direction::Either => match (one_way(true), &one_way) {
            (Found::Change(change), _) => Found::Change(change),
            (Found::Nothing, one_way) => one_way(false),
            (Found::NotWithinLimits, one_way) => match one_way(false) {
                Found::Change(change) => Found::Change(change),
                Found::Nothing | Found::NotWithinLimits => Found::NotWithinLimits,
            },
        },
    }
}

/// The variables of one cell: how much it rises, below zero if it may, and how much it falls.
struct Moves {
    cell: usize,
    rises: Option<Variable>,
    falls: Option<Variable>,
}

/// What kind of numbers a program has answers in.
#[derive(Clone, Copy)]
enum Numbers {
    /// Quick; the answer is often in whole numbers all the same.
    Real,
    Whole,
}

/// A change that moves the target up or down as far as `goal` asks; a cell without a weight moves for nothing.
fn one_way(
    table: &Table,
    goal: Goal,
    (up, effort): (bool, Effort),
    movable: impl Iterator<Item = (usize, Option<f64>)> + Clone,
) -> Found {
    let (down_room, up_room) = table.room(goal.target);
    let room = if up { up_room } else { down_room };
    if room < goal.amount {
        return Found::Nothing;
    }
    let Some(amount) = whole(goal.amount) else { return Found::NotWithinLimits };
    let target = (goal.target, amount, reach(room));
    let support = match solve(table, target, up, movable.clone(), Numbers::Real) {
        Answer::Change(change) => return Found::Change(change),
        Answer::Nothing => return Found::Nothing,
        Answer::NotFound | Answer::Fractions(_) if effort != Effort::Whole => {
            return Found::NotWithinLimits;
        }
        Answer::Fractions(support) => support,
        Answer::NotFound => BTreeSet::new(),
    };
    let is_large = LARGE < movable.clone().count();
    // A tree of many cells is too dear: there often is an answer among those that the fractions move.
    let among = movable.filter(|(cell, _)| !is_large || support.contains(cell));
    match solve(table, target, up, among, Numbers::Whole) {
        Answer::Change(change) => Found::Change(change),
        Answer::Nothing if !is_large => Found::Nothing,
        Answer::Nothing | Answer::Fractions(_) | Answer::NotFound => Found::NotWithinLimits,
    }
}

/// What a solver says.
enum Answer {
    Change(Change),
    Nothing,
    /// An answer that is not in whole numbers, and the cells that it moves.
    Fractions(BTreeSet<usize>),
    NotFound,
}

/// From how many cells on integers are sought among those alone that fractions move.
const LARGE: usize = 1000;

/// The same for a target that moves so much at least and at most.
fn solve(
    table: &Table,
    (target, least, most): (usize, i32, i32),
    up: bool,
    movable: impl Iterator<Item = (usize, Option<f64>)>,
    numbers: Numbers,
) -> Answer {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut add = |weight: f64, least: i32, most: i32| match numbers {
        _ if (least, most) == (0, 0) => None,
        Numbers::Real => Some(problem.add_var(weight, (f64::from(least), f64::from(most)))),
        Numbers::Whole => Some(problem.add_integer_var(weight, (least, most))),
    };
    let moved = add(0.0, least, most);
    let (rises, falls) = if up { (moved, None) } else { (None, moved) };
    let mut moves = vec![Moves { cell: target, rises, falls }];
    for (cell, weight) in movable.filter(|(cell, _)| *cell != target) {
        let (down, up) = table.room(cell);
        let (down, up) = (reach(down), reach(up));
        let (rises, falls) = match weight {
            Some(weight) => (add(weight, 0, up), add(weight, 0, down)),
            None => (add(0.0, -down, up), None),
        };
        moves.push(Moves { cell, rises, falls });
    }
    let mut rows: BTreeMap<usize, Vec<(Variable, f64)>> = BTreeMap::new();
    for of in &moves {
        for (relation, coefficient) in table.relations_of(of.cell) {
            let row = rows.entry(*relation).or_default();
            let coefficient = to_f64(*coefficient);
            row.extend(of.rises.map(|variable| (variable, coefficient)));
            row.extend(of.falls.map(|variable| (variable, -coefficient)));
        }
    }
    for row in rows.values() {
        problem.add_constraint(row.as_slice(), ComparisonOp::Eq, 0.0);
    }
    answer(table, &problem, &moves)
}

fn answer(table: &Table, problem: &Problem, moves: &[Moves]) -> Answer {
    let mut options = SolveOptions::default();
    let cells = u64::try_from(moves.len()).unwrap_or(u64::MAX);
    options.node_limit = Some(NODES.min(NODES_BY_CELLS / cells.max(1)).max(1));
    // It pays where there is a tree to search.
    options.presolve = problem.has_integer_vars();
    let solution = match problem.solve_with(options) {
        Ok(SolveOutcome::Solution(solution)) => solution,
        Err(Error::Infeasible) => return Answer::Nothing,
        Ok(SolveOutcome::Interrupted(_)) | Err(_) => return Answer::NotFound,
    };
    let value = |of: Option<Variable>| of.map_or(0.0, |of| solution.var_value(of));
    let by: Vec<(usize, f64)> =
        moves.iter().map(|of| (of.cell, value(of.rises) - value(of.falls))).collect();
    // The solver rounds, and an answer in fractions is one in whole numbers when it is as many times as
    // large; whether it is one is settled in integers.
    let times = |times: i32| {
        Change::new(by.iter().map(|(cell, by)| (*cell, nearest(f64::from(times) * by))))
    };
    let change = (1..=MULTIPLES).map(times).find(|change| table.allows(change));
    let moved = || by.iter().filter(|(_, by)| ROUNDING < by.abs()).map(|(cell, _)| *cell);
    change.map_or_else(|| Answer::Fractions(moved().collect()), Answer::Change)
}

/// How many times an answer in fractions is made larger.
const MULTIPLES: i32 = 6;

/// The least and the greatest that can be added to `target` when `movable` cells may change, as a linear
/// program says: no table in whole numbers lies beyond it. `None` for no limit, or where the solver
/// found none.
pub(super) fn range(table: &Table, target: usize, movable: &[usize]) -> (Option<i64>, Option<i64>) {
    let extreme = |direction: OptimizationDirection| {
        let mut problem = Problem::new(direction);
        let mut rows: BTreeMap<usize, Vec<(Variable, f64)>> = BTreeMap::new();
        for cell in movable {
            let (down, up) = table.room(*cell);
            let limit = |room: i64| if room == i64::MAX { f64::INFINITY } else { to_f64(room) };
            let weight = if *cell == target { 1.0 } else { 0.0 };
            let variable = problem.add_var(weight, (-limit(down), limit(up)));
            for (relation, coefficient) in table.relations_of(*cell) {
                rows.entry(*relation).or_default().push((variable, to_f64(*coefficient)));
            }
        }
        for row in rows.values() {
            problem.add_constraint(row.as_slice(), ComparisonOp::Eq, 0.0);
        }
        problem.solve().ok()?.into_solution().ok().map(|solution| solution.objective())
    };
    let least = extreme(OptimizationDirection::Minimize).map(|least| ceil(least - ROUNDING));
    let most = extreme(OptimizationDirection::Maximize).map(|most| floor(most + ROUNDING));
    (least, most)
}

/// What the solver may be off by.
const ROUNDING: f64 = 1e-6;

/// A room as a limit of a variable.
fn reach(room: i64) -> i32 {
    whole(room.min(FARTHEST)).unwrap_or(i32::MAX)
}

fn whole(amount: i64) -> Option<i32> {
    i32::try_from(amount).ok()
}

fn nearest(value: f64) -> i64 {
    floor(value + 0.5)
}

fn ceil(value: f64) -> i64 {
    floor(-value).saturating_neg()
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "saturates, and what it gives is checked in integers"
)]
fn floor(value: f64) -> i64 {
    value.floor() as i64
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "an answer that rounding spoils is found out in integers"
)]
const fn to_f64(number: i64) -> f64 {
    number as f64
}
