//! Year groups followed from one test of a series to the next: 4th grade, and two years later 6th.
//!
//! Tests of two grades are not alike, so that a year group's own change says nothing. Its distance to
//! the whole country in the same grade and year does, and how far that moved is what is told; where the
//! country's value is not known, a school's distance to its municipality. Which pupils were there both
//! times is not known from sums: the two tests are taken for different pupils', which makes intervals
//! wider than those of the same pupils would be.
//!
//! Described, never judged: an interval, and no verdict.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale, Series};
use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::method::{Interval, count_to_f64};
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, Grade, IndicatorId, Part, Period, SchoolYear, Unit,
};

use crate::judge::change::{Pair, Whole};
use crate::judge::lines::{Lines, is_one_number};
use crate::judge::{ChangeNumbers, Scope, Shocks};
use crate::{Figure, Figures};

/// How a year group did at two tests.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortJudgement {
    /// In what.
    pub indicator: IndicatorId,
    /// Of whom.
    pub unit: Unit,
    /// The first test.
    pub from: Occasion,
    /// The second: of the next grade that is tested, unless a test between was not taken by everybody.
    pub to: Occasion,
    /// What can be said.
    pub state: CohortState,
    /// The numbers; `None` where the tests are not compared and for few pupils.
    pub numbers: Option<CohortNumbers>,
}

/// The numbers of a year group. Shares are fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CohortNumbers {
    /// At the first test.
    pub before: CohortLevel,
    /// At the second.
    pub after: CohortLevel,
    /// What its distance is taken to; `None` where nobody's value is known at both tests.
    pub against: Option<HeldAgainst>,
    /// The year group's own change: its [`beyond`](ChangeNumbers::beyond) is how the distance moved.
    /// `None` where the shares have no spread.
    pub change: Option<ChangeNumbers>,
    /// How many more pupils have a result; `None` where that is not known.
    pub roll: Option<RollChange>,
}

/// How a year group did at one test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CohortLevel {
    /// The share.
    pub value: f64,
    /// Of how many pupils.
    pub n: Option<u64>,
    /// The whole country's, of the same grade and year.
    pub nation: Option<f64>,
    /// The municipality's; `None` for one that is no school.
    pub municipality: Option<f64>,
}

/// How the number of pupils with a result changed from the first test to the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RollChange {
    /// (n₂ - n₁)/n₁, as a fraction of 1.
    pub change: f64,
    /// Whether it is more than the setting `aargang_elevtal_procent`: many of the pupils are others.
    pub is_large: bool,
}

impl CohortLevel {
    /// Its distance, above as a positive number.
    pub fn distance(&self, against: HeldAgainst) -> Option<f64> {
        let other = match against {
            HeldAgainst::Nation => self.nation,
            HeldAgainst::Municipality => self.municipality,
        };
        other.map(|other| self.value - other)
    }
}

impl CohortNumbers {
    /// How far the distance moved from the first test to the second, with its 95 % interval: shocks and
    /// what rounding may come to included. `None` without a distance at both, or without a spread.
    pub fn moved(&self) -> Option<(f64, Interval)> {
        let beyond = self.change?.beyond;
        match self.against? {
            HeldAgainst::Nation => beyond.nation,
            HeldAgainst::Municipality => beyond.municipality,
        }
    }
}

/// The figures of every test of an indicator, by unit.
type Tests<'a> = BTreeMap<Occasion, BTreeMap<Unit, &'a Figure>>;

/// Every year group of every indicator that can be followed, in order of indicator, unit and first test.
pub(crate) fn cohorts(
    figures: &Figures,
    scope: &Scope<'_>,
    shocks: &Shocks,
) -> Vec<CohortJudgement> {
    let mut tests = tests(figures, scope);
    let mut found = Vec::new();
    for indicator in scope.catalogue.indicators() {
        let Some((series, tests)) =
            followed(indicator, scope).zip(tests.remove(indicator.id.as_str()))
        else {
            continue;
        };
        let followed = Followed { indicator, series, tests, scope, shocks };
        let mut of_indicator = followed.all();
        of_indicator.sort_by_key(|of| (of.unit, of.from));
        found.extend(of_indicator);
    }
    found
}

/// The series of an indicator whose year groups are followed: a share of the pupils with a result that
/// a target is set on, tested in some grades. Points of two grades' tests have no common scale, and
/// participation is of other pupils.
fn followed<'a>(indicator: &Indicator, scope: &Scope<'a>) -> Option<&'a Series> {
    let is_share = is_one_number(indicator) && indicator.scale == Scale::Percent;
    let series = scope.catalogue.series_of(indicator)?;
    let is_of_test = series.subject.is_some() && 1 < series.grades.len();
    (is_share && is_of_test && indicator.target.is_some()).then_some(series)
}

fn tests<'a>(figures: &'a Figures, scope: &Scope<'_>) -> BTreeMap<&'a str, Tests<'a>> {
    let mut found: BTreeMap<&str, Tests<'_>> = BTreeMap::new();
    for (FigureKey { indicator, unit, period, breakdown }, figure) in &figures.figures {
        let (Period::Year(year), Breakdown { part: Part::Grade(grade), category: None }) =
            (*period, *breakdown)
        else {
            continue;
        };
        if scope.years.contains(&year) && figure.value().is_some() {
            let tests = found.entry(indicator.as_str()).or_default();
            tests.entry(Occasion { year, grade }).or_default().insert(*unit, figure);
        }
    }
    found
}

/// One indicator whose year groups are followed.
struct Followed<'a> {
    indicator: &'a Indicator,
    series: &'a Series,
    tests: Tests<'a>,
    scope: &'a Scope<'a>,
    shocks: &'a Shocks,
}

/// Where a year group goes from a test.
enum Step {
    To(Occasion),
    Gap(Occasion),
}

impl<'a> Followed<'a> {
    fn all(&self) -> Vec<CohortJudgement> {
        let mut found = Vec::new();
        for (from, units) in &self.tests {
            match self.step(*from) {
                Some(Step::To(to)) => found.extend(self.between(*from, to)),
                Some(Step::Gap(to)) => {
                    let units = units.keys().filter(|unit| **unit != Unit::Nation);
                    found.extend(units.map(|unit| self.said(*unit, (*from, to), CohortState::Gap)));
                }
                None => {}
            }
        }
        found
    }

    /// The test of the next grade, as many years later. One that not everybody took is a gap: it ends
    /// the chain, or is left out where the setting says so and the test after it has figures.
    fn step(&self, from: Occasion) -> Option<Step> {
        let series = self.series;
        if !self.is_of_everybody(from.year) || !series.grades.contains(&from.grade) {
            return None;
        }
        let bridges = self.scope.settings.choice("aargang_over_hul") == "ja";
        let later: BTreeSet<Grade> =
            series.grades.iter().copied().filter(|grade| from.grade < *grade).collect();
        let mut gap = None;
        for grade in later {
            let years = grade.number().checked_sub(from.grade.number())?;
            let year = SchoolYear::starting(from.year.start() + u16::from(years))?;
            let to = Occasion { year, grade };
            if self.is_of_everybody(year) {
                return self.tests.contains_key(&to).then_some(Step::To(to)).or(gap);
            }
            // A test beyond the report is missed by nobody.
            let is_missed = self.scope.years.last().is_some_and(|last| year <= *last);
            gap = gap.or_else(|| is_missed.then_some(Step::Gap(to)));
            if !bridges {
                break;
            }
        }
        gap
    }

    fn is_of_everybody(&self, year: SchoolYear) -> bool {
        self.series.no_municipality_figure(year).is_none()
    }

    fn said(
        &self,
        unit: Unit,
        (from, to): (Occasion, Occasion),
        state: CohortState,
    ) -> CohortJudgement {
        let indicator = self.indicator.id.clone();
        CohortJudgement { indicator, unit, from, to, state, numbers: None }
    }

    /// Every unit with a share at both tests.
    fn between(&self, from: Occasion, to: Occasion) -> Vec<CohortJudgement> {
        let lines = self.lines(from, to);
        let (scope, shocks) = (self.scope, self.shocks);
        let (first, second) = (from.year, to.year);
        let pair = Pair { lines: &lines, scope, shocks, from: first, to: second, is_judged: false };
        let whole = lines.units.keys().copied().find(|unit| matches!(unit, Unit::Municipality(_)));
        let told = Between { whole_change: whole.and_then(|whole| pair.whole(whole)), pair, whole };
        let units = lines.units.iter().filter(|(unit, years)| {
            **unit != Unit::Nation && years.contains_key(&first) && years.contains_key(&second)
        });
        let of_unit = |unit: Unit| {
            let is_of_enough = [first, second].iter().all(|year| {
                lines.figure(unit, *year).is_some_and(|figure| lines.is_of_enough(figure))
            });
            if !self.series.compares(first, second) {
                return self.said(unit, (from, to), CohortState::NotComparable);
            }
            if !is_of_enough {
                return self.said(unit, (from, to), CohortState::TooFew);
            }
            let numbers = told.numbers(unit);
            let state = match numbers.and_then(|of| of.change) {
                None => CohortState::CannotBeAssessed,
                Some(_) if self.series.reserved(first, second).is_some() => {
                    CohortState::WithReservation
                }
                Some(_) => CohortState::Described,
            };
            CohortJudgement { numbers, ..self.said(unit, (from, to), state) }
        };
        units.map(|(unit, _)| of_unit(*unit)).collect()
    }

    /// The two tests as two years of one line, so that a year group's change is made as any other is.
    /// Without the series: how many pupils are in both years is not read off its grades here.
    fn lines(&self, from: Occasion, to: Occasion) -> Lines<'a> {
        let mut units: BTreeMap<Unit, BTreeMap<SchoolYear, &Figure>> = BTreeMap::new();
        for occasion in [from, to] {
            for (unit, figure) in self.tests.get(&occasion).into_iter().flatten() {
                units.entry(*unit).or_default().insert(occasion.year, figure);
            }
        }
        Lines { indicator: self.indicator, series: None, units }
    }
}

/// The figures of two tests of a year group.
struct Between<'a> {
    pair: Pair<'a>,
    whole: Option<Unit>,
    whole_change: Option<Whole>,
}

impl Between<'_> {
    fn numbers(&self, unit: Unit) -> Option<CohortNumbers> {
        let before = self.level(unit, self.pair.from)?;
        let after = self.level(unit, self.pair.to)?;
        let against = [HeldAgainst::Nation, HeldAgainst::Municipality]
            .into_iter()
            .find(|of| before.distance(*of).is_some() && after.distance(*of).is_some());
        let whole = self.whole_change.as_ref();
        let change = self.pair.numbers(unit);
        let change =
            change.map(|of| ChangeNumbers { beyond: self.pair.beyond(unit, &of, whole), ..of });
        let roll = before.n.zip(after.n).and_then(|(before, after)| self.roll(before, after));
        Some(CohortNumbers { before, after, against, change, roll })
    }

    fn level(&self, unit: Unit, year: SchoolYear) -> Option<CohortLevel> {
        let figure = self.pair.lines.figure(unit, year)?;
        let whole = self.whole.filter(|_| matches!(unit, Unit::School(_)));
        Some(CohortLevel {
            value: share(figure)?,
            n: figure.n(),
            nation: self.pair.nation(year).map(|(value, _)| value),
            municipality: whole
                .and_then(|whole| self.pair.lines.figure(whole, year))
                .and_then(share),
        })
    }

    fn roll(&self, before: u64, after: u64) -> Option<RollChange> {
        let limit = u64::try_from(self.pair.scope.settings.number("aargang_elevtal_procent")?);
        let is_large = limit.is_ok_and(|limit| {
            limit.saturating_mul(before) < after.abs_diff(before).saturating_mul(100)
        });
        let change = count_to_f64(after) / count_to_f64(before) - 1.0;
        change.is_finite().then_some(RollChange { change, is_large })
    }
}

/// A figure in per cent as a fraction of 1.
fn share(figure: &Figure) -> Option<f64> {
    if let Some(measured) = figure.measured() {
        return Some(measured.value);
    }
    let (numerator, denominator) = figure.value()?.exact(Scale::Percent)?;
    Decimal::from_ratio(numerator, denominator, 9).map(|percent| 0.01 * percent.to_f64())
}
