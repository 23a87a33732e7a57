//! What sources of figures say, as evidence of the definitions: which observation is of which figure.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::{Catalogue, Indicator, Reported, Series, Statistic, Units};
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, Origin, Part, Period, Published, PublishedForm, Stage, Tally,
    Unit,
};

use crate::cell::NonValue;
use crate::figures::{Grades, Observation, PublishedFigures, Said};

/// Everything that sources of figures say of the catalogue's indicators.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// What can be added up: counts as they stand, and values times the persons they are about.
    pub tallies: BTreeMap<FigureKey, (Tally, Origin)>,
    /// Values as they were printed.
    pub published: BTreeMap<FigureKey, Published>,
    /// Where a source has a unit and no value, and why.
    pub absent: BTreeMap<FigureKey, NonValue>,
    /// How many observations no definition reads, by layout.
    pub unread: BTreeMap<String, u64>,
}

/// Sorts the observations of every source by the figure they are of.
///
/// A figure that is the sum of measures, such as the share above 3.0 of two bands, is there where
/// all of them are. What a series does not cover, and a school's value of what only municipalities
/// have, is of no figure. Of two that are of one figure, by words of a part that mean the same, the
/// one whose word the definition names first stands.
pub fn observed(figures: &PublishedFigures, catalogue: &Catalogue) -> Observed {
    let mut of_measure: BTreeMap<&str, Vec<(&Indicator, usize)>> = BTreeMap::new();
    for indicator in catalogue.indicators() {
        for (at, measure) in indicator.observed.measures.iter().enumerate() {
            of_measure.entry(measure.as_str()).or_default().push((indicator, at));
        }
    }
    let mut found = Observed::default();
    // What is said of each figure, by the place of the measure.
    let mut said: BTreeMap<FigureKey, (&Indicator, BTreeMap<usize, &Observation>)> =
        BTreeMap::new();
    for observation in figures.observations.values().flatten() {
        let readers = of_measure.get(observation.measure.as_ref()).into_iter().flatten();
        let mut is_read = false;
        for (indicator, at) in readers {
            if let Some(key) = key_of(observation, indicator, *at, catalogue) {
                let (_, parts) = said.entry(key).or_insert_with(|| (*indicator, BTreeMap::new()));
                let rank = |of: &Observation| indicator.observed.rank(&of.about());
                let first = parts.get(at).is_none_or(|before| rank(observation) < rank(before));
                if first && let Some(before) = parts.insert(*at, observation) {
                    *found.unread.entry(before.layout.to_string()).or_default() += 1;
                }
                is_read |= first;
            }
        }
        if !is_read {
            *found.unread.entry(observation.layout.to_string()).or_default() += 1;
        }
    }
    for (key, (indicator, parts)) in said {
        found.take(key, indicator, &parts);
    }
    found
}

/// The figure that an observation is of, for an indicator that reads its measure.
fn key_of(
    observation: &Observation,
    indicator: &Indicator,
    at: usize,
    catalogue: &Catalogue,
) -> Option<FigureKey> {
    let series = catalogue.series_of(indicator);
    let school = matches!(observation.unit, Unit::School(_));
    let fits = indicator.observed.takes(&observation.about())
        && series.is_none_or(|series| covers(series, observation))
        && !(school && indicator.units == Units::Municipality);
    if !fits {
        return None;
    }
    let category = match &indicator.statistic {
        Statistic::Distribution { categories, .. } => Some(*categories.all().get(at)?),
        _ => None,
    };
    let part = match observation.grades {
        Grades::All => Part::All,
        Grades::Grade(grade) => Part::Grade(grade),
        // A stage that holds every grade of the series is all of them.
        Grades::Stage(stage) if series.is_some_and(|series| lies_in(series, stage)) => Part::All,
        Grades::Stage(stage) => Part::Stage(stage),
    };
    Some(FigureKey {
        indicator: indicator.id.clone(),
        unit: observation.unit,
        period: Period::Year(observation.year),
        breakdown: Breakdown { part, category },
    })
}

/// Whether an observation is about grades and a year of a series. One that says no grade is about the
/// grades that have indicators, so never about a series of the youngest alone.
fn covers(series: &Series, observation: &Observation) -> bool {
    let year = series.covers_year(observation.year);
    let grades = &series.grades;
    match observation.grades {
        Grades::Grade(grade) => series.covers(observation.year, grade),
        Grades::Stage(stage) => {
            year && (grades.is_empty() || grades.iter().any(|grade| Stage::of(*grade) == stage))
        }
        Grades::All => year && !lies_in(series, Stage::Lower),
    }
}

/// Whether every grade of a series is of one stage.
fn lies_in(series: &Series, stage: Stage) -> bool {
    !series.grades.is_empty() && series.grades.iter().all(|grade| Stage::of(*grade) == stage)
}

impl Observed {
    fn take(
        &mut self,
        key: FigureKey,
        indicator: &Indicator,
        parts: &BTreeMap<usize, &Observation>,
    ) {
        let wanted = match indicator.statistic {
            Statistic::Distribution { .. } => 1,
            _ => indicator.observed.measures.len(),
        };
        let all: Vec<Said> = parts.values().map(|observation| observation.said).collect();
        if all.len() < wanted {
            return;
        }
        let verdict = parts.values().find_map(|observation| observation.verdict);
        let form = form_of(indicator);
        match sum(&all) {
            // Measures of other persons, or from sources that say it differently, make no sum.
            None => {
                for of in parts.values() {
                    *self.unread.entry(of.layout.to_string()).or_default() += 1;
                }
            }
            // A unit that the figure is not about has none.
            Some(Said::Absent(NonValue::NotApplicable)) => {}
            Some(Said::Absent(reason)) => {
                self.absent.insert(key, reason);
            }
            Some(said) => {
                if let Some(counted) = tally_of(said, form).filter(|_| indicator.adds_up()) {
                    self.tallies.insert(key.clone(), counted);
                }
                if let Said::Value { value, n } = said {
                    let (form, n) = (published_form(form), n.map(u64::from));
                    self.published.insert(key, Published { value, form, n, verdict });
                }
            }
        }
    }
}

/// What the indicator's number is of persons.
const fn form_of(indicator: &Indicator) -> Reported {
    match &indicator.statistic {
        Statistic::Share { .. } | Statistic::Distribution { .. } => Reported::Share,
        Statistic::Mean { .. } => Reported::Mean,
        Statistic::Ratio { .. } => Reported::Ratio,
        Statistic::Count { .. } => Reported::Count,
        Statistic::Reported { form } => *form,
    }
}

const fn published_form(form: Reported) -> PublishedForm {
    match form {
        Reported::Share => PublishedForm::Share,
        Reported::Mean => PublishedForm::Mean,
        Reported::Ratio | Reported::Count | Reported::Value => PublishedForm::Other,
    }
}

/// The sum of what is said: of counts on one denominator, or of values of the same persons. Where
/// one says nothing there is nothing; `None` where they cannot be added.
fn sum(all: &[Said]) -> Option<Said> {
    let mut all = all.iter().copied();
    let first = all.next()?;
    all.try_fold(first, |sum, next| match (sum, next) {
        (Said::Absent(reason), _) | (_, Said::Absent(reason)) => Some(Said::Absent(reason)),
        (Said::Value { value: a, n }, Said::Value { value: b, n: of }) if n == of => {
            Some(Said::Value { value: Decimal::sum(&[a, b])?, n })
        }
        (
            Said::Counts { numerator: a, denominator, persons },
            Said::Counts { numerator: b, denominator: of, .. },
        ) if denominator.compare(of).is_eq() => {
            Some(Said::Counts { numerator: Decimal::sum(&[a, b])?, denominator, persons })
        }
        _ => None,
    })
}

/// What can be added up of what is said.
fn tally_of(said: Said, form: Reported) -> Option<(Tally, Origin)> {
    let weighted = |value: Decimal, n: u32| {
        let sum = millionths(value)?.checked_mul(i64::from(n))?;
        Some(Tally::Weighted { n: u64::from(n), sum })
    };
    match (form, said) {
        (Reported::Share, Said::Counts { numerator, denominator, .. }) => {
            let tally = Tally::share(whole(numerator)?, whole(denominator)?).ok()?;
            Some((tally, Origin::Counts))
        }
        (Reported::Mean, Said::Counts { numerator, denominator, .. }) => {
            let (n, sum) = (whole(denominator)?, millionths(numerator)?);
            Some((Tally::Weighted { n, sum }, Origin::Counts))
        }
        (Reported::Ratio, Said::Counts { numerator, denominator, persons }) => {
            let (persons, numerator) = (persons.map(u64::from), millionths(numerator)?);
            let denominator = millionths(denominator)?;
            Some((Tally::Ratio { persons, numerator, denominator }, Origin::Counts))
        }
        (Reported::Share | Reported::Mean | Reported::Ratio, Said::Value { value, n }) => {
            Some((weighted(value, n?)?, Origin::Published))
        }
        (Reported::Count, Said::Value { value, .. }) => {
            Some((Tally::Count(whole(value)?), Origin::Counts))
        }
        (Reported::Count, Said::Counts { .. }) | (Reported::Value, _) | (_, Said::Absent(_)) => {
            None
        }
    }
}

/// A decimal as a count, where it is one.
fn whole(number: Decimal) -> Option<u64> {
    let rounded = number.with_decimals(0)?;
    rounded.compare(number).is_eq().then(|| u64::try_from(rounded.units()).ok())?
}

fn millionths(number: Decimal) -> Option<i64> {
    number.with_decimals(6).map(Decimal::units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn what_can_be_added_up_depends_on_what_is_said() {
        let counts = Said::Counts {
            numerator: decimal("30"),
            denominator: decimal("40"),
            persons: Some(44),
        };
        let value = Said::Value { value: decimal("3.6"), n: Some(10) };
        let tally = |said, form| tally_of(said, form).map(|(tally, _)| tally);
        assert_eq!(tally(counts, Reported::Share), Some(Tally::Share { hits: 30, n: 40 }));
        let ratio =
            Tally::Ratio { persons: Some(44), numerator: 30_000_000, denominator: 40_000_000 };
        assert_eq!(tally(counts, Reported::Ratio), Some(ratio));
        assert_eq!(tally(value, Reported::Mean), Some(Tally::Weighted { n: 10, sum: 36_000_000 }));
        assert_eq!(tally(value, Reported::Value), None);
        let alone = Said::Value { value: decimal("3.6"), n: None };
        assert_eq!(tally(alone, Reported::Mean), None);
        assert_eq!(tally(value, Reported::Count), None);
    }

    #[test]
    fn a_sum_of_measures_is_of_the_same_persons() {
        let value = |text, n| Said::Value { value: decimal(text), n };
        assert_eq!(
            sum(&[value("68.2", Some(20)), value("18.8", Some(20))]),
            Some(value("87.0", Some(20)))
        );
        assert_eq!(sum(&[value("68.2", Some(20)), value("18.8", Some(21))]), None);
        let absent = Said::Absent(NonValue::Withheld);
        assert_eq!(sum(&[value("68.2", None), absent]), Some(absent));
    }
}
