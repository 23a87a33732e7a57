//! The pages on sources and rules, made from what the program reads by: no column, check or finding
//! is described in a second place.
//!
//! The files in `docs/` are these pages; a test holds them against each other.

mod findings;
mod layout;
mod rules;

use kvalitet_core::Language;
use kvalitet_ingest::layout::{Source, sources};
use kvalitet_text::Texts;

use crate::page::Page;
use layout::add_layouts;
pub use rules::rules_page;

/// Every page of one language, as paths below `docs/` and Markdown: an overview, one page for each
/// kind of source, and the rules. The English ones lie in `en/`.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Language;
/// use kvalitet_pipeline::source_pages;
/// use kvalitet_text::Texts;
///
/// let pages = source_pages(&Texts::new(Language::Danish));
/// let (path, text) = pages.first().ok_or("there are pages")?;
/// assert_eq!(path, "kilder/README.md");
/// assert!(text.starts_with("# Kilder\n"));
/// # Ok::<(), &str>(())
/// ```
pub fn source_pages(texts: &Texts) -> Vec<(String, String)> {
    let folder = match texts.language() {
        Language::Danish => "",
        Language::English => "en/",
    };
    let generated = |page: &Page| format!("{}\n{}", page.markdown(), generated(texts));
    let mut pages = vec![(format!("{folder}kilder/README.md"), generated(&overview(texts)))];
    pages.extend(sources().iter().map(|source| {
        let path = format!("{folder}kilder/{}.md", source.kind.id());
        (path, generated(&source_page(texts, source)))
    }));
    pages.push((format!("{folder}regler.md"), generated(&rules_page(texts))));
    pages
}

fn generated(texts: &Texts) -> String {
    format!("---\n\n{}\n", texts.get("kilde-genereret"))
}

/// Where the hand-written pages are, seen from the page of a source.
fn by_hand(texts: &Texts, page: &str) -> String {
    match texts.language() {
        Language::Danish => format!("../{page}"),
        Language::English => format!("../../{page}"),
    }
}

fn overview(texts: &Texts) -> Page {
    let mut page = Page::default();
    page.heading(1, texts.get("kilde-oversigt"));
    page.text(texts.get("kilde-oversigt-om"));
    let links =
        [("filer", by_hand(texts, "filer.md").into()), ("plan", by_hand(texts, "plan.md").into())];
    page.text(texts.with("kilde-oversigt-links", &links));
    let head = ["kilde-kilde", "kilde-layout", "kilde-hvor", "kilde-hvornaar"];
    let rows = sources().iter().map(|source| {
        let (kind, language) = (source.kind.id(), texts.language());
        let wide = source.layouts.iter().filter(|layout| layout.long.is_none());
        let layouts: Vec<String> = wide.map(|layout| format!("`{}`", layout.id)).collect();
        vec![
            format!("[{}]({kind}.md)<br>`{kind}`", source.name.in_language(language)),
            layouts.join(", "),
            source.origin.in_language(language).to_owned(),
            source.season.in_language(language).to_owned(),
        ]
    });
    page.table(head.map(|id| texts.get(id)), rows);
    page.heading(2, texts.get("kilde-lokal"));
    let plan = [("plan", by_hand(texts, "plan.md#own-tables").into())];
    page.text(texts.with("kilde-lokal-om", &plan));
    page
}

/// The page of one kind of source.
pub fn source_page(texts: &Texts, source: &Source) -> Page {
    let (kind, language) = (source.kind.id(), texts.language());
    let mut page = Page::default();
    page.heading(1, source.name.in_language(language));
    page.text(source.about.in_language(language));
    let uses = format!("kilde-brug-{kind}");
    if texts.has(&uses) {
        texts.get(&uses).lines().for_each(|paragraph| page.text(paragraph));
    }
    page.heading(2, texts.get("kilde-hvor"));
    page.text(source.origin.in_language(language));
    page.heading(2, texts.get("kilde-hvornaar"));
    page.text(source.season.in_language(language));
    page.heading(2, texts.get("kilde-plan"));
    let file = source.layouts.first().map(|layout| layout.id.as_ref()).unwrap_or_default();
    page.file("toml", format!("[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}.csv\"]\n"));
    let plan = [("plan", by_hand(texts, "plan.md").into())];
    page.text(texts.with("kilde-plan-om", &plan));
    add_layouts(&mut page, texts, source);
    page.heading(2, texts.get("kilde-fund"));
    page.text(texts.get("kilde-fund-om"));
    let head = ["kilde-kode", "kilde-alvor", "kilde-hvad-fundet-er"];
    let rows = findings::rules_of(source).map(|rule| {
        vec![
            rules::link(&rule.code),
            texts.get(&format!("alvor-{}", rule.severity.id())),
            texts.get(&format!("fundnavn-{}", rule.code)),
        ]
    });
    page.table(head.map(|id| texts.get(id)), rows);
    page
}
