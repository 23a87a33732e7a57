//! The questionnaires as data: questions, the scales of their answers, and what they form.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Indicator;
use crate::settings::Status;
use crate::{Grade, LocalText};

const BUILT_IN: &str = include_str!("../../catalogue/trivselsspoergsmaal.toml");

/// The answers a question has, in words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerScale {
    /// Its id.
    pub id: String,
    /// The words, the best answer first for a question that is not turned.
    pub answers: Vec<LocalText>,
    /// How well founded the words are.
    pub status: Status,
}

/// How well founded what is said of a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemStatus {
    /// That it has this number.
    pub number: Status,
    /// What it asks.
    pub text: Status,
    /// Which indicator it belongs to; none where the questionnaire has no indicators.
    pub indicator: Option<Status>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    number: u8,
    keyword: LocalText,
    scale: AnswerScale,
    indicator: Option<Indicator>,
    turned: bool,
    status: ItemStatus,
    /// How many answers it has, and what the best of the indicators' scale is made of.
    answers: u8,
}

impl Item {
    /// Its number, from 1.
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// What it asks, in a few words of our own.
    pub const fn keyword(&self) -> &LocalText {
        &self.keyword
    }

    /// The indicator it belongs to, if it does.
    pub const fn indicator(&self) -> Option<Indicator> {
        self.indicator
    }

    /// Whether it is asked so that much is bad. Data arrive already turned.
    pub const fn is_turned(&self) -> bool {
        self.turned
    }

    /// How well founded what is said of it is.
    pub const fn status(&self) -> ItemStatus {
        self.status
    }

    /// The id of the scale of its answers.
    pub fn scale(&self) -> &str {
        &self.scale.id
    }

    /// How many answers it has, no answer not counted.
    pub const fn answers(&self) -> u8 {
        self.answers
    }

    /// The words of an answer, 1 the worst; `None` for no answer and for what it does not have.
    pub fn words(&self, answer: u8) -> Option<&LocalText> {
        if answer == 0 || self.answers < answer {
            return None;
        }
        let from_best = if self.turned { answer - 1 } else { self.answers - answer };
        self.scale.answers.get(usize::from(from_best))
    }

    /// Whether `answer` is one that it has, or 0 for none.
    pub const fn has(&self, answer: u8) -> bool {
        answer <= self.answers
    }

    /// An answer in thirds of a point of the scale 1-5, four answers stretched over it; `None` for
    /// no answer, for one it does not have, and for a question of three answers, which has no
    /// place on that scale.
    pub(super) const fn thirds(&self, answer: u8) -> Option<u8> {
        if answer == 0 || !self.has(answer) {
            return None;
        }
        match self.answers {
            5 => Some(3 * answer),
            4 => Some(4 * answer - 1),
            _ => None,
        }
    }
}

/// The questions that a group of grades is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    id: String,
    name: LocalText,
    grades: Vec<Grade>,
    items: Vec<Item>,
    size: BTreeMap<Indicator, usize>,
}

impl Questionnaire {
    /// Its id: `0-3` or `4-9`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name.
    pub const fn name(&self) -> &LocalText {
        &self.name
    }

    /// The grades that are asked.
    pub fn grades(&self) -> &[Grade] {
        &self.grades
    }

    /// Its questions, by number.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many questions an indicator has.
    pub fn size(&self, indicator: Indicator) -> usize {
        self.size.get(&indicator).copied().unwrap_or(0)
    }

    /// How many questions general wellbeing has.
    pub fn general_size(&self) -> usize {
        self.size.values().sum()
    }
}

/// A file of questionnaires that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuestionnaireError {
    /// The file is no TOML of the expected shape.
    #[error("cannot read the questionnaires: {0}")]
    Toml(String),
    /// The questions are not numbered 1 to their number, each once.
    #[error("questionnaire `{id}`: the questions are not numbered 1 to {items}, each once")]
    Numbers {
        /// The questionnaire.
        id: String,
        /// How many questions it has.
        items: usize,
    },
    /// A question names a scale that is not there, or one of fewer than two or more than five
    /// answers; or it belongs to an indicator and has neither four answers nor five.
    #[error("questionnaire `{id}`: question {item} cannot be answered on scale `{scale}`")]
    Scale {
        /// The questionnaire.
        id: String,
        /// The question.
        item: u8,
        /// What it names.
        scale: String,
    },
    /// An indicator has another number of questions than it should.
    #[error("questionnaire `{id}`: `{}` has {got} questions, not {expected}", indicator.id())]
    Size {
        /// The questionnaire.
        id: String,
        /// The indicator.
        indicator: Indicator,
        /// How many it should have.
        expected: usize,
        /// How many it has.
        got: usize,
    },
    /// An indicator has another number of questions with four answers than it should.
    #[error(
        "questionnaire `{id}`: `{}` has {got} questions with four answers, not {expected}",
        indicator.id()
    )]
    FourAnswers {
        /// The questionnaire.
        id: String,
        /// The indicator.
        indicator: Indicator,
        /// How many it should have.
        expected: usize,
        /// How many it has.
        got: usize,
    },
}

/// The questionnaires of the survey.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Grade, wellbeing::Questionnaires};
///
/// let questionnaires = Questionnaires::built_in()?;
/// let grade = Grade::new(3).ok_or("no grade")?;
/// let questionnaire = questionnaires.of_grade(grade).ok_or("not asked")?;
/// assert_eq!((questionnaire.id(), questionnaire.items().len()), ("0-3", 20));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaires(Vec<Questionnaire>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scale: Vec<AnswerScale>,
    questionnaire: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: LocalText,
    grades: Vec<Grade>,
    #[serde(default)]
    size: BTreeMap<Indicator, usize>,
    #[serde(default)]
    four_answers: BTreeMap<Indicator, usize>,
    items: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    number: u8,
    keyword: LocalText,
    scale: String,
    indicator: Option<Indicator>,
    #[serde(default)]
    turned: bool,
    status: ItemStatus,
}

impl Questionnaires {
    /// The questionnaires that come with the program.
    ///
    /// # Errors
    ///
    /// Returns [`QuestionnaireError`] when the built-in file is wrong; a test keeps that from
    /// happening.
    pub fn built_in() -> Result<Self, QuestionnaireError> {
        Self::from_toml(BUILT_IN)
    }

    /// Reads a file of questionnaires.
    ///
    /// # Errors
    ///
    /// Returns [`QuestionnaireError`] for the first thing that cannot be used.
    pub fn from_toml(text: &str) -> Result<Self, QuestionnaireError> {
        let file: File =
            toml::from_str(text).map_err(|error| QuestionnaireError::Toml(error.to_string()))?;
        let File { scale, questionnaire } = file;
        let read = questionnaire.into_iter().map(|entry| entry.into_questionnaire(&scale));
        read.collect::<Result<_, _>>().map(Self)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[Questionnaire] {
        &self.0
    }

    /// The one with this id.
    pub fn with_id(&self, id: &str) -> Option<&Questionnaire> {
        self.0.iter().find(|questionnaire| questionnaire.id == id)
    }

    /// The one that a grade is asked.
    pub fn of_grade(&self, grade: Grade) -> Option<&Questionnaire> {
        self.0.iter().find(|questionnaire| questionnaire.grades.contains(&grade))
    }
}

impl Entry {
    fn into_questionnaire(
        self,
        scales: &[AnswerScale],
    ) -> Result<Questionnaire, QuestionnaireError> {
        let Self { id, name, grades, size, four_answers, items } = self;
        let read = items.into_iter().map(|line| line.into_item(&id, scales));
        let mut items = read.collect::<Result<Vec<_>, _>>()?;
        items.sort_by_key(Item::number);
        if !items.iter().map(|item| usize::from(item.number)).eq(1..=items.len()) {
            return Err(QuestionnaireError::Numbers { id, items: items.len() });
        }
        for indicator in Indicator::ALL {
            let members = items.iter().filter(|item| item.indicator == Some(indicator));
            let got = members.clone().count();
            let expected = size.get(&indicator).copied().unwrap_or(0);
            if got != expected {
                return Err(QuestionnaireError::Size { id, indicator, expected, got });
            }
            let got = members.filter(|item| item.answers == 4).count();
            let expected = four_answers.get(&indicator).copied().unwrap_or(0);
            if got != expected {
                return Err(QuestionnaireError::FourAnswers { id, indicator, expected, got });
            }
        }
        Ok(Questionnaire { id, name, grades, items, size })
    }
}

impl Line {
    fn into_item(self, id: &str, scales: &[AnswerScale]) -> Result<Item, QuestionnaireError> {
        let Self { number, keyword, scale, indicator, turned, status } = self;
        let least = if indicator.is_some() { 4 } else { 2 };
        let named = scales.iter().find(|known| known.id == scale);
        let answers = named.and_then(|named| u8::try_from(named.answers.len()).ok());
        let answers = answers.filter(|answers| (least..=5).contains(answers));
        let Some((named, answers)) = named.zip(answers) else {
            return Err(QuestionnaireError::Scale { id: id.to_owned(), item: number, scale });
        };
        Ok(Item { number, keyword, scale: named.clone(), indicator, turned, status, answers })
    }
}
