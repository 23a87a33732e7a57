//! Pupils' ids in eight bytes.

use std::hash::{DefaultHasher, Hasher};

use crate::pseudonym::Pseudonymiser;

/// A pupil's id as a number. The same text is always the same number.
///
/// Ids of up to 17 digits, a civil registration number's hyphen aside, and other texts of up to
/// seven bytes are kept exactly. Longer ones are hashed to 62 bits: of a million pupils with such
/// ids the chance that any two share a number is one in nine million.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PupilId(u64);

/// An id may be a civil registration number: it is never shown.
impl std::fmt::Debug for PupilId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PupilId(..)")
    }
}

const DIGITS: u64 = 0;
const BYTES: u64 = 1 << 62;
const HASHED: u64 = 2 << 62;
const PSEUDONYM: u64 = 3 << 62;
const BODY: u64 = (1 << 62) - 1;

impl PupilId {
    /// The id in a cell; with a key, its pseudonym.
    pub fn new(text: &[u8], key: Option<&Pseudonymiser>) -> Self {
        if let Some(key) = key {
            let high = u64::try_from(key.id(text) >> 64).unwrap_or_default();
            return Self(PSEUDONYM | (high & BODY));
        }
        if let Some(id) = digits(text) {
            return id;
        }
        if text.len() <= 7 {
            let length = u64::try_from(text.len()).unwrap_or_default();
            let bytes = text.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
            return Self(BYTES | (length << 56) | bytes);
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(text);
        Self(HASHED | (hasher.finish() & BODY))
    }

    /// The id of a cell of so many digits, at most 17, which are this number; the same as that of its text.
    pub(crate) fn of_digits(number: u64, digits: u8) -> Self {
        // 17 digits need 57 bits, their number five.
        Self(DIGITS | (u64::from(digits) << 57) | number)
    }

    /// The number.
    pub const fn number(self) -> u64 {
        self.0
    }
}

/// Digits, with a hyphen after the sixth or none, as their number and how many they are: `007` is
/// not `7`.
fn digits(text: &[u8]) -> Option<PupilId> {
    if 17 < text.len() {
        return None;
    }
    let (first, rest) = match text {
        [first @ .., b'-', _, _, _, _] if first.len() == 6 => (first, text.get(7..)?),
        _ => (text, [].as_slice()),
    };
    // Whether all are digits is asked once, at the end.
    let (mut number, mut are_digits) = (0_u64, true);
    for byte in first.iter().chain(rest) {
        let digit = byte.wrapping_sub(b'0');
        are_digits &= digit < 10;
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    if !are_digits {
        return None;
    }
    Some(PupilId::of_digits(number, u8::try_from(first.len() + rest.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(text: &str) -> PupilId {
        PupilId::new(text.as_bytes(), None)
    }

    #[test]
    fn a_hyphen_of_a_civil_registration_number_does_not_matter() {
        assert_eq!(id("019700-0000"), id("0197000000"));
        assert_ne!(id("019700000"), id("0197000000"));
        assert_ne!(id("7"), id("007"));
    }

    proptest! {
        #[test]
        fn two_ids_are_two_numbers(a in "[0-9a-zA-Z-]{0,12}", b in "[0-9]{0,18}") {
            let plain = |text: &str| text.replace('-', "");
            prop_assert!(plain(&a) == plain(&b) || id(&a) != id(&b));
        }
    }
}
