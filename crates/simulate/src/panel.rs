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
mod probit;

use kvalitet_core::method::count_to_f64;
use kvalitet_core::{Millionths, Tally};

use crate::calibration as known;
use crate::number::{nearest, nearest_count};
use crate::random::{Purpose, Random, Streams};
use crate::school::natural_sizes;

use classes::Classes;
use probit::{below, latent_correlation, mean_within, quantile};

/// The lowest and highest score of a pupil.
const SCORES: (f64, f64) = (1.0, 5.0);
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
    /// The probability that a change is drawn upwards.
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

/// What is measured, and how it varies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indicator {
    /// Share or mean.
    pub kind: Kind,
    /// The mean of all schools that there could be: a share of 1, .01 to .99, or points, 1.5 to
    /// 4.5. The process of no school and year lies outside these limits either.
    pub level: f64,
    /// The standard deviation between schools: on the normal scale of a share, in points of a mean.
    pub school_sd: f64,
    /// How many times the standard deviation of a school's result in a year, its process being what
    /// it is, exceeds the one from independent pupils. Below 1 counts as 1. A school of one class
    /// cannot vary without end: the most is 3.69 for natural sizes and classes of 21.
    pub inflation: f64,
    /// By how much a changing school changes: a share of 1 (`.15` is 15 percentage points), at most
    /// .49, or points, at most 1.5. A step beyond the limits of [`Indicator::level`] is taken the
    /// other way, never shortened.
    pub effect: f64,
    /// What all schools move by in the last year, in standard deviations of pupils: on the normal
    /// scale of a share, times the pupils' standard deviation of a mean. It is no [`SchoolPanel::changed`].
    pub common: f64,
}

/// Share or mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// How many of the pupils hit.
    Share,
    /// The mean of scores from 1 to 5, in millionths.
    Mean {
        /// The standard deviation of pupils about the process of their school, in points.
        pupil_sd: f64,
    },
}

impl Indicator {
    /// A share of 72 %; schools are 5 % of the variance on the normal scale (√(.05/.95) = .2294).
    pub const fn share() -> Self {
        Self {
            kind: Kind::Share,
            level: 0.72,
            school_sd: 0.2294,
            inflation: 1.6,
            effect: 0.0,
            common: 0.0,
        }
    }

    /// General wellbeing: mean 3.7, standard deviation .52 of pupils and .112 of schools.
    pub const fn mean() -> Self {
        Self {
            kind: Kind::Mean { pupil_sd: 0.52 },
            level: 3.7,
            school_sd: 0.112,
            inflation: 1.6,
            effect: 0.0,
            common: 0.0,
        }
    }

    /// Where a process may lie.
    const fn limits(&self) -> (f64, f64) {
        match self.kind {
            Kind::Share => (0.01, 0.99),
            Kind::Mean { .. } => (1.5, 4.5),
        }
    }

    fn within(&self, process: f64) -> f64 {
        let (least, most) = self.limits();
        process.clamp(least, most)
    }

    /// The process of one school before and after everybody's movement.
    fn processes(&self, random: &mut Random) -> (f64, f64) {
        let own = self.school_sd * random.normal();
        let (before, after) = match self.kind {
            Kind::Share => {
                let spread = (1.0 + self.school_sd * self.school_sd).sqrt();
                let latent = quantile(self.level) * spread + own;
                (below(latent), below(latent + self.common))
            }
            Kind::Mean { pupil_sd } => {
                let mean = self.level + own;
                (mean, mean + self.common * pupil_sd)
            }
        };
        (self.within(before), self.within(after))
    }

    /// `process` one step on, or one step the other way where that way is barred.
    fn stepped(&self, process: f64, direction: f64) -> f64 {
        let (least, most) = self.limits();
        let wished = process + direction * self.effect;
        if (least..=most).contains(&wished) {
            wished
        } else {
            self.within(process - direction * self.effect)
        }
    }

    /// What the pupils of one school and year come to.
    fn school_year(&self, process: f64, classes: Classes, random: &mut Random) -> SchoolYearTally {
        let alike = classes.intraclass_correlation(self.inflation);
        match self.kind {
            Kind::Share => share(process, alike, classes, random),
            Kind::Mean { pupil_sd } => mean(process, pupil_sd, alike, classes, random),
        }
    }
}

/// The hits of one school and year: a binomial draw for each class.
fn share(process: f64, alike: f64, classes: Classes, random: &mut Random) -> SchoolYearTally {
    let threshold = quantile(process);
    let latent = latent_correlation(threshold, alike);
    let (common, own) = (latent.sqrt(), (1.0 - latent).sqrt());
    let hits = classes
        .sizes()
        .map(|pupils| {
            let chance = below((threshold + common * random.normal()) / own);
            random.successes(pupils, chance)
        })
        .sum();
    SchoolYearTally { tally: Tally::Share { n: classes.pupils(), hits }, truth: process }
}

/// The scores of one school and year, pupil by pupil.
fn mean(
    process: f64,
    pupil_sd: f64,
    alike: f64,
    classes: Classes,
    random: &mut Random,
) -> SchoolYearTally {
    let (common, own) = (pupil_sd * alike.sqrt(), pupil_sd * (1.0 - alike).sqrt());
    let (least, most) = SCORES;
    let one = count_to_f64(Millionths::ONE.unsigned_abs());
    let (mut sum, mut sum_sq) = (0, 0);
    for pupils in classes.sizes() {
        let of_class = process + common * random.normal();
        for _ in 0..pupils {
            let score = (of_class + own * random.normal()).clamp(least, most);
            let score = nearest(score * one);
            sum += score;
            sum_sq += i128::from(score) * i128::from(score);
        }
    }
    SchoolYearTally {
        tally: Tally::Moments { n: classes.pupils(), sum, sum_sq },
        truth: mean_within(SCORES, process, pupil_sd),
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

fn range(setting: &'static str, value: f64, least: f64, most: f64) -> Result<(), PanelError> {
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
        match self.sizes {
            Sizes::Natural { grades } => range("grades", grades.into(), 1.0, GRADES.into())?,
            Sizes::Fixed(pupils) => range("pupils", pupils.into(), 1.0, 10_000.0)?,
        }
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
