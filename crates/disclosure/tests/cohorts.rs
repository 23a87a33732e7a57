//! Year groups at the gate: who sees them, and what a hidden test takes with it.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod support;

use std::collections::BTreeMap;

use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::{
    Breakdown, Evidence, FigureKey, Origin, Period, Published, PublishedForm, RollupGraph, Tally,
    Unit, with_wholes,
};
use kvalitet_disclosure::{Audience, CohortContent, Release, ReleasedCohort, ReleasedContent};
use proptest::prelude::*;

use support::{Town, counted, graph, school};

/// A school's good readers and all readers of 4th grade in 2016/17 and of 6th two years later.
type Tests = [(u64, u64); 2];

const MUNICIPALITY: &str = "kommune:999";
const TESTS: [&str; 2] = ["2016-17/klasse:4", "2018-19/klasse:6"];

fn evidence(
    schools: &[Tests],
    nation: Option<[&str; 2]>,
    graph: &RollupGraph,
) -> BTreeMap<FigureKey, Evidence> {
    let mut leaves = BTreeMap::new();
    for (number, counts) in schools.iter().enumerate() {
        for (test, (hits, n)) in TESTS.iter().zip(counts) {
            let key = format!("laesning.gode/{}/{test}", school(number));
            leaves.insert(key.parse().unwrap(), Tally::share(*hits, *n).unwrap());
        }
    }
    let whole = with_wholes(&leaves, Tally::merge, |_| false).unwrap();
    let mut all = counted(graph.roll_up(&whole, Tally::merge).unwrap(), Origin::Counts);
    for (test, percent) in TESTS.iter().zip(nation.into_iter().flatten()) {
        let (value, form) = (percent.parse().unwrap(), PublishedForm::Other);
        let published = Published { value, form, n: None, verdict: None };
        let key = format!("laesning.gode/land/{test}").parse().unwrap();
        all.insert(key, Evidence::Published(published));
    }
    all
}

fn released(schools: &[Tests], nation: Option<[&str; 2]>, audience: Audience) -> Release {
    let graph = graph(schools.len(), 3);
    let town = Town::new(&evidence(schools, nation, &graph), &graph, &["2016/17", "2018/19"]);
    town.release(audience)
}

/// The figure of a unit at a test; `None` where it is hidden.
fn figure(release: &Release, unit: Unit, at: Occasion) -> Option<(f64, u64)> {
    let key = FigureKey {
        indicator: "laesning.gode".parse().unwrap(),
        unit,
        period: Period::Year(at.year),
        breakdown: Breakdown::of_grade(at.grade),
    };
    match *release.figures()[&key].content() {
        ReleasedContent::Shown { value, n, .. } => Some((value.to_f64(), n.unwrap_or_default())),
        ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
    }
}

fn both(release: &Release, of: &ReleasedCohort) -> Option<[(f64, u64); 2]> {
    Some([figure(release, of.unit, of.from)?, figure(release, of.unit, of.to)?])
}

fn counts() -> impl Strategy<Value = Vec<Tests>> {
    let cell = || prop_oneof![1 => 1..6_u64, 6 => 6..60_u64].prop_flat_map(|n| (0..=n, Just(n)));
    proptest::collection::vec([cell(), cell()], 2..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing is told of a year group that its two figures do not tell already, and no interval is made
    /// of a school that is hidden.
    #[test]
    fn a_year_group_tells_no_more_than_the_figures_it_rests_on(
        counts in counts(), is_known in any::<bool>(),
    ) {
        let nation = is_known.then_some(["67", "66"]);
        let release = released(&counts, nation, Audience::Administration);
        prop_assert!(!release.cohorts().is_empty());
        let whole: Unit = MUNICIPALITY.parse().unwrap();
        let is_whole_shown = release.cohorts().iter().any(|of| {
            of.unit == whole && both(&release, of).is_some()
        });
        for of in release.cohorts() {
            let figures = both(&release, of);
            let CohortContent::Shown { state, numbers } = &of.content else {
                prop_assert!(figures.is_none(), "{:?}", of);
                continue;
            };
            let [(before, n), (after, m)] = figures.unwrap();
            prop_assert_eq!(*state == CohortState::TooFew, n.min(m) < 10);
            let Some(numbers) = numbers else { continue };
            prop_assert!((numbers.before.value.to_f64() - before).abs() < 1e-9);
            prop_assert!((numbers.after.value.to_f64() - after).abs() < 1e-9);
            prop_assert_eq!([numbers.before.n, numbers.after.n], [Some(n), Some(m)]);
            if let (Some(difference), Some([lower, upper])) = (numbers.difference, numbers.limits) {
                prop_assert!(lower.compare(difference).is_le() && difference.compare(upper).is_le());
            }
            let of_school = matches!(of.unit, Unit::School(_));
            match numbers.against {
                Some(HeldAgainst::Nation) => {
                    prop_assert!(is_known);
                    let distance = numbers.before.distance.unwrap().to_f64();
                    prop_assert!((distance - (before - 67.0)).abs() < 0.11);
                }
                Some(HeldAgainst::Municipality) => {
                    prop_assert!(!is_known && of_school && is_whole_shown);
                }
                None => {
                    prop_assert!(!is_known);
                    prop_assert!(!of_school || !is_whole_shown);
                }
            }
            if !of_school && numbers.limits.is_some() {
                let hidden = release.cohorts().iter().filter(|of| both(&release, of).is_none());
                for school in hidden.map(|of| of.unit) {
                    let place = (0..counts.len()).find(|place| self::school(*place) == school);
                    let is_in = place.is_some_and(|place| {
                        counts[place].iter().all(|(_, n)| 10 <= *n)
                            && release.graph().with_ancestors(school).contains(&of.unit)
                    });
                    prop_assert!(!is_in, "{} is in the interval of {}", school, of.unit);
                }
            }
        }
    }

    #[test]
    fn the_public_sees_no_year_group(counts in counts()) {
        let release = released(&counts, Some(["67", "66"]), Audience::Public);
        prop_assert!(release.cohorts().is_empty());
    }
}

/// The test above would pass where every interval is hidden.
#[test]
fn the_municipality_has_its_interval_though_a_special_school_is_hidden() {
    let school = [(60, 90), (70, 95)];
    let special = [(1, 2), (2, 5)];
    let schools = [school, school, special, school, school, special];
    let release = released(&schools, Some(["67", "66"]), Audience::Administration);
    let mut cohorts = release.cohorts().iter();
    let hidden = cohorts.find(|of| of.unit == self::school(2)).unwrap();
    assert_eq!(hidden.content, CohortContent::Hidden);
    let whole = cohorts.find(|of| of.unit == MUNICIPALITY.parse().unwrap()).unwrap();
    let CohortContent::Shown { numbers: Some(numbers), .. } = &whole.content else {
        panic!("{whole:?}");
    };
    let [lower, upper] = numbers.limits.unwrap();
    assert!(lower.to_f64() < upper.to_f64());
    assert_eq!(numbers.made_with.unwrap().method, "skoler-som-klynger");
}
