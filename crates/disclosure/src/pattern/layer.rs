//! A table of counts that are protected together, and who attacks it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::{Part, Unit};

use crate::protect::{
    Attacker, Attackers, Cell, Certainty, Coalition, Margin, Protection, State, Table, TableError,
    protect, rounded_to,
};

/// A table whose cells are of units.
pub(super) struct Layer<K> {
    cells: Vec<Cell>,
    keys: Vec<K>,
    pupils: Vec<(Unit, Part)>,
    places: BTreeMap<K, usize>,
    /// Sums that are known: `Σ sign · cell` of each.
    relations: Vec<Vec<(usize, i64)>>,
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

/// What is hidden of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Covered<K> {
    pub(super) hidden: BTreeSet<K>,
    pub(super) added: Vec<Covers<K>>,
    /// What everybody can work out whatever is hidden.
    pub(super) exposed: BTreeSet<K>,
    /// Who can work out what whatever is hidden.
    excused: BTreeSet<(usize, Attacker)>,
}

impl<K> Default for Covered<K> {
    fn default() -> Self {
        let (hidden, exposed, excused) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { hidden, added: Vec::new(), exposed, excused }
    }
}

impl<K: Ord> Covered<K> {
    /// Adds what is hidden of another layer.
    pub(super) fn extend(&mut self, other: Self) {
        self.hidden.extend(other.hidden);
        self.added.extend(other.added);
        self.exposed.extend(other.exposed);
    }
}

impl<K: Copy + Ord> Layer<K> {
    pub(super) const fn new() -> Self {
        Self {
            cells: Vec::new(),
            keys: Vec::new(),
            pupils: Vec::new(),
            places: BTreeMap::new(),
            relations: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, key: K, pupils: (Unit, Part), cell: Cell) {
        self.places.insert(key, self.cells.len());
        self.cells.push(cell);
        self.keys.push(key);
        self.pupils.push(pupils);
    }

    /// Says that `total` is the sum of `parts` and of something that is known: whatever of it has no
    /// figure of its own.
    pub(super) fn relate(&mut self, total: K, parts: impl IntoIterator<Item = K>) {
        let parts = parts.into_iter().filter_map(|part| self.places.get(&part).copied());
        let mut terms: Vec<(usize, i64)> = parts.map(|part| (part, -1)).collect();
        if let (Some(total), false) = (self.places.get(&total).copied(), terms.is_empty()) {
            terms.push((total, 1));
            self.relations.push(terms);
        }
    }

    /// Says that `parts` have a sum that everybody knows.
    pub(super) fn fix(&mut self, parts: impl IntoIterator<Item = K>) {
        let parts = parts.into_iter().filter_map(|part| self.places.get(&part).copied());
        self.relations.push(parts.map(|part| (part, 1)).collect());
    }

    /// Hides what must be hidden from everybody, and from `against`.
    ///
    /// What follows from what somebody knows before anything is shown cannot be kept from them: it is
    /// hidden all the same, and kept from all others.
    pub(super) fn cover(&self, against: Against) -> Covered<K> {
        let (names, mut attackers) = self.attackers(against);
        let (mut cells, mut exposed) = (self.cells.clone(), BTreeSet::new());
        loop {
            let Ok(table) = self.table(&cells) else { return self.hide_all(&exposed) };
            let error = match protect(&table, &attackers) {
                Ok(protection) => {
                    let covered = self.covered(&protection, &names, &exposed);
                    return Covered { excused: attackers.excused, ..covered };
                }
                Err(error) => error.exposed,
            };
            let before = (exposed.len(), attackers.excused.len());
            for of in &error {
                if of.attacker != Attacker::Everybody {
                    attackers.excused.insert((of.target, of.attacker));
                } else if exposed.insert(of.target)
                    && let Some(cell) = cells.get_mut(of.target)
                {
                    cell.need = None;
                    cell.state = State::Latent;
                }
            }
            let is_sure = error.iter().all(|of| of.certainty == Certainty::Follows);
            if !is_sure || before == (exposed.len(), attackers.excused.len()) {
                return self.hide_all(&exposed);
            }
        }
    }

    /// Of what is hidden of this layer, the cells that may be shown rounded instead, to what `base` says of
    /// them: a cell that is kept stays as open as its margin asks, as far as its rounding leaves it room, and
    /// can be something else at least.
    ///
    /// All together, or those half of them with which that still holds, and so on, the dearest first.
    pub(super) fn rounded(
        &self,
        covered: &Covered<K>,
        against: Against,
        base: impl Fn(K) -> Option<i64>,
    ) -> BTreeSet<K> {
        let limits = |(place, key): (usize, &K)| {
            let cell = self.cells.get(place)?;
            let is_shown_so = covered.hidden.contains(key) && cell.state == State::Published;
            let base = base(*key).filter(|_| is_shown_so)?;
            Some((place, rounded_within(cell, base)?))
        };
        let mut cells: Vec<(usize, (i64, i64))> =
            self.keys.iter().enumerate().filter_map(limits).collect();
        cells.sort_by_key(|(place, _)| Reverse(self.cells.get(*place).map(|cell| cell.cost)));
        let (_, attackers) = self.attackers(against);
        let attackers = Attackers { excused: covered.excused.clone(), ..attackers };
        let holds = |rounded: &Rounded| {
            let table = self.table(&self.with_rounded(covered, rounded));
            table.is_ok_and(|table| protect(&table, &attackers).is_ok())
        };
        let mut rounded = Rounded::new();
        let mut waiting = vec![cells.as_slice()];
        for _ in 0..TRIES {
            let Some(some) = waiting.pop() else { break };
            if some.is_empty() {
                continue;
            }
            let mut with = rounded.clone();
            with.extend(some.iter().copied());
            if holds(&with) {
                rounded = with;
            } else if 1 < some.len() {
                let (one, other) = some.split_at(some.len() / 2);
                waiting.extend([other, one]);
            }
        }
        rounded.keys().filter_map(|place| self.keys.get(*place).copied()).collect()
    }

    /// The cells with some of the hidden ones rounded, so that nothing else can be hidden.
    fn with_rounded(&self, covered: &Covered<K>, rounded: &Rounded) -> Vec<Cell> {
        let cells = self.cells.iter().zip(&self.keys).enumerate();
        let cell = |(place, (cell, key)): (usize, (&Cell, &K))| match rounded.get(&place) {
            _ if !covered.hidden.contains(key) => fixed(cell.value),
            Some((least, most)) => {
                let need = cell.need.map(|need| within(need, cell.value, (*least, *most)));
                Cell { state: State::Latent, need, ..cell.within(*least, *most) }
            }
            None if covered.exposed.contains(key) => {
                Cell { state: State::Latent, need: None, ..*cell }
            }
            // That a cover follows harms nobody.
            None if cell.need.is_none() && cell.state == State::Published => {
                cell.state(State::Latent)
            }
            None => *cell,
        };
        cells.map(cell).collect()
    }

    fn attackers(&self, against: Against) -> (Vec<Unit>, Attackers) {
        let mut parties = Vec::new();
        if against != Against::Everybody {
            parties.extend(self.leaders());
        }
        if against == Against::LeadersAndPupils {
            parties.extend(self.alone());
        }
        let (names, parties): (Vec<Unit>, Vec<_>) = parties.into_iter().unzip();
        let coalition = if parties.is_empty() { Coalition::Nobody } else { Coalition::Two };
        (names, Attackers { parties, coalition, excused: BTreeSet::new() })
    }

    fn table(&self, cells: &[Cell]) -> Result<Table, TableError> {
        let mut table = Table::new();
        for cell in cells {
            table.cell(*cell)?;
        }
        for terms in &self.relations {
            let value = |place: usize| self.cells.get(place).map_or(0, |cell| cell.value);
            let sum = terms.iter().try_fold(0_i64, |sum, (place, sign)| {
                sum.checked_add(value(*place).checked_mul(*sign)?)
            });
            // Counts past all numbers are refused with the table's own words.
            table.relation(terms, sum.unwrap_or(i64::MAX))?;
        }
        Ok(table)
    }

    fn covered(
        &self,
        protection: &Protection,
        names: &[Unit],
        exposed: &BTreeSet<usize>,
    ) -> Covered<K> {
        let key = |place: usize| self.keys.get(place).copied();
        let name = |party: usize| names.get(party).copied();
        let added = protection.added.iter().filter_map(|of| {
            let from = match of.attacker {
                Attacker::Everybody => Vec::new(),
                Attacker::Party(one) => name(one).into_iter().collect(),
                Attacker::Two(one, other) => [one, other].into_iter().filter_map(name).collect(),
            };
            Some(Covers { cell: key(of.cell)?, protects: key(of.for_target)?, from })
        });
        let hidden = protection.hidden.iter().filter_map(|place| key(*place));
        Covered {
            hidden: hidden.collect(),
            added: added.collect(),
            exposed: self.told(exposed),
            excused: BTreeSet::new(),
        }
    }

    fn hide_all(&self, exposed: &BTreeSet<usize>) -> Covered<K> {
        let cells = self.cells.iter().zip(&self.keys);
        let hidden = cells.filter(|(cell, _)| cell.state != State::Fixed).map(|(_, key)| *key);
        Covered {
            hidden: hidden.collect(),
            added: Vec::new(),
            exposed: self.told(exposed),
            excused: BTreeSet::new(),
        }
    }

    /// What everybody can work out.
    fn told(&self, exposed: &BTreeSet<usize>) -> BTreeSet<K> {
        exposed.iter().filter_map(|place| self.keys.get(*place).copied()).collect()
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
        let cells = self.cells.iter().zip(&self.pupils).enumerate();
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

/// Cells that are shown rounded, and what that leaves of each.
type Rounded = BTreeMap<usize, (i64, i64)>;

/// How often it is tried to show more cells of a layer rounded.
const TRIES: usize = 120;

/// A margin as far as rounding leaves room for it, and room for another value at least.
fn within(need: Margin, value: i64, (least, most): (i64, i64)) -> Margin {
    let (down, up) = (value - least, most - value);
    let need = Margin { down: need.down.min(down), up: need.up.min(up) };
    match need {
        Margin { down: 0, up: 0 } => Margin { down: down.min(1), up: i64::from(down == 0) },
        need => need,
    }
}

/// The least and the most that a cell can be that is shown rounded to `base`; `None` where that leaves less
/// than half of what is rounded alike, or where it would be shown as more than it can be.
fn rounded_within(cell: &Cell, base: i64) -> Option<(i64, i64)> {
    let (least, most) = rounded_to(cell.value, base)?;
    let shown = least.checked_add(base / 2)?;
    let least = cell.least.map_or(least, |of| of.max(least));
    let most_there_is = cell.most.unwrap_or(i64::MAX);
    let most = most.min(most_there_is);
    let left = most.checked_sub(least)?.checked_add(1)?;
    (shown <= most_there_is && base <= left.checked_mul(2)?).then_some((least, most))
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
