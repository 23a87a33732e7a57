//! Transitions of invented pupils.

use kvalitet_charts::{TransitionsChart, TransitionsRow};
use kvalitet_disclosure::ReleasedFigure;

use super::{NAMES, Specimen, figure, heading, kept, specimen};

/// From lowest to highest, as one word for the whole row or a share of each level.
const ROWS: [&str; 6] = [
    "41.2 31.4 19.6 5.9 2.0 0.0",
    "18.3 33.9 30.3 13.8 3.7 0.0",
    "6.1 16.7 37.4 28.9 9.4 1.5",
    "1.4 4.9 18.8 44.3 24.6 6.0",
    "0.4 1.3 6.2 26.4 42.1 23.6",
    "0.0 0.0 1.1 8.9 30.0 60.0",
];

/// Rows that are hidden, that one share hides, that are one cell, and that are not there.
const EDGES: [&str; 6] = [
    ROWS[0],
    "hidden",
    "0.0 0.0 100.0 0.0 0.0 0.0",
    "hidden 4.9 18.8 44.3 24.6 6.0",
    "absent",
    ROWS[5],
];

pub(crate) fn of_transitions() -> Vec<Specimen> {
    let chart =
        |rows: &[&'static str]| transitions_chart(kept(rows.iter().map(parts).collect::<Vec<_>>()));
    let mut all = vec![
        specimen("transitions six", chart(&ROWS)),
        specimen("transitions edges", chart(&EDGES)),
        specimen("transitions hidden", chart(&["hidden"; 6])),
        specimen("transitions none", chart(&[])),
    ];
    let mut three = chart(&["60.0 30.0 10.0", "20.0 50.0 30.0", "5.0 15.0 80.0"]);
    three.level_names =
        ["Utrygge", "Hverken utrygge eller trygge", "Trygge"].map(str::to_owned).to_vec();
    three.rows.iter_mut().zip(&three.level_names).for_each(|(row, name)| row.from.clone_from(name));
    all.push(specimen("transitions three", three));
    let mut long = chart(&ROWS.repeat(9));
    for (row, name) in long.rows.iter_mut().zip(NAMES.iter().cycle()) {
        row.from = String::from(*name);
    }
    all.push(specimen("transitions names", long));
    let mut many = chart(&[]);
    many.level_names = (0..40).map(|place| format!("Niveau {place} af mange")).collect();
    let share = kept(figure("2.5"));
    many.rows = vec![TransitionsRow {
        from: "Niveau 3 af mange".to_owned(),
        note: String::new(),
        shares: vec![Some(share); 40],
    }];
    all.push(specimen("transitions many", many));
    all
}

fn parts(row: &&'static str) -> Vec<ReleasedFigure> {
    match row.split_once(' ') {
        Some(_) => row.split(' ').map(figure).collect(),
        None => vec![figure(row); 6],
    }
}

/// A chart of these rows, lowest first.
pub(crate) fn transitions_chart(rows: &[Vec<ReleasedFigure>]) -> TransitionsChart<'_> {
    let names = ["Ikke tilstrækkelig", "Mangelfuld", "Jævn", "God", "Rigtig god", "Fremragende"];
    let notes = ["n = 51", "n = 109", "n = 342", "n = 1.207", "n = 538", "n = 90"];
    let mut heading = heading();
    heading.title = String::from("Fire ud af ti er på samme niveau i 4. klasse som i 2. klasse");
    heading.subtitle =
        String::from("Elever med begge test i dansk læsning, 2022/23 og 2024/25. Procent");
    TransitionsChart {
        heading,
        from_name: "Niveau i 2. klasse".to_owned(),
        to_name: "Niveau i 4. klasse".to_owned(),
        level_names: names.map(str::to_owned).to_vec(),
        same: "samme niveau".to_owned(),
        hidden: "skjult".to_owned(),
        absent: "ingen elever".to_owned(),
        rows: rows
            .iter()
            .zip(names.into_iter().zip(notes).cycle())
            .map(|(shares, (name, note))| TransitionsRow {
                from: name.to_owned(),
                note: note.to_owned(),
                shares: shares.iter().map(Some).collect(),
            })
            .collect(),
    }
}
