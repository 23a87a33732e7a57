//! Which layout a header fits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kvalitet_core::finding::{Finding, FindingKind};
use kvalitet_core::{alike, misspelt};

use super::{Layout, normalised};
use crate::cell;
use crate::form::Form;

/// The header of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The line it stands on.
    pub line: u64,
    /// The names of its columns.
    pub names: Vec<String>,
    /// Whether cells of rows can have got into it: of JSON the keys are what they are.
    pub may_hold_rows: bool,
}

/// A header that fits a layout: for each column of the layout its place in the source.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The layout.
    pub layout: Arc<Layout>,
    /// The place of each column; `None` for one that is absent and not required.
    pub places: Vec<Option<usize>>,
    /// The names of the header, normalised.
    pub names: Vec<String>,
    /// The columns that the header has under the names that the plan gives them.
    pub mapped: BTreeSet<String>,
    /// How many cells the header has.
    pub width: usize,
}

/// The names of a header, normalised, with those the plan maps under the layout's name.
struct Names<'a> {
    shown: &'a [String],
    normalised: Vec<String>,
    mapped: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn new(header: &'a Header, map: &BTreeMap<String, String>) -> Self {
        let mut mapped = BTreeSet::new();
        let mut of_layout = |name: &String| {
            let name = normalised(name);
            match map.iter().find(|(_, file)| normalised(file) == name) {
                Some((layout, _)) => {
                    mapped.insert(layout.clone());
                    normalised(layout)
                }
                None => name,
            }
        };
        let normalised = header.names.iter().map(&mut of_layout).collect();
        Self { shown: &header.names, normalised, mapped }
    }

    /// Where a column stands: under its own name first, then under the others in their order.
    fn place(&self, column: &super::Column) -> Option<usize> {
        column.names.iter().find_map(|name| self.normalised.iter().position(|cell| cell == name))
    }

    fn places(&self, layout: &Layout) -> Vec<Option<usize>> {
        layout.columns.iter().map(|column| self.place(column)).collect()
    }
}

/// A column that a layout needs and a header lacks.
struct Missing {
    column: Arc<str>,
    /// The columns of which one is enough, where there is more than one.
    one_of: Option<Arc<str>>,
    is_year: bool,
}

impl Missing {
    fn new(layout: &Layout, places: &[usize]) -> Option<Self> {
        let named = places.iter().filter_map(|place| layout.columns.get(*place));
        let column = layout.columns.get(*places.first()?)?;
        let all: Vec<String> = named.map(|column| format!("`{}`", column.name)).collect();
        Some(Self {
            column: Arc::clone(&column.name),
            one_of: (1 < all.len()).then(|| Arc::from(all.join(", "))),
            is_year: column.form == Form::SchoolYear,
        })
    }
}

/// How a layout fits a header.
struct Fit<'a> {
    layout: &'a Arc<Layout>,
    places: Vec<Option<usize>>,
    /// The columns it needs and does not find.
    missing: Vec<Missing>,
    /// How many of its columns it finds.
    found: usize,
}

impl<'a> Fit<'a> {
    fn new(layout: &'a Arc<Layout>, names: &Names<'_>) -> Self {
        let places = names.places(layout);
        let has = |place: &usize| places.get(*place).copied().flatten().is_some();
        let mut missing: Vec<Missing> = Vec::new();
        for (at, (column, place)) in layout.columns.iter().zip(&places).enumerate() {
            if column.required && place.is_none() {
                missing.extend(Missing::new(layout, &[at]));
            }
        }
        for list in layout.one_of.iter().filter(|list| !list.iter().any(has)) {
            missing.extend(Missing::new(layout, list));
        }
        let measured = layout.measures.iter().flat_map(super::Measure::columns);
        let mut measured = measured.peekable();
        let first = measured.peek().copied();
        if let (Some(first), false) = (first, measured.any(|place| has(&place))) {
            missing.extend(Missing::new(layout, &[first]));
        }
        let mut named = BTreeSet::new();
        missing.retain(|of| named.insert(Arc::clone(&of.column)));
        let found = places.iter().flatten().count();
        Self { layout, places, missing, found }
    }

    /// Whether it is near enough for its missing columns to be named.
    fn is_near(&self) -> bool {
        self.missing.is_empty() || self.missing.len() < self.found
    }

    /// Whether the header names measures and their values as the long form does: then a row is about
    /// one measure, whatever other columns there are.
    fn says_long(&self) -> bool {
        let has = |place: usize| self.places.get(place).copied().flatten().is_some();
        let Some(long) = &self.layout.long else { return false };
        let value = self.layout.measures.first().and_then(|measure| measure.value);
        has(long.measure) && value.is_some_and(has)
    }
}

/// The layout that fits best: the fewest missing, then a long form, then the most found, then the
/// first.
fn best<'a>(layouts: &'a [Arc<Layout>], names: &Names<'_>) -> Option<Fit<'a>> {
    let fits = layouts.iter().map(|layout| Fit::new(layout, names));
    fits.min_by_key(|fit| {
        (!fit.is_near(), fit.missing.len(), !fit.says_long(), usize::MAX - fit.found)
    })
}

/// How many columns of the layout that fits best a header has: how much it is like a header.
pub(crate) fn likeness(
    layouts: &[Arc<Layout>],
    header: &Header,
    map: &BTreeMap<String, String>,
) -> usize {
    let names = Names::new(header, map);
    best(layouts, &names).map_or(0, |fit| if fit.is_near() { fit.found } else { 0 })
}

/// Whether a header has rows in it: the line break behind it is missing, or is none that is known.
/// It then has more unknown names than its layout has columns, or, where a source has few of those,
/// at least half as many as known ones and among them some without a letter.
fn holds_rows(layout: &Layout, names: usize, unknown: &[&str]) -> bool {
    let letterless = |name: &&str| !name.is_empty() && !name.chars().any(char::is_alphabetic);
    let known = names.saturating_sub(unknown.len());
    layout.columns.len() < unknown.len()
        || (known <= 2 * unknown.len() && unknown.iter().any(letterless))
}

/// What columns that are not read may be of the layout's, and which counts of persons are missing.
struct Meant<'h> {
    /// For a name of the header the layout's column that it is like and that the header lacks.
    columns: BTreeMap<&'h str, Arc<str>>,
    /// Columns that say how many persons figures rest on.
    counts: BTreeSet<Arc<str>>,
    /// Those of them that nothing in the header is like.
    counts_missing: BTreeSet<Arc<str>>,
}

impl<'h> Meant<'h> {
    fn new(layout: &Layout, places: &[Option<usize>], unused: &[&'h str]) -> Self {
        let has = |place: usize| places.get(place).copied().flatten().is_some();
        // A figure whose numerator and denominator are there says how many it rests on.
        let lacks_count = |measure: &&super::Measure| {
            let counted =
                measure.numerator.is_some_and(has) && measure.denominator.is_some_and(has);
            measure.value.is_some_and(has) && !counted
        };
        let of_form = |place: &usize, form| {
            layout.columns.get(*place).is_some_and(|column| column.form == form)
        };
        // Of a whole municipality few are never too few.
        let mut all = 0..layout.columns.len();
        let has_schools = all.any(|place| of_form(&place, Form::InstitutionNumber) && has(place));
        let counts = layout.measures.iter().filter(lacks_count).filter_map(|measure| measure.n);
        let counts = counts.filter(|place| has_schools && !has(*place));
        let counts: BTreeSet<usize> = counts.filter(|at| of_form(at, Form::Count)).collect();
        let names: Vec<String> = unused.iter().map(|name| normalised(name)).collect();
        let mut meant = Self {
            columns: BTreeMap::new(),
            counts: BTreeSet::new(),
            counts_missing: BTreeSet::new(),
        };
        for (place, column) in layout.columns.iter().enumerate().filter(|(at, _)| !has(*at)) {
            let is_count = counts.contains(&place);
            let found = column.names.iter().find_map(|own| {
                let known = names.iter().map(String::as_str);
                let found = if is_count { alike(own, known) } else { misspelt(own, known) }?;
                let at = names.iter().position(|name| *name == found)?;
                unused.get(at).copied()
            });
            if let Some(found) = found {
                meant.columns.entry(found).or_insert_with(|| Arc::clone(&column.name));
            } else if is_count {
                meant.counts_missing.insert(Arc::clone(&column.name));
            }
            if is_count {
                meant.counts.insert(Arc::clone(&column.name));
            }
        }
        meant
    }

    /// What is said of a column that is not read.
    fn of(&self, name: &str) -> FindingKind {
        self.columns.get(name).map_or(FindingKind::UnusedColumn, |meant| {
            let (meant, is_count) = (Arc::clone(meant), self.counts.contains(meant));
            FindingKind::ColumnMeant { meant, is_count }
        })
    }
}

/// The most characters of a name that is repeated to the user.
const LONGEST_NAME: usize = 40;

/// Whether what stands in a header can be repeated as the name of a column: it has a letter, is not
/// long and has too few digits for anybody's number, however they are parted.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST_NAME
        && text.chars().filter(|sign| sign.is_numeric()).count() < 6
}

/// The name of a column, for the user to find it again; its shape where it may be no name.
fn shown(name: &str) -> String {
    if is_name(name) { name.to_owned() } else { cell::shape(name.as_bytes()) }
}

/// Finds the layout that a header fits.
///
/// Names are compared [normalised]. `map` gives the name in the file for a column's name in the
/// layout.
///
/// # Errors
///
/// Returns findings: each missing column with the most similar header, a column that is there
/// twice, or that no layout is anywhere near. A header that may hold the cells of rows is near none:
/// nothing of it is repeated.
pub fn recognise(
    layouts: &[Arc<Layout>],
    header: &Header,
    map: &BTreeMap<String, String>,
    source: &Arc<str>,
) -> Result<(Recognised, Vec<Finding>), Vec<Finding>> {
    let stop = |kind| Finding::at(Arc::clone(source), kind).line(header.line);
    let unknown_layout = || vec![stop(FindingKind::UnknownLayout)];
    if header.names.iter().any(|name| name.chars().any(char::is_control)) {
        return Err(unknown_layout());
    }
    let names = Names::new(header, map);
    let fit = best(layouts, &names).ok_or_else(unknown_layout)?;
    let layout = fit.layout;
    let known = |place: usize, name: &String| {
        fit.places.contains(&Some(place)) || layout.unread.contains(name)
    };
    let all = names.normalised.iter().enumerate();
    let unknown: Vec<usize> =
        all.filter(|(place, name)| !known(*place, name)).map(|(place, _)| place).collect();
    let text = |place: &usize| names.shown.get(*place).map(String::as_str);
    let unknown_names: Vec<&str> = unknown.iter().filter_map(text).collect();
    // Spreadsheets fill a header up with empty cells too: those alone are no row.
    let filled_up = unknown_names.iter().all(|name| name.is_empty());
    let leaks =
        header.may_hold_rows && !filled_up && holds_rows(layout, names.shown.len(), &unknown_names);
    if !fit.is_near() || leaks {
        return Err(unknown_layout());
    }
    let missing = fit.missing.iter().map(|Missing { column, one_of, is_year }| {
        let lower: Vec<String> = unknown_names.iter().map(|name| name.to_lowercase()).collect();
        let nearest = alike(&column.to_lowercase(), lower.iter().map(String::as_str));
        let nearest = nearest.filter(|name| is_name(name)).map(Arc::from);
        let (one_of, is_year) = (one_of.clone(), *is_year);
        stop(FindingKind::MissingColumn { nearest, one_of, is_year }).column(Arc::clone(column))
    });
    let mut problems: Vec<Finding> = missing.collect();
    for (column, place) in layout.columns.iter().zip(&fit.places) {
        let Some(name) = place.and_then(|place| names.normalised.get(place)) else { continue };
        if 1 < names.normalised.iter().filter(|cell| *cell == name).count() {
            problems.push(stop(FindingKind::ColumnTwice).column(Arc::clone(&column.name)));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let unused: Vec<&str> = unknown_names.into_iter().filter(|name| !name.is_empty()).collect();
    // Where as many are unknown as known, the first row may stand in the header: no word is repeated.
    let may_be_cells = header.may_hold_rows && names.shown.len() <= 2 * unknown.len();
    let name = |name: &str| {
        if may_be_cells { cell::shape(name.as_bytes()) } else { shown(name) }
    };
    let meant = Meant::new(layout, &fit.places, &unused);
    let note = |of: &&str| stop(meant.of(of)).column(name(of));
    let mut notes: Vec<Finding> = unused.iter().map(note).collect();
    let count_missing = |of: &Arc<str>| stop(FindingKind::CountMissing).column(Arc::clone(of));
    notes.extend(meant.counts_missing.iter().map(count_missing));
    let (layout, width) = (Arc::clone(layout), names.shown.len());
    let places = fit.places;
    Ok((Recognised { layout, places, names: names.normalised, mapped: names.mapped, width }, notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{SourceKind, layouts};

    fn codes(names: &[&str]) -> Vec<String> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let header = Header { line: 1, names, may_hold_rows: true };
        let recognised =
            recognise(layouts(SourceKind::Roll), &header, &BTreeMap::new(), &Arc::from("a.csv"));
        let findings = recognised.map_or_else(|findings| findings, |(_, notes)| notes);
        findings.iter().map(ToString::to_string).collect()
    }

    const ROLL: [&str; 4] = ["skoleaar", "institutionsnummer", "klassetrin", "elever"];

    #[test]
    fn a_column_more_is_named_where_it_is_a_name() {
        let with = |name: &str| codes(&[ROLL.as_slice(), &[name]].concat());
        let long = "bogstaver".repeat(5);
        assert_eq!(with("Klasse 4"), ["K0108 a.csv:1 Klasse 4"]);
        assert_eq!(with("0101012345"), ["K0108 a.csv:1 9{10}"]);
        assert_eq!(with("elev 010101-2345"), ["K0108 a.csv:1 A{4} 9{6}?{1}9{4}"]);
        assert_eq!(with("elev 01 97 01 2345"), ["K0108 a.csv:1 A{4} 9{2} 9{2} 9{2} 9{4}"]);
        assert_eq!(with(&long), ["K0108 a.csv:1 A{45}"]);
    }

    #[test]
    fn the_nearest_name_is_left_out_where_it_is_none() {
        let [year, school, grade, _] = ROLL;
        let header = |name: &str| Header {
            line: 1,
            names: [year, school, grade, name].map(str::to_owned).to_vec(),
            may_hold_rows: true,
        };
        let nearest = |name| {
            let found = recognise(
                layouts(SourceKind::Roll),
                &header(name),
                &BTreeMap::new(),
                &Arc::from("a.csv"),
            );
            found.unwrap_err().into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
        };
        let missing = |nearest: Option<&str>| FindingKind::MissingColumn {
            nearest: nearest.map(Arc::from),
            one_of: None,
            is_year: false,
        };
        assert_eq!(nearest("Elevere"), [missing(Some("elevere"))]);
        assert_eq!(nearest("elever9701010012"), [missing(None)]);
    }

    fn notes(kind: SourceKind, names: &[&str]) -> Vec<Finding> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let header = Header { line: 1, names, may_hold_rows: true };
        let found = recognise(layouts(kind), &header, &BTreeMap::new(), &Arc::from("a.csv"));
        found.map_or_else(|findings| findings, |(_, notes)| notes)
    }

    const WELLBEING: [&str; 3] = ["skoleaar", "institutionsnummer", "trivsel_generel"];

    #[test]
    fn a_count_under_a_name_of_its_own_is_taken_for_what_it_may_be() {
        let with =
            |name: &str| notes(SourceKind::Wellbeing, &[WELLBEING.as_slice(), &[name]].concat());
        let meant = |name: &str, kind| vec![Finding::at("a.csv", kind).line(1).column(name)];
        let is_count = FindingKind::ColumnMeant { meant: Arc::from("antal_svar"), is_count: true };
        assert_eq!(with("Antal svarende"), meant("Antal svarende", is_count));
        for name in ["antal_svar", "Antal besvarelser", "Besvarelser"] {
            assert_eq!(with(name), [], "{name}");
        }
        assert_eq!(
            notes(SourceKind::Wellbeing, &WELLBEING),
            meant("antal_svar", FindingKind::CountMissing)
        );
        assert_eq!(
            with("Bemærkninger"),
            [
                meant("Bemærkninger", FindingKind::UnusedColumn),
                meant("antal_svar", FindingKind::CountMissing)
            ]
            .concat()
        );
    }

    #[test]
    fn every_column_of_which_one_is_enough_is_named() {
        let found = notes(SourceKind::SchoolRegister, &["INST_NR", "INST_NAVN", "KOMMUNE_NR"]);
        let kind = FindingKind::MissingColumn {
            nearest: None,
            one_of: Some(Arc::from("`INST_TYPE_NR`, `INST_TYPE_NAVN`")),
            is_year: false,
        };
        assert_eq!(found, [Finding::at("a.csv", kind).line(1).column("INST_TYPE_NR")]);
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
