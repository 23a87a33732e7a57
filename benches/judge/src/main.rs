//! How fast the figures of many schools are judged.
//!
//! Invented tallies of every school, indicator and year become figures (timed apart) and are judged
//! (timed). The tallies go to a file for a peer that tests the same changes: `run.py` beside.

#![expect(clippy::print_stdout, reason = "a program whose output is what it measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;
use std::{fmt, fs};

use clap::Parser;
use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::method::{count_to_f64, to_f64};
use kvalitet_core::{
    Breakdown, Evidence, FigureKey, Origin, Period, RollupGraph, SchoolYear, Tally, Unit,
};
use kvalitet_figures::{Judgements, Scope, estimate, judge};
use kvalitet_simulate::panel::{Indicator, Municipality, Panel};

type Failure = Box<dyn Error + Send + Sync>;

/// How fast the figures of many schools are judged.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many schools, all of one municipality; an even number, at most 1,998.
    #[arg(long, default_value_t = 1_300)]
    schools: u32,
    /// How many indicators, every second a mean.
    #[arg(long, default_value_t = 60)]
    indicators: u32,
    /// How many of them are headlines, each the only one of its theme.
    #[arg(long, default_value_t = 10)]
    headlines: u32,
    /// How many school years, 2 to 5.
    #[arg(long, default_value_t = 5)]
    years: u32,
    /// How often to judge.
    #[arg(long, default_value_t = 1)]
    turns: u32,
    /// Where to write the tallies: for each indicator, school and year three doubles in the machine's
    /// order of bytes: pupils, sum and sum of squares, in hits or points.
    #[arg(long)]
    tallies: Option<PathBuf>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let catalogue = catalogue(&arguments)?;
    let settings = Catalogue::built_in()?.settings();
    let drawn = draw(&arguments)?;
    if let Some(file) = &arguments.tallies {
        fs::write(file, bytes(&drawn, &arguments))?;
    }
    let (graph, evidence) = evidence(&drawn, &catalogue, &arguments)?;
    let years = years(arguments.years)?.into_iter().collect::<BTreeSet<_>>();
    let kinds = BTreeMap::new();
    let scope = Scope {
        catalogue: &catalogue,
        settings: &settings,
        years: &years,
        graph: &graph,
        kinds: &kinds,
    };
    for _ in 0..arguments.turns {
        let (estimated, figures) = timed(|| estimate(&evidence, &BTreeMap::new(), &catalogue));
        let (judged, judgements) = timed(|| judge(&figures, &scope));
        println!("estimate {estimated} judge {judged} {}", summary(&judgements));
    }
    Ok(())
}

/// What was judged, so that a peer can be held against it.
fn summary(judgements: &Judgements) -> String {
    let is_school = |unit: Unit| matches!(unit, Unit::School(_));
    let schools = judgements.changes.iter().filter(|of| is_school(of.unit));
    let differences = schools.filter_map(|of| of.numbers.map(|numbers| numbers.difference.abs()));
    let (changes, sum) = differences.fold((0_u64, 0.0), |(n, sum), of| (n + 1, sum + of));
    let tested: u64 = judgements.families.iter().map(|family| family.comparisons).sum();
    let sure: u64 = judgements.families.iter().map(|family| family.sure).sum();
    format!(
        "changes {changes} difference {sum:.6} positions {} tested {tested} sure {sure}",
        judgements.positions.len()
    )
}

/// Seconds on the wall, and of all processors together where the system says.
struct Time {
    wall: Duration,
    processor: Option<f64>,
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let processor = self.processor.unwrap_or(f64::NAN);
        write!(f, "{:.3} cpu {processor:.2}", self.wall.as_secs_f64())
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (Time, T) {
    let (start, used) = (std::time::Instant::now(), processor_time());
    let made = work();
    let processor = processor_time().zip(used).map(|(after, before)| after - before);
    (Time { wall: start.elapsed(), processor }, made)
}

/// What this process has used, user and system; Linux counts it in hundredths of a second.
fn processor_time() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after_name) = text.rsplit_once(')')?;
    let mut numbers = after_name.split_whitespace().skip(11).map(str::parse::<f64>);
    Some((numbers.next()?.ok()? + numbers.next()?.ok()?) / 100.0)
}

fn years(count: u32) -> Result<Vec<SchoolYear>, Failure> {
    let first = SchoolYear::starting(2020).ok_or("no such school year")?;
    let after = std::iter::successors(Some(first), |year| year.next());
    Ok(after.take(usize::try_from(count)?).collect())
}

fn is_mean(indicator: u32) -> bool {
    indicator % 2 == 1
}

/// One theme for each headline; the other indicators are shared out among them.
fn catalogue(arguments: &Arguments) -> Result<Catalogue, Failure> {
    let headlines = arguments.headlines.max(1);
    let files: Vec<String> = (0..headlines)
        .map(|theme| {
            let of = |indicator: &u32| indicator % headlines == theme;
            let indicators = (0..arguments.indicators).filter(of);
            let entries = indicators.map(|indicator| entry(indicator, indicator < headlines));
            let words = words(&["name", "about"]);
            format!("[theme]\nid = \"tema-{theme}\"\n{words}{}", entries.collect::<String>())
        })
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    Ok(Catalogue::from_toml(&files)?)
}

fn words(fields: &[&str]) -> String {
    let word = |field: &&str| format!("{field} = {{ da = \"a\", en = \"a\" }}");
    let lines: Vec<String> = fields.iter().map(word).collect();
    lines.join("\n") + "\n"
}

fn entry(indicator: u32, is_headline: bool) -> String {
    let number = if is_mean(indicator) {
        "table = \"wellbeing\"\nmean = \"generel\"\ndenominator = \"generel is not null\"\n\
         scale = \"tal\"\nmethod = \"t\"\n"
    } else {
        "table = \"egen\"\nreported = \"andel\"\nscale = \"procent\"\nmethod = \"wilson\"\n"
    };
    let words = words(&["name", "description", "population"]);
    format!(
        "[[indicator]]\nid = \"tal-{indicator:03}\"\nheadline = {is_headline}\nshock = \"maalt\"\n\
         version = 1\n{words}{number}decimals = 2\npolarity = \"hoejere-er-bedre\"\n\
         minimum_n = 10\nconfidentiality = \"personlig\"\nsource = \"Opdigtet\"\n\
         status = \"antaget\"\n"
    )
}

/// Two halves: a panel has at most 999 schools.
fn draw(arguments: &Arguments) -> Result<[Municipality; 2], Failure> {
    let indicator = |indicator| {
        let (share, mean) = (Indicator::share(), Indicator::mean());
        if is_mean(indicator) {
            Indicator { effect: 0.3, ..mean }
        } else {
            Indicator { effect: 0.15, ..share }
        }
    };
    let panel = Panel {
        schools: arguments.schools / 2,
        years: arguments.years,
        changing: 0.2,
        indicators: (0..arguments.indicators).map(indicator).collect(),
        ..Panel::default()
    };
    Ok([panel.municipality(0)?, panel.municipality(1)?])
}

/// Every tally: by indicator, school and year.
fn tallies<'a>(
    drawn: &'a [Municipality; 2],
    arguments: &Arguments,
) -> impl Iterator<Item = (u32, u32, usize, Tally)> + 'a {
    (0..arguments.indicators).zip(0..).flat_map(move |(indicator, place): (u32, usize)| {
        let halves = drawn.iter().filter_map(move |half| half.indicators.get(place));
        let schools = (0..).zip(halves.flat_map(|half| &half.schools));
        schools.flat_map(move |(school, of)| {
            of.years.iter().enumerate().map(move |(year, of)| (indicator, school, year, of.tally))
        })
    })
}

fn bytes(drawn: &[Municipality; 2], arguments: &Arguments) -> Vec<u8> {
    const POINT: f64 = 1e-6;
    let numbers = tallies(drawn, arguments).flat_map(|(.., tally)| match tally {
        Tally::Share { n, hits } => [n, hits, hits].map(count_to_f64),
        Tally::Moments { n, sum, sum_sq } => {
            let squares = i64::try_from(sum_sq).map_or(f64::NAN, to_f64);
            [count_to_f64(n), to_f64(sum) * POINT, squares * POINT * POINT]
        }
        Tally::Count(_) | Tally::Ratio { .. } | Tally::Weighted { .. } => [f64::NAN; 3],
    });
    numbers.flat_map(f64::to_ne_bytes).collect()
}

/// Schools and their municipality, as a report has them.
fn evidence(
    drawn: &[Municipality; 2],
    catalogue: &Catalogue,
    arguments: &Arguments,
) -> Result<(RollupGraph, BTreeMap<FigureKey, Evidence>), Failure> {
    let municipality: Unit = "kommune:999".parse()?;
    let units: Vec<Unit> = (0..arguments.schools)
        .map(|school| format!("skole:{}", 998_000 + school).parse())
        .collect::<Result<_, _>>()?;
    let years = years(arguments.years)?;
    let mut graph = RollupGraph::default();
    for unit in &units {
        graph.add(*unit, municipality);
    }
    let mut cells = BTreeMap::new();
    for (indicator, school, year, tally) in tallies(drawn, arguments) {
        let id = format!("tal-{indicator:03}");
        let indicator = catalogue.indicator(&id).ok_or("an indicator that is not defined")?;
        let unit = units.get(usize::try_from(school)?).ok_or("a school without a number")?;
        let year = years.get(year).ok_or("a year too many")?;
        let key = FigureKey {
            indicator: indicator.id.clone(),
            unit: *unit,
            period: Period::Year(*year),
            breakdown: Breakdown::ALL,
        };
        cells.insert(key, tally);
    }
    let counted = |tally| Evidence::Counted { tally, origin: Origin::PupilRows };
    let sums = graph.roll_up(&cells, Tally::merge)?;
    let evidence = sums.into_iter().map(|(key, tally)| (key, counted(tally))).collect();
    Ok((graph, evidence))
}
