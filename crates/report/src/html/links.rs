//! What a page links its cells to: numbers to what explains them, words to what they mean, and rows to
//! the school they are about.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_text::Texts;
use serde::Serialize;

use crate::document::{Block, Cell, Document, Layout, School, Table};
use crate::tables::anchor;

/// The words that stand where a number could have been or judge one, each with what it means. A word
/// of two messages has one meaning.
const WORDS: [(&str, &str); 31] = [
    ("rap-skjult", "rap-laes-skjult"),
    ("rap-for-faa", "rap-ord-for-faa"),
    ("rap-udv-for-faa", "rap-ord-for-faa"),
    ("rap-udv-for-faa-skoler", "rap-ord-for-faa-skoler"),
    ("rap-udv-stigning", "rap-ord-stigning"),
    ("rap-udv-fald", "rap-ord-fald"),
    ("rap-udv-ingen", "rap-ord-ingen"),
    ("rap-udv-forbehold", "rap-ord-med-forbehold"),
    ("rap-udv-brud", "rap-ord-brud"),
    ("rap-udv-kan-ikke", "rap-ord-kan-ikke"),
    ("rap-udv-beskrevet", "rap-ord-beskrevet"),
    ("rap-udv-kan-ikke-ses", "rap-ord-kan-ikke-ses"),
    ("rap-udv-loft", "rap-ord-loft"),
    ("rap-udv-bund", "rap-ord-bund"),
    ("rap-udv-sted-over", "rap-ord-over"),
    ("rap-udv-sted-paa", "rap-ord-paa"),
    ("rap-udv-sted-under", "rap-ord-under"),
    ("rap-regel-indfriet", "rap-ord-indfriet"),
    ("rap-regel-delvist-indfriet", "rap-ord-delvist"),
    ("rap-regel-ikke-indfriet", "rap-ord-ikke-indfriet"),
    ("rap-regel-intet-resultat", "rap-ord-intet-resultat"),
    ("rap-regel-med-forbehold", "rap-ord-med-forbehold"),
    ("rap-sikkerhed-klart", "rap-ord-klart"),
    ("rap-sikkerhed-taet-paa", "rap-ord-taet-paa"),
    ("rap-sikkerhed-kan-ikke-afgoeres", "rap-ord-kan-ikke-afgoeres"),
    ("rap-dom-under", "rap-ord-dom"),
    ("rap-dom-paa", "rap-ord-dom"),
    ("rap-dom-over", "rap-ord-dom"),
    ("rap-mangler-ingen-elever", "rap-ord-ingen-elever"),
    ("rap-mangler-tilbageholdt", "rap-ord-tilbageholdt"),
    ("rap-mangler-ikke-offentliggjort", "rap-ord-ikke-offentliggjort"),
];

/// A word of the tables, and what it means.
#[derive(Serialize)]
struct Word {
    id: String,
    text: String,
    meaning: String,
}

/// What the cells and rows of one document can be linked to.
#[derive(Serialize)]
pub(super) struct Links {
    /// The words that stand in a table, in the order of their explanation.
    words: Vec<Word>,
    /// The schools that head a row or a group.
    schools: Vec<School>,
    /// Whether a number is linked to what explains it.
    has_numbers: bool,
    #[serde(skip)]
    places: BTreeMap<String, String>,
}

impl Links {
    pub(super) fn of(document: &Document, texts: &Texts) -> Self {
        let tables: Vec<&Table> = tables(document).collect();
        let all = || tables.iter().flat_map(|table| &table.groups);
        let cells = || all().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
        let said: BTreeSet<String> =
            cells().filter(|cell| cell.made.is_none()).map(|cell| bare(&cell.text)).collect();
        let small: BTreeSet<String> =
            cells().flat_map(|cell| cell.under.split(" · ")).map(bare).collect();
        let mut words: Vec<Word> = Vec::new();
        // Two pages for a talk have no room for an explanation of every word.
        let is_explained = document.layout != Layout::Talk;
        for (id, meaning) in WORDS.iter().filter(|_| is_explained) {
            let word = texts.get(id);
            if (said.contains(&word) || small.contains(&word))
                && words.iter().all(|known| known.text != word)
            {
                let id = id.replacen("rap-", "ord-", 1);
                words.push(Word { id, text: word, meaning: texts.get(meaning) });
            }
        }
        let heads: BTreeSet<&str> = all()
            .flat_map(|group| {
                group.rows.iter().map(|row| row.head.as_str()).chain([group.title.as_str()])
            })
            .collect();
        let mut schools = document.schools.clone();
        schools.retain(|school| heads.contains(school.name.as_str()));
        let places = places(document);
        let mut links = Self { words, schools, has_numbers: false, places };
        let leads =
            |cell: &Cell| cell.made.as_ref().is_some_and(|of| links.explanation(&of.key).is_some());
        links.has_numbers = cells().any(leads);
        links
    }

    /// The id of what explains the figure with this key: the definition of its indicator, or the section
    /// or chapter that it is told of in.
    pub(super) fn explanation(&self, key: &str) -> Option<&str> {
        let mut id = key.split('/').next()?;
        loop {
            if let Some(place) = self.places.get(&anchor(id)) {
                return Some(place);
            }
            id = id.rsplit_once('.')?.0;
        }
    }

    /// The id of what a word means; `None` for other text.
    pub(super) fn word(&self, text: &str) -> Option<String> {
        let text = bare(text);
        self.words.iter().find(|of| of.text == text).map(|of| of.id.clone())
    }

    /// The number of the school with this name.
    pub(super) fn school(&self, name: &str) -> Option<&str> {
        self.schools.iter().find(|school| school.name == name).map(|school| school.id.as_str())
    }
}

/// A word as its message has it: without arrow, with plain spaces.
fn bare(text: &str) -> String {
    text.replace('\u{a0}', " ").trim_start_matches(['▲', '▼', ' ']).to_owned()
}

/// Where something is explained, by the id of its section or chapter: at its definition, where it has one.
fn places(document: &Document) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for chapter in &document.chapters {
        places.insert(chapter.id.clone(), chapter.id.clone());
        for section in &chapter.sections {
            let is_defined = section.blocks.iter().any(|of| matches!(of, Block::Terms { .. }));
            let at = if is_defined { format!("def-{}", section.id) } else { section.id.clone() };
            places.insert(section.id.clone(), at);
        }
    }
    places
}

pub(super) fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    let blocks = document.chapters.iter().flat_map(|chapter| {
        chapter.blocks.iter().chain(chapter.sections.iter().flat_map(|section| &section.blocks))
    });
    blocks.filter_map(|block| match block {
        Block::Table { table } | Block::Folded { table, .. } => Some(table),
        Block::Chart { chart } => Some(&chart.table),
        Block::Paragraph { .. }
        | Block::Verdict { .. }
        | Block::Note { .. }
        | Block::Terms { .. }
        | Block::Room { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_with_its_arrow_and_its_hard_spaces() {
        assert_eq!(bare("▲\u{a0}stigning"), "stigning");
        assert_eq!(bare("tæt\u{a0}på\u{a0}grænsen"), "tæt på grænsen");
    }

    #[test]
    fn a_number_is_explained_at_the_nearest_definition_there_is() {
        let place = |id: &str, at: &str| (id.to_owned(), at.to_owned());
        let places = [
            place("laesning", "laesning"),
            place("laesning-gode", "def-laesning-gode"),
            place("trivsel-spoergsmaal-4-9", "trivsel-spoergsmaal-4-9"),
        ];
        let (words, schools) = (Vec::new(), Vec::new());
        let links = Links { words, schools, has_numbers: true, places: places.into() };
        let of = |key: &str| links.explanation(key);
        assert_eq!(of("laesning.gode/kommune:999/2018-19"), Some("def-laesning-gode"));
        assert_eq!(of("laesning.niveauer/kommune:999/2018-19"), Some("laesning"));
        let question = "trivsel.spoergsmaal-4-9.14/skole:999001/2018-19/svar:1";
        assert_eq!(of(question), Some("trivsel-spoergsmaal-4-9"));
        assert_eq!(of("fravaer.samlet/kommune:999/2018-19"), None);
    }
}
