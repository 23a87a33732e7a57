//! National reference values: what was published of the whole country, as data.
//!
//! They are read, never worked out by a run, and carry no interval: a municipality's figure is
//! printed beside them, not tested against them. Each has a source and a status; where two numbers
//! were published for the same thing, both are kept.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::settings::Status;
use crate::{Decimal, IndicatorId, LocalText, Part, SchoolYear};

const NATIONAL: &str = include_str!("../catalogue/landstal.toml");

/// The first year with a figure: the national tests began in 2009/10.
const FIRST_YEAR: u16 = 2009;

/// Where a value was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id in the file.
    pub id: String,
    /// Who published it, and when.
    pub text: String,
    /// The address it was read at.
    pub address: String,
}

/// A value of the whole country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NationalValue {
    /// What is measured.
    pub indicator: IndicatorId,
    /// When.
    pub year: SchoolYear,
    /// Of which pupils.
    #[serde(default)]
    pub part: Part,
    /// The value in the indicator's unit, with the decimals it was published with.
    pub value: Decimal,
    /// Another value that was published for the same; [`note`](Self::note) says where.
    pub other: Option<Decimal>,
    /// Over how many persons, where that is known.
    pub n: Option<u64>,
    /// How well founded it is.
    pub status: Status,
    /// The id of its source, see [`NationalValues::source`].
    pub source: String,
    /// What a reader must know of it. There is one exactly where there is another value.
    pub note: Option<LocalText>,
}

/// The file of national values cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NationalValuesError {
    /// It is no TOML of this form.
    #[error("the national values are no table of this form: {0}")]
    Form(String),
    /// Two sources have this id.
    #[error("source `{0}` is defined twice")]
    SourceTwice(String),
    /// A value names a source that there is none of.
    #[error("`{place}` names the source `{source_id}`, which is not defined")]
    NoSource {
        /// Indicator, year and part.
        place: String,
        /// What it names.
        source_id: String,
    },
    /// Values are sorted by indicator, year and part, so that a second one shows.
    #[error("`{0}` stands twice, or after one that comes later")]
    Order(String),
    /// The year is before any figure was made.
    #[error("`{0}` is before 2009/10")]
    TooEarly(String),
    /// Another value without a note that says where it is from, or a note without another value.
    #[error("`{0}` has only one of `other` and `note`")]
    OtherWithoutNote(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Vec<Source>,
    value: Vec<NationalValue>,
}

/// Every national value, by indicator, year and part.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Grade;
/// use kvalitet_core::{Part, reference::NationalValues};
///
/// let national = NationalValues::built_in()?;
/// let grade = Grade::new(4).map(Part::Grade).ok_or("a grade")?;
/// let found = national.get(&"laesning.gode".parse()?, "2018/19".parse()?, grade);
/// let found = found.ok_or("published")?;
/// assert_eq!(found.value.to_string(), "64");
/// assert!(national.source(found).is_some_and(|source| source.text.contains("8. november 2021")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalValues {
    sources: BTreeMap<String, Source>,
    values: Vec<NationalValue>,
}

impl NationalValues {
    /// The values that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`NationalValuesError`] if the file that is compiled in breaks its own rules; a
    /// test says it does not.
    pub fn built_in() -> Result<Self, NationalValuesError> {
        Self::from_toml(NATIONAL)
    }

    /// Reads and checks a file of values.
    ///
    /// # Errors
    ///
    /// Returns [`NationalValuesError`] for the first rule that the file breaks.
    pub fn from_toml(text: &str) -> Result<Self, NationalValuesError> {
        let file: File =
            toml::from_str(text).map_err(|error| NationalValuesError::Form(error.to_string()))?;
        let mut sources = BTreeMap::new();
        for source in file.source {
            if let Some(first) = sources.insert(source.id.clone(), source) {
                return Err(NationalValuesError::SourceTwice(first.id));
            }
        }
        let mut before = None;
        for value in &file.value {
            value.check(&sources)?;
            if before.is_some_and(|before| value.key() <= before) {
                return Err(NationalValuesError::Order(value.place()));
            }
            before = Some(value.key());
        }
        Ok(Self { sources, values: file.value })
    }

    /// The value of an indicator in a year, for exactly this part; `None` where none is known.
    pub fn get(
        &self,
        indicator: &IndicatorId,
        year: SchoolYear,
        part: Part,
    ) -> Option<&NationalValue> {
        let at = self.values.binary_search_by(|value| value.key().cmp(&(indicator, year, part)));
        at.ok().and_then(|at| self.values.get(at))
    }

    /// Where a value was read.
    pub fn source(&self, value: &NationalValue) -> Option<&Source> {
        self.sources.get(&value.source)
    }

    /// Every value, by indicator, year and part.
    pub fn iter(&self) -> impl Iterator<Item = &NationalValue> {
        self.values.iter()
    }
}

impl NationalValue {
    fn key(&self) -> (&IndicatorId, SchoolYear, Part) {
        (&self.indicator, self.year, self.part)
    }

    fn place(&self) -> String {
        format!("{} {} {}", self.indicator, self.year, self.part).trim_end().to_owned()
    }

    fn check(&self, sources: &BTreeMap<String, Source>) -> Result<(), NationalValuesError> {
        if !sources.contains_key(&self.source) {
            let source_id = self.source.clone();
            return Err(NationalValuesError::NoSource { place: self.place(), source_id });
        }
        if self.year.start() < FIRST_YEAR {
            return Err(NationalValuesError::TooEarly(self.place()));
        }
        if self.other.is_some() != self.note.is_some() {
            return Err(NationalValuesError::OtherWithoutNote(self.place()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::Grade;

    /// The series of the national tests as the catalogue's file has them: indicator, first and
    /// last year, grades.
    fn test_series() -> Vec<(String, SchoolYear, SchoolYear, Vec<i64>)> {
        let file: toml::Table =
            toml::from_str(include_str!("../catalogue/nationale-test.toml")).unwrap();
        let text = |table: &toml::Value, key: &str| table[key].as_str().unwrap().to_owned();
        let series = file["series"].as_array().unwrap();
        let indicators = file["indicator"].as_array().unwrap().iter();
        let of = indicators.map(|indicator| {
            let id = text(indicator, "series");
            let series = series.iter().find(|series| text(series, "id") == id).unwrap();
            let year = |key| text(series, key).parse().unwrap();
            let grades = series["grades"].as_array().unwrap().iter();
            let grades = grades.map(|grade| grade.as_integer().unwrap()).collect();
            (text(indicator, "id"), year("from"), year("to"), grades)
        });
        of.collect()
    }

    #[test]
    fn every_value_has_a_source_and_is_in_its_plausible_range() {
        let national = NationalValues::built_in().unwrap();
        let mut used = BTreeSet::new();
        for value in national.iter() {
            let source = national.source(value).unwrap();
            assert!(
                source.address.starts_with("https://") && !source.text.is_empty(),
                "{source:?}"
            );
            used.insert(source.id.clone());
            // National figures move little; a wrong digit falls outside.
            let (least, most) = match value.indicator.as_str() {
                "inklusionsgrad" => (90.0, 98.0),
                "karakterer.afgangseksamen" | "karakterer.bundne" => (6.5, 8.5),
                "laesning.gode" | "matematik.gode" | "matematik-til-2017.gode" => (55.0, 85.0),
                id if id.ends_with(".over-3") => (80.0, 97.0),
                id if id.ends_with(".over-4") => (5.0, 70.0),
                id if id.starts_with("trivsel.") => (3.0, 4.2),
                id => panic!("{id} has no range"),
            };
            for number in [Some(value.value), value.other].into_iter().flatten() {
                let number = number.to_f64();
                assert!(least <= number && number <= most, "{} {number}", value.place());
            }
        }
        assert_eq!(used.len(), national.sources.len(), "a source nobody uses");
    }

    #[test]
    fn values_of_the_national_tests_lie_in_their_series() {
        let series = test_series();
        let national = NationalValues::built_in().unwrap();
        let of_tests = |value: &&NationalValue| {
            let id = value.indicator.as_str();
            id.starts_with("laesning.") || id.starts_with("matematik")
        };
        for value in national.iter().filter(of_tests) {
            let of = series.iter().find(|of| of.0 == value.indicator.as_str());
            let (_, from, to, grades) = of.unwrap_or_else(|| panic!("{}", value.place()));
            assert!(*from <= value.year && value.year <= *to, "{}", value.place());
            if let Part::Grade(grade) = value.part {
                assert!(grades.contains(&i64::from(grade.number())), "{}", value.place());
            }
        }
    }

    #[test]
    fn readers_of_all_grades_lie_among_the_grades() {
        let national = NationalValues::built_in().unwrap();
        let id = "laesning.gode".parse().unwrap();
        for (year, sum) in [("2014/15", 297), ("2017/18", 287), ("2018/19", 280)] {
            let year = year.parse().unwrap();
            let of = |part| national.get(&id, year, part).unwrap().value;
            let grades = [2, 4, 6, 8].map(|n| of(Part::Grade(Grade::new(n).unwrap())).units());
            // Added by hand from the published table.
            assert_eq!(grades.iter().sum::<i64>(), sum);
            assert!((of(Part::All).units() * 4 - sum).abs() <= 2, "{year}");
        }
    }

    const SOURCE: &str =
        "source = [{ id = \"a\", text = \"A\", address = \"https://example.org\" }]\n";

    fn row(indicator: &str, year: &str, more: &str) -> String {
        format!(
            "{{ indicator = \"{indicator}\", year = \"{year}\", value = \"7.5\", \
             status = \"antaget\"{more} }}"
        )
    }

    fn error(rows: &[String]) -> NationalValuesError {
        let text = format!("{SOURCE}value = [{}]", rows.join(", "));
        NationalValues::from_toml(&text).unwrap_err()
    }

    #[test]
    fn a_file_that_breaks_a_rule_is_refused_at_its_place() {
        use NationalValuesError::{Form, NoSource, Order, OtherWithoutNote, SourceTwice, TooEarly};
        let a = ", source = \"a\"";
        let place = || "b 2018/19".to_owned();
        let twice = row("b", "2018/19", a);
        assert_eq!(error(&[twice.clone(), twice.clone()]), Order(place()));
        assert_eq!(error(&[row("b", "2019/20", a), twice]), Order(place()));
        let grade = row("b", "2018/19", &format!("{a}, part = \"klasse:4\""));
        assert_eq!(error(&[grade, row("b", "2018/19", a)]), Order(place()));
        assert_eq!(error(&[row("b", "2008/09", a)]), TooEarly("b 2008/09".to_owned()));
        let other = row("b", "2018/19", &format!("{a}, other = \"7.6\""));
        assert_eq!(error(&[other]), OtherWithoutNote(place()));
        let unknown = row("b", "2018/19", ", source = \"c\"");
        assert_eq!(error(&[unknown]), NoSource { place: place(), source_id: "c".to_owned() });
        let wrong = row("b", "2018/19", &format!("{a}, part = \"klasse:12\""));
        assert!(matches!(error(&[wrong]), Form(_)));
        let sources = "source = [{ id = \"a\", text = \"\", address = \"\" }, \
                       { id = \"a\", text = \"\", address = \"\" }]\nvalue = []";
        assert_eq!(NationalValues::from_toml(sources), Err(SourceTwice("a".to_owned())));
    }

    proptest! {
        #[test]
        fn every_value_of_a_sorted_file_is_found_and_no_other(
            keys in prop::collection::btree_set(("[a-c]{1,2}", 2009_u16..2020, 0_u8..=10), 0..30),
            asked in ("[a-c]{1,2}", 2009_u16..2020, 0_u8..=10),
        ) {
            let rows: Vec<_> = keys.iter().map(|(id, year, grade)| {
                let year = SchoolYear::starting(*year).unwrap();
                let more = format!(", source = \"a\", part = \"klasse:{grade}\", n = {grade}");
                row(id, &year.to_string(), &more)
            }).collect();
            let text = format!("{SOURCE}value = [{}]", rows.join(", "));
            let values = NationalValues::from_toml(&text).unwrap();
            for key in keys.iter().chain([&asked]) {
                let (id, year, grade) = key;
                let part = Part::Grade(Grade::new(*grade).unwrap());
                let year = SchoolYear::starting(*year).unwrap();
                let found = values.get(&id.parse().unwrap(), year, part);
                let expected = keys.contains(key).then_some(u64::from(*grade));
                prop_assert_eq!(found.and_then(|value| value.n), expected);
                prop_assert_eq!(part.to_string().parse::<Part>(), Ok(part));
            }
        }
    }
}
