//! How fast all charts of the demonstration are drawn, for every audience.
//!
//! The demonstration is run (not timed); then the documents of both editions with their charts in every
//! width, their pixels, and the sheets of every school are timed. The charts go to a folder as Vega-Lite
//! for a peer that draws the same: `run.py` beside.

#![expect(clippy::print_stdout, reason = "a program whose output is what it measured")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use kvalitet_charts::{PngSize, png};
use kvalitet_disclosure::{Audience, Release};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, run, simulate_into};
use kvalitet_report::document::Chart;
use kvalitet_report::{Document, RunInfo, Stamp, document, school_page};
use kvalitet_text::Texts;
use rayon::prelude::*;

type Failure = Box<dyn Error + Send + Sync>;

/// How fast all charts of the demonstration are drawn.
#[derive(Debug, Parser)]
struct Arguments {
    /// How often to draw them.
    #[arg(long, default_value_t = 1)]
    turns: u32,
    /// Where to write the charts as Vega-Lite, one file each.
    #[arg(long)]
    charts: Option<PathBuf>,
}

/// What the charts are made of, once for all turns.
struct Subject {
    editions: Vec<(Audience, Release)>,
    schools: Vec<Release>,
    texts: Texts,
    info: RunInfo,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let subject = subject()?;
    for turn in 0..arguments.turns {
        let documents = timed("documents", || documents(&subject))?;
        let charts = || documents.iter().flat_map(Document::charts);
        let bytes = timed("pixels", || pixels(charts().collect()))?;
        let drawings = timed("sheets", || sheets(&subject))?;
        let count = charts().count();
        println!(
            "charts {count} png-bytes {bytes} sheets {} with {drawings}",
            subject.schools.len()
        );
        if let (0, Some(folder)) = (turn, &arguments.charts) {
            write(folder, charts())?;
        }
    }
    Ok(())
}

fn subject() -> Result<Subject, Failure> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::demo()?;
    let simulated = plan.simulate.as_ref().ok_or("the demonstration simulates its sources")?;
    simulate_into(folder.path(), &simulated.settings(&plan))?;
    let done = run(&plan, &Folder::new(folder.path()), &|_| {})?;
    let schools = done.of_schools().into_iter().filter_map(|of| done.release(of)).collect();
    let info =
        RunInfo { program_version: "0".to_owned(), plan: plan.file.clone(), stamp: Stamp::Draft };
    let texts = Texts::new(plan.report.language);
    Ok(Subject { editions: done.releases.into_iter().collect(), schools, texts, info })
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let start = Instant::now();
    let made = work()?;
    println!("{name} {:.3}", start.elapsed().as_secs_f64());
    Ok(made)
}

/// The two editions in words, tables and charts: SVG in every width, and Vega-Lite.
fn documents(subject: &Subject) -> Result<Vec<Document>, Failure> {
    let of = |(_, release): &(Audience, Release)| {
        document(release, &subject.texts, &subject.info).map_err(Failure::from)
    };
    subject.editions.iter().map(of).collect()
}

/// Every chart as a picture for documents and one for slides; how many bytes they take.
fn pixels(charts: Vec<&Chart>) -> Result<usize, Failure> {
    let bytes = charts.into_par_iter().map(|chart| {
        let page = png(&chart.wide, PngSize::Times(2))?.len();
        let slide = chart.pictures.as_ref().map(|pictures| png(&pictures.slide, PngSize::Slide));
        Ok(page + slide.transpose()?.map_or(0, |bytes| bytes.len()))
    });
    bytes.sum::<Result<usize, Failure>>()
}

/// The sheet of every school, for its leader and its board, as finished pages; how many drawings are on them.
fn sheets(subject: &Subject) -> Result<usize, Failure> {
    let Subject { schools, texts, info, .. } = subject;
    let of = |release: &Release| school_page(release, texts, info).map_err(Failure::from);
    let pages: Vec<_> = schools.par_iter().map(of).collect::<Result<_, _>>()?;
    Ok(pages.into_iter().flatten().map(|page| page.matches("<svg").count()).sum())
}

fn write<'c>(folder: &Path, charts: impl Iterator<Item = &'c Chart>) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    for (place, chart) in charts.enumerate() {
        let Some(pictures) = &chart.pictures else { continue };
        let file = folder.join(format!("{place}-{}-vega-lite.json", chart.id));
        fs::write(file, serde_json::to_vec(&pictures.vega_lite)?)?;
    }
    Ok(())
}
