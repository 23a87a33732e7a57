//! Words as inequalities: what a verdict says of figures that are not shown.

use kvalitet_core::catalogue::Scale;
use kvalitet_core::target::{RuleVerdict, Side, TargetRule};
use kvalitet_core::{Breakdown, FigureKey, Grade, Period, Unit};
use kvalitet_figures::Value;

use super::model::Model;
use super::{Breach, Quantity, Way};
use crate::Known;
use crate::{ReleasedTarget, TargetContent};

impl Model<'_> {
    /// The figures of which a verdict on a target leaves one count of hits alone, to somebody who knows
    /// the persons; `tables` are figures whose hits are known.
    pub(super) fn told_by_words(&self, tables: &[Known]) -> Vec<Breach> {
        let mut found = Vec::new();
        for target in &self.input.targets {
            let TargetContent::Shown { rule, .. } = target.content else { continue };
            if target.unit == Unit::Nation {
                continue;
            }
            let is_met = match rule {
                RuleVerdict::Met => true,
                RuleVerdict::NotMet => false,
                // Which grades they are is not said.
                RuleVerdict::Partly { .. }
                | RuleVerdict::NoResult
                | RuleVerdict::WithReservation => continue,
            };
            for key in self.keys(target) {
                found.extend(self.told(target, &key, is_met, tables));
            }
        }
        found
    }

    /// The figures a verdict rests on that are not shown.
    fn keys(&self, target: &ReleasedTarget) -> Vec<FigureKey> {
        let Some(indicator) = self.input.catalogue.indicator(target.target.indicator.as_str())
        else {
            return Vec::new();
        };
        let whole = FigureKey {
            indicator: indicator.id.clone(),
            unit: target.unit,
            period: Period::Year(target.year),
            breakdown: Breakdown::ALL,
        };
        let keys = if indicator.target_reading.by_grade {
            let of = |grade| FigureKey { breakdown: Breakdown::of_grade(grade), ..whole.clone() };
            (0..=u8::MAX).map_while(Grade::new).map(of).collect()
        } else {
            vec![whole]
        };
        let is_shown = |key: &FigureKey| {
            self.input.figures.get(key).is_some_and(|figure| figure.value().is_some())
        };
        keys.into_iter().filter(|key| self.truth.get(key).is_some() && !is_shown(key)).collect()
    }

    fn told(
        &self,
        target: &ReleasedTarget,
        key: &FigureKey,
        is_met: bool,
        tables: &[Known],
    ) -> Option<Breach> {
        let figure = self.truth.get(key)?;
        let Some(Value::Share { n, .. }) = figure.value() else { return None };
        let indicator = self.input.catalogue.indicator(key.indicator.as_str())?;
        let rule = target.target.rule;
        let meets: Box<dyn Fn(i128) -> bool> = match rule {
            TargetRule::Rises | TargetRule::Falls => {
                let earlier = Period::Year(target.compared_with?);
                let (hits, of) =
                    self.earlier(&FigureKey { period: earlier, ..key.clone() }, tables)?;
                let n = i128::from(n);
                Box::new(move |count| match rule {
                    TargetRule::Rises => hits * n < count * of,
                    _ => count * of < hits * n,
                })
            }
            TargetRule::AtLeastPercent(_)
            | TargetRule::AtMostPercent(_)
            | TargetRule::AtLeast(_)
            | TargetRule::AtMost(_) => {
                let (limit, side) = rule.limit()?;
                let times = if indicator.scale == Scale::Percent { 100 } else { 1 };
                let ten = 10_i128.pow(u32::from(limit.decimals()));
                let (limit, n) = (i128::from(limit.units()), i128::from(n));
                Box::new(move |count| match side {
                    Side::AtLeast => limit * n <= count * times * ten,
                    Side::AtMost => count * times * ten <= limit * n,
                })
            }
        };
        let counts: Vec<i128> =
            (0..=i128::from(n)).filter(|count| meets(*count) == is_met).take(2).collect();
        let [alone] = counts.as_slice() else { return None };
        Some(Breach {
            key: key.clone(),
            quantity: Quantity::Hits,
            way: Way::Words,
            limits: Some([*alone; 2]),
        })
    }

    /// The hits and persons of an earlier year, where they are shown or known.
    fn earlier(&self, key: &FigureKey, tables: &[Known]) -> Option<(i128, i128)> {
        let shown = self.input.figures.get(key).and_then(|figure| match *figure.content() {
            crate::ReleasedContent::Shown {
                n: Some(n),
                hits: Some(hits),
                rounded_to: None,
                ..
            } => Some((hits, n)),
            _ => None,
        });
        let known = tables.iter().find(|known| known.key == *key);
        let known = known.and_then(|known| known.hits.zip(known.n));
        shown.or(known).map(|(hits, n)| (i128::from(hits), i128::from(n)))
    }
}
