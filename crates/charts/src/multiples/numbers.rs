//! The numbers of the chart, for tables and for other programs.

use kvalitet_core::SchoolYear;
use kvalitet_disclosure::ReleasedFigure;
use serde_json::{Value, json};

use super::{Certainty, MultiplesChart, Panel};
use crate::Heading;
use crate::palette::{AXIS, DOT, Ink, MIDDLE, TARGET, hex};
use crate::spec::{Column, Data, Datum, Spec};
use crate::timeline::pieces;

impl Spec for MultiplesChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("enhed"),
            Column::words("skoleaar"),
            Column::numbers("vaerdi", self.axis),
            Column::words("vurdering"),
        ];
        let records = |name: &str, points: &[Option<&ReleasedFigure>], judged: &Datum| {
            let of_year = |(year, figure): (&SchoolYear, Option<&ReleasedFigure>)| {
                let name = Datum::Text(name.to_owned());
                vec![name, Datum::Text(year.to_string()), Datum::of(figure), judged.clone()]
            };
            self.years.iter().zip(points.iter().copied()).map(of_year).collect::<Vec<_>>()
        };
        // Without a panel it is not drawn.
        let beside = self.beside.iter().filter(|_| !self.panels.is_empty());
        let beside = beside.flat_map(|line| records(&line.name, &line.points, &Datum::Absent));
        let panels = self.panels.iter().flat_map(|panel| {
            let judged = if panel.is_drawn() {
                Datum::Text(self.verdict(panel).to_owned())
            } else {
                Datum::Absent
            };
            records(&panel.name, &panel.points, &judged)
        });
        Data { columns, rows: beside.chain(panels).collect() }
    }

    fn encoding(&self) -> Value {
        let names: Vec<&str> = self.panels.iter().map(|panel| panel.name.as_str()).collect();
        let kinds = self.kinds();
        let lines: Vec<&str> = [VALUE].into_iter().chain(kinds.iter().map(|of| of.line)).collect();
        let named =
            |of: &Kind<'_>| format!("datum.linje === '{}' ? {} : ", of.line, json!(of.name));
        let series: String = kinds.iter().map(named).collect();
        let mut transform = self.columns();
        transform.extend([
            json!({ "fold": lines, "as": ["linje", "tal"] }),
            json!({ "calculate": format!("{series}null"), "as": "serie" }),
            pieces(&self.breaks),
        ]);
        json!({
            "transform": transform,
            "mark": {
                "type": "line", "tooltip": true, "point": { "size": 12 },
                "invalid": "break-paths-filter-domains",
            },
            "width": 90,
            "height": 60,
            "encoding": {
                "facet": { "field": "enhed", "type": "nominal", "sort": names, "title": null, "columns": 6 },
                "x": { "field": "skoleaar", "type": "ordinal", "title": null },
                "y": { "field": "tal", "type": "quantitative", "title": null, "scale": { "zero": false } },
                "detail": [
                    { "field": "linje", "type": "nominal" }, { "field": "stykke", "type": "nominal" },
                ],
                "strokeWidth": {
                    "condition": [
                        { "test": "datum.linje === 'sikker'", "value": 3 },
                        { "test": "datum.linje === 'vaerdi'", "value": 1.7 },
                    ],
                    "value": 1,
                },
                "strokeDash": { "condition": { "test": "datum.linje === 'maal'", "value": [6, 4] }, "value": [1, 0] },
                "color": colour(&kinds),
            },
        })
    }
}

/// A school's own line is grey; the others are named by colour.
fn colour(kinds: &[Kind<'_>]) -> Value {
    if kinds.is_empty() {
        return json!({ "value": hex(MIDDLE.light) });
    }
    let domain: Vec<&str> = kinds.iter().map(|of| of.name).collect();
    let range: Vec<String> = kinds.iter().map(|of| hex(of.ink.light)).collect();
    json!({
        "condition": { "test": "datum.linje === 'vaerdi'", "value": hex(MIDDLE.light) },
        "field": "serie", "type": "nominal", "title": null,
        "scale": { "domain": domain, "range": range },
    })
}

/// The line of a school's own values.
const VALUE: &str = "vaerdi";

/// A kind of line beside the schools' own: its field, its name and its colour.
struct Kind<'a> {
    line: &'static str,
    name: &'a str,
    ink: &'static Ink,
}

impl MultiplesChart<'_> {
    /// Those that the chart has.
    fn kinds(&self) -> Vec<Kind<'_>> {
        let beside = self.beside.iter();
        let beside = beside.map(|of| Kind { line: "sammenligning", name: &of.name, ink: &AXIS });
        let target = self.target.iter();
        let target = target.map(|of| Kind { line: "maal", name: &of.label, ink: &TARGET });
        let is_sure = |panel: &Panel<'_>| panel.certainty == Certainty::Sure && panel.is_drawn();
        let sure = self.judged.filter(|_| self.panels.iter().any(is_sure));
        let sure = sure.map(|_| Kind { line: "sikker", name: &self.sure, ink: &DOT });
        beside.chain(target).chain(sure).collect()
    }

    /// A column for each kind of line.
    fn columns(&self) -> Vec<Value> {
        let mut columns = Vec::new();
        if let Some(beside) = &self.beside {
            let is_beside = format!("datum.enhed === {}", json!(beside.name));
            columns.extend([
                json!({ "calculate": format!("{is_beside} ? datum.vaerdi : null"), "as": "faelles" }),
                json!({
                    "joinaggregate": [{ "op": "max", "field": "faelles", "as": "sammenligning" }],
                    "groupby": ["skoleaar"],
                }),
                json!({ "filter": format!("!({is_beside})") }),
            ]);
        }
        if let Some(target) = &self.target {
            columns.push(json!({ "calculate": target.value.to_string(), "as": "maal" }));
        }
        if let Some([from, to]) = self.judged {
            let [from, to] = [from, to].map(|year| json!(year.to_string()));
            let sure = json!(self.sure);
            columns.push(json!({
                "calculate": format!(
                    "datum.vurdering === {sure} && {from} <= datum.skoleaar && datum.skoleaar <= {to} \
                     ? datum.vaerdi : null"
                ),
                "as": "sikker",
            }));
        }
        columns
    }
}
