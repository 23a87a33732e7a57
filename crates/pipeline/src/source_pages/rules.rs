//! The page on the rules that data is checked by.

use kvalitet_core::finding::{ExclusionRule, ReadAs, Severity};
use kvalitet_core::rule::{Rule, Scope, rules};
use kvalitet_text::{Argument, Texts};

use crate::page::Page;

/// A link to a rule, from the page of a source.
pub(super) fn link(code: &str) -> String {
    format!("[{code}](../regler.md#{})", code.to_lowercase())
}

/// The names of the arguments that findings have.
const ARGUMENTS: [&str; 19] = [
    "naermest",
    "til",
    "form",
    "antal",
    "ark",
    "nummer",
    "ord",
    "laengde",
    "ventet",
    "fundet",
    "skole",
    "fag",
    "klassetrin",
    "skoleaar",
    "en-af",
    "ment",
    "udeladt",
    "laest",
    "aar",
];

/// What codes begin with, by stage.
const STAGES: [&str; 3] = ["K01", "K02", "K03"];

/// The page on every rule: what it finds, what becomes of the row, what to do; and the rules by
/// which rows are left out.
pub fn rules_page(texts: &Texts) -> Page {
    let mut page = Page::default();
    page.heading(1, texts.get("kilde-regler-titel"));
    page.text(texts.get("kilde-regler-om"));
    let severities = [Severity::Stop, Severity::Quarantine, Severity::Warning, Severity::Info];
    page.items(severities.map(|severity| {
        let name = sentence(&texts.get(&format!("alvor-{}", severity.id())));
        format!("**{name}** {}", texts.get(&format!("kilde-alvor-{}", severity.id())))
    }));
    page.text(texts.get("kilde-regler-udeladt"));
    for stage in STAGES {
        page.heading(2, texts.get(&format!("kilde-regler-{stage}")));
        for rule in rules().iter().filter(|rule| rule.code.starts_with(stage)) {
            add_rule(&mut page, texts, rule);
        }
    }
    page.heading(2, texts.get("kilde-udeladt"));
    page.text(texts.get("kilde-udeladt-om"));
    let rows = ExclusionRule::ALL.map(|rule| {
        let id = rule.id();
        let name = texts.get(&format!("rap-udeladt-{id}"));
        vec![format!("`{id}`"), name, texts.get(&format!("kilde-udeladt-{id}"))]
    });
    let head = ["kilde-regel", "kilde-udeladt-hvad", "kilde-udeladt-hvorfor"];
    page.table(head.map(|id| texts.get(id)), rows);
    page
}

fn add_rule(page: &mut Page, texts: &Texts, rule: &Rule) {
    let Rule { code, severity, scope } = rule;
    page.heading(3, code.as_str());
    page.text(sentence(&texts.with(&format!("fund-{code}"), &arguments(texts, code, None))));
    let severity_name = sentence(&texts.get(&format!("alvor-{}", severity.id())));
    let scope_name = texts.get(&format!("omfang-{}", scope.id()));
    let follows = texts.get(&format!("kilde-foelge-{}", consequence(rule)));
    let (severity, scope) = (severity_name.trim_end_matches('.'), scope_name);
    page.text(format!("**{severity}** · {scope} · {follows}"));
    let help = |variant: Option<(&'static str, &str)>| {
        sentence(&texts.with(&format!("fund-{code}-hjaelp"), &arguments(texts, code, variant)))
    };
    let variants: Vec<(&str, &str, String)> = match code.as_str() {
        "K0111" => ReadAs::ALL
            .iter()
            .map(|form| ("form-id", form.id(), texts.get(&format!("laest-som-{}", form.id()))))
            .collect(),
        "K0202" => vec![("ventet-id", "utf8", texts.get("kilde-plads-tekst"))],
        _ => Vec::new(),
    };
    page.text(format!("{}: {}", texts.get("kilde-goer"), help(None)));
    page.items(variants.into_iter().filter_map(|(name, id, label)| {
        let own = help(Some((name, id)));
        (own != help(None))
            .then(|| format!("{}: {own}", texts.with("kilde-naar", &[("hvad", label.into())])))
    }));
}

/// What a finding is worded with when it is about nothing yet: what would stand there.
fn arguments(
    texts: &Texts,
    code: &str,
    variant: Option<(&'static str, &str)>,
) -> Vec<(&'static str, Argument)> {
    let placeholder = |name: &str| Argument::Text(texts.get(&format!("kilde-plads-{name}")));
    let mut arguments: Vec<(&'static str, Argument)> =
        ARGUMENTS.into_iter().map(|name| (name, placeholder(name))).collect();
    arguments.extend(["er-antal", "er-skoleaar"].map(|name| (name, Argument::from("ja"))));
    if code == "K0201" {
        arguments.push(("ventet", placeholder("antal")));
    }
    arguments.extend(variant.map(|(name, id)| (name, Argument::from(id))));
    arguments
}

/// What becomes of the row, or of the source.
fn consequence(rule: &Rule) -> &'static str {
    match (rule.code.as_str(), rule.severity, rule.scope) {
        ("K0311", ..) => "taeller-en-gang",
        ("K0319", ..) => "hovedskole",
        ("K0209", ..) => "anden-skoletype",
        (_, Severity::Stop, _) => "stop",
        ("K0332", ..) | (_, Severity::Quarantine, _) => "karantaene",
        (_, Severity::Warning | Severity::Info, Scope::Fil) => "fil-brugt",
        (_, Severity::Warning | Severity::Info, _) => "brugt",
    }
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first = signs.next().map(|sign| sign.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", signs.as_str())
}
