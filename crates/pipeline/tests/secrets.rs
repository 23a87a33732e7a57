//! What stands in a cell about a person leaves the program in no file, finding or line of text.
//!
//! Numbers like civil registration numbers and names are planted wherever a damaged export could
//! have them; every byte that a run makes is searched for them and for every pupil's id. Header
//! names are not cells: they name a column, and the user has to find it again.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::panic, reason = "a failed step is a failed test")]

#[path = "support/good.rs"]
mod good;
#[path = "support/saved.rs"]
#[expect(dead_code, reason = "each test saves in some of the ways")]
mod saved;

use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Reader, Xlsx};
use kvalitet_core::{Language, Unit};
use kvalitet_ingest::Ingested;
use kvalitet_pipeline::{Plan, Run, check, output_files, rejected_files, run};
use kvalitet_report::OutputFile;
use kvalitet_text::Texts;
use rayon::prelude::*;

use crate::good::{Memory, ROLES, Role, file, good, plan, read_with};

/// Texts that are planted. Plain letters, so that no way of writing them hides them.
const PLANTED: [&str; 6] =
    ["0101012345", "010101-2345", "0101992222", "Prove Provesen", "Hemmeligsen", "070707"];

/// The cells of a good file, the names of its columns first.
fn cells(role: &str) -> Vec<Vec<String>> {
    let text = String::from_utf8(good(role)).unwrap();
    if role != "oversko_api" {
        return saved::cells(&text, delimiter(role));
    }
    let objects: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&text).unwrap();
    let names = objects.first().unwrap().keys().cloned().collect();
    let row = |object: &serde_json::Map<String, serde_json::Value>| {
        object.values().map(|value| value.as_str().unwrap().to_owned()).collect()
    };
    [names].into_iter().chain(objects.iter().map(row)).collect()
}

fn delimiter(role: &str) -> char {
    if role == "fravaer_kommune" { ',' } else { ';' }
}

/// A file of these cells, as the good one is saved.
fn saved_as(role: &str, cells: &[Vec<String>]) -> Vec<u8> {
    if role == "oversko_api" {
        return saved::json(cells);
    }
    let delimiter = delimiter(role).to_string();
    let lines: Vec<String> = cells.iter().map(|line| line.join(&delimiter)).collect();
    lines.join("\n").into_bytes()
}

/// The columns and texts to plant: every text in every column but those that it may stand in. In
/// a wide source each column gets two of them in turn.
fn plantings(header: &[String]) -> Vec<(usize, &'static str)> {
    let wide = 14 < header.len();
    let of_column = |(place, column): (usize, &String)| {
        // The name of a school, of its municipality and of a group, why a cell was corrected and who
        // says so are what these columns are for;
        // six digits in the column of institutions are an institution's number.
        let names = [
            "INST_NAVN",
            "ADM_KOMMUNE_NAVN",
            "Institutionsnavn",
            "Beliggenhedskommune",
            "gruppe",
            "gruppenavn",
            "begrundelse",
            "hvem",
        ];
        let own = names.contains(&column.as_str());
        let column = column.to_lowercase();
        let school =
            ["inst", "afloeses_af", "afdelingsnummer"].iter().any(|of| column.contains(of));
        // A number of six digits may be the number of a line.
        let number = column == "post";
        // Why and by whom is printed for the administration: names are, the numbers of persons are not.
        let said = ["begrundelse", "hvem"].contains(&column.as_str());
        let fits = move |(turn, text): &(usize, &'static str)| {
            let stays = own
                || (number && text.len() == 6)
                || (said && !text.starts_with("0101"))
                || (school && text.len() == 6)
                || (wide && turn % 3 != place % 3);
            !stays
        };
        let texts = PLANTED.into_iter().enumerate().filter(fits);
        texts.map(move |(_, text)| (place, text)).collect::<Vec<_>>()
    };
    header.iter().enumerate().flat_map(of_column).collect()
}

/// The good file of a role as often as it takes to plant every text in every column, one in each
/// row. The first row stays as it is: some school must be known for a run to come to anything.
fn planted(role: &str) -> Vec<Vec<Vec<String>>> {
    let good = cells(role);
    let plant = |some: &[(usize, &'static str)]| {
        let mut cells = good.clone();
        for (row, (place, text)) in cells.iter_mut().skip(2).zip(some) {
            (*text).clone_into(row.get_mut(*place).unwrap());
        }
        cells
    };
    plantings(good.first().unwrap()).chunks(good.len() - 2).map(plant).collect()
}

/// The good rows with every cell one column further on, and one planted before them.
fn shifted(role: &str) -> Vec<Vec<String>> {
    let mut cells = cells(role);
    let planted = PLANTED.into_iter().filter(|text| text.len() != 6).cycle();
    for (row, planted) in cells.iter_mut().skip(2).zip(planted) {
        row.pop();
        row.insert(0, planted.to_owned());
    }
    cells
}

/// The same, with rows that cannot be cut right and a column that no layout has.
fn damaged(role: &str) -> Vec<u8> {
    let of = delimiter(role).to_string();
    let mut lines: Vec<String> = cells(role).iter().map(|row| row.join(&of)).collect();
    for line in lines.iter_mut().skip(1) {
        *line = format!("{line}{of}Prove Provesen");
    }
    let header = lines.first_mut().unwrap();
    *header = format!("{header}{of}bemaerkning");
    let row = lines.get(1).unwrap().clone();
    for planted in PLANTED {
        lines.push(format!("{row}{of}{planted}"));
        lines.push(format!("{planted}{of}{row}"));
        lines.push(planted.to_owned());
        lines.push(format!("{planted}{of}{planted}"));
        lines.push(format!("\"{planted}{of}{row}"));
        lines.push(format!("\"{planted}\"{of}\"{planted}\n{planted}\"{of}{row}"));
        lines.push(format!("{row}\"{planted}"));
        lines.push(format!("\0{planted}{of}{row}\u{feff}"));
    }
    lines.push(format!("\"Hemmeligsen{of}{}", format!("0101012345{of}").repeat(4)));
    let mut bytes = lines.join("\n").into_bytes();
    bytes.extend(b"\n\xc6ble Prove Provesen;0101012345\n");
    bytes
}

/// Every text that must not come out: what was planted, and the id of every pupil.
static SECRETS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let ids = |role: &Role| {
        let cells = cells(role.0);
        let is_of_pupils = cells.first().unwrap().first().unwrap() == "pnr";
        let rows = cells.into_iter().skip(1).filter(move |_| is_of_pupils);
        rows.map(|row| row.first().unwrap().clone()).collect::<Vec<_>>()
    };
    let ids: BTreeSet<String> = ROLES.iter().flat_map(ids).collect();
    assert!(100 < ids.len(), "{}", ids.len());
    let planted = PLANTED.into_iter().chain(["101012345", "101992222", "70707"]);
    planted.map(str::to_owned).chain(ids).collect()
});

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
            let arguments = finding.kind.arguments();
            let text = format!("{finding}\n{}\n{arguments:?}", texts.finding_in_full(finding));
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

/// What a check of the sources says, in both languages.
fn assert_check_silent(role: &'static str, bytes: &[u8]) -> (Plan, Memory) {
    let sources = Memory::with(&[(role, bytes.to_vec())]);
    let mut plan = plan(&read_with(role), 100);
    let ingested = check(&plan, &sources);
    assert_findings_silent(&SECRETS, &ingested);
    for language in [Language::English, Language::Danish] {
        plan.report.language = language;
        for file in rejected_files(&ingested, &plan).unwrap() {
            assert_file_silent(&SECRETS, &file);
        }
    }
    (plan, sources)
}

/// What a run makes, where the sources can be used at all.
fn assert_run_silent(role: &'static str, bytes: &[u8]) {
    let (plan, sources) = assert_check_silent(role, bytes);
    let Ok(run) = run(&plan, &sources, &|_| {}) else { return };
    for file in output_files(&run, &plan, None).unwrap() {
        assert_file_silent(&SECRETS, &file);
    }
    assert_answers_silent(&SECRETS, &run);
}

/// The roles whose rows a run works figures out of. What the others hold goes as far as a check.
const WORKED_OUT: [&str; 5] = ["register", "elevtal", "elevraekker", "aggregater", "noegletal"];

#[test]
fn what_is_planted_in_any_column_of_any_source_comes_out_nowhere() {
    ROLES.par_iter().for_each(|(role, ..)| {
        for (at, cells) in planted(role).iter().enumerate() {
            let bytes = saved_as(role, cells);
            if at == 0 || (WORKED_OUT.contains(role) && at % 2 == 0) {
                assert_run_silent(role, &bytes);
            } else {
                assert_check_silent(role, &bytes);
            }
        }
    });
}

#[test]
fn what_is_planted_in_rows_that_cannot_be_cut_comes_out_nowhere() {
    ROLES.par_iter().for_each(|(role, ..)| {
        assert_run_silent(role, &damaged(role));
        assert_run_silent(role, &saved_as(role, &shifted(role)));
    });
}

#[test]
fn what_is_planted_in_a_workbook_or_in_json_comes_out_nowhere() {
    ROLES.par_iter().for_each(|(role, ..)| {
        let all = planted(role);
        let cells = all.first().unwrap();
        assert_check_silent(role, &saved::workbook(cells, &["Hemmeligsen 0101012345"]));
        assert_check_silent(role, &saved::gzip(&saved::json(cells)));
        assert_check_silent(
            role,
            &saved::utf_16(&String::from_utf8(saved_as(role, cells)).unwrap(), true, true),
        );
    });
}

#[test]
fn the_ids_of_pupils_come_out_nowhere_when_nothing_is_wrong() {
    for role in ["elevraekker", "karakterer_elever"] {
        let plan = plan(&read_with(role), 5);
        let run = run(&plan, &Memory::with(&[]), &|_| {}).unwrap();
        for file in output_files(&run, &plan, None).unwrap() {
            assert_file_silent(&SECRETS, &file);
        }
        assert_answers_silent(&SECRETS, &run);
    }
}

/// The roles that are lines of text.
fn lines_of_text() -> impl ParallelIterator<Item = &'static str> {
    ROLES.par_iter().map(|(role, ..)| *role).filter(|role| *role != "oversko_api")
}

#[test]
fn a_row_of_data_where_the_header_should_be_is_not_repeated() {
    lines_of_text().for_each(|role| {
        let all = planted(role);
        let step = 1 + all.len() / 4;
        for cells in all.into_iter().step_by(step) {
            let headless: Vec<Vec<String>> = cells.into_iter().rev().collect();
            let sources = Memory::with(&[(role, saved_as(role, &headless))]);
            let ingested = check(&plan(&read_with(role), 5), &sources);
            assert!(ingested.is_stopped(), "{role}");
            assert_findings_silent(&SECRETS, &ingested);
            assert!(ingested.sources.iter().any(|report| &*report.source == file(role)));
        }
    });
}

/// The good cells of a role with one text planted in the first row.
fn planted_first(role: &str) -> Vec<Vec<Vec<String>>> {
    let good = cells(role);
    let plant = |(place, text): (usize, &'static str)| {
        let mut cells = good.clone();
        text.clone_into(cells.get_mut(1).unwrap().get_mut(place).unwrap());
        cells
    };
    let all = plantings(good.first().unwrap());
    // Of a wide source a dozen: its columns are of few forms.
    let step = 1 + all.len() / 12;
    all.into_iter().step_by(step).map(plant).collect()
}

#[test]
fn rows_that_run_on_behind_the_header_are_not_repeated() {
    lines_of_text().for_each(|role| {
        let of = delimiter(role);
        for cells in planted_first(role) {
            let lines: Vec<String> = cells.iter().map(|row| row.join(&of.to_string())).collect();
            let (header, rows) = lines.split_first().unwrap();
            let first = rows.first().unwrap();
            for text in [
                lines.join("\r"),
                lines.join(&format!("{of}\r")),
                [header.as_str(), first].join("\r"),
                [header.as_str(), first].join(&format!("{of}\r")),
                format!("{header}{}", rows.join("\n")),
                format!("{header}{of}{}", rows.join("\n")),
                format!("{header}{of}bemaerkning{}", rows.join(&format!("{of}Hemmeligsen\n"))),
            ] {
                let sources = Memory::with(&[(role, text.into_bytes())]);
                let ingested = check(&plan(&read_with(role), 5), &sources);
                assert!(ingested.is_stopped() || OF_WORDS.contains(&role), "{role}");
                assert_findings_silent(&SECRETS, &ingested);
            }
        }
    });
}

/// The roles whose rows are mostly words: one in the header is not always seen to be one, and the
/// header is then read without repeating what it does not know.
const OF_WORDS: [&str; 3] = ["fravaer_lang", "grupper", "trivsel_indikatorer_lang"];
