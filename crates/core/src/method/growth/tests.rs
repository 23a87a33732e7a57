use proptest::prelude::*;

use super::*;

/// Pupils as R drew them: the generator of Park and Miller, twelve uniforms for a bell.
///
/// ```r
/// s <- 1; u <- function() { s <<- (16807 * s) %% 2147483647; s / 2147483647 }
/// bell <- function() { t <- 0; for (i in 1:12) t <- t + u(); t - 6 }
/// for (i in 1:5000) {
///   a <- bell(); p <- 50 + 8 * a + 6 * bell(); sp <- 5 + 0.05 * (100 - p)
///   cu <- 58 + 8 * a + 0.02 * a * (p - 50); cu <- cu + sp * bell()
///   x[i] <- floor(p * 1000 + .5) / 1000; y[i] <- floor(cu * 1000 + .5) / 1000 }
/// X <- cbind(1, bs(x, knots = round(quantile(x, c(.2, .4, .6, .8)), 3), Boundary.knots = extendrange(x, f = .1)))
/// Q <- sapply(1:100, function(i) round(as.vector(X %*% rq.fit.br(X, y, tau = (i - .5) / 100)$coef), 5))
/// pc <- pmin(pmax(rowSums(t(apply(Q, 1, sort)) < y), 1), 99)
/// ```
fn pupils() -> (Vec<f64>, Vec<f64>) {
    let mut state = 1_u64;
    let mut bell = || {
        let mut uniform = || {
            state = state * 16_807 % 0x7FFF_FFFF;
            f64::from(u32::try_from(state).unwrap()) / 2_147_483_647.0
        };
        (0..12).map(|_| uniform()).fold(0.0, |sum, next| sum + next) - 6.0
    };
    let thousandths = |value: f64| (value * 1000.0 + 0.5).floor() / 1000.0;
    let pupil = |_| {
        let ability = bell();
        let prior = 50.0 + 8.0 * ability + 6.0 * bell();
        let spread = 5.0 + 0.05 * (100.0 - prior);
        let current = 58.0 + 8.0 * ability + 0.02 * ability * (prior - 50.0);
        let current = current + spread * bell();
        (thousandths(prior), thousandths(current))
    };
    (0..5_000).map(pupil).unzip()
}

fn model() -> &'static GrowthModel {
    static MODEL: std::sync::LazyLock<GrowthModel> = std::sync::LazyLock::new(|| {
        let (prior, current) = pupils();
        GrowthModel::fit(&prior, &current).unwrap()
    });
    &MODEL
}

fn percentiles(model: &GrowthModel, prior: &[f64], current: &[f64]) -> Vec<u8> {
    prior.iter().zip(current).map(|(x, y)| model.percentile(*x, *y).unwrap()).collect()
}

/// R: `head(x, 3)`, `head(y, 3)` and the knots.
#[test]
fn the_pupils_and_knots_are_those_of_r() {
    let (prior, current) = pupils();
    assert_eq!(prior[..3], [39.932, 59.607, 63.053]);
    assert_eq!(current[..3], [55.12, 71.776, 53.965]);
    assert_eq!((prior[4_999], current[4_999]), (62.039, 66.303));
    let knots = model().knots().map(|knot| knot.to_string());
    assert_eq!(knots, ["41.313", "47.337", "52.584", "58.318"]);
    assert_eq!(model().boundary().map(|knot| format!("{knot:.4}")), ["7.1733", "90.4017"]);
    assert_eq!(model().pairs(), 5_000);
}

#[test]
fn percentiles_are_those_of_r() {
    let reference = include_str!("reference/percentiles.txt");
    let digits: String = reference.lines().filter(|line| !line.starts_with('#')).collect();
    let (prior, current) = pupils();
    let ours = percentiles(model(), &prior, &current);
    assert_eq!(digits.len(), 4_000);
    let of = |pupil: usize| digits[2 * pupil..2 * pupil + 2].parse::<u8>().unwrap();
    let differences: Vec<u8> = (0..2_000).map(|pupil| of(pupil).abs_diff(ours[pupil])).collect();
    let other = differences.iter().filter(|difference| 0 < **difference).count();
    assert!(differences.iter().all(|difference| *difference <= 1), "{differences:?}");
    assert!(other <= 4, "{other} differ");
}

#[test]
fn the_mean_percentile_is_the_middle() {
    let (prior, current) = pupils();
    let sum: f64 = percentiles(model(), &prior, &current).into_iter().map(f64::from).sum();
    assert!((sum / 5_000.0 - 50.0).abs() < 0.5, "{sum}");
}

/// In R 321 of the 5,000 rows of cuts are not sorted.
#[test]
fn curves_cross_and_cuts_do_not() {
    let (prior, _) = pupils();
    let crossing = prior.iter().filter(|x| {
        let fitted: Vec<f64> = model().curves(model().spline.at(**x).unwrap()).collect();
        !fitted.is_sorted()
    });
    assert_eq!(crossing.count(), 321);
    assert!(prior.iter().all(|x| model().cuts(*x).unwrap().is_sorted()));
}

#[test]
fn pieces_in_any_order_of_fitting_are_the_same_model() {
    let (prior, current) = pupils();
    let (prior, current) = (&prior[..600], &current[..600]);
    let fit = GrowthFit::new(prior, current).unwrap();
    let mut chains: Vec<_> =
        (0..GrowthFit::CHAINS).rev().map(|chain| fit.chain(chain).unwrap()).collect();
    chains.reverse();
    let missing = fit.model(chains[1..].to_vec());
    assert_eq!(missing, Err(GrowthError::Incomplete { found: 90 }));
    assert_eq!(fit.model(chains).unwrap(), GrowthModel::fit(prior, current).unwrap());
    assert_eq!(fit.chain(GrowthFit::CHAINS), Ok(Vec::new()));
}

#[test]
fn a_model_comes_back_from_a_file_as_it_was() {
    let text = toml::to_string(model()).unwrap();
    let back: GrowthModel = toml::from_str(&text).unwrap();
    assert_eq!(&back, model());
    assert_eq!(toml::to_string(&back).unwrap(), text);
}

#[test]
fn a_model_that_was_tampered_with_is_refused() {
    let whole = toml::Value::try_from(model()).unwrap();
    let refused = |spoil: &dyn Fn(&mut toml::Value)| {
        let mut value = whole.clone();
        spoil(&mut value);
        value.try_into::<GrowthModel>().unwrap_err().to_string()
    };
    let knots = "the priors are all equal, or differ only beyond the third decimal";
    assert!(refused(&|of| of["knots"][0] = 55.0.into()).contains(knots));
    assert!(refused(&|of| of["boundary"][1] = 50.0.into()).contains(knots));
    let shortened = refused(&|of| drop(of["coefficients"].as_array_mut().unwrap().pop()));
    assert!(shortened.contains("a model of growth has 99 curves, not 100"), "{shortened}");
    assert!(refused(&|of| of["knots"] = vec![1.0, 2.0, 3.0].into()).contains("length 3"));
    assert!(refused(&|of| of["coefficients"][3] = vec![1.0; 7].into()).contains("length 7"));
    let more =
        |of: &mut toml::Value| drop(of.as_table_mut().unwrap().insert("knot".into(), 1.into()));
    assert!(refused(&more).contains("unknown field"));
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let (prior, current) = pupils();
    let (prior, current) = (&prior[..300], &current[..300]);
    let error = |prior: &[f64], current: &[f64]| GrowthModel::fit(prior, current).unwrap_err();
    let curves = GrowthError::Curves;
    assert_eq!(error(&[], &[]), GrowthError::Knots(KnotsOutOfOrder));
    assert_eq!(error(&[5.0; 300], current), GrowthError::Knots(KnotsOutOfOrder));
    let tiny: Vec<f64> = prior.iter().map(|x| x * 1e-9).collect();
    assert_eq!(error(&tiny, current), GrowthError::Knots(KnotsOutOfOrder));
    let unequal = QuantileError::UnequalLengths { x: 299, y: 300 };
    assert_eq!(error(&prior[1..], current), curves(unequal));
    let mut spoilt = prior.to_vec();
    spoilt[7] = f64::NAN;
    assert_eq!(error(&spoilt, current), curves(QuantileError::NotFinite));
    assert_eq!(error(prior, &spoilt), curves(QuantileError::NotFinite));
    let levels: Vec<f64> = prior.iter().map(|x| (x / 15.0).round()).collect();
    assert_eq!(error(&levels, current), curves(QuantileError::Dependent { functions: 8 }));
    assert_eq!(
        error(&prior[..6], &current[..6]),
        curves(QuantileError::Dependent { functions: 8 })
    );
}

#[test]
fn equal_knots_and_whole_results_have_a_model() {
    let (prior, current) = pupils();
    // More than two fifths have 50: two of the knots are there.
    let heap = |x: &f64| if (x - 50.0).abs() < 5.5 { 50.0 } else { x.round() };
    let prior: Vec<f64> = prior.iter().map(heap).collect();
    let current: Vec<f64> = current.iter().map(|y| y.round()).collect();
    let model = GrowthModel::fit(&prior, &current).unwrap();
    let knots = model.knots().map(|knot| knot.to_string());
    assert!(knots.windows(2).any(|pair| pair[0] == pair[1]), "{knots:?}");
    let sum: f64 = percentiles(&model, &prior, &current).into_iter().map(f64::from).sum();
    assert!((sum / 5_000.0 - 50.0).abs() < 3.0, "{sum}");
}

#[test]
fn who_has_no_number_has_no_percentile() {
    assert_eq!(model().percentile(f64::NAN, 50.0), None);
    assert_eq!(model().percentile(50.0, f64::NAN), None);
    assert_eq!(model().cuts(f64::NAN), None);
    assert_eq!(model().percentile(50.0, f64::INFINITY), Some(99));
    assert_eq!(model().percentile(50.0, f64::NEG_INFINITY), Some(1));
    let [low, high] = model().boundary();
    assert_eq!(model().cuts(-1e300), model().cuts(low));
    assert_eq!(model().cuts(f64::INFINITY), model().cuts(high));
}

proptest! {
    #[test]
    fn a_better_result_never_has_a_lower_percentile(
        prior in 0.0..100.0_f64, current in 0.0..120.0_f64, more in 0.0..20.0_f64,
    ) {
        let (one, other) =
            (model().percentile(prior, current), model().percentile(prior, current + more));
        prop_assert!(one.is_some() && one <= other);
    }

    #[test]
    fn the_percentile_is_how_many_sorted_cuts_lie_below(
        prior in 0.0..100.0_f64, current in 20.0..100.0_f64,
    ) {
        let cuts = model().cuts(prior).unwrap();
        let below = cuts.partition_point(|cut| *cut < current).clamp(1, 99);
        prop_assert_eq!(model().percentile(prior, current).map(usize::from), Some(below));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// 16 and a power of two, so that no digit is lost on the way.
    #[test]
    fn another_scale_of_results_moves_the_cuts_with_it(by in 0_u8..6, plus in 0_u8..8) {
        let (by, plus) = (f64::from(1_u32 << by), 16.0 * f64::from(plus));
        let (prior, current) = pupils();
        let (prior, current) = (&prior[..400], &current[..400]);
        let other: Vec<f64> = current.iter().map(|y| by * y + plus).collect();
        let (one, other) =
            (GrowthModel::fit(prior, current).unwrap(), GrowthModel::fit(prior, &other).unwrap());
        for x in &prior[..50] {
            for (cut, moved) in one.cuts(*x).unwrap().iter().zip(other.cuts(*x).unwrap()) {
                prop_assert!((by * cut + plus - moved).abs() < 1e-4 * by, "{cut} {moved}");
            }
        }
    }

    #[test]
    fn the_order_of_pupils_orders_the_percentiles(by in 1_usize..400) {
        let (prior, current) = pupils();
        let (prior, current) = (&prior[..400], &current[..400]);
        let turned = |of: &[f64]| {
            let mut of = of.to_vec();
            of.rotate_left(by);
            of
        };
        let one = GrowthModel::fit(prior, current).unwrap();
        let other = GrowthModel::fit(&turned(prior), &turned(current)).unwrap();
        prop_assert_eq!(&one, &other);
        let mut ours = percentiles(&one, prior, current);
        ours.rotate_left(by);
        prop_assert_eq!(ours, percentiles(&other, &turned(prior), &turned(current)));
    }
}
