//! The least and the most that an unknown can be, by a linear program each.

use std::collections::{BTreeMap, BTreeSet};

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};
use kvalitet_core::Decimal;
use kvalitet_core::method::to_f64;

use super::system::{FAR, Limits, Place, System};

/// A linear program of more unknowns is not tried.
const LARGEST: usize = 4_000;

/// How far from a whole number the solver may be and mean it.
const SLACK: f64 = 1e-4;

/// What the unknown at `target` is at least and at most, whole numbers or not: wider than what whole
/// numbers allow, so what follows from it is sure. `None` where the solver found nothing.
pub(super) fn extremes(
    system: &System,
    limits: &[Limits],
    among: &[Place],
    target: Place,
) -> Option<Limits> {
    let program = Program::of(system, limits, among);
    if LARGEST < program.columns.len() {
        return None;
    }
    let column = *program.columns.get(&target)?;
    let (least, most) = (program.solve(column, 1.0)?, program.solve(column, -1.0)?);
    let truth = system.truth(target);
    let whole = |number: f64| Some(i128::from(Decimal::from_f64(number, 0)?.units()));
    Some([truth + whole((least - SLACK).ceil())?, truth + whole((most + SLACK).floor())?])
}

/// A linear program in how far each unknown lies from what it really is: nought fits.
struct Program {
    columns: BTreeMap<Place, usize>,
    matrix: CscMatrix<f64>,
    right: Vec<f64>,
    equations: usize,
}

/// One line of a program: the sum of its terms is at most a number, or is it.
struct Line {
    terms: Vec<(usize, i128)>,
    right: i128,
}

impl Program {
    fn of(system: &System, limits: &[Limits], among: &[Place]) -> Self {
        let is_open =
            |place: &&Place| limits.get(**place).is_some_and(|[least, most]| least < most);
        let columns: BTreeMap<Place, usize> =
            among.iter().filter(is_open).enumerate().map(|(column, of)| (*of, column)).collect();
        let rows: BTreeSet<usize> =
            columns.keys().flat_map(|place| system.rows_of(*place)).copied().collect();
        let (mut equations, mut others) = (Vec::new(), Vec::new());
        for row in rows.into_iter().filter_map(|number| system.row_at(number)) {
            let sum = row.at(|place| system.truth(place));
            let terms = row.terms.iter();
            let terms: Vec<(usize, i128)> =
                terms.filter_map(|(of, factor)| Some((*columns.get(of)?, *factor))).collect();
            if row.is_equation() {
                equations.push(Line { terms, right: row.limits[0] - sum });
            } else {
                others.extend(between(&terms, [row.limits[0] - sum, row.limits[1] - sum]));
            }
        }
        for (place, column) in &columns {
            let truth = system.truth(*place);
            let own = limits.get(*place).map(|[least, most]| [least - truth, most - truth]);
            others.extend(own.into_iter().flat_map(|own| between(&[(*column, 1)], own)));
        }
        let count = equations.len();
        equations.extend(others);
        let (matrix, right) = matrix(&equations, columns.len());
        Self { columns, matrix, right, equations: count }
    }

    /// The least of an unknown times `sign`, times `sign`.
    fn solve(&self, column: usize, sign: f64) -> Option<f64> {
        let columns = self.columns.len();
        let goal: Vec<f64> = (0..columns).map(|of| if of == column { sign } else { 0.0 }).collect();
        let mut cones = vec![SupportedConeT::ZeroConeT(self.equations)];
        cones.push(SupportedConeT::NonnegativeConeT(self.right.len() - self.equations));
        let settings = DefaultSettings { verbose: false, max_threads: 1, ..Default::default() };
        let none = CscMatrix::zeros((columns, columns));
        let solver = DefaultSolver::new(&none, &goal, &self.matrix, &self.right, &cones, settings);
        let mut solver = solver.ok()?;
        solver.solve();
        let is_solved = solver.solution.status == SolverStatus::Solved;
        // The dual objective is on the safe side of the least value.
        is_solved.then_some(sign * solver.solution.obj_val.min(solver.solution.obj_val_dual))
    }
}

/// The lines that say that a sum lies between limits.
fn between(terms: &[(usize, i128)], [least, most]: Limits) -> impl Iterator<Item = Line> + use<> {
    let less = terms.iter().map(|(column, factor)| (*column, -factor)).collect();
    let lines = [Line { terms: terms.to_vec(), right: most }, Line { terms: less, right: -least }];
    lines.into_iter().filter(|line| line.right < FAR / 2)
}

fn matrix(lines: &[Line], columns: usize) -> (CscMatrix<f64>, Vec<f64>) {
    let (mut rows, mut places, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (row, line) in lines.iter().enumerate() {
        for (column, factor) in &line.terms {
            rows.push(row);
            places.push(*column);
            values.push(float(*factor));
        }
    }
    let matrix = CscMatrix::new_from_triplets(lines.len(), columns, rows, places, values);
    (matrix, lines.iter().map(|line| float(line.right)).collect())
}

fn float(of: i128) -> f64 {
    to_f64(i64::try_from(of).unwrap_or(if of < 0 { i64::MIN } else { i64::MAX }))
}
