//! The functions of the fuzz targets, over every fixture whole and in pieces, so that they hold and
//! cannot rot where nobody fuzzes.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets call them from another crate")]
mod targets;

use std::fs;
use std::path::Path;

/// Every fixture, good and bad.
fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sources");
    let below = ["good", "bad"].map(|name| fs::read_dir(folder.join(name)).unwrap());
    let mut paths: Vec<_> =
        below.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(200 < paths.len());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn a_stream_has_the_same_records_however_it_is_parted() {
    for (turn, seed) in seeds().iter().filter(|seed| seed.len() < 20_000).enumerate() {
        let by = [7, 30, 251].map(|step| u8::try_from(turn * step % 256).unwrap());
        targets::records(&[by.as_slice(), seed].concat());
    }
}

#[test]
fn no_cell_makes_a_parser_panic() {
    for seed in seeds() {
        let cells = seed.split(|byte| b";\n".contains(byte));
        cells.filter(|cell| cell.len() < 60).take(8).for_each(targets::cells);
    }
    for text in ["<5", "\u{2212}3", "2.351", "16,7 %", "", "-", "2018-03-20 12:20", "\0", "æ"] {
        targets::cells(text.as_bytes());
    }
}

#[test]
fn any_bytes_are_decoded_or_refused() {
    for seed in seeds() {
        targets::containers(&seed);
        targets::json(&seed);
        targets::containers(seed.get(..seed.len() / 2).unwrap());
    }
}

#[test]
fn no_header_is_repeated_with_its_numbers() {
    for seed in seeds() {
        for line in seed.split(|byte| *byte == b'\n').filter(|line| line.len() < 2_000).take(2) {
            targets::headers(line);
        }
    }
    targets::headers(b"skoleaar;institutionsnummer;klassetrin;elever;elev 0101012345");
}

#[test]
fn a_number_is_known_in_every_notation() {
    for text in ["0101000000", "010100-0000", "101000000", "9700000001", "", "6101000000"] {
        targets::numbers(text.as_bytes());
    }
}

#[test]
fn every_row_of_any_source_is_accounted_for() {
    // Every kind has its turn with every fourth fixture.
    for (turn, seed) in (0..4_u8).cycle().zip(seeds()) {
        for kind in (turn..16).step_by(4) {
            targets::sources(&[&[kind], seed.as_slice()].concat());
        }
    }
}
