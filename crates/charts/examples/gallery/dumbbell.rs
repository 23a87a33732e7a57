//! Charts of an earlier and a later year.

use kvalitet_charts::{Axis, Change, DumbbellChart, DumbbellRow, Emphasis, TargetLine};
use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;

use super::{NAMES, Specimen, figure, heading, kept, specimen};

/// A row as text: both figures, the verdict, and how great a fall and a rise had to be; `-` for none.
pub(crate) type Pair = [&'static str; 5];

/// Usual rows and every edge.
pub(crate) const PAIRS: [Pair; 14] = [
    ["71.4", "75.1", "sure", "2.8", "2.8"],
    ["52.7", "68.7", "sure", "11.2", "10.9"],
    ["85.4", "92.1", "not", "9.4", "7.1"],
    ["80.9", "72.2", "not", "12.1", "10.2"],
    ["88.0", "74.5", "sure", "9.9", "8.8"],
    ["hidden", "79.9", "sure", "9", "9"],
    ["71.5", "71.5", "not", "8.8", "8.4"],
    ["67.0", "absent", "not", "-", "-"],
    ["absent", "absent", "not", "-", "-"],
    ["71.0", "76.4", "brud", "-", "-"],
    ["97.2", "100.0", "not", "7.4", "-"],
    ["66.0", "69.1", "not", "-", "-"],
    ["absent", "81.3", "ny skole", "-", "-"],
    ["74.2", "hidden", "for få", "-", "-"],
];

/// The figures of so many rows.
pub(crate) fn pairs(rows: &[Pair]) -> Vec<([ReleasedFigure; 2], Pair)> {
    rows.iter().map(|row| ([figure(row[0]), figure(row[1])], *row)).collect()
}

/// A chart of these rows, the first of them strong.
pub(crate) fn dumbbell_chart(pairs: &[([ReleasedFigure; 2], Pair)]) -> DumbbellChart<'_> {
    let number = |text: &str| text.parse::<Decimal>().ok();
    let rows = pairs.iter().enumerate().map(|(place, (figures, [_, _, said, fall, rise]))| {
        let [before, after] = figures;
        let by = || after.value()?.minus(before.value()?);
        let change = match (*said, by()) {
            ("sure", Some(by)) => Change::Sure(by),
            ("not", Some(by)) => Change::NotSure(by),
            (word, _) => Change::NotJudged(word.to_owned()),
        };
        DumbbellRow {
            name: NAMES[place % NAMES.len()].to_owned(),
            before: Some(before),
            after: Some(after),
            change,
            sure_fall: number(fall),
            sure_rise: number(rise),
            emphasis: if place == 0 { Emphasis::Strong } else { Emphasis::Plain },
        }
    });
    DumbbellChart {
        heading: heading(),
        axis: Axis::Percent,
        limits: None,
        years: ["2019/20", "2021/22"].map(str::to_owned),
        target: Some(TargetLine {
            value: "80".parse().unwrap(),
            label: "Mål 80\u{a0}%".to_owned(),
        }),
        change_name: "Ændring".to_owned(),
        sure: "sikker ændring".to_owned(),
        not_sure: "ikke sikker".to_owned(),
        in_band: "ikke sikker: slutter inden for båndet".to_owned(),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
        rows: rows.collect(),
    }
}

const SCHOOLS: [(&str, Pair); 20] = [
    ("Kommunen", ["71.4", "75.1", "sure", "2.8", "2.8"]),
    ("Rønneskolen", ["52.7", "68.8", "sure", "11.2", "10.9"]),
    ("Ellemoseskolen", ["65.3", "73.2", "not", "10.4", "9.9"]),
    ("Ådalsskolen", ["85.4", "92.1", "not", "9.4", "7.1"]),
    ("Svaleskolen", ["77.8", "83.8", "not", "10.1", "9.2"]),
    ("Bøgeskolen", ["79.6", "84.2", "not", "8.2", "7.4"]),
    ("Lærkeskolen", ["65.4", "68.6", "not", "11.9", "11.4"]),
    ("Ærtemarkens Skole", ["72.9", "76.1", "brud", "-", "-"]),
    ("Mejseskolen", ["77.3", "79.9", "not", "12.8", "11.2"]),
    ("Sct. Søren Skole", ["66.7", "69.3", "not", "9.7", "9.5"]),
    ("Solsortskolen", ["78.1", "79.5", "not", "8.0", "7.6"]),
    ("Hasselskolen", ["58.3", "59.1", "not", "12.4", "12.2"]),
    ("Ahornskolen", ["64.6", "65.1", "not", "9.3", "9.1"]),
    ("Lindeskolen", ["hidden", "71.9", "not", "9", "9"]),
    ("Gøgeskolen", ["81.0", "79.8", "not", "9.9", "8.7"]),
    ("Tjørneskolen", ["76.5", "74.4", "not", "11.0", "9.9"]),
    ("Elmeskolen", ["80.8", "74.9", "not", "10.3", "9.2"]),
    ("Pileskolen", ["75.9", "68.3", "not", "8.9", "8.4"]),
    ("Askeskolen", ["87.0", "78.7", "sure", "7.8", "6.6"]),
    ("Ørneskolen", ["absent", "75.2", "not", "-", "-"]),
];

pub(super) fn of_dumbbells() -> Vec<Specimen> {
    let rows = |count: usize| {
        let rows: Vec<Pair> = PAIRS.iter().copied().cycle().take(count).collect();
        dumbbell_chart(kept(pairs(&rows)))
    };
    let counts = [0, 1, 14, 56].map(|count| specimen(format!("dumbbell {count}"), rows(count)));
    let mut all: Vec<Specimen> = counts.into();
    let of = |rows: &[Pair]| dumbbell_chart(kept(pairs(rows)));
    all.push(specimen("dumbbell hidden", of(&[["hidden", "70.0", "sure", "9", "9"]; 3])));
    all.push(specimen("dumbbell absent", of(&[["absent", "absent", "not", "-", "-"]; 3])));
    let alone = [["70.0", "absent", "not", "-", "-"], ["absent", "66.1", "not", "-", "-"]];
    all.push(specimen("dumbbell one year", of(&alone)));
    let ends = [["0.0", "100.0", "sure", "-", "9"], ["100.0", "0.0", "not", "180", "-"]];
    all.push(specimen("dumbbell ends", of(&ends)));
    let mut means =
        of(&[["4.1", "3.9", "sure", "0.2", "0.1"], ["3.9", "3.9", "not", "3.9", "1.9"]]);
    (means.axis, means.target) = (Axis::Number, None);
    means.limits = Some(["1", "5"].map(|end| end.parse().unwrap()));
    all.push(specimen("dumbbell numbers", means));
    let rows: Vec<Pair> = SCHOOLS.iter().map(|(_, pair)| *pair).collect();
    let mut schools = of(&rows);
    for (row, (name, _)) in schools.rows.iter_mut().zip(SCHOOLS) {
        name.clone_into(&mut row.name);
    }
    "Tre sikre ændringer på 19 skoler".clone_into(&mut schools.heading.title);
    let subtitle = "Andel gode læsere i 8. klasse. Procent; ændring i procentpoint";
    subtitle.clone_into(&mut schools.heading.subtitle);
    all.push(specimen("dumbbell schools", schools));
    all
}
