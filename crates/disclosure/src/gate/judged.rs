//! Changes and places at the gate: hidden where a year they rest on is.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::method::{Interval, Shrunken};
use kvalitet_core::verdict::Family;
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, IndicatorId, Period, SchoolKind, SchoolYear, Unit,
};
use kvalitet_figures::{
    ChangeJudgement, ChangeMethod, ChangeNumbers, Figure, Judgements, PositionJudgement,
    PositionNumbers, Spreading,
};
use rayon::prelude::*;

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
    pub(super) fn changes(&self) -> Vec<ReleasedChange> {
        let all = self.draft.judgements.changes.iter().zip(&self.kept.changes);
        all.filter_map(|(of, kept)| self.change(of, *kept)).collect()
    }

    fn change(&self, judgement: &ChangeJudgement, kept: KeptChange) -> Option<ReleasedChange> {
        let indicator = self.draft.catalogue.indicator(judgement.indicator.as_str())?;
        let content = match self.rule(indicator, judgement.unit)?.shows {
            Shows::Nothing => return None,
            // Words are said of what was judged alone.
            Shows::Words if judgement.verdict.is_none() => return None,
            _ if self.claim(judgement.unit, kept.claim).is_kept => ChangeContent::Hidden,
            Shows::Words => ChangeContent::Shown {
                verdict: judgement.verdict,
                family: judgement.family.clone(),
                numbers: None,
            },
            Shows::Figure => ChangeContent::Shown {
                verdict: judgement.verdict,
                family: judgement.family.clone(),
                numbers: self.numbers(indicator, (judgement, kept)).map(Box::new),
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
        (judgement, kept): (&ChangeJudgement, KeptChange),
    ) -> Option<ReleasedChangeNumbers> {
        let mut of = judgement.numbers?;
        if kept.is_made_of_kept {
            return None;
        }
        // What a school did beyond the municipality tells what the municipality did.
        if kept.is_whole_kept {
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
        let Judgements { changes, positions, .. } = self.draft.judgements;
        let changes = changes.iter().zip(&self.kept.changes);
        let changes = changes.map(|(of, kept)| (&of.family, of.unit, kept.claim));
        let positions = positions.iter().zip(&self.kept.positions);
        let positions = positions.map(|(of, kept)| (&of.family, of.unit, *kept));
        let mut families: BTreeSet<&Family> = BTreeSet::new();
        for (family, unit, claim) in changes.chain(positions) {
            if !self.claim(unit, claim).is_open {
                families.extend(family);
            }
        }
        families.into_iter().cloned().collect()
    }

    /// A claim on a unit, as the unit is this audience's own school or not.
    fn claim(&self, unit: Unit, of: Claim) -> KeptClaim {
        if self.audience.school() == Some(unit) { of.own } else { of.other }
    }

    /// A place tells of figures: it is shown to nobody who may not see them.
    pub(super) fn positions(&self) -> Vec<ReleasedPosition> {
        let all = self.draft.judgements.positions.iter().zip(&self.kept.positions);
        all.filter_map(|(of, kept)| self.position(of, *kept)).collect()
    }

    fn position(&self, judgement: &PositionJudgement, kept: Claim) -> Option<ReleasedPosition> {
        let indicator = self.draft.catalogue.indicator(judgement.indicator.as_str())?;
        let rule = self.rule(indicator, judgement.unit)?;
        if rule.shows != Shows::Figure {
            return None;
        }
        let is_kept = self.claim(judgement.unit, kept).is_kept;
        let kind = (judgement.indicator.clone(), kind_of(self.draft, judgement.unit));
        let content = if is_kept || self.kept.kinds.contains(&kind) {
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

    /// Whether a year that is rested on has fewer than `k` persons or is hidden.
    pub(super) fn is_kept(
        &self,
        on: (&Indicator, Unit),
        years: &[SchoolYear],
        rule: (Shows, u64),
    ) -> bool {
        is_kept((self.draft, self.hidden), on, years, rule)
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

fn is_kept(
    (draft, hidden): (&Draft<'_>, &Pattern),
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
        let n = draft.figures.get(&key).and_then(Figure::n);
        let few = n.is_some_and(|n| 0 < n && n < k);
        few || (shows == Shows::Figure && hidden.hides(indicator, &key))
    })
}

/// What is kept of all that was judged from some readers: the same for every leader but for the own school.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// In the order of the judgements.
    changes: Vec<KeptChange>,
    positions: Vec<Claim>,
    kinds: BTreeSet<(IndicatorId, SchoolKind)>,
}

/// What is kept of a change.
#[derive(Clone, Copy, Debug)]
struct KeptChange {
    claim: Claim,
    /// Whether a school is kept whose change the standard error is made of.
    is_made_of_kept: bool,
    /// Whether the municipality's figure of one of the years is.
    is_whole_kept: bool,
}

/// What is kept of a claim on a unit.
#[derive(Clone, Copy, Debug)]
struct Claim {
    /// From those whose school the unit is.
    own: KeptClaim,
    /// From all others.
    other: KeptClaim,
}

#[derive(Clone, Copy, Debug)]
struct KeptClaim {
    /// Whether a year that it rests on is hidden, or has too few persons.
    is_kept: bool,
    /// Whether its figures are shown.
    is_open: bool,
}

impl Kept {
    /// What is kept from `readers`, given what is `hidden` from them.
    pub(super) fn new(
        (draft, policy): (&Draft<'_>, &Policy),
        readers: Readers,
        hidden: &Pattern,
    ) -> Self {
        let claim = |id: &IndicatorId, unit: Unit, years: &[SchoolYear]| {
            let of = |is_own: bool| {
                let indicator = draft.catalogue.indicator(id.as_str())?;
                let rule = policy.rule_of(readers, indicator, (unit, is_own))?;
                let is_kept =
                    is_kept((draft, hidden), (indicator, unit), years, (rule.shows, rule.k));
                Some(KeptClaim { is_kept, is_open: !is_kept && rule.shows == Shows::Figure })
            };
            let nothing = KeptClaim { is_kept: true, is_open: false };
            Claim { own: of(true).unwrap_or(nothing), other: of(false).unwrap_or(nothing) }
        };
        let changes = draft.judgements.changes.par_iter().map(|of| {
            let indicator = draft.catalogue.indicator(of.indicator.as_str());
            let years = [of.from, of.to];
            let is_hidden = |unit: Unit| {
                let shows = (Shows::Figure, 0);
                indicator.is_none_or(|on| is_kept((draft, hidden), (on, unit), &years, shows))
            };
            let is_clustered = |of: &ChangeNumbers| of.method == ChangeMethod::Clustered;
            let clusters = of.numbers.as_ref().filter(|of| is_clustered(of));
            let clusters = clusters.map(|_| draft.graph.of(&of.indicator).schools(of.unit));
            let mut wholes =
                draft.units.keys().filter(|unit| matches!(unit, Unit::Municipality(_)));
            KeptChange {
                claim: claim(&of.indicator, of.unit, &years),
                is_made_of_kept: clusters.into_iter().flatten().any(is_hidden),
                is_whole_kept: wholes.any(|whole| is_hidden(*whole)),
            }
        });
        let positions = draft.judgements.positions.par_iter();
        let positions = positions.map(|of| claim(&of.indicator, of.unit, &of.years));
        Self {
            changes: changes.collect(),
            positions: positions.collect(),
            kinds: kept_kinds((draft, policy), readers, hidden),
        }
    }
}

/// The indicators and kinds of school of which no place is shown: the level of all schools would tell of
/// what is hidden in a year that places rest on. To readers of one school's sheet that level says what a
/// sum of the schools says: it is kept from them where that is. To readers of several it would tell the
/// one that is hidden.
fn kept_kinds(
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
