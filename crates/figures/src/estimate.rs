//! From evidence to figures.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Catalogue, Indicator, IntervalMethod, Statistic};
use kvalitet_core::method::{Interval, Z_95, quartile, wilson};
use kvalitet_core::{
    Decimal, Evidence, EvidenceClass, FigureKey, Period, PublishedVerdict, Tally, Unit,
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
        /// Its 95 % interval, as proportions, where the evidence carries one.
        interval: Option<Interval>,
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
}

impl Figure {
    /// `(hits, n)`, where it is a share.
    pub const fn share(&self) -> Option<(u64, u64)> {
        match self.content {
            Content::Number { value: Value::Share { hits, n }, .. } => Some((hits, n)),
            Content::Number { value: Value::Published { .. }, .. } | Content::Absent(_) => None,
        }
    }

    /// The persons it rests on, where they are known.
    pub const fn n(&self) -> Option<u64> {
        match self.content {
            Content::Number { value: Value::Share { n, .. }, .. } => Some(n),
            Content::Number { value: Value::Published { n, .. }, .. } => n,
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
    let mut figures = BTreeMap::new();
    for (key, evidence) in evidence {
        let Some(indicator) = catalogue.indicator(key.indicator.as_str()) else {
            continue;
        };
        let content = content(key, evidence, indicator, catalogue);
        figures.insert(key.clone(), Figure { class: evidence.class(), content });
    }
    for (key, reason) in absent {
        let content = Content::Absent(*reason);
        figures.entry(key.clone()).or_insert(Figure { class: EvidenceClass::E, content });
    }
    Figures { figures, references: BTreeMap::new() }
}

fn content(
    key: &FigureKey,
    evidence: &Evidence,
    indicator: &Indicator,
    catalogue: &Catalogue,
) -> Content {
    let series = catalogue.series_of(indicator);
    let school = matches!(key.unit, Unit::School(_));
    if !school && series.is_some_and(|s| s.no_municipality_figure(key.period.last_year()).is_some())
    {
        return Content::Absent(AbsentReason::NoMunicipalityFigure);
    }
    match evidence {
        Evidence::Counted { tally: Tally::Share { n, hits }, .. } if 0 < *n => {
            let interval = match indicator.method {
                IntervalMethod::Wilson => wilson(*hits, *n, Z_95),
                IntervalMethod::None => None,
            };
            Content::Number { value: Value::Share { hits: *hits, n: *n }, interval }
        }
        Evidence::Counted { .. } => Content::Absent(AbsentReason::NobodyCounts),
        Evidence::Published(published) => Content::Number {
            value: Value::Published {
                value: published.value,
                n: published.n,
                verdict: published.verdict,
            },
            interval: None,
        },
    }
}

impl Figures {
    /// The figure under `key`.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.figures.get(key)
    }

    /// Describes how the published values of `indicator` in `period` lie over many schools:
    /// `values` of the schools that have one, `without` how many have none.
    ///
    /// Nothing happens for no values or an indicator that is not published.
    pub fn describe(
        &mut self,
        indicator: &Indicator,
        period: Period,
        values: &[Decimal],
        without: u64,
    ) {
        let Statistic::Published { .. } = indicator.statistic else {
            return;
        };
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
    use kvalitet_core::{Origin, Published};

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
        let evidence = Evidence::Published(Published { value, n: None, verdict: None });
        let figure = estimate_one("karaktergennemsnit/skole:999001/2024-25", evidence);
        assert_eq!(figure.class, EvidenceClass::E);
        assert_eq!(figure.n(), None);
        assert!(matches!(figure.content, Content::Number { interval: None, .. }));
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
