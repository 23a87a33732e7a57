//! Goals of a municipality's own, and the signs by which it is seen whether they are reached.
//!
//! A goal is words. A sign is words too, and may be read off an indicator; one that is not read off
//! data stands beside the others and says so. A goal itself is never judged: its signs are. Goals
//! stand under a [`Vision`] and may have sub-goals; what is done for one is an
//! [`Action`](crate::action::Action).

use serde::{Deserialize, Serialize};

use crate::{IndicatorId, LocalText, SchoolYear};

/// School years from a first to a last one, both of them in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearSpan {
    /// The first.
    #[serde(rename = "fra")]
    pub from: SchoolYear,
    /// The last; never before the first.
    #[serde(rename = "til")]
    pub to: SchoolYear,
}

impl YearSpan {
    /// The years from one to another; `None` where the last is before the first.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::goal::YearSpan;
    ///
    /// let span = YearSpan::new("2022/23".parse()?, "2025/26".parse()?).ok_or("not a span")?;
    /// assert_eq!(span.years().count(), 4);
    /// assert_eq!(YearSpan::new(span.to, span.from), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(from: SchoolYear, to: SchoolYear) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Every year, oldest first.
    pub fn years(self) -> impl Iterator<Item = SchoolYear> {
        let next = move |year: &SchoolYear| year.next().filter(|next| *next <= self.to);
        std::iter::successors(Some(self.from), next)
    }
}

/// What a municipality wants its schools to become, above all its goals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vision {
    /// What is wanted.
    #[serde(rename = "tekst")]
    pub text: LocalText,
    /// The school years it is for, where that is said.
    #[serde(rename = "skoleaar")]
    pub years: Option<YearSpan>,
}

/// A goal of the municipality's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its id, the only one of its kind in a plan.
    pub id: String,
    /// The goal that it is a sub-goal of; `None` for a goal that stands on its own.
    #[serde(rename = "under")]
    pub parent: Option<String>,
    /// Its name.
    #[serde(rename = "navn")]
    pub name: LocalText,
    /// What is wanted.
    #[serde(rename = "tekst")]
    pub text: LocalText,
    /// The school years it is worked for, where that is said.
    #[serde(rename = "periode")]
    pub period: Option<YearSpan>,
    /// The signs, in order.
    #[serde(rename = "tegn")]
    pub signs: Vec<Sign>,
}

/// A sign (*tegn*): what can be seen when a goal is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// What can be seen.
    #[serde(rename = "tekst")]
    pub text: LocalText,
    /// The indicator it is read off, with the target of that indicator where it has one; `None`: it
    /// is not read off data.
    #[serde(rename = "indikator")]
    pub indicator: Option<IndicatorId>,
}
