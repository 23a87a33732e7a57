//! Shares that are shown rounded instead of being hidden.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]

mod support;

use std::collections::BTreeMap;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{FigureKey, Origin, RollupGraph, Tally, Unit};
use kvalitet_disclosure::{
    Audience, Coalition, Knowledge, PolicyError, Readers, Release, ReleasedContent, ReleasedFigure,
    audit,
};
use proptest::prelude::*;

use support::{Town, counted, graph, school};

const INDICATOR: &str = "trivsel.generel.over-3";

fn key(unit: Unit) -> FigureKey {
    format!("{INDICATOR}/{unit}/2018-19").parse().unwrap()
}

/// Pupils who answer above 3 and all who answered, of each school.
fn town(rows: &[(u64, u64)], graph: &RollupGraph) -> Town {
    let leaf = |(number, (hits, n)): (usize, &(u64, u64))| {
        (key(school(number)), Tally::share(*hits, *n).unwrap())
    };
    let leaves: BTreeMap<FigureKey, Tally> = rows.iter().enumerate().map(leaf).collect();
    let whole = graph.roll_up(&leaves, Tally::merge).unwrap();
    Town::new(&counted(whole, Origin::PupilRows), graph, &["2018/19"])
}

/// The public edition of a town without rounding, and with it.
fn both(town: &mut Town, base: u64) -> [Release; 2] {
    let before = town.release(Audience::Public);
    let catalogue = Catalogue::built_in().unwrap();
    let indicator = catalogue.indicator(INDICATOR).unwrap();
    town.policy = town.policy.clone().rounded(indicator, base).unwrap();
    [before, town.release(Audience::Public)]
}

/// Value, persons, hits and what they are rounded to.
fn shown(figure: &ReleasedFigure) -> Option<(String, u64, u64, Option<u64>)> {
    match *figure.content() {
        ReleasedContent::Shown { value, n, hits, rounded_to, .. } => {
            Some((value.to_string(), n?, hits?, rounded_to))
        }
        ReleasedContent::Hidden | ReleasedContent::Absent { .. } => None,
    }
}

/// Of 40 pupils 38 answer above 3: two do not, and another school is hidden with them. Rounded, 38 are 40,
/// and somebody who adds up learns no more than that they are 38 to 40.
#[test]
fn what_would_be_hidden_for_a_few_is_rounded() {
    let graph = graph(4, 9);
    let mut town = town(&[(38, 40), (20, 30), (25, 50), (31, 60)], &graph);
    let [before, after] = both(&mut town, 5);
    let hidden = before.figures().values().filter(|figure| figure.is_hidden()).count();
    assert!(2 <= hidden, "{hidden}");
    assert!(after.figures().values().all(|figure| !figure.is_hidden()));
    let of = |number| shown(&after.figures()[&key(school(number))]).unwrap();
    assert_eq!(of(0), ("100".to_owned(), 40, 40, Some(5)));
    let rounded: Vec<_> = after.figures().values().filter_map(ReleasedFigure::rounded_to).collect();
    assert_eq!(rounded.len(), hidden);
    // The ledger of the administration says so.
    let ledger = town.release(Audience::Administration);
    let told = ledger.ledger().iter().filter(|of| of.readers == Readers::Public);
    assert!(told.clone().all(|of| of.rounded_to == Some(5)) && told.count() == hidden);
}

/// Of 13 pupils 13 are 15 rounded: of 13 that is everybody, so it is hidden.
#[test]
fn what_rounding_would_tell_stays_hidden() {
    let graph = graph(4, 9);
    let mut town = town(&[(13, 13), (20, 30), (25, 50), (31, 60)], &graph);
    let [_, after] = both(&mut town, 5);
    assert!(after.figures()[&key(school(0))].is_hidden());
}

#[test]
fn only_a_guarded_share_is_rounded_and_not_finely() {
    let catalogue = Catalogue::built_in().unwrap();
    let policy = || kvalitet_disclosure::Policy::built_in().unwrap();
    let rounded = |id: &str, base| policy().rounded(catalogue.indicator(id).unwrap(), base);
    for id in ["laesning.gode", "trivsel.generel"] {
        assert_eq!(rounded(id, 10), Err(PolicyError::NotRounded(id.parse().unwrap())));
    }
    let too_fine = PolicyError::TooFine { indicator: INDICATOR.parse().unwrap(), k: 5, asked: 4 };
    assert_eq!(rounded(INDICATOR, 4), Err(too_fine));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// What is rounded was hidden and is near the truth, what was shown is shown, nothing is hidden that
    /// was not, and the audit finds out nothing, leaders and pairs of them included.
    #[test]
    fn rounding_shows_more_and_tells_nothing(
        rows in proptest::collection::vec((0..41_u64, 10..41_u64), 3..14),
        base in 5..13_u64,
    ) {
        let rows: Vec<(u64, u64)> = rows.into_iter().map(|(hits, n)| (hits.min(n), n)).collect();
        let graph = graph(rows.len(), 4);
        let mut town = town(&rows, &graph);
        let [before, after] = both(&mut town, base);
        for (key, figure) in after.figures() {
            let then = &before.figures()[key];
            let Some(to) = figure.rounded_to() else {
                prop_assert_eq!(figure, then);
                continue;
            };
            prop_assert!(then.is_hidden() && to == base);
            let (hits, n) = town.figures.figures[key].share().unwrap();
            let (value, shown_n, shown_hits, _) = shown(figure).unwrap();
            prop_assert!(shown_hits % base == 0 && shown_hits.abs_diff(hits) <= base / 2);
            prop_assert!(shown_n == n && shown_hits <= n && figure.interval().is_none());
            // Half up, as whole numbers.
            prop_assert_eq!(value, ((200 * shown_hits + n) / (2 * n)).to_string());
        }
        let knowledge =
            Knowledge { leaders: Coalition::Two, contributors: true, ..Knowledge::default() };
        let [before, after] = [before, after].map(|of| audit(&of, &town.figures, &knowledge).unwrap());
        let told = |of: &kvalitet_disclosure::Audit| {
            let told = of.told().map(|(who, what)| (who.id.clone(), what.key.clone()));
            told.collect::<std::collections::BTreeSet<_>>()
        };
        // What a leader knows from the own school can give another away whatever is hidden.
        prop_assert!(told(&after).is_subset(&told(&before)), "{:?}", told(&after));
    }
}
