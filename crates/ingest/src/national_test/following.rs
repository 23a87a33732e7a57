//! Pupils from test to test: each result and the one before it.
//!
//! A result is paired with the pupil's result in the subject's test before it, taken as many years
//! earlier as there are grades between: the first attempt of both, each in the grade it is meant for.
//! Why a result has no pair is counted. Nothing here knows who a pupil is once the pairs are made.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Series;
use kvalitet_core::progression::{
    Basis, CohortSums, FollowedStep, Norm, PupilPair, Standing, Step, TestOccasion, TwoStandings,
    Unpaired,
};
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Grade, Level, SchoolYear};
use rayon::prelude::*;

use super::attempts::{Abilities, Attempt, Packed, TESTS};
use crate::request::Request;

/// The subject, year and grade of a packed test.
pub(super) fn occasion(test: u64) -> Option<TestOccasion> {
    let packed = Packed::of_test(test);
    Some(TestOccasion { subject: packed.subject(), year: packed.year()?, grade: packed.grade()? })
}

/// Where a result is looked for.
#[derive(Clone, Copy)]
enum Route {
    /// In this test, on this step.
    From { test: u64, step: u16 },
    /// Nowhere.
    Nowhere(Unpaired),
}

/// Where the result before is looked for, for every test there are results of.
pub(super) struct Routes {
    /// By the number of a test: a look-up for every result.
    routes: Vec<Option<Route>>,
    /// The steps that pairs name by place, with the numbers of both tests.
    steps: Vec<(Step, [u64; 2])>,
}

/// Two results of a pupil, without who it is.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    step: u16,
    /// The places of both schools, earlier and later.
    schools: [u16; 2],
    levels: [Option<Level>; 2],
    abilities: [Abilities; 2],
}

impl Pair {
    pub(super) fn new(step: u16, both: [&Attempt; 2]) -> Self {
        Self {
            step,
            schools: both.map(|of| of.what().school()),
            levels: both.map(|of| of.what().level()),
            abilities: both.map(Attempt::abilities),
        }
    }
}

impl Routes {
    /// Where to look, among the tests that are `held`, by number.
    pub(super) fn new(request: &Request<'_>, held: &[bool]) -> Self {
        let held: Vec<u64> =
            (0..).zip(held).filter(|(_, held)| **held).map(|(test, _)| test).collect();
        let (mut routes, mut steps) = (vec![None; TESTS], Vec::new());
        for test in &held {
            let Some(to) = occasion(*test) else { continue };
            let route = match before(request, to) {
                Err(reason) => Route::Nowhere(reason),
                Ok(_) if is_partial(request, to) => Route::Nowhere(Unpaired::NotHeld),
                Ok(from) => match held.iter().find(|held| occasion(**held) == Some(from)) {
                    None => Route::Nowhere(Unpaired::OutsideTheReport),
                    Some(earlier) => {
                        let step = u16::try_from(steps.len()).unwrap_or(u16::MAX);
                        steps.push((Step { from, to }, [*earlier, *test]));
                        Route::From { test: *earlier, step }
                    }
                },
            };
            if let Some(slot) = usize::try_from(*test).ok().and_then(|at| routes.get_mut(at)) {
                *slot = Some(route);
            }
        }
        Self { routes, steps }
    }

    fn of(&self, test: u64) -> Route {
        let at = usize::try_from(test).ok();
        let route = at.and_then(|at| self.routes.get(at).copied().flatten());
        route.unwrap_or(Route::Nowhere(Unpaired::FirstTest))
    }

    /// Why no result of a test has one before it; `None` where one is looked for.
    pub(super) fn nowhere(&self, test: u64) -> Option<Unpaired> {
        match self.of(test) {
            Route::From { .. } => None,
            Route::Nowhere(reason) => Some(reason),
        }
    }

    /// The step that leads to a test.
    pub(super) fn step_to(&self, test: u64) -> Option<Step> {
        let Route::From { step, .. } = self.of(test) else { return None };
        self.steps.get(usize::from(step)).map(|(step, _)| *step)
    }

    /// The result before one, among the earlier results of its pupil, and the step between them.
    pub(super) fn before<'a>(
        &self,
        later: &Attempt,
        earlier: &[&'a Attempt],
    ) -> Result<(&'a Attempt, u16), Unpaired> {
        let (test, step) = match self.of(later.what().test()) {
            Route::From { test, step } => (test, step),
            Route::Nowhere(reason) => return Err(reason),
        };
        let found = earlier.iter().find(|of| of.what().test() == test);
        let repeats = || earlier.iter().any(|of| is_of_another_cohort(of, later));
        found
            .map(|of| (*of, step))
            .ok_or_else(|| if repeats() { Unpaired::OtherYear } else { Unpaired::NoEarlierResult })
    }

    /// The steps with what their standings are held against; `cohorts` are by test.
    pub(super) fn followed(
        &self,
        request: &Request<'_>,
        cohorts: &BTreeMap<u64, CohortSums>,
    ) -> Vec<FollowedStep> {
        let followed = self.steps.iter().map(|(step, tests)| {
            let of_tests = tests.map(|test| cohorts.get(&test));
            let (basis, standings) = standings(request, [step.from, step.to], of_tests);
            FollowedStep { step: *step, basis, standings }
        });
        followed.collect()
    }
}

/// Pairs with their standings, by content: who comes first does not depend on pupils' keys.
pub(super) fn with_standings(pairs: Vec<Pair>, steps: &[FollowedStep]) -> Vec<PupilPair> {
    let pair = |pair: Pair| {
        let step = steps.get(usize::from(pair.step));
        let standings = step.and_then(|step| step.standings).and_then(|[from, to]| {
            let [then, now] = pair.abilities;
            let then = from.of(then.get()?)?;
            Some([then, to.of(now.get()?)?])
        });
        let [from_school, school] = pair.schools;
        PupilPair {
            step: pair.step,
            school,
            from_school,
            levels: pair.levels,
            standings: TwoStandings::new(standings),
        }
    };
    let mut pairs: Vec<PupilPair> = pairs.into_par_iter().map(pair).collect();
    pairs.par_sort_unstable();
    pairs
}

/// Whether an earlier result in the subject was taken out of step: a grade repeated or skipped since.
fn is_of_another_cohort(earlier: &Attempt, later: &Attempt) -> bool {
    let (earlier, later) = (earlier.what(), later.what());
    let begins = |of: Packed| Some(i32::from(of.year()?.start()) - i32::from(of.grade()?.number()));
    earlier.subject() == later.subject()
        && earlier.year() < later.year()
        && begins(earlier) != begins(later)
}

/// The test that a result is held against, or why there is none.
fn before(request: &Request<'_>, to: TestOccasion) -> Result<TestOccasion, Unpaired> {
    let series_of = |test: TestOccasion| {
        let when = (test.year, test.grade);
        request.catalogue.series_of_result(&NATIONAL_TEST.name, test.subject, when)
    };
    let series = series_of(to).ok_or(Unpaired::OtherSeries)?;
    let mut grade = to.grade;
    loop {
        grade = grade_before(series, grade).ok_or(Unpaired::FirstTest)?;
        let years = u16::from(to.grade.number() - grade.number());
        let year = to.year.start().checked_sub(years).and_then(SchoolYear::starting);
        let year = year.ok_or(Unpaired::OutsideTheReport)?;
        let from = TestOccasion { year, grade, ..to };
        if series_of(from).is_none_or(|of| of.id != series.id) {
            return Err(Unpaired::OtherSeries);
        }
        if !is_partial(request, from) {
            return Ok(from);
        }
        if !request.progression.bridges {
            return Err(Unpaired::NotHeld);
        }
    }
}

/// Whether a test was held for a part of the municipality alone: those who took it are no picture of
/// the others, whatever norms there are.
fn is_partial(request: &Request<'_>, test: TestOccasion) -> bool {
    let when = (test.year, test.grade);
    let series = request.catalogue.series_of_result(&NATIONAL_TEST.name, test.subject, when);
    series.is_some_and(|of| of.no_municipality_figure(test.year).is_some())
}

fn grade_before(series: &Series, grade: Grade) -> Option<Grade> {
    series.grades.iter().copied().filter(|of| *of < grade).max()
}

/// What the standings of two tests are held against, and how they are made: the plan's norms where it
/// has one for both, otherwise the municipality's own pupils for both.
fn standings(
    request: &Request<'_>,
    tests: [TestOccasion; 2],
    cohorts: [Option<&CohortSums>; 2],
) -> (Basis, Option<[Standing; 2]>) {
    let rules = request.progression;
    let both = |norms: [Option<Norm>; 2]| {
        let [from, to] = norms.map(|norm| norm.and_then(|of| of.standing(rules.construction)));
        Some([from?, to?])
    };
    let supplied = tests.map(|test| rules.norms.and_then(|norms| norms.of_test(test)));
    match both(supplied) {
        Some(standings) => (Basis::Supplied, Some(standings)),
        None => (Basis::Own, both(cohorts.map(|cohort| cohort.and_then(|of| of.norm())))),
    }
}
