//! How fast growth percentiles are fitted.
//!
//! Invented pupils, fitted on one thread and on all. The pairs go to a file for R: `run.py` beside.

#![expect(clippy::print_stdout, reason = "a program whose output is what it measured")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, fs};

use clap::Parser;
use kvalitet_core::method::{GrowthFit, GrowthModel};
use rayon::prelude::*;

type Failure = Box<dyn Error + Send + Sync>;

/// How fast growth percentiles are fitted.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many pupils.
    #[arg(long, default_value_t = 54_000)]
    pupils: u32,
    /// Results are whole numbers, as those of a test with points.
    #[arg(long)]
    whole: bool,
    /// How often to fit.
    #[arg(long, default_value_t = 5)]
    turns: u32,
    /// Where to write prior and current result of each pupil: two doubles in little-endian bytes.
    #[arg(long)]
    pairs: Option<PathBuf>,
    /// Where to write the check loss of each curve, one a line.
    #[arg(long)]
    losses: Option<PathBuf>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let (prior, current) = draw(&arguments);
    if let Some(file) = &arguments.pairs {
        let pairs = prior.iter().zip(&current).flat_map(|(x, y)| [*x, *y]);
        fs::write(file, pairs.flat_map(f64::to_le_bytes).collect::<Vec<u8>>())?;
    }
    for _ in 0..arguments.turns {
        let (one, model) = timed(|| GrowthModel::fit(&prior, &current));
        let (all, together) = timed(|| fit(&prior, &current));
        let model = model?;
        if model != together? {
            return Err("the number of threads decided a coefficient".into());
        }
        let (told, mean) = timed(|| mean(&model, &prior, &current));
        println!("one {one} all {all} percentiles {told} mean {mean:.3}");
        if let Some(file) = &arguments.losses {
            let losses = GrowthFit::new(&prior, &current)?.check_losses(&model);
            let lines: Vec<String> = losses.iter().map(|loss| format!("{loss:e}\n")).collect();
            fs::write(file, lines.concat())?;
        }
    }
    Ok(())
}

/// The model, its chains fitted at the same time.
fn fit(prior: &[f64], current: &[f64]) -> Result<GrowthModel, Failure> {
    let fit = GrowthFit::new(prior, current)?;
    let chains = (0..GrowthFit::CHAINS).into_par_iter().map(|chain| fit.chain(chain));
    Ok(fit.model(chains.collect::<Result<Vec<_>, _>>()?)?)
}

/// The mean percentile of all pupils.
fn mean(model: &GrowthModel, prior: &[f64], current: &[f64]) -> f64 {
    let percentile = |(x, y): (&f64, &f64)| model.percentile(*x, *y).map(f64::from);
    let (count, sum) = prior
        .iter()
        .zip(current)
        .filter_map(percentile)
        .fold((0.0, 0.0), |(count, sum), of| (count + 1.0, sum + of));
    sum / count
}

/// Pupils whose growth spreads more from low priors, and whose curve bends.
fn draw(arguments: &Arguments) -> (Vec<f64>, Vec<f64>) {
    let mut numbers = Numbers { state: 1 };
    let pupil = |_| {
        let ability = numbers.bell();
        let prior = 50.0 + 8.0 * ability + 6.0 * numbers.bell();
        let spread = 5.0 + 0.05 * (100.0 - prior);
        let current = 58.0 + 8.0 * ability + 0.02 * ability * (prior - 50.0);
        let current = current + spread * numbers.bell();
        if arguments.whole { (prior.round(), current.round()) } else { (prior, current) }
    };
    (0..arguments.pupils).map(pupil).unzip()
}

/// Numbers that look drawn: the generator of Park and Miller, so that any language can make them.
struct Numbers {
    state: u64,
}

impl Numbers {
    fn uniform(&mut self) -> f64 {
        const MODULUS: u32 = 0x7FFF_FFFF;
        self.state = self.state * 16_807 % u64::from(MODULUS);
        u32::try_from(self.state).map_or(f64::NAN, f64::from) / f64::from(MODULUS)
    }

    /// Nearly normal, mean 0 and standard deviation 1.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// Seconds on the wall.
struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0.as_secs_f64())
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (Seconds, T) {
    let start = std::time::Instant::now();
    let made = work();
    (Seconds(start.elapsed()), made)
}
