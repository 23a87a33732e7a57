//! What pupils gained between tests: what is expected of an earlier standing, and how far each pupil
//! lies from it.
//!
//! Two passes over the pairs: one that learns, for each way from a grade's test to the next one's, how
//! standings follow each other, and one that holds every pair against that. A plan's norms stand
//! before what is learnt of the municipality's own pupils; where only those are there, what is
//! expected is the mean of them, and gains sum to about nothing.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::method::{GrowthFit, GrowthModel, LEAST_PAIRS, count_to_f64};
use kvalitet_core::progression::{
    Basis, FollowedStep, Gains, Norms, Progress, PupilPair, StepNorm, TestNorm,
};
use kvalitet_core::settings::Settings;
use kvalitet_core::{Decimal, Grade, PairSums, SchoolYear, Subject, TallyError};
use rayon::prelude::*;

/// From one grade's test in a subject to the next one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// The subject.
    pub subject: Subject,
    /// The grade of the earlier test.
    pub from: Grade,
    /// The grade of the later one.
    pub to: Grade,
    /// What standings are held against.
    pub basis: Basis,
}

impl Way {
    fn of(step: &FollowedStep) -> Self {
        let FollowedStep { step, basis, .. } = *step;
        Self { subject: step.to.subject, from: step.from.grade, to: step.to.grade, basis }
    }
}

/// What is expected of an earlier standing: a straight line, corrected for measurement error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expectation {
    /// The standard error of one area that it is corrected for, in logits.
    pub standard_error: f64,
    /// The part of the spread of earlier standings that is no error.
    pub reliability: f64,
    /// The standing that is expected of the mean.
    pub intercept: f64,
    /// How much of an earlier difference is expected to be there later.
    pub slope: f64,
}

/// Why nothing is expected of an earlier standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoExpectation {
    /// No pair has standings with a spread.
    NoSpread,
    /// With so great a measurement error nothing would be left of the spread.
    ErrorTooGreat,
}

/// What growth percentiles are read off.
#[derive(Clone, Debug, PartialEq)]
pub enum Growth {
    /// A fit that the plan supplies.
    Supplied(GrowthModel),
    /// A fit to the municipality's own pairs.
    Own(GrowthModel),
    /// Nothing: there are fewer pairs than a fit asks for, and no norm.
    TooFew,
    /// Nothing: the pairs carry no fit.
    NoFit,
}

impl Growth {
    /// The fit, where there is one.
    pub const fn model(&self) -> Option<&GrowthModel> {
        match self {
            Self::Supplied(model) | Self::Own(model) => Some(model),
            Self::TooFew | Self::NoFit => None,
        }
    }
}

/// What was learnt of a way.
#[derive(Clone, Debug, PartialEq)]
pub struct WayFound {
    /// The school years of the later tests.
    pub years: BTreeSet<SchoolYear>,
    /// The standings of every pair, in millionths.
    pub sums: PairSums,
    /// Of the pupils on each earlier level, lowest first, how many are on each later level.
    pub transitions: [[u64; 6]; 6],
    /// The same in the norms, where they have it.
    pub norm_transitions: Option<[[u64; 6]; 6]>,
    /// How many pairs have the lowest and the highest later score of their test: there a test measures
    /// no further.
    pub ends: [u64; 2],
    /// What is expected of an earlier standing, with the lower and the higher measurement error.
    pub expected: [Result<Expectation, NoExpectation>; 2],
    /// What growth percentiles are read off.
    pub growth: Growth,
}

/// What was learnt of every way, and what each pair gained.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Followed {
    /// By way.
    pub ways: BTreeMap<Way, WayFound>,
    /// One for each pair, in their order.
    pub gains: Vec<Gains>,
}

/// The decimals of standings.
pub const STANDING_DECIMALS: u8 = 6;

/// Learns how standings follow each other, and holds every pair against it.
///
/// # Errors
///
/// Returns [`TallyError`] for sums that do not fit.
pub fn follow(
    progress: &Progress,
    norms: Option<&Norms>,
    settings: &Settings,
) -> Result<Followed, TallyError> {
    let mut of_ways: BTreeMap<Way, Vec<&PupilPair>> = BTreeMap::new();
    for pair in &progress.pairs {
        if let Some(step) = progress.steps.get(usize::from(pair.step)) {
            of_ways.entry(Way::of(step)).or_default().push(pair);
        }
    }
    let errors = ["maaleusikkerhed_lav_hundrededele", "maaleusikkerhed_hoej_hundrededele"];
    let hundredths = |id| settings.number(id).and_then(|units| Decimal::new(units, 2));
    let errors = errors.map(|id| hundredths(id).map_or(0.0, Decimal::to_f64));
    let mut ways = BTreeMap::new();
    for (way, pairs) in of_ways {
        let norm = norms.filter(|_| way.basis == Basis::Supplied);
        let norm = norm.and_then(|norms| of_way(norms, way));
        let learning = Learning { progress, pairs: &pairs, basis: way.basis, norm };
        ways.insert(way, learning.found(errors)?);
    }
    let held = |pair: &PupilPair| {
        let step = progress.steps.get(usize::from(pair.step));
        let found = step.and_then(|step| ways.get(&Way::of(step)));
        found.map_or_else(Gains::default, |found| gains(pair, found))
    };
    let gains = progress.pairs.par_iter().map(held).collect();
    Ok(Followed { ways, gains })
}

fn of_way(norms: &Norms, way: Way) -> Option<&StepNorm> {
    norms
        .steps
        .iter()
        .find(|of| of.subject == way.subject && of.from == way.from && of.to == way.to)
}

/// The norms that a run leaves behind: of every test and way that its own pupils make.
pub fn norms_of(progress: &Progress, followed: &Followed, source: &str) -> Norms {
    let tests = progress.cohorts.iter().filter_map(|(test, sums)| {
        let norm = sums.norm()?;
        Some(TestNorm { subject: test.subject, year: test.year, grade: test.grade, norm })
    });
    let own = followed.ways.iter().filter(|(way, _)| way.basis == Basis::Own);
    let steps = own.filter_map(|(way, found)| {
        let correlation = found.sums.moments(STANDING_DECIMALS)?.correlation()?;
        Some(StepNorm {
            subject: way.subject,
            from: way.from,
            to: way.to,
            pairs: found.sums.n,
            correlation,
            transitions: Some(found.transitions),
            growth: found.growth.model().cloned(),
        })
    });
    Norms { source: source.to_owned(), tests: tests.collect(), steps: steps.collect() }
}

/// The pairs of a way, and what is known of it.
struct Learning<'a> {
    progress: &'a Progress,
    pairs: &'a [&'a PupilPair],
    basis: Basis,
    norm: Option<&'a StepNorm>,
}

impl Learning<'_> {
    fn found(&self, errors: [f64; 2]) -> Result<WayFound, TallyError> {
        let (mut sums, mut transitions) = (PairSums::default(), [[0; 6]; 6]);
        let mut years = BTreeSet::new();
        for pair in self.pairs {
            if let Some([before, now]) = pair.standings {
                sums = sums.merge(PairSums::of(i64::from(before), i64::from(now)))?;
            }
            if let [Some(before), Some(now)] = pair.levels.map(|level| level.map(level_place)) {
                let count =
                    transitions.get_mut(before).and_then(|row: &mut [u64; 6]| row.get_mut(now));
                count.into_iter().for_each(|count| *count += 1);
            }
            years.extend(self.step(pair).map(|of| of.step.to.year));
        }
        Ok(WayFound {
            years,
            sums,
            transitions,
            norm_transitions: self.norm.and_then(|norm| norm.transitions),
            ends: self.ends(),
            expected: errors.map(|error| self.expected(sums, error)),
            growth: self.growth(),
        })
    }

    fn step(&self, pair: &PupilPair) -> Option<&FollowedStep> {
        self.progress.steps.get(usize::from(pair.step))
    }

    /// How many lie at the lowest and at the highest later standing of their step.
    fn ends(&self) -> [u64; 2] {
        let mut of_steps: BTreeMap<u16, [(i32, u64); 2]> = BTreeMap::new();
        for pair in self.pairs {
            let Some([_, now]) = pair.standings else { continue };
            let ends = of_steps.entry(pair.step).or_insert([(now, 0); 2]);
            let [(lowest, at_lowest), (highest, at_highest)] = ends;
            if now < *lowest {
                (*lowest, *at_lowest) = (now, 0);
            }
            if *highest < now {
                (*highest, *at_highest) = (now, 0);
            }
            *at_lowest += u64::from(now == *lowest);
            *at_highest += u64::from(now == *highest);
        }
        let sum = |at: fn(&[(i32, u64); 2]) -> u64| of_steps.values().map(at).sum();
        [sum(|[(_, lowest), _]| *lowest), sum(|[_, (_, highest)]| *highest)]
    }

    /// What is expected of an earlier standing.
    ///
    /// # Formula
    ///
    /// ```text
    /// slope = b / ρ,   ρ = mean over pairs of the reliability of the earlier standing
    /// b     = the norms' correlation; without it Sxy/Sxx of the pairs
    /// intercept = 0 with the norms of a plan, otherwise ȳ − slope·x̄
    /// ```
    ///
    /// The observed slope is too flat by the part of the spread that is error; uncorrected, schools
    /// with a strong intake would seem to add more.
    ///
    /// # References
    ///
    /// Fuller (1987), Measurement Error Models, section 1.1.
    fn expected(&self, sums: PairSums, error: f64) -> Result<Expectation, NoExpectation> {
        let moments = sums.moments(STANDING_DECIMALS).ok_or(NoExpectation::NoSpread)?;
        let observed = match self.norm {
            Some(norm) => Some(norm.correlation),
            None => (0.0 < moments.sum_xx).then(|| moments.sum_xy / moments.sum_xx),
        };
        let observed = observed.ok_or(NoExpectation::NoSpread)?;
        let reliability = self.reliability(error).ok_or(NoExpectation::NoSpread)?;
        // Half the spread must be no error: below that the correction decides more than the data.
        if reliability < LEAST_RELIABILITY {
            return Err(NoExpectation::ErrorTooGreat);
        }
        let slope = observed / reliability;
        let intercept = match self.basis {
            Basis::Supplied => 0.0,
            Basis::Own => moments.mean_y - slope * moments.mean_x,
        };
        Ok(Expectation { standard_error: error, reliability, intercept, slope })
    }

    fn reliability(&self, error: f64) -> Option<f64> {
        let mut of_steps: BTreeMap<u16, u64> = BTreeMap::new();
        for pair in self.pairs.iter().filter(|pair| pair.standings.is_some()) {
            *of_steps.entry(pair.step).or_default() += 1;
        }
        let (mut sum, mut all) = (0.0, 0.0);
        for (step, pairs) in of_steps {
            let [earlier, _] = self.progress.steps.get(usize::from(step))?.standings?;
            sum += count_to_f64(pairs) * earlier.reliability(error);
            all += count_to_f64(pairs);
        }
        (0.0 < all).then(|| sum / all)
    }

    fn growth(&self) -> Growth {
        if let Some(model) = self.norm.and_then(|norm| norm.growth.clone()) {
            return Growth::Supplied(model);
        }
        let standings = || self.pairs.iter().filter_map(|pair| pair.standings);
        let prior: Vec<f64> = standings().map(|[before, _]| in_deviations(before)).collect();
        let current: Vec<f64> = standings().map(|[_, now]| in_deviations(now)).collect();
        if u64::try_from(prior.len()).unwrap_or(u64::MAX) < LEAST_PAIRS {
            return Growth::TooFew;
        }
        let fit = || {
            let fit = GrowthFit::new(&prior, &current)?;
            let chains = (0..GrowthFit::CHAINS).into_par_iter().map(|chain| fit.chain(chain));
            fit.model(chains.collect::<Result<Vec<_>, _>>()?)
        };
        fit().map_or(Growth::NoFit, Growth::Own)
    }
}

/// The least part of the spread of earlier standings that must be no error.
const LEAST_RELIABILITY: f64 = 0.5;

fn level_place(level: kvalitet_core::Level) -> usize {
    usize::from(level.code()) - 1
}

fn in_deviations(millionths: i32) -> f64 {
    f64::from(millionths) / 1e6
}

/// What a pair gained.
fn gains(pair: &PupilPair, found: &WayFound) -> Gains {
    let Some([before, now]) = pair.standings.map(|both| both.map(in_deviations)) else {
        return Gains::default();
    };
    let conditional = found.expected.map(|expected| {
        let expected = expected.ok()?;
        let gain = now - (expected.intercept + expected.slope * before);
        i32::try_from(Decimal::from_f64(gain, STANDING_DECIMALS)?.units()).ok()
    });
    let percentile = found.growth.model().and_then(|model| model.percentile(before, now));
    Gains { conditional, percentile }
}
