//! Scores of the national wellbeing survey (*den nationale trivselsmåling*): from one pupil's
//! answers to four indicators and general wellbeing.
//!
//! Which question stands where, and which indicator it belongs to, is data
//! (`catalogue/trivselsspoergsmaal.toml`), much of it unconfirmed: every [`Item`] says how well
//! founded its line is. Only grades 4-9 have indicators.
//!
//! # Formula
//!
//! ```text
//! score = sum of answered / number answered,   if at least half of the questions are answered
//! ```
//!
//! over the questions of the indicator; general wellbeing over all 29 of them, so it is not the
//! mean of the four. No answer (0) counts in neither. The one question with four answers is
//! stretched to 1, 2 1/3, 3 2/3, 5; sums are kept in thirds, so nothing is rounded before the
//! score is.
//!
//! # References
//!
//! Børne- og Undervisningsministeriet, Trivselsmålinger (uvm.dk): mean of answered questions, at
//! least half of them answered, bands. That the stretch and the six decimals are the ministry's
//! was inferred from published school means.

mod item_moments;
mod questionnaire;

use serde::{Deserialize, Serialize};

pub use item_moments::ItemMoments;
pub use questionnaire::{
    AnswerScale, Item, ItemStatus, Questionnaire, QuestionnaireError, Questionnaires,
};

use crate::Millionths;

/// An indicator of the survey: a group of questions. General wellbeing is all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Indicator {
    /// Social trivsel: belonging, safety, bullying.
    #[serde(rename = "social")]
    Social,
    /// Faglig trivsel: own ability, concentration, solving problems.
    #[serde(rename = "faglig")]
    Academic,
    /// Støtte og inspiration: motivation, a say, help from teachers.
    #[serde(rename = "stoette-og-inspiration")]
    Support,
    /// Ro og orden: noise and the leading of the class.
    #[serde(rename = "ro-og-orden")]
    Order,
}

impl Indicator {
    /// All four, in the ministry's order.
    pub const ALL: [Self; 4] = [Self::Social, Self::Academic, Self::Support, Self::Order];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Social => "social",
            Self::Academic => "faglig",
            Self::Support => "stoette-og-inspiration",
            Self::Order => "ro-og-orden",
        }
    }
}

/// The scores of one pupil, from 1 to 5; none where fewer than half of the questions are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Social wellbeing.
    pub social: Option<Millionths>,
    /// Academic wellbeing.
    pub academic: Option<Millionths>,
    /// Support and inspiration.
    pub support: Option<Millionths>,
    /// Order and calm.
    pub order: Option<Millionths>,
    /// General wellbeing: over all questions of the four, not the mean of their scores.
    pub general: Option<Millionths>,
}

impl Scores {
    /// The score of one indicator.
    pub const fn of(&self, indicator: Indicator) -> Option<Millionths> {
        match indicator {
            Indicator::Social => self.social,
            Indicator::Academic => self.academic,
            Indicator::Support => self.support,
            Indicator::Order => self.order,
        }
    }
}

/// Answers that cannot be scored. It names the question, never the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// There is not one answer for each question.
    #[error("expected {expected} answers, got {got}")]
    Number {
        /// How many questions there are.
        expected: usize,
        /// How many answers were given.
        got: usize,
    },
    /// The answer is higher than the best that the question has.
    #[error("question {item} has {answers} answers and the one given is none of them")]
    OutsideScale {
        /// The number of the question.
        item: u8,
        /// How many answers it has.
        answers: u8,
    },
}

/// The sum of answered questions, in thirds of a point, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Answered {
    thirds: i64,
    count: i64,
}

impl Answered {
    fn add(&mut self, thirds: u8) {
        self.thirds += i64::from(thirds);
        self.count += 1;
    }

    /// The mean, if at least half of `size` questions are answered.
    fn score(self, size: usize) -> Option<Millionths> {
        let size = i64::try_from(size).ok()?;
        let enough = size <= 2 * self.count;
        if enough { Millionths::ratio(self.thirds, 3 * self.count) } else { None }
    }
}

impl Questionnaire {
    /// The scores of one pupil: one answer for each question in the order of their numbers, 1 the
    /// worst and the question's number of answers the best, 0 for no answer. Questions that are
    /// asked so that much is bad arrive already turned.
    ///
    /// Every score is `None` for a questionnaire without indicators (grades 0-3).
    ///
    /// # Errors
    ///
    /// Returns [`AnswerError`] for another number of answers than of questions, and for the first
    /// answer that its question does not have: nothing is scored until the caller has decided
    /// about it. [`Item::has`] tells the same of one answer.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::wellbeing::{Band, Questionnaires};
    ///
    /// let questionnaires = Questionnaires::built_in()?;
    /// let questionnaire = questionnaires.with_id("4-9").ok_or("not there")?;
    /// let mut answers = [4; 40];
    /// answers[0] = 0; // did not want to answer
    /// let scores = questionnaire.score(&answers)?;
    /// assert_eq!(scores.social.map(|score| score.units()), Some(4_000_000));
    /// assert_eq!(scores.social.and_then(Band::of).map(Band::id), Some("3"));
    /// assert!(questionnaire.score(&[6; 40]).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self, answers: &[u8]) -> Result<Scores, AnswerError> {
        self.check(answers)?;
        let [mut social, mut academic, mut support, mut order, mut general] =
            [Answered::default(); 5];
        for (item, answer) in self.items().iter().zip(answers) {
            let Some((indicator, thirds)) = item.indicator().zip(item.thirds(*answer)) else {
                continue;
            };
            general.add(thirds);
            match indicator {
                Indicator::Social => social.add(thirds),
                Indicator::Academic => academic.add(thirds),
                Indicator::Support => support.add(thirds),
                Indicator::Order => order.add(thirds),
            }
        }
        Ok(Scores {
            social: social.score(self.size(Indicator::Social)),
            academic: academic.score(self.size(Indicator::Academic)),
            support: support.score(self.size(Indicator::Support)),
            order: order.score(self.size(Indicator::Order)),
            general: general.score(self.general_size()),
        })
    }

    /// The answers to the questions of an indicator, or of all of them for `None`, in thirds of a
    /// point, for [`ItemMoments::add`]; `None` when one of them is missing.
    ///
    /// # Errors
    ///
    /// As [`Questionnaire::score`].
    pub fn complete_case(
        &self,
        indicator: Option<Indicator>,
        answers: &[u8],
    ) -> Result<Option<Vec<u8>>, AnswerError> {
        self.check(answers)?;
        let belongs = |item: &Item| match indicator {
            Some(_) => item.indicator() == indicator,
            None => item.indicator().is_some(),
        };
        let asked = self.items().iter().zip(answers).filter(|(item, _)| belongs(item));
        Ok(asked.map(|(item, answer)| item.thirds(*answer)).collect())
    }

    fn check(&self, answers: &[u8]) -> Result<(), AnswerError> {
        let (expected, got) = (self.items().len(), answers.len());
        if expected != got {
            return Err(AnswerError::Number { expected, got });
        }
        let mut given = self.items().iter().zip(answers);
        given.find(|(item, answer)| !item.has(**answer)).map_or(Ok(()), |(item, _)| {
            Err(AnswerError::OutsideScale { item: item.number(), answers: item.answers() })
        })
    }
}

/// The band of a score, on the raw score and not on a rounded one: from 1 to 2, over 2 to 3, over 3
/// to 4, over 4 to 5. A score in millionths lies in the band of its fraction: the nearest over 3 is
/// 3 1/87.
///
/// The ministry writes 1,0-2,0; 2,1-3,0; 3,1-4,0; 4,1-5,0 and calls the highest "over 4,0"; the
/// edges of the other three are inferred from that.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Millionths, wellbeing::Band};
///
/// assert_eq!(Band::of(Millionths::new(3_000_000)), Some(Band::Second));
/// assert_eq!(Band::of(Millionths::new(3_000_001)), Some(Band::Third));
/// assert!(Band::Third.is_over_3() && !Band::Third.is_over_4());
/// assert_eq!(Band::of(Millionths::new(5_000_001)), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Band {
    /// From 1 to 2, the poorest.
    #[serde(rename = "1")]
    First,
    /// Over 2, to 3.
    #[serde(rename = "2")]
    Second,
    /// Over 3, to 4.
    #[serde(rename = "3")]
    Third,
    /// Over 4, to 5, the best.
    #[serde(rename = "4")]
    Fourth,
}

impl Band {
    /// All four, the poorest first.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// The band of a score; `None` for what is none, below 1 or above 5.
    pub const fn of(score: Millionths) -> Option<Self> {
        match score.units() {
            1_000_000..=2_000_000 => Some(Self::First),
            2_000_001..=3_000_000 => Some(Self::Second),
            3_000_001..=4_000_000 => Some(Self::Third),
            4_000_001..=5_000_000 => Some(Self::Fourth),
            _ => None,
        }
    }

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::First => "1",
            Self::Second => "2",
            Self::Third => "3",
            Self::Fourth => "4",
        }
    }

    /// Whether its scores are over 3: what the ministry's *højest trivsel* has meant in
    /// Skoleoverblik since 2018/19.
    pub const fn is_over_3(self) -> bool {
        matches!(self, Self::Third | Self::Fourth)
    }

    /// Whether its scores are over 4: what *højest trivsel* meant in the ministry's news of 2017.
    pub const fn is_over_4(self) -> bool {
        matches!(self, Self::Fourth)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Grade;
    use crate::settings::Status;

    fn upper() -> Questionnaire {
        Questionnaires::built_in().unwrap().with_id("4-9").unwrap().clone()
    }

    /// Answers to the forty questions, `answer` of each that has one.
    fn answers(answer: impl FnMut(&Item) -> u8) -> Vec<u8> {
        upper().items().iter().map(answer).collect()
    }

    fn any_answers(least: u8) -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(least..=5_u8, 40).prop_map(|drawn| {
            let best = upper().items().iter().map(Item::answers).collect::<Vec<_>>();
            drawn.into_iter().zip(best).map(|(answer, best)| answer.min(best)).collect()
        })
    }

    fn units(score: Option<Millionths>) -> Option<i64> {
        score.map(Millionths::units)
    }

    #[test]
    fn the_confirmed_lines_stand_where_they_were_read() {
        let questionnaire = upper();
        let with = |known: fn(ItemStatus) -> Status| {
            let items = questionnaire.items().iter();
            items
                .filter(|item| known(item.status()) == Status::Confirmed)
                .map(Item::number)
                .collect::<Vec<_>>()
        };
        assert_eq!(with(|status| status.number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 19, 24, 39]);
        assert!(with(|status| status.indicator.unwrap()).is_empty());
        let bullied = &questionnaire.items()[13];
        assert_eq!(
            (bullied.keyword().en.as_str(), bullied.is_turned()),
            ("bullied this school year", true)
        );
        assert_eq!(bullied.words(1).unwrap().da, "Meget tit");
        assert_eq!(bullied.words(5).unwrap().da, "Aldrig");
        assert_eq!(questionnaire.items()[0].words(5).unwrap().da, "Meget tit");
        assert_eq!(bullied.words(0), None);
        assert_eq!(bullied.words(6), None);
    }

    #[test]
    fn the_indicators_have_29_questions_and_one_of_them_four_answers() {
        let questionnaire = upper();
        assert_eq!(Indicator::ALL.map(|indicator| questionnaire.size(indicator)), [10, 8, 7, 4]);
        assert_eq!(questionnaire.general_size(), 29);
        let fours = questionnaire.items().iter().filter(|item| item.answers() == 4);
        assert_eq!(fours.map(Item::indicator).collect::<Vec<_>>(), [Some(Indicator::Academic)]);
    }

    #[test]
    fn a_grade_is_asked_one_questionnaire() {
        let questionnaires = Questionnaires::built_in().unwrap();
        for grade in (0..=9).filter_map(Grade::new) {
            let asking = questionnaires.all().iter().filter(|q| q.grades().contains(&grade));
            assert_eq!(asking.count(), 1, "{grade:?}");
        }
        assert_eq!(questionnaires.of_grade(Grade::new(10).unwrap()), None);
    }

    fn with_file(edit: impl Fn(String) -> String) -> QuestionnaireError {
        let text = include_str!("../catalogue/trivselsspoergsmaal.toml");
        let edited = edit(text.to_owned());
        assert_ne!(edited, text);
        Questionnaires::from_toml(&edited).unwrap_err()
    }

    #[test]
    fn a_line_that_breaks_what_is_known_of_the_whole_is_refused() {
        let id = || "4-9".to_owned();
        let again = with_file(|text| text.replace("{ number = 40,", "{ number = 39,"));
        assert_eq!(again, QuestionnaireError::Numbers { id: id(), items: 40 });
        let moved = with_file(|text| {
            text.replace(
                r#"scale = "gode4", indicator = "faglig""#,
                r#"scale = "gode4", indicator = "ro-og-orden""#,
            )
        });
        let indicator = Indicator::Academic;
        assert_eq!(moved, QuestionnaireError::Size { id: id(), indicator, expected: 8, got: 7 });
        let five = with_file(|text| {
            text.replace(r#"scale = "gode4", indicator"#, r#"scale = "enig5", indicator"#)
        });
        assert_eq!(
            five,
            QuestionnaireError::FourAnswers { id: id(), indicator, expected: 1, got: 0 }
        );
        let scale = with_file(|text| text.replace(r#"scale = "altid5""#, r#"scale = "tit3""#));
        assert_eq!(
            scale,
            QuestionnaireError::Scale { id: id(), item: 12, scale: "tit3".to_owned() }
        );
    }

    /// By hand: social ten 4s, 40 points; faglig seven 4s and the lowest of four answers, 29;
    /// støtte seven 3s, 21; ro three 4s and a 3, 15. General is 105/29 = 3.620690, while the mean
    /// of 4, 3.625, 3 and 3.75 is 3.593750.
    #[test]
    fn general_wellbeing_is_not_the_mean_of_the_four() {
        let mut last_of_order = true;
        let given = answers(|item| match item.indicator() {
            Some(Indicator::Academic) if item.answers() == 4 => 1,
            Some(Indicator::Support) => 3,
            Some(Indicator::Order) if std::mem::take(&mut last_of_order) => 3,
            _ => 4,
        });
        let scores = upper().score(&given).unwrap();
        let four = Indicator::ALL.map(|indicator| units(scores.of(indicator)).unwrap());
        assert_eq!(four, [4_000_000, 3_625_000, 3_000_000, 3_750_000]);
        assert_eq!(units(scores.general), Some(3_620_690));
        assert_eq!(four.iter().sum::<i64>() / 4, 3_593_750);
    }

    /// By hand: seven 3s are 21; the fourth answers of four are 1, 2 1/3, 3 2/3 and 5, so the mean
    /// of eight is 22/8, 70/24, 74/24 and 26/8.
    #[test]
    fn four_answers_are_stretched_over_the_scale() {
        let expected = [2_750_000, 2_916_667, 3_083_333, 3_250_000];
        for (answer, expected) in (1..=4).zip(expected) {
            let given = answers(|item| if item.answers() == 4 { answer } else { 3 });
            assert_eq!(units(upper().score(&given).unwrap().academic), Some(expected));
        }
    }

    #[test]
    fn half_of_the_questions_are_enough_and_fewer_are_not() {
        for (indicator, enough) in Indicator::ALL.into_iter().zip([5, 4, 4, 2]) {
            let first = |few: usize| {
                let mut left = few;
                answers(|item| match (item.indicator() == Some(indicator)).then_some(left) {
                    Some(1..) => {
                        left -= 1;
                        2
                    }
                    _ => 0,
                })
            };
            let scores = upper().score(&first(enough)).unwrap();
            assert!(scores.of(indicator).is_some(), "{indicator:?}");
            assert_eq!(scores.general, None);
            assert_eq!(upper().score(&first(enough - 1)).unwrap(), Scores::default());
        }
        let mut left = 15;
        let mut first_15 = answers(|item| {
            let counts = item.indicator().is_some() && 0 < left;
            left -= i32::from(counts);
            u8::from(counts)
        });
        assert_eq!(units(upper().score(&first_15).unwrap().general), Some(1_000_000));
        let last = first_15.iter().rposition(|answer| *answer == 1).unwrap();
        first_15[last] = 0;
        assert_eq!(upper().score(&first_15).unwrap().general, None);
    }

    #[test]
    fn an_answer_that_its_question_does_not_have_is_refused_by_number() {
        let four = upper().items().iter().find(|item| item.answers() == 4).unwrap().number();
        assert_eq!(
            upper().score(&[5; 40]),
            Err(AnswerError::OutsideScale { item: four, answers: 4 })
        );
        let questionnaires = Questionnaires::built_in().unwrap();
        let lower = questionnaires.with_id("0-3").unwrap();
        let mut given = [3; 20];
        assert_eq!(lower.score(&given), Ok(Scores::default()));
        given[6] = 4;
        assert_eq!(lower.score(&given), Err(AnswerError::OutsideScale { item: 7, answers: 3 }));
        assert_eq!(lower.score(&[1; 40]), Err(AnswerError::Number { expected: 20, got: 40 }));
    }

    #[test]
    fn a_case_is_complete_when_all_its_questions_are_answered() {
        let given = answers(|item| u8::from(item.number() != 24) * 4);
        let case = |indicator| upper().complete_case(indicator, &given).unwrap();
        assert_eq!(case(Some(Indicator::Order)), None);
        assert_eq!(case(None), None);
        assert_eq!(case(Some(Indicator::Support)), Some(vec![12; 7]));
        let mut academic = case(Some(Indicator::Academic)).unwrap();
        academic.sort_unstable();
        assert_eq!(academic, [12, 12, 12, 12, 12, 12, 12, 15]);
    }

    proptest! {
        #[test]
        fn a_score_lies_between_1_and_5_and_has_a_band(given in any_answers(0)) {
            let scores = upper().score(&given).unwrap();
            for score in Indicator::ALL.map(|i| scores.of(i)).into_iter().chain([scores.general]).flatten() {
                let band = Band::of(score).unwrap();
                prop_assert_eq!(band.is_over_3(), 3_000_000 < score.units());
                prop_assert_eq!(band.is_over_4(), 4_000_000 < score.units());
            }
        }

        #[test]
        fn general_is_the_mean_weighted_by_questions_when_all_are_answered(given in any_answers(1)) {
            let scores = upper().score(&given).unwrap();
            let weighted: i64 = Indicator::ALL
                .iter()
                .map(|i| i64::try_from(upper().size(*i)).unwrap() * scores.of(*i).unwrap().units())
                .sum();
            // Each of the five is rounded, by at most half a millionth.
            prop_assert!((weighted - 29 * scores.general.unwrap().units()).abs() <= 29);
        }

        #[test]
        fn the_order_of_answers_within_an_indicator_is_irrelevant(
            given in any_answers(0),
            order in Just((0..40).collect::<Vec<usize>>()).prop_shuffle(),
        ) {
            let questionnaire = upper();
            let mut shuffled = given.clone();
            for indicator in Indicator::ALL {
                let belongs = |place: &usize| {
                    let item = &questionnaire.items()[*place];
                    item.indicator() == Some(indicator) && item.answers() == 5
                };
                let (from, to) = (order.iter().copied().filter(belongs), (0..40).filter(belongs));
                to.zip(from).for_each(|(to, from)| shuffled[to] = given[from]);
            }
            prop_assert_eq!(questionnaire.score(&given), questionnaire.score(&shuffled));
        }

        #[test]
        fn answers_outside_the_indicators_move_nothing(given in any_answers(0), other in 0..=5_u8) {
            let questionnaire = upper();
            let changed = given.iter().zip(questionnaire.items());
            let changed: Vec<u8> = changed
                .map(|(answer, item)| if item.indicator().is_none() { other } else { *answer })
                .collect();
            prop_assert_eq!(questionnaire.score(&given), questionnaire.score(&changed));
        }
    }
}
