//! How long each stage of a run took: for whoever wants it faster. Said on standard error alone, for no
//! two runs take the same time and their results are the same.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use kvalitet_pipeline::Stage;
use kvalitet_text::Texts;
use serde_json::{Value, json};

/// When something began.
#[derive(Clone, Copy, Debug)]
struct Moment {
    wall: Instant,
    /// What all threads together have had of processors until then, where the system says it.
    cpu: Option<Duration>,
}

impl Moment {
    #[expect(clippy::disallowed_methods, reason = "timing lives in the program")]
    fn now() -> Self {
        Self { wall: Instant::now(), cpu: cpu() }
    }

    fn since(self, earlier: Self) -> Taken {
        let cpu = self.cpu.zip(earlier.cpu).map(|(now, then)| now.saturating_sub(then));
        Taken { wall: self.wall.saturating_duration_since(earlier.wall), cpu }
    }
}

/// The time of processors that this process has had: fields 14 and 15 of what Linux says of it, in
/// hundredths of a second. The second field, the name, may hold spaces and ends at the last `)`.
fn cpu() -> Option<Duration> {
    let said = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = said.rsplit_once(')')?;
    let of_two = fields.split_whitespace().skip(11).take(2);
    let ticks = of_two.map(|ticks| ticks.parse::<u64>().ok()).sum::<Option<u64>>()?;
    Some(Duration::from_millis(ticks.checked_mul(10)?))
}

/// The most memory that this process has held at a time, in KiB, where the system says it.
fn most_memory() -> Option<u64> {
    let said = std::fs::read_to_string("/proc/self/status").ok()?;
    let most = said.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    most.trim().strip_suffix("kB")?.trim_end().parse().ok()
}

/// What something took.
#[derive(Clone, Copy, Debug)]
struct Taken {
    wall: Duration,
    cpu: Option<Duration>,
}

/// The stages of a run, and when each began.
#[derive(Debug)]
pub(crate) struct Timings {
    begun: Moment,
    stages: Mutex<Vec<(Stage, Moment)>>,
}

impl Timings {
    /// The program begins.
    pub(crate) fn begin() -> Self {
        Self { begun: Moment::now(), stages: Mutex::default() }
    }

    /// A stage begins, and with it the one before ends.
    pub(crate) fn stage(&self, stage: Stage) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        stages.push((stage, Moment::now()));
    }

    /// What each stage took until the next or until now, and what the whole did.
    fn taken(&self) -> (Vec<(Stage, Taken)>, Taken) {
        let now = Moment::now();
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, begun)| *begun).chain([now]);
        let taken =
            stages.iter().zip(ends).map(|((stage, begun), end)| (*stage, end.since(*begun)));
        (taken.collect(), now.since(self.begun))
    }

    /// A line for each stage, one for the whole, and one for memory.
    pub(crate) fn in_words(&self, texts: &Texts) -> String {
        let (stages, whole) = self.taken();
        let line = |name: String, of: Taken| {
            let seconds = |of: Duration| format!("{:.2}", of.as_secs_f64()).into();
            let time = [("trin", name.into()), ("sekunder", seconds(of.wall))];
            match of.cpu {
                Some(cpu) => {
                    let [name, wall] = time;
                    texts.with("tid-trin-processor", &[name, wall, ("processor", seconds(cpu))])
                }
                None => texts.with("tid-trin", &time),
            }
        };
        let lines = stages.into_iter().map(|(stage, of)| line(texts.get(stage.id()), of));
        let whole = line(texts.get("tid-i-alt"), whole);
        let memory = most_memory().map(|most| {
            let mebibytes = (most / 1024).to_string();
            texts.with("tid-hukommelse", &[("mebibyte", mebibytes.into())])
        });
        lines.chain([whole]).chain(memory).collect::<Vec<_>>().join("\n")
    }

    /// The same for programs, in milliseconds and KiB.
    pub(crate) fn json(&self) -> Value {
        let (stages, whole) = self.taken();
        let milliseconds = |of: Duration| u64::try_from(of.as_millis()).unwrap_or(u64::MAX);
        let time = |name: &str, of: Taken| {
            let cpu = of.cpu.map(milliseconds);
            json!({ "trin": name, "ms": milliseconds(of.wall), "processor_ms": cpu })
        };
        let mut all: Vec<Value> =
            stages.into_iter().map(|(stage, of)| time(stage.id(), of)).collect();
        all.push(time("i-alt", whole));
        json!({ "tider": all, "hukommelse_kib": most_memory() })
    }
}
