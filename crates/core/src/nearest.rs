//! The name somebody probably meant.

/// The known name that is nearest to `name`, or `None` when nothing is known.
///
/// # Examples
///
/// ```
/// assert_eq!(kvalitet_core::nearest("aar", ["aar_fra", "titel"]).as_deref(), Some("aar_fra"));
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let likeness = |candidate: &str| strsim::jaro_winkler(name, candidate);
    known
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate.to_owned())
}
