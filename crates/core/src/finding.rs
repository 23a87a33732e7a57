//! Findings: what is wrong or worth knowing about the data, as values.
//!
//! A finding is a code, a place and typed arguments; it is worded at the edge. The text of a cell
//! is never in it: a shifted column can hold a name or a CPR number. What may be in it is what
//! parsed to a checked type that is about no person: a school, a year, a grade, a subject.
//!
//! Codes are `K` and four digits by stage: `K01xx` reading, `K02xx` parsing, `K03xx` validation.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::{Grade, InstitutionNumber, SchoolYear, Subject};

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The source, as a path relative to the data folder.
    pub source: Arc<str>,
    /// The line of the file, from 1 (the header is line 1); `None` for the whole source.
    pub line: Option<u64>,
    /// The column's name in the layout; `None` for the whole record.
    pub column: Option<Arc<str>>,
}

/// How serious a finding is. Ordered: the more serious is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Severity {
    /// Worth knowing; the row is used.
    #[serde(rename = "oplysning")]
    Info,
    /// Probably wrong; the row is used.
    #[serde(rename = "advarsel")]
    Warning,
    /// Wrong; the row is in quarantine.
    #[serde(rename = "karantaene")]
    Quarantine,
    /// The source cannot be used.
    #[serde(rename = "stop")]
    Stop,
}

impl Severity {
    /// How serious findings of a code are; `None` for a code that is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::finding::Severity;
    ///
    /// assert_eq!(Severity::of_code("K0101"), Some(Severity::Stop));
    /// assert_eq!(Severity::of_code("K9999"), None);
    /// ```
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "K0101" | "K0102" | "K0103" | "K0104" | "K0105" | "K0106" | "K0107" => Some(Self::Stop),
            "K0110" | "K0306" | "K0307" => Some(Self::Warning),
            "K0108" | "K0308" | "K0309" | "K0310" | "K0311" | "K0312" => Some(Self::Info),
            _ if FindingKind::CODES.contains(&code) => Some(Self::Quarantine),
            _ => None,
        }
    }

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Info => "oplysning",
            Self::Warning => "advarsel",
            Self::Quarantine => "karantaene",
            Self::Stop => "stop",
        }
    }
}

/// What form of value a cell should have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// A whole number, `123`.
    WholeNumber,
    /// A number with decimal comma, `7,3`.
    DecimalComma,
    /// A school year, `2018/19`.
    SchoolYear,
    /// A grade, 0-10.
    Grade,
    /// A level, 1-6.
    Level,
    /// A test code, `0203`.
    TestCode,
    /// A subject, `laesning` or `matematik`.
    Subject,
    /// An institution number, six digits.
    InstitutionNumber,
    /// A municipality number, three digits.
    MunicipalityNumber,
    /// A date and time, `2018-03-20 12:20`.
    DateTime,
    /// A kind of test, `obligatorisk` or `frivillig`.
    TestKind,
    /// A kind of school, `f`, `p`, `e` or `u`.
    SchoolKind,
    /// A verdict, `Over niveau`, `På niveau` or `Under niveau`.
    Verdict,
    /// UTF-8 text.
    Utf8,
    /// A pupil's id.
    PupilId,
}

impl Expected {
    /// The id its wording has.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WholeNumber => "heltal",
            Self::DecimalComma => "decimaltal",
            Self::SchoolYear => "skoleaar",
            Self::Grade => "klassetrin",
            Self::Level => "niveau",
            Self::TestCode => "fagid",
            Self::Subject => "fag",
            Self::InstitutionNumber => "institutionsnummer",
            Self::MunicipalityNumber => "kommunenummer",
            Self::DateTime => "tidspunkt",
            Self::TestKind => "testtype",
            Self::SchoolKind => "skoletype",
            Self::Verdict => "dom",
            Self::Utf8 => "utf8",
            Self::PupilId => "elevid",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// A file the plan names is not there.
    FileMissing,
    /// A pattern of the plan matches no file.
    NothingMatches,
    /// A file cannot be read.
    Unreadable,
    /// A file has no header.
    Empty,
    /// The header lacks a column the layout needs.
    MissingColumn {
        /// The column that is most like it.
        nearest: Option<Arc<str>>,
    },
    /// The header names a column twice.
    ColumnTwice,
    /// The header fits no layout of its kind.
    UnknownLayout,
    /// A column is not part of the layout and was not read.
    UnusedColumn,
    /// A quotation mark was opened and not closed on its line.
    UnclosedQuote,
    /// A file has a header and no rows.
    NoRows,
    /// A record has too few or too many cells.
    Ragged {
        /// How many cells the header has.
        expected: usize,
        /// How many this record has.
        found: usize,
    },
    /// A cell is not what its column holds.
    WrongForm {
        /// What it should have been.
        expected: Expected,
        /// How many characters the cell has.
        length: usize,
    },
    /// A cell that must not be empty is.
    EmptyCell {
        /// What it should have been.
        expected: Expected,
    },
    /// A number is outside what is possible.
    OutOfRange,
    /// The school is in no register.
    UnknownSchool {
        /// The number.
        school: InstitutionNumber,
    },
    /// The same pupil and test twice in a year, and the attempts contradict each other.
    Contradiction,
    /// The test is not taken on this grade in this year.
    NotTestedHere {
        /// The subject.
        subject: Subject,
        /// The grade.
        grade: Grade,
        /// The school year.
        year: SchoolYear,
    },
    /// The same school, grade, subject and year is in more than one row.
    RowTwice,
    /// The levels of a row do not add up to the number tested.
    LevelsDoNotAdd,
    /// More were tested than are enrolled.
    MoreTestedThanEnrolled {
        /// The school.
        school: InstitutionNumber,
        /// The subject.
        subject: Subject,
        /// The grade.
        grade: Grade,
        /// The school year.
        year: SchoolYear,
    },
    /// The roll of a school and grade that has results is not known.
    RollUnknown {
        /// The school.
        school: InstitutionNumber,
        /// The grade.
        grade: Grade,
        /// The school year.
        year: SchoolYear,
    },
    /// A zero that means nothing was reported.
    ReportingGap {
        /// The school.
        school: InstitutionNumber,
    },
    /// A school of the municipality has no row in the source.
    NoRowForSchool {
        /// The school.
        school: InstitutionNumber,
    },
    /// A folkeskole of the source is in no register.
    NotInRegister {
        /// The number.
        school: InstitutionNumber,
    },
    /// The same attempt of a pupil is in more than one row; it counts once.
    SameRowTwice,
    /// A school of the municipality has no result in a year in which every school tests.
    NoResultsForSchool {
        /// The school.
        school: InstitutionNumber,
        /// The school year.
        year: SchoolYear,
    },
}

impl FindingKind {
    /// Its stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FileMissing => "K0101",
            Self::NothingMatches => "K0102",
            Self::Unreadable => "K0103",
            Self::Empty => "K0104",
            Self::MissingColumn { .. } => "K0105",
            Self::ColumnTwice => "K0106",
            Self::UnknownLayout => "K0107",
            Self::UnusedColumn => "K0108",
            Self::UnclosedQuote => "K0109",
            Self::NoRows => "K0110",
            Self::Ragged { .. } => "K0201",
            Self::WrongForm { .. } => "K0202",
            Self::EmptyCell { .. } => "K0203",
            Self::OutOfRange => "K0204",
            Self::UnknownSchool { .. } => "K0301",
            Self::Contradiction => "K0302",
            Self::NotTestedHere { .. } => "K0303",
            Self::RowTwice => "K0304",
            Self::LevelsDoNotAdd => "K0305",
            Self::MoreTestedThanEnrolled { .. } => "K0306",
            Self::RollUnknown { .. } => "K0307",
            Self::ReportingGap { .. } => "K0308",
            Self::NoRowForSchool { .. } => "K0309",
            Self::NotInRegister { .. } => "K0310",
            Self::SameRowTwice => "K0311",
            Self::NoResultsForSchool { .. } => "K0312",
        }
    }

    /// Every code there is, in order.
    pub const CODES: &'static [&'static str] = &[
        "K0101", "K0102", "K0103", "K0104", "K0105", "K0106", "K0107", "K0108", "K0109", "K0110",
        "K0201", "K0202", "K0203", "K0204", "K0301", "K0302", "K0303", "K0304", "K0305", "K0306",
        "K0307", "K0308", "K0309", "K0310", "K0311", "K0312",
    ];

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        // Every code has one; a test says so.
        Severity::of_code(self.code()).unwrap_or(Severity::Stop)
    }

    /// The arguments its wording uses, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::FileMissing
            | Self::NothingMatches
            | Self::Unreadable
            | Self::Empty
            | Self::ColumnTwice
            | Self::UnknownLayout
            | Self::UnusedColumn
            | Self::OutOfRange
            | Self::Contradiction
            | Self::RowTwice
            | Self::LevelsDoNotAdd
            | Self::SameRowTwice
            | Self::UnclosedQuote
            | Self::NoRows => Vec::new(),
            Self::MissingColumn { nearest } => {
                let nearest = nearest.as_deref().unwrap_or("ingen");
                vec![("naermest", nearest.to_owned())]
            }
            Self::Ragged { expected, found } => {
                vec![("ventet", expected.to_string()), ("fundet", found.to_string())]
            }
            Self::WrongForm { expected, length } => {
                vec![("ventet", expected.id().to_owned()), ("laengde", length.to_string())]
            }
            Self::EmptyCell { expected } => vec![("ventet", expected.id().to_owned())],
            Self::UnknownSchool { school }
            | Self::ReportingGap { school }
            | Self::NoRowForSchool { school }
            | Self::NotInRegister { school } => vec![("skole", school.to_string())],
            Self::NotTestedHere { subject, grade, year } => vec![
                ("fag", subject.to_string()),
                ("klassetrin", grade.to_string()),
                ("skoleaar", year.to_string()),
            ],
            Self::MoreTestedThanEnrolled { school, subject, grade, year } => vec![
                ("skole", school.to_string()),
                ("fag", subject.to_string()),
                ("klassetrin", grade.to_string()),
                ("skoleaar", year.to_string()),
            ],
            Self::RollUnknown { school, grade, year } => vec![
                ("skole", school.to_string()),
                ("klassetrin", grade.to_string()),
                ("skoleaar", year.to_string()),
            ],
            Self::NoResultsForSchool { school, year } => {
                vec![("skole", school.to_string()), ("skoleaar", year.to_string())]
            }
        }
    }
}

/// One finding. Sorted by source, line, column, then kind.
///
/// # Examples
///
/// ```
/// use kvalitet_core::finding::{Finding, FindingKind, Severity};
///
/// let finding = Finding::at("elever.csv", FindingKind::OutOfRange).line(7).column("niveau");
/// assert_eq!(finding.to_string(), "K0204 elever.csv:7 niveau");
/// assert_eq!(finding.kind.severity(), Severity::Quarantine);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where.
    pub location: Location,
    /// What.
    pub kind: FindingKind,
}

impl Finding {
    /// A finding about a whole source.
    pub fn at(source: impl Into<Arc<str>>, kind: FindingKind) -> Self {
        Self { location: Location { source: source.into(), line: None, column: None }, kind }
    }

    /// The same finding on one line.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.location.line = Some(line);
        self
    }

    /// The same finding in one column.
    #[must_use]
    pub fn column(mut self, column: impl Into<Arc<str>>) -> Self {
        self.location.column = Some(column.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.code(), self.location.source)?;
        if let Some(line) = self.location.line {
            write!(f, ":{line}")?;
        }
        self.location.column.as_ref().map_or(Ok(()), |column| write!(f, " {column}"))
    }
}

/// Why a row that is right is not counted. Every row read is used, in quarantine, or left out by
/// one of these rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExclusionRule {
    /// A voluntary test.
    NotObligatory,
    /// A test in a subject without a criterion scale.
    OtherSubject,
    /// A test meant for another grade than the pupil's.
    OtherGrade,
    /// Not the pupil's first attempt at this test this year.
    NotFirstAttempt,
    /// An attempt that another row has too: the same pupil, test, time, school and result.
    SameRowTwice,
    /// A test without an overall level.
    NoLevel,
    /// A school year the plan does not ask for.
    OtherYear,
    /// A school of another municipality.
    OtherMunicipality,
    /// A school of another kind than the report is about.
    OtherSchoolKind,
    /// A school that no municipality runs.
    NotMunicipal,
}

impl ExclusionRule {
    /// Every rule.
    pub const ALL: [Self; 10] = [
        Self::NotObligatory,
        Self::OtherSubject,
        Self::OtherGrade,
        Self::NotFirstAttempt,
        Self::SameRowTwice,
        Self::NoLevel,
        Self::OtherYear,
        Self::OtherMunicipality,
        Self::OtherSchoolKind,
        Self::NotMunicipal,
    ];

    /// The id users read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotObligatory => "frivillig-test",
            Self::OtherSubject => "andet-fag",
            Self::OtherGrade => "andet-klassetrin",
            Self::NotFirstAttempt => "ikke-foerste-forsoeg",
            Self::SameRowTwice => "samme-raekke-to-gange",
            Self::NoLevel => "uden-samlet-niveau",
            Self::OtherYear => "andet-skoleaar",
            Self::OtherMunicipality => "anden-kommune",
            Self::OtherSchoolKind => "anden-skoletype",
            Self::NotMunicipal => "ikke-kommunal",
        }
    }
}

impl Serialize for ExclusionRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<FindingKind> {
        let school: InstitutionNumber = "999001".parse().unwrap();
        let (grade, year) = (Grade::new(4).unwrap(), SchoolYear::starting(2018).unwrap());
        let (subject, expected) = (Subject::Reading, Expected::Grade);
        vec![
            FindingKind::FileMissing,
            FindingKind::NothingMatches,
            FindingKind::Unreadable,
            FindingKind::Empty,
            FindingKind::MissingColumn { nearest: None },
            FindingKind::ColumnTwice,
            FindingKind::UnknownLayout,
            FindingKind::UnusedColumn,
            FindingKind::UnclosedQuote,
            FindingKind::NoRows,
            FindingKind::Ragged { expected: 2, found: 1 },
            FindingKind::WrongForm { expected, length: 3 },
            FindingKind::EmptyCell { expected },
            FindingKind::OutOfRange,
            FindingKind::UnknownSchool { school },
            FindingKind::Contradiction,
            FindingKind::NotTestedHere { subject, grade, year },
            FindingKind::RowTwice,
            FindingKind::LevelsDoNotAdd,
            FindingKind::MoreTestedThanEnrolled { school, subject, grade, year },
            FindingKind::RollUnknown { school, grade, year },
            FindingKind::ReportingGap { school },
            FindingKind::NoRowForSchool { school },
            FindingKind::NotInRegister { school },
            FindingKind::SameRowTwice,
            FindingKind::NoResultsForSchool { school, year },
        ]
    }

    #[test]
    fn every_code_belongs_to_one_kind_and_has_a_severity() {
        let codes: Vec<&str> = every_kind().iter().map(FindingKind::code).collect();
        assert_eq!(codes, FindingKind::CODES);
        assert!(codes.iter().all(|code| Severity::of_code(code).is_some()));
    }

    #[test]
    fn only_what_makes_a_row_useless_quarantines_it() {
        let severities: Vec<Severity> = every_kind().iter().map(FindingKind::severity).collect();
        let count = |severity| severities.iter().filter(|found| **found == severity).count();
        let all = [Severity::Stop, Severity::Quarantine, Severity::Warning, Severity::Info];
        assert_eq!(all.map(count), [7, 10, 3, 6]);
    }
}
