//! What pupils gained between tests: what is expected of an earlier standing, and how far each pupil
//! lies from it.
//!
//! Two passes over the pairs: one that learns, for each way from a grade's test to the next one's, how
//! standings follow each other, and one that holds every pair against that. A plan's norms stand
//! before what is learnt of the municipality's own pupils; where only those are there, what is
//! expected is the mean of them, and gains sum to about nothing.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::method::{
    CorrectedSlope, GroupEffect, GrowthFit, GrowthModel, LEAST_PAIRS, LevelCuts, LevelTable, Line,
    MIN_SCHOOLS, MixedRefused, RandomIntercept, Reliability, Slopes, corrected_slope_within,
    count_to_f64, expected_rebound, random_intercept, weighted_mean,
};
use kvalitet_core::progression::{
    Basis, FollowedStep, Gains, Norms, Progress, PupilPair, StepNorm, TestNorm,
};
use kvalitet_core::settings::Settings;
use kvalitet_core::{
    Decimal, Grade, PairMoments, PairSums, SchoolKind, SchoolYear, Subject, TallyError, Unit,
};
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
    /// The later standing that is expected of an earlier one.
    pub line: Line,
}

/// Why nothing is expected of an earlier standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoExpectation {
    /// No pair has standings with a spread.
    NoSpread,
    /// With so great a measurement error nothing is left of the spread, or differences would grow from
    /// test to test.
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
    /// The shares of pupils who would be on a higher and on a lower level by measurement alone, if no
    /// pupil's true standing had changed, with the lower and the higher measurement error.
    pub moved_by_error: [Option<[f64; 2]>; 2],
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
    let errors = errors(settings);
    let mut ways = BTreeMap::new();
    for (way, pairs) in of_ways {
        let norm = norms.filter(|_| way.basis == Basis::Supplied);
        let norm = norm.and_then(|norms| norms.of_way(way.subject, (way.from, way.to)));
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

/// The two measurement errors of an area, in logits.
fn errors(settings: &Settings) -> [f64; 2] {
    let ids = ["maaleusikkerhed_lav_hundrededele", "maaleusikkerhed_hoej_hundrededele"];
    let hundredths = |id| settings.number(id).and_then(|units| Decimal::new(units, 2));
    ids.map(|id| hundredths(id).map_or(0.0, Decimal::to_f64))
}

/// The mean reliability of the earlier (0) or later (1) standings of so many pairs by step.
fn reliability(
    progress: &Progress,
    of_steps: &BTreeMap<u16, u64>,
    (of, error): (usize, f64),
) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for (step, pairs) in of_steps {
        let standings = progress.steps.get(usize::from(*step))?.standings?;
        sum += count_to_f64(*pairs) * standings.get(of)?.reliability(error);
        all += count_to_f64(*pairs);
    }
    (0.0 < all).then(|| sum / all)
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
            if let Some([before, now]) = pair.standings.get() {
                sums = sums.merge(PairSums::of(i64::from(before), i64::from(now)))?;
            }
            if let [Some(before), Some(now)] = pair.levels.map(|level| level.map(level_place)) {
                let count =
                    transitions.get_mut(before).and_then(|row: &mut [u64; 6]| row.get_mut(now));
                if let Some(count) = count {
                    *count += 1;
                }
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
            moved_by_error: errors.map(|error| self.moved_by_error(&transitions, error)),
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
            let Some([_, now]) = pair.standings.get() else { continue };
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
            None => Line::least_squares(&moments).map(|line| line.slope),
        };
        let observed = observed.ok_or(NoExpectation::NoSpread)?;
        let reliability = self.reliability(0, error).ok_or(NoExpectation::NoSpread)?;
        let corrected = Reliability::new(reliability).ok().and_then(|of| of.correct(observed));
        let Some(CorrectedSlope::Possible(slope)) = corrected else {
            return Err(NoExpectation::ErrorTooGreat);
        };
        let line = match self.basis {
            Basis::Supplied => Line { intercept: 0.0, slope },
            Basis::Own => Line::through_means(&moments, slope),
        };
        Ok(Expectation { standard_error: error, reliability, line })
    }

    fn moved_by_error(&self, transitions: &[[u64; 6]; 6], error: f64) -> Option<[f64; 2]> {
        let share = |count: u64| count_to_f64(count);
        let before = transitions.map(|row| share(row.iter().sum()));
        let mut now = [0.0; 6];
        for row in transitions {
            now.iter_mut().zip(row).for_each(|(sum, count)| *sum += share(*count));
        }
        let (before, now) = (LevelCuts::of_shares(before)?, LevelCuts::of_shares(now)?);
        let [earlier, later] = [0, 1].map(|of| self.reliability(of, error));
        let (earlier, later) = (Reliability::new(earlier?).ok()?, Reliability::new(later?).ok()?);
        let table = LevelTable::without_change((before, earlier), (now, later))?;
        Some([table.raised(), table.lowered()])
    }

    /// The mean reliability of the earlier (0) or later (1) standings.
    fn reliability(&self, of: usize, error: f64) -> Option<f64> {
        let mut of_steps: BTreeMap<u16, u64> = BTreeMap::new();
        for pair in self.pairs.iter().filter(|pair| pair.standings.get().is_some()) {
            *of_steps.entry(pair.step).or_default() += 1;
        }
        reliability(self.progress, &of_steps, (of, error))
    }

    fn growth(&self) -> Growth {
        if let Some(model) = self.norm.and_then(|norm| norm.growth.clone()) {
            return Growth::Supplied(model);
        }
        let standings = || self.pairs.iter().filter_map(|pair| pair.standings.get());
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

fn level_place(level: kvalitet_core::Level) -> usize {
    usize::from(level.code()) - 1
}

fn in_deviations(millionths: i32) -> f64 {
    f64::from(millionths) / 1e6
}

/// What a pair gained.
fn gains(pair: &PupilPair, found: &WayFound) -> Gains {
    let Some([before, now]) = pair.standings.get().map(|both| both.map(in_deviations)) else {
        return Gains::default();
    };
    let conditional = found.expected.map(|expected| {
        let expected = expected.ok()?;
        let gain = now - expected.line.at(before);
        i32::try_from(Decimal::from_f64(gain, STANDING_DECIMALS)?.units()).ok()
    });
    let percentile = found.growth.model().and_then(|model| model.percentile(before, now));
    Gains { conditional, percentile }
}

/// What the pupils of a school gained, over up to three years of later tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SchoolGain {
    /// The school.
    pub school: Unit,
    /// How many pairs.
    pub n: u64,
    /// Their mean standing in the earlier tests.
    pub before: f64,
    /// Their mean standing in the later ones.
    pub after: f64,
    /// How far a school that stood so would move by itself: regression to the mean.
    pub rebound: Option<f64>,
    /// What the school added, shrunk; `None` where there is no model.
    pub effect: Option<GroupEffect>,
}

/// What the schools of a kind added in a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolGains {
    /// The subject.
    pub subject: Subject,
    /// The kind of school.
    pub kind: SchoolKind,
    /// What standings are held against.
    pub basis: Basis,
    /// The school years of the later tests.
    pub years: BTreeSet<SchoolYear>,
    /// The model of all of them, or why there is none.
    pub model: Result<RandomIntercept, MixedRefused>,
    /// By school.
    pub schools: Vec<SchoolGain>,
}

/// How schools are known when pairs are put together.
pub trait Schools {
    /// The school of today that the school at a place of [`Progress::schools`] is or went into.
    fn current(&self, place: u16) -> Option<(Unit, SchoolKind)>;
}

/// The most school years of later tests that are put together.
const POOLED_YEARS: usize = 3;

/// What the schools of each kind added, from the pairs of their newest three years of later tests. All
/// grades together: standings are of the same spread in each.
///
/// # Formula
///
/// ```text
/// y_ij = β0 + slope·x_ij + u_i + e_ij by REML,   slope = S_xy / (S_xx − (N − G)·error variance)
/// ```
///
/// S are sums within the G schools: a slope among all pupils would take what schools with a strong
/// intake add for a part of it. The error variance is that of the earlier standings, with the higher
/// of the two measurement errors. Where it leaves no slope from 0 to 1, the slopes within and between
/// are fitted and not corrected.
///
/// # Errors
///
/// Returns [`TallyError`] for sums that do not fit.
pub fn school_gains(
    progress: &Progress,
    schools: &dyn Schools,
    (settings, keep_movers): (&Settings, bool),
) -> Result<Vec<SchoolGains>, TallyError> {
    type Kind = (Subject, SchoolKind, Basis);
    let [_, error] = errors(settings);
    let mut sums: BTreeMap<Kind, BTreeMap<SchoolYear, BTreeMap<Unit, PairSums>>> = BTreeMap::new();
    let mut of_steps: BTreeMap<Kind, BTreeMap<u16, u64>> = BTreeMap::new();
    for pair in &progress.pairs {
        let (Some([before, now]), Some(step), Some((school, kind)), Some((from, _))) = (
            pair.standings.get(),
            progress.steps.get(usize::from(pair.step)),
            schools.current(pair.school),
            schools.current(pair.from_school),
        ) else {
            continue;
        };
        if school != from && !keep_movers {
            continue;
        }
        let of = (step.step.to.subject, kind, step.basis);
        *of_steps.entry(of).or_default().entry(pair.step).or_default() += 1;
        let of_kind = sums.entry(of).or_default();
        let of_school = of_kind.entry(step.step.to.year).or_default().entry(school).or_default();
        *of_school = of_school.merge(PairSums::of(i64::from(before), i64::from(now)))?;
    }
    let mut found = Vec::new();
    for (of, of_years) in sums {
        let (subject, kind, basis) = of;
        let steps = of_steps.get(&of);
        let error = steps.and_then(|steps| reliability(progress, steps, (0, error)));
        let error = error.map_or(0.0, |reliability| 1.0 - reliability);
        let (mut years, mut pooled) = (BTreeSet::new(), BTreeMap::<Unit, PairSums>::new());
        for (year, of_schools) in of_years.into_iter().rev().take(POOLED_YEARS) {
            years.insert(year);
            for (school, sums) in of_schools {
                let all = pooled.entry(school).or_default();
                *all = all.merge(sums)?;
            }
        }
        let (model, schools) = gains_of_kind(&pooled, error);
        found.push(SchoolGains { subject, kind, basis, years, model, schools });
    }
    Ok(found)
}

fn gains_of_kind(
    pooled: &BTreeMap<Unit, PairSums>,
    error: f64,
) -> (Result<RandomIntercept, MixedRefused>, Vec<SchoolGain>) {
    let moments = |sums: &PairSums| sums.moments(STANDING_DECIMALS);
    let of_schools: Vec<(Unit, PairMoments)> =
        pooled.iter().filter_map(|(school, sums)| Some((*school, moments(sums)?))).collect();
    let groups: Vec<PairMoments> = of_schools.iter().map(|(_, of)| *of).collect();
    let both = random_intercept(&groups, Slopes::WithinAndBetween, MIN_SCHOOLS);
    let between = both.as_ref().ok().and_then(|model| model.between);
    let slope = between.and_then(|of| of.slope.estimate.is_finite().then_some(of.slope.estimate));
    let model = match corrected_slope_within(&groups, error)
        .filter(|slope| both.is_ok() && (0.0..=1.0).contains(slope))
    {
        Some(given) => random_intercept(&groups, Slopes::Given(given), MIN_SCHOOLS)
            .map(|model| RandomIntercept { between, ..model }),
        None => both,
    };
    let fitted = model.as_ref().ok();
    let between = slope;
    let before: Vec<(f64, u64)> = groups.iter().map(|of| (of.mean_x, of.n)).collect();
    let middle = weighted_mean(&before);
    let effect = |at: usize| fitted.and_then(|model| model.groups.get(at).copied().flatten());
    let schools = of_schools.iter().enumerate().map(|(at, (school, of))| SchoolGain {
        school: *school,
        n: of.n,
        before: of.mean_x,
        after: of.mean_y,
        rebound: between
            .zip(middle)
            .and_then(|(slope, middle)| expected_rebound(of.mean_x, middle, slope)),
        effect: effect(at),
    });
    let schools = schools.collect();
    (model, schools)
}
