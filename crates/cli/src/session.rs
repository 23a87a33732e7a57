//! One call of the program: its plan, its sources, its terminal.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use kvalitet_core::Language;
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, Stage, simulate_into};
use kvalitet_text::Texts;
use tempfile::TempDir;

use crate::arguments::{Data, Format, Manner};
use crate::exit::Exit;
use crate::words;

/// What a command needs: words, and where to say them.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) texts: Texts,
    pub(crate) manner: Manner,
    progress: ProgressBar,
}

impl Session {
    /// A session in Danish, until a plan says otherwise.
    pub(crate) fn new(manner: Manner) -> Self {
        let shown = !manner.quiet && std::io::stderr().is_terminal();
        let progress = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            progress.set_style(style);
        }
        Self { texts: Texts::new(Language::Danish), manner, progress }
    }

    /// Says where the run is.
    pub(crate) fn stage(&self, stage: Stage) {
        self.progress.set_message(self.texts.get(stage.id()));
        self.progress.enable_steady_tick(Duration::from_millis(100));
    }

    /// Ends the progress line.
    pub(crate) fn settle(&self) {
        self.progress.finish_and_clear();
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

    /// Prints an error and gives back how the program ends.
    pub(crate) fn fail(&self, exit: Exit, text: &str) -> Exit {
        self.settle();
        let _ = writeln!(std::io::stderr(), "{}: {text}", self.texts.get("fejl"));
        exit
    }

    /// Reads a plan; none, or one named `demo`, is the demo.
    pub(crate) fn plan(&mut self, path: Option<&Path>) -> Result<Plan, Exit> {
        let demo = |path: &Path| path.as_os_str() == "demo" && !path.exists();
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
        let beside = path.and_then(Path::parent).unwrap_or(Path::new(""));
        let named = plan.data.root.as_ref().map(|root| beside.join(root));
        let lasting = |folder| Ok(SourceFolder { folder: Folder::new(folder), _passing: None });
        if let Some(root) = data.root.clone() {
            return lasting(root);
        }
        let Some(simulate) = &plan.simulate else {
            return lasting(named.unwrap_or_else(|| beside.to_path_buf()));
        };
        self.stage(Stage::Simulate);
        let (work, passing) = match (data.work.clone(), out) {
            (Some(work), _) => (work, None),
            (None, Some(out)) => (work_beside(out), None),
            (None, None) => {
                let passing = tempfile::tempdir().map_err(|error| {
                    self.fail(Exit::CouldNotWrite, &words::io_error(&self.texts, &error))
                })?;
                (passing.path().to_path_buf(), Some(passing))
            }
        };
        let folder = work.join("simuleret");
        simulate_into(&folder, &simulate.settings(plan)).map_err(|error| {
            let (exit, text) = words::simulate_error(&self.texts, &error);
            self.fail(exit, &text)
        })?;
        Ok(SourceFolder { folder: Folder::new(folder), _passing: passing })
    }
}

/// Where sources are, for as long as they are read.
#[derive(Debug)]
pub(crate) struct SourceFolder {
    pub(crate) folder: Folder,
    /// Removed when the answer is given.
    _passing: Option<TempDir>,
}

/// The work folder of an output folder: `out-arbejde` beside `out`.
fn work_beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    out.with_file_name(format!("{name}-arbejde"))
}

/// The folder for a refused run: `out-afvist` beside `out`.
pub(crate) fn rejected_beside(out: &Path) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy().into_owned();
    out.with_file_name(format!("{name}-afvist"))
}
