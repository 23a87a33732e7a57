//! One unit, year over year, beside its municipality and, for a school, beside the schools that are
//! similar to it. For the terminal.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::similar::SimilarRule;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::{Breakdown, Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{ReleasedFigure, SimilarSchools, TargetContent, WhyNoneSimilar};

use crate::ExplainError;
use crate::changes;
use crate::document::Cell;
use crate::places;
use crate::terminal::Screen;
use crate::view::{View, is_distribution};

/// The comparison of one unit.
pub(crate) fn text(view: &View<'_>, unit: Unit) -> Result<String, ExplainError> {
    let mut screen = Screen::default();
    screen.heading(&view.name(unit));
    let kind = view.kind(unit).map_or_else(String::new, |kind| format!(" · {}", kind.id()));
    screen.line(&format!("{unit}{kind}"));
    let mut told = false;
    for topic in view.topics() {
        let years: Vec<SchoolYear> = years(view, unit, &topic.indicators);
        let rows = rows(view, unit, &topic.indicators, &years);
        if !chapter(&mut screen, view.local(topic.title), (&years, rows)) {
            continue;
        }
        told = true;
        let series = view.series_among(&topic.indicators).into_iter();
        let of_years: Vec<_> = series.map(|series| (series, years.clone())).collect();
        for note in view.year_notes(&of_years) {
            screen.paragraph(&note);
        }
        judged(view, &mut screen, unit, &topic.indicators);
    }
    if !told {
        return Err(ExplainError::NothingAbout { unit: unit.to_string() });
    }
    if let Some(similar) = view.release.similar(unit) {
        beside_similar(view, &mut screen, unit, similar);
    }
    screen.line("");
    screen.paragraph(&view.get("rap-sammenlign-laes"));
    Ok(screen.finish())
}

/// The years in which the unit has anything of these indicators, oldest first.
fn years(view: &View<'_>, unit: Unit, indicators: &[&Indicator]) -> Vec<SchoolYear> {
    let of = |indicator: &&Indicator| view.facts(indicator).years.clone();
    let all: BTreeSet<SchoolYear> = indicators.iter().flat_map(of).collect();
    let any = |year: &SchoolYear| {
        indicators.iter().any(|indicator| {
            view.figure(indicator, unit, *year, Breakdown::ALL).is_some()
                || view.verdict(indicator, unit, *year).is_some()
        })
    };
    all.into_iter().filter(any).collect()
}

fn chapter(
    screen: &mut Screen,
    title: &str,
    (years, rows): (&[SchoolYear], Vec<Vec<String>>),
) -> bool {
    if rows.is_empty() {
        return false;
    }
    let mut table =
        vec![std::iter::once(String::new()).chain(years.iter().map(ToString::to_string)).collect()];
    table.extend(rows);
    screen.heading(title);
    screen.table(&table);
    true
}

/// What is said of the unit's change in each headline, and of where it stands.
fn judged(view: &View<'_>, screen: &mut Screen, unit: Unit, indicators: &[&Indicator]) {
    for indicator in indicators.iter().filter(|of| of.headline) {
        let change = changes::of_unit(view, indicator, unit);
        let place = places::of_unit(view, indicator, unit);
        let change = change.map(|of| changes::sentences(view, of));
        let place = place.map(|of| places::sentences(view, of));
        let said: Vec<String> = [change, place].into_iter().flatten().flatten().collect();
        if !said.is_empty() {
            screen.paragraph(&format!("{}: {}", view.local(&indicator.name), said.join(" ")));
        }
    }
}

/// For each indicator: its name, the unit, the municipality and the verdict on its target.
fn rows(
    view: &View<'_>,
    unit: Unit,
    indicators: &[&Indicator],
    years: &[SchoolYear],
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for indicator in indicators.iter().filter(|indicator| !is_distribution(indicator)) {
        let municipality = view.municipality().filter(|whole| *whole != unit);
        let mut of: Vec<Vec<String>> = Vec::new();
        for unit in std::iter::once(unit).chain(municipality) {
            of.extend(figures(view, indicator, unit, years));
        }
        of.extend(verdicts(view, indicator, unit, years));
        if !of.is_empty() {
            rows.push(vec![view.local(&indicator.name).to_owned()]);
            rows.extend(of);
        }
    }
    rows
}

/// The school and those that are similar to it, by the first indicator of each series and of each
/// theme without series, each in the school's newest year; and the middle of the similar schools, as
/// a description: it is of the values that are shown, and of no pupils.
fn beside_similar(view: &View<'_>, screen: &mut Screen, unit: Unit, similar: &SimilarSchools) {
    screen.heading(&view.get("rap-lignende"));
    let schools = match similar {
        SimilarSchools::Found { schools, rule } => {
            screen.paragraph(&view.get(rule_of_similar(*rule)));
            schools
        }
        SimilarSchools::None { reason } => {
            screen.paragraph(&view.get(why_none_similar(*reason)));
            return;
        }
    };
    for indicator in headlines(view) {
        let Some(year) = view.newest(indicator, unit) else { continue };
        let figure = |unit: &Unit| view.figure(indicator, *unit, year, Breakdown::ALL);
        let all: Vec<Unit> = std::iter::once(unit).chain(schools.iter().copied()).collect();
        let rows = all.iter().map(|school| {
            let cell = on_one_line(&view.cell(indicator, figure(school)));
            row(&view.name(*school), std::iter::once(cell))
        });
        let head = [view.local(&indicator.name).to_owned(), year.to_string()].to_vec();
        let mut table: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let shown: Vec<Decimal> =
            schools.iter().filter_map(|of| figure(of).and_then(ReleasedFigure::value)).collect();
        let count = shown.len();
        if let Some(middle) = middle(shown, indicator.decimals) {
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            let name = view.with("rap-lignende-midten", &[("antal", count.into())]);
            table.push(row(&name, std::iter::once(view.value(indicator, middle))));
        }
        screen.table(&table);
    }
}

/// The first indicator of each series that is told of, and of each theme without series.
fn headlines<'a>(view: &View<'a>) -> Vec<&'a Indicator> {
    let mut told: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    let all = view.release.indicators().into_iter();
    let all = all.filter(|indicator| !is_distribution(indicator));
    all.filter(|of| told.insert((of.theme.as_str(), of.series.as_deref()))).collect()
}

/// The message that says how similar schools were found.
pub(crate) const fn rule_of_similar(rule: SimilarRule) -> &'static str {
    match rule {
        SimilarRule::Reference => "rap-lignende-reference",
        SimilarRule::SizeAndGrades => "rap-lignende-stoerrelse-og-klassetrin",
        SimilarRule::Size => "rap-lignende-stoerrelse",
    }
}

/// The message that says why a school has none.
pub(crate) const fn why_none_similar(reason: WhyNoneSimilar) -> &'static str {
    match reason {
        WhyNoneSimilar::TooFew => "rap-lignende-ingen-for-faa-skoler",
        WhyNoneSimilar::TooFar => "rap-lignende-ingen-for-langt-fra",
        WhyNoneSimilar::NoRoll => "rap-lignende-ingen-uden-elevtal",
    }
}

/// The middle value, or the middle of the middle two; `None` for fewer than three.
pub(crate) fn middle(mut values: Vec<Decimal>, decimals: u8) -> Option<Decimal> {
    if values.len() < 3 {
        return None;
    }
    values.sort_by(|a, b| a.compare(*b));
    let (lower, upper) = (values.get((values.len() - 1) / 2)?, values.get(values.len() / 2)?);
    let sum = i128::from(lower.with_decimals(decimals)?.units())
        + i128::from(upper.with_decimals(decimals)?.units());
    Decimal::from_ratio(sum, 2 * 10_i128.pow(u32::from(decimals)), decimals)
}

fn figures(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
    years: &[SchoolYear],
) -> Option<Vec<String>> {
    let figure = |year: &SchoolYear| view.figure(indicator, unit, *year, Breakdown::ALL);
    if years.iter().all(|year| figure(year).is_none()) {
        return None;
    }
    let cell = |year| on_one_line(&view.cell(indicator, figure(year)));
    Some(row(&view.name(unit), years.iter().map(cell)))
}

fn verdicts(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
    years: &[SchoolYear],
) -> Option<Vec<String>> {
    let target = indicator.target.as_ref()?;
    let verdict = |year: &SchoolYear| view.verdict(indicator, unit, *year);
    if years.iter().all(|year| verdict(year).is_none()) {
        return None;
    }
    let name = view.with(
        "rap-maal-nummer",
        &[("nummer", target.number.as_str().into()), ("krav", view.asked(target.rule).into())],
    );
    let cell = |year| {
        let cell = view.verdict_cell(verdict(year));
        match verdict(year).map(|target| &target.content) {
            Some(TargetContent::Shown { rule: rule @ RuleVerdict::Partly { .. }, .. }) => {
                view.rule(*rule)
            }
            _ => cell.text,
        }
    };
    Some(row(&name, years.iter().map(cell)))
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(format!("  {name}")).chain(cells).collect()
}

fn on_one_line(cell: &Cell) -> String {
    if cell.under.is_empty() {
        return cell.text.clone();
    }
    format!("{} ({})", cell.text, cell.under)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_of_three_values_or_more() {
        let middle = |values: &[&str]| {
            let values = values.iter().map(|value| value.parse().unwrap()).collect();
            middle(values, 1).map(|value| value.to_string())
        };
        assert_eq!(middle(&["7.1", "6.0"]), None);
        assert_eq!(middle(&["7.1", "6.0", "6.4"]), Some("6.4".to_owned()));
        // 6.4 and 6.5: half away from zero.
        assert_eq!(middle(&["7.1", "6.0", "6.4", "6.5"]), Some("6.5".to_owned()));
        assert_eq!(middle(&["10.0", "9.0", "-1.0"]), Some("9.0".to_owned()));
    }
}
