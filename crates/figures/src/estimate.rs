//! From evidence to figures.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator, IntervalMethod, Reported, Scale, Statistic};
use kvalitet_core::method::{
    MeanEstimate, Measured, Spread, count_to_f64, counts_that_round_to, quartile, to_f64,
};
use kvalitet_core::{
    Decimal, Evidence, EvidenceClass, FigureKey, Period, Published, PublishedForm,
    PublishedVerdict, Tally, Unit,
};
use serde::{Deserialize, Serialize};

/// The number of a figure, exact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// `hits` of `n` persons; `n` is not zero.
    Share {
        /// The numerator.
        hits: u64,
        /// The denominator.
        n: u64,
    },
    /// A mean over persons: `sum` / (`n` · 10^`decimals`); `n` is not zero.
    Mean {
        /// Σx at the scale of the definition.
        sum: i64,
        /// How many persons.
        n: u64,
        /// The decimals of the scale.
        decimals: u8,
    },
    /// One amount over another; the denominator is not zero.
    Ratio {
        /// The numerator, in millionths.
        numerator: i64,
        /// The denominator, in millionths.
        denominator: i64,
        /// How many persons the amounts are of, where known.
        persons: Option<u64>,
    },
    /// A number of something.
    Count(u64),
    /// Published values, weighted by the persons each is about; `n` is not zero.
    Weighted {
        /// Σ value · persons, in millionths, on the scale it is printed on.
        sum: i64,
        /// How many persons.
        n: u64,
    },
    /// A value as it was published.
    Published {
        /// The value.
        value: Decimal,
        /// Its own denominator, where published.
        n: Option<u64>,
        /// The publisher's verdict.
        verdict: Option<PublishedVerdict>,
    },
}

impl Value {
    /// The exact value on the scale it is printed on, as numerator and denominator; the denominator
    /// is positive. `None` where it does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::catalogue::Scale;
    /// use kvalitet_figures::Value;
    ///
    /// let share = Value::Share { hits: 3, n: 4 };
    /// assert_eq!(share.exact(Scale::Percent), Some((300, 4)));
    /// let mean = Value::Mean { sum: 7_400, n: 2, decimals: 3 };
    /// assert_eq!(mean.exact(Scale::Number), Some((7_400, 2_000)));
    /// ```
    pub fn exact(self, scale: Scale) -> Option<(i128, i128)> {
        let times = match scale {
            Scale::Percent => 100,
            Scale::Number => 1,
        };
        let ten = |decimals: u8| 10_i128.checked_pow(u32::from(decimals));
        let (numerator, denominator) = match self {
            Self::Share { hits, n } => (i128::from(hits).checked_mul(times)?, i128::from(n)),
            Self::Mean { sum, n, decimals } => {
                (i128::from(sum), i128::from(n).checked_mul(ten(decimals)?)?)
            }
            Self::Ratio { numerator, denominator, .. } => {
                (i128::from(numerator).checked_mul(times)?, i128::from(denominator))
            }
            Self::Count(count) => (i128::from(count), 1),
            Self::Weighted { sum, n } => (i128::from(sum), i128::from(n).checked_mul(MILLION)?),
            Self::Published { value, .. } => (i128::from(value.units()), ten(value.decimals())?),
        };
        (0 < denominator).then_some((numerator, denominator))
    }

    /// The persons it rests on, where they are known.
    pub const fn persons(self) -> Option<u64> {
        match self {
            Self::Share { n, .. } | Self::Mean { n, .. } | Self::Weighted { n, .. } => Some(n),
            Self::Ratio { persons, .. } => persons,
            Self::Published { n, .. } => n,
            Self::Count(_) => None,
        }
    }
}

const MILLION: i128 = 1_000_000;

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AbsentReason {
    /// Nobody counts.
    #[serde(rename = "ingen-elever")]
    NobodyCounts,
    /// The series has no figure for whole municipalities and groups in this year.
    #[serde(rename = "intet-kommunetal")]
    NoMunicipalityFigure,
    /// The source has the school and an empty cell: no such grade, withheld, or not reported.
    #[serde(rename = "ikke-offentliggjort")]
    NotPublished,
    /// The source says that the value is held back.
    #[serde(rename = "tilbageholdt")]
    Withheld,
    /// The source has a zero that means nothing was reported, or says so.
    #[serde(rename = "ikke-indberettet")]
    NotReported,
    /// The source has no row for the school.
    #[serde(rename = "ikke-i-kilden")]
    NotInSource,
}

/// A number, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content {
    /// A number.
    Number {
        /// It.
        value: Value,
        /// The same with how far off it may be by counting alone, where the evidence carries that: of
        /// per cent as fractions of 1, otherwise on the scale of the value.
        measured: Option<Measured>,
    },
    /// None.
    Absent(AbsentReason),
}

/// One figure. It can be neither printed nor saved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What it rests on.
    pub class: EvidenceClass,
    /// The number.
    pub content: Content,
    /// How many of a unit's schools it holds, where the source has schools without a value.
    pub coverage: Option<Coverage>,
}

/// How many of the schools that a source has are in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Schools with a value.
    #[serde(rename = "med")]
    pub with: u32,
    /// Schools that should have one.
    #[serde(rename = "af")]
    pub of: u32,
}

impl Figure {
    /// `(hits, n)`, where it is a share.
    pub const fn share(&self) -> Option<(u64, u64)> {
        match self.content {
            Content::Number { value: Value::Share { hits, n }, .. } => Some((hits, n)),
            Content::Number { .. } | Content::Absent(_) => None,
        }
    }

    /// The number, where there is one.
    pub const fn value(&self) -> Option<Value> {
        match self.content {
            Content::Number { value, .. } => Some(value),
            Content::Absent(_) => None,
        }
    }

    /// The number with how far off it may be by counting alone, where the evidence carries that.
    pub const fn measured(&self) -> Option<Measured> {
        match self.content {
            Content::Number { measured, .. } => measured,
            Content::Absent(_) => None,
        }
    }

    /// The persons it rests on, where they are known.
    pub const fn n(&self) -> Option<u64> {
        match self.content {
            Content::Number { value, .. } => value.persons(),
            Content::Absent(_) => None,
        }
    }
}

/// How the published values of many schools lie: the middle school and the middle half.
///
/// A description of schools, not a figure of pupils: the mean of published means is nobody's mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// How many schools have a value.
    pub schools: u64,
    /// How many schools of the same kind have none.
    pub without: u64,
    /// Lower quartile, median, upper quartile, at the indicator's decimals.
    pub quartiles: [Decimal; 3],
}

/// Every figure of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// By key.
    pub figures: BTreeMap<FigureKey, Figure>,
    /// How all folkeskoler of a published source lie, by indicator and period.
    pub references: BTreeMap<(String, Period), Reference>,
}

/// The figures that the evidence carries. One division per figure; nothing is rounded.
///
/// `absent` are keys for which a source says that there is no value, and why. A unit other than a
/// school gets no figure in a year in which its series has none for municipalities.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use kvalitet_core::{Evidence, Origin, Tally, catalogue::Catalogue};
/// use kvalitet_figures::estimate;
///
/// let key = "laesning.gode/skole:999001/2018-19".parse()?;
/// let tally = Tally::share(30, 40)?;
/// let evidence = BTreeMap::from([(key, Evidence::Counted { tally, origin: Origin::Counts })]);
/// let figures = estimate(&evidence, &BTreeMap::new(), &Catalogue::built_in()?);
/// assert_eq!(figures.figures.values().next().and_then(|figure| figure.share()), Some((30, 40)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimate(
    evidence: &BTreeMap<FigureKey, Evidence>,
    absent: &BTreeMap<FigureKey, AbsentReason>,
    catalogue: &Catalogue,
) -> Figures {
    let figure = |(key, evidence): (&FigureKey, &Evidence)| {
        let indicator = catalogue.indicator(key.indicator.as_str())?;
        let content = content(key, evidence, indicator, catalogue);
        let class = class(evidence, indicator);
        Some((key.clone(), Figure { class, content, coverage: None }))
    };
    let mut figures: BTreeMap<FigureKey, Figure> = evidence.iter().filter_map(figure).collect();
    for (key, reason) in absent {
        let content = Content::Absent(*reason);
        let figure = Figure { class: EvidenceClass::E, content, coverage: None };
        figures.entry(key.clone()).or_insert(figure);
    }
    Figures { figures, references: BTreeMap::new() }
}

/// What is summed from published shares is a share (C).
fn class(evidence: &Evidence, indicator: &Indicator) -> EvidenceClass {
    let of_persons = match indicator.statistic {
        Statistic::Share { .. } | Statistic::Distribution { .. } => true,
        Statistic::Reported { form, .. } => form == Reported::Share,
        Statistic::Mean { .. } | Statistic::Ratio { .. } | Statistic::Count { .. } => false,
    };
    match evidence.class() {
        EvidenceClass::D if of_persons => EvidenceClass::C,
        class => class,
    }
}

fn content(
    key: &FigureKey,
    evidence: &Evidence,
    indicator: &Indicator,
    catalogue: &Catalogue,
) -> Content {
    let series = catalogue.series_of(indicator);
    let whole = matches!(key.unit, Unit::Municipality(_) | Unit::Group(_));
    if whole && series.is_some_and(|s| s.no_municipality_figure(key.period.last_year()).is_some()) {
        return Content::Absent(AbsentReason::NoMunicipalityFigure);
    }
    let nobody = Content::Absent(AbsentReason::NobodyCounts);
    match evidence {
        Evidence::Counted { tally, .. } => value(*tally, indicator).map_or(nobody, |value| {
            Content::Number { value, measured: measured(value, Some(*tally), indicator) }
        }),
        Evidence::Published(published) => {
            let Published { value, n, verdict, form } = *published;
            let value = Value::Published { value, n, verdict };
            let measured = match form {
                PublishedForm::Other => None,
                PublishedForm::Share | PublishedForm::Mean => measured(value, None, indicator),
            };
            Content::Number { value, measured }
        }
    }
}

/// The number a tally makes, or `None` where nobody and nothing counts.
fn value(tally: Tally, indicator: &Indicator) -> Option<Value> {
    match tally {
        Tally::Share { n, hits } => (0 < n).then_some(Value::Share { hits, n }),
        Tally::Moments { n, sum, .. } => {
            let decimals = match &indicator.statistic {
                Statistic::Mean { value, .. } => value.decimals(),
                _ => 0,
            };
            (0 < n).then_some(Value::Mean { sum, n, decimals })
        }
        Tally::Ratio { persons, numerator, denominator } => {
            (0 < denominator).then_some(Value::Ratio { numerator, denominator, persons })
        }
        Tally::Weighted { n, sum } => (0 < n).then_some(Value::Weighted { sum, n }),
        Tally::Count(count) => Some(Value::Count(count)),
    }
}

/// A number with how far off it may be, from counting alone.
///
/// - A share that was counted is itself alone.
/// - A published share with its n may be every count that rounds to it, and a sum of such shares every
///   share within half a unit of the last decimal.
/// - A mean that was counted has the standard error of its own values.
/// - A published mean with its n has the definition's known deviation, and half a unit of the last
///   decimal either way.
pub(crate) fn measured(
    value: Value,
    tally: Option<Tally>,
    indicator: &Indicator,
) -> Option<Measured> {
    match (indicator.method, value) {
        (IntervalMethod::Wilson, Value::Share { hits, n }) => Measured::share(hits, n),
        (IntervalMethod::Wilson, Value::Published { value, n: Some(n), .. }) => {
            let (least, most) = counts_that_round_to(value, n)?;
            let persons = count_to_f64(n);
            let (least, most) = (count_to_f64(least) / persons, count_to_f64(most) / persons);
            let spread = Spread::Share { least, most, n: persons };
            Some(Measured { value: (value.to_f64() / 100.0).clamp(least, most), spread })
        }
        (IntervalMethod::Wilson, Value::Weighted { sum, n }) => {
            let persons = count_to_f64(n);
            let value = (to_f64(sum) / persons / 100e6).clamp(0.0, 1.0);
            let rounding = half_a_unit(indicator.decimals) / 100.0;
            let (least, most) = ((value - rounding).max(0.0), (value + rounding).min(1.0));
            (0 < n).then_some(Measured { value, spread: Spread::Share { least, most, n: persons } })
        }
        (IntervalMethod::StudentT, Value::Mean { decimals, .. }) => match tally? {
            Tally::Moments { n, sum, sum_sq } => {
                let of = MeanEstimate::of_moments(n, sum, sum_sq, decimals)?;
                Some(of_mean(of, 0.0))
            }
            Tally::Count(_)
            | Tally::Share { .. }
            | Tally::Ratio { .. }
            | Tally::Weighted { .. } => None,
        },
        (IntervalMethod::StudentT, Value::Published { value, n: Some(n), .. }) => {
            known_deviation(value.to_f64(), half_a_unit(value.decimals()), n, indicator)
        }
        (IntervalMethod::StudentT, Value::Weighted { sum, n }) => {
            let mean = Decimal::from_ratio(i128::from(sum), i128::from(n) * MILLION, 6)?;
            known_deviation(mean.to_f64(), half_a_unit(indicator.decimals), n, indicator)
        }
        _ => None,
    }
}

fn half_a_unit(decimals: u8) -> f64 {
    0.5 / 10_f64.powi(i32::from(decimals))
}

fn known_deviation(mean: f64, rounding: f64, n: u64, of: &Indicator) -> Option<Measured> {
    let deviation = of.known_deviation.as_ref()?.value.to_f64();
    Some(of_mean(MeanEstimate::with_known_deviation(mean, deviation, n)?, rounding))
}

const fn of_mean(of: MeanEstimate, rounding: f64) -> Measured {
    let MeanEstimate { mean, standard_error, degrees } = of;
    Measured { value: mean, spread: Spread::Mean { standard_error, degrees, rounding } }
}

impl Figures {
    /// The figure under `key`.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.figures.get(key)
    }

    /// Describes how the published values of `indicator` in `period` lie over many schools:
    /// `values` of the schools that have one, `without` how many have none.
    ///
    /// Nothing happens for no values.
    pub fn describe(
        &mut self,
        indicator: &Indicator,
        period: Period,
        values: &[Decimal],
        without: u64,
    ) {
        let units = |value: &Decimal| Some(value.with_decimals(indicator.decimals)?.units());
        let mut sorted: Vec<i64> = values.iter().filter_map(units).collect();
        sorted.sort_unstable();
        let scale = 10_i128.pow(u32::from(indicator.decimals));
        let at = |quarter| {
            let (sum, parts) = quartile(&sorted, quarter)?;
            Decimal::from_ratio(sum, parts * scale, indicator.decimals)
        };
        let (Some(low), Some(middle), Some(high)) = (at(1), at(2), at(3)) else {
            return;
        };
        let schools = u64::try_from(sorted.len()).unwrap_or(u64::MAX);
        let reference = Reference { schools, without, quartiles: [low, middle, high] };
        self.references.insert((indicator.id.to_string(), period), reference);
    }

    /// Every unit that has a figure of `indicator`, in order.
    pub fn units_of(&self, indicator: &Indicator) -> BTreeSet<Unit> {
        let keys = self.figures.keys();
        keys.filter(|key| key.indicator == indicator.id).map(|key| key.unit).collect()
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_core::Origin;

    use super::*;

    static_assertions::assert_not_impl_any!(Figure: Serialize, std::fmt::Display);
    static_assertions::assert_not_impl_any!(Figures: Serialize, std::fmt::Display);

    fn estimate_one(key: &str, evidence: Evidence) -> Figure {
        let evidence = BTreeMap::from([(key.parse().unwrap(), evidence)]);
        let figures = estimate(&evidence, &BTreeMap::new(), &Catalogue::built_in().unwrap());
        *figures.figures.values().next().unwrap()
    }

    fn counted(hits: u64, n: u64) -> Evidence {
        Evidence::Counted { tally: Tally::share(hits, n).unwrap(), origin: Origin::PupilRows }
    }

    #[test]
    fn nobody_is_no_share_and_no_error() {
        let figure = estimate_one("laesning.gode/skole:999001/2018-19", counted(0, 0));
        assert_eq!(figure.content, Content::Absent(AbsentReason::NobodyCounts));
    }

    #[test]
    fn the_municipality_has_no_figure_in_the_sample_year_but_a_school_has() {
        let absent = Content::Absent(AbsentReason::NoMunicipalityFigure);
        let of = |key| estimate_one(key, counted(3, 4));
        assert_eq!(of("laesning.gode/kommune:999/2019-20").content, absent);
        assert_eq!(of("laesning.gode/gruppe:folkeskoler/2019-20/klasse:4").content, absent);
        assert_eq!(of("laesning.gode/skole:999001/2019-20").share(), Some((3, 4)));
        assert_eq!(of("laesning.gode/kommune:999/2018-19").share(), Some((3, 4)));
    }

    #[test]
    fn a_value_alone_has_neither_interval_nor_n() {
        let value = "7.3".parse().unwrap();
        let form = PublishedForm::Mean;
        let evidence = Evidence::Published(Published { value, form, n: None, verdict: None });
        let figure = estimate_one("karaktergennemsnit/skole:999001/2024-25", evidence);
        assert_eq!(figure.class, EvidenceClass::E);
        assert_eq!(figure.n(), None);
        assert!(matches!(figure.content, Content::Number { measured: None, .. }));
    }

    #[test]
    fn a_reference_describes_schools() {
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator("karaktergennemsnit").unwrap();
        let period = "2024-25".parse().unwrap();
        let values = ["7.3", "6", "8.1", "7.0"].map(|text| text.parse().unwrap());
        let mut figures = Figures::default();
        figures.describe(indicator, period, &values, 2);
        let reference = &figures.references[&("karaktergennemsnit".to_owned(), period)];
        // R: quantile(c(6, 7, 7.3, 8.1), c(.25, .5, .75)) = 6.75, 7.15, 7.5, rounded half up.
        assert_eq!(reference.quartiles.map(|q| q.to_string()), ["6.8", "7.2", "7.5"]);
        assert_eq!((reference.schools, reference.without), (4, 2));
    }
}
