//! One municipality as a report sees it: tallies become figures and are judged, by the program's own
//! functions, and every claim is laid beside the truth.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::method::{Change, Shock, ShockPrior, count_to_f64, to_f64};
use kvalitet_core::settings::Settings;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{
    Breakdown, Evidence, FigureKey, IndicatorId, Origin, Period, RollupGraph, SchoolKind,
    SchoolYear, Tally, Unit,
};
use kvalitet_figures::{
    ChangeJudgement, ChangeNumbers, Figures, Judgements, Scope, estimate, judge,
};
use kvalitet_simulate::panel::{Municipality, SchoolPanel};

use crate::peers;

/// What a failed step says.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// Share and mean.
pub(crate) const KINDS: [&str; 2] = ["share", "mean"];

/// What every report of the study has in common.
pub(crate) struct Setting {
    catalogue: Catalogue,
    settings: Settings,
    years: [SchoolYear; 2],
    indicators: [IndicatorId; 2],
    municipality: Unit,
    schools: Vec<Unit>,
}

/// One school's change in one indicator: what was said, and what is true.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    /// Mean number of pupils of the two years.
    pub(crate) persons: f64,
    /// Whether the school is one of those that truly change.
    pub(crate) changed: bool,
    /// Which way the process moved.
    pub(crate) truth: Ordering,
    /// Which way the number moved.
    pub(crate) seen: Ordering,
    /// The arrow of the report; `Equal` for none.
    pub(crate) arrow: Ordering,
    /// Whether the intervals of the two years hold the process.
    pub(crate) years_held: [bool; 2],
    /// Whether the interval of the change holds that of the process.
    pub(crate) change_held: bool,
    /// Half the width of the interval of the change.
    pub(crate) half_width: f64,
    /// The shock factor that the report works with.
    pub(crate) factor: f64,
    /// The p-values, by [`Variance`](crate::rules::Variance).
    pub(crate) p: [f64; 5],
}

/// What the report says of the municipality's own change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whole {
    /// Whether its interval holds the change of the process.
    pub(crate) held: bool,
    /// The arrow.
    pub(crate) arrow: Ordering,
}

/// One indicator of one report.
pub(crate) struct Judged {
    pub(crate) schools: Vec<Claim>,
    pub(crate) whole: Whole,
}

fn direction(number: f64) -> Ordering {
    number.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
}

const fn arrow(verdict: Option<ChangeVerdict>) -> Ordering {
    match verdict {
        Some(ChangeVerdict::Rise) => Ordering::Greater,
        Some(ChangeVerdict::Fall) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

impl Setting {
    /// The definitions of the study with the program's own settings.
    pub(crate) fn new() -> Result<Self, Failure> {
        let year = |start| SchoolYear::starting(start).ok_or("no such school year");
        let most = 999;
        Ok(Self {
            catalogue: Catalogue::from_toml(&[
                include_str!("share.toml"),
                include_str!("mean.toml"),
            ])?,
            settings: Catalogue::built_in()?.settings(),
            years: [year(2023)?, year(2024)?],
            indicators: ["andel".parse()?, "gennemsnit".parse()?],
            municipality: "kommune:999".parse()?,
            schools: (1..=most)
                .map(|number| format!("skole:{}", 999_000 + number).parse())
                .collect::<Result<_, _>>()?,
        })
    }

    /// The setting `id`, divided.
    pub(crate) fn number(&self, id: &str, divisor: f64) -> Result<f64, Failure> {
        let number = self.settings.number(id).ok_or_else(|| format!("no setting {id}"))?;
        Ok(to_f64(number) / divisor)
    }

    /// What the report believes of shocks.
    pub(crate) fn prior(&self) -> Result<ShockPrior, Failure> {
        let factor = self.number("chok_maalt_hundrededele", 100.0)?;
        Ok(ShockPrior { factor, degrees: self.number("chok_maalt_frihedsgrader", 1.0)? })
    }

    /// The level at which the report corrects a family.
    pub(crate) fn level(&self) -> Result<f64, Failure> {
        self.number("falske_fund_promille", 1000.0)
    }

    /// The report of one municipality: its share, then its mean. `factor` is the true shock factor.
    pub(crate) fn report(&self, drawn: &Municipality, factor: f64) -> Result<Vec<Judged>, Failure> {
        let mut graph = RollupGraph::default();
        let mut cells: BTreeMap<FigureKey, Tally> = BTreeMap::new();
        for (indicator, panel) in self.indicators.iter().zip(&drawn.indicators) {
            for (unit, school) in self.schools.iter().zip(&panel.schools) {
                graph.add(*unit, self.municipality);
                for (year, result) in self.years.iter().zip(&school.years) {
                    cells.insert(key(indicator, *unit, *year), result.tally);
                }
            }
        }
        let tallies = graph.roll_up(&cells, Tally::merge)?;
        let counted = |tally| Evidence::Counted { tally, origin: Origin::PupilRows };
        let evidence = tallies.into_iter().map(|(key, tally)| (key, counted(tally))).collect();
        let figures = estimate(&evidence, &BTreeMap::new(), &self.catalogue);
        let (years, kinds): (_, BTreeMap<Unit, SchoolKind>) =
            (BTreeSet::from(self.years), BTreeMap::new());
        let scope = Scope {
            catalogue: &self.catalogue,
            settings: &self.settings,
            years: &years,
            graph: &graph,
            kinds: &kinds,
        };
        let judgements = judge(&figures, &scope);
        let panels = self.indicators.iter().zip(&drawn.indicators);
        let reports = panels.map(|(indicator, panel)| {
            let said =
                Said { setting: self, figures: &figures, judgements: &judgements, indicator };
            said.judged(&panel.schools, factor)
        });
        reports.collect()
    }
}

fn key(indicator: &IndicatorId, unit: Unit, year: SchoolYear) -> FigureKey {
    let period = Period::Year(year);
    FigureKey { indicator: indicator.clone(), unit, period, breakdown: Breakdown::ALL }
}

/// What a report says of one indicator.
struct Said<'a> {
    setting: &'a Setting,
    figures: &'a Figures,
    judgements: &'a Judgements,
    indicator: &'a IndicatorId,
}

impl Said<'_> {
    fn judged(&self, schools: &[SchoolPanel], factor: f64) -> Result<Judged, Failure> {
        let units = self.setting.schools.iter().zip(schools);
        let changes: Vec<Change> =
            units.clone().map(|(unit, _)| self.change(*unit)).collect::<Result<_, _>>()?;
        let prior = self.setting.prior()?;
        let shocks = [
            peers::moderated_plainly(&changes, prior),
            prior.alone(),
            Shock { factor, degrees: f64::INFINITY },
        ];
        let claims = units.zip(&changes).map(|((unit, school), change)| {
            let (arrow, numbers) = self.verdict(*unit)?;
            let mut p = [numbers.p, 1.0, 1.0, 1.0, 1.0];
            for (p, shock) in p.iter_mut().skip(1).zip(shocks) {
                *p = change.p_value(shock).ok_or("no p-value")?;
            }
            if let Some(last) = p.last_mut() {
                *last = peers::independent(school).ok_or("no test of independent pupils")?;
            }
            self.claim((*unit, school), (arrow, numbers), p)
        });
        let schools_judged = claims.collect::<Result<_, Failure>>()?;
        Ok(Judged { schools: schools_judged, whole: self.whole(schools)? })
    }

    fn change(&self, unit: Unit) -> Result<Change, Failure> {
        let measured = |year| {
            let figure = self.figures.get(&key(self.indicator, unit, year))?;
            figure.measured()
        };
        let [from, to] = self.setting.years;
        let both = measured(from).zip(measured(to));
        Ok(both.and_then(|(from, to)| Change::new(from, to)).ok_or("a school without a number")?)
    }

    fn verdict(&self, unit: Unit) -> Result<(Ordering, ChangeNumbers), Failure> {
        let changes = &self.judgements.changes;
        let is_it = |of: &&ChangeJudgement| of.unit == unit && of.indicator == *self.indicator;
        let said = changes.iter().find(is_it).ok_or("a school without a verdict")?;
        Ok((arrow(said.verdict), said.numbers.ok_or("a verdict without numbers")?))
    }

    fn claim(
        &self,
        (unit, school): (Unit, &SchoolPanel),
        (arrow, numbers): (Ordering, ChangeNumbers),
        p: [f64; 5],
    ) -> Result<Claim, Failure> {
        let mut years_held = [false; 2];
        let mut persons = 0.0;
        for ((held, year), drawn) in
            years_held.iter_mut().zip(self.setting.years).zip(&school.years)
        {
            let figure = self.figures.get(&key(self.indicator, unit, year));
            let figure = figure.ok_or("a year without a figure")?;
            let interval = self.judgements.shocks.interval(self.indicator, unit, figure);
            *held = interval.ok_or("a figure without an interval")?.contains(drawn.truth);
            persons += 0.5 * count_to_f64(figure.n().unwrap_or_default());
        }
        let truth = true_change(school);
        let interval = numbers.interval;
        Ok(Claim {
            persons,
            changed: school.changed,
            truth: direction(truth),
            seen: direction(numbers.difference),
            arrow,
            years_held,
            change_held: interval.contains(truth),
            half_width: 0.5 * (interval.upper - interval.lower),
            factor: numbers.shock.factor,
            p,
        })
    }

    /// The municipality's process is that of its pupils of each year.
    fn whole(&self, schools: &[SchoolPanel]) -> Result<Whole, Failure> {
        let (arrow, numbers) = self.verdict(self.setting.municipality)?;
        let mut sums = [(0.0, 0.0); 2];
        for school in schools {
            for (sum, year) in sums.iter_mut().zip(&school.years) {
                let n = count_to_f64(peers::persons(year.tally));
                *sum = (sum.0 + n * year.truth, sum.1 + n);
            }
        }
        let [before, after] = sums.map(|(sum, n)| sum / n);
        Ok(Whole { held: numbers.interval.contains(after - before), arrow })
    }
}

fn true_change(school: &SchoolPanel) -> f64 {
    match school.years.as_slice() {
        [from, to] => to.truth - from.truth,
        _ => 0.0,
    }
}
