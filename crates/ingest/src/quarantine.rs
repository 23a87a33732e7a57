//! Rows that could not be used.

use std::fmt;
use std::sync::Arc;

/// A row in quarantine: where it is, why, and what may be shown of it.
///
/// Cells that read as something about a school, a year or a test are themselves; every other cell
/// is a shape such as `9{10}`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuarantinedRow {
    /// The source.
    pub source: Arc<str>,
    /// The line, or the row of a sheet.
    pub line: u64,
    /// The codes of its findings, in order.
    pub codes: Vec<&'static str>,
    /// Column and cell.
    pub cells: Vec<(Arc<str>, String)>,
    /// The cells as they stand, in the order of the source; empty unless they were asked for.
    /// Personal data.
    pub original: Vec<String>,
}

impl fmt::Debug for QuarantinedRow {
    /// The cells as they stand are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuarantinedRow")
            .field("source", &self.source)
            .field("line", &self.line)
            .field("codes", &self.codes)
            .field("cells", &self.cells)
            .finish_non_exhaustive()
    }
}
