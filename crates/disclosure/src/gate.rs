//! The gate: figures and judgements in, one audience's release out.

mod cohorts;
mod judged;
mod ledger;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::catalogue::{Catalogue, Confidentiality, Indicator, IntervalMethod, Scale};
use kvalitet_core::finding::FindingKind;
use kvalitet_core::method::{Interval, Shock};
use kvalitet_core::settings::Settings;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::verdict::Family;
use kvalitet_core::{
    Breakdown, Decimal, FigureKey, IndicatorId, Period, RollupGraph, SchoolKind, SchoolYear, Unit,
};
use kvalitet_figures::{Content, Figure, Figures, Judgements, MISS, TargetJudgement, Value};
use rayon::prelude::*;

use crate::bands::Bands;
use crate::context::{Context, ReleasedAgreement, ReleasedUnread, Reliability};
use crate::pattern::{HiddenOf, Pattern, patterns};
use crate::progress::{ProgressAccount, SchoolGainsAccount, TestCoverage};
use crate::protect::rounded_to;
use crate::release::{
    Common, Edition, Quality, Release, ReleasedContent, ReleasedCount, ReleasedFigure,
    ReleasedReference, ReleasedSource, ReleasedTarget, SourceAccount, SourceUse, TargetContent,
    UnitInfo,
};
use crate::statement::{actions_for, assessments_for, statements_for};
use crate::{Audience, Known, NotKept, Policy, Readers, Rule, Shows};
use judged::Kept;

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
    /// What is public already: whoever attacks a release knows it.
    pub known: &'a [Known],
}

/// Whatever a run has made, and what is hidden from whom: it gives each audience its [`Release`].
///
/// What is hidden is worked out once for each sort of readers: the sheets of all leaders hide the
/// same, so that leaders who lay them side by side learn no more.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    draft: Draft<'a>,
    policy: &'a Policy,
    hidden: Hidden,
}

/// What a gate has worked out: a draft with it makes the same gate again, at once.
#[derive(Clone, Debug)]
pub struct Hidden {
    patterns: Arc<BTreeMap<Readers, Pattern>>,
    /// What each figure would show, in the order of the figures: it is the same for everybody.
    contents: Arc<[Option<ReleasedContent>]>,
    kept: Arc<BTreeMap<Readers, Kept>>,
    bands: Arc<Bands>,
    common: Arc<Common>,
}

impl<'a> Gate<'a> {
    /// Works out what is hidden from whom.
    pub fn new(draft: Draft<'a>, policy: &'a Policy) -> Self {
        let patterns = patterns(&draft, policy);
        let common = Common {
            edition: draft.edition.clone(),
            units: draft.units.clone(),
            references: references(&draft),
            groups: draft.context.groups.clone(),
            similar: draft.context.similar.clone(),
            missing: draft.context.missing.clone(),
            reliability: reliability(&draft),
            outline: draft.context.outline.clone(),
            graph: draft.graph.clone(),
            catalogue: draft.catalogue.clone(),
            settings: draft.settings.clone(),
        };
        let of_leaders = patterns.get(&Readers::Leaders);
        let bands = of_leaders.map(|hidden| Bands::new(&draft, policy, hidden));
        let bands = bands.unwrap_or_default();
        let kept = patterns.iter();
        let kept = kept.map(|(of, hidden)| (*of, Kept::new((&draft, policy), *of, hidden)));
        let hidden = Hidden {
            kept: Arc::new(kept.collect()),
            patterns: Arc::new(patterns),
            contents: contents(&draft).into(),
            bands: Arc::new(bands),
            common: Arc::new(common),
        };
        Self { draft, policy, hidden }
    }

    /// What it has worked out, for [`Gate::again`].
    pub fn hidden(&self) -> Hidden {
        self.hidden.clone()
    }

    /// The gate of the same draft and policy that `hidden` was worked out from.
    pub const fn again(draft: Draft<'a>, policy: &'a Policy, hidden: Hidden) -> Self {
        Self { draft, policy, hidden }
    }

    /// What no hiding keeps, from whomever: no safe release exists while there is any.
    pub fn not_kept(&self) -> Vec<NotKept> {
        self.hidden.patterns.values().flat_map(|pattern| pattern.exposed.iter().cloned()).collect()
    }

    /// Everybody there is a release for: the administration, the leader and the board of each school,
    /// and the public, in this order.
    pub fn audiences(&self) -> Vec<Audience> {
        let schools = self.draft.units.keys().filter_map(|unit| match unit {
            Unit::School(number) => Some(*number),
            Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => None,
        });
        let of_schools = schools.flat_map(|of| [Audience::Leader(of), Audience::Board(of)]);
        let mut all: Vec<Audience> = of_schools.collect();
        all.extend([Audience::Administration, Audience::Public]);
        all.sort();
        all
    }

    /// What `audience` may see.
    ///
    /// Confidential figures become words or nothing where the policy says so; a figure that must be
    /// hidden is hidden whole (value, n, interval). A verdict is hidden when a grade it rests on, in
    /// either year, is.
    pub fn release(&self, audience: Audience) -> Release {
        let nothing = Pattern::default();
        let hidden = self.hidden.patterns.get(&audience.readers()).unwrap_or(&nothing);
        let no_claims = Kept::default();
        let kept = self.hidden.kept.get(&audience.readers()).unwrap_or(&no_claims);
        let passage = Passage::new(&self.draft, (self.policy, hidden, kept), audience);
        let release = passage.release(&self.hidden.contents, Arc::clone(&self.hidden.common));
        let bands = self.hidden.bands.of(&self.draft, audience);
        let ledger = match audience {
            Audience::Administration => ledger::ledger(&self.draft, &self.hidden.patterns),
            Audience::Leader(_) | Audience::Board(_) | Audience::Public => Vec::new(),
        };
        Release { ledger, bands, ..release }
    }
}

/// What `audience` may see of `draft`: see [`Gate`], which works out what is hidden once for many.
pub fn release(draft: &Draft<'_>, policy: &Policy, audience: Audience) -> Release {
    Gate::new(*draft, policy).release(audience)
}

/// The findings that are of schools. Of one school in an open source everybody may read; that a school
/// has no test results, or that a row of it is in quarantine, is for the administration.
fn about_schools(all: &[FindingKind], administration: bool) -> Vec<FindingKind> {
    let is_shown = |kind: &&FindingKind| match kind {
        FindingKind::NoRowForSchool { .. }
        | FindingKind::NotInRegister { .. }
        | FindingKind::ReportingGap { .. } => true,
        FindingKind::NoResultsForSchool { .. } | FindingKind::FigureInQuarantine { .. } => {
            administration
        }
        _ => false,
    };
    all.iter().filter(is_shown).cloned().collect()
}

/// The gate as one audience passes it.
struct Passage<'a> {
    draft: &'a Draft<'a>,
    policy: &'a Policy,
    audience: Audience,
    hidden: &'a Pattern,
    kept: &'a Kept,
    /// Whose corrected numbers are not shown: see [`Passage::kept_families`].
    kept_families: BTreeSet<Family>,
}

impl<'a> Passage<'a> {
    fn new(
        draft: &'a Draft<'a>,
        (policy, hidden, kept): (&'a Policy, &'a Pattern, &'a Kept),
        audience: Audience,
    ) -> Self {
        let kept_families = BTreeSet::new();
        let mut passage = Self { draft, policy, audience, hidden, kept, kept_families };
        passage.kept_families = passage.kept_families();
        passage
    }

    fn release(&self, contents: &[Option<ReleasedContent>], common: Arc<Common>) -> Release {
        let Draft { judgements, quality, context, .. } = *self.draft;
        let (changes, positions) = (self.changes(), self.positions());
        let administration = self.audience == Audience::Administration;
        let corrections = quality.corrections.iter().filter(|_| administration);
        let mut release = Release {
            audience: self.audience,
            figures: self.figures(contents),
            targets: judgements.targets.iter().filter_map(|of| self.target(of)).collect(),
            families: self.families(&changes, &positions),
            cohorts: judgements.cohorts.iter().filter_map(|of| self.cohort(of)).collect(),
            changes,
            positions,
            spreading: self.spreading(),
            sources: Vec::new(),
            outcomes: about_schools(&quality.outcomes, administration),
            corrections: corrections.cloned().collect(),
            policy: self.policy.rules(self.audience.readers()).cloned().collect(),
            rounding: self.policy.rounding(self.audience.readers()).clone(),
            ledger: Vec::new(),
            national: BTreeMap::new(),
            agreements: self.agreements(),
            progress: self.progress(),
            unread: self.unread(),
            statements: statements_for(&self.draft.context.statements, self.audience),
            assessments: assessments_for(&self.draft.context.assessments, self.audience),
            actions: actions_for(&self.draft.context.actions, self.audience),
            bands: Vec::new(),
            has_held: false,
            changed: Vec::new(),
            common,
        };
        let indicators = release.indicators();
        let sources = quality.sources.iter().map(|source| self.source(source, &indicators));
        release.sources = sources.collect();
        let national = context.national.iter();
        let shown = national.filter(|(key, _)| release.figures.contains_key(*key));
        release.national = shown.map(|(key, source)| (key.clone(), source.clone())).collect();
        release
    }

    /// The figures that are shown or hidden. They come in the order of their indicators: what holds for all
    /// of one is looked up once, and most are of schools whose figures a leader is not shown.
    fn figures(&self, contents: &[Option<ReleasedContent>]) -> BTreeMap<FigureKey, ReleasedFigure> {
        let own = self.audience.school();
        let mut of: Option<OfIndicator<'_>> = None;
        // Room for all at once: growing would copy them again and again, for every school.
        let mut released = Vec::with_capacity(contents.len());
        for ((key, figure), shown) in self.draft.figures.figures.iter().zip(contents) {
            if of.as_ref().is_none_or(|of| of.id != &key.indicator) {
                of = Some(self.of_indicator(&key.indicator));
            }
            let Some(OfIndicator { indicator: Some(indicator), hidden, other_schools, .. }) = of
            else {
                continue;
            };
            let is_own = Some(key.unit) == own;
            let is_passed = matches!(key.unit, Unit::School(_)) && !is_own && !other_schools;
            if is_passed || !self.shows(indicator, key) {
                continue;
            }
            let content = match hidden.rounded_to(key) {
                Some(base) => shown.and_then(|shown| rounded_content(indicator, &shown, base)),
                None if hidden.hides(key) => Some(ReleasedContent::Hidden),
                None => *shown,
            };
            let Some(content) = content else { continue };
            let is_shown = matches!(content, ReleasedContent::Shown { .. });
            let coverage = figure.coverage.filter(|_| is_shown);
            released.push((key.clone(), ReleasedFigure::new(figure.class, content, coverage)));
        }
        released.into_iter().collect()
    }

    fn of_indicator(&self, id: &'a IndicatorId) -> OfIndicator<'a> {
        let indicator = self.draft.catalogue.indicator(id.as_str());
        let readers = self.audience.readers();
        // Any school stands for the others: a rule knows the own school from the rest, and no more.
        let mut units = self.draft.figures.figures.keys().map(|key| key.unit);
        let school = units.find(|unit| matches!(unit, Unit::School(_)));
        let rule = indicator.zip(school);
        let rule = rule.and_then(|(of, unit)| self.policy.rule_of(readers, of, (unit, false)));
        let other_schools = rule.is_some_and(|rule| rule.shows == Shows::Figure);
        OfIndicator { id, indicator, hidden: self.hidden.of(id), other_schools }
    }

    fn rule(&self, indicator: &Indicator, unit: Unit) -> Option<&'a Rule> {
        self.policy.rule(self.audience, indicator, unit)
    }

    /// Whether the policy shows figures of this sort at all.
    fn shows(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        let rule = self.rule(indicator, key.unit);
        rule.is_some_and(|rule| rule.shows_number(indicator, key.breakdown))
    }

    fn is_hidden(&self, indicator: &Indicator, key: &FigureKey) -> bool {
        self.hidden.hides(indicator, key)
    }

    fn target(&self, judgement: &TargetJudgement) -> Option<ReleasedTarget> {
        let indicator = self.draft.catalogue.indicator(judgement.target.indicator.as_str())?;
        let rule = self.rule(indicator, judgement.unit)?;
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
        let k =
            self.policy.rules(self.audience.readers()).map(|rule| rule.k).max().unwrap_or(u64::MAX);
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
            let mut years = account.years.iter();
            years.any(|year| self.hidden.hides_some(id, Period::Year(*year)))
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
        let k =
            self.policy.rules(self.audience.readers()).map(|rule| rule.k).max().unwrap_or(u64::MAX);
        let unread = self.draft.context.unread.iter().map(|of| ReleasedUnread {
            layout: of.layout.clone(),
            count: guard_one(of.count, if of.persons { k } else { 0 }),
            persons: of.persons,
        });
        unread.collect()
    }

    /// What stands around figures of progression: for those who see the figures of every school.
    fn progress(&self) -> ProgressAccount {
        if self.audience != Audience::Administration {
            return ProgressAccount::default();
        }
        let rules = self.policy.rules(self.audience.readers());
        let by_law = rules.filter(|rule| rule.class == Confidentiality::ByLaw);
        let k = by_law.map(|rule| rule.k).max().unwrap_or(u64::MAX);
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
}

/// What holds for every figure of an indicator.
struct OfIndicator<'a> {
    id: &'a IndicatorId,
    indicator: Option<&'a Indicator>,
    hidden: HiddenOf<'a>,
    /// Whether the figures of other schools than the own may be shown.
    other_schools: bool,
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

/// How many decimals a figure is printed with: a published value is not made more precise than it was.
fn decimals_of(indicator: &Indicator, figure: &Figure) -> u8 {
    match figure.value() {
        Some(Value::Published { value, .. }) => indicator.decimals.min(value.decimals()),
        _ => indicator.decimals,
    }
}

/// The value of a figure as it is printed; `None` where there is none.
pub(crate) fn released_value(indicator: &Indicator, figure: &Figure) -> Option<Decimal> {
    let (numerator, denominator) = figure.value()?.exact(indicator.scale)?;
    Decimal::from_ratio(numerator, denominator, decimals_of(indicator, figure))
}

/// What each figure shows where it is shown.
fn contents(draft: &Draft<'_>) -> Vec<Option<ReleasedContent>> {
    let figures: Vec<_> = draft.figures.figures.iter().collect();
    let content = |(key, figure): &(&FigureKey, &Figure)| {
        let indicator = draft.catalogue.indicator(key.indicator.as_str())?;
        let interval = draft.judgements.shocks.interval(&key.indicator, key.unit, figure);
        // Of a mean of a few the limits would lie off the scale.
        let is_few = figure.n().is_some_and(|n| n < indicator.minimum_n);
        let of_mean = indicator.method == IntervalMethod::StudentT;
        released_content(indicator, figure, interval.filter(|_| !(is_few && of_mean)))
    };
    figures.par_iter().map(content).collect()
}

/// `interval` is the figure's whole one; the one from counting alone stands beside it.
fn released_content(
    indicator: &Indicator,
    figure: &Figure,
    interval: Option<Interval>,
) -> Option<ReleasedContent> {
    let decimals = decimals_of(indicator, figure);
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
            let value = released_value(indicator, figure)?;
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
                rounded_to: None,
            }
        }
    })
}

/// A share as it is shown rounded: its count to a multiple of `base`, the value made from that in whole per
/// cent, and nothing that is made from the truth.
fn rounded_content(
    indicator: &Indicator,
    shown: &ReleasedContent,
    base: u64,
) -> Option<ReleasedContent> {
    let ReleasedContent::Shown { n: Some(n), hits: Some(hits), too_few, .. } = *shown else {
        return Some(ReleasedContent::Hidden);
    };
    let hits = nearest_multiple(hits, base)?;
    let times = if indicator.scale == Scale::Percent { 100 } else { 1 };
    Some(ReleasedContent::Shown {
        value: Decimal::from_ratio(times * i128::from(hits), n.into(), 0)?,
        n: Some(n),
        hits: Some(hits),
        lower: None,
        upper: None,
        counting: None,
        verdict: None,
        too_few,
        rounded_to: Some(base),
    })
}

/// The multiple of `base` nearest to a count, halves upwards.
fn nearest_multiple(count: u64, base: u64) -> Option<u64> {
    let base = i64::try_from(base).ok()?;
    let (least, _) = rounded_to(i64::try_from(count).ok()?, base)?;
    u64::try_from(least + base / 2).ok()
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
