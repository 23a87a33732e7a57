//! The charts of a report as files: a drawing, pixels for documents and slides, and Vega-Lite.

use std::collections::BTreeMap;

use kvalitet_charts::{ChartError, PngSize, png};
use kvalitet_disclosure::Release;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::document::{Chart, Document};
use crate::{OutputFile, ReportError, stamps};

/// The charts of a document in pixels, for documents; by the id of the chart.
pub(crate) type Pixels = BTreeMap<String, Vec<u8>>;

/// The pixels of every chart of a document.
pub(crate) fn pixels(document: &Document) -> Result<Pixels, ChartError> {
    let charts: Vec<&Chart> = document.charts().collect();
    let of = |chart: &&Chart| Ok((chart.id.clone(), png(&chart.wide, PngSize::Times(2))?));
    charts.par_iter().map(of).collect()
}

/// The files of every chart of a document, whose pixels are there already.
pub(crate) fn files(
    release: &Release,
    (document, pixels): (&Document, &Pixels),
    stamp: Option<&str>,
) -> Result<Vec<OutputFile>, ReportError> {
    let charts: Vec<&Chart> = document.charts().collect();
    let of = |chart: &&Chart| of_chart(release, (chart, pixels), stamp);
    let files: Vec<Vec<OutputFile>> = charts.par_iter().map(of).collect::<Result<_, _>>()?;
    Ok(files.into_iter().flatten().collect())
}

fn of_chart(
    release: &Release,
    (chart, pixels): (&Chart, &Pixels),
    stamp: Option<&str>,
) -> Result<Vec<OutputFile>, ReportError> {
    let file = |ending: &str, bytes: Vec<u8>| {
        let path = stamps::name(release, &format!("diagrammer/{}{ending}", chart.id));
        OutputFile { path, bytes }
    };
    let mut files = vec![file(".svg", stamps::drawing(&chart.wide, stamp).into_bytes())];
    let Some(pictures) = &chart.pictures else { return Ok(files) };
    files.extend(pixels.get(&chart.id).map(|bytes| file(".png", bytes.clone())));
    let slide = png(&pictures.slide, PngSize::Slide).map_err(ReportError::Chart)?;
    files.push(file("-dias.png", slide));
    let mut vega_lite = pictures.vega_lite.clone();
    if let (Some(stamp), Some(Value::Object(meta))) = (stamp, vega_lite.get_mut("usermeta")) {
        meta.insert("stempel".to_owned(), json!(stamp));
    }
    let wrong = |source| ReportError::Json { file: "diagrammer/*-vega-lite.json", source };
    files.push(file("-vega-lite.json", serde_json::to_vec_pretty(&vega_lite).map_err(wrong)?));
    Ok(files)
}
