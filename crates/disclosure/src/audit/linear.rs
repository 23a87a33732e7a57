//! The least and the most that an unknown can be, by a linear program each.

use std::collections::{BTreeMap, BTreeSet};

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};
use kvalitet_core::Decimal;
use kvalitet_core::method::to_f64;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome};

use super::system::{FAR, Limits, Place, System};
use super::witness::Moves;

/// A linear program of more unknowns is not tried.
const LARGEST: usize = 4_000;

/// How far off an unknown may be, in its own scale.
const FARTHEST: i128 = 1_000;

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

/// How many choices of an integer program are tried: so many, and of many unknowns so many of theirs.
const NODES: u64 = 4_000;
const NODES_BY_UNKNOWNS: u64 = 2_000_000;

/// How far an unknown is moved by an integer program, and how large one may be that is moved: what the
/// solver can tell apart from rounding.
const MOVED: i32 = 1 << 20;

/// A table in which the unknown at `target` is `by` more than it is or further off, and others of `among`
/// are moved, found as an integer program. `None` where none was found: that proves nothing.
pub(super) fn table_by_program(
    system: &System,
    limits: &[Limits],
    among: &[Place],
    (target, by): (Place, i128),
) -> Option<Moves> {
    [false, true].into_iter().find_map(|whole| {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut columns = BTreeMap::new();
        for place in among {
            let [least, most] = reach(system, limits, *place)?;
            let room = match place {
                _ if *place != target => (least, most),
                _ if by < 0 => (least, i32::try_from(by).ok()?),
                _ => (i32::try_from(by).ok()?, most),
            };
            if room.1 < room.0 {
                return None;
            }
            if room != (0, 0) {
                let variable = if whole {
                    problem.add_integer_var(0.0, room)
                } else {
                    problem.add_var(0.0, (f64::from(room.0), f64::from(room.1)))
                };
                columns.insert(*place, variable);
            }
        }
        let rows: BTreeSet<usize> =
            columns.keys().flat_map(|place| system.rows_of(*place)).collect();
        for row in rows.into_iter().filter_map(|number| system.row_at(number)) {
            let terms = row.terms.iter();
            let terms: Vec<(microlp::Variable, f64)> = terms
                .filter_map(|(of, factor)| Some((*columns.get(of)?, float(*factor))))
                .collect();
            let [least, most] = row.limits.map(|limit| limit - row.sum);
            if row.is_equation() {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Eq, float(least));
                continue;
            }
            if -FAR / 2 < least {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Ge, float(least));
            }
            if most < FAR / 2 {
                problem.add_constraint(terms.as_slice(), ComparisonOp::Le, float(most));
            }
        }
        let mut options = SolveOptions::default();
        let unknowns = u64::try_from(columns.len()).unwrap_or(u64::MAX);
        options.node_limit = Some(NODES.min(NODES_BY_UNKNOWNS / unknowns.max(1)).max(1));
        options.presolve = whole;
        let solution = match problem.solve_with(options) {
            Ok(SolveOutcome::Solution(solution)) => solution,
            Ok(SolveOutcome::Interrupted(_)) | Err(_) => return None,
        };
        let moved = |(place, variable): (&Place, &microlp::Variable)| {
            let by = Decimal::from_f64(solution.var_value(*variable), 0)?.units();
            (by != 0).then_some((*place, i128::from(by)))
        };
        let moves: Moves = columns.iter().filter_map(moved).collect();
        // The solver rounds: what it says is settled here.
        let is_within = moves.iter().all(|(place, by)| {
            let value = system.truth(*place) + by;
            limits.get(*place).is_some_and(|[least, most]| *least <= value && value <= *most)
        });
        (is_within && moves.contains_key(&target) && system.fits(&moves)).then_some(moves)
    })
}

/// How far an unknown may fall and rise in an integer program.
fn reach(system: &System, limits: &[Limits], place: Place) -> Option<[i32; 2]> {
    let (truth, own) = (system.truth(place), limits.get(place)?);
    let far = i128::from(MOVED);
    if far < truth.abs() {
        return Some([0, 0]);
    }
    let [least, most] = own.map(|limit| i32::try_from((limit - truth).clamp(-far, far)).ok());
    Some([least?, most?])
}

/// A linear program in how far each unknown lies from what it really is: nought fits.
struct Program {
    columns: BTreeMap<Place, usize>,
    /// How much of each unknown one of its column is: sums of values are large beside counts.
    scales: Vec<f64>,
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
            columns.keys().flat_map(|place| system.rows_of(*place)).collect();
        let (mut equations, mut others) = (Vec::new(), Vec::new());
        let places: Vec<Place> = columns.keys().copied().collect();
        let columns: BTreeMap<Place, usize> =
            places.iter().enumerate().map(|(column, place)| (*place, column)).collect();
        let reaches = |column: usize| {
            places.get(column).map_or(0, |place| FARTHEST * scale(system.truth(*place)))
        };
        for row in rows.into_iter().filter_map(|number| system.row_at(number)) {
            let sum = row.sum;
            let terms = row.terms.iter();
            let terms: Vec<(usize, i128)> =
                terms.filter_map(|(of, factor)| Some((*columns.get(of)?, *factor))).collect();
            if row.is_equation() {
                equations.push(Line { terms, right: row.limits[0] - sum });
            } else {
                // What cannot be reached says nothing.
                let reach: i128 =
                    terms.iter().map(|(of, factor)| factor.abs() * reaches(*of)).sum();
                let lines = between(&terms, [row.limits[0] - sum, row.limits[1] - sum]);
                others.extend(lines.filter(|line| line.right < reach));
            }
        }
        for (place, column) in &columns {
            let truth = system.truth(*place);
            // Nobody needs to be shown further off: the solver is lost among numbers of any size.
            let far = FARTHEST * scale(truth);
            let own = limits.get(*place);
            let own = own.map(|[least, most]| [(least - truth).max(-far), (most - truth).min(far)]);
            others.extend(own.into_iter().flat_map(|own| between(&[(*column, 1)], own)));
        }
        let count = equations.len();
        equations.extend(others);
        let scale = |place: &Place| float(scale(system.truth(*place)));
        let scales: Vec<f64> = columns.keys().map(scale).collect();
        let (matrix, right) = matrix(&equations, &scales);
        Self { columns, scales, matrix, right, equations: count }
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
        if !is_solved {
            return self.by_simplex(column, sign);
        }
        // The dual objective is on the safe side of the least value.
        let scale = self.scales.get(column).copied().unwrap_or(1.0);
        let least = solver.solution.obj_val.min(solver.solution.obj_val_dual);
        Some(sign * scale * least)
    }

    /// The same by another method: sums that say the same several times are more than the first can bear.
    fn by_simplex(&self, column: usize, sign: f64) -> Option<f64> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut lines = vec![Vec::new(); self.right.len()];
        for of in 0..self.scales.len() {
            let weight = if of == column { sign } else { 0.0 };
            let variable = problem.add_var(weight, (f64::NEG_INFINITY, f64::INFINITY));
            let ends = self.matrix.colptr.get(of).zip(self.matrix.colptr.get(of + 1));
            let (start, end) = ends.map_or((0, 0), |(start, end)| (*start, *end));
            let rows = self.matrix.rowval.iter().zip(&self.matrix.nzval);
            for (row, factor) in rows.take(end).skip(start) {
                if let Some(line) = lines.get_mut(*row) {
                    line.push((variable, *factor));
                }
            }
        }
        for (number, (line, right)) in lines.iter().zip(&self.right).enumerate() {
            let is_equation = number < self.equations;
            let of = if is_equation { ComparisonOp::Eq } else { ComparisonOp::Le };
            problem.add_constraint(line.as_slice(), of, *right);
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        let scale = self.scales.get(column).copied().unwrap_or(1.0);
        Some(sign * scale * solution.objective())
    }
}

/// How much of an unknown is one of its column.
fn scale(truth: i128) -> i128 {
    (truth.abs() / 10).clamp(1, 1_000_000)
}

/// The lines that say that a sum lies between limits.
fn between(terms: &[(usize, i128)], [least, most]: Limits) -> impl Iterator<Item = Line> + use<> {
    let less = terms.iter().map(|(column, factor)| (*column, -factor)).collect();
    let lines = [Line { terms: terms.to_vec(), right: most }, Line { terms: less, right: -least }];
    lines.into_iter().filter(|line| line.right < FAR / 2)
}

fn matrix(lines: &[Line], scales: &[f64]) -> (CscMatrix<f64>, Vec<f64>) {
    let (mut rows, mut places, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut right = Vec::with_capacity(lines.len());
    for (row, line) in lines.iter().enumerate() {
        let scaled = line.terms.iter().map(|(column, factor)| {
            (*column, float(*factor) * scales.get(*column).copied().unwrap_or(1.0))
        });
        let scaled: Vec<(usize, f64)> = scaled.collect();
        let largest = scaled.iter().map(|(_, factor)| factor.abs()).fold(0.0, f64::max);
        let largest = if 0.0 < largest { largest } else { 1.0 };
        for (column, factor) in scaled {
            rows.push(row);
            places.push(column);
            values.push(factor / largest);
        }
        right.push(float(line.right) / largest);
    }
    let matrix = CscMatrix::new_from_triplets(lines.len(), scales.len(), rows, places, values);
    (matrix, right)
}

fn float(of: i128) -> f64 {
    to_f64(i64::try_from(of).unwrap_or(if of < 0 { i64::MIN } else { i64::MAX }))
}
