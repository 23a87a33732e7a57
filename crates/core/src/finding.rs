//! Findings: what is wrong or worth knowing about the data, as values.
//!
//! A finding is a code, a place and typed arguments; it is worded at the edge. The text of a cell
//! is never in it: a shifted column can hold a name or a CPR number. What may be in it is what
//! parsed to a checked type that is about no person: a school, a year, a grade, a subject.
//!
//! Codes are `K` and four digits by stage: `K01xx` reading, `K02xx` parsing, `K03xx` validation.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use crate::rule::rules;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
        rules().iter().find(|rule| rule.code == code).map(|rule| rule.severity)
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
    /// A municipality's name or number.
    Municipality,
    /// A stage, `mellemtrin`.
    Stage,
    /// A grade or a stage.
    GradeOrStage,
    /// A score, 1-100.
    Score,
    /// A per cent, `16,7 %`.
    Percent,
    /// A mark, `02`, or a code in its place.
    Mark,
    /// An answer, 0-5.
    Answer,
    /// A word of a list.
    Choice,
    /// A SHA-256.
    Digest,
    /// Yes or no.
    Flag,
    /// The id of a group.
    GroupId,
    /// A name of something that is no person.
    Name,
    /// A grade or stage, where nothing stands for all of them.
    GradeOrNothing,
}

/// What a file was saved as, where that is worth saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadAs {
    /// Windows-1252.
    Windows1252,
    /// UTF-16.
    Utf16,
    /// Packed with gzip.
    Gzip,
    /// A workbook.
    Workbook,
    /// JSON.
    Json,
    /// Cells separated by commas.
    Comma,
    /// Cells separated by tabulators.
    Tab,
}

impl ReadAs {
    /// Every form.
    pub const ALL: [Self; 7] = [
        Self::Windows1252,
        Self::Utf16,
        Self::Gzip,
        Self::Workbook,
        Self::Json,
        Self::Comma,
        Self::Tab,
    ];

    /// The id its wording has.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Windows1252 => "windows-1252",
            Self::Utf16 => "utf-16",
            Self::Gzip => "gzip",
            Self::Workbook => "regneark",
            Self::Json => "json",
            Self::Comma => "komma",
            Self::Tab => "tabulator",
        }
    }
}

impl Expected {
    /// Every form.
    pub const ALL: [Self; 28] = [
        Self::WholeNumber,
        Self::DecimalComma,
        Self::SchoolYear,
        Self::Grade,
        Self::Level,
        Self::TestCode,
        Self::Subject,
        Self::InstitutionNumber,
        Self::MunicipalityNumber,
        Self::DateTime,
        Self::TestKind,
        Self::SchoolKind,
        Self::Verdict,
        Self::Utf8,
        Self::PupilId,
        Self::Municipality,
        Self::Stage,
        Self::GradeOrStage,
        Self::Score,
        Self::Percent,
        Self::Mark,
        Self::Answer,
        Self::Choice,
        Self::Digest,
        Self::Flag,
        Self::GroupId,
        Self::Name,
        Self::GradeOrNothing,
    ];

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
            Self::Municipality => "kommune",
            Self::Stage => "trin",
            Self::GradeOrStage => "klassetrin-eller-trin",
            Self::Score => "score",
            Self::Percent => "procent",
            Self::Mark => "karakter",
            Self::Answer => "svar",
            Self::Choice => "ord",
            Self::Digest => "sha256",
            Self::Flag => "ja-nej",
            Self::GroupId => "gruppeid",
            Self::Name => "navn",
            Self::GradeOrNothing => "klassetrin-eller-tom",
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
        /// The columns of which one is enough, where there is more than one.
        one_of: Option<Arc<str>>,
        /// Whether it is the school year, which a plan can say instead.
        is_year: bool,
    },
    /// The header names a column twice.
    ColumnTwice,
    /// The header fits no layout of its kind.
    UnknownLayout,
    /// A column is not part of the layout and was not read.
    UnusedColumn,
    /// A quotation mark was opened and not closed on its line.
    UnclosedQuote {
        /// The line on which the next mark stands: a reader that believes the first would have
        /// swallowed what lies between.
        until: Option<u64>,
    },
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
    /// The parts of a row do not add up to their total.
    PartsDoNotAdd,
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
        /// The school year.
        year: SchoolYear,
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
    /// What a file was saved as.
    ReadAs {
        /// What.
        form: ReadAs,
    },
    /// A file is larger than is read, or unpacks to far more than its size.
    TooLarge,
    /// A file breaks off or is not as its form says.
    Damaged,
    /// Rows above the header.
    TitleRows {
        /// How many.
        rows: usize,
    },
    /// Sheets of a workbook that were not read.
    OtherSheets {
        /// Which sheet was, from 1.
        read: usize,
        /// How many were not.
        unread: usize,
    },
    /// A workbook is protected by a password.
    Encrypted,
    /// A workbook is of the form before 2007.
    OldWorkbook,
    /// A file holds no table.
    NotATable,
    /// A column holds civil registration numbers.
    CprColumn {
        /// Which column of the file, from 1.
        place: usize,
    },
    /// Pupils' ids are made with another key than those they should be linked to.
    OtherKey,
    /// A correction made no row right.
    CorrectionUnused,
    /// A header stands below the first one and is not the same: the rows behind it would be read
    /// under the first.
    OtherHeader,
    /// Another sheet of a workbook holds a table of the same kind: its rows would be lost.
    OtherTable,
    /// A leading zero that a spreadsheet ate was put back.
    ZeroRestored,
    /// A cell is no word of its column's list.
    NotAChoice {
        /// The list.
        choices: Arc<str>,
        /// How many characters the cell has.
        length: usize,
    },
    /// Neither the row nor the plan says the school year.
    NoYear,
    /// The row does not say whom it is about.
    NoUnit,
    /// A pupil is at more than one school in a year.
    TwoSchools,
    /// An obligatory test was taken outside the days of the tests, or, where those are not known,
    /// outside its school year.
    OutsideWindow,
    /// A school's roll has changed by more than half in a year.
    RollJump {
        /// The school.
        school: InstitutionNumber,
        /// The later school year.
        year: SchoolYear,
    },
    /// A difference is not what its two parts give.
    DifferenceWrong,
    /// A row of totals is not the sum of the rows above it.
    TotalDiffers,
    /// Counts say something else than the pupil rows of the same school, grade, subject and year.
    AggregateContradicts {
        /// The school.
        school: InstitutionNumber,
        /// The subject.
        subject: Subject,
        /// The grade.
        grade: Grade,
        /// The school year.
        year: SchoolYear,
    },
    /// A main school has a figure beside its branches.
    MainAndBranches {
        /// The main school.
        school: InstitutionNumber,
    },
    /// A number is greater than one that it is part of.
    MoreThan,
    /// The parts of a row do not quite add up to their total; the row is used.
    PartsDiffer,
    /// A number is greater than one that it should be part of; the row is used.
    MoreThanExpected,
    /// A school is followed by itself, directly or through others.
    SuccessionLoop,
    /// A main school's branches have not as many results as its own row.
    BranchesDiffer {
        /// The main school.
        school: InstitutionNumber,
    },
    /// A grade that others have results of has none at all.
    NoResultsForGrade {
        /// The subject.
        subject: Subject,
        /// The grade.
        grade: Grade,
        /// The school year.
        year: SchoolYear,
    },
    /// A row of a source with schools names none, and is read as the whole municipality's.
    RowOfMunicipality,
    /// An earlier file says another value of the same measure, school and year; the first stands.
    OtherFileDiffers {
        /// The school.
        school: InstitutionNumber,
    },
    /// The row is of another school year than the plan says the source is; the row's stands.
    OtherYearThanPlan {
        /// The row's.
        year: SchoolYear,
        /// The plan's.
        plan: SchoolYear,
    },
    /// A group that the plan asks for cannot be made.
    GroupCannotBeMade {
        /// Why.
        problem: GroupProblem,
    },
    /// No row of a file is used, and some say nothing.
    NothingInFile,
    /// What the plan says of a source was not used.
    PlanUnused {
        /// What it says.
        said: SaidInPlan,
    },
    /// A column that was not read has a name like that of a column the file lacks.
    ColumnMeant {
        /// The layout's column.
        meant: Arc<str>,
        /// Whether it says how many persons a figure rests on.
        is_count: bool,
    },
    /// A file says figures and not how many persons they rest on.
    CountMissing,
    /// Nearly every row of a file was left out, for it is of a school year the plan does not ask for.
    OtherYears {
        /// How many rows were.
        excluded: u64,
        /// How many rows the file has.
        read: u64,
        /// The school years that they are of.
        years: Arc<str>,
    },
    /// A school of the municipality is of a kind whose name is not known.
    UnknownSchoolKind,
    /// Some cells of a column of per cents are shares of one.
    ShareAmongPercents,
    /// A figure is missing, and sums are without it: its row is in quarantine.
    FigureInQuarantine {
        /// The school.
        school: InstitutionNumber,
        /// The school year.
        year: SchoolYear,
        /// The grade; `None` where the row is about more than one.
        grade: Option<Grade>,
    },
}

/// Why a group cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupProblem {
    /// It is made of schools alike in size, and the roll of no school is known.
    NoRoll,
    /// A school is named that is none of the municipality's.
    NoSuchSchool(InstitutionNumber),
    /// Another group has its id.
    IdTaken,
    /// It has no school: no group of the file begins as the plan says.
    NoSchool,
}

impl GroupProblem {
    /// The id its wording has.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoRoll => "uden-elevtal",
            Self::NoSuchSchool(_) => "ukendt-skole",
            Self::IdTaken => "optaget-id",
            Self::NoSchool => "uden-skoler",
        }
    }
}

/// What a plan can say of a source without any use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SaidInPlan {
    /// What another source of the kind, that comes later in the plan, says of the same file.
    LaterSource,
    /// The name of a column, where no file of the source has it.
    ColumnName,
}

impl SaidInPlan {
    /// The id its wording has.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LaterSource => "senere-kilde",
            Self::ColumnName => "kolonnenavn",
        }
    }
}

impl FindingKind {
    /// Its stable code.
    #[expect(clippy::too_many_lines, reason = "one line for each kind")]
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
            Self::UnclosedQuote { .. } => "K0109",
            Self::NoRows => "K0110",
            Self::Ragged { .. } => "K0201",
            Self::WrongForm { .. } => "K0202",
            Self::EmptyCell { .. } => "K0203",
            Self::OutOfRange => "K0204",
            Self::UnknownSchool { .. } => "K0301",
            Self::Contradiction => "K0302",
            Self::NotTestedHere { .. } => "K0303",
            Self::RowTwice => "K0304",
            Self::PartsDoNotAdd => "K0305",
            Self::MoreTestedThanEnrolled { .. } => "K0306",
            Self::RollUnknown { .. } => "K0307",
            Self::ReportingGap { .. } => "K0308",
            Self::NoRowForSchool { .. } => "K0309",
            Self::NotInRegister { .. } => "K0310",
            Self::SameRowTwice => "K0311",
            Self::NoResultsForSchool { .. } => "K0312",
            Self::ReadAs { .. } => "K0111",
            Self::TooLarge => "K0112",
            Self::Damaged => "K0113",
            Self::TitleRows { .. } => "K0114",
            Self::OtherSheets { .. } => "K0115",
            Self::Encrypted => "K0116",
            Self::OldWorkbook => "K0117",
            Self::NotATable => "K0118",
            Self::CprColumn { .. } => "K0119",
            Self::OtherKey => "K0120",
            Self::CorrectionUnused => "K0121",
            Self::OtherHeader => "K0122",
            Self::OtherTable => "K0123",
            Self::GroupCannotBeMade { .. } => "K0126",
            Self::ZeroRestored => "K0205",
            Self::NotAChoice { .. } => "K0206",
            Self::NoYear => "K0207",
            Self::NoUnit => "K0208",
            Self::TwoSchools => "K0313",
            Self::OutsideWindow => "K0314",
            Self::RollJump { .. } => "K0315",
            Self::DifferenceWrong => "K0316",
            Self::TotalDiffers => "K0317",
            Self::AggregateContradicts { .. } => "K0318",
            Self::MainAndBranches { .. } => "K0319",
            Self::MoreThan => "K0320",
            Self::PartsDiffer => "K0321",
            Self::MoreThanExpected => "K0322",
            Self::SuccessionLoop => "K0323",
            Self::OtherFileDiffers { .. } => "K0324",
            Self::BranchesDiffer { .. } => "K0329",
            Self::NoResultsForGrade { .. } => "K0330",
            Self::RowOfMunicipality => "K0331",
            Self::OtherYearThanPlan { .. } => "K0327",
            Self::PlanUnused { .. } => "K0328",
            Self::NothingInFile => "K0325",
            Self::ColumnMeant { .. } => "K0127",
            Self::CountMissing => "K0128",
            Self::OtherYears { .. } => "K0129",
            Self::UnknownSchoolKind => "K0209",
            Self::ShareAmongPercents => "K0210",
            Self::FigureInQuarantine { .. } => "K0332",
        }
    }

    /// Every code there is, in order.
    pub const CODES: &'static [&'static str] = &[
        "K0101", "K0102", "K0103", "K0104", "K0105", "K0106", "K0107", "K0108", "K0109", "K0110",
        "K0111", "K0112", "K0113", "K0114", "K0115", "K0116", "K0117", "K0118", "K0119", "K0120",
        "K0121", "K0122", "K0123", "K0126", "K0127", "K0128", "K0129", "K0201", "K0202", "K0203",
        "K0204", "K0205", "K0206", "K0207", "K0208", "K0209", "K0210", "K0301", "K0302", "K0303",
        "K0304", "K0305", "K0306", "K0307", "K0308", "K0309", "K0310", "K0311", "K0312", "K0313",
        "K0314", "K0315", "K0316", "K0317", "K0318", "K0319", "K0320", "K0321", "K0322", "K0323",
        "K0324", "K0325", "K0327", "K0328", "K0329", "K0330", "K0331", "K0332",
    ];

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        // Every code has one; a test says so.
        Severity::of_code(self.code()).unwrap_or(Severity::Stop)
    }

    /// The arguments its wording uses, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnclosedQuote { until } => {
                let until = until.map_or_else(|| "ingen".to_owned(), |line| line.to_string());
                vec![("til", until)]
            }
            Self::ReadAs { form } => vec![("form", form.id().to_owned())],
            Self::TitleRows { rows } => vec![("antal", rows.to_string())],
            Self::OtherSheets { read, unread } => {
                vec![("ark", read.to_string()), ("antal", unread.to_string())]
            }
            Self::CprColumn { place } => vec![("nummer", place.to_string())],
            Self::NotAChoice { choices, length } => {
                vec![("ord", choices.as_ref().to_owned()), ("laengde", length.to_string())]
            }
            Self::MissingColumn { nearest, one_of, is_year } => {
                let text = |of: Option<&str>| of.unwrap_or("ingen").to_owned();
                let is_year = if *is_year { "ja" } else { "nej" };
                vec![
                    ("naermest", text(nearest.as_deref())),
                    ("en-af", text(one_of.as_deref())),
                    ("er-skoleaar", is_year.to_owned()),
                ]
            }
            Self::ColumnMeant { meant, is_count } => {
                let is_count = if *is_count { "ja" } else { "nej" };
                vec![("ment", meant.as_ref().to_owned()), ("er-antal", is_count.to_owned())]
            }
            Self::OtherYears { excluded, read, years } => vec![
                ("udeladt", excluded.to_string()),
                ("laest", read.to_string()),
                ("aar", years.as_ref().to_owned()),
            ],
            Self::Ragged { expected, found } => {
                vec![("ventet", expected.to_string()), ("fundet", found.to_string())]
            }
            Self::WrongForm { expected, length } => {
                vec![("ventet", expected.id().to_owned()), ("laengde", length.to_string())]
            }
            Self::OtherYearThanPlan { year, plan } => {
                vec![("skoleaar", year.to_string()), ("plan", plan.to_string())]
            }
            Self::PlanUnused { said } => vec![("sagt", said.id().to_owned())],
            Self::GroupCannotBeMade { problem } => {
                let school = match problem {
                    GroupProblem::NoSuchSchool(school) => school.to_string(),
                    _ => String::new(),
                };
                vec![("problem", problem.id().to_owned()), ("nummer", school)]
            }
            Self::EmptyCell { expected } => vec![("ventet", expected.id().to_owned())],
            _ => self.about(),
        }
    }

    /// The school, subject, grade and year that it is about.
    fn about(&self) -> Vec<(&'static str, String)> {
        let (school, subject, grade, year) = match self {
            Self::UnknownSchool { school }
            | Self::ReportingGap { school }
            | Self::NotInRegister { school }
            | Self::OtherFileDiffers { school }
            | Self::BranchesDiffer { school }
            | Self::MainAndBranches { school } => (Some(school), None, None, None),
            Self::NotTestedHere { subject, grade, year }
            | Self::NoResultsForGrade { subject, grade, year } => {
                (None, Some(subject), Some(grade), Some(year))
            }
            Self::MoreTestedThanEnrolled { school, subject, grade, year }
            | Self::AggregateContradicts { school, subject, grade, year } => {
                (Some(school), Some(subject), Some(grade), Some(year))
            }
            Self::RollUnknown { school, grade, year } => {
                (Some(school), None, Some(grade), Some(year))
            }
            Self::FigureInQuarantine { school, year, grade } => {
                (Some(school), None, grade.as_ref(), Some(year))
            }
            Self::NoRowForSchool { school, year }
            | Self::NoResultsForSchool { school, year }
            | Self::RollJump { school, year } => (Some(school), None, None, Some(year)),
            _ => (None, None, None, None),
        };
        let arguments = [
            school.map(|school| ("skole", school.to_string())),
            subject.map(|subject| ("fag", subject.to_string())),
            grade.map(|grade| ("klassetrin", grade.to_string())).or_else(|| self.no_grade()),
            year.map(|year| ("skoleaar", year.to_string())),
        ];
        arguments.into_iter().flatten().collect()
    }

    /// That a finding which may be about a grade is about none.
    fn no_grade(&self) -> Option<(&'static str, String)> {
        let may_be = matches!(self, Self::FigureInQuarantine { .. });
        may_be.then(|| ("klassetrin", "ingen".to_owned()))
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
    /// A test or questionnaire meant for another grade than the pupil's.
    OtherGrade,
    /// Not the pupil's first attempt at this test this year.
    NotFirstAttempt,
    /// An attempt that another row has too: the same pupil, test, time, school and result.
    SameRowTwice,
    /// A test with neither an overall level nor abilities in all areas.
    NoLevel,
    /// A school year the plan does not ask for.
    OtherYear,
    /// A school of another municipality.
    OtherMunicipality,
    /// A school of another kind than the report is about.
    OtherSchoolKind,
    /// A school that no municipality runs.
    NotMunicipal,
    /// A code that stands where a mark would.
    NonMark,
    /// A pupil of a special class, where such pupils do not count.
    SpecialClass,
    /// A pupil who takes the exam privately.
    PrivateCandidate,
    /// A year mark, in a year in which exams were held.
    YearMark,
    /// A mark that is in no mean of the exams of 9th grade.
    OutsideMeans,
    /// A mark in an exam in which another mark of the pupil stands.
    OtherMarkOfExam,
    /// A row of totals: what it says follows from the others.
    TotalRow,
    /// The header once more.
    HeaderAgain,
    /// A note under the table.
    Note,
    /// The row of a main school whose branches have rows of their own.
    MainSchool,
    /// A row in which nothing was published.
    NothingSaid,
    /// Counts that pupil rows say already.
    SaidByPupilRows,
    /// A school that is known of no register that was read, where one could not be.
    RegisterNotRead,
}

impl ExclusionRule {
    /// Every rule.
    pub const ALL: [Self; 23] = [
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
        Self::NonMark,
        Self::SpecialClass,
        Self::PrivateCandidate,
        Self::YearMark,
        Self::OutsideMeans,
        Self::OtherMarkOfExam,
        Self::TotalRow,
        Self::HeaderAgain,
        Self::Note,
        Self::MainSchool,
        Self::NothingSaid,
        Self::SaidByPupilRows,
        Self::RegisterNotRead,
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
            Self::NonMark => "ikke-karakter",
            Self::SpecialClass => "specialklasse",
            Self::PrivateCandidate => "privatist",
            Self::YearMark => "aarskarakter",
            Self::OutsideMeans => "uden-for-gennemsnit",
            Self::OtherMarkOfExam => "anden-karakter-i-proeven",
            Self::TotalRow => "sumraekke",
            Self::HeaderAgain => "overskrift-igen",
            Self::Note => "note-under-tabellen",
            Self::MainSchool => "hovedskole-med-afdelinger",
            Self::NothingSaid => "intet-offentliggjort",
            Self::SaidByPupilRows => "staar-i-elevraekker",
            Self::RegisterNotRead => "register-ikke-laest",
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

    fn of_whole_files() -> Vec<FindingKind> {
        vec![
            FindingKind::FileMissing,
            FindingKind::NothingMatches,
            FindingKind::Unreadable,
            FindingKind::Empty,
            FindingKind::MissingColumn { nearest: None, one_of: None, is_year: false },
            FindingKind::ColumnTwice,
            FindingKind::UnknownLayout,
            FindingKind::UnusedColumn,
            FindingKind::UnclosedQuote { until: None },
            FindingKind::NoRows,
        ]
    }

    fn of_columns_and_years() -> Vec<FindingKind> {
        vec![
            FindingKind::ColumnMeant { meant: Arc::from("antal_svar"), is_count: true },
            FindingKind::CountMissing,
            FindingKind::ShareAmongPercents,
            FindingKind::OtherYears { excluded: 9, read: 9, years: Arc::from("2019/20") },
        ]
    }

    fn every_kind() -> Vec<FindingKind> {
        let school: InstitutionNumber = "999001".parse().unwrap();
        let (grade, year) = (Grade::new(4).unwrap(), SchoolYear::starting(2018).unwrap());
        let (subject, expected) = (Subject::Reading, Expected::Grade);
        let of_rows = vec![
            FindingKind::Ragged { expected: 2, found: 1 },
            FindingKind::WrongForm { expected, length: 3 },
            FindingKind::EmptyCell { expected },
            FindingKind::OutOfRange,
            FindingKind::UnknownSchool { school },
            FindingKind::Contradiction,
            FindingKind::NotTestedHere { subject, grade, year },
            FindingKind::RowTwice,
            FindingKind::PartsDoNotAdd,
            FindingKind::MoreTestedThanEnrolled { school, subject, grade, year },
            FindingKind::RollUnknown { school, grade, year },
            FindingKind::ReportingGap { school },
            FindingKind::NoRowForSchool { school, year },
            FindingKind::NotInRegister { school },
            FindingKind::SameRowTwice,
            FindingKind::NoResultsForSchool { school, year },
            FindingKind::ReadAs { form: ReadAs::Gzip },
            FindingKind::TooLarge,
            FindingKind::Damaged,
            FindingKind::TitleRows { rows: 1 },
            FindingKind::OtherSheets { read: 1, unread: 1 },
            FindingKind::Encrypted,
            FindingKind::OldWorkbook,
            FindingKind::NotATable,
            FindingKind::CprColumn { place: 1 },
            FindingKind::OtherKey,
            FindingKind::CorrectionUnused,
            FindingKind::OtherHeader,
            FindingKind::OtherTable,
            FindingKind::GroupCannotBeMade { problem: GroupProblem::NoRoll },
            FindingKind::ZeroRestored,
            FindingKind::NotAChoice { choices: Arc::from("a, b"), length: 3 },
            FindingKind::NoYear,
            FindingKind::NoUnit,
            FindingKind::TwoSchools,
            FindingKind::OutsideWindow,
            FindingKind::RollJump { school, year },
            FindingKind::DifferenceWrong,
            FindingKind::TotalDiffers,
            FindingKind::AggregateContradicts { school, subject, grade, year },
            FindingKind::MainAndBranches { school },
            FindingKind::MoreThan,
            FindingKind::PartsDiffer,
            FindingKind::MoreThanExpected,
            FindingKind::SuccessionLoop,
            FindingKind::OtherFileDiffers { school },
            FindingKind::BranchesDiffer { school },
            FindingKind::NoResultsForGrade { subject, grade, year },
            FindingKind::RowOfMunicipality,
            FindingKind::OtherYearThanPlan { year, plan: year },
            FindingKind::PlanUnused { said: SaidInPlan::LaterSource },
            FindingKind::NothingInFile,
            FindingKind::UnknownSchoolKind,
            FindingKind::FigureInQuarantine { school, year, grade: None },
        ];
        [of_whole_files(), of_columns_and_years(), of_rows].concat()
    }

    #[test]
    fn every_code_belongs_to_one_kind_and_has_a_rule() {
        let mut codes: Vec<&str> = every_kind().iter().map(FindingKind::code).collect();
        codes.sort_unstable();
        assert_eq!(codes, FindingKind::CODES);
        let rules: Vec<&str> = rules().iter().map(|rule| rule.code.as_str()).collect();
        assert_eq!(codes, rules);
    }

    #[test]
    fn only_what_makes_a_row_useless_quarantines_it() {
        let severities: Vec<Severity> = every_kind().iter().map(FindingKind::severity).collect();
        let count = |severity| severities.iter().filter(|found| **found == severity).count();
        let all = [Severity::Stop, Severity::Quarantine, Severity::Warning, Severity::Info];
        assert_eq!(all.map(count), [17, 16, 25, 10]);
    }
}
