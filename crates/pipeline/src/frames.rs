//! A release as polars data frames.

use kvalitet_core::{Decimal, FigureKey, Part};
use kvalitet_disclosure::{Release, ReleasedContent, ReleasedFigure};
use polars_core::prelude::{Column, DataFrame, NamedFrom, PolarsResult, Series};

/// Every figure of a release, a row each, in order of key.
///
/// | column | type | what |
/// |---|---|---|
/// | `noegle`, `indikator`, `enhed`, `periode` | string | the key and its parts |
/// | `opdeling`, `kategori` | string, null | the part of the pupils, and the category of a distribution |
/// | `status` | string | `vist`, `skjult` or `mangler` |
/// | `vaerdi`, `nedre`, `oevre` | float, null | at released precision, per cent as 0-100 |
/// | `n`, `taeller` | unsigned, null | persons |
/// | `evidens` | string | the class, `A` to `E` |
///
/// A hidden figure is a row without a number: nothing of it is in the frame.
///
/// # Errors
///
/// Returns a [`PolarsError`](polars_core::error::PolarsError) as building a frame does; columns of
/// one length do not make one.
pub fn figures_frame(release: &Release) -> PolarsResult<DataFrame> {
    let figures: Vec<(&FigureKey, &ReleasedFigure)> = release.figures().iter().collect();
    let text = |name: &str, of: &dyn Fn(&FigureKey, &ReleasedFigure) -> Option<String>| {
        let cells: Vec<Option<String>> =
            figures.iter().map(|(key, figure)| of(key, figure)).collect();
        Column::from(Series::new(name.into(), cells))
    };
    let number = |name: &str, of: &dyn Fn(&ReleasedContent) -> Option<Decimal>| {
        let value = |(_, figure): &(_, &ReleasedFigure)| of(figure.content()).map(Decimal::to_f64);
        let cells: Vec<Option<f64>> = figures.iter().map(value).collect();
        Column::from(Series::new(name.into(), cells))
    };
    let count = |name: &str, of: &dyn Fn(&ReleasedContent) -> Option<u64>| {
        let cells: Vec<Option<u64>> =
            figures.iter().map(|(_, figure)| of(figure.content())).collect();
        Column::from(Series::new(name.into(), cells))
    };
    let part =
        |key: &FigureKey| (key.breakdown.part != Part::All).then(|| key.breakdown.part.to_string());
    let columns = vec![
        text("noegle", &|key, _| Some(key.to_string())),
        text("indikator", &|key, _| Some(key.indicator.to_string())),
        text("enhed", &|key, _| Some(key.unit.to_string())),
        text("periode", &|key, _| Some(key.period.to_string())),
        text("opdeling", &|key, _| part(key)),
        text("kategori", &|key, _| key.breakdown.category.map(|category| category.to_string())),
        text("status", &|_, figure| Some(status(figure).to_owned())),
        number("vaerdi", &|content| shown(content).map(|(value, _, _)| value)),
        number("nedre", &|content| shown(content)?.1),
        number("oevre", &|content| shown(content)?.2),
        count("n", &|content| match content {
            ReleasedContent::Shown { n, .. } => *n,
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }),
        count("taeller", &|content| match content {
            ReleasedContent::Shown { hits, .. } => *hits,
            ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
        }),
        text("evidens", &|_, figure| Some(figure.class().to_string())),
    ];
    DataFrame::new(figures.len(), columns)
}

const fn status(figure: &ReleasedFigure) -> &'static str {
    match figure.content() {
        ReleasedContent::Shown { .. } => "vist",
        ReleasedContent::Hidden => "skjult",
        ReleasedContent::Absent { .. } => "mangler",
    }
}

/// Value, lower and upper limit.
const fn shown(content: &ReleasedContent) -> Option<(Decimal, Option<Decimal>, Option<Decimal>)> {
    match content {
        ReleasedContent::Shown { value, lower, upper, .. } => Some((*value, *lower, *upper)),
        ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
    }
}
