//! Judgements of invented municipalities: what must hold whatever the schools' figures are.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::settings::{SettingValue, Settings};
use kvalitet_core::verdict::{ChangeVerdict, Family, PositionVerdict};
use kvalitet_core::{
    Evidence, FigureKey, Origin, Published, PublishedForm, RollupGraph, SchoolKind, SchoolYear,
    Tally, Unit,
};
use kvalitet_figures::{
    ChangeJudgement, Judgements, MISS, PositionNumbers, Scope, estimate, judge,
};
use proptest::prelude::*;

const MUNICIPALITY: &str = "kommune:999";

fn school(number: usize) -> Unit {
    format!("skole:{}", 999_001 + number).parse().unwrap()
}

fn year(start: u16) -> SchoolYear {
    SchoolYear::starting(start).unwrap()
}

fn key(indicator: &str, unit: Unit, start: u16) -> FigureKey {
    format!("{indicator}/{unit}/{}", year(start).key()).parse().unwrap()
}

/// Two headlines without targets in a theme of their own: a share and a mean.
fn catalogue() -> Catalogue {
    let common = |id: &str, form: &str, scale: &str, method: &str, more: &str| {
        format!(
            "[[indicator]]\nid = \"{id}\"\nheadline = true\nversion = 1\n\
             name = {{ da = \"a\", en = \"a\" }}\ndescription = {{ da = \"a\", en = \"a\" }}\n\
             table = \"egen\"\npopulation = {{ da = \"a\", en = \"a\" }}\nreported = \"{form}\"\n\
             scale = \"{scale}\"\ndecimals = 1\npolarity = \"hoejere-er-bedre\"\nminimum_n = 10\n\
             method = \"{method}\"\nconfidentiality = \"aaben\"\nsource = \"a\"\n\
             status = \"antaget\"\n{more}\n"
        )
    };
    let file = format!(
        "[theme]\nid = \"t\"\nname = {{ da = \"a\", en = \"a\" }}\nabout = {{ da = \"a\", en = \"a\" }}\n{}{}",
        common("andel", "andel", "procent", "wilson", ""),
        common(
            "snit",
            "gennemsnit",
            "tal",
            "t",
            "known_deviation = { value = \"0.52\", source = \"a\" }"
        ),
    );
    Catalogue::from_toml(&[&file]).unwrap()
}

fn settings(values: &[(&str, SettingValue)]) -> Settings {
    let built_in = Catalogue::built_in().unwrap().settings();
    values.iter().fold(built_in, |settings, (id, value)| settings.with(id, value.clone()).unwrap())
}

/// Schools' shares in two years, as (hits, n) each.
type Shares = Vec<[(u64, u64); 2]>;

fn counted(hits: u64, n: u64) -> Evidence {
    Evidence::Counted { tally: Tally::share(hits, n).unwrap(), origin: Origin::Counts }
}

/// The municipality of schools numbered by `order`, judged.
fn judged(shares: &Shares, order: &[usize], settings: &Settings) -> Judgements {
    let mut evidence = BTreeMap::new();
    let mut graph = RollupGraph::default();
    let municipality: Unit = MUNICIPALITY.parse().unwrap();
    let mut whole = [(0, 0); 2];
    for (place, [before, now]) in order.iter().zip(shares) {
        graph.add(school(*place), municipality);
        for (start, (hits, n), sum) in [(2017, before, 0), (2018, now, 1)] {
            evidence.insert(key("andel", school(*place), start), counted(*hits, *n));
            whole[sum].0 += hits;
            whole[sum].1 += n;
        }
    }
    for (start, (hits, n)) in [2017, 2018].into_iter().zip(whole) {
        evidence.insert(key("andel", municipality, start), counted(hits, n));
    }
    judge_all(&evidence, &graph, settings)
}

/// The same schools with published means, of which no sum is a whole number.
fn judged_means(shares: &Shares, order: &[usize], settings: &Settings) -> Judgements {
    let mut graph = RollupGraph::default();
    let mut evidence = BTreeMap::new();
    for (place, years) in order.iter().zip(shares) {
        graph.add(school(*place), MUNICIPALITY.parse().unwrap());
        for (start, (hits, n)) in [2017, 2018].into_iter().zip(years) {
            let value = kvalitet_core::Decimal::new(i64::try_from(10 + 40 * hits / n).unwrap(), 1);
            let form = PublishedForm::Mean;
            let mean = Published { value: value.unwrap(), form, n: Some(*n), verdict: None };
            evidence.insert(key("snit", school(*place), start), Evidence::Published(mean));
        }
    }
    judge_all(&evidence, &graph, settings)
}

fn judge_all(
    evidence: &BTreeMap<FigureKey, Evidence>,
    graph: &RollupGraph,
    settings: &Settings,
) -> Judgements {
    let catalogue = catalogue();
    let figures = estimate(evidence, &BTreeMap::new(), &catalogue);
    let years: BTreeSet<SchoolYear> = (2010..2030).map(year).collect();
    let kinds: BTreeMap<Unit, SchoolKind> = BTreeMap::new();
    let scope = Scope { catalogue: &catalogue, settings, years: &years, graph, kinds: &kinds };
    judge(&figures, &scope)
}

fn of_schools(judgements: &Judgements) -> BTreeMap<Unit, &ChangeJudgement> {
    let schools = judgements.changes.iter().filter(|of| matches!(of.unit, Unit::School(_)));
    schools.map(|of| (of.unit, of)).collect()
}

fn place_of(
    judgements: &Judgements,
    number: usize,
) -> Option<(PositionVerdict, Option<PositionNumbers>)> {
    let place = judgements.positions.iter().find(|of| of.unit == school(number));
    place.map(|of| (of.verdict, of.numbers))
}

fn shares() -> impl Strategy<Value = Shares> {
    let cell = || (10..260_u64).prop_flat_map(|n| (0..=n, Just(n)));
    proptest::collection::vec([cell(), cell()], 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Shares and means: a number of one school is no better than that of another.
    #[test]
    fn permuted_schools_get_permuted_judgements(shares in shares(), turn in any::<prop::sample::Index>()) {
        let settings = settings(&[]);
        let order: Vec<usize> = (0..shares.len()).collect();
        let mut turned = order.clone();
        turned.rotate_left(turn.index(shares.len()));
        for judged in [judged, judged_means] {
            let (one, other) = (judged(&shares, &order, &settings), judged(&shares, &turned, &settings));
            let (ours, theirs) = (of_schools(&one), of_schools(&other));
            for (place, moved) in order.iter().zip(&turned) {
                let (a, b) = (ours[&school(*place)], theirs[&school(*moved)]);
                prop_assert_eq!((a.verdict, a.numbers), (b.verdict, b.numbers));
                prop_assert_eq!(place_of(&one, *place), place_of(&other, *moved));
            }
            prop_assert_eq!(one.families, other.families);
            prop_assert_eq!(one.spreading, other.spreading);
            prop_assert_eq!(one.shocks.all(), other.shocks.all());
        }
    }

    /// Said of every school and of the municipality: a verdict of a change leaves 0 out of the interval,
    /// is as great as the report says is needed, and goes the way the figures went.
    #[test]
    fn verdict_interval_and_threshold_never_contradict_each_other(shares in shares()) {
        let order: Vec<usize> = (0..shares.len()).collect();
        let judgements = judged(&shares, &order, &settings(&[]));
        for of in &judgements.changes {
            let numbers = of.numbers.unwrap();
            let tested = numbers.tested.unwrap();
            let (verdict, d) = (of.verdict.unwrap(), numbers.difference);
            prop_assert!(numbers.interval.contains(d));
            prop_assert!(numbers.p <= tested.adjusted);
            let needed = if 0.0 < d { tested.needed.rise } else { tested.needed.fall };
            let reached = needed.is_some_and(|needed| needed <= d.abs());
            if verdict.is_sure() {
                prop_assert!(!numbers.interval.contains(0.0));
                prop_assert!(tested.adjusted <= 0.006 + 1e-12);
                prop_assert_eq!(verdict == ChangeVerdict::Rise, 0.0 < d);
                prop_assert!(needed.is_some_and(|needed| needed <= d.abs() + 1e-9));
            } else {
                prop_assert!(!reached || needed.is_some_and(|n| (n - d.abs()).abs() < 1e-9));
            }
            let found = tested.discoverable.unwrap_or(f64::INFINITY);
            prop_assert!(needed.is_none_or(|needed| needed < found));
        }
        for of in &judgements.positions {
            let Some(numbers) = of.numbers else { continue };
            let outside = !numbers.interval.contains(numbers.reference);
            if of.verdict.is_sure() {
                prop_assert!(outside);
                prop_assert_eq!(of.verdict == PositionVerdict::Above, numbers.reference < numbers.level);
            }
            // Points and limits have one variance.
            let inside = numbers.funnel.inner.contains(numbers.level);
            prop_assert!(inside != outside || (numbers.p - MISS).abs() < 1e-6);
        }
    }

    /// Scores in fours: however a school's pupils are merged, its figure is the same.
    #[test]
    fn a_figure_depends_on_neither_order_nor_brackets_of_merges(
        parts in proptest::collection::vec((0..30_u64, 0..30_u64), 2..9), at in any::<prop::sample::Index>(),
    ) {
        let tally = |(a, b): &(u64, u64)| Tally::share(*a.min(b), *a.max(b)).unwrap();
        let tallies: Vec<Tally> = parts.iter().map(tally).collect();
        let sum = |of: &[Tally]| of.iter().copied().reduce(|a, b| a.merge(b).unwrap());
        let all = sum(&tallies).unwrap();
        let (first, last) = tallies.split_at(at.index(tallies.len()));
        let bracketed = match (sum(last), sum(first)) {
            (Some(a), Some(b)) => a.merge(b).unwrap(),
            (a, b) => a.or(b).unwrap(),
        };
        let figure = |tally| {
            let evidence = Evidence::Counted { tally, origin: Origin::Counts };
            let evidence = BTreeMap::from([(key("andel", school(0), 2018), evidence)]);
            estimate(&evidence, &BTreeMap::new(), &catalogue()).figures
        };
        prop_assert_eq!(figure(all), figure(bracketed));
    }
}

/// Twelve schools of 150 pupils; the first goes from 60 to 95 %, the others stand still.
fn one_that_changed() -> Shares {
    let mut shares = vec![[(105, 150), (106, 150)]; 12];
    shares[0] = [(90, 150), (143, 150)];
    shares
}

#[test]
fn a_great_change_is_found_and_small_ones_are_not() {
    let judgements = judged(&one_that_changed(), &(0..12).collect::<Vec<_>>(), &settings(&[]));
    let verdicts: Vec<_> = of_schools(&judgements).values().map(|of| of.verdict.unwrap()).collect();
    assert_eq!(verdicts[0], ChangeVerdict::Rise);
    assert!(verdicts[1..].iter().all(|verdict| *verdict == ChangeVerdict::NoSureChange));
    let families: Vec<String> =
        judgements.families.iter().map(|of| of.family.to_string()).collect();
    assert_eq!(families, ["kommune", "skoler:t", "placering:t"]);
    let of_schools = &judgements.families[1];
    assert_eq!((of_schools.comparisons, of_schools.sure), (12, 1));
    assert!(of_schools.rate.unwrap() <= 0.006);
    // With 150 pupils and shocks none of them could have shown ten points.
    assert_eq!(of_schools.could_show_ten, Some((0, 12)));
}

#[test]
fn a_year_with_few_pupils_is_not_judged_and_takes_no_part() {
    let mut shares = one_that_changed();
    shares[3] = [(9, 9), (0, 9)];
    let with = judged(&shares, &(0..12).collect::<Vec<_>>(), &settings(&[]));
    let few = of_schools(&with)[&school(3)];
    assert_eq!((few.verdict, few.numbers), (Some(ChangeVerdict::TooFew), None));
    assert_eq!(with.families[1].comparisons, 11);
    let place = with.positions.iter().find(|of| of.unit == school(3)).unwrap();
    // Two years of nine are eighteen results: enough for a place.
    assert_eq!(place.years.len(), 2);
}

#[test]
fn a_value_alone_has_no_verdict_and_no_place() {
    let value = |value: &str| {
        let (value, form) = (value.parse().unwrap(), PublishedForm::Share);
        Evidence::Published(Published { value, form, n: None, verdict: None })
    };
    let evidence: BTreeMap<_, _> = (0..5)
        .flat_map(|place| {
            [
                (key("andel", school(place), 2017), value("50.0")),
                (key("andel", school(place), 2018), value("90.0")),
            ]
        })
        .collect();
    let judgements = judge_all(&evidence, &RollupGraph::default(), &settings(&[]));
    assert_eq!(judgements.changes.len(), 5);
    for of in &judgements.changes {
        assert_eq!((of.verdict, of.numbers), (Some(ChangeVerdict::CannotBeAssessed), None));
    }
    assert!(judgements.families.is_empty());
}

/// 0.1 between one-decimal means is no evidence, however many pupils: rounding alone can make it.
#[test]
fn a_tenth_between_published_means_is_never_sure() {
    let value = |value: &str| {
        let (value, form) = (value.parse().unwrap(), PublishedForm::Mean);
        Evidence::Published(Published { value, form, n: Some(1_000_000), verdict: None })
    };
    let by = |now: &str| {
        let evidence = BTreeMap::from([
            (key("snit", school(0), 2017), value("3.7")),
            (key("snit", school(0), 2018), value(now)),
        ]);
        judge_all(&evidence, &RollupGraph::default(), &settings(&[])).changes[0].verdict
    };
    assert_eq!(by("3.8"), Some(ChangeVerdict::NoSureChange));
    assert_eq!(by("3.6"), Some(ChangeVerdict::NoSureChange));
    assert_eq!(by("4.0"), Some(ChangeVerdict::Rise));
}

/// By hand: the municipality is the sum of its schools, and its error is clustered by them. Two
/// schools of 100 move by +.2 and -.2: d̄ = 0, V₀ = (SE₁² + SE₂²)/4, V₁ = 2(.2² + .2²)·100²/200² / 1.
#[test]
fn the_municipality_is_tested_by_schools() {
    let shares = vec![[(40, 100), (60, 100)], [(60, 100), (40, 100)]];
    let judgements = judged(&shares, &[0, 1], &settings(&[]));
    let whole = judgements.changes.iter().find(|of| of.family == Some(Family::Municipality));
    let numbers = whole.unwrap().numbers.unwrap();
    let pooled: f64 = 101.0 / 202.0;
    let counting = 2.0 * pooled * (1.0 - pooled) / 100.0 * 2.0 / 4.0;
    let between = 2.0 * (0.04 + 0.04) * 0.25;
    let variance = (10.0 * 1.6 * 1.6 * counting + between) / 11.0;
    assert!((numbers.standard_error - variance.sqrt()).abs() < 1e-12, "{numbers:?}");
    assert!((numbers.degrees - 11.0).abs() < 1e-12);
}

#[test]
fn the_setting_says_which_year_a_change_is_measured_from() {
    let evidence: BTreeMap<_, _> = [(2015, 10), (2016, 50), (2017, 60)]
        .map(|(start, hits)| (key("andel", school(0), start), counted(hits, 100)))
        .into();
    let judged_from = |choice: &str| {
        let settings = settings(&[("udvikling_mod", SettingValue::Choice(choice.to_owned()))]);
        let judgements = judge_all(&evidence, &RollupGraph::default(), &settings);
        let tested: Vec<_> = judgements.changes.iter().filter(|of| of.family.is_some()).collect();
        assert_eq!(tested.len(), 1);
        (tested[0].from.start(), tested[0].verdict.unwrap())
    };
    assert_eq!(judged_from("aaret-foer"), (2016, ChangeVerdict::NoSureChange));
    assert_eq!(judged_from("foerste-aar"), (2015, ChangeVerdict::Rise));
}

/// Sixteen schools of 225 pupils each, whose means lie evenly from 3.45 to 3.95: a variance of
/// .0252 between them, of which 1.6² · .52²/225 = .00308 is chance and shocks at the prior.
#[test]
fn the_part_of_the_spread_that_lasts_is_what_chance_leaves() {
    let step = |place: usize| {
        let form = PublishedForm::Mean;
        let units = 34_500 + 5_000 * i64::try_from(place).unwrap() / 15;
        let value = kvalitet_core::Decimal::new(units, 4).unwrap();
        Evidence::Published(Published { value, form, n: Some(225), verdict: None })
    };
    let evidence = (0..16).map(|place| (key("snit", school(place), 2018), step(place))).collect();
    let judgements = judge_all(&evidence, &RollupGraph::default(), &settings(&[]));
    let signal = judgements.spreading[0].signal.unwrap();
    assert!((signal - (1.0 - 0.003_08 / 0.025_2)).abs() < 0.01, "{signal}");
    let lowest = judgements.positions[0].numbers.unwrap().shrunken.unwrap();
    assert!((lowest.reliability - signal).abs() < 0.01, "{lowest:?}");
}

/// Wellbeing in grades 4-9 shares five cohorts of six with the year before, so with a correlation of .6
/// half of the variance goes: 1 - .6 · 5/6.
#[test]
fn pupils_who_are_in_both_years_can_be_taken_off() {
    let catalogue = Catalogue::built_in().unwrap();
    let value = |value: &str| {
        let (value, form) = (value.parse().unwrap(), PublishedForm::Mean);
        Evidence::Published(Published { value, form, n: Some(400), verdict: None })
    };
    let evidence = BTreeMap::from([
        (key("trivsel.generel", school(0), 2018), value("3.70")),
        (key("trivsel.generel", school(0), 2019), value("3.75")),
    ]);
    let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
    let (graph, kinds) = (RollupGraph::default(), BTreeMap::new());
    let years = BTreeSet::from([year(2018), year(2019)]);
    let error = |hundredths| {
        let settings =
            settings(&[("gengangere_korrelation_hundrededele", SettingValue::Number(hundredths))]);
        let scope = Scope {
            catalogue: &catalogue,
            settings: &settings,
            years: &years,
            graph: &graph,
            kinds: &kinds,
        };
        judge(&figures, &scope).changes[0].numbers.unwrap().standard_error
    };
    assert!((error(60) / error(0) - 0.5_f64.sqrt()).abs() < 1e-9);
}
