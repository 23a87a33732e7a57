//! Shares that few have, or lack: hidden though many are asked.
//!
//! A share with its number of persons is a count. Those of one indicator have the sums of units, of parts
//! and of categories; where another indicator counts the same pupils ([`Same`](crate::policy::Same)) both
//! are one layer. The number of persons is taken as known: what cannot be told then cannot be told
//! without it.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Scale;
use kvalitet_core::{Breakdown, Decimal, FigureKey, IndicatorId, Period, RollupGraph, Unit};
use kvalitet_figures::{Figure, Value};
use rayon::prelude::*;

use super::layer::{Against, Covered, Layer, cost, counted, fixed};
use super::{Cell, HiddenBy, Pattern, ROOM, Reason, Sheets, bases, not_kept, seen};
use crate::gate::Draft;
use crate::protect::{Cell as TableCell, Margin, State};
use crate::{Policy, Readers, Rule};

/// A share of a layer: whose, of which unit and breakdown.
type Key<'a> = (&'a IndicatorId, Unit, Breakdown);

/// The shares of one layer: of indicators that are counted together, in one period and sheet.
type Together<'a> = (&'a IndicatorId, Period, Option<Unit>);

/// One share.
#[derive(Clone, Copy, Debug)]
struct Share {
    hits: u64,
    n: u64,
    /// How far it must be possible, where it is kept itself.
    need: Option<Margin>,
    /// Whether its persons are hidden.
    is_hidden: bool,
    /// Whether they are so few that they are hidden themselves: it may not follow then, either.
    is_of_few: bool,
    /// Whether everybody knows it already.
    is_known: bool,
}

impl Share {
    /// Whether it must not follow.
    const fn is_kept(&self) -> bool {
        self.need.is_some() || self.is_of_few
    }
}

/// Adds to `pattern` the shares that are hidden from `readers`.
pub(super) fn hide(
    draft: &Draft<'_>,
    policy: &Policy,
    (readers, pattern): (Readers, &mut Pattern),
) {
    let layers: Vec<_> = layers(draft, policy, (readers, pattern)).into_iter().collect();
    let covered: Vec<_> =
        layers.par_iter().map(|(_, shares)| covered(shares, (draft, policy), readers)).collect();
    for (((family, period, _), shares), (covered, rounded)) in layers.iter().zip(covered) {
        // Of few persons that are hidden themselves more follows from what is public already.
        let exposed = covered.exposed.into_iter();
        let exposed = exposed.filter(|key| shares.get(key).is_some_and(|of| of.need.is_some()));
        let exposed = exposed.map(|(_, unit, breakdown)| (unit, breakdown));
        let group = (family.to_string(), *period);
        pattern.exposed.extend(not_kept(readers, &group, &exposed.collect()));
        let kept = shares.iter().filter(|(_, share)| share.need.is_some() && !share.is_hidden);
        let kept = kept.map(|(key, _)| (*key, HiddenBy::Share));
        let added = covered.added.into_iter().map(|of| {
            let (_, unit, breakdown) = of.protects;
            (of.cell, HiddenBy::Covers { cell: (unit, breakdown), from: of.from })
        });
        for ((indicator, unit, breakdown), rule) in kept.chain(added) {
            let (group, cell) = (indicator.to_string(), (unit, breakdown));
            let key = (indicator, unit, breakdown);
            let rounded_to = policy.base(readers, indicator).filter(|_| rounded.contains(&key));
            pattern.reasons.push(Reason { group, period: *period, cell, rule, rounded_to });
        }
        let kept = shares.iter().filter(|(_, share)| share.need.is_some()).map(|(key, _)| *key);
        for (indicator, unit, breakdown) in covered.hidden.into_iter().chain(kept) {
            let periods = pattern.shares.entry(indicator.clone()).or_default();
            periods.entry(*period).or_default().insert((unit, breakdown));
        }
        for (indicator, unit, breakdown) in rounded {
            let Some(base) = policy.base(readers, indicator) else { continue };
            let periods = pattern.rounded.entry(indicator.clone()).or_default();
            periods.entry(*period).or_default().insert((unit, breakdown), base);
        }
    }
}

/// The shares that are guarded, by those that are counted together and period.
fn layers<'a>(
    draft: &Draft<'a>,
    policy: &Policy,
    (readers, pattern): (Readers, &Pattern),
) -> BTreeMap<Together<'a>, BTreeMap<Key<'a>, Share>> {
    let mut layers: BTreeMap<_, BTreeMap<Key<'a>, Share>> = BTreeMap::new();
    let known = draft.known.iter().filter(|of| of.hits.is_some() || of.value.is_some());
    let known: BTreeSet<&FigureKey> = known.map(|of| &of.key).collect();
    for (key, figure) in &draft.figures.figures {
        let Some((indicator, rule)) = seen(draft, policy, (readers, key)) else { continue };
        let is_guarded = rule.k_numerator.is_some() || rule.all_or_none;
        if !is_guarded && !pattern.hides_some(indicator.id.as_str(), key.period) {
            continue;
        }
        let Some((hits, n)) = count(figure, indicator.scale) else { continue };
        let same = policy.same().iter().find(|same| same.total == indicator.id);
        let family = same.and_then(|same| draft.catalogue.indicator(same.of.as_str()));
        let family = family.map_or(&indicator.id, |family| &family.id);
        let is_hidden = pattern.hides(indicator, key);
        let is_known = known.contains(key);
        let are_few = is_hidden && 0 < n && n < rule.least(figure.class);
        // That nobody has it, or everybody, is told by the others where nobody has it there.
        let is_of_few = are_few && (rule.all_or_none || (0 < hits && hits < n));
        // A cell whose persons cover others is hidden already, and its share may follow from sums all the
        // same.
        let need = (!are_few && rule.keeps_share(hits, n)).then(|| margin(rule, hits, n));
        let share = Share { hits, n, need, is_hidden, is_of_few, is_known };
        let sheet = Sheets::of(readers).sheet(key.unit);
        let of = layers.entry((family, key.period, sheet)).or_default();
        of.insert((&indicator.id, key.unit, key.breakdown), share);
    }
    layers.retain(|_, shares| shares.values().any(Share::is_kept));
    layers
}

/// The persons who have it and all persons, of a share that is counted or that a published value gives.
pub(super) fn count(figure: &Figure, scale: Scale) -> Option<(u64, u64)> {
    match figure.value()? {
        Value::Share { hits, n } => Some((hits, n)),
        Value::Published { value, n: Some(n), .. } if scale == Scale::Percent => {
            Some((rounded_hits(value, n)?, n))
        }
        Value::Published { .. }
        | Value::Mean { .. }
        | Value::Ratio { .. }
        | Value::Count(_)
        | Value::Weighted { .. } => None,
    }
}

/// The count nearest to a share of `n` in per cent.
fn rounded_hits(percent: Decimal, n: u64) -> Option<u64> {
    let whole = 100_i128 * 10_i128.checked_pow(u32::from(percent.decimals()))?;
    let hits = i128::from(percent.units()) * i128::from(n);
    let hits = (2 * hits + whole) / (2 * whole);
    u64::try_from(hits).ok().filter(|hits| *hits <= n)
}

/// How far a share that is kept must be possible: it must not follow that so few have or lack it, nor that
/// nobody or everybody has.
fn margin(rule: &Rule, hits: u64, n: u64) -> Margin {
    let k = rule.k_numerator.unwrap_or(1);
    // Nobody, or everybody, must be one more, or less; few must be able to be no longer few.
    let beyond = |count: u64| if count == 0 { 1 } else { k.saturating_sub(count).min(ROOM) };
    let lack = n.saturating_sub(hits);
    Margin { down: counted(beyond(lack).min(hits)), up: counted(beyond(hits).min(lack)) }
}

/// What is hidden of a layer, and what of that is shown rounded.
fn covered<'a>(
    shares: &BTreeMap<Key<'a>, Share>,
    (draft, policy): (&Draft<'_>, &Policy),
    readers: Readers,
) -> (Covered<Key<'a>>, BTreeSet<Key<'a>>) {
    let layer = layer(shares, draft.graph, policy);
    // Who is the only one to have something knows no more than that somebody has.
    let covered = layer.cover(Against::Leaders);
    let all = draft.catalogue.indicators();
    let bases = policy.rounding(readers).iter().filter(|(id, _)| !bases::is_tied(all, id));
    let bases: BTreeMap<&IndicatorId, i64> = bases.map(|(id, base)| (id, counted(*base))).collect();
    let rounded = layer.rounded(&covered, Against::Leaders, |key| bases.get(key.0).copied());
    (covered, rounded)
}

fn layer<'a>(
    shares: &BTreeMap<Key<'a>, Share>,
    graph: &RollupGraph,
    policy: &Policy,
) -> Layer<Key<'a>> {
    let mut layer = Layer::new();
    let mut cells: BTreeMap<&IndicatorId, BTreeSet<Cell>> = BTreeMap::new();
    for (key, share) in shares {
        let (indicator, unit, breakdown) = *key;
        let weight = if breakdown.category.is_some() { 1 } else { 3 };
        let state = match () {
            () if share.is_of_few => State::Hidden,
            () if share.is_hidden => State::Latent,
            () => State::Published,
        };
        let cell = TableCell {
            value: counted(share.hits),
            least: Some(0),
            most: Some(counted(share.n)),
            cost: weight * cost(unit, breakdown.part, share.n),
            state,
            need: share.need,
        };
        let cell = if share.is_known { fixed(cell.value) } else { cell };
        layer.add(*key, (unit, breakdown.part), cell);
        cells.entry(indicator).or_default().insert((unit, breakdown));
    }
    for (indicator, cells) in &cells {
        let key = |(unit, breakdown): Cell| (*indicator, unit, breakdown);
        for relation in graph.of(indicator).relations(cells) {
            layer.relate(key(relation.total), relation.parts.into_iter().map(key));
        }
        let mut divided: BTreeMap<Cell, Vec<Cell>> = BTreeMap::new();
        for (unit, breakdown) in cells.iter().filter(|(_, of)| of.category.is_some()) {
            let persons = divided.entry((*unit, breakdown.pupils())).or_default();
            persons.push((*unit, *breakdown));
        }
        for categories in divided.into_values() {
            layer.fix(categories.into_iter().map(key));
        }
    }
    for same in policy.same() {
        let Some((of, _)) = cells.get_key_value(&same.of) else { continue };
        let Some((total, totals)) = cells.get_key_value(&same.total) else { continue };
        for (unit, breakdown) in totals {
            let category = |category| Breakdown { category: Some(category), ..*breakdown };
            let parts = same.categories.iter().map(|of_these| (*of, *unit, category(*of_these)));
            layer.relate((*total, *unit, *breakdown), parts);
        }
    }
    layer
}
