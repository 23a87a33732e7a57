//! Where schools stand, between the limits that chance keeps to.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_charts::{
    ChartError, FunnelChart, FunnelLimits, FunnelPoint, FunnelReference, FunnelRest, Heading,
};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::PositionVerdict;
use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::{
    PositionContent, ReleasedPosition, ReleasedPositionNumbers, ReleasedSpreading,
};

use super::{axis_of, chart, findings, note, table_of};
use crate::document::Chart;
use crate::funnels::{self, judged_kind};
use crate::places;
use crate::tables::anchor;
use crate::view::{View, capital};

/// A funnel for each kind of school that stands against its own in an indicator. A sheet has none: it
/// knows no other school.
pub(crate) fn funnels(view: &View<'_>, indicator: &Indicator) -> Result<Vec<Chart>, ChartError> {
    if view.release.audience().school().is_some() {
        return Ok(Vec::new());
    }
    let spreading = view.judged().spreading.iter().filter(|of| of.indicator == indicator.id);
    let funnels = spreading.map(|of| funnel(view, indicator, of));
    Ok(funnels.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// `None` with fewer than two schools that were tested.
fn funnel(
    view: &View<'_>,
    indicator: &Indicator,
    spreading: &ReleasedSpreading,
) -> Result<Option<Chart>, ChartError> {
    let of_kind = |of: &&ReleasedPosition| {
        of.indicator == indicator.id && judged_kind(view, of.unit) == spreading.kind
    };
    let all: Vec<&ReleasedPosition> = view.judged().positions.iter().filter(of_kind).collect();
    let points: Vec<FunnelPoint> = all.iter().filter_map(|of| point(view, of)).collect();
    let Some(reference) = all.iter().find_map(|of| Some(tested(of)?.1.reference)) else {
        return Ok(None);
    };
    if points.len() < 2 {
        return Ok(None);
    }
    let limits = limits(view, indicator, spreading);
    let years: BTreeSet<SchoolYear> = all.iter().flat_map(|of| of.years.iter().copied()).collect();
    let years: Vec<SchoolYear> = years.into_iter().collect();
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("aar", places::years(view, &years).into()),
        ("skoletype", spreading.kind.id().into()),
        ("maaleenhed", view.measured_as(indicator).into()),
        ("alle", view.value(indicator, reference).into()),
        ("graenser", kind_of_limits(&points, &limits).into()),
    ];
    let (hidden, absent) = rest(view, &all);
    let remark = view.with("rap-dia-tragt-note", &arguments);
    let spec = FunnelChart {
        heading: Heading {
            title: findings::places(view, indicator, &points),
            subtitle: capital(&view.with("rap-dia-tragt-under", &arguments)),
            note: format!("{remark} {}", note(view, indicator)),
            description: view.with("rap-dia-tragt-beskrivelse", &arguments),
        },
        axis: axis_of(indicator),
        reference: FunnelReference {
            value: reference,
            label: view.with("rap-dia-tragt-alle", &arguments),
        },
        limit_names: limit_names(view, &points),
        limits,
        persons_name: view.get("rap-dia-tragt-elever"),
        points,
        hidden,
        absent,
    };
    let id = format!("{}-tragt-{}", anchor(indicator.id.as_str()), spreading.kind.id());
    let caption = view.with("rap-dia-tragt-tabel", &arguments);
    let table = table_of(view, &spec, (&id, caption));
    chart(view, &id, table, &spec).map(Some)
}

/// The curves of shares; a mean has none.
fn limits(
    view: &View<'_>,
    indicator: &Indicator,
    spreading: &ReleasedSpreading,
) -> Vec<FunnelLimits> {
    let mut curves = funnels::funnels(view).into_iter();
    let curve = curves.find(|of| *of.indicator == indicator.id && of.kind == spreading.kind);
    let points = curve.into_iter().flat_map(|of| of.points);
    let limits =
        points.map(|of| FunnelLimits { persons: of.persons, inner: of.inner, outer: of.outer });
    limits.collect()
}

/// Which limits the note is about.
fn kind_of_limits(points: &[FunnelPoint], limits: &[FunnelLimits]) -> &'static str {
    if points.iter().any(|point| point.own.is_some()) {
        "egne"
    } else if limits.is_empty() {
        "ingen"
    } else {
        "kurver"
    }
}

/// The schools that were not tested: those that are hidden, and the others by the verdict in a word.
fn rest(view: &View<'_>, all: &[&ReleasedPosition]) -> (FunnelRest, Vec<FunnelRest>) {
    let mut hidden = FunnelRest { word: view.get("rap-skjult"), names: Vec::new() };
    let mut absent: BTreeMap<PositionVerdict, FunnelRest> = BTreeMap::new();
    for of in all {
        let name = view.name(of.unit);
        match &of.content {
            PositionContent::Hidden => hidden.names.push(name),
            PositionContent::Shown { .. } if tested(of).is_some() => (),
            PositionContent::Shown { verdict, .. } => {
                let word = || places::word(view, *verdict);
                let rest = absent
                    .entry(*verdict)
                    .or_insert_with(|| FunnelRest { word: word(), names: Vec::new() });
                rest.names.push(name);
            }
        }
    }
    (hidden, absent.into_values().collect())
}

/// What the curves are called; where each school has limits of its own, what those are.
fn limit_names(view: &View<'_>, points: &[FunnelPoint]) -> [String; 2] {
    let [inner, outer] = [(95, 0), (998, 1)].map(|(units, decimals)| {
        Decimal::new(units, decimals).map(|share| view.texts.percent(share)).unwrap_or_default()
    });
    if points.iter().any(|point| point.own.is_some()) {
        return [view.with("rap-dia-tragt-egne", &[("graense", inner.into())]), outer];
    }
    [inner, outer]
}

/// The verdict and the numbers of a place that was tested.
fn tested(of: &ReleasedPosition) -> Option<(PositionVerdict, &ReleasedPositionNumbers)> {
    match &of.content {
        PositionContent::Shown { verdict, numbers: Some(numbers), .. } if verdict.is_tested() => {
            Some((*verdict, numbers))
        }
        PositionContent::Shown { .. } | PositionContent::Hidden => None,
    }
}

fn point(view: &View<'_>, of: &ReleasedPosition) -> Option<FunnelPoint> {
    let (verdict, numbers) = tested(of)?;
    Some(FunnelPoint {
        name: view.name(of.unit),
        persons: numbers.distinct,
        value: numbers.level,
        is_sure: verdict.is_sure(),
        // The limits of a mean follow from the spread among its own pupils.
        own: numbers.counting.is_none().then_some(numbers.inner),
    })
}
