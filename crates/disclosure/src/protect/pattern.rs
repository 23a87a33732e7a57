//! The search for a cheap pattern in which everything is shown to be safe.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::attackers::{Attacker, Knowledge};
use super::program::Found;
use super::proof::{Certainty, Exposed, Flags, Goal, Proofs, goals};
use super::search::{Effort, Weighing, attack, cover};
use super::table::{State, Table};

/// Where one change hid more cells than this, half of them are tried at once before each alone.
const MANY: usize = 16;

/// A pattern in the making.
#[derive(Clone, Debug)]
pub(super) struct Pattern<'t> {
    pub(super) table: &'t Table,
    knowledge: &'t Knowledge,
    pub(super) hidden: Flags,
    /// The cells that were added, and for which target and against whom.
    pub(super) added: BTreeMap<usize, (usize, Attacker)>,
    pub(super) proofs: Proofs,
    /// What stayed hidden because no proof without it was found within the limits.
    pub(super) not_shown: BTreeSet<Exposed>,
    /// A cell that is not to be added.
    barred: Option<usize>,
    pub(super) weighing: Weighing,
    /// How hard it is tried to show that a cell need not be hidden.
    pub(super) effort: Effort,
}

impl<'t> Pattern<'t> {
    /// What is hidden before anything is done.
    pub(super) fn new(table: &'t Table, knowledge: &'t Knowledge) -> Self {
        let cells = table.cells();
        let mut hidden = Flags::none(cells.len());
        for (number, cell) in cells.iter().enumerate() {
            hidden.set(number, cell.starts_hidden());
        }
        let must_be_free =
            |cell| table.get(cell).is_some_and(|cell: &super::Cell| cell.state == State::Hidden);
        let proofs = Proofs::new(goals(table, must_be_free), cells.len());
        let (added, not_shown) = (BTreeMap::new(), BTreeSet::new());
        Self {
            table,
            knowledge,
            hidden,
            added,
            proofs,
            not_shown,
            barred: None,
            weighing: Weighing::Cost,
            effort: Effort::Whole,
        }
    }

    /// What the added cells cost.
    pub(super) fn cost(&self) -> u64 {
        self.added.keys().map(|cell| u64::from(self.table.cost(*cell))).sum()
    }

    /// Hides cells until every one of these goals is shown; those that cannot be.
    pub(super) fn cover(&mut self, goals: impl IntoIterator<Item = usize>) -> Vec<Exposed> {
        goals.into_iter().filter_map(|goal| self.cover_one(goal).err()).collect()
    }

    fn cover_one(&mut self, number: usize) -> Result<(), Exposed> {
        let Some(goal) = self.proofs.goals().get(number).copied() else { return Ok(()) };
        while let Some(attacker) = self.missing(number) {
            let found =
                match attack(self.table, goal, &self.open_to(attacker, false), Effort::Exchanges) {
                    Found::Change(change) => Found::Change(change),
                    Found::Nothing | Found::NotWithinLimits => {
                        let open = self.open_to(attacker, true);
                        let how = (self.weighing, self.effort);
                        cover(self.table, goal, &open, &self.hidden, how)
                    }
                };
            let Found::Change(change) = found else {
                return Err(exposed(goal, attacker, &found));
            };
            for (cell, _) in change.iter() {
                if !self.hidden.has(cell) {
                    self.hidden.set(cell, true);
                    self.added.insert(cell, (goal.target, attacker));
                }
            }
            self.proofs.add(self.table, self.knowledge, &change);
        }
        Ok(())
    }

    fn missing(&self, goal: usize) -> Option<Attacker> {
        self.proofs.missing(goal, self.knowledge, &BTreeSet::new())
    }

    /// The cells whose values the attacker does not know; with `more`, those that can be hidden too.
    fn open_to(&self, attacker: Attacker, more: bool) -> Flags {
        let mut open = Flags::none(self.table.cells().len());
        for (number, cell) in self.table.cells().iter().enumerate() {
            let can_be = more && cell.state == State::Published && self.barred != Some(number);
            let is_open =
                (self.hidden.has(number) || can_be) && !self.knowledge.has(attacker, number);
            open.set(number, is_open);
        }
        open
    }

    /// Shows every added cell, the dearest first, without which everything is still shown to be safe.
    pub(super) fn prune(&mut self) {
        let mut together: BTreeMap<(usize, Attacker), Vec<usize>> = BTreeMap::new();
        for (cell, by) in &self.added {
            together.entry(*by).or_default().push(*cell);
        }
        together.retain(|_, cells| MANY < cells.len());
        for cells in together.into_values() {
            self.prune_half(&cells);
        }
        let mut added: Vec<usize> = self.added.keys().copied().collect();
        added.sort_by_key(|cell| (Reverse(self.table.cost(*cell)), *cell));
        for cell in added {
            self.show(&[cell]);
        }
    }

    /// Shows many cells that one change hid: half of them, half of what must stay, and so on.
    fn prune_half(&mut self, cells: &[usize]) {
        if self.show(cells) || cells.len() <= MANY {
            return;
        }
        let (one, other) = cells.split_at(cells.len() / 2);
        self.prune_half(one);
        self.prune_half(other);
    }

    /// Shows added cells, if everything is still shown to be safe without them.
    fn show(&mut self, cells: &[usize]) -> bool {
        let mut fallen = Vec::new();
        for cell in cells {
            self.hidden.set(*cell, false);
            fallen.extend(self.proofs.fell(*cell));
        }
        let is_safe = self.proofs.goals_of(&fallen).into_iter().all(|goal| self.is_shown(goal));
        for cell in cells {
            if is_safe {
                self.added.remove(cell);
            } else {
                self.hidden.set(*cell, true);
            }
        }
        if !is_safe {
            self.proofs.raise(&fallen);
        }
        is_safe
    }

    /// Whether a goal is shown with what is hidden; new witnesses are noted.
    fn is_shown(&mut self, number: usize) -> bool {
        let Some(goal) = self.proofs.goals().get(number).copied() else { return true };
        while let Some(attacker) = self.missing(number) {
            match attack(self.table, goal, &self.open_to(attacker, false), self.effort) {
                Found::Change(change) => self.proofs.add(self.table, self.knowledge, &change),
                found => {
                    if found == Found::NotWithinLimits {
                        self.not_shown.insert(exposed(goal, attacker, &found));
                    }
                    return false;
                }
            }
        }
        true
    }

    /// Does without one added cell after the other and keeps what is cheaper, at most `tries` times.
    pub(super) fn improve(&mut self, mut tries: usize) {
        let mut failed = BTreeSet::new();
        loop {
            let untried = self.added.keys().copied().filter(|cell| !failed.contains(cell));
            let dearest = untried.max_by_key(|cell| (self.table.cost(*cell), Reverse(*cell)));
            let Some(cell) = dearest.filter(|_| 0 < tries) else { return };
            tries -= 1;
            match self.without(cell) {
                Some(better) => {
                    *self = better;
                    failed.clear();
                }
                None => {
                    failed.insert(cell);
                }
            }
        }
    }

    /// A cheaper pattern that leaves the cell published.
    fn without(&self, cell: usize) -> Option<Self> {
        let mut other = self.clone();
        other.barred = Some(cell);
        other.hidden.set(cell, false);
        other.added.remove(&cell);
        let fallen = other.proofs.fell(cell);
        let goals = other.proofs.goals_of(&fallen);
        if !other.cover(goals).is_empty() {
            return None;
        }
        other.prune();
        other.barred = None;
        (other.cost() < self.cost()).then_some(other)
    }
}

/// What could not be shown.
pub(super) fn exposed(goal: Goal, attacker: Attacker, found: &Found) -> Exposed {
    let certainty = match found {
        Found::Nothing => Certainty::Follows,
        Found::NotWithinLimits | Found::Change(_) => Certainty::NotShown,
    };
    Exposed { target: goal.target, attacker, direction: goal.direction, certainty }
}
