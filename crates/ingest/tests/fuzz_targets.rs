//! The functions of the fuzz targets, over every fixture whole and in pieces, so that they hold and
//! cannot rot where nobody fuzzes.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "../../../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "the fuzz targets call them from another crate")]
mod targets;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

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

/// What the cells of a row may hold instead of the usual, which stands first.
const CELLS: [&[&str]; 15] = [
    &[
        "9700000001",
        "9700000002",
        "97000000012",
        " 9700000001",
        "010100-0000",
        "970000001",
        "x",
        "",
    ],
    &["999101", "999102", "999999", "", "99910", " 999101", "999101 "],
    &["2018/2019", "2018/19", "2018-19", "2017/2018", "2018", "2018/2020", ""],
    &["2", "4", "04", "10", "11", "", "x", "6"],
    &["0102", "0104", "0206", "104", "102", "0304", "01x4", ""],
    &[
        "2019-04-01 09:10",
        "2019-04-01T09:10",
        "01-04-2019 09:10:59",
        "2019-13-01 09:10",
        "2019-04-01 24:00",
        "2019-04-01",
        "2017-04-01 09:10",
        "",
    ],
    &["obligatorisk", "frivillig", "OBLIGATORISK", ""],
    THETA,
    SEM,
    THETA,
    SEM,
    THETA,
    SEM,
    &["4", "1", "6", "7", "", "04", "-", "4 ", "4;"],
    &["", "som\nto", "010101-0101", "to;celler", " en lang note om en test som ingen spurgte om"],
];
const THETA: &[&str] = &[
    "-0,5762",
    "0,5",
    "1",
    "12,3456",
    "-12,3456",
    "21,0",
    "1.5",
    "",
    "-",
    "x",
    "0,57621234",
    "0,57625",
    "-0,00049",
    "<5",
    " 0,5",
    "0,5\nx",
    "-19,9999",
    "0,57625",
    "123,4567",
];
const SEM: &[&str] = &["0,4011", "0,4", "1", "", "x", "1.000,5", "0,1234567890123", "-0,4011", ","];

const PUPILS: &[&str] = &["9700000001", "9700000002", "9700000003"];

/// Years, grades, tests and times: rows of one pupil meet, and lead from one test to the next.
const OCCASIONS: &[[&str; 4]] = &[
    ["2018/2019", "2", "0102", "2019-04-01 09:10"],
    ["2016/2017", "2", "0102", "2017-04-03 10:05"],
    ["2017/2018", "3", "0203", "2018-03-12 08:30"],
    ["2018/2019", "4", "0104", "2019-05-02 11:45"],
];

/// What ends a row.
const ENDS: &[&str] = &["\n", "\n", "\n", "\r\n", "\n\n", ";\n", ";x\n", ""];

/// The cells that are not as usual, whose row it is, and what ends it.
type Row = (Vec<Option<&'static str>>, (&'static str, [&'static str; 4]), &'static str);

/// Rows that begin with one of the columns: most of the cells are the usual ones.
fn rows() -> impl Strategy<Value = Vec<u8>> {
    let pick = |cells: &'static [&'static str]| prop_oneof![7 => Just(None), 1 => proptest::sample::select(cells).prop_map(Some)];
    let odd: Vec<_> = CELLS.into_iter().map(pick).collect();
    let of_whom = (proptest::sample::select(PUPILS), proptest::sample::select(OCCASIONS));
    let row = (odd, of_whom, proptest::sample::select(ENDS));
    let all = (0..15_u8, 0..12_usize, proptest::collection::vec(row, 1..40));
    all.prop_map(|(first, kind, rows)| {
        let row = |(odd, (pupil, [year, grade, test, time]), end): Row| {
            let usual = CELLS.map(|cells| cells.first().copied().unwrap_or_default());
            let [_, school, _, _, _, _, rest @ ..] = usual;
            let usual = [pupil, school, year, grade, test, time].into_iter().chain(rest);
            let mut cells: Vec<&str> =
                usual.zip(odd).map(|(usual, odd)| odd.unwrap_or(usual)).collect();
            // What seldom comes about by itself: columns of numbers, and tests without a level.
            let odd = [(14, "010101-0101"), (0, "0101010101"), (13, "")];
            if let Some((at, text)) = odd.get(kind)
                && let Some(cell) = cells.get_mut(*at)
            {
                *cell = text;
            }
            cells.rotate_left(usize::from(first));
            (cells.join(";") + end).into_bytes()
        };
        [vec![first], rows.into_iter().flat_map(row).collect()].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn plain_rows_are_read_as_cell_by_cell(rows in rows()) {
        targets::pupil_rows(&rows);
    }
}
