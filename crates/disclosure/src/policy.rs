//! Who may see what, as data.

use std::collections::BTreeSet;
use std::fmt;

use kvalitet_core::catalogue::Confidentiality;
use kvalitet_core::settings::Status;
use kvalitet_core::{EvidenceClass, LocalText, PartKind, Unit};
use serde::{Deserialize, Serialize};

const BUILT_IN: &str = include_str!("../policy.toml");

/// Who a release is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Audience {
    /// The municipality's administration.
    #[serde(rename = "administration")]
    Administration,
    /// Everybody.
    #[serde(rename = "offentlig")]
    Public,
}

impl Audience {
    /// Every audience.
    pub const ALL: [Self; 2] = [Self::Administration, Self::Public];

    /// The id users read and write.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Public => "offentlig",
        }
    }

    /// The audience with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.id() == id)
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// How much of a figure an audience sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shows {
    /// The figure.
    #[serde(rename = "tal")]
    Figure,
    /// The words of a verdict alone.
    #[serde(rename = "ord")]
    Words,
    /// Nothing.
    #[serde(rename = "intet")]
    Nothing,
}

/// One rule of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// For whom.
    pub audience: Audience,
    /// About figures of which class.
    pub class: Confidentiality,
    /// `land` for national figures alone; otherwise every unit.
    pub level: Option<Level>,
    /// How much is seen.
    pub shows: Shows,
    /// Ways of dividing the pupils whose figures are not shown at all, however many persons they
    /// rest on.
    #[serde(rename = "ikke_efter", default, skip_serializing_if = "BTreeSet::is_empty")]
    pub without: BTreeSet<PartKind>,
    /// Fewer persons than this are hidden.
    pub k: u64,
    /// The same for figures that were counted from the municipality's own files, where that is more:
    /// nobody has held back what is small in them.
    #[serde(rename = "k_optalt", default, skip_serializing_if = "Option::is_none")]
    pub k_counted: Option<u64>,
    /// How well founded the rule is.
    pub status: Status,
    /// What it rests on.
    pub basis: LocalText,
}

impl Rule {
    /// Fewer persons than this are hidden in a figure of this class of evidence.
    pub fn least(&self, class: EvidenceClass) -> u64 {
        match class {
            EvidenceClass::A | EvidenceClass::B => self.k.max(self.k_counted.unwrap_or_default()),
            EvidenceClass::C | EvidenceClass::D | EvidenceClass::E => self.k,
        }
    }
}

/// The level a rule is limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// The whole country.
    #[serde(rename = "land")]
    Nation,
}

/// A policy that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The data is no policy.
    #[error("cannot read the policy: {0}")]
    Toml(String),
    /// A plan would lower a threshold.
    #[error("the threshold of `{audience}` may only be raised: it is {k}, the plan says {asked}")]
    Lowered {
        /// For whom.
        audience: Audience,
        /// The threshold in force.
        k: u64,
        /// What the plan asked.
        asked: u64,
    },
}

/// The rules, the first that fits holds. What no rule fits is not shown.
///
/// # Examples
///
/// ```
/// use kvalitet_core::catalogue::Confidentiality;
/// use kvalitet_disclosure::{Audience, Policy, Shows};
///
/// let policy = Policy::built_in()?;
/// let school = "skole:999001".parse()?;
/// let rule = policy.rule(Audience::Public, Confidentiality::ByLaw, school).ok_or("no rule")?;
/// assert_eq!(rule.shows, Shows::Words);
/// assert!(policy.raised(Audience::Public, 5).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

impl Policy {
    /// The policy that comes with the program.
    ///
    /// # Errors
    ///
    /// Returns [`PolicyError`] when the built-in data is wrong; a test keeps that from happening.
    pub fn built_in() -> Result<Self, PolicyError> {
        let file: File =
            toml::from_str(BUILT_IN).map_err(|error| PolicyError::Toml(error.to_string()))?;
        Ok(Self { rules: file.rule })
    }

    /// The same policy with every threshold of `audience` for figures about persons at least `k`.
    ///
    /// # Errors
    ///
    /// Returns [`PolicyError::Lowered`] when one of them is already higher.
    pub fn raised(mut self, audience: Audience, k: u64) -> Result<Self, PolicyError> {
        let about_persons =
            |rule: &&mut Rule| rule.audience == audience && rule.class != Confidentiality::Open;
        for rule in self.rules.iter_mut().filter(about_persons) {
            if k < rule.k {
                return Err(PolicyError::Lowered { audience, k: rule.k, asked: k });
            }
            rule.k = k;
        }
        Ok(self)
    }

    /// The rule for figures of `class` about `unit`, shown to `audience`.
    pub fn rule(&self, audience: Audience, class: Confidentiality, unit: Unit) -> Option<&Rule> {
        self.rules.iter().find(|rule| {
            let level = rule.level.is_none() || unit == Unit::Nation;
            rule.audience == audience && rule.class == class && level
        })
    }

    /// Every rule of `audience`, in order.
    pub fn rules(&self, audience: Audience) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.audience == audience)
    }
}
