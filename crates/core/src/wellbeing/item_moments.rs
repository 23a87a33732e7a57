//! How well the questions of an indicator hang together.

use crate::{Decimal, TallyError};

/// Sums over complete cases of the answers to some questions: what Cronbach's alpha is made of.
///
/// A complete case is a pupil who answered every one of the questions; the others cannot be in it.
/// Integers only, and a commutative monoid under [`ItemMoments::merge`]: neither the order of the
/// pupils nor the number of threads can move a digit.
///
/// # Examples
///
/// ```
/// use kvalitet_core::wellbeing::ItemMoments;
///
/// let mut moments = ItemMoments::new(2);
/// for case in [[9, 9], [12, 15], [15, 12]] {
///     moments.add(&case)?;
/// }
/// // Sample variances 9, 9 and, of the sums 18, 27 and 27, 27: 2/1 · (1 − 18/27).
/// assert_eq!(moments.alpha().map(|alpha| format!("{alpha:.6}")), Some("0.666667".to_owned()));
/// # Ok::<(), kvalitet_core::TallyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemMoments {
    cases: i64,
    sums: Vec<i64>,
    /// Σxᵢxⱼ for i ≤ j, by rows.
    products: Vec<i64>,
}

impl ItemMoments {
    /// Nobody yet, for `items` questions.
    pub fn new(items: usize) -> Self {
        Self { cases: 0, sums: vec![0; items], products: vec![0; items * (items + 1) / 2] }
    }

    /// How many complete cases it stands for.
    pub const fn cases(&self) -> u64 {
        self.cases.unsigned_abs()
    }

    /// How many questions it is about.
    pub const fn items(&self) -> usize {
        self.sums.len()
    }

    /// One more complete case: the answers in thirds of a point, in the order of the questions.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError::Kind`] for another number of answers than of questions,
    /// [`TallyError::Overflow`] for sums that do not fit; then nothing has been added.
    pub fn add(&mut self, thirds: &[u8]) -> Result<(), TallyError> {
        let pairs = thirds.iter().enumerate();
        let products = pairs
            .flat_map(|(i, x)| thirds.iter().skip(i).map(move |y| i64::from(*x) * i64::from(*y)));
        let one = Self {
            cases: 1,
            sums: thirds.iter().copied().map(i64::from).collect(),
            products: products.collect(),
        };
        *self = self.merge(&one)?;
        Ok(())
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// Returns [`TallyError::Kind`] for two numbers of questions, [`TallyError::Overflow`] for
    /// sums that do not fit.
    pub fn merge(&self, other: &Self) -> Result<Self, TallyError> {
        if self.items() != other.items() {
            return Err(TallyError::Kind);
        }
        let added = |a: &[i64], b: &[i64]| {
            a.iter().zip(b).map(|(a, b)| a.checked_add(*b)).collect::<Option<Vec<_>>>()
        };
        let cases = self.cases.checked_add(other.cases);
        cases
            .zip(added(&self.sums, &other.sums))
            .zip(added(&self.products, &other.products))
            .map(|((cases, sums), products)| Self { cases, sums, products })
            .ok_or(TallyError::Overflow)
    }

    /// Cronbach's alpha, rounded to nine decimals.
    ///
    /// # Formula
    ///
    /// ```text
    /// k/(k − 1) · (1 − Σ var(xᵢ) / var(Σ xᵢ)),   k questions
    /// ```
    ///
    /// The variances are taken of whole numbers and divided once; whether they are those of a
    /// sample or a population cancels out. It describes these pupils' answers, not a pupil, and
    /// can be negative.
    ///
    /// `None` for fewer than two questions or two cases, and where everybody has the same sum.
    ///
    /// # References
    ///
    /// Cronbach (1951), Psychometrika 16:297-334, <https://doi.org/10.1007/BF02310555>.
    pub fn alpha(&self) -> Option<f64> {
        if self.items() < 2 || self.cases < 2 {
            return None;
        }
        let n = i128::from(self.cases);
        let items = i128::try_from(self.items()).ok()?;
        // n² times the variance, for each question and for their sum.
        let (mut of_items, mut of_sum) = (0_i128, 0_i128);
        let mut products = self.products.iter();
        for (i, x) in self.sums.iter().enumerate() {
            for (j, y) in self.sums.iter().enumerate().skip(i) {
                let square = i128::from(*x).checked_mul(i128::from(*y))?;
                let spread = n.checked_mul(i128::from(*products.next()?))?.checked_sub(square)?;
                if i == j {
                    of_items = of_items.checked_add(spread)?;
                    of_sum = of_sum.checked_add(spread)?;
                } else {
                    of_sum = of_sum.checked_add(spread.checked_mul(2)?)?;
                }
            }
        }
        let numerator = items.checked_mul(of_sum.checked_sub(of_items)?)?;
        let denominator = (items - 1).checked_mul(of_sum)?;
        Decimal::from_ratio(numerator, denominator, 9).map(Decimal::to_f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(cases: &[Vec<u8>], items: usize) -> ItemMoments {
        cases.iter().fold(ItemMoments::new(items), |mut moments, case| {
            moments.add(case).unwrap();
            moments
        })
    }

    /// Python, exact fractions: sample variances of the points, the third question stretched from
    /// four answers (4, 3, 1, 2, 4, 1, 3) to 5, 11/3, 1, 7/3, ...: 27945/29104.
    const CASES: [[u8; 5]; 7] = [
        [15, 12, 15, 15, 12],
        [12, 12, 11, 12, 9],
        [6, 9, 3, 6, 6],
        [9, 9, 7, 12, 6],
        [15, 15, 15, 12, 12],
        [3, 6, 3, 6, 3],
        [12, 9, 11, 15, 9],
    ];

    #[test]
    fn alpha_matches_the_fraction_computed_apart() {
        let moments = of(&CASES.map(Vec::from), 5);
        assert!((moments.alpha().unwrap() - 27_945.0 / 29_104.0).abs() < 1e-9);
        // Python, exact fractions: (5, 1), (4, 2), (1, 4) give -38.
        let against = of(&[vec![15, 3], vec![12, 6], vec![3, 12]], 2);
        assert!((against.alpha().unwrap() + 38.0).abs() < 1e-9);
    }

    #[test]
    fn there_is_no_alpha_of_one_question_one_case_or_one_sum() {
        assert_eq!(of(&[vec![3], vec![15]], 1).alpha(), None);
        assert_eq!(of(&[vec![3, 15]], 2).alpha(), None);
        assert_eq!(of(&[vec![3, 15], vec![15, 3]], 2).alpha(), None);
        assert_eq!(ItemMoments::new(0).alpha(), None);
    }

    #[test]
    fn cases_of_other_questions_are_refused_and_nothing_is_added() {
        let mut moments = of(&[vec![3, 15]], 2);
        assert_eq!(moments.add(&[3, 3, 3]), Err(TallyError::Kind));
        assert_eq!(moments, of(&[vec![3, 15]], 2));
    }

    fn cases() -> impl Strategy<Value = Vec<Vec<u8>>> {
        prop::collection::vec(prop::collection::vec(3..=15_u8, 4), 0..12)
    }

    proptest! {
        #[test]
        fn merging_is_counting_together_in_any_order(a in cases(), b in cases(), c in cases()) {
            let [x, y, z] = [&a, &b, &c].map(|cases| of(cases, 4));
            let together = of(&[a, b, c].concat(), 4);
            prop_assert_eq!(x.merge(&y).unwrap().merge(&z).unwrap(), together.clone());
            prop_assert_eq!(z.merge(&x).unwrap().merge(&y).unwrap(), together);
        }

        #[test]
        fn alpha_is_at_most_one_and_does_not_depend_on_the_order_of_questions(cases in cases()) {
            let turned: Vec<Vec<u8>> =
                cases.iter().map(|case| case.iter().rev().copied().collect()).collect();
            let alpha = of(&cases, 4).alpha();
            prop_assert_eq!(alpha, of(&turned, 4).alpha());
            prop_assert!(alpha.is_none_or(|alpha| alpha <= 1.0));
        }
    }
}
