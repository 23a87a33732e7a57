//! A difference between two tables.

/// What is added to some cells of a table to make another that agrees with the same knowledge: a proof
/// that what is hidden need not be as it is. See [`Table::allows`](super::Table::allows).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change(Vec<(usize, i64)>);

impl Change {
    /// Of cells and what is added to each; the last counts where a cell is named twice.
    pub fn new(of: impl IntoIterator<Item = (usize, i64)>) -> Self {
        let cells: std::collections::BTreeMap<usize, i64> = of.into_iter().collect();
        Self(cells.into_iter().filter(|(_, by)| *by != 0).collect())
    }

    /// What is added to a cell: zero for one it does not touch.
    pub fn of(&self, cell: usize) -> i64 {
        let place = self.0.binary_search_by_key(&cell, |(cell, _)| *cell);
        place.ok().and_then(|place| self.0.get(place)).map_or(0, |(_, by)| *by)
    }

    /// The cells it touches and what is added to each, by number.
    pub fn iter(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.0.iter().copied()
    }

    /// As many times as much, also the other way; `None` where that is no 64-bit number.
    pub fn times(&self, factor: i64) -> Option<Self> {
        let times = |(cell, by): &(usize, i64)| Some((*cell, by.checked_mul(factor)?));
        self.0.iter().map(times).collect::<Option<_>>().map(Self)
    }
}
