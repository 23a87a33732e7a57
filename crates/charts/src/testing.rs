//! What the tests of every chart share: figures, charts with every edge, and a reader of the SVG
//! that measures what a browser would draw.

use kvalitet_core::Language;
use kvalitet_text::Texts;

use crate::fonts::{Metrics, Weight};
use crate::{Spec, Width};

#[path = "../examples/gallery/specs.rs"]
mod specs;

pub(crate) use specs::*;

pub(crate) const WIDTHS: [Width; 4] = Width::ALL;

pub(crate) fn texts() -> Texts {
    Texts::new(Language::Danish)
}

/// Every specimen in every width.
pub(crate) fn gallery() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for specimen in specimens() {
        for width in Width::ALL {
            let svg = specimen.spec.svg(&texts(), width, "a").unwrap();
            all.push((format!("{} {width:?}", specimen.name), svg));
        }
    }
    all
}

/// The value of an attribute in one line of SVG.
pub(crate) fn attribute<'s>(line: &'s str, name: &str) -> Option<&'s str> {
    line.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

pub(crate) fn length(line: &str, name: &str) -> f64 {
    attribute(line, name).unwrap_or_else(|| panic!("{name} in {line}")).parse().unwrap()
}

/// The lines of SVG of one kind.
pub(crate) fn elements<'s>(svg: &'s str, kind: &str) -> Vec<&'s str> {
    svg.lines().filter(|line| line.starts_with(&format!("<{kind} "))).collect()
}

/// The words of a `<text>`.
pub(crate) fn words(line: &str) -> &str {
    line.split_once('>').unwrap().1.trim_end_matches("</text>")
}

/// The `<text>` that says this.
pub(crate) fn saying<'s>(svg: &'s str, said: &str) -> &'s str {
    elements(svg, "text").into_iter().find(|line| words(line) == said).unwrap()
}

/// The group whose tooltip begins so, without the tooltip.
pub(crate) fn group<'s>(svg: &'s str, begins: &str) -> &'s str {
    let (_, rest) = svg.split_once(&format!("<g><title>{begins}")).unwrap();
    rest.split_once("</g>").unwrap().0.split_once("</title>").unwrap().1
}

/// Left, top, right, bottom, in px.
pub(crate) type Extent = [f64; 4];

/// What a piece of text covers: its measured width, its capitals and a little under the line.
pub(crate) fn extent(metrics: &Metrics, line: &str) -> Extent {
    let (x, y, size) = (length(line, "x"), length(line, "y"), length(line, "font-size"));
    let weight = Weight::of_tag(attribute(line, "font-weight").unwrap_or("400"));
    let plain = words(line).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let width = metrics.width(&plain, weight, size);
    let left = match attribute(line, "text-anchor") {
        Some("middle") => x - width / 2.0,
        Some("end") => x - width,
        _ => x,
    };
    [left, y - 0.72 * size, left + width, y + 0.2 * size]
}

/// The corners of everything that is not text.
pub(crate) fn corners(svg: &str) -> Vec<(f64, f64)> {
    let mut corners = Vec::new();
    for rect in elements(svg, "rect") {
        let (x, y) = (length(rect, "x"), length(rect, "y"));
        corners.extend([(x, y), (x + length(rect, "width"), y + length(rect, "height"))]);
        assert!(0.0 < length(rect, "width") && 0.0 < length(rect, "height"), "{rect}");
    }
    for circle in elements(svg, "circle") {
        let (x, y, r) = (length(circle, "cx"), length(circle, "cy"), length(circle, "r"));
        corners.extend([(x - r, y - r), (x + r, y + r)]);
    }
    for path in elements(svg, "path") {
        let points = attribute(path, "d").unwrap().trim_start_matches('M').trim_end_matches('Z');
        corners.extend(points.split('L').map(|point| {
            let (x, y) = point.split_once(' ').unwrap();
            (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap())
        }));
    }
    corners
}

mod tests {
    use super::*;
    use crate::{ChartError, STYLE};

    fn size(svg: &str) -> (f64, f64) {
        (length(svg, "width"), length(svg, "height"))
    }

    #[test]
    fn no_text_overlaps_another() {
        let metrics = Metrics::new().unwrap();
        for (name, svg) in gallery() {
            let lines = elements(&svg, "text");
            let extents: Vec<Extent> = lines.iter().map(|line| extent(&metrics, line)).collect();
            for (place, one) in extents.iter().enumerate() {
                for (other_place, other) in extents.iter().enumerate().skip(place + 1) {
                    let apart = one[2] <= other[0] + 0.1
                        || other[2] <= one[0] + 0.1
                        || one[3] <= other[1] + 0.1
                        || other[3] <= one[1] + 0.1;
                    assert!(apart, "{name}:\n{}\n{}", lines[place], lines[other_place]);
                }
            }
        }
    }

    #[test]
    fn nothing_stands_outside_the_picture() {
        let metrics = Metrics::new().unwrap();
        for (name, svg) in gallery() {
            let (width, height) = size(&svg);
            let inside =
                |x: f64, y: f64| (-0.1..=width + 0.1).contains(&x) && (0.0..=height).contains(&y);
            for line in elements(&svg, "text") {
                let [left, top, right, bottom] = extent(&metrics, line);
                assert!(inside(left, top) && inside(right, bottom), "{name}: {line}");
            }
            for (x, y) in corners(&svg) {
                assert!(inside(x, y), "{name}: {x} {y}");
            }
        }
    }

    #[test]
    fn lengths_have_at_most_one_decimal() {
        for (name, svg) in gallery() {
            for line in svg.lines() {
                for attribute_name in ["x", "y", "width", "height", "cx", "cy", "r", "d", "viewBox"]
                {
                    let value = attribute(line, attribute_name).unwrap_or_default();
                    let long = value
                        .split(['M', 'L', 'Z', ' '])
                        .any(|n| n.split_once('.').is_some_and(|(_, decimals)| 1 < decimals.len()));
                    assert!(!long, "{name}: {line}");
                }
            }
        }
    }

    #[test]
    fn every_class_is_in_the_style_sheet() {
        for (name, svg) in gallery() {
            for line in svg.lines().filter(|line| !line.starts_with("<svg")) {
                let Some(class) = attribute(line, "class") else { continue };
                assert!(STYLE.contains(&format!(".kr-chart .{class} {{")), "{name}: {class}");
            }
        }
    }

    #[test]
    fn every_picture_names_itself_and_closes_its_groups() {
        for (name, svg) in gallery() {
            let id = &svg.split_once("<title id=\"").unwrap().1[..1];
            assert!(
                svg.contains(&format!("role=\"img\" aria-labelledby=\"{id}-t {id}-d\"")),
                "{name}"
            );
            assert!(svg.contains(&format!("<desc id=\"{id}-d\">Ådalsskolen og")), "{name}");
            assert_eq!(svg.matches("role=").count(), 1, "{name}");
            assert_eq!(svg.matches("<g>").count(), svg.matches("</g>").count(), "{name}");
            assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{name}");
        }
    }

    #[test]
    fn two_runs_are_the_same_bytes() {
        assert_eq!(gallery(), gallery());
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for id in ["", "7a", "a b", "a\"", "æ"] {
            let refused = dot_chart(&[]).svg(&texts(), Width::Wide, id);
            assert_eq!(refused, Err(ChartError::Id { id: id.to_owned() }));
        }
    }
}
