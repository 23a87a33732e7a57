//! The bundled fonts: what text is measured with, and what a page embeds.
//!
//! "KR Sans" is a renamed Latin subset of Source Sans 3 under the SIL Open Font License; see
//! `fonts/README.md` and `fonts/OFL.txt`. Digits are tabular, so columns of numbers line up.

use std::sync::OnceLock;

use ttf_parser::Face;

use crate::ChartError;

/// The family name in the fonts and in the SVG.
pub const FAMILY: &str = "KR Sans";
/// Weight 400 for the web.
pub const REGULAR_WOFF2: &[u8] = include_bytes!("../fonts/KRSans-Regular.woff2");
/// Weight 600 for the web.
pub const SEMIBOLD_WOFF2: &[u8] = include_bytes!("../fonts/KRSans-SemiBold.woff2");
/// Weight 700 for the web.
pub const BOLD_WOFF2: &[u8] = include_bytes!("../fonts/KRSans-Bold.woff2");
/// Weight 400 for measuring, and for renderers that read TrueType.
pub const REGULAR_TTF: &[u8] = include_bytes!("../fonts/KRSans-Regular.ttf");
/// Weight 600 for measuring, and for renderers that read TrueType.
pub const SEMIBOLD_TTF: &[u8] = include_bytes!("../fonts/KRSans-SemiBold.ttf");
/// Weight 700 for measuring, and for renderers that read TrueType.
pub const BOLD_TTF: &[u8] = include_bytes!("../fonts/KRSans-Bold.ttf");
/// The licence that must follow the fonts.
pub const LICENCE: &str = include_str!("../fonts/OFL.txt");

/// Whether the bundled fonts have a character: what they lack is not drawn.
pub fn has(character: char) -> bool {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    let face = FACE.get_or_init(|| Face::parse(REGULAR_TTF, 0).ok());
    face.as_ref().is_some_and(|face| face.glyph_index(character).is_some())
}

/// A weight of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
    Bold,
}

impl Weight {
    /// The family name that carries the weight through the drawing library, which knows normal
    /// and bold only.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Regular => "400",
            Self::SemiBold => "600",
            Self::Bold => "700",
        }
    }

    pub(crate) fn of_tag(tag: &str) -> Self {
        match tag {
            "600" => Self::SemiBold,
            "700" => Self::Bold,
            _ => Self::Regular,
        }
    }
}

/// How wide text runs. Advances without kerning, which is nearly always a little too much: what
/// fits here fits on paper.
pub(crate) struct Metrics {
    regular: Face<'static>,
    semi_bold: Face<'static>,
    bold: Face<'static>,
}

impl Metrics {
    pub(crate) fn new() -> Result<Self, ChartError> {
        let face = |bytes| Face::parse(bytes, 0).map_err(|_| ChartError::Font);
        Ok(Self {
            regular: face(REGULAR_TTF)?,
            semi_bold: face(SEMIBOLD_TTF)?,
            bold: face(BOLD_TTF)?,
        })
    }

    /// The width of `text` in px at `size` px. A character the font lacks counts one em.
    pub(crate) fn width(&self, text: &str, weight: Weight, size: f64) -> f64 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
            Weight::Bold => &self.bold,
        };
        let em = face.units_per_em();
        let advance = |c| face.glyph_index(c).and_then(|glyph| face.glyph_hor_advance(glyph));
        let units: u32 = text.chars().map(|c| u32::from(advance(c).unwrap_or(em))).sum();
        f64::from(units) * size / f64::from(em)
    }

    /// `text` in lines of at most `width` px: broken between words, and inside a word only where
    /// the word alone is too wide. Never empty, unless the text is.
    pub(crate) fn wrap(&self, text: &str, weight: Weight, size: f64, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, weight, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                line.push(c);
                if width < self.width(&line, weight, size) && 1 < line.chars().count() {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_as_wide_as_each_other() {
        let metrics = Metrics::new().unwrap();
        for digit in '0'..='9' {
            let width = metrics.width(&digit.to_string(), Weight::Regular, 1000.0);
            assert!((width - 497.0).abs() < 1e-9, "{digit} is {width}");
        }
    }

    #[test]
    fn every_character_the_reports_use_is_in_every_weight() {
        let needed = "æøåÆØÅéüöäß0123456789–—−·•…«»“”’▲▼→←≥≤±×%§\u{a0}";
        for bytes in [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF] {
            let face = Face::parse(bytes, 0).unwrap();
            for c in needed.chars() {
                assert!(face.glyph_index(c).is_some(), "{c} is missing");
            }
        }
    }

    #[test]
    fn the_fonts_bear_the_family_name_and_not_the_reserved_one() {
        for bytes in [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF] {
            let face = Face::parse(bytes, 0).unwrap();
            for name in face.names().into_iter().filter(|name| matches!(name.name_id, 1..=6 | 16)) {
                let text = name.to_string().unwrap_or_default();
                assert!(!text.contains("Source"), "{text}");
                assert!(name.name_id != 1 || text.starts_with(FAMILY), "{text}");
            }
        }
    }

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost() {
        let metrics = Metrics::new().unwrap();
        let text = "Sct. Søren Skole og Ærtemarkensfritidsordningsafdeling i Øster Åby";
        let lines = metrics.wrap(text, Weight::Regular, 13.0, 90.0);
        assert!(3 < lines.len());
        assert!(lines.iter().all(|line| metrics.width(line, Weight::Regular, 13.0) <= 90.0));
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }
}
