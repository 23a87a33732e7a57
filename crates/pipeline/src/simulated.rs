//! A simulated municipality on disk.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use kvalitet_core::{MunicipalityNumber, SchoolYear};
use kvalitet_simulate::{Files, Settings, WriteError, Written, write};

use crate::plan::{Plan, SimulatePlan};

/// A simulation that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("could not write the simulated municipality to `{folder}`")]
pub struct SimulateError {
    /// The folder.
    pub folder: String,
    /// Why.
    #[source]
    pub source: WriteError,
}

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

/// Writes a simulated municipality below `folder`.
///
/// # Errors
///
/// Returns [`SimulateError`] for settings that make no sense and files that cannot be written.
pub fn simulate_into(folder: &Path, settings: &Settings) -> Result<Written, SimulateError> {
    write(settings, &mut Folder(folder))
        .map_err(|source| SimulateError { folder: folder.display().to_string(), source })
}

impl SimulatePlan {
    /// The settings of the simulation a plan asks for: its municipality, and every year from its
    /// first to its last.
    pub fn settings(&self, plan: &Plan) -> Settings {
        let years = &plan.report.years;
        let defaults = Settings::default();
        let municipality: MunicipalityNumber = plan.report.municipality;
        let (first, last): (Option<&SchoolYear>, Option<&SchoolYear>) =
            (years.first(), years.last());
        Settings {
            municipality,
            schools: self.schools,
            pupils: self.pupils,
            first_year: first.copied().unwrap_or(defaults.first_year),
            last_year: last.copied().unwrap_or(defaults.last_year),
            seed: self.seed,
        }
    }
}
