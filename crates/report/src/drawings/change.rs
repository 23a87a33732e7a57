//! What schools did between two years: each beside what would not have been called sure.

use kvalitet_charts::{Change, ChartError, DumbbellChart, DumbbellRow, Emphasis, Heading};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{Breakdown, Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{ChangeContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFigure};

use super::development::target_line;
use super::{axis_of, chart, findings, note, table_of};
use crate::changes;
use crate::document::Chart;
use crate::tables::anchor;
use crate::view::{View, capital};

/// Every school's two years in an indicator; `None` where no school's change has a number.
pub(crate) fn dumbbell(
    view: &View<'_>,
    indicator: &Indicator,
    schools: &[Unit],
) -> Result<Option<Chart>, ChartError> {
    let Some((from, to)) = changes::judged_years(view, indicator) else { return Ok(None) };
    let municipality = view.municipality().map(|unit| row(view, indicator, unit, [from, to]));
    let mut rows: Vec<DumbbellRow<'_>> =
        schools.iter().map(|unit| row(view, indicator, *unit, [from, to])).collect();
    // Those without a number stand last, in the order of their names: their place tells nothing.
    rows.sort_by(|one, other| match (difference(one), difference(other)) {
        (Some(one), Some(other)) => other.compare(one),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
    if !rows.iter().any(|row| difference(row).is_some()) {
        return Ok(None);
    }
    let has_band = rows.iter().any(|row| row.sure_fall.or(row.sure_rise).is_some());
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("fra", from.to_string().into()),
        ("til", to.to_string().into()),
        ("maaleenhed", view.measured_as(indicator).into()),
        ("baand", if has_band { "ja" } else { "nej" }.into()),
    ];
    let unit = view.unit_of_difference(indicator);
    let spec = DumbbellChart {
        heading: Heading {
            title: findings::changes(view, indicator, (&rows, [from, to])),
            subtitle: capital(&view.with("rap-dia-aendring-under", &arguments)),
            note: note(view, indicator),
            description: view.with("rap-dia-aendring-beskrivelse", &arguments),
        },
        axis: axis_of(indicator),
        limits: indicator
            .scale_ends()
            .and_then(|(least, most)| Some([Decimal::new(least, 0)?, Decimal::new(most, 0)?])),
        years: [from.to_string(), to.to_string()],
        target: target_line(view, indicator),
        change_name: view.with("rap-udv-kol-aendring", &[("enhed", unit.into())]),
        sure: view.get("rap-dia-sikker"),
        not_sure: view.get("rap-dia-ikke-sikker-aendring"),
        in_band: view.get("rap-dia-ikke-sikker"),
        hidden: view.get("rap-skjult"),
        absent: view.get("rap-intet-tal-kort"),
        rows: municipality.into_iter().chain(rows).collect(),
    };
    let id = format!("{}-aendring", anchor(indicator.id.as_str()));
    let caption = view.with("rap-dia-aendring-tabel", &arguments);
    let table = table_of(view, &spec, (&id, caption));
    chart(view, &id, table, &spec).map(Some)
}

fn row<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    unit: Unit,
    years: [SchoolYear; 2],
) -> DumbbellRow<'a> {
    let [before, after] = years.map(|year| view.figure(indicator, unit, year, Breakdown::ALL));
    let released = changes::of_unit(view, indicator, unit);
    let numbers = released.and_then(numbers);
    let value = |of: Option<&ReleasedFigure>| of.and_then(ReleasedFigure::value);
    let shown = value(after).zip(value(before)).and_then(|(after, before)| after.minus(before));
    DumbbellRow {
        name: view.name(unit),
        before,
        after,
        change: change(view, released, shown),
        sure_fall: numbers.and_then(|of| of.sure_fall),
        sure_rise: numbers.and_then(|of| of.sure_rise),
        emphasis: match unit {
            Unit::School(_) => Emphasis::Plain,
            Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => Emphasis::Strong,
        },
    }
}

fn numbers(change: &ReleasedChange) -> Option<&ReleasedChangeNumbers> {
    match &change.content {
        ChangeContent::Shown { numbers, .. } => numbers.as_deref(),
        ChangeContent::Hidden => None,
    }
}

/// `shown` is the difference of the two values as they are shown: of a change that is told in words alone.
fn change(view: &View<'_>, change: Option<&ReleasedChange>, shown: Option<Decimal>) -> Change {
    let verdict = match tested(view, change) {
        Ok(verdict) => verdict,
        Err(word) => return Change::NotJudged(word),
    };
    match change.and_then(numbers).map(|of| of.difference).or(shown) {
        Some(of) if verdict.is_sure() => Change::Sure(of),
        Some(of) => Change::NotSure(of),
        None => Change::NotJudged(changes::word(view, Some(verdict))),
    }
}

/// The verdict of a change that was tested.
///
/// # Errors
///
/// The word for why there is none: hidden, too few, with reservation and the like.
pub(super) fn tested(
    view: &View<'_>,
    change: Option<&ReleasedChange>,
) -> Result<ChangeVerdict, String> {
    match change.map(|of| &of.content) {
        None => Err("–".to_owned()),
        Some(ChangeContent::Hidden) => Err(view.get("rap-skjult")),
        Some(ChangeContent::Shown { verdict, .. }) => {
            verdict.filter(|of| of.is_tested()).ok_or_else(|| changes::word(view, *verdict))
        }
    }
}

/// The number of a row whose change was tested.
pub(super) const fn difference(row: &DumbbellRow<'_>) -> Option<Decimal> {
    match row.change {
        Change::Sure(difference) | Change::NotSure(difference) => Some(difference),
        Change::NotJudged(_) => None,
    }
}
