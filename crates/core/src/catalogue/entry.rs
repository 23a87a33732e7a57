//! The shape of a catalogue file.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::indicator::{
    Categories, Confidentiality, Indicator, IntervalMethod, KnownDeviation, Observed, OverSchools,
    Polarity, Reported, Scale, SpecialSchools, Statistic, Units,
};
use super::series::Series;
use super::{CatalogueError, Theme};
use crate::expression::{Expression, Quantity};
use crate::settings::{SettingDefinition, Status};
use crate::table::{TableDefinition, built_in};
use crate::target::{Target, TargetReading, TargetRule};
use crate::verdict::ShockBasis;
use crate::{IndicatorId, LocalText, PartKind};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) theme: Option<Theme>,
    #[serde(default)]
    pub(super) series: Vec<Series>,
    #[serde(default)]
    pub(super) defaults: toml::Table,
    #[serde(default)]
    pub(super) indicator: Vec<toml::Table>,
    /// What the single questions of a questionnaire have in common.
    pub(super) questions: Option<toml::Table>,
    #[serde(default)]
    pub(super) setting: Vec<SettingDefinition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) id: IndicatorId,
    version: u32,
    name: LocalText,
    description: LocalText,
    pub(super) series: Option<String>,
    table: String,
    population: LocalText,
    numerator: Option<String>,
    denominator: Option<String>,
    split: Option<Split>,
    mean: Option<String>,
    ratio: Option<Amounts>,
    count: Option<String>,
    reported: Option<Reported>,
    #[serde(default)]
    measures: Vec<String>,
    #[serde(default)]
    parts: BTreeMap<String, Vec<String>>,
    #[serde(default = "by_grade")]
    by: BTreeSet<PartKind>,
    #[serde(default)]
    units: Units,
    #[serde(default)]
    special_schools: SpecialSchools,
    known_deviation: Option<KnownDeviation>,
    pub(super) over_schools: Option<OverSchools>,
    pub(super) scale: Scale,
    unit: Option<LocalText>,
    decimals: u8,
    pub(super) polarity: Polarity,
    minimum_n: u64,
    method: IntervalMethod,
    headline: Option<bool>,
    #[serde(default)]
    shock: ShockBasis,
    pub(super) confidentiality: Confidentiality,
    source: String,
    status: Status,
    status_note: Option<LocalText>,
    target: Option<TargetEntry>,
}

/// The keys of an indicator, in the catalogue and in a plan.
pub const INDICATOR_KEYS: [&str; 34] = [
    "id",
    "version",
    "name",
    "description",
    "series",
    "table",
    "population",
    "numerator",
    "denominator",
    "split",
    "mean",
    "ratio",
    "count",
    "reported",
    "measures",
    "parts",
    "by",
    "units",
    "special_schools",
    "known_deviation",
    "over_schools",
    "scale",
    "unit",
    "decimals",
    "polarity",
    "minimum_n",
    "method",
    "headline",
    "shock",
    "confidentiality",
    "source",
    "status",
    "status_note",
    "target",
];

fn by_grade() -> BTreeSet<PartKind> {
    BTreeSet::from([PartKind::Grade])
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    column: String,
    categories: Categories,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amounts {
    numerator: String,
    denominator: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetEntry {
    number: String,
    rule: TargetRule,
    #[serde(default)]
    reading: TargetReading,
}

pub(super) fn toml_error(error: &toml::de::Error) -> CatalogueError {
    CatalogueError::Toml(error.to_string())
}

/// One entry with the file's defaults under it.
pub(super) fn with_defaults(
    defaults: &toml::Table,
    entry: toml::Table,
) -> Result<Entry, CatalogueError> {
    let mut whole = defaults.clone();
    whole.extend(entry);
    Entry::deserialize(whole).map_err(|error| toml_error(&error))
}

impl Entry {
    pub(super) fn into_indicator(
        self,
        theme: &str,
        tables: &[TableDefinition],
    ) -> Result<Indicator, CatalogueError> {
        let (statistic, observed) = (self.statistic(tables)?, self.observed());
        let in_percent = |rule| match rule {
            TargetRule::AtLeastPercent(_) | TargetRule::AtMostPercent(_) => Some(true),
            TargetRule::AtLeast(_) | TargetRule::AtMost(_) => Some(false),
            TargetRule::Rises | TargetRule::Falls => None,
        };
        let asked = self.target.as_ref().and_then(|of| in_percent(of.rule));
        if asked.is_some_and(|asked| asked != (self.scale == Scale::Percent)) {
            return Err(CatalogueError::Entry {
                id: self.id.to_string(),
                problem: "has a target on another scale than it is printed on".to_owned(),
            });
        }
        let headline = self.headline.unwrap_or_default();
        if headline && self.method == IntervalMethod::None {
            return Err(CatalogueError::Entry {
                id: self.id.to_string(),
                problem: "is a headline and has no interval to judge by".to_owned(),
            });
        }
        Ok(Indicator {
            theme: theme.to_owned(),
            headline,
            shock: self.shock,
            observed,
            by: self.by,
            units: self.units,
            special_schools: self.special_schools,
            known_deviation: self.known_deviation,
            over_schools: self.over_schools,
            target_reading: self.target.as_ref().map(|of| of.reading.clone()).unwrap_or_default(),
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

    /// One of the ways to make a figure, and only one.
    fn statistic(&self, tables: &[TableDefinition]) -> Result<Statistic, CatalogueError> {
        let problem = |problem: &str| CatalogueError::Entry {
            id: self.id.to_string(),
            problem: problem.to_owned(),
        };
        if let Some(form) = self.reported {
            return Ok(Statistic::Reported { form });
        }
        let own = tables.iter().find(|table| table.name == self.table);
        let table = own.or_else(|| built_in(&self.table));
        let table = table.ok_or_else(|| problem("names a table that does not exist"))?;
        let failed = |key| {
            move |error| {
                let error = Box::new(error);
                CatalogueError::Expression { id: self.id.to_string(), key, error }
            }
        };
        let rows = |key, text: &str| Expression::parse(text, table).map_err(failed(key));
        let quantity = |key, text: &str| Quantity::parse(text, table).map_err(failed(key));
        let denominator = || {
            let text = self.denominator.as_deref();
            rows("denominator", text.ok_or_else(|| problem("needs a `denominator`"))?)
        };
        match (&self.numerator, &self.split, &self.mean, &self.ratio, &self.count) {
            (Some(numerator), None, None, None, None) => {
                let numerator = rows("numerator", numerator)?;
                Ok(Statistic::Share { numerator, denominator: denominator()? })
            }
            (None, Some(Split { column, categories }), None, None, None) => {
                table.position(column).ok_or_else(|| problem("splits by an unknown column"))?;
                let (column, categories) = (column.clone(), *categories);
                Ok(Statistic::Distribution { column, categories, denominator: denominator()? })
            }
            (None, None, Some(value), None, None) => {
                Ok(Statistic::Mean { value: quantity("mean", value)?, denominator: denominator()? })
            }
            (None, None, None, Some(amounts), None) => Ok(Statistic::Ratio {
                numerator: quantity("ratio.numerator", &amounts.numerator)?,
                denominator: quantity("ratio.denominator", &amounts.denominator)?,
                rows: denominator()?,
            }),
            (None, None, None, None, Some(count)) => {
                Ok(Statistic::Count { rows: rows("count", count)? })
            }
            _ => Err(problem(
                "needs one of `numerator`, `split`, `mean`, `ratio`, `count` and `reported`",
            )),
        }
    }

    /// Sets a target, read off all pupils together; it has the indicator's id as its number.
    pub(super) fn ask(&mut self, rule: TargetRule) {
        let reading = TargetReading { by_grade: false, ..TargetReading::default() };
        self.target = Some(TargetEntry { number: self.id.to_string(), rule, reading });
    }

    /// Makes it a headline, unless it says otherwise or has no interval to judge by.
    pub(super) fn stands_for_its_theme(&mut self) {
        if self.method != IntervalMethod::None {
            self.headline.get_or_insert(true);
        }
    }

    /// Without measures of its own an indicator is the measure of its id.
    fn observed(&self) -> Observed {
        let measures = match self.measures.as_slice() {
            [] => vec![self.id.to_string()],
            measures => measures.to_vec(),
        };
        Observed { measures, parts: self.parts.clone() }
    }
}
