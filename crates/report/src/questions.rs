//! Single questions of a questionnaire: one table of the whole municipality, or of one school, for each
//! kind of answer.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::{Categories, Indicator, Statistic};
use kvalitet_core::{SchoolYear, Unit};

use crate::document::{Block, Row, RowGroup, Section, Table};
use crate::stamps;
use crate::tables::{anchor, category_cells};
use crate::view::{View, questionnaire};

/// A question by its number.
type Questions<'a> = BTreeMap<u32, &'a Indicator>;

/// A section for each questionnaire, in the order of their first questions: the municipality's answers.
pub(crate) fn sections(view: &View<'_>, indicators: &[&Indicator]) -> Vec<Section> {
    let unit = view.municipality();
    unit.map(|unit| sections_of(view, indicators, unit)).unwrap_or_default()
}

/// The same of any unit.
pub(crate) fn sections_of(view: &View<'_>, indicators: &[&Indicator], unit: Unit) -> Vec<Section> {
    let mut forms: Vec<(&str, Questions<'_>)> = Vec::new();
    for indicator in indicators {
        let Some((form, number)) = questionnaire(indicator) else { continue };
        match forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, questions)) => questions.extend([(number, *indicator)]),
            None => forms.push((form, BTreeMap::from([(number, *indicator)]))),
        }
    }
    forms.iter().filter_map(|(form, questions)| section(view, form, questions, unit)).collect()
}

fn section(view: &View<'_>, form: &str, questions: &Questions<'_>, unit: Unit) -> Option<Section> {
    let years = questions.values().filter_map(|question| newest(view, question, unit));
    let year = years.max()?;
    let kinds: BTreeSet<u8> = questions.values().filter_map(|of| answers(of)).collect();
    let file = stamps::name(view.release, "figurer.csv");
    let told = [("aar", year.to_string().into()), ("fil", file.into())];
    let mut blocks = vec![Block::paragraph(view.with(about(unit), &told))];
    // The commonest kind of answer has the highest count and stands first.
    blocks.extend(
        kinds
            .iter()
            .rev()
            .map(|kind| Block::Table { table: table(view, form, questions, (*kind, unit, year)) }),
    );
    let grades = form.rsplit_once("spoergsmaal-").map_or("", |(_, grades)| grades);
    let title = match grades.split_once('-') {
        Some((from, to)) => {
            view.with("rap-spoergsmaal-klassetrin", &[("fra", from.into()), ("til", to.into())])
        }
        None => view.get("rap-spoergsmaal"),
    };
    Some(Section { id: anchor(form), title, blocks })
}

const fn about(unit: Unit) -> &'static str {
    match unit {
        Unit::School(_) => "rap-ark-spoergsmaal-om",
        Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => "rap-spoergsmaal-om",
    }
}

fn newest(view: &View<'_>, question: &Indicator, unit: Unit) -> Option<SchoolYear> {
    let years = view.facts(question).years.iter().rev().copied();
    years.into_iter().find(|year| {
        let figure = view.any_category(question, unit, *year);
        figure.is_some_and(|figure| figure.value().is_some())
    })
}

/// How many answers a question has.
fn answers(question: &Indicator) -> Option<u8> {
    match question.statistic {
        Statistic::Distribution { categories, .. } => match categories {
            Categories::FiveAnswers => Some(5),
            Categories::FourAnswers => Some(4),
            Categories::ThreeAnswers => Some(3),
            Categories::Levels | Categories::Bands | Categories::TenIntervals => None,
        },
        _ => None,
    }
}

fn table(
    view: &View<'_>,
    form: &str,
    questions: &Questions<'_>,
    (kind, unit, year): (u8, Unit, SchoolYear),
) -> Table {
    let of_kind: Vec<(&u32, &&Indicator)> =
        questions.iter().filter(|(_, question)| answers(question) == Some(kind)).collect();
    let row = |(_, question): &(&u32, &&Indicator)| {
        Row::new(view.local(&question.name), category_cells(view, question, unit, year))
    };
    let first = of_kind.first().map(|(_, question)| **question);
    let mut columns: Vec<String> = first.map_or_else(Vec::new, |question| {
        let categories = View::categories(question).into_iter();
        categories.map(|category| view.category_in(question, category)).collect()
    });
    let counted = first.map_or("elever", View::counted);
    columns.push(view.with("rap-talt", &[("talt", counted.into())]));
    Table {
        id: format!("{}-{kind}-tal", anchor(form)),
        caption: view.with(
            "rap-tabel-spoergsmaal",
            &[
                ("enhed", view.name(unit).into()),
                ("aar", year.to_string().into()),
                ("svar", u64::from(kind).into()),
            ],
        ),
        corner: view.get("rap-spoergsmaal"),
        columns,
        groups: vec![RowGroup::untitled(of_kind.iter().map(row).collect())],
    }
}
