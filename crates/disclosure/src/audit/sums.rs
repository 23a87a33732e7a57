//! What adds up: units, ways of dividing pupils, categories, and indicators that count parts of the
//! same persons.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Statistic};
use kvalitet_core::{Breakdown, FigureKey, IndicatorId, Period};

use super::Quantity;
use super::model::{Cell, Form, Model, Population, Slot, denominator};
use super::system::{FAR, Place};

/// Whether parts may be said to be at most their total where they do not add up to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// They are counts.
    AtMost,
    /// They are sums, which may be negative.
    Nothing,
}

impl Model<'_> {
    /// Every row that follows from the graph and the definitions.
    pub(super) fn add_sums(&mut self) {
        self.sums_of_persons();
        self.sums_of_amounts();
        self.limits_by_persons();
        self.categories();
        self.parts_of_the_same();
    }

    fn sums_of_persons(&mut self) {
        let mut cells: BTreeMap<(Population, Period), BTreeSet<Cell>> = BTreeMap::new();
        for (population, period, cell) in self.persons.keys() {
            cells.entry((*population, *period)).or_default().insert(*cell);
        }
        for ((population, period), cells) in cells {
            let mut indicators = self.populations.iter();
            let Some((indicator, _)) = indicators.find(|(_, of)| **of == population) else {
                continue;
            };
            let indicator = *indicator;
            for relation in self.input.graph.of(indicator).relations(&cells) {
                let slot = |cell: &Cell| self.persons.get(&(population, period, *cell)).copied();
                let Some(total) = slot(&relation.total) else { continue };
                let parts: Vec<Slot> = relation.parts.iter().filter_map(slot).collect();
                if !self.sum(total, &parts, Parts::AtMost) {
                    let key = key(indicator, period, relation.total);
                    self.broken.insert((key, Quantity::Persons));
                }
            }
        }
    }

    fn sums_of_amounts(&mut self) {
        let mut cells: BTreeMap<(IndicatorId, Period), BTreeSet<Cell>> = BTreeMap::new();
        for key in self.amounts.keys() {
            let of = cells.entry((key.indicator.clone(), key.period)).or_default();
            of.insert((key.unit, key.breakdown));
        }
        for ((indicator, period), cells) in cells {
            let form = self.forms.get(&(&indicator, period)).copied();
            let is_sum = matches!(form, Some(Form::Sum(_)));
            let quantity = if is_sum { Quantity::Sum } else { Quantity::Hits };
            let parts_are = if is_sum { Parts::Nothing } else { Parts::AtMost };
            for relation in self.input.graph.of(&indicator).relations(&cells) {
                let slot = |cell: &Cell| self.amounts.get(&key(&indicator, period, *cell)).copied();
                let Some(total) = slot(&relation.total) else { continue };
                let parts: Vec<Slot> = relation.parts.iter().filter_map(slot).collect();
                if !self.sum(total, &parts, parts_are) {
                    self.broken.insert((key(&indicator, period, relation.total), quantity));
                }
            }
        }
    }

    /// Nobody hits who does not count, and a mean lies on its scale.
    fn limits_by_persons(&mut self) {
        let found: Vec<(FigureKey, Slot)> =
            self.amounts.iter().map(|(key, slot)| (key.clone(), *slot)).collect();
        for (key, amount) in found {
            let Some(indicator) = self.input.catalogue.indicator(key.indicator.as_str()) else {
                continue;
            };
            let Some(persons) = self.persons_of(&key, indicator) else { continue };
            match self.forms.get(&(&indicator.id, key.period)) {
                Some(Form::Hits) => self.compare(&[(amount, 1), (persons, -1)], [-FAR, 0]),
                Some(Form::Sum(decimals)) => {
                    let is_percent = super::is_percent(indicator);
                    let ends = indicator.scale_ends().or(is_percent.then_some((0, 100)));
                    let Some((low, high)) = ends else { continue };
                    let unit = 10_i128.pow(u32::from(*decimals));
                    let (low, high) = (i128::from(low) * unit, i128::from(high) * unit);
                    self.say_if_true(&[(amount, 1), (persons, -low)], [0, FAR]);
                    // Published shares that are added up can be a little over a hundred.
                    self.say_if_true(&[(amount, 1), (persons, -high)], [-FAR, 0]);
                }
                Some(Form::Count) | None => {}
            }
        }
    }

    /// The categories of a distribution hold everybody once.
    fn categories(&mut self) {
        let mut found: BTreeMap<(IndicatorId, Period, Cell), Vec<Slot>> = BTreeMap::new();
        for (key, slot) in &self.amounts {
            if key.breakdown.category.is_some() {
                let cell = (key.unit, key.breakdown.pupils());
                let of = found.entry((key.indicator.clone(), key.period, cell)).or_default();
                of.push(*slot);
            }
        }
        for ((indicator, period, cell), parts) in found {
            let Some(indicator) = self.input.catalogue.indicator(indicator.as_str()) else {
                continue;
            };
            let Statistic::Distribution { categories, .. } = &indicator.statistic else { continue };
            let key = key(&indicator.id, period, cell);
            let is_counted = self.forms.get(&(&indicator.id, period)) == Some(&Form::Hits);
            let Some(total) = self.persons_of(&key, indicator).filter(|_| is_counted) else {
                continue;
            };
            if parts.len() == categories.all().len() {
                self.sum(total, &parts, Parts::AtMost);
            } else {
                self.at_most(&parts, total);
            }
        }
    }

    /// Indicators that count parts of the same persons: one is made of categories of another, lies within
    /// another or beside it, or counts those whom another rests on.
    fn parts_of_the_same(&mut self) {
        let ids: BTreeSet<&IndicatorId> = self.forms.keys().map(|(id, _)| *id).collect();
        let catalogue = self.input.catalogue;
        let found: Vec<&Indicator> =
            ids.into_iter().filter_map(|id| catalogue.indicator(id.as_str())).collect();
        let mut keys: BTreeMap<IndicatorId, Vec<FigureKey>> = BTreeMap::new();
        for key in self.amounts.keys() {
            keys.entry(key.indicator.clone()).or_default().push(key.clone());
        }
        for one in &found {
            let others = found.iter().filter(|other| other.id != one.id);
            for other in others.filter(|of| of.table == one.table && of.series == one.series) {
                self.pair(one, other, keys.get(&one.id).map_or(&[], Vec::as_slice));
            }
        }
    }

    fn pair(&mut self, one: &Indicator, other: &Indicator, keys: &[FigureKey]) {
        let is_base = match &one.statistic {
            Statistic::Share { numerator, .. } => denominator(other) == Some(numerator.text()),
            _ => false,
        };
        let same = self.populations.get(&one.id) == self.populations.get(&other.id);
        let relation = if same { Among::of(one, other) } else { None };
        if !is_base && relation.is_none() {
            return;
        }
        for of in keys {
            let Some(amount) = self.amounts.get(of).copied() else { continue };
            let is_counted = |id| self.forms.get(&(id, of.period)) == Some(&Form::Hits);
            if !is_counted(&one.id) || (relation.is_some() && !is_counted(&other.id)) {
                continue;
            }
            if is_base && let Some(persons) = self.persons_of(of, other) {
                self.sum(amount, &[persons], Parts::Nothing);
            }
            if let Some(relation) = &relation {
                self.relate(of, amount, (one, other), relation);
            }
        }
    }

    fn relate(
        &mut self,
        of: &FigureKey,
        amount: Slot,
        (one, other): (&Indicator, &Indicator),
        relation: &Among,
    ) {
        let theirs = |category| {
            let breakdown = Breakdown { category, ..of.breakdown };
            let key = FigureKey { indicator: other.id.clone(), breakdown, ..of.clone() };
            self.amounts.get(&key).copied()
        };
        match relation {
            Among::Categories(categories) => {
                let parts = categories.iter().map(|category| theirs(Some(*category)));
                if let Some(parts) = parts.collect::<Option<Vec<Slot>>>() {
                    self.sum(amount, &parts, Parts::Nothing);
                }
            }
            Among::Within => {
                if let Some(theirs) = theirs(of.breakdown.category) {
                    self.at_most(&[amount], theirs);
                }
            }
            Among::Beside => {
                let theirs = theirs(of.breakdown.category);
                if let Some((theirs, persons)) = theirs.zip(self.persons_of(of, one)) {
                    self.at_most(&[amount, theirs], persons);
                }
            }
        }
    }

    /// Says that parts add up to a total, if that is so; otherwise that they are at most the total, if
    /// that is so and they are counts. Whether they add up.
    fn sum(&mut self, total: Slot, parts: &[Slot], parts_are: Parts) -> bool {
        let sum: i128 = parts.iter().map(|slot| self.true_value(*slot)).sum();
        if sum == self.true_value(total) {
            let terms = parts.iter().map(|slot| (*slot, 1)).chain([(total, -1)]);
            self.compare(&terms.collect::<Vec<_>>(), [0, 0]);
            return true;
        }
        if parts_are == Parts::AtMost {
            self.at_most(parts, total);
        }
        false
    }

    /// Says that parts are together at most a total, if that is so.
    fn at_most(&mut self, parts: &[Slot], total: Slot) {
        let sum: i128 = parts.iter().map(|slot| self.true_value(*slot)).sum();
        if sum <= self.true_value(total) {
            let terms = parts.iter().map(|slot| (*slot, 1)).chain([(total, -1)]);
            self.compare(&terms.collect::<Vec<_>>(), [-FAR, 0]);
        }
    }

    /// Says that a sum lies between limits; what is known of it is taken off.
    pub(super) fn compare(&mut self, terms: &[(Slot, i128)], [least, most]: [i128; 2]) {
        let mut known = 0;
        let mut free: Vec<(Place, i128)> = Vec::new();
        for (slot, factor) in terms {
            match slot {
                Slot::Known(value) => known += value * factor,
                Slot::Free(place) => free.push((*place, *factor)),
            }
        }
        self.system.row(&free, [least - known, most - known]);
    }
}

/// How the persons that one share counts lie among those of another indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Among {
    /// They are those of some of its categories.
    Categories(Vec<kvalitet_core::Category>),
    /// They are some of its persons.
    Within,
    /// They are none of its persons.
    Beside,
}

impl Among {
    fn of(one: &Indicator, other: &Indicator) -> Option<Self> {
        if !matches!(one.statistic, Statistic::Share { .. }) {
            return None;
        }
        if let Statistic::Distribution { categories, column, .. } = &other.statistic {
            let all = categories.all();
            let by_value = values(one).filter(|(of, _)| of == column).map(|(_, values)| {
                let held = all.iter().filter(|of| values.contains(&i64::from(of.code())));
                held.copied().collect::<Vec<_>>()
            });
            let by_measure = measures(one, other).map(|(mine, theirs)| {
                let held = all.iter().zip(theirs).filter(|(_, of)| mine.contains(of));
                held.map(|(category, _)| *category).collect()
            });
            let found = by_value.or(by_measure).filter(|found| !found.is_empty());
            return found.map(Self::Categories);
        }
        if !matches!(other.statistic, Statistic::Share { .. }) {
            return None;
        }
        if let (Some((mine_of, mine)), Some((theirs_of, theirs))) = (values(one), values(other)) {
            return (mine_of == theirs_of).then(|| between(&mine, &theirs)).flatten();
        }
        let (mine, theirs) = measures(one, other)?;
        between(&mine.iter().collect(), &theirs.iter().collect())
    }
}

fn between<T: Ord>(mine: &BTreeSet<T>, theirs: &BTreeSet<T>) -> Option<Among> {
    if mine.is_subset(theirs) {
        Some(Among::Within)
    } else {
        mine.is_disjoint(theirs).then_some(Among::Beside)
    }
}

/// The measures of both, where they are told apart by nothing else.
fn measures<'i>(one: &'i Indicator, other: &'i Indicator) -> Option<(&'i [String], &'i [String])> {
    let (mine, theirs) = (&one.observed, &other.observed);
    let is_said = !mine.measures.is_empty() && !theirs.measures.is_empty();
    (is_said && mine.parts == theirs.parts).then_some((&mine.measures, &theirs.measures))
}

/// The column and its values that a numerator such as `niveau in (4, 5, 6)` or `niveau = 6` holds.
fn values(indicator: &Indicator) -> Option<(String, BTreeSet<i64>)> {
    let Statistic::Share { numerator, .. } = &indicator.statistic else { return None };
    let text = numerator.text();
    let (column, values) = if let Some((column, values)) = text.split_once(" in ") {
        (column, values.trim().strip_prefix('(')?.strip_suffix(')')?)
    } else {
        text.split_once('=')?
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let column = column.trim();
    let values: Option<BTreeSet<i64>> =
        values.split(',').map(|value| value.trim().parse().ok()).collect();
    values.filter(|_| column.chars().all(is_name)).map(|values| (column.to_owned(), values))
}

pub(super) fn key(indicator: &IndicatorId, period: Period, cell: Cell) -> FigureKey {
    FigureKey { indicator: indicator.clone(), unit: cell.0, period, breakdown: cell.1 }
}
