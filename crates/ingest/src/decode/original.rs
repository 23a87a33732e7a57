//! The file as it lies on disk: every byte that is read is digested and counted.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

const BLOCK: usize = 256 * 1024;

/// The bytes of a file, shared by whoever reads them and whoever asks for their digest.
#[derive(Clone)]
pub(super) struct Bytes(Arc<Mutex<Disk>>);

struct Disk {
    input: Box<dyn Read + Send>,
    digest: Sha256,
    count: u64,
    failed: bool,
    ended: bool,
    drained: bool,
}

impl Bytes {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        let digest = Sha256::new();
        let disk = Disk { input, digest, count: 0, failed: false, ended: false, drained: false };
        Self(Arc::new(Mutex::new(disk)))
    }

    /// How many bytes were read.
    pub(super) fn count(&self) -> u64 {
        self.disk().count
    }

    /// Whether reading failed: then it is no fault of what stands in the file.
    pub(super) fn failed(&self) -> bool {
        self.disk().failed
    }

    /// The SHA-256 of all bytes, in hex; what is unread is read first.
    pub(super) fn digest(&self) -> io::Result<String> {
        let mut disk = self.disk();
        if !disk.ended {
            let mut block = vec![0; BLOCK];
            loop {
                match disk.read(&mut block) {
                    Ok(0) => break,
                    Ok(_) => disk.drained = true,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(hex(&disk.digest.clone().finalize()))
    }

    /// A panic while reading leaves the digest of what was read: nothing is half done.
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.input.read(buffer) {
            Ok(read) => {
                self.ended |= read == 0 && !buffer.is_empty();
                self.digest.update(buffer.get(..read).unwrap_or_default());
                self.count += u64::try_from(read).unwrap_or_default();
                Ok(read)
            }
            Err(error) => {
                self.failed |= error.kind() != io::ErrorKind::Interrupted;
                Err(error)
            }
        }
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut disk = self.disk();
        if disk.drained {
            // Going on would look like the end of the file.
            return Err(io::Error::other("the bytes were read for their digest"));
        }
        disk.read(buffer)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
