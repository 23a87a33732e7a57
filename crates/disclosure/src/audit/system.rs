//! What a reader can write down: unknown whole numbers, and sums of them between limits.
//!
//! Everything is whole: counts of persons, counts of hits, and sums at the scale of their definition.
//! Each unknown carries the value it really has, so that every row is known to hold for one table: the
//! true one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Limits that stand for none: more persons than any municipality has.
pub(super) const MANY: i128 = 10_000_000;

/// A limit of a row that stands for none.
pub(super) const FAR: i128 = 1_000_000_000_000_000_000_000_000_000_000;

/// How often a row may be gone through before its limits are left as they are: they are outer limits
/// at any time.
const SWEEPS: usize = 60;

/// The place of an unknown.
pub(super) type Place = usize;

/// The least and the most that an unknown may be.
pub(super) type Limits = [i128; 2];

/// An unknown.
#[derive(Clone, Copy, Debug)]
struct Unknown {
    truth: i128,
    limits: Limits,
}

/// A sum of unknowns that lies between limits.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Each unknown once, with its factor, which is not zero.
    pub(super) terms: Vec<(Place, i128)>,
    /// What the sum is at least and at most.
    pub(super) limits: Limits,
    /// What it really is.
    pub(super) sum: i128,
}

impl Row {
    /// Whether it says what the sum is.
    pub(super) const fn is_equation(&self) -> bool {
        self.limits[0] == self.limits[1]
    }

    const fn holds(&self, sum: i128) -> bool {
        self.limits[0] <= sum && sum <= self.limits[1]
    }

    /// How far `sum` must move to lie within the limits.
    pub(super) const fn lacks(&self, sum: i128) -> i128 {
        if sum < self.limits[0] {
            self.limits[0] - sum
        } else if self.limits[1] < sum {
            self.limits[1] - sum
        } else {
            0
        }
    }
}

/// The unknowns and rows of a release.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    unknowns: Vec<Unknown>,
    rows: Vec<Row>,
    /// The rows of each unknown, with its factor.
    rows_of: Vec<Vec<(usize, i128)>>,
}

/// No values fit: what was assumed cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Impossible;

impl System {
    /// A new unknown.
    pub(super) fn unknown(&mut self, truth: i128, limits: Limits) -> Place {
        self.unknowns.push(Unknown { truth, limits });
        self.rows_of.push(Vec::new());
        self.unknowns.len() - 1
    }

    /// Says that a sum lies between limits. A sum of nothing says nothing.
    pub(super) fn row(&mut self, terms: &[(Place, i128)], limits: Limits) {
        let mut once: Vec<(Place, i128)> = Vec::with_capacity(terms.len());
        for (place, factor) in terms {
            match once.iter_mut().find(|(of, _)| of == place) {
                Some((_, sum)) => *sum += factor,
                None => once.push((*place, *factor)),
            }
        }
        once.retain(|(_, factor)| *factor != 0);
        if once.is_empty() {
            return;
        }
        for (place, factor) in &once {
            if let Some(rows) = self.rows_of.get_mut(*place) {
                rows.push((self.rows.len(), *factor));
            }
        }
        let sum = once.iter().map(|(place, factor)| factor * self.truth(*place)).sum();
        self.rows.push(Row { terms: once, limits, sum });
    }

    /// How many unknowns there are.
    pub(super) const fn len(&self) -> usize {
        self.unknowns.len()
    }

    /// How many rows there are.
    pub(super) const fn rows(&self) -> usize {
        self.rows.len()
    }

    /// What an unknown really is.
    pub(super) fn truth(&self, place: Place) -> i128 {
        self.unknowns.get(place).map_or(0, |unknown| unknown.truth)
    }

    /// The limits each unknown has by itself.
    pub(super) fn limits(&self) -> Vec<Limits> {
        self.unknowns.iter().map(|unknown| unknown.limits).collect()
    }

    /// A row by its number.
    pub(super) fn row_at(&self, number: usize) -> Option<&Row> {
        self.rows.get(number)
    }

    /// The rows an unknown stands in, with its factor.
    pub(super) fn rows_with(&self, place: Place) -> &[(usize, i128)] {
        self.rows_of.get(place).map_or(&[], Vec::as_slice)
    }

    /// The rows an unknown stands in.
    pub(super) fn rows_of(&self, place: Place) -> impl Iterator<Item = usize> + '_ {
        self.rows_with(place).iter().map(|(row, _)| *row)
    }

    /// The unknowns that are the same number as one of `places`: two that a row says are alike.
    pub(super) fn same(&self, mut places: BTreeSet<Place>) -> BTreeSet<Place> {
        let mut waiting: Vec<Place> = places.iter().copied().collect();
        while let Some(place) = waiting.pop() {
            for row in self.rows_of(place).filter_map(|number| self.row_at(number)) {
                if let ([(one, 1), (other, -1)] | [(one, -1), (other, 1)], [0, 0]) =
                    (row.terms.as_slice(), row.limits)
                {
                    waiting.extend([*one, *other].into_iter().filter(|of| places.insert(*of)));
                }
            }
        }
        places
    }

    /// The first row or unknown that the truth does not fit, if there is one.
    pub(super) fn untrue(&self) -> Option<Vec<Place>> {
        let outside = |unknown: &Unknown| {
            unknown.truth < unknown.limits[0] || unknown.limits[1] < unknown.truth
        };
        if let Some(place) = self.unknowns.iter().position(outside) {
            return Some(vec![place]);
        }
        let untrue = self.rows.iter().find(|row| !row.holds(row.sum));
        untrue.map(|row| row.terms.iter().map(|(place, _)| *place).collect())
    }

    /// Whether every row holds with some unknowns moved from what they really are.
    pub(super) fn fits(&self, moves: &BTreeMap<Place, i128>) -> bool {
        let mut more: BTreeMap<usize, i128> = BTreeMap::new();
        for (place, by) in moves {
            for (row, factor) in self.rows_with(*place) {
                *more.entry(*row).or_default() += factor * by;
            }
        }
        more.iter()
            .all(|(number, by)| self.rows.get(*number).is_none_or(|row| row.holds(row.sum + by)))
    }

    /// Narrows limits by what the rows say, starting from the rows of the unknowns `from`; from every
    /// row without any. Values that fit every row stay within.
    ///
    /// # Errors
    ///
    /// Returns [`Impossible`] where nothing is left for an unknown; the limits are then of no use.
    pub(super) fn narrow(
        &self,
        limits: &mut [Limits],
        from: Option<&[Place]>,
        mut changed: impl FnMut(Place, Limits),
    ) -> Result<(), Impossible> {
        let mut waiting: VecDeque<usize> = match from {
            None => (0..self.rows.len()).collect(),
            Some(places) => {
                let rows = places.iter().flat_map(|place| self.rows_of(*place));
                rows.collect::<BTreeSet<usize>>().into_iter().collect()
            }
        };
        let mut is_waiting: BTreeSet<usize> = waiting.iter().copied().collect();
        let mut left = SWEEPS.saturating_mul(waiting.len().max(self.rows.len()));
        while let Some(number) = waiting.pop_front() {
            is_waiting.remove(&number);
            let Some(row) = self.rows.get(number) else { continue };
            left = left.saturating_sub(1);
            if left == 0 {
                return Ok(());
            }
            for (place, new) in narrowed(row, limits)? {
                let Some(old) = limits.get_mut(place) else { continue };
                changed(place, *old);
                *old = new;
                for other in self.rows_of(place) {
                    if is_waiting.insert(other) {
                        waiting.push_back(other);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The unknowns of a row that it leaves less room than they have, with the room left.
fn narrowed(row: &Row, limits: &[Limits]) -> Result<Vec<(Place, Limits)>, Impossible> {
    let of = |place: Place| limits.get(place).copied().unwrap_or([-MANY, MANY]);
    let ends = |place: Place, factor: i128| {
        let [least, most] = of(place);
        if 0 < factor { [factor * least, factor * most] } else { [factor * most, factor * least] }
    };
    let (mut low, mut high) = (0, 0);
    for (place, factor) in &row.terms {
        let [least, most] = ends(*place, *factor);
        (low, high) = (low + least, high + most);
    }
    if row.limits[1] < low || high < row.limits[0] {
        return Err(Impossible);
    }
    let mut found = Vec::new();
    if row.limits[0] <= low && high <= row.limits[1] {
        return Ok(found);
    }
    for (place, factor) in &row.terms {
        let [own_low, own_high] = ends(*place, *factor);
        let (least, most) = (row.limits[0] - (high - own_high), row.limits[1] - (low - own_low));
        let (least, most) = if 0 < *factor {
            (up(least, *factor), down(most, *factor))
        } else {
            (up(-most, -factor), down(-least, -factor))
        };
        let [old_least, old_most] = of(*place);
        let new = [least.max(old_least), most.min(old_most)];
        if new[1] < new[0] {
            return Err(Impossible);
        }
        if new != [old_least, old_most] {
            found.push((*place, new));
        }
    }
    Ok(found)
}

/// The quotient, down to a whole number; `by` is positive.
pub(super) const fn down(of: i128, by: i128) -> i128 {
    of.div_euclid(by)
}

/// The quotient, up to a whole number; `by` is positive.
pub(super) const fn up(of: i128, by: i128) -> i128 {
    -(-of).div_euclid(by)
}
