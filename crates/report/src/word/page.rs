//! The page: A4, upright or turned.

/// Which way the page is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Portrait,
    /// For tables that are wider than the page is upright.
    Landscape,
}

/// The sides of A4, in twips.
const A4: (u32, u32) = (11_906, 16_838);
/// What is left free at each side: 20 mm.
const MARGIN: u32 = 1_134;

impl Page {
    /// What a line has room for, in twips.
    pub(super) const fn text_width(self) -> u32 {
        let (width, _, _) = self.size();
        width - 2 * MARGIN
    }

    /// Width, height, and what the schema calls the way it is turned.
    const fn size(self) -> (u32, u32, &'static str) {
        match self {
            Self::Portrait => (A4.0, A4.1, ""),
            Self::Landscape => (A4.1, A4.0, " w:orient=\"landscape\""),
        }
    }

    /// The properties of a section of such pages.
    pub(super) fn section(self) -> String {
        let (width, height, way) = self.size();
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/>\
             <w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>\
             <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{way}/>\
             <w:pgMar w:top=\"1361\" w:right=\"{MARGIN}\" w:bottom=\"1247\" w:left=\"{MARGIN}\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
        )
    }
}
