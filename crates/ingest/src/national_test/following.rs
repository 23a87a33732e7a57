//! Pupils from test to test: each result and the one before it.
//!
//! A result is paired with the pupil's result in the subject's test before it, taken as many years
//! earlier as there are grades between: the first attempt of both, each in the grade it is meant for.
//! Why a result has no pair is counted. Nothing here knows who a pupil is once the pairs are made.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Series;
use kvalitet_core::progression::{
    Basis, CohortSums, FollowedStep, Norm, Progress, PupilPair, Standing, Step, TestOccasion,
    TwoStandings, Unpaired,
};
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Grade, InstitutionNumber, SchoolYear};
use rayon::prelude::*;

use super::{Attempt, Packed, TEST, contradiction};
use crate::request::Request;

/// Pairs the results of all pupils; `parts` hold all attempts of their pupils, `cohorts` are by test.
pub(super) fn follow(
    parts: &[&[Attempt]],
    cohorts: &BTreeMap<u64, CohortSums>,
    (request, schools): (&Request<'_>, Vec<InstitutionNumber>),
) -> Progress {
    let routes = Routes::new(request, parts, cohorts);
    let found: Vec<Found> = parts.par_iter().map(|part| routes.pairs(part)).collect();
    // Room for all at once: a list that grows is there twice.
    let mut pairs = Vec::with_capacity(found.iter().map(|of| of.pairs.len()).sum());
    let mut unpaired = BTreeMap::new();
    for of_part in found {
        pairs.extend(of_part.pairs);
        for ((school, test, reason), count) in of_part.unpaired {
            if let (Some(school), Some(test)) = (schools.get(school), occasion(test)) {
                *unpaired.entry((*school, test, reason)).or_default() += count;
            }
        }
    }
    // By content: who comes first does not depend on pupils' keys.
    pairs.par_sort_unstable();
    let cohorts = cohorts.iter().filter_map(|(test, sums)| Some((occasion(*test)?, *sums)));
    Progress { schools, cohorts: cohorts.collect(), steps: routes.steps, pairs, unpaired }
}

/// The subject, year and grade of a packed test.
fn occasion(test: u64) -> Option<TestOccasion> {
    let packed = Packed(test << TEST);
    Some(TestOccasion { subject: packed.subject(), year: packed.year()?, grade: packed.grade()? })
}

/// Where a result is looked for.
#[derive(Clone, Copy)]
enum Route {
    /// In this test, on this step, with these standings of both.
    From { test: u64, step: u16, standings: Option<[Standing; 2]> },
    /// Nowhere.
    Nowhere(Unpaired),
}

/// Where the result before is looked for, for every test there are results of.
struct Routes {
    /// By the number of a test: a look-up for every result.
    routes: Vec<Option<Route>>,
    steps: Vec<FollowedStep>,
}

/// One more than the greatest number of a test.
const TESTS: usize = 1 << 13;

/// What was found for some pupils.
#[derive(Default)]
struct Found {
    pairs: Vec<PupilPair>,
    unpaired: BTreeMap<(usize, u64, Unpaired), u32>,
}

impl Routes {
    fn new(
        request: &Request<'_>,
        parts: &[&[Attempt]],
        cohorts: &BTreeMap<u64, CohortSums>,
    ) -> Self {
        let mut held: Vec<u64> = parts
            .par_iter()
            .flat_map_iter(|part| {
                let mut tests: Vec<u64> = part.iter().map(|attempt| attempt.what.test()).collect();
                tests.sort_unstable();
                tests.dedup();
                tests
            })
            .collect();
        held.sort_unstable();
        held.dedup();
        let (mut routes, mut steps) = (vec![None; TESTS], Vec::new());
        for test in &held {
            let Some(to) = occasion(*test) else { continue };
            let route = match before(request, to) {
                Err(reason) => Route::Nowhere(reason),
                Ok(_) if is_partial(request, to) => Route::Nowhere(Unpaired::NotHeld),
                Ok(from) => match held.iter().find(|held| occasion(**held) == Some(from)) {
                    None => Route::Nowhere(Unpaired::OutsideTheReport),
                    Some(earlier) => {
                        let of_tests = [*earlier, *test].map(|test| cohorts.get(&test));
                        let (basis, standings) = standings(request, [from, to], of_tests);
                        let step = u16::try_from(steps.len()).unwrap_or(u16::MAX);
                        steps.push(FollowedStep { step: Step { from, to }, basis, standings });
                        Route::From { test: *earlier, step, standings }
                    }
                },
            };
            if let Some(slot) = usize::try_from(*test).ok().and_then(|at| routes.get_mut(at)) {
                *slot = Some(route);
            }
        }
        Self { routes, steps }
    }

    fn pairs(&self, attempts: &[Attempt]) -> Found {
        let mut found = Found::default();
        let mut firsts: Vec<&Attempt> = Vec::new();
        for pupil in attempts.chunk_by(|a, b| a.pupil == b.pupil) {
            let groups = pupil.chunk_by(|a, b| a.what.test() == b.what.test());
            firsts.clear();
            firsts.extend(
                groups.filter_map(|group| {
                    group.first().filter(|of| contradiction(group, of).is_none())
                }),
            );
            for later in &firsts {
                match self.pair(later, &firsts) {
                    Ok(pair) => found.pairs.push(pair),
                    Err(reason) => {
                        let key = (later.what.school(), later.what.test(), reason);
                        *found.unpaired.entry(key).or_default() += 1;
                    }
                }
            }
        }
        found
    }

    /// A pupil's result with the one before it.
    fn pair(&self, later: &Attempt, all: &[&Attempt]) -> Result<PupilPair, Unpaired> {
        let at = usize::try_from(later.what.test()).ok();
        let route = at.and_then(|at| self.routes.get(at).copied().flatten());
        let (test, step, standings) = match route {
            Some(Route::From { test, step, standings }) => (test, step, standings),
            Some(Route::Nowhere(reason)) => return Err(reason),
            None => return Err(Unpaired::FirstTest),
        };
        let Some(earlier) = all.iter().find(|of| of.what.test() == test) else {
            let repeats = all.iter().any(|of| is_of_another_cohort(of, later));
            return Err(if repeats { Unpaired::OtherYear } else { Unpaired::NoEarlierResult });
        };
        let standings = standings.and_then(|[from, to]| {
            let from = from.of(earlier.abilities.get()?)?;
            Some([from, to.of(later.abilities.get()?)?])
        });
        Ok(PupilPair {
            step,
            school: school(later),
            from_school: school(earlier),
            levels: [earlier.what.level(), later.what.level()],
            standings: TwoStandings::new(standings),
        })
    }
}

/// Whether an earlier result in the subject was taken out of step: a grade repeated or skipped since.
fn is_of_another_cohort(earlier: &Attempt, later: &Attempt) -> bool {
    let begins = |of: &Attempt| {
        Some(i32::from(of.what.year()?.start()) - i32::from(of.what.grade()?.number()))
    };
    earlier.what.subject() == later.what.subject()
        && earlier.what.year() < later.what.year()
        && begins(earlier) != begins(later)
}

fn school(attempt: &Attempt) -> u16 {
    u16::try_from(attempt.what.school()).unwrap_or(u16::MAX)
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
