//! How well measures of progression find what schools truly add.
//!
//! Municipalities whose truth is known are drawn ([`kvalitet_simulate::growth`]), and every measure
//! says of each school what it would say of a real one. Tables go to standard output, one line for
//! each cell and measure to a file. The same seed gives the same bytes, on any number of threads.

#![expect(clippy::print_stdout, reason = "a program whose output is its tables")]

mod cell;
mod found;
mod measures;
mod tables;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use rayon::prelude::*;

use crate::cell::{Cell, grid};
use crate::found::Found;
use crate::measures::{Drawn, MEASURES, norm};

/// What a failed step says.
type Failure = Box<dyn Error + Send + Sync>;

/// How well measures of progression find what schools truly add.
#[derive(Debug, Parser)]
struct Arguments {
    /// Municipalities of each cell.
    #[arg(long, default_value_t = 500)]
    reports: u64,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A file for one line of numbers for each cell and measure, as CSV.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Municipalities of two cells never share a number; the last of a cell is its nation.
const APART: u64 = 1_000_000;

/// One cell, measured: what each of [`MEASURES`] found.
#[derive(Debug)]
struct Outcome {
    cell: Cell,
    found: Vec<Found>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let reports = arguments.reports.clamp(1, APART - 1);
    let measured = grid().into_par_iter().map(|cell| measure(cell, reports, arguments.seed));
    let results: Vec<Outcome> = measured.collect::<Result<_, _>>()?;
    if let Some(out) = arguments.out {
        fs::write(out, tables::lines(&results))?;
    }
    println!("{}", tables::tables(&results, reports, arguments.seed));
    Ok(())
}

/// Draws every municipality of one cell and lets every measure speak of it.
fn measure(cell: Cell, reports: u64, seed: u64) -> Result<Outcome, Failure> {
    let panel = cell.panel(seed);
    let norm = norm(&panel, cell.index * APART + APART - 1)?;
    let mut found = vec![Found::default(); MEASURES.len()];
    for number in 0..reports {
        let schools = panel.municipality(cell.index * APART + number)?;
        let drawn = Drawn { schools: &schools, panel: &panel, norm: &norm };
        let truth = drawn.truth();
        for (found, (_, values)) in found.iter_mut().zip(MEASURES) {
            found.add(&truth, &values(&drawn)?);
        }
    }
    Ok(Outcome { cell, found })
}
