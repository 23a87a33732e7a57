//! How many fewer persons a cell may be thought to hold.
//!
//! Another number of persons is no way out where a share of the same persons does not allow it: of three
//! who all read well there are no fewer when three read well. Whoever is thought away must be thought
//! away from what is counted too. So that one and the same thought does for every cell and every sum,
//! they are taken from where most persons of the whole table are: from those who have what a share
//! counts, from those who lack it, or from one category of a distribution. No cell can spare more than
//! it has of those.

use std::collections::BTreeMap;

use kvalitet_core::{Category, IndicatorId};

use super::Cell;

/// What shares count of the persons of a table: by indicator and category, of each cell.
#[derive(Debug, Default)]
pub(super) struct Counts<'a> {
    of: BTreeMap<&'a IndicatorId, BTreeMap<Option<Category>, Sides>>,
}

/// Who have and who lack what is counted, of each cell.
type Sides = BTreeMap<Cell, [u64; 2]>;

impl<'a> Counts<'a> {
    /// Notes that `hits` of `n` have what a share, or a category of a distribution, counts.
    pub(super) fn add(
        &mut self,
        (indicator, category): (&'a IndicatorId, Option<Category>),
        cell: Cell,
        (hits, n): (u64, u64),
    ) {
        let of = self.of.entry(indicator).or_default().entry(category).or_default();
        of.insert(cell, [hits, n.saturating_sub(hits)]);
    }

    /// How many persons each cell can spare; one that is not named, all.
    pub(super) fn spare(&self) -> BTreeMap<Cell, u64> {
        let mut spare: BTreeMap<Cell, u64> = BTreeMap::new();
        for categories in self.of.values() {
            let sides = categories.iter().flat_map(|(category, cells)| {
                // Who lacks one category has another: that is told by the others.
                let sides = if category.is_some() { 1 } else { 2 };
                (0..sides).map(move |side| (cells, side))
            });
            let count = |of: &[u64; 2], side: usize| of.get(side).copied().unwrap_or_default();
            let sum = |(cells, side): &(&Sides, usize)| {
                cells.values().map(|of| count(of, *side)).sum::<u64>()
            };
            let Some((most, side)) = sides.max_by_key(sum) else { continue };
            for cell in categories.values().flat_map(BTreeMap::keys) {
                let own = most.get(cell).map_or(0, |of| count(of, side));
                let left = spare.entry(*cell).or_insert(own);
                *left = own.min(*left);
            }
        }
        spare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_spares_no_more_than_it_has_of_the_most() -> Result<(), Box<dyn std::error::Error>> {
        let (good, poor) = ("laesning.gode".parse()?, "laesning.daarlige".parse()?);
        let [one, other] = ["skole:999001", "skole:999002"].map(str::parse);
        let cells = [one?, other?].map(|unit| (unit, kvalitet_core::Breakdown::ALL));
        let mut counts = Counts::default();
        counts.add((&good, None), cells[0], (3, 10));
        counts.add((&good, None), cells[1], (30, 40));
        counts.add((&poor, None), cells[1], (12, 40));
        // Most are good: the first can spare its three good readers; the second those who are not poor.
        assert_eq!(counts.spare(), BTreeMap::from([(cells[0], 3), (cells[1], 28)]));
        Ok(())
    }
}
