//! Removing what runs left behind.

use std::path::{Path, PathBuf};

use kvalitet_pipeline::{
    Cache, Deadline, Kept, KeptBecause, PurgeError, PurgeRequest, Removable, Removal, find_purge,
    read_date, receipt_path,
};
use kvalitet_text::Texts;

use crate::arguments::Format;
use crate::exit::Exit;
use crate::session::{Session, rejected_beside, simulated_in, work_beside};
use crate::words;

/// What was typed.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    pub(crate) before: String,
    pub(crate) out: PathBuf,
    pub(crate) work: Option<PathBuf>,
    pub(crate) result: bool,
    pub(crate) key: bool,
    pub(crate) delete: bool,
}

/// Says what may be removed, and removes it where that was asked for.
pub(crate) fn purge(session: &mut Session, file: &Path, typed: &Typed) -> Result<Exit, Exit> {
    // Neither the key nor other files of the plan are needed, and they may be gone.
    let plan = session.plan_alone(Some(file))?;
    let texts = &session.texts;
    let Some(before) = read_date(&typed.before) else {
        let date = [("dato", typed.before.as_str().into())];
        return Err(session.fail(Exit::Plan, &texts.with("slet-dato", &date)));
    };
    let rejected = rejected_beside(&typed.out);
    let work = typed.work.clone().unwrap_or_else(|| work_beside(&typed.out));
    let simulated = simulated_in(&work);
    let cache = Cache::of_work(&work);
    let request = PurgeRequest {
        plan: &plan,
        file,
        out: &typed.out,
        rejected: &rejected,
        simulated: &simulated,
        cache: cache.folder(),
        before: &before,
        result: typed.result,
        key: typed.key,
    };
    let could_not = |error: PurgeError| session.fail(Exit::CouldNotWrite, &in_words(texts, &error));
    let found = find_purge(&request).map_err(could_not)?;
    let mut lines = Vec::new();
    let mut removed = 0;
    if typed.delete && !found.removals.is_empty() {
        let receipt = receipt_path(file, &before).map_err(could_not)?;
        found.carry_out(&request, &receipt).map_err(could_not)?;
        removed = found.removals.len();
        let receipt = [("fil", receipt.display().to_string().into())];
        lines.push(texts.with("slet-kvittering", &receipt));
    } else if found.removals.is_empty() {
        lines.push(texts.get("slet-intet"));
    } else {
        lines.push(texts.get("slet-proeve"));
    }
    if !typed.out.exists() {
        let folder = [("mappe", typed.out.display().to_string().into())];
        lines.push(texts.with("slet-ingen-mappe", &folder));
    }
    if session.manner.format == Format::Json {
        session.answer(&found.receipt(&request, removed).to_string());
        return Ok(Exit::Done);
    }
    let id = if 0 < removed { "slet-slettet" } else { "slet-ville" };
    let removals = found.removals.iter().map(|of| removal(texts, id, of, &before));
    let kept = found.kept.iter().map(|of| kept(texts, of, &before));
    let all: Vec<String> = removals.chain(kept).chain(lines).collect();
    session.tell(&all.join("\n"));
    Ok(Exit::Done)
}

fn what(texts: &Texts, of: Removable) -> String {
    texts.get(&format!("slet-hvad-{}", of.id()))
}

fn removal(texts: &Texts, id: &str, of: &Removal, before: &str) -> String {
    let Deadline { date, is_retention } = &of.deadline;
    let why = if *is_retention { "slet-grund-slettes" } else { "slet-grund-dato" };
    let why = texts.with(why, &[("dato", date.as_str().into()), ("foer", before.into())]);
    texts.with(
        id,
        &[
            ("sti", of.path.display().to_string().into()),
            ("hvad", what(texts, of.what).into()),
            ("filer", of.files.into()),
            ("bytes", of.bytes.into()),
            ("grund", why.into()),
        ],
    )
}

fn kept(texts: &Texts, of: &Kept, before: &str) -> String {
    let why = match &of.why {
        KeptBecause::NotBefore(deadline) => texts.with(
            "slet-bevaret-ikke-foer",
            &[("dato", deadline.date.as_str().into()), ("foer", before.into())],
        ),
        KeptBecause::OtherPlan(plan) => {
            texts.with("slet-bevaret-anden-plan", &[("plan", plan.as_str().into())])
        }
        KeptBecause::NotOurs => texts.get("slet-bevaret-ikke-vores"),
        KeptBecause::OnlyResult => texts.get("slet-bevaret-eneste"),
        KeptBecause::NotAsked => texts.get(&format!("slet-bevaret-{}", of.what.id())),
        KeptBecause::Environment => texts.get("slet-bevaret-miljoe"),
        KeptBecause::NoRetention => texts.get("slet-bevaret-ingen-frist"),
    };
    texts.with(
        "slet-bevaret",
        &[
            ("sti", of.path.display().to_string().into()),
            ("hvad", what(texts, of.what).into()),
            ("grund", why.into()),
        ],
    )
}

fn in_words(texts: &Texts, error: &PurgeError) -> String {
    match error {
        PurgeError::Link { path } => texts.with("slet-link", &[("sti", path.as_str().into())]),
        PurgeError::InTheWay { path, file } => {
            let arguments = [("sti", path.as_str().into()), ("fil", file.as_str().into())];
            texts.with("slet-i-vejen", &arguments)
        }
        PurgeError::Io { path, source } => {
            let why = words::io_error(texts, source);
            let arguments = [("sti", path.as_str().into()), ("hvorfor", why.into())];
            texts.with("slet-kan-ikke", &arguments)
        }
    }
}
