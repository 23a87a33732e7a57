//! Documents as PDF, read by a checker of PDF/UA-1.

use kvalitet_core::Language;
use kvalitet_pdf::pdf;
use kvalitet_report::document::{
    Block, Cell, CellStyle, Chapter, Chart, Cover, Document, Layout, Row, RowGroup, Section, Table,
    Term,
};
use kvalitet_text::Texts;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

fn texts() -> Texts {
    Texts::new(Language::Danish)
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), under: "n 12".to_owned(), style: CellStyle::Number, made: None }
}

fn table(columns: usize, rows: usize) -> Table {
    let row = |number: usize| Row {
        head: format!("Skole {number}"),
        under: String::new(),
        total: number == 0,
        link: String::new(),
        cells: vec![cell("78,9 %"); columns],
    };
    Table {
        id: format!("t-{columns}-{rows}"),
        caption: "Gode resultater".to_owned(),
        corner: "Skole".to_owned(),
        columns: vec!["2020/21".to_owned(); columns],
        groups: vec![
            RowGroup { title: "Folkeskoler".to_owned(), rows: (0..rows).map(row).collect() },
            RowGroup::default(),
        ],
    }
}

fn chart(description: &str) -> Chart {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"2000\" viewBox=\"0 0 720 2000\">\
               <text x=\"9\" y=\"40\" font-family=\"KR Sans\" font-size=\"14\">Sct. Søren</text></svg>";
    Chart {
        id: "d".to_owned(),
        title: "Sikker stigning".to_owned(),
        description: description.to_owned(),
        wide: svg.to_owned(),
        narrow: svg.to_owned(),
        pictures: None,
        summary: "Vis tallene".to_owned(),
        unfolded: true,
        table: table(3, 2),
    }
}

fn document(layout: Layout) -> Document {
    let blocks = vec![
        Block::Paragraph { text: "#panic() *ikke fed* $x$ <a> @b \u{3a9}\u{4e2d}\u{7}".to_owned() },
        Block::Verdict { sentences: vec!["Det er sikkert.".to_owned()] },
        Block::Note { text: "Et forbehold.".to_owned() },
        Block::Terms { terms: vec![Term { term: "k".to_owned(), text: "tærskel".to_owned() }] },
        Block::Table { table: table(11, 90) },
        Block::Chart { chart: chart("Skolernes andele.") },
        Block::Room { lines: 3 },
    ];
    let section = |number: u8| Section {
        id: format!("s-{number}"),
        title: format!("Afsnit {number}"),
        blocks: blocks.clone(),
    };
    Document {
        plan: "plan.toml".to_owned(),
        schools: Vec::new(),
        language: "da",
        layout,
        cover: Cover {
            municipality: "Åby Kommune".to_owned(),
            title: "Kvalitetsrapport".to_owned(),
            years: "2020/21".to_owned(),
            date: "1. marts 2022".to_owned(),
            iso_date: "2022-03-01".to_owned(),
            confidential: Some("FORTROLIGT".to_owned()),
            stamp: "UDKAST".to_owned(),
            stamp_reason: "Ikke prøvet.".to_owned(),
            reading: vec![Term { term: "skjult".to_owned(), text: "for få".to_owned() }],
        },
        chapters: vec![Chapter {
            id: "k".to_owned(),
            group: "Del".to_owned(),
            title: "De nationale test".to_owned(),
            blocks: blocks.clone(),
            sections: vec![section(1), section(2)],
        }],
        colophon: "Lavet efter planen.".to_owned(),
    }
}

#[test]
fn every_layout_is_pdf_ua_1() {
    for layout in [Layout::Report, Layout::Sheet, Layout::Talk] {
        let bytes = pdf(&[document(layout)], &texts()).unwrap();
        let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
        let report = validate_pdf_bytes(&bytes, &options).unwrap();
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        assert!(report.is_compliant, "{layout:?}: {failures:?}");
        assert!(bytes.windows(10).any(|at| at == b"/Lang(da-D" || at == b"/Lang (da-"));
    }
}

#[test]
fn the_same_documents_are_the_same_bytes() {
    let make = || pdf(&[document(Layout::Sheet), document(Layout::Talk)], &texts()).unwrap();
    assert_eq!(make(), make());
}

#[test]
fn a_chart_without_a_description_has_its_title() {
    let mut silent = document(Layout::Talk);
    silent.chapters[0].blocks = vec![Block::Chart { chart: chart("") }];
    assert!(pdf(&[silent], &texts()).is_ok());
}

#[test]
fn a_document_of_nothing_but_a_cover_is_a_pdf() {
    let mut empty = document(Layout::Report);
    empty.chapters.clear();
    empty.cover.reading.clear();
    empty.cover.iso_date = "i dag".to_owned();
    assert!(pdf(&[empty], &texts()).is_ok());
}
