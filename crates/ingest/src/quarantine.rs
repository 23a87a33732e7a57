//! Rows that could not be used.

use std::sync::Arc;

/// A row in quarantine: where it is, why, and what may be shown of it.
///
/// Cells that read as something about a school, a year or a test are themselves; every other cell
/// is a shape such as `9{10}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuarantinedRow {
    /// The source.
    pub source: Arc<str>,
    /// The line.
    pub line: u64,
    /// The codes of its findings, in order.
    pub codes: Vec<&'static str>,
    /// Column and cell.
    pub cells: Vec<(Arc<str>, String)>,
}
