//! Documents as PDF: PDF/UA-1, tagged, with the bundled fonts and nothing from outside.
//!
//! A [`Document`] says everything already; here it is laid out on A4. Texts reach the page as data,
//! never as markup: no name of a school can be taken for a command.
//!
//! The same documents give the same bytes: no clock, no fonts of the machine, no network.

mod world;

use kvalitet_charts::fonts;
use kvalitet_report::Document;
use kvalitet_text::Texts;
use serde::Serialize;
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::world::Inputs;

/// Why a PDF could not be made: a mistake of the program.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The bundled fonts could not be read.
    #[error("cannot read the bundled fonts")]
    Fonts,
    /// The documents could not be handed over.
    #[error("cannot hand the documents to the layout")]
    Data(#[from] serde_json::Error),
    /// The layout or the file is not as it must be, such as a drawing without a description.
    #[error("cannot lay out the documents: {reason}")]
    Layout {
        /// What was wrong.
        reason: String,
    },
}

/// `documents` as one PDF, each with its own cover, and from the second on each on a right-hand page, so
/// that they can be printed together and handed out apart.
///
/// Tables that stand folded on the page are left out, and so are those of charts unless they stand open;
/// the last page of a document says where they are.
///
/// # Errors
///
/// Returns [`PdfError`]: a mistake of the program, never of its input.
pub fn pdf(documents: &[Document], texts: &Texts) -> Result<Vec<u8>, PdfError> {
    let mut data = serde_json::to_value(&Data { documents, labels: Labels::new(texts) })?;
    printable(&mut data);
    let data = serde_json::to_vec(&data)?;
    let inputs = Inputs::new(data).ok_or(PdfError::Fonts)?;
    let laid_out =
        typst::compile::<PagedDocument>(&inputs).output.map_err(|errors| wrong(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
    let standards =
        standards.map_err(|error| PdfError::Layout { reason: error.message().to_string() })?;
    let options = PdfOptions { creator: Smart::Custom(None), standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&laid_out, &options).map_err(|errors| wrong(&errors));
    // What was laid out is kept for a while in case it is asked for again.
    typst::comemo::evict(2);
    bytes
}

/// What stands in place of a character that the fonts lack: PDF/UA allows none without a shape.
const UNKNOWN: char = '?';

/// Puts [`UNKNOWN`] in place of every character that cannot be drawn, such as those of other scripts in a
/// name; line breaks and no-break spaces stay.
fn printable(value: &mut Value) {
    let drawn = |of: char| matches!(of, '\n' | ' ' | '\u{a0}') || fonts::has(of);
    match value {
        Value::String(text) if !text.chars().all(drawn) => {
            *text = text.chars().map(|of| if drawn(of) { of } else { UNKNOWN }).collect();
        }
        Value::Array(values) => values.iter_mut().for_each(printable),
        Value::Object(fields) => fields.values_mut().for_each(printable),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

fn wrong(errors: &EcoVec<SourceDiagnostic>) -> PdfError {
    let reasons: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    PdfError::Layout { reason: reasons.join("; ") }
}

/// What the template is given.
#[derive(Serialize)]
struct Data<'a> {
    documents: &'a [Document],
    labels: Labels,
}

/// The words of the layout itself.
#[derive(Serialize)]
struct Labels {
    contents: String,
    reading: String,
    page: String,
    of: String,
    elsewhere: String,
}

impl Labels {
    fn new(texts: &Texts) -> Self {
        Self {
            contents: texts.get("rap-indhold"),
            reading: texts.get("rap-saadan-laeses"),
            page: texts.get("pdf-side"),
            of: texts.get("pdf-af"),
            elsewhere: texts.get("pdf-andre-tal"),
        }
    }
}
