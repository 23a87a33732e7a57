//! The workbook of the numbers and the headlines as JSON-stat: what they hold is what is released,
//! neither more nor less, and their names are those of their page.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

#[path = "support/hamlet.rs"]
#[expect(clippy::format_push_string, reason = "files of a few lines")]
#[expect(dead_code, reason = "worlds that differ are for others")]
mod hamlet;
#[path = "support/opened.rs"]
mod opened;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use kvalitet_core::Decimal;
use kvalitet_core::catalogue::{Catalogue, Scale};
use kvalitet_disclosure::{Audience, ChangeContent, Release, ReleasedContent};
use kvalitet_pipeline::{Run, output_files, run};
use kvalitet_report::OutputFile;
use serde_json::Value;

use crate::hamlet::{Entrance, Hamlet, YEARS, plan};
use crate::opened::{parts, readable};

struct World {
    run: Run,
    files: BTreeMap<String, OutputFile>,
}

/// Small schools, which are hidden from the public.
static WORLD: LazyLock<World> = LazyLock::new(|| {
    let plan = plan(&YEARS);
    let run = run(&plan, &Hamlet::new(10).sources(Entrance::Rows), &|_| ()).unwrap();
    let files = output_files(&run, &plan, None).unwrap();
    let files = files.into_iter().map(|file| (file.path.clone(), file)).collect();
    World { run, files }
});

/// Each audience with its folder and the end of the names of its tables.
const AUDIENCES: [(Audience, &str, &str); 2] =
    [(Audience::Administration, "fortrolig", ".FORTROLIGT"), (Audience::Public, "offentlig", "")];

fn workbook(folder: &str, end: &str) -> &'static OutputFile {
    &WORLD.files[&format!("{folder}/tal{end}.xlsx")]
}

fn sheets(file: &OutputFile) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut workbook = Xlsx::new(Cursor::new(&file.bytes)).unwrap();
    let all = workbook.worksheets().into_iter();
    all.map(|(name, sheet)| (name, sheet.rows().map(<[Data]>::to_vec).collect())).collect()
}

fn csv(folder: &str, end: &str) -> Vec<BTreeMap<String, String>> {
    let bytes: &'static [u8] = &WORLD.files[&format!("{folder}/figurer{end}.csv")].bytes;
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(Result::unwrap).collect()
}

/// The text of a data file for a number of the workbook: as many decimals, per cent 0-100.
fn as_released(cell: &Data, is_percent: bool, told: &str) -> String {
    // What is no number is none of a decimal either.
    let number = if let Data::Float(number) = cell { *number } else { f64::NAN };
    let decimals = told.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = if is_percent { number * 100.0 } else { number };
    let decimal = Decimal::from_f64(number, u8::try_from(decimals).unwrap()).unwrap();
    assert!((decimal.to_f64() - number).abs() < 1e-9, "{cell:?} is no number of {told}");
    decimal.to_string()
}

#[test]
fn every_figure_of_the_data_file_is_a_row_with_the_same_numbers() {
    let mut hidden = 0;
    for (_, folder, end) in AUDIENCES {
        let sheet = &sheets(workbook(folder, end))["Figurer"];
        let rows = csv(folder, end);
        assert_eq!(sheet.len(), rows.len() + 1, "{folder}");
        for (cells, row) in sheet[1..].iter().zip(&rows) {
            hidden += usize::from(row["status"] == "skjult");
            for (name, cell) in sheet[0].iter().map(ToString::to_string).zip(cells) {
                let told = row[&name].as_str();
                match name.as_str() {
                    "status" => assert_eq!(cell.to_string(), word(row), "{row:?}"),
                    _ if told.is_empty() => assert_eq!(*cell, Data::Empty, "{name}: {row:?}"),
                    "vaerdi" | "nedre" | "oevre" | "n" | "taeller" => {
                        let is_percent =
                            row["maaleenhed"] == "procent" && !"n taeller".contains(&name);
                        assert_eq!(as_released(cell, is_percent, told), told, "{name}: {row:?}");
                    }
                    _ => assert_eq!(*cell, Data::String(told.to_owned()), "{name}: {row:?}"),
                }
            }
        }
    }
    assert!(10 < hidden, "{hidden}");
}

/// The word of a row's status.
fn word(row: &BTreeMap<String, String>) -> &str {
    match (row["status"].as_str(), row["for_faa"].as_str(), row["aarsag"].as_str()) {
        ("vist", "ja", "") => "for få",
        ("vist", _, "") => "vist",
        ("skjult", ..) => "skjult",
        (_, _, "ingen-elever") => "ingen elever",
        (_, _, "intet-kommunetal") => "intet kommunetal",
        (_, _, "ikke-offentliggjort") => "ikke offentliggjort",
        (_, _, "tilbageholdt") => "tilbageholdt i kilden",
        (_, _, "ikke-indberettet") => "ikke indberettet",
        (_, _, "ikke-i-kilden") => "ikke i kilden",
        _ => "en status uden ord",
    }
}

/// Every number that a release shows, as the bits that the workbook would hold.
fn released(release: &Release) -> BTreeSet<u64> {
    let catalogue = Catalogue::built_in().unwrap();
    let scale = |id: &str| catalogue.indicator(id).unwrap().scale;
    let mut numbers = BTreeSet::new();
    let mut add = |scale: Scale, number: Option<Decimal>| {
        let Some(number) = number else { return };
        let decimals = number.decimals() + if scale == Scale::Percent { 2 } else { 0 };
        numbers.insert(Decimal::new(number.units(), decimals).unwrap().to_f64().to_bits());
    };
    let count = |count: Option<u64>| count.map(|of| of.to_string().parse().unwrap());
    for (key, figure) in release.figures() {
        if let ReleasedContent::Shown { value, n, hits, lower, upper, .. } = *figure.content() {
            for number in [Some(value), lower, upper] {
                add(scale(key.indicator.as_str()), number);
            }
            add(Scale::Number, count(n));
            add(Scale::Number, count(hits));
        }
    }
    for change in release.changes() {
        if let ChangeContent::Shown { numbers: Some(of), .. } = &change.content {
            let points = [Some(of.difference), Some(of.lower), Some(of.upper)];
            for number in points.into_iter().chain([of.sure_fall, of.sure_rise]) {
                add(Scale::Number, number);
            }
        }
    }
    numbers
}

#[test]
fn no_sheet_and_no_chart_holds_a_number_that_is_not_released() {
    for (audience, folder, end) in AUDIENCES {
        let released = released(&WORLD.run.releases[&audience]);
        let file = workbook(folder, end);
        let mut numbers = 0;
        for (name, rows) in sheets(file) {
            // Versions of definitions are no figures.
            for cell in rows.iter().flatten().filter(|_| name != "Definitioner") {
                if let Data::Float(number) = cell {
                    numbers += 1;
                    assert!(released.contains(&number.to_bits()), "{folder} {name}: {number}");
                }
            }
        }
        assert!(100 < numbers, "{folder}: {numbers}");
        for (name, text) in parts(file) {
            assert!(!text.contains("<f>") || name.contains("charts/"), "{name} has a formula");
            assert!(!text.contains("state=\"hidden\"") && !text.contains("hidden=\"1\""), "{name}");
            if !name.contains("charts/") {
                continue;
            }
            for cached in text.split("<c:numCache>").skip(1) {
                let cached = cached.split_once("</c:numCache>").unwrap().0;
                for value in cached.split("<c:v>").skip(1) {
                    let value: f64 = value.split_once('<').unwrap().0.parse().unwrap();
                    assert!(released.contains(&value.to_bits()), "{name}: {value}");
                }
            }
        }
    }
    let drawn = parts(workbook("fortrolig", ".FORTROLIGT"));
    assert!(drawn.iter().any(|(name, _)| name.contains("charts/")));
}

#[test]
fn the_workbook_says_whose_it_is_and_of_when() {
    for (audience, folder, end) in AUDIENCES {
        let parts: BTreeMap<String, String> = parts(workbook(folder, end)).into_iter().collect();
        let is_public = audience == Audience::Public;
        let mut heads = 0;
        for (name, text) in &parts {
            if name.ends_with("docProps/core.xml") {
                assert_eq!(text.contains("<dc:subject>FORTROLIGT"), !is_public);
                let edition = WORLD.run.releases[&audience].edition();
                let title = format!("{}, {}", edition.title, edition.municipality_name);
                assert!(text.contains(&format!("<dc:title>{title}</dc:title>")), "{text}");
                let made = format!("{}T00:00:00Z", edition.date);
                assert_eq!(text.matches(&made).count(), 2, "{text}");
            }
            if name.contains("worksheets/sheet") && !name.contains("_rels") {
                heads += 1;
                assert!(text.contains("<oddHeader>&amp;C"), "{name}");
                assert_eq!(text.contains("<oddHeader>&amp;CFORTROLIGT"), !is_public, "{name}");
            }
            if name.contains("/tables/") {
                assert!(!readable(name, text).iter().any(|piece| piece.contains("FORTROLIGT")));
            }
        }
        assert_eq!(heads, 7, "{folder}");
    }
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/regneark.md"))
        .unwrap()
}

/// The names in the first column of the tables of a section.
fn told<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let section = page.split_once(&format!("\n## {heading}\n")).unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect()
}

#[test]
fn sheets_and_columns_are_called_as_their_page_says() {
    let page = page();
    for (_, folder, end) in AUDIENCES {
        let file = workbook(folder, end);
        let names = Xlsx::new(Cursor::new(&file.bytes)).unwrap().sheet_names();
        assert_eq!(names, told(&page, "Arkene"));
        let sheets = sheets(file);
        for name in ["Figurer", "Udvikling", "Definitioner", "Handlinger"] {
            let head: Vec<String> = sheets[name][0].iter().map(ToString::to_string).collect();
            assert_eq!(head, told(&page, name), "{folder} {name}");
        }
    }
}

#[test]
fn the_headlines_as_json_stat_are_the_figures_of_all_pupils() {
    for (_, folder, end) in AUDIENCES {
        let path = format!("{folder}/noegletal.jsonstat.json");
        let file: Value = serde_json::from_slice(&WORLD.files[&path].bytes).unwrap();
        let index = |dimension: &str| {
            let index = file["dimension"][dimension]["category"]["index"].as_array().unwrap();
            index.iter().map(|id| id.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let [indicators, units, years] = ["indikator", "enhed", "skoleaar"].map(index);
        let whole = |row: &&BTreeMap<String, String>| {
            ["klassetrin", "opdeling", "kategori"].iter().all(|part| row[*part].is_empty())
        };
        let rows = csv(folder, end);
        let mut compared = 0;
        for row in rows.iter().filter(whole) {
            let Some(at) = indicators.iter().position(|id| *id == row["indikator"]) else {
                continue;
            };
            let unit = units.iter().position(|id| *id == row["enhed"]).unwrap();
            let Some(year) = years.iter().position(|id| *id == row["skoleaar"]) else {
                assert_eq!(row["enhed"], "land", "{row:?}");
                continue;
            };
            let place = (at * units.len() + unit) * years.len() + year;
            let (value, status) = (&file["value"][place], &file["status"][place.to_string()]);
            match row["status"].as_str() {
                "vist" => {
                    let told: f64 = row["vaerdi"].parse().unwrap();
                    assert_eq!(value.as_f64().map(f64::to_bits), Some(told.to_bits()), "{row:?}");
                    compared += 1;
                }
                "skjult" => assert_eq!((value, status), (&Value::Null, &"skjult".into())),
                _ => assert_eq!((value, status.as_str().unwrap()), (&Value::Null, &*row["aarsag"])),
            }
        }
        assert!(3 < compared, "{folder}: {compared}");
    }
}
