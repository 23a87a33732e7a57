//! Pupils from test to test: what stands around their figures, put in the form that is released.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Confidentiality;
use kvalitet_core::method::Z_95;
use kvalitet_core::progression::{Norm, Norms, TestOccasion, Unpaired};
use kvalitet_core::table::NATIONAL_TEST;
use kvalitet_core::{Decimal, Grade, SchoolKind, Subject, TallyError, Unit};
use kvalitet_disclosure::{
    EffectAccount, ExpectationAccount, FollowedPupils, GrowthAccount, ModelAccount, NormLevels,
    NormsSource, ProgressAccount, Readers, SchoolGainAccount, SchoolGainsAccount, TestCoverage,
    UnitInfo, WayAccount,
};
use kvalitet_figures::{
    Followed, Growth, STANDING_DECIMALS, SchoolGain, SchoolGains, Schools, Way, WayFound, follow,
    norms_of, school_gains,
};
use kvalitet_ingest::Ingested;
use kvalitet_ingest::national_test::progression_rows;
use kvalitet_ingest::tally::TableRows;

use crate::plan::Plan;

/// Schools as they are today: those that were taken over are the ones that took over.
pub(crate) struct Today<'a>(pub(crate) &'a Ingested);

impl Schools for Today<'_> {
    fn current(&self, place: u16) -> Option<(Unit, SchoolKind)> {
        let progress = &self.0.tests.progress;
        let number = *progress.schools.get(usize::from(place))?;
        let number = self.0.succession.current(number);
        let kind = self.0.register.schools().get(&number)?.kind;
        Some((Unit::School(number), kind))
    }
}

/// Pupils' ways from test to test.
#[derive(Debug, Default)]
pub(crate) struct Progression {
    /// What was learnt of them, and what each pair gained.
    followed: Followed,
    /// What schools added.
    gains: Vec<SchoolGains>,
}

impl Progression {
    pub(crate) fn of(ingested: &Ingested, plan: &Plan) -> Result<Self, TallyError> {
        let progress = &ingested.tests.progress;
        let followed = follow(progress, plan.following().norms, &plan.settings)?;
        let rules = (&plan.settings, keeps_movers(plan));
        let gains = school_gains(progress, &Today(ingested), rules)?;
        Ok(Self { followed, gains })
    }

    /// A row for each pupil.
    pub(crate) fn rows(&self, ingested: &Ingested, plan: &Plan) -> TableRows {
        let schools = (&ingested.register, &ingested.succession);
        let progress = &ingested.tests.progress;
        progression_rows(progress, &self.followed.gains, schools, keeps_movers(plan))
    }
}

fn keeps_movers(plan: &Plan) -> bool {
    plan.settings.choice("fremgang_flyttere") == "taeller"
}

/// The account of a run.
pub(crate) fn account(
    plan: &Plan,
    ingested: &Ingested,
    Progression { followed, gains }: &Progression,
) -> ProgressAccount {
    let norms = plan
        .norms
        .as_ref()
        .map(|of| NormsSource { source: of.norms.source.clone(), digest: of.digest.clone() });
    let ways = followed.ways.iter().filter_map(|(way, found)| way_account(*way, found));
    ProgressAccount {
        norms,
        coverage: coverage(ingested),
        norm_levels: norm_levels(followed),
        ways: ways.collect(),
        schools: gains.iter().map(gains_account).collect(),
    }
}

/// Who was followed to each test, and why the others were not.
fn coverage(ingested: &Ingested) -> Vec<TestCoverage> {
    let progress = &ingested.tests.progress;
    let mut found: BTreeMap<TestOccasion, (Option<Grade>, FollowedPupils)> = BTreeMap::new();
    let mut nowhere: BTreeMap<TestOccasion, (Unpaired, u64)> = BTreeMap::new();
    let nobody =
        FollowedPupils { pairs: 0, moved: 0, without_ability: 0, other_year: 0, none_earlier: 0 };
    let today = Today(ingested);
    for pair in &progress.pairs {
        let Some(step) = progress.steps.get(usize::from(pair.step)) else { continue };
        let (from, of) = found.entry(step.step.to).or_insert((None, nobody));
        *from = Some(step.step.from.grade);
        let moved = today.current(pair.school) != today.current(pair.from_school);
        of.pairs += 1;
        of.moved += u64::from(moved);
        of.without_ability += u64::from(pair.standings.get().is_none());
    }
    for ((_, test, reason), count) in &progress.unpaired {
        let count = u64::from(*count);
        let mut add = |to: fn(&mut FollowedPupils) -> &mut u64| {
            let (_, of) = found.entry(*test).or_insert((None, nobody));
            *to(of) += count;
        };
        match reason {
            Unpaired::OtherYear => add(|of| &mut of.other_year),
            Unpaired::NoEarlierResult => add(|of| &mut of.none_earlier),
            Unpaired::FirstTest
            | Unpaired::OutsideTheReport
            | Unpaired::OtherSeries
            | Unpaired::NotHeld => nowhere.entry(*test).or_insert((*reason, 0)).1 += count,
        }
    }
    let followed = found.into_iter().map(|(test, (from, of))| {
        let tested = of.pairs + of.other_year + of.none_earlier;
        (test, TestCoverage { reason: None, followed: Some(of), ..empty(test, from, tested) })
    });
    let not = nowhere.into_iter().map(|(test, (reason, tested))| {
        (test, TestCoverage { reason: Some(reason), ..empty(test, None, tested) })
    });
    let all: BTreeMap<TestOccasion, TestCoverage> = followed.chain(not).collect();
    all.into_values().collect()
}

fn empty(test: TestOccasion, from: Option<Grade>, tested: u64) -> TestCoverage {
    let TestOccasion { subject, year, grade } = test;
    TestCoverage { subject, year, grade, from, tested, reason: None, followed: None }
}

/// The norms' ways from level to level, subject by subject.
fn norm_levels(followed: &Followed) -> Vec<NormLevels> {
    let mut all: BTreeMap<Subject, [[u64; 6]; 6]> = BTreeMap::new();
    for (way, found) in &followed.ways {
        let Some(counts) = found.norm_transitions else { continue };
        let sums = all.entry(way.subject).or_default().iter_mut().flatten();
        sums.zip(counts.as_flattened()).for_each(|(sum, count)| *sum += count);
    }
    all.into_iter().map(|(subject, counts)| NormLevels { subject, counts }).collect()
}

fn way_account(way: Way, found: &WayFound) -> Option<WayAccount> {
    let expected = |at: usize| {
        let expectation = found.expected.get(at)?.as_ref().ok()?;
        let moved = found.moved_by_error.get(at).copied().flatten();
        Some(ExpectationAccount {
            standard_error: Decimal::from_f64(expectation.standard_error, 2)?,
            reliability: Decimal::from_f64(expectation.reliability, 2)?,
            slope: Decimal::from_f64(expectation.line.slope, 2)?,
            moved_by_error: moved.and_then(|[up, down]| {
                Some([Decimal::from_f64(100.0 * up, 0)?, Decimal::from_f64(100.0 * down, 0)?])
            }),
        })
    };
    let moments = found.sums.moments(STANDING_DECIMALS);
    let per_cent = |count: u64| {
        let of = i128::from(found.sums.n.max(1));
        Decimal::from_ratio(i128::from(count) * 100, of, 1)
    };
    let [lowest, highest] = found.ends.map(per_cent);
    Some(WayAccount {
        subject: way.subject,
        from: way.from,
        to: way.to,
        basis: way.basis,
        pairs: found.sums.n,
        correlation: moments.and_then(|of| Decimal::from_f64(of.correlation()?, 2)),
        expected: [expected(0), expected(1)],
        growth: match found.growth {
            Growth::Supplied(_) => GrowthAccount::Supplied,
            Growth::Own(_) => GrowthAccount::Own,
            Growth::TooFew => GrowthAccount::TooFew,
            Growth::NoFit => GrowthAccount::NoFit,
        },
        ends: [lowest?, highest?],
    })
}

fn gains_account(of: &SchoolGains) -> SchoolGainsAccount {
    let model = of.model.as_ref().ok().and_then(|model| {
        let between = model.between?;
        Some(ModelAccount {
            within: Decimal::from_f64(model.slope.estimate, 2)?,
            between: Decimal::from_f64(between.slope.estimate, 2)?,
            schools: Decimal::from_f64(model.group_deviation, 2)?,
            pupils: Decimal::from_f64(model.pupil_deviation, 2)?,
            p: model.p_value().and_then(|p| Decimal::from_f64(p, 4)),
        })
    });
    SchoolGainsAccount {
        subject: of.subject,
        kind: of.kind,
        basis: of.basis,
        years: of.years.clone(),
        model,
        schools: of.schools.iter().filter_map(school_gain).collect(),
    }
}

fn school_gain(of: &SchoolGain) -> Option<SchoolGainAccount> {
    let two = |value: f64| Decimal::from_f64(value, 2);
    let effect = of.effect.and_then(|effect| {
        let margin = Z_95 * effect.prediction_error;
        let comparison = effect.comparison.and_then(|of| Some([two(of.lower)?, two(of.upper)?]));
        Some(EffectAccount {
            shrunken: two(effect.shrunken)?,
            interval: [two(effect.shrunken - margin)?, two(effect.shrunken + margin)?],
            comparison,
            reliability: two(effect.reliability)?,
        })
    });
    Some(SchoolGainAccount {
        school: of.school,
        n: of.n,
        before: two(of.before)?,
        after: two(of.after)?,
        rebound: of.rebound.and_then(two),
        effect,
    })
}

/// Fewer pupils than this make no norm.
const LEAST_OF_A_NORM: u64 = 100;

/// The norms that the run's own pupils make.
///
/// Tests that were not held for everybody are left out, tests and ways of fewer than 100 pupils too, and so are counts of ways from level to level
/// where one of them is small.
pub(crate) fn own_norms(
    plan: &Plan,
    ingested: &Ingested,
    (progression, units): (&Progression, &BTreeMap<Unit, UnitInfo>),
) -> Option<Norms> {
    let municipality = Unit::Municipality(plan.report.municipality);
    let name = units.get(&municipality).map_or_else(String::new, |of| of.name.clone());
    let years = [plan.report.years.first(), plan.report.years.last()];
    let years: Vec<String> = years.into_iter().flatten().map(ToString::to_string).collect();
    let source = format!("{name}, {}", years.join("-"));
    let mut norms = norms_of(&ingested.tests.progress, &progression.followed, &source);
    norms.tests.retain(|of| {
        let series =
            plan.catalogue.series_of_result(&NATIONAL_TEST.name, of.subject, (of.year, of.grade));
        // A test that few took is no norm of all.
        let is_whole =
            series.is_some_and(|series| series.no_municipality_figure(of.year).is_none());
        let pupils = match of.norm {
            Norm::Areas { pupils, .. } => pupils,
            Norm::Whole { .. } => 0,
        };
        is_whole && LEAST_OF_A_NORM <= pupils
    });
    norms.steps.retain(|of| LEAST_OF_A_NORM <= of.pairs);
    let rules = plan.policy.rules(Readers::Administration);
    let by_law = rules.filter(|rule| rule.class == Confidentiality::ByLaw);
    let k = by_law.map(|rule| rule.k).max().unwrap_or(u64::MAX);
    let is_small = |count: &u64| 0 < *count && *count < k;
    for step in &mut norms.steps {
        step.transitions = step.transitions.filter(|of| !of.iter().flatten().any(is_small));
    }
    (!norms.tests.is_empty()).then_some(norms)
}
