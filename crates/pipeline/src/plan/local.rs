//! What a municipality adds to the definitions in its plan: indicators, goals and signs.

use kvalitet_core::LocalText;
use kvalitet_core::catalogue::{Catalogue, CatalogueError, Confidentiality, LocalTable};
use kvalitet_core::expression::ExpressionErrorKind;
use kvalitet_core::goal::{Goal, Sign, Vision, YearSpan};
use kvalitet_core::table::built_in;
use kvalitet_ingest::SourceSpec;
use kvalitet_ingest::form::Form;
use kvalitet_ingest::layout::{Layout, layouts, sources};
use kvalitet_ingest::local::table_of;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Text;
use crate::plan_error::{Expectation, PlanError, PlanErrorKind};

/// The indicators and goals of a plan, added to the built-in definitions.
pub(super) fn extended(
    catalogue: Catalogue,
    plan: &DeTable<'_>,
    (sources, place): (&[SourceSpec], &Text<'_>),
) -> Result<Catalogue, PlanError> {
    let mut local = Local { catalogue, sources, tables: Vec::new(), place };
    for (source, raw) in sources.iter().zip(entries(plan, "source")) {
        local.add_table(source, raw)?;
    }
    for entry in entries(plan, "indicator") {
        local.add_indicator(entry)?;
    }
    if let Some(entry) = plan.get("vision") {
        local.set_vision(entry)?;
    }
    for entry in entries(plan, "goal") {
        local.add_goal(entry)?;
    }
    Ok(local.catalogue)
}

/// The tables of an array of tables.
fn entries<'t, 'i>(
    table: &'t DeTable<'i>,
    key: &str,
) -> impl Iterator<Item = &'t Spanned<DeValue<'i>>> + use<'t, 'i> {
    table.get(key).and_then(|value| value.get_ref().as_array()).into_iter().flatten()
}

/// The place of a value below an entry, or of the entry where it has none: `ratio.numerator`.
fn at(entry: &Spanned<DeValue<'_>>, path: &str) -> usize {
    value(entry, path).unwrap_or(entry).span().start
}

fn value<'v, 'i>(entry: &'v Spanned<DeValue<'i>>, path: &str) -> Option<&'v Spanned<DeValue<'i>>> {
    path.split('.').try_fold(entry, |value, key| value.get_ref().get(key))
}

fn text<'v>(entry: &'v Spanned<DeValue<'_>>, key: &str) -> Option<&'v str> {
    value(entry, key)?.get_ref().as_str()
}

struct Local<'a> {
    catalogue: Catalogue,
    sources: &'a [SourceSpec],
    /// The municipality's own tables.
    tables: Vec<LocalTable>,
    place: &'a Text<'a>,
}

impl<'a> Local<'a> {
    fn add_table(
        &mut self,
        source: &'a SourceSpec,
        raw: &Spanned<DeValue<'_>>,
    ) -> Result<(), PlanError> {
        let Some(layout) = &source.local else { return Ok(()) };
        let table = layout.id.as_ref().to_owned();
        let wrong = |kind| self.place.error(at(raw, "table"), kind);
        let names_of_ours = || sources().iter().flat_map(|source| &source.layouts);
        if built_in(&table).is_some() || names_of_ours().any(|of| *of.id == *table) {
            return Err(wrong(PlanErrorKind::TakenTable { table }));
        }
        let definition = table_of(layout);
        if let Some(first) = self.layout(&table).filter(|first| *first != &**layout) {
            let table = first.id.as_ref().to_owned();
            return Err(wrong(PlanErrorKind::TwoSchemas { table }));
        }
        let confidentiality = if layout.rows_are_persons() {
            Confidentiality::Personal
        } else {
            Confidentiality::Open
        };
        if !self.tables.iter().any(|known| known.definition.name == table) {
            self.tables.push(LocalTable { definition, confidentiality });
        }
        Ok(())
    }

    /// The first layout of a table of this name.
    fn layout(&self, table: &str) -> Option<&'a Layout> {
        let mut own = self.sources.iter().filter_map(|source| source.local.as_deref());
        own.find(|layout| *layout.id == *table)
    }

    fn add_indicator(&mut self, entry: &Spanned<DeValue<'_>>) -> Result<(), PlanError> {
        let DeValue::Table(table) = entry.get_ref() else { return Ok(()) };
        if value(entry, "reported").is_some() {
            self.reads_figures(entry)?;
        } else if let Some(name) = text(entry, "table") {
            self.reads_rows(entry, name)?;
        }
        let collides = text(entry, "id").filter(|id| self.is_measure(id));
        if let Some(id) = collides.filter(|_| value(entry, "measures").is_none()) {
            let error = CatalogueError::Twice { id: id.to_owned() };
            return Err(self.problem(error, entry));
        }
        let added = self.catalogue.add_local(table.clone(), &self.tables);
        added.map_err(|error| self.problem(error, entry))
    }

    /// Whether a layout of figures has this measure.
    fn is_measure(&self, id: &str) -> bool {
        let all = sources().iter().flat_map(|source| &source.layouts);
        let known = self.catalogue.indicator(id).is_some();
        !known && all.flat_map(|layout| &layout.measures).any(|measure| *measure.id == *id)
    }

    /// That the plan has a source whose rows go into a table, and that each row has a place in it.
    fn reads_rows(&self, entry: &Spanned<DeValue<'_>>, name: &str) -> Result<(), PlanError> {
        let wrong = |kind| Err(self.place.error(at(entry, "table"), kind));
        let table = || name.to_owned();
        if built_in(name).is_some() {
            let into = |layout: &Layout| layout.table.as_deref() == Some(name);
            let fed = |source: &SourceSpec| layouts(source.kind).iter().any(|of| into(of));
            if !self.sources.iter().any(fed) {
                return wrong(PlanErrorKind::NotRead { table: table() });
            }
            return Ok(());
        }
        for source in self.sources {
            let Some(layout) = source.local.as_ref().filter(|layout| *layout.id == *name) else {
                continue;
            };
            let filled = |form| layout.columns.iter().any(|of| of.form == form && !of.may_be_empty);
            let has = |form| layout.columns.iter().any(|column| column.form == form);
            let year = filled(Form::SchoolYear) || (has(Form::SchoolYear) && source.year.is_some());
            if !year || !filled(Form::InstitutionNumber) {
                return wrong(PlanErrorKind::NoPlace { table: table() });
            }
        }
        Ok(())
    }

    /// That the plan has a source with the measures of an indicator that is read as published.
    fn reads_figures(&self, entry: &Spanned<DeValue<'_>>) -> Result<(), PlanError> {
        let all = || sources().iter().flat_map(|source| &source.layouts);
        let ids = || all().flat_map(|layout| &layout.measures).map(|measure| &*measure.id);
        let named = value(entry, "measures").and_then(|of| of.get_ref().as_array());
        for measure in named.into_iter().flatten() {
            let Some(id) = measure.get_ref().as_str() else { continue };
            let wrong = |kind| Err(self.place.error(measure.span().start, kind));
            if !ids().any(|known| known == id) {
                let nearest = kvalitet_core::nearest(id, ids()).unwrap_or_default();
                return wrong(PlanErrorKind::UnknownMeasure { id: id.to_owned(), nearest });
            }
            let says = |layout: &Layout| layout.measures.iter().any(|of| *of.id == *id);
            let read = |source: &SourceSpec| layouts(source.kind).iter().any(|of| says(of));
            if !self.sources.iter().any(read) {
                return wrong(PlanErrorKind::NotRead { table: id.to_owned() });
            }
        }
        Ok(())
    }

    /// What is wrong with an entry, at the place of what is wrong.
    fn problem(&self, error: CatalogueError, entry: &Spanned<DeValue<'_>>) -> PlanError {
        let place = match &error {
            CatalogueError::Expression { key, error, .. } => {
                let found = value(entry, key).unwrap_or(entry).span();
                let raw = self.place.text.get(found.clone()).unwrap_or_default();
                found.start + inside(raw, (error.line, error.column))
            }
            CatalogueError::Form { at, .. } if 0 < *at => *at,
            CatalogueError::UnknownTable { .. } => at(entry, "table"),
            CatalogueError::Lowered { .. } => at(entry, "confidentiality"),
            CatalogueError::Twice { .. } => at(entry, "id"),
            _ => entry.span().start,
        };
        let picture = self.place.picture(place);
        let kind = match (self.unreadable(&error, entry), error) {
            (Some((table, column)), _) => PlanErrorKind::Unreadable { table, column, picture },
            (None, error @ CatalogueError::Expression { .. }) => {
                PlanErrorKind::Expression { error: Box::new(error), picture }
            }
            (None, error) => PlanErrorKind::Definition(Box::new(error)),
        };
        self.place.error(place, kind)
    }

    /// The column that an expression names and that is there and cannot be read.
    fn unreadable(
        &self,
        error: &CatalogueError,
        entry: &Spanned<DeValue<'_>>,
    ) -> Option<(String, String)> {
        let CatalogueError::Expression { error, .. } = error else { return None };
        let ExpressionErrorKind::UnknownColumn { name, .. } = &error.kind else { return None };
        let layout = self.layout(text(entry, "table")?)?;
        let there = layout.columns.iter().find(|column| column.name.to_lowercase() == *name)?;
        Some((layout.id.as_ref().to_owned(), there.name.as_ref().to_owned()))
    }

    fn set_vision(&mut self, entry: &Spanned<DeValue<'_>>) -> Result<(), PlanError> {
        let raw = RawVision::deserialize(ValueDeserializer::from(entry.clone()));
        let raw = raw.map_err(|error| self.place.form(&error))?;
        let years = self.span(raw.years, (entry, "years"))?;
        self.catalogue.set_vision(Vision { text: raw.text.into(), years });
        Ok(())
    }

    /// The first and the last of some school years.
    fn span(
        &self,
        years: Option<Vec<String>>,
        (entry, key): (&Spanned<DeValue<'_>>, &str),
    ) -> Result<Option<YearSpan>, PlanError> {
        let Some(years) = years else { return Ok(None) };
        let read = |year: &String| year.parse().ok();
        let span = match years.as_slice() {
            [from, to] => read(from).zip(read(to)).and_then(|(from, to)| YearSpan::new(from, to)),
            _ => None,
        };
        let kind =
            PlanErrorKind::Value { key: key.to_owned(), expected: Expectation::FirstAndLastYear };
        span.map(Some).ok_or_else(|| self.place.error(at(entry, key), kind))
    }

    fn add_goal(&mut self, entry: &Spanned<DeValue<'_>>) -> Result<(), PlanError> {
        let raw = RawGoal::deserialize(ValueDeserializer::from(entry.clone()));
        let raw = raw.map_err(|error| self.place.form(&error))?;
        let signs = value(entry, "sign").and_then(|of| of.get_ref().as_array());
        let mut goal = Goal {
            id: raw.id,
            parent: raw.parent,
            name: raw.name.into(),
            text: raw.text.into(),
            period: self.span(raw.period, (entry, "period"))?,
            signs: Vec::new(),
        };
        for (sign, raw_sign) in raw.sign.into_iter().zip(signs.into_iter().flatten()) {
            let wrong = |error, key| {
                let kind = PlanErrorKind::Definition(Box::new(error));
                self.place.error(at(raw_sign, key), kind)
            };
            let target = value(raw_sign, "target");
            let indicator = match (&sign.indicator, target) {
                (None, None) => None,
                (None, Some(target)) => {
                    let kind = PlanErrorKind::TargetOfNothing;
                    return Err(self.place.error(target.span().start, kind));
                }
                (Some(id), target) => {
                    let known = self.catalogue.indicator(id).map(|of| of.id.clone());
                    let nearest = self.catalogue.nearest(id).unwrap_or_default();
                    let unknown = CatalogueError::UnknownIndicator { id: id.clone(), nearest };
                    let known = known.ok_or_else(|| wrong(unknown, "indicator"))?;
                    if let Some(target) = target {
                        let set = self.catalogue.add_target(id, target);
                        set.map_err(|error| wrong(error, "target"))?;
                    }
                    Some(known)
                }
            };
            goal.signs.push(Sign { text: sign.text.into(), indicator });
        }
        self.catalogue.add_goal(goal).map_err(|error| {
            let key = match error {
                CatalogueError::UnknownGoal { .. } | CatalogueError::BelowSubGoal { .. } => {
                    "parent"
                }
                _ => "id",
            };
            let kind = PlanErrorKind::Definition(Box::new(error));
            self.place.error(at(entry, key), kind)
        })
    }
}

#[derive(Deserialize)]
struct RawVision {
    text: Words,
    years: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct RawGoal {
    id: String,
    parent: Option<String>,
    name: Words,
    text: Words,
    period: Option<Vec<String>>,
    #[serde(default)]
    sign: Vec<RawSign>,
}

#[derive(Deserialize)]
struct RawSign {
    text: Words,
    indicator: Option<String>,
}

/// A text in both languages, or one that stands in both.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Words {
    One(String),
    Both(LocalText),
}

impl From<Words> for LocalText {
    fn from(words: Words) -> Self {
        match words {
            Words::One(text) => Self { da: text.clone(), en: text },
            Words::Both(both) => both,
        }
    }
}

/// How far into a string of TOML, quotes and escapes included, a line and column of its text lie; at
/// its end where the text ends too early (line 0).
fn inside(raw: &str, (line, column): (u64, u64)) -> usize {
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes));
    let quotes = quotes.unwrap_or_default();
    let end = raw.len().saturating_sub(quotes.len());
    let mut place = quotes.len();
    if quotes.len() == 3 {
        let rest = raw.get(place..).unwrap_or_default();
        place += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    let (mut at_line, mut at_column) = (1, 1);
    while place < end {
        let rest = raw.get(place..end).unwrap_or_default();
        let (sign, length) = sign(rest, quotes.starts_with('"'));
        // A line that is broken for the eye is no sign: the place is behind it.
        if sign.is_some() && (at_line, at_column) == (line, column) {
            break;
        }
        place += length.max(1);
        match sign {
            Some('\n') => (at_line, at_column) = (at_line + 1, 1),
            Some(_) => at_column += 1,
            None => {}
        }
    }
    place
}

/// The sign that a string of TOML begins with, and how many bytes it is written with; none for a line
/// that is broken for the eye.
fn sign(rest: &str, escapes: bool) -> (Option<char>, usize) {
    let mut signs = rest.chars();
    let first = signs.next();
    let length = first.map_or(0, char::len_utf8);
    if first != Some('\\') || !escapes {
        return (first, length);
    }
    let second = signs.next();
    match second {
        Some('u') => (Some('u'), 6),
        Some('U') => (Some('U'), 10),
        Some('x') => (Some('x'), 4),
        Some('n') => (Some('\n'), 2),
        Some(sign) if sign.is_whitespace() => {
            let after = rest.get(1..).unwrap_or_default();
            (None, rest.len() - after.trim_start().len())
        }
        second => (second, 2),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_place_in_a_string_is_found_behind_quotes_escapes_and_broken_lines() {
        for raw in [
            r#""a = 'x' ?""#,
            r#""a = \u0027x\u0027 ?""#,
            "\"\"\"\na = \\\n   'x' ?\"\"\"",
            "'''\r\na = 'x' ?'''",
        ] {
            let place = inside(raw, (1, 9));
            assert_eq!(raw.get(place..=place), Some("?"), "{raw}");
        }
        assert_eq!(inside("'''\na\n  ?'''", (2, 3)), 8);
        assert_eq!(inside("\"a\\tb?\"", (0, 0)), 6);
        let broken = "\"\"\"a = \\\n  ?\"\"\"";
        assert_eq!(inside(broken, (1, 5)), broken.find('?').unwrap());
    }

    proptest! {
        /// Held against the reader of TOML: the text behind the place is the text behind the column.
        #[test]
        fn the_rest_of_a_string_follows_its_place(
            before in "[a-zæ\\\\\t\"]{0,6}", after in "[a-zø]{1,4}",
        ) {
            let whole = format!("{before}{after}");
            let raw = toml::Value::String(whole).to_string();
            let column = u64::try_from(before.chars().count()).unwrap() + 1;
            let place = inside(&raw, (1, column));
            prop_assert!(raw.get(place..).unwrap().starts_with(&after), "{raw} {place}");
        }
    }
}
