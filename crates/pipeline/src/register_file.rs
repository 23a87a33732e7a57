//! The register on disk, beside the plan: written beside its place and swapped in.
//!
//! A new register is written to `.<name>-ny` before the output is put in its place, and renamed after.
//! Killed in between, the edition may have been given out: what stands in `.<name>-ny` is then read as
//! the register, until the same edition is published to its end.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use kvalitet_disclosure::{Register, RegisterError};

/// Where a plan's register is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterFile {
    path: PathBuf,
}

/// A register as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadRegister {
    /// The register; an empty one where there is no file.
    pub register: Register,
    /// The file of an edition that was not published to its end, which was read instead.
    pub unfinished: Option<PathBuf>,
}

/// A register that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RegisterFileError {
    /// The file is no register.
    #[error("`{path}` cannot be used")]
    Register {
        /// The file.
        path: String,
        /// What is wrong.
        #[source]
        source: RegisterError,
    },
    /// The file cannot be read.
    #[error("could not read `{path}`")]
    Read {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file cannot be written.
    #[error("could not write `{path}`")]
    Write {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

impl RegisterFile {
    /// The register of a plan: `plan.register.json` beside `plan.toml`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::path::Path;
    /// use kvalitet_pipeline::RegisterFile;
    ///
    /// let register = RegisterFile::beside(Path::new("planer/rapport.toml"));
    /// assert_eq!(register.path(), Path::new("planer/rapport.register.json"));
    /// ```
    pub fn beside(plan: &Path) -> Self {
        Self { path: plan.with_extension("register.json") }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn unfinished(&self) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.path.with_file_name(format!(".{name}-ny"))
    }

    /// Reads the register.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterFileError`] for a file that cannot be read or is no register.
    pub fn read(&self) -> Result<ReadRegister, RegisterFileError> {
        let unfinished = self.unfinished();
        if let Some(register) = read(&unfinished)? {
            return Ok(ReadRegister { register, unfinished: Some(unfinished) });
        }
        let register = read(&self.path)?.unwrap_or_default();
        Ok(ReadRegister { register, unfinished: None })
    }

    /// Writes a new register beside the old one.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterFileError::Write`] when it cannot be written.
    pub fn prepare(&self, register: &Register) -> Result<(), RegisterFileError> {
        let path = self.unfinished();
        let text = register.to_json().map_err(|source| RegisterFileError::Register {
            path: path.display().to_string(),
            source,
        })?;
        // Half a register would be none: it is written under a third name, and renamed when whole.
        let half = self.path.with_extension("json-skrives");
        let written = fs::File::create(&half).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.and_then(|()| fs::rename(&half, &path)).map_err(failed(&path))
    }

    /// Puts the new register in the place of the old one.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterFileError::Write`] when it cannot.
    pub fn commit(&self) -> Result<(), RegisterFileError> {
        fs::rename(self.unfinished(), &self.path).map_err(failed(&self.path))
    }

    /// Takes back a new register whose output was not put in its place: what was read before stands
    /// again.
    ///
    /// # Errors
    ///
    /// Returns [`RegisterFileError::Write`] when it cannot.
    pub fn take_back(&self, before: &ReadRegister) -> Result<(), RegisterFileError> {
        if before.unfinished.is_some() {
            return self.prepare(&before.register);
        }
        let path = self.unfinished();
        fs::remove_file(&path).map_err(failed(&path))
    }
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> RegisterFileError + '_ {
    move |source| RegisterFileError::Write { path: path.display().to_string(), source }
}

/// The register in a file; `None` where there is no file.
fn read(path: &Path) -> Result<Option<Register>, RegisterFileError> {
    let name = || path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => {
            let register = Register::parse(&text);
            register
                .map(Some)
                .map_err(|source| RegisterFileError::Register { path: name(), source })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(RegisterFileError::Read { path: name(), source }),
    }
}
