//! The release as a system of sums: what is unknown of each figure, and what is known.
//!
//! For each population, period and cell there is the number of persons; for each share the number of
//! hits, for each mean the sum of the values. What is released is known, or known within its
//! rounding; what is hidden is an unknown.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale, Statistic, Units};
use kvalitet_core::{Breakdown, Decimal, EvidenceClass, FigureKey, IndicatorId, Period, Unit};
use kvalitet_figures::{Figure, Figures, Value};

use super::reach::Need;
use super::system::{Limits, MANY, Place, System, down, up};
use super::{AuditError, AuditInput, Margins, Quantity};
use crate::{ReleasedContent, ReleasedFigure};

/// Who is counted where.
pub(super) type Cell = (Unit, Breakdown);

/// The number of a population: figures of one count the same persons.
pub(super) type Population = usize;

/// A number of the release, known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Known.
    Known(i128),
    /// An unknown of the system.
    Free(Place),
}

/// What is added up of the figures of an indicator in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Persons who hit.
    Hits,
    /// Whatever is counted.
    Count,
    /// Sums of values with so many decimals, on the scale they are printed on.
    Sum(u8),
}

/// A number that must not be known: of a figure on too few persons.
#[derive(Clone, Debug)]
pub(super) struct Sensitive {
    /// The figure.
    pub(super) key: FigureKey,
    /// Which number of it.
    pub(super) quantity: Quantity,
    /// The number.
    pub(super) slot: Slot,
    /// How far from the truth it must be able to lie.
    pub(super) need: Need,
    /// Whether the policy lets it be seen that it is nobody.
    pub(super) may_be_none: bool,
}

/// A release as a system.
#[derive(Debug)]
pub(super) struct Model<'a> {
    pub(super) input: &'a AuditInput<'a>,
    pub(super) truth: &'a Figures,
    pub(super) system: System,
    /// The population of each indicator.
    pub(super) populations: BTreeMap<&'a IndicatorId, Population>,
    pub(super) persons: BTreeMap<(Population, Period, Cell), Slot>,
    pub(super) amounts: BTreeMap<FigureKey, Slot>,
    pub(super) forms: BTreeMap<(&'a IndicatorId, Period), Form>,
    pub(super) sensitive: Vec<Sensitive>,
    /// Sums that are none: what the graph says adds up and does not.
    pub(super) broken: BTreeSet<(FigureKey, Quantity)>,
}

/// A figure of the release with what it really is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'a> {
    pub(super) key: &'a FigureKey,
    pub(super) indicator: &'a Indicator,
    pub(super) released: &'a ReleasedFigure,
    pub(super) figure: &'a Figure,
    /// `None` where there is none and that is hidden: a reader sees no difference from a hidden number.
    pub(super) value: Option<Value>,
}

/// The figures of a release that have a number or are hidden, but for those of the nation: it adds to
/// nothing.
pub(super) fn held<'a>(
    input: &'a AuditInput<'a>,
    truth: &'a Figures,
) -> Result<Vec<Held<'a>>, AuditError> {
    let mut held = Vec::new();
    for (key, released) in &input.figures {
        let Some(indicator) = input.catalogue.indicator(key.indicator.as_str()) else { continue };
        let is_absent = matches!(released.content(), ReleasedContent::Absent { .. });
        if is_absent || key.unit == Unit::Nation {
            continue;
        }
        let not_in_truth = || AuditError::NotInTruth { key: key.clone() };
        let figure = truth.get(key).ok_or_else(not_in_truth)?;
        let value = figure.value();
        if value.is_none() && !released.is_hidden() {
            return Err(not_in_truth());
        }
        held.push(Held { key, indicator, released, figure, value });
    }
    Ok(held)
}

/// The number of each population, by indicator: of one table and series with one denominator, as long
/// as the truth is that they have the same persons.
pub(super) fn populations<'a>(held: &[Held<'a>]) -> BTreeMap<&'a IndicatorId, Population> {
    let mut names: BTreeMap<String, BTreeSet<&IndicatorId>> = BTreeMap::new();
    for of in held {
        names.entry(name(of.indicator)).or_default().insert(&of.indicator.id);
    }
    let mut seen: BTreeMap<(&str, Period, Cell), u64> = BTreeMap::new();
    let mut torn: BTreeSet<String> = BTreeSet::new();
    let named: Vec<(&Held<'_>, String)> = held.iter().map(|of| (of, name(of.indicator))).collect();
    for (of, name) in &named {
        let Some(n) = of.figure.n() else { continue };
        let cell = (of.key.unit, of.key.breakdown.pupils());
        if *seen.entry((name, of.key.period, cell)).or_insert(n) != n {
            torn.insert(name.clone());
        }
    }
    let mut populations = BTreeMap::new();
    let mut next = 0;
    for (name, indicators) in &names {
        let is_torn = torn.contains(name);
        for indicator in indicators {
            populations.insert(*indicator, next);
            next += usize::from(is_torn);
        }
        next += usize::from(!is_torn);
    }
    populations
}

fn name(indicator: &Indicator) -> String {
    match denominator(indicator) {
        Some(denominator) if indicator.units == Units::Schools => {
            let series = indicator.series.as_deref().unwrap_or_default();
            format!("{}/{series}/{denominator}", indicator.table)
        }
        Some(_) | None => indicator.id.to_string(),
    }
}

/// The populations of which one is counted by a share of the other.
fn linked(
    held: &[Held<'_>],
    populations: &BTreeMap<&IndicatorId, Population>,
) -> BTreeSet<(Population, Population)> {
    let indicators: BTreeMap<&IndicatorId, &Indicator> =
        held.iter().map(|of| (&of.indicator.id, of.indicator)).collect();
    let mut linked = BTreeSet::new();
    for one in indicators.values() {
        let Statistic::Share { numerator, .. } = &one.statistic else { continue };
        let is_base = |other: &&&Indicator| {
            (&other.table, &other.series) == (&one.table, &one.series)
                && denominator(other) == Some(numerator.text())
        };
        for other in indicators.values().filter(is_base) {
            linked
                .extend(populations.get(&one.id).copied().zip(populations.get(&other.id).copied()));
        }
    }
    linked
}

/// Who counts, as the definition says it.
pub(super) fn denominator(indicator: &Indicator) -> Option<&str> {
    match &indicator.statistic {
        Statistic::Share { denominator, .. }
        | Statistic::Distribution { denominator, .. }
        | Statistic::Mean { denominator, .. } => Some(denominator.text()),
        Statistic::Ratio { .. } | Statistic::Count { .. } | Statistic::Reported { .. } => None,
    }
}

/// The persons that a figure could give away: those it rests on, or what it counts.
const fn few(figure: &Figure) -> Option<u64> {
    match figure.value() {
        Some(Value::Count(count)) => Some(count),
        _ => figure.n(),
    }
}

impl<'a> Model<'a> {
    /// The numbers of a release. Its sums come with [`Model::add_sums`] and what follows it.
    ///
    /// # Errors
    ///
    /// Returns [`AuditError`] where the release has another number than the truth.
    pub(super) fn new(
        input: &'a AuditInput<'a>,
        truth: &'a Figures,
        margins: Margins,
    ) -> Result<Self, AuditError> {
        let held = held(input, truth)?;
        let mut model = Self {
            input,
            truth,
            system: System::default(),
            populations: populations(&held),
            persons: BTreeMap::new(),
            amounts: BTreeMap::new(),
            forms: BTreeMap::new(),
            sensitive: Vec::new(),
            broken: BTreeSet::new(),
        };
        let is_kept = |of: &ReleasedFigure| of.is_hidden() || of.rounded_to().is_some();
        let hidden = held.iter().filter(|of| is_kept(of.released));
        let hidden: BTreeSet<(Population, Period)> =
            hidden.filter_map(|of| Some((model.population(of)?, of.key.period))).collect();
        let linked = linked(&held, &model.populations);
        let is_hidden = |model: &Self, of: &Held<'_>| {
            model.population(of).is_some_and(|own| {
                let with = linked.iter().filter_map(|(one, other)| match own {
                    of if of == *one => Some(*other),
                    of if of == *other => Some(*one),
                    _ => None,
                });
                let mut all = with.chain([own]);
                all.any(|of_it| hidden.contains(&(of_it, of.key.period)))
            })
        };
        let involved: Vec<Held<'a>> =
            held.iter().filter(|of| is_hidden(&model, of)).copied().collect();
        model.add_persons(&involved)?;
        model.find_forms(&involved);
        for of in &involved {
            model.add_amount(*of)?;
        }
        for of in &held {
            model.add_sensitive(*of, margins);
        }
        Ok(model)
    }

    pub(super) fn population(&self, of: &Held<'_>) -> Option<Population> {
        self.populations.get(&of.indicator.id).copied()
    }

    /// The persons of each cell: known where any figure of the population shows them.
    fn add_persons(&mut self, held: &[Held<'a>]) -> Result<(), AuditError> {
        let shown_first = |of: &&Held<'_>| of.released.is_hidden();
        let mut order: Vec<&Held<'_>> = held.iter().collect();
        order.sort_by_key(shown_first);
        for of in order {
            let Some(population) = self.population(of) else { continue };
            let cell = (of.key.unit, of.key.breakdown.pupils());
            let (truth, least) = match (of.figure.n(), of.value) {
                (Some(n), _) => (i128::from(n), 1),
                (None, None) => (0, 0),
                (None, Some(_)) => continue,
            };
            match of.released.n() {
                Some(shown) if i128::from(shown) != truth => {
                    return Err(AuditError::Contradiction { key: of.key.clone() });
                }
                Some(_) => {
                    self.persons.insert((population, of.key.period, cell), Slot::Known(truth));
                }
                None if of.released.is_hidden() => {
                    let place = (population, of.key.period, cell);
                    if !self.persons.contains_key(&place) {
                        let unknown = self.system.unknown(truth, [least, MANY]);
                        self.persons.insert(place, Slot::Free(unknown));
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// A figure of a period without anything hidden.
    pub(super) fn add_shown(&mut self, of: Held<'a>) -> Result<(), AuditError> {
        self.add_persons(&[of])?;
        self.find_forms(&[of]);
        self.add_amount(of)
    }

    fn find_forms(&mut self, held: &[Held<'a>]) {
        for of in held {
            let Some(value) = of.value else { continue };
            let form = match value {
                Value::Share { .. } => Form::Hits,
                Value::Count(_) => Form::Count,
                Value::Mean { decimals, .. } => Form::Sum(decimals),
                Value::Weighted { .. } | Value::Published { n: Some(_), .. } => Form::Sum(6),
                Value::Ratio { .. } | Value::Published { .. } => continue,
            };
            let known = self.forms.entry((&of.indicator.id, of.key.period)).or_insert(form);
            if *known != form {
                *known = Form::Sum(6);
            }
        }
    }

    /// What is added up of a figure, where it is known what that is.
    fn add_amount(&mut self, of: Held<'a>) -> Result<(), AuditError> {
        let form = self.forms.get(&(&of.indicator.id, of.key.period)).copied();
        let Some((form, truth)) = form.and_then(|form| Some((form, amount(&of, form)?))) else {
            return Ok(());
        };
        let contradiction = || AuditError::Contradiction { key: of.key.clone() };
        let slot = match *of.released.content() {
            ReleasedContent::Absent { .. } => return Ok(()),
            ReleasedContent::Hidden => {
                let least = if matches!(form, Form::Sum(_)) { -farthest(form) } else { 0 };
                Slot::Free(self.system.unknown(truth, [least, farthest(form)]))
            }
            ReleasedContent::Shown { value, n, hits, .. } => {
                let limits = match (form, hits) {
                    (Form::Hits, Some(hits)) => match of.released.rounded_to().map(i128::from) {
                        // The nearest multiple, halves upwards, of no more than there are.
                        Some(base) => {
                            let least = i128::from(hits) - base / 2;
                            let most = n.map_or(MANY, i128::from).min(least + base - 1);
                            [least.max(0), most]
                        }
                        None => [i128::from(hits); 2],
                    },
                    _ if is_read(&of) => [truth; 2],
                    _ => rounded(of.indicator, form, value, n.map_or(1, i128::from)),
                };
                if truth < limits[0] || limits[1] < truth {
                    return Err(contradiction());
                }
                if limits[0] == limits[1] {
                    Slot::Known(truth)
                } else {
                    Slot::Free(self.system.unknown(truth, limits))
                }
            }
        };
        self.amounts.insert(of.key.clone(), slot);
        Ok(())
    }

    /// The numbers of a figure that rests on too few persons, or counts too few, or nobody or everybody where
    /// that is kept.
    fn add_sensitive(&mut self, of: Held<'a>, margins: Margins) {
        let least = self.input.least(of.indicator, of.key.unit, of.figure.class);
        let rule = self.input.rule(of.indicator, of.key.unit);
        let Some(n) = few(of.figure) else { return };
        let are_few = 0 < n && n < least;
        let is_kept = match of.value {
            Some(Value::Share { hits, n }) => rule.is_some_and(|rule| rule.keeps_share(hits, n)),
            _ => false,
        };
        if !are_few && !is_kept {
            return;
        }
        let persons = self.persons_of(of.key, of.indicator);
        let may_be_none = rule.is_none_or(|rule| !rule.all_or_none);
        let shown = || if of.released.is_hidden() { None } else { Some(Slot::Known(0)) };
        let counted = margins.of_count();
        if are_few && let Some(slot) = persons.or_else(shown) {
            let (key, quantity) = (of.key.clone(), Quantity::Persons);
            self.sensitive.push(Sensitive { key, quantity, slot, need: counted, may_be_none });
        }
        let Some(slot) = self.amounts.get(of.key).copied() else { return };
        let form = self.forms.get(&(&of.indicator.id, of.key.period)).copied();
        let need = match form {
            Some(form @ Form::Sum(_)) => {
                Need { width: width(of.indicator, form, margins, i128::from(n)), ..Need::NARROW }
            }
            Some(Form::Hits | Form::Count) | None => counted,
        };
        let quantity =
            if matches!(form, Some(Form::Sum(_))) { Quantity::Sum } else { Quantity::Hits };
        self.sensitive.push(Sensitive { key: of.key.clone(), quantity, slot, need, may_be_none });
        // That everybody hits can be known without knowing how many they are.
        if let (Some(Form::Hits), Some(Slot::Free(persons)), Slot::Free(hits)) =
            (form, persons, slot)
        {
            let truth = self.system.truth(persons) - self.system.truth(hits);
            let misses = self.system.unknown(truth, [0, MANY]);
            self.system.row(&[(hits, 1), (misses, 1), (persons, -1)], [0, 0]);
            let (slot, quantity) = (Slot::Free(misses), Quantity::Misses);
            self.sensitive.push(Sensitive {
                key: of.key.clone(),
                quantity,
                slot,
                need,
                may_be_none,
            });
        }
    }

    /// The persons a figure rests on, where its period has something hidden.
    pub(super) fn persons_of(&self, key: &FigureKey, indicator: &Indicator) -> Option<Slot> {
        let population = *self.populations.get(&indicator.id)?;
        let cell = (key.unit, key.breakdown.pupils());
        self.persons.get(&(population, key.period, cell)).copied()
    }

    /// What a slot really holds.
    pub(super) fn true_value(&self, slot: Slot) -> i128 {
        match slot {
            Slot::Known(value) => value,
            Slot::Free(place) => self.system.truth(place),
        }
    }
}

/// Whether the figure is a value somebody else published over a number of persons: it was summed as
/// it stands, without a rounding of ours.
const fn is_read(of: &Held<'_>) -> bool {
    matches!(of.value, Some(Value::Published { .. }))
        && matches!(of.figure.class, EvidenceClass::C | EvidenceClass::D)
}

fn ten(decimals: u8) -> i128 {
    10_i128.saturating_pow(u32::from(decimals))
}

const fn farthest(form: Form) -> i128 {
    match form {
        Form::Hits | Form::Count => MANY,
        // A value of a thousand on each of them.
        Form::Sum(_) => MANY * 1_000_000_000,
    }
}

/// What is added up of a figure, nothing where there is none; `None` for a ratio and a value alone.
fn amount(of: &Held<'_>, form: Form) -> Option<i128> {
    let percent = match of.indicator.scale {
        Scale::Percent => 100,
        Scale::Number => 1,
    };
    let Some(value) = of.value else { return Some(0) };
    Some(match (form, value) {
        (Form::Hits, Value::Share { hits, .. }) => i128::from(hits),
        (Form::Count, Value::Count(count)) => i128::from(count),
        (Form::Sum(decimals), Value::Mean { sum, decimals: own, .. }) => {
            i128::from(sum) * ten(decimals.saturating_sub(own))
        }
        (Form::Sum(decimals), Value::Share { hits, .. }) => {
            i128::from(hits) * percent * ten(decimals)
        }
        (Form::Sum(decimals), Value::Weighted { sum, .. }) => {
            i128::from(sum) * ten(decimals.saturating_sub(6))
        }
        (Form::Sum(decimals), Value::Published { value, n: Some(n), .. }) => {
            i128::from(value.units()) * i128::from(n) * ten(decimals) / ten(value.decimals())
        }
        _ => return None,
    })
}

/// How an amount over a number of persons becomes a value: times the first, over the second.
pub(super) fn scale_of(indicator: &Indicator, form: Form) -> (i128, i128) {
    match (form, indicator.scale) {
        (Form::Hits, Scale::Percent) => (100, 1),
        (Form::Hits | Form::Count, _) => (1, 1),
        (Form::Sum(decimals), _) => (1, ten(decimals)),
    }
}

/// The amounts that a printed value stands for.
fn rounded(indicator: &Indicator, form: Form, value: Decimal, n: i128) -> Limits {
    let (times, over) = scale_of(indicator, form);
    let persons = if form == Form::Count { 1 } else { n };
    let units = 2 * i128::from(value.units());
    let whole = 2 * ten(value.decimals()) * times;
    [up((units - 1) * over * persons, whole), down((units + 1) * over * persons, whole)]
}

/// How wide a sum over `n` persons must be open: a mean by a part of its scale, or ten units of its last
/// decimal where it lies on no known one; a share that was read by one person.
fn width(indicator: &Indicator, form: Form, margins: Margins, n: i128) -> i128 {
    let Form::Sum(decimals) = form else { return 1 };
    match (indicator.scale, indicator.scale_ends()) {
        (_, Some((low, high))) => {
            n * i128::from(high - low) * ten(decimals) * i128::from(margins.mean_percent) / 100
        }
        (Scale::Percent, None) => 100 * ten(decimals),
        (Scale::Number, None) => n * ten(decimals.saturating_sub(indicator.decimals)) * 10,
    }
}
