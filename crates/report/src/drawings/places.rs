//! Where schools stand, between the limits that chance keeps to.

use std::collections::BTreeSet;

use kvalitet_charts::{
    ChartError, FunnelChart, FunnelLimits, FunnelPoint, FunnelReference, FunnelRest, Heading,
};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::PositionVerdict;
use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::{PositionContent, ReleasedPosition, ReleasedSpreading};

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
    let spreading = view.release.spreading().iter().filter(|of| of.indicator == indicator.id);
    let funnels = spreading.map(|of| funnel(view, indicator, of));
    Ok(funnels.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn funnel(
    view: &View<'_>,
    indicator: &Indicator,
    spreading: &ReleasedSpreading,
) -> Result<Option<Chart>, ChartError> {
    let all =
        view.release.positions().iter().filter(|of| {
            of.indicator == indicator.id && judged_kind(view, of.unit) == spreading.kind
        });
    let all: Vec<&ReleasedPosition> = all.collect();
    let points: Vec<FunnelPoint> = all.iter().filter_map(|of| point(view, of)).collect();
    let Some(reference) = all.iter().find_map(|of| Some(numbers(of)?.reference)) else {
        return Ok(None);
    };
    if points.len() < 2 {
        return Ok(None);
    }
    let curves = funnels::funnels(view).into_iter();
    let curve =
        curves.into_iter().find(|of| *of.indicator == indicator.id && of.kind == spreading.kind);
    let limits = curve.into_iter().flat_map(|of| of.points).map(|of| FunnelLimits {
        persons: of.persons,
        inner: of.inner,
        outer: of.outer,
    });
    let years: BTreeSet<SchoolYear> = all.iter().flat_map(|of| of.years.iter().copied()).collect();
    let years: Vec<SchoolYear> = years.into_iter().collect();
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("aar", places::years(view, &years).into()),
        ("skoletype", spreading.kind.id().into()),
        ("maaleenhed", view.measured_as(indicator).into()),
        ("alle", view.value(indicator, reference).into()),
    ];
    let without = |is_hidden: bool| {
        let of = all.iter().filter(|of| numbers(of).is_none());
        let of = of.filter(|of| (of.content == PositionContent::Hidden) == is_hidden);
        of.map(|of| view.name(of.unit)).collect()
    };
    let spec = FunnelChart {
        heading: Heading {
            title: findings::places(view, indicator, &points),
            subtitle: capital(&view.with("rap-dia-tragt-under", &arguments)),
            note: format!("{} {}", view.get("rap-dia-tragt-note"), note(view, indicator)),
            description: view.with("rap-dia-tragt-beskrivelse", &arguments),
        },
        axis: axis_of(indicator),
        reference: FunnelReference {
            value: reference,
            label: view.with("rap-dia-tragt-alle", &arguments),
        },
        limit_names: limit_names(view, &points),
        limits: limits.collect(),
        persons_name: view.get("rap-dia-tragt-elever"),
        points,
        hidden: FunnelRest { word: view.get("rap-skjult"), names: without(true) },
        absent: FunnelRest { word: view.get("rap-intet-tal-kort"), names: without(false) },
    };
    let id = format!("{}-tragt-{}", anchor(indicator.id.as_str()), spreading.kind.id());
    let caption = view.with("rap-dia-tragt-tabel", &arguments);
    let table = table_of(view, &spec, (&id, caption));
    chart(view, &id, table, &spec).map(Some)
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

fn numbers(of: &ReleasedPosition) -> Option<&kvalitet_disclosure::ReleasedPositionNumbers> {
    match &of.content {
        PositionContent::Shown { numbers, .. } => numbers.as_deref(),
        PositionContent::Hidden => None,
    }
}

fn point(view: &View<'_>, of: &ReleasedPosition) -> Option<FunnelPoint> {
    let PositionContent::Shown { verdict, numbers: Some(numbers), .. } = &of.content else {
        return None;
    };
    Some(FunnelPoint {
        name: view.name(of.unit),
        persons: numbers.distinct,
        value: numbers.level,
        is_sure: matches!(verdict, PositionVerdict::Above | PositionVerdict::Below),
        // The limits of a mean follow from the spread among its own pupils.
        own: numbers.counting.is_none().then_some(numbers.inner),
    })
}
