//! The workbook opened again by another library than the one that writes it.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};

use super::figures::{LeftOut, chosen};
use super::table::{ROWS, fraction};
use crate::testing::{Fixture, figure, figures};
use crate::view::{Figures, View};
use crate::{RunInfo, Stamp};

const DEFINITIONS: &str = r#"
[theme]
id = "trivsel"
name = { da = "Trivsel", en = "Wellbeing" }
about = { da = "Hvordan eleverne har det.", en = "How pupils are." }

[[series]]
id = "maaling"
name = { da = "Målingen", en = "The survey" }
from = "2014/15"
source = "prøve"

[[series.break]]
at = "2018/19"
weight = "brud"
reason = { da = "Nye spørgsmål.", en = "New questions." }
source = "prøve"

[defaults]
version = 1
series = "maaling"
table = "wellbeing"
population = { da = "Elever med svar.", en = "Pupils who answered." }
denominator = "specialskole = 0"
minimum_n = 5
method = "ingen"
polarity = "hoejere-er-bedre"
confidentiality = "personlig"
source = "prøve"
status = "antaget"

[[indicator]]
id = "andel"
name = { da = "@Gode", en = "@Good" }
description = { da = "=Gode.", en = "=Good." }
numerator = "specialskole = 0"
headline = true
method = "wilson"
scale = "procent"
decimals = 1

[[indicator]]
id = "trivsel.generel"
name = { da = "Generel trivsel", en = "General wellbeing" }
description = { da = "Gennemsnit af svarene.", en = "Mean of the answers." }
mean = "generel"
headline = true
method = "t"
scale = "tal"
unit = { da = "point (1-5)", en = "points (1-5)" }
decimals = 1

[[indicator]]
id = "trivsel.spoergsmaal-4-9.14"
name = { da = "Er du bange for at blive til grin?", en = "Afraid of being ridiculed?" }
description = { da = "Spørgsmål 14.", en = "Question 14." }
split = { column = "q14", categories = "svar-5" }
scale = "procent"
decimals = 1
"#;

/// The municipality has a hidden year between others, and a break before 2018/19.
fn some() -> Figures {
    let mut all = figures(&[
        ("andel/kommune:999/2015-16", "61.3"),
        ("andel/kommune:999/2016-17", "62.7"),
        ("andel/kommune:999/2018-19", "71.9"),
        ("andel/kommune:999/2019-20", "skjult"),
        ("andel/kommune:999/2020-21", "74.1"),
        ("andel/land/2020-21", "70.0"),
        ("andel/skole:999001/2020-21", "74.5 60.5 84.7"),
        ("andel/skole:999001/2020-21/klasse:4", "73.2"),
        ("andel/skole:999002/2020-21", "skjult"),
        ("trivsel.generel/kommune:999/2020-21", "3.7"),
        ("trivsel.generel/skole:999002/2020-21", "-0.3"),
        ("trivsel.spoergsmaal-4-9.14/kommune:999/2020-21/svar:1", "12.5"),
        ("trivsel.spoergsmaal-4-9.14/kommune:999/2020-21/svar:2", "87.5"),
    ]);
    let nobody = figure("E", r#""status":"mangler","aarsag":"ingen-elever""#);
    all.insert("trivsel.generel/skole:999001/2020-21".parse().unwrap(), nobody);
    all
}

struct Opened {
    workbook: Xlsx<Cursor<Vec<u8>>>,
    bytes: Vec<u8>,
}

impl Opened {
    fn of(figures: &Figures) -> Self {
        let fixture = Fixture::defining(DEFINITIONS);
        let release = fixture.release();
        let view = View::of(&release, figures, &fixture.texts);
        let run = RunInfo {
            program_version: "0.1.0".to_owned(),
            plan: "=plan.toml".to_owned(),
            stamp: Stamp::Draft,
        };
        let bytes = super::file(&view, &run).unwrap();
        Self { workbook: Xlsx::new(Cursor::new(bytes.clone())).unwrap(), bytes }
    }

    fn rows(&mut self, sheet: &str) -> Vec<Vec<Data>> {
        let range: Range<Data> = self.workbook.worksheet_range(sheet).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn the_sheets_have_their_names_and_the_same_figures_give_the_same_bytes() {
    let opened = Opened::of(&some());
    let names =
        ["Læs mig", "Figurer", "Skoler", "Kommunen", "Udvikling", "Definitioner", "Handlinger"];
    assert_eq!(opened.workbook.sheet_names(), names);
    assert!(opened.bytes == Opened::of(&some()).bytes);
}

#[test]
fn a_figure_is_a_number_and_a_hidden_one_a_word() {
    let mut opened = Opened::of(&some());
    let rows = opened.rows("Figurer");
    assert_eq!(rows.len(), some().len() + 1);
    let of = |unit: &str, grade: Data| {
        let is_it = |row: &&Vec<Data>| {
            row[0] == text("andel")
                && row[2] == text(unit)
                && row[5] == text("2020/21")
                && row[6] == grade
        };
        rows.iter().find(is_it).unwrap()[9..].to_vec()
    };
    let (percent, b) = (text("procent"), text("B"));
    let number = Data::Float;
    assert_eq!(
        of("skole:999001", Data::Empty),
        [
            text("vist"),
            number(0.745),
            percent.clone(),
            number(100.0),
            Data::Empty,
            number(0.605),
            number(0.847),
            b.clone()
        ]
    );
    let nothing = Data::Empty;
    assert_eq!(
        of("skole:999002", Data::Empty),
        [
            text("skjult"),
            nothing.clone(),
            percent,
            nothing.clone(),
            nothing.clone(),
            nothing.clone(),
            nothing,
            b
        ]
    );
    assert_eq!(of("skole:999001", text("4"))[1], number(0.732));
}

#[test]
fn schools_come_after_the_municipality_and_the_nation_and_say_what_they_lack() {
    let mut opened = Opened::of(&some());
    let rows = opened.rows("Skoler");
    let names: Vec<&Data> = rows.iter().map(|row| &row[0]).collect();
    let first = ["Skole", "<i>Prøve & Co</i>", "Hele landet"].map(text);
    assert_eq!((names.len(), &names[..3]), (5, &first.each_ref()[..]));
    let of = |name: &str| rows.iter().find(|row| row[0] == text(name)).unwrap()[2..].to_vec();
    assert_eq!(rows[0][2..], [text("@Gode 2020/21"), text("Generel trivsel 2020/21")]);
    assert_eq!(of("=Skolen"), [text("skjult"), Data::Float(-0.3)]);
    assert_eq!(of("<b>&\""), [Data::Float(0.745), text("ingen elever")]);
}

#[test]
fn a_headline_that_no_school_has_a_number_of_is_no_column_of_schools() {
    let mut all = some();
    all.retain(|key, _| !key.to_string().starts_with("andel/skole:"));
    let mut opened = Opened::of(&all);
    assert_eq!(opened.rows("Skoler")[0][2..], [text("Generel trivsel 2020/21")]);
    assert!(opened.rows("Kommunen").iter().any(|row| row[0] == text("@Gode (fra 2018/19)")));
}

#[test]
fn low_per_cents_are_drawn_on_an_axis_of_their_own() {
    let charts = |figures: &Figures| {
        let mut archive = zip::ZipArchive::new(Cursor::new(Opened::of(figures).bytes)).unwrap();
        let names: Vec<String> =
            (1..=2).map(|number| format!("xl/charts/chart{number}.xml")).collect();
        let mut charts = Vec::new();
        for name in names {
            let Ok(mut part) = archive.by_name(&name) else { continue };
            let mut chart = String::new();
            part.read_to_string(&mut chart).unwrap();
            let is_whole = chart.contains("<c:max val=\"1\"/>");
            charts.push((chart.matches("<c:ser>").count(), is_whole));
        }
        charts
    };
    // Two runs of years, and a value in each has to be low for its line to be.
    assert_eq!(charts(&some()), [(2, true)]);
    let mut low = some();
    for (year, value) in [("2015-16", "6.1"), ("2016-17", "5.8")] {
        let key = format!("andel/kommune:999/{year}");
        low.extend(figures(&[(key.as_str(), value)]));
    }
    assert_eq!(charts(&low), [(1, true), (1, false)]);
}

#[test]
fn a_row_of_the_municipality_crosses_no_break_and_a_hidden_year_is_no_point() {
    let mut opened = Opened::of(&some());
    let rows = opened.rows("Kommunen");
    let of = |name: &str| rows.iter().find(|row| row[0] == text(name)).unwrap();
    let (before, after) = (of("@Gode (fra 2015/16)"), of("@Gode (fra 2018/19)"));
    let (empty, number) = (Data::Empty, Data::Float);
    let years = ["2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21"].map(text);
    assert_eq!(rows[0][4..], years);
    assert_eq!(before[4..7], [number(0.613), number(0.627), empty.clone()]);
    let later = [number(0.719), empty.clone(), number(0.741)];
    assert_eq!((&after[4..7], &after[7..]), (&[const { Data::Empty }; 3][..], &later[..]));
    assert!(before[7..].iter().all(|cell| *cell == empty));
    assert!(after[3].to_string().contains("2019/20: skjult"), "{:?}", after[3]);
}

#[test]
fn what_looks_like_a_formula_is_text() {
    let mut opened = Opened::of(&some());
    let names = opened.workbook.sheet_names();
    let mut texts = Vec::new();
    for name in names {
        let formulas = opened.workbook.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name}");
        texts.extend(opened.rows(&name).into_iter().flatten());
    }
    for said in ["=Skolen", "@Gode", "=Gode."] {
        assert!(texts.contains(&text(said)), "{said}");
    }
}

#[test]
fn what_does_not_fit_is_left_out_by_rule_and_counted() {
    let fixture = Fixture::defining(DEFINITIONS);
    let (release, all) = (fixture.release(), some());
    let view = View::of(&release, &all, &fixture.texts);
    let of = |rows: usize| {
        let chosen = chosen(&view, rows);
        assert_eq!(chosen.figures.len() + chosen.missing, all.len());
        assert!(chosen.figures.len() <= rows);
        (chosen.left_out, chosen.missing)
    };
    assert_eq!(of(ROWS), (LeftOut::Nothing, 0));
    assert_eq!(of(14), (LeftOut::Nothing, 0));
    assert_eq!(of(13), (LeftOut::Questions, 2));
    assert_eq!(of(11), (LeftOut::Parts, 3));
    assert_eq!(of(4), (LeftOut::Rest, 10));
}

#[test]
fn a_fraction_is_the_number_that_its_digits_are_read_as() {
    for (percent, expected) in
        [("74.5", "0.745"), ("0.1", "0.001"), ("100", "1"), ("-3.25", "-0.0325")]
    {
        let expected: f64 = expected.parse().unwrap();
        assert_eq!(fraction(percent.parse().unwrap()).to_bits(), expected.to_bits(), "{percent}");
    }
}

#[test]
fn the_long_sheet_says_how_far_it_reaches() {
    let opened = Opened::of(&some());
    let mut archive = zip::ZipArchive::new(Cursor::new(opened.bytes)).unwrap();
    let mut sheet = String::new();
    archive.by_name(super::FIGURES_PART).unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("<dimension ref=\"A1:Q15\"/>"), "{}", &sheet[..600]);
    assert_eq!(sheet.matches("<row ").count(), some().len() + 1);
}

#[test]
fn a_release_without_figures_is_a_workbook_too() {
    let mut opened = Opened::of(&Figures::new());
    assert_eq!(opened.rows("Figurer").len(), 1);
    assert_eq!(opened.rows("Kommunen").len(), 1);
}
