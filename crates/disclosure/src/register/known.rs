//! What everybody knows already.

use std::collections::BTreeMap;

use kvalitet_core::{Decimal, FigureKey};

use super::Register;
use crate::ReleasedContent;

/// A figure that is public already. Who attacks a release counts it as known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The figure.
    pub key: FigureKey,
    /// Over how many persons, where that is public too.
    pub n: Option<u64>,
    /// How many of them the figure counts, where that is public too.
    pub hits: Option<u64>,
    /// The value as it was printed, on the scale of its definition; `None` where the counts alone are
    /// public.
    pub value: Option<Decimal>,
    /// Who published it, or the name of the edition.
    pub source: String,
}

/// Every figure that an edition shows, by key: of more editions as the newest has it. One that is rounded
/// is not known.
///
/// # Examples
///
/// ```
/// use kvalitet_disclosure::{Register, known_from};
///
/// assert!(known_from(&Register::default()).is_empty());
/// ```
pub fn known_from(register: &Register) -> Vec<Known> {
    let mut known = BTreeMap::new();
    for edition in register.editions() {
        for (key, figure) in &edition.figures {
            if figure.rounded_to().is_some() {
                continue;
            }
            if let ReleasedContent::Shown { value, n, hits, .. } = *figure.content() {
                let source = edition.name.to_string();
                let of = Known { key: key.clone(), n, hits, value: Some(value), source };
                known.insert(key, of);
            }
        }
    }
    known.into_values().collect()
}
