//! Charts out of released figures, each in its widths with the numbers it draws.
//!
//! A title says what was found: it is made of the release's verdicts ([`findings`]) and is never
//! stronger than they are.

mod change;
mod development;
mod findings;
mod gains;
mod goal;
mod multiples;
mod places;
mod schools;

use kvalitet_charts::{Axis, ChartError, Column, Data, Datum, Spec, Width};
use kvalitet_core::catalogue::{Confidentiality, Indicator, Reported, Scale, Statistic};

use crate::document::{Cell, Chart, Pictures, Row, RowGroup, Table};
use crate::view::View;

pub(crate) use change::dumbbell;
pub(crate) use development::{beside_others, development};
pub(crate) use gains::{caterpillar, transitions};
pub(crate) use goal::goal_arrow;
pub(crate) use multiples::multiples;
pub(crate) use places::funnels;
pub(crate) use schools::{against_others, categories, good_of, schools_as_dots};

/// A chart in every width a page needs; for an edition of its own in those of slides and other programs
/// too.
fn chart(view: &View<'_>, id: &str, table: Table, spec: &dyn Spec) -> Result<Chart, ChartError> {
    let draw = |width, id: &str| spec.svg(view.texts, width, id);
    let is_sheet = view.release.audience().school().is_some();
    let pictures = || {
        let slide = draw(Width::Slide, &format!("{id}-dias"))?;
        Ok(Pictures { slide, vega_lite: spec.vega_lite(view.texts) })
    };
    let heading = spec.heading();
    Ok(Chart {
        id: id.to_owned(),
        title: heading.title.clone(),
        description: heading.description.clone(),
        wide: draw(Width::Wide, id)?,
        narrow: draw(Width::Narrow, &format!("{id}-smal"))?,
        pictures: if is_sheet { None } else { Some(Box::new(pictures()?)) },
        summary: view.get("rap-vis-tal"),
        unfolded: false,
        table,
    })
}

/// What the messages of the heads of columns begin with.
const COLUMN: &str = "rap-dia-kol-";

/// The numbers of a chart as the table under it; the first column is the head of its rows.
fn table_of(view: &View<'_>, spec: &dyn Spec, (id, caption): (&str, String)) -> Table {
    let data = with_something(&spec.data());
    let head = |column: &Column| view.get(&format!("{COLUMN}{}", column.id));
    let cell = |(column, datum): (&Column, &Datum)| match datum {
        Datum::Text(text) => Cell::words(text.clone()),
        Datum::Number(number) if column.is_signed => Cell::number(view.signed(*number)),
        Datum::Number(number) => Cell::number(match column.axis {
            Some(Axis::Percent) => view.texts.percent(*number),
            Some(Axis::Number | Axis::Count) | None => view.texts.number(*number),
        }),
        Datum::Hidden => Cell::absent(view.get("rap-skjult")),
        Datum::Absent => Cell::absent("–"),
    };
    let row = |row: &Vec<Datum>| {
        let mut cells: Vec<Cell> = data.columns.iter().zip(row).map(cell).collect();
        let head = if cells.is_empty() { String::new() } else { cells.remove(0).text };
        Row::new(head, cells)
    };
    Table {
        id: format!("{id}-tal"),
        caption,
        corner: data.columns.first().map(head).unwrap_or_default(),
        columns: data.columns.iter().skip(1).map(head).collect(),
        groups: vec![RowGroup::untitled(data.rows.iter().map(row).collect())],
    }
}

/// The same without the columns that have nothing in any row.
fn with_something(data: &Data) -> Data {
    let has = |place: usize| {
        data.rows.is_empty() || data.rows.iter().any(|row| row.get(place) != Some(&Datum::Absent))
    };
    let kept: Vec<bool> = (0..data.columns.len()).map(has).collect();
    let keep = |place: &usize| kept.get(*place) == Some(&true);
    let columns = data.columns.iter().enumerate().filter(|(place, _)| keep(place));
    let row = |row: &Vec<Datum>| {
        let kept = row.iter().enumerate().filter(|(place, _)| keep(place));
        kept.map(|(_, datum)| datum.clone()).collect()
    };
    Data {
        columns: columns.map(|(_, column)| *column).collect(),
        rows: data.rows.iter().map(row).collect(),
    }
}

fn axis_of(indicator: &Indicator) -> Axis {
    let is_count = matches!(
        indicator.statistic,
        Statistic::Count { .. } | Statistic::Reported { form: Reported::Count }
    );
    match indicator.scale {
        Scale::Percent => Axis::Percent,
        Scale::Number if is_count => Axis::Count,
        Scale::Number => Axis::Number,
    }
}

/// What stands under a chart: where the numbers are from, and that small ones are not shown.
fn note(view: &View<'_>, indicator: &Indicator) -> String {
    if indicator.confidentiality == Confidentiality::Open {
        let source = indicator.source.as_str();
        return view.with("rap-diagram-kilde", &[("kilde", source.into())]);
    }
    let rules = view.release.policy().iter();
    let mut rules =
        rules.filter(|rule| rule.class == indicator.confidentiality && rule.level.is_none());
    let k = rules.next().map_or(0, |rule| rule.k);
    let id = match indicator.confidentiality {
        Confidentiality::ByLaw => "rap-diagram-note",
        Confidentiality::Personal | Confidentiality::Open => "rap-diagram-note-personlig",
    };
    view.with(id, &[("antal", k.into())])
}
