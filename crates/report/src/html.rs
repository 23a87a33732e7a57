//! The page: one file that needs no other, laid out by a template.

mod columns;
mod links;
mod saved;

use std::sync::Arc;

use kvalitet_charts::{STYLE, fonts};
use kvalitet_text::Texts;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, Error, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::base64;
use crate::document::{Document, Layout};
use crate::html::columns::Columns;
use crate::html::links::Links;
use crate::html::saved::{attribute, shared_key, slim};
use crate::stamps::style_string;

const TEMPLATE: &str = include_str!("../templates/rapport.html");
const PAGE_STYLE: &str = include_str!("../templates/rapport.css");
/// What makes reading easier; all of the report is there without it.
const SCRIPT: &str = include_str!("../templates/rapport.js");

/// Lays `document` out as one self-contained page.
pub(crate) fn page(document: &Document, texts: &Texts) -> Result<String, Error> {
    let links = Arc::new(Links::of(document, texts));
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    let of = Arc::clone(&links);
    environment.add_filter("explained_at", move |key: &str| of.explanation(key).map(str::to_owned));
    let of = Arc::clone(&links);
    environment.add_filter("word_at", move |text: &str| of.word(text));
    let of = Arc::clone(&links);
    environment.add_filter("school", move |name: &str| of.school(name).map(str::to_owned));
    let columns = Columns::of(document);
    environment.add_filter("columns_of", move |table: &str| columns.of_table(table));
    environment.add_filter("attribute", attribute);
    environment.add_filter("shared_key", shared_key);
    environment.add_filter("after", |key: &str, start: &str| {
        attribute(key.strip_prefix(start).unwrap_or(key))
    });
    environment.add_filter("slim", slim);
    // The name ends in `.html`, which turns escaping on.
    environment.add_template("rapport.html", TEMPLATE)?;
    let page = Page {
        document,
        labels: Labels::new(texts),
        style: &format!("{}{PAGE_STYLE}{STYLE}{}", font_faces(), printed_head(document)),
        script: SCRIPT,
        script_digest: &base64::encode(&Sha256::digest(SCRIPT)),
        links: &links,
        evidence: evidence(texts),
        command: command(document, texts),
    };
    environment.get_template("rapport.html")?.render(Serde(&page))
}

#[derive(Serialize)]
struct Page<'a> {
    document: &'a Document,
    labels: Labels,
    style: &'a str,
    script: &'a str,
    /// What the page's policy allows to run: this script and no other.
    script_digest: &'a str,
    links: &'a Links,
    evidence: Vec<Evidence>,
    /// The command that explains a number, up to its key; `None` for readers who have no sources.
    command: Option<String>,
}

/// What a class of evidence means.
#[derive(Serialize)]
struct Evidence {
    letter: &'static str,
    text: String,
}

fn evidence(texts: &Texts) -> Vec<Evidence> {
    let classes = [
        ("A", "rap-evidens-a"),
        ("B", "rap-evidens-b"),
        ("C", "rap-evidens-c"),
        ("D", "rap-evidens-d"),
        ("E", "rap-evidens-e"),
    ];
    classes.map(|(letter, id)| Evidence { letter, text: texts.get(id) }).into()
}

fn command(document: &Document, texts: &Texts) -> Option<String> {
    let has_sources = document.layout == Layout::Report && document.cover.confidential.is_some();
    let plan = ("plan", document.plan.as_str().into());
    has_sources.then(|| texts.with("rap-side-kommando", &[plan]))
}

/// Declares the words of the page itself, each with its message.
macro_rules! labels {
    ($($name:ident: $id:literal),+ $(,)?) => {
        /// The words of the page itself.
        #[derive(Serialize)]
        struct Labels { $($name: String),+ }

        impl Labels {
            fn new(texts: &Texts) -> Self {
                Self { $($name: texts.get($id)),+ }
            }
        }
    };
}

labels! {
    skip: "rap-gaa-til-indhold",
    contents: "rap-indhold",
    reading: "rap-saadan-laeses",
    scroll: "rap-kan-rulles",
    words: "rap-side-ord",
    choose: "rap-side-vaelg",
    school: "rap-skole",
    all_schools: "rap-side-alle",
    only: "rap-side-kun",
    places: "rap-side-steder",
    sections: "rap-side-afsnit",
    sheet: "rap-side-ark",
    found: "rap-side-fundet",
    moving: "rap-side-piletaster",
    ascending: "rap-side-stigende",
    descending: "rap-side-faldende",
    unsorted: "rap-side-usorteret",
    explanation: "rap-side-forklaring",
    to_definition: "rap-side-til-definition",
    close: "rap-side-luk",
    value: "rap-vaerdi",
    small: "rap-side-smaat",
    n: "rap-antal",
    interval: "rap-interval",
    evidence: "rap-evidensklasse",
    key: "rap-side-noegle",
    run: "rap-side-regnes-ud",
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
