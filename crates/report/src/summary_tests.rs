//! Outlines, the summary and what stands around them, over releases of different audiences.

use std::collections::BTreeSet;

use kvalitet_core::Language;
use kvalitet_core::profile::{Outline, OutlineChapter, Profile, Reader};
use kvalitet_disclosure::{Assessment, Audience, StatementRelease};
use proptest::prelude::*;

use crate::document::{Block, Chapter, Document, Table};
use crate::testing::{Fixture, figures};
use crate::view::{Figures, View};
use crate::{RunInfo, Stamp, compose};

const AUDIENCES: [Audience; 2] = [Audience::Administration, Audience::Public];

fn wellbeing() -> Figures {
    figures(&[
        ("trivsel.generel/kommune:999/2018-19", "4.1 4.0 4.2"),
        ("trivsel.generel/skole:999001/2018-19", "3.8"),
        ("trivsel.generel/skole:999002/2018-19", "skjult"),
        ("elevfravaer/kommune:999/2018-19", "6.0"),
    ])
}

fn document(fixture: &Fixture, figures: &Figures) -> Document {
    let release = fixture.release();
    let view = View::of(&release, figures, &fixture.texts);
    let (program_version, plan) = ("0".to_owned(), "plan.toml".to_owned());
    compose::document(&view, &RunInfo { program_version, plan, stamp: Stamp::Draft }).unwrap()
}

fn with_outline(outline: Outline) -> Fixture {
    let mut fixture = Fixture::new();
    fixture.context.outline = outline;
    fixture
}

fn themes(fixture: &Fixture) -> Vec<String> {
    let release = fixture.release();
    release.catalogue().themes().iter().map(|theme| theme.id.clone()).collect()
}

fn outline_of(ids: &[&str]) -> Outline {
    let chapters = ids.iter().map(|id| OutlineChapter::for_all(*id)).collect();
    Outline::new(chapters, &["trivsel", "fravaer"]).unwrap()
}

fn ids(document: &Document) -> Vec<&str> {
    document.chapters.iter().map(|chapter| chapter.id.as_str()).collect()
}

fn chapter<'d>(document: &'d Document, id: &str) -> &'d Chapter {
    document.chapters.iter().find(|chapter| chapter.id == id).unwrap()
}

fn blocks(chapter: &Chapter) -> impl Iterator<Item = &Block> {
    chapter.blocks.iter().chain(chapter.sections.iter().flat_map(|section| &section.blocks))
}

fn tables(chapter: &Chapter) -> impl Iterator<Item = &Table> {
    blocks(chapter).filter_map(|block| match block {
        Block::Table { table } | Block::Folded { table, .. } => Some(table),
        Block::Chart { chart } => Some(&chart.table),
        _ => None,
    })
}

/// Every text of a chapter.
fn texts(chapter: &Chapter) -> Vec<&str> {
    let mut all = vec![chapter.title.as_str()];
    all.extend(chapter.sections.iter().map(|section| section.title.as_str()));
    for block in blocks(chapter) {
        match block {
            Block::Paragraph { text } | Block::Note { text } => all.push(text),
            Block::Verdict { sentences } => all.extend(sentences.iter().map(String::as_str)),
            Block::Terms { terms } => {
                all.extend(terms.iter().flat_map(|of| [of.term.as_str(), of.text.as_str()]));
            }
            Block::Table { .. }
            | Block::Folded { .. }
            | Block::Chart { .. }
            | Block::Room { .. } => {}
        }
    }
    for table in tables(chapter) {
        all.extend([table.caption.as_str(), table.corner.as_str()]);
        all.extend(table.columns.iter().map(String::as_str));
        for row in table.groups.iter().flat_map(|group| &group.rows) {
            all.extend([row.head.as_str(), row.under.as_str()]);
            all.extend(row.cells.iter().flat_map(|cell| [cell.text.as_str(), cell.under.as_str()]));
        }
    }
    all
}

/// The numbers in a text, with their decimals.
fn numbers(text: &str) -> Vec<String> {
    let is_part = |of: char| of.is_ascii_digit() || of == ',' || of == '.';
    let parts = text.split(|of: char| !is_part(of)).map(|part| part.trim_matches([',', '.']));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_profile_composes_for_every_reader_in_its_order() {
    let all = themes(&Fixture::new());
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    for profile in Profile::built_in(&all).unwrap() {
        for audience in AUDIENCES {
            let fixture = with_outline(profile.outline.clone()).of(audience);
            let document = document(&fixture, &wellbeing());
            let found = ids(&document);
            assert_eq!(found[0], "opsummering");
            assert_eq!(BTreeSet::from_iter(&found).len(), found.len(), "{}", profile.id);
            let place = |id: &str| {
                let id = match id {
                    id if id.starts_with("tema-") => "temaer",
                    // Without a goal of its own the municipality has its targets' grades there.
                    "maal-aflaeselighed" => "egne-maal",
                    id => id,
                };
                let mut all = profile.outline.of(Reader::Administration);
                all.position(|of| of == id).unwrap_or_else(|| panic!("{id}"))
            };
            let places: Vec<usize> = found.iter().map(|id| place(id)).collect();
            assert!(places.is_sorted(), "{} {found:?}", profile.id);
            let required = ["datakvalitet", "metode"];
            assert!(required.iter().all(|id| found.contains(id)), "{}", profile.id);
        }
    }
}

#[test]
fn a_theme_stands_where_it_is_named_and_all_others_where_they_are() {
    let named = ["fravaer", "opsummering", "datakvalitet", "temaer", "metode"];
    let document = document(&with_outline(outline_of(&named)), &wellbeing());
    let wanted = ["tema-fravaer", "opsummering", "datakvalitet", "tema-trivsel", "metode"];
    assert_eq!(ids(&document), wanted);
    let without = ["trivsel", "datakvalitet", "metode"];
    let document = self::document(&with_outline(outline_of(&without)), &wellbeing());
    assert_eq!(ids(&document), ["tema-trivsel", "datakvalitet", "metode"]);
}

#[test]
fn a_chapter_is_for_those_who_read_it() {
    let mut chapters: Vec<OutlineChapter> =
        ["opsummering", "temaer", "datakvalitet", "metode"].map(OutlineChapter::for_all).into();
    chapters[1].readers = [Reader::Administration].into();
    let outline = Outline::new(chapters, &[]).unwrap();
    let of = |audience| document(&with_outline(outline.clone()).of(audience), &wellbeing());
    assert_eq!(ids(&of(Audience::Public)), ["opsummering", "datakvalitet", "metode"]);
    assert!(ids(&of(Audience::Administration)).contains(&"tema-trivsel"));
}

#[test]
fn without_an_outline_the_edition_says_the_profile() {
    let found = document(&Fixture::new(), &wellbeing());
    let wanted = [
        "opsummering",
        "overblik",
        "maal",
        "tema-trivsel",
        "tema-fravaer",
        "skolerne",
        "datakvalitet",
        "metode",
        "definitioner",
    ];
    let found = ids(&found);
    let mut of_wanted = wanted.iter().filter(|id| found.contains(id));
    assert!(of_wanted.by_ref().count() == wanted.len(), "{found:?}");
}

#[test]
fn the_summary_says_no_number_that_the_rest_lacks_and_leads_to_what_is_there() {
    for audience in AUDIENCES {
        let document = document(&Fixture::new().of(audience), &wellbeing());
        let (summary, rest) = document.chapters.split_first().unwrap();
        let known: BTreeSet<String> = rest.iter().flat_map(texts).flat_map(numbers).collect();
        for text in texts(summary) {
            for number in numbers(text) {
                assert!(known.contains(&number), "{number} in {text}");
            }
        }
        let links = tables(summary).flat_map(|table| &table.groups).flat_map(|group| &group.rows);
        let links: Vec<&str> = links.map(|row| row.link.trim_start_matches('#')).collect();
        assert!(!links.is_empty());
        assert!(links.iter().all(|id| id.is_empty() || ids(&document).contains(id)), "{links:?}");
    }
}

#[test]
fn the_administration_gets_from_a_school_to_its_sheet_and_nobody_else_does() {
    for audience in AUDIENCES {
        let document = document(&Fixture::new().of(audience), &wellbeing());
        let table = tables(chapter(&document, "skolerne")).next().unwrap();
        let rows: Vec<_> = table.groups.iter().flat_map(|group| &group.rows).collect();
        let links: Vec<&str> = rows.iter().map(|row| row.link.as_str()).collect();
        match audience {
            Audience::Administration => {
                let sheets = ["skoler/999002/leder.html", "skoler/999001/leder.html", ""];
                assert_eq!(BTreeSet::from_iter(links), BTreeSet::from(sheets));
            }
            _ => assert!(links.iter().all(|link| link.is_empty())),
        }
        let hidden = rows.iter().find(|row| row.head == "=Skolen").unwrap();
        assert_eq!(hidden.cells[0].text, "skjult");
    }
}

fn assessment(chapter: &str, text: &str, released: bool) -> Assessment {
    let by = StatementRelease { by: "Udvalget".to_owned(), date: "2022-02-01".to_owned() };
    Assessment {
        chapter: chapter.to_owned(),
        paragraphs: vec![text.to_owned()],
        released: released.then_some(by),
    }
}

#[test]
fn an_assessment_ends_its_chapter_and_is_the_administrations_until_it_is_released() {
    let mut fixture = Fixture::new();
    fixture.context.assessments = vec![
        assessment("trivsel", "Kun for os.", false),
        assessment("fravaer", "For alle.", true),
        assessment("overblik", "Alt i alt.", true),
    ];
    let own = document(&fixture, &wellbeing());
    let last = |document: &Document, id: &str| {
        let section = chapter(document, id).sections.last().unwrap().clone();
        assert_eq!(section.id, format!("{id}-vurdering"));
        let alone = Chapter { sections: vec![section], ..chapter(document, id).clone() };
        texts(&alone).join("|")
    };
    assert!(last(&own, "tema-trivsel").contains("Kun for os.|Ikke frigivet"));
    assert!(last(&own, "tema-fravaer").contains("For alle.|Vurderingen er frigivet af Udvalget"));
    let fixture = fixture.of(Audience::Public);
    let public = document(&fixture, &wellbeing());
    let all: Vec<&str> = public.chapters.iter().flat_map(texts).collect();
    assert!(
        !all.iter()
            .any(|text| text.contains("Kun for os") || text.contains("egen vurdering mangler"))
    );
    assert!(last(&public, "tema-fravaer").contains("For alle."));
    assert!(texts(chapter(&public, "overblik")).contains(&"Alt i alt."));
}

#[test]
fn a_missing_assessment_is_told_of_to_the_administration_alone() {
    for audience in AUDIENCES {
        let document = document(&Fixture::new().of(audience), &wellbeing());
        let said = texts(chapter(&document, "tema-trivsel")).join("|");
        let is_told = said.contains("Kommunens egen vurdering mangler.");
        assert_eq!(is_told, audience == Audience::Administration, "{said}");
        // How it is written stands in one place.
        assert!(!said.contains("[[assessment]]"), "{said}");
        let quality = texts(chapter(&document, "datakvalitet")).join("|");
        let is_how = quality.contains("under [[assessment]]") && quality.contains("trivsel");
        assert_eq!(is_how, audience == Audience::Administration, "{quality}");
    }
}

/// Tests of the municipality and a school, with mathematics of a series that ended too, and progress.
fn national_tests() -> Figures {
    figures(&[
        ("laesning.gode/kommune:999/2018-19", "70.0 69.0 71.0"),
        ("laesning.gode/skole:999001/2018-19", "71.0"),
        ("matematik.gode/kommune:999/2018-19", "60.0 59.0 61.0"),
        ("matematik.gode/skole:999001/2018-19", "61.0"),
        ("matematik-til-2017.gode/kommune:999/2016-17", "50.0 49.0 51.0"),
        ("matematik-til-2017.gode/skole:999001/2016-17", "51.0"),
        ("laesning.fulgt/kommune:999/2018-19", "91.0"),
        ("laesning.fulgt/skole:999001/2018-19", "91.0"),
        ("laesning.betinget-fremgang/kommune:999/2018-19", "0.1"),
        ("laesning.betinget-fremgang/skole:999001/2018-19", "0.1"),
    ])
}

#[test]
fn a_theme_stands_by_what_is_judged_and_an_ended_series_by_nothing() {
    let document = document(&Fixture::new(), &national_tests());
    let mut overview = tables(chapter(&document, "overblik"));
    let themes = overview.find(|table| table.id == "temaerne-tal").unwrap();
    let rows: Vec<&str> = themes.groups[0].rows.iter().map(|row| row.under.as_str()).collect();
    let wanted = [
        "Gode resultater i læsning",
        "Gode resultater i matematik",
        "Fremgang ud over det forventede, læsning",
    ];
    assert_eq!(rows, wanted);
    let schools = tables(chapter(&document, "skolerne")).next().unwrap();
    for (column, name) in schools.columns.iter().zip(wanted) {
        assert_eq!(*column, format!("{name} 2018/19"));
    }
    assert_eq!(schools.columns.len(), wanted.len() + 1);
}

#[test]
fn the_method_tells_the_legal_frame_of_the_years_of_the_report() {
    let document = document(&Fixture::new(), &wellbeing());
    let method = chapter(&document, "metode");
    let frame = tables(method).find(|table| table.id == "retlig-ramme-tal").unwrap();
    let rows: Vec<&str> = frame.groups[0].rows.iter().map(|row| row.head.as_str()).collect();
    assert_eq!(rows, ["Kvalitetsrapport hvert andet år"]);
    let said = texts(method).join("|");
    assert!(said.contains("Senest 31. marts i lige år: Kommunalbestyrelsen behandler"));
    assert!(said.contains("Skolebestyrelserne udtaler sig. (ubekræftet)"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_the_outline_is_the_order_of_the_document(
        of in Just(vec![
            "opsummering", "overblik", "trivsel", "fravaer", "skolerne", "datakvalitet", "metode",
            "definitioner",
        ]).prop_shuffle(),
    ) {
        let document = document(&with_outline(outline_of(&of)), &wellbeing());
        let plain: Vec<&str> =
            ids(&document).into_iter().map(|id| id.trim_start_matches("tema-")).collect();
        prop_assert_eq!(plain, of);
        prop_assert_eq!(document.language, Language::Danish.tag());
    }
}
