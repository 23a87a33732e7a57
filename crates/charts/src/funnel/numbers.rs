//! The numbers of the chart, for tables and for other programs.

use kvalitet_core::Decimal;
use serde_json::{Value, json};

use super::{CHANCE, FunnelChart, FunnelLimits, FunnelPoint, FunnelRest, count};
use crate::palette::{AXIS, DOT, TEXT, hex};
use crate::spec::{Column, Data, Datum, Spec};
use crate::{Axis, Heading};

impl Spec for FunnelChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn data(&self) -> Data {
        let mut columns = vec![
            Column::words("enhed"),
            Column::numbers("vaerdi", self.axis),
            Column::numbers("elever", Axis::Number),
        ];
        if self.has_own() {
            let limits = ["tragt_95_nedre", "tragt_95_oevre"];
            columns.extend(limits.map(|id| Column::numbers(id, self.axis)));
        }
        let count_of_columns = columns.len();
        let row = |name: &str, numbers: [Datum; 4]| {
            let name = std::iter::once(Datum::Text(name.to_owned()));
            name.chain(numbers).take(count_of_columns).collect()
        };
        let of_point = |point: &FunnelPoint| {
            let [lower, upper] = point.own.map_or([None; 2], |own| own.map(Some));
            let numbers = [Some(point.value), count(point.persons), lower, upper];
            row(&point.name, numbers.map(Datum::maybe))
        };
        let of_rest = |rest: &FunnelRest, datum: &Datum| -> Vec<Vec<Datum>> {
            let numbers = [(); 4].map(|()| datum.clone());
            rest.names.iter().map(|name| row(name, numbers.clone())).collect()
        };
        let hidden = of_rest(&self.hidden, &Datum::Hidden);
        let absent = self.absent.iter().flat_map(|rest| of_rest(rest, &Datum::Absent));
        let rows = self.points.iter().map(of_point).chain(hidden).chain(absent);
        Data { columns, rows: rows.collect() }
    }

    fn encoding(&self) -> Value {
        let (x, value) = (self.across(), up("vaerdi"));
        let sure = self.points.iter().filter(|point| point.is_sure);
        let sure: Vec<&str> = sure.map(|point| point.name.as_str()).collect();
        let is_sure = json!({ "field": "enhed", "oneOf": sure });
        let mut layer = self.curves_as_layers();
        layer.push(json!({
            "mark": { "type": "rule", "color": hex(TEXT.light) },
            "encoding": { "y": { "datum": self.reference.value.to_f64() } },
        }));
        if self.has_own() {
            let ends = json!({ "field": "tragt_95_oevre" });
            layer.push(json!({
                "mark": { "type": "rule", "opacity": 0.4, "color": hex(AXIS.light) },
                "encoding": { "x": x, "y": up("tragt_95_nedre"), "y2": ends },
            }));
        }
        let color = json!({
            "condition": { "test": is_sure, "value": hex(DOT.light) }, "value": hex(AXIS.light),
        });
        let size = json!({ "condition": { "test": is_sure, "value": 90 }, "value": 40 });
        layer.push(json!({
            "mark": { "type": "point", "filled": true, "tooltip": true },
            "encoding": { "x": x, "y": value, "color": color, "size": size },
        }));
        if !sure.is_empty() {
            layer.push(json!({
                "transform": [{ "filter": is_sure }],
                "mark": { "type": "text", "align": "left", "dx": 7, "color": hex(DOT.light) },
                "encoding": { "x": x, "y": value, "text": { "field": "enhed" } },
            }));
        }
        json!({ "layer": layer })
    }
}

/// A field along the vertical axis.
fn up(field: &str) -> Value {
    json!({ "field": field, "type": "quantitative", "title": null, "scale": { "zero": false } })
}

impl FunnelChart {
    /// The horizontal axis.
    fn across(&self) -> Value {
        json!({ "field": "elever", "type": "quantitative", "title": self.persons_name,
            "scale": { "zero": false } })
    }

    /// The area between the inner limits and the four curves; none without limits.
    fn curves_as_layers(&self) -> Vec<Value> {
        if self.limits.is_empty() {
            return Vec::new();
        }
        let x = self.across();
        let limits = |pick: fn(&FunnelLimits) -> [Decimal; 2]| {
            let of_size = |of: &FunnelLimits| {
                let [lower, upper] = pick(of).map(Decimal::to_f64);
                json!({ "elever": of.persons, "nedre": lower, "oevre": upper })
            };
            json!({ "values": self.limits.iter().map(of_size).collect::<Vec<_>>() })
        };
        let (inner, outer) = (limits(|of| of.inner), limits(|of| of.outer));
        let curve = |data: &Value, dash: [u8; 2], field: &str| {
            json!({
                "data": data,
                "mark": { "type": "line", "strokeWidth": 1, "strokeDash": dash, "color": hex(AXIS.light) },
                "encoding": { "x": x, "y": up(field) },
            })
        };
        let mut layer = vec![json!({
            "data": inner,
            "mark": { "type": "area", "opacity": CHANCE, "color": hex(AXIS.light) },
            "encoding": { "x": x, "y": up("nedre"), "y2": { "field": "oevre" } },
        })];
        for field in ["nedre", "oevre"] {
            layer.extend([curve(&inner, [1, 0], field), curve(&outer, [1, 3], field)]);
        }
        layer
    }
}
