//! Changes between two years: how great, how sure, and how great they had to be.

use kvalitet_core::catalogue::Scale;
use kvalitet_core::method::{
    Change, Interval, Measured, Needed, SchoolChange, Shock, clustered_error, count_to_f64,
    t_quantile, t_two_sided,
};
use kvalitet_core::verdict::{ChangeVerdict, Family};
use kvalitet_core::{Decimal, IndicatorId, SchoolYear, Unit};

use crate::Figure;
use crate::judge::lines::Lines;
use crate::judge::{MISS, Scope, Shocks};

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
    /// How great a true change would be found four times out of five.
    pub discoverable: f64,
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
        let whole = whole.and_then(|unit| Some((unit, pair.numbers(unit)?)));
        let units = lines.units.keys().copied().filter(|unit| *unit != Unit::Nation);
        found.extend(units.filter_map(|unit| pair.change(unit, whole.as_ref())));
    }
    found.sort_by_key(|of| (of.unit, of.from, of.to));
    found
}

struct Pair<'a> {
    lines: &'a Lines<'a>,
    scope: &'a Scope<'a>,
    shocks: &'a Shocks,
    from: SchoolYear,
    to: SchoolYear,
    is_judged: bool,
}

impl Pair<'_> {
    /// `None` where one of the years has no number, and none can be missed.
    fn change(&self, unit: Unit, whole: Option<&(Unit, ChangeNumbers)>) -> Option<ChangeJudgement> {
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
            Unit::Municipality(_) => Some(Family::Municipality),
            Unit::School(_) => Some(Family::Schools { theme }),
            Unit::Group(_) | Unit::Nation => None,
        }
    }

    fn change_of(&self, unit: Unit) -> Option<Change> {
        let number = |year| self.lines.figure(unit, year)?.measured();
        Change::new(number(self.from)?, number(self.to)?)
    }

    fn numbers(&self, unit: Unit) -> Option<ChangeNumbers> {
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
            let persons = |year| self.lines.figure(school, year).and_then(Figure::n);
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
    fn beyond(
        &self,
        unit: Unit,
        own: &ChangeNumbers,
        whole: Option<&(Unit, ChangeNumbers)>,
    ) -> Beyond {
        if !matches!(unit, Unit::School(_)) {
            return Beyond { municipality: None, nation: self.beyond_nation(own) };
        }
        let municipality = whole.and_then(|(municipality, whole)| {
            let n = |unit| self.lines.figure(unit, self.to).and_then(Figure::n).map(count_to_f64);
            let part = n(unit)? / n(*municipality)?;
            // The school is in the municipality: what it moves itself is no difference.
            let own_part = own.standard_error * own.standard_error * (1.0 - 2.0 * part);
            let variance = (own_part + whole.standard_error * whole.standard_error).max(0.0);
            let half = own.t * variance.sqrt();
            let difference = own.difference - whole.difference;
            let interval = Interval { lower: difference - half, upper: difference + half };
            Some((difference, interval)).filter(|_| part < 1.0)
        });
        Beyond { municipality, nation: self.beyond_nation(own) }
    }

    fn beyond_nation(&self, own: &ChangeNumbers) -> Option<(f64, Interval)> {
        let number = |year| {
            let value = self.lines.figure(Unit::Nation, year)?.value()?;
            let (numerator, denominator) = value.exact(self.lines.indicator.scale)?;
            let printed = Decimal::from_ratio(numerator, denominator, 9)?.to_f64();
            Some(match self.lines.indicator.scale {
                Scale::Percent => printed / 100.0,
                Scale::Number => printed,
            })
        };
        let moved = number(self.to)? - number(self.from)?;
        let Interval { lower, upper } = own.interval;
        Some((own.difference - moved, Interval { lower: lower - moved, upper: upper - moved }))
    }
}

const fn method(number: Measured) -> ChangeMethod {
    match number.spread {
        kvalitet_core::method::Spread::Share { .. } => ChangeMethod::Newcombe,
        kvalitet_core::method::Spread::Mean { .. } => ChangeMethod::Welch,
    }
}

impl ChangeJudgement {
    /// Gives the verdict of its family: `adjusted` is its p-value corrected, `t` the critical value it
    /// had to reach with the other claims as they are.
    pub(crate) fn test(&mut self, (adjusted, t): (f64, f64), is_sure: bool) {
        let Some(numbers) = &mut self.numbers else { return };
        let needed = match numbers.method {
            ChangeMethod::Newcombe | ChangeMethod::Welch => numbers.change.needed(numbers.shock, t),
            ChangeMethod::Clustered => None,
        };
        let straight = Some(t * numbers.standard_error);
        let needed = needed.unwrap_or(Needed { fall: straight, rise: straight });
        let beyond = t_quantile(0.4, numbers.degrees).unwrap_or_default();
        let discoverable = (t + beyond) * numbers.standard_error;
        numbers.tested = Some(Tested { adjusted, t, needed, discoverable });
        self.verdict = Some(match is_sure {
            true if 0.0 < numbers.difference => ChangeVerdict::Rise,
            true => ChangeVerdict::Fall,
            false => ChangeVerdict::NoSureChange,
        });
    }
}
