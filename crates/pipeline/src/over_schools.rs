//! Means over the schools of a unit: descriptions of schools, not figures of persons.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::{Catalogue, Indicator, OverSchools};
use kvalitet_core::{
    Breakdown, Decimal, Evidence, EvidenceClass, FigureKey, IndicatorId, Millionths, Origin,
    Period, RollupGraph, Tally, Unit,
};
use kvalitet_figures::{Coverage, Figure, Figures, estimate};

/// Adds the figures of every definition that is a mean over schools, for each unit above them.
///
/// A school without a figure or without a weight is not in the mean, and the coverage says so.
pub(crate) fn add_means_over_schools(
    figures: &mut Figures,
    graph: &RollupGraph,
    catalogue: &Catalogue,
) {
    for indicator in catalogue.indicators() {
        let Some(over) = &indicator.over_schools else { continue };
        let means = means(figures, graph, (indicator, over), catalogue);
        let evidence = |(key, mean): (&FigureKey, &Mean)| Some((key.clone(), mean.evidence()?));
        let evidence: BTreeMap<FigureKey, Evidence> = means.iter().filter_map(evidence).collect();
        for (key, mut figure) in estimate(&evidence, &BTreeMap::new(), catalogue).figures {
            figure.coverage = means.get(&key).and_then(Mean::coverage);
            figures.figures.entry(key).or_insert(figure);
        }
    }
}

/// The sums of a mean over the schools of one unit.
#[derive(Default)]
struct Mean {
    /// Σ weight · value, in millionths.
    numerator: i128,
    /// Σ weight, in millionths.
    denominator: i128,
    with: u32,
    without: u32,
    from_published: bool,
}

impl Mean {
    fn add(&mut self, school: Option<(i128, i128)>, class: EvidenceClass) {
        match school {
            None => self.without += 1,
            Some((value, weight)) => {
                self.with += 1;
                self.numerator += value * weight / i128::from(Millionths::ONE);
                self.denominator += weight;
                self.from_published |= EvidenceClass::B < class;
            }
        }
    }

    /// `None` where no school has a figure.
    fn evidence(&self) -> Option<Evidence> {
        let origin = if self.from_published { Origin::Published } else { Origin::Counts };
        let numerator = i64::try_from(self.numerator).ok()?;
        let denominator = i64::try_from(self.denominator).ok().filter(|sum| 0 < *sum)?;
        Some(Evidence::Counted {
            tally: Tally::Ratio { persons: None, numerator, denominator },
            origin,
        })
    }

    fn coverage(&self) -> Option<Coverage> {
        (0 < self.without).then(|| Coverage { with: self.with, of: self.with + self.without })
    }
}

fn means(
    figures: &Figures,
    graph: &RollupGraph,
    (indicator, over): (&Indicator, &OverSchools),
    catalogue: &Catalogue,
) -> BTreeMap<FigureKey, Mean> {
    let graph = graph.of(&indicator.id);
    let mut means: BTreeMap<FigureKey, Mean> = BTreeMap::new();
    for (key, figure) in schools_of(figures, &over.of) {
        let weight = match &over.weighted_by {
            None => Some(i128::from(Millionths::ONE)),
            Some(by) => {
                let weight = figures.get(&FigureKey { indicator: by.clone(), ..key.clone() });
                weight.and_then(|weight| millionths(weight, by, catalogue))
            }
        };
        let value = millionths(figure, &over.of, catalogue);
        for unit in graph.with_ancestors(key.unit) {
            if !matches!(unit, Unit::School(_)) {
                let indicator = indicator.id.clone();
                let of_unit = FigureKey { indicator, unit, ..key.clone() };
                means.entry(of_unit).or_default().add(value.zip(weight), figure.class);
            }
        }
    }
    means
}

/// The figures of whole schools of an indicator in single years.
fn schools_of<'f>(
    figures: &'f Figures,
    of: &IndicatorId,
) -> impl Iterator<Item = (&'f FigureKey, &'f Figure)> {
    figures.figures.iter().filter(move |(key, _)| {
        key.indicator == *of
            && matches!((key.unit, key.period), (Unit::School(_), Period::Year(_)))
            && key.breakdown == Breakdown::ALL
    })
}

/// A figure in millionths, on the scale it is printed on.
fn millionths(figure: &Figure, of: &IndicatorId, catalogue: &Catalogue) -> Option<i128> {
    let scale = catalogue.indicator(of.as_str())?.scale;
    let (numerator, denominator) = figure.value()?.exact(scale)?;
    Decimal::from_ratio(numerator, denominator, 6).map(|value| i128::from(value.units()))
}
