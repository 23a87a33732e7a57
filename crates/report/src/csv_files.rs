//! Tables of what a release holds: as text in two dialects, as Parquet, and described for programs.

mod changed;
mod changes;
mod cohorts;
mod columnar;
mod curves;
mod figures;
mod package;
mod positions;

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use kvalitet_core::{Decimal, IndicatorId, Unit};
use rayon::prelude::*;

pub(crate) use self::changes::of_year;
pub(crate) use self::figures::{other_part, period};

use crate::funnels::Funnel;
use crate::view::View;
use crate::{OutputFile, ReportError, stamps};

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Count,
    Number,
}

/// A column of a table; its name is stable.
#[derive(Clone, Copy, Debug)]
struct Column {
    name: &'static str,
    kind: Kind,
}

impl Column {
    const fn text(name: &'static str) -> Self {
        Self { name, kind: Kind::Text }
    }

    const fn count(name: &'static str) -> Self {
        Self { name, kind: Kind::Count }
    }

    const fn number(name: &'static str) -> Self {
        Self { name, kind: Kind::Number }
    }
}

/// One cell, so that a dialect knows a number from a text that begins like one.
#[derive(Clone, Debug, PartialEq)]
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

    /// Two limits, or two empty cells.
    fn limits(limits: Option<[Decimal; 2]>) -> [Self; 2] {
        limits.map_or([Self::Empty, Self::Empty], |limits| limits.map(Self::Number))
    }
}

/// What every table says of the indicator and the unit of a row.
const OF_UNIT: [Column; 6] = [
    Column::text("indikator"),
    Column::text("indikator_navn"),
    Column::count("version"),
    Column::text("enhed"),
    Column::text("enhed_navn"),
    Column::text("skoletype"),
];

fn of_unit(view: &View<'_>, indicator: &IndicatorId, unit: Unit) -> [Cell; 6] {
    let definition = view.release.catalogue().indicator(indicator.as_str());
    let name = definition.map_or("", |indicator| view.local(&indicator.name));
    let kind = view.kind(unit).map_or("", |kind| kind.id());
    [
        Cell::text(indicator.as_str()),
        Cell::text(name),
        definition.map_or(Cell::Empty, |indicator| Cell::Count(u64::from(indicator.version))),
        Cell::text(unit.to_string()),
        Cell::text(view.name(unit)),
        Cell::text(kind),
    ]
}

/// What the values of an indicator are counted in.
fn measured_in(view: &View<'_>, indicator: &IndicatorId) -> Cell {
    let definition = view.release.catalogue().indicator(indicator.as_str());
    Cell::text(definition.map(|indicator| view.unit_of(indicator)).unwrap_or_default())
}

/// A table that can be written more than once, row by row: the figures of a large municipality are
/// many.
struct Table<'a> {
    name: &'static str,
    columns: &'static [Column],
    rows: Box<dyn Fn() -> Rows<'a> + Sync + 'a>,
}

type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell>> + 'a>;

impl<'a> Table<'a> {
    fn of<R: Iterator<Item = Vec<Cell>> + 'a>(
        name: &'static str,
        columns: &'static [Column],
        rows: impl Fn() -> R + Sync + 'a,
    ) -> Self {
        let rows = move || -> Rows<'a> { Box::new(rows()) };
        Self { name, columns, rows: Box::new(rows) }
    }
}

/// The tables of a release: the figures, and of the others those that have a row.
fn tables<'a>(view: &'a View<'a>, funnels: &'a [Funnel<'a>]) -> Vec<Table<'a>> {
    let release = view.release;
    let figures =
        move || release.figures().iter().map(move |(key, figure)| figures::row(view, key, figure));
    let changed = move || release.changed().iter().flat_map(move |of| changed::rows(view, of));
    let changes = move || release.changes().iter().map(move |of| changes::row(view, of));
    let cohorts = move || release.cohorts().iter().map(move |of| cohorts::row(view, of));
    let positions = move || release.positions().iter().map(move |of| positions::row(view, of));
    let mut tables = vec![
        Table::of("aendrede-tal", &changed::COLUMNS, changed),
        Table::of("udvikling", &changes::COLUMNS, changes),
        Table::of("aargange", &cohorts::COLUMNS, cohorts),
        Table::of("placering", &positions::COLUMNS, positions),
        curves::table(view, funnels),
    ];
    tables.retain(|table| (table.rows)().next().is_some());
    tables.insert(0, Table::of("figurer", &figures::COLUMNS, figures));
    tables
}

/// What a table is written as.
#[derive(Clone, Copy)]
enum Form {
    Plain,
    Spreadsheet,
    Columnar,
}

impl Form {
    const ALL: [Self; 3] = [Self::Plain, Self::Spreadsheet, Self::Columnar];

    fn file(self, table: &Table<'_>, view: &View<'_>) -> Result<OutputFile, ReportError> {
        let wrong = |source| ReportError::Table { file: table.name, source };
        let (ending, bytes) = match self {
            Self::Plain => (".csv", plain(table).map_err(wrong)?),
            Self::Spreadsheet => ("-excel.csv", spreadsheet(table).map_err(wrong)?),
            Self::Columnar => {
                let bytes = columnar::file(table, view.release, view.texts);
                let wrong = |source| ReportError::Parquet { file: table.name, source };
                (".parquet", bytes.map_err(wrong)?)
            }
        };
        let path = stamps::name(view.release, &format!("{}{ending}", table.name));
        Ok(OutputFile { path, bytes })
    }
}

/// Every table in both dialects and as Parquet, and the description of the plain ones.
pub(crate) fn files(
    view: &View<'_>,
    funnels: &[Funnel<'_>],
) -> Result<Vec<OutputFile>, ReportError> {
    let tables = tables(view, funnels);
    let each = tables.iter().flat_map(|table| Form::ALL.map(|form| (table, form)));
    let each: Vec<(&Table<'_>, Form)> = each.collect();
    // One table, the figures, is nearly all there is: its forms are made side by side.
    let made: Vec<_> = each.par_iter().map(|(table, form)| form.file(table, view)).collect();
    let mut files = made.into_iter().collect::<Result<Vec<_>, ReportError>>()?;
    let bytes = package::file(view, &tables)
        .map_err(|source| ReportError::Json { file: package::PATH, source })?;
    files.push(OutputFile { path: package::PATH.to_owned(), bytes });
    Ok(files)
}

/// UTF-8 without BOM, `,` between cells, `.` in numbers, LF.
fn plain(table: &Table<'_>) -> Result<Vec<u8>, csv::Error> {
    fn print(cell: &Cell) -> Cow<'_, str> {
        match cell {
            Cell::Text(text) => Cow::Borrowed(text.as_str()),
            Cell::Count(count) => count.to_string().into(),
            Cell::Number(number) => number.to_string().into(),
            Cell::Empty => Cow::Borrowed(""),
        }
    }
    write(table, Dialect { delimiter: b',', terminator: Terminator::Any(b'\n') }, print)
}

/// For a Danish spreadsheet: BOM, `;` between cells, decimal comma, CRLF. Text that a spreadsheet
/// would take for a formula is made text.
fn spreadsheet(table: &Table<'_>) -> Result<Vec<u8>, csv::Error> {
    fn print(cell: &Cell) -> Cow<'_, str> {
        match cell {
            Cell::Text(text) => neutralised(text),
            Cell::Count(count) => count.to_string().into(),
            Cell::Number(number) => number.to_string().replace('.', ",").into(),
            Cell::Empty => Cow::Borrowed(""),
        }
    }
    let body = write(table, Dialect { delimiter: b';', terminator: Terminator::CRLF }, print)?;
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
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[derive(Clone, Copy)]
struct Dialect {
    delimiter: u8,
    terminator: Terminator,
}

fn write(
    table: &Table<'_>,
    dialect: Dialect,
    print: impl Fn(&Cell) -> Cow<'_, str>,
) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .delimiter(dialect.delimiter)
        .terminator(dialect.terminator)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in (table.rows)() {
        for cell in &row {
            writer.write_field(print(cell).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    // Writing to memory does not fail; the error is passed on all the same.
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use kvalitet_core::FigureKey;
    use kvalitet_disclosure::ReleasedFigure;

    use super::*;
    use crate::testing::{Fixture, figure};

    pub(super) type Figures = std::collections::BTreeMap<FigureKey, ReleasedFigure>;

    pub(super) fn figures() -> Figures {
        [
            ("laesning.gode/skole:999001/2018-19", "B", r#""status":"vist","vaerdi":"75.0","n":40,"taeller":30,"nedre":"59.8","oevre":"85.8","for_faa":false"#),
            ("laesning.gode/skole:999002/2018-19/klasse:4", "B", r#""status":"skjult""#),
            ("socref.forskel/skole:999002/2018-19", "E", r#""status":"vist","vaerdi":"-0.3","n":null,"taeller":null,"nedre":null,"oevre":null,"for_faa":false"#),
            ("trivsel.social/skole:999002/2018-19", "E", r#""status":"mangler","aarsag":"ikke-indberettet""#),
        ]
        .map(|(key, class, content)| (key.parse().unwrap(), figure(class, content)))
        .into()
    }

    fn text(make: fn(&Table<'_>) -> Result<Vec<u8>, csv::Error>) -> String {
        let fixture = Fixture::new();
        let (release, figures) = (fixture.release(), figures());
        let view = View::new(&release, &fixture.texts);
        let rows = || figures.iter().map(|(key, figure)| figures::row(&view, key, figure));
        let table = Table::of("figurer", &figures::COLUMNS, rows);
        String::from_utf8(make(&table).unwrap()).unwrap()
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
        assert_eq!(lengths, vec![figures::COLUMNS.len(); figures().len()]);
    }
}
