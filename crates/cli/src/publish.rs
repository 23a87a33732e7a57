//! Publishing an edition, and what a run says of it.

use std::path::Path;

use kvalitet_disclosure::{
    AuditError, Conflict, ConflictKind, EditionName, EditionStage, OrderError, RegisterError, Step,
    Supersedes,
};
use kvalitet_pipeline::output::{self, OutputError};
use kvalitet_pipeline::{
    Asked, Obstacles, Plan, PlanText, Publication, PublishError, ReadRegister, RegisterFile,
    RegisterFileError, Run, Stage, publication, refused_files,
};
use kvalitet_text::Texts;
use serde_json::json;

use crate::arguments::{Data, Format, Publishing};
use crate::commands::{self, Ran};
use crate::exit::Exit;
use crate::session::{Session, rejected_beside};
use crate::words;

/// How many figures a terminal names before it points at the file.
const SHOWN: usize = 10;

/// Publishes an edition: the output is put in its place, then the register.
pub(crate) fn publish(
    session: &mut Session,
    path: &Path,
    out: &Path,
    (typed, data): (&Publishing, &Data),
) -> Result<Exit, Exit> {
    let mut plan = session.plan(Some(path))?;
    let file = RegisterFile::beside(path);
    let read = register(session, &file)?;
    let asked = asked(session, &file, &read, typed)?;
    asked.set_plan(&mut plan);
    let session = &*session;
    let mut run = match commands::ran(session, &mut plan, (path, out), data)? {
        Ran::Done(run) => run,
        Ran::Rejected(exit) => return Ok(exit),
    };
    session.stage(Stage::Report);
    run.attack();
    let made =
        commands::on_threads(data, || publication(&run, &plan, &asked, Some(&commands::pdf)));
    let made = made.map_err(|what| commands::our_bug(session, &what))?;
    match made {
        Ok(made) => {
            put_in_place(session, (&file, &read), &made, out)?;
            say_published(session, (&plan, &run), &asked, (&made, &file, out));
            Ok(Exit::Done)
        }
        Err(PublishError::Refused(obstacles)) => {
            refuse(session, (&plan, &run), &obstacles, (&asked.edition, out))
        }
        Err(PublishError::OtherContent(name)) => {
            let mut text =
                session.texts.with("udgave-andet-indhold", &[("navn", name.as_str().into())]);
            if let Some(unfinished) = unfinished(&session.texts, &read) {
                text = format!("{text}\n{unfinished}");
            }
            Err(session.fail(Exit::Plan, &text))
        }
        Err(
            error
            @ (PublishError::NothingPublic | PublishError::Words(_) | PublishError::Bundle(_)),
        ) => Err(commands::our_bug(session, &commands::chain(&error))),
    }
}

/// The register of a plan.
fn register(session: &Session, file: &RegisterFile) -> Result<ReadRegister, Exit> {
    file.read().map_err(|error| {
        let (exit, text) = register_error(&session.texts, &error);
        session.fail(exit, &text)
    })
}

/// Gives a plan its register for a run, which only reads it.
pub(crate) fn set_register(
    session: &Session,
    plan: &mut Plan,
    path: Option<&Path>,
) -> Result<(), Exit> {
    let file = RegisterFile::beside(path.unwrap_or(Path::new("demo")));
    plan.set_register(register(session, &file)?.register, None);
    Ok(())
}

fn asked(
    session: &Session,
    file: &RegisterFile,
    read: &ReadRegister,
    typed: &Publishing,
) -> Result<Asked, Exit> {
    let texts = &session.texts;
    let edition = name(session, &typed.edition)?;
    let asked = Asked::new(edition, step(session, typed)?, read.register.clone());
    asked.map_err(|error| {
        let text = match error {
            OrderError::Taken { name, stage } => {
                let of = |stage: &str| texts.with("udgave-trin", &[("trin", stage.into())]);
                let told = [
                    ("navn", name.as_str().into()),
                    ("trin", of(stage.id()).into()),
                    ("ny", of(asked_stage(typed).id()).into()),
                ];
                texts.with("udgave-navn-taget", &told)
            }
            OrderError::Unknown { name, nearest: Some(nearest) } => texts.with(
                "udgave-ukendt",
                &[("navn", name.as_str().into()), ("naermest", nearest.into())],
            ),
            OrderError::Unknown { name, nearest: None } => {
                let file = file.path().display().to_string();
                let told = [("navn", name.as_str().into()), ("fil", file.into())];
                texts.with("udgave-ingen", &told)
            }
            OrderError::NotFinal(name) => {
                texts.with("udgave-ikke-endelig", &[("navn", name.as_str().into())])
            }
            OrderError::NotHeard(name) => {
                texts.with("udgave-ikke-hoert", &[("navn", name.as_str().into())])
            }
            OrderError::Itself(_) => texts.get("udgave-sig-selv"),
        };
        session.fail(Exit::Plan, &text)
    })
}

/// What was typed as the name of an edition.
fn name(session: &Session, typed: &str) -> Result<EditionName, Exit> {
    typed.parse().map_err(|_| {
        session.fail(Exit::Plan, &session.texts.with("udgave-navn", &[("navn", typed.into())]))
    })
}

/// The stage that was typed; without one an edition that corrects another is a correction, others are
/// final.
fn asked_stage(typed: &Publishing) -> EditionStage {
    match (typed.stage.as_deref().and_then(EditionStage::from_id), &typed.corrects) {
        (Some(stage), _) => stage,
        (None, Some(_)) => EditionStage::Errata,
        (None, None) => EditionStage::Final,
    }
}

/// What the edition is made as.
fn step(session: &Session, typed: &Publishing) -> Result<Step, Exit> {
    let wrong = |id: &str| session.fail(Exit::Plan, &session.texts.get(id));
    let said = |reason: &str, id: &str| match reason.trim() {
        "" => Err(wrong(id)),
        reason => Ok(reason.to_owned()),
    };
    match (asked_stage(typed), typed.corrects.as_deref(), typed.changed.as_deref()) {
        (EditionStage::Hearing, None, None) => Ok(Step::Hearing),
        (EditionStage::Final, None, changed) => {
            let changed = changed.map(|reason| said(reason, "udgave-begrundelse-tom"));
            Ok(Step::Final { changed: changed.transpose()? })
        }
        (EditionStage::Errata, Some(corrected), None) => {
            let reason = said(typed.reason.as_deref().unwrap_or_default(), "udgave-begrundelse")?;
            Ok(Step::Errata(Supersedes { edition: name(session, corrected)?, reason }))
        }
        _ => Err(wrong("udgave-trin-valg")),
    }
}

/// The new register beside the old one, the output in its place, then the register in its place: killed
/// in between, the edition is known to be out.
fn put_in_place(
    session: &Session,
    (file, read): (&RegisterFile, &ReadRegister),
    made: &Publication,
    out: &Path,
) -> Result<(), Exit> {
    session.stage(Stage::Write);
    let of_register = |error: RegisterFileError| {
        let (exit, text) = register_error(&session.texts, &error);
        session.fail(exit, &text)
    };
    let of_output = |error: OutputError| {
        session.fail(Exit::CouldNotWrite, &words::output_error(&session.texts, &error))
    };
    file.prepare(&made.register).map_err(of_register)?;
    if let Err(error) = output::replace(out, &made.files) {
        let exit = of_output(error);
        file.take_back(read).map_err(of_register)?;
        return Err(exit);
    }
    file.commit().map_err(of_register)?;
    output::remove_if_ours(&rejected_beside(out)).map_err(of_output)
}

fn say_published(
    session: &Session,
    (plan, run): (&Plan, &Run),
    asked: &Asked,
    (made, file, out): (&Publication, &RegisterFile, &Path),
) {
    let (folder, register) = (out.display().to_string(), file.path().display().to_string());
    let name = asked.edition.as_str();
    if session.manner.format == Format::Json {
        let told = json!({
            "udgave": name,
            "trin": asked.step.stage().id(),
            "igen": made.again,
            "mappe": folder,
            "register": register,
            "filer": made.files.len(),
        });
        return session.answer(&told.to_string());
    }
    let texts = &session.texts;
    let id = if made.again { "udgivet-igen" } else { "udgivet" };
    let mut lines = vec![texts.with(id, &[("navn", name.into()), ("mappe", folder.into())])];
    lines.extend(notes(texts, plan, run));
    lines.push(texts.with("udgivet-register", &[("fil", register.into())]));
    session.tell(&lines.join("\n"));
}

/// What a reader of an edition beside earlier ones must be told of.
fn notes(texts: &Texts, plan: &Plan, run: &Run) -> Vec<String> {
    let editions = &run.editions;
    let mut notes = Vec::new();
    let mut say = |id: &str, count: usize, edition: &str| {
        if 0 < count {
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            notes.push(texts.with(id, &[("antal", count.into()), ("udgave", edition.into())]));
        }
    };
    say("udgave-beholdt", editions.differences.resolved.len(), "");
    say("udgave-offentligt-foer", editions.crossings.iter().filter(|of| of.was_shown).count(), "");
    let superseded = plan.superseded().map(EditionName::as_str).unwrap_or_default();
    say("udgave-godtaget", editions.accepted.len(), superseded);
    notes
}

/// Says why an edition is not published; the folder beside the output has all of it.
fn refuse(
    session: &Session,
    (plan, run): (&Plan, &Run),
    obstacles: &Obstacles,
    (name, out): (&EditionName, &Path),
) -> Result<Exit, Exit> {
    let folder = rejected_beside(out);
    let files = refused_files(run, plan, obstacles)
        .map_err(|error| commands::our_bug(session, &commands::chain(&error)))?;
    output::replace(&folder, &files).map_err(|error| {
        session.fail(Exit::CouldNotWrite, &words::output_error(&session.texts, &error))
    })?;
    let texts = &session.texts;
    let place = folder.display().to_string();
    if session.manner.format == Format::Json {
        let told = json!({ "udgave": name.as_str(), "afvist": true, "mappe": place });
        session.answer(&told.to_string());
    }
    let arguments = [("navn", name.as_str().into()), ("mappe", place.into())];
    let mut lines = vec![texts.with("udgave-afvist", &arguments)];
    lines.extend(in_the_way(texts, obstacles, Some(name)));
    lines.extend(notes(texts, plan, run));
    Err(session.fail(Exit::NotSafe, &lines.join("\n")))
}

/// Says on standard error what publishing would refuse of a finished run.
pub(crate) fn warn(
    session: &Session,
    plan: &Plan,
    run: &Run,
    out: &Path,
) -> Result<(), PublishError> {
    let mut obstacles = Obstacles::of(run, plan)?;
    // A draft is not attacked, and says so.
    obstacles.not_safe = None;
    if obstacles.are_none() {
        return Ok(());
    }
    let texts = &session.texts;
    let account = out.join("fortrolig").join("kvalitet").join("udgivelse.json");
    let account = [("fil", account.display().to_string().into())];
    let mut lines = vec![texts.with("udgave-ville-afvises", &account)];
    lines.extend(in_the_way(texts, &obstacles, None));
    session.warn(&lines.join("\n"));
    Ok(())
}

fn in_the_way(texts: &Texts, obstacles: &Obstacles, edition: Option<&EditionName>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(not_safe) = &obstacles.not_safe {
        let untried = not_safe.untried.as_ref().and_then(AuditError::key);
        lines.push(match (not_safe.exposed.first(), untried) {
            (Some(first), _) => {
                let count = u64::try_from(not_safe.exposed.len()).unwrap_or(u64::MAX);
                let arguments = [("antal", count.into()), ("noegle", first.to_string().into())];
                texts.with("udgave-kan-regnes-ud", &arguments)
            }
            (None, Some(key)) => {
                let arguments = [("noegle", key.to_string().into())];
                texts.with("udgave-ikke-afproevet-tal", &arguments)
            }
            (None, None) => texts.get("udgave-ikke-afproevet"),
        });
    }
    lines.extend(obstacles.not_kept.iter().map(|of| words::not_kept(texts, of)));
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let conflicts = &obstacles.conflicts;
    if !conflicts.is_empty() {
        // Only its own hearing has the name of an edition.
        let is_heard = conflicts.iter().any(|of| Some(&of.edition) == edition);
        let heard = ("hoert", u64::from(is_heard).into());
        let all = [("antal", count(conflicts.len()).into()), heard];
        lines.push(texts.with("udgave-forskelle", &all));
        lines.extend(conflicts.iter().take(SHOWN).map(|of| format!("  {}", conflict(texts, of))));
        let more = conflicts.len().saturating_sub(SHOWN);
        if 0 < more {
            let more = [("antal", count(more).into())];
            lines.push(format!("  {}", texts.with("udgave-forskel-flere", &more)));
        }
    }
    lines.extend(frozen(texts, obstacles));
    let place = |of: &PlanText| {
        texts.with(
            "udgave-tal-om-test",
            &[
                ("fil", of.file.as_str().into()),
                ("linje", of.line.to_string().into()),
                ("kolonne", of.column.to_string().into()),
            ],
        )
    };
    lines.extend(obstacles.texts.iter().map(place));
    lines
}

/// What is not as it was when the edition was heard, by key.
fn frozen(texts: &Texts, obstacles: &Obstacles) -> Vec<String> {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let keys = &obstacles.frozen;
    if keys.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![texts.with("udgave-laaste-tal", &[("antal", count(keys.len()).into())])];
    lines.extend(keys.iter().take(SHOWN).map(|key| format!("  {key}")));
    let more = keys.len().saturating_sub(SHOWN);
    if 0 < more {
        let more = texts.with("udgave-laast-flere", &[("antal", count(more).into())]);
        lines.push(format!("  {more}"));
    }
    lines
}

fn conflict(texts: &Texts, of: &Conflict) -> String {
    let id = match of.kind {
        ConflictKind::Persons => "udgave-forskel-personer",
        ConflictKind::Results => "udgave-forskel-resultater",
        ConflictKind::Unknown => "udgave-forskel-ukendt-antal",
        ConflictKind::Sum { .. } => "udgave-forskel-sum",
    };
    let mut arguments = vec![
        ("noegle", of.key.to_string().into()),
        ("udgave", of.edition.as_str().into()),
        ("graense", of.k.into()),
    ];
    if let ConflictKind::Sum { through } = &of.kind {
        let through = through.as_ref().map(ToString::to_string);
        let through = through.unwrap_or_else(|| texts.get("udgave-sum-tidligere"));
        arguments.push(("gennem", through.into()));
    }
    texts.with(id, &arguments)
}

/// That an edition was not published to its end, where that is so.
fn unfinished(texts: &Texts, read: &ReadRegister) -> Option<String> {
    let file = read.unfinished.as_ref()?.display().to_string();
    Some(texts.with("udgave-afbrudt", &[("fil", file.into())]))
}

/// A register that cannot be used, and how the program ends.
fn register_error(texts: &Texts, error: &RegisterFileError) -> (Exit, String) {
    match error {
        RegisterFileError::Register { path, source } => {
            let file = ("fil", path.as_str().into());
            let text = match source {
                RegisterError::Form { line, column } => {
                    let place = [file, ("linje", (*line).into()), ("tegn", (*column).into())];
                    texts.with("register-form", &place)
                }
                RegisterError::Version { found, known } => {
                    let versions =
                        [("fundet", found.to_string().into()), ("kendt", known.to_string().into())];
                    let [found, known] = versions;
                    texts.with("register-version", &[file, found, known])
                }
                RegisterError::Twice(name) => {
                    texts.with("register-to-gange", &[file, ("navn", name.as_str().into())])
                }
                RegisterError::Unwritable => {
                    let what = source.to_string();
                    return (Exit::OurBug, texts.with("vores-fejl", &[("hvad", what.into())]));
                }
            };
            (Exit::Plan, text)
        }
        RegisterFileError::Read { path, source } => {
            let why = words::io_error(texts, source);
            let arguments = [("fil", path.as_str().into()), ("hvorfor", why.into())];
            (Exit::Plan, texts.with("register-ulaeseligt", &arguments))
        }
        RegisterFileError::Write { path, source } => {
            let why = words::io_error(texts, source);
            let arguments = [("sti", path.as_str().into()), ("hvorfor", why.into())];
            (Exit::CouldNotWrite, texts.with("kunne-ikke-skrive", &arguments))
        }
    }
}
