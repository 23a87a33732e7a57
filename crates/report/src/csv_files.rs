//! Every figure in one long table, in two dialects.

use std::collections::BTreeMap;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use kvalitet_core::{Breakdown, Decimal, FigureKey, Part, Period};
use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};

use crate::ReportError;
use crate::json::reason_id;
use crate::view::View;

/// The columns, in order. Names are stable; `klassetrin` is empty for all of them, `opdeling` for
/// all and for grades, `kategori` where a figure is not of a distribution.
const COLUMNS: [&str; 21] = [
    "noegle",
    "indikator",
    "indikator_navn",
    "version",
    "enhed",
    "enhed_navn",
    "skoletype",
    "skoleaar",
    "klassetrin",
    "opdeling",
    "kategori",
    "status",
    "aarsag",
    "vaerdi",
    "maaleenhed",
    "n",
    "taeller",
    "nedre",
    "oevre",
    "evidens",
    "for_faa",
];

/// Every figure, by key.
type Figures = BTreeMap<FigureKey, ReleasedFigure>;

/// One cell, so that a dialect knows a number from a text that begins like one.
enum Cell {
    Text(String),
    Count(u64),
    Number(Decimal),
    Empty,
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }

    fn count(count: Option<u64>) -> Self {
        count.map_or(Self::Empty, Self::Count)
    }
}

/// UTF-8 without BOM, `,` between cells, `.` in numbers, LF.
pub(crate) fn plain(view: &View<'_>, figures: &Figures) -> Result<Vec<u8>, ReportError> {
    let print = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    };
    let dialect = Dialect { delimiter: b',', terminator: Terminator::Any(b'\n') };
    write(view, figures, dialect, print)
        .map_err(|source| ReportError::Table { file: "figurer.csv", source })
}

/// For a Danish spreadsheet: BOM, `;` between cells, decimal comma, CRLF. Text that a spreadsheet
/// would take for a formula is made text.
pub(crate) fn spreadsheet(view: &View<'_>, figures: &Figures) -> Result<Vec<u8>, ReportError> {
    let print = |cell: &Cell| match cell {
        Cell::Text(text) => neutralised(text),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string().replace('.', ","),
        Cell::Empty => String::new(),
    };
    let dialect = Dialect { delimiter: b';', terminator: Terminator::CRLF };
    let body = write(view, figures, dialect, print)
        .map_err(|source| ReportError::Table { file: "figurer-excel.csv", source })?;
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    bytes.extend(body);
    Ok(bytes)
}

/// The text with an apostrophe before it where a spreadsheet would run it as a formula.
///
/// # Examples
///
/// ```
/// assert_eq!(kvalitet_report::neutralised("=1+1"), "'=1+1");
/// assert_eq!(kvalitet_report::neutralised("Søndre Skole"), "Søndre Skole");
/// ```
pub fn neutralised(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[derive(Clone, Copy)]
struct Dialect {
    delimiter: u8,
    terminator: Terminator,
}

fn write(
    view: &View<'_>,
    figures: &Figures,
    dialect: Dialect,
    print: impl Fn(&Cell) -> String,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(dialect.terminator)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (key, figure) in figures {
        writer.write_record(row(view, key, figure).iter().map(&print))?;
    }
    // Writing to memory does not fail; the error is passed on all the same.
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn row(view: &View<'_>, key: &FigureKey, figure: &ReleasedFigure) -> [Cell; 21] {
    let indicator = view.release.catalogue().indicator(key.indicator.as_str());
    let name = indicator.map_or("", |indicator| view.local(&indicator.name));
    let kind = view.kind(key.unit).map_or("", |kind| kind.id());
    let [status, reason, value, n, hits, lower, upper, too_few] = content(figure);
    let text = |part: Option<String>| part.map_or(Cell::Empty, Cell::Text);
    [
        Cell::text(key.to_string()),
        Cell::text(key.indicator.as_str()),
        Cell::text(name),
        indicator.map_or(Cell::Empty, |indicator| Cell::Count(u64::from(indicator.version))),
        Cell::text(key.unit.to_string()),
        Cell::text(view.name(key.unit)),
        Cell::text(kind),
        Cell::text(period(key.period)),
        text(key.breakdown.grade().map(|grade| grade.to_string())),
        text(other_part(key.breakdown)),
        text(key.breakdown.category.map(|category| category.to_string())),
        status,
        reason,
        value,
        Cell::text(indicator.map(|indicator| view.unit_of(indicator)).unwrap_or_default()),
        n,
        hits,
        lower,
        upper,
        Cell::text(figure.class().to_string()),
        too_few,
    ]
}

/// The part of the pupils, where it is no grade and not all.
fn other_part(breakdown: Breakdown) -> Option<String> {
    let other = breakdown.grade().is_none() && breakdown.part != Part::All;
    other.then(|| breakdown.pupils().to_string())
}

/// Status, reason, value, n, numerator, lower, upper, too few.
fn content(figure: &ReleasedFigure) -> [Cell; 8] {
    let without_number = |status: &str, reason: Cell| {
        let empty = || Cell::Empty;
        [Cell::text(status), reason, empty(), empty(), empty(), empty(), empty(), empty()]
    };
    match *figure.content() {
        ReleasedContent::Shown { value, n, hits, lower, upper, too_few, .. } => [
            Cell::text("vist"),
            Cell::Empty,
            Cell::Number(value),
            Cell::count(n),
            Cell::count(hits),
            Cell::number(lower),
            Cell::number(upper),
            Cell::text(if too_few { "ja" } else { "nej" }),
        ],
        ReleasedContent::Hidden => without_number("skjult", Cell::Empty),
        ReleasedContent::Absent { reason } => {
            without_number("mangler", Cell::text(reason_id(reason)))
        }
    }
}

fn period(period: Period) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Change { from, to } => format!("{from}..{to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Fixture, figure};

    fn figures() -> Figures {
        [
            ("laesning.gode/skole:999001/2018-19", "B", r#""status":"vist","vaerdi":"75.0","n":40,"taeller":30,"nedre":"59.8","oevre":"85.8","for_faa":false"#),
            ("laesning.gode/skole:999002/2018-19/klasse:4", "B", r#""status":"skjult""#),
            ("socref.forskel/skole:999002/2018-19", "E", r#""status":"vist","vaerdi":"-0.3","n":null,"taeller":null,"nedre":null,"oevre":null,"for_faa":false"#),
            ("trivsel.social/skole:999002/2018-19", "E", r#""status":"mangler","aarsag":"ikke-indberettet""#),
        ]
        .map(|(key, class, content)| (key.parse().unwrap(), figure(class, content)))
        .into()
    }

    fn text(make: fn(&View<'_>, &Figures) -> Result<Vec<u8>, ReportError>) -> String {
        let fixture = Fixture::new();
        let release = fixture.release();
        String::from_utf8(make(&View::new(&release, &fixture.texts), &figures()).unwrap()).unwrap()
    }

    #[test]
    fn text_that_begins_like_a_formula_is_made_text() {
        for text in ["=1+1", "+1", "-1", "@a", "\t=1"] {
            assert_eq!(neutralised(text), format!("'{text}"));
        }
        assert_eq!(neutralised("Ærøskolen"), "Ærøskolen");
    }

    #[test]
    fn the_plain_dialect_has_no_bom_a_point_and_lf() {
        let text = text(plain);
        assert!(text.starts_with("noegle,indikator,indikator_navn,version,enhed,"));
        assert!(!text.contains('\r'));
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "laesning.gode/skole:999001/2018-19,laesning.gode,Gode resultater i læsning,2,\
                 skole:999001,\"<b>&\"\"\",folkeskole,2018/19,,,,vist,,75.0,procent,40,30,59.8,85.8,\
                 B,nej",
                "laesning.gode/skole:999002/2018-19/klasse:4,laesning.gode,\
                 Gode resultater i læsning,2,skole:999002,=Skolen,folkeskole,2018/19,4,,,skjult,,,\
                 procent,,,,,B,",
                "socref.forskel/skole:999002/2018-19,socref.forskel,\
                 Forskel til socioøkonomisk reference,2,skole:999002,=Skolen,folkeskole,2018/19,,,,\
                 vist,,-0.3,karakterpoint,,,,,E,nej",
                "trivsel.social/skole:999002/2018-19,trivsel.social,\
                 \"Social trivsel, 4.-9. klasse\",2,skole:999002,=Skolen,folkeskole,2018/19,,,,\
                 mangler,ikke-indberettet,,point (1-5),,,,,E,",
            ]
        );
    }

    #[test]
    fn the_spreadsheet_dialect_has_a_bom_a_comma_and_crlf() {
        let text = text(spreadsheet);
        assert!(text.starts_with("\u{feff}noegle;indikator;"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.contains(";'=Skolen;"));
        assert!(text.contains(";-0,3;") && text.contains(";75,0;"));
        assert!(text.contains(";Social trivsel, 4.-9. klasse;"));
    }

    #[test]
    fn every_line_has_every_column() {
        let text = text(plain);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let lengths: Vec<usize> = reader.records().map(|record| record.unwrap().len()).collect();
        assert_eq!(lengths, vec![COLUMNS.len(); figures().len()]);
    }
}
