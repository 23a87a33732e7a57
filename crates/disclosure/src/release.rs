//! What one audience may see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::action::Action;
use kvalitet_core::catalogue::{Catalogue, Indicator};
use kvalitet_core::finding::{ExclusionRule, FindingKind};
use kvalitet_core::goal::{Goal, Vision};
use kvalitet_core::legal::LegalTarget;
use kvalitet_core::profile::Outline;
use kvalitet_core::settings::Settings;
use kvalitet_core::target::{Certainty, GradeResult, RuleVerdict, Target};
use kvalitet_core::{
    Breakdown, Decimal, EvidenceClass, FigureKey, IndicatorId, Language, Period, PublishedVerdict,
    Reconciliation, RollupGraph, SchoolKind, SchoolYear, Unit,
};
use kvalitet_figures::{AbsentReason, Coverage};
use serde::{Deserialize, Serialize};

use crate::bands::ReleasedBand;
use crate::cohorts::ReleasedCohort;
use crate::context::{
    GroupInfo, MissingSource, NationalSource, ReleasedAgreement, ReleasedUnread, Reliability,
    SimilarSchools,
};
use crate::judged::{ReleasedChange, ReleasedFamily, ReleasedPosition, ReleasedSpreading};
use crate::progress::ProgressAccount;
use crate::statement::{Assessment, Statement};
use crate::{Audience, Audit, ChangedSince, Readers, Rule};

/// What stands on the cover of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// The title.
    #[serde(rename = "titel")]
    pub title: String,
    /// The municipality.
    #[serde(rename = "enhed")]
    pub municipality: String,
    /// The municipality's name.
    #[serde(rename = "kommune")]
    pub municipality_name: String,
    /// The school years the report is about, oldest first.
    #[serde(rename = "skoleaar")]
    pub years: Vec<SchoolYear>,
    /// The date of the report, `2022-03-31`; never the clock's.
    #[serde(rename = "dato")]
    pub date: String,
    /// The language it is written in.
    #[serde(rename = "sprog")]
    pub language: Language,
    /// The id of its profile.
    #[serde(rename = "profil")]
    pub profile: String,
}

/// What is known of a unit besides its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitInfo {
    /// Its name.
    #[serde(rename = "navn")]
    pub name: String,
    /// What kind of school it is, where it is one.
    #[serde(rename = "skoletype")]
    pub kind: Option<SchoolKind>,
}

/// A figure that has passed the gate. Only the gate makes one; a saved one can be read back.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};
///
/// let saved = r#"{"evidens":"B","status":"vist","vaerdi":"74.5","n":47,"taeller":35,
///                 "nedre":"60.5","oevre":"84.7","for_faa":false}"#;
/// let figure: ReleasedFigure = serde_json::from_str(saved)?;
/// assert_eq!(figure.value().map(|value| value.to_string()), Some("74.5".to_owned()));
/// assert!(matches!(figure.content(), ReleasedContent::Shown { n: Some(47), .. }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReleasedFigure {
    #[serde(rename = "evidens")]
    class: EvidenceClass,
    #[serde(rename = "skoler", default, skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
    #[serde(rename = "fra_tidligere_udgave", default, skip_serializing_if = "is_not")]
    kept: bool,
    #[serde(flatten)]
    content: ReleasedContent,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_not(kept: &bool) -> bool {
    !*kept
}

/// What an audience sees of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status")]
pub enum ReleasedContent {
    /// The figure, at released precision, on the scale of its definition (per cent as 0-100).
    #[serde(rename = "vist")]
    Shown {
        /// The value.
        #[serde(rename = "vaerdi")]
        value: Decimal,
        /// The denominator in persons, where it is known.
        n: Option<u64>,
        /// The numerator in persons, where it is known.
        #[serde(rename = "taeller")]
        hits: Option<u64>,
        /// The lower limit of the 95 % interval, shocks included.
        #[serde(rename = "nedre")]
        lower: Option<Decimal>,
        /// The upper limit.
        #[serde(rename = "oevre")]
        upper: Option<Decimal>,
        /// The limits from counting alone, without the shocks of class and year.
        #[serde(rename = "optaelling", default, skip_serializing_if = "Option::is_none")]
        counting: Option<[Decimal; 2]>,
        /// The publisher's verdict.
        #[serde(rename = "dom", default, skip_serializing_if = "Option::is_none")]
        verdict: Option<PublishedVerdict>,
        /// Whether it rests on fewer persons than the definition asks before anything is said.
        #[serde(rename = "for_faa")]
        too_few: bool,
        /// What the numerator is rounded to the nearest multiple of, and the value made from: instead of
        /// being hidden.
        #[serde(rename = "afrundet_til", default, skip_serializing_if = "Option::is_none")]
        rounded_to: Option<u64>,
    },
    /// There is a figure, and it is hidden whole.
    #[serde(rename = "skjult")]
    Hidden,
    /// There is no figure.
    #[serde(rename = "mangler")]
    Absent {
        /// Why.
        #[serde(rename = "aarsag")]
        reason: AbsentReason,
    },
}

impl ReleasedFigure {
    pub(crate) const fn new(
        class: EvidenceClass,
        content: ReleasedContent,
        coverage: Option<Coverage>,
    ) -> Self {
        Self { class, coverage, kept: false, content }
    }

    /// The same figure, marked as kept from an earlier edition.
    pub(crate) const fn kept(&self) -> Self {
        Self { kept: true, ..*self }
    }

    /// A figure of the same class that is hidden.
    pub(crate) const fn hidden(&self) -> Self {
        Self::new(self.class, ReleasedContent::Hidden, None)
    }

    /// Whether it stands as an earlier edition has it, because the difference to this one would tell
    /// of few persons.
    pub const fn is_kept(&self) -> bool {
        self.kept
    }

    /// How many of the unit's schools a shown figure holds, where some are without a value.
    pub const fn coverage(&self) -> Option<Coverage> {
        match self.content {
            ReleasedContent::Shown { .. } => self.coverage,
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    /// What it rests on.
    pub const fn class(&self) -> EvidenceClass {
        self.class
    }

    /// What is seen.
    pub const fn content(&self) -> &ReleasedContent {
        &self.content
    }

    /// The value, where it is shown.
    pub const fn value(&self) -> Option<Decimal> {
        match self.content {
            ReleasedContent::Shown { value, .. } => Some(value),
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    /// The denominator, where it is shown.
    pub const fn n(&self) -> Option<u64> {
        match self.content {
            ReleasedContent::Shown { n, .. } => n,
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    /// The limits of the interval, where they are shown.
    pub fn interval(&self) -> Option<(Decimal, Decimal)> {
        match self.content {
            ReleasedContent::Shown { lower, upper, .. } => lower.zip(upper),
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    /// What its numerator is rounded to, where it is shown so instead of being hidden.
    pub const fn rounded_to(&self) -> Option<u64> {
        match self.content {
            ReleasedContent::Shown { rounded_to, .. } => rounded_to,
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }
    }

    /// Whether there is a figure that is hidden.
    pub const fn is_hidden(&self) -> bool {
        matches!(self.content, ReleasedContent::Hidden)
    }
}

/// How all schools of a published source lie.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleasedReference {
    /// The indicator.
    #[serde(rename = "indikator")]
    pub indicator: String,
    /// The school year of the values.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// How many schools have a value.
    #[serde(rename = "skoler")]
    pub schools: u64,
    /// How many have none.
    #[serde(rename = "uden")]
    pub without: u64,
    /// Lower quartile, median, upper quartile.
    #[serde(rename = "kvartiler")]
    pub quartiles: [Decimal; 3],
}

/// What an audience sees of a target's verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status")]
pub enum TargetContent {
    /// The verdict.
    #[serde(rename = "vist")]
    Shown {
        /// What the plain rule says.
        #[serde(rename = "regel")]
        rule: RuleVerdict,
        /// How sure it is; never shown to the public.
        #[serde(rename = "sikkerhed")]
        certainty: Option<Certainty>,
        /// Grade by grade; never shown to the public.
        #[serde(rename = "klassetrin")]
        grades: Vec<GradeResult>,
    },
    /// A year it rests on has too few persons.
    #[serde(rename = "skjult")]
    Hidden,
}

/// The verdict on one target of one unit in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleasedTarget {
    /// What is asked.
    #[serde(rename = "maal")]
    pub target: Target,
    /// Of whom.
    #[serde(rename = "enhed", serialize_with = "as_text")]
    pub unit: Unit,
    /// In which year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// The earlier year it is compared with.
    #[serde(rename = "sammenlignet_med")]
    pub compared_with: Option<SchoolYear>,
    /// The verdict.
    #[serde(flatten)]
    pub content: TargetContent,
}

pub(crate) fn as_text<S: serde::Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(unit)
}

/// A count of rows or persons in the data-quality chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ReleasedCount {
    /// The count.
    #[serde(rename = "antal")]
    Exact(u64),
    /// Not zero, and fewer than this.
    #[serde(rename = "faerre_end")]
    FewerThan(u64),
    /// Not shown, because the rest would follow from it.
    #[serde(rename = "ikke_vist")]
    Withheld,
}

/// One source as the pipeline accounts for it, before the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceAccount {
    /// Its path relative to the data folder.
    pub source: String,
    /// The kind the plan gives it.
    pub kind: String,
    /// The layout its header was recognised as.
    pub layout: String,
    /// SHA-256 of its bytes, in hex.
    pub digest: String,
    /// The indicators that figures can be made of from it; `None` for one that others are read with.
    pub feeds: Option<BTreeSet<String>>,
    /// Whether a row is a person.
    pub rows_are_persons: bool,
    /// The school years of the rows that are used.
    pub years: BTreeSet<SchoolYear>,
    /// Where its rows went.
    pub rows: Reconciliation,
    /// How many findings there are of each code.
    pub findings: BTreeMap<String, u64>,
}

/// The data behind a run, as the pipeline accounts for it, before the gate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Every source, in order.
    pub sources: Vec<SourceAccount>,
    /// Findings that every audience of an open source may read word by word: about schools that
    /// are missing, never about persons.
    pub outcomes: Vec<FindingKind>,
    /// Single cells that somebody corrected; for the administration alone.
    pub corrections: Vec<CorrectionNote>,
}

/// A correction of a single cell, without the new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionNote {
    /// The file; `None` where none that was read is the one.
    pub source: Option<String>,
    /// The line of that file, or the record.
    pub line: u64,
    /// The column.
    pub column: String,
    /// Why.
    pub reason: String,
    /// Who corrected.
    pub who: String,
    /// When, as it was written.
    pub date: String,
    /// Whether the row was read as right with it.
    pub used: bool,
}

/// What a source is used for.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use kvalitet_core::catalogue::Catalogue;
/// use kvalitet_disclosure::SourceUse;
///
/// let catalogue = Catalogue::built_in()?;
/// let indicators = catalogue.indicators();
/// let feeds = |id: &str| BTreeSet::from([id.to_owned()]);
/// assert_eq!(SourceUse::of(None, indicators), SourceUse::Reference);
/// assert_eq!(SourceUse::of(Some(&feeds("ture")), indicators), SourceUse::NoFigure);
/// let used = SourceUse::of(Some(&feeds("laesning.gode")), indicators);
/// assert_eq!(used, SourceUse::Figures(vec!["laesning.gode".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum SourceUse {
    /// The figures of these indicators.
    #[serde(rename = "indikatorer")]
    Figures(Vec<String>),
    /// Other sources are read with it or held against it; no figure is made of it.
    #[serde(rename = "opslag")]
    Reference,
    /// It was read and checked, and no figure rests on it.
    #[serde(rename = "ingen_tal")]
    NoFigure,
}

impl SourceUse {
    /// What a source is used for that `feeds` these indicators (`None`: that others are read with),
    /// given the indicators there are figures of.
    pub fn of<'i>(
        feeds: Option<&BTreeSet<String>>,
        indicators: impl IntoIterator<Item = &'i Indicator>,
    ) -> Self {
        let Some(feeds) = feeds else { return Self::Reference };
        let ids = indicators.into_iter().map(|indicator| indicator.id.to_string());
        let ids: Vec<String> = ids.filter(|id| feeds.contains(id)).collect();
        if ids.is_empty() { Self::NoFigure } else { Self::Figures(ids) }
    }
}

/// One source as an audience sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleasedSource {
    /// Its path relative to the data folder.
    #[serde(rename = "kilde")]
    pub source: String,
    /// The kind the plan gives it.
    #[serde(rename = "art")]
    pub kind: String,
    /// The layout its header was recognised as.
    #[serde(rename = "layout")]
    pub layout: String,
    /// SHA-256 of its bytes; not shown to the public.
    #[serde(rename = "sha256", skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What it is used for in this release.
    #[serde(rename = "bruges_til")]
    pub used_for: SourceUse,
    /// The school years of the rows that are used.
    #[serde(rename = "skoleaar")]
    pub years: BTreeSet<SchoolYear>,
    /// Rows read.
    #[serde(rename = "laest")]
    pub read: ReleasedCount,
    /// Rows used.
    #[serde(rename = "brugt")]
    pub used: ReleasedCount,
    /// Rows used after a correction.
    #[serde(rename = "rettet")]
    pub corrected: ReleasedCount,
    /// Rows in quarantine.
    #[serde(rename = "karantaene")]
    pub quarantined: ReleasedCount,
    /// Rows left out, by rule.
    #[serde(rename = "udeladt")]
    pub excluded: BTreeMap<ExclusionRule, ReleasedCount>,
    /// Findings by code.
    #[serde(rename = "fund")]
    pub findings: BTreeMap<String, ReleasedCount>,
}

/// Why one figure is hidden from some readers. For the administration alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LedgerEntry {
    /// From whom.
    #[serde(rename = "modtager")]
    pub readers: Readers,
    /// The series or indicator.
    #[serde(rename = "serie")]
    pub group: String,
    /// The unit.
    #[serde(rename = "enhed")]
    pub unit: String,
    /// The period.
    #[serde(rename = "periode")]
    pub period: String,
    /// The breakdown; empty for all grades.
    #[serde(rename = "opdeling")]
    pub breakdown: String,
    /// Why.
    #[serde(rename = "regel")]
    pub rule: HidingRule,
    /// The unit and breakdown that would follow from it, where it covers another.
    #[serde(rename = "beskytter")]
    pub protects: Option<String>,
    /// The schools whose leaders would work that out together; empty where everybody would.
    #[serde(rename = "mod_ledere_af")]
    pub from: Vec<String>,
    /// How many figures are lost by it.
    #[serde(rename = "tal")]
    pub figures: u64,
    /// What it is rounded to, where it is shown so instead.
    #[serde(rename = "afrundet_til", skip_serializing_if = "Option::is_none")]
    pub rounded_to: Option<u64>,
}

/// The rule a figure is hidden by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum HidingRule {
    /// It rests on too few persons.
    #[serde(rename = "for-faa-personer")]
    TooFew,
    /// Too few persons have, or lack, what it counts, or nobody or everybody has it.
    #[serde(rename = "for-faa-med-eller-uden")]
    Share,
    /// One school is nearly all of the sum.
    #[serde(rename = "dominans")]
    Dominance,
    /// The public edition hides it.
    #[serde(rename = "skjult-for-offentligheden")]
    Public,
    /// Another would follow from it.
    #[serde(rename = "samme-sum")]
    SameSum,
}

/// What one audience may see of a run: the only thing charts, reports, files and explanations are
/// made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Release {
    pub(crate) audience: Audience,
    pub(crate) figures: BTreeMap<FigureKey, ReleasedFigure>,
    pub(crate) targets: Vec<ReleasedTarget>,
    pub(crate) changes: Vec<ReleasedChange>,
    pub(crate) cohorts: Vec<ReleasedCohort>,
    pub(crate) positions: Vec<ReleasedPosition>,
    pub(crate) families: Vec<ReleasedFamily>,
    pub(crate) spreading: Vec<ReleasedSpreading>,
    pub(crate) sources: Vec<ReleasedSource>,
    pub(crate) outcomes: Vec<FindingKind>,
    pub(crate) corrections: Vec<CorrectionNote>,
    pub(crate) policy: Vec<Rule>,
    pub(crate) rounding: BTreeMap<IndicatorId, u64>,
    pub(crate) ledger: Vec<LedgerEntry>,
    pub(crate) national: BTreeMap<FigureKey, NationalSource>,
    pub(crate) agreements: Vec<ReleasedAgreement>,
    pub(crate) progress: ProgressAccount,
    pub(crate) unread: Vec<ReleasedUnread>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) assessments: Vec<Assessment>,
    pub(crate) actions: Vec<Action>,
    pub(crate) bands: Vec<ReleasedBand>,
    /// Whether it was attacked, and held.
    pub(crate) has_held: bool,
    /// What is another than in earlier editions.
    pub(crate) changed: Vec<ChangedSince>,
    pub(crate) common: Arc<Common>,
}

/// What the releases of a run have in common.
#[derive(Debug, PartialEq)]
pub(crate) struct Common {
    pub(crate) edition: Edition,
    pub(crate) units: BTreeMap<Unit, UnitInfo>,
    pub(crate) references: Vec<ReleasedReference>,
    pub(crate) groups: BTreeMap<Unit, GroupInfo>,
    pub(crate) similar: BTreeMap<Unit, SimilarSchools>,
    pub(crate) missing: Vec<MissingSource>,
    pub(crate) reliability: Vec<Reliability>,
    pub(crate) outline: Outline,
    pub(crate) graph: RollupGraph,
    pub(crate) catalogue: Catalogue,
    pub(crate) settings: Settings,
}

impl Release {
    /// For whom it is.
    pub const fn audience(&self) -> Audience {
        self.audience
    }

    /// The cover.
    pub fn edition(&self) -> &Edition {
        &self.common.edition
    }

    /// Whether it may be given to the public as it is: it was attacked, and held.
    pub const fn may_be_published(&self) -> bool {
        self.has_held
    }

    /// Notes what came of attacking it: see [`Release::may_be_published`]. An audit of another audience's
    /// release says nothing.
    pub fn note(&mut self, audit: &Audit) {
        self.has_held = self.audience == Audience::Public
            && audit.audience == self.audience
            && audit.is_clean();
    }

    /// Notes the numbers that are others than in earlier editions. They are of what everybody may see,
    /// and may stand in the release of everybody who sees at least that.
    pub fn note_changed(&mut self, changed: Vec<ChangedSince>) {
        self.changed = changed;
    }

    /// The numbers that are others than in earlier editions, edition by edition, the newest first; none
    /// before anything was published. Only what everybody may see.
    pub fn changed(&self) -> &[ChangedSince] {
        &self.changed
    }

    /// Every unit, schools first.
    pub fn units(&self) -> &BTreeMap<Unit, UnitInfo> {
        &self.common.units
    }

    /// The name of a unit, or its key where it has none.
    pub fn name(&self, unit: Unit) -> String {
        self.common.units.get(&unit).map_or_else(|| unit.to_string(), |info| info.name.clone())
    }

    /// Every released figure, by key.
    pub const fn figures(&self) -> &BTreeMap<FigureKey, ReleasedFigure> {
        &self.figures
    }

    /// One figure; `None` where there is none or this audience may not know of it.
    pub fn figure(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Option<&ReleasedFigure> {
        let (indicator, period) = (indicator.id.clone(), Period::Year(year));
        self.figures.get(&FigureKey { indicator, unit, period, breakdown })
    }

    /// Every indicator that has a figure or a verdict here, in the report's order.
    pub fn indicators(&self) -> Vec<&Indicator> {
        let mut of_figures: Vec<&IndicatorId> =
            self.figures.keys().map(|key| &key.indicator).collect();
        of_figures.dedup();
        let of_targets = self.targets.iter().map(|target| &target.target.indicator);
        let shown: BTreeSet<&IndicatorId> = of_figures.into_iter().chain(of_targets).collect();
        let all = self.common.catalogue.indicators().iter();
        all.filter(|indicator| shown.contains(&indicator.id)).collect()
    }

    /// The definitions.
    pub fn catalogue(&self) -> &Catalogue {
        &self.common.catalogue
    }

    /// The goals of the municipality's own with their signs: words that every audience may read. What
    /// a sign is read off is in [`Release::figures`] and [`Release::targets`], as far as this audience
    /// may see it.
    pub fn goals(&self) -> &[Goal] {
        self.common.catalogue.goals()
    }

    /// What the municipality wants above all its goals: words that every audience may read.
    pub fn vision(&self) -> Option<&Vision> {
        self.common.catalogue.vision()
    }

    /// What is done for the goals, in the order of the plan: what the municipality does, for everybody;
    /// what was agreed with a school, for its own readers and the administration alone.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.common.settings
    }

    /// Which units and grades add up to which.
    pub fn graph(&self) -> &RollupGraph {
        &self.common.graph
    }

    /// How all folkeskoler of a published source lie in one year.
    pub fn reference(&self, indicator: &Indicator, year: SchoolYear) -> Option<&ReleasedReference> {
        let of = |reference: &&ReleasedReference| {
            reference.indicator == indicator.id.as_str() && reference.year == year
        };
        self.common.references.iter().find(of)
    }

    /// Every such reference, in the report's order, oldest year first.
    pub fn references(&self) -> &[ReleasedReference] {
        &self.common.references
    }

    /// Every verdict on a target, in order of indicator, unit and year.
    pub fn targets(&self) -> &[ReleasedTarget] {
        &self.targets
    }

    /// Every change of all pupils together, in order of indicator, unit and years.
    pub fn changes(&self) -> &[ReleasedChange] {
        &self.changes
    }

    /// Year groups followed from one test to the next, in order of indicator, unit and first test.
    /// Described, never judged; none of an indicator that this audience sees no figures of.
    pub fn cohorts(&self) -> &[ReleasedCohort] {
        &self.cohorts
    }

    /// Where schools stand, in order of indicator and school: without regard to the background of
    /// pupils. Empty for an audience that sees no figures of schools.
    pub fn positions(&self) -> &[ReleasedPosition] {
        &self.positions
    }

    /// What claims were corrected together, in the fixed order.
    pub fn families(&self) -> &[ReleasedFamily] {
        &self.families
    }

    /// The shock factors and how schools spread; for the administration alone.
    pub fn spreading(&self) -> &[ReleasedSpreading] {
        &self.spreading
    }

    /// The targets of the state that held for an indicator in a year, whether anybody is judged by
    /// them or not; none outside the years in which they held.
    pub fn targets_held(
        &self,
        indicator: &Indicator,
        year: SchoolYear,
    ) -> impl Iterator<Item = &LegalTarget> {
        self.common.catalogue.legal().of(&indicator.id, year)
    }

    /// Every source, as this audience may see it.
    pub fn sources(&self) -> &[ReleasedSource] {
        &self.sources
    }

    /// What became of single schools in open sources.
    pub fn outcomes(&self) -> &[FindingKind] {
        &self.outcomes
    }

    /// Every correction of a cell; empty for everybody but the administration, for reasons and names
    /// of people are written in it.
    pub fn corrections(&self) -> &[CorrectionNote] {
        &self.corrections
    }

    /// How well the questions of each wellbeing indicator hang together, by year.
    pub fn reliability(&self) -> &[Reliability] {
        &self.common.reliability
    }

    /// What stands around figures of progression; empty for those who do not see the figures.
    pub const fn progress(&self) -> &ProgressAccount {
        &self.progress
    }

    /// What boards and leaders of schools wrote, as far as this audience may read it.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What the municipality wrote of chapters, as far as this audience may read it.
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// Which chapters the plan asks for; empty where those of the profile are asked for.
    pub fn outline(&self) -> &Outline {
        &self.common.outline
    }

    /// The policy's rules for this audience.
    pub fn policy(&self) -> &[Rule] {
        &self.policy
    }

    /// What shares of an indicator are rounded to for this audience, where they would be hidden.
    pub const fn rounding(&self) -> &BTreeMap<IndicatorId, u64> {
        &self.rounding
    }

    /// Why each hidden figure is hidden; empty for everybody but the administration.
    pub fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }

    /// The municipality's own groups of schools, by unit.
    pub fn groups(&self) -> &BTreeMap<Unit, GroupInfo> {
        &self.common.groups
    }

    /// Where a figure of the nation was read: for those that come with the program. Others are of a
    /// source of this run. Such a figure is a reference of its year, never worked out by a run.
    pub fn national_source(&self, key: &FigureKey) -> Option<&NationalSource> {
        self.national.get(key)
    }

    /// The schools that are similar to a school, or why it has none; `None` for a unit that is no
    /// school of the report.
    pub fn similar(&self, school: Unit) -> Option<&SimilarSchools> {
        self.common.similar.get(&school)
    }

    /// What was published of figures that are worked out here, and how the two agree: unexplained
    /// differences first, then by key. A figure that is hidden is not among them. The public sees
    /// those of open indicators alone.
    pub fn agreements(&self) -> &[ReleasedAgreement] {
        &self.agreements
    }

    /// How many published figures of each indicator agree in which way, by the ids of
    /// [`Agreement`](kvalitet_core::agreement::Agreement).
    pub fn agreement_counts(&self) -> BTreeMap<(IndicatorId, &'static str), u64> {
        let mut counts = BTreeMap::new();
        for of in &self.agreements {
            *counts.entry((of.key.indicator.clone(), of.agreement.id())).or_default() += 1;
        }
        counts
    }

    /// Which kinds of sources would give figures that are not there: by theme in the report's order,
    /// then by kind and years.
    pub fn missing(&self) -> &[MissingSource] {
        &self.common.missing
    }

    /// What was read and no definition reads, by layout.
    pub fn unread(&self) -> &[ReleasedUnread] {
        &self.unread
    }

    /// Where the other schools of the own school's kind lie, by indicator and year: of confidential
    /// indicators, for the leader of a school alone, and only where at least
    /// [`ReleasedBand::SCHOOLS`] others have a number.
    pub fn bands(&self) -> &[ReleasedBand] {
        &self.bands
    }
}
