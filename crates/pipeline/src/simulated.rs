//! A simulated municipality on disk.

use std::fs;
use std::io::{BufWriter, ErrorKind, Write};
use std::ops::RangeInclusive;
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
    /// The definitions that come with the program are wrong: a mistake of the program.
    #[error("the built-in definitions are wrong: {0}")]
    Definitions(String),
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
const FOLDERS: [&str; 4] = ["elevraekker", "aggregater", "trivsel", "karakterer"];

const REGISTER: (&str, &str) = ("school_register", "institutionsregister.csv");
const ROLL: (&str, &str) = ("roll", "elevtal.csv");

/// Kind, files, and the calendar years in which the school years with them start.
type Tests = (&'static str, &'static str, RangeInclusive<u16>);

/// Pupil rows of tests.
const PUPIL_TESTS: [Tests; 3] = [
    ("national_test", "elevraekker/nationale_test_*.csv", 0..=2021),
    ("national_test", "elevraekker/overgangstest_*.csv", 2022..=2025),
    ("national_test", "elevraekker/faerdighedstest_*.csv", 2026..=u16::MAX),
];
/// Their figures.
const COUNTED_TESTS: [Tests; 3] = [
    ("national_test", "aggregater/nationale_test_*.csv", 0..=2021),
    ("national_test", "aggregater/overgangstest_*.csv", 2022..=2025),
    ("national_test", "aggregater/faerdighedstest_*.csv", 2026..=u16::MAX),
];

/// Sources of pupils in the entrance of pupil rows. The reference has none: it is published only.
const PUPILS: [(&str, &str); 3] = [
    ("wellbeing", "trivsel/elevsvar_*.csv"),
    ("marks", "karakterer/karakterer_*.csv"),
    ("marks", "aggregater/socref_*.csv"),
];
/// What stands in their place in the other.
const PUBLISHED: [(&str, &str); 3] = [
    ("wellbeing", "aggregater/trivsel_*.csv"),
    ("marks", "aggregater/karakterer_*.csv"),
    ("marks", "aggregater/socref_*.csv"),
];
/// Sources of both entrances: figures of schools and of the municipality.
const FIGURES: [(&str, &str); 8] = [
    ("transition", "overgang.csv"),
    ("absence", "fravaer.csv"),
    ("competence_cover", "kompetencedaekning.csv"),
    ("class_size", "klassekvotient.csv"),
    ("staff", "personale.csv"),
    ("inclusion", "inklusion.csv"),
    ("complaints", "klager.csv"),
    ("groups", "grupper.csv"),
];
/// A table of the municipality's own.
const COURSES: &str = r#"
[[source]]
kind = "local"
table = "laeringsforloeb"
files = ["laeringsforloeb.csv"]

[[source.schema]]
name = "skoleaar"
holds = "school_year"

[[source.schema]]
name = "institutionsnummer"
holds = "institution_number"

[[source.schema]]
name = "klassetrin"
holds = "grade"

[[source.schema]]
name = "sted"
holds = "choice"
one_of = ["ude", "inde"]
empty = true

[[source.schema]]
name = "forloeb"
holds = "text"
"#;

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
    let source = |(kind, file): &(&str, &str)| {
        format!("\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]\n")
    };
    let all = |sources: &[(&str, &str)]| sources.iter().map(source).collect::<String>();
    let first = settings.first_year.start();
    let last = settings.last_year.start();
    let of_years = |sources: &[(&str, &str, RangeInclusive<u16>)]| {
        let held =
            sources.iter().filter(|(.., years)| *years.start() <= last && first <= *years.end());
        held.map(|(kind, file, _)| source(&(*kind, *file))).collect::<String>()
    };
    let (start, end) = (all(&[REGISTER]), all(&FIGURES) + COURSES);
    let pupils = all(&[ROLL]) + &of_years(&PUPIL_TESTS) + &all(&PUPILS);
    let published = of_years(&COUNTED_TESTS) + &all(&PUBLISHED);
    [
        ("plan.toml", format!("{report}{start}{pupils}{end}")),
        ("plan-aggregater.toml", format!("{report}{start}{published}{end}")),
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

/// Whether a folder is a simulated municipality.
pub(crate) fn is_simulated(folder: &Path) -> bool {
    folder.join(TRUTH).is_dir()
}

fn write_into(folder: &Path, settings: &Settings) -> Result<Written, SimulateErrorKind> {
    settings.check()?;
    let failed = |path: &str, source| SimulateErrorKind::Write { path: path.to_owned(), source };
    let has_content = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if has_content && !is_simulated(folder) {
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
        WriteError::Definitions(what) => SimulateErrorKind::Definitions(what),
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
