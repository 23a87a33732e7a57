//! Where schools stand against the others of their kind, over up to three years together.
//!
//! Points, limits, p-values and intervals have one variance. A school's interval leaves out the level
//! of the others if and only if its point lies outside the funnel of the same chance. Nothing here
//! regards the background of pupils.

use kvalitet_core::method::{
    Interval, MIN_SCHOOLS, Measured, PriorFit, Shock, Shrunken, Spread, count_to_f64,
    distinct_persons, distinct_share, empirical_bayes_means, empirical_bayes_shares, exact_limits,
    overdispersion, t_quantile, t_two_sided, weighted_mean,
};
use kvalitet_core::verdict::{Family, PositionVerdict};
use kvalitet_core::{Breakdown, FigureKey, IndicatorId, Period, SchoolKind, SchoolYear, Unit};

use crate::judge::lines::Lines;
use crate::judge::{MISS, Scope, Shocks};
use crate::{Figure, Figures};

/// How many years a level is taken over.
const YEARS: usize = 3;
/// Fewer schools of one kind have no level of their own to stand against.
const LEAST_SCHOOLS: usize = 3;
/// Two-sided chance beyond the funnel's outer limits.
const OUTER: f64 = 0.002;

/// Where one school stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionJudgement {
    /// In what.
    pub indicator: IndicatorId,
    /// The school.
    pub unit: Unit,
    /// The years taken together, oldest first.
    pub years: Vec<SchoolYear>,
    /// What is said, always without regard to the pupils' background.
    pub verdict: PositionVerdict,
    /// The family it is corrected in; `None` where there is nothing to test.
    pub family: Option<Family>,
    /// The numbers behind it.
    pub numbers: Option<PositionNumbers>,
}

/// The numbers of a place. Shares are fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PositionNumbers {
    /// The school's level over the years.
    pub level: f64,
    /// Its 95 % interval, shocks included.
    pub interval: Interval,
    /// How many results it is of.
    pub n: u64,
    /// How many of them are of different pupils.
    pub distinct: f64,
    /// The level of all schools of its kind.
    pub reference: f64,
    /// The shock factor.
    pub shock: Shock,
    /// The chance to lie at least as far away, were its level that of the others; before correction.
    pub p: f64,
    /// The same corrected for its family; 1 before the family has spoken.
    pub adjusted: f64,
    /// The limits it is held against.
    pub funnel: Funnel,
    /// The level drawn towards the others', where there are schools enough.
    pub shrunken: Option<Shrunken>,
    degrees: f64,
}

/// The limits that schools of this size fall outside so seldom, were they all of one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// Outside by chance: one in twenty.
    pub inner: Interval,
    /// Two in a thousand.
    pub outer: Interval,
    /// One in twenty by counting alone, exact; of shares.
    pub counting: Option<Interval>,
}

/// How the schools of one kind spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Spreading {
    /// In what.
    pub indicator: IndicatorId,
    /// The kind of school.
    pub kind: SchoolKind,
    /// The years taken together, oldest first.
    pub years: Vec<SchoolYear>,
    /// How many schools.
    pub schools: u64,
    /// Their level, all pupils together.
    pub level: f64,
    /// The share of the variance between schools' figures that is lasting difference between them, the
    /// rest being chance and shocks; `None` below 15 schools.
    pub signal: Option<f64>,
    /// How many times the spread of counting alone theirs is (φ), of shares, and whether that is more
    /// than chance; `None` below 15 schools.
    pub overdispersion: Option<(f64, bool)>,
}

/// Where every school stands in an indicator that is a headline, in order of school.
pub(crate) fn positions(
    lines: &Lines<'_>,
    figures: &Figures,
    scope: &Scope<'_>,
    shocks: &Shocks,
) -> (Vec<PositionJudgement>, Vec<Spreading>) {
    if !lines.indicator.headline {
        return (Vec::new(), Vec::new());
    }
    let years = level_years(lines, scope);
    let (mut positions, mut spreading) = (Vec::new(), Vec::new());
    for kind in SchoolKind::ALL {
        let is_of_kind = |unit: &Unit| matches!(unit, Unit::School(_)) && scope.kind(*unit) == kind;
        let schools: Vec<Unit> = lines.units.keys().copied().filter(is_of_kind).collect();
        let held = Held { lines, figures, shocks, years: &years, kind };
        let (some, spread) = held.against_each_other(&schools);
        positions.extend(some);
        spreading.extend(spread);
    }
    positions.sort_by_key(|of| of.unit);
    (positions, spreading)
}

/// The newest years that compare with the newest of all, oldest first.
fn level_years(lines: &Lines<'_>, scope: &Scope<'_>) -> Vec<SchoolYear> {
    let years = lines.years();
    let Some(newest) = years.last().copied() else { return Vec::new() };
    let silent = scope.is_silent_on_reservation();
    let fits = |year: &SchoolYear| {
        *year == newest
            || (lines.compares(*year, newest) && !(silent && lines.is_reserved(*year, newest)))
    };
    let mut years: Vec<SchoolYear> = years.into_iter().rev().filter(fits).take(YEARS).collect();
    years.reverse();
    years
}

/// A school's years taken together.
#[derive(Clone, Debug)]
struct Level {
    unit: Unit,
    years: Vec<SchoolYear>,
    n: u64,
    distinct: f64,
    measured: Measured,
}

struct Held<'a> {
    lines: &'a Lines<'a>,
    figures: &'a Figures,
    shocks: &'a Shocks,
    years: &'a [SchoolYear],
    kind: SchoolKind,
}

impl Held<'_> {
    fn against_each_other(&self, schools: &[Unit]) -> (Vec<PositionJudgement>, Option<Spreading>) {
        let mut positions = Vec::new();
        let mut levels = Vec::new();
        for unit in schools {
            match self.level(*unit) {
                Some(Ok(level)) => levels.push(level),
                Some(Err((years, verdict))) => positions.push(self.said((*unit, years), verdict)),
                None => {}
            }
        }
        let values: Vec<(f64, u64)> = levels.iter().map(|of| (of.measured.value, of.n)).collect();
        let Some(reference) = weighted_mean(&values) else { return (positions, None) };
        // A level is told all the same, and is held against nothing.
        let is_alone = levels.len() < LEAST_SCHOOLS;
        let shock = levels
            .first()
            .map_or(Shock::NONE, |of| self.shocks.shock(&self.lines.indicator.id, of.unit));
        let (shrunken, signal) = shrink(&levels, reference, shock);
        let theme = self.lines.indicator.theme.clone();
        for (level, shrunken) in levels.iter().zip(shrunken) {
            let numbers = numbers(level, reference, (shock, shrunken));
            let family = numbers.filter(|_| !is_alone);
            let family = family.map(|_| Family::Positions { theme: theme.clone() });
            let verdict = match numbers {
                Some(_) if is_alone => PositionVerdict::TooFewSchools,
                Some(_) => PositionVerdict::Level,
                None => PositionVerdict::CannotBeAssessed,
            };
            positions.push(PositionJudgement {
                family,
                numbers,
                ..self.said((level.unit, level.years.clone()), verdict)
            });
        }
        let spreading = Spreading {
            indicator: self.lines.indicator.id.clone(),
            kind: self.kind,
            years: self.years.to_vec(),
            schools: u64::try_from(levels.len()).unwrap_or(u64::MAX),
            level: reference,
            signal,
            overdispersion: spread_of_shares(&levels, reference),
        };
        (positions, Some(spreading))
    }

    fn said(
        &self,
        (unit, years): (Unit, Vec<SchoolYear>),
        verdict: PositionVerdict,
    ) -> PositionJudgement {
        PositionJudgement {
            indicator: self.lines.indicator.id.clone(),
            unit,
            years,
            verdict,
            family: None,
            numbers: None,
        }
    }

    /// The school's years together: every result counts once, and as many persons stand behind as are
    /// different. `None` without a value; otherwise a word where there is too little to say more.
    fn level(&self, unit: Unit) -> Option<Result<Level, (Vec<SchoolYear>, PositionVerdict)>> {
        let with_value = |year: &&SchoolYear| {
            self.lines.figure(unit, **year).is_some_and(|figure| figure.value().is_some())
        };
        let valued: Vec<SchoolYear> = self.years.iter().filter(with_value).copied().collect();
        let newest = *valued.last()?;
        let persons = |year: &SchoolYear| self.lines.figure(unit, *year).and_then(Figure::n);
        let known: Vec<u64> = valued.iter().filter_map(persons).collect();
        let is_few = known.len() == valued.len()
            && known.iter().sum::<u64>() < self.lines.indicator.minimum_n;
        if is_few {
            return Some(Err((valued, PositionVerdict::TooFew)));
        }
        let level = self.measured_level(unit).filter(|of| self.lines.indicator.minimum_n <= of.n);
        // A level that leaves out the newest value would not be the school's.
        let level = level.filter(|of| of.years.last() == Some(&newest));
        Some(level.ok_or((valued, PositionVerdict::CannotBeAssessed)))
    }

    fn measured_level(&self, unit: Unit) -> Option<Level> {
        let of = |year: &SchoolYear| {
            let figure = self.lines.figure(unit, *year)?;
            Some((*year, figure.measured()?, figure.n()?))
        };
        let cells: Vec<(SchoolYear, Measured, u64)> = self.years.iter().filter_map(of).collect();
        let n: u64 = cells.iter().map(|(_, _, n)| n).sum();
        let together = |part: fn(Measured) -> f64| {
            let parts: Vec<(f64, u64)> = cells.iter().map(|(_, of, n)| (part(*of), *n)).collect();
            weighted_mean(&parts)
        };
        let value = together(|of| of.value)?;
        let rounding = together(Measured::rounding)?;
        let all = count_to_f64(n);
        let years: Vec<SchoolYear> = cells.iter().map(|(year, _, _)| *year).collect();
        let share = self.different(unit, &years);
        let (_, newest, _) = cells.last()?;
        let spread = match newest.spread {
            Spread::Share { .. } => Spread::Share {
                least: (value - rounding).max(0.0),
                most: (value + rounding).min(1.0),
                n: all * share,
            },
            Spread::Mean { .. } => pooled_mean(&cells, share, rounding),
        };
        let measured = Measured { value, spread };
        Some(Level { unit, years, n, distinct: all * share, measured })
    }

    /// The share of a school's results over years that are of different pupils: by grade where that is
    /// known, otherwise as if the grades of the series were equal.
    fn different(&self, unit: Unit, years: &[SchoolYear]) -> f64 {
        let Some(series) = self.lines.series.filter(|_| 1 < years.len()) else { return 1.0 };
        let cell = |year: SchoolYear, grade| {
            let key = FigureKey {
                indicator: self.lines.indicator.id.clone(),
                unit,
                period: Period::Year(year),
                breakdown: Breakdown::of_grade(grade),
            };
            self.figures.get(&key).and_then(Figure::n)
        };
        let mut cells = Vec::new();
        let mut is_known = true;
        for year in years {
            let before = cells.len();
            for grade in &series.grades {
                cells.extend(cell(*year, *grade).map(|n| (year.start(), grade.number(), n)));
            }
            is_known &= before < cells.len();
        }
        let all: u64 = cells.iter().map(|(_, _, n)| n).sum();
        if all == 0 || !is_known {
            let grades: Vec<u8> = series.grades.iter().map(|grade| grade.number()).collect();
            let years: Vec<u16> = years.iter().map(|year| year.start()).collect();
            return distinct_share(&grades, &years);
        }
        count_to_f64(distinct_persons(&cells)) / count_to_f64(all)
    }
}

/// The mean of means, each weighing its persons.
fn pooled_mean(cells: &[(SchoolYear, Measured, u64)], share: f64, rounding: f64) -> Spread {
    let (mut variance, mut all, mut own) = (0.0, 0.0, 0.0);
    for (_, of, n) in cells {
        let Spread::Mean { standard_error, degrees, .. } = of.spread else { continue };
        let n = count_to_f64(*n);
        variance += n * n * standard_error * standard_error;
        all += n;
        own += degrees;
    }
    Spread::Mean { standard_error: (variance / share).sqrt() / all, degrees: own, rounding }
}

/// The standard error of a level from counting, were it the reference; 0 for a mean without spread.
fn counting_error(level: &Level, reference: f64) -> f64 {
    level.measured.counting_variance(reference).max(0.0).sqrt()
}

fn numbers(
    level: &Level,
    reference: f64,
    (shock, shrunken): (Shock, Option<Shrunken>),
) -> Option<PositionNumbers> {
    let measured = level.measured;
    let degrees = measured.degrees(shock);
    let error = shock.factor * counting_error(level, reference);
    if error.is_nan() || error <= 0.0 {
        return None;
    }
    let rounding = measured.rounding();
    let apart = ((measured.value - reference).abs() - rounding).max(0.0);
    let is_share = matches!(measured.spread, Spread::Share { .. });
    let limits = |alpha| {
        let half = t_quantile(alpha, degrees)? * error + rounding;
        let (lower, upper) = (reference - half, reference + half);
        Some(if is_share {
            Interval { lower: lower.max(0.0), upper: upper.min(1.0) }
        } else {
            Interval { lower, upper }
        })
    };
    let counting = if is_share { exact_limits(level.n, reference, 0.5 * MISS) } else { None };
    Some(PositionNumbers {
        level: measured.value,
        interval: measured.interval(shock, MISS)?,
        n: level.n,
        distinct: level.distinct,
        reference,
        shock,
        p: t_two_sided(apart / error, degrees)?,
        adjusted: 1.0,
        funnel: Funnel { inner: limits(MISS)?, outer: limits(OUTER)?, counting },
        shrunken,
        degrees,
    })
}

impl PositionJudgement {
    /// Gives the verdict of its family.
    pub(crate) fn test(&mut self, adjusted: f64, is_sure: bool) {
        let Some(numbers) = &mut self.numbers else { return };
        numbers.adjusted = adjusted;
        self.verdict = match is_sure {
            true if numbers.reference < numbers.level => PositionVerdict::Above,
            true => PositionVerdict::Below,
            false => PositionVerdict::Level,
        };
    }
}

/// Every level drawn towards the others', and how much of the variance between them lasts.
fn shrink(levels: &[Level], reference: f64, shock: Shock) -> (Vec<Option<Shrunken>>, Option<f64>) {
    let none = vec![None; levels.len()];
    if levels.len() < MIN_SCHOOLS {
        return (none, None);
    }
    let effective = |level: &Level| {
        let Spread::Share { n, .. } = level.measured.spread else { return None };
        let n = (n / (shock.factor * shock.factor)).round();
        Some((whole(n * level.measured.value), whole(n)))
    };
    let shares: Vec<(u64, u64)> = levels.iter().filter_map(effective).collect();
    if shares.len() == levels.len() {
        let Some(found) = empirical_bayes_shares(&shares, PriorFit::Likelihood) else {
            return (none, None);
        };
        let raw = |(shrunken, level): (Option<Shrunken>, &Level)| {
            shrunken.map(|of| Shrunken { raw: level.measured.value, ..of })
        };
        let signal = found.prior.signal_share(&shares);
        return (found.schools.into_iter().zip(levels).map(raw).collect(), signal);
    }
    let mean =
        |level: &Level| (level.measured.value, shock.factor * counting_error(level, reference));
    let means: Vec<(f64, f64)> = levels.iter().map(mean).collect();
    match empirical_bayes_means(&means) {
        Some(found) => {
            let signal = found.prior.signal_share(&means);
            (found.schools, signal)
        }
        None => (none, None),
    }
}

fn spread_of_shares(levels: &[Level], reference: f64) -> Option<(f64, bool)> {
    if levels.len() < MIN_SCHOOLS {
        return None;
    }
    let counts = |level: &Level| match level.measured.spread {
        Spread::Share { .. } => {
            let n = count_to_f64(level.n);
            Some((whole(n * level.measured.value), level.n))
        }
        Spread::Mean { .. } => None,
    };
    let counts: Option<Vec<(u64, u64)>> = levels.iter().map(counts).collect();
    let found = overdispersion(&counts?, reference)?;
    Some((found.phi, found.is_detected()))
}

/// The nearest whole number, of one that is not negative.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a saturating cast of a rounded number that is not negative"
)]
fn whole(number: f64) -> u64 {
    number.round() as u64
}

impl PositionNumbers {
    /// The degrees of freedom of its standard error.
    pub const fn degrees(&self) -> f64 {
        self.degrees
    }
}
