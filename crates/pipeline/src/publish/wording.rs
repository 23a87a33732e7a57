//! Numbers beside words on tests, in what somebody wrote.

use kvalitet_core::SchoolYear;
use serde::Deserialize;

/// Words, as data.
const WORDS: &str = include_str!("testord.toml");

/// What a number near which is looked for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TestWords {
    #[serde(rename = "afstand")]
    near: usize,
    #[serde(rename = "ord")]
    tests: Vec<String>,
    #[serde(rename = "krav")]
    asked: Vec<String>,
    #[serde(rename = "klasse")]
    grades: Vec<String>,
    #[serde(rename = "nummer")]
    numbered: Vec<String>,
}

impl TestWords {
    /// The words that come with the program.
    pub(crate) fn built_in() -> Result<Self, toml::de::Error> {
        toml::from_str(WORDS)
    }

    /// Whether a number that may be a result stands near a word on tests. School years, grades and what
    /// a target asks are no results.
    pub(crate) fn has_result(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let numbers: Vec<usize> =
            (0..words.len()).filter(|place| self.may_be_result(&words, *place)).collect();
        let mut tests = (0..words.len()).filter(|place| self.is_test(&words, *place));
        tests.any(|test| numbers.iter().any(|number| number.abs_diff(test) <= self.near))
    }

    /// Whether a word on tests begins here.
    fn is_test(&self, words: &[&str], place: usize) -> bool {
        let rest = words.get(place..).unwrap_or_default();
        let is = |test: &String| {
            let mut parts = test.split(' ').zip(rest);
            let len = test.split(' ').count();
            // The last may be longer: `læsetesten`, `testresultater`.
            len <= rest.len() && parts.all(|(part, word)| bare(word).starts_with(part))
        };
        self.tests.iter().any(is)
    }

    fn may_be_result(&self, words: &[&str], place: usize) -> bool {
        let word = |place: Option<usize>| {
            place.and_then(|place| words.get(place)).map(|w| bare(w)).unwrap_or_default()
        };
        let is = bare(words.get(place).copied().unwrap_or_default());
        let (before, after) = (word(place.checked_sub(1)), word(place.checked_add(1)));
        let says = |known: &[String], word: &str| known.iter().any(|of| of == word);
        let is_grade = self.grades.iter().any(|of| after.starts_with(of.as_str()));
        is.contains(|sign: char| sign.is_ascii_digit())
            && !is_year(is)
            && !is_grade
            && !says(&self.asked, before)
            && !says(&self.numbered, before)
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '§' && sign != '%')
}

/// `2018/19`, `2018-19`, `2019` or `2016/17-2018/19`.
fn is_year(word: &str) -> bool {
    let one = |word: &str| {
        let digits = word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_digit());
        word.parse::<SchoolYear>().is_ok() || (digits && ["19", "20"].contains(&&word[..2]))
    };
    one(word) || word.split_once(['-', '–']).is_some_and(|(from, to)| one(from) && one(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_near_a_word_on_tests_is_found_and_others_are_not() {
        let words = TestWords::built_in().unwrap();
        for told in [
            "I de nationale test var 74,3 % gode.",
            "74 procent af vores elever klarede læsetesten.",
            "Testresultaterne steg fra 61 til 70",
            "Only 12 pupils took the reading test",
            "NATIONALE TEST: 8 af 10",
        ] {
            assert!(words.has_result(told), "{told}");
        }
        for allowed in [
            "Mindst 80 % af eleverne skal være gode i de nationale test.",
            "De nationale test i 2018/19 og 2016/17-2018/19",
            "De nationale test i 8. klasse",
            "Folkeskolelovens § 55 om nationale test",
            "Mindst 25 % af læreprocesserne foregår uden for skolens mure.",
            "Fraværet faldt med 3 procentpoint",
            "",
        ] {
            assert!(!words.has_result(allowed), "{allowed}");
        }
    }
}
