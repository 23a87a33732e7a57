//! Sources in memory.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use kvalitet_ingest::{SourceError, Sources};

/// Texts by file name. A pattern is the beginning of names, with `*` behind it.
pub(crate) struct Memory(BTreeMap<String, String>);

impl Memory {
    pub(crate) fn new<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let owned = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        Self(files.into_iter().map(owned).collect())
    }
}

impl Sources for Memory {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        match pattern.strip_suffix('*') {
            None => Ok(vec![pattern.to_owned()]),
            Some(begin) => {
                Ok(self.0.keys().filter(|path| path.starts_with(begin)).cloned().collect())
            }
        }
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let text = self.0.get(path).ok_or(SourceError::Missing)?;
        Ok(Box::new(Cursor::new(text.clone())))
    }
}
