//! How often the report is wrong about change.
//!
//! Municipalities whose truth is known are drawn ([`kvalitet_simulate::panel`]) and judged by the
//! program's own [`estimate`](kvalitet_figures::estimate) and [`judge`](kvalitet_figures::judge()).
//! Other rules say what they would have said of the same numbers. Tables go to standard output, one
//! line for each cell to a file. The same seed gives the same bytes, on any number of threads.

#![expect(clippy::print_stdout, reason = "a program whose output is its tables")]

mod calibrate;
mod cell;
mod found;
mod lines;
mod peers;
mod report;
mod rules;
mod tables;

use std::fs;
use std::path::PathBuf;

use clap::Parser;
use rayon::prelude::*;

use crate::cell::{Cell, grid};
use crate::found::Measured;
use crate::report::{Failure, KINDS, Setting};

/// How often the report is wrong about change, on municipalities whose truth is known.
#[derive(Debug, Parser)]
struct Arguments {
    /// Municipalities of each cell.
    #[arg(long, default_value_t = 2_000)]
    reports: u64,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A file for one line of numbers for each cell and indicator, as CSV.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Municipalities of two cells never share a number.
const APART: u64 = 1_000_000;
/// Municipalities that one thread takes at a time.
const CHUNK: u64 = 50;

/// One cell, measured: its share and its mean.
#[derive(Debug)]
struct Outcome {
    cell: Cell,
    kinds: [Measured; KINDS.len()],
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let setting = Setting::new()?;
    let cells = grid(arguments.reports.clamp(1, APART));
    let measured = cells.par_iter().map(|cell| measure(&setting, cell, arguments.seed));
    let results: Vec<Outcome> = measured.collect::<Result<_, _>>()?;
    if let Some(out) = arguments.out {
        fs::write(out, lines::lines(&results))?;
    }
    println!("{}", tables::tables(&results, &setting, arguments.seed)?);
    Ok(())
}

/// Draws and judges every municipality of one cell.
fn measure(setting: &Setting, cell: &Cell, seed: u64) -> Result<Outcome, Failure> {
    let prior = setting.prior()?.factor;
    let panel = cell.panel(seed, prior);
    let chunks: Vec<u64> = (0..cell.reports.div_ceil(CHUNK)).collect();
    let chunk = |chunk: &u64| -> Result<[Measured; 2], Failure> {
        let mut measured = [Measured::new(), Measured::new()];
        for number in (chunk * CHUNK)..((chunk + 1) * CHUNK).min(cell.reports) {
            let drawn = panel.municipality(cell.index * APART + number)?;
            let judged = setting.report(&drawn, cell.factor(prior))?;
            for (measured, judged) in measured.iter_mut().zip(&judged) {
                measured.add(judged);
            }
        }
        Ok(measured)
    };
    // Sums of fractions: taken in one order, whichever thread is first.
    let parts: Vec<[Measured; 2]> = chunks.par_iter().map(chunk).collect::<Result<_, _>>()?;
    let mut kinds = [Measured::new(), Measured::new()];
    for part in &parts {
        for (sum, part) in kinds.iter_mut().zip(part) {
            sum.merge(part);
        }
    }
    Ok(Outcome { cell: *cell, kinds })
}
