//! Charts of invented schools: every kind, and every edge it has.

use std::array;

use kvalitet_charts::{
    Alignment, Axis, Band, DevelopmentChart, DotChart, DotRow, Emphasis, Heading, LevelsChart,
    LevelsRow, Line, Spec, TargetLine, YearMark,
};
use kvalitet_core::SchoolYear;
use kvalitet_disclosure::ReleasedFigure;

#[path = "goal_arrow.rs"]
mod goal_arrow;
#[path = "transitions.rs"]
mod transitions;

pub(crate) use goal_arrow::*;
pub(crate) use transitions::*;
#[path = "dumbbell.rs"]
mod dumbbell;
#[path = "multiples.rs"]
mod multiples;

// What only the tests of a kind ask for.
#[cfg(test)]
pub(crate) use dumbbell::{PAIRS, Pair, dumbbell_chart, pairs};
#[path = "places.rs"]
mod places;

#[cfg(test)]
pub(crate) use multiples::{multiples_chart, wandering};
#[cfg(test)]
pub(crate) use places::{caterpillar_chart, funnel_chart};

/// A chart and what it is an example of.
pub(crate) struct Specimen {
    /// Its kind and its edge, such as `levels 56`: also the name of its files.
    pub(crate) name: String,
    /// The chart.
    pub(crate) spec: Box<dyn Spec>,
}

/// Figures are lent to charts, and these live as long as the program.
pub(crate) fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn specimen(name: impl Into<String>, spec: impl Spec + 'static) -> Specimen {
    Specimen { name: name.into(), spec: Box::new(spec) }
}

/// Every kind with every edge.
pub(crate) fn specimens() -> Vec<Specimen> {
    let mut all = Vec::new();
    all.extend(of_levels());
    all.extend(of_development());
    all.extend(of_dots());
    all.extend(of_transitions());
    all.extend(of_goal_arrow());
    all.extend(dumbbell::of_dumbbells());
    all.extend(places::of_funnels());
    all.extend(places::of_caterpillars());
    all.extend(multiples::of_multiples());
    all
}

fn of_levels() -> Vec<Specimen> {
    let rows = |count: usize| {
        let rows = LEVELS.iter().cycle().take(count).map(|row| levels(*row));
        levels_chart(kept(rows.collect::<Vec<_>>()))
    };
    let counts = [0, 1, 9, 56, 1300].map(|count| specimen(format!("levels {count}"), rows(count)));
    let hidden = levels_chart(kept(vec![levels(("hidden", "hidden")); 3]));
    counts.into_iter().chain([specimen("levels hidden", hidden)]).chain(of_boundary()).collect()
}

/// Levels aligned at the boundary: six of them, five with a neutral one, two, and no row shown.
fn of_boundary() -> Vec<Specimen> {
    let six = LEVELS.iter().map(|row| levels(*row)).collect::<Vec<_>>();
    let hidden = vec![levels(("hidden", "hidden")); 2];
    let mut all = Vec::new();
    for (name, count, figures) in
        [("six", 6, six.clone()), ("hidden", 6, hidden), ("none", 6, Vec::new())]
    {
        all.push((name, boundary_chart(kept(figures), count)));
    }
    all.push(("five", boundary_chart(kept(FIVE.map(levels).to_vec()), 5)));
    all.push(("two", boundary_chart(kept(vec![levels(("20.0 80.0", "80.0")); 2]), 2)));
    all.into_iter().map(|(name, chart)| specimen(format!("boundary {name}"), chart)).collect()
}

/// Answers on a scale with a neutral middle.
const FIVE: [Levels; 6] = [
    ("2.0 6.0 17.0 45.0 30.0", "75.0"),
    ("4.0 9.0 25.0 40.0 22.0", "62.0"),
    ("0.0 0.0 100.0 0.0 0.0", "0.0"),
    ("hidden", "hidden"),
    ("10.0 22.0 30.0 28.0 10.0", "38.0"),
    ("0.0 1.0 9.0 50.0 40.0", "90.0"),
];

/// A chart of the first `count` levels of these rows, aligned at the boundary.
pub(crate) fn boundary_chart(
    figures: &[([ReleasedFigure; 6], ReleasedFigure)],
    count: usize,
) -> LevelsChart<'_> {
    let mut chart = levels_chart(figures);
    chart.aligned = Alignment::Boundary { below_name: "Ikke gode".to_owned() };
    if count != 6 {
        let names = ["Meget uenig", "Uenig", "Hverken enig eller uenig", "Enig", "Meget enig"];
        chart.level_names = names.map(str::to_owned).to_vec();
        chart.level_names.truncate(count);
        chart.below = count.is_multiple_of(2).then_some(count / 2);
        chart.aligned = Alignment::Boundary { below_name: "Uenige".to_owned() };
        chart.total_name = String::from("Enige");
    }
    let below = ["8.0", "13.0", "0.0", "hidden", "32.0", "1.0"];
    for (row, below) in chart.rows.iter_mut().zip(below.into_iter().cycle()) {
        row.levels.truncate(count);
        row.total_below = (count == 5).then(|| kept(figure(below)));
    }
    chart
}

fn of_development() -> Vec<Specimen> {
    let counts = [(0, 0), (1, 1), (3, 9), (8, 9), (4, 1), (2, 30)];
    let mut all: Vec<Specimen> = counts
        .map(|(count, years)| {
            let chart = development_chart(kept(lines(count, years)));
            specimen(format!("development {count} {years}"), chart)
        })
        .into();
    let mut chart = development_chart(kept(lines(2, 9)));
    chart.breaks = [(2016, "for tidligt"), (2018, "nye spørgsmål"), (2020, "nye spørgsmål")]
        .map(|(start, label)| YearMark { year: year(start), label: label.to_owned() })
        .to_vec();
    all.push(specimen("development breaks", chart));
    for value in ["0.0 0.0 7.1", "100.0 91.2 100.0"] {
        let chart = development_chart(kept(vec![vec![shown(value); 4]]));
        all.push(specimen(format!("development {value}"), chart));
    }
    all
}

fn of_dots() -> Vec<Specimen> {
    let values = ["7.2", "5.1 4.4 6.0", "hidden", "absent", "9.9", "0.0", "7.8 7.1 8.5"];
    let dots = |count: usize| {
        let figures = values.iter().cycle().take(count).map(|value| figure(value));
        dot_chart(kept(figures.collect::<Vec<_>>()))
    };
    let counts = [0, 1, 7, 56, 1300].map(|count| specimen(format!("dots {count}"), dots(count)));
    let hidden = dot_chart(kept(vec![hidden(); 3]));
    counts.into_iter().chain([specimen("dots hidden", hidden)]).collect()
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
pub(crate) type Levels = (&'static str, &'static str);

/// Levels and totals: usual rows, every extreme, hidden and absent ones.
pub(crate) const LEVELS: [Levels; 9] = [
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

pub(crate) fn figure(text: &str) -> ReleasedFigure {
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
        total_below: None,
        emphasis: if place == 0 { Emphasis::Strong } else { Emphasis::Plain },
    });
    let names = ["Ikke tilstrækkelig", "Mangelfuld", "Jævn", "God", "Rigtig god", "Fremragende"];
    LevelsChart {
        heading: heading(),
        level_names: names.map(str::to_owned).to_vec(),
        below: Some(3),
        aligned: Alignment::Left,
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
pub(crate) fn lines(count: usize, years: usize) -> Vec<Vec<ReleasedFigure>> {
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
