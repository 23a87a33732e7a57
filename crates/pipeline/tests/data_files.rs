//! Files of changes, places and funnels: what they hold, what they keep to themselves, and that they
//! are what their page, their schema and the data package say.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kvalitet_core::Decimal;
use kvalitet_core::catalogue::{Catalogue, Confidentiality};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, output_files, run, simulate_into};
use kvalitet_simulate::Settings;
use serde_json::Value;

/// Every file of a simulated municipality with schools enough to draw levels together, over years that
/// can be compared.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let year = |start| kvalitet_core::SchoolYear::starting(start).unwrap();
    let settings = Settings {
        schools: 18,
        first_year: year(2017),
        last_year: year(2018),
        seed: 5,
        ..Settings::default()
    };
    simulate_into(folder.path(), &settings).unwrap();
    let text = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let plan = Plan::parse(&text, "plan.toml").unwrap();
    let run = run(&plan, &Folder::new(folder.path()), &|_| ()).unwrap();
    let files = output_files(&run, &plan, None).unwrap();
    files.into_iter().map(|file| (file.path, file.bytes)).collect()
});

const AUDIENCES: [&str; 2] = ["fortrolig", "offentlig"];

/// What a table of an audience is called: one that is not public says so in its name.
fn table(audience: &str, name: &str) -> String {
    match audience {
        "offentlig" => format!("offentlig/{name}.csv"),
        other => format!("{other}/{name}.FORTROLIGT.csv"),
    }
}

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

fn reader(path: &str, delimiter: u8) -> csv::Reader<&'static [u8]> {
    let bytes: &'static [u8] = &FILES[path];
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes)
}

fn header(path: &str) -> Vec<String> {
    reader(path, b',').headers().unwrap().iter().map(str::to_owned).collect()
}

fn table_with(path: &str, delimiter: u8) -> (Vec<String>, Vec<Row>) {
    let mut reader = reader(path, delimiter);
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        header.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect()
    };
    let rows = reader.records().map(row).collect();
    (header, rows)
}

fn rows(path: &str) -> Vec<Row> {
    table_with(path, b',').1
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&FILES[path]).unwrap()
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)).unwrap()
}

fn number(cell: &str) -> f64 {
    cell.parse::<Decimal>().unwrap().to_f64()
}

/// The columns that hold numbers, by the data package.
fn number_columns(audience: &str, table: &str) -> Vec<(String, String)> {
    let package = json(&format!("{audience}/datapackage.json"));
    let resources = package["resources"].as_array().unwrap();
    let of = resources.iter().find(|of| of["name"] == table).unwrap();
    let fields = of["schema"]["fields"].as_array().unwrap().iter();
    let field = |field: &Value| {
        let text = |of: &str| field[of].as_str().unwrap().to_owned();
        (text("name"), text("type"))
    };
    let fields = fields.map(field).filter(|(name, kind)| name != "version" && kind != "string");
    fields.collect()
}

#[test]
fn every_audience_has_what_it_may_see() {
    for audience in AUDIENCES {
        for file in ["udvikling", "udvikling-excel", "placering"] {
            assert!(FILES.contains_key(&table(audience, file)), "{audience}/{file}");
        }
        assert!(FILES.contains_key(&format!("{audience}/udvikling.json")), "{audience}");
    }
    // How schools spread is worked out from hidden schools too.
    assert!(FILES.contains_key(&table("fortrolig", "tragt")));
    assert!(!FILES.contains_key("offentlig/tragt.csv"));
    let public = json("offentlig/udvikling.json");
    let nothing = Value::Array(Vec::new());
    assert_eq!((&public["spredning"], &public["tragte"]), (&nothing, &nothing));
}

#[test]
fn the_columns_are_those_of_the_pages() {
    let pages = [("figurer", page("figurer.md")), ("udvikling", page("udvikling.md"))];
    let section = |table: &str| match table {
        "figurer" => pages[0].1.clone(),
        of => {
            let heading = format!("\n## {of}.csv\n");
            let after = pages[1].1.split_once(&heading).unwrap().1;
            after.split("\n## ").next().unwrap().to_owned()
        }
    };
    for table in ["figurer", "udvikling", "placering", "tragt"] {
        let text = section(table);
        let lines = text.lines().filter(|line| line.starts_with("| `"));
        let told: Vec<&str> = lines
            .flat_map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
            .collect();
        assert_eq!(header(&self::table("fortrolig", table)), told, "{table}");
    }
}

#[test]
fn the_data_package_describes_every_plain_table() {
    for audience in AUDIENCES {
        let package = json(&format!("{audience}/datapackage.json"));
        let mut described = BTreeSet::new();
        for resource in package["resources"].as_array().unwrap() {
            let path = format!("{audience}/{}", resource["path"].as_str().unwrap());
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<&str> = fields.iter().map(|of| of["name"].as_str().unwrap()).collect();
            assert_eq!(header(&path), names, "{path}");
            let kinds: Vec<&str> = fields.iter().map(|of| of["type"].as_str().unwrap()).collect();
            for row in reader(&path, b',').records() {
                let row = row.unwrap();
                for (cell, kind) in row.iter().zip(&kinds).filter(|(cell, _)| !cell.is_empty()) {
                    let is_right = match *kind {
                        "integer" => cell.bytes().all(|sign| sign.is_ascii_digit()),
                        "number" => cell.parse::<Decimal>().is_ok() && cell.len() < 12,
                        _ => true,
                    };
                    assert!(is_right, "{path}: {cell} in {row:?}");
                }
            }
            described.insert(path);
        }
        let name = |path: &String| {
            let name = path.strip_prefix(&format!("{audience}/"))?.strip_suffix(".csv")?;
            let table = name.strip_suffix(".FORTROLIGT").unwrap_or(name);
            (!name.contains('/') && !table.ends_with("-excel")).then(|| path.clone())
        };
        let plain: BTreeSet<String> = FILES.keys().filter_map(name).collect();
        assert_eq!(described, plain);
    }
}

#[test]
fn the_json_follows_its_schema() {
    let schema: Value = serde_json::from_str(&page("udvikling.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for audience in AUDIENCES {
        let file = json(&format!("{audience}/udvikling.json"));
        let wrong: Vec<String> = validator
            .iter_errors(&file)
            .take(5)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{audience}: {wrong:#?}");
    }
    let good = json("fortrolig/udvikling.json");
    let hidden = |of: &Value| of["status"] == "skjult";
    let at = good["udvikling"].as_array().unwrap().iter().position(hidden).unwrap();
    let spoilt: [fn(&mut Value, usize); 4] = [
        |file, _| file["udvikling"][0]["dom"] = "bedre".into(),
        |file, at| file["udvikling"][at]["n_fra"] = 7.into(),
        |file, _| file["placering"][0]["niveau"] = 71.4.into(),
        |file, _| file["tragte"][0]["punkter"][0]["n"] = 7.into(),
    ];
    for (number, spoil) in spoilt.iter().enumerate() {
        let mut file = good.clone();
        spoil(&mut file, at);
        assert!(!validator.is_valid(&file), "{number}");
    }
}

/// What a table says, said by the JSON.
fn assert_cell(row: &Row, column: &str, value: &Value) {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    assert_eq!(row[column], text, "{column}: {row:?}");
}

#[test]
fn the_json_and_the_tables_hold_the_same_numbers() {
    for audience in AUDIENCES {
        let file = json(&format!("{audience}/udvikling.json"));
        let changes = rows(&table(audience, "udvikling"));
        assert_eq!(changes.len(), file["udvikling"].as_array().unwrap().len());
        for (row, of) in changes.iter().zip(file["udvikling"].as_array().unwrap()) {
            for (column, _) in number_columns(audience, "udvikling") {
                let beyond = ["ud_over_kommunen", "ud_over_landet"];
                match beyond.into_iter().find(|of| column.starts_with(of)) {
                    None => assert_cell(row, &column, &of[&column]),
                    Some(field) => {
                        let at = usize::from(column.ends_with("_nedre"))
                            + 2 * usize::from(column.ends_with("_oevre"));
                        assert_cell(row, &column, &of[field][at]);
                    }
                }
            }
            for column in ["indikator", "enhed", "fra", "til", "status", "dom", "familie"] {
                assert_cell(row, column, &of[column]);
            }
            assert!(file["indikatorer"].get(&row["indikator"]).is_some(), "{row:?}");
        }
        let places = rows(&table(audience, "placering"));
        assert_eq!(places.len(), file["placering"].as_array().unwrap().len());
        for (row, of) in places.iter().zip(file["placering"].as_array().unwrap()) {
            for column in ["enhed", "skoletype", "dom", "niveau", "n", "p_korrigeret"] {
                assert_cell(row, column, &of[column]);
            }
            assert_cell(row, "tragt_998_oevre", &of["tragt_998"][1]);
            assert_cell(row, "trukket_mod_alle_nedre", &of["trukket_mod_alle_interval"][0]);
        }
    }
}

#[test]
fn a_hidden_change_or_place_has_no_number_at_all() {
    let mut hidden = 0;
    for audience in AUDIENCES {
        for table in ["udvikling", "placering"] {
            let columns = number_columns(audience, table);
            assert!(15 < columns.len());
            let rows = rows(&self::table(audience, table));
            for row in rows.iter().filter(|row| row["status"] == "skjult") {
                hidden += 1;
                assert!(row["dom"].is_empty() && row["familie"].is_empty(), "{row:?}");
                assert!(columns.iter().all(|(name, _)| row[name].is_empty()), "{row:?}");
            }
        }
    }
    assert!(50 < hidden, "{hidden}");
}

#[test]
fn the_public_files_have_words_and_no_number_of_what_is_confidential_by_law() {
    let catalogue = Catalogue::built_in().unwrap();
    let by_law = |row: &Row| {
        catalogue
            .indicator(&row["indikator"])
            .is_some_and(|of| of.confidentiality == Confidentiality::ByLaw)
    };
    let columns = number_columns("offentlig", "udvikling");
    let changes: Vec<Row> = rows("offentlig/udvikling.csv").into_iter().filter(by_law).collect();
    for row in &changes {
        assert!(columns.iter().all(|(name, _)| row[name].is_empty()), "{row:?}");
        assert!(row["status"] == "skjult" || !row["dom"].is_empty(), "{row:?}");
    }
    assert!(changes.iter().any(|row| row["enhed"].starts_with("skole:") && !row["dom"].is_empty()));
    assert!(!rows("offentlig/placering.csv").iter().any(by_law));
    // To the administration the same have numbers.
    assert!(rows(&table("fortrolig", "placering")).iter().any(by_law));
    let numbers = rows(&table("fortrolig", "udvikling")).into_iter().filter(by_law);
    assert!(numbers.filter(|row| !row["aendring"].is_empty()).count() > 40);
}

#[test]
fn a_change_is_the_difference_of_its_years_and_its_verdict_follows_from_its_numbers() {
    let mut said = BTreeMap::new();
    for row in
        rows(&table("fortrolig", "udvikling")).iter().filter(|row| !row["aendring"].is_empty())
    {
        let difference = number(&row["vaerdi_til"]) - number(&row["vaerdi_fra"]);
        let last = if row["aendring"].contains('.') {
            0.1_f64.powi(i32::try_from(row["aendring"].split_once('.').unwrap().1.len()).unwrap())
        } else {
            1.0
        };
        assert!((number(&row["aendring"]) - difference).abs() < 1.01 * last, "{row:?}");
        let tested = ["stigning", "fald", "ingen-sikker-aendring"].contains(&row["dom"].as_str());
        for column in ["familie", "p_korrigeret", "kritisk_vaerdi"] {
            assert_eq!(tested, !row[column].is_empty(), "{column}: {row:?}");
        }
        assert!(tested || row["opdages_normalt_fra"].is_empty(), "{row:?}");
        let (lower, upper) = (number(&row["nedre"]), number(&row["oevre"]));
        match row["dom"].as_str() {
            "stigning" => assert!(0.0 < lower, "{row:?}"),
            "fald" => assert!(upper < 0.0, "{row:?}"),
            _ => {}
        }
        *said.entry(row["dom"].clone()).or_insert(0) += 1;
    }
    assert!(said.contains_key("ingen-sikker-aendring") && said.contains_key(""), "{said:?}");
}

#[test]
fn the_curves_end_where_the_smallest_and_the_largest_school_have_their_own_limits() {
    let curves = rows(&table("fortrolig", "tragt"));
    let mut of_kind: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for row in curves {
        of_kind.entry((row["indikator"].clone(), row["skoletype"].clone())).or_default().push(row);
    }
    let places = rows(&table("fortrolig", "placering"));
    let limits = ["tragt_95_nedre", "tragt_95_oevre", "tragt_998_nedre", "tragt_998_oevre"];
    let mut compared = 0;
    for ((indicator, kind), points) in &of_kind {
        for pair in points.windows(2) {
            assert!(
                number(&pair[0]["forskellige_elever"]) < number(&pair[1]["forskellige_elever"])
            );
            for limit in limits {
                let [small, large] = [&pair[0], &pair[1]].map(|row| number(&row[limit]));
                let narrows =
                    if limit.ends_with("nedre") { small <= large } else { large <= small };
                assert!(narrows, "{indicator} {limit}");
            }
        }
        let of_kind = |row: &&Row| row["indikator"] == *indicator && row["skoletype"] == *kind;
        let shown = |row: &&Row| !row["niveau"].is_empty();
        let schools: Vec<&Row> = places.iter().filter(of_kind).filter(shown).collect();
        for end in [points.first().unwrap(), points.last().unwrap()] {
            let same = |row: &&&Row| row["forskellige_elever"] == end["forskellige_elever"];
            let school = schools.iter().find(same).unwrap();
            for limit in limits {
                let apart = (number(&end[limit]) - number(&school[limit])).abs();
                assert!(apart < 0.35, "{indicator} {limit}: {} {}", end[limit], school[limit]);
                compared += 1;
            }
        }
    }
    assert!(16 <= compared, "{compared}");
}

#[test]
fn the_tables_for_a_spreadsheet_have_the_same_rows() {
    for table in ["udvikling", "placering", "tragt"] {
        let (header, plain) = table_with(&self::table("fortrolig", table), b',');
        let (same, danish) = table_with(&self::table("fortrolig", &format!("{table}-excel")), b';');
        assert_eq!((header, plain.len()), (same, danish.len()));
        let numbers = number_columns("fortrolig", table);
        for (plain, danish) in plain.iter().zip(&danish) {
            for (name, _) in &numbers {
                assert_eq!(plain[name].replace('.', ","), danish[name], "{table}: {name}");
            }
        }
    }
}
