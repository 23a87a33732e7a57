//! Rows in quarantine as they stand in their sources: personal data, for a file the user asked for.

use std::fmt;
use std::sync::Arc;

use kvalitet_ingest::Ingested;
use kvalitet_report::{source_stamp, text_workbook};
use kvalitet_text::Texts;

use crate::bundle::{BundleError, WORKBOOK_ROWS, table};

/// Rows in quarantine with their cells as they stand. Personal data: nothing of them is printed, and
/// no other output is made of them.
pub struct RawQuarantine {
    rows: Vec<RawRow>,
}

struct RawRow {
    source: Arc<str>,
    line: u64,
    codes: Vec<&'static str>,
    cells: Vec<String>,
}

impl fmt::Debug for RawQuarantine {
    /// How many there are, and nothing of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawQuarantine").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl RawQuarantine {
    /// Takes the cells out of what was read with [`crate::read`], so that nothing
    /// made of it afterwards can hold them.
    pub fn take(ingested: &mut Ingested) -> Self {
        let take = |row: &mut kvalitet_ingest::QuarantinedRow| RawRow {
            source: Arc::clone(&row.source),
            line: row.line,
            codes: row.codes.clone(),
            cells: std::mem::take(&mut row.original),
        };
        Self { rows: ingested.quarantine.iter_mut().map(take).collect() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A table that opens in a Danish spreadsheet: byte-order mark, `;`, CRLF. A text that begins
    /// like a formula has an apostrophe before it.
    ///
    /// # Errors
    ///
    /// Returns [`BundleError`] when it cannot be written.
    pub fn csv(&self) -> Result<Vec<u8>, BundleError> {
        Ok(table(String::new(), &self.table())?.bytes)
    }

    /// The same as a workbook of text cells, dated `date`; `None` for more rows than a workbook of
    /// them has (100,000) or a row of more cells than a sheet has columns.
    pub fn workbook(&self, texts: &Texts, date: &str) -> Option<Vec<u8>> {
        if WORKBOOK_ROWS < self.rows.len() {
            return None;
        }
        let stamp = source_stamp(texts);
        text_workbook(&texts.get("rap-karantaene"), &self.table(), (&stamp, date)).ok()
    }

    /// Source, line or record, codes, how many cells the row has, and then the cells, numbered: of a
    /// row that could not be cut right nobody knows which column a cell belongs to.
    fn table(&self) -> Vec<Vec<String>> {
        let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let head = ["kilde", "linje", "koder", "celler"].map(str::to_owned).into_iter();
        let head: Vec<String> = head.chain((1..=widest).map(|place| place.to_string())).collect();
        let width = head.len();
        let line = |row: &RawRow| {
            let place = [
                row.source.as_ref().to_owned(),
                row.line.to_string(),
                row.codes.join(" "),
                row.cells.len().to_string(),
            ];
            let mut line: Vec<String> = place.into_iter().chain(row.cells.clone()).collect();
            line.resize(width, String::new());
            line
        };
        std::iter::once(head).chain(self.rows.iter().map(line)).collect()
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_ingest::QuarantinedRow;

    use super::*;

    fn ingested(rows: &[&[&str]]) -> Ingested {
        let row = |(cells, line): (&&[&str], u64)| QuarantinedRow {
            source: Arc::from("elever.csv"),
            line,
            codes: vec!["K0201", "K0203"],
            cells: Vec::new(),
            original: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        let quarantine = rows.iter().zip(2..).map(row).collect();
        Ingested { quarantine, ..Ingested::default() }
    }

    #[test]
    fn rows_of_any_width_keep_their_cells_and_run_no_formula() {
        let mut ingested = ingested(&[&["a;b", "=1+1"], &["x", "", ""], &[]]);
        let raw = RawQuarantine::take(&mut ingested);
        let csv = String::from_utf8(raw.csv().unwrap()).unwrap();
        assert_eq!(
            csv,
            "\u{feff}kilde;linje;koder;celler;1;2;3\r\n\
             elever.csv;2;K0201 K0203;2;\"a;b\";'=1+1;\r\n\
             elever.csv;3;K0201 K0203;3;x;;\r\n\
             elever.csv;4;K0201 K0203;0;;;\r\n"
        );
        assert!(ingested.quarantine.iter().all(|row| row.original.is_empty()));
        assert!(RawQuarantine::take(&mut ingested).rows.iter().all(|row| row.cells.is_empty()));
    }

    #[test]
    fn what_no_workbook_holds_is_none() {
        let texts = Texts::new(kvalitet_core::Language::Danish);
        let made = |rows: &[&[&str]]| {
            RawQuarantine::take(&mut ingested(rows)).workbook(&texts, "2022-03-31").is_some()
        };
        assert!(made(&[&["a"]]));
        assert!(!made(&[&vec!["a"; 17_000]]));
    }
}
