//! Tables that expressions read: their columns, and the built-in ones.
//!
//! A built-in table has one row per pupil and occasion after resolving; a table of the
//! municipality's own has the columns that its plan names.

use std::sync::LazyLock;

use crate::Subject;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Decimal numbers, stored as whole numbers of the last of so many decimals: with six, 3.5 is
    /// 3 500 000. A number that such a column is compared with is written as it is read, `3.5`.
    Scaled(u8),
    /// One of these words; the value is the word's place in the list.
    Category(Vec<String>),
}

/// A column that expressions may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

impl ColumnDefinition {
    /// A column of this name.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), kind }
    }

    /// A column of whole numbers.
    pub fn integer(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Integer)
    }
}

/// A table that expressions may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDefinition {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<ColumnDefinition>,
}

impl TableDefinition {
    /// The place of the column with this name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The column at a place.
    pub fn column(&self, place: usize) -> Option<&ColumnDefinition> {
        self.columns.get(place)
    }
}

/// One row per pupil and obligatory test, after resolving; pupils who should have taken the test
/// and have no result stand in it with `niveau` null.
///
/// | column | meaning |
/// |---|---|
/// | `fag` | `laesning` or `matematik` |
/// | `klassetrin` | the grade the test is meant for |
/// | `niveau` | overall level 1-6, or null without a result |
/// | `elevtal_kendt` | 1 where the roll of the school and grade is known, else 0 |
/// | `specialskole` | 1 in a special school, else 0 |
pub static NATIONAL_TEST: LazyLock<TableDefinition> = LazyLock::new(|| {
    let fag = ColumnDefinition::new("fag", ColumnKind::Category(subjects()));
    let numbers = ["klassetrin", "niveau", "elevtal_kendt", "specialskole"];
    table("national_test", [fag].into_iter().chain(numbers.map(ColumnDefinition::integer)))
});

/// One row per pupil and national test whose test before was held and is in the report, with what the
/// pupil had there.
///
/// | column | meaning |
/// |---|---|
/// | `fag` | `laesning` or `matematik` |
/// | `klassetrin`, `fra_klassetrin` | the grades of the later and of the earlier test; the latter null without a pair |
/// | `specialskole` | 1 in a special school, else 0 |
/// | `parret` | 1 where the pupil's result in it was found and counts, else 0 |
/// | `flyttet` | 1 where that was at another school, else 0; null without a pair |
/// | `niveau_foer`, `niveau` | the levels 1-6, earlier and later; null where a row has none |
/// | `niveauskift` | `niveau` less `niveau_foer`; null where either is |
/// | `standpunkt_foer`, `standpunkt` | the standings, in standard deviations from the mean of the same test and year |
/// | `fremgang` | `standpunkt` less `standpunkt_foer` |
/// | `betinget_lav`, `betinget_hoej` | `standpunkt` less what is expected of `standpunkt_foer`, with the lower and with the higher measurement error |
/// | `vaekstpercentil` | the growth percentile, 1-99 |
///
/// Standings and gains have six decimals; null without abilities in both tests.
pub static PROGRESSION: LazyLock<TableDefinition> = LazyLock::new(|| {
    let fag = ColumnDefinition::new("fag", ColumnKind::Category(subjects()));
    let numbers = [
        "klassetrin",
        "fra_klassetrin",
        "specialskole",
        "parret",
        "flyttet",
        "niveau_foer",
        "niveau",
        "niveauskift",
    ];
    let scaled = ["standpunkt_foer", "standpunkt", "fremgang", "betinget_lav", "betinget_hoej"];
    let scaled = scaled.map(|name| ColumnDefinition::new(name, ColumnKind::Scaled(6)));
    let columns = [fag].into_iter().chain(numbers.map(ColumnDefinition::integer)).chain(scaled);
    table("progression", columns.chain([ColumnDefinition::integer("vaekstpercentil")]))
});

/// One row per pupil of grades 4-9 and wellbeing survey; those who are on the roll and did not
/// answer stand in it with `svarede` 0 and everything else null.
///
/// | column | meaning |
/// |---|---|
/// | `klassetrin` | grade |
/// | `specialskole` | 1 in a special school, else 0 |
/// | `elevtal_kendt` | 1 where the roll of the school and grade is known, else 0 |
/// | `svarede` | 1 where a row of answers is there, else 0 |
/// | `generel`, `social`, `faglig`, `stoette`, `ro` | the scores, 1-5 with six decimals; null with too few answers |
/// | `generel_baand`, `social_baand`, ... | the band of the score, 1-4 |
/// | `q1` ... `q40` | the answers, 1-5 as they stand in the source, turned; null without one |
pub static WELLBEING: LazyLock<TableDefinition> = LazyLock::new(|| {
    let scores = WELLBEING_SCORES.map(|name| ColumnDefinition::new(name, ColumnKind::Scaled(6)));
    let bands = WELLBEING_SCORES.map(|name| ColumnDefinition::integer(format!("{name}_baand")));
    table("wellbeing", about().chain(scores).chain(bands).chain(answers(40)))
});

/// The scores of [`WELLBEING`], in order.
pub const WELLBEING_SCORES: [&str; 5] = ["generel", "social", "faglig", "stoette", "ro"];

/// One row per pupil of grades 0-3 and wellbeing survey, as [`WELLBEING`] without scores; the
/// answers `q1` ... `q20` are 1-3.
pub static WELLBEING_EARLY: LazyLock<TableDefinition> =
    LazyLock::new(|| table("wellbeing_early", about().chain(answers(20))));

/// One row per pupil who leaves grade 9.
///
/// | column | meaning |
/// |---|---|
/// | `klassetrin`, `specialskole` | as in [`WELLBEING`] |
/// | `bundne` | the pupil's weighted mean of the bound exams, null without enough of them |
/// | `afgangseksamen` | the pupil's mean of all obligatory exams, null where one is missing |
/// | `dansk`, `matematik` | the pupil's mean in the subject's bound exams |
/// | `mindst_2` | 1 with at least 2.0 in both, 0 otherwise, null where an exam is missing |
///
/// Means have six decimals.
pub static MARKS: LazyLock<TableDefinition> = LazyLock::new(|| {
    let numbers = ["klassetrin", "specialskole"].map(ColumnDefinition::integer);
    let means = ["bundne", "afgangseksamen", "dansk", "matematik"];
    let means = means.map(|name| ColumnDefinition::new(name, ColumnKind::Scaled(6)));
    let both = [ColumnDefinition::integer("mindst_2")];
    table("marks", numbers.into_iter().chain(means).chain(both))
});

/// One row per pupil and transition test (*overgangstest*), after resolving; pupils who are on the
/// roll and have no result stand in it with `rigtige` null.
///
/// | column | meaning |
/// |---|---|
/// | `fag` | `laesning` or `matematik` |
/// | `klassetrin` | the grade that takes the test |
/// | `specialskole` | 1 in a special school, else 0 |
/// | `elevtal_kendt` | 1 where the roll of the school and grade is known, else 0 |
/// | `rigtige`, `maks` | right answers, and how many there could be |
/// | `rigtige_pct` | right answers in per cent of those, with six decimals |
/// | `pointinterval` | the national interval of points, 1-10, 1 the lowest |
pub static TRANSITION_TEST: LazyLock<TableDefinition> =
    LazyLock::new(|| points_test("overgangstest"));

/// One row per pupil and skills test (*faerdighedstest*), as [`TRANSITION_TEST`].
pub static SKILLS_TEST: LazyLock<TableDefinition> =
    LazyLock::new(|| points_test("faerdighedstest"));

/// The built-in table of this name.
pub fn built_in(name: &str) -> Option<&'static TableDefinition> {
    all().find(|table| table.name == name)
}

/// The names of the built-in tables.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|table| table.name.as_str())
}

fn all() -> impl Iterator<Item = &'static TableDefinition> {
    let of_tests = [&NATIONAL_TEST, &PROGRESSION, &TRANSITION_TEST, &SKILLS_TEST];
    of_tests.into_iter().chain([&WELLBEING, &WELLBEING_EARLY, &MARKS]).map(|table| &**table)
}

fn table(name: &str, columns: impl Iterator<Item = ColumnDefinition>) -> TableDefinition {
    TableDefinition { name: name.to_owned(), columns: columns.collect() }
}

fn points_test(name: &str) -> TableDefinition {
    let fag = ColumnDefinition::new("fag", ColumnKind::Category(subjects()));
    let numbers = ["klassetrin", "specialskole", "elevtal_kendt", "rigtige", "maks"];
    let share = ColumnDefinition::new("rigtige_pct", ColumnKind::Scaled(6));
    let columns = [fag].into_iter().chain(numbers.map(ColumnDefinition::integer));
    table(name, columns.chain([share, ColumnDefinition::integer("pointinterval")]))
}

fn subjects() -> Vec<String> {
    Subject::ALL.map(|subject| subject.id().to_owned()).to_vec()
}

/// What the tables of the wellbeing survey begin with.
fn about() -> impl Iterator<Item = ColumnDefinition> {
    ["klassetrin", "specialskole", "elevtal_kendt", "svarede"]
        .into_iter()
        .map(ColumnDefinition::integer)
}

fn answers(items: u8) -> impl Iterator<Item = ColumnDefinition> {
    (1..=items).map(|item| ColumnDefinition::integer(format!("q{item}")))
}
