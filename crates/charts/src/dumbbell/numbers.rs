//! The numbers of the chart, for tables and for other programs.

use serde_json::{Value, json};

use super::{Change, DumbbellChart, DumbbellRow, Years};
use crate::palette::{BAND, DOT, MUTED, hex};
use crate::spec::{Column, Data, Datum, Spec, rows_named};
use crate::{Axis, Heading};

impl Spec for DumbbellChart<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let columns = vec![
            Column::words("enhed"),
            Column::numbers("foer", self.axis),
            Column::numbers("efter", self.axis),
            // A difference of per cent is no per cent.
            Column::numbers("aendring", Axis::Number),
            Column::numbers("usikker_ned", Axis::Number),
            Column::numbers("usikker_op", Axis::Number),
            Column::words("vurdering"),
        ];
        Data { columns, rows: self.rows.iter().map(|row| self.record(row)).collect() }
    }

    fn encoding(&self) -> Value {
        let x = |field: &str| {
            json!({ "field": field, "type": "quantitative", "title": null,
            "scale": { "zero": false } })
        };
        let y = rows_named(self.rows.iter().map(|row| row.name.as_str()));
        let sure = format!("datum.vurdering === {}", json!(self.sure));
        let color = json!({
            "condition": { "test": sure, "value": hex(DOT.light) }, "value": hex(MUTED.light),
        });
        let [least, most] = self.ends().map_or([0.0, 0.0], |scale| match self.axis {
            Axis::Percent => [0.0, 100.0],
            Axis::Number => [scale.lower, scale.upper],
        });
        let fall = "isValid(datum.usikker_ned)";
        let rise = "isValid(datum.usikker_op)";
        let mut layer = vec![
            json!({
                "transform": [
                    { "filter": format!("{fall} || {rise}") },
                    { "calculate": format!("{fall} ? max({least}, datum.foer - datum.usikker_ned) : {least}"), "as": "fra" },
                    { "calculate": format!("{rise} ? min({most}, datum.foer + datum.usikker_op) : {most}"), "as": "til" },
                ],
                "mark": { "type": "bar", "height": 10, "color": hex(BAND.light) },
                "encoding": { "y": y, "x": x("fra"), "x2": { "field": "til" } },
            }),
            json!({
                "transform": [{ "filter": "isValid(datum.aendring)" }],
                "mark": { "type": "rule", "strokeWidth": 2 },
                "encoding": { "y": y, "x": x("foer"), "x2": { "field": "efter" }, "color": color },
            }),
            json!({
                "mark": { "type": "point", "filled": true, "fill": "white", "tooltip": true },
                "encoding": { "y": y, "x": x("foer"), "stroke": color },
            }),
            json!({
                "mark": { "type": "point", "filled": true, "tooltip": true },
                "encoding": { "y": y, "x": x("efter"), "color": color },
            }),
        ];
        if let Some(target) = &self.target {
            layer.push(json!({
                "mark": { "type": "rule", "strokeDash": [6, 4] },
                "encoding": { "x": { "datum": target.value.to_f64() } },
            }));
        }
        json!({ "layer": layer })
    }
}

impl DumbbellChart<'_> {
    fn record(&self, row: &DumbbellRow<'_>) -> Vec<Datum> {
        let name = Datum::Text(row.name.clone());
        let judged = match (row.years(), &row.change) {
            (Years::Both(..), Change::Sure(_)) => Datum::Text(self.sure.clone()),
            (Years::Both(..), Change::NotSure(_)) => Datum::Text(self.not_sure.clone()),
            (Years::Both(..), Change::NotJudged(word)) => Datum::Text(word.clone()),
            (Years::Hidden, _) => Datum::Text(self.hidden.clone()),
            (Years::One { .. }, _) => Datum::Text(self.absent.clone()),
        };
        let numbers = match row.years() {
            Years::Hidden => [const { Datum::Hidden }; 5],
            Years::One { before, after } => {
                let [before, after] = [before, after].map(Datum::maybe);
                [before, after, Datum::Absent, Datum::Absent, Datum::Absent]
            }
            Years::Both(before, after) => {
                let (fall, rise) = match row.change {
                    Change::NotJudged(_) => (None, None),
                    Change::Sure(_) | Change::NotSure(_) => (row.sure_fall, row.sure_rise),
                };
                let change = row.difference();
                [Some(before), Some(after), change, fall, rise].map(Datum::maybe)
            }
        };
        std::iter::once(name).chain(numbers).chain([judged]).collect()
    }
}
