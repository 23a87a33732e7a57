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

/// The band of a score, on the raw score and not on a rounded one: [1;2], (2;3], (3;4], (4;5].
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
