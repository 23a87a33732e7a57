//! What stands around the figures of a run: groups, national values and their sources, similar
//! schools, what was published of the same, and what is missing.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::action::Action;
use kvalitet_core::agreement::Agreement;
use kvalitet_core::profile::Outline;
use kvalitet_core::settings::Status;
use kvalitet_core::similar::SimilarRule;
use kvalitet_core::{Decimal, FigureKey, IndicatorId, LocalText, SchoolYear, Unit};
use serde::{Deserialize, Serialize};

use crate::progress::ProgressAccount;
use crate::release::{ReleasedCount, as_text};
use crate::statement::{Assessment, Statement};

/// What stands around the figures of a run, before the gate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    /// Groups of schools that stand beside the others: the municipality's own.
    pub groups: BTreeMap<Unit, GroupInfo>,
    /// Where a figure of the nation was read, for those that come with the program.
    pub national: BTreeMap<FigureKey, NationalSource>,
    /// For each school the schools that are similar to it, or why it has none.
    pub similar: BTreeMap<Unit, SimilarSchools>,
    /// What was published under the key of a figure that is worked out.
    pub compared: BTreeMap<FigureKey, Compared>,
    /// Which sources would give what is not there.
    pub missing: Vec<MissingSource>,
    /// What was read and no definition reads.
    pub unread: Vec<UnreadLayout>,
    /// How well the questions of an indicator hang together.
    pub reliability: Vec<Reliability>,
    /// What stands around figures of progression.
    pub progress: ProgressAccount,
    /// What boards and leaders of schools wrote.
    pub statements: Vec<Statement>,
    /// What the municipality wrote of chapters.
    pub assessments: Vec<Assessment>,
    /// Which chapters the report has; empty for those of its profile.
    pub outline: Outline,
    /// What the municipality does for its goals, and what was agreed with single schools.
    pub actions: Vec<Action>,
}

/// How well the questions of an indicator hang together in a year, in the municipality: Cronbach's
/// alpha over the pupils who answered every one of them. It describes the questions and no school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reliability {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// The school year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// How many questions.
    #[serde(rename = "spoergsmaal")]
    pub items: u32,
    /// How many pupils answered all of them.
    #[serde(rename = "n")]
    pub n: u64,
    /// Alpha, with two decimals.
    #[serde(rename = "alfa")]
    pub alpha: Decimal,
}

impl Reliability {
    /// Fewer pupils than this say too little of the questions, and could say something of pupils.
    pub const MINIMUM_N: u64 = 100;
}

/// A group of schools of the municipality's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupInfo {
    /// What the group is one of: `laboratorium` of `laboratorium-1`, its own id where it stands
    /// alone, the beginning that the plan gives for groups of a file.
    #[serde(rename = "saet")]
    pub set: String,
    /// The schools, and the school year from which each belongs, where that is said. Figures of the
    /// group count its schools in every year, so that before and after can be seen.
    #[serde(rename = "skoler")]
    pub schools: Vec<Member>,
}

/// A school of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Member {
    /// The school.
    #[serde(rename = "enhed", serialize_with = "as_text")]
    pub school: Unit,
    /// The first school year it belongs in; `None` from the beginning.
    #[serde(rename = "fra")]
    pub from: Option<SchoolYear>,
}

/// Where a figure of the nation was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NationalSource {
    /// Who published it, and when.
    #[serde(rename = "kilde")]
    pub source: String,
    /// The address it was read at.
    #[serde(rename = "adresse")]
    pub address: String,
    /// How well founded it is.
    #[serde(rename = "status")]
    pub status: Status,
    /// Over how many persons, where that is known.
    pub n: Option<u64>,
    /// Another value that was published for the same.
    #[serde(rename = "andet_tal")]
    pub other: Option<Decimal>,
    /// What a reader must know of it.
    #[serde(rename = "note")]
    pub note: Option<LocalText>,
}

/// The schools that are similar to one, the most similar first. Names of schools alone: their figures
/// are looked up among those that are released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum SimilarSchools {
    /// Three or more schools.
    #[serde(rename = "fundet")]
    Found {
        /// The schools.
        #[serde(rename = "skoler", serialize_with = "all_as_text")]
        schools: Vec<Unit>,
        /// The rule that found them.
        #[serde(rename = "regel")]
        rule: SimilarRule,
    },
    /// None.
    #[serde(rename = "ingen")]
    None {
        /// Why.
        #[serde(rename = "aarsag")]
        reason: WhyNoneSimilar,
    },
}

/// Why a school has no similar schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WhyNoneSimilar {
    /// Fewer than three other schools of its kind are known, or have a reference where it has one.
    #[serde(rename = "for-faa-skoler")]
    TooFew,
    /// Fewer than three of them are near enough.
    #[serde(rename = "for-langt-fra")]
    TooFar,
    /// Its roll is not known.
    #[serde(rename = "uden-elevtal")]
    NoRoll,
}

impl WhyNoneSimilar {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooFew => "for-faa-skoler",
            Self::TooFar => "for-langt-fra",
            Self::NoRoll => "uden-elevtal",
        }
    }
}

/// A figure of ours held against one that was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Ours, at released precision.
    pub ours: Decimal,
    /// Theirs, as it was published.
    pub theirs: Decimal,
    /// Over how many persons theirs is, where that was published too.
    pub n: Option<u64>,
    /// How the two agree.
    pub agreement: Agreement,
}

/// A figure of ours beside the one that was published under the same key, as an audience may see it:
/// both are shown to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleasedAgreement {
    /// The figure.
    #[serde(rename = "noegle")]
    pub key: FigureKey,
    /// Ours, at released precision. Where a published value of a whole unit stands in the report, this
    /// is the sum of what was published of its schools.
    #[serde(rename = "vores")]
    pub ours: Decimal,
    /// Theirs, with the decimals it was published with.
    #[serde(rename = "deres")]
    pub theirs: Decimal,
    /// Over how many persons theirs is, where that was published too.
    #[serde(rename = "deres_antal")]
    pub n: Option<u64>,
    /// How the two agree.
    #[serde(flatten)]
    pub agreement: Agreement,
}

/// A kind of source that would give figures that are not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingSource {
    /// The theme of the figures.
    #[serde(rename = "tema")]
    pub theme: String,
    /// The kind of source; its page says who has it and when it comes.
    #[serde(rename = "art")]
    pub kind: String,
    /// The name of the kind.
    #[serde(rename = "navn")]
    pub name: LocalText,
    /// Where a municipality gets it.
    #[serde(rename = "hvor")]
    pub origin: LocalText,
    /// When it comes.
    #[serde(rename = "hvornaar")]
    pub season: LocalText,
    /// Whether the plan names a source of the kind: it has not these figures, or not of these years.
    #[serde(rename = "naevnt")]
    pub named: bool,
    /// The school years of the report without a figure.
    #[serde(rename = "skoleaar")]
    pub years: BTreeSet<SchoolYear>,
    /// The indicators, in the report's order.
    #[serde(rename = "indikatorer")]
    pub indicators: Vec<IndicatorId>,
}

/// What was read in one layout and no definition reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLayout {
    /// The layout.
    pub layout: String,
    /// Rows of persons in a layout whose rows no indicator is defined on, or observations of figures.
    pub count: u64,
    /// Whether each is a person.
    pub persons: bool,
}

/// What was read in one layout and no definition reads, as an audience may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleasedUnread {
    /// The layout.
    #[serde(rename = "layout")]
    pub layout: String,
    /// How many rows of persons, or observations of figures.
    #[serde(rename = "antal")]
    pub count: ReleasedCount,
    /// Whether each is a person.
    #[serde(rename = "personer")]
    pub persons: bool,
}

fn all_as_text<S: serde::Serializer>(units: &[Unit], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(units.iter().map(ToString::to_string))
}
