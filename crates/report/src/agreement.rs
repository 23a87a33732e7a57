//! Ours beside what somebody else published: unexplained differences first, then how many agree.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::Period;
use kvalitet_core::agreement::Agreement;
use kvalitet_core::catalogue::Indicator;
use kvalitet_disclosure::ReleasedAgreement;

use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::view::View;

/// The outcomes, the most serious last, by their ids.
const OUTCOMES: [(&str, &str); 4] = [
    ("ens", "rap-udfald-ens"),
    ("afrunding", "rap-udfald-afrunding"),
    ("anden-population", "rap-udfald-anden-population"),
    ("uforklaret", "rap-udfald-uforklaret"),
];
/// How many single differences a page shows of one indicator; the rest is in `figurer.json`.
const SHOWN: usize = 20;

/// The section, where anything was published of a figure that is worked out here.
pub(crate) fn section(view: &View<'_>) -> Option<Section> {
    let all = view.release.agreements();
    if all.is_empty() {
        return None;
    }
    let apart: Vec<&ReleasedAgreement> = all.iter().filter(|of| !of.agreement.holds()).collect();
    let unexplained =
        apart.iter().filter(|of| matches!(of.agreement, Agreement::Unexplained)).count();
    let mut blocks = vec![Block::paragraph(view.with(
        "rap-udgivet-om",
        &[("antal", count(all.len()).into()), ("uforklarede", count(unexplained).into())],
    ))];
    if !apart.is_empty() {
        blocks.push(Block::Table { table: differences(view, &apart) });
        if shown(&apart).len() < apart.len() {
            blocks.push(Block::note(
                view.with("rap-udgivet-flere", &[("antal", count(SHOWN).into())]),
            ));
        }
    }
    blocks.push(Block::Table { table: counts(view) });
    Some(Section { id: "udgivet".to_owned(), title: view.get("rap-udgivet"), blocks })
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// The first differences of each indicator, unexplained ones before others as the release has them.
fn shown<'r>(apart: &[&'r ReleasedAgreement]) -> Vec<&'r ReleasedAgreement> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut first = Vec::new();
    for of in apart {
        let seen = seen.entry(of.key.indicator.as_str()).or_default();
        *seen += 1;
        if *seen <= SHOWN {
            first.push(*of);
        }
    }
    first
}

/// A row for each difference: ours, theirs and the outcome, grouped by indicator.
fn differences(view: &View<'_>, apart: &[&ReleasedAgreement]) -> Table {
    let mut groups: Vec<(&Indicator, Vec<Row>)> = Vec::new();
    for of in shown(apart) {
        let catalogue = view.release.catalogue();
        let Some(indicator) = catalogue.indicator(of.key.indicator.as_str()) else { continue };
        let row = difference(view, indicator, of);
        match groups.iter_mut().find(|(known, _)| known.id == indicator.id) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((indicator, vec![row])),
        }
    }
    let columns = ["rap-vores", "rap-udgivet-tal", "rap-udfald"];
    Table {
        id: "udgivet-forskelle".to_owned(),
        caption: view.get("rap-tabel-udgivet-forskelle"),
        corner: view.get("rap-enhed"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: groups
            .into_iter()
            .map(|(indicator, rows)| RowGroup {
                title: view.local(&indicator.name).to_owned(),
                rows,
            })
            .collect(),
    }
}

fn difference(view: &View<'_>, indicator: &Indicator, of: &ReleasedAgreement) -> Row {
    let under = match of.key.period {
        Period::Year(year) => year.to_string(),
        Period::Change { from, to } => format!("{from}–{to}"),
    };
    let part = match of.key.breakdown.category {
        None => view.part_of(indicator, of.key.breakdown.part),
        Some(_) => view.breakdown(of.key.breakdown),
    };
    let cells = vec![
        Cell::number(view.value(indicator, of.ours)),
        Cell::number(view.value(indicator, of.theirs))
            .under(of.n.map(|n| view.with("rap-n", &[("n", n.into())])).unwrap_or_default()),
        Cell::words(outcome(view, of.agreement)).under(explanation(view, of.agreement)),
    ];
    Row::new(view.name(of.key.unit), cells).under(format!("{under} · {part}"))
}

fn outcome(view: &View<'_>, agreement: Agreement) -> String {
    let known = OUTCOMES.iter().find(|(id, _)| *id == agreement.id());
    known.map(|(_, word)| view.get(word)).unwrap_or_default()
}

/// How many pupils each is of, and which other population gives their number.
fn explanation(view: &View<'_>, agreement: Agreement) -> String {
    let Agreement::OtherPopulation { ours, theirs, explained_by } = agreement else {
        return String::new();
    };
    let persons = theirs.map(|theirs| {
        let arguments = [("vores", ours.into()), ("deres", theirs.into())];
        view.with("rap-udgivet-elever", &arguments)
    });
    let explained =
        explained_by.map(|by| view.with("rap-udgivet-forklaret", &[("af", by.to_string().into())]));
    [persons, explained].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How many published figures of each indicator agree in which way.
fn counts(view: &View<'_>) -> Table {
    let counts = view.release.agreement_counts();
    let ids: BTreeSet<&str> = counts.keys().map(|(id, _)| id.as_str()).collect();
    let indicators = view.release.catalogue().indicators().iter();
    let row = |indicator: &Indicator| {
        let cell = |(id, _): (&'static str, &str)| {
            let count = counts.get(&(indicator.id.clone(), id)).copied().unwrap_or_default();
            Cell::number(view.texts.count(count))
        };
        Row::new(view.local(&indicator.name), OUTCOMES.map(cell).to_vec())
    };
    let rows = indicators.filter(|of| ids.contains(of.id.as_str())).map(row).collect();
    Table {
        id: "udgivet-tal".to_owned(),
        caption: view.get("rap-tabel-udgivet"),
        corner: view.get("rap-indikator"),
        columns: OUTCOMES.map(|(_, word)| view.get(word)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    }
}

/// What is missing, and when it comes: a row for each kind of source and theme.
pub(crate) fn missing(view: &View<'_>) -> Option<Section> {
    let missing = view.release.missing();
    if missing.is_empty() {
        return None;
    }
    let themes = view.release.catalogue().themes();
    let mut groups: Vec<RowGroup> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for of in missing {
        let theme = themes.iter().find(|theme| theme.id == of.theme);
        let title = theme.map_or_else(|| of.theme.clone(), |theme| view.local(&theme.name).into());
        let years: Vec<String> = of.years.iter().map(ToString::to_string).collect();
        let name = match of.kind.as_str() {
            "local" => view.get("kilde-lokal"),
            _ => view.local(&of.name).to_owned(),
        };
        // Where and when stand once for a kind of source.
        let told = !seen.insert(of.kind.as_str());
        let once = |text: &str| if told { view.get("rap-se-ovenfor") } else { text.to_owned() };
        let named = if of.named { "rap-mangler-naevnt" } else { "rap-mangler-ikke-naevnt" };
        let cells = vec![
            Cell::words(view.listed(&years)),
            Cell::words(view.with(
                "rap-bruges-til-indikatorer",
                &[("antal", count(of.indicators.len()).into())],
            ))
            .under(indicators(view, &of.indicators)),
            Cell::words(once(view.local(&of.origin))),
            Cell::words(once(view.local(&of.season))),
        ];
        let row = Row::new(name, cells).under(view.get(named));
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(RowGroup { title, rows: vec![row] }),
        }
    }
    let columns = ["rap-skoleaar", "rap-mangler-tal", "rap-mangler-hvor", "rap-mangler-hvornaar"];
    let table = Table {
        id: "mangler-tal".to_owned(),
        caption: view.get("rap-tabel-mangler"),
        corner: view.get("rap-kilde"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups,
    };
    let blocks = vec![Block::paragraph(view.get("rap-mangler-om")), Block::Table { table }];
    Some(Section { id: "mangler".to_owned(), title: view.get("rap-mangler"), blocks })
}

/// The first names of a list of indicators.
fn indicators(view: &View<'_>, ids: &[kvalitet_core::IndicatorId]) -> String {
    let catalogue = view.release.catalogue();
    let names = ids.iter().filter_map(|id| catalogue.indicator(id.as_str()));
    let names: Vec<String> = names.take(3).map(|of| view.local(&of.name).to_owned()).collect();
    let rest = if names.len() < ids.len() { " ..." } else { "" };
    format!("{}{rest}", names.join(", "))
}
