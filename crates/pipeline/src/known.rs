//! Tables of figures that are public already.

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{Decimal, FigureKey, NotAKey};
use kvalitet_disclosure::Known;

use crate::plan::{KNOWN_COLUMNS, KnownFile};

/// A table of known figures that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{file}`, line {line}: {kind}")]
pub struct KnownError {
    /// The file, as the plan names it.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub kind: KnownErrorKind,
}

/// What is wrong. No cell's text stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KnownErrorKind {
    /// A column is missing.
    #[error("no column `{0}`")]
    NoColumn(String),
    /// The line cannot be cut into cells.
    #[error("the line cannot be cut into cells")]
    Line,
    /// The key is none.
    #[error(transparent)]
    Key(NotAKey),
    /// The key names an indicator that is none.
    #[error("no such indicator; the nearest is `{nearest}`")]
    Indicator {
        /// The most similar id.
        nearest: String,
    },
    /// A number is none.
    #[error("`{0}` takes a number")]
    Number(&'static str),
    /// Neither a value nor a count.
    #[error("neither a value nor a count")]
    Nothing,
    /// Fewer persons in all than of those that count.
    #[error("`taeller` is more than `n`")]
    PartExceedsWhole,
    /// The figure stands in an earlier line too.
    #[error("the figure stands in an earlier line too")]
    Twice,
}

/// Reads a table of known figures: `;` or `,` between cells, the names of the columns in the first
/// line. Numbers may have a decimal comma where `;` stands between cells.
pub(crate) fn known_figures(
    of: &KnownFile,
    text: &str,
    catalogue: &Catalogue,
) -> Result<Vec<Known>, KnownError> {
    let failed = |line: u64, kind| KnownError { file: of.file.clone(), line, kind };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_danish = text.lines().next().unwrap_or_default().contains(';');
    let delimiter = if is_danish { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = reader.headers().map_err(|_| failed(1, KnownErrorKind::Line))?.clone();
    let columns = columns(of, &names).map_err(|kind| failed(1, kind))?;
    let mut found = BTreeMap::new();
    for (row, number) in reader.records().zip(2..) {
        let row = row.map_err(|_| failed(number, KnownErrorKind::Line))?;
        let line = row.position().map_or(number, csv::Position::line);
        let cells = columns.map(|at| row.get(at?).map(str::trim).filter(|cell| !cell.is_empty()));
        let known = figure(cells, is_danish, catalogue).map_err(|kind| failed(line, kind))?;
        let known = Known { source: of.source.clone(), ..known };
        if found.insert(known.key.clone(), known).is_some() {
            return Err(failed(line, KnownErrorKind::Twice));
        }
    }
    Ok(found.into_values().collect())
}

/// Where our columns are in the file. The key must be there, and what the plan names; of the others the
/// file has what it has.
fn columns(
    of: &KnownFile,
    names: &csv::StringRecord,
) -> Result<[Option<usize>; 4], KnownErrorKind> {
    let mut places = [None; 4];
    for (place, column) in places.iter_mut().zip(KNOWN_COLUMNS) {
        let said = of.columns.get(column);
        let name = said.map_or(column, String::as_str);
        *place = names.iter().position(|found| found.trim() == name);
        if place.is_none() && (said.is_some() || column == KNOWN_COLUMNS[0]) {
            return Err(KnownErrorKind::NoColumn(name.to_owned()));
        }
    }
    Ok(places)
}

fn figure(
    [key, value, n, hits]: [Option<&str>; 4],
    is_danish: bool,
    catalogue: &Catalogue,
) -> Result<Known, KnownErrorKind> {
    let key: FigureKey = key.unwrap_or_default().parse().map_err(KnownErrorKind::Key)?;
    if catalogue.indicator(key.indicator.as_str()).is_none() {
        let nearest = catalogue.nearest(key.indicator.as_str()).unwrap_or_default();
        return Err(KnownErrorKind::Indicator { nearest });
    }
    let count = |cell: Option<&str>, column| {
        cell.map(|cell| cell.parse::<u64>().map_err(|_| KnownErrorKind::Number(column))).transpose()
    };
    let decimal = |cell: &str| {
        let cell = if is_danish { cell.replace(',', ".") } else { cell.to_owned() };
        cell.parse::<Decimal>().map_err(|_| KnownErrorKind::Number("vaerdi"))
    };
    let (n, hits) = (count(n, "n")?, count(hits, "taeller")?);
    let value = value.map(decimal).transpose()?;
    if n.zip(hits).is_some_and(|(n, hits)| n < hits) {
        return Err(KnownErrorKind::PartExceedsWhole);
    }
    if (value, n, hits) == (None, None, None) {
        return Err(KnownErrorKind::Nothing);
    }
    Ok(Known { key, n, hits, value, source: String::new() })
}
