//! Tables of units by year, part of the pupils, or category.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Breakdown, Part, PartKind, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedFigure;

use crate::document::{Block, Cell, CellStyle, Chapter, Row, RowGroup, Table};
use crate::view::View;

/// The ways to divide pupils, in the order of a table, each with its name.
const DIVISIONS: [(PartKind, &str); 4] = [
    (PartKind::Grade, "rap-klassetrin"),
    (PartKind::Stage, "rap-trin"),
    (PartKind::Sex, "rap-koen"),
    (PartKind::Heritage, "rap-herkomst"),
];

/// An id of the document out of an id of the catalogue: `laesning.gode` is `laesning-gode`.
pub(crate) fn anchor(id: &str) -> String {
    id.replace('.', "-")
}

/// Schools in Danish order, folkeskoler first, then special schools, then groups, the municipality
/// and the nation.
pub(crate) fn unit_groups(
    view: &View<'_>,
    units: &BTreeSet<Unit>,
    row: impl Fn(Unit) -> Row,
) -> Vec<RowGroup> {
    let kinds = [
        (Some(SchoolKind::Folkeskole), "rap-folkeskoler"),
        (Some(SchoolKind::SpecialSchool), "rap-specialskoler"),
        (None, "rap-andre-skoler"),
    ];
    let mut groups = Vec::new();
    for (kind, title) in kinds {
        let rows: Vec<Row> = view.schools_of(kind, units).into_iter().map(&row).collect();
        if !rows.is_empty() {
            groups.push(RowGroup { title: view.get(title), rows });
        }
    }
    let wholes: Vec<Row> = View::wholes(units).into_iter().map(|unit| row(unit).total()).collect();
    if !wholes.is_empty() {
        groups.push(RowGroup { title: view.get("rap-samlet"), rows: wholes });
    }
    if let [only] = groups.as_mut_slice() {
        only.title.clear();
    }
    groups
}

/// From so many rows that say the same on, they are told as one.
const MANY: usize = 4;

/// Tells rows in which nothing is shown, and all for the same reasons, as one row that says how many they
/// are: pages of the same words hide what is shown elsewhere. A group with a single number stays as it is.
pub(crate) fn fold_alike(view: &View<'_>, chapter: &mut Chapter) {
    let sections = chapter.sections.iter_mut().flat_map(|section| &mut section.blocks);
    for block in chapter.blocks.iter_mut().chain(sections) {
        let (Block::Table { table } | Block::Folded { table, .. }) = block else { continue };
        for group in &mut table.groups {
            if let Some(row) = alike(view, &group.rows) {
                group.rows = vec![row];
            }
        }
    }
}

/// Tells a note of a chapter once, where it stands first.
pub(crate) fn say_once(chapter: &mut Chapter) {
    let mut said = BTreeSet::new();
    let sections = chapter.sections.iter_mut().map(|section| &mut section.blocks);
    for blocks in std::iter::once(&mut chapter.blocks).chain(sections) {
        blocks.retain(|block| match block {
            Block::Note { text } => said.insert(text.clone()),
            _ => true,
        });
    }
}

/// Leaves out the columns in which no row of the table has anything to say.
pub(crate) fn without_empty_columns(mut table: Table) -> Table {
    let rows = || table.groups.iter().flat_map(|group| &group.rows);
    let is_told = |column: usize| {
        rows().any(|row| row.cells.get(column).is_some_and(|cell| cell.text != "–"))
    };
    let told: Vec<bool> = (0..table.columns.len()).map(is_told).collect();
    let keep = |place: &mut std::slice::Iter<'_, bool>| place.next().copied().unwrap_or(true);
    let mut places = told.iter();
    table.columns.retain(|_| keep(&mut places));
    for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
        let mut places = told.iter();
        row.cells.retain(|_| keep(&mut places));
    }
    table
}

fn alike(view: &View<'_>, rows: &[Row]) -> Option<Row> {
    let (first, others) = rows.split_first()?;
    let is_absent = !first.cells.is_empty()
        && first.cells.iter().all(|cell| cell.style == CellStyle::Absent)
        && rows.iter().all(|row| row.under.is_empty());
    let is_told_as_one = is_absent
        && rows.len() >= MANY
        && others.iter().all(|row| row.cells == first.cells && row.total == first.total);
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let head = view.with("rap-alle-raekker", &[("antal", count.into())]);
    is_told_as_one.then(|| Row { total: first.total, ..Row::new(head, first.cells.clone()) })
}

/// One unit year by year. Under the nation stands where its values are from.
fn years_of_unit(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
    cell: impl Fn(SchoolYear) -> Cell,
) -> Row {
    let years: Vec<SchoolYear> = view.facts(indicator).years.iter().copied().collect();
    let row = Row::new(view.name(unit), years.iter().map(|year| cell(*year)).collect());
    if unit != Unit::Nation {
        return row;
    }
    let source = view.national_source(indicator, &years);
    row.under(view.with("rap-kilde-er", &[("kilde", source.into())]))
}

pub(crate) fn year_heads(view: &View<'_>, indicator: &Indicator) -> Vec<String> {
    view.facts(indicator).years.iter().map(ToString::to_string).collect()
}

/// Schools by year, all grades together. Schools that are all hidden have no row.
pub(crate) fn schools_by_year(view: &View<'_>, indicator: &Indicator) -> Table {
    let row = |unit| {
        let cell = |year| view.figure_cell(indicator, unit, year, Breakdown::ALL);
        years_of_unit(view, indicator, unit, cell)
    };
    let is_school = |unit: &Unit| matches!(unit, Unit::School(_));
    let mut units = view.facts(indicator).units.clone();
    if view.hides_schools(indicator) {
        units.retain(|unit| !is_school(unit));
    }
    Table {
        id: format!("{}-skoler", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-skoler",
            &[
                ("navn", view.local(&indicator.name).into()),
                ("talt", View::counted(indicator).into()),
                ("antal", u64::from(view.counts_pupils(indicator)).into()),
                ("skoler", u64::from(units.iter().any(is_school)).into()),
                ("klassetrin", u64::from(!view.facts(indicator).grades.is_empty()).into()),
            ],
        ),
        corner: view.get("rap-skole"),
        columns: year_heads(view, indicator),
        groups: unit_groups(view, &units, row),
    }
}

/// Verdicts on the indicator's target, schools by year.
pub(crate) fn verdicts_by_year(view: &View<'_>, indicator: &Indicator) -> Table {
    let row = |unit| {
        let verdict = |year| view.verdict_cell(view.verdict(indicator, unit, year));
        let years = view.facts(indicator).years.iter();
        Row::new(view.name(unit), years.map(|year| verdict(*year)).collect())
    };
    let asked = indicator.target.as_ref().map(|target| view.asked(target.rule));
    let mut units = view.facts(indicator).units.clone();
    units.remove(&Unit::Nation);
    Table {
        id: format!("{}-domme", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-domme",
            &[
                ("navn", view.local(&indicator.name).into()),
                ("krav", asked.unwrap_or_default().into()),
            ],
        ),
        corner: view.get("rap-skole"),
        columns: year_heads(view, indicator),
        groups: unit_groups(view, &units, row),
    }
}

/// What stands in the small print under the figures of some units and parts, over all years: intervals,
/// numbers of pupils, both or nothing, as captions choose their words by it.
pub(crate) fn small_print(
    view: &View<'_>,
    indicator: &Indicator,
    units: &[Unit],
    parts: &BTreeSet<Part>,
) -> &'static str {
    let parts = || parts.iter().copied().chain([Part::All]);
    let keys = units.iter().flat_map(|unit| {
        let years = view.facts(indicator).years.iter();
        years.flat_map(move |year| parts().map(move |part| (*unit, *year, part)))
    });
    let figures: Vec<&ReleasedFigure> = keys
        .filter_map(|(unit, year, part)| {
            view.figure(indicator, unit, year, Breakdown::of(part))
                .filter(|of| of.value().is_some())
        })
        .collect();
    let has_intervals = figures.iter().any(|of| of.interval().is_some());
    let has_numbers = figures.iter().any(|of| of.n().is_some());
    match (has_intervals, has_numbers) {
        (true, true) => "begge",
        (true, false) => "interval",
        (false, true) => "antal",
        (false, false) => "intet",
    }
}

/// One unit, part by part and year by year, with intervals. The nation's value of the same pupils
/// is the last row, where there is one.
pub(crate) fn parts_by_year(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Table {
    let facts = view.facts(indicator);
    let row = |part: Part| {
        let cell = |year: &SchoolYear| {
            view.figure_cell_with_interval(indicator, unit, *year, Breakdown::of(part))
        };
        Row::new(view.part_of(indicator, part), facts.years.iter().map(cell).collect())
    };
    let of_kind = |(kind, title): (PartKind, &str)| RowGroup {
        title: view.get(title),
        rows: facts.parts.iter().filter(|p| p.kind() == kind).map(|part| row(*part)).collect(),
    };
    let mut groups: Vec<RowGroup> = DIVISIONS.map(of_kind).to_vec();
    groups.retain(|group| !group.rows.is_empty());
    let all = row(Part::All).total();
    let only_grades = !facts.grades.is_empty()
        && facts.parts.iter().all(|part| matches!(part.kind(), PartKind::All | PartKind::Grade));
    match groups.as_mut_slice() {
        [] => groups.push(RowGroup::untitled(vec![all])),
        [only] => {
            only.title.clear();
            only.rows.push(all);
        }
        _ => groups.push(RowGroup { title: view.get("rap-samlet"), rows: vec![all] }),
    }
    Table {
        id: format!("{}-klassetrin", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-klassetrin",
            &[
                ("navn", view.local(&indicator.name).into()),
                ("talt", View::counted(indicator).into()),
                ("enhed", view.name(unit).into()),
                ("smaat", small_print(view, indicator, &[unit], &facts.parts).into()),
            ],
        ),
        corner: view.get(if only_grades { "rap-klassetrin" } else { "rap-del" }),
        columns: year_heads(view, indicator),
        groups,
    }
}

/// The classes of every school in the newest year that has any; `None` without one.
pub(crate) fn classes(view: &View<'_>, indicator: &Indicator) -> Option<Table> {
    let of = |unit| view.classes_of(indicator, unit);
    let schools = view.facts(indicator).units.iter().filter(|unit| matches!(unit, Unit::School(_)));
    let classes: Vec<(Unit, Vec<(SchoolYear, Part)>)> =
        schools.map(|unit| (*unit, of(*unit))).filter(|(_, parts)| !parts.is_empty()).collect();
    let year = classes.iter().flat_map(|(_, parts)| parts).map(|(year, _)| *year).max()?;
    let row = |unit: Unit, part: Part| {
        let cell = view.figure_cell_with_interval(indicator, unit, year, Breakdown::of(part));
        Row::new(view.part(part), vec![cell])
    };
    let group = |(unit, parts): &(Unit, Vec<(SchoolYear, Part)>)| RowGroup {
        title: view.name(*unit),
        rows: parts
            .iter()
            .filter(|(of, _)| *of == year)
            .map(|(_, part)| row(*unit, *part))
            .collect(),
    };
    let mut groups: Vec<RowGroup> = classes.iter().map(group).collect();
    groups.retain(|group| !group.rows.is_empty());
    Some(Table {
        id: format!("{}-klasser", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-klasser",
            &[
                ("navn", view.local(&indicator.name).into()),
                ("talt", View::counted(indicator).into()),
                ("aar", year.to_string().into()),
            ],
        ),
        corner: view.get("rap-klasse-hoved"),
        columns: vec![year.to_string()],
        groups,
    })
}

/// The categories of every unit in one year, with the number of pupils.
pub(crate) fn categories_of_units(
    view: &View<'_>,
    indicator: &Indicator,
    year: SchoolYear,
) -> Table {
    let categories = View::categories(indicator).into_iter();
    let mut columns: Vec<String> = categories.map(|of| view.category_in(indicator, of)).collect();
    columns.push(view.with("rap-talt", &[("talt", View::counted(indicator).into())]));
    let row = |unit| Row::new(view.name(unit), category_cells(view, indicator, unit, year));
    Table {
        id: format!("{}-tal", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-niveauer",
            &[("navn", view.local(&indicator.name).into()), ("aar", year.to_string().into())],
        ),
        corner: view.get("rap-skole"),
        columns,
        groups: unit_groups(view, &view.facts(indicator).units, row),
    }
}

/// The share of each category of one unit in one year, and the number of pupils.
pub(crate) fn category_cells(
    view: &View<'_>,
    indicator: &Indicator,
    unit: Unit,
    year: SchoolYear,
) -> Vec<Cell> {
    let share = |category| {
        let breakdown = Breakdown::of_category(category);
        let mut cell = view.figure_cell(indicator, unit, year, breakdown);
        cell.under.clear();
        cell
    };
    let mut cells: Vec<Cell> = View::categories(indicator).into_iter().map(share).collect();
    let n = view.any_category(indicator, unit, year).and_then(ReleasedFigure::n);
    cells.push(n.map_or_else(|| Cell::absent("–"), |n| Cell::number(view.texts.count(n))));
    cells
}

/// The categories of one unit, year by year.
pub(crate) fn categories_by_year(view: &View<'_>, indicator: &Indicator, unit: Unit) -> Table {
    let facts = view.facts(indicator);
    let row = |category| {
        let breakdown = Breakdown::of_category(category);
        let cell = |year: &SchoolYear| {
            let mut cell = view.figure_cell(indicator, unit, *year, breakdown);
            cell.under.clear();
            cell
        };
        Row::new(view.category_in(indicator, category), facts.years.iter().map(cell).collect())
    };
    let rows = View::categories(indicator).into_iter().map(row).collect();
    Table {
        id: format!("{}-aar", anchor(indicator.id.as_str())),
        caption: view.with(
            "rap-tabel-niveauer-aar",
            &[("navn", view.local(&indicator.name).into()), ("enhed", view.name(unit).into())],
        ),
        corner: view.get(View::scale_of(indicator)),
        columns: year_heads(view, indicator),
        groups: vec![RowGroup::untitled(rows)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use crate::testing::Fixture;
    use crate::view::Figures;

    fn rows(texts: &[&str]) -> RowGroup {
        let cell = |text: &str| match text.parse::<u64>() {
            Ok(_) => Cell::number(text),
            Err(_) => Cell::absent(text),
        };
        let row =
            |(place, text): (usize, &&str)| Row::new(format!("Skole {place}"), vec![cell(text)]);
        RowGroup::untitled(texts.iter().enumerate().map(row).collect())
    }

    #[test]
    fn rows_without_a_number_for_the_same_reason_are_told_as_one() {
        let groups: [&[&str]; 5] = [
            &["skjult", "skjult", "skjult", "skjult", "skjult"],
            &["skjult", "skjult", "skjult"],
            &["skjult", "skjult", "skjult", "7"],
            &["7", "7", "7", "7"],
            &["skjult", "skjult", "ikke i kilden", "skjult"],
        ];
        let table = Table { groups: groups.map(rows).into(), ..Table::default() };
        let mut chapter = chapter(vec![Block::Table { table: table.clone() }]);
        let fixture = Fixture::new();
        let (release, figures) = (fixture.release(), Figures::new());
        fold_alike(&View::of(&release, &figures, &fixture.texts), &mut chapter);
        let [Block::Table { table: told }] = chapter.blocks.as_slice() else { unreachable!() };
        assert_eq!(told.groups[0].rows, [Row::new("alle 5", vec![Cell::absent("skjult")])]);
        assert_eq!(told.groups[1..], table.groups[1..]);
    }
    fn chapter(blocks: Vec<Block>) -> Chapter {
        let (id, group, title) = (String::new(), String::new(), String::new());
        Chapter { id, group, title, blocks, sections: Vec::new() }
    }

    #[test]
    fn rows_of_a_folded_table_are_told_as_one_too() {
        let table = Table { groups: vec![rows(&["skjult"; 5])], ..Table::default() };
        let mut chapter = chapter(vec![Block::Folded { summary: String::new(), table }]);
        let fixture = Fixture::new();
        let (release, figures) = (fixture.release(), Figures::new());
        fold_alike(&View::of(&release, &figures, &fixture.texts), &mut chapter);
        let [Block::Folded { table, .. }] = chapter.blocks.as_slice() else { unreachable!() };
        assert_eq!(table.groups[0].rows.len(), 1);
    }

    #[test]
    fn a_note_of_a_chapter_is_told_once_and_every_paragraph_stays() {
        let both = || vec![Block::note("a"), Block::paragraph("b")];
        let section =
            |id: &str| Section { id: id.to_owned(), title: String::new(), blocks: both() };
        let sections = vec![section("1"), section("2")];
        let mut chapter = Chapter { sections, ..chapter(both()) };
        say_once(&mut chapter);
        assert_eq!(chapter.blocks, both());
        for section in &chapter.sections {
            assert_eq!(section.blocks, [Block::paragraph("b")]);
        }
    }

    #[test]
    fn a_column_that_says_nothing_is_left_out_with_its_cells() {
        let row = |first: &str| {
            let cells = [first, "–", "3"].map(Cell::words);
            Row::new("Skole", cells.to_vec())
        };
        let columns = ["a", "b", "c"].map(str::to_owned).to_vec();
        let groups = vec![RowGroup::untitled(vec![row("–"), row("1"), Row::new("x", Vec::new())])];
        let told = without_empty_columns(Table { columns, groups, ..Table::default() });
        assert_eq!(told.columns, ["a", "c"]);
        let cells: Vec<Vec<&str>> = told.groups[0]
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(cells, [vec!["–", "3"], vec!["1", "3"], vec![]]);
    }
}
