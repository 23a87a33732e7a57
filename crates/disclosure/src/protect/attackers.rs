//! Who may try to work out what is hidden.

use std::collections::BTreeSet;

/// How many parties may put together what they know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coalition {
    /// None: nobody knows more than everybody.
    Nobody,
    /// Each for itself.
    #[default]
    One,
    /// Any two.
    Two,
}

/// Everybody, who knows what is published, the relations and the limits, and parties that know more.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeSet;
/// use kvalitet_disclosure::protect::{Attackers, Coalition};
///
/// let leaders = vec![BTreeSet::from([0, 1]), BTreeSet::from([2, 3])];
/// let attackers =
///     Attackers { parties: leaders, coalition: Coalition::One, ..Attackers::default() };
/// assert_ne!(attackers, Attackers::default());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attackers {
    /// The true values of which cells each party knows.
    pub parties: Vec<BTreeSet<usize>>,
    /// How many of them may join.
    pub coalition: Coalition,
    /// Cells that an attacker can work out whatever is hidden, and is not protected from: two leaders know
    /// the sum of their schools. From all others they are. Everybody is never excused.
    pub excused: BTreeSet<(usize, Attacker)>,
}

/// One attacker, parties by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attacker {
    /// With no knowledge but the public's.
    Everybody,
    /// A party.
    Party(usize),
    /// Two parties, the lower number first.
    Two(usize, usize),
}

impl Attackers {
    /// Whether `attacker` knows the cell without working it out.
    pub fn knows(&self, attacker: Attacker, cell: usize) -> bool {
        let knows = |party: usize| self.parties.get(party).is_some_and(|of| of.contains(&cell));
        match attacker {
            Attacker::Everybody => false,
            Attacker::Party(party) => knows(party),
            Attacker::Two(one, other) => knows(one) || knows(other),
        }
    }
}

/// Which parties know each cell, in order.
#[derive(Clone, Debug)]
pub(super) struct Knowledge {
    of_cell: Vec<Vec<usize>>,
    coalition: Coalition,
    excused: BTreeSet<(usize, Attacker)>,
}

impl Knowledge {
    pub(super) fn new(attackers: &Attackers, cells: usize) -> Self {
        let mut of_cell = vec![Vec::new(); cells];
        if attackers.coalition != Coalition::Nobody {
            for (party, known) in attackers.parties.iter().enumerate() {
                for cell in known {
                    if let Some(parties) = of_cell.get_mut(*cell) {
                        parties.push(party);
                    }
                }
            }
        }
        Self { of_cell, coalition: attackers.coalition, excused: attackers.excused.clone() }
    }

    /// The parties that know a cell.
    pub(super) fn of(&self, cell: usize) -> &[usize] {
        self.of_cell.get(cell).map_or(&[], Vec::as_slice)
    }

    /// Whether `attacker` knows the cell.
    pub(super) fn has(&self, attacker: Attacker, cell: usize) -> bool {
        let knows = |party: usize| self.of(cell).binary_search(&party).is_ok();
        match attacker {
            Attacker::Everybody => false,
            Attacker::Party(party) => knows(party),
            Attacker::Two(one, other) => knows(one) || knows(other),
        }
    }

    /// The parties that know any of these cells, in order.
    pub(super) fn of_any(&self, cells: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut parties: Vec<usize> =
            cells.flat_map(|cell| self.of(cell).iter().copied()).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }

    /// The first attacker on `target` that none of its witnesses withstands, but for those to be skipped
    /// and whoever they join: a party spoils a witness when it knows a cell of it. `spoiled_by` holds for
    /// each witness who does.
    ///
    /// Who spoils all must spoil the first, so only those are tried, each with whoever spoils all the
    /// others.
    pub(super) fn who_spoils(
        &self,
        target: usize,
        spoiled_by: &[&[usize]],
        skipped: &BTreeSet<Attacker>,
    ) -> Option<Attacker> {
        let Some((first, rest)) = spoiled_by.split_first() else {
            return (!skipped.contains(&Attacker::Everybody)).then_some(Attacker::Everybody);
        };
        if self.coalition == Coalition::Nobody {
            return None;
        }
        let is_out = |attacker: Attacker| {
            skipped.contains(&attacker) || self.excused.contains(&(target, attacker))
        };
        // Who knows the target needs no attack.
        let attacks = |party: &usize| {
            self.of(target).binary_search(party).is_err() && !is_out(Attacker::Party(*party))
        };
        let spoils = |party: usize, by: &[usize]| by.binary_search(&party).is_ok();
        let mut candidates = first.iter().copied().filter(attacks);
        if let Some(one) = candidates.clone().find(|one| rest.iter().all(|by| spoils(*one, by))) {
            return Some(Attacker::Party(one));
        }
        if self.coalition == Coalition::One {
            return None;
        }
        candidates.find_map(|one| {
            let left: Vec<&[usize]> = rest.iter().copied().filter(|by| !spoils(one, by)).collect();
            let (next, others) = left.split_first()?;
            let mut joined = next
                .iter()
                .filter(|other| attacks(other) && others.iter().all(|by| spoils(**other, by)))
                .map(|other| Attacker::Two(one.min(*other), one.max(*other)));
            joined.find(|two| !is_out(*two))
        })
    }
}
