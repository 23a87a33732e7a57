//! Where text goes: the caller's files, and a table that is filled line by line.

use std::fmt;
use std::io::Write;

use crate::SettingsError;
use crate::number::{half_up, push_decimal, push_padded, push_rounded, push_whole};

/// Makes the files that are written into.
///
/// The paths are relative, with `/` between their parts: `elevraekker/nationale_test_2016-17.csv`.
/// Folders are the implementation's to make. Each path is asked for once; several files are open
/// at the same time.
///
/// # Examples
///
/// ```
/// use std::io::{self, Write};
///
/// use kvalitet_simulate::Files;
///
/// /// Nothing is kept.
/// struct Nowhere;
///
/// impl Files for Nowhere {
///     fn create(&mut self, _path: &str) -> io::Result<Box<dyn Write>> {
///         Ok(Box::new(io::sink()))
///     }
/// }
/// ```
pub trait Files {
    /// A new, empty file at this path. Writes come in blocks of some ten thousand bytes; the file
    /// is flushed before it is dropped.
    ///
    /// # Errors
    ///
    /// Whatever kept the file from being made; it is returned in [`WriteError::File`].
    fn create(&mut self, path: &str) -> std::io::Result<Box<dyn Write>>;
}

/// Why a municipality could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The settings make no sense; no file was made.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The definitions that come with the program are wrong: a mistake of the program.
    #[error("the built-in definitions are wrong: {0}")]
    Definitions(String),
    /// A file could not be made or filled. Files before it are left as they are.
    #[error("write `{path}`")]
    File {
        /// The path that was asked for.
        path: String,
        /// What went wrong.
        #[source]
        source: std::io::Error,
    },
}

/// A file that is filled cell by cell.
pub(crate) struct Table {
    path: String,
    file: Box<dyn Write>,
    text: Vec<u8>,
    /// Where the line begins that is to stand at the end of the file.
    held: Option<usize>,
    /// Lines for the end of the file.
    last: Vec<u8>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Table {
    const BLOCK: usize = 1 << 16;

    /// A new table at `path` with this header.
    pub(crate) fn new(files: &mut dyn Files, path: &str, header: &str) -> Result<Self, WriteError> {
        let file = files
            .create(path)
            .map_err(|source| WriteError::File { path: path.to_owned(), source })?;
        let mut text = Vec::with_capacity(2 * Self::BLOCK);
        text.extend_from_slice(header.as_bytes());
        text.push(b'\n');
        Ok(Self { path: path.to_owned(), file, text, held: None, last: Vec::new() })
    }

    /// Begins a line that is to stand at the end of the file, after all others, as totals do.
    pub(crate) fn hold(&mut self) -> &mut Self {
        self.held = Some(self.text.len());
        self
    }

    /// Begins a line, or goes on with one, with text as it is, separators and all.
    pub(crate) fn raw(&mut self, text: &str) -> &mut Self {
        self.text.extend_from_slice(text.as_bytes());
        self
    }

    /// A cell of text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.raw(text).separate()
    }

    /// A cell with a count.
    pub(crate) fn count(&mut self, count: u64) -> &mut Self {
        push_whole(&mut self.text, count);
        self.separate()
    }

    /// A cell with `units / 10^decimals`.
    pub(crate) fn decimal(&mut self, units: i64, decimals: u32) -> &mut Self {
        push_decimal(&mut self.text, units, decimals);
        self.separate()
    }

    /// A cell with a number to this many decimals.
    pub(crate) fn rounded(&mut self, value: f64, decimals: u32) -> &mut Self {
        push_rounded(&mut self.text, value, decimals);
        self.separate()
    }

    /// A cell with a part of a whole in per cent, with one decimal; empty where there is no whole.
    pub(crate) fn percent(&mut self, part: u64, whole: u64) -> &mut Self {
        if whole == 0 {
            return self.text("");
        }
        let thousandths = i64::try_from(part.saturating_mul(1_000)).unwrap_or(i64::MAX);
        self.decimal(half_up(thousandths, whole), 1)
    }

    /// A cell's end with a time of day, in minutes since midnight: ` 12:20`.
    pub(crate) fn clock(&mut self, minute: u16) -> &mut Self {
        self.text.push(b' ');
        push_padded(&mut self.text, u64::from(minute / 60), 2);
        self.text.push(b':');
        push_padded(&mut self.text, u64::from(minute % 60), 2);
        self.separate()
    }

    fn separate(&mut self) -> &mut Self {
        self.text.push(b';');
        self
    }

    /// Ends the line; passes on what has gathered.
    pub(crate) fn end(&mut self) -> Result<(), WriteError> {
        // Every cell was followed by a separator, the last one by the line's end instead.
        self.text.pop_if(|last| *last == b';');
        self.text.push(b'\n');
        if let Some(start) = self.held.take() {
            self.last.extend(self.text.drain(start..));
        }
        if Self::BLOCK <= self.text.len() { self.pass_on() } else { Ok(()) }
    }

    /// Passes on the rest.
    pub(crate) fn finish(mut self) -> Result<(), WriteError> {
        self.text.append(&mut self.last);
        self.pass_on()?;
        self.file.flush().map_err(|source| WriteError::File { path: self.path, source })
    }

    fn pass_on(&mut self) -> Result<(), WriteError> {
        self.file
            .write_all(&self.text)
            .map_err(|source| WriteError::File { path: self.path.clone(), source })?;
        self.text.clear();
        Ok(())
    }
}
