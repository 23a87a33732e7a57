//! The schools: their kind, size and true effect, and which of them really change.

use kvalitet_core::method::count_to_f64;
use kvalitet_core::{SchoolKind, SchoolYear, Subject};

use crate::Settings;
use crate::calibration as known;
use crate::calibration::figures::SPECIAL_CLASSES_ONE_IN;
use crate::calibration::wellbeing::ByIndicator;
use crate::names;
use crate::number::nearest_count;
use crate::random::{Purpose, Random, Streams};
use crate::wellbeing::school_effect;

/// One school and the truth about it.
#[derive(Clone, Debug)]
pub(crate) struct School {
    /// 0 for the first school.
    pub(crate) index: u32,
    /// Six digits, beginning with 999.
    pub(crate) number: String,
    /// Invented.
    pub(crate) name: String,
    /// Folkeskole or special school.
    pub(crate) kind: SchoolKind,
    /// Pupils on the roll in the first year; later years stay near it.
    pub(crate) size: u32,
    /// How far its pupils' ability lies from the nation's, in pupil SD, before any change and
    /// whatever their grade.
    pub(crate) effect: BySubject,
    /// What two years at the school add to a pupil's ability, in pupil SD, above what they add on
    /// average.
    pub(crate) growth: BySubject,
    /// The step it takes, if it does.
    pub(crate) change: Option<Change>,
    /// What it adds to its pupils' wellbeing, in points of the scale 1-5.
    pub(crate) wellbeing: ByIndicator,
}

/// One number for each subject, in pupil SD.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct BySubject {
    /// Reading.
    pub(crate) reading: f64,
    /// Mathematics.
    pub(crate) mathematics: f64,
}

impl BySubject {
    /// The number for this subject.
    pub(crate) const fn of(self, subject: Subject) -> f64 {
        match subject {
            Subject::Reading => self.reading,
            Subject::Mathematics => self.mathematics,
        }
    }

    /// What `function` makes of this and `other`, subject by subject.
    pub(crate) fn with(self, other: Self, function: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            reading: function(self.reading, other.reading),
            mathematics: function(self.mathematics, other.mathematics),
        }
    }

    /// What `function` makes of both, reading first.
    pub(crate) fn map(self, mut function: impl FnMut(f64) -> f64) -> Self {
        Self { reading: function(self.reading), mathematics: function(self.mathematics) }
    }
}

/// A real change of a school's effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Change {
    /// The first school year with the new effect.
    pub(crate) from: SchoolYear,
    /// What is added; 0 in a subject that does not change.
    pub(crate) step: BySubject,
}

impl School {
    /// The true effect in this year, in pupil SD.
    pub(crate) fn effect_in(&self, subject: Subject, year: SchoolYear) -> f64 {
        let step = self.change.filter(|change| change.from <= year).map(|change| change.step);
        self.effect.of(subject) + step.unwrap_or_default().of(subject)
    }

    /// How many parallel classes it has.
    pub(crate) const fn tracks(&self) -> u32 {
        let tracks = match self.kind {
            SchoolKind::Folkeskole => self.size.div_ceil(known::PUPILS_PER_TRACK),
            SchoolKind::SpecialSchool => self.size.div_ceil(known::SPECIAL_PUPILS_PER_TRACK),
        };
        if tracks == 0 { 1 } else { tracks }
    }

    /// How many classes a grade of so many pupils has.
    pub(crate) fn classes(&self, pupils: usize) -> usize {
        usize::try_from(self.tracks()).unwrap_or(1).min(pupils)
    }

    /// Whether it is a special school.
    pub(crate) const fn is_special(&self) -> bool {
        matches!(self.kind, SchoolKind::SpecialSchool)
    }

    /// Whether it has special classes beside its ordinary ones.
    pub(crate) const fn has_special_classes(&self) -> bool {
        !self.is_special() && self.index % SPECIAL_CLASSES_ONE_IN == 1
    }
}

/// The schools of the municipality, folkeskoler first.
pub(crate) fn found(settings: &Settings, streams: &Streams) -> Vec<School> {
    let kinds = kinds(settings.schools);
    let sizes = sizes(&kinds, settings.pupils, &mut streams.whole(Purpose::Sizes));
    let mut random = streams.whole(Purpose::Effects);
    let mut schools: Vec<_> = (0..)
        .zip(kinds.iter().zip(sizes))
        .map(|(index, (&kind, size))| school(index, kind, size, &mut random))
        .collect();
    centre(&mut schools, |school| &mut school.effect);
    let mut random_of_growth = streams.whole(Purpose::Growth);
    for school in &mut schools {
        school.growth = by_subject(&mut random_of_growth).map(|z| known::GROWTH_SD * z);
    }
    centre(&mut schools, |school| &mut school.growth);
    let mut random_of_wellbeing = streams.whole(Purpose::WellbeingEffects);
    for school in &mut schools {
        school.wellbeing = school_effect(&mut random_of_wellbeing);
    }
    let years = settings.years();
    let later = years.split_first().map_or(&[][..], |(_, later)| later);
    change(&mut schools, later, &mut random);
    schools
}

/// Folkeskoler first; six of 56, rounded, are special schools.
fn kinds(schools: u32) -> Vec<SchoolKind> {
    let special = (schools * 6 + 28) / 56;
    let kind = |index| {
        if index < schools - special { SchoolKind::Folkeskole } else { SchoolKind::SpecialSchool }
    };
    (0..schools).map(kind).collect()
}

/// The pupils on the roll of so many schools, folkeskoler first.
pub(crate) fn natural_sizes(schools: u32, random: &mut Random) -> Vec<u32> {
    sizes(&kinds(schools), None, random)
}

fn school(index: u32, kind: SchoolKind, size: u32, random: &mut Random) -> School {
    let mean = match kind {
        SchoolKind::Folkeskole => 0.0,
        SchoolKind::SpecialSchool => known::SPECIAL_MEAN,
    };
    School {
        index,
        number: format!("999{:03}", index + 1),
        name: names::school(usize::try_from(index).unwrap_or_default(), kind),
        kind,
        size,
        effect: by_subject(random).map(|z| mean + known::SCHOOL_SD * z),
        growth: BySubject::default(),
        change: None,
        wellbeing: ByIndicator::default(),
    }
}

/// Draws sizes, and scales them to a total where one is wished.
fn sizes(kinds: &[SchoolKind], pupils: Option<u32>, random: &mut Random) -> Vec<u32> {
    let draw = |kind: &SchoolKind| match kind {
        SchoolKind::Folkeskole => {
            let z = random.normal();
            let (least, greatest) = known::FOLKESKOLE_LIMITS;
            (known::FOLKESKOLE_MEDIAN * libm::exp(known::FOLKESKOLE_LOG_SD * z))
                .clamp(least, greatest)
        }
        SchoolKind::SpecialSchool => {
            let (least, greatest) = known::SPECIAL_LIMITS;
            random.between(least, greatest)
        }
    };
    let drawn: Vec<f64> = kinds.iter().map(draw).collect();
    match pupils {
        None => drawn.into_iter().map(nearest_count).collect(),
        Some(total) => apportion(&drawn, total),
    }
}

/// Shares out `total` in proportion to the weights, one to each at least, by rounding the running
/// sum: the parts always add up to the total.
fn apportion(weights: &[f64], total: u32) -> Vec<u32> {
    let each = u32::try_from(weights.len()).unwrap_or(u32::MAX);
    let free = f64::from(total.saturating_sub(each));
    let sum: f64 = weights.iter().sum();
    let mut run = 0.0;
    let mut given = 0;
    let part = |weight: &f64| {
        run += weight;
        let upto = nearest_count(free * run / sum);
        let part = upto.saturating_sub(given);
        given = upto;
        part + 1
    };
    weights.iter().map(part).collect()
}

/// Two standard normal numbers that correlate as subjects do.
pub(crate) fn by_subject(random: &mut Random) -> BySubject {
    let (reading, mathematics) = random.normal_pair(known::SUBJECT_CORRELATION);
    BySubject { reading, mathematics }
}

/// Moves a truth about the folkeskoler so that its mean over pupils is 0: an average municipality,
/// whatever the seed.
fn centre(schools: &mut [School], truth: impl Fn(&mut School) -> &mut BySubject) {
    let mut pupils = 0.0;
    let mut sum = BySubject::default();
    let is_folkeskole = |school: &&mut School| school.kind == SchoolKind::Folkeskole;
    for school in schools.iter_mut().filter(is_folkeskole) {
        let size = f64::from(school.size);
        pupils += size;
        let of_school = truth(school);
        sum.reading += size * of_school.reading;
        sum.mathematics += size * of_school.mathematics;
    }
    for school in schools.iter_mut().filter(is_folkeskole) {
        let of_school = truth(school);
        of_school.reading -= sum.reading / pupils;
        of_school.mathematics -= sum.mathematics / pupils;
    }
}

/// Lets a fifth of the folkeskoler change, every second one for the better.
fn change(schools: &mut [School], years: &[SchoolYear], random: &mut Random) {
    let mut candidates: Vec<&mut School> =
        schools.iter_mut().filter(|school| school.kind == SchoolKind::Folkeskole).collect();
    random.shuffle(&mut candidates);
    let count = u64::try_from(candidates.len()).unwrap_or_default();
    let changing = nearest_count(count_to_f64(count) * known::CHANGING_SHARE);
    for (turn, school) in (0..changing).zip(candidates) {
        let sign = if turn % 2 == 0 { 1.0 } else { -1.0 };
        let (least, greatest) = known::CHANGE_SIZE;
        let step = BySubject { reading: sign, mathematics: sign }
            .map(|sign| sign * random.between(least, greatest));
        let step = match random.below(3) {
            0 => BySubject { mathematics: 0.0, ..step },
            1 => BySubject { reading: 0.0, ..step },
            _ => step,
        };
        school.change = random.pick(years).map(|&from| Change { from, step });
    }
}

/// Which schools test in this year: all, but for the year when only the weakest fifth of the
/// folkeskoler and a small sample of the others did.
pub(crate) fn testing(schools: &[School], year: SchoolYear, streams: &Streams) -> Vec<bool> {
    if year.start() != known::PANDEMIC_YEAR {
        return vec![true; schools.len()];
    }
    let strength = |school: &School| {
        Subject::ALL.into_iter().map(|subject| school.effect_in(subject, year)).sum::<f64>()
    };
    let mut ranked: Vec<_> =
        schools.iter().filter(|school| school.kind == SchoolKind::Folkeskole).collect();
    ranked.sort_by(|a, b| strength(a).total_cmp(&strength(b)));
    ranked.truncate(ranked.len().div_ceil(known::WEAKEST_ONE_IN));
    let mut random = streams.whole(Purpose::PandemicSample);
    let tests = |school: &School| {
        let sampled = random.chance(known::SAMPLE_SHARE) && school.kind == SchoolKind::Folkeskole;
        sampled || ranked.iter().any(|weak| weak.index == school.index)
    };
    schools.iter().map(tests).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schools(count: u32) -> Vec<School> {
        found(&Settings { schools: count, ..Settings::default() }, &Streams::new(1))
    }

    fn special(count: u32) -> usize {
        schools(count).iter().filter(|school| school.kind == SchoolKind::SpecialSchool).count()
    }

    #[test]
    fn six_of_56_schools_are_special_schools() {
        assert_eq!([1, 4, 5, 6, 56, 112].map(special), [0, 0, 1, 1, 6, 12]);
    }

    #[test]
    fn sizes_lie_within_their_limits_and_average_near_420() {
        let schools = schools(999);
        let folkeskoler: Vec<_> =
            schools.iter().filter(|school| school.kind == SchoolKind::Folkeskole).collect();
        assert!(folkeskoler.iter().all(|school| (120..=900).contains(&school.size)));
        assert!(folkeskoler.iter().all(|school| (1..=4).contains(&school.tracks())));
        let total: u32 = folkeskoler.iter().map(|school| school.size).sum();
        let mean = f64::from(total) / f64::from(u32::try_from(folkeskoler.len()).unwrap());
        assert!((400.0..440.0).contains(&mean), "{mean}");
    }

    #[test]
    fn a_wished_total_is_met_exactly() {
        let settings = Settings { pupils: Some(60_000), ..Settings::default() };
        let total: u32 = found(&settings, &Streams::new(3)).iter().map(|school| school.size).sum();
        assert_eq!(total, 60_000);
        assert_eq!(apportion(&[1.0, 5.0, 2.0], 3), [1, 1, 1]);
    }

    #[test]
    fn a_fifth_of_the_folkeskoler_change_half_of_them_upwards() {
        let changes: Vec<_> = schools(56).iter().filter_map(|school| school.change).collect();
        let upwards = |change: &&Change| 0.0 < change.step.reading + change.step.mathematics;
        assert_eq!(changes.len(), 10);
        assert_eq!(changes.iter().filter(upwards).count(), 5);
        let first = Settings::default().first_year;
        assert!(changes.iter().all(|change| first < change.from));
    }

    #[test]
    fn growth_is_spread_as_set_and_apart_from_level() {
        let schools = schools(999);
        let ordinary: Vec<_> = schools.iter().filter(|school| !school.is_special()).collect();
        let count = f64::from(u32::try_from(ordinary.len()).unwrap());
        let mean = |of: &dyn Fn(&School) -> f64| {
            ordinary.iter().map(|school| of(school)).sum::<f64>() / count
        };
        let sd = mean(&|of| of.growth.reading * of.growth.reading).sqrt();
        assert!((sd - known::GROWTH_SD).abs() < 0.004, "{sd}");
        let product = |of: fn(&School) -> f64, with: fn(&School) -> f64| {
            let both = mean(&|school| of(school) * with(school));
            both / (mean(&|school| of(school).powi(2)) * mean(&|s| with(s).powi(2))).sqrt()
        };
        let with_level = product(|of| of.growth.reading, |of| of.effect.reading);
        let of_subjects = product(|of| of.growth.reading, |of| of.growth.mathematics);
        // Standard errors are 1 / sqrt(892) and half of that.
        assert!(with_level.abs() < 0.1, "{with_level}");
        assert!((of_subjects - known::SUBJECT_CORRELATION).abs() < 0.05, "{of_subjects}");
    }

    #[test]
    fn a_change_counts_from_its_year_on() {
        let school = schools(56).into_iter().find(|school| school.change.is_some()).unwrap();
        let Change { from, step } = school.change.unwrap();
        let before = school.effect_in(Subject::Reading, from.previous().unwrap());
        let after = school.effect_in(Subject::Reading, from);
        assert!((after - before - step.reading).abs() < 1e-12);
    }

    #[test]
    fn in_the_pandemic_year_few_schools_test() {
        let schools = schools(56);
        let tested = testing(&schools, SchoolYear::starting(2019).unwrap(), &Streams::new(1));
        let count = tested.iter().filter(|&&tests| tests).count();
        assert!((10..=25).contains(&count), "{count}");
        let all = testing(&schools, SchoolYear::starting(2020).unwrap(), &Streams::new(1));
        assert!(all.iter().all(|&tests| tests));
    }
}
