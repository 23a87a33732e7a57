//! What a pupil row may say of a pupil besides results: sex, heritage and class.
//!
//! All three are personal data when they stand beside a result: they break figures down, and the
//! gate decides which of those breakdowns an audience sees.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Grade, InlineText};

/// A pupil's sex as the civil register has it (køn).
///
/// # Examples
///
/// ```
/// use kvalitet_core::Sex;
///
/// assert_eq!("pige".parse(), Ok(Sex::Girl));
/// assert_eq!(Sex::Boy.id(), "dreng");
/// assert_eq!(Sex::from_id("Pige"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Pige.
    #[serde(rename = "pige")]
    Girl,
    /// Dreng.
    #[serde(rename = "dreng")]
    Boy,
    /// Uoplyst: the source does not say.
    #[serde(rename = "uoplyst")]
    NotStated,
}

/// The text was no id of a sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `pige`, `dreng` or `uoplyst`")]
pub struct NotASex;

impl Sex {
    /// Every value, in the order of a table.
    pub const ALL: [Self; 3] = [Self::Girl, Self::Boy, Self::NotStated];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Girl => "pige",
            Self::Boy => "dreng",
            Self::NotStated => "uoplyst",
        }
    }

    /// The value with exactly this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sex| sex.id() == id)
    }
}

impl FromStr for Sex {
    type Err = NotASex;

    fn from_str(text: &str) -> Result<Self, NotASex> {
        Self::from_id(text).ok_or(NotASex)
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A pupil's heritage (herkomst) in the three groups of Danish statistics.
///
/// # Examples
///
/// ```
/// use kvalitet_core::Heritage;
///
/// assert_eq!("efterkommer".parse(), Ok(Heritage::Descendant));
/// assert_eq!(Heritage::Danish.to_string(), "dansk");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Heritage {
    /// Dansk oprindelse.
    #[serde(rename = "dansk")]
    Danish,
    /// Indvandrer.
    #[serde(rename = "indvandrer")]
    Immigrant,
    /// Efterkommer: a child of immigrants, born in Denmark.
    #[serde(rename = "efterkommer")]
    Descendant,
    /// Uoplyst: the source does not say.
    #[serde(rename = "uoplyst")]
    NotStated,
}

/// The text was no id of a heritage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `dansk`, `indvandrer`, `efterkommer` or `uoplyst`")]
pub struct NotAHeritage;

impl Heritage {
    /// Every value, in the order of a table.
    pub const ALL: [Self; 4] = [Self::Danish, Self::Immigrant, Self::Descendant, Self::NotStated];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Danish => "dansk",
            Self::Immigrant => "indvandrer",
            Self::Descendant => "efterkommer",
            Self::NotStated => "uoplyst",
        }
    }

    /// The value with exactly this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heritage| heritage.id() == id)
    }
}

impl FromStr for Heritage {
    type Err = NotAHeritage;

    fn from_str(text: &str) -> Result<Self, NotAHeritage> {
        Self::from_id(text).ok_or(NotAHeritage)
    }
}

impl fmt::Display for Heritage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A class such as `4A`: its grade number and a name that begins with a letter.
///
/// Sources write one class in many ways; all are read as one label in upper case, without spaces,
/// dots and the zero before the grade. A label is 2 to 8 characters; its name holds letters (`æ`,
/// `ø` and `å` too) and digits.
///
/// Ordered by grade, then by the bytes of the name: `2B` before `10A`. The alphabet's own order
/// of `Æ`, `Ø`, `Å` is the printer's matter.
///
/// # Examples
///
/// ```
/// use kvalitet_core::ClassLabel;
///
/// let label: ClassLabel = "04. a".parse()?;
/// assert_eq!(label.to_string(), "4A");
/// assert_eq!(label.grade().number(), 4);
/// assert!("2B".parse::<ClassLabel>()? < "10A".parse()?);
/// assert!("A4".parse::<ClassLabel>().is_err());
/// # Ok::<(), kvalitet_core::NotAClassLabel>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClassLabel {
    grade: Grade,
    // Seven characters of at most two bytes.
    name: InlineText<14>,
}

/// The text was no class label. It may be anything, a person's number too: it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAClassLabel {
    /// It does not begin with the number of a grade.
    #[error("expected a class that begins with its grade, 0 to 10, such as `4A`")]
    Grade,
    /// What follows the grade does not begin with a letter.
    #[error("expected a letter after the grade, as in `4A`")]
    Letter,
    /// A character that is no letter `A` to `Å`, digit, space or dot.
    #[error("expected letters `A` to `Å` and digits alone after the grade, as in `4A`")]
    Character,
    /// Too long.
    #[error("expected a class of at most 8 characters, such as `4A`")]
    Length,
}

impl ClassLabel {
    const MAX_CHARS: usize = 8;

    /// The grade it begins with.
    pub const fn grade(self) -> Grade {
        self.grade
    }

    /// The label as a number below 2^48, from which [`ClassLabel::unpack`] makes it again.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::ClassLabel;
    ///
    /// let label: ClassLabel = "4Å1".parse()?;
    /// assert_eq!(ClassLabel::unpack(label.pack()), Some(label));
    /// # Ok::<(), kvalitet_core::NotAClassLabel>(())
    /// ```
    pub fn pack(self) -> u64 {
        let place = |sign| Self::SIGNS.iter().position(|known| *known == sign);
        let digit = |sign| place(sign).and_then(|place| u64::try_from(place).ok());
        // Signs are digits of a number in base 40, the last one first; 0 is no sign.
        let name =
            self.name().chars().rev().fold(0, |number, sign| {
                number * Self::BASE + digit(sign).map_or(0, |digit| digit + 1)
            });
        name * 16 + u64::from(self.grade.number())
    }

    /// The label that [`ClassLabel::pack`] made a number of.
    pub fn unpack(packed: u64) -> Option<Self> {
        let grade = Grade::new(u8::try_from(packed % 16).ok()?)?;
        let (mut name, mut rest) = (String::new(), packed / 16);
        while 0 < rest {
            let place = usize::try_from((rest % Self::BASE).checked_sub(1)?).ok()?;
            name.push(*Self::SIGNS.get(place)?);
            rest /= Self::BASE;
        }
        Some(Self { grade, name: InlineText::of_letters(&name)? })
    }

    const BASE: u64 = 40;
    const SIGNS: [char; 39] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H',
        'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
        'Æ', 'Ø', 'Å',
    ];

    /// What follows the grade: `A` in `4A`.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl FromStr for ClassLabel {
    type Err = NotAClassLabel;

    fn from_str(text: &str) -> Result<Self, NotAClassLabel> {
        let text = text.trim_start();
        // The grade ends where its digits end in the text as written: `1.0A` is not class 10A.
        let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.strip_suffix(name).unwrap_or_default();
        let grade: Grade = digits.parse().map_err(|_| NotAClassLabel::Grade)?;
        let mut upper = String::new();
        for written in name.chars().filter(|c| !c.is_whitespace() && *c != '.') {
            let is_letter = written.is_ascii_alphabetic() || "æøåÆØÅ".contains(written);
            if !is_letter && !written.is_ascii_digit() {
                return Err(NotAClassLabel::Character);
            }
            if upper.is_empty() && !is_letter {
                return Err(NotAClassLabel::Letter);
            }
            upper.extend(written.to_uppercase());
        }
        let chars = upper.chars().count();
        if chars == 0 {
            return Err(NotAClassLabel::Letter);
        }
        let grade_chars = if grade.number() < 10 { 1 } else { 2 };
        if Self::MAX_CHARS < grade_chars + chars {
            return Err(NotAClassLabel::Length);
        }
        let name = InlineText::of_letters(&upper).ok_or(NotAClassLabel::Length)?;
        Ok(Self { grade, name })
    }
}

impl TryFrom<String> for ClassLabel {
    type Error = NotAClassLabel;

    fn try_from(text: String) -> Result<Self, NotAClassLabel> {
        text.parse()
    }
}

impl From<ClassLabel> for String {
    fn from(label: ClassLabel) -> Self {
        label.to_string()
    }
}

impl fmt::Display for ClassLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.grade, self.name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_id_reads_back_and_is_the_one_in_files() {
        #[derive(Serialize, Deserialize, PartialEq, Debug)]
        struct Row {
            sex: Sex,
            heritage: Heritage,
        }
        for (sex, heritage) in Sex::ALL.iter().flat_map(|s| Heritage::ALL.map(|h| (*s, h))) {
            assert_eq!((sex.id().parse(), heritage.id().parse()), (Ok(sex), Ok(heritage)));
            let written = format!("sex = \"{sex}\"\nheritage = \"{heritage}\"\n");
            assert_eq!(toml::to_string(&Row { sex, heritage }).unwrap(), written);
            assert_eq!(toml::from_str::<Row>(&written).unwrap(), Row { sex, heritage });
        }
        assert_eq!("mand".parse::<Sex>(), Err(NotASex));
        assert_eq!("Dansk".parse::<Heritage>(), Err(NotAHeritage));
    }

    #[test]
    fn what_is_no_class_says_what_was_expected() {
        use NotAClassLabel::{Character, Grade, Length, Letter};
        let error = |text: &str| text.parse::<ClassLabel>().unwrap_err();
        for (text, expected) in [
            ("", Grade),
            ("A4", Grade),
            ("11A", Grade),
            ("004A", Grade),
            ("010197-9999", Grade),
            ("4", Letter),
            ("4 .", Letter),
            ("1.0A", Letter),
            ("4-A", Character),
            ("4É", Character),
            ("4A\0", Character),
            ("4ABCDEFGH", Length),
            ("10ABCDEFG", Length),
        ] {
            assert_eq!(error(text), expected, "{text}");
        }
        assert_eq!("10ÆØÅÆØÅ".parse::<ClassLabel>().unwrap().name(), "ÆØÅÆØÅ");
        assert_eq!("4ÆØÅÆØÅÆ".parse::<ClassLabel>().unwrap().to_string(), "4ÆØÅÆØÅÆ");
    }

    proptest! {
        #[test]
        fn however_a_class_is_written_it_is_one_label(
            grade in 0_u8..=10,
            name in "[A-ZÆØÅ][A-ZÆØÅ0-9]{0,5}",
            between in "[ .\u{a0}]{0,3}",
            zero in any::<bool>(),
            lower in any::<bool>(),
        ) {
            let zero = if zero && grade < 10 { "0" } else { "" };
            let spaced: String = name.chars().flat_map(|c| [c, ' ']).collect();
            let cased = if lower { spaced.to_lowercase() } else { spaced };
            let label: ClassLabel = format!(" {zero}{grade}{between}{cased}").parse().unwrap();
            prop_assert_eq!(label.to_string(), format!("{grade}{name}"));
            prop_assert_eq!(label.to_string().parse::<ClassLabel>(), Ok(label));
            prop_assert_eq!((label.grade().number(), label.name()), (grade, name.as_str()));
        }

        #[test]
        fn any_text_is_a_label_that_reads_back_or_an_error(text in "\\PC{0,12}|[0-9A-Zæøå. ]{0,10}") {
            if let Ok(label) = text.parse::<ClassLabel>() {
                let shown = label.to_string();
                prop_assert!((2..=8).contains(&shown.chars().count()));
                prop_assert_eq!(shown.parse::<ClassLabel>(), Ok(label));
            }
        }

        #[test]
        fn a_label_comes_back_from_its_number(text in "(10|[0-9])[A-ZÆØÅ][A-ZÆØÅ0-9]{0,5}") {
            let label: ClassLabel = text.parse().unwrap();
            prop_assert!(label.pack() < 1 << 48);
            prop_assert_eq!(ClassLabel::unpack(label.pack()), Some(label));
        }

        #[test]
        fn classes_sort_by_grade_first(a in "(10|[0-9])[A-ZÆØÅ]{1,6}", b in "(10|[0-9])[A-ZÆØÅ]{1,6}") {
            let (a, b): (ClassLabel, ClassLabel) = (a.parse().unwrap(), b.parse().unwrap());
            let expected = a.grade().number().cmp(&b.grade().number()).then(a.name().cmp(b.name()));
            prop_assert_eq!(a.cmp(&b), expected);
        }
    }
}
