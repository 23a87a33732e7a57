//! What a unit's released numbers could show.

use kvalitet_core::catalogue::{Indicator, IntervalMethod, Polarity, Reported, Scale, Statistic};
use kvalitet_core::method::{
    Change, Measured, Needed, Readability, Shock, Spread, count_to_f64, distinct_share, power,
    readability, t_quantile, to_f64,
};
use kvalitet_core::target::TargetRule;
use kvalitet_core::verdict::{Family, ShockBasis};
use kvalitet_core::{Breakdown, Decimal, EvidenceClass, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::{
    ChangeContent, ReleasedChange, ReleasedChangeNumbers, ReleasedContent, ReleasedFigure,
};

use super::assessment::{Assessed, Assessment, Grade, Obstacle, ShockFrom, WhyNot, YearPersons};
use super::question::Question;
use crate::view::{View, is_distribution};

/// How many years are tried on each side of a change.
pub(crate) const YEARS: u8 = 5;

/// The chance that a released interval misses.
const MISS: f64 = 0.05;

/// How uncertain a change between two years is, on the printed scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Uncertainty {
    pub(crate) standard_error: f64,
    pub(crate) critical: f64,
    pub(crate) needed: Needed,
    pub(crate) discoverable: Option<f64>,
}

impl Uncertainty {
    /// How many standard errors a change must be before it is called sure, in the direction that needs
    /// more; more than any where a share has room for none.
    pub(crate) fn reach(&self) -> f64 {
        let needed = self.needed.fall.into_iter().chain(self.needed.rise).reduce(f64::max);
        needed.map_or(NEVER, |needed| needed / self.standard_error)
    }
}

/// So many standard errors no change is ever.
const NEVER: f64 = 1e6;

/// What stands in the way of a change besides chance, as numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How far the value can move the wanted way; infinite where no end is known.
    pub(crate) room: f64,
    pub(crate) n: u64,
    /// How many persons the definition asks.
    pub(crate) minimum: u64,
}

/// Whether `change` can be read off, and what stands in the way: by how uncertain a change between
/// single years is, and the share of different persons in several years.
pub(crate) fn grade(
    change: f64,
    of: Uncertainty,
    distinct: &[f64],
    limits: Limits,
) -> Option<Grade> {
    let read = readability(change, of.standard_error, of.reach(), distinct)?;
    if limits.room < change {
        return Some(Grade::Never);
    }
    // So many years hold the persons that the definition asks of one.
    let least = limits.minimum.div_ceil(limits.n.max(1));
    let by_chance = match read {
        Readability::Now => 1,
        Readability::Pooled { years } => u64::from(years),
        Readability::Never => return Some(Grade::Never),
    };
    let years = u8::try_from(by_chance.max(least)).unwrap_or(u8::MAX);
    Some(match years {
        0 | 1 => Grade::Now,
        _ if usize::from(years) <= distinct.len() => Grade::After(years),
        _ => Grade::Never,
    })
}

/// What can be said of a change of the unit's number.
pub(crate) fn assess(view: &View<'_>, question: &Question<'_>) -> Assessment {
    let Question { indicator, unit, .. } = *question;
    if is_distribution(indicator) {
        return Assessment::Cannot { why: WhyNot::Distribution };
    }
    let years = view.facts(indicator).years.iter().rev().copied();
    let mut figures = years.filter_map(|year| {
        let figure = view.figure(indicator, unit, year, Breakdown::ALL)?;
        let is_there = !matches!(figure.content(), ReleasedContent::Absent { .. });
        is_there.then_some((year, figure))
    });
    let Some((year, figure)) = figures.next() else { return without_figure(view, indicator, unit) };
    if figure.is_hidden() {
        return Assessment::Hidden;
    }
    if let Some(why) = why_not(indicator, figure) {
        return Assessment::Cannot { why };
    }
    let Some(change) = question.change else { return Assessment::NoChange };
    let of = Reader { view, question, change: change.to_f64(), year, figure };
    match of.assessed() {
        Some(assessed) => Assessment::Assessed(Box::new(assessed)),
        None => Assessment::Cannot { why: WhyNot::NoSpread },
    }
}

/// Values alone are never rolled up: a municipality has none because its schools' are of that kind.
fn without_figure(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Assessment {
    let facts = view.facts(indicator);
    let schools = facts.units.iter().filter(|of| matches!(of, Unit::School(_)));
    let mut figures = schools.flat_map(|school| {
        let of = |year: &SchoolYear| view.figure(indicator, *school, *year, Breakdown::ALL);
        facts.years.iter().filter_map(of)
    });
    let alone = |of: &ReleasedFigure| of.class() == EvidenceClass::E && of.value().is_some();
    if !matches!(unit, Unit::School(_)) && figures.any(alone) {
        return Assessment::Cannot { why: WhyNot::ValueAlone };
    }
    Assessment::NoFigure
}

fn why_not(indicator: &Indicator, figure: &ReleasedFigure) -> Option<WhyNot> {
    let of_persons = match indicator.statistic {
        Statistic::Share { .. } | Statistic::Mean { .. } => true,
        Statistic::Reported { form } => matches!(form, Reported::Share | Reported::Mean),
        Statistic::Distribution { .. } | Statistic::Ratio { .. } | Statistic::Count { .. } => false,
    };
    let is_alone = figure.class() == EvidenceClass::E || of_persons;
    match figure.n() {
        None if is_alone => Some(WhyNot::ValueAlone),
        None => Some(WhyNot::NotOfPersons),
        Some(_) if of_persons && indicator.method != IntervalMethod::None => None,
        Some(_) => Some(WhyNot::NotShareOrMean),
    }
}

struct Reader<'a, 'v> {
    view: &'a View<'v>,
    question: &'a Question<'a>,
    change: f64,
    year: SchoolYear,
    figure: &'a ReleasedFigure,
}

/// How uncertain a change is, and where that is from.
struct Source {
    uncertainty: Uncertainty,
    between: Option<[SchoolYear; 2]>,
    shock: f64,
    from: ShockFrom,
    family: Option<Family>,
    printed: Option<[Option<Decimal>; 3]>,
}

impl Reader<'_, '_> {
    fn assessed(&self) -> Option<Assessed> {
        let Question { indicator, unit, .. } = *self.question;
        // An error that rounds to nothing says nothing: the persons do.
        let of_change = self.of_change().filter(|of| 0.0 < of.uncertainty.standard_error);
        let source = of_change.or_else(|| self.of_one_year())?;
        let uncertainty = source.uncertainty;
        let (error, critical) = (uncertainty.standard_error, uncertainty.critical);
        let distinct = self.distinct();
        let limits = self.limits()?;
        let grade = grade(self.change, uncertainty, &distinct, limits)?;
        let together = match grade {
            Grade::Now => 1,
            Grade::After(years) => usize::from(years),
            Grade::Never => distinct.len(),
        };
        let distinct = *distinct.get(together.checked_sub(1)?)?;
        let number = |number: f64| Decimal::from_f64(number, indicator.decimals);
        let [sure_fall, sure_rise, discoverable] = source.printed.unwrap_or_else(|| {
            let Needed { fall, rise } = uncertainty.needed;
            [fall, rise, uncertainty.discoverable].map(|of| of.and_then(number))
        });
        let prior = self.prior();
        let summary = source
            .family
            .as_ref()
            .and_then(|family| self.view.release.families().iter().find(|of| of.family == *family));
        Some(Assessed {
            year: self.year,
            value: self.figure.value()?,
            persons: self.persons(),
            between: source.between,
            is_most_favourable: !matches!(unit, Unit::School(_))
                && source.from != ShockFrom::Clusters,
            shock: Decimal::from_f64(source.shock, 2)?,
            shock_from: source.from,
            prior: Decimal::from_f64(prior.factor, 2)?,
            prior_basis: indicator.shock,
            standard_error: Decimal::from_f64(error, indicator.decimals.saturating_add(1))?,
            critical: Decimal::from_f64(critical, 2)?,
            family: source.family.clone(),
            comparisons: summary.map(|of| of.comparisons),
            sure_fall,
            sure_rise,
            discoverable,
            chance: Decimal::from_f64(power(self.change, error, uncertainty.reach())?, 4)?,
            grade,
            obstacle: self.obstacle(limits),
            distinct: Decimal::from_f64(distinct, 4)?,
        })
    }

    /// The newest change with numbers: of a school between its newest years alone, whose persons are
    /// those it has now.
    fn newest_change(&self) -> Option<(&ReleasedChange, &ReleasedChangeNumbers, Option<&Family>)> {
        let Question { indicator, unit, .. } = self.question;
        let all = self.view.release.changes().iter();
        let own = all.filter(|of| of.indicator == indicator.id && of.unit == *unit);
        let shown = own.filter_map(|of| match &of.content {
            ChangeContent::Shown { numbers: Some(numbers), family, .. } => {
                Some((of, &**numbers, family.as_ref()))
            }
            ChangeContent::Shown { .. } | ChangeContent::Hidden => None,
        });
        let is_school = matches!(unit, Unit::School(_));
        shown
            .filter(|(of, ..)| !is_school || of.to == self.year)
            .max_by_key(|(of, numbers, _)| (of.to, numbers.critical.is_some(), of.from))
    }

    fn of_change(&self) -> Option<Source> {
        let (change, numbers, family) = self.newest_change()?;
        let standard_error = numbers.standard_error.to_f64();
        let degrees = numbers.degrees.map_or(f64::INFINITY, Decimal::to_f64);
        let judged = numbers.critical.map(Decimal::to_f64);
        let critical = judged.or_else(|| t_quantile(self.level(), degrees))?;
        let straight = Some(critical * standard_error);
        let straight = Needed { fall: straight, rise: straight };
        let beyond = t_quantile(0.4, degrees)?;
        let shock = numbers.shock.to_f64();
        let needed = match numbers.method {
            "newcombe" => {
                let number = |year| self.share_in(year);
                let of = number(change.from).zip(number(change.to));
                let of = of.and_then(|(first, second)| Change::new(first, second));
                of.and_then(|of| of.needed(Shock { factor: shock, degrees }, critical))
                    .map_or(straight, as_points)
            }
            _ => straight,
        };
        let of_clusters = numbers.method == "skoler-som-klynger";
        let most = needed.fall.into_iter().chain(needed.rise).reduce(f64::max);
        let discoverable = most.map(|most| most + beyond * standard_error);
        Some(Source {
            uncertainty: Uncertainty { standard_error, critical, needed, discoverable },
            between: Some([change.from, change.to]),
            shock,
            from: if of_clusters { ShockFrom::Clusters } else { ShockFrom::Schools },
            family: family.cloned().filter(|_| judged.is_some()),
            printed: judged.map(|_| [numbers.sure_fall, numbers.sure_rise, numbers.discoverable]),
        })
    }

    /// The newest year's number for both years.
    fn of_one_year(&self) -> Option<Source> {
        let (shock, from) = self.shock();
        let (now, points) = match self.question.indicator.method {
            IntervalMethod::Wilson => (self.share_in(self.year)?, 100.0),
            IntervalMethod::StudentT => (self.mean()?, 1.0),
            IntervalMethod::None => return None,
        };
        let uncertainty = uncertainty(now, shock, self.level(), points)?;
        Some(Source {
            uncertainty,
            between: None,
            shock: shock.factor,
            from,
            family: None,
            printed: None,
        })
    }

    fn level(&self) -> f64 {
        self.setting("falske_fund_promille", 1000.0)
    }

    fn setting(&self, id: &str, divisor: f64) -> f64 {
        self.view.release.settings().number(id).map_or(0.0, |number| to_f64(number) / divisor)
    }

    fn prior(&self) -> Shock {
        let (factor, degrees) = match self.question.indicator.shock {
            ShockBasis::Measured => ("chok_maalt_hundrededele", "chok_maalt_frihedsgrader"),
            ShockBasis::Assumed => ("chok_antaget_hundrededele", "chok_antaget_frihedsgrader"),
        };
        let factor = self.setting(factor, 100.0).max(1.0);
        Shock { factor, degrees: self.setting(degrees, 1.0) }
    }

    /// The shock factor of the unit's kind of school as far as the release tells it, or the prior.
    fn shock(&self) -> (Shock, ShockFrom) {
        let Question { indicator, unit, .. } = *self.question;
        let kind = self.view.kind(unit).unwrap_or(SchoolKind::Folkeskole);
        let mut told = self.view.release.spreading().iter();
        let told = told.find(|of| of.indicator == indicator.id && of.kind == kind);
        match told.filter(|of| 0 < of.schools) {
            Some(of) => {
                let (factor, degrees) = (of.shock.to_f64(), of.degrees.to_f64());
                (Shock { factor, degrees }, ShockFrom::Schools)
            }
            None => (self.prior(), ShockFrom::Prior),
        }
    }

    fn figure_in(&self, year: SchoolYear) -> Option<&ReleasedFigure> {
        let Question { indicator, unit, .. } = *self.question;
        self.view.figure(indicator, unit, year, Breakdown::ALL)
    }

    /// A share as it was released: the count where it is told, otherwise the printed value.
    fn share_in(&self, year: SchoolYear) -> Option<Measured> {
        let figure = self.figure_in(year)?;
        let ReleasedContent::Shown { value, n: Some(n), hits, .. } = *figure.content() else {
            return None;
        };
        if let Some(hits) = hits {
            return Measured::share(hits, n);
        }
        let value = (value.to_f64() / 100.0).clamp(0.0, 1.0);
        let spread = Spread::Share { least: value, most: value, n: count_to_f64(n) };
        (0 < n).then_some(Measured { value, spread })
    }

    /// A mean with the standard error that its interval of counting shows.
    fn mean(&self) -> Option<Measured> {
        let ReleasedContent::Shown { value, n: Some(n), counting: Some([lower, upper]), .. } =
            *self.figure.content()
        else {
            return None;
        };
        let half = 0.5 * (upper.to_f64() - lower.to_f64());
        let counted = self.figure.class() == EvidenceClass::A;
        let rounding = if counted { 0.0 } else { 0.5 / 10_f64.powi(i32::from(value.decimals())) };
        let degrees = if counted { count_to_f64(n.checked_sub(1)?) } else { f64::INFINITY };
        let standard_error = (half - rounding).max(0.0) / t_quantile(MISS, degrees)?;
        let spread = Spread::Mean { standard_error, degrees, rounding };
        (0.0 < standard_error).then_some(Measured { value: value.to_f64(), spread })
    }

    fn persons(&self) -> Vec<YearPersons> {
        let years = self.view.facts(self.question.indicator).years.iter().copied();
        let of = |year| Some(YearPersons { year, n: self.figure_in(year)?.n()? });
        years.filter_map(of).collect()
    }

    /// The share of different persons in one year, two, and so on.
    fn distinct(&self) -> Vec<f64> {
        let indicator = self.question.indicator;
        let series = self.view.release.catalogue().series_of(indicator);
        let mut grades: Vec<u8> =
            series.into_iter().flat_map(|of| &of.grades).map(|grade| grade.number()).collect();
        if grades.is_empty() {
            grades = self.view.facts(indicator).grades.iter().map(|of| of.number()).collect();
        }
        let first = self.year.start();
        let share = |years: u8| {
            let years: Vec<u16> = (0..u16::from(years)).map(|more| first + more).collect();
            distinct_share(&grades, &years)
        };
        (1..=YEARS).map(share).collect()
    }

    fn limits(&self) -> Option<Limits> {
        let indicator = self.question.indicator;
        let value = self.figure.value()?.to_f64();
        let ends = match indicator.scale {
            Scale::Percent => Some((0.0, 100.0)),
            Scale::Number => indicator.scale_ends().map(|(a, b)| (to_f64(a), to_f64(b))),
        };
        let room = ends.map_or(f64::INFINITY, |(least, most)| match wanted(indicator) {
            Wanted::Rise => most - value,
            Wanted::Fall => value - least,
            Wanted::Either => (most - value).max(value - least),
        });
        Some(Limits { room, n: self.figure.n()?, minimum: indicator.minimum_n })
    }

    fn obstacle(&self, limits: Limits) -> Option<Obstacle> {
        let decimals = self.figure.value()?.decimals();
        if limits.room < self.change {
            let room = Decimal::from_f64(limits.room, decimals)?;
            return Some(Obstacle::EndOfScale { room });
        }
        let minimum = limits.minimum;
        (limits.n < minimum).then_some(Obstacle::TooFew { minimum })
    }
}

/// Which way a number is wanted to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Rise,
    Fall,
    Either,
}

fn wanted(indicator: &Indicator) -> Wanted {
    match (indicator.target.as_ref().map(|target| target.rule), indicator.polarity) {
        (Some(TargetRule::Rises | TargetRule::AtLeast(_) | TargetRule::AtLeastPercent(_)), _)
        | (None, Polarity::HigherIsBetter) => Wanted::Rise,
        (Some(TargetRule::Falls | TargetRule::AtMost(_) | TargetRule::AtMostPercent(_)), _)
        | (None, Polarity::LowerIsBetter) => Wanted::Fall,
        (None, Polarity::Neutral) => Wanted::Either,
    }
}

fn as_points(needed: Needed) -> Needed {
    let points = |of: Option<f64>| of.map(|of| 100.0 * of);
    Needed { fall: points(needed.fall), rise: points(needed.rise) }
}

/// How uncertain a change between two years is whose numbers are both `now`: of a number in the scale
/// that `points` times it is printed in, at the level of a claim alone.
pub(crate) fn uncertainty(
    now: Measured,
    shock: Shock,
    level: f64,
    points: f64,
) -> Option<Uncertainty> {
    let change = Change::new(now, now)?;
    let critical = t_quantile(level, change.degrees(shock))?;
    let Needed { fall, rise } = change.needed(shock, critical)?;
    let printed = |of: Option<f64>| of.map(|of| points * of);
    Some(Uncertainty {
        standard_error: points * shock.factor * change.counting_error(),
        critical,
        needed: Needed { fall: printed(fall), rise: printed(rise) },
        discoverable: printed(change.discoverable(shock, critical)),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHOCK: Shock = Shock { factor: 1.6, degrees: 20.0 };
    const LEVEL: f64 = 0.008;

    fn of(hits: u64, n: u64) -> Uncertainty {
        uncertainty(Measured::share(hits, n).unwrap(), SHOCK, LEVEL, 100.0).unwrap()
    }

    fn graded(change: f64, of: Uncertainty, distinct: &[f64], limits: Limits) -> Grade {
        grade(change, of, distinct, limits).unwrap()
    }

    fn free(n: u64) -> Limits {
        Limits { room: f64::INFINITY, n, minimum: 10 }
    }

    /// scipy: se = 160*sqrt(2*p*(1-p)/n) with p = (2*x+1)/(2*n+2), x 70, n 100; t = stats.t.ppf(.996, 20);
    /// the fall f at which Newcombe's upper limit with n/2.56 persons and t is 0, by optimize.brentq:
    /// 32.93729; f + stats.t.ppf(.8, 20)*se; norm.sf(f/se - 5/se) + norm.sf(f/se + 5/se)
    #[test]
    fn the_numbers_are_those_worked_out_apart() {
        let of = of(70, 100);
        assert!((of.standard_error - 10.38863).abs() < 5e-5, "{of:?}");
        assert!((of.critical - 2.945_349).abs() < 5e-6, "{of:?}");
        assert!((of.discoverable.unwrap() - 41.871_138).abs() < 5e-5, "{of:?}");
        let chance = power(5.0, of.standard_error, of.reach()).unwrap();
        assert!((chance - 0.003_711_169).abs() < 5e-8, "{chance}");
    }

    #[test]
    fn the_end_of_the_scale_and_too_few_persons_stand_in_the_way() {
        let of = of(9_800, 10_000);
        let apart = [1.0; 5];
        assert_eq!(graded(5.0, of, &apart, free(10_000)), Grade::Now);
        let near = Limits { room: 2.0, ..free(10_000) };
        assert_eq!(graded(5.0, of, &apart, near), Grade::Never);
        let few = |n| Limits { minimum: 10, ..free(n) };
        assert_eq!(graded(5.0, of, &apart, few(4)), Grade::After(3));
        assert_eq!(graded(5.0, of, &apart, few(1)), Grade::Never);
    }

    proptest! {
        #[test]
        fn the_chance_grows_with_the_change(hits in 0..=60_u64, less in 0.1..50.0_f64, more in 0.0..50.0_f64) {
            let of = of(hits, 60);
            let chance = |change| power(change, of.standard_error, of.reach()).unwrap();
            prop_assert!(chance(less) <= chance(less + more) + 1e-12);
        }

        #[test]
        fn more_persons_make_the_chance_greater_and_the_grade_no_worse(
            // At 0 and 100 per cent the normal approximation of the chance is too rough to compare.
            (hits, n) in (10..400_u64).prop_flat_map(|n| (n / 4..=n - n / 4, Just(n))),
            times in 1..20_u64,
            change in 0.5..60.0_f64,
            shares in prop::collection::vec(0.2..=1.0_f64, 5),
            room in 0.0..100.0_f64,
        ) {
            let (few, many) = (of(hits, n), of(hits * times, n * times));
            let chance = |of: Uncertainty| power(change, of.standard_error, of.reach()).unwrap();
            // Below one in twenty nobody would try: there the direction that needs more may turn round.
            prop_assert!(chance(few) <= chance(many).max(0.05));
            let limits = |n| Limits { room, n, minimum: 10 };
            prop_assert!(
                graded(change, many, &shares, limits(n * times)) <= graded(change, few, &shares, limits(n))
            );
        }

        #[test]
        fn what_is_normally_found_is_found_four_times_out_of_five(hits in 0..=200_u64) {
            let of = of(hits, 200);
            let Some(found) = of.discoverable else { return Ok(()) };
            let chance = power(found, of.standard_error, of.reach()).unwrap();
            // Student's quantile of 20 degrees lies a little beyond the normal one.
            prop_assert!((0.8..0.82).contains(&chance));
            let room = Limits { room: f64::INFINITY, n: 200, minimum: 10 };
            prop_assert_eq!(graded(found, of, &[1.0; 5], room), Grade::Now);
        }
    }
}
