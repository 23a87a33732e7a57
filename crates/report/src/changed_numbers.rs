//! Numbers that are others than in an earlier edition: a chapter of every edition after the first, the
//! first chapter of one that corrects another, and a document of its own beside that.
//!
//! An earlier number stands as it was printed then: it is the register's, never worked out again. Of a
//! number that one of the editions hides it is said in words that it was shown, or is hidden.

use std::collections::{BTreeMap, BTreeSet};

use kvalitet_core::catalogue::Indicator;
use kvalitet_core::{Decimal, FigureKey, Period};
use kvalitet_disclosure::{
    ChangeCause, ChangedContent, ChangedFigure, ChangedSince, EditionStage, ReleasedFigure, Step,
};

use crate::document::{
    Block, Cell, CellStyle, Chapter, Cover, Document, Layout, Row, RowGroup, Section, Table, Term,
};
use crate::view::View;
use crate::{RunInfo, Stamp, compose};

/// How many numbers a chapter has a row for; the data files and a sheet of corrections have all.
const ROWS: usize = 300;

/// The chapter of a report that corrects no other; `None` where nothing was published before.
pub(crate) fn chapter(view: &View<'_>, run: &RunInfo) -> Option<Chapter> {
    if is_errata(run) {
        return None;
    }
    let (title, rows) = (view.get("rap-aendret"), ROWS);
    told(view, Chapter { title, group: view.get("rap-del-data"), ..empty() }, rows)
}

/// The first chapter of a report that corrects another: every number that it corrects.
pub(crate) fn corrections(view: &View<'_>, run: &RunInfo) -> Option<Chapter> {
    if !is_errata(run) {
        return None;
    }
    let title = view.get("rap-rettelsesblad");
    told(view, Chapter { title, group: view.get("rap-del-overblik"), ..empty() }, usize::MAX)
}

/// The sheet of corrections alone; `None` of an edition that corrects no other.
pub(crate) fn document(view: &View<'_>, run: &RunInfo) -> Option<Document> {
    let chapter = corrections(view, run)?;
    let of_report = compose::cover(view, run);
    let title = view.with("rap-rettelsesblad-titel", &[("titel", of_report.title.as_str().into())]);
    Some(Document {
        language: view.texts.language().tag(),
        layout: Layout::Sheet,
        cover: Cover { title, reading: Vec::new(), ..of_report },
        chapters: vec![chapter],
        plan: run.plan.clone(),
        schools: Vec::new(),
        colophon: compose::colophon(view, run),
    })
}

const fn is_errata(run: &RunInfo) -> bool {
    matches!(run.stamp, Stamp::Published { step: Step::Errata(_), .. })
}

fn empty() -> Chapter {
    Chapter {
        id: "aendrede-tal".to_owned(),
        group: String::new(),
        title: String::new(),
        blocks: Vec::new(),
        sections: Vec::new(),
    }
}

fn told(view: &View<'_>, chapter: Chapter, rows: usize) -> Option<Chapter> {
    let all = view.release.changed();
    if all.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::paragraph(view.get("rap-aendret-om"))];
    blocks.extend(legend(view));
    let sections = all.iter().zip(1..).map(|(since, number)| section(view, since, number, rows));
    Some(Chapter { blocks, sections: sections.collect(), ..chapter })
}

/// What each cause that stands in the tables means.
fn legend(view: &View<'_>) -> Option<Block> {
    let figures = view.release.changed().iter().flat_map(|since| &since.figures);
    let causes: BTreeSet<ChangeCause> = figures.flat_map(|of| of.causes.iter().copied()).collect();
    let term = |cause: &ChangeCause| {
        let (name, about) = cause_ids(*cause);
        Term::new(view.get(name), view.get(about))
    };
    (!causes.is_empty()).then(|| Block::Terms { terms: causes.iter().map(term).collect() })
}

const fn cause_ids(cause: ChangeCause) -> (&'static str, &'static str) {
    match cause {
        ChangeCause::NewExtract => ("rap-aendret-nyt-udtraek", "rap-aendret-nyt-udtraek-om"),
        ChangeCause::Correction => ("rap-aendret-rettelse", "rap-aendret-rettelse-om"),
        ChangeCause::Definition => ("rap-aendret-definition", "rap-aendret-definition-om"),
        ChangeCause::Merger => ("rap-aendret-sammenlaegning", "rap-aendret-sammenlaegning-om"),
        ChangeCause::Method => ("rap-aendret-metode", "rap-aendret-metode-om"),
        ChangeCause::Unknown => ("rap-aendret-ukendt", "rap-aendret-ukendt-om"),
    }
}

fn section(view: &View<'_>, since: &ChangedSince, number: usize, rows: usize) -> Section {
    let id = match since.stage {
        EditionStage::Hearing => "rap-aendret-siden-hoering",
        EditionStage::Final | EditionStage::Errata => "rap-aendret-siden",
    };
    let of_edition =
        [("udgave", since.edition.as_str().into()), ("dato", view.texts.date(&since.date).into())];
    let mut blocks = vec![Block::Verdict { sentences: counts(view, since) }];
    blocks.extend(since.reason.as_ref().map(|reason| {
        Block::paragraph(view.with("rap-aendret-grund", &[("grund", reason.as_str().into())]))
    }));
    let left_out = since.figures.len().saturating_sub(rows);
    if 0 < left_out {
        let all = [("vist", count(rows).into()), ("antal", count(left_out).into())];
        blocks.push(Block::note(view.with("rap-aendret-flere", &all)));
    }
    if !since.figures.is_empty() {
        let id = format!("aendrede-tal-{number}-tabel");
        blocks.push(Block::Table { table: Table { id, ..table(view, since, rows) } });
    }
    let id_of_section = format!("aendrede-tal-{number}");
    Section { id: id_of_section, title: view.with(id, &of_edition), blocks }
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// How many numbers are others, and how.
fn counts(view: &View<'_>, since: &ChangedSince) -> Vec<String> {
    let how_many = |is: fn(&ChangedContent) -> bool| {
        count(since.figures.iter().filter(|of| is(&of.content)).count())
    };
    let counted = [
        ("rap-aendret-antal", how_many(|of| matches!(of, ChangedContent::Shown { .. }))),
        ("rap-aendret-antal-vist", how_many(|of| matches!(of, ChangedContent::ShownNow { .. }))),
        ("rap-aendret-antal-skjult", how_many(|of| matches!(of, ChangedContent::HiddenNow))),
        ("rap-aendret-antal-vaek", how_many(|of| matches!(of, ChangedContent::Gone))),
    ];
    let said = counted.into_iter().filter(|(_, count)| 0 < *count);
    let said: Vec<String> =
        said.map(|(id, count)| view.with(id, &[("antal", count.into())])).collect();
    if said.is_empty() { vec![view.get("rap-aendret-ingen")] } else { said }
}

/// A row for each of the first numbers, those of one indicator together, in the report's order.
fn table(view: &View<'_>, since: &ChangedSince, rows: usize) -> Table {
    let order: BTreeMap<&str, usize> =
        view.release.catalogue().indicators().iter().map(|of| of.id.as_str()).zip(0..).collect();
    let place = |of: &&ChangedFigure| order.get(of.key.indicator.as_str()).copied();
    let mut figures: Vec<&ChangedFigure> = since.figures.iter().collect();
    figures.sort_by_key(|of| (place(of).unwrap_or(usize::MAX), &of.key));
    figures.truncate(rows);
    let of_indicator = |of: &[&ChangedFigure]| RowGroup {
        title: of.first().map(|of| indicator_name(view, &of.key)).unwrap_or_default(),
        rows: of.iter().map(|of| row(view, of)).collect(),
    };
    let together = figures.chunk_by(|a, b| a.key.indicator == b.key.indicator);
    Table {
        id: String::new(),
        caption: view.with("rap-aendret-tabel", &[("udgave", since.edition.as_str().into())]),
        corner: view.get("rap-aendret-enhed"),
        columns: [
            "rap-aendret-skoleaar",
            "rap-aendret-elever",
            "rap-aendret-foer",
            "rap-aendret-nu",
            "rap-aendret-aarsag",
        ]
        .map(|id| view.get(id))
        .to_vec(),
        groups: together.map(of_indicator).collect(),
    }
}

fn indicator<'v>(view: &View<'v>, key: &FigureKey) -> Option<&'v Indicator> {
    view.release.catalogue().indicator(key.indicator.as_str())
}

/// The name of a number's indicator; its id where it is defined no more.
fn indicator_name(view: &View<'_>, key: &FigureKey) -> String {
    indicator(view, key)
        .map_or_else(|| key.indicator.to_string(), |of| view.local(&of.name).to_owned())
}

fn row(view: &View<'_>, of: &ChangedFigure) -> Row {
    let pupils = match (indicator(view, &of.key), of.key.breakdown.category) {
        (Some(indicator), None) => view.part_of(indicator, of.key.breakdown.part),
        (_, _) => view.breakdown(of.key.breakdown),
    };
    let years = match of.key.period {
        Period::Year(year) => year.to_string(),
        Period::Change { from, to } => {
            let years = [("fra", from.to_string().into()), ("til", to.to_string().into())];
            view.with("rap-aendret-fra-til", &years)
        }
    };
    let [then, now] = cells(view, of);
    let causes: Vec<String> = of.causes.iter().map(|of| view.get(cause_ids(*of).0)).collect();
    let causes = Cell::words(causes.join(", "));
    let cells = vec![Cell::words(years), Cell::words(pupils), then, now, causes];
    Row::new(view.name(of.key.unit), cells)
}

/// A number as it was printed, and as it is.
fn cells(view: &View<'_>, of: &ChangedFigure) -> [Cell; 2] {
    let word = |id: &str| Cell::absent(view.get(id));
    match of.content {
        ChangedContent::Shown { then, now } => {
            let [before, after] = [then, now].map(|of_| cell(view, &of.key, &of_));
            if before != after {
                return [before, after];
            }
            // What differs is how sure it is.
            let with_limits = |figure: &ReleasedFigure, cell: Cell| match view.limits(figure) {
                Some(limits) => cell.also_under(limits),
                None => cell,
            };
            [with_limits(&then, before), with_limits(&now, after)]
        }
        ChangedContent::ShownNow { now } => [word("rap-skjult"), cell(view, &of.key, &now)],
        ChangedContent::HiddenNow => [word("rap-aendret-vist"), word("rap-skjult")],
        ChangedContent::Gone => [word("rap-aendret-vist"), word("rap-aendret-vaek")],
    }
}

/// A figure in a cell; of an indicator that is defined no more its value alone.
fn cell(view: &View<'_>, key: &FigureKey, figure: &ReleasedFigure) -> Cell {
    if let Some(indicator) = indicator(view, key) {
        return view.cell(indicator, Some(figure));
    }
    let value: Option<Decimal> = figure.value();
    Cell::of(CellStyle::Number, value.map(|value| view.texts.number(value)).unwrap_or_default())
}
