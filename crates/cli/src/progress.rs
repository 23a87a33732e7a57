//! The line on standard error that says where a run is, and about how long it has to go.
//!
//! Nobody knows beforehand how long a stage takes. What is said of the rest is the time that went until
//! this stage began, by the part that such stages took of runs that were measured: a guess, told as
//! one, and nothing where it has run out.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use kvalitet_pipeline::Stage;
use kvalitet_text::Texts;

/// The stages of a whole run, and how much of its time each takes, in per cent.
const COURSE: [(Stage, u32); 5] = [
    (Stage::Ingest, 3),
    (Stage::Figures, 12),
    (Stage::Release, 45),
    (Stage::Report, 37),
    (Stage::Write, 3),
];

/// So long a run must have gone before anything is guessed of the rest, and less is not told of: it is
/// over before it is read.
const LEAST: Duration = Duration::from_secs(3);

/// The line; hidden where nobody sees it.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    /// Whether a whole run is on its way, whose stages are known.
    is_run: bool,
}

impl Progress {
    pub(crate) fn new(is_quiet: bool) -> Self {
        let shown = !is_quiet && std::io::stderr().is_terminal();
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        Self { bar, is_run: false }
    }

    /// A whole run begins.
    pub(crate) const fn expect_run(&mut self) {
        self.is_run = true;
    }

    /// Says which stage begins.
    pub(crate) fn stage(&self, stage: Stage, texts: &Texts) {
        let place = COURSE.iter().position(|(of, _)| *of == stage).filter(|_| self.is_run);
        let name = texts.get(stage.id());
        let message = match place {
            None => name,
            Some(place) => {
                let count = |of: usize| u64::try_from(of).unwrap_or(u64::MAX).into();
                let arguments = [
                    ("trin", name.into()),
                    ("nr", count(place + 1)),
                    ("antal", count(COURSE.len())),
                ];
                texts.with("fremgang-trin", &arguments)
            }
        };
        let before = COURSE.iter().take(place.unwrap_or_default()).map(|(_, part)| part).sum();
        let begun = self.bar.elapsed();
        // The words are found once; the time is put in at every tick.
        let words = texts.with("fremgang-tilbage", &[("tid", "{}".into())]);
        let left = move |state: &ProgressState, line: &mut dyn Write| {
            if let Some(left) = remaining(begun, before, state.elapsed()) {
                // A line that cannot be shown is no error of the run.
                let _ = write!(line, ", {}", words.replace("{}", &clock(left)));
            }
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}{left}") {
            self.bar.set_style(style.with_key("left", left));
        }
        self.bar.set_message(message);
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// Ends the line.
    pub(crate) fn settle(&self) {
        self.bar.finish_and_clear();
    }
}

/// What is left of a run whose stages until now, `before` per cent of the whole, were over at `begun`;
/// `None` where nothing is known or it should be over.
fn remaining(begun: Duration, before: u32, now: Duration) -> Option<Duration> {
    let whole = (begun * 100).checked_div(before).filter(|_| LEAST <= begun)?;
    whole.checked_sub(now).filter(|left| LEAST <= *left)
}

/// Minutes and seconds, to the nearest 5 seconds above ten: no more is known.
fn clock(of: Duration) -> String {
    let seconds = of.as_secs();
    let seconds = if seconds <= 10 { seconds } else { (seconds + 2) / 5 * 5 };
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(of: u64) -> Duration {
        Duration::from_secs(of)
    }

    #[test]
    fn the_parts_make_a_whole() {
        assert_eq!(COURSE.iter().map(|(_, part)| part).sum::<u32>(), 100);
    }

    #[test]
    fn what_is_left_follows_from_what_has_gone() {
        assert_eq!(remaining(seconds(20), 20, seconds(20)), Some(seconds(80)));
        assert_eq!(remaining(seconds(20), 20, seconds(50)), Some(seconds(50)));
        assert_eq!(remaining(seconds(20), 20, seconds(99)), None);
        assert_eq!(remaining(seconds(20), 20, seconds(200)), None);
        assert_eq!(remaining(seconds(20), 0, seconds(20)), None);
        assert_eq!(remaining(seconds(1), 2, seconds(1)), None);
    }

    #[test]
    fn a_guess_is_told_as_one() {
        let told = [8, 10, 11, 62, 63, 600].map(|of| clock(seconds(of)));
        assert_eq!(told, ["0:08", "0:10", "0:10", "1:00", "1:05", "10:00"]);
    }
}
