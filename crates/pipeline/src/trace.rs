//! Everything a run asked of its sources, and what they answered.
//!
//! Reading is a function of the plan and of these answers: where they are the same, so is what is read. A
//! source cannot be forgotten here, for there is no other way to one.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use kvalitet_ingest::{SourceError, Sources};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest::{hex, sha256_of};

/// What was asked, and the answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Patterns, and the files that matched or why there are none.
    matched: BTreeMap<String, Result<Vec<String>, String>>,
    /// Files, and their digests or why they could not be opened.
    opened: BTreeMap<String, Result<String, String>>,
    /// Whether an answer is not known to its end, or was given twice in different ways.
    #[serde(default)]
    is_broken: bool,
}

/// What is answered in another way now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// A file is another.
    File(String),
    /// Other files match.
    Pattern(String),
}

impl Trace {
    /// The first question that `sources` answer in another way.
    pub(crate) fn difference(&self, sources: &dyn Sources) -> Option<Answered> {
        let is_other = |(pattern, answer): &(&String, &Result<_, _>)| {
            sources.matching(pattern).map_err(in_a_word) != **answer
        };
        if let Some((pattern, _)) = self.matched.iter().find(is_other) {
            return Some(Answered::Pattern(pattern.clone()));
        }
        let is_other = |(path, answer): &(&String, &Result<String, String>)| {
            let now = sources.open(path).map_err(in_a_word);
            // One that breaks off is never the same.
            now.map(|mut read| sha256_of(&mut read).unwrap_or_default()) != **answer
        };
        let found = self.opened.par_iter().find_first(is_other);
        found.map(|(path, _)| Answered::File(path.clone()))
    }

    fn open(&mut self, path: &str, answer: &Result<String, String>) {
        let earlier = self.opened.insert(path.to_owned(), answer.clone());
        self.is_broken |= earlier.is_some_and(|earlier| earlier != *answer);
    }
}

fn in_a_word(error: SourceError) -> String {
    format!("{error:?}")
}

/// Sources that remember what was asked of them.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::{Folder, Sources};
/// use kvalitet_pipeline::Recording;
///
/// let folder = Folder::new("findes-ikke");
/// let sources = Recording::new(&folder);
/// assert!(sources.open("elever.csv").is_err());
/// assert!(sources.trace().is_some());
/// ```
pub struct Recording<'a> {
    sources: &'a dyn Sources,
    trace: Arc<Mutex<Trace>>,
}

impl std::fmt::Debug for Recording<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recording").field("trace", &self.trace).finish_non_exhaustive()
    }
}

impl<'a> Recording<'a> {
    /// Remembers what is asked of `sources`.
    pub fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, trace: Arc::default() }
    }

    /// What was asked and answered until now; `None` where that says nothing: a file broke off, or was
    /// another when it was opened again.
    pub fn trace(&self) -> Option<Trace> {
        let trace = lock(&self.trace).clone();
        (!trace.is_broken).then_some(trace)
    }
}

fn lock(trace: &Mutex<Trace>) -> std::sync::MutexGuard<'_, Trace> {
    trace.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sources for Recording<'_> {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        let answer = self.sources.matching(pattern);
        let kept = answer.clone().map_err(in_a_word);
        let mut trace = lock(&self.trace);
        let earlier = trace.matched.insert(pattern.to_owned(), kept.clone());
        trace.is_broken |= earlier.is_some_and(|earlier| earlier != kept);
        answer
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        match self.sources.open(path) {
            Ok(read) => Ok(Box::new(Recorded {
                path: path.to_owned(),
                read,
                digest: Sha256::new(),
                trace: Arc::clone(&self.trace),
            })),
            Err(error) => {
                lock(&self.trace).open(path, &Err(in_a_word(error)));
                Err(error)
            }
        }
    }
}

/// A file that is digested while it is read, and to its end when nobody reads on.
struct Recorded {
    path: String,
    read: Box<dyn Read + Send>,
    digest: Sha256,
    trace: Arc<Mutex<Trace>>,
}

impl Read for Recorded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.read.read(buffer).inspect_err(|error| {
            let is_broken = error.kind() != io::ErrorKind::Interrupted;
            lock(&self.trace).is_broken |= is_broken;
        })?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

impl Drop for Recorded {
    fn drop(&mut self) {
        // An error is noted where it is met.
        let _ = io::copy(self, &mut io::sink());
        let digest = hex(&std::mem::take(&mut self.digest).finalize());
        lock(&self.trace).open(&self.path, &Ok(digest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sources in memory.
    struct Files(Vec<(&'static str, &'static str)>);

    impl Sources for Files {
        fn matching(&self, _: &str) -> Result<Vec<String>, SourceError> {
            let names: Vec<String> = self.0.iter().map(|(name, _)| (*name).to_owned()).collect();
            if names.is_empty() { Err(SourceError::NothingMatches) } else { Ok(names) }
        }

        fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
            let found = self.0.iter().find(|(name, _)| *name == path);
            found
                .map(|(_, text)| -> Box<dyn Read + Send> { Box::new(text.as_bytes()) })
                .ok_or(SourceError::Missing)
        }
    }

    fn traced(files: &Files) -> Trace {
        let recording = Recording::new(files);
        let _ = recording.matching("*");
        let mut read = recording.open("a").unwrap();
        // Nobody reads on after the first byte.
        read.read_exact(&mut [0]).unwrap();
        drop(read);
        let _ = recording.open("c");
        recording.trace().unwrap()
    }

    #[test]
    fn the_same_sources_answer_the_same() {
        let files = Files(vec![("a", "12"), ("b", "3")]);
        assert_eq!(traced(&files).difference(&files), None);
    }

    #[test]
    fn every_answer_that_is_another_is_seen() {
        let trace = traced(&Files(vec![("a", "12"), ("b", "3")]));
        let seen = |files: Vec<_>| trace.difference(&Files(files));
        let file = |name: &str| Some(Answered::File(name.to_owned()));
        let pattern = Some(Answered::Pattern("*".to_owned()));
        assert_eq!(seen(vec![("a", "13"), ("b", "3")]), file("a"));
        assert_eq!(seen(vec![("a", "12")]), pattern);
        assert_eq!(seen(vec![]), pattern);
        assert_eq!(seen(vec![("a", "12"), ("b", "3"), ("c", "")]), pattern);
        // One that nobody opened decides nothing.
        assert_eq!(seen(vec![("a", "12"), ("b", "4")]), None);
    }

    #[test]
    fn a_file_that_changes_under_way_leaves_no_trace() {
        struct Once(Mutex<u8>);
        impl Sources for Once {
            fn matching(&self, _: &str) -> Result<Vec<String>, SourceError> {
                Err(SourceError::NothingMatches)
            }

            fn open(&self, _: &str) -> Result<Box<dyn Read + Send>, SourceError> {
                let mut byte = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                *byte += 1;
                Ok(Box::new(io::repeat(*byte).take(3)))
            }
        }
        let files = Once(Mutex::new(0));
        let recording = Recording::new(&files);
        drop(recording.open("a").unwrap());
        assert!(recording.trace().is_some());
        drop(recording.open("a").unwrap());
        assert_eq!(recording.trace(), None);
    }
}
