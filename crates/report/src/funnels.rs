//! The curves of funnels: how far schools of each size stray from the level of all by chance.
//!
//! Made of released numbers alone: the level of all schools, the shock factor and its degrees of
//! freedom. So the curves are as exact as what is printed, and a school's own limits, which are
//! worked out before rounding, may lie off them by about a unit of the last decimal.

use kvalitet_core::catalogue::Scale;
use kvalitet_core::method::{Interval, count_to_f64, score_limits, t_quantile};
use kvalitet_core::{Decimal, IndicatorId, SchoolKind, Unit};
use kvalitet_disclosure::{PositionContent, ReleasedPositionNumbers, ReleasedSpreading};
use serde::Serialize;

use crate::view::View;

/// Chances to lie outside the inner and the outer limits.
const OUTSIDE: [f64; 2] = [0.05, 0.002];

/// The curves of one indicator and kind of school.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Funnel<'a> {
    #[serde(rename = "indikator")]
    pub(crate) indicator: &'a IndicatorId,
    #[serde(rename = "skoletype")]
    pub(crate) kind: SchoolKind,
    #[serde(flatten)]
    pub(crate) chance: Chance,
    #[serde(rename = "punkter")]
    pub(crate) points: Vec<Point>,
}

/// What the limits of a funnel of shares follow from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Chance {
    /// The level of all schools, as it is printed.
    #[serde(rename = "alle_skoler")]
    pub(crate) reference: Decimal,
    #[serde(rename = "chokfaktor")]
    pub(crate) shock: Decimal,
    #[serde(rename = "frihedsgrader")]
    pub(crate) degrees: Decimal,
}

/// The limits for schools of one size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Point {
    /// How many different pupils.
    #[serde(rename = "forskellige_elever")]
    pub(crate) persons: u64,
    #[serde(rename = "tragt_95")]
    pub(crate) inner: [Decimal; 2],
    #[serde(rename = "tragt_998")]
    pub(crate) outer: [Decimal; 2],
}

/// The funnels of shares, in the order of the release. A mean has none: its limits follow from the
/// spread among each school's own pupils, not from their number alone. An audience that is not told
/// how schools spread has none either.
pub(crate) fn funnels<'a>(view: &View<'a>) -> Vec<Funnel<'a>> {
    let of = |spreading: &'a ReleasedSpreading| {
        let shares: Vec<ReleasedPositionNumbers> = shares(view, spreading).collect();
        let definition = view.release.catalogue().indicator(spreading.indicator.as_str())?;
        let persons = shares.iter().map(|numbers| numbers.distinct);
        let chance = Chance {
            reference: shares.first()?.reference,
            shock: spreading.shock,
            degrees: spreading.degrees,
        };
        let sizes = sizes(persons.clone().min()?, persons.max()?);
        let points = sizes.into_iter().map(|n| chance.point(n, definition.scale));
        Some(Funnel {
            indicator: &spreading.indicator,
            kind: spreading.kind,
            chance,
            points: points.collect::<Option<_>>()?,
        })
    };
    view.judged().spreading.iter().filter_map(of).collect()
}

/// The kind that a school is judged among: one of unknown kind is a folkeskole.
pub(crate) fn judged_kind(view: &View<'_>, school: Unit) -> SchoolKind {
    view.kind(school).unwrap_or(SchoolKind::Folkeskole)
}

/// The shown numbers of the schools that stand against each other. Shares alone have limits from
/// counting.
fn shares<'a>(
    view: &'a View<'_>,
    spreading: &'a ReleasedSpreading,
) -> impl Iterator<Item = ReleasedPositionNumbers> {
    let fits = |of: &&kvalitet_disclosure::ReleasedPosition| {
        of.indicator == spreading.indicator && judged_kind(view, of.unit) == spreading.kind
    };
    let positions = view.judged().positions.iter().filter(fits);
    let numbers = positions.filter_map(|of| match of.content {
        PositionContent::Shown { ref numbers, .. } => numbers.as_deref().copied(),
        PositionContent::Hidden => None,
    });
    numbers.filter(|numbers| numbers.counting.is_some() && 0 < numbers.distinct)
}

/// From the least to the most, both with: one by one while they are few, then by a tenth.
fn sizes(least: u64, most: u64) -> Vec<u64> {
    let next = |n: &u64| Some(n + (n / 10).max(1)).filter(|next| *next < most);
    let mut sizes: Vec<u64> = std::iter::successors(Some(least), next).collect();
    if least < most {
        sizes.push(most);
    }
    sizes
}

impl Chance {
    /// `None` where the printed level leaves no room on one side: no line would say anything.
    fn point(self, persons: u64, scale: Scale) -> Option<Point> {
        let whole = match scale {
            Scale::Percent => 100.0,
            Scale::Number => 1.0,
        };
        let level = self.reference.to_f64() / whole;
        if !(0.0 < level && level < 1.0) {
            return None;
        }
        let print = |number: f64| Decimal::from_f64(number * whole, self.reference.decimals());
        let limits = |outside: f64| {
            let t = t_quantile(outside, self.degrees.to_f64())?;
            let Interval { lower, upper } =
                score_limits(count_to_f64(persons), level, t, self.shock.to_f64())?;
            Some([print(lower)?, print(upper)?])
        };
        let [inner, outer] = OUTSIDE;
        Some(Point { persons, inner: limits(inner)?, outer: limits(outer)? })
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// R 4: `qt(.975, 75)` is 1.992102154, `qt(.999, 75)` is 3.202488841; .745 ± that times
    /// 1.6 √(.745 · .255/50).
    #[test]
    fn the_limits_are_those_of_the_factor_and_its_degrees() {
        let chance =
            Chance { reference: decimal("74.5"), shock: decimal("1.60"), degrees: decimal("75") };
        let point = chance.point(50, Scale::Percent).unwrap();
        assert_eq!(point.inner, [decimal("54.9"), decimal("94.1")]);
        assert_eq!(point.outer, [decimal("42.9"), decimal("100.0")]);
    }

    #[test]
    fn a_level_without_room_has_no_curve() {
        let chance =
            Chance { reference: decimal("100.0"), shock: decimal("1.60"), degrees: decimal("75") };
        assert_eq!(chance.point(50, Scale::Percent), None);
    }

    #[test]
    fn sizes_go_from_the_least_to_the_most() {
        assert_eq!(sizes(7, 7), [7]);
        assert_eq!(sizes(18, 25), [18, 19, 20, 22, 24, 25]);
        let many = sizes(5, 100_000);
        assert_eq!((many.first(), many.last()), (Some(&5), Some(&100_000)));
        assert!(many.is_sorted_by(|a, b| a < b) && many.len() < 120, "{}", many.len());
    }

    proptest! {
        #[test]
        fn larger_schools_never_have_wider_limits(
            level in 1_i64..1000, shock in 100_i64..400, degrees in 5_i64..500, least in 1_u64..60,
            more in 0_u64..3000,
        ) {
            let chance = Chance {
                reference: Decimal::new(level, 1).unwrap(),
                shock: Decimal::new(shock, 2).unwrap(),
                degrees: Decimal::new(degrees, 0).unwrap(),
            };
            let at = |n| chance.point(n, Scale::Percent);
            let points: Vec<Point> = sizes(least, least + more).into_iter().filter_map(at).collect();
            prop_assert!(!points.is_empty() || level == 1000);
            let no_more = |a: Decimal, b: Decimal| a.compare(b) != Ordering::Greater;
            for point in &points {
                let line = [
                    decimal("0"), point.outer[0], point.inner[0], chance.reference,
                    point.inner[1], point.outer[1], decimal("100"),
                ];
                prop_assert!(line.is_sorted_by(|a, b| no_more(*a, *b)), "{:?}", point);
            }
            for pair in points.windows(2) {
                for (small, large) in [(pair[0].inner, pair[1].inner), (pair[0].outer, pair[1].outer)] {
                    prop_assert!(no_more(small[0], large[0]) && no_more(large[1], small[1]));
                }
            }
        }
    }
}
