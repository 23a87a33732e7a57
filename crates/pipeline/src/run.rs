//! From a plan to releases.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator, SpecialSchools};
use kvalitet_core::finding::{Finding, FindingKind};
use kvalitet_core::progression::Norms;
use kvalitet_core::settings::Settings;
use kvalitet_core::table::built_in;
use kvalitet_core::wellbeing::QuestionnaireError;
use kvalitet_core::{FigureKey, IndicatorId, RollupGraph, SchoolKind, TallyError, Unit};
use kvalitet_disclosure::{
    Audience, Audit, AuditError, Coalition, Context, CorrectionNote, Draft, Edition, Gate, Hidden,
    Knowledge, Known, NotKept, Policy, Quality, Release, SourceAccount, SourceUse, UnitInfo, audit,
};
use kvalitet_figures::{Figures, Judgements, Scope, judge};
use kvalitet_ingest::corrections::CorrectionOutcome;
use kvalitet_ingest::layout::layouts;
use kvalitet_ingest::pseudonym::{PseudonymKey, Pseudonymiser};
use kvalitet_ingest::{
    FollowingRules, Ingested, Request, SourceKind, SourceReport, Sources, ingest,
};
use kvalitet_text::Texts;
use rayon::prelude::*;

use crate::evidence::{AssembleError, Assembled, assemble};
use crate::groups::{Group, groups};
use crate::missing::{feeds as gives, missing, unread};
use crate::plan::{Plan, PseudonymPlan};
use crate::progression::{account, own_norms};
use crate::publish::EditionCheck;
use crate::similar::similar;
use crate::unit_names::tell_apart;

/// Where a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sources are simulated.
    Simulate,
    /// Sources are read.
    Ingest,
    /// Rows become tallies, tallies figures, figures judgements.
    Figures,
    /// Each audience's release is made.
    Release,
    /// Documents are made.
    Report,
    /// The output folder is written.
    Write,
}

impl Stage {
    /// The id of its wording.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Simulate => "trin-simuler",
            Self::Ingest => "trin-indlaes",
            Self::Figures => "trin-tal",
            Self::Release => "trin-frigiv",
            Self::Report => "trin-rapport",
            Self::Write => "trin-skriv",
        }
    }
}

/// A finished run.
#[derive(Debug)]
pub struct Run {
    /// Figures that no hiding keeps: while there are any, nothing is published.
    pub not_kept: Vec<NotKept>,
    /// What came of attacking what everybody may see; `None` before [`Run::attack`].
    pub attacked: Option<Result<Audit, AuditError>>,
    /// The releases of the administration and of the public. Those of schools are many and are made
    /// one by one: see [`Run::release`].
    pub releases: BTreeMap<Audience, Release>,
    /// What was read, with findings and quarantine: for the administration.
    pub ingested: Ingested,
    /// The norms that the run's own pupils make, for the next run or for others; `None` without rows of
    /// pupils. Of many pupils each, but confidential like the tests they are of.
    pub norms: Option<Norms>,
    /// How what everybody may see stands to the earlier editions. What the plan says of differences is
    /// done in the release already.
    pub editions: EditionCheck,
    work: Work,
    hidden: Hidden,
}

/// What releases are made of.
#[derive(Debug)]
struct Work {
    figures: Figures,
    judgements: Judgements,
    graph: RollupGraph,
    catalogue: Catalogue,
    settings: Settings,
    edition: Edition,
    units: BTreeMap<Unit, UnitInfo>,
    quality: Quality,
    context: Context,
    policy: Policy,
    known: Vec<Known>,
}

impl Work {
    fn draft(&self) -> Draft<'_> {
        Draft {
            figures: &self.figures,
            judgements: &self.judgements,
            graph: &self.graph,
            catalogue: &self.catalogue,
            settings: &self.settings,
            edition: &self.edition,
            units: &self.units,
            quality: &self.quality,
            context: &self.context,
            known: &self.known,
        }
    }
}

impl Run {
    /// The leader and the board of every school, in order.
    pub fn of_schools(&self) -> Vec<Audience> {
        let mut all = self.gate().audiences();
        all.retain(|audience| audience.school().is_some());
        all
    }

    /// What `audience` may see; `None` for the leader or the board of a school that is not in the run.
    pub fn release(&self, audience: Audience) -> Option<Release> {
        let is_known = audience.school().is_none_or(|unit| self.work.units.contains_key(&unit));
        is_known.then(|| self.gate().release(audience))
    }

    /// Attacks what everybody may see: as a reader with the tables that are public, as each leader, who
    /// knows the own school, and as pupils who are alone in a hidden figure. Takes longer than the rest of a
    /// run. That no two leaders together work out a hidden number of persons is proven where it is hidden.
    pub fn attack(&mut self) {
        let knowledge = Knowledge {
            tables: self.work.known.clone(),
            leaders: Coalition::One,
            contributors: true,
            ..Knowledge::default()
        };
        let Some(release) = self.releases.get_mut(&Audience::Public) else { return };
        let attacked = audit(release, &self.work.figures, &knowledge);
        if let Ok(audit) = &attacked {
            release.note(audit);
        }
        self.attacked = Some(attacked);
    }

    /// Every figure there is, before anything is hidden: for who may see them all.
    pub const fn truth(&self) -> &Figures {
        &self.work.figures
    }

    fn gate(&self) -> Gate<'_> {
        Gate::again(self.work.draft(), &self.work.policy, self.hidden.clone())
    }
}

/// A run that came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The sources cannot be used; the findings say why.
    #[error("the sources were rejected")]
    SourcesRejected(Box<Ingested>),
    /// A row is not accounted for: a mistake of the program.
    #[error("the rows of `{0}` do not add up")]
    Unbalanced(String),
    /// A tally does not fit: more persons than an integer holds.
    #[error(transparent)]
    Tally(#[from] TallyError),
    /// The questions of the wellbeing survey are wrong: a mistake of the program.
    #[error(transparent)]
    Questionnaire(QuestionnaireError),
    /// A group or municipality is not the sum of its schools: a mistake of the program.
    #[error("`{0}` is not the sum of its schools")]
    NotASum(Box<FigureKey>),
}

impl From<AssembleError> for RunError {
    fn from(error: AssembleError) -> Self {
        match error {
            AssembleError::Tally(error) => Self::Tally(error),
            AssembleError::Questionnaire(error) => Self::Questionnaire(error),
            AssembleError::NotASum(key) => Self::NotASum(key),
        }
    }
}

/// Reads the sources of a plan, without working anything out; nothing is kept row by row.
///
/// A plan that asks for pseudonyms needs its key first: without one, or with another than the plan's
/// check value belongs to, nothing is read and a finding says so.
pub fn check(plan: &Plan, sources: &dyn Sources) -> Ingested {
    read(plan, sources, Keep::default())
}

/// What is kept row by row, beside what the rows come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// The rows in quarantine as they stand: personal data, for a file that the user asked for.
    pub originals: bool,
    /// The pairs of results of one pupil: what [`work_out`] needs to say how pupils came on.
    pub pairs: bool,
}

/// Reads the sources as [`check`] does, and keeps what is asked for.
pub fn read(plan: &Plan, sources: &dyn Sources, keep: Keep) -> Ingested {
    let wanted = plan.pseudonymisation.as_ref();
    let value = plan.key.as_ref().map(PseudonymKey::check_value);
    let other = wanted.is_some_and(|wanted| value.is_none() || is_other(wanted, value.as_deref()));
    if other {
        let finding = Finding::at(plan.file.as_str(), FindingKind::OtherKey);
        return Ingested { findings: vec![finding], ..Ingested::default() };
    }
    let pseudonyms = plan.key.clone().map(|key| Pseudonymiser::new(key, ID_DOMAIN));
    let request = Request {
        specs: &plan.sources,
        years: &plan.report.years,
        municipality: plan.report.municipality,
        catalogue: &plan.catalogue,
        pseudonyms: pseudonyms.as_ref(),
        keep_originals: keep.originals,
        progression: FollowingRules { keeps_pairs: keep.pairs, ..plan.following() },
    };
    let mut ingested = ingest(&request, sources);
    // Groups are held against schools that are known: without them, what stops them is said already.
    if !ingested.is_stopped()
        && let Err(finding) = groups(plan, &ingested)
    {
        ingested.findings.insert(0, finding);
    }
    ingested
}

/// Pupils are one domain over tests, wellbeing and marks: one pupil, one pseudonym.
const ID_DOMAIN: &str = "elev";

fn is_other(wanted: &PseudonymPlan, value: Option<&str>) -> bool {
    wanted.check.as_deref().is_some_and(|check| Some(check) != value)
}

/// Runs a plan.
///
/// # Errors
///
/// Returns [`RunError::SourcesRejected`] when a source cannot be used, no school of the
/// municipality is known, or more of a source's rows are in quarantine than the plan allows;
/// [`RunError::Unbalanced`] when a row is not accounted for, [`RunError::NotASum`] when a whole is
/// not the sum of its schools.
pub fn run(
    plan: &Plan,
    sources: &dyn Sources,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Run, RunError> {
    progress(Stage::Ingest);
    work_out(plan, read(plan, sources, Keep { originals: false, pairs: true }), progress)
}

/// Works out what was read with its pairs: the part of [`run`] that comes after [`read`].
///
/// # Errors
///
/// As [`run`].
pub fn work_out(
    plan: &Plan,
    ingested: Ingested,
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Run, RunError> {
    if is_rejected(&ingested, plan) {
        return Err(RunError::SourcesRejected(Box::new(ingested)));
    }
    if let Some(source) = unbalanced(&ingested) {
        return Err(RunError::Unbalanced(source.to_owned()));
    }
    progress(Stage::Figures);
    let groups = groups(plan, &ingested).unwrap_or_default();
    let graph = graph(&ingested, plan, &groups);
    let assembled = assemble(&ingested, &graph, plan)?;
    let (edition, units) = (edition(&ingested, plan), units(&ingested, plan, &groups));
    let kinds = units.iter().filter(|(unit, _)| matches!(unit, Unit::School(_)));
    let kinds = kinds.filter_map(|(unit, info)| Some((*unit, info.kind?))).collect();
    let scope = Scope {
        catalogue: &plan.catalogue,
        settings: &plan.settings,
        years: &plan.report.years,
        graph: &graph,
        kinds: &kinds,
    };
    let judgements = judge(&assembled.figures, &scope);
    progress(Stage::Release);
    let norms = own_norms(plan, &ingested, (&assembled.progression, &units));
    let (catalogue, settings) = (plan.catalogue.clone(), plan.settings.clone());
    let work = Work {
        quality: quality(&ingested, plan),
        context: context(&ingested, plan, (&assembled, &groups)),
        figures: assembled.figures,
        judgements,
        graph,
        catalogue,
        settings,
        edition,
        units,
        policy: plan.policy.clone(),
        known: plan.known_to_all(),
    };
    let gate = Gate::new(work.draft(), &work.policy);
    let releases = [Audience::Administration, Audience::Public].into_par_iter();
    let releases = releases.map(|audience| (audience, gate.release(audience)));
    let mut releases = releases.collect::<Vec<_>>().into_iter().collect();
    let editions = EditionCheck::of(plan, &ingested, &mut releases);
    let (hidden, not_kept) = (gate.hidden(), gate.not_kept());
    Ok(Run { not_kept, attacked: None, releases, ingested, norms, editions, work, hidden })
}

/// Whether a run on these sources is refused: a source cannot be used, no school of the
/// municipality is known, or more of a source's rows are in quarantine than the plan allows.
pub fn is_rejected(ingested: &Ingested, plan: &Plan) -> bool {
    let schools = ingested.register.of_municipality(plan.report.municipality).count();
    let too_many = |report: &SourceReport| quarantines_too_many(report, plan);
    ingested.is_stopped() || schools == 0 || ingested.sources.iter().any(too_many)
}

/// Whether more of a source's rows are in quarantine than the plan allows.
pub fn quarantines_too_many(report: &SourceReport, plan: &Plan) -> bool {
    let limit = u64::from(plan.data.quarantine_limit);
    report.rows.read.saturating_mul(limit) < report.rows.quarantined.saturating_mul(100)
}

/// The first source a row of which is not accounted for: a mistake of the program.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::Ingested;
///
/// assert_eq!(kvalitet_pipeline::unbalanced(&Ingested::default()), None);
/// ```
pub fn unbalanced(ingested: &Ingested) -> Option<&str> {
    let report = ingested.sources.iter().find(|report| !report.rows.balances());
    report.map(|report| report.source.as_ref())
}

/// What a source can be used for: the indicators that are defined on its rows. Whether a report has
/// figures of them depends on years and schools too; its own account of the sources says that. `None`
/// for a source that could not be read.
pub fn source_use(report: &SourceReport, plan: &Plan) -> Option<SourceUse> {
    let read = !report.layout.is_empty();
    read.then(|| SourceUse::of(feeds(report, plan).as_ref(), plan.catalogue.indicators()))
}

/// The indicators that figures can be made of from a source: those of the table its rows go into, or
/// those that read what its layout measures. `None` for a source that others are read with.
fn feeds(report: &SourceReport, plan: &Plan) -> Option<BTreeSet<String>> {
    if !feeds_figures(report.kind) {
        return None;
    }
    let known = layouts(report.kind).iter().find(|layout| layout.id == report.layout);
    // A table of the municipality's own is named as its layout, and is never a built-in one.
    let own = report.kind == SourceKind::Local && built_in(&report.layout).is_none();
    let own = own.then_some(&report.layout);
    let reads = |indicator: &&Indicator| {
        own.is_some_and(|table| indicator.table == **table && !indicator.is_reported())
            || known.is_some_and(|layout| gives(layout, indicator))
    };
    let indicators = plan.catalogue.indicators().iter().filter(reads);
    Some(indicators.map(|indicator| indicator.id.to_string()).collect())
}

/// Whether figures are made of a kind of source; otherwise others are read with it.
const fn feeds_figures(kind: SourceKind) -> bool {
    !matches!(
        kind,
        SourceKind::Corrections
            | SourceKind::SchoolRegister
            | SourceKind::Succession
            | SourceKind::Groups
            | SourceKind::Roll
    )
}

/// What stands around the figures.
fn context(
    ingested: &Ingested,
    plan: &Plan,
    (assembled, groups): (&Assembled, &[Group]),
) -> Context {
    Context {
        groups: groups.iter().map(|group| (group.unit(), group.info())).collect(),
        national: assembled.national.clone(),
        similar: similar(plan, ingested),
        compared: assembled.compared.clone(),
        missing: missing(plan, &assembled.figures),
        unread: unread(ingested, &plan.catalogue, &assembled.unread),
        reliability: assembled.reliability.clone(),
        progress: account(plan, ingested, &assembled.progression),
        statements: plan.statements.clone(),
        assessments: plan.assessments.clone(),
        outline: plan.report.outline.clone(),
        actions: plan.actions.clone(),
    }
}

/// Schools belong to the group of their kind, groups to the municipality. With one kind only there
/// are no groups: they would say the same twice. The municipality's own groups stand beside.
///
/// Whether special schools count in the municipality's figures, an indicator says, or the setting.
/// They count in groups all the same: a group is the sum of its schools.
fn graph(ingested: &Ingested, plan: &Plan, groups: &[Group]) -> RollupGraph {
    let mut graph = RollupGraph::default();
    let municipality = Unit::Municipality(plan.report.municipality);
    let without = without_special_schools(plan);
    let count_somewhere = without.len() < plan.catalogue.indicators().len();
    let grouped = kinds(ingested, plan).len() > 1;
    for (number, school) in ingested.register.of_municipality(plan.report.municipality) {
        if ingested.succession.current(number) != number {
            continue;
        }
        let school_unit = Unit::School(number);
        for group in groups.iter().filter(|group| group.schools.contains_key(&number)) {
            graph.add_beside(school_unit, group.unit());
        }
        let mut part = school_unit;
        if grouped {
            part = Unit::Group(school.kind.group());
            graph.add(school_unit, part);
        }
        let is_special = school.kind == SchoolKind::SpecialSchool;
        if !is_special || count_somewhere {
            graph.add(part, municipality);
        }
        for indicator in without.iter().filter(|_| is_special && count_somewhere) {
            graph.except(indicator, part, municipality);
        }
    }
    graph
}

/// The indicators whose figures for the municipality leave special schools out.
fn without_special_schools(plan: &Plan) -> Vec<&IndicatorId> {
    let by_setting = plan.settings.choice("specialskoler") != "med";
    let is_without = |indicator: &&Indicator| match indicator.special_schools {
        SpecialSchools::Setting => by_setting,
        SpecialSchools::In => false,
        SpecialSchools::Out => true,
    };
    plan.catalogue.indicators().iter().filter(is_without).map(|of| &of.id).collect()
}

fn kinds(ingested: &Ingested, plan: &Plan) -> BTreeSet<SchoolKind> {
    let schools = ingested.register.of_municipality(plan.report.municipality);
    schools.map(|(_, school)| school.kind).collect()
}

fn edition(ingested: &Ingested, plan: &Plan) -> Edition {
    let municipality = plan.report.municipality;
    Edition {
        title: plan.report.title.clone(),
        municipality: Unit::Municipality(municipality).to_string(),
        municipality_name: municipality_name(ingested, plan),
        years: plan.report.years.iter().copied().collect(),
        date: plan.report.date.clone(),
        language: plan.report.language,
        profile: plan.report.profile.clone(),
    }
}

/// The municipality's name, as the register says it; its number where the register says none.
fn municipality_name(ingested: &Ingested, plan: &Plan) -> String {
    let number = plan.report.municipality;
    let said = ingested.register.municipality_name(number).map(str::to_owned);
    said.unwrap_or_else(|| {
        let texts = Texts::new(plan.report.language);
        texts.with("enhed-kommune", &[("nummer", number.to_string().into())])
    })
}

fn units(ingested: &Ingested, plan: &Plan, groups: &[Group]) -> BTreeMap<Unit, UnitInfo> {
    let texts = Texts::new(plan.report.language);
    let municipality = plan.report.municipality;
    let mut units = BTreeMap::new();
    for (number, school) in ingested.register.of_municipality(municipality) {
        let info = UnitInfo { name: school.name.clone(), kind: Some(school.kind) };
        units.insert(Unit::School(number), info);
    }
    let name = municipality_name(ingested, plan);
    units.insert(Unit::Municipality(municipality), UnitInfo { name, kind: None });
    let kinds = kinds(ingested, plan);
    if kinds.len() > 1 {
        for kind in kinds {
            let name = texts.get(&format!("gruppe-{}", kind.group()));
            units.insert(Unit::Group(kind.group()), UnitInfo { name, kind: Some(kind) });
        }
    }
    for group in groups {
        units.insert(group.unit(), UnitInfo { name: group.name.clone(), kind: None });
    }
    units.insert(Unit::Nation, UnitInfo { name: texts.get("enhed-land"), kind: None });
    tell_apart(&mut units);
    units
}

/// The account of the sources. Findings about single schools of the municipality are outcomes that
/// the report names; all others are counted.
fn quality(ingested: &Ingested, plan: &Plan) -> Quality {
    let own: BTreeSet<String> = ingested
        .register
        .of_municipality(plan.report.municipality)
        .map(|(number, _)| number.to_string())
        .collect();
    let mut findings: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
    let mut outcomes = Vec::new();
    for finding in &ingested.findings {
        let codes = findings.entry(finding.location.source.as_ref()).or_default();
        *codes.entry(finding.kind.code().to_owned()).or_default() += 1;
        let school = finding.kind.arguments().into_iter().find(|(name, _)| *name == "skole");
        if school.is_some_and(|(_, number)| own.contains(&number)) {
            outcomes.push(finding.kind.clone());
        }
    }
    let account = |report: &SourceReport| SourceAccount {
        source: report.source.as_ref().to_owned(),
        kind: report.kind.id().to_owned(),
        layout: report.layout.as_ref().to_owned(),
        digest: report.digest.clone(),
        feeds: feeds(report, plan),
        rows_are_persons: report.rows_are_persons,
        years: report.years.clone(),
        rows: report.rows.clone(),
        findings: findings.get(report.source.as_ref()).cloned().unwrap_or_default(),
    };
    Quality {
        sources: ingested.sources.iter().map(account).collect(),
        outcomes,
        corrections: ingested.corrections.iter().map(note).collect(),
    }
}

/// A correction for the report; the new value is not in it.
fn note(CorrectionOutcome { correction, source, used }: &CorrectionOutcome) -> CorrectionNote {
    CorrectionNote {
        source: source.as_deref().map(str::to_owned),
        line: correction.line,
        column: correction.column.clone(),
        reason: correction.reason.clone(),
        who: correction.who.clone(),
        date: correction.date.clone(),
        used: *used,
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_core::Reconciliation;
    use kvalitet_ingest::SourceKind;

    use super::*;

    fn report(source: &str, kind: SourceKind, layout: &str, rows: Reconciliation) -> SourceReport {
        SourceReport {
            source: source.into(),
            kind,
            layout: layout.into(),
            digest: String::new(),
            rows_are_persons: false,
            years: BTreeSet::new(),
            rows,
        }
    }

    #[test]
    fn a_row_that_is_not_accounted_for_is_found() {
        let rows = |used| Reconciliation { read: 3, used, quarantined: 1, ..Default::default() };
        let of = |source, used| report(source, SourceKind::Roll, "elevtal", rows(used));
        let sources = vec![of("a.csv", 2), of("b.csv", 1), of("c.csv", 3)];
        let ingested = Ingested { sources, ..Ingested::default() };
        assert_eq!(unbalanced(&ingested), Some("b.csv"));
    }

    #[test]
    fn what_a_source_is_used_for_follows_from_the_definitions() {
        let plan = Plan::demo().unwrap();
        let used = |kind, layout| {
            source_use(&report("a.csv", kind, layout, Reconciliation::default()), &plan)
        };
        let kinds = kvalitet_ingest::layout::sources().iter();
        for source in kinds.filter(|source| feeds_figures(source.kind)) {
            for layout in source.layouts.iter().filter(|layout| layout.long.is_none()) {
                let id = layout.id.as_ref();
                let figures = matches!(used(source.kind, id), Some(SourceUse::Figures(_)));
                // Marks by subject are read and held against rules; no figure is of one subject.
                assert_eq!(figures, id != "karakterer_fag", "{id}");
            }
        }
        // A table of the municipality's own is not the tests, whatever it is called.
        assert_eq!(used(SourceKind::Local, "national_test"), Some(SourceUse::NoFigure));
        assert_eq!(used(SourceKind::Marks, "karakterer_fag"), Some(SourceUse::NoFigure));
        let register = used(SourceKind::SchoolRegister, "institutionsregister");
        assert_eq!(register, Some(SourceUse::Reference));
        assert_eq!(used(SourceKind::Roll, ""), None);
    }
}
