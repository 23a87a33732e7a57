//! Goals of a municipality's own, and the signs by which it is seen whether they are reached.
//!
//! A goal is words. A sign is words too, and may be read off an indicator; one that is not read off
//! data stands beside the others and says so. A goal itself is never judged: its signs are.

use serde::{Deserialize, Serialize};

use crate::{IndicatorId, LocalText};

/// A goal of the municipality's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its id, the only one of its kind in a plan.
    pub id: String,
    /// Its name.
    #[serde(rename = "navn")]
    pub name: LocalText,
    /// What is wanted.
    #[serde(rename = "tekst")]
    pub text: LocalText,
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
