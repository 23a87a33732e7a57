//! A table of counts that are protected together, and who attacks it.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::{Part, Unit};

use crate::protect::{Attacker, Attackers, Cell, Coalition, State, Table, TableError, protect};

/// A table whose cells are of units.
pub(super) struct Layer<K> {
    table: Table,
    keys: Vec<K>,
    places: BTreeMap<K, usize>,
    pupils: Vec<(Unit, Part)>,
}

/// Who must not work out what is hidden, besides everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// Nobody besides.
    Everybody,
    /// Any two leaders, who know all of their own schools.
    Leaders,
    /// Any two of leaders and of pupils who know to be the only one of a cell.
    LeadersAndPupils,
}

/// Why a cell of a layer is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covers<K> {
    /// The cell.
    pub(super) cell: K,
    /// The first cell it was hidden to protect.
    pub(super) protects: K,
    /// The schools whose leaders would otherwise work that out; none where everybody would.
    pub(super) from: Vec<Unit>,
}

/// A layer that cannot be covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotCovered<K> {
    /// These cells follow from what may not be hidden.
    Cells(BTreeSet<K>),
    /// The layer is no table.
    Table(TableError),
}

impl<K> From<TableError> for NotCovered<K> {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

/// What is hidden of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covered<K> {
    pub(super) hidden: BTreeSet<K>,
    pub(super) added: Vec<Covers<K>>,
}

impl<K: Copy + Ord> Layer<K> {
    pub(super) fn new() -> Self {
        let (keys, pupils) = (Vec::new(), Vec::new());
        Self { table: Table::new(), keys, places: BTreeMap::new(), pupils }
    }

    pub(super) fn add(
        &mut self,
        key: K,
        pupils: (Unit, Part),
        cell: Cell,
    ) -> Result<(), TableError> {
        let place = self.table.cell(cell)?;
        self.keys.push(key);
        self.pupils.push(pupils);
        self.places.insert(key, place);
        Ok(())
    }

    fn value(&self, place: usize) -> i64 {
        self.table.cells().get(place).map_or(0, |cell| cell.value)
    }

    /// Says that `total` is the sum of `parts` and of something that is known: whatever of it has no
    /// figure of its own.
    pub(super) fn relate(
        &mut self,
        total: K,
        parts: impl IntoIterator<Item = K>,
    ) -> Result<(), TableError> {
        let Some(total) = self.places.get(&total).copied() else { return Ok(()) };
        let parts = parts.into_iter().filter_map(|part| self.places.get(&part).copied());
        let mut terms: Vec<(usize, i64)> = parts.map(|part| (part, -1)).collect();
        if !terms.is_empty() {
            terms.push((total, 1));
            self.equate(&terms)?;
        }
        Ok(())
    }

    /// Says that `parts` have a sum that everybody knows.
    pub(super) fn fix(&mut self, parts: impl IntoIterator<Item = K>) -> Result<(), TableError> {
        let parts = parts.into_iter().filter_map(|part| self.places.get(&part).copied());
        let terms: Vec<(usize, i64)> = parts.map(|part| (part, 1)).collect();
        if terms.is_empty() { Ok(()) } else { self.equate(&terms) }
    }

    fn equate(&mut self, terms: &[(usize, i64)]) -> Result<(), TableError> {
        let constant = terms.iter().try_fold(0_i64, |sum, (place, sign)| {
            sum.checked_add(self.value(*place).checked_mul(*sign)?)
        });
        // A sum past all numbers is refused with the table's own words.
        self.table.relation(terms, constant.unwrap_or(i64::MAX)).map(drop)
    }

    /// Hides what must be hidden from everybody, and from `against`.
    pub(super) fn cover(&self, against: Against) -> Result<Covered<K>, NotCovered<K>> {
        let mut parties = Vec::new();
        if against != Against::Everybody {
            parties.extend(self.leaders());
        }
        if against == Against::LeadersAndPupils {
            parties.extend(self.alone());
        }
        let (names, parties): (Vec<Unit>, Vec<_>) = parties.into_iter().unzip();
        let coalition = if parties.is_empty() { Coalition::Nobody } else { Coalition::Two };
        let key = |place: usize| self.keys.get(place).copied();
        let protection = protect(&self.table, &Attackers { parties, coalition })
            .map_err(|error| error.exposed.into_iter().filter_map(|of| key(of.target)).collect())
            .map_err(NotCovered::Cells)?;
        let name = |party: usize| names.get(party).copied();
        let added = protection.added.iter().filter_map(|of| {
            let from = match of.attacker {
                Attacker::Everybody => Vec::new(),
                Attacker::Party(one) => name(one).into_iter().collect(),
                Attacker::Two(one, other) => [one, other].into_iter().filter_map(name).collect(),
            };
            Some(Covers { cell: key(of.cell)?, protects: key(of.for_target)?, from })
        });
        let added = added.collect();
        Ok(Covered { hidden: protection.hidden.into_iter().filter_map(key).collect(), added })
    }

    /// Each school with its cells.
    fn leaders(&self) -> BTreeMap<Unit, BTreeSet<usize>> {
        let mut of_school: BTreeMap<Unit, BTreeSet<usize>> = BTreeMap::new();
        for (place, (unit, _)) in self.pupils.iter().enumerate() {
            if matches!(unit, Unit::School(_)) {
                of_school.entry(*unit).or_default().insert(place);
            }
        }
        of_school
    }

    /// Each pupil who is known to itself to be the only one of a sensitive cell, with the cells it is the
    /// only one of: a pupil who is alone in a grade of a school where nobody else is.
    fn alone(&self) -> Vec<(Unit, BTreeSet<usize>)> {
        let cells = self.table.cells().iter().zip(&self.pupils).enumerate();
        let alone = cells.filter(|(_, (cell, (unit, _)))| {
            cell.value == 1 && cell.need.is_some() && matches!(unit, Unit::School(_))
        });
        let alone: Vec<(usize, Cell, (Unit, Part))> =
            alone.map(|(place, (cell, pupils))| (place, *cell, *pupils)).collect();
        let same = |(one, part): (Unit, Part), (other, another): (Unit, Part)| {
            let is_within = |a: Part, b: Part| a == b || a.wholes().any(|whole| whole == b);
            one == other && (is_within(part, another) || is_within(another, part))
        };
        let party = |(_, _, of): &(usize, Cell, (Unit, Part))| {
            // All that hold a cell of one pupil, and all within those.
            let wholes: Vec<(Unit, Part)> = alone
                .iter()
                .map(|(_, _, other)| *other)
                .filter(|other| same(*of, *other))
                .collect();
            let known =
                alone.iter().filter(|(_, _, other)| wholes.iter().any(|w| same(*w, *other)));
            (of.0, known.map(|(place, _, _)| *place).collect::<BTreeSet<usize>>())
        };
        let mut parties: Vec<_> = alone.iter().map(party).collect();
        parties.sort();
        parties.dedup();
        parties
    }
}

/// What it costs to hide a count: a municipality's more than a group's, a group's more than a school's,
/// all pupils' more than a grade's, and many persons' a little more than few.
pub(super) fn cost(unit: Unit, part: Part, persons: u64) -> u32 {
    let of_unit = match unit {
        Unit::School(_) => 1,
        Unit::Group(_) => 8,
        Unit::Municipality(_) | Unit::Nation => 40,
    };
    let of_part = match part {
        Part::All => 6,
        Part::Stage(_) => 2,
        Part::Class(_) | Part::Grade(_) | Part::Sex(_) | Part::Heritage(_) => 1,
    };
    let persons = u32::try_from(persons.min(99)).unwrap_or_default();
    100 * of_unit * of_part + persons
}

/// A count in a table of this size, too large ones as the largest there is.
pub(super) fn counted(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A cell of a count that everybody knows already.
pub(super) const fn fixed(value: i64) -> Cell {
    Cell { value, least: Some(0), most: None, cost: 0, state: State::Fixed, need: None }
}
