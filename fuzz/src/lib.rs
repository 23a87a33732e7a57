//! What must hold of any bytes: one function for each fuzz target.
//!
//! A test of `kvalitet-ingest` runs every function over the fixtures, so that none of them rots where
//! nobody fuzzes. See `CONTRIBUTING.md` for how to run them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{MunicipalityNumber, SchoolYear};
use kvalitet_ingest::cell::{
    DecimalMark, NonValue, date_time, decimal, percent, shape, whole_number,
};
use kvalitet_ingest::decode::{Content, Limits, decode};
use kvalitet_ingest::layout::{Header, layouts, recognise};
use kvalitet_ingest::pseudonym::{CprSuspicion, reads_as_cpr};
use kvalitet_ingest::records::{Parts, Records, Shape};
use kvalitet_ingest::{
    FollowingRules, Ingested, Request, SourceError, SourceKind, SourceSpec, Sources, ingest,
};

type Cut = Vec<(u64, Shape, Vec<Vec<u8>>)>;

fn cut(records: &mut Records<'_>) -> Cut {
    let mut all = Vec::new();
    while let Some(record) = records.next_record() {
        let cells = record.cells.iter().map(<[u8]>::to_vec).collect();
        // Where an open mark would have been closed is looked for in its own part alone: the line it
        // names can differ, what becomes of the rows cannot.
        let shape = match record.shape {
            Shape::Unclosed { .. } => Shape::Unclosed { until: None },
            Shape::Whole => Shape::Whole,
        };
        all.push((record.line, shape, cells));
    }
    all
}

/// A stream has the same records however it is parted. The first bytes say how.
pub fn records(data: &[u8]) {
    let Some(([block, held, width], text)) = data.split_first_chunk() else { return };
    let cut_at = (b';', 1 + usize::from(width % 8));
    let whole = cut(&mut Records::new(text, 0, cut_at.0, true).expect_cells(cut_at.1));
    let (held, rest) = text.split_at(usize::from(*held).min(text.len()));
    let parts = Parts::new(rest, held.to_vec(), 0, cut_at);
    let mut parts = parts.in_blocks_of(1 + usize::from(*block));
    let mut parted = Vec::new();
    while let Ok(Some(part)) = parts.next_part() {
        let mut records = part.records(cut_at.0);
        records = records.expect_cells(cut_at.1);
        parted.extend(cut(&mut records));
    }
    assert_eq!(whole, parted);
}

/// No cell makes a parser panic, and what says why there is no value is no value.
pub fn cells(data: &[u8]) {
    let allowed = |sign: char| sign.is_ascii_digit() || "A?{} ".contains(sign);
    assert!(shape(data).chars().all(allowed));
    let _ = date_time(data);
    for mark in [DecimalMark::Comma, DecimalMark::Point] {
        let number = decimal(data, mark).or_else(|| percent(data, mark));
        let is_number = number.is_some() || whole_number(data).is_some();
        assert!(!is_number || NonValue::from_bytes(data).is_none());
        for kind in SourceKind::ALL {
            for column in layouts(kind).iter().flat_map(|layout| &layout.columns) {
                let _ = column.read(data, mark);
            }
        }
    }
}

/// Bytes of any container are decoded or refused, within the limits.
pub fn containers(data: &[u8]) {
    let limits =
        Limits { held: 1 << 20, inflated_text: 1 << 20, cells: 1 << 16, ..Limits::default() };
    let Ok(decoded) = decode(Box::new(Cursor::new(data.to_vec())), &limits) else { return };
    if let Content::Text(mut text) = decoded.content {
        let mut all = Vec::new();
        let read = text.read_to_end(&mut all).is_ok();
        assert!(!decoded.original.format().compressed || all.len() <= 1 << 20);
        if !read {
            return;
        }
    }
    assert!(decoded.original.digest().is_ok_and(|digest| digest.len() == 64));
}

/// The same, of what begins as a list of objects.
pub fn json(data: &[u8]) {
    containers(&[b"[{", data].concat());
}

/// No header makes a layout panic, and no finding repeats a number from it.
pub fn headers(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let names = text.split(';').map(str::to_owned).collect();
    let header = Header { line: 1, names, may_hold_rows: true };
    let source = Arc::from("a.csv");
    for kind in SourceKind::ALL {
        let found = recognise(layouts(kind), &header, &BTreeMap::new(), &source);
        let findings = found.map_or_else(|findings| findings, |(_, notes)| notes);
        for finding in findings {
            let said = format!("{finding} {:?}", finding.kind.arguments());
            let mut runs = said.split(|sign: char| !sign.is_numeric());
            assert!(runs.all(|run| run.chars().count() < 6));
        }
    }
}

/// A number that is read as one has one notation, and is suspected when it comes again.
pub fn numbers(data: &[u8]) {
    let mut column = CprSuspicion::default();
    if let Some(number) = reads_as_cpr(data) {
        assert!(number.normalised().iter().all(u8::is_ascii_digit));
        assert!(reads_as_cpr(number.normalised()).is_some());
        if !number.restored_zero() {
            (0..3).for_each(|_| column.observe(data));
            assert!(column.is_suspected());
        }
    } else {
        (0..100).for_each(|_| column.observe(data));
        assert!(!column.is_suspected());
    }
}

/// A register, and a source of any kind.
struct Files<'a>(&'a [u8]);

const REGISTER: &[u8] = include_bytes!("../../fixtures/sources/good/institutionsregister.csv");

impl Sources for Files<'_> {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let bytes = if path == "register" { REGISTER } else { self.0 };
        Ok(Box::new(Cursor::new(bytes.to_vec())))
    }
}

/// A source of any kind is read to its end: every row is accounted for. The first byte says the kind.
pub fn sources(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let kinds = SourceKind::ALL.into_iter().filter(|kind| *kind != SourceKind::Local);
    let mut kinds = kinds.cycle().skip(usize::from(*kind));
    let (Some(kind), Some(municipality)) = (kinds.next(), MunicipalityNumber::new(999)) else {
        return;
    };
    let Ok(year) = "2018/19".parse() else { return };
    let ingested = read((kind, Some(year)), municipality, bytes);
    assert!(ingested.is_none_or(|of| of.sources.iter().all(|report| report.rows.balances())));
}

/// The columns of pupil rows, and one that nobody reads.
const PUPIL_ROWS: [&str; 15] = [
    "pnr",
    "instnr",
    "skoleaar",
    "klassetrin",
    "fagid",
    "testtid",
    "testtype",
    "theta_p1",
    "sem_p1",
    "theta_p2",
    "sem_p2",
    "theta_p3",
    "sem_p3",
    "niveau",
    "note",
];

/// Rows of pupils come to the same whether plain ones are read at once or all are read cell by cell, which
/// a quotation mark anywhere makes them. The first byte says with which column rows begin.
pub fn pupil_rows(data: &[u8]) {
    let Some((first, rows)) = data.split_first() else { return };
    let Some(municipality) = MunicipalityNumber::new(999) else { return };
    let turned = |mut cells: [&str; 15]| {
        cells.rotate_left(usize::from(*first) % PUPIL_ROWS.len());
        cells.join(";")
    };
    let read = |note: &str| {
        let mut last = [""; 15];
        last[14] = note;
        let (header, last) = (turned(PUPIL_ROWS), turned(last));
        let text = [header.as_bytes(), rows, last.as_bytes(), b""].join(&b"\n"[..]);
        let mut ingested = read((SourceKind::NationalTest, None), municipality, &text)?;
        ingested.sources.iter_mut().for_each(|report| report.digest.clear());
        Some((ingested.tests, ingested.sources, ingested.findings, ingested.quarantine))
    };
    let plain = read("n");
    assert!(plain.is_some() && plain == read("\"n\""));
}

/// What comes of a register and a source, whose plan may say its year.
fn read(
    (kind, year): (SourceKind, Option<SchoolYear>),
    municipality: MunicipalityNumber,
    bytes: &[u8],
) -> Option<Ingested> {
    let catalogue = Catalogue::built_in().ok()?;
    let years = ["2016/17", "2017/18", "2018/19"].map(str::parse::<SchoolYear>);
    let spec = |kind, file: &str| SourceSpec {
        kind,
        files: vec![file.to_owned()],
        columns: BTreeMap::new(),
        year,
        decimal: DecimalMark::Comma,
        single_year: None,
        local: None,
    };
    let specs = [spec(SourceKind::SchoolRegister, "register"), spec(kind, "source")];
    let request = Request {
        specs: &specs,
        years: &years.into_iter().collect::<Result<BTreeSet<_>, _>>().ok()?,
        municipality,
        catalogue: &catalogue,
        pseudonyms: None,
        keep_originals: true,
        progression: FollowingRules::default(),
    };
    Some(ingest(&request, &Files(bytes)))
}
