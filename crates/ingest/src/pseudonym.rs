//! Pupils without their numbers: civil registration numbers are recognised, and ids become keyed
//! pseudonyms.
//!
//! - [`reads_as_cpr`]: whether a text can be a civil registration number (CPR), in any of the ways
//!   exports write one.
//! - [`CprSuspicion`]: whether a column holds such numbers, counted cell by cell.
//! - [`PseudonymKey`] and [`Pseudonymiser`]: the same pupil, whatever the source and the notation,
//!   is the same number; without the key nobody gets from it to the pupil.
//!
//! The number of possible civil registration numbers is so small that a hash without a key is no
//! protection: every one of them can be tried in minutes.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A text that reads as a civil registration number. It is printed by nothing here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CprLike {
    digits: [u8; 10],
    restored_zero: bool,
}

impl CprLike {
    /// The ten digits `DDMMYYSSSS`, the one way a number is written when ids are compared.
    pub const fn normalised(&self) -> &[u8; 10] {
        &self.digits
    }

    /// Whether the text had nine digits: a spreadsheet took it for a number and the zero of days
    /// 1-9 was lost.
    pub const fn restored_zero(&self) -> bool {
        self.restored_zero
    }

    /// Whether the check of modulus 11 holds.
    ///
    /// One that fails is no less a number: since 2007 numbers are given out without the check. It
    /// only makes a chance likeness, one in eleven of which passes, less likely.
    ///
    /// # Formula
    ///
    /// ```text
    /// 4 d1 + 3 d2 + 2 d3 + 7 d4 + 6 d5 + 5 d6 + 4 d7 + 3 d8 + 2 d9 + d10 ≡ 0 (mod 11)
    /// ```
    pub fn passes_modulus_11(&self) -> bool {
        let weights = [4_u32, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let weighted = self.digits.iter().zip(weights);
        let sum: u32 = weighted.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        sum.is_multiple_of(11)
    }
}

impl fmt::Debug for CprLike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CprLike(..)")
    }
}

/// The civil registration number a text can be: a date `DDMMYY` and four digits, with a hyphen, a
/// space or nothing between.
///
/// - A day is one that its month can have; 29 February always can, for the century is not read.
/// - A day with 60 added is a replacement number (*erstatningspersonnummer*) and is one as well.
/// - A date of five digits has lost its zero; it is put back.
/// - Modulus 11 is not asked for: see [`CprLike::passes_modulus_11`].
///
/// The text is taken as it is, without spaces around it: cells are trimmed where they are cut.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::pseudonym::reads_as_cpr;
///
/// let written = [&b"0101000000"[..], b"010100-0000", b"010100 0000", b"101000000"];
/// for text in written {
///     assert_eq!(reads_as_cpr(text).unwrap().normalised(), b"0101000000");
/// }
/// assert!(reads_as_cpr(b"6101000000").is_some());
/// assert!(reads_as_cpr(b"0197000000").is_none());
/// ```
pub fn reads_as_cpr(text: &[u8]) -> Option<CprLike> {
    let (date, [s1, s2, s3, s4]) = text.split_last_chunk::<4>()?;
    let date = date.strip_suffix(b"-").or_else(|| date.strip_suffix(b" ")).unwrap_or(date);
    let ([d1, d2, m1, m2, y1, y2], restored_zero) = match *date {
        [d1, d2, m1, m2, y1, y2] => ([d1, d2, m1, m2, y1, y2], false),
        [d2, m1, m2, y1, y2] => ([b'0', d2, m1, m2, y1, y2], true),
        _ => return None,
    };
    let digits = [d1, d2, m1, m2, y1, y2, *s1, *s2, *s3, *s4];
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
    is_birthday(two(d1, d2), two(m1, m2)).then_some(CprLike { digits, restored_zero })
}

/// Whether a number may begin with a day and a month, two digits each.
fn is_birthday(day: u8, month: u8) -> bool {
    let day = if 60 < day { day - 60 } else { day };
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// Whether a text written by a person may hold a civil registration number, alone or among words.
///
/// Looked at are digits with nothing but spaces, points, hyphens, dashes or slashes between them:
/// `01 01 00 - 0000` is found as well. Ten or more digits in a row are taken for one whatever they
/// are; so are nine that may have lost their zero. A text is rather taken for one than printed.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::pseudonym::holds_cpr;
///
/// assert!(holds_cpr("gælder 010100-0000, bekræftet af skolen"));
/// assert!(!holds_cpr("rettet 2019-10-14 efter mail fra skole 999101"));
/// ```
pub fn holds_cpr(text: &str) -> bool {
    let joins = |sign: char| {
        sign.is_whitespace()
            || matches!(sign, '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
    };
    let other = |sign: char| !sign.is_ascii_digit() && !joins(sign);
    text.split(other).any(|run| {
        let digits: Vec<u8> = run.bytes().filter(u8::is_ascii_digit).collect();
        let longest = run.split(joins).map(str::len).max().unwrap_or_default();
        let lost_zero = |part: &[u8]| part.len() == 9 && reads_as_cpr(part).is_some();
        10 <= longest
            || digits.windows(10).any(|ten| reads_as_cpr(ten).is_some())
            || lost_zero(&digits)
            || run.split(joins).any(|part| lost_zero(part.as_bytes()))
    })
}

/// Whether a column holds civil registration numbers, counted over every cell of it.
///
/// Cells that have the *form* of a number are the ones that count, not all: ten digits, or nine
/// that may have lost a zero. Of real numbers all read as one; of ten digits drawn at random 7.3 %
/// do (732 of 10,000 beginnings are a day and a month, replacement numbers included), of nine 12 %.
/// A column is suspected when
///
/// - at least 3 cells have the form and four in five of them read as a number, nine digits counted
///   if one of ten reads as a number too: of columns of 3 random ids of ten digits 4 in 10,000 are
///   suspected, of nine and ten mixed at most 1 in 1,000, of longer columns fewer;
/// - at least 20 cells of ten digits read as a number, and one in four of those with the form: a
///   column half of which is local ids of ten digits; of random columns one in a million;
/// - at least 30 cells have nine digits and 95 % of them read as a number: the first part of a
///   sorted export, with nothing but days 1-9 in it. One such column alone says little, for
///   running numbers from 101000000 to 112999999 look the same.
///
/// A column with real numbers in 3 rows is thus always suspected, as long as not every one of them
/// lost its zero. Because cells without the form do not dilute the count, a file whose cells are
/// shifted for a handful of rows is suspected too. That is why no cell is left out: a sample of a
/// long file, or its beginning, misses the place where it shifts. What a cell costs is a look at
/// its length; only 9 to 11 bytes are read.
///
/// One or two numbers in a column of something else are not suspected here. In a column of another
/// form the row goes to quarantine, where a cell that is not as it should be is a shape; in a
/// column of ids the cell becomes a pseudonym like any other. Running numbers and times that are
/// written `DDMMYY HHMM` can be suspected wrongly: that costs a question, the opposite a secret.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::pseudonym::CprSuspicion;
///
/// let mut column = CprSuspicion::default();
/// for text in [&b"999001"[..], b"", b"010100-0000", b"310100-0000", b"311200-0000"] {
///     column.observe(text);
/// }
/// assert!(column.is_suspected());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CprSuspicion {
    ten: Seen,
    nine: Seen,
}

/// How many cells have a form, and how many of them read as a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    cells: u64,
    hits: u64,
}

impl Seen {
    /// Whether at least `least` cells, and this share of `cells`, read as a number.
    const fn reaches(self, least: u64, percent: u64) -> bool {
        least <= self.hits && self.cells.saturating_mul(percent) <= self.hits.saturating_mul(100)
    }

    const fn plus(self, other: Self) -> Self {
        Self {
            cells: self.cells.saturating_add(other.cells),
            hits: self.hits.saturating_add(other.hits),
        }
    }
}

impl CprSuspicion {
    /// Counts one cell.
    pub fn observe(&mut self, text: &[u8]) {
        if !(9..=11).contains(&text.len()) {
            return;
        }
        let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
        let seen = match (digits, text.len() - digits) {
            (10, 0 | 1) => &mut self.ten,
            (9, 0 | 1) => &mut self.nine,
            _ => return,
        };
        *seen = seen.plus(Seen { cells: 1, hits: u64::from(reads_as_cpr(text).is_some()) });
    }

    /// Counts a cell of ten digits, and nothing else, by its number.
    pub(crate) fn observe_ten(&mut self, number: u64) {
        let two = |number: u64| u8::try_from(number % 100).unwrap_or_default();
        let is_hit = is_birthday(two(number / 100_000_000), two(number / 1_000_000));
        self.ten = self.ten.plus(Seen { cells: 1, hits: u64::from(is_hit) });
    }

    /// The counts of two parts of a column together, in any order.
    #[must_use]
    pub const fn merge(self, other: Self) -> Self {
        Self { ten: self.ten.plus(other.ten), nine: self.nine.plus(other.nine) }
    }

    /// Whether what was seen so far is a column of civil registration numbers.
    pub const fn is_suspected(&self) -> bool {
        let both = self.ten.plus(self.nine);
        self.ten.reaches(3, 80)
            || (0 < self.ten.hits && both.reaches(3, 80))
            || self.ten.reaches(20, 25)
            || self.nine.reaches(30, 95)
    }
}

/// A key that no pseudonym should be made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It has fewer than 32 bytes.
    #[error("a key has at least {} bytes; this one has {length}", PseudonymKey::LEAST)]
    TooShort {
        /// How many it has.
        length: usize,
    },
    /// It is one byte again and again.
    #[error("a key is drawn at random; this one is a single byte repeated")]
    OneByte,
}

/// The secret that pseudonyms are made with. Neither printed nor compared by anything here.
///
/// Who has the key and the sources can link a pseudonym to a pupil; who has the pseudonyms alone
/// cannot. Another key gives other pseudonyms, so figures that link pupils across files need one
/// key for all of them.
#[derive(Clone)]
pub struct PseudonymKey {
    /// Prepared: the key's own two blocks are hashed once and not for every id.
    prepared: Hmac<Sha256>,
}

/// What a keyed hash is of, so that one is never the other.
#[derive(Clone, Copy)]
enum Purpose {
    Id,
    Check,
}

impl PseudonymKey {
    /// How many bytes a key has at least.
    pub const LEAST: usize = 32;

    /// The key that a file or a variable of the environment holds, without the line break that
    /// editors put at its end (`\n` or `\r\n`, one).
    ///
    /// # Errors
    ///
    /// Returns [`KeyError`] for a key of fewer than [`PseudonymKey::LEAST`] bytes or of one byte
    /// repeated. Whether the rest is drawn at random cannot be seen: that is the user's part.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let without_break = bytes.strip_suffix(b"\n").map(|b| b.strip_suffix(b"\r").unwrap_or(b));
        let bytes = without_break.unwrap_or(bytes);
        let too_short = KeyError::TooShort { length: bytes.len() };
        if bytes.len() < Self::LEAST {
            return Err(too_short);
        }
        if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
            return Err(KeyError::OneByte);
        }
        // A key of this construction can have any length; the error is passed on all the same.
        let prepared = Hmac::new_from_slice(bytes).map_err(|_| too_short)?;
        Ok(Self { prepared })
    }

    /// The pseudonym of an id: the first 128 bits of its HMAC-SHA256.
    ///
    /// `domain` says what ids are about, such as `elev`: the same text in two domains has nothing
    /// in common. Sources that are to link pupils use one. `id` is taken as it is; a
    /// [`Pseudonymiser`] sees to that one number has one notation.
    ///
    /// Of a hundred million pupils the chance that any two share a pseudonym is under 10⁻²².
    ///
    /// # Formula
    ///
    /// ```text
    /// HMAC-SHA256(key, "i" ‖ length of domain (8 bytes, big endian) ‖ domain ‖ id)
    /// ```
    pub fn id(&self, domain: &str, id: &[u8]) -> u128 {
        self.mac(Purpose::Id, domain, id)
    }

    /// Sixteen hexadecimal digits by which two people can see that they have the same key.
    ///
    /// They may be printed. They are a keyed hash of a fixed label that is no id's text, so they
    /// are as unrelated to any pseudonym as a number drawn at random, and no id is in them. They do
    /// let somebody test a guessed key, as every pseudonym does to who knows its id: a key is
    /// drawn at random and not thought up.
    pub fn check_value(&self) -> String {
        format!("{:016x}", self.mac(Purpose::Check, "noegle", b"") >> 64)
    }

    fn mac(&self, purpose: Purpose, domain: &str, text: &[u8]) -> u128 {
        let mut mac = self.prepared.clone();
        mac.update(match purpose {
            Purpose::Id => b"i",
            Purpose::Check => b"k",
        });
        // The length keeps domain and text apart: `elev` + `a` is not `ele` + `va`.
        mac.update(&u64::try_from(domain.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(domain.as_bytes());
        mac.update(text);
        let bytes = mac.finalize().into_bytes();
        bytes.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte))
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey(..)")
    }
}

/// Ids of one domain to pseudonyms.
///
/// One `Pseudonymiser` may serve any number of threads: nothing is kept between calls. Keeping what
/// was computed does not pay: where the processor hashes itself, looking an id up among a million
/// takes longer than hashing it, and elsewhere it saves less than half a microsecond.
///
/// # Examples
///
/// ```
/// use kvalitet_ingest::pseudonym::{PseudonymKey, Pseudonymiser};
///
/// let key = PseudonymKey::from_bytes(b"kun til eksemplet: brug tilfaeldige bytes\n")?;
/// let pupils = Pseudonymiser::new(key, "elev");
/// assert_eq!(pupils.id(b"010100-0000"), pupils.id(b"101000000"));
/// assert_ne!(pupils.id(b"0101000000"), pupils.id(b"0101000001"));
/// # Ok::<(), kvalitet_ingest::pseudonym::KeyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pseudonymiser {
    key: PseudonymKey,
    domain: &'static str,
}

impl Pseudonymiser {
    /// For the ids of one domain.
    pub const fn new(key: PseudonymKey, domain: &'static str) -> Self {
        Self { key, domain }
    }

    /// The pseudonym of an id as it stands in a cell.
    ///
    /// What reads as a civil registration number is one pupil in every notation
    /// ([`reads_as_cpr`]). Any other text is taken byte for byte. Of local ids, two that differ in
    /// a zero in front or in a hyphen alone, and read as a number, are thus one.
    pub fn id(&self, text: &[u8]) -> u128 {
        match reads_as_cpr(text) {
            Some(number) => self.key.id(self.domain, number.normalised()),
            None => self.key.id(self.domain, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const KEY: &[u8] = b"syntetisk noegle kun til proever 0001";

    fn key(bytes: &[u8]) -> PseudonymKey {
        PseudonymKey::from_bytes(bytes).unwrap()
    }

    fn suspected(cells: impl IntoIterator<Item = String>) -> bool {
        let mut column = CprSuspicion::default();
        cells.into_iter().for_each(|cell| column.observe(cell.as_bytes()));
        column.is_suspected()
    }

    /// Ten digits drawn by a linear congruential generator (Knuth's MMIX).
    fn drawn(seed: u64) -> impl Iterator<Item = u64> {
        let next = |state: &u64| {
            let next = state.wrapping_mul(6_364_136_223_846_793_005);
            Some(next.wrapping_add(1_442_695_040_888_963_407))
        };
        std::iter::successors(Some(seed), next).skip(1).map(|state| (state >> 20) % 10_000_000_000)
    }

    #[test]
    fn only_days_that_a_month_can_have_are_read() {
        let reads = |text: &str| reads_as_cpr(text.as_bytes()).is_some();
        for date in ["3101", "2902", "3004", "3112", "6101", "9101", "8902", "9012"] {
            assert!(reads(&format!("{date}00-0000")), "{date}");
        }
        for date in ["0001", "3201", "3002", "3104", "0100", "0113", "0197", "6001", "9201", "9002"]
        {
            assert!(!reads(&format!("{date}00-0000")), "{date}");
        }
        for text in ["", "-0000", "01010-00000", "010100--0000", "010100.0000", "00101000000"] {
            assert!(!reads(text), "{text}");
        }
    }

    #[test]
    fn of_ten_thousand_beginnings_732_read_as_a_date() {
        let beginnings = (0..10_000).map(|date| format!("{date:04}000000"));
        let hits = beginnings.filter(|text| reads_as_cpr(text.as_bytes()).is_some()).count();
        // Days of a leap year, and once more with 60 added.
        assert_eq!(hits, 2 * 366);
    }

    /// The check digit was worked out by hand: 4·0 + 3·1 + 2·0 + 7·1 = 10, so the last digit of
    /// 010100000x is 1 for the sum to be 11.
    #[test]
    fn modulus_11_is_known_and_rejects_nothing() {
        let checks = |text: &[u8]| reads_as_cpr(text).map(|number| number.passes_modulus_11());
        assert_eq!(checks(b"0101000001"), Some(true));
        assert_eq!(checks(b"010100-0000"), Some(false));
    }

    /// Worked out with Python 3's `hmac` and `hashlib` from the formula of [`PseudonymKey::id`]:
    /// `hmac.new(key, b"i" + struct.pack(">Q", 4) + b"elev" + b"0101000000", hashlib.sha256)`.
    #[test]
    fn pseudonyms_are_the_hmac_they_are_said_to_be() {
        let key = key(KEY);
        assert_eq!(key.id("elev", b"0101000000"), 0xd721_ddf0_eab6_c0af_da61_c201_c5f1_93d8);
        assert_eq!(key.id("elev", b"0197000001"), 0xc017_ea98_4d0a_90d5_00d1_90c1_1ccf_b7e1);
        assert_eq!(key.id("personale", b"0101000000"), 0xb73e_7240_870f_dcbe_f498_52af_a5cf_0fa9);
        assert_eq!(key.check_value(), "93b6b164f4243c0a");
    }

    #[test]
    fn one_line_break_at_the_end_is_no_part_of_a_key() {
        let check = |end: &[u8]| key(&[KEY, end].concat()).check_value();
        assert_eq!(check(b"\n"), check(b""));
        assert_eq!(check(b"\r\n"), check(b""));
        for other in [&b"\n\n"[..], b"\r", b" ", b"2"] {
            assert_ne!(check(other), check(b""), "{other:?}");
        }
    }

    #[test]
    fn a_weak_key_is_refused() {
        let error = |bytes: &[u8]| PseudonymKey::from_bytes(bytes).err();
        assert_eq!(error(b""), Some(KeyError::TooShort { length: 0 }));
        assert_eq!(
            error(&[b"x".repeat(15), b"y".repeat(16), b"\r\n".to_vec()].concat()),
            Some(KeyError::TooShort { length: 31 })
        );
        assert_eq!(error(&[0; 32]), Some(KeyError::OneByte));
        assert_eq!(error(&[b"a".repeat(40), b"\n".to_vec()].concat()), Some(KeyError::OneByte));
        assert_eq!(error(&KEY[..32]), None);
    }

    #[test]
    fn nothing_secret_is_printed() {
        let number = reads_as_cpr(b"010100-0000").unwrap();
        let pupils = Pseudonymiser::new(key(KEY), "elev");
        let printed = format!("{number:?} {pupils:?}");
        assert_eq!(
            printed,
            r#"CprLike(..) Pseudonymiser { key: PseudonymKey(..), domain: "elev" }"#
        );
    }

    #[test]
    fn ids_that_are_no_dates_are_no_suspicion() {
        let ids = |digits: usize| (0..5_000).map(move |n| format!("0197{n:0digits$}"));
        assert!(!suspected(ids(6)));
        assert!(!suspected(ids(4)));
        assert!(!suspected((0..5_000).map(|n| format!("{}", 999_000 + n))));
        assert!(!suspected((0..5_000).map(|n| format!("{}", 199_700_000 + n))));
        assert!(!suspected(["2018-03-20 12:20", "", "999001", "Prøve"].map(str::to_owned)));
    }

    #[test]
    fn random_ids_are_hardly_ever_suspected() {
        // Ten thousand columns of each length; of three cells 4 in 10,000 are expected, of nine
        // digits and ten mixed a little over 10.
        for (length, most) in [(3, 12), (4, 5), (10, 1), (100, 0)] {
            let ten = (0..10_000)
                .filter(|n| suspected(drawn(n * 7 + 1).take(length).map(|id| format!("{id:010}"))));
            assert!(ten.count() <= most, "{length}");
        }
        assert!(!suspected(drawn(5).take(100_000).map(|id| format!("{id:010}"))));
        assert!(!suspected(drawn(6).take(100_000).map(|id| format!("{:09}", id / 10))));
        assert!(!suspected(drawn(7).take(100_000).map(|id| id.to_string())));
    }

    #[test]
    fn a_file_that_shifts_late_is_suspected() {
        let good = (0..50_000).map(|n| format!("{}", 999_000 + n % 100));
        let shifted = (0..3).map(|n| format!("{:02}0100-0000", 11 + n));
        assert!(suspected(good.chain(shifted)));
    }

    #[test]
    fn a_column_half_of_which_is_other_ids_is_suspected() {
        let mixed =
            (0..60).flat_map(|n| [format!("{:02}0100{n:04}", 1 + n % 28), format!("0197{n:06}")]);
        assert!(suspected(mixed));
    }

    #[test]
    fn nine_digits_alone_are_suspected_in_a_long_column_only() {
        let nine = |rows: usize| (0..rows).map(|n| format!("{}0100{n:04}", 1 + n % 9));
        assert!(!suspected(nine(29)));
        assert!(suspected(nine(30)));
        assert!(suspected(nine(2).chain(["310100-0000".to_owned()])));
    }

    proptest! {
        #[test]
        fn one_number_is_one_pupil_in_every_notation(
            day in 1..10_u8, tens in 0..3_u8, month in 1..13_u8, rest in 0..1_000_000_u32
        ) {
            let date = format!("{tens}{day}{month:02}{:02}", rest / 10_000);
            let serial = format!("{:04}", rest % 10_000);
            let plain = format!("{date}{serial}");
            let mut written =
                vec![format!("{date}-{serial}"), format!("{date} {serial}"), plain.clone()];
            if tens == 0 {
                written.push(plain[1..].to_owned());
            }
            let pupils = Pseudonymiser::new(key(KEY), "elev");
            let ids: BTreeSet<u128> =
                written.iter().map(|text| pupils.id(text.as_bytes())).collect();
            prop_assert_eq!(ids.len(), 1);
            let other = Pseudonymiser::new(key(b"en anden syntetisk noegle til proever"), "elev");
            prop_assert!(!ids.contains(&other.id(plain.as_bytes())));
        }

        #[test]
        fn real_columns_are_suspected_whatever_the_notation(
            people in proptest::collection::vec((1..29_u8, 1..13_u8, 0..1_000_000_u32, 0..4_u8), 3..40)
        ) {
            let written: Vec<String> = people.iter().map(|&(day, month, rest, way)| match way {
                0 => format!("{day:02}{month:02}{:02}-{:04}", rest / 10_000, rest % 10_000),
                1 => format!("{day:02}{month:02}{rest:06}"),
                _ => format!("{day}{month:02}{rest:06}"),
            }).collect();
            let lost = written.iter().filter(|text| text.len() == 9).count();
            prop_assert!(lost == written.len() || suspected(written));
        }

        #[test]
        fn a_column_in_parts_is_the_column(ids in proptest::collection::vec(any::<u64>(), 0..60), cut in 0..60_usize) {
            let count = |ids: &[u64]| {
                let mut column = CprSuspicion::default();
                for id in ids {
                    column.observe((id % 10_000_000_000).to_string().as_bytes());
                }
                column
            };
            let (first, second) = ids.split_at(cut.min(ids.len()));
            prop_assert_eq!(count(second).merge(count(first)), count(&ids));
        }

        #[test]
        fn no_bytes_make_anything_panic(
            text in proptest::collection::vec(any::<u8>(), 0..80),
            other in proptest::collection::vec(any::<u8>(), 0..80),
        ) {
            let mut column = CprSuspicion::default();
            column.observe(&text);
            let _ = (column.is_suspected(), PseudonymKey::from_bytes(&text).map(|key| key.check_value()));
            let pupils = Pseudonymiser::new(key(KEY), "elev");
            let same = reads_as_cpr(&text).is_some() && reads_as_cpr(&text) == reads_as_cpr(&other);
            prop_assert_eq!(pupils.id(&text) == pupils.id(&other), text == other || same);
        }
    }

    #[test]
    fn dates_schools_and_line_numbers_in_a_text_are_no_cpr() {
        for text in [
            "",
            "2019-10-14",
            "14.10.2019 kl. 12.30",
            "skole 999101, linje 12-15, 2018/19",
            "se sag 2019-1234 og 2019-1235",
            "tlf. 12345678",
            "æøå 010100 æ 0000",
        ] {
            assert!(!holds_cpr(text), "{text}");
        }
        for text in ["9700000001", "sag 12345678901234", "0101000000", "101000000", "a010100-0000b"]
        {
            assert!(holds_cpr(text), "{text}");
        }
    }

    proptest! {
        /// Every civil registration number among words, with any signs between its digits.
        #[test]
        fn no_cpr_hides_in_a_text(
            day in 1..=28_u8, month in 1..=12_u8, rest in 0..1_000_000_u32,
            signs in proptest::collection::vec("[-./ \u{2013}\u{a0}]{0,2}", 9),
            before in "([a-zæøå:,]{1,9} ?){0,3}", after in "( ?[a-zæøå:,]{1,9}){0,3}",
        ) {
            let digits = format!("{day:02}{month:02}{rest:06}");
            let mut number = String::new();
            for (digit, sign) in digits.chars().zip(signs.iter().map(String::as_str).chain([""])) {
                number.push(digit);
                number.push_str(sign);
            }
            prop_assert!(holds_cpr(&format!("{before}{number}{after}")), "{}", number);
        }
    }
}
