//! Names of files that stand for sources.

use std::collections::BTreeSet;

/// Names that some file system takes for a device, in any case and with any extension.
const RESERVED: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];
/// Reserved too, with a digit behind them.
const NUMBERED: [&str; 2] = ["COM", "LPT"];
/// How many characters of a source's path are kept: four bytes each at most, and a file system
/// takes 255 with number and extension.
const LENGTH: usize = 60;

/// For each source a name without extension that every file system takes, no two of them the same,
/// however letters' case is treated there.
///
/// A name is the path with `-` between folders, without `.csv`; signs other than letters, digits,
/// `.`, `-` and `_` become `_`. Of two that would be the same the later gets `-2`.
///
/// # Examples
///
/// `elever.csv` is `elever`, `2019/elever.csv` is `2019-elever`, `NUL.csv` is `_NUL`.
pub(crate) fn file_names<'a>(sources: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut name = |source: &'a str| {
        let plain = safe(source);
        let numbered = (2_u64..).map(|number| format!("{plain}-{number}"));
        let mut candidates = std::iter::once(plain.clone()).chain(numbered);
        candidates.find(|name| taken.insert(folded(name))).unwrap_or(plain)
    };
    sources.into_iter().map(&mut name).collect()
}

/// The same for two names that a file system without case takes for one.
fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

fn safe(source: &str) -> String {
    let source = match source.rsplit_once('.') {
        Some((path, extension)) if extension.eq_ignore_ascii_case("csv") => path,
        _ => source,
    };
    let sign = |sign: char| match sign {
        '/' | '\\' => '-',
        '.' | '-' | '_' => sign,
        _ if sign.is_alphanumeric() => sign,
        _ => '_',
    };
    let mut name: String = source.chars().map(sign).take(LENGTH).collect();
    // A name that begins with a point is hidden; one that ends with a point loses it on Windows.
    if name.is_empty() || name.starts_with('.') || is_reserved(&name) {
        name.insert(0, '_');
    }
    if name.ends_with('.') {
        name.push('_');
    }
    name
}

fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_uppercase();
    let numbered = |device: &str| {
        let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
        number.next().is_some_and(char::is_numeric) && number.next().is_none()
    };
    RESERVED.contains(&stem.as_str()) || NUMBERED.into_iter().any(numbered)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_safe_and_stay_readable() {
        let sources = [
            "elever.csv",
            "2019/elever.csv",
            "2019-elever.csv",
            "ELEVER.CSV",
            "elever.xlsx",
            "../../etc/passwd",
            "nul.csv",
            "Com1.2019.csv",
            "lpt¹",
            "com10.csv",
            "",
            ".csv",
            "a:b*c?.csv",
            "Prøver 2019.csv",
            "slut..csv",
        ];
        let names = file_names(sources);
        assert_eq!(
            names,
            [
                "elever",
                "2019-elever",
                "2019-elever-2",
                "ELEVER-2",
                "elever.xlsx",
                "_..-..-etc-passwd",
                "_nul",
                "_Com1.2019",
                "_lpt¹",
                "com10",
                "_",
                "_-2",
                "a_b_c_",
                "Prøver_2019",
                "slut._",
            ]
        );
    }

    proptest! {
        #[test]
        fn no_two_names_collide_and_none_leaves_its_folder(
            sources in proptest::collection::vec("(?i)[a-cæ./\\\\ :-]{0,6}(\\.csv)?|nul|com1|.{0,90}", 0..40)
        ) {
            let names = file_names(sources.iter().map(String::as_str));
            let folded: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(folded.len(), sources.len());
            for name in names {
                prop_assert!(!name.is_empty() && name.len() < 250, "{}", name);
                prop_assert!(!name.starts_with('.') && !name.ends_with('.'), "{}", name);
                prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{}", name);
                let stem = name.split('.').next().unwrap().to_lowercase();
                prop_assert!(!["nul", "con", "com1", "aux"].contains(&stem.as_str()), "{}", name);
            }
        }
    }
}
