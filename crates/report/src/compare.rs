//! One unit, year over year, beside its municipality, for the terminal.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::{Breakdown, SchoolYear, Unit};
use kvalitet_disclosure::TargetContent;

use crate::ExplainError;
use crate::document::Cell;
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
        for series in view.series_among(&topic.indicators) {
            for note in view.year_notes(series, &years) {
                screen.paragraph(&note);
            }
        }
    }
    if !told {
        return Err(ExplainError::NothingAbout { unit: unit.to_string() });
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
