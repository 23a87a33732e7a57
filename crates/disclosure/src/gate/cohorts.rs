//! Year groups at the gate: hidden where a test they rest on is.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::cohort::{CohortState, HeldAgainst, Occasion};
use kvalitet_core::{Breakdown, Decimal, FigureKey, Period, Unit};
use kvalitet_figures::{
    ChangeMethod, ChangeNumbers, CohortJudgement, CohortLevel, CohortNumbers, Figure, RollChange,
};

use super::judged::{Printed, method, rounded};
use super::{Passage, released_content};
use crate::cohorts::{
    CohortContent, CohortError, ReleasedCohort, ReleasedCohortLevel, ReleasedCohortNumbers,
    ReleasedRoll,
};
use crate::{ReleasedContent, Shows};

impl Passage<'_> {
    /// A year group tells of figures and has no verdict: it is shown to nobody who may not see them.
    pub(super) fn cohort(&self, judgement: &CohortJudgement) -> Option<ReleasedCohort> {
        let indicator = self.draft.catalogue.indicator(judgement.indicator.as_str())?;
        let rule = self.rule(indicator, judgement.unit)?;
        let mut keys = tests(indicator, judgement.unit, judgement).into_iter();
        if rule.shows != Shows::Figure || !keys.all(|key| self.shows(indicator, &key)) {
            return None;
        }
        // Of a test that not everybody took nothing is told, not even how many did.
        let is_gap = judgement.state == CohortState::Gap;
        let content = if !is_gap && self.is_cohort_kept(indicator, judgement.unit, judgement) {
            CohortContent::Hidden
        } else {
            let numbers =
                judgement.numbers.and_then(|of| self.cohort_numbers(indicator, judgement, of));
            CohortContent::Shown { state: judgement.state, numbers: numbers.map(Box::new) }
        };
        Some(ReleasedCohort {
            indicator: judgement.indicator.clone(),
            unit: judgement.unit,
            from: judgement.from,
            to: judgement.to,
            content,
        })
    }

    /// Whether the figure of one of the tests has fewer than `k` persons or is hidden.
    fn is_cohort_kept(&self, indicator: &Indicator, unit: Unit, of: &CohortJudgement) -> bool {
        let rule = self.rule(indicator, unit);
        tests(indicator, unit, of).iter().any(|key| {
            let n = self.draft.figures.get(key).and_then(Figure::n);
            let few = rule.is_none_or(|rule| n.is_some_and(|n| 0 < n && n < rule.k));
            few || self.is_hidden(indicator, key)
        })
    }

    /// Whether a school that the standard error of `unit` is made of is hidden. One with fewer pupils
    /// than the definition asks takes no part in it.
    fn is_made_of_kept(&self, indicator: &Indicator, unit: Unit, of: &CohortJudgement) -> bool {
        let takes_part = |school: Unit| {
            tests(indicator, school, of).iter().all(|key| {
                let n = self.draft.figures.get(key).and_then(Figure::n);
                n.is_some_and(|n| indicator.minimum_n <= n)
            })
        };
        let mut schools = self.draft.graph.of(&indicator.id).schools(unit).into_iter();
        schools.any(|school| takes_part(school) && self.is_cohort_kept(indicator, school, of))
    }

    fn cohort_numbers(
        &self,
        indicator: &Indicator,
        judgement: &CohortJudgement,
        mut of: CohortNumbers,
    ) -> Option<ReleasedCohortNumbers> {
        let unit = judgement.unit;
        let mut wholes = self.municipalities();
        // The municipality's share is told by a school's distance to it.
        let has_whole = !wholes.any(|whole| self.is_cohort_kept(indicator, whole, judgement));
        of.against =
            of.against.filter(|against| has_whole || *against != HeldAgainst::Municipality);
        let is_of_kept = match of.against {
            Some(HeldAgainst::Municipality) => {
                self.municipalities().any(|whole| self.is_made_of_kept(indicator, whole, judgement))
            }
            Some(HeldAgainst::Nation) | None => {
                let method = of.change.map(|change| change.method);
                method == Some(ChangeMethod::Clustered)
                    && self.is_made_of_kept(indicator, unit, judgement)
            }
        };
        let printed = Printed::of(indicator);
        let distance = |level: CohortLevel| of.against.and_then(|against| level.distance(against));
        let difference = distance(of.after).zip(distance(of.before)).map(|(now, then)| now - then);
        let moved = of.moved().filter(|_| !is_of_kept);
        let limits = moved.and_then(|(_, interval)| printed.limits(interval));
        let level = |occasion: Occasion, level: CohortLevel| {
            let distance = distance(level).and_then(|distance| printed.number(distance));
            self.level(indicator, (unit, occasion), (distance, has_whole))
        };
        Some(ReleasedCohortNumbers {
            before: level(judgement.from, of.before)?,
            after: level(judgement.to, of.after)?,
            against: of.against,
            difference: difference.and_then(|difference| printed.number(difference)),
            limits,
            made_with: of.change.filter(|_| limits.is_some()).and_then(|of| error(printed, &of)),
            roll: of.roll.and_then(roll),
        })
    }

    fn municipalities(&self) -> impl Iterator<Item = Unit> {
        self.draft.units.keys().copied().filter(|unit| matches!(unit, Unit::Municipality(_)))
    }

    /// A level beside those of others, each as precise as its figure is shown.
    fn level(
        &self,
        indicator: &Indicator,
        (unit, occasion): (Unit, Occasion),
        (distance, has_whole): (Option<Decimal>, bool),
    ) -> Option<ReleasedCohortLevel> {
        let figure = |unit| self.draft.figures.get(&test(indicator, unit, occasion));
        let value = |unit| match released_content(indicator, figure(unit)?, None)? {
            ReleasedContent::Shown { value, .. } => Some(value),
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        };
        let is_beside = has_whole && matches!(unit, Unit::School(_));
        Some(ReleasedCohortLevel {
            value: value(unit)?,
            n: figure(unit)?.n(),
            nation: value(Unit::Nation),
            municipality: self.municipalities().find_map(value).filter(|_| is_beside),
            distance,
        })
    }
}

/// The figure of a unit at a test.
fn test(indicator: &Indicator, unit: Unit, Occasion { year, grade }: Occasion) -> FigureKey {
    FigureKey {
        indicator: indicator.id.clone(),
        unit,
        period: Period::Year(year),
        breakdown: Breakdown::of_grade(grade),
    }
}

/// The figures of a unit at both tests.
fn tests(indicator: &Indicator, unit: Unit, of: &CohortJudgement) -> [FigureKey; 2] {
    [of.from, of.to].map(|occasion| test(indicator, unit, occasion))
}

fn error(printed: Printed, of: &ChangeNumbers) -> Option<CohortError> {
    Some(CohortError {
        method: method(of.method),
        standard_error: printed.error(of.standard_error)?,
        shock: rounded(of.shock.factor, 2)?,
        degrees: rounded(of.degrees, 1),
    })
}

fn roll(of: RollChange) -> Option<ReleasedRoll> {
    Some(ReleasedRoll { percent: rounded(100.0 * of.change, 0)?, is_large: of.is_large })
}
