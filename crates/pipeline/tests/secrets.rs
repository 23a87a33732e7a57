//! What stands in a cell about a person leaves the program in no file, finding or line of text.
//!
//! Numbers like civil registration numbers and names are planted wherever a damaged export could
//! have them; every byte that a run makes is searched for them and for every pupil's id. Header
//! names are not cells: they name a column, and the user has to find it again.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::panic, reason = "a failed step is a failed test")]

#[path = "support/good.rs"]
mod good;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

use calamine::{Reader, Xlsx};
use kvalitet_core::{Language, Unit};
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Run, check, output_files, rejected_files, run};
use kvalitet_report::OutputFile;
use kvalitet_text::Texts;

use crate::good::{Memory, ROLES, file, good, plan, read_with};

/// Texts that are planted. Plain letters, so that no way of writing them hides them.
const PLANTED: [&str; 6] =
    ["0101012345", "010101-2345", "0101992222", "Prove Provesen", "Hemmeligsen", "070707"];

fn lines(role: &str) -> Vec<String> {
    String::from_utf8(good(role)).unwrap().lines().map(str::to_owned).collect()
}

/// The columns and texts to plant: every text in every column but those that it may stand in. In
/// a wide source each column gets two of them in turn.
fn plantings(header: &str) -> Vec<(usize, &'static str)> {
    let wide = 14 < header.split(';').count();
    let of_column = |(place, column): (usize, &str)| {
        // The name of a school and of its municipality are what these two columns are for; six
        // digits in the column of institutions are an institution's number.
        let own = ["INST_NAVN", "ADM_KOMMUNE_NAVN"].contains(&column);
        let school = ["INST_NR", "instnr", "institutionsnummer"].contains(&column);
        let fits = move |(turn, text): &(usize, &'static str)| {
            let stays = own || (school && text.len() == 6) || (wide && turn % 3 != place % 3);
            !stays
        };
        let texts = PLANTED.into_iter().enumerate().filter(fits);
        texts.map(move |(_, text)| (place, text)).collect::<Vec<_>>()
    };
    header.split(';').enumerate().flat_map(of_column).collect()
}

/// The good file of a role as often as it takes to plant every text in every column, one in each
/// row. The first row stays as it is: some school must be known for a run to come to anything.
fn planted(role: &str) -> Vec<Vec<String>> {
    let good = lines(role);
    let rows = good.len() - 2;
    let plant = |some: &[(usize, &'static str)]| {
        let mut lines = good.clone();
        for (line, (place, text)) in lines.iter_mut().skip(2).zip(some) {
            let mut cells: Vec<&str> = line.split(';').collect();
            *cells.get_mut(*place).unwrap() = text;
            *line = cells.join(";");
        }
        lines
    };
    plantings(good.first().unwrap()).chunks(rows).map(plant).collect()
}

/// The same, with rows that cannot be cut right and a column that no layout has.
fn damaged(role: &str) -> Vec<u8> {
    let mut lines = lines(role);
    for line in lines.iter_mut().skip(1) {
        *line = format!("{line};Prove Provesen");
    }
    let header = lines.first_mut().unwrap();
    *header = format!("{header};bemaerkning");
    let row = lines.get(1).unwrap().clone();
    for planted in PLANTED {
        lines.push(format!("{row};{planted}"));
        lines.push(format!("{planted};{row}"));
        lines.push(planted.to_owned());
        lines.push(format!("{planted};{planted}"));
        lines.push(format!("\"{planted};{row}"));
        lines.push(format!("\"{planted}\";\"{planted}\n{planted}\";{row}"));
        lines.push(format!("{row}\"{planted}"));
        lines.push(format!("\0{planted};{row}\u{feff}"));
    }
    lines.push(format!("\"Hemmeligsen;{}", "0101012345;".repeat(4)));
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n\xc6ble Prove Provesen;0101012345\n");
    bytes
}

/// Every text that must not come out: what was planted, and the id of every pupil.
fn secrets() -> Vec<String> {
    let ids = lines("elevraekker").into_iter().skip(1);
    let ids: BTreeSet<String> =
        ids.map(|line| line.split(';').next().unwrap().to_owned()).collect();
    assert!(20 < ids.len());
    PLANTED
        .map(str::to_owned)
        .into_iter()
        .chain(ids)
        .chain(["101012345", "101992222", "70707"].map(str::to_owned))
        .collect()
}

fn assert_silent(secrets: &[String], place: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for secret in secrets {
        if let Some(at) = text.find(secret.as_str()) {
            let before: String =
                text.get(..at).unwrap_or_default().chars().rev().take(80).collect();
            let before: String = before.chars().rev().collect();
            panic!("{place} has `{secret}` after `{before}`");
        }
    }
}

/// A file as its reader sees it: a workbook is packed, and a search of its bytes finds nothing.
fn assert_file_silent(secrets: &[String], file: &OutputFile) {
    if Path::new(&file.path).extension() != Some("xlsx".as_ref()) {
        assert_silent(secrets, &file.path, &file.bytes);
        return;
    }
    let mut workbook = Xlsx::new(Cursor::new(&file.bytes)).unwrap();
    let mut cells = 0;
    for (name, sheet) in workbook.worksheets() {
        assert_silent(secrets, &file.path, name.as_bytes());
        for (_, _, cell) in sheet.used_cells() {
            assert_silent(secrets, &file.path, cell.to_string().as_bytes());
            cells += 1;
        }
    }
    assert!(3 < cells, "{}", file.path);
}

/// The findings as the terminal, the folder of findings and programs see them.
fn assert_findings_silent(secrets: &[String], ingested: &Ingested) {
    for language in [Language::Danish, Language::English] {
        let texts = Texts::new(language);
        for finding in &ingested.findings {
            let text = format!("{finding}\n{}", texts.finding_in_full(finding));
            assert_silent(secrets, "a finding", text.as_bytes());
        }
    }
    assert_silent(secrets, "findings", format!("{:?}", ingested.findings).as_bytes());
    assert_silent(secrets, "quarantine", format!("{:?}", ingested.quarantine).as_bytes());
    assert_silent(secrets, "accounts", format!("{:?}", ingested.sources).as_bytes());
}

/// What a person asks a finished run for in the terminal.
fn assert_answers_silent(secrets: &[String], run: &Run) {
    let texts = Texts::new(Language::Danish);
    for release in run.releases.values() {
        for key in release.figures().keys() {
            if let Ok(text) = kvalitet_report::explain(release, &texts, key) {
                assert_silent(secrets, "explain", text.as_bytes());
            }
        }
        for unit in release.figures().keys().map(|key| key.unit).collect::<BTreeSet<Unit>>() {
            if let Ok(text) = kvalitet_report::compare(release, &texts, unit) {
                assert_silent(secrets, "compare", text.as_bytes());
            }
        }
    }
}

fn assert_run_silent(role: &str, bytes: &[u8]) {
    let secrets = secrets();
    let sources = Memory::with(&[(role, bytes.to_vec())]);
    let plan = plan(read_with(role), 100);
    let ingested = check(&plan, &sources);
    assert_findings_silent(&secrets, &ingested);
    for file in rejected_files(&ingested, &plan).unwrap() {
        assert_file_silent(&secrets, &file);
    }
    let run = run(&plan, &sources, &|_| {}).unwrap();
    for file in output_files(&run, &plan).unwrap() {
        assert_file_silent(&secrets, &file);
    }
    assert_answers_silent(&secrets, &run);
}

#[test]
fn what_is_planted_in_any_column_of_any_source_comes_out_nowhere() {
    for (role, _, _) in ROLES {
        for lines in planted(role) {
            assert_run_silent(role, lines.join("\n").as_bytes());
        }
    }
}

#[test]
fn what_is_planted_in_rows_that_cannot_be_cut_comes_out_nowhere() {
    for (role, _, _) in ROLES {
        assert_run_silent(role, &damaged(role));
    }
}

#[test]
fn the_ids_of_pupils_come_out_nowhere_when_nothing_is_wrong() {
    let secrets = secrets();
    let plan = plan(read_with("elevraekker"), 5);
    let run = run(&plan, &Memory::with(&[]), &|_| {}).unwrap();
    for file in output_files(&run, &plan).unwrap() {
        assert_file_silent(&secrets, &file);
    }
    assert_answers_silent(&secrets, &run);
}

#[test]
fn a_row_of_data_where_the_header_should_be_is_not_repeated() {
    for (role, _, _) in ROLES {
        for lines in planted(role) {
            let headless: Vec<String> = lines.into_iter().rev().collect();
            let sources = Memory::with(&[(role, headless.join("\n").into_bytes())]);
            let ingested = check(&plan(read_with(role), 5), &sources);
            assert!(ingested.is_stopped(), "{role}");
            assert_findings_silent(&secrets(), &ingested);
            assert!(ingested.sources.iter().any(|report| &*report.source == file(role)));
        }
    }
}

/// The good lines of a role with one text planted in the first row.
fn planted_first(role: &str) -> Vec<Vec<String>> {
    let good = lines(role);
    let plant = |(place, text): (usize, &'static str)| {
        let mut lines = good.clone();
        let first = lines.get_mut(1).unwrap();
        let mut cells: Vec<&str> = first.split(';').collect();
        *cells.get_mut(place).unwrap() = text;
        *first = cells.join(";");
        lines
    };
    plantings(good.first().unwrap()).into_iter().map(plant).collect()
}

#[test]
fn rows_that_run_on_behind_the_header_are_not_repeated() {
    let secrets = secrets();
    for (role, _, _) in ROLES {
        for lines in planted_first(role) {
            let (header, rows) = lines.split_first().unwrap();
            let first = rows.first().unwrap();
            for text in [
                lines.join("\r"),
                lines.join(";\r"),
                [header.as_str(), first].join("\r"),
                [header.as_str(), first].join(";\r"),
                format!("{header}{}", rows.join("\n")),
                format!("{header};{}", rows.join("\n")),
                format!("{header};bemaerkning{}", rows.join(";Hemmeligsen\n")),
            ] {
                let sources = Memory::with(&[(role, text.into_bytes())]);
                let ingested = check(&plan(read_with(role), 5), &sources);
                assert!(ingested.is_stopped(), "{role}");
                assert_findings_silent(&secrets, &ingested);
            }
        }
    }
}
