//! Word documents opened again: every part is XML, nothing refers to what is not there, and what they
//! print is what the page prints.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use kvalitet_core::Language;
use kvalitet_disclosure::Audience;
use kvalitet_text::Texts;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::document::{Block, Cell, Chapter, Document, Row, RowGroup, Table};
use crate::testing::{Fixture, figures};
use crate::view::{Figures, View};
use crate::{RunInfo, Stamp, agenda, bundle, compose, html, word};

const DEFINITIONS: &str = r#"
[theme]
id = "trivsel"
name = { da = "Trivsel", en = "Wellbeing" }
about = { da = "Hvordan eleverne har det.", en = "How pupils are." }

[defaults]
version = 1
table = "wellbeing"
population = { da = "Elever med svar.", en = "Pupils who answered." }
denominator = "specialskole = 0"
minimum_n = 5
polarity = "hoejere-er-bedre"
confidentiality = "personlig"
source = "prøve"
status = "antaget"
headline = true
decimals = 1

[[indicator]]
id = "trivsel.generel"
name = { da = "Generel <trivsel> & mere", en = "General <wellbeing> & more" }
description = { da = "Gennemsnit af svarene.", en = "Mean of the answers." }
mean = "generel"
method = "t"
scale = "tal"
unit = { da = "point (1-5)", en = "points (1-5)" }

[[indicator]]
id = "trivsel.generel.baand"
name = { da = "Trivsel i bånd", en = "Wellbeing in bands" }
description = { da = "Eleverne fordelt.", en = "The pupils divided." }
split = { column = "generel_baand", categories = "baand" }
method = "ingen"
headline = false
scale = "procent"

[[indicator]]
id = "ro"
name = { da = "Ro", en = "Calm" }
description = { da = "Andel.", en = "Share." }
method = "wilson"
numerator = "specialskole = 0"
scale = "procent"
"#;

fn fixture() -> Fixture {
    Fixture::defining(DEFINITIONS)
}

fn numbers() -> Figures {
    let mut all = figures(&[
        ("trivsel.generel/kommune:999/2016-17", "4.2 4.1 4.3"),
        ("trivsel.generel/kommune:999/2017-18", "4.3 4.2 4.4"),
        ("trivsel.generel/kommune:999/2018-19", "4.1 4.0 4.2"),
        ("trivsel.generel/kommune:999/2018-19/koen:pige", "3.9 3.7 4.1"),
        ("trivsel.generel/skole:999001/2018-19", "3.8"),
        ("trivsel.generel/skole:999002/2018-19", "skjult"),
        ("ro/kommune:999/2017-18", "51.5 50.0 53.0"),
        ("ro/kommune:999/2018-19", "61.5 60.0 63.0"),
        ("ro/skole:999001/2018-19", "71.5 60.0 83.0"),
    ]);
    for unit in ["kommune:999", "skole:999001"] {
        for (band, share) in ["2.0", "8.0", "60.0", "30.0"].iter().enumerate() {
            let key = format!("trivsel.generel.baand/{unit}/2018-19/baand:{}", band + 1);
            all.extend(figures(&[(&key, share)]));
        }
    }
    all
}

fn run_info() -> RunInfo {
    let (program_version, plan) = ("0".to_owned(), "plan.toml".to_owned());
    RunInfo { program_version, plan, stamp: Stamp::Draft }
}

fn report(fixture: &Fixture) -> Document {
    let (release, figures) = (fixture.release(), numbers());
    compose::document(&View::of(&release, &figures, &fixture.texts), &run_info()).unwrap()
}

fn item(fixture: &Fixture) -> Option<Document> {
    let (release, figures) = (fixture.release(), numbers());
    let view = View::of(&release, &figures, &fixture.texts);
    let report = compose::document(&view, &run_info()).unwrap();
    agenda::document(&view, &run_info(), &report)
}

/// An element of a part.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
    /// Its own text, with a line break for every `w:br` inside.
    text: String,
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Self {
        let attribute = |of: Result<quick_xml::events::attributes::Attribute<'_>, _>| {
            let of = of.unwrap();
            let value = of.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
            (of.key.as_ref().to_owned(), value)
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start.attributes().map(attribute).collect();
        Self { name, attributes, ..Self::default() }
    }

    /// Every element below of a name, in order.
    fn all(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    fn said(&self) -> String {
        let below: Vec<String> = self.children.iter().map(Self::said).collect();
        let own = if self.name == "w:br" { "\n" } else { &self.text };
        format!("{own}{}", below.concat())
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

fn parsed(text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(Element::new(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(Element::new(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let sign = match name.as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    other => panic!("&{other};"),
                };
                open.last_mut().unwrap().text.push(sign);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "everything that is opened is closed");
    open.pop().unwrap().children.pop().unwrap()
}

/// The parts of a document by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |place: usize| {
        let mut part = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(part).collect()
}

fn part(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> Element {
    parsed(std::str::from_utf8(&parts[name]).unwrap())
}

fn opened(document: &Document) -> BTreeMap<String, Vec<u8>> {
    parts(&word(document, &Texts::new(Language::Danish)).unwrap())
}

fn body(document: &Document) -> Element {
    part(&opened(document), "word/document.xml")
}

/// A document of one chapter with these blocks.
fn of_blocks(blocks: Vec<Block>) -> Document {
    let chapter = Chapter {
        id: "k".to_owned(),
        group: String::new(),
        title: "Kapitel".to_owned(),
        blocks,
        sections: Vec::new(),
    };
    Document { chapters: vec![chapter], ..report(&fixture()) }
}

/// A table of so many columns of numbers.
fn numbered(columns: usize) -> Table {
    let cells = (0..columns).map(|place| Cell::number(format!("{place}1,5 %")).under("n 1.234"));
    Table {
        id: "t".to_owned(),
        caption: "Tal".to_owned(),
        corner: "Skole".to_owned(),
        columns: (0..columns).map(|year| format!("20{year}/19")).collect(),
        groups: vec![RowGroup::untitled(vec![Row::new("Skolen ved åen", cells.collect())])],
    }
}

#[test]
fn every_part_is_xml_with_a_type_and_every_relation_resolves() {
    for document in [report(&fixture()), item(&fixture().of(Audience::Public)).unwrap()] {
        let parts = opened(&document);
        let types = part(&parts, "[Content_Types].xml");
        let known = |name: &str| {
            let ending = name.rsplit('.').next().unwrap();
            types.all("Default").iter().any(|of| of.attribute("Extension") == ending)
                || types
                    .all("Override")
                    .iter()
                    .any(|of| of.attribute("PartName") == format!("/{name}"))
        };
        for (name, bytes) in &parts {
            assert!(name == "[Content_Types].xml" || known(name), "{name}");
            if !bytes.starts_with(b"\x89PNG") {
                part(&parts, name);
            }
        }
        for of in types.all("Override") {
            assert!(parts.contains_key(of.attribute("PartName").trim_start_matches('/')));
        }
        let body = part(&parts, "word/document.xml");
        let relations = part(&parts, "word/_rels/document.xml.rels");
        let ids: Vec<&str> = relations.children.iter().map(|of| of.attribute("Id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
        for of in &relations.children {
            let target = format!("word/{}", of.attribute("Target"));
            assert!(parts.contains_key(&target), "{target}");
        }
        let used = ["w:headerReference", "w:footerReference"].map(|name| body.all(name)).concat();
        let used = used.iter().map(|of| of.attribute("r:id"));
        let embedded = ["a:blip", "asvg:svgBlip"].map(|name| body.all(name)).concat();
        for id in used.chain(embedded.iter().map(|of| of.attribute("r:embed"))) {
            assert!(ids.contains(&id), "{id}");
        }
    }
}

#[test]
fn every_style_that_is_used_is_there() {
    let parts = opened(&report(&fixture()));
    let styles = part(&parts, "word/styles.xml");
    let known: BTreeSet<&str> =
        styles.all("w:style").iter().map(|of| of.attribute("w:styleId")).collect();
    for name in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
        let part = part(&parts, name);
        for kind in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            for of in part.all(kind) {
                assert!(known.contains(of.attribute("w:val")), "{}", of.attribute("w:val"));
            }
        }
    }
}

#[test]
fn what_leads_up_to_a_chart_stays_on_its_page() {
    let body = body(&report(&fixture()));
    let mut leads = 0;
    for pair in body.children[0].children.windows(2) {
        let style = pair[0].all("w:pStyle").first().map_or("", |of| of.attribute("w:val"));
        let is_lead = pair[0].name == "w:p" && ["BodyText", "Verdict", "Note"].contains(&style);
        if is_lead && !pair[1].all("wp:docPr").is_empty() {
            assert_eq!(pair[0].all("w:keepNext").len(), 1, "{}", pair[0].said());
            leads += 1;
        }
    }
    assert!(0 < leads);
}

#[test]
fn pictures_are_told_of_and_numbered() {
    let document = report(&fixture());
    let (body, charts) = (body(&document), document.charts().count());
    let pictures = body.all("wp:docPr");
    let open = document.charts().filter(|chart| chart.unfolded).count();
    assert!(0 < open && open < charts);
    assert_eq!(pictures.len(), charts);
    let ids: BTreeSet<&str> = pictures.iter().map(|of| of.attribute("id")).collect();
    assert_eq!(ids.len(), charts);
    for (picture, chart) in pictures.iter().zip(document.charts()) {
        let said = picture.attribute("descr");
        assert!(said.starts_with(chart.title.trim_end_matches('.')), "{said}");
        // A table is spoken of where there is one.
        assert!(chart.description.contains("tabellen under"));
        assert_eq!(said.contains("tabellen under"), chart.unfolded, "{said}");
        assert!(chart.title.len() + 20 < said.len(), "{said}");
    }
    for extent in body.all("wp:extent") {
        let [across, down] =
            ["cx", "cy"].map(|side| extent.attribute(side).parse::<u64>().unwrap());
        assert!(across <= 6_120_000 && down <= 7_380_000, "{across} × {down}");
    }
}

#[test]
fn tables_have_a_header_row_a_title_and_rows_that_stay_whole() {
    let body = body(&report(&fixture()));
    let tables = body.all("w:tbl");
    assert!(3 < tables.len());
    for table in tables {
        let rows = table.all("w:tr");
        assert_eq!(rows[0].all("w:tblHeader").len(), 1);
        assert!(rows[1..].iter().all(|row| row.all("w:tblHeader").is_empty()));
        assert!(rows.iter().all(|row| row.all("w:cantSplit").len() == 1));
        for name in ["w:tblCaption", "w:tblDescription"] {
            assert!(!table.all(name)[0].attribute("w:val").is_empty());
        }
        // As many columns in every row.
        let columns = table.all("w:gridCol").len();
        for row in rows {
            let span = row
                .all("w:gridSpan")
                .first()
                .map_or(0, |of| of.attribute("w:val").parse::<usize>().unwrap() - 1);
            assert_eq!(row.all("w:tc").len() + span, columns);
        }
    }
}

/// The texts of a page's cells, small print on a line of its own; without what stands folded.
fn cells_of_page(page: &str) -> Vec<String> {
    let open = page.split("<details><summary>").enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once("</details>").unwrap().1,
    });
    let open = open.collect::<Vec<_>>().concat();
    let cell = |rest: &str| {
        let (_, rest) = rest.split_once('>').unwrap();
        let end = ["</td>", "</th>"].map(|end| rest.find(end).unwrap_or(rest.len()));
        let inside = &rest[..end[0].min(end[1])];
        let inside = inside.replace("<small>", "\n");
        let mut text = String::new();
        for (place, piece) in inside.split('<').enumerate() {
            text.push_str(if place == 0 { piece } else { piece.split_once('>').unwrap().1 });
        }
        ["&lt;<", "&gt;>", "&quot;\"", "&#x27;'", "&#x2f;/", "&amp;&"].iter().fold(
            text,
            |text, of| {
                let (name, sign) = of.split_at(of.len() - 1);
                text.replace(name, sign)
            },
        )
    };
    let heads = open.split("<th").skip(1).filter(|rest| rest.starts_with([' ', '>'])).map(cell);
    let mut all: Vec<String> = open.split("<td").skip(1).map(cell).chain(heads).collect();
    all.sort();
    all
}

#[test]
fn the_cells_are_those_of_the_page() {
    let fixture = fixture();
    let document = report(&fixture);
    let body = body(&document);
    let mut cells: Vec<String> = body.all("w:tc").iter().map(|cell| cell.said()).collect();
    cells.sort();
    let page = html::page(&document, &fixture.texts).unwrap();
    assert_eq!(cells, cells_of_page(&page));
    for told in ["71,5 %\nn 100", "4,3\n4,2–4,4 · n 100 · 2017/18", "skjult"] {
        let plain = |text: &str| text.replace('\u{a0}', " ");
        assert!(cells.iter().any(|cell| plain(cell) == plain(told)), "{told}: {cells:#?}");
    }
}

#[test]
fn the_stamp_stands_on_every_page_and_in_the_properties() {
    let document = report(&fixture());
    let stamp = document.cover.confidential.clone().unwrap();
    let parts = opened(&document);
    assert!(part(&parts, "word/header1.xml").said().contains(&stamp));
    let properties = part(&parts, "docProps/core.xml");
    let property = |name: &str| properties.all(name)[0].said();
    assert_eq!(property("dc:subject"), stamp);
    assert_eq!(property("dc:title"), "Kvalitetsrapport");
    assert_eq!(property("dc:language"), "da-DK");
    assert_eq!(property("dcterms:created"), "2022-03-31T00:00:00Z");
    let body = part(&parts, "word/document.xml");
    assert!(body.all("w:sectPr").iter().all(|of| of.all("w:headerReference").len() == 1));
    let footer = part(&parts, "word/footer1.xml");
    let fields: Vec<&str> =
        footer.all("w:fldSimple").iter().map(|of| of.attribute("w:instr").trim()).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    assert!(footer.said().ends_with("Side 1 af 1"), "{}", footer.said());
}

#[test]
fn an_english_document_says_so() {
    let mut fixture = fixture();
    fixture.texts = Texts::new(Language::English);
    let parts = parts(&word(&report(&fixture), &fixture.texts).unwrap());
    assert_eq!(part(&parts, "docProps/core.xml").all("dc:language")[0].said(), "en-GB");
    let styles = part(&parts, "word/styles.xml");
    assert_eq!(styles.all("w:lang")[0].attribute("w:val"), "en-GB");
}

#[test]
fn the_contents_link_to_the_headings() {
    let document = report(&fixture());
    let body = body(&document);
    let marks: BTreeSet<&str> =
        body.all("w:bookmarkStart").iter().map(|of| of.attribute("w:name")).collect();
    let links = body.all("w:hyperlink");
    assert!(document.chapters.len() < links.len());
    assert!(links.iter().all(|of| marks.contains(of.attribute("w:anchor"))));
    for chapter in &document.chapters {
        assert!(links.iter().any(|of| of.said() == chapter.title), "{}", chapter.title);
    }
    let styles: BTreeSet<&str> =
        body.all("w:pStyle").iter().map(|of| of.attribute("w:val")).collect();
    for style in ["Title", "Heading1", "Heading2", "Heading3", "TOC1", "TOC2"] {
        assert!(styles.contains(style), "{style}");
    }
}

#[test]
fn any_text_is_only_text() {
    let name = "<b>&\"'</w:t>\u{0}\u{b}\u{1f}\u{ffff} =Skolen";
    let mut table = numbered(2);
    name.clone_into(&mut table.caption);
    name.clone_into(&mut table.groups[0].rows[0].head);
    let body = body(&of_blocks(vec![Block::paragraph(name), Block::Table { table }]));
    let kept = "<b>&\"'</w:t> =Skolen";
    assert_eq!(body.said().matches(kept).count(), 3);
    assert_eq!(body.all("w:tblCaption")[0].attribute("w:val"), kept);
}

#[test]
fn no_table_is_wider_than_its_page_and_wide_ones_turn_it() {
    let turned = |columns: usize| {
        let table = numbered(columns);
        let body = body(&of_blocks(vec![Block::Table { table }, Block::paragraph("Efter")]));
        let sections = body.all("w:pgSz");
        let widths: Vec<u32> =
            body.all("w:gridCol").iter().map(|of| of.attribute("w:w").parse().unwrap()).collect();
        let landscape = sections.iter().any(|of| of.attribute("w:orient") == "landscape");
        let room = if landscape { 14_570 } else { 9_638 };
        assert!(widths.iter().sum::<u32>() <= room, "{columns}: {widths:?}");
        // The last page is upright again.
        assert_eq!(sections.last().unwrap().attribute("w:orient"), "");
        landscape
    };
    let at = [1, 3, 7, 14, 30].map(turned);
    assert_eq!(at, [false, false, false, true, true]);
}

#[test]
fn tables_that_stand_folded_are_told_of_alone() {
    let folded = Block::Folded { summary: "Vis".to_owned(), table: numbered(2) };
    let body = body(&of_blocks(vec![folded]));
    assert!(body.all("w:tbl").is_empty());
    assert!(body.said().contains("Tal: tabellen står i rapport.html."));
}

#[test]
fn the_same_document_has_the_same_bytes() {
    let texts = Texts::new(Language::Danish);
    let of = || word(&report(&fixture()), &texts).unwrap();
    assert_eq!(of(), of());
}

#[test]
fn the_agenda_item_is_public_short_and_names_files_that_are_there() {
    assert!(item(&fixture()).is_none());
    let fixture = fixture().of(Audience::Public);
    let document = item(&fixture).unwrap();
    let stamp = document.cover.confidential.as_deref();
    assert_eq!(stamp, Some("UDKAST · må ikke offentliggøres"));
    let titles: Vec<&str> = document.chapters.iter().map(|of| of.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Indstilling",
            "Resumé",
            "Sagsfremstilling",
            "Nøgletal",
            "Udvikling",
            "Økonomi",
            "Høring",
            "Bilag"
        ]
    );
    let charts: Vec<&str> = document.charts().map(|chart| chart.id.as_str()).collect();
    assert_eq!(charts, ["trivsel-generel-udvikling"]);
    let said = body(&document).said();
    assert_eq!(said.matches("[Udfyldes af kommunen").count(), 3);
    assert!(said.contains("den offentlige udgave alene"));
    let release = fixture.release();
    let report = crate::document(&release, &fixture.texts, &run_info()).unwrap();
    let files = bundle(&release, &report, &fixture.texts, &run_info()).unwrap();
    let there: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert!(there.contains("sagsfremstilling.docx"));
    let annexes = document.chapters.last().unwrap();
    let Block::Terms { terms } = &annexes.blocks[0] else { panic!("no annexes") };
    assert!(terms.iter().all(|term| there.contains(term.term.as_str())), "{there:?}");
}
