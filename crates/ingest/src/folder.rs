//! Where sources come from.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Where the bytes of sources come from. Paths are relative to the data folder, with `/`.
pub trait Sources: Sync {
    /// The files that match `pattern`, sorted; the pattern itself when it is a plain name.
    ///
    /// # Errors
    ///
    /// Returns [`SourceError`] for a pattern that is none, leaves the data folder or matches
    /// nothing.
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError>;

    /// Opens one file.
    ///
    /// # Errors
    ///
    /// Returns [`SourceError`] when it is not there or cannot be read.
    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError>;
}

/// A source that cannot be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The file is not there.
    #[error("there is no such file")]
    Missing,
    /// The pattern matches nothing.
    #[error("the pattern matches no file")]
    NothingMatches,
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
}

/// A folder on disk. Nothing outside it can be named.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The path below the root, or `None` for one that leaves it.
    fn below(&self, path: &str) -> Option<PathBuf> {
        Some(self.root.join(relative(path)?))
    }
}

/// A path without what says nothing (`./a.csv` is `a.csv`); `None` for one that leaves the folder.
fn relative(path: &str) -> Option<PathBuf> {
    let mut kept = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => kept.push(name),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(kept)
}

/// Whether a file of this name is none of the user's: systems and Office leave them in folders.
fn is_dropping(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name.starts_with("~$")
        || matches!(name.as_str(), ".ds_store" | "thumbs.db" | "ehthumbs.db" | "desktop.ini")
}

/// A path as a source's name.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Sources for Folder {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        if !pattern.contains(['*', '?', '[']) {
            // One that leaves the folder keeps its name: opening it says that it is not there.
            return Ok(vec![relative(pattern).map_or_else(|| pattern.to_owned(), |p| name(&p))]);
        }
        let whole = relative(pattern).ok_or(SourceError::NothingMatches)?;
        // Absolute, because matches of a relative pattern come back without its `./`.
        let root = std::path::absolute(self.root.join("."));
        let root = root.map_err(|_| SourceError::NothingMatches)?;
        let escaped = glob::Pattern::escape(&root.to_string_lossy());
        // Hidden files are no sources, and neither are those by which Office marks a file as open.
        let visible =
            glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
        let pattern = format!("{escaped}/{}", whole.to_string_lossy());
        let found = glob::glob_with(&pattern, visible).map_err(|_| SourceError::NothingMatches)?;
        let mut paths = Vec::new();
        for path in found {
            // A folder that cannot be looked into may hold what the pattern means.
            let path = path.map_err(|_| SourceError::Unreadable)?;
            if path.is_file() && !path.file_name().is_some_and(is_dropping) {
                paths.extend(path.strip_prefix(&root).ok().map(name));
            }
        }
        paths.sort();
        if paths.is_empty() { Err(SourceError::NothingMatches) } else { Ok(paths) }
    }

    #[expect(clippy::disallowed_methods, reason = "the one place where sources are opened")]
    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let path = self.below(path).ok_or(SourceError::Missing)?;
        // A link may lead out of the folder.
        let real = (self.root.canonicalize(), path.canonicalize());
        let leads_out = matches!(&real, (Ok(root), Ok(real)) if !real.starts_with(root));
        if leads_out || path.is_dir() {
            return Err(SourceError::Unreadable);
        }
        match File::open(path) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(SourceError::Missing),
            Err(_) => Err(SourceError::Unreadable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_can_be_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("hemmelig.csv"), "x").unwrap();
        std::fs::write(folder.path().join("data/a.csv"), "x").unwrap();
        let data = Folder::new(folder.path().join("data"));
        assert!(data.open("a.csv").is_ok());
        assert_eq!(data.open("../hemmelig.csv").err(), Some(SourceError::Missing));
        assert_eq!(data.matching("../*.csv"), Err(SourceError::NothingMatches));
        assert_eq!(data.matching("*.csv"), Ok(vec!["a.csv".to_owned()]));
        assert_eq!(data.open("").err(), Some(SourceError::Unreadable));
    }

    #[test]
    fn a_path_may_begin_at_the_folder_itself() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "x").unwrap();
        let data = Folder::new(folder.path());
        assert_eq!(data.matching("./a.csv"), Ok(vec!["a.csv".to_owned()]));
        assert_eq!(data.matching("./*.csv"), Ok(vec!["a.csv".to_owned()]));
        assert!(data.open("./a.csv").is_ok());
        assert_eq!(data.matching("./../a.csv"), Ok(vec!["./../a.csv".to_owned()]));
        assert_eq!(data.open("./../a.csv").err(), Some(SourceError::Missing));
    }

    #[test]
    fn hidden_files_and_locks_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".gammelt")).unwrap();
        for file in [
            "a.csv",
            "~$a.csv",
            ".a.csv",
            ".gammelt/a.csv",
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini",
        ] {
            std::fs::write(folder.path().join(file), "x").unwrap();
        }
        let data = Folder::new(folder.path());
        for pattern in ["*.csv", "**/*.csv", "?*.csv", "*", "*.[!t]*"] {
            assert_eq!(data.matching(pattern), Ok(vec!["a.csv".to_owned()]), "{pattern}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(folder.path().join("ude.csv"), "x").unwrap();
        std::fs::write(data.join("inde.csv"), "x").unwrap();
        std::os::unix::fs::symlink("../ude.csv", data.join("a.csv")).unwrap();
        std::os::unix::fs::symlink("inde.csv", data.join("b.csv")).unwrap();
        let data = Folder::new(data);
        assert_eq!(data.open("a.csv").err(), Some(SourceError::Unreadable));
        assert!(data.open("b.csv").is_ok());
    }

    #[test]
    fn a_folder_with_brackets_in_its_name_still_matches() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data [2022]");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(data.join("b.csv"), "x").unwrap();
        std::fs::write(data.join("a.csv"), "x").unwrap();
        let found = Folder::new(data).matching("*.csv");
        assert_eq!(found, Ok(vec!["a.csv".to_owned(), "b.csv".to_owned()]));
    }
}
