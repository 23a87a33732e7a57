//! Those whom one share counts may be those whom another figure rests on: the pupils with all their marks
//! are the persons of the mean of those marks. Where one is hidden the other is.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Statistic};
use kvalitet_core::{Breakdown, FigureKey, IndicatorId, Period, Unit};

use super::{HiddenBy, Pattern, Reason, guarded};
use crate::gate::Draft;

/// Hides of each of two such figures what is hidden of the other.
///
/// What is hidden of a share keeps its count open in every sum, and what is hidden of the other its persons:
/// these are the same numbers with the same sums, and hiding more of either keeps both open.
pub(super) fn tie(draft: &Draft<'_>, pattern: &mut Pattern) {
    let pairs: Vec<(&Indicator, &Indicator)> = pairs(draft.catalogue.indicators());
    if pairs.is_empty() {
        return;
    }
    let mut cells: BTreeMap<&str, Vec<(Period, Unit, Breakdown)>> = BTreeMap::new();
    for (key, figure) in &draft.figures.figures {
        if guarded(figure).is_some() {
            let of = cells.entry(key.indicator.as_str()).or_default();
            of.push((key.period, key.unit, key.breakdown));
        }
    }
    // What is hidden of one may be tied to a third.
    loop {
        let mut added = false;
        for (one, other) in pairs.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]) {
            let theirs: BTreeSet<_> =
                cells.get(other.id.as_str()).into_iter().flatten().copied().collect();
            for (period, unit, breakdown) in cells.get(one.id.as_str()).into_iter().flatten() {
                let of = |indicator: &Indicator| FigureKey {
                    indicator: indicator.id.clone(),
                    unit: *unit,
                    period: *period,
                    breakdown: *breakdown,
                };
                let is_new = theirs.contains(&(*period, *unit, *breakdown))
                    && pattern.hides(one, &of(one))
                    && !pattern.hides(other, &of(other));
                if is_new {
                    let shares = pattern.shares.entry(other.id.clone()).or_default();
                    shares.entry(*period).or_default().insert((*unit, *breakdown));
                    let cell = (*unit, *breakdown);
                    let rule = HiddenBy::Covers { cell, from: Vec::new() };
                    let (group, period) = (other.id.to_string(), *period);
                    let reason = Reason { group, period, cell, rule, rounded_to: None };
                    pattern.reasons.push(reason);
                    added = true;
                }
            }
        }
        if !added {
            return;
        }
    }
}

/// Whether an indicator rests on those whom a share counts, or counts those whom another rests on.
pub(super) fn is_tied(all: &[Indicator], indicator: &IndicatorId) -> bool {
    pairs(all).iter().any(|(one, other)| one.id == *indicator || other.id == *indicator)
}

/// Shares, each with an indicator that rests on those it counts.
fn pairs(all: &[Indicator]) -> Vec<(&Indicator, &Indicator)> {
    let shares = all.iter().filter_map(|one| match &one.statistic {
        Statistic::Share { numerator, .. } => Some((one, numerator.text())),
        _ => None,
    });
    let pairs = shares.flat_map(|(one, counted)| {
        let rests_on = move |other: &&Indicator| {
            let denominator = match &other.statistic {
                Statistic::Share { denominator, .. }
                | Statistic::Distribution { denominator, .. }
                | Statistic::Mean { denominator, .. } => Some(denominator.text()),
                _ => None,
            };
            let is_same = one.table == other.table && one.series == other.series;
            is_same && one.id != other.id && denominator == Some(counted)
        };
        all.iter().filter(rests_on).map(move |other| (one, other))
    });
    pairs.collect()
}
