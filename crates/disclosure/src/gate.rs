//! The gate: figures and judgements in, one audience's release out.

mod cohorts;
mod judged;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{
    Catalogue, Confidentiality, Indicator, IntervalMethod, Scale, Units,
};
use kvalitet_core::finding::FindingKind;
use kvalitet_core::method::{Interval, Shock};
use kvalitet_core::settings::Settings;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::verdict::Family;
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, IndicatorId, Period, Relation, RollupGraph, SchoolKind,
    SchoolYear, Unit,
};
use kvalitet_figures::{Content, Figure, Figures, Judgements, MISS, TargetJudgement, Value};

use crate::beside::hidden_beside;
use crate::context::{Context, ReleasedAgreement, ReleasedUnread, Reliability};
use crate::progress::{ProgressAccount, SchoolGainsAccount, TestCoverage};
use crate::release::{
    Edition, LedgerEntry, Quality, Release, ReleasedContent, ReleasedCount, ReleasedFigure,
    ReleasedReference, ReleasedSource, ReleasedTarget, SourceAccount, SourceUse, TargetContent,
    UnitInfo,
};
use crate::{Audience, Policy, Shows};

/// Everything a run has made, before anybody is shown anything.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The figures.
    pub figures: &'a Figures,
    /// The judgements.
    pub judgements: &'a Judgements,
    /// Which figures add up to which.
    pub graph: &'a RollupGraph,
    /// The definitions.
    pub catalogue: &'a Catalogue,
    /// The settings in force.
    pub settings: &'a Settings,
    /// The cover.
    pub edition: &'a Edition,
    /// What is known of the units.
    pub units: &'a BTreeMap<Unit, UnitInfo>,
    /// The account of the sources.
    pub quality: &'a Quality,
    /// What stands around the figures.
    pub context: &'a Context,
}

/// A population: who is counted in one unit and grade. Every figure of one series, period and cell
/// rests on the same persons, so they are shown or hidden together.
pub(crate) type Cell = (Unit, Breakdown);

/// One series (or indicator without a series) in one period.
type Group = (String, Period);

/// What `audience` may see of `draft`.
///
/// Confidential figures become words or nothing where the policy says so; a figure that rests on
/// fewer than `k` persons is hidden whole (value, n, interval), and with it the relations it stands
/// in. A verdict is hidden when a grade it rests on, in either year, is.
pub fn release(draft: &Draft<'_>, policy: &Policy, audience: Audience) -> Release {
    let hidden = hidden_by_group(draft, policy, audience);
    let (kept_kinds, kept_families) = (BTreeSet::new(), BTreeSet::new());
    let mut gate = Gate { draft, policy, audience, hidden, kept_kinds, kept_families };
    gate.kept_kinds = gate.kept_kinds();
    gate.kept_families = gate.kept_families();
    let changes: Vec<_> =
        draft.judgements.changes.iter().filter_map(|of| gate.change(of)).collect();
    let positions: Vec<_> =
        draft.judgements.positions.iter().filter_map(|of| gate.position(of)).collect();
    let figures = draft
        .figures
        .figures
        .iter()
        .filter_map(|(key, figure)| Some((key.clone(), gate.figure(key, figure)?)))
        .collect();
    let targets =
        draft.judgements.targets.iter().filter_map(|target| gate.target(target)).collect();
    let administration = audience == Audience::Administration;
    let mut release = Release {
        audience,
        edition: draft.edition.clone(),
        units: draft.units.clone(),
        figures,
        references: references(draft),
        targets,
        families: gate.families(&changes, &positions),
        cohorts: draft.judgements.cohorts.iter().filter_map(|of| gate.cohort(of)).collect(),
        changes,
        positions,
        spreading: gate.spreading(),
        sources: Vec::new(),
        outcomes: about_schools(&draft.quality.outcomes, administration),
        corrections: if administration { draft.quality.corrections.clone() } else { Vec::new() },
        policy: policy.rules(audience).cloned().collect(),
        ledger: if administration { gate.ledger() } else { Vec::new() },
        groups: draft.context.groups.clone(),
        national: BTreeMap::new(),
        similar: draft.context.similar.clone(),
        agreements: gate.agreements(),
        missing: draft.context.missing.clone(),
        reliability: reliability(draft),
        progress: gate.progress(),
        unread: gate.unread(),
        graph: draft.graph.clone(),
        catalogue: draft.catalogue.clone(),
        settings: draft.settings.clone(),
    };
    let indicators = release.indicators();
    let sources = draft.quality.sources.iter().map(|source| gate.source(source, &indicators));
    release.sources = sources.collect();
    let national = draft.context.national.iter();
    let shown = national.filter(|(key, _)| release.figures.contains_key(*key));
    release.national = shown.map(|(key, source)| (key.clone(), source.clone())).collect();
    release
}

/// The findings that are of schools. Of one school in an open source everybody may read; that a school
/// has no test results is for the administration.
fn about_schools(all: &[FindingKind], administration: bool) -> Vec<FindingKind> {
    let is_shown = |kind: &&FindingKind| match kind {
        FindingKind::NoRowForSchool { .. }
        | FindingKind::NotInRegister { .. }
        | FindingKind::ReportingGap { .. } => true,
        FindingKind::NoResultsForSchool { .. } => administration,
        _ => false,
    };
    all.iter().filter(is_shown).cloned().collect()
}

/// The cells that must be hidden, given how many `persons` each rests on: those with fewer than
/// `k`, and everything their relations would give away.
///
/// A hidden part hides every part of its sum; the sum itself stays, unless it is hidden too or has
/// one part only. A hidden sum hides its parts. Repeated until nothing is added.
///
/// Groups that stand beside the others ([`RollupGraph::is_beside`]) take no part in that: a way of
/// dividing such a group's pupils is shown only where nothing small follows from it together with the
/// other sums that are shown.
///
/// This is more than must be hidden, and it has not been attacked.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use kvalitet_core::{Breakdown, RollupGraph, Unit};
/// use kvalitet_disclosure::hidden_cells;
///
/// let [a, b, whole] = ["skole:999001", "skole:999002", "kommune:999"].map(|u| u.parse::<Unit>());
/// let (a, b, whole) = (a?, b?, whole?);
/// let mut graph = RollupGraph::default();
/// graph.add(a, whole);
/// graph.add(b, whole);
/// let persons = BTreeMap::from([(a, 2), (b, 40), (whole, 42)].map(|(u, n)| ((u, Breakdown::ALL), n)));
/// let hidden = hidden_cells(&persons, &graph, 3);
/// assert!(hidden.contains(&(a, Breakdown::ALL)) && hidden.contains(&(b, Breakdown::ALL)));
/// assert!(!hidden.contains(&(whole, Breakdown::ALL)));
/// # Ok::<(), kvalitet_core::NotAnId>(())
/// ```
pub fn hidden_cells(persons: &BTreeMap<Cell, u64>, graph: &RollupGraph, k: u64) -> BTreeSet<Cell> {
    let cells: BTreeSet<Cell> = persons.keys().copied().collect();
    let mut relations = graph.relations(&cells);
    relations.retain(|relation| !graph.is_beside(relation.total.0));
    let unsafe_count = |n: u64| 0 < n && n < k;
    let mut hidden: BTreeSet<Cell> =
        persons.iter().filter(|(_, n)| unsafe_count(**n)).map(|(cell, _)| *cell).collect();
    loop {
        let before = hidden.len();
        for relation in &relations {
            let touched = hidden.contains(&relation.total)
                || relation.parts.iter().any(|part| hidden.contains(part));
            if !touched {
                continue;
            }
            hidden.extend(&relation.parts);
            let with_persons = |part: &&Cell| persons.get(*part).is_some_and(|n| 0 < *n);
            if relation.parts.iter().filter(with_persons).count() < 2 {
                hidden.insert(relation.total);
            }
        }
        hidden.extend(full_sums(persons, &relations, &hidden));
        if hidden.len() == before {
            break;
        }
    }
    let beside = hidden_beside(persons, &hidden, graph, k);
    hidden.extend(beside);
    hidden
}

/// The sums that are shown and have no more persons than their hidden parts must have: a hidden cell has
/// one at least, and each of its own parts has. Each of the parts would be known.
fn full_sums(
    persons: &BTreeMap<Cell, u64>,
    relations: &[Relation],
    hidden: &BTreeSet<Cell>,
) -> Vec<Cell> {
    let n = |cell: &Cell| persons.get(cell).copied().unwrap_or_default();
    let mut least: BTreeMap<Cell, u64> = persons
        .iter()
        .map(|(cell, n)| (*cell, if hidden.contains(cell) { 1.min(*n) } else { *n }))
        .collect();
    loop {
        let mut is_settled = true;
        for relation in relations.iter().filter(|of| hidden.contains(&of.total)) {
            let parts: u64 = relation.parts.iter().filter_map(|part| least.get(part)).sum();
            if let Some(known) = least.get_mut(&relation.total)
                && *known < parts
            {
                (*known, is_settled) = (parts, false);
            }
        }
        if is_settled {
            break;
        }
    }
    let is_full = |relation: &&Relation| {
        let parts: u64 = relation.parts.iter().filter_map(|part| least.get(part)).sum();
        let is_open = !hidden.contains(&relation.total);
        is_open
            && relation.parts.iter().any(|part| hidden.contains(part))
            && n(&relation.total) <= parts
    };
    relations.iter().filter(is_full).map(|relation| relation.total).collect()
}

/// The indicators of one series and table count the same pupils; one without a series, or of the
/// municipality alone, counts its own.
fn group_of(indicator: &Indicator) -> String {
    match &indicator.series {
        Some(series) if indicator.units == Units::Schools => {
            format!("{series}/{}", indicator.table)
        }
        Some(_) | None => indicator.id.to_string(),
    }
}

/// The persons that a figure could give away: those it rests on, or what it counts, a complaint or a
/// pupil each.
const fn guarded(figure: &Figure) -> Option<u64> {
    match figure.value() {
        Some(Value::Count(count)) => Some(count),
        _ => figure.n(),
    }
}

fn cell_of(key: &FigureKey) -> Cell {
    (key.unit, key.breakdown.pupils())
}

/// The hidden cells of every group that `audience` sees as figures.
fn hidden_by_group(
    draft: &Draft<'_>,
    policy: &Policy,
    audience: Audience,
) -> BTreeMap<Group, BTreeSet<Cell>> {
    let mut persons: BTreeMap<Group, BTreeMap<Cell, u64>> = BTreeMap::new();
    let mut k: BTreeMap<String, (u64, &Indicator)> = BTreeMap::new();
    for (key, figure) in &draft.figures.figures {
        let indicator = draft.catalogue.indicator(key.indicator.as_str());
        let (Some(indicator), Some(n)) = (indicator, guarded(figure)) else {
            continue;
        };
        // The nation adds to nothing here, and so do its parts.
        if key.unit == Unit::Nation {
            continue;
        }
        let group = group_of(indicator);
        let rule = policy.rule(audience, indicator.confidentiality, key.unit);
        // What is not shown gives nothing away.
        if rule.is_some_and(|rule| rule.without.contains(&key.breakdown.part.kind())) {
            continue;
        }
        let (strictest, _) = k.entry(group.clone()).or_insert((0, indicator));
        *strictest = (*strictest).max(rule.map_or(0, |rule| rule.least(figure.class)));
        let cells = persons.entry((group, key.period)).or_default();
        let fewest = cells.entry(cell_of(key)).or_insert(n);
        *fewest = (*fewest).min(n);
    }
    let hide = |(group, cells): (Group, BTreeMap<Cell, u64>)| {
        // The indicators of one series count the same schools.
        let hidden = k
            .get(&group.0)
            .map(|(k, indicator)| hidden_cells(&cells, &draft.graph.of(&indicator.id), *k));
        (group, hidden.unwrap_or_default())
    };
    persons.into_iter().map(hide).collect()
}

struct Gate<'a> {
    draft: &'a Draft<'a>,
    policy: &'a Policy,
    audience: Audience,
    hidden: BTreeMap<Group, BTreeSet<Cell>>,
    /// Where no school's place is shown: see [`Gate::kept_kinds`].
    kept_kinds: BTreeSet<(IndicatorId, SchoolKind)>,
    /// Whose corrected numbers are not shown: see [`Gate::kept_families`].
    kept_families: BTreeSet<Family>,
}

impl Gate<'_> {
    fn figure(&self, key: &FigureKey, figure: &Figure) -> Option<ReleasedFigure> {
        let indicator = self.draft.catalogue.indicator(key.indicator.as_str())?;
        if !self.shows(indicator, key) {
            return None;
        }
        let content = if self.is_hidden(indicator, key) {
            ReleasedContent::Hidden
        } else {
            let interval = self.draft.judgements.shocks.interval(&key.indicator, key.unit, figure);
            // Of a mean of a few the limits would lie off the scale.
            let is_few = figure.n().is_some_and(|n| n < indicator.minimum_n);
            let of_mean = indicator.method == IntervalMethod::StudentT;
            let interval = interval.filter(|_| !(is_few && of_mean));
            released_content(indicator, figure, interval)?
        };
        let shown = matches!(content, ReleasedContent::Shown { .. });
        let coverage = figure.coverage.filter(|_| shown);
        Some(ReleasedFigure::new(figure.class, content, coverage))
    }

    /// Whether the policy shows figures of this sort at all.
    fn shows(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        let rule = self.policy.rule(self.audience, indicator.confidentiality, key.unit);
        rule.is_some_and(|rule| {
            rule.shows == Shows::Figure && !rule.without.contains(&key.breakdown.part.kind())
        })
    }

    fn is_hidden(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        let hidden = self.hidden.get(&(group_of(indicator), key.period));
        hidden.is_some_and(|cells| cells.contains(&cell_of(key)))
    }

    fn target(&self, judgement: &TargetJudgement) -> Option<ReleasedTarget> {
        let indicator = self.draft.catalogue.indicator(judgement.target.indicator.as_str())?;
        let rule = self.policy.rule(self.audience, indicator.confidentiality, judgement.unit)?;
        let content = match rule.shows {
            Shows::Nothing => return None,
            _ if self.rests_on_too_few(judgement, indicator, rule.k, rule.shows) => {
                TargetContent::Hidden
            }
            Shows::Figure => TargetContent::Shown {
                rule: judgement.rule,
                certainty: judgement.certainty,
                grades: judgement.grades.clone(),
            },
            Shows::Words if self.leaves_one_count(judgement, indicator) => TargetContent::Hidden,
            Shows::Words => {
                TargetContent::Shown { rule: judgement.rule, certainty: None, grades: Vec::new() }
            }
        };
        Some(ReleasedTarget {
            target: judgement.target.clone(),
            unit: judgement.unit,
            year: judgement.year,
            compared_with: judgement.compared_with,
            content,
        })
    }

    /// Whether a grade that the verdict rests on, in either year, has fewer than `k` persons or
    /// (where figures are shown) is hidden.
    fn rests_on_too_few(
        &self,
        judgement: &TargetJudgement,
        indicator: &Indicator,
        k: u64,
        shows: Shows,
    ) -> bool {
        if matches!(judgement.rule, RuleVerdict::NoResult | RuleVerdict::WithReservation) {
            return false;
        }
        let years = [Some(judgement.year), judgement.compared_with];
        let key = |year: SchoolYear, breakdown| FigureKey {
            indicator: indicator.id.clone(),
            unit: judgement.unit,
            period: Period::Year(year),
            breakdown,
        };
        let grades = judgement.grades.iter().map(|result| Breakdown::of_grade(result.grade));
        let breakdowns: Vec<_> = grades.chain([Breakdown::ALL]).collect();
        let mut keys = years.into_iter().flatten().flat_map(|year| {
            breakdowns.iter().map(move |breakdown| key(year, *breakdown)).collect::<Vec<_>>()
        });
        keys.any(|key| {
            let n = self.draft.figures.get(&key).and_then(Figure::n);
            let few = n.is_some_and(|n| 0 < n && n < k);
            few || (shows == Shows::Figure && self.is_hidden(indicator, &key))
        })
    }

    fn source(&self, account: &SourceAccount, indicators: &[&Indicator]) -> ReleasedSource {
        // Rows of persons are guarded as the strictest class of figures is.
        let k = self.policy.rules(self.audience).map(|rule| rule.k).max().unwrap_or(u64::MAX);
        let k = if account.rows_are_persons { k } else { 0 };
        let rows = &account.rows;
        let mut parts = vec![rows.used, rows.corrected, rows.quarantined];
        parts.extend(rows.excluded.values());
        let (read, parts, guarded) = if self.tells_hidden(account) {
            (ReleasedCount::Withheld, vec![ReleasedCount::Withheld; parts.len()], true)
        } else {
            guard(rows.read, &parts, k)
        };
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or(ReleasedCount::Withheld);
        let (used, corrected, quarantined) = (next(), next(), next());
        let excluded = rows.excluded.keys().map(|rule| (*rule, next())).collect();
        // A count of findings may be the count of quarantined rows over again.
        let finding = |n: u64| match guard_one(n, k) {
            ReleasedCount::Exact(_) if guarded => ReleasedCount::Withheld,
            count => count,
        };
        let administration = self.audience == Audience::Administration;
        ReleasedSource {
            source: account.source.clone(),
            kind: account.kind.clone(),
            layout: account.layout.clone(),
            digest: administration.then(|| account.digest.clone()),
            used_for: used_for(account, indicators),
            years: account.years.clone(),
            read,
            used,
            corrected,
            quarantined,
            excluded,
            findings: account.findings.iter().map(|(c, n)| (c.clone(), finding(*n))).collect(),
        }
    }

    /// Whether a source is one of several of the same persons' figures, some of which are hidden: one of a
    /// single school tells how many they are there.
    fn tells_hidden(&self, account: &SourceAccount) -> bool {
        let empty = BTreeSet::new();
        let feeds = account.feeds.as_ref().unwrap_or(&empty);
        let is_beside = |other: &&SourceAccount| {
            let is_same = other.feeds.as_ref().is_some_and(|other| !other.is_disjoint(feeds));
            other.rows_are_persons && is_same && !other.years.is_disjoint(&account.years)
        };
        let hides = |id: &String| {
            let indicator = self.draft.catalogue.indicator(id);
            indicator.map(group_of).is_some_and(|group| {
                let of_year = |year: &SchoolYear| {
                    let hidden = self.hidden.get(&(group.clone(), Period::Year(*year)));
                    hidden.is_some_and(|cells| !cells.is_empty())
                };
                account.years.iter().any(of_year)
            })
        };
        account.rows_are_persons
            && self.draft.quality.sources.iter().filter(is_beside).count() > 1
            && feeds.iter().any(hides)
    }

    /// What was published beside figures that this audience is shown. For the public they are of open
    /// indicators: what is published of a confidential one need not be public.
    fn agreements(&self) -> Vec<ReleasedAgreement> {
        let mut found = Vec::new();
        for (key, compared) in &self.draft.context.compared {
            let indicator = self.draft.catalogue.indicator(key.indicator.as_str());
            let Some(indicator) = indicator else { continue };
            let class = indicator.confidentiality;
            let is_open = self.audience != Audience::Public || class == Confidentiality::Open;
            let kinds = SchoolKind::ALL.map(|kind| Unit::Group(kind.group()));
            // Another population that explains the difference is told of as a figure is.
            let is_hidden = [key.unit]
                .into_iter()
                .chain(kinds)
                .any(|unit| self.is_hidden(indicator, &FigureKey { unit, ..key.clone() }));
            if is_open && !is_hidden && self.shows(indicator, key) {
                found.push(ReleasedAgreement {
                    key: key.clone(),
                    ours: compared.ours,
                    theirs: compared.theirs,
                    n: compared.n,
                    agreement: compared.agreement,
                });
            }
        }
        // Keys are in order already, and sorting keeps what is equal as it stands.
        found.sort_by_key(|of| Reverse(of.agreement));
        found
    }

    fn unread(&self) -> Vec<ReleasedUnread> {
        let k = self.policy.rules(self.audience).map(|rule| rule.k).max().unwrap_or(u64::MAX);
        let unread = self.draft.context.unread.iter().map(|of| ReleasedUnread {
            layout: of.layout.clone(),
            count: guard_one(of.count, if of.persons { k } else { 0 }),
            persons: of.persons,
        });
        unread.collect()
    }

    /// What stands around figures of progression, for those who see figures of it.
    fn progress(&self) -> ProgressAccount {
        let confidential = Confidentiality::ByLaw;
        let shows = |unit: Unit| {
            let rule = self.policy.rule(self.audience, confidential, unit);
            rule.filter(|rule| rule.shows == Shows::Figure).map(|rule| rule.k)
        };
        let units = || self.draft.units.keys().copied();
        let whole = units().find(|unit| matches!(unit, Unit::Municipality(_))).and_then(shows);
        let school = units().find(|unit| matches!(unit, Unit::School(_))).and_then(shows);
        let Some(k) = whole.zip(school).map(|(whole, school)| whole.max(school)) else {
            return ProgressAccount::default();
        };
        let is_kept = |gains: &SchoolGainsAccount, unit| {
            let id = format!("{}.fremgang", gains.subject.id());
            let years: Vec<SchoolYear> = gains.years.iter().copied().collect();
            let indicator = self.draft.catalogue.indicator(&id);
            indicator.is_none_or(|of| self.is_kept((of, unit), &years, (Shows::Figure, k)))
        };
        self.draft.context.progress.shown(k, is_kept, |of| self.is_test_hidden(of))
    }

    /// Whether a figure of the municipality at a test is hidden: how many took it would tell its persons.
    fn is_test_hidden(&self, test: &TestCoverage) -> bool {
        let catalogue = self.draft.catalogue;
        let mut of_subject = catalogue.indicators().iter().filter(|indicator| {
            let series = catalogue.series_of(indicator);
            series.is_some_and(|series| series.subject == Some(test.subject))
        });
        let wholes = || {
            let units = self.draft.units.keys().copied();
            units.filter(|unit| matches!(unit, Unit::Municipality(_)))
        };
        of_subject.any(|indicator| {
            wholes().any(|unit| {
                let key = FigureKey {
                    indicator: indicator.id.clone(),
                    unit,
                    period: Period::Year(test.year),
                    breakdown: Breakdown::of_grade(test.grade),
                };
                self.is_hidden(indicator, &key)
            })
        })
    }

    fn ledger(&self) -> Vec<LedgerEntry> {
        let mut entries = BTreeMap::new();
        for (key, figure) in &self.draft.figures.figures {
            let Some(indicator) = self.draft.catalogue.indicator(key.indicator.as_str()) else {
                continue;
            };
            if !self.is_hidden(indicator, key) {
                continue;
            }
            let rule = self.policy.rule(self.audience, indicator.confidentiality, key.unit);
            let k = rule.map_or(0, |rule| rule.least(figure.class));
            let primary = guarded(figure).is_some_and(|n| 0 < n && n < k);
            let entry =
                entries.entry((group_of(indicator), cell_of(key), key.period)).or_insert(false);
            *entry |= primary;
        }
        let line = |((group, (unit, breakdown), period), primary): ((_, Cell, Period), bool)| {
            LedgerEntry {
                group,
                unit: unit.to_string(),
                period: period.to_string(),
                breakdown: breakdown.to_string(),
                rule: if primary { "for-faa-personer" } else { "samme-sum" },
            }
        };
        entries.into_iter().map(line).collect()
    }
}

/// What a source is used for. Without a row that is used nothing rests on it.
fn used_for(account: &SourceAccount, indicators: &[&Indicator]) -> SourceUse {
    match SourceUse::of(account.feeds.as_ref(), indicators.iter().copied()) {
        SourceUse::Figures(_) if account.rows.used + account.rows.corrected == 0 => {
            SourceUse::NoFigure
        }
        used_for => used_for,
    }
}

fn guard_one(n: u64, k: u64) -> ReleasedCount {
    if 0 < n && n < k { ReleasedCount::FewerThan(k) } else { ReleasedCount::Exact(n) }
}

/// A sum of rows and its parts as they may be shown, and whether anything had to be guarded.
///
/// A part of fewer than `k` rows is said to be fewer than `k`, and the first part that is large
/// enough to cover it (the rows used, where they are) is withheld, so that it does not follow from
/// the rest. Where no part can cover it, the sum is withheld; a sum of fewer than `k` rows is
/// guarded itself, and its parts are withheld.
fn guard(read: u64, parts: &[u64], k: u64) -> (ReleasedCount, Vec<ReleasedCount>, bool) {
    let few = |n: u64| 0 < n && n < k;
    if few(read) {
        return (ReleasedCount::FewerThan(k), vec![ReleasedCount::Withheld; parts.len()], true);
    }
    let mut shown: Vec<ReleasedCount> = parts.iter().map(|n| guard_one(*n, k)).collect();
    if !parts.iter().any(|n| few(*n)) {
        return (ReleasedCount::Exact(read), shown, false);
    }
    let cover = parts.iter().position(|n| k <= *n);
    let cover = cover.and_then(|place| shown.get_mut(place));
    let read = if cover.is_some() { ReleasedCount::Exact(read) } else { ReleasedCount::Withheld };
    if let Some(cover) = cover {
        *cover = ReleasedCount::Withheld;
    }
    (read, shown, true)
}

/// `interval` is the figure's whole one; the one from counting alone stands beside it.
fn released_content(
    indicator: &Indicator,
    figure: &Figure,
    interval: Option<Interval>,
) -> Option<ReleasedContent> {
    // A published value is not made more precise than it was printed.
    let decimals = match figure.value() {
        Some(Value::Published { value, .. }) => indicator.decimals.min(value.decimals()),
        _ => indicator.decimals,
    };
    let scale = match indicator.scale {
        Scale::Percent => 100.0,
        Scale::Number => 1.0,
    };
    Some(match figure.content {
        Content::Absent(reason) => ReleasedContent::Absent { reason },
        Content::Number { value, measured } => {
            let limit = |limit: f64| Decimal::from_f64(limit * scale, decimals);
            let (hits, verdict) = match value {
                Value::Share { hits, .. } => (Some(hits), None),
                Value::Published { verdict, .. } => (None, verdict),
                Value::Mean { .. }
                | Value::Ratio { .. }
                | Value::Count(_)
                | Value::Weighted { .. } => (None, None),
            };
            let (numerator, denominator) = value.exact(indicator.scale)?;
            let value = Decimal::from_ratio(numerator, denominator, decimals)?;
            ReleasedContent::Shown {
                value,
                n: figure.n(),
                hits,
                lower: interval.and_then(|interval| limit(interval.lower)),
                upper: interval.and_then(|interval| limit(interval.upper)),
                counting: measured
                    .filter(|_| interval.is_some())
                    .and_then(|of| of.interval(Shock::NONE, MISS))
                    .and_then(|of| Some([limit(of.lower)?, limit(of.upper)?])),
                verdict,
                too_few: figure.n().is_some_and(|n| n < indicator.minimum_n),
            }
        }
    })
}

fn reliability(draft: &Draft<'_>) -> Vec<Reliability> {
    let enough = |of: &&Reliability| Reliability::MINIMUM_N <= of.n;
    draft.context.reliability.iter().filter(enough).cloned().collect()
}

fn references(draft: &Draft<'_>) -> Vec<ReleasedReference> {
    let of = |indicator: &Indicator| {
        let own = draft.figures.references.iter();
        let own = own.filter(|((id, _), _)| id == indicator.id.as_str());
        let released = own.map(|((id, period), reference)| ReleasedReference {
            indicator: id.clone(),
            year: period.last_year(),
            schools: reference.schools,
            without: reference.without,
            quartiles: reference.quartiles,
        });
        released.collect::<Vec<_>>()
    };
    draft.catalogue.indicators().iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether `count` may stand for `n`, to somebody who knows the rule and `k`.
    fn may_be(count: ReleasedCount, n: u64, k: u64) -> bool {
        match count {
            ReleasedCount::Exact(exact) => n == exact,
            ReleasedCount::FewerThan(_) => 0 < n && n < k,
            ReleasedCount::Withheld => true,
        }
    }

    proptest! {
        #[test]
        fn no_small_count_of_rows_follows_from_the_others(
            parts in proptest::collection::vec(0..9_u64, 3..5), k in 3..6_u64,
        ) {
            let read = parts.iter().sum();
            let (shown_read, shown, _) = guard(read, &parts, k);
            // Every account that agrees with what is shown, by trying them all.
            let mut agreeing: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); parts.len()];
            let choices = u32::try_from(parts.len()).unwrap();
            for number in 0..12_u64.pow(choices) {
                let other: Vec<u64> =
                    (0..choices).map(|place| number / 12_u64.pow(place) % 12).collect();
                let fits = other.iter().zip(&shown).all(|(n, count)| may_be(*count, *n, k));
                if fits && may_be(shown_read, other.iter().sum(), k) {
                    agreeing.iter_mut().zip(&other).for_each(|(seen, n)| { seen.insert(*n); });
                }
            }
            for (n, seen) in parts.iter().zip(&agreeing) {
                prop_assert!(*n == 0 || k <= *n || 1 < seen.len(), "{:?}: {:?}", parts, shown);
            }
        }
    }
}
