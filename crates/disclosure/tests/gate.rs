//! What the gate lets through, and what it never does.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::target::RuleVerdict;
use kvalitet_core::verdict::{ChangeVerdict, Family};
use kvalitet_core::{
    Breakdown, FigureKey, Grade, Origin, RollupGraph, SchoolYear, Tally, Unit, with_wholes,
};
use kvalitet_disclosure::{
    Audience, ChangeContent, CorrectionNote, HidingRule, PositionContent, Quality, Readers,
    Release, ReleasedChange, ReleasedContent, ReleasedCount, SourceAccount, TargetContent,
    hidden_cells,
};
use proptest::prelude::*;

use support::{Town, counted, school};

type Cell = (Unit, Breakdown);

fn grade(number: usize) -> Breakdown {
    Breakdown::of_grade(Grade::new(u8::try_from(number).unwrap()).unwrap())
}

/// Every third school is a special one.
fn graph(schools: usize) -> RollupGraph {
    support::graph(schools, 3)
}

/// The persons of every cell and sum, from those of schools by grade; `None` is no such grade.
fn persons(leaves: &[Vec<Option<u64>>], graph: &RollupGraph) -> BTreeMap<Cell, u64> {
    persons_by(leaves, [2, 4, 6, 8], graph)
}

fn persons_by(
    leaves: &[impl AsRef<[Option<u64>]>],
    grades: impl IntoIterator<Item = usize> + Copy,
    graph: &RollupGraph,
) -> BTreeMap<Cell, u64> {
    let mut persons = BTreeMap::new();
    for (number, of) in leaves.iter().enumerate() {
        for (grade, n) in grades.into_iter().zip(of.as_ref()) {
            let Some(n) = n else { continue };
            for unit in graph.with_ancestors(school(number)) {
                for breakdown in [self::grade(grade), Breakdown::ALL] {
                    *persons.entry((unit, breakdown)).or_default() += n;
                }
            }
        }
    }
    persons
}

const PRIME: i128 = 1_000_000_007;

fn inverse(number: i128) -> i128 {
    let (mut result, mut base, mut exponent) = (1, number.rem_euclid(PRIME), PRIME - 2);
    while 0 < exponent {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}

/// Which hidden cells follow from the sums alone, shown cells being known: Gaussian elimination
/// modulo a prime over the hidden ones, written apart from the gate.
fn solvable(cells: &BTreeSet<Cell>, hidden: &BTreeSet<Cell>, graph: &RollupGraph) -> Vec<Cell> {
    let columns: Vec<Cell> = hidden.iter().copied().collect();
    let place = |cell: &Cell| columns.iter().position(|column| column == cell);
    let mut rows: Vec<Vec<i128>> = Vec::new();
    for relation in graph.relations(cells) {
        let mut row = vec![0; columns.len()];
        for (cell, sign) in relation.parts.iter().map(|p| (p, 1)).chain([(&relation.total, -1)]) {
            if let Some(place) = place(cell) {
                row[place] += sign;
            }
        }
        rows.push(row);
    }
    let mut solved = Vec::new();
    let mut rank = 0;
    for column in 0..columns.len() {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let factor = inverse(rows[rank][column]);
        let lead: Vec<i128> = rows[rank].iter().map(|v| (v * factor).rem_euclid(PRIME)).collect();
        for (_, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != rank) {
            let times = row[column];
            for (value, lead) in row.iter_mut().zip(&lead) {
                *value = (*value - times * lead).rem_euclid(PRIME);
            }
        }
        rows[rank] = lead;
        rank += 1;
    }
    for row in rows.iter().take(rank) {
        let unknowns: Vec<usize> = (0..row.len()).filter(|place| row[*place] != 0).collect();
        if let [alone] = unknowns.as_slice() {
            solved.push(columns[*alone]);
        }
    }
    solved
}

proptest! {
    #[test]
    fn no_hidden_cell_follows_from_the_sums(
        leaves in proptest::collection::vec(
            proptest::collection::vec(proptest::option::weighted(0.9, 0..12_u64), 4), 1..9),
        k in 1..8_u64,
    ) {
        let graph = graph(leaves.len());
        let persons = persons(&leaves, &graph);
        let hidden = hidden_cells(&persons, &graph, k);
        for (cell, n) in &persons {
            prop_assert!(hidden.contains(cell) || *n == 0 || k <= *n, "{:?} on {} is shown", cell, n);
        }
        // A cell with nobody in it is known to be empty by whoever knows the grade exists: it
        // cannot protect another, so it does not count as unknown here.
        let unknown: BTreeSet<Cell> =
            hidden.iter().filter(|cell| 0 < persons[cell]).copied().collect();
        let solved = solvable(&persons.keys().copied().collect(), &unknown, &graph);
        let exposed: Vec<_> = solved.iter().filter(|cell| persons[cell] < k).collect();
        prop_assert!(exposed.is_empty(), "{:?} of {:?}", exposed, persons);
    }
}

/// The same schools in three groups of any schools, in a group of one school, and in a group of all
/// but one.
fn with_groups(schools: usize, members: &[[bool; 3]]) -> RollupGraph {
    let mut graph = graph(schools);
    for (number, members) in members.iter().take(schools).enumerate() {
        for (place, is_in) in members.iter().enumerate() {
            if *is_in {
                graph.add_beside(school(number), format!("gruppe:g{place}").parse().unwrap());
            }
        }
        let last = if number == 0 { "gruppe:ene" } else { "gruppe:uden-en" };
        graph.add_beside(school(number), last.parse().unwrap());
    }
    graph
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_school_follows_from_the_sums_of_groups(
        leaves in proptest::collection::vec(
            proptest::collection::vec(proptest::option::weighted(0.95, prop_oneof![
                1 => 0..6_u64, 6 => 6..40_u64,
            ]), 3), 1..13),
        members in proptest::collection::vec(any::<[bool; 3]>(), 13),
        k in 1..6_u64,
    ) {
        let graph = with_groups(leaves.len(), &members);
        let persons = persons(&leaves, &graph);
        let hidden = hidden_cells(&persons, &graph, k);
        for (cell, n) in &persons {
            prop_assert!(hidden.contains(cell) || *n == 0 || k <= *n, "{:?} on {} is shown", cell, n);
        }
        let unknown: BTreeSet<Cell> =
            hidden.iter().filter(|cell| 0 < persons[cell]).copied().collect();
        let solved = solvable(&persons.keys().copied().collect(), &unknown, &graph);
        let exposed: Vec<_> = solved.iter().filter(|cell| persons[cell] < k).collect();
        prop_assert!(exposed.is_empty(), "{:?} of {:?}", exposed, persons);
        // The rest of a sum that a shown group is a part of is no small group either.
        let shown = |unit: &Unit, breakdown: Breakdown| {
            let cell = (*unit, breakdown);
            persons.get(&cell).filter(|_| !hidden.contains(&cell)).copied()
        };
        for (group, breakdown) in persons.keys().filter(|(unit, _)| graph.is_beside(*unit)) {
            for whole in ["gruppe:folkeskoler", "gruppe:specialskoler", "kommune:999"] {
                let whole: Unit = whole.parse().unwrap();
                let is_part = graph.children(*group).all(|s| graph.with_ancestors(s).contains(&whole));
                if let (true, Some(part), Some(all)) =
                    (is_part, shown(group, *breakdown), shown(&whole, *breakdown))
                {
                    prop_assert!(all == part || k <= all - part, "{} of {}", part, all);
                }
            }
        }
    }
}

#[test]
fn a_group_that_cuts_nothing_small_is_shown_beside_hidden_schools() {
    // Four schools; only the other school of its group can cover the small one.
    let grades = |two: u64| vec![Some(two), Some(20)];
    let leaves = [grades(2), grades(15), vec![], grades(16), grades(17)];
    let mut graph = graph(5);
    for (number, group) in [(0, "gruppe:a"), (1, "gruppe:a"), (3, "gruppe:b"), (4, "gruppe:b")] {
        graph.add_beside(school(number), group.parse().unwrap());
    }
    let persons = persons(&leaves, &graph);
    let hidden = hidden_cells(&persons, &graph, 3);
    assert!(hidden.contains(&(school(0), grade(2))) && hidden.contains(&(school(1), grade(2))));
    assert!(!hidden.contains(&(school(3), grade(2))) && !hidden.contains(&(school(4), grade(2))));
    assert!(!hidden.iter().any(|(unit, _)| matches!(unit, Unit::Group(_))), "{hidden:?}");
    // Alone in its group, the school would follow from it.
    graph.add_beside(school(0), "gruppe:ene".parse().unwrap());
    let alone = hidden_cells(&self::persons(&leaves, &graph), &graph, 3);
    let group: Unit = "gruppe:ene".parse().unwrap();
    assert!(alone.contains(&(group, grade(2))) && alone.contains(&(group, grade(4))));
}

/// A group that is the whole of one kind of school: the municipality less the group is the other.
#[test]
fn a_group_of_all_special_schools_is_hidden_where_folkeskoler_are_few() {
    let leaves = [vec![Some(1), Some(1)], vec![Some(1), Some(1)], vec![Some(4), Some(4)]];
    let mut graph = graph(3);
    let group: Unit = "gruppe:g".parse().unwrap();
    graph.add_beside(school(2), group);
    let persons = persons(&leaves, &graph);
    let hidden = hidden_cells(&persons, &graph, 3);
    let folkeskoler: Unit = "gruppe:folkeskoler".parse().unwrap();
    assert!(hidden.contains(&(folkeskoler, grade(2))) && hidden.contains(&(group, grade(2))));
}

/// What a group tells of all pupils of one school undoes what covers a grade of another.
#[test]
fn a_group_by_all_pupils_is_hidden_where_it_undoes_the_cover_of_a_grade() {
    let leaves =
        [vec![Some(6), None, Some(6)], vec![None, Some(6), None], vec![Some(1), Some(1), Some(3)]];
    let mut graph = graph(3);
    let group: Unit = "gruppe:uden-en".parse().unwrap();
    graph.add_beside(school(1), group);
    graph.add_beside(school(2), group);
    // The second school has one grade. All of its pupils, known, are that grade, which the grade of
    // the whole less it gives as the single pupil of the third.
    let persons = persons(&leaves, &graph);
    let hidden = hidden_cells(&persons, &graph, 2);
    assert!(hidden.contains(&(school(2), grade(4))) && hidden.contains(&(group, Breakdown::ALL)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Leaders have the same sums: what any two of them know besides is their own schools.
    #[test]
    fn no_two_leaders_can_tell_another_school(
        schools in proptest::collection::vec(proptest::array::uniform2(0..40_u64), 2..7),
    ) {
        let rows: Vec<_> = schools
            .iter()
            .enumerate()
            .flat_map(|(number, grades)| {
                let grades = [4, 6].into_iter().zip(grades).filter(|(_, n)| 0 < **n);
                grades.map(move |(grade, n)| (number, "2018-19", grade, n / 2, *n))
            })
            .collect();
        prop_assume!(!rows.is_empty());
        let leader = Audience::Leader("999001".parse().unwrap());
        let release = released(&rows, leader);
        let graph = graph(1 + rows.iter().map(|row| row.0).max().unwrap());
        let leaves: Vec<_> =
            schools.iter().map(|of| of.map(|n| Some(n).filter(|n| 0 < *n))).collect();
        let persons = persons_by(&leaves, [4, 6], &graph);
        let cells: BTreeSet<Cell> = persons.keys().copied().collect();
        let shown: BTreeSet<Cell> = release
            .figures()
            .iter()
            .filter(|(key, of)| key.indicator.as_str() == "laesning.gode" && !of.is_hidden())
            .map(|(key, _)| (key.unit, key.breakdown))
            .filter(|(unit, _)| !matches!(unit, Unit::School(_)))
            .collect();
        for one in 0..schools.len() {
            for other in 0..schools.len() {
                let known = [school(one), school(other)];
                let unknown: BTreeSet<Cell> = cells
                    .iter()
                    .copied()
                    .filter(|cell| !known.contains(&cell.0) && !shown.contains(cell))
                    .collect();
                let told: Vec<_> = solvable(&cells, &unknown, &graph)
                    .into_iter()
                    .filter(|(unit, _)| matches!(unit, Unit::School(_)))
                    .collect();
                prop_assert!(told.is_empty(), "{:?} know {:?} of {:?}", known, told, schools);
            }
        }
    }
}

#[test]
fn the_test_sees_a_cell_that_follows_from_a_sum() {
    let graph = graph(2);
    let persons = persons(&[vec![Some(2)], vec![Some(30)]], &graph);
    let cells: BTreeSet<Cell> = persons.keys().copied().collect();
    let alone = BTreeSet::from([(school(0), Breakdown::ALL)]);
    assert_eq!(solvable(&cells, &alone, &graph).len(), 1);
}

/// An account with one source and one correction.
fn quality(years: &BTreeSet<SchoolYear>) -> Quality {
    let mut rows = kvalitet_core::Reconciliation {
        read: 100,
        used: 95,
        corrected: 1,
        quarantined: 2,
        ..Default::default()
    };
    rows.exclude(kvalitet_core::finding::ExclusionRule::OtherYear, 2);
    Quality {
        sources: vec![SourceAccount {
            source: "elever.csv".to_owned(),
            kind: "national_test".to_owned(),
            layout: "elevraekker".to_owned(),
            digest: "00".to_owned(),
            feeds: Some(["laesning.gode".to_owned()].into()),
            rows_are_persons: true,
            years: years.clone(),
            rows,
            findings: BTreeMap::from([("K0201".to_owned(), 2)]),
        }],
        outcomes: Vec::new(),
        corrections: vec![CorrectionNote {
            source: Some("elever.csv".to_owned()),
            line: 7,
            column: "niveau".to_owned(),
            reason: "tastefejl".to_owned(),
            who: "datakonsulenten".to_owned(),
            date: "2019-10-14".to_owned(),
            used: true,
        }],
    }
}

/// A release of shares of good and of poor readers, the same for both: school, year, grade, hits,
/// n.
fn released(rows: &[(usize, &str, usize, u64, u64)], audience: Audience) -> Release {
    let graph = graph(1 + rows.iter().map(|row| row.0).max().unwrap());
    let leaves: BTreeMap<FigureKey, Tally> = rows
        .iter()
        .flat_map(|(number, year, klasse, hits, n)| {
            ["laesning.gode", "laesning.daarlige"].map(|indicator| {
                let key = format!("{indicator}/{}/{year}/klasse:{klasse}", school(*number));
                (key.parse().unwrap(), Tally::share(*hits, *n).unwrap())
            })
        })
        .collect();
    let whole = with_wholes(&leaves, Tally::merge, |_| false).unwrap();
    let evidence = counted(graph.roll_up(&whole, Tally::merge).unwrap(), Origin::Counts);
    let years = ["2017/18", "2018/19"];
    let mut town = Town::new(&evidence, &graph, &years);
    town.quality = quality(&years.map(|year| year.parse().unwrap()).into());
    town.release(audience)
}

fn content(release: &Release, key: &str) -> Option<ReleasedContent> {
    release.figures().get(&key.parse().unwrap()).map(|figure| *figure.content())
}

fn verdict(release: &Release, unit: Unit, year: &str) -> Option<TargetContent> {
    let year = year.parse().unwrap();
    let found = release
        .targets()
        .iter()
        .find(|target| target.unit == unit && target.year == year && target.target.number == "1.1");
    found.map(|target| target.content.clone())
}

#[test]
fn corrections_are_for_the_administration_alone() {
    let rows = [(0, "2018-19", 2, 45, 50)];
    assert_eq!(released(&rows, Audience::Administration).corrections().len(), 1);
    assert!(released(&rows, Audience::Public).corrections().is_empty());
}

#[test]
fn the_public_sees_words_of_test_results_and_never_a_number() {
    let rows = [(0, "2018-19", 2, 45, 50), (0, "2018-19", 4, 45, 50), (1, "2018-19", 2, 3, 9)];
    let public = released(&rows, Audience::Public);
    assert!(public.figures().is_empty() && public.ledger().is_empty());
    let shown = TargetContent::Shown { rule: RuleVerdict::Met, certainty: None, grades: vec![] };
    assert_eq!(verdict(&public, school(0), "2018/19"), Some(shown));
    assert_eq!(verdict(&public, school(1), "2018/19"), Some(TargetContent::Hidden));
    assert!(!public.may_be_published());
}

#[test]
fn a_hidden_figure_is_hidden_whole_and_takes_its_relation_with_it() {
    let rows = [
        (0, "2018-19", 2, 1, 2),
        (0, "2018-19", 4, 9, 12),
        (1, "2018-19", 2, 15, 20),
        (1, "2018-19", 4, 15, 20),
    ];
    let release = released(&rows, Audience::Administration);
    let hidden = Some(ReleasedContent::Hidden);
    for key in [
        "laesning.gode/skole:999001/2018-19/klasse:2",
        "laesning.gode/skole:999001/2018-19/klasse:4",
        "laesning.gode/skole:999002/2018-19/klasse:2",
    ] {
        assert_eq!(content(&release, key), hidden, "{key}");
    }
    let ReleasedContent::Shown { value, n, hits, .. } =
        content(&release, "laesning.gode/skole:999001/2018-19").unwrap()
    else {
        panic!("the sum is shown");
    };
    // 10 of 14, by hand: 71.43 per cent.
    assert_eq!((value.to_string().as_str(), n, hits), ("71.4", Some(14), Some(10)));
    let own = release.ledger().iter().filter(|of| of.readers == Readers::Administration);
    let (primary, others): (Vec<_>, Vec<_>) = own.partition(|of| of.rule == HidingRule::TooFew);
    assert_eq!((primary.len(), others.len()), (1, 3));
    assert!(others.iter().all(|of| of.rule == HidingRule::SameSum && of.protects.is_some()));
    assert_eq!(verdict(&release, school(0), "2018/19"), Some(TargetContent::Hidden));
}

#[test]
fn a_verdict_is_hidden_when_the_earlier_year_is_too_small() {
    let falls = |before| {
        let rows = [(0, "2017-18", 2, 4, before), (0, "2018-19", 2, 1, 50)];
        let release = released(&rows, Audience::Public);
        let mut targets = release.targets().iter();
        let found = targets.find(|t| t.target.number == "2.1" && t.year.start() == 2018).unwrap();
        found.content.clone()
    };
    let met = TargetContent::Shown { rule: RuleVerdict::Met, certainty: None, grades: vec![] };
    assert_eq!(falls(50), met);
    assert_eq!(falls(9), TargetContent::Hidden);
}

/// Four folkeskoler over two years, by grade 2 alone; the first moves from 30 to 90 of 100.
fn moving(last: u64) -> Vec<(usize, &'static str, usize, u64, u64)> {
    let mut rows = vec![(0, "2017-18", 2, 30, 100), (0, "2018-19", 2, 90, 100)];
    for number in [1, 3, 4] {
        let n = if number == 4 { last } else { 100 };
        rows.extend([(number, "2017-18", 2, 60, 100), (number, "2018-19", 2, n / 2, n)]);
    }
    rows
}

fn change(release: &Release, unit: Unit) -> Option<&ReleasedChange> {
    let mut changes = release.changes().iter();
    changes.find(|of| of.unit == unit && of.indicator.as_str() == "laesning.gode")
}

#[test]
fn the_public_reads_the_word_of_a_change_and_no_place() {
    let public = released(&moving(100), Audience::Public);
    let words = ChangeContent::Shown {
        verdict: Some(ChangeVerdict::Rise),
        family: Some(Family::Schools { theme: "nationale-test".to_owned() }),
        numbers: None,
    };
    assert_eq!(change(&public, school(0)).map(|of| &of.content), Some(&words));
    assert!(public.positions().is_empty() && public.spreading().is_empty());
    // Of a family of words the verdicts that are read are counted, and nothing else is said.
    for of in public.families() {
        assert!(!matches!(of.family, Family::Positions { .. }));
        assert!(of.rate.is_none() && of.could_show_ten.is_none(), "{of:?}");
    }
    // A year of nine pupils is kept from the public, and is shown to the administration.
    let few = [(0, "2017-18", 2, 4, 9), (0, "2018-19", 2, 90, 100)];
    let content = |audience| change(&released(&few, audience), school(0)).unwrap().content.clone();
    assert_eq!(content(Audience::Public), ChangeContent::Hidden);
    let said =
        ChangeContent::Shown { verdict: Some(ChangeVerdict::TooFew), family: None, numbers: None };
    assert_eq!(content(Audience::Administration), said);
}

#[test]
fn numbers_of_a_change_are_at_released_precision_and_go_when_a_year_is_hidden() {
    let open = released(&moving(100), Audience::Administration);
    let ChangeContent::Shown { numbers: Some(numbers), .. } =
        &change(&open, school(0)).unwrap().content
    else {
        panic!("it is shown");
    };
    assert_eq!(numbers.difference.to_string(), "60.0");
    assert!(numbers.lower.to_f64() > 0.0 && numbers.beyond_municipality.is_some());
    assert!(open.positions().iter().any(|of| matches!(of.content, PositionContent::Shown { .. })));
    // One school has two pupils in the later year: that hides its change and that of one other, and
    // every place, for the level of all would tell the rest.
    let hidden = released(&moving(2), Audience::Administration);
    let is_hidden =
        |number: &usize| change(&hidden, school(*number)).unwrap().content == ChangeContent::Hidden;
    let those: Vec<usize> = [0, 1, 3, 4].into_iter().filter(is_hidden).collect();
    assert!(those.len() == 2 && those.contains(&4), "{those:?}");
    assert!(hidden.positions().iter().all(|of| of.content == PositionContent::Hidden));
}

#[test]
fn small_counts_of_rows_do_not_give_each_other_away() {
    let rows = [(0, "2018-19", 2, 45, 50)];
    let source = released(&rows, Audience::Public).sources()[0].clone();
    assert_eq!(source.read, ReleasedCount::Exact(100));
    assert_eq!(source.quarantined, ReleasedCount::FewerThan(10));
    assert_eq!(source.corrected, ReleasedCount::FewerThan(10));
    assert_eq!(source.used, ReleasedCount::Withheld);
    assert_eq!(source.findings["K0201"], ReleasedCount::FewerThan(10));
    assert_eq!(source.digest, None);
    let source = released(&rows, Audience::Administration).sources()[0].clone();
    assert_eq!(source.quarantined, ReleasedCount::FewerThan(3));
}
