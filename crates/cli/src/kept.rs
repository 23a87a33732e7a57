//! What a run takes from the one before it, and leaves for the next.

use std::path::Path;

use kvalitet_ingest::Sources;
use kvalitet_pipeline::{Answer, Cache, Inputs, Plan, Stage, Trace, Why, output};
use kvalitet_report::OutputFile;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::arguments::{Data, Format};
use crate::session::{Session, rejected_beside, work_folder};

/// Everything after the sources are there.
const WORK: [Stage; 5] =
    [Stage::Ingest, Stage::Figures, Stage::Release, Stage::Report, Stage::Write];

/// What a run to one folder remembers.
#[derive(Debug)]
pub(crate) struct Kept<'a> {
    out: &'a Path,
    /// `None` where the program does not know itself: then nothing is remembered.
    cache: Option<(Cache, Inputs)>,
}

impl<'a> Kept<'a> {
    /// What a run of `plan`, which has all that it names, remembers.
    pub(crate) fn of(session: &Session, plan: &Plan, data: &Data, out: &'a Path) -> Self {
        let work = work_folder(data, Some(out)).map(|work| Cache::of_work(&work));
        let inputs = session.program().map(|program| Inputs::of(plan, program, out));
        Self { out, cache: work.zip(inputs) }
    }

    /// What the last run answered, where this one would read, do and write the same, and its result is in
    /// place to the byte.
    pub(crate) fn answer(
        &self,
        session: &Session,
        sources: &dyn Sources,
        asked: Option<Why>,
    ) -> Option<Answer> {
        // As a run does before it writes: what a killed one left is put right. Whoever cannot is told there.
        let healed = self.out.file_name().is_some() && output::recover(self.out).is_ok();
        let found = match (asked, &self.cache) {
            (Some(why), _) => Err(why),
            (None, Some((cache, inputs))) if healed => cache.result(inputs, sources, self.out),
            (None, _) => Err(Why::NothingKept),
        };
        // A refused run may have come in between.
        let found = found.and_then(|answer| {
            output::remove_if_ours(&rejected_beside(self.out)).map_err(|_| Why::NothingKept)?;
            Ok(answer)
        });
        let why = found.as_ref().err().unwrap_or(&Why::Unchanged);
        session.because(&WORK, why);
        found.ok()
    }

    /// Keeps what a run did for the next. What cannot be kept is done again then.
    pub(crate) fn keep(
        self,
        plan: &Plan,
        trace: Option<Trace>,
        files: &[OutputFile],
        answer: Answer,
    ) {
        if let Some(((cache, inputs), trace)) = self.cache.zip(trace) {
            let _ = cache.keep_result((plan, inputs), trace, (self.out, files), answer);
        }
    }
}

/// Says what a run answered.
pub(crate) fn say(session: &Session, answer: &Answer) {
    match session.manner.format {
        Format::Json => session.answer(&answer.summary.to_string()),
        Format::Text => session.tell(&answer.text),
    }
}

/// Why each step was done or not, a line for each.
pub(crate) fn steps(texts: &Texts, steps: &[(Stage, Why)]) -> String {
    let line = |(stage, why): &(Stage, Why)| {
        let id = if why.is_reused() { "hvorfor-genbrugt" } else { "hvorfor-gjort" };
        let (name, why) = (texts.get(stage.id()), why.in_words(texts));
        texts.with(id, &[("trin", name.into()), ("grund", why.into())])
    };
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The same for programs.
pub(crate) fn steps_json(steps: &[(Stage, Why)]) -> Value {
    let step = |(stage, why): &(Stage, Why)| {
        json!({
            "trin": stage.id(),
            "gjort": !why.is_reused(),
            "grund": why.id(),
            "hvad": why.what(),
        })
    };
    json!({ "hvorfor": steps.iter().map(step).collect::<Value>() })
}
