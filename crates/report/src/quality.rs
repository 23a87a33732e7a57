//! The chapter of data quality: where every row went, and what was found.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::finding::{ExclusionRule, Severity};
use kvalitet_core::{Breakdown, SchoolYear};
use kvalitet_disclosure::{CorrectionNote, ReleasedSource, SourceUse};

use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table, Term};
use crate::view::{View, measure};
use crate::{agreement, conclusion};

/// The chapter.
pub(crate) fn chapter(view: &View<'_>) -> Chapter {
    let mut sections: Vec<Section> = agreement::section(view).into_iter().collect();
    sections.extend(agreement::missing(view));
    sections.extend(conclusion::how_to_write(view));
    sections.extend([reconciliation(view), findings(view)]);
    sections.extend(corrections(view));
    sections.extend(outcomes(view));
    sections.extend(coverage(view));
    sections.extend(reliability(view));
    Chapter {
        id: "datakvalitet".to_owned(),
        group: view.get("rap-del-data"),
        title: view.get("rap-datakvalitet"),
        blocks: vec![Block::paragraph(view.get("rap-datakvalitet-om"))],
        sections,
    }
}

pub(crate) fn exclusion(view: &View<'_>, rule: ExclusionRule) -> String {
    view.get(match rule {
        ExclusionRule::NotObligatory => "rap-udeladt-frivillig-test",
        ExclusionRule::OtherSubject => "rap-udeladt-andet-fag",
        ExclusionRule::OtherGrade => "rap-udeladt-andet-klassetrin",
        ExclusionRule::NotFirstAttempt => "rap-udeladt-ikke-foerste-forsoeg",
        ExclusionRule::SameRowTwice => "rap-udeladt-samme-raekke-to-gange",
        ExclusionRule::NoLevel => "rap-udeladt-uden-samlet-niveau",
        ExclusionRule::OtherYear => "rap-udeladt-andet-skoleaar",
        ExclusionRule::OtherMunicipality => "rap-udeladt-anden-kommune",
        ExclusionRule::OtherSchoolKind => "rap-udeladt-anden-skoletype",
        ExclusionRule::NotMunicipal => "rap-udeladt-ikke-kommunal",
        ExclusionRule::NonMark => "rap-udeladt-ikke-karakter",
        ExclusionRule::SpecialClass => "rap-udeladt-specialklasse",
        ExclusionRule::PrivateCandidate => "rap-udeladt-privatist",
        ExclusionRule::YearMark => "rap-udeladt-aarskarakter",
        ExclusionRule::OutsideMeans => "rap-udeladt-uden-for-gennemsnit",
        ExclusionRule::OtherMarkOfExam => "rap-udeladt-anden-karakter-i-proeven",
        ExclusionRule::TotalRow => "rap-udeladt-sumraekke",
        ExclusionRule::HeaderAgain => "rap-udeladt-overskrift-igen",
        ExclusionRule::Note => "rap-udeladt-note-under-tabellen",
        ExclusionRule::MainSchool => "rap-udeladt-hovedskole-med-afdelinger",
        ExclusionRule::NothingSaid => "rap-udeladt-intet-offentliggjort",
        ExclusionRule::SaidByPupilRows => "rap-udeladt-staar-i-elevraekker",
        ExclusionRule::RegisterNotRead => "rap-udeladt-register-ikke-laest",
    })
}

/// Read = used + corrected + quarantined + left out by a named rule, a row for each source.
fn reconciliation(view: &View<'_>) -> Section {
    let sources = view.release.sources();
    let rules: BTreeSet<ExclusionRule> =
        sources.iter().flat_map(|source| source.excluded.keys().copied()).collect();
    let mut columns: Vec<String> =
        ["rap-laest", "rap-brugt", "rap-rettet", "rap-karantaene"].map(|id| view.get(id)).to_vec();
    columns.extend(
        rules
            .iter()
            .map(|rule| view.with("rap-udeladt", &[("regel", exclusion(view, *rule).into())])),
    );
    columns.push(view.get("rap-bruges-til"));
    let row = |source: &ReleasedSource| {
        let counts = [source.read, source.used, source.corrected, source.quarantined];
        let mut cells = counts.map(|count| view.count(count)).to_vec();
        cells.extend(rules.iter().map(|rule| {
            source.excluded.get(rule).map_or_else(|| Cell::number("0"), |n| view.count(*n))
        }));
        cells.push(Cell::words(used_for(view, &source.used_for)));
        Row::new(&source.source, cells).under(&source.layout)
    };
    let table = Table {
        id: "afstemning-tal".to_owned(),
        caption: view.get("rap-tabel-afstemning"),
        corner: view.get("rap-kilde"),
        columns,
        groups: vec![RowGroup::untitled(sources.iter().map(row).collect())],
    };
    let mut blocks = vec![Block::paragraph(view.get("rap-afstemning-om"))];
    if sources.is_empty() {
        blocks.push(Block::note(view.get("rap-ingen-kilder")));
    } else {
        blocks.push(Block::Table { table });
    }
    if sources.iter().any(|source| source.used_for == SourceUse::NoFigure) {
        blocks.push(Block::note(view.get("rap-bruges-til-ingen-tal-om")));
    }
    Section { id: "afstemning".to_owned(), title: view.get("rap-afstemning"), blocks }
}

/// What a source is used for, in a few words.
fn used_for(view: &View<'_>, used_for: &SourceUse) -> String {
    match used_for {
        SourceUse::Figures(ids) => {
            let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
            view.with("rap-bruges-til-indikatorer", &[("antal", count.into())])
        }
        SourceUse::Reference => view.get("rap-bruges-til-opslag"),
        SourceUse::NoFigure => view.get("rap-bruges-til-ingen-tal"),
    }
}

/// Single cells that somebody corrected, one row each; never the new value.
fn corrections(view: &View<'_>) -> Option<Section> {
    let corrections = view.release.corrections();
    if corrections.is_empty() {
        return None;
    }
    let row = |correction: &CorrectionNote| {
        let used = if correction.used { "rap-rettelse-brugt-ja" } else { "rap-rettelse-brugt-nej" };
        let cells = vec![
            Cell::number(correction.line.to_string()),
            Cell::words(&correction.column),
            Cell::words(&correction.reason),
            Cell::words(&correction.who),
            Cell::words(&correction.date),
            Cell::words(view.get(used)),
        ];
        let source = correction.source.clone();
        Row::new(source.unwrap_or_else(|| view.get("rap-rettelse-ingen-fil")), cells)
    };
    let columns = [
        "rap-rettelse-linje",
        "rap-rettelse-kolonne",
        "rap-rettelse-begrundelse",
        "rap-rettelse-hvem",
        "rap-rettelse-dato",
        "rap-rettelse-brugt",
    ];
    let table = Table {
        id: "rettelser-tal".to_owned(),
        caption: view.get("rap-tabel-rettelser"),
        corner: view.get("rap-kilde"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(corrections.iter().map(row).collect())],
    };
    let blocks = vec![Block::paragraph(view.get("rap-rettelser-om")), Block::Table { table }];
    Some(Section { id: "rettelser".to_owned(), title: view.get("rap-rettelser"), blocks })
}

fn findings(view: &View<'_>) -> Section {
    let rows_of = |source: &ReleasedSource| {
        let row = |(code, count): (&String, &_)| {
            let cells = vec![
                Cell::words(view.get(&format!("fundnavn-{code}"))),
                Cell::words(severity(view, code)),
                view.count(*count),
            ];
            Row::new(code, cells)
        };
        RowGroup { title: source.source.clone(), rows: source.findings.iter().map(row).collect() }
    };
    let groups: Vec<RowGroup> = view
        .release
        .sources()
        .iter()
        .filter(|source| !source.findings.is_empty())
        .map(rows_of)
        .collect();
    let blocks = if groups.is_empty() {
        vec![Block::paragraph(view.get("rap-ingen-fund"))]
    } else {
        let columns = ["rap-fund-betyder", "rap-fund-alvor", "rap-fund-antal"];
        let table = Table {
            id: "fund-tal".to_owned(),
            caption: view.get("rap-tabel-fund"),
            corner: view.get("rap-fund-kode"),
            columns: columns.map(|id| view.get(id)).to_vec(),
            groups,
        };
        vec![Block::paragraph(view.get("rap-fund-om")), Block::Table { table }]
    };
    Section { id: "fund".to_owned(), title: view.get("rap-fund"), blocks }
}

/// The word for how serious findings of a code are.
fn severity(view: &View<'_>, code: &str) -> String {
    Severity::of_code(code)
        .map(|severity| view.get(&format!("alvor-{}", severity.id())))
        .unwrap_or_default()
}

/// What became of single schools in open sources.
fn outcomes(view: &View<'_>) -> Option<Section> {
    let outcomes = view.release.outcomes();
    if outcomes.is_empty() {
        return None;
    }
    let terms: Vec<Term> = outcomes
        .iter()
        .map(|kind| Term::new(outcome_name(view, kind), view.texts.finding(kind)))
        .collect();
    Some(Section {
        id: "enkelte-skoler".to_owned(),
        title: view.get("rap-enkelte-skoler"),
        blocks: vec![Block::Terms { terms }],
    })
}

/// The name of the school a finding is about, or its code.
fn outcome_name(view: &View<'_>, kind: &kvalitet_core::finding::FindingKind) -> String {
    let arguments = kind.arguments();
    let school = arguments.iter().find(|(name, _)| *name == "skole");
    let unit = school.and_then(|(_, number)| number.parse().ok()).map(kvalitet_core::Unit::School);
    unit.map_or_else(|| kind.code().to_owned(), |unit| view.name(unit))
}

/// How many of the pupils have a result: the municipality, series by series.
fn coverage(view: &View<'_>) -> Option<Section> {
    let unit = view.municipality()?;
    let all = view.indicators().iter().copied();
    let participation: Vec<_> = all
        .filter(|indicator| measure(indicator) == "deltagelse" && view.has_figures(indicator))
        .collect();
    let years: BTreeSet<SchoolYear> =
        participation.iter().flat_map(|indicator| view.facts(indicator).years.clone()).collect();
    if years.is_empty() {
        return None;
    }
    let row = |indicator: &&Indicator| {
        let cell = |year: &SchoolYear| view.figure_cell(indicator, unit, *year, Breakdown::ALL);
        Row::new(view.local(&indicator.name), years.iter().map(cell).collect())
    };
    let table = Table {
        id: "daekning-tal".to_owned(),
        caption: view.with("rap-tabel-daekning", &[("enhed", view.name(unit).into())]),
        corner: view.get("rap-test"),
        columns: years.iter().map(ToString::to_string).collect(),
        groups: vec![RowGroup::untitled(participation.iter().map(row).collect())],
    };
    Some(Section {
        id: "daekning".to_owned(),
        title: view.get("rap-daekning"),
        blocks: vec![Block::paragraph(view.get("rap-daekning-om")), Block::Table { table }],
    })
}

/// How well the questions of an indicator hang together, indicator by year.
fn reliability(view: &View<'_>) -> Option<Section> {
    let all = view.release.reliability();
    let years: BTreeSet<SchoolYear> = all.iter().map(|of| of.year).collect();
    let told = |indicator: &&Indicator| all.iter().any(|of| of.indicator == indicator.id);
    let row = |indicator: &Indicator| {
        let cell = |year: &SchoolYear| {
            let found = all.iter().find(|of| of.indicator == indicator.id && of.year == *year);
            found.map_or_else(
                || Cell::absent("–"),
                |of| {
                    let n = view.with("rap-n", &[("n", of.n.into())]);
                    Cell::number(view.texts.number(of.alpha)).under(n)
                },
            )
        };
        Row::new(view.local(&indicator.name), years.iter().map(cell).collect())
    };
    let indicators = view.release.catalogue().indicators().iter().filter(told);
    let rows: Vec<Row> = indicators.map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let table = Table {
        id: "sammenhaeng-tal".to_owned(),
        caption: view.get("rap-tabel-sammenhaeng"),
        corner: view.get("rap-indikator"),
        columns: years.iter().map(ToString::to_string).collect(),
        groups: vec![RowGroup::untitled(rows)],
    };
    Some(Section {
        id: "sammenhaeng".to_owned(),
        title: view.get("rap-sammenhaeng"),
        blocks: vec![Block::paragraph(view.get("rap-sammenhaeng-om")), Block::Table { table }],
    })
}
