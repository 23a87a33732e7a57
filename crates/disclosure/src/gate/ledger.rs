//! Why figures are hidden, from whom, and what that costs.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::Period;

use super::Draft;
use crate::Readers;
use crate::pattern::{Cell, HiddenBy, Pattern, cell_of, group_of};
use crate::release::{HidingRule, LedgerEntry};

/// Every hidden cell of every sort of readers, by readers, series, unit, period and breakdown.
pub(super) fn ledger(draft: &Draft<'_>, patterns: &BTreeMap<Readers, Pattern>) -> Vec<LedgerEntry> {
    let figures = figures(draft);
    let mut entries = Vec::new();
    for (readers, pattern) in patterns {
        let mut seen = BTreeSet::new();
        for reason in &pattern.reasons {
            // What is kept for itself needs no other reason.
            if !seen.insert((&reason.group, reason.period, reason.cell)) {
                continue;
            }
            let (unit, breakdown) = reason.cell;
            let key = (reason.group.clone(), reason.period, reason.cell);
            let (protects, from) = match &reason.rule {
                HiddenBy::Covers { cell: (unit, breakdown), from } => {
                    let from = from.iter().map(ToString::to_string).collect();
                    (Some(format!("{unit}/{breakdown}")), from)
                }
                HiddenBy::Persons | HiddenBy::Share | HiddenBy::Dominance | HiddenBy::Public => {
                    (None, Vec::new())
                }
            };
            entries.push(LedgerEntry {
                readers: *readers,
                group: reason.group.clone(),
                unit: unit.to_string(),
                period: reason.period.to_string(),
                breakdown: breakdown.to_string(),
                rule: rule(&reason.rule),
                protects,
                from,
                figures: figures.get(&key).copied().unwrap_or(1),
                rounded_to: reason.rounded_to,
            });
        }
    }
    entries.sort();
    entries
}

const fn rule(by: &HiddenBy) -> HidingRule {
    match by {
        HiddenBy::Persons => HidingRule::TooFew,
        HiddenBy::Share => HidingRule::Share,
        HiddenBy::Dominance => HidingRule::Dominance,
        HiddenBy::Public => HidingRule::Public,
        HiddenBy::Covers { .. } => HidingRule::SameSum,
    }
}

/// How many figures each cell of a group has.
fn figures(draft: &Draft<'_>) -> BTreeMap<(String, Period, Cell), u64> {
    let mut groups = BTreeMap::new();
    let mut count = BTreeMap::new();
    for key in draft.figures.figures.keys() {
        let group = groups
            .entry(&key.indicator)
            .or_insert_with(|| draft.catalogue.indicator(key.indicator.as_str()).map(group_of));
        if let Some(group) = group {
            *count.entry((group.clone(), key.period, cell_of(key))).or_default() += 1;
        }
    }
    count
}
