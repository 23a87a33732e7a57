//! What follows from the equations alone, exactly: elimination modulo a prime.

use std::collections::{BTreeMap, BTreeSet};

use super::system::{Limits, Place, System};

/// 2^61 - 1. That a factor which is not zero is zero modulo it does not happen by chance.
const PRIME: i128 = 0x1FFF_FFFF_FFFF_FFFF;

type Vector = BTreeMap<Place, i128>;

/// The sums of unknowns that the equations say, by the unknown that leads each.
#[derive(Debug, Default)]
pub(super) struct Span {
    leading: BTreeMap<Place, Vector>,
}

impl Span {
    /// What the equations among some unknowns say, where those with one value alone are known.
    pub(super) fn of(system: &System, limits: &[Limits], among: &[Place]) -> Self {
        let is_open = |place: &Place| limits.get(*place).is_some_and(|[least, most]| least < most);
        let rows: BTreeSet<usize> = among.iter().flat_map(|place| system.rows_of(*place)).collect();
        let mut span = Self::default();
        for row in rows.into_iter().filter_map(|number| system.row_at(number)) {
            if row.is_equation() {
                let open = row.terms.iter().filter(|(place, _)| is_open(place));
                let vector = open.map(|(place, factor)| (*place, factor.rem_euclid(PRIME)));
                span.add(vector.collect());
            }
        }
        span
    }

    fn add(&mut self, vector: Vector) {
        let rest = self.rest(vector);
        let Some((place, factor)) = rest.first_key_value() else { return };
        let (place, over) = (*place, inverse(*factor));
        let led = rest.into_iter().map(|(of, factor)| (of, factor * over % PRIME)).collect();
        self.leading.insert(place, led);
    }

    /// What is left of a sum less those that are said.
    fn rest(&self, mut vector: Vector) -> Vector {
        let mut rest = Vector::new();
        while let Some((place, factor)) = vector.pop_first() {
            let Some(led) = self.leading.get(&place) else {
                rest.insert(place, factor);
                continue;
            };
            for (of, times) in led.iter().skip(1) {
                let sum = vector.entry(*of).or_default();
                *sum = (*sum - factor * times % PRIME).rem_euclid(PRIME);
                if *sum == 0 {
                    vector.remove(of);
                }
            }
        }
        rest
    }

    /// Whether the equations say what one unknown is.
    pub(super) fn tells(&self, place: Place) -> bool {
        self.rest(Vector::from([(place, 1)])).is_empty()
    }
}

/// The number that gives 1 with `of`, modulo the prime.
fn inverse(of: i128) -> i128 {
    let (mut result, mut base, mut exponent) = (1, of.rem_euclid(PRIME), PRIME - 2);
    while 0 < exponent {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}
