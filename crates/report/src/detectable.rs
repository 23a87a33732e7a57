//! Whether a change of a number could ever be seen: what the data of a unit can show, before a goal is
//! set on it.
//!
//! Everything is made of released numbers. The standard error, critical value and thresholds of a
//! change that the report judged are those it printed; where a unit has one year alone, its number of
//! persons stands for both years, and the answer is the most favourable there could be.

mod assess;
mod assessment;
mod goals;
mod question;
mod screen;
mod words;

use kvalitet_core::Decimal;
use kvalitet_disclosure::Release;
use kvalitet_text::{Argument, Texts};

pub use assessment::{Assessed, Assessment, Grade, Obstacle, ShockFrom, WhyNot, YearPersons};
pub use goals::{GoalGrade, Goals};
pub(crate) use goals::{of_unit, section, sign};
pub use question::Answer;

use crate::ExplainError;
use crate::terminal::Screen;
use crate::view::View;

/// What somebody wants to know: of which unit, which indicator, and how great a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The unit, such as `skole:999001`, `999001` or `kommune:999`; without it the municipality.
    pub unit: Option<&'a str>,
    /// The indicator's id; without it every goal is graded.
    pub indicator: Option<&'a str>,
    /// The change: percentage points of what is per cent, otherwise in the number's own unit.
    pub change: Option<&'a str>,
}

/// What came of it: a text for a terminal, and the same for programs.
#[derive(Clone, Debug, PartialEq)]
pub struct Detectable {
    /// The text.
    pub text: String,
    /// The answer.
    pub found: Found,
}

/// An answer for programs.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Found {
    /// Of one indicator.
    One(Box<Answer>),
    /// Of every goal.
    Goals(Goals),
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DetectableError {
    /// No unit has this id.
    #[error("there is nothing about a unit `{unit}`; the nearest is `{nearest}`")]
    UnknownUnit {
        /// What was asked for.
        unit: String,
        /// The nearest unit there is a figure of.
        nearest: String,
    },
    /// The indicator is unknown, or not for the audience.
    #[error(transparent)]
    Explain(ExplainError),
    /// The change is no positive number.
    #[error("a change is a number above 0, such as `5` or `0.2`")]
    NoChange,
    /// The change is greater than the scale.
    #[error("a change of `{change}` is more than the scale holds: {most}")]
    TooGreat {
        /// What was asked for.
        change: Decimal,
        /// The distance between the scale's ends.
        most: Decimal,
    },
    /// Nobody has said what the ends of the scale are, so no change stands for itself.
    #[error("say how great a change of `{indicator}` is meant")]
    ChangeNeeded {
        /// The indicator.
        indicator: String,
    },
}

impl DetectableError {
    /// The error in the language of `texts`.
    pub fn in_words(&self, texts: &Texts) -> String {
        let (id, arguments): (&str, Vec<(&str, Argument)>) = match self {
            Self::UnknownUnit { unit, nearest } => (
                "rap-afl-fejl-enhed",
                vec![("enhed", unit.as_str().into()), ("naermest", nearest.as_str().into())],
            ),
            Self::Explain(error) => return error.in_words(texts),
            Self::NoChange => ("rap-afl-fejl-aendring", Vec::new()),
            Self::TooGreat { change, most } => (
                "rap-afl-fejl-for-stor",
                vec![
                    ("aendring", texts.number(*change).into()),
                    ("hoejst", texts.number(*most).into()),
                ],
            ),
            Self::ChangeNeeded { indicator } => {
                ("rap-afl-fejl-sig-aendring", vec![("indikator", indicator.as_str().into())])
            }
        };
        texts.with(id, &arguments)
    }
}

/// Whether a change could be seen; without an indicator, every goal's grade.
///
/// # Errors
///
/// Returns [`DetectableError`] for an unknown unit or indicator, one that this audience may not see,
/// and a change that is none.
pub fn detectable(
    release: &Release,
    texts: &Texts,
    asked: Asked<'_>,
) -> Result<Detectable, DetectableError> {
    let view = View::new(release, texts);
    let mut screen = Screen::default();
    let found = if asked.indicator.is_some() {
        let question = question::Question::of(&view, asked)?;
        let answer = question.answer(&view);
        if answer.assessment == Assessment::NoChange {
            let indicator = answer.indicator.to_string();
            return Err(DetectableError::ChangeNeeded { indicator });
        }
        screen::one(&view, &mut screen, &question, &answer);
        Found::One(Box::new(answer))
    } else {
        let unit = asked.unit.map(|unit| question::unit(&view, unit)).transpose()?;
        let goals = goals::all(&view, unit);
        screen::goals(&view, &mut screen, &goals);
        Found::Goals(goals)
    };
    Ok(Detectable { text: screen.finish(), found })
}
