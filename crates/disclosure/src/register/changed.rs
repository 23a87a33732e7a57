//! Numbers that are others than in an earlier edition, and what they changed by.
//!
//! A number is told of where both editions show it. Of one that either hides it is told that it was
//! hidden, or is, in words: what is hidden now is not printed again.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::{FigureKey, IndicatorId, InstitutionNumber, Period, SchoolYear, Unit};
use serde::{Deserialize, Serialize};

use super::{EditionName, EditionStage, RegisteredEdition, words};
use crate::ReleasedContent;
use crate::release::{Release, ReleasedFigure, ReleasedSource, SourceUse};

/// What the numbers of an edition were made of, as far as it says why the next are others.
///
/// The digest of a whole file with everything in it is no digest of a hidden number; who has all of a
/// file but one number could try what fits, which is one reason more why registers are not given away.
/// Files of corrections are small and have none here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The sources, in order.
    #[serde(rename = "kilder")]
    pub sources: Vec<BasisSource>,
    /// The value of each setting.
    #[serde(rename = "indstillinger")]
    pub settings: BTreeMap<String, String>,
    /// The schools that others have taken over, each with the school that did.
    #[serde(rename = "sammenlaegninger")]
    pub mergers: BTreeMap<InstitutionNumber, InstitutionNumber>,
}

/// One source that numbers were made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisSource {
    /// Its path relative to the data folder.
    #[serde(rename = "kilde")]
    pub source: String,
    /// SHA-256 of its bytes; `None` of a file of corrections.
    #[serde(rename = "sha256")]
    pub digest: Option<String>,
    /// The indicators with figures of it; `None` where others are read with it.
    #[serde(rename = "indikatorer")]
    pub indicators: Option<BTreeSet<String>>,
    /// The school years of its rows; none where rows have no year.
    #[serde(rename = "skoleaar")]
    pub years: BTreeSet<SchoolYear>,
    /// Whether a row was used after a correction.
    #[serde(rename = "rettet")]
    pub is_corrected: bool,
}

impl Basis {
    /// What a release of the administration was made of, with the schools that others have taken over.
    pub fn of(
        release: &Release,
        mergers: impl IntoIterator<Item = (InstitutionNumber, InstitutionNumber)>,
    ) -> Self {
        let corrections = release.corrections();
        let is_corrected = |of: &ReleasedSource| {
            corrections.iter().any(|note| note.used && note.source.as_ref() == Some(&of.source))
        };
        let source = |of: &ReleasedSource| BasisSource {
            source: of.source.clone(),
            digest: of.digest.clone().filter(|_| of.kind != CORRECTIONS),
            indicators: match &of.used_for {
                SourceUse::Figures(ids) => Some(ids.iter().cloned().collect()),
                SourceUse::NoFigure => Some(BTreeSet::new()),
                SourceUse::Reference => None,
            },
            years: of.years.clone(),
            is_corrected: is_corrected(of),
        };
        let settings = release.settings();
        let value = |id: &str| Some((id.to_owned(), settings.value(id)?.to_string()));
        Self {
            sources: release.sources().iter().map(source).collect(),
            settings: settings.definitions().iter().filter_map(|of| value(&of.id)).collect(),
            mergers: mergers.into_iter().collect(),
        }
    }

    /// The digests of what a figure rests on, in these years; in all without years.
    fn digests(&self, key: &FigureKey, years: Option<[SchoolYear; 2]>) -> BTreeSet<&str> {
        self.of_figure(key, years).filter_map(|of| of.digest.as_deref()).collect()
    }

    fn is_corrected(&self, key: &FigureKey, years: Option<[SchoolYear; 2]>) -> bool {
        self.of_figure(key, years).any(|of| of.is_corrected)
    }

    fn of_figure(
        &self,
        key: &FigureKey,
        years: Option<[SchoolYear; 2]>,
    ) -> impl Iterator<Item = &BasisSource> {
        let feeds = move |of: &&BasisSource| {
            of.indicators.as_ref().is_none_or(|ids| ids.contains(key.indicator.as_str()))
        };
        let is_of_years = move |of: &&BasisSource| {
            let is_in = |years: [SchoolYear; 2]| years.iter().any(|year| of.years.contains(year));
            of.years.is_empty() || years.is_none_or(is_in)
        };
        self.sources.iter().filter(feeds).filter(is_of_years)
    }

    /// Whether a school has been taken over, or has taken over another, in one of the two alone.
    fn merges_otherwise(&self, other: &Self, unit: Unit) -> bool {
        let Unit::School(school) = unit else { return false };
        let only = |a: &Self, b: &Self| {
            a.mergers.iter().any(|(old, new)| {
                (*old == school || *new == school) && b.mergers.get(old) != Some(new)
            })
        };
        only(self, other) || only(other, self)
    }
}

/// The kind of source whose rows are corrections of others.
const CORRECTIONS: &str = "corrections";

/// What a number changed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChangeCause {
    /// A source it rests on is another file.
    #[serde(rename = "nyt-udtraek")]
    NewExtract,
    /// Rows of a source it rests on were corrected, in one of the editions or otherwise.
    #[serde(rename = "rettelse")]
    Correction,
    /// Its definition is of another version, or a setting has another value.
    #[serde(rename = "definition")]
    Definition,
    /// The school was taken over, or took over another.
    #[serde(rename = "sammenlaegning")]
    Merger,
    /// It is rounded otherwise, or worked out by another version of the program.
    #[serde(rename = "metode")]
    Method,
    /// Nothing that is recorded differs, or too little is.
    #[serde(rename = "ukendt")]
    Unknown,
}

impl ChangeCause {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NewExtract => "nyt-udtraek",
            Self::Correction => "rettelse",
            Self::Definition => "definition",
            Self::Merger => "sammenlaegning",
            Self::Method => "metode",
            Self::Unknown => "ukendt",
        }
    }
}

/// How a number stands in two editions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChangedContent {
    /// Both show it.
    Shown {
        /// As the earlier edition printed it.
        then: ReleasedFigure,
        /// As it is now.
        now: ReleasedFigure,
    },
    /// The earlier edition hid it, and it is shown now.
    ShownNow {
        /// As it is now.
        now: ReleasedFigure,
    },
    /// The earlier edition showed it, and it is hidden now.
    HiddenNow,
    /// The earlier edition showed it, and there is no such number now.
    Gone,
}

/// A number that is another than in an earlier edition.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedFigure {
    /// The number.
    pub key: FigureKey,
    /// How it stands in both.
    pub content: ChangedContent,
    /// Everything that differs and may have changed it; never empty.
    pub causes: BTreeSet<ChangeCause>,
}

/// Every number that is another than in one earlier edition.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedSince {
    /// The earlier edition.
    pub edition: EditionName,
    /// What that was.
    pub stage: EditionStage,
    /// Its date.
    pub date: String,
    /// Why numbers changed, as somebody wrote it.
    pub reason: Option<String>,
    /// The numbers, by key.
    pub figures: Vec<ChangedFigure>,
}

impl ChangedSince {
    /// What of a release, made of `basis` by a version of the program, is another than in an earlier
    /// edition. Numbers of years that the release is not about, and those that the earlier edition did
    /// not have, are not changed.
    pub fn of(
        edition: &RegisteredEdition,
        (release, basis, program): (&Release, &Basis, &str),
        reason: Option<&str>,
    ) -> Self {
        let changed = |(key, then): (&FigureKey, &ReleasedFigure)| {
            let now = release.figures.get(key);
            let content = content(then, now).filter(|_| now.is_some() || is_of(release, key))?;
            let causes = causes(key, &content, edition, (release, basis, program));
            Some(ChangedFigure { key: key.clone(), content, causes })
        };
        Self {
            edition: edition.name.clone(),
            stage: edition.stage,
            date: edition.date.clone(),
            reason: reason.map(str::to_owned),
            figures: edition.figures.iter().filter_map(changed).collect(),
        }
    }
}

/// Whether the year of a figure is one that a release is about.
fn is_of(release: &Release, key: &FigureKey) -> bool {
    let of_report = &release.common.edition.years;
    years(key.period).iter().all(|year| of_report.contains(year))
}

const fn years(period: Period) -> [SchoolYear; 2] {
    match period {
        Period::Year(year) => [year, year],
        Period::Change { from, to } => [from, to],
    }
}

/// How a figure stands in two editions; `None` where it stands the same.
fn content(then: &ReleasedFigure, now: Option<&ReleasedFigure>) -> Option<ChangedContent> {
    let is_shown_now = now.filter(|now| now.value().is_some());
    match (then.value().is_some(), is_shown_now) {
        (true, Some(now)) => {
            (!is_same(then, now)).then_some(ChangedContent::Shown { then: *then, now: *now })
        }
        (false, Some(now)) => Some(ChangedContent::ShownNow { now: *now }),
        (true, None) if now.is_some_and(ReleasedFigure::is_hidden) => {
            Some(ChangedContent::HiddenNow)
        }
        (true, None) => Some(ChangedContent::Gone),
        (false, None) => None,
    }
}

/// Whether two figures are printed the same. One that is kept from an earlier edition is.
fn is_same(then: &ReleasedFigure, now: &ReleasedFigure) -> bool {
    then.content() == now.content() && then.coverage() == now.coverage()
}

fn causes(
    key: &FigureKey,
    content: &ChangedContent,
    edition: &RegisteredEdition,
    (release, now, program): (&Release, &Basis, &str),
) -> BTreeSet<ChangeCause> {
    let mut causes = BTreeSet::new();
    if is_defined_otherwise(&key.indicator, edition, release) {
        causes.insert(ChangeCause::Definition);
    }
    if let ChangedContent::Shown { then, now } = content
        && then.rounded_to() != now.rounded_to()
    {
        causes.insert(ChangeCause::Method);
    }
    if let Some(then) = &edition.basis {
        if then.settings != now.settings {
            causes.insert(ChangeCause::Definition);
        }
        // How sure a number is rests on how all years spread.
        let years = (!only_limits_differ(content)).then(|| years(key.period));
        if then.digests(key, years) != now.digests(key, years) {
            causes.insert(ChangeCause::NewExtract);
        }
        if then.merges_otherwise(now, key.unit) {
            causes.insert(ChangeCause::Merger);
        }
        let corrected = [then, now].map(|basis| basis.is_corrected(key, years));
        // Corrected both times and nothing else differs: what differs is the correction.
        if corrected == [true, true] && causes.is_empty() || corrected[0] != corrected[1] {
            causes.insert(ChangeCause::Correction);
        }
    }
    if causes.is_empty() {
        let is_other_program = edition.program != program;
        causes.insert(if is_other_program { ChangeCause::Method } else { ChangeCause::Unknown });
    }
    causes
}

/// Whether a number is the same, of as many persons, and only what is said of how sure it is differs.
fn only_limits_differ(content: &ChangedContent) -> bool {
    match content {
        ChangedContent::Shown { then, now } => {
            (then.value(), then.n(), then.rounded_to()) == (now.value(), now.n(), now.rounded_to())
        }
        ChangedContent::ShownNow { .. } | ChangedContent::HiddenNow | ChangedContent::Gone => false,
    }
}

fn is_defined_otherwise(
    indicator: &IndicatorId,
    edition: &RegisteredEdition,
    release: &Release,
) -> bool {
    let now = release.common.catalogue.indicator(indicator.as_str()).map(|of| of.version);
    edition.definitions.get(indicator).zip(now).is_some_and(|(then, now)| *then != now)
}

/// The keys of the numbers and of the words of verdicts that an edition and a release say otherwise, or
/// that one of them has not; a number that is kept from the edition is the same.
///
/// # Examples
///
/// ```no_run
/// # fn of(edition: &kvalitet_disclosure::RegisteredEdition, release: &kvalitet_disclosure::Release) {
/// let frozen = kvalitet_disclosure::said_otherwise(edition, release).is_empty();
/// # }
/// ```
pub fn said_otherwise(edition: &RegisteredEdition, release: &Release) -> BTreeSet<String> {
    let is_told = |(_, of): &(&FigureKey, &ReleasedFigure)| {
        !matches!(of.content(), ReleasedContent::Absent { .. })
    };
    let now: BTreeMap<_, _> = release.figures.iter().filter(is_told).collect();
    let keys = edition.figures.keys().chain(now.keys().copied());
    let differs = |key: &&FigureKey| match (edition.figures.get(*key), now.get(*key)) {
        (Some(then), Some(now)) => !is_same(then, now),
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => false,
    };
    let mut found: BTreeSet<String> = keys.filter(differs).map(ToString::to_string).collect();
    let words = words(release);
    let about = edition.words.keys().chain(words.keys());
    found.extend(about.filter(|about| edition.words.get(*about) != words.get(*about)).cloned());
    found
}
