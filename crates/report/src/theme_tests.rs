//! Chapters of themes over definitions and figures of their own: what a reader meets.

use kvalitet_core::LocalText;
use kvalitet_core::agreement::Agreement;
use kvalitet_core::catalogue::{Indicator, Reported, Statistic};
use kvalitet_core::goal::{Goal, Sign};
use kvalitet_disclosure::{Compared, MissingSource, Reliability};

use crate::document::{Block, Chapter, Document, Row, Section, Table};
use crate::tables::schools_by_year;
use crate::testing::{Fixture, figure, figures};
use crate::view::{Figures, View};
use crate::{RunInfo, Stamp, compose, sentences};

const DEFINITIONS: &str = r#"
[theme]
id = "trivsel"
name = { da = "Trivsel", en = "Wellbeing" }
about = { da = "Hvordan eleverne har det.", en = "How pupils are." }

[[series]]
id = "trivselsmaaling"
name = { da = "Trivselsmålingen", en = "The survey" }
from = "2014/15"
to = "2030/31"
source = "prøve"

[[series.break]]
at = "2018/19"
weight = "brud"
reason = { da = "Nye spørgsmål.", en = "New questions." }
source = "prøve"

[defaults]
version = 1
series = "trivselsmaaling"
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
id = "trivsel.generel"
name = { da = "Generel trivsel", en = "General wellbeing" }
description = { da = "Gennemsnit af svarene.", en = "Mean of the answers." }
mean = "generel"
scale = "tal"
unit = { da = "point (1-5)", en = "points (1-5)" }
decimals = 1

[[indicator]]
id = "trivsel.generel.baand"
name = { da = "Generel trivsel i bånd", en = "General wellbeing in bands" }
description = { da = "Eleverne fordelt.", en = "The pupils divided." }
split = { column = "generel_baand", categories = "baand" }
scale = "procent"
decimals = 1

[[indicator]]
id = "trivsel.spoergsmaal-4-9.14"
name = { da = "Er du bange for at blive til grin?", en = "Afraid of being ridiculed?" }
description = { da = "Spørgsmål 14.", en = "Question 14." }
split = { column = "q14", categories = "svar-5" }
scale = "procent"
decimals = 1

[[indicator]]
id = "trivsel.spoergsmaal-4-9.2"
name = { da = "Er du glad for din klasse?", en = "Do you like your class?" }
description = { da = "Spørgsmål 2.", en = "Question 2." }
split = { column = "q2", categories = "svar-5" }
scale = "procent"
decimals = 1
"#;

/// The mean of two schools, the municipality and the nation; bands of three years; two questions.
fn wellbeing() -> Figures {
    let mut all = figures(&[
        ("trivsel.generel/land/2014-15", "4.3"),
        ("trivsel.generel/land/2018-19", "4.0"),
        ("trivsel.generel/kommune:999/2016-17", "4.2 4.1 4.3"),
        ("trivsel.generel/kommune:999/2017-18", "4.2 4.1 4.3"),
        ("trivsel.generel/kommune:999/2018-19", "4.1 4.0 4.2"),
        ("trivsel.generel/kommune:999/2018-19/koen:pige", "3.9 3.7 4.1"),
        ("trivsel.generel/kommune:999/2018-19/trin:mellemtrin", "4.3 4.2 4.4"),
        ("trivsel.generel/skole:999001/2018-19", "3.8"),
        ("trivsel.generel/skole:999001/2018-19/klasse:4A", "3.6"),
        ("trivsel.generel/skole:999002/2018-19", "skjult"),
    ]);
    for (unit, shares) in [
        ("kommune:999", ["2.0", "8.0", "60.0", "30.0"]),
        ("skole:999001", ["2.0", "8.0", "60.0", "30.0"]),
        ("skole:999002", ["skjult"; 4]),
    ] {
        for (place, share) in shares.iter().enumerate() {
            let key = format!("trivsel.generel.baand/{unit}/2018-19/baand:{}", place + 1);
            all.extend(figures(&[(&key, share)]));
        }
    }
    for number in [14, 2] {
        for (place, share) in ["1.0", "4.0", "15.0", "50.0", "30.0"].iter().enumerate() {
            let id = format!("trivsel.spoergsmaal-4-9.{number}");
            let key = format!("{id}/kommune:999/2018-19/svar:{}", place + 1);
            all.extend(figures(&[(&key, share)]));
        }
    }
    let half = r#""skoler":{"med":1,"af":2},"status":"vist","vaerdi":"4.1","n":200,"taeller":null,
                  "nedre":"4.0","oevre":"4.2","for_faa":false"#;
    all.insert("trivsel.generel/kommune:999/2018-19".parse().unwrap(), figure("B", half));
    all
}

fn document(fixture: &Fixture, figures: &Figures) -> Document {
    let release = fixture.release();
    let view = View::of(&release, figures, &fixture.texts);
    let (program_version, plan) = ("0".to_owned(), "plan.toml".to_owned());
    compose::document(&view, &RunInfo { program_version, plan, stamp: Stamp::Draft }).unwrap()
}

fn chapter<'d>(document: &'d Document, id: &str) -> &'d Chapter {
    document.chapters.iter().find(|chapter| chapter.id == id).unwrap()
}

fn section<'d>(document: &'d Document, id: &str) -> &'d Section {
    let mut all = document.chapters.iter().flat_map(|chapter| &chapter.sections);
    all.find(|section| section.id == id).unwrap()
}

fn tables(blocks: &[Block]) -> Vec<&Table> {
    fn table(block: &Block) -> Option<&Table> {
        match block {
            Block::Table { table } | Block::Folded { table, .. } => Some(table),
            Block::Chart { chart } => Some(&chart.table),
            Block::Paragraph { .. }
            | Block::Verdict { .. }
            | Block::Note { .. }
            | Block::Terms { .. }
            | Block::Room { .. } => None,
        }
    }
    blocks.iter().filter_map(table).collect()
}

fn table<'d>(blocks: &'d [Block], id: &str) -> &'d Table {
    tables(blocks).into_iter().find(|table| table.id == id).unwrap()
}

fn row<'t>(table: &'t Table, head: &str) -> &'t Row {
    table.groups.iter().flat_map(|group| &group.rows).find(|row| row.head == head).unwrap()
}

/// A row's cells, small print after a bar.
fn said(row: &Row) -> Vec<String> {
    let one = |cell: &crate::document::Cell| match cell.under.as_str() {
        "" => cell.text.clone(),
        under => format!("{} | {under}", cell.text),
    };
    row.cells.iter().map(one).collect()
}

/// The notes among some blocks.
fn notes(blocks: &[Block]) -> Vec<String> {
    let note = |block: &Block| match block {
        Block::Note { text } => Some(text.clone()),
        _ => None,
    };
    blocks.iter().filter_map(note).collect()
}

fn told_of(section: &Section) -> String {
    let verdict = |block: &Block| match block {
        Block::Verdict { sentences } => Some(sentences.join(" ")),
        _ => None,
    };
    section.blocks.iter().find_map(verdict).unwrap()
}

#[test]
fn a_number_leads_to_how_it_was_made_and_a_hidden_one_carries_nothing() {
    let fixture = Fixture::defining(DEFINITIONS);
    let page = crate::page(&document(&fixture, &wellbeing()), &fixture.texts).unwrap();
    let row = page.split_once("data-k=\"trivsel.generel/kommune:999/\">").unwrap().1;
    let row = row.split_once("</tr>").unwrap().0;
    assert!(row.contains("<a href=\"#def-trivsel-generel\" data-k=\"2018-19\" data-e=\"B\""));
    assert!(page.contains("data-k=\"trivsel.generel/skole:999001/2018-19\""));
    assert!(!page.contains("trivsel.generel/skole:999002"));
    assert!(!page.contains("trivsel.generel.baand/skole:999002"));
    // The word that stands there leads to what it means.
    let hidden = page.split_once("href=\"#ord-skjult\"").unwrap().1;
    assert!(hidden.contains(">skjult</a>") && page.contains("<dd id=\"ord-skjult\">"));
}

#[test]
fn rows_of_a_school_are_known_by_its_number() {
    let fixture = Fixture::defining(DEFINITIONS);
    let document = document(&fixture, &wellbeing());
    let page = crate::page(&document, &fixture.texts).unwrap();
    assert_eq!(document.schools.len(), 2);
    for school in &document.schools {
        let option =
            format!("<option value=\"{}\" data-sheet=\"skoler/{0}/leder.html\">", school.id);
        assert!(page.contains(&option), "{option}");
        assert!(page.contains(&format!("<tr data-school=\"{}\">", school.id)));
    }
}

#[test]
fn a_mean_is_told_with_its_interval_and_never_against_a_year_beyond_a_break() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let section = section(&document, "trivsel-generel");
    let said = told_of(section);
    let first = "Generel trivsel, <i>Prøve & Co</i> 2018/19: 4,1 point (1-5) for 200 elever \
                 (95 %-interval 4,0–4,2). 1 af 2 skoler har et tal.";
    assert!(said.replace('\u{a0}', " ").starts_with(first), "{said}");
    assert!(said.contains("2017/18") && said.contains("sammenlignes ikke"), "{said}");
    assert!(!said.contains("4,2 point"), "the value beyond the break is not told: {said}");
    assert!(said.contains("Landstallet i 2018/19 er 4,0 point (1-5)"), "{said}");
    let chart = section.blocks.iter().find_map(|block| match block {
        Block::Chart { chart } => Some(chart),
        _ => None,
    });
    let wide = &chart.unwrap().wide;
    assert!(wide.contains("Den lodrette akse går fra") && wide.contains("ny opgørelse"));
    // Nothing but the width of the interval is a per cent.
    assert!(!wide.replace("95\u{a0}%", "").replace("95 %", "").contains('%'));
}

#[test]
fn a_sum_that_lacks_schools_says_so() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let schools = table(&section(&document, "trivsel-generel").blocks, "trivsel-generel-skoler");
    let municipality = said(row(schools, "<i>Prøve & Co</i>"));
    assert_eq!(municipality.last().unwrap(), "4,1 | n 200 · 1 af 2 skoler");
    assert_eq!(said(row(schools, "=Skolen")).last().unwrap(), "skjult");
}

#[test]
fn the_nation_is_the_last_row_and_makes_no_year_of_its_own() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let schools = table(&section(&document, "trivsel-generel").blocks, "trivsel-generel-skoler");
    assert_eq!(schools.columns, ["2016/17", "2017/18", "2018/19"]);
    let nation = schools.groups.last().unwrap().rows.last().unwrap();
    assert_eq!((nation.head.as_str(), nation.under.as_str()), ("Hele landet", "Kilde: prøve."));
    assert_eq!(said(nation), ["–", "–", "4,0 | n 100"]);
    let overview = table(&chapter(&document, "tema-trivsel").blocks, "tema-trivsel-oversigt");
    assert_eq!(said(row(overview, "Hele landet")), ["4,0 | 2018/19"]);
}

#[test]
fn parts_of_the_pupils_stand_in_groups_and_classes_folded() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let blocks = &section(&document, "trivsel-generel").blocks;
    let parts = table(blocks, "trivsel-generel-udvikling-tal");
    let titles: Vec<&str> = parts.groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles, ["Trin", "Køn", "Samlet"]);
    assert_eq!(said(row(parts, "piger")), ["–", "–", "3,9 | 3,7–4,1 · n 100"]);
    let classes = blocks.iter().find_map(|block| match block {
        Block::Folded { table, .. } if table.id == "trivsel-generel-klasser" => Some(table),
        _ => None,
    });
    assert_eq!(said(row(classes.unwrap(), "4A")), ["3,6 | n 100"]);
}

#[test]
fn bands_are_a_chart_divided_at_three_and_a_hidden_school_has_no_bar() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let blocks = &section(&document, "trivsel-generel-baand").blocks;
    let numbers = table(blocks, "trivsel-generel-baand-skoler-tal");
    let bands = ["1,0 til 2,0", "over 2,0 til 3,0", "over 3,0 til 4,0", "over 4,0 til 5,0"];
    assert_eq!(numbers.columns, [bands.as_slice(), &["Elever"]].concat());
    assert_eq!(said(row(numbers, "=Skolen"))[..4], ["skjult"; 4]);
    let chart = document.charts().find(|chart| chart.id == "trivsel-generel-baand-skoler").unwrap();
    assert!(chart.wide.contains("delt ved 3,0"));
    let of = |name: &str| chart.wide.split_once(name).unwrap().1.split("</g>").next().unwrap();
    assert_eq!(of("<title>=Skolen: skjult").matches("<rect").count(), 0);
    assert_eq!(of("<title>&lt;b&gt;").matches("<rect").count(), 4);
}

#[test]
fn questions_are_one_table_sorted_by_number() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let chapter = chapter(&document, "tema-trivsel");
    let ids: Vec<&str> = chapter.sections.iter().map(|section| section.id.as_str()).collect();
    let last = "tema-trivsel-vurdering";
    assert_eq!(ids, ["trivsel-generel", "trivsel-generel-baand", "trivsel-spoergsmaal-4-9", last]);
    let questions = section(&document, "trivsel-spoergsmaal-4-9");
    assert_eq!(questions.title, "De enkelte spørgsmål, 4.-9. klasse");
    let [table] = tables(&questions.blocks)[..] else { panic!("one table") };
    let heads: Vec<&str> = table.groups[0].rows.iter().map(|row| row.head.as_str()).collect();
    assert_eq!(heads, ["Er du glad for din klasse?", "Er du bange for at blive til grin?"]);
    assert_eq!((table.columns.len(), table.columns[4].as_str()), (6, "svar 5 (højest)"));
    let cells = ["1,0\u{a0}%", "4,0\u{a0}%", "15,0\u{a0}%", "50,0\u{a0}%", "30,0\u{a0}%", "100"];
    assert_eq!(said(&table.groups[0].rows[0]), cells);
}

#[test]
fn each_theme_has_one_line_at_a_glance_with_no_word_of_judgement() {
    let document = document(&Fixture::defining(DEFINITIONS), &wellbeing());
    let table = table(&section(&document, "temaerne").blocks, "temaerne-tal");
    assert_eq!(table.columns.len(), 3);
    let line = row(table, "Trivsel");
    let newest = "4,1 | 4,0–4,2 · n 200 · 1 af 2 skoler · 2018/19";
    // The year before lies beyond a break, so it is not put beside the newest.
    assert_eq!(said(line), [newest, "–", "4,0 | 2018/19"]);
}

#[test]
fn a_reserved_year_is_not_put_beside_the_newest_at_a_glance() {
    let reserved = DEFINITIONS.replace("weight = \"brud\"", "weight = \"forbehold\"");
    for definitions in [DEFINITIONS, &reserved] {
        let document = document(&Fixture::defining(definitions), &wellbeing());
        let glance = section(&document, "temaerne");
        assert_eq!(said(row(table(&glance.blocks, "temaerne-tal"), "Trivsel"))[1], "–");
    }
    let whole = DEFINITIONS.replace("at = \"2018/19\"", "at = \"2017/18\"");
    let document = document(&Fixture::defining(&whole), &wellbeing());
    let glance = section(&document, "temaerne");
    let before = &said(row(table(&glance.blocks, "temaerne-tal"), "Trivsel"))[1];
    assert_eq!(before, "4,2 | 4,1–4,3 · n 100 · 2017/18");
}

#[test]
fn a_value_of_the_nation_beyond_a_break_stands_beside_no_newer_year() {
    let mut all = wellbeing();
    all.remove(&"trivsel.generel/land/2018-19".parse().unwrap());
    all.extend(figures(&[("trivsel.generel/land/2017-18", "4.2")]));
    let nation = |definitions: &str| {
        let document = document(&Fixture::defining(definitions), &all);
        let blocks = &chapter(&document, "tema-trivsel").blocks;
        let overview = said(row(table(blocks, "tema-trivsel-oversigt"), "Hele landet"));
        let told = told_of(section(&document, "trivsel-generel")).contains("Landstallet");
        let notes = notes(blocks);
        let source = "Landstallenes kilder: prøve (Generel trivsel).";
        (overview, told, notes.contains(&source.to_owned()))
    };
    assert_eq!(nation(DEFINITIONS), (vec!["–".to_owned()], false, false));
    let whole = DEFINITIONS.replace("at = \"2018/19\"", "at = \"2017/18\"");
    assert_eq!(nation(&whole), (vec!["4,2 | 2017/18".to_owned()], true, true));
}

#[test]
fn only_what_is_of_pupils_is_called_pupils() {
    let (fixture, figures) = (Fixture::defining(DEFINITIONS), wellbeing());
    let release = fixture.release();
    let view = View::of(&release, &figures, &fixture.texts);
    let known = release.catalogue().indicator("trivsel.generel").unwrap();
    let words = |indicator: &Indicator| {
        let told = sentences::about(&view, indicator, "kommune:999".parse().unwrap());
        format!("{} {}", told[0], schools_by_year(&view, indicator).caption)
    };
    let pupils = words(known);
    assert!(pupils.contains("for 200 elever") && pupils.contains("antal elever (n)"), "{pupils}");
    let own = words(&Indicator { table: "biblioteket".to_owned(), ..known.clone() });
    assert!(
        own.contains("for 200 registreringer") && own.contains("antal registreringer (n)"),
        "{own}"
    );
    let statistic = Statistic::Reported { form: Reported::Ratio };
    let ratio = words(&Indicator { statistic, ..known.clone() });
    assert!(
        ratio.contains("4,1 point (1-5) (n 200)") && ratio.contains("hviler på (n)"),
        "{ratio}"
    );
    assert!(!own.contains("elever") && !ratio.contains("elever"), "{own} {ratio}");
}

#[test]
fn what_nobody_has_is_a_sentence_and_no_column() {
    let nobody = || figure("B", r#""status":"mangler","aarsag":"ingen-elever""#);
    let mut all = wellbeing();
    all.retain(|key, _| key.indicator.as_str() != "trivsel.generel");
    for unit in ["kommune:999", "skole:999001"] {
        all.insert(format!("trivsel.generel/{unit}/2018-19").parse().unwrap(), nobody());
    }
    all.extend(figures(&[("trivsel.generel/land/2018-19", "4.0")]));
    let document = document(&Fixture::defining(DEFINITIONS), &all);
    let blocks = &section(&document, "trivsel-generel").blocks;
    let sentence = "Ingen elever har det, tallet kræver, i de læste kilder.";
    assert!(blocks.contains(&Block::paragraph(sentence)));
    assert!(tables(blocks).is_empty());
    assert!(tables(&chapter(&document, "tema-trivsel").blocks).is_empty());
}

#[test]
fn schools_that_are_all_hidden_are_a_sentence() {
    let mut all = wellbeing();
    all.extend(figures(&[("trivsel.generel/skole:999001/2018-19", "skjult")]));
    let document = document(&Fixture::defining(DEFINITIONS), &all);
    let hidden = "Skolernes tal er skjult, fordi de ellers kunne røbe tal om få elever.".to_owned();
    let of_theme = &chapter(&document, "tema-trivsel").blocks;
    let of_section = &section(&document, "trivsel-generel").blocks;
    for (blocks, id) in
        [(of_theme, "tema-trivsel-oversigt"), (of_section, "trivsel-generel-skoler")]
    {
        assert!(blocks.contains(&Block::paragraph(hidden.clone())));
        let heads = table(blocks, id).groups.iter().flat_map(|group| &group.rows);
        let heads: Vec<&str> = heads.map(|row| row.head.as_str()).collect();
        assert_eq!(heads, ["<i>Prøve & Co</i>", "Hele landet"]);
    }
}

#[test]
fn a_goal_says_of_each_sign_what_data_say_of_it() {
    let text = |text: &str| LocalText { da: text.to_owned(), en: text.to_owned() };
    let sign = |da: &str, id: Option<&str>| Sign {
        text: text(da),
        indicator: id.map(|id| id.parse().unwrap()),
    };
    let mut fixture = Fixture::defining(DEFINITIONS);
    fixture.add_goal(Goal {
        id: "ro".to_owned(),
        parent: None,
        period: None,
        name: text("Ro til at lære"),
        text: text("Vi vil have ro."),
        signs: vec![
            sign("Der er stille på gangene", None),
            sign("Trivslen er god", Some("trivsel.generel")),
        ],
    });
    let said = |figures: &Figures| {
        let document = document(&fixture, figures);
        let terms = section(&document, "maal-ro").blocks.iter().find_map(|block| match block {
            Block::Chart { chart } => Some(chart.table.groups[0].rows.clone()),
            _ => None,
        });
        let last = |row: Row| row.cells.last().unwrap().text.clone();
        let heads: Vec<String> = terms.iter().flatten().map(|row| row.head.clone()).collect();
        assert_eq!(heads, ["Mål", "Tegn", "Tegn"]);
        // The goal itself is the first row.
        terms.unwrap().into_iter().skip(1).map(last).collect::<Vec<String>>()
    };
    let without = said(&Figures::new());
    assert_eq!(
        without,
        ["Aflæses ikke af data.", "Der er intet tal for kommunen i denne rapport."]
    );
    let with = said(&wellbeing());
    assert_eq!(with[0], "Aflæses ikke af data.");
    assert!(with[1].contains("4,1 point (1-5) for 200 elever"), "{}", with[1]);
}

#[test]
fn how_the_questions_hang_together_is_told_of_enough_pupils_alone() {
    let mut fixture = Fixture::defining(DEFINITIONS);
    let of = |year: &str, n| Reliability {
        indicator: "trivsel.generel".parse().unwrap(),
        year: year.parse().unwrap(),
        items: 20,
        n,
        alpha: "0.83".parse().unwrap(),
    };
    let is_told = |fixture: &Fixture| {
        let document = document(fixture, &Figures::new());
        let mut all = chapter(&document, "datakvalitet").sections.iter();
        all.any(|section| section.id == "sammenhaeng")
    };
    fixture.context.reliability = vec![of("2016/17", 99)];
    assert!(!is_told(&fixture));
    fixture.context.reliability = vec![of("2016/17", 100), of("2017/18", 99), of("2018/19", 1200)];
    let document = document(&fixture, &Figures::new());
    let alpha = table(&section(&document, "sammenhaeng").blocks, "sammenhaeng-tal");
    assert_eq!(alpha.columns, ["2016/17", "2018/19"]);
    assert_eq!(said(row(alpha, "Generel trivsel")), ["0,83 | n 100", "0,83 | n 1.200"]);
}

#[test]
fn what_is_missing_says_where_it_is_had_and_when() {
    let text = |text: &str| LocalText { da: text.to_owned(), en: text.to_owned() };
    let mut fixture = Fixture::defining(DEFINITIONS);
    fixture.context.missing = vec![MissingSource {
        theme: "trivsel".to_owned(),
        kind: "wellbeing".to_owned(),
        name: text("Trivselsmåling"),
        origin: text("fra prøven"),
        season: text("i maj"),
        named: false,
        years: ["2017/18".parse().unwrap()].into(),
        indicators: vec!["trivsel.generel".parse().unwrap()],
    }];
    let document = document(&fixture, &Figures::new());
    let table = table(&section(&document, "mangler").blocks, "mangler-tal");
    let row = row(table, "Trivselsmåling");
    assert_eq!(row.under, "ikke nævnt i planen");
    assert_eq!(said(row), ["2017/18", "én indikator | Generel trivsel", "fra prøven", "i maj"]);
}

#[test]
fn the_chapter_of_data_quality_begins_with_what_is_unexplained() {
    let mut fixture = Fixture::defining(DEFINITIONS);
    let compared = |theirs: &str, agreement| Compared {
        ours: "4.1".parse().unwrap(),
        theirs: theirs.parse().unwrap(),
        n: None,
        agreement,
    };
    fixture.context.compared = [
        ("trivsel.generel/kommune:999/2016-17", compared("4.1", Agreement::Equal)),
        ("trivsel.generel/kommune:999/2018-19", compared("3.7", Agreement::Unexplained)),
    ]
    .map(|(key, compared)| (key.parse().unwrap(), compared))
    .into();
    let document = document(&fixture, &Figures::new());
    let first = &chapter(&document, "datakvalitet").sections[0];
    assert_eq!(first.id, "udgivet");
    let apart = table(&first.blocks, "udgivet-forskelle");
    let rows: Vec<Vec<String>> = apart.groups[0].rows.iter().map(said).collect();
    assert_eq!(rows, [["4,1", "3,7", "uforklaret"]]);
    let counts = table(&first.blocks, "udgivet-tal");
    assert_eq!(said(row(counts, "Generel trivsel")), ["1", "0", "0", "1"]);
}

/// A value alone, as a statistic has published it.
fn alone(value: &str) -> kvalitet_disclosure::ReleasedFigure {
    let content = format!(
        r#""status":"vist","vaerdi":"{value}","n":null,"taeller":null,"nedre":null,"oevre":null,
           "for_faa":false"#
    );
    figure("E", &content)
}

#[test]
fn a_sentence_ends_once_after_an_abbreviation_too() {
    let fixture = Fixture::new();
    let key = |year: &str| format!("kompetencedaekning/kommune:999/{year}").parse().unwrap();
    let figures = Figures::from([(key("2018-19"), alone("88.7")), (key("2017-18"), alone("88.2"))]);
    let release = fixture.release();
    let view = View::of(&release, &figures, &fixture.texts);
    let indicator = release.catalogue().indicator("kompetencedaekning").unwrap();
    let told = sentences::about(&view, indicator, "kommune:999".parse().unwrap());
    assert!(told[0].ends_with("88,7\u{a0}pct."), "{told:?}");
    assert!(told.iter().all(|told| !told.contains("..")), "{told:?}");
}

#[test]
fn a_caption_promises_no_small_print_that_no_cell_has() {
    let fixture = Fixture::defining(DEFINITIONS);
    let caption = |of: kvalitet_disclosure::ReleasedFigure| {
        let key = "trivsel.generel/kommune:999/2018-19".parse().unwrap();
        let figures = Figures::from([(key, of)]);
        let release = fixture.release();
        let view = View::of(&release, &figures, &fixture.texts);
        let indicator = release.catalogue().indicator("trivsel.generel").unwrap();
        let unit = "kommune:999".parse().unwrap();
        crate::tables::parts_by_year(&view, indicator, unit).caption.replace('\u{a0}', " ")
    };
    assert!(!caption(alone("4.1")).contains("Småt"));
    let both = r#""status":"vist","vaerdi":"4.1","n":200,"taeller":null,"nedre":"4.0","oevre":"4.2",
                  "for_faa":false"#;
    assert!(caption(figure("B", both)).ends_with(". Småt: 95 %-interval og antal elever (n)"));
    let counted = both.replace("\"4.0\"", "null").replace("\"4.2\"", "null");
    assert!(caption(figure("B", &counted)).ends_with(". Småt: antal elever (n)"));
}

#[test]
fn a_span_below_nothing_has_no_dash_beside_its_minus() {
    let fixture = Fixture::new();
    let (release, figures) = (fixture.release(), Figures::new());
    let view = View::of(&release, &figures, &fixture.texts);
    let span = |lower: &str, upper: &str| {
        view.span(lower.parse().unwrap(), upper.parse().unwrap()).replace('\u{a0}', " ")
    };
    assert_eq!(span("69.9", "72.7"), "69,9–72,7");
    assert_eq!(span("-0.04", "0.04"), "−0,04 til 0,04");
}

#[test]
fn years_of_the_same_reason_are_told_together_and_for_the_series_they_hold_for() {
    let fixture = Fixture::new();
    let (release, figures) = (fixture.release(), Figures::new());
    let view = View::of(&release, &figures, &fixture.texts);
    let catalogue = release.catalogue();
    let series = |id: &str| {
        let indicator = catalogue.indicator(id).unwrap();
        catalogue.series_of(indicator).unwrap()
    };
    let years: Vec<kvalitet_core::SchoolYear> =
        ["2018/19", "2019/20", "2020/21", "2021/22"].map(|year| year.parse().unwrap()).to_vec();
    let (reading, mathematics) = (series("laesning.gode"), series("matematik.gode"));
    let alone = view.year_notes(&[(reading, years.clone())]);
    let both = view.year_notes(&[(reading, years.clone()), (mathematics, years)]);
    // The two series have the same years for the same reasons.
    assert_eq!(alone, both);
    assert!(alone.iter().any(|note| note.starts_with("2019/20 har intet tal for kommunen")));
    let apart = view.year_notes(&[
        (reading, vec!["2020/21".parse().unwrap()]),
        (mathematics, vec!["2021/22".parse().unwrap()]),
    ]);
    assert!(apart.iter().all(|note| note.starts_with("De nationale test, ")), "{apart:?}");
}
