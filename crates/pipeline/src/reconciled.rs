//! Figures held against what was published of the same.

use std::collections::BTreeMap;

use kvalitet_core::agreement::{AlternativeId, Ours, Theirs, compare};
use kvalitet_core::catalogue::{Catalogue, Indicator};
use kvalitet_core::{Evidence, FigureKey, Origin, Published, SchoolKind, Unit};
use kvalitet_disclosure::Compared;
use kvalitet_figures::{Figure, Figures, estimate};

use crate::evidence::Beside;

/// How each figure that is worked out agrees with what was published of it. Where ours is not a
/// number (nobody counts, or the series has none for municipalities), there is nothing to compare.
pub(crate) fn compared(
    beside: &BTreeMap<FigureKey, Beside>,
    evidence: &BTreeMap<FigureKey, Evidence>,
    catalogue: &Catalogue,
) -> BTreeMap<FigureKey, Compared> {
    let ours = beside.iter().map(|(key, of)| (key.clone(), of.ours.clone())).collect();
    let ours = estimate(&ours, &BTreeMap::new(), catalogue);
    let with_special = estimate(&with_special(beside, evidence), &BTreeMap::new(), catalogue);
    let without_special = estimate(&without_special(beside, evidence), &BTreeMap::new(), catalogue);
    let mut found = BTreeMap::new();
    for (key, Beside { theirs, .. }) in beside {
        let Some(indicator) = catalogue.indicator(key.indicator.as_str()) else { continue };
        let alternatives = [
            alternative("uden-specialskoler", &without_special, key, indicator),
            alternative("med-specialskoler", &with_special, key, indicator),
        ];
        let alternatives: Vec<_> = alternatives.into_iter().flatten().collect();
        let ours = ours.get(key).and_then(|figure| of_figure(figure, indicator));
        let compared = ours.and_then(|ours| against(ours, theirs, &alternatives, indicator));
        found.extend(compared.map(|compared| (key.clone(), compared)));
    }
    found
}

fn against(
    (ours, knows_persons): (Ours, bool),
    theirs: &Published,
    alternatives: &[(AlternativeId, Ours)],
    indicator: &Indicator,
) -> Option<Compared> {
    // Persons are held against persons where both are known.
    let n = theirs.n.filter(|_| knows_persons);
    let agreement = compare(ours, Theirs { value: theirs.value, n }, alternatives);
    let ours = ours.rounded(indicator.decimals)?;
    Some(Compared { ours, theirs: theirs.value, n: theirs.n, agreement })
}

fn alternative(
    id: &str,
    figures: &Figures,
    key: &FigureKey,
    indicator: &Indicator,
) -> Option<(AlternativeId, Ours)> {
    let (ours, _) = of_figure(figures.get(key)?, indicator)?;
    Some((id.parse().ok()?, ours))
}

/// A figure as a fraction, and whether its persons are known.
fn of_figure(figure: &Figure, indicator: &Indicator) -> Option<(Ours, bool)> {
    let value = figure.value()?;
    let (numerator, denominator) = value.exact(indicator.scale)?;
    let n = value.persons();
    Some((Ours { numerator, denominator, n: n.unwrap_or_default() }, n.is_some()))
}

fn of_kind<'e>(
    evidence: &'e BTreeMap<FigureKey, Evidence>,
    key: &FigureKey,
    kind: SchoolKind,
) -> Option<&'e Evidence> {
    let is_municipality = matches!(key.unit, Unit::Municipality(_));
    let unit = Unit::Group(kind.group());
    evidence.get(&FigureKey { unit, ..key.clone() }).filter(|_| is_municipality)
}

/// The municipality without its special schools.
fn without_special(
    beside: &BTreeMap<FigureKey, Beside>,
    evidence: &BTreeMap<FigureKey, Evidence>,
) -> BTreeMap<FigureKey, Evidence> {
    let of = |key: &FigureKey| {
        Some((key.clone(), of_kind(evidence, key, SchoolKind::Folkeskole)?.clone()))
    };
    beside.keys().filter_map(of).collect()
}

/// The municipality with its special schools.
fn with_special(
    beside: &BTreeMap<FigureKey, Beside>,
    evidence: &BTreeMap<FigureKey, Evidence>,
) -> BTreeMap<FigureKey, Evidence> {
    let of = |key: &FigureKey| {
        let [ordinary, special] = SchoolKind::ALL.map(|kind| of_kind(evidence, key, kind));
        match (ordinary?, special?) {
            (
                Evidence::Counted { tally, origin },
                Evidence::Counted { tally: other, origin: of },
            ) => {
                let tally = tally.merge(*other).ok()?;
                let origin: Origin = (*origin).max(*of);
                Some((key.clone(), Evidence::Counted { tally, origin }))
            }
            _ => None,
        }
    };
    beside.keys().filter_map(of).collect()
}
