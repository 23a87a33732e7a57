//! A gzip stream, of one member or several, that may not swell beyond the limits.

use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::original::Bytes;
use super::{Limits, Refusal};

const BLOCK: usize = 256 * 1024;

/// The text of a gzip stream.
pub(super) struct Gunzip {
    inflated: MultiGzDecoder<BufReader<io::Chain<Cursor<Vec<u8>>, Bytes>>>,
    bytes: Bytes,
    limits: Limits,
    count: u64,
}

impl Gunzip {
    /// Inflates `head` and what follows it in `bytes`.
    pub(super) fn new(head: Vec<u8>, bytes: Bytes, limits: &Limits) -> Self {
        let packed = Cursor::new(head).chain(bytes.clone());
        let inflated = MultiGzDecoder::new(BufReader::with_capacity(BLOCK, packed));
        Self { inflated, bytes, limits: *limits, count: 0 }
    }
}

impl Read for Gunzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inflated.read(buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) if self.bytes.failed() => return Err(error),
            Err(_) => return Err(Refusal::Damaged.into()),
        };
        self.count += u64::try_from(read).unwrap_or_default();
        if self.limits.inflated_text < self.count {
            return Err(Refusal::TooLarge.into());
        }
        if self.limits.dense(self.limits.gzip_ratio, self.bytes.count()) < self.count {
            return Err(Refusal::TooDense.into());
        }
        Ok(read)
    }
}
