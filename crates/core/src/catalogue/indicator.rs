//! An indicator: everything that makes its number.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::expression::{Expression, Quantity};
use crate::settings::Status;
use crate::target::{Target, TargetReading};
use crate::verdict::ShockBasis;
use crate::{Category, Decimal, IndicatorId, Level, LocalText, PartKind};

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
        column: String,
        /// What its values are.
        categories: Categories,
        /// Which rows count.
        denominator: Expression,
    },
    /// The mean of a quantity over the rows where the denominator holds and the quantity is not
    /// null.
    Mean {
        /// The quantity.
        value: Quantity,
        /// Which rows count.
        denominator: Expression,
    },
    /// One sum over another, over the rows where both quantities are there and the denominator holds.
    Ratio {
        /// What is summed above the line.
        numerator: Quantity,
        /// What is summed below it.
        denominator: Quantity,
        /// Which rows count.
        rows: Expression,
    },
    /// The number of rows where the expression holds.
    Count {
        /// Which rows count.
        rows: Expression,
    },
    /// Read as a source of figures says it: counts where it has counts, otherwise the value.
    Reported {
        /// What sort of number it is.
        form: Reported,
    },
}

/// What the values of a distribution are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Categories {
    /// The six levels of the national tests.
    #[serde(rename = "niveau")]
    Levels,
    /// The four bands of a wellbeing score.
    #[serde(rename = "baand")]
    Bands,
    /// The five answers of grades 4-9.
    #[serde(rename = "svar-5")]
    FiveAnswers,
    /// The four answers of one question.
    #[serde(rename = "svar-4")]
    FourAnswers,
    /// The three answers of grades 0-3.
    #[serde(rename = "svar-3")]
    ThreeAnswers,
    /// The ten national intervals of points of a test.
    #[serde(rename = "interval-10")]
    TenIntervals,
}

impl Categories {
    /// Each of them, from the lowest, and the value it has in a column.
    pub fn all(self) -> Vec<Category> {
        match self {
            Self::Levels => Level::ALL.map(Category::Level).to_vec(),
            Self::Bands => (1..=4).map(Category::Band).collect(),
            Self::FiveAnswers => (1..=5).map(Category::Answer).collect(),
            Self::FourAnswers => (1..=4).map(Category::Answer).collect(),
            Self::ThreeAnswers => (1..=3).map(Category::Answer).collect(),
            Self::TenIntervals => (1..=10).map(Category::Interval).collect(),
        }
    }
}

/// What sort of number a source of figures says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reported {
    /// A share of persons.
    #[serde(rename = "andel")]
    Share,
    /// A mean over persons.
    #[serde(rename = "gennemsnit")]
    Mean,
    /// A ratio of two amounts: days, hours, pupils to classes.
    #[serde(rename = "forhold")]
    Ratio,
    /// A number of something; numbers add up.
    #[serde(rename = "antal")]
    Count,
    /// A value that is never added up: a projection, a reference.
    #[serde(rename = "vaerdi")]
    Value,
}

/// Which figures of a source are of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The measures, by the ids of the layouts: of a distribution one for each category, from the
    /// lowest; otherwise the figure is their sum.
    pub measures: Vec<String>,
    /// For every other column of a figure, the words that it may hold; an empty word is an empty
    /// cell. A figure about more than this says is not of the indicator. Where a source has figures
    /// under several of the words, the first of them stands.
    pub parts: BTreeMap<String, Vec<String>>,
}

impl Observed {
    /// How far down the lists of words a figure about `parts` stands: the least is the one to read.
    pub fn rank<'p, P>(&self, parts: &P) -> usize
    where
        P: Iterator<Item = (&'p str, &'p str)> + Clone,
    {
        let place = |(column, words): (&String, &Vec<String>)| {
            let said = parts.clone().find(|(of, _)| of == column).map_or("", |(_, word)| word);
            words.iter().position(|word| word == said).unwrap_or(words.len())
        };
        self.parts.iter().map(place).sum()
    }

    /// Whether a figure about `parts` is of the indicator.
    pub fn takes<'p, P>(&self, parts: &P) -> bool
    where
        P: Iterator<Item = (&'p str, &'p str)> + Clone,
    {
        let known = parts.clone().all(|(column, word)| {
            self.parts.get(column).is_some_and(|words| words.iter().any(|known| known == word))
        });
        let said = |column: &str| parts.clone().any(|(of, _)| of == column);
        let may_be_empty = |words: &[String]| words.iter().any(String::is_empty);
        known && self.parts.iter().all(|(column, words)| said(column) || may_be_empty(words))
    }
}

/// Which units an indicator has figures of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Units {
    /// Schools, and what they add up to.
    #[default]
    #[serde(rename = "skoler")]
    Schools,
    /// The municipality and the nation alone: no school has a value, and none is made up.
    #[serde(rename = "kommune")]
    Municipality,
}

/// Whether special schools count in an indicator's figures for the municipality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpecialSchools {
    /// As the setting `specialskoler` says.
    #[default]
    #[serde(rename = "indstilling")]
    Setting,
    /// They count, as in the source.
    #[serde(rename = "med")]
    In,
    /// They do not count, as in the source.
    #[serde(rename = "uden")]
    Out,
}

/// The standard deviation of persons that a published mean with its number of persons gets its
/// interval from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDeviation {
    /// The standard deviation.
    pub value: Decimal,
    /// Where it is from.
    pub source: String,
}

/// A mean over the schools of a unit, of another indicator's figures: not a figure of persons, and
/// never what the schools add up to.
///
/// # Formula
///
/// ```text
/// mean = Σ weight · figure / Σ weight,   weight = 1, or the school's figure of `weighted_by`
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverSchools {
    /// Whose figures.
    pub of: IndicatorId,
    /// What each school weighs: its figure of this indicator; without it, every school the same.
    pub weighted_by: Option<IndicatorId>,
}

impl OverSchools {
    /// The indicators it reads.
    pub fn reads(&self) -> impl Iterator<Item = &IndicatorId> {
        std::iter::once(&self.of).chain(&self.weighted_by)
    }
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
    /// Student's t for a mean.
    #[serde(rename = "t")]
    StudentT,
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

impl Confidentiality {
    /// The id a definition writes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Open => "aaben",
            Self::Personal => "personlig",
            Self::ByLaw => "fortrolig-ved-lov",
        }
    }
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
    /// The id of its theme: the chapter it stands in.
    pub theme: String,
    /// The id of its series, where it has one.
    pub series: Option<String>,
    /// The table it is read from.
    pub table: String,
    /// Who counts.
    pub population: LocalText,
    /// How it is made.
    pub statistic: Statistic,
    /// Which figures of sources are of it.
    pub observed: Observed,
    /// How its pupils are divided.
    pub by: BTreeSet<PartKind>,
    /// Which units it has figures of.
    pub units: Units,
    /// Whether special schools count in the municipality's figure.
    pub special_schools: SpecialSchools,
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
    /// Whether it stands for its theme: its changes and its schools' places are judged with the
    /// theme's others; everything else is described.
    pub headline: bool,
    /// What its shock factor rests on.
    pub shock: ShockBasis,
    /// Who it is kept from.
    pub confidentiality: Confidentiality,
    /// Where the definition is from.
    pub source: String,
    /// How well founded the definition is.
    pub status: Status,
    /// What is unconfirmed, where something is.
    pub status_note: Option<LocalText>,
    /// The standard deviation for published means.
    pub known_deviation: Option<KnownDeviation>,
    /// The figures of schools it is a mean of, where it is.
    pub over_schools: Option<OverSchools>,
    /// The national target it is read for.
    pub target: Option<Target>,
    /// How the target is read.
    pub target_reading: TargetReading,
}

impl Indicator {
    /// Whether its figures are only ever read as somebody else worked them out.
    pub const fn is_reported(&self) -> bool {
        matches!(self.statistic, Statistic::Reported { .. })
    }

    /// The ends of the scale that a mean of one column lies on, where the table it is read from says
    /// them: 1 and 5 of a score of wellbeing, -3 and 12 of marks, 0 and 100 of a part of the points.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::catalogue::Catalogue;
    ///
    /// let catalogue = Catalogue::built_in()?;
    /// let ends = |id: &str| catalogue.indicator(id).and_then(|of| of.scale_ends());
    /// assert_eq!(ends("trivsel.generel"), Some((1, 5)));
    /// assert_eq!(ends("karakterer.bundne"), Some((-3, 12)));
    /// assert_eq!(ends("laesning.gode"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scale_ends(&self) -> Option<(i64, i64)> {
        let Statistic::Mean { value, .. } = &self.statistic else { return None };
        // A sum or product of columns lies on no known scale.
        let one_column = value.text().chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        match self.table.as_str() {
            _ if !one_column => None,
            "wellbeing" => Some((1, 5)),
            "marks" => Some((-3, 12)),
            "overgangstest" | "faerdighedstest" => Some((0, 100)),
            _ => None,
        }
    }

    /// Whether its figures add up over units and grades.
    pub const fn adds_up(&self) -> bool {
        !matches!(self.statistic, Statistic::Reported { form: Reported::Value, .. })
    }
}
