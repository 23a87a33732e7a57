//! Similar schools: which schools a school is fairly set beside, by a rule that can be said.
//!
//! A school with a socioeconomic reference (socioøkonomisk reference: the mean mark that pupils
//! of the same background got nationally) is like the schools of its kind whose references are
//! nearest to its own. A third of the schools have none, since they have no 9th grade or few
//! pupils in it; such a school is like the schools of its kind that are nearest in size, those
//! with the same grades first. Size says nothing of the pupils' background, so the rule that
//! found them stands beside them and is printed.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::settings::Settings;
use crate::{Decimal, Grade, InstitutionNumber, SchoolKind};

/// The fewest schools that others are called similar to: with fewer, a school beside them could
/// be read as a comparison of two.
const FEWEST: usize = 3;

/// The grades a school has, from the first to the last.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Grade;
/// use kvalitet_core::similar::GradeSpan;
///
/// let (first, last) = (Grade::new(0).ok_or("0")?, Grade::new(6).ok_or("6")?);
/// assert_eq!(GradeSpan::new(first, last).map(|span| span.to_string()), Some("0-6".to_owned()));
/// assert_eq!(GradeSpan::new(last, first), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GradeSpan {
    first: Grade,
    last: Grade,
}

impl GradeSpan {
    /// The grades `first` to `last`, or `None` where the last is below the first.
    pub fn new(first: Grade, last: Grade) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first grade.
    pub const fn first(self) -> Grade {
        self.first
    }

    /// The last grade.
    pub const fn last(self) -> Grade {
        self.last
    }
}

impl fmt::Display for GradeSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

/// What the rule looks at in a school. All of it is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolProfile {
    /// Its kind. The two kinds are never set beside each other.
    pub kind: SchoolKind,
    /// Pupils on roll.
    pub pupils: u32,
    /// The grades it has.
    pub grades: GradeSpan,
    /// Its socioeconomic reference: the expected mean mark, of one year or of three, as published.
    /// All schools of a call have theirs from the same years.
    pub reference: Option<Decimal>,
}

/// How many schools are similar to one, and how far they may be from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// How many are named at most.
    pub count: usize,
    /// How far two references may lie apart, in hundredths of a mark point.
    pub reference_hundredths: u32,
    /// How much smaller the smaller school may be, in per cent of the larger.
    pub size_percent: u32,
}

impl Reach {
    /// The reach that the settings say; `None` where they do not define it, as those of the
    /// catalogue do.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::catalogue::Catalogue;
    /// use kvalitet_core::similar::Reach;
    ///
    /// let reach = Reach::of(&Catalogue::built_in()?.settings());
    /// let expected = Reach { count: 5, reference_hundredths: 50, size_percent: 40 };
    /// assert_eq!(reach, Some(expected));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(settings: &Settings) -> Option<Self> {
        let number = |id| settings.number(id).and_then(|number| u32::try_from(number).ok());
        Some(Self {
            count: usize::try_from(number("lignende_skoler_antal")?).ok()?,
            reference_hundredths: number("lignende_skoler_reference_hundrededele")?,
            size_percent: number("lignende_skoler_stoerrelse_procent")?,
        })
    }
}

/// The rule by which similar schools were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SimilarRule {
    /// Nearest by socioeconomic reference.
    #[serde(rename = "reference")]
    Reference,
    /// Nearest in size among schools with the same grades.
    #[serde(rename = "stoerrelse-og-klassetrin")]
    SizeAndGrades,
    /// Nearest in size, whatever the grades.
    #[serde(rename = "stoerrelse")]
    Size,
}

impl SimilarRule {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::SizeAndGrades => "stoerrelse-og-klassetrin",
            Self::Size => "stoerrelse",
        }
    }
}

/// The schools that are similar to one, the most similar first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// Three or more schools.
    pub schools: Vec<InstitutionNumber>,
    /// How they were found.
    pub rule: SimilarRule,
}

/// Why a school has no similar schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoSimilar {
    /// Fewer than three other schools of its kind are known, or have a reference where it has one.
    #[serde(rename = "for-faa-skoler")]
    TooFew,
    /// Fewer than three of them are near enough.
    #[serde(rename = "for-langt-fra")]
    TooFar,
}

impl NoSimilar {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TooFew => "for-faa-skoler",
            Self::TooFar => "for-langt-fra",
        }
    }
}

/// For each school the schools that are similar to it, or why it has none.
///
/// A school with a reference is compared by reference alone, also where few are near: size would
/// bring it beside schools whose pupils are known to have another background. A school without one
/// is compared by size: among schools with the same grades where three or more of those are near
/// enough, else among all of its kind. Distances are exact; ties go to the school nearer in size,
/// then to the lower number.
///
/// How far two schools are apart is the same from both sides, yet the lists need not agree: the
/// fifth nearest of one may have five that are nearer to it.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use kvalitet_core::{Grade, InstitutionNumber, SchoolKind};
/// use kvalitet_core::similar::{GradeSpan, Reach, SchoolProfile, SimilarRule, similar};
///
/// let grades = Grade::new(0).zip(Grade::new(9)).and_then(|(first, last)| {
///     GradeSpan::new(first, last)
/// }).ok_or("grades 0-9")?;
/// let mut schools = BTreeMap::new();
/// for (number, pupils, reference) in [
///     ("999001", 400, "7.1"), ("999002", 900, "7.2"), ("999003", 380, "7.4"),
///     ("999004", 150, "6.9"), ("999005", 410, "5.2"),
/// ] {
///     let profile = SchoolProfile {
///         kind: SchoolKind::Folkeskole, pupils, grades, reference: Some(reference.parse()?),
///     };
///     schools.insert(number.parse::<InstitutionNumber>()?, profile);
/// }
/// let reach = Reach { count: 5, reference_hundredths: 50, size_percent: 40 };
/// let found = similar(&schools, reach);
/// let first = found.values().next().and_then(|first| first.as_ref().ok()).ok_or("found")?;
/// let names: Vec<_> = first.schools.iter().map(ToString::to_string).collect();
/// assert_eq!(names, ["999002", "999004", "999003"]);
/// assert_eq!(first.rule, SimilarRule::Reference);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn similar(
    schools: &BTreeMap<InstitutionNumber, SchoolProfile>,
    reach: Reach,
) -> BTreeMap<InstitutionNumber, Result<Similar, NoSimilar>> {
    schools
        .iter()
        .map(|(number, own)| (*number, similar_to(schools, *number, own, reach)))
        .collect()
}

fn similar_to(
    schools: &BTreeMap<InstitutionNumber, SchoolProfile>,
    number: InstitutionNumber,
    own: &SchoolProfile,
    reach: Reach,
) -> Result<Similar, NoSimilar> {
    let others = || {
        let of_kind = move |(at, other): &(&InstitutionNumber, &SchoolProfile)| {
            **at != number && other.kind == own.kind
        };
        schools.iter().filter(of_kind).map(|(at, other)| (*at, other))
    };
    if let Some(reference) = own.reference {
        let limit = i128::from(reach.reference_hundredths) * 10_i128.pow(7);
        let distance = |other: &SchoolProfile| {
            let apart = (billionths(reference) - billionths(other.reference?)).abs();
            Some(Distance { apart, size: size_apart(own, other), near: apart <= limit })
        };
        let near = nearest(others(), reach.count, distance)?;
        return Ok(Similar { schools: near, rule: SimilarRule::Reference });
    }
    let by_size = |other: &SchoolProfile| {
        let size = size_apart(own, other);
        let larger = u64::from(own.pupils.max(other.pupils));
        let near = u64::from(size) * 100 <= larger * u64::from(reach.size_percent);
        Some(Distance { apart: i128::from(size), size, near })
    };
    let with_grades = others().filter(|(_, other)| other.grades == own.grades);
    if let Ok(near) = nearest(with_grades, reach.count, by_size) {
        return Ok(Similar { schools: near, rule: SimilarRule::SizeAndGrades });
    }
    let near = nearest(others(), reach.count, by_size)?;
    Ok(Similar { schools: near, rule: SimilarRule::Size })
}

/// How far a school is from another. Billionths of a mark point, or pupils.
struct Distance {
    apart: i128,
    size: u32,
    near: bool,
}

fn size_apart(one: &SchoolProfile, other: &SchoolProfile) -> u32 {
    one.pupils.abs_diff(other.pupils)
}

/// Exactly: a decimal has at most nine decimals.
fn billionths(number: Decimal) -> i128 {
    i128::from(number.units()) * 10_i128.pow(9_u32.saturating_sub(u32::from(number.decimals())))
}

/// The `count` nearest of the schools that have a distance and are near enough.
fn nearest<'a>(
    others: impl Iterator<Item = (InstitutionNumber, &'a SchoolProfile)>,
    count: usize,
    distance: impl Fn(&SchoolProfile) -> Option<Distance>,
) -> Result<Vec<InstitutionNumber>, NoSimilar> {
    let measured: Vec<_> = others
        .filter_map(|(number, other)| distance(other).map(|distance| (number, distance)))
        .collect();
    if measured.len() < FEWEST {
        return Err(NoSimilar::TooFew);
    }
    let near = measured.into_iter().filter(|(_, distance)| distance.near);
    let mut near: Vec<_> = near.map(|(number, of)| (of.apart, of.size, number)).collect();
    if near.len() < FEWEST {
        return Err(NoSimilar::TooFar);
    }
    near.sort_unstable();
    Ok(near.into_iter().take(count.max(FEWEST)).map(|(.., number)| number).collect())
}

#[cfg(test)]
mod tests {
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;

    const REACH: Reach = Reach { count: 5, reference_hundredths: 50, size_percent: 40 };

    fn number(n: u32) -> InstitutionNumber {
        (999_000 + n).to_string().parse().unwrap()
    }

    fn span(first: u8, last: u8) -> GradeSpan {
        GradeSpan::new(Grade::new(first).unwrap(), Grade::new(last).unwrap()).unwrap()
    }

    fn profile() -> impl Strategy<Value = SchoolProfile> {
        let kind = prop::sample::select(SchoolKind::ALL.to_vec());
        let grades = prop::sample::select(vec![(0, 6), (0, 9), (7, 10)]);
        // References with one or two decimals, so that ties and edges of the reach are common.
        let reference = prop::option::of((60_i64..80, 1_u8..3));
        (kind, 0_u32..900, grades, reference).prop_map(
            |(kind, pupils, (first, last), reference)| {
                let reference = reference.map(|(tenths, decimals)| {
                    let units = if decimals == 1 { tenths } else { tenths * 10 };
                    Decimal::new(units, decimals).unwrap()
                });
                SchoolProfile { kind, pupils, grades: span(first, last), reference }
            },
        )
    }

    fn schools() -> impl Strategy<Value = BTreeMap<InstitutionNumber, SchoolProfile>> {
        btree_map((0_u32..200).prop_map(number), profile(), 0..40)
    }

    /// The schools that may be named beside `own` by a rule, told in tenths and pupils.
    fn allowed(own: &SchoolProfile, other: &SchoolProfile, rule: SimilarRule) -> bool {
        let tenths = |profile: &SchoolProfile| {
            profile.reference.map_or(f64::NAN, |r| (r.to_f64() * 10.0).round())
        };
        let (small, large) = (own.pupils.min(other.pupils), own.pupils.max(other.pupils));
        let alike = f64::from(small) >= 0.6 * f64::from(large) - 1e-9;
        own.kind == other.kind
            && match rule {
                SimilarRule::Reference => (tenths(own) - tenths(other)).abs() <= 5.0,
                SimilarRule::SizeAndGrades => alike && own.grades == other.grades,
                SimilarRule::Size => alike,
            }
    }

    proptest! {
        #[test]
        fn named_are_the_nearest_of_those_that_the_rule_allows(schools in schools()) {
            let found = similar(&schools, REACH);
            prop_assert!(found.keys().eq(schools.keys()));
            for (at, result) in &found {
                let own = schools[at];
                let may = |rule| {
                    let other = schools.iter().filter(|(n, other)| *n != at && allowed(&own, other, rule));
                    other.map(|(n, _)| *n).collect::<Vec<_>>()
                };
                let rules = if own.reference.is_some() {
                    vec![SimilarRule::Reference]
                } else {
                    vec![SimilarRule::SizeAndGrades, SimilarRule::Size]
                };
                let first = rules.into_iter().find(|rule| 3 <= may(*rule).len());
                let Ok(similar) = result else {
                    prop_assert_eq!(first, None);
                    continue;
                };
                prop_assert_eq!(Some(similar.rule), first);
                let mut may = may(similar.rule);
                may.sort_by_key(|n| {
                    let size = schools[n].pupils.abs_diff(own.pupils);
                    let apart = match (own.reference, schools[n].reference) {
                        (Some(a), Some(b)) => ((a.to_f64() - b.to_f64()) * 10.0).round().abs(),
                        _ => 0.0,
                    };
                    (apart.to_bits(), size, *n)
                });
                may.truncate(5);
                prop_assert_eq!(&similar.schools, &may);
            }
        }

        #[test]
        fn a_school_of_the_other_kind_changes_nothing(schools in schools(), more in profile()) {
            let special = SchoolProfile { kind: SchoolKind::SpecialSchool, ..more };
            let of_kind = |schools: &BTreeMap<_, _>| {
                let mut found = similar(schools, REACH);
                found.retain(|n, _| matches!(schools.get(n), Some(SchoolProfile { kind: SchoolKind::Folkeskole, .. })));
                found
            };
            let mut with = schools.clone();
            with.insert(number(500), special);
            prop_assert_eq!(of_kind(&with), of_kind(&schools));
        }
    }

    #[test]
    fn the_edge_of_the_reach_is_near_and_a_hundredth_beyond_is_not() {
        let own = |reference: &str| SchoolProfile {
            kind: SchoolKind::Folkeskole,
            pupils: 300,
            grades: span(0, 9),
            reference: Some(reference.parse().unwrap()),
        };
        let with = |edge: &str| {
            let schools = ["7", "7.5", "6.50", edge].map(own);
            let schools = (0..).map(number).zip(schools).collect();
            similar(&schools, REACH).remove(&number(0)).unwrap()
        };
        assert_eq!(with("7.500").map(|found| found.schools.len()), Ok(3));
        assert_eq!(with("7.501"), Err(NoSimilar::TooFar));
    }

    #[test]
    fn two_other_schools_are_too_few_however_near() {
        let own = SchoolProfile {
            kind: SchoolKind::SpecialSchool,
            pupils: 40,
            grades: span(0, 10),
            reference: None,
        };
        let of = |n: u32| similar(&(0..n).map(|n| (number(n), own)).collect(), REACH);
        assert!(of(3).values().all(|result| *result == Err(NoSimilar::TooFew)));
        let expected = Similar {
            schools: vec![number(1), number(2), number(3)],
            rule: SimilarRule::SizeAndGrades,
        };
        assert_eq!(of(4)[&number(0)], Ok(expected));
    }
}
