//! Where the labels of points find room in a plot.

use crate::frame::number;

/// A rectangle in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    /// The square around a dot.
    pub(crate) fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn lies_in(&self, frame: &Self) -> bool {
        frame.left <= self.left
            && self.right <= frame.right
            && frame.top <= self.top
            && self.bottom <= frame.bottom
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

/// A label that wants to stand at a dot; px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    pub(crate) at: (f64, f64),
    pub(crate) radius: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// How far from its dot a label stands, nearest first; px.
const GAPS: [f64; 3] = [4.0, 13.0, 24.0];
/// What a place further down the list of places costs, in points of lines that lie under it.
const STEP: f64 = 1.5;

/// Where a label may stand, and points along the line that leads to it from its dot.
#[derive(Clone, Debug)]
struct Candidate {
    area: Area,
    leader: Vec<(f64, f64)>,
    cost: f64,
}

impl Candidate {
    fn is_open(&self, taken: &[Area]) -> bool {
        taken
            .iter()
            .all(|of| !of.overlaps(&self.area) && !self.leader.iter().any(|point| of.holds(*point)))
    }
}

/// The line from a dot to a label that stands apart from it.
pub(crate) fn leader(at: (f64, f64), radius: f64, area: &Area) -> Option<[(f64, f64); 2]> {
    let near = (at.0.clamp(area.left, area.right), at.1.clamp(area.top, area.bottom));
    let far = (near.0 - at.0).hypot(near.1 - at.1);
    let towards = |length: f64| {
        let part = length / far;
        (at.0 + part * (near.0 - at.0), at.1 + part * (near.1 - at.1))
    };
    (radius + 9.0 < far).then(|| [towards(radius + 2.0), towards(far - 1.5)])
}

/// Points about as far apart as `step` px along a straight line.
pub(crate) fn along([from, to]: [(f64, f64); 2], step: f64) -> impl Iterator<Item = (f64, f64)> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let steps = (across.hypot(down) / step).ceil().max(1.0);
    let counted = std::iter::successors(Some(0.0), |place: &f64| Some(place + 1.0));
    let points = counted.take_while(move |place| *place <= steps);
    points.map(move |place| (from.0 + place / steps * across, from.1 + place / steps * down))
}

impl Wish {
    /// Where the label may stand, the best place first.
    fn places(&self) -> impl Iterator<Item = Area> {
        // To the right, to the left, above, below, and between those.
        let ways = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];
        GAPS.into_iter().flat_map(move |gap| {
            ways.into_iter().map(move |(across, down)| {
                let is_slanted = across != 0 && down != 0;
                let reach = self.radius + if is_slanted { 0.5 * gap } else { gap };
                let shift = |way: i32, extent: f64| {
                    let way = f64::from(way);
                    way * reach + (way - 1.0) / 2.0 * extent
                };
                let (x, y) = self.at;
                let (left, top) = (x + shift(across, self.width), y + shift(down, self.height));
                Area { left, top, right: left + self.width, bottom: top + self.height }
            })
        })
    }
}

/// The plot that labels are placed in.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) frame: Area,
    /// What no label may cover.
    pub(crate) taken: Vec<Area>,
    /// Points along lines, which a label covers only where it finds no better place.
    pub(crate) lines: Vec<(f64, f64)>,
}

impl Room {
    /// The places of labels: none covers another, and `None` where there is no room. Those with the
    /// fewest places choose first.
    pub(crate) fn place(&mut self, wishes: &[Wish]) -> Vec<Option<Area>> {
        let mut order: Vec<(usize, Vec<Candidate>)> =
            wishes.iter().map(|wish| self.free(wish)).enumerate().collect();
        order.sort_by_key(|(_, free)| free.len());
        let before = self.taken.len();
        let mut placed: Vec<Option<Area>> = vec![None; wishes.len()];
        for (place, free) in order {
            let labels = self.taken.get(before..).unwrap_or_default();
            let open = free.iter().filter(|spot| spot.is_open(labels));
            let best = open.min_by(|one, other| one.cost.total_cmp(&other.cost));
            if let (Some(spot), Some(label)) = (best, placed.get_mut(place)) {
                *label = Some(spot.area);
                self.taken.push(spot.area);
                self.taken.extend(spot.leader.iter().map(|point| Area::around(*point, 1.0)));
            }
        }
        placed
    }

    /// The free places of one label.
    fn free(&self, wish: &Wish) -> Vec<Candidate> {
        let inside = wish.places().enumerate().filter(|(_, area)| area.lies_in(&self.frame));
        let spot = |(order, area): (usize, Area)| {
            let under = self.lines.iter().filter(|point| area.holds(**point)).count();
            let ends = leader(wish.at, wish.radius, &area);
            let leader = ends.into_iter().flat_map(|ends| along(ends, 2.0)).collect();
            Candidate { area, leader, cost: number(under) + STEP * number(order) }
        };
        inside.map(spot).filter(|spot| spot.is_open(&self.taken)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Area = Area { left: 0.0, top: 0.0, right: 200.0, bottom: 100.0 };

    fn wish(x: f64, y: f64) -> Wish {
        Wish { at: (x, y), radius: 5.0, width: 60.0, height: 14.0 }
    }

    fn room(dots: &[(f64, f64)], lines: Vec<(f64, f64)>) -> Room {
        let taken = dots.iter().map(|dot| Area::around(*dot, 5.0)).collect();
        Room { frame: FRAME, taken, lines }
    }

    #[test]
    fn a_label_stands_to_the_right_or_where_there_is_room() {
        let at = |x, y, dots: &[(f64, f64)]| {
            let mut dots = dots.to_vec();
            dots.push((x, y));
            let area = room(&dots, Vec::new()).place(&[wish(x, y)])[0].unwrap();
            ((area.left - x).round(), (area.top - y).round())
        };
        assert_eq!(at(50.0, 50.0, &[]), (9.0, -7.0));
        assert_eq!(at(180.0, 50.0, &[]), (-69.0, -7.0));
        assert_eq!(at(100.0, 50.0, &[(120.0, 50.0), (80.0, 50.0)]), (-30.0, -23.0));
        assert_eq!(at(100.0, 10.0, &[(120.0, 10.0), (80.0, 10.0)]), (-30.0, 9.0));
    }

    #[test]
    fn a_line_is_covered_only_where_nothing_else_is_free() {
        let line: Vec<(f64, f64)> = (0..50).map(|x| (f64::from(x) * 4.0, 50.0)).collect();
        let area = room(&[(100.0, 50.0)], line.clone()).place(&[wish(100.0, 50.0)])[0].unwrap();
        assert!(area.bottom <= 50.0 || 50.0 <= area.top, "{area:?}");
        let dots = [(100.0, 50.0), (90.0, 30.0), (110.0, 30.0), (90.0, 70.0), (110.0, 70.0)];
        assert!(room(&dots, line).place(&[wish(100.0, 50.0)])[0].is_some());
    }

    #[test]
    fn labels_cover_neither_each_other_nor_dots() {
        let dots: Vec<(f64, f64)> = (0..12).map(|i| (20.0 + 12.0 * f64::from(i), 50.0)).collect();
        let wishes: Vec<Wish> = dots.iter().map(|(x, y)| wish(*x, *y)).collect();
        let mut room = room(&dots, Vec::new());
        let placed = room.place(&wishes);
        let areas: Vec<Area> = placed.iter().flatten().copied().collect();
        assert!(1 < areas.len() && areas.len() < wishes.len(), "{areas:?}");
        for (place, area) in areas.iter().enumerate() {
            assert!(area.lies_in(&FRAME));
            assert!(areas.iter().skip(place + 1).all(|other| !area.overlaps(other)));
            assert!(dots.iter().all(|dot| !area.overlaps(&Area::around(*dot, 5.0))));
        }
    }

    #[test]
    fn no_line_leads_through_a_label_or_a_dot() {
        // Nine dots in a row, and one that is walled in on every side but straight up and down.
        let row: Vec<(f64, f64)> = (0..9).map(|i| (70.0 + 9.0 * f64::from(i), 50.0)).collect();
        let walls = [(85.0, 50.0), (115.0, 50.0), (80.0, 37.0), (120.0, 37.0), (80.0, 63.0)];
        let walled: Vec<_> =
            [(100.0, 50.0)].into_iter().chain(walls).chain([(120.0, 63.0)]).collect();
        let mut leaders = 0;
        for (dots, count) in [(row, 9), (walled, 1)] {
            let wishes: Vec<Wish> = dots.iter().take(count).map(|(x, y)| wish(*x, *y)).collect();
            let placed = room(&dots, Vec::new()).place(&wishes);
            let pairs = || wishes.iter().zip(&placed);
            let labels = || pairs().filter_map(|(wish, area)| Some((wish, (*area)?)));
            for (wish, area) in labels() {
                let Some(ends) = leader(wish.at, wish.radius, &area) else { continue };
                leaders += 1;
                for point in along(ends, 2.0) {
                    assert!(labels().all(|(_, other)| !other.holds(point)));
                    assert!(dots.iter().all(|dot| !Area::around(*dot, 5.0).holds(point)));
                }
            }
        }
        assert!(0 < leaders);
    }
}
