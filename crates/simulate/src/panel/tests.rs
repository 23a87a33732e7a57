use kvalitet_core::method::count_to_f64;

use super::*;

/// The result of one school and year: a share of 1, or points.
fn result(tally: Tally) -> f64 {
    match tally {
        Tally::Share { n, hits } => count_to_f64(hits) / count_to_f64(n),
        Tally::Moments { n, sum, .. } => count_to_f64(sum.unsigned_abs()) / 1e6 / count_to_f64(n),
        other => panic!("{other:?}"),
    }
}

/// Results and truths of all schools and years of so many municipalities, of the first indicator.
fn results(panel: &Panel, municipalities: u64) -> Vec<(f64, f64)> {
    (0..municipalities)
        .flat_map(|replicate| panel.municipality(replicate).unwrap().indicators.remove(0).schools)
        .flat_map(|school| school.years)
        .map(|year| (result(year.tally), year.truth))
        .collect()
}

/// 50 schools of the same size and process over 5 years: all results differ by chance alone.
fn alike(pupils: u32, indicator: Indicator) -> Panel {
    let indicators = vec![Indicator { school_sd: 0.0, ..indicator }];
    Panel { schools: 50, years: 5, sizes: Sizes::Fixed(pupils), indicators, ..Panel::default() }
}

/// Mean of the results, and their standard deviation times √n.
fn spread(panel: &Panel, pupils: u32) -> (f64, f64) {
    let results = results(panel, 100);
    let count = count_to_f64(u64::try_from(results.len()).unwrap());
    let mean = results.iter().map(|(result, _)| result).sum::<f64>() / count;
    let squares: f64 = results.iter().map(|(result, _)| (result - mean) * (result - mean)).sum();
    (mean, (squares / (count - 1.0) * f64::from(pupils)).sqrt())
}

const SIZES: [u32; 5] = [15, 22, 40, 100, 250];

#[test]
fn shares_vary_as_many_times_more_than_chance_as_asked() {
    for pupils in SIZES {
        for level in [0.5_f64, 0.72, 0.85, 0.95] {
            for inflation in [1.0, 1.6, 2.4] {
                let indicator = Indicator { level, inflation, ..Indicator::share() };
                let (mean, sd) = spread(&alike(pupils, indicator), pupils);
                let realised = sd / (level * (1.0 - level)).sqrt();
                let case = format!("{pupils} {level} {inflation}: {mean} {realised}");
                assert!((realised / inflation - 1.0).abs() < 0.03, "{case}");
                assert!((mean - level).abs() < 0.006, "{case}");
            }
        }
    }
}

#[test]
fn means_vary_as_many_times_more_than_chance_as_asked() {
    for pupils in SIZES {
        for inflation in [1.0, 1.6, 2.4] {
            let indicator = Indicator { inflation, ..Indicator::mean() };
            let (mean, sd) = spread(&alike(pupils, indicator), pupils);
            let realised = sd / 0.52;
            let case = format!("{pupils} {inflation}: {mean} {realised}");
            assert!((realised / inflation - 1.0).abs() < 0.03, "{case}");
            // Cut at 5: a thousandth below 3.7.
            assert!((mean - 3.698_958).abs() < 0.005, "{case}");
        }
    }
}

#[test]
fn pupils_of_a_mean_have_the_spread_asked_for() {
    let panel = alike(10_000, Indicator { inflation: 1.0, ..Indicator::mean() });
    let year = panel.municipality(3).unwrap().indicators[0].schools[0].years[0];
    let Tally::Moments { n: 10_000, sum, sum_sq } = year.tally else { panic!("{year:?}") };
    let squares = 10_000 * sum_sq - i128::from(sum) * i128::from(sum);
    let sd = count_to_f64(u64::try_from(squares / 100_000_000).unwrap()).sqrt() / 1e6;
    assert!((sd - 0.517).abs() < 0.012, "{sd}");
}

#[test]
fn an_inflation_below_one_counts_as_one() {
    let of = |inflation| Panel {
        indicators: vec![Indicator { inflation, ..Indicator::share() }],
        ..Panel::default()
    };
    assert_eq!(of(0.5).municipality(7), of(1.0).municipality(7));
    assert_ne!(of(1.6).municipality(7), of(1.0).municipality(7));
}

#[test]
fn the_mean_of_all_schools_is_the_level() {
    for (indicator, level) in [(Indicator::share(), 0.72), (Indicator::mean(), 3.699)] {
        let panel = Panel { schools: 50, indicators: vec![indicator], ..Panel::default() };
        let results = results(&panel, 100);
        let count = count_to_f64(u64::try_from(results.len()).unwrap());
        let (result, truth) = results.iter().fold((0.0, 0.0), |sum, (result, truth)| {
            (sum.0 + result / count, sum.1 + truth / count)
        });
        assert!((truth - level).abs() < 0.005, "{truth}");
        assert!((result - truth).abs() < 0.003, "{result} {truth}");
    }
}

#[test]
fn a_municipality_depends_on_seed_and_number_alone() {
    let panel = Panel {
        indicators: vec![Indicator::share(), Indicator::mean()],
        changing: 0.4,
        ..Panel::default()
    };
    let third = panel.municipality(3).unwrap();
    assert_ne!(panel.municipality(2).unwrap(), third);
    assert_ne!(Panel { seed: 2, ..panel.clone() }.municipality(3).unwrap(), third);
    assert_eq!(panel.municipality(3).unwrap(), third);
}

#[test]
fn all_indicators_are_of_the_same_pupils() {
    let indicators = vec![Indicator::share(), Indicator::mean()];
    let municipality = Panel { indicators, ..Panel::default() }.municipality(1).unwrap();
    let pupils = |indicator: &IndicatorPanel| -> Vec<_> {
        let years = indicator.schools.iter().flat_map(|school| &school.years);
        years.map(|year| year.tally.persons()).collect()
    };
    let [share, mean] = &municipality.indicators[..] else { panic!("two indicators") };
    assert_eq!(pupils(share), pupils(mean));
    assert_eq!(pupils(share).len(), 45);
}

/// The step of each school in the last year, and whether it is said to have changed.
fn steps(panel: &Panel, replicate: u64) -> Vec<(f64, bool)> {
    let municipality = panel.municipality(replicate).unwrap();
    let step = |school: &SchoolPanel| {
        let [earlier @ .., before, last] = &school.years[..] else { panic!("two years") };
        assert!(earlier.iter().all(|year| (year.truth - before.truth).abs() < 1e-12));
        (last.truth - before.truth, school.changed)
    };
    municipality.indicators[0].schools.iter().map(step).collect()
}

fn changing(schools: u32, changing: f64, indicator: Indicator) -> Panel {
    Panel { schools, changing, indicators: vec![indicator], ..Panel::default() }
}

#[test]
fn as_many_schools_change_as_come_nearest_and_by_the_whole_effect() {
    let indicator = Indicator { effect: 0.25, ..Indicator::share() };
    for (schools, share, count) in [(3, 0.2, 1), (6, 0.2, 1), (15, 0.4, 6), (56, 0.2, 11)] {
        let panel = changing(schools, share, indicator);
        for replicate in 0..20 {
            let steps = steps(&panel, replicate);
            assert_eq!(steps.iter().filter(|(_, changed)| *changed).count(), count);
            for (step, changed) in steps {
                let expected = if changed { 0.25 } else { 0.0 };
                assert!((step.abs() - expected).abs() < 1e-9, "{step}");
            }
        }
    }
}

#[test]
fn a_single_school_changes_by_chance() {
    let panel = changing(1, 0.4, Indicator { effect: 0.1, ..Indicator::share() });
    let changed = (0..2_000).filter(|&replicate| steps(&panel, replicate)[0].1).count();
    assert!((740..860).contains(&changed), "{changed}");
}

#[test]
fn changes_go_up_as_often_as_asked_unless_that_way_is_barred() {
    let up = |level, upwards| {
        let indicator = Indicator { level, school_sd: 0.0, effect: 0.2, ..Indicator::share() };
        let panel = Panel { upwards, ..changing(50, 1.0, indicator) };
        (0..40).flat_map(|r| steps(&panel, r)).filter(|(step, _)| 0.0 < *step).count()
    };
    assert_eq!(up(0.6, 1.0), 2_000);
    assert_eq!(up(0.6, 0.0), 0);
    assert!((1_420..1_580).contains(&up(0.6, 0.75)));
    assert_eq!(up(0.85, 1.0), 0);
}

#[test]
fn everybody_moves_in_the_last_year_and_nobody_is_said_to_have_changed() {
    // Python, statistics.NormalDist: cdf(inv_cdf(.72) + .1) - .72
    let share = Indicator { school_sd: 0.0, common: 0.1, ..Indicator::share() };
    for (step, changed) in steps(&changing(5, 0.0, share), 0) {
        assert!((step - 0.032_646_5).abs() < 1e-5 && !changed, "{step}");
    }
    // A tenth of .52, all but what is cut at 5.
    let mean = Indicator { school_sd: 0.0, common: 0.1, ..Indicator::mean() };
    for (step, _) in steps(&changing(5, 0.0, mean), 0) {
        assert!((0.0510..0.0520).contains(&step), "{step}");
    }
}

#[test]
fn natural_sizes_are_those_of_schools() {
    let panel = Panel { schools: 56, ..Panel::default() };
    let mut pupils: Vec<u64> = (0..50)
        .flat_map(|replicate| panel.municipality(replicate).unwrap().indicators.remove(0).schools)
        .flat_map(|school| school.years)
        .filter_map(|year| year.tally.persons())
        .collect();
    pupils.sort_unstable();
    assert!(15 <= pupils[0] && pupils[pupils.len() - 1] <= 330);
    let median = pupils[pupils.len() / 2];
    assert!((95..120).contains(&median), "{median}");
    let small = 100 * pupils.iter().filter(|&&n| n <= 40).count() / pupils.len();
    assert!((9..15).contains(&small), "{small} % small");
}

#[test]
fn settings_that_make_no_sense_are_refused_by_name() {
    let default = Panel::default;
    let indicator = |indicator| Panel { indicators: vec![indicator], ..default() };
    let share = Indicator::share;
    let refused = [
        ("schools", Panel { schools: 0, ..default() }),
        ("years", Panel { years: 1, ..default() }),
        ("grades", Panel { sizes: Sizes::Natural { grades: 11 }, ..default() }),
        ("pupils", Panel { sizes: Sizes::Fixed(0), ..default() }),
        ("class_size", Panel { class_size: 0, ..default() }),
        ("changing", Panel { changing: 1.1, ..default() }),
        ("upwards", Panel { upwards: f64::NAN, ..default() }),
        ("level", indicator(Indicator { level: 1.0, ..share() })),
        ("school_sd", indicator(Indicator { school_sd: -0.1, ..share() })),
        ("inflation", indicator(Indicator { inflation: 3.7, ..share() })),
        ("effect", indicator(Indicator { effect: 0.5, ..share() })),
        ("common", indicator(Indicator { common: f64::INFINITY, ..share() })),
        (
            "pupil_sd",
            indicator(Indicator { kind: Kind::Mean { pupil_sd: -1.0 }, ..Indicator::mean() }),
        ),
    ];
    for (setting, panel) in refused {
        assert_eq!(panel.municipality(0).unwrap_err().setting, setting);
    }
    assert_eq!(indicator(Indicator { inflation: 3.68, ..share() }).check(), Ok(()));
    let small = Panel { sizes: Sizes::Fixed(2), ..default() };
    assert_eq!(small.check().unwrap_err().setting, "inflation");
}
