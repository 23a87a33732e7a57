//! The goal and what belongs to it as a table and for other programs.

use kvalitet_core::SchoolYear;
use serde_json::{Map, Value, json};

use super::{GoalArrow, SignState};
use crate::Heading;
use crate::palette::{AXIS, DOT, MIDDLE, PAPER_LIGHT, TEXT, hex};
use crate::spec::{Column, Data, Datum, Spec};

/// Ids of what a row is, for Vega-Lite alone: readers have the caller's words.
const GOAL: &str = "maal";
const SUB_GOAL: &str = "delmaal";
const ACTION: &str = "handling";
const SIGN: &str = "tegn";

impl Spec for GoalArrow {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = ["art", "tekst", "fra", "til", "tilstand", "aflaesning"];
        let columns = columns.map(Column::words).to_vec();
        let rows = self.rows().into_iter().map(|row| row.data).collect();
        Data { columns, rows }
    }

    fn records(&self) -> Vec<Map<String, Value>> {
        let mut records = self.data().records();
        for (record, row) in records.iter_mut().zip(self.rows()) {
            record.insert("slags".to_owned(), json!(row.kind));
            if let Some(state) = row.sign {
                record.insert("tegn".to_owned(), json!(sign_id(state)));
            }
        }
        records
    }

    fn encoding(&self) -> Value {
        let either = |test: String, yes: Value, no: Value| json!({ "condition": { "test": test, "value": yes }, "value": no });
        let years: Vec<String> = self.span().iter().map(ToString::to_string).collect();
        let y = json!({
            "field": "tekst", "type": "nominal", "sort": null, "title": null,
            "axis": { "labelLimit": 420 },
        });
        let x = |field: &str| json!({ "field": field, "type": "ordinal", "title": null, "scale": { "domain": years } });
        let only = |kind: &str| json!([{ "filter": format!("datum.slags === '{kind}'") }]);
        let (dot, axis) = (json!(hex(DOT.light)), json!(hex(AXIS.light)));
        json!({ "layer": [
            {
                "transform": only(GOAL),
                "mark": { "type": "rule", "strokeWidth": 2, "color": hex(TEXT.light) },
                "encoding": { "y": y, "x": { "value": 0 }, "x2": { "value": "width" } },
            },
            {
                "transform": only(GOAL),
                "mark": {
                    "type": "point", "shape": "triangle-right", "filled": true, "size": 160,
                    "color": hex(TEXT.light), "tooltip": true,
                },
                "encoding": { "y": y, "x": { "value": "width" } },
            },
            {
                "transform": only(ACTION),
                // A square end: an action of one year is seen too.
                "mark": {
                    "type": "rule", "size": 8, "strokeCap": "square", "color": hex(MIDDLE.light),
                    "tooltip": true,
                },
                "encoding": { "y": y, "x": x("fra"), "x2": { "field": "til" } },
            },
            {
                "transform": only(SUB_GOAL),
                "mark": {
                    "type": "point", "shape": "diamond", "filled": true, "size": 90,
                    "color": hex(DOT.light), "tooltip": true,
                },
                "encoding": { "y": y, "x": x("til") },
            },
            {
                "transform": only(SIGN),
                "mark": { "type": "point", "size": 90, "tooltip": true },
                "encoding": {
                    "y": y, "x": { "value": 6 },
                    "shape": either(is_sign(SignState::CannotBeRead), json!("stroke"), json!("circle")),
                    "stroke": either(is_sign(SignState::CannotBeRead), axis, dot.clone()),
                    "fill": either(is_sign(SignState::Seen), dot, json!(PAPER_LIGHT)),
                },
            },
            {
                "transform": [
                    { "filter": format!("datum.slags === '{SIGN}'") },
                    { "calculate": "datum.tilstand + ': ' + datum.aflaesning", "as": "sagt" },
                ],
                "mark": { "type": "text", "align": "left", "limit": 540 },
                "encoding": {
                    "y": y, "x": { "value": 18 }, "text": { "field": "sagt", "type": "nominal" },
                },
            },
        ] })
    }
}

/// Whether a row of Vega-Lite is a sign in a state.
fn is_sign(state: SignState) -> String {
    format!("datum.tegn === '{}'", sign_id(state))
}

/// A row of the numbers, and what it is.
struct Row {
    kind: &'static str,
    sign: Option<SignState>,
    data: Vec<Datum>,
}

const fn sign_id(state: SignState) -> &'static str {
    match state {
        SignState::Seen => "ses",
        SignState::NotSeen => "ses-ikke",
        SignState::CannotBeRead => "kan-ikke-aflaeses",
    }
}

fn text(text: &str) -> Datum {
    match text {
        "" => Datum::Absent,
        text => Datum::Text(text.to_owned()),
    }
}

fn years(from: SchoolYear, to: SchoolYear) -> [Datum; 2] {
    [from, to].map(|year| Datum::Text(year.to_string()))
}

impl GoalArrow {
    fn rows(&self) -> Vec<Row> {
        let kinds = &self.words.kinds;
        let row =
            |kind, [word, said]: [&str; 2], years: [Datum; 2], [state, reading]: [&str; 2]| {
                let [from, to] = years;
                let data = vec![text(word), text(said), from, to, text(state), text(reading)];
                Row { kind, sign: None, data }
            };
        let timeless = || [Datum::Absent, Datum::Absent];
        let goal = (!self.goal.is_empty())
            .then(|| row(GOAL, [&kinds.goal, &self.goal], timeless(), [""; 2]));
        let sub_goals = self
            .sub_goals
            .iter()
            .map(|of| row(SUB_GOAL, [&kinds.sub_goal, &of.text], years(of.year, of.year), [""; 2]));
        let actions = self.actions.iter().map(|of| {
            let (from, to) = of.span();
            let state = self.action_word(of.state);
            row(ACTION, [&kinds.action, &of.text], years(from, to), [state, ""])
        });
        let signs = self.signs.iter().map(|of| {
            let said = [self.sign_word(of.state), &of.reading];
            Row { sign: Some(of.state), ..row(SIGN, [&kinds.sign, &of.text], timeless(), said) }
        });
        goal.into_iter().chain(sub_goals).chain(actions).chain(signs).collect()
    }
}
