//! A document as Word opens it: the same chapters, tables and charts, to be read, printed and edited.
//!
//! A few parts of Office Open XML packed as a zip. What cannot be seen is there too: heading styles, the
//! language, what a table and a picture show, heads of tables that stand again on every page. The stamp
//! stands at the head of every page and in the properties. Nothing is of a clock.

mod body;
mod page;
mod picture;
mod table;
mod xml;

use std::io::{Cursor, Write};

use kvalitet_text::Texts;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::body::{NAMESPACES, XML};
use self::picture::Picture;
use self::xml::{escaped, field, paragraph, text};
use crate::ReportError;
use crate::document::{Chart, Document};
use crate::pictures::{self, Pixels};

/// The looks of everything, as Word keeps them.
const STYLES: &str = include_str!("../templates/word/styles.xml");
/// What stands in a style sheet where the language's tag belongs.
const LANGUAGE: &str = "da-DK";

/// `document` as a Word file.
///
/// - Groups, chapters and sections are headings of levels 1 to 3; where chapters stand in no group there
///   are no contents, and chapters and sections are levels 1 and 2.
/// - The stamp of the cover stands at the head of every page; the confidential one, where there is one,
///   is the subject in the properties too.
/// - A chart is a picture of pixels and a drawing, with its title and description for who cannot see
///   it. Its table follows where it is [`unfolded`](Chart::unfolded); where not, a line says where the
///   numbers are.
/// - A table too wide for the page has smaller text, and then a turned page.
///
/// What XML cannot hold is left out of texts. Same document, same bytes.
///
/// # Errors
///
/// Returns [`ReportError::Chart`] when a chart cannot be made into pixels, and [`ReportError::Word`] when
/// the file cannot be packed.
pub fn word(document: &Document, texts: &Texts) -> Result<Vec<u8>, ReportError> {
    let pixels = pictures::pixels(document).map_err(ReportError::Chart)?;
    with_pixels(document, texts, &pixels)
}

/// The same with the pixels of its charts, by the id of the chart.
pub(crate) fn with_pixels(
    document: &Document,
    texts: &Texts,
    pixels: &Pixels,
) -> Result<Vec<u8>, ReportError> {
    let charts: Vec<&Chart> = document.charts().collect();
    let numbered = charts
        .iter()
        .zip(1..)
        .filter_map(|(chart, number)| Some(Picture { number, chart, png: pixels.get(&chart.id)? }));
    let pictures: Vec<Picture<'_>> = numbered.collect();
    let stamp = document.cover.confidential.as_deref();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), CONTENT_TYPES.to_owned().into_bytes()),
        ("_rels/.rels".to_owned(), PACKAGE.to_owned().into_bytes()),
        ("docProps/core.xml".to_owned(), properties(document).into_bytes()),
        ("word/document.xml".to_owned(), body::part(document, texts, &pictures).into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations(&pictures).into_bytes()),
        ("word/styles.xml".to_owned(), STYLES.replace(LANGUAGE, tag(document)).into_bytes()),
        ("word/settings.xml".to_owned(), settings(document).into_bytes()),
        ("word/header1.xml".to_owned(), header(document).into_bytes()),
        ("word/footer1.xml".to_owned(), footer(document, texts).into_bytes()),
    ];
    for picture in &pictures {
        parts.push((format!("word/media/{}.png", picture.number), picture.png.to_vec()));
        let svg = picture.svg(stamp).into_bytes();
        parts.push((format!("word/media/{}.svg", picture.number), svg));
    }
    packed(&parts).map_err(ReportError::Word)
}

/// The parts in a zip, each of the first day a zip can tell of.
fn packed(parts: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        // Pixels are packed already.
        let method = if bytes.starts_with(b"\x89PNG") {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        zip.start_file(name.as_str(), options.compression_method(method))?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The tag of a document's language with its country.
fn tag(document: &Document) -> &'static str {
    if document.language == "en" { "en-GB" } else { "da-DK" }
}

/// What the file says of itself, before it is opened.
fn properties(document: &Document) -> String {
    let cover = &document.cover;
    let subject = cover.confidential.as_ref().unwrap_or(&cover.stamp);
    let made = if is_date(&cover.iso_date) {
        let dated = |name: &str| {
            let date = &cover.iso_date;
            format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}T00:00:00Z</dcterms:{name}>")
        };
        format!("{}{}", dated("created"), dated("modified"))
    } else {
        String::new()
    };
    format!(
        "{XML}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:subject>{}</dc:subject><dc:creator>{}</dc:creator>{made}\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&cover.title),
        escaped(subject),
        escaped(&cover.municipality),
        tag(document),
    )
}

/// Whether a text is written as a date: `2022-03-31`.
fn is_date(text: &str) -> bool {
    let fits = |(place, sign): (usize, char)| match place {
        4 | 7 => sign == '-',
        _ => sign.is_ascii_digit(),
    };
    text.len() == 10 && text.chars().enumerate().all(fits)
}

fn settings(document: &Document) -> String {
    format!(
        "{XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val=\"1134\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{}\"/></w:settings>",
        tag(document)
    )
}

/// What stands at the head of every page.
fn header(document: &Document) -> String {
    let stamp = text("Header", &document.cover.stamp);
    format!("{XML}<w:hdr {NAMESPACES}>{stamp}</w:hdr>")
}

/// What stands at the foot of every page: the title, the municipality and the page's number.
fn footer(document: &Document, texts: &Texts) -> String {
    let cover = &document.cover;
    let name = format!("{} · {} · ", cover.title, cover.municipality);
    // The numbers are fields: the message says where they stand.
    let (page, pages) = ("\u{1}", "\u{2}");
    let said = texts.with("rap-word-side", &[("side", page.into()), ("antal", pages.into())]);
    let mut runs = xml::run(xml::Look::Plain, &name);
    for piece in said.split_inclusive(['\u{1}', '\u{2}']) {
        let words = piece.trim_end_matches(['\u{1}', '\u{2}']);
        runs.push_str(&xml::run(xml::Look::Plain, words));
        if piece.ends_with(page) {
            runs.push_str(&field("PAGE", "1"));
        } else if piece.ends_with(pages) {
            runs.push_str(&field("NUMPAGES", "1"));
        }
    }
    format!("{XML}<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph("Footer", &runs))
}

/// What the body refers to.
fn relations(pictures: &[Picture<'_>]) -> String {
    let own = [("Styles", "styles", "styles.xml"), ("Settings", "settings", "settings.xml")];
    let around = [("Header", "header", "header1.xml"), ("Footer", "footer", "footer1.xml")];
    let one = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
    };
    let parts = own.iter().chain(&around).map(|(id, kind, target)| one(id, kind, target));
    let images = pictures.iter().flat_map(|picture| {
        let number = picture.number;
        [("Png", "png"), ("Svg", "svg")].map(|(id, ending)| {
            one(&format!("{id}{number}"), "image", &format!("media/{number}.{ending}"))
        })
    });
    let all: Vec<String> = parts.chain(images).collect();
    format!("{XML}<Relationships xmlns=\"{RELATIONS}\">{}</Relationships>", all.concat())
}

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

const CONTENT_TYPES: &str = include_str!("../templates/word/content_types.xml");
const PACKAGE: &str = include_str!("../templates/word/package.rels");
