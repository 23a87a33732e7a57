//! School years of many municipalities as tallies, with the truth beside them: to measure how often
//! a verdict about a change is wrong.
//!
//! No pupils, files or texts: [`Panel::municipality`] draws the tallies of one municipality in
//! microseconds, and its number alone decides what is drawn.
//!
//! # Model
//!
//! ```text
//! share:  μᵢ = Φ⁻¹(level)·√(1 + s²) + s·zᵢ          s = school_sd, so that E Φ(μᵢ) = level
//!         pᵢₜ = Φ(μᵢ), in the last year Φ(μᵢ + common) ± effect where the school changes
//!         P(hit | class) = Φ((Φ⁻¹(pᵢₜ) + √r·z) / √(1 − r))
//! mean:   Mᵢₜ = level + s·zᵢ, in the last year + common·pupil_sd ± effect
//!         score = Mᵢₜ + pupil_sd·(√ρ·z + √(1 − ρ)·e), cut at 1 and 5, in whole millionths
//! ```
//!
//! Every z and e is standard normal; z of a class is drawn anew each year, in which all pupils are
//! new too. A pupil's chance over all that the class may be is exactly pᵢₜ, whatever r is: that is
//! the truth returned.
//!
//! What one class has in common makes results of schools vary more than pupils drawn one by one
//! would. A school of `n` pupils in classes of mᶜ has the variance
//!
//! ```text
//! inflation² = 1 + (Σmᶜ²/n − 1)·ρ
//! ```
//!
//! times the one of `n` independent pupils, where ρ is the intra-class correlation of the pupils'
//! results (Kish). So ρ is worked out for each school and year from its own classes, which are as
//! equal in size as they can be, and for shares the r of the normal scale that gives this ρ at this
//! pᵢₜ. A small school has the same inflation as a large one.
//!
//! Not in the model: pupils who are the same in two years, a shock common to all classes of a year,
//! what two indicators have in common beside the schools' sizes.
//!
//! # References
//!
//! Kish (1965), *Survey Sampling*, 5.4 and 8.2. That changes of school means are 1.6 times as large
//! as pupils alone explain, and that schools are about 5 % of the variance, was measured on public
//! means of the wellbeing survey of 2023/24 and 2024/25.

mod classes;
mod indicator;
mod probit;

use kvalitet_core::Tally;

use crate::calibration as known;
use crate::number::nearest_count;
use crate::random::{Purpose, Random, Streams};
use crate::school::natural_sizes;

pub use indicator::{Indicator, Kind};

use classes::Classes;

/// The grades of a school, 0 to 9.
const GRADES: u32 = 10;
/// A school of natural size has at least so many pupils in a year.
const LEAST_PUPILS: u32 = 15;
/// Classes can hardly be more alike than this.
const MOST_ALIKE: f64 = 0.9;

/// Municipalities of one sort. [`Default`] has 15 schools, three years, one indicator and no change.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Tally;
/// use kvalitet_simulate::panel::{Indicator, Panel, PanelError};
///
/// let share = Indicator { effect: 0.15, ..Indicator::share() };
/// let panel = Panel { indicators: vec![share], changing: 0.2, ..Panel::default() };
/// let municipality = panel.municipality(0)?;
/// let schools = &municipality.indicators[0].schools;
/// assert_eq!(schools.iter().filter(|school| school.changed).count(), 3);
/// assert!(matches!(schools[0].years[2].tally, Tally::Share { n: 15.., .. }));
/// assert_eq!(panel.municipality(0)?, municipality);
/// # Ok::<(), PanelError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Where the random numbers start.
    pub seed: u64,
    /// How many schools, 1 to 999.
    pub schools: u32,
    /// How many school years, 2 to 5. What changes, changes in the last.
    pub years: u32,
    /// How many pupils the schools have.
    pub sizes: Sizes,
    /// The mean size of a class, in pupils, 5 to 100; a school with fewer pupils is one class.
    pub class_size: u32,
    /// The share of schools that really change, of 1: so many schools as come nearest to it. A
    /// single school changes by chance, with this probability. Each indicator draws its own.
    pub changing: f64,
    /// The probability that a change is drawn upwards. High shares have no room for a large step up
    /// and step down: with the share of [`Indicator::share`] and one half here, 40 % of steps of .20
    /// and 30 % of steps of .25 go up.
    pub upwards: f64,
    /// What is measured, each apart from the others.
    pub indicators: Vec<Indicator>,
}

impl Default for Panel {
    fn default() -> Self {
        Self {
            seed: 1,
            schools: 15,
            years: 3,
            sizes: Sizes::Natural { grades: 3 },
            class_size: 21,
            changing: 0.0,
            upwards: 0.5,
            indicators: vec![Indicator::share()],
        }
    }
}

/// How many pupils with a result a school has in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// As in the simulated municipality, six of 56 schools being small, and never below 15. With 3
    /// tested grades about 36 to 270 pupils, half of the schools more than 114, and up to 39 in the
    /// small ones. A school's number moves a little from year to year.
    Natural {
        /// How many grades are tested, 1 to 10, all counted together.
        grades: u32,
    },
    /// The same number, 1 to 10,000, for all schools and years.
    Fixed(u32),
}

impl Sizes {
    pub(crate) fn check(self) -> Result<(), PanelError> {
        match self {
            Self::Natural { grades } => range("grades", grades.into(), 1.0, GRADES.into()),
            Self::Fixed(pupils) => range("pupils", pupils.into(), 1.0, 10_000.0),
        }
    }

    /// The pupils of so many schools in one year that is as large as any.
    pub(crate) fn pupils(self, schools: u32, random: &mut Random) -> Vec<u32> {
        match self {
            Self::Fixed(pupils) => (0..schools).map(|_| pupils).collect(),
            Self::Natural { grades } => {
                let tested = |size| {
                    let share = f64::from(grades) / f64::from(GRADES);
                    nearest_count(f64::from(size) * share).max(LEAST_PUPILS)
                };
                natural_sizes(schools, random).into_iter().map(tested).collect()
            }
        }
    }
}

/// One municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct Municipality {
    /// In the order of [`Panel::indicators`]. All are of the same pupils: a school has the same
    /// number in each.
    pub indicators: Vec<IndicatorPanel>,
}

/// One indicator of a municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorPanel {
    /// The schools, in the same order for each indicator.
    pub schools: Vec<SchoolPanel>,
}

/// One school.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolPanel {
    /// The school years, first to last.
    pub years: Vec<SchoolYearTally>,
    /// Whether it is one of those that really change in the last year.
    pub changed: bool,
}

/// One school in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SchoolYearTally {
    /// What was counted: [`Tally::Share`], or [`Tally::Moments`] in millionths.
    pub tally: Tally,
    /// What was to be expected, over all that classes and pupils may be: a share of 1, or points.
    pub truth: f64,
}

/// A setting outside what can be simulated.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("`{setting}` is {value}: it must be {least} to {most}")]
pub struct PanelError {
    /// The name of the field.
    pub setting: &'static str,
    /// What it is.
    pub value: f64,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
}

/// Refuses a value outside what can be simulated.
pub(crate) fn range(
    setting: &'static str,
    value: f64,
    least: f64,
    most: f64,
) -> Result<(), PanelError> {
    if (least..=most).contains(&value) {
        Ok(())
    } else {
        Err(PanelError { setting, value, least, most })
    }
}

impl Panel {
    /// Whether the settings make sense; the first fault found is named.
    ///
    /// # Errors
    ///
    /// Returns the [`PanelError`] that says what is wrong.
    pub fn check(&self) -> Result<(), PanelError> {
        range("schools", self.schools.into(), 1.0, 999.0)?;
        range("years", self.years.into(), 2.0, 5.0)?;
        self.sizes.check()?;
        range("class_size", self.class_size.into(), 5.0, 100.0)?;
        range("changing", self.changing, 0.0, 1.0)?;
        range("upwards", self.upwards, 0.0, 1.0)?;
        self.indicators.iter().try_for_each(|indicator| self.check_indicator(indicator))
    }

    fn check_indicator(&self, indicator: &Indicator) -> Result<(), PanelError> {
        let (least, most) = indicator.limits();
        range("level", indicator.level, least, most)?;
        range("school_sd", indicator.school_sd, 0.0, 5.0)?;
        range("inflation", indicator.inflation, 0.0, self.most_inflation())?;
        range("effect", indicator.effect, 0.0, (most - least) / 2.0)?;
        range("common", indicator.common, -5.0, 5.0)?;
        match indicator.kind {
            Kind::Share => Ok(()),
            Kind::Mean { pupil_sd } => range("pupil_sd", pupil_sd, 0.0, 5.0),
        }
    }

    /// The inflation that even the school whose classes are smallest can have.
    fn most_inflation(&self) -> f64 {
        let smallest = match self.sizes {
            Sizes::Fixed(pupils) => Classes::of(pupils, self.class_size).size_by_pupil(),
            // Two classes are made from one and a half on: three quarters each.
            Sizes::Natural { .. } => f64::from(LEAST_PUPILS).min(0.75 * f64::from(self.class_size)),
        };
        (1.0 + MOST_ALIKE * (smallest - 1.0)).sqrt()
    }

    /// The municipality of this number. Numbers are independent of each other, so they can be drawn
    /// in any order and by any number of threads.
    ///
    /// # Errors
    ///
    /// Returns what [`Panel::check`] returns.
    pub fn municipality(&self, replicate: u64) -> Result<Municipality, PanelError> {
        self.check()?;
        let mut random = Streams::new(self.seed).replicate(Purpose::Panel, replicate);
        let schools = self.classes(&mut random);
        let draw = |indicator| self.indicator(indicator, &schools, &mut random);
        Ok(Municipality { indicators: self.indicators.iter().map(draw).collect() })
    }

    /// The classes of each school, year by year.
    fn classes(&self, random: &mut Random) -> Vec<Vec<Classes>> {
        let of = |pupils| Classes::of(pupils, self.class_size);
        let natural = |size: u32, grades: u32, random: &mut Random| {
            let mean = f64::from(size) * f64::from(grades) / f64::from(GRADES);
            let sd = known::YEAR_GROUP_SD / f64::from(grades).sqrt();
            let year = |_| nearest_count(mean * (1.0 + sd * random.normal())).max(LEAST_PUPILS);
            (0..self.years).map(year).map(of).collect()
        };
        match self.sizes {
            Sizes::Fixed(pupils) => {
                let years = (0..self.years).map(|_| of(pupils)).collect();
                (0..self.schools).map(|_| Vec::clone(&years)).collect()
            }
            Sizes::Natural { grades } => natural_sizes(self.schools, random)
                .into_iter()
                .map(|size| natural(size, grades, random))
                .collect(),
        }
    }

    fn indicator(
        &self,
        indicator: &Indicator,
        schools: &[Vec<Classes>],
        random: &mut Random,
    ) -> IndicatorPanel {
        let changed = self.changed(random);
        let draw = |(years, changed): (&Vec<Classes>, bool)| {
            let (before, mut after) = indicator.processes(random);
            if changed {
                let direction = if random.chance(self.upwards) { 1.0 } else { -1.0 };
                after = indicator.stepped(after, direction);
            }
            let last = years.len().saturating_sub(1);
            let year = |(turn, &classes): (usize, &Classes)| {
                let process = if turn == last { after } else { before };
                indicator.school_year(process, classes, random)
            };
            SchoolPanel { years: years.iter().enumerate().map(year).collect(), changed }
        };
        IndicatorPanel { schools: schools.iter().zip(changed).map(draw).collect() }
    }

    /// Which schools change.
    fn changed(&self, random: &mut Random) -> Vec<bool> {
        let count = if self.schools == 1 {
            u32::from(random.chance(self.changing))
        } else {
            nearest_count(self.changing * f64::from(self.schools))
        };
        let mut changed: Vec<_> = (0..self.schools).map(|index| index < count).collect();
        random.shuffle(&mut changed);
        changed
    }
}

#[cfg(test)]
mod tests;
