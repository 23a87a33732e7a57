//! The summary for those in a hurry, on one page: the targets, what surely changed, what cannot be decided,
//! and where there is more. What there is no room for stands in the chapters behind it.

use std::collections::BTreeSet;

use kvalitet_core::Unit;
use kvalitet_core::catalogue::{Indicator, Theme};
use kvalitet_core::target::{Certainty, RuleVerdict};
use kvalitet_core::verdict::{ChangeVerdict, Family};
use kvalitet_disclosure::{ReleasedTarget, TargetContent};

use crate::conclusion::{self, Judged};
use crate::document::{Block, Cell, CellStyle, Chapter, Row, RowGroup, Section, Table};
use crate::view::View;
use crate::{changes, development, glance};

/// How many targets a page has room for.
const TARGETS: usize = 8;
/// How many themes.
const THEMES: usize = 7;
/// How many names in a sentence.
const NAMES: usize = 5;
/// The chapters that there is more in, each with what.
const MORE: [(&str, &str); 7] = [
    ("opfoelgning", "rap-ops-mere-opfoelgning"),
    ("overblik", "rap-ops-mere-overblik"),
    ("maal", "rap-ops-mere-maal"),
    ("egne-maal", "rap-ops-mere-egne-maal"),
    ("skolerne", "rap-ops-mere-skolerne"),
    ("datakvalitet", "rap-ops-mere-datakvalitet"),
    ("metode", "rap-ops-mere-metode"),
];

/// The summary of a report with these other chapters.
pub(crate) fn chapter(view: &View<'_>, others: &[Chapter]) -> Chapter {
    let unit = view.municipality();
    let told = unit.map(|unit| {
        let sections = [targets(view, others, unit), changed(view, others, unit)];
        sections.into_iter().chain([undecided(view, unit)]).flatten().collect::<Vec<_>>()
    });
    let mut sections = told.unwrap_or_default();
    let mut blocks = in_sentences(view);
    if blocks.is_empty() && sections.is_empty() {
        blocks.push(Block::paragraph(view.get("rap-ops-intet")));
    }
    sections.extend(more(view, others));
    Chapter {
        id: "opsummering".to_owned(),
        group: view.get("rap-del-overblik"),
        title: view.get("rap-opsummering"),
        blocks,
        sections,
    }
}

fn section(view: &View<'_>, (id, title): (&str, &str), blocks: Vec<Block>) -> Section {
    Section { id: format!("opsummering-{id}"), title: view.get(title), blocks }
}

/// What the report says of the municipality, before how much was tested: the targets that are not met, what
/// surely rose and what surely fell. Nothing without any of it.
pub(crate) fn in_sentences(view: &View<'_>) -> Vec<Block> {
    let of_municipality = view.municipality().map(|unit| {
        let is_missed = |of: &&Indicator| {
            newest(view, of, unit).is_some_and(|of| {
                matches!(of.content, TargetContent::Shown { rule: RuleVerdict::NotMet, .. })
            })
        };
        let missed = glance::judged(view).into_iter().filter(is_missed);
        let judged = conclusion::judged(view, view.indicators(), unit);
        let changed = |wanted: ChangeVerdict| {
            let of = judged.iter().filter(|of| of.verdict == wanted);
            of.map(|of| view.local(&of.indicator.name).to_owned()).collect::<Vec<_>>()
        };
        [
            ("rap-ops-ikke-indfriet", missed.map(|of| view.local(&of.name).to_owned()).collect()),
            ("rap-ops-steget", changed(ChangeVerdict::Rise)),
            ("rap-ops-faldet", changed(ChangeVerdict::Fall)),
        ]
    });
    let told = of_municipality.into_iter().flatten().filter(|(_, names)| !names.is_empty());
    let sentence =
        |(id, names): (&str, Vec<String>)| view.with(id, &[("navne", listed(view, names).into())]);
    let contents: Vec<String> = told.map(sentence).collect();
    let counted = development::counted(view);
    let contents = (!contents.is_empty()).then_some(Block::Verdict { sentences: contents });
    let counted = (!counted.is_empty()).then(|| Block::paragraph(counted.join(" ")));
    contents.into_iter().chain(counted).collect()
}

/// The newest verdict on a target of the municipality.
fn newest<'a>(view: &View<'a>, indicator: &Indicator, unit: Unit) -> Option<&'a ReleasedTarget> {
    let all = view.release.targets().iter();
    let own = all.filter(|of| of.target.indicator == indicator.id && of.unit == unit);
    own.max_by_key(|of| of.year)
}

fn targets(view: &View<'_>, others: &[Chapter], unit: Unit) -> Option<Section> {
    let row = |indicator: &Indicator| {
        let newest = newest(view, indicator, unit)?;
        let cell = view.verdict_cell(Some(newest)).also_under(newest.year.to_string());
        Some(Row::new(view.local(&indicator.name), vec![cell]))
    };
    let rows: Vec<Row> = glance::judged(view).into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let has_more = TARGETS < rows.len();
    let table = Table {
        id: "opsummering-maal-tal".to_owned(),
        caption: view.with("rap-ops-maal-tabel", &[("enhed", view.name(unit).into())]),
        corner: view.get("rap-maal"),
        columns: vec![view.get("rap-ops-bedoemmelse")],
        groups: vec![RowGroup::untitled(rows.into_iter().take(TARGETS).collect())],
    };
    let mut blocks = vec![Block::Table { table }];
    if let Some(chapter) = others.iter().find(|of| of.id == "maal").filter(|_| has_more) {
        let title = [("kapitel", chapter.title.as_str().into())];
        blocks.push(Block::note(view.with("rap-ops-maal-flere", &title)));
    }
    Some(section(view, ("maal", "rap-ops-maal"), blocks))
}

/// The themes with a judged change, each with its chapter; with more than there is room for those with
/// nothing sure are left to the chapters.
fn changed(view: &View<'_>, others: &[Chapter], unit: Unit) -> Option<Section> {
    let lines: Vec<Line<'_>> = view
        .release
        .catalogue()
        .themes()
        .iter()
        .filter_map(|of| Line::of(view, of, unit))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let is_crowded = THEMES < lines.len();
    let all = lines.len();
    let told = lines.into_iter().filter(|line| !is_crowded || line.is_sure);
    let rows: Vec<Row> = told.take(THEMES).map(|line| line.row(view, others)).collect();
    let has_more = rows.len() < all;
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Table {
            table: Table {
                id: "opsummering-aendret-tal".to_owned(),
                caption: view.get("rap-ops-aendret-tabel"),
                corner: view.get("rap-tema"),
                columns: ["rap-ops-kommunen", "rap-ops-skolerne"].map(|id| view.get(id)).to_vec(),
                groups: vec![RowGroup::untitled(rows)],
            },
        });
    }
    if has_more {
        blocks.push(Block::note(view.get("rap-ops-aendret-flere")));
    }
    Some(section(view, ("aendret", "rap-ops-aendret"), blocks))
}

/// A theme: what surely changed for the municipality, and how many changes of schools are sure.
struct Line<'a> {
    theme: &'a Theme,
    municipality: Cell,
    schools: Cell,
    is_sure: bool,
}

impl<'a> Line<'a> {
    /// `None` where no change of the theme was judged.
    fn of(view: &View<'a>, theme: &'a Theme, unit: Unit) -> Option<Self> {
        let indicators: Vec<&Indicator> =
            view.indicators().iter().copied().filter(|of| of.theme == theme.id).collect();
        let judged = conclusion::judged(view, &indicators, unit);
        let family = view.family(&Family::Schools { theme: theme.id.clone() });
        if judged.is_empty() && family.is_none() {
            return None;
        }
        let is_sure = judged.iter().any(|of| of.verdict.is_sure());
        let schools = family.map_or_else(
            || Cell::absent("–"),
            |of| {
                let arguments = [("antal", of.comparisons.into()), ("sikre", of.sure.into())];
                Cell::words(view.with("rap-ops-sikre-af", &arguments))
            },
        );
        let is_sure = is_sure || family.is_some_and(|of| 0 < of.sure);
        Some(Self { theme, municipality: of_municipality(view, &judged), schools, is_sure })
    }

    fn row(self, view: &View<'_>, others: &[Chapter]) -> Row {
        let mut topics = view.topics().into_iter().filter(|of| of.theme.id == self.theme.id);
        let is_there = |id: &str| others.iter().any(|chapter| chapter.id == id);
        let to = topics.find(|topic| is_there(&topic.id)).map(|topic| format!("#{}", topic.id));
        let row = Row::new(view.local(&self.theme.name), vec![self.municipality, self.schools]);
        row.link(to.unwrap_or_default())
    }
}

/// The sure changes of a theme; without one what is said of the first that was judged.
fn of_municipality(view: &View<'_>, judged: &[Judged<'_>]) -> Cell {
    let sure = |of: &Judged<'_>| {
        let years =
            [("fra", of.change.from.to_string().into()), ("til", of.change.to.to_string().into())];
        let years = view.with("rap-ops-fra-til", &years);
        let word = changes::word(view, Some(of.verdict));
        format!("{word}: {}, {years}", view.local(&of.indicator.name))
    };
    let all: Vec<String> = judged.iter().filter(|of| of.verdict.is_sure()).map(sure).collect();
    if !all.is_empty() {
        return Cell::of(CellStyle::Verdict, all.join("; "));
    }
    let tested = judged.iter().find(|of| of.verdict == ChangeVerdict::NoSureChange);
    match tested.or(judged.first()) {
        Some(of) => Cell::absent(changes::word(view, Some(of.verdict))),
        None => Cell::absent("–"),
    }
}

fn undecided(view: &View<'_>, unit: Unit) -> Option<Section> {
    let judged = conclusion::judged(view, view.indicators(), unit);
    let names = |is_so: fn(ChangeVerdict) -> bool| -> Vec<String> {
        let of = judged.iter().filter(|of| is_so(of.verdict));
        of.map(|of| view.local(&of.indicator.name).to_owned()).collect()
    };
    let is_undecided = |indicator: &&Indicator| {
        newest(view, indicator, unit).is_some_and(|of| match &of.content {
            TargetContent::Shown { rule, certainty, .. } => {
                let is_silent =
                    matches!(rule, RuleVerdict::NoResult | RuleVerdict::WithReservation);
                is_silent || *certainty == Some(Certainty::Undecided)
            }
            TargetContent::Hidden => false,
        })
    };
    let targets = glance::judged(view).into_iter().filter(is_undecided);
    let targets = targets.map(|of| view.local(&of.name).to_owned()).collect();
    let said = [
        ("rap-ops-maal-uafgjort", targets),
        ("rap-ops-ingen-sikker", names(|of| of == ChangeVerdict::NoSureChange)),
        ("rap-ops-ikke-bedoemt", names(|of| !of.is_tested())),
    ];
    let told = said.into_iter().filter(|(_, names)| !names.is_empty());
    let sentence = |(id, all): (&str, Vec<String>)| {
        Block::paragraph(view.with(id, &[("navne", listed(view, all).into())]))
    };
    let blocks: Vec<Block> = told.map(sentence).collect();
    (!blocks.is_empty()).then(|| section(view, ("uafgjort", "rap-ops-uafgjort"), blocks))
}

/// Names, each once, and that there are more than there is room for.
fn listed(view: &View<'_>, all: Vec<String>) -> String {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = all.into_iter().filter(|name| seen.insert(name.clone())).collect();
    if names.len() <= NAMES {
        return view.listed(&names);
    }
    names.truncate(NAMES);
    view.with("rap-ops-og-flere", &[("navne", names.join(", ").into())])
}

/// The chapters to go on to.
fn more(view: &View<'_>, others: &[Chapter]) -> Option<Section> {
    let row = |(id, about): (&str, &str)| {
        let chapter = others.iter().find(|of| of.id == id)?;
        let row = Row::new(chapter.title.as_str(), vec![Cell::words(view.get(about))]);
        Some(row.link(format!("#{id}")))
    };
    let rows: Vec<Row> = MORE.into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let table = Table {
        id: "opsummering-mere-tal".to_owned(),
        caption: view.get("rap-ops-mere-tabel"),
        corner: view.get("rap-ops-kapitel"),
        columns: vec![view.get("rap-ops-hvad")],
        groups: vec![RowGroup::untitled(rows)],
    };
    Some(section(view, ("mere", "rap-ops-mere"), vec![Block::Table { table }]))
}
