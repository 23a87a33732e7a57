//! One indicator: how its processes vary between schools, and its results about them.

use kvalitet_core::method::count_to_f64;
use kvalitet_core::{Millionths, Tally};

use super::SchoolYearTally;
use super::classes::Classes;
use super::probit::{below, latent_correlation, mean_within, quantile};
use crate::number::nearest;
use crate::random::Random;

/// The lowest and highest score of a pupil.
const SCORES: (f64, f64) = (1.0, 5.0);

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
    /// scale of a share, times the pupils' standard deviation of a mean. It makes no school
    /// [`changed`](super::SchoolPanel::changed).
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
    pub(super) const fn limits(&self) -> (f64, f64) {
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
    pub(super) fn processes(&self, random: &mut Random) -> (f64, f64) {
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
    pub(super) fn stepped(&self, process: f64, direction: f64) -> f64 {
        let (least, most) = self.limits();
        let wished = process + direction * self.effect;
        if (least..=most).contains(&wished) {
            wished
        } else {
            self.within(process - direction * self.effect)
        }
    }

    /// What the pupils of one school and year come to.
    pub(super) fn school_year(
        &self,
        process: f64,
        classes: Classes,
        random: &mut Random,
    ) -> SchoolYearTally {
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
