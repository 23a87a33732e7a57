use proptest::prelude::*;

use super::*;

/// `x,y` lines, after a line of origin.
fn pairs(text: &str) -> (Vec<f64>, Vec<f64>) {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pair = |line: &str| {
        let (x, y) = line.split_once(',').unwrap();
        (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
    };
    lines.map(pair).unzip()
}

fn levels() -> Vec<f64> {
    (0..100).map(|k| (f64::from(k) + 0.5) / 100.0).collect()
}

/// Four inner knots at these places, boundary 10 % outside the range.
fn spline(x: &[f64], inner: &[f64]) -> CubicSpline {
    let low = x.iter().copied().fold(f64::INFINITY, f64::min);
    let high = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let beyond = 0.1 * (high - low);
    CubicSpline::new(inner, [low - beyond, high + beyond]).unwrap()
}

fn assert_losses(pairs: &(Vec<f64>, Vec<f64>), inner: &[f64], losses: &str) {
    let (x, y) = pairs;
    let regression = QuantileRegression::new(&spline(x, inner), x, y).unwrap();
    let fitted = regression.fit(&levels()).unwrap();
    let expected = losses.lines().filter(|line| !line.starts_with('#'));
    let expected: Vec<f64> = expected.map(|line| line.parse().unwrap()).collect();
    assert_eq!((fitted.len(), expected.len()), (100, 100));
    for ((level, curve), expected) in levels().into_iter().zip(&fitted).zip(expected) {
        let loss = regression.check_loss(level, curve);
        assert!((loss / expected - 1.0).abs() < 1e-9, "{level}: {loss} instead of {expected}");
    }
}

#[test]
fn losses_are_those_of_r_on_food_and_income() {
    let inner = [590.127, 800.668, 953.119, 1_233.878];
    let losses = include_str!("reference/engel_losses.txt");
    assert_losses(&pairs(include_str!("reference/engel.csv")), &inner, losses);
}

#[test]
fn losses_are_those_of_r_where_many_responses_are_equal() {
    let inner = [-0.674, 2.341, 4.06, 5.521];
    let losses = include_str!("reference/mammals_losses.txt");
    assert_losses(&pairs(include_str!("reference/mammals.csv")), &inner, losses);
}

/// Places and responses that spread more to the right; in steps of `step`, or continuous for 0.
fn spread(count: u32, step: f64) -> (Vec<f64>, Vec<f64>) {
    let mut state = 7_u64;
    let mut uniform = || {
        state = state * 16_807 % 0x7FFF_FFFF;
        f64::from(u32::try_from(state).unwrap()) / 2_147_483_647.0
    };
    let stepped = |value: f64| if 0.0 < step { (value / step).round() * step } else { value };
    let pair = |_| {
        let x = 100.0 * uniform();
        let noise = (0..4).map(|_| uniform()).sum::<f64>() - 2.0;
        (stepped(x), stepped(x * x / 100.0 + (5.0 + x / 5.0) * noise))
    };
    (0..count).map(pair).unzip()
}

#[test]
fn rows_whose_side_is_clear_change_nothing() {
    for step in [0.0, 1.0] {
        let (x, y) = spread(20_000, step);
        let spline = spline(&x, &[20.0, 40.0, 60.0, 80.0]);
        let regression = QuantileRegression::new(&spline, &x, &y).unwrap();
        let levels = [0.005, 0.015, 0.5, 0.51, 0.9];
        for (level, curve) in levels.into_iter().zip(regression.fit(&levels).unwrap()) {
            let all = regression.solve(&regression.pieces, level).unwrap();
            let all = regression.check_loss(level, &regression.in_units_of_y(&all));
            let loss = regression.check_loss(level, &curve);
            assert!((loss / all - 1.0).abs() < 1e-10, "{step} {level}: {loss} and {all}");
        }
    }
}

#[test]
fn what_cannot_be_fitted_is_said() {
    let (x, y) = spread(50, 0.0);
    let spline = spline(&x, &[20.0, 40.0, 60.0, 80.0]);
    let error = |x: &[f64], y: &[f64]| QuantileRegression::new(&spline, x, y).err();
    let dependent = Some(QuantileError::Dependent { functions: 8 });
    assert_eq!(error(&x, &y), None);
    assert_eq!(error(&[], &[]), dependent);
    assert_eq!(error(&x[..7], &y[..7]), dependent, "fewer places than functions");
    assert_eq!(error(&[30.0; 50], &y), dependent, "one place");
    let places: Vec<f64> = x.iter().map(|x| (x / 20.0).floor() * 20.0).collect();
    assert_eq!(error(&places, &y), dependent, "five places");
    assert_eq!(error(&x, &y[1..]), Some(QuantileError::UnequalLengths { x: 50, y: 49 }));
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let spoilt: Vec<f64> = y.iter().copied().skip(1).chain([bad]).collect();
        assert_eq!(error(&x, &spoilt), Some(QuantileError::NotFinite));
        assert_eq!(error(&spoilt, &y), Some(QuantileError::NotFinite));
    }
    let far: Vec<f64> = (0..50).map(|i| if i % 2 == 0 { f64::MAX } else { f64::MIN }).collect();
    assert_eq!(error(&x, &far), Some(QuantileError::NotFinite));
    let regression = QuantileRegression::new(&spline, &x, &y).unwrap();
    for level in [0.0, 1.0, -0.5, f64::NAN] {
        assert_eq!(regression.fit(&[0.5, level]), Err(QuantileError::LevelOutOfRange));
    }
}

#[test]
fn a_response_that_follows_from_the_place_is_met() {
    let (x, _) = spread(200, 0.0);
    for y in [x.iter().map(|x| 3.0 - 2.0 * x).collect::<Vec<_>>(), vec![4.25; 200]] {
        let spline = spline(&x, &[20.0, 40.0, 60.0, 80.0]);
        let regression = QuantileRegression::new(&spline, &x, &y).unwrap();
        for (level, curve) in levels().into_iter().zip(regression.fit(&levels()).unwrap()) {
            assert!(regression.check_loss(level, &curve) < 1e-7, "{level}");
        }
    }
}

/// Few places and fewer responses, so that most are equal; and some far away.
fn rough() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let x = (0_u8..40).prop_map(f64::from);
    let y = prop_oneof![9 => (0_u8..6).prop_map(f64::from), 1 => -1e4..1e4_f64];
    proptest::collection::vec((x, y), 60..300).prop_map(|pairs| {
        let all = (0_u8..40).map(|x| (f64::from(x), 2.0));
        all.chain(pairs).unzip()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What makes a curve the least: of those on which a function weighs, no more lie below than
    /// the level says, and no more above than the rest.
    #[test]
    fn no_function_can_lower_the_loss(
        (x, y) in rough(),
        level in prop_oneof![Just(0.005), Just(0.5), Just(0.995), 0.01..0.99_f64],
    ) {
        let spline = spline(&x, &[8.0, 16.0, 24.0, 32.0]);
        let regression = QuantileRegression::new(&spline, &x, &y).unwrap();
        let curve = regression.fit(&[level]).unwrap().concat();
        let loss = regression.check_loss(level, &curve);
        for which in 0..curve.len() {
            for by in [-1.0, -1e-3, 1e-3, 1.0] {
                let mut moved = curve.clone();
                moved[which] += by;
                prop_assert!(loss <= regression.check_loss(level, &moved) * (1.0 + 1e-9));
            }
        }
        let value = |x: f64| {
            let local = spline.at(x).unwrap();
            let functions = std::iter::once(0.0).chain(curve.iter().copied().skip(1));
            let own = functions.skip(local.first).zip(local.values);
            curve[0] + own.map(|(beta, value)| beta * value).sum::<f64>()
        };
        let above: Vec<f64> = x.iter().zip(&y).map(|(x, y)| y - value(*x)).collect();
        let near = 1e-6 * regression.scale;
        let share = |side: &dyn Fn(f64) -> bool| {
            count(above.iter().filter(|above| side(**above)).count()) / regression.persons
        };
        prop_assert!(share(&|above| above < -near) <= level + 1e-9);
        prop_assert!(share(&|above| near < above) <= 1.0 - level + 1e-9);
    }

    #[test]
    fn another_scale_of_responses_scales_the_loss(
        (x, y) in rough(),
        level in 0.05..0.95_f64,
        by in prop_oneof![1e-6..1e6_f64, -1e3..-1e-3_f64],
        plus in -1e3..1e3_f64,
    ) {
        let spline = spline(&x, &[8.0, 16.0, 24.0, 32.0]);
        let loss = |y: &[f64], level: f64| {
            let regression = QuantileRegression::new(&spline, &x, y).unwrap();
            regression.check_loss(level, &regression.fit(&[level]).unwrap().concat())
        };
        let other: Vec<f64> = y.iter().map(|y| by * y + plus).collect();
        let (one, other) =
            (loss(&y, level), loss(&other, if by < 0.0 { 1.0 - level } else { level }));
        prop_assert!((other / (one * by.abs()) - 1.0).abs() < 1e-7, "{one} {other} {by}");
    }

    #[test]
    fn the_order_of_pairs_does_not_move_a_bit((x, y) in rough(), by in any::<prop::sample::Index>()) {
        let spline = spline(&x, &[8.0, 16.0, 24.0, 32.0]);
        let (mut turned_x, mut turned_y) = (x.clone(), y.clone());
        turned_x.rotate_left(by.index(x.len()));
        turned_y.rotate_left(by.index(x.len()));
        turned_x.reverse();
        turned_y.reverse();
        let fit = |x: &[f64], y: &[f64]| {
            QuantileRegression::new(&spline, x, y).unwrap().fit(&[0.25, 0.26]).unwrap()
        };
        prop_assert_eq!(fit(&x, &y), fit(&turned_x, &turned_y));
    }
}
