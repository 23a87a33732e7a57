//! The cells of the study: what is varied, and how many municipalities are drawn of each.

use kvalitet_simulate::panel::{Indicator, Panel};

/// Municipalities of one sort, each with a share and a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// Its place in the grid: municipalities of different cells have nothing in common.
    pub(crate) index: u64,
    /// How many schools.
    pub(crate) schools: u32,
    /// The share of schools that truly change, of 1.
    pub(crate) changing: f64,
    /// How large the shocks are, as a multiple of what the report believes.
    pub(crate) shocks: f64,
    /// By how much a changing school changes.
    pub(crate) step: Step,
    /// What all schools move by, in standard deviations of pupils.
    pub(crate) common: f64,
    /// How many municipalities.
    pub(crate) reports: u64,
}

/// A true change: of a share of 1, and in points of a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) share: f64,
    pub(crate) mean: f64,
}

pub(crate) const SCHOOLS: [u32; 6] = [1, 3, 6, 10, 15, 56];
pub(crate) const CHANGING: [f64; 3] = [0.0, 0.2, 0.4];
pub(crate) const SHOCKS: [f64; 5] = [0.6, 0.8, 1.0, 1.3, 1.5];
pub(crate) const STEPS: [Step; 2] =
    [Step { share: 0.15, mean: 0.3 }, Step { share: 0.25, mean: 0.5 }];
const NO_STEP: Step = Step { share: 0.0, mean: 0.0 };
/// All schools fall by a fifth of a standard deviation: some 7 percentage points, or .1 points.
const COMMON: f64 = -0.2;
const COMMON_SCHOOLS: [u32; 3] = [6, 15, 56];

/// The grid, and after it the cells in which all schools move.
pub(crate) fn grid(reports: u64) -> Vec<Cell> {
    let mut cells = Vec::new();
    for schools in SCHOOLS {
        for changing in CHANGING {
            let steps = if 0.0 < changing { &STEPS[..] } else { &[NO_STEP] };
            for (step, shocks) in steps.iter().flat_map(|step| SHOCKS.map(|shocks| (*step, shocks)))
            {
                let common = 0.0;
                cells.push(Cell { index: 0, schools, changing, shocks, step, common, reports });
            }
        }
    }
    for schools in COMMON_SCHOOLS {
        for (changing, step) in [(0.0, NO_STEP), (0.2, STEPS[1])] {
            let (shocks, common) = (1.0, COMMON);
            cells.push(Cell { index: 0, schools, changing, shocks, step, common, reports });
        }
    }
    (0..).zip(cells).map(|(index, cell)| Cell { index, ..cell }).collect()
}

impl Cell {
    /// Whether the shocks are near enough to what is believed for the promise to be kept.
    pub(crate) fn is_inside(&self) -> bool {
        (0.8..=1.3).contains(&self.shocks)
    }

    /// Whether the shocks are exactly as believed.
    pub(crate) fn is_believed(&self) -> bool {
        (self.shocks - 1.0).abs() < 1e-9
    }

    /// Whether all schools move together.
    pub(crate) fn is_common(&self) -> bool {
        self.common.abs() > 0.0
    }

    /// The shock factor of its schools, where the report believes in `prior`.
    pub(crate) fn factor(&self, prior: f64) -> f64 {
        (self.shocks * prior).max(1.0)
    }

    /// What its municipalities are drawn from.
    pub(crate) fn panel(&self, seed: u64, prior: f64) -> Panel {
        let inflation = self.factor(prior);
        let (share, mean) = (Indicator::share(), Indicator::mean());
        let common = self.common;
        Panel {
            seed,
            schools: self.schools,
            years: 2,
            changing: self.changing,
            indicators: vec![
                Indicator { inflation, common, effect: self.step.share, ..share },
                Indicator { inflation, common, effect: self.step.mean, ..mean },
            ],
            ..Panel::default()
        }
    }
}
