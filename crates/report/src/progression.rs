//! Progression: who could be followed, what standings are held against, what moves by itself, and what
//! each school added.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_charts::ChartError;
use kvalitet_core::catalogue::{Indicator, Units};
use kvalitet_core::progression::Basis;
use kvalitet_core::table::PROGRESSION;
use kvalitet_core::{Category, Decimal, Level, SchoolYear, Subject, Unit};
use kvalitet_disclosure::{
    ExpectationAccount, GrowthAccount, SchoolGainAccount, SchoolGainsAccount, TestCoverage,
    WayAccount,
};
use kvalitet_text::Argument;

use crate::document::{Block, Cell, Row, RowGroup, Section, Table};
use crate::drawings;
use crate::tables::{category_cells, unit_groups, without_empty_columns};
use crate::view::{Topic, View, capital, is_distribution};

/// Whether an indicator is a row of the table from level to level, and has no section of its own.
pub(crate) fn is_row_of_levels(indicator: &Indicator) -> bool {
    indicator.table == PROGRESSION.name
        && indicator.units == Units::Municipality
        && is_distribution(indicator)
}

/// The sections that stand first in the chapter of progression; none in another chapter, and none for
/// those who do not see its figures.
pub(crate) fn sections(view: &View<'_>, topic: &Topic<'_>) -> Result<Vec<Section>, ChartError> {
    let account = view.release.progress();
    let is_of_chapter = topic.indicators.iter().any(|of| of.table == PROGRESSION.name);
    if !is_of_chapter || account.coverage.is_empty() {
        return Ok(Vec::new());
    }
    let section = |id: &str, blocks: Vec<Block>| {
        let title = view.get(&format!("rap-{id}"));
        (!blocks.is_empty()).then(|| Section { id: id.to_owned(), title, blocks })
    };
    let sections = [
        section("progression-fulgt", coverage(view)),
        section("progression-skoler", schools(view)?),
        section("progression-niveauer", levels(view, topic)?),
        section("progression-grundlag", ways(view)),
    ];
    Ok(sections.into_iter().flatten().collect())
}

/// What the chapter's figures are held against, in a sentence: it stands before all of them.
pub(crate) fn basis(view: &View<'_>, topic: &Topic<'_>) -> Option<String> {
    let account = view.release.progress();
    if !topic.indicators.iter().any(|of| of.table == PROGRESSION.name) || account.ways.is_empty() {
        return None;
    }
    let all: BTreeSet<Basis> = account.ways.iter().map(|of| of.basis).collect();
    let how = match (all.contains(&Basis::Supplied), all.contains(&Basis::Own)) {
        (true, false) => "normer",
        (true, true) => "begge",
        (false, _) => "egne",
    };
    let source = account.norms.as_ref().map(|of| of.source.clone()).unwrap_or_default();
    Some(view.with("rap-progression-holdt-op", &[("hvad", how.into()), ("kilde", source.into())]))
}

fn subject(view: &View<'_>, subject: Subject) -> String {
    view.get(&format!("fag-{}", subject.id()))
}

/// Every test, and who was found in the test before it.
fn coverage(view: &View<'_>) -> Vec<Block> {
    let coverage = &view.release.progress().coverage;
    let mut groups: BTreeMap<Subject, Vec<Row>> = BTreeMap::new();
    for of in coverage {
        groups.entry(of.subject).or_default().push(coverage_row(view, of));
    }
    let groups =
        groups.into_iter().map(|(of, rows)| RowGroup { title: capital(&subject(view, of)), rows });
    let columns = ["testede", "fulgt", "flyttet", "kun-niveau", "andet-aar", "intet"];
    let table = Table {
        id: "progression-fulgt-tal".to_owned(),
        caption: view.get("rap-progression-tabel-fulgt"),
        corner: view.get("rap-progression-kol-test"),
        columns: columns.map(|id| view.get(&format!("rap-progression-kol-{id}"))).to_vec(),
        groups: groups.collect(),
    };
    let note = view.get("rap-progression-mangler-note");
    vec![
        Block::paragraph(view.get("rap-progression-fulgt-om")),
        Block::Table { table },
        Block::note(note),
    ]
}

fn coverage_row(view: &View<'_>, of: &TestCoverage) -> Row {
    let grade = of.grade.to_string();
    let head = view.with(
        "rap-progression-test",
        &[("klassetrin", grade.into()), ("aar", of.year.to_string().into())],
    );
    let number = |count: u64| Cell::number(view.texts.count(count));
    let tested = number(of.tested);
    let Some(followed) = of.followed else {
        let why = match of.reason {
            Some(reason) => view.get(&format!("rap-progression-{}", reason.id())),
            None => view.get("rap-skjult"),
        };
        let mut cells = vec![tested, Cell::absent(why)];
        cells.extend((0..4).map(|_| Cell::absent("–")));
        return Row::new(head, cells);
    };
    let share =
        Decimal::from_ratio(i128::from(followed.pairs) * 100, i128::from(of.tested.max(1)), 0);
    let share = share.map(|of| view.texts.percent(of)).unwrap_or_default();
    let from = of
        .from
        .map(|from| view.with("rap-progression-fra", &[("klassetrin", from.to_string().into())]));
    let cells = vec![
        tested,
        number(followed.pairs).under(share),
        number(followed.moved),
        number(followed.without_ability),
        number(followed.other_year),
        number(followed.none_earlier),
    ];
    Row::new(head, cells).under(from.unwrap_or_default())
}

/// What schools added, subject by subject.
fn schools(view: &View<'_>) -> Result<Vec<Block>, ChartError> {
    let mut blocks = Vec::new();
    for of in &view.release.progress().schools {
        if of.schools.is_empty() {
            continue;
        }
        blocks.push(Block::paragraph(of_schools(view, of)));
        let chart = drawings::caterpillar(view, of)?;
        blocks.extend(chart.map(|chart| Block::Chart { chart }));
        blocks.push(Block::Table { table: schools_table(view, of) });
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::paragraph(view.get("rap-progression-skoler-om")));
        let notes = ["af-sig-selv", "loefteevne", "sammenlign", "baggrund"];
        let notes = notes.map(|id| Block::note(view.get(&format!("rap-progression-note-{id}"))));
        blocks.extend(notes);
    }
    Ok(blocks)
}

/// What the model of a kind of school says.
fn of_schools(view: &View<'_>, of: &SchoolGainsAccount) -> String {
    let years: Vec<String> = of.years.iter().map(SchoolYear::to_string).collect();
    let mut arguments: Vec<(&str, Argument)> = vec![
        ("fag", subject(view, of.subject).into()),
        ("skoletype", of.kind.id().into()),
        ("aar", view.listed(&years).into()),
    ];
    let Some(model) = of.model else {
        return view.with("rap-progression-uden-model", &arguments);
    };
    let number = |number: Decimal| view.texts.number(number);
    let differ = if model.schools.units() == 0 { "nej" } else { "ja" };
    arguments.extend([
        ("forskel", differ.into()),
        ("skoler", number(model.schools).into()),
        ("elever", number(model.pupils).into()),
        ("inden", number(model.within).into()),
        ("mellem", number(model.between).into()),
    ]);
    view.with("rap-progression-model", &arguments)
}

fn schools_table(view: &View<'_>, of: &SchoolGainsAccount) -> Table {
    let by_unit: BTreeMap<Unit, &SchoolGainAccount> =
        of.schools.iter().map(|of| (of.school, of)).collect();
    let units: BTreeSet<Unit> = by_unit.keys().copied().collect();
    let has_model = of.model.is_some();
    let row = |unit| match by_unit.get(&unit) {
        Some(gain) => Row::new(view.name(unit), gain_cells(view, gain, has_model)),
        None => Row::new(view.name(unit), Vec::new()),
    };
    let mut columns = vec!["n", "foer", "efter", "aendring"];
    if has_model {
        columns.extend(["af-sig-selv", "loefteevne", "sammenlign"]);
    }
    let title = [
        ("fag", subject(view, of.subject).into()),
        ("skoletype", of.kind.id().into()),
        ("grundlag", of.basis.id().into()),
    ];
    let table = Table {
        id: format!("progression-{}-{}", of.subject.id(), of.kind.id()),
        caption: view.with("rap-progression-tabel-skoler", &title),
        corner: view.get("rap-skole"),
        columns: columns.iter().map(|id| view.get(&format!("rap-progression-kol-{id}"))).collect(),
        groups: unit_groups(view, &units, row),
    };
    without_empty_columns(table)
}

fn gain_cells(view: &View<'_>, of: &SchoolGainAccount, has_model: bool) -> Vec<Cell> {
    let signed = |number: Decimal| view.signed(number);
    let or_dash = |number: Option<Decimal>| match number {
        Some(number) => Cell::number(signed(number)),
        None => Cell::absent("–"),
    };
    let between = |[lower, upper]: [Decimal; 2]| {
        view.with(
            "rap-progression-mellem",
            &[("nedre", signed(lower).into()), ("oevre", signed(upper).into())],
        )
    };
    let mut cells = vec![
        Cell::number(view.texts.count(of.n)),
        Cell::number(signed(of.before)),
        Cell::number(signed(of.after)),
        or_dash(of.after.minus(of.before)),
    ];
    if !has_model {
        return cells;
    }
    cells.push(or_dash(of.rebound));
    match of.effect {
        Some(effect) => {
            cells.push(Cell::number(signed(effect.shrunken)).under(between(effect.interval)));
            cells.push(match effect.comparison {
                Some(interval) => Cell::number(between(interval)),
                None => Cell::absent("–"),
            });
        }
        None => cells.extend([Cell::absent("–"), Cell::absent("–")]),
    }
    cells
}

/// Six to six: where the pupils of each earlier level are now.
fn levels(view: &View<'_>, topic: &Topic<'_>) -> Result<Vec<Block>, ChartError> {
    let Some(unit) = view.municipality() else { return Ok(Vec::new()) };
    let mut blocks = Vec::new();
    for of_subject in Subject::ALL {
        let prefix = format!("{}.", of_subject.id());
        let rows = topic.indicators.iter().copied();
        let rows = rows.filter(|of| is_row_of_levels(of) && of.id.as_str().starts_with(&prefix));
        let rows: Vec<&Indicator> = rows.collect();
        let years = rows.iter().filter_map(|of| newest(view, of, unit));
        let Some(year) = years.max() else { continue };
        blocks.extend(moved_by_error(view, of_subject).map(Block::paragraph));
        let table = levels_table(view, &rows, (of_subject, unit, year));
        let chart = drawings::transitions(view, &rows, (of_subject, unit, year), table)?;
        blocks.push(Block::Chart { chart });
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::paragraph(view.get("rap-progression-niveauer-om")));
        blocks.push(Block::note(view.get("rap-progression-niveauer-note")));
    }
    Ok(blocks)
}

fn newest(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Option<SchoolYear> {
    let years = view.facts(indicator).years.iter().rev();
    years.copied().find(|year| {
        view.any_category(indicator, unit, *year).is_some_and(|of| of.value().is_some())
    })
}

fn levels_table(
    view: &View<'_>,
    rows: &[&Indicator],
    (of_subject, unit, year): (Subject, Unit, SchoolYear),
) -> Table {
    let level = |level: Level| view.category(Category::Level(level));
    let mut columns: Vec<String> = Level::ALL.map(level).to_vec();
    columns.push(view.get("rap-progression-kol-n"));
    let row = |(indicator, from): (&&Indicator, Level)| {
        Row::new(level(from), category_cells(view, indicator, unit, year))
    };
    let rows = rows.iter().zip(Level::ALL).map(row).collect();
    let groups = match norm_levels(view, of_subject) {
        Some(norms) => vec![RowGroup { title: view.name(unit), rows }, norms],
        None => vec![RowGroup::untitled(rows)],
    };
    let arguments = [
        ("fag", subject(view, of_subject).into()),
        ("aar", year.to_string().into()),
        ("enhed", view.name(unit).into()),
    ];
    Table {
        id: format!("progression-niveauer-{}", of_subject.id()),
        caption: view.with("rap-progression-tabel-niveauer", &arguments),
        corner: view.get("rap-progression-kol-fra"),
        columns,
        groups,
    }
}

/// The plan's norms of the same, where they have it.
fn norm_levels(view: &View<'_>, of_subject: Subject) -> Option<RowGroup> {
    let norms = &view.release.progress().norm_levels;
    let norms = norms.iter().find(|of| of.subject == of_subject)?;
    let row = |(level, counts): (Level, &[u64; 6])| {
        let n: u64 = counts.iter().sum();
        let share = |count: &u64| {
            let share = Decimal::from_ratio(i128::from(*count) * 100, i128::from(n), 1);
            match share {
                Some(share) => Cell::number(view.texts.percent(share)),
                None => Cell::absent("–"),
            }
        };
        let mut cells: Vec<Cell> = counts.iter().map(share).collect();
        cells.push(Cell::number(view.texts.count(n)));
        Row::new(view.category(Category::Level(level)), cells)
    };
    let rows = Level::ALL.into_iter().zip(&norms.counts).map(row).collect();
    Some(RowGroup { title: view.get("rap-progression-normers-niveauer"), rows })
}

/// How many change level by measurement alone, in the words of the way with the most pairs.
fn moved_by_error(view: &View<'_>, of_subject: Subject) -> Option<String> {
    let ways = view.release.progress().ways.iter().filter(|of| of.subject == of_subject);
    let way = ways.max_by_key(|of| of.pairs)?;
    let [lower, higher] = way.expected.map(|of| of.and_then(|of| of.moved_by_error));
    let (lower, higher) = (lower?, higher?);
    let per_cent = |number: Decimal| view.texts.percent_in_text(number);
    let ([low_up, low_down], [high_up, high_down]) = (lower, higher);
    let arguments = [
        ("fag", subject(view, of_subject).into()),
        ("fra", way.from.to_string().into()),
        ("til", way.to.to_string().into()),
        ("op-lav", per_cent(low_up).into()),
        ("ned-lav", per_cent(low_down).into()),
        ("op-hoej", per_cent(high_up).into()),
        ("ned-hoej", per_cent(high_down).into()),
    ];
    Some(view.with("rap-progression-maalefejl", &arguments))
}

/// What was learnt of every way from test to test.
fn ways(view: &View<'_>) -> Vec<Block> {
    let account = view.release.progress();
    if account.ways.is_empty() {
        return Vec::new();
    }
    let mut groups: BTreeMap<Subject, Vec<Row>> = BTreeMap::new();
    for of in &account.ways {
        groups.entry(of.subject).or_default().push(way_row(view, of));
    }
    let groups =
        groups.into_iter().map(|(of, rows)| RowGroup { title: capital(&subject(view, of)), rows });
    let columns =
        ["par", "korrelation", "haeldning-lav", "haeldning-hoej", "vaekstpercentil", "ender"];
    let table = Table {
        id: "progression-grundlag-tal".to_owned(),
        caption: view.get("rap-progression-tabel-veje"),
        corner: view.get("rap-progression-kol-vej"),
        columns: columns.map(|id| view.get(&format!("rap-progression-kol-{id}"))).to_vec(),
        groups: groups.collect(),
    };
    vec![
        Block::paragraph(view.get("rap-progression-grundlag-om")),
        Block::Table { table },
        Block::note(view.get("rap-progression-vaekst-note")),
    ]
}

fn way_row(view: &View<'_>, of: &WayAccount) -> Row {
    let head = view.with(
        "rap-progression-vej",
        &[("fra", of.from.to_string().into()), ("til", of.to.to_string().into())],
    );
    let number = |number: Option<Decimal>| match number {
        Some(number) => Cell::number(view.texts.number(number)),
        None => Cell::absent("–"),
    };
    let expected = |of: Option<ExpectationAccount>| match of {
        Some(of) => {
            let reliability = view.texts.number(of.reliability);
            let under = view.with("rap-progression-reliabilitet", &[("rho", reliability.into())]);
            number(Some(of.slope)).under(under)
        }
        None => Cell::absent(view.get("rap-progression-for-stor-fejl")),
    };
    let [lower, higher] = of.expected.map(expected);
    let growth = match of.growth {
        GrowthAccount::Supplied => "normer",
        GrowthAccount::Own => "egne",
        GrowthAccount::TooFew => "for-faa",
        GrowthAccount::NoFit => "ingen-model",
    };
    let [lowest, highest] = of.ends.map(|of| view.texts.percent(of));
    let ends = [("lavest", lowest.into()), ("hoejest", highest.into())];
    let cells = vec![
        Cell::number(view.texts.count(of.pairs)),
        number(of.correlation),
        lower,
        higher,
        Cell::words(view.get(&format!("rap-progression-vaekst-{growth}"))),
        Cell::words(view.with("rap-progression-ender", &ends)),
    ];
    let basis = view.with("rap-progression-grundlag-er", &[("hvad", of.basis.id().into())]);
    Row::new(head, cells).under(basis)
}
