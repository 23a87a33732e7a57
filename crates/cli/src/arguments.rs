//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kvalitet_disclosure::EditionStage;

/// The quality report of a municipality's schools, from exports to finished pages.
///
/// Without a command the demo runs: an invented municipality, written to `out/`.
#[derive(Debug, Parser)]
#[command(name = "kvalitetsrapport", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// How the program speaks.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Manner {
    /// Text for people, or JSON for programs, on standard output.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Print errors only.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin: write a plan with comments and a folder for each kind of source into an empty folder.
    New {
        /// The folder; made where it is not there, refused where it is not empty.
        folder: PathBuf,
        /// What the report is for.
        #[arg(long, value_parser = ["kvalitetsrapport", "skoleudviklingssamtale"], default_value = "kvalitetsrapport")]
        profile: String,
        /// The municipality's number; 999 is an invented one.
        #[arg(long, value_name = "NUMBER", default_value_t = 999)]
        municipality: u16,
        /// The school years, such as `2016/17-2021/22`; without them those of the profile.
        #[arg(long)]
        years: Option<String>,
        /// The language of plan and report: `da` or `en`.
        #[arg(long, value_parser = ["da", "en"], default_value = "da")]
        language: String,
    },
    /// Do everything: check, work out, judge, hide, draw and write the report.
    Run {
        /// The plan; without it the demo.
        plan: Option<PathBuf>,
        /// Where the result goes; replaced whole.
        #[arg(long, default_value = "out")]
        out: PathBuf,
        /// Also write the rows in quarantine as they stand to this file (.csv or .xlsx): personal
        /// data, outside the data folder and every result.
        #[arg(long, value_name = "FILE")]
        raw_quarantine: Option<PathBuf>,
        #[command(flatten)]
        telling: Telling,
        #[command(flatten)]
        data: Data,
    },
    /// Publish an edition: only where nothing hidden follows from it, alone or beside earlier editions.
    Publish {
        /// The plan; the register of what was published lies beside it.
        plan: PathBuf,
        /// Where the edition goes; replaced whole. Drafts have a folder of their own.
        #[arg(long, default_value = "udgivet")]
        out: PathBuf,
        #[command(flatten)]
        edition: Publishing,
        #[command(flatten)]
        data: Data,
    },
    /// Read the sources and say what is wrong with them; write nothing that was not asked for.
    Check {
        /// The plan, or `demo`.
        plan: PathBuf,
        /// Also write the rows in quarantine as they stand to this file (.csv or .xlsx): personal
        /// data, outside the data folder and every result.
        #[arg(long, value_name = "FILE")]
        raw_quarantine: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
    /// Count the rows of persons where they are, and write what they come to: personal data, to be added
    /// to other parts by `merge`.
    Tally {
        /// The plan, or `demo`.
        plan: PathBuf,
        /// The tally file: a new one, outside the data folder and every result.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        telling: Telling,
        #[command(flatten)]
        data: Data,
    },
    /// Add tally files, as if their rows had been counted together.
    Merge {
        /// The tally files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The sum: a new file.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Say how long it took.
        #[arg(long)]
        timings: bool,
    },
    /// Say how one number was made.
    Explain {
        /// The plan, or `demo`.
        plan: PathBuf,
        /// The number, such as `laesning.gode/kommune:999/2018-19/klasse:4`.
        key: String,
        /// For whom: `administration` or `offentlig`.
        #[arg(long, default_value = "administration")]
        audience: String,
        #[command(flatten)]
        data: Data,
    },
    /// Show one school year over year, beside its municipality.
    Compare {
        /// The plan, or `demo`.
        plan: PathBuf,
        /// The school's number, or a unit such as `kommune:999`.
        #[arg(long)]
        unit: String,
        /// For whom: `administration` or `offentlig`.
        #[arg(long, default_value = "administration")]
        audience: String,
        #[command(flatten)]
        data: Data,
    },
    /// Say whether a change could ever be seen in the data; without an indicator, grade every goal.
    Detectable {
        /// The plan, or `demo`.
        plan: PathBuf,
        /// The school's number, or a unit such as `kommune:999`; without it the municipality.
        #[arg(long)]
        unit: Option<String>,
        /// The indicator's id; without it every goal is graded.
        #[arg(long)]
        indicator: Option<String>,
        /// The change: percentage points of what is per cent, otherwise in the number's own unit;
        /// without it what the setting `maal_aendring_procentpoint` says.
        #[arg(long, requires = "indicator", allow_hyphen_values = true)]
        change: Option<String>,
        /// For whom: `administration` or `offentlig`.
        #[arg(long, default_value = "administration")]
        audience: String,
        #[command(flatten)]
        data: Data,
    },
    /// List the indicators, or show one.
    Indicators {
        /// The indicator's id.
        id: Option<String>,
    },
    /// List the sources that can be read, or show the page of one kind, column by column.
    Sources {
        /// The kind, such as `roll`.
        kind: Option<String>,
        /// The language of the pages: `da` or `en`.
        #[arg(long, value_parser = ["da", "en"], default_value = "da")]
        language: String,
    },
    /// Say what runs of a plan left behind that may be removed, and remove it with `--delete`: rows in
    /// quarantine, refused runs, leftovers of killed runs and simulated sources. Never sources or the
    /// register.
    Purge {
        /// The plan.
        plan: PathBuf,
        /// What was to be kept until a day before this one, such as `2025-01-01`: by the plan's
        /// `retention`, otherwise by the date of the edition.
        #[arg(long, value_name = "DATE")]
        before: String,
        /// The result of the plan.
        #[arg(long, default_value = "out")]
        out: PathBuf,
        /// The work folder, where simulated sources are.
        #[arg(long)]
        work: Option<PathBuf>,
        /// Also the result itself, where the plan has a `retention`.
        #[arg(long)]
        result: bool,
        /// Also the key of pseudonyms: without it no two editions can be linked.
        #[arg(long)]
        key: bool,
        /// Remove it, and write the receipt; without this nothing is removed.
        #[arg(long)]
        delete: bool,
    },
    /// Write a simulated municipality: both entrances, and the truth beside them.
    Simulate {
        /// Where it goes.
        #[arg(long)]
        out: PathBuf,
        /// How many schools.
        #[arg(long, default_value_t = 56)]
        schools: u32,
        /// How many pupils in all; without it as many as such schools have.
        #[arg(long)]
        pupils: Option<u32>,
        /// The school years.
        #[arg(long, default_value = "2016/17-2021/22")]
        years: String,
        /// The same seed gives the same bytes.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// What a run says of itself on standard error, besides its answer.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct Telling {
    /// Say why each step was done, or that an earlier run had done it.
    #[arg(long)]
    pub(crate) why: bool,
    /// Say how long each step took.
    #[arg(long)]
    pub(crate) timings: bool,
}

/// What edition is published.
#[derive(Debug, Args)]
pub(crate) struct Publishing {
    /// The name of the edition, such as `2022`.
    #[arg(long)]
    pub(crate) edition: String,
    /// How far it has come: for those who are heard (its numbers then stand), final, or a correction of
    /// a final one. Without it final, and a correction with `--corrects`.
    #[arg(long, value_parser = EditionStage::ALL.map(EditionStage::id))]
    pub(crate) stage: Option<String>,
    /// The final edition that this one corrects and takes the place of, although the two together may
    /// tell of few persons.
    #[arg(long, value_name = "EDITION", requires = "reason", alias = "supersedes")]
    pub(crate) corrects: Option<String>,
    /// Why it corrects it; written in the sheet of corrections and in the register.
    #[arg(long, requires = "corrects")]
    pub(crate) reason: Option<String>,
    /// Why numbers of a final edition are not as they were when it was heard; written in the report and
    /// in the register.
    #[arg(long, value_name = "REASON", conflicts_with = "corrects")]
    pub(crate) changed: Option<String>,
}

/// Where sources are, and how many threads read them.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Data {
    /// The data folder; replaces the plan's.
    #[arg(long = "data", value_name = "DATA")]
    pub(crate) root: Option<PathBuf>,
    /// The work folder, where simulated sources are written, and what a run remembers for the next.
    #[arg(long)]
    pub(crate) work: Option<PathBuf>,
    /// Do everything anew, whatever an earlier run remembers.
    #[arg(long)]
    pub(crate) fresh: bool,
    /// How many threads; without it as many as there are processors. The result is the same.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
}
