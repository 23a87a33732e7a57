//! The targets at a glance: what the plain rule says of the municipality, and how sure that is.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Indicator, Series};
use kvalitet_core::{SchoolKind, SchoolYear, Unit};

use crate::document::{Block, Cell, Chapter, Row, RowGroup, Table};
use crate::tables::anchor;
use crate::view::View;

/// The chapter, where any target is judged.
pub(crate) fn chapter(view: &View<'_>) -> Option<Chapter> {
    if view.release.targets().is_empty() {
        return None;
    }
    let mut blocks = vec![Block::paragraph(view.get("rap-maalene-om"))];
    blocks.extend(units(view).into_iter().map(|unit| Block::Table { table: table(view, unit) }));
    blocks.extend(boundaries(view).into_iter().map(Block::note));
    blocks.push(Block::note(view.get("rap-maalene-tilfaeldet")));
    if view.is_administration() {
        blocks.push(Block::note(view.get("rap-maalene-sikkerhed")));
    }
    blocks.push(Block::note(view.get("rap-maalene-trivsel")));
    let title = view.get("rap-maalene");
    Some(Chapter { id: "maalene".to_owned(), title, blocks, sections: Vec::new() })
}

/// The municipality and the two kinds of school, as far as they are judged.
fn units(view: &View<'_>) -> Vec<Unit> {
    let judged: BTreeSet<Unit> = view.release.targets().iter().map(|target| target.unit).collect();
    let kinds = SchoolKind::ALL.map(|kind| Unit::Group(kind.group()));
    let municipality = view.municipality().into_iter();
    municipality.chain(kinds).filter(|unit| judged.contains(unit)).collect()
}

fn targets_of<'a>(view: &View<'a>, series: &Series) -> Vec<&'a Indicator> {
    let indicators = view.of_series(series).into_iter();
    indicators.filter(|indicator| indicator.target.is_some()).collect()
}

fn table(view: &View<'_>, unit: Unit) -> Table {
    let years: BTreeSet<SchoolYear> = view.release.targets().iter().map(|t| t.year).collect();
    let group = |series: &Series| RowGroup {
        title: view.local(&series.name).to_owned(),
        rows: targets_of(view, series)
            .into_iter()
            .map(|indicator| row(view, series, indicator, (unit, &years)))
            .collect(),
    };
    let judged = view.series().into_iter().filter(|series| !targets_of(view, series).is_empty());
    Table {
        id: format!("maalene-{}", anchor(&unit.to_string().replace(':', "-"))),
        caption: view.with("rap-tabel-maalene", &[("enhed", view.name(unit).into())]),
        corner: view.get("rap-maal"),
        columns: years.iter().map(ToString::to_string).collect(),
        groups: judged.map(group).collect(),
    }
}

fn row(
    view: &View<'_>,
    series: &Series,
    indicator: &Indicator,
    (unit, years): (Unit, &BTreeSet<SchoolYear>),
) -> Row {
    let cell = |year: &SchoolYear| {
        if series.covers_year(*year) {
            view.verdict_cell(view.verdict(indicator, unit, *year))
        } else {
            Cell::absent(view.get("rap-anden-serie"))
        }
    };
    let under = indicator.target.as_ref().map(|target| {
        let asked = view.asked(target.rule);
        let number = target.number.as_str();
        view.with("rap-maal-nummer", &[("nummer", number.into()), ("krav", asked.into())])
    });
    Row::new(view.local(&indicator.name), years.iter().map(cell).collect())
        .under(under.unwrap_or_default())
}

/// A sentence for every boundary between two series of one subject that are both told of.
fn boundaries(view: &View<'_>) -> Vec<String> {
    let mut all = view.series();
    all.sort_by_key(|series| (series.subject, series.from));
    let pairs = all.iter().zip(all.iter().skip(1));
    let same = pairs.filter(|(old, new)| old.subject.is_some() && old.subject == new.subject);
    let sentence = |(old, new): (&&Series, &&Series)| {
        let grades = |series: &Series| {
            let grades: Vec<String> = series.grades.iter().map(ToString::to_string).collect();
            view.listed(&grades)
        };
        view.with(
            "rap-seriegraense",
            &[
                ("slut", old.to.to_string().into()),
                ("start", new.from.to_string().into()),
                ("gamle", grades(old).into()),
                ("nye", grades(new).into()),
            ],
        )
    };
    same.map(sentence).collect()
}
