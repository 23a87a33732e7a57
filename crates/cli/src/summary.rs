//! What a run or a check says at its end.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kvalitet_core::finding::{Finding, FindingKind, Severity};
use kvalitet_core::{Breakdown, Part, Unit};
use kvalitet_disclosure::{Audience, ChangeContent, ReleasedChange, ReleasedFamily, SourceUse};
use kvalitet_ingest::{Ingested, SourceReport};
use kvalitet_pipeline::{FindingRun, Plan, Run, finding_runs, source_use};
use kvalitet_text::Texts;
use serde_json::{Value, json};

/// How many findings that differ a terminal shows before it points at the file.
const SHOWN: usize = 20;
/// How many places of the same finding are named at once.
const PLACES: usize = 3;

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
            ("rettet", count(ingested, |s| s.rows.corrected).into()),
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

/// Where figures are missing because their rows are in quarantine; `None` where none are.
pub(crate) fn missing(texts: &Texts, ingested: &Ingested) -> Option<String> {
    let missing: Vec<String> =
        ingested.findings.iter().filter_map(|finding| missing_figure(&finding.kind)).collect();
    let more = missing.len().saturating_sub(PLACES);
    let count = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
    let shown: Vec<&str> = missing.iter().take(PLACES).map(String::as_str).collect();
    let arguments = [
        ("antal", count(missing.len()).into()),
        ("hvor", shown.join("; ").into()),
        ("flere", count(more).into()),
    ];
    (!missing.is_empty()).then(|| texts.with("faerdig-mangler", &arguments))
}

/// The school, school year and grade of a figure that is missing, as a key has them.
fn missing_figure(kind: &FindingKind) -> Option<String> {
    let FindingKind::FigureInQuarantine { school, year, grade } = kind else { return None };
    let grade = grade.map(|grade| {
        let breakdown = Breakdown { part: Part::Grade(grade), ..Breakdown::ALL };
        format!("/{breakdown}")
    });
    Some(format!("{}/{}{}", Unit::School(*school), year.key(), grade.unwrap_or_default()))
}

/// Where to look first in the report of a run: what surely changed, what nobody can say, and what the
/// sources were warned of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    /// How many changes and places were tested.
    comparisons: u64,
    /// How many of them are sure.
    sure: u64,
    /// Of how many numbers that stand for their theme, of schools and the municipality, no change can
    /// be judged: breaks, reservations, too few persons.
    undecided: u64,
    warnings: u64,
}

impl Look {
    pub(crate) fn at(run: &Run) -> Self {
        let warnings = run.ingested.findings.iter();
        let warnings = warnings.filter(|of| of.kind.severity() == Severity::Warning).count();
        let warnings = u64::try_from(warnings).unwrap_or(u64::MAX);
        let Some(release) = run.releases.get(&Audience::Administration) else {
            return Self { warnings, ..Self::default() };
        };
        let sum = |of: fn(&ReleasedFamily) -> u64| release.families().iter().map(of).sum();
        let mut is_tested: BTreeMap<_, bool> = BTreeMap::new();
        let stands_for_theme = |change: &&ReleasedChange| {
            let indicator = release.catalogue().indicator(change.indicator.as_str());
            matches!(change.unit, Unit::School(_) | Unit::Municipality(_))
                && indicator.is_some_and(|of| of.headline)
        };
        for change in release.changes().iter().filter(stands_for_theme) {
            if let ChangeContent::Shown { verdict: Some(verdict), .. } = &change.content {
                *is_tested.entry((&change.indicator, change.unit)).or_default() |=
                    verdict.is_tested();
            }
        }
        let undecided = is_tested.values().filter(|is_tested| !**is_tested).count();
        Self {
            comparisons: sum(|of| of.comparisons),
            sure: sum(|of| of.sure),
            undecided: u64::try_from(undecided).unwrap_or(u64::MAX),
            warnings,
        }
    }

    /// A line for each that there is something to say of.
    pub(crate) fn lines(&self, texts: &Texts) -> Vec<String> {
        let chapter = |id: &str| ("kapitel", texts.get(id).into());
        let mut lines = Vec::new();
        if 0 < self.comparisons {
            let count = [("sikre", self.sure.into()), ("antal", self.comparisons.into())];
            let [sure, all] = count;
            lines.push(texts.with("faerdig-se-sikre", &[sure, all, chapter("rap-overblik")]));
        }
        if 0 < self.undecided {
            let count = [("antal", self.undecided.into())];
            lines.push(texts.with("faerdig-se-uafgjort", &count));
        }
        if 0 < self.warnings {
            let count = ("antal", self.warnings.into());
            let arguments = [count, chapter("rap-datakvalitet")];
            lines.push(texts.with("faerdig-se-advarsler", &arguments));
        }
        lines
    }

    pub(crate) fn json(&self) -> Value {
        json!({
            "sammenligninger": self.comparisons,
            "sikre": self.sure,
            "kan_ikke_bedoemmes": self.undecided,
            "advarsler": self.warnings,
        })
    }
}

/// The serious findings, those that are alike in one breath, the first of them.
pub(crate) fn serious(texts: &Texts, ingested: &Ingested) -> String {
    let runs = finding_runs(&ingested.findings);
    let groups = alike(runs.iter().filter(|run| Severity::Quarantine <= severity(run)));
    let mut groups = groups.values();
    let shown = groups.by_ref().take(SHOWN).map(|group| in_one_breath(texts, group));
    let mut lines: Vec<String> = shown.collect();
    let more: u64 = groups.flatten().map(|run| run.count()).sum();
    if 0 < more {
        lines.push(texts.with("fund-flere", &[("antal", more.into())]));
    }
    lines.join("\n")
}

/// Source by source, then findings by what they are, then every one of them.
///
/// The last part is left out where the second already says every place and argument.
pub(crate) fn check(texts: &Texts, plan: &Plan, ingested: &Ingested) -> String {
    let source = |report: &SourceReport| {
        let line = texts.with(
            "tjek-kilde",
            &[
                ("kilde", report.source.as_ref().into()),
                ("layout", report.layout.as_ref().into()),
                ("laest", report.rows.read.into()),
                ("brugt", report.rows.used.into()),
                ("rettet", report.rows.corrected.into()),
                ("udeladt", report.rows.excluded_rows().into()),
                ("karantaene", report.rows.quarantined.into()),
            ],
        );
        let unused = source_use(report, plan) == Some(SourceUse::NoFigure);
        let line =
            if unused { format!("{line}; {}", texts.get("tjek-kilde-ingen-tal")) } else { line };
        let rules = report.rows.excluded.iter().map(|(rule, count)| {
            format!("{} {}", texts.count(*count), texts.get(&format!("rap-udeladt-{}", rule.id())))
        });
        let rules: Vec<String> = rules.collect();
        let left_out = texts.with("tjek-udeladt", &[("regler", rules.join("; ").into())]);
        if rules.is_empty() { line } else { format!("{line}\n    {left_out}") }
    };
    let mut lines: Vec<String> = ingested.sources.iter().map(source).collect();
    if ingested.findings.is_empty() {
        lines.push(texts.get("tjek-ingen-fund"));
    }
    let runs = finding_runs(&ingested.findings);
    let groups = alike(&runs);
    for group in groups.values() {
        lines.push(String::new());
        lines.push(in_one_breath(texts, group));
    }
    if !groups.values().all(|group| says_all(group)) {
        let all = u64::try_from(ingested.findings.len()).unwrap_or(u64::MAX);
        lines.push(String::new());
        lines.push(texts.with("tjek-alle-fund", &[("antal", all.into())]));
        lines.extend(runs.iter().map(|run| one_line(texts, run)));
    }
    lines.join("\n")
}

fn severity(run: &FindingRun) -> Severity {
    run.first.kind.severity()
}

/// What findings that are said in one breath have in common, the most serious first: severity,
/// source, code and column.
type Alike<'a> = (Reverse<Severity>, &'a str, &'static str, Option<&'a str>);

fn alike<'a>(
    runs: impl IntoIterator<Item = &'a FindingRun>,
) -> BTreeMap<Alike<'a>, Vec<&'a FindingRun>> {
    let mut alike: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for run in runs {
        let (place, kind) = (&run.first.location, &run.first.kind);
        let key =
            (Reverse(kind.severity()), place.source.as_ref(), kind.code(), place.column.as_deref());
        alike.entry(key).or_default().push(run);
    }
    alike
}

/// Whether the findings of a group differ in nothing but their lines.
fn is_one_kind(group: &[&FindingRun]) -> bool {
    group.windows(2).all(|pair| {
        let [a, b] = pair else { return true };
        a.first.kind == b.first.kind
    })
}

fn says_all(group: &[&FindingRun]) -> bool {
    group.len() <= PLACES && is_one_kind(group)
}

/// How often, what, the first places, and what to do.
fn in_one_breath(texts: &Texts, group: &[&FindingRun]) -> String {
    let Some(first) = group.first().map(|run| &run.first) else { return String::new() };
    let mut what = texts.finding(&first.kind);
    if !is_one_kind(group) {
        let name = texts.get(&format!("fundnavn-{}", first.kind.code()));
        let both = [("navn", name.into()), ("fund", what.into())];
        what = texts.with("tjek-fund-flere-slags", &both);
    }
    let mut lines = vec![texts.with(
        "tjek-fund",
        &[
            ("kode", first.kind.code().into()),
            ("alvor", texts.get(&format!("alvor-{}", first.kind.severity().id())).into()),
            ("antal", group.iter().map(|run| run.count()).sum::<u64>().into()),
            ("kilde", first.location.source.as_ref().into()),
            ("fund", what.into()),
        ],
    )];
    let places: Vec<String> = group.iter().take(PLACES).filter_map(|run| run.lines()).collect();
    if let Some(place) = place(texts, &places.join(", "), first.location.column.as_deref()) {
        let id = if PLACES < group.len() { "tjek-fund-foerste" } else { "tjek-fund-sted" };
        lines.push(format!("    {}", texts.with(id, &[("sted", place.into())])));
    }
    lines.push(format!("    {}: {}", texts.get("fund-hjaelp"), texts.finding_help(&first.kind)));
    lines.join("\n")
}

/// Lines and column in words; `None` for a whole source.
fn place(texts: &Texts, lines: &str, column: Option<&str>) -> Option<String> {
    let lines = (!lines.is_empty()).then(|| format!("{} {lines}", texts.get("fund-linje")));
    let column = column.map(|column| format!("{} `{column}`", texts.get("fund-kolonne")));
    let parts: Vec<String> = lines.into_iter().chain(column).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn one_line(texts: &Texts, run: &FindingRun) -> String {
    let at = &run.first.location;
    let place = place(texts, &run.lines().unwrap_or_default(), at.column.as_deref());
    let parts: Vec<String> = std::iter::once(at.source.as_ref().to_owned()).chain(place).collect();
    let (code, what) = (run.first.kind.code(), texts.finding(&run.first.kind));
    format!("  {code} {}: {what}", parts.join(", "))
}

/// The account of the sources and every finding, for programs; `raw` is the file of raw rows.
pub(crate) fn json(texts: &Texts, plan: &Plan, ingested: &Ingested, raw: Value) -> Value {
    let source = |report: &SourceReport| {
        json!({
            "kilde": report.source,
            "art": report.kind.id(),
            "layout": report.layout,
            "bruges_til": source_use(report, plan),
            "laest": report.rows.read,
            "brugt": report.rows.used,
            "rettet": report.rows.corrected,
            "udeladt": report.rows.excluded_rows(),
            "udeladt_efter_regel": report.rows.excluded,
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
    let mut summary = json!({
        "kilder": ingested.sources.iter().map(source).collect::<Vec<_>>(),
        "fund": ingested.findings.iter().map(finding).collect::<Vec<_>>(),
    });
    if let (Value::Object(summary), false) = (&mut summary, raw.is_null()) {
        summary.insert("raa_karantaene".to_owned(), raw);
    }
    summary
}
