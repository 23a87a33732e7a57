//! What pupils gain from test to test: standings, the tests they are followed between, and norms.
//!
//! There is no scale that runs through the grades. So a result is never subtracted from one of another
//! grade: each is first a *standing*, how far the pupil lies from the mean of everybody who took the
//! same test in the same year, in standard deviations. A standing is held against the norms that a
//! plan supplies or, without them, against the pupils of the municipality itself; then every gain is
//! relative, and gains sum to about nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::method::GrowthModel;
use crate::{Grade, InstitutionNumber, Level, SchoolYear, Subject};

/// One obligatory test: a subject, a year and a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TestOccasion {
    /// The subject.
    pub subject: Subject,
    /// The school year.
    pub year: SchoolYear,
    /// The grade.
    pub grade: Grade,
}

/// From one test of a subject to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The earlier test.
    pub from: TestOccasion,
    /// The later one.
    pub to: TestOccasion,
}

/// How three areas become one score. Both are in use in published research.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Construction {
    /// The mean of the three abilities, then standardised.
    ///
    /// Source: Sievertsen, Gino & Piovesan (2016), PNAS 113:2621.
    #[default]
    MeanOfAreas,
    /// Each ability standardised, their sum standardised again.
    ///
    /// Source: the construction that Hassan describes for the same tests.
    StandardisedAreas,
}

impl Construction {
    /// The construction with this id, as the setting `fremgang_sammensaetning` writes it.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "gennemsnit" => Some(Self::MeanOfAreas),
            "omraader" => Some(Self::StandardisedAreas),
            _ => None,
        }
    }
}

/// The sums over everybody with a result in one test that its norm is made of. Abilities are in
/// thousandths of a logit; a commutative monoid under [`CohortSums::merge`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::progression::{CohortSums, Construction};
///
/// let mut cohort = CohortSums::default();
/// for abilities in [[-1_000, -500, 0], [0, 0, 0], [1_000, 500, 0]] {
///     cohort.add(abilities);
/// }
/// let norm = cohort.norm().ok_or("too few")?;
/// let standing = norm.standing(Construction::MeanOfAreas).ok_or("no spread")?;
/// // Mean 0; the means of the areas are -0.5, 0 and 0.5, their standard deviation 0.5·√(2/3).
/// assert_eq!(standing.of([1_000, 500, 0]), Some(1_224_745));
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CohortSums {
    n: u64,
    sums: [i64; 3],
    /// Of areas 1·1, 1·2, 1·3, 2·2, 2·3 and 3·3.
    products: [i128; 6],
}

impl CohortSums {
    /// `n` pupils with these sums of the abilities of each area, and of the products of areas 1·1, 1·2,
    /// 1·3, 2·2, 2·3 and 3·3.
    pub const fn new(n: u64, sums: [i64; 3], products: [i128; 6]) -> Self {
        Self { n, sums, products }
    }

    /// What it was made of: how many pupils, the sums and the sums of products, as [`CohortSums::new`]
    /// takes them.
    pub const fn parts(self) -> (u64, [i64; 3], [i128; 6]) {
        (self.n, self.sums, self.products)
    }

    /// Counts one pupil in.
    pub fn add(&mut self, abilities: [i32; 3]) {
        self.n = self.n.saturating_add(1);
        for (sum, ability) in self.sums.iter_mut().zip(abilities) {
            *sum = sum.saturating_add(i64::from(ability));
        }
        for (sum, product) in self.products.iter_mut().zip(products(abilities.map(i128::from))) {
            *sum = sum.saturating_add(product);
        }
    }

    /// Both together.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let mut both = self;
        both.n = both.n.saturating_add(other.n);
        both.sums.iter_mut().zip(other.sums).for_each(|(a, b)| *a = a.saturating_add(b));
        both.products.iter_mut().zip(other.products).for_each(|(a, b)| *a = a.saturating_add(b));
        both
    }

    /// How many pupils.
    pub const fn pupils(self) -> u64 {
        self.n
    }

    /// Their means and covariances; `None` for nobody.
    pub fn norm(self) -> Option<Norm> {
        if self.n == 0 {
            return None;
        }
        let n = crate::method::count_to_f64(self.n);
        let means = self.sums.map(|sum| crate::method::to_f64(sum) / n / 1_000.0);
        let squares = self.products.map(|sum| crate::method::wide_to_f64(sum) / n / 1_000_000.0);
        let of_means = products(means);
        let mut covariances = squares;
        covariances.iter_mut().zip(of_means).for_each(|(square, of_mean)| *square -= of_mean);
        Some(Norm::Areas { pupils: self.n, means, covariances })
    }
}

/// The six products of three numbers.
fn products<T: Copy + std::ops::Mul<Output = T>>([a, b, c]: [T; 3]) -> [T; 6] {
    [a * a, a * b, a * c, b * b, b * c, c * c]
}

/// What a test's standings are held against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Norm {
    /// The three areas, in logits: both constructions can be made of them.
    Areas {
        /// How many pupils.
        #[serde(rename = "elever")]
        pupils: u64,
        /// The means.
        #[serde(rename = "middel")]
        means: [f64; 3],
        /// The covariances of areas 1·1, 1·2, 1·3, 2·2, 2·3 and 3·3 (over n).
        #[serde(rename = "kovarians")]
        covariances: [f64; 6],
    },
    /// The mean of the three areas alone, in logits: [`Construction::MeanOfAreas`] can be made of it.
    Whole {
        /// Its mean.
        #[serde(rename = "middel_samlet")]
        mean: f64,
        /// Its standard deviation.
        #[serde(rename = "spredning_samlet")]
        deviation: f64,
    },
}

impl Norm {
    /// How abilities become a standing; `None` where there is no spread, or the construction cannot be
    /// made of the norm.
    ///
    /// # Formula
    ///
    /// With T = (θ1 + θ2 + θ3) / 3: z = (T − mean T) / sd T. Standardised by area: s = Σ (θj − mean j)
    /// / sd j, z = s / sd s. Both are `offset + Σ weight_j · θj`.
    pub fn standing(&self, construction: Construction) -> Option<Standing> {
        match (*self, construction) {
            (Self::Whole { mean, deviation }, Construction::MeanOfAreas) => {
                Standing::new(-mean / deviation, [1.0 / (3.0 * deviation); 3])
            }
            (Self::Whole { .. }, Construction::StandardisedAreas) => None,
            (Self::Areas { means, covariances, .. }, _) => {
                let [aa, ab, ac, bb, bc, cc] = covariances;
                let scales = match construction {
                    Construction::MeanOfAreas => [1.0; 3],
                    Construction::StandardisedAreas => [aa, bb, cc].map(|of| 1.0 / of.sqrt()),
                };
                let [a, b, c] = scales;
                let variance = a * a * aa
                    + b * b * bb
                    + c * c * cc
                    + 2.0 * (a * b * ab + a * c * ac + b * c * bc);
                let deviation = variance.sqrt();
                let weights = scales.map(|scale| scale / deviation);
                let offset: f64 =
                    weights.iter().zip(means).map(|(weight, mean)| weight * mean).sum();
                Standing::new(-offset, weights)
            }
        }
    }
}

/// How the abilities of one test become a standing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    offset: f64,
    weights: [f64; 3],
}

impl Standing {
    fn new(offset: f64, weights: [f64; 3]) -> Option<Self> {
        let is_possible =
            offset.is_finite() && weights.iter().all(|of| of.is_finite() && 0.0 < *of);
        is_possible.then_some(Self { offset, weights })
    }

    /// The standing of a pupil with these abilities (thousandths of a logit), in millionths of a
    /// standard deviation; `None` for what does not fit.
    pub fn of(&self, abilities: [i32; 3]) -> Option<i32> {
        let weighed = self.weights.iter().zip(abilities);
        let sum: f64 = weighed.map(|(weight, of)| weight * f64::from(of) / 1_000.0).sum();
        let units = crate::Decimal::from_f64(self.offset + sum, 6)?.units();
        i32::try_from(units).ok()
    }

    /// The part of the spread of standings that is not measurement error, where each area is measured
    /// with this standard error (logits); it may be negative, where the error is taken too great.
    ///
    /// # Formula
    ///
    /// ρ = 1 − SEM² Σ weight²; the variance of standings is 1. Errors of areas are independent.
    pub fn reliability(&self, standard_error: f64) -> f64 {
        let weights: f64 = self.weights.iter().map(|weight| weight * weight).sum();
        1.0 - standard_error * standard_error * weights
    }
}

/// Norms that a plan supplies, or that a run leaves behind for the next: file `normer.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    /// Whom they are of, and from where: printed with everything that is held against them.
    #[serde(rename = "kilde")]
    pub source: String,
    /// The tests.
    #[serde(rename = "test")]
    pub tests: Vec<TestNorm>,
    /// From one grade to the next.
    #[serde(rename = "trin", default)]
    pub steps: Vec<StepNorm>,
}

/// The norm of one test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestNorm {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// The school year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// The grade.
    #[serde(rename = "klassetrin")]
    pub grade: Grade,
    /// What standings are made of.
    #[serde(flatten)]
    pub norm: Norm,
}

/// What is known of everybody's way from one grade's test to the next one's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepNorm {
    /// The subject.
    #[serde(rename = "fag")]
    pub subject: Subject,
    /// The grade of the earlier test.
    #[serde(rename = "fra_klassetrin")]
    pub from: Grade,
    /// The grade of the later one.
    #[serde(rename = "til_klassetrin")]
    pub to: Grade,
    /// How many pairs it is made of.
    #[serde(rename = "par")]
    pub pairs: u64,
    /// The correlation of the two standings.
    #[serde(rename = "korrelation")]
    pub correlation: f64,
    /// Of the pupils on each earlier level, lowest first, how many are on each later level.
    #[serde(rename = "niveauskift", default, skip_serializing_if = "Option::is_none")]
    pub transitions: Option<[[u64; 6]; 6]>,
    /// The curves that growth percentiles are read off.
    #[serde(rename = "vaekst", default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<GrowthModel>,
}

impl Norms {
    /// Whether two norms are of the same test or of the same step.
    pub fn is_ambiguous(&self) -> bool {
        let tests = self.tests.iter().map(|of| (of.subject, of.year, of.grade));
        let steps = self.steps.iter().map(|of| (of.subject, of.from, of.to));
        let of_tests: BTreeSet<_> = tests.collect();
        let of_steps: BTreeSet<_> = steps.collect();
        of_tests.len() != self.tests.len() || of_steps.len() != self.steps.len()
    }

    /// Whether every test has a spread to make standings of, and every correlation lies from 0 to 1.
    pub fn is_possible(&self) -> bool {
        let mut tests = self.tests.iter();
        let correlation = |of: &StepNorm| (0.0..=1.0).contains(&of.correlation);
        tests.all(|of| of.norm.standing(Construction::MeanOfAreas).is_some())
            && self.steps.iter().all(correlation)
    }

    /// The norm of a test.
    pub fn of_test(&self, test: TestOccasion) -> Option<Norm> {
        let found = self.tests.iter().find(|of| {
            of.subject == test.subject && of.year == test.year && of.grade == test.grade
        });
        found.map(|of| of.norm)
    }

    /// What is known of the way from one grade's test in a subject to another's.
    pub fn of_way(&self, subject: Subject, (from, to): (Grade, Grade)) -> Option<&StepNorm> {
        let mut steps = self.steps.iter();
        steps.find(|of| of.subject == subject && of.from == from && of.to == to)
    }
}

/// What became of a pupil with a result, looked for in the test before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Unpaired {
    /// It is the first test of the subject: nobody has one before.
    #[serde(rename = "foerste-test")]
    FirstTest,
    /// The test before lies in a year that the report has no rows of.
    #[serde(rename = "uden-for-rapporten")]
    OutsideTheReport,
    /// The test before belongs to another series.
    #[serde(rename = "anden-maaleserie")]
    OtherSeries,
    /// One of the two tests was held for a part of the municipality alone.
    #[serde(rename = "ikke-afholdt")]
    NotHeld,
    /// The pupil has an earlier result in the subject, in a year that does not fit: a grade taken twice,
    /// or skipped.
    #[serde(rename = "andet-aar")]
    OtherYear,
    /// The pupil has no result in the test before: new in the municipality, exempt or absent.
    #[serde(rename = "intet-tidligere-resultat")]
    NoEarlierResult,
}

impl Unpaired {
    /// Whether a pair could have been found: the test before was held and is here.
    pub const fn could_be(self) -> bool {
        matches!(self, Self::OtherYear | Self::NoEarlierResult)
    }

    /// The id that files write.
    pub const fn id(self) -> &'static str {
        match self {
            Self::FirstTest => "foerste-test",
            Self::OutsideTheReport => "uden-for-rapporten",
            Self::OtherSeries => "anden-maaleserie",
            Self::NotHeld => "ikke-afholdt",
            Self::OtherYear => "andet-aar",
            Self::NoEarlierResult => "intet-tidligere-resultat",
        }
    }
}

/// A pupil with results in two tests, without who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PupilPair {
    /// The place of the step in [`Progress::steps`].
    pub step: u16,
    /// The place of the school of the later test in [`Progress::schools`].
    pub school: u16,
    /// The place of the school of the earlier test.
    pub from_school: u16,
    /// The levels, earlier and later; `None` where a row has abilities alone.
    pub levels: [Option<Level>; 2],
    /// The standings, earlier and later.
    pub standings: TwoStandings,
}

/// Two standings, earlier and later, in millionths of a standard deviation, or none where one of the
/// tests has no ability, or no norm. In eight bytes: a nation has millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TwoStandings([i32; 2]);

impl TwoStandings {
    const NONE: Self = Self([i32::MIN; 2]);

    /// These, or none.
    pub fn new(standings: Option<[i32; 2]>) -> Self {
        standings.map_or(Self::NONE, Self)
    }

    /// The standings, where there are any.
    pub fn get(self) -> Option<[i32; 2]> {
        (self != Self::NONE).then_some(self.0)
    }
}

/// How many pupils have all three abilities, and the sums of each, in thousandths of a logit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AreaSums {
    /// How many pupils.
    pub pupils: u32,
    /// The sums of their abilities, area by area.
    pub sums: [i64; 3],
}

/// The pairs of a school and step: what the gain of each area is made of, whatever norms its abilities are
/// held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PairSums {
    /// The sums of the abilities in the earlier test.
    pub before: [i64; 3],
    /// How many pupils, and the sums of their abilities in the later test.
    pub now: AreaSums,
}

/// How pupils went from test to test.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The schools that pairs name by place.
    pub schools: Vec<InstitutionNumber>,
    /// The sums of every test with abilities.
    pub cohorts: BTreeMap<TestOccasion, CohortSums>,
    /// The steps that pairs name by place.
    pub steps: Vec<FollowedStep>,
    /// The pairs, sorted; none where they were not to be kept.
    pub pairs: Vec<PupilPair>,
    /// The sums of the pairs with all abilities, by the school of the later test and step.
    pub sums: BTreeMap<(InstitutionNumber, Step), PairSums>,
    /// Results without one before, by school and test.
    pub unpaired: BTreeMap<(InstitutionNumber, TestOccasion, Unpaired), u32>,
}

/// A step that pupils are followed over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedStep {
    /// The two tests.
    pub step: Step,
    /// What both standings are held against.
    pub basis: Basis,
    /// How both standings are made; `None` where one of the tests has no abilities with a spread.
    pub standings: Option<[Standing; 2]>,
}

/// What a pair of results says a pupil gained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gains {
    /// The later standing less what is expected of the earlier one, in millionths: with the lower and
    /// with the higher standard error of the areas.
    pub conditional: [Option<i32>; 2],
    /// The growth percentile, 1-99.
    pub percentile: Option<u8>,
}

/// What the standings of a step are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Basis {
    /// The norms that the plan supplies.
    #[serde(rename = "normer")]
    Supplied,
    /// The municipality's own pupils.
    #[serde(rename = "egne-elever")]
    Own,
}

impl Basis {
    /// The id that files write.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supplied => "normer",
            Self::Own => "egne-elever",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cohort(pupils: &[[i32; 3]]) -> CohortSums {
        let mut sums = CohortSums::default();
        for pupil in pupils {
            sums.add(*pupil);
        }
        sums
    }

    fn pupils() -> impl Strategy<Value = Vec<[i32; 3]>> {
        proptest::collection::vec(proptest::array::uniform3(-6_000..6_000_i32), 5..60)
    }

    proptest! {
        #[test]
        fn standings_of_a_cohort_have_mean_nought_and_spread_one(pupils in pupils()) {
            let norm = cohort(&pupils).norm().unwrap();
            for construction in [Construction::MeanOfAreas, Construction::StandardisedAreas] {
                let Some(standing) = norm.standing(construction) else { continue };
                let of = |pupil: &[i32; 3]| f64::from(standing.of(*pupil).unwrap()) / 1e6;
                let standings: Vec<f64> = pupils.iter().map(of).collect();
                let n = crate::method::to_f64(i64::try_from(standings.len()).unwrap());
                let mean = standings.iter().sum::<f64>() / n;
                let variance = standings.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / n;
                prop_assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4, "{mean} {variance}");
            }
        }

        #[test]
        fn sums_do_not_depend_on_who_is_counted_first(pupils in pupils(), at in 0..60_usize) {
            let (one, other) = pupils.split_at(at.min(pupils.len()));
            let both = cohort(one).merge(cohort(other));
            prop_assert_eq!(both, cohort(other).merge(cohort(one)));
            prop_assert_eq!(both, cohort(&pupils));
        }
    }

    #[test]
    fn both_constructions_are_those_worked_out_by_hand() {
        // Areas with means 0, 1 and 0, standard deviations 1, 2 and 1, and no covariance.
        let norm = Norm::Areas {
            pupils: 4,
            means: [0.0, 1.0, 0.0],
            covariances: [1.0, 0.0, 0.0, 4.0, 0.0, 1.0],
        };
        // T = 2/3 for (1, 1, 0); mean T = 1/3, sd T = √6 / 3.
        let mean = norm.standing(Construction::MeanOfAreas).unwrap();
        assert_eq!(mean.of([1_000, 1_000, 0]), Some(408_248));
        // s = 1 + 0 + 0, sd s = √3.
        let areas = norm.standing(Construction::StandardisedAreas).unwrap();
        assert_eq!(areas.of([1_000, 1_000, 0]), Some(577_350));
        // SEM 0.5 in each: SEM T = 0.5 / √3, over sd T: 1/8.
        assert!((mean.reliability(0.5) - 0.875).abs() < 1e-12);
    }

    #[test]
    fn without_spread_there_is_no_standing() {
        let norm = cohort(&[[100, 200, 300]; 4]).norm().unwrap();
        assert_eq!(norm.standing(Construction::MeanOfAreas), None);
        assert_eq!(norm.standing(Construction::StandardisedAreas), None);
        assert_eq!(CohortSums::default().norm(), None);
        let whole = Norm::Whole { mean: 0.0, deviation: 1.0 };
        assert_eq!(whole.standing(Construction::StandardisedAreas), None);
    }
}
