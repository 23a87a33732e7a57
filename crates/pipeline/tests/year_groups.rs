//! Year groups of a whole run: what the file and the page say of them follows from the figures, by
//! either entrance.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, output_files, run, simulate_into};
use kvalitet_simulate::Settings;

type Files = BTreeMap<String, Vec<u8>>;
type Row = BTreeMap<String, String>;

/// The files of one municipality by both entrances: pupil rows, and counts.
static FILES: LazyLock<[Files; 2]> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let year = |start| SchoolYear::starting(start).unwrap();
    let settings = Settings {
        schools: 12,
        first_year: year(2016),
        last_year: year(2020),
        seed: 7,
        ..Settings::default()
    };
    simulate_into(folder.path(), &settings).unwrap();
    ["plan.toml", "plan-aggregater.toml"].map(|name| {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        let plan = Plan::parse(&text, name).unwrap();
        let run = run(&plan, &Folder::new(folder.path()), &|_| ()).unwrap();
        let files = output_files(&run, &plan, None).unwrap();
        files.into_iter().map(|file| (file.path, file.bytes)).collect()
    })
});

fn rows(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(FILES[1][path].as_slice());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        header.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect()
    };
    reader.records().map(row).collect()
}

fn number(cell: &str) -> f64 {
    cell.parse::<Decimal>().unwrap().to_f64()
}

#[test]
fn counts_give_the_same_year_groups_as_pupil_rows() {
    let [pupils, counts] = &*FILES;
    assert_eq!(
        pupils["fortrolig/aargange.FORTROLIGT.csv"],
        counts["fortrolig/aargange.FORTROLIGT.csv"]
    );
}

#[test]
fn every_distance_is_the_figure_less_that_of_the_same_grade_and_year() {
    let key = |of: &Row, unit: &str, year: &str, grade: &str| {
        let year = year.replace('/', "-");
        format!("{}/{unit}/{year}/klasse:{grade}", of["indikator"])
    };
    let figures: BTreeMap<String, Row> = rows("fortrolig/figurer.FORTROLIGT.csv")
        .into_iter()
        .map(|row| (row["noegle"].clone(), row))
        .collect();
    let mut said: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows("fortrolig/aargange.FORTROLIGT.csv") {
        let ends = ["fra", "til"].map(|end| {
            let (year, grade) = (&row[end], &row[&format!("klassetrin_{end}")]);
            let figure = figures.get(&key(&row, &row["enhed"], year, grade));
            let other = match row["holdt_op_mod"].as_str() {
                "land" => figures.get(&key(&row, "land", year, grade)),
                "kommune" => figures.get(&key(&row, "kommune:999", year, grade)),
                _ => None,
            };
            (figure, other, number(grade), number(&year[..4]))
        });
        let [(before, _, first, then), (after, _, second, now)] = &ends;
        assert!((now - then - (second - first)).abs() < 1e-9 && then < now, "{row:?}");
        let shown = |of: Option<&Row>| of.is_some_and(|of| of["status"] == "vist");
        let is_gap = row["tilstand"] == "hul";
        assert_eq!(is_gap, row["til"] == "2019/20", "{row:?}");
        if !is_gap {
            assert_eq!(row["status"] == "vist", shown(*before) && shown(*after), "{row:?}");
        }
        *said.entry((row["tilstand"].clone(), row["holdt_op_mod"].clone())).or_default() += 1;
        if row["afstand_fra"].is_empty() {
            assert!(row["aendring"].is_empty() && row["nedre"].is_empty(), "{row:?}");
            continue;
        }
        for (end, (figure, other, _, _)) in ["fra", "til"].into_iter().zip(&ends) {
            let (figure, other) = (figure.unwrap(), other.unwrap());
            assert_eq!(row[&format!("vaerdi_{end}")], figure["vaerdi"], "{row:?}");
            assert_eq!(row[&format!("n_{end}")], figure["n"], "{row:?}");
            let distance = number(&figure["vaerdi"]) - number(&other["vaerdi"]);
            assert!((number(&row[&format!("afstand_{end}")]) - distance).abs() < 0.11, "{row:?}");
        }
        let change = number(&row["afstand_til"]) - number(&row["afstand_fra"]);
        assert!((number(&row["aendring"]) - change).abs() < 0.11, "{row:?}");
        if !row["nedre"].is_empty() {
            let (lower, upper) = (number(&row["nedre"]), number(&row["oevre"]));
            assert!(lower < number(&row["aendring"]) && number(&row["aendring"]) < upper);
        }
    }
    for (state, against) in [("beskrevet", "land"), ("med-forbehold", "kommune"), ("hul", "")] {
        let of = (state.to_owned(), against.to_owned());
        assert!(said.get(&of).is_some_and(|rows| 10 < *rows), "{of:?}: {said:?}");
    }
}

#[test]
fn the_columns_are_those_of_the_page_on_them() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/udvikling.md");
    let page = fs::read_to_string(page).unwrap();
    let section = page.split_once("\n## aargange.csv\n").unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let lines = section.lines().filter(|line| line.starts_with("| `"));
    let told: Vec<&str> = lines
        .flat_map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .collect();
    let text = String::from_utf8(FILES[1]["fortrolig/aargange.FORTROLIGT.csv"].clone()).unwrap();
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    assert_eq!(header, told);
}

#[test]
fn the_administration_reads_of_year_groups_and_the_public_does_not() {
    let page = |audience: &str| {
        let bytes = FILES[1][&format!("{audience}/rapport.html")].clone();
        String::from_utf8(bytes).unwrap().replace("&#x2f;", "/")
    };
    let sections = ["dnt-laesning-aargange", "dnt-matematik-aargange"];
    let (own, public) = (page("fortrolig"), page("offentlig"));
    for id in sections {
        assert!(own.contains(&format!("id=\"{id}\"")), "{id}");
        assert!(!public.contains(id), "{id}");
    }
    for told in [
        "Årgangen, der gik i 4. klasse i 2018/19, lå ",
        "4. klasse 2016/17 til 6. klasse 2018/19",
        "skulle være testet igen i 2019/20, som ikke har noget resultat for kommunen",
    ] {
        assert!(own.contains(told), "{told}");
    }
    assert!(FILES[1].keys().all(|path| !path.starts_with("offentlig/aargange")));
}
