//! The page: one file that needs no other, laid out by a template.

use kvalitet_charts::{STYLE, fonts};
use kvalitet_text::Texts;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, UndefinedBehavior};
use serde::Serialize;

use crate::base64;
use crate::document::Document;
use crate::stamps::style_string;

const TEMPLATE: &str = include_str!("../templates/rapport.html");
const PAGE_STYLE: &str = include_str!("../templates/rapport.css");

/// Lays `document` out as one self-contained page.
pub(crate) fn page(document: &Document, texts: &Texts) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // The name ends in `.html`, which turns escaping on.
    environment.add_template("rapport.html", TEMPLATE)?;
    let style = format!("{}{PAGE_STYLE}{STYLE}{}", font_faces(), printed_head(document));
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

/// What a browser prints at the head of every page of what is not public.
fn printed_head(document: &Document) -> String {
    let Some(stamp) = &document.cover.confidential else { return String::new() };
    let stamp = style_string(stamp);
    format!("@page{{@top-center{{content:{stamp};font-size:8pt;font-weight:600}}}}\n")
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of a colour, in the light theme (first) or the dark one (second).
    fn colour(name: &str, theme: usize) -> [f64; 3] {
        let variable = format!("--{name}:#");
        let hex = &PAGE_STYLE.split(&variable).nth(theme + 1).unwrap()[..6];
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
    }

    /// Relative luminance of WCAG 2.1; 2.4 powers come out of the maths library.
    fn luminance(colour: [f64; 3]) -> f64 {
        let linear = |part: f64| {
            if part <= 0.03928 { part / 12.92 } else { power((part + 0.055) / 1.055) }
        };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// `base` to the power 2.4 by its fifth root: base² · (base²)^(1/5), found by halving.
    fn power(base: f64) -> f64 {
        let square = base * base;
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if middle.powi(5) < square { low = middle } else { high = middle }
        }
        square * low
    }

    #[test]
    fn text_stands_out_from_what_it_stands_on() {
        for theme in [0, 1] {
            for on in ["papir", "flade", "maerke"] {
                for text in ["tekst", "daempet", "link"] {
                    let (a, b) = (luminance(colour(on, theme)), luminance(colour(text, theme)));
                    let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                    assert!(4.5 <= contrast, "{text} on {on}, theme {theme}: {contrast:.2}");
                }
            }
        }
    }
}
