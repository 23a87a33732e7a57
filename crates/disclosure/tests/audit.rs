//! What the audit finds in releases, and in releases with one number too many.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Catalogue;
use kvalitet_core::{
    Breakdown, Evidence, FigureKey, Grade, Origin, RollupGraph, SchoolYear, Tally, Unit, with_wholes,
};
use kvalitet_disclosure::{
    Audience, Audit, AuditError, AuditInput, Breach, Coalition, Context, Draft, Edition, Knowledge,
    Known, Policy, Quality, Quantity, Release, ReleasedFigure, Way, audit, audit_input, release,
};
use kvalitet_figures::{Figures, Scope, estimate, judge};
use proptest::prelude::*;

fn school(number: usize) -> Unit {
    format!("skole:{}", 999_001 + number).parse().unwrap()
}

fn key(text: &str) -> FigureKey {
    text.parse().unwrap()
}

fn graph(schools: usize) -> RollupGraph {
    let mut graph = RollupGraph::default();
    let groups = ["gruppe:folkeskoler", "gruppe:specialskoler"].map(|id| id.parse().unwrap());
    for number in 0..schools {
        graph.add(school(number), groups[usize::from(number % 4 == 3)]);
    }
    for group in groups {
        graph.add(group, "kommune:999".parse().unwrap());
    }
    graph
}

/// What is true, and what is released of it.
struct Town {
    figures: Figures,
    release: Release,
}

impl Town {
    fn of(leaves: &BTreeMap<FigureKey, Tally>, graph: &RollupGraph, audience: Audience) -> Self {
        let catalogue = Catalogue::built_in().unwrap();
        let whole = with_wholes(leaves, Tally::merge, |_| true).unwrap();
        let evidence = graph.roll_up(&whole, Tally::merge).unwrap().into_iter();
        let evidence = evidence
            .map(|(key, tally)| (key, Evidence::Counted { tally, origin: Origin::PupilRows }))
            .collect();
        let figures = estimate(&evidence, &BTreeMap::new(), &catalogue);
        let years: BTreeSet<SchoolYear> = ["2017/18", "2018/19"].map(|y| y.parse().unwrap()).into();
        let settings = catalogue.settings();
        let kinds = BTreeMap::new();
        let scope = Scope {
            catalogue: &catalogue,
            settings: &settings,
            years: &years,
            graph,
            kinds: &kinds,
        };
        let judgements = judge(&figures, &scope);
        let edition = Edition {
            title: "T".to_owned(),
            municipality: "kommune:999".to_owned(),
            municipality_name: "Eksempelby Kommune".to_owned(),
            years: years.iter().copied().collect(),
            date: "2022-03-31".to_owned(),
            language: kvalitet_core::Language::Danish,
            profile: "lokal".to_owned(),
        };
        let draft = Draft {
            figures: &figures,
            judgements: &judgements,
            graph,
            catalogue: &catalogue,
            settings: &settings,
            edition: &edition,
            units: &BTreeMap::new(),
            quality: &Quality::default(),
            context: &Context::default(),
        };
        let release = release(&draft, &Policy::built_in().unwrap(), audience);
        Self { figures, release }
    }

    fn audit(&self, knowledge: &Knowledge) -> Audit {
        audit(&self.release, &self.figures, knowledge).unwrap()
    }
}

/// Good and poor readers and those who took the test, of school, grade, poor, good and all.
fn readers(rows: &[(usize, usize, u64, u64, u64)]) -> BTreeMap<FigureKey, Tally> {
    let mut leaves = BTreeMap::new();
    for (number, grade, poor, good, n) in rows {
        for (indicator, hits) in [("daarlige", *poor), ("gode", *good)] {
            let key =
                key(&format!("laesning.{indicator}/{}/2018-19/klasse:{grade}", school(*number)));
            leaves.insert(key, Tally::share(hits, *n).unwrap());
        }
    }
    leaves
}

fn everybody() -> Knowledge {
    Knowledge { leaders: Coalition::Two, contributors: true, ..Knowledge::default() }
}

fn of<'a>(audit: &'a Audit, id: &str) -> &'a [Breach] {
    &audit.attackers.iter().find(|attacker| attacker.id == id).unwrap().breaches
}

fn told(breaches: &[Breach], key: &str, quantity: Quantity) -> Option<[i128; 2]> {
    let found = breaches.iter().find(|of| of.key.to_string() == key && of.quantity == quantity);
    found.and_then(|of| of.limits)
}

fn small() -> impl Strategy<Value = u64> {
    prop_oneof![2 => 1..4_u64, 5 => 4..30_u64]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_gate_leaves_a_reader_nothing_small(
        cells in proptest::collection::vec(
            proptest::collection::vec(
                proptest::option::weighted(0.9, (small(), 0..100_u64, 0..100_u64)), 3),
            2..9),
    ) {
        let mut rows = Vec::new();
        for (number, grades) in cells.iter().enumerate() {
            for (place, cell) in grades.iter().enumerate() {
                if let Some((n, poor, good)) = cell {
                    let poor = n * poor / 200;
                    rows.push((number, 2 * place + 2, poor, (n - poor) * good / 100, *n));
                }
            }
        }
        let town = Town::of(&readers(&rows), &graph(cells.len()), Audience::Administration);
        let audit = town.audit(&Knowledge::default());
        // Where nobody in the municipality reads poorly, nobody in a hidden school does.
        let small: Vec<_> =
            audit.attackers[0].breaches.iter().filter(|of| of.way != Way::AllOrNone).collect();
        prop_assert!(small.is_empty(), "{:?} {:?}", rows, small);
        prop_assert!(audit.attackers[0].open.is_empty(), "{:?} {:?}", rows, audit.attackers);
        prop_assert!(audit.broken.is_empty());
    }
}

/// Two schools, one with two pupils: the gate hides both, and a leader knows the other.
#[test]
fn the_leader_of_one_of_two_schools_knows_the_other() {
    let rows = [(0, 4, 1, 1, 2), (1, 4, 5, 20, 30)];
    let town = Town::of(&readers(&rows), &graph(2), Audience::Administration);
    let audit = town.audit(&everybody());
    assert_eq!(of(&audit, "laeser"), &[]);
    let other = of(&audit, "leder:999002");
    let of_small = |indicator| format!("laesning.{indicator}/skole:999001/2018-19/klasse:4");
    assert_eq!(told(other, &of_small("gode"), Quantity::Persons), Some([2, 2]));
    assert_eq!(told(other, &of_small("gode"), Quantity::Hits), Some([1, 1]));
    assert_eq!(told(other, &of_small("daarlige"), Quantity::Hits), Some([1, 1]));
    assert_eq!(of(&audit, "leder:999001"), &[]);
    // With a third school there are two that the leader does not know.
    let rows = [(0, 4, 1, 1, 2), (1, 4, 5, 20, 30), (2, 4, 6, 21, 40)];
    let town = Town::of(&readers(&rows), &graph(3), Audience::Administration);
    let audit = town.audit(&everybody());
    assert_eq!(of(&audit, "leder:999002"), &[]);
    assert_eq!(of(&audit, "leder:999003"), &[]);
    let both = of(&audit, "ledere:999002+999003");
    assert_eq!(told(both, &of_small("gode"), Quantity::Hits), Some([1, 1]));
}
