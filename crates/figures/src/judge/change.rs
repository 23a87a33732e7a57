//! Changes between two years: how great, how sure, and how great they had to be.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Confidentiality, Scale};
use kvalitet_core::method::{
    Change, Interval, Measured, Needed, SchoolChange, Shock, clustered_error, count_to_f64,
    t_quantile, t_two_sided,
};
use kvalitet_core::verdict::{ChangeVerdict, Family};
use kvalitet_core::{Decimal, IndicatorId, SchoolYear, Unit};

use crate::judge::lines::Lines;
use crate::judge::{MISS, Scope, Shocks};
use crate::{Figure, Value};

/// The change of one unit between two years.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeJudgement {
    /// Of what.
    pub indicator: IndicatorId,
    /// Of whom.
    pub unit: Unit,
    /// The earlier year.
    pub from: SchoolYear,
    /// The later year.
    pub to: SchoolYear,
    /// The family it is corrected in; `None` for one that is described.
    pub family: Option<Family>,
    /// What is said; `None` for one that is described: no verdict, no arrow.
    pub verdict: Option<ChangeVerdict>,
    /// The numbers behind it; `None` where the years are not compared.
    pub numbers: Option<ChangeNumbers>,
}

/// The numbers of a change. Shares are fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeNumbers {
    pub(crate) change: Change,
    /// What the rounding of both years may come to.
    pub(crate) rounding: f64,
    /// The critical value of the interval.
    pub(crate) t: f64,
    /// How it was worked out.
    pub method: ChangeMethod,
    /// The later number less the earlier.
    pub difference: f64,
    /// Its 95 % interval, shocks included.
    pub interval: Interval,
    /// The whole standard error: counting and shocks.
    pub standard_error: f64,
    /// The shock factor in it, and its degrees of freedom.
    pub shock: Shock,
    /// The degrees of freedom of the whole standard error.
    pub degrees: f64,
    /// The chance of a difference at least as great with nothing changed, before correction.
    pub p: f64,
    /// What the family makes of it; `None` for one that is described.
    pub tested: Option<Tested>,
    /// How far it lies from what others did.
    pub beyond: Beyond,
}

/// How a change was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeMethod {
    /// Two shares: Newcombe's interval with effective numbers of persons.
    Newcombe,
    /// Two means: Welch's.
    Welch,
    /// Schools as clusters: a municipality and its groups.
    Clustered,
}

/// A change that was tested in its family.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested {
    /// The p-value corrected for the family.
    pub adjusted: f64,
    /// The critical value it had to reach, the other claims being as they are.
    pub t: f64,
    /// How great it had to be before the report called it sure.
    pub needed: Needed,
    /// How great a true change would be found four times out of five; `None` where there is no room for
    /// one.
    pub discoverable: Option<f64>,
}

/// A change beside those of others, with the 95 % interval of the difference. Described, never judged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beyond {
    /// Beyond the municipality's own.
    pub municipality: Option<(f64, Interval)>,
    /// Beyond the whole country's, which is taken as it stands.
    pub nation: Option<(f64, Interval)>,
}

/// Every change of an indicator, in order of unit and years.
pub(crate) fn changes(
    lines: &Lines<'_>,
    scope: &Scope<'_>,
    shocks: &Shocks,
) -> Vec<ChangeJudgement> {
    let mut found = Vec::new();
    let judged = lines.judged_pair(scope);
    for (from, to) in lines.pairs(scope) {
        let pair = Pair { lines, scope, shocks, from, to, is_judged: judged == Some((from, to)) };
        let whole = lines.units.keys().copied().find(|unit| matches!(unit, Unit::Municipality(_)));
        let whole = whole.and_then(|unit| pair.whole(unit));
        let units = lines.units.keys().copied().filter(|unit| *unit != Unit::Nation);
        found.extend(units.filter_map(|unit| pair.change(unit, whole.as_ref())));
    }
    found.sort_by_key(|of| (of.unit, of.from, of.to));
    found
}

/// Two years of an indicator's figures.
pub(super) struct Pair<'a> {
    pub(super) lines: &'a Lines<'a>,
    pub(super) scope: &'a Scope<'a>,
    pub(super) shocks: &'a Shocks,
    pub(super) from: SchoolYear,
    pub(super) to: SchoolYear,
    /// Whether it is the pair that is judged.
    pub(super) is_judged: bool,
}

/// The municipality's own change, and the schools in it.
pub(super) struct Whole {
    unit: Unit,
    numbers: ChangeNumbers,
    schools: BTreeSet<Unit>,
}

impl Pair<'_> {
    pub(super) fn whole(&self, unit: Unit) -> Option<Whole> {
        let schools = self.scope.graph.of(&self.lines.indicator.id).schools(unit);
        Some(Whole { unit, numbers: self.numbers(unit)?, schools })
    }

    /// `None` where one of the years has no number, and none can be missed.
    fn change(&self, unit: Unit, whole: Option<&Whole>) -> Option<ChangeJudgement> {
        let lines = self.lines;
        let figures = (lines.figure(unit, self.from)?, lines.figure(unit, self.to)?);
        figures.0.value().zip(figures.1.value())?;
        let mut numbers = None;
        let verdict = if !lines.compares(self.from, self.to) {
            Some(ChangeVerdict::NotComparable)
        } else if !(lines.is_of_enough(figures.0) && lines.is_of_enough(figures.1)) {
            Some(ChangeVerdict::TooFew)
        } else {
            numbers = self.numbers(unit);
            let reserved = lines.is_reserved(self.from, self.to);
            match numbers {
                None => Some(ChangeVerdict::CannotBeAssessed),
                Some(_) if reserved && self.scope.is_silent_on_reservation() => {
                    Some(ChangeVerdict::WithReservation)
                }
                Some(_) => None,
            }
        };
        let family = if verdict.is_none() { self.family(unit) } else { None };
        let numbers = numbers
            .map(|numbers| ChangeNumbers { beyond: self.beyond(unit, &numbers, whole), ..numbers });
        Some(ChangeJudgement {
            indicator: lines.indicator.id.clone(),
            unit,
            from: self.from,
            to: self.to,
            family,
            verdict,
            numbers,
        })
    }

    /// Only the newest pair of a headline is judged, of schools and of the municipality.
    fn family(&self, unit: Unit) -> Option<Family> {
        if !(self.is_judged && self.lines.indicator.headline) {
            return None;
        }
        let theme = self.lines.indicator.theme.clone();
        match unit {
            Unit::Municipality(_) => Some(match self.lines.indicator.confidentiality {
                Confidentiality::ByLaw => Family::Confidential,
                Confidentiality::Open | Confidentiality::Personal => Family::Municipality,
            }),
            Unit::School(_) => Some(Family::Schools { theme }),
            Unit::Group(_) | Unit::Nation => None,
        }
    }

    fn change_of(&self, unit: Unit) -> Option<Change> {
        self.lines.change(unit, (self.from, self.to), self.scope)
    }

    pub(super) fn numbers(&self, unit: Unit) -> Option<ChangeNumbers> {
        let change = self.change_of(unit)?;
        let shock = self.shocks.shock(&self.lines.indicator.id, unit);
        let clusters = self.clusters(unit);
        if !clusters.is_empty() {
            return self.clustered(unit, change, &clusters);
        }
        let number = self.lines.figure(unit, self.to)?.measured()?;
        let degrees = change.degrees(shock);
        let t = t_quantile(MISS, degrees)?;
        Some(ChangeNumbers {
            change,
            rounding: self.rounding(unit),
            t,
            method: method(number),
            difference: change.difference(),
            interval: change.limits(shock.factor, t)?,
            standard_error: shock.factor * change.counting_error(),
            shock,
            degrees,
            p: change.p_value(shock)?,
            tested: None,
            beyond: Beyond::default(),
        })
    }

    /// The changes of the schools of a group or municipality that have a number in both years.
    fn clusters(&self, unit: Unit) -> Vec<SchoolChange> {
        if matches!(unit, Unit::School(_) | Unit::Nation) {
            return Vec::new();
        }
        let graph = self.scope.graph.of(&self.lines.indicator.id);
        let school = |school: Unit| {
            let persons = |year| {
                let figure = self.lines.figure(school, year)?;
                figure.n().filter(|_| self.lines.is_of_enough(figure))
            };
            let change = self.change_of(school)?;
            let persons = count_to_f64(persons(self.from)?) + count_to_f64(persons(self.to)?);
            Some(SchoolChange {
                persons: 0.5 * persons,
                difference: change.difference(),
                counting_error: change.counting_error(),
            })
        };
        graph.schools(unit).into_iter().filter_map(school).collect()
    }

    /// Schools are the clusters; what rounding may have made is taken off before testing.
    fn clustered(
        &self,
        unit: Unit,
        change: Change,
        clusters: &[SchoolChange],
    ) -> Option<ChangeNumbers> {
        let prior = self.shocks.prior(&self.lines.indicator.id);
        let (standard_error, degrees) = clustered_error(clusters, prior)?;
        let rounding = self.rounding(unit);
        let difference = change.difference();
        let t = t_quantile(MISS, degrees)?;
        let half = t * standard_error + rounding;
        let beyond_rounding = (difference.abs() - rounding).max(0.0);
        let p = if 0.0 < standard_error {
            t_two_sided(beyond_rounding / standard_error, degrees)?
        } else if 0.0 < beyond_rounding {
            0.0
        } else {
            1.0
        };
        let counting = change.counting_error();
        let factor = if 0.0 < counting { standard_error / counting } else { 1.0 };
        Some(ChangeNumbers {
            change,
            rounding,
            t,
            method: ChangeMethod::Clustered,
            difference,
            interval: Interval { lower: difference - half, upper: difference + half },
            standard_error,
            shock: Shock { factor, degrees },
            degrees,
            p,
            tested: None,
            beyond: Beyond::default(),
        })
    }

    /// What the rounding of both years may come to.
    fn rounding(&self, unit: Unit) -> f64 {
        let of = |year| self.lines.figure(unit, year).and_then(Figure::measured);
        [of(self.from), of(self.to)].into_iter().flatten().map(Measured::rounding).sum()
    }

    /// What remains of a school's change when the municipality's, or the country's, is taken off.
    pub(super) fn beyond(&self, unit: Unit, own: &ChangeNumbers, whole: Option<&Whole>) -> Beyond {
        if !matches!(unit, Unit::School(_)) {
            return Beyond { municipality: None, nation: self.beyond_nation(own) };
        }
        let municipality =
            whole.and_then(|Whole { unit: municipality, numbers: whole, schools }| {
                let n =
                    |unit| self.lines.figure(unit, self.to).and_then(Figure::n).map(count_to_f64);
                // A school in the municipality moves it: what it moves itself is no difference.
                let is_in = schools.contains(&unit);
                let part = if is_in { n(unit)? / n(*municipality)? } else { 0.0 };
                let own_part = own.standard_error * own.standard_error * (1.0 - 2.0 * part);
                let variance = (own_part + whole.standard_error * whole.standard_error).max(0.0);
                let rounding = own.rounding + whole.rounding;
                let half = own.t * variance.sqrt() + rounding;
                let difference = own.difference - whole.difference;
                let interval = Interval { lower: difference - half, upper: difference + half };
                Some((difference, interval)).filter(|_| part < 1.0)
            });
        Beyond { municipality, nation: self.beyond_nation(own) }
    }

    /// The country's change is taken as it stands, but for its rounding.
    fn beyond_nation(&self, own: &ChangeNumbers) -> Option<(f64, Interval)> {
        let ((now, a), (before, b)) = (self.nation(self.to)?, self.nation(self.from)?);
        let (moved, rounding) = (now - before, a + b);
        let Interval { lower, upper } = own.interval;
        let interval =
            Interval { lower: lower - moved - rounding, upper: upper - moved + rounding };
        Some((own.difference - moved, interval))
    }

    /// The whole country's number of a year, a share as a fraction of 1, and what rounding it may hold.
    pub(super) fn nation(&self, year: SchoolYear) -> Option<(f64, f64)> {
        let scale = match self.lines.indicator.scale {
            Scale::Percent => 0.01,
            Scale::Number => 1.0,
        };
        let value = self.lines.figure(Unit::Nation, year)?.value()?;
        let (numerator, denominator) = value.exact(self.lines.indicator.scale)?;
        let printed = Decimal::from_ratio(numerator, denominator, 9)?.to_f64();
        let rounding = match value {
            Value::Published { value, .. } => 0.5 / 10_f64.powi(i32::from(value.decimals())),
            _ => 0.0,
        };
        Some((printed * scale, rounding * scale))
    }
}

const fn method(number: Measured) -> ChangeMethod {
    match number.spread {
        kvalitet_core::method::Spread::Share { .. } => ChangeMethod::Newcombe,
        kvalitet_core::method::Spread::Mean { .. } => ChangeMethod::Welch,
    }
}

/// P(T < t) = 0.8 for a two-sided chance of 0.4.
const FOUND: f64 = 0.4;

impl ChangeNumbers {
    /// The interval that misses with chance `two_sided_alpha`, by the same standard error.
    pub(crate) fn interval_at(&self, two_sided_alpha: f64) -> Option<Interval> {
        if self.method != ChangeMethod::Clustered {
            return self.change.interval(self.shock, two_sided_alpha);
        }
        let half = t_quantile(two_sided_alpha, self.degrees)? * self.standard_error + self.rounding;
        Some(Interval { lower: self.difference - half, upper: self.difference + half })
    }
}

impl ChangeJudgement {
    /// Gives the verdict of its family: `adjusted` is its p-value corrected, `t` the critical value it
    /// had to reach with the other claims as they are.
    pub(crate) fn test(&mut self, (adjusted, t): (f64, f64), is_sure: bool) {
        let Some(numbers) = &mut self.numbers else { return };
        let of_its_own = match numbers.method {
            ChangeMethod::Newcombe | ChangeMethod::Welch => {
                let discoverable = numbers.change.discoverable(numbers.shock, t);
                numbers.change.needed(numbers.shock, t).map(|needed| (needed, discoverable))
            }
            ChangeMethod::Clustered => None,
        };
        let (needed, discoverable) = of_its_own.unwrap_or_else(|| {
            let straight = t * numbers.standard_error + numbers.rounding;
            let beyond = t_quantile(FOUND, numbers.degrees).unwrap_or_default();
            let needed = Needed { fall: Some(straight), rise: Some(straight) };
            (needed, Some(straight + beyond * numbers.standard_error))
        });
        numbers.tested = Some(Tested { adjusted, t, needed, discoverable });
        self.verdict = Some(match is_sure {
            true if 0.0 < numbers.difference => ChangeVerdict::Rise,
            true => ChangeVerdict::Fall,
            false => ChangeVerdict::NoSureChange,
        });
    }
}
