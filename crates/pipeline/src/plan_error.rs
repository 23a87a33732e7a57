//! What can be wrong with a plan, and where.

use kvalitet_core::catalogue::CatalogueError;

/// A plan that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {kind}")]
pub struct PlanError {
    /// The plan's file name.
    pub file: String,
    /// The line, from 1; 0 where it concerns the whole plan.
    pub line: usize,
    /// The column in that line, from 1.
    pub column: usize,
    /// What is wrong.
    pub kind: PlanErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanErrorKind {
    /// It is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// A value has another form than its key takes, or a key that must be there is not.
    #[error("{0}")]
    Form(String),
    /// A key that no plan has.
    #[error("unknown key `{key}` in {}; the nearest is `{nearest}`", table(section))]
    UnknownKey {
        /// The key.
        key: String,
        /// The table it stands in, such as `report`; empty for the plan itself.
        section: Box<str>,
        /// The most similar key of that table.
        nearest: String,
        /// Every key of that table.
        known: Box<[String]>,
    },
    /// A value that is none of those its key takes.
    #[error("`{key}` takes {expected}")]
    Value {
        /// The key.
        key: String,
        /// What it takes.
        expected: Expectation,
    },
    /// A setting that cannot be chosen so.
    #[error(transparent)]
    Setting(#[from] kvalitet_core::settings::SettingError),
    /// A chapter that there is not, or that cannot be listed so.
    #[error(transparent)]
    Outline(#[from] kvalitet_core::profile::OutlineError),
    /// A threshold that a plan may not lower.
    #[error(transparent)]
    Policy(#[from] kvalitet_disclosure::PolicyError),
    /// An indicator or a goal of the municipality's own that cannot be used.
    #[error("{0}")]
    Definition(Box<CatalogueError>),
    /// An expression of an indicator of the municipality's own.
    #[error("{error}\n{picture}")]
    Expression {
        /// What is wrong.
        error: Box<CatalogueError>,
        /// The line of the plan, with a mark under the place.
        picture: String,
    },
    /// An expression names a column that expressions cannot read.
    #[error(
        "no expression reads the column `{column}` of `{table}`: it holds a date, a school, a year, \
         an id, a name or text\n{picture}"
    )]
    Unreadable {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The line of the plan, with a mark under the place.
        picture: String,
    },
    /// A table of the municipality's own has a name that the program uses.
    #[error("`{table}` is a table of the program's own: give yours another name")]
    TakenTable {
        /// The name.
        table: String,
    },
    /// Two sources say that they have one table, with two schemas.
    #[error("two sources have the table `{table}` with different schemas")]
    TwoSchemas {
        /// The table.
        table: String,
    },
    /// An indicator reads what no source of the plan has.
    #[error("no source of the plan has `{table}`")]
    NotRead {
        /// The table or measure.
        table: String,
    },
    /// An indicator reads a table whose rows may be of no school or no year.
    #[error(
        "an indicator needs a school and a school year of every row of `{table}`: columns that hold \
         `institution_number` and `school_year`, required and never empty (or the source's `year`)"
    )]
    NoPlace {
        /// The table.
        table: String,
    },
    /// An indicator is read as published off a measure that no layout has.
    #[error("no source has the measure `{id}`; the nearest is `{nearest}`")]
    UnknownMeasure {
        /// What was written.
        id: String,
        /// The nearest.
        nearest: String,
    },
    /// An indicator that is none.
    #[error("no indicator `{id}`; the nearest is `{nearest}`")]
    UnknownIndicator {
        /// What was written.
        id: String,
        /// The nearest.
        nearest: String,
    },
    /// A sign has a target and is read off no indicator.
    #[error("a `target` needs an `indicator` that it is read off")]
    TargetOfNothing,
    /// The definitions themselves are wrong: a mistake of the program.
    #[error("{0}")]
    Program(String),
}

fn table(section: &str) -> String {
    if section.is_empty() { "the plan".to_owned() } else { format!("[{section}]") }
}

/// What a key of a plan takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Expectation {
    /// One of these words.
    #[error("one of {}", quoted(.0))]
    OneOf(Vec<&'static str>),
    /// A date without a time.
    #[error("a date such as 2022-03-31")]
    Date,
    /// The last day on which the output is kept.
    #[error("a date such as 2027-12-31, not before the report's own date")]
    Retention,
    /// A municipality number.
    #[error("a municipality number from 101 to 999")]
    MunicipalityNumber,
    /// A school year.
    #[error("a school year such as \"2018/19\"")]
    SchoolYear,
    /// School years, each once, at least one.
    #[error("school years such as \"2018/19\", each once and at least one")]
    SchoolYears,
    /// File names.
    #[error("at least one file name or pattern")]
    Files,
    /// A per cent.
    #[error("a per cent from 0 to 100")]
    Percent,
    /// Where a key is.
    #[error("either `key_file` or `key_env`")]
    OneKey,
    /// A group of schools.
    #[error(
        "`id`, `name` and `members`, or `id`, `name`, `rule` and `groups`, each with or without \
         `from`, or `prefix` alone"
    )]
    Group,
    /// The id of a group.
    #[error("an id of 1 to 40 of `a-z`, `0-9` and `-`")]
    GroupId,
    /// How many groups.
    #[error("a number of groups from 2 to 99")]
    NumberOfGroups,
    /// Schools.
    #[error("institution numbers of six digits, as text, at least one")]
    InstitutionNumbers,
    /// A school.
    #[error("an institution number of six digits, as text")]
    InstitutionNumber,
    /// Who published something.
    #[error("who published it, in words")]
    Publisher,
    /// The first and the last of some school years.
    #[error("two school years, the first and the last, such as [\"2022/23\", \"2025/26\"]")]
    FirstAndLastYear,
    /// The change that is hoped for of an indicator.
    #[error(
        "a number such as 5 or -0.2 beside an `indicator`: percentage points of what is per cent, \
         at most 100, otherwise in the number's own unit"
    )]
    Change,
    /// A last day.
    #[error("a date such as 2023-06-30, not before `from`")]
    NotBeforeFrom,
    /// A day on which something was seen.
    #[error("a date such as 2022-03-31, not after the report's own date")]
    NotAfterReport,
    /// A table of the municipality's own.
    #[error("a name, with a `schema` beside it, in a source of the kind `local` alone")]
    TableAndSchema,
}

/// The words in backticks, with commas between them.
pub fn quoted(words: &[impl AsRef<str>]) -> String {
    words.iter().map(|word| format!("`{}`", word.as_ref())).collect::<Vec<_>>().join(", ")
}
