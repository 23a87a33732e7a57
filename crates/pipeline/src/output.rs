//! The output folder: made beside its place, swapped in whole.
//!
//! A run writes to `.<name>-ny` beside the target. When everything is there, the old folder is
//! renamed to `.<name>-gammel`, the new one to its place, and the old one removed. Killed at any
//! moment, either the old folder or the new one is whole, and [`recover`] puts it in its place.
//!
//! A folder that this program did not make is never replaced.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kvalitet_report::OutputFile;

/// The file that says that a folder is this program's own.
pub const MARK: &str = "LAES-MIG.txt";

/// An output folder that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The folder is there and is not this program's own.
    #[error("`{folder}` exists and was not made by this program; choose another with --out")]
    NotOurs {
        /// The folder.
        folder: String,
    },
    /// A file or folder cannot be written.
    #[error("could not write `{path}`")]
    Write {
        /// The file or folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> OutputError + '_ {
    move |source| OutputError::Write { path: path.display().to_string(), source }
}

/// The folder `name` beside `target`, hidden: `.out-ny` beside `out`.
fn beside(target: &Path, suffix: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    target.with_file_name(format!(".{name}-{suffix}"))
}

/// Puts right what a killed run left behind: the old folder back in its place, or removed.
///
/// # Errors
///
/// Returns [`OutputError`] when a folder cannot be renamed or removed.
pub fn recover(target: &Path) -> Result<(), OutputError> {
    let (new, old) = (beside(target, "ny"), beside(target, "gammel"));
    if is_ours(&old) && !target.exists() {
        fs::rename(&old, target).map_err(failed(target))?;
    }
    remove_unfinished(&old)?;
    remove_unfinished(&new)
}

/// Removes what a killed run had begun to write or to remove: a folder with the mark, which is
/// written first and removed last, or an empty one.
fn remove_unfinished(folder: &Path) -> Result<(), OutputError> {
    remove_if_ours(folder)?;
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(folder)(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes `files` as the folder `target`, replacing an earlier result whole.
///
/// # Errors
///
/// Returns [`OutputError::NotOurs`] for a folder with content that this program did not make, or
/// one that cannot be replaced because it has no name of its own (`.`, `..`, `/`), and
/// [`OutputError::Write`] when something cannot be written; the old folder is then as it was.
pub fn replace(target: &Path, files: &[OutputFile]) -> Result<(), OutputError> {
    if target.file_name().is_none() {
        return Err(OutputError::NotOurs { folder: target.display().to_string() });
    }
    recover(target)?;
    if !is_free(target).map_err(failed(target))? {
        return Err(OutputError::NotOurs { folder: target.display().to_string() });
    }
    let (new, old) = (beside(target, "ny"), beside(target, "gammel"));
    fs::create_dir_all(&new).map_err(failed(&new))?;
    // The mark first, so that whatever a killed run leaves is known for its own.
    let mut in_order: Vec<&OutputFile> = files.iter().collect();
    in_order.sort_by_key(|file| file.path != MARK);
    let written = in_order.into_iter().try_for_each(|file| {
        let path = new.join(&file.path);
        let folder = path.parent().unwrap_or(&new);
        fs::create_dir_all(folder).map_err(failed(folder))?;
        fs::write(&path, &file.bytes).map_err(failed(&path))
    });
    if let Err(error) = written {
        remove_if_ours(&new)?;
        return Err(error);
    }
    if let Err(error) = swap(target, &new, &old) {
        recover(target)?;
        return Err(error);
    }
    remove_if_ours(&old)
}

fn swap(target: &Path, new: &Path, old: &Path) -> Result<(), OutputError> {
    if is_ours(target) {
        fs::rename(target, old).map_err(failed(old))?;
    } else if target.exists() {
        // Empty: it was looked at before anything was written.
        fs::remove_dir(target).map_err(failed(target))?;
    }
    fs::rename(new, target).map_err(failed(target))
}

/// Removes a folder that this program made; any other is left alone.
///
/// # Errors
///
/// Returns [`OutputError`] when it cannot be removed.
pub fn remove_if_ours(folder: &Path) -> Result<(), OutputError> {
    if !is_ours(folder) {
        return Ok(());
    }
    // The mark goes last: killed half-way, what is left is still known for this program's own.
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.is_dir() {
            fs::remove_dir_all(&path).map_err(failed(&path))?;
        } else if path != folder.join(MARK) {
            fs::remove_file(&path).map_err(failed(&path))?;
        }
    }
    fs::remove_file(folder.join(MARK)).map_err(failed(folder))?;
    fs::remove_dir(folder).map_err(failed(folder))
}

/// The folders that a run to `target` makes, replaces or removes: the target itself, and the two that
/// stand beside it for a moment.
pub fn places(target: &Path) -> [PathBuf; 3] {
    [target.to_path_buf(), beside(target, "ny"), beside(target, "gammel")]
}

/// Whether a folder is a result of this program, which the next run replaces whole.
pub fn is_ours(folder: &Path) -> bool {
    folder.join(MARK).is_file()
}

/// The name of the edition that a result is; `None` of a draft, and of what cannot be read.
pub fn edition(folder: &Path) -> Option<String> {
    let manifest = fs::read(folder.join("offentlig").join("manifest.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest.get("udgave")?.as_str().map(str::to_owned)
}

/// Whether the target may be replaced: it is not there, is empty, or is this program's own.
fn is_free(target: &Path) -> std::io::Result<bool> {
    match fs::read_dir(target) {
        Ok(mut entries) => Ok(entries.next().is_none() || is_ours(target)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<OutputFile> {
        let file = |path: &str| OutputFile { path: path.to_owned(), bytes: text.into() };
        vec![file(MARK), file("fortrolig/rapport.html")]
    }

    fn read(folder: &Path) -> String {
        fs::read_to_string(folder.join("fortrolig/rapport.html")).unwrap()
    }

    #[test]
    fn an_earlier_result_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        replace(&out, &files("en")).unwrap();
        fs::write(out.join("gammel-fil"), "x").unwrap();
        replace(&out, &files("to")).unwrap();
        assert_eq!(read(&out), "to");
        assert!(!out.join("gammel-fil").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("dokumenter");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("vigtig.txt"), "x").unwrap();
        assert!(matches!(replace(&out, &files("en")), Err(OutputError::NotOurs { .. })));
        assert!(out.join("vigtig.txt").exists());
        for nameless in [".", "..", "/"] {
            let refused = replace(Path::new(nameless), &files("en"));
            assert!(matches!(refused, Err(OutputError::NotOurs { .. })), "{nameless}");
        }
    }

    #[test]
    fn an_empty_folder_is_taken_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        fs::create_dir(&out).unwrap();
        replace(&out, &files("en")).unwrap();
        assert_eq!(read(&out), "en");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_killed_while_it_removes_the_old_result_is_healed() {
        for left in [&[MARK, "fortrolig"][..], &[MARK], &[]] {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("out");
            replace(&out, &files("en")).unwrap();
            let old = folder.path().join(".out-gammel");
            fs::create_dir(&old).unwrap();
            for name in left {
                fs::write(old.join(name), "x").unwrap();
            }
            replace(&out, &files("to")).unwrap();
            assert_eq!(read(&out), "to");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_run_killed_between_the_two_renames_is_healed() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        replace(&out, &files("en")).unwrap();
        fs::rename(&out, folder.path().join(".out-gammel")).unwrap();
        fs::create_dir(folder.path().join(".out-ny")).unwrap();
        recover(&out).unwrap();
        assert_eq!(read(&out), "en");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
