//! The name somebody probably meant.

/// The known name that is nearest to `name`, or `None` when nothing is known.
///
/// # Examples
///
/// ```
/// assert_eq!(kvalitet_core::nearest("aar", ["aar_fra", "titel"]).as_deref(), Some("aar_fra"));
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    ranked(name, known).map(|(_, candidate)| candidate.to_owned())
}

/// The known name that is like `name`, or `None` where none is: for places where a name that is only
/// the least unlike would mislead.
///
/// # Examples
///
/// ```
/// use kvalitet_core::alike;
///
/// assert_eq!(alike("antal_svar", ["skole", "antal_besvarelser"]).as_deref(), Some("antal_besvarelser"));
/// assert_eq!(alike("testede", ["skole", "klasse"]), None);
/// ```
pub fn alike<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let found = ranked(name, known).filter(|(likeness, _)| LEAST_LIKENESS <= *likeness);
    found.map(|(_, candidate)| candidate.to_owned())
}

/// The known name that `name` may be a slip of the pen for: all but some letters are the same. A word
/// more is no slip.
///
/// # Examples
///
/// ```
/// use kvalitet_core::misspelt;
///
/// assert_eq!(misspelt("klasetrin", ["klassetrin"]).as_deref(), Some("klassetrin"));
/// assert_eq!(misspelt("skole", ["skoleaar"]), None);
/// ```
pub fn misspelt<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let likeness = |candidate: &str| strsim::normalized_levenshtein(name, candidate);
    let known = known.into_iter().filter(|candidate| MOST_LETTERS_SAME <= likeness(candidate));
    nearest(name, known)
}

/// Of four letters three are the same.
const MOST_LETTERS_SAME: f64 = 0.75;

/// Below this two names have little more in common than some letters.
const LEAST_LIKENESS: f64 = 0.8;

/// The nearest name with its likeness, from 0 to 1.
fn ranked<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(f64, &'a str)> {
    let likeness = |candidate: &str| strsim::jaro_winkler(name, candidate);
    known
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
}
