//! Year groups followed from one test to the next: which tests, and what can be said of them.

use crate::{Grade, SchoolYear};

/// One test of a year group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occasion {
    /// When.
    pub year: SchoolYear,
    /// In which grade.
    pub grade: Grade,
}

/// What can be said of a year group. None of it is a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CohortState {
    /// Described with an interval.
    Described,
    /// The same; one of the years, or a break between them, is comparable with reservation only.
    WithReservation,
    /// The second test was not taken by everybody: the year group is not followed further.
    Gap,
    /// A break lies between the tests.
    NotComparable,
    /// One of the tests has fewer pupils than the definition asks.
    TooFew,
    /// How many pupils are behind the shares is not known: no interval.
    CannotBeAssessed,
}

impl CohortState {
    /// Its id in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Described => "beskrevet",
            Self::WithReservation => "med-forbehold",
            Self::Gap => "hul",
            Self::NotComparable => "kan-ikke-sammenlignes",
            Self::TooFew => "for-faa",
            Self::CannotBeAssessed => "kan-ikke-vurderes",
        }
    }
}

/// Whose share a year group's distance is taken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldAgainst {
    /// The whole country's.
    Nation,
    /// The municipality's, where the country's is not known.
    Municipality,
}

impl HeldAgainst {
    /// Its id in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Nation => "land",
            Self::Municipality => "kommune",
        }
    }
}
