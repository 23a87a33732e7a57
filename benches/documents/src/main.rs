//! How fast all documents of the demonstration are made, for every audience and in every format.
//!
//! The demonstration is run up to the gate (not timed). Then everything after it is timed as a run does
//! it: the sheets and talks of every school for its leader and its board, two editions as HTML, PDF, Word,
//! workbook, data and pictures, and the output folder. With `--parts` its parts are timed one by one.

#![expect(clippy::print_stdout, reason = "a program whose output is what it measured")]

use std::error::Error;
use std::time::Instant;

use clap::Parser;
use kvalitet_disclosure::Release;
use kvalitet_ingest::Folder;
use kvalitet_pdf::pdf;
use kvalitet_pipeline::{Plan, Run, output, output_files, run, simulate_into};
use kvalitet_report::{
    Document, RunInfo, Stamp, bundle, document, page, school_document, talk_document,
};
use kvalitet_text::Texts;
use rayon::prelude::*;

type Failure = Box<dyn Error + Send + Sync>;

/// How fast all documents of the demonstration are made.
#[derive(Debug, Parser)]
struct Arguments {
    /// How often to make them.
    #[arg(long, default_value_t = 1)]
    turns: u32,
    /// How many threads; without it as many as there are processors.
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Also time the parts one by one.
    #[arg(long)]
    parts: bool,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs).build_global()?;
    let (done, plan) = subject()?;
    for _ in 0..arguments.turns {
        let files = timed("documents", || {
            Ok(output_files(&done, &plan, Some(&|of, texts| Ok(pdf(of, texts)?)))?)
        })?;
        let folder = tempfile::tempdir()?;
        timed("write", || Ok(output::replace(&folder.path().join("out"), &files)?))?;
        let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
        println!("files {} bytes {bytes} schools {}", files.len(), done.of_schools().len() / 2);
        drop(files);
        if arguments.parts {
            parts(&done, &plan)?;
        }
    }
    Ok(())
}

/// The demonstration up to the gate.
fn subject() -> Result<(Run, Plan), Failure> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::demo()?;
    let simulated = plan.simulate.as_ref().ok_or("the demonstration simulates its sources")?;
    simulate_into(folder.path(), &simulated.settings(&plan))?;
    let done = run(&plan, &Folder::new(folder.path()), &|_| {})?;
    Ok((done, plan))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let start = Instant::now();
    let made = work()?;
    println!("{name} {:.3}", start.elapsed().as_secs_f64());
    Ok(made)
}

/// The parts, each on every thread.
fn parts(done: &Run, plan: &Plan) -> Result<(), Failure> {
    let texts = Texts::new(plan.report.language);
    let info =
        RunInfo { program_version: "0".to_owned(), plan: plan.file.clone(), stamp: Stamp::Draft };
    let releases = timed("releases", || {
        let audiences = done.of_schools().into_par_iter();
        Ok(audiences.filter_map(|of| done.release(of)).collect::<Vec<_>>())
    })?;
    let sheets = timed("sheets", || {
        let of = |release: &Release| Ok(school_document(release, &texts, &info)?);
        let sheets: Vec<_> = releases.par_iter().map(of).collect::<Result<_, Failure>>()?;
        Ok(sheets.into_iter().flatten().collect::<Vec<Document>>())
    })?;
    timed("sheets-html", || pages(&sheets, &texts))?;
    let talks = timed("talks", || {
        let of = |release: &Release| talk_document(release, &texts, &info);
        Ok(releases.par_iter().filter_map(of).collect::<Vec<Document>>())
    })?;
    timed("talks-html", || pages(&talks, &texts))?;
    timed("talks-pdf", || {
        let of = |talk: &Document| Ok(pdf(std::slice::from_ref(talk), &texts)?.len());
        talks.par_iter().map(of).sum::<Result<usize, Failure>>()
    })?;
    timed("talks-in-one-pdf", || Ok(pdf(&talks, &texts)?.len()))?;
    for (audience, release) in &done.releases {
        let report =
            timed(&format!("{audience}-document"), || Ok(document(release, &texts, &info)?))?;
        timed(&format!("{audience}-files"), || Ok(bundle(release, &report, &texts, &info)?))?;
        timed(&format!("{audience}-pdf"), || Ok(pdf(&[report], &texts)?))?;
    }
    Ok(())
}

/// How many bytes documents are as pages of HTML.
fn pages(of: &[Document], texts: &Texts) -> Result<usize, Failure> {
    let lengths = of.par_iter().map(|document| Ok(page(document, texts)?.len()));
    lengths.sum::<Result<usize, Failure>>()
}
