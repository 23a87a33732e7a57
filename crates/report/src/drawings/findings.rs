//! What a chart's title says: the release's verdict in a line, never more than it. Without a verdict
//! there is no finding, and the title names the measure and its newest value.

use kvalitet_charts::{Change, DumbbellRow, FunnelPoint};
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::target::{RuleVerdict, TargetRule};
use kvalitet_core::verdict::{ChangeVerdict, PositionVerdict};
use kvalitet_core::{Breakdown, Category, Decimal, SchoolKind, SchoolYear, Subject, Unit};
use kvalitet_disclosure::{
    ChangeContent, ModelAccount, PositionContent, ReleasedFigure, TargetContent,
};

use super::change::{difference, tested};
use crate::view::View;
use crate::{changes, places};

/// How a unit moved between the years it is judged between.
pub(super) fn development(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<String> {
    let change = changes::of_unit(view, indicator, unit)?;
    let ChangeContent::Shown { verdict: Some(verdict), .. } = change.content else { return None };
    let newest = view.newest(indicator, unit)?;
    let value = view.figure(indicator, unit, newest, Breakdown::ALL)?.value()?;
    let what = match verdict {
        ChangeVerdict::Rise => "stigning",
        ChangeVerdict::Fall => "fald",
        ChangeVerdict::NoSureChange => "ingen",
        ChangeVerdict::WithReservation => "forbehold",
        ChangeVerdict::NotComparable => "brud",
        ChangeVerdict::TooFew | ChangeVerdict::CannotBeAssessed => return None,
    };
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("dom", what.into()),
        ("fra", change.from.to_string().into()),
        ("til", change.to.to_string().into()),
        ("aar", newest.to_string().into()),
        ("vaerdi", view.value(indicator, value).into()),
    ];
    Some(view.with("rap-fund-udvikling", &arguments))
}

/// How many schools of a chart reach the target, where every one of them is shown to do so or not;
/// otherwise where most pupils of the municipality are, on a sheet most of the school's own.
pub(super) fn categories(
    view: &View<'_>,
    (indicator, good): (&Indicator, Option<&Indicator>),
    (units, year): (&[Unit], SchoolYear),
) -> Option<String> {
    let of_target = good.and_then(|good| of_target(view, good, (units, year)));
    of_target.or_else(|| of_most(view, indicator, year))
}

fn of_target(
    view: &View<'_>,
    good: &Indicator,
    (units, year): (&[Unit], SchoolYear),
) -> Option<String> {
    let TargetRule::AtLeastPercent(percent) = good.target.as_ref()?.rule else { return None };
    let schools = units.iter().filter(|unit| matches!(unit, Unit::School(_)));
    let met = |unit: &Unit| match view.verdict(good, *unit, year)?.content {
        TargetContent::Shown { rule: RuleVerdict::Met, .. } => Some(true),
        TargetContent::Shown { rule: RuleVerdict::NotMet | RuleVerdict::Partly { .. }, .. } => {
            Some(false)
        }
        TargetContent::Shown { .. } | TargetContent::Hidden => None,
    };
    let met: Vec<bool> = schools.map(met).collect::<Option<_>>()?;
    if met.len() < 2 {
        return None;
    }
    let percent = Decimal::new(i64::from(percent), 0)?;
    let arguments = [
        ("navn", view.local(&good.name).into()),
        ("antal", count(met.iter().filter(|met| **met).count()).into()),
        ("alle", count(met.len()).into()),
        ("maal", view.texts.percent(percent).into()),
        ("aar", year.to_string().into()),
    ];
    Some(view.with("rap-fund-maal", &arguments))
}

/// The category with most of the pupils of a sheet's school, else of the municipality; none where two
/// have as many.
fn of_most(view: &View<'_>, indicator: &Indicator, year: SchoolYear) -> Option<String> {
    let unit = view.release.audience().school().or_else(|| view.municipality())?;
    let share = |category: Category| {
        let figure = view.figure(indicator, unit, year, Breakdown::of_category(category))?;
        Some((category, figure.value()?))
    };
    let categories = View::categories(indicator).into_iter();
    let mut shares: Vec<(Category, Decimal)> = categories.map(share).collect::<Option<_>>()?;
    shares.sort_by(|one, other| other.1.compare(one.1));
    let [(category, most), (_, next), ..] = shares.as_slice() else { return None };
    if most.compare(*next).is_eq() {
        return None;
    }
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("enhed", view.name(unit).into()),
        ("aar", year.to_string().into()),
        ("kategori", view.category_in(indicator, *category).into()),
        ("vaerdi", view.texts.percent(*most).into()),
    ];
    Some(view.with("rap-fund-flest", &arguments))
}

/// The municipality's value, beside the values of schools that nobody judged.
pub(super) fn of_schools(
    view: &View<'_>,
    indicator: &Indicator,
    year: SchoolYear,
) -> Option<String> {
    let unit = view.municipality()?;
    let value =
        view.figure(indicator, unit, year, Breakdown::ALL).and_then(ReleasedFigure::value)?;
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("aar", year.to_string().into()),
        ("enhed", view.name(unit).into()),
        ("vaerdi", view.value(indicator, value).into()),
    ];
    Some(view.with("rap-fund-kommunen", &arguments))
}

/// Where a school surely stands, and in which years: the chart may be of one of them.
pub(super) fn against_others(
    view: &View<'_>,
    indicator: &Indicator,
    school: Unit,
) -> Option<String> {
    let place = places::of_unit(view, indicator, school)?;
    let PositionContent::Shown { verdict, .. } = place.content else { return None };
    let where_it_is = match verdict {
        PositionVerdict::Above => "over",
        PositionVerdict::Level => "paa",
        PositionVerdict::Below => "under",
        PositionVerdict::TooFew
        | PositionVerdict::TooFewSchools
        | PositionVerdict::CannotBeAssessed => return None,
    };
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("sted", where_it_is.into()),
        ("aar", places::years(view, &place.years).into()),
    ];
    Some(view.with("rap-fund-sted", &arguments))
}

/// How many of the schools that could be judged surely changed.
pub(super) fn changes(
    view: &View<'_>,
    indicator: &Indicator,
    (rows, [from, to]): (&[DumbbellRow<'_>], [SchoolYear; 2]),
) -> String {
    let is_sure = |row: &&DumbbellRow<'_>| matches!(row.change, Change::Sure(_));
    let judged = rows.iter().filter(|row| difference(row).is_some());
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("sikre", count(judged.clone().filter(is_sure).count()).into()),
        ("antal", count(judged.count()).into()),
        ("fra", from.to_string().into()),
        ("til", to.to_string().into()),
    ];
    view.with("rap-fund-aendringer", &arguments)
}

/// How many of the schools whose change was judged surely changed; `None` where none was: then there is
/// nothing to find.
pub(super) fn panels(view: &View<'_>, indicator: &Indicator, schools: &[Unit]) -> Option<String> {
    let (from, to) = changes::judged_years(view, indicator)?;
    let verdict = |unit: &Unit| tested(view, changes::of_unit(view, indicator, *unit)).ok();
    let verdicts: Vec<ChangeVerdict> = schools.iter().filter_map(verdict).collect();
    let sure = verdicts.iter().filter(|of| of.is_sure()).count();
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("sikre", count(sure).into()),
        ("antal", count(verdicts.len()).into()),
        ("fra", from.to_string().into()),
        ("til", to.to_string().into()),
    ];
    (!verdicts.is_empty()).then(|| view.with("rap-fund-aarene", &arguments))
}

/// How many of the schools that were tested surely stand apart.
pub(super) fn places(view: &View<'_>, indicator: &Indicator, points: &[FunnelPoint]) -> String {
    let arguments = [
        ("navn", view.local(&indicator.name).into()),
        ("sikre", count(points.iter().filter(|point| point.is_sure).count()).into()),
        ("antal", count(points.len()).into()),
    ];
    view.with("rap-fund-steder", &arguments)
}

/// What the chapter says of schools in what they added where nothing tells them apart; otherwise what
/// is shown, and no finding: the model judges none of them.
pub(super) fn gains(
    view: &View<'_>,
    (subject, kind): (Subject, SchoolKind),
    model: ModelAccount,
) -> String {
    let differ = if model.schools.units() == 0 { "nej" } else { "ja" };
    let arguments = [
        ("fag", view.get(&format!("fag-{}", subject.id())).into()),
        ("skoletype", kind.id().into()),
        ("forskel", differ.into()),
    ];
    view.with("rap-fund-loeft", &arguments)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
