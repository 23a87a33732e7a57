//! Rows of every file of a kind, held against each other.

use std::collections::BTreeMap;

/// What becomes of a row that may stand more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It stands alone, or is the first of several files that say the same.
    Alone,
    /// An earlier file says the same.
    Again,
    /// Its own file has it twice, or another file says something else: neither is believed.
    Contradicted,
}

/// What a row says of its key.
pub(crate) trait Saying {
    /// Whether both may be true.
    fn agrees(&self, other: &Self) -> bool;

    /// How little it says: of sayings that agree the one with the least stands.
    fn weakness(&self) -> u8 {
        0
    }
}

impl Saying for u32 {
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }
}

/// The standing of each row: rows are the place of their file, their key and what they say.
///
/// Which file comes first decides only which of rows that say the same is counted.
pub(crate) fn standings<K: Ord, V: Saying>(rows: &[(usize, K, V)]) -> Vec<Standing> {
    let mut groups: BTreeMap<&K, Vec<usize>> = BTreeMap::new();
    for (at, (_, key, _)) in rows.iter().enumerate() {
        groups.entry(key).or_default().push(at);
    }
    let mut standings = vec![Standing::Alone; rows.len()];
    for group in groups.into_values().filter(|group| 1 < group.len()) {
        let of = |at: &usize| rows.get(*at);
        // Every pair: a row that says nothing agrees with two that contradict each other.
        let agree = group.iter().enumerate().all(|(turn, a)| {
            let later = group.iter().skip(turn + 1);
            later.filter_map(of).all(|b| of(a).is_some_and(|a| a.0 != b.0 && a.2.agrees(&b.2)))
        });
        let least = group.iter().min_by_key(|at| of(at).map(|row| row.2.weakness())).copied();
        for at in &group {
            let standing = match agree {
                true if Some(*at) == least => Standing::Alone,
                true => Standing::Again,
                false => Standing::Contradicted,
            };
            standings.get_mut(*at).into_iter().for_each(|of_row| *of_row = standing);
        }
    }
    standings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_may_agree_and_neither_is_believed_where_they_do_not() {
        let rows =
            [(0, 'a', 1_u32), (1, 'a', 1), (0, 'b', 1), (1, 'b', 2), (0, 'c', 1), (0, 'c', 1)];
        let [first, again, b1, b2, c1, c2] = standings(&rows)[..] else { panic!() };
        assert_eq!((first, again), (Standing::Alone, Standing::Again));
        assert_eq!([b1, b2, c1, c2], [Standing::Contradicted; 4]);
    }

    /// Agrees with every number where it is none itself.
    impl Saying for Option<u32> {
        fn agrees(&self, other: &Self) -> bool {
            self.zip(*other).is_none_or(|(a, b)| a == b)
        }
    }

    #[test]
    fn one_that_says_nothing_does_not_reconcile_two_that_differ() {
        let rows = [(0, 'a', Some(7_u32)), (1, 'a', None), (2, 'a', Some(9))];
        assert_eq!(standings(&rows), [Standing::Contradicted; 3]);
    }
}
