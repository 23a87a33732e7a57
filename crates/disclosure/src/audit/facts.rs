//! Numbers that are printed elsewhere about the same figures: changes, year groups, places, what was
//! published beside, progression.
//!
//! Each is said of a figure, or of several taken together. Of a hidden figure it is one more limit; of
//! one that this reader sees no figures of it is a breach by itself.

use kvalitet_core::agreement::Agreement;
use kvalitet_core::cohort::{HeldAgainst, Occasion};
use kvalitet_core::{Breakdown, Decimal, FigureKey, IndicatorId, Period, SchoolYear, Unit};

use super::model::{Form, Held, Model, Slot, scale_of};
use super::system::FAR;
use crate::{
    ChangeContent, CohortContent, PositionContent, ReleasedChangeNumbers, ReleasedCohort,
    ReleasedCohortLevel, ReleasedCohortNumbers, ReleasedFigure, Shows,
};

/// A number as a fraction; the denominator is positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    const fn plus(self, other: Self) -> Self {
        let over = self.over * other.under + other.over * self.under;
        Self { over, under: self.under * other.under }
    }

    const fn minus(self, other: Self) -> Self {
        self.plus(Self { over: -other.over, under: other.under })
    }
}

/// What a number lies between.
type Between = [Fraction; 2];

/// Something that is printed of figures taken together.
#[derive(Clone, Debug, Default)]
struct Fact {
    figures: Vec<FigureKey>,
    n: Option<u64>,
    value: Option<Between>,
}

impl Model<'_> {
    /// Every limit that follows from what is printed elsewhere, as far as it is true.
    pub(super) fn add_facts(&mut self) {
        let facts: Vec<Fact> = self
            .of_cohorts()
            .into_iter()
            .chain(self.of_positions())
            .chain(self.of_agreements())
            .chain(self.of_progress())
            .collect();
        for fact in facts {
            self.say(&fact);
        }
        for change in &self.input.changes {
            if let ChangeContent::Shown { numbers: Some(numbers), .. } = &change.content {
                let years = [change.from, change.to];
                self.change(&change.indicator, change.unit, years, numbers);
            }
        }
    }

    /// The figures that something is printed of, though this reader sees no figures of their kind.
    pub(super) fn not_for_audience(&self) -> Vec<FigureKey> {
        let year = |indicator: &IndicatorId, unit, year| whole(indicator, unit, year);
        let mut printed = Vec::new();
        for of in &self.input.changes {
            if let ChangeContent::Shown { numbers: Some(_), .. } = &of.content {
                printed.push(year(&of.indicator, of.unit, of.to));
            }
        }
        for of in &self.input.cohorts {
            if let CohortContent::Shown { numbers: Some(_), .. } = &of.content {
                printed.push(at(of, of.to));
            }
        }
        for of in &self.input.positions {
            if let PositionContent::Shown { numbers: Some(_), .. } = &of.content {
                let years = of.years.iter();
                printed.extend(years.map(|of_year| year(&of.indicator, of.unit, *of_year)));
            }
        }
        printed.extend(self.input.agreements.iter().map(|of| of.key.clone()));
        printed.extend(self.input.figures.keys().cloned());
        printed.retain(|key| !self.may_be_seen(key));
        printed
    }

    fn may_be_seen(&self, key: &FigureKey) -> bool {
        let indicator = self.input.catalogue.indicator(key.indicator.as_str());
        let rule = indicator.and_then(|indicator| self.input.rule(indicator, key.unit));
        rule.is_some_and(|rule| {
            rule.shows == Shows::Figure && !rule.without.contains(&key.breakdown.part.kind())
        })
    }

    fn of_cohorts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for cohort in &self.input.cohorts {
            let CohortContent::Shown { numbers: Some(numbers), .. } = &cohort.content else {
                continue;
            };
            for (occasion, level) in [(cohort.from, numbers.before), (cohort.to, numbers.after)] {
                facts.extend(self.of_level(cohort, numbers, (occasion, level)));
            }
        }
        facts
    }

    fn of_level(
        &self,
        cohort: &ReleasedCohort,
        numbers: &ReleasedCohortNumbers,
        (occasion, level): (Occasion, ReleasedCohortLevel),
    ) -> Vec<Fact> {
        let key = at(cohort, occasion);
        let value = Some(printed(level.value));
        let mut facts = vec![Fact { figures: vec![key.clone()], n: level.n, value }];
        for unit in self.municipalities() {
            let figures = vec![FigureKey { unit, ..key.clone() }];
            let told = level.municipality.map(printed);
            facts.extend(told.map(|value| Fact {
                figures: figures.clone(),
                n: None,
                value: Some(value),
            }));
            let is_held = numbers.against == Some(HeldAgainst::Municipality);
            let distance = level.distance.filter(|_| is_held && unit != cohort.unit);
            facts.extend(distance.map(|distance| Fact {
                figures,
                n: None,
                value: Some(less(printed(level.value), printed(distance))),
            }));
        }
        facts
    }

    fn of_positions(&self) -> Vec<Fact> {
        let shown = self.input.positions.iter().filter_map(|of| {
            let PositionContent::Shown { numbers: Some(numbers), .. } = &of.content else {
                return None;
            };
            let figures = of.years.iter().map(|year| whole(&of.indicator, of.unit, *year));
            let value = Some(printed(numbers.level));
            Some(Fact { figures: figures.collect(), n: Some(numbers.n), value })
        });
        shown.collect()
    }

    fn of_agreements(&self) -> Vec<Fact> {
        let fact = |of: &crate::ReleasedAgreement| {
            let n = match of.agreement {
                Agreement::OtherPopulation { ours, .. } => Some(ours),
                Agreement::Equal | Agreement::Rounding | Agreement::Unexplained => of.n,
            };
            Fact { figures: vec![of.key.clone()], n, value: Some(printed(of.ours)) }
        };
        self.input.agreements.iter().map(fact).collect()
    }

    fn of_progress(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for of in &self.input.progress.coverage {
            let Ok(indicator) = format!("{}.gode", of.subject.id()).parse::<IndicatorId>() else {
                continue;
            };
            for unit in self.municipalities() {
                let breakdown = Breakdown::of_grade(of.grade);
                let key = FigureKey { breakdown, ..whole(&indicator, unit, of.year) };
                facts.push(Fact { figures: vec![key], n: Some(of.tested), value: None });
            }
        }
        for of in &self.input.progress.schools {
            let Ok(indicator) = format!("{}.fremgang", of.subject.id()).parse::<IndicatorId>()
            else {
                continue;
            };
            for school in &of.schools {
                let years = of.years.iter().map(|year| whole(&indicator, school.school, *year));
                facts.push(Fact { figures: years.collect(), n: Some(school.n), value: None });
            }
        }
        facts
    }

    fn municipalities(&self) -> impl Iterator<Item = Unit> + use<> {
        let units: std::collections::BTreeSet<Unit> =
            self.input.figures.keys().map(|key| key.unit).collect();
        units.into_iter().filter(|unit| matches!(unit, Unit::Municipality(_)))
    }

    /// A change and one of its years say what the other year is. The municipality's change is what a
    /// school's is less what the school did beyond it.
    fn change(
        &mut self,
        indicator: &IndicatorId,
        unit: Unit,
        years: [SchoolYear; 2],
        numbers: &ReleasedChangeNumbers,
    ) {
        let difference = printed(numbers.difference);
        self.say_change(indicator, unit, years, difference);
        if let Some([beyond, ..]) = numbers.beyond_municipality {
            let common = less(difference, printed(beyond));
            let municipalities: Vec<Unit> = self.municipalities().collect();
            for whole in municipalities {
                self.say_change(indicator, whole, years, common);
            }
        }
    }

    fn say_change(
        &mut self,
        indicator: &IndicatorId,
        unit: Unit,
        [from, to]: [SchoolYear; 2],
        difference: Between,
    ) {
        let [from, to] = [whole(indicator, unit, from), whole(indicator, unit, to)];
        if let Some(value) = self.value_of(&from) {
            let value = Some([value[0].plus(difference[0]), value[1].plus(difference[1])]);
            self.say(&Fact { figures: vec![to.clone()], n: None, value });
        }
        if let Some(value) = self.value_of(&to) {
            self.say(&Fact { figures: vec![from], n: None, value: Some(less(value, difference)) });
        }
    }

    /// The value of a figure that is shown, as exactly as it is known.
    fn value_of(&self, key: &FigureKey) -> Option<Between> {
        let released = self.input.figures.get(key)?;
        if released.rounded_to().is_some() {
            return None;
        }
        let value = printed(released.value()?);
        let exact = match *released.content() {
            crate::ReleasedContent::Shown { n: Some(n), hits: Some(hits), .. } if 0 < n => {
                let indicator = self.input.catalogue.indicator(key.indicator.as_str())?;
                let (times, _) = scale_of(indicator, Form::Hits);
                let share = Fraction { over: i128::from(hits) * times, under: i128::from(n) };
                Some([share, share])
            }
            _ => None,
        };
        Some(exact.unwrap_or(value))
    }

    /// Adds what is said of figures, if it is true of them.
    fn say(&mut self, fact: &Fact) {
        let is_hidden = |key| self.input.figures.get(key).is_some_and(ReleasedFigure::is_hidden);
        if !fact.figures.iter().any(is_hidden) {
            return;
        }
        let Some(slots) =
            fact.figures.iter().map(|key| self.slots(key)).collect::<Option<Vec<_>>>()
        else {
            return;
        };
        let persons: Vec<(Slot, i128)> = slots.iter().map(|(persons, _)| (*persons, 1)).collect();
        if let Some(n) = fact.n {
            self.say_if_true(&persons, [i128::from(n); 2]);
        }
        let indicator = fact.figures.first();
        let indicator =
            indicator.and_then(|key| self.input.catalogue.indicator(key.indicator.as_str()));
        let amounts: Option<Vec<(Slot, Form)>> = slots.iter().map(|(_, amount)| *amount).collect();
        let (Some(indicator), Some(amounts), Some([least, most])) =
            (indicator, amounts, fact.value)
        else {
            return;
        };
        let Some((_, form)) = amounts.first().copied() else { return };
        if amounts.iter().any(|(_, other)| *other != form) {
            return;
        }
        let (times, over) = scale_of(indicator, form);
        let rate = |of: Fraction| {
            let sum = amounts.iter().map(|(slot, _)| (*slot, times * of.under));
            let persons = persons.iter().map(|(slot, _)| (*slot, -over * of.over));
            sum.chain(persons).collect::<Vec<_>>()
        };
        self.say_if_true(&rate(least), [0, FAR]);
        self.say_if_true(&rate(most), [-FAR, 0]);
    }

    pub(super) fn say_if_true(&mut self, terms: &[(Slot, i128)], [least, most]: [i128; 2]) {
        let sum: i128 = terms.iter().map(|(slot, factor)| self.true_value(*slot) * factor).sum();
        if least <= sum && sum <= most {
            self.compare(terms, [least, most]);
        }
    }

    /// The persons and the amount of a figure. Of a figure in a year without anything hidden they are as
    /// they are shown.
    fn slots(&mut self, key: &FigureKey) -> Option<(Slot, Option<(Slot, Form)>)> {
        let input = self.input;
        let indicator = input.catalogue.indicator(key.indicator.as_str())?;
        let (key, released) = input.figures.get_key_value(key)?;
        let figure = self.truth.get(key)?;
        let value = figure.value()?;
        if !self.amounts.contains_key(key) {
            let held = Held { key, indicator, released, figure, value: Some(value) };
            self.add_shown(held).ok()?;
        }
        let persons = self.persons_of(key, indicator)?;
        let form = self.forms.get(&(&indicator.id, key.period)).copied();
        let amount = self.amounts.get(key).copied();
        Some((persons, amount.zip(form)))
    }
}

/// All pupils of a unit in a year.
fn whole(indicator: &IndicatorId, unit: Unit, year: SchoolYear) -> FigureKey {
    let (indicator, period) = (indicator.clone(), Period::Year(year));
    FigureKey { indicator, unit, period, breakdown: Breakdown::ALL }
}

/// The figure of a year group at a test.
fn at(cohort: &ReleasedCohort, Occasion { year, grade }: Occasion) -> FigureKey {
    let breakdown = Breakdown::of_grade(grade);
    FigureKey { breakdown, ..whole(&cohort.indicator, cohort.unit, year) }
}

/// What a printed number stands for: half a unit of its last decimal either way.
fn printed(number: Decimal) -> Between {
    let units = 2 * i128::from(number.units());
    let under = 2 * 10_i128.pow(u32::from(number.decimals()));
    [Fraction { over: units - 1, under }, Fraction { over: units + 1, under }]
}

/// The difference of two numbers.
const fn less(one: Between, other: Between) -> Between {
    [one[0].minus(other[1]), one[1].minus(other[0])]
}
