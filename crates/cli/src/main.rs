//! The quality report of a municipality's schools, from exports to finished pages.
//!
//! The program is thin: it reads arguments and the plan, calls `kvalitet-pipeline`, words what
//! happened and sets the exit code (see `docs/exit-codes.md`).

mod arguments;
mod commands;
mod exit;
mod kept;
mod progress;
mod publish;
mod purge;
mod raw;
mod session;
mod sources;
mod start;
mod summary;
mod tally;
mod timings;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A panic is a bug of ours; its message is on standard error already.
    let exit = std::panic::catch_unwind(|| commands::execute(arguments));
    exit.unwrap_or(exit::Exit::OurBug).into()
}
