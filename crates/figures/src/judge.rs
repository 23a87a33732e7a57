//! Figures held against the national targets.
//!
//! Two answers, never mixed. `rule` is the ministry's plain comparison on unrounded shares, per
//! subject and grade: official, and without any regard to chance. With no true change a share
//! falls about half the time. `certainty` says how sure the all-grades figure is, from its
//! interval; the interval here is the counting one, so it is the most that can be claimed.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Catalogue, Indicator, Scale, Series};
use kvalitet_core::method::{Interval, Z_95, newcombe, to_f64};
use kvalitet_core::settings::Settings;
use kvalitet_core::target::{
    Certainty, GradeOutcome, GradeResult, RuleVerdict, Target, TargetRule,
};
use kvalitet_core::{Breakdown, Decimal, FigureKey, Grade, Period, SchoolYear, Unit};

use crate::{Content, Figures};

/// One target of one unit in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetJudgement {
    /// What is asked.
    pub target: Target,
    /// Of whom.
    pub unit: Unit,
    /// In which year.
    pub year: SchoolYear,
    /// The unit's own earlier year it is compared with, where the target compares years.
    pub compared_with: Option<SchoolYear>,
    /// What the plain rule says.
    pub rule: RuleVerdict,
    /// How sure that is, over all grades together; `None` without a result, with too few pupils, or
    /// where the rule holds on some grades only.
    pub certainty: Option<Certainty>,
    /// Grade by grade, every grade the series tests.
    pub grades: Vec<GradeResult>,
}

/// Every judgement of a run, in order of indicator, unit and year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgements {
    /// The targets.
    pub targets: Vec<TargetJudgement>,
}

/// Holds `figures` against every target of the catalogue, in each of `years`.
///
/// A target that compares years takes the nearest earlier one of `years` in the same series that
/// has figures for municipalities; it never leaves the series.
pub fn judge(
    figures: &Figures,
    catalogue: &Catalogue,
    settings: &Settings,
    years: &BTreeSet<SchoolYear>,
) -> Judgements {
    let mut targets = Vec::new();
    for indicator in catalogue.indicators() {
        let (Some(target), Some(series)) = (&indicator.target, catalogue.series_of(indicator))
        else {
            continue;
        };
        let when = indicator.target_reading.when.as_ref();
        if when.is_some_and(|(setting, choice)| settings.choice(setting) != choice) {
            continue;
        }
        let judge = Judge { figures, settings, years, indicator, target, series };
        // The nation's figure is a reference: targets are the municipality's and its schools'.
        for unit in figures.units_of(indicator).into_iter().filter(|unit| *unit != Unit::Nation) {
            let covered = years.iter().filter(|year| series.covers_year(**year));
            targets.extend(covered.map(|year| judge.target(unit, *year)));
        }
    }
    Judgements { targets }
}

struct Judge<'a> {
    figures: &'a Figures,
    settings: &'a Settings,
    years: &'a BTreeSet<SchoolYear>,
    indicator: &'a Indicator,
    target: &'a Target,
    series: &'a Series,
}

/// A figure as a target reads it.
#[derive(Clone, Copy)]
struct Number {
    /// On the scale it is printed on.
    exact: (i128, i128),
    interval: Option<Interval>,
    n: Option<u64>,
}

/// What the rule reads: `(hits, n)` now, and in the earlier year.
#[derive(Clone, Copy)]
struct Shares {
    now: (u64, u64),
    before: Option<(u64, u64)>,
}

impl Judge<'_> {
    fn target(&self, unit: Unit, year: SchoolYear) -> TargetJudgement {
        let compared_with = self.earlier(year);
        if !self.indicator.target_reading.by_grade {
            return self.target_of_all(unit, year, compared_with);
        }
        // In a year in which not every school tested, no unit is judged: that a school has a verdict
        // would say why it was tested.
        let everybody = self.series.no_municipality_figure(year).is_none();
        let tested = self.series.grades.iter().filter(|_| everybody);
        let grades: Vec<GradeResult> = tested.map(|grade| self.grade(unit, year, *grade)).collect();
        let plain = RuleVerdict::over(grades.iter().map(|grade| grade.outcome));
        let rule = self.muted(plain, year, compared_with);
        let judged = !matches!(rule, RuleVerdict::WithReservation | RuleVerdict::NoResult);
        TargetJudgement {
            target: self.target.clone(),
            unit,
            year,
            compared_with,
            rule,
            certainty: self.pooled(unit, year).and_then(|pooled| self.certainty_of(rule, pooled)),
            grades: if judged { grades } else { Vec::new() },
        }
    }

    /// The verdict, unless a reservation mutes it.
    fn muted(
        &self,
        plain: RuleVerdict,
        year: SchoolYear,
        compared_with: Option<SchoolYear>,
    ) -> RuleVerdict {
        let reserved = match compared_with {
            Some(earlier) => self.series.reserved(earlier, year).is_some(),
            None => self.series.reservation(year).is_some(),
        };
        let silent = self.settings.choice("forbehold") == "ingen-dom";
        if reserved && silent && plain != RuleVerdict::NoResult {
            RuleVerdict::WithReservation
        } else {
            plain
        }
    }

    /// A target that is read off all pupils together: a share or a mean, counted or published.
    fn target_of_all(
        &self,
        unit: Unit,
        year: SchoolYear,
        compared_with: Option<SchoolYear>,
    ) -> TargetJudgement {
        let now = self.number(unit, year);
        let before = compared_with.and_then(|year| self.number(unit, year));
        let met = now.zip(before).and_then(|(now, before)| {
            // Exact: a/b compared as a·d with c·b.
            let order = (now.exact.0.checked_mul(before.exact.1)?)
                .cmp(&before.exact.0.checked_mul(now.exact.1)?);
            self.moved_as_asked(order)
        });
        let plain = match met {
            Some(true) => RuleVerdict::Met,
            Some(false) => RuleVerdict::NotMet,
            None => RuleVerdict::NoResult,
        };
        let rule = self.muted(plain, year, compared_with);
        let judged = matches!(rule, RuleVerdict::Met | RuleVerdict::NotMet);
        let certainty = now.zip(before).filter(|_| judged);
        TargetJudgement {
            target: self.target.clone(),
            unit,
            year,
            compared_with,
            rule,
            certainty: certainty.and_then(|(now, before)| self.certainty_of_change(before, now)),
            grades: Vec::new(),
        }
    }

    fn number(&self, unit: Unit, year: SchoolYear) -> Option<Number> {
        let (indicator, period) = (self.indicator.id.clone(), Period::Year(year));
        let key = FigureKey { indicator, unit, period, breakdown: Breakdown::ALL };
        let figure = self.figures.get(&key)?;
        let Content::Number { value, interval } = figure.content else { return None };
        Some(Number { exact: value.exact(self.indicator.scale)?, interval, n: figure.n() })
    }

    /// The interval of a difference out of the intervals of the two, each about its own value: the
    /// limits' distances are combined as in Newcombe's method. Source: Zou and Donner (2008), Stat
    /// Med 27:1693-1702. Too few persons, or a value without interval, is no certainty.
    fn certainty_of_change(&self, before: Number, now: Number) -> Option<Certainty> {
        let minimum = self.indicator.minimum_n;
        let enough = |number: &Number| number.n.is_some_and(|n| minimum <= n);
        let (first, second) = (before.interval?, now.interval?);
        if !enough(&before) || !enough(&now) {
            return None;
        }
        let scale = match self.indicator.scale {
            Scale::Percent => 100.0,
            Scale::Number => 1.0,
        };
        let value = |number: Number| {
            let exact = Decimal::from_ratio(number.exact.0, number.exact.1, 6)?;
            Some(exact.to_f64() / scale)
        };
        let (x1, x2) = (value(before)?, value(now)?);
        let interval = Interval {
            lower: x2 - x1 - (x2 - second.lower).hypot(first.upper - x1),
            upper: x2 - x1 + (second.upper - x2).hypot(x1 - first.lower),
        };
        let margin = to_f64(self.settings.number("maal_margin_procentpoint")?) / 100.0;
        Some(Certainty::of(interval, 0.0, margin))
    }

    /// Whether a change in this direction is what the target asks; `None` for a target that does
    /// not compare years.
    fn moved_as_asked(&self, order: Ordering) -> Option<bool> {
        let wanted = match self.target.rule {
            TargetRule::Rises => Ordering::Greater,
            TargetRule::Falls => Ordering::Less,
            TargetRule::AtLeastPercent(_) => return None,
        };
        let equal_is_enough = self.settings.choice("maal_uafgjort") == "lig-er-nok";
        Some(order == wanted || (order.is_eq() && equal_is_enough))
    }

    /// All grades together: those that have a result, and an earlier one where years are compared,
    /// so that both years hold the same grades.
    fn pooled(&self, unit: Unit, year: SchoolYear) -> Option<Shares> {
        let of_grade = |grade: &Grade| self.shares(unit, year, Breakdown::of_grade(*grade));
        let comparable =
            |shares: &Shares| shares.before.is_some() || !self.target.rule.compares_years();
        let grades = self.series.grades.iter().filter_map(of_grade).filter(comparable);
        grades.reduce(|a, b| Shares {
            now: sum(a.now, b.now),
            before: a.before.zip(b.before).map(|(a, b)| sum(a, b)),
        })
    }

    /// How sure a verdict over grades is. A verdict on some grades only has no one certainty, and
    /// one that the pooled figure points away from is never clear.
    fn certainty_of(&self, rule: RuleVerdict, pooled: Shares) -> Option<Certainty> {
        let met = match rule {
            RuleVerdict::Met => true,
            RuleVerdict::NotMet => false,
            RuleVerdict::Partly { .. } | RuleVerdict::NoResult | RuleVerdict::WithReservation => {
                return None;
            }
        };
        let agrees = self.holds(pooled) == Some(met);
        match self.certainty(pooled)? {
            Certainty::Clear if !agrees => Some(Certainty::Undecided),
            certainty => Some(certainty),
        }
    }

    /// The unit's own earlier year, for a target that compares years: the one before, or the first of
    /// the report where the target's setting says so; never across a break.
    fn earlier(&self, year: SchoolYear) -> Option<SchoolYear> {
        if !self.target.rule.compares_years() {
            return None;
        }
        let base = self.indicator.target_reading.base.as_ref();
        let first = base.is_some_and(|setting| self.settings.choice(setting) == "foerste-aar");
        let fits = |earlier: &SchoolYear| {
            self.series.compares(*earlier, year)
                && self.series.no_municipality_figure(*earlier).is_none()
        };
        let mut earlier = self.years.range(..year).copied().filter(fits);
        if first { earlier.next() } else { earlier.next_back() }
    }

    fn grade(&self, unit: Unit, year: SchoolYear, grade: Grade) -> GradeResult {
        let shares = self.shares(unit, year, Breakdown::of_grade(grade));
        let outcome =
            shares.and_then(|shares| self.holds(shares)).map_or(GradeOutcome::NoResult, |holds| {
                if holds { GradeOutcome::Met } else { GradeOutcome::NotMet }
            });
        let certainty = shares.and_then(|shares| self.certainty(shares));
        GradeResult { grade, outcome, certainty }
    }

    fn shares(&self, unit: Unit, year: SchoolYear, breakdown: Breakdown) -> Option<Shares> {
        let share = |year| {
            let (indicator, period) = (self.indicator.id.clone(), Period::Year(year));
            self.figures.get(&FigureKey { indicator, unit, period, breakdown })?.share()
        };
        let before = self.earlier(year).and_then(share);
        Some(Shares { now: share(year)?, before })
    }

    /// Whether the plain rule holds; `None` when there is no earlier result to compare with.
    fn holds(&self, shares: Shares) -> Option<bool> {
        match self.target.rule {
            TargetRule::AtLeastPercent(percent) => Some(self.reaches(shares.now, percent)),
            TargetRule::Rises | TargetRule::Falls => {
                // Exact: hits/n compared as hits·n' against hits'·n.
                let wide = u128::from;
                let ((hits, n), (hits_before, n_before)) = (shares.now, shares.before?);
                let order = (wide(hits) * wide(n_before)).cmp(&(wide(hits_before) * wide(n)));
                self.moved_as_asked(order)
            }
        }
    }

    fn reaches(&self, (hits, n): (u64, u64), percent: u8) -> bool {
        if self.settings.choice("maal_afrunding") == "hele-procent" {
            let share = Decimal::from_ratio(i128::from(hits) * 100, i128::from(n), 0);
            return share.is_some_and(|share| i64::from(percent) <= share.units());
        }
        u128::from(percent) * u128::from(n) <= 100 * u128::from(hits)
    }

    /// How sure the comparison is; `None` with fewer pupils than the indicator's minimum in a year.
    fn certainty(&self, shares: Shares) -> Option<Certainty> {
        let margin = to_f64(self.settings.number("maal_margin_procentpoint")?) / 100.0;
        let minimum = self.indicator.minimum_n;
        if shares.now.1 < minimum {
            return None;
        }
        let (interval, limit): (Interval, f64) = match self.target.rule {
            TargetRule::AtLeastPercent(percent) => {
                let (hits, n) = shares.now;
                (kvalitet_core::method::wilson(hits, n, Z_95)?, f64::from(percent) / 100.0)
            }
            TargetRule::Rises | TargetRule::Falls => {
                let before = shares.before.filter(|(_, n)| minimum <= *n)?;
                (newcombe(before, shares.now, Z_95)?, 0.0)
            }
        };
        Some(Certainty::of(interval, limit, margin))
    }
}

const fn sum(a: (u64, u64), b: (u64, u64)) -> (u64, u64) {
    (a.0 + b.0, a.1 + b.1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kvalitet_core::settings::SettingValue;
    use kvalitet_core::{Evidence, Origin, Tally};

    use super::*;
    use crate::estimate;

    struct Case {
        cells: Vec<(&'static str, u64, u64)>,
        settings: Vec<(&'static str, &'static str)>,
    }

    impl Case {
        fn of(cells: &[(&'static str, u64, u64)]) -> Self {
            Self { cells: cells.to_vec(), settings: Vec::new() }
        }

        fn with(mut self, id: &'static str, choice: &'static str) -> Self {
            self.settings.push((id, choice));
            self
        }

        fn judgement(&self, unit: &str, year: &str) -> TargetJudgement {
            let catalogue = Catalogue::built_in().unwrap();
            let settings =
                self.settings.iter().fold(catalogue.settings(), |settings, (id, choice)| {
                    settings.with(id, SettingValue::Choice((*choice).to_owned())).unwrap()
                });
            let evidence: BTreeMap<_, _> = self
                .cells
                .iter()
                .map(|(key, hits, n)| {
                    let tally = Tally::share(*hits, *n).unwrap();
                    (key.parse().unwrap(), Evidence::Counted { tally, origin: Origin::Counts })
                })
                .collect();
            let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
            let years = (2016..=2021).filter_map(SchoolYear::starting).collect();
            let judgements = judge(&figures, &catalogue, &settings, &years);
            let (unit, year) = (unit.parse::<Unit>().unwrap(), year.parse::<SchoolYear>().unwrap());
            judgements.targets.into_iter().find(|t| t.unit == unit && t.year == year).unwrap()
        }
    }

    const SCHOOL: &str = "skole:999001";

    #[test]
    fn exactly_eighty_per_cent_reaches_the_target_and_just_below_does_not() {
        let case = Case::of(&[
            ("laesning.gode/skole:999001/2018-19/klasse:2", 40, 50),
            ("laesning.gode/skole:999001/2018-19/klasse:4", 399, 500),
        ]);
        let judgement = case.judgement(SCHOOL, "2018/19");
        assert_eq!(judgement.rule, RuleVerdict::Partly { met: 1, of: 2 });
        let rounded = case.with("maal_afrunding", "hele-procent").judgement(SCHOOL, "2018/19");
        assert_eq!(rounded.rule, RuleVerdict::Met);
    }

    #[test]
    fn an_unchanged_share_is_no_fall_unless_the_plan_says_so() {
        let cells = [
            ("laesning.daarlige/skole:999001/2017-18/klasse:2", 5, 50),
            ("laesning.daarlige/skole:999001/2018-19/klasse:2", 3, 30),
        ];
        assert_eq!(Case::of(&cells).judgement(SCHOOL, "2018/19").rule, RuleVerdict::NotMet);
        let lenient = Case::of(&cells).with("maal_uafgjort", "lig-er-nok");
        assert_eq!(lenient.judgement(SCHOOL, "2018/19").rule, RuleVerdict::Met);
    }

    #[test]
    fn the_earlier_year_skips_the_sample_year_and_never_leaves_the_series() {
        let case = Case::of(&[
            ("matematik.daarlige/skole:999001/2017-18/klasse:3", 5, 50),
            ("matematik.daarlige/skole:999001/2019-20/klasse:3", 5, 50),
            ("matematik.daarlige/skole:999001/2020-21/klasse:3", 4, 50),
            ("matematik-til-2017.daarlige/skole:999001/2016-17/klasse:3", 9, 50),
        ]);
        let first = case.judgement(SCHOOL, "2017/18");
        assert_eq!((first.compared_with, first.rule), (None, RuleVerdict::NoResult));
        let judgement = case.judgement(SCHOOL, "2020/21");
        assert_eq!(judgement.compared_with, SchoolYear::starting(2018));
    }

    #[test]
    fn a_year_with_reservation_gets_no_verdict_unless_the_plan_says_so() {
        let cells = [
            ("laesning.daarlige/skole:999001/2020-21/klasse:2", 5, 50),
            ("laesning.daarlige/skole:999001/2021-22/klasse:2", 3, 50),
        ];
        let judgement = Case::of(&cells).judgement(SCHOOL, "2021/22");
        assert_eq!(judgement.rule, RuleVerdict::WithReservation);
        assert_eq!((judgement.certainty, judgement.grades.len()), (None, 0));
        let shown = Case::of(&cells).with("forbehold", "vis-dom").judgement(SCHOOL, "2021/22");
        assert_eq!(shown.rule, RuleVerdict::Met);
    }

    /// By hand: grade 2 rises from 10 to 11 per cent, grade 8 from 60 to 60.4; all pupils together
    /// fall from 55.5 to 15.5, because grade 2 has ten times the pupils and grade 8 a tenth.
    #[test]
    fn a_verdict_is_never_clear_against_its_own_direction() {
        let case = Case::of(&[
            ("laesning.daarlige/skole:999001/2017-18/klasse:2", 10, 100),
            ("laesning.daarlige/skole:999001/2018-19/klasse:2", 110, 1000),
            ("laesning.daarlige/skole:999001/2017-18/klasse:8", 600, 1000),
            ("laesning.daarlige/skole:999001/2018-19/klasse:8", 61, 101),
        ]);
        let judgement = case.judgement(SCHOOL, "2018/19");
        assert_eq!(judgement.rule, RuleVerdict::NotMet);
        assert_eq!(judgement.certainty, Some(Certainty::Undecided));
    }

    #[test]
    fn grades_without_an_earlier_result_are_not_pooled() {
        let case = Case::of(&[
            ("laesning.daarlige/skole:999001/2017-18/klasse:2", 100, 1000),
            ("laesning.daarlige/skole:999001/2018-19/klasse:2", 105, 1000),
            ("laesning.daarlige/skole:999001/2018-19/klasse:8", 900, 1000),
        ]);
        let judgement = case.judgement(SCHOOL, "2018/19");
        assert_eq!(judgement.rule, RuleVerdict::NotMet);
        assert_eq!(judgement.certainty, Some(Certainty::NearLimit));
    }

    #[test]
    fn nobody_is_judged_in_a_year_in_which_not_every_school_tested() {
        let case = Case::of(&[("laesning.gode/skole:999001/2019-20/klasse:2", 90, 100)]);
        let judgement = case.judgement(SCHOOL, "2019/20");
        assert_eq!(judgement.rule, RuleVerdict::NoResult);
        assert!(judgement.grades.is_empty() && judgement.certainty.is_none());
    }

    #[test]
    fn certainty_comes_from_the_interval_alone() {
        let of = |hits, n| {
            let case = Case::of(&[
                ("laesning.gode/skole:999001/2018-19", hits, n),
                ("laesning.gode/skole:999001/2018-19/klasse:2", hits, n),
            ]);
            case.judgement(SCHOOL, "2018/19").certainty
        };
        assert_eq!(of(7, 9), None);
        assert_eq!(of(35, 45), Some(Certainty::Undecided));
        assert_eq!(of(790, 1000), Some(Certainty::NearLimit));
        assert_eq!(of(900, 1000), Some(Certainty::Clear));
    }
}
