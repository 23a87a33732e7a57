//! From a list of nodes to the text of an SVG.
//!
//! Attributes carry the light theme, for renderers that know no style sheets; classes let one
//! restyle for dark screens.

use std::fmt::{self, Write as _};

use plotters_backend::BackendCoord;

use crate::canvas::{Anchor, Node};
use crate::fonts::{FAMILY, Weight};
use crate::palette::{Ink, PAPER, hex};

/// What the SVG says about itself; width and height in tenths of a px.
pub(crate) struct Page<'p> {
    pub(crate) id: &'p str,
    pub(crate) title: &'p str,
    pub(crate) description: &'p str,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

/// Writes the SVG.
pub(crate) fn write(page: &Page<'_>, nodes: &[Node]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = document(&mut out, page, nodes);
    out
}

fn document(out: &mut String, page: &Page<'_>, nodes: &[Node]) -> fmt::Result {
    let (width, height, id) = (Px(page.width), Px(page.height), page.id);
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"kr-chart\" role=\"img\" \
         aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" font-family=\"{FAMILY}, sans-serif\">\n\
         <title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        Escaped(page.title),
        Escaped(page.description)
    )?;
    for node in nodes {
        write_node(out, node)?;
        out.push('\n');
    }
    out.push_str("</svg>\n");
    Ok(())
}

fn write_node(out: &mut String, node: &Node) -> fmt::Result {
    match node {
        Node::Open { title } => write!(out, "<g><title>{}</title>", Escaped(title)),
        Node::Close => write!(out, "</g>"),
        Node::Rect { from, to, ink } => write_rect(out, *from, *to, ink),
        Node::Line { points, ink, width, alpha } => {
            write!(out, "<path d=\"")?;
            write_points(out, points)?;
            let width = Px(i32::try_from(*width).unwrap_or(10));
            write!(
                out,
                "\"{} fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"",
                Class("s", ink),
                hex(ink.light)
            )?;
            if let Some(dash) = ink.dash {
                write!(out, " stroke-dasharray=\"{dash}\"")?;
            }
            if *alpha < 1.0 {
                write!(out, " stroke-opacity=\"{alpha}\"")?;
            }
            write!(out, " stroke-linejoin=\"round\"/>")
        }
        Node::Area { points, ink, alpha } => {
            write!(out, "<path d=\"")?;
            write_points(out, points)?;
            let fill = hex(ink.light);
            write!(out, "Z\"{} fill=\"{fill}\" fill-opacity=\"{alpha}\"/>", Class("f", ink))
        }
        Node::Circle { centre: (x, y), radius, ink } => {
            let (x, y, r) = (Px(*x), Px(*y), Px(i32::try_from(*radius).unwrap_or(0)));
            let fill = hex(ink.light);
            write!(
                out,
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{} fill=\"{fill}\"/>",
                Class("f", ink)
            )
        }
        Node::Text { .. } => write_text(out, node),
    }
}

fn write_text(out: &mut String, node: &Node) -> fmt::Result {
    let Node::Text { at: (x, y), anchor, weight, size, ink, text, halo } = node else {
        return Ok(());
    };
    let (x, y, size) = (Px(*x), Px(*y), Px(*size));
    let class = if *halo { Class("h", ink) } else { Class("f", ink) };
    write!(out, "<text x=\"{x}\" y=\"{y}\"{class} fill=\"{}\"", hex(ink.light))?;
    if *halo {
        write!(
            out,
            " paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"3.5\"",
            hex(PAPER.light)
        )?;
    }
    write!(out, " font-size=\"{size}\"")?;
    if *weight != Weight::Regular {
        write!(out, " font-weight=\"{}\"", weight.tag())?;
    }
    match anchor {
        Anchor::Start => (),
        Anchor::Middle => write!(out, " text-anchor=\"middle\"")?,
        Anchor::End => write!(out, " text-anchor=\"end\"")?,
    }
    write!(out, ">{}</text>", Escaped(text))
}

fn write_rect(out: &mut String, from: BackendCoord, to: BackendCoord, ink: &Ink) -> fmt::Result {
    let (x, y) = (Px(from.0), Px(from.1));
    let (width, height) = (Px(to.0 - from.0), Px(to.1 - from.1));
    write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")?;
    match ink.edge {
        None => write!(out, "{} fill=\"{}\"/>", Class("f", ink), hex(ink.light)),
        Some((light, dark)) => {
            let class = if light == dark { String::new() } else { Class("s", ink).to_string() };
            write!(out, "{class} fill=\"{}\" stroke=\"{}\"/>", hex(ink.light), hex(light))
        }
    }
}

fn write_points(out: &mut String, points: &[BackendCoord]) -> fmt::Result {
    for (place, (x, y)) in points.iter().enumerate() {
        let command = if place == 0 { 'M' } else { 'L' };
        write!(out, "{command}{} {}", Px(*x), Px(*y))?;
    }
    Ok(())
}

/// The class of an ink, with its leading space; nothing where both themes are alike.
struct Class<'i>(&'static str, &'i Ink);

impl fmt::Display for Class<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(kind, ink) = self;
        if ink.edge.is_none() && !ink.follows_the_screen() {
            return Ok(());
        }
        write!(f, " class=\"{kind}-{}\"", ink.name)
    }
}

/// A length in tenths of a px, written in px.
struct Px(i32);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, tenths) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        match tenths % 10 {
            0 => write!(f, "{sign}{}", tenths / 10),
            rest => write!(f, "{sign}{}.{rest}", tenths / 10),
        }
    }
}

/// Text as it may stand between tags and in attributes; what XML cannot hold is left out.
struct Escaped<'t>(&'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' | '\t' => f.write_char(' ')?,
                c if c.is_control() => (),
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_at_most_one_decimal() {
        let written = [0, 10, 105, -3, -120].map(|tenths| Px(tenths).to_string());
        assert_eq!(written, ["0", "1", "10.5", "-0.3", "-12"]);
    }

    #[test]
    fn text_cannot_break_out_of_its_element() {
        let text = "Sct. <b>\"Æ & Ø\"</b>\u{1}";
        let escaped = "Sct. &lt;b&gt;&quot;Æ &amp; Ø&quot;&lt;/b&gt;";
        assert_eq!(Escaped(text).to_string(), escaped);
    }
}
