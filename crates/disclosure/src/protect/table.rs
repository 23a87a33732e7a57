//! An additive table: cells, what is publicly known of each, and the relations between them.

use std::collections::BTreeSet;

use super::change::Change;

/// What may be done with a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Shown, and may be hidden at its cost.
    #[default]
    Published,
    /// Known whatever is done, such as a figure that is public already or one that must be zero: it can
    /// never be hidden.
    Fixed,
    /// Hidden from the start, and never shown. That it can have only one value is a fault.
    Hidden,
    /// No figure at all but the slack of a relation, or a value that is shown rounded: hidden, and nobody
    /// minds if it follows.
    Latent,
}

/// How far from its value a sensitive cell must be possible, in units of the cell.
///
/// `down: 1, up: 2` on a cell of 3 asks that a table with 2 or less and a table with 5 or more agree
/// with everything an attacker knows. Zero asks for nothing on that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Margin {
    /// How far below.
    pub down: i64,
    /// How far above.
    pub up: i64,
}

/// One cell.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::protect::{Cell, Margin, State};
///
/// let shown = Cell::count(40);
/// assert_eq!((shown.least, shown.cost, shown.state), (Some(0), 40, State::Published));
/// let few = Cell::count(2).sensitive(Margin { down: 1, up: 2 });
/// assert!(few.need.is_some());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The truth.
    pub value: i64,
    /// What everybody knows it is at least; `None` for no limit.
    pub least: Option<i64>,
    /// What everybody knows it is at most; `None` for no limit.
    pub most: Option<i64>,
    /// What it costs to hide it, in any unit.
    pub cost: u32,
    /// What may be done with it.
    pub state: State,
    /// How far from its value it must be possible, if it is sensitive. A sensitive cell is hidden from the
    /// start, unless it is [`State::Fixed`]: then no pattern is safe.
    pub need: Option<Margin>,
}

impl Cell {
    /// A shown count: never below zero, and the more it counts the dearer it is to hide. A count of zero
    /// costs 1.
    pub fn count(value: u32) -> Self {
        let (least, most) = (Some(0), None);
        let (cost, state) = (value.max(1), State::Published);
        Self { value: i64::from(value), least, most, cost, state, need: None }
    }

    /// The same cell, sensitive.
    #[must_use]
    pub const fn sensitive(self, need: Margin) -> Self {
        Self { need: Some(need), ..self }
    }

    /// The same cell in another state.
    #[must_use]
    pub const fn state(self, state: State) -> Self {
        Self { state, ..self }
    }

    /// The same cell, known to lie in `least..=most`.
    #[must_use]
    pub const fn within(self, least: i64, most: i64) -> Self {
        Self { least: Some(least), most: Some(most), ..self }
    }

    /// Whether it is hidden before anything is done.
    pub(super) fn starts_hidden(&self) -> bool {
        match self.state {
            State::Hidden | State::Latent => true,
            State::Published => self.need.is_some(),
            State::Fixed => false,
        }
    }

    /// Whether `value + change` is within what is publicly known.
    pub(super) fn allows(&self, change: i64) -> bool {
        let Some(value) = self.value.checked_add(change) else { return false };
        self.least.is_none_or(|least| least <= value) && self.most.is_none_or(|most| value <= most)
    }

    /// How far it can fall and rise; [`i64::MAX`] where there is no limit.
    pub(super) fn room(&self) -> (i64, i64) {
        let down = self.least.map_or(i64::MAX, |least| self.value.saturating_sub(least));
        let up = self.most.map_or(i64::MAX, |most| most.saturating_sub(self.value));
        (down, up)
    }
}

/// What everybody knows of a value that is shown rounded to the nearest multiple of `base`, halves
/// upwards: the least and the most it can be. `None` for a base below 1 and where the limits are not 64-bit
/// numbers.
///
/// Rounding is an alternative to hiding: such a cell is [`State::Latent`] within these limits.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::protect::rounded_to;
///
/// assert_eq!(rounded_to(7, 5), Some((3, 7)));
/// assert_eq!(rounded_to(8, 5), Some((8, 12)));
/// assert_eq!(rounded_to(15, 10), Some((15, 24)));
/// assert_eq!(rounded_to(7, 1), Some((7, 7)));
/// assert_eq!(rounded_to(7, 0), None);
/// ```
pub fn rounded_to(value: i64, base: i64) -> Option<(i64, i64)> {
    if base < 1 {
        return None;
    }
    let half = base / 2;
    let multiple = value.checked_add(half)?.checked_div_euclid(base)?.checked_mul(base)?;
    let least = multiple.checked_sub(half)?;
    Some((least, least.checked_add(base)?.checked_sub(1)?))
}

/// `Σ coefficient · cell = constant`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Cells and their coefficients, none twice and none zero.
    pub(super) terms: Vec<(usize, i64)>,
}

/// Why a cell or a relation is none. Says which cell, never its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// The value lies outside what everybody knows.
    #[error("cell {0} has a value outside its own limits")]
    OutsideLimits(usize),
    /// A margin below zero.
    #[error("cell {0} has a margin below zero")]
    NegativeMargin(usize),
    /// A relation names a cell that is not there.
    #[error("relation {relation} names cell {cell}, which is not there")]
    NoSuchCell {
        /// The relation.
        relation: usize,
        /// The number it names.
        cell: usize,
    },
    /// A relation names a cell twice.
    #[error("relation {relation} names cell {cell} twice")]
    Twice {
        /// The relation.
        relation: usize,
        /// The cell.
        cell: usize,
    },
    /// The values do not satisfy the relation.
    #[error("the values of the cells do not satisfy relation {0}")]
    Untrue(usize),
}

/// Cells and relations between them. The truth satisfies every relation and lies within the limits of
/// every cell: what does not is refused.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::protect::{Cell, Table, TableError};
///
/// let mut table = Table::new();
/// let parts = [table.cell(Cell::count(3))?, table.cell(Cell::count(9))?];
/// let total = table.cell(Cell::count(12))?;
/// table.sum(total, &parts)?;
/// assert_eq!(table.relation(&[(total, 1), (parts[0], -1)], 0), Err(TableError::Untrue(1)));
/// # Ok::<(), TableError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    cells: Vec<Cell>,
    relations: Vec<Relation>,
    /// The relations of each cell, with its coefficient.
    of_cell: Vec<Vec<(usize, i64)>>,
}

impl Table {
    /// A table without cells.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a cell; its number is how many there were.
    ///
    /// # Errors
    ///
    /// Returns [`TableError`] when its value lies outside its limits or a margin is below zero.
    pub fn cell(&mut self, cell: Cell) -> Result<usize, TableError> {
        let number = self.cells.len();
        if !cell.allows(0) {
            return Err(TableError::OutsideLimits(number));
        }
        if cell.need.is_some_and(|need| need.down < 0 || need.up < 0) {
            return Err(TableError::NegativeMargin(number));
        }
        self.cells.push(cell);
        self.of_cell.push(Vec::new());
        Ok(number)
    }

    /// Adds a relation `Σ coefficient · cell = constant` that everybody knows; terms with coefficient zero
    /// are left out. Its number is how many there were. An inequality is a relation with one more cell, of
    /// [`State::Latent`].
    ///
    /// # Errors
    ///
    /// Returns [`TableError`] when a cell is unknown or named twice, or the values do not satisfy it.
    pub fn relation(&mut self, terms: &[(usize, i64)], constant: i64) -> Result<usize, TableError> {
        let relation = self.relations.len();
        let mut seen = BTreeSet::new();
        let mut sum = Some(0_i128);
        for (cell, coefficient) in terms {
            let Some(of) = self.cells.get(*cell) else {
                return Err(TableError::NoSuchCell { relation, cell: *cell });
            };
            if !seen.insert(*cell) {
                return Err(TableError::Twice { relation, cell: *cell });
            }
            let term = i128::from(*coefficient).checked_mul(i128::from(of.value));
            sum = sum.zip(term).and_then(|(sum, term)| sum.checked_add(term));
        }
        if sum != Some(i128::from(constant)) {
            return Err(TableError::Untrue(relation));
        }
        let terms: Vec<_> = terms.iter().copied().filter(|(_, of)| *of != 0).collect();
        for (cell, coefficient) in &terms {
            if let Some(relations) = self.of_cell.get_mut(*cell) {
                relations.push((relation, *coefficient));
            }
        }
        self.relations.push(Relation { terms });
        Ok(relation)
    }

    /// Adds the relation that `total` is the sum of `parts`.
    ///
    /// # Errors
    ///
    /// As [`Table::relation`].
    pub fn sum(&mut self, total: usize, parts: &[usize]) -> Result<usize, TableError> {
        let terms = parts.iter().map(|part| (*part, -1));
        let terms: Vec<(usize, i64)> = std::iter::once((total, 1)).chain(terms).collect();
        self.relation(&terms, 0)
    }

    /// Every cell, by number.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many relations there are.
    pub fn relations(&self) -> usize {
        self.relations.len()
    }

    /// Whether the table with `change` added to its values satisfies every relation and the limits of
    /// every cell: worked out in exact integers.
    pub fn allows(&self, change: &Change) -> bool {
        let mut sums: Vec<(usize, i128)> = Vec::new();
        for (cell, by) in change.iter() {
            if !self.cells.get(cell).is_some_and(|cell| cell.allows(by)) {
                return false;
            }
            for (relation, coefficient) in self.relations_of(cell) {
                // Two 64-bit numbers multiplied are below 2^127.
                sums.push((*relation, i128::from(*coefficient) * i128::from(by)));
            }
        }
        sums.sort_unstable_by_key(|(relation, _)| *relation);
        sums.chunk_by(|one, next| one.0 == next.0).all(|terms| {
            let sum = terms.iter().try_fold(0_i128, |sum, (_, term)| sum.checked_add(*term));
            sum == Some(0)
        })
    }

    pub(super) fn relations_of(&self, cell: usize) -> &[(usize, i64)] {
        self.of_cell.get(cell).map_or(&[], Vec::as_slice)
    }

    pub(super) fn terms(&self, relation: usize) -> &[(usize, i64)] {
        self.relations.get(relation).map_or(&[], |relation| relation.terms.as_slice())
    }

    pub(super) fn get(&self, cell: usize) -> Option<&Cell> {
        self.cells.get(cell)
    }

    pub(super) fn cost(&self, cell: usize) -> u32 {
        self.get(cell).map_or(0, |cell| cell.cost)
    }

    /// How far a cell can fall and rise.
    pub(super) fn room(&self, cell: usize) -> (i64, i64) {
        self.get(cell).map_or((0, 0), Cell::room)
    }
}
