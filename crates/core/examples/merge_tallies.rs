//! Merges what two parts of the data counted, and adds schools up to their municipality.
//!
//! `cargo run -p kvalitet-core --example merge_tallies`
#![expect(clippy::print_stdout, reason = "an example that shows its result")]

use std::collections::BTreeMap;
use std::error::Error;

use kvalitet_core::{FigureKey, RollupGraph, Tally};

fn main() -> Result<(), Box<dyn Error>> {
    // Two parts of one school, in any order, and another school.
    let both = Tally::share(9, 12)?.merge(Tally::share(1, 8)?)?;
    let tallies: BTreeMap<FigureKey, Tally> = BTreeMap::from([
        ("laesning.gode/skole:999101/2018-19".parse()?, both),
        ("laesning.gode/skole:999104/2018-19".parse()?, Tally::share(15, 20)?),
    ]);
    let mut graph = RollupGraph::default();
    for school in ["skole:999101", "skole:999104"] {
        graph.add(school.parse()?, "kommune:999".parse()?);
    }
    let sums = graph.roll_up(&tallies, Tally::merge)?;
    for (key, tally) in &sums {
        println!("{key}: {tally:?}");
    }
    let whole: FigureKey = "laesning.gode/kommune:999/2018-19".parse()?;
    assert_eq!(sums.get(&whole), Some(&Tally::share(25, 40)?));
    Ok(())
}

#[test]
fn it_does_what_it_says() -> Result<(), Box<dyn Error>> {
    main()
}
