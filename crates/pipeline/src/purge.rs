//! What a plan's runs leave behind that may not lie for ever: found first, removed after, and told of
//! in a receipt.
//!
//! | what | where |
//! |---|---|
//! | rows in quarantine | `<out>/fortrolig/kvalitet/karantaene/` |
//! | a refused run | `<out>-afvist/` |
//! | leftovers of a run that was cut short | `.<out>-ny/`, `.<out>-gammel/`, the same of `<out>-afvist` |
//! | simulated sources | `simuleret/` in the work folder |
//! | what a run left for the next | `mellemlager/` in the work folder |
//! | the result itself, where it was asked for and the plan says `retention` | `<out>/` |
//! | the key of pseudonyms, where it was asked for | `key_file` of the plan |
//!
//! Each has a deadline: the last day the plan let its output be kept (`retention`), otherwise the date
//! of its edition, read from the folder itself where it says so. Only what is before the day that was
//! asked for is removed. No link is followed, and no source, register or plan is ever removed.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use kvalitet_ingest::{Folder, Sources};
use serde_json::{Value, json};

use crate::bundle::{PROTECTION, VERSION};
use crate::cache;
use crate::output::{OutputError, is_ours, places, remove_if_ours};
use crate::plan::{KeyPlace, Plan};
use crate::register_file::RegisterFile;
use crate::simulated::is_simulated;

/// What is asked of a purge.
#[derive(Clone, Copy, Debug)]
pub struct PurgeRequest<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its file.
    pub file: &'a Path,
    /// The output folder.
    pub out: &'a Path,
    /// The folder of refused runs.
    pub rejected: &'a Path,
    /// The folder of simulated sources.
    pub simulated: &'a Path,
    /// The folder of what runs left for the next: see [`Cache::folder`](crate::Cache::folder).
    pub cache: &'a Path,
    /// What is before this day is removed, such as `2025-01-01`.
    pub before: &'a str,
    /// Whether the result itself is removed too, where the plan said until when it is kept.
    pub result: bool,
    /// Whether the key of pseudonyms is removed too.
    pub key: bool,
}

/// What can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removable {
    /// Rows in quarantine.
    Quarantine,
    /// A refused run.
    Rejected,
    /// Left behind by a run that was cut short.
    Leftover,
    /// Simulated sources.
    Simulated,
    /// What a run left for the next.
    Cache,
    /// The result itself.
    Result,
    /// The key of pseudonyms.
    Key,
}

impl Removable {
    /// The id in receipts and messages.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Quarantine => "karantaene",
            Self::Rejected => "afvist",
            Self::Leftover => "efterladt",
            Self::Simulated => "simuleret",
            Self::Cache => "mellemlager",
            Self::Result => "resultat",
            Self::Key => "noegle",
        }
    }
}

/// Until when something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day.
    pub date: String,
    /// Whether a plan said so; otherwise it is the date of the edition.
    pub is_retention: bool,
}

/// Something that is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The folder, or the file of a key.
    pub path: PathBuf,
    /// What it is.
    pub what: Removable,
    /// Until when it was to be kept.
    pub deadline: Deadline,
    /// How many files, links among them.
    pub files: u64,
    /// How many bytes they have together.
    pub bytes: u64,
}

/// Something that is left, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The folder, or the file or variable of a key.
    pub path: PathBuf,
    /// What it is.
    pub what: Removable,
    /// Why.
    pub why: KeptBecause,
}

/// Why something is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptBecause {
    /// Its day is not before the one that was asked for.
    NotBefore(Deadline),
    /// It was made by the plan of this name.
    OtherPlan(String),
    /// This program did not make it.
    NotOurs,
    /// A run was killed while it swapped folders: this is the last result.
    OnlyResult,
    /// The result or the key was not asked for.
    NotAsked,
    /// The key is in the environment.
    Environment,
    /// No plan says how long the result is kept.
    NoRetention,
}

/// What a purge removes, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purge {
    /// What is removed, in order.
    pub removals: Vec<Removal>,
    /// What is left although it might be removed another time.
    pub kept: Vec<Kept>,
}

/// A purge that cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    /// What would be removed is a link or lies behind one: nothing was removed.
    #[error("`{path}` is a link or lies behind one")]
    Link {
        /// The folder or file.
        path: String,
    },
    /// A file that is never removed lies in a folder that would be: nothing was removed.
    #[error("`{file}` lies in `{path}`")]
    InTheWay {
        /// The folder.
        path: String,
        /// The file.
        file: String,
    },
    /// Something could not be looked at or removed, or the receipt not written.
    #[error("could not remove `{path}`")]
    Io {
        /// The file or folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> PurgeError + '_ {
    move |source| PurgeError::Io { path: path.display().to_string(), source }
}

/// What a folder says of the run that made it.
struct Made {
    plan: Option<String>,
    deadline: Deadline,
}

impl Made {
    /// What a manifest, or the account of a refused run, says; `None` where it says no date.
    fn read(file: &Path) -> Option<Self> {
        let told: Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        let text = |of: Option<&Value>| Some(of?.as_str()?.to_owned());
        let until = text(told.get(PROTECTION).and_then(|of| of.get("slettes_senest")));
        let is_retention = until.is_some();
        let date = until.or_else(|| text(told.get("dato")))?;
        let plan = text(told.get("plan").and_then(|plan| plan.get("fil")));
        Some(Self { plan, deadline: Deadline { date, is_retention } })
    }

    /// What a result says.
    fn of_result(out: &Path) -> Option<Self> {
        Self::read(&out.join("fortrolig/kvalitet/manifest.json"))
    }

    /// What a refused run or edition says.
    fn of_rejected(folder: &Path) -> Option<Self> {
        ["afstemning.json", "udgivelse.json"].iter().find_map(|file| Self::read(&folder.join(file)))
    }

    fn of_plan(plan: &Plan) -> Self {
        let until = plan.data_protection.retention.clone();
        let is_retention = until.is_some();
        let date = until.unwrap_or_else(|| plan.report.date.clone());
        Self { plan: None, deadline: Deadline { date, is_retention } }
    }
}

/// Something that may be removed, with the folder above it that the user named.
struct Candidate {
    named: PathBuf,
    path: PathBuf,
    what: Removable,
    made: Made,
}

/// What a purge would remove. Nothing is removed yet.
///
/// # Errors
///
/// Returns [`PurgeError::Link`] and [`PurgeError::InTheWay`] where removing would leave the folders or
/// reach what is never removed, and [`PurgeError::Io`] for what cannot be looked at.
pub fn find_purge(request: &PurgeRequest<'_>) -> Result<Purge, PurgeError> {
    let mut purge = Purge::default();
    for candidate in candidates(request, &mut purge.kept) {
        let Candidate { named, path, what, made } = candidate;
        if let Some(why) = reason_to_keep(request, &path, (what, &made)) {
            purge.kept.push(Kept { path, what, why });
            continue;
        }
        if is_behind_link(&named, &path).map_err(failed(&path))? {
            return Err(PurgeError::Link { path: path.display().to_string() });
        }
        let (files, bytes) = measured(&path).map_err(failed(&path))?;
        purge.removals.push(Removal { path, what, deadline: made.deadline, files, bytes });
    }
    if purge.removals.iter().any(|of| of.what == Removable::Result) {
        // It goes with what lies in it.
        purge.removals.retain(|of| of.what != Removable::Quarantine);
    }
    nothing_in_the_way(request, &purge.removals)?;
    Ok(purge)
}

/// Everything that is there and may be removed, in the order it is removed.
fn candidates(request: &PurgeRequest<'_>, kept: &mut Vec<Kept>) -> Vec<Candidate> {
    let (out, plan) = (request.out, request.plan);
    let of_out = || Made::of_result(out).unwrap_or_else(|| Made::of_plan(plan));
    let mut found = Vec::new();
    let mut add = |named: &Path, path: PathBuf, what, made: Option<Made>| {
        if path.symlink_metadata().is_ok() {
            let made = made.unwrap_or_else(of_out);
            found.push(Candidate { named: named.to_path_buf(), path, what, made });
        }
    };
    add(out, out.join("fortrolig/kvalitet/karantaene"), Removable::Quarantine, None);
    let above = |folder: &Path| folder.parent().unwrap_or(Path::new("")).to_path_buf();
    let rejected = request.rejected;
    let made = Made::of_rejected(rejected);
    add(&above(rejected), rejected.to_path_buf(), Removable::Rejected, made);
    for path in [out, rejected].iter().flat_map(|of| places(of).into_iter().skip(1)) {
        let made = Made::of_result(&path).or_else(|| Made::of_rejected(&path));
        add(&above(&path), path, Removable::Leftover, made);
    }
    if plan.simulate.is_some() {
        let simulated = request.simulated;
        add(&above(simulated), simulated.to_path_buf(), Removable::Simulated, None);
    }
    let (cache, of) = (request.cache, Made::read(&cache::about(request.cache)));
    add(&above(cache), cache.to_path_buf(), Removable::Cache, of);
    match Made::of_result(out) {
        Some(made) if made.deadline.is_retention => {
            add(&above(out), out.to_path_buf(), Removable::Result, Some(made));
        }
        Some(_) if request.result => kept.push(Kept {
            path: out.to_path_buf(),
            what: Removable::Result,
            why: KeptBecause::NoRetention,
        }),
        Some(_) | None => {}
    }
    match plan.pseudonymisation.as_ref().map(|of| &of.key) {
        Some(KeyPlace::File(file)) => {
            let path = request.file.parent().unwrap_or(Path::new("")).join(file);
            add(&above(&path), path, Removable::Key, None);
        }
        Some(KeyPlace::Variable(name)) if request.key => kept.push(Kept {
            path: PathBuf::from(name),
            what: Removable::Key,
            why: KeptBecause::Environment,
        }),
        Some(KeyPlace::Variable(_)) | None => {}
    }
    found
}

fn reason_to_keep(
    request: &PurgeRequest<'_>,
    path: &Path,
    (what, made): (Removable, &Made),
) -> Option<KeptBecause> {
    let is_its_own = match what {
        Removable::Quarantine => is_ours(request.out),
        Removable::Rejected | Removable::Result => is_ours(path),
        // What a killed run had only begun is empty.
        Removable::Leftover => is_ours(path) || is_empty(path),
        Removable::Simulated => is_simulated(path),
        Removable::Cache => cache::is_cache(path),
        Removable::Key => true,
    };
    let is_only = what == Removable::Leftover
        && is_ours(path)
        && [request.out, request.rejected]
            .iter()
            .any(|target| !target.exists() && places(target).last().is_some_and(|old| old == path));
    if !is_its_own {
        return Some(KeptBecause::NotOurs);
    }
    if let Some(other) = made.plan.as_ref().filter(|of| **of != request.plan.file) {
        return Some(KeptBecause::OtherPlan(other.clone()));
    }
    if is_only {
        return Some(KeptBecause::OnlyResult);
    }
    if request.before <= made.deadline.date.as_str() {
        return Some(KeptBecause::NotBefore(made.deadline.clone()));
    }
    let is_asked = match what {
        Removable::Result => request.result,
        Removable::Key => request.key,
        Removable::Quarantine
        | Removable::Rejected
        | Removable::Leftover
        | Removable::Simulated
        | Removable::Cache => true,
    };
    (!is_asked).then_some(KeptBecause::NotAsked)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether a part of the way from the folder that was named to what would be removed is a link.
fn is_behind_link(named: &Path, path: &Path) -> std::io::Result<bool> {
    let mut at = named.to_path_buf();
    let below = path.strip_prefix(named).unwrap_or(path);
    for part in below.components().filter(|part| matches!(part, Component::Normal(_))) {
        at.push(part);
        if at.symlink_metadata()?.is_symlink() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many files there are, and their bytes. Links count as files and are not followed.
fn measured(path: &Path) -> std::io::Result<(u64, u64)> {
    let found = path.symlink_metadata()?;
    if !found.is_dir() {
        return Ok((1, found.len()));
    }
    let mut all = (0, 0);
    for entry in fs::read_dir(path)? {
        let (files, bytes) = measured(&entry?.path())?;
        all = (all.0 + files, all.1 + bytes);
    }
    Ok(all)
}

/// The plan, its register and the files it names are never removed.
fn nothing_in_the_way(request: &PurgeRequest<'_>, of: &[Removal]) -> Result<(), PurgeError> {
    let plan = request.plan;
    let beside = request.file.parent().unwrap_or(Path::new(""));
    let register = RegisterFile::beside(request.file);
    let mut never = vec![request.file.to_path_buf(), register.path().to_path_buf()];
    never.extend(plan.norms_file.iter().map(|file| beside.join(file)));
    never.extend(plan.publishing.known_files.iter().map(|of| beside.join(&of.file)));
    never.extend(plan.publishing.statement_files.iter().map(|of| beside.join(&of.file)));
    never.extend(plan.publishing.assessment_files.iter().map(|of| beside.join(&of.file)));
    if plan.simulate.is_none() {
        let root =
            plan.data.root.as_ref().map_or_else(|| beside.to_path_buf(), |of| beside.join(of));
        let folder = Folder::new(Path::new(".").join(&root));
        let patterns = plan.sources.iter().flat_map(|source| &source.files);
        let files = patterns.filter_map(|pattern| folder.matching(pattern).ok()).flatten();
        never.extend(files.map(|file| root.join(file)));
    }
    for file in never {
        let Ok(whole) = file.canonicalize() else { continue };
        for removal in of {
            let path = removal.path.canonicalize().map_err(failed(&removal.path))?;
            if whole.starts_with(&path) {
                let (path, file) = (removal.path.display().to_string(), file.display().to_string());
                return Err(PurgeError::InTheWay { path, file });
            }
        }
    }
    Ok(())
}

impl Purge {
    /// Removes what was found. The receipt is written before anything is removed, with nothing noted as
    /// removed, and again when all is done or something could not be: killed in between, what was to
    /// go is known.
    ///
    /// # Errors
    ///
    /// Returns [`PurgeError::Io`] for the first thing that cannot be removed, and where the receipt
    /// cannot be written or is there already.
    pub fn carry_out(&self, request: &PurgeRequest<'_>, receipt: &Path) -> Result<(), PurgeError> {
        let text = |removed: usize| format!("{:#}\n", self.receipt(request, removed));
        new_file(receipt, &text(0)).map_err(failed(receipt))?;
        let mut removed = 0;
        let mut ended = Ok(());
        for removal in &self.removals {
            ended = remove(&removal.path);
            if ended.is_err() {
                break;
            }
            removed += 1;
        }
        let in_work = |of: &Removal| matches!(of.what, Removable::Simulated | Removable::Cache);
        if self.removals.iter().any(in_work) {
            // The work folder goes with its content; one with anything else in it stays.
            let _ = request.cache.parent().map(fs::remove_dir);
        }
        fs::write(receipt, text(removed)).map_err(failed(receipt))?;
        ended
    }

    /// What was removed and why, and what was left: paths, sizes and dates, nothing of what was in it.
    /// The first `removed` are noted as removed.
    pub fn receipt(&self, request: &PurgeRequest<'_>, removed: usize) -> Value {
        let plan = request.plan;
        let until = |of: &Deadline| {
            let key = if of.is_retention { "slettes_senest" } else { "dato" };
            json!({ key: of.date })
        };
        let removal = |(place, of): (usize, &Removal)| {
            json!({
                "sti": of.path.display().to_string(),
                "art": of.what.id(),
                "filer": of.files,
                "bytes": of.bytes,
                "grund": until(&of.deadline),
                "slettet": place < removed,
            })
        };
        let kept = |of: &Kept| {
            let why = match &of.why {
                KeptBecause::NotBefore(deadline) => until(deadline),
                KeptBecause::OtherPlan(plan) => json!({ "anden_plan": plan }),
                KeptBecause::NotOurs => "ikke-lavet-af-programmet".into(),
                KeptBecause::OnlyResult => "eneste-resultat".into(),
                KeptBecause::NotAsked => "ikke-bedt-om".into(),
                KeptBecause::Environment => "i-miljoeet".into(),
                KeptBecause::NoRetention => "ingen-frist".into(),
            };
            json!({ "sti": of.path.display().to_string(), "art": of.what.id(), "grund": why })
        };
        json!({
            "program": "kvalitetsrapport",
            "version": VERSION,
            "plan": { "fil": plan.file, "sha256": plan.digest },
            "foer": request.before,
            "slettes": self.removals.iter().enumerate().map(removal).collect::<Value>(),
            "bevaret": self.kept.iter().map(kept).collect::<Value>(),
        })
    }
}

/// Removes a folder or a file. Of a folder with the mark of a result the mark goes last: killed
/// half-way, what is left is still known.
fn remove(path: &Path) -> Result<(), PurgeError> {
    if is_ours(path) {
        return remove_if_ours(path).map_err(|error| match error {
            OutputError::NotOurs { folder } => PurgeError::Link { path: folder },
            OutputError::Write { path, source } => PurgeError::Io { path, source },
        });
    }
    let is_folder = path.symlink_metadata().map_err(failed(path))?.is_dir();
    let remove = if is_folder { fs::remove_dir_all } else { fs::remove_file };
    remove(path).map_err(failed(path))
}

fn new_file(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Where the receipt of a purge goes: `sletning-2025-01-01.json` beside the plan, or the first of
/// `sletning-2025-01-01-2.json` and so on that is not there: no receipt is overwritten.
///
/// # Errors
///
/// Returns [`PurgeError::Io`] where the folder cannot be looked into.
pub fn receipt_path(plan: &Path, before: &str) -> Result<PathBuf, PurgeError> {
    let mut number = 1_u32;
    loop {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = plan.with_file_name(format!("sletning-{before}{suffix}.json"));
        match path.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(failed(&path)(error)),
            Ok(_) => number += 1,
        }
    }
}
