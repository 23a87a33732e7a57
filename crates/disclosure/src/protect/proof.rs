//! What must be shown of a pattern, and what has been.

use std::collections::BTreeSet;

use super::attackers::{Attacker, Attackers, Knowledge};
use super::change::Change;
use super::table::{State, Table};

/// A side of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Below, as far as the margin.
    Down,
    /// Above, as far as the margin.
    Up,
    /// Any other value at all: what is asked of a hidden cell that is not sensitive.
    Either,
}

/// That a cell must be able to be so far from its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Goal {
    pub(super) target: usize,
    pub(super) direction: Direction,
    /// Above zero.
    pub(super) amount: i64,
}

impl Goal {
    /// By what `by` must be multiplied, if it can be, so that it is far enough; the sign tells the way.
    fn factor(&self, by: i64) -> Option<i64> {
        let magnitude = by.checked_abs().filter(|of| 0 < *of)?;
        let factor = (self.amount.checked_add(magnitude)? - 1) / magnitude;
        match (self.direction, 0 < by) {
            (Direction::Up, true) | (Direction::Down, false) | (Direction::Either, _) => {
                Some(factor)
            }
            (Direction::Up, false) | (Direction::Down, true) => factor.checked_neg(),
        }
    }

    /// The first attacker that none of the witnesses withstands, given who spoils each. That a cell which
    /// is not sensitive follows from what a party knows harms nobody.
    fn who_spoils(
        &self,
        knowledge: &Knowledge,
        spoiled_by: &[&[usize]],
        skipped: &BTreeSet<Attacker>,
    ) -> Option<Attacker> {
        match self.direction {
            Direction::Either if !spoiled_by.is_empty() => None,
            Direction::Either | Direction::Down | Direction::Up => {
                knowledge.who_spoils(self.target, spoiled_by, skipped)
            }
        }
    }

    /// Whether so much is far enough.
    pub(super) fn is_met_by(&self, by: i64) -> bool {
        self.factor(by) == Some(1)
    }
}

/// Cells, by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flags(Vec<bool>);

impl Flags {
    pub(super) fn none(cells: usize) -> Self {
        Self(vec![false; cells])
    }

    pub(super) fn has(&self, cell: usize) -> bool {
        self.0.get(cell).copied().unwrap_or(false)
    }

    pub(super) fn set(&mut self, cell: usize, to: bool) {
        if let Some(flag) = self.0.get_mut(cell) {
            *flag = to;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, has)| **has).map(|(cell, _)| cell)
    }
}

/// What must be shown of a table in which `hidden` is: the margins of every sensitive cell, and of every
/// other cell for which `must_be_free` holds that it can be anything else.
pub(super) fn goals(table: &Table, must_be_free: impl Fn(usize) -> bool) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (target, cell) in table.cells().iter().enumerate() {
        match cell.need {
            Some(need) => {
                let sides = [(Direction::Down, need.down), (Direction::Up, need.up)];
                for (direction, amount) in sides.into_iter().filter(|(_, amount)| 0 < *amount) {
                    goals.push(Goal { target, direction, amount });
                }
            }
            None if must_be_free(target) => {
                goals.push(Goal { target, direction: Direction::Either, amount: 1 });
            }
            None => (),
        }
    }
    goals
}

/// Whether somebody minds if the cell follows where it is hidden.
pub(super) fn is_a_figure(table: &Table, cell: usize) -> bool {
    table.get(cell).is_some_and(|cell| cell.state != State::Latent)
}

/// A change that agrees with a table and whom it holds against.
#[derive(Clone, Debug)]
struct Witness {
    change: Change,
    /// The parties that know a cell of it.
    spoiled_by: Vec<usize>,
    /// Whether every cell of it is hidden.
    stands: bool,
}

/// Goals and the witnesses that have been found for them.
#[derive(Clone, Debug)]
pub(super) struct Proofs {
    goals: Vec<Goal>,
    witnesses: Vec<Witness>,
    /// The witnesses of each goal.
    of_goal: Vec<Vec<usize>>,
    /// The goals of each cell.
    of_cell: Vec<Vec<usize>>,
    /// The witnesses that touch each cell.
    touching: Vec<Vec<usize>>,
}

impl Proofs {
    pub(super) fn new(goals: Vec<Goal>, cells: usize) -> Self {
        let mut of_cell = vec![Vec::new(); cells];
        for (number, goal) in goals.iter().enumerate() {
            if let Some(of) = of_cell.get_mut(goal.target) {
                of.push(number);
            }
        }
        let of_goal = vec![Vec::new(); goals.len()];
        Self { goals, witnesses: Vec::new(), of_goal, of_cell, touching: vec![Vec::new(); cells] }
    }

    pub(super) fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// Notes a change for every goal that it meets, or that a multiple of it meets, the other way too.
    ///
    /// Whether it agrees with the table is worked out here, in integers: what does not is not noted. That
    /// its cells are hidden is for the caller.
    pub(super) fn add(&mut self, table: &Table, knowledge: &Knowledge, change: &Change) {
        let mut served: Vec<(i64, usize)> = Vec::new();
        for (cell, by) in change.iter() {
            for number in self.of_cell.get(cell).map_or(&[][..], Vec::as_slice) {
                let goal = self.goals.get(*number);
                if let Some(factor) = goal.and_then(|goal| goal.factor(by)) {
                    served.push((factor, *number));
                }
            }
        }
        served.sort_unstable();
        for of_factor in served.chunk_by(|one, next| one.0 == next.0) {
            let factor = of_factor.first().map_or(1, |(factor, _)| *factor);
            let Some(change) = change.times(factor).filter(|of| table.allows(of)) else { continue };
            let witness = self.witnesses.len();
            for (cell, _) in change.iter() {
                if let Some(touching) = self.touching.get_mut(cell) {
                    touching.push(witness);
                }
            }
            for (_, goal) in of_factor {
                if let Some(of_goal) = self.of_goal.get_mut(*goal) {
                    of_goal.push(witness);
                }
            }
            let spoiled_by = knowledge.of_any(change.iter().map(|(cell, _)| cell));
            self.witnesses.push(Witness { change, spoiled_by, stands: true });
        }
    }

    /// Who has not been shown to be unable to work out a goal, but for those to be skipped.
    pub(super) fn missing(
        &self,
        goal: usize,
        knowledge: &Knowledge,
        skipped: &BTreeSet<Attacker>,
    ) -> Option<Attacker> {
        let of = self.goals.get(goal)?;
        let of_goal = self.of_goal.get(goal).map_or(&[][..], Vec::as_slice);
        let standing = of_goal.iter().filter_map(|witness| self.witnesses.get(*witness));
        let standing: Vec<&[usize]> = standing
            .filter(|witness| witness.stands)
            .map(|witness| witness.spoiled_by.as_slice())
            .collect();
        of.who_spoils(knowledge, &standing, skipped)
    }

    /// Lets no witness stand that touches the cell; those that fell.
    pub(super) fn fell(&mut self, cell: usize) -> Vec<usize> {
        let touching = self.touching.get(cell).map_or(&[][..], Vec::as_slice);
        let mut fallen = Vec::new();
        for number in touching {
            if let Some(witness) = self.witnesses.get_mut(*number).filter(|of| of.stands) {
                witness.stands = false;
                fallen.push(*number);
            }
        }
        fallen
    }

    /// Lets witnesses stand again.
    pub(super) fn raise(&mut self, fallen: &[usize]) {
        for number in fallen {
            if let Some(witness) = self.witnesses.get_mut(*number) {
                witness.stands = true;
            }
        }
    }

    /// The goals of any of these witnesses.
    pub(super) fn goals_of(&self, witnesses: &[usize]) -> BTreeSet<usize> {
        let changes = witnesses.iter().filter_map(|number| self.witnesses.get(*number));
        let met = changes.flat_map(|witness| {
            witness.change.iter().flat_map(|(cell, by)| {
                let goals = self.of_cell.get(cell).map_or(&[][..], Vec::as_slice).iter().copied();
                goals.filter(move |number| {
                    self.goals.get(*number).is_some_and(|goal| goal.is_met_by(by))
                })
            })
        });
        met.collect()
    }

    /// Every change that stands and meets a goal, by number of the cells.
    pub(super) fn standing(&self) -> BTreeSet<Change> {
        let standing = self.witnesses.iter().filter(|witness| witness.stands);
        standing.map(|witness| witness.change.clone()).collect()
    }
}

/// An attacker that can work out, or has not been shown to be unable to work out, a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposed {
    /// The cell.
    pub target: usize,
    /// Who.
    pub attacker: Attacker,
    /// On which side of the value the cell cannot be far enough.
    pub direction: Direction,
    /// Whether that follows.
    pub certainty: Certainty,
}

/// Whether a cell is known to be exposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// No table with the cell so far from its value agrees with what the attacker knows.
    Follows,
    /// None was found within the limits of the search.
    NotShown,
}

/// What is not proven by `changes` of a table with `hidden` cells: empty if they prove it safe.
///
/// Uses no search and no floating point: each change is held against the relations and limits in exact
/// integers. For those who want to check a pattern apart from the program that found it.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use kvalitet_disclosure::protect::{Attackers, Cell, Change, Margin, Table, check};
///
/// let mut table = Table::new();
/// let few = table.cell(Cell::count(2).sensitive(Margin { down: 1, up: 1 }))?;
/// let other = table.cell(Cell::count(30))?;
/// let total = table.cell(Cell::count(32))?;
/// table.sum(total, &[few, other])?;
/// let proof = [Change::new([(few, 1), (other, -1)]), Change::new([(few, -1), (other, 1)])];
/// let hidden = BTreeSet::from([few, other]);
/// assert!(check(&table, &hidden, &Attackers::default(), &proof).is_empty());
/// // One way is not enough, and a change of a published cell is no proof.
/// assert_eq!(check(&table, &hidden, &Attackers::default(), &proof[..1]).len(), 1);
/// assert_eq!(check(&table, &BTreeSet::from([few]), &Attackers::default(), &proof).len(), 2);
/// # Ok::<(), kvalitet_disclosure::protect::TableError>(())
/// ```
pub fn check<'c>(
    table: &Table,
    hidden: &BTreeSet<usize>,
    attackers: &Attackers,
    changes: impl IntoIterator<Item = &'c Change>,
) -> Vec<Exposed> {
    let goals = goals(table, |cell| hidden.contains(&cell) && is_a_figure(table, cell));
    let knowledge = Knowledge::new(attackers, table.cells().len());
    let usable = |change: &&Change| {
        table.allows(change) && change.iter().all(|(cell, _)| hidden.contains(&cell))
    };
    let changes: Vec<(&Change, Vec<usize>)> = changes
        .into_iter()
        .filter(usable)
        .map(|change| (change, knowledge.of_any(change.iter().map(|(cell, _)| cell))))
        .collect();
    let exposed = goals.iter().filter_map(|goal| {
        let of_goal = changes.iter().filter(|(change, _)| goal.is_met_by(change.of(goal.target)));
        let spoiled_by: Vec<&[usize]> = of_goal.map(|(_, by)| by.as_slice()).collect();
        let attacker = goal.who_spoils(&knowledge, &spoiled_by, &BTreeSet::new())?;
        let (target, direction) = (goal.target, goal.direction);
        Some(Exposed { target, attacker, direction, certainty: Certainty::NotShown })
    });
    exposed.collect()
}
