//! Series: runs of years in which results are made the same way.

use serde::{Deserialize, Serialize};

use crate::{Grade, LocalText, SchoolYear, Subject};

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
    /// The last school year; without it in the file the series has not ended.
    #[serde(default = "not_ended")]
    pub to: SchoolYear,
    /// The grades that are tested; empty where a series is of no test, and every grade belongs to it.
    #[serde(default)]
    pub grades: Vec<Grade>,
    /// Years without a figure for whole municipalities and groups.
    #[serde(default)]
    pub without_municipality: Vec<YearNote>,
    /// Years that are only comparable with reservation (*med forbehold*).
    #[serde(default)]
    pub reservation: Vec<YearNote>,
    /// Where results on two sides are not, or not quite, made the same way.
    #[serde(default, rename = "break")]
    pub breaks: Vec<Break>,
    /// The first school year whose figure measures the grade before, where there is one: tests taken
    /// in autumn measure up to and with the grade before.
    pub measures_grade_before_from: Option<SchoolYear>,
    /// When the obligatory tests were taken, for the years in which that is known.
    #[serde(default)]
    pub window: Vec<Window>,
    /// Where this is from.
    pub source: String,
}

const fn not_ended() -> SchoolYear {
    SchoolYear::LATEST
}

/// A boundary inside a series, before its year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// The first school year on the new side.
    pub at: SchoolYear,
    /// How much can be said across it.
    pub weight: BreakWeight,
    /// Why.
    pub reason: LocalText,
    /// Where this is from.
    pub source: String,
}

/// How much can be said across a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BreakWeight {
    /// A difference is shown, without arrow and without verdict on a target.
    #[serde(rename = "forbehold")]
    Reservation,
    /// The years are not compared.
    #[serde(rename = "brud")]
    Break,
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
        self.covers_year(year) && (self.grades.is_empty() || self.grades.contains(&grade))
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

    /// The heaviest break that a change from `from` to `to` crosses, if any; the earliest of those.
    pub fn break_between(&self, from: SchoolYear, to: SchoolYear) -> Option<&Break> {
        let crossed = self.breaks.iter().filter(|of| from < of.at && of.at <= to);
        crossed.reduce(|first, other| if first.weight < other.weight { other } else { first })
    }

    /// The school year that a test taken in `taken` measures: the year before for a test that
    /// measures up to and with the grade before, otherwise `taken`.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::catalogue::Catalogue;
    ///
    /// let catalogue = Catalogue::built_in()?;
    /// let measured = |id: &str, taken: &str| {
    ///     let series = catalogue.series().find(|series| series.id == id)?;
    ///     series.measures_year(taken.parse().ok()?)
    /// };
    /// let autumn = measured("overgangstest-laesning", "2024/25").ok_or("not there")?;
    /// assert_eq!(autumn.to_string(), "2023/24");
    /// let spring = measured("dnt-laesning", "2018/19").ok_or("not there")?;
    /// assert_eq!(spring.to_string(), "2018/19");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn measures_year(&self, taken: SchoolYear) -> Option<SchoolYear> {
        if self.measures_grade_before(taken) { taken.previous() } else { Some(taken) }
    }

    /// Whether a test taken in `taken` measures up to and with the grade before.
    pub fn measures_grade_before(&self, taken: SchoolYear) -> bool {
        self.measures_grade_before_from.is_some_and(|first| first <= taken)
    }

    /// Whether the years can be compared at all.
    pub fn compares(&self, from: SchoolYear, to: SchoolYear) -> bool {
        let cut = self.break_between(from, to).is_some_and(|of| of.weight == BreakWeight::Break);
        self.covers_year(from) && self.covers_year(to) && !cut
    }

    /// Why a change from `from` to `to` is only shown with reservation: of one of the years, or of a
    /// break between them.
    pub fn reserved(&self, from: SchoolYear, to: SchoolYear) -> Option<&LocalText> {
        let year = |year| self.reservation(year).map(|note| &note.reason);
        let between = || self.break_between(from, to).map(|of| &of.reason);
        year(to).or_else(|| year(from)).or_else(between)
    }
}
