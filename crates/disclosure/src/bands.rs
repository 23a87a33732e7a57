//! Where the other schools lie, for the leader of one: a band of many and never a single school.
//!
//! A band is made of what other leaders are shown of their own schools of the same kind, over all
//! pupils in one year, and only where at least [`ReleasedBand::SCHOOLS`] of them have a number that is
//! shown and not of too few pupils. Each end is the mean of the three schools about a quartile, with a
//! decimal less than the numbers have, and is moved outwards where it is any school's own number.
//!
//! So an end is no school's number and follows from none alone. What a band cannot tell: which school
//! lies where, how far the outermost lie, how many pupils a school has, or whether two schools differ
//! by more than chance. Two leaders who lay their bands side by side know each other's numbers
//! already; of the rest they see two sums of three, rounded.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::{Confidentiality, Indicator};
use kvalitet_core::{Breakdown, Decimal, IndicatorId, Period, SchoolKind, SchoolYear, Unit};
use kvalitet_figures::{Figure, Value};
use serde::Serialize;

use crate::gate::{Draft, released_value};
use crate::pattern::Pattern;
use crate::{Audience, Policy, Readers, Shows};

/// Where the middle half of the other schools of a kind lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleasedBand {
    /// In what.
    #[serde(rename = "indikator")]
    pub indicator: IndicatorId,
    /// In which year.
    #[serde(rename = "skoleaar")]
    pub year: SchoolYear,
    /// How many other schools have a number.
    #[serde(rename = "skoler")]
    pub schools: u64,
    /// The lower end, with a decimal less than the numbers have.
    #[serde(rename = "nedre")]
    pub lower: Decimal,
    /// The upper end.
    #[serde(rename = "oevre")]
    pub upper: Decimal,
}

impl ReleasedBand {
    /// Fewer other schools have no band.
    pub const SCHOOLS: usize = 10;
}

/// How many units of its last decimal an end is moved at most.
const FARTHEST: i64 = 3;

/// What the schools of a kind have in one indicator and year.
type Shown = BTreeMap<(IndicatorId, SchoolYear), Vec<(Unit, SchoolKind, Decimal)>>;

/// What each leader is shown of the own school in what is confidential, over all pupils.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bands {
    shown: Shown,
}

impl Bands {
    /// Gathers what leaders are shown, given what is `hidden` from them.
    pub(crate) fn new(draft: &Draft<'_>, policy: &Policy, hidden: &Pattern) -> Self {
        let mut shown = Shown::new();
        for (key, figure) in &draft.figures.figures {
            let indicator = draft.catalogue.indicator(key.indicator.as_str());
            let (Some(indicator), Period::Year(year)) = (indicator, key.period) else { continue };
            let is_school = matches!(key.unit, Unit::School(_)) && key.breakdown == Breakdown::ALL;
            let kind = draft.units.get(&key.unit).and_then(|info| info.kind);
            let (Some(kind), true) = (kind, is_school && is_told(indicator, figure)) else {
                continue;
            };
            let rule = policy.rule_of(Readers::Leaders, indicator, (key.unit, true));
            let is_shown = rule.is_some_and(|rule| rule.shows == Shows::Figure);
            if !is_shown || hidden.hides(indicator, key) {
                continue;
            }
            if let Some(value) = released_value(indicator, figure) {
                let schools = shown.entry((key.indicator.clone(), year)).or_default();
                schools.push((key.unit, kind, value));
            }
        }
        Self { shown }
    }

    /// The bands of `audience`: of a leader's school's kind, without the school. None for others.
    pub(crate) fn of(&self, draft: &Draft<'_>, audience: Audience) -> Vec<ReleasedBand> {
        let Audience::Leader(number) = audience else { return Vec::new() };
        let own = Unit::School(number);
        let Some(own_kind) = draft.units.get(&own).and_then(|info| info.kind) else {
            return Vec::new();
        };
        let band = |((indicator, year), schools): (&(IndicatorId, SchoolYear), &Vec<_>)| {
            let others = schools.iter().filter(|(unit, kind, _)| *unit != own && *kind == own_kind);
            let values: Vec<Decimal> = others.map(|(_, _, value)| *value).collect();
            let schools = u64::try_from(values.len()).ok()?;
            let [lower, upper] = middle_half(values)?;
            Some(ReleasedBand { indicator: indicator.clone(), year: *year, schools, lower, upper })
        };
        self.shown.iter().filter_map(band).collect()
    }
}

/// Whether a figure is one that a band is made of: confidential, of enough pupils, and no count.
fn is_told(indicator: &Indicator, figure: &Figure) -> bool {
    let is_number = !matches!(figure.value(), Some(Value::Count(_)) | None);
    let is_few = figure.n().is_some_and(|n| n < indicator.minimum_n);
    indicator.confidentiality != Confidentiality::Open && is_number && !is_few
}

/// The ends of the middle half of `values`, with a decimal less than the coarsest of them; `None` of
/// fewer than [`ReleasedBand::SCHOOLS`], and where no end can be found that is none of them.
fn middle_half(mut values: Vec<Decimal>) -> Option<[Decimal; 2]> {
    if values.len() < ReleasedBand::SCHOOLS {
        return None;
    }
    let decimals = values.iter().map(|value| value.decimals()).min()?.saturating_sub(1);
    values.sort_by(|a, b| a.compare(*b));
    let from_end = values.len() / 4;
    let lower = end(&values, (from_end, decimals), -1)?;
    values.reverse();
    let upper = end(&values, (from_end, decimals), 1)?;
    Some([lower, upper])
}

/// The mean of the value at `place` and its neighbours, moved `outwards` while it is one of `values`.
fn end(values: &[Decimal], (place, decimals): (usize, u8), outwards: i64) -> Option<Decimal> {
    let about = values.get(place.checked_sub(1)?..place.checked_add(2)?)?;
    let finest = values.iter().map(|value| value.decimals()).max()?;
    let in_units = |value: &Decimal| {
        let finer = 10_i128.checked_pow(u32::from(finest - value.decimals()))?;
        i128::from(value.units()).checked_mul(finer)
    };
    let sum = about.iter().map(in_units).sum::<Option<i128>>()?;
    let scale = 10_i128.checked_pow(u32::from(finest))?.checked_mul(3)?;
    let rounded = Decimal::from_ratio(sum, scale, decimals)?;
    let moved = |by: i64| {
        let units = rounded.units().checked_add(outwards.checked_mul(by)?)?;
        let end = Decimal::new(units, decimals)?;
        values.iter().all(|value| value.compare(end).is_ne()).then_some(end)
    };
    // Further out it would tell how far the outermost schools lie.
    (0..=FARTHEST).find_map(moved)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tenths(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|value| Decimal::new(*value, 1).unwrap()).collect()
    }

    #[test]
    fn the_ends_are_means_of_three_schools_rounded() {
        // In order 10 20 31.5 40 50 60 70 80 90 100. The third from each end and its neighbours:
        // (20 + 31.5 + 40) / 3 = 30.5, and (70 + 80 + 90) / 3 = 80, which is a school's own.
        let values = tenths(&[1000, 100, 900, 200, 800, 315, 700, 400, 600, 500]);
        let [lower, upper] = middle_half(values).unwrap();
        assert_eq!((lower.to_string(), upper.to_string()), ("31".to_owned(), "81".to_owned()));
    }

    #[test]
    fn nine_schools_have_no_band() {
        let nine = tenths(&[100, 200, 300, 400, 500, 600, 700, 800, 900]);
        assert_eq!(middle_half(nine), None);
    }

    proptest! {
        #[test]
        fn no_end_is_the_number_of_a_school(values in proptest::collection::vec(0..1000_i64, 10..60)) {
            let values = tenths(&values);
            let Some([lower, upper]) = middle_half(values.clone()) else { return Ok(()) };
            prop_assert!(lower.compare(upper).is_lt());
            for end in [lower, upper] {
                prop_assert_eq!(end.decimals(), 0);
                prop_assert!(values.iter().all(|value| value.compare(end).is_ne()));
            }
        }

        #[test]
        fn one_school_moves_an_end_by_no_more_than_a_third(
            values in proptest::collection::vec(200..800_i64, 10..40),
            place in 0..10_usize, to in 200..800_i64,
        ) {
            let mut other = values.clone();
            let moved = (to - values[place]).abs();
            other[place] = to;
            let (before, after) = (middle_half(tenths(&values)), middle_half(tenths(&other)));
            for (before, after) in before.into_iter().flatten().zip(after.into_iter().flatten()) {
                // In tenths: a third of what the school moved, rounding, and what an end may be moved.
                let by = (before.units() - after.units()).abs() * 10;
                prop_assert!(by <= moved / 3 + 10 + 10 * FARTHEST + 1, "{before} {after}");
            }
        }
    }
}
