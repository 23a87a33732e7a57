//! Only the rows near a curve decide where it goes.

use super::interior::{self, Start};
use super::{Piece, QuantileError, QuantileRegression, Row, coefficients_of, in_order, product};

/// With no more rows than this all of them are solved at once.
const FEW: usize = 1_000;

/// So many residuals tell where the band of undecided rows lies.
const SAMPLE: usize = 4_096;

/// So often the band is mended before all rows are taken.
const MENDINGS: usize = 12;

/// A band of rows that all lie on a curve still needs some room, in units of the mean deviation.
const LEAST_SLACK: f64 = 1e-3;

/// A row so near the curve lies on either side, in units of the mean deviation.
const ON_THE_CURVE: f64 = 1e-10;

/// On which side of the curve a row lies, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Undecided,
    Above,
}

/// Between which residuals rows are undecided, and how far apart half of those lie.
struct Cuts {
    low: f64,
    high: f64,
    slack: f64,
}

impl QuantileRegression {
    /// The curve of a level, where rows outside two levels of the residuals from `curve` are held to
    /// lie on their side until proven wrong.
    pub(super) fn within(
        &self,
        curve: &[f64],
        levels: [f64; 2],
        level: f64,
    ) -> Result<Vec<f64>, QuantileError> {
        if self.rows <= FEW {
            return self.solve(&self.pieces, level);
        }
        let Cuts { low, high, slack } = self.cuts(curve, levels);
        let mut sides = self.sides(curve, |above| {
            if above < low {
                Side::Below
            } else if high < above {
                Side::Above
            } else {
                Side::Undecided
            }
        });
        let mut found = curve.to_vec();
        for _ in 0..MENDINGS {
            let undecided = sides.iter().filter(|side| **side == Side::Undecided).count();
            if self.rows < 2 * undecided {
                break;
            }
            let start = Start { curve: found, slack, part: None };
            let band = self.band(&sides);
            // A start nearby is quick, and now and then leads astray.
            let solved = interior::solve(&band, start, level);
            let Ok(better) = solved.or_else(|_| self.solve(&band, level)) else { break };
            found = better;
            if !self.mend(&mut sides, &found) {
                return Ok(found);
            }
        }
        self.solve(&self.pieces, level)
    }

    /// The cuts at two levels of the residuals from a curve, as far as a sample of them tells.
    fn cuts(&self, curve: &[f64], levels: [f64; 2]) -> Cuts {
        let every = self.rows / SAMPLE + 1;
        let mut sample: Vec<(f64, f64)> = Vec::with_capacity(2 * SAMPLE);
        for piece in &self.pieces {
            let local = coefficients_of(curve, piece.first);
            let rows = piece.rows.iter().step_by(every);
            sample.extend(rows.map(|row| (row.above(local), row.weight)));
        }
        sample.sort_unstable_by(in_order);
        let persons: f64 = sample.iter().map(|(_, weight)| weight).sum();
        let at = |level: f64| {
            let mut below = 0.0;
            let reaches = |(_, weight): &&(f64, f64)| {
                below += weight;
                level * persons <= below
            };
            sample.iter().find(reaches).or(sample.last()).map_or(0.0, |(above, _)| *above)
        };
        let [low, high] = levels;
        let quarter = |part: f64| at(low.max(0.0) + part * (high.min(1.0) - low.max(0.0)));
        Cuts {
            low: if low <= 0.0 { f64::NEG_INFINITY } else { at(low) },
            high: if 1.0 <= high { f64::INFINITY } else { at(high) },
            slack: (quarter(0.75) - quarter(0.25)).max(LEAST_SLACK),
        }
    }

    fn sides(&self, curve: &[f64], side: impl Fn(f64) -> Side) -> Vec<Side> {
        let mut sides = Vec::with_capacity(self.rows);
        for piece in &self.pieces {
            let local = coefficients_of(curve, piece.first);
            sides.extend(piece.rows.iter().map(|row| side(row.above(local))));
        }
        sides
    }

    /// The undecided rows, and in each interval one sum of those above and one of those below.
    fn band(&self, sides: &[Side]) -> Vec<Piece> {
        let mut sides = sides.iter();
        let band = self.pieces.iter().map(|piece| {
            let (mut below, mut above) = (Row::NOTHING, Row::NOTHING);
            let mut rows = Vec::new();
            for (row, side) in piece.rows.iter().zip(sides.by_ref()) {
                match side {
                    Side::Below => below.add(row),
                    Side::Undecided => rows.push(*row),
                    Side::Above => above.add(row),
                }
            }
            rows.extend([below, above].into_iter().filter(|sum| 0.0 < sum.weight));
            Piece { first: piece.first, rows }
        });
        band.collect()
    }

    /// Takes back the side of rows that lie on the other; whether there were any.
    fn mend(&self, sides: &mut [Side], curve: &[f64]) -> bool {
        let (mut sides, mut any) = (sides.iter_mut(), false);
        for piece in &self.pieces {
            let local = coefficients_of(curve, piece.first);
            for (row, side) in piece.rows.iter().zip(sides.by_ref()) {
                let above = row.y - product(row, local);
                let near = ON_THE_CURVE * row.weight;
                let wrong = match side {
                    Side::Below => near < above,
                    Side::Undecided => false,
                    Side::Above => above < -near,
                };
                if wrong {
                    *side = Side::Undecided;
                    any = true;
                }
            }
        }
        any
    }
}
