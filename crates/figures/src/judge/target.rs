//! Figures held against targets: national, former and a municipality's own.
//!
//! Two answers, never mixed. `rule` is the ministry's plain comparison on unrounded shares, per
//! subject and grade: official, and without any regard to chance. With no true change a share
//! falls about half the time. `certainty` says how sure the all-grades figure is, from its interval,
//! shocks included. A target that compares years is as sure as the change is: where the change is
//! judged in its family, the family decides, and elsewhere the same level does without the family.
//!
//! A target that is not read grade by grade, and every target of an indicator without a series, is
//! read off the figure of all pupils together, whatever that figure was made of.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale, Series};
use kvalitet_core::method::{Change, Measured, to_f64};
use kvalitet_core::settings::Settings;
use kvalitet_core::target::{
    Certainty, GradeOutcome, GradeResult, RuleVerdict, Side, Target, TargetRule,
};
use kvalitet_core::{Breakdown, Decimal, FigureKey, Grade, Period, SchoolYear, Unit};

use crate::estimate::measured;
use crate::judge::{ChangeJudgement, ChangeMethod, ChangeNumbers, MISS, Scope, Shocks};
use crate::{Content, Figures, Value};

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

/// Holds `figures` against every target of the catalogue, in each year of the scope.
pub(crate) fn targets(
    figures: &Figures,
    scope: &Scope<'_>,
    (shocks, changes): (&Shocks, &[ChangeJudgement]),
) -> Vec<TargetJudgement> {
    let Scope { catalogue, settings, years, .. } = *scope;
    let mut targets = Vec::new();
    for indicator in catalogue.indicators() {
        let Some(target) = &indicator.target else {
            continue;
        };
        let series = catalogue.series_of(indicator);
        if !indicator.target_reading.is_on(settings) {
            continue;
        }
        let changes = changes.iter().filter(|of| of.indicator == indicator.id);
        let changes = changes.map(|of| ((of.unit, of.from, of.to), of)).collect();
        let level = scope.level();
        let judge =
            Judge { figures, settings, years, indicator, target, series, shocks, changes, level };
        for unit in
            figures.units_of(indicator).into_iter().filter(|unit| is_judged(*unit, indicator))
        {
            let held = |year: &&SchoolYear| {
                series.is_none_or(|series| series.covers_year(**year))
                    && catalogue.legal().allows(&indicator.id, **year)
            };
            targets.extend(years.iter().filter(held).map(|year| judge.target(unit, *year)));
        }
    }
    targets
}

/// The nation's figure is a reference; some targets are of the municipality alone.
fn is_judged(unit: Unit, indicator: &Indicator) -> bool {
    match unit {
        Unit::Nation => false,
        Unit::Municipality(_) => true,
        Unit::School(_) | Unit::Group(_) => !indicator.target_reading.municipality_only,
    }
}

struct Judge<'a> {
    figures: &'a Figures,
    settings: &'a Settings,
    years: &'a BTreeSet<SchoolYear>,
    indicator: &'a Indicator,
    target: &'a Target,
    series: Option<&'a Series>,
    shocks: &'a Shocks,
    /// The changes of the indicator, judged and described.
    changes: BTreeMap<(Unit, SchoolYear, SchoolYear), &'a ChangeJudgement>,
    /// The level of a claim that no family has.
    level: f64,
}

/// A figure as a target reads it.
#[derive(Clone, Copy)]
struct Number {
    value: Value,
    /// On the scale it is printed on.
    exact: (i128, i128),
    measured: Option<Measured>,
}

/// What the rule reads: the figure now, and in the earlier year.
#[derive(Clone, Copy)]
struct Numbers {
    now: Number,
    before: Option<Number>,
}

impl Numbers {
    /// Whether two published values are at most one unit of their last decimal apart: unrounded, the
    /// earlier may have been the higher or the lower.
    fn are_too_rounded(self) -> bool {
        let (Value::Published { value: now, .. }, Some(Number { value: before, .. })) =
            (self.now.value, self.before)
        else {
            return false;
        };
        let Value::Published { value: before, .. } = before else { return false };
        let unit = Decimal::new(1, now.decimals().min(before.decimals()));
        unit.is_some_and(|unit| now.is_within(before, unit))
    }
}

impl Judge<'_> {
    fn target(&self, unit: Unit, year: SchoolYear) -> TargetJudgement {
        let Some(series) = self.series.filter(|_| self.indicator.target_reading.by_grade) else {
            return self.target_of_all(unit, year);
        };
        let tested = series.grades.iter().filter(|_| self.everybody(year));
        let grades: Vec<GradeResult> = tested.map(|grade| self.grade(unit, year, *grade)).collect();
        let plain = RuleVerdict::over(grades.iter().map(|grade| grade.outcome));
        let rule = self.muted(plain, year);
        let judged = !matches!(rule, RuleVerdict::WithReservation | RuleVerdict::NoResult);
        let grades = if judged { grades } else { Vec::new() };
        TargetJudgement { grades, ..self.judgement((unit, year), rule, self.pooled(unit, year)) }
    }

    /// A verdict on all pupils together, with how sure it is.
    fn judgement(
        &self,
        (unit, year): (Unit, SchoolYear),
        rule: RuleVerdict,
        numbers: Option<Numbers>,
    ) -> TargetJudgement {
        TargetJudgement {
            target: self.target.clone(),
            unit,
            year,
            compared_with: self.earlier(year),
            rule,
            certainty: numbers.and_then(|numbers| self.certainty_of((unit, year), rule, numbers)),
            grades: Vec::new(),
        }
    }

    /// A target that is read off all pupils together.
    fn target_of_all(&self, unit: Unit, year: SchoolYear) -> TargetJudgement {
        let numbers = self.numbers(unit, year, Breakdown::ALL).filter(|_| self.everybody(year));
        let plain = match numbers.and_then(|numbers| self.holds(numbers)) {
            // Which way it went is lost in the rounding.
            Some(_) if numbers.is_some_and(Numbers::are_too_rounded) => {
                RuleVerdict::WithReservation
            }
            Some(true) => RuleVerdict::Met,
            Some(false) => RuleVerdict::NotMet,
            None => RuleVerdict::NoResult,
        };
        self.judgement((unit, year), self.muted(plain, year), numbers)
    }

    /// Whether every school had a figure in `year`. Otherwise no unit is judged: that a school has a
    /// verdict would say why it was tested.
    fn everybody(&self, year: SchoolYear) -> bool {
        self.series.is_none_or(|series| series.no_municipality_figure(year).is_none())
    }

    /// The verdict, unless a reservation mutes it.
    fn muted(&self, plain: RuleVerdict, year: SchoolYear) -> RuleVerdict {
        let reserved = self.series.is_some_and(|series| match self.earlier(year) {
            Some(earlier) => series.reserved(earlier, year).is_some(),
            None => series.reservation(year).is_some(),
        });
        let silent = self.settings.choice("forbehold") == "ingen-dom";
        if reserved && silent && plain != RuleVerdict::NoResult {
            RuleVerdict::WithReservation
        } else {
            plain
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
            self.series.is_none_or(|series| series.compares(*earlier, year))
                && self.everybody(*earlier)
        };
        let mut earlier = self.years.range(..year).copied().filter(fits);
        if first { earlier.next() } else { earlier.next_back() }
    }

    fn grade(&self, unit: Unit, year: SchoolYear, grade: Grade) -> GradeResult {
        let numbers = self.numbers(unit, year, Breakdown::of_grade(grade));
        let outcome = match numbers.and_then(|numbers| self.holds(numbers)) {
            Some(true) => GradeOutcome::Met,
            Some(false) => GradeOutcome::NotMet,
            None => GradeOutcome::NoResult,
        };
        let certainty = numbers.and_then(|numbers| self.certainty((unit, year), numbers));
        GradeResult { grade, outcome, certainty }
    }

    fn numbers(&self, unit: Unit, year: SchoolYear, breakdown: Breakdown) -> Option<Numbers> {
        let number = |year| {
            let (indicator, period) = (self.indicator.id.clone(), Period::Year(year));
            let figure = self.figures.get(&FigureKey { indicator, unit, period, breakdown })?;
            let Content::Number { value, measured } = figure.content else { return None };
            self.number(value, measured)
        };
        Some(Numbers { now: number(year)?, before: self.earlier(year).and_then(number) })
    }

    fn number(&self, value: Value, measured: Option<Measured>) -> Option<Number> {
        Some(Number { value, exact: value.exact(self.indicator.scale)?, measured })
    }

    /// All grades together: those that have a result, and an earlier one where years are compared,
    /// so that both years hold the same grades.
    fn pooled(&self, unit: Unit, year: SchoolYear) -> Option<Numbers> {
        let of_grade = |grade: &Grade| self.numbers(unit, year, Breakdown::of_grade(*grade));
        let comparable =
            |numbers: &Numbers| numbers.before.is_some() || !self.target.rule.compares_years();
        let grades: Vec<Numbers> =
            self.series?.grades.iter().filter_map(of_grade).filter(comparable).collect();
        let together = |values: &mut dyn Iterator<Item = Value>| {
            let value = values.map(Some).reduce(|a, b| together(a?, b?))??;
            self.number(value, measured(value, None, self.indicator))
        };
        let now = together(&mut grades.iter().map(|numbers| numbers.now.value))?;
        let before = grades.iter().filter_map(|numbers| Some(numbers.before?.value));
        Some(Numbers { now, before: together(&mut before.into_iter()) })
    }

    /// Whether the plain rule holds: exact, on the scale that is printed. `None` without an earlier
    /// result to compare with, or where a number does not fit.
    fn holds(&self, numbers: Numbers) -> Option<bool> {
        if let Some(limit) = self.target.rule.limit() {
            return self.reaches(numbers.now.exact, limit);
        }
        // Exact: a/b compared as a·d with c·b.
        let ((value, of), (before, of_before)) = (numbers.now.exact, numbers.before?.exact);
        let order = value.checked_mul(of_before)?.cmp(&before.checked_mul(of)?);
        let wanted = match self.target.rule {
            TargetRule::Rises => Ordering::Greater,
            _ => Ordering::Less,
        };
        let equal_is_enough = self.settings.choice("maal_uafgjort") == "lig-er-nok";
        Some(order == wanted || (order.is_eq() && equal_is_enough))
    }

    /// Whether a number on the printed scale meets a limit. `None` where it does not fit.
    fn reaches(&self, (value, of): (i128, i128), (limit, side): (Decimal, Side)) -> Option<bool> {
        let in_percent = self.indicator.scale == Scale::Percent;
        if in_percent && self.settings.choice("maal_afrunding") == "hele-procent" {
            return Some(side.holds(Decimal::from_ratio(value, of, 0)?.compare(limit)));
        }
        // Exact: a/b compared as a·d with c·b.
        let whole = 10_i128.checked_pow(u32::from(limit.decimals()))?;
        let order = value.checked_mul(whole)?.cmp(&i128::from(limit.units()).checked_mul(of)?);
        Some(side.holds(order))
    }

    /// How sure a verdict is. A verdict on some grades only has no one certainty, and one that the
    /// figure of all grades points away from is never clear.
    fn certainty_of(
        &self,
        of: (Unit, SchoolYear),
        rule: RuleVerdict,
        pooled: Numbers,
    ) -> Option<Certainty> {
        let met = match rule {
            RuleVerdict::Met => true,
            RuleVerdict::NotMet => false,
            RuleVerdict::Partly { .. } | RuleVerdict::NoResult | RuleVerdict::WithReservation => {
                return None;
            }
        };
        let agrees = self.holds(pooled) == Some(met);
        match self.certainty(of, pooled)? {
            Certainty::Clear if !agrees => Some(Certainty::Undecided),
            certainty => Some(self.with_the_family(of, certainty)),
        }
    }

    /// A target that compares years is as sure as the change is, where the change has its verdict.
    fn with_the_family(&self, (unit, year): (Unit, SchoolYear), alone: Certainty) -> Certainty {
        let change = self.earlier(year).and_then(|from| self.changes.get(&(unit, from, year)));
        let verdict = change.and_then(|of| of.verdict).filter(|verdict| verdict.is_tested());
        match verdict {
            Some(verdict) if verdict.is_sure() => Certainty::Clear,
            Some(_) if alone == Certainty::Clear => Certainty::Undecided,
            Some(_) | None => alone,
        }
    }

    /// How sure the comparison is. Fewer persons than the indicator's minimum in a year, or a value
    /// without interval, is no certainty.
    fn certainty(&self, (unit, year): (Unit, SchoolYear), numbers: Numbers) -> Option<Certainty> {
        // Only per cent can be near: of other numbers nobody has said what near is.
        let margin = match self.indicator.scale {
            Scale::Percent => to_f64(self.settings.number("maal_margin_procentpoint")?) / 100.0,
            Scale::Number => 0.0,
        };
        let shock = self.shocks.shock(&self.indicator.id, unit);
        let now = self.certain(numbers.now)?;
        let Some((limit, side)) = self.target.rule.limit() else {
            let change = Change::new(self.certain(numbers.before?)?, now)?;
            let of_schools = self.of_schools(unit, year).and_then(|of| of.interval_at(self.level));
            let interval = of_schools.or_else(|| change.interval(shock, self.level))?;
            return Some(Certainty::of(interval, 0.0, margin));
        };
        let now = now.interval(shock, MISS)?;
        let limit = match self.indicator.scale {
            Scale::Percent => limit.to_f64() / 100.0,
            Scale::Number => limit.to_f64(),
        };
        let over = limit <= now.lower;
        match Certainty::of(now, limit, margin) {
            // Rounding lifted it over a limit that the whole interval is on the other side of.
            Certainty::Clear if self.holds(numbers) != Some(over == (side == Side::AtLeast)) => {
                Some(Certainty::NearLimit)
            }
            certainty => Some(certainty),
        }
    }

    /// The change of a municipality or group, whose schools are its clusters.
    fn of_schools(&self, unit: Unit, year: SchoolYear) -> Option<ChangeNumbers> {
        let of = self.changes.get(&(unit, self.earlier(year)?, year))?;
        of.numbers.filter(|numbers| numbers.method == ChangeMethod::Clustered)
    }

    /// A number that enough persons are behind, with how far off it may be.
    fn certain(&self, number: Number) -> Option<Measured> {
        let enough = self.indicator.minimum_n <= number.value.persons()?;
        number.measured.filter(|_| enough)
    }
}

/// The value of two sets of persons together: counted, or as published with the persons it is of.
fn together(a: Value, b: Value) -> Option<Value> {
    if let (Value::Share { hits, n }, Value::Share { hits: more, n: others }) = (a, b) {
        return Some(Value::Share { hits: hits.checked_add(more)?, n: n.checked_add(others)? });
    }
    let weighted = |value: Value| match value {
        Value::Weighted { sum, n } => Some((sum, n)),
        Value::Published { value, n: Some(n), .. } => {
            let millionths = value.with_decimals(6)?.units();
            Some((millionths.checked_mul(i64::try_from(n).ok()?)?, n))
        }
        Value::Share { hits, n } => Some((i64::try_from(hits).ok()?.checked_mul(100_000_000)?, n)),
        Value::Published { n: None, .. }
        | Value::Mean { .. }
        | Value::Ratio { .. }
        | Value::Count(_) => None,
    };
    let ((sum, n), (more, others)) = (weighted(a)?, weighted(b)?);
    Some(Value::Weighted { sum: sum.checked_add(more)?, n: n.checked_add(others)? })
}

#[cfg(test)]
mod tests {
    use kvalitet_core::settings::SettingValue;
    use kvalitet_core::{Evidence, Origin, Published, PublishedForm, Tally};
    use proptest::prelude::*;

    use kvalitet_core::RollupGraph;
    use kvalitet_core::catalogue::Catalogue;

    use super::*;
    use crate::estimate;

    /// The targets of figures of no municipality in particular.
    fn judge(
        figures: &Figures,
        catalogue: &Catalogue,
        settings: &Settings,
        years: &BTreeSet<SchoolYear>,
    ) -> crate::Judgements {
        let (graph, kinds) = (RollupGraph::default(), BTreeMap::new());
        crate::judge(figures, &Scope { catalogue, settings, years, graph: &graph, kinds: &kinds })
    }

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
            ("laesning.daarlige/skole:999001/2017-18/klasse:2", 400, 4000),
            ("laesning.daarlige/skole:999001/2018-19/klasse:2", 420, 4000),
            ("laesning.daarlige/skole:999001/2018-19/klasse:8", 3600, 4000),
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
        assert_eq!(of(790, 1000), Some(Certainty::Undecided));
        assert_eq!(of(1_580, 2_000), Some(Certainty::NearLimit));
        assert_eq!(of(900, 1000), Some(Certainty::Clear));
    }

    /// An indicator of a municipality's own: no series, at least 25 per cent.
    fn local(value: Evidence, rounding: &str) -> TargetJudgement {
        let text = r#"
            [theme]
            id = "lokale"
            name = { da = "a", en = "a" }
            about = { da = "a", en = "a" }
            [[indicator]]
            id = "maal"
            version = 1
            name = { da = "a", en = "a" }
            description = { da = "a", en = "a" }
            table = "egen"
            population = { da = "a", en = "a" }
            reported = "andel"
            scale = "procent"
            decimals = 1
            polarity = "hoejere-er-bedre"
            minimum_n = 10
            method = "wilson"
            confidentiality = "personlig"
            source = "a"
            status = "antaget"
            target = { number = "L1", rule = { mindst_procent = 25 } }
        "#;
        let built_in = Catalogue::built_in().unwrap();
        let settings = built_in
            .settings()
            .with("maal_afrunding", SettingValue::Choice(rounding.to_owned()))
            .unwrap();
        let catalogue = Catalogue::from_toml(&[text]).unwrap();
        let evidence = BTreeMap::from([("maal/skole:999001/2023-24".parse().unwrap(), value)]);
        let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
        let years = BTreeSet::from([SchoolYear::starting(2023).unwrap()]);
        let mut judged = judge(&figures, &catalogue, &settings, &years).targets;
        assert_eq!(judged.len(), 1);
        judged.remove(0)
    }

    fn counted(tally: Tally) -> Evidence {
        Evidence::Counted { tally, origin: Origin::Counts }
    }

    fn published(value: &str, n: Option<u64>) -> Evidence {
        let (value, form) = (value.parse().unwrap(), PublishedForm::Share);
        Evidence::Published(Published { value, form, n, verdict: None })
    }

    #[test]
    fn a_target_without_series_is_read_off_every_kind_of_value() {
        let ratio = |numerator| Tally::Ratio { persons: None, numerator, denominator: 4_000_000 };
        let weighted = |sum| Tally::Weighted { n: 1_000, sum };
        for (met, evidence) in [
            (true, counted(Tally::share(250, 1_000).unwrap())),
            (false, counted(Tally::share(249, 1_000).unwrap())),
            (true, counted(ratio(1_000_000))),
            (false, counted(ratio(999_999))),
            (true, counted(weighted(25_000_000_000))),
            (false, counted(weighted(24_999_999_999))),
            (true, published("25.0", None)),
            (false, published("24.9", None)),
        ] {
            let rule = if met { RuleVerdict::Met } else { RuleVerdict::NotMet };
            assert_eq!(local(evidence.clone(), "uafrundet").rule, rule, "{evidence:?}");
            assert_eq!(local(evidence, "hele-procent").rule, RuleVerdict::Met);
        }
    }

    #[test]
    fn what_has_no_interval_or_few_persons_has_a_verdict_and_no_certainty() {
        let certainty = |evidence| local(evidence, "uafrundet").certainty;
        assert_eq!(certainty(published("80.0", None)), None);
        assert_eq!(certainty(counted(Tally::share(9, 9).unwrap())), None);
        assert_eq!(certainty(published("80.0", Some(50))), Some(Certainty::Clear));
        assert_eq!(
            certainty(counted(Tally::share(520, 2_000).unwrap())),
            Some(Certainty::NearLimit)
        );
        assert_eq!(certainty(counted(Tally::share(6, 20).unwrap())), Some(Certainty::Undecided));
    }

    /// 24.6 of a hundred is 25 after rounding, while the interval of so many pupils is below 25.
    #[test]
    fn what_rounding_alone_lifts_over_the_limit_is_not_clear() {
        let many = counted(Tally::share(246_000, 1_000_000).unwrap());
        let rounded = local(many.clone(), "hele-procent");
        assert_eq!(
            (rounded.rule, rounded.certainty),
            (RuleVerdict::Met, Some(Certainty::NearLimit))
        );
        let exact = local(many, "uafrundet");
        assert_eq!((exact.rule, exact.certainty), (RuleVerdict::NotMet, Some(Certainty::Clear)));
    }

    const YEARS: [u16; 6] = [2016, 2017, 2018, 2019, 2020, 2021];

    /// Years with a break before them, and how heavy it is.
    fn breaks() -> impl Strategy<Value = BTreeMap<u16, bool>> {
        proptest::collection::btree_map(2016_u16..=2021, any::<bool>(), 0..4)
    }

    /// A series with these breaks and a target of a fall, and a share in each year.
    fn judged(
        breaks: &BTreeMap<u16, bool>,
        hits: [u64; 6],
        forbehold: &str,
    ) -> Vec<TargetJudgement> {
        let year = |start| SchoolYear::starting(start).unwrap();
        let text = |of: &str| format!("{of} = {{ da = \"a\", en = \"a\" }}\n");
        let one = |(at, cuts): (&u16, &bool)| {
            let weight = if *cuts { "brud" } else { "forbehold" };
            format!(
                "[[series.break]]\nat = \"{}\"\nweight = \"{weight}\"\nsource = \"a\"\n",
                year(*at)
            ) + &text("reason")
        };
        let breaks: String = breaks.iter().map(one).collect();
        let file = format!(
            "[theme]\nid = \"t\"\n{}{}[[series]]\nid = \"s\"\n{}from = \"2016/17\"\n\
             to = \"2021/22\"\ngrades = [4]\nsource = \"a\"\n{breaks}[[indicator]]\nid = \"i\"\n\
             version = 1\n{}{}{}series = \"s\"\ntable = \"egen\"\nreported = \"andel\"\n\
             scale = \"procent\"\ndecimals = 1\npolarity = \"lavere-er-bedre\"\nminimum_n = 10\n\
             method = \"wilson\"\nconfidentiality = \"aaben\"\nsource = \"a\"\nstatus = \"antaget\"\n\
             target = {{ number = \"1\", rule = \"falder\" }}\n",
            text("name"),
            text("about"),
            text("name"),
            text("name"),
            text("description"),
            text("population"),
        );
        let catalogue = Catalogue::from_toml(&[&file]).unwrap();
        let settings = Catalogue::built_in()
            .unwrap()
            .settings()
            .with("forbehold", SettingValue::Choice(forbehold.to_owned()))
            .unwrap();
        let cell = |(start, hits): (u16, u64)| {
            let key = format!("i/skole:999001/{}/klasse:4", year(start).key());
            (key.parse().unwrap(), counted(Tally::share(hits, 100).unwrap()))
        };
        let evidence = YEARS.into_iter().zip(hits).map(cell).collect();
        let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
        judge(&figures, &catalogue, &settings, &YEARS.map(year).into()).targets
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Said apart from the series' own functions: a verdict rests on two years, and no break of
        /// weight lies between them; a light one silences it unless the plan lets it speak.
        #[test]
        fn no_verdict_crosses_a_break(
            breaks in breaks(),
            hits in proptest::array::uniform6(0..=100_u64),
            speaks in any::<bool>(),
        ) {
            let judged = judged(&breaks, hits, if speaks { "vis-dom" } else { "ingen-dom" });
            prop_assert_eq!(judged.len(), YEARS.len());
            for of in judged {
                let now = of.year.start();
                let crossed = |earlier: u16, heavy: bool| {
                    breaks.iter().any(|(at, cuts)| *cuts == heavy && earlier < *at && *at <= now)
                };
                let earlier = (now > 2016).then(|| now - 1).filter(|before| !crossed(*before, true));
                prop_assert_eq!(of.compared_with.map(SchoolYear::start), earlier);
                let at = |year: u16| hits[usize::from(year - 2016)];
                let expected = match earlier {
                    None => RuleVerdict::NoResult,
                    Some(before) if !speaks && crossed(before, false) => RuleVerdict::WithReservation,
                    Some(before) if at(now) < at(before) => RuleVerdict::Met,
                    Some(_) => RuleVerdict::NotMet,
                };
                prop_assert_eq!(of.rule, expected);
                let judged = matches!(of.rule, RuleVerdict::Met | RuleVerdict::NotMet);
                prop_assert!(judged || (of.certainty.is_none() && of.grades.is_empty()));
            }
        }
    }

    /// By hand: 80 of 100 published as 80.0 with n = 100 reaches the target on grade 2; grade 4 with
    /// 79.9 does not. Together (80·100 + 79.9·1000) / 1100 lies below.
    #[test]
    fn published_shares_are_judged_grade_by_grade() {
        let share = |key: &str, value: &str, n| (key.parse().unwrap(), published(value, Some(n)));
        let evidence = BTreeMap::from([
            share("laesning.gode/skole:999001/2018-19/klasse:2", "80.0", 100),
            share("laesning.gode/skole:999001/2018-19/klasse:4", "79.9", 1_000),
        ]);
        let catalogue = Catalogue::built_in().unwrap();
        let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
        let years = BTreeSet::from([SchoolYear::starting(2018).unwrap()]);
        let judged = judge(&figures, &catalogue, &catalogue.settings(), &years).targets;
        let of = judged.iter().find(|of| of.target.number == "1.1").unwrap();
        assert_eq!(of.rule, RuleVerdict::Partly { met: 1, of: 2 });
        assert!(of.grades.iter().take(2).all(|grade| grade.certainty.is_some()));
    }

    /// A target of the state is never read outside the years in which it held, nor before the year in
    /// which it was to be reached, and one of the municipality not of a school.
    #[test]
    fn a_former_target_is_judged_when_it_was_due_alone() {
        let catalogue = Catalogue::built_in().unwrap();
        let doem = SettingValue::Choice("doem".to_owned());
        let settings = catalogue.settings().with("tidligere_maal", doem).unwrap();
        let year = |start| SchoolYear::starting(start).unwrap();
        let units = ["skole:999001", "kommune:999"];
        let key = |unit, start| format!("kompetencedaekning/{unit}/{}", year(start).key());
        let value =
            |start| units.map(|unit| (key(unit, start).parse().unwrap(), published("95.0", None)));
        let evidence = (2012..2030).flat_map(value).collect();
        let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
        let years = (2012..2030).map(year).collect();
        let judged = judge(&figures, &catalogue, &settings, &years).targets;
        let starts: Vec<u16> = judged.iter().map(|of| of.year.start()).collect();
        assert_eq!(starts, [2025]);
        assert_eq!(judged[0].unit.to_string(), "kommune:999");
        assert!(judged.iter().all(|of| of.rule == RuleVerdict::Met && of.certainty.is_none()));
        assert!(judge(&figures, &catalogue, &catalogue.settings(), &years).targets.is_empty());
    }
}
