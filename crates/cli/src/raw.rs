//! The file of rows in quarantine as they stand: personal data, written where the user says and
//! nowhere else.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use kvalitet_pipeline::{Plan, RawQuarantine, output};
use serde_json::Value;

use crate::exit::Exit;
use crate::session::Session;
use crate::words;

/// Where the rows go; checked.
#[derive(Debug)]
pub(crate) struct RawFile {
    path: PathBuf,
    form: Form,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Table,
    Workbook,
}

/// Folders in which the file may not lie.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeptFree {
    /// Replaced by a run, or handed on as they are.
    pub(crate) results: Vec<PathBuf>,
    /// Read by a run.
    pub(crate) data: Option<PathBuf>,
}

impl RawFile {
    /// The file at `path`, where a file with personal data may be made.
    ///
    /// One that is there already is left alone: it may be anything, and who may read it was decided
    /// when it was made.
    pub(crate) fn checked(session: &Session, path: &Path, kept: &KeptFree) -> Result<Self, Exit> {
        let refused = |id: &str| {
            let file = [("fil", path.display().to_string().into())];
            session.fail(Exit::Plan, &session.texts.with(id, &file))
        };
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let form = match extension.as_str() {
            "csv" => Form::Table,
            "xlsx" => Form::Workbook,
            _ => return Err(refused("raa-endelse")),
        };
        match no_place(path, kept) {
            Some(why) => Err(refused(why)),
            None => Ok(Self { path: path.to_path_buf(), form }),
        }
    }

    /// Writes the rows, for the user alone to read where the system knows of users, and says what
    /// they are. Without rows no file is made. What the file is called, where one was made.
    pub(crate) fn write(
        &self,
        session: &Session,
        plan: &Plan,
        raw: &RawQuarantine,
    ) -> Result<Value, Exit> {
        let name = self.path.display().to_string();
        let texts = &session.texts;
        if raw.is_empty() {
            session.tell(&texts.with("raa-ingen", &[("fil", name.into())]));
            return Ok(Value::Null);
        }
        let bytes = match self.form {
            Form::Table => raw.csv().ok(),
            Form::Workbook => raw.workbook(texts, &plan.report.date),
        };
        let bytes = bytes.ok_or_else(|| {
            let file = [("fil", name.as_str().into())];
            session.fail(Exit::CouldNotWrite, &texts.with("raa-for-stor", &file))
        })?;
        new_file(&self.path, &bytes).map_err(|error| {
            let why = words::io_error(texts, &error);
            let arguments = [("sti", name.as_str().into()), ("hvorfor", why.into())];
            session.fail(Exit::CouldNotWrite, &texts.with("kunne-ikke-skrive", &arguments))
        })?;
        let rows = u64::try_from(raw.len()).unwrap_or(u64::MAX);
        let arguments = [("fil", name.as_str().into()), ("raekker", rows.into())];
        session.tell(&texts.with("raa-skrevet", &arguments));
        Ok(name.into())
    }
}

/// Why no file with personal data may be made at a path: the id of what is said.
pub(crate) fn no_place(path: &Path, kept: &KeptFree) -> Option<&'static str> {
    if path.symlink_metadata().is_ok() {
        return Some("raa-findes");
    }
    let whole = resolved(path);
    let is_below = |folder: &PathBuf| whole.starts_with(resolved(folder));
    if kept.results.iter().any(is_below) || whole.ancestors().skip(1).any(output::is_ours) {
        return Some("raa-i-resultat");
    }
    if kept.data.iter().any(is_below) {
        return Some("raa-i-data");
    }
    (!whole.parent().is_some_and(Path::is_dir)).then_some("raa-ingen-mappe")
}

/// Makes a file that was not there; one that cannot be written to its end is removed.
pub(crate) fn new_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        drop(file);
        // The first error is the one to tell of.
        let _ = fs::remove_file(path);
    }
    written
}

/// The path with every link followed, as far as it exists; the rest as it is written.
fn resolved(path: &Path) -> PathBuf {
    // An empty path is the folder the program runs in.
    let path = Path::new(".").join(path);
    let whole = std::path::absolute(&path).unwrap_or(path);
    let known = whole.ancestors().find_map(|known| Some((known, known.canonicalize().ok()?)));
    let Some((known, mut resolved)) = known else { return whole };
    let rest = whole.strip_prefix(known).unwrap_or(Path::new(""));
    for part in rest.components() {
        match part {
            Component::Normal(name) => resolved.push(name),
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    resolved
}
