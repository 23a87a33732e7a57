//! The rules of validation, as data.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::finding::Severity;

/// A rule that data is held against.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code of its findings.
    pub code: String,
    /// How serious they are.
    pub severity: Severity,
    /// Where it looks.
    pub scope: Scope,
}

/// Where a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// A whole file.
    Fil,
    /// One row.
    Raekke,
    /// One cell.
    Celle,
    /// The rows of one kind of source, held against each other.
    Tabel,
    /// Kinds of sources, held against each other.
    PaaTvaers,
}

impl Scope {
    /// Every scope, in the order of the catalogue.
    pub const ALL: [Self; 5] = [Self::Fil, Self::Raekke, Self::Celle, Self::Tabel, Self::PaaTvaers];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fil => "fil",
            Self::Raekke => "raekke",
            Self::Celle => "celle",
            Self::Tabel => "tabel",
            Self::PaaTvaers => "paa-tvaers",
        }
    }
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // A test reads the file; without it every finding would stop the run.
    let file = toml::from_str::<File>(include_str!("../catalogue/regler.toml"));
    file.map(|file| file.rule).unwrap_or_default()
});

/// Every rule, by code.
///
/// # Examples
///
/// ```
/// use kvalitet_core::rule::{Scope, rules};
///
/// let first = rules().first().ok_or("there are rules")?;
/// assert_eq!((first.code.as_str(), first.scope), ("K0101", Scope::Fil));
/// # Ok::<(), &str>(())
/// ```
pub fn rules() -> &'static [Rule] {
    &RULES
}
