//! Random numbers: one stream for each purpose, year and school.
//!
//! A stream depends on nothing but the seed and its own name. So a school draws the same numbers
//! whatever the schools before it drew, and a change in one part of the simulation leaves the
//! other parts as they were.

use kvalitet_core::SchoolYear;
use kvalitet_core::method::count_to_f64;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_distr::{Binomial, Distribution, StandardNormal};

/// What a stream of random numbers is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// How large the schools are.
    Sizes,
    /// School effects and which schools change.
    Effects,
    /// Which schools test in the year when most did not.
    PandemicSample,
    /// Who goes to the school and how able they are.
    Pupils,
    /// What happens at the tests.
    Tests,
    /// Invented addresses.
    Addresses,
    /// What schools do for wellbeing.
    WellbeingEffects,
    /// The wellbeing survey.
    Wellbeing,
    /// A pupil's lasting wellbeing.
    Mood,
    /// Marks at the exams of 9th grade.
    Marks,
    /// What the socioeconomic reference does not know of a school.
    Reference,
    /// What a pupil's exams have in common beside ability.
    Diligence,
    /// The tests from 2022/23 on.
    LinearTests,
    /// Absence of pupils.
    Absence,
    /// Way to youth education.
    Transition,
    /// Teachers, lessons and competences.
    Resources,
    /// Who is in a special class.
    SpecialClass,
    /// Complaints about special teaching.
    Complaints,
    /// Groups of schools.
    Groups,
    /// Learning courses.
    Courses,
    /// School years of one municipality of a panel.
    Panel,
    /// What schools add from year to year.
    Growth,
    /// Pupils of one municipality at two tests.
    GrowthPanel,
}

impl Purpose {
    const fn code(self) -> u64 {
        match self {
            Self::Sizes => 1,
            Self::Effects => 2,
            Self::PandemicSample => 3,
            Self::Pupils => 4,
            Self::Tests => 5,
            Self::Addresses => 6,
            Self::WellbeingEffects => 7,
            Self::Wellbeing => 8,
            Self::Mood => 9,
            Self::Marks => 10,
            Self::Diligence => 11,
            Self::LinearTests => 12,
            Self::Absence => 13,
            Self::Transition => 14,
            Self::Resources => 15,
            Self::SpecialClass => 16,
            Self::Complaints => 17,
            Self::Groups => 18,
            Self::Courses => 19,
            Self::Reference => 20,
            Self::Panel => 21,
            Self::Growth => 22,
            Self::GrowthPanel => 23,
        }
    }
}

/// All the streams of one seed.
#[derive(Clone, Debug)]
pub(crate) struct Streams {
    seeded: ChaCha8Rng,
}

impl Streams {
    /// The streams of `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self { seeded: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// The stream for something that belongs to no year and no school.
    pub(crate) fn whole(&self, purpose: Purpose) -> Random {
        self.stream(purpose.code() << 48)
    }

    /// The stream for one school in one year.
    pub(crate) fn school(&self, purpose: Purpose, year: SchoolYear, school: u32) -> Random {
        self.stream(purpose.code() << 48 | u64::from(year.start()) << 32 | u64::from(school))
    }

    /// The stream for something that happens in one year and belongs to no school.
    pub(crate) fn year(&self, purpose: Purpose, year: SchoolYear) -> Random {
        self.school(purpose, year, u32::MAX)
    }

    /// The stream for what one school, or one pupil, keeps through all years.
    pub(crate) fn lasting(&self, purpose: Purpose, of: u32) -> Random {
        self.stream(purpose.code() << 48 | u64::from(of))
    }

    /// The stream for one of many repetitions; no two repetitions share one.
    pub(crate) fn replicate(&self, purpose: Purpose, replicate: u64) -> Random {
        self.stream(purpose.code() << 48 ^ replicate)
    }

    fn stream(&self, number: u64) -> Random {
        let mut generator = self.seeded.clone();
        generator.set_stream(number);
        Random(generator)
    }
}

/// One stream.
#[derive(Clone, Debug)]
pub(crate) struct Random(ChaCha8Rng);

impl Random {
    /// A number from the standard normal distribution.
    pub(crate) fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Two standard normal numbers with this correlation.
    pub(crate) fn normal_pair(&mut self, correlation: f64) -> (f64, f64) {
        let first = self.normal();
        let own = self.normal();
        (first, correlation * first + (1.0 - correlation * correlation).sqrt() * own)
    }

    /// A number from 0 up to, not including, 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;
        count_to_f64(self.0.next_u64() >> 11) * UNIT
    }

    /// A number from `low` up to, not including, `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// How many of `trials` succeed; none where the probability is no number from 0 to 1.
    pub(crate) fn successes(&mut self, trials: u64, probability: f64) -> u64 {
        Binomial::new(trials, probability).map_or(0, |binomial| binomial.sample(&mut self.0))
    }

    /// A whole number below `limit`; 0 when there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u128::try_from(limit).unwrap_or_default();
        let scaled = (u128::from(self.0.next_u64()) * limit) >> 64;
        usize::try_from(scaled).unwrap_or_default()
    }

    /// One of `items`, or `None` when there are none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// `items` in random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_its_name_alone() {
        let year = SchoolYear::starting(2018).unwrap();
        let streams = Streams::new(7);
        let first = streams.school(Purpose::Tests, year, 3).uniform();
        let _ = streams.school(Purpose::Tests, year, 2).normal();
        let again = streams.school(Purpose::Tests, year, 3).uniform();
        assert!((first - again).abs() < f64::EPSILON);
        let other = streams.school(Purpose::Pupils, year, 3).uniform();
        assert!((first - other).abs() > f64::EPSILON);
    }

    #[test]
    fn whole_numbers_stay_below_their_limit() {
        let mut random = Streams::new(1).whole(Purpose::Sizes);
        let mut seen = [0_u32; 3];
        for _ in 0..300 {
            seen[random.below(3)] += 1;
        }
        assert!(seen.iter().all(|&count| count > 50), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }
}
