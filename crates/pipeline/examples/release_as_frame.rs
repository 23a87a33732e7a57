//! Runs a plan on simulated sources and reads the release as a polars data frame.
//!
//! `cargo run -p kvalitet-pipeline --features frames --example release_as_frame`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::error::Error;

use kvalitet_disclosure::Audience;
use kvalitet_ingest::Folder;
use kvalitet_pipeline::frames::figures_frame;
use kvalitet_pipeline::{Plan, run, simulate_into};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::demo()?;
    let simulated = plan.simulate.as_ref().ok_or("the demo simulates its sources")?;
    let settings = kvalitet_simulate::Settings { schools: 6, ..simulated.settings(&plan) };
    simulate_into(folder.path(), &settings)?;
    let done = run(&plan, &Folder::new(folder.path()), &|_| {})?;
    let release = done.releases.get(&Audience::Administration).ok_or("no release")?;
    let frame = figures_frame(release)?;
    println!("{frame}");
    assert_eq!(frame.height(), release.figures().len());
    assert_eq!(frame.width(), 13);
    Ok(())
}
