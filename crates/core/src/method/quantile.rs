//! Quantile regression on a cubic spline.

mod band;
mod banded;
mod interior;

use std::cmp::Ordering;

use banded::Banded;

use super::{CubicSpline, count_to_f64};

/// So many rows, spread over all, are a first guess at a curve.
const GUESS: usize = 3_000;

/// The band reaches so many standard errors of a curve beyond the step from one quantile to the next.
const MARGIN: f64 = 3.0;

/// Why there is no quantile regression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantileError {
    /// The two lists differ in length.
    #[error("{x} places and {y} responses")]
    UnequalLengths {
        /// How many places.
        x: usize,
        /// How many responses.
        y: usize,
    },
    /// A place or a response is no number, infinite, or so great that its distances are.
    #[error("a place or a response is not a finite number that can be reckoned with")]
    NotFinite,
    /// The places do not tell the functions of the spline apart: too few, too few different ones, or
    /// none where one function has its place.
    #[error("the places do not tell the {functions} functions of the spline apart")]
    Dependent {
        /// How many functions the spline has.
        functions: usize,
    },
    /// A level is not strictly between 0 and 1.
    #[error("a quantile's level is not strictly between 0 and 1")]
    LevelOutOfRange,
    /// The method did not come to an end.
    #[error("the quantile regression did not converge")]
    NotConverged,
}

/// Places, responses and the spline on which quantiles of the response are regressed.
///
/// # Formula
///
/// ```text
/// Q_τ(y | x) = α + Σⱼ βⱼ Bⱼ(x),   α, β minimise Σᵢ ρ_τ(yᵢ − Q_τ(y | xᵢ)),   ρ_τ(u) = u(τ − 1{u < 0})
/// ```
///
/// with the columns B of R's `splines::bs`. It is solved by an interior point method on the rows
/// whose side of the curve is in doubt. The others enter as sums, since only their side matters; when
/// the curve is found their sides are checked, and those that were wrong come into doubt. So the
/// result is that of all rows, and much sooner.
///
/// Equal pairs count as often as they stand there. Their order does not matter: they are sorted
/// first, and the same pairs give the same bits. Where several curves have the least loss, as with
/// an even number of persons and a median, the result lies between them.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{CubicSpline, QuantileRegression};
///
/// // Without inner knots the spline is one cubic: here 20 places, each with 1, 2, 3, 4 and 9.
/// let spline = CubicSpline::new(&[], [0.0, 19.0])?;
/// let pairs = (0..20).flat_map(|x| [1.0, 2.0, 3.0, 4.0, 9.0].map(|y| (f64::from(x), y)));
/// let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
/// let regression = QuantileRegression::new(&spline, &x, &y)?;
/// let median = regression.fit(&[0.5])?.concat();
/// assert!((median[0] - 3.0).abs() < 1e-6 && median[1..].iter().all(|beta| beta.abs() < 1e-6));
/// assert!((regression.check_loss(0.5, &median) - 20.0 * 0.5 * (2.0 + 1.0 + 1.0 + 6.0)).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// Koenker & Bassett (1978), Econometrica 46:33-50, doi:10.2307/1913643. Interior point and sums of
/// the decided: Portnoy & Koenker (1997), Stat Sci 12:279-300, doi:10.1214/ss/1030037960.
#[derive(Clone, Debug)]
pub struct QuantileRegression {
    functions: usize,
    pieces: Vec<Piece>,
    rows: usize,
    persons: f64,
    /// Responses are reckoned as `(y − centre)/scale`.
    centre: f64,
    scale: f64,
}

/// A pair, as often as it stands there: the values of its four functions and its response, each
/// times its weight.
#[derive(Clone, Copy, Debug)]
struct Row {
    values: [f64; 4],
    y: f64,
    weight: f64,
}

impl Row {
    const NOTHING: Self = Self { values: [0.0; 4], y: 0.0, weight: 0.0 };

    fn add(&mut self, other: &Self) {
        for (sum, value) in self.values.iter_mut().zip(other.values) {
            *sum += value;
        }
        self.y += other.y;
        self.weight += other.weight;
    }

    /// How far above the curve it lies.
    fn above(&self, local: [f64; 4]) -> f64 {
        (self.y - product(self, local)) / self.weight
    }
}

/// The rows of one interval between knots, whose functions are the same four.
#[derive(Clone, Debug)]
struct Piece {
    first: usize,
    rows: Vec<Row>,
}

fn product(row: &Row, local: [f64; 4]) -> f64 {
    let [v0, v1, v2, v3] = row.values;
    let [b0, b1, b2, b3] = local;
    (v0 * b0 + v1 * b1) + (v2 * b2 + v3 * b3)
}

/// The four coefficients from `first` on.
fn coefficients_of(curve: &[f64], first: usize) -> [f64; 4] {
    curve.get(first..).and_then(|rest| rest.first_chunk()).copied().unwrap_or_default()
}

/// By the first number, then by the second.
fn in_order(a: &(f64, f64), b: &(f64, f64)) -> Ordering {
    a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
}

impl QuantileRegression {
    /// The regression of `y` on `spline` at `x`.
    ///
    /// # Errors
    ///
    /// Returns a [`QuantileError`] where the lists differ in length, a number is not finite, or the
    /// places do not tell the functions of the spline apart: nobody at all is one such case.
    pub fn new(spline: &CubicSpline, x: &[f64], y: &[f64]) -> Result<Self, QuantileError> {
        if x.len() != y.len() {
            return Err(QuantileError::UnequalLengths { x: x.len(), y: y.len() });
        }
        // Zero has one sign here, so that equal pairs stand together.
        let mut pairs: Vec<(f64, f64)> = x.iter().zip(y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
        if !pairs.iter().all(|(x, y)| x.is_finite() && y.is_finite()) {
            return Err(QuantileError::NotFinite);
        }
        pairs.sort_unstable_by(in_order);
        let persons = count_to_f64(u64::try_from(pairs.len()).unwrap_or(u64::MAX));
        let centre = pairs.iter().map(|(_, y)| y / persons).sum::<f64>();
        let scale = pairs.iter().map(|(_, y)| (y - centre).abs() / persons).sum::<f64>();
        if !scale.is_finite() {
            return Err(QuantileError::NotFinite);
        }
        let mut regression = Self {
            functions: spline.functions(),
            pieces: Vec::new(),
            rows: 0,
            persons,
            centre,
            scale,
        };
        for equal in pairs.chunk_by(|a, b| in_order(a, b).is_eq()) {
            regression.push(spline, equal)?;
        }
        if regression.has_full_rank() {
            Ok(regression)
        } else {
            Err(QuantileError::Dependent { functions: spline.functions() })
        }
    }

    /// Adds pairs that are equal, and not before those that are there.
    fn push(&mut self, spline: &CubicSpline, equal: &[(f64, f64)]) -> Result<(), QuantileError> {
        let Some((x, y)) = equal.first() else { return Ok(()) };
        let local = spline.at(*x).ok_or(QuantileError::NotFinite)?;
        let weight = count_to_f64(u64::try_from(equal.len()).unwrap_or(u64::MAX));
        let y = if 0.0 < self.scale { (y - self.centre) / self.scale } else { 0.0 };
        let values = local.values.map(|value| weight * value);
        let row = Row { values, y: weight * y, weight };
        self.rows += 1;
        match self.pieces.last_mut() {
            Some(piece) if piece.first == local.first => piece.rows.push(row),
            _ => self.pieces.push(Piece { first: local.first, rows: vec![row] }),
        }
        Ok(())
    }

    fn has_full_rank(&self) -> bool {
        let mut normal = Banded::zero(self.functions);
        for piece in &self.pieces {
            let rows = piece.rows.iter().map(|row| (row.weight.recip(), row));
            normal.add(piece.first, rows);
        }
        normal.has_full_rank()
    }

    /// The coefficients of each level in `levels`, as R's `rq(y ~ bs(x, …), tau = levels)` has them:
    /// the intercept, then one for each column of the basis.
    ///
    /// Each level starts from the curve of the one before it, so levels should rise or fall in small
    /// steps. Levels that are given in two calls can be fitted at the same time; the curve of a level
    /// depends, in its last digits, on the levels before it in the call, and on nothing else.
    ///
    /// # Errors
    ///
    /// Returns a [`QuantileError`] where a level is not strictly between 0 and 1, or the method does
    /// not converge.
    pub fn fit(&self, levels: &[f64]) -> Result<Vec<Vec<f64>>, QuantileError> {
        let mut fitted = Vec::with_capacity(levels.len());
        let mut before: Option<(f64, Vec<f64>)> = None;
        for &level in levels {
            if !(0.0 < level && level < 1.0) {
                return Err(QuantileError::LevelOutOfRange);
            }
            let curve = match before {
                Some((from, curve)) => self.near(&curve, (from - level).abs(), level)?,
                None => self.afresh(level)?,
            };
            fitted.push(self.in_units_of_y(&curve));
            before = Some((level, curve));
        }
        Ok(fitted)
    }

    /// The sum of the check loss of `level` over all pairs, in units of y; `coefficients` as
    /// [`Self::fit`] gives them.
    pub fn check_loss(&self, level: f64, coefficients: &[f64]) -> f64 {
        let intercept = coefficients.first().copied().unwrap_or_default();
        let unit = if 0.0 < self.scale { self.scale } else { 1.0 };
        let own = |beta: &f64| (beta + intercept - self.centre) / unit;
        let others = coefficients.iter().skip(1);
        let curve: Vec<f64> = std::iter::once(&0.0).chain(others).map(own).collect();
        let losses = self.pieces.iter().flat_map(|piece| {
            let local = coefficients_of(&curve, piece.first);
            piece.rows.iter().map(move |row| {
                let above = row.y - product(row, local);
                if above < 0.0 { above * (level - 1.0) } else { above * level }
            })
        });
        unit * losses.sum::<f64>()
    }

    /// From functions that sum to 1 to an intercept and the others.
    fn in_units_of_y(&self, curve: &[f64]) -> Vec<f64> {
        let base = curve.first().copied().unwrap_or_default();
        let others = curve.iter().skip(1).map(|own| (own - base) * self.scale);
        std::iter::once(self.centre + base * self.scale).chain(others).collect()
    }

    /// The curve of a level when none is known.
    fn afresh(&self, level: f64) -> Result<Vec<f64>, QuantileError> {
        let every = self.rows / GUESS;
        if every < 2 {
            return self.solve(&self.pieces, level);
        }
        // Rows are sorted by place: every so-many-th is spread over all of them.
        let thinned = |piece: &Piece| Piece {
            first: piece.first,
            rows: piece.rows.iter().copied().step_by(every).collect(),
        };
        let thinned: Vec<Piece> = self.pieces.iter().map(thinned).collect();
        let error = self.standard_error(level * (1.0 - level)) * (count(every)).sqrt();
        match self.solve(&thinned, level) {
            Ok(curve) => {
                self.within(&curve, [level - MARGIN * error, level + MARGIN * error], level)
            }
            Err(_) => self.solve(&self.pieces, level),
        }
    }

    /// The curve of a level over all rows of `pieces`.
    fn solve(&self, pieces: &[Piece], level: f64) -> Result<Vec<f64>, QuantileError> {
        interior::solve(pieces, interior::least_squares(pieces, self.functions, level), level)
    }

    /// The curve of a level, `step` away from that of `curve`.
    fn near(&self, curve: &[f64], step: f64, level: f64) -> Result<Vec<f64>, QuantileError> {
        let reach = step + MARGIN * self.standard_error(step);
        self.within(curve, [level - reach, level + reach], level)
    }

    /// The standard error of a fitted level whose variance for one person is `variance`.
    fn standard_error(&self, variance: f64) -> f64 {
        (count(self.functions) * variance / self.persons).sqrt()
    }
}

fn count(number: usize) -> f64 {
    u64::try_from(number).map_or(f64::INFINITY, count_to_f64)
}

#[cfg(test)]
mod tests;
