//! What a run or a check says at its end.

use std::collections::BTreeMap;

use kvalitet_core::finding::{Finding, Severity};
use kvalitet_ingest::{Ingested, SourceReport};
use kvalitet_text::Texts;
use serde_json::{Value, json};

/// How many findings a terminal shows before it points at the file.
const SHOWN: usize = 20;

fn count(ingested: &Ingested, of: impl Fn(&SourceReport) -> u64) -> u64 {
    ingested.sources.iter().map(of).sum()
}

/// The rows of every source together, in one line, and how many findings there are.
pub(crate) fn rows(texts: &Texts, ingested: &Ingested) -> String {
    let of = |severity| {
        let found = ingested.findings.iter().filter(|f| f.kind.severity() == severity).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    let rows = texts.with(
        "faerdig-raekker",
        &[
            ("laest", count(ingested, |s| s.rows.read).into()),
            ("brugt", count(ingested, |s| s.rows.used).into()),
            ("udeladt", count(ingested, |s| s.rows.excluded_rows()).into()),
            ("karantaene", count(ingested, |s| s.rows.quarantined).into()),
        ],
    );
    let findings = texts.with(
        "faerdig-fund",
        &[("advarsler", of(Severity::Warning).into()), ("oplysninger", of(Severity::Info).into())],
    );
    format!("{rows}; {findings}")
}

/// The serious findings, word by word, the first of them.
pub(crate) fn serious(texts: &Texts, ingested: &Ingested) -> String {
    let serious: Vec<&Finding> = ingested
        .findings
        .iter()
        .filter(|finding| Severity::Quarantine <= finding.kind.severity())
        .collect();
    let mut stops_first = serious.clone();
    stops_first.sort_by_key(|finding| std::cmp::Reverse(finding.kind.severity()));
    let shown = stops_first.iter().take(SHOWN).map(|finding| texts.finding_in_full(finding));
    let mut lines: Vec<String> = shown.collect();
    if SHOWN < serious.len() {
        let more = u64::try_from(serious.len() - SHOWN).unwrap_or(u64::MAX);
        lines.push(texts.with("fund-flere", &[("antal", more.into())]));
    }
    lines.join("\n")
}

/// Source by source, then findings by source, code and column.
pub(crate) fn check(texts: &Texts, ingested: &Ingested) -> String {
    let source = |report: &SourceReport| {
        texts.with(
            "tjek-kilde",
            &[
                ("kilde", report.source.as_ref().into()),
                ("layout", report.layout.into()),
                ("laest", report.rows.read.into()),
                ("brugt", report.rows.used.into()),
                ("udeladt", report.rows.excluded_rows().into()),
                ("karantaene", report.rows.quarantined.into()),
            ],
        )
    };
    let mut lines: Vec<String> = ingested.sources.iter().map(source).collect();
    if ingested.findings.is_empty() {
        lines.push(texts.get("tjek-ingen-fund"));
    }
    for findings in alike(ingested).values() {
        let Some(first) = findings.first() else { continue };
        let times = u64::try_from(findings.len()).unwrap_or(u64::MAX);
        lines.push(texts.with(
            "tjek-fund",
            &[
                ("kode", first.kind.code().into()),
                ("alvor", texts.get(&format!("alvor-{}", first.kind.severity().id())).into()),
                ("antal", times.into()),
                ("kilde", first.location.source.as_ref().into()),
                ("fund", texts.finding(&first.kind).into()),
            ],
        ));
        if let Some(line) = first.location.line {
            let column = first.location.column.as_deref().unwrap_or_default();
            let place = format!("{} {line} {column}", texts.get("fund-linje"));
            let place = texts.with("tjek-fund-foerste", &[("sted", place.trim_end().into())]);
            lines.push(format!("    {place}"));
        }
        lines.push(format!(
            "    {}: {}",
            texts.get("fund-hjaelp"),
            texts.finding_help(&first.kind)
        ));
    }
    lines.join("\n")
}

/// Source, code and column of findings that a summary says in one breath.
type Alike<'a> = (&'a str, &'static str, Option<&'a str>);

fn alike(ingested: &Ingested) -> BTreeMap<Alike<'_>, Vec<&Finding>> {
    let mut alike: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for finding in &ingested.findings {
        let place = &finding.location;
        let key = (place.source.as_ref(), finding.kind.code(), place.column.as_deref());
        alike.entry(key).or_default().push(finding);
    }
    alike
}

/// The account of the sources and every finding, for programs.
pub(crate) fn json(texts: &Texts, ingested: &Ingested) -> Value {
    let source = |report: &SourceReport| {
        json!({
            "kilde": report.source,
            "art": report.kind.id(),
            "layout": report.layout,
            "laest": report.rows.read,
            "brugt": report.rows.used,
            "udeladt": report.rows.excluded_rows(),
            "karantaene": report.rows.quarantined,
        })
    };
    let finding = |finding: &Finding| {
        json!({
            "kode": finding.kind.code(),
            "alvor": finding.kind.severity().id(),
            "kilde": finding.location.source,
            "linje": finding.location.line,
            "kolonne": finding.location.column,
            "fund": texts.finding(&finding.kind),
            "hvad_nu": texts.finding_help(&finding.kind),
        })
    };
    json!({
        "kilder": ingested.sources.iter().map(source).collect::<Vec<_>>(),
        "fund": ingested.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}
