//! The commands.

use std::error::Error;
use std::path::Path;

use kvalitet_core::catalogue::{Catalogue, Indicator};
use kvalitet_core::finding::{Finding, FindingKind};
use kvalitet_core::{FigureKey, Language, Period, Unit};
use kvalitet_disclosure::{Audience, Release};
use kvalitet_ingest::{Ingested, SourceReport, Sources};
use kvalitet_pipeline::{
    Answer, Keep, Plan, RawQuarantine, Recording, Run, RunError, Stage, Why, definition,
    earlier_key_check, indicator_page, is_rejected, output, output_files, quarantines_too_many,
    read as read_sources, rejected_files, simulate_into, unbalanced, work_out,
};
use kvalitet_report::Document;
use kvalitet_report::detectable::Asked as Change;
use kvalitet_simulate::Settings;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Command, Data, Format, Telling};
use crate::exit::Exit;
use crate::kept::{Kept, say};
use crate::publish;
use crate::raw::{KeptFree, RawFile};
use crate::session::{self, Session, data_folder, rejected_beside};
use crate::summary::Look;
use crate::{purge, sources, start, summary, tally, words};

const DEFAULT_OUT: &str = "out";

/// Does what was typed.
pub(crate) fn execute(arguments: Arguments) -> Exit {
    let mut session = Session::new(arguments.manner);
    let default = Command::Run {
        plan: None,
        out: DEFAULT_OUT.into(),
        raw_quarantine: None,
        telling: Telling::default(),
        data: Data::default(),
    };
    let done = match arguments.command.unwrap_or(default) {
        Command::Run { plan, out, raw_quarantine, telling, data } => {
            session.telling = telling;
            let asked = Asked { raw: raw_quarantine.as_deref(), pairs: true, data: &data };
            report(&mut session, plan.as_deref(), &out, asked)
        }
        Command::Publish { plan, out, edition, data } => {
            publish::publish(&mut session, &plan, &out, (&edition, &data))
        }
        Command::Check { plan, raw_quarantine, data } => {
            let asked = Asked { raw: raw_quarantine.as_deref(), pairs: false, data: &data };
            check_sources(&mut session, &plan, asked)
        }
        Command::Tally { plan, out, telling, data } => {
            tally::tally(&mut session, (&plan, &out), (telling, &data))
        }
        Command::Merge { files, out, timings } => {
            session.telling.timings = timings;
            tally::merge(&session, &files, &out)
        }
        Command::Explain { plan, key, audience, data } => {
            explain(&mut session, (&plan, &data), &key, &audience)
        }
        Command::Compare { plan, unit, audience, data } => {
            compare(&mut session, (&plan, &data), &unit, &audience)
        }
        Command::Detectable { plan, unit, indicator, change, audience, data } => {
            let (unit, indicator) = (unit.as_deref(), indicator.as_deref());
            let asked = Change { unit, indicator, change: change.as_deref() };
            detectable(&mut session, (&plan, &data), asked, &audience)
        }
        Command::Indicators { id } => indicators(&session, id.as_deref()),
        Command::Sources { kind, language } => {
            sources::show(&mut session, kind.as_deref(), &language)
        }
        Command::Simulate { out, schools, pupils, years, seed } => {
            let settings = Settings { schools, pupils, seed, ..Settings::default() };
            simulate(&session, &out, &settings, &years)
        }
        Command::New { folder, profile, municipality, years, language } => {
            let (profile, language) = (profile.as_str(), language.as_str());
            let typed = start::Typed { profile, municipality, years: years.as_deref(), language };
            start::start(&mut session, &folder, typed)
        }
        Command::Purge { plan, before, out, work, result, key, delete } => {
            let typed = purge::Typed { before, out, work, result, key, delete };
            purge::purge(&mut session, &plan, &typed)
        }
    };
    session.settle();
    session.tell_of_run();
    done.unwrap_or_else(|exit| exit)
}

/// What a command that reads sources was asked for besides its plan.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The file for rows in quarantine as they stand.
    pub(crate) raw: Option<&'a Path>,
    /// Whether pupils are followed one by one.
    pub(crate) pairs: bool,
    pub(crate) data: &'a Data,
}

/// What was read, and the name of the file of raw rows, where one was made.
pub(crate) struct Read {
    pub(crate) ingested: Ingested,
    pub(crate) raw: Value,
}

/// Reads the sources of a plan, on as many threads as asked, and writes the raw rows where they were
/// asked for. They are taken out of what is passed on.
pub(crate) fn read(
    session: &Session,
    plan: &Plan,
    path: Option<&Path>,
    asked: Asked<'_>,
    out: Option<&Path>,
) -> Result<Read, Exit> {
    let file = raw_file(session, plan, path, asked, out)?;
    let sources = session.sources(plan, path, asked.data, out)?;
    read_from(session, plan, asked, file, &sources.folder)
}

/// The file for rows in quarantine as they stand, where they were asked for and may be written.
fn raw_file(
    session: &Session,
    plan: &Plan,
    path: Option<&Path>,
    asked: Asked<'_>,
    out: Option<&Path>,
) -> Result<Option<RawFile>, Exit> {
    let Some(file) = asked.raw else { return Ok(None) };
    let mut kept = KeptFree::default();
    for result in out.map(|out| [out.to_path_buf(), rejected_beside(out)]).iter().flatten() {
        kept.results.extend(output::places(result));
    }
    kept.data = data_folder(plan, path, asked.data, out);
    RawFile::checked(session, file, &kept).map(Some)
}

fn read_from(
    session: &Session,
    plan: &Plan,
    asked: Asked<'_>,
    file: Option<RawFile>,
    sources: &dyn Sources,
) -> Result<Read, Exit> {
    session.stage(Stage::Ingest);
    let bug = |what: String| our_bug(session, &what);
    let keep = Keep { originals: file.is_some(), pairs: asked.pairs };
    let mut ingested = on_threads(asked.data, || read_sources(plan, sources, keep)).map_err(bug)?;
    let Some(file) = file else { return Ok(Read { ingested, raw: Value::Null }) };
    let raw = RawQuarantine::take(&mut ingested);
    Ok(Read { raw: file.write(session, plan, &raw)?, ingested })
}

/// Runs a plan on what was read, on as many threads as asked.
fn released(
    session: &Session,
    plan: &Plan,
    data: &Data,
    ingested: Ingested,
) -> Result<Run, RunFailure> {
    let run = on_threads(data, || work_out(plan, ingested, &|stage| session.stage(stage)));
    let run = run.map_err(|what| RunFailure::Told(our_bug(session, &what)))?;
    run.map_err(|error| match error {
        RunError::SourcesRejected(ingested) => RunFailure::Rejected(ingested),
        error @ (RunError::Unbalanced(_)
        | RunError::Tally(_)
        | RunError::Questionnaire(_)
        | RunError::NotASum(_)) => RunFailure::Told(our_bug(session, &error.to_string())),
    })
}

enum RunFailure {
    /// The user has been told.
    Told(Exit),
    /// The sources cannot be used.
    Rejected(Box<Ingested>),
}

/// A run for an edition.
pub(crate) enum Ran {
    /// It came to its end.
    Done(Box<Run>),
    /// The sources cannot be used, and the user was told.
    Rejected(Exit),
}

/// Reads and works out what an edition is made of.
pub(crate) fn ran(
    session: &Session,
    plan: &mut Plan,
    (path, out): (&Path, &Path),
    data: &Data,
) -> Result<Ran, Exit> {
    expect_earlier_key(plan, out);
    let asked = Asked { raw: None, pairs: true, data };
    let Read { ingested, raw } = read(session, plan, Some(path), asked, Some(out))?;
    match released(session, plan, data, ingested) {
        Ok(run) => Ok(Ran::Done(Box::new(run))),
        Err(RunFailure::Told(exit)) => Err(exit),
        Err(RunFailure::Rejected(ingested)) => {
            reject(session, plan, &Read { ingested: *ingested, raw }, out).map(Ran::Rejected)
        }
    }
}

/// The program's own PDF.
pub(crate) fn pdf(
    documents: &[Document],
    texts: &Texts,
) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    Ok(kvalitet_pdf::pdf(documents, texts)?)
}

pub(crate) fn on_threads<T: Send>(
    data: &Data,
    work: impl FnOnce() -> T + Send,
) -> Result<T, String> {
    let threads = data.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|error| error.to_string())?.install(work))
}

pub(crate) fn our_bug(session: &Session, what: &str) -> Exit {
    session.fail(Exit::OurBug, &session.texts.with("vores-fejl", &[("hvad", what.into())]))
}

fn report(
    session: &mut Session,
    path: Option<&Path>,
    out: &Path,
    asked: Asked<'_>,
) -> Result<Exit, Exit> {
    let mut plan = session.plan(path)?;
    // What was given out is not lost for a draft.
    if let Some(edition) = output::edition(out) {
        let told = [("navn", edition.into()), ("mappe", out.display().to_string().into())];
        return Err(session.fail(Exit::Plan, &session.texts.with("udgave-i-mappen", &told)));
    }
    publish::set_register(session, &mut plan, path)?;
    // Before the key of an earlier result is expected: that is no part of the plan.
    let kept = Kept::of(session, &plan, asked.data, out);
    expect_earlier_key(&mut plan, out);
    session.expect_run();
    let session = &*session;
    let file = raw_file(session, &plan, path, asked, Some(out))?;
    let sources = session.sources(&plan, path, asked.data, Some(out))?;
    let why = asked.raw.map(|_| Why::RawRows).or(asked.data.fresh.then_some(Why::Asked));
    let answer = on_threads(asked.data, || kept.answer(session, &sources.folder, why));
    if let Some(answer) = answer.map_err(|what| our_bug(session, &what))? {
        say(session, &answer);
        answer.warnings.iter().for_each(|warning| session.warn(warning));
        return Ok(Exit::Done);
    }
    let recording = Recording::new(&sources.folder);
    let Read { ingested, raw } = read_from(session, &plan, asked, file, &recording)?;
    let run = match released(session, &plan, asked.data, ingested) {
        Ok(run) => run,
        Err(RunFailure::Told(exit)) => return Err(exit),
        Err(RunFailure::Rejected(ingested)) => {
            return reject(session, &plan, &Read { ingested: *ingested, raw }, out);
        }
    };
    session.stage(Stage::Report);
    let files = on_threads(asked.data, || output_files(&run, &plan, Some(&pdf)))
        .map_err(|what| our_bug(session, &what))?
        .map_err(|error| our_bug(session, &chain(&error)))?;
    session.stage(Stage::Write);
    let could_not =
        |error| session.fail(Exit::CouldNotWrite, &words::output_error(&session.texts, &error));
    output::replace(out, &files).map_err(could_not)?;
    output::remove_if_ours(&rejected_beside(out)).map_err(could_not)?;
    let summary = summary_of_run(session, (&plan, &run), (out, files.len()), raw);
    let mut answer = Answer { text: done(session, &run, out), summary, warnings: Vec::new() };
    say(session, &answer);
    publish::warn(session, &plan, &run, out).map_err(|error| our_bug(session, &chain(&error)))?;
    // Rows as they stand were written besides: another run is asked for them again.
    if asked.raw.is_none() {
        answer.warnings = session.warned();
        kept.keep(&plan, recording.trace(), &files, answer);
    }
    Ok(Exit::Done)
}

/// What a run answers to programs.
fn summary_of_run(
    session: &Session,
    (plan, run): (&Plan, &Run),
    (out, files): (&Path, usize),
    raw: Value,
) -> Value {
    let mut summary = summary::json(&session.texts, plan, &run.ingested, raw);
    if let Value::Object(summary) = &mut summary {
        summary.insert("mappe".to_owned(), out.display().to_string().into());
        summary.insert("filer".to_owned(), files.into());
        summary.insert("se_foerst".to_owned(), Look::at(run).json());
    }
    summary
}

/// A plan without a check value of its own expects the key of the result that it replaces: a key
/// that was lost or mixed up is found while the old one may still be had. Who changes it on purpose
/// says so with `check`.
fn expect_earlier_key(plan: &mut Plan, out: &Path) {
    if let Some(wanted) = &mut plan.pseudonymisation
        && wanted.check.is_none()
    {
        wanted.check = earlier_key_check(out);
    }
}

/// What a run answers to people.
fn done(session: &Session, run: &Run, out: &Path) -> String {
    let page = out.join("fortrolig").join("rapport.html").display().to_string();
    let folder = out.display().to_string();
    let (texts, ingested) = (&session.texts, &run.ingested);
    let mut lines = vec![
        texts.with("faerdig", &[("mappe", folder.into())]),
        summary::rows(texts, ingested),
        texts.with("faerdig-aabn", &[("fil", page.into())]),
    ];
    lines.extend(summary::missing(texts, ingested));
    lines.extend(Look::at(run).lines(texts));
    if !ingested.quarantine.is_empty() {
        let kept = out.join("fortrolig").join("kvalitet").join("karantaene");
        let kept = [("mappe", kept.display().to_string().into())];
        lines.push(texts.with("faerdig-karantaene", &kept));
    }
    lines.join("\n")
}

/// Every cause of an error, in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let causes = std::iter::successors(Some(error), |error| Error::source(*error));
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn reject(session: &Session, plan: &Plan, read: &Read, out: &Path) -> Result<Exit, Exit> {
    let folder = rejected_beside(out);
    let files =
        rejected_files(&read.ingested, plan).map_err(|error| our_bug(session, &chain(&error)))?;
    output::replace(&folder, &files).map_err(|error| {
        session.fail(Exit::CouldNotWrite, &words::output_error(&session.texts, &error))
    })?;
    say_rejected(session, plan, read, &folder.display().to_string());
    Err(Exit::Sources)
}

pub(crate) fn say_rejected(session: &Session, plan: &Plan, read: &Read, where_to_look: &str) {
    let ingested = &read.ingested;
    if session.manner.format == Format::Json {
        let summary = summary::json(&session.texts, plan, ingested, read.raw.clone());
        session.answer(&summary.to_string());
    }
    let texts = &session.texts;
    let rejected = texts.with("kilder-afvist", &[("mappe", where_to_look.into())]);
    let why = why_rejected(session, plan, ingested);
    session.fail(Exit::Sources, &paragraphs([rejected, why, summary::serious(texts, ingested)]));
}

/// Why sources are refused, where more can be said than the findings do.
fn why_rejected(session: &Session, plan: &Plan, ingested: &Ingested) -> String {
    let texts = &session.texts;
    let other_key = |finding: &Finding| finding.kind == FindingKind::OtherKey;
    let wanted = plan.pseudonymisation.as_ref().and_then(|wanted| wanted.check.clone());
    if let (Some(wanted), Some(is), true) =
        (wanted, plan.key_check(), ingested.findings.iter().any(other_key))
    {
        texts.with("kilder-afvist-noegle", &[("ventet", wanted.into()), ("er", is.into())])
    } else if ingested.is_stopped() {
        String::new()
    } else if ingested.register.of_municipality(plan.report.municipality).next().is_none() {
        let number = plan.report.municipality.to_string();
        let known = ingested.register.municipalities();
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let known = if known.is_empty() { "ingen".to_owned() } else { known.join(", ") };
        let arguments = [("kommune", number.into()), ("kendte", known.into())];
        texts.with("kilder-afvist-skoler", &arguments)
    } else {
        let refused = ingested.sources.iter().filter(|report| quarantines_too_many(report, plan));
        let line = |report: &SourceReport| {
            let arguments = [
                ("kilde", report.source.as_ref().into()),
                ("karantaene", report.rows.quarantined.into()),
                ("laest", report.rows.read.into()),
                ("graense", u64::from(plan.data.quarantine_limit).into()),
            ];
            texts.with("kilder-afvist-graense", &arguments)
        };
        refused.map(line).collect::<Vec<_>>().join("\n")
    }
}

fn paragraphs<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn check_sources(session: &mut Session, path: &Path, asked: Asked<'_>) -> Result<Exit, Exit> {
    let plan = session.plan(Some(path))?;
    let Read { ingested, raw } = read(session, &plan, Some(path), asked, None)?;
    match session.manner.format {
        Format::Json => {
            let summary = summary::json(&session.texts, &plan, &ingested, raw);
            session.answer(&summary.to_string());
        }
        Format::Text => session.tell(&summary::check(&session.texts, &plan, &ingested)),
    }
    if let Some(source) = unbalanced(&ingested) {
        let error = RunError::Unbalanced(source.to_owned());
        return Err(our_bug(session, &error.to_string()));
    }
    if !is_rejected(&ingested, &plan) {
        return Ok(Exit::Done);
    }
    let why = why_rejected(session, &plan, &ingested);
    let findings = if session.manner.quiet {
        summary::serious(&session.texts, &ingested)
    } else {
        String::new()
    };
    let text = paragraphs([why, findings]);
    if !text.is_empty() {
        session.fail(Exit::Sources, &text);
    }
    Ok(Exit::Sources)
}

/// The release of one audience, for commands that only look.
fn looked_up(
    session: &mut Session,
    (path, data): (&Path, &Data),
    audience: &str,
) -> Result<Release, Exit> {
    let Ok(audience) = audience.parse::<Audience>() else {
        let unknown = session.texts.with("ukendt-modtager", &[("modtager", audience.into())]);
        return Err(session.fail(Exit::Plan, &unknown));
    };
    let plan = session.plan(Some(path))?;
    let Read { ingested, raw } =
        read(session, &plan, Some(path), Asked { raw: None, pairs: true, data }, None)?;
    match released(session, &plan, data, ingested) {
        Ok(mut run) => {
            run.releases.remove(&audience).or_else(|| run.release(audience)).ok_or_else(|| {
                let modtager = audience.to_string().into();
                let unknown = session.texts.with("ukendt-modtager", &[("modtager", modtager)]);
                session.fail(Exit::Plan, &unknown)
            })
        }
        Err(RunFailure::Told(exit)) => Err(exit),
        Err(RunFailure::Rejected(ingested)) => {
            let read = Read { ingested: *ingested, raw };
            say_rejected(session, &plan, &read, "kvalitetsrapport check");
            Err(Exit::Sources)
        }
    }
}

fn explain(
    session: &mut Session,
    place: (&Path, &Data),
    key: &str,
    audience: &str,
) -> Result<Exit, Exit> {
    let unknown = |session: &Session, why: String| {
        let arguments = [("noegle", key.into()), ("hvorfor", why.into())];
        session.fail(Exit::Plan, &session.texts.with("ukendt-noegle", &arguments))
    };
    let parsed: FigureKey =
        key.parse().map_err(|error| unknown(session, words::key_error(&session.texts, error)))?;
    let release = looked_up(session, place, audience)?;
    let text = kvalitet_report::explain(&release, &session.texts, &parsed)
        .map_err(|error| unknown(session, error.in_words(&session.texts)))?;
    if session.manner.format == Format::Json {
        let answer = if let Period::Change { from, to } = parsed.period {
            let change = release.changes().iter().find(|of| {
                (&of.indicator, of.unit, of.from, of.to)
                    == (&parsed.indicator, parsed.unit, from, to)
            });
            json!({ "noegle": key, "aendring": change, "forklaring": text })
        } else {
            let figure = release.figures().get(&parsed);
            json!({ "noegle": key, "figur": figure, "forklaring": text })
        };
        session.answer(&answer.to_string());
    } else {
        session.answer(&text);
    }
    Ok(Exit::Done)
}

fn compare(
    session: &mut Session,
    place: (&Path, &Data),
    unit: &str,
    audience: &str,
) -> Result<Exit, Exit> {
    let school = format!("skole:{unit}");
    let parsed: Option<Unit> = unit.parse().or_else(|_| school.parse()).ok();
    let unknown = |session: &Session| {
        let arguments = [("enhed", unit.into())];
        session.fail(Exit::Plan, &session.texts.with("ukendt-enhed", &arguments))
    };
    let parsed = parsed.ok_or_else(|| unknown(session))?;
    let release = looked_up(session, place, audience)?;
    let text = kvalitet_report::compare(&release, &session.texts, parsed)
        .map_err(|error| session.fail(Exit::Plan, &error.in_words(&session.texts)))?;
    if session.manner.format == Format::Json {
        let own = release.figures().iter().filter(|(key, _)| key.unit == parsed);
        let figures: serde_json::Map<_, _> =
            own.map(|(key, figure)| (key.to_string(), json!(figure))).collect();
        let targets: Vec<_> = release.targets().iter().filter(|t| t.unit == parsed).collect();
        let unit = parsed.to_string();
        session.answer(&json!({ "enhed": unit, "figurer": figures, "maal": targets }).to_string());
    } else {
        session.answer(&text);
    }
    Ok(Exit::Done)
}

fn detectable(
    session: &mut Session,
    place: (&Path, &Data),
    asked: Change<'_>,
    audience: &str,
) -> Result<Exit, Exit> {
    let release = looked_up(session, place, audience)?;
    let answer = kvalitet_report::detectable(&release, &session.texts, asked)
        .map_err(|error| session.fail(Exit::Plan, &error.in_words(&session.texts)))?;
    if session.manner.format == Format::Json {
        session.answer(&json!(answer.found).to_string());
    } else {
        session.answer(&answer.text);
    }
    Ok(Exit::Done)
}

fn indicators(session: &Session, id: Option<&str>) -> Result<Exit, Exit> {
    let catalogue = Catalogue::built_in().map_err(|error| our_bug(session, &error.to_string()))?;
    let chosen: Vec<&Indicator> = match id {
        None => catalogue.indicators().iter().collect(),
        Some(id) => {
            let found = catalogue.indicator(id).ok_or_else(|| {
                let nearest = catalogue.nearest(id).unwrap_or_default();
                let arguments = [("indikator", id.into()), ("naermest", nearest.into())];
                session.fail(Exit::Plan, &session.texts.with("ukendt-indikator", &arguments))
            })?;
            vec![found]
        }
    };
    if session.manner.format == Format::Json {
        let chosen = chosen.into_iter().map(|of| definition(&catalogue, of)).collect::<Value>();
        session.answer(&chosen.to_string());
        return Ok(Exit::Done);
    }
    let widest = chosen.iter().map(|i| i.id.as_str().len()).max().unwrap_or_default();
    for indicator in chosen {
        let name = indicator.name.in_language(Language::Danish);
        session.answer(&if id.is_some() {
            indicator_page(&session.texts, &catalogue, indicator).plain()
        } else {
            format!("{:widest$}  {name}", indicator.id.as_str())
        });
    }
    Ok(Exit::Done)
}

fn simulate(session: &Session, out: &Path, settings: &Settings, years: &str) -> Result<Exit, Exit> {
    let (first_year, last_year) = session::years(session, years)?;
    session.stage(Stage::Simulate);
    let settings = Settings { first_year, last_year, ..settings.clone() };
    let written = simulate_into(out, &settings).map_err(|error| {
        let (exit, text) = words::simulate_error(&session.texts, &error);
        session.fail(exit, &text)
    })?;
    let text = session.texts.with(
        "simuleret",
        &[
            ("mappe", out.display().to_string().into()),
            ("skoler", u64::from(settings.schools).into()),
            ("elever", written.pupils.into()),
            ("raekker", written.test_rows.into()),
        ],
    );
    session.tell(&text);
    Ok(Exit::Done)
}
