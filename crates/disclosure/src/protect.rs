//! Secondary suppression of any additive table.
//!
//! Knows nothing of schools: a [`Table`] is cells and linear relations between them (usually sums), and
//! [`Attackers`] are everybody and parties that know some cells already. [`protect`] hides more cells, at
//! low cost, until no attacker can tell of a sensitive cell that it lies closer to its value than its
//! [`Margin`], and proves it.
//!
//! # What is safe
//!
//! A cell is safe from an attacker when whole-number tables exist that agree with all the attacker knows
//! (published cells, relations, public limits, its own cells) and in which the cell lies as far below and
//! above its value as its margin says. Each proof is a [`Change`] of the table that moves hidden cells
//! alone, and [`check`] holds it against every relation in exact integers. Searching uses linear programs in
//! floating point; what they find counts only once it is checked so, and what is not found within fixed
//! limits is not safe. So neither rounding nor fractions can make an unsafe pattern pass.
//!
//! # What it does not cover
//!
//! Each margin is by itself: two cells that are safe one by one may be tied to each other. Tables are
//! protected one at a time: what two of them tell together is safe only if they are one [`Table`].
//! An attacker that knows how the pattern was found can know more than the pattern.
//!
//! - [`attack`] tells what a given pattern gives away, and [`bounds`] between which limits a cell lies.
//! - [`rounded_to`] gives the limits that a rounded value leaves: an alternative to hiding.
//!
//! # Examples
//!
//! Of four schools two grades are shown with both sums. One cell is of 2 pupils; the leaders know their own
//! schools.
//!
//! ```
//! use std::collections::BTreeSet;
//! use kvalitet_disclosure::protect::{Attackers, Cell, Coalition, Margin, Table, attack, protect};
//!
//! let mut table = Table::new();
//! let mut schools = Vec::new();
//! for [first, second] in [[2, 31], [25, 28], [19, 40], [33, 22]] {
//!     let few = Cell::count(first).sensitive(Margin { down: 1, up: 2 });
//!     let first_grade = table.cell(if first < 5 { few } else { Cell::count(first) })?;
//!     let second_grade = table.cell(Cell::count(second))?;
//!     let total = table.cell(Cell::count(first + second))?;
//!     table.sum(total, &[first_grade, second_grade])?;
//!     schools.push([first_grade, second_grade, total]);
//! }
//! for (place, sum) in [79, 121, 200].into_iter().enumerate() {
//!     let total = table.cell(Cell::count(sum))?;
//!     let parts: Vec<usize> = schools.iter().filter_map(|of| of.get(place)).copied().collect();
//!     table.sum(total, &parts)?;
//! }
//! let parties: Vec<BTreeSet<usize>> = schools.iter().map(|of| of.iter().copied().collect()).collect();
//! let attackers = Attackers { parties, coalition: Coalition::One, ..Attackers::default() };
//!
//! let protection = protect(&table, &attackers)?;
//! // Two schools would do against everybody; a leader of one would know the other.
//! assert_eq!(protection.hidden.len(), 6);
//! assert!(attack(&table, &protection.hidden, &attackers).is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # References
//!
//! Fischetti and Salazar-González (2001), Management Science 47:1008-1027 (attack and protection levels);
//! Kelly, Golden and Assad (1992), Networks 22:397-417 (the cheapest change as a start).

mod attackers;
mod change;
mod pattern;
mod program;
mod proof;
mod search;
mod table;

use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use attackers::{Attacker, Attackers, Coalition};
pub use change::Change;
pub use proof::{Certainty, Direction, Exposed, check};
pub use table::{Cell, Margin, State, Table, TableError, rounded_to};

use attackers::Knowledge;
use pattern::{Pattern, exposed};
use program::Found;
use proof::{Flags, Proofs, goals, is_a_figure};
use search::Effort;
use search::Weighing;

/// A pattern in which every sensitive cell is safe, and the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Every cell that is not to be shown, those hidden from the start among them.
    pub hidden: BTreeSet<usize>,
    /// Those that were added, by number.
    pub added: Vec<Added>,
    /// What the added cells cost.
    pub cost: u64,
    /// Changes of the table that prove it: see [`check`].
    pub proofs: Vec<Change>,
    /// Where no proof was found within the limits of the search and none against it either, so that more
    /// was hidden than may be needed.
    pub not_shown: Vec<Exposed>,
}

/// A cell that was hidden to protect another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Added {
    /// The cell.
    pub cell: usize,
    /// The cell that it protects; it may protect others as well.
    pub for_target: usize,
    /// From whom.
    pub attacker: Attacker,
}

/// No pattern was found in which every sensitive cell is safe: what may not be hidden gives it away, or what
/// parties know of themselves.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} cells cannot be protected", .exposed.iter().map(|of| of.target).collect::<BTreeSet<_>>().len())]
pub struct NoSafePattern {
    /// Which cells, and from whom. Of each cell and side one attacker is named.
    pub exposed: Vec<Exposed>,
}

/// Hides cells of `table` until every sensitive one is safe from every one of `attackers`.
///
/// Not the cheapest pattern there is (that is NP-hard to find), but none of the added cells can be shown again by
/// itself. The same table and attackers give the same pattern.
///
/// # Errors
///
/// Returns [`NoSafePattern`] when [`State::Fixed`] cells, limits or what parties know give a sensitive cell
/// away whatever is hidden.
pub fn protect(table: &Table, attackers: &Attackers) -> Result<Protection, NoSafePattern> {
    let knowledge = Knowledge::new(attackers, table.cells().len());
    let pattern = cheapest_of_starts(&Pattern::new(table, &knowledge), attackers.coalition)?;
    let hidden: BTreeSet<usize> = pattern.hidden.iter().collect();
    let proofs: Vec<Change> = pattern.proofs.standing().into_iter().collect();
    // What is given out is what was checked, whatever the search believes.
    let exposed = sensitive(table, check(table, &hidden, attackers, &proofs));
    if !exposed.is_empty() {
        return Err(NoSafePattern { exposed });
    }
    let added = pattern.added.iter().map(|(cell, (for_target, attacker))| Added {
        cell: *cell,
        for_target: *for_target,
        attacker: *attacker,
    });
    Ok(Protection {
        hidden,
        added: added.collect(),
        cost: pattern.cost(),
        proofs,
        not_shown: pattern.not_shown.iter().copied().collect(),
    })
}

/// Up to how many cells a table is small: its pattern is sought more than once.
const SMALL: usize = 200;

/// The cheapest pattern found from several orders of what is to be shown and several ways to weigh cells.
/// Of a large table, and against pairs, who ask for many more witnesses, the first that is found is taken.
fn cheapest_of_starts<'t>(
    start: &Pattern<'t>,
    coalition: Coalition,
) -> Result<Pattern<'t>, NoSafePattern> {
    let goals = start.proofs.goals();
    let cells = start.table.cells().len();
    let forwards: Vec<usize> = (0..goals.len()).collect();
    let mut farthest = forwards.clone();
    farthest.sort_by_key(|goal| Reverse(goals.get(*goal).map(|of| (of.amount, of.target))));
    let backwards: Vec<usize> = forwards.iter().rev().copied().collect();
    let orders = [forwards, backwards, farthest];
    let weighings = [Weighing::Cost, Weighing::Root, Weighing::Alike];
    let starts = weighings.into_iter().flat_map(|of| orders.iter().map(move |order| (of, order)));
    let mut best: Option<Pattern<'t>> = None;
    let is_tried_on = coalition != Coalition::Two;
    let is_compared = cells <= SMALL && is_tried_on;
    let mut not_found = Vec::new();
    for (weighing, order) in starts {
        let mut pattern = start.clone();
        pattern.weighing = weighing;
        if !is_compared {
            pattern.effort = Effort::Fractions;
        }
        let exposed = pattern.cover(order.iter().copied());
        let follows = exposed.iter().filter(|of| of.certainty == Certainty::Follows);
        let follows: Vec<Exposed> = follows.copied().collect();
        if !follows.is_empty() {
            return Err(NoSafePattern { exposed: follows });
        }
        if !exposed.is_empty() {
            // Another start may lead where this one did not.
            not_found = exposed;
            continue;
        }
        pattern.prune();
        if is_tried_on {
            pattern.improve(TRIES / cells.max(1));
        }
        if best.as_ref().is_none_or(|best| pattern.cost() < best.cost()) {
            best = Some(pattern);
        }
        if !is_compared {
            break;
        }
    }
    best.ok_or(NoSafePattern { exposed: not_found })
}

/// How often it is tried to make a pattern cheaper, times the cells of the table.
const TRIES: usize = 4_000;

/// Of what is exposed, all but cells that were added.
fn sensitive(table: &Table, exposed: Vec<Exposed>) -> Vec<Exposed> {
    let starts = |of: &Exposed| {
        table.get(of.target).is_some_and(|cell| cell.need.is_some() || cell.starts_hidden())
    };
    exposed.into_iter().filter(starts).collect()
}

/// What a pattern gives away: every sensitive cell that an attacker can tell lies closer to its value than its
/// margin, and every other hidden cell that can have one value alone. Changes nothing.
///
/// Who attacks with less is named before who attacks with more: what everybody can tell is told of
/// [`Attacker::Everybody`] alone, and what one party can of that party and not of those it joins.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use kvalitet_disclosure::protect::{
///     Attacker, Attackers, Cell, Certainty, Direction, Exposed, Margin, Table, attack,
/// };
///
/// let mut table = Table::new();
/// let few = table.cell(Cell::count(2).sensitive(Margin { down: 1, up: 0 }))?;
/// let other = table.cell(Cell::count(30))?;
/// let total = table.cell(Cell::count(32))?;
/// table.sum(total, &[few, other])?;
/// let everybody = Attackers::default();
/// let told = Exposed {
///     target: few,
///     attacker: Attacker::Everybody,
///     direction: Direction::Down,
///     certainty: Certainty::Follows,
/// };
/// assert_eq!(attack(&table, &BTreeSet::from([few]), &everybody), [told]);
/// assert_eq!(attack(&table, &BTreeSet::from([few, other]), &everybody), []);
/// # Ok::<(), kvalitet_disclosure::protect::TableError>(())
/// ```
pub fn attack(table: &Table, hidden: &BTreeSet<usize>, attackers: &Attackers) -> Vec<Exposed> {
    let knowledge = Knowledge::new(attackers, table.cells().len());
    let goals = goals(table, |cell| hidden.contains(&cell) && is_a_figure(table, cell));
    let mut proofs = Proofs::new(goals.clone(), table.cells().len());
    let mut found_out = Vec::new();
    for (number, goal) in goals.into_iter().enumerate() {
        let mut skipped = BTreeSet::new();
        while let Some(attacker) = proofs.missing(number, &knowledge, &skipped) {
            let mut open = Flags::none(table.cells().len());
            let unknown = hidden.iter().filter(|cell| !knowledge.has(attacker, **cell));
            unknown.for_each(|cell| open.set(*cell, true));
            match search::attack(table, goal, &open, Effort::Whole) {
                Found::Change(change) => proofs.add(table, &knowledge, &change),
                found => {
                    found_out.push(exposed(goal, attacker, &found));
                    skipped.insert(attacker);
                    if attacker == Attacker::Everybody {
                        break;
                    }
                }
            }
        }
    }
    found_out
}

/// Between which limits somebody who knows the published cells and those in `known` can tell a cell to lie;
/// `None` for no limit.
///
/// The limits are those of a linear program, inwards to whole numbers: whole-number tables may leave
/// less, never more. A cell that is published or known lies at its value. A cell that is not there has no
/// limits.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use kvalitet_disclosure::protect::{Cell, Table, bounds};
///
/// let mut table = Table::new();
/// let parts = [table.cell(Cell::count(2))?, table.cell(Cell::count(30))?];
/// let total = table.cell(Cell::count(32))?;
/// table.sum(total, &parts)?;
/// let hidden = BTreeSet::from(parts);
/// assert_eq!(bounds(&table, &hidden, &BTreeSet::new(), parts[0]), (Some(0), Some(32)));
/// assert_eq!(bounds(&table, &hidden, &BTreeSet::from([parts[1]]), parts[0]), (Some(2), Some(2)));
/// # Ok::<(), kvalitet_disclosure::protect::TableError>(())
/// ```
pub fn bounds(
    table: &Table,
    hidden: &BTreeSet<usize>,
    known: &BTreeSet<usize>,
    cell: usize,
) -> (Option<i64>, Option<i64>) {
    let Some(of) = table.get(cell) else { return (None, None) };
    let mut open = Flags::none(table.cells().len());
    hidden.difference(known).for_each(|cell| open.set(*cell, true));
    search::peel(table, &mut open);
    if !open.has(cell) {
        return (Some(of.value), Some(of.value));
    }
    let movable = search::component(table, cell, &open);
    let (least, most) = program::range(table, cell, &movable);
    let limit = |by: Option<i64>| by.and_then(|by| of.value.checked_add(by));
    (limit(least).or(of.least), limit(most).or(of.most))
}
