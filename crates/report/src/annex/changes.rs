//! The sheet of changes: a row for each, with its verdict in words.

use kvalitet_core::catalogue::Scale;
use kvalitet_core::verdict::ChangeVerdict;
use kvalitet_core::{Decimal, SchoolYear};
use kvalitet_disclosure::{ChangeContent, ReleasedChange, ReleasedChangeNumbers};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::table::{self, About, Cell};
use crate::changes::word;
use crate::csv_files::of_year;
use crate::view::View;

/// The columns. Never changed.
pub(super) const COLUMNS: [&str; 19] = [
    "indikator",
    "indikator_navn",
    "enhed",
    "enhed_navn",
    "skoletype",
    "fra",
    "til",
    "dom",
    "vaerdi_fra",
    "n_fra",
    "vaerdi_til",
    "n_til",
    "maaleenhed",
    "aendring",
    "nedre",
    "oevre",
    "sikkert_fald_fra",
    "sikker_stigning_fra",
    "maaleenhed_aendring",
];

/// The columns of numbers of a change: `aendring` to `sikker_stigning_fra`.
const NUMBERS: usize = 5;

pub(super) fn fill(sheet: &mut Worksheet, view: &View<'_>) -> Result<(), XlsxError> {
    let about =
        About { name: super::CHANGES, description: view.get("rap-regneark-udvikling"), fixed: 0 };
    let rows = view.judged().changes.iter().map(|change| row(view, change));
    table::write(sheet, &about, &COLUMNS.map(str::to_owned), rows)
}

fn row(view: &View<'_>, change: &ReleasedChange) -> Vec<Cell> {
    let indicator = view.release.catalogue().indicator(change.indicator.as_str());
    let scale = indicator.map_or(Scale::Number, |of| of.scale);
    let text = |of: Option<String>| of.map_or(Cell::Empty, Cell::Text);
    let mut row = vec![
        Cell::text(change.indicator.as_str()),
        text(indicator.map(|of| view.local(&of.name).to_owned())),
        Cell::Text(change.unit.to_string()),
        Cell::Text(view.name(change.unit)),
        text(view.kind(change.unit).map(|kind| kind.id().to_owned())),
        Cell::Text(change.from.to_string()),
        Cell::Text(change.to.to_string()),
        verdict(view, change, None),
    ];
    for year in [change.from, change.to] {
        row.extend(of_one_year(view, change, (scale, year)));
    }
    row.push(text(indicator.map(|of| view.unit_of(of))));
    match &change.content {
        ChangeContent::Shown { numbers: Some(numbers), .. } => row.extend(numbers_of(numbers)),
        ChangeContent::Shown { numbers: None, .. } | ChangeContent::Hidden => {
            row.extend(vec![Cell::Empty; NUMBERS]);
        }
    }
    row.push(text(indicator.map(|of| view.unit_of_difference(of))));
    row
}

/// The verdict in words, with its years where they are given; only a sure one is marked.
pub(super) fn verdict(
    view: &View<'_>,
    change: &ReleasedChange,
    years: Option<(SchoolYear, SchoolYear)>,
) -> Cell {
    let ChangeContent::Shown { verdict, .. } = &change.content else {
        return Cell::Word(view.get("rap-skjult"));
    };
    let said = word(view, *verdict);
    let said = match years {
        Some((from, to)) => format!("{said} ({from}–{to})"),
        None => said,
    };
    if verdict.is_some_and(ChangeVerdict::is_sure) { Cell::Sure(said) } else { Cell::Text(said) }
}

/// Value and n of one year; nothing of a change that is hidden, for it is hidden whole.
fn of_one_year(
    view: &View<'_>,
    change: &ReleasedChange,
    (scale, year): (Scale, SchoolYear),
) -> [Cell; 2] {
    let (value, n) = match change.content {
        ChangeContent::Hidden => (None, None),
        ChangeContent::Shown { .. } => of_year(view, change, year),
    };
    [Cell::or_empty(scale, value), n.map_or(Cell::Empty, Cell::Count)]
}

/// Differences are points, also those of per cent: a difference of two shares is no share.
fn numbers_of(of: &ReleasedChangeNumbers) -> [Cell; NUMBERS] {
    let numbers: [Option<Decimal>; NUMBERS] =
        [Some(of.difference), Some(of.lower), Some(of.upper), of.sure_fall, of.sure_rise];
    numbers.map(|number| number.map_or(Cell::Empty, Cell::Number))
}
