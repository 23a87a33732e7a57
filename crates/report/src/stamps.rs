//! What a file that is not public must say of itself: that it is confidential, and for whom it is.

use std::fmt::Write;

use kvalitet_core::catalogue::Confidentiality;
use kvalitet_core::{IndicatorId, Unit};
use kvalitet_disclosure::{Audience, Release, Step};
use kvalitet_text::Texts;

use crate::Stamp;

/// The word in the names of files that cannot say it inside.
const WORD: &str = "FORTROLIGT";

/// What every page and document of a release says of itself; `None` for the public.
///
/// It names § 55 b where the release has figures that are confidential by law. Other figures are not
/// public either: they are shown to so few readers that less of them is hidden.
pub fn confidential_stamp(release: &Release, texts: &Texts) -> Option<String> {
    let recipient = recipient(release, texts)?;
    let id = if tells_by_law(release) { "rap-stempel-lov" } else { "rap-stempel-fortrolig" };
    Some(texts.with(id, &[("modtager", recipient.into())]))
}

/// What an edition for everybody says of itself, and the id of why.
pub(crate) fn of_edition(texts: &Texts, stamp: &Stamp) -> (String, &'static str) {
    let Stamp::Published { edition, step } = stamp else {
        return (texts.get("rap-stempel-offentlig"), "rap-stempel-offentlig-grund");
    };
    let corrected = step.supersedes().map(|of| of.edition.as_str()).unwrap_or_default();
    let names = [("udgave", edition.as_str().into()), ("retter", corrected.into())];
    let (id, reason) = match step {
        Step::Hearing => ("rap-stempel-hoering", "rap-stempel-hoering-grund"),
        Step::Final { .. } => ("rap-stempel-udgivet", "rap-stempel-udgivet-grund"),
        Step::Errata(_) => ("rap-stempel-rettelse", "rap-stempel-rettelse-grund"),
    };
    (texts.with(id, &names), reason)
}

/// What every page of a document says of itself: that it is confidential, and for whom, or how far the
/// edition has come. `None` of a final edition for everybody.
pub(crate) fn every_page(release: &Release, texts: &Texts, stamp: &Stamp) -> Option<String> {
    let is_final = matches!(stamp, Stamp::Published { step: Step::Final { .. }, .. });
    let of_edition = || (!is_final).then(|| of_edition(texts, stamp).0);
    confidential_stamp(release, texts).or_else(of_edition)
}

/// Whether a release has a figure or a verdict that is confidential by law: of anything below the
/// nation.
fn tells_by_law(release: &Release) -> bool {
    let by_law = |id: &IndicatorId| {
        let indicator = release.catalogue().indicator(id.as_str());
        indicator.is_some_and(|of| of.confidentiality == Confidentiality::ByLaw)
    };
    let mut keys = release.figures().keys();
    keys.any(|key| key.unit != Unit::Nation && by_law(&key.indicator))
        || release.targets().iter().any(|of| by_law(&of.target.indicator))
        || release.changes().iter().any(|of| by_law(&of.indicator))
}

/// What is said of sources, findings and rows in quarantine: of what has passed no gate, for the
/// administration.
pub fn source_stamp(texts: &Texts) -> String {
    let recipient = texts.get("rap-modtager-administration");
    texts.with("rap-stempel-fortrolig", &[("modtager", recipient.into())])
}

/// Who a release is for; `None` for the public.
pub(crate) fn recipient(release: &Release, texts: &Texts) -> Option<String> {
    let of = |id: &str| {
        let school = release.audience().school().map(|unit| release.name(unit));
        Some(texts.with(id, &[("skole", school.unwrap_or_default().into())]))
    };
    match release.audience() {
        Audience::Administration => of("rap-modtager-administration"),
        Audience::Leader(_) => of("rap-modtager-leder"),
        Audience::Board(_) => of("rap-modtager-bestyrelse"),
        Audience::Public => None,
    }
}

/// The name of a file that cannot say inside that it is confidential.
///
/// # Examples
///
/// ```
/// use kvalitet_report::confidential_name;
///
/// assert_eq!(confidential_name("kvalitet/fund.csv"), "kvalitet/fund.FORTROLIGT.csv");
/// assert_eq!(confidential_name("fund"), "fund.FORTROLIGT");
/// ```
pub fn confidential_name(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let name = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{WORD}.{extension}"),
        None => format!("{name}.{WORD}"),
    };
    if folder.is_empty() { name } else { format!("{folder}/{name}") }
}

/// The name of a file that cannot say inside whom it is for: as it is for the public.
pub(crate) fn name(release: &Release, path: &str) -> String {
    match release.audience() {
        Audience::Public => path.to_owned(),
        Audience::Administration | Audience::Leader(_) | Audience::Board(_) => {
            confidential_name(path)
        }
    }
}

/// `text` as a string of a style sheet: whatever is no plain letter, digit, space, comma or full stop
/// is written by its number and the space that ends one, so that no name of a school ends the string or the sheet.
pub(crate) fn style_string(text: &str) -> String {
    let mut written = String::from("\"");
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, ' ' | ',' | '.') {
            written.push(letter);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(written, "\\{:06x} ", u32::from(letter));
        }
    }
    written.push('"');
    written
}

/// A drawing that stands alone, with the stamp in its metadata.
pub(crate) fn drawing(svg: &str, stamp: Option<&str>) -> String {
    let Some((stamp, (head, rest))) = stamp.zip(svg.split_once('>')) else {
        return svg.to_owned();
    };
    let escaped = stamp.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{head}><metadata>{escaped}</metadata>{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_school_ends_a_string_of_a_style_sheet() {
        let written = style_string("A \"b\"</style>\\");
        let numbered = r#""A \000022 b\000022 \00003c \00002f style\00003e \00005c ""#;
        assert_eq!(written, numbered);
    }

    #[test]
    fn a_drawing_keeps_what_it_draws() {
        let svg = "<svg width=\"1\"><g/></svg>";
        assert_eq!(drawing(svg, None), svg);
        let stamped = drawing(svg, Some("A & <b>"));
        let metadata = "<metadata>A &amp; &lt;b&gt;</metadata>";
        assert_eq!(stamped, format!("<svg width=\"1\">{metadata}<g/></svg>"));
    }
}
