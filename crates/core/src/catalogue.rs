//! The catalogue: indicators, series, settings and targets as data.
//!
//! The built-in definitions are TOML files compiled into the crate. [`Catalogue::built_in`] reads
//! and checks them; nothing else in the workspace defines an indicator, except a plan its local ones.

mod entry;
mod indicator;
mod local;
mod questions;
mod series;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use entry::INDICATOR_KEYS;
pub use indicator::{
    Categories, Confidentiality, Indicator, IntervalMethod, KnownDeviation, Observed, OverSchools,
    Polarity, Reported, Scale, SpecialSchools, Statistic, Units,
};
pub use local::LocalTable;
pub use series::{Break, BreakWeight, Series, Window, YearNote};

use crate::catalogue::entry::{Entry, File, toml_error, with_defaults};
use crate::catalogue::questions::question_entries;
use crate::expression::ExpressionError;
use crate::goal::{Goal, Vision};
use crate::legal::{LegalFrames, LegalFramesError, LegalTargets, LegalTargetsError};
use crate::settings::{SettingError, Settings};
use crate::table::TableDefinition;
use crate::{Grade, IndicatorId, LocalText, SchoolYear, Subject, nearest};

const NATIONAL_TESTS: &str = include_str!("../catalogue/nationale-test.toml");
const PROGRESSION: &str = include_str!("../catalogue/progression.toml");
const LATER_TESTS: &str = include_str!("../catalogue/overgangstest.toml");
const WELLBEING: &str = include_str!("../catalogue/trivsel.toml");
const MARKS: &str = include_str!("../catalogue/karakterer.toml");
const TRANSITION: &str = include_str!("../catalogue/overgang.toml");
const ABSENCE: &str = include_str!("../catalogue/fravaer.toml");
const COMPETENCE_COVER: &str = include_str!("../catalogue/kompetence.toml");
const RESOURCES: &str = include_str!("../catalogue/klasser-og-personale.toml");
const INCLUSION: &str = include_str!("../catalogue/inklusion.toml");
const COMPLAINTS: &str = include_str!("../catalogue/klager.toml");
const SETTINGS: &str = include_str!("../catalogue/indstillinger.toml");

/// Every file, in the report's order.
const FILES: [&str; 12] = [
    NATIONAL_TESTS,
    PROGRESSION,
    LATER_TESTS,
    WELLBEING,
    MARKS,
    TRANSITION,
    ABSENCE,
    COMPETENCE_COVER,
    RESOURCES,
    INCLUSION,
    COMPLAINTS,
    SETTINGS,
];

/// A theme: indicators that stand in one chapter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// What it is about.
    pub about: LocalText,
    /// Whether each of its series is a chapter of its own.
    #[serde(default)]
    pub by_series: bool,
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
    /// A value of an entry has another form than its key takes, or the key is none.
    #[error("{problem}")]
    Form {
        /// What is wrong.
        problem: String,
        /// Where in the text the entry was read from, in bytes.
        at: usize,
    },
    /// An entry reads a table that is not there.
    #[error("`{id}` reads no table called `{table}`; the nearest is `{nearest}`")]
    UnknownTable {
        /// The indicator.
        id: String,
        /// What was written.
        table: String,
        /// The nearest table.
        nearest: String,
    },
    /// An entry would show more than the table it reads may.
    #[error("`{id}` is made of what is `{}`: `confidentiality` may only be raised", at_least.id())]
    Lowered {
        /// The indicator.
        id: String,
        /// What it is at least.
        at_least: Confidentiality,
    },
    /// A goal is followed by an indicator that is not there.
    #[error("there is no indicator `{id}`; the nearest is `{nearest}`")]
    UnknownIndicator {
        /// What was written.
        id: String,
        /// The nearest.
        nearest: String,
    },
    /// Something belongs to a goal that is not there, or not before it.
    #[error("there is no goal `{id}` before this; the nearest is `{nearest}`")]
    UnknownGoal {
        /// What was written.
        id: String,
        /// The nearest; empty where there is none.
        nearest: String,
    },
    /// A sub-goal has a sub-goal.
    #[error("`{parent}` is a sub-goal itself")]
    BelowSubGoal {
        /// The goal it was put below.
        parent: String,
    },
    /// An expression is wrong.
    #[error("`{key}` of `{id}`: {error}")]
    Expression {
        /// The indicator.
        id: String,
        /// The key it stands under, such as `numerator` or `ratio.numerator`.
        key: &'static str,
        /// What is wrong.
        error: Box<ExpressionError>,
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
    /// The targets and duties of the state are wrong.
    #[error(transparent)]
    Legal(LegalTargetsError),
    /// The legal frames of reports are wrong.
    #[error(transparent)]
    Frames(LegalFramesError),
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
    themes: Vec<Theme>,
    indicators: Vec<Indicator>,
    /// The place of each indicator: every figure looks its own up.
    places: BTreeMap<IndicatorId, usize>,
    series: BTreeMap<String, Series>,
    settings: Settings,
    legal: LegalTargets,
    frames: LegalFrames,
    vision: Option<Vision>,
    goals: Vec<Goal>,
}

impl Catalogue {
    /// The definitions that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] when a built-in file is wrong; a test keeps that from happening.
    pub fn built_in() -> Result<Self, CatalogueError> {
        let legal = LegalTargets::built_in().map_err(CatalogueError::Legal)?;
        let frames = LegalFrames::built_in().map_err(CatalogueError::Frames)?;
        Ok(Self { legal, frames, ..Self::from_toml(&FILES)? })
    }

    /// Reads catalogue files, in the report's order.
    ///
    /// # Errors
    ///
    /// Returns [`CatalogueError`] for the first entry that cannot be used.
    pub fn from_toml(files: &[&str]) -> Result<Self, CatalogueError> {
        let mut catalogue = Self {
            themes: Vec::new(),
            indicators: Vec::new(),
            places: BTreeMap::new(),
            series: BTreeMap::new(),
            settings: Settings::default(),
            legal: LegalTargets::default(),
            frames: LegalFrames::default(),
            vision: None,
            goals: Vec::new(),
        };
        let mut settings = Vec::new();
        for text in files {
            let file: File = toml::from_str(text).map_err(|error| toml_error(&error))?;
            for series in file.series {
                let id = series.id.clone();
                if catalogue.series.insert(id.clone(), series).is_some() {
                    return Err(CatalogueError::Twice { id });
                }
            }
            let theme = file.theme.as_ref().map(|theme| theme.id.clone()).unwrap_or_default();
            catalogue.themes.extend(file.theme);
            for entry in file.indicator {
                catalogue.add(with_defaults(&file.defaults, entry)?, &theme, &[])?;
            }
            if let Some(questions) = &file.questions {
                for entry in question_entries(questions)? {
                    catalogue.add(with_defaults(&file.defaults, entry)?, &theme, &[])?;
                }
            }
            settings.extend(file.setting);
        }
        catalogue.settings = Settings::new(settings).map_err(CatalogueError::Setting)?;
        Ok(catalogue)
    }

    fn add(
        &mut self,
        entry: Entry,
        theme: &str,
        tables: &[TableDefinition],
    ) -> Result<(), CatalogueError> {
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
        if let Some(other) = entry
            .over_schools
            .iter()
            .flat_map(OverSchools::reads)
            .find(|other| self.indicator(other.as_str()).is_none())
        {
            let problem = format!("is made of no indicator before it: `{other}`");
            return Err(CatalogueError::Entry { id, problem });
        }
        let indicator = entry.into_indicator(theme, tables)?;
        self.places.insert(indicator.id.clone(), self.indicators.len());
        self.indicators.push(indicator);
        Ok(())
    }

    /// What the municipality wants above all its goals, where the plan says so.
    pub const fn vision(&self) -> Option<&Vision> {
        self.vision.as_ref()
    }

    /// The goals of the municipality's own, in order; a sub-goal after the goal it belongs to.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// The goal with this id.
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| goal.id == id)
    }

    /// Every theme, in the report's order.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// Every indicator, in the report's order.
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.get(*self.places.get(id)?)
    }

    /// The id nearest to one that is not there.
    pub fn nearest(&self, id: &str) -> Option<String> {
        nearest(id, self.indicators.iter().map(|indicator| indicator.id.as_str()))
    }

    /// The series of an indicator, where it has one.
    pub fn series_of(&self, indicator: &Indicator) -> Option<&Series> {
        self.series.get(indicator.series.as_ref()?)
    }

    /// The series that a result in `table` belongs to: the one of an indicator read from the table
    /// that covers subject, year and grade.
    pub fn series_of_result(
        &self,
        table: &str,
        subject: Subject,
        (year, grade): (SchoolYear, Grade),
    ) -> Option<&Series> {
        let of_table = self.indicators.iter().filter(|indicator| indicator.table == table);
        let mut series = of_table.filter_map(|indicator| self.series_of(indicator));
        series.find(|series| series.subject == Some(subject) && series.covers(year, grade))
    }

    /// Whether the rows of a table are results of tests of a subject.
    pub fn is_test(&self, table: &str) -> bool {
        let mut of_table = self.indicators.iter().filter(|indicator| indicator.table == table);
        of_table.any(|of| self.series_of(of).is_some_and(|series| series.subject.is_some()))
    }

    /// Leaves out the targets that these settings switch off: see
    /// [`TargetReading::when`](crate::target::TargetReading::when).
    pub fn leave_out_targets(&mut self, settings: &Settings) {
        for indicator in &mut self.indicators {
            if !indicator.target_reading.is_on(settings) {
                indicator.target = None;
            }
        }
    }

    /// Every series, by id.
    pub fn series(&self) -> impl Iterator<Item = &Series> {
        self.series.values()
    }

    /// What the state asked, and when; nothing for a catalogue that is not the built-in one.
    pub const fn legal(&self) -> &LegalTargets {
        &self.legal
    }

    /// What the law asked of reports, and when; nothing for a catalogue that is not the built-in one.
    pub const fn frames(&self) -> &LegalFrames {
        &self.frames
    }

    /// Every setting at its default.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }
}
