//! What a run leaves in the work folder, so that the next one does only what changed.
//!
//! Kept are digests and what the program answered: no row and no cell. An entry says what it rests on:
//! the program, the plan with everything that it names, and every answer the sources gave. It is used
//! where all of that is as it was and what it speaks of is on disk to the byte; otherwise the work is
//! done. An entry that is damaged, of another form or of somebody else is no entry.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kvalitet_ingest::Sources;
use kvalitet_report::OutputFile;
use kvalitet_simulate::Settings;
use kvalitet_text::Texts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bundle::of_plan;
use crate::digest::sha256;
use crate::digested::{Difference, Digested};
use crate::plan::Plan;
use crate::trace::{Answered, Trace};

/// The first word of an entry: its form, to be counted up when that changes.
const FORM: &str = "kvalitetsrapport-mellemlager-1";
/// What says that a folder is a cache, of which plan, and until when it is kept.
const ABOUT: &str = "om.json";
const README: &str = "OM-MAPPEN.txt";

/// Why a step was done, or was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Everything was asked for anew.
    Asked,
    /// Rows in quarantine were asked for as they stand: they are never kept.
    RawRows,
    /// No earlier run left anything that can be used.
    NothingKept,
    /// What it rests on is another: the id of which.
    Input(String),
    /// A source is another.
    Source(String),
    /// Other files match a pattern.
    Pattern(String),
    /// The simulation has other settings.
    Simulation,
    /// A file of the simulated sources is not as it was written.
    Simulated(String),
    /// A file of the result is not as it was written.
    Output(String),
    /// Nothing that it rests on has changed.
    Unchanged,
}

impl Why {
    /// Whether the step was taken from an earlier run.
    pub const fn is_reused(&self) -> bool {
        matches!(self, Self::Unchanged)
    }

    /// The id for programs, which its wording is named after.
    pub fn id(&self) -> &str {
        match self {
            Self::Asked => "bedt",
            Self::RawRows => "raekker",
            Self::NothingKept => "intet-gemt",
            Self::Input(id) => id,
            Self::Source(_) => "kilde",
            Self::Pattern(_) => "kilder",
            Self::Simulation => "simulering",
            Self::Simulated(_) => "simuleret",
            Self::Output(_) => "resultat",
            Self::Unchanged => "uaendret",
        }
    }

    /// The file or pattern it is about, where it is about one.
    pub fn what(&self) -> Option<&str> {
        match self {
            Self::Source(what)
            | Self::Pattern(what)
            | Self::Simulated(what)
            | Self::Output(what) => Some(what),
            Self::Asked
            | Self::RawRows
            | Self::NothingKept
            | Self::Input(_)
            | Self::Simulation
            | Self::Unchanged => None,
        }
    }

    /// In words, as the end of a sentence.
    pub fn in_words(&self, texts: &Texts) -> String {
        let id = format!("hvorfor-{}", self.id());
        let what = self.what().unwrap_or_default();
        texts.with(&id, &[("fil", what.into()), ("monster", what.into())])
    }
}

/// Digests of everything a result rests on besides its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs(BTreeMap<String, String>);

/// The ids of [`Inputs`], in the order they are told of: the last holds the others too, and whatever a plan
/// may come to name.
const INPUTS: [&str; 8] =
    ["program", "mappe", "plan", "noegle", "normer", "kendte", "udtalelser", "register"];
const REST: &str = "andet";

impl Inputs {
    /// What a result of `plan` in the folder `out` rests on, made by the program with this digest. The plan
    /// has everything already that it names.
    pub fn of(plan: &Plan, program: &str, out: &Path) -> Self {
        let digest = |text: String| sha256(text.as_bytes());
        let publishing = &plan.publishing;
        let values = [
            program.to_owned(),
            digest(format!("{} {:?}", out.display(), std::path::absolute(out).ok())),
            digest(format!("{} {}", plan.file, plan.digest)),
            digest(format!("{:?} {:?}", plan.key_check(), plan.pseudonymisation)),
            digest(format!("{:?}", plan.norms)),
            digest(format!("{:?}", plan.known)),
            digest(format!("{:?}", plan.statements)),
            digest(format!("{:?}", publishing.earlier)),
        ];
        let named = INPUTS.into_iter().zip(values);
        let whole = [(REST, digest(format!("{plan:?}")))];
        Self(named.chain(whole).map(|(id, value)| (id.to_owned(), value)).collect())
    }

    /// The first that is another in `now`.
    fn difference(&self, now: &Self) -> Option<&'static str> {
        let mut ids = INPUTS.into_iter().chain([REST]);
        ids.find(|id| self.0.get(*id) != now.0.get(*id))
    }
}

/// What the program said of a run, to be said again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// To people.
    pub text: String,
    /// To programs.
    pub summary: Value,
    /// What people were warned of.
    pub warnings: Vec<String>,
}

/// A whole run.
#[derive(Serialize, Deserialize)]
struct KeptResult {
    inputs: Inputs,
    sources: Trace,
    output: Digested,
    answer: Answer,
}

/// Simulated sources.
#[derive(Serialize, Deserialize)]
struct KeptSimulation {
    program: String,
    settings: String,
    files: Digested,
}

/// The folder with what runs left. It need not be there.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of a work folder.
    pub fn of_work(work: &Path) -> Self {
        Self { folder: work.join("mellemlager") }
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the last run to `out` answered, where this one would do the same; otherwise why it would not.
    ///
    /// # Errors
    ///
    /// Returns the first reason to do the work.
    pub fn result(
        &self,
        inputs: &Inputs,
        sources: &dyn Sources,
        out: &Path,
    ) -> Result<Answer, Why> {
        let kept: KeptResult = self.read(&result_of(out)).ok_or(Why::NothingKept)?;
        if let Some(id) = kept.inputs.difference(inputs) {
            return Err(Why::Input(id.to_owned()));
        }
        match kept.sources.difference(sources) {
            Some(Answered::File(file)) => return Err(Why::Source(file)),
            Some(Answered::Pattern(pattern)) => return Err(Why::Pattern(pattern)),
            None => {}
        }
        match kept.output.difference(out) {
            Some(Difference(file)) => Err(Why::Output(file)),
            None => Ok(kept.answer),
        }
    }

    /// Keeps what a run to `out` rested on, wrote and answered.
    ///
    /// # Errors
    ///
    /// Returns an error where the folder cannot be written, or is somebody else's. The run is none the
    /// worse for it.
    pub fn keep_result(
        &self,
        (plan, inputs): (&Plan, Inputs),
        sources: Trace,
        (out, files): (&Path, &[OutputFile]),
        answer: Answer,
    ) -> io::Result<()> {
        let output = Digested::of_files(files);
        let kept = KeptResult { inputs, sources, output, answer };
        self.write(plan, &result_of(out), &kept)
    }

    /// Whether the simulated sources in `folder` are those that `program` would make with these settings.
    ///
    /// # Errors
    ///
    /// Returns the reason to simulate.
    pub fn simulation(&self, settings: &Settings, program: &str, folder: &Path) -> Result<(), Why> {
        let kept: KeptSimulation = self.read(SIMULATION).ok_or(Why::NothingKept)?;
        if kept.program != program {
            return Err(Why::Input("program".to_owned()));
        }
        if kept.settings != format!("{settings:?}") {
            return Err(Why::Simulation);
        }
        match kept.files.difference(folder) {
            Some(Difference(file)) => Err(Why::Simulated(file)),
            None => Ok(()),
        }
    }

    /// Keeps which sources were simulated in `folder`.
    ///
    /// # Errors
    ///
    /// As [`Cache::keep_result`], and where the sources cannot be read back.
    pub fn keep_simulation(
        &self,
        plan: &Plan,
        (settings, program): (&Settings, &str),
        folder: &Path,
    ) -> io::Result<()> {
        let files = Digested::of_folder(folder)?;
        let (program, settings) = (program.to_owned(), format!("{settings:?}"));
        self.write(plan, SIMULATION, &KeptSimulation { program, settings, files })
    }

    /// What an entry says; `None` for one that is not there or not whole.
    fn read<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let text = fs::read_to_string(self.folder.join(name)).ok()?;
        let (head, body) = text.split_once('\n')?;
        let is_whole = head == format!("{FORM} {}", sha256(body.as_bytes()));
        is_whole.then(|| serde_json::from_str(body).ok()).flatten()
    }

    /// Writes an entry beside its place and moves it there: killed at any moment, the old or the new one
    /// is whole.
    fn write<T: Serialize>(&self, plan: &Plan, name: &str, of: &T) -> io::Result<()> {
        self.make(plan)?;
        let body = serde_json::to_string(of)?;
        let head = format!("{FORM} {}", sha256(body.as_bytes()));
        self.put(name, &format!("{head}\n{body}"))
    }

    /// Makes the folder, for its owner alone, and says in it what it is.
    fn make(&self, plan: &Plan) -> io::Result<()> {
        let is_free = match fs::read_dir(&self.folder) {
            Ok(mut entries) => entries.next().is_none() || is_cache(&self.folder),
            Err(_) => true,
        };
        if !is_free || self.folder.is_symlink() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if let Some(work) = self.folder.parent() {
            fs::create_dir_all(work)?;
        }
        if !self.folder.is_dir() {
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(&self.folder)?;
        }
        self.put(ABOUT, &format!("{:#}\n", Value::Object(of_plan(plan)?)))?;
        let readme = Texts::new(plan.report.language).get("mellemlager-om");
        self.put(README, &format!("{readme}\n"))
    }

    fn put(&self, name: &str, text: &str) -> io::Result<()> {
        let (new, place) = (self.folder.join(format!(".{name}-ny")), self.folder.join(name));
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(new, place)
    }
}

const SIMULATION: &str = "simulering.json";

/// The entry of runs to a folder: a work folder may serve several.
fn result_of(out: &Path) -> String {
    let place = std::path::absolute(out).unwrap_or_else(|_| out.to_path_buf());
    let digest = sha256(place.to_string_lossy().as_bytes());
    format!("resultat-{}.json", digest.get(..16).unwrap_or_default())
}

/// Whether a folder is a cache.
pub(crate) fn is_cache(folder: &Path) -> bool {
    folder.join(ABOUT).is_file()
}

/// The file that says which plan a cache is of.
pub(crate) fn about(folder: &Path) -> PathBuf {
    folder.join(ABOUT)
}
