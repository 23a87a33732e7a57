//! Counting where rows are, and adding what was counted.

use std::path::{Path, PathBuf};

use kvalitet_pipeline::{
    MergeError, RunError, Stage, TallyFile, TallyFileError, is_rejected, tallied, unbalanced,
};
use serde_json::json;

use crate::arguments::{Data, Format, Telling};
use crate::commands::{self, Asked, Read};
use crate::exit::Exit;
use crate::raw::{self, KeptFree};
use crate::session::{Session, data_folder};
use crate::words;

/// Counts the sources of a plan.
pub(crate) fn tally(
    session: &mut Session,
    (path, out): (&Path, &Path),
    (telling, data): (Telling, &Data),
) -> Result<Exit, Exit> {
    session.telling = telling;
    let plan = session.plan(Some(path))?;
    let kept = KeptFree { results: Vec::new(), data: data_folder(&plan, Some(path), data, None) };
    room_for(session, out, &kept)?;
    let session = &*session;
    let asked = Asked { raw: None, pairs: false, data };
    let read = commands::read(session, &plan, Some(path), asked, None)?;
    if let Some(source) = unbalanced(&read.ingested) {
        let error = RunError::Unbalanced(source.to_owned());
        return Err(commands::our_bug(session, &error.to_string()));
    }
    if is_rejected(&read.ingested, &plan) {
        commands::say_rejected(session, &plan, &read, "kvalitetsrapport check");
        return Ok(Exit::Sources);
    }
    session.stage(Stage::Figures);
    let Read { ingested, .. } = read;
    let counted = commands::on_threads(data, || tallied(&plan, ingested));
    let counted = counted.map_err(|what| commands::our_bug(session, &what))?;
    let counted = counted.map_err(|error| commands::our_bug(session, &commands::chain(&error)))?;
    write(session, &counted, out)
}

/// Adds tally files.
pub(crate) fn merge(session: &Session, files: &[PathBuf], out: &Path) -> Result<Exit, Exit> {
    room_for(session, out, &KeptFree::default())?;
    session.stage(Stage::Ingest);
    let mut sum: Option<TallyFile> = None;
    for file in files {
        let next = opened(session, file)?;
        sum = Some(match sum {
            None => next,
            Some(sum) => sum.merge(next).map_err(|error| refused(session, file, &error))?,
        });
    }
    // Without a file the arguments are refused.
    sum.map_or(Ok(Exit::Done), |sum| write(session, &sum, out))
}

fn room_for(session: &Session, out: &Path, kept: &KeptFree) -> Result<(), Exit> {
    let Some(why) = raw::no_place(out, kept) else { return Ok(()) };
    let file = [("fil", out.display().to_string().into())];
    Err(session.fail(Exit::Plan, &session.texts.with(why, &file)))
}

fn opened(session: &Session, file: &Path) -> Result<TallyFile, Exit> {
    let texts = &session.texts;
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let why = words::io_error(texts, &error);
        let told = [("fil", name.as_str().into()), ("hvorfor", why.into())];
        session.fail(Exit::Plan, &texts.with("optaelling-kan-ikke-laeses", &told))
    })?;
    TallyFile::from_bytes(&bytes).map_err(|error| {
        let named = ("fil", name.as_str().into());
        let text = match error {
            TallyFileError::OtherForm => texts.with("optaelling-anden-form", &[named]),
            TallyFileError::Damaged { line, column } => {
                let number = |of: usize| u64::try_from(of).unwrap_or(u64::MAX).into();
                let place = [named, ("linje", number(line)), ("kolonne", number(column))];
                texts.with("optaelling-beskadiget", &place)
            }
        };
        session.fail(Exit::Sources, &text)
    })
}

/// How many ids of definitions are named.
const NAMED: usize = 5;

fn refused(session: &Session, file: &Path, error: &MergeError) -> Exit {
    let texts = &session.texts;
    let named = ("fil", file.display().to_string().into());
    let place = |school: String, year: String, grade: u8| {
        [("skole", school.into()), ("aar", year.into()), ("klassetrin", u64::from(grade).into())]
    };
    let text = match error {
        MergeError::OtherDefinitions(ids) => {
            let more = if NAMED < ids.len() { ", …" } else { "" };
            let some: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
            let some = format!("{}{more}", some.join(", "));
            texts.with("optaelling-andre-definitioner", &[named, ("hvilke", some.into())])
        }
        MergeError::OtherYears => texts.with("optaelling-andre-aar", &[named]),
        MergeError::OtherRegister => texts.with("optaelling-andet-register", &[named]),
        MergeError::SameSource(source) => {
            texts.with("optaelling-samme-kilde", &[named, ("kilde", source.as_str().into())])
        }
        MergeError::SameCell(key) => {
            let place = place(key.school.to_string(), key.year.to_string(), key.grade.number());
            let [school, year, grade] = place;
            let told = [named, school, year, grade, ("fag", key.subject.id().into())];
            texts.with("optaelling-samme-celle", &told)
        }
        MergeError::OtherRoll { school, year, grade } => {
            let [school, year, grade] = place(school.to_string(), year.to_string(), grade.number());
            texts.with("optaelling-andet-elevtal", &[named, school, year, grade])
        }
        MergeError::Tally(error) => return commands::our_bug(session, &error.to_string()),
    };
    session.fail(Exit::Sources, &text)
}

/// Writes the file for the user alone, and says what it is.
fn write(session: &Session, counted: &TallyFile, out: &Path) -> Result<Exit, Exit> {
    session.stage(Stage::Write);
    let bytes = counted.to_bytes();
    let bytes = bytes.map_err(|error| commands::our_bug(session, &error.to_string()))?;
    let texts = &session.texts;
    let name = out.display().to_string();
    raw::new_file(out, &bytes).map_err(|error| {
        let why = words::io_error(texts, &error);
        let told = [("sti", name.as_str().into()), ("hvorfor", why.into())];
        session.fail(Exit::CouldNotWrite, &texts.with("kunne-ikke-skrive", &told))
    })?;
    let rows: u64 = counted.sources().values().map(|source| source.used).sum();
    let number = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
    let (cells, sources) = (number(counted.cells()), number(counted.sources().len()));
    if session.manner.format == Format::Json {
        let told = json!({ "fil": name, "kilder": sources, "brugt": rows, "celler": cells });
        session.answer(&told.to_string());
        return Ok(Exit::Done);
    }
    let told = [
        ("fil", name.into()),
        ("kilder", sources.into()),
        ("raekker", rows.into()),
        ("celler", cells.into()),
    ];
    session.tell(&texts.with("optaelling-skrevet", &told));
    Ok(Exit::Done)
}
