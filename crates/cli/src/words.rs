//! Errors in words.

use std::io::ErrorKind;

use kvalitet_core::NotAKey;
use kvalitet_core::catalogue::CatalogueError;
use kvalitet_core::expression::ExpressionErrorKind;
use kvalitet_core::profile::OutlineError;
use kvalitet_core::settings::SettingError;
use kvalitet_disclosure::{NotKept, PolicyError};
use kvalitet_pipeline::output::OutputError;
use kvalitet_pipeline::{
    Expectation, KnownError, KnownErrorKind, PlanError, PlanErrorKind, SimulateError,
    SimulateErrorKind, StatementError, StatementErrorKind, quoted,
};
use kvalitet_simulate::SettingsError;
use kvalitet_text::{Argument, Texts};

use crate::exit::Exit;

/// A plan that cannot be used: what is wrong, and where.
pub(crate) fn plan_error(texts: &Texts, error: &PlanError) -> String {
    let what = match &error.kind {
        PlanErrorKind::Syntax(what) => texts.with("plan-toml", &[("hvad", what.as_str().into())]),
        PlanErrorKind::Form(what) => form_error(texts, what),
        PlanErrorKind::UnknownKey { key, section, nearest, known } => texts.with(
            "plan-ukendt-noegle",
            &[
                ("noegle", key.as_str().into()),
                ("afsnit", section_name(texts, section).into()),
                ("naermest", nearest.as_str().into()),
                ("kendte", quoted(known).into()),
            ],
        ),
        PlanErrorKind::Value { key, expected } => texts.with(
            "plan-vaerdi",
            &[("noegle", key.as_str().into()), ("ventet", expectation(texts, expected).into())],
        ),
        PlanErrorKind::Setting(error) => setting_error(texts, error),
        PlanErrorKind::Outline(error) => outline_error(texts, error),
        PlanErrorKind::Policy(error) => policy_error(texts, error),
        PlanErrorKind::Definition(error) => definition_error(texts, error),
        PlanErrorKind::Expression { error, picture } => {
            format!("{}\n{picture}", definition_error(texts, error))
        }
        PlanErrorKind::Unreadable { table, column, picture } => {
            let arguments = [("tabel", table.as_str().into()), ("kolonne", column.as_str().into())];
            format!("{}\n{picture}", texts.with("plan-ulaeselig-kolonne", &arguments))
        }
        PlanErrorKind::TakenTable { table } => of_table(texts, "plan-tabel-optaget", table),
        PlanErrorKind::TwoSchemas { table } => of_table(texts, "plan-to-skemaer", table),
        PlanErrorKind::NotRead { table } => of_table(texts, "plan-laeses-ikke", table),
        PlanErrorKind::NoPlace { table } => of_table(texts, "plan-uden-sted", table),
        PlanErrorKind::UnknownMeasure { id, nearest } => {
            texts.with("plan-ukendt-maaling", &missing(id, nearest))
        }
        PlanErrorKind::UnknownIndicator { id, nearest } => {
            texts.with("plan-ukendt-indikator", &missing(id, nearest))
        }
        PlanErrorKind::TargetOfNothing => texts.get("plan-maal-uden-indikator"),
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

/// What a value should have been, out of what the reader of TOML says in English; its own words stand
/// behind where they are not known.
fn form_error(texts: &Texts, what: &str) -> String {
    if let Some(key) = what.strip_prefix("missing field `").and_then(|of| of.strip_suffix('`')) {
        return texts.with("plan-mangler-noegle", &[("noegle", key.into())]);
    }
    let (_, expected) = what.rsplit_once("expected ").unwrap_or_default();
    let id = match expected.lines().next().unwrap_or_default() {
        "a string" => "plan-ventet-tekst",
        "a sequence" => "plan-ventet-liste",
        "a boolean" => "plan-ventet-ja-nej",
        "u8" | "u16" | "u32" | "u64" | "i64" => "plan-ventet-helt-tal",
        "a TOML datetime" => "ventet-dato",
        of if of.starts_with("struct") || of == "a map" => "plan-ventet-afsnit",
        _ => return texts.with("plan-form", &[("hvad", what.into())]),
    };
    texts.with("plan-form-ventet", &[("ventet", texts.get(id).into())])
}

fn of_table(texts: &Texts, id: &str, table: &str) -> String {
    texts.with(id, &[("tabel", table.into())])
}

fn missing(id: &str, nearest: &str) -> [(&'static str, Argument); 2] {
    [("navn", id.into()), ("naermest", nearest.into())]
}

/// An indicator or a goal of a plan that cannot be used.
fn definition_error(texts: &Texts, error: &CatalogueError) -> String {
    match error {
        CatalogueError::UnknownTable { table, nearest, .. } => {
            texts.with("plan-ukendt-tabel", &missing(table, nearest))
        }
        CatalogueError::UnknownIndicator { id, nearest } => {
            texts.with("plan-ukendt-indikator", &missing(id, nearest))
        }
        CatalogueError::UnknownGoal { id, nearest } => {
            texts.with("plan-ukendt-maal", &missing(id, nearest))
        }
        CatalogueError::BelowSubGoal { parent } => {
            texts.with("plan-under-delmaal", &[("navn", parent.as_str().into())])
        }
        CatalogueError::Twice { id } => {
            texts.with("plan-to-gange", &[("navn", id.as_str().into())])
        }
        CatalogueError::Lowered { id, at_least } => {
            let arguments = [("navn", id.as_str().into()), ("klasse", at_least.id().into())];
            texts.with("plan-fortrolighed", &arguments)
        }
        CatalogueError::Expression { id, key, error } => {
            let what = expression_error(texts, &error.kind);
            let arguments =
                [("noegle", (*key).into()), ("navn", id.as_str().into()), ("hvad", what.into())];
            texts.with("plan-udtryk", &arguments)
        }
        error => texts.with("plan-form", &[("hvad", error.to_string().into())]),
    }
}

fn expression_error(texts: &Texts, kind: &ExpressionErrorKind) -> String {
    match kind {
        ExpressionErrorKind::Syntax => texts.get("udtryk-form"),
        ExpressionErrorKind::NotAllowed => texts.get("udtryk-ikke-tilladt"),
        ExpressionErrorKind::UnknownColumn { name, table, nearest } => {
            let [name, nearest] = missing(name, nearest);
            texts.with("udtryk-kolonne", &[name, nearest, ("tabel", table.as_str().into())])
        }
        ExpressionErrorKind::UnknownWord { column, words } => {
            let arguments = [("kolonne", column.as_str().into()), ("ord", words.as_str().into())];
            texts.with("udtryk-ord", &arguments)
        }
    }
}

fn section_name(texts: &Texts, section: &str) -> String {
    if section.is_empty() { texts.get("plan-selv") } else { format!("[{section}]") }
}

fn expectation(texts: &Texts, expected: &Expectation) -> String {
    match expected {
        Expectation::OneOf(words) => texts.with("ventet-en-af", &[("ord", quoted(words).into())]),
        Expectation::Date => texts.get("ventet-dato"),
        Expectation::Retention => texts.get("ventet-slettedato"),
        Expectation::MunicipalityNumber => texts.get("ventet-kommunenummer"),
        Expectation::SchoolYear => texts.get("ventet-skoleaar"),
        Expectation::SchoolYears => texts.get("ventet-skoleaar-flere"),
        Expectation::InstitutionNumber => texts.get("ventet-institutionsnummer"),
        Expectation::Publisher => texts.get("ventet-udgiver"),
        Expectation::Files => texts.get("ventet-filer"),
        Expectation::Percent => texts.get("ventet-procent"),
        Expectation::OneKey => texts.get("ventet-noegle"),
        Expectation::TableAndSchema => texts.get("ventet-tabel"),
        Expectation::Group => texts.get("ventet-gruppe"),
        Expectation::GroupId => texts.get("ventet-gruppe-id"),
        Expectation::NumberOfGroups => texts.get("ventet-antal-grupper"),
        Expectation::FirstAndLastYear => texts.get("ventet-foerste-og-sidste-skoleaar"),
        Expectation::Change => texts.get("ventet-aendring"),
        Expectation::NotBeforeFrom => texts.get("ventet-frist"),
        Expectation::NotAfterReport => texts.get("ventet-opfoelgningsdato"),
        Expectation::InstitutionNumbers => texts.get("ventet-institutionsnumre"),
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
        PolicyError::Lowered { readers, k, asked } => texts.with(
            "plan-graense",
            &[
                ("modtager", readers.id().into()),
                ("graense", k.to_string().into()),
                ("bedt", asked.to_string().into()),
            ],
        ),
        PolicyError::NotRounded(indicator) => {
            texts.with("plan-ikke-afrundes", &[("indikator", indicator.as_str().into())])
        }
        PolicyError::TooFine { indicator, k, asked } => texts.with(
            "plan-for-fin",
            &[
                ("indikator", indicator.as_str().into()),
                ("graense", k.to_string().into()),
                ("bedt", asked.to_string().into()),
            ],
        ),
    }
}

/// A table of known figures that cannot be used: what is wrong, and where. No cell's text stands in it.
pub(crate) fn known_error(texts: &Texts, error: &KnownError) -> String {
    let column = |id: &str, name: &str| texts.with(id, &[("kolonne", name.into())]);
    let what = match &error.kind {
        KnownErrorKind::NoColumn(name) => column("kendte-kolonne", name),
        KnownErrorKind::Line => texts.get("kendte-linje"),
        KnownErrorKind::Key(error) => {
            texts.with("kendte-noegle", &[("hvorfor", key_error(texts, *error).into())])
        }
        KnownErrorKind::Indicator { nearest } => {
            texts.with("kendte-indikator", &[("naermest", nearest.as_str().into())])
        }
        KnownErrorKind::Number(name) => column("kendte-tal", name),
        KnownErrorKind::Nothing => texts.get("kendte-intet"),
        KnownErrorKind::PartExceedsWhole => texts.get("kendte-del-over-hele"),
        KnownErrorKind::Twice => texts.get("kendte-to-gange"),
    };
    texts.with(
        "kendte-sted",
        &[
            ("hvad", what.into()),
            ("fil", error.file.as_str().into()),
            ("linje", error.line.to_string().into()),
        ],
    )
}

/// Figures that no hiding keeps.
pub(crate) fn not_kept(texts: &Texts, error: &NotKept) -> String {
    texts.with(
        "ingen-sikker-udgave",
        &[
            ("modtager", error.readers.id().into()),
            ("antal", u64::try_from(error.cells.len()).unwrap_or(u64::MAX).into()),
            ("serie", error.group.as_str().into()),
            ("periode", error.period.as_str().into()),
            ("tal", error.cells.join(", ").into()),
        ],
    )
}

/// An outline that cannot be used.
fn outline_error(texts: &Texts, error: &OutlineError) -> String {
    let with = |id: &str, chapter: &str| texts.with(id, &[("id", chapter.into())]);
    match error {
        OutlineError::Unknown { id, nearest } => texts.with(
            "plan-ukendt-kapitel",
            &[("id", id.as_str().into()), ("naermest", nearest.as_str().into())],
        ),
        OutlineError::NotNamed(id) => with("plan-kapitel-ikke-naevnt", id),
        OutlineError::Twice(id) => with("plan-kapitel-to-gange", id),
        OutlineError::Required(id) => with("plan-kapitel-skal-med", id),
    }
}

/// A statement that cannot be used: what is wrong, and where. Nothing that was written stands in it.
pub(crate) fn statement_error(texts: &Texts, error: &StatementError) -> String {
    let what = match &error.kind {
        StatementErrorKind::OpenHead => texts.get("udtalelse-aabent-hoved"),
        StatementErrorKind::Head => texts.get("udtalelse-hoved"),
        StatementErrorKind::UnknownKey { nearest } => {
            texts.with("udtalelse-noegle", &[("naermest", nearest.as_str().into())])
        }
        StatementErrorKind::HalfReleased => texts.get("udtalelse-halvt-frigivet"),
        StatementErrorKind::Empty => texts.get("udtalelse-tom"),
    };
    let place = [
        ("hvad", what.into()),
        ("fil", error.file.as_str().into()),
        ("linje", error.line.to_string().into()),
    ];
    texts.with("kendte-sted", &place)
}

/// An output folder that could not be written.
pub(crate) fn output_error(texts: &Texts, error: &OutputError) -> String {
    match error {
        OutputError::NotOurs { folder } => {
            texts.with("ikke-vores-mappe", &[("mappe", folder.as_str().into())])
        }
        OutputError::Write { path, source } => texts.with(
            "kunne-ikke-skrive",
            &[("sti", path.as_str().into()), ("hvorfor", io_error(texts, source).into())],
        ),
    }
}

/// Why a file or folder could not be read or written.
pub(crate) fn io_error(texts: &Texts, error: &std::io::Error) -> String {
    texts.get(match error.kind() {
        ErrorKind::NotFound => "io-findes-ikke",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "io-ingen-adgang",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "io-ingen-plads",
        ErrorKind::FileTooLarge => "io-for-stor",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "io-ingen-mappe",
        ErrorKind::IsADirectory => "io-mappe",
        ErrorKind::InvalidData => "io-ikke-utf8",
        _ => "io-andet",
    })
}

/// A simulation that could not be written, and how the program ends.
pub(crate) fn simulate_error(texts: &Texts, error: &SimulateError) -> (Exit, String) {
    let folder = error.folder.as_str();
    let failed = |why: String| {
        texts.with("kunne-ikke-simulere", &[("mappe", folder.into()), ("hvorfor", why.into())])
    };
    match &error.kind {
        SimulateErrorKind::NotOurs => {
            let text = texts.with("ikke-vores-mappe", &[("mappe", folder.into())]);
            (Exit::CouldNotWrite, text)
        }
        SimulateErrorKind::Definitions(what) => (Exit::OurBug, failed(what.clone())),
        SimulateErrorKind::Settings(error) => (Exit::Plan, settings_error(texts, error)),
        SimulateErrorKind::Write { path, source } => {
            let why = format!("{path}: {}", io_error(texts, source));
            (Exit::CouldNotWrite, failed(why))
        }
    }
}

fn settings_error(texts: &Texts, error: &SettingsError) -> String {
    let count = |id: &str, most: u32| texts.with(id, &[("hoejst", u64::from(most).into())]);
    match error {
        SettingsError::NoSchools => texts.get("simuler-ingen-skoler"),
        SettingsError::TooManySchools { most, .. } => count("simuler-skoler", *most),
        SettingsError::TooManyYears { most, .. } => count("simuler-aar", *most),
        SettingsError::YearsReversed { .. } => texts.get("simuler-aar-omvendt"),
        SettingsError::PupilCount { least, most, .. } => texts.with(
            "simuler-elever",
            &[("mindst", u64::from(*least).into()), ("hoejst", u64::from(*most).into())],
        ),
    }
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
