//! Danish and English wording, numbers and sorting.
//!
//! Every sentence that users read is a message in `messages/<language>/*.ftl` (Fluent), by the same
//! id in both languages. Code passes ids and typed arguments; it holds no sentences.
//!
//! - [`Texts`]: messages, numbers and dates of one language.
//! - [`Order`]: names in the order a Danish reader expects (æ, ø, å last; aa as å).
//!
//! # Examples
//!
//! ```
//! use kvalitet_core::Language;
//! use kvalitet_text::Texts;
//!
//! let texts = Texts::new(Language::Danish);
//! assert_eq!(texts.percent("80.5".parse()?), "80,5\u{a0}%");
//! assert_eq!(texts.count(3478), "3.478");
//! # Ok::<(), kvalitet_core::NotADecimal>(())
//! ```

mod findings;
mod numbers;
mod order;

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kvalitet_core::Language;
pub use order::Order;
use unic_langid::LanguageIdentifier;

const FILES: &[(&str, [&str; 2])] = &[
    ("fund", [include_str!("../messages/da/fund.ftl"), include_str!("../messages/en/fund.ftl")]),
    (
        "rapport",
        [include_str!("../messages/da/rapport.ftl"), include_str!("../messages/en/rapport.ftl")],
    ),
    (
        "temaer",
        [include_str!("../messages/da/temaer.ftl"), include_str!("../messages/en/temaer.ftl")],
    ),
    (
        "aflaeselighed",
        [
            include_str!("../messages/da/aflaeselighed.ftl"),
            include_str!("../messages/en/aflaeselighed.ftl"),
        ],
    ),
    (
        "profil",
        [include_str!("../messages/da/profil.ftl"), include_str!("../messages/en/profil.ftl")],
    ),
    (
        "program",
        [include_str!("../messages/da/program.ftl"), include_str!("../messages/en/program.ftl")],
    ),
    (
        "kilder",
        [include_str!("../messages/da/kilder.ftl"), include_str!("../messages/en/kilder.ftl")],
    ),
    (
        "udvikling",
        [
            include_str!("../messages/da/udvikling.ftl"),
            include_str!("../messages/en/udvikling.ftl"),
        ],
    ),
    (
        "definitioner",
        [
            include_str!("../messages/da/definitioner.ftl"),
            include_str!("../messages/en/definitioner.ftl"),
        ],
    ),
    (
        "progression",
        [
            include_str!("../messages/da/progression.ftl"),
            include_str!("../messages/en/progression.ftl"),
        ],
    ),
    (
        "aargang",
        [include_str!("../messages/da/aargang.ftl"), include_str!("../messages/en/aargang.ftl")],
    ),
    (
        "udgivelse",
        [
            include_str!("../messages/da/udgivelse.ftl"),
            include_str!("../messages/en/udgivelse.ftl"),
        ],
    ),
    (
        "aendringer",
        [
            include_str!("../messages/da/aendringer.ftl"),
            include_str!("../messages/en/aendringer.ftl"),
        ],
    ),
    (
        "diagrammer",
        [
            include_str!("../messages/da/diagrammer.ftl"),
            include_str!("../messages/en/diagrammer.ftl"),
        ],
    ),
    (
        "handlinger",
        [
            include_str!("../messages/da/handlinger.ftl"),
            include_str!("../messages/en/handlinger.ftl"),
        ],
    ),
    (
        "samtale",
        [include_str!("../messages/da/samtale.ftl"), include_str!("../messages/en/samtale.ftl")],
    ),
    (
        "optaelling",
        [
            include_str!("../messages/da/optaelling.ftl"),
            include_str!("../messages/en/optaelling.ftl"),
        ],
    ),
    ("pdf", [include_str!("../messages/da/pdf.ftl"), include_str!("../messages/en/pdf.ftl")]),
    ("ark", [include_str!("../messages/da/ark.ftl"), include_str!("../messages/en/ark.ftl")]),
    (
        "sagsfremstilling",
        [
            include_str!("../messages/da/sagsfremstilling.ftl"),
            include_str!("../messages/en/sagsfremstilling.ftl"),
        ],
    ),
    ("word", [include_str!("../messages/da/word.ftl"), include_str!("../messages/en/word.ftl")]),
    (
        "regneark",
        [include_str!("../messages/da/regneark.ftl"), include_str!("../messages/en/regneark.ftl")],
    ),
    ("side", [include_str!("../messages/da/side.ftl"), include_str!("../messages/en/side.ftl")]),
    ("filer", [include_str!("../messages/da/filer.ftl"), include_str!("../messages/en/filer.ftl")]),
    (
        "opstart",
        [include_str!("../messages/da/opstart.ftl"), include_str!("../messages/en/opstart.ftl")],
    ),
    (
        "sletning",
        [include_str!("../messages/da/sletning.ftl"), include_str!("../messages/en/sletning.ftl")],
    ),
    (
        "mellemlager",
        [
            include_str!("../messages/da/mellemlager.ftl"),
            include_str!("../messages/en/mellemlager.ftl"),
        ],
    ),
];

/// An argument of a message: text, or a number that chooses singular or plural.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Text, put in as it is.
    Text(String),
    /// A whole number; chooses the plural form and is printed with the language's grouping.
    Count(u64),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

/// The messages, numbers and dates of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of `language`.
    pub fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks are for texts of mixed direction; both languages run left to right.
        bundle.set_use_isolating(false);
        for (_, texts) in FILES {
            let [da, en] = texts;
            let text = match language {
                Language::Danish => da,
                Language::English => en,
            };
            // A file with an error keeps its sound messages; a test fails on any error.
            let resource = FluentResource::try_new((*text).to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(sound, _)| sound));
        }
        Self { language, bundle }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message `id` without arguments; the id itself where there is no such message.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// The message `id` with its arguments; the id itself where there is no such message.
    ///
    /// A count is both the number that chooses the plural form and, under its own name, the number
    /// as it is printed: write `{ $antal }` for the text and select on `$antal-tal`.
    pub fn with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Text(text) => values.set(*name, text.clone()),
                Argument::Count(count) => {
                    values.set(*name, self.count(*count));
                    values.set(format!("{name}-tal"), FluentValue::from(*count));
                }
            }
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }

    /// Whether there is a message with this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::Entry;

    use super::*;

    /// Message ids of one file, each with the variables it uses.
    fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, e)| panic!("{e:?}"));
        let blocks = resource.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                let start = text.find(&format!("\n{id} =")).unwrap();
                let block = text[start..].split("\n\n").next().unwrap();
                Some((id.to_owned(), variables(block)))
            }
            _ => None,
        });
        blocks.collect()
    }

    fn variables(block: &str) -> BTreeSet<String> {
        let name = |rest: &str| {
            rest.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                .collect()
        };
        block.split('$').skip(1).map(name).collect()
    }

    #[test]
    fn no_message_stands_twice() {
        for at in [0, 1] {
            let mut seen = BTreeSet::new();
            for (file, texts) in FILES {
                let ids =
                    texts[at].lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
                let is_id = |id: &&str| {
                    id.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !id.contains(' ')
                };
                for id in ids.filter(is_id) {
                    assert!(seen.insert(id), "{id} in {file}");
                }
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_messages_with_the_same_variables() {
        for (file, [da, en]) in FILES {
            let (da, en) = (messages(da), messages(en));
            let ids = |m: &BTreeMap<String, _>| m.keys().cloned().collect::<Vec<_>>();
            assert_eq!(ids(&da), ids(&en), "{file}");
            for (id, variables) in &da {
                let plain = |set: &BTreeSet<String>| {
                    set.iter()
                        .map(|v| v.trim_end_matches("-tal").to_owned())
                        .collect::<BTreeSet<_>>()
                };
                assert_eq!(plain(variables), plain(&en[id]), "{file} {id}");
            }
        }
    }

    #[test]
    fn a_message_that_is_not_there_is_its_id() {
        assert_eq!(Texts::new(Language::Danish).get("findes-ikke"), "findes-ikke");
    }
}
