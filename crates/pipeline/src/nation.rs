//! Figures of the whole country: references that were published, never worked out here.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::reference::{NationalValue, NationalValues};
use kvalitet_core::{
    Breakdown, Evidence, FigureKey, IndicatorId, Period, Published, PublishedForm, SchoolYear, Unit,
};
use kvalitet_disclosure::NationalSource;

/// The national values that come with the program, for every indicator and year of the report that
/// has evidence: under their keys, with where each was read. What a source of the run says of the
/// nation stands before them.
pub(crate) fn national(
    values: &NationalValues,
    evidence: &BTreeMap<FigureKey, Evidence>,
    years: &BTreeSet<SchoolYear>,
) -> BTreeMap<FigureKey, (Evidence, NationalSource)> {
    let there: BTreeSet<(&IndicatorId, Period)> =
        evidence.keys().map(|key| (&key.indicator, key.period)).collect();
    let mut found = BTreeMap::new();
    for value in values.iter() {
        let key = FigureKey {
            indicator: value.indicator.clone(),
            unit: Unit::Nation,
            period: Period::Year(value.year),
            breakdown: Breakdown { part: value.part, category: None },
        };
        let is_wanted =
            years.contains(&value.year) && there.contains(&(&value.indicator, key.period));
        if let (true, false, Some(source)) =
            (is_wanted, evidence.contains_key(&key), source(values, value))
        {
            // A value alone (class E), whatever it is of its persons: nothing is tested against it.
            let (value, form) = (value.value, PublishedForm::Other);
            let published = Published { value, form, n: None, verdict: None };
            found.insert(key, (Evidence::Published(published), source));
        }
    }
    found
}

fn source(values: &NationalValues, value: &NationalValue) -> Option<NationalSource> {
    let source = values.source(value)?;
    Some(NationalSource {
        source: source.text.clone(),
        address: source.address.clone(),
        status: value.status,
        n: value.n,
        other: value.other,
        note: value.note.clone(),
    })
}
