//! Axes and their ticks.

use kvalitet_core::Decimal;
use kvalitet_disclosure::ReleasedFigure;
use kvalitet_text::Texts;

/// How the values of an axis are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Per cent, 0-100, with a per cent sign.
    Percent,
    /// Plain numbers.
    Number,
    /// How many of something there are: its axis begins at nothing.
    Count,
}

impl Axis {
    /// A value as it is printed on this axis.
    pub(crate) fn print(self, texts: &Texts, value: Decimal) -> String {
        match self {
            Self::Percent => texts.percent(value),
            Self::Number | Self::Count => texts.number(value),
        }
    }

    /// A figure as a tooltip says it: the value and its interval. `None` where none is shown.
    pub(crate) fn describe(self, texts: &Texts, figure: &ReleasedFigure) -> Option<String> {
        let value = self.print(texts, figure.value()?);
        Some(figure.interval().map_or(value.clone(), |(lower, upper)| {
            format!("{value} ({}–{})", texts.number(lower), self.print(texts, upper))
        }))
    }

    /// A figure without its interval. `None` where no value is shown.
    pub(crate) fn describe_plain(self, texts: &Texts, figure: &ReleasedFigure) -> Option<String> {
        figure.value().map(|value| self.print(texts, value))
    }

    /// The least span an axis shows: a narrower one would make noise look like news.
    fn least_span(self, largest: f64) -> f64 {
        match self {
            Self::Percent => 10.0,
            Self::Number | Self::Count if largest <= 0.0 => 1.0,
            Self::Number | Self::Count => 0.1 * largest,
        }
    }

    /// `lower..upper` at least as wide as the least span, and not past what values can be.
    fn widened(self, lower: f64, upper: f64) -> (f64, f64) {
        let lower = if self == Self::Count { lower.min(0.0) } else { lower };
        let least = self.least_span(upper.abs().max(lower.abs()));
        let missing = (least - (upper - lower)).max(0.0);
        let (mut from, mut to) = (lower - missing / 2.0, upper + missing / 2.0);
        if 0.0 <= lower && from < 0.0 {
            (from, to) = (0.0, to - from);
        }
        if self == Self::Percent && upper <= 100.0 && 100.0 < to {
            (from, to) = ((from - (to - 100.0)).max(0.0), 100.0);
        }
        (from, to)
    }
}

/// The ends of an axis and the values that are printed along it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
    pub(crate) ticks: Vec<Decimal>,
}

impl Scale {
    /// An axis that holds every one of `values`, with at most `intervals` steps of 1, 2 or 5.
    ///
    /// `None` when there are no values.
    pub(crate) fn over(
        values: impl IntoIterator<Item = Decimal>,
        axis: Axis,
        intervals: i64,
    ) -> Option<Self> {
        let ends = values.into_iter().map(Decimal::to_f64).fold(None, |ends, value| {
            let (low, high): (f64, f64) = ends.unwrap_or((value, value));
            Some((low.min(value), high.max(value)))
        });
        let (lower, upper) = ends.map(|(low, high)| axis.widened(low, high))?;
        steps().find_map(|step| Self::with_step(lower, upper, step, intervals))
    }

    fn with_step(lower: f64, upper: f64, step: Decimal, intervals: i64) -> Option<Self> {
        // A value that stands on a tick must not be pushed past it by its binary form.
        let slack = 1e-9;
        let first = whole((lower / step.to_f64() + slack).floor())?;
        let last = whole((upper / step.to_f64() - slack).ceil())?.max(first + 1);
        if intervals < last - first {
            return None;
        }
        let tick = |place: i64| Decimal::new(place.checked_mul(step.units())?, step.decimals());
        let ticks: Vec<Decimal> = (first..=last).filter_map(tick).collect();
        let (start, end) = (ticks.first()?.to_f64(), ticks.last()?.to_f64());
        Some(Self { lower: start, upper: end, ticks })
    }
}

fn whole(value: f64) -> Option<i64> {
    Decimal::from_f64(value, 0).map(Decimal::units)
}

/// 0.01, 0.02, 0.05, 0.1 ... up to billions.
fn steps() -> impl Iterator<Item = Decimal> {
    let below = [2_u8, 1].into_iter().flat_map(|decimals| {
        [1, 2, 5].into_iter().filter_map(move |units| Decimal::new(units, decimals))
    });
    let above = (0..10_u32).flat_map(|power| {
        [1, 2, 5].into_iter().filter_map(move |units| Decimal::new(units * 10_i64.pow(power), 0))
    });
    below.chain(above)
}

/// A number with its sign; zero has none: `+3,2`, `−3,2`, `0,0`.
pub(crate) fn signed(texts: &Texts, number: Decimal) -> String {
    let sign = if 0 < number.units() { "+" } else { "" };
    format!("{sign}{}", texts.number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[&str], axis: Axis, intervals: i64) -> String {
        let values = values.iter().map(|value| value.parse().unwrap());
        let scale = Scale::over(values, axis, intervals).unwrap();
        let ticks: Vec<String> = scale.ticks.iter().map(ToString::to_string).collect();
        ticks.join(" ")
    }

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        assert_eq!(ticks(&["68.6", "82.5", "80"], Axis::Percent, 5), "65 70 75 80 85");
        assert_eq!(ticks(&["68.6", "82.5", "80"], Axis::Percent, 3), "60 70 80 90");
        assert_eq!(ticks(&["6.6", "8.1"], Axis::Number, 5), "6.5 7.0 7.5 8.0 8.5");
    }

    #[test]
    fn a_narrow_spread_is_not_blown_up() {
        assert_eq!(ticks(&["74.1", "74.3"], Axis::Percent, 6), "68 70 72 74 76 78 80");
        assert_eq!(ticks(&["7.3"], Axis::Number, 5), "6.8 7.0 7.2 7.4 7.6 7.8");
    }

    #[test]
    fn an_axis_of_counts_begins_at_nothing() {
        assert_eq!(ticks(&["4100", "4350"], Axis::Count, 5), "0 1000 2000 3000 4000 5000");
        assert_eq!(ticks(&["4100", "4350"], Axis::Number, 5), "4000 4100 4200 4300 4400 4500");
        assert_eq!(ticks(&["3"], Axis::Count, 5), "0 1 2 3");
    }

    #[test]
    fn no_axis_of_per_cent_leaves_what_per_cent_can_be() {
        assert_eq!(ticks(&["0.0", "0.0"], Axis::Percent, 5), "0 2 4 6 8 10");
        assert_eq!(ticks(&["100.0"], Axis::Percent, 5), "90 92 94 96 98 100");
        assert_eq!(ticks(&["0", "100"], Axis::Percent, 5), "0 20 40 60 80 100");
        assert_eq!(ticks(&["0"], Axis::Number, 5), "0.0 0.2 0.4 0.6 0.8 1.0");
    }

    #[test]
    fn without_values_there_is_no_axis() {
        assert_eq!(Scale::over([], Axis::Percent, 5), None);
    }
}
