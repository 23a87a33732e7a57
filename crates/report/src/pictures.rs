//! The charts of a report as files: a drawing, pixels for documents and slides, and Vega-Lite.

use kvalitet_charts::{PngSize, png};
use kvalitet_disclosure::Release;
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::document::{Chart, Document};
use crate::{OutputFile, ReportError, stamps};

/// The files of every chart of a document.
pub(crate) fn files(
    release: &Release,
    document: &Document,
    stamp: Option<&str>,
) -> Result<Vec<OutputFile>, ReportError> {
    let charts: Vec<&Chart> = document.charts().collect();
    let of = |chart: &&Chart| of_chart(release, chart, stamp);
    let files: Vec<Vec<OutputFile>> = charts.par_iter().map(of).collect::<Result<_, _>>()?;
    Ok(files.into_iter().flatten().collect())
}

fn of_chart(
    release: &Release,
    chart: &Chart,
    stamp: Option<&str>,
) -> Result<Vec<OutputFile>, ReportError> {
    let file = |ending: &str, bytes: Vec<u8>| {
        let path = stamps::name(release, &format!("diagrammer/{}{ending}", chart.id));
        OutputFile { path, bytes }
    };
    let pixels = |svg: &str, size| png(svg, size).map_err(ReportError::Chart);
    let mut files = vec![file(".svg", stamps::drawing(&chart.wide, stamp).into_bytes())];
    let Some(pictures) = &chart.pictures else { return Ok(files) };
    files.push(file(".png", pixels(&chart.wide, PngSize::Times(2))?));
    files.push(file("-dias.png", pixels(&pictures.slide, PngSize::Slide)?));
    let mut vega_lite = pictures.vega_lite.clone();
    if let (Some(stamp), Some(Value::Object(meta))) = (stamp, vega_lite.get_mut("usermeta")) {
        meta.insert("stempel".to_owned(), json!(stamp));
    }
    let wrong = |source| ReportError::Json { file: "diagrammer/*-vega-lite.json", source };
    files.push(file("-vega-lite.json", serde_json::to_vec_pretty(&vega_lite).map_err(wrong)?));
    Ok(files)
}
