//! What [`protect`] hides cannot be worked out: held against an exact search of its own, which tries whole
//! numbers and knows nothing of linear programs.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

use std::collections::BTreeSet;

use kvalitet_disclosure::protect::{
    Attacker, Attackers, Cell, Certainty, Change, Coalition, Direction, Exposed, Margin,
    Protection, State, Table, attack, bounds, check, protect, rounded_to,
};
use proptest::prelude::*;

/// A table as the tests know it.
#[derive(Clone, Debug, Default)]
struct Model {
    cells: Vec<Cell>,
    /// Terms and constant.
    relations: Vec<(Vec<(usize, i64)>, i64)>,
    /// Cells that somebody holds together: a row.
    rows: Vec<BTreeSet<usize>>,
}

impl Model {
    fn cell(&mut self, cell: Cell) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// A cell that is the sum of others; a small one is sensitive itself.
    fn sum(&mut self, parts: &[usize], of: impl Fn(u32) -> Cell) -> usize {
        let sum: i64 = parts.iter().map(|part| self.cells[*part].value).sum();
        let total = self.cell(of(u32::try_from(sum).unwrap()));
        let terms = parts.iter().map(|part| (*part, -1));
        self.relations.push((std::iter::once((total, 1)).chain(terms).collect(), 0));
        total
    }

    /// Rows and columns of counts with all their sums; rows in groups of so many.
    fn two_way(&mut self, counts: &[Vec<u32>], group: usize, of: impl Fn(u32) -> Cell + Copy) {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        for counts in counts {
            let mut row: Vec<usize> = counts.iter().map(|count| self.cell(of(*count))).collect();
            row.push(self.sum(&row.clone(), of));
            rows.push(row);
        }
        self.rows.extend(rows.iter().map(|row| row.iter().copied().collect()));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for rows in rows.chunks(group) {
            let column = |place: usize| rows.iter().map(|row| row[place]).collect::<Vec<_>>();
            let sums = (0..rows[0].len()).map(|place| self.sum(&column(place), of)).collect();
            groups.push(sums);
        }
        if 1 < groups.len() {
            for place in 0..groups[0].len() {
                let column: Vec<usize> = groups.iter().map(|row| row[place]).collect();
                self.sum(&column, of);
            }
            // The sums of a group add up as a row does.
            for row in &groups {
                let (total, parts) = row.split_last().unwrap();
                let parts = parts.iter().map(|part| (*part, -1));
                self.relations.push((std::iter::once((*total, 1)).chain(parts).collect(), 0));
            }
        }
    }

    fn table(&self) -> Table {
        let order: Vec<usize> = (0..self.cells.len()).collect();
        self.permuted(&order, false).0
    }

    /// The table with its cells in another order, and the new number of each.
    fn permuted(&self, order: &[usize], backwards: bool) -> (Table, Vec<usize>) {
        let mut table = Table::new();
        let mut number = vec![0; order.len()];
        for cell in order {
            number[*cell] = table.cell(self.cells[*cell]).unwrap();
        }
        let mut relations = self.relations.clone();
        if backwards {
            relations.reverse();
        }
        for (terms, constant) in relations {
            let terms: Vec<_> = terms.iter().map(|(cell, of)| (number[*cell], *of)).collect();
            table.relation(&terms, constant).unwrap();
        }
        (table, number)
    }

    fn leaders(&self, coalition: Coalition) -> Attackers {
        Attackers { parties: self.rows.clone(), coalition, ..Attackers::default() }
    }

    /// Whether whole numbers for the `open` cells satisfy everything, with `target` in these limits.
    fn is_possible(&self, open: &BTreeSet<usize>, target: usize, limits: (i64, i64)) -> bool {
        let mut domains: Vec<(i64, i64)> = Vec::new();
        for (number, cell) in self.cells.iter().enumerate() {
            // Far enough for the margins of these tests.
            let (least, most) =
                (cell.least.unwrap_or(cell.value - 30), cell.most.unwrap_or(cell.value + 30));
            let known = (cell.value, cell.value);
            domains.push(if open.contains(&number) { (least, most) } else { known });
        }
        domains[target] = (domains[target].0.max(limits.0), domains[target].1.min(limits.1));
        if domains[target].1 < domains[target].0 {
            return false;
        }
        let mut left = 200_000;
        let possible = self.fill(domains, &mut left);
        assert!(0 < left, "the exact search was cut short");
        possible
    }

    /// Narrows limits by every relation again and again, then tries the values of the cell with fewest.
    fn fill(&self, mut domains: Vec<(i64, i64)>, left: &mut u32) -> bool {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        if !self.narrow(&mut domains) {
            return false;
        }
        let open = domains.iter().enumerate().filter(|(_, (least, most))| least < most);
        let Some((cell, (least, most))) = open.min_by_key(|(_, (least, most))| most - least) else {
            return true;
        };
        let (least, most, truth) = (*least, *most, self.cells[cell].value);
        let mut values: Vec<i64> = (least..=most).collect();
        values.sort_by_key(|value| (value - truth).abs());
        values.into_iter().any(|value| {
            let mut tried = domains.clone();
            tried[cell] = (value, value);
            self.fill(tried, left)
        })
    }

    fn narrow(&self, domains: &mut [(i64, i64)]) -> bool {
        loop {
            let before = domains.to_vec();
            for (terms, constant) in &self.relations {
                let ends = |(cell, of): &(usize, i64), domains: &[(i64, i64)]| {
                    let (a, b) = (of * domains[*cell].0, of * domains[*cell].1);
                    (a.min(b), a.max(b))
                };
                for term in terms {
                    let others = terms.iter().filter(|other| other.0 != term.0);
                    let (low, high) = others.fold((0, 0), |(low, high), other| {
                        let (a, b) = ends(other, domains);
                        (low + a, high + b)
                    });
                    // Coefficients in these tests are 1, -1 and 2.
                    let (a, b) = (constant - high, constant - low);
                    let (a, b) = if term.1 < 0 { (-b, -a) } else { (a, b) };
                    let size = term.1.abs();
                    let (least, most) = (-(-a).div_euclid(size), b.div_euclid(size));
                    let domain = &mut domains[term.0];
                    *domain = (domain.0.max(least), domain.1.min(most));
                    if domain.1 < domain.0 {
                        return false;
                    }
                }
            }
            if before == *domains {
                return true;
            }
        }
    }

    /// Everything the exact search says these attackers can tell.
    fn told(&self, hidden: &BTreeSet<usize>, attackers: &Attackers) -> Vec<(usize, Attacker)> {
        let parties = 0..attackers.parties.len();
        let pairs = parties.clone().flat_map(|one| (0..one).map(move |other| (other, one)));
        let mut all = vec![Attacker::Everybody];
        if Coalition::Nobody < attackers.coalition {
            all.extend(parties.map(Attacker::Party));
        }
        if Coalition::One < attackers.coalition {
            all.extend(pairs.map(|(one, other)| Attacker::Two(one, other)));
        }
        let mut told = Vec::new();
        for attacker in all {
            let open = |cell: &usize| !attackers.knows(attacker, *cell);
            let open: BTreeSet<usize> = hidden.iter().copied().filter(open).collect();
            for (target, cell) in self.cells.iter().enumerate() {
                let Some(need) = cell.need else { continue };
                let below = (i64::MIN, cell.value - need.down);
                let above = (cell.value + need.up, i64::MAX);
                let is_target = !attackers.knows(attacker, target);
                let is_safe = self.is_possible(&open, target, below)
                    && self.is_possible(&open, target, above);
                if is_target && !is_safe {
                    told.push((target, attacker));
                }
            }
        }
        told
    }

    /// Everything that may be hidden.
    fn all(&self) -> BTreeSet<usize> {
        let may = |(_, cell): &(usize, &Cell)| cell.state != State::Fixed;
        self.cells.iter().enumerate().filter(may).map(|(number, _)| number).collect()
    }
}

/// A count below 3 is few, and so large in the worst case for whoever knows that.
fn few(count: u32) -> Cell {
    let cell = Cell::count(count);
    if (1..3).contains(&count) { cell.sensitive(Margin { down: 1, up: 2 }) } else { cell }
}

fn counts(rows: usize, columns: usize) -> impl Strategy<Value = Vec<Vec<u32>>> {
    // Mostly large enough.
    let count = prop_oneof![1 => 0..3_u32, 4 => 3..15_u32];
    proptest::collection::vec(proptest::collection::vec(count, columns), rows)
}

fn any_counts() -> impl Strategy<Value = Vec<Vec<u32>>> {
    (2..=6_usize, 2..=6_usize).prop_flat_map(|(rows, columns)| counts(rows, columns))
}

fn any_coalition() -> impl Strategy<Value = Coalition> {
    prop_oneof![Just(Coalition::Nobody), Just(Coalition::One), Just(Coalition::Two)]
}

/// Holds what the engine says of a table against the exact search.
fn assert_right(model: &Model, attackers: &Attackers) -> Result<(), TestCaseError> {
    let table = model.table();
    match protect(&table, attackers) {
        Ok(protection) => {
            prop_assert_eq!(model.told(&protection.hidden, attackers), vec![]);
            prop_assert!(attack(&table, &protection.hidden, attackers).is_empty());
            let open = check(&table, &protection.hidden, attackers, &protection.proofs);
            prop_assert_eq!(open, vec![]);
            assert_none_is_needless(model, attackers, &protection)?;
        }
        Err(unsafe_table) => {
            let told: BTreeSet<_> = model.told(&model.all(), attackers).into_iter().collect();
            for exposed in unsafe_table.exposed {
                prop_assert_eq!(exposed.certainty, Certainty::Follows);
                prop_assert!(told.contains(&(exposed.target, exposed.attacker)));
            }
        }
    }
    Ok(())
}

/// Without any one of the added cells somebody can tell something.
fn assert_none_is_needless(
    model: &Model,
    attackers: &Attackers,
    protection: &Protection,
) -> Result<(), TestCaseError> {
    for added in &protection.added {
        let mut fewer = protection.hidden.clone();
        fewer.remove(&added.cell);
        prop_assert!(!model.told(&fewer, attackers).is_empty(), "{added:?} need not be hidden");
    }
    Ok(())
}

/// Three cells in a row that everybody knows to be at least 1, a fourth and their sum.
fn row_of_singletons() -> Model {
    let mut model = Model::default();
    let single = |count| Cell { least: Some(1), ..Cell::count(count) };
    let [up, down] = [Margin { down: 0, up: 1 }, Margin { down: 1, up: 0 }];
    let mut parts: Vec<usize> = Vec::new();
    for (count, need) in [(1, up), (1, up), (2, down)] {
        parts.push(model.cell(single(count).sensitive(need)));
    }
    parts.push(model.cell(single(40)));
    model.sum(&parts, Cell::count);
    model.rows = parts.iter().map(|part| BTreeSet::from([*part])).collect();
    model
}

#[test]
fn a_contributor_that_knows_its_own_cell_does_not_learn_the_others() {
    let model = row_of_singletons();
    let table = model.table();
    let three = BTreeSet::from([0, 1, 2]);
    // Who holds the 2 knows that the others have 2 together, and so 1 each.
    let told = [0, 1].map(|target| Exposed {
        target,
        attacker: Attacker::Party(2),
        direction: Direction::Up,
        certainty: Certainty::Follows,
    });
    let contributors = model.leaders(Coalition::One);
    assert_eq!(attack(&table, &three, &Attackers::default()), []);
    assert_eq!(attack(&table, &three, &contributors), told);
    let protection = protect(&table, &contributors).unwrap();
    assert_eq!(protection.hidden, BTreeSet::from([0, 1, 2, 3]));
    assert_eq!(model.told(&protection.hidden, &contributors), vec![]);
    // Two of them know more: the sum has to go too.
    let pairs = model.leaders(Coalition::Two);
    let protection = protect(&table, &pairs).unwrap();
    assert_eq!(model.told(&protection.hidden, &pairs), vec![]);
}

#[test]
fn two_hidden_cells_in_each_row_and_column_are_not_enough() {
    let mut model = Model::default();
    let counts = [[9, 8, 3, 7], [6, 9, 8, 5], [7, 5, 9, 6], [8, 6, 5, 9]];
    let counts: Vec<Vec<u32>> = counts.iter().map(|row| row.to_vec()).collect();
    model.two_way(&counts, 4, |count| {
        let cell = Cell::count(count);
        if count == 3 { cell.sensitive(Margin { down: 1, up: 1 }) } else { cell }
    });
    // Rows have five cells, their sum last: two blocks of two by two, and one cell between them.
    let hidden = [0, 1, 5, 6, 12, 13, 17, 18, 2];
    let hidden = BTreeSet::from(hidden);
    let told = attack(&model.table(), &hidden, &Attackers::default());
    assert_eq!(told.iter().map(|of| of.target).collect::<Vec<_>>(), [2, 2]);
    assert!(told.iter().all(|of| of.certainty == Certainty::Follows));
    assert_eq!(bounds(&model.table(), &hidden, &BTreeSet::new(), 2), (Some(3), Some(3)));
}

#[test]
fn what_holds_for_fractions_alone_is_not_safe() {
    // x + 2y + z = 8: with z known x is odd, though a linear program lets it be 0.
    let mut table = Table::new();
    let odd = Cell::count(1).within(0, 1).sensitive(Margin { down: 1, up: 0 });
    let x = table.cell(odd).unwrap();
    let y = table.cell(Cell::count(2)).unwrap();
    let z = table.cell(Cell::count(3)).unwrap();
    table.relation(&[(x, 1), (y, 2), (z, 1)], 8).unwrap();
    let two = BTreeSet::from([x, y]);
    assert_eq!(bounds(&table, &two, &BTreeSet::new(), x), (Some(0), Some(1)));
    let told = attack(&table, &two, &Attackers::default());
    assert_eq!(
        told.iter().map(|of| (of.target, of.certainty)).next(),
        Some((x, Certainty::Follows))
    );
    let protection = protect(&table, &Attackers::default()).unwrap();
    assert!(protection.hidden.contains(&z));
}

#[test]
fn what_is_public_already_leaves_no_safe_pattern() {
    let mut model = Model::default();
    let few = model.cell(few(2));
    let others = [20, 30].map(|count| model.cell(Cell::count(count).state(State::Fixed)));
    model.sum(&[few, others[0], others[1]], |count| Cell::count(count).state(State::Fixed));
    let refused = protect(&model.table(), &Attackers::default()).unwrap_err();
    let told = refused.exposed.iter().map(|of| (of.target, of.attacker, of.certainty));
    let follows = (few, Attacker::Everybody, Certainty::Follows);
    assert_eq!(told.collect::<Vec<_>>(), [follows, follows]);
    assert_eq!(refused.to_string(), "1 cells cannot be protected");
}

#[test]
fn an_inequality_is_a_relation_with_slack() {
    // Everybody knows that the first is at most the second: 2 and 3, of 5.
    let mut table = Table::new();
    let first = table.cell(Cell::count(2).sensitive(Margin { down: 0, up: 1 })).unwrap();
    let second = table.cell(Cell::count(3)).unwrap();
    let third = table.cell(Cell::count(30)).unwrap();
    let total = table.cell(Cell::count(35)).unwrap();
    table.sum(total, &[first, second, third]).unwrap();
    let slack = table.cell(Cell::count(1).state(State::Latent)).unwrap();
    table.relation(&[(second, 1), (first, -1), (slack, -1)], 0).unwrap();
    let two = BTreeSet::from([first, second, slack]);
    // One more and one less of the other would put the first above the second.
    assert_eq!(attack(&table, &two, &Attackers::default()).len(), 1);
    let protection = protect(&table, &Attackers::default()).unwrap();
    assert!(protection.hidden.contains(&third));
}

#[test]
fn a_rounded_cell_covers_another_as_far_as_it_was_rounded() {
    // 2 and a sum of 12 that is shown as 10: it can be 8 to 12.
    let mut table = Table::new();
    let need = Margin { down: 2, up: 0 };
    let few = table.cell(Cell::count(2).sensitive(need)).unwrap();
    let known = table.cell(Cell::count(10).state(State::Fixed)).unwrap();
    let (least, most) = rounded_to(12, 5).unwrap();
    let rounded = Cell::count(12).within(least, most).state(State::Latent);
    let rounded = table.cell(rounded).unwrap();
    table.sum(rounded, &[few, known]).unwrap();
    let hidden = protect(&table, &Attackers::default()).unwrap().hidden;
    assert_eq!(hidden, BTreeSet::from([few, rounded]));
    assert_eq!(bounds(&table, &hidden, &BTreeSet::new(), few), (Some(0), Some(2)));
}

/// Cells within narrow limits and relations with coefficients -1, 1 and 2 that tie some of them.
fn any_relations() -> impl Strategy<Value = Model> {
    let cell = (0..4_i64, 0..3_i64, 0..3_i64, 0..3_u8);
    let cells = proptest::collection::vec(cell, 3..9);
    let relation = proptest::collection::vec(
        prop_oneof![3 => Just(0), 1 => Just(-1), 2 => Just(1), 2 => Just(2)],
        9,
    );
    (cells, proptest::collection::vec(relation, 1..4)).prop_map(|(cells, relations)| {
        let mut model = Model::default();
        for (value, below, above, kind) in cells {
            let cell = Cell { value, ..Cell::count(1).within(value - below, value + above) };
            model.cell(match kind {
                0 => cell.sensitive(Margin { down: below.min(1), up: above.min(2) }),
                1 => cell.state(State::Latent),
                _ => cell,
            });
        }
        for coefficients in relations {
            let terms = coefficients.into_iter().take(model.cells.len()).enumerate();
            let terms: Vec<(usize, i64)> = terms.filter(|(_, of)| *of != 0).collect();
            let constant = terms.iter().map(|(cell, of)| of * model.cells[*cell].value).sum();
            model.relations.push((terms, constant));
        }
        model
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_hidden_in_a_two_way_table_can_be_told(
        counts in any_counts(), coalition in any_coalition(),
    ) {
        let mut model = Model::default();
        model.two_way(&counts, 6, few);
        assert_right(&model, &model.leaders(coalition))?;
    }

    #[test]
    fn nothing_hidden_in_a_hierarchy_can_be_told(
        counts in any_counts(), coalition in any_coalition(),
    ) {
        let mut model = Model::default();
        model.two_way(&counts, 2, few);
        assert_right(&model, &model.leaders(coalition))?;
    }

    /// Two tables of the same persons: the same rows, divided in two ways.
    #[test]
    fn nothing_hidden_in_linked_tables_can_be_told(
        (counts, shares) in (2..=5_usize, 2..=4_usize).prop_flat_map(|(rows, columns)| {
            (counts(rows, columns), proptest::collection::vec(0..=100_u32, rows))
        }),
        coalition in any_coalition(),
    ) {
        let mut model = Model::default();
        model.two_way(&counts, 6, few);
        let totals: Vec<usize> =
            model.rows.iter().map(|row| row.last().copied().unwrap()).collect();
        let mut columns = [Vec::new(), Vec::new()];
        for (row, (total, share)) in totals.iter().zip(shares).enumerate() {
            let all = u32::try_from(model.cells[*total].value).unwrap();
            let parts = [all * share / 100, all - all * share / 100].map(|n| model.cell(few(n)));
            model.relations.push((vec![(*total, 1), (parts[0], -1), (parts[1], -1)], 0));
            model.rows[row].extend(parts);
            columns.iter_mut().zip(parts).for_each(|(column, part)| column.push(part));
        }
        for column in columns {
            model.sum(&column, few);
        }
        assert_right(&model, &model.leaders(coalition))?;
    }

    /// What is certain is so, and what is not told cannot be: also where whole numbers say more than a
    /// linear program does.
    #[test]
    fn an_attack_finds_what_an_exact_search_finds(
        model in any_relations(), hidden in proptest::collection::vec(any::<bool>(), 9),
    ) {
        let table = model.table();
        let hides = |(number, cell): &(usize, &Cell)| {
            hidden[*number] || cell.need.is_some() || cell.state == State::Latent
        };
        let hidden: BTreeSet<usize> =
            model.cells.iter().enumerate().filter(hides).map(|(number, _)| number).collect();
        let attacked = attack(&table, &hidden, &Attackers::default());
        for (target, cell) in model.cells.iter().enumerate() {
            let (down, up) = cell.need.map_or((0, 0), |need| (need.down, need.up));
            let sides = [
                (Direction::Down, down, (i64::MIN, cell.value - down)),
                (Direction::Up, up, (cell.value + up, i64::MAX)),
            ];
            for (direction, _, limits) in sides.into_iter().filter(|(_, by, _)| 0 < *by) {
                let told = attacked.iter().find(|of| (of.target, of.direction) == (target, direction));
                let is_safe = model.is_possible(&hidden, target, limits);
                prop_assert_eq!(told.map(|of| of.certainty), (!is_safe).then_some(Certainty::Follows));
            }
        }
    }

    /// The limits of a cell hold every value that it can have.
    #[test]
    fn every_possible_value_lies_within_the_bounds(
        model in any_relations(), hidden in proptest::collection::vec(any::<bool>(), 9),
    ) {
        let cells = 0..model.cells.len();
        let hidden: BTreeSet<usize> = cells.clone().filter(|cell| hidden[*cell]).collect();
        for cell in cells {
            let (least, most) = bounds(&model.table(), &hidden, &BTreeSet::new(), cell);
            let (least, most) = (least.unwrap(), most.unwrap());
            prop_assert!(least <= model.cells[cell].value && model.cells[cell].value <= most);
            prop_assert!(!model.is_possible(&hidden, cell, (i64::MIN, least - 1)));
            prop_assert!(!model.is_possible(&hidden, cell, (most + 1, i64::MAX)));
        }
    }

    /// In whatever order cells and relations come, the pattern is safe; in the same order, it is the same.
    #[test]
    fn order_does_not_matter_to_safety(
        counts in any_counts(), coalition in any_coalition(), key in any::<u64>(),
    ) {
        let mut model = Model::default();
        model.two_way(&counts, 3, few);
        let attackers = model.leaders(coalition);
        let mut order: Vec<usize> = (0..model.cells.len()).collect();
        order.sort_by_key(|cell| (u64::try_from(*cell).unwrap() + 1).wrapping_mul(key | 1));
        let (table, number) = model.permuted(&order, key % 2 == 1);
        let renamed = |of: &BTreeSet<usize>| of.iter().map(|cell| number[*cell]).collect();
        let parties: Vec<BTreeSet<usize>> = attackers.parties.iter().map(renamed).collect();
        let permuted = Attackers { parties, coalition, ..Attackers::default() };
        let one = protect(&model.table(), &attackers);
        let other = protect(&table, &permuted);
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let Ok(other) = other {
            let back: BTreeSet<usize> =
                (0..number.len()).filter(|cell| other.hidden.contains(&number[*cell])).collect();
            prop_assert_eq!(model.told(&back, &attackers), vec![]);
            prop_assert_eq!(Ok(other), protect(&table, &permuted));
        }
    }
}

/// A proof of one table is none of another: [`check`] works it out anew.
#[test]
fn a_change_that_breaks_a_relation_or_a_limit_proves_nothing() {
    let mut model = Model::default();
    model.two_way(&[vec![2, 9, 7], vec![8, 6, 12], vec![11, 10, 5]], 3, few);
    let table = model.table();
    let protection = protect(&table, &Attackers::default()).unwrap();
    let proofs = |changes: &[Change]| {
        check(&table, &protection.hidden, &Attackers::default(), changes).len()
    };
    assert_eq!(proofs(&protection.proofs), 0);
    let broken: Vec<Change> =
        protection.proofs.iter().map(|change| Change::new(change.iter().skip(1))).collect();
    assert!(0 < proofs(&broken));
    let far: Vec<Change> =
        protection.proofs.iter().filter_map(|change| change.times(1_000)).collect();
    assert!(0 < proofs(&far));
}
