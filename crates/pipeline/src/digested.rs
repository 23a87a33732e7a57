//! A folder by the digests of its files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kvalitet_report::OutputFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::digest::sha256;

/// Every file of a folder, with its size and digest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digested(BTreeMap<String, File>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct File {
    bytes: u64,
    sha256: String,
}

/// The first file that is another, is missing or should not be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference(pub(crate) String);

impl Digested {
    /// A folder as it is once these files are written.
    pub(crate) fn of_files(files: &[OutputFile]) -> Self {
        let of = |file: &OutputFile| {
            let bytes = u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
            (file.path.clone(), File { bytes, sha256: sha256(&file.bytes) })
        };
        Self(files.par_iter().map(of).collect())
    }

    /// A folder as it is.
    ///
    /// # Errors
    ///
    /// Returns an error for a file that cannot be read, and for what is neither a file nor a folder of
    /// files: a link, an empty folder.
    pub(crate) fn of_folder(folder: &Path) -> io::Result<Self> {
        let found = sizes(folder)?;
        let of = |(path, bytes): (String, u64)| {
            let sha256 = sha256(&fs::read(folder.join(&path))?);
            Ok((path, File { bytes, sha256 }))
        };
        Ok(Self(found.into_par_iter().map(of).collect::<io::Result<_>>()?))
    }

    /// The first file by which `folder` is another; `None` where it is the same to the byte. Names and sizes
    /// are looked at before anything is read.
    pub(crate) fn difference(&self, folder: &Path) -> Option<Difference> {
        let Ok(found) = sizes(folder) else { return Some(Difference(String::from("?"))) };
        let is_other =
            |path: &&String| self.0.get(*path).map(|file| file.bytes) != found.get(*path).copied();
        if let Some(path) = self.0.keys().chain(found.keys()).find(is_other) {
            return Some(Difference(path.clone()));
        }
        let is_other = |(path, file): &(&String, &File)| {
            let now = fs::read(folder.join(path)).map(|bytes| sha256(&bytes));
            !now.is_ok_and(|now| now == file.sha256)
        };
        let found = self.0.par_iter().find_first(is_other);
        found.map(|(path, _)| Difference(path.clone()))
    }
}

/// The files below a folder, `/` between folders, and their sizes.
fn sizes(folder: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((at, below)) = folders.pop() {
        let mut is_empty = true;
        for entry in fs::read_dir(&at)? {
            let (path, name) = named(&entry?)?;
            is_empty = false;
            let found = path.symlink_metadata()?;
            let name = format!("{below}{name}");
            if found.is_dir() {
                folders.push((path, format!("{name}/")));
            } else if found.is_file() {
                files.insert(name, found.len());
            } else {
                return Err(io::ErrorKind::InvalidInput.into());
            }
        }
        if is_empty {
            return Err(io::ErrorKind::InvalidInput.into());
        }
    }
    Ok(files)
}

fn named(entry: &fs::DirEntry) -> io::Result<(PathBuf, String)> {
    let name = entry.file_name().into_string();
    let name = name.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok((entry.path(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<OutputFile> {
        let file = |path: &str| OutputFile { path: path.to_owned(), bytes: path.into() };
        vec![file("a.txt"), file("b/c.txt")]
    }

    fn written() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for file in files() {
            fs::write(folder.path().join(file.path), file.bytes).unwrap();
        }
        folder
    }

    #[test]
    fn what_was_written_is_what_is_there() {
        let folder = written();
        let digested = Digested::of_files(&files());
        assert_eq!(digested.difference(folder.path()), None);
        assert_eq!(Digested::of_folder(folder.path()).unwrap(), digested);
    }

    #[test]
    fn every_change_of_a_folder_is_seen() {
        type Change = fn(&Path);
        let changes: [(Change, &str); 7] = [
            (|of| fs::write(of.join("b/c.txt"), "b/C.txt").unwrap(), "b/c.txt"),
            (|of| fs::write(of.join("a.txt"), "a").unwrap(), "a.txt"),
            (|of| fs::remove_file(of.join("a.txt")).unwrap(), "a.txt"),
            (|of| fs::write(of.join("d"), "").unwrap(), "d"),
            (|of| fs::create_dir(of.join("e")).unwrap(), "?"),
            (|of| fs::rename(of.join("a.txt"), of.join("b/a.txt")).unwrap(), "a.txt"),
            (|of| fs::remove_dir_all(of).unwrap(), "?"),
        ];
        for (change, what) in changes {
            let folder = written();
            change(folder.path());
            let seen = Digested::of_files(&files()).difference(folder.path());
            assert_eq!(seen, Some(Difference(what.to_owned())));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_no_file_of_ours() {
        let folder = written();
        let (file, aside) = (folder.path().join("a.txt"), tempfile::tempdir().unwrap());
        let moved = aside.path().join("a.txt");
        fs::rename(&file, &moved).unwrap();
        std::os::unix::fs::symlink(&moved, &file).unwrap();
        assert!(Digested::of_files(&files()).difference(folder.path()).is_some());
    }
}
