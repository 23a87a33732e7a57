//! The sheet of every figure.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kvalitet_core::catalogue::{Indicator, Scale};
use kvalitet_core::{Breakdown, FigureKey, Unit};
use kvalitet_disclosure::{ReleasedContent, ReleasedFigure};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::long;
use super::table::{self, About, Cell};
use crate::csv_files::{other_part, period};
use crate::view::{View, is_question};

/// The columns: those of `figurer.csv`, without what the others say already. Never changed.
pub(super) const COLUMNS: [&str; 17] = [
    "indikator",
    "indikator_navn",
    "enhed",
    "enhed_navn",
    "skoletype",
    "skoleaar",
    "klassetrin",
    "opdeling",
    "kategori",
    "status",
    "vaerdi",
    "maaleenhed",
    "n",
    "taeller",
    "nedre",
    "oevre",
    "evidens",
];

/// What is left out of the sheet, where not all figures fit in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    Nothing,
    /// The answers to single questions.
    Questions,
    /// Those and every part of the pupils.
    Parts,
    /// Those, and what comes last by key.
    Rest,
}

/// The figures that fit in the sheet.
pub(super) struct Chosen<'a> {
    pub(super) figures: Vec<(&'a FigureKey, &'a ReleasedFigure)>,
    pub(super) left_out: LeftOut,
    /// How many figures are left out.
    pub(super) missing: usize,
}

/// As many figures as fit in `rows`: single questions are left out first, then parts of the pupils.
/// They stand in the data files, and the guide says so.
pub(super) fn chosen<'a>(view: &View<'a>, rows: usize) -> Chosen<'a> {
    let all = view.figures();
    let catalogue = view.release.catalogue();
    let asks =
        |key: &FigureKey| catalogue.indicator(key.indicator.as_str()).is_some_and(is_question);
    let mut figures: Vec<(&FigureKey, &ReleasedFigure)> = all.iter().collect();
    let mut left_out = LeftOut::Nothing;
    if rows < figures.len() {
        figures.retain(|(key, _)| !asks(key));
        left_out = LeftOut::Questions;
    }
    if rows < figures.len() {
        figures.retain(|(key, _)| key.breakdown == Breakdown::ALL);
        left_out = LeftOut::Parts;
    }
    if rows < figures.len() {
        figures.truncate(rows);
        left_out = LeftOut::Rest;
    }
    Chosen { missing: all.len() - figures.len(), figures, left_out }
}

/// The sheet without its rows, which are too many to be held: see [`long`].
pub(super) fn frame(
    sheet: &mut Worksheet,
    view: &View<'_>,
    chosen: &Chosen<'_>,
) -> Result<(), XlsxError> {
    let about =
        About { name: super::FIGURES, description: view.get("rap-regneark-figurer"), fixed: 0 };
    if !chosen.figures.is_empty() {
        long::specimens(sheet)?;
    }
    let rows = (rows(view, chosen), chosen.figures.len());
    table::write_frame(sheet, &about, &COLUMNS.map(str::to_owned), rows)
}

/// The rows of the sheet.
pub(super) fn rows<'a>(
    view: &'a View<'a>,
    chosen: &'a Chosen<'a>,
) -> impl ExactSizeIterator<Item = Vec<Cell>> + 'a {
    let mut rows = Rows::new(view);
    chosen.figures.iter().map(move |(key, figure)| rows.row(key, figure))
}

/// Makes rows, and keeps what many of them say.
struct Rows<'v, 'a> {
    view: &'v View<'a>,
    words: Words,
    units: BTreeMap<Unit, [Cell; 3]>,
    indicator: Option<Said<'a>>,
}

/// What the rows of one indicator say.
struct Said<'a> {
    definition: Option<&'a Indicator>,
    id: String,
    name: String,
    unit: String,
}

struct Words {
    shown: String,
    hidden: String,
    too_few: String,
}

impl<'v, 'a> Rows<'v, 'a> {
    fn new(view: &'v View<'a>) -> Self {
        let words = Words {
            shown: view.get("rap-regneark-vist"),
            hidden: view.get("rap-skjult"),
            too_few: view.get("rap-for-faa"),
        };
        Self { view, words, units: BTreeMap::new(), indicator: None }
    }

    fn row(&mut self, key: &FigureKey, figure: &ReleasedFigure) -> Vec<Cell> {
        let view = self.view;
        let said = match self.indicator.take() {
            Some(said) if said.id == key.indicator.as_str() => said,
            _ => Said::of(view, key),
        };
        let unit = self.units.entry(key.unit).or_insert_with(|| of_unit(view, key.unit));
        let [unit, unit_name, kind] = unit.clone();
        let text = |part: Option<String>| part.map_or(Cell::Empty, Cell::Text);
        let [value, n, hits, lower, upper] = numbers(said.definition, figure);
        let row = vec![
            Cell::text(&*said.id),
            Cell::text(&*said.name),
            unit,
            unit_name,
            kind,
            Cell::Text(period(key.period)),
            text(key.breakdown.grade().map(|grade| grade.to_string())),
            text(other_part(key.breakdown)),
            text(key.breakdown.category.map(|category| category.to_string())),
            Cell::text(self.words.status(view, said.definition, figure)),
            value,
            Cell::text(&*said.unit),
            n,
            hits,
            lower,
            upper,
            Cell::Text(figure.class().to_string()),
        ];
        self.indicator = Some(said);
        row
    }
}

impl<'a> Said<'a> {
    fn of(view: &View<'a>, key: &FigureKey) -> Self {
        let id = key.indicator.as_str().to_owned();
        let definition = view.release.catalogue().indicator(&id);
        let name = definition.map_or("", |of| view.local(&of.name)).to_owned();
        let unit = definition.map(|of| view.unit_of(of)).unwrap_or_default();
        Self { definition, id, name, unit }
    }
}

fn of_unit(view: &View<'_>, unit: Unit) -> [Cell; 3] {
    let kind = view.kind(unit).map_or(Cell::Empty, |kind| Cell::text(kind.id()));
    [Cell::Text(unit.to_string()), Cell::Text(view.name(unit)), kind]
}

impl Words {
    /// What is shown, or why not.
    fn status(
        &self,
        view: &View<'_>,
        definition: Option<&Indicator>,
        figure: &ReleasedFigure,
    ) -> Cow<'_, str> {
        let too_few = match figure.content() {
            ReleasedContent::Hidden => return Cow::Borrowed(&self.hidden),
            ReleasedContent::Absent { reason } => {
                let word = definition.map(|of| view.absent(of, *reason));
                return Cow::Owned(word.unwrap_or_default());
            }
            ReleasedContent::Shown { too_few, .. } => *too_few,
        };
        let word = if too_few { &self.too_few } else { &self.shown };
        let rounded = figure.rounded_to().map(|to| view.rounded("rap-afrundet", to));
        let kept = figure.is_kept().then(|| view.get("rap-fra-tidligere-udgave"));
        if rounded.is_none() && kept.is_none() {
            return Cow::Borrowed(word);
        }
        let all = std::iter::once(word.clone()).chain(rounded).chain(kept);
        Cow::Owned(all.collect::<Vec<_>>().join(", "))
    }
}

/// Value, n, numerator, lower, upper.
fn numbers(definition: Option<&Indicator>, figure: &ReleasedFigure) -> [Cell; 5] {
    let scale = definition.map_or(Scale::Number, |of| of.scale);
    let count = |count: Option<u64>| count.map_or(Cell::Empty, Cell::Count);
    match *figure.content() {
        ReleasedContent::Shown { value, n, hits, lower, upper, .. } => [
            Cell::value(scale, value),
            count(n),
            count(hits),
            Cell::or_empty(scale, lower),
            Cell::or_empty(scale, upper),
        ],
        ReleasedContent::Hidden | ReleasedContent::Absent { .. } => [const { Cell::Empty }; 5],
    }
}
