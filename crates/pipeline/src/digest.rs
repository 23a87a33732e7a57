//! Digests of bytes, in hex.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 in hex of everything that can be read.
///
/// # Errors
///
/// Returns the error of a read that fails.
pub(crate) fn sha256_of(read: &mut impl Read) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match read.read(&mut buffer) {
            Ok(0) => return Ok(hex(&digest.finalize())),
            Ok(count) => digest.update(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes in hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The digest of a program: of its file, so that whatever it was built from and with is in it.
///
/// # Errors
///
/// Returns an error where the file cannot be read.
pub fn program_digest(program: &std::path::Path) -> io::Result<String> {
    Ok(sha256(&std::fs::read(program)?))
}
