//! Which rules a source can break.

use kvalitet_core::rule::{Rule, rules};
use kvalitet_ingest::SourceKind;
use kvalitet_ingest::form::Form;
use kvalitet_ingest::layout::{Check, Column, Layout, Rows, Source};

/// The rules whose findings a source can give, by code.
pub(super) fn rules_of(source: &Source) -> impl Iterator<Item = &'static Rule> {
    rules().iter().filter(|rule| can_break(source, &rule.code))
}

fn can_break(source: &Source, code: &str) -> bool {
    let kind = source.kind;
    match code {
        "K0119" => !matches!(kind, SourceKind::Corrections),
        "K0120" => any_column(source, |column| column.form == Form::PupilId),
        "K0303" | "K0306" | "K0307" | "K0312" | "K0314" | "K0318" => {
            kind == SourceKind::NationalTest
        }
        "K0308" | "K0309" | "K0310" => kind == SourceKind::KeyFigures,
        "K0315" => kind == SourceKind::Roll,
        "K0126" => kind == SourceKind::Groups,
        "K0209" => kind == SourceKind::SchoolRegister,
        "K0323" => kind == SourceKind::Succession,
        _ => source.layouts.iter().any(|layout| can_be_broken(layout, kind, code)),
    }
}

/// The rules that follow from what a layout says.
fn can_be_broken(layout: &Layout, kind: SourceKind, code: &str) -> bool {
    let has = |of: fn(&Column) -> bool| layout.columns.iter().any(of);
    let checked = |of: fn(&Check) -> bool| layout.checks.iter().any(of);
    let is_figures = layout.rows == Rows::Figures;
    let held_against_register = kind != SourceKind::KeyFigures
        && matches!(layout.rows, Rows::Figures | Rows::Persons | Rows::Groups);
    match code {
        "K0205" => has(|column| matches!(column.form, Form::Mark | Form::PupilId)),
        "K0206" => has(|column| column.form == Form::Choice),
        "K0207" => is_about_years(layout) && !has(is_year_that_must_be_there),
        "K0129" | "K0327" => is_about_years(layout),
        "K0208" => is_figures && !has(is_school_that_must_be_there),
        "K0301" => held_against_register && has(|column| column.form == Form::InstitutionNumber),
        "K0127" => layout.columns.iter().any(|column| !column.required),
        "K0128" => layout.measures.iter().any(|measure| measure.value.and(measure.n).is_some()),
        "K0210" => is_figures && has(|column| column.form == Form::Percent),
        "K0332" => is_figures && kind != SourceKind::Roll && has(is_school),
        "K0302" | "K0311" | "K0313" => layout.rows_are_persons(),
        "K0304" => !layout.rows_are_persons(),
        "K0305" => checked(|check| matches!(check, Check::Sum { warn: false, .. })),
        "K0316" => checked(|check| matches!(check, Check::Difference { .. })),
        "K0317" => !layout.rows_are_persons() && has(|column| column.form == Form::Count),
        "K0319" | "K0325" => is_figures && kind != SourceKind::KeyFigures,
        "K0320" => checked(|check| matches!(check, Check::AtMost { warn: false, .. })),
        "K0321" => checked(|check| matches!(check, Check::Sum { warn: true, .. })),
        "K0322" => checked(|check| matches!(check, Check::AtMost { warn: true, .. })),
        _ => true,
    }
}

fn is_about_years(layout: &Layout) -> bool {
    matches!(layout.rows, Rows::Figures | Rows::Persons)
}

fn is_year_that_must_be_there(column: &Column) -> bool {
    column.form == Form::SchoolYear && column.required
}

fn is_school_that_must_be_there(column: &Column) -> bool {
    column.form == Form::InstitutionNumber && column.required
}

fn is_school(column: &Column) -> bool {
    column.form == Form::InstitutionNumber
}

fn any_column(source: &Source, of: fn(&Column) -> bool) -> bool {
    source.layouts.iter().flat_map(|layout| &layout.columns).any(of)
}
