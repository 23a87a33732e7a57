//! The register of what has been published: what cannot be taken back.
//!
//! Each edition stands with every figure as it was printed, its counts and interval, and every word
//! of a verdict. Of a figure that was hidden there is its key alone, which the pages show too: neither
//! its value nor a count or a digest of it.
//!
//! - [`compare_editions`]: where a new edition beside the earlier ones would tell of a few persons.
//! - [`resolve`]: the same, put right as the plan chooses.
//! - [`known_from`]: what everybody knows already, for who attacks a release.
//! - [`EditionStage`]: the life of an edition, and which can come after which.
//! - [`ChangedSince`]: the numbers that are others than in an earlier edition, and why.

mod changed;
mod compare;
mod known;
mod resolve;
mod stage;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

pub use changed::{
    Basis, BasisSource, ChangeCause, ChangedContent, ChangedFigure, ChangedSince, said_otherwise,
};
pub use compare::{Conflict, ConflictKind, Crossing, Rules, compare_editions, crossings};
pub use known::{Known, known_from};
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::{FigureKey, IndicatorId, nearest};
pub use resolve::{Choice, Differences, Resolved, resolve};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
pub use stage::{EditionStage, OrderError, Step, Supersedes};

use crate::judged::{ChangeContent, PositionContent};
use crate::release::{Release, ReleasedFigure, TargetContent};
use crate::{Audience, ReleasedContent};

/// The name of an edition: 1 to 60 letters, digits, spaces and `. - _ /`, no space at its ends.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::EditionName;
///
/// assert!("Kvalitetsrapport 2018/19, 2. udgave".parse::<EditionName>().is_err());
/// assert_eq!("2022 maj".parse::<EditionName>()?.to_string(), "2022 maj");
/// # Ok::<(), kvalitet_disclosure::NotAnEditionName>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EditionName(String);

/// The text is no name of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected 1 to 60 letters, digits, spaces and `. - _ /`")]
pub struct NotAnEditionName;

impl EditionName {
    const LONGEST: usize = 60;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EditionName {
    type Err = NotAnEditionName;

    fn from_str(text: &str) -> Result<Self, NotAnEditionName> {
        let legal = |sign: char| sign.is_alphanumeric() || " .-_/".contains(sign);
        let fits = (1..=Self::LONGEST).contains(&text.chars().count());
        if fits && text.chars().all(legal) && text.trim() == text {
            return Ok(Self(text.to_owned()));
        }
        Err(NotAnEditionName)
    }
}

impl TryFrom<String> for EditionName {
    type Error = NotAnEditionName;

    fn try_from(text: String) -> Result<Self, NotAnEditionName> {
        text.parse()
    }
}

impl From<EditionName> for String {
    fn from(name: EditionName) -> Self {
        name.0
    }
}

impl fmt::Display for EditionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is known of an edition besides what is in its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionFacts {
    /// Its name.
    pub name: EditionName,
    /// The version of the program.
    pub program: String,
    /// SHA-256 of the plan.
    pub plan: String,
    /// SHA-256 of the manifest of what was published.
    pub content: String,
    /// What it is made as.
    pub step: Step,
    /// What its numbers are made of.
    pub basis: Basis,
}

/// One edition that was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisteredEdition {
    /// Its name.
    #[serde(rename = "navn")]
    pub name: EditionName,
    /// How far it had come; an edition of an older register is final.
    #[serde(rename = "trin", default)]
    pub stage: EditionStage,
    /// The date of its plan; never the clock's.
    #[serde(rename = "dato")]
    pub date: String,
    /// For whom.
    #[serde(rename = "modtager")]
    pub audience: Audience,
    /// The version of the program.
    pub program: String,
    /// SHA-256 of the plan.
    pub plan: String,
    /// The versions of the definitions.
    #[serde(rename = "definitioner", deserialize_with = "once")]
    pub definitions: BTreeMap<IndicatorId, u32>,
    /// SHA-256 of the manifest of what was published.
    #[serde(rename = "indhold")]
    pub content: String,
    /// The edition it took the place of, and why.
    #[serde(rename = "afloeser", default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Supersedes>,
    /// Why numbers changed since the hearing.
    #[serde(rename = "aendret", default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// What its numbers were made of; `None` in an older register.
    #[serde(rename = "grundlag", default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// Every figure that was shown, as it was printed, and the keys of those that were hidden.
    #[serde(rename = "figurer", deserialize_with = "once")]
    pub figures: BTreeMap<FigureKey, ReleasedFigure>,
    /// Every word of a verdict, by what it is about.
    #[serde(rename = "ord", deserialize_with = "once")]
    pub words: BTreeMap<String, String>,
}

impl RegisteredEdition {
    /// What a release publishes.
    pub fn of(release: &Release, facts: EditionFacts) -> Self {
        let figures = release.figures.iter();
        let told =
            figures.filter(|(_, of)| !matches!(of.content(), ReleasedContent::Absent { .. }));
        let definitions = release.indicators().into_iter().map(|of| (of.id.clone(), of.version));
        Self {
            name: facts.name,
            stage: facts.step.stage(),
            date: release.common.edition.date.clone(),
            audience: release.audience,
            program: facts.program,
            plan: facts.plan,
            definitions: definitions.collect(),
            content: facts.content,
            supersedes: facts.step.supersedes().cloned(),
            changed: facts.step.changed().map(str::to_owned),
            basis: Some(facts.basis),
            figures: told.map(|(key, figure)| (key.clone(), *figure)).collect(),
            words: words(release),
        }
    }
}

/// The words of verdicts, by what they are about.
fn words(release: &Release) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for of in &release.targets {
        if let TargetContent::Shown { rule, .. } = &of.content {
            let (number, indicator) = (&of.target.number, &of.target.indicator);
            let year = of.year.key();
            words.insert(format!("maal/{number}/{indicator}/{}/{year}", of.unit), said(*rule));
        }
    }
    for of in &release.changes {
        if let ChangeContent::Shown { verdict: Some(verdict), .. } = &of.content {
            let years = format!("{}..{}", of.from.key(), of.to.key());
            let about = format!("udvikling/{}/{}/{years}", of.indicator, of.unit);
            words.insert(about, verdict.id().to_owned());
        }
    }
    for of in &release.positions {
        if let PositionContent::Shown { verdict, .. } = &of.content {
            let about = format!("placering/{}/{}", of.indicator, of.unit);
            words.insert(about, verdict.id().to_owned());
        }
    }
    words
}

fn said(rule: RuleVerdict) -> String {
    match rule {
        RuleVerdict::Met => "indfriet".to_owned(),
        RuleVerdict::Partly { met, of } => format!("delvist-indfriet {met}/{of}"),
        RuleVerdict::NotMet => "ikke-indfriet".to_owned(),
        RuleVerdict::NoResult => "intet-resultat".to_owned(),
        RuleVerdict::WithReservation => "med-forbehold".to_owned(),
    }
}

/// A register that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// The text is no register.
    #[error("no register at line {line}, column {column}")]
    Form {
        /// The line, from 1.
        line: u64,
        /// The column in it, from 1.
        column: u64,
    },
    /// It was written by another version of the program.
    #[error("a register of version {found}; this program reads {known}")]
    Version {
        /// The version it says.
        found: u64,
        /// The version that is read.
        known: u64,
    },
    /// Two editions have one name, and are not one that was heard and then final.
    #[error("two editions are called `{0}`")]
    Twice(EditionName),
    /// It could not be written down: a mistake of the program.
    #[error("cannot write the register down")]
    Unwritable,
}

/// Every edition that was published, in order.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::{Register, RegisterError};
///
/// let empty = Register::parse(r#"{"version": 1, "udgaver": []}"#)?;
/// assert_eq!(empty, Register::default());
/// let newer = Register::parse(r#"{"version": 3, "noget": "andet"}"#);
/// assert_eq!(newer, Err(RegisterError::Version { found: 3, known: 2 }));
/// # Ok::<(), RegisterError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    editions: Vec<RegisteredEdition>,
}

#[derive(Deserialize)]
struct Head {
    version: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u64,
    #[serde(rename = "udgaver")]
    editions: Vec<RegisteredEdition>,
}

impl Register {
    /// Version 1 had no stages and no basis: its editions are final.
    const VERSION: u64 = 2;

    /// Reads a register.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError`] for a text that is none, of another version or with one name twice.
    pub fn parse(text: &str) -> Result<Self, RegisterError> {
        let form = |error: serde_json::Error| {
            let place = |at: usize| u64::try_from(at).unwrap_or(u64::MAX);
            RegisterError::Form { line: place(error.line()), column: place(error.column()) }
        };
        let Head { version } = serde_json::from_str(text).map_err(form)?;
        if !(1..=Self::VERSION).contains(&version) {
            return Err(RegisterError::Version { found: version, known: Self::VERSION });
        }
        let file: File = serde_json::from_str(text).map_err(form)?;
        let mut register = Self::default();
        for edition in file.editions {
            register.add(edition)?;
        }
        Ok(register)
    }

    /// The register as a file: sorted, the same bytes for the same editions.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError::Unwritable`], which is a mistake of the program.
    pub fn to_json(&self) -> Result<String, RegisterError> {
        let file = File { version: Self::VERSION, editions: self.editions.clone() };
        let text = serde_json::to_string_pretty(&file).map_err(|_| RegisterError::Unwritable)?;
        Ok(text + "\n")
    }

    /// Adds an edition after the others.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterError::Twice`] where one has its name, but for the hearing of a final one.
    pub fn add(&mut self, edition: RegisteredEdition) -> Result<(), RegisterError> {
        let pair = (EditionStage::Hearing, EditionStage::Final);
        let earlier = self.edition(&edition.name);
        if earlier.is_some_and(|earlier| (earlier.stage, edition.stage) != pair) {
            return Err(RegisterError::Twice(edition.name));
        }
        self.editions.push(edition);
        Ok(())
    }

    /// The editions, the first first.
    pub fn editions(&self) -> &[RegisteredEdition] {
        &self.editions
    }

    /// The edition of this name; the final one where it was heard first.
    pub fn edition(&self, name: &EditionName) -> Option<&RegisteredEdition> {
        self.editions.iter().rev().find(|edition| edition.name == *name)
    }

    /// The edition of this name when it had come so far.
    pub fn at(&self, name: &EditionName, stage: EditionStage) -> Option<&RegisteredEdition> {
        self.editions.iter().find(|edition| edition.name == *name && edition.stage == stage)
    }

    /// The name that is most like this one; `None` in an empty register.
    pub fn nearest(&self, name: &str) -> Option<String> {
        nearest(name, self.editions.iter().map(|edition| edition.name.as_str()))
    }

    /// The editions before the one of this name and stage; all of them where there is none.
    #[must_use]
    pub fn before(&self, name: &EditionName, stage: EditionStage) -> Self {
        let is_other = |of: &&RegisteredEdition| of.name != *name || of.stage != stage;
        let before = self.editions.iter().take_while(is_other);
        Self { editions: before.cloned().collect() }
    }

    /// The register without one edition, heard or final.
    #[must_use]
    pub fn without(&self, name: &EditionName) -> Self {
        let others = self.editions.iter().filter(|edition| edition.name != *name);
        Self { editions: others.cloned().collect() }
    }

    /// The register of one edition alone, heard and final; empty where there is none.
    #[must_use]
    pub fn only(&self, name: &EditionName) -> Self {
        let one = self.editions.iter().filter(|edition| edition.name == *name);
        Self { editions: one.cloned().collect() }
    }

    /// The newest edition that shows a figure, and the figure.
    pub fn newest(&self, key: &FigureKey) -> Option<(&EditionName, &ReleasedFigure)> {
        let newest_first = self.editions.iter().rev();
        let shown = |edition: &'_ &RegisteredEdition| {
            edition.figures.get(key).is_some_and(|figure| figure.value().is_some())
        };
        let edition = newest_first.into_iter().find(shown)?;
        Some((&edition.name, edition.figures.get(key)?))
    }
}

/// A map of a file in which no key stands twice: the second would silently win.
fn once<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
{
    struct Once<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Once<K, V> {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object in which no key stands twice")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = entries.next_entry()? {
                if map.insert(key, value).is_some() {
                    return Err(serde::de::Error::custom("a key stands twice"));
                }
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(Once(PhantomData))
}
