//! What the tests of every chart share: figures, charts with every edge, and a reader of the SVG
//! that measures what a browser would draw.

use std::array;

use kvalitet_core::{Language, SchoolYear};
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

use crate::fonts::{Metrics, Weight};
use crate::{
    Axis, Band, DevelopmentChart, DotChart, DotRow, Emphasis, Heading, LevelsChart, LevelsRow,
    Line, Spec, TargetLine, Width, YearMark,
};

pub(crate) const WIDTHS: [Width; 4] = Width::ALL;

pub(crate) fn texts() -> Texts {
    Texts::new(Language::Danish)
}

/// A shown figure; `"74.5"` or, with its interval, `"74.5 60.1 84.7"`.
pub(crate) fn shown(text: &str) -> ReleasedFigure {
    let parts: Vec<&str> = text.split(' ').collect();
    let limit = |place: usize| parts.get(place).map_or("null".to_owned(), |t| format!("\"{t}\""));
    let (value, lower, upper) = (parts[0], limit(1), limit(2));
    let saved = format!(
        r#"{{"evidens":"B","status":"vist","vaerdi":"{value}","n":47,"taeller":35,
            "nedre":{lower},"oevre":{upper},"for_faa":false}}"#
    );
    serde_json::from_str(&saved).unwrap()
}

pub(crate) fn hidden() -> ReleasedFigure {
    serde_json::from_str(r#"{"evidens":"B","status":"skjult"}"#).unwrap()
}

pub(crate) fn absent() -> ReleasedFigure {
    let saved = r#"{"evidens":"B","status":"mangler","aarsag":"ingen-elever"}"#;
    serde_json::from_str(saved).unwrap()
}

pub(crate) fn year(start: u16) -> SchoolYear {
    SchoolYear::starting(start).unwrap()
}

pub(crate) fn heading() -> Heading {
    Heading {
        title: "To af tolv skoler når målet om 80\u{a0}% gode læsere".to_owned(),
        subtitle: "Elever i 8. klasse & <fiktive> data, 2024/25. Procent".to_owned(),
        note: "Kilde: fiktive data. Grupper under 10 elever vises ikke.".to_owned(),
        description: "Ådalsskolen og Bøgeskolen når målet.".to_owned(),
    }
}

pub(crate) const NAMES: [&str; 6] = [
    "Ådalsskolen",
    "Bøgeskolen",
    "Sct. Søren Skole og Fritidsordning i Øster Hornum-Nørre Snede Sogn",
    "Ærtemarkensskolefritidsordningsafdelingssammenlægning",
    "Ydby Skole",
    "Elmeskolen",
];

/// A row's levels and total as text, or one word for the whole row.
type Levels = (&'static str, &'static str);

/// Levels and totals: usual rows, every extreme, hidden and absent ones.
const LEVELS: [Levels; 9] = [
    ("1.0 2.0 4.9 47.0 31.0 14.1", "92.1"),
    ("3.2 4.8 7.9 40.3 29.1 14.7", "84.2"),
    ("0.0 0.0 0.0 100.0 0.0 0.0", "100.0"),
    ("100.0 0.0 0.0 0.0 0.0 0.0", "0.0"),
    ("0.4 0.3 0.3 0.5 98.1 0.4", "99.0"),
    ("hidden", "hidden"),
    ("absent", "absent"),
    ("16.7 16.7 16.7 16.7 16.7 16.7", "50.0"),
    ("3 5 8 40 29 15", "hidden"),
];

fn figure(text: &str) -> ReleasedFigure {
    match text {
        "hidden" => hidden(),
        "absent" => absent(),
        shown_text => shown(shown_text),
    }
}

/// The levels and the total of a row.
pub(crate) fn levels((levels, total): Levels) -> ([ReleasedFigure; 6], ReleasedFigure) {
    let parts: Vec<&str> = levels.split(' ').collect();
    let part = |place: usize| figure(parts.get(place).copied().unwrap_or(parts[0]));
    (array::from_fn(part), figure(total))
}

/// A chart of these rows, the first of them strong.
pub(crate) fn levels_chart(figures: &[([ReleasedFigure; 6], ReleasedFigure)]) -> LevelsChart<'_> {
    let rows = figures.iter().enumerate().map(|(place, (levels, total))| LevelsRow {
        name: NAMES[place % NAMES.len()].to_owned(),
        levels: levels.each_ref().map(Some).to_vec(),
        total: Some(total),
        emphasis: if place == 0 { Emphasis::Strong } else { Emphasis::Plain },
    });
    let names = ["Ikke tilstrækkelig", "Mangelfuld", "Jævn", "God", "Rigtig god", "Fremragende"];
    LevelsChart {
        heading: heading(),
        level_names: names.map(str::to_owned).to_vec(),
        below: Some(3),
        total_name: "Gode".to_owned(),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
        rows: rows.collect(),
    }
}

/// A chart of these lines from 2016/17 on, a year a figure.
pub(crate) fn development_chart(lines: &[Vec<ReleasedFigure>]) -> DevelopmentChart<'_> {
    let count = u16::try_from(lines.first().map_or(0, Vec::len)).unwrap();
    let names = ["2. klasse", "8. klasse", "Laboratorieskolerne i Nørre Snede", "6. klasse"];
    DevelopmentChart {
        heading: heading(),
        axis: Axis::Percent,
        years: (2016..2016 + count).map(year).collect(),
        target: Some(TargetLine {
            value: "80".parse().unwrap(),
            label: "Mål 80\u{a0}%".to_owned(),
        }),
        lines: lines
            .iter()
            .enumerate()
            .map(|(place, points)| Line {
                name: names[place % names.len()].to_owned(),
                points: points.iter().map(Some).collect(),
            })
            .collect(),
        marks: [(2019, "ingen test, skolerne var lukket"), (2020, "med forbehold")]
            .into_iter()
            .chain([(2021, "med forbehold"), (2024, "nye opgaver, ny skala")])
            .map(|(start, label)| YearMark { year: year(start), label: label.to_owned() })
            .collect(),
        breaks: Vec::new(),
    }
}

/// A chart of these figures with the band of all schools.
pub(crate) fn dot_chart(figures: &[ReleasedFigure]) -> DotChart<'_> {
    let rows = figures.iter().enumerate().map(|(place, figure)| DotRow {
        name: NAMES[place % NAMES.len()].to_owned(),
        figure: Some(figure),
        note: (place % 3 != 0).then(|| "med forbehold".to_owned()),
    });
    let number = |text: &str| text.parse().unwrap();
    DotChart {
        heading: heading(),
        reference: Some(Band {
            lower: number("6.6"),
            upper: number("7.8"),
            label: "midterste halvdel af alle folkeskoler 6,6–7,8".to_owned(),
            middle: Some((number("7.2"), "median 7,2".to_owned())),
        }),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
        axis: Axis::Number,
        rows: rows.collect(),
    }
}

/// Lines that lie on each other, cross the target, stop early, stand alone or are not there.
fn lines(count: usize, years: usize) -> Vec<Vec<ReleasedFigure>> {
    let point = |line: usize, place: usize| match (line, place) {
        (_, 3) | (1, 5) | (2, 7..) => hidden(),
        (6, _) => absent(),
        _ => {
            let value = 795 - 3 * i32::try_from(line).unwrap() - 9 * i32::try_from(place).unwrap();
            let tenths = |v: i32| format!("{}.{}", v / 10, v % 10);
            shown(&format!("{} {} {}", tenths(value), tenths(value - 21), tenths(value + 19)))
        }
    };
    (0..count).map(|line| (0..years).map(|place| point(line, place)).collect()).collect()
}

/// Every chart with every edge, in both widths.
pub(crate) fn gallery() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for width in WIDTHS {
        let mut keep = |name: String, svg: String| all.push((format!("{name} {width:?}"), svg));
        for count in [0, 1, 9, 56] {
            let figures: Vec<_> =
                LEVELS.iter().cycle().take(count).map(|row| levels(*row)).collect();
            keep(
                format!("levels {count}"),
                levels_chart(&figures).svg(&texts(), width, "a").unwrap(),
            );
        }
        let figures = vec![levels(("hidden", "hidden")); 3];
        keep("levels hidden".to_owned(), levels_chart(&figures).svg(&texts(), width, "a").unwrap());
        for (count, years) in [(0, 0), (1, 1), (3, 9), (8, 9), (4, 1), (2, 30)] {
            let figures = lines(count, years);
            let svg = development_chart(&figures).svg(&texts(), width, "b").unwrap();
            keep(format!("development {count} {years}"), svg);
        }
        let figures = lines(2, 9);
        let mut chart = development_chart(&figures);
        chart.breaks = [(2016, "for tidligt"), (2018, "nye spørgsmål"), (2020, "nye spørgsmål")]
            .map(|(start, label)| YearMark { year: year(start), label: label.to_owned() })
            .to_vec();
        keep("development breaks".to_owned(), chart.svg(&texts(), width, "b").unwrap());
        for value in ["0.0 0.0 7.1", "100.0 91.2 100.0"] {
            let figures = vec![vec![shown(value); 4]];
            let svg = development_chart(&figures).svg(&texts(), width, "b").unwrap();
            keep(format!("development {value}"), svg);
        }
        for count in [0, 1, 7, 56] {
            let values = ["7.2", "5.1 4.4 6.0", "hidden", "absent", "9.9", "0.0", "7.8 7.1 8.5"];
            let figures: Vec<_> = values.iter().cycle().take(count).map(|v| figure(v)).collect();
            keep(format!("dots {count}"), dot_chart(&figures).svg(&texts(), width, "c").unwrap());
        }
        let figures = vec![hidden(); 3];
        keep("dots hidden".to_owned(), dot_chart(&figures).svg(&texts(), width, "c").unwrap());
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
