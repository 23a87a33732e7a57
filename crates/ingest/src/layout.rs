//! Layouts: which columns a source has, recognised by its header.

use std::collections::BTreeMap;
use std::sync::Arc;

use kvalitet_core::catalogue::{Catalogue, Statistic};
use kvalitet_core::finding::{Expected, Finding, FindingKind};
use kvalitet_core::nearest;
use kvalitet_core::{
    Grade, InstitutionNumber, Level, MunicipalityNumber, SchoolYear, Subject, TestCode,
};

use crate::cell;

/// What a source is about; a plan names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKind {
    /// Results of the national tests.
    NationalTest,
    /// Pupils per school and grade.
    Roll,
    /// The register of institutions.
    SchoolRegister,
    /// Published key figures per school.
    KeyFigures,
}

impl SourceKind {
    /// Every kind, in the order they are read.
    pub const ALL: [Self; 4] =
        [Self::SchoolRegister, Self::Roll, Self::NationalTest, Self::KeyFigures];

    /// The id a plan writes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NationalTest => "national_test",
            Self::Roll => "roll",
            Self::SchoolRegister => "school_register",
            Self::KeyFigures => "key_figures",
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A pupil's id: any text that is not empty.
    PupilId,
    /// A checked value.
    Value(Expected),
}

impl Form {
    /// Whether a cell that reads as this form may be shown to the people who mend the data: it is
    /// about a school, a year or a test, never about a person.
    fn may_be_shown(self) -> bool {
        matches!(
            self,
            Self::Value(
                Expected::SchoolYear
                    | Expected::Grade
                    | Expected::TestCode
                    | Expected::Subject
                    | Expected::InstitutionNumber
                    | Expected::MunicipalityNumber
                    | Expected::TestKind
                    | Expected::SchoolKind
            )
        )
    }

    fn reads(self, text: &[u8]) -> bool {
        let Self::Value(expected) = self else {
            return true;
        };
        match expected {
            Expected::WholeNumber => cell::whole_number(text).is_some(),
            Expected::DecimalComma => cell::decimal_comma(text).is_some(),
            Expected::SchoolYear => SchoolYear::from_bytes(text).is_ok(),
            Expected::Grade => Grade::from_bytes(text).is_ok(),
            Expected::Level => level(text).is_some(),
            Expected::TestCode => TestCode::from_bytes(text).is_ok(),
            Expected::Subject => subject(text).is_some(),
            Expected::InstitutionNumber => InstitutionNumber::from_bytes(text).is_ok(),
            Expected::MunicipalityNumber => MunicipalityNumber::from_bytes(text).is_some(),
            Expected::DateTime => cell::date_time(text).is_some(),
            Expected::TestKind => matches!(text, b"obligatorisk" | b"frivillig"),
            Expected::SchoolKind => matches!(text, b"f" | b"p" | b"e" | b"u"),
            Expected::Verdict | Expected::Utf8 | Expected::PupilId => {
                std::str::from_utf8(text).is_ok()
            }
        }
    }

    /// A cell as quarantine shows it: itself where that is safe, otherwise its shape.
    pub(crate) fn shown(self, text: &[u8]) -> String {
        if self.may_be_shown() && self.reads(text) {
            String::from_utf8_lossy(text).into_owned()
        } else {
            cell::shape(text)
        }
    }
}

pub(crate) fn level(text: &[u8]) -> Option<Level> {
    u8::try_from(cell::whole_number(text)?).ok()?.try_into().ok()
}

pub(crate) fn subject(text: &[u8]) -> Option<Subject> {
    Subject::from_id(std::str::from_utf8(text).ok()?)
}

/// A column of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Arc<str>,
    /// What its cells hold.
    pub form: Form,
    /// Whether a source without it is refused.
    pub required: bool,
}

/// A layout of one kind of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Its id.
    pub id: &'static str,
    /// Its columns; a parser names them by their place here.
    pub columns: Vec<Column>,
    /// Whether a row is a person.
    pub rows_are_persons: bool,
    /// Columns that such a source has and that are not read.
    pub unread: &'static [&'static str],
}

/// The layout of pupil rows: one row per pupil and test.
pub const PUPIL_ROWS: &str = "elevraekker";
/// The layout of aggregates: one row per school, grade, subject and year.
pub const AGGREGATES: &str = "aggregater";

fn columns(names: &[(&str, Form)]) -> Vec<Column> {
    let column = |(name, form): &(&str, Form)| Column {
        name: Arc::from(*name),
        form: *form,
        required: true,
    };
    names.iter().map(column).collect()
}

/// The layouts of one kind.
pub fn layouts(kind: SourceKind, catalogue: &Catalogue) -> Vec<Layout> {
    match kind {
        SourceKind::NationalTest => vec![pupil_rows(), aggregates()],
        SourceKind::Roll => vec![roll()],
        SourceKind::SchoolRegister => vec![register()],
        SourceKind::KeyFigures => vec![key_figures(catalogue)],
    }
}

fn pupil_rows() -> Layout {
    let decimal = Form::Value(Expected::DecimalComma);
    let columns = columns(&[
        ("pnr", Form::PupilId),
        ("instnr", Form::Value(Expected::InstitutionNumber)),
        ("skoleaar", Form::Value(Expected::SchoolYear)),
        ("klassetrin", Form::Value(Expected::Grade)),
        ("fagid", Form::Value(Expected::TestCode)),
        ("testtid", Form::Value(Expected::DateTime)),
        ("testtype", Form::Value(Expected::TestKind)),
        ("theta_p1", decimal),
        ("sem_p1", decimal),
        ("theta_p2", decimal),
        ("sem_p2", decimal),
        ("theta_p3", decimal),
        ("sem_p3", decimal),
        ("niveau", Form::Value(Expected::Level)),
    ]);
    Layout { id: PUPIL_ROWS, columns, rows_are_persons: true, unread: &[] }
}

fn aggregates() -> Layout {
    let count = Form::Value(Expected::WholeNumber);
    let columns = columns(&[
        ("skoleaar", Form::Value(Expected::SchoolYear)),
        ("institutionsnummer", Form::Value(Expected::InstitutionNumber)),
        ("fag", Form::Value(Expected::Subject)),
        ("klassetrin", Form::Value(Expected::Grade)),
        ("elever_i_alt", count),
        ("testede", count),
        ("niveau_1", count),
        ("niveau_2", count),
        ("niveau_3", count),
        ("niveau_4", count),
        ("niveau_5", count),
        ("niveau_6", count),
    ]);
    Layout { id: AGGREGATES, columns, rows_are_persons: false, unread: &[] }
}

fn roll() -> Layout {
    let columns = columns(&[
        ("skoleaar", Form::Value(Expected::SchoolYear)),
        ("institutionsnummer", Form::Value(Expected::InstitutionNumber)),
        ("klassetrin", Form::Value(Expected::Grade)),
        ("elever", Form::Value(Expected::WholeNumber)),
    ]);
    Layout { id: "elevtal", columns, rows_are_persons: false, unread: &[] }
}

fn register() -> Layout {
    let columns = columns(&[
        ("INST_NR", Form::Value(Expected::InstitutionNumber)),
        ("INST_NAVN", Form::Value(Expected::Utf8)),
        ("INST_TYPE_NR", Form::Value(Expected::WholeNumber)),
        ("KOMMUNE_NR", Form::Value(Expected::MunicipalityNumber)),
        ("ADM_KOMMUNE_NAVN", Form::Value(Expected::Utf8)),
    ]);
    let unread = REGISTER_UNREAD;
    Layout { id: "institutionsregister", columns, rows_are_persons: false, unread }
}

const REGISTER_UNREAD: &[&str] = &[
    "HOVEDSKOLE_INST",
    "ENHEDSART",
    "INST_ADR",
    "POSTNR",
    "POSTDISTRIKT",
    "WEB_ADR",
    "INST_TYPE_NAVN",
    "INST_TYPE_GRUPPE",
    "UNDERV_NIV",
    "CVR_NR",
    "BEL_KOMMUNE",
    "BEL_KOMMUNE_NAVN",
    "BEL_REGION",
    "REGION_NAVN",
    "EJER_KODE",
    "EJERKODE_NAVN",
    "P_NR",
    "VEJKODE",
    "GEO_BREDDE_GRAD",
    "GEO_LAENGDE_GRAD",
];

/// How many columns of the key figures say which school it is.
pub(crate) const KEY_FIGURE_HEAD: usize = 3;
/// The column with the publisher's verdict on the socioeconomic reference.
pub(crate) const SOCREF_VERDICT: &str = "socref_signifikans";
/// The column that verdict is about.
pub(crate) const SOCREF_DIFFERENCE: &str = "socref_forskel";

fn key_figures(catalogue: &Catalogue) -> Layout {
    let mut columns = columns(&[
        ("institutionsnummer", Form::Value(Expected::InstitutionNumber)),
        ("navn", Form::Value(Expected::Utf8)),
        ("type", Form::Value(Expected::SchoolKind)),
    ]);
    let optional = |name: &str, expected| Column {
        name: Arc::from(name),
        form: Form::Value(expected),
        required: false,
    };
    for indicator in catalogue.indicators() {
        if let Statistic::Published { column, .. } = &indicator.statistic {
            columns.push(optional(column, Expected::DecimalComma));
        }
    }
    columns.push(optional(SOCREF_VERDICT, Expected::Verdict));
    Layout { id: "skolernes_noegletal", columns, rows_are_persons: false, unread: &["kommune"] }
}

/// The header of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The line it stands on: blank lines may come before it.
    pub line: u64,
    /// The names of its columns.
    pub names: Vec<String>,
}

/// A header that fits a layout: for each column of the layout its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The layout.
    pub layout: Layout,
    /// The place of each column; `None` for one that is absent and not required.
    pub places: Vec<Option<usize>>,
    /// How many cells the header has.
    pub width: usize,
}

/// Whether a header has rows in it: the line break behind it is missing, or is none that is known.
/// It then has more unknown names than its layout has columns, or, where a source has few of those,
/// at least as many as known ones and among them some without a letter.
fn holds_rows(layout: &Layout, names: usize, unknown: &[&str]) -> bool {
    let letterless = |name: &&str| !name.is_empty() && !name.chars().any(char::is_alphabetic);
    let known = names.saturating_sub(unknown.len());
    layout.columns.len() < unknown.len()
        || (known <= unknown.len() && unknown.iter().any(letterless))
}

/// The most characters of a name that is repeated to the user.
const LONGEST_NAME: usize = 40;

/// Whether what stands in a header can be repeated as the name of a column: it has a letter, is not
/// long and has no number in it that may be somebody's.
fn is_name(text: &str) -> bool {
    let digits = text.split(|sign: char| !sign.is_numeric()).map(|run| run.chars().count());
    text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST_NAME
        && digits.max().unwrap_or(0) < 6
}

/// The name of a column, for the user to find it again; its shape where it may be no name.
fn shown(name: &str) -> String {
    if is_name(name) { name.to_owned() } else { cell::shape(name.as_bytes()) }
}

/// Finds the layout that a header fits.
///
/// Names are compared without regard to case. `map` gives the name in the file for a column's
/// name in the layout.
///
/// # Errors
///
/// Returns findings: each missing column with the most similar header, a column that is there
/// twice, or that no layout is anywhere near. A header that may hold the cells of rows is near none:
/// nothing of it is repeated.
pub fn recognise(
    layouts: Vec<Layout>,
    header: &Header,
    map: &BTreeMap<String, String>,
    source: &Arc<str>,
) -> Result<(Recognised, Vec<Finding>), Vec<Finding>> {
    let stop = |kind| Finding::at(Arc::clone(source), kind).line(header.line);
    if header.names.iter().any(|name| name.chars().any(char::is_control)) {
        return Err(vec![stop(FindingKind::UnknownLayout)]);
    }
    let renamed = |name: &String| {
        let mapped = map.iter().find(|(_, file)| file.to_lowercase() == name.to_lowercase());
        mapped.map_or(name, |(layout, _)| layout).to_lowercase()
    };
    let names: Vec<String> = header.names.iter().map(renamed).collect();
    let place = |name: &str| names.iter().position(|cell| *cell == name.to_lowercase());
    let missing = |layout: &Layout| -> Vec<Arc<str>> {
        let columns = layout.columns.iter().filter(|column| column.required);
        let absent = columns.filter(|column| place(&column.name).is_none());
        absent.map(|column| Arc::clone(&column.name)).collect()
    };
    let best = layouts.into_iter().min_by_key(|layout| missing(layout).len());
    let layout = best.ok_or_else(|| vec![stop(FindingKind::UnknownLayout)])?;
    let absent = missing(&layout);
    let required = layout.columns.iter().filter(|column| column.required).count();
    let known = |name: &str| {
        layout.columns.iter().any(|column| column.name.to_lowercase() == name)
            || layout.unread.iter().any(|column| column.to_lowercase() == name)
    };
    let unknown: Vec<&str> = names.iter().map(String::as_str).filter(|name| !known(name)).collect();
    if required < 2 * absent.len() || holds_rows(&layout, names.len(), &unknown) {
        return Err(vec![stop(FindingKind::UnknownLayout)]);
    }
    let mut problems: Vec<Finding> = absent
        .into_iter()
        .map(|column| {
            let nearest = nearest(&column.to_lowercase(), unknown.iter().copied());
            let nearest = nearest.filter(|name| is_name(name)).map(Arc::from);
            stop(FindingKind::MissingColumn { nearest }).column(column)
        })
        .collect();
    let twice = |column: &&Column| {
        names.iter().filter(|cell| **cell == column.name.to_lowercase()).count() > 1
    };
    let repeated = layout.columns.iter().filter(twice);
    problems.extend(repeated.map(|c| stop(FindingKind::ColumnTwice).column(Arc::clone(&c.name))));
    if !problems.is_empty() {
        return Err(problems);
    }
    let unused = unknown.iter().filter(|name| !name.is_empty());
    let notes = unused.map(|name| stop(FindingKind::UnusedColumn).column(shown(name))).collect();
    let places = layout.columns.iter().map(|column| place(&column.name)).collect();
    Ok((Recognised { layout, places, width: names.len() }, notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(names: &[&str]) -> Vec<String> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let header = Header { line: 1, names };
        let recognised = recognise(vec![roll()], &header, &BTreeMap::new(), &Arc::from("a.csv"));
        let findings = recognised.map_or_else(|findings| findings, |(_, notes)| notes);
        findings.iter().map(ToString::to_string).collect()
    }

    const ROLL: [&str; 4] = ["skoleaar", "institutionsnummer", "klassetrin", "elever"];

    #[test]
    fn a_column_more_is_named_where_it_is_a_name() {
        let with = |name: &str| codes(&[ROLL.as_slice(), &[name]].concat());
        let long = "bogstaver".repeat(5);
        assert_eq!(with("Klasse 4"), ["K0108 a.csv:1 klasse 4"]);
        assert_eq!(with("0101012345"), ["K0108 a.csv:1 9{10}"]);
        assert_eq!(with("elev 010101-2345"), ["K0108 a.csv:1 A{4} 9{6}?{1}9{4}"]);
        assert_eq!(with(&long), ["K0108 a.csv:1 A{45}"]);
    }

    #[test]
    fn the_nearest_name_is_left_out_where_it_is_none() {
        let [year, school, grade, _] = ROLL;
        let header = |name: &str| Header {
            line: 1,
            names: [year, school, grade, name].map(str::to_owned).to_vec(),
        };
        let nearest = |name| {
            let found =
                recognise(vec![roll()], &header(name), &BTreeMap::new(), &Arc::from("a.csv"));
            found.unwrap_err().into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
        };
        let missing =
            |nearest: Option<&str>| FindingKind::MissingColumn { nearest: nearest.map(Arc::from) };
        assert_eq!(nearest("elevtal"), [missing(Some("elevtal"))]);
        assert_eq!(nearest("elever9701010012"), [missing(None)]);
    }

    #[test]
    fn a_header_with_cells_of_rows_in_it_is_not_repeated() {
        let [year, school, grade, pupils] = ROLL;
        let refused = ["K0107 a.csv:1"];
        let unknown = ["a", "b", "c", "d", "e"];
        assert_eq!(codes(&[year, school, grade, "elever2018/19", "999101", "3", "5"]), refused);
        assert_eq!(codes(&[year, school, grade, pupils, "2018/19", "999101", "3", "Bo"]), refused);
        assert_eq!(codes(&[year, school, grade, "elever\r2018/19"]), refused);
        assert_eq!(codes(&[ROLL.as_slice(), &unknown].concat()), refused);
        assert_eq!(codes(&[ROLL.as_slice(), &unknown[..4]].concat()).len(), 4);
    }
}
