//! Changes and places at the gate: hidden where a year they rest on is.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::method::{Interval, Shrunken};
use kvalitet_core::verdict::Family;
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, IndicatorId, Period, SchoolKind, SchoolYear, Unit,
};
use kvalitet_figures::{
    ChangeJudgement, ChangeMethod, ChangeNumbers, Figure, PositionJudgement, PositionNumbers,
    Spreading,
};

use super::{Draft, Passage};
use crate::judged::{
    ChangeContent, PositionContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFamily,
    ReleasedPosition, ReleasedPositionNumbers, ReleasedSpreading,
};
use crate::pattern::Pattern;
use crate::{Audience, Policy, Readers, Shows};

/// Numbers of an indicator as they are printed.
#[derive(Clone, Copy)]
pub(super) struct Printed {
    scale: f64,
    decimals: u8,
}

impl Printed {
    pub(super) const fn of(indicator: &Indicator) -> Self {
        let scale = match indicator.scale {
            Scale::Percent => 100.0,
            Scale::Number => 1.0,
        };
        Self { scale, decimals: indicator.decimals }
    }

    pub(super) fn number(self, number: f64) -> Option<Decimal> {
        Decimal::from_f64(number * self.scale, self.decimals)
    }

    /// A standard error has one decimal more.
    pub(super) fn error(self, error: f64) -> Option<Decimal> {
        Decimal::from_f64(error * self.scale, self.decimals.saturating_add(1))
    }

    pub(super) fn limits(self, interval: Interval) -> Option<[Decimal; 2]> {
        Some([self.number(interval.lower)?, self.number(interval.upper)?])
    }

    fn beyond(self, beyond: Option<(f64, Interval)>) -> Option<[Decimal; 3]> {
        let (difference, interval) = beyond?;
        let [lower, upper] = self.limits(interval)?;
        Some([self.number(difference)?, lower, upper])
    }
}

/// A chance, a factor or degrees of freedom: no more decimals than anybody needs.
pub(super) fn rounded(number: f64, decimals: u8) -> Option<Decimal> {
    Decimal::from_f64(number, decimals).filter(|_| number.is_finite())
}

impl Passage<'_> {
    pub(super) fn change(&self, judgement: &ChangeJudgement) -> Option<ReleasedChange> {
        let indicator = self.draft.catalogue.indicator(judgement.indicator.as_str())?;
        let rule = self.rule(indicator, judgement.unit)?;
        let years = [judgement.from, judgement.to];
        let content = match rule.shows {
            Shows::Nothing => return None,
            // Words are said of what was judged alone.
            Shows::Words if judgement.verdict.is_none() => return None,
            shows if self.is_kept((indicator, judgement.unit), &years, (shows, rule.k)) => {
                ChangeContent::Hidden
            }
            Shows::Words => ChangeContent::Shown {
                verdict: judgement.verdict,
                family: judgement.family.clone(),
                numbers: None,
            },
            Shows::Figure => ChangeContent::Shown {
                verdict: judgement.verdict,
                family: judgement.family.clone(),
                numbers: self.numbers(indicator, judgement).map(Box::new),
            },
        };
        Some(ReleasedChange {
            indicator: judgement.indicator.clone(),
            unit: judgement.unit,
            from: judgement.from,
            to: judgement.to,
            content,
        })
    }

    /// The numbers of a change that may be shown: none of a sum of schools one of which is hidden, for
    /// its standard error is made of their changes; nothing that a family tells where it holds claims
    /// that are kept from this audience.
    fn numbers(
        &self,
        indicator: &Indicator,
        judgement: &ChangeJudgement,
    ) -> Option<ReleasedChangeNumbers> {
        let years = [judgement.from, judgement.to];
        let mut of = judgement.numbers?;
        let graph = self.draft.graph.of(&indicator.id);
        let mut schools = graph.schools(judgement.unit).into_iter();
        let kept = |school| self.is_kept((indicator, school), &years, (Shows::Figure, 0));
        if of.method == ChangeMethod::Clustered && schools.any(kept) {
            return None;
        }
        // What a school did beyond the municipality tells what the municipality did.
        if self.is_whole_kept(indicator, &years) {
            of.beyond.municipality = None;
        }
        let mut numbers = change_numbers(indicator, &of)?;
        if judgement.family.as_ref().is_some_and(|family| self.kept_families.contains(family)) {
            numbers.adjusted = None;
            numbers.critical = None;
            numbers.sure_fall = None;
            numbers.sure_rise = None;
            numbers.discoverable = None;
        }
        Some(numbers)
    }

    /// The families that hold a claim whose figures this audience may not see: a p-value that is
    /// corrected for others tells of theirs.
    pub(super) fn kept_families(&self) -> BTreeSet<Family> {
        let is_open = |indicator: &IndicatorId, unit: Unit, years: &[SchoolYear]| {
            let indicator = self.draft.catalogue.indicator(indicator.as_str());
            indicator.is_some_and(|indicator| {
                let rule = self.rule(indicator, unit);
                rule.is_some_and(|rule| {
                    rule.shows == Shows::Figure
                        && !self.is_kept((indicator, unit), years, (rule.shows, rule.k))
                })
            })
        };
        let mut kept = BTreeSet::new();
        for of in &self.draft.judgements.changes {
            if let Some(family) = &of.family
                && !kept.contains(family)
                && !is_open(&of.indicator, of.unit, &[of.from, of.to])
            {
                kept.insert(family.clone());
            }
        }
        for of in &self.draft.judgements.positions {
            if let Some(family) = &of.family
                && !kept.contains(family)
                && !is_open(&of.indicator, of.unit, &of.years)
            {
                kept.insert(family.clone());
            }
        }
        kept
    }

    /// A place tells of figures: it is shown to nobody who may not see them.
    pub(super) fn position(&self, judgement: &PositionJudgement) -> Option<ReleasedPosition> {
        let indicator = self.draft.catalogue.indicator(judgement.indicator.as_str())?;
        let rule = self.rule(indicator, judgement.unit)?;
        if rule.shows != Shows::Figure {
            return None;
        }
        let kept =
            self.is_kept((indicator, judgement.unit), &judgement.years, (rule.shows, rule.k));
        let kind = (judgement.indicator.clone(), kind_of(self.draft, judgement.unit));
        let content = if kept || self.kept_kinds.contains(&kind) {
            PositionContent::Hidden
        } else {
            PositionContent::Shown {
                verdict: judgement.verdict,
                family: judgement.family.clone(),
                numbers: self.place_numbers(indicator, judgement).map(Box::new),
            }
        };
        Some(ReleasedPosition {
            indicator: judgement.indicator.clone(),
            unit: judgement.unit,
            years: judgement.years.clone(),
            content,
        })
    }

    /// The numbers of a place, less those that a family tells where it holds claims that are kept from
    /// this audience.
    fn place_numbers(
        &self,
        indicator: &Indicator,
        judgement: &PositionJudgement,
    ) -> Option<ReleasedPositionNumbers> {
        let mut of = judgement.numbers?;
        let family = judgement.family.as_ref();
        let is_corrected = family.is_some_and(|family| !self.kept_families.contains(family));
        if !is_corrected {
            of.shrunken = of.shrunken.map(|of| Shrunken { widened: None, ..of });
        }
        let numbers = position_numbers(indicator, &of)?;
        Some(ReleasedPositionNumbers {
            adjusted: numbers.adjusted.filter(|_| is_corrected),
            ..numbers
        })
    }

    /// Whether a figure of the municipality is hidden in one of the years.
    fn is_whole_kept(&self, indicator: &Indicator, years: &[SchoolYear]) -> bool {
        let mut wholes =
            self.draft.units.keys().filter(|unit| matches!(unit, Unit::Municipality(_)));
        wholes.any(|whole| self.is_kept((indicator, *whole), years, (Shows::Figure, 0)))
    }

    /// Whether a year that is rested on has fewer than `k` persons or is hidden.
    pub(super) fn is_kept(
        &self,
        (indicator, unit): (&Indicator, Unit),
        years: &[SchoolYear],
        (shows, k): (Shows, u64),
    ) -> bool {
        years.iter().any(|year| {
            let key = FigureKey {
                indicator: indicator.id.clone(),
                unit,
                period: Period::Year(*year),
                breakdown: Breakdown::ALL,
            };
            let n = self.draft.figures.get(&key).and_then(Figure::n);
            let few = n.is_some_and(|n| 0 < n && n < k);
            few || (shows == Shows::Figure && self.is_hidden(indicator, &key))
        })
    }

    /// What came of each family, as far as its claims are shown: of one that holds others, the verdicts
    /// that are seen are counted, and nothing is said of the rest.
    pub(super) fn families(
        &self,
        changes: &[ReleasedChange],
        positions: &[ReleasedPosition],
    ) -> Vec<ReleasedFamily> {
        let mut seen: BTreeMap<&Family, (u64, u64)> = BTreeMap::new();
        for of in changes {
            if let ChangeContent::Shown { verdict: Some(verdict), family: Some(family), .. } =
                &of.content
            {
                let (all, sure) = seen.entry(family).or_default();
                (*all, *sure) = (*all + 1, *sure + u64::from(verdict.is_sure()));
            }
        }
        for of in positions {
            if let PositionContent::Shown { verdict, family: Some(family), .. } = &of.content {
                let (all, sure) = seen.entry(family).or_default();
                (*all, *sure) = (*all + 1, *sure + u64::from(verdict.is_sure()));
            }
        }
        let of = |family: &kvalitet_figures::FamilySummary| {
            let (comparisons, sure) = *seen.get(&family.family)?;
            let whole = !self.kept_families.contains(&family.family);
            let could_show_ten = family.could_show_ten.filter(|_| whole);
            Some(ReleasedFamily {
                family: family.family.clone(),
                comparisons,
                sure,
                level: rounded(family.level, 3)?,
                rate: family.rate.filter(|_| whole).and_then(|rate| rounded(rate, 4)),
                could_show_ten: could_show_ten.map(|(able, _)| able),
                in_percent: could_show_ten.map(|(_, of)| of),
            })
        };
        self.draft.judgements.families.iter().filter_map(of).collect()
    }

    /// How schools spread: for the administration, for it is worked out from hidden schools too.
    pub(super) fn spreading(&self) -> Vec<ReleasedSpreading> {
        if self.audience != Audience::Administration {
            return Vec::new();
        }
        let shocks = &self.draft.judgements.shocks;
        let of = |spreading: &Spreading| {
            let found = shocks.found(&spreading.indicator, spreading.kind);
            let prior = shocks.prior(&spreading.indicator);
            let shock = found.map_or_else(|| prior.alone(), |found| found.shock);
            Some(ReleasedSpreading {
                indicator: spreading.indicator.clone(),
                kind: spreading.kind,
                prior: rounded(prior.factor, 2)?,
                shock: rounded(shock.factor, 2)?,
                degrees: rounded(shock.degrees, 0)?,
                schools: found.map_or(0, |found| found.schools),
                signal: spreading.signal.and_then(|signal| rounded(signal, 2)),
                overdispersion: spreading.overdispersion.and_then(|(phi, _)| rounded(phi, 1)),
                is_overdispersed: spreading.overdispersion.map(|(_, detected)| detected),
            })
        };
        self.draft.judgements.spreading.iter().filter_map(of).collect()
    }
}

fn kind_of(draft: &Draft<'_>, school: Unit) -> SchoolKind {
    draft.units.get(&school).and_then(|info| info.kind).unwrap_or(SchoolKind::Folkeskole)
}

/// The indicators and kinds of school of which no place is shown: the level of all schools would tell of
/// what is hidden in a year that places rest on. To readers of one school's sheet that level says what a
/// sum of the schools says: it is kept from them where that is. To readers of several it would tell the
/// one that is hidden.
pub(super) fn kept_kinds_of(
    (draft, policy): (&Draft<'_>, &Policy),
    readers: Readers,
    hidden: &Pattern,
) -> BTreeSet<(IndicatorId, SchoolKind)> {
    let mut units: BTreeMap<(&IndicatorId, SchoolKind), BTreeSet<Unit>> = BTreeMap::new();
    for of in &draft.judgements.positions {
        let kind = (&of.indicator, kind_of(draft, of.unit));
        units.entry(kind).or_default().insert(of.unit);
    }
    let has_one_sheet = matches!(readers, Readers::Leaders | Readers::Boards);
    let is_kept = |spreading: &&Spreading| {
        let indicator = draft.catalogue.indicator(spreading.indicator.as_str());
        let sum = BTreeSet::from([Unit::Group(spreading.kind.group())]);
        let of_kind = units.get(&(&spreading.indicator, spreading.kind));
        let rests_on = if has_one_sheet { Some(&sum) } else { of_kind };
        let keys = rests_on.into_iter().flatten().flat_map(|unit| {
            spreading.years.iter().map(|year| FigureKey {
                indicator: spreading.indicator.clone(),
                unit: *unit,
                period: Period::Year(*year),
                breakdown: Breakdown::ALL,
            })
        });
        let mut keys = keys.collect::<Vec<_>>().into_iter();
        let is_shown = |indicator: &Indicator, key: &FigureKey| {
            let rule = policy.rule_of(readers, indicator, (key.unit, true));
            let is_shown = rule.is_some_and(|rule| rule.shows_number(indicator, key.breakdown));
            (is_shown || !has_one_sheet) && !hidden.hides(indicator, key)
        };
        indicator.is_none_or(|indicator| keys.any(|key| !is_shown(indicator, &key)))
    };
    let kept = draft.judgements.spreading.iter().filter(is_kept);
    kept.map(|of| (of.indicator.clone(), of.kind)).collect()
}

/// The id of a method in data files.
pub(super) const fn method(of: ChangeMethod) -> &'static str {
    match of {
        ChangeMethod::Newcombe => "newcombe",
        ChangeMethod::Welch => "welch",
        ChangeMethod::Clustered => "skoler-som-klynger",
    }
}

fn change_numbers(indicator: &Indicator, of: &ChangeNumbers) -> Option<ReleasedChangeNumbers> {
    let printed = Printed::of(indicator);
    let [lower, upper] = printed.limits(of.interval)?;
    let needed = of.tested.map(|tested| tested.needed);
    let number = |number: Option<f64>| number.and_then(|number| printed.number(number));
    Some(ReleasedChangeNumbers {
        method: method(of.method),
        difference: printed.number(of.difference)?,
        lower,
        upper,
        standard_error: printed.error(of.standard_error)?,
        shock: rounded(of.shock.factor, 2)?,
        degrees: rounded(of.degrees, 1),
        p: rounded(of.p, 4)?,
        adjusted: of.tested.and_then(|tested| rounded(tested.adjusted, 4)),
        critical: of.tested.and_then(|tested| rounded(tested.t, 2)),
        sure_fall: number(needed.and_then(|needed| needed.fall)),
        sure_rise: number(needed.and_then(|needed| needed.rise)),
        discoverable: number(of.tested.and_then(|tested| tested.discoverable)),
        beyond_municipality: printed.beyond(of.beyond.municipality),
        beyond_nation: printed.beyond(of.beyond.nation),
    })
}

fn position_numbers(
    indicator: &Indicator,
    of: &PositionNumbers,
) -> Option<ReleasedPositionNumbers> {
    let printed = Printed::of(indicator);
    let [lower, upper] = printed.limits(of.interval)?;
    let shrunken_interval = |of: Shrunken| of.widened.or(of.interval);
    Some(ReleasedPositionNumbers {
        level: printed.number(of.level)?,
        lower,
        upper,
        n: of.n,
        distinct: u64::try_from(Decimal::from_f64(of.distinct, 0)?.units()).ok()?,
        reference: printed.number(of.reference)?,
        shock: rounded(of.shock.factor, 2)?,
        p: rounded(of.p, 4)?,
        adjusted: rounded(of.adjusted, 4),
        inner: printed.limits(of.funnel.inner)?,
        outer: printed.limits(of.funnel.outer)?,
        counting: of.funnel.counting.and_then(|limits| printed.limits(limits)),
        shrunken: of.shrunken.and_then(|of| printed.number(of.shrunken)),
        shrunken_interval: of
            .shrunken
            .and_then(shrunken_interval)
            .and_then(|limits| printed.limits(limits)),
        reliability: of.shrunken.and_then(|of| rounded(of.reliability, 2)),
    })
}
