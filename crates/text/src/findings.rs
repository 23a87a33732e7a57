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
                    arguments.push(("ventet-id", value.clone().into()));
                    self.get(&format!("form-{value}")).into()
                }
                ("form", FindingKind::ReadAs { .. }) => {
                    arguments.push(("form-id", value.clone().into()));
                    self.get(&format!("laest-som-{value}")).into()
                }
                ("fag", _) => self.get(&format!("fag-{value}")).into(),
                ("antal", _) => value.parse().map_or(Argument::Text(value), Argument::Count),
                _ => value.into(),
            };
            arguments.push((name, worded));
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kvalitet_core::finding::{ExclusionRule, Expected, ReadAs};
    use kvalitet_core::rule::{Scope, rules};
    use kvalitet_core::{Grade, InstitutionNumber, Language, SchoolYear};

    use super::*;

    #[test]
    fn everything_a_finding_names_has_words_in_both_languages() {
        let codes = rules().iter().map(|rule| rule.code.as_str());
        let codes = codes.flat_map(|code| {
            [format!("fund-{code}"), format!("fund-{code}-hjaelp"), format!("fundnavn-{code}")]
        });
        let severities = rules().iter().map(|rule| format!("alvor-{}", rule.severity.id()));
        let forms = Expected::ALL.map(|form| format!("form-{}", form.id()));
        let read_as = ReadAs::ALL.map(|form| format!("laest-som-{}", form.id()));
        let scopes = Scope::ALL.map(|scope| format!("omfang-{}", scope.id()));
        let excluded = ExclusionRule::ALL.map(|rule| format!("rap-udeladt-{}", rule.id()));
        let all = forms.into_iter().chain(read_as).chain(scopes).chain(excluded);
        let all: Vec<String> = all.chain(codes).chain(severities).collect();
        for language in [Language::Danish, Language::English] {
            let texts = Texts::new(language);
            let missing: Vec<&String> = all.iter().filter(|id| !texts.has(id)).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }

    #[test]
    fn a_finding_says_what_where_and_what_to_do() {
        let kind = FindingKind::WrongForm { expected: Expected::DecimalComma, length: 11 };
        let finding = Finding::at("elever.csv", kind).line(7).column("theta_p1");
        insta::assert_snapshot!(Texts::new(Language::Danish).finding_in_full(&finding));
    }

    /// What was found and what to do, of the kinds whose words depend on their arguments.
    fn worded(language: Language) -> String {
        let texts = Texts::new(language);
        let choices: Arc<str> = Arc::from("Over niveau, På niveau");
        let school: InstitutionNumber = "999001".parse().unwrap();
        let year = SchoolYear::starting(2018).unwrap();
        let kinds = [
            FindingKind::UnclosedQuote { until: None },
            FindingKind::UnclosedQuote { until: Some(12) },
            FindingKind::ReadAs { form: ReadAs::Windows1252 },
            FindingKind::ReadAs { form: ReadAs::Comma },
            FindingKind::ReadAs { form: ReadAs::Gzip },
            FindingKind::TitleRows { rows: 1 },
            FindingKind::TitleRows { rows: 3 },
            FindingKind::OtherSheets { read: 2, unread: 1 },
            FindingKind::OtherSheets { read: 1, unread: 4 },
            FindingKind::CprColumn { place: 3 },
            FindingKind::NotAChoice { choices, length: 5 },
            FindingKind::EmptyCell { expected: Expected::GradeOrStage },
            FindingKind::ColumnMeant { meant: Arc::from("antal_svar"), is_count: true },
            FindingKind::ColumnMeant { meant: Arc::from("klassetrin"), is_count: false },
            FindingKind::FigureInQuarantine { school, year, grade: Grade::new(4) },
            FindingKind::FigureInQuarantine { school, year, grade: None },
        ];
        let lines = kinds.iter().map(|kind| {
            let severity = texts.get(&format!("alvor-{}", kind.severity().id()));
            let (what, help) = (texts.finding(kind), texts.finding_help(kind));
            format!("{} {severity}: {what}\n    {help}", kind.code())
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn arguments_choose_the_words_in_danish() {
        insta::assert_snapshot!(worded(Language::Danish));
    }

    #[test]
    fn arguments_choose_the_words_in_english() {
        insta::assert_snapshot!(worded(Language::English));
    }
}
