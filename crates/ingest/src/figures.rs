//! Figures that somebody else worked out: one observation per row and measure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::finding::{ExclusionRule, Finding, FindingKind};
use kvalitet_core::{
    Decimal, Grade, InstitutionNumber, PublishedVerdict, SchoolYear, Stage, Subject, Unit,
};

use crate::belonging::Belonging;
use crate::cell::NonValue;
use crate::form::{Form, Value};
use crate::layout::{Check, Layout, Measure, Recognised, SourceKind, Total};
use crate::open::Opened;
use crate::register::Register;
use crate::row::Row;
use crate::table::{Fate, Lost, Parser, Reading, TableFile, read_opened};
use crate::together::{Saying, Standing, standings};

/// What a source says of one measure of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The layout it came in.
    pub layout: Arc<str>,
    /// The measure.
    pub measure: Arc<str>,
    /// Who it is about: a school, the municipality or the nation.
    pub unit: Unit,
    /// The school year.
    pub year: SchoolYear,
    /// The grades it is about.
    pub grades: Grades,
    /// What else it is about, in the order of the layout: column and word.
    pub parts: Vec<(Arc<str>, Arc<str>)>,
    /// What is said.
    pub said: Said,
    /// The publisher's verdict.
    pub verdict: Option<PublishedVerdict>,
    /// Where it stands: source and line.
    pub place: (Arc<str>, u64),
}

impl Observation {
    /// What it is about besides unit, year and grades: column and word.
    pub fn about(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.parts.iter().map(|(column, word)| (&**column, &**word))
    }
}

/// The grades an observation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grades {
    /// All that the measure is about.
    All,
    /// One grade.
    Grade(Grade),
    /// One stage.
    Stage(Stage),
}

/// What an observation says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// A numerator and its denominator.
    Counts {
        /// The numerator.
        numerator: Decimal,
        /// The denominator.
        denominator: Decimal,
        /// How many persons the two are about, where that is said besides.
        persons: Option<u32>,
    },
    /// A value, with the number of persons it is about where that is known.
    Value {
        /// The value.
        value: Decimal,
        /// How many persons.
        n: Option<u32>,
    },
    /// None, and why.
    Absent(NonValue),
}

impl Saying for Said {
    /// Two values are the same number, of the same persons where both say it; counts agree with a
    /// value, or a value in per cent, that they round to; nothing said contradicts nothing.
    fn agrees(&self, other: &Self) -> bool {
        match (*self, *other) {
            (Self::Absent(_), _) | (_, Self::Absent(_)) => true,
            (Self::Value { value, n }, Self::Value { value: other, n: of }) => {
                value.compare(other).is_eq() && (n == of || n.is_none() || of.is_none())
            }
            (
                Self::Counts { numerator, denominator, .. },
                Self::Counts { numerator: a, denominator: b, .. },
            ) => numerator.compare(a).is_eq() && denominator.compare(b).is_eq(),
            (Self::Counts { numerator, denominator, .. }, Self::Value { value, .. })
            | (Self::Value { value, .. }, Self::Counts { numerator, denominator, .. }) => {
                [1, 100].into_iter().any(|scale| rounds_to(numerator, denominator, scale, value))
            }
        }
    }

    fn weakness(&self) -> u8 {
        match self {
            Self::Counts { .. } => 0,
            Self::Value { n: Some(_), .. } => 1,
            Self::Value { n: None, .. } => 2,
            Self::Absent(_) => 3,
        }
    }
}

/// Whether a ratio, times a scale, is a value at the value's own decimals.
fn rounds_to(numerator: Decimal, denominator: Decimal, scale: i128, value: Decimal) -> bool {
    let aligned = |of: Decimal, other: Decimal| {
        i128::from(of.units()) * 10_i128.pow(u32::from(other.decimals()))
    };
    let above = aligned(numerator, denominator).checked_mul(scale);
    let ratio = above.and_then(|above| {
        Decimal::from_ratio(above, aligned(denominator, numerator), value.decimals())
    });
    ratio.is_some_and(|ratio| ratio.compare(value).is_eq())
}

/// Where the dimensions of a layout stand.
struct Places {
    year: Option<usize>,
    school: Option<usize>,
    municipality: [Option<usize>; 2],
    /// Grade, stage, or either.
    grades: Option<usize>,
    /// The other columns of the key.
    parts: Vec<usize>,
    rows: Vec<FigureRow>,
}

/// One row, before it is held against the others.
pub(crate) struct FigureRow {
    line: u64,
    /// Everything that makes it the only one.
    key: Key,
    observations: Vec<Observation>,
}

impl FigureRow {
    /// Whether it gives no number: it is left out, and why each number is not there is kept.
    fn says_nothing(&self) -> bool {
        self.observations.iter().all(|of| matches!(of.said, Said::Absent(_)))
    }

    /// What is lost with it, where it is about a school.
    fn lost(&self) -> Option<Lost> {
        let Unit::School(school) = self.key.0 else { return None };
        let grade = match self.key.2 {
            Grades::Grade(grade) => Some(grade),
            Grades::All | Grades::Stage(_) => None,
        };
        Some((school, self.key.1, grade))
    }
}

type Key = (Unit, SchoolYear, Grades, Vec<(Arc<str>, Arc<str>)>);

/// The figures of every file of the kinds that have nothing of their own to resolve.
#[derive(Clone, Debug, Default)]
pub struct PublishedFigures {
    /// By kind, in the order they were read.
    pub observations: BTreeMap<SourceKind, Vec<Observation>>,
}

impl Places {
    fn new(recognised: &Recognised) -> Self {
        let layout = &recognised.layout;
        let of_form = |forms: &[Form]| {
            let at = layout.columns.iter().position(|column| forms.contains(&column.form));
            at.filter(|at| recognised.places.get(*at).copied().flatten().is_some())
        };
        let year = of_form(&[Form::SchoolYear]);
        let school = of_form(&[Form::InstitutionNumber]);
        let municipality = [of_form(&[Form::Municipality]), of_form(&[Form::MunicipalityNumber])];
        let grades = of_form(&[Form::Grade, Form::Stage, Form::GradeOrStage]);
        let found = [year, school, municipality[0], municipality[1], grades];
        let named = layout.long.as_ref().map(|long| long.measure);
        let other = |at: &usize| !found.contains(&Some(*at)) && named != Some(*at);
        let parts = layout.key.iter().copied().filter(other).collect();
        Self { year, school, municipality, grades, parts, rows: Vec::new() }
    }
}

/// Reads one file of figures.
pub(crate) fn read(
    reading: &Reading<'_>,
    opened: Result<Opened, Vec<Finding>>,
    belonging: Belonging<'_>,
) -> (TableFile, Vec<FigureRow>) {
    let parser = Parser {
        begin: &Places::new,
        row: &|places: &mut Places, row: &mut Row<'_>| match figure_row(places, row, belonging) {
            Ok(found) => {
                let nothing = found.says_nothing();
                places.rows.push(found);
                if nothing { Fate::Excluded(ExclusionRule::NothingSaid) } else { Fate::Pending }
            }
            Err(fate) => fate,
        },
        plain: None,
        end: &|_| {},
    };
    let (file, states) = read_opened(reading, opened, &parser);
    (file, states.into_iter().flat_map(|state| state.rows).collect())
}

/// Holds the rows of every file of a kind against each other, measure by measure; `rows` have the
/// place of their file. A main school's row is left out where its branches have rows of their own. Of
/// a row that gives no number, the reasons are kept where no other row says more.
pub(crate) fn settle(
    files: &mut [TableFile],
    rows: Vec<(usize, FigureRow)>,
    register: &Register,
) -> Vec<Observation> {
    let (silent, rows): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(_, row)| row.says_nothing());
    let mut held = Vec::new();
    for (file, row) in &rows {
        let measured = row.observations.iter();
        held.extend(measured.map(|of| (*file, measured_key(&row.key, &of.measure), of.said)));
    }
    let keys: BTreeSet<MeasuredKey> = held.iter().map(|(_, key, _)| key.clone()).collect();
    let mut standings = standings(&held).into_iter();
    let mut observations = Vec::new();
    for (at, row) in rows {
        let of_row: Vec<Standing> = standings.by_ref().take(row.observations.len()).collect();
        let Some(file) = files.get_mut(at) else { continue };
        let has_own = |branch: &InstitutionNumber| {
            let key = (Unit::School(*branch), row.key.1, row.key.2, row.key.3.clone());
            row.observations.iter().any(|of| keys.contains(&measured_key(&key, &of.measure)))
        };
        match row.key.0 {
            _ if of_row.contains(&Standing::Contradicted) => {
                file.quarantine(row.line, None, &FindingKind::RowTwice);
                file.lost.extend(row.lost());
            }
            _ if of_row.iter().all(|standing| *standing == Standing::Again) => {
                file.say_again(row.line);
            }
            Unit::School(school) if register.branches(school).iter().any(has_own) => {
                file.report.rows.exclude(ExclusionRule::MainSchool, 1);
                file.note(Some(row.line), None, FindingKind::MainAndBranches { school });
            }
            _ => {
                file.use_row(row.line);
                file.report.years.insert(row.key.1);
                let said = row.observations.into_iter().zip(of_row);
                let alone = said.filter(|(_, standing)| *standing == Standing::Alone);
                observations.extend(alone.map(|(of, _)| of));
            }
        }
    }
    let whole_school = |unit| match unit {
        Unit::School(school) => register.branches(school).is_empty(),
        Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => true,
    };
    for (_, row) in silent.into_iter().filter(|(_, row)| whole_school(row.key.0)) {
        let unsaid = |of: &Observation| !keys.contains(&measured_key(&row.key, &of.measure));
        observations.extend(row.observations.into_iter().filter(unsaid));
    }
    observations
}

type MeasuredKey = (Key, Arc<str>);

fn measured_key(key: &Key, measure: &Arc<str>) -> MeasuredKey {
    (key.clone(), Arc::clone(measure))
}

fn figure_row(
    places: &Places,
    row: &mut Row<'_>,
    belonging: Belonging<'_>,
) -> Result<FigureRow, Fate> {
    let layout = row.layout();
    let values = row.read_all();
    let value = |at: Option<usize>| at.and_then(|at| values.get(at).copied().flatten());
    check_row(layout, &values, row);
    if !row.is_sound() {
        return Err(Fate::Quarantined);
    }
    let year = Belonging::year(row, places.year)?;
    let unit = unit(places, &values, row, (belonging, year))?;
    let grades = match value(places.grades) {
        Some(Value::Grade(grade)) => Grades::Grade(grade),
        Some(Value::Stage(stage)) => Grades::Stage(stage),
        _ => Grades::All,
    };
    let part = |at: &usize| {
        let column = layout.columns.get(*at)?;
        Some((Arc::clone(&column.name), word(layout, *at, value(Some(*at))?)?))
    };
    let parts: Vec<(Arc<str>, Arc<str>)> = places.parts.iter().filter_map(part).collect();
    let place = (row.source(), row.line);
    let observation = |(measure, said, verdict): (&Measure, Said, Option<PublishedVerdict>)| {
        let (layout, measure) = (Arc::clone(&layout.id), Arc::clone(&measure.id));
        let (parts, place) = (parts.clone(), place.clone());
        Observation { layout, measure, unit, year, grades, parts, said, verdict, place }
    };
    let all = said(layout, &values);
    let observations: Vec<Observation> = all.into_iter().map(observation).collect();
    Ok(FigureRow { line: row.line, key: (unit, year, grades, parts), observations })
}

/// Who the row is about: its school, otherwise its municipality, otherwise the nation.
fn unit(
    places: &Places,
    values: &[Option<Value<'_>>],
    row: &mut Row<'_>,
    (belonging, year): (Belonging<'_>, SchoolYear),
) -> Result<Unit, Fate> {
    let value = |at: Option<usize>| at.and_then(|at| values.get(at).copied().flatten());
    if let (Some(Value::School(school)), Some(column)) = (value(places.school), places.school) {
        belonging.check(row, (school, column), year)?;
        return Ok(Unit::School(school));
    }
    if !belonging.request.years.contains(&year) {
        return Err(Fate::Excluded(ExclusionRule::OtherYear));
    }
    let of_municipality = places.municipality.into_iter().filter_map(value);
    let mut said = of_municipality.filter(|value| !matches!(value, Value::Absent(_)));
    let (first, second) = (said.next(), said.next());
    let unit = match first {
        Some(Value::Nation) => Unit::Nation,
        Some(Value::Municipality(number)) if second.is_none_or(|other| Some(other) == first) => {
            Unit::Municipality(number)
        }
        Some(_) | None => {
            row.whole_row(FindingKind::NoUnit);
            return Err(Fate::Quarantined);
        }
    };
    if matches!(unit, Unit::Municipality(number) if number != belonging.request.municipality) {
        return Err(Fate::Excluded(ExclusionRule::OtherMunicipality));
    }
    if let (Some(column), Unit::Municipality(_)) = (places.school, unit) {
        // The source has schools, and this row names none: a whole municipality, or a lost number.
        row.note(column, FindingKind::RowOfMunicipality);
    }
    Ok(unit)
}

/// A value as the word of a dimension; `None` for an empty cell.
fn word(layout: &Layout, at: usize, value: Value<'_>) -> Option<Arc<str>> {
    let column = layout.columns.get(at)?;
    match value {
        Value::Choice(place) => {
            column.choices.words.get(usize::from(place)).map(|word| Arc::from(word.as_str()))
        }
        Value::Whole(number) if column.form == Form::Subject => {
            let subject = if number == 1 { Subject::Mathematics } else { Subject::Reading };
            Some(Arc::from(subject.id()))
        }
        Value::Whole(number) => Some(Arc::from(number.to_string())),
        Value::Text(text) => Some(Arc::from(String::from_utf8_lossy(text))),
        _ => None,
    }
}

/// What the row says of each measure whose columns it has.
fn said<'l>(
    layout: &'l Layout,
    values: &[Option<Value<'_>>],
) -> Vec<(&'l Measure, Said, Option<PublishedVerdict>)> {
    let unreported = unreported(layout, values);
    let value = |at: Option<usize>| {
        let at = at?;
        let found = values.get(at).copied().flatten()?;
        let nothing = unreported.contains(&at);
        Some(if nothing { Value::Absent(NonValue::NotReported) } else { found })
    };
    let one = |measure: &'l Measure| {
        let said = said_of(measure, &value)?;
        let verdict = match value(measure.verdict) {
            Some(Value::Choice(0)) => Some(PublishedVerdict::Below),
            Some(Value::Choice(1)) => Some(PublishedVerdict::Level),
            Some(Value::Choice(_)) => Some(PublishedVerdict::Above),
            _ => None,
        };
        Some((measure, said, verdict))
    };
    match &layout.long {
        None => layout.measures.iter().filter_map(one).collect(),
        Some(long) => {
            let Some(Value::Choice(named)) = value(Some(long.measure)) else { return Vec::new() };
            layout.measures.get(usize::from(named)).and_then(one).into_iter().collect()
        }
    }
}

/// The parts of a total that is zero because nothing was reported: their zeros say nothing either.
fn unreported(layout: &Layout, values: &[Option<Value<'_>>]) -> Vec<usize> {
    let is_zero = |at: &usize| {
        let number = values.get(*at).copied().flatten().and_then(Value::number);
        number.is_some_and(|number| number.units() == 0)
    };
    let says_so =
        |at| layout.measures.iter().any(|of| of.value == Some(at) && of.zero_is_not_reported);
    let parts = layout.checks.iter().filter_map(|check| match check {
        Check::Sum { parts, total: Total::Column(at), .. } if says_so(*at) && is_zero(at) => {
            Some(parts)
        }
        Check::Difference { .. } | Check::Sum { .. } | Check::AtMost { .. } => None,
    });
    parts.flatten().copied().filter(is_zero).collect()
}

/// Counts first: they say most. `None` where the source has none of the measure's columns.
fn said_of<'v>(
    measure: &Measure,
    value: &impl Fn(Option<usize>) -> Option<Value<'v>>,
) -> Option<Said> {
    let number = |at| value(at).and_then(Value::number);
    let zero = |number: Decimal| measure.zero_is_not_reported && number.units() == 0;
    if let (Some(numerator), Some(denominator)) =
        (number(measure.numerator), number(measure.denominator))
    {
        let persons = value(measure.n).and_then(Value::whole);
        return Some(Said::Counts { numerator, denominator, persons });
    }
    match value(measure.value) {
        Some(Value::Absent(absent)) => Some(Said::Absent(absent)),
        Some(found) => {
            let value_of = found.number()?;
            if zero(value_of) {
                return Some(Said::Absent(NonValue::NotReported));
            }
            let value_of = match measure.maximum {
                None => value_of,
                Some(_) => in_per_cent(value_of, number(measure.maximum)?)?,
            };
            Some(Said::Value { value: value_of, n: value(measure.n).and_then(Value::whole) })
        }
        None => match (value(measure.numerator), value(measure.denominator)) {
            (Some(Value::Absent(absent)), _) | (_, Some(Value::Absent(absent))) => {
                Some(Said::Absent(absent))
            }
            _ => None,
        },
    }
}

/// A value in per cent of the largest there could be, with six decimals.
fn in_per_cent(value: Decimal, maximum: Decimal) -> Option<Decimal> {
    let ten = |decimals: u8| 10_i128.checked_pow(u32::from(decimals));
    let numerator = (100 * i128::from(value.units())).checked_mul(ten(maximum.decimals())?)?;
    let denominator = i128::from(maximum.units()).checked_mul(ten(value.decimals())?)?;
    Decimal::from_ratio(numerator, denominator, 6)
}

/// Holds the cells of a row against each other.
pub(crate) fn check_row(layout: &Layout, values: &[Option<Value<'_>>], row: &mut Row<'_>) {
    let number = |at: usize| values.get(at).copied().flatten().and_then(Value::number);
    for check in &layout.checks {
        match check {
            Check::Difference { of, left, right, within } => {
                let all = (number(*of), number(*left), number(*right));
                if let (Some(said), Some(left), Some(right)) = all
                    && !left.minus(right).is_some_and(|real| real.is_within(said, *within))
                {
                    row.note(*of, FindingKind::DifferenceWrong);
                }
            }
            Check::Sum { parts, total, within, warn } => {
                let (at, total) = match total {
                    Total::Column(at) => (*at, number(*at)),
                    Total::Fixed(total) => {
                        (parts.first().copied().unwrap_or_default(), Some(*total))
                    }
                };
                let parts: Option<Vec<Decimal>> = parts.iter().map(|at| number(*at)).collect();
                let sum = parts.and_then(|parts| Decimal::sum(&parts));
                if let (Some(sum), Some(total)) = (sum, total)
                    && !sum.is_within(total, *within)
                {
                    if *warn {
                        row.note(at, FindingKind::PartsDiffer);
                    } else {
                        row.problem(at, FindingKind::PartsDoNotAdd);
                    }
                }
            }
            Check::AtMost { small, large, warn } => {
                if let (Some(less), Some(more)) = (number(*small), number(*large))
                    && less.compare(more).is_gt()
                {
                    if *warn {
                        row.note(*small, FindingKind::MoreThanExpected);
                    } else {
                        row.problem(*small, FindingKind::MoreThan);
                    }
                }
            }
        }
    }
}
