//! Change and certainty: a theme's judged changes and places, and how many of all that was tested are
//! sure. Nothing is judged here.

use std::collections::BTreeSet;

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::verdict::Family;
use kvalitet_core::{Decimal, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::{
    ChangeContent, PositionContent, ReleasedChange, ReleasedChangeNumbers, ReleasedFamily,
    ReleasedPosition,
};

use crate::document::{Block, Cell, Chart, Row, RowGroup, Section, Table};
use crate::tables::{anchor, unit_groups};
use crate::view::{Topic, View};
use crate::{changes, drawings, places};

/// Up to so many sure claims in all, fewer than one false one is to be expected: one in twenty.
const SURE_PER_FALSE: u64 = 20;

/// The section of a topic, where a headline of it is judged at all.
pub(crate) fn section(view: &View<'_>, topic: &Topic<'_>) -> Result<Option<Section>, ChartError> {
    let headlines: Vec<&Indicator> =
        topic.indicators.iter().copied().filter(|of| of.headline).collect();
    let municipality = municipality(view, &headlines);
    let schools = headlines.iter().map(|of| schools(view, of));
    let schools: Vec<Vec<Block>> = schools.collect::<Result<_, _>>()?;
    let schools = schools.concat();
    if municipality.is_empty() && schools.is_empty() {
        return Ok(None);
    }
    let mut blocks = municipality;
    blocks.extend(schools);
    let summary = summary(view, &topic.theme.id, view.local(&topic.theme.name));
    blocks.push(Block::paragraph(summary));
    let id = format!("{}-sikkerhed", topic.id);
    Ok(Some(Section { id, title: view.get("rap-udv"), blocks }))
}

/// The municipality's change of each headline.
fn municipality(view: &View<'_>, headlines: &[&Indicator]) -> Vec<Block> {
    let Some(unit) = view.municipality() else { return Vec::new() };
    let said = headlines.iter().filter_map(|indicator| told(view, indicator, unit));
    said.map(|said| Block::Verdict { sentences: vec![said] }).collect()
}

/// What is said of the change of a unit, with the name of what changed; `None` where nothing is.
pub(crate) fn told(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<String> {
    let change = changes::of_unit(view, indicator, unit)?;
    let name = view.local(&indicator.name).to_owned();
    let said = changes::sentences(view, change).join(" ");
    let arguments =
        [("navn", name.into()), ("aar", change.to.to_string().into()), ("dom", said.into())];
    Some(view.with("rap-udv-navn-aar", &arguments))
}

/// What is said of one school.
#[derive(Clone, Copy, Default)]
struct Line<'a> {
    change: Option<&'a ReleasedChange>,
    place: Option<&'a ReleasedPosition>,
}

impl Line<'_> {
    fn numbers(&self) -> Option<&ReleasedChangeNumbers> {
        match &self.change?.content {
            ChangeContent::Shown { numbers, .. } => numbers.as_deref(),
            ChangeContent::Hidden => None,
        }
    }

    const fn is_empty(&self) -> bool {
        self.change.is_none() && self.place.is_none()
    }

    fn is_tested(&self) -> bool {
        self.numbers().is_some_and(|of| of.critical.is_some())
    }

    /// Whether everything about it is hidden.
    fn is_hidden(&self) -> bool {
        let change = self.change.is_none_or(|of| of.content == ChangeContent::Hidden);
        change && self.place.is_none_or(|of| of.content == PositionContent::Hidden)
    }
}

/// The columns of a headline's table, in order: the level first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Level,
    Change,
    Needed,
    Verdict,
    Reference,
    Place,
}

/// The schools of one headline.
struct Schools<'v, 'a> {
    view: &'v View<'a>,
    indicator: &'a Indicator,
    units: BTreeSet<Unit>,
    columns: Vec<Column>,
}

fn schools(view: &View<'_>, indicator: &Indicator) -> Result<Vec<Block>, ChartError> {
    let judged = view.judged();
    let of_changes = judged.changes.iter().filter(|of| of.indicator == indicator.id);
    let of_places = judged.positions.iter().filter(|of| of.indicator == indicator.id);
    let units = of_changes.map(|of| of.unit).chain(of_places.map(|of| of.unit));
    let mut units: BTreeSet<Unit> = units.filter(|unit| matches!(unit, Unit::School(_))).collect();
    let line = |unit: &Unit| Line {
        change: changes::of_unit(view, indicator, *unit),
        place: places::of_unit(view, indicator, *unit),
    };
    // A school may have changed between other years alone.
    units.retain(|unit| !line(unit).is_empty());
    let lines: Vec<Line<'_>> = units.iter().map(line).collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    if lines.iter().all(Line::is_hidden) {
        return Ok(vec![Block::paragraph(view.get("rap-skoler-skjult"))]);
    }
    let has = |column: Column| match column {
        Column::Level | Column::Place => lines.iter().any(|of| of.place.is_some()),
        Column::Change => lines.iter().any(|of| of.numbers().is_some()),
        Column::Needed => lines.iter().any(Line::is_tested),
        Column::Verdict => lines.iter().any(|of| of.change.is_some()),
        Column::Reference => {
            units.iter().any(|unit| places::reference(view, indicator, *unit).is_some())
        }
    };
    let columns = [
        Column::Level,
        Column::Change,
        Column::Needed,
        Column::Verdict,
        Column::Reference,
        Column::Place,
    ];
    let columns = columns.into_iter().filter(|column| has(*column)).collect();
    Schools { view, indicator, units, columns }.blocks()
}

impl Schools<'_, '_> {
    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    fn blocks(&self) -> Result<Vec<Block>, ChartError> {
        let view = self.view;
        let note = |id: &str| Block::note(view.get(id));
        let mut blocks = Vec::new();
        let words_alone = !view.has_figures(self.indicator);
        if words_alone {
            blocks.push(note("rap-udv-kun-ord"));
        }
        blocks.extend(self.charts()?.into_iter().map(|chart| Block::Chart { chart }));
        blocks.push(Block::Table { table: self.table() });
        if self.has(Column::Needed) {
            blocks.push(note("rap-udv-tabel-note"));
        }
        if self.has(Column::Reference) {
            blocks.push(note("rap-udv-socref-note"));
        }
        if self.has(Column::Place) {
            blocks.push(note("rap-udv-sted-note"));
        }
        if !words_alone {
            let summary = view.get("rap-udv-vis-ord");
            blocks.push(Block::Folded { summary, table: self.in_words() });
        }
        Ok(blocks)
    }

    /// The changes and the places, school by school in the order of their names.
    fn charts(&self) -> Result<Vec<Chart>, ChartError> {
        let kinds = [Some(SchoolKind::Folkeskole), Some(SchoolKind::SpecialSchool), None];
        let schools = kinds.into_iter().flat_map(|kind| self.view.schools_of(kind, &self.units));
        let schools: Vec<Unit> = schools.collect();
        let mut charts = Vec::new();
        if self.has(Column::Change) {
            charts.extend(drawings::dumbbell(self.view, self.indicator, &schools)?);
            charts.extend(drawings::multiples(self.view, self.indicator, &schools)?);
        }
        charts.extend(drawings::funnels(self.view, self.indicator)?);
        Ok(charts)
    }

    fn line(&self, unit: Unit) -> Line<'_> {
        Line {
            change: changes::of_unit(self.view, self.indicator, unit),
            place: places::of_unit(self.view, self.indicator, unit),
        }
    }

    fn table(&self) -> Table {
        let row = |unit| {
            let line = self.line(unit);
            let cell = |column: &Column| self.cell(*column, unit, line);
            Row::new(self.view.name(unit), self.columns.iter().map(cell).collect())
        };
        Table {
            id: format!("{}-domme-udvikling", anchor(self.indicator.id.as_str())),
            caption: self.caption(),
            corner: self.view.get("rap-skole"),
            columns: self.columns.iter().map(|column| self.head(*column)).collect(),
            groups: unit_groups(self.view, &self.units, row),
        }
    }

    fn caption(&self) -> String {
        let name = ("navn", self.view.local(&self.indicator.name).into());
        let years = changes::judged_years(self.view, self.indicator);
        let Some((from, to)) = years.filter(|_| self.has(Column::Verdict)) else {
            return self.view.with("rap-udv-tabel-sted", &[name]);
        };
        let yes_or_no = |yes: bool| if yes { "ja" } else { "nej" };
        let arguments = [
            name,
            ("fra", from.to_string().into()),
            ("til", to.to_string().into()),
            ("sted", yes_or_no(self.has(Column::Place)).into()),
            ("tal", yes_or_no(self.has(Column::Level) || self.has(Column::Change)).into()),
        ];
        self.view.with("rap-udv-tabel", &arguments)
    }

    fn head(&self, column: Column) -> String {
        let view = self.view;
        match column {
            Column::Level => self.level_head(),
            Column::Change => {
                let unit = view.unit_of_difference(self.indicator);
                view.with("rap-udv-kol-aendring", &[("enhed", unit.into())])
            }
            Column::Needed => view.get("rap-udv-kol-skal"),
            Column::Verdict => view.get("rap-udv-kol-dom"),
            Column::Reference => view.get("rap-udv-kol-socref"),
            Column::Place => view.get("rap-udv-kol-sted"),
        }
    }

    /// The years stand in the head where they are the same for every school.
    fn level_head(&self) -> String {
        let places = self.units.iter().filter_map(|unit| self.line(*unit).place);
        let years: BTreeSet<&[SchoolYear]> = places.map(|of| of.years.as_slice()).collect();
        match years.first() {
            Some(only) if years.len() == 1 => {
                let years = places::years(self.view, only);
                self.view.with("rap-udv-kol-niveau", &[("aar", years.into())])
            }
            _ => self.view.get("rap-udv-kol-niveau-flere"),
        }
    }

    fn cell(&self, column: Column, unit: Unit, line: Line<'_>) -> Cell {
        let view = self.view;
        match column {
            Column::Level => places::level_cell(view, self.indicator, line.place),
            Column::Change => self.change(line),
            Column::Needed => self.needed(line),
            Column::Verdict => changes::verdict_cell(view, line.change),
            Column::Reference => match places::reference(view, self.indicator, unit) {
                Some((year, verdict)) => {
                    Cell::words(view.published_verdict(verdict)).under(year.to_string())
                }
                None => Cell::absent("–"),
            },
            Column::Place => places::verdict_cell(view, line.place),
        }
    }

    fn hidden_or_none(&self, line: Line<'_>) -> Cell {
        let hidden = line.change.is_some_and(|of| of.content == ChangeContent::Hidden);
        Cell::absent(if hidden { self.view.get("rap-skjult") } else { "–".to_owned() })
    }

    fn change(&self, line: Line<'_>) -> Cell {
        let Some(of) = line.numbers() else { return self.hidden_or_none(line) };
        let view = self.view;
        let [lower, upper] = [of.lower, of.upper].map(|limit| view.signed(limit).into());
        let limits = view.with("rap-udv-fra-til", &[("nedre", lower), ("oevre", upper)]);
        Cell::number(view.signed(of.difference)).under(limits)
    }

    /// The change in the direction of the difference that it would have taken.
    fn needed(&self, line: Line<'_>) -> Cell {
        let Some(of) = line.numbers().filter(|of| of.critical.is_some()) else {
            return self.hidden_or_none(line);
        };
        let falls = of.difference.units() < 0;
        let (threshold, sign, none) = if falls {
            (of.sure_fall, "\u{2212}", "rap-udv-bund")
        } else {
            (of.sure_rise, "+", "rap-udv-loft")
        };
        match threshold {
            Some(threshold) => Cell::number(format!("{sign}{}", self.view.texts.number(threshold))),
            None if line.change.is_some_and(|of| changes::is_at_end(self.view, of, falls)) => {
                Cell::absent(self.view.get(none))
            }
            None => Cell::absent(self.view.get("rap-udv-kan-ikke-ses")),
        }
    }

    /// The verdict on every school in sentences.
    fn in_words(&self) -> Table {
        let row = |unit| {
            let line = self.line(unit);
            let change = line.change.map(|of| changes::sentences(self.view, of));
            let place = line.place.map(|of| places::sentences(self.view, of));
            let said = [change, place].into_iter().flatten().flatten();
            let said: Vec<String> = said.collect();
            Row::new(self.view.name(unit), vec![Cell::words(said.join(" "))])
        };
        let name = self.view.local(&self.indicator.name);
        Table {
            id: format!("{}-domme-i-ord", anchor(self.indicator.id.as_str())),
            caption: self.view.with("rap-udv-tabel-ord", &[("navn", name.into())]),
            corner: self.view.get("rap-skole"),
            columns: vec![self.view.get("rap-udv-i-ord")],
            groups: unit_groups(self.view, &self.units, row),
        }
    }
}

/// How many of a theme's changes and places of schools were tested, and how many of them are sure.
fn summary(view: &View<'_>, theme: &str, name: &str) -> String {
    let of_schools = view.family(&Family::Schools { theme: theme.to_owned() });
    let of_places = view.family(&Family::Positions { theme: theme.to_owned() });
    let mut said = Vec::new();
    if of_schools.is_none() {
        said.push(view.with("rap-udv-sum-ingen", &[("tema", name.into())]));
    }
    if let Some(of) = of_schools {
        said.push(view.with(
            "rap-udv-sum-skoler",
            &[("tema", name.into()), ("antal", of.comparisons.into()), ("sikre", of.sure.into())],
        ));
        said.extend(of.could_show_ten.zip(of.in_percent).map(|(able, of)| {
            view.with("rap-udv-sum-ti", &[("kan", able.into()), ("af", of.into())])
        }));
        said.push(view.with("rap-udv-sum-niveau", &[("niveau", level(view, of.level).into())]));
        said.extend(
            of.rate
                .filter(|_| 0 < of.sure)
                .map(|rate| view.with("rap-udv-sum-andel", &[("andel", level(view, rate).into())])),
        );
    }
    if let Some(of) = of_places {
        let arguments = [("antal", of.comparisons.into()), ("sikre", of.sure.into())];
        said.push(view.with("rap-udv-sum-steder", &arguments));
        said.extend(of.rate.filter(|_| 0 < of.sure).map(|rate| {
            let rate = [("andel", level(view, rate).into())];
            view.with("rap-udv-sum-andel-steder", &rate)
        }));
    }
    said.join(" ")
}

/// A rate as per cent: `.008` is `0,8 %`. Exact: the decimals are moved, not rounded.
pub(crate) fn level(view: &View<'_>, rate: Decimal) -> String {
    let decimals = rate.decimals().saturating_sub(2);
    let denominator = 10_i128.pow(u32::from(rate.decimals()));
    let percent = Decimal::from_ratio(100 * i128::from(rate.units()), denominator, decimals);
    percent.map_or_else(String::new, |percent| view.texts.percent(percent))
}

/// A message about claims of a kind, and which families those are of.
type Kind = (&'static str, fn(&Family) -> bool);

/// How many claims of a kind were tested, and how many of them are sure.
fn tested(view: &View<'_>, is_of: fn(&Family) -> bool) -> (u64, u64) {
    let families = view.judged().families.iter().filter(|of| is_of(&of.family));
    families.fold((0, 0), |(all, sure), of| (all + of.comparisons, sure + of.sure))
}

/// How many of the tested changes of the municipality, changes of schools and places of schools are sure, a
/// sentence each; nothing of a kind that was not tested.
pub(crate) fn counted(view: &View<'_>) -> Vec<String> {
    let kinds: [Kind; 3] = [
        ("rap-udv-forside-kommune", |of| matches!(of, Family::Municipality | Family::Confidential)),
        ("rap-udv-forside-skoler", |of| matches!(of, Family::Schools { .. })),
        ("rap-udv-forside-steder", |of| matches!(of, Family::Positions { .. })),
    ];
    let said = |(id, is_of): Kind| {
        let (all, sure) = tested(view, is_of);
        (0 < all).then(|| view.with(id, &[("antal", all.into()), ("sikre", sure.into())]))
    };
    kinds.into_iter().filter_map(said).collect()
}

/// What stands first in the overview: how many claims of each kind were tested and are sure, and how many of
/// those must be expected to be false.
pub(crate) fn at_a_glance(view: &View<'_>) -> Option<Section> {
    let (comparisons, sure) = tested(view, |_| true);
    if comparisons == 0 {
        return None;
    }
    let false_ones = (sure + SURE_PER_FALSE / 2) / SURE_PER_FALSE;
    let expected = if sure < SURE_PER_FALSE { 0 } else { false_ones };
    let mut said = counted(view);
    said.push(view.with(
        "rap-udv-forside-sum",
        &[("antal", comparisons.into()), ("sikre", sure.into()), ("falske", expected.into())],
    ));
    said.extend((0 < sure).then(|| view.get("rap-udv-forside-rettet")));
    let blocks = vec![
        Block::Verdict { sentences: said },
        Block::paragraph(view.get("rap-udv-forside-orden")),
    ];
    Some(Section { id: "sikkerhed".to_owned(), title: view.get("rap-udv-forside"), blocks })
}

/// What was tested, family by family; `None` where nothing was.
pub(crate) fn families(view: &View<'_>) -> Option<Table> {
    let dash = || Cell::absent("–");
    let row = |of: &ReleasedFamily| {
        let ten = of.could_show_ten.zip(of.in_percent).map(|(able, all)| {
            view.with("rap-udv-x-af-y", &[("x", able.into()), ("y", all.into())])
        });
        let cells = vec![
            Cell::number(view.texts.count(of.comparisons)),
            Cell::number(view.texts.count(of.sure)),
            Cell::number(level(view, of.level)),
            of.rate.map_or_else(dash, |rate| Cell::number(level(view, rate))),
            ten.map_or_else(dash, Cell::number),
        ];
        Row::new(family(view, &of.family), cells)
    };
    let rows: Vec<Row> = view.judged().families.iter().map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let columns =
        ["rap-udv-proevet", "rap-udv-sikre", "rap-udv-niveau", "rap-udv-falske", "rap-udv-ti"];
    Some(Table {
        id: "familier-tal".to_owned(),
        caption: view.get("rap-udv-tabel-familier"),
        corner: view.get("rap-udv-familie"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    })
}

/// The name of a family.
pub(crate) fn family(view: &View<'_>, family: &Family) -> String {
    let (id, theme) = match family {
        Family::Municipality => return view.get("rap-udv-familie-kommune"),
        Family::Confidential => return view.get("rap-udv-familie-fortrolig"),
        Family::Schools { theme } => ("rap-udv-familie-skoler", theme),
        Family::Positions { theme } => ("rap-udv-familie-steder", theme),
    };
    let all = view.release.catalogue().themes();
    let name = all.iter().find(|of| of.id == *theme).map(|of| view.local(&of.name));
    view.with(id, &[("tema", name.unwrap_or(theme).into())])
}
