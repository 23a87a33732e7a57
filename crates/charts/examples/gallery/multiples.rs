//! Charts of many schools over the years.

use kvalitet_charts::{Axis, Certainty, Line, MultiplesChart, Panel, TargetLine, YearMark};
use kvalitet_disclosure::ReleasedFigure;

use super::{NAMES, Specimen, absent, heading, hidden, kept, shown, specimen, year};

/// Lines that wander, with hidden, absent and lonely years: a school a line.
pub(crate) fn wandering(count: usize, years: usize) -> Vec<Vec<ReleasedFigure>> {
    let point = |school: usize, place: usize| match (school % 14, place) {
        (3, _) | (5, 8) | (8, 4) | (10, 1 | 3) => hidden(),
        (7, _) | (9, 0..=4) => absent(),
        (school, place) => {
            // What looks like chance and is the same in every run.
            let mixed = (school * 131 + place * 71 + 17) * 0x9e37_79b1 % 0x1_0000_0000;
            let noise = (mixed >> 8) % 131;
            let drift = if school == 0 { 3 * place } else { 0 };
            let tenths = 570 + (school * 53) % 230 + noise + 10 * drift;
            shown(&format!("{}.{}", tenths.min(1000) / 10, tenths.min(1000) % 10))
        }
    };
    (0..count).map(|school| (0..years).map(|place| point(school, place)).collect()).collect()
}

/// A chart of these lines from 2016/17 on, the first of each fourteen sure.
pub(crate) fn multiples_chart<'f>(
    lines: &'f [Vec<ReleasedFigure>],
    beside: &'f [ReleasedFigure],
) -> MultiplesChart<'f> {
    let count = u16::try_from(beside.len()).unwrap_or_default();
    let panels = lines.iter().enumerate().map(|(place, points)| Panel {
        name: NAMES[place % NAMES.len()].to_owned(),
        points: points.iter().map(Some).collect(),
        certainty: match place % 14 {
            0 => Certainty::Sure,
            5 => Certainty::NotJudged("skjult".to_owned()),
            9 => Certainty::NotJudged("for få".to_owned()),
            _ => Certainty::NotSure,
        },
    });
    MultiplesChart {
        heading: heading(),
        axis: Axis::Percent,
        years: (2016..2016 + count).map(year).collect(),
        target: Some(TargetLine {
            value: "80".parse().unwrap(),
            label: "Mål 80\u{a0}%".to_owned(),
        }),
        judged: count.checked_sub(2).map(|at| [2016 + at, 2017 + at].map(year)),
        beside: Some(Line {
            name: "Kommunen".to_owned(),
            points: beside.iter().map(Some).collect(),
        }),
        panels: panels.collect(),
        breaks: Vec::new(),
        sure: match count.checked_sub(2) {
            Some(at) => format!("sikker ændring {}–{}", year(2016 + at), year(2017 + at)),
            None => "sikker ændring".to_owned(),
        },
        not_sure: "ikke sikker".to_owned(),
        not_judged: "ikke bedømt".to_owned(),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
    }
}

const STEMS: [&str; 28] = [
    "Duehøj",
    "Klit",
    "Ådals",
    "Søbred",
    "Bæver",
    "Dunhammer",
    "Odder",
    "Viber",
    "Bøge",
    "Svale",
    "Siv",
    "Rådyr",
    "Kløver",
    "Stære",
    "Mejse",
    "Egern",
    "Gøge",
    "Solsort",
    "Harehøj",
    "Åkande",
    "Aske",
    "Ræve",
    "Hvede",
    "Spurve",
    "Ærtemark",
    "Havre",
    "Ørne",
    "Elme",
];

/// What every school is read against.
fn common(years: usize) -> Vec<ReleasedFigure> {
    let value = |place: usize| shown(&format!("{}.4", 72 + (place * 5) % 7));
    (0..years).map(value).collect()
}

fn chart(count: usize, years: usize) -> MultiplesChart<'static> {
    multiples_chart(kept(wandering(count, years)), kept(common(years)))
}

pub(super) fn of_multiples() -> Vec<Specimen> {
    let counts = [(0, 9), (1, 9), (3, 9), (14, 9), (56, 9), (14, 1), (8, 30)];
    let mut all: Vec<Specimen> = counts
        .map(|(count, years)| specimen(format!("multiples {count} {years}"), chart(count, years)))
        .into();
    let none = |figure: fn() -> ReleasedFigure| -> Vec<Vec<ReleasedFigure>> {
        (0..3).map(|_| (0..9).map(|_| figure()).collect()).collect()
    };
    let of = |lines: Vec<Vec<ReleasedFigure>>| multiples_chart(kept(lines), kept(common(9)));
    all.push(specimen("multiples hidden", of(none(hidden))));
    all.push(specimen("multiples absent", of(none(absent))));
    let ends = ["0.0", "100.0"].map(|value| (0..9).map(|_| shown(value)).collect());
    all.push(specimen("multiples ends", of(ends.to_vec())));
    let mut late = chart(14, 9);
    late.panels.rotate_left(7);
    all.push(specimen("multiples late", late));
    let mut schools = chart(56, 9);
    for (place, panel) in schools.panels.iter_mut().enumerate() {
        let ending = if place < STEMS.len() { "skolen" } else { "ens Skole" };
        panel.name = format!("{}{ending}", STEMS[place % STEMS.len()]);
    }
    "Fire af 56 skoler har ændret sig sikkert".clone_into(&mut schools.heading.title);
    let subtitle = "Andel gode læsere i 8. klasse, 2016/17 til 2024/25. Procent";
    subtitle.clone_into(&mut schools.heading.subtitle);
    let mark = |start, label: &str| YearMark { year: year(start), label: label.to_owned() };
    schools.breaks = vec![mark(2021, "brud: nye prøver")];
    all.push(specimen("multiples schools", schools));
    all
}
