//! One quantile by an interior point method.

use super::banded::Banded;
use super::{Piece, QuantileError, Row, coefficients_of, count, product};

/// How far towards the boundary a step goes.
const REACH: f64 = 0.9995;

/// Steps at most from where the equations hold. A dozen or two are usual; rows that are mostly equal,
/// or of which some lie a thousand times as far away as most, have needed 80.
const STEPS: usize = 400;

/// Steps at most from a curve nearby.
const STEPS_NEAR: usize = 40;

/// The loss may be this far above its least, per person and in units of the mean deviation.
const NEAR_ENOUGH: f64 = 1e-13;

/// So many times as far off as at the start, a curve runs away.
const ASTRAY: f64 = 1e3;

/// What is still good where rounding allows no better.
const GOOD: f64 = 1e-10;

/// Where to begin.
pub(super) struct Start {
    pub(super) curve: Vec<f64>,
    /// How far rows are held from deciding on a side, in units of the mean deviation.
    pub(super) slack: f64,
    /// The part of every row; `None` where each has the part that goes with its residual.
    pub(super) part: Option<f64>,
}

/// A row in the dual problem: its part `a` of 1, what is left of it, and their two slacks, of which
/// the difference is the row's residual.
struct Point<'a> {
    row: &'a Row,
    part: f64,
    rest: f64,
    below: f64,
    above: f64,
    /// The weight of the row in the normal equations, and what a step should take from it: how far
    /// the curve lies above it, less what the corrector adds.
    weight: f64,
    over: f64,
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
pub(super) fn solve(pieces: &[Piece], start: Start, tau: f64) -> Result<Vec<f64>, QuantileError> {
    let mut groups = groups(pieces, &start);
    let steps = if start.part.is_some() { STEPS } else { STEPS_NEAR };
    let mut curve = start.curve;
    let functions = curve.len();
    let mut wanted = vec![0.0; functions];
    for piece in pieces {
        add_right(&mut wanted, piece.first, piece.rows.iter().map(|row| (1.0 - tau, row)));
    }
    let rows = || pieces.iter().flat_map(|piece| &piece.rows);
    let products = 2.0 * count(rows().count());
    let persons: f64 = rows().map(|row| row.weight).sum();
    let (mut nearest, mut farthest) = ((f64::INFINITY, Vec::new()), f64::MAX);
    for _ in 0..steps {
        let short = short_of(&groups, &wanted);
        let gap = gap(&groups);
        let off = gap + short.iter().map(|short| short.abs()).sum::<f64>();
        let is_nearer = off < nearest.0;
        if is_nearer {
            nearest = (off, curve.clone());
        }
        farthest = farthest.min(ASTRAY * off);
        let is_astray = off.is_nan() || farthest < off;
        // Near the end rounding has the last word: a step may not bring it nearer.
        if off <= NEAR_ENOUGH * persons || is_astray || (nearest.0 <= GOOD * persons && !is_nearer)
        {
            break;
        }
        let normal = normal_matrix(&mut groups, functions).factor();
        let mut direction = normal.solve(right(&groups, short.clone()));
        let mut outlook = predict(&mut groups, &direction);
        let (mut dual, mut primal) = (length(outlook.dual), length(outlook.primal));
        if dual.min(primal) < 1.0 {
            let left = gap + dual * outlook.linear - primal * (gap + outlook.linear)
                + dual * primal * outlook.quadratic;
            let share = left / gap;
            keep_correction(&mut groups, share * share * share * gap / products);
            direction = normal.solve(right(&groups, short));
            outlook = correct(&mut groups, &direction);
            (dual, primal) = (length(outlook.dual), length(outlook.primal));
        }
        advance(&mut groups, dual, primal);
        for (coefficient, step) in curve.iter_mut().zip(direction) {
            *coefficient -= primal * step;
        }
    }
    let (off, curve) = nearest;
    let is_good = off <= GOOD * persons && curve.iter().all(|coefficient| coefficient.is_finite());
    if is_good { Ok(curve) } else { Err(QuantileError::NotConverged) }
}

/// The full step, or as much of it as leaves everything positive.
fn length(greatest: f64) -> f64 {
    if greatest <= REACH { 1.0 } else { REACH / greatest }
}

/// The curve of least squares, and parts for which the equations hold: from here the method comes
/// to its end whatever the level.
pub(super) fn least_squares(pieces: &[Piece], functions: usize, tau: f64) -> Start {
    let mut normal = Banded::zero(functions);
    let mut right = vec![0.0; functions];
    for piece in pieces {
        let inverse = |row: &Row| row.weight.recip();
        normal.add(piece.first, piece.rows.iter().map(|row| (inverse(row), row)));
        let rows = piece.rows.iter().map(|row| (inverse(row) * row.y, row));
        add_right(&mut right, piece.first, rows);
    }
    Start { curve: normal.factor().solve(right), slack: 1.0, part: Some(1.0 - tau) }
}

/// The points of a start. Where a part goes with the residual, the products of parts and slacks are
/// alike: the start is on the central path, but for the equations, which the steps then make hold.
fn groups<'a>(pieces: &'a [Piece], start: &Start) -> Vec<Group<'a>> {
    let groups = pieces.iter().map(|piece| {
        let local = coefficients_of(&start.curve, piece.first);
        let point = |row: &'a Row| {
            let over = product(row, local) - row.y;
            let inside = start.slack * row.weight;
            let (below, above) = (over.max(0.0) + inside, (-over).max(0.0) + inside);
            let part = start.part.unwrap_or(above / (below + above));
            let rest = start.part.map_or(below / (below + above), |part| 1.0 - part);
            let [weight, over, step, step_below, step_above] = [0.0; 5];
            Point { row, part, rest, below, above, weight, over, step, step_below, step_above }
        };
        Group { first: piece.first, points: piece.rows.iter().map(point).collect() }
    });
    groups.collect()
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

/// What the equations still lack.
fn short_of(groups: &[Group<'_>], wanted: &[f64]) -> Vec<f64> {
    let mut short = wanted.to_vec();
    for group in groups {
        add_right(&mut short, group.first, group.points.iter().map(|of| (-of.part, of.row)));
    }
    short
}

fn normal_matrix(groups: &mut [Group<'_>], functions: usize) -> Banded {
    let mut normal = Banded::zero(functions);
    for group in groups {
        for point in &mut group.points {
            let Point { part, rest, below, above, .. } = *point;
            point.weight = part * rest / (below * rest + above * part);
            point.over = below - above;
        }
        normal.add(group.first, group.points.iter().map(|point| (point.weight, point.row)));
    }
    normal
}

fn right(groups: &[Group<'_>], mut short: Vec<f64>) -> Vec<f64> {
    for group in groups {
        let rows = group.points.iter().map(|point| (point.weight * point.over, point.row));
        add_right(&mut short, group.first, rows);
    }
    short
}

/// The step that would close the gap if the problem were linear.
fn predict(groups: &mut [Group<'_>], direction: &[f64]) -> Outlook {
    let mut outlook = Outlook::default();
    for group in groups {
        let local = coefficients_of(direction, group.first);
        for point in &mut group.points {
            let Point { part, rest, below, above, weight, .. } = *point;
            let step = weight * (product(point.row, local) - point.over);
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

/// Keeps what the corrector adds to each row's equations in place of the steps of its slacks.
fn keep_correction(groups: &mut [Group<'_>], centre: f64) {
    for point in groups.iter_mut().flat_map(|group| &mut group.points) {
        point.step_below = (centre - point.step * point.step_below) / point.part;
        point.step_above = (centre + point.step * point.step_above) / point.rest;
        point.over -= point.step_below - point.step_above;
    }
}

/// The step towards the centre of what is left, second order included.
fn correct(groups: &mut [Group<'_>], direction: &[f64]) -> Outlook {
    let mut outlook = Outlook::default();
    for group in groups {
        let local = coefficients_of(direction, group.first);
        for point in &mut group.points {
            let Point { part, rest, below, above, weight, step_below, step_above, .. } = *point;
            let step = weight * (product(point.row, local) - point.over);
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
