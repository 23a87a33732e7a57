//! What [`protect`] hides cannot be worked out: held against an exact search of its own, which tries whole
//! numbers and knows nothing of linear programs.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed step is a failed test")]

use std::collections::BTreeSet;

use kvalitet_disclosure::protect::{
    Attacker, Attackers, Cell, Certainty, Coalition, Margin, Protection, State, Table, attack,
    check, protect,
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
        Attackers { parties: self.rows.clone(), coalition }
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

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
}
