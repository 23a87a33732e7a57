//! Protects a small table of another program: who borrowed books at five libraries, by age.
//!
//! ```sh
//! cargo run -p kvalitet-disclosure --example protect_table
//! ```
//!
//! Fewer than five borrowers are not shown. Each library knows its own numbers.

#![expect(clippy::print_stdout, reason = "an example whose output is a table")]

use std::collections::BTreeSet;
use std::error::Error;

use kvalitet_disclosure::protect::{
    Attackers, Cell, Coalition, Margin, State, Table, attack, bounds, protect,
};

const FEWEST: u32 = 5;
const AGES: [&str; 5] = ["0-6", "7-15", "16-24", "25-", "all"];
const LIBRARIES: [(&str, [u32; 4]); 5] = [
    ("Elm Road", [21, 34, 3, 48]),
    ("Harbour", [14, 0, 12, 37]),
    ("Hill", [9, 17, 26, 19]),
    ("Mill Lane", [18, 22, 8, 4]),
    ("Station", [31, 16, 15, 29]),
];

/// A few must be possible to be none of, and to be as many as are shown. That nobody came is known.
fn borrowers(count: u32) -> Cell {
    let need = Margin { down: i64::from(count), up: i64::from(FEWEST.saturating_sub(count)) };
    match count {
        0 => Cell::count(0).state(State::Fixed),
        1..FEWEST => Cell::count(count).sensitive(need),
        _ => Cell::count(count),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut table = Table::new();
    let mut rows: Vec<(&str, Vec<usize>)> = Vec::new();
    for (library, counts) in LIBRARIES {
        let parts = counts.map(|count| table.cell(borrowers(count)));
        let parts = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
        let total = table.cell(borrowers(counts.iter().sum()))?;
        table.sum(total, &parts)?;
        rows.push((library, parts.into_iter().chain([total]).collect()));
    }
    let parties = rows.iter().map(|(_, row)| row.iter().copied().collect()).collect();
    let attackers = Attackers { parties, coalition: Coalition::One, ..Attackers::default() };
    let mut all = Vec::new();
    for place in 0..AGES.len() {
        let column = rows.iter().filter_map(|(_, row)| row.get(place)).copied();
        let column: Vec<usize> = column.collect();
        let cells = column.iter().filter_map(|cell| table.cells().get(*cell));
        let sum: i64 = cells.map(|cell| cell.value).sum();
        let total = table.cell(borrowers(u32::try_from(sum)?))?;
        table.sum(total, &column)?;
        all.push(total);
    }
    rows.push(("all", all));

    let protection = protect(&table, &attackers)?;
    // Nobody has to take the engine's word for it.
    assert!(attack(&table, &protection.hidden, &attackers).is_empty());

    println!("{:10}{}", "", AGES.map(|age| format!("{age:>7}")).concat());
    for (library, row) in &rows {
        let shown = |cell: &usize| match table.cells().get(*cell) {
            Some(of) if !protection.hidden.contains(cell) => format!("{:>7}", of.value),
            _ => format!("{:>7}", "x"),
        };
        println!("{library:10}{}", row.iter().map(shown).collect::<String>());
    }
    println!("\nAdded {} cells of {} borrowers.", protection.added.len(), protection.cost);
    for (number, cell) in table.cells().iter().enumerate() {
        if cell.need.is_some() {
            let (least, most) = bounds(&table, &protection.hidden, &BTreeSet::new(), number);
            let limit = |of: Option<i64>| of.map_or("any".to_owned(), |of| of.to_string());
            println!("Cell {number} can be {} to {}.", limit(least), limit(most));
        }
    }
    Ok(())
}
