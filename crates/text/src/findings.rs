//! Findings in words.

use kvalitet_core::finding::{Finding, FindingKind};

use crate::{Argument, Texts};

impl Texts {
    /// What was found, in one sentence without its place.
    pub fn finding(&self, kind: &FindingKind) -> String {
        self.with(&format!("fund-{}", kind.code()), &self.finding_arguments(kind))
    }

    /// What to do about it.
    pub fn finding_help(&self, kind: &FindingKind) -> String {
        self.with(&format!("fund-{}-hjaelp", kind.code()), &self.finding_arguments(kind))
    }

    /// The whole finding on three lines: what, where, and what to do.
    pub fn finding_in_full(&self, finding: &Finding) -> String {
        let place = &finding.location;
        let mut location = place.source.as_ref().to_owned();
        if let Some(line) = place.line {
            location = format!("{location}, {} {line}", self.get("fund-linje"));
        }
        if let Some(column) = &place.column {
            location = format!("{location}, {} `{column}`", self.get("fund-kolonne"));
        }
        let severity = self.get(&format!("alvor-{}", finding.kind.severity().id()));
        format!(
            "{severity}[{}]: {}\n  --> {location}\n  {}: {}",
            finding.kind.code(),
            self.finding(&finding.kind),
            self.get("fund-hjaelp"),
            self.finding_help(&finding.kind),
        )
    }

    fn finding_arguments(&self, kind: &FindingKind) -> Vec<(&'static str, Argument)> {
        let mut arguments = Vec::new();
        for (name, value) in kind.arguments() {
            let worded = match (name, kind) {
                ("ventet", FindingKind::WrongForm { .. } | FindingKind::EmptyCell { .. }) => {
                    arguments.push(("ventet-id", Argument::Text(value.clone())));
                    self.get(&format!("form-{value}"))
                }
                ("fag", _) => self.get(&format!("fag-{value}")),
                _ => value,
            };
            arguments.push((name, Argument::Text(worded)));
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_core::Language;
    use kvalitet_core::finding::Expected;

    use super::*;

    #[test]
    fn every_code_has_words_and_help_in_both_languages() {
        for language in [Language::Danish, Language::English] {
            let texts = Texts::new(language);
            for code in FindingKind::CODES {
                assert!(texts.has(&format!("fund-{code}")), "{code}");
                assert!(texts.has(&format!("fund-{code}-hjaelp")), "{code}");
            }
        }
    }

    #[test]
    fn a_finding_says_what_where_and_what_to_do() {
        let kind = FindingKind::WrongForm { expected: Expected::DecimalComma, length: 11 };
        let finding = Finding::at("elever.csv", kind).line(7).column("theta_p1");
        insta::assert_snapshot!(Texts::new(Language::Danish).finding_in_full(&finding));
    }
}
