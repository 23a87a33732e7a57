//! Whether a figure agrees with what somebody else published of it.
//!
//! A published figure has been rounded, perhaps twice, and may be of other pupils than the name
//! says. [`compare`] holds the exact fraction against the printed number and says which of four
//! things it is: the same, the same but for rounding, of another population, or unexplained.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Decimal, InlineText, NotAnId};

/// A figure of ours: an exact fraction in the unit the published one is printed in.
///
/// 42 of 60 pupils is `4200 / 60` beside a percentage, and `42 / 60` beside a share of 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ours {
    /// The numerator.
    pub numerator: i128,
    /// The denominator. Zero where nobody was counted: there is no value then.
    pub denominator: i128,
    /// Over how many persons.
    pub n: u64,
}

impl Ours {
    /// The value with `decimals` decimals, half away from zero.
    ///
    /// `None` for a denominator of zero, more than nine decimals or a value that does not fit a
    /// [`Decimal`]. A fraction is reduced first: scaling both parts changes nothing.
    pub fn rounded(self, decimals: u8) -> Option<Decimal> {
        let (numerator, denominator) = self.reduced()?;
        Decimal::from_ratio(numerator, denominator, decimals)
    }

    /// The fraction in lowest terms with a positive denominator.
    fn reduced(self) -> Option<(i128, i128)> {
        let (mut divisor, mut rest) =
            (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        if rest == 0 {
            return None;
        }
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        // Only the least number there is has no opposite; it takes no part in a comparison.
        let divisor = i128::try_from(divisor).ok()?.checked_mul(self.denominator.signum())?;
        Some((self.numerator.checked_div(divisor)?, self.denominator.checked_div(divisor)?))
    }

    /// Whether the exact value is at most one unit of the last printed place from `printed`.
    fn is_within_a_unit(self, printed: Decimal) -> bool {
        let apart = || {
            let (numerator, denominator) = self.reduced()?;
            let scaled = numerator.checked_mul(10_i128.pow(u32::from(printed.decimals())))?;
            let theirs = i128::from(printed.units()).checked_mul(denominator)?;
            Some(scaled.checked_sub(theirs)?.checked_abs()? <= denominator)
        };
        apart().unwrap_or(false)
    }

    fn prints_as(self, printed: Decimal) -> bool {
        self.rounded(printed.decimals()) == Some(printed)
    }
}

/// A figure as somebody else printed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// The value, with the decimals it was printed with.
    pub value: Decimal,
    /// Over how many persons, where that was printed too.
    pub n: Option<u64>,
}

/// A way to draw the line around a figure's population, such as `uden-specialskoler`: lower-case
/// letters, digits and hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AlternativeId(InlineText<40>);

impl FromStr for AlternativeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !text.bytes().all(legal) {
            return Err(NotAnId);
        }
        InlineText::new(text.as_bytes()).map(Self).ok_or(NotAnId)
    }
}

impl TryFrom<String> for AlternativeId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<AlternativeId> for String {
    fn from(id: AlternativeId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for AlternativeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How a figure of ours and a published one agree. Ordered: the more serious is the greater.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "udfald")]
pub enum Agreement {
    /// Ours, rounded to their decimals half away from zero, is theirs.
    #[serde(rename = "ens")]
    Equal,
    /// Ours, unrounded, is at most one unit of their last place from theirs: rounded otherwise, cut
    /// off, or rounded in two steps.
    #[serde(rename = "afrunding")]
    Rounding,
    /// They differ by more, and are not about the same persons.
    #[serde(rename = "anden-population")]
    OtherPopulation {
        /// Over how many persons ours is.
        #[serde(rename = "vores_n")]
        ours: u64,
        /// Over how many theirs is, where that is known.
        #[serde(rename = "deres_n")]
        theirs: Option<u64>,
        /// The first population that gives their number; `None` where no known one does.
        #[serde(rename = "forklaret_af")]
        explained_by: Option<AlternativeId>,
    },
    /// They differ by more, over the same number of persons or one that is not known.
    #[serde(rename = "uforklaret")]
    Unexplained,
}

impl Agreement {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Equal => "ens",
            Self::Rounding => "afrunding",
            Self::OtherPopulation { .. } => "anden-population",
            Self::Unexplained => "uforklaret",
        }
    }

    /// Whether the two are the same but for rounding.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Equal | Self::Rounding)
    }
}

/// Holds a figure of ours against a published one.
///
/// `alternatives` are the same figure over other populations, such as without special schools, in
/// the order they should be thought of. They are tried only where rounding does not explain the
/// difference: whole per cent would agree with one of several by chance. An alternative explains
/// the published figure if it is [`Equal`](Agreement::Equal) to it and, where the published number
/// of persons is known, over as many.
///
/// The value decides before the persons do: two figures that print alike are equal, also over
/// different numbers of persons. A denominator of zero is no value, so it is neither equal nor
/// near: it is another population where the published number of persons is known and not ours, or
/// where an alternative explains it, and else unexplained. So is a value beyond the range of a
/// [`Decimal`].
///
/// # Examples
///
/// ```
/// use kvalitet_core::agreement::{Agreement, Ours, Theirs, compare};
///
/// // 148 of 199 pupils is 74.37 %.
/// let ours = Ours { numerator: 14_800, denominator: 199, n: 199 };
/// let printed = |value: &str, n| value.parse().map(|value| Theirs { value, n });
///
/// assert_eq!(compare(ours, printed("74.4", None)?, &[]), Agreement::Equal);
/// assert_eq!(compare(ours, printed("74.3", None)?, &[]), Agreement::Rounding);
/// assert_eq!(compare(ours, printed("75.1", None)?, &[]), Agreement::Unexplained);
///
/// // Without the special school it is 142 of 189: 75.13 %.
/// let without = Ours { numerator: 14_200, denominator: 189, n: 189 };
/// let explained_by = "uden-specialskoler".parse()?;
/// let other = Agreement::OtherPopulation {
///     ours: 199, theirs: Some(189), explained_by: Some(explained_by),
/// };
/// assert_eq!(compare(ours, printed("75.1", Some(189))?, &[(explained_by, without)]), other);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(ours: Ours, theirs: Theirs, alternatives: &[(AlternativeId, Ours)]) -> Agreement {
    if ours.prints_as(theirs.value) {
        return Agreement::Equal;
    }
    if ours.is_within_a_unit(theirs.value) {
        return Agreement::Rounding;
    }
    let explains = |other: &Ours| {
        other.prints_as(theirs.value) && theirs.n.is_none_or(|printed| printed == other.n)
    };
    let explained_by = alternatives.iter().find(|(_, other)| explains(other)).map(|(id, _)| *id);
    let differ = theirs.n.is_some_and(|printed| printed != ours.n);
    if differ || explained_by.is_some() {
        Agreement::OtherPopulation { ours: ours.n, theirs: theirs.n, explained_by }
    } else {
        Agreement::Unexplained
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn theirs(value: &str) -> Theirs {
        Theirs { value: value.parse().unwrap(), n: None }
    }

    fn fraction(numerator: i128, denominator: i128) -> Ours {
        Ours { numerator, denominator, n: 10 }
    }

    #[test]
    fn each_way_to_round_is_told_from_a_difference() {
        use Agreement::{Equal, Rounding, Unexplained};
        // By hand: 7.449 is 7.4; by way of 7.45 it is 7.5. Cut off, 7.49 is 7.4.
        for (ours, printed, expected) in [
            (fraction(7449, 1000), "7.4", Equal),
            (fraction(7449, 1000), "7.5", Rounding),
            (fraction(749, 100), "7.4", Rounding),
            (fraction(29, 4), "7.3", Equal),
            (fraction(29, 4), "7.2", Rounding),
            (fraction(75, 10), "7.4", Rounding),
            (fraction(7501, 1000), "7.4", Unexplained),
            (fraction(-5, 2), "-3", Equal),
            (fraction(-5, 2), "-2", Rounding),
            (fraction(5, -2), "-3", Equal),
            (fraction(5, -2), "-2", Rounding),
            (fraction(8, 10), "80", Unexplained),
        ] {
            assert_eq!(compare(ours, theirs(printed), &[]), expected, "{ours:?} {printed}");
        }
    }

    #[test]
    fn an_alternative_over_another_number_of_persons_explains_nothing() {
        let of = |n| Ours { numerator: 3, denominator: 4, n };
        let ours = Ours { numerator: 1, denominator: 2, n: 100 };
        let id = |text: &str| text.parse::<AlternativeId>().unwrap();
        let alternatives = [(id("a"), of(80)), (id("b"), of(90)), (id("c"), of(90))];
        let explained = |n| match compare(ours, Theirs { n, ..theirs("0.75") }, &alternatives) {
            Agreement::OtherPopulation { explained_by, .. } => explained_by,
            other => panic!("{other:?}"),
        };
        assert_eq!(explained(None), Some(id("a")));
        assert_eq!(explained(Some(90)), Some(id("b")));
        assert_eq!(explained(Some(95)), None);
        // The same persons as ours: no population explains it.
        let same = compare(ours, Theirs { n: Some(100), ..theirs("0.75") }, &alternatives);
        assert_eq!(same, Agreement::Unexplained);
    }

    #[test]
    fn nobody_is_no_value() {
        let nobody = Ours { numerator: 0, denominator: 0, n: 0 };
        assert_eq!(compare(nobody, theirs("0"), &[]), Agreement::Unexplained);
        let other = compare(nobody, Theirs { n: Some(7), ..theirs("0") }, &[]);
        assert_eq!(other.id(), "anden-population");
    }

    #[test]
    fn files_name_the_outcome_in_danish() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Row {
            row: Agreement,
        }
        let explained_by = "uden-specialskoler".parse().ok();
        let row = Agreement::OtherPopulation { ours: 199, theirs: None, explained_by };
        let text = toml::to_string(&Row { row }).unwrap();
        assert_eq!(
            text,
            "[row]\nudfald = \"anden-population\"\nvores_n = 199\n\
             forklaret_af = \"uden-specialskoler\"\n"
        );
        assert_eq!(toml::from_str::<Row>(&text).unwrap(), Row { row });
        for row in [Agreement::Equal, Agreement::Rounding, Agreement::Unexplained] {
            let text = toml::to_string(&Row { row }).unwrap();
            assert_eq!(text, format!("[row]\nudfald = \"{}\"\n", row.id()));
        }
    }

    fn printed() -> impl Strategy<Value = Decimal> {
        (-20_000_i64..20_000, 0_u8..4).prop_map(|(units, d)| Decimal::new(units, d).unwrap())
    }

    fn rank(agreement: Agreement) -> u8 {
        match agreement {
            Agreement::Equal => 0,
            Agreement::Rounding => 1,
            Agreement::OtherPopulation { .. } => 2,
            Agreement::Unexplained => 3,
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_of_a_figure_agrees_with_it(
            numerator in -10_000_000_i128..10_000_000,
            denominator in 1_i128..100_000,
            decimals in 0_u8..4,
            scale in prop_oneof![1_i128..1_000_000, Just(1_i128 << 90), Just(-3_i128)],
        ) {
            let ours = fraction(numerator, denominator);
            let value = ours.rounded(decimals).unwrap();
            let scaled = fraction(numerator * scale, denominator * scale);
            prop_assert_eq!(compare(ours, Theirs { value, n: None }, &[]), Agreement::Equal);
            prop_assert_eq!(compare(scaled, Theirs { value, n: Some(3) }, &[]), Agreement::Equal);
            // Two steps of rounding move a number by less than a unit.
            let twice = ours.rounded(decimals + 1).unwrap().with_decimals(decimals).unwrap();
            let found = compare(ours, Theirs { value: twice, n: None }, &[]);
            prop_assert!(found.holds());
        }

        #[test]
        fn more_than_a_unit_apart_never_passes(
            numerator in -1_000_000_i128..1_000_000,
            denominator in 1_i128..1000,
            value in printed(),
        ) {
            let ours = fraction(numerator, denominator);
            let unit = 10_f64.powi(-i32::from(value.decimals()));
            #[expect(clippy::cast_precision_loss, clippy::as_conversions, reason = "small numbers")]
            let apart = (numerator as f64 / denominator as f64 - value.to_f64()).abs();
            let found = compare(ours, Theirs { value, n: None }, &[]);
            if apart < unit * 0.999 {
                prop_assert!(found.holds());
            }
            if unit * 1.001 < apart {
                prop_assert_eq!(found, Agreement::Unexplained);
            }
        }

        #[test]
        fn no_numbers_panic_and_severity_is_the_order(
            a in (any::<i128>(), prop_oneof![any::<i128>(), -1_i128..2], any::<u64>()),
            b in (-9_i128..9, -1_i128..3, 0_u64..3),
            units in any::<i64>(),
            decimals in 0_u8..=9,
            n in prop::option::of(0_u64..3),
        ) {
            let of = |(numerator, denominator, n)| Ours { numerator, denominator, n };
            let theirs = Theirs { value: Decimal::new(units, decimals).unwrap(), n };
            let id: AlternativeId = "b".parse().unwrap();
            let a = compare(of(a), theirs, &[(id, of(b))]);
            let small = Theirs { value: Decimal::new(units % 9, 0).unwrap(), n };
            let b = compare(of(b), small, &[]);
            if rank(a) != rank(b) {
                prop_assert_eq!(a < b, rank(a) < rank(b));
            }
        }
    }

    #[test]
    fn the_ends_of_the_number_line_do_not_panic() {
        for numerator in [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX] {
            for denominator in [i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX] {
                for units in [i64::MIN, -1, 0, i64::MAX] {
                    let value = Decimal::new(units, 9).unwrap();
                    let found =
                        compare(fraction(numerator, denominator), Theirs { value, n: None }, &[]);
                    if denominator == 0 {
                        assert_eq!(found, Agreement::Unexplained);
                    }
                }
            }
        }
    }
}
