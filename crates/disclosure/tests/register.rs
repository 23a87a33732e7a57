//! What two editions tell together, against somebody who solves their sums.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{FigureKey, RollupGraph};
use kvalitet_disclosure::{
    Conflict, ConflictKind, EditionName, EditionStage, OrderError, Policy, Readers, Register,
    ReleasedFigure, Rule, Rules, Step, Supersedes, compare_editions, crossings, known_from,
};
use proptest::prelude::*;
use serde_json::{Value, json};

type Figures = BTreeMap<FigureKey, ReleasedFigure>;

/// Figures about persons are guarded to this many for the public.
const K: u64 = 10;

fn shown(n: u64, hits: u64) -> Value {
    json!({ "evidens": "A", "status": "vist", "vaerdi": "50.0", "n": n, "taeller": hits,
            "nedre": null, "oevre": null, "for_faa": false })
}

fn figures(of: impl IntoIterator<Item = (String, Value)>) -> Figures {
    let figure = |(key, figure): (String, Value)| {
        (key.parse().unwrap(), serde_json::from_value(figure).unwrap())
    };
    of.into_iter().map(figure).collect()
}

fn register(editions: &[(&str, &Figures)]) -> Register {
    let edition = |(name, figures): &(&str, &Figures)| {
        json!({ "navn": name, "dato": "2019-05-31", "modtager": "offentlig", "program": "0.1.0",
                "plan": "", "definitioner": {}, "indhold": "", "figurer": figures, "ord": {} })
    };
    let editions: Vec<Value> = editions.iter().map(edition).collect();
    Register::parse(&json!({ "version": 1, "udgaver": editions }).to_string()).unwrap()
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::built_in().unwrap());

/// What is compared by: a municipality of schools, and the policy for everybody.
struct Place {
    catalogue: &'static Catalogue,
    graph: RollupGraph,
    policy: Vec<Rule>,
}

impl Place {
    fn new(schools: usize) -> Self {
        let mut graph = RollupGraph::default();
        for school in 0..schools {
            graph.add(unit(school).parse().unwrap(), "kommune:999".parse().unwrap());
        }
        let policy = Policy::built_in().unwrap().rules(Readers::Public).cloned().collect();
        Self { catalogue: &CATALOGUE, graph, policy }
    }

    fn compare(&self, earlier: &[(&str, &Figures)], now: &Figures) -> Vec<Conflict> {
        let rules = Rules { catalogue: self.catalogue, graph: &self.graph, policy: &self.policy };
        compare_editions(&register(earlier), now, &rules)
    }
}

fn unit(school: usize) -> String {
    format!("skole:{}", 999_001 + school)
}

/// The keys of a table of schools by grade, with its sums: rows are schools and, last, the
/// municipality; columns are grades and, last, all of them.
fn keys(schools: usize, grades: usize) -> Vec<Vec<String>> {
    let key = |row: usize, column: usize| {
        let unit = if row == schools { "kommune:999".to_owned() } else { unit(row) };
        let grade =
            if column == grades { String::new() } else { format!("/klasse:{}", 4 + column) };
        format!("trivsel.generel.over-3/{unit}/2018-19{grade}")
    };
    (0..=schools).map(|row| (0..=grades).map(|column| key(row, column)).collect()).collect()
}

/// The same table of numbers with its sums.
fn with_sums(cells: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let mut table: Vec<Vec<u64>> = cells.to_vec();
    for row in &mut table {
        row.push(row.iter().sum());
    }
    table.push(
        (0..table[0].len()).map(|column| table.iter().map(|row| row[column]).sum()).collect(),
    );
    table
}

/// Which cells somebody knows who sees all but the hidden ones, by taking every row and column in
/// turn; complete for two hidden cells, which have no two sums in common.
fn known(table: &[Vec<u64>], hidden: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let (rows, columns) = (table.len(), table[0].len());
    let lines = (0..rows)
        .map(|row| (0..columns).map(|column| (row, column)).collect::<Vec<_>>())
        .chain((0..columns).map(|column| (0..rows).map(|row| (row, column)).collect()));
    let lines: Vec<Vec<(usize, usize)>> = lines.collect();
    let mut unknown = hidden.clone();
    for _ in 0..=hidden.len() {
        for line in &lines {
            let of_line: Vec<_> = line.iter().filter(|cell| unknown.contains(*cell)).collect();
            if let [alone] = of_line.as_slice() {
                unknown.remove(*alone);
            }
        }
    }
    (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .filter(|cell| !unknown.contains(cell))
        .collect()
}

fn edition(table: &[Vec<u64>], keys: &[Vec<String>], hidden: &BTreeSet<(usize, usize)>) -> Figures {
    let mut all = Vec::new();
    for (row, of_row) in keys.iter().enumerate() {
        for (column, key) in of_row.iter().enumerate() {
            let is_hidden = hidden.contains(&(row, column));
            let n = table[row][column];
            let value = if is_hidden {
                json!({ "evidens": "A", "status": "skjult" })
            } else {
                shown(n, n / 2)
            };
            all.push((key.clone(), value));
        }
    }
    figures(all)
}

/// Cells of schools by grade, how many came or went in each, and which are hidden in each edition.
type Case = (Vec<Vec<u64>>, Vec<Vec<i8>>, Vec<(usize, usize)>, Vec<(usize, usize)>);

fn case() -> impl Strategy<Value = Case> {
    (2..5_usize, 2..4_usize).prop_flat_map(|(schools, grades)| {
        let moved = prop_oneof![4 => Just(0_i8), 2 => -3..=3_i8, 1 => 10..=20_i8];
        let cells = |of| proptest::collection::vec(proptest::collection::vec(of, grades), schools);
        let moved = proptest::collection::vec(proptest::collection::vec(moved, grades), schools);
        let hidden = || proptest::collection::vec((0..=schools, 0..=grades), 0..=2);
        (cells(20..60_u64), moved, hidden(), hidden())
    })
}

proptest! {
    #[test]
    fn whatever_two_editions_tell_of_few_persons_is_caught((cells, moved, before, after) in case()) {
        let place = Place::new(cells.len());
        let later: Vec<Vec<u64>> = cells.iter().zip(&moved).map(|(row, by)| {
            row.iter().zip(by).map(|(n, by)| n.saturating_add_signed(i64::from(*by))).collect()
        }).collect();
        let (then, now) = (with_sums(&cells), with_sums(&later));
        let keys = keys(cells.len(), cells[0].len());
        let (before, after): (BTreeSet<_>, BTreeSet<_>) =
            (before.into_iter().collect(), after.into_iter().collect());
        let first = edition(&then, &keys, &before);
        let conflicts = place.compare(&[("2019", &first)], &edition(&now, &keys, &after));
        let caught: BTreeSet<String> = conflicts.iter().map(|of| of.key.to_string()).collect();
        let both: BTreeSet<_> = known(&then, &before).intersection(&known(&now, &after)).copied().collect();
        for (row, of_row) in keys.iter().enumerate() {
            for (column, key) in of_row.iter().enumerate() {
                let apart = then[row][column].abs_diff(now[row][column]);
                let told = both.contains(&(row, column)) && 0 < apart && apart < K;
                prop_assert!(!told || caught.contains(key), "{}: {:?}", key, conflicts);
                // Nothing is caught that is shown in both and has not moved.
                let shown = !before.contains(&(row, column)) && !after.contains(&(row, column));
                prop_assert!(!(shown && apart == 0 && caught.contains(key)), "{}", key);
            }
        }
    }

    #[test]
    fn the_same_edition_again_tells_nothing((cells, _, hidden, _) in case()) {
        let place = Place::new(cells.len());
        let keys = keys(cells.len(), cells[0].len());
        let hidden = hidden.into_iter().collect();
        let figures = edition(&with_sums(&cells), &keys, &hidden);
        prop_assert_eq!(place.compare(&[("2019", &figures)], &figures), []);
    }

    #[test]
    fn a_register_is_read_as_it_was_written((cells, moved, hidden, _) in case()) {
        let keys = keys(cells.len(), cells[0].len());
        let figures = edition(&with_sums(&cells), &keys, &hidden.iter().copied().collect());
        let register = register(&[("2019", &figures), ("2020", &figures)]);
        let text = register.to_json().unwrap();
        prop_assert_eq!(Register::parse(&text).unwrap(), register);
        // Cut anywhere it is no register, and never a panic.
        let cut = (0..=text.len() * usize::from(moved[0][0].unsigned_abs()) / 256).next_back().unwrap();
        prop_assert!(Register::parse(text.get(..cut).unwrap_or_default()).is_err());
    }
}

/// One more pupil who answers above 3 can be five more where they are rounded to fives.
#[test]
fn a_rounded_share_that_moves_tells_of_few() {
    let place = Place::new(3);
    let rounded = |hits: u64, base: u64| {
        let figure = json!({
            "evidens": "A", "status": "vist", "vaerdi": "30", "n": 50, "taeller": hits,
            "nedre": null, "oevre": null, "for_faa": false, "afrundet_til": base,
        });
        figures([(SCHOOL.to_owned(), figure)])
    };
    let kinds = |then: &Figures, now: &Figures| {
        let found = place.compare(&[("efterår", then)], now);
        found.into_iter().map(|of| of.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&rounded(20, 20), &rounded(20, 20)), []);
    assert_eq!(kinds(&rounded(20, 20), &rounded(40, 20)), [ConflictKind::Results]);
}

const SCHOOL: &str = "trivsel.generel.over-3/skole:999001/2018-19";

fn alone(key: &str, figure: Value) -> Figures {
    figures([(key.to_owned(), figure)])
}

fn kinds(key: &str, then: Value, now: Value) -> Vec<ConflictKind> {
    let (then, now) = (alone(key, then), alone(key, now));
    let found = Place::new(1).compare(&[("2019", &then)], &now);
    found.into_iter().map(|of| of.kind).collect()
}

#[test]
fn few_is_fewer_than_k_persons_or_as_many_with_few_other_results() {
    for (then, now, told) in [
        (shown(40, 20), shown(40, 20), None),
        (shown(40, 20), shown(41, 20), Some(ConflictKind::Persons)),
        (shown(40, 20), shown(31, 20), Some(ConflictKind::Persons)),
        (shown(40, 20), shown(50, 20), None),
        (shown(40, 20), shown(40, 29), Some(ConflictKind::Results)),
        (shown(40, 20), shown(40, 30), None),
    ] {
        assert_eq!(kinds(SCHOOL, then.clone(), now.clone()), Vec::from_iter(told), "{then} {now}");
    }
}

#[test]
fn of_a_share_without_its_numerator_rounding_is_counted_in() {
    let share = |value: &str| {
        json!({ "evidens": "C", "status": "vist", "vaerdi": value, "n": 1000, "taeller": null,
                "nedre": null, "oevre": null, "for_faa": false })
    };
    // 50.0 may be 499.5 of 1000, 51.0 509.5 to 510.5: nine persons at least, or eleven at most.
    assert_eq!(kinds(SCHOOL, share("50.0"), share("51.0")), [ConflictKind::Results]);
    assert_eq!(kinds(SCHOOL, share("50.0"), share("51.1")), []);
    // Without decimals half a point is five persons on each side.
    assert_eq!(kinds(SCHOOL, share("50"), share("51")), [ConflictKind::Results]);
    assert_eq!(kinds(SCHOOL, share("50"), share("52")), []);
}

#[test]
fn a_mean_of_as_many_and_a_value_of_nobody_knows_how_many_may_be_one_pupils() {
    let mean = |value: &str, n: Option<u64>| {
        json!({ "evidens": "D", "status": "vist", "vaerdi": value, "n": n, "taeller": null,
                "nedre": null, "oevre": null, "for_faa": false })
    };
    let key = "trivsel.generel/skole:999001/2018-19";
    let far = kinds(key, mean("3.7", Some(200)), mean("4.7", Some(200)));
    assert_eq!(far, [ConflictKind::Results]);
    assert_eq!(kinds(key, mean("3.7", None), mean("3.8", Some(200))), [ConflictKind::Unknown]);
    assert_eq!(kinds(key, mean("3.7", None), mean("3.7", None)), []);
    // Of lessons, posts and schools nothing is told of persons.
    let open = "kompetencedaekning/skole:999001/2018-19";
    assert_eq!(kinds(open, mean("90.1", None), mean("90.2", None)), []);
    // A number of complaints is of as many pupils.
    let count = |value: &str| {
        json!({ "evidens": "B", "status": "vist", "vaerdi": value, "n": null, "taeller": null,
                "nedre": null, "oevre": null, "for_faa": false })
    };
    let complaints = "klager.modtaget/kommune:999/2018-19";
    assert_eq!(kinds(complaints, count("20"), count("21")), [ConflictKind::Persons]);
    assert_eq!(kinds(complaints, count("20"), count("60")), []);
}

#[test]
fn what_an_edition_showed_just_so_tells_nothing_new() {
    let (first, second) = (alone(SCHOOL, shown(40, 20)), alone(SCHOOL, shown(41, 20)));
    let place = Place::new(1);
    let both = [("2019", &first), ("2019 rettet", &second)];
    assert_eq!(place.compare(&both, &second), []);
    assert_eq!(place.compare(&both, &first), []);
    let other = alone(SCHOOL, shown(42, 20));
    let editions: Vec<EditionName> =
        place.compare(&both, &other).into_iter().map(|of| of.edition).collect();
    assert_eq!(
        editions.iter().map(EditionName::as_str).collect::<Vec<_>>(),
        ["2019", "2019 rettet"]
    );
}

/// Each edition hides two of three schools, so that no sum gives one away; together they do.
#[test]
fn hidden_in_both_editions_and_told_by_the_two_together() {
    let row = |school: usize, figure: Value| {
        (format!("trivsel.generel.over-3/{}/2018-19", unit(school)), figure)
    };
    let whole = || ("trivsel.generel.over-3/kommune:999/2018-19".to_owned(), shown(106, 50));
    let hidden = || json!({ "evidens": "A", "status": "skjult" });
    let first = figures([row(0, hidden()), row(1, hidden()), row(2, shown(60, 30)), whole()]);
    let second = figures([row(0, hidden()), row(1, shown(40, 20)), row(2, hidden()), whole()]);
    let found = Place::new(3).compare(&[("2019", &first)], &second);
    let [conflict] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(conflict.key.to_string(), SCHOOL);
    let through: FigureKey = whole().0.parse().unwrap();
    assert_eq!(conflict.kind, ConflictKind::Sum { through: Some(through) });
    let crossed = crossings(&register(&[("2019", &first)]), &second);
    let told: Vec<_> = crossed.iter().map(|of| (of.key.unit.to_string(), of.was_shown)).collect();
    assert_eq!(told, [(unit(1), false), (unit(2), true)]);
    assert_eq!(known_from(&register(&[("2019", &first), ("2020", &second)])).len(), 3);
}

/// A register of editions by name and stage, in order.
fn staged(of: &[(&str, &str)]) -> Register {
    let edition = |(name, stage): &(&str, &str)| {
        json!({ "navn": name, "trin": stage, "dato": "2019-05-31", "modtager": "offentlig",
                "program": "0.1.0", "plan": "", "definitioner": {}, "indhold": "", "figurer": {},
                "ord": {} })
    };
    let editions: Vec<Value> = of.iter().map(edition).collect();
    Register::parse(&json!({ "version": 2, "udgaver": editions }).to_string()).unwrap()
}

#[test]
fn an_edition_comes_after_those_it_can_come_after() {
    let register =
        staged(&[("2021", "endelig"), ("2021 rettet", "rettelsesblad"), ("2022", "hoering")]);
    let name = |name: &str| name.parse::<EditionName>().unwrap();
    let changed = |reason: &str| Step::Final { changed: Some(reason.to_owned()) };
    let last = || Step::Final { changed: None };
    let corrects = |edition: &str| {
        Step::Errata(Supersedes { edition: name(edition), reason: "fejl".to_owned() })
    };
    let of = |edition: &str, step: Step| register.check_order(&name(edition), &step);
    for (edition, step) in [
        ("2022", Step::Hearing),
        ("2022", last()),
        ("2022", changed("nyt")),
        ("2023", last()),
        ("2023", Step::Hearing),
        ("2021", last()),
        ("2021 igen", corrects("2021")),
        ("2021 igen", corrects("2021 rettet")),
        ("2021 rettet", corrects("2021")),
    ] {
        assert_eq!(of(edition, step.clone()), Ok(()), "{edition} {step:?}");
    }
    let taken = |edition: &str, stage| Err(OrderError::Taken { name: name(edition), stage });
    assert_eq!(of("2021", Step::Hearing), taken("2021", EditionStage::Final));
    assert_eq!(of("2021 rettet", last()), taken("2021 rettet", EditionStage::Errata));
    assert_eq!(of("2021 rettet", Step::Hearing), taken("2021 rettet", EditionStage::Errata));
    assert_eq!(of("2022", corrects("2021")), taken("2022", EditionStage::Hearing));
    assert_eq!(of("2023", corrects("2022")), Err(OrderError::NotFinal(name("2022"))));
    assert_eq!(of("2023", corrects("2023")), Err(OrderError::Itself(name("2023"))));
    assert_eq!(of("2023", changed("nyt")), Err(OrderError::NotHeard(name("2023"))));
    let unknown = OrderError::Unknown { name: name("2o21"), nearest: Some("2021".to_owned()) };
    assert_eq!(of("2023", corrects("2o21")), Err(unknown));
    let nothing = OrderError::Unknown { name: name("2021"), nearest: None };
    assert_eq!(staged(&[]).check_order(&name("2022"), &corrects("2021")), Err(nothing));
}

#[test]
fn a_name_stands_twice_for_what_was_heard_and_is_final_alone() {
    let of = |first: &str, second: &str| {
        let edition = |stage: &str| {
            json!({ "navn": "2022", "trin": stage, "dato": "", "modtager": "offentlig",
                    "program": "", "plan": "", "definitioner": {}, "indhold": "", "figurer": {},
                    "ord": {} })
        };
        let editions = [edition(first), edition(second)];
        Register::parse(&json!({ "version": 2, "udgaver": editions }).to_string())
    };
    let stages = ["hoering", "endelig", "rettelsesblad"];
    for first in stages {
        for second in stages {
            let fits = (first, second) == ("hoering", "endelig");
            assert_eq!(of(first, second).is_ok(), fits, "{first}, {second}");
        }
    }
    let register = of("hoering", "endelig").unwrap();
    let name: EditionName = "2022".parse().unwrap();
    assert_eq!(register.edition(&name).unwrap().stage, EditionStage::Final);
    assert_eq!(register.before(&name, EditionStage::Final).editions().len(), 1);
    assert!(register.before(&name, EditionStage::Hearing).editions().is_empty());
    assert!(register.without(&name).editions().is_empty());
}
