//! The catalogue: indicators, series, settings and targets as data.
//!
//! The built-in definitions are TOML files compiled into the crate. [`Catalogue::built_in`] reads
//! and checks them; nothing else in the workspace defines an indicator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::expression::{Expression, ExpressionError, TABLES};
use crate::settings::{SettingDefinition, SettingError, Settings, Status};
use crate::target::{Target, TargetRule};
use crate::{Decimal, Grade, IndicatorId, LocalText, SchoolYear, Subject, nearest};

const NATIONAL_TESTS: &str = include_str!("../catalogue/nationale-test.toml");
const KEY_FIGURES: &str = include_str!("../catalogue/noegletal.toml");
const SETTINGS: &str = include_str!("../catalogue/indstillinger.toml");

/// A run of years in which results are made the same way. A change never crosses its ends.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// The subject, where it has one.
    pub subject: Option<Subject>,
    /// The first school year.
    pub from: SchoolYear,
    /// The last school year.
    pub to: SchoolYear,
    /// The grades that are tested.
    #[serde(default)]
    pub grades: Vec<Grade>,
    /// Years without a figure for whole municipalities and groups.
    #[serde(default)]
    pub without_municipality: Vec<YearNote>,
    /// Years that are only comparable with reservation (*med forbehold*).
    #[serde(default)]
    pub reservation: Vec<YearNote>,
    /// When the obligatory tests were taken, for the years in which that is known.
    #[serde(default)]
    pub window: Vec<Window>,
    /// Where this is from.
    pub source: String,
}

/// When the obligatory tests of a year were taken, the days for those who were absent included.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The school year.
    pub year: SchoolYear,
    /// The first day, as `2019-03-01`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Where this is from.
    pub source: String,
}

/// A year and what is special about it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearNote {
    /// The school year.
    pub year: SchoolYear,
    /// Why.
    pub reason: LocalText,
    /// Where this is from.
    pub source: String,
}

impl Series {
    /// Whether results of this year and grade belong to the series.
    pub fn covers(&self, year: SchoolYear, grade: Grade) -> bool {
        self.covers_year(year) && self.grades.contains(&grade)
    }

    /// Whether results of this year belong to the series.
    pub fn covers_year(&self, year: SchoolYear) -> bool {
        self.from <= year && year <= self.to
    }

    /// Why the municipality and its groups have no figure for `year`, if they have none.
    pub fn no_municipality_figure(&self, year: SchoolYear) -> Option<&YearNote> {
        self.without_municipality.iter().find(|note| note.year == year)
    }

    /// Why `year` is only comparable with reservation, if it is.
    pub fn reservation(&self, year: SchoolYear) -> Option<&YearNote> {
        self.reservation.iter().find(|note| note.year == year)
    }
}

/// How a figure is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Statistic {
    /// Rows where the numerator holds, of rows where the denominator holds.
    Share {
        /// Which rows hit.
        numerator: Expression,
        /// Which rows count.
        denominator: Expression,
    },
    /// The share of each value of a column, of rows where the denominator holds.
    Distribution {
        /// The column.
        column: &'static str,
        /// Which rows count.
        denominator: Expression,
    },
    /// Read as it was published.
    Published {
        /// The column of the source.
        column: String,
        /// The least and greatest value that is possible.
        range: (Decimal, Decimal),
        /// What a value of zero means.
        zero: ZeroMeaning,
    },
}

/// What a published zero means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum ZeroMeaning {
    /// Zero.
    #[default]
    #[serde(rename = "nul")]
    Zero,
    /// That nothing was reported.
    #[serde(rename = "ikke-indberettet")]
    NotReported,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Polarity {
    /// More is better.
    #[serde(rename = "hoejere-er-bedre")]
    HigherIsBetter,
    /// Less is better.
    #[serde(rename = "lavere-er-bedre")]
    LowerIsBetter,
    /// Neither: it describes.
    #[serde(rename = "neutral")]
    Neutral,
}

/// How a value is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// Per cent, 0-100.
    #[serde(rename = "procent")]
    Percent,
    /// A number in the unit the definition names.
    #[serde(rename = "tal")]
    Number,
}

/// Which interval a figure gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IntervalMethod {
    /// Wilson's score interval.
    #[serde(rename = "wilson")]
    Wilson,
    /// None: the evidence does not carry one.
    #[serde(rename = "ingen")]
    None,
}

/// Who a figure is kept from. Ordered: the stricter is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidentiality {
    /// Already public.
    #[serde(rename = "aaben")]
    Open,
    /// About persons: small groups are hidden.
    #[serde(rename = "personlig")]
    Personal,
    /// Confidential by law below national level.
    #[serde(rename = "fortrolig-ved-lov")]
    ByLaw,
}

/// An indicator: everything that makes its number, and everything that is printed about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Raised whenever a published number can move.
    pub version: u32,
    /// Its name.
    pub name: LocalText,
    /// What it measures, in one sentence.
    pub description: LocalText,
    /// The id of its series, where it has one.
    pub series: Option<String>,
    /// The table it is read from.
    pub table: String,
    /// Who counts.
    pub population: LocalText,
    /// How it is made.
    pub statistic: Statistic,
    /// How it is printed.
    pub scale: Scale,
    /// The unit of a number that is not per cent.
    pub unit: Option<LocalText>,
    /// With how many decimals it is released.
    pub decimals: u8,
    /// Which way is better.
    pub polarity: Polarity,
    /// Below this number of persons nothing is said of a figure (*for få*).
    pub minimum_n: u64,
    /// Which interval it gets.
    pub method: IntervalMethod,
    /// Who it is kept from.
    pub confidentiality: Confidentiality,
    /// Where the definition is from.
    pub source: String,
    /// How well founded the definition is.
    pub status: Status,
    /// What is unconfirmed, where something is.
    pub status_note: Option<LocalText>,
    /// The national target it is read for.
    pub target: Option<Target>,
}

/// A definition that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CatalogueError {
    /// The file is no TOML of the expected shape.
    #[error("cannot read a catalogue file: {0}")]
    Toml(String),
    /// Two entries have one id.
    #[error("`{id}` is defined twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// An expression is wrong.
    #[error("expression of `{id}`: {error}")]
    Expression {
        /// The indicator.
        id: String,
        /// What is wrong.
        error: ExpressionError,
    },
    /// An entry names something that does not exist, or lacks what it needs.
    #[error("`{id}` {problem}")]
    Entry {
        /// The entry.
        id: String,
        /// What is wrong.
        problem: String,
    },
    /// A setting is wrong.
    #[error(transparent)]
    Setting(SettingError),
}

/// All definitions.
///
/// # Examples
///
/// ```
/// use kvalitet_core::catalogue::Catalogue;
///
/// let catalogue = Catalogue::built_in()?;
/// let good = catalogue.indicator("laesning.gode").ok_or("not there")?;
/// assert_eq!(good.name.da, "Gode resultater i læsning");
/// assert_eq!(catalogue.nearest("laesning.god").as_deref(), Some("laesning.gode"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    indicators: Vec<Indicator>,
    series: BTreeMap<String, Series>,
    settings: Settings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    series: Vec<Series>,
    #[serde(default)]
    defaults: toml::Table,
    #[serde(default)]
    indicator: Vec<toml::Table>,
    #[serde(default)]
    setting: Vec<SettingDefinition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: IndicatorId,
    version: u32,
    name: LocalText,
    description: LocalText,
    series: Option<String>,
    table: String,
    population: LocalText,
    numerator: Option<String>,
    denominator: Option<String>,
    split: Option<String>,
    column: Option<String>,
    range: Option<(Decimal, Decimal)>,
    #[serde(default)]
    zero: ZeroMeaning,
    scale: Scale,
    unit: Option<LocalText>,
    decimals: u8,
    polarity: Polarity,
    minimum_n: u64,
    method: IntervalMethod,
    confidentiality: Confidentiality,
    source: String,
    status: Status,
    status_note: Option<LocalText>,
    target: Option<TargetEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetEntry {
    number: String,
    rule: TargetRule,
}

impl Catalogue {
    /// The definitions that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] when a built-in file is wrong; a test keeps that from happening.
    pub fn built_in() -> Result<Self, CatalogueError> {
        Self::from_toml(&[NATIONAL_TESTS, KEY_FIGURES, SETTINGS])
    }

    /// Reads catalogue files, in the report's order.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] for the first entry that cannot be used.
    pub fn from_toml(files: &[&str]) -> Result<Self, CatalogueError> {
        let mut catalogue =
            Self { indicators: Vec::new(), series: BTreeMap::new(), settings: Settings::default() };
        let mut settings = Vec::new();
        for text in files {
            let file: File = toml::from_str(text).map_err(|error| toml_error(&error))?;
            for series in file.series {
                let id = series.id.clone();
                if catalogue.series.insert(id.clone(), series).is_some() {
                    return Err(CatalogueError::Twice { id });
                }
            }
            for entry in file.indicator {
                catalogue.add(with_defaults(&file.defaults, entry)?)?;
            }
            settings.extend(file.setting);
        }
        catalogue.settings = Settings::new(settings).map_err(CatalogueError::Setting)?;
        Ok(catalogue)
    }

    fn add(&mut self, entry: Entry) -> Result<(), CatalogueError> {
        let id = entry.id.to_string();
        if self.indicator(&id).is_some() {
            return Err(CatalogueError::Twice { id });
        }
        if let Some(series) = &entry.series
            && !self.series.contains_key(series)
        {
            return Err(CatalogueError::Entry {
                id,
                problem: format!("names no series `{series}`"),
            });
        }
        self.indicators.push(entry.into_indicator()?);
        Ok(())
    }

    /// Every indicator, in the report's order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id.as_str() == id)
    }

    /// The id nearest to one that is not there.
    pub fn nearest(&self, id: &str) -> Option<String> {
        nearest(id, self.indicators.iter().map(|indicator| indicator.id.as_str()))
    }

    /// The series of an indicator, where it has one.
    pub fn series_of(&self, indicator: &Indicator) -> Option<&Series> {
        self.series.get(indicator.series.as_ref()?)
    }

    /// Every series, by id.
    pub fn series(&self) -> impl Iterator<Item = &Series> {
        self.series.values()
    }

    /// Every setting at its default.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }
}

fn toml_error(error: &toml::de::Error) -> CatalogueError {
    CatalogueError::Toml(error.to_string())
}

/// One entry with the file's defaults under it.
fn with_defaults(defaults: &toml::Table, entry: toml::Table) -> Result<Entry, CatalogueError> {
    let mut whole = defaults.clone();
    whole.extend(entry);
    Entry::deserialize(whole).map_err(|error| toml_error(&error))
}

impl Entry {
    fn into_indicator(self) -> Result<Indicator, CatalogueError> {
        let statistic = self.statistic()?;
        Ok(Indicator {
            target: self.target.map(|target| Target {
                indicator: self.id.clone(),
                rule: target.rule,
                number: target.number,
            }),
            statistic,
            id: self.id,
            version: self.version,
            name: self.name,
            description: self.description,
            series: self.series,
            table: self.table,
            population: self.population,
            scale: self.scale,
            unit: self.unit,
            decimals: self.decimals,
            polarity: self.polarity,
            minimum_n: self.minimum_n,
            method: self.method,
            confidentiality: self.confidentiality,
            source: self.source,
            status: self.status,
            status_note: self.status_note,
        })
    }

    fn statistic(&self) -> Result<Statistic, CatalogueError> {
        let problem = |problem: &str| CatalogueError::Entry {
            id: self.id.to_string(),
            problem: problem.to_owned(),
        };
        if let Some(column) = &self.column {
            let range = self.range.ok_or_else(|| problem("is published and needs a `range`"))?;
            return Ok(Statistic::Published { column: column.clone(), range, zero: self.zero });
        }
        let table = TABLES
            .iter()
            .find(|table| table.name == self.table)
            .ok_or_else(|| problem("names a table that does not exist"))?;
        let expression = |text: &String| {
            Expression::parse(text, table)
                .map_err(|error| CatalogueError::Expression { id: self.id.to_string(), error })
        };
        let denominator = self.denominator.as_ref().map(expression).transpose()?;
        let denominator = denominator.ok_or_else(|| problem("needs a `denominator`"))?;
        match (&self.numerator, &self.split) {
            (Some(numerator), None) => {
                Ok(Statistic::Share { numerator: expression(numerator)?, denominator })
            }
            (None, Some(split)) => {
                let column = table.position(split).and_then(|place| table.columns.get(place));
                let column = column.ok_or_else(|| problem("splits by an unknown column"))?.name;
                Ok(Statistic::Distribution { column, denominator })
            }
            (None, None) | (Some(_), Some(_)) => {
                Err(problem("needs one of `numerator`, `split` and `column`"))
            }
        }
    }
}
