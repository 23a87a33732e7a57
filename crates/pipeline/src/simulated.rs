//! A simulated municipality on disk.

use std::fs;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use kvalitet_core::SchoolYear;
use kvalitet_simulate::{Files, Settings, SettingsError, WriteError, Written, write};

use crate::plan::{Plan, SimulatePlan};

/// A simulation that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("could not write the simulated municipality to `{folder}`")]
pub struct SimulateError {
    /// The folder.
    pub folder: String,
    /// Why.
    #[source]
    pub kind: SimulateErrorKind,
}

/// Why a simulation could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SimulateErrorKind {
    /// The folder has content and is no simulated municipality.
    #[error("the folder has content and is no simulated municipality")]
    NotOurs,
    /// The settings make no sense.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A file cannot be written.
    #[error("could not write `{path}`")]
    Write {
        /// The file, below the folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// What says that a folder is a simulated municipality. It is made first and never removed, so that
/// a run killed half-way leaves a folder that the next one knows.
const TRUTH: &str = "sandhed";
/// The folders whose files have other names from simulation to simulation.
const FOLDERS: [&str; 2] = ["elevraekker", "aggregater"];

struct Folder<'a>(&'a Path);

impl Files for Folder<'_> {
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>> {
        let path: PathBuf = self.0.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(Box::new(BufWriter::with_capacity(256 * 1024, fs::File::create(path)?)))
    }
}

/// A plan for each entrance, as it lies beside the simulated sources.
fn plans(settings: &Settings) -> [(&'static str, String); 2] {
    let years = (settings.first_year.start()..=settings.last_year.start())
        .filter_map(SchoolYear::starting)
        .map(|year| format!("\"{year}\""))
        .collect::<Vec<_>>();
    let (first, last) = (settings.first_year, settings.last_year);
    let report = format!(
        "[report]\ntitle = \"Kvalitetsrapport {first}-{last}\"\ndate = {}-10-31\n\
         municipality = {}\nyears = [{}]\nlanguage = \"da\"\n",
        last.start() + 1,
        settings.municipality,
        years.join(", "),
    );
    let source = |kind: &str, files: &str| {
        format!("\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{files}\"]\n")
    };
    let register = source("school_register", "institutionsregister.csv");
    let roll = source("roll", "elevtal.csv");
    let pupils = source("national_test", "elevraekker/nationale_test_*.csv");
    let counts = source("national_test", "aggregater/nationale_test_*.csv");
    [
        ("plan.toml", format!("{report}{register}{roll}{pupils}")),
        ("plan-aggregater.toml", format!("{report}{register}{counts}")),
    ]
}

/// Writes a simulated municipality below `folder`: both entrances, the truth, and a plan for each
/// entrance. An earlier simulation is replaced: none of its files is left to be read by mistake.
///
/// # Errors
///
/// Returns [`SimulateError`] for a folder with other content, settings that make no sense and files
/// that cannot be written.
pub fn simulate_into(folder: &Path, settings: &Settings) -> Result<Written, SimulateError> {
    write_into(folder, settings)
        .map_err(|kind| SimulateError { folder: folder.display().to_string(), kind })
}

fn write_into(folder: &Path, settings: &Settings) -> Result<Written, SimulateErrorKind> {
    settings.check()?;
    let failed = |path: &str, source| SimulateErrorKind::Write { path: path.to_owned(), source };
    let has_content = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if has_content && !folder.join(TRUTH).is_dir() {
        return Err(SimulateErrorKind::NotOurs);
    }
    fs::create_dir_all(folder.join(TRUTH)).map_err(|error| failed(TRUTH, error))?;
    for name in FOLDERS {
        match fs::remove_dir_all(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(name, error)),
            Ok(()) | Err(_) => {}
        }
    }
    let written = write(settings, &mut Folder(folder)).map_err(|error| match error {
        WriteError::Settings(error) => SimulateErrorKind::Settings(error),
        WriteError::File { path, source } => SimulateErrorKind::Write { path, source },
    })?;
    for (name, text) in plans(settings) {
        fs::write(folder.join(name), text).map_err(|source| failed(name, source))?;
    }
    Ok(written)
}

impl SimulatePlan {
    /// The settings of the simulation a plan asks for: its municipality, and every year from its
    /// first to its last.
    pub fn settings(&self, plan: &Plan) -> Settings {
        let (years, defaults) = (&plan.report.years, Settings::default());
        Settings {
            municipality: plan.report.municipality,
            schools: self.schools,
            pupils: self.pupils,
            first_year: years.first().copied().unwrap_or(defaults.first_year),
            last_year: years.last().copied().unwrap_or(defaults.last_year),
            seed: self.seed,
        }
    }
}
