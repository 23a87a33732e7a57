//! How much more than counting alone makes the numbers of schools move from year to year.

use super::{Shock, count_to_f64};

/// What is believed of the shock factor before the schools of a report have spoken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShockPrior {
    /// The factor: how many times the deviation from counting alone.
    pub factor: f64,
    /// How sure that is: as if seen in so many changes.
    pub degrees: f64,
}

impl ShockPrior {
    /// The prior alone, where no school says anything.
    pub const fn alone(self) -> Shock {
        Shock { factor: self.factor.max(1.0), degrees: self.degrees }
    }
}

/// The shock factor of the schools of one kind, moderated by a prior.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeratedShock {
    /// The factor and its degrees of freedom.
    pub shock: Shock,
    /// What the schools' changes have in common, on their own scale; `None` with fewer than two.
    pub common: Option<f64>,
    /// How many schools spoke.
    pub schools: u64,
    /// How many degrees of freedom they are worth.
    pub weight: f64,
}

/// Beyond so many standard errors a school's change says nothing of shocks.
pub const SHOCK_CUT: f64 = 3.0;

/// E(w(Z) Z²) / E(w(Z)) for the weights of [`moderated_shock`] and a standard normal Z.
///
/// scipy: integrate.quad over -3..3 of (1 - (x/3)^2)^2 · x^2 · norm.pdf(x), and without x^2.
const CONSISTENCY: f64 = 0.632_406_819_453_774_7;

/// Rounds of reweighting: more than enough for the ninth decimal.
const ROUNDS: u32 = 60;

/// The shock factor that schools' changes show, each given as its difference and its standard error
/// from counting alone, moderated by `prior`.
///
/// # Formula
///
/// ```text
/// zᵢ = (dᵢ − δ)/SEᵢ,   wᵢ = (1 − (zᵢ/3s)²)² within 3s, otherwise 0
/// δ  = Σ wᵢdᵢ/SEᵢ² / Σ wᵢ/SEᵢ²,   m = Σwᵢ (I − 1)/I
/// s² = (ν₀s₀² + Σwᵢzᵢ²/0.632) / (ν₀ + m),   never below 1,   ν = ν₀ + m
/// ```
///
/// solved by reweighting from the median and the prior. The centre δ is what the schools have in
/// common, so that a year in which all moved is no shock to each. The weights keep a school that
/// truly changed from hiding itself: with the plain sum of squares a few true changes blow s up, and
/// in a large municipality hardly any could be found. 0.632 makes s right where all is normal.
///
/// Fewer than two schools give the prior. A difference or standard error that is not finite and
/// positive counts as no school. The order of the schools does not matter.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{ShockPrior, moderated_shock};
///
/// let prior = ShockPrior { factor: 1.6, degrees: 20.0 };
/// let calm: Vec<(f64, f64)> = (0..20).map(|i| (0.002 * f64::from(i), 0.05)).collect();
/// let found = moderated_shock(&calm, prior);
/// assert!(found.shock.factor < 1.6 && 20.0 < found.shock.degrees);
/// assert_eq!(moderated_shock(&calm[..1], prior).shock, prior.alone());
/// ```
///
/// # References
///
/// Variance moderated by a prior: Smyth (2004), Stat Appl Genet Mol Biol 3:3. Weights: Beaton & Tukey
/// (1974), Technometrics 16:147-185.
pub fn moderated_shock(changes: &[(f64, f64)], prior: ShockPrior) -> ModeratedShock {
    let known = |(d, se): &(f64, f64)| d.is_finite() && se.is_finite() && 0.0 < *se;
    let mut changes: Vec<(f64, f64)> = changes.iter().copied().filter(known).collect();
    // In one order, so that sums are the same bits whatever order they came in.
    changes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let schools = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    let Some(mut common) = median(&changes).filter(|_| 1 < schools) else {
        return ModeratedShock { shock: prior.alone(), common: None, schools, weight: 0.0 };
    };
    let kept = (count_to_f64(schools) - 1.0) / count_to_f64(schools);
    let (mut variance, mut weight) = (prior.factor * prior.factor, 0.0);
    for _ in 0..ROUNDS {
        let reach = SHOCK_CUT * SHOCK_CUT * variance;
        let of = |common: f64, (d, se): (f64, f64)| {
            let square = ((d - common) / se) * ((d - common) / se);
            let inside = (1.0 - square / reach).max(0.0);
            (inside * inside, square)
        };
        let (mut sum, mut precision) = (0.0, 0.0);
        for change in &changes {
            let (weight, _) = of(common, *change);
            let own = weight / (change.1 * change.1);
            sum += own * change.0;
            precision += own;
        }
        if 0.0 < precision {
            common = sum / precision;
        }
        let (mut weights, mut squares) = (0.0, 0.0);
        for change in &changes {
            let (weight, square) = of(common, *change);
            weights += weight;
            squares += weight * square;
        }
        weight = weights * kept;
        let shown = squares / CONSISTENCY;
        let prior_part = prior.degrees * prior.factor * prior.factor;
        variance = ((prior_part + shown) / (prior.degrees + weight)).max(1.0);
    }
    let shock = Shock { factor: variance.sqrt(), degrees: prior.degrees + weight };
    ModeratedShock { shock, common: Some(common), schools, weight }
}

fn median(sorted: &[(f64, f64)]) -> Option<f64> {
    let (low, high) = (sorted.len().checked_sub(1)? / 2, sorted.len() / 2);
    Some(0.5 * (sorted.get(low)?.0 + sorted.get(high)?.0))
}

/// One school's part in a municipality's change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SchoolChange {
    /// Its pupils: the mean of the two years.
    pub persons: f64,
    /// Its own change.
    pub difference: f64,
    /// The standard error of that from counting alone.
    pub counting_error: f64,
}

/// The standard error of a municipality's change, and its degrees of freedom: schools are the
/// clusters, never pupils.
///
/// # Formula
///
/// ```text
/// V₀ = Σ nᵢ²SEᵢ² / N²,   V₁ = I/(I − 1) · Σ nᵢ²(dᵢ − d̄)² / N²,   d̄ = Σ nᵢdᵢ / N,   N = Σ nᵢ
/// V  = (ν₀s₀²V₀ + (I − 1)V₁) / (ν₀ + I − 1),   never below V₀,   ν = ν₀ + I − 1
/// ```
///
/// the cluster-robust variance of a weighted mean, moderated by the prior as a school's is. A shock
/// that meets all schools alike, a harder test in one year, is in the change itself and in no
/// standard error. `None` for no schools.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::{SchoolChange, ShockPrior, clustered_error};
///
/// let prior = ShockPrior { factor: 1.6, degrees: 20.0 };
/// let school = SchoolChange { persons: 100.0, difference: 0.1, counting_error: 0.06 };
/// let (one, degrees) = clustered_error(&[school], prior).ok_or("no school")?;
/// assert_eq!((format!("{one:.3}"), degrees), ("0.096".to_owned(), 20.0));
/// let (four, _) = clustered_error(&[school; 4], prior).ok_or("no school")?;
/// assert!(four < one / 2.0);
/// # Ok::<(), &str>(())
/// ```
///
/// # References
///
/// Linearised variance of a ratio over clusters: Cochran (1977), Sampling Techniques, chapter 9.
/// Moderation: Smyth (2004), Stat Appl Genet Mol Biol 3:3.
pub fn clustered_error(schools: &[SchoolChange], prior: ShockPrior) -> Option<(f64, f64)> {
    let mut schools = schools.to_vec();
    let by = |of: &SchoolChange| [of.difference, of.persons, of.counting_error];
    schools.sort_by(|a, b| {
        let pairs = by(a).into_iter().zip(by(b));
        pairs
            .map(|(a, b)| a.total_cmp(&b))
            .fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
    });
    let persons: f64 = schools.iter().map(|of| of.persons).sum();
    if !(0.0 < persons && persons.is_finite()) {
        return None;
    }
    let mean = schools.iter().map(|of| of.persons * of.difference).sum::<f64>() / persons;
    let square = |x: f64| x * x;
    let counting = schools.iter().map(|of| square(of.persons * of.counting_error)).sum::<f64>()
        / square(persons);
    let between = schools.iter().map(|of| square(of.persons * (of.difference - mean))).sum::<f64>()
        / square(persons);
    let schools = count_to_f64(u64::try_from(schools.len()).ok()?);
    let others = schools - 1.0;
    // I/(I − 1) · (I − 1): the factor is in both.
    let shown = schools * between;
    let prior_part = prior.degrees * square(prior.factor) * counting;
    let degrees = prior.degrees + others;
    let variance = ((prior_part + shown) / degrees).max(counting);
    Some((variance.sqrt(), degrees))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PRIOR: ShockPrior = ShockPrior { factor: 1.6, degrees: 20.0 };

    fn changes() -> impl Strategy<Value = Vec<(f64, f64)>> {
        proptest::collection::vec((-0.4..0.4_f64, 0.02..0.15_f64), 0..60)
    }

    /// numpy, the formula above written out with arrays and 60 rounds.
    #[test]
    fn the_factor_is_the_one_worked_out_apart() {
        let changes =
            [(0.05, 0.06), (-0.02, 0.05), (0.11, 0.07), (-0.09, 0.08), (0.01, 0.04), (0.45, 0.06)];
        let found = moderated_shock(&changes, PRIOR);
        assert!((found.shock.factor - EXPECTED.0).abs() < 1e-9, "{found:?}");
        assert!((found.shock.degrees - EXPECTED.1).abs() < 1e-9, "{found:?}");
        assert!((found.common.unwrap() - EXPECTED.2).abs() < 1e-9, "{found:?}");
    }
    const EXPECTED: (f64, f64, f64) =
        (1.548_959_149_121_602_8, 23.839_309_312_166_84, 0.011_650_515_806_997_58);

    #[test]
    fn a_school_that_changed_hides_neither_itself_nor_others() {
        let calm: Vec<(f64, f64)> =
            (0..30).map(|i| (0.1 * f64::sin(f64::from(i) * 2.4), 0.06)).collect();
        let without = moderated_shock(&calm, PRIOR).shock.factor;
        let with: Vec<(f64, f64)> = calm.iter().copied().chain([(0.9, 0.06)]).collect();
        assert!((moderated_shock(&with, PRIOR).shock.factor - without).abs() < 0.05);
    }

    #[test]
    fn the_factor_is_never_below_one() {
        let still = [(0.0, 0.1); 500];
        assert!((moderated_shock(&still, PRIOR).shock.factor - 1.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_order_of_schools_does_not_matter(changes in changes(), seed in any::<prop::sample::Index>()) {
            let mut turned = changes.clone();
            if !turned.is_empty() {
                turned.rotate_left(seed.index(changes.len()));
            }
            prop_assert_eq!(moderated_shock(&changes, PRIOR), moderated_shock(&turned, PRIOR));
        }

        #[test]
        fn what_all_have_in_common_is_no_shock(changes in changes(), by in -0.2..0.2_f64) {
            let moved: Vec<(f64, f64)> = changes.iter().map(|(d, se)| (d + by, *se)).collect();
            let (one, other) = (moderated_shock(&changes, PRIOR), moderated_shock(&moved, PRIOR));
            prop_assert!((one.shock.factor - other.shock.factor).abs() < 1e-6);
        }

        #[test]
        fn it_lies_between_one_and_what_the_schools_can_show(changes in changes()) {
            let found = moderated_shock(&changes, PRIOR);
            prop_assert!(1.0 <= found.shock.factor && found.shock.factor.is_finite());
            prop_assert!(PRIOR.degrees <= found.shock.degrees);
            prop_assert!(found.weight <= count_to_f64(found.schools));
        }
    }
}
