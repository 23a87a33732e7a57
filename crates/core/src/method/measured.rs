//! One year's number with what is uncertain about it, and the change between two.

use super::{Interval, mover, t_quantile, t_two_sided, wilson_effective};

/// The shocks of class and year beside the counting of pupils: every standard error is `factor` times
/// the one from counting alone, and is known with so many degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shock {
    /// How many times the standard error from counting alone; 1 or more.
    pub factor: f64,
    /// Degrees of freedom of the factor; infinite where it is known.
    pub degrees: f64,
}

impl Shock {
    /// Counting alone: as if every pupil stood for himself and nothing but chance among them moved
    /// the number.
    pub const NONE: Self = Self { factor: 1.0, degrees: f64::INFINITY };
}

/// How far one year's number may lie from what it stands for, by counting alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// A share of `n` persons.
    Share {
        /// The least share that is printed as the value: itself, unless it was published rounded.
        least: f64,
        /// The greatest.
        most: f64,
        /// Of how many persons.
        n: f64,
    },
    /// A mean.
    Mean {
        /// Its standard error.
        standard_error: f64,
        /// The degrees of freedom of that; infinite for a known deviation.
        degrees: f64,
        /// Half a unit of the last decimal it was published with; 0 for one that was counted.
        rounding: f64,
    },
}

/// A number with its spread. Shares are fractions of 1.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Measured, Shock};
///
/// let share = Measured::share(65, 100).ok_or("nobody")?;
/// let counting = share.interval(Shock::NONE, 0.05).ok_or("no interval")?;
/// assert_eq!(format!("{:.4} to {:.4}", counting.lower, counting.upper), "0.5525 to 0.7364");
/// let shocks = Shock { factor: 1.6, degrees: 20.0 };
/// let whole = share.interval(shocks, 0.05).ok_or("no interval")?;
/// assert_eq!(format!("{:.4} to {:.4}", whole.lower, whole.upper), "0.4832 to 0.7867");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// How far off it may be.
    pub spread: Spread,
}

impl Measured {
    /// `hits` of `n` persons; `None` for nobody and for more hits than persons.
    pub fn share(hits: u64, n: u64) -> Option<Self> {
        if n == 0 || n < hits {
            return None;
        }
        let (hits, n) = (super::count_to_f64(hits), super::count_to_f64(n));
        let value = hits / n;
        Some(Self { value, spread: Spread::Share { least: value, most: value, n } })
    }

    /// The limits at a critical value `t` of a standard error that is `factor` times the one from
    /// counting.
    ///
    /// # Formula
    ///
    /// A share: Wilson's limits with n / factor² persons, the lower of the least share and the upper of
    /// the greatest. A mean: value ± (t · factor · SE + rounding).
    ///
    /// `None` for a share of nobody, or numbers that are not finite.
    ///
    /// # References
    ///
    /// An effective number of persons in Wilson's interval: Korn & Graubard (1998), Surv Methodol
    /// 24:193-201.
    pub fn limits(self, factor: f64, t: f64) -> Option<Interval> {
        match self.spread {
            Spread::Share { least, most, n } => {
                let n = n / (factor * factor);
                let low = wilson_effective(least, n, t)?;
                let high = if least < most { wilson_effective(most, n, t)? } else { low };
                Some(Interval { lower: low.lower, upper: high.upper })
            }
            Spread::Mean { standard_error, rounding, .. } => {
                let half = t * factor * standard_error + rounding;
                let interval = Interval { lower: self.value - half, upper: self.value + half };
                half.is_finite().then_some(interval)
            }
        }
    }

    /// The degrees of freedom of its whole standard error.
    ///
    /// # Formula
    ///
    /// A share: those of the shock factor. A mean, whose own deviation is estimated too:
    /// 1 / (1/ν + 1/ν₀), the degrees of a product of two independent variances to first order.
    ///
    /// # References
    ///
    /// Satterthwaite (1946), Biometrics Bull 2:110-114.
    pub fn degrees(self, shock: Shock) -> f64 {
        match self.spread {
            Spread::Share { .. } => shock.degrees,
            Spread::Mean { degrees, .. } => product(degrees, shock.degrees),
        }
    }

    /// The interval that misses with chance `two_sided_alpha`.
    pub fn interval(self, shock: Shock, two_sided_alpha: f64) -> Option<Interval> {
        self.limits(shock.factor, t_quantile(two_sided_alpha, self.degrees(shock))?)
    }

    /// Half the distance between the numbers that are printed as this one; 0 for one that was counted.
    pub fn rounding(self) -> f64 {
        match self.spread {
            Spread::Share { least, most, .. } => 0.5 * (most - least),
            Spread::Mean { rounding, .. } => rounding,
        }
    }

    /// The same number as if it had not been rounded.
    #[must_use]
    pub const fn exact(self) -> Self {
        let value = self.value;
        let spread = match self.spread {
            Spread::Share { n, .. } => Spread::Share { least: value, most: value, n },
            Spread::Mean { standard_error, degrees, .. } => {
                Spread::Mean { standard_error, degrees, rounding: 0.0 }
            }
        };
        Self { value, spread }
    }

    /// The variance from counting alone, of a share as if it were `share`.
    pub fn counting_variance(self, share: f64) -> f64 {
        match self.spread {
            Spread::Share { n, .. } => share * (1.0 - share) / n,
            Spread::Mean { standard_error, .. } => standard_error * standard_error,
        }
    }
}

fn product(first: f64, second: f64) -> f64 {
    1.0 / (1.0 / first + 1.0 / second)
}

/// The change from one year's number to a later one's, of the same kind.
///
/// One standard error makes everything said of it: [`Change::interval`] holds 0 if and only if
/// [`Change::p_value`] is above the interval's α, and a change is as great as [`Change::needed`] at the
/// same point.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{Change, Measured, Shock};
///
/// // 47 pupils in one year, 45 in the year before: 71 % and 74 %.
/// let (before, now) = (Measured::share(32, 45), Measured::share(35, 47));
/// let change = Change::new(before.ok_or("nobody")?, now.ok_or("nobody")?).ok_or("two kinds")?;
/// let shock = Shock { factor: 1.6, degrees: 20.0 };
/// assert_eq!(format!("{:.2}", change.p_value(shock).ok_or("no p")?), "0.82");
/// let needed = change.needed(shock, 2.086).ok_or("no interval")?;
/// assert_eq!(format!("{:.2}", needed.fall.ok_or("no room")?), "0.34");
/// // From 96 % no share is far enough above: a rise could not be called sure.
/// let high = Measured::share(45, 47).ok_or("nobody")?;
/// let needed = Change::new(high, high).and_then(|of| of.needed(shock, 2.086)).ok_or("nobody")?;
/// assert_eq!(needed.rise, None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    first: Measured,
    second: Measured,
    correlation: f64,
}

/// How great a change must be before it is called sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needed {
    /// Downwards, as a positive number; `None` where 0 is nearer.
    pub fall: Option<f64>,
    /// Upwards; `None` where 1 is nearer: there is no room for a sure rise.
    pub rise: Option<f64>,
}

/// Beyond this every tail is zero for practical purposes.
const MOST: f64 = 64.0;
/// Halvings: far below the precision of any share of persons.
const STEPS: u32 = 48;
/// A step so short is no step.
const NO_STEP: f64 = 1e-13;

/// Where `beyond` falls to 0 between a place at which it is positive and one at which it is not: by
/// secants, from `guess` on, and by halving where they leave the stretch.
fn crossing(
    (mut positive, mut other): (f64, f64),
    guess: f64,
    beyond: impl Fn(f64) -> Option<f64>,
) -> Option<f64> {
    let mut last = (positive, beyond(positive)?);
    let mut aim = guess;
    for round in 0..2 * STEPS {
        let is_between = (aim - positive) * (aim - other) < 0.0 && round < STEPS;
        let place = if is_between { aim } else { 0.5 * (positive + other) };
        let here = (place, beyond(place)?);
        if 0.0 < here.1 {
            positive = place;
        } else {
            other = place;
        }
        let step = here.1 * (here.0 - last.0) / (here.1 - last.1);
        if step.abs() < NO_STEP || (positive - other).abs() < NO_STEP {
            return Some(place);
        }
        (last, aim) = (here, here.0 - step);
    }
    Some(other)
}

impl Change {
    /// Between two numbers of different persons; `None` for a share beside a mean.
    pub fn new(first: Measured, second: Measured) -> Option<Self> {
        let alike = matches!(
            (first.spread, second.spread),
            (Spread::Share { .. }, Spread::Share { .. })
                | (Spread::Mean { .. }, Spread::Mean { .. })
        );
        alike.then_some(Self { first, second, correlation: 0.0 })
    }

    /// The same where some persons are in both: `correlation` of the two numbers, for n₁₂ persons in
    /// both whose results correlate with r: n₁₂·r / √(n₁n₂).
    #[must_use]
    pub fn correlated(self, correlation: f64) -> Self {
        Self { correlation: correlation.clamp(-1.0, 1.0), ..self }
    }

    /// The later number less the earlier.
    pub fn difference(self) -> f64 {
        self.second.value - self.first.value
    }

    /// The standard error of the difference from counting alone; never 0 for shares, which are pooled
    /// with one hit and one miss added.
    ///
    /// # Formula
    ///
    /// ```text
    /// √(p(1 − p)(1/n₁ + 1/n₂)),   p = (x₁ + x₂ + 1)/(n₁ + n₂ + 2);   means: √(SE₁² + SE₂²)
    /// ```
    ///
    /// less 2ρ times the product of the two standard errors.
    pub fn counting_error(self) -> f64 {
        let share = match (self.first.spread, self.second.spread) {
            (Spread::Share { n: n_1, .. }, Spread::Share { n: n_2, .. }) => {
                (self.first.value * n_1 + self.second.value * n_2 + 1.0) / (n_1 + n_2 + 2.0)
            }
            _ => 0.0,
        };
        let (first, second) =
            (self.first.counting_variance(share), self.second.counting_variance(share));
        (first + second - 2.0 * self.correlation * (first * second).sqrt()).max(0.0).sqrt()
    }

    /// The degrees of freedom of the whole standard error: for means Welch's, with the shock factor's.
    pub fn degrees(self, shock: Shock) -> f64 {
        let (
            Spread::Mean { standard_error: a, degrees: m, .. },
            Spread::Mean { standard_error: b, degrees: n, .. },
        ) = (self.first.spread, self.second.spread)
        else {
            return shock.degrees;
        };
        let (a, b) = (a * a, b * b);
        let own = (a + b) * (a + b) / (a * a / m + b * b / n);
        // Two means without spread, or of known deviation.
        product(if own.is_nan() { f64::INFINITY } else { own }, shock.degrees)
    }

    /// The limits of the difference at a critical value `t` of a standard error that is `factor` times
    /// the one from counting; `None` where those of one of the numbers are.
    ///
    /// # Formula
    ///
    /// [`mover`] of the two numbers' own [limits](Measured::limits). What persons in both years take off
    /// is taken off the factor, so that greater differences always lie farther out. Rounding is no
    /// chance: what it may come to in both years is added whole, to both limits.
    pub fn limits(self, factor: f64, t: f64) -> Option<Interval> {
        let factor = factor * self.kept();
        let of = |number: Measured| Some((number.value, number.exact().limits(factor, t)?));
        let limits = mover(of(self.first)?, of(self.second)?, 0.0)?;
        let rounding = self.first.rounding() + self.second.rounding();
        Some(Interval { lower: limits.lower - rounding, upper: limits.upper + rounding })
    }

    /// What is left of the standard error of two independent numbers.
    fn kept(self) -> f64 {
        if self.correlation.abs() < f64::EPSILON {
            return 1.0;
        }
        let apart = Self { correlation: 0.0, ..self }.counting_error();
        let kept = self.counting_error() / apart;
        // Without any spread nothing can be taken off.
        if kept.is_finite() { kept } else { 1.0 }
    }

    /// The interval of the difference that misses with chance `two_sided_alpha`.
    pub fn interval(self, shock: Shock, two_sided_alpha: f64) -> Option<Interval> {
        self.limits(shock.factor, t_quantile(two_sided_alpha, self.degrees(shock))?)
    }

    /// The critical value at which the interval just touches 0: 0 for no difference, or one that
    /// rounding alone may have made; at most 64.
    pub fn statistic(self, shock: Shock) -> Option<f64> {
        let difference = self.difference();
        let beyond = |t| {
            let limits = self.limits(shock.factor, t)?;
            Some(if 0.0 < difference { limits.lower } else { -limits.upper })
        };
        if beyond(0.0)? <= 0.0 {
            return Some(0.0);
        }
        if 0.0 < beyond(MOST)? {
            return Some(MOST);
        }
        let guess = difference.abs() / (shock.factor * self.counting_error());
        crossing((0.0, MOST), guess, beyond)
    }

    /// The chance of a difference at least as great where nothing has changed.
    pub fn p_value(self, shock: Shock) -> Option<f64> {
        t_two_sided(self.statistic(shock)?, self.degrees(shock))
    }

    /// How great the difference must be, from the same first number and with as many persons, before
    /// the interval at the critical value `t` no longer holds 0.
    pub fn needed(self, shock: Shock, t: f64) -> Option<Needed> {
        let Spread::Share { n, .. } = self.second.spread else {
            let reach = self.limits(shock.factor, t)?;
            // A mean's limits lie as far from it wherever it is.
            let half = reach.upper - self.difference();
            return Some(Needed { fall: Some(half), rise: Some(half) });
        };
        let from = self.first.value;
        let rounding = self.second.rounding();
        let limits = |value: f64| {
            let spread = Spread::Share { least: value - rounding, most: value + rounding, n };
            let second = Measured { value, spread };
            Self { second, ..self }.limits(shock.factor, t)
        };
        let reach = t * shock.factor * self.counting_error();
        let nearest = |edge: f64| {
            let beyond = |value| {
                let limits = limits(value)?;
                Some(if from < edge { limits.lower } else { -limits.upper })
            };
            if beyond(edge)? <= 0.0 {
                return Some(None);
            }
            let guess = if from < edge { from + reach } else { from - reach };
            Some(Some((crossing((edge, from), guess, beyond)? - from).abs()))
        };
        Some(Needed { fall: nearest(0.0)?, rise: nearest(1.0)? })
    }

    /// The change that is found four times out of five when it is there: what is needed before it is
    /// called sure at `t`, in the direction that needs more, and the distance that a true change must
    /// lie beyond that.
    ///
    /// # Formula
    ///
    /// ```text
    /// needed + t₀.₈ · factor · SE,   P(T < t₀.₈) = 0.8
    /// ```
    ///
    /// `None` where neither direction has room for so great a change: nothing would be found.
    pub fn discoverable(self, shock: Shock, t: f64) -> Option<f64> {
        let needed = self.needed(shock, t)?;
        let error = shock.factor * self.counting_error();
        let reach = needed.fall.into_iter().chain(needed.rise).reduce(f64::max)?;
        let found = reach + t_quantile(FOUND, self.degrees(shock))? * error;
        let room = match self.first.spread {
            Spread::Share { .. } => self.first.value.max(1.0 - self.first.value),
            Spread::Mean { .. } => f64::INFINITY,
        };
        Some(found).filter(|found| *found <= room)
    }
}

/// P(T < t) = 0.8 for a two-sided chance of 0.4.
const FOUND: f64 = 0.4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::method::{Z_95, newcombe, wilson};

    fn change((a, m): (u64, u64), (b, n): (u64, u64)) -> Change {
        Change::new(Measured::share(a, m).unwrap(), Measured::share(b, n).unwrap()).unwrap()
    }

    fn cell() -> impl Strategy<Value = (u64, u64)> {
        (1..400_u64).prop_flat_map(|n| (0..=n, Just(n)))
    }

    fn shock() -> impl Strategy<Value = Shock> {
        (1.0..2.5_f64, 5.0..200.0_f64).prop_map(|(factor, degrees)| Shock { factor, degrees })
    }

    fn mean() -> impl Strategy<Value = Measured> {
        (1.0..5.0_f64, 0.01..0.5_f64, 1.0..400.0_f64, 0.0..0.06_f64).prop_map(
            |(value, standard_error, degrees, rounding)| Measured {
                value,
                spread: Spread::Mean { standard_error, degrees, rounding },
            },
        )
    }

    #[test]
    fn counting_alone_is_wilson_and_newcombe() {
        let share = Measured::share(32, 45).unwrap();
        let (ours, theirs) =
            (share.interval(Shock::NONE, 0.05).unwrap(), wilson(32, 45, Z_95).unwrap());
        assert!(
            (ours.lower - theirs.lower).abs() < 1e-9 && (ours.upper - theirs.upper).abs() < 1e-9
        );
        let ours = change((48, 80), (56, 70)).interval(Shock::NONE, 0.05).unwrap();
        let theirs = newcombe((48, 80), (56, 70), Z_95).unwrap();
        assert!(
            (ours.lower - theirs.lower).abs() < 1e-9 && (ours.upper - theirs.upper).abs() < 1e-9
        );
    }

    /// R: with x of mean 3.6, sd .5, n 25 and y of mean 3.9, sd .6, n 30, Welch's test has
    /// t = .3/sqrt(.25/25+.36/30) on 52.99937 degrees.
    #[test]
    fn counting_alone_is_welch_for_means() {
        let of = |value: f64, sd: f64, n: f64| Measured {
            value,
            spread: Spread::Mean { standard_error: sd / n.sqrt(), degrees: n - 1.0, rounding: 0.0 },
        };
        let change = Change::new(of(3.6, 0.5, 25.0), of(3.9, 0.6, 30.0)).unwrap();
        let t = 0.3 / (0.25_f64 / 25.0 + 0.36 / 30.0).sqrt();
        assert!((change.statistic(Shock::NONE).unwrap() - t).abs() < 1e-9);
        assert!((change.degrees(Shock::NONE) - 52.999_37).abs() < 1e-3);
    }

    #[test]
    fn a_difference_that_rounding_can_make_is_no_difference() {
        let of = |value: f64| Measured {
            value,
            spread: Spread::Mean { standard_error: 1e-6, degrees: f64::INFINITY, rounding: 0.05 },
        };
        let by = |value| Change::new(of(3.6), of(value)).unwrap().p_value(Shock::NONE).unwrap();
        assert!((by(3.67) - 1.0).abs() < 1e-12);
        assert!(by(3.8) < 1e-6);
    }

    /// By halving alone: slow, and sure to end within 64/2^60 of it.
    fn statistic_by_halving(change: Change, shock: Shock) -> f64 {
        let holds = |t| change.limits(shock.factor, t).unwrap().contains(0.0);
        let (mut clear, mut touching) = (0.0, MOST);
        if holds(clear) || !holds(touching) {
            return if holds(clear) { 0.0 } else { MOST };
        }
        for _ in 0..60 {
            let middle = 0.5 * (clear + touching);
            if holds(middle) { touching = middle } else { clear = middle }
        }
        touching
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn secants_and_halving_agree(
            (first, second) in (cell(), cell()), means in (mean(), mean()), shock in shock(),
        ) {
            let shares = change(first, second);
            for change in [shares, Change::new(means.0, means.1).unwrap()] {
                let found = change.statistic(shock).unwrap();
                let halved = statistic_by_halving(change, shock);
                prop_assert!((found - halved).abs() < 1e-9, "{found} {halved}");
            }
            let needed = shares.needed(shock, 2.5).unwrap();
            for (step, sign) in [(needed.fall, -1.0), (needed.rise, 1.0)] {
                let Some(step) = step else { continue };
                let from = shares.first.value;
                let Spread::Share { n, .. } = shares.second.spread else { continue };
                let sure = |step: f64| {
                    let value = (from + sign * step).clamp(0.0, 1.0);
                    let spread = Spread::Share { least: value, most: value, n };
                    let moved = Change { second: Measured { value, spread }, ..shares };
                    !moved.limits(shock.factor, 2.5).unwrap().contains(0.0)
                };
                prop_assert!(sure(step + 1e-9) && !sure(step - 1e-9), "{step} {needed:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn interval_p_value_and_what_is_needed_never_contradict_each_other(
            (first, second) in (cell(), cell()), shock in shock(), alpha in 0.0005..0.3_f64,
        ) {
            let change = change(first, second);
            let p = change.p_value(shock).unwrap();
            let t = t_quantile(alpha, shock.degrees).unwrap();
            // At the point itself the last bits decide.
            prop_assume!((p - alpha).abs() > 1e-6);
            let interval = change.interval(shock, alpha).unwrap();
            prop_assert_eq!(interval.contains(0.0), alpha < p);
            let needed = change.needed(shock, t).unwrap();
            let d = change.difference();
            let least = if 0.0 < d { needed.rise } else { needed.fall };
            prop_assert_eq!(least.is_some_and(|least| least <= d.abs() + 1e-9), p < alpha);
            prop_assert!(interval.contains(d));
        }

        #[test]
        fn the_same_holds_for_means(first in mean(), second in mean(), shock in shock(), alpha in 0.0005..0.3_f64) {
            let change = Change::new(first, second).unwrap();
            let p = change.p_value(shock).unwrap();
            let t = t_quantile(alpha, change.degrees(shock)).unwrap();
            prop_assume!((p - alpha).abs() > 1e-6);
            prop_assert_eq!(change.interval(shock, alpha).unwrap().contains(0.0), alpha < p);
            let needed = change.needed(shock, t).unwrap().rise.unwrap();
            prop_assert_eq!(needed <= change.difference().abs() + 1e-9, p < alpha);
        }

        #[test]
        fn more_persons_or_less_shock_never_widen(
            (hits, n) in cell(), times in 2..9_u64, shock in shock(),
        ) {
            let of = |times: u64, shock| {
                let interval = Measured::share(hits * times, n * times).unwrap().interval(shock, 0.05);
                let interval = interval.unwrap();
                interval.upper - interval.lower
            };
            prop_assert!(of(times, shock) <= of(1, shock) + 1e-12);
            prop_assert!(of(1, Shock::NONE) <= of(1, shock) + 1e-12);
        }

        #[test]
        fn turned_round_a_change_has_the_other_sign((first, second) in (cell(), cell()), shock in shock()) {
            let (forth, back) = (change(first, second), change(second, first));
            let (a, b) = (forth.interval(shock, 0.05).unwrap(), back.interval(shock, 0.05).unwrap());
            prop_assert!((a.lower + b.upper).abs() < 1e-12 && (a.upper + b.lower).abs() < 1e-12);
            prop_assert!((forth.p_value(shock).unwrap() - back.p_value(shock).unwrap()).abs() < 1e-9);
        }
    }
}
