//! Targets and duties that the state set, and the school years in which each held.
//!
//! A report on 2015/16 is held against what held in 2015/16: a former target is data with an end,
//! not a line of code that was deleted.

mod frame;

pub use frame::{Deadline, FrameKind, LegalFrame, LegalFrames, LegalFramesError};
use serde::{Deserialize, Serialize};

use crate::settings::Status;
use crate::{Decimal, IndicatorId, LocalText, SchoolYear};

const TARGETS: &str = include_str!("../catalogue/maal-og-pligter.toml");

/// Whether a figure is aimed at or a thing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LegalKind {
    /// A target: what a figure should be, or which way it should move.
    #[serde(rename = "maal")]
    Target,
    /// A duty: what the municipality must do, and when.
    #[serde(rename = "pligt")]
    Duty,
}

/// A target or duty, and when it held.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalTarget {
    /// Its id.
    pub id: String,
    /// A target or a duty.
    pub kind: LegalKind,
    /// The official number of a national target, such as `1.1`.
    pub number: Option<String>,
    /// The indicators a target is read off; none for a duty. One that was measured in two series
    /// has an indicator for each.
    #[serde(default)]
    pub indicators: Vec<IndicatorId>,
    /// What it asks, in our words.
    pub text: LocalText,
    /// The least value that meets a target, in the indicator's unit; `None` for a duty and for a
    /// target of a rise or a fall.
    pub threshold: Option<Decimal>,
    /// The first school year in which it held.
    pub valid_from: SchoolYear,
    /// The last school year, or the year by which it was to be reached; `None` while it holds.
    pub valid_to: Option<SchoolYear>,
    /// The school year in which a threshold was to be reached; before it a target is not missed.
    pub due: Option<SchoolYear>,
    /// Where this is from.
    pub source: String,
    /// How well founded text and years are.
    pub status: Status,
    /// What was inferred, or what became of it.
    pub note: Option<LocalText>,
}

impl LegalTarget {
    /// Whether it held in `year`.
    pub fn held_in(&self, year: SchoolYear) -> bool {
        self.valid_from <= year && self.valid_to.is_none_or(|last| year <= last)
    }
}

/// The file of targets and duties cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LegalTargetsError {
    /// It is no TOML of this form.
    #[error("the targets and duties are no table of this form: {0}")]
    Form(String),
    /// Two have this id.
    #[error("`{0}` is defined twice")]
    Twice(String),
    /// It ends before it begins.
    #[error("`{0}` ends before it begins")]
    EndsFirst(String),
    /// A target without an indicator, or a duty with an indicator, a threshold or a number.
    #[error("`{0}` is a target without indicator, or a duty with what only a target has")]
    WrongKind(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    target: Vec<LegalTarget>,
}

/// Every target and duty, in the order of a report.
///
/// # Examples
///
/// ```
/// use kvalitet_core::legal::LegalTargets;
///
/// let legal = LegalTargets::built_in()?;
/// let ids = |year: &str| {
///     let year = year.parse()?;
///     Ok::<_, kvalitet_core::NotASchoolYear>(
///         legal.in_force(year).map(|target| target.id.as_str()).collect::<Vec<_>>(),
///     )
/// };
/// assert!(ids("2018/19")?.contains(&"inklusion-96"));
/// assert!(ids("2018/19")?.contains(&"kvalitetsrapport"));
/// assert!(!ids("2022/23")?.contains(&"kvalitetsrapport"));
/// assert!(ids("2022/23")?.contains(&"skoleudviklingssamtale"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegalTargets {
    targets: Vec<LegalTarget>,
}

impl LegalTargets {
    /// The targets and duties that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`LegalTargetsError`] if the file that is compiled in breaks its own rules; a test
    /// says it does not.
    pub fn built_in() -> Result<Self, LegalTargetsError> {
        Self::from_toml(TARGETS)
    }

    /// Reads and checks a file of targets and duties.
    ///
    /// # Errors
    ///
    /// Returns [`LegalTargetsError`] for the first rule that the file breaks.
    pub fn from_toml(text: &str) -> Result<Self, LegalTargetsError> {
        let file: File =
            toml::from_str(text).map_err(|error| LegalTargetsError::Form(error.to_string()))?;
        let mut targets: Vec<LegalTarget> = Vec::new();
        for target in file.target {
            if targets.iter().any(|earlier| earlier.id == target.id) {
                return Err(LegalTargetsError::Twice(target.id));
            }
            if target.valid_to.is_some_and(|last| last < target.valid_from) {
                return Err(LegalTargetsError::EndsFirst(target.id));
            }
            let measured = !target.indicators.is_empty();
            let numbered = target.threshold.is_some() || target.number.is_some();
            let fits = match target.kind {
                LegalKind::Target => measured,
                LegalKind::Duty => !measured && !numbered,
            };
            if !fits {
                return Err(LegalTargetsError::WrongKind(target.id));
            }
            targets.push(target);
        }
        Ok(Self { targets })
    }

    /// What held in a school year.
    pub fn in_force(&self, year: SchoolYear) -> impl Iterator<Item = &LegalTarget> {
        self.targets.iter().filter(move |target| target.held_in(year))
    }

    /// The targets of `indicator` that held in `year`, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::legal::LegalTargets;
    ///
    /// let legal = LegalTargets::built_in()?;
    /// let cover = "kompetencedaekning".parse()?;
    /// let ids = |year: &str| {
    ///     let held = legal.of(&cover, year.parse()?);
    ///     Ok::<_, kvalitet_core::NotASchoolYear>(held.map(|of| of.id.as_str()).collect::<Vec<_>>())
    /// };
    /// assert_eq!(ids("2025/26")?, ["kompetencedaekning-95"]);
    /// assert!(ids("2026/27")?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(
        &self,
        indicator: &IndicatorId,
        year: SchoolYear,
    ) -> impl Iterator<Item = &LegalTarget> {
        self.in_force(year).filter(|target| target.indicators.contains(indicator))
    }

    /// Whether `indicator` may be held against its target in `year`: one that the state never set a
    /// target for always may, any other only while a target of the state held and was due.
    pub fn allows(&self, indicator: &IndicatorId, year: SchoolYear) -> bool {
        let mut own = self.targets.iter().filter(|target| target.indicators.contains(indicator));
        let is_due = |target: &LegalTarget| target.due.is_none_or(|due| due <= year);
        own.clone().next().is_none() || own.any(|target| target.held_in(year) && is_due(target))
    }

    /// The target or duty with this id.
    pub fn get(&self, id: &str) -> Option<&LegalTarget> {
        self.targets.iter().find(|target| target.id == id)
    }

    /// Every target and duty, whenever it held.
    pub fn iter(&self) -> impl Iterator<Item = &LegalTarget> {
        self.targets.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn year(start: u16) -> SchoolYear {
        SchoolYear::starting(start).unwrap()
    }

    #[test]
    fn every_entry_has_a_source_and_says_what_was_inferred() {
        let legal = LegalTargets::built_in().unwrap();
        for target in legal.iter() {
            let texts = [&target.source, &target.text.da, &target.text.en];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", target.id);
            assert!(target.status == Status::Confirmed || target.note.is_some(), "{}", target.id);
            if let Some(threshold) = target.threshold {
                assert!((50.0..=100.0).contains(&threshold.to_f64()), "{}", target.id);
            }
        }
    }

    /// The national targets of the catalogue's file: number, indicator, limit.
    fn of_the_catalogue() -> Vec<(String, String, Option<i64>)> {
        let file: toml::Table =
            toml::from_str(include_str!("../catalogue/nationale-test.toml")).unwrap();
        let indicators = file["indicator"].as_array().unwrap().iter();
        let target = |indicator: &toml::Value| {
            let target = indicator.get("target")?;
            let limit = target["rule"].get("mindst_procent").and_then(toml::Value::as_integer);
            let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
            Some((text(&target["number"]), text(&indicator["id"]), limit))
        };
        indicators.filter_map(target).collect()
    }

    #[test]
    fn the_national_targets_are_those_of_the_catalogue() {
        let legal = LegalTargets::built_in().unwrap();
        let numbers: Vec<_> = legal.iter().filter_map(|target| target.number.as_deref()).collect();
        assert_eq!(numbers, ["1.1", "1.2", "2.1", "3"]);
        let catalogue = of_the_catalogue();
        assert!(!catalogue.is_empty());
        for (number, indicator, limit) in catalogue {
            let target = legal.iter().find(|of| of.number.as_deref() == Some(&number)).unwrap();
            let id = indicator.parse().unwrap();
            assert!(target.indicators.contains(&id), "{number} {indicator}");
            let limit = limit.map(|limit| Decimal::new(limit, 0).unwrap());
            assert_eq!(target.threshold, limit, "{number}");
        }
    }

    #[test]
    fn the_report_and_the_talk_follow_each_other_without_a_gap() {
        let legal = LegalTargets::built_in().unwrap();
        for start in 2014..2030 {
            let duties = legal.in_force(year(start)).filter(|of| of.kind == LegalKind::Duty);
            assert_eq!(duties.count(), 1, "{start}");
        }
    }

    fn entry(id: &str, more: &str) -> String {
        format!(
            "[[target]]\nid = \"{id}\"\ntext = {{ da = \"a\", en = \"a\" }}\nsource = \"a\"\n\
             status = \"antaget\"\nvalid_from = \"2014/15\"\n{more}\n"
        )
    }

    #[test]
    fn a_file_that_breaks_a_rule_is_refused() {
        use LegalTargetsError::{EndsFirst, Form, Twice, WrongKind};
        let error = |text: String| LegalTargets::from_toml(&text).unwrap_err();
        let id = || "a".to_owned();
        let duty = "kind = \"pligt\"";
        assert_eq!(error(entry("a", duty).repeat(2)), Twice(id()));
        let more = |more: &str| entry("a", &format!("{duty}\n{more}"));
        assert_eq!(error(more("valid_to = \"2013/14\"")), EndsFirst(id()));
        assert_eq!(error(more("threshold = \"95\"")), WrongKind(id()));
        assert_eq!(error(more("indicators = [\"elevtal\"]")), WrongKind(id()));
        assert_eq!(error(entry("a", "kind = \"maal\"")), WrongKind(id()));
        assert!(matches!(error(more("graense = 95")), Form(_)));
    }

    proptest! {
        #[test]
        fn in_force_from_the_first_year_to_the_last_and_in_no_other(
            from in 1990_u16..2040,
            length in prop::option::of(0_u16..20),
            asked in 1980_u16..2070,
        ) {
            let to = length.map(|length| format!("valid_to = \"{}\"", year(from + length)));
            let text = entry("a", &format!("kind = \"pligt\"\n{}", to.unwrap_or_default()))
                .replacen("2014/15", &year(from).to_string(), 1);
            let legal = LegalTargets::from_toml(&text).unwrap();
            let expected = from <= asked && length.is_none_or(|length| asked - from <= length);
            prop_assert_eq!(legal.in_force(year(asked)).count() == 1, expected);
            let target = text.replacen("kind = \"pligt\"", "kind = \"maal\"", 1)
                + "indicators = [\"elevtal\"]\n";
            let legal = LegalTargets::from_toml(&target).unwrap();
            let [asked_of, other] = ["elevtal", "overgang"].map(|id| id.parse().unwrap());
            prop_assert_eq!(legal.of(&asked_of, year(asked)).count() == 1, expected);
            prop_assert_eq!(legal.allows(&asked_of, year(asked)), expected);
            prop_assert!(legal.allows(&other, year(asked)));
        }
    }
}
