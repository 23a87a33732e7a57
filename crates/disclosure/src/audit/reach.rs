//! How much can be known of one unknown, by the cheapest way that settles it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::linear::{extremes, table_by_program};
use super::search::{Searched, search};
use super::span::Span;
use super::system::{Limits, Place, System};
use super::witness::{Moves, completed, other_table};

/// Of more unknowns than this that hang together whole numbers are not tried where a linear program leaves
/// [`MARGIN`] more than what is needed.
const LARGE: usize = 150;
const MARGIN: i128 = 2;

/// The numbers of how many schools a linear program may move that is tried before one of all of them.
const FEW: [usize; 2] = [6, 16];

/// An integer program of more unknowns is not tried.
const LARGEST: usize = 2_000;

/// How many values of an unknown are tried one by one.
const VALUES: usize = 12;

/// How far from the truth an unknown must be able to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Need {
    /// Downwards.
    pub(super) down: i128,
    /// Upwards.
    pub(super) up: i128,
    /// From the least to the most it can be.
    pub(super) width: i128,
    /// Whether only whole numbers can be: of a large sum they lie so close that any number can.
    pub(super) is_whole: bool,
}

impl Need {
    /// A large sum that need not lie off in any direction.
    pub(super) const NARROW: Self = Self { down: 0, up: 0, width: 1, is_whole: false };

    fn is_met(self, [least, most]: Limits, truth: i128) -> bool {
        least <= truth - self.down && truth + self.up <= most && self.width <= most - least
    }

    /// The ways to meet it: how far down and up a table must be found. The last is half of it each way.
    fn ways(self) -> [[i128; 2]; 3] {
        let half = (self.width + 1) / 2;
        [
            [self.down, self.up.max(self.width - self.down)],
            [self.down.max(self.width - self.up), self.up],
            [self.down.max(half), self.up.max(half)],
        ]
    }
}

/// How a breach was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    /// It is known, or its limits by rows alone are too narrow.
    Narrowed,
    /// The equations say it.
    Equations,
    /// The least and most of a linear program are too close.
    Linear,
    /// No other whole number fits.
    Whole,
}

/// What can be known of an unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// There are tables in which it is something else, far enough off: they are kept.
    Shown,
    /// There are such tables, or a linear program says so.
    Safe,
    /// A linear program leaves more than what is needed, and whole numbers were not tried: there are too
    /// many of them.
    Linear,
    /// It is known within limits that are too narrow.
    Breach(Limits, Proof),
    /// Neither was shown.
    Open(Limits),
}

/// Where to look for other tables.
#[derive(Clone, Copy)]
pub(super) struct Hints<'h> {
    /// Shapes that a table may have.
    pub(super) shapes: &'h dyn Fn() -> Vec<Moves>,
    /// Whether an unknown is of one of so many nearest schools, or of no school.
    pub(super) is_near: &'h dyn Fn(Place, usize) -> bool,
}

/// A system as one attacker sees it, who knows the truth of some unknowns.
pub(super) struct View<'a> {
    system: &'a System,
    /// Those of everybody, narrowed; put back at the end.
    limits: &'a mut [Limits],
    trail: Vec<(Place, Limits)>,
    components: BTreeMap<Place, usize>,
    among: Vec<Vec<Place>>,
    spans: BTreeMap<usize, Span>,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        while let Some((place, old)) = self.trail.pop() {
            if let Some(of) = self.limits.get_mut(place) {
                *of = old;
            }
        }
    }
}

/// The truth is not among what may be: what is assumed of the release is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Untrue;

impl<'a> View<'a> {
    /// What is left to somebody who knows the unknowns at `known`, given the limits of everybody. They
    /// are as they were when the view is dropped.
    ///
    /// # Errors
    ///
    /// Returns [`Untrue`] where nothing fits.
    pub(super) fn new(
        system: &'a System,
        limits: &'a mut [Limits],
        known: &BTreeSet<Place>,
    ) -> Result<Self, Untrue> {
        let (components, among, spans) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        let trail = Vec::new();
        let mut view = Self { system, limits, trail, components, among, spans };
        for place in known {
            if let Some(of) = view.limits.get_mut(*place) {
                view.trail.push((*place, *of));
                *of = [system.truth(*place); 2];
            }
        }
        let from: Vec<Place> = known.iter().copied().collect();
        let trail = &mut view.trail;
        let narrowed =
            system.narrow(view.limits, Some(&from), |place, old| trail.push((place, old)));
        narrowed.map_err(|_| Untrue)?;
        Ok(view)
    }

    /// The unknowns that are known better than by everybody.
    pub(super) fn changed(&self) -> impl Iterator<Item = Place> + '_ {
        self.trail.iter().map(|(place, _)| *place)
    }

    /// Which unknowns hang together, as far as it was asked.
    pub(super) fn into_components(mut self) -> BTreeMap<Place, usize> {
        std::mem::take(&mut self.components)
    }

    /// The unknowns that hang together with one, through rows and unknowns that are not known.
    pub(super) fn component(&mut self, target: Place) -> usize {
        if let Some(number) = self.components.get(&target) {
            return *number;
        }
        let number = self.among.len();
        let mut found = BTreeSet::from([target]);
        let mut order = vec![target];
        let mut next = 0;
        while let Some(place) = order.get(next).copied() {
            next += 1;
            for row in self.system.rows_of(place) {
                let terms = self.system.row_at(row).map_or(&[][..], |row| &row.terms);
                for (other, _) in terms {
                    let is_open = self.limits.get(*other).is_some_and(|[a, b]| a < b);
                    if is_open && found.insert(*other) {
                        order.push(*other);
                    }
                }
            }
        }
        self.components.extend(found.into_iter().map(|place| (place, number)));
        self.among.push(order);
        number
    }

    /// The limits of an unknown as they are known by narrowing alone.
    pub(super) fn limits(&self, target: Place) -> Limits {
        self.limits.get(target).copied().unwrap_or([0, 0])
    }

    /// Whether and how an unknown stays hidden; the tables that show it are added to `tables`.
    /// Those in `pool` were found for others, and may do.
    pub(super) fn reach(
        &mut self,
        (target, need): (Place, Need),
        tables: &mut Vec<Arc<Moves>>,
        pool: &[Arc<Moves>],
        Hints { shapes, is_near }: Hints<'_>,
    ) -> Reach {
        let truth = self.system.truth(target);
        let limits = self.limits(target);
        if !need.is_met(limits, truth) {
            return Reach::Breach(limits, Proof::Narrowed);
        }
        if self.is_shown_by_tables((target, need), tables, pool) {
            return Reach::Shown;
        }
        let number = self.component(target);
        let among = self.among.get(number).cloned().unwrap_or_default();
        let (system, limits) = (self.system, &*self.limits);
        let span = self.spans.entry(number).or_insert_with(|| Span::of(system, limits, &among));
        if span.tells(target) {
            return Reach::Breach([truth, truth], Proof::Equations);
        }
        let shapes = shapes();
        if need.ways().iter().any(|way| self.is_shaped((target, *way), tables, &shapes)) {
            return Reach::Shown;
        }
        if LARGE < among.len() {
            for most in FEW {
                let near = among.iter().copied().filter(|place| is_near(*place, most));
                if let Some(reach) = self.by_few((target, need), &near.collect::<Vec<_>>()) {
                    return reach;
                }
            }
        }
        let reach = self.settle((target, need), &among, tables);
        if let Reach::Open(_) = reach {
            let near = FEW.map(|most| {
                among.iter().copied().filter(|place| is_near(*place, most)).collect::<Vec<_>>()
            });
            let some = near.iter().map(Vec::as_slice).chain([&*among]);
            let mut some = some.filter(|some| some.len() <= LARGEST);
            if some.any(|some| self.is_shown_by_program((target, need), some, tables)) {
                return Reach::Safe;
            }
        }
        reach
    }

    /// Whether an integer program finds a table with the unknown so far down, and one so far up.
    fn is_shown_by_program(
        &self,
        (target, need): (Place, Need),
        some: &[Place],
        tables: &mut Vec<Arc<Moves>>,
    ) -> bool {
        need.ways().iter().any(|way| {
            self.is_found((target, *way), tables, |by| {
                table_by_program(self.system, self.limits, some, (target, by)).map(Arc::new)
            })
        })
    }

    /// Whether tables show an unknown to be open: those that are known, those in `pool`, and those that take
    /// up a move row by row.
    pub(super) fn is_shown_by_tables(
        &self,
        (target, need): (Place, Need),
        tables: &mut Vec<Arc<Moves>>,
        pool: &[Arc<Moves>],
    ) -> bool {
        need.ways().iter().any(|way| self.is_shown((target, *way), tables, pool))
    }

    /// Whether so many unknowns hang together with one that a linear program settles it.
    pub(super) fn is_large(&mut self, target: Place) -> bool {
        let number = self.component(target);
        self.among.get(number).is_some_and(|among| LARGE < among.len())
    }

    /// [`Reach::Linear`] or [`Reach::Safe`] where an unknown stays open by a linear program of all that hangs
    /// together with it, and where few do by whole numbers. `None` says nothing.
    pub(super) fn open_by_program(&mut self, (target, need): (Place, Need)) -> Option<Reach> {
        if !need.is_met(self.limits(target), self.system.truth(target)) {
            return None;
        }
        let number = self.component(target);
        let among = self.among.get(number).map_or(&[][..], Vec::as_slice);
        if LARGE < among.len() {
            return self.by_few((target, need), among);
        }
        let reach = self.settle((target, need), among, &mut Vec::new());
        matches!(reach, Reach::Linear | Reach::Safe).then_some(reach)
    }

    /// Whether there is a table with the unknown that far down, and one that far up.
    fn is_shown(
        &self,
        (target, way): (Place, [i128; 2]),
        tables: &mut Vec<Arc<Moves>>,
        pool: &[Arc<Moves>],
    ) -> bool {
        self.is_found((target, way), tables, |by| {
            let known = pool.iter().find(|table| self.fits(table, target, by)).map(Arc::clone);
            let found = || other_table(self.system, self.limits, (target, by)).map(Arc::new);
            known.or_else(found)
        })
    }

    /// The same, by tables of which the shape is given.
    fn is_shaped(
        &self,
        (target, way): (Place, [i128; 2]),
        tables: &mut Vec<Arc<Moves>>,
        shapes: &[Moves],
    ) -> bool {
        self.is_found((target, way), tables, |by| {
            let scaled = |shape: &Moves| {
                let own = shape.get(&target).copied().filter(|own| *own != 0)?;
                let moves = shape.iter().map(|(place, of)| (*place, of * by / own));
                completed(self.system, self.limits, moves.collect())
            };
            shapes.iter().find_map(scaled).map(Arc::new)
        })
    }

    /// Whether a table for each way is among `tables`, or is found and added to them.
    fn is_found(
        &self,
        (target, [down, up]): (Place, [i128; 2]),
        tables: &mut Vec<Arc<Moves>>,
        find: impl Fn(i128) -> Option<Arc<Moves>>,
    ) -> bool {
        [-down, up].into_iter().filter(|by| *by != 0).all(|by| {
            let is_known = tables.iter().any(|table| self.fits(table, target, by));
            is_known || find(by).map(|table| tables.push(table)).is_some()
        })
    }

    /// Whether a table that fits for everybody moves the unknown so far, and nothing that is known here.
    fn fits(&self, table: &Moves, target: Place, by: i128) -> bool {
        let is_so_far = |moved: &i128| moved.signum() == by.signum() && by.abs() <= moved.abs();
        table.get(&target).is_some_and(is_so_far)
            && table.iter().all(|(place, by)| {
                let [least, most] = self.limits(*place);
                let value = self.system.truth(*place) + by;
                least <= value && value <= most
            })
    }

    /// By a linear program that moves some of many unknowns that hang together, where that is enough.
    fn by_few(&self, (target, need): (Place, Need), some: &[Place]) -> Option<Reach> {
        let truth = self.system.truth(target);
        let limits = extremes(self.system, self.limits, some, target)?;
        let wider = Need { width: need.width + MARGIN, ..need };
        if need.is_whole {
            wider.is_met(limits, truth).then_some(Reach::Linear)
        } else {
            need.is_met(limits, truth).then_some(Reach::Safe)
        }
    }

    /// By a linear program, and by trying whole numbers.
    fn settle(
        &self,
        (target, need): (Place, Need),
        among: &[Place],
        tables: &mut Vec<Arc<Moves>>,
    ) -> Reach {
        let truth = self.system.truth(target);
        let [least, most] = self.limits(target);
        let linear = extremes(self.system, self.limits, among, target);
        let limits = linear.map_or([least, most], |[low, high]| [low.max(least), high.min(most)]);
        if !need.is_met(limits, truth) {
            return Reach::Breach(limits, Proof::Linear);
        }
        if !need.is_whole && linear.is_some() {
            return Reach::Safe;
        }
        let wider = Need { width: need.width + MARGIN, ..need };
        if LARGE < among.len() && linear.is_some() && wider.is_met(limits, truth) {
            return Reach::Linear;
        }
        self.whole((target, need), limits, among, tables)
    }

    /// The least and the most whole number that fits, as far as it can be told.
    fn whole(
        &self,
        (target, need): (Place, Need),
        limits: Limits,
        among: &[Place],
        tables: &mut Vec<Arc<Moves>>,
    ) -> Reach {
        let truth = self.system.truth(target);
        let room = |wanted| search(self.system, self.limits, among, (target, wanted));
        let value = |moves: &Moves| truth + moves.get(&target).copied().unwrap_or(0);
        let (mut least, mut most) = (truth, truth);
        let (mut is_least_sure, mut is_most_sure) = (false, false);
        for _ in 0..VALUES {
            match room([limits[0], least - 1]) {
                Searched::Found(moves) => {
                    least = value(&moves);
                    tables.push(Arc::new(moves));
                }
                Searched::None => is_least_sure = true,
                Searched::GivenUp => break,
            }
            if is_least_sure || need.is_met([least, most], truth) {
                break;
            }
        }
        for _ in 0..VALUES {
            if need.is_met([least, most], truth) {
                return Reach::Safe;
            }
            match room([most + 1, limits[1]]) {
                Searched::Found(moves) => {
                    most = value(&moves);
                    tables.push(Arc::new(moves));
                }
                Searched::None => is_most_sure = true,
                Searched::GivenUp => break,
            }
            if is_most_sure {
                break;
            }
        }
        if need.is_met([least, most], truth) {
            Reach::Safe
        } else if is_least_sure && is_most_sure {
            Reach::Breach([least, most], Proof::Whole)
        } else {
            Reach::Open(limits)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Hints<'_> {
        const NONE: Self = Self { shapes: &Vec::new, is_near: &|_, _| true };
    }

    /// A table, the room of each number, and sums of some of them that hold for it.
    #[derive(Clone, Debug)]
    struct Table {
        numbers: Vec<(i128, Limits)>,
        sums: Vec<(Vec<(Place, i128)>, Limits)>,
    }

    fn tables() -> impl Strategy<Value = Table> {
        let number = (0..5_i128, 0..3_i128, 0..3_i128)
            .prop_map(|(truth, down, up)| (truth, [(truth - down).max(0), truth + up]));
        let numbers = proptest::collection::vec(number, 2..6);
        numbers.prop_flat_map(|numbers| {
            let factor = prop_oneof![4 => Just(0), 4 => Just(1), 3 => Just(-1), 1 => Just(2)];
            let factors = proptest::collection::vec(factor, numbers.len());
            let room = prop_oneof![3 => Just([0, 0]), 1 => [0..2_i128, 0..3_i128]];
            proptest::collection::vec((factors, room), 0..5).prop_map(move |rows| {
                let sums = rows.into_iter().map(|(factors, [below, above])| {
                    let terms: Vec<(Place, i128)> = factors.into_iter().enumerate().collect();
                    let sum: i128 = terms.iter().map(|(of, by)| numbers[*of].0 * by).sum();
                    (terms, [sum - below, sum + above])
                });
                Table { sums: sums.collect(), numbers: numbers.clone() }
            })
        })
    }

    fn system(table: &Table) -> System {
        let mut system = System::default();
        for (truth, limits) in &table.numbers {
            system.unknown(*truth, *limits);
        }
        for (terms, limits) in &table.sums {
            system.row(terms, *limits);
        }
        system
    }

    /// The least and the most of each number over every table that fits, by trying all of them, where
    /// the numbers at `known` are what they are.
    fn by_trying(table: &Table, known: &BTreeSet<Place>) -> Vec<Limits> {
        let mut found: Vec<Limits> = table.numbers.iter().map(|(truth, _)| [*truth; 2]).collect();
        let mut tried: Vec<i128> = table.numbers.iter().map(|(_, [least, _])| *least).collect();
        loop {
            let sum = |terms: &[(Place, i128)]| terms.iter().map(|(of, by)| tried[*of] * by).sum();
            let fits = table.sums.iter().all(|(terms, [least, most])| {
                let sum: i128 = sum(terms);
                *least <= sum && sum <= *most
            });
            if fits && known.iter().all(|of| tried[*of] == table.numbers[*of].0) {
                for (limits, value) in found.iter_mut().zip(&tried) {
                    *limits = [limits[0].min(*value), limits[1].max(*value)];
                }
            }
            let Some(next) = (0..tried.len()).find(|of| tried[*of] < table.numbers[*of].1[1])
            else {
                return found;
            };
            tried[next] += 1;
            for (of, value) in tried.iter_mut().enumerate().take(next) {
                *value = table.numbers[of].1[0];
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

        #[test]
        fn what_is_found_is_what_trying_every_table_finds(
            table in tables(),
            known in proptest::collection::btree_set(0..6_usize, 0..2),
            (down, up, more) in (0..2_i128, 0..2_i128, 0..2_i128),
        ) {
            let system = system(&table);
            let known: BTreeSet<Place> =
                known.into_iter().filter(|of| *of < table.numbers.len()).collect();
            let mut limits = system.limits();
            system.narrow(&mut limits, None, |_, _| {}).unwrap();
            let everybody = limits.clone();
            let mut view = View::new(&system, &mut limits, &known).unwrap();
            let need = Need { down, up, width: (down + up).max(1) + more, is_whole: true };
            for (target, real) in by_trying(&table, &known).into_iter().enumerate() {
                let truth = table.numbers[target].0;
                let reach = view.reach((target, need), &mut Vec::new(), &[], Hints::NONE);
                match reach {
                    Reach::Shown | Reach::Safe => {
                        prop_assert!(need.is_met(real, truth), "{} of {:?}", target, real);
                    }
                    Reach::Breach([least, most], _) => {
                        prop_assert!(!need.is_met(real, truth), "{} of {:?}", target, real);
                        prop_assert!(least <= real[0] && real[1] <= most);
                    }
                    Reach::Linear => prop_assert!(false, "{} is not tried", target),
                    Reach::Open(_) => prop_assert!(false, "{} is open, {:?}", target, real),
                }
                // A linear program never says less than is so, and with one unknown left it is exact.
                let number = view.component(target);
                let among = view.among[number].clone();
                if let Some([least, most]) = extremes(&system, view.limits, &among, target) {
                    prop_assert!(least <= real[0] && real[1] <= most, "{:?} {:?}", real, [least, most]);
                }
            }
            drop(view);
            prop_assert_eq!(limits, everybody);
        }
    }

    /// Three rows and three columns with two cells hidden in each: no row gives one away, and whole
    /// tables do.
    #[test]
    fn a_table_with_two_hidden_in_each_line_can_still_be_solved() {
        let mut system = System::default();
        // x + y = 3, y + z = 2, z + x = 1: by hand x = 1, y = 2, z = 0.
        let [x, y, z] = [1, 2, 0].map(|truth| system.unknown(truth, [0, 9]));
        for (pair, sum) in [([x, y], 3), ([y, z], 2), ([z, x], 1)] {
            system.row(&pair.map(|of| (of, 1)), [sum, sum]);
        }
        let mut limits = system.limits();
        let mut view = View::new(&system, &mut limits, &BTreeSet::new()).unwrap();
        let need = Need { down: 0, up: 0, width: 1, is_whole: true };
        let reach = view.reach((y, need), &mut Vec::new(), &[], Hints::NONE);
        assert_eq!(reach, Reach::Breach([2, 2], Proof::Equations));
    }
}
