//! Errors in words.

use kvalitet_core::NotAKey;
use kvalitet_core::settings::SettingError;
use kvalitet_disclosure::PolicyError;
use kvalitet_pipeline::output::OutputError;
use kvalitet_pipeline::{Expectation, PlanError, PlanErrorKind, SimulateError, quoted};
use kvalitet_text::Texts;

/// A plan that cannot be used: what is wrong, and where.
pub(crate) fn plan_error(texts: &Texts, error: &PlanError) -> String {
    let what = match &error.kind {
        PlanErrorKind::Form(what) => texts.with("plan-form", &[("hvad", what.as_str().into())]),
        PlanErrorKind::UnknownKey { key, section, nearest } => texts.with(
            "plan-ukendt-noegle",
            &[
                ("noegle", key.as_str().into()),
                ("afsnit", section.as_str().into()),
                ("naermest", nearest.as_str().into()),
            ],
        ),
        PlanErrorKind::Value { key, expected } => texts.with(
            "plan-vaerdi",
            &[("noegle", key.as_str().into()), ("ventet", expectation(texts, expected).into())],
        ),
        PlanErrorKind::Setting(error) => setting_error(texts, error),
        PlanErrorKind::Policy(error) => policy_error(texts, error),
        PlanErrorKind::Program(what) => {
            texts.with("plan-program", &[("hvad", what.as_str().into())])
        }
    };
    if error.line == 0 {
        return format!("{}: {what}", error.file);
    }
    let place = texts.with(
        "plan-sted",
        &[
            ("fil", error.file.as_str().into()),
            ("linje", error.line.to_string().into()),
            ("kolonne", error.column.to_string().into()),
        ],
    );
    format!("{what}\n  --> {place}")
}

fn expectation(texts: &Texts, expected: &Expectation) -> String {
    match expected {
        Expectation::OneOf(words) => texts.with("ventet-en-af", &[("ord", quoted(words).into())]),
        Expectation::Date => texts.get("ventet-dato"),
        Expectation::MunicipalityNumber => texts.get("ventet-kommunenummer"),
        Expectation::SchoolYear => texts.get("ventet-skoleaar"),
        Expectation::SchoolYears => texts.get("ventet-skoleaar-flere"),
        Expectation::Files => texts.get("ventet-filer"),
        Expectation::Percent => texts.get("ventet-procent"),
    }
}

fn setting_error(texts: &Texts, error: &SettingError) -> String {
    let value = |id: &str, expected: String| {
        let arguments = [("noegle", id.into()), ("ventet", expected.into())];
        texts.with("indstilling-vaerdi", &arguments)
    };
    match error {
        SettingError::Unknown { id, nearest } => texts.with(
            "plan-ukendt-indstilling",
            &[("noegle", id.as_str().into()), ("naermest", nearest.as_str().into())],
        ),
        SettingError::Twice { .. } => {
            texts.with("plan-program", &[("hvad", error.to_string().into())])
        }
        SettingError::OutOfRange { id, least, most } => {
            let limits =
                [("mindst", least.to_string().into()), ("hoejst", most.to_string().into())];
            value(id, texts.with("ventet-helt-tal", &limits))
        }
        SettingError::NoChoice { id, choices } => {
            value(id, texts.with("ventet-en-af", &[("ord", quoted(choices).into())]))
        }
    }
}

fn policy_error(texts: &Texts, error: &PolicyError) -> String {
    match error {
        PolicyError::Toml(what) => texts.with("plan-program", &[("hvad", what.as_str().into())]),
        PolicyError::Lowered { audience, k, asked } => texts.with(
            "plan-graense",
            &[
                ("modtager", audience.id().into()),
                ("graense", k.to_string().into()),
                ("bedt", asked.to_string().into()),
            ],
        ),
    }
}

/// An output folder that could not be written.
pub(crate) fn output_error(texts: &Texts, error: &OutputError) -> String {
    match error {
        OutputError::NotOurs { folder } => {
            texts.with("ikke-vores-mappe", &[("mappe", folder.as_str().into())])
        }
        OutputError::Write { path, source } => texts.with(
            "kunne-ikke-skrive",
            &[("sti", path.as_str().into()), ("hvorfor", source.to_string().into())],
        ),
    }
}

/// A simulation that could not be written.
pub(crate) fn simulate_error(texts: &Texts, error: &SimulateError) -> String {
    texts.with(
        "kunne-ikke-simulere",
        &[("mappe", error.folder.as_str().into()), ("hvorfor", error.source.to_string().into())],
    )
}

/// A key that cannot be read: which part is wrong, and what it should look like.
pub(crate) fn key_error(texts: &Texts, error: NotAKey) -> String {
    texts.get(match error {
        NotAKey::Shape => "noegle-form",
        NotAKey::Indicator => "noegle-indikator",
        NotAKey::Unit => "noegle-enhed",
        NotAKey::Period => "noegle-periode",
        NotAKey::Breakdown => "noegle-opdeling",
    })
}
