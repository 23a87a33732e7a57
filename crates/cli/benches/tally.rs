//! What `tally` takes by rows, schools, threads and parts: whole processes on simulated pupil rows, from
//! text to a tally file. It ends with an error where another number of threads writes other bytes, or
//! where parts do not come to the whole.
//!
//! ```sh
//! cargo bench -p kvalitetsrapport --bench tally
//! cargo bench -p kvalitetsrapport --bench tally -- 1 5 20   # millions of rows; some GB of disk for 20
//! ```
//!
//! The tables of `docs/performance.md` are its. `benches/peers` holds the same work against other programs.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on ends there")]
#![expect(clippy::indexing_slicing, reason = "a benchmark that cannot go on ends there")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
#![expect(clippy::disallowed_methods, reason = "it cuts what was simulated for it")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, process};

use serde_json::Value;

/// Each command is run so many times; the median is told.
const TURNS: usize = 3;
/// Rows that a simulated pupil has in these years.
const ROWS_OF_A_PUPIL: f64 = 3.4274;
const YEARS: [&str; 6] = ["2016/17", "2017/18", "2018/19", "2019/20", "2020/21", "2021/22"];
const PARTS: usize = 4;

/// What a command took.
#[derive(Clone, Copy)]
struct Taken {
    wall: u64,
    cpu: u64,
    kib: u64,
}

fn program(arguments: &[&str]) -> String {
    let called = Command::new(env!("CARGO_BIN_EXE_kvalitetsrapport")).args(arguments).output();
    let called = called.unwrap();
    let said = String::from_utf8(called.stderr).unwrap();
    if !called.status.success() {
        println!("failed: {arguments:?}\n{said}");
        process::exit(1);
    }
    said
}

/// What a command takes, in the median, as it says itself; the file it writes is a new one each time.
fn measured(arguments: &[&str], out: &Path) -> Taken {
    let text = out.to_str().unwrap();
    let all = [arguments, &["--out", text, "--timings", "--format", "json"]].concat();
    let once = |_| {
        let _ = fs::remove_file(out);
        let said = program(&all);
        let told = said.lines().rev().find_map(|line| serde_json::from_str::<Value>(line).ok());
        let told = told.unwrap();
        let whole = told["tider"].as_array().unwrap().last().unwrap().clone();
        let number = |of: &Value| of.as_u64().unwrap_or_default();
        Taken {
            wall: number(&whole["ms"]),
            cpu: number(&whole["processor_ms"]),
            kib: number(&told["hukommelse_kib"]),
        }
    };
    let mut taken: Vec<Taken> = (0..TURNS).map(once).collect();
    taken.sort_by_key(|of| of.cpu);
    *taken.get(TURNS / 2).unwrap()
}

/// A simulated municipality with about so many rows, and a plan of them; made once.
struct Town {
    folder: PathBuf,
    rows: u64,
}

impl Town {
    fn new(root: &Path, rows: f64, schools: u32) -> Self {
        let folder = root.join(format!("{rows:.0}-{schools}"));
        let pupils = format!("{:.0}", rows / ROWS_OF_A_PUPIL);
        let (out, schools) = (folder.to_str().unwrap(), schools.to_string());
        program(&["simulate", "--out", out, "--pupils", &pupils, "--schools", &schools, "--quiet"]);
        Self::of(folder)
    }

    fn of(folder: PathBuf) -> Self {
        let years = YEARS.map(|year| format!("\"{year}\"")).join(", ");
        let mut plan = format!(
            "[report]\ntitle = \"Rows\"\ndate = 2022-03-31\nmunicipality = 999\nyears = [{years}]\n"
        );
        let sources = [
            ("school_register", "institutionsregister.csv"),
            ("roll", "elevtal.csv"),
            ("national_test", "elevraekker/nationale_test_*.csv"),
        ];
        for (kind, files) in sources {
            write!(plan, "\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{files}\"]\n").unwrap();
        }
        fs::write(folder.join("rows.toml"), plan).unwrap();
        let rows = files(&folder).iter().map(|path| lines(path) - 1).sum();
        Self { folder, rows }
    }

    fn tally(&self, out: &Path, threads: Option<usize>) -> Taken {
        let plan = self.folder.join("rows.toml");
        let threads = threads.map(|threads| threads.to_string());
        let mut arguments = vec!["tally", plan.to_str().unwrap()];
        arguments.extend(threads.iter().flat_map(|threads| ["--jobs", threads]));
        measured(&arguments, out)
    }

    /// The same cut between pupils.
    fn cut(&self, parts: usize) -> Vec<Self> {
        let folders: Vec<PathBuf> =
            (0..parts).map(|part| self.folder.join(format!("part-{part}"))).collect();
        for folder in &folders {
            fs::create_dir_all(folder.join("elevraekker")).unwrap();
            for beside in ["institutionsregister.csv", "elevtal.csv"] {
                fs::copy(self.folder.join(beside), folder.join(beside)).unwrap();
            }
        }
        for path in files(&self.folder) {
            let name = Path::new("elevraekker").join(path.file_name().unwrap());
            let create = |folder: &PathBuf| fs::File::create(folder.join(&name)).unwrap();
            let mut outs: Vec<_> = folders.iter().map(create).map(BufWriter::new).collect();
            for (at, line) in BufReader::new(fs::File::open(path).unwrap()).lines().enumerate() {
                let line = line.unwrap();
                // The last digits of the pupil's key say the part; every part has the header.
                let (pupil, _) = line.split_once(';').unwrap();
                let digits = pupil.bytes().fold(0, |of, byte| of * 10 + usize::from(byte) % 48);
                for (part, out) in outs.iter_mut().enumerate() {
                    if at == 0 || digits % parts == part {
                        writeln!(out, "{line}").unwrap();
                    }
                }
            }
        }
        folders.into_iter().map(Self::of).collect()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let all = fs::read_dir(folder.join("elevraekker")).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> = all.collect();
    all.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with("nationale_test_"));
    all.sort();
    all
}

fn lines(path: &Path) -> u64 {
    let count = BufReader::new(fs::File::open(path).unwrap()).split(b'\n').count();
    u64::try_from(count).unwrap()
}

fn table(what: &str) {
    println!("\n| {what} | rows | CPU s | wall s | CPU µs per row | peak MiB |");
    println!("|---|---:|---:|---:|---:|---:|");
}

fn line(name: &str, rows: u64, taken: Taken) {
    let seconds = |ms: u64| format!("{}.{:02}", ms / 1000, ms % 1000 / 10);
    let each = (taken.cpu * 100_000).checked_div(rows).unwrap_or_default();
    let each = format!("{}.{:02}", each / 100, each % 100);
    let (cpu, wall) = (seconds(taken.cpu), seconds(taken.wall));
    println!("| {name} | {rows} | {cpu} | {wall} | {each} | {} |", taken.kib / 1024);
}

fn fail(what: &str) -> ! {
    println!("{what}");
    process::exit(1)
}

/// A tally file without where its rows are from.
fn counted(path: &Path) -> Value {
    let mut said: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    said.as_object_mut().unwrap().remove("kilder").unwrap();
    said
}

fn main() {
    let asked = env::args().skip(1).filter_map(|word| word.parse().ok());
    let mut millions: Vec<f64> = asked.collect();
    if millions.is_empty() {
        millions = vec![1.0, 5.0];
    }
    let root = tempfile::tempdir().unwrap();
    let out = |name: &str| root.path().join(format!("{name}.json"));
    let town = |rows: f64, schools: u32| Town::new(root.path(), rows, schools);

    table("simulated");
    for of in &millions {
        let town = town(of * 1e6, 999);
        line(&format!("{of} million"), town.rows, town.tally(&out("rows"), None));
        fs::remove_dir_all(town.folder).unwrap();
    }
    table("schools");
    for schools in [10, 100, 999] {
        let town = town(1e6, schools);
        line(&schools.to_string(), town.rows, town.tally(&out("schools"), None));
        fs::remove_dir_all(town.folder).unwrap();
    }
    let town = town(5e6, 999);
    table("threads");
    let outs = [1, 2, 8].map(|threads| {
        let out = out(&format!("threads-{threads}"));
        line(&threads.to_string(), town.rows, town.tally(&out, Some(threads)));
        fs::read(out).unwrap()
    });
    if outs.iter().any(|bytes| Some(bytes) != outs.first()) {
        fail("another number of threads writes other bytes");
    }
    table("parts");
    let whole = out("whole");
    line("whole", town.rows, town.tally(&whole, None));
    let mut parts = Vec::new();
    for (at, part) in town.cut(PARTS).iter().enumerate() {
        let out = out(&format!("part-{at}"));
        line(&format!("part {} of {PARTS}", at + 1), part.rows, part.tally(&out, None));
        parts.push(out);
    }
    let (merged, parts) = (out("merged"), parts.iter().rev().map(|part| part.to_str().unwrap()));
    let arguments: Vec<&str> = ["merge"].into_iter().chain(parts).collect();
    line("merge", town.rows, measured(&arguments, &merged));
    if counted(&merged) != counted(&whole) {
        fail("the parts do not come to the whole");
    }
    println!(
        "\nThe same bytes for 1, 2 and 8 threads; {PARTS} parts, merged in another order, come to the whole."
    );
}
