//! Base64, for fonts that stand in the page itself.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// `bytes` in the standard alphabet of RFC 4648, padded.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or_default());
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4_usize {
            text.push(if place <= group.len() { sextet(bits, place) } else { '=' });
        }
    }
    text
}

/// The character of the sextet at `place` (0-3) of 24 bits.
fn sextet(bits: u32, place: usize) -> char {
    let shift = [18_u32, 12, 6, 0].get(place).copied().unwrap_or_default();
    let index = usize::try_from((bits >> shift) & 63).unwrap_or_default();
    ALPHABET.get(index).copied().map_or('=', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_standard_hold() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn every_character_of_the_alphabet_is_used() {
        assert_eq!(encode(&[0xfb, 0xef, 0xff, 0x00, 0x10, 0x83]), "++//ABCD");
    }
}
