//! Named settings: what the sources leave open, with a stated default that the report prints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{LocalText, nearest};

/// How well founded a choice or a definition is. Ordered: the better founded is the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Read in an official source.
    #[serde(rename = "bekraeftet")]
    Confirmed,
    /// Consistent with what was read, but no text says it.
    #[serde(rename = "ubekraeftet")]
    Unconfirmed,
    /// Chosen here, because no source settles it.
    #[serde(rename = "antaget")]
    Assumed,
}

/// One choice of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The id a plan writes.
    pub id: String,
    /// What choosing it means.
    pub text: LocalText,
}

/// What values a setting takes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingDefinition {
    /// The id a plan writes.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// The default value.
    pub default: SettingValue,
    /// The choices, for a setting that is one of several.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// The least and greatest value, for a setting that is a whole number.
    pub range: Option<(i64, i64)>,
    /// How well founded the default is.
    pub status: Status,
    /// Where the default comes from, or what was not found.
    pub source: LocalText,
}

/// The value of a setting: a whole number or the id of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SettingValue {
    /// A whole number.
    Number(i64),
    /// The id of a choice.
    Choice(String),
}

impl std::fmt::Display for SettingValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Choice(id) => f.write_str(id),
        }
    }
}

/// A plan's setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No setting has this id.
    #[error("no setting named `{id}`; the nearest is `{nearest}`")]
    Unknown {
        /// What the plan wrote.
        id: String,
        /// The nearest known id.
        nearest: String,
    },
    /// Two settings have this id.
    #[error("setting `{id}` is defined twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// The value is no whole number in the setting's range.
    #[error("setting `{id}` takes a whole number from {least} to {most}")]
    OutOfRange {
        /// The setting.
        id: String,
        /// The least it takes.
        least: i64,
        /// The most.
        most: i64,
    },
    /// The value is none of the setting's choices.
    #[error("setting `{id}` takes one of {}", choices.join(", "))]
    NoChoice {
        /// The setting.
        id: String,
        /// What it takes.
        choices: Vec<String>,
    },
}

/// Every setting of a run: the definitions, and the values a plan chose.
///
/// # Examples
///
/// ```
/// use kvalitet_core::catalogue::Catalogue;
/// use kvalitet_core::settings::SettingValue;
///
/// let catalogue = Catalogue::built_in()?;
/// let settings = catalogue.settings()
///     .with("maal_uafgjort", SettingValue::Choice("lig-er-nok".to_owned()))?;
/// assert_eq!(settings.choice("maal_uafgjort"), "lig-er-nok");
/// assert!(settings.with("maal_uafgjordt", SettingValue::Number(1)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    definitions: Vec<SettingDefinition>,
    chosen: BTreeMap<String, SettingValue>,
}

impl Settings {
    /// Every setting at its default.
    ///
    /// # Errors
    ///
    /// Returns [`SettingError`] for two settings with one id or a default that its own definition
    /// refuses.
    pub fn new(definitions: Vec<SettingDefinition>) -> Result<Self, SettingError> {
        let mut settings = Self { definitions, chosen: BTreeMap::new() };
        for definition in settings.definitions.clone() {
            let SettingDefinition { id, default, .. } = definition;
            if settings.chosen.contains_key(&id) {
                return Err(SettingError::Twice { id });
            }
            settings = settings.with(&id, default)?;
        }
        settings.chosen.clear();
        Ok(settings)
    }

    /// The same settings with one of them chosen.
    ///
    /// # Errors
    ///
    /// Returns [`SettingError`] for an unknown id or a value the setting does not take.
    pub fn with(mut self, id: &str, value: SettingValue) -> Result<Self, SettingError> {
        let Some(definition) = self.definition(id) else {
            let known = self.definitions.iter().map(|definition| definition.id.as_str());
            return Err(SettingError::Unknown {
                id: id.to_owned(),
                nearest: nearest(id, known).unwrap_or_default(),
            });
        };
        let legal = match (&value, definition.range) {
            (SettingValue::Number(number), Some((least, most))) => {
                least <= *number && *number <= most
            }
            (SettingValue::Choice(choice), None) => {
                definition.choices.iter().any(|known| known.id == *choice)
            }
            (SettingValue::Number(_), None) | (SettingValue::Choice(_), Some(_)) => false,
        };
        if !legal {
            return Err(definition.refusal());
        }
        self.chosen.insert(id.to_owned(), value);
        Ok(self)
    }

    /// The definitions, in the report's order.
    pub fn definitions(&self) -> &[SettingDefinition] {
        &self.definitions
    }

    fn definition(&self, id: &str) -> Option<&SettingDefinition> {
        self.definitions.iter().find(|definition| definition.id == id)
    }

    /// The value in force, or `None` for an id that is no setting.
    pub fn value(&self, id: &str) -> Option<&SettingValue> {
        self.chosen.get(id).or_else(|| self.definition(id).map(|definition| &definition.default))
    }

    /// The chosen id of a setting that is a choice; empty for any other id.
    pub fn choice(&self, id: &str) -> &str {
        match self.value(id) {
            Some(SettingValue::Choice(choice)) => choice,
            Some(SettingValue::Number(_)) | None => "",
        }
    }

    /// The value of a setting that is a whole number; `None` for any other id.
    pub fn number(&self, id: &str) -> Option<i64> {
        match self.value(id) {
            Some(SettingValue::Number(number)) => Some(*number),
            Some(SettingValue::Choice(_)) | None => None,
        }
    }
}

impl SettingDefinition {
    fn refusal(&self) -> SettingError {
        let id = self.id.clone();
        if let Some((least, most)) = self.range {
            return SettingError::OutOfRange { id, least, most };
        }
        let choices = self.choices.iter().map(|choice| choice.id.clone()).collect();
        SettingError::NoChoice { id, choices }
    }
}
