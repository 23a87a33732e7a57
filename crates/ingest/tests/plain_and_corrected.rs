//! A row that stands like all others is still read cell by cell where something besides it says what it is.

#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use kvalitet_core::MunicipalityNumber;
use kvalitet_core::catalogue::Catalogue;
use kvalitet_ingest::cell::DecimalMark;
use kvalitet_ingest::{
    FollowingRules, Ingested, Request, SourceError, SourceKind, SourceSpec, Sources, ingest,
};
use sha2::{Digest, Sha256};

struct Files(BTreeMap<&'static str, String>);

impl Sources for Files {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let text = self.0.get(path).ok_or(SourceError::Missing)?;
        Ok(Box::new(Cursor::new(text.clone().into_bytes())))
    }
}

const REGISTER: &str = include_str!("../../../fixtures/sources/good/institutionsregister.csv");

/// What comes of twenty pupils on level 4, whose tests the plan may say the year of.
fn read(correction: &str, year: Option<&str>) -> Ingested {
    let row = |pupil: usize| {
        let abilities = "-0,5762;0,4011;0,5762;0,4011;0,0000;0,4011";
        format!(
            "97000000{pupil:02};999101;2018/2019;2;0102;2019-04-01 09:10;obligatorisk;{abilities};4\n"
        )
    };
    let header = "pnr;instnr;skoleaar;klassetrin;fagid;testtid;testtype;\
                  theta_p1;sem_p1;theta_p2;sem_p2;theta_p3;sem_p3;niveau\n";
    let rows = header.to_owned() + &(0..20).map(row).collect::<String>();
    let digest = Sha256::digest(rows.as_bytes());
    let hex = |byte: &u8| format!("{byte:02x}");
    let digest: String = digest.iter().map(hex).collect();
    let corrections = format!(
        "kilde_sha256;post;kolonne;ny_vaerdi;begrundelse;hvem;dato\n{}",
        correction.replace("SHA", &digest)
    );
    let files = [("register", REGISTER.to_owned()), ("rows", rows), ("corrections", corrections)];
    let spec = |kind, file: &str, year: Option<&str>| SourceSpec {
        kind,
        files: vec![file.to_owned()],
        columns: BTreeMap::new(),
        year: year.map(|year| year.parse().unwrap()),
        decimal: DecimalMark::Comma,
        single_year: None,
        local: None,
    };
    let mut specs = vec![
        spec(SourceKind::SchoolRegister, "register", None),
        spec(SourceKind::NationalTest, "rows", year),
    ];
    if !correction.is_empty() {
        specs.push(spec(SourceKind::Corrections, "corrections", None));
    }
    let request = Request {
        specs: &specs,
        years: &BTreeSet::from(["2018/19".parse().unwrap()]),
        municipality: MunicipalityNumber::new(999).unwrap(),
        catalogue: &Catalogue::built_in().unwrap(),
        pseudonyms: None,
        keep_originals: false,
        progression: FollowingRules::default(),
    };
    ingest(&request, &Files(files.into()))
}

fn levels(ingested: &Ingested) -> Vec<[u32; 6]> {
    ingested.tests.cells.values().map(|cell| cell.levels).filter(|of| *of != [0; 6]).collect()
}

#[test]
fn a_correction_of_a_plain_row_counts() {
    assert_eq!(levels(&read("", None)), [[0, 0, 0, 20, 0, 0]]);
    let corrected = read("SHA;7;niveau;6;set forkert;kontoret;2019-10-14\n", None);
    assert_eq!(levels(&corrected), [[0, 0, 0, 19, 0, 1]]);
    assert_eq!(corrected.sources.iter().map(|of| of.rows.corrected).sum::<u64>(), 1);
}

#[test]
fn a_year_of_the_plan_is_held_against_that_of_plain_rows() {
    let codes = |year| {
        let found = read("", Some(year)).findings;
        found
            .iter()
            .filter(|of| of.location.source.as_ref() == "rows")
            .map(|of| of.kind.code())
            .collect()
    };
    let (same, other): (BTreeSet<_>, BTreeSet<_>) = (codes("2018/19"), codes("2017/18"));
    assert!(same.is_subset(&other) && same != other, "{same:?} {other:?}");
}
