//! Where every row went: read = used + corrected + quarantined + left out by a named rule.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::ExclusionRule;

/// What became of the rows of one source.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Reconciliation, finding::ExclusionRule};
///
/// let mut rows = Reconciliation { read: 10, used: 7, quarantined: 1, ..Default::default() };
/// rows.exclude(ExclusionRule::NotObligatory, 2);
/// assert!(rows.balances());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Lines with content after the header.
    #[serde(rename = "laest")]
    pub read: u64,
    /// Rows that the figures rest on.
    #[serde(rename = "brugt")]
    pub used: u64,
    /// Rows that the figures rest on after a correction.
    #[serde(rename = "rettet")]
    pub corrected: u64,
    /// Rows in quarantine.
    #[serde(rename = "karantaene")]
    pub quarantined: u64,
    /// Rows left out, by rule.
    #[serde(rename = "udeladt")]
    pub excluded: BTreeMap<ExclusionRule, u64>,
}

impl Reconciliation {
    /// Counts `rows` rows left out by `rule`.
    pub fn exclude(&mut self, rule: ExclusionRule, rows: u64) {
        if 0 < rows {
            *self.excluded.entry(rule).or_default() += rows;
        }
    }

    /// How many rows were left out by any rule.
    pub fn excluded_rows(&self) -> u64 {
        self.excluded.values().sum()
    }

    /// Whether every row read is accounted for.
    pub fn balances(&self) -> bool {
        self.read == self.used + self.corrected + self.quarantined + self.excluded_rows()
    }
}
