//! What the words of a verdict say of counts that are not shown.

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::{Breakdown, Decimal, FigureKey, Period};
use kvalitet_figures::{Figure, TargetJudgement};

use super::Passage;

impl Passage<'_> {
    /// Whether only one count of hits agrees with a verdict in a grade it rests on, to somebody who knows
    /// the persons: at least 95 per cent of twelve is all of them.
    pub(super) fn leaves_one_count(
        &self,
        judgement: &TargetJudgement,
        indicator: &Indicator,
    ) -> bool {
        let is_met = match judgement.rule {
            RuleVerdict::Met => true,
            RuleVerdict::NotMet => false,
            // Which grades they are is not said.
            RuleVerdict::Partly { .. } | RuleVerdict::NoResult | RuleVerdict::WithReservation => {
                return false;
            }
        };
        let Some((limit, side)) = judgement.target.rule.limit() else { return false };
        let grades = judgement.grades.iter().map(|of| Breakdown::of_grade(of.grade));
        let breakdowns: Vec<Breakdown> =
            if indicator.target_reading.by_grade { grades.collect() } else { vec![Breakdown::ALL] };
        let persons = breakdowns.into_iter().filter_map(|breakdown| {
            let key = FigureKey {
                indicator: indicator.id.clone(),
                unit: judgement.unit,
                period: Period::Year(judgement.year),
                breakdown,
            };
            self.draft.figures.get(&key).and_then(Figure::share).map(|(_, n)| n)
        });
        let mut agreeing = persons.map(|n| {
            let meets = |hits: u64| side.holds(compare(hits, n, limit, indicator.scale));
            (0..=n).filter(|hits| meets(*hits) == is_met).take(2).count()
        });
        agreeing.any(|count| count < 2)
    }
}

/// How `hits` of `n` compares with a limit on the scale it is printed on.
fn compare(hits: u64, n: u64, limit: Decimal, scale: Scale) -> std::cmp::Ordering {
    let times = match scale {
        Scale::Percent => 100,
        Scale::Number => 1,
    };
    let ten = 10_i128.pow(u32::from(limit.decimals()));
    (i128::from(hits) * times * ten).cmp(&(i128::from(limit.units()) * i128::from(n)))
}
