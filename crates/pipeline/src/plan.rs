//! The plan: a TOML file that says what to report, on what, with which choices.

mod action;
mod group;
mod local;
mod outline;
mod protection;
mod publishing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use group::GroupPlan;
use kvalitet_core::action::Action;
use kvalitet_core::catalogue::{Catalogue, Confidentiality, INDICATOR_KEYS};
use kvalitet_core::nearest;
use kvalitet_core::profile::{Outline, Profile};
use kvalitet_core::progression::{Construction, Norms};
use kvalitet_core::settings::{SettingValue, Settings};
use kvalitet_core::{Language, MunicipalityNumber, SchoolYear};
use kvalitet_disclosure::{
    Assessment, EditionName, Known, Policy, Readers, Register, Statement, Step, Threshold,
    known_from,
};
use kvalitet_ingest::cell::DecimalMark;
use kvalitet_ingest::layout::{Layout, RawColumn, layouts, local_layout};
use kvalitet_ingest::pseudonym::{KeyError, PseudonymKey};
use kvalitet_ingest::{FollowingRules, SingleYear, SourceKind, SourceSpec};
pub use protection::DataProtectionPlan;
pub(crate) use publishing::KNOWN_COLUMNS;
pub use publishing::{AssessmentFile, KnownFile, PlanText, PublishingPlan, StatementFile};
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::digest::sha256;
use crate::known::{KnownError, known_figures};
use crate::plan_error::{Expectation, PlanError, PlanErrorKind};
use crate::statement::{StatementError, assessment, statement};

const DEMO: &str = include_str!("../../../pipelines/demo.toml");

/// A plan that can be run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its file name.
    pub file: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// What to report.
    pub report: ReportPlan,
    /// Where the data is.
    pub data: DataPlan,
    /// A municipality to simulate, where the plan asks for one.
    pub simulate: Option<SimulatePlan>,
    /// What to read.
    pub sources: Vec<SourceSpec>,
    /// Groups of schools to make figures of, besides those of a file.
    pub groups: Vec<GroupPlan>,
    /// The definitions.
    pub catalogue: Catalogue,
    /// What is done for the goals, and what was agreed with schools, in the plan's order.
    pub actions: Vec<Action>,
    /// The choices in force.
    pub settings: Settings,
    /// Who may see what.
    pub policy: Policy,
    /// How pupils' ids become pseudonyms, where the plan asks for it.
    pub pseudonymisation: Option<PseudonymPlan>,
    /// The key, once it was read: see [`Plan::set_key`].
    pub(crate) key: Option<PseudonymKey>,
    /// The file of norms for progression, relative to the plan, where it names one.
    pub norms_file: Option<String>,
    /// The norms, once they were read: see [`Plan::set_norms`].
    pub(crate) norms: Option<SuppliedNorms>,
    /// What it says of data protection.
    pub data_protection: DataProtectionPlan,
    /// What it says of publishing.
    pub publishing: PublishingPlan,
    /// Figures that others have made public, once they were read: see [`Plan::add_known`].
    pub known: Vec<Known>,
    /// What boards and leaders of schools wrote, once it was read: see [`Plan::add_statement`].
    pub statements: Vec<Statement>,
    /// What the municipality wrote of chapters, once it was read: see [`Plan::add_assessment`].
    pub assessments: Vec<Assessment>,
}

/// Norms, and which file they are from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SuppliedNorms {
    pub(crate) norms: Norms,
    /// SHA-256 of the file.
    pub(crate) digest: String,
}

/// Norms that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NormsError {
    /// The text is no norms.
    #[error("no norms at line {line}, column {column}")]
    Form {
        /// The line, from 1.
        line: u64,
        /// The column in it, from 1.
        column: u64,
    },
    /// Two norms are of the same test or step.
    #[error("two norms are of the same test")]
    Twice,
    /// A norm has no spread, or a correlation that is none.
    #[error("a norm has no spread, or a correlation outside 0 and 1")]
    Impossible,
}

/// How pupils' ids become pseudonyms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PseudonymPlan {
    /// Where the key is.
    pub key: KeyPlace,
    /// The check value that the key must have, so that two editions can be linked.
    pub check: Option<String>,
}

/// Where a key is. It never stands in the plan itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// In a file, relative to the plan.
    File(String),
    /// In a variable of the environment.
    Variable(String),
}

/// What to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPlan {
    /// The title.
    pub title: String,
    /// The date on every document.
    pub date: String,
    /// The id of the profile.
    pub profile: String,
    /// Its chapters, as far as the plan changes nothing.
    pub outline: Outline,
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The school years.
    pub years: BTreeSet<SchoolYear>,
    /// The language.
    pub language: Language,
}

/// Where the data is, and how much of it may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPlan {
    /// The data folder, relative to the plan.
    pub root: Option<String>,
    /// With more than this per cent of a source's rows in quarantine the run is refused.
    pub quarantine_limit: u8,
}

/// A municipality to simulate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SimulatePlan {
    /// How many schools.
    #[serde(default = "default_schools")]
    pub schools: u32,
    /// How many pupils in all, where the plan says so.
    pub pupils: Option<u32>,
    /// The seed.
    #[serde(default = "default_seed")]
    pub seed: u64,
}

const fn default_schools() -> u32 {
    56
}

const fn default_seed() -> u64 {
    1
}

/// The keys of each table. What is not here is refused, with the nearest that is.
const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "report",
            "data",
            "data_protection",
            "simulate",
            "settings",
            "source",
            "group",
            "disclosure",
            "pseudonymisation",
            "progression",
            "indicator",
            "vision",
            "goal",
            "action",
            "known",
            "edition_difference",
            "statement",
            "assessment",
            "chapter",
        ],
    ),
    ("known", &["file", "source", "columns"]),
    ("statement", &["file", "school"]),
    ("assessment", &["file", "chapter"]),
    ("chapter", &["id", "readers"]),
    ("edition_difference", &["indicators", "choose"]),
    ("progression", &["norms"]),
    ("group", &["id", "name", "members", "rule", "groups", "prefix", "from"]),
    ("report", &["title", "date", "profile", "chapters", "municipality", "years", "language"]),
    ("data", &["root", "quarantine_limit"]),
    ("data_protection", &["purpose", "legal_basis", "controller", "retention"]),
    ("simulate", &["schools", "pupils", "seed"]),
    ("source", &["kind", "files", "columns", "year", "decimal", "single_year", "table", "schema"]),
    ("pseudonymisation", &["key_file", "key_env", "check"]),
    (
        "disclosure",
        &[
            "administration",
            "leder",
            "bestyrelse",
            "offentlig",
            "fortrolig-ved-lov",
            "personlig",
            "taeller",
            "afrund",
        ],
    ),
    ("disclosure.fortrolig-ved-lov", &READERS),
    ("disclosure.personlig", &READERS),
    ("disclosure.taeller", &READERS),
    ("indicator", &INDICATOR_KEYS),
    ("vision", &["text", "years"]),
    ("goal", &["id", "parent", "name", "text", "period", "sign"]),
    ("goal.sign", &["text", "indicator", "target"]),
    ("action", &action::KEYS),
    ("action.followed_up", &action::FOLLOWED_UP_KEYS),
];

/// Whose thresholds a plan may raise.
const READERS: [&str; 4] = ["administration", "leder", "bestyrelse", "offentlig"];

/// The profiles a plan may name.
pub(crate) const PROFILES: [&str; 4] = Profile::IDS;

#[derive(Deserialize)]
struct File {
    report: Report,
    #[serde(default)]
    data: Data,
    #[serde(default)]
    data_protection: protection::RawProtection,
    simulate: Option<SimulatePlan>,
    #[serde(default)]
    settings: BTreeMap<String, Spanned<SettingValue>>,
    #[serde(default)]
    source: Vec<Source>,
    #[serde(default)]
    group: Vec<Spanned<group::RawGroup>>,
    #[serde(default)]
    disclosure: Disclosure,
    pseudonymisation: Option<Spanned<Pseudonyms>>,
    #[serde(default)]
    progression: Progression,
    #[serde(default)]
    known: Vec<publishing::RawKnown>,
    #[serde(default)]
    edition_difference: Vec<publishing::RawDifference>,
    #[serde(default)]
    statement: Vec<publishing::RawStatement>,
    #[serde(default)]
    assessment: Vec<publishing::RawAssessment>,
    #[serde(default)]
    chapter: Vec<outline::RawChapter>,
    #[serde(default)]
    action: Vec<action::RawAction>,
}

/// Thresholds that the plan raises.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Disclosure {
    administration: Option<Spanned<u64>>,
    leder: Option<Spanned<u64>>,
    bestyrelse: Option<Spanned<u64>>,
    offentlig: Option<Spanned<u64>>,
    #[serde(default)]
    fortrolig_ved_lov: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    personlig: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    taeller: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    afrund: BTreeMap<String, Spanned<u64>>,
}

impl Disclosure {
    /// `policy` with what the plan says of it.
    fn policy(
        mut self,
        mut policy: Policy,
        catalogue: &Catalogue,
        place: &Text<'_>,
    ) -> Result<Policy, PlanError> {
        let rounded = std::mem::take(&mut self.afrund);
        for (readers, threshold, k) in self.raised() {
            let at = k.span().start;
            policy = policy
                .raised(readers, threshold, k.into_inner())
                .map_err(|error| place.error(at, error.into()))?;
        }
        for (id, base) in rounded {
            let at = base.span().start;
            let indicator = catalogue.indicator(&id).ok_or_else(|| {
                let nearest = catalogue.nearest(&id).unwrap_or_default();
                place.error(at, PlanErrorKind::UnknownIndicator { id: id.clone(), nearest })
            })?;
            policy = policy
                .rounded(indicator, base.into_inner())
                .map_err(|error| place.error(at, error.into()))?;
        }
        Ok(policy)
    }

    /// Whose threshold is raised to what.
    fn raised(self) -> impl Iterator<Item = (Readers, Threshold, Spanned<u64>)> {
        let persons = [
            (Readers::Administration, self.administration),
            (Readers::Leaders, self.leder),
            (Readers::Boards, self.bestyrelse),
            (Readers::Public, self.offentlig),
        ];
        let persons = persons.into_iter().filter_map(|(of, k)| Some((of, Threshold::Persons, k?)));
        let some = [
            (Threshold::PersonsOf(Confidentiality::ByLaw), self.fortrolig_ved_lov),
            (Threshold::PersonsOf(Confidentiality::Personal), self.personlig),
            (Threshold::Numerator, self.taeller),
        ];
        let some = some.into_iter().flat_map(|(threshold, of)| {
            // A word that names nobody was an unknown key.
            let of = of.into_iter().filter_map(|(id, k)| Some((Readers::from_id(&id)?, k)));
            of.map(move |(readers, k)| (readers, threshold, k))
        });
        persons.chain(some)
    }
}

#[derive(Default, Deserialize)]
struct Progression {
    norms: Option<String>,
}

#[derive(Deserialize)]
struct Pseudonyms {
    key_file: Option<String>,
    key_env: Option<String>,
    check: Option<String>,
}

#[derive(Deserialize)]
struct Report {
    title: String,
    date: Spanned<toml::value::Datetime>,
    #[serde(default = "default_profile")]
    profile: Spanned<String>,
    chapters: Option<Spanned<Vec<Spanned<String>>>>,
    municipality: Spanned<u16>,
    years: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    language: Language,
}

fn default_profile() -> Spanned<String> {
    Spanned::new(0..0, "kvalitetsrapport".to_owned())
}

#[derive(Default, Deserialize)]
struct Data {
    root: Option<String>,
    quarantine_limit: Option<Spanned<u8>>,
}

#[derive(Deserialize)]
struct Source {
    kind: Spanned<String>,
    files: Spanned<Vec<String>>,
    #[serde(default)]
    columns: BTreeMap<String, Spanned<String>>,
    year: Option<Spanned<String>>,
    decimal: Option<Spanned<String>>,
    single_year: Option<Spanned<String>>,
    table: Option<Spanned<String>>,
    #[serde(default)]
    schema: Vec<RawColumn>,
}

/// The plan's text, for places.
struct Text<'a> {
    file: &'a str,
    text: &'a str,
}

impl Text<'_> {
    /// The line and the column in it, from 1.
    fn position(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    }

    fn error(&self, at: usize, kind: PlanErrorKind) -> PlanError {
        let (line, column) = self.position(at);
        PlanError { file: self.file.to_owned(), line, column, kind }
    }

    /// The line of a place, and a mark under it.
    fn picture(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or_default();
        let number = (before.matches('\n').count() + 1).to_string();
        let begin = before.rfind('\n').map_or(0, |end| end + 1);
        let line = self.text.get(begin..).unwrap_or_default().lines().next().unwrap_or_default();
        let under = before.get(begin..).unwrap_or_default().chars();
        // Tabs stay, so that the mark stands under its sign.
        let under: String = under.map(|sign| if sign == '\t' { sign } else { ' ' }).collect();
        let margin = " ".repeat(number.len());
        format!("{margin} |\n{number} | {line}\n{margin} | {under}^")
    }

    fn value<T>(&self, at: &Spanned<T>, key: &str, expected: Expectation) -> PlanError {
        let kind = PlanErrorKind::Value { key: key.to_owned(), expected };
        self.error(at.span().start, kind)
    }

    fn unknown_key<'k>(
        &self,
        at: usize,
        key: &str,
        section: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> PlanError {
        let known: Vec<&str> = known.into_iter().collect();
        let nearest = nearest(key, known.iter().copied()).unwrap_or_default();
        let (key, section) = (key.to_owned(), Box::from(section));
        let known = known.into_iter().map(str::to_owned).collect();
        self.error(at, PlanErrorKind::UnknownKey { key, section, nearest, known })
    }

    fn syntax(&self, error: &toml::de::Error) -> PlanError {
        let at = error.span().map_or(0, |span| span.start);
        self.error(at, PlanErrorKind::Syntax(error.message().to_owned()))
    }

    fn form(&self, error: &toml::de::Error) -> PlanError {
        let at = error.span().map_or(0, |span| span.start);
        self.error(at, PlanErrorKind::Form(error.message().to_owned()))
    }
}

impl Plan {
    /// The plan that runs when none is given.
    ///
    /// # Errors
    ///
    /// Returns [`PlanError`] when the embedded plan is wrong; a test keeps that from happening.
    pub fn demo() -> Result<Self, PlanError> {
        Self::parse(DEMO, "demo.toml")
    }

    /// Reads a plan; `file` is its name, for messages.
    ///
    /// # Errors
    ///
    /// Returns [`PlanError`], with line and column, for the first thing that is wrong.
    pub fn parse(text: &str, file: &str) -> Result<Self, PlanError> {
        let place = Text { file, text };
        let table = DeTable::parse(text).map_err(|error| place.syntax(&error))?;
        check_keys(table.get_ref(), "", &place)?;
        let raw: File = toml::from_str(text).map_err(|error| place.form(&error))?;
        let program = |what: String| PlanError {
            file: file.to_owned(),
            line: 0,
            column: 0,
            kind: PlanErrorKind::Program(what),
        };
        let mut catalogue = Catalogue::built_in().map_err(|error| program(error.to_string()))?;
        let mut settings = catalogue.settings();
        for (id, value) in raw.settings {
            let at = value.span().start;
            settings = settings
                .with(&id, value.into_inner())
                .map_err(|error| place.error(at, error.into()))?;
        }
        catalogue.leave_out_targets(&settings);
        let sources = raw.source.into_iter().map(|source| source.spec(&place));
        let sources: Vec<SourceSpec> = sources.collect::<Result<_, _>>()?;
        let catalogue = local::extended(catalogue, table.get_ref(), (&sources, &place))?;
        let policy = Policy::built_in().map_err(|error| program(error.to_string()))?;
        let policy = raw.disclosure.policy(policy, &catalogue, &place)?;
        let said = publishing::RawPublishing {
            known: raw.known,
            differences: raw.edition_difference,
            statements: raw.statement,
            assessments: raw.assessment,
        };
        let publishing = publishing::publishing(said, (table.get_ref(), &catalogue), &place)?;
        let report = raw.report.plan(raw.chapter, &catalogue, &place)?;
        let data_protection = raw.data_protection.plan(&report.date, &place)?;
        let reader = action::Reader { catalogue: &catalogue, date: &report.date, place: &place };
        let actions = action::actions(raw.action, &reader)?;
        Ok(Self {
            file: file.to_owned(),
            digest: sha256(text.as_bytes()),
            report,
            data: raw.data.plan(&place)?,
            data_protection,
            simulate: raw.simulate,
            sources,
            groups: group::groups(raw.group, &place)?,
            catalogue,
            actions,
            settings,
            policy,
            pseudonymisation: match raw.pseudonymisation {
                Some(pseudonyms) => Some(pseudonym_plan(&pseudonyms, &place)?),
                None => None,
            },
            key: None,
            norms_file: raw.progression.norms,
            norms: None,
            publishing,
            known: Vec::new(),
            statements: Vec::new(),
            assessments: Vec::new(),
        })
    }

    /// Gives the plan the norms that it asks for: the text of its file.
    ///
    /// # Errors
    ///
    /// Returns [`NormsError`] for a text that is no norms.
    pub fn set_norms(&mut self, text: &str) -> Result<(), NormsError> {
        let norms: Norms = serde_json::from_str(text).map_err(|error| {
            let place = |at: usize| u64::try_from(at).unwrap_or(u64::MAX);
            NormsError::Form { line: place(error.line()), column: place(error.column()) }
        })?;
        if norms.is_ambiguous() {
            return Err(NormsError::Twice);
        }
        if !norms.is_possible() {
            return Err(NormsError::Impossible);
        }
        self.norms = Some(SuppliedNorms { norms, digest: sha256(text.as_bytes()) });
        Ok(())
    }

    /// Gives the plan figures that are public already: the text of one of its files.
    ///
    /// # Errors
    ///
    /// Returns [`KnownError`] for a text that is no table of known figures.
    pub fn add_known(&mut self, of: &KnownFile, text: &str) -> Result<(), KnownError> {
        self.known.extend(known_figures(of, text, &self.catalogue)?);
        Ok(())
    }

    /// Gives the plan what somebody of a school wrote: the text of one of its files. What everybody may
    /// read is searched for results of tests as the plan's own words are.
    ///
    /// # Errors
    ///
    /// Returns [`StatementError`] for a text without words, or with a head that cannot be read.
    pub fn add_statement(&mut self, of: &StatementFile, text: &str) -> Result<(), StatementError> {
        let (statement, texts) = statement(of, text)?;
        self.statements.push(statement);
        self.publishing.texts.extend(texts);
        Ok(())
    }

    /// Gives the plan what the municipality wrote of a chapter: the text of one of its files. What
    /// everybody may read is searched as statements are.
    ///
    /// # Errors
    ///
    /// Returns [`StatementError`] for a text without words, or with a head that cannot be read.
    pub fn add_assessment(
        &mut self,
        of: &AssessmentFile,
        text: &str,
    ) -> Result<(), StatementError> {
        let (assessment, texts) = assessment(of, text)?;
        self.assessments.push(assessment);
        self.publishing.texts.extend(texts);
        Ok(())
    }

    /// Gives the plan what was published before, and what is asked of the new edition; nothing of a
    /// draft.
    pub fn set_register(&mut self, register: Register, asked: Option<(EditionName, Step)>) {
        self.publishing.earlier = publishing::Earlier { register, asked };
    }

    /// The edition that this one takes the place of.
    pub fn superseded(&self) -> Option<&EditionName> {
        self.publishing.earlier.superseded()
    }

    /// Everything that is public already: by others, and in earlier editions.
    pub fn known_to_all(&self) -> Vec<Known> {
        let mut known = known_from(&self.publishing.earlier.register);
        known.extend(self.known.iter().cloned());
        known
    }

    /// How pupils are followed from test to test.
    pub(crate) fn following(&self) -> FollowingRules<'_> {
        let construction = self.settings.choice("fremgang_sammensaetning");
        FollowingRules {
            construction: Construction::from_id(construction).unwrap_or_default(),
            bridges: self.settings.choice("fremgang_over_hul") == "bro",
            norms: self.norms.as_ref().map(|of| &of.norms),
            keeps_pairs: false,
        }
    }

    /// Gives the plan the key that it asks for: what stands in its file or variable.
    ///
    /// # Errors
    ///
    /// Returns [`KeyError`] for a key that no pseudonym should be made with.
    pub fn set_key(&mut self, bytes: &[u8]) -> Result<(), KeyError> {
        self.key = Some(PseudonymKey::from_bytes(bytes)?);
        Ok(())
    }

    /// The check value of the key, once it was given: it may be printed.
    pub fn key_check(&self) -> Option<String> {
        self.key.as_ref().map(PseudonymKey::check_value)
    }
}

fn pseudonym_plan(raw: &Spanned<Pseudonyms>, place: &Text<'_>) -> Result<PseudonymPlan, PlanError> {
    let one = || place.value(raw, "pseudonymisation", Expectation::OneKey);
    let of = raw.get_ref();
    let key = match (&of.key_file, &of.key_env) {
        (Some(file), None) => KeyPlace::File(file.clone()),
        (None, Some(variable)) => KeyPlace::Variable(variable.clone()),
        (None, None) | (Some(_), Some(_)) => return Err(one()),
    };
    Ok(PseudonymPlan { key, check: of.check.clone() })
}

/// A date without a time, as it is printed.
fn date(
    of: &Spanned<toml::value::Datetime>,
    key: &str,
    place: &Text<'_>,
) -> Result<String, PlanError> {
    plain_date(of.get_ref()).ok_or_else(|| place.value(of, key, Expectation::Date))
}

fn plain_date(of: &toml::value::Datetime) -> Option<String> {
    match (of.date, of.time, of.offset) {
        (Some(date), None, None) => Some(date.to_string()),
        _ => None,
    }
}

/// A date such as `2022-03-31`; `None` for any other text.
///
/// # Examples
///
/// ```
/// assert_eq!(kvalitet_pipeline::read_date("2022-03-31").as_deref(), Some("2022-03-31"));
/// assert_eq!(kvalitet_pipeline::read_date("31.3.2022"), None);
/// ```
pub fn read_date(text: &str) -> Option<String> {
    plain_date(&text.parse().ok()?)
}

fn check_keys(table: &DeTable<'_>, name: &str, place: &Text<'_>) -> Result<(), PlanError> {
    let Some((_, known)) = KEYS.iter().find(|(section, _)| *section == name) else {
        return Ok(());
    };
    for (key, value) in table {
        let text = key.get_ref().as_ref();
        if !known.contains(&text) {
            return Err(place.unknown_key(key.span().start, text, name, known.iter().copied()));
        }
        let below = if name.is_empty() { text.to_owned() } else { format!("{name}.{text}") };
        check_below(value.get_ref(), &below, place)?;
    }
    Ok(())
}

fn check_below(value: &DeValue<'_>, name: &str, place: &Text<'_>) -> Result<(), PlanError> {
    if let DeValue::Table(table) = value {
        check_keys(table, name, place)?;
    }
    if let DeValue::Array(entries) = value {
        for entry in entries {
            check_below(entry.get_ref(), name, place)?;
        }
    }
    Ok(())
}

impl Report {
    fn plan(
        self,
        chapters: Vec<outline::RawChapter>,
        catalogue: &Catalogue,
        place: &Text<'_>,
    ) -> Result<ReportPlan, PlanError> {
        let date = date(&self.date, "date", place)?;
        if !PROFILES.contains(&self.profile.get_ref().as_str()) {
            return Err(place.value(
                &self.profile,
                "profile",
                Expectation::OneOf(PROFILES.to_vec()),
            ));
        }
        let municipality =
            MunicipalityNumber::new(*self.municipality.get_ref()).ok_or_else(|| {
                place.value(&self.municipality, "municipality", Expectation::MunicipalityNumber)
            })?;
        let mut years = BTreeSet::new();
        for year in self.years.get_ref() {
            let read = year.get_ref().parse().ok();
            if !read.is_some_and(|read| years.insert(read)) {
                return Err(place.value(year, "years", Expectation::SchoolYears));
            }
        }
        if years.is_empty() {
            return Err(place.value(&self.years, "years", Expectation::SchoolYears));
        }
        let profile = self.profile.into_inner();
        let outline = outline::outline(&profile, (self.chapters, chapters), (catalogue, place))?;
        Ok(ReportPlan {
            title: self.title,
            date,
            profile,
            outline,
            municipality,
            years,
            language: self.language,
        })
    }
}

impl Data {
    fn plan(self, place: &Text<'_>) -> Result<DataPlan, PlanError> {
        let quarantine_limit = match self.quarantine_limit {
            None => 5,
            Some(limit) if *limit.get_ref() <= 100 => limit.into_inner(),
            Some(limit) => {
                return Err(place.value(&limit, "quarantine_limit", Expectation::Percent));
            }
        };
        Ok(DataPlan { root: self.root, quarantine_limit })
    }
}

impl Source {
    fn spec(self, place: &Text<'_>) -> Result<SourceSpec, PlanError> {
        let kind = SourceKind::from_id(self.kind.get_ref()).ok_or_else(|| {
            let kinds = SourceKind::ALL.map(SourceKind::id).to_vec();
            place.value(&self.kind, "kind", Expectation::OneOf(kinds))
        })?;
        if self.files.get_ref().is_empty() {
            return Err(place.value(&self.files, "files", Expectation::Files));
        }
        let local = self.local(kind, place)?;
        let own = local.as_slice();
        let layouts = if own.is_empty() { layouts(kind) } else { own };
        let known = || layouts.iter().flat_map(|layout| &layout.columns).map(|c| c.name.as_ref());
        for (column, file) in &self.columns {
            if !known().any(|name| name == column) {
                let at = file.span().start;
                return Err(place.unknown_key(at, column, "source.columns", known()));
            }
        }
        let year = match &self.year {
            Some(year) => {
                let read = year.get_ref().parse();
                Some(read.map_err(|_| place.value(year, "year", Expectation::SchoolYear))?)
            }
            None => None,
        };
        let decimal = match one_of(self.decimal.as_ref(), "decimal", ["comma", "point"], place)? {
            None | Some(0) => DecimalMark::Comma,
            Some(_) => DecimalMark::Point,
        };
        let years = one_of(self.single_year.as_ref(), "single_year", ["begins", "ends"], place)?;
        let single_year =
            years.map(|place| if place == 0 { SingleYear::Begins } else { SingleYear::Ends });
        let columns = self.columns.into_iter().map(|(column, file)| (column, file.into_inner()));
        let (files, columns) = (self.files.into_inner(), columns.collect());
        Ok(SourceSpec { kind, files, columns, year, decimal, single_year, local })
    }

    /// The layout of a table of the municipality's own.
    fn local(&self, kind: SourceKind, place: &Text<'_>) -> Result<Option<Arc<Layout>>, PlanError> {
        match (&self.table, kind) {
            (None, kind) if kind != SourceKind::Local && self.schema.is_empty() => Ok(None),
            (None, _) => Err(place.value(&self.kind, "table", Expectation::TableAndSchema)),
            (Some(table), SourceKind::Local) if !self.schema.is_empty() => {
                let layout = local_layout(table.get_ref(), &self.schema);
                let wrong = |_| place.value(table, "schema", Expectation::TableAndSchema);
                layout.map(|layout| Some(Arc::new(layout))).map_err(wrong)
            }
            (Some(table), _) => Err(place.value(table, "table", Expectation::TableAndSchema)),
        }
    }
}

/// The place of a word among those a key may have.
fn one_of(
    word: Option<&Spanned<String>>,
    key: &str,
    words: [&'static str; 2],
    place: &Text<'_>,
) -> Result<Option<usize>, PlanError> {
    let Some(word) = word else { return Ok(None) };
    let at = words.iter().position(|known| known == word.get_ref());
    match at {
        Some(at) => Ok(Some(at)),
        None => Err(place.value(word, key, Expectation::OneOf(words.to_vec()))),
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_core::profile::Reader;

    use super::*;

    const REPORT: &str = "[report]\ntitle = \"T\"\ndate = 2022-03-31\nmunicipality = 999\n\
                          years = [\"2018/19\"]\n";

    fn error(rest: &str) -> String {
        Plan::parse(&format!("{REPORT}{rest}"), "p.toml").unwrap_err().to_string()
    }

    #[test]
    fn the_plans_that_come_with_the_program_can_be_run() {
        for text in [
            DEMO,
            include_str!("../../../pipelines/demo-aggregater.toml"),
            include_str!("../../../pipelines/noegletal.toml"),
            include_str!("../../../pipelines/aabne-tal.toml"),
            include_str!("../../../pipelines/aalborg-2016.toml"),
        ] {
            Plan::parse(text, "p.toml").unwrap();
        }
    }

    #[test]
    fn a_plan_orders_its_chapters_and_says_who_reads_them() {
        let chapters = "chapters = [\"fravaer\", \"skolerne\", \"datakvalitet\", \"metode\"]\n\
                        [[chapter]]\nid = \"skolerne\"\nreaders = [\"administration\"]\n\
                        [[assessment]]\nfile = \"a.md\"\nchapter = \"dnt-laesning\"\n";
        let plan = Plan::parse(&format!("{REPORT}{chapters}"), "p.toml").unwrap();
        let read = |of| plan.report.outline.of(of).collect::<Vec<_>>();
        assert_eq!(read(Reader::Administration), ["fravaer", "skolerne", "datakvalitet", "metode"]);
        assert_eq!(read(Reader::Public), ["fravaer", "datakvalitet", "metode"]);
        assert_eq!(plan.publishing.assessment_files[0].chapter, "dnt-laesning");
        let plan = Plan::parse(&format!("{REPORT}profile = \"maalpil\"\n"), "p.toml").unwrap();
        assert_eq!(plan.report.outline.of(Reader::Public).nth(1), Some("maalpil"));
    }

    #[test]
    fn a_wrong_plan_is_refused_at_its_place_with_what_would_be_right() {
        insta::assert_snapshot!(
            [
                "langauge = \"da\"",
                "language = \"dansk\"",
                "[dat]\n",
                "[[source]]\nkind = \"national_tests\"\nfiles = [\"a\"]",
                "[[source]]\nkind = \"roll\"\nfiles = []",
                "[[source]]\nkind = \"roll\"\nfile = \"a\"",
                "[[source]]\nkind = \"roll\"\nfiles = [\"a\"]\ncolumns = { elver = \"Antal\" }",
                "[[source]]\nkind = \"roll\"\nfiles = [\"a\"]\nyear = \"2018/20\"",
                "[[source]]\nkind = \"roll\"\nfiles = [\"a\"]\ndecimal = \"komma\"",
                "[[source]]\nkind = \"local\"\nfiles = [\"a\"]\ntable = \"ude\"",
                "[[source]]\nkind = \"roll\"\nfiles = [\"a\"]\ntable = \"ude\"",
                "[[source]]\nkind = \"roll\"\nfiles = [\"a\"]\n[[source.schema]]\nname = \"a\"\n\
                 holds = \"text\"",
                "[pseudonymisation]\ncheck = \"00\"",
                "[[group]]\nid = \"nord\"",
                "[[group]]\nid = \"Nord\"\nname = { da = \"N\", en = \"N\" }\nmembers = [\"999101\"]",
                "[[group]]\nid = \"nord\"\nname = { da = \"N\", en = \"N\" }\nmembers = [\"99910\"]",
                "[[group]]\nid = \"lab\"\nname = { da = \"L\", en = \"L\" }\nrule = \"alike\"\ngroups = 8",
                "[[group]]\nid = \"lab\"\nname = { da = \"L\", en = \"L\" }\nrule = \"alike_in_size\"\n\
                 groups = 1",
                "[[group]]\nprefix = \"distrikt-\"\nfrom = \"2017/18\"",
                "[[group]]\nmember = [\"999101\"]",
                "[settings]\nmaal_afrundning = \"uafrundet\"",
                "[settings]\nmaal_afrunding = \"op\"",
                "[settings]\nmaal_margin_procentpoint = 90",
                "[disclosure]\noffentlig = 3",
                "[disclosure]\npublic = 3",
                "[disclosure.afrund]\n\"trivsel.generel.over\" = 5",
                "[disclosure.afrund]\n\"trivsel.generel.over-3\" = 4",
                "[disclosure.afrund]\n\"trivsel.generel\" = 5",
                "[disclosure.afrund]\n\"laesning.gode\" = 5",
                "[data]\nquarantine_limit = 101",
                "[data_protection]\nretention = 2022-03-30",
                "[data_protection]\nretention = 2022-04-01T10:00:00",
                "[data_protection]\nporpose = \"x\"",
                "profile = \"rapport\"",
                "chapters = [\"opsumering\"]",
                "chapters = [\"trivsel\", \"metode\", \"trivsel\"]",
                "chapters = [\"opsummering\", \"datakvalitet\"]",
                "[[chapter]]\nid = \"skolerne\"\nreaders = [\"leder\", \"borgere\"]",
                "[[chapter]]\nid = \"maalpil\"\nreaders = [\"leder\"]",
                "[[chapter]]\nid = \"metode\"\nreaders = [\"leder\"]",
                "[[assessment]]\nfile = \"a.md\"\nchapter = \"trivslen\"",
                "[[assessment]]\nfile = \"\"\nchapter = \"trivsel\"",
                "x = ",
            ]
            .map(error)
            .join("\n")
        );
    }

    #[test]
    fn years_and_municipality_are_checked() {
        let with = |from: &str, to: &str| {
            Plan::parse(&REPORT.replace(from, to), "p.toml").unwrap_err().to_string()
        };
        insta::assert_snapshot!(
            [
                with("\"2018/19\"", "\"2018/20\""),
                with("\"2018/19\"", "\"2018/19\", \"2018-19\""),
                with("[\"2018/19\"]", "[]"),
                with("999", "99"),
                with("2022-03-31", "2022-03-31T10:00:00"),
            ]
            .join("\n")
        );
    }
}
