//! The results as Markdown.

use crate::Outcome;
use crate::calibrate::{Calibrated, Worst, mean, mean_power};
use crate::cell::{Cell, SCHOOLS, SHOCKS, STEPS};
use crate::found::{Found, Measured, Part};
use crate::report::{Failure, KINDS, Setting};
use crate::rules::{Correction, Variance};

/// Everything that is printed.
pub(crate) fn tables(results: &[Outcome], setting: &Setting, seed: u64) -> Result<String, Failure> {
    let level = setting.level()? * 1000.0;
    let prior = setting.prior()?;
    let reports = results.first().map_or(0, |result| result.cell.reports);
    let grid: Vec<&Outcome> = results.iter().filter(|of| !of.cell.is_common()).collect();
    let common: Vec<&Outcome> = results.iter().filter(|of| of.cell.is_common()).collect();
    let head = format!(
        "{} cells of {reports} municipalities, each with a share and a mean, in two years; seed \
         {seed}. Level {level} per mille, prior factor {} with {} degrees of freedom.\n\
         Shocks are multiples of the prior factor; below {:.3} they are what counting alone gives, \
         and less there cannot be: .6 is drawn as {:.3}.\n",
        results.len(),
        prior.factor,
        prior.degrees,
        1.0 / prior.factor,
        1.0 / prior.factor,
    );
    let calibrated = Calibrated::all(results);
    let parts = [
        head,
        acceptance(results, &calibrated),
        false_arrows(&grid),
        reports_with_false(&grid),
        coverage(&grid),
        power(&grid),
        power_by_size(&grid),
        levels(results, &calibrated),
        candidates(results, &calibrated),
        wrong_prior(&grid, prior.factor),
        moving_together(&common),
    ];
    Ok(parts.join("\n"))
}

fn percent(share: f64) -> String {
    if share.is_nan() { "-".to_owned() } else { format!("{:.1} %", 100.0 * share) }
}

fn range(shares: &[f64]) -> String {
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shares.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{:.1}-{:.1} %", 100.0 * least, 100.0 * most)
}

/// A Markdown table under a heading.
fn table(heading: &str, columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: String = columns.iter().map(|_| "---|").collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("### {heading}\n\n{}|{rule}\n{rows}", line(columns))
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

/// What picks one of the two indicators.
fn of_kind(kind: usize) -> impl Fn(&&Outcome) -> Option<Measured> {
    move |result| result.kinds.get(kind).cloned()
}

/// The cells with so many schools, or all; with shocks of this size, or all.
fn pick<'a>(
    results: &[&'a Outcome],
    schools: Option<u32>,
    shocks: Option<f64>,
) -> Vec<&'a Outcome> {
    let is_picked = |cell: Cell| {
        schools.is_none_or(|schools| cell.schools == schools)
            && shocks.is_none_or(|shocks| (cell.shocks - shocks).abs() < 1e-9)
    };
    results.iter().copied().filter(|result| is_picked(result.cell)).collect()
}

fn greatest(results: &[&Outcome], found: impl Fn(&Measured) -> &Found) -> f64 {
    let measured = results.iter().flat_map(|result| &result.kinds);
    measured.map(|of| found(of).rate()).fold(0.0, f64::max)
}

/// The results of both indicators, each with its cell.
fn each(results: &[Outcome]) -> impl Iterator<Item = (Cell, &Measured)> {
    let grid = results.iter().filter(|of| !of.cell.is_common());
    grid.flat_map(|of| of.kinds.iter().map(|measured| (of.cell, measured)))
}

fn acceptance(results: &[Outcome], calibrated: &[Calibrated]) -> String {
    let worst = |is_inside: bool| {
        let cells = each(results).filter(|(cell, _)| cell.is_inside() == is_inside);
        let rates = cells.map(|(cell, of)| (of.ours.rate(), of.ours.rate_error(), cell));
        rates.max_by(|a, b| a.0.total_cmp(&b.0))
    };
    let said = |is_inside: bool, limit: f64| {
        let Some((rate, error, cell)) = worst(is_inside) else { return names(&["-", "-"]) };
        let place = format!(
            "greatest {} ± {} ({} schools, {} changing, shocks {})",
            percent(rate),
            percent(error),
            cell.schools,
            percent(cell.changing),
            cell.shocks
        );
        vec![place, yes(rate <= limit)]
    };
    let believed: Vec<&Measured> =
        each(results).filter(|(cell, _)| cell.is_believed()).map(|(_, of)| of).collect();
    let held = |part: fn(&Measured) -> Part| {
        let shares: Vec<f64> = believed.iter().map(|of| part(of).share()).collect();
        let is_held = shares.iter().all(|share| (0.93..=0.97).contains(share));
        vec![range(&shares), yes(is_held)]
    };
    let naive: Vec<f64> = each(results).map(|(_, of)| of.naive.rate()).collect();
    let above = naive.iter().filter(|rate| 0.15 < **rate).count();
    let best = best(results, calibrated, None);
    let ours = mean_power(results, None, |of| Some(&of.ours));
    let by_schools = SCHOOLS.map(|schools| {
        mean_power(results, Some(schools), |of| Some(&of.ours))
            / best_power(results, calibrated, Some(schools))
    });
    let least = by_schools.into_iter().fold(f64::INFINITY, f64::min);
    let row = |claim: &str, said: Vec<String>| [names(&[claim]), said].concat();
    let rows = [
        row(
            "false discovery rate at most 5 % in every cell with shocks .8 to 1.3",
            said(true, 0.05),
        ),
        row("at most 10 % with shocks .6 and 1.5", said(false, 0.10)),
        row(
            "where independent pupils are above 15 %",
            vec![format!("{} of {} cells; {}", above, naive.len(), range(&naive)), "-".to_owned()],
        ),
        row("intervals of a year hold in 93-97 % with shocks 1", held(|of| of.years_held)),
        row("intervals of a change hold in 93-97 % with shocks 1", held(|of| of.changes_held)),
        row(
            "power at least .9 of the best calibrated rule, all cells",
            vec![
                format!("{} of {}: {:.2}", percent(ours), percent(best), ours / best),
                yes(0.9 <= ours / best),
            ],
        ),
        row(
            "the same for every number of schools",
            vec![format!("least {least:.2}"), yes(0.9 <= least)],
        ),
    ];
    table("What was asked", &names(&["asked", "measured", "holds"]), &rows)
}

fn yes(holds: bool) -> String {
    names(&[if holds { "yes" } else { "no" }]).concat()
}

fn is_rival(of: &Calibrated) -> bool {
    of.rule.is_candidate()
}

/// The best candidate's mean power, the candidate being the best over all cells.
fn best(results: &[Outcome], calibrated: &[Calibrated], schools: Option<u32>) -> f64 {
    let rivals = calibrated.iter().filter(|of| is_rival(of));
    let best = rivals.max_by(|a, b| a.power(results, None).total_cmp(&b.power(results, None)));
    best.map_or(f64::NAN, |best| best.power(results, schools))
}

/// The greatest mean power of any candidate among reports with so many schools.
fn best_power(results: &[Outcome], calibrated: &[Calibrated], schools: Option<u32>) -> f64 {
    let rivals = calibrated.iter().filter(|of| is_rival(of)).map(|of| of.power(results, schools));
    rivals.fold(f64::NAN, f64::max)
}

fn false_arrows(grid: &[&Outcome]) -> String {
    let shocks = |who: &str| SHOCKS.map(|shocks| format!("{who} {shocks}"));
    let columns = [
        names(&["schools"]),
        shocks("ours,").to_vec(),
        shocks("independent,").to_vec(),
        names(&["any difference, 1"]),
    ];
    let row = |schools: u32| {
        let at = |shocks| pick(grid, Some(schools), Some(shocks));
        let ours = SHOCKS.map(|shocks| percent(greatest(&at(shocks), |of| &of.ours)));
        let naive = SHOCKS.map(|shocks| percent(greatest(&at(shocks), |of| &of.naive)));
        let any = percent(greatest(&at(1.0), |of| &of.any));
        [vec![schools.to_string()], ours.to_vec(), naive.to_vec(), vec![any]].concat()
    };
    let rows: Vec<Vec<String>> = SCHOOLS.into_iter().map(row).collect();
    table(
        "False discovery rate: the greatest over both indicators, changes and steps, by size of shocks",
        &columns.concat(),
        &rows,
    )
}

fn reports_with_false(grid: &[&Outcome]) -> String {
    let columns = [
        "schools",
        "nothing changed: ours",
        "independent",
        "any difference",
        "20 and 40 % changed: ours",
        "independent",
        "any difference",
        "arrows per school, nothing changed",
        "20 % changed",
        "40 % changed",
    ];
    let row = |schools: u32| {
        let at = pick(grid, Some(schools), Some(1.0));
        let with = |changes: bool, found: fn(&Measured) -> &Found| {
            let cells = at.iter().filter(|of| (0.0 < of.cell.changing) == changes);
            let shares = cells.flat_map(|of| &of.kinds).map(|of| found(of).with_false.share());
            percent(mean(shares))
        };
        let arrows = |changing: f64| {
            let cells = at.iter().filter(|of| (of.cell.changing - changing).abs() < 1e-9);
            percent(mean(cells.flat_map(|of| &of.kinds).map(|of| of.ours.arrows.share())))
        };
        vec![
            schools.to_string(),
            with(false, |of| &of.ours),
            with(false, |of| &of.naive),
            with(false, |of| &of.any),
            with(true, |of| &of.ours),
            with(true, |of| &of.naive),
            with(true, |of| &of.any),
            arrows(0.0),
            arrows(0.2),
            arrows(0.4),
        ]
    };
    let rows: Vec<Vec<String>> = SCHOOLS.into_iter().map(row).collect();
    table(
        "Reports with a false arrow, and how often there is an arrow; shocks 1",
        &names(&columns),
        &rows,
    )
}

fn coverage(grid: &[&Outcome]) -> String {
    let columns = [
        "shocks",
        "a year: share",
        "mean",
        "a change: share",
        "mean",
        "the municipality's change: share",
        "mean",
    ];
    let row = |shocks: f64| {
        let at = pick(grid, None, Some(shocks));
        let of = |part: fn(&Measured) -> Part| {
            let kind = |kind| {
                let measured: Vec<Measured> = at.iter().filter_map(of_kind(kind)).collect();
                range(&measured.iter().map(|of| part(of).share()).collect::<Vec<_>>())
            };
            [kind(0), kind(1)]
        };
        let years = of(|of| of.years_held);
        let changes = of(|of| of.changes_held);
        let wholes = of(|of| of.wholes_held);
        [vec![shocks.to_string()], years.to_vec(), changes.to_vec(), wholes.to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = SHOCKS.into_iter().map(row).collect();
    table(
        "How often 95 % intervals hold the truth: least and greatest of all cells",
        &names(&columns),
        &rows,
    )
}

/// The two steps of both indicators, in words.
fn steps() -> [String; 4] {
    let [small, large] = STEPS;
    [
        format!("share, {} points", 100.0 * small.share),
        format!("share, {} points", 100.0 * large.share),
        format!("mean, {}", small.mean),
        format!("mean, {}", large.mean),
    ]
}

/// A number for each of [`steps`], out of the cells with that step.
fn by_step(results: &[&Outcome], number: impl Fn(&[Measured]) -> f64) -> [String; 4] {
    let of = |kind: usize, step: usize| {
        let step = STEPS.get(step);
        let cells = results.iter().filter(|of| Some(&of.cell.step) == step);
        percent(number(&cells.filter_map(of_kind(kind)).collect::<Vec<_>>()))
    };
    [of(0, 0), of(0, 1), of(1, 0), of(1, 1)]
}

fn power(grid: &[&Outcome]) -> String {
    let columns = [names(&["schools"]), steps().to_vec(), naive_names()].concat();
    let row = |schools: u32| {
        let at = pick(grid, Some(schools), Some(1.0));
        let of = |found: fn(&Measured) -> &Found| {
            by_step(&at, |of| mean(of.iter().map(|of| found(of).power.share())))
        };
        let (ours, naive) = (of(|of| &of.ours), of(|of| &of.naive));
        [vec![schools.to_string()], ours.to_vec(), naive.to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = SCHOOLS.into_iter().map(row).collect();
    table("Power: true changes that got the right arrow; shocks 1", &columns, &rows)
}

fn naive_names() -> Vec<String> {
    steps().iter().map(|step| format!("independent: {step}")).collect()
}

fn power_by_size(grid: &[&Outcome]) -> String {
    let sizes = ["below 50", "50-99", "100-199", "200 and more"];
    let at = pick(grid, None, Some(1.0));
    let row = |(size, name): (usize, &str)| {
        let share = |of: &[Measured]| {
            let parts = of.iter().filter_map(|of| of.by_size.get(size));
            let (found, all) = parts.fold((0.0, 0.0), |(found, all), part| {
                let of = kvalitet_core::method::count_to_f64;
                (found + of(part.part), all + of(part.of))
            });
            found / all
        };
        [names(&[name]), by_step(&at, share).to_vec()].concat()
    };
    let rows: Vec<Vec<String>> = sizes.into_iter().enumerate().map(row).collect();
    let columns = [names(&["pupils in a year"]), steps().to_vec()].concat();
    table("Power by the size of the school; shocks 1, all schools of the cells", &columns, &rows)
}

fn levels(results: &[Outcome], calibrated: &[Calibrated]) -> String {
    let columns =
        ["level, per mille", "greatest rate inside", "outside", "mean power", "of the best rule"];
    let best = best(results, calibrated, None);
    let ours = |level: usize| Calibrated::at(results, (0, level));
    let all = (0..crate::rules::LEVELS.len()).filter_map(ours);
    let shown = all.filter(|of| (3.0..=20.0).contains(&of.level));
    let row = |of: Calibrated| {
        let Worst { inside, outside } = of.worst;
        let power = of.power(results, None);
        let numbers = [inside, outside, power].map(percent);
        [vec![of.level.to_string()], numbers.to_vec(), vec![format!("{:.2}", power / best)]]
            .concat()
    };
    let rows: Vec<Vec<String>> = shown.map(row).collect();
    table("Ours at other levels", &names(&columns), &rows)
}

fn candidates(results: &[Outcome], calibrated: &[Calibrated]) -> String {
    let columns = [
        names(&["standard error", "correction", "level, per mille", "inside", "outside"]),
        SCHOOLS.map(|schools| schools.to_string()).to_vec(),
        names(&["power, all"]),
    ];
    let numbers = |power: &dyn Fn(Option<u32>) -> f64| {
        let by = SCHOOLS.map(|schools| percent(power(Some(schools))));
        [by.to_vec(), vec![percent(power(None))]].concat()
    };
    let row = |of: &Calibrated| {
        let (variance, correction) = of.rule.name();
        let what = names(&[variance, correction]);
        let kept = [of.level.to_string(), percent(of.worst.inside), percent(of.worst.outside)];
        [what, kept.to_vec(), numbers(&|schools| of.power(results, schools))].concat()
    };
    let is_shown = |of: &&Calibrated| {
        of.rule.variance != Variance::Known || of.rule.correction == Correction::Hochberg
    };
    let mut rows: Vec<Vec<String>> = calibrated.iter().filter(is_shown).map(row).collect();
    let worst = Worst::of(results, |of| Some(&of.ours));
    let as_set = [percent(worst.inside), percent(worst.outside)];
    let ours = |schools| mean_power(results, schools, |of| Some(&of.ours));
    rows.insert(
        0,
        [names(&["the report", "BH", "as set"]), as_set.to_vec(), numbers(&ours)].concat(),
    );
    let ratio = |schools| ours(schools) / best_power(results, calibrated, schools);
    let ratios = SCHOOLS.map(|schools| format!("{:.2}", ratio(Some(schools))));
    let blank = names(&["the report / the best of each column", "", "", "", ""]);
    rows.push([blank, ratios.to_vec(), vec![format!("{:.2}", ratio(None))]].concat());
    table(
        "Every rule at the largest level that keeps 5 % inside and 10 % outside: mean power by schools, shocks .8 to 1.3",
        &columns.concat(),
        &rows,
    )
}

fn wrong_prior(grid: &[&Outcome], prior: f64) -> String {
    let columns = [
        "true shocks",
        "factor drawn",
        "factor used, 6 schools",
        "15",
        "56",
        "changes held",
        "greatest rate",
        "power, 6 schools",
        "15",
        "56",
    ];
    let row = |shocks: f64| {
        let of = |schools: Option<u32>| pick(grid, schools, Some(shocks));
        let factor = |schools| {
            let cells = of(Some(schools));
            format!("{:.2}", mean(cells.iter().flat_map(|of| &of.kinds).map(Measured::factor)))
        };
        let power = |schools| {
            let cells = of(Some(schools));
            let changing = cells.iter().filter(|of| 0.0 < of.cell.changing);
            percent(mean(changing.flat_map(|of| &of.kinds).map(|of| of.ours.power.share())))
        };
        let all = of(None);
        let held = mean(all.iter().flat_map(|of| &of.kinds).map(|of| of.changes_held.share()));
        vec![
            shocks.to_string(),
            format!("{:.2}", (prior * shocks).max(1.0)),
            factor(6),
            factor(15),
            factor(56),
            percent(held),
            percent(greatest(&all, |of| &of.ours)),
            power(6),
            power(15),
            power(56),
        ]
    };
    let rows: Vec<Vec<String>> = SHOCKS.into_iter().map(row).collect();
    table("When the prior is wrong: means over cells", &names(&columns), &rows)
}

fn moving_together(common: &[&Outcome]) -> String {
    let columns = [
        "indicator",
        "schools",
        "changing beside",
        "factor used",
        "changes held",
        "arrows",
        "of them wrong (rate)",
        "others found",
        "municipality found",
        "municipality held",
    ];
    let row = |(of, (kind, measured)): (&Outcome, (&&str, &Measured))| {
        vec![
            (*kind).to_owned(),
            of.cell.schools.to_string(),
            percent(of.cell.changing),
            format!("{:.2}", measured.factor()),
            percent(measured.changes_held.share()),
            percent(measured.ours.arrows.share()),
            percent(measured.ours.rate()),
            percent(measured.others.share()),
            percent(measured.whole_arrows.share()),
            percent(measured.wholes_held.share()),
        ]
    };
    let each =
        common.iter().flat_map(|of| KINDS.iter().zip(&of.kinds).map(move |kind| (*of, kind)));
    let rows: Vec<Vec<String>> = each.map(row).collect();
    table(
        "When all schools move: -.2 standard deviations of pupils; shocks 1",
        &names(&columns),
        &rows,
    )
}
