//! Findings of line after line, said once.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::finding::{Finding, FindingKind};

/// The same finding on one line or on several that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRun {
    /// The finding on its first line.
    pub first: Finding,
    /// The last line; `None` for a finding about a whole source.
    pub last_line: Option<u64>,
}

impl FindingRun {
    /// How many findings it stands for.
    pub fn count(&self) -> u64 {
        match (self.first.location.line, self.last_line) {
            (Some(first), Some(last)) => last.saturating_sub(first).saturating_add(1),
            _ => 1,
        }
    }

    /// The findings it stands for.
    pub fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        let (first, last) = (self.first.location.line, self.last_line);
        let before = first.zip(last).map_or(0..0, |(first, last)| first..last);
        let later = before.map(|line| self.first.clone().line(line + 1));
        std::iter::once(self.first.clone()).chain(later)
    }

    /// Its lines: `7`, or `7-12`; `None` for a finding about a whole source.
    pub fn lines(&self) -> Option<String> {
        match (self.first.location.line, self.last_line) {
            (Some(first), Some(last)) if first < last => Some(format!("{first}-{last}")),
            (first, _) => first.map(|line| line.to_string()),
        }
    }
}

/// Source, column and finding: what the lines of a run have in common.
type Alike<'a> = (&'a Arc<str>, Option<&'a Arc<str>>, &'a FindingKind);

/// Every finding, those that are the same on line after line as one run. Runs stand in the order
/// of their first findings.
///
/// Two findings are one run when source, column, code and every argument are the same and the
/// second is on the very next line. A line between them that is right ends the run: `7-12` means
/// every line from 7 to 12, so that the findings can be had back ([`FindingRun::findings`]).
/// A record that goes over several lines, or a blank line between two, ends a run as well; that
/// makes the list longer and never wrong. Findings of another column or code do not.
///
/// # Examples
///
/// ```
/// use kvalitet_core::finding::{Finding, FindingKind};
/// use kvalitet_pipeline::finding_runs;
///
/// let lines = [7, 8, 9, 12].map(|line| Finding::at("elever.csv", FindingKind::OutOfRange).line(line));
/// let runs = finding_runs(&lines);
/// let said: Vec<_> = runs.iter().map(|run| (run.lines().unwrap(), run.count())).collect();
/// assert_eq!(said, [("7-9".to_owned(), 3), ("12".to_owned(), 1)]);
/// ```
pub fn finding_runs(findings: &[Finding]) -> Vec<FindingRun> {
    let mut runs: Vec<FindingRun> = Vec::new();
    let mut latest: BTreeMap<Alike<'_>, usize> = BTreeMap::new();
    for finding in findings {
        let place = &finding.location;
        let alike = (&place.source, place.column.as_ref(), &finding.kind);
        let open = latest.get(&alike).and_then(|run| runs.get_mut(*run));
        let next = open.filter(|run| place.line.is_some() && follows(run.last_line, place.line));
        if let Some(run) = next {
            run.last_line = place.line;
        } else {
            latest.insert(alike, runs.len());
            runs.push(FindingRun { first: finding.clone(), last_line: place.line });
        }
    }
    runs
}

fn follows(before: Option<u64>, line: Option<u64>) -> bool {
    before.and_then(|before| before.checked_add(1)) == line
}

#[cfg(test)]
mod tests {
    use kvalitet_core::finding::Expected;
    use proptest::prelude::*;

    use super::*;

    fn finding() -> impl Strategy<Value = Finding> {
        let kind = prop_oneof![
            4 => Just(FindingKind::OutOfRange),
            1 => (8..10_usize)
                .prop_map(|length| FindingKind::WrongForm { expected: Expected::Grade, length }),
        ];
        let source = prop_oneof![Just("a.csv"), Just("b.csv")];
        let column = proptest::option::of(prop_oneof![Just("niveau"), Just("fagid")]);
        let line = proptest::option::weighted(0.9, 1..25_u64);
        (source, kind, column, line).prop_map(|(source, kind, column, line)| {
            let mut finding = Finding::at(source, kind);
            finding.location.line = line;
            finding.location.column = column.map(Arc::from);
            finding
        })
    }

    proptest! {
        #[test]
        fn runs_give_back_every_finding_and_no_other(
            mut findings in proptest::collection::vec(finding(), 0..120), sorted in any::<bool>()
        ) {
            if sorted {
                findings.sort();
            }
            let runs = finding_runs(&findings);
            let mut back: Vec<Finding> = runs.iter().flat_map(FindingRun::findings).collect();
            let counted: u64 = runs.iter().map(FindingRun::count).sum();
            prop_assert_eq!(u64::try_from(back.len()).unwrap(), counted);
            back.sort();
            findings.sort();
            prop_assert_eq!(back, findings);
        }

        #[test]
        fn no_two_runs_could_be_one(findings in proptest::collection::btree_set(finding(), 0..120)) {
            let findings: Vec<Finding> = findings.into_iter().collect();
            let runs = finding_runs(&findings);
            for run in &runs {
                let next = run.last_line.map(|line| run.first.clone().line(line + 1));
                prop_assert!(next.is_none_or(|next| !findings.contains(&next)), "{:?}", run);
            }
        }
    }

    #[test]
    fn findings_of_another_column_do_not_end_a_run() {
        let on = |line, column: &'static str| {
            Finding::at("a.csv", FindingKind::OutOfRange).line(line).column(column)
        };
        let runs =
            finding_runs(&[on(2, "fagid"), on(2, "niveau"), on(3, "fagid"), on(3, "niveau")]);
        let lines: Vec<_> = runs.iter().filter_map(FindingRun::lines).collect();
        assert_eq!(lines, ["2-3", "2-3"]);
    }

    #[test]
    fn the_same_finding_twice_on_a_line_stays_two() {
        let twice = [7, 7].map(|line| Finding::at("a.csv", FindingKind::OutOfRange).line(line));
        assert_eq!(finding_runs(&twice).len(), 2);
    }
}
