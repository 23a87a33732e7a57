//! The numbers of the chart, for tables and for other programs.

use kvalitet_core::SchoolYear;
use kvalitet_disclosure::ReleasedFigure;
use serde_json::{Value, json};

use super::MultiplesChart;
use crate::Heading;
use crate::palette::{AXIS, DOT, MIDDLE, TARGET, hex};
use crate::spec::{Column, Data, Datum, Spec};

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
        let beside = self.beside.iter();
        let beside = beside.flat_map(|line| records(&line.name, &line.points, &Datum::Absent));
        let panels = self.panels.iter().flat_map(|panel| {
            let judged = if panel.is_drawn() {
                Datum::Text(self.judged(panel).to_owned())
            } else {
                Datum::Absent
            };
            records(&panel.name, &panel.points, &judged)
        });
        Data { columns, rows: beside.chain(panels).collect() }
    }

    fn encoding(&self) -> Value {
        let beside = self.beside.as_ref().map_or("", |line| &line.name);
        let target = self.target.as_ref();
        let goal = target.map_or_else(|| "null".to_owned(), |target| target.value.to_string());
        let label = target.map_or("", |target| &target.label);
        let series = format!(
            "datum.linje === 'vaerdi' ? datum.vurdering : datum.linje === 'maal' ? {} : {}",
            json!(label),
            json!(beside)
        );
        let cuts = self.breaks.iter();
        let part = cuts
            .map(|cut| format!(" + (datum.skoleaar >= {} ? 1 : 0)", json!(cut.year.to_string())));
        let part = format!("0{}", part.collect::<String>());
        let names: Vec<&str> = self.panels.iter().map(|panel| panel.name.as_str()).collect();
        let inks = [&AXIS, &TARGET, &MIDDLE, &DOT].map(|ink| hex(ink.light));
        json!({
            "transform": [
                { "calculate": format!("datum.enhed === {} ? datum.vaerdi : null", json!(beside)), "as": "faelles" },
                { "joinaggregate": [{ "op": "max", "field": "faelles", "as": "sammenligning" }], "groupby": ["skoleaar"] },
                { "filter": format!("datum.enhed !== {}", json!(beside)) },
                { "calculate": goal, "as": "maal" },
                { "fold": ["sammenligning", "maal", "vaerdi"], "as": ["linje", "tal"] },
                { "calculate": series, "as": "serie" },
                { "calculate": part, "as": "stykke" },
            ],
            "mark": { "type": "line", "tooltip": true, "invalid": "break-paths-filter-domains" },
            "width": 90,
            "height": 60,
            "encoding": {
                "facet": { "field": "enhed", "type": "nominal", "sort": names, "title": null, "columns": 6 },
                "x": { "field": "skoleaar", "type": "ordinal", "title": null },
                "y": { "field": "tal", "type": "quantitative", "title": null, "scale": { "zero": false } },
                "detail": { "field": "stykke" },
                "strokeWidth": { "condition": { "test": "datum.linje === 'vaerdi'", "value": 2 }, "value": 1 },
                "strokeDash": { "condition": { "test": "datum.linje === 'maal'", "value": [6, 4] }, "value": [1, 0] },
                "color": {
                    "field": "serie", "type": "nominal", "title": null,
                    "scale": { "domain": [beside, label, self.not_sure, self.sure], "range": inks },
                },
            },
        })
    }
}
