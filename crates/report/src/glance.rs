//! The overview, theme by theme, and the national targets: what the plain rule says of the municipality,
//! and how sure that is.

use std::collections::BTreeSet;

use kvalitet_core::catalogue::{Confidentiality, Indicator, Series};
use kvalitet_core::legal::{LegalKind, LegalTarget};
use kvalitet_core::{Breakdown, SchoolKind, SchoolYear, Unit};
use kvalitet_disclosure::ReleasedChange;

use crate::document::{Block, Cell, Chapter, Row, RowGroup, Section, Table};
use crate::tables::anchor;
use crate::view::{Topic, View};
use crate::{changes, conclusion, development, overview};

/// The overview, where anything was tested or any theme has a number for the municipality; with the
/// municipality's overall assessment, where it wrote one.
pub(crate) fn chapter(view: &View<'_>) -> Option<Chapter> {
    let mut sections: Vec<Section> = development::at_a_glance(view).into_iter().collect();
    sections.extend(themes(view));
    sections.extend(conclusion::overall(view));
    let (group, title) = (view.get("rap-del-overblik"), view.get("rap-overblik"));
    let chapter = Chapter { id: "overblik".to_owned(), group, title, blocks: Vec::new(), sections };
    (!chapter.sections.is_empty()).then_some(chapter)
}

/// The national targets, where any is judged or held in the years of the report.
pub(crate) fn national(view: &View<'_>) -> Option<Chapter> {
    let sections: Vec<Section> = targets(view).into_iter().chain(asked(view)).collect();
    let (group, title) = (view.get("rap-del-maal"), view.get("rap-nationale-maal"));
    let chapter = Chapter { id: "maal".to_owned(), group, title, blocks: Vec::new(), sections };
    (!chapter.sections.is_empty()).then_some(chapter)
}

/// The indicators whose target is judged, of each subject those of its newest series, and then those of
/// no series.
pub(crate) fn judged<'a>(view: &View<'a>) -> Vec<&'a Indicator> {
    let newest = by_subject(view).into_iter().filter_map(|series| series.last().copied());
    let mut all: Vec<&Indicator> = newest.flat_map(|series| targets_of(view, series)).collect();
    let of_none = view.indicators().iter().filter(|of| of.series.is_none() && of.target.is_some());
    all.extend(of_none);
    all
}

/// The national targets, where any is judged.
pub(crate) fn targets(view: &View<'_>) -> Option<Section> {
    if view.release.targets().is_empty() || by_subject(view).is_empty() {
        return None;
    }
    let mut blocks = vec![Block::paragraph(view.get("rap-maalene-om"))];
    blocks.extend(units(view).into_iter().map(|unit| Block::Table { table: table(view, unit) }));
    blocks.extend(boundaries(view).into_iter().map(Block::note));
    blocks.extend(without_tests(view).map(Block::note));
    blocks.push(Block::note(view.get("rap-maalene-tilfaeldet")));
    if view.is_administration() {
        blocks.push(Block::note(view.get("rap-maalene-sikkerhed")));
    }
    let wellbeing =
        if judges_wellbeing(view) { "rap-maalene-trivsel-om" } else { "rap-maalene-trivsel" };
    blocks.push(Block::note(view.get(wellbeing)));
    Some(Section { id: "maalene".to_owned(), title: view.get("rap-maalene"), blocks })
}

/// What the state asked in the years of the report, and when each target held.
fn asked(view: &View<'_>) -> Option<Section> {
    let years = &view.release.edition().years;
    let held = |of: &&LegalTarget| {
        of.kind == LegalKind::Target && years.iter().any(|year| of.held_in(*year))
    };
    let rows: Vec<Row> = view
        .release
        .catalogue()
        .legal()
        .iter()
        .filter(held)
        .map(|of| {
            let to = of.valid_to.map_or_else(|| view.get("rap-gaelder-endnu"), |to| to.to_string());
            let judged = of.indicators.iter().any(|id| {
                view.release.targets().iter().any(|target| target.target.indicator == *id)
            });
            let judged = if judged { "rap-bedoemt-ja" } else { "rap-bedoemt-nej" };
            let mut text = Cell::words(view.local(&of.text));
            if let Some(note) = &of.note {
                text = text.under(view.local(note));
            }
            let cells = vec![
                text,
                Cell::words(of.valid_from.to_string()),
                Cell::words(to),
                Cell::words(view.get(judged)),
            ];
            Row::new(of.number.as_deref().unwrap_or("–"), cells)
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let columns = ["rap-gaelder-tekst", "rap-gaelder-fra", "rap-gaelder-til", "rap-bedoemt"];
    let table = Table {
        id: "statens-maal-tal".to_owned(),
        caption: view.get("rap-tabel-statens-maal"),
        corner: view.get("rap-maal"),
        columns: columns.map(|id| view.get(id)).to_vec(),
        groups: vec![RowGroup::untitled(rows)],
    };
    let blocks = vec![Block::paragraph(view.get("rap-statens-maal-om")), Block::Table { table }];
    Some(Section { id: "statens-maal".to_owned(), title: view.get("rap-statens-maal"), blocks })
}

/// Whether the national target of wellbeing is judged.
fn judges_wellbeing(view: &View<'_>) -> bool {
    let of_wellbeing = |id: &str| id.starts_with("trivsel.");
    view.release.targets().iter().any(|target| of_wellbeing(target.target.indicator.as_str()))
}

/// One line for each theme: the municipality's number of its first headline, the one before it and
/// the nation's, and the verdict where there is one.
pub(crate) fn themes(view: &View<'_>) -> Option<Section> {
    let unit = view.municipality()?;
    let topics = view.topics();
    let told: Vec<(&Topic<'_>, &Indicator, SchoolYear)> = topics
        .iter()
        .filter_map(|topic| newest_headline(view, topic, unit).map(|(of, year)| (topic, of, year)))
        .collect();
    if told.is_empty() {
        return None;
    }
    let row = |(topic, of, year): &(&Topic<'_>, &Indicator, SchoolYear)| {
        theme(view, topic, unit, (of, *year))
    };
    let mut rows: Vec<Row> = told.iter().map(row).collect();
    let judged = told.iter().any(|(_, of, _)| of.target.is_some());
    let is_change = |(_, of, year): &(&Topic<'_>, &Indicator, SchoolYear)| {
        newest_change(view, of, (unit, *year)).is_some()
    };
    let changed = told.iter().any(is_change);
    let columns = [
        ("rap-seneste", true),
        ("rap-foer-hoved", true),
        ("rap-udv-kol-udvikling", changed),
        ("rap-hele-landet", true),
        ("rap-maal", judged),
    ];
    for row in &mut rows {
        let mut kept = columns.iter();
        row.cells.retain(|_| kept.next().is_some_and(|(_, told)| *told));
    }
    let table = Table {
        id: "temaerne-tal".to_owned(),
        caption: view.with("rap-tabel-temaerne", &[("enhed", view.name(unit).into())]),
        corner: view.get("rap-tema"),
        columns: columns
            .into_iter()
            .filter(|(_, told)| *told)
            .map(|(id, _)| view.get(id))
            .collect(),
        groups: vec![RowGroup::untitled(rows)],
    };
    let mut blocks = vec![Block::paragraph(view.get("rap-temaerne-om"))];
    if changed {
        blocks.push(Block::paragraph(view.get("rap-udv-temaerne-om")));
    }
    blocks.push(Block::Table { table });
    blocks.extend(in_words_alone(view, &topics).map(Block::note));
    let told: Vec<(&Indicator, SchoolYear)> =
        told.iter().map(|(_, of, year)| (*of, *year)).collect();
    blocks.extend(view.national_sources(&told).map(Block::note));
    Some(Section { id: "temaerne".to_owned(), title: view.get("rap-temaerne"), blocks })
}

/// The topics that this audience is told of in words alone.
fn in_words_alone(view: &View<'_>, topics: &[Topic<'_>]) -> Option<String> {
    let is_so = |topic: &&Topic<'_>| {
        let told = |of: &&&Indicator| !view.is_taken_over(of);
        let mut current = topic.indicators.iter().filter(told).peekable();
        let is_silent =
            |of: &&Indicator| of.confidentiality == Confidentiality::ByLaw && !view.has_figures(of);
        current.peek().is_some() && current.all(is_silent)
    };
    let names = topics.iter().filter(is_so).map(|topic| view.local(topic.title).to_owned());
    let names: Vec<String> = names.collect();
    let told = || view.with("rap-temaerne-kun-ord", &[("navne", view.listed(&names).into())]);
    (!names.is_empty()).then(told)
}

/// What stands for a topic, of what has a number for a unit, and its newest year.
fn newest_headline<'a>(
    view: &View<'a>,
    topic: &Topic<'a>,
    unit: Unit,
) -> Option<(&'a Indicator, SchoolYear)> {
    let of = overview::first_headline(view, topic, |of| view.newest(of, unit).is_some())?;
    Some((of, view.newest(of, unit)?))
}

/// The judged change up to the year that is told of.
fn newest_change<'a>(
    view: &View<'a>,
    indicator: &Indicator,
    (unit, year): (Unit, SchoolYear),
) -> Option<&'a ReleasedChange> {
    let change = changes::of_unit(view, indicator, unit);
    change.filter(|of| indicator.headline && of.to == year)
}

/// A theme's line: a cell for every column there can be.
fn theme(
    view: &View<'_>,
    topic: &Topic<'_>,
    unit: Unit,
    (indicator, year): (&Indicator, SchoolYear),
) -> Row {
    let in_year = |year: SchoolYear| {
        let cell = view.figure_cell_with_interval(indicator, unit, year, Breakdown::ALL);
        cell.also_under(year.to_string())
    };
    let years = view.years_with_value(indicator, unit);
    let series = view.release.catalogue().series_of(indicator);
    // Two values side by side are read as comparable: one that is so with reservation alone is told
    // in the theme's chapter, with the reason.
    let is_comparable = |earlier: &SchoolYear| {
        series.is_none_or(|of| of.compares(*earlier, year) && of.reserved(*earlier, year).is_none())
    };
    let before = years.into_iter().rev().find(|earlier| *earlier < year).filter(is_comparable);
    let nation = view.nation(indicator, year).map(|(of, value)| {
        let made = view.made(indicator, Unit::Nation, of, Breakdown::ALL);
        Cell::number(view.value(indicator, value)).under(of.to_string()).made(made)
    });
    let verdict = match indicator.target {
        Some(_) => view.verdict_cell(view.verdict(indicator, unit, year)),
        None => Cell::absent("–"),
    };
    let nothing = || Cell::absent("–");
    let cells = vec![
        in_year(year),
        before.map_or_else(nothing, in_year),
        newest_change(view, indicator, (unit, year)).map_or_else(nothing, |of| {
            let against = [("aar", of.from.to_string().into())];
            changes::verdict_cell(view, Some(of)).under(view.with("rap-mod-aar", &against))
        }),
        nation.unwrap_or_else(nothing),
        verdict,
    ];
    Row::new(view.local(topic.title), cells).under(view.local(&indicator.name))
}

/// The years of the report that no judged series covers, in a sentence.
fn without_tests(view: &View<'_>) -> Option<String> {
    let series: Vec<&Series> = by_subject(view).into_iter().flatten().collect();
    let uncovered = view
        .release
        .edition()
        .years
        .iter()
        .filter(|year| !series.iter().any(|series| series.covers_year(**year)));
    let years: Vec<String> = uncovered.map(ToString::to_string).collect();
    let years = (!years.is_empty()).then(|| view.listed(&years))?;
    Some(view.with("rap-aar-uden-serie", &[("aar", years.into())]))
}

/// The municipality and the two kinds of school, as far as they are judged.
fn units(view: &View<'_>) -> Vec<Unit> {
    let judged: BTreeSet<Unit> = view.release.targets().iter().map(|target| target.unit).collect();
    let kinds = SchoolKind::ALL.map(|kind| Unit::Group(kind.group()));
    let municipality = view.municipality().into_iter();
    municipality.chain(kinds).filter(|unit| judged.contains(unit)).collect()
}

/// The series of one subject, oldest first, as far as their targets are judged. A series without
/// a subject stands alone.
fn by_subject<'a>(view: &View<'a>) -> Vec<Vec<&'a Series>> {
    let mut groups: Vec<Vec<&'a Series>> = Vec::new();
    for series in view.series() {
        if targets_of(view, series).is_empty() {
            continue;
        }
        let same = |group: &&mut Vec<&Series>| {
            group.iter().any(|known| known.subject.is_some() && known.subject == series.subject)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(series),
            None => groups.push(vec![series]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|series| series.from);
    }
    groups
}

fn targets_of<'a>(view: &View<'a>, series: &Series) -> Vec<&'a Indicator> {
    let indicators = view.of_series(series).into_iter();
    indicators.filter(|indicator| indicator.target.is_some()).collect()
}

fn table(view: &View<'_>, unit: Unit) -> Table {
    let years: BTreeSet<SchoolYear> = view.release.targets().iter().map(|t| t.year).collect();
    let group = |series: &Vec<&Series>| {
        let newest = series.last()?;
        let rows = targets_of(view, newest).into_iter();
        Some(RowGroup {
            title: view.local(&newest.name).to_owned(),
            rows: rows.map(|indicator| row(view, series, indicator, (unit, &years))).collect(),
        })
    };
    Table {
        id: format!("maalene-{}", anchor(&unit.to_string().replace(':', "-"))),
        caption: view.with("rap-tabel-maalene", &[("enhed", view.name(unit).into())]),
        corner: view.get("rap-maal"),
        columns: years.iter().map(ToString::to_string).collect(),
        groups: by_subject(view).iter().filter_map(group).collect(),
    }
}

/// One target over the years. A year of an older series is read off that series' own target, and
/// says so.
fn row(
    view: &View<'_>,
    series: &[&Series],
    indicator: &Indicator,
    (unit, years): (Unit, &BTreeSet<SchoolYear>),
) -> Row {
    let number = indicator.target.as_ref().map(|target| target.number.as_str());
    let cell = |year: &SchoolYear| {
        let covering = series.iter().find(|series| series.covers_year(*year));
        let Some(covering) = covering else {
            return Cell::absent("–");
        };
        let of_year = targets_of(view, covering).into_iter().find(|indicator| {
            indicator.target.as_ref().map(|target| target.number.as_str()) == number
        });
        let verdict = of_year.and_then(|indicator| view.verdict(indicator, unit, *year));
        let cell = view.verdict_cell(verdict);
        if of_year.is_some_and(|other| other.id != indicator.id) {
            cell.also_under(view.get("rap-anden-serie"))
        } else {
            cell
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
