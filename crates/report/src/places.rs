//! Where schools stand, in words; always without regard to the background of pupils.

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::PositionVerdict;
use kvalitet_core::{Breakdown, PublishedVerdict, SchoolYear, Unit};
use kvalitet_disclosure::{
    PositionContent, ReleasedContent, ReleasedFigure, ReleasedPosition, ReleasedPositionNumbers,
};

use crate::document::{Cell, CellStyle};
use crate::view::View;

/// Where a school stands in an indicator.
pub(crate) fn of_unit<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<&'a ReleasedPosition> {
    let mut all = view.judged().positions.iter();
    all.find(|of| of.indicator == indicator.id && of.unit == unit)
}

/// The verdict in a word.
pub(crate) fn word(view: &View<'_>, verdict: PositionVerdict) -> String {
    view.get(match verdict {
        PositionVerdict::Above => "rap-udv-sted-over",
        PositionVerdict::Level => "rap-udv-sted-paa",
        PositionVerdict::Below => "rap-udv-sted-under",
        PositionVerdict::TooFew => "rap-udv-for-faa",
        PositionVerdict::TooFewSchools => "rap-udv-for-faa-skoler",
        PositionVerdict::CannotBeAssessed => "rap-udv-kan-ikke",
    })
}

/// The verdict in a cell.
pub(crate) fn verdict_cell(view: &View<'_>, place: Option<&ReleasedPosition>) -> Cell {
    match place.map(|of| &of.content) {
        None => Cell::absent("–"),
        Some(PositionContent::Hidden) => Cell::absent(view.get("rap-skjult")),
        Some(PositionContent::Shown { verdict, .. }) => {
            let style = if verdict.is_tested() { CellStyle::Words } else { CellStyle::Absent };
            Cell::of(style, word(view, *verdict))
        }
    }
}

/// The level over the years in a cell, its interval and number of results in small print.
pub(crate) fn level_cell(
    view: &View<'_>,
    indicator: &Indicator,
    place: Option<&ReleasedPosition>,
) -> Cell {
    match place.map(|of| &of.content) {
        None | Some(PositionContent::Shown { numbers: None, .. }) => Cell::absent("–"),
        Some(PositionContent::Hidden) => Cell::absent(view.get("rap-skjult")),
        Some(PositionContent::Shown { numbers: Some(of), .. }) => {
            let limits = limits(view, of);
            let n = view.with("rap-n", &[("n", of.n.into())]).replace(' ', "\u{a0}");
            Cell::number(view.value(indicator, of.level)).under(format!("{limits} · {n}"))
        }
    }
}

fn limits(view: &View<'_>, of: &ReleasedPositionNumbers) -> String {
    view.span(of.lower, of.upper)
}

/// What is said of a school's place: first what the socioeconomic reference says, which does regard
/// the background of pupils, where there is one.
pub(crate) fn sentences(view: &View<'_>, place: &ReleasedPosition) -> Vec<String> {
    let Some(indicator) = view.release.catalogue().indicator(place.indicator.as_str()) else {
        return Vec::new();
    };
    let mut sentences: Vec<String> = reference(view, indicator, place.unit)
        .map(|(year, verdict)| {
            let verdict = view.published_verdict(verdict);
            let arguments = [("aar", year.to_string().into()), ("dom", verdict.into())];
            view.with("rap-udv-s-socref", &arguments)
        })
        .into_iter()
        .collect();
    let PositionContent::Shown { verdict, numbers, .. } = &place.content else {
        sentences.push(view.get("rap-udv-s-sted-skjult"));
        return sentences;
    };
    let is_alone = *verdict == PositionVerdict::TooFewSchools;
    sentences
        .extend(numbers.as_ref().map(|of| level(view, indicator, (&place.years, is_alone), of)));
    // Outside its own 95 % interval, and yet not sure: the family is why.
    let is_outside = numbers.as_ref().is_some_and(|of| {
        of.reference.compare(of.lower).is_lt() || of.upper.compare(of.reference).is_lt()
    });
    let persons = |year: &SchoolYear| {
        view.figure(indicator, place.unit, *year, Breakdown::ALL).and_then(ReleasedFigure::n)
    };
    let reason = if place.years.iter().all(|year| persons(year).is_some()) {
        "spredning"
    } else {
        "elevtal"
    };
    let outside = if is_outside { "ja" } else { "nej" };
    let arguments = [("udenfor", outside.into()), ("grund", reason.into())];
    let id = match verdict {
        PositionVerdict::Above => "rap-udv-s-over",
        PositionVerdict::Level => "rap-udv-s-paa",
        PositionVerdict::Below => "rap-udv-s-under",
        PositionVerdict::TooFew => "rap-udv-s-sted-for-faa",
        PositionVerdict::TooFewSchools => "rap-udv-s-sted-for-faa-skoler",
        PositionVerdict::CannotBeAssessed => "rap-udv-s-sted-kan-ikke",
    };
    sentences.push(view.with(id, &arguments));
    sentences
}

fn level(
    view: &View<'_>,
    indicator: &Indicator,
    (years, is_alone): (&[SchoolYear], bool),
    of: &ReleasedPositionNumbers,
) -> String {
    let counted = match View::counted(indicator) {
        "elever" if of.distinct == of.n => "ens",
        other => other,
    };
    view.with(
        "rap-udv-s-niveau",
        &[
            ("aar", self::years(view, years).into()),
            ("alene", if is_alone { "ja" } else { "nej" }.into()),
            ("niveau", view.value(indicator, of.level).into()),
            ("graenser", limits(view, of).into()),
            ("n", view.texts.count(of.n).into()),
            ("talt", counted.into()),
            ("forskellige", view.texts.count(of.distinct).into()),
            ("alle", view.value(indicator, of.reference).into()),
        ],
    )
}

/// Years that stand for a level: `2018/19–2020/21`, each by its name where one between is left out.
pub(crate) fn years(view: &View<'_>, years: &[SchoolYear]) -> String {
    let follows = |pair: &[SchoolYear]| match pair {
        [year, after] => year.next() == Some(*after),
        _ => false,
    };
    match years {
        [first, _, .., last] if years.windows(2).all(follows) => format!("{first}–{last}"),
        _ => view.listed(&years.iter().map(ToString::to_string).collect::<Vec<_>>()),
    }
}

/// What the publisher of the socioeconomic reference says of a school, of the newest year: for
/// indicators of the reference's own theme, because it is about marks and nothing else.
pub(crate) fn reference(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
) -> Option<(SchoolYear, PublishedVerdict)> {
    let all = view.indicators().iter().copied();
    let references =
        all.filter(|of| of.theme == indicator.theme && of.id.as_str().starts_with("socref."));
    let newest = |of: &Indicator| {
        let years = view.facts(of).years.iter().rev().copied();
        let verdict = |year| match view.figure(of, unit, year, Breakdown::ALL)?.content() {
            ReleasedContent::Shown { verdict, .. } => verdict.map(|verdict| (year, verdict)),
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        };
        years.into_iter().find_map(verdict)
    };
    // Of one year the first indicator is taken: that of the year alone before that of three years.
    references.filter_map(newest).fold(None, |best: Option<(SchoolYear, _)>, of| match best {
        Some(best) if of.0 <= best.0 => Some(best),
        _ => Some(of),
    })
}
