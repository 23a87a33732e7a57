//! A thousand accidents, over the sources of every layout: nothing panics, and no row disappears.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/balance.rs"]
mod balance;
#[path = "support/good.rs"]
mod good;
#[path = "support/saved.rs"]
#[expect(dead_code, reason = "each test saves in some of the ways")]
mod saved;

use kvalitet_core::finding::{FindingKind, ReadAs};
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{check, rejected_files};
use rayon::prelude::*;

use crate::balance::assert_balances;
use crate::good::{Memory, ROLES, file, good, plan, read_with};
use crate::saved::{cells, gzip, json, utf_16, windows_1252, workbook};

/// A small linear congruential generator: the same accidents in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        // Knuth's MMIX constants.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from((self.0 >> 33) % limit).unwrap()
    }
}

const PIECES: [&[u8]; 8] = [b"\"", b";", b"\n", b"\0", b"\r", b"\xff", b"\"\"", b"9"];

fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(8) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            1 => {
                let piece = PIECES.get(chance.below(PIECES.len())).unwrap();
                bytes.splice(at..at, piece.iter().copied());
            }
            2 => drop(bytes.drain(at..(at + 1 + chance.below(30)).min(bytes.len()))),
            3 if chance.below(4) == 0 => bytes.truncate(at),
            4 => bytes = with_a_line_less(&bytes, chance),
            5 => bytes = with_line_twice(&bytes, chance),
            6 => bytes = with_columns_swapped(&bytes, chance),
            _ => bytes.insert(at, b'"'),
        }
    }
    bytes
}

fn with_columns_swapped(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let (a, b, header_too) = (chance.below(12), chance.below(12), chance.below(2) == 0);
    let swapped = |(place, line): (usize, &[u8])| {
        let mut cells: Vec<&[u8]> = line.split(|byte| *byte == b';').collect();
        if (header_too || 0 < place) && a.max(b) < cells.len() {
            cells.swap(a, b);
        }
        cells.join(&b';')
    };
    let lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').enumerate().map(swapped).collect();
    lines.join(&b'\n')
}

fn with_a_line_less(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    lines.remove(chance.below(lines.len()));
    lines.join(&b'\n')
}

fn with_line_twice(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (from, to) = (chance.below(lines.len()), chance.below(lines.len()));
    let line = lines.get(from).copied().unwrap_or_default();
    lines.insert(to, line);
    lines.join(&b'\n')
}

/// How many lines have something on them.
fn lines_with_content(bytes: &[u8]) -> u64 {
    let content = |line: &&[u8]| !line.strip_suffix(b"\r").unwrap_or(line).is_empty();
    u64::try_from(bytes.split(|byte| *byte == b'\n').filter(content).count()).unwrap()
}

/// Holds the rows of a text against its lines.
fn assert_every_line_is_a_row(ingested: &Ingested, role: &str, bytes: &[u8], what: &str) {
    let of_role = || ingested.findings.iter().filter(|f| *f.location.source == *file(role));
    let is_utf_16 = FindingKind::ReadAs { form: ReadAs::Utf16 };
    if ingested.is_stopped() || of_role().any(|finding| finding.kind == is_utf_16) {
        return;
    }
    let report = ingested.sources.iter().find(|report| &*report.source == file(role)).unwrap();
    // What stands above the header is said to be no row.
    let titles = of_role().map(|finding| match finding.kind {
        FindingKind::TitleRows { rows } => rows,
        _ => 0,
    });
    let lines = lines_with_content(bytes) - 1 - u64::try_from(titles.sum::<usize>()).unwrap();
    if bytes.contains(&b'"') {
        // A quoted cell may go on over lines.
        assert!(report.rows.read <= lines, "{what}: {report:?}");
    } else {
        assert_eq!(report.rows.read, lines, "{what}");
    }
}

/// What a seed makes of a role's good file, and whether it still is lines of text.
fn accident(seed: u64, role: &str) -> (Vec<u8>, bool) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let good = good(role);
    let text = String::from_utf8(good.clone()).unwrap();
    if role == "oversko_api" {
        return (mutated(&good, &mut chance), false);
    }
    let table = || cells(&text, if role == "fravaer_kommune" { ',' } else { ';' });
    match chance.below(14) {
        0 => (mutated(&gzip(&good), &mut chance), false),
        1 => (gzip(&mutated(&good, &mut chance)), false),
        2 => (mutated(&workbook(&table(), &[]), &mut chance), false),
        3 => (mutated(&json(&table()), &mut chance), false),
        4 => (mutated(&utf_16(&text, false, true), &mut chance), false),
        5 => (mutated(&windows_1252(&text), &mut chance), true),
        _ => (mutated(&good, &mut chance), true),
    }
}

#[test]
fn no_accident_makes_a_row_disappear() {
    (0..1_000_u64).into_par_iter().for_each(|seed| {
        let place = usize::try_from(seed).unwrap() % ROLES.len();
        let (role, ..) = *ROLES.get(place).unwrap();
        let (bytes, is_text) = accident(seed, role);
        let plan = plan(&read_with(role), 5);
        let ingested = check(&plan, &Memory::with(&[(role, bytes.clone())]));
        let what = format!("seed {seed}, {role}");
        assert_balances(&ingested, &what);
        if is_text {
            assert_every_line_is_a_row(&ingested, role, &bytes, &what);
        }
        if seed % 20 == 0 {
            rejected_files(&ingested, &plan).unwrap();
        }
    });
}

#[test]
fn accidents_are_told_of() {
    // Of the accidents to files of pupils most leave something to be told: they are no idle ones.
    let told = (0..100).filter(|seed| {
        let (bytes, _) = accident(*seed, "elevraekker");
        let plan = plan(&read_with("elevraekker"), 5);
        !check(&plan, &Memory::with(&[("elevraekker", bytes)])).findings.is_empty()
    });
    assert!(60 < told.count());
}
