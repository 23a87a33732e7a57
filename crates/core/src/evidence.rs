//! What a figure rests on, and the class that says how much can be done with it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Decimal, Tally};

/// What a figure rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Persons counted by this program.
    Counted {
        /// The integers.
        tally: Tally,
        /// What they were counted from.
        origin: Origin,
    },
    /// A value somebody else worked out.
    Published(Published),
}

/// What a tally was counted from. Ordered: the weaker origin is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// One row per pupil.
    PupilRows,
    /// Counts per school and grade.
    Counts,
    /// Published values with the persons they are about.
    Published,
}

/// A value as it was published, with the decimals it was printed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The value.
    pub value: Decimal,
    /// Whether it is a share or a mean of persons, so that an interval can be made with `n`.
    pub form: PublishedForm,
    /// The value's own denominator in persons, where it was published too.
    pub n: Option<u64>,
    /// The publisher's own verdict on the value.
    pub verdict: Option<PublishedVerdict>,
}

/// What a published value is of its persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedForm {
    /// The share of them, in per cent.
    Share,
    /// A mean over them.
    Mean,
    /// Something else: a ratio, a number, a projection.
    Other,
}

/// A verdict that the publisher gave with a value; it is read, never worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishedVerdict {
    /// Under niveau.
    #[serde(rename = "under")]
    Below,
    /// På niveau.
    #[serde(rename = "paa")]
    Level,
    /// Over niveau.
    #[serde(rename = "over")]
    Above,
}

/// How much can be said on the strength of a figure's evidence, printed with the figure.
///
/// # Examples
///
/// ```
/// use kvalitet_core::EvidenceClass;
///
/// assert!(EvidenceClass::A.has_interval());
/// assert!(!EvidenceClass::E.has_interval());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EvidenceClass {
    /// Pupil rows.
    A,
    /// Counts.
    B,
    /// A share and its n.
    C,
    /// A mean and its n, without a standard deviation.
    D,
    /// A value alone: no interval, no verdict, never rolled up.
    E,
}

impl EvidenceClass {
    /// Whether an interval can be made.
    pub const fn has_interval(self) -> bool {
        !matches!(self, Self::E)
    }
}

impl fmt::Display for EvidenceClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Evidence {
    /// Its class. What is summed from published values is of the class of its parts, as far as its
    /// form tells: a weighted value may be a share (C) or a mean (D), and is called a mean.
    pub const fn class(&self) -> EvidenceClass {
        match self {
            Self::Counted { origin: Origin::PupilRows, .. } => EvidenceClass::A,
            Self::Counted { origin: Origin::Counts, .. } => EvidenceClass::B,
            Self::Counted { origin: Origin::Published, .. } => EvidenceClass::D,
            Self::Published(Published { n: Some(_), form: PublishedForm::Share, .. }) => {
                EvidenceClass::C
            }
            Self::Published(Published { n: Some(_), form: PublishedForm::Mean, .. }) => {
                EvidenceClass::D
            }
            Self::Published(_) => EvidenceClass::E,
        }
    }
}
