//! Symmetric matrices of overlapping functions: four neighbours at a time, so seven diagonals.

use super::Row;

/// Below this share of its diagonal a pivot is what rounding left.
const ROUNDING: f64 = 1e-15;

/// A symmetric matrix: each column from the diagonal down.
#[derive(Clone)]
pub(super) struct Banded {
    columns: Vec<[f64; 4]>,
}

impl Banded {
    pub(super) fn zero(size: usize) -> Self {
        Self { columns: vec![[0.0; 4]; size] }
    }

    /// Adds `Σ weight · v·vᵀ` of rows whose functions begin at `first`.
    pub(super) fn add<'a>(&mut self, first: usize, rows: impl Iterator<Item = (f64, &'a Row)>) {
        let (mut c0, mut c1, mut c2, mut c3) = ([0.0; 4], [0.0; 3], [0.0; 2], [0.0; 1]);
        for (weight, row) in rows {
            let [v0, v1, v2, v3] = row.values;
            let [w0, w1, w2, w3] = row.values.map(|value| weight * value);
            c0 = [c0[0] + w0 * v0, c0[1] + w0 * v1, c0[2] + w0 * v2, c0[3] + w0 * v3];
            c1 = [c1[0] + w1 * v1, c1[1] + w1 * v2, c1[2] + w1 * v3];
            c2 = [c2[0] + w2 * v2, c2[1] + w2 * v3];
            c3 = [c3[0] + w3 * v3];
        }
        let sums = [&c0[..], &c1, &c2, &c3];
        for (column, sums) in self.columns.iter_mut().skip(first).zip(sums) {
            for (entry, sum) in column.iter_mut().zip(sums) {
                *entry += sum;
            }
        }
    }

    /// `L·D·Lᵀ`. What the functions before it explain but for `tolerance` of its diagonal takes no
    /// part in a solution.
    fn factor_above(mut self, tolerance: f64) -> Factor {
        let diagonal: Vec<f64> = self.columns.iter().map(|column| column[0]).collect();
        let mut left_out = 0;
        let mut columns = self.columns.as_mut_slice();
        for whole in diagonal {
            let Some((column, rest)) = columns.split_first_mut() else { break };
            let [pivot, e1, e2, e3] = *column;
            let inverse = if tolerance * whole < pivot { pivot.recip() } else { 0.0 };
            left_out += usize::from(inverse == 0.0);
            let [l1, l2, l3] = [e1 * inverse, e2 * inverse, e3 * inverse];
            *column = [inverse, l1, l2, l3];
            let products =
                [[l1 * e1, l1 * e2, l1 * e3], [l2 * e2, l2 * e3, 0.0], [l3 * e3, 0.0, 0.0]];
            for (column, products) in rest.iter_mut().zip(products) {
                for (entry, product) in column.iter_mut().zip(products) {
                    *entry -= product;
                }
            }
            columns = rest;
        }
        Factor { columns: self.columns, left_out }
    }

    pub(super) fn factor(self) -> Factor {
        self.factor_above(ROUNDING)
    }

    /// Whether no function follows from the others, as far as doubles tell.
    pub(super) fn has_full_rank(&self) -> bool {
        self.clone().factor_above(1e-11).left_out == 0
    }
}

/// The factors of a [`Banded`] matrix: inverse of the pivot, then the column of L below the diagonal.
pub(super) struct Factor {
    columns: Vec<[f64; 4]>,
    left_out: usize,
}

impl Factor {
    pub(super) fn solve(&self, mut right: Vec<f64>) -> Vec<f64> {
        let mut due = [0.0; 3];
        for (value, [_, l1, l2, l3]) in right.iter_mut().zip(&self.columns) {
            *value -= due[0];
            due = [due[1] + l1 * *value, due[2] + l2 * *value, l3 * *value];
        }
        let mut next = [0.0; 3];
        for (value, [inverse, l1, l2, l3]) in right.iter_mut().zip(&self.columns).rev() {
            *value = *value * inverse - (l1 * next[0] + l2 * next[1] + l3 * next[2]);
            next = [*value, next[0], next[1]];
        }
        right
    }
}
