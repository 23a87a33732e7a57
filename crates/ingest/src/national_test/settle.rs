//! One result per pupil, test and year, and each result with the one before it: partition by partition,
//! with sums that can be added up in any order.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::Level;
use kvalitet_core::progression::Unpaired;

use super::attempts::{Attempt, Gathering, PARTITIONS, Packed, Partitioned, TESTS};
use super::following::{Pair, Routes};

/// What the attempts of all partitions are settled with.
pub(super) struct Settling<'a> {
    pub(super) parts: &'a [Partitioned],
    pub(super) places: &'a Places,
    pub(super) routes: &'a Routes,
    /// How many schools there are.
    pub(super) schools: usize,
    /// Whether pairs are kept one by one, beside their sums.
    pub(super) keeps_pairs: bool,
}

/// The files, as far as their attempts need them.
pub(super) struct Places {
    /// The lines before each file.
    pub(super) before: Vec<u32>,
    /// The lines of each file that a correction changed.
    pub(super) corrected: Vec<BTreeSet<u64>>,
}

impl Places {
    /// The file an attempt stands in, and its line there.
    fn of(&self, attempt: &Attempt) -> (usize, u64) {
        let line = attempt.line();
        let after = self.before.partition_point(|before| *before <= line);
        let at = after.saturating_sub(1);
        let before = self.before.get(at).copied().unwrap_or_default();
        (at, u64::from(line.saturating_sub(before)))
    }

    fn is_corrected(&self, (at, line): (usize, u64)) -> bool {
        self.corrected.get(at).is_some_and(|lines| !lines.is_empty() && lines.contains(&line))
    }
}

/// What became of an attempt that is not simply used.
pub(super) enum Aside {
    /// The column, and the attempt.
    Contradicts(&'static str, Packed),
    SameRowTwice,
    NotFirst,
    OtherSchool,
}

/// The results of a school in one test: two lines of a processor's cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(128))]
pub(super) struct OfSchool {
    /// Pupils on each level.
    pub(super) levels: [u32; 6],
    /// Results, with or without a level.
    pub(super) results: u32,
    /// Results of pupils who have one in the subject, but in a year that does not fit.
    pub(super) other_year: u32,
    /// Results of pupils who have none in the test before.
    pub(super) no_earlier: u32,
    /// The abilities of those who have all three, in thousandths.
    pub(super) abilities: Sums,
    /// The pairs with all three abilities in both tests, and their sums in the earlier and the later one.
    pairs: u32,
    of_pairs: [[i64; 3]; 2],
}

/// How many attempts are looked ahead.
const AHEAD: usize = 64;

/// How many, and the sums of their three abilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) pupils: u32,
    pub(super) sums: [i64; 3],
}

fn add_abilities(sums: &mut [i64; 3], abilities: [i32; 3]) {
    sums.iter_mut().zip(abilities).for_each(|(sum, of)| *sum += i64::from(of));
}

impl Sums {
    fn add(&mut self, abilities: [i32; 3]) {
        self.pupils += 1;
        add_abilities(&mut self.sums, abilities);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.pupils += other.pupils;
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, of)| *sum += of);
    }
}

impl OfSchool {
    fn merge(&mut self, other: &Self) {
        self.levels.iter_mut().zip(other.levels).for_each(|(sum, part)| *sum += part);
        self.results += other.results;
        self.other_year += other.other_year;
        self.no_earlier += other.no_earlier;
        self.abilities.merge(other.abilities);
        self.pairs += other.pairs;
        let sums = self.of_pairs.iter_mut().flatten().zip(other.of_pairs.into_iter().flatten());
        sums.for_each(|(sum, part)| *sum += part);
    }

    /// The sums over pairs, in the earlier test and in the later one.
    pub(super) fn pairs(&self) -> [Sums; 2] {
        self.of_pairs.map(|sums| Sums { pupils: self.pairs, sums })
    }
}

/// The results of one test.
pub(super) struct OfTest {
    /// By the place of the school.
    pub(super) schools: Vec<OfSchool>,
    /// The products of abilities of areas 1·1, 1·2, 1·3, 2·2, 2·3 and 3·3 over everybody: at most 4·10⁸
    /// each, so that 10¹⁰ fit.
    pub(super) products: [i64; 6],
}

/// The used attempts of a file.
#[derive(Clone)]
pub(super) struct OfFile {
    pub(super) used: u64,
    pub(super) corrected: u64,
    /// Their years, by number.
    pub(super) years: [bool; 256],
}

/// What came of the attempts of some pupils.
pub(super) struct Settled {
    /// The results of each test, by its number.
    tests: Vec<Option<Box<OfTest>>>,
    /// For each file its used attempts.
    pub(super) files: Vec<OfFile>,
    /// Attempts that something is to be said of.
    pub(super) aside: Vec<(usize, u64, Aside)>,
    /// The pairs, where they are kept.
    pub(super) pairs: Vec<Pair>,
    room: Gathering,
}

impl Settled {
    pub(super) fn new(settling: &Settling<'_>) -> Self {
        let none = OfFile { used: 0, corrected: 0, years: [false; 256] };
        Self {
            tests: std::iter::repeat_with(|| None).take(TESTS).collect(),
            files: vec![none; settling.places.before.len()],
            aside: Vec::new(),
            pairs: Vec::new(),
            room: Gathering::default(),
        }
    }

    /// The results of each test, by its number.
    pub(super) fn tests(&self) -> impl Iterator<Item = (u64, &OfTest)> {
        (0..).zip(&self.tests).filter_map(|(test, of)| Some((test, of.as_deref()?)))
    }

    pub(super) fn merge(mut self, other: Self) -> Self {
        for (sum, part) in self.tests.iter_mut().zip(other.tests) {
            match (sum.as_mut(), part) {
                (Some(sum), Some(part)) => {
                    sum.schools.iter_mut().zip(&part.schools).for_each(|(a, b)| a.merge(b));
                    sum.products.iter_mut().zip(part.products).for_each(|(a, b)| *a += b);
                }
                (None, part) => *sum = part,
                (Some(_), None) => {}
            }
        }
        for (sum, part) in self.files.iter_mut().zip(other.files) {
            sum.used += part.used;
            sum.corrected += part.corrected;
            sum.years.iter_mut().zip(part.years).for_each(|(all, part)| *all |= part);
        }
        self.aside.extend(other.aside);
        self.pairs.extend(other.pairs);
        self
    }

    /// Settles the attempts of one partition, which holds all of its pupils.
    pub(super) fn settle(mut self, partition: usize, settling: &Settling<'_>) -> Self {
        debug_assert!(partition < PARTITIONS, "no such partition");
        let mut room = std::mem::take(&mut self.room);
        let mut firsts: Vec<&Attempt> = Vec::new();
        let attempts = room.gather(settling.parts, partition);
        let (mut at, mut looked_up) = (0, 0);
        for of_pupil in attempts.chunk_by(|a, b| a.pupil() == b.pupil()) {
            at += of_pupil.len();
            if looked_up < at {
                looked_up = at + AHEAD;
                self.look_up(attempts.get(at..).unwrap_or_default().iter().take(AHEAD));
            }
            firsts.clear();
            for group in of_pupil.chunk_by(|a, b| a.what().test() == b.what().test()) {
                firsts.extend(self.first(group, settling.places));
            }
            for (at, first) in firsts.iter().enumerate() {
                let before = firsts.get(..at).unwrap_or_default();
                self.count(first, before, settling);
            }
            self.note_two_schools(of_pupil, settling.places);
        }
        drop(firsts);
        self.room = room;
        self
    }

    /// Looks at the sums that attempts will be counted in, and does nothing with them: memory answers many
    /// questions at a time, and one after the other it is waited for.
    fn look_up<'a>(&self, attempts: impl Iterator<Item = &'a Attempt>) {
        let results = |attempt: &Attempt| {
            let what = attempt.what();
            let test = self.tests.get(usize::try_from(what.test()).ok()?)?.as_deref()?;
            let school = test.schools.get(usize::from(what.school()))?;
            // One of each of its lines.
            Some(school.results.wrapping_add(school.abilities.pupils))
        };
        let all = attempts.filter_map(results).fold(0_u32, u32::wrapping_add);
        std::hint::black_box(all);
    }

    /// The attempt of a pupil, test and year that counts: the first; `None` where others contradict it.
    fn first<'g>(&mut self, group: &'g [Attempt], places: &Places) -> Option<&'g Attempt> {
        let first = group.first()?;
        if let Some(column) = contradiction(group, first) {
            for attempt in group {
                let (at, line) = places.of(attempt);
                self.aside.push((at, line, Aside::Contradicts(column, attempt.what())));
            }
            return None;
        }
        self.account_for(group, places);
        Some(first)
    }

    /// Counts a result in, and the pair it makes with one of those before.
    fn count(&mut self, first: &Attempt, before: &[&Attempt], settling: &Settling<'_>) {
        let what = first.what();
        let found = settling.routes.before(first, before);
        let test = usize::try_from(what.test()).ok();
        let Some(slot) = test.and_then(|at| self.tests.get_mut(at)) else { return };
        let test = slot.get_or_insert_with(|| {
            let schools = vec![OfSchool::default(); settling.schools];
            Box::new(OfTest { schools, products: [0; 6] })
        });
        let Some(school) = test.schools.get_mut(usize::from(what.school())) else { return };
        school.results += 1;
        if let Some(level) = what.level() {
            add(&mut school.levels, level);
        }
        let abilities = first.abilities().get();
        if let Some(abilities) = abilities {
            school.abilities.add(abilities);
            let products = products(abilities.map(i64::from));
            test.products.iter_mut().zip(products).for_each(|(sum, of)| *sum += of);
        }
        match found {
            Ok((earlier, step)) => {
                if let (Some(then), Some(now)) = (earlier.abilities().get(), abilities) {
                    let [of_then, of_now] = &mut school.of_pairs;
                    school.pairs += 1;
                    add_abilities(of_then, then);
                    add_abilities(of_now, now);
                }
                if settling.keeps_pairs {
                    self.pairs.push(Pair::new(step, [earlier, first]));
                }
            }
            Err(Unpaired::OtherYear) => school.other_year += 1,
            Err(Unpaired::NoEarlierResult) => school.no_earlier += 1,
            Err(_) => {}
        }
    }

    /// Where the rows of one pupil, test and year go: the first is used, the others are left out.
    fn account_for(&mut self, group: &[Attempt], places: &Places) {
        let mut last: Option<Packed> = None;
        for attempt in group {
            let what = attempt.what();
            let again = last == Some(what);
            let is_first = last.replace(what).is_none();
            let (at, line) = places.of(attempt);
            let Some(file) = self.files.get_mut(at) else { continue };
            if is_first {
                let corrected = places.is_corrected((at, line));
                file.corrected += u64::from(corrected);
                file.used += u64::from(!corrected);
                let year = usize::try_from(what.year_number()).ok();
                year.and_then(|year| file.years.get_mut(year)).into_iter().for_each(|y| *y = true);
            } else {
                let aside = if again { Aside::SameRowTwice } else { Aside::NotFirst };
                self.aside.push((at, line, aside));
            }
        }
    }

    /// Says where a pupil has results of one year at more than one school: at the first row of another.
    fn note_two_schools(&mut self, of_pupil: &[Attempt], places: &Places) {
        let year = |attempt: &Attempt| attempt.what().year_number();
        for group in of_pupil.chunk_by(|a, b| year(a) == year(b)) {
            let Some(first) = group.first().map(|attempt| attempt.what().school()) else {
                continue;
            };
            let other = group.iter().find(|attempt| attempt.what().school() != first);
            if let Some(other) = other {
                let (at, line) = places.of(other);
                self.aside.push((at, line, Aside::OtherSchool));
            }
        }
    }
}

/// The column in which attempts at the moment of the first contradict it, if any does.
fn contradiction(group: &[Attempt], first: &Attempt) -> Option<&'static str> {
    let what = first.what();
    let is_first = |attempt: &&Attempt| attempt.what().time() == what.time();
    let at_first = || group.iter().skip(1).take_while(is_first);
    let mut others = at_first().map(Attempt::what);
    if others.any(|of| of.level() != what.level()) {
        return Some("niveau");
    }
    let mut others = at_first().map(Attempt::what);
    if others.any(|of| of.school() != what.school()) {
        return Some("instnr");
    }
    let mut abilities = at_first().map(Attempt::abilities);
    abilities.any(|of| of != first.abilities()).then_some("theta_p1")
}

fn add(levels: &mut [u32; 6], level: Level) {
    if let Some(count) = levels.get_mut(usize::from(level.code()) - 1) {
        *count += 1;
    }
}

/// The products of areas 1·1, 1·2, 1·3, 2·2, 2·3 and 3·3.
const fn products([a, b, c]: [i64; 3]) -> [i64; 6] {
    [a * a, a * b, a * c, b * b, b * c, c * c]
}

/// Results without one before, by school, test and reason: a test without a way back has one reason for
/// all.
pub(super) fn unpaired(
    settled: &Settled,
    routes: &Routes,
) -> BTreeMap<(usize, u64, Unpaired), u32> {
    let mut found = BTreeMap::new();
    for (test, of_test) in settled.tests() {
        for (school, of) in of_test.schools.iter().enumerate() {
            let counts = match routes.nowhere(test) {
                Some(reason) => vec![(reason, of.results)],
                None => vec![
                    (Unpaired::OtherYear, of.other_year),
                    (Unpaired::NoEarlierResult, of.no_earlier),
                ],
            };
            for (reason, count) in counts.into_iter().filter(|(_, count)| *count != 0) {
                found.insert((school, test, reason), count);
            }
        }
    }
    found
}
