//! Small sources in memory, read by a plan of a few lines.

#[path = "memory.rs"]
mod memory;

use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Plan, check};
use memory::Memory;

pub(crate) const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN;HOVEDSKOLE_INST\n\
     999101;Aa;1012;999;Eksempelby Kommune;\n\
     999104;Dd;1012;999;Eksempelby Kommune;\n";

/// A source of a plan: its kind, its files, and what the plan says besides.
pub(crate) fn source(kind: &str, files: &str, said: &str) -> String {
    format!("[[source]]\nkind = \"{kind}\"\nfiles = [\"{files}\"]\n{said}\n")
}

/// What is read of a register and these files by a plan with these sources.
pub(crate) fn read(files: &[(&str, &str)], sources: &[String]) -> Ingested {
    let text = format!(
        "[report]\ntitle = \"T\"\ndate = 2022-03-31\nmunicipality = 999\n\
         years = [\"2017/18\", \"2018/19\"]\n{}{}",
        source("school_register", "register.csv", ""),
        sources.concat()
    );
    let files = files.iter().chain(&[("register.csv", REGISTER)]).copied();
    check(&Plan::parse(&text, "p.toml").unwrap(), &Memory::new(files))
}

/// Every finding: code, place.
pub(crate) fn told(ingested: &Ingested) -> Vec<String> {
    ingested.findings.iter().map(ToString::to_string).collect()
}

/// Rows used, corrected, left out and in quarantine.
pub(crate) fn rows(ingested: &Ingested, source: &str) -> [u64; 4] {
    let report = ingested.sources.iter().find(|report| *report.source == *source).unwrap();
    assert!(report.rows.balances(), "{report:?}");
    let rows = &report.rows;
    [rows.used, rows.corrected, rows.excluded_rows(), rows.quarantined]
}
