//! Short text kept in place, so that ids are `Copy` and compare without a pointer.

use std::fmt;

/// Up to `N` bytes of text, kept in place: printable ASCII, or the letters and digits of a label.
/// Ordered by bytes, as text is.
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
        Self::padded(text)
    }

    /// Letters and digits of any alphabet, or `None` when there are none, they take more than `N`
    /// bytes or something else is among them.
    pub(crate) fn of_letters(text: &str) -> Option<Self> {
        if text.is_empty() || !text.chars().all(char::is_alphanumeric) {
            return None;
        }
        Self::padded(text.as_bytes())
    }

    fn padded(text: &[u8]) -> Option<Self> {
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
        // Whole characters by construction, so this never falls back.
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
