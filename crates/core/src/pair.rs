//! Sums of pairs: what is kept of two values of the same persons, and the moments they make.

use serde::{Deserialize, Serialize};

use crate::TallyError;
use crate::method::{count_to_f64, to_f64, wide_to_f64};

/// The sums of pairs (x, y), one pair for each person: an earlier and a later score, say. Integers
/// only, so that neither the order of rows nor the number of threads can move a digit.
///
/// The values are whole numbers at a scale that whoever adds them names, the same for x and y:
/// thousandths, say. A commutative monoid under [`PairSums::merge`], whose neutral element is
/// [`PairSums::default`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::PairSums;
///
/// // Scores in thousandths: 0.100 then 0.400, and so on.
/// let pairs = [(100, 400), (500, 600), (900, 1_100)];
/// let sums = pairs.iter().try_fold(PairSums::default(), |sums, (x, y)| sums.merge(PairSums::of(*x, *y)))?;
/// let moments = sums.moments(3).ok_or("nobody")?;
/// assert_eq!(format!("{:.3} {:.3}", moments.mean_x, moments.mean_y), "0.500 0.700");
/// // R: cor(c(.1, .5, .9), c(.4, .6, 1.1)) = 0.9707253
/// assert_eq!(moments.correlation().map(|r| format!("{r:.6}")).as_deref(), Some("0.970725"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairSums {
    /// How many persons have both values.
    pub n: u64,
    /// Σx.
    pub x: i64,
    /// Σy.
    pub y: i64,
    /// Σx².
    pub xx: i128,
    /// Σy².
    pub yy: i128,
    /// Σxy.
    pub xy: i128,
}

impl PairSums {
    /// One person.
    #[must_use]
    pub fn of(x: i64, y: i64) -> Self {
        let (wide_x, wide_y) = (i128::from(x), i128::from(y));
        Self { n: 1, x, y, xx: wide_x * wide_x, yy: wide_y * wide_y, xy: wide_x * wide_y }
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError::Overflow`] for sums that do not fit.
    pub fn merge(self, other: Self) -> Result<Self, TallyError> {
        let merged = || {
            Some(Self {
                n: self.n.checked_add(other.n)?,
                x: self.x.checked_add(other.x)?,
                y: self.y.checked_add(other.y)?,
                xx: self.xx.checked_add(other.xx)?,
                yy: self.yy.checked_add(other.yy)?,
                xy: self.xy.checked_add(other.xy)?,
            })
        };
        merged().ok_or(TallyError::Overflow)
    }

    /// Σd and Σd² of the differences d = y − x, at the scale of the values; `None` where they do not
    /// fit.
    pub fn differences(self) -> Option<(i64, i128)> {
        let squares = self.xx.checked_add(self.yy)?.checked_sub(self.xy.checked_mul(2)?)?;
        Some((self.y.checked_sub(self.x)?, squares))
    }

    /// The moments of values with so many `decimals`: 3 for thousandths.
    ///
    /// # Formula
    ///
    /// ```text
    /// x̄ = Σx/n,   Sxx = (nΣx² − (Σx)²)/n,   Sxy = (nΣxy − ΣxΣy)/n
    /// ```
    ///
    /// Worked out in whole numbers before the one division, so that nothing cancels. `None` for
    /// nobody, and for sums that do not fit or that no values have.
    pub fn moments(self, decimals: u8) -> Option<PairMoments> {
        if self.n == 0 {
            return None;
        }
        let (n, scale) = (count_to_f64(self.n), 10_f64.powi(i32::from(decimals)));
        let about_means = |products: i128, first: i64, second: i64| {
            let product = i128::from(first).checked_mul(i128::from(second))?;
            let times = i128::from(self.n).checked_mul(products)?.checked_sub(product)?;
            Some(wide_to_f64(times) / n / (scale * scale))
        };
        let moments = PairMoments {
            n: self.n,
            mean_x: to_f64(self.x) / n / scale,
            mean_y: to_f64(self.y) / n / scale,
            sum_xx: about_means(self.xx, self.x, self.x)?,
            sum_yy: about_means(self.yy, self.y, self.y)?,
            sum_xy: about_means(self.xy, self.x, self.y)?,
        };
        moments.is_possible().then_some(moments)
    }
}

/// The means of pairs and the sums of squares and products about them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairMoments {
    /// How many persons have both values.
    pub n: u64,
    /// The mean of x.
    pub mean_x: f64,
    /// The mean of y.
    pub mean_y: f64,
    /// Σ(x − x̄)².
    pub sum_xx: f64,
    /// Σ(y − ȳ)².
    pub sum_yy: f64,
    /// Σ(x − x̄)(y − ȳ).
    pub sum_xy: f64,
}

impl PairMoments {
    /// Whether there are values with these moments: somebody, finite sums, no product greater than
    /// the squares allow.
    pub fn is_possible(&self) -> bool {
        let Self { n, mean_x, mean_y, sum_xx, sum_yy, sum_xy } = *self;
        let greatest = (sum_xx * sum_yy).sqrt();
        0 < n
            && [mean_x, mean_y, sum_xx, sum_yy, sum_xy].iter().all(|number| number.is_finite())
            && 0.0 <= sum_xx
            && 0.0 <= sum_yy
            // Rounding may lift a product a little above.
            && sum_xy.abs() <= greatest * (1.0 + 1e-9)
    }

    /// The variance of x, over n − 1; `None` below two persons.
    pub fn variance_x(&self) -> Option<f64> {
        self.over_degrees(self.sum_xx)
    }

    /// The variance of y, over n − 1; `None` below two persons.
    pub fn variance_y(&self) -> Option<f64> {
        self.over_degrees(self.sum_yy)
    }

    /// The covariance, over n − 1; `None` below two persons.
    pub fn covariance(&self) -> Option<f64> {
        self.over_degrees(self.sum_xy)
    }

    /// The correlation, within ±1; `None` where x or y has no spread.
    ///
    /// # References
    ///
    /// Pearson (1896), Phil Trans R Soc A 187:253-318.
    pub fn correlation(&self) -> Option<f64> {
        let scale = self.sum_xx.sqrt() * self.sum_yy.sqrt();
        (0.0 < scale && scale.is_finite()).then(|| (self.sum_xy / scale).clamp(-1.0, 1.0))
    }

    fn over_degrees(&self, sum: f64) -> Option<f64> {
        let degrees = self.n.checked_sub(1).filter(|degrees| 0 < *degrees)?;
        Some(sum / count_to_f64(degrees))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sums_of(pairs: &[(i64, i64)]) -> PairSums {
        let one = |sums: PairSums, pair: &(i64, i64)| sums.merge(PairSums::of(pair.0, pair.1));
        pairs.iter().try_fold(PairSums::default(), one).unwrap()
    }

    /// R 4.2.2: `x <- c(7, 4, 10, 12, 7)`; `y <- c(2, 4, 7, 7, 10)`; `var(x)`; `var(y)`; `cov(x, y)`;
    /// `cor(x, y)`.
    #[test]
    fn moments_match_r() {
        let got = sums_of(&[(7, 2), (4, 4), (10, 7), (12, 7), (7, 10)]).moments(0).unwrap();
        for (got, wanted) in [
            (got.mean_x, 8.0),
            (got.mean_y, 6.0),
            (got.variance_x().unwrap(), 9.5),
            (got.variance_y().unwrap(), 9.5),
            (got.covariance().unwrap(), 3.5),
            (got.correlation().unwrap(), 0.368_421_052_631_579),
        ] {
            assert!((got - wanted).abs() < 1e-14, "{got} for {wanted}");
        }
    }

    #[test]
    fn what_is_undefined_is_none() {
        assert_eq!(PairSums::default().moments(3), None);
        let one = PairSums::of(5, 7).moments(0).unwrap();
        assert_eq!((one.variance_x(), one.covariance(), one.correlation()), (None, None, None));
        let flat = sums_of(&[(3, 1), (3, 2)]).moments(0).unwrap();
        assert_eq!((flat.variance_x(), flat.correlation()), (Some(0.0), None));
    }

    #[test]
    fn sums_that_do_not_fit_or_that_no_values_have_are_refused() {
        let most = PairSums::of(i64::MAX, i64::MAX);
        assert_eq!(most.merge(most), Err(TallyError::Overflow));
        assert!(most.moments(0).is_some());
        let many = PairSums { n: u64::MAX, xx: i128::MAX, ..most };
        assert_eq!(many.moments(0), None);
        let all = sums_of(&[(1, 5), (2, 3), (4, 4)]);
        for odd in [PairSums { xx: 1, ..all }, PairSums { xy: 99, ..all }] {
            assert_eq!(odd.moments(0), None, "{odd:?}");
        }
        let least = PairSums { x: i64::MIN, y: i64::MAX, ..all };
        assert_eq!(least.differences(), None);
    }

    fn pairs() -> impl Strategy<Value = Vec<(i64, i64)>> {
        prop::collection::vec((-4_000..4_000_i64, -4_000..4_000_i64), 1..40)
    }

    proptest! {
        #[test]
        fn merging_depends_on_neither_order_nor_brackets(
            rows in pairs(), cut in 0..40_usize, other_cut in 0..40_usize,
        ) {
            let (cut, other_cut) = (cut.min(rows.len()), other_cut.min(rows.len()));
            let (low, high) = (cut.min(other_cut), cut.max(other_cut));
            let [a, b, c] = [&rows[..low], &rows[low..high], &rows[high..]].map(sums_of);
            let all = sums_of(&rows);
            prop_assert_eq!(a.merge(b).unwrap().merge(c).unwrap(), all);
            prop_assert_eq!(c.merge(a).unwrap().merge(b).unwrap(), all);
            prop_assert_eq!(all.merge(PairSums::default()), Ok(all));
        }

        #[test]
        fn moments_are_those_of_the_values_two_passes_give(rows in pairs(), offset in 0..1_000_000_000_i64) {
            let got = sums_of(&rows).moments(3).unwrap();
            let n = count_to_f64(got.n);
            let values: Vec<(f64, f64)> =
                rows.iter().map(|(x, y)| (to_f64(*x) / 1e3, to_f64(*y) / 1e3)).collect();
            let mean_x = values.iter().map(|(x, _)| x).sum::<f64>() / n;
            let mean_y = values.iter().map(|(_, y)| y).sum::<f64>() / n;
            let products: f64 = values.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
            prop_assert!((got.mean_x - mean_x).abs() < 1e-10);
            prop_assert!((got.sum_xy - products).abs() < 1e-9);
            let moved: Vec<(i64, i64)> = rows.iter().map(|(x, y)| (x + offset, y - offset)).collect();
            let moved = sums_of(&moved).moments(3).unwrap();
            prop_assert_eq!(moved.sum_xx.to_bits(), got.sum_xx.to_bits());
            prop_assert_eq!(moved.sum_xy.to_bits(), got.sum_xy.to_bits());
        }

        #[test]
        fn differences_are_those_of_the_rows(rows in pairs()) {
            let each = || rows.iter().map(|(x, y)| y - x);
            let squares = each().map(|d| i128::from(d * d)).sum();
            prop_assert_eq!(sums_of(&rows).differences(), Some((each().sum(), squares)));
        }
    }
}
