//! Attempts at tests, packed, and brought together by pupil.
//!
//! A nation has tens of millions of them, so that what one takes decides what all take: 26 bytes. They are
//! never sorted as a whole. Each part of a file puts its attempts in order by a few bits of its pupils'
//! hashes; those of one partition are then gathered out of all parts, which is little enough for a
//! processor's cache, and sorted pupil by pupil there.

use kvalitet_core::{Grade, Level, SchoolYear, Subject};

use crate::pupil::PupilId;

/// How many partitions there are, as a power of two: at five million rows one is half a mebibyte.
const PARTITION_BITS: u32 = 8;
/// How many partitions pupils are divided into.
pub(super) const PARTITIONS: usize = 1 << PARTITION_BITS;
/// About how many attempts of a partition are sorted at a time.
const BUCKET: usize = 16;
/// One more than the greatest number of a test.
pub(super) const TESTS: usize = 1 << 13;

/// One pupil's attempt at one test. Ordered by pupil, year, test, time, level, school, abilities, then by
/// where it stands. In bytes, so that none are lost between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attempt {
    pupil: [u8; 8],
    what: [u8; 8],
    line: [u8; 4],
    abilities: [[u8; 2]; 3],
}

impl Attempt {
    /// `line` is the line of its file.
    pub(super) fn new(pupil: PupilId, what: Packed, line: u32, abilities: Abilities) -> Self {
        Self {
            pupil: pupil.number().to_le_bytes(),
            what: what.0.to_le_bytes(),
            line: line.to_le_bytes(),
            abilities: abilities.0.map(i16::to_le_bytes),
        }
    }

    const NONE: Self = Self { pupil: [0; 8], what: [0; 8], line: [0; 4], abilities: [[0; 2]; 3] };

    /// The number of its pupil.
    pub(super) const fn pupil(&self) -> u64 {
        u64::from_le_bytes(self.pupil)
    }

    pub(super) const fn what(&self) -> Packed {
        Packed(u64::from_le_bytes(self.what))
    }

    /// The line of its file, counted on over the files before it.
    pub(super) const fn line(&self) -> u32 {
        u32::from_le_bytes(self.line)
    }

    pub(super) fn abilities(&self) -> Abilities {
        Abilities(self.abilities.map(i16::from_le_bytes))
    }

    /// Its order as numbers: comparing them is quicker than part by part.
    fn order(&self) -> (u128, Abilities, u32) {
        let pupil = u128::from(self.pupil());
        ((pupil << 64) | u128::from(self.what().0), self.abilities(), self.line())
    }

    /// Bits that spread pupils evenly: the first say the partition.
    const fn hash(&self) -> u64 {
        // Half of the golden ratio's digits: ids that follow each other end far apart.
        self.pupil().wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// The abilities of three areas, in thousandths of a logit, or none, in six bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Abilities([i16; 3]);

impl Abilities {
    const NONE: Self = Self([i16::MIN; 3]);

    /// What a layout's range lets through fits: 20 logits.
    pub(super) fn new(abilities: Option<[i16; 3]>) -> Self {
        abilities.map_or(Self::NONE, Self)
    }

    pub(super) fn get(self) -> Option<[i32; 3]> {
        (self != Self::NONE).then_some(self.0.map(i32::from))
    }
}

/// Year, test, whether there is no level, time, level (0 for none) and school of an attempt, in this
/// order, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u64);

impl Packed {
    pub(super) fn new(
        year: SchoolYear,
        test: (Subject, Grade),
        time: u32,
        level: Option<Level>,
        school: u16,
    ) -> Self {
        let subject = u64::from(test.0 == Subject::Mathematics);
        let mut packed = u64::from(year.start() - FIRST_YEAR);
        packed = (packed << 1) | subject;
        packed = (packed << 4) | u64::from(test.1.number());
        packed = (packed << 1) | u64::from(level.is_none());
        packed = (packed << 26) | u64::from(time);
        packed = (packed << 3) | level.map_or(0, |level| u64::from(level.code()));
        Self((packed << 16) | u64::from(school))
    }

    /// Some attempt at the test of this number.
    pub(super) const fn of_test(test: u64) -> Self {
        Self(test << TEST)
    }

    const fn part(self, shift: u32, bits: u32) -> u64 {
        (self.0 >> shift) & ((1 << bits) - 1)
    }

    fn small(self, shift: u32, bits: u32) -> u8 {
        u8::try_from(self.part(shift, bits)).unwrap_or_default()
    }

    /// Year and test: with the pupil, what an attempt is one of. Less than [`TESTS`].
    pub(super) const fn test(self) -> u64 {
        self.0 >> TEST
    }

    /// The year by number.
    pub(super) const fn year_number(self) -> u64 {
        self.0 >> YEAR
    }

    pub(super) fn year(self) -> Option<SchoolYear> {
        SchoolYear::starting(FIRST_YEAR + u16::from(self.small(YEAR, 8)))
    }

    pub(super) fn subject(self) -> Subject {
        if self.part(SUBJECT, 1) == 1 { Subject::Mathematics } else { Subject::Reading }
    }

    pub(super) fn grade(self) -> Option<Grade> {
        Grade::new(self.small(TEST, 4))
    }

    /// When it was; an attempt without a level comes after all that have one.
    pub(super) const fn time(self) -> u64 {
        self.part(TIME, 27)
    }

    pub(super) fn level(self) -> Option<Level> {
        self.small(LEVEL, 3).try_into().ok()
    }

    pub(super) fn school(self) -> u16 {
        u16::try_from(self.part(0, 16)).unwrap_or(u16::MAX)
    }
}

pub(super) const FIRST_YEAR: u16 = 1950;
const LEVEL: u32 = 16;
const TIME: u32 = LEVEL + 3;
const TEST: u32 = TIME + 27;
const SUBJECT: u32 = TEST + 4;
const YEAR: u32 = SUBJECT + 1;

/// The attempts of a part of a file, those of one partition together.
#[derive(Debug)]
pub(super) struct Partitioned {
    attempts: Vec<Attempt>,
    /// Where each partition ends.
    ends: Vec<usize>,
    /// The tests that there are attempts at, by number.
    held: Vec<bool>,
    /// The line of the last one.
    last: u32,
    /// How many lines stand before the file.
    before: u32,
}

impl Partitioned {
    /// These attempts, in the order of their lines.
    pub(super) fn new(attempts: &[Attempt]) -> Self {
        let partition =
            |attempt: &Attempt| usize::try_from(attempt.hash() >> (64 - PARTITION_BITS));
        let mut ends = vec![0; PARTITIONS];
        let mut sorted = vec![Attempt::NONE; attempts.len()];
        let items = attempts.iter().copied();
        scatter(items, |of| partition(of).unwrap_or_default(), &mut ends, &mut sorted);
        let mut held = vec![false; TESTS];
        for attempt in attempts {
            let test = usize::try_from(attempt.what().test());
            if let Some(held) = test.ok().and_then(|at| held.get_mut(at)) {
                *held = true;
            }
        }
        let last = attempts.last().map_or(0, Attempt::line);
        Self { attempts: sorted, ends, held, last, before: 0 }
    }

    /// The line of the last attempt.
    pub(super) const fn last(&self) -> u32 {
        self.last
    }

    /// The same in a file with so many lines before it, from which its own are counted on.
    pub(super) fn after(self, before: u32) -> Self {
        Self { before, ..self }
    }

    /// The attempts of one partition.
    fn of(&self, partition: usize) -> impl Iterator<Item = Attempt> + Clone {
        let counted_on = |attempt: &Attempt| {
            let line = attempt.line().saturating_add(self.before);
            Attempt { line: line.to_le_bytes(), ..*attempt }
        };
        self.slice(partition).iter().map(counted_on)
    }

    fn slice(&self, partition: usize) -> &[Attempt] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let begin = partition.checked_sub(1).map_or(0, end);
        self.attempts.get(begin..end(partition)).unwrap_or_default()
    }

    /// The tests that there are attempts at, by number.
    pub(super) fn held(&self) -> &[bool] {
        &self.held
    }
}

/// Puts items in order by a small number: a counting sort. `ends` has a place for every number and
/// `sorted` one for every item; afterwards `ends` says where the items of each number end.
fn scatter(
    items: impl Iterator<Item = Attempt> + Clone,
    number: impl Fn(&Attempt) -> usize,
    ends: &mut [usize],
    sorted: &mut [Attempt],
) {
    ends.fill(0);
    for item in items.clone() {
        if let Some(count) = ends.get_mut(number(&item)) {
            *count += 1;
        }
    }
    // Where each begins; it moves on to its end with every item that is put there.
    let mut begin = 0;
    for end in ends.iter_mut() {
        begin += std::mem::replace(end, begin);
    }
    for item in items {
        let Some(place) = ends.get_mut(number(&item)) else { continue };
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = item;
        }
        *place += 1;
    }
}

/// Room in which partitions are sorted, used again for each.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    attempts: Vec<Attempt>,
    ends: Vec<usize>,
}

impl Gathering {
    /// The attempts of a partition out of all parts: those of one pupil together and in order. In which
    /// order pupils come says nothing.
    pub(super) fn gather(&mut self, parts: &[Partitioned], partition: usize) -> &[Attempt] {
        let count: usize = parts.iter().map(|part| part.slice(partition).len()).sum();
        let items = parts.iter().flat_map(|part| part.of(partition));
        let bits = (count / BUCKET).max(1).ilog2();
        let bucket = |attempt: &Attempt| {
            let rest = (attempt.hash() << PARTITION_BITS) >> 1;
            usize::try_from(rest >> (63 - bits)).unwrap_or_default()
        };
        self.ends.resize(1 << bits, 0);
        self.attempts.resize(count, Attempt::NONE);
        scatter(items, bucket, &mut self.ends, &mut self.attempts);
        let mut rest = self.attempts.as_mut_slice();
        let mut begin = 0;
        for end in &self.ends {
            let (bucket, after) = rest.split_at_mut(end - begin);
            bucket.sort_unstable_by_key(Attempt::order);
            (rest, begin) = (after, *end);
        }
        &self.attempts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However attempts are parted, each partition has its own and all of a pupil, in order.
        #[test]
        fn attempts_are_gathered_by_pupil_and_none_is_lost(
            of in proptest::collection::vec((0..60_u64, 0..4_u64, 0..3_i16), 0..400),
            cut in 1..50_usize,
        ) {
            let attempts: Vec<Attempt> = (1..).zip(&of).map(|(line, (pupil, what, ability))| {
                let pupil = PupilId::new(pupil.to_string().as_bytes(), None);
                Attempt::new(pupil, Packed(*what), line, Abilities::new(Some([*ability; 3])))
            }).collect();
            let parts: Vec<Partitioned> =
                attempts.chunks(cut).map(Partitioned::new).collect();
            let mut gathering = Gathering::default();
            let (mut found, mut pupils) = (Vec::new(), Vec::new());
            for partition in 0..PARTITIONS {
                let gathered = gathering.gather(&parts, partition);
                for pupil in gathered.chunk_by(|a, b| a.pupil() == b.pupil()) {
                    prop_assert!(pupil.is_sorted_by_key(Attempt::order));
                    pupils.push(pupil[0].pupil());
                }
                found.extend_from_slice(gathered);
            }
            let different = pupils.len();
            pupils.sort_unstable();
            pupils.dedup();
            prop_assert_eq!(pupils.len(), different);
            let mut sorted = attempts;
            sorted.sort_unstable_by_key(Attempt::order);
            found.sort_unstable_by_key(Attempt::order);
            prop_assert_eq!(found, sorted);
        }
    }

    #[test]
    fn an_attempt_is_small_and_is_what_was_packed() {
        assert_eq!(size_of::<Attempt>(), 26);
        let year = SchoolYear::starting(2018).unwrap();
        let test = (Subject::Mathematics, Grade::new(6).unwrap());
        let what = Packed::new(year, test, 15_000_000, Level::ALL.last().copied(), 1_234);
        let pupil = PupilId::new(b"0101011111", None);
        let abilities = Abilities::new(Some([-20_000, 0, 20_000]));
        let attempt = Attempt::new(pupil, what, 7, abilities);
        assert_eq!(attempt.pupil(), pupil.number());
        assert_eq!((attempt.what(), attempt.line()), (what, 7));
        assert_eq!(attempt.abilities().get(), Some([-20_000, 0, 20_000]));
        assert_eq!((what.year(), what.subject(), what.grade()), (Some(year), test.0, Some(test.1)));
        assert_eq!((what.level(), what.school()), (Level::ALL.last().copied(), 1_234));
        assert_eq!(Abilities::new(None).get(), None);
        assert_eq!(Packed::of_test(what.test()).grade(), what.grade());
    }
}
