//! A release seen by a writer: who and when there is to tell of, in the order of the report.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::LocalText;
use kvalitet_core::catalogue::{Indicator, Series, Statistic};
use kvalitet_core::{
    Breakdown, Category, Decimal, Grade, Level, Period, SchoolKind, SchoolYear, Unit,
};
use kvalitet_disclosure::{Audience, Release, ReleasedFigure, ReleasedTarget};
use kvalitet_text::{Argument, Order, Texts};

/// A release, the texts of its language, and what it holds of each indicator.
pub(crate) struct View<'a> {
    pub(crate) release: &'a Release,
    pub(crate) texts: &'a Texts,
    facts: BTreeMap<&'a str, Facts>,
    schools: Vec<Unit>,
}

/// What there is of one indicator.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) units: BTreeSet<Unit>,
    pub(crate) years: BTreeSet<SchoolYear>,
    pub(crate) grades: BTreeSet<Grade>,
}

impl<'a> View<'a> {
    pub(crate) fn new(release: &'a Release, texts: &'a Texts) -> Self {
        let mut facts: BTreeMap<&'a str, Facts> = BTreeMap::new();
        for key in release.figures().keys() {
            let of = facts.entry(key.indicator.as_str()).or_default();
            of.units.insert(key.unit);
            if let Period::Year(year) = key.period {
                of.years.insert(year);
            }
            of.grades.extend(key.breakdown.grade());
        }
        for target in release.targets() {
            let of = facts.entry(target.target.indicator.as_str()).or_default();
            of.units.insert(target.unit);
            of.years.insert(target.year);
        }
        Self { release, texts, facts, schools: schools_in_order(release) }
    }

    pub(crate) fn get(&self, id: &str) -> String {
        self.texts.get(id)
    }

    pub(crate) fn with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.texts.with(id, arguments)
    }

    pub(crate) fn local<'t>(&self, text: &'t LocalText) -> &'t str {
        text.in_language(self.texts.language())
    }

    pub(crate) fn is_administration(&self) -> bool {
        self.release.audience() == Audience::Administration
    }

    /// What there is of an indicator; nothing for one without figure and verdict.
    pub(crate) fn facts(&self, indicator: &Indicator) -> Facts {
        self.facts.get(indicator.id.as_str()).cloned().unwrap_or_default()
    }

    /// Whether this audience has figures of the indicator, and not words alone. A figure of the nation
    /// is a reference beside others.
    pub(crate) fn has_figures(&self, indicator: &Indicator) -> bool {
        let mut keys = self.release.figures().keys();
        keys.any(|key| key.indicator == indicator.id && key.unit != Unit::Nation)
    }

    /// Every indicator of a series that is told of here, in the report's order.
    pub(crate) fn of_series(&self, series: &Series) -> Vec<&'a Indicator> {
        let all = self.release.indicators().into_iter();
        all.filter(|indicator| indicator.series.as_ref() == Some(&series.id)).collect()
    }

    /// Every series that is told of here, in the report's order.
    pub(crate) fn series(&self) -> Vec<&'a Series> {
        let mut found: Vec<&'a Series> = Vec::new();
        for indicator in self.release.indicators() {
            let series = self.release.catalogue().series_of(indicator);
            if let Some(series) = series
                && found.iter().all(|known| known.id != series.id)
            {
                found.push(series);
            }
        }
        found
    }

    /// Every indicator read as it was published, in the report's order.
    pub(crate) fn published(&self) -> Vec<&'a Indicator> {
        let all = self.release.indicators().into_iter();
        all.filter(|indicator| is_published(indicator)).collect()
    }

    /// Every indicator that is neither of a series nor published, such as a local goal.
    pub(crate) fn others(&self) -> Vec<&'a Indicator> {
        let all = self.release.indicators().into_iter();
        all.filter(|indicator| indicator.series.is_none() && !is_published(indicator)).collect()
    }

    /// Every school of `kind` among `units`, in Danish order of name.
    pub(crate) fn schools_of(&self, kind: Option<SchoolKind>, units: &BTreeSet<Unit>) -> Vec<Unit> {
        let fits = |unit: &&Unit| units.contains(unit) && self.kind(**unit) == kind;
        self.schools.iter().filter(fits).copied().collect()
    }

    /// Every group and municipality among `units`, in order.
    pub(crate) fn wholes(units: &BTreeSet<Unit>) -> Vec<Unit> {
        units.iter().filter(|unit| !matches!(unit, Unit::School(_))).copied().collect()
    }

    /// The municipality of the report, where it has a figure or a verdict.
    pub(crate) fn municipality(&self) -> Option<Unit> {
        let all = self.facts.values().flat_map(|facts| &facts.units);
        all.copied().find(|unit| matches!(unit, Unit::Municipality(_)))
    }

    pub(crate) fn kind(&self, unit: Unit) -> Option<SchoolKind> {
        self.release.units().get(&unit).and_then(|info| info.kind)
    }

    pub(crate) fn name(&self, unit: Unit) -> String {
        if self.release.units().contains_key(&unit) {
            return self.release.name(unit);
        }
        match unit {
            Unit::Group(id) if id == SchoolKind::Folkeskole.group() => self.get("rap-folkeskoler"),
            Unit::Group(id) if id == SchoolKind::SpecialSchool.group() => {
                self.get("rap-specialskoler")
            }
            Unit::Municipality(_) => self.release.edition().municipality_name.clone(),
            Unit::School(_) | Unit::Group(_) | Unit::Nation => self.release.name(unit),
        }
    }

    pub(crate) fn figure(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Option<&'a ReleasedFigure> {
        self.release.figure(indicator, unit, year, breakdown)
    }

    /// The verdict on the indicator's target of one unit in one year.
    pub(crate) fn verdict(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
    ) -> Option<&'a ReleasedTarget> {
        self.release.targets().iter().find(|target| {
            target.unit == unit && target.year == year && target.target.indicator == indicator.id
        })
    }

    /// The newest year in which `unit` has a number of `indicator` over all grades.
    pub(crate) fn newest(&self, indicator: &Indicator, unit: Unit) -> Option<SchoolYear> {
        let shown = |year: &SchoolYear| {
            let figure = self.figure(indicator, unit, *year, Breakdown::ALL);
            figure.is_some_and(|figure| figure.value().is_some())
        };
        self.facts(indicator).years.into_iter().rev().find(shown)
    }

    /// The newest year in which any unit has a number of a distribution.
    pub(crate) fn newest_distribution(&self, indicator: &Indicator) -> Option<SchoolYear> {
        let facts = self.facts(indicator);
        facts.years.iter().rev().copied().find(|year| {
            facts.units.iter().any(|unit| self.levels(indicator, *unit, *year).is_some())
        })
    }

    /// The shares of the six levels, lowest first, where all are shown.
    pub(crate) fn levels(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
    ) -> Option<[Decimal; 6]> {
        let mut shares = [Decimal::new(0, 0)?; 6];
        for (share, level) in shares.iter_mut().zip(Level::ALL) {
            let breakdown = Breakdown::of_category(Category::Level(level));
            *share = self.figure(indicator, unit, year, breakdown)?.value()?;
        }
        Some(shares)
    }

    /// A figure that stands for the whole distribution: all six share n, status and reason.
    pub(crate) fn any_level(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
    ) -> Option<&'a ReleasedFigure> {
        let first = Breakdown::of_category(Category::Level(Level::Insufficient));
        self.figure(indicator, unit, year, first)
    }
}

pub(crate) fn is_published(indicator: &Indicator) -> bool {
    indicator.is_reported()
}

pub(crate) fn is_distribution(indicator: &Indicator) -> bool {
    matches!(indicator.statistic, Statistic::Distribution { .. })
}

/// The last part of an id, `gode` of `laesning.gode`.
pub(crate) fn measure(indicator: &Indicator) -> &str {
    let id = indicator.id.as_str();
    id.rsplit_once('.').map_or(id, |(_, measure)| measure)
}

fn schools_in_order(release: &Release) -> Vec<Unit> {
    let school = |unit: &&Unit| matches!(unit, Unit::School(_));
    let mut units: BTreeSet<Unit> = release.units().keys().filter(school).copied().collect();
    units.extend(release.figures().keys().map(|key| key.unit).filter(|unit| school(&unit)));
    units.extend(release.targets().iter().map(|target| target.unit).filter(|unit| school(&unit)));
    let mut named: Vec<(String, Unit)> =
        units.into_iter().map(|unit| (release.name(unit), unit)).collect();
    let order = Order::danish();
    named.sort_by(|a, b| order.compare(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
    named.into_iter().map(|(_, unit)| unit).collect()
}
