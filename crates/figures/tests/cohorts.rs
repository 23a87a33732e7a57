//! Year groups of invented municipalities, followed from one test to the next.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::settings::{SettingValue, Settings};
use kvalitet_core::{
    Evidence, FigureKey, Grade, Origin, Published, PublishedForm, RollupGraph, SchoolYear, Tally,
    Unit,
};
use kvalitet_figures::{CohortJudgement, Scope, estimate, judge};
use proptest::prelude::*;

const MUNICIPALITY: &str = "kommune:999";

/// A share tested in grades 2, 4, 6 and 8; 2019/20 was not taken by everybody, 2020/21 stands with
/// reservation, and from 2023/24 on it is another test. Beside it participation, which has no target.
const DEFINITIONS: &str = r#"
[theme]
id = "t"
name = { da = "a", en = "a" }
about = { da = "a", en = "a" }

[[series]]
id = "s"
name = { da = "a", en = "a" }
subject = "laesning"
from = "2009/10"
grades = [2, 4, 6, 8]
source = "a"

[[series.without_municipality]]
year = "2019/20"
reason = { da = "a", en = "a" }
source = "a"

[[series.reservation]]
year = "2020/21"
reason = { da = "a", en = "a" }
source = "a"

[[series.break]]
at = "2023/24"
weight = "brud"
reason = { da = "a", en = "a" }
source = "a"

[defaults]
version = 1
series = "s"
table = "egen"
population = { da = "a", en = "a" }
reported = "andel"
scale = "procent"
decimals = 1
polarity = "hoejere-er-bedre"
minimum_n = 10
method = "wilson"
confidentiality = "aaben"
source = "a"
status = "antaget"

[[indicator]]
id = "andel"
name = { da = "a", en = "a" }
description = { da = "a", en = "a" }
target = { number = "1.1", rule = { mindst_procent = 80 } }

[[indicator]]
id = "deltagelse"
name = { da = "a", en = "a" }
description = { da = "a", en = "a" }
"#;

fn school(number: usize) -> Unit {
    format!("skole:{}", 999_001 + number).parse().unwrap()
}

fn at(start: u16, grade: u8) -> Occasion {
    Occasion { year: SchoolYear::starting(start).unwrap(), grade: Grade::new(grade).unwrap() }
}

/// A municipality in the making: figures by unit and test.
#[derive(Clone, Default)]
struct Town {
    evidence: BTreeMap<FigureKey, Evidence>,
    schools: BTreeSet<Unit>,
    settings: Vec<(&'static str, SettingValue)>,
}

impl Town {
    fn put(&mut self, indicator: &str, unit: Unit, test: Occasion, evidence: Evidence) {
        let Occasion { year, grade } = test;
        let key = format!("{indicator}/{unit}/{}/klasse:{grade}", year.key());
        self.evidence.insert(key.parse().unwrap(), evidence);
    }

    /// A school's counts, which the municipality's own sum takes in.
    fn school(&mut self, unit: Unit, test: Occasion, (hits, n): (u64, u64)) {
        self.schools.insert(unit);
        let tally = |hits, n| Evidence::Counted {
            tally: Tally::share(hits, n).unwrap(),
            origin: Origin::Counts,
        };
        self.put("andel", unit, test, tally(hits, n));
        self.put("deltagelse", unit, test, tally(hits, n));
        let whole = MUNICIPALITY.parse().unwrap();
        let key = format!("andel/{whole}/{}/klasse:{}", test.year.key(), test.grade);
        let (mut all_hits, mut all) = (hits, n);
        if let Some(Evidence::Counted { tally: Tally::Share { n: of, hits: others }, .. }) =
            self.evidence.get(&key.parse().unwrap())
        {
            all_hits += others;
            all += of;
        }
        self.put("andel", whole, test, tally(all_hits, all));
    }

    fn nation(&mut self, test: Occasion, percent: &str) {
        let (value, form) = (percent.parse().unwrap(), PublishedForm::Other);
        let published = Published { value, form, n: None, verdict: None };
        self.put("andel", Unit::Nation, test, Evidence::Published(published));
    }

    fn cohorts(&self) -> Vec<CohortJudgement> {
        let catalogue = Catalogue::from_toml(&[DEFINITIONS]).unwrap();
        let settings: Settings = self
            .settings
            .iter()
            .fold(Catalogue::built_in().unwrap().settings(), |settings, (id, value)| {
                settings.with(id, value.clone()).unwrap()
            });
        let figures = estimate(&self.evidence, &BTreeMap::new(), &catalogue);
        let years: BTreeSet<SchoolYear> =
            (2015..=2024).map(|start| SchoolYear::starting(start).unwrap()).collect();
        let mut graph = RollupGraph::default();
        for school in &self.schools {
            graph.add(*school, MUNICIPALITY.parse().unwrap());
        }
        let kinds = BTreeMap::new();
        let scope = Scope {
            catalogue: &catalogue,
            settings: &settings,
            years: &years,
            graph: &graph,
            kinds: &kinds,
        };
        judge(&figures, &scope).cohorts
    }
}

/// What is said of one unit, by the two tests.
fn of(cohorts: &[CohortJudgement], unit: Unit) -> BTreeMap<(Occasion, Occasion), CohortState> {
    let of_unit = cohorts.iter().filter(|of| of.unit == unit);
    of_unit.map(|of| ((of.from, of.to), of.state)).collect()
}

/// Counts of a 4th grade in 2016/17 and of the 6th two years later.
fn tests() -> impl Strategy<Value = Vec<[(u64, u64); 2]>> {
    let cell = || (10..120_u64).prop_flat_map(|n| (0..=n, Just(n)));
    proptest::collection::vec([cell(), cell()], 1..16)
}

fn town(counts: &[[(u64, u64); 2]], order: &[usize], nation: Option<[i64; 2]>) -> Town {
    let mut town = Town::default();
    for (place, [before, after]) in order.iter().zip(counts) {
        town.school(school(*place), at(2016, 4), *before);
        town.school(school(*place), at(2018, 6), *after);
    }
    for (test, percent) in [at(2016, 4), at(2018, 6)].into_iter().zip(nation.into_iter().flatten())
    {
        town.nation(test, &percent.to_string());
    }
    town
}

fn share((hits, n): (u64, u64)) -> f64 {
    let number = |count: u64| f64::from(u32::try_from(count).unwrap());
    number(hits) / number(n)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However many pupils: what is told is the difference of the figures less the nation's, and the
    /// interval holds it and what the nation's rounding may hide.
    #[test]
    fn the_distance_moves_as_the_figures_less_the_nation(
        counts in tests(), nation in [30..90_i64, 30..90_i64],
    ) {
        let order: Vec<usize> = (0..counts.len()).collect();
        let cohorts = town(&counts, &order, Some(nation)).cohorts();
        prop_assert_eq!(cohorts.len(), counts.len() + 1);
        let mut sums = [(0, 0); 2];
        for [before, after] in &counts {
            for (sum, (hits, n)) in sums.iter_mut().zip([before, after]) {
                *sum = (sum.0 + hits, sum.1 + n);
            }
        }
        let all = counts.iter().copied().chain([sums]);
        for (of, [before, after]) in cohorts.iter().zip(all) {
            let numbers = of.numbers.unwrap();
            prop_assert_eq!(numbers.against, Some(HeldAgainst::Nation));
            let percent = |at: usize| 0.01 * f64::from(i32::try_from(nation[at]).unwrap());
            let then = share(before) - percent(0);
            let now = share(after) - percent(1);
            let distance = |level: kvalitet_figures::CohortLevel| {
                level.distance(HeldAgainst::Nation).unwrap()
            };
            prop_assert!((distance(numbers.before) - then).abs() < 1e-9);
            prop_assert!((distance(numbers.after) - now).abs() < 1e-9);
            let (moved, interval) = numbers.moved().unwrap();
            prop_assert!((moved - (now - then)).abs() < 1e-9);
            prop_assert!(interval.lower <= moved - 0.01 + 1e-9 && moved + 0.01 - 1e-9 <= interval.upper);
            let roll = numbers.roll.unwrap();
            let (n, m) = (before.1, after.1);
            prop_assert_eq!(roll.is_large, 20 * n < 100 * n.abs_diff(m));
            prop_assert!((roll.change - (share((m, n)) - 1.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn permuted_schools_get_permuted_year_groups(
        counts in tests(), turn in any::<prop::sample::Index>(), is_known in any::<bool>(),
    ) {
        let nation = is_known.then_some([66, 71]);
        let order: Vec<usize> = (0..counts.len()).collect();
        let mut turned = order.clone();
        turned.rotate_left(turn.index(counts.len()));
        let by_unit = |order: &[usize]| -> BTreeMap<Unit, CohortJudgement> {
            let cohorts = town(&counts, order, nation).cohorts().into_iter();
            cohorts.map(|of| (of.unit, of)).collect()
        };
        let (ours, theirs) = (by_unit(&order), by_unit(&turned));
        for (place, moved) in order.iter().zip(&turned) {
            let (a, b) = (&ours[&school(*place)], &theirs[&school(*moved)]);
            prop_assert_eq!((a.state, a.numbers), (b.state, b.numbers));
        }
    }

    /// Without the nation's share a school is held against its municipality; taken off all schools, what
    /// is common to them is nothing.
    #[test]
    fn without_the_nation_a_school_is_held_against_the_municipality(counts in tests()) {
        let order: Vec<usize> = (0..counts.len()).collect();
        let cohorts = town(&counts, &order, None).cohorts();
        let whole = cohorts.last().unwrap();
        prop_assert_eq!(whole.unit, MUNICIPALITY.parse().unwrap());
        let whole = whole.numbers.unwrap();
        prop_assert_eq!((whole.against, whole.moved()), (None, None));
        for of in &cohorts[..counts.len()] {
            let numbers = of.numbers.unwrap();
            prop_assert_eq!(numbers.against, Some(HeldAgainst::Municipality));
            let other = numbers.after.value - numbers.before.value
                - (whole.after.value - whole.before.value);
            // A school that is the whole municipality has nobody to be held against.
            if let Some((moved, _)) = numbers.moved() {
                prop_assert!((moved - other).abs() < 1e-9);
            } else {
                prop_assert_eq!(counts.len(), 1);
            }
        }
    }
}

/// One school with every grade in every year.
fn every_year(n: u64) -> Town {
    let mut town = Town::default();
    for start in 2015..=2024 {
        for grade in [2, 4, 6, 8] {
            town.school(school(0), at(start, grade), (n / 2, n));
        }
    }
    town
}

#[test]
fn a_year_group_goes_to_the_next_grade_that_is_tested_and_no_further_than_the_tests_allow() {
    let said = of(&every_year(40).cohorts(), school(0));
    for ((from, to), state) in &said {
        let years = to.year.start() - from.year.start();
        assert_eq!((years, to.grade.number() - from.grade.number()), (2, 2));
        let expected = match (from.year.start(), to.year.start()) {
            (2017, _) => CohortState::Gap,
            (_, 2020) | (2020, _) => CohortState::WithReservation,
            (_, 2023 | 2024) => CohortState::NotComparable,
            _ => CohortState::Described,
        };
        assert_eq!(*state, expected, "{from:?} {to:?}");
    }
    // Three steps a year; none from 2019/20, which not everybody was tested in.
    let starts: BTreeSet<u16> = said.keys().map(|(from, _)| from.year.start()).collect();
    assert_eq!(starts, BTreeSet::from([2015, 2016, 2017, 2018, 2020, 2021, 2022]));
    assert_eq!(said.len(), 3 * 7);
}

#[test]
fn the_setting_leads_a_year_group_across_a_year_that_not_everybody_was_tested_in() {
    let mut town = every_year(40);
    town.settings.push(("aargang_over_hul", SettingValue::Choice("ja".to_owned())));
    let said = of(&town.cohorts(), school(0));
    for grade in [2, 4] {
        let bridged = (at(2017, grade), at(2021, grade + 4));
        assert_eq!(said[&bridged], CohortState::Described);
        assert!(!said.contains_key(&(at(2017, grade), at(2019, grade + 2))));
    }
    // There is no test after 8th grade.
    assert_eq!(said[&(at(2017, 6), at(2019, 8))], CohortState::Gap);
}

#[test]
fn few_pupils_and_shares_alone_are_said_to_be_so() {
    let few = every_year(9).cohorts();
    let one = few.iter().find(|of| of.from == at(2015, 2)).unwrap();
    assert_eq!((one.state, one.numbers), (CohortState::TooFew, None));

    let mut alone = Town::default();
    alone.schools.insert(school(0));
    for (test, percent, nation) in [(at(2016, 4), "60", "67"), (at(2018, 6), "70", "66")] {
        let (value, form) = (percent.parse().unwrap(), PublishedForm::Share);
        let published = Published { value, form, n: None, verdict: None };
        alone.put("andel", school(0), test, Evidence::Published(published));
        alone.nation(test, nation);
    }
    let cohorts = alone.cohorts();
    let [one] = cohorts.as_slice() else { panic!("{cohorts:?}") };
    assert_eq!(one.state, CohortState::CannotBeAssessed);
    let numbers = one.numbers.unwrap();
    let distances = [numbers.before, numbers.after].map(|of| of.distance(HeldAgainst::Nation));
    let [before, after] = distances.map(Option::unwrap);
    assert!((before + 0.07).abs() < 1e-9 && (after - 0.04).abs() < 1e-9);
    assert_eq!((numbers.moved(), numbers.roll), (None, None));
}

#[test]
fn participation_is_not_followed() {
    let cohorts = every_year(40).cohorts();
    assert!(cohorts.iter().all(|of| of.indicator.as_str() == "andel"));
}

/// The nation's share of one test alone is no distance at the other.
#[test]
fn a_nation_known_at_one_test_alone_is_not_held_against() {
    let mut town = town(&[[(20, 40), (30, 40)], [(25, 40), (20, 40)]], &[0, 1], None);
    town.nation(at(2016, 4), "67");
    let cohorts = town.cohorts();
    let against =
        |unit: Unit| cohorts.iter().find(|of| of.unit == unit).unwrap().numbers.unwrap().against;
    assert_eq!(against(school(0)), Some(HeldAgainst::Municipality));
    assert_eq!(against(MUNICIPALITY.parse().unwrap()), None);
}
