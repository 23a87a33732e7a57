//! What secondary suppression costs beside the optimum, and how long it takes.
//!
//! `small` writes small tables and what was hidden of them, for `compare.py` beside; `speed` protects and
//! attacks as many tables as a large municipality has.

#![expect(clippy::print_stdout, reason = "a program whose output is what it measured")]

mod draw;

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, fs};

use clap::{Parser, ValueEnum};
use kvalitet_disclosure::protect::{Attackers, Coalition, attack, check, protect};
use rayon::prelude::*;
use serde_json::json;

use crate::draw::{Drawn, layer, small};

type Failure = Box<dyn Error + Send + Sync>;

/// What secondary suppression costs, and how long it takes.
#[derive(Debug, Parser)]
enum Arguments {
    /// Writes small tables and what is hidden of them, one a line.
    Small {
        /// How many.
        #[arg(long, default_value_t = 200)]
        tables: u64,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Protects and attacks the tables of a large municipality.
    Speed {
        /// How many.
        #[arg(long, default_value_t = 180)]
        layers: u64,
        /// Who attacks.
        #[arg(long, value_enum, default_value_t = Who::Everybody)]
        who: Who,
        /// Schools add up in districts as well.
        #[arg(long)]
        districts: bool,
    },
}

/// Who attacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Who {
    /// Who knows what is published.
    Everybody,
    /// The leaders of the schools as well.
    Leaders,
    /// Any two of them as well.
    Pairs,
}

impl From<Who> for Coalition {
    fn from(who: Who) -> Self {
        match who {
            Who::Everybody => Self::Nobody,
            Who::Leaders => Self::One,
            Who::Pairs => Self::Two,
        }
    }
}

fn main() -> Result<(), Failure> {
    match Arguments::parse() {
        Arguments::Small { tables, out } => {
            let lines =
                (0..tables).into_par_iter().map(one_small).collect::<Result<Vec<_>, _>>()?;
            fs::write(out, lines.concat())?;
        }
        Arguments::Speed { layers, who, districts } => speed(layers, who, districts)?,
    }
    Ok(())
}

/// A small table and its pattern, as a line of JSON; nothing for one that cannot be protected.
fn one_small(seed: u64) -> Result<String, Failure> {
    let drawn = small(seed)?;
    let Ok(protection) = protect(&drawn.table, &Attackers::default()) else {
        return Ok(String::new());
    };
    let cells = drawn.table.cells().iter().map(|cell| {
        json!({
            "value": cell.value,
            "cost": cell.cost,
            "need": cell.need.map(|need| [need.down, need.up]),
        })
    });
    let line = json!({
        "table": seed,
        "cells": cells.collect::<Vec<_>>(),
        "sums": drawn.sums,
        "grid": drawn.grid,
        "hidden": protection.hidden,
        "cost": protection.cost,
    });
    Ok(format!("{line}\n"))
}

/// What became of one layer.
#[derive(Default)]
struct Measured {
    cells: usize,
    sensitive: usize,
    added: usize,
    cost: u64,
    exposed: usize,
    not_shown: usize,
    impossible: usize,
}

impl Measured {
    fn and(self, other: &Self) -> Self {
        Self {
            cells: self.cells + other.cells,
            sensitive: self.sensitive + other.sensitive,
            added: self.added + other.added,
            cost: self.cost + other.cost,
            exposed: self.exposed + other.exposed,
            not_shown: self.not_shown + other.not_shown,
            impossible: self.impossible + other.impossible,
        }
    }
}

fn speed(layers: u64, who: Who, districts: bool) -> Result<(), Failure> {
    let seeds = (0..layers).into_par_iter();
    let drawn = seeds.map(|seed| layer(seed, districts)).collect::<Result<Vec<_>, _>>()?;
    let (protections, protecting) = timed(|| -> Vec<_> {
        drawn.par_iter().map(|of| protect(&of.table, &of.leaders(who.into()))).collect()
    });
    let (measured, attacking) = timed(|| -> Vec<Measured> {
        let pairs = drawn.par_iter().zip(&protections);
        pairs.map(|(of, protection)| measure(of, who, protection.as_ref().ok())).collect()
    });
    let all = measured.iter().fold(Measured::default(), Measured::and);
    println!(
        "{layers} layers, {} cells, {} sensitive, {} added at {}, {} exposed, {} not shown, {} impossible; \
         protected in {protecting}, attacked in {attacking}",
        all.cells, all.sensitive, all.added, all.cost, all.exposed, all.not_shown, all.impossible,
    );
    Ok(())
}

fn measure(
    drawn: &Drawn,
    who: Who,
    protection: Option<&kvalitet_disclosure::protect::Protection>,
) -> Measured {
    let cells = drawn.table.cells();
    let sensitive = cells.iter().filter(|cell| cell.need.is_some()).count();
    let counted = Measured { cells: cells.len(), sensitive, ..Measured::default() };
    let Some(protection) = protection else { return Measured { impossible: 1, ..counted } };
    let attackers = drawn.leaders(who.into());
    let unproven = check(&drawn.table, &protection.hidden, &attackers, &protection.proofs).len();
    let exposed = attack(&drawn.table, &protection.hidden, &attackers).len();
    Measured {
        added: protection.added.len(),
        cost: protection.cost,
        exposed: exposed + unproven,
        not_shown: protection.not_shown.len(),
        ..counted
    }
}

/// Seconds, to the hundredth.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} s", self.0.as_secs_f64())
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Seconds) {
    let start = std::time::Instant::now();
    let result = work();
    (result, Seconds(start.elapsed()))
}
