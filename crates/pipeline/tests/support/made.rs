//! Bad input that is no text, or more than one file: made here, named as the files of
//! `fixtures/sources/bad` are.

use kvalitet_pipeline::Plan;

use crate::good::{Memory, ROLES, good, plan, plan_saying, read_with};
use crate::saved::{
    cells, compound_file, delimited, document, gzip, second_sheet, sheets_of, utf_16, windows_1252,
    workbook,
};

/// The role of this name.
pub(crate) fn role(id: &str) -> &'static str {
    ROLES.iter().find(|(known, ..)| *known == id).unwrap().0
}

pub(crate) struct Made {
    pub(crate) name: &'static str,
    pub(crate) plan: Plan,
    pub(crate) sources: Memory,
}

fn text(role: &str) -> String {
    String::from_utf8(good(role)).unwrap()
}

/// The file of the role that its name begins with is something else.
fn one(name: &'static str, bytes: Vec<u8>) -> Made {
    let of = role(name.split('-').next().unwrap());
    Made { name, plan: plan(&read_with(of), 5), sources: Memory::with(&[(of, bytes)]) }
}

/// The cells of a good file, with one changed.
fn with_cell(role: &str, (row, column): (usize, &str), value: &str) -> Vec<Vec<String>> {
    let mut cells = cells(&text(role), ';');
    let at = cells.first().unwrap().iter().position(|name| name == column).unwrap();
    value.clone_into(cells.get_mut(row).unwrap().get_mut(at).unwrap());
    cells
}

/// Ids that read as civil registration numbers: a day, a month and a year, then four digits. The
/// numbers are no one's: a number without a check, of the first of each month in 1900.
fn numbers() -> impl Iterator<Item = String> {
    (1..=12).map(|month| format!("01{month:02}000000")).cycle()
}

fn with_numbers(role: &str, column: &str) -> Vec<u8> {
    let mut cells = cells(&text(role), ';');
    let at = cells.first().unwrap().iter().position(|name| name == column);
    for (row, number) in cells.iter_mut().skip(1).zip(numbers()) {
        match at {
            Some(at) => *row.get_mut(at).unwrap() = number,
            None => row.push(number),
        }
    }
    if at.is_none() {
        cells.first_mut().unwrap().push(column.to_owned());
    }
    delimited(&cells, ';')
}

/// Objects line by line; the first has a key that the others lack.
fn json_lines(rows: &[Vec<String>]) -> Vec<u8> {
    let (names, rows) = rows.split_first().unwrap();
    let object = |row: &Vec<String>| {
        let pairs = names.iter().zip(row).map(|(name, cell)| format!("\"{name}\":\"{cell}\""));
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(","))
    };
    let lines: String = rows.iter().map(object).collect();
    lines.replacen('}', ",\"bemaerkning\":\"ny\"}", 1).into_bytes()
}

fn encodings() -> Vec<Made> {
    let roll = text("elevtal");
    vec![
        one("register-K0111-utf-16-le-uden-bom", utf_16(&text("register"), false, false)),
        one("register-K0111-utf-16-be-med-bom", utf_16(&text("register"), true, true)),
        one("elevtal-K0111-utf-16-be-uden-bom", utf_16(&roll, true, false)),
        one("grupper-K0111-windows-1252", windows_1252(&text("grupper"))),
        one("elevtal-K0111-gzip", gzip(roll.as_bytes())),
        one("elevtal-K0111-gzip-om-utf-16", gzip(&utf_16(&roll, false, true))),
        one("elevtal-K0111-komma", delimited(&cells(&roll, ';'), ',')),
        one("elevtal-K0111-json-med-en-noegle-i-foerste-raekke", json_lines(&cells(&roll, ';'))),
        one("fravaer-K0111-komma-og-decimalkomma", delimited(&cells(&text("fravaer"), ';'), ',')),
    ]
}

fn sheet_per_year(rows: &[Vec<String>]) -> Vec<u8> {
    let (header, rows) = rows.split_first().unwrap();
    let of_year = |year: &&[Vec<String>]| [std::slice::from_ref(header), *year].concat();
    let years: Vec<_> = rows.chunk_by(|a, b| a.first() == b.first()).collect();
    sheets_of(&years.iter().map(of_year).collect::<Vec<_>>())
}

fn workbooks() -> Vec<Made> {
    let rows = |role| cells(&text(role), ';');
    let titles = ["Elevfravær", "Udtrukket 1. oktober 2019"];
    let tests = rows("elevraekker");
    vec![
        one("elevraekker-K0111-regneark-med-datoer", workbook(&tests, &[])),
        one("fravaer-K0111-regneark-med-procentformat", workbook(&rows("fravaer"), &[])),
        one("fravaer-K0114-regneark-med-titel", workbook(&rows("fravaer"), &titles)),
        one("elevtal-K0115-regneark-med-to-ark", second_sheet(&rows("elevtal"))),
        one("elevtal-K0123-regneark-med-et-ark-pr-aar", sheet_per_year(&rows("elevtal"))),
        one(
            "karakterer_elever-K0205-regneark-uden-nuller",
            workbook(&rows("karakterer_elever"), &[]),
        ),
        one("elevtal-K0116-regneark-med-adgangskode", compound_file(true)),
        one("elevtal-K0117-regneark-af-den-gamle-slags", compound_file(false)),
        one("elevtal-K0118-et-dokument", document()),
        one("elevtal-K0118-gzip-i-gzip", gzip(&gzip(&good("elevtal")))),
    ]
}

fn damaged() -> Vec<Made> {
    let half = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() / 2);
        bytes
    };
    let rows = cells(&text("elevtal"), ';');
    // Twelve million line breaks take twelve thousand bytes.
    let mut bomb = good("elevtal");
    bomb.resize(12 << 20, b'\n');
    let bomb = gzip(&bomb);
    vec![
        one("elevtal-K0113-afbrudt-gzip", half(gzip(&good("elevtal")))),
        one("elevtal-K0113-afbrudt-regneark", half(workbook(&rows, &[]))),
        one("elevtal-K0107-en-megabyte-uden-linjeskift", vec![b'0'; 2 << 20]),
        one("elevtal-K0112-gzip-der-folder-sig-ud", bomb),
    ]
}

fn secret() -> Vec<Made> {
    let key = "[pseudonymisation]\nkey_env = \"N\"\ncheck = \"00\"\n";
    let other = Made {
        name: "elevraekker-K0120-anden-noegle",
        plan: {
            let mut plan = keyed(key);
            plan.set_key(KEY).unwrap();
            plan
        },
        sources: Memory::with(&[]),
    };
    let mut of_key = keyed("[pseudonymisation]\nkey_env = \"N\"\n");
    of_key.set_key(KEY).unwrap();
    let bytes = with_numbers("elevraekker", "pnr");
    let lost = String::from_utf8(bytes.clone()).unwrap().replace("\n01", "\n1").into_bytes();
    let with_key = |name, bytes| Made {
        name,
        plan: of_key.clone(),
        sources: Memory::with(&[("elevraekker", bytes)]),
    };
    vec![
        one("elevraekker-K0119-cpr-numre-uden-noegle", bytes.clone()),
        one(
            "karakterer_elever-K0119-cpr-numre-uden-noegle",
            with_numbers("karakterer_elever", "pnr"),
        ),
        one(
            "elevraekker-K0119-cpr-numre-i-ulaest-kolonne",
            with_numbers("elevraekker", "bemaerkning"),
        ),
        one("fravaer-K0119-cpr-numre-i-ulaest-kolonne", with_numbers("fravaer", "bemaerkning")),
        with_key("elevraekker-K0313-cpr-numre-med-noegle", bytes),
        with_key("elevraekker-K0205-cpr-numre-uden-nul-med-noegle", lost),
        other,
    ]
}

const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

fn keyed(lines: &str) -> Plan {
    plan_saying(&read_with("elevraekker"), 5, &[("elevraekker", lines)])
}

/// A main school and its branch: both have a row in the same table.
fn with_branch(name: &'static str, role: &'static str) -> Made {
    let mut register = cells(&text("register"), ';');
    "999101".clone_into(register.get_mut(2).unwrap().first_mut().unwrap());
    let mut roles = read_with(role);
    if role == "aggregater" {
        roles.push("elevtal");
    }
    let sources = Memory::with(&[("register", delimited(&register, ';'))]);
    Made { name, plan: plan(&roles, 5), sources }
}

fn both_entrances(name: &'static str, aggregates: &[Vec<String>]) -> Made {
    let roles = ["register", "elevtal", "elevraekker", "aggregater"];
    let sources = Memory::with(&[("aggregater", delimited(aggregates, ';'))]);
    Made { name, plan: plan(&roles, 5), sources }
}

fn held_against_each_other() -> Vec<Made> {
    let mut other = with_cell("aggregater", (1, "niveau_1"), "1");
    "7".clone_into(other.get_mut(1).unwrap().get_mut(5).unwrap());
    let key_figures = with_cell("skolernes_noegletal", (2, "klassekvotient"), "23,9");
    vec![
        with_branch("elevtal-K0319-hovedskole-og-afdeling", "elevtal"),
        with_branch("aggregater-K0329-afdeling-med-andre-tal", "aggregater"),
        with_branch("klassekvotient-K0319-hovedskole-og-afdeling", "klassekvotient"),
        with_branch("fravaer_lang-K0319-hovedskole-og-afdeling", "fravaer_lang"),
        both_entrances("aggregater-K0318-modsiger-elevraekker", &other),
        both_entrances("aggregater-regel-staar-i-elevraekker", &cells(&text("aggregater"), ';')),
        Made {
            name: "skolernes_noegletal-K0324-anden-fil-siger-andet",
            plan: plan(&["register", "noegletal", "skolernes_noegletal"], 5),
            sources: Memory::with(&[("skolernes_noegletal", delimited(&key_figures, ';'))]),
        },
    ]
}

pub(crate) fn made() -> Vec<Made> {
    [encodings(), workbooks(), damaged(), secret(), held_against_each_other()]
        .into_iter()
        .flatten()
        .collect()
}
