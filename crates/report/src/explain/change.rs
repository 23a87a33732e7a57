//! How one change between two years was judged, for the terminal.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Decimal, FigureKey, SchoolYear};
use kvalitet_disclosure::{ChangeContent, ReleasedChange, ReleasedChangeNumbers, Shows};

use super::{ExplainError, how, policy, rule, settings, sources};
use crate::terminal::Screen;
use crate::view::View;
use crate::{changes, development};

/// The explanation of the change `from` one year `to` another.
pub(super) fn text(
    view: &View<'_>,
    key: &FigureKey,
    (from, to): (SchoolYear, SchoolYear),
) -> Result<String, ExplainError> {
    let (indicator, change) = find(view, key, (from, to))?;
    let mut screen = Screen::default();
    screen.heading(view.local(&indicator.name));
    screen.line(&key.to_string());
    screen.line("");
    screen.field(&view.get("rap-enhed"), &view.name(key.unit));
    screen.field(&view.get("rap-skoleaar"), &format!("{from}–{to}"));
    let verdict = changes::verdict_cell(view, Some(change));
    screen.field(&view.get("rap-udv-kol-dom"), &verdict.text);
    screen.line("");
    screen.paragraph(&changes::sentences(view, change).join(" "));
    if let ChangeContent::Shown { numbers: Some(of), .. } = &change.content {
        screen.line("");
        numbers(view, &mut screen, (indicator, change), of);
    }
    let newer = FigureKey { period: kvalitet_core::Period::Year(to), ..key.clone() };
    if let Some(figure) = view.release.figures().get(&newer) {
        screen.heading(&view.get("rap-indikator"));
        how(view, &mut screen, indicator, figure);
    }
    sources(view, &mut screen, indicator, to);
    settings(view, &mut screen, indicator, key.unit);
    policy(view, &mut screen, indicator, key.unit);
    Ok(screen.finish())
}

fn find<'a>(
    view: &View<'a>,
    key: &FigureKey,
    (from, to): (SchoolYear, SchoolYear),
) -> Result<(&'a Indicator, &'a ReleasedChange), ExplainError> {
    let id = key.indicator.as_str();
    let indicator = super::indicator(view, id)?;
    let mut of_unit = view.judged().changes.iter();
    let known: Vec<&ReleasedChange> = of_unit
        .by_ref()
        .filter(|of| of.indicator == key.indicator && of.unit == key.unit)
        .collect();
    let change = known.iter().find(|of| of.from == from && of.to == to);
    if key.breakdown != Breakdown::ALL {
        return Err(ExplainError::NoFigure { key: key.to_string() });
    }
    if let Some(change) = change {
        return Ok((indicator, change));
    }
    if known.is_empty() {
        // Words are said of what was judged alone; of figures there is nothing to keep.
        let shown = rule(view, indicator, key.unit).map(|rule| rule.shows);
        return Err(match shown {
            Some(Shows::Figure | Shows::Words) => {
                ExplainError::NoUnit { indicator: id.to_owned(), unit: key.unit.to_string() }
            }
            Some(Shows::Nothing) | None => ExplainError::NotForAudience {
                audience: view.release.audience(),
                indicator: id.to_owned(),
            },
        });
    }
    let known: Vec<String> =
        known.iter().map(|of| format!("{}..{}", of.from.key(), of.to.key())).collect();
    Err(ExplainError::NoPeriod {
        indicator: id.to_owned(),
        period: key.period.to_string(),
        known: known.join(", "),
    })
}

/// Everything the verdict was made of.
fn numbers(
    view: &View<'_>,
    screen: &mut Screen,
    (indicator, change): (&Indicator, &ReleasedChange),
    of: &ReleasedChangeNumbers,
) {
    let number = |number: Decimal| view.texts.number(number);
    let interval = [
        ("tal", view.signed_points(indicator, of.difference).into()),
        ("nedre", view.signed(of.lower).into()),
        ("oevre", view.signed(of.upper).into()),
    ];
    screen.field(&view.get("rap-udv-f-aendring"), &view.with("rap-udv-f-interval-i", &interval));
    let error = [
        ("tal", view.points(indicator, of.standard_error).into()),
        ("faktor", number(of.shock).into()),
    ];
    screen
        .field(&view.get("rap-udv-f-standardfejl"), &view.with("rap-udv-f-fejl-med-chok", &error));
    let method = match of.method {
        "newcombe" => "rap-udv-f-newcombe",
        "welch" => "rap-udv-f-welch",
        _ => "rap-udv-f-klynger",
    };
    screen.field(&view.get("rap-udv-f-metode"), &view.get(method));
    let degrees = of.degrees.map_or_else(|| "∞".to_owned(), number);
    screen.field(&view.get("rap-udv-frihedsgrader"), &degrees);
    screen.field(&view.get("rap-udv-f-p"), &number(of.p));
    tested(view, screen, (indicator, change), of);
}

/// The family it was corrected in, and the thresholds that came of it.
fn tested(
    view: &View<'_>,
    screen: &mut Screen,
    (indicator, change): (&Indicator, &ReleasedChange),
    of: &ReleasedChangeNumbers,
) {
    let number = |number: Decimal| view.texts.number(number);
    let points = |number: Decimal| view.points(indicator, number);
    let ChangeContent::Shown { family: Some(family), .. } = &change.content else {
        return;
    };
    if let Some(summary) = view.family(family) {
        let arguments = [
            ("familie", development::family(view, family).into()),
            ("antal", summary.comparisons.into()),
            ("niveau", development::level(view, summary.level).into()),
        ];
        screen.field(&view.get("rap-udv-familie"), &view.with("rap-udv-f-familie", &arguments));
    }
    if let Some(adjusted) = of.adjusted {
        screen.field(&view.get("rap-udv-f-korrigeret"), &number(adjusted));
    }
    let Some(critical) = of.critical else { return };
    screen.field(&view.get("rap-udv-f-kritisk"), &number(critical));
    let or =
        |threshold: Option<Decimal>, none: &str| threshold.map_or_else(|| view.get(none), points);
    let thresholds = [
        ("fald", or(of.sure_fall, "rap-udv-kan-ikke-ses").into()),
        ("stigning", or(of.sure_rise, "rap-udv-kan-ikke-ses").into()),
    ];
    screen.field(&view.get("rap-udv-f-sikker"), &view.with("rap-udv-f-fald-stigning", &thresholds));
    if let Some(discoverable) = of.discoverable {
        screen.field(&view.get("rap-udv-f-opdages"), &points(discoverable));
    }
}
