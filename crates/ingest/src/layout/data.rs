//! Layouts out of their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use kvalitet_core::{Decimal, LocalText};
use serde::Deserialize;

use super::{
    Check, Choices, Column, Layout, Long, Measure, MeasureStatistic, Rows, SourceKind, Total,
    normalised,
};
use crate::form::Form;

/// A kind of source: what it is about, where it comes from, and its layouts.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The kind.
    pub kind: SourceKind,
    /// Its name.
    pub name: LocalText,
    /// What it is.
    pub about: LocalText,
    /// Where a municipality gets it.
    pub origin: LocalText,
    /// When it comes.
    pub season: LocalText,
    /// Its layouts, long forms included.
    pub layouts: Vec<Arc<Layout>>,
}

/// A file of layouts that is wrong: a mistake of the program, or of the schema in a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// The text is no TOML of the right form.
    #[error("{0}")]
    Form(String),
    /// A layout names a column that it does not have.
    #[error("layout `{layout}` has no column `{column}`")]
    NoColumn {
        /// The layout.
        layout: String,
        /// The column.
        column: String,
    },
    /// A number is none.
    #[error("layout `{layout}`: `{text}` is no number")]
    NotANumber {
        /// The layout.
        layout: String,
        /// What stands there.
        text: String,
    },
}

const FILES: [&str; 16] = [
    include_str!("../../layouts/corrections.toml"),
    include_str!("../../layouts/school_register.toml"),
    include_str!("../../layouts/succession.toml"),
    include_str!("../../layouts/groups.toml"),
    include_str!("../../layouts/roll.toml"),
    include_str!("../../layouts/national_test.toml"),
    include_str!("../../layouts/wellbeing.toml"),
    include_str!("../../layouts/marks.toml"),
    include_str!("../../layouts/transition.toml"),
    include_str!("../../layouts/absence.toml"),
    include_str!("../../layouts/competence_cover.toml"),
    include_str!("../../layouts/class_size.toml"),
    include_str!("../../layouts/inclusion.toml"),
    include_str!("../../layouts/complaints.toml"),
    include_str!("../../layouts/staff.toml"),
    include_str!("../../layouts/key_figures.toml"),
];

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    // A file that cannot be read leaves its kind without layouts, and every source of it is
    // refused; a test reads them all.
    FILES.iter().filter_map(|text| source(text).ok()).collect()
});

/// Every kind of source that has layouts of its own, in the order they are read.
pub fn sources() -> &'static [Source] {
    &SOURCES
}

/// The layouts of one kind.
pub fn layouts(kind: SourceKind) -> &'static [Arc<Layout>] {
    let found = SOURCES.iter().find(|source| source.kind == kind);
    found.map_or(&[], |source| &source.layouts)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    kind: SourceKind,
    name: LocalText,
    about: LocalText,
    #[serde(rename = "where")]
    origin: LocalText,
    #[serde(rename = "when")]
    season: LocalText,
    layout: Vec<RawLayout>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLayout {
    id: String,
    name: LocalText,
    about: LocalText,
    rows: Rows,
    table: Option<String>,
    #[serde(default)]
    key: Vec<String>,
    #[serde(default)]
    unread: Vec<String>,
    #[serde(default)]
    one_of: Vec<Vec<String>>,
    #[serde(default)]
    column: Vec<RawColumn>,
    #[serde(default)]
    series: Vec<RawSeries>,
    #[serde(default)]
    measure: Vec<RawMeasure>,
    long: Option<RawLong>,
    #[serde(default)]
    check: Vec<RawCheck>,
}

/// A column as a layout or the schema of a plan writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawColumn {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    holds: Form,
    #[serde(default = "yes")]
    required: bool,
    #[serde(default)]
    empty: bool,
    range: Option<(String, String)>,
    #[serde(default)]
    one_of: Vec<String>,
    #[serde(default)]
    also_choice: BTreeMap<String, String>,
    example: Option<String>,
    about: Option<LocalText>,
    unit: Option<String>,
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct RawSeries {
    name: String,
    from: u32,
    to: u32,
    holds: Form,
    #[serde(default = "yes")]
    required: bool,
    #[serde(default)]
    empty: bool,
    range: Option<(String, String)>,
    #[serde(default)]
    also: Vec<String>,
    example: Option<String>,
    about: Option<LocalText>,
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMeasure {
    id: String,
    name: LocalText,
    value: Option<String>,
    maximum: Option<String>,
    n: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
    verdict: Option<String>,
    unit: Option<String>,
    zero: Option<Zero>,
    statistic: Option<MeasureStatistic>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Zero {
    NotReported,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLong {
    measure: String,
    value: Option<String>,
    n: Option<String>,
    numerator: Option<String>,
    denominator: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum RawCheck {
    Difference { of: String, left: String, right: String, within: String },
    Sum { parts: Vec<String>, total: String, within: String, severity: Option<RawSeverity> },
    AtMost { small: String, large: String, severity: Option<RawSeverity> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawSeverity {
    Warning,
}

fn source(text: &str) -> Result<Source, LayoutError> {
    let raw: RawSource =
        toml::from_str(text).map_err(|error| LayoutError::Form(error.to_string()))?;
    let mut layouts = Vec::new();
    for layout in &raw.layout {
        layouts.push(Arc::new(layout.wide()?));
        if let Some(long) = &layout.long {
            layouts.push(Arc::new(layout.long_form(long)?));
        }
    }
    let RawSource { kind, name, about, origin, season, layout: _ } = raw;
    Ok(Source { kind, name, about, origin, season, layouts })
}

/// The layout of a table whose schema stands in a plan.
///
/// # Errors
///
/// Returns [`LayoutError`] for a range whose ends are no numbers.
pub fn local_layout(table: &str, columns: &[RawColumn]) -> Result<Layout, LayoutError> {
    let of = |column: &RawColumn| column.column(table);
    let columns = columns.iter().map(of).collect::<Result<Vec<_>, _>>()?;
    let persons = columns.iter().any(|column| column.form == Form::PupilId);
    Ok(Layout {
        id: Arc::from(table),
        name: LocalText { da: table.to_owned(), en: table.to_owned() },
        about: LocalText { da: String::new(), en: String::new() },
        rows: if persons { Rows::Persons } else { Rows::Own },
        table: Some(Arc::from(table)),
        columns,
        key: Vec::new(),
        unread: Vec::new(),
        one_of: Vec::new(),
        measures: Vec::new(),
        long: None,
        checks: Vec::new(),
    })
}

fn number(layout: &str, text: &str) -> Result<Decimal, LayoutError> {
    text.parse()
        .map_err(|_| LayoutError::NotANumber { layout: layout.to_owned(), text: text.to_owned() })
}

impl RawColumn {
    fn column(&self, layout: &str) -> Result<Column, LayoutError> {
        let range = match &self.range {
            Some((least, most)) => Some((number(layout, least)?, number(layout, most)?)),
            None => None,
        };
        let also: Vec<_> = self.also_choice.clone().into_iter().collect();
        let names = std::iter::once(&self.name).chain(&self.also);
        Ok(Column {
            name: Arc::from(self.name.as_str()),
            names: names.map(|name| normalised(name)).collect(),
            form: self.holds,
            required: self.required,
            may_be_empty: self.empty || !self.required,
            range,
            choices: Choices::new(self.one_of.clone(), &also),
            about: self.about.clone(),
            unit: self.unit.clone(),
            example: self.example.clone(),
        })
    }
}

impl RawSeries {
    fn columns(&self, layout: &str) -> Result<Vec<Column>, LayoutError> {
        let column = |number: u32| {
            let also = self.also.iter().map(|name| format!("{name}{number}")).collect();
            let of_number = RawColumn {
                name: format!("{}{number}", self.name),
                also,
                holds: self.holds,
                required: self.required,
                empty: self.empty,
                range: self.range.clone(),
                one_of: Vec::new(),
                also_choice: BTreeMap::new(),
                example: self.example.clone(),
                about: self.about.clone(),
                unit: self.unit.clone(),
            };
            of_number.column(layout)
        };
        (self.from..=self.to).map(column).collect()
    }
}

/// What the wide form calls the numbers of persons, names that the long form has for something else
/// left out.
fn names_of_n(wide: &Layout, long: &[Column]) -> BTreeSet<String> {
    let columns = wide.measures.iter().filter_map(|measure| wide.columns.get(measure.n?));
    let names = columns.flat_map(|column| column.names.iter().cloned());
    names.filter(|name| !long.iter().any(|column| column.names.contains(name))).collect()
}

impl RawLayout {
    fn place(&self, columns: &[Column], name: &str) -> Result<usize, LayoutError> {
        let at = columns.iter().position(|column| column.name.as_ref() == name);
        at.ok_or_else(|| LayoutError::NoColumn { layout: self.id.clone(), column: name.to_owned() })
    }

    fn places(&self, columns: &[Column], names: &[String]) -> Result<Vec<usize>, LayoutError> {
        names.iter().map(|name| self.place(columns, name)).collect()
    }

    fn columns(&self) -> Result<Vec<Column>, LayoutError> {
        let own = self.column.iter().map(|column| column.column(&self.id));
        let mut columns = own.collect::<Result<Vec<_>, _>>()?;
        for series in &self.series {
            columns.extend(series.columns(&self.id)?);
        }
        Ok(columns)
    }

    /// The layout with one column per measure.
    fn wide(&self) -> Result<Layout, LayoutError> {
        let columns = self.columns()?;
        let optional = |name: &Option<String>| match name {
            Some(name) => self.place(&columns, name).map(Some),
            None => Ok(None),
        };
        let measure = |raw: &RawMeasure| -> Result<Measure, LayoutError> {
            Ok(Measure {
                id: Arc::from(raw.id.as_str()),
                name: raw.name.clone(),
                value: optional(&raw.value)?,
                maximum: optional(&raw.maximum)?,
                n: optional(&raw.n)?,
                numerator: optional(&raw.numerator)?,
                denominator: optional(&raw.denominator)?,
                verdict: optional(&raw.verdict)?,
                unit: raw.unit.clone(),
                statistic: raw.statistic,
                zero_is_not_reported: matches!(raw.zero, Some(Zero::NotReported)),
            })
        };
        let of = |names: &Vec<String>| self.places(&columns, names);
        Ok(Layout {
            id: Arc::from(self.id.as_str()),
            name: self.name.clone(),
            about: self.about.clone(),
            rows: self.rows,
            table: self.table.as_deref().map(Arc::from),
            key: self.places(&columns, &self.key)?,
            unread: self.unread.iter().map(|name| normalised(name)).collect(),
            one_of: self.one_of.iter().map(of).collect::<Result<_, _>>()?,
            measures: self.measure.iter().map(measure).collect::<Result<_, _>>()?,
            long: None,
            checks: self
                .check
                .iter()
                .map(|check| self.check(&columns, check))
                .collect::<Result<_, _>>()?,
            columns,
        })
    }

    /// The layout in which a column names the measure.
    fn long_form(&self, long: &RawLong) -> Result<Layout, LayoutError> {
        let wide = self.wide()?;
        let said: Vec<usize> = wide.measures.iter().flat_map(Measure::columns).collect();
        let parts = [&long.value, &long.n, &long.numerator, &long.denominator];
        let own = parts.into_iter().flatten().chain([&long.measure]);
        let own: Vec<usize> = own.filter_map(|name| wide.place(name)).collect();
        let dimension = |place: &usize| !said.contains(place) && !own.contains(place);
        let kept: Vec<usize> = (0..wide.columns.len()).filter(dimension).collect();
        let mut columns: Vec<Column> =
            kept.iter().filter_map(|place| wide.columns.get(*place).cloned()).collect();
        let names = self.measure_names();
        let declared =
            |name: &String| self.place(&wide.columns, name).map(|at| wide.columns.get(at));
        let measure = columns.len();
        let named = declared(&long.measure)?.cloned();
        // A row that does not say what it is about says nothing.
        let choice = |of| Column {
            form: Form::Choice,
            required: true,
            may_be_empty: false,
            range: None,
            choices: names.clone(),
            ..of
        };
        columns.extend(named.map(choice));
        let mut add = |name: &Option<String>| -> Result<Option<usize>, LayoutError> {
            let Some(name) = name else { return Ok(None) };
            let at = |columns: &[Column]| columns.iter().position(|of| *of.name == **name);
            if at(&columns).is_none() {
                columns.extend(declared(name)?.cloned());
            }
            Ok(at(&columns))
        };
        let (value, n) = (add(&long.value)?, add(&long.n)?);
        let (numerator, denominator) = (add(&long.numerator)?, add(&long.denominator)?);
        let also_n = names_of_n(&wide, &columns);
        if let Some(column) = n.and_then(|n| columns.get_mut(n)) {
            column.names.extend(also_n);
        }
        let of_long = |of: &Measure| {
            // A measure that rests on no number of persons has none in its long form either.
            let n = n.filter(|_| of.n.is_some());
            Measure { value, n, numerator, denominator, verdict: None, ..of.clone() }
        };
        let value_of = |of: &Measure| of.value.and_then(|place| wide.columns.get(place).cloned());
        let values = wide.measures.iter().map(value_of).collect();
        let moved = |place: &usize| kept.iter().position(|kept| kept == place);
        let key = wide.key.iter().filter_map(moved).chain([measure]).collect();
        let one_of = |places: &Vec<usize>| places.iter().filter_map(moved).collect();
        Ok(Layout {
            key,
            one_of: wide
                .one_of
                .iter()
                .map(one_of)
                .filter(|list: &Vec<_>| !list.is_empty())
                .collect(),
            measures: wide.measures.iter().map(of_long).collect(),
            long: Some(Long { measure, names, values }),
            checks: Vec::new(),
            columns,
            ..wide
        })
    }

    /// What a long form may call each measure: its id, its name in both languages, the column of
    /// its value.
    fn measure_names(&self) -> Choices {
        let words: Vec<String> = self.measure.iter().map(|measure| measure.id.clone()).collect();
        let spellings = |measure: &RawMeasure| {
            let own = [measure.name.da.clone(), measure.name.en.clone()];
            let all = own.into_iter().chain(measure.value.clone()).chain(measure.also.clone());
            all.map(|spelling| (spelling, measure.id.clone())).collect::<Vec<_>>()
        };
        let also: Vec<_> = self.measure.iter().flat_map(spellings).collect();
        Choices::new(words, &also)
    }

    fn check(&self, columns: &[Column], raw: &RawCheck) -> Result<Check, LayoutError> {
        let place = |name: &str| self.place(columns, name);
        Ok(match raw {
            RawCheck::Difference { of, left, right, within } => Check::Difference {
                of: place(of)?,
                left: place(left)?,
                right: place(right)?,
                within: number(&self.id, within)?,
            },
            RawCheck::Sum { parts, total, within, severity } => Check::Sum {
                parts: self.places(columns, parts)?,
                total: match place(total) {
                    Ok(column) => Total::Column(column),
                    Err(_) => Total::Fixed(number(&self.id, total)?),
                },
                within: number(&self.id, within)?,
                warn: matches!(severity, Some(RawSeverity::Warning)),
            },
            RawCheck::AtMost { small, large, severity } => Check::AtMost {
                small: place(small)?,
                large: place(large)?,
                warn: matches!(severity, Some(RawSeverity::Warning)),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_can_be_read_and_ids_are_unique() {
        let mut ids = BTreeSet::new();
        for text in FILES {
            let source = source(text).unwrap();
            for layout in source.layouts.iter().filter(|layout| layout.long.is_none()) {
                assert!(ids.insert(layout.id.clone()), "{}", layout.id);
            }
        }
        let with_layouts: Vec<SourceKind> = sources().iter().map(|source| source.kind).collect();
        let all = SourceKind::ALL.into_iter().filter(|kind| *kind != SourceKind::Local);
        assert_eq!(with_layouts, all.collect::<Vec<_>>());
    }
}
