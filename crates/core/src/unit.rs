//! Who a figure is about: a school, a group of schools, a municipality, the nation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::InlineText;

/// A school's number in the register: six digits, or a registered id such as `edk-1234`.
///
/// Text, not a number: it is compared and printed, never added, and its first three digits are
/// *not* the municipality.
///
/// # Examples
///
/// ```
/// use kvalitet_core::InstitutionNumber;
///
/// let number: InstitutionNumber = "999001".parse()?;
/// assert_eq!(number.to_string(), "999001");
/// assert!("99901".parse::<InstitutionNumber>().is_err());
/// # Ok::<(), kvalitet_core::NotAnInstitutionNumber>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InstitutionNumber(InlineText<16>);

/// The text was no institution number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an institution number of six digits, or one such as `edk-1234`")]
pub struct NotAnInstitutionNumber;

impl InstitutionNumber {
    /// Reads the bytes of a cell.
    ///
    /// # Errors
    ///
    /// Returns [`NotAnInstitutionNumber`] unless it is six digits, or `edk-` followed by 1 to 12
    /// letters or digits.
    #[inline]
    pub fn from_bytes(text: &[u8]) -> Result<Self, NotAnInstitutionNumber> {
        let six_digits = text.len() == 6 && text.iter().all(u8::is_ascii_digit);
        let registered = text
            .strip_prefix(b"edk-")
            .is_some_and(|rest| !rest.is_empty() && rest.iter().all(u8::is_ascii_alphanumeric));
        if !six_digits && !registered {
            return Err(NotAnInstitutionNumber);
        }
        InlineText::new(text).map(Self).ok_or(NotAnInstitutionNumber)
    }
}

impl FromStr for InstitutionNumber {
    type Err = NotAnInstitutionNumber;

    fn from_str(text: &str) -> Result<Self, NotAnInstitutionNumber> {
        Self::from_bytes(text.as_bytes())
    }
}

impl TryFrom<String> for InstitutionNumber {
    type Error = NotAnInstitutionNumber;

    fn try_from(text: String) -> Result<Self, NotAnInstitutionNumber> {
        text.parse()
    }
}

impl From<InstitutionNumber> for String {
    fn from(number: InstitutionNumber) -> Self {
        number.to_string()
    }
}

impl fmt::Display for InstitutionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text was no id of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an id of 1 to 40 of `a-z`, `0-9` and `-`")]
pub struct NotAnId;

/// A group of schools: lower-case letters, digits and hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(InlineText<40>);

impl FromStr for GroupId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !text.bytes().all(legal) {
            return Err(NotAnId);
        }
        InlineText::new(text.as_bytes()).map(Self).ok_or(NotAnId)
    }
}

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A municipality's three-digit number, such as 851.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct MunicipalityNumber(u16);

impl MunicipalityNumber {
    /// The municipality with this number, or `None` outside 101-999.
    pub const fn new(number: u16) -> Option<Self> {
        if 101 <= number && number <= 999 { Some(Self(number)) } else { None }
    }

    /// Reads the bytes of a cell: three digits.
    pub fn from_bytes(text: &[u8]) -> Option<Self> {
        if text.len() != 3 {
            return None;
        }
        std::str::from_utf8(text).ok()?.parse().ok().and_then(Self::new)
    }
}

impl TryFrom<u16> for MunicipalityNumber {
    type Error = NotAnId;

    fn try_from(number: u16) -> Result<Self, NotAnId> {
        Self::new(number).ok_or(NotAnId)
    }
}

impl From<MunicipalityNumber> for u16 {
    fn from(number: MunicipalityNumber) -> Self {
        number.0
    }
}

impl fmt::Display for MunicipalityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

/// What kind of municipal school it is. The two are never compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SchoolKind {
    /// Folkeskole, register type 1012.
    #[serde(rename = "folkeskole")]
    Folkeskole,
    /// Specialskole, register type 1015.
    #[serde(rename = "specialskole")]
    SpecialSchool,
}

impl SchoolKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Folkeskole, Self::SpecialSchool];

    /// The kind with this type code of the register.
    pub fn from_register_code(code: &[u8]) -> Option<Self> {
        match code {
            b"1012" => Some(Self::Folkeskole),
            b"1015" => Some(Self::SpecialSchool),
            _ => None,
        }
    }

    /// The id users read: `folkeskole` or `specialskole`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Folkeskole => "folkeskole",
            Self::SpecialSchool => "specialskole",
        }
    }

    /// The group that all schools of this kind belong to: `folkeskoler` or `specialskoler`.
    pub fn group(self) -> GroupId {
        let id: &[u8] = match self {
            Self::Folkeskole => b"folkeskoler",
            Self::SpecialSchool => b"specialskoler",
        };
        let mut bytes = [0; 40];
        bytes.iter_mut().zip(id).for_each(|(to, from)| *to = *from);
        GroupId(InlineText::from_zero_padded(bytes))
    }
}

/// Who a figure is about. Schools sort before groups, groups before the municipality.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Unit;
///
/// let unit: Unit = "skole:999001".parse()?;
/// assert!(matches!(unit, Unit::School(_)));
/// assert_eq!("kommune:999".parse::<Unit>()?.to_string(), "kommune:999");
/// # Ok::<(), kvalitet_core::NotAnId>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One school, `skole:999001`.
    School(InstitutionNumber),
    /// A group of schools, `gruppe:specialskoler`.
    Group(GroupId),
    /// A municipality, `kommune:999`.
    Municipality(MunicipalityNumber),
    /// The whole country, `land`.
    Nation,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::School(number) => write!(f, "skole:{number}"),
            Self::Group(id) => write!(f, "gruppe:{id}"),
            Self::Municipality(number) => write!(f, "kommune:{number}"),
            Self::Nation => f.write_str("land"),
        }
    }
}

impl FromStr for Unit {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.split_once(':') {
            Some(("skole", number)) => number.parse().map(Self::School).map_err(|_| NotAnId),
            Some(("gruppe", id)) => id.parse().map(Self::Group),
            Some(("kommune", number)) => MunicipalityNumber::from_bytes(number.as_bytes())
                .map(Self::Municipality)
                .ok_or(NotAnId),
            None if text == "land" => Ok(Self::Nation),
            Some(_) | None => Err(NotAnId),
        }
    }
}
