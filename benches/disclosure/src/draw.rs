//! Invented tables.

use std::collections::BTreeSet;

use kvalitet_disclosure::protect::{Attackers, Cell, Coalition, Margin, State, Table, TableError};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Fewer persons than this are few.
pub(crate) const K: u32 = 5;

/// Random whole numbers.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// One of `least..=most`.
    pub(crate) fn within(&mut self, least: u32, most: u32) -> u32 {
        let width = most.saturating_sub(least).saturating_add(1);
        least + self.0.next_u32().checked_rem(width).unwrap_or(0)
    }

    /// Whether something of so many per cent happens.
    pub(crate) fn is(&mut self, per_cent: u32) -> bool {
        self.within(1, 100) <= per_cent
    }
}

/// A table with the relations it was made of and who knows what.
#[derive(Default)]
pub(crate) struct Drawn {
    pub(crate) table: Table,
    /// Each sum with its parts.
    pub(crate) sums: Vec<(usize, Vec<usize>)>,
    /// The cells of each school, or row.
    pub(crate) rows: Vec<BTreeSet<usize>>,
    /// The rows and columns of a small table, sums last, groups between.
    pub(crate) grid: Vec<Vec<usize>>,
}

impl Drawn {
    pub(crate) fn leaders(&self, coalition: Coalition) -> Attackers {
        Attackers { parties: self.rows.clone(), coalition, ..Attackers::default() }
    }

    fn count(&mut self, count: u32) -> Result<usize, TableError> {
        let cell = Cell::count(count);
        self.table.cell(match count {
            0 => cell.state(State::Fixed),
            1..K => cell.sensitive(Margin { down: 1, up: i64::from(K - count) }),
            _ => cell,
        })
    }

    fn sum(&mut self, parts: Vec<usize>) -> Result<usize, TableError> {
        let values = parts.iter().filter_map(|part| self.table.cells().get(*part));
        let value: i64 = values.map(|cell| cell.value).sum();
        let total = self.count(u32::try_from(value).unwrap_or(u32::MAX))?;
        self.add(total, parts)?;
        Ok(total)
    }

    fn add(&mut self, total: usize, parts: Vec<usize>) -> Result<(), TableError> {
        self.table.sum(total, &parts)?;
        self.sums.push((total, parts));
        Ok(())
    }

    /// The sums of the same place of several rows; those of the row itself hold for them as well.
    fn sum_rows(&mut self, rows: &[Vec<usize>]) -> Result<Vec<usize>, TableError> {
        let places = rows.first().map_or(0, Vec::len);
        let column = |place: usize| rows.iter().filter_map(|row| row.get(place)).copied().collect();
        let columns: Vec<Vec<usize>> = (0..places).map(column).collect();
        columns.into_iter().map(|parts| self.sum(parts)).collect()
    }
}

/// A small table: 4 to 6 rows and columns with their sums, every second one with its rows in two groups.
pub(crate) fn small(seed: u64) -> Result<Drawn, TableError> {
    let mut draw = Draw::new(seed);
    let mut drawn = Drawn::default();
    let (rows, columns) = (draw.within(4, 6), draw.within(4, 6));
    let mut body = Vec::new();
    for _ in 0..rows {
        let mut row = Vec::new();
        for _ in 0..columns {
            let count = if draw.is(12) { draw.within(1, K - 1) } else { draw.within(K, 80) };
            row.push(drawn.count(count)?);
        }
        row.push(drawn.sum(row.clone())?);
        drawn.rows.push(row.iter().copied().collect());
        body.push(row);
    }
    drawn.grid.clone_from(&body);
    let mut groups = Vec::new();
    if seed % 2 == 1 {
        let (first, second) = body.split_at(body.len() / 2);
        for of in [first, second] {
            let group = drawn.sum_rows(of)?;
            let (total, parts) = group.split_last().map_or((0, &[][..]), |(t, p)| (*t, p));
            drawn.add(total, parts.to_vec())?;
            groups.push(group);
        }
        drawn.grid.extend(groups.iter().cloned());
    }
    let whole = drawn.sum_rows(if groups.is_empty() { &body } else { &groups })?;
    let (total, parts) = whole.split_last().map_or((0, &[][..]), |(t, p)| (*t, p));
    drawn.add(total, parts.to_vec())?;
    drawn.grid.push(whole);
    Ok(drawn)
}

/// How many schools a municipality has, and how many of them are of the smaller kind.
const SCHOOLS: u32 = 60;
const SPECIAL: u32 = 8;

/// Nine grades, three stages of three grades, all, two sexes.
const GRADES: usize = 9;

/// How many districts there are, where there are any: each has schools of both kinds.
const DISTRICTS: usize = 5;

/// The pupils of one layer: schools of two kinds and the municipality, each divided in grades, stages and
/// sexes; the schools also add up in districts, if there are any.
pub(crate) fn layer(seed: u64, has_districts: bool) -> Result<Drawn, TableError> {
    let mut draw = Draw::new(seed);
    let mut drawn = Drawn::default();
    let (mut ordinary, mut special) = (Vec::new(), Vec::new());
    for school in 0..SCHOOLS {
        let is_special = school < SPECIAL;
        let row = one_school(&mut drawn, &mut draw, is_special)?;
        drawn.rows.push(row.iter().copied().collect());
        if is_special { special.push(row) } else { ordinary.push(row) }
    }
    let kinds = [sums_of(&mut drawn, &ordinary)?, sums_of(&mut drawn, &special)?];
    let whole = sums_of(&mut drawn, &kinds)?;
    if has_districts {
        let all: Vec<Vec<usize>> = ordinary.into_iter().chain(special).collect();
        let of = |district: usize| -> Vec<Vec<usize>> {
            all.iter().skip(district).step_by(DISTRICTS).cloned().collect()
        };
        let districts = (0..DISTRICTS).map(|district| sums_of(&mut drawn, &of(district)));
        let districts = districts.collect::<Result<Vec<_>, _>>()?;
        for (place, total) in whole.into_iter().enumerate() {
            let parts = districts.iter().filter_map(|row| row.get(place)).copied().collect();
            drawn.add(total, parts)?;
        }
    }
    Ok(drawn)
}

/// The sums of units, which add up among themselves as those of a school do.
fn sums_of(drawn: &mut Drawn, rows: &[Vec<usize>]) -> Result<Vec<usize>, TableError> {
    let row = drawn.sum_rows(rows)?;
    if let Some((grades, rest)) = row.split_at_checked(GRADES)
        && let [a, b, c, all, one, other] = rest
    {
        for (stage, grades) in [a, b, c].into_iter().zip(grades.chunks(3)) {
            drawn.add(*stage, grades.to_vec())?;
        }
        drawn.add(*all, vec![*a, *b, *c])?;
        drawn.add(*all, vec![*one, *other])?;
    }
    Ok(row)
}

fn one_school(
    drawn: &mut Drawn,
    draw: &mut Draw,
    is_special: bool,
) -> Result<Vec<usize>, TableError> {
    let (size, last) = (draw.within(14, 70), if draw.is(30) { 6 } else { GRADES });
    let mut row = Vec::new();
    let mut all = 0;
    for grade in 0..GRADES {
        let count = match is_special {
            _ if last <= grade => 0,
            true => draw.within(0, 12),
            false if draw.is(17) => draw.within(1, K - 1),
            false => draw.within(size - 8, size + 8),
        };
        all += count;
        row.push(drawn.count(count)?);
    }
    let stages: Vec<Vec<usize>> = row.chunks(3).map(<[usize]>::to_vec).collect();
    for parts in stages {
        row.push(drawn.sum(parts)?);
    }
    let total = drawn.sum(row.iter().skip(GRADES).copied().collect())?;
    row.push(total);
    let girls = draw.within(all * 4 / 10, all * 6 / 10);
    let sexes = [drawn.count(girls)?, drawn.count(all - girls)?];
    drawn.add(total, sexes.to_vec())?;
    row.extend(sexes);
    Ok(row)
}
