//! Per cents among which some may be shares of one: 0.62 among 58.

use kvalitet_core::Decimal;

/// The per cents of one column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Percents {
    /// The line of the first that is above nought and at most one.
    first: Option<u64>,
    /// How many per cents there are by their whole part; noughts are none.
    by_whole: Vec<u64>,
}

/// A middle of the column that a real per cent of at most one would be far below.
const MUCH_MORE: usize = 20;
/// Fewer cells have no middle that says anything.
const FEWEST: u64 = 3;

impl Percents {
    /// Adds a per cent and the line it stands on.
    pub(crate) fn add(&mut self, line: u64, percent: Decimal) {
        if percent.units() <= 0 {
            return;
        }
        if Decimal::new(1, 0).is_some_and(|one| percent.compare(one).is_le()) {
            self.first = self.first.or(Some(line));
        }
        let scale = 10_i64.checked_pow(u32::from(percent.decimals()));
        let whole = scale.and_then(|scale| percent.units().checked_div(scale)).unwrap_or(0);
        let whole = usize::try_from(whole.min(100)).unwrap_or(0);
        if self.by_whole.len() <= whole {
            self.by_whole.resize(whole + 1, 0);
        }
        if let Some(slot) = self.by_whole.get_mut(whole) {
            *slot += 1;
        }
    }

    /// The line of the first cell that may be a share of one: the middle of the column is far above it.
    pub(crate) fn share(&self) -> Option<u64> {
        let all: u64 = self.by_whole.iter().sum();
        let mut below = 0;
        let middle = self.by_whole.iter().position(|count| {
            below += count;
            all <= 2 * below
        });
        self.first.filter(|_| FEWEST <= all && middle.is_some_and(|middle| MUCH_MORE <= middle))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(cells: &[(i64, u8)]) -> Option<u64> {
        let mut percents = Percents::default();
        let cells = cells.iter().filter_map(|(units, decimals)| Decimal::new(*units, *decimals));
        (2..).zip(cells).for_each(|(line, percent)| percents.add(line, percent));
        percents.share()
    }

    #[test]
    fn a_share_of_one_is_found_among_per_cents_that_are_far_above_it() {
        assert_eq!(share(&[(581, 1), (62, 2), (604, 1)]), Some(3));
        assert_eq!(share(&[(1, 0), (58, 0), (60, 0)]), Some(2));
    }

    #[test]
    fn small_per_cents_among_small_ones_noughts_and_few_cells_say_nothing() {
        assert_eq!(share(&[(8, 1), (12, 1), (9, 1), (31, 0)]), None);
        assert_eq!(share(&[(0, 0), (58, 0), (60, 0)]), None);
        assert_eq!(share(&[(62, 2), (58, 0)]), None);
        assert_eq!(share(&[(62, 2), (71, 2), (58, 0), (60, 0)]), None);
        assert_eq!(share(&[]), None);
    }
}
