//! Whether an unknown can be a certain value at all: every table is tried, the true one's neighbours
//! first, as long as there are not too many.

use super::system::{Limits, Place, System};
use super::witness::Moves;

/// How many choices are made before the search is given up.
const CHOICES: usize = 6_000;

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Searched {
    /// A table that fits.
    Found(Moves),
    /// There is none.
    None,
    /// There were too many to try.
    GivenUp,
}

/// Looks among the unknowns `among` (with all that hangs together with them) for a table in which the
/// unknown at `target` lies within `wanted`.
pub(super) fn search(
    system: &System,
    limits: &[Limits],
    among: &[Place],
    (target, wanted): (Place, Limits),
) -> Searched {
    let mut search = Search { system, limits: limits.to_vec(), trail: Vec::new() };
    if !search.choose(target, wanted) {
        return Searched::None;
    }
    let mut open: Vec<Choice> = Vec::new();
    for _ in 0..CHOICES {
        let Some(choice) = search.next_choice(among) else {
            let moves = search.moves(among);
            // Narrowing that stopped early may have left a row that does not hold.
            return if system.fits(&moves) { Searched::Found(moves) } else { Searched::GivenUp };
        };
        open.push(choice);
        if !search.advance(&mut open) {
            return Searched::None;
        }
    }
    Searched::GivenUp
}

/// An unknown and the rooms it is still to be tried in, the next one last.
struct Choice {
    place: Place,
    rooms: Vec<Limits>,
    mark: usize,
}

struct Search<'a> {
    system: &'a System,
    limits: Vec<Limits>,
    trail: Vec<(Place, Limits)>,
}

impl Search<'_> {
    /// Takes the next room of the latest choice that has one; `false` where none has.
    fn advance(&mut self, open: &mut Vec<Choice>) -> bool {
        while let Some(choice) = open.last_mut() {
            let (place, mark) = (choice.place, choice.mark);
            let Some(room) = choice.rooms.pop() else {
                open.pop();
                continue;
            };
            self.back_to(mark);
            if self.choose(place, room) {
                return true;
            }
        }
        false
    }

    fn back_to(&mut self, mark: usize) {
        while mark < self.trail.len() {
            if let Some((place, limits)) = self.trail.pop()
                && let Some(of) = self.limits.get_mut(place)
            {
                *of = limits;
            }
        }
    }

    fn choose(&mut self, place: Place, room: Limits) -> bool {
        let Some(of) = self.limits.get_mut(place) else { return false };
        let new = [of[0].max(room[0]), of[1].min(room[1])];
        if new[1] < new[0] {
            return false;
        }
        self.trail.push((place, *of));
        *of = new;
        let trail = &mut self.trail;
        let changed = |place, old| trail.push((place, old));
        self.system.narrow(&mut self.limits, Some(&[place]), changed).is_ok()
    }

    /// The next unknown that may be several things: first of all what it really is, then less, then
    /// more.
    fn next_choice(&self, among: &[Place]) -> Option<Choice> {
        let is_open = |place: &&Place| self.limits.get(**place).is_some_and(|[a, b]| a < b);
        let place = *among.iter().find(is_open)?;
        let [least, most] = *self.limits.get(place)?;
        let first = self.system.truth(place).clamp(least, most);
        let mut rooms = vec![[first + 1, most], [least, first - 1]];
        rooms.retain(|[least, most]| least <= most);
        rooms.push([first, first]);
        Some(Choice { place, rooms, mark: self.trail.len() })
    }

    fn moves(&self, among: &[Place]) -> Moves {
        let moved = among.iter().filter_map(|place| {
            let [value, _] = *self.limits.get(*place)?;
            let by = value - self.system.truth(*place);
            (by != 0).then_some((*place, by))
        });
        moved.collect()
    }
}
