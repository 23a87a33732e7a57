//! National targets: the plain rule the ministry states, and how sure it is.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::method::Interval;
use crate::settings::Settings;
use crate::{Decimal, Grade, IndicatorId};

/// What a target asks of its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TargetRule {
    /// The share is at least so many per cent.
    #[serde(rename = "mindst_procent")]
    AtLeastPercent(u8),
    /// The share is at most so many per cent.
    #[serde(rename = "hoejst_procent")]
    AtMostPercent(u8),
    /// The number, which is not per cent, is at least this.
    #[serde(rename = "mindst")]
    AtLeast(Decimal),
    /// The number, which is not per cent, is at most this.
    #[serde(rename = "hoejst")]
    AtMost(Decimal),
    /// The share is higher than in the unit's own earlier year.
    #[serde(rename = "stiger")]
    Rises,
    /// The share is lower than in the unit's own earlier year.
    #[serde(rename = "falder")]
    Falls,
}

/// On which side of its limit a target is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At the limit or over it.
    AtLeast,
    /// At the limit or under it.
    AtMost,
}

impl Side {
    /// Whether a number that compares so with the limit meets the target.
    pub const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::AtLeast => order.is_ge(),
            Self::AtMost => order.is_le(),
        }
    }
}

impl TargetRule {
    /// The limit, on the scale that the number is printed on, and the side it is met on; `None` for
    /// a rule that compares years.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::target::{Side, TargetRule};
    ///
    /// let (limit, side) = TargetRule::AtLeastPercent(80).limit().ok_or("compares years")?;
    /// assert_eq!((limit.to_string().as_str(), side), ("80", Side::AtLeast));
    /// assert!(TargetRule::Rises.limit().is_none());
    /// # Ok::<(), &str>(())
    /// ```
    pub fn limit(self) -> Option<(Decimal, Side)> {
        let percent = |percent: u8| Decimal::new(i64::from(percent), 0);
        match self {
            Self::AtLeastPercent(limit) => Some((percent(limit)?, Side::AtLeast)),
            Self::AtMostPercent(limit) => Some((percent(limit)?, Side::AtMost)),
            Self::AtLeast(limit) => Some((limit, Side::AtLeast)),
            Self::AtMost(limit) => Some((limit, Side::AtMost)),
            Self::Rises | Self::Falls => None,
        }
    }

    /// Whether it compares two years.
    pub const fn compares_years(self) -> bool {
        matches!(self, Self::Rises | Self::Falls)
    }
}

/// What the plain rule says of one grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GradeOutcome {
    /// The rule holds.
    #[serde(rename = "ja")]
    Met,
    /// It does not.
    #[serde(rename = "nej")]
    NotMet,
    /// There is nothing to read it off: no result, or no earlier result.
    #[serde(rename = "intet-resultat")]
    NoResult,
}

/// What the plain rule says of a unit and subject: over the grades that have a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleVerdict {
    /// On every grade: *indfriet*.
    Met,
    /// On some: *delvist indfriet (x af y klassetrin)*.
    Partly {
        /// On how many grades it holds.
        met: u8,
        /// How many grades have a result.
        of: u8,
    },
    /// On none: *ikke indfriet*.
    NotMet,
    /// No grade has a result: *intet resultat*.
    NoResult,
    /// A year the comparison rests on is only comparable with reservation: *med forbehold*.
    WithReservation,
}

impl RuleVerdict {
    /// The verdict over grades: all, some or none of those with a result.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::target::{GradeOutcome::{Met, NoResult, NotMet}, RuleVerdict};
    ///
    /// assert_eq!(RuleVerdict::over([Met, NotMet, NoResult]), RuleVerdict::Partly { met: 1, of: 2 });
    /// assert_eq!(RuleVerdict::over([Met, NoResult]), RuleVerdict::Met);
    /// assert_eq!(RuleVerdict::over([]), RuleVerdict::NoResult);
    /// ```
    pub fn over(outcomes: impl IntoIterator<Item = GradeOutcome>) -> Self {
        let (mut met, mut of) = (0, 0);
        for outcome in outcomes {
            match outcome {
                GradeOutcome::Met => (met, of) = (met + 1, of + 1),
                GradeOutcome::NotMet => of += 1,
                GradeOutcome::NoResult => {}
            }
        }
        match (met, of) {
            (_, 0) => Self::NoResult,
            (0, _) => Self::NotMet,
            _ if met == of => Self::Met,
            _ => Self::Partly { met, of },
        }
    }
}

/// How sure a verdict is, from the interval alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Certainty {
    /// The whole interval lies on one side of the limit: *klart*.
    #[serde(rename = "klart")]
    Clear,
    /// The interval holds the limit and lies wholly within the stated margin of it: *tæt på
    /// grænsen*.
    #[serde(rename = "taet-paa-graensen")]
    NearLimit,
    /// The interval holds the limit and reaches further: *kan ikke afgøres*.
    #[serde(rename = "kan-ikke-afgoeres")]
    Undecided,
}

impl Certainty {
    /// How an interval lies against a limit; `margin` on the same scale as both.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::{method::Interval, target::Certainty};
    ///
    /// let of = |lower, upper| Certainty::of(Interval { lower, upper }, 0.8, 0.05);
    /// assert_eq!(of(0.81, 0.95), Certainty::Clear);
    /// assert_eq!(of(0.77, 0.82), Certainty::NearLimit);
    /// assert_eq!(of(0.60, 0.90), Certainty::Undecided);
    /// ```
    pub fn of(interval: Interval, limit: f64, margin: f64) -> Self {
        if !interval.contains(limit) {
            return Self::Clear;
        }
        let within = limit - margin <= interval.lower && interval.upper <= limit + margin;
        if within { Self::NearLimit } else { Self::Undecided }
    }
}

/// A target of the catalogue: an indicator, what is asked of it, and its official number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The indicator it is read off.
    pub indicator: IndicatorId,
    /// What is asked.
    pub rule: TargetRule,
    /// The official number, such as `1.1`.
    pub number: String,
}

/// How a target is read off its indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TargetReading {
    /// Whether the rule is read grade by grade; otherwise on all pupils together.
    pub by_grade: bool,
    /// The setting, and the choice of it, with which the target is read off this indicator.
    pub when: Option<(String, String)>,
    /// The setting that says whether the earlier year is the report's first (`foerste-aar`) or the
    /// one before (`aaret-foer`); without one it is the one before.
    pub base: Option<String>,
    /// Whether the target is of the municipality, and not of each school.
    pub municipality_only: bool,
}

impl TargetReading {
    /// Whether the target is read at all with these settings.
    pub fn is_on(&self, settings: &Settings) -> bool {
        let off = |(setting, choice): &(String, String)| settings.choice(setting) != choice;
        !self.when.as_ref().is_some_and(off)
    }
}

impl Default for TargetReading {
    fn default() -> Self {
        Self { by_grade: true, when: None, base: None, municipality_only: false }
    }
}

/// One grade's outcome and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeResult {
    /// The grade.
    pub grade: Grade,
    /// What the plain rule says.
    pub outcome: GradeOutcome,
    /// How sure it is; `None` without a result.
    pub certainty: Option<Certainty>,
}
