//! Runs and paragraphs as Word reads them.

/// `text` as it may stand between tags and in attributes. What XML 1.0 cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\n' | '\t' | '\r' => written.push(' '),
            '\u{fffe}' | '\u{ffff}' => (),
            sign if sign.is_control() => (),
            sign => written.push(sign),
        }
    }
    written
}

/// How the letters of a run look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    /// Small print.
    Small,
}

/// A run of letters of one look; nothing for no text.
pub(super) fn run(look: Look, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let style = match look {
        Look::Plain => "",
        Look::Strong => "<w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr>",
        Look::Small => "<w:rPr><w:rStyle w:val=\"Small\"/></w:rPr>",
    };
    format!("<w:r>{style}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// A paragraph of a style around runs.
pub(super) fn paragraph(style: &str, runs: &str) -> String {
    with_properties(style, "", runs)
}

/// A paragraph of plain text.
pub(super) fn text(style: &str, text: &str) -> String {
    paragraph(style, &run(Look::Plain, text))
}

/// A paragraph with properties besides its style, in the order the schema asks.
pub(super) fn with_properties(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

/// A field that the reader's program fills in; `known` stands there until it does.
pub(super) fn field(instruction: &str, known: &str) -> String {
    let known = run(Look::Plain, known);
    format!("<w:fldSimple w:instr=\" {instruction} \">{known}</w:fldSimple>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup_and_never_what_xml_cannot_hold() {
        let written = escaped("<b>&\"\u{0}\u{8}\u{b}\u{1f}\u{7f}\u{ffff}Æ\nØ");
        assert_eq!(written, "&lt;b&gt;&amp;&quot;Æ Ø");
    }
}
