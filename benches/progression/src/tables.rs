//! The results as Markdown and as lines of numbers.

use std::fmt::Write as _;

use crate::Outcome;
use crate::cell::{CORRELATIONS, Cell, GROWTHS, INTAKES, SCHOOLS, SEMS, pairs};
use crate::found::{Found, NAMED};
use crate::measures::MEASURES;

/// One number of what was found.
type Number = fn(&Found) -> f64;

/// The file: a line of names, then one for each cell and measure. Shares are of 1.
pub(crate) fn lines(results: &[Outcome]) -> String {
    let mut text = "schools,sem,growth_sd,intake_sd,growth_intake,measure,correlation,error,\
        lowest_found,with_intake,with_prior\n"
        .to_owned();
    for result in results {
        let Cell { schools, sem, growth, intake, correlation, .. } = result.cell;
        for ((name, _), found) in MEASURES.iter().zip(&result.found) {
            let what = format!("{schools},{sem},{growth},{intake},{correlation},\"{name}\"");
            let numbers = [
                found.correlation(),
                found.error(),
                found.named_rightly(),
                found.with_intake(),
                found.with_prior(),
            ];
            let numbers = numbers.map(|number| format!("{number:.4}")).join(",");
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{what},{numbers}");
        }
    }
    text
}

/// Everything that is printed.
pub(crate) fn tables(results: &[Outcome], reports: u64, seed: u64) -> String {
    let [intake, _] = INTAKES;
    let [independent, correlated] = CORRELATIONS;
    let is_plain = |cell: &Cell| is(cell.intake, intake) && is(cell.correlation, independent);
    let plain: Vec<&Outcome> = results.iter().filter(|of| is_plain(&of.cell)).collect();
    let named = format!(
        "Of the {NAMED} schools truly lowest, the share among the {NAMED} named; by chance {}",
        SCHOOLS.map(|schools| format!("{:.0} %", 500.0 / f64::from(schools))).join(" and ")
    );
    let parts = [
        format!(
            "{} cells of {reports} municipalities; seed {seed}. Everything is in standard deviations \
             of pupils' ability.\n",
            results.len()
        ),
        by_size(
            "Correlation with what schools add; intakes .25 apart",
            &plain,
            Found::correlation,
            two,
        ),
        by_size("Error after scaling (root mean square)", &plain, Found::error, three),
        by_size(&named, &plain, Found::named_rightly, percent),
        dependence("Correlation with the school's intake; none was planted", results, independent),
        dependence("The same where growth and intake correlate .3", results, correlated),
        earlier(results, independent),
    ];
    parts.join("\n")
}

fn two(number: f64) -> String {
    format!("{number:.2}")
}

fn three(number: f64) -> String {
    format!("{number:.3}")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Settings come from one table, so that equal ones are equal to the last bit but for this.
fn is(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// A column for each number of schools, error of measurement and spread of growth.
fn by_size(heading: &str, of: &[&Outcome], number: Number, text: fn(f64) -> String) -> String {
    let columns: Vec<_> = SCHOOLS
        .into_iter()
        .flat_map(|schools| pairs(SEMS, GROWTHS).map(move |(sem, growth)| (schools, sem, growth)))
        .collect();
    let name = |(schools, sem, growth): &(u32, f64, f64)| {
        format!("{schools} schools, sem {sem}, growth {growth:.2}")
    };
    let fits = |cell: &Cell, (schools, sem, growth): &(u32, f64, f64)| {
        cell.schools == *schools && is(cell.sem, *sem) && is(cell.growth, *growth)
    };
    let cells = columns.iter().map(|column| {
        let at = of.iter().filter(|of| fits(&of.cell, column)).copied().collect();
        (name(column), at)
    });
    table(heading, &cells.collect::<Vec<_>>(), (number, text))
}

/// A column for each spread of intakes and error of measurement, over the other cells.
fn by_intake(heading: &str, results: &[Outcome], correlation: f64, number: Number) -> String {
    let cells = pairs(INTAKES, SEMS).map(|(intake, sem)| {
        let fits = |cell: &Cell| {
            is(cell.intake, intake) && is(cell.sem, sem) && is(cell.correlation, correlation)
        };
        let at = results.iter().filter(|of| fits(&of.cell)).collect();
        (format!("intakes {intake}, sem {sem}"), at)
    });
    table(heading, &cells.collect::<Vec<_>>(), (number, two))
}

fn dependence(heading: &str, results: &[Outcome], correlation: f64) -> String {
    by_intake(heading, results, correlation, Found::with_intake)
}

fn earlier(results: &[Outcome], correlation: f64) -> String {
    let heading = "Correlation with the mean of the school's earlier results, errors included; none was planted";
    by_intake(heading, results, correlation, Found::with_prior)
}

/// A Markdown table under a heading: a line for each measure, the mean over the cells of a column.
fn table(
    heading: &str,
    columns: &[(String, Vec<&Outcome>)],
    (number, text): (Number, fn(f64) -> String),
) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let rule: String = columns.iter().map(|_| "---|").collect();
    let mut lines = format!("### {heading}\n\n| measure | {} |\n|---|{rule}\n", names.join(" | "));
    for (place, (measure, _)) in MEASURES.iter().enumerate() {
        let mean = |(_, cells): &(String, Vec<&Outcome>)| {
            let found = cells.iter().filter_map(|of| of.found.get(place)).map(number);
            let (sum, n) = found.fold((0.0, 0.0), |(sum, n), number| (sum + number, n + 1.0));
            text(sum / n)
        };
        let numbers: Vec<String> = columns.iter().map(mean).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "| {measure} | {} |", numbers.join(" | "));
    }
    lines
}
