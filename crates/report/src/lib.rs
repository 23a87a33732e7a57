//! Documents and data files of one release.
//!
//! Everything here is made of a [`Release`]: what has not passed the gate cannot be named. Nothing
//! is read, written or timed here; a bundle is bytes and paths, and the same release gives the same
//! bytes.
//!
//! - [`bundle`]: every file of one audience.
//! - [`word()`]: a document as Word opens it.
//! - [`agenda()`]: the agenda item for the council, of the public edition.
//! - [`correction_sheet`]: what an edition corrects of another, alone.
//! - [`school_document`] and [`school_page`]: the sheet of one school, for its leader or its board.
//! - [`confidential_stamp`]: what everything that is not public says of itself.
//! - [`explain`]: how one number was made, for the terminal.
//! - [`compare`]: one school, year over year, beside its municipality, for the terminal.
//! - [`detectable()`]: whether a change of a number could ever be seen, before a goal is set on it.
//! - [`text_workbook`]: any table as a workbook whose cells are all text.
//! - [`Document`]: the report as chapters, tables and charts, worded and not yet laid out.
//!
//! | file | what |
//! |---|---|
//! | `rapport.html` | the report: one file, fonts and charts inside |
//! | `rapport.docx` | the same for Word; tables that stand folded on the page are left to it |
//! | `sagsfremstilling.docx` | of the public edition: the agenda item for the council, with gaps to fill in |
//! | `rettelsesblad.html`, `rettelsesblad.docx` | of a public edition that corrects another: what it corrects |
//! | `figurer.csv` | every figure, UTF-8, `,` between cells, `.` in numbers (RFC 4180, LF) |
//! | `figurer-excel.csv` | the same for a Danish spreadsheet: BOM, `;`, decimal comma, CRLF; so for the others |
//! | `figurer.parquet` | the same with typed columns; so for the others |
//! | `figurer.json` | figures by key, definitions, targets, references, sources |
//! | `udvikling.csv` | every change between two years |
//! | `aendrede-tal.csv` | every number that is another than in an earlier edition |
//! | `aargange.csv` | year groups followed from one test to the next |
//! | `placering.csv` | where schools stand, without regard to the background of pupils |
//! | `tragt.csv` | the curves of funnels |
//! | `udvikling.json` | changes, places, families, shock factors and curves: what charts are drawn from |
//! | `tal.xlsx` | the numbers as a workbook: figures, schools, the municipality, changes, definitions |
//! | `noegletal.jsonstat.json` | the headlines by indicator, unit and school year (JSON-stat 2.0) |
//! | `datapackage.json` | the columns of the plain tables (Frictionless) |
//! | `diagrammer/<id>.svg` | every chart, standing alone |
//! | `diagrammer/<id>.png` | the same in pixels, 1440 wide, for documents |
//! | `diagrammer/<id>-dias.png` | laid out anew for a slide, 1920 × 1080 |
//! | `diagrammer/<id>-vega-lite.json` | the same with its numbers as Vega-Lite, for newspapers and other programs |
//!
//! Of an audience that is not the public the names of tables and drawings say `FORTROLIGT`
//! ([`confidential_name`]): they cannot say it inside.

mod actions;
#[cfg(test)]
mod actions_tests;
mod agenda;
mod agreement;
mod annex;
mod base64;
mod changed_numbers;
mod changes;
mod chapters;
mod cohorts;
mod compare;
mod compose;
mod conclusion;
mod csv_files;
pub mod detectable;
mod development;
#[cfg(test)]
mod development_tests;
pub mod document;
mod drawings;
mod explain;
mod followup;
mod formula;
mod frames;
mod funnels;
mod glance;
mod goals;
mod html;
mod json;
mod json_stat;
mod key_indicators;
mod methods;
mod overview;
mod pictures;
mod places;
mod progression;
mod quality;
mod questions;
mod schools;
mod sentences;
mod sheet;
mod stamps;
mod statements;
mod summary;
#[cfg(test)]
mod summary_tests;
mod tables;
mod terminal;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod theme_tests;
mod view;
mod word;
#[cfg(test)]
mod word_tests;
mod words;
mod workbook;

use kvalitet_charts::ChartError;
use kvalitet_core::{FigureKey, Unit};
use kvalitet_disclosure::{Audience, Release, Step};
use kvalitet_text::Texts;

pub use csv_files::neutralised;
pub use detectable::detectable;
pub use document::Document;
pub use explain::ExplainError;
pub use formula::formula;
pub use stamps::{confidential_name, confidential_stamp, source_stamp};
pub use word::word;
pub use workbook::{WorkbookError, text_workbook};

use crate::view::View;

/// What is printed about the run itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunInfo {
    /// The version of the program.
    pub program_version: String,
    /// The file name of the plan.
    pub plan: String,
    /// How far the edition has come.
    pub stamp: Stamp,
}

/// How far an edition has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// A draft: nothing has been audited for publication.
    Draft,
    /// An edition that may be given to everybody. What is for the administration alone stays so.
    Published {
        /// Its name.
        edition: String,
        /// What it is made as.
        step: Step,
    },
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its path inside the bundle, with `/` between folders.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a bundle could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error("cannot draw a chart: {0}")]
    Chart(ChartError),
    /// The page could not be laid out.
    #[error("cannot lay out `rapport.html`: {0}")]
    Page(#[source] minijinja::Error),
    /// A document could not be packed.
    #[error("cannot write a Word document: {0}")]
    Word(#[source] zip::result::ZipError),
    /// A table file could not be written.
    #[error("cannot write `{file}.csv`: {source}")]
    Table {
        /// The table.
        file: &'static str,
        /// What was wrong.
        source: csv::Error,
    },
    /// A table could not be written as Parquet.
    #[error("cannot write `{file}.parquet`: {source}")]
    Parquet {
        /// The table.
        file: &'static str,
        /// What was wrong.
        source: parquet::errors::ParquetError,
    },
    /// The data file could not be written.
    #[error("cannot write `{file}`: {source}")]
    Json {
        /// The file.
        file: &'static str,
        /// What was wrong.
        source: serde_json::Error,
    },
    /// The workbook of the numbers could not be made.
    #[error("cannot make `tal.xlsx`")]
    Workbook(#[source] WorkbookError),
}

/// The report of `release` as a document, before it is laid out.
///
/// # Errors
///
/// Returns [`ReportError::Chart`] when a chart cannot be drawn.
pub fn document(release: &Release, texts: &Texts, run: &RunInfo) -> Result<Document, ReportError> {
    compose::document(&View::new(release, texts), run).map_err(ReportError::Chart)
}

/// The agenda item about the report of `release`, before it is laid out: what is proposed, what surely
/// changed, key figures, at most three charts, and gaps for what the municipality fills in. `None` unless
/// the release is public.
///
/// # Errors
///
/// Returns [`ReportError::Chart`] when a chart cannot be drawn.
pub fn agenda(
    release: &Release,
    texts: &Texts,
    run: &RunInfo,
) -> Result<Option<Document>, ReportError> {
    let view = View::new(release, texts);
    let report = compose::document(&view, run).map_err(ReportError::Chart)?;
    Ok(agenda::document(&view, run, &report))
}

/// What the public edition of `release` corrects of another, before it is laid out: a document that lists
/// it alone. `None` of an edition that corrects no other, and of what is not public.
pub fn correction_sheet(release: &Release, texts: &Texts, run: &RunInfo) -> Option<Document> {
    let is_public = release.audience() == Audience::Public;
    is_public.then(|| changed_numbers::document(&View::new(release, texts), run)).flatten()
}

/// Every file of one audience, sorted by path; `document` is its report.
///
/// # Errors
///
/// Returns [`ReportError`], naming the file that could not be made.
pub fn bundle(
    release: &Release,
    document: &Document,
    texts: &Texts,
    run: &RunInfo,
) -> Result<Vec<OutputFile>, ReportError> {
    let view = View::new(release, texts);
    // Parts that know nothing of each other, the longest first: each on a thread that is free.
    let ((data, workbook), (drawn, page)) = rayon::join(
        || {
            let workbook = || annex::file(&view, run).map_err(ReportError::Workbook);
            rayon::join(|| data_files(&view, run), workbook)
        },
        || rayon::join(|| drawn_files(&view, run, document), || page(document, texts)),
    );
    let file = |path: String, bytes| OutputFile { path, bytes };
    let mut files = vec![file("rapport.html".to_owned(), page?.into_bytes())];
    files.extend(data?);
    files.extend(drawn?);
    files.push(file(stamps::name(release, annex::PATH), workbook?));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// What needs charts as pictures: Word files, and the pictures themselves.
fn drawn_files(
    view: &View<'_>,
    run: &RunInfo,
    document: &Document,
) -> Result<Vec<OutputFile>, ReportError> {
    let (release, texts) = (view.release, view.texts);
    let stamp = confidential_stamp(release, texts);
    let pixels = pictures::pixels(document).map_err(ReportError::Chart)?;
    let agenda = agenda::document(view, run, document);
    let corrections = correction_sheet(release, texts, run);
    let mut files = Vec::new();
    if let Some(corrections) = &corrections {
        let bytes = page(corrections, texts)?.into_bytes();
        files.push(OutputFile { path: "rettelsesblad.html".to_owned(), bytes });
    }
    let documents = [
        ("rapport.docx", Some(document)),
        ("sagsfremstilling.docx", agenda.as_ref()),
        ("rettelsesblad.docx", corrections.as_ref()),
    ];
    for (path, document) in documents {
        let Some(document) = document else { continue };
        let bytes = word::with_pixels(document, texts, &pixels)?;
        files.push(OutputFile { path: path.to_owned(), bytes });
    }
    files.extend(pictures::files(release, (document, &pixels), stamp.as_deref())?);
    Ok(files)
}

/// The sheet of the school whose leader or board the release is for; `None` for another audience.
///
/// # Errors
///
/// Returns [`ReportError::Chart`] when a chart cannot be drawn.
pub fn school_document(
    release: &Release,
    texts: &Texts,
    run: &RunInfo,
) -> Result<Option<Document>, ReportError> {
    sheet::document(&View::new(release, texts), run).map_err(ReportError::Chart)
}

/// Two pages for the talk about the development of the school that the release is for: `None` for another
/// audience, or without a number of the school.
pub fn talk_document(release: &Release, texts: &Texts, run: &RunInfo) -> Option<Document> {
    sheet::talk(&View::new(release, texts), run)
}

/// The same as one page.
///
/// # Errors
///
/// Returns [`ReportError`] when a chart cannot be drawn or the page not be laid out.
pub fn school_page(
    release: &Release,
    texts: &Texts,
    run: &RunInfo,
) -> Result<Option<String>, ReportError> {
    let sheet = school_document(release, texts, run)?;
    sheet.map(|document| page(&document, texts)).transpose()
}

/// A document as one page of HTML that needs no other file.
///
/// # Errors
///
/// Returns [`ReportError::Page`] when it cannot be laid out.
pub fn page(document: &Document, texts: &Texts) -> Result<String, ReportError> {
    html::page(document, texts).map_err(ReportError::Page)
}

/// The same numbers as the pages, and those that no page shows.
fn data_files(view: &View<'_>, run: &RunInfo) -> Result<Vec<OutputFile>, ReportError> {
    let funnels = funnels::funnels(view);
    let mut files = csv_files::files(view, &funnels)?;
    let wrong = |file| move |source| ReportError::Json { file, source };
    let (figures, judged) = ("figurer.json", "udvikling.json");
    let bytes = json::file(view, run).map_err(wrong(figures))?;
    files.push(OutputFile { path: figures.to_owned(), bytes });
    if let Some(bytes) = json::judged::file(view, run, &funnels).map_err(wrong(judged))? {
        files.push(OutputFile { path: judged.to_owned(), bytes });
    }
    if let Some(bytes) = json_stat::file(view).map_err(wrong(json_stat::PATH))? {
        files.push(OutputFile { path: json_stat::PATH.to_owned(), bytes });
    }
    Ok(files)
}

/// How one number was made: definition, counts, interval, sources, exclusions, settings and the
/// rule that lets it be shown. Text for a terminal; a hidden figure gives its rule and no number.
///
/// # Errors
///
/// Returns [`ExplainError`] when there is no such figure, or this audience may not see it.
pub fn explain(release: &Release, texts: &Texts, key: &FigureKey) -> Result<String, ExplainError> {
    explain::text(&View::new(release, texts), key)
}

/// One unit, year over year, beside its municipality. Text for a terminal, the newest year last.
///
/// # Errors
///
/// Returns [`ExplainError`] when there is nothing about this unit.
pub fn compare(release: &Release, texts: &Texts, unit: Unit) -> Result<String, ExplainError> {
    compare::text(&View::new(release, texts), unit)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kvalitet_core::Language;
    use kvalitet_core::finding::FindingKind;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::testing::{Fixture, ids_in_code};

    fn run() -> RunInfo {
        let plan = "demo.toml".to_owned();
        RunInfo { program_version: "0.1.0".to_owned(), plan, stamp: Stamp::Draft }
    }

    fn files() -> Vec<OutputFile> {
        let fixture = Fixture::new();
        let release = fixture.release();
        let document = document(&release, &fixture.texts, &run()).unwrap();
        bundle(&release, &document, &fixture.texts, &run()).unwrap()
    }

    fn page() -> String {
        let page = files().into_iter().find(|file| file.path == "rapport.html").unwrap();
        String::from_utf8(page.bytes).unwrap()
    }

    #[test]
    fn every_message_the_code_names_is_there_in_both_languages() {
        let codes = FindingKind::CODES.iter().map(|code| format!("fundnavn-{code}"));
        let ids: Vec<String> = ids_in_code().into_iter().chain(codes).collect();
        assert!(200 < ids.len());
        for language in [Language::Danish, Language::English] {
            let texts = Texts::new(language);
            let missing: Vec<_> = ids.iter().filter(|id| !texts.has(id)).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }

    #[test]
    fn the_files_are_sorted_and_the_same_every_time() {
        let paths: Vec<String> = files().into_iter().map(|file| file.path).collect();
        // Without a change or a place there is no file of them.
        assert_eq!(
            paths,
            [
                "datapackage.json",
                "figurer-excel.FORTROLIGT.csv",
                "figurer.FORTROLIGT.csv",
                "figurer.FORTROLIGT.parquet",
                "figurer.json",
                "rapport.docx",
                "rapport.html",
                "tal.FORTROLIGT.xlsx"
            ]
        );
        assert_eq!(files(), files());
    }

    #[test]
    fn names_cannot_write_markup() {
        let page = page();
        assert!(page.contains("&lt;b&gt;&amp;&quot;"));
        assert!(!page.contains("<b>&"));
        assert!(page.contains("&lt;i&gt;Prøve &amp; Co&lt;&#x2f;i&gt;"));
    }

    #[test]
    fn corrections_are_listed_and_cannot_write_markup() {
        let page = page();
        assert!(page.contains("&lt;script&gt;x&lt;&#x2f;script&gt; &amp; bekræftet"));
        assert!(page.contains("=datakonsulenten") && page.contains("ingen læst fil"));
    }

    #[test]
    fn the_page_needs_no_other_file() {
        let page = page();
        for outside in ["http://", "https://", "src=\"", "@import", "<link"] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<script>").count(), 1);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("@font-face").count(), 3);
    }

    #[test]
    fn the_page_runs_its_own_script_alone() {
        let page = page();
        let script = page.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
        let digest = base64::encode(&Sha256::digest(script));
        assert!(page.contains(&format!("script-src 'sha256-{digest}'")));
        for unsafe_way in ["eval(", "innerHTML", "insertAdjacentHTML", "document.write", "fetch("] {
            assert!(!script.contains(unsafe_way), "{unsafe_way}");
        }
        assert!(!page.contains(" onclick=") && !page.contains("javascript:"));
    }

    #[test]
    fn no_id_stands_twice_and_every_reference_has_one() {
        let page = page();
        let ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), set.len());
        let inside = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
        for target in inside {
            assert!(set.contains(target), "{target}");
        }
    }

    #[test]
    fn nothing_that_is_not_there_is_explained() {
        let fixture = Fixture::new();
        let release = fixture.release();
        let of = |key: &str| explain(&release, &fixture.texts, &key.parse().unwrap()).unwrap_err();
        let error = of("laesning.god/skole:999001/2018-19");
        assert_eq!(
            error.to_string(),
            "no indicator named `laesning.god`; the nearest is `laesning.gode`"
        );
        assert_eq!(
            error.in_words(&fixture.texts),
            "der er ingen indikator, der hedder `laesning.god`; den nærmeste er `laesning.gode`"
        );
        assert!(matches!(of("laesning.gode/skole:999001/2018-19"), ExplainError::NoUnit { .. }));
        let nothing = compare(&release, &fixture.texts, "skole:999001".parse().unwrap());
        assert!(matches!(nothing, Err(ExplainError::NothingAbout { .. })));
    }
}
