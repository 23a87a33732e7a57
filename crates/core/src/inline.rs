//! Short ASCII text kept in place, so that ids are `Copy` and compare without a pointer.

use std::fmt;

/// Up to `N` bytes of printable ASCII, kept in place. Ordered as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InlineText<const N: usize> {
    // Unused bytes are zero, which sorts before every printable byte: derived order is text order.
    bytes: [u8; N],
}

impl<const N: usize> InlineText<N> {
    /// The text, or `None` when it is empty, longer than `N` bytes or not printable ASCII.
    pub fn new(text: &[u8]) -> Option<Self> {
        if text.is_empty() || !text.iter().all(u8::is_ascii_graphic) {
            return None;
        }
        let mut bytes = [0; N];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { bytes })
    }

    /// The text in `bytes` up to the first zero; the caller vouches for printable ASCII.
    pub(crate) const fn from_zero_padded(bytes: [u8; N]) -> Self {
        Self { bytes }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let used = self.bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        // Printable ASCII by construction, so this never falls back.
        std::str::from_utf8(used).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Display for InlineText<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<const N: usize> fmt::Debug for InlineText<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}
