//! The body: cover, contents and chapters, in the order they are read.

use kvalitet_text::Texts;

use super::page::Page;
use super::picture::Picture;
use super::table::laid;
use super::xml::{Look, paragraph, run, text, with_properties};
use crate::document::{Block, Chapter, Chart, Cover, Document, Table, Term};

/// Where a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// Below what comes before it.
    Here,
    /// On a page of its own.
    Page,
}

/// The headings that the contents list: how many levels of them there are.
const LISTED: usize = 2;

/// A body in the making.
struct Body<'d> {
    document: &'d Document,
    texts: &'d Texts,
    pictures: &'d [Picture<'d>],
    xml: String,
    /// The page that is being filled.
    page: Page,
    /// How many pictures there are so far.
    shown: usize,
    /// The headings so far: their level and text. Their place is the number in their bookmark.
    headings: Vec<(usize, String)>,
}

/// The part `word/document.xml`; `pictures` are those of the charts, in order.
pub(super) fn part(document: &Document, texts: &Texts, pictures: &[Picture<'_>]) -> String {
    let mut body = Body {
        document,
        texts,
        pictures,
        xml: String::new(),
        page: Page::Portrait,
        shown: 0,
        headings: Vec::new(),
    };
    body.reading();
    body.chapters();
    let (front, contents) = (front(&document.cover), body.contents());
    format!(
        "{XML}<w:document {NAMESPACES}><w:body>{front}{contents}{}{}</w:body></w:document>",
        body.xml,
        body.page.section()
    )
}

/// Whether the document is a book: its chapters stand in groups, it has contents, and its chapters begin
/// on pages of their own. One whose chapters stand in none is read in one go.
fn is_book(document: &Document) -> bool {
    document.chapters.iter().any(|chapter| !chapter.group.is_empty())
}

/// What stands first.
fn front(cover: &Cover) -> String {
    let stamp = format!(
        "{}{}",
        run(Look::Strong, &cover.stamp),
        run(Look::Plain, &format!(" {}", cover.stamp_reason))
    );
    [
        text("Municipality", &cover.municipality),
        text("Title", &cover.title),
        text("Subtitle", &cover.years),
        text("Subtitle", &cover.date),
        paragraph("Stamp", &stamp),
    ]
    .concat()
}

impl<'d> Body<'d> {
    fn push(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// Goes on to pages that are turned so: the paragraph that ends a section carries its properties.
    fn turn(&mut self, page: Page) {
        if self.page == page {
            return;
        }
        let end = with_properties("Gap", &self.page.section(), "");
        self.push(&end);
        self.page = page;
    }

    /// A heading with its bookmark.
    fn heading(&mut self, level: usize, title: &str, start: Start) {
        self.turn(Page::Portrait);
        self.headings.push((level, title.to_owned()));
        let number = self.headings.len();
        let start = if start == Start::Page { "<w:pageBreakBefore/>" } else { "" };
        let runs = format!(
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"{}\"/>{}<w:bookmarkEnd w:id=\"{number}\"/>",
            bookmark(number),
            run(Look::Plain, title)
        );
        let xml = with_properties(&format!("Heading{level}"), start, &runs);
        self.push(&xml);
    }

    /// How the tables are read.
    fn reading(&mut self) {
        let document = self.document;
        if document.cover.reading.is_empty() {
            return;
        }
        let start = if is_book(document) { Start::Page } else { Start::Here };
        let title = self.texts.get("rap-saadan-laeses");
        self.heading(1, &title, start);
        self.terms(&document.cover.reading);
    }

    fn chapters(&mut self) {
        let document = self.document;
        let mut group = "";
        for chapter in &document.chapters {
            if !chapter.group.is_empty() && chapter.group != group {
                self.heading(1, &chapter.group, Start::Page);
            }
            let starts_group = chapter.group != group;
            group = &chapter.group;
            self.chapter(chapter, starts_group);
        }
        self.turn(Page::Portrait);
        let colophon = text("Colophon", &document.colophon);
        self.push(&colophon);
    }

    fn chapter(&mut self, chapter: &'d Chapter, starts_group: bool) {
        let level = if chapter.group.is_empty() { 1 } else { 2 };
        let apart = !chapter.group.is_empty() && !starts_group;
        // A group that is called as its first chapter says it once.
        if !starts_group || chapter.title != chapter.group {
            self.heading(level, &chapter.title, if apart { Start::Page } else { Start::Here });
        }
        self.blocks(&chapter.blocks);
        for section in &chapter.sections {
            self.heading(level + 1, &section.title, Start::Here);
            self.blocks(&section.blocks);
        }
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        let after = blocks.iter().skip(1).map(Some).chain([None]);
        for (block, next) in blocks.iter().zip(after) {
            // What leads up to a chart stands on its page.
            let stays =
                if matches!(next, Some(Block::Chart { .. })) { "<w:keepNext/>" } else { "" };
            let said =
                |style: &str, text: &str| with_properties(style, stays, &run(Look::Plain, text));
            match block {
                Block::Paragraph { text } => self.push(&said("BodyText", text)),
                Block::Verdict { sentences } => self.push(&said("Verdict", &sentences.join(" "))),
                Block::Note { text } => self.push(&said("Note", text)),
                Block::Terms { terms } => self.terms(terms),
                Block::Table { table } => self.table(table),
                Block::Folded { table, .. } => {
                    let table = [("tabel", table.caption.as_str().into())];
                    self.push(&text("FigureNote", &self.texts.with("rap-word-tabel", &table)));
                }
                Block::Chart { chart } => self.chart(chart),
                Block::Room { lines } => {
                    (0..*lines).for_each(|_| self.push(&paragraph("BodyText", "")));
                }
            }
        }
    }

    /// Terms, each with what it means behind it.
    fn terms(&mut self, terms: &[Term]) {
        for term in terms {
            let tab = "<w:r><w:tab/></w:r>";
            let runs =
                format!("{}{tab}{}", run(Look::Strong, &term.term), run(Look::Plain, &term.text));
            self.push(&paragraph("Term", &runs));
        }
    }

    fn table(&mut self, table: &Table) {
        let laid = laid(table);
        self.turn(laid.page);
        self.push(&text("Caption", &table.caption));
        self.push(&laid.xml());
        self.push(&paragraph("Gap", ""));
    }

    /// The picture, and its table where it stands open; where not, a line that says where the numbers are.
    fn chart(&mut self, chart: &Chart) {
        self.turn(Page::Portrait);
        let Some(picture) = self.pictures.get(self.shown) else { return };
        self.shown += 1;
        let description = self.description(chart);
        self.push(&paragraph("Figure", &picture.xml(&description)));
        if chart.unfolded {
            self.table(&chart.table);
        } else {
            self.push(&text("FigureNote", &self.texts.get("rap-word-tal")));
        }
    }

    /// What is read aloud of a chart. It speaks of a table only where there is one.
    fn description(&self, chart: &Chart) -> String {
        let below = self.texts.get("rap-diagram-tal-under");
        let said = chart.description.trim();
        let said = if chart.unfolded { said } else { said.trim_end_matches(&below).trim_end() };
        let title = chart.title.trim_end_matches('.');
        if said.is_empty() { title.to_owned() } else { format!("{title}. {said}") }
    }

    /// The contents: links to the headings. Which page a heading stands on is not known here; a reader's
    /// program adds the numbers when the field is updated.
    fn contents(&self) -> String {
        if !is_book(self.document) {
            return String::new();
        }
        let listed = self.headings.iter().enumerate().filter(|(_, (level, _))| *level <= LISTED);
        let entry = |(number, (place, (level, title))): (usize, (usize, &(usize, String)))| {
            let begin = if number == 0 { CONTENTS_BEGIN } else { "" };
            let mark = bookmark(place + 1);
            let link = format!(
                "<w:hyperlink w:anchor=\"{mark}\" w:history=\"1\">{}</w:hyperlink>",
                run(Look::Plain, title)
            );
            paragraph(&format!("TOC{level}"), &format!("{begin}{link}"))
        };
        let entries: Vec<String> = listed.enumerate().map(entry).collect();
        let title = with_properties(
            "TOCHeading",
            "<w:pageBreakBefore/>",
            &run(Look::Plain, &self.texts.get("rap-indhold")),
        );
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>\
             <w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{}{}</w:sdtContent>\
             </w:sdt>",
            entries.concat(),
            paragraph("Gap", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"),
        )
    }
}

/// The name of a heading's bookmark, as Word itself names those of its contents.
fn bookmark(number: usize) -> String {
    format!("_Toc{number:06}")
}

/// Where the field of the contents begins.
const CONTENTS_BEGIN: &str = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
    <w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z </w:instrText></w:r>\
    <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";

/// What every part begins with.
pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names that parts of text use.
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"";
