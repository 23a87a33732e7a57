//! Cubic B-splines.

/// The functions of a cubic spline: between two neighbouring knots it is a polynomial of degree 3.
///
/// With k inner knots there are k + 4 functions. They are never negative, they sum to 1, and at any
/// place only four of them, next to each other, are not zero. The first is the one that
/// R's `splines::bs(x, knots =, Boundary.knots =)` leaves out, because an intercept stands for it:
/// function j is column j of `bs`, counted from 1.
///
/// Beyond the boundary the curve stays at its value on the boundary. `bs` goes on with the outermost
/// polynomial there, which a quantile cannot bear: a cubic runs away from the data.
///
/// Equal inner knots are as in `bs`: each further one takes a degree of smoothness at that place,
/// until with four the curve may jump.
///
/// # Examples
///
/// ```
/// use kvalitet_core::method::CubicSpline;
///
/// // R: splines::bs(1.5, knots = c(1, 2), Boundary.knots = c(0, 4))
/// let spline = CubicSpline::new(&[1.0, 2.0], [0.0, 4.0])?;
/// let place = spline.at(1.5).ok_or("no number")?;
/// assert_eq!((spline.functions(), place.first), (6, 1));
/// let rounded = place.values.map(|value| format!("{value:.4}"));
/// assert_eq!(rounded, ["0.0312", "0.5885", "0.3663", "0.0139"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # References
///
/// de Boor (1978), A Practical Guide to Splines, chapter 10.
#[derive(Clone, Debug, PartialEq)]
pub struct CubicSpline {
    /// The inner knots between three copies of each boundary knot.
    knots: Vec<f64>,
}

/// Boundary knots this often, so that three lie on either side of every place.
const COPIES: usize = 3;

/// The knots of a spline are not finite numbers in order, the inner ones between the boundary's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the knots are not finite numbers in order, the inner ones strictly between the boundary's"
)]
pub struct KnotsOutOfOrder;

/// The functions of a spline at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalBasis {
    /// The number, from 0, of the first function that `values` speaks of.
    pub first: usize,
    /// That function's value and those of the next three; all others are zero.
    pub values: [f64; 4],
}

impl CubicSpline {
    /// The spline with these knots.
    ///
    /// # Errors
    ///
    /// Returns [`KnotsOutOfOrder`] where a knot is not finite, inner knots fall, or one is not
    /// strictly between the boundary knots.
    pub fn new(inner: &[f64], boundary: [f64; 2]) -> Result<Self, KnotsOutOfOrder> {
        let [low, high] = boundary;
        let within = inner.iter().all(|knot| low < *knot && *knot < high);
        // The distance is what is divided by: it is finite where no knot is infinite or no number.
        if !((high - low).is_finite() && low < high && within && inner.is_sorted()) {
            return Err(KnotsOutOfOrder);
        }
        let copies = |knot| std::iter::repeat_n(knot, COPIES);
        let knots = copies(low).chain(inner.iter().copied()).chain(copies(high)).collect();
        Ok(Self { knots })
    }

    /// How many functions there are: four more than inner knots.
    pub const fn functions(&self) -> usize {
        self.knots.len() - 2 * COPIES + 4
    }

    /// The functions at `x`, or on the boundary where `x` lies beyond it; `None` for no number.
    ///
    /// # Formula
    ///
    /// de Boor's recurrence, `Bᵢ,₀ = 1` on `[tᵢ, tᵢ₊₁)` (on the last interval the end included):
    ///
    /// ```text
    /// Bᵢ,ₖ(x) = (x − tᵢ)/(tᵢ₊ₖ − tᵢ) Bᵢ,ₖ₋₁(x) + (tᵢ₊ₖ₊₁ − x)/(tᵢ₊ₖ₊₁ − tᵢ₊₁) Bᵢ₊₁,ₖ₋₁(x)
    /// ```
    pub fn at(&self, x: f64) -> Option<LocalBasis> {
        let inner = self.knots.get(COPIES..self.knots.len().checked_sub(COPIES)?)?;
        let (low, high) = (*self.knots.first()?, *self.knots.last()?);
        if x.is_nan() {
            return None;
        }
        let x = x.clamp(low, high);
        let first = inner.partition_point(|knot| *knot <= x);
        let &[t0, t1, t2, t3, t4, t5] = self.knots.get(first..)?.first_chunk()?;
        // t2 < t3, so no distance below is zero.
        let part = |from: f64, to: f64| (x - from) / (to - from);
        let [a0, a1] = [part(t3, t2), part(t2, t3)];
        let b0 = part(t3, t1) * a0;
        let b1 = part(t1, t3) * a0 + part(t4, t2) * a1;
        let b2 = part(t2, t4) * a1;
        let values = [
            part(t3, t0) * b0,
            part(t0, t3) * b0 + part(t4, t1) * b1,
            part(t1, t4) * b1 + part(t5, t2) * b2,
            part(t2, t5) * b2,
        ];
        Some(LocalBasis { first, values })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The columns that `bs` has: all functions but the first.
    fn columns(spline: &CubicSpline, x: f64) -> Vec<f64> {
        let local = spline.at(x).unwrap();
        let mut all = vec![0.0; spline.functions()];
        for (value, of) in all.iter_mut().skip(local.first).zip(local.values) {
            *value = of;
        }
        all.split_off(1)
    }

    fn assert_columns(inner: &[f64], boundary: [f64; 2], rows: &[(f64, [f64; 7])]) {
        let spline = CubicSpline::new(inner, boundary).unwrap();
        for (x, expected) in rows {
            let got = columns(&spline, *x);
            let near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-13;
            assert!(got.iter().zip(expected).all(near), "{x}: {got:?}");
        }
    }

    /// R 4.2, `splines::bs(x, knots =, Boundary.knots =)`, 15 digits.
    #[test]
    #[rustfmt::skip]
    fn it_is_the_basis_of_r() {
        assert_columns(&[31.2, 42.75, 50.0, 61.125], [1.5, 99.0], &[
            (1.5, [0.0; 7]),
            (20.0, [0.407_595_146_406_379, 0.432_217_989_672_783, 0.106_559_713_557_527, 0.0, 0.0, 0.0, 0.0]),
            (31.2, [0.0784, 0.480_692_783_505_155, 0.440_907_216_494_845, 0.0, 0.0, 0.0, 0.0]),
            (45.0, [0.0, 0.018_909_167_920_974_8, 0.584_045_168_674_403, 0.395_525_607_106_241, 0.001_520_056_298_381_42, 0.0, 0.0]),
            (60.0, [0.0, 0.0, 0.000_232_753_403_803_018, 0.567_811_273_195_601, 0.394_518_388_873_55, 0.037_437_584_527_046_3, 0.0]),
            (80.5, [0.0, 0.0, 0.0, 0.060_651_833_890_872_1, 0.332_888_434_771_398, 0.472_594_679_963_135, 0.133_865_051_374_595]),
            (99.0, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
        ]);
        // Two equal knots.
        assert_columns(&[10.0, 20.0, 20.0, 45.5], [-3.0, 60.0], &[
            (0.0, [0.465_405_222_622_703, 0.075_502_511_157_593_3, 0.003_926_130_580_194_85, 0.0, 0.0, 0.0, 0.0]),
            (9.999, [0.189_092_633_269_463, 0.491_510_385_633_818, 0.319_396_981_096_263, 0.0, 0.0, 0.0, 0.0]),
            (20.0, [0.0, 0.0, 0.718_309_859_154_93, 0.281_690_140_845_07, 0.0, 0.0, 0.0]),
            (33.3, [0.0, 0.0, 0.078_663_049_423_028, 0.549_186_165_782_662, 0.314_488_113_225_682, 0.057_662_671_568_627_4, 0.0]),
            (59.9, [0.0, 0.0, 0.0, 4.310_344_827_586_39e-8, 5.151_902_497_027_5e-5, 0.020_495_733_783_673_3, 0.979_452_704_087_908]),
        ]);
    }

    #[test]
    fn knots_out_of_order_are_refused() {
        let boundary = [0.0, 10.0];
        for inner in [[2.0, 1.0], [0.0, 1.0], [1.0, 10.0], [1.0, f64::NAN], [1.0, f64::INFINITY]] {
            assert_eq!(CubicSpline::new(&inner, boundary), Err(KnotsOutOfOrder), "{inner:?}");
        }
        for boundary in [[1.0, 1.0], [2.0, 1.0], [f64::NEG_INFINITY, 1.0], [0.0, f64::NAN]] {
            assert_eq!(CubicSpline::new(&[], boundary), Err(KnotsOutOfOrder), "{boundary:?}");
        }
    }

    proptest! {
        #[test]
        fn the_functions_sum_to_one_and_stop_at_the_boundary(
            mut inner in proptest::collection::vec(1_u8..99, 0..7),
            x in prop_oneof![-200.0..300.0_f64, Just(f64::INFINITY), Just(0.0), Just(100.0)],
        ) {
            inner.sort_unstable();
            let inner: Vec<f64> = inner.into_iter().map(f64::from).collect();
            let spline = CubicSpline::new(&inner, [0.0, 100.0]).unwrap();
            let local = spline.at(x).unwrap();
            prop_assert!(local.first + 4 <= spline.functions());
            prop_assert!(local.values.iter().all(|value| (0.0..=1.0).contains(value)));
            prop_assert!((local.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert_eq!(local, spline.at(x.clamp(0.0, 100.0)).unwrap());
            prop_assert_eq!(spline.at(f64::NAN), None);
        }
    }
}
