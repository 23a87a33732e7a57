//! Figures of all pupils together, unit by unit and year by year.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, IntervalMethod, Reported, Series, Statistic};
use kvalitet_core::method::{Change, distinct_share};
use kvalitet_core::{Breakdown, Period, SchoolYear, Unit};

use crate::judge::Scope;
use crate::{Figure, Figures};

/// An indicator's figures, year by year.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    pub(crate) indicator: &'a Indicator,
    pub(crate) series: Option<&'a Series>,
    pub(crate) units: BTreeMap<Unit, BTreeMap<SchoolYear, &'a Figure>>,
}

/// Whether an indicator is one number that can have an interval.
pub(super) fn is_one_number(indicator: &Indicator) -> bool {
    let one = match indicator.statistic {
        Statistic::Share { .. } | Statistic::Mean { .. } => true,
        Statistic::Reported { form } => matches!(form, Reported::Share | Reported::Mean),
        Statistic::Distribution { .. } | Statistic::Ratio { .. } | Statistic::Count { .. } => false,
    };
    one && indicator.method != IntervalMethod::None
}

impl<'a> Lines<'a> {
    /// Those of every indicator that is one number with an interval, in the report's order, over the
    /// report's years.
    pub(crate) fn of(figures: &'a Figures, scope: &Scope<'a>) -> Vec<Self> {
        let mut lines: BTreeMap<&str, BTreeMap<Unit, BTreeMap<SchoolYear, &Figure>>> =
            BTreeMap::new();
        for (key, figure) in &figures.figures {
            let Period::Year(year) = key.period else { continue };
            if key.breakdown == Breakdown::ALL && scope.years.contains(&year) {
                let units = lines.entry(key.indicator.as_str()).or_default();
                units.entry(key.unit).or_default().insert(year, figure);
            }
        }
        let indicators = scope.catalogue.indicators().iter().filter(|of| is_one_number(of));
        let line = |indicator: &'a Indicator| {
            let units = lines.remove(indicator.id.as_str())?;
            Some(Self { indicator, series: scope.catalogue.series_of(indicator), units })
        };
        indicators.filter_map(line).collect()
    }

    /// The years in which a school or the municipality has a number and every school was to have one,
    /// oldest first.
    pub(crate) fn years(&self) -> BTreeSet<SchoolYear> {
        let units = self.units.iter().filter(|(unit, _)| **unit != Unit::Nation);
        let years = units.flat_map(|(_, years)| {
            years.iter().filter(|(_, figure)| figure.value().is_some()).map(|(year, _)| *year)
        });
        years.filter(|year| self.is_of_everybody(*year)).collect()
    }

    fn is_of_everybody(&self, year: SchoolYear) -> bool {
        self.series.is_none_or(|series| series.no_municipality_figure(year).is_none())
    }

    /// Whether two years can be compared at all.
    pub(crate) fn compares(&self, from: SchoolYear, to: SchoolYear) -> bool {
        self.series.is_none_or(|series| series.compares(from, to))
    }

    /// Whether a comparison of two years is with reservation.
    pub(crate) fn is_reserved(&self, from: SchoolYear, to: SchoolYear) -> bool {
        self.series.is_some_and(|series| series.reserved(from, to).is_some())
    }

    /// The pair of years that is judged: the newest year that a verdict can be given on, and of those
    /// before it that compare with it the nearest or the first, as the setting says. Where no two years
    /// can be judged, the newest two stand and say why.
    pub(crate) fn judged_pair(&self, scope: &Scope<'_>) -> Option<(SchoolYear, SchoolYear)> {
        let years = self.years();
        let first = scope.settings.choice("udvikling_mod") == "foerste-aar";
        let silent = scope.is_silent_on_reservation();
        let from = |to: SchoolYear| {
            let fits = |from: &SchoolYear| {
                self.compares(*from, to) && !(silent && self.is_reserved(*from, to))
            };
            let mut earlier = years.range(..to).copied().filter(fits);
            if first { earlier.next() } else { earlier.next_back() }
        };
        let judged = years.iter().rev().find_map(|to| Some((from(*to)?, *to)));
        let mut newest = years.iter().rev().copied();
        judged.or_else(|| newest.next().and_then(|to| Some((newest.next()?, to))))
    }

    /// Every pair of years a change is worked out for: each year with the one before, and the judged
    /// pair.
    pub(crate) fn pairs(&self, scope: &Scope<'_>) -> BTreeSet<(SchoolYear, SchoolYear)> {
        let years: Vec<SchoolYear> = self.years().into_iter().collect();
        let neighbours = years.windows(2).filter_map(|pair| match pair {
            [from, to] => Some((*from, *to)),
            _ => None,
        });
        neighbours.chain(self.judged_pair(scope)).collect()
    }

    /// The change of a unit between two years, where both have a number with its spread. Pupils who are in
    /// both years, by the grades of the series, correlate as the setting says.
    pub(crate) fn change(
        &self,
        unit: Unit,
        (from, to): (SchoolYear, SchoolYear),
        scope: &Scope<'_>,
    ) -> Option<Change> {
        let number = |year| self.figure(unit, year)?.measured();
        let change = Change::new(number(from)?, number(to)?)?;
        let correlation = scope.correlation_of_pupils();
        let both = if 0.0 < correlation { self.in_both(from, to) } else { 0.0 };
        Some(change.correlated(correlation * both))
    }

    /// The share of pupils who are in both years, for grades of equal size: n₁₂/√(n₁n₂).
    fn in_both(&self, from: SchoolYear, to: SchoolYear) -> f64 {
        self.series.map_or(0.0, |series| {
            let grades: Vec<u8> = series.grades.iter().map(|grade| grade.number()).collect();
            2.0 * (1.0 - distinct_share(&grades, &[from.start(), to.start()]))
        })
    }

    pub(crate) fn figure(&self, unit: Unit, year: SchoolYear) -> Option<&'a Figure> {
        self.units.get(&unit)?.get(&year).copied()
    }

    /// Whether a figure rests on as many persons as its definition asks.
    pub(crate) fn is_of_enough(&self, figure: &Figure) -> bool {
        figure.n().is_none_or(|n| self.indicator.minimum_n <= n)
    }
}
