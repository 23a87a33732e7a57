//! The description of the plain tables for programs: a Frictionless tabular data package.

use serde_json::{Value, json};

use super::{Kind, Table};
use crate::stamps;
use crate::view::View;

pub(super) const PATH: &str = "datapackage.json";

/// The file, indented, ending in a line feed.
pub(super) fn file(view: &View<'_>, tables: &[Table<'_>]) -> Result<Vec<u8>, serde_json::Error> {
    let edition = view.release.edition();
    let resources: Vec<Value> = tables.iter().map(|table| resource(view, table)).collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": format!("kvalitetsrapport-{}", edition.municipality.replace(':', "-")),
        "title": edition.title,
        "created": format!("{}T00:00:00Z", edition.date),
        "resources": resources,
    });
    if let (Value::Object(fields), Some(stamp)) =
        (&mut package, stamps::confidential_stamp(view.release, view.texts))
    {
        fields.insert("modtager".to_owned(), view.release.audience().to_string().into());
        fields.insert("stempel".to_owned(), stamp.into());
    }
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resource(view: &View<'_>, table: &Table<'_>) -> Value {
    let field = |column: &super::Column| {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Count => "integer",
            Kind::Number => "number",
        };
        json!({ "name": column.name, "type": kind })
    };
    json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": stamps::name(view.release, &format!("{}.csv", table.name)),
        "description": view.get(about(table.name)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": ",", "lineTerminator": "\n" },
        "schema": {
            "fields": table.columns.iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
        },
    })
}

/// The message that says what a table holds.
pub(crate) fn about(table: &str) -> &'static str {
    match table {
        "aendrede-tal" => "rap-fil-aendrede-tal",
        "udvikling" => "rap-fil-udvikling",
        "aargange" => "rap-fil-aargange",
        "placering" => "rap-fil-placering",
        "tragt" => "rap-fil-tragt",
        _ => "rap-fil-figurer",
    }
}
