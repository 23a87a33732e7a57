//! The sources that can be read.

use kvalitet_core::{Language, nearest};
use kvalitet_ingest::SourceKind;
use kvalitet_ingest::layout::{Column, Layout, Measure, Source, sources};
use kvalitet_pipeline::source_page;
use kvalitet_text::Texts;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::exit::Exit;
use crate::session::Session;

/// Lists every kind of source, or shows the page of one.
pub(crate) fn show(
    session: &mut Session,
    kind: Option<&str>,
    language: &str,
) -> Result<Exit, Exit> {
    let language = if language == "en" { Language::English } else { Language::Danish };
    session.texts = Texts::new(language);
    let chosen: Vec<&Source> = match kind {
        None => sources().iter().collect(),
        Some(kind) => vec![find(session, kind)?],
    };
    if session.manner.format == Format::Json {
        session.answer(&chosen.into_iter().map(described).collect::<Value>().to_string());
    } else if kind.is_some() {
        for source in chosen {
            session.answer(&source_page(&session.texts, source).plain());
        }
    } else {
        let widest = chosen.iter().map(|source| source.kind.id().len()).max().unwrap_or_default();
        for source in chosen {
            let name = source.name.in_language(language);
            session.answer(&format!("{:widest$}  {name}", source.kind.id()));
        }
    }
    Ok(Exit::Done)
}

fn find(session: &Session, kind: &str) -> Result<&'static Source, Exit> {
    let known = || sources().iter().map(|source| source.kind.id());
    let asked = SourceKind::from_id(kind);
    let found = sources().iter().find(|source| Some(source.kind) == asked);
    found.ok_or_else(|| {
        let nearest = nearest(kind, known()).unwrap_or_default();
        let arguments = [("art", kind.into()), ("naermest", nearest.into())];
        session.fail(Exit::Plan, &session.texts.with("ukendt-kilde", &arguments))
    })
}

fn described(source: &Source) -> Value {
    json!({
        "art": source.kind.id(),
        "navn": source.name,
        "beskrivelse": source.about,
        "hvor": source.origin,
        "hvornaar": source.season,
        "layouts": source.layouts.iter().map(|layout| of_layout(layout)).collect::<Value>(),
    })
}

fn of_layout(layout: &Layout) -> Value {
    let name = |at: &usize| layout.columns.get(*at).map(|column| column.name.as_ref());
    let names = |places: &[usize]| places.iter().filter_map(name).collect::<Value>();
    let measure = |measure: &Measure| {
        let columns: Vec<usize> = measure.columns().collect();
        json!({
            "id": measure.id.as_ref(),
            "navn": measure.name,
            "enhed": measure.unit,
            "kolonner": names(&columns),
        })
    };
    json!({
        "id": layout.id.as_ref(),
        "navn": layout.name,
        "beskrivelse": layout.about,
        "raekker_er_personer": layout.rows_are_persons(),
        "lang_form": layout.long.is_some(),
        "noegle": names(&layout.key),
        "mindst_en_af": layout.one_of.iter().map(|places| names(places)).collect::<Value>(),
        "kolonner": layout.columns.iter().map(of_column).collect::<Value>(),
        "maal": layout.measures.iter().map(measure).collect::<Value>(),
        "ulaest": layout.unread,
    })
}

fn of_column(column: &Column) -> Value {
    json!({
        "navn": column.name.as_ref(),
        "andre_navne": column.names.get(1..).unwrap_or_default(),
        "indhold": column.form.expected().id(),
        "kraevet": column.required,
        "maa_vaere_tom": column.may_be_empty,
        "enhed": column.unit,
        "ord": column.choices.words,
        "eksempel": column.example,
        "betydning": column.about,
    })
}
