//! The shock factors of a run: what every standard error is multiplied by.

use std::collections::BTreeMap;

use kvalitet_core::method::{
    Interval, Measured, ModeratedShock, Shock, ShockPrior, moderated_shock,
};
use kvalitet_core::verdict::ShockBasis;
use kvalitet_core::{IndicatorId, SchoolKind, Unit};

use crate::Figure;
use crate::judge::lines::Lines;
use crate::judge::{MISS, Scope};

/// The shock factor of each indicator and kind of school.
#[derive(Clone, Debug, PartialEq)]
pub struct Shocks {
    found: BTreeMap<(IndicatorId, SchoolKind), ModeratedShock>,
    basis: BTreeMap<IndicatorId, ShockBasis>,
    priors: [ShockPrior; 2],
    kinds: BTreeMap<Unit, SchoolKind>,
}

impl Default for Shocks {
    fn default() -> Self {
        let none = ShockPrior { factor: 1.0, degrees: f64::INFINITY };
        Self {
            found: BTreeMap::new(),
            basis: BTreeMap::new(),
            priors: [none; 2],
            kinds: BTreeMap::new(),
        }
    }
}

impl Shocks {
    /// Those that the schools' changes between the judged years show, moderated by the settings.
    pub(crate) fn of(lines: &[Lines<'_>], scope: &Scope<'_>) -> Self {
        let mut shocks = Self {
            found: BTreeMap::new(),
            basis: BTreeMap::new(),
            priors: [scope.prior(ShockBasis::Measured), scope.prior(ShockBasis::Assumed)],
            kinds: scope.kinds.clone(),
        };
        for indicator in scope.catalogue.indicators() {
            shocks.basis.insert(indicator.id.clone(), indicator.shock);
        }
        for lines in lines {
            let prior = shocks.prior(&lines.indicator.id);
            for (kind, changes) in school_changes(lines, scope) {
                let found = moderated_shock(&changes, prior);
                shocks.found.insert((lines.indicator.id.clone(), kind), found);
            }
        }
        shocks
    }

    /// What is believed of an indicator before its schools have spoken.
    pub fn prior(&self, indicator: &IndicatorId) -> ShockPrior {
        let [measured, assumed] = self.priors;
        match self.basis.get(indicator) {
            Some(ShockBasis::Measured) => measured,
            Some(ShockBasis::Assumed) | None => assumed,
        }
    }

    /// What the schools of one kind showed; `None` where no two years were compared.
    pub fn found(&self, indicator: &IndicatorId, kind: SchoolKind) -> Option<&ModeratedShock> {
        self.found.get(&(indicator.clone(), kind))
    }

    /// Everything that was found, by indicator and kind of school.
    pub const fn all(&self) -> &BTreeMap<(IndicatorId, SchoolKind), ModeratedShock> {
        &self.found
    }

    /// The shock factor of a figure of `unit`: that of its kind of schools; for the municipality and its
    /// own groups that of folkeskoler, where there are any; the prior where nothing was found.
    pub fn shock(&self, indicator: &IndicatorId, unit: Unit) -> Shock {
        let own = match unit {
            Unit::School(_) => self.kinds.get(&unit).copied(),
            Unit::Group(group) => SchoolKind::ALL.into_iter().find(|kind| kind.group() == group),
            Unit::Municipality(_) | Unit::Nation => None,
        };
        let found = match own {
            Some(kind) => self.found(indicator, kind),
            None => SchoolKind::ALL.into_iter().find_map(|kind| self.found(indicator, kind)),
        };
        found.map_or_else(|| self.prior(indicator).alone(), |found| found.shock)
    }

    /// The 95 % interval of a figure of `unit`, shocks included: of per cent as fractions of 1.
    pub fn interval(
        &self,
        indicator: &IndicatorId,
        unit: Unit,
        figure: &Figure,
    ) -> Option<Interval> {
        self.interval_of(figure.measured()?, indicator, unit)
    }

    pub(crate) fn interval_of(
        &self,
        measured: Measured,
        indicator: &IndicatorId,
        unit: Unit,
    ) -> Option<Interval> {
        measured.interval(self.shock(indicator, unit), MISS)
    }
}

/// The changes of schools that can be judged between the judged years, with their counting errors.
fn school_changes(lines: &Lines<'_>, scope: &Scope<'_>) -> BTreeMap<SchoolKind, Vec<(f64, f64)>> {
    let mut changes: BTreeMap<SchoolKind, Vec<(f64, f64)>> = BTreeMap::new();
    let Some((from, to)) = lines.judged_pair(scope).filter(|(from, to)| lines.compares(*from, *to))
    else {
        return changes;
    };
    for unit in lines.units.keys().copied().filter(|unit| matches!(unit, Unit::School(_))) {
        let enough = [from, to]
            .iter()
            .all(|year| lines.figure(unit, *year).is_some_and(|figure| lines.is_of_enough(figure)));
        let change = lines.change(unit, (from, to), scope).filter(|_| enough);
        if let Some(change) = change {
            let kind = changes.entry(scope.kind(unit)).or_default();
            kind.push((change.difference(), change.counting_error()));
        }
    }
    changes
}
