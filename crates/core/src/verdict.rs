//! Verdicts on change and position, and the families of claims they are corrected in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is said of a change between two years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChangeVerdict {
    /// *Stigning*: surely higher.
    #[serde(rename = "stigning")]
    Rise,
    /// *Fald*: surely lower.
    #[serde(rename = "fald")]
    Fall,
    /// *Ingen sikker ændring*: so great a difference comes about with nothing changed. It does not
    /// show that nothing has.
    #[serde(rename = "ingen-sikker-aendring")]
    NoSureChange,
    /// *Med forbehold*: one of the years is comparable only with reservation.
    #[serde(rename = "med-forbehold")]
    WithReservation,
    /// *Kan ikke sammenlignes*: a break lies between the years.
    #[serde(rename = "kan-ikke-sammenlignes")]
    NotComparable,
    /// *For få*: fewer persons in one of the years than the definition asks.
    #[serde(rename = "for-faa")]
    TooFew,
    /// *Kan ikke vurderes*: a value without the persons it is about, or without their spread.
    #[serde(rename = "kan-ikke-vurderes")]
    CannotBeAssessed,
}

impl ChangeVerdict {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rise => "stigning",
            Self::Fall => "fald",
            Self::NoSureChange => "ingen-sikker-aendring",
            Self::WithReservation => "med-forbehold",
            Self::NotComparable => "kan-ikke-sammenlignes",
            Self::TooFew => "for-faa",
            Self::CannotBeAssessed => "kan-ikke-vurderes",
        }
    }

    /// Whether it is shown with an arrow.
    pub const fn is_sure(self) -> bool {
        matches!(self, Self::Rise | Self::Fall)
    }

    /// Whether it was tested: it counts among the comparisons of its family.
    pub const fn is_tested(self) -> bool {
        matches!(self, Self::Rise | Self::Fall | Self::NoSureChange)
    }
}

/// Where a school stands against the municipality's schools of its kind; always *uden hensyn til
/// elevernes baggrund*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PositionVerdict {
    /// *Over*: surely above.
    #[serde(rename = "over")]
    Above,
    /// *På*: not surely apart.
    #[serde(rename = "paa")]
    Level,
    /// *Under*: surely below.
    #[serde(rename = "under")]
    Below,
    /// *For få*.
    #[serde(rename = "for-faa")]
    TooFew,
    /// *For få skoler*: fewer than three of its kind to stand among.
    #[serde(rename = "for-faa-skoler")]
    TooFewSchools,
    /// *Kan ikke vurderes*: a value without the persons it is about, or without their spread.
    #[serde(rename = "kan-ikke-vurderes")]
    CannotBeAssessed,
}

impl PositionVerdict {
    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "over",
            Self::Level => "paa",
            Self::Below => "under",
            Self::TooFew => "for-faa",
            Self::TooFewSchools => "for-faa-skoler",
            Self::CannotBeAssessed => "kan-ikke-vurderes",
        }
    }

    /// Whether it says that the school stands apart.
    pub const fn is_sure(self) -> bool {
        matches!(self, Self::Above | Self::Below)
    }

    /// Whether it was tested.
    pub const fn is_tested(self) -> bool {
        matches!(self, Self::Above | Self::Level | Self::Below)
    }
}

/// Claims that are corrected for each other, in the fixed order of a report: the municipality first,
/// then each theme's schools, then where schools stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String")]
#[serde(try_from = "String")]
pub enum Family {
    /// The municipality's own changes, one for each headline that is not confidential by law.
    Municipality,
    /// The municipality's own changes in headlines that are: corrected apart, so that what is said of
    /// the others tells nothing of these.
    Confidential,
    /// The changes of schools in a theme's headlines.
    Schools {
        /// The theme.
        theme: String,
    },
    /// Where schools stand in a theme's headlines.
    Positions {
        /// The theme.
        theme: String,
    },
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Municipality => f.write_str("kommune"),
            Self::Confidential => f.write_str("kommune:fortrolig"),
            Self::Schools { theme } => write!(f, "skoler:{theme}"),
            Self::Positions { theme } => write!(f, "placering:{theme}"),
        }
    }
}

impl From<Family> for String {
    fn from(family: Family) -> Self {
        family.to_string()
    }
}

/// The text was no family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a family such as `kommune`, `skoler:trivsel` or `placering:trivsel`")]
pub struct NotAFamily;

impl TryFrom<String> for Family {
    type Error = NotAFamily;

    fn try_from(text: String) -> Result<Self, NotAFamily> {
        match text.split_once(':') {
            None if text == "kommune" => Ok(Self::Municipality),
            Some(("kommune", "fortrolig")) => Ok(Self::Confidential),
            Some(("skoler", theme)) => Ok(Self::Schools { theme: theme.to_owned() }),
            Some(("placering", theme)) => Ok(Self::Positions { theme: theme.to_owned() }),
            _ => Err(NotAFamily),
        }
    }
}

/// What the shock factor of an indicator rests on before the schools of a report have spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShockBasis {
    /// Measured on public figures of schools.
    #[serde(rename = "maalt")]
    Measured,
    /// Assumed to be as measured for another indicator, and less sure.
    #[default]
    #[serde(rename = "antaget")]
    Assumed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_read_as_it_is_written() {
        let theme = "trivsel".to_owned();
        for family in [
            Family::Municipality,
            Family::Confidential,
            Family::Schools { theme: theme.clone() },
            Family::Positions { theme },
        ] {
            assert_eq!(Family::try_from(family.to_string()), Ok(family));
        }
        assert_eq!(Family::try_from("skole".to_owned()), Err(NotAFamily));
    }
}
