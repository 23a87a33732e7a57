//! The page: one file that needs no other, laid out by a template.

use kvalitet_charts::{STYLE, fonts};
use kvalitet_text::Texts;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, UndefinedBehavior};
use serde::Serialize;

use crate::base64;
use crate::document::Document;

const TEMPLATE: &str = include_str!("../templates/rapport.html");
const PAGE_STYLE: &str = include_str!("../templates/rapport.css");

/// Lays `document` out as one self-contained page.
pub(crate) fn page(document: &Document, texts: &Texts) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // The name ends in `.html`, which turns escaping on.
    environment.add_template("rapport.html", TEMPLATE)?;
    let style = format!("{}{PAGE_STYLE}{STYLE}", font_faces());
    let page = Page { document, labels: Labels::new(texts), style: &style };
    environment.get_template("rapport.html")?.render(Serde(&page))
}

#[derive(Serialize)]
struct Page<'a> {
    document: &'a Document,
    labels: Labels,
    style: &'a str,
}

/// The words of the page itself.
#[derive(Serialize)]
struct Labels {
    skip: String,
    contents: String,
    reading: String,
    definition: String,
    scroll: String,
}

impl Labels {
    fn new(texts: &Texts) -> Self {
        Self {
            skip: texts.get("rap-gaa-til-indhold"),
            contents: texts.get("rap-indhold"),
            reading: texts.get("rap-saadan-laeses"),
            definition: texts.get("rap-definition"),
            scroll: texts.get("rap-kan-rulles"),
        }
    }
}

/// The three weights of the family, inside the page.
fn font_faces() -> String {
    let weights =
        [(400, fonts::REGULAR_WOFF2), (600, fonts::SEMIBOLD_WOFF2), (700, fonts::BOLD_WOFF2)];
    let face = |(weight, bytes): (u16, &[u8])| {
        format!(
            "@font-face{{font-family:\"{}\";font-weight:{weight};font-style:normal;\
             font-display:block;src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n",
            fonts::FAMILY,
            base64::encode(bytes),
        )
    };
    weights.map(face).concat()
}
