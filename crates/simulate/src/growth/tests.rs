use kvalitet_core::method::count_to_f64;
use proptest::prelude::*;

use super::*;

/// Mean, variance and covariance of pairs.
#[derive(Debug)]
struct Moments {
    mean: [f64; 2],
    variance: [f64; 2],
    covariance: f64,
}

fn moments(pairs: &[[f64; 2]]) -> Moments {
    let n = count_to_f64(u64::try_from(pairs.len()).unwrap());
    let mean = [0, 1].map(|side| pairs.iter().map(|pair| pair[side]).sum::<f64>() / n);
    let product = |a: usize, b: usize| {
        pairs.iter().map(|pair| (pair[a] - mean[a]) * (pair[b] - mean[b])).sum::<f64>() / n
    };
    Moments { mean, variance: [product(0, 0), product(1, 1)], covariance: product(0, 1) }
}

/// 200 municipalities of 40 schools with 25 pupils.
fn drawn(panel: &GrowthPanel) -> Vec<SchoolGrowth> {
    let panel = GrowthPanel { schools: 40, sizes: Sizes::Fixed(25), ..panel.clone() };
    (0..200).flat_map(|replicate| panel.municipality(replicate).unwrap()).collect()
}

fn of_pupils(schools: &[SchoolGrowth], part: fn(&PupilGrowth) -> [f64; 2]) -> Moments {
    let pupils = schools.iter().flat_map(|school| &school.pupils);
    moments(&pupils.map(part).collect::<Vec<_>>())
}

#[track_caller]
fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found}, not {expected} ± {within}");
}

/// Settings, and by hand from the model: variance and covariance of results, covariance of intake
/// and growth.
fn settings() -> [(GrowthPanel, [f64; 3]); 3] {
    let with = |correlation, sem, persistence| GrowthPanel {
        intake_sd: 0.4,
        growth_sd: 0.3,
        day_sd: 0.1,
        correlation,
        sem,
        persistence,
        ..GrowthPanel::default()
    };
    [
        (with(0.0, 0.5, 0.9), [1.26, 0.9, 0.0]),
        (with(0.5, 0.3, 0.8), [1.10, 0.86, 0.06]),
        (with(-0.5, 0.0, 0.8), [1.01, 0.74, -0.06]),
    ]
}

#[test]
fn abilities_and_results_vary_as_the_model_says() {
    for (panel, [variance, covariance, _]) in settings() {
        let schools = drawn(&panel);
        let ability = of_pupils(&schools, |pupil| pupil.ability);
        let result = of_pupils(&schools, |pupil| pupil.result);
        for side in [0, 1] {
            // 8,000 schools and 200,000 pupils: about four standard errors.
            near(ability.mean[side], 0.0, 0.03);
            near(ability.variance[side], 1.0, 0.02);
            near(result.variance[side], variance, 0.025);
        }
        near(ability.covariance, covariance, 0.02);
        near(result.covariance, covariance, 0.02);
    }
}

#[test]
fn schools_vary_as_the_model_says() {
    for (panel, [.., common]) in settings() {
        let schools: Vec<_> =
            drawn(&panel).into_iter().map(|school| [school.intake, school.growth]).collect();
        let of = moments(&schools);
        near(of.variance[0], 0.16, 0.012);
        near(of.variance[1], 0.09, 0.007);
        near(of.covariance, common, 0.008);
    }
}

#[test]
fn equal_pupils_lie_apart_by_the_growth_of_their_schools() {
    for (panel, _) in settings() {
        let schools = drawn(&panel);
        // Growth, and how far the later ability lies above what the earlier one leads to.
        let gain = |school: &SchoolGrowth| {
            let gains = school.pupils.iter();
            let sum: f64 = gains.map(|of| of.ability[1] - panel.persistence * of.ability[0]).sum();
            [school.growth, sum / count_to_f64(u64::try_from(school.pupils.len()).unwrap())]
        };
        let of = moments(&schools.iter().map(gain).collect::<Vec<_>>());
        near(of.covariance / of.variance[0], 1.0, 0.03);
        // Nothing but growth and 25 pupils' own ways.
        let own = 1.0 - of_pupils(&schools, |pupil| pupil.ability).covariance.powi(2);
        assert!(of.variance[1] < of.variance[0] + own / 25.0, "{of:?}");
    }
}

#[test]
fn a_day_moves_all_results_of_a_school_alike() {
    let panel = GrowthPanel { sem: 0.0, day_sd: 0.3, ..GrowthPanel::default() };
    let mut days = Vec::new();
    for school in drawn(&panel) {
        let day = |of: &PupilGrowth| [0, 1].map(|side| of.result[side] - of.ability[side]);
        let first = day(&school.pupils[0]);
        for pupil in &school.pupils {
            near(day(pupil)[0], first[0], 1e-12);
            near(day(pupil)[1], first[1], 1e-12);
        }
        days.push(first);
    }
    let of = moments(&days);
    near(of.variance[0], 0.09, 0.006);
    near(of.variance[1], 0.09, 0.006);
    near(of.covariance, 0.0, 0.004);
}

#[test]
fn settings_that_make_no_sense_are_refused_by_name() {
    let default = GrowthPanel::default;
    let refused = [
        ("schools", GrowthPanel { schools: 0, ..default() }),
        ("pupils", GrowthPanel { sizes: Sizes::Fixed(0), ..default() }),
        ("grades", GrowthPanel { sizes: Sizes::Natural { grades: 11 }, ..default() }),
        ("intake_sd", GrowthPanel { intake_sd: 1.0, ..default() }),
        ("growth_sd", GrowthPanel { growth_sd: -0.1, ..default() }),
        ("correlation", GrowthPanel { correlation: f64::NAN, ..default() }),
        // √(1 − .5²) is .866.
        ("persistence", GrowthPanel { growth_sd: 0.5, persistence: 0.87, ..default() }),
        ("sem", GrowthPanel { sem: f64::INFINITY, ..default() }),
        ("day_sd", GrowthPanel { day_sd: 1.1, ..default() }),
    ];
    for (setting, panel) in refused {
        assert_eq!(panel.municipality(0).unwrap_err().setting, setting);
    }
}

proptest! {
    #[test]
    fn a_municipality_is_whole_and_depends_on_its_number_alone(
        (seed, replicate, schools) in (0_u64..5, 0_u64..1_000, 1_u32..20),
        (pupils, sem, correlation) in (1_u32..30, 0.0..2.0, -1.0..1.0),
    ) {
        let sizes = Sizes::Fixed(pupils);
        let panel = GrowthPanel { seed, schools, sizes, correlation, sem, ..Default::default() };
        let drawn = panel.municipality(replicate).unwrap();
        let all: Vec<_> = drawn.iter().flat_map(|school| &school.pupils).collect();
        prop_assert_eq!(drawn.len(), usize::try_from(schools).unwrap());
        prop_assert_eq!(all.len(), usize::try_from(schools * pupils).unwrap());
        prop_assert!(all.iter().all(|of| of.result.into_iter().all(f64::is_finite)));
        prop_assert_eq!(&panel.municipality(replicate).unwrap(), &drawn);
        prop_assert_ne!(panel.municipality(replicate + 1).unwrap(), drawn);
    }
}
