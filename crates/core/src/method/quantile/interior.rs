//! One quantile by an interior point method.

use super::banded::Banded;
use super::{Piece, QuantileError, Row, coefficients_of, product};

/// How far towards the boundary a step goes.
const REACH: f64 = 0.9995;

/// Steps at most; about a dozen are usual.
const STEPS: usize = 100;

/// The loss may be this far above its least, per person and in units of the mean deviation.
const NEAR_ENOUGH: f64 = 1e-13;

/// What is still good where rounding allows no better.
const GOOD: f64 = 1e-10;

/// So far from the boundary every slack begins, in units of the mean deviation.
const INSIDE: f64 = 1e-1;

/// A row in the dual problem: its part `a` of 1, what is left of it, and their two slacks, of which
/// the difference is the row's residual.
struct Point<'a> {
    row: &'a Row,
    part: f64,
    rest: f64,
    below: f64,
    above: f64,
    /// The weight of the row in the normal equations.
    weight: f64,
    /// The step of `part`; that of `rest` is its opposite.
    step: f64,
    step_below: f64,
    step_above: f64,
}

/// Neighbouring functions and their points.
struct Group<'a> {
    first: usize,
    points: Vec<Point<'a>>,
}

/// How far a step may go, and what it does to the gap.
#[derive(Default)]
struct Outlook {
    /// The greatest share of a part, and of a slack, that the step takes.
    dual: f64,
    primal: f64,
    linear: f64,
    quadratic: f64,
}

/// The coefficients that minimise the check loss of `tau` over all rows.
///
/// # Formula
///
/// ```text
/// max yᵀa  subject to  Xᵀa = (1 − τ)Xᵀ1,  0 ≤ a ≤ 1
/// ```
///
/// is the dual of the least check loss. The path-following method of Portnoy & Koenker (1997) goes
/// through its inside with Mehrotra's predictor and corrector; the multipliers of the equations are
/// the coefficients.
pub(super) fn solve(
    pieces: &[Piece],
    functions: usize,
    tau: f64,
) -> Result<Vec<f64>, QuantileError> {
    let (mut groups, mut curve) = start(pieces, functions, tau);
    let persons: f64 = pieces.iter().flat_map(|piece| &piece.rows).map(|row| row.weight).sum();
    let count = pieces.iter().map(|piece| piece.rows.len()).sum::<usize>();
    let count = u32::try_from(count).map_or(f64::INFINITY, f64::from);
    let mut reached = f64::INFINITY;
    for _ in 0..STEPS {
        let gap = gap(&groups);
        if gap <= NEAR_ENOUGH * persons {
            return finite(curve);
        }
        // Rounding has the last word: no step brings it nearer.
        if gap <= GOOD * persons && reached <= gap {
            break;
        }
        reached = gap;
        let (normal, right) = normal_equations(&mut groups, functions);
        let normal = normal.factor();
        let mut direction = normal.solve(right);
        let mut outlook = predict(&mut groups, &direction);
        let (mut dual, mut primal) = (length(outlook.dual), length(outlook.primal));
        if dual.min(primal) < 1.0 {
            let left = gap + dual * outlook.linear - primal * (gap + outlook.linear)
                + dual * primal * outlook.quadratic;
            let share = left / gap;
            let centre = gap * share * share * share / (2.0 * count);
            direction = normal.solve(corrected(&mut groups, functions, centre));
            outlook = correct(&mut groups, &direction);
            (dual, primal) = (length(outlook.dual), length(outlook.primal));
        }
        advance(&mut groups, dual, primal);
        for (coefficient, step) in curve.iter_mut().zip(direction) {
            *coefficient -= primal * step;
        }
    }
    if gap(&groups) <= GOOD * persons { finite(curve) } else { Err(QuantileError::NotConverged) }
}

fn finite(curve: Vec<f64>) -> Result<Vec<f64>, QuantileError> {
    let all = curve.iter().all(|coefficient| coefficient.is_finite());
    if all { Ok(curve) } else { Err(QuantileError::NotConverged) }
}

/// The full step, or as much of it as leaves everything positive.
fn length(greatest: f64) -> f64 {
    if greatest <= REACH { 1.0 } else { REACH / greatest }
}

/// All parts equal, and the curve of least squares.
fn start(pieces: &[Piece], functions: usize, tau: f64) -> (Vec<Group<'_>>, Vec<f64>) {
    let mut normal = Banded::zero(functions);
    let mut right = vec![0.0; functions];
    for piece in pieces {
        normal.add(piece.first, piece.rows.iter().map(|row| (1.0, row)));
        add_right(&mut right, piece.first, piece.rows.iter().map(|row| (row.y, row)));
    }
    let curve = normal.factor().solve(right);
    let groups = pieces.iter().map(|piece| {
        let local = coefficients_of(&curve, piece.first);
        let point = |row| {
            let over = product(row, local) - row.y;
            Point {
                row,
                part: 1.0 - tau,
                rest: tau,
                below: over.max(0.0) + INSIDE,
                above: (-over).max(0.0) + INSIDE,
                weight: 0.0,
                step: 0.0,
                step_below: 0.0,
                step_above: 0.0,
            }
        };
        Group { first: piece.first, points: piece.rows.iter().map(point).collect() }
    });
    (groups.collect(), curve)
}

/// Adds `Σ weight · v` to the entries from `first` on.
fn add_right<'a>(right: &mut [f64], first: usize, rows: impl Iterator<Item = (f64, &'a Row)>) {
    let mut sums = [0.0; 4];
    for (weight, row) in rows {
        let [v0, v1, v2, v3] = row.values;
        let [s0, s1, s2, s3] = sums;
        sums = [s0 + weight * v0, s1 + weight * v1, s2 + weight * v2, s3 + weight * v3];
    }
    for (entry, sum) in right.iter_mut().skip(first).zip(sums) {
        *entry += sum;
    }
}

/// How far the loss of the curve is above what the dual problem allows.
fn gap(groups: &[Group<'_>]) -> f64 {
    let points = groups.iter().flat_map(|group| &group.points);
    points.map(|point| point.below * point.part + point.above * point.rest).sum()
}

fn normal_equations(groups: &mut [Group<'_>], functions: usize) -> (Banded, Vec<f64>) {
    let (mut normal, mut right) = (Banded::zero(functions), vec![0.0; functions]);
    for group in groups {
        for point in &mut group.points {
            let Point { part, rest, below, above, .. } = *point;
            point.weight = part * rest / (below * rest + above * part);
        }
        normal.add(group.first, group.points.iter().map(|point| (point.weight, point.row)));
        let over = group.points.iter().map(|of| (of.weight * (of.below - of.above), of.row));
        add_right(&mut right, group.first, over);
    }
    (normal, right)
}

/// The step that would close the gap if the problem were linear.
fn predict(groups: &mut [Group<'_>], direction: &[f64]) -> Outlook {
    let mut outlook = Outlook::default();
    for group in groups {
        let local = coefficients_of(direction, group.first);
        for point in &mut group.points {
            let Point { part, rest, below, above, weight, .. } = *point;
            let step = weight * (product(point.row, local) - (below - above));
            let (of_part, of_rest) = (step / part, step / rest);
            point.step = step;
            point.step_below = -below * (1.0 + of_part);
            point.step_above = -above * (1.0 - of_rest);
            outlook.dual = outlook.dual.max(-of_part).max(of_rest);
            outlook.primal = outlook.primal.max(1.0 + of_part).max(1.0 - of_rest);
            outlook.linear += (below - above) * step;
            outlook.quadratic += (point.step_below - point.step_above) * step;
        }
    }
    outlook
}

/// What the corrector adds to a point's equation, for its part and for its rest.
fn correction(point: &Point<'_>, centre: f64) -> (f64, f64) {
    let of_part = (centre - point.step * point.step_below) / point.part;
    let of_rest = (centre + point.step * point.step_above) / point.rest;
    (of_part, of_rest)
}

/// The right side with the corrector in it. Keeps each point's correction in place of its steps.
fn corrected(groups: &mut [Group<'_>], functions: usize, centre: f64) -> Vec<f64> {
    let mut right = vec![0.0; functions];
    for group in groups {
        for point in &mut group.points {
            (point.step_below, point.step_above) = correction(point, centre);
        }
        let wanted = group.points.iter().map(|of| {
            let over = of.below - of.above - (of.step_below - of.step_above);
            (of.weight * over, of.row)
        });
        add_right(&mut right, group.first, wanted);
    }
    right
}

/// The step towards the centre of what is left, second order included.
fn correct(groups: &mut [Group<'_>], direction: &[f64]) -> Outlook {
    let mut outlook = Outlook::default();
    for group in groups {
        let local = coefficients_of(direction, group.first);
        for point in &mut group.points {
            let Point { part, rest, below, above, weight, step_below, step_above, .. } = *point;
            let over = below - above - (step_below - step_above);
            let step = weight * (product(point.row, local) - over);
            let (of_part, of_rest) = (step / part, step / rest);
            point.step = step;
            point.step_below = step_below - below * (1.0 + of_part);
            point.step_above = step_above - above * (1.0 - of_rest);
            outlook.dual = outlook.dual.max(-of_part).max(of_rest);
            outlook.primal =
                outlook.primal.max(-point.step_below / below).max(-point.step_above / above);
        }
    }
    outlook
}

fn advance(groups: &mut [Group<'_>], dual: f64, primal: f64) {
    for point in groups.iter_mut().flat_map(|group| &mut group.points) {
        point.part += dual * point.step;
        point.rest -= dual * point.step;
        point.below += primal * point.step_below;
        point.above += primal * point.step_above;
    }
}
