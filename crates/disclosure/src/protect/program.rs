//! The cheapest change of a table, as an integer program.

use std::collections::BTreeMap;

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable,
};

use super::change::Change;
use super::proof::{Direction, Goal};
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

/// How many nodes of the search tree are tried where the linear program has no answer in whole numbers.
const NODES: u64 = 200;

/// No cell is changed by more: what the solver can tell apart from rounding.
const FARTHEST: i64 = 1 << 24;

/// A change that meets `goal`, of the `movable` cells alone, that makes `Σ weight · |change|` least. Weights
/// are 0 or more; that of the target itself does not count.
pub(super) fn cheapest(table: &Table, goal: Goal, movable: &[(usize, f64)]) -> Found {
    match goal.direction {
        Direction::Up => one_way(table, goal, movable, true),
        Direction::Down => one_way(table, goal, movable, false),
        Direction::Either => match one_way(table, goal, movable, true) {
            Found::Change(change) => Found::Change(change),
            Found::NotWithinLimits => match one_way(table, goal, movable, false) {
                Found::Nothing => Found::NotWithinLimits,
                other => other,
            },
            Found::Nothing => one_way(table, goal, movable, false),
        },
    }
}

/// The variables of one cell: how much it rises and how much it falls.
struct Moves {
    cell: usize,
    rises: Option<Variable>,
    falls: Option<Variable>,
}

fn one_way(table: &Table, goal: Goal, movable: &[(usize, f64)], up: bool) -> Found {
    let (down_room, up_room) = table.room(goal.target);
    let room = if up { up_room } else { down_room };
    if room < goal.amount {
        return Found::Nothing;
    }
    let Some(amount) = whole(goal.amount) else { return Found::NotWithinLimits };
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut rows: BTreeMap<usize, Vec<(Variable, f64)>> = BTreeMap::new();
    let mut moves = Vec::with_capacity(movable.len() + 1);
    let target = problem.add_integer_var(0.0, (amount, reach(room)));
    let (rises, falls) = if up { (Some(target), None) } else { (None, Some(target)) };
    moves.push(Moves { cell: goal.target, rises, falls });
    for (cell, weight) in movable.iter().filter(|(cell, _)| *cell != goal.target) {
        let (down, up) = table.room(*cell);
        let mut variable =
            |room: i64| (0 < room).then(|| problem.add_integer_var(*weight, (0, reach(room))));
        let (rises, falls) = (variable(up), variable(down));
        moves.push(Moves { cell: *cell, rises, falls });
    }
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
    solve(table, &problem, &moves)
}

fn solve(table: &Table, problem: &Problem, moves: &[Moves]) -> Found {
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    let solution = match problem.solve_with(options) {
        Ok(SolveOutcome::Solution(solution)) => solution,
        Err(Error::Infeasible) => return Found::Nothing,
        Ok(SolveOutcome::Interrupted(_)) | Err(_) => return Found::NotWithinLimits,
    };
    let value = |of: Option<Variable>| of.map_or(0, |of| nearest(solution.var_value(of)));
    let change = Change::new(moves.iter().map(|of| (of.cell, value(of.rises) - value(of.falls))));
    // The solver rounds; whether the answer is one is settled in integers.
    if table.allows(&change) { Found::Change(change) } else { Found::NotWithinLimits }
}

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
