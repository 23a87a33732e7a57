//! The single questions of the wellbeing survey as indicators: made from the list of questions, so that
//! a correction there is all that is needed.

use toml::{Table, Value};

use super::CatalogueError;
use crate::settings::Status;
use crate::wellbeing::{Item, Questionnaire, Questionnaires};
use crate::{Language, LocalText};

/// An entry for each question of each questionnaire, with `common` under it.
pub(super) fn question_entries(common: &Table) -> Result<Vec<Table>, CatalogueError> {
    let questionnaires =
        Questionnaires::built_in().map_err(|error| CatalogueError::Toml(error.to_string()))?;
    let of = |questionnaire: &Questionnaire| {
        let items = questionnaire.items().iter();
        items.map(|item| entry(common, questionnaire, item)).collect::<Vec<_>>()
    };
    Ok(questionnaires.all().iter().flat_map(of).collect())
}

fn entry(common: &Table, questionnaire: &Questionnaire, item: &Item) -> Table {
    let (form, number, answers) = (questionnaire.id(), item.number(), item.answers());
    let column = format!("q{number}");
    let status = item.status().number.max(item.status().text);
    let mut entry = common.clone();
    let mut set = |key: &str, value: Value| entry.insert(key.to_owned(), value);
    set("id", format!("trivsel.spoergsmaal-{form}.{number}").into());
    set(
        "name",
        local(item.keyword(), |keyword, language| match language {
            Language::Danish => format!("Spørgsmål {number}: {keyword}"),
            Language::English => format!("Question {number}: {keyword}"),
        }),
    );
    set("table", if form == "0-3" { "wellbeing_early" } else { "wellbeing" }.into());
    set("series", format!("trivsel-{form}").into());
    set("denominator", format!("{column} is not null").into());
    let mut split = Table::new();
    split.insert("column".to_owned(), column.as_str().into());
    split.insert("categories".to_owned(), format!("svar-{answers}").into());
    set("split", split.into());
    let measures: Vec<Value> =
        (1..=answers).map(|answer| format!("svar-{answer}").into()).collect();
    set("measures", measures.into());
    let mut parts = Table::new();
    parts.insert("spoergsmaal".to_owned(), vec![Value::from(column)].into());
    set("parts", parts.into());
    set("status", status_id(status).into());
    if status == Status::Confirmed {
        entry.remove("status_note");
    }
    entry
}

fn local(text: &LocalText, word: impl Fn(&str, Language) -> String) -> Value {
    let mut table = Table::new();
    for (key, language) in [("da", Language::Danish), ("en", Language::English)] {
        table.insert(key.to_owned(), word(text.in_language(language), language).into());
    }
    table.into()
}

const fn status_id(status: Status) -> &'static str {
    match status {
        Status::Confirmed => "bekraeftet",
        Status::Unconfirmed => "ubekraeftet",
        Status::Assumed => "antaget",
    }
}
