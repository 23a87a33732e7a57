//! The likelihood of the beta-binomial distribution, and where it is greatest.
//!
//! ```text
//! ℓ(μ, M) = Σⱼ hits(j) ln(μM + j) + others(j) ln((1 − μ)M + j) − all(j) ln(M + j)
//! ```
//!
//! with hits(j) the number of schools with more than j hits, and so on: sums over counts, which do
//! not depend on the order of schools and need no gamma function (Smith 1983, Appl Statist 32:196).

use super::super::count_to_f64;
use super::shares::MIN_STRENGTH;

/// Above so many persons in one school the sums would take too long; no country has them.
const MOST_PERSONS: u64 = 10_000_000;

/// A bound on Newton's steps; ten are usual.
const STEPS: u32 = 200;

/// For each j the number of schools with more than j hits, others and persons.
pub(super) struct Likelihood {
    hits: Vec<f64>,
    others: Vec<f64>,
    all: Vec<f64>,
}

/// A point `(logit μ, log M)`.
type Point = (f64, f64);

/// The likelihood's value, slope and curvature at a point.
struct Local {
    value: f64,
    slope: Point,
    /// By logit μ twice, by both, by log M twice.
    curvature: (f64, f64, f64),
}

/// Σ weight·ln(start + j), Σ weight/(start + j) and Σ weight/(start + j)².
#[derive(Default)]
struct Sums {
    logs: f64,
    inverses: f64,
    squares: f64,
}

impl Likelihood {
    /// Of defined schools `(part, whole)`; `None` for more persons than any school has.
    pub(super) fn of(groups: &[(u64, u64)]) -> Option<Self> {
        if groups.iter().any(|(_, whole)| MOST_PERSONS < *whole) {
            return None;
        }
        Some(Self {
            hits: exceeding(groups.iter().map(|(part, _)| *part)),
            others: exceeding(groups.iter().map(|(part, whole)| whole - part)),
            all: exceeding(groups.iter().map(|(_, whole)| *whole)),
        })
    }

    /// Whether ℓ rises with 1/M at 1/M = 0: whether schools that differ a little explain the counts
    /// better than schools that are alike.
    pub(super) fn rises_from_no_difference(&self, mean: f64) -> bool {
        if mean <= 0.0 || 1.0 <= mean {
            return false;
        }
        let pairs = |counts: &[f64]| -> f64 {
            counts.iter().zip(0..).map(|(count, j)| count * count_to_f64(j)).sum()
        };
        let alike = pairs(&self.all);
        let slope = pairs(&self.hits) / mean + pairs(&self.others) / (1.0 - mean) - alike;
        // What is left of equal sums after rounding is no rise.
        alike * 1e-13 < slope
    }

    /// The `(mean, strength)` where the likelihood is greatest, from a start.
    pub(super) fn greatest(&self, start: (f64, f64), max_strength: f64) -> (f64, f64) {
        let (mean, strength) = start;
        let range = (libm::log(MIN_STRENGTH), libm::log(max_strength));
        let mut point = (libm::log(mean / (1.0 - mean)), libm::log(strength));
        let mut here = self.at(point);
        for _ in 0..STEPS {
            let Some((next, there)) = self.rise(point, &here, range) else { break };
            let moved = (next.0 - point.0).abs().max((next.1 - point.1).abs());
            (point, here) = (next, there);
            if moved < 1e-12 {
                break;
            }
        }
        (logistic(point.0), libm::exp(point.1))
    }

    /// A step of Newton's that rises: damped until it does. `None` at the top.
    fn rise(&self, point: Point, here: &Local, range: (f64, f64)) -> Option<(Point, Local)> {
        let (by_mean, by_both, by_strength) = here.curvature;
        let scale = 1e-4 * (by_mean.abs() + by_strength.abs() + 1e-8);
        let mut damping = 0.0;
        for _ in 0..40 {
            let (a, b, c) = (damping - by_mean, -by_both, damping - by_strength);
            let determinant = a * c - b * b;
            if 0.0 < a && 0.0 < determinant {
                let (up, along) = here.slope;
                let step = ((c * up - b * along) / determinant, (a * along - b * up) / determinant);
                let next = (
                    (point.0 + step.0.clamp(-2.0, 2.0)).clamp(-30.0, 30.0),
                    (point.1 + step.1.clamp(-2.0, 2.0)).clamp(range.0, range.1),
                );
                let there = self.at(next);
                if here.value < there.value {
                    return Some((next, there));
                }
            }
            damping = if damping > 0.0 { damping * 4.0 } else { scale };
        }
        None
    }

    fn at(&self, (logit, log): Point) -> Local {
        let (mean, strength) = (logistic(logit), libm::exp(log));
        let (a, b) = (mean * strength, logistic(-logit) * strength);
        let hits = sums(&self.hits, a);
        let others = sums(&self.others, b);
        let all = sums(&self.all, strength);
        let rate = a * logistic(-logit);
        let apart = hits.inverses - others.inverses;
        Local {
            value: hits.logs + others.logs - all.logs,
            slope: (
                rate * apart,
                a * hits.inverses + b * others.inverses - strength * all.inverses,
            ),
            curvature: (
                rate * (1.0 - 2.0 * mean) * apart - rate * rate * (hits.squares + others.squares),
                rate * (apart - a * hits.squares + b * others.squares),
                a * (hits.inverses - a * hits.squares) + b * (others.inverses - b * others.squares)
                    - strength * (all.inverses - strength * all.squares),
            ),
        }
    }
}

fn sums(counts: &[f64], start: f64) -> Sums {
    counts.iter().zip(0..).fold(Sums::default(), |sums, (count, j)| {
        let at = start + count_to_f64(j);
        Sums {
            logs: sums.logs + count * libm::log(at),
            inverses: sums.inverses + count / at,
            squares: sums.squares + count / (at * at),
        }
    })
}

/// For each j below the greatest value, how many values exceed j.
fn exceeding(values: impl Iterator<Item = u64>) -> Vec<f64> {
    let mut sorted: Vec<u64> = values.collect();
    sorted.sort_unstable();
    let greatest = sorted.last().copied().unwrap_or(0);
    (0..greatest)
        .map(|j| {
            let above = sorted.len() - sorted.partition_point(|value| *value <= j);
            u64::try_from(above).map_or(f64::INFINITY, count_to_f64)
        })
        .collect()
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}
