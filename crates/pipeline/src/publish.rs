//! Publishing: a run held against what was published before, and the edition that comes of it.
//!
//! [`publication`] gives the files of an edition and the register with the edition in it, or says why
//! there is no safe one. It writes nothing: the files are put in their place first and the register
//! after, so that no edition is known of that nobody could have read, and [`RegisterFile`] sees to it
//! that none is out that the register does not know of.
//!
//! [`RegisterFile`]: crate::RegisterFile

mod wording;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::FigureKey;
use kvalitet_disclosure::{
    Audience, AuditError, Basis, ChangedSince, Conflict, ConflictKind, Crossing, Differences,
    EditionFacts, EditionName, NotKept, OrderError, Register, RegisteredEdition, Release, Resolved,
    Rules, Step, compare_editions, crossings, resolve, said_otherwise,
};
use kvalitet_ingest::Ingested;
use kvalitet_report::OutputFile;
use serde_json::{Value, json};

use crate::bundle::{self, BundleError, MakePdf, PUBLIC_MANIFEST};
use crate::digest::sha256;
use crate::plan::{Plan, PlanText};
use crate::run::Run;

use self::wording::TestWords;

/// A run held against the earlier editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionCheck {
    /// What was put right as the plan says, and what was not.
    pub differences: Differences,
    /// What the run tells beside the edition that it takes the place of: accepted by who said so.
    pub accepted: Vec<Conflict>,
    /// What is shown now and was hidden, and the reverse: what was public cannot be taken back.
    pub crossings: Vec<Crossing>,
    /// The numbers and words that are not as they were when the edition was heard, by key: they stand,
    /// unless somebody says why they changed.
    pub frozen: BTreeSet<String>,
    /// What the numbers are made of.
    pub basis: Basis,
}

impl EditionCheck {
    /// Holds what everybody may see against the plan's register, puts right what the plan says, and notes
    /// in the releases which numbers are others than in earlier editions.
    pub(crate) fn of(
        plan: &Plan,
        ingested: &Ingested,
        releases: &mut BTreeMap<Audience, Release>,
    ) -> Self {
        let sources = releases.get(&Audience::Administration);
        let mergers = ingested.succession.iter();
        let basis = sources.map(|release| Basis::of(release, mergers)).unwrap_or_default();
        let Some(release) = releases.get_mut(&Audience::Public) else { return Self::default() };
        let earlier = &plan.publishing.earlier;
        let mut held = earlier.register.clone();
        let mut accepted = Vec::new();
        if let Some(superseded) = earlier.superseded() {
            let alone = earlier.register.only(superseded);
            accepted = compare_editions(&alone, release.figures(), &Rules::of(release));
            held = held.without(superseded);
        }
        let differences = resolve(release, &held, &|indicator| plan.publishing.choice(indicator));
        let crossings = crossings(&earlier.register, release.figures());
        let says_why = earlier.step().is_some_and(|step| step.changed().is_some());
        let heard = earlier.hearing().filter(|_| !says_why);
        let frozen = heard.map(|heard| said_otherwise(heard, release)).unwrap_or_default();
        let changed = changed(plan, release, &basis);
        for release in releases.values_mut() {
            release.note_changed(changed.clone());
        }
        Self { differences, accepted, crossings, frozen, basis }
    }
}

/// The numbers of what everybody may see that are others than in earlier editions.
fn changed(plan: &Plan, release: &Release, basis: &Basis) -> Vec<ChangedSince> {
    let earlier = &plan.publishing.earlier;
    let says_why = |of: &RegisteredEdition| {
        earlier.superseded() == Some(&of.name)
            || earlier.hearing().is_some_and(|hearing| std::ptr::eq(hearing, of))
    };
    let since = |of: &RegisteredEdition| {
        let reason = earlier.step().filter(|_| says_why(of)).and_then(Step::reason);
        ChangedSince::of(of, (release, basis, bundle::VERSION), reason)
    };
    earlier.compared().into_iter().map(since).collect()
}

/// What is asked of a publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The name of the edition.
    pub edition: EditionName,
    /// What it is made as.
    pub step: Step,
    /// Everything that was published, this edition too where it is published again.
    pub register: Register,
}

impl Asked {
    /// An edition of this name. One that is in the register already is held against those before it.
    ///
    /// # Errors
    ///
    /// Returns [`OrderError`] for an edition that cannot come after those of the register.
    pub fn new(edition: EditionName, step: Step, register: Register) -> Result<Self, OrderError> {
        register.check_order(&edition, &step)?;
        Ok(Self { edition, step, register })
    }

    /// Gives the plan the editions that this one is held against.
    pub fn set_plan(&self, plan: &mut Plan) {
        let before = self.register.before(&self.edition, self.step.stage());
        plan.set_register(before, Some((self.edition.clone(), self.step.clone())));
    }
}

/// What everybody may see was not attacked, or did not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotSafe {
    /// The hidden figures that follow from what is shown, or of which it could not be settled whether they do.
    pub exposed: BTreeSet<FigureKey>,
    /// Why nothing could be tried, where it was asked for.
    pub untried: Option<AuditError>,
}

impl NotSafe {
    /// What did not hold of a run; `None` where all did.
    fn of(run: &Run) -> Option<Self> {
        match &run.attacked {
            None => Some(Self::default()),
            Some(Ok(audit)) if audit.is_clean() => None,
            Some(Ok(audit)) => {
                let exposed = audit.told().map(|(_, breach)| breach.key.clone()).collect();
                Some(Self { exposed, untried: None })
            }
            Some(Err(error)) => {
                Some(Self { exposed: BTreeSet::new(), untried: Some(error.clone()) })
            }
        }
    }
}

/// What stands in the way of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// What the audit said.
    pub not_safe: Option<NotSafe>,
    /// Figures that no hiding keeps: others have made public what gives them away.
    pub not_kept: Vec<NotKept>,
    /// Figures that tell of few persons beside earlier editions.
    pub conflicts: Vec<Conflict>,
    /// Words of the plan with a number near a word on tests.
    pub texts: Vec<PlanText>,
    /// Numbers and words that are not as they were when the edition was heard, by key.
    pub frozen: BTreeSet<String>,
}

impl Obstacles {
    /// What stands in the way of publishing a run.
    ///
    /// # Errors
    ///
    /// Returns [`PublishError::Words`] when the words on tests are wrong: a mistake of the program.
    pub fn of(run: &Run, plan: &Plan) -> Result<Self, PublishError> {
        Ok(Self {
            not_safe: NotSafe::of(run),
            not_kept: run.not_kept.clone(),
            conflicts: run.editions.differences.unresolved.clone(),
            texts: results_in_words(plan)?,
            frozen: run.editions.frozen.clone(),
        })
    }

    /// Whether nothing stands in the way.
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The words of a plan, and of the reason for what changed, that stand in the report as they are and have
/// a number near a word on tests.
///
/// # Errors
///
/// Returns [`PublishError::Words`] when the words on tests are wrong: a mistake of the program.
pub fn results_in_words(plan: &Plan) -> Result<Vec<PlanText>, PublishError> {
    let words =
        TestWords::built_in().map_err(|error| PublishError::Words(error.message().to_owned()))?;
    let reason = plan.publishing.earlier.step().and_then(reason);
    let texts = plan.publishing.texts.iter().cloned().chain(reason);
    Ok(texts.filter(|of| words.has_result(&of.text)).collect())
}

/// Why numbers changed, as it was typed.
fn reason(step: &Step) -> Option<PlanText> {
    let typed = if step.changed().is_some() { "--changed" } else { "--reason" };
    let (file, text) = (typed.to_owned(), step.reason()?.to_owned());
    Some(PlanText { file, text, line: 1, column: 1 })
}

/// An edition that can be put in its place.
#[derive(Debug)]
pub struct Publication {
    /// The output folder.
    pub files: Vec<OutputFile>,
    /// The register with the edition in it.
    pub register: Register,
    /// Whether the register had it already.
    pub again: bool,
}

/// An edition that cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Something stands in the way.
    #[error("no safe edition exists")]
    Refused(Box<Obstacles>),
    /// An edition of this name was published with other content.
    #[error("`{0}` was published with other content")]
    OtherContent(EditionName),
    /// The run has no release for everybody: a mistake of the program.
    #[error("nothing is released to everybody")]
    NothingPublic,
    /// The words on tests are wrong: a mistake of the program.
    #[error("cannot read the words on tests: {0}")]
    Words(String),
    /// A file could not be made: a mistake of the program.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

/// The edition that comes of a run, for a plan that [`Asked::set_plan`] has given its register.
///
/// # Errors
///
/// Returns [`PublishError::Refused`] when [`Run::attack`] was not called or found anything, a figure tells of few persons beside
/// an earlier edition, a number is not as it was when the edition was heard or one stands near a word on
/// tests; [`PublishError::OtherContent`] for the
/// name of another edition.
pub fn publication(
    run: &Run,
    plan: &Plan,
    asked: &Asked,
    pdf: Option<&MakePdf>,
) -> Result<Publication, PublishError> {
    let obstacles = Obstacles::of(run, plan)?;
    if !obstacles.are_none() {
        return Err(PublishError::Refused(Box::new(obstacles)));
    }
    let release = run.releases.get(&Audience::Public).ok_or(PublishError::NothingPublic)?;
    let files = bundle::published_files(run, plan, asked, pdf)?;
    let manifest = files.iter().find(|file| file.path == PUBLIC_MANIFEST);
    let content = manifest.map(|file| sha256(&file.bytes)).ok_or(PublishError::NothingPublic)?;
    let mut register = asked.register.clone();
    let again = match register.at(&asked.edition, asked.step.stage()) {
        Some(before) if before.content != content => {
            return Err(PublishError::OtherContent(asked.edition.clone()));
        }
        Some(_) => true,
        None => false,
    };
    if !again {
        let facts = EditionFacts {
            name: asked.edition.clone(),
            program: bundle::VERSION.to_owned(),
            plan: plan.digest.clone(),
            content,
            step: asked.step.clone(),
            basis: run.editions.basis.clone(),
        };
        // The name is in no edition: it was looked for.
        let _ = register.add(RegisteredEdition::of(release, facts));
    }
    Ok(Publication { files, register, again })
}

/// Every file of a refused edition: what stands in the way, and why figures are hidden.
///
/// # Errors
///
/// Returns [`BundleError`] when a file cannot be made.
pub fn refused_files(
    run: &Run,
    plan: &Plan,
    obstacles: &Obstacles,
) -> Result<Vec<OutputFile>, BundleError> {
    bundle::refused_files(run, plan, &account(run, plan, obstacles))
}

/// What stands in the way of an edition and how it stands to earlier ones, for the administration:
/// keys and names, no numbers.
pub(crate) fn account(run: &Run, plan: &Plan, obstacles: &Obstacles) -> Value {
    let mut reasons = Vec::new();
    if let Some(not_safe) = &obstacles.not_safe {
        let untested = not_safe.exposed.is_empty();
        reasons.push(if untested { "ikke-afproevet" } else { "kan-regnes-ud" });
    }
    if !obstacles.not_kept.is_empty() {
        reasons.push("ikke-skjult");
    }
    if !obstacles.conflicts.is_empty() {
        reasons.push("tidligere-udgaver");
    }
    if !obstacles.texts.is_empty() {
        reasons.push("tal-om-test");
    }
    if !obstacles.frozen.is_empty() {
        reasons.push("aendret-siden-hoering");
    }
    let check = &run.editions;
    let editions = plan.publishing.earlier.register.editions().iter();
    let resolved = check.differences.resolved.iter().map(|(key, done)| match done {
        Resolved::Kept(edition) => json!({ "noegle": key, "fra_udgave": edition }),
        Resolved::Hidden => json!({ "noegle": key, "skjult": true }),
    });
    let crossing = |was_shown: bool| {
        let of = check.crossings.iter().filter(move |of| of.was_shown == was_shown);
        of.map(|of| json!({ "noegle": of.key, "udgave": of.edition })).collect::<Vec<_>>()
    };
    let exposed = obstacles.not_safe.iter().flat_map(|of| &of.exposed);
    let place = |of: &PlanText| json!({ "fil": of.file, "linje": of.line, "kolonne": of.column });
    json!({
        "kan_udgives": obstacles.are_none(),
        "grunde": reasons,
        "tidligere_udgaver": editions.map(|edition| &edition.name).collect::<Vec<_>>(),
        "afloeser": plan.publishing.earlier.superseded(),
        "uafklaret": obstacles.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        "afklaret": resolved.collect::<Vec<_>>(),
        "godtaget_ved_afloesning": check.accepted.iter().map(conflict).collect::<Vec<_>>(),
        "skjult_nu_vist_foer": crossing(true),
        "vist_nu_skjult_foer": crossing(false),
        "kan_regnes_ud": exposed.collect::<Vec<_>>(),
        "aendret_siden_hoering": obstacles.frozen,
        "tekster": obstacles.texts.iter().map(place).collect::<Vec<_>>(),
    })
}

fn conflict(of: &Conflict) -> Value {
    let mut told = json!({
        "noegle": of.key,
        "udgave": of.edition,
        "art": of.kind.id(),
        "faerre_end": of.k,
    });
    if let (ConflictKind::Sum { through }, Value::Object(told)) = (&of.kind, &mut told) {
        told.insert("gennem".to_owned(), json!(through));
    }
    told
}
