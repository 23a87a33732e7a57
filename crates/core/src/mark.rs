//! Marks of the seven-step scale, and the codes that stand in their place.

use std::fmt;

/// A mark of the seven-step scale.
///
/// Marks arrive as text: `02` and `00` are marks, and a spreadsheet makes them `2` and `0`.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Mark;
///
/// assert_eq!(Mark::from_bytes(b"02").map(Mark::points), Some(2));
/// assert_eq!(Mark::from_bytes("\u{2212}3".as_bytes()).map(Mark::points), Some(-3));
/// assert_eq!(Mark::from_bytes(b"2"), None);
/// assert_eq!(Mark::without_zero(b"2").map(|mark| mark.to_string()), Some("02".to_owned()));
/// assert_eq!(Mark::from_bytes(b"5"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(i8);

impl Mark {
    /// The scale, lowest first.
    pub const SCALE: [Self; 7] = [Self(-3), Self(0), Self(2), Self(4), Self(7), Self(10), Self(12)];

    /// Its points.
    pub const fn points(self) -> i8 {
        self.0
    }

    /// Reads the bytes of a cell, as marks are written.
    pub fn from_bytes(text: &[u8]) -> Option<Self> {
        let points = match text {
            b"-3" | b"\xe2\x88\x923" => -3,
            b"00" => 0,
            b"02" => 2,
            b"4" | b"04" => 4,
            b"7" | b"07" => 7,
            b"10" => 10,
            b"12" => 12,
            _ => return None,
        };
        Some(Self(points))
    }

    /// Reads `2` and `0`: marks whose leading zero a spreadsheet has eaten.
    pub const fn without_zero(text: &[u8]) -> Option<Self> {
        match text {
            b"0" => Some(Self(0)),
            b"2" => Some(Self(2)),
            _ => None,
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 | 2 => write!(f, "0{}", self.0),
            points => write!(f, "{points}"),
        }
    }
}

/// The codes of the ministry's mark standard that stand where a mark would and are none: not
/// taught, expelled, exempt, ill, absent, a statement instead. They are never averaged.
/// Which they are was confirmed for these alone; another code is a cell of the wrong form.
pub const NON_MARK_CODES: [u8; 11] = [81, 84, 85, 86, 87, 88, 89, 91, 96, 97, 98];

/// The code of a cell that holds one of [`NON_MARK_CODES`].
pub fn non_mark_code(text: &[u8]) -> Option<u8> {
    let [tens, ones] = text else { return None };
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| byte - b'0');
    let code = digit(tens)? * 10 + digit(ones)?;
    NON_MARK_CODES.contains(&code).then_some(code)
}
