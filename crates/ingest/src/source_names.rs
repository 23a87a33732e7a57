//! Names of sources as they are told: a number of six digits or more in one may be somebody's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::InstitutionNumber;

use crate::register::Register;
use crate::run::Ingested;

/// As many digits as a date of birth has.
const FEWEST: usize = 6;
/// How many digits may stand behind it, and what parts the two.
const BEHIND: usize = 4;
const PARTS: [char; 4] = ['-', '_', ' ', '.'];

/// Masks the numbers in the names of sources everywhere they are told, but for the numbers of the
/// register's institutions. Names that become the same are told apart.
pub(crate) fn mask_names(ingested: &mut Ingested) {
    let told = told_names(ingested);
    for name in every_name(ingested) {
        if let Some(masked) = told.get(name) {
            *name = Arc::clone(masked);
        }
    }
}

/// For each name that is told in another form, that form.
fn told_names(ingested: &mut Ingested) -> BTreeMap<Arc<str>, Arc<str>> {
    let names: BTreeSet<Arc<str>> = every_name(ingested).map(|name| Arc::clone(name)).collect();
    let forms = names.into_iter().map(|name| (masked(&name, &ingested.register), name));
    let (same, other): (Vec<_>, Vec<_>) = forms.partition(|(masked, name)| *masked == **name);
    let mut taken: BTreeSet<String> = same.into_iter().map(|(masked, _)| masked).collect();
    let mut told = BTreeMap::new();
    for (masked, name) in other {
        let again = (2..).map(|number| format!("{masked} ({number})"));
        let free = std::iter::once(masked.clone()).chain(again).find(|of| !taken.contains(of));
        let free = free.unwrap_or(masked);
        told.insert(name, Arc::from(free.as_str()));
        taken.insert(free);
    }
    told
}

/// Every place where the name of a source stands.
fn every_name(ingested: &mut Ingested) -> impl Iterator<Item = &mut Arc<str>> {
    let reports = ingested.sources.iter_mut().map(|report| &mut report.source);
    let findings = ingested.findings.iter_mut().map(|finding| &mut finding.location.source);
    let rows = ingested.quarantine.iter_mut().map(|row| &mut row.source);
    let corrections = ingested.corrections.iter_mut().flat_map(|outcome| {
        outcome.source.iter_mut().chain(std::iter::once(&mut outcome.correction.place.0))
    });
    let figures = ingested.figures.observations.values_mut().flatten().map(|of| &mut of.place.0);
    reports.chain(findings).chain(rows).chain(corrections).chain(figures)
}

/// A name with `x` for the digits of numbers that may be somebody's.
fn masked(name: &str, register: &Register) -> String {
    let signs: Vec<char> = name.chars().collect();
    let mut masked = String::with_capacity(name.len());
    let mut rest = signs.as_slice();
    let digits = |of: &[char]| of.iter().take_while(|sign| sign.is_ascii_digit()).count();
    while let Some((first, behind)) = rest.split_first() {
        let length = digits(rest);
        let (number, after) = rest.split_at_checked(length).unwrap_or_default();
        let number: String = number.iter().collect();
        if length == 0 {
            masked.push(*first);
            rest = behind;
        } else if length < FEWEST || is_institution(&number, register) {
            masked.push_str(&number);
            rest = after;
        } else {
            masked.push_str(&"x".repeat(length));
            rest = after;
            if let Some((part, last)) = rest.split_first()
                && length == FEWEST
                && PARTS.contains(part)
                && digits(last) == BEHIND
            {
                masked.push(*part);
                masked.push_str(&"x".repeat(BEHIND));
                rest = last.get(BEHIND..).unwrap_or_default();
            }
        }
    }
    masked
}

fn is_institution(number: &str, register: &Register) -> bool {
    number.parse::<InstitutionNumber>().is_ok_and(|number| register.knows(number))
}

#[cfg(test)]
mod tests {
    use kvalitet_core::finding::{Finding, FindingKind};

    use super::*;

    #[test]
    fn numbers_in_names_of_sources_are_masked_and_stay_apart() {
        let masked = |name: &str| masked(name, &Register::default());
        assert_eq!(masked("elev 0101012345.csv"), "elev xxxxxxxxxx.csv");
        assert_eq!(masked("elev-010101-2345.csv"), "elev-xxxxxx-xxxx.csv");
        assert_eq!(masked("Ærø/999101_2019.csv"), "Ærø/xxxxxx_xxxx.csv");
        assert_eq!(masked("trivsel_2018-19.csv"), "trivsel_2018-19.csv");
        let names = ["a0101012345.csv", "a0202022345.csv", "axxxxxxxxxx.csv", "b.csv"];
        let findings = names.map(|name| Finding::at(name, FindingKind::NoRows)).to_vec();
        let mut ingested = Ingested { findings, ..Ingested::default() };
        mask_names(&mut ingested);
        let told: BTreeSet<&str> =
            ingested.findings.iter().map(|of| of.location.source.as_ref()).collect();
        assert_eq!(told.len(), names.len(), "{told:?}");
        assert!(told.iter().all(|name| !name.contains("0101") && !name.contains("0202")));
    }
}
