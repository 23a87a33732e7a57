//! Claims corrected for each other.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Scale;
use kvalitet_core::method::{benjamini_hochberg, bh_cut, t_quantile};
use kvalitet_core::verdict::Family;

use crate::judge::{ChangeJudgement, PositionJudgement, Scope};

/// What was corrected together, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilySummary {
    /// Which family.
    pub family: Family,
    /// How many claims were tested.
    pub comparisons: u64,
    /// How many were sure.
    pub sure: u64,
    /// The level of correction.
    pub level: f64,
    /// The rate of false findings that the sure ones have together, by the method of the correction;
    /// `None` without one.
    pub rate: Option<f64>,
    /// Of the changes in per cent: how many could have shown a change of ten points, found four times
    /// out of five, and of how many. `None` for places, and without a change in per cent.
    pub could_show_ten: Option<(u64, u64)>,
}

/// Ten percentage points, as a fraction.
const TEN_POINTS: f64 = 0.1;

/// Gives every tested claim the verdict of its family, and says what came of each family, in order.
pub(crate) fn correct(
    changes: &mut [ChangeJudgement],
    positions: &mut [PositionJudgement],
    scope: &Scope<'_>,
) -> Vec<FamilySummary> {
    let level = scope.level();
    let mut families: BTreeMap<Family, Vec<Claim<'_>>> = BTreeMap::new();
    for change in changes {
        if let Some(family) = change.family.clone() {
            families.entry(family).or_default().push(Claim::Change(change));
        }
    }
    for position in positions {
        if let Some(family) = position.family.clone() {
            families.entry(family).or_default().push(Claim::Position(position));
        }
    }
    families.into_iter().map(|(family, claims)| settle(family, claims, level, scope)).collect()
}

enum Claim<'a> {
    Change(&'a mut ChangeJudgement),
    Position(&'a mut PositionJudgement),
}

impl Claim<'_> {
    fn p(&self) -> f64 {
        let p = match self {
            Self::Change(of) => of.numbers.map(|numbers| numbers.p),
            Self::Position(of) => of.numbers.map(|numbers| numbers.p),
        };
        p.unwrap_or(1.0)
    }
}

fn settle(family: Family, claims: Vec<Claim<'_>>, level: f64, scope: &Scope<'_>) -> FamilySummary {
    let p: Vec<f64> = claims.iter().map(Claim::p).collect();
    let (adjusted, cuts) = (benjamini_hochberg(&p), bh_cut(&p, level));
    let mut summary = FamilySummary {
        family,
        comparisons: u64::try_from(claims.len()).unwrap_or(u64::MAX),
        sure: 0,
        level,
        rate: None,
        could_show_ten: None,
    };
    for (claim, ((p, cut), adjusted)) in claims.into_iter().zip(p.iter().zip(cuts).zip(adjusted)) {
        let is_sure = *p <= cut;
        if is_sure {
            summary.sure += 1;
            summary.rate = Some(summary.rate.map_or(adjusted, |rate: f64| rate.max(adjusted)));
        }
        match claim {
            Claim::Position(of) => of.test(adjusted, is_sure),
            Claim::Change(of) => {
                let degrees = of.numbers.map_or(f64::INFINITY, |numbers| numbers.degrees);
                of.test((adjusted, t_quantile(cut, degrees).unwrap_or(f64::INFINITY)), is_sure);
                count_ten(&mut summary, of, scope);
            }
        }
    }
    summary
}

fn count_ten(summary: &mut FamilySummary, of: &ChangeJudgement, scope: &Scope<'_>) {
    let indicator = scope.catalogue.indicator(of.indicator.as_str());
    let tested = of.numbers.and_then(|numbers| numbers.tested);
    let in_percent = indicator.is_some_and(|indicator| indicator.scale == Scale::Percent);
    if let Some(tested) = tested.filter(|_| in_percent) {
        let (able, all) = summary.could_show_ten.unwrap_or_default();
        let is_able = tested.discoverable.is_some_and(|found| found <= TEN_POINTS);
        summary.could_show_ten = Some((able + u64::from(is_able), all + 1));
    }
}
