//! The numbers of the chart, for tables and for other programs.

use kvalitet_core::Decimal;
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
            Column::differences("aendring"),
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
        let [least, most] = self.bounds().map(|end| end.map(Decimal::to_f64));
        let (lower, upper) = self.ends().map_or((0.0, 0.0), |scale| (scale.lower, scale.upper));
        let (least, most) = (least.unwrap_or(lower), most.unwrap_or(upper));
        let said = self.said_in_vega_lite(&sure);
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
                "mark": { "type": "point", "filled": true, "fill": "white", "tooltip": true },
                "encoding": { "y": y, "x": x("foer"), "stroke": color },
            }),
            json!({
                "mark": { "type": "point", "filled": true, "tooltip": true },
                "encoding": { "y": y, "x": x("efter"), "color": color },
            }),
            // At the right of the plot, as in the picture: the change, or the word for why there is none.
            json!({
                "transform": [{ "calculate": said, "as": "sagt" }],
                "mark": { "type": "text", "align": "left", "dx": 8 },
                "encoding": {
                    "y": y, "x": { "value": "width" }, "color": color,
                    "text": { "field": "sagt", "type": "nominal" },
                },
            }),
        ];
        let is_joined = |row: &DumbbellRow<'_>| {
            matches!(row.years(), Years::Both(..)) && row.difference().is_some()
        };
        // Under the dots.
        if self.rows.iter().any(is_joined) {
            let line = json!({
                "transform": [{ "filter": "isValid(datum.aendring)" }],
                "mark": { "type": "rule", "strokeWidth": 2 },
                "encoding": { "y": y, "x": x("foer"), "x2": { "field": "efter" }, "color": color },
            });
            layer.insert(1, line);
        }
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
    /// The change with its sign, of a sure one with its arrow; where there is none, the word for why.
    fn said_in_vega_lite(&self, sure: &str) -> String {
        let arrow = format!("{sure} ? (datum.aendring < 0 ? '▼ ' : '▲ ') : ''");
        let changes = self.rows.iter().filter_map(DumbbellRow::difference);
        let decimals = changes.map(Decimal::decimals).max().unwrap_or_default();
        format!(
            "isValid(datum.aendring) ? ({arrow}) + format(datum.aendring, '+.{decimals}f') \
             : datum.vurdering"
        )
    }

    fn record(&self, row: &DumbbellRow<'_>) -> Vec<Datum> {
        let name = Datum::Text(row.name.clone());
        let judged = match (row.years(), &row.change) {
            (Years::Both(..), Change::Sure(_)) => Datum::Text(self.sure.clone()),
            (Years::Both(..), Change::NotSure(_)) => Datum::Text(self.unsure(row).to_owned()),
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
