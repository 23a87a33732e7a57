//! Runs a plan on simulated sources and reads the release as structs.
//!
//! `cargo run -p kvalitet-pipeline --example run_plan`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::error::Error;

use kvalitet_core::{Language, Unit};
use kvalitet_disclosure::Audience;
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{Plan, run, simulate_into};

const PLAN: &str = include_str!("../../../pipelines/aalborg-2016.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let plan = Plan::parse(PLAN, "aalborg-2016.toml")?;
    let simulated = plan.simulate.as_ref().ok_or("the example simulates its sources")?;
    let settings = kvalitet_simulate::Settings { schools: 6, ..simulated.settings(&plan) };
    simulate_into(folder.path(), &settings)?;

    let done = run(&plan, &Folder::new(folder.path()), &|_| {})?;
    let release = done.releases.get(&Audience::Administration).ok_or("no release")?;
    for goal in release.goals() {
        println!("{}", goal.name.in_language(Language::Danish));
        for sign in &goal.signs {
            let Some(id) = &sign.indicator else { continue };
            let of_sign = release.targets().iter().filter(|of| of.target.indicator == *id);
            let municipality = |unit| matches!(unit, Unit::Municipality(_));
            for target in of_sign.filter(|of| municipality(of.unit)) {
                println!("  {id} {}: {:?}", target.year, target.content);
            }
        }
    }
    let own =
        release.figures().keys().filter(|key| key.indicator.as_str() == "laering-ude-af-huset");
    assert!(own.count() > 6);
    Ok(())
}

#[test]
fn it_does_what_it_says() -> Result<(), Box<dyn Error>> {
    main()
}
