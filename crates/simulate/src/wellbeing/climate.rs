//! What lies behind the answers: schools, years, classes and pupils with a wellbeing of their own in
//! four correlated parts, and questions that cut it into whole points.

use kvalitet_core::Subject;
use kvalitet_core::wellbeing::{Indicator, Item, Questionnaire};

use crate::calibration::PUPIL_SD as ABILITY_SD;
use crate::calibration::wellbeing::{self as known, ByIndicator};
use crate::exam::normal_below;
use crate::population::Pupil;
use crate::random::{Purpose, Random};
use crate::school::School;
use crate::year::Year;

/// Independent standard normal numbers.
fn normals(random: &mut Random) -> ByIndicator {
    [0; 4].map(|_| random.normal())
}

/// Correlated standard normal numbers out of independent ones.
fn correlated(lower: &[ByIndicator; 4], independent: ByIndicator) -> ByIndicator {
    lower.map(|row| row.iter().zip(independent).map(|(share, z)| share * z).sum())
}

fn sum(left: ByIndicator, right: ByIndicator) -> ByIndicator {
    let mut sum = left;
    sum.iter_mut().zip(right).for_each(|(sum, other)| *sum += other);
    sum
}

fn product(left: ByIndicator, right: ByIndicator) -> ByIndicator {
    let mut product = left;
    product.iter_mut().zip(right).for_each(|(product, other)| *product *= other);
    product
}

/// What is common to all indicators and what each has of its own, both with this deviation.
fn shock(sd: f64, random: &mut Random) -> ByIndicator {
    let common = random.normal();
    normals(random).map(|own| sd * (common + own))
}

/// What a school lastingly adds to its pupils' wellbeing, in points of the scale 1-5.
pub(crate) fn school_effect(random: &mut Random) -> ByIndicator {
    product(known::SCHOOL_SD, correlated(&known::BETWEEN_SCHOOLS, normals(random)))
}

/// What the pupils of a school have in common in one year, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around(ByIndicator);

impl Around {
    /// The school's effect and the shock of its year.
    pub(super) fn school(school: &School, random: &mut Random) -> Self {
        Self(sum(school.wellbeing, shock(known::YEAR_SD, random)))
    }
}

/// A class in one year.
#[derive(Clone, Debug)]
pub(super) struct Class {
    /// Its grade.
    pub(super) grade: u8,
    /// Its name: `4A`.
    pub(super) label: String,
    around: ByIndicator,
}

/// The classes of a grade, before the shocks of their own.
#[derive(Debug)]
pub(super) struct Classes(Vec<Class>);

impl Class {
    /// So many classes of a grade.
    pub(super) fn of(around: &Around, grade: u8, count: usize) -> Classes {
        let from_middle = f64::from(grade) - 6.5;
        let of_grade = if grade < 4 { [0.0; 4] } else { known::PER_GRADE.map(|x| x * from_middle) };
        let around = sum(around.0, of_grade);
        let class = |letter: char| Class { grade, label: format!("{grade}{letter}"), around };
        Classes(('A'..='Z').take(count).map(class).collect())
    }

    /// The pupil's own wellbeing in this year, in points above or below the nation.
    pub(super) fn mood(&self, pupil: Pupil, year: &Year<'_>, random: &mut Random) -> ByIndicator {
        let ability = Subject::ALL.map(|subject| pupil.ability(subject) / ABILITY_SD);
        // The mean of two numbers that correlate 0.7 has a variance of 0.85.
        let ability = ability.iter().sum::<f64>() / (2.0 * 0.85_f64.sqrt());
        let mut lasting =
            correlated(&known::BETWEEN_PUPILS, normals(&mut year.pupil(Purpose::Mood, pupil)));
        for (lasting, share) in lasting.iter_mut().zip(known::WITH_ABILITY) {
            *lasting = share * ability + (1.0 - share * share).sqrt() * *lasting;
        }
        let of_year = correlated(&known::BETWEEN_PUPILS, normals(random));
        let lasting = lasting.map(|z| known::LASTING.sqrt() * z);
        let own = sum(lasting, of_year.map(|z| (1.0 - known::LASTING).sqrt() * z));
        sum(self.around, product(known::PUPIL_SD, own))
    }
}

impl Classes {
    /// Draws the shock of each class.
    pub(super) fn shocked(self, random: &mut Random) -> Vec<Class> {
        let shocked = |class: Class| {
            let around = sum(class.around, shock(known::CLASS_SD, random));
            Class { around, ..class }
        };
        self.0.into_iter().map(shocked).collect()
    }
}

/// How the questions of one questionnaire are answered in one year.
#[derive(Clone, Debug)]
pub(crate) struct Climate(Vec<Question>);

#[derive(Clone, Debug)]
struct Question {
    /// How much a point of each part of wellbeing moves the answer.
    gains: ByIndicator,
    /// Standard deviation of what is special to the pupil's answer.
    noise: f64,
    /// Where one answer ends and the next begins.
    cuts: Vec<f64>,
}

impl Climate {
    /// The nation's answers in this year.
    pub(crate) fn of(questionnaire: &Questionnaire, start: u16) -> Self {
        let means = known::means(start);
        let mut others = known::OTHER_MEANS.iter().cycle();
        let mut lower = known::LOWER_GRADES.iter();
        let place = |item: &Item| {
            let of_indicator =
                questionnaire.items().iter().filter(|of| of.indicator() == item.indicator());
            of_indicator.take_while(|of| of.number() < item.number()).count()
        };
        let question = |item: &Item| {
            if let Some(indicator) = item.indicator() {
                let size = questionnaire.size(indicator);
                let off = known::QUESTION_SPREAD * spread(place(item), size);
                let mean = of(means, indicator) + off;
                Question::upper(indicator, 1.0, mean, item.answers())
            } else if item.answers() == 3 {
                Question::lower(lower.next().copied().unwrap_or((0.1, 0.5)))
            } else {
                let mean = others.next().copied().unwrap_or(3.5);
                Question::upper(Indicator::Social, 0.5, mean, item.answers())
            }
        };
        Self(questionnaire.items().iter().map(question).collect())
    }

    /// The answers of a pupil of this wellbeing to all questions.
    pub(super) fn answers(&self, mood: &ByIndicator, random: &mut Random) -> Vec<u8> {
        let answer = |question: &Question| {
            let common: f64 = question.gains.iter().zip(mood).map(|(gain, mood)| gain * mood).sum();
            let place = common + question.noise * random.normal();
            question
                .cuts
                .iter()
                .fold(1, |answer, cut| if *cut <= place { answer + 1 } else { answer })
        };
        self.0.iter().map(answer).collect()
    }
}

fn of(values: ByIndicator, indicator: Indicator) -> f64 {
    let by_indicator = Indicator::ALL.into_iter().zip(values);
    by_indicator.into_iter().find(|(of, _)| *of == indicator).map_or(0.0, |(_, value)| value)
}

/// The place of one of `size` questions from -1 to 1, so that all together are in the middle. They
/// are dealt from both ends, so that neighbours lie apart.
fn spread(place: usize, size: usize) -> f64 {
    let turn = u32::try_from(place).unwrap_or_default();
    let last = u32::try_from(size).unwrap_or_default().saturating_sub(1).max(1);
    let rank = if turn % 2 == 0 { turn / 2 } else { last - turn / 2 };
    2.0 * f64::from(rank) / f64::from(last) - 1.0
}

impl Question {
    /// A question whose answers have this mean in the nation; `share` of a point of the indicator
    /// shows in it.
    ///
    /// Four answers are spread over the same five points.
    fn upper(indicator: Indicator, share: f64, mean: f64, answers: u8) -> Self {
        let step = 4.0 / f64::from(answers - 1);
        let cuts: Vec<f64> =
            (1..answers).map(|answer| 1.0 + step * (f64::from(answer) - 0.5)).collect();
        let sd = known::ANSWER_SD;
        let mean_at = |place: f64| -> f64 {
            1.0 + cuts.iter().map(|cut| step * normal_below((place - cut) / sd)).sum::<f64>()
        };
        let place = bisect(mean_at, mean);
        // A point of wellbeing should move the mean of the answers by a point: at the ends of the
        // scale it takes more than one before the answers are cut.
        let slope = (mean_at(place + 0.05) - mean_at(place - 0.05)) / 0.1;
        let gain = share / slope;
        let common = gain * of(total_sd(), indicator);
        let noise = (sd * sd - common * common).max(0.15).sqrt();
        let gains = by_indicator(indicator, gain);
        Self { gains, noise, cuts: cuts.iter().map(|cut| cut - place).collect() }
    }

    /// A question with three answers, of which the worst and the best have these shares.
    fn lower((worst, best): (f64, f64)) -> Self {
        let social = of(total_sd(), Indicator::Social);
        let gains = by_indicator(Indicator::Social, known::LOWER_LOADING / social);
        let noise = (1.0 - known::LOWER_LOADING * known::LOWER_LOADING).sqrt();
        let cuts = [worst, 1.0 - best].map(|share| bisect(normal_below, share));
        Self { gains, noise, cuts: cuts.to_vec() }
    }
}

fn by_indicator(indicator: Indicator, value: f64) -> ByIndicator {
    Indicator::ALL.map(|of| if of == indicator { value } else { 0.0 })
}

/// Standard deviation of wellbeing over the nation's pupils, in points.
fn total_sd() -> ByIndicator {
    let mut total = known::PUPIL_SD;
    for (total, school) in total.iter_mut().zip(known::SCHOOL_SD) {
        let shocks = 2.0 * (known::YEAR_SD * known::YEAR_SD + known::CLASS_SD * known::CLASS_SD);
        *total = (*total * *total + school * school + shocks).sqrt();
    }
    total
}

/// Where a rising function takes this value, between -10 and 10.
pub(crate) fn bisect(function: impl Fn(f64) -> f64, value: f64) -> f64 {
    let (mut low, mut high) = (-10.0, 10.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if function(middle) < value { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use kvalitet_core::wellbeing::Questionnaires;

    use super::*;

    #[test]
    fn the_triangles_are_those_of_correlations() {
        for lower in [known::BETWEEN_SCHOOLS, known::BETWEEN_PUPILS] {
            for row in lower {
                let variance: f64 = row.iter().map(|x| x * x).sum();
                assert!((variance - 1.0).abs() < 1e-5, "{row:?}");
            }
        }
    }

    #[test]
    fn the_questions_of_an_indicator_lie_around_its_mean() {
        for size in [4, 7, 8, 10] {
            let places: Vec<f64> = (0..size).map(|place| spread(place, size)).collect();
            let mut sorted = places.clone();
            sorted.sort_by(f64::total_cmp);
            sorted.dedup();
            assert!(places.iter().sum::<f64>().abs() < 1e-12 && sorted.len() == size, "{places:?}");
        }
    }

    #[test]
    fn a_question_has_as_many_cuts_as_it_needs() {
        let questionnaires = Questionnaires::built_in().unwrap();
        for questionnaire in questionnaires.all() {
            let climate = Climate::of(questionnaire, 2018);
            for (item, question) in questionnaire.items().iter().zip(&climate.0) {
                assert_eq!(question.cuts.len() + 1, usize::from(item.answers()));
                assert!(question.cuts.is_sorted(), "{}", item.number());
            }
        }
    }
}
