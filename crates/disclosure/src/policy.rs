//! Who may see what, as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use kvalitet_core::catalogue::{Confidentiality, Indicator, Scale, Statistic};
use kvalitet_core::settings::Status;
use kvalitet_core::{
    Breakdown, Category, EvidenceClass, IndicatorId, InstitutionNumber, LocalText, Part, PartKind,
    Unit,
};
use serde::{Deserialize, Serialize};

const BUILT_IN: &str = include_str!("../policy.toml");
const RELATIONS: &str = include_str!("../relations.toml");

/// Who a release is for. Written `administration`, `leder:999001`, `bestyrelse:999001`, `offentlig`.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::{Audience, Readers};
///
/// let leader: Audience = "leder:999001".parse()?;
/// assert_eq!((leader.readers(), leader.to_string().as_str()), (Readers::Leaders, "leder:999001"));
/// assert!("leder".parse::<Audience>().is_err());
/// # Ok::<(), kvalitet_disclosure::NotAnAudience>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Audience {
    /// The municipality's administration.
    Administration,
    /// The leader of a school.
    Leader(InstitutionNumber),
    /// The board of a school.
    Board(InstitutionNumber),
    /// Everybody.
    Public,
}

/// The text named no audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected `administration`, `leder:` or `bestyrelse:` and a school's number, or `offentlig`"
)]
pub struct NotAnAudience;

impl Audience {
    /// What sort of readers they are.
    pub const fn readers(self) -> Readers {
        match self {
            Self::Administration => Readers::Administration,
            Self::Leader(_) => Readers::Leaders,
            Self::Board(_) => Readers::Boards,
            Self::Public => Readers::Public,
        }
    }

    /// The school whose readers they are.
    pub const fn school(self) -> Option<Unit> {
        match self {
            Self::Leader(number) | Self::Board(number) => Some(Unit::School(number)),
            Self::Administration | Self::Public => None,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leader(number) | Self::Board(number) => {
                write!(f, "{}:{number}", self.readers().id())
            }
            Self::Administration | Self::Public => f.write_str(self.readers().id()),
        }
    }
}

impl FromStr for Audience {
    type Err = NotAnAudience;

    fn from_str(text: &str) -> Result<Self, NotAnAudience> {
        let (readers, number) = text.split_once(':').map_or((text, None), |(r, n)| (r, Some(n)));
        let number = number.map(|number| number.parse().map_err(|_| NotAnAudience)).transpose()?;
        match (Readers::from_id(readers), number) {
            (Some(Readers::Administration), None) => Ok(Self::Administration),
            (Some(Readers::Leaders), Some(number)) => Ok(Self::Leader(number)),
            (Some(Readers::Boards), Some(number)) => Ok(Self::Board(number)),
            (Some(Readers::Public), None) => Ok(Self::Public),
            _ => Err(NotAnAudience),
        }
    }
}

impl TryFrom<String> for Audience {
    type Error = NotAnAudience;

    fn try_from(text: String) -> Result<Self, NotAnAudience> {
        text.parse()
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> Self {
        audience.to_string()
    }
}

/// What sort of readers an audience is: the policy is the same for every school's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Readers {
    /// The municipality's administration.
    #[serde(rename = "administration")]
    Administration,
    /// Leaders of schools.
    #[serde(rename = "leder")]
    Leaders,
    /// Boards of schools.
    #[serde(rename = "bestyrelse")]
    Boards,
    /// Everybody.
    #[serde(rename = "offentlig")]
    Public,
}

impl Readers {
    /// Every sort.
    pub const ALL: [Self; 4] = [Self::Administration, Self::Leaders, Self::Boards, Self::Public];

    /// The id users read and write.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Leaders => "leder",
            Self::Boards => "bestyrelse",
            Self::Public => "offentlig",
        }
    }

    /// The sort with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|readers| readers.id() == id)
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
    #[serde(rename = "audience")]
    pub readers: Readers,
    /// About figures of which class.
    pub class: Confidentiality,
    /// About which units; `None` about all of them.
    pub level: Option<Level>,
    /// About figures of which tables; `None` of all of them.
    #[serde(rename = "tabel", default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<BTreeSet<String>>,
    /// How much is seen.
    pub shows: Shows,
    /// Ways of dividing the pupils whose figures are not shown at all, however many persons they
    /// rest on.
    #[serde(rename = "ikke_efter", default, skip_serializing_if = "BTreeSet::is_empty")]
    pub without: BTreeSet<PartKind>,
    /// Whether single categories of a distribution are not shown at all.
    #[serde(rename = "uden_fordeling", default, skip_serializing_if = "std::ops::Not::not")]
    pub without_categories: bool,
    /// Whether shares are shown for all pupils together alone.
    #[serde(rename = "andele_kun_samlet", default, skip_serializing_if = "std::ops::Not::not")]
    pub whole_shares_only: bool,
    /// Fewer persons than this are hidden.
    pub k: u64,
    /// The same for figures that were counted from the municipality's own files, where that is more:
    /// nobody has held back what is small in them.
    #[serde(rename = "k_optalt", default, skip_serializing_if = "Option::is_none")]
    pub k_counted: Option<u64>,
    /// A share that fewer persons than this have, or lack, is hidden, where that is more than nobody.
    #[serde(rename = "k_taeller", default, skip_serializing_if = "Option::is_none")]
    pub k_numerator: Option<u64>,
    /// Whether a share that nobody or everybody has is hidden: it says something of each.
    #[serde(rename = "skjul_alle_og_ingen", default, skip_serializing_if = "std::ops::Not::not")]
    pub all_or_none: bool,
    /// A sum of schools is hidden where one school has at least so many per cent of the persons that
    /// are left when any two others are taken out of it.
    #[serde(rename = "dominans_procent", default, skip_serializing_if = "Option::is_none")]
    pub dominance: Option<u64>,
    /// How well founded the rule is.
    pub status: Status,
    /// What it rests on.
    pub basis: LocalText,
}

impl Rule {
    /// Whether figures of an indicator by such a breakdown are shown, as far as they may be.
    pub(crate) fn shows_number(&self, indicator: &Indicator, breakdown: Breakdown) -> bool {
        let is_category = breakdown.category.is_some();
        let is_share_of_part = indicator.scale == Scale::Percent && breakdown.part != Part::All;
        let is_left_out = self.without.contains(&breakdown.part.kind())
            || (self.without_categories && is_category)
            || (self.whole_shares_only && is_share_of_part);
        self.shows == Shows::Figure && !is_left_out
    }

    /// Fewer persons than this are hidden in a figure of this class of evidence.
    pub fn least(&self, class: EvidenceClass) -> u64 {
        match class {
            EvidenceClass::A | EvidenceClass::B => self.k.max(self.k_counted.unwrap_or_default()),
            EvidenceClass::C | EvidenceClass::D | EvidenceClass::E => self.k,
        }
    }

    /// Whether a share that `hits` of `n` persons have is kept for what it says of so few.
    ///
    /// A share of few persons is kept by [`Rule::least`] already.
    pub fn keeps_share(&self, hits: u64, n: u64) -> bool {
        let lack = n.saturating_sub(hits);
        let few = |count: u64| 0 < count && self.k_numerator.is_some_and(|k| count < k);
        few(hits) || few(lack) || (self.all_or_none && 0 < n && (hits == 0 || lack == 0))
    }
}

/// The units a rule is limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// The whole country.
    #[serde(rename = "land")]
    Nation,
    /// The municipality and groups of its schools.
    #[serde(rename = "kommune")]
    Whole,
    /// The audience's own school.
    #[serde(rename = "egen-skole")]
    Own,
    /// Other schools than the audience's own.
    #[serde(rename = "anden-skole")]
    Other,
}

impl Level {
    pub(crate) const fn holds(self, unit: Unit, is_own: bool) -> bool {
        match self {
            Self::Nation => matches!(unit, Unit::Nation),
            Self::Whole => matches!(unit, Unit::Municipality(_) | Unit::Group(_)),
            Self::Own => is_own && matches!(unit, Unit::School(_)),
            Self::Other => !is_own && matches!(unit, Unit::School(_)),
        }
    }
}

/// A policy that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The data is no policy.
    #[error("cannot read the policy: {0}")]
    Toml(String),
    /// A plan would lower a threshold.
    #[error("the threshold of `{}` may only be raised: it is {k}, the plan says {asked}", readers.id())]
    Lowered {
        /// For whom.
        readers: Readers,
        /// The threshold in force.
        k: u64,
        /// What the plan asked.
        asked: u64,
    },
    /// A plan would round an indicator of which the public is shown no share that is guarded by what it
    /// counts.
    #[error(
        "`{0}` cannot be rounded: only a share that the public is shown, and that is hidden where few have it, can be"
    )]
    NotRounded(IndicatorId),
    /// A plan would round so finely that it tells who is few.
    #[error("`{indicator}` must be rounded to at least {k}, the plan says {asked}")]
    TooFine {
        /// The indicator.
        indicator: IndicatorId,
        /// So many are few.
        k: u64,
        /// What the plan asked.
        asked: u64,
    },
}

/// Which thresholds of an audience are raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Threshold {
    /// Of persons a figure rests on, for figures about persons of every class.
    Persons,
    /// The same for one class.
    PersonsOf(Confidentiality),
    /// Of persons who have or lack what a share counts.
    Numerator,
}

impl Threshold {
    /// The words a plan may write for one.
    pub const IDS: [&str; 3] = ["fortrolig-ved-lov", "personlig", "taeller"];

    /// The threshold with this id; [`Threshold::Persons`] has none.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "fortrolig-ved-lov" => Some(Self::PersonsOf(Confidentiality::ByLaw)),
            "personlig" => Some(Self::PersonsOf(Confidentiality::Personal)),
            "taeller" => Some(Self::Numerator),
            _ => None,
        }
    }

    /// The threshold of a rule, where the rule has it.
    fn of(self, rule: &mut Rule) -> Option<&mut u64> {
        match self {
            Self::Persons => (rule.class != Confidentiality::Open).then_some(&mut rule.k),
            Self::PersonsOf(class) => (rule.class == class).then_some(&mut rule.k),
            Self::Numerator => rule.k_numerator.as_mut(),
        }
    }
}

/// The rules, the first that fits holds. What no rule fits is not shown.
///
/// # Examples
///
/// ```
/// use kvalitet_core::catalogue::Catalogue;
/// use kvalitet_disclosure::{Audience, Policy, Readers, Shows, Threshold};
///
/// let (policy, catalogue) = (Policy::built_in()?, Catalogue::built_in()?);
/// let reading = catalogue.indicator("laesning.gode").ok_or("no such indicator")?;
/// let (own, other) = ("skole:999001".parse()?, "skole:999002".parse()?);
/// let shows = |audience, unit| policy.rule(audience, reading, unit).map(|rule| rule.shows);
/// assert_eq!(shows(Audience::Public, own), Some(Shows::Words));
/// let leader = "leder:999001".parse()?;
/// assert_eq!((shows(leader, own), shows(leader, other)), (Some(Shows::Figure), Some(Shows::Nothing)));
/// assert!(policy.raised(Readers::Public, Threshold::Persons, 5).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    rules: Vec<Rule>,
    same: Vec<Same>,
    rounding: BTreeMap<IndicatorId, u64>,
}

/// Shares that count the same pupils: one of `total` is the categories of `of` together.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Same {
    pub(crate) total: IndicatorId,
    pub(crate) of: IndicatorId,
    #[serde(deserialize_with = "categories")]
    pub(crate) categories: Vec<Category>,
}

fn categories<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Category>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    let category = |text: &String| text.parse::<Breakdown>().ok().and_then(|of| of.category);
    let all: Option<Vec<Category>> = texts.iter().map(category).collect();
    all.ok_or_else(|| serde::de::Error::custom("expected categories such as `baand:3`"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relations {
    sum: Vec<Same>,
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
        let wrong = |error: toml::de::Error| PolicyError::Toml(error.to_string());
        let file: File = toml::from_str(BUILT_IN).map_err(wrong)?;
        let relations: Relations = toml::from_str(RELATIONS).map_err(wrong)?;
        Ok(Self { rules: file.rule, same: relations.sum, rounding: BTreeMap::new() })
    }

    /// The same policy with a threshold of some readers at least `k` in every rule that has it.
    ///
    /// # Errors
    ///
    /// Returns [`PolicyError::Lowered`] when it is higher in all of them.
    pub fn raised(
        mut self,
        readers: Readers,
        threshold: Threshold,
        k: u64,
    ) -> Result<Self, PolicyError> {
        let of_readers = self.rules.iter_mut().filter(|rule| rule.readers == readers);
        let mut in_force: Vec<&mut u64> =
            of_readers.filter_map(|rule| threshold.of(rule)).collect();
        let lowest = in_force.iter().map(|k| **k).min();
        if let Some(lowest) = lowest.filter(|lowest| k < *lowest) {
            return Err(PolicyError::Lowered { readers, k: lowest, asked: k });
        }
        for in_force in &mut in_force {
            **in_force = k.max(**in_force);
        }
        Ok(self)
    }

    /// The same policy, where the public is shown a share of `indicator` rounded instead of not at all: what
    /// it counts to the nearest multiple of `base`, halves upwards, as far as that tells nothing that must
    /// be kept. It holds for shares that would be hidden for what they count, and for those that cover them;
    /// one of too few persons stays hidden.
    ///
    /// # Errors
    ///
    /// Returns [`PolicyError::NotRounded`] for what is no such share, and [`PolicyError::TooFine`] for a base
    /// below the number that is few.
    pub fn rounded(mut self, indicator: &Indicator, base: u64) -> Result<Self, PolicyError> {
        let id = indicator.id.clone();
        let is_share =
            matches!(indicator.statistic, Statistic::Share { .. } | Statistic::Distribution { .. });
        let rules =
            self.rules(Readers::Public).filter(|rule| rule.class == indicator.confidentiality);
        let few =
            rules.filter(|rule| rule.shows == Shows::Figure).filter_map(|rule| rule.k_numerator);
        match few.max().filter(|_| is_share) {
            None => Err(PolicyError::NotRounded(id)),
            Some(k) if base < k => Err(PolicyError::TooFine { indicator: id, k, asked: base }),
            Some(_) => {
                self.rounding.insert(id, base);
                Ok(self)
            }
        }
    }

    /// What shares of an indicator are rounded to for some readers, where they are.
    pub fn base(&self, readers: Readers, indicator: &IndicatorId) -> Option<u64> {
        self.rounding(readers).get(indicator).copied()
    }

    /// The same of every indicator.
    pub fn rounding(&self, readers: Readers) -> &BTreeMap<IndicatorId, u64> {
        const NONE: &BTreeMap<IndicatorId, u64> = &BTreeMap::new();
        if readers == Readers::Public { &self.rounding } else { NONE }
    }

    /// The rule for figures of `indicator` about `unit`, shown to `audience`.
    pub fn rule(&self, audience: Audience, indicator: &Indicator, unit: Unit) -> Option<&Rule> {
        let is_own = audience.school() == Some(unit);
        self.rule_of(audience.readers(), indicator, (unit, is_own))
    }

    /// The same for some readers, given whether a school is their own.
    pub(crate) fn rule_of(
        &self,
        readers: Readers,
        indicator: &Indicator,
        (unit, is_own): (Unit, bool),
    ) -> Option<&Rule> {
        self.rules(readers).find(|rule| {
            rule.class == indicator.confidentiality
                && rule.level.is_none_or(|level| level.holds(unit, is_own))
                && rule.tables.as_ref().is_none_or(|tables| tables.contains(&indicator.table))
        })
    }

    /// Which shares count the same pupils.
    pub(crate) fn same(&self) -> &[Same] {
        &self.same
    }

    /// Every rule of some readers, in order.
    pub fn rules(&self, readers: Readers) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.readers == readers)
    }
}
