//! Invented names of schools and streets.
//!
//! A name is a first part (plants, animals, weather) and a last part (landscape). There are 37
//! first and 27 last parts; the two counts share no factor, so that stepping through both at once
//! meets every pair exactly once: 999 different names.

use kvalitet_core::SchoolKind;

const FIRST_PARTS: [&str; 37] = [
    "Ærte",
    "Siv",
    "Måge",
    "Tidsel",
    "Grævlinge",
    "Blåbær",
    "Tåge",
    "Svale",
    "Muslinge",
    "Rønnebær",
    "Havre",
    "Odder",
    "Nordlys",
    "Østersø",
    "Hyben",
    "Fyrtårns",
    "Bæver",
    "Kastanje",
    "Sluse",
    "Ugle",
    "Måne",
    "Klit",
    "Tørve",
    "Regnbue",
    "Hejre",
    "Ahorn",
    "Dige",
    "Brombær",
    "Snegle",
    "Stjerne",
    "Ørne",
    "Vandrefalke",
    "Sommer",
    "Hassel",
    "Pindsvine",
    "Rørsanger",
    "Vinter",
];

const LAST_PARTS: [&str; 27] = [
    "bakke", "lund", "høj", "vang", "tofte", "mark", "ås", "brink", "dal", "kær", "have", "eng",
    "holm", "gård", "sø", "næs", "krog", "løkke", "hede", "odde", "skrænt", "sund", "ager", "vig",
    "kilde", "bro", "å",
];

/// The invented place with this index. The first 999 places are all different; then they repeat.
fn place(index: usize) -> (&'static str, &'static str) {
    let first = FIRST_PARTS.get(index % FIRST_PARTS.len());
    let last = LAST_PARTS.get(index % LAST_PARTS.len());
    (first.copied().unwrap_or_default(), last.copied().unwrap_or_default())
}

/// The name of the school with this index among all schools.
pub(crate) fn school(index: usize, kind: SchoolKind) -> String {
    let (first, last) = place(index);
    match kind {
        SchoolKind::SpecialSchool => format!("Specialskolen {first}{last}"),
        SchoolKind::Folkeskole if index % 3 == 2 => format!("{first}{last} Skole"),
        SchoolKind::Folkeskole => format!("{first}{last}skolen"),
    }
}

/// The street of the school with this index.
pub(crate) fn street(index: usize) -> String {
    let (first, last) = place(index);
    format!("{first}{last}vej")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_of_999_schools_have_the_same_name() {
        let names: BTreeSet<_> = (0..999).map(|i| school(i, SchoolKind::Folkeskole)).collect();
        assert_eq!(names.len(), 999);
    }

    #[test]
    fn the_danish_letters_are_among_the_first_names() {
        let names: String = (0..6).map(|i| school(i, SchoolKind::Folkeskole)).collect();
        assert!(
            ['æ', 'ø', 'å'].iter().all(|&letter| names.to_lowercase().contains(letter)),
            "{names}"
        );
    }
}
