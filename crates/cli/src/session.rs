//! One call of the program: its plan, its sources, its terminal.

use std::env::VarError;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use kvalitet_core::{Language, SchoolYear};
use kvalitet_ingest::Folder;
use kvalitet_ingest::pseudonym::{KeyError, PseudonymKey};
use kvalitet_pipeline::{
    Cache, KeyPlace, KnownFile, NormsError, Plan, Stage, StatementError, StatementFile, Why,
    program_digest, simulate_into,
};
use kvalitet_text::{Argument, Texts};
use tempfile::TempDir;

use crate::arguments::{Data, Format, Manner, Telling};
use crate::exit::Exit;
use crate::kept;
use crate::progress::Progress;
use crate::timings::Timings;
use crate::words;

/// What a command needs: words, and where to say them.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) texts: Texts,
    pub(crate) manner: Manner,
    progress: Progress,
    pub(crate) telling: Telling,
    timings: Timings,
    /// Why each step was done or not, in order.
    steps: Mutex<Vec<(Stage, Why)>>,
    /// What was warned of, whether anybody wanted to know it or not.
    warned: Mutex<Vec<String>>,
    program: OnceLock<Option<String>>,
}

impl Session {
    /// A session in Danish, until a plan says otherwise.
    pub(crate) fn new(manner: Manner) -> Self {
        let progress = Progress::new(manner.quiet);
        Self {
            texts: Texts::new(Language::Danish),
            manner,
            progress,
            telling: Telling::default(),
            timings: Timings::begin(),
            steps: Mutex::default(),
            warned: Mutex::default(),
            program: OnceLock::new(),
        }
    }

    /// A whole run begins: its stages are known.
    pub(crate) const fn expect_run(&mut self) {
        self.progress.expect_run();
    }

    /// Says where the run is.
    pub(crate) fn stage(&self, stage: Stage) {
        self.timings.stage(stage);
        self.progress.stage(stage, &self.texts);
    }

    /// Notes why steps are done, or are not.
    pub(crate) fn because(&self, stages: &[Stage], why: &Why) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        steps.extend(stages.iter().map(|stage| (*stage, why.clone())));
    }

    /// Says what was asked to be said of the run itself, on standard error.
    pub(crate) fn tell_of_run(&self) {
        let mut told = Vec::new();
        if self.telling.why {
            let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
            told.push(match self.manner.format {
                Format::Text => kept::steps(&self.texts, &steps),
                Format::Json => kept::steps_json(&steps).to_string(),
            });
        }
        if self.telling.timings {
            told.push(match self.manner.format {
                Format::Text => self.timings.in_words(&self.texts),
                Format::Json => self.timings.json().to_string(),
            });
        }
        for text in told {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// The digest of this program; `None` where its file cannot be read, and nothing is remembered then.
    pub(crate) fn program(&self) -> Option<&str> {
        let read = || program_digest(&std::env::current_exe().ok()?).ok();
        self.program.get_or_init(read).as_deref()
    }

    /// What was warned of until now.
    pub(crate) fn warned(&self) -> Vec<String> {
        self.warned.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the progress line.
    pub(crate) fn settle(&self) {
        self.progress.settle();
    }

    /// Prints what was asked for.
    pub(crate) fn answer(&self, text: &str) {
        self.settle();
        // A reader that has gone away (a closed pipe) is no error of this program.
        let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    }

    /// Prints what is nice to know, to people who want to know it.
    pub(crate) fn tell(&self, text: &str) {
        if !self.manner.quiet && self.manner.format == Format::Text {
            self.answer(text);
        }
    }

    /// Prints a warning, to people who want to know it.
    pub(crate) fn warn(&self, text: &str) {
        self.warned.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
        if !self.manner.quiet {
            self.settle();
            let _ = writeln!(std::io::stderr(), "{}: {text}", self.texts.get("advarsel"));
        }
    }

    /// Prints an error and gives back how the program ends.
    pub(crate) fn fail(&self, exit: Exit, text: &str) -> Exit {
        self.settle();
        let _ = writeln!(std::io::stderr(), "{}: {text}", self.texts.get("fejl"));
        exit
    }

    /// Reads a plan; none, or one named as the demo is on its pages, is the demo. Nothing of the files that
    /// it names is read.
    pub(crate) fn plan_alone(&mut self, path: Option<&Path>) -> Result<Plan, Exit> {
        let names = ["demo", "demo.toml"].map(Path::new);
        let demo = |path: &Path| names.contains(&path) && !path.exists();
        let plan = match path.filter(|path| !demo(path)) {
            None => Plan::demo(),
            Some(path) => {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(path).map_err(|error| {
                    let why = [
                        ("fil", name.as_str().into()),
                        ("hvorfor", words::io_error(&self.texts, &error).into()),
                    ];
                    self.fail(Exit::Plan, &self.texts.with("plan-ulaeselig", &why))
                })?;
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Plan::parse(&text, &file)
            }
        };
        let plan =
            plan.map_err(|error| self.fail(Exit::Plan, &words::plan_error(&self.texts, &error)))?;
        self.texts = Texts::new(plan.report.language);
        Ok(plan)
    }

    /// Reads a plan, and the key, norms, tables and statements that it names.
    pub(crate) fn plan(&mut self, path: Option<&Path>) -> Result<Plan, Exit> {
        let mut plan = self.plan_alone(path)?;
        if let Some(wanted) = plan.pseudonymisation.clone() {
            self.set_key(&mut plan, &wanted.key, beside(path))?;
        }
        if let Some(file) = plan.norms_file.clone() {
            self.set_norms(&mut plan, &file, beside(path))?;
        }
        for known in plan.publishing.known_files.clone() {
            self.add_known(&mut plan, &known, beside(path))?;
        }
        for statement in plan.publishing.statement_files.clone() {
            self.add_statement(&mut plan, &statement, beside(path))?;
        }
        for assessment in plan.publishing.assessment_files.clone() {
            let text = self.written(&assessment.file, beside(path), "vurdering-fil")?;
            let added = plan.add_assessment(&assessment, &text);
            added.map_err(|error| self.wrong_words(&error))?;
        }
        Ok(plan)
    }

    /// Gives the plan what somebody of a school wrote.
    fn add_statement(
        &self,
        plan: &mut Plan,
        of: &StatementFile,
        folder: &Path,
    ) -> Result<(), Exit> {
        let text = self.written(&of.file, folder, "udtalelse-fil")?;
        plan.add_statement(of, &text).map_err(|error| self.wrong_words(&error))
    }

    /// The text of a file that the plan names; `id` is what is said where it cannot be read.
    fn written(&self, file: &str, folder: &Path, id: &str) -> Result<String, Exit> {
        std::fs::read_to_string(folder.join(file)).map_err(|error| {
            let why = words::io_error(&self.texts, &error);
            let arguments = [("fil", file.into()), ("hvorfor", why.into())];
            self.fail(Exit::Plan, &self.texts.with(id, &arguments))
        })
    }

    fn wrong_words(&self, error: &StatementError) -> Exit {
        self.fail(Exit::Plan, &words::statement_error(&self.texts, error))
    }

    /// Gives the plan a table of figures that are public already.
    fn add_known(&self, plan: &mut Plan, of: &KnownFile, folder: &Path) -> Result<(), Exit> {
        let text = std::fs::read_to_string(folder.join(&of.file)).map_err(|error| {
            let why = words::io_error(&self.texts, &error);
            let arguments = [("fil", of.file.as_str().into()), ("hvorfor", why.into())];
            self.fail(Exit::Plan, &self.texts.with("kendte-fil", &arguments))
        })?;
        plan.add_known(of, &text)
            .map_err(|error| self.fail(Exit::Plan, &words::known_error(&self.texts, &error)))
    }

    /// Gives the plan the norms that it asks for.
    fn set_norms(&self, plan: &mut Plan, file: &str, folder: &Path) -> Result<(), Exit> {
        let wrong = |id: &str, why: String| {
            let arguments = [("fil", file.into()), ("hvorfor", why.into())];
            self.fail(Exit::Plan, &self.texts.with(id, &arguments))
        };
        let text = std::fs::read_to_string(folder.join(file))
            .map_err(|error| wrong("normer-fil", words::io_error(&self.texts, &error)))?;
        plan.set_norms(&text).map_err(|error| match error {
            // What serde says names a place and a key, and no value of the file.
            NormsError::Form { line, column } => {
                let place = [("linje", line.into()), ("tegn", column.into()), ("fil", file.into())];
                self.fail(Exit::Plan, &self.texts.with("normer-form", &place))
            }
            NormsError::Twice => wrong("normer-to-gange", String::new()),
            NormsError::Impossible => wrong("normer-umulige", String::new()),
        })
    }

    /// Gives the plan the key that it asks for. Nothing of a key is ever printed.
    fn set_key(&self, plan: &mut Plan, place: &KeyPlace, folder: &Path) -> Result<(), Exit> {
        let missing = |id: &str, arguments: &[(&str, Argument)]| {
            let (what, help) =
                (self.texts.with(id, arguments), self.texts.get("pseudonym-noegle-hjaelp"));
            let gives_up = format!("{what}\n    {}: {help}", self.texts.get("fund-hjaelp"));
            self.fail(Exit::Plan, &gives_up)
        };
        let (name, bytes) = match place {
            KeyPlace::File(file) => {
                let bytes = std::fs::read(folder.join(file)).map_err(|error| {
                    let why = words::io_error(&self.texts, &error);
                    let arguments = [("fil", file.as_str().into()), ("hvorfor", why.into())];
                    missing("pseudonym-noegle-fil", &arguments)
                })?;
                (file, bytes)
            }
            KeyPlace::Variable(name) => {
                #[expect(clippy::disallowed_methods, reason = "the one variable that is read")]
                let value = std::env::var(name).map_err(|error| {
                    // The error of a value that is no text has the value in it.
                    let id = match error {
                        VarError::NotPresent => "pseudonym-noegle-variabel",
                        VarError::NotUnicode(_) => "pseudonym-noegle-tegn",
                    };
                    missing(id, &[("navn", name.as_str().into())])
                })?;
                (name, value.into_bytes())
            }
        };
        plan.set_key(&bytes).map_err(|error| match error {
            KeyError::TooShort { length } => {
                let length = u64::try_from(length).unwrap_or(u64::MAX);
                let least = u64::try_from(PseudonymKey::LEAST).unwrap_or(u64::MAX);
                let arguments = [
                    ("navn", name.as_str().into()),
                    ("bytes", length.into()),
                    ("mindst", least.into()),
                ];
                missing("pseudonym-noegle-kort", &arguments)
            }
            KeyError::OneByte => missing("pseudonym-noegle-ens", &[("navn", name.as_str().into())]),
        })
    }

    /// The folder a plan's sources are in; simulated first where the plan asks for it: into the
    /// work folder, or, for a command that only looks (`out` is none), into a folder that goes with
    /// the answer.
    pub(crate) fn sources(
        &self,
        plan: &Plan,
        path: Option<&Path>,
        data: &Data,
        out: Option<&Path>,
    ) -> Result<SourceFolder, Exit> {
        if let Some(root) = data.root.as_ref().filter(|root| !root.is_dir()) {
            let folder = [("mappe", root.display().to_string().into())];
            return Err(self.fail(Exit::Plan, &self.texts.with("data-mangler", &folder)));
        }
        let lasting = data_folder(plan, path, data, out);
        let simulate = plan.simulate.as_ref().filter(|_| data.root.is_none());
        let (folder, passing) = if let Some(folder) = lasting {
            (folder, None)
        } else {
            let passing = tempfile::tempdir().map_err(|error| {
                self.fail(Exit::CouldNotWrite, &words::io_error(&self.texts, &error))
            })?;
            (passing.path().join(SIMULATED), Some(passing))
        };
        let Some(simulate) = simulate else {
            return Ok(SourceFolder { folder: Folder::new(folder), _passing: passing });
        };
        self.stage(Stage::Simulate);
        // A folder that goes with the answer has nothing of an earlier one.
        let work = work_folder(data, out).filter(|_| passing.is_none());
        let kept = work.map(|work| Cache::of_work(&work)).zip(self.program());
        let settings = simulate.settings(plan);
        let why = match &kept {
            None => Why::NothingKept,
            Some(_) if data.fresh => Why::Asked,
            Some((cache, program)) => {
                cache.simulation(&settings, program, &folder).err().unwrap_or(Why::Unchanged)
            }
        };
        self.because(&[Stage::Simulate], &why);
        if !why.is_reused() {
            simulate_into(&folder, &settings).map_err(|error| {
                let (exit, text) = words::simulate_error(&self.texts, &error);
                self.fail(exit, &text)
            })?;
            if let Some((cache, program)) = kept {
                // What cannot be kept is made again.
                let _ = cache.keep_simulation(plan, (&settings, program), &folder);
            }
        }
        Ok(SourceFolder { folder: Folder::new(folder), _passing: passing })
    }
}

/// The folder that a plan's sources are in, or will be when they are simulated; `None` for a
/// folder that goes with the answer.
pub(crate) fn data_folder(
    plan: &Plan,
    path: Option<&Path>,
    data: &Data,
    out: Option<&Path>,
) -> Option<PathBuf> {
    if let Some(root) = &data.root {
        return Some(root.clone());
    }
    if plan.simulate.is_none() {
        let folder = beside(path);
        return Some(plan.data.root.as_ref().map_or(folder.to_path_buf(), |r| folder.join(r)));
    }
    work_folder(data, out).as_deref().map(simulated_in)
}

/// The work folder; `None` for a command that only looks and names none.
pub(crate) fn work_folder(data: &Data, out: Option<&Path>) -> Option<PathBuf> {
    data.work.clone().or_else(|| out.map(work_beside))
}

/// The folder of simulated sources in a work folder.
pub(crate) fn simulated_in(work: &Path) -> PathBuf {
    work.join(SIMULATED)
}

/// What the folder of simulated sources is called.
const SIMULATED: &str = "simuleret";

/// The folder that a plan lies in.
fn beside(plan: Option<&Path>) -> &Path {
    plan.and_then(Path::parent).unwrap_or(Path::new(""))
}

/// Where sources are, for as long as they are read.
#[derive(Debug)]
pub(crate) struct SourceFolder {
    pub(crate) folder: Folder,
    /// Removed when the answer is given.
    _passing: Option<TempDir>,
}

/// The work folder of an output folder: `out-arbejde` beside `out`.
pub(crate) fn work_beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    out.with_file_name(format!("{name}-arbejde"))
}

/// The folder for a refused run: `out-afvist` beside `out`.
pub(crate) fn rejected_beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    out.with_file_name(format!("{name}-afvist"))
}

/// School years from the first to the last, such as `2016/17-2021/22`.
pub(crate) fn years(session: &Session, typed: &str) -> Result<(SchoolYear, SchoolYear), Exit> {
    let span = typed.split_once('-').and_then(|(first, last)| {
        Some((first.parse::<SchoolYear>().ok()?, last.parse::<SchoolYear>().ok()?))
    });
    span.ok_or_else(|| {
        let unknown = session.texts.with("ukendte-aar", &[("aar", typed.into())]);
        session.fail(Exit::Plan, &unknown)
    })
}
