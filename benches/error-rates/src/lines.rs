//! One line of numbers for each cell and indicator.

use std::fmt::Write as _;

use crate::Outcome;
use crate::found::Part;
use crate::report::KINDS;

const COLUMNS: &str = "indicator,schools,changing,shocks,step,common,reports,fdr,fdr_se,\
    reports_with_false,any_fdr,any_reports_with_false,naive_fdr,naive_reports_with_false,power,\
    any_power,naive_power,power_below_50,power_50_100,power_100_200,power_from_200,arrows,\
    year_coverage,change_coverage,change_half_width,factor_used,municipality_coverage,\
    municipality_arrows,others_right";

/// The file: a line of names, then one for each cell and indicator. Shares are of 1; empty is no such
/// school.
pub(crate) fn lines(results: &[Outcome]) -> String {
    let mut text = format!("{COLUMNS}\n");
    for result in results {
        let cell = result.cell;
        for ((kind, of), step) in
            KINDS.iter().zip(&result.kinds).zip([cell.step.share, cell.step.mean])
        {
            let mut cells = vec![
                (*kind).to_owned(),
                cell.schools.to_string(),
                cell.changing.to_string(),
                cell.shocks.to_string(),
                step.to_string(),
                cell.common.to_string(),
                cell.reports.to_string(),
            ];
            let [below_50, below_100, below_200, from_200] = of.by_size.map(Part::share);
            let numbers = [
                of.ours.rate(),
                of.ours.rate_error(),
                of.ours.with_false.share(),
                of.any.rate(),
                of.any.with_false.share(),
                of.naive.rate(),
                of.naive.with_false.share(),
                of.ours.power.share(),
                of.any.power.share(),
                of.naive.power.share(),
                below_50,
                below_100,
                below_200,
                from_200,
                of.ours.arrows.share(),
                of.years_held.share(),
                of.changes_held.share(),
                of.half_width(),
                of.factor(),
                of.wholes_held.share(),
                of.whole_arrows.share(),
                of.others.share(),
            ];
            let number =
                |number: &f64| if number.is_nan() { String::new() } else { format!("{number:.6}") };
            cells.extend(numbers.iter().map(number));
            // A String takes every line.
            let _ = writeln!(text, "{}", cells.join(","));
        }
    }
    text
}
