//! The life of an edition: heard, final, corrected.

use serde::{Deserialize, Serialize};

use super::{EditionName, Register};

/// How far an edition that was given out has come.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::EditionStage;
///
/// assert_eq!(EditionStage::from_id("hoering"), Some(EditionStage::Hearing));
/// assert_eq!(EditionStage::default().id(), "endelig");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum EditionStage {
    /// Given to those who are heard: its numbers stand, its texts may change.
    #[serde(rename = "hoering")]
    Hearing,
    /// Final.
    #[default]
    #[serde(rename = "endelig")]
    Final,
    /// It corrects numbers of a final one and takes its place.
    #[serde(rename = "rettelsesblad")]
    Errata,
}

impl EditionStage {
    /// Every stage, in order.
    pub const ALL: [Self; 3] = [Self::Hearing, Self::Final, Self::Errata];

    /// The word users write and read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hearing => "hoering",
            Self::Final => "endelig",
            Self::Errata => "rettelsesblad",
        }
    }

    /// The stage that is written so.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.id() == id)
    }
}

/// An edition that another takes the place of, although the two together tell of few persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supersedes {
    /// The earlier edition.
    #[serde(rename = "udgave")]
    pub edition: EditionName,
    /// Why, as somebody wrote it.
    #[serde(rename = "begrundelse")]
    pub reason: String,
}

/// What an edition is made as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// For those who are heard.
    Hearing,
    /// Final. Where it was heard its numbers stand, unless somebody says why they changed.
    Final {
        /// Why numbers changed since the hearing.
        changed: Option<String>,
    },
    /// It corrects a final edition and takes its place.
    Errata(Supersedes),
}

impl Step {
    /// How far the edition has come with it.
    pub const fn stage(&self) -> EditionStage {
        match self {
            Self::Hearing => EditionStage::Hearing,
            Self::Final { .. } => EditionStage::Final,
            Self::Errata(_) => EditionStage::Errata,
        }
    }

    /// The edition it takes the place of.
    pub const fn supersedes(&self) -> Option<&Supersedes> {
        match self {
            Self::Errata(of) => Some(of),
            Self::Hearing | Self::Final { .. } => None,
        }
    }

    /// Why numbers changed since the hearing, where somebody said so.
    pub fn changed(&self) -> Option<&str> {
        match self {
            Self::Final { changed } => changed.as_deref(),
            Self::Hearing | Self::Errata(_) => None,
        }
    }

    /// Why numbers are others than they were, as somebody wrote it: it stands in the report.
    pub fn reason(&self) -> Option<&str> {
        self.supersedes().map(|of| of.reason.as_str()).or_else(|| self.changed())
    }
}

/// An edition that cannot come after those that were given out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// The name is one of another kind of edition.
    #[error("`{name}` was given out as `{}`", stage.id())]
    Taken {
        /// The name.
        name: EditionName,
        /// What it was given out as.
        stage: EditionStage,
    },
    /// No edition has the name that is to be corrected.
    #[error("no edition is called `{name}`")]
    Unknown {
        /// The name.
        name: EditionName,
        /// The one most like it; `None` in an empty register.
        nearest: Option<String>,
    },
    /// The edition that is to be corrected has been heard and no more.
    #[error("`{0}` is not final")]
    NotFinal(EditionName),
    /// An edition is to correct itself.
    #[error("`{0}` cannot correct itself")]
    Itself(EditionName),
    /// Numbers are said to have changed since a hearing that never was.
    #[error("`{0}` was not heard")]
    NotHeard(EditionName),
}

impl Register {
    /// Whether an edition can come after those that were given out. One that is among them already can
    /// come again.
    ///
    /// # Errors
    ///
    /// Returns [`OrderError`] when it cannot.
    pub fn check_order(&self, name: &EditionName, step: &Step) -> Result<(), OrderError> {
        let stage = step.stage();
        let taken = |by: EditionStage| {
            let earlier = self.at(name, by);
            earlier.map_or(Ok(()), |_| Err(OrderError::Taken { name: name.clone(), stage: by }))
        };
        let may_follow = |by: EditionStage| {
            (by, stage) == (EditionStage::Hearing, EditionStage::Final) || by == stage
        };
        EditionStage::ALL.into_iter().filter(|by| !may_follow(*by)).try_for_each(taken)?;
        if step.changed().is_some() && self.at(name, EditionStage::Hearing).is_none() {
            return Err(OrderError::NotHeard(name.clone()));
        }
        let Some(corrected) = step.supersedes().map(|of| &of.edition) else { return Ok(()) };
        if corrected == name {
            return Err(OrderError::Itself(name.clone()));
        }
        match self.edition(corrected).map(|of| of.stage) {
            None => Err(OrderError::Unknown {
                name: corrected.clone(),
                nearest: self.nearest(corrected.as_str()),
            }),
            Some(EditionStage::Hearing) => Err(OrderError::NotFinal(corrected.clone())),
            Some(EditionStage::Final | EditionStage::Errata) => Ok(()),
        }
    }
}
