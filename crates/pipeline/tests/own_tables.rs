//! A table of the municipality's own: its schema stands in the plan.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

#[path = "support/memory.rs"]
mod memory;

use kvalitet_ingest::form::Value;
use kvalitet_ingest::{Ingested, SourceKind};
use kvalitet_pipeline::{Plan, check};

use crate::memory::Memory;

const REGISTER: &str = "INST_NR;INST_NAVN;INST_TYPE_NR;KOMMUNE_NR;ADM_KOMMUNE_NAVN\n\
                        999101;Eksempelskolen;1012;999;Eksempelby Kommune\n";

const PLAN: &str = r#"
[report]
title = "T"
date = 2022-03-31
municipality = 999
years = ["2018/19"]

[[source]]
kind = "school_register"
files = ["register.csv"]

[[source]]
kind = "local"
files = ["forloeb.csv"]
table = "laeringsforloeb"
columns = { sted = "Hvor" }

[[source.schema]]
name = "skoleaar"
holds = "school_year"
required = false

[[source.schema]]
name = "skole"
holds = "institution_number"

[[source.schema]]
name = "sted"
holds = "choice"
one_of = ["ude", "inde"]

[[source.schema]]
name = "timer"
holds = "decimal"
empty = true
range = ["0", "40"]
"#;

fn read(table: &str) -> Ingested {
    let files = Memory::new([("register.csv", REGISTER), ("forloeb.csv", table)]);
    check(&Plan::parse(PLAN, "p.toml").unwrap(), &files)
}

/// Rows read, used, in quarantine.
fn account(ingested: &Ingested) -> [u64; 3] {
    let of_kind = |kind| ingested.sources.iter().find(move |report| report.kind == kind);
    let rows = &of_kind(SourceKind::Local).unwrap().rows;
    assert!(rows.balances());
    [rows.read, rows.used, rows.quarantined]
}

#[test]
fn rows_alike_are_rows_of_their_own_and_keep_their_values() {
    let table = "skoleaar;skole;Hvor;timer\n2018/19;999101;Ude;1,5\n2018/19;999101;Ude;1,5\n\
                 2017/18;999101;inde;2\n2018/19;999101;inde;\n";
    let ingested = read(table);
    assert_eq!(account(&ingested), [4, 3, 0]);
    let table = ingested.persons.get("laeringsforloeb").unwrap();
    let column = |name| table.layout.place(name).unwrap();
    let places: Vec<Value<'_>> = (0..3).map(|row| table.value(row, column("sted"))).collect();
    assert_eq!(places, [Value::Choice(0), Value::Choice(0), Value::Choice(1)]);
    let hours: Vec<_> = (0..3).map(|row| table.value(row, column("timer")).number()).collect();
    let hours: Vec<_> = hours.into_iter().map(|hours| hours.map(|h| h.to_string())).collect();
    assert_eq!(hours, [Some("1.500000".to_owned()), Some("1.500000".to_owned()), None]);
}

#[test]
fn a_table_without_years_belongs_to_none() {
    assert_eq!(account(&read("skole;Hvor;timer\n999101;ude;1\n999101;inde;50\n")), [2, 1, 1]);
    assert_eq!(account(&read("skole;Hvor;timer\n999101;skoven;1\n999102;inde;5\n")), [2, 0, 2]);
}
