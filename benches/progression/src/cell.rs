//! The cells of the study: what is varied.

use kvalitet_simulate::growth::GrowthPanel;

/// Municipalities of one sort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cell {
    /// Its place in the grid: municipalities of different cells have nothing in common.
    pub(crate) index: u64,
    /// How many schools.
    pub(crate) schools: u32,
    /// The standard error of measurement, in standard deviations of ability.
    pub(crate) sem: f64,
    /// The standard deviation of what schools add.
    pub(crate) growth: f64,
    /// The standard deviation of intakes.
    pub(crate) intake: f64,
    /// The correlation of growth with intake.
    pub(crate) correlation: f64,
}

pub(crate) const SCHOOLS: [u32; 2] = [15, 56];
pub(crate) const SEMS: [f64; 2] = [0.3, 0.5];
pub(crate) const GROWTHS: [f64; 2] = [0.05, 0.10];
pub(crate) const INTAKES: [f64; 2] = [0.25, 0.5];
pub(crate) const CORRELATIONS: [f64; 2] = [0.0, 0.3];

/// Every combination.
pub(crate) fn grid() -> Vec<Cell> {
    let mut cells = Vec::new();
    for schools in SCHOOLS {
        for (sem, growth) in pairs(SEMS, GROWTHS) {
            for (intake, correlation) in pairs(INTAKES, CORRELATIONS) {
                cells.push(Cell { index: 0, schools, sem, growth, intake, correlation });
            }
        }
    }
    (0..).zip(cells).map(|(index, cell)| Cell { index, ..cell }).collect()
}

/// Every pair of the two.
pub(crate) fn pairs(first: [f64; 2], second: [f64; 2]) -> impl Iterator<Item = (f64, f64)> {
    first.into_iter().flat_map(move |one| second.map(|other| (one, other)))
}

impl Cell {
    /// What its municipalities are drawn from.
    pub(crate) fn panel(&self, seed: u64) -> GrowthPanel {
        GrowthPanel {
            seed,
            schools: self.schools,
            intake_sd: self.intake,
            growth_sd: self.growth,
            correlation: self.correlation,
            sem: self.sem,
            ..GrowthPanel::default()
        }
    }
}
