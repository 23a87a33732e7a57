//! Two results of the same pupils in many schools, with the truth beside them: to measure how well
//! a measure of progression finds the schools whose pupils gain most.
//!
//! No files and no texts: [`GrowthPanel::municipality`] draws the pupils of one municipality, and its
//! number alone decides what is drawn.
//!
//! # Model
//!
//! ```text
//! uⱼ = sᵤ·z                                  intake of the school
//! gⱼ = s_g·(c·z + √(1 − c²)·z′)              what the school adds between the tests
//! xᵢ = uⱼ + √(1 − sᵤ²)·a                     ability at the earlier test
//! yᵢ = φ·xᵢ + gⱼ + √w·b                      at the later one
//! w  = 1 − φ² − s_g² − 2·φ·c·sᵤ·s_g
//! results:  xᵢ + s_d·dⱼ + sem·e              d: what a school has in common on a day
//!           yᵢ + s_d·d′ⱼ + sem·e′
//! ```
//!
//! All of z, z′, a, b, d, d′, e and e′ are standard normal and independent, those with j drawn once
//! for each school. Abilities have mean 0 and variance 1 at both tests, so that a number is in
//! standard deviations of pupils; `w` is what leaves them so.
//!
//! Of pupils of equal ability at the earlier test those of school j lie gⱼ higher at the later one:
//! that is the truth returned. With `c` = 0 it has nothing to do with the intake.
//!
//! What follows for all pupils together:
//!
//! ```text
//! variance of a result         1 + sem² + s_d²
//! covariance of two results    φ + c·sᵤ·s_g
//! reliability of the earlier   1 / (1 + sem² + s_d²)
//! ```
//!
//! Not in the model: pupils who move, more than one earlier test, what a school's intake does to
//! growth within the school.

use crate::panel::{PanelError, Sizes, range};
use crate::random::{Purpose, Random, Streams};

/// Municipalities of one sort. [`Default`] has 15 schools with about 36 to 270 pupils each, and
/// results of which two of a pupil correlate .72.
///
/// # Examples
///
/// ```
/// use kvalitet_simulate::growth::GrowthPanel;
/// use kvalitet_simulate::panel::PanelError;
///
/// let panel = GrowthPanel { growth_sd: 0.2, sem: 0.0, ..GrowthPanel::default() };
/// let schools = panel.municipality(0)?;
/// assert_eq!(schools.len(), 15);
/// // Ability without error: what is left after what was there before is growth and pupils' own.
/// let school = &schools[0];
/// let gains = school.pupils.iter().map(|of| of.ability[1] - 0.9 * of.ability[0]);
/// let mean = gains.sum::<f64>() / school.pupils.len() as f64;
/// assert!((mean - school.growth).abs() < 0.2);
/// assert_eq!(panel.municipality(0)?, schools);
/// # Ok::<(), PanelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthPanel {
    /// Where the random numbers start.
    pub seed: u64,
    /// How many schools, 1 to 999.
    pub schools: u32,
    /// How many pupils with both results the schools have.
    pub sizes: Sizes,
    /// `sᵤ`: the standard deviation of intakes between schools, 0 to .9.
    pub intake_sd: f64,
    /// `s_g`: the standard deviation between schools of what they add, 0 to .9.
    pub growth_sd: f64,
    /// `c`: the correlation of growth with intake, -1 to 1.
    pub correlation: f64,
    /// `φ`: how much of a pupil's lead in ability at the earlier test is left at the later one, 0 to
    /// 1 and less where growth leaves no room for it.
    pub persistence: f64,
    /// The standard error of measurement of either result, 0 to 2.
    pub sem: f64,
    /// `s_d`: the standard deviation of what a school's pupils have in common on the day of a
    /// test, 0 to 1.
    pub day_sd: f64,
}

impl Default for GrowthPanel {
    fn default() -> Self {
        Self {
            seed: 1,
            schools: 15,
            sizes: Sizes::Natural { grades: 3 },
            intake_sd: 0.25,
            growth_sd: 0.10,
            correlation: 0.0,
            persistence: 0.9,
            sem: 0.5,
            day_sd: 0.05,
        }
    }
}

/// One school.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolGrowth {
    /// `uⱼ`: how far its pupils' ability lay from everybody's at the earlier test.
    pub intake: f64,
    /// `gⱼ`: what it truly adds between the tests.
    pub growth: f64,
    /// Its pupils, all with both results.
    pub pupils: Vec<PupilGrowth>,
}

/// One pupil, at the earlier test and at the later one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PupilGrowth {
    /// True ability.
    pub ability: [f64; 2],
    /// What the tests say of it.
    pub result: [f64; 2],
}

impl GrowthPanel {
    /// Whether the settings make sense; the first fault found is named.
    ///
    /// # Errors
    ///
    /// Returns the [`PanelError`] that says what is wrong.
    pub fn check(&self) -> Result<(), PanelError> {
        range("schools", self.schools.into(), 1.0, 999.0)?;
        self.sizes.check()?;
        range("intake_sd", self.intake_sd, 0.0, 0.9)?;
        range("growth_sd", self.growth_sd, 0.0, 0.9)?;
        range("correlation", self.correlation, -1.0, 1.0)?;
        range("persistence", self.persistence, 0.0, self.most_persistence())?;
        range("sem", self.sem, 0.0, 2.0)?;
        range("day_sd", self.day_sd, 0.0, 1.0)
    }

    /// What intake and growth have in common.
    fn covariance(&self) -> f64 {
        self.correlation * self.intake_sd * self.growth_sd
    }

    /// The persistence at which nothing is left to chance between the tests, 1 at most.
    fn most_persistence(&self) -> f64 {
        let common = self.covariance();
        ((1.0 + common * common - self.growth_sd * self.growth_sd).sqrt() - common).min(1.0)
    }

    /// The municipality of this number: its schools. Numbers are independent of each other, so they
    /// can be drawn in any order and by any number of threads.
    ///
    /// # Errors
    ///
    /// Returns what [`GrowthPanel::check`] returns.
    pub fn municipality(&self, replicate: u64) -> Result<Vec<SchoolGrowth>, PanelError> {
        self.check()?;
        let mut random = Streams::new(self.seed).replicate(Purpose::GrowthPanel, replicate);
        let sizes = self.sizes.pupils(self.schools, &mut random);
        Ok(sizes.into_iter().map(|pupils| self.school(pupils, &mut random)).collect())
    }

    fn school(&self, pupils: u32, random: &mut Random) -> SchoolGrowth {
        let (z, with) = random.normal_pair(self.correlation);
        let (intake, growth) = (self.intake_sd * z, self.growth_sd * with);
        let days = [0.0; 2].map(|_: f64| self.day_sd * random.normal());
        let within = (1.0 - self.intake_sd * self.intake_sd).sqrt();
        let chance = self.left_to_chance().sqrt();
        let pupil = |_| {
            let earlier = intake + within * random.normal();
            let later = self.persistence * earlier + growth + chance * random.normal();
            let ability = [earlier, later];
            let mut result = ability;
            for (result, day) in result.iter_mut().zip(days) {
                *result += day + self.sem * random.normal();
            }
            PupilGrowth { ability, result }
        };
        SchoolGrowth { intake, growth, pupils: (0..pupils).map(pupil).collect() }
    }

    /// w: the variance of later ability that neither earlier ability nor the school explains.
    fn left_to_chance(&self) -> f64 {
        let explained = self.persistence * (self.persistence + 2.0 * self.covariance())
            + self.growth_sd * self.growth_sd;
        (1.0 - explained).max(0.0)
    }
}

#[cfg(test)]
mod tests;
