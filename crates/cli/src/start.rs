//! A new folder to begin in.

use std::path::Path;

use kvalitet_core::{Language, MunicipalityNumber, SchoolYear};
use kvalitet_pipeline::output::OutputError;
use kvalitet_pipeline::{START_PLAN, START_SOURCES, Start, StartProfile, start_files, write_start};
use kvalitet_text::Texts;

use crate::exit::Exit;
use crate::session::{Session, years};
use crate::words;

/// What was typed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed<'a> {
    pub(crate) profile: &'a str,
    pub(crate) municipality: u16,
    pub(crate) years: Option<&'a str>,
    pub(crate) language: &'a str,
}

/// Writes the folder, and says what to do next.
pub(crate) fn start(session: &mut Session, folder: &Path, typed: Typed<'_>) -> Result<Exit, Exit> {
    let language = if typed.language == "en" { Language::English } else { Language::Danish };
    session.texts = Texts::new(language);
    let texts = &session.texts;
    // The arguments were held against the same lists.
    let profile = StartProfile::from_id(typed.profile).unwrap_or(StartProfile::QualityReport);
    let Some(municipality) = MunicipalityNumber::new(typed.municipality) else {
        let number = [
            ("noegle", "municipality".into()),
            ("ventet", texts.get("ventet-kommunenummer").into()),
        ];
        return Err(session.fail(Exit::Plan, &texts.with("plan-vaerdi", &number)));
    };
    let span: (SchoolYear, SchoolYear) =
        years(session, typed.years.unwrap_or_else(|| profile.years()))?;
    if span.1 < span.0 {
        return Err(session.fail(Exit::Plan, &texts.get("simuler-aar-omvendt")));
    }
    let start = Start { profile, municipality, years: span };
    let files = start_files(start, texts);
    write_start(folder, &files).map_err(|error| {
        let text = match &error {
            OutputError::NotOurs { folder } => {
                texts.with("opstart-findes", &[("mappe", folder.as_str().into())])
            }
            OutputError::Write { .. } => words::output_error(texts, &error),
        };
        session.fail(Exit::CouldNotWrite, &text)
    })?;
    let below = |name: &str| folder.join(name).display().to_string();
    let next = [
        ("kilder", below(START_SOURCES).into()),
        ("plan", below(START_PLAN).into()),
        ("ud", below("out").into()),
    ];
    let made = [("mappe", folder.display().to_string().into())];
    session.tell(&format!(
        "{}\n{}",
        texts.with("opstart-lavet", &made),
        texts.with("opstart-naeste", &next)
    ));
    Ok(Exit::Done)
}
